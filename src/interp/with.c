/* with: __enter__ and __exit__ are looked up on the type, before either is called; items nest from left to right. */
#include "interp/prepare.h"
#include "interp/raise.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"

void prepare_with(Preparer *preparer, Stmt *stmt) {
    WithStmt *node = (WithStmt *)stmt;
    preparer->code->has_cleanup = true;
    for (uint32_t i = 0; i < node->count; i++) {
        WithItem *item = &node->items[i];
        prepare_expr(preparer, item->context);
        prepare_target(preparer, item->target);
        item->site = prepare_site(preparer, item->context->span);
    }
    prepare_block(preparer, node->body);
}

static Flow run_items(WithStmt *node, uint32_t index, Frame *frame);

static Value find_method(Thread *thread, Value manager, Str *name, const char *remark) {
    Value method = value_special(thread, manager, name);
    if (method != UNBOUND) return method;
    return raise_type(thread, "'%s' object does not support the context manager protocol%s", type_name_of(manager), remark);
}

/* Enters the item: what `as` gets, and its exit method. */
static Value enter_item(WithItem *item, Frame *frame, Value *exit_method) {
    Value manager = item->context->eval(item->context, frame);
    if (manager == RAISED) return RAISED;
    Thread *thread = frame->thread;
    frame->site = item->site;
    Value value = find_method(thread, manager, dunder_enter, "");
    if (value == RAISED) return raised_at_expr(frame, item->context);
    *exit_method = find_method(thread, manager, dunder_exit, " (missed __exit__ method)");
    if (*exit_method == RAISED || (value = value_call0(thread, value)) == RAISED)
        return raised_at_expr(frame, item->context);
    return value;
}

static Value call_exit(WithItem *item, Frame *frame, Value method, Value error) {
    Value items[3] = {NONE, NONE, NONE};
    if (error != NONE) {
        items[0] = value_from_object(value_type(error));
        items[1] = error;
        items[2] = word_load(&value_exception(error)->traceback);
        if (items[2] == RAISED) items[2] = NONE;
    }
    frame->site = item->site;
    Value answer = value_call(frame->thread, method, &(Arguments){.items = items, .count = 3});
    return answer != RAISED ? answer : raised_at_expr(frame, item->context);
}

static Flow leave_item_raising(WithItem *item, Frame *frame, Value method) {
    if (is_stopping(frame)) return FLOW_RAISE;
    Value error = error_take(frame->thread);
    Value previous = handling_enter(frame, error);
    Value answer = call_exit(item, frame, method, error);
    int suppressed = answer == RAISED ? -1 : value_truth(frame->thread, answer);
    handling_leave(frame, previous);
    if (suppressed > 0) return FLOW_NEXT;
    if (suppressed < 0) raised_at_expr(frame, item->context);
    else reraise(frame, error);
    return FLOW_RAISE;
}

static Flow run_item(WithStmt *node, uint32_t index, Frame *frame) {
    WithItem *item = &node->items[index];
    Value method;
    Value value = enter_item(item, frame, &method);
    if (value == RAISED) return FLOW_RAISE;
    bool assigned = !item->target || item->target->assign(item->target, frame, value);
    Flow flow = assigned ? run_items(node, index + 1, frame) : FLOW_RAISE;
    if (flow == FLOW_RAISE) return leave_item_raising(item, frame, method);
    Value result = frame->result;
    if (call_exit(item, frame, method, NONE) == RAISED) return FLOW_RAISE;
    frame->result = result;
    return flow;
}

static Flow run_items(WithStmt *node, uint32_t index, Frame *frame) {
    return index < node->count ? run_item(node, index, frame) : run_block(node->body, frame);
}

Flow run_with(Stmt *stmt, Frame *frame) {
    return run_items((WithStmt *)stmt, 0, frame);
}
