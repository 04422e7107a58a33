/* Spreading args and kwargs into the arguments of a call. */
#include "modules/threading/thread_run.h"

#include "base/vector.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

typedef VECTOR(Value) ValueVector;
typedef VECTOR(Str *) NameVector;

/* "__main__.work()", "len()", as errors about arguments call a function. */
static const char *function_text(Thread *thread, Value function) {
    Value name = value_find_attribute(thread, function, dunder_qualname);
    Value module = name == RAISED ? RAISED : value_find_attribute(thread, function, dunder_module);
    if (module == RAISED) error_take(thread);
    Buffer text = {0};
    if (name == RAISED || module == RAISED || !value_is_str(name)) return value_repr_text(thread, function);
    if (value_is_str(module) && strcmp(str_text(value_str_object(module)), "builtins") != 0)
        buffer_addf(&text, "%s.", str_text(value_str_object(module)));
    buffer_addf(&text, "%s()", str_text(value_str_object(name)));
    return buffer_text(&text);
}

static bool is_iterable(Thread *thread, Value value) {
    return value_type(value)->iter || value_special(thread, value, dunder_iter) != UNBOUND ||
           value_special(thread, value, dunder_getitem) != UNBOUND;
}

static Value spread_positional(Thread *thread, Value target, Value args) {
    if (value_has_type(args, &tuple_type)) return args;
    if (!is_iterable(thread, args))
        return raise_type(thread, "%s argument after * must be an iterable, not %s", function_text(thread, target),
                          type_name_of(args));
    return tuple_from_iterable(thread, args);
}

/* The mapping as a dict: itself, or a copy of what is no dict. */
static Dict *mapping_dict(Thread *thread, Value target, Value kwargs) {
    if (value_is_dict(kwargs)) return value_dict(kwargs);
    Value keys = value_find_attribute(thread, kwargs, name_keys);
    if (keys == UNBOUND)
        raise_type(thread, "%s argument after ** must be a mapping, not %s", function_text(thread, target),
                   type_name_of(kwargs));
    if (keys == UNBOUND || keys == RAISED) return NULL;
    Dict *dict = dict_new();
    return dict_update(thread, dict, kwargs) ? dict : NULL;
}

static bool spread_keywords(Thread *thread, Dict *dict, ValueVector *items, NameVector *names) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) {
        if (!value_is_str(key)) return fail_type(thread, "keywords must be strings");
        vector_push(items, value);
        vector_push(names, value_str_object(key));
    }
    return true;
}

Value call_with(Thread *thread, Value target, Value args, Value kwargs) {
    Value positional = spread_positional(thread, target, args);
    Dict *dict = positional == RAISED ? NULL : mapping_dict(thread, target, kwargs);
    if (!dict) return RAISED;
    Tuple *tuple = value_tuple(positional);
    if (dict_count(dict) == 0)
        return value_call(thread, target, &(Arguments){.items = tuple->items, .count = (uint32_t)tuple->count});
    ValueVector items = {0};
    NameVector names = {0};
    for (size_t i = 0; i < tuple->count; i++) vector_push(&items, tuple->items[i]);
    if (!spread_keywords(thread, dict, &items, &names)) return RAISED;
    return value_call(thread, target,
                      &(Arguments){.items = items.at,
                                   .count = (uint32_t)tuple->count,
                                   .keyword_count = (uint32_t)names.count,
                                   .keywords = names.at});
}
