/* Raising. An exception that is raised while another is handled gets it as its context. */
#include "object/error.h"

#include "object/exception.h"
#include "object/str.h"
#include "object/tuple.h"

#include <stdarg.h>

/* Breaks the chain of contexts where it would come back to `raised`. */
static void cut_cycle(Value chain, Value raised) {
    for (Value next; chain != NONE; chain = next) {
        next = word_load(&value_exception(chain)->context);
        if (next == RAISED) return;
        if (next == raised) {
            word_store(&value_exception(chain)->context, NONE);
            return;
        }
    }
}

Value raise_object(Thread *thread, Value raised) {
    Value handling = thread_handling(thread);
    if (handling != NONE && handling != RAISED && handling != UNBOUND && handling != raised) {
        cut_cycle(handling, raised);
        word_store(&value_exception(raised)->context, handling);
    }
    thread->raised = raised;
    thread->raised_frame = NULL;
    return RAISED;
}

Value raise_with(Thread *thread, Type *type, Value argument) {
    return raise_object(thread, exception_new(type, tuple_from(&argument, 1)));
}

static Value raise_formatted(Thread *thread, Type *type, const char *format, va_list args) {
    Buffer text = {0};
    buffer_vaddf(&text, format, args);
    return raise_with(thread, type, value_from_object(str_from_buffer(&text)));
}

#define FORMATTED(type)                                                                                                \
    do {                                                                                                               \
        va_list args;                                                                                                  \
        va_start(args, format);                                                                                        \
        (void)raise_formatted(thread, (type), format, args);                                                           \
        va_end(args);                                                                                                  \
    } while (0)

Value raise_error(Thread *thread, Type *type, const char *format, ...) {
    FORMATTED(type);
    return RAISED;
}

Value raise_type(Thread *thread, const char *format, ...) {
    FORMATTED(&type_error);
    return RAISED;
}

Value raise_value(Thread *thread, const char *format, ...) {
    FORMATTED(&value_error);
    return RAISED;
}

bool fail_error(Thread *thread, Type *type, const char *format, ...) {
    FORMATTED(type);
    return false;
}

bool fail_type(Thread *thread, const char *format, ...) {
    FORMATTED(&type_error);
    return false;
}

bool fail_value(Thread *thread, const char *format, ...) {
    FORMATTED(&value_error);
    return false;
}

Value raise_memory(Thread *thread) {
    return raise_object(thread, exception_new(&memory_error, tuple_new(0)));
}

Value error_take(Thread *thread) {
    Value raised = thread->raised;
    thread->raised = UNBOUND;
    return raised;
}

bool error_is(Thread *thread, const Type *type) {
    return thread->raised != UNBOUND && thread->raised != RAISED && value_is_instance(thread->raised, type);
}

bool error_catch(Thread *thread, const Type *type) {
    if (!error_is(thread, type)) return false;
    error_take(thread);
    return true;
}

bool thread_check_stack(Thread *thread) {
    char here;
    if ((uintptr_t)&here >= thread->stack_end) return true;
    return fail_error(thread, &recursion_error, "maximum recursion depth exceeded");
}
