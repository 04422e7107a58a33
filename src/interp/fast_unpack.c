/* Several targets at once: a, b = b, a without a tuple, and local variables out of a tuple or list of just as many. */
#include "interp/assign.h"
#include "interp/fast.h"
#include "object/list.h"
#include "object/tuple.h"

/* ---- a, b = x, y: all values first, then the targets from left to right ---- */

enum { MOST_PARALLEL = 4 };

#define PARALLEL_EVALUATOR(count)                                                                                      \
    static Flow run_assign_##count(Stmt *stmt, Frame *frame) {                                                         \
        AssignStmt *node = (AssignStmt *)stmt;                                                                         \
        Expr **sources = ((SequenceExpr *)node->value)->items.at;                                                      \
        Expr **targets = ((SequenceExpr *)node->targets[0])->items.at;                                                 \
        Value values[count];                                                                                           \
        _Pragma("GCC unroll 4") for (int i = 0; i < (count); i++) {                                                    \
            values[i] = operand_value(sources[i], frame);                                                              \
            if (UNLIKELY(values[i] == RAISED)) return FLOW_RAISE;                                                      \
        }                                                                                                              \
        _Pragma("GCC unroll 4") for (int i = 0; i < (count);                                                           \
                                     i++) if (UNLIKELY(!target_assign((Target *)targets[i], frame,                     \
                                                                      values[i]))) return FLOW_RAISE;                  \
        return FLOW_NEXT;                                                                                              \
    }
PARALLEL_EVALUATOR(2)
PARALLEL_EVALUATOR(3)
PARALLEL_EVALUATOR(4)

static Flow (*const parallel_evaluators[MOST_PARALLEL + 1])(Stmt *, Frame *) = {
    [2] = run_assign_2, [3] = run_assign_3, [4] = run_assign_4};

bool fast_assign_parallel(AssignStmt *node) {
    const SequenceExpr *target = (const SequenceExpr *)node->targets[0], *value = (const SequenceExpr *)node->value;
    bool is_parallel = target->target.expr.kind == EXPR_TUPLE && value->target.expr.kind == EXPR_TUPLE &&
                       target->star == -1 && value->star == -1 && target->items.count == value->items.count &&
                       value->items.count <= MOST_PARALLEL && parallel_evaluators[value->items.count] != NULL;
    if (is_parallel) node->stmt.run = parallel_evaluators[value->items.count];
    return is_parallel;
}

/* ---- a, b = pair ---- */

#define UNPACK_EVALUATOR(number)                                                                                       \
    static bool unpack_##number(Target *target, Frame *frame, Value value) {                                           \
        Expr **names = ((SequenceExpr *)target)->items.at;                                                             \
        if (UNLIKELY(!value_has_type(value, &tuple_type) || value_tuple(value)->count != (number)))                    \
            return assign_sequence(target, frame, value);                                                              \
        const Value *items = value_tuple(value)->items;                                                                \
        _Pragma("GCC unroll 3") for (int i = 0; i < (number); i++) frame->slots[names[i]->local - 1] = items[i];       \
        return true;                                                                                                   \
    }
UNPACK_EVALUATOR(2)
UNPACK_EVALUATOR(3)

static bool are_locals(ExprList items) {
    for (uint32_t i = 0; i < items.count; i++)
        if (items.at[i]->local == 0) return false;
    return true;
}

void fast_sequence(SequenceExpr *target) {
    if (target->star != -1 || !are_locals(target->items)) return;
    if (target->items.count == 2) target->target.assign = unpack_2;
    if (target->items.count == 3) target->target.assign = unpack_3;
}
