/* Built-in functions about attributes, classes and names: getattr, isinstance, vars, dir … */
#include "modules/builtins/builtins.h"

#include "interp/frame.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static Str *name_argument(Thread *thread, const char *function, Value name) {
    if (value_is_str(name)) return str_interned(value_str_object(name));
    if (function == NULL) raise_type(thread, "attribute name must be string, not '%s'", type_name_of(name));
    else raise_type(thread, "%s(): attribute name must be string", function);
    return NULL;
}

static Value call_getattr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Str *name = name_argument(thread, NULL, args->items[1]);
    if (name == NULL) return RAISED;
    if (args->count == 2) return value_get_attribute(thread, args->items[0], name);
    Value value = value_find_attribute(thread, args->items[0], name);
    return value == UNBOUND ? args->items[2] : value;
}

static Value call_hasattr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Str *name = name_argument(thread, NULL, args->items[1]);
    if (name == NULL) return RAISED;
    Value value = value_find_attribute(thread, args->items[0], name);
    return value == RAISED ? RAISED : value_from_bool(value != UNBOUND);
}

static Value call_setattr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Str *name = name_argument(thread, NULL, args->items[1]);
    return name != NULL && value_set_attribute(thread, args->items[0], name, args->items[2]) ? NONE : RAISED;
}

static Value call_delattr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Str *name = name_argument(thread, NULL, args->items[1]);
    return name != NULL && value_delete_attribute(thread, args->items[0], name) ? NONE : RAISED;
}

/* ---- isinstance, issubclass ---- */

/* What a class's own __subclasshook__ says of another class: 1, 0, -1 raised; 0 if it has none or does not know. */
static int ask_hook(Thread *thread, Type *type, Value class) {
    Value hook = type_lookup(type, dunder_subclasshook);
    if (hook == UNBOUND || hook == type_lookup(&object_type_object, dunder_subclasshook)) return 0;
    Value bound = attribute_bind(thread, hook, UNBOUND, type);
    Value answer = bound == RAISED ? RAISED : value_call1(thread, bound, class);
    if (answer == NOT_IMPLEMENTED) return 0;
    return answer == RAISED ? -1 : value_truth(thread, answer);
}

/* Asks one class, or each of a tuple: 1, 0, -1 raised. `of_class`: the subject is a class. */
static int matches(Thread *thread, Value subject, Value class, bool of_class, const char *complaint) {
    if (value_is_tuple(class)) {
        if (!thread_check_stack(thread)) return -1;
        for (size_t i = 0; i < value_tuple(class)->count; i++) {
            int match = matches(thread, subject, value_tuple(class)->items[i], of_class, complaint);
            if (match != 0) return match;
        }
        return 0;
    }
    if (value_is_type(class)) {
        Type *type = (Type *)(void *)class;
        Type *subtype = of_class ? (Type *)(void *)subject : value_type(subject);
        return type_is_subtype(subtype, type) ? 1 : ask_hook(thread, type, value_from_object(subtype));
    }
    Value check = value_special(thread, class, of_class ? dunder_subclasscheck : dunder_instancecheck);
    if (check == RAISED) return -1;
    if (check == UNBOUND) {
        raise_type(thread, "%s", complaint);
        return -1;
    }
    Value answer = value_call1(thread, check, subject);
    return answer == RAISED ? -1 : value_truth(thread, answer);
}

static Value call_isinstance(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int match = matches(thread, args->items[0], args->items[1], false,
                        "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return match < 0 ? RAISED : value_from_bool(match);
}

static Value call_issubclass(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_is_type(args->items[0])) return raise_type(thread, "issubclass() arg 1 must be a class");
    int match = matches(thread, args->items[0], args->items[1], true,
                        "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return match < 0 ? RAISED : value_from_bool(match);
}

/* ---- globals, locals, vars, dir ---- */

static Value call_globals(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    (void)args;
    if (thread->frame == NULL) return NONE;
    return value_from_object(thread->frame->function->globals);
}

static void add_local(Dict *names, Str *name, Value value) {
    if (str_text(name)[0] == '.') return;
    if (value_has_type(value, &cell_type)) value = word_load(&((Cell *)(void *)value)->value);
    if (value != UNBOUND && value != RAISED) dict_set_str(names, name, value);
}

/* The variables of the running function as they are now, captured ones included. */
static Dict *locals_snapshot(Frame *frame) {
    Dict *names = dict_new();
    for (int32_t i = 0; i < frame->function->code->slot_count; i++)
        add_local(names, frame->function->code->slot_names[i], frame->slots[i]);
    const Scope *scope = frame->function->code->node->scope;
    for (int32_t i = 0; scope != NULL && i < scope->capture_count; i++)
        add_local(names, str_intern_text(scope->captures[i].name), word_load(&frame->function->cells[i]->value));
    return names;
}

Dict *frame_locals(Frame *frame) {
    if (frame->function->names != NULL) return frame->function->names;
    const Scope *scope = frame->function->code->node->scope;
    return scope == NULL || scope->kind == SCOPE_MODULE ? frame->function->globals : locals_snapshot(frame);
}

static Value call_locals(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    (void)args;
    return thread->frame == NULL ? value_from_object(dict_new()) : value_from_object(frame_locals(thread->frame));
}

static Value call_vars(Thread *thread, Value self, const Arguments *args) {
    if (args->count == 0) return call_locals(thread, self, args);
    Value names = value_find_attribute(thread, args->items[0], dunder_dict);
    if (names == RAISED && error_catch(thread, &attribute_error)) names = UNBOUND;
    return names == UNBOUND ? raise_type(thread, "vars() argument must have __dict__ attribute") : names;
}

static Value call_dir(Thread *thread, Value self, const Arguments *args) {
    if (args->count > 0) return value_dir(thread, args->items[0]);
    Value locals = call_locals(thread, self, args);
    Value names = list_from_iterable(thread, locals);
    return names == RAISED || !list_sort(thread, value_list(names), NONE, false) ? RAISED : names;
}

const Builtin attribute_functions[] = {
    {"delattr", call_delattr, 2, 2, "delattr(object, name): del object.name"},
    {"dir", call_dir, 0, 1, "dir([object]): the names of its attributes, or of the variables here"},
    {"getattr", call_getattr, 2, 3, "getattr(object, name[, default]): object.name, or the default if there is none"},
    {"globals", call_globals, 0, 0, "globals(): the dict of the module's names"},
    {"hasattr", call_hasattr, 2, 2, "hasattr(object, name): whether there is object.name"},
    {"isinstance", call_isinstance, 2, 2,
     "isinstance(object, class): whether it is of the class, one of a tuple of them, or below"},
    {"issubclass", call_issubclass, 2, 2,
     "issubclass(class, other): whether it is the other, one of a tuple of them, or below"},
    {"locals", call_locals, 0, 0, "locals(): a dict of the variables here"},
    {"setattr", call_setattr, 3, 3, "setattr(object, name, value): object.name = value"},
    {"vars", call_vars, 0, 1, "vars([object]): its __dict__, or locals()"},
    {0},
};
