/* deque as scripts use it: construction, operators, and the module `_collections` that hands it out. */
#include "modules/collections/collections.h"
#include "modules/collections/deque.h"

#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/repr_guard.h"
#include "object/shape.h"
#include "object/str.h"

static Value deque_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)thread, (void)args;
    Deque *deque = instance_new(type);
    deque->most = DEQUE_UNBOUNDED;
    return value_from_object(deque);
}

static bool read_most(Thread *thread, Value maxlen, int64_t *most) {
    *most = DEQUE_UNBOUNDED;
    if (maxlen == UNBOUND || maxlen == NONE) return true;
    if (!value_is_int(maxlen)) return fail_type(thread, "an integer is required");
    if (!value_to_index(thread, maxlen, most)) return false;
    return *most >= 0 || fail_value(thread, "maxlen must be non-negative");
}

static Value deque_initialise(Thread *thread, Value self, const Arguments *args) {
    int64_t most;
    if (!read_most(thread, args->items[1], &most)) return RAISED;
    Deque *deque = value_deque(self);
    object_lock(&deque->object);
    deque->most = most;
    object_unlock(&deque->object);
    deque_replace(deque, NULL, 0, NULL);
    return args->items[0] == UNBOUND || deque_extend(thread, deque, args->items[0], false) ? NONE : RAISED;
}

static bool deque_init(Thread *thread, Value self, const Arguments *args) {
    static const Builtin entry = {"deque", deque_initialise, 0, 2, "", "iterable maxlen", BUILTIN_PLAIN};
    return builtin_invoke(thread, &entry, self, args) != RAISED;
}

static Value deque_repr(Thread *thread, Value self) {
    size_t count;
    Value *items = deque_snapshot(value_deque(self), &count, NULL);
    Value inner = sequence_repr(thread, self, items, count, "[", "]");
    if (inner == RAISED) return RAISED;
    const char *text = str_text(value_str_object(inner)), *name = type_name_of(self);
    const char *dot = strrchr(name, '.');
    if (strcmp(text, "[...]") == 0) return inner;
    if (dot) name = dot + 1;
    int64_t most = value_deque(self)->most;
    if (most < 0) return value_from_object(str_format("%s(%s)", name, text));
    return value_from_object(str_format("%s(%s, maxlen=%lld)", name, text, (long long)most));
}

static int64_t deque_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)deque_count(value_deque(self));
}

static int deque_truth(Thread *thread, Value self) {
    return deque_length(thread, self) > 0;
}

static int deque_contains(Thread *thread, Value self, Value item) {
    Value iterator = deque_iterate(value_deque(self), &deque_iterator_type), own;
    while ((own = value_next(thread, iterator)) != UNBOUND) {
        int equal = own == RAISED ? -1 : value_equal(thread, own, item);
        if (equal) return equal;
    }
    return 0;
}

static bool read_index(Thread *thread, Value key, int64_t *index) {
    if (value_is_int(key) || value_type(key)->index) return value_to_index(thread, key, index);
    return fail_type(thread, "sequence index must be integer, not '%s'", type_name_of(key));
}

static Value deque_get_item(Thread *thread, Value self, Value key) {
    int64_t index;
    if (!read_index(thread, key, &index)) return RAISED;
    Value item = deque_get(value_deque(self), index);
    return item != UNBOUND ? item : raise_error(thread, &index_error, "deque index out of range");
}

static bool delete_at(Thread *thread, Deque *deque, int64_t index) {
    size_t count;
    uint64_t version;
    Value *items = deque_snapshot(deque, &count, &version);
    if (index < 0) index += (int64_t)count;
    if (index < 0 || index >= (int64_t)count) return fail_error(thread, &index_error, "deque index out of range");
    memmove(items + index, items + index + 1, (count - (size_t)index - 1) * sizeof *items);
    return deque_replace(deque, items, count - 1, &version) || delete_at(thread, deque, index);
}

static bool deque_set_item(Thread *thread, Value self, Value key, Value item) {
    int64_t index;
    if (!read_index(thread, key, &index)) return false;
    if (item == UNBOUND) return delete_at(thread, value_deque(self), index);
    return deque_set(value_deque(self), index, item) || fail_error(thread, &index_error, "deque index out of range");
}

static Value deque_add(Thread *thread, Value left, Value right) {
    if (!value_is_deque(left)) return NOT_IMPLEMENTED;
    if (!value_is_deque(right))
        return raise_type(thread, "can only concatenate deque (not \"%s\") to deque", type_name_of(right));
    size_t count;
    Value *items = deque_snapshot(value_deque(left), &count, NULL);
    Value both = deque_like(value_deque(left), items, count);
    return deque_extend(thread, value_deque(both), right, false) ? both : RAISED;
}

static Value deque_inplace_add(Thread *thread, Value left, Value right) {
    return deque_extend(thread, value_deque(left), right, false) ? left : RAISED;
}

/* The items repeated, by way of a list: the limit cuts afterwards. Null: raised, or no number of times (UNBOUND). */
static Value repeated(Thread *thread, Value deque, Value times) {
    size_t count;
    Value *items = deque_snapshot(value_deque(deque), &count, NULL);
    return operate_binary(thread, BINARY_MULTIPLY, value_from_object(list_from(items, count)), times);
}

static Value deque_multiply(Thread *thread, Value left, Value right) {
    Value deque = value_is_deque(left) ? left : right;
    Value list = repeated(thread, deque, deque == left ? right : left);
    if (list == RAISED) return RAISED;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    return deque_like(value_deque(deque), items, count);
}

static Value deque_inplace_multiply(Thread *thread, Value left, Value right) {
    Value list = repeated(thread, left, right);
    if (list == RAISED) return RAISED;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    deque_replace(value_deque(left), items, count, NULL);
    return left;
}

static Value deque_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_deque(left) || !value_is_deque(right)) return NOT_IMPLEMENTED;
    size_t left_count, right_count;
    Value *a = deque_snapshot(value_deque(left), &left_count, NULL);
    Value *b = deque_snapshot(value_deque(right), &right_count, NULL);
    return sequence_compare(thread, op, a, left_count, b, right_count);
}

static Value deque_iter(Thread *thread, Value self) {
    (void)thread;
    return deque_iterate(value_deque(self), &deque_iterator_type);
}

Type deque_type = {
    TYPE_HEAD,
    .name = "collections.deque",
    .module = "collections",
    .doc = "deque([iterable[, maxlen]]): a row of items that grows and shrinks at both ends.",
    .size = sizeof(Deque),
    .flags = TYPE_IS_CONTAINER,
    .repr = deque_repr,
    .truth = deque_truth,
    .binary = {[BINARY_ADD] = deque_add, [BINARY_MULTIPLY] = deque_multiply},
    .inplace = {[BINARY_ADD] = deque_inplace_add, [BINARY_MULTIPLY] = deque_inplace_multiply},
    .compare = deque_compare,
    .length = deque_length,
    .get_item = deque_get_item,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .iter = deque_iter,
    .construct = deque_construct,
    .init = deque_init,
    .methods = deque_methods,
    .properties = deque_properties,
};

Module *collections_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_collections", "The containers of `collections` that are written in C.");
    type_ready(&deque_type);
    module_set(module, "deque", value_from_object(&deque_type));
    type_ready(&deque_iterator_type);
    type_ready(&deque_reverse_iterator_type);
    module_add_functions(module, counting_functions);
    return module;
}
