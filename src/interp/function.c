/* Functions of the script: made from a `def` or `lambda`, called with any arguments, and their attributes. */
#include "interp/function.h"

#include "interp/bind.h"
#include "interp/frame.h"
#include "interp/generator.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/names.h"

#include <alloca.h>

Function *function_for(Code *code, Dict *globals, Dict *builtins, Dict *names) {
    size_t cells = (size_t)code->node->scope->capture_count * sizeof(Cell *);
    Function *function = object_new(&function_type, sizeof *function + cells);
    function->code = code;
    function->body = code->body;
    function->slot_count = code->slot_count;
    function->globals = globals;
    function->builtins = builtins;
    function->names = names;
    return function;
}

void function_capture(Function *function, Frame *frame) {
    const Scope *scope = function->code->node->scope;
    for (int32_t i = 0; i < scope->capture_count; i++) {
        const Capture *capture = &scope->captures[i];
        function->cells[i] =
            capture->from_free ? frame->function->cells[capture->index] : (Cell *)(void *)frame->slots[capture->index];
    }
}

/* How many arguments make the simplest of calls. Code with very deep expressions is looked at by frame_run. */
static uint8_t simple_count(const Code *code) {
    const FunctionNode *node = code->node;
    bool is_simple = !node->has_star && !node->has_stars && !node->is_generator && node->keyword_only_count == 0 &&
                     node->positional_count < FUNCTION_NOT_SIMPLE && code->depth <= CODE_SIMPLE_DEPTH;
    return is_simple ? (uint8_t)node->positional_count : FUNCTION_NOT_SIMPLE;
}

static bool is_small(const Code *code) {
    return simple_count(code) < SHAPES_OF_FUNCTIONS && code->slot_count <= FRAME_SMALL_SLOTS && code->cell_count == 0;
}

static Value docstring(const FunctionNode *node) {
    return node->docstring ? value_from_object(str_new(node->docstring, node->docstring_length)) : NONE;
}

Function *function_new(Frame *frame, FunctionNode *node, Tuple *defaults, Dict *keyword_defaults, Dict *annotations) {
    Code *code = node->code;
    Function *function = function_for(code, frame->function->globals, frame->function->builtins, NULL);
    function_capture(function, frame);
    function->object.extent = simple_count(code);
    if (is_small(code))
        atomic_store_explicit(&function->object.shape, function_shape(simple_count(code)), memory_order_relaxed);
    Value module = dict_get_str(function->globals, dunder_name);
    word_store(&function->defaults, defaults ? value_from_object(defaults) : NONE);
    word_store(&function->keyword_defaults, keyword_defaults ? value_from_object(keyword_defaults) : NONE);
    word_store(&function->name, value_from_object(code->name));
    word_store(&function->qualified_name, value_from_object(code->qualified_name));
    word_store(&function->doc, docstring(node));
    word_store(&function->module, module == UNBOUND ? NONE : module);
    word_store(&function->annotations, annotations ? value_from_object(annotations) : RAISED);
    return function;
}

/* ---- Calls ---- */

/* As many positional arguments as there are parameters, and nothing else to it: bound already. */
static inline bool bind_simply(Function *function, Value *slots, Value first, const Arguments *args) {
    uint32_t behind = first != UNBOUND;
    if (args->keyword_count != 0 || args->count + behind != function->object.extent) return false;
    if (behind) slots[0] = first;
    for (uint32_t i = 0; i < args->count; i++) slots[i + behind] = args->items[i];
    return true;
}

/* Any arguments. */
static Value call_bound(Thread *thread, Function *function, Value first, const Arguments *args) {
    Code *code = function->code;
    Frame *frame = alloca(frame_size(code));
    frame_start(frame, thread, function);
    if (!bind_simply(function, frame->slots, first, args) &&
        !arguments_bind(thread, function, frame->slots, first, args))
        return RAISED;
    for (int32_t i = code->parameter_slots; i < code->slot_count; i++) frame->slots[i] = UNBOUND;
    if (code->cell_count != 0) frame_make_cells(frame);
    if (!code->node->is_generator) return frame_run(frame);
    return generator_new(frame, value_str_object(word_load(&function->name)),
                         value_str_object(word_load(&function->qualified_name)));
}

/* A function that is simple in every way; extent and count have been compared. */
static Value call_small(Thread *thread, Function *function, Value first, const Arguments *args) {
    SmallFrame space;
    Frame *frame = &space.frame;
    frame_start(frame, thread, function);
    bind_simply(function, frame->slots, first, args);
    slots_unbind(frame->slots, function->object.extent, function->slot_count);
    if (!frame_enter(frame)) return RAISED;
    Value value = function->body->eval(function->body, frame);
    frame_leave(frame);
    return value;
}

Value function_call_method(Thread *thread, Function *function, Value first, const Arguments *args) {
    uint32_t given = args->count + (first != UNBOUND);
    bool is_small_call = args->keyword_count == 0 && given < SHAPES_OF_FUNCTIONS &&
                         object_shape(&function->object) == function_shape(given);
    return is_small_call ? call_small(thread, function, first, args) : call_bound(thread, function, first, args);
}

Value function_call(Thread *thread, Value function, const Arguments *args) {
    return function_call_method(thread, value_function(function), UNBOUND, args);
}

static Value function_bind(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread;
    (void)owner;
    return instance == UNBOUND ? self : bound_method_new(self, instance);
}

/* ---- Attributes that a script sets: f.x = … ---- */

/* The dict of a word that holds one or null, made if asked for; two threads get the same one. */
static Dict *word_dict(Word *word, bool make) {
    Value value = word_load(word);
    if (value != RAISED || !make) return value_dict(value);
    Value made = value_from_object(dict_new()), expected = RAISED;
    if (atomic_compare_exchange_strong_explicit(word, &expected, made, memory_order_acq_rel, memory_order_acquire))
        return value_dict(made);
    return value_dict(expected);
}

static Value function_get_attribute(Thread *thread, Value self, Str *name) {
    Dict *attributes = word_dict(&value_function(self)->attributes, false);
    Value value = attributes == NULL ? UNBOUND : dict_get_str(attributes, name);
    return value != UNBOUND ? value : attribute_get_generic(thread, self, name);
}

static bool function_set_attribute(Thread *thread, Value self, Str *name, Value value) {
    if (type_lookup(&function_type, name) != UNBOUND) return attribute_set_generic(thread, self, name, value);
    Dict *attributes = word_dict(&value_function(self)->attributes, true);
    if (value != UNBOUND) {
        dict_set_str(attributes, name, value);
        return true;
    }
    return dict_delete_str(attributes, name) ||
           fail_error(thread, &attribute_error, "'function' object has no attribute '%s'", str_text(name));
}

/* ---- Properties ---- */

static Value function_get_dict(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(word_dict(&value_function(self)->attributes, true));
}

static bool function_set_dict(Thread *thread, Value self, Value value) {
    if (value == UNBOUND || !value_is_dict(value))
        return fail_type(thread, "__dict__ must be set to a dictionary, not a '%s'",
                         value == UNBOUND ? "NULL" : type_name_of(value));
    word_store(&value_function(self)->attributes, value);
    return true;
}

static Value function_get_annotations(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(word_dict(&value_function(self)->annotations, true));
}

static bool function_set_annotations(Thread *thread, Value self, Value value) {
    if (value != UNBOUND && value != NONE && !value_is_dict(value))
        return fail_type(thread, "__annotations__ must be set to a dict object");
    word_store(&value_function(self)->annotations, value == UNBOUND || value == NONE ? RAISED : value);
    return true;
}

static Value function_get_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->name);
}

static bool set_text(Thread *thread, Word *word, Value value, const char *what) {
    if (value == UNBOUND || !value_is_str(value)) return fail_type(thread, "%s must be set to a string object", what);
    word_store(word, value);
    return true;
}

static bool function_set_name(Thread *thread, Value self, Value value) {
    return set_text(thread, &value_function(self)->name, value, "__name__");
}

static Value function_get_qualified_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->qualified_name);
}

static bool function_set_qualified_name(Thread *thread, Value self, Value value) {
    return set_text(thread, &value_function(self)->qualified_name, value, "__qualname__");
}

static Value function_get_doc(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->doc);
}

static bool function_set_doc(Thread *thread, Value self, Value value) {
    (void)thread;
    word_store(&value_function(self)->doc, value == UNBOUND ? NONE : value);
    return true;
}

static Value function_get_module(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->module);
}

static bool function_set_module(Thread *thread, Value self, Value value) {
    (void)thread;
    word_store(&value_function(self)->module, value == UNBOUND ? NONE : value);
    return true;
}

static Value function_get_defaults(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->defaults);
}

static bool function_set_defaults(Thread *thread, Value self, Value value) {
    if (value != UNBOUND && value != NONE && !value_is_tuple(value))
        return fail_type(thread, "__defaults__ must be set to a tuple object");
    word_store(&value_function(self)->defaults, value == UNBOUND ? NONE : value);
    return true;
}

static Value function_get_keyword_defaults(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_function(self)->keyword_defaults);
}

static bool function_set_keyword_defaults(Thread *thread, Value self, Value value) {
    if (value != UNBOUND && value != NONE && !value_is_dict(value))
        return fail_type(thread, "__kwdefaults__ must be set to a dict object");
    word_store(&value_function(self)->keyword_defaults, value == UNBOUND ? NONE : value);
    return true;
}

static Value function_get_code(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_function(self)->code);
}

static Value function_get_globals(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_function(self)->globals);
}

static Value function_get_closure(Thread *thread, Value self) {
    (void)thread;
    Function *function = value_function(self);
    int32_t count = function->code->node->scope->capture_count;
    if (count == 0) return NONE;
    Tuple *cells = tuple_new((size_t)count);
    for (int32_t i = 0; i < count; i++) cells->items[i] = value_from_object(function->cells[i]);
    return value_from_object(cells);
}

static Value function_repr(Thread *thread, Value self) {
    const char *name = str_text(value_str_object(word_load(&value_function(self)->qualified_name)));
    return value_from_object(str_format("<function %s at %p>", name, value_identity(thread, self)));
}

static const Property function_properties[] = {
    {"__name__", function_get_name, function_set_name, "its name", NULL},
    {"__qualname__", function_get_qualified_name, function_set_qualified_name,
     "its name with those of the scopes around it", NULL},
    {"__doc__", function_get_doc, function_set_doc, "its docstring", NULL},
    {"__module__", function_get_module, function_set_module, "name of the module it was written in", NULL},
    {"__defaults__", function_get_defaults, function_set_defaults, "values of the last positional parameters", NULL},
    {"__kwdefaults__", function_get_keyword_defaults, function_set_keyword_defaults,
     "values of keyword-only parameters", NULL},
    {"__annotations__", function_get_annotations, function_set_annotations, "annotations of parameters and result",
     NULL},
    {"__dict__", function_get_dict, function_set_dict, "attributes set on it", NULL},
    {"__closure__", function_get_closure, NULL, "cells of the variables it captured", NULL},
    {"__code__", function_get_code, NULL, "description of its code", NULL},
    {"__globals__", function_get_globals, NULL, "names of its module", NULL},
    {0},
};

Type function_type = {
    TYPE_HEAD,
    .name = "function",
    .doc = "A function of the script.",
    .size = sizeof(Function),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY | TYPE_BINDS_RECEIVER,
    .repr = function_repr,
    .call = function_call,
    .get_attribute = function_get_attribute,
    .set_attribute = function_set_attribute,
    .descriptor_get = function_bind,
    .properties = function_properties,
};
