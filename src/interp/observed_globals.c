/* Globals. Those that a module binds once, by a statement of its own level that is in no loop, are settled when they are
   there: reading one then takes no step, since no other thread can make a difference to what is read. While it is not there
   yet, reading it is a step as any other. A settled name that gets its value late, when other threads run already, is
   settled no longer: then the order of writing and reading is worth being told. */
#include "interp/fast_names.h"
#include "interp/interpreter.h"
#include "interp/names.h"
#include "interp/observed.h"

typedef struct GlobalName {
    const char *name;
    uint32_t bindings;
    bool is_settled;
    NameExpr *target; /* the last that binds it */
    VECTOR(NameExpr *) reads;
} GlobalName;

struct GlobalNames {
    VECTOR(GlobalName) list;
};

void tell_global(Frame *frame, const NameExpr *node, ThrAction action) {
    tell(frame, &node->target.expr, action, frame->function->globals, (const void *)node->string);
}

/* ---- Evaluators ---- */

static Value eval_global_observed(Expr *expr, Frame *frame) {
    bool is_builtin;
    Value value = global_peek((NameExpr *)expr, frame, &is_builtin);
    if (is_builtin && value != UNBOUND) return value;
    tell_global(frame, (NameExpr *)expr, THR_ACTION_READ);
    return eval_global_fast(expr, frame);
}

static Value eval_global_settled(Expr *expr, Frame *frame) {
    bool is_builtin;
    Value value = global_peek((NameExpr *)expr, frame, &is_builtin);
    return value != UNBOUND && !is_builtin ? value : eval_global_observed(expr, frame);
}

static bool assign_global_observed(Target *target, Frame *frame, Value value) {
    tell_global(frame, (NameExpr *)target, THR_ACTION_WRITE);
    return assign_global_fast(target, frame, value);
}

static GlobalName *find_name(struct GlobalNames *names, const char *name) {
    for (size_t i = 0; i < names->list.count; i++)
        if (names->list.at[i].name == name) return &names->list.at[i];
    return NULL;
}

static void settle(GlobalName *name, bool is_settled) {
    name->is_settled = is_settled;
    for (size_t i = 0; i < name->reads.count; i++)
        name->reads.at[i]->target.expr.eval = is_settled ? eval_global_settled : eval_global_observed;
}

/* The only binding of a name: from now on it is settled or not, in this run of the tree. */
static bool assign_global_settling(Target *target, Frame *frame, Value value) {
    GlobalName *name = find_name(frame->function->code->global_names, ((NameExpr *)target)->name);
    bool is_early = thr_task_count(frame->thread->interpreter->runtime) == 1;
    if (name->is_settled != is_early) settle(name, is_early);
    return assign_global_observed(target, frame, value);
}

/* ---- Preparation ---- */

struct GlobalNames *global_names_new(void) {
    return memory_new(sizeof(struct GlobalNames));
}

static GlobalName *name_of(struct GlobalNames *names, const char *name) {
    GlobalName *found = find_name(names, name);
    if (found != NULL) return found;
    vector_push(&names->list, (GlobalName){.name = name});
    return &vector_last(&names->list);
}

void observe_global(Preparer *preparer, NameExpr *node) {
    node->target.expr.eval = eval_global_observed;
    node->target.assign = assign_global_observed;
    struct GlobalNames *names = preparer->observation->names;
    if (names == NULL) return;
    GlobalName *name = name_of(names, node->name);
    vector_push(&name->reads, node);
}

static bool is_of_module_level(const Preparer *preparer) {
    return preparer->code->node == preparer->observation->module && preparer->depth == 1;
}

void global_names_bind(Preparer *preparer, NameExpr *target, bool again) {
    if (preparer->observation->names == NULL || target->place != PLACE_GLOBAL) return;
    GlobalName *name = name_of(preparer->observation->names, target->name);
    name->bindings += is_of_module_level(preparer) && !again ? 1 : 2;
    name->target = target;
}

void global_names_settle(struct GlobalNames *names) {
    for (size_t i = 0; i < names->list.count; i++) {
        GlobalName *name = &names->list.at[i];
        if (name->bindings != 1) continue;
        settle(name, true);
        name->target->target.assign = assign_global_settling;
    }
}
