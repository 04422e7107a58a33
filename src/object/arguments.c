/* Counting and binding the arguments of built-ins. */
#include "object/arguments.h"

#include "object/error.h"
#include "object/module.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

enum { MOST_PARAMETERS = 24 };

/* The type whose table of methods holds the entry, for messages; null: a function. */
static const Type *builtin_owner(const Builtin *builtin, Value self) {
    if (self == UNBOUND || self == RAISED) return NULL;
    const Type *type =
        builtin->kind == BUILTIN_CLASS_METHOD && value_is_type(self) ? (Type *)value_object(self) : value_type(self);
    for (; type; type = type->base)
        for (const Builtin *entry = type->methods; entry && entry->name; entry++)
            if (entry == builtin) return type;
    return NULL;
}

/* "list.append", "math.sqrt" or "len". */
static const char *full_name(const Builtin *builtin, Value self) {
    if (self != UNBOUND && self != RAISED && value_has_type(self, &module_type)) {
        const char *module = str_text(((Module *)value_object(self))->name);
        return strcmp(module, "builtins") == 0 ? builtin->name : str_text(str_format("%s.%s", module, builtin->name));
    }
    const Type *owner = builtin_owner(builtin, self);
    return owner ? str_text(str_format("%s.%s", owner->name, builtin->name)) : builtin->name;
}

static Value raise_count(Thread *thread, const Builtin *builtin, Value self, uint32_t given) {
    int least = builtin->least, most = builtin->most;
    if (least == 0 && most == 0)
        return raise_type(thread, "%s() takes no arguments (%u given)", full_name(builtin, self), given);
    if (least == 1 && most == 1)
        return raise_type(thread, "%s() takes exactly one argument (%u given)", full_name(builtin, self), given);
    const char *bound = least == most ? "" : (int)given < least ? "at least " : "at most ";
    int expected = (int)given < least ? least : most;
    return raise_type(thread, "%s expected %s%d argument%s, got %u", builtin->name, bound, expected,
                      expected == 1 ? "" : "s", given);
}

typedef struct Parameter {
    const char *name;
    size_t length;
} Parameter;

/* What a parameter string says. */
typedef struct Parameters {
    Parameter at[MOST_PARAMETERS];
    uint32_t count;
    uint32_t positional_only; /* that many first ones */
    uint32_t positional;      /* that many may be given by position */
    bool takes_rest;
} Parameters;

static void parameters_add(Parameters *parameters, const char *word, size_t length) {
    if (length == 1 && *word == '/') {
        parameters->positional_only = parameters->count;
    } else if (*word == '*') {
        parameters->takes_rest = length > 1;
        if (length == 1) parameters->positional = parameters->count;
    } else {
        size_t name = 0;
        while (name < length && word[name] != '=') name++;
        parameters->at[parameters->count++] = (Parameter){word, name};
    }
}

static void parameters_parse(Parameters *parameters, const char *text) {
    parameters->count = parameters->positional_only = 0;
    parameters->positional = MOST_PARAMETERS;
    parameters->takes_rest = false;
    while (*text) {
        size_t length = 0;
        while (text[length] && text[length] != ' ' && text[length] != ',') length++;
        if (length && parameters->count < MOST_PARAMETERS) parameters_add(parameters, text, length);
        text += length;
        while (*text == ' ' || *text == ',') text++;
    }
    if (parameters->positional > parameters->count) parameters->positional = parameters->count;
}

static int64_t parameters_find(const Parameters *parameters, Str *keyword) {
    for (uint32_t i = parameters->positional_only; i < parameters->count; i++)
        if (parameters->at[i].length == keyword->bytes &&
            !memcmp(parameters->at[i].name, keyword->text, keyword->bytes))
            return i;
    return -1;
}

static bool bind_keywords(Thread *thread, const Builtin *builtin, const Parameters *parameters, const Arguments *args,
                          Value *bound) {
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        Str *keyword = args->keywords[i];
        int64_t at = parameters_find(parameters, keyword);
        if (at < 0)
            return fail_type(thread, "%s() got an unexpected keyword argument '%s'", builtin->name, str_text(keyword));
        if (bound[at] != UNBOUND)
            return fail_type(thread, "argument for %s() given by name ('%s') and position (%d)", builtin->name,
                             str_text(keyword), (int)at + 1);
        bound[at] = args->items[args->count + i];
    }
    return true;
}

static bool check_bound(Thread *thread, const Builtin *builtin, const Parameters *parameters, uint32_t given,
                        const Value *bound) {
    for (int i = 0; i < builtin->least; i++) {
        if (bound[i] != UNBOUND) continue;
        if ((uint32_t)i < parameters->positional_only)
            return fail_type(thread, "%s() takes at least %d positional argument%s (%u given)", builtin->name,
                             builtin->least, builtin->least == 1 ? "" : "s", given);
        return fail_type(thread, "%s() missing required argument '%.*s' (pos %d)", builtin->name,
                         (int)parameters->at[i].length, parameters->at[i].name, i + 1);
    }
    return true;
}

static bool fail_surplus(Thread *thread, const Builtin *builtin, const Parameters *parameters, const Arguments *args) {
    if (parameters->positional == 0) return fail_type(thread, "%s() takes no positional arguments", builtin->name);
    bool has_keyword_only = parameters->positional < parameters->count;
    uint32_t given = has_keyword_only ? args->count : args->count + args->keyword_count;
    return fail_type(thread, "%s() takes %s %u %sargument%s (%u given)", builtin->name,
                     builtin->least == (int)parameters->positional ? "exactly" : "at most", parameters->positional,
                     has_keyword_only ? "positional " : "", parameters->positional == 1 ? "" : "s", given);
}

static Value invoke_bound(Thread *thread, const Builtin *builtin, Value self, const Arguments *args) {
    Parameters parameters;
    parameters_parse(&parameters, builtin->parameters);
    uint32_t by_position = args->count < parameters.positional ? args->count : parameters.positional;
    uint32_t surplus = args->count - by_position;
    if (surplus && !parameters.takes_rest) return fail_surplus(thread, builtin, &parameters, args), RAISED;
    Value few[MOST_PARAMETERS + 8];
    uint32_t total = parameters.count + surplus;
    Value *bound = total <= MOST_PARAMETERS + 8 ? few : memory_new(total * sizeof *bound);
    for (uint32_t i = 0; i < parameters.count; i++) bound[i] = i < by_position ? args->items[i] : UNBOUND;
    for (uint32_t i = 0; i < surplus; i++) bound[parameters.count + i] = args->items[by_position + i];
    if (!bind_keywords(thread, builtin, &parameters, args, bound) ||
        !check_bound(thread, builtin, &parameters, args->count, bound))
        return RAISED;
    return builtin->function(thread, self, &(Arguments){.items = bound, .count = total});
}

static bool takes_rows(const char *parameters) {
    return parameters == NULL || (parameters[0] == '*' && parameters[1] == '*');
}

int builtin_row(const Builtin *builtin, uint32_t count) {
    if ((int64_t)count < builtin->least) return -1;
    if (takes_rows(builtin->parameters)) return builtin->most < 0 || (int64_t)count <= builtin->most ? (int)count : -1;
    Parameters parameters;
    parameters_parse(&parameters, builtin->parameters);
    return parameters.takes_rest || count > parameters.positional ? -1 : (int)parameters.count;
}

Value builtin_invoke(Thread *thread, const Builtin *builtin, Value self, const Arguments *args) {
    const char *parameters = builtin->parameters;
    bool passes_keywords = parameters && parameters[0] == '*' && parameters[1] == '*';
    if (parameters && !passes_keywords) return invoke_bound(thread, builtin, self, args);
    if (args->keyword_count && !passes_keywords)
        return raise_type(thread, "%s() takes no keyword arguments", full_name(builtin, self));
    if ((int64_t)args->count < builtin->least || (builtin->most >= 0 && (int64_t)args->count > builtin->most))
        return raise_count(thread, builtin, self, args->count);
    return builtin->function(thread, self, args);
}

Value arguments_keyword(const Arguments *args, const char *name) {
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (strcmp(str_text(args->keywords[i]), name) == 0) return args->items[args->count + i];
    return UNBOUND;
}

bool arguments_no_keywords(Thread *thread, const char *function_name, const Arguments *args) {
    return args->keyword_count == 0 || fail_type(thread, "%s() takes no keyword arguments", function_name);
}
