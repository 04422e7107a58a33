/* list as scripts use it. */
#include "object/error.h"
#include "object/iterators.h"
#include "object/list_core.h"
#include "object/plain.h"
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
    Value made = args->count ? list_from_iterable(thread, args->items[0]) : UNBOUND;
    if (args->count && made != RAISED)
        list_publish(value_list(self), atomic_load_explicit(&value_list(made)->items, memory_order_relaxed));
    return made != RAISED;
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

int64_t list_find(Thread *thread, List *list, Value item) {
    Value own;
    for (size_t i = 0; (own = list_get(list, i)) != UNBOUND; i++) {
        int equal = value_equal_quick(thread, own, item);
        if (equal) return equal < 0 ? -2 : (int64_t)i;
    }
    return -1;
}

static int list_contains(Thread *thread, Value self, Value item) {
    int64_t at = list_find(thread, value_list(self), item);
    return at == -2 ? -1 : at >= 0;
}

static Value list_add(Thread *thread, Value left, Value right) {
    if (!value_is_list(left)) return NOT_IMPLEMENTED;
    if (!value_is_list(right)) {
        if (value_type(right)->binary[BINARY_ADD] && value_type(right)->flags & TYPE_IS_CLASS) return NOT_IMPLEMENTED;
        return raise_type(thread, "can only concatenate list (not \"%s\") to list", type_name_of(right));
    }
    List *both = list_new(list_count(value_list(left)) + list_count(value_list(right)));
    list_append_list(both, value_list(left));
    list_append_list(both, value_list(right));
    return value_from_object(both);
}

static Value repeated(Thread *thread, const Value *items, size_t count, int64_t times) {
    if (count && times > UINT32_MAX / (int64_t)count) return raise_memory(thread);
    size_t total = (size_t)times * count;
    List *list = list_new(0);
    ListItems *all = total ? memory_try_new(sizeof *all + total * sizeof(Value)) : NULL;
    if (total && !all) return raise_memory(thread);
    for (size_t i = 0; count == 1 && i < total; i++) items_plain(all)[i] = *items;
    for (size_t i = 0; count > 1 && i < total; i += count) memcpy(items_plain(all) + i, items, count * sizeof *items);
    if (total) {
        all->capacity = (uint32_t)total;
        atomic_init(&all->count, total);
        list_publish(list, all);
    }
    return value_from_object(list);
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
    return known > 0 ? repeated(thread, items, count, times) : RAISED;
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

/* How many items at the start are equal beyond doubt. */
static size_t equal_start(ListItems *left, ListItems *right, size_t count) {
    size_t i = 0;
    for (; i < count; i++) {
        Value a = word_load(&left->at[i]), b = word_load(&right->at[i]);
        if (a != b ? plain_differing(a, b) != 1 : a == RAISED) break;
    }
    return i;
}

static Value list_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_list(left) || !value_is_list(right)) return NOT_IMPLEMENTED;
    ListItems *mine = list_items(value_list(left)), *others = list_items(value_list(right));
    size_t count = atomic_load_explicit(&mine->count, memory_order_acquire),
           other_count = atomic_load_explicit(&others->count, memory_order_acquire);
    if ((op == COMPARE_EQUAL || op == COMPARE_NOT_EQUAL) && count != other_count)
        return value_from_bool(op == COMPARE_NOT_EQUAL);
    size_t common = count < other_count ? count : other_count, at = equal_start(mine, others, common);
    if (at == common) return sequence_compare(thread, op, NULL, count - common, NULL, other_count - common);
    Value a = word_load(&mine->at[at]), b = word_load(&others->at[at]);
    if (a != RAISED && b != RAISED && plain_differing(a, b) == 0)
        return op == COMPARE_EQUAL || op == COMPARE_NOT_EQUAL ? value_from_bool(op == COMPARE_NOT_EQUAL)
                                                              : operate_compare(thread, op, a, b);
    Value *left_items = list_snapshot(value_list(left), &count),
          *right_items = list_snapshot(value_list(right), &other_count);
    return sequence_compare(thread, op, left_items, count, right_items, other_count);
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
