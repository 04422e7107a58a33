/* The import statements. */
#include "interp/frame.h"
#include "interp/import.h"
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "object/str.h"

static const Span no_anchor = {0, 0};

static Flow raise_in(Stmt *stmt, Frame *frame) {
    raised_at(frame, stmt->span, no_anchor);
    return FLOW_RAISE;
}

void prepare_import(Preparer *preparer, Stmt *stmt) {
    ImportStmt *node = (ImportStmt *)stmt;
    for (uint32_t i = 0; i < node->count; i++) prepare_target(preparer, node->names[i].target);
}

Flow run_import(Stmt *stmt, Frame *frame) {
    ImportStmt *node = (ImportStmt *)stmt;
    frame_note(frame, stmt->span);
    for (uint32_t i = 0; i < node->count; i++) {
        ImportName *name = &node->names[i];
        Value module = name->has_as ? import_module(frame->thread, name->name, 0, frame->function->globals)
                                    : import_outermost(frame->thread, name->name);
        if (module == RAISED) return raise_in(stmt, frame);
        if (!name->target->assign(name->target, frame, module)) return FLOW_RAISE;
    }
    return FLOW_NEXT;
}

void prepare_import_from(Preparer *preparer, Stmt *stmt) {
    ImportFromStmt *node = (ImportFromStmt *)stmt;
    for (uint32_t i = 0; i < node->count; i++) prepare_target(preparer, node->names[i].target);
}

Flow run_import_from(Stmt *stmt, Frame *frame) {
    ImportFromStmt *node = (ImportFromStmt *)stmt;
    frame_note(frame, stmt->span);
    Value module = import_module(frame->thread, node->module, node->level, frame->function->globals);
    if (module == RAISED) return raise_in(stmt, frame);
    if (node->count == 0) {
        Dict *names = frame->function->names ? frame->function->names : frame->function->globals;
        return import_star(frame->thread, module, names) ? FLOW_NEXT : raise_in(stmt, frame);
    }
    for (uint32_t i = 0; i < node->count; i++) {
        ImportName *name = &node->names[i];
        Value value = import_name(frame->thread, module, value_str_object(prepare_string(name->name)));
        if (value == RAISED) return raise_in(stmt, frame);
        if (!name->target->assign(name->target, frame, value)) return FLOW_RAISE;
    }
    return FLOW_NEXT;
}
