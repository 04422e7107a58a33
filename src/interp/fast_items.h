/* How fast evaluators of object[index] get at an item of a list: a macro for each kind of object and each kind of index, and the
   pairs of kinds that are worth an evaluator of their own.

   Objects: a local variable; a global one; a row, that is local[local + number]; others. Indices: a number, one that counts from
   the end, local + number (near), two or three local variables added or subtracted (sum, triple); others. All but the others are
   read without effect. So whatever is no list with such an item is left to a function out of line, which begins anew; the
   code in line calls nothing, and needs no look at names without a value: these are neither lists nor ints. */
#ifndef INTERP_FAST_ITEMS_H
#define INTERP_FAST_ITEMS_H

#include "interp/fast.h"
#include "object/dict.h"
#include "object/list.h"

/* The number of an item that a small int means, huge for every other value and for negative ones: floats end so far below the
   ints that even an offset added to one does not lead to a small number. */
static inline uint64_t item_number(Value index, uint64_t offset) {
    return value_bits(index) + offset;
}

enum { NEAR_MOST = 1 << 20 };
#define NO_OFFSET (0 - (uint64_t)VALUE_INT_TAG)

/* Exactly a list: it has a block of items. The value is not RAISED. */
static inline bool is_list(Value value) {
    return (value_bits(value) & 0xffff000000000007u) == 0 && object_type(value_object(value)) == &list_type;
}

/* RAISED: there is none, or the list has to be asked (list_get). */
static inline Value list_item(Value list, uint64_t number) {
    ListItems *items = atomic_load_explicit(&value_list(list)->items, memory_order_acquire);
    if (UNLIKELY(number >= atomic_load_explicit(&items->count, memory_order_acquire))) return RAISED;
    return word_load(&items->at[number]);
}

/* While the process has one thread. False: there is none. */
static inline bool list_store_alone(Value list, uint64_t number, Value value) {
    ListItems *items = atomic_load_explicit(&value_list(list)->items, memory_order_relaxed);
    if (UNLIKELY(number >= atomic_load_explicit(&items->count, memory_order_relaxed))) return false;
    word_store(&items->at[number], value);
    return true;
}

/* ---- The object. UNBOUND: to be evaluated anew ---- */

static inline Value global_object(const Expr *expr) {
    DictEntry *entry = atomic_load_explicit(&((NameExpr *)(uintptr_t)expr)->cell, memory_order_acquire);
    if (UNLIKELY(entry == NULL)) return UNBOUND;
    Value value = word_load(&entry->value);
    return LIKELY(value != RAISED) ? value : UNBOUND;
}

static inline Value row_object(const ItemPlace *place, Frame *frame) {
    Value rows = frame->slots[place->object_slot];
    if (UNLIKELY(!is_list(rows))) return UNBOUND;
    Value row = list_item(rows, item_number(frame->slots[place->row_slot], place->row_offset));
    return LIKELY(row != RAISED) ? row : UNBOUND;
}

#define OBJECT_local Value object = frame->slots[place->object_slot]
#define OBJECT_global Value object = global_object(node->object)
#define OBJECT_row Value object = row_object(place, frame)
#define OBJECT_other Value object = node->object->eval(node->object, frame)

/* ---- The index: before it is known whether the object is a list, if it can be had without effect; `elsewhere` has it
   evaluated anew ---- */

#define NUMBER_BEFORE_constant(...) uint64_t number = place->offset
#define NUMBER_BEFORE_near(...) uint64_t number = item_number(frame->slots[place->slots[0]], place->offset)
#define NUMBER_BEFORE_sum(object_kind, elsewhere, ...)                                                                 \
    Value first = frame->slots[place->slots[0]], second = frame->slots[place->slots[1]];                               \
    if (UNLIKELY(!value_is_small_int(value_from_bits(value_bits(first) & value_bits(second)))))                        \
        return elsewhere##_of(__VA_ARGS__, object);                                                                    \
    uint64_t number = place->offset + index_term(place, 0, first) + index_term(place, 1, second)
#define NUMBER_BEFORE_triple(object_kind, elsewhere, ...)                                                              \
    Value first = frame->slots[place->slots[0]], second = frame->slots[place->slots[1]];                               \
    Value third = frame->slots[place->slots[2]];                                                                       \
    if (UNLIKELY(!value_is_small_int(value_from_bits(value_bits(first) & value_bits(second) & value_bits(third)))))    \
        return elsewhere##_of(__VA_ARGS__, object);                                                                    \
    uint64_t number =                                                                                                  \
        place->offset + index_term(place, 0, first) + index_term(place, 1, second) + index_term(place, 2, third)
#define NUMBER_BEFORE_negative(...) (void)0
#define NUMBER_BEFORE_other(...) (void)0

#define NUMBER_AFTER_constant (void)0
#define NUMBER_AFTER_near (void)0
#define NUMBER_AFTER_sum (void)0
#define NUMBER_AFTER_triple (void)0
#define NUMBER_AFTER_negative uint64_t number = list_count_fast(object) + place->offset
#define NUMBER_AFTER_other                                                                                             \
    Value index = node->index->eval(node->index, frame);                                                               \
    uint64_t number = item_number(index, NO_OFFSET)

#define UNLISTED_constant(unlisted, ...) unlisted##_numbered(__VA_ARGS__)
#define UNLISTED_near UNLISTED_constant
#define UNLISTED_sum UNLISTED_constant
#define UNLISTED_triple UNLISTED_constant
#define UNLISTED_negative(unlisted, ...) unlisted##_of(__VA_ARGS__)
#define UNLISTED_other UNLISTED_negative

static inline uint64_t index_term(const ItemPlace *place, int term, Value value) {
    return (uint64_t)(value_small_int(value) * place->signs[term]);
}

static inline uint64_t list_count_fast(Value list) {
    ListItems *items = atomic_load_explicit(&value_list(list)->items, memory_order_acquire);
    return atomic_load_explicit(&items->count, memory_order_acquire);
}

/* ---- Both ---- */

/* `object`, which is a list, and `number`. Else return UNLISTED_of(elsewhere, …), or UNLISTED_numbered where a number is known; the
   object is UNBOUND if it is to be evaluated there. */
#define FIND_ITEM(object_kind, index_kind, unlisted, elsewhere, ...)                                                   \
    const ItemPlace *place = &node->place;                                                                             \
    (void)place;                                                                                                       \
    OBJECT_##object_kind;                                                                                              \
    NUMBER_BEFORE_##index_kind(object_kind, elsewhere, __VA_ARGS__);                                                   \
    if (UNLIKELY(!IS_LIST_##object_kind(object))) return UNLISTED_##index_kind(unlisted, elsewhere, __VA_ARGS__);      \
    NUMBER_AFTER_##index_kind

/* There was no item of that number, or the item could not be had: return MISSING(…), which goes on with what was evaluated. */
#define MISSING(index_kind, elsewhere, ...) MISSING_##index_kind(elsewhere, __VA_ARGS__)
#define MISSING_constant(elsewhere, ...) elsewhere##_of(__VA_ARGS__, object)
#define MISSING_negative MISSING_constant
#define MISSING_near MISSING_constant
#define MISSING_sum MISSING_constant
#define MISSING_triple MISSING_constant
#define MISSING_other(elsewhere, ...) elsewhere##_at(__VA_ARGS__, object, index)

/* Only the others can be RAISED. */
#define IS_LIST_local(value) is_list(value)
#define IS_LIST_global(value) is_list(value)
#define IS_LIST_row(value) is_list(value)
#define IS_LIST_other(value) ((value) != RAISED && is_list(value))

/* X(kind of the object, kind of the index): those that are read without effect, and all. */
#define PURE_ITEM_KINDS(X)                                                                                             \
    X(local, constant)                                                                                                 \
    X(local, negative)                                                                                                 \
    X(local, near)                                                                                                     \
    X(local, sum)                                                                                                      \
    X(local, triple)                                                                                                   \
    X(global, constant)                                                                                                \
    X(global, near)                                                                                                    \
    X(row, constant)                                                                                                   \
    X(row, near)                                                                                                       \
    X(row, sum)
#define ITEM_KINDS(X)                                                                                                  \
    PURE_ITEM_KINDS(X)                                                                                                 \
    X(local, other)                                                                                                    \
    X(global, other)                                                                                                   \
    X(row, other)                                                                                                      \
    X(other, other)                                                                                                    \
    X(other, constant)                                                                                                 \
    X(other, negative)                                                                                                 \
    X(other, near)                                                                                                     \
    X(other, sum)

typedef enum ObjectKind { OBJECT_IS_other, OBJECT_IS_local, OBJECT_IS_global, OBJECT_IS_row, OBJECT_KINDS } ObjectKind;
typedef enum IndexKind {
    INDEX_IS_other,
    INDEX_IS_constant,
    INDEX_IS_negative,
    INDEX_IS_near,
    INDEX_IS_sum,
    INDEX_IS_triple,
    INDEX_KINDS
} IndexKind;

/* An entry of a table [OBJECT_KINDS][INDEX_KINDS]. */
#define ITEM_ENTRY(object_kind, index_kind) [OBJECT_IS_##object_kind][INDEX_IS_##index_kind]

/* Fills in the place of a prepared node; its kinds are a pair of ITEM_KINDS. (fast_items.c) */
void item_place_find(SubscriptExpr *node);

#endif
