/* with: __enter__ and __exit__ are looked up on the type, before either is called; items nest from left to right. */
#include "interp/fast.h"
#include "interp/loops.h"
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

/* A method found on the type: a function that is still to get its receiver, or something bound, its receiver UNBOUND. */
typedef struct Method {
    Value callee, receiver;
} Method;

/* What was entered and how it is left: directly (type->leave), or by __exit__. */
typedef struct Entered {
    WithItem *item;
    Value manager;
    bool is_direct;
    Method exit;
} Entered;

static Flow run_items(WithStmt *node, uint32_t index, Frame *frame);

/* ---- Entering ---- */

static bool find_method(Thread *thread, Value manager, Str *name, const char *remark, Method *method) {
    Value found = type_lookup(value_type(manager), name);
    *method = (Method){found, manager};
    if (value_has_type(found, &function_type)) return true;
    if (found != UNBOUND) found = attribute_bind(thread, found, manager, value_type(manager));
    *method = (Method){found, UNBOUND};
    if (found != UNBOUND) return found != RAISED;
    return fail_type(thread, "'%s' object does not support the context manager protocol%s", type_name_of(manager),
                     remark);
}

static Value method_call(Thread *thread, const Method *method, const Arguments *args) {
    if (method->receiver == UNBOUND) return value_call(thread, method->callee, args);
    return function_call_method(thread, value_function(method->callee), method->receiver, args);
}

static bool is_direct(Value manager) {
    Type *type = value_type(manager);
    return type->enter && !(type->flags & TYPE_IS_CLASS);
}

static Value enter_by_methods(Thread *thread, Entered *entered) {
    Method enter;
    if (!find_method(thread, entered->manager, dunder_enter, "", &enter) ||
        !find_method(thread, entered->manager, dunder_exit, " (missed __exit__ method)", &entered->exit))
        return RAISED;
    return method_call(thread, &enter, &(Arguments){0});
}

/* What `as` gets. */
static Value enter_item(WithItem *item, Frame *frame, Entered *entered) {
    Value manager = operand_value(item->context, frame);
    if (manager == RAISED) return RAISED;
    frame->site = item->site;
    *entered = (Entered){.item = item, .manager = manager, .is_direct = is_direct(manager)};
    Value value = entered->is_direct ? value_type(manager)->enter(frame->thread, manager)
                                     : enter_by_methods(frame->thread, entered);
    return value != RAISED ? value : raised_at_expr(frame, item->context);
}

/* ---- Leaving ---- */

/* The answer of __exit__. */
static Value call_exit(const Entered *entered, Frame *frame, Value error) {
    Thread *thread = frame->thread;
    frame->site = entered->item->site;
    if (entered->is_direct)
        return value_type(entered->manager)->leave(thread, entered->manager)
                   ? NONE
                   : raised_at_expr(frame, entered->item->context);
    Value items[3] = {NONE, NONE, NONE};
    if (error != NONE) {
        items[0] = value_from_object(value_type(error));
        items[1] = error;
        items[2] = word_load(&value_exception(error)->traceback);
        if (items[2] == RAISED) items[2] = NONE;
    }
    Value answer = method_call(thread, &entered->exit, &(Arguments){.items = items, .count = 3});
    return answer != RAISED ? answer : raised_at_expr(frame, entered->item->context);
}

static Flow leave_raising(const Entered *entered, Frame *frame) {
    if (is_stopping(frame)) return FLOW_RAISE;
    Value error = error_take(frame->thread);
    Value previous = handling_enter(frame, error);
    Value answer = call_exit(entered, frame, error);
    int suppressed = answer == RAISED ? -1 : value_truth(frame->thread, answer);
    handling_leave(frame, previous);
    if (suppressed > 0) return FLOW_NEXT;
    if (suppressed < 0) raised_at_expr(frame, entered->item->context);
    else reraise(frame, error);
    return FLOW_RAISE;
}

static Flow run_item(WithStmt *node, uint32_t index, Frame *frame) {
    WithItem *item = &node->items[index];
    Entered entered;
    Value value = enter_item(item, frame, &entered);
    if (value == RAISED) return FLOW_RAISE;
    bool assigned = !item->target || item->target->assign(item->target, frame, value);
    Flow flow = assigned ? run_items(node, index + 1, frame) : FLOW_RAISE;
    if (flow == FLOW_RAISE) return leave_raising(&entered, frame);
    Value result = frame->result;
    if (call_exit(&entered, frame, NONE) == RAISED) return FLOW_RAISE;
    frame->result = result;
    return flow;
}

static Flow run_items(WithStmt *node, uint32_t index, Frame *frame) {
    return index < node->count ? run_item(node, index, frame) : run_body(node->body, frame);
}

Flow run_with(Stmt *stmt, Frame *frame) {
    return run_items((WithStmt *)stmt, 0, frame);
}
