/* What is wrong with the arguments of a call, in CPython's words. */
#include "interp/bind_errors.h"

#include "base/buffer.h"
#include "base/text.h"
#include "object/error.h"

static const char *function_text(Function *function) {
    return str_text(value_str_object(word_load(&function->qualified_name)));
}

static const char *slot_name(Function *function, uint32_t slot) {
    return str_text(function->code->slot_names[slot]);
}

static uint32_t named_count(const FunctionNode *node) {
    return node->positional_count + node->keyword_only_count;
}

/* ---- Keywords ---- */

static bool is_given_by_keyword(const Arguments *args, const Str *name) {
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (str_equal(args->keywords[i], name)) return true;
    return false;
}

static bool fail_positional_only(Thread *thread, Function *function, const Arguments *args) {
    Buffer names = {0};
    for (uint32_t i = 0; i < function->code->node->positional_only_count; i++)
        if (is_given_by_keyword(args, function->code->slot_names[i]))
            buffer_addf(&names, "%s%s", names.length ? ", " : "", slot_name(function, i));
    return fail_type(thread, "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                     function_text(function), buffer_text(&names));
}

static bool is_positional_only(Function *function, const Str *name) {
    for (uint32_t i = 0; i < function->code->node->positional_only_count; i++)
        if (str_equal(function->code->slot_names[i], name)) return true;
    return false;
}

/* The parameter with the most similar name, or null: as near as CPython asks it to be. */
static const char *similar_parameter(Function *function, const Str *name) {
    const FunctionNode *node = function->code->node;
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (uint32_t i = node->positional_only_count; i < named_count(node); i++) {
        const char *candidate = slot_name(function, i);
        size_t most = (name->bytes + strlen(candidate) + 3) * 2 / 6;
        size_t distance = text_distance(str_text(name), candidate, most);
        if (distance <= most && distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}

bool fail_unexpected_keyword(Thread *thread, Function *function, const Arguments *args, Str *name) {
    if (is_positional_only(function, name)) return fail_positional_only(thread, function, args);
    const char *text = function_text(function), *similar = similar_parameter(function, name);
    if (similar == NULL) return fail_type(thread, "%s() got an unexpected keyword argument '%s'", text, str_text(name));
    return fail_type(thread, "%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", text, str_text(name),
                     similar);
}

bool fail_multiple_values(Thread *thread, Function *function, Str *name) {
    return fail_type(thread, "%s() got multiple values for argument '%s'", function_text(function), str_text(name));
}

/* ---- Counts ---- */

static uint32_t keyword_only_given(const FunctionNode *node, const Value *slots) {
    uint32_t count = 0;
    for (uint32_t i = node->positional_count; i < named_count(node); i++) count += slots[i] != UNBOUND;
    return count;
}

bool fail_too_many_positional(Thread *thread, Function *function, uint32_t given, const Value *slots) {
    const FunctionNode *node = function->code->node;
    Value defaults = word_load(&function->defaults);
    uint32_t most = node->positional_count,
             least = most - (defaults == NONE ? 0 : (uint32_t)value_tuple(defaults)->count);
    uint32_t keywords = keyword_only_given(node, slots);
    Buffer text = {0};
    if (least < most)
        buffer_addf(&text, "%s() takes from %u to %u positional arguments but %u ", function_text(function), least,
                    most, given);
    else
        buffer_addf(&text, "%s() takes %u positional argument%s but %u ", function_text(function), most,
                    most == 1 ? "" : "s", given);
    if (keywords > 0)
        buffer_addf(&text, "positional argument%s (and %u keyword-only argument%s) ", given == 1 ? "" : "s", keywords,
                    keywords == 1 ? "" : "s");
    return fail_type(thread, "%s%s given", buffer_text(&text), given == 1 && keywords == 0 ? "was" : "were");
}

/* 'a' · 'a' and 'b' · 'a', 'b', and 'c' */
static void add_quoted(Buffer *out, const char *name, uint32_t index, uint32_t count) {
    if (index > 0 && count > 2) buffer_add_text(out, ",");
    if (index > 0) buffer_add_text(out, index + 1 == count ? " and " : " ");
    buffer_addf(out, "'%s'", name);
}

bool fail_missing(Thread *thread, Function *function, const char *kind, const Value *slots, uint32_t start,
                  uint32_t end) {
    uint32_t count = 0, index = 0;
    for (uint32_t i = start; i < end; i++) count += slots[i] == UNBOUND;
    Buffer names = {0};
    for (uint32_t i = start; i < end; i++)
        if (slots[i] == UNBOUND) add_quoted(&names, slot_name(function, i), index++, count);
    return fail_type(thread, "%s() missing %u required %s argument%s: %s", function_text(function), count, kind,
                     count == 1 ? "" : "s", buffer_text(&names));
}
