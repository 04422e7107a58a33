/* itemgetter, attrgetter, and the attributes of namedtuples. */
#include "modules/functools/functools.h"

#include "object/attribute.h"
#include "object/error.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

typedef struct Getter {
    Object object;
    Tuple *wanted; /* keys, or names with dots */
    Tuple *paths;  /* attrgetter: of each, a Str or, with dots, the tuple of its parts */
} Getter;

static Getter *value_getter(Value value) {
    return (Getter *)(void *)value;
}

/* One object, the way `get` finds what is wanted of it. */
static Value getter_call(Thread *thread, Value self, const Arguments *args, const char *name, BinarySlot get,
                         const Tuple *wanted) {
    (void)self;
    if (!arguments_no_keywords(thread, name, args)) return RAISED;
    if (args->count != 1) return raise_type(thread, "%s expected 1 argument, got %u", name, args->count);
    if (wanted->count == 1) return get(thread, args->items[0], wanted->items[0]);
    Tuple *all = tuple_new(wanted->count);
    for (size_t i = 0; i < wanted->count; i++)
        if ((all->items[i] = get(thread, args->items[0], wanted->items[i])) == RAISED) return RAISED;
    return value_from_object(all);
}

static Value getter_repr(Thread *thread, Value self) {
    Tuple *wanted = value_getter(self)->wanted;
    Buffer out = {0};
    buffer_add_text(&out, type_name_of(self));
    for (size_t i = 0; i < wanted->count; i++) {
        buffer_add_text(&out, i == 0 ? "(" : ", ");
        if (!buffer_add_repr(thread, &out, wanted->items[i])) return RAISED;
    }
    buffer_add_byte(&out, ')');
    return value_from_object(str_from_buffer(&out));
}

static Getter *getter_new(Thread *thread, Type *type, const Arguments *args, const char *name) {
    if (!arguments_no_keywords(thread, name, args)) return NULL;
    if (args->count == 0) {
        raise_type(thread, "%s expected 1 argument, got 0", name);
        return NULL;
    }
    Getter *getter = instance_new(type);
    getter->wanted = tuple_from(args->items, args->count);
    return getter;
}

static Value itemgetter_construct(Thread *thread, Type *type, const Arguments *args) {
    Getter *getter = getter_new(thread, type, args, "itemgetter");
    return getter == NULL ? RAISED : value_from_object(getter);
}

static Value itemgetter_call(Thread *thread, Value self, const Arguments *args) {
    return getter_call(thread, self, args, "itemgetter", value_get_item, value_getter(self)->wanted);
}

/* "a.b" as the names "a" and "b". */
static Value path_of(Str *name) {
    const char *at = name->text, *end = name->text + name->bytes, *dot;
    if (memchr(at, '.', name->bytes) == NULL) return value_from_object(str_interned(name));
    Value parts[64];
    size_t count = 0;
    for (; count < 63 && (dot = memchr(at, '.', (size_t)(end - at))) != NULL; at = dot + 1)
        parts[count++] = value_from_object(str_intern(at, (size_t)(dot - at)));
    parts[count++] = value_from_object(str_intern(at, (size_t)(end - at)));
    return value_from_object(tuple_from(parts, count));
}

static Value attrgetter_construct(Thread *thread, Type *type, const Arguments *args) {
    Getter *getter = getter_new(thread, type, args, "attrgetter");
    if (getter == NULL) return RAISED;
    Tuple *paths = tuple_new(args->count);
    for (uint32_t i = 0; i < args->count; i++) {
        if (!value_is_str(args->items[i])) return raise_type(thread, "attribute name must be a string");
        paths->items[i] = path_of(value_str_object(args->items[i]));
    }
    getter->paths = paths;
    return value_from_object(getter);
}

static Value follow_path(Thread *thread, Value object, Value path) {
    if (!value_is_tuple(path)) return value_get_attribute(thread, object, value_str_object(path));
    for (size_t i = 0; i < value_tuple(path)->count && object != RAISED; i++)
        object = value_get_attribute(thread, object, value_str_object(value_tuple(path)->items[i]));
    return object;
}

static Value attrgetter_call(Thread *thread, Value self, const Arguments *args) {
    return getter_call(thread, self, args, "attrgetter", follow_path, value_getter(self)->paths);
}

Type itemgetter_type = {
    TYPE_HEAD,
    .name = "operator.itemgetter",
    .module = "operator",
    .doc = "itemgetter(k)(x) is x[k]; with several keys, a tuple.",
    .size = sizeof(Getter),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = getter_repr,
    .call = itemgetter_call,
    .construct = itemgetter_construct,
};

Type attrgetter_type = {
    TYPE_HEAD,
    .name = "operator.attrgetter",
    .module = "operator",
    .doc = "attrgetter('a.b')(x) is x.a.b; with several names, a tuple.",
    .size = sizeof(Getter),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = getter_repr,
    .call = attrgetter_call,
    .construct = attrgetter_construct,
};

/* ---- namedtuple ---- */

typedef struct TupleGetter {
    Object object;
    int64_t index;
    Word doc;
} TupleGetter;

static Value tuple_getter_construct(Thread *thread, Type *type, const Arguments *args) {
    int64_t index;
    if (args->count != 2) return raise_type(thread, "_tuplegetter expected 2 arguments, got %u", args->count);
    if (!value_to_index(thread, args->items[0], &index)) return RAISED;
    TupleGetter *getter = instance_new(type);
    getter->index = index;
    word_store(&getter->doc, args->items[1]);
    return value_from_object(getter);
}

static Value tuple_getter_get(Thread *thread, Value self, Value instance, Type *owner) {
    (void)owner;
    int64_t index = ((TupleGetter *)(void *)self)->index;
    if (instance == UNBOUND) return self;
    if (!value_is_tuple(instance))
        return raise_type(thread, "descriptor for index '%lld' for tuple subclasses doesn't apply to '%s' object",
                          (long long)index, type_name_of(instance));
    if ((size_t)index >= value_tuple(instance)->count)
        return raise_error(thread, &index_error, "tuple index out of range");
    return value_tuple(instance)->items[index];
}

static bool tuple_getter_set(Thread *thread, Value self, Value instance, Value value) {
    (void)self, (void)instance;
    return fail_error(thread, &attribute_error, value == UNBOUND ? "can't delete attribute" : "can't set attribute");
}

static Value get_doc(Thread *thread, Value self) {
    (void)thread;
    return word_load(&((TupleGetter *)(void *)self)->doc);
}

static bool set_doc(Thread *thread, Value self, Value doc) {
    (void)thread;
    word_store(&((TupleGetter *)(void *)self)->doc, doc == UNBOUND ? NONE : doc);
    return true;
}

static const Property tuple_getter_properties[] = {
    {"__doc__", get_doc, set_doc, "what it is"},
    {0},
};

Type tuple_getter_type = {
    TYPE_HEAD,
    .name = "collections._tuplegetter",
    .module = "collections",
    .doc = "An item of a tuple as an attribute.",
    .size = sizeof(TupleGetter),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY,
    .descriptor_get = tuple_getter_get,
    .descriptor_set = tuple_getter_set,
    .construct = tuple_getter_construct,
    .properties = tuple_getter_properties,
};
