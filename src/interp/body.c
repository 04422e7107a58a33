/* Bodies of functions as expressions: calling a function is evaluating one.

   Plain: run the statements, take what `return` left. Tail form: a `return e` with nothing behind it *is* e, and an `if` whose
   branches end the function becomes a choice between two bodies; no completion code and no result slot on these ways:

       if c: return a        choice(c, a, sequence(rest…, b))
       rest…
       return b                                                                                                          */
#include "interp/body.h"

static Value eval_body_plain(Expr *node, Frame *frame) {
    Flow flow = run_block(((BodyExpr *)node)->block, frame);
    if (flow == FLOW_RETURN) return frame->result;
    return flow == FLOW_RAISE ? RAISED : NONE;
}

static Value eval_body_sequence(Expr *node, Frame *frame) {
    BodyExpr *body = (BodyExpr *)node;
    for (uint32_t i = 0; i < body->block.count; i++) {
        Stmt *stmt = body->block.at[i];
        Flow flow = stmt->run(stmt, frame);
        if (__builtin_expect(flow != FLOW_NEXT, 0)) return flow == FLOW_RETURN ? frame->result : RAISED;
    }
    return body->last->eval(body->last, frame);
}

static Value eval_body_none(Expr *node, Frame *frame) {
    (void)node;
    (void)frame;
    return NONE;
}

static Value eval_body_choice(Expr *node, Frame *frame) {
    ChoiceExpr *choice = (ChoiceExpr *)node;
    int truth = choice->condition->test(choice->condition, frame);
    if (truth > 0) return choice->then->eval(choice->then, frame);
    if (truth == 0) return choice->otherwise->eval(choice->otherwise, frame);
    return RAISED;
}

static Expr *body_new(Value (*eval)(Expr *, Frame *), Block block, Expr *last) {
    BodyExpr *body = memory_new(sizeof *body);
    *body = (BodyExpr){{.eval = eval}, block, last};
    return &body->expr;
}

Expr *body_plain(Preparer *preparer, Block block) {
    (void)preparer;
    return body_new(eval_body_plain, block, NULL);
}

static Block block_from(Block block, uint32_t start) {
    return (Block){block.at + start, block.count - start};
}

static Block block_joined(Block first, Block second) {
    if (first.count == 0) return second;
    if (second.count == 0) return first;
    Block joined = {memory_new((first.count + second.count) * sizeof(Stmt *)), first.count + second.count};
    memcpy(joined.at, first.at, first.count * sizeof(Stmt *));
    memcpy(joined.at + first.count, second.at, second.count * sizeof(Stmt *));
    return joined;
}

/* Whether a block never reaches its end. */
static bool block_leaves(Block block) {
    if (block.count == 0) return false;
    Stmt *last = block.at[block.count - 1];
    if (last->kind == STMT_RETURN || last->kind == STMT_RAISE) return true;
    return last->kind == STMT_IF && block_leaves(((IfStmt *)last)->then) && block_leaves(((IfStmt *)last)->otherwise);
}

static Expr *choice_new(Preparer *preparer, IfStmt *node, Block rest) {
    ChoiceExpr *choice = memory_new(sizeof *choice);
    Block then = block_leaves(node->then) ? node->then : block_joined(node->then, rest);
    Block otherwise = block_leaves(node->otherwise) ? node->otherwise : block_joined(node->otherwise, rest);
    choice->expr.eval = eval_body_choice;
    choice->condition = node->condition;
    preparer->depth++;
    choice->then = body_tail(preparer, then);
    choice->otherwise = body_tail(preparer, otherwise);
    preparer->depth--;
    if (preparer->observation == NULL) specialize_choice(choice);
    return &choice->expr;
}

/* Whether an `if` becomes a choice: when it is last, or one of its branches ends the function (so that `rest` is in
   the other one only). */
static bool is_choice(Stmt *stmt, bool is_last) {
    if (stmt->kind != STMT_IF) return false;
    IfStmt *node = (IfStmt *)stmt;
    return is_last || block_leaves(node->then) || block_leaves(node->otherwise);
}

static Expr *tail_of(Preparer *preparer, Stmt *stmt, Block rest) {
    if (stmt->kind == STMT_IF) return choice_new(preparer, (IfStmt *)stmt, rest);
    Expr *value = ((ReturnStmt *)stmt)->value;
    return value ? value : body_new(eval_body_none, (Block){0}, NULL);
}

/* Not every C compiler turns the last call of a choice into a jump: beyond some depth the rest stays plain. */
enum { MOST_CHOICES = 100 };

Expr *body_tail(Preparer *preparer, Block block) {
    if (preparer->depth > MOST_CHOICES) return body_plain(preparer, block);
    uint32_t count = 0;
    while (count < block.count && block.at[count]->kind != STMT_RETURN &&
           !is_choice(block.at[count], count + 1 == block.count))
        count++;
    Expr *last = count < block.count ? tail_of(preparer, block.at[count], block_from(block, count + 1))
                                     : body_new(eval_body_none, (Block){0}, NULL);
    return count == 0 ? last : body_new(eval_body_sequence, (Block){block.at, count}, last);
}
