/* list as scripts use it. */
#include "object/error.h"
#include "object/iterators.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"

static Value list_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_object(instance_new(type));
}

static bool list_init(Thread *thread, Value self, const Arguments *args) {
    if (value_type(self)->construct == list_construct && !arguments_no_keywords(thread, "list", args)) return false;
    if (args->count > 1) return fail_type(thread, "list expected at most 1 argument, got %u", args->count);
    if (list_count(value_list(self))) list_publish(value_list(self), NULL);
    return !args->count || list_extend(thread, value_list(self), args->items[0]);
}

static Value list_repr(Thread *thread, Value self) {
    size_t count;
    Value *items = list_snapshot(value_list(self), &count);
    return sequence_repr(thread, self, items, count, "[", "]");
}

static int list_truth(Thread *thread, Value self) {
    (void)thread;
    return list_count(value_list(self)) > 0;
}

static int64_t list_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)list_count(value_list(self));
}

static int list_contains(Thread *thread, Value self, Value item) {
    Value own;
    for (size_t i = 0; (own = list_get(value_list(self), i)) != UNBOUND; i++) {
        int equal = value_equal(thread, own, item);
        if (equal) return equal;
    }
    return 0;
}

static Value list_add(Thread *thread, Value left, Value right) {
    if (!value_is_list(left)) return NOT_IMPLEMENTED;
    if (!value_is_list(right)) {
        if (value_type(right)->binary[BINARY_ADD] && value_type(right)->flags & TYPE_IS_CLASS) return NOT_IMPLEMENTED;
        return raise_type(thread, "can only concatenate list (not \"%s\") to list", type_name_of(right));
    }
    size_t left_count, right_count;
    Value *a = list_snapshot(value_list(left), &left_count), *b = list_snapshot(value_list(right), &right_count);
    List *both = list_new(left_count + right_count);
    list_append_all(both, a, left_count);
    list_append_all(both, b, right_count);
    return value_from_object(both);
}

static Value *repeated(Thread *thread, const Value *items, size_t count, int64_t times) {
    if (count && times > (INT64_MAX >> 4) / (int64_t)count) return raise_memory(thread), NULL;
    Value *all = memory_try_new(((size_t)times * count + 1) * sizeof *all);
    if (!all) return raise_memory(thread), NULL;
    for (size_t i = 0; i < (size_t)times; i++) memcpy(all + i * count, items, count * sizeof *all);
    return all;
}

static Value list_multiply(Thread *thread, Value left, Value right) {
    int64_t times;
    if (!value_is_list(left)) {
        Value other = left;
        left = right;
        right = other;
    }
    if (!value_is_list(left)) return NOT_IMPLEMENTED;
    int known = repeat_count(thread, right, &times);
    if (known == 0 && value_type(right)->flags & TYPE_IS_CLASS) return NOT_IMPLEMENTED;
    if (known == 0) return raise_type(thread, "can't multiply sequence by non-int of type '%s'", type_name_of(right));
    size_t count;
    Value *items = list_snapshot(value_list(left), &count);
    Value *all = known > 0 ? repeated(thread, items, count, times) : NULL;
    return all ? value_from_object(list_from(all, (size_t)times * count)) : RAISED;
}

static Value list_inplace_add(Thread *thread, Value left, Value right) {
    return list_extend(thread, value_list(left), right) ? left : RAISED;
}

static Value list_inplace_multiply(Thread *thread, Value left, Value right) {
    Value product = list_multiply(thread, left, right);
    if (product == RAISED || product == NOT_IMPLEMENTED) return product;
    size_t count;
    Value *items = list_snapshot(value_list(product), &count);
    object_lock(&value_list(left)->object);
    list_replace(value_list(left), items, count);
    object_unlock(&value_list(left)->object);
    return left;
}

static Value list_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_list(left) || !value_is_list(right)) return NOT_IMPLEMENTED;
    size_t left_count, right_count;
    Value *a = list_snapshot(value_list(left), &left_count), *b = list_snapshot(value_list(right), &right_count);
    return sequence_compare(thread, op, a, left_count, b, right_count);
}

static Value list_iter(Thread *thread, Value self) {
    (void)thread;
    return list_iterator_new(value_list(self));
}

Type list_type = {
    TYPE_HEAD,
    .name = "list",
    .doc = "list(), list(iterable): a growing row of items.",
    .size = sizeof(List),
    .flags = TYPE_IS_CONTAINER,
    .repr = list_repr,
    .truth = list_truth,
    .binary = {[BINARY_ADD] = list_add, [BINARY_MULTIPLY] = list_multiply},
    .inplace = {[BINARY_ADD] = list_inplace_add, [BINARY_MULTIPLY] = list_inplace_multiply},
    .compare = list_compare,
    .length = list_length,
    .get_item = list_get_item,
    .set_item = list_set_item,
    .contains = list_contains,
    .iter = list_iter,
    .construct = list_construct,
    .init = list_init,
    .methods = list_methods,
};
