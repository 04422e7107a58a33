/* dict as scripts use it. */
#include "object/dict_core.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/repr_guard.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_slots.h"

static Value dict_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_object(instance_new(type));
}

static bool dict_init(Thread *thread, Value self, const Arguments *args) {
    return dict_update_args(thread, value_dict(self), "dict", args);
}

static bool add_items(Thread *thread, Buffer *text, Dict *dict) {
    size_t position = 0;
    Value key, value;
    for (bool first = true; dict_next(dict, &position, &key, &value); first = false) {
        if (!first) buffer_add_text(text, ", ");
        if (!buffer_add_repr(thread, text, key)) return false;
        buffer_add_text(text, ": ");
        if (!buffer_add_repr(thread, text, value)) return false;
    }
    return true;
}

Value dict_repr(Thread *thread, Value self) {
    Buffer text = {0};
    if (!repr_enter(thread, self))
        return thread->raised == UNBOUND ? value_from_object(str_from_text("{...}")) : RAISED;
    buffer_add_byte(&text, '{');
    bool complete = add_items(thread, &text, value_dict(self));
    repr_leave(thread, self);
    buffer_add_byte(&text, '}');
    return complete ? value_from_object(str_from_buffer(&text)) : RAISED;
}

static int dict_truth(Thread *thread, Value self) {
    (void)thread;
    return dict_count(value_dict(self)) > 0;
}

static int64_t dict_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)dict_count(value_dict(self));
}

static int dict_contains(Thread *thread, Value self, Value key) {
    Value found = dict_get(thread, value_dict(self), key);
    return found == RAISED ? -1 : found != UNBOUND;
}

static Value dict_get_item(Thread *thread, Value self, Value key) {
    Value found = dict_get(thread, value_dict(self), key);
    if (found != UNBOUND) return found;
    if (!value_has_type(self, &dict_type)) {
        Value given = special_invoke(thread, self, dunder_missing, 1, &key);
        if (given != UNBOUND) return given;
    }
    return raise_key(thread, key);
}

static bool dict_set_item(Thread *thread, Value self, Value key, Value value) {
    if (value != UNBOUND) return dict_set(thread, value_dict(self), key, value);
    int deleted = dict_delete(thread, value_dict(self), key);
    if (deleted == 0) raise_key(thread, key);
    return deleted > 0;
}

static int dicts_equal(Thread *thread, Dict *left, Dict *right) {
    if (dict_count(left) != dict_count(right)) return 0;
    size_t position = 0;
    Value key, value;
    while (dict_next(left, &position, &key, &value)) {
        Value other = dict_get(thread, right, key);
        if (other == RAISED) return -1;
        int equal = other == UNBOUND ? 0 : value_equal(thread, value, other);
        if (equal <= 0) return equal;
    }
    return 1;
}

static Value dict_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if ((op != COMPARE_EQUAL && op != COMPARE_NOT_EQUAL) || !value_is_dict(right)) return NOT_IMPLEMENTED;
    if (!thread_check_stack(thread)) return RAISED;
    int equal = dicts_equal(thread, value_dict(left), value_dict(right));
    return equal < 0 ? RAISED : value_from_bool(equal == (op == COMPARE_EQUAL));
}

static Value dict_or(Thread *thread, Value left, Value right) {
    if (!value_is_dict(left) || !value_is_dict(right)) return NOT_IMPLEMENTED;
    Dict *both = dict_copy(value_dict(left));
    return dict_update(thread, both, right) ? value_from_object(both) : RAISED;
}

static Value dict_inplace_or(Thread *thread, Value left, Value right) {
    return dict_update(thread, value_dict(left), right) ? left : RAISED;
}

Type dict_type = {
    TYPE_HEAD,
    .name = "dict",
    .doc = "dict(), dict(mapping), dict(pairs), dict(name=value, …): values by key, in order of insertion.",
    .size = sizeof(Dict),
    .flags = TYPE_IS_CONTAINER,
    .repr = dict_repr,
    .truth = dict_truth,
    .binary = {[BINARY_OR] = dict_or},
    .inplace = {[BINARY_OR] = dict_inplace_or},
    .compare = dict_compare,
    .length = dict_length,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains,
    .iter = dict_iter,
    .construct = dict_construct,
    .init = dict_init,
    .methods = dict_methods,
};
