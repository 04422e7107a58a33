/* partial: a function with some of its arguments given already. */
#include "modules/functools/functools.h"

#include "object/error.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

typedef struct Partial {
    Object object;
    Value function;
    Tuple *args;
    Dict *keywords;
} Partial;

static Partial *value_partial(Value value) {
    return (Partial *)(void *)value;
}

static bool is_partial(Value value) {
    return value_is_object(value) && value_is_instance(value, &partial_type);
}

static Tuple *tuple_joined(const Tuple *first, const Value *items, size_t count) {
    Tuple *all = tuple_new((first == NULL ? 0 : first->count) + count);
    if (first != NULL && first->count > 0) memcpy(all->items, first->items, first->count * sizeof(Value));
    if (count > 0) memcpy(all->items + (all->count - count), items, count * sizeof(Value));
    return all;
}

static void add_keywords(Dict *keywords, const Arguments *args) {
    for (uint32_t i = 0; i < args->keyword_count; i++)
        dict_set_str(keywords, args->keywords[i], args->items[args->count + i]);
}

static Value partial_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count == 0) return raise_type(thread, "type 'partial' takes at least one argument");
    Value function = args->items[0];
    if (SLOT(value_type(function), call) == NULL) return raise_type(thread, "the first argument must be callable");
    Partial *inner = is_partial(function) ? value_partial(function) : NULL;
    Partial *partial = instance_new(type);
    partial->function = inner == NULL ? function : inner->function;
    partial->args = tuple_joined(inner == NULL ? NULL : inner->args, args->items + 1, args->count - 1);
    partial->keywords = inner == NULL ? dict_new() : dict_copy(inner->keywords);
    add_keywords(partial->keywords, args);
    return value_from_object(partial);
}

enum { FEW = 16 };

static Value call_positional(Thread *thread, const Partial *partial, const Arguments *args) {
    Value few[FEW];
    size_t count = partial->args->count + args->count;
    Value *items = count <= FEW ? few : tuple_new(count)->items;
    for (size_t i = 0; i < partial->args->count; i++) items[i] = partial->args->items[i];
    for (size_t i = 0; i < args->count; i++) items[partial->args->count + i] = args->items[i];
    return value_call(thread, partial->function, &(Arguments){.items = items, .count = (uint32_t)count});
}

static Value partial_call(Thread *thread, Value self, const Arguments *args) {
    Partial *partial = value_partial(self);
    if (args->keyword_count == 0 && dict_count(partial->keywords) == 0) return call_positional(thread, partial, args);
    Dict *keywords = dict_copy(partial->keywords);
    add_keywords(keywords, args);
    size_t positional = partial->args->count + args->count, most = positional + dict_count(keywords), count = 0;
    Tuple *items = tuple_new(most);
    Str **names = memory_new((dict_count(keywords) + 1) * sizeof *names);
    for (size_t i = 0; i < partial->args->count; i++) items->items[i] = partial->args->items[i];
    for (size_t i = 0; i < args->count; i++) items->items[partial->args->count + i] = args->items[i];
    Value name, value;
    for (size_t position = 0; positional + count < most && dict_next(keywords, &position, &name, &value); count++) {
        if (!value_is_str(name)) return raise_type(thread, "keywords must be strings");
        names[count] = value_str_object(name);
        items->items[positional + count] = value;
    }
    return value_call(thread, partial->function,
                      &(Arguments){items->items, (uint32_t)positional, (uint32_t)count, names});
}

static Value partial_repr(Thread *thread, Value self) {
    Partial *partial = value_partial(self);
    Buffer out = {0};
    buffer_add_text(&out, type_name_of(self));
    buffer_add_byte(&out, '(');
    if (!buffer_add_repr(thread, &out, partial->function)) return RAISED;
    for (size_t i = 0; i < partial->args->count; i++) {
        buffer_add_text(&out, ", ");
        if (!buffer_add_repr(thread, &out, partial->args->items[i])) return RAISED;
    }
    Value name, value;
    for (size_t position = 0; dict_next(partial->keywords, &position, &name, &value);) {
        buffer_add_text(&out, ", ");
        if (!buffer_add_str(thread, &out, name)) return RAISED;
        buffer_add_byte(&out, '=');
        if (!buffer_add_repr(thread, &out, value)) return RAISED;
    }
    buffer_add_byte(&out, ')');
    return value_from_object(str_from_buffer(&out));
}

static Value get_func(Thread *thread, Value self) {
    (void)thread;
    return value_partial(self)->function;
}

static Value get_args(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_partial(self)->args);
}

static Value get_keywords(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_partial(self)->keywords);
}

static const Property partial_properties[] = {
    {"func", get_func, NULL, "the function that is called"},
    {"args", get_args, NULL, "its first arguments"},
    {"keywords", get_keywords, NULL, "the arguments given by name"},
    {0},
};

Type partial_type = {
    TYPE_HEAD,
    .name = "functools.partial",
    .module = "functools",
    .doc = "partial(func, /, *args, **keywords): a function with some of its arguments given already.",
    .size = sizeof(Partial),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = partial_repr,
    .call = partial_call,
    .construct = partial_construct,
    .properties = partial_properties,
};
