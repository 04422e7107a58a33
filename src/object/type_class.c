/* Classes of a script. */
#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/identity.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape_core.h"
#include "object/str.h"
#include "object/super.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/type_slots.h"

#include <stdlib.h>

Type *type_layout(Type *type) {
    while (type->base && (type->flags & TYPE_IS_CLASS || type->size == type->base->size)) type = type->base;
    return type;
}

static bool check_bases(Thread *thread, Tuple *bases) {
    for (size_t i = 0; i < bases->count; i++) {
        if (!value_is_type(bases->items[i]))
            return fail_type(thread, "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                                     "subclass of the metaclasses of all its bases");
        Type *base = value_as_type(bases->items[i]);
        if (base == &type_type)
            return fail_type(thread, "metaclasses are not part of the language: no class derives from type");
        if (base->flags & TYPE_IS_FINAL)
            return fail_type(thread, "type '%s' is not an acceptable base type", base->name);
        for (size_t j = 0; j < i; j++)
            if (bases->items[j] == bases->items[i]) return fail_type(thread, "duplicate base class %s", base->name);
    }
    return true;
}

/* The base whose layout the class extends. */
static Type *choose_base(Thread *thread, Tuple *bases) {
    Type *chosen = value_as_type(bases->items[0]);
    for (size_t i = 1; i < bases->count; i++) {
        Type *base = value_as_type(bases->items[i]), *layout = type_layout(base);
        if (type_is_subtype(type_layout(chosen), layout)) continue;
        if (!type_is_subtype(layout, type_layout(chosen))) {
            raise_type(thread, "multiple bases have instance lay-out conflict");
            return NULL;
        }
        chosen = base;
    }
    return chosen;
}

/* What is a function in the body of a class but means something else there. */
static Value adapted(Str *name, Value value) {
    if (!(value_type(value)->flags & TYPE_BINDS_RECEIVER)) return value;
    if (name == dunder_new) return static_method_new(value);
    return name == dunder_init_subclass || name == dunder_class_getitem ? class_method_new(value) : value;
}

static void copy_namespace(Type *type, Dict *namespace) {
    size_t position = 0;
    Value key, value;
    type->attributes = dict_new_pinned();
    while (dict_next(namespace, &position, &key, &value)) {
        if (!value_is_str(key)) continue;
        Str *name = str_interned(value_str_object(key));
        if (name == dunder_qualname) word_store(&type->qualified_name, value);
        else dict_set_str(type->attributes, name, adapted(name, value));
    }
    bool compares = dict_get_str(type->attributes, dunder_eq) != UNBOUND;
    if (compares && dict_get_str(type->attributes, dunder_hash) == UNBOUND)
        dict_set_str(type->attributes, dunder_hash, NONE);
    if (dict_get_str(type->attributes, dunder_doc) == UNBOUND) dict_set_str(type->attributes, dunder_doc, NONE);
}

static Type *class_allocate(Str *name, Type *base, Tuple *bases) {
    Type *type = object_new(&type_type, sizeof *type);
    type->name = str_text(name);
    word_store(&type->name_string, value_from_object(name));
    word_store(&type->qualified_name, value_from_object(name));
    type->base = base;
    type->size = (base->size + 7) & ~(size_t)7;
    type->flags = TYPE_IS_CLASS | TYPE_HAS_ATTRIBUTES | (base->flags & TYPE_FLAGS_INHERITED);
    for (size_t i = 0; i < bases->count; i++) type->flags |= value_as_type(bases->items[i])->flags & TYPE_HAS_FIELDS;
    word_store(&type->bases, value_from_object(bases));
    return type;
}

/* The exception of a __set_name__ says whose it was. */
static bool note_set_name(Thread *thread, const Type *type, Value value, Value key) {
    Value error = error_take(thread), name = value_repr(thread, key);
    if (name == RAISED) return false;
    Str *note = str_format("Error calling __set_name__ on '%s' instance %s in '%s'", type_name_of(value),
                           str_text(value_str_object(name)), type->name);
    Value item = value_from_object(note);
    value_call_method(thread, error, str_intern_text("add_note"), &(Arguments){.items = &item, .count = 1});
    raise_object(thread, error);
    return false;
}

static bool call_set_names(Thread *thread, Type *type) {
    size_t position = 0;
    Value key, value;
    while (dict_next(type->attributes, &position, &key, &value))
        if (special_invoke(thread, value, dunder_set_name, 2, (Value[]){value_from_object(type), key}) == RAISED)
            return note_set_name(thread, type, value, key);
    return true;
}

static bool call_init_subclass(Thread *thread, Type *type, const Arguments *keywords) {
    Value hook = super_find(thread, type, value_from_object(type), dunder_init_subclass);
    if (hook == RAISED || hook == UNBOUND) return hook != RAISED;
    Arguments args = {0};
    if (keywords) args = (Arguments){keywords->items + keywords->count, 0, keywords->keyword_count, keywords->keywords};
    return value_call(thread, hook, &args) != RAISED;
}

/* __name as methods of the class spell it. */
static Str *name_mangled(const Type *type, const char *name) {
    size_t length = strlen(name);
    const char *of = type->name + strspn(type->name, "_");
    bool is_private = strncmp(name, "__", 2) == 0 && !(length > 4 && strcmp(name + length - 2, "__") == 0) && *of;
    return is_private ? str_format("_%s%s", of, name) : str_from_text(name);
}

static bool bases_are_slotted(const Type *type) {
    Tuple *mro = type_mro(type);
    for (size_t i = 1; i < mro->count; i++)
        if ((value_as_type(mro->items[i])->flags & (TYPE_HAS_ATTRIBUTES | TYPE_IS_SLOTTED)) == TYPE_HAS_ATTRIBUTES)
            return false;
    return true;
}

/* What __slots__ announces; null: nothing, or nothing that can be read. */
static List *slot_names(Thread *thread, const Type *type) {
    Value slots = dict_get_str(type->attributes, dunder_slots);
    if (slots == UNBOUND) return NULL;
    if (value_is_str(slots)) return list_from(&slots, 1);
    Value names = list_from_iterable(thread, slots);
    if (names == RAISED) error_take(thread);
    return names == RAISED ? NULL : value_list(names);
}

/* What the caller predicts, or what __slots__ announces: then there are to be no other attributes. */
static void start_shapes(Thread *thread, Type *type, const char *const *hints, size_t count) {
    List *names = slot_names(thread, type);
    if (!names) {
        type_start_shapes(type, hints, count);
        return;
    }
    size_t slot_count, all = 0;
    bool has_dict = !bases_are_slotted(type) || type->flags & TYPE_HAS_VARIABLE_SIZE;
    Value *items = list_snapshot(names, &slot_count);
    const char **together = memory_new((slot_count + 1) * sizeof *together);
    for (size_t i = 0; i < slot_count; i++) {
        if (!value_is_str(items[i])) continue;
        const char *name = str_text(value_str_object(items[i]));
        has_dict |= strcmp(name, "__dict__") == 0;
        together[all++] = str_text(str_interned(name_mangled(type, name))); /* interned: stays */
    }
    if (!has_dict) type->flags |= TYPE_IS_SLOTTED;
    type_start_shapes(type, together, all);
}

Value type_new(Thread *thread, Str *name, Tuple *bases, Dict *namespace, const Arguments *keywords,
               const char *const *attribute_hints, size_t hint_count) {
    if (bases->count == 0) bases = tuple_of(1, value_from_object(&object_type_object));
    Type *base = check_bases(thread, bases) ? choose_base(thread, bases) : NULL;
    if (!base) return RAISED;
    Type *type = class_allocate(name, base, bases);
    Value mro = mro_compute(thread, type, bases);
    if (mro == RAISED) return RAISED;
    word_store(&type->mro, mro);
    copy_namespace(type, namespace);
    Value qualified = word_load(&type->qualified_name);
    if (!value_is_str(qualified))
        return raise_type(thread, "type __qualname__ must be a str, not %s", type_name_of(qualified));
    Value module = dict_get_str(type->attributes, dunder_module);
    bool is_named = module != UNBOUND && value_is_str(module);
    type->module = is_named ? str_text(str_interned(value_str_object(module))) : "builtins"; /* interned: stays */
    if (type_lookup(type, dunder_del) != UNBOUND) type->flags |= TYPE_HAS_FINALIZER;
    if (thread->identities != NULL) type->kept = identities_kept(thread->identities);
    start_shapes(thread, type, attribute_hints, hint_count);
    for (size_t i = 0; i < bases->count; i++) type_add_subtype(value_as_type(bases->items[i]), type);
    type_start_slots(type);
    if (!call_set_names(thread, type) || !call_init_subclass(thread, type, keywords)) return RAISED;
    return value_from_object(type);
}
