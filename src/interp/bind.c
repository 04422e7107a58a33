/* Binding: arguments of a call into the slots of the parameters, every kind of them.

   The slots stand in this order: positional parameters, keyword-only ones, *args, **kwargs. Positional arguments first, then
   keywords, then defaults; what goes wrong is said by bind_errors.c. */
#include "interp/bind.h"

#include "interp/bind_errors.h"
#include "object/error.h"

typedef struct Binding {
    Thread *thread;
    Function *function;
    const FunctionNode *node;
    Value *slots;
    Value first; /* UNBOUND: none */
    const Arguments *args;
} Binding;

static uint32_t given_count(const Binding *binding) {
    return binding->args->count + (binding->first != UNBOUND);
}

/* The given arguments from `start` to `end`. */
static void copy_given(const Binding *binding, Value *to, uint32_t start, uint32_t end) {
    if (start == end) return;
    if (binding->first == UNBOUND) {
        memcpy(to, binding->args->items + start, (end - start) * sizeof(Value));
        return;
    }
    for (uint32_t i = start; i < end; i++) to[i - start] = i == 0 ? binding->first : binding->args->items[i - 1];
}

static uint32_t named_count(const FunctionNode *node) {
    return node->positional_count + node->keyword_only_count;
}

static void bind_positional(Binding *binding) {
    const FunctionNode *node = binding->node;
    uint32_t count = given_count(binding), taken = count < node->positional_count ? count : node->positional_count;
    copy_given(binding, binding->slots, 0, taken);
    for (uint32_t i = taken; i < named_count(node); i++) binding->slots[i] = UNBOUND;
    if (!node->has_star) return;
    Tuple *rest = tuple_new(count - taken);
    copy_given(binding, rest->items, taken, count);
    binding->slots[named_count(node)] = value_from_object(rest);
}

/* The slot of the parameter of that name, from slot `start` on; -1: none. */
static int32_t find_parameter(const Binding *binding, Str *name, uint32_t start) {
    Str **names = binding->function->code->slot_names;
    for (uint32_t i = start; i < named_count(binding->node); i++)
        if (names[i] == name) return (int32_t)i;
    for (uint32_t i = start; i < named_count(binding->node); i++)
        if (str_equal(names[i], name)) return (int32_t)i;
    return -1;
}

static bool bind_keyword(Binding *binding, Dict *rest, Str *name, Value value) {
    int32_t slot = find_parameter(binding, name, binding->node->positional_only_count);
    if (slot < 0 && rest != NULL) {
        dict_set_str(rest, name, value);
        return true;
    }
    if (slot < 0) return fail_unexpected_keyword(binding->thread, binding->function, binding->args, name);
    if (binding->slots[slot] != UNBOUND) return fail_multiple_values(binding->thread, binding->function, name);
    binding->slots[slot] = value;
    return true;
}

static bool bind_keywords(Binding *binding) {
    const FunctionNode *node = binding->node;
    const Arguments *args = binding->args;
    Dict *rest = NULL;
    if (node->has_stars) {
        rest = dict_new();
        binding->slots[named_count(node) + node->has_star] = value_from_object(rest);
    }
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (!bind_keyword(binding, rest, args->keywords[i], args->items[args->count + i])) return false;
    return true;
}

static bool check_count(const Binding *binding) {
    if (binding->node->has_star || given_count(binding) <= binding->node->positional_count) return true;
    return fail_too_many_positional(binding->thread, binding->function, given_count(binding), binding->slots);
}

static bool bind_positional_defaults(Binding *binding, uint32_t given) {
    const FunctionNode *node = binding->node;
    Value defaults = word_load(&binding->function->defaults);
    uint32_t default_count = defaults == NONE ? 0 : (uint32_t)value_tuple(defaults)->count;
    uint32_t required = default_count > node->positional_count ? 0 : node->positional_count - default_count;
    bool is_complete = true;
    for (uint32_t i = given; i < node->positional_count; i++) {
        if (binding->slots[i] != UNBOUND) continue;
        if (i < required) is_complete = false;
        else binding->slots[i] = value_tuple(defaults)->items[default_count - node->positional_count + i];
    }
    return is_complete || fail_missing(binding->thread, binding->function, "positional", binding->slots, 0, required);
}

static bool bind_keyword_only_defaults(Binding *binding) {
    const FunctionNode *node = binding->node;
    Value defaults = word_load(&binding->function->keyword_defaults);
    bool is_complete = true;
    for (uint32_t i = node->positional_count; i < named_count(node); i++) {
        if (binding->slots[i] != UNBOUND) continue;
        if (defaults != NONE)
            binding->slots[i] = dict_get_str(value_dict(defaults), binding->function->code->slot_names[i]);
        is_complete &= binding->slots[i] != UNBOUND;
    }
    return is_complete || fail_missing(binding->thread, binding->function, "keyword-only", binding->slots,
                                       node->positional_count, named_count(node));
}

bool arguments_bind(Thread *thread, Function *function, Value *slots, Value first, const Arguments *args) {
    Binding binding = {thread, function, function->code->node, slots, first, args};
    bind_positional(&binding);
    return bind_keywords(&binding) && check_count(&binding) &&
           bind_positional_defaults(&binding, given_count(&binding)) && bind_keyword_only_defaults(&binding);
}

bool arguments_default(Thread *thread, Function *function, Value *slots, uint32_t given) {
    Binding binding = {.thread = thread, .function = function, .node = function->code->node, .slots = slots};
    return bind_positional_defaults(&binding, given) && bind_keyword_only_defaults(&binding);
}
