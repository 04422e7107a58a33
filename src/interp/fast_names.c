/* Names whose place is known: a slot, a cell, or the entry of a global.

   A global's entry in the module's names never moves (object/dict.h), so the node keeps it, and beside it the entry of the
   built-in with that name; a global defined later is seen at once, because the first entry is asked first. */
#include "interp/fast.h"
#include "interp/fast_names.h"
#include "interp/formula.h"
#include "interp/names.h"
#include "object/operators.h"

static inline Value checked(Value value, NameExpr *node, Frame *frame) {
    return LIKELY(value != UNBOUND) ? value : raise_unbound(node, frame);
}

static inline Cell *slot_cell(const NameExpr *node, Frame *frame) {
    return (Cell *)(void *)frame->slots[node->index];
}

static Value eval_local(Expr *expr, Frame *frame) {
    NameExpr *node = (NameExpr *)expr;
    return checked(frame->slots[node->index], node, frame);
}

static Value eval_cell(Expr *expr, Frame *frame) {
    NameExpr *node = (NameExpr *)expr;
    return checked(word_load(&slot_cell(node, frame)->value), node, frame);
}

static Value eval_free(Expr *expr, Frame *frame) {
    NameExpr *node = (NameExpr *)expr;
    return checked(word_load(&frame->function->cells[node->index]->value), node, frame);
}

/* A local as a condition: constants and small ints without a call. */
static int test_local(Expr *expr, Frame *frame) {
    Value value = frame->slots[((NameExpr *)expr)->index];
    if (value_is_bool(value)) return value == TRUE_VALUE;
    if (value_is_small_int(value)) return value_small_int(value) != 0;
    if (value == NONE) return 0;
    return test_value(expr, frame);
}

/* ---- Globals ---- */

/* The entry of the name in a pinned dict; kept in the node once there is one. */
static DictEntry *entry_of(_Atomic(void *) *cache, Dict *names, Value name, bool make) {
    DictEntry *entry = atomic_load_explicit(cache, memory_order_acquire);
    if (entry == NULL) {
        entry = dict_entry(names, value_str_object(name), make);
        if (entry != NULL) atomic_store_explicit(cache, entry, memory_order_release);
    }
    return entry;
}

/* The first time, and when the module has no such name. An entry is made for names of built-ins only, so that the order of a
   module's names is the order of their assignments. */
static __attribute__((noinline)) Value global_slowly(NameExpr *node, Frame *frame) {
    DictEntry *fallback = entry_of(&node->fallback, frame->function->builtins, node->string, false);
    DictEntry *entry = entry_of(&node->cell, frame->function->globals, node->string, fallback != NULL);
    Value value = entry ? dict_entry_value(entry) : UNBOUND;
    if (value == UNBOUND && fallback != NULL) value = dict_entry_value(fallback);
    return checked(value, node, frame);
}

Value eval_global_fast(Expr *expr, Frame *frame) {
    NameExpr *node = (NameExpr *)expr;
    DictEntry *entry = atomic_load_explicit(&node->cell, memory_order_acquire);
    if (UNLIKELY(entry == NULL)) return global_slowly(node, frame);
    Value value = word_load(&entry->value);
    if (LIKELY(value != RAISED)) return value;
    DictEntry *fallback = atomic_load_explicit(&node->fallback, memory_order_acquire);
    if (UNLIKELY(fallback == NULL)) return global_slowly(node, frame);
    value = word_load(&fallback->value);
    return LIKELY(value != RAISED) ? value : global_slowly(node, frame);
}

Value global_peek(NameExpr *node, Frame *frame, bool *is_builtin) {
    DictEntry *entry = entry_of(&node->cell, frame->function->globals, node->string, false);
    Value value = entry != NULL ? dict_entry_value(entry) : UNBOUND;
    *is_builtin = value == UNBOUND;
    if (value != UNBOUND) return value;
    entry = entry_of(&node->fallback, frame->function->builtins, node->string, false);
    return entry != NULL ? dict_entry_value(entry) : UNBOUND;
}

/* ---- Assignment ---- */

static bool assign_local(Target *target, Frame *frame, Value value) {
    frame->slots[((NameExpr *)target)->index] = value;
    return true;
}

static bool assign_cell(Target *target, Frame *frame, Value value) {
    word_store(&slot_cell((NameExpr *)target, frame)->value, value);
    return true;
}

static bool assign_free(Target *target, Frame *frame, Value value) {
    word_store(&frame->function->cells[((NameExpr *)target)->index]->value, value);
    return true;
}

/* A name that is there is overwritten in its entry; one that is not (yet) goes through the dict. */
bool assign_global_fast(Target *target, Frame *frame, Value value) {
    NameExpr *node = (NameExpr *)target;
    DictEntry *entry = entry_of(&node->cell, frame->function->globals, node->string, false);
    if (LIKELY(entry != NULL && word_load(&entry->value) != RAISED)) word_store(&entry->value, value);
    else dict_set_str(frame->function->globals, value_str_object(node->string), value);
    return true;
}

typedef struct NameEvaluators {
    Value (*eval)(Expr *, Frame *);
    int (*test)(Expr *, Frame *);
    bool (*assign)(Target *, Frame *, Value);
} NameEvaluators;

static const NameEvaluators evaluators[] = {
    [PLACE_LOCAL] = {eval_local, test_local, assign_local},
    [PLACE_CELL] = {eval_cell, test_value, assign_cell},
    [PLACE_FREE] = {eval_free, test_value, assign_free},
    [PLACE_GLOBAL] = {eval_global_fast, test_value, assign_global_fast},
    [PLACE_CLASS] = {eval_name, test_value, assign_name},
};

void fast_name(NameExpr *node) {
    node->target.expr.eval = evaluators[node->place].eval;
    node->target.expr.test = evaluators[node->place].test;
    node->target.assign = evaluators[node->place].assign;
    if (node->place == PLACE_LOCAL && node->index < UINT16_MAX) node->target.expr.local = (uint16_t)(node->index + 1);
}

/* ---- name = value ---- */

static Flow run_assign_local(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    Value value = operand_value(node->value, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    frame->slots[node->slot] = value;
    return FLOW_NEXT;
}

static Flow run_assign_one(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    Value value = operand_value(node->value, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    return node->targets[0]->assign(node->targets[0], frame, value) ? FLOW_NEXT : FLOW_RAISE;
}

static void fast_assign_local(AssignStmt *node) {
    node->slot = ((NameExpr *)node->targets[0])->index;
    node->stmt.run = run_assign_local;
    if (!fast_assign_binary(node)) fast_assign_subscript(node);
}

static void fast_assign_one(AssignStmt *node) {
    switch (node->targets[0]->expr.kind) {
    case EXPR_ATTRIBUTE:
        fast_assign_attribute(node);
        return;
    case EXPR_SUBSCRIPT:
        fast_store_subscript(node);
        return;
    default:
        if (operand_of(&node->targets[0]->expr) == OPERAND_LOCAL) fast_assign_local(node);
        else if (!fast_assign_parallel(node)) node->stmt.run = run_assign_one;
    }
}

void fast_assign(AssignStmt *node) {
    if (node->count != 1) return;
    fast_assign_one(node);
    formula_for_assign(node);
}
