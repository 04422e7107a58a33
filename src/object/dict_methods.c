/* The methods of dict. */
#include "object/dict_core.h"
#include "object/error.h"
#include "object/generic_alias.h"
#include "object/operators.h"
#include "object/plain.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

static Value method_get(Thread *thread, Value self, const Arguments *args) {
    Value found = dict_get(thread, value_dict(self), args->items[0]);
    return found != UNBOUND ? found : args->count > 1 ? args->items[1] : NONE;
}

static Value method_set_default(Thread *thread, Value self, const Arguments *args) {
    uint64_t hash;
    Value old, value = args->count > 1 ? args->items[1] : NONE;
    if (!value_hash_quick(thread, args->items[0], &hash) ||
        !dict_change(thread, value_dict(self), args->items[0], hash, DICT_SET_DEFAULT, value, &old))
        return RAISED;
    return old == UNBOUND ? value : old;
}

static Value method_pop(Thread *thread, Value self, const Arguments *args) {
    uint64_t hash;
    Value old;
    if (!value_hash_quick(thread, args->items[0], &hash) ||
        !dict_change(thread, value_dict(self), args->items[0], hash, DICT_DELETE, UNBOUND, &old))
        return RAISED;
    if (old != UNBOUND) return old;
    return args->count > 1 ? args->items[1] : raise_key(thread, args->items[0]);
}

static Value method_pop_item(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value key, value;
    if (dict_pop_last(value_dict(self), &key, &value)) return value_from_object(tuple_of(2, key, value));
    return raise_error(thread, &key_error, "popitem(): dictionary is empty");
}

static Value method_update(Thread *thread, Value self, const Arguments *args) {
    return dict_update_args(thread, value_dict(self), "update", args) ? NONE : RAISED;
}

static Value method_clear(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    dict_clear(value_dict(self));
    return NONE;
}

static Value method_copy(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_object(dict_copy(value_dict(self)));
}

static Value method_keys(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return dict_keys(self);
}

static Value method_values(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return dict_values(self);
}

static Value method_items(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return dict_items(self);
}

static Value method_from_keys(Thread *thread, Value self, const Arguments *args) {
    Value made = type_instantiate(thread, value_as_type(self), &(Arguments){0}), key;
    Value iterator = made == RAISED ? RAISED : value_iter(thread, args->items[0]);
    if (iterator == RAISED) return RAISED;
    Value value = args->count > 1 ? args->items[1] : NONE;
    UnarySlot next = SLOT(value_type(iterator), next);
    bool is_plain = value_has_type(made, &dict_type);
    while ((key = next(thread, iterator)) != UNBOUND)
        if (key == RAISED ||
            !(is_plain ? dict_set(thread, value_dict(made), key, value) : value_set_item(thread, made, key, value)))
            return RAISED;
    return made;
}

const Builtin dict_methods[] = {
    {"get", method_get, 1, 2, "get(key, default=None): the value of the key, or the default", NULL, BUILTIN_PLAIN},
    {"setdefault", method_set_default, 1, 2,
     "setdefault(key, default=None): the value of the key, set to the default if absent", NULL, BUILTIN_PLAIN},
    {"pop", method_pop, 1, 2, "pop(key[, default]): remove the key and answer its value", NULL, BUILTIN_PLAIN},
    {"popitem", method_pop_item, 0, 0, "popitem(): remove the last pair and answer it", NULL, BUILTIN_PLAIN},
    {"update", method_update, 0, -1, "update(other, **more): set from a mapping or from pairs", "**", BUILTIN_PLAIN},
    {"clear", method_clear, 0, 0, "clear(): remove everything", NULL, BUILTIN_PLAIN},
    {"copy", method_copy, 0, 0, "copy(): a dict of the same pairs", NULL, BUILTIN_PLAIN},
    {"keys", method_keys, 0, 0, "keys(): the keys, as a live view", NULL, BUILTIN_PLAIN},
    {"values", method_values, 0, 0, "values(): the values, as a live view", NULL, BUILTIN_PLAIN},
    {"items", method_items, 0, 0, "items(): the pairs, as a live view", NULL, BUILTIN_PLAIN},
    {"fromkeys", method_from_keys, 1, 2, "fromkeys(iterable, value=None): a dict with these keys", NULL,
     BUILTIN_CLASS_METHOD},
    {"__reversed__", dict_reversed, 0, 0, "the keys, last first", NULL, BUILTIN_PLAIN},
    GENERIC_CLASS_ITEM,
    {0},
};
