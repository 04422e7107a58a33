/* Statements that are left by a yield and entered again, and which generators are made of them alone. */
#include "interp/resumable.h"

#include "interp/generator_core.h"
#include "interp/loops.h"
#include "interp/over.h"
#include "interp/traceback.h"
#include "interp/yield.h"

/* A word that a statement keeps its place in. */
static inline uintptr_t *place_at(Frame *frame, int32_t place) {
    return (uintptr_t *)(void *)&frame->slots[place];
}

static inline bool is_resuming(Frame *frame) {
    return frame_generator(frame)->resuming;
}

/* ---- Blocks ---- */

/* One of several statements with yields is remembered; the only one is known. */
typedef struct Part {
    Block block;
    uint32_t only;
    int32_t place; /* -1: there is an only one */
} Part;

static IN_LINE uint32_t resumed_at(const Part *part, Frame *frame) {
    return LIKELY(part->place < 0) ? part->only : (uint32_t)*place_at(frame, part->place);
}

static IN_LINE Flow run_part(const Part *part, Frame *frame) {
    for (uint32_t i = is_resuming(frame) ? resumed_at(part, frame) : 0; i < part->block.count; i++) {
        Flow flow = part->block.at[i]->run(part->block.at[i], frame);
        if (LIKELY(flow == FLOW_NEXT)) continue;
        if (flow == FLOW_YIELD && part->place >= 0) *place_at(frame, part->place) = i;
        return flow;
    }
    return FLOW_NEXT;
}

/* ---- yield ---- */

typedef struct ResumableYield {
    Stmt stmt;
    YieldExpr *yield;
    Expr *given;
    AssignStmt *assignment; /* null: nobody asks for the yield's value */
} ResumableYield;

static bool assign_message(const AssignStmt *assignment, Frame *frame, Value message) {
    for (uint32_t i = 0; i < assignment->count; i++)
        if (!assignment->targets[i]->assign(assignment->targets[i], frame, message)) return false;
    return true;
}

/* The yield has this value, or RAISED. */
static Flow end_yield(const ResumableYield *node, Frame *frame, Value value) {
    if (UNLIKELY(value == RAISED)) {
        raised_at(frame, node->yield->expr.span, (Span){0, 0});
        return FLOW_RAISE;
    }
    return node->assignment == NULL || assign_message(node->assignment, frame, value) ? FLOW_NEXT : FLOW_RAISE;
}

static __attribute__((noinline)) Flow resume_yield(const ResumableYield *node, Frame *frame) {
    return end_yield(node, frame, generator_take_message(frame_generator(frame)));
}

static Flow run_resumable_yield(Stmt *stmt, Frame *frame) {
    const ResumableYield *node = (const ResumableYield *)stmt;
    Generator *generator = frame_generator(frame);
    if (generator->resuming) {
        generator->resuming = false;
        return LIKELY(!generator->throws && node->assignment == NULL) ? FLOW_NEXT : resume_yield(node, frame);
    }
    Value value = node->given ? operand_value(node->given, frame) : NONE;
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    generator->message = value;
    return FLOW_YIELD;
}

static Flow run_resumable_yield_from(Stmt *stmt, Frame *frame) {
    const ResumableYield *node = (const ResumableYield *)stmt;
    Generator *generator = frame_generator(frame);
    Value result;
    Outcome outcome;
    if (generator->resuming) {
        generator->resuming = false;
        outcome = delegate_go_on(generator, generator_take_message(generator), &result);
    } else {
        if (!delegate_start(generator, node->given)) return FLOW_RAISE;
        outcome = delegate_go_on(generator, NONE, &result);
    }
    if (outcome != OUTCOME_YIELDED) return end_yield(node, frame, delegate_end(generator, outcome, result));
    generator->message = result;
    return FLOW_YIELD;
}

/* ---- if ---- */

typedef struct ResumableIf {
    Stmt stmt;
    IfStmt *node;
    Part otherwise, then;
    int8_t only;   /* the branch that has yields, 1: then; */
    int32_t place; /* or whether `then` was left; -1: only one has */
} ResumableIf;

static Flow run_resumable_if(Stmt *stmt, Frame *frame) {
    const ResumableIf *node = (const ResumableIf *)stmt;
    Expr *condition = node->node->condition;
    int truth;
    if (!is_resuming(frame)) truth = condition->test(condition, frame);
    else truth = LIKELY(node->place < 0) ? node->only : (int)*place_at(frame, node->place);
    if (UNLIKELY(truth < 0)) return FLOW_RAISE;
    Flow flow = truth > 0 ? run_part(&node->then, frame) : run_part(&node->otherwise, frame);
    if (flow == FLOW_YIELD && node->place >= 0) *place_at(frame, node->place) = truth > 0;
    return flow;
}

/* ---- while ---- */

typedef struct ResumableWhile {
    Stmt stmt;
    WhileStmt *node;
    Part body;
} ResumableWhile;

static Flow run_resumable_while(Stmt *stmt, Frame *frame) {
    const ResumableWhile *node = (const ResumableWhile *)stmt;
    Expr *condition = node->node->condition;
    bool resuming = is_resuming(frame);
    for (;;) {
        int truth = resuming ? 1 : condition->test(condition, frame);
        if (UNLIKELY(truth <= 0)) return truth < 0 ? FLOW_RAISE : run_block(node->node->otherwise, frame);
        Flow flow = run_part(&node->body, frame);
        if (flow != FLOW_NEXT && flow != FLOW_CONTINUE) return flow == FLOW_BREAK ? FLOW_NEXT : flow;
        if (!loop_poll(frame, condition->span)) return FLOW_RAISE;
        resuming = false;
    }
}

/* ---- for ---- */

typedef struct ResumableFor {
    Stmt stmt;
    ForStmt *node;
    Part body;
    int32_t place; /* its Iteration */
} ResumableFor;

enum { ITERATION_WORDS = sizeof(Iteration) / sizeof(Value) };

static bool start_for(const ForStmt *node, Frame *frame, Iteration *iteration) {
    Value iterable = operand_value(node->iterable, frame);
    if (iterable == RAISED) return false;
    return iteration_start(frame->thread, iteration, iterable) || raised_at_expr(frame, node->iterable) != RAISED;
}

/* Gives the target the next item. 1, 0 at the end, -1 raised. */
static IN_LINE int next_round(const ForStmt *node, Frame *frame, Iteration *iteration) {
    Value pair[2];
    bool wants_pairs = iteration->kind == OVER_ITERATOR && target_is_pair(node->target);
    PairFunction next_pair = wants_pairs ? pairs_of(iteration->over) : NULL;
    int found = next_pair ? next_pair(frame->thread, iteration->over, pair) : PAIRS_NONE;
    if (found == 1) return pair_assign(node->target, frame, pair) ? 1 : -1;
    if (found == 0) return 0;
    Value item = found < 0 ? RAISED : iteration_next(frame->thread, iteration);
    if (item == UNBOUND) return 0;
    if (UNLIKELY(item == RAISED)) return raised_at_expr(frame, node->iterable), -1;
    return target_assign(node->target, frame, item) ? 1 : -1;
}

static Flow run_resumable_for(Stmt *stmt, Frame *frame) {
    const ResumableFor *node = (const ResumableFor *)stmt;
    Iteration *iteration = (Iteration *)(void *)place_at(frame, node->place);
    bool resuming = is_resuming(frame);
    if (!resuming && !start_for(node->node, frame, iteration)) return FLOW_RAISE;
    for (;;) {
        int found = resuming ? 1 : next_round(node->node, frame, iteration);
        if (UNLIKELY(found <= 0)) return found < 0 ? FLOW_RAISE : run_block(node->node->otherwise, frame);
        Flow flow = run_part(&node->body, frame);
        if (flow != FLOW_NEXT && flow != FLOW_CONTINUE) return flow == FLOW_BREAK ? FLOW_NEXT : flow;
        if (!loop_poll(frame, node->node->target->expr.span)) return FLOW_RAISE;
        resuming = false;
    }
}

/* ---- for x in y: yield z, and for x in y: if c: yield z; as generator expressions have it ---- */

typedef struct ResumableElements {
    Stmt stmt;
    ForStmt *node;
    IfStmt *filter; /* may be null */
    ResumableYield *yield;
    int32_t place; /* the Iteration */
} ResumableElements;

/* The target gets the next item that passes: 1, 0 at the end, -1 raised. */
static IN_LINE int next_passing(const ResumableElements *node, Frame *frame, Iteration *iteration) {
    for (;;) {
        int found = next_round(node->node, frame, iteration);
        if (found <= 0 || node->filter == NULL) return found;
        int truth = node->filter->condition->test(node->filter->condition, frame);
        if (truth != 0) return truth;
        if (!loop_poll(frame, node->node->target->expr.span)) return -1;
    }
}

static Flow run_resumable_elements(Stmt *stmt, Frame *frame) {
    const ResumableElements *node = (const ResumableElements *)stmt;
    Generator *generator = frame_generator(frame);
    Iteration *iteration = (Iteration *)(void *)place_at(frame, node->place);
    if (generator->resuming) {
        generator->resuming = false;
        if (UNLIKELY(generator->throws)) return resume_yield(node->yield, frame);
        if (!loop_poll(frame, node->node->target->expr.span)) return FLOW_RAISE;
    } else if (!start_for(node->node, frame, iteration)) {
        return FLOW_RAISE;
    }
    int found = next_passing(node, frame, iteration);
    if (UNLIKELY(found <= 0)) return found < 0 ? FLOW_RAISE : run_block(node->node->otherwise, frame);
    Value value = operand_value(node->yield->given, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    generator->message = value;
    return FLOW_YIELD;
}

/* ---- A body of several statements ---- */

typedef struct ResumableSequence {
    Stmt stmt;
    Part part;
} ResumableSequence;

static Flow run_resumable_sequence(Stmt *stmt, Frame *frame) {
    return run_part(&((const ResumableSequence *)stmt)->part, frame);
}

/* ---- Preparation ---- */

static YieldExpr *yield_in(const Stmt *stmt) {
    Expr *expr = NULL;
    if (stmt->kind == STMT_EXPRESSION) expr = ((const ExpressionStmt *)stmt)->expr;
    if (stmt->kind == STMT_ASSIGN) expr = ((const AssignStmt *)stmt)->value;
    return expr && (expr->kind == EXPR_YIELD || expr->kind == EXPR_YIELD_FROM) ? (YieldExpr *)expr : NULL;
}

static uint32_t count_in_block(Block block);

/* The yields that its statements can be made to come back to. */
static uint32_t count_in(const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_IF:
        return count_in_block(((const IfStmt *)stmt)->then) + count_in_block(((const IfStmt *)stmt)->otherwise);
    case STMT_WHILE:
        return count_in_block(((const WhileStmt *)stmt)->body);
    case STMT_FOR:
        return count_in_block(((const ForStmt *)stmt)->body);
    default:
        return yield_in(stmt) != NULL;
    }
}

static uint32_t count_in_block(Block block) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < block.count; i++) count += count_in(block.at[i]);
    return count;
}

static int32_t new_place(Code *code, int32_t words) {
    code->place_count += words;
    return code->slot_count + code->place_count - words;
}

static Stmt *resumable_of(Code *code, Stmt *stmt);

static Part part_of(Code *code, Block block) {
    Part part = {.block = {memory_new((block.count + 1) * sizeof(Stmt *)), block.count}, .place = -1};
    uint32_t yielding = 0;
    for (uint32_t i = 0; i < block.count; i++) {
        bool yields = count_in(block.at[i]) > 0;
        part.block.at[i] = yields ? resumable_of(code, block.at[i]) : block.at[i];
        if (yields) part.only = i;
        yielding += yields;
    }
    if (yielding > 1) part.place = new_place(code, 1);
    return part;
}

/* A node of its own that stands for a statement. */
static void *stand_in(Stmt *stmt, size_t size, Flow (*run)(Stmt *, Frame *)) {
    Stmt *made = memory_new(size);
    *made = *stmt;
    made->run = run;
    return made;
}

static Stmt *resumable_yield(Stmt *stmt) {
    YieldExpr *yield = yield_in(stmt);
    bool delegates = yield->expr.kind == EXPR_YIELD_FROM;
    ResumableYield *made = stand_in(stmt, sizeof *made, delegates ? run_resumable_yield_from : run_resumable_yield);
    made->yield = yield;
    made->given = yield->value;
    made->assignment = stmt->kind == STMT_ASSIGN ? (AssignStmt *)stmt : NULL;
    return &made->stmt;
}

static Stmt *resumable_if(Code *code, Stmt *stmt) {
    ResumableIf *made = stand_in(stmt, sizeof *made, run_resumable_if);
    made->node = (IfStmt *)stmt;
    made->then = part_of(code, made->node->then);
    made->otherwise = part_of(code, made->node->otherwise);
    made->only = count_in_block(made->node->then) > 0;
    made->place = made->only && count_in_block(made->node->otherwise) > 0 ? new_place(code, 1) : -1;
    return &made->stmt;
}

static Stmt *resumable_while(Code *code, Stmt *stmt) {
    ResumableWhile *made = stand_in(stmt, sizeof *made, run_resumable_while);
    made->node = (WhileStmt *)stmt;
    made->body = part_of(code, made->node->body);
    return &made->stmt;
}

/* The only statement of a block, if it is of this kind. */
static Stmt *only_stmt(Block block, StmtKind kind) {
    return block.count == 1 && block.at[0]->kind == kind ? block.at[0] : NULL;
}

static Stmt *resumable_elements(Code *code, ForStmt *loop) {
    IfStmt *filter = (IfStmt *)only_stmt(loop->body, STMT_IF);
    if (filter && filter->otherwise.count > 0) return NULL;
    Stmt *innermost = only_stmt(filter ? filter->then : loop->body, STMT_EXPRESSION);
    YieldExpr *yield = innermost ? yield_in(innermost) : NULL;
    if (!yield || yield->expr.kind != EXPR_YIELD || !yield->value) return NULL;
    ResumableElements *made = stand_in(&loop->stmt, sizeof *made, run_resumable_elements);
    made->node = loop;
    made->filter = filter;
    made->yield = (ResumableYield *)resumable_yield(innermost);
    made->place = new_place(code, ITERATION_WORDS);
    return &made->stmt;
}

static Stmt *resumable_for(Code *code, Stmt *stmt) {
    Stmt *elements = resumable_elements(code, (ForStmt *)stmt);
    if (elements) return elements;
    ResumableFor *made = stand_in(stmt, sizeof *made, run_resumable_for);
    made->node = (ForStmt *)stmt;
    made->body = part_of(code, made->node->body);
    made->place = new_place(code, ITERATION_WORDS);
    return &made->stmt;
}

static Stmt *resumable_of(Code *code, Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_IF:
        return resumable_if(code, stmt);
    case STMT_WHILE:
        return resumable_while(code, stmt);
    case STMT_FOR:
        return resumable_for(code, stmt);
    default:
        return resumable_yield(stmt);
    }
}

Stmt *resumable_body(Preparer *preparer, Block body) {
    Code *code = preparer->code;
    if (code->depth > CODE_SIMPLE_DEPTH || count_in_block(body) != code->yield_count) return NULL;
    if (body.count == 1) return resumable_of(code, body.at[0]);
    ResumableSequence *made = memory_new(sizeof *made);
    made->stmt.run = run_resumable_sequence;
    made->part = part_of(code, body);
    return &made->stmt;
}
