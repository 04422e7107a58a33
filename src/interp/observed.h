/* Observed trees: before each read or write of what threads can share, the scheduler is told and may let another thread
   run first. A tree is observed or not from its preparation on (prepare.c); a tree that is not knows nothing of it.

   An observed evaluator tells, then does what the plain or fast one does. Shared are: globals, captured variables, attributes,
   items, and what containers do. Locals are not: what touches nothing else keeps its fast evaluators.

   observed.c chooses; each family has a file of its own. */
#ifndef INTERP_OBSERVED_H
#define INTERP_OBSERVED_H

#include "interp/interpreter.h"
#include "interp/prepare.h"

/* What preparing an observed module collects. */
typedef struct Observation {
    uint32_t nodes;            /* observed so far */
    struct GlobalNames *names; /* of the main module; else null */
    const FunctionNode *module;
} Observation;

/* Null: the module is not to be observed, because it belongs to the library. */
Observation *observation_begin(Thread *thread, FunctionNode *module, bool is_main);
void observation_end(Preparer *preparer);

/* After a node has been prepared and treated by specialize.c. A target is a node that is assigned to. */
void observe_expr(Preparer *preparer, Expr *node);
void observe_stmt(Preparer *preparer, Stmt *node);
void observe_target(Preparer *preparer, Target *node);

/* ---- For the families ---- */

void observe_name(Preparer *preparer, Expr *node);
void observe_attribute(Preparer *preparer, Expr *node);
void observe_subscript(Preparer *preparer, Expr *node);
void observe_call(Preparer *preparer, Expr *node);
void observe_binary(Preparer *preparer, Expr *node);
void observe_compare(Preparer *preparer, Expr *node);
void observe_comprehension(Preparer *preparer, Expr *node);
void observe_augmented(Preparer *preparer, Stmt *node);
void observe_delete(Preparer *preparer, Stmt *node);
void observe_for(Preparer *preparer, Stmt *node);
void observe_while(Preparer *preparer, Stmt *node);
void observe_try(Preparer *preparer, Stmt *node);
void observe_global(Preparer *preparer, NameExpr *node);
void observe_sequence_target(Preparer *preparer, Target *node);

/* Gives the node its site, which tell() needs. */
void observed_at(Preparer *preparer, Expr *node);
void observed_stmt_at(Preparer *preparer, Stmt *node);

/* The truth of a value, told of if it is a container. */
int test_observed(Expr *node, Frame *frame);

static inline void tell_at(Frame *frame, uint32_t site, ThrAction action, const void *object, const void *part) {
    ThrTask *task = frame->thread->task;
    if (action == THR_ACTION_READ && thr_read_untold(task)) return;
    thr_task_set_site(task, frame->function->code->sites.at[site]);
    thr_step(task, action, THR_KIND_VARIABLE, object, part);
}

/* The thread is about to do this, here. */
static inline void tell(Frame *frame, const Expr *node, ThrAction action, const void *object, const void *part) {
    tell_at(frame, node->site, action, object, part);
}

/* ---- Operators (observed_operators.c) ---- */

/* The operator on two numbers; false: ask the types. */
bool numbers_operate(BinaryOp op, Value left, Value right, Value *result);

/* ---- Attributes (observed_attributes.c) ---- */

/* Tells of an operation on an attribute, unless it is of an object whose attributes do not change. */
void tell_attribute(Frame *frame, const AttributeExpr *node, ThrAction action, Value object);

/* ---- Containers (observed_containers.c) ---- */

extern Type observed_iterator_type;

static inline bool is_container(Value value) {
    return value_is_object(value) && (object_type(value_object(value))->flags & TYPE_IS_CONTAINER) != 0;
}

/* What threads share when they share this container: of views and iterators, what they are about. */
const void *container_identity(Value container);

/* What an index or key stands for, as a part of the container; null: all of it. */
const void *container_part(Value container, Value index);

/* Whether a method of containers, or a built-in function given one, only looks at it. */
ThrAction action_of_method(const char *name);
ThrAction action_of_function(const char *name);

/* What to iterate over instead, so that each item taken is told of: the value itself if it is no container. RAISED. */
Value observed_iterable(Frame *frame, const Expr *node, Value iterable);

/* Tells of an operation on the value, if it is a container. */
static inline void tell_container(Frame *frame, const Expr *node, ThrAction action, Value value) {
    if (is_container(value)) tell(frame, node, action, container_identity(value), NULL);
}

/* ---- Globals (observed_globals.c) ---- */

/* Names that a module binds once, in a statement of its own level: once there, they are read without a step, since nothing
   that other threads do can change what is read. */
struct GlobalNames *global_names_new(void);
void global_names_bind(Preparer *preparer, NameExpr *target, bool again);
void global_names_settle(struct GlobalNames *names);

void tell_global(Frame *frame, const NameExpr *node, ThrAction action);

#endif
