/* Code objects: made by preparation, run by frames. */
#include "interp/code.h"

#include "interp/frame.h"
#include "interp/prepare.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <alloca.h>

static const TracebackCode *traced_code(const FunctionNode *node) {
    TracebackCode *traced = memory_new(sizeof *traced);
    *traced = (TracebackCode){node->source, node->name};
    return traced;
}

Code *code_new(FunctionNode *node) {
    Scope *scope = node->scope;
    Code *code = object_new(&code_type, sizeof *code);
    code->node = node;
    code->name = str_intern_text(node->name);
    code->qualified_name = str_intern_text(node->qualified_name);
    code->source = node->source;
    code->traced = traced_code(node);
    code->slot_count = scope->slot_count;
    code->cell_count = scope->cell_count;
    code->parameter_slots =
        (int32_t)(node->positional_count + node->keyword_only_count + node->has_star + node->has_stars);
    code->slot_names = memory_new((size_t)(scope->slot_count + 1) * sizeof(Str *));
    for (int32_t i = 0; i < scope->slot_count; i++) code->slot_names[i] = str_intern_text(scope->slot_names[i]);
    return code;
}

static void frame_start_module(Frame *frame, Thread *thread, Code *code, Dict *globals, Dict *names) {
    frame_start(frame, thread, function_for(code, globals, thread->interpreter->builtins, names));
    for (int32_t i = 0; i < code->slot_count; i++) frame->slots[i] = UNBOUND;
    frame_make_cells(frame);
}

Value code_execute(Thread *thread, Code *code, Dict *globals, Dict *names) {
    Frame *frame = alloca(frame_size(code));
    frame_start_module(frame, thread, code, globals, names);
    return frame_run(frame);
}

Value code_evaluate(Thread *thread, Code *code, Dict *globals, Dict *names) {
    Frame *frame = alloca(frame_size(code));
    frame_start_module(frame, thread, code, globals, names);
    if (!frame_enter(frame)) return RAISED;
    Expr *expr = ((ExpressionStmt *)code->node->body.at[0])->expr;
    Value value = expr->eval(expr, frame);
    frame_leave(frame);
    return value;
}

/* ---- The object that f.__code__ is ---- */

static Code *code_of(Value self) {
    return (Code *)(void *)self;
}

static Value code_repr(Thread *thread, Value self) {
    Code *code = code_of(self);
    return value_from_object(str_format("<code object %s at %p, file \"%s\", line %u>", code->node->name,
                                        identity_of(thread, code), code->source->name, code->node->first_line));
}

static Value code_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(code_of(self)->name);
}

static Value code_qualified_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(code_of(self)->qualified_name);
}

static Value code_file_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_from_text(code_of(self)->source->name));
}

static Value code_first_line(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(code_of(self)->node->first_line);
}

static Value code_argument_count(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(code_of(self)->node->positional_count);
}

static Value code_positional_only_count(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(code_of(self)->node->positional_only_count);
}

static Value code_keyword_only_count(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(code_of(self)->node->keyword_only_count);
}

static Value code_flags(Thread *thread, Value self) {
    (void)thread;
    FunctionNode *node = code_of(self)->node;
    int flags = 3 | (node->has_star ? 4 : 0) | (node->has_stars ? 8 : 0) | (node->is_generator ? 32 : 0);
    return int_from_int64(flags);
}

/* Names of slots as a script sees them: hidden ones (".0") are left out. */
static Value code_variable_names(Thread *thread, Value self) {
    (void)thread;
    Code *code = code_of(self);
    size_t count = 0;
    Value *names = memory_new((size_t)(code->slot_count + 1) * sizeof(Value));
    for (int32_t i = 0; i < code->slot_count; i++)
        if (str_text(code->slot_names[i])[0] != '.') names[count++] = value_from_object(code->slot_names[i]);
    return value_from_object(tuple_from(names, count));
}

static Value code_free_names(Thread *thread, Value self) {
    (void)thread;
    Scope *scope = code_of(self)->node->scope;
    Tuple *names = tuple_new((size_t)scope->capture_count);
    for (int32_t i = 0; i < scope->capture_count; i++)
        names->items[i] = value_from_object(str_intern_text(scope->captures[i].name));
    return value_from_object(names);
}

static const Property code_properties[] = {
    {"co_name", code_name, NULL, "name of the function", NULL},
    {"co_qualname", code_qualified_name, NULL, "name with those of the scopes around it", NULL},
    {"co_filename", code_file_name, NULL, "file it was written in", NULL},
    {"co_firstlineno", code_first_line, NULL, "line where it starts", NULL},
    {"co_argcount", code_argument_count, NULL, "number of positional parameters", NULL},
    {"co_posonlyargcount", code_positional_only_count, NULL, "number of positional-only parameters", NULL},
    {"co_kwonlyargcount", code_keyword_only_count, NULL, "number of keyword-only parameters", NULL},
    {"co_flags", code_flags, NULL, "4: *args, 8: **kwargs, 32: generator", NULL},
    {"co_varnames", code_variable_names, NULL, "names of its variables, parameters first", NULL},
    {"co_freevars", code_free_names, NULL, "names it takes from the functions around it", NULL},
    {0},
};

Type code_type = {
    TYPE_HEAD,
    .name = "code",
    .doc = "A prepared piece of code.",
    .size = sizeof(Code),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = code_repr,
    .properties = code_properties,
};
