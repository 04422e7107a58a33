/* Blocks and the statements that only choose what runs next: if, break, continue, pass, and the declarations. */
#include "interp/prepare.h"

Flow run_block(Block block, Frame *frame) {
    for (uint32_t i = 0; i < block.count; i++) {
        Flow flow = block.at[i]->run(block.at[i], frame);
        if (flow != FLOW_NEXT) return flow;
    }
    return FLOW_NEXT;
}

void prepare_if(Preparer *preparer, Stmt *stmt) {
    IfStmt *node = (IfStmt *)stmt;
    prepare_expr(preparer, node->condition);
    prepare_block(preparer, node->then);
    prepare_block(preparer, node->otherwise);
}

Flow run_if(Stmt *stmt, Frame *frame) {
    IfStmt *node = (IfStmt *)stmt;
    int truth = node->condition->test(node->condition, frame);
    if (truth > 0) return run_block(node->then, frame);
    return truth == 0 ? run_block(node->otherwise, frame) : FLOW_RAISE;
}

/* A statement that has nothing to prepare and always ends in the same way. */
#define PLAIN_STATEMENT(name, flow)                                                                                    \
    void prepare_##name(Preparer *preparer, Stmt *stmt) {                                                              \
        (void)preparer, (void)stmt;                                                                                    \
    }                                                                                                                  \
    Flow run_##name(Stmt *stmt, Frame *frame) {                                                                        \
        (void)stmt, (void)frame;                                                                                       \
        return flow;                                                                                                   \
    }

PLAIN_STATEMENT(break, FLOW_BREAK)
PLAIN_STATEMENT(continue, FLOW_CONTINUE)
PLAIN_STATEMENT(pass, FLOW_NEXT)
PLAIN_STATEMENT(global, FLOW_NEXT)
PLAIN_STATEMENT(nonlocal, FLOW_NEXT)
