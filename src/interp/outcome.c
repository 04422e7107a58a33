/* Notes for an outcome. */
#include "interp/outcome.h"

#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"

void outcome_note(Thread *thread, Value error) {
    ProgramOutcome *outcome = thread->interpreter->outcome;
    if (!outcome || !value_is_exception(error) || value_is_instance(error, &system_exit)) return;
    Buffer text = {0};
    traceback_format_exception_only(thread, &text, error, &palette_plain);
    while (text.length > 0 && text.text[text.length - 1] == '\n') text.text[--text.length] = '\0';
    vector_push(&outcome->errors, buffer_text(&text));
}
