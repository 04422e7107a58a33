/* Going over an iterable in one C function: how a loop gets its items, whatever it does with them. A function for each kind of
   iterable, all of them in line, so that `for` and comprehensions are loops of their own that call nothing but their parts. */
#ifndef INTERP_OVER_H
#define INTERP_OVER_H

#include "interp/assign.h"
#include "interp/fast.h"
#include "interp/iteration.h"

#define IN_LINE inline __attribute__((always_inline))

/* What a loop does once its target has the item. False: the loop is left; the context may tell how. */
typedef bool (*RoundFunction)(void *context, Frame *frame);

/* How going over it ended. LEFT also when assigning to the target raised, without a round; FAILED: the iterable raised. */
typedef enum Ending { ENDING_REACHED, ENDING_LEFT, ENDING_FAILED } Ending;

/* Where a target that is a local variable is; else null. */
static inline Value *target_slot(const Target *target, Frame *frame) {
    return target->expr.local != 0 ? &frame->slots[target->expr.local - 1] : NULL;
}

static IN_LINE bool round_with(Value item, Value *slot, Target *target, Frame *frame, RoundFunction round,
                               void *context) {
    if (LIKELY(slot != NULL)) *slot = item;
    else if (UNLIKELY(!target->assign(target, frame, item))) return false;
    return round(context, frame);
}

#define ROUND_WITH(item)                                                                                               \
    if (UNLIKELY(!round_with((item), slot, target, frame, round, context))) return ENDING_LEFT;

/* Every number, and the one behind the last, is a small int. */
static IN_LINE Ending over_small_count(int64_t number, int64_t step, int64_t count, Target *target, Frame *frame,
                                       RoundFunction round, void *context) {
    Value *slot = target_slot(target, frame);
    for (; count > 0; count--, number += step) ROUND_WITH(value_from_small_int(number));
    return ENDING_REACHED;
}

enum { LOOK_AHEAD = 6 }; /* items of a list that are asked from memory before their rounds: objects lie anywhere */

static IN_LINE Ending over_list(List *list, Target *target, Frame *frame, RoundFunction round, void *context) {
    Value item, *slot = target_slot(target, frame);
    for (size_t i = 0; (item = list_get(list, i)) != UNBOUND; i++) {
        list_prefetch(list, i + LOOK_AHEAD);
        ROUND_WITH(item);
    }
    return ENDING_REACHED;
}

static IN_LINE Ending over_tuple(const Tuple *tuple, Target *target, Frame *frame, RoundFunction round, void *context) {
    Value *slot = target_slot(target, frame);
    for (size_t i = 0; i < tuple->count; i++) ROUND_WITH(tuple->items[i]);
    return ENDING_REACHED;
}

static IN_LINE Ending over_iterator(Value iterator, Target *target, Frame *frame, RoundFunction round, void *context) {
    Value *slot = target_slot(target, frame);
    for (;;) {
        Value item = iterator_next(frame->thread, iterator);
        if (UNLIKELY(item == UNBOUND)) return ENDING_REACHED;
        if (UNLIKELY(item == RAISED)) return ENDING_FAILED;
        ROUND_WITH(item);
    }
}

/* `for a, b in` what gives pairs: no tuple is made. Where it is observed, the tuple is taken apart in a step of its own. */
static inline bool target_is_pair(const Target *target) {
    const SequenceExpr *sequence = (const SequenceExpr *)target;
    bool is_sequence = target->expr.kind == EXPR_TUPLE || target->expr.kind == EXPR_LIST;
    return is_sequence && sequence->items.count == 2 && sequence->star < 0;
}

static IN_LINE bool pair_assign(Target *target, Frame *frame, const Value pair[2]) {
    Expr *const *targets = ((SequenceExpr *)target)->items.at;
    return target_assign((Target *)targets[0], frame, pair[0]) && target_assign((Target *)targets[1], frame, pair[1]);
}

typedef int (*PairFunction)(Thread *thread, Value iterator, Value pair[2]);

/* Null: the iterator gives no pairs. */
static inline PairFunction pairs_of(Value iterator) {
    return value_is_object(iterator) ? SLOT(object_type(value_object(iterator)), next_pair) : NULL;
}

/* False: they turn out not to be pairs. */
static IN_LINE bool over_pairs(Value iterator, PairFunction next_pair, Target *target, Frame *frame,
                               RoundFunction round, void *context, Ending *ending) {
    Value pair[2];
    int found;
    *ending = ENDING_LEFT;
    while ((found = next_pair(frame->thread, iterator, pair)) == 1)
        if (UNLIKELY(!pair_assign(target, frame, pair) || !round(context, frame))) return true;
    *ending = found == 0 ? ENDING_REACHED : ENDING_FAILED;
    return found != PAIRS_NONE;
}

static IN_LINE Ending over_anything(Value iterable, Target *target, Frame *frame, RoundFunction round, void *context) {
    Value iterator = value_iter(frame->thread, iterable);
    if (iterator == RAISED) return ENDING_FAILED;
    bool wants_pairs = target_is_pair(target) && !frame->function->code->is_observed;
    PairFunction next_pair = wants_pairs ? pairs_of(iterator) : NULL;
    Ending ending;
    if (next_pair && over_pairs(iterator, next_pair, target, frame, round, context, &ending)) return ending;
    return over_iterator(iterator, target, frame, round, context);
}

static inline bool counts_in_small_ints(Value iterable) {
    if (!value_is_small_range(iterable)) return false;
    const Range *range = (Range *)value_object(iterable);
    return small_int_fits(range->first) && small_int_fits(range->last);
}

static IN_LINE Ending over(Value iterable, Target *target, Frame *frame, RoundFunction round, void *context) {
    if (value_has_type(iterable, &list_type)) return over_list(value_list(iterable), target, frame, round, context);
    if (value_has_type(iterable, &tuple_type)) return over_tuple(value_tuple(iterable), target, frame, round, context);
    if (!counts_in_small_ints(iterable)) return over_anything(iterable, target, frame, round, context);
    const Range *range = (Range *)value_object(iterable);
    return over_small_count(range->first, range->stride, range->count, target, frame, round, context);
}

#undef ROUND_WITH

#endif
