/* Calls by plan: which value goes where is found out once for a node and the code that it calls, and then only carried out.
   Wrong calls and generators go the plain way (bind.c), before any argument is evaluated. */
#include "interp/call_plans.h"

#include "interp/bind.h"
#include "interp/calls.h"
#include "interp/fast.h"
#include "interp/traceback.h"
#include "object/tuple.h"

#include <alloca.h>

enum { IN_STAR = -1, IN_STARS = -2 }; /* places that are no slot: *args, **kwargs */

typedef struct CallPlan {
    const Code *code;
    uint32_t receiver; /* 0 or 1 values before those of the node */
    uint32_t in_star;  /* how many values go to *args */
    uint32_t missing;  /* the last positional parameters, left to their defaults */
    bool is_complete;  /* no other parameter is left to its default */
    int32_t places[];  /* of each value, the receiver first */
} CallPlan;

/* ---- Planning ---- */

static uint32_t named_count(const FunctionNode *node) {
    return node->positional_count + node->keyword_only_count;
}

static int32_t place_of_keyword(const Code *code, const Str *name) {
    for (uint32_t i = code->node->positional_only_count; i < named_count(code->node); i++)
        if (code->slot_names[i] == name) return (int32_t)i;
    return IN_STARS;
}

static bool is_taken(const CallPlan *plan, uint32_t count, int32_t place) {
    for (uint32_t i = 0; i < count; i++)
        if (plan->places[i] == place) return true;
    return false;
}

/* False: the call is wrong, or too strange. */
static bool place_values(CallPlan *plan, const CallExpr *node) {
    const FunctionNode *function = plan->code->node;
    uint32_t count = plan->receiver + node->count, positional = count - node->keyword_count;
    Str **names = node->keywords;
    for (uint32_t i = 0; i < count; i++) {
        bool has_name = i >= plan->receiver && node->arguments[i - plan->receiver].name != NULL;
        if (has_name != (i >= positional)) return false;
        int32_t place = i < function->positional_count ? (int32_t)i : IN_STAR;
        if (has_name) place = place_of_keyword(plan->code, names[i - positional]);
        if (place >= 0 ? is_taken(plan, i, place) : place == IN_STAR ? !function->has_star : !function->has_stars)
            return false;
        plan->in_star += place == IN_STAR;
        plan->places[i] = place;
    }
    plan->is_complete = true;
    uint32_t last = function->positional_count;
    while (last > 0 && !is_taken(plan, count, (int32_t)last - 1)) last--;
    plan->missing = function->positional_count - last;
    for (uint32_t i = 0; i < named_count(function); i++)
        plan->is_complete &= is_taken(plan, count, (int32_t)i) || (i >= last && i < function->positional_count);
    return true;
}

static __attribute__((noinline)) const CallPlan *plan_new(CallExpr *node, const Code *code, uint32_t receiver) {
    if (code->node->is_generator || code->depth > CODE_SIMPLE_DEPTH || code->node->positional_count < receiver)
        return NULL;
    CallPlan *plan = memory_new(sizeof *plan + (receiver + node->count) * sizeof plan->places[0]);
    plan->code = code;
    plan->receiver = receiver;
    if (!place_values(plan, node)) return NULL;
    atomic_store_explicit(&node->plan, plan, memory_order_release);
    return plan;
}

static const CallPlan *plan_of(CallExpr *node, const Code *code, uint32_t receiver) {
    const CallPlan *plan = atomic_load_explicit(&node->plan, memory_order_acquire);
    if (LIKELY(plan != NULL && plan->code == code && plan->receiver == receiver)) return plan;
    return plan_new(node, code, receiver);
}

/* ---- Carrying out ---- */

/* The values that no slot of their own waits for. */
typedef struct Surplus {
    Tuple *star;
    uint32_t starred;
    Dict *stars;
    Str **name; /* of the next argument with one */
} Surplus;

static Surplus surplus_new(const CallPlan *plan, const CallExpr *node, Value *slots) {
    const FunctionNode *function = plan->code->node;
    Surplus surplus = {.name = node->keywords};
    Value *behind = slots + named_count(function);
    if (function->has_star) *behind++ = value_from_object(surplus.star = tuple_new(plan->in_star));
    if (function->has_stars) *behind = value_from_object(surplus.stars = dict_new());
    return surplus;
}

static bool evaluate_planned(const CallPlan *plan, CallExpr *node, Frame *frame, Value *slots) {
    Surplus surplus = {.name = node->keywords};
    if (plan->code->parameter_slots != (int32_t)named_count(plan->code->node)) surplus = surplus_new(plan, node, slots);
    for (uint32_t i = 0; i < node->count; i++) {
        const Argument *argument = &node->arguments[i];
        Value value = operand_value(argument->value, frame);
        if (UNLIKELY(value == RAISED)) return false;
        int32_t place = plan->places[plan->receiver + i];
        if (LIKELY(place >= 0)) slots[place] = value;
        else if (place == IN_STAR) surplus.star->items[surplus.starred++] = value;
        else dict_set_str(surplus.stars, *surplus.name, value);
        surplus.name += argument->name != NULL;
    }
    return true;
}

/* The values that were not given. */
static inline bool fill_missing(const CallPlan *plan, const CallExpr *node, Frame *frame, Frame *callee) {
    Function *function = callee->function;
    Value defaults = word_load(&function->defaults);
    if (LIKELY(plan->is_complete && defaults != NONE && value_tuple(defaults)->count >= plan->missing)) {
        const Value *values = value_tuple(defaults)->items + value_tuple(defaults)->count - plan->missing;
        Value *slots = callee->slots + plan->code->node->positional_count - plan->missing;
        for (uint32_t i = 0; i < plan->missing; i++) slots[i] = values[i];
        return true;
    }
    uint32_t positional = plan->receiver + node->count - node->keyword_count - plan->in_star;
    return arguments_default(frame->thread, function, callee->slots, positional);
}

static Value run_planned(const CallPlan *plan, CallExpr *node, Frame *frame, Frame *callee, Value receiver) {
    Function *function = callee->function;
    slots_unbind(callee->slots, 0, function->slot_count);
    if (plan->receiver) callee->slots[0] = receiver;
    if (!evaluate_planned(plan, node, frame, callee->slots)) return RAISED;
    if ((plan->missing != 0 || !plan->is_complete) && !fill_missing(plan, node, frame, callee))
        return raised_at_expr(frame, &node->expr);
    frame_start_from(callee, frame, frame->thread, function);
    frame->site = node->site;
    if (function->code->cell_count != 0) frame_make_cells(callee);
    if (UNLIKELY(!frame_enter(callee))) return raised_at_expr(frame, &node->expr);
    Value value = function->body->eval(function->body, callee);
    frame_leave(callee);
    return LIKELY(value != RAISED) ? value : raised_at_expr(frame, &node->expr);
}

static __attribute__((noinline)) Value run_large(const CallPlan *plan, CallExpr *node, Frame *frame, Function *function,
                                                 Value receiver) {
    Frame *callee = alloca(frame_size(function->code) + sizeof(Value));
    callee->function = function;
    return run_planned(plan, node, frame, callee, receiver);
}

Value call_planned(CallExpr *node, Frame *frame, Function *function, Value receiver) {
    const CallPlan *plan = plan_of(node, function->code, receiver != UNBOUND);
    if (UNLIKELY(plan == NULL)) return call_any(node, frame, value_from_object(function), receiver);
    if (UNLIKELY(function->slot_count > FRAME_SMALL_SLOTS)) return run_large(plan, node, frame, function, receiver);
    SmallFrame space;
    space.frame.function = function;
    return run_planned(plan, node, frame, &space.frame, receiver);
}
