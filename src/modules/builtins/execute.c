/* exec, eval, __import__. */
#include "modules/builtins/builtins.h"
#include "modules/builtins/compile.h"

#include "interp/frame.h"
#include "interp/import.h"
#include "interp/source_file.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

/* Where a text runs. */
typedef struct ScopeNames {
    Dict *globals;
    Dict *names; /* null: they are the globals */
} ScopeNames;

static bool find_place(Thread *thread, const char *function, const Arguments *args, ScopeNames *place) {
    Value globals_value = args->items[1], locals_value = args->items[2];
    Frame *frame = thread->frame;
    bool is_exec = strcmp(function, "exec") == 0;
    if (globals_value != UNBOUND && globals_value != NONE && !value_is_dict(globals_value))
        return is_exec ? fail_type(thread, "exec() globals must be a dict, not %s", type_name_of(globals_value))
                       : fail_type(thread, "globals must be a dict");
    if (locals_value != UNBOUND && locals_value != NONE && !value_is_dict(locals_value))
        return is_exec ? fail_type(thread, "locals must be a mapping or None, not %s", type_name_of(locals_value))
                       : fail_type(thread, "locals must be a mapping");
    bool own = globals_value == UNBOUND || globals_value == NONE;
    Dict *globals = !own ? value_dict(globals_value) : frame != NULL ? frame->function->globals : dict_new();
    Dict *locals = globals;
    if (locals_value != UNBOUND && locals_value != NONE) locals = value_dict(locals_value);
    else if (own && frame != NULL) locals = frame_locals(frame);
    *place = (ScopeNames){globals, locals == globals ? NULL : locals};
    dict_pin(globals);
    Str *builtins = str_intern_text("__builtins__");
    if (dict_get_str(globals, builtins) == UNBOUND)
        dict_set_str(globals, builtins, dict_get_str(thread->interpreter->modules, name_builtins));
    return true;
}

const Source *source_argument(Thread *thread, const char *function, Value value, bool strip, const char *name) {
    const char *text;
    size_t length;
    if (value_is_str(value)) {
        text = str_text(value_str_object(value));
        length = value_str_object(value)->bytes;
    } else if (value_is_bytes(value)) {
        text = (const char *)value_bytes(value)->at;
        length = value_bytes(value)->count;
    } else {
        raise_type(thread, "%s() arg 1 must be a string, bytes or %s object", function,
                   strcmp(function, "compile") == 0 ? "AST" : "code");
        return NULL;
    }
    if (memchr(text, '\0', length) != NULL) {
        raise_error(thread, &syntax_error, "source code string cannot contain null bytes");
        return NULL;
    }
    for (; strip && length > 0 && (*text == ' ' || *text == '\t'); length--) text++;
    Source *source = source_new(name, text, length);
    source->is_passing = true;
    return source;
}

static Value run(Thread *thread, const Arguments *args, const char *function, CompiledMode mode) {
    ScopeNames place = {0};
    if (!find_place(thread, function, args, &place)) return RAISED;
    Compiled *compiled = value_has_type(args->items[0], &compiled_type) ? (Compiled *)(void *)args->items[0] : NULL;
    if (compiled) mode = compiled->mode;
    const Source *source =
        compiled ? compiled->source
                 : source_argument(thread, function, args->items[0], mode == COMPILED_EXPRESSION, "<string>");
    ParseMode parse_mode = compiled_parse_mode(mode) | (place.names != NULL ? PARSE_WITHIN : 0);
    FunctionNode *node = source == NULL ? NULL : source_parse(thread, source, parse_mode);
    if (node == NULL) return RAISED;
    Code *code = (mode == COMPILED_SHOWN ? code_prepare_shown : code_prepare)(thread, node);
    Value (*function_to_run)(Thread *, Code *, Dict *, Dict *) =
        mode == COMPILED_EXPRESSION ? code_evaluate : code_execute;
    return function_to_run(thread, code, place.globals, place.names);
}

static Value call_exec(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return run(thread, args, "exec", COMPILED_STATEMENTS) == RAISED ? RAISED : NONE;
}

static Value call_eval(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return run(thread, args, "eval", COMPILED_EXPRESSION);
}

static Value call_import(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "__import__() argument 1 must be str, not %s", type_name_of(args->items[0]));
    const char *name = str_text(value_str_object(args->items[0]));
    int names = args->items[3] == UNBOUND ? 0 : value_truth(thread, args->items[3]);
    int64_t level = 0;
    if (names < 0 || (args->items[4] != UNBOUND && !value_to_index(thread, args->items[4], &level))) return RAISED;
    if (names == 0 && level == 0) return import_outermost(thread, name);
    Dict *globals = args->items[1] != UNBOUND && value_is_dict(args->items[1]) ? value_dict(args->items[1]) : NULL;
    return import_module(thread, name, (uint32_t)level, globals);
}

const Builtin execution_functions[] = {
    {"__import__", call_import, 1, 5, "__import__(name, …): import a module", "name globals locals fromlist level"},
    {"compile", call_compile, 3, 6, "compile(source, filename, mode, …): check a text, to be run by exec() or eval()",
     "source filename mode flags dont_inherit optimize"},
    {"eval", call_eval, 1, 3, "eval(source, globals=None, locals=None): the value of an expression given as text",
     "source / globals locals"},
    {"exec", call_exec, 1, 3, "exec(source, globals=None, locals=None): run statements given as text",
     "source / globals locals"},
    {0},
};
