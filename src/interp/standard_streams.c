/* sys.stdout and sys.stderr as the interpreter itself uses them: whatever a script has put there, else the
   process's. */
#include "interp/interpreter.h"
#include "interp/outcome.h"
#include "interp/output.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"

#include <stdio.h>
#include <unistd.h>

/* The stream of that name in module sys, or the one that was there first; UNBOUND: none. */
static Value stream(Thread *thread, const char *name, Value first) {
    Value module = dict_get_str(thread->interpreter->modules, name_sys);
    if (module == UNBOUND || !value_has_type(module, &module_type)) return first == RAISED ? UNBOUND : first;
    return dict_get_str(((Module *)value_object(module))->names, str_intern_text(name));
}

/* Calls the method with what is on its way put aside; null: done, else what it raised. */
static Value call(Thread *thread, Value object, Str *method, const Arguments *args) {
    Value raised = thread->raised;
    const Frame *raised_frame = thread->raised_frame;
    thread->raised = UNBOUND;
    Value error = value_call_method(thread, object, method, args) == RAISED ? thread->raised : RAISED;
    thread->raised = raised;
    thread->raised_frame = raised_frame;
    return error;
}

static void write_to_process(Thread *thread, const Buffer *text) {
    OutputSink *sink = output_sink(thread->interpreter->sink, STDERR_FILENO);
    if (sink && sink->write(sink, STDERR_FILENO, text->text, text->length)) return;
    for (size_t done = 0; done < text->length;) {
        ssize_t count = write(STDERR_FILENO, text->text + done, text->length - done);
        if (count <= 0) return;
        done += (size_t)count;
    }
}

static void write_error(Thread *thread, const Buffer *text) {
    Value object = stream(thread, "stderr", thread->interpreter->standard_error);
    if (object == NONE) return;
    Value argument = value_from_object(str_from_buffer(text));
    if (object == UNBOUND || call(thread, object, name_write, &(Arguments){.items = &argument, .count = 1}) != RAISED)
        write_to_process(thread, text);
    else call(thread, object, name_flush, &(Arguments){0});
}

void standard_error_write(Thread *thread, const Buffer *text) {
    ProgramOutcome *outcome = thread->interpreter->outcome;
    if (outcome) outcome->is_reporting = true;
    write_error(thread, text);
    if (outcome) outcome->is_reporting = false;
}

static Value flush_output(Thread *thread) {
    Value object = stream(thread, "stdout", thread->interpreter->standard_output);
    return object == UNBOUND || object == NONE ? RAISED : call(thread, object, name_flush, &(Arguments){0});
}

void standard_output_flush(Thread *thread) {
    flush_output(thread);
}

bool standard_output_finish(Thread *thread) {
    Value error = flush_output(thread);
    if (error != RAISED) traceback_print_ignored(thread, error, "sys.stdout, at the end of the program");
    return error == RAISED;
}
