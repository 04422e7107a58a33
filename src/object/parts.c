/* Parts of lists, tuples and strs by bounds that are plain numbers. */
#include "object/list_core.h"
#include "object/range.h"
#include "object/str_core.h"
#include "object/tuple.h"

static void copy_items(Value *to, const Value *from, int64_t step, int64_t count) {
    if (step == 1) memcpy(to, from, (size_t)count * sizeof *from);
    else
        for (int64_t i = 0; i < count; i++) to[i] = from[i * step];
}

/* RAISED: bounds_resolve does not know the bounds. The list is locked. */
static Value list_part_locked(List *list, const Value bounds[3]) {
    ListItems *items = list_close(list);
    int64_t start, step, count, length = (int64_t)atomic_load_explicit(&items->count, memory_order_relaxed);
    if (!bounds_resolve(bounds, length, &start, &step, &count)) return RAISED;
    List *part = list_new((size_t)count);
    if (count == 0) return value_from_object(part);
    ListItems *picked = list_items(part);
    copy_items(items_plain(picked), items_plain(items) + start, step, count);
    atomic_store_explicit(&picked->count, (size_t)count, memory_order_release);
    return value_from_object(part);
}

static Value list_part(List *list, const Value bounds[3]) {
    object_lock(&list->object);
    Value part = list_part_locked(list, bounds);
    object_unlock(&list->object);
    return part;
}

static Value tuple_part(Tuple *tuple, const Value bounds[3]) {
    int64_t start, step, count;
    if (!bounds_resolve(bounds, (int64_t)tuple->count, &start, &step, &count)) return RAISED;
    if (step == 1 && count == (int64_t)tuple->count) return value_from_object(tuple);
    Tuple *part = tuple_new((size_t)count);
    if (count > 0) copy_items(part->items, tuple->items + start, step, count);
    return value_from_object(part);
}

static Value ascii_part(Str *str, int64_t start, int64_t step, int64_t count) {
    if (count == 0) return value_from_object(str_empty());
    if (count == 1) return value_from_object(str_from_code_point((unsigned char)str->text[start]));
    Str *part = str_allocate((size_t)count, true);
    for (int64_t i = 0; i < count; i++) part->text[i] = str->text[start + i * step];
    return value_from_object(part);
}

static Value str_part_of(Str *str, const Value bounds[3]) {
    int64_t start, step, count;
    if (!bounds_resolve(bounds, (int64_t)str->length, &start, &step, &count)) return RAISED;
    if (step == 1) return value_from_object(str_slice(str, start, count));
    return str_is_ascii(str) ? ascii_part(str, start, step, count) : RAISED;
}

Value sequence_part(Value object, const Value bounds[3]) {
    if (!value_is_object(object)) return RAISED;
    const Type *type = object_type(value_object(object));
    if (type == &list_type) return list_part(value_list(object), bounds);
    if (type == &str_type) return str_part_of(value_str_object(object), bounds);
    return type == &tuple_type ? tuple_part(value_tuple(object), bounds) : RAISED;
}

static bool splice_part(List *list, const Value bounds[3], const Value *values, size_t given) {
    object_lock(&list->object);
    int64_t start, step, count, length = (int64_t)list_count(list);
    bool is_known = bounds_resolve(bounds, length, &start, &step, &count) && step == 1;
    if (is_known) list_splice_locked(list, (size_t)start, (size_t)count, values, given);
    object_unlock(&list->object);
    return is_known;
}

bool list_part_store(Value object, const Value bounds[3], Value value) {
    if (!value_has_type(object, &list_type)) return false;
    if (value == UNBOUND) return splice_part(value_list(object), bounds, NULL, 0);
    size_t count;
    const Value *values = sequence_items(value, &count);
    return values != NULL && splice_part(value_list(object), bounds, values, count);
}

const Value *sequence_items(Value sequence, size_t *count) {
    if (value_has_type(sequence, &list_type)) return list_snapshot(value_list(sequence), count);
    if (!value_has_type(sequence, &tuple_type)) return NULL;
    *count = value_tuple(sequence)->count;
    return value_tuple(sequence)->items;
}
