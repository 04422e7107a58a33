/* Values as text for C code: into buffers, and for messages. */
#include "object/error.h"
#include "object/float.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_methods.h"

static bool add_text(Buffer *buffer, Value text) {
    if (text == RAISED) return false;
    buffer_add(buffer, value_str_object(text)->text, value_str_object(text)->bytes);
    return true;
}

static void add_int(Buffer *buffer, int64_t number) {
    char text[INT64_ROOM];
    const char *digits = int64_digits(number, text + sizeof text);
    buffer_add(buffer, digits, (size_t)(text + sizeof text - digits));
}

/* Numbers go in without a str of their own. */
static bool add_number(Buffer *buffer, Value value) {
    if (value_is_small_int(value)) add_int(buffer, value_small_int(value));
    else if (value_is_float(value)) float_repr(buffer, value_float(value));
    else return false;
    return true;
}

bool buffer_add_str(Thread *thread, Buffer *buffer, Value value) {
    return add_number(buffer, value) || add_text(buffer, value_str(thread, value));
}

bool buffer_add_repr(Thread *thread, Buffer *buffer, Value value) {
    if (add_number(buffer, value)) return true;
    if (!value_has_type(value, &str_type)) return add_text(buffer, value_repr(thread, value));
    str_add_repr(buffer, value_str_object(value), false);
    return true;
}

const char *value_repr_text(Thread *thread, Value value) {
    Value text = value_repr(thread, value);
    if (text != RAISED) return str_text(value_str_object(text));
    error_take(thread);
    return "?";
}
