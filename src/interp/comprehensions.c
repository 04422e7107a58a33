/* List, set and dict comprehensions: loops inside the frame around them. Each of their loops goes over its iterable by over.h; what
   a round does is to test the conditions and then to add an element or to begin the next loop. The commonest have rounds of
   their own. */
#include "interp/loops.h"
#include "interp/over.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/list_builder.h"
#include "object/set.h"

static void prepare_comprehension(Preparer *preparer, Expr *expr) {
    ComprehensionExpr *node = (ComprehensionExpr *)expr;
    for (uint32_t i = 0; i < node->loop_count; i++) {
        ComprehensionFor *loop = &node->loops[i];
        prepare_expr(preparer, loop->iterable);
        prepare_target(preparer, loop->target);
        for (uint32_t j = 0; j < loop->conditions.count; j++) prepare_expr(preparer, loop->conditions.at[j]);
    }
    prepare_expr(preparer, node->key);
    prepare_expr(preparer, node->element);
}

void prepare_list_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

void prepare_set_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

void prepare_dict_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

/* A comprehension that runs. */
typedef struct Run {
    ComprehensionExpr *node;
    uint32_t depth;   /* of the innermost loop that runs */
    ListBuilder list; /* the result: of a list comprehension; of others: */
    Value container;
} Run;

/* ---- One more element ---- */

static IN_LINE bool add_to_list(Run *run, Frame *frame) {
    Value element = operand_value(run->node->element, frame);
    if (UNLIKELY(element == RAISED)) return false;
    list_builder_add(&run->list, element);
    return true;
}

static IN_LINE bool add_to_set(Run *run, Frame *frame) {
    Value element = operand_value(run->node->element, frame);
    if (element == RAISED) return false;
    return set_add(frame->thread, (Set *)(void *)run->container, element) ||
           raised_at_expr(frame, &run->node->expr) != RAISED;
}

static IN_LINE bool add_to_dict(Run *run, Frame *frame) {
    Value key = operand_value(run->node->key, frame);
    if (key == RAISED) return false;
    Value element = operand_value(run->node->element, frame);
    if (element == RAISED) return false;
    return dict_set(frame->thread, value_dict(run->container), key, element) ||
           raised_at_expr(frame, &run->node->expr) != RAISED;
}

static bool add_element(Run *run, Frame *frame) {
    switch (run->node->expr.kind) {
    case EXPR_LIST_COMPREHENSION:
        return add_to_list(run, frame);
    case EXPR_SET_COMPREHENSION:
        return add_to_set(run, frame);
    default:
        return add_to_dict(run, frame);
    }
}

/* ---- Rounds ---- */

/* 1: all conditions hold, 0, -1: raised. */
static int test_conditions(const ComprehensionFor *loop, Frame *frame) {
    for (uint32_t i = 0; i < loop->conditions.count; i++) {
        int truth = loop->conditions.at[i]->test(loop->conditions.at[i], frame);
        if (truth <= 0) return truth;
    }
    return 1;
}

static bool run_loop(Run *run, Frame *frame, Value iterable);

static bool run_inner_loop(Run *run, Frame *frame) {
    Expr *iterable = run->node->loops[run->depth + 1].iterable;
    Value value = operand_value(iterable, frame);
    if (value == RAISED) return false;
    run->depth++;
    bool went_well = run_loop(run, frame, value);
    run->depth--;
    return went_well;
}

static bool round_of_any(void *context, Frame *frame) {
    Run *run = context;
    int truth = test_conditions(&run->node->loops[run->depth], frame);
    if (truth < 0) return false;
    bool is_innermost = run->depth + 1 == run->node->loop_count;
    if (truth > 0 && !(is_innermost ? add_element(run, frame) : run_inner_loop(run, frame))) return false;
    return loop_poll(frame, run->node->expr.span);
}

/* [… for … in …], and the same of the others. */
#define ROUND_OF(kind)                                                                                                 \
    static IN_LINE bool round_of_##kind(void *context, Frame *frame) {                                                 \
        Run *run = context;                                                                                            \
        return add_to_##kind(run, frame) && loop_poll(frame, run->node->expr.span);                                    \
    }
ROUND_OF(list)
ROUND_OF(set)
ROUND_OF(dict)

/* [… for … in … if …] */
static IN_LINE bool round_of_filter(void *context, Frame *frame) {
    Run *run = context;
    Expr *condition = run->node->loops[run->depth].conditions.at[0];
    int truth = condition->test(condition, frame);
    if (UNLIKELY(truth < 0)) return false;
    if (truth > 0 && !add_to_list(run, frame)) return false;
    return loop_poll(frame, run->node->expr.span);
}

/* ---- Loops ---- */

static Ending run_rounds(Run *run, Frame *frame, Value iterable) {
    const ComprehensionFor *loop = &run->node->loops[run->depth];
    Target *target = loop->target;
    ExprKind kind = run->node->expr.kind;
    if (run->depth + 1 == run->node->loop_count && loop->conditions.count == 0) {
        if (kind == EXPR_LIST_COMPREHENSION) return over(iterable, target, frame, round_of_list, run);
        if (kind == EXPR_SET_COMPREHENSION) return over(iterable, target, frame, round_of_set, run);
        return over(iterable, target, frame, round_of_dict, run);
    }
    bool is_filter = run->depth + 1 == run->node->loop_count && loop->conditions.count == 1;
    if (is_filter && kind == EXPR_LIST_COMPREHENSION) return over(iterable, target, frame, round_of_filter, run);
    return over(iterable, target, frame, round_of_any, run);
}

static bool run_loop(Run *run, Frame *frame, Value iterable) {
    Ending ending = run_rounds(run, frame, iterable);
    if (ending == ENDING_FAILED) raised_at_expr(frame, run->node->loops[run->depth].iterable);
    return ending == ENDING_REACHED;
}

enum { MOST_EXPECTED = 1 << 20 };

/* As many elements as there seem to be items, where none is left out. */
static size_t expected_count(const ComprehensionExpr *node, Value iterable) {
    if (node->loop_count > 1 || node->loops[0].conditions.count > 0) return 0;
    size_t count = iterable_hint(iterable);
    return count < MOST_EXPECTED ? count : MOST_EXPECTED;
}

static void make_room(Run *run, size_t expected) {
    ExprKind kind = run->node->expr.kind;
    if (kind == EXPR_LIST_COMPREHENSION) run->list = list_builder_new(expected);
    else
        run->container = value_from_object(kind == EXPR_SET_COMPREHENSION ? (void *)set_new() : dict_new_for(expected));
}

/* The first iterable is evaluated before the comprehension's own variables begin. */
static bool run_comprehension(Run *run, Frame *frame) {
    ComprehensionExpr *node = run->node;
    Value iterable = operand_value(node->loops[0].iterable, frame);
    if (iterable == RAISED) return false;
    make_room(run, expected_count(node, iterable));
    for (uint32_t i = 0; i < node->cell_count; i++) frame->slots[node->cells[i]] = value_from_object(cell_new(UNBOUND));
    return run_loop(run, frame, iterable);
}

Value eval_list_comprehension(Expr *node, Frame *frame) {
    Run run = {.node = (ComprehensionExpr *)node};
    return run_comprehension(&run, frame) ? value_from_object(list_builder_finish(&run.list)) : RAISED;
}

Value eval_set_comprehension(Expr *node, Frame *frame) {
    Run run = {.node = (ComprehensionExpr *)node};
    return run_comprehension(&run, frame) ? run.container : RAISED;
}

Value eval_dict_comprehension(Expr *node, Frame *frame) {
    Run run = {.node = (ComprehensionExpr *)node};
    return run_comprehension(&run, frame) ? run.container : RAISED;
}
