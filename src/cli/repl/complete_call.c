/* What completion asks of things that can be called: their parameters. */
#include "base/buffer.h"
#include "cli/repl/complete_known.h"
#include "interp/function.h"
#include "object/names.h"
#include "object/str.h"
#include "object/type_core.h"

#include <ctype.h>
#include <string.h>

bool known_is_callable(Known known) {
    if (known.value == UNBOUND) return false;
    Type *type = value_type(known.value);
    return SLOT(type, call) || type_lookup(type, dunder_call) != UNBOUND;
}

/* The function that runs in the end, and how many of its first parameters are given already. */
static Value function_behind(Value callable, uint32_t *given) {
    *given = 0;
    if (value_has_type(callable, &bound_method_type)) {
        *given = 1;
        return ((BoundMethod *)value_object(callable))->function;
    }
    if (!value_is_type(callable)) return callable;
    Value init = type_lookup(value_as_type(callable), dunder_init);
    if (init == UNBOUND || !value_has_type(init, &function_type)) return callable;
    *given = 1;
    return init;
}

static const Builtin *builtin_behind(Value callable) {
    if (value_has_type(callable, &builtin_type)) return ((BuiltinObject *)value_object(callable))->builtin;
    if (value_has_type(callable, &method_descriptor_type)) return ((MethodDescriptor *)value_object(callable))->builtin;
    return NULL;
}

bool known_takes_nothing(Known known) {
    uint32_t given;
    if (known.value == UNBOUND || value_is_type(known.value)) return false;
    Value function = function_behind(known.value, &given);
    if (value_has_type(function, &function_type)) return value_function(function)->code->node->parameter_count <= given;
    const Builtin *builtin = builtin_behind(function);
    return builtin && builtin->most == 0 && (!builtin->parameters || !*builtin->parameters) &&
           (given || value_has_type(function, &builtin_type));
}

static void add_word(Buffer *out, const char *word, size_t length) {
    if (out->length > 0) buffer_add_byte(out, ' ');
    buffer_add(out, word, length);
}

static void add_parameters(Buffer *out, const FunctionNode *node, uint32_t given) {
    for (uint32_t i = given; i < node->parameter_count; i++) {
        ParameterKind kind = node->parameters[i].kind;
        if (kind == PARAMETER_POSITIONAL || kind == PARAMETER_KEYWORD_ONLY)
            add_word(out, node->parameters[i].name, strlen(node->parameters[i].name));
    }
}

/* "source / globals=… * key": the words that are no marks, behind the slash. */
static void add_listed(Buffer *out, const char *parameters) {
    const char *slash = strchr(parameters, '/');
    for (const char *at = slash ? slash + 1 : parameters; *at;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " "), name = strcspn(at, " =");
        if (length > 0 && *at != '*') add_word(out, at, name);
        at += length;
    }
}

/* "name(first, second=1, *rest, …): …": the names that have a default. */
static void add_documented(Buffer *out, const char *doc) {
    const char *at = doc ? doc + strcspn(doc, "(:\n") : "";
    if (*at != '(') return;
    const char *start = ++at;
    for (int depth = 1; *at && depth > 0; at++) {
        depth += (*at == '(') - (*at == ')');
        if (!isalnum((unsigned char)at[-1]) && at[-1] != '_') start = at;
        if (*at == '=' && depth == 1 && at > start && isalpha((unsigned char)*start))
            add_word(out, start, (size_t)(at - start));
    }
}

const char *known_keywords(Known known) {
    Buffer out = {0};
    uint32_t given;
    Value function = known.value == UNBOUND ? NONE : function_behind(known.value, &given);
    const Builtin *builtin = builtin_behind(function);
    if (value_has_type(function, &function_type)) add_parameters(&out, value_function(function)->code->node, given);
    else if (value_is_type(function)) add_documented(&out, value_as_type(function)->doc);
    else if (builtin && builtin->parameters && strcmp(builtin->parameters, "**") == 0)
        add_documented(&out, builtin->doc);
    else if (builtin && builtin->parameters) add_listed(&out, builtin->parameters);
    return buffer_text(&out);
}
