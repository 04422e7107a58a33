/* Values as text for C code: into buffers, and for messages. */
#include "object/error.h"
#include "object/operators.h"
#include "object/str.h"

static bool add_text(Buffer *buffer, Value text) {
    if (text == RAISED) return false;
    buffer_add(buffer, value_str_object(text)->text, value_str_object(text)->bytes);
    return true;
}

bool buffer_add_str(Thread *thread, Buffer *buffer, Value value) {
    return add_text(buffer, value_str(thread, value));
}

bool buffer_add_repr(Thread *thread, Buffer *buffer, Value value) {
    return add_text(buffer, value_repr(thread, value));
}

const char *value_repr_text(Thread *thread, Value value) {
    Value text = value_repr(thread, value);
    if (text != RAISED) return str_text(value_str_object(text));
    error_take(thread);
    return "?";
}
