/* The hook is found in the module each time, so that an assignment to threading.excepthook counts at once. */
#include "modules/threading/excepthook.h"

#include "interp/interpreter.h"
#include "interp/outcome.h"
#include "interp/traceback.h"
#include "modules/threading/state.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

enum { HOOK_TYPE, HOOK_VALUE, HOOK_TRACEBACK, HOOK_THREAD, HOOK_FIELDS };
static const char *const field_names[HOOK_FIELDS] = {"exc_type", "exc_value", "exc_traceback", "thread"};

/* ExceptHookArgs: a tuple with names. */

static Value hook_args_new(Type *type, const Value *fields) {
    Tuple *tuple = object_new(type, sizeof(Tuple) + HOOK_FIELDS * sizeof(Value));
    tuple->count = HOOK_FIELDS;
    for (int i = 0; i < HOOK_FIELDS; i++) tuple->items[i] = fields[i];
    return value_from_object(tuple);
}

static Value hook_args_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count != 1 || args->keyword_count != 0)
        return raise_type(thread, "_ExceptHookArgs() takes one argument, a sequence of 4");
    if (!value_type(args->items[0])->iter) return raise_type(thread, "constructor requires a sequence");
    Value fields = tuple_from_iterable(thread, args->items[0]);
    if (fields == RAISED) return RAISED;
    if (value_tuple(fields)->count != HOOK_FIELDS)
        return raise_type(thread, "_thread._ExceptHookArgs() takes a 4-sequence (%zu-sequence given)",
                          value_tuple(fields)->count);
    return hook_args_new(type, value_tuple(fields)->items);
}

static Value hook_args_repr(Thread *thread, Value self) {
    Buffer out = {0};
    buffer_add_text(&out, "_thread._ExceptHookArgs(");
    for (int i = 0; i < HOOK_FIELDS; i++) {
        buffer_addf(&out, "%s%s=", i ? ", " : "", field_names[i]);
        if (!buffer_add_repr(thread, &out, value_tuple(self)->items[i])) return RAISED;
    }
    buffer_add_byte(&out, ')');
    return value_from_object(str_from_buffer(&out));
}

#define HOOK_FIELD(name, index)                                                                                        \
    static Value hook_args_##name(Thread *thread, Value self) {                                                        \
        (void)thread;                                                                                                  \
        return value_tuple(self)->items[index];                                                                        \
    }
HOOK_FIELD(type, HOOK_TYPE)
HOOK_FIELD(value, HOOK_VALUE)
HOOK_FIELD(traceback, HOOK_TRACEBACK)
HOOK_FIELD(thread, HOOK_THREAD)

static const Property hook_args_properties[] = {
    {"exc_type", hook_args_type, NULL, "the exception's class"},
    {"exc_value", hook_args_value, NULL, "the exception, or None"},
    {"exc_traceback", hook_args_traceback, NULL, "its traceback, or None"},
    {"thread", hook_args_thread, NULL, "the thread that did not catch it, or None"},
    {0},
};

Type except_hook_args_type = {
    TYPE_HEAD,
    .name = "_thread._ExceptHookArgs",
    .module = "_thread",
    .doc = "ExceptHookArgs(sequence): what threading.excepthook is given.",
    .base = &tuple_type,
    .size = sizeof(Tuple),
    .flags = TYPE_IS_FINAL,
    .repr = hook_args_repr,
    .construct = hook_args_construct,
    .properties = hook_args_properties,
};

/* The built-in hook. */

static bool add_thread_name(Thread *thread, Buffer *out, Value object) {
    if (object == NONE) {
        buffer_addf(out, "%lld", (long long)thread->task->ident);
        return true;
    }
    Value name = value_get_attribute(thread, object, name_name);
    return name != RAISED && buffer_add_str(thread, out, name);
}

/* The report in one piece, so that those of two threads do not mix. */
static Value excepthook(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_has_type(args->items[0], &except_hook_args_type))
        return raise_type(thread, "_thread.excepthook argument type must be ExceptHookArgs");
    const Value *fields = value_tuple(args->items[0])->items;
    if (fields[HOOK_TYPE] == value_from_object(&system_exit)) return NONE;
    Buffer out = {0};
    buffer_add_text(&out, "Exception in thread ");
    if (!add_thread_name(thread, &out, fields[HOOK_THREAD])) return RAISED;
    buffer_add_text(&out, ":\n");
    if (value_is_exception(fields[HOOK_VALUE])) {
        if (fields[HOOK_TRACEBACK] == NONE)
            buffer_add_text(&out, "Traceback (most recent call last):\n"); /* raised by run() */
        traceback_format(thread, &out, fields[HOOK_VALUE], palette_of_errors(thread));
    }
    standard_error_write(thread, &out);
    return NONE;
}

const Builtin excepthook_builtin = {"_excepthook", excepthook, 1, 1,
                                    "excepthook(args): tell of an exception that a thread did not catch"};

/* Calling the hook. */

static Value current_hook(Thread *thread) {
    Module *module = atomic_load_explicit(&threading_state(thread)->module, memory_order_acquire);
    Value hook = module ? dict_get_str(module->names, str_intern_text("excepthook")) : UNBOUND;
    return hook == UNBOUND || hook == NONE ? builtin_new(&excepthook_builtin, UNBOUND, "_thread") : hook;
}

/* The hook itself raised: tells so. SystemExit ends the thread without a word. */
static void report_failed_hook(Thread *thread) {
    Value failure = error_take(thread);
    if (value_is_instance(failure, &system_exit)) return;
    exception_hide_context(value_exception(failure), true);
    Buffer out = {0};
    buffer_add_text(&out, "Exception in threading.excepthook:\n");
    traceback_format(thread, &out, failure, palette_of_errors(thread));
    standard_error_write(thread, &out);
}

void excepthook_invoke(Thread *thread, Value thread_object) {
    Value uncaught = error_take(thread);
    if (!thr_task_stopping(thread->task)) outcome_note(thread, uncaught);
    else return; /* the program is over: nobody is told how its daemons end */
    Value traceback = word_load(&value_exception(uncaught)->traceback);
    Value fields[HOOK_FIELDS] = {value_from_object(value_type(uncaught)), uncaught,
                                 traceback == RAISED ? NONE : traceback, thread_object};
    Value outer = thread->handling;
    thread->handling = uncaught;
    Value answer = value_call1(thread, current_hook(thread), hook_args_new(&except_hook_args_type, fields));
    if (answer == RAISED) report_failed_hook(thread);
    thread->handling = outer;
}
