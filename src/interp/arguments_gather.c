/* The arguments of a call as it is written: evaluated into one row of values, stars and all. */
#include "interp/arguments_gather.h"

#include "base/vector.h"
#include "interp/displays.h"
#include "interp/fast.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

typedef struct Gathering {
    Frame *frame;
    Value callee;
    List *positional;
    bool only_star; /* the positional arguments are one star: it is named after the function if it fails */
    Tuple *all;     /* then, if it is a tuple: they are its items */
    VECTOR(Str *) names;
    VECTOR(Value) values;
} Gathering;

Str **arguments_keywords(const Argument *arguments, uint32_t count, uint32_t keyword_count) {
    Str **names = memory_new((keyword_count + 1) * sizeof(Str *));
    for (uint32_t i = 0, next = 0; i < count; i++)
        if (arguments[i].name != NULL) names[next++] = str_intern_text(arguments[i].name);
    return names;
}

/* Positional arguments stand before the ones with a name when there are no stars, except in `f(k=1, 2)`, which is no syntax. */
bool arguments_evaluate(Frame *frame, const Argument *arguments, uint32_t count, Value *values) {
    for (uint32_t i = 0; i < count; i++) {
        values[i] = operand_value(arguments[i].value, frame);
        if (values[i] == RAISED) return false;
    }
    return true;
}

/* "module.function()" as errors about stars name what is called. */
static const char *callee_text(Thread *thread, Value callee) {
    if (callee == UNBOUND) return "type()";
    Value name = value_find_attribute(thread, callee, dunder_qualname);
    if (name == RAISED) error_take(thread);
    if (name == RAISED || name == UNBOUND || !value_is_str(name)) return value_repr_text(thread, callee);
    Value module = value_find_attribute(thread, callee, dunder_module);
    if (module == RAISED) error_take(thread);
    const char *text = str_text(value_str_object(name));
    if (module == RAISED || module == UNBOUND || !value_is_str(module) ||
        strcmp(str_text(value_str_object(module)), "builtins") == 0)
        return str_text(str_format("%s()", text));
    return str_text(str_format("%s.%s()", str_text(value_str_object(module)), text));
}

static bool gather_star(Gathering *gathering, Expr *node) {
    Value value = node->eval(node, gathering->frame);
    if (value == RAISED) return false;
    Thread *thread = gathering->frame->thread;
    if (gathering->only_star && value_has_type(value, &tuple_type)) {
        gathering->all = value_tuple(value);
        return true;
    }
    if (list_extend(thread, gathering->positional, value)) return true;
    if (value_is_iterable(value) || !error_catch(thread, &type_error)) return false;
    if (!gathering->only_star)
        return fail_type(thread, "Value after * must be an iterable, not %s", type_name_of(value));
    return fail_type(thread, "%s argument after * must be an iterable, not %s", callee_text(thread, gathering->callee),
                     type_name_of(value));
}

static bool add_keyword(Gathering *gathering, Str *name, Value value) {
    Thread *thread = gathering->frame->thread;
    for (size_t i = 0; i < gathering->names.count; i++)
        if (str_equal(gathering->names.at[i], name))
            return fail_type(thread, "%s got multiple values for keyword argument '%s'",
                             callee_text(thread, gathering->callee), str_text(name));
    vector_push(&gathering->names, name);
    vector_push(&gathering->values, value);
    return true;
}

static bool add_mapping(Gathering *gathering, Dict *mapping) {
    size_t position = 0;
    Value key, value;
    while (dict_next(mapping, &position, &key, &value)) {
        if (!value_is_str(key)) return fail_type(gathering->frame->thread, "keywords must be strings");
        if (!add_keyword(gathering, value_str_object(key), value)) return false;
    }
    return true;
}

/* A mapping of another type: what keys() gives, duplicates included, and the item of each. */
static bool add_items_of_keys(Gathering *gathering, Value mapping) {
    Thread *thread = gathering->frame->thread;
    Value keys = value_call_method(thread, mapping, name_keys, &(Arguments){0});
    Value iterator = keys == RAISED ? RAISED : value_iter(thread, keys), key;
    if (iterator == RAISED) return false;
    while ((key = value_next(thread, iterator)) != UNBOUND) {
        Value item = key == RAISED ? RAISED : value_get_item(thread, mapping, key);
        if (item == RAISED) return false;
        if (!value_is_str(key)) return fail_type(thread, "keywords must be strings");
        if (!add_keyword(gathering, value_str_object(key), item)) return false;
    }
    return true;
}

static bool gather_stars(Gathering *gathering, Expr *node) {
    Value value = node->eval(node, gathering->frame);
    if (value == RAISED) return false;
    Thread *thread = gathering->frame->thread;
    if (value_has_type(value, &dict_type)) return add_mapping(gathering, value_dict(value));
    if (!value_is_mapping(thread, value))
        return fail_type(thread, "%s argument after ** must be a mapping, not %s",
                         callee_text(thread, gathering->callee), type_name_of(value));
    return add_items_of_keys(gathering, value);
}

static bool is_only_star(const Argument *arguments, uint32_t count) {
    uint32_t positional = 0, stars = 0;
    for (uint32_t i = 0; i < count; i++) {
        positional += arguments[i].stars == 0 && arguments[i].name == NULL;
        stars += arguments[i].stars == 1;
    }
    return stars == 1 && positional == 0;
}

static bool gather_one(Gathering *gathering, const Argument *argument) {
    if (argument->stars == 1) return gather_star(gathering, argument->value);
    if (argument->stars == 2) return gather_stars(gathering, argument->value);
    Value value = argument->value->eval(argument->value, gathering->frame);
    if (value == RAISED) return false;
    if (argument->name != NULL) return add_keyword(gathering, str_intern_text(argument->name), value);
    list_append(gathering->positional, value);
    return true;
}

bool arguments_gather(Frame *frame, Value callee, const Argument *arguments, uint32_t count, Arguments *out) {
    Gathering gathering = {.frame = frame, .callee = callee, .only_star = is_only_star(arguments, count)};
    gathering.positional = list_new(gathering.only_star ? 0 : count);
    for (uint32_t i = 0; i < count; i++)
        if (!gather_one(&gathering, &arguments[i])) return false;
    size_t positional;
    const Value *items = gathering.all ? (positional = gathering.all->count, gathering.all->items)
                                       : list_snapshot(gathering.positional, &positional);
    *out = (Arguments){items, (uint32_t)positional, (uint32_t)gathering.values.count, gathering.names.at};
    if (gathering.values.count == 0) return true;
    Value *all = memory_new((positional + gathering.values.count) * sizeof(Value));
    memcpy(all, items, positional * sizeof(Value));
    memcpy(all + positional, gathering.values.at, gathering.values.count * sizeof(Value));
    out->items = all;
    return true;
}
