/* format % arguments: the older way, after C's printf. */
#include "base/text.h"
#include "object/bytes_text.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/float.h"
#include "object/format.h"
#include "object/format_spec.h"
#include "object/int_core.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <limits.h>
#include <math.h>
#include <string.h>

typedef struct Percent {
    Thread *thread;
    Str *format;
    const char *at, *end;
    Value arguments;    /* the right operand */
    Value mapping;      /* it, when it may be indexed by keys; else UNBOUND */
    Value keyed;        /* what the last key gave */
    const Value *items; /* what is converted in order */
    size_t count, used;
    bool for_bytes; /* the text stands for bytes */
    Buffer out;
} Percent;

/* One conversion: %(key)-+ #0width.precision then the letter. */
typedef struct Conversion {
    FormatSpec layout;
    bool left, zero;
    Value value; /* what is converted */
} Conversion;

static Value next_argument(Percent *percent) {
    if (percent->used >= percent->count) return raise_type(percent->thread, "not enough arguments for format string");
    return percent->items[percent->used++];
}

static bool incomplete(Percent *percent) {
    return fail_value(percent->thread, "incomplete format");
}

/* %(key): may hold balanced parentheses. */
static bool read_key(Percent *percent) {
    if (percent->mapping == UNBOUND) return fail_type(percent->thread, "format requires a mapping");
    const char *start = ++percent->at;
    int depth = 1;
    for (; percent->at < percent->end; percent->at++) {
        if (*percent->at == '(') depth++;
        if (*percent->at == ')' && --depth == 0) break;
    }
    if (depth > 0) return fail_value(percent->thread, "incomplete format key");
    Str *key = str_new(start, (size_t)(percent->at++ - start));
    Value name = percent->for_bytes ? bytes_from_text(key) : value_from_object(key);
    percent->keyed = value_get_item(percent->thread, percent->mapping, name);
    percent->items = &percent->keyed; /* from here on the only argument */
    percent->count = 1;
    percent->used = 0;
    return percent->keyed != RAISED;
}

static void read_flags(Percent *percent, Conversion *conversion) {
    for (; percent->at < percent->end; percent->at++) {
        switch (*percent->at) {
        case '-':
            conversion->left = true;
            break;
        case '+':
            conversion->layout.sign = '+';
            break;
        case ' ':
            if (conversion->layout.sign == 0) conversion->layout.sign = ' ';
            break;
        case '#':
            conversion->layout.alternate = true;
            break;
        case '0':
            conversion->zero = true;
            break;
        default:
            return;
        }
    }
}

/* Digits or a star; -1 when there is neither. */
static bool read_size(Percent *percent, int64_t *size, const char *too_big) {
    *size = -1;
    if (percent->at < percent->end && *percent->at == '*') {
        percent->at++;
        Value argument = next_argument(percent);
        if (argument == RAISED) return false;
        if (!value_is_int(argument)) return fail_type(percent->thread, "* wants int");
        bool is_width = *too_big == 'w';
        if (!int_to_int64(argument, size) || (!is_width && *size > INT_MAX))
            return fail_error(percent->thread, &overflow_error, "Python int too large to convert to C %s",
                              is_width ? "ssize_t" : "int");
        return true;
    }
    while (percent->at < percent->end && *percent->at >= '0' && *percent->at <= '9') {
        *size = (*size < 0 ? 0 : *size) * 10 + (*percent->at++ - '0');
        if (*size > INT_MAX) return fail_value(percent->thread, "%s", too_big);
    }
    return true;
}

static bool read_width_and_precision(Percent *percent, Conversion *conversion) {
    FormatSpec *layout = &conversion->layout;
    bool star = percent->at < percent->end && *percent->at == '*';
    if (!read_size(percent, &layout->width, "width too big")) return false;
    if (star && layout->width < 0) {
        conversion->left = true;
        layout->width = -layout->width;
    }
    if (percent->at < percent->end && *percent->at == '.') {
        percent->at++;
        if (!read_size(percent, &layout->precision, "precision too big")) return false;
        if (layout->precision < 0) layout->precision = 0;
    }
    if (percent->at < percent->end && (*percent->at == 'h' || *percent->at == 'l' || *percent->at == 'L'))
        percent->at++;
    return percent->at < percent->end || incomplete(percent);
}

/* ---- The conversions ---- */

static bool add_text(Percent *percent, Conversion *conversion, Str *text) {
    if (conversion->layout.precision >= 0 && conversion->layout.precision < (int64_t)text->length)
        text = str_slice(text, 0, conversion->layout.precision);
    return format_add_padded(percent->thread, &percent->out, &conversion->layout, text->text, text->bytes,
                             text->length);
}

/* What %b and %s put into bytes. */
static Value bytes_argument(Thread *thread, Value value) {
    if (value_is_bytes(value)) return value;
    Value special = value_special(thread, value, dunder_bytes);
    if (special != UNBOUND) return special == RAISED ? RAISED : value_call0(thread, special);
    return raise_type(thread, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                      type_name_of(value));
}

static bool convert_bytes(Percent *percent, Conversion *conversion) {
    Value bytes = bytes_argument(percent->thread, conversion->value);
    if (bytes == RAISED) return false;
    if (!value_is_bytes(bytes))
        return fail_type(percent->thread, "__bytes__ returned non-bytes (type %s)", type_name_of(bytes));
    return add_text(percent, conversion, bytes_as_text(value_bytes(bytes)));
}

static bool convert_text(Percent *percent, Conversion *conversion, char letter) {
    Value (*conversion_function)(Thread *, Value) = letter == 's'                          ? value_str
                                                    : letter == 'r' && !percent->for_bytes ? value_repr
                                                                                           : value_ascii;
    Value text = conversion_function(percent->thread, conversion->value);
    return text != RAISED && add_text(percent, conversion, value_str_object(text));
}

static bool convert_byte(Percent *percent, Conversion *conversion) {
    Value value = conversion->value;
    int64_t byte;
    if (value_is_bytes(value) && value_bytes(value)->count == 1)
        return add_text(percent, conversion, bytes_as_text(value_bytes(value)));
    if (!value_is_int(value))
        return fail_type(percent->thread, "%%c requires an integer in range(256) or a single byte, not %s",
                         type_name_of(value));
    if (!int_to_int64(value, &byte) || byte < 0 || byte > 255)
        return fail_error(percent->thread, &overflow_error, "%%c arg not in range(256)");
    return add_text(percent, conversion, bytes_as_text(bytes_new(&(unsigned char){(unsigned char)byte}, 1)));
}

static bool convert_character(Percent *percent, Conversion *conversion) {
    Value value = conversion->value;
    conversion->layout.precision = -1;
    if (percent->for_bytes) return convert_byte(percent, conversion);
    if (value_is_str(value) && value_str_object(value)->length == 1)
        return add_text(percent, conversion, value_str_object(value));
    if (value_is_str(value) || value_type(value)->index == NULL)
        return fail_type(percent->thread, "%%c requires int or char");
    Value number = value_index(percent->thread, value);
    int64_t code_point;
    if (number == RAISED) return false;
    if (!int_to_int64(number, &code_point) || code_point < 0 || code_point > 0x10ffff)
        return fail_error(percent->thread, &overflow_error, "%%c arg not in range(0x110000)");
    char text[4];
    size_t bytes = text_encode((uint32_t)code_point, text);
    return format_add_padded(percent->thread, &percent->out, &conversion->layout, text, bytes, 1);
}

/* An int for %d (real numbers are cut off) or %o %x (only what is an int). */
static Value integer_argument(Thread *thread, Value value, char letter) {
    if (value_is_int(value)) return value;
    const Type *type = value_type(value);
    bool decimal = strchr("diu", letter) != NULL;
    Value number = UNBOUND;
    UnarySlot to_int = SLOT(type, to_int);
    if (decimal && to_int != NULL && !value_is_str(value)) number = to_int(thread, value);
    else if (type->index != NULL) number = value_index(thread, value);
    if (number != UNBOUND && (number == RAISED ? !error_catch(thread, &type_error) : value_is_int(number)))
        return number;
    return raise_type(thread, "%%%c format: %s is required, not %s", letter, decimal ? "a real number" : "an integer",
                      type->name);
}

static bool convert_integer(Percent *percent, Conversion *conversion, char letter) {
    Value number = integer_argument(percent->thread, conversion->value, letter);
    if (number == RAISED) return false;
    const FormatSpec layout = conversion->layout;
    int base = letter == 'o' ? 8 : letter == 'x' || letter == 'X' ? 16 : 10;
    char room[INT_DIGITS_ROOM];
    const char *digits = format_int_digits(percent->thread, number, base, letter == 'X', room);
    if (digits == NULL) return false;
    size_t count = strlen(digits);
    BUFFER_WITH_ROOM(padded, 64);
    if (layout.precision > (int64_t)count) {
        buffer_add_repeated(&padded, '0', (size_t)layout.precision - count);
        buffer_add(&padded, digits, count);
        digits = padded.text;
        count = padded.length;
    }
    const char *prefix = !layout.alternate ? ""
                         : letter == 'o'   ? "0o"
                         : letter == 'x'   ? "0x"
                         : letter == 'X'   ? "0X"
                                           : "";
    NumberText parts = {format_sign(int_sign(number) < 0, layout.sign), prefix, digits, count, ""};
    return format_add_number(percent->thread, &percent->out, &layout, &parts);
}

static bool convert_float(Percent *percent, Conversion *conversion, char letter) {
    Value value = conversion->value;
    if (value_type(value)->to_float == NULL && value_type(value)->index == NULL)
        return fail_type(percent->thread, "must be real number, not %s", type_name_of(value));
    double number;
    if (!value_to_double(percent->thread, value, &number)) return false;
    FormatSpec *layout = &conversion->layout;
    BUFFER_WITH_ROOM(text, 128);
    format_double(&text, fabs(number), letter, layout->precision < 0 ? 6 : (int)layout->precision, layout->alternate);
    bool negative = signbit(number) && !isnan(number);
    NumberText parts = {format_sign(negative, layout->sign), "", text.text, text.length, ""};
    return format_add_number(percent->thread, &percent->out, layout, &parts);
}

static bool unsupported(Percent *percent) {
    size_t length;
    uint32_t code_point = text_decode(percent->at, percent->end, &length);
    size_t index = text_count(percent->format->text, (size_t)(percent->at - percent->format->text));
    return fail_value(percent->thread, "unsupported format character '%c' (0x%x) at index %zu",
                      code_point >= 32 && code_point < 127 ? (char)code_point : '?', code_point, index);
}

/* Zeros come between the sign and the digits of a number; all else is filled with spaces. */
static void choose_fill(Conversion *conversion, bool is_number) {
    bool zeros = is_number && conversion->zero && !conversion->left;
    conversion->layout.align = zeros ? '=' : conversion->left ? '<' : '>';
    conversion->layout.fill = zeros ? '0' : ' ';
}

static bool convert(Percent *percent, Conversion *conversion) {
    char letter = *percent->at;
    conversion->value = next_argument(percent);
    if (conversion->value == RAISED) return false;
    percent->at++;
    switch (letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        choose_fill(conversion, true);
        return convert_integer(percent, conversion, letter);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        choose_fill(conversion, true);
        return convert_float(percent, conversion, letter);
    case 'c':
        choose_fill(conversion, false);
        return convert_character(percent, conversion);
    case 's':
    case 'b':
        if (letter == 'b' && !percent->for_bytes) break;
        choose_fill(conversion, false);
        return percent->for_bytes ? convert_bytes(percent, conversion) : convert_text(percent, conversion, letter);
    case 'r':
    case 'a':
        choose_fill(conversion, false);
        return convert_text(percent, conversion, letter);
    default:
        break;
    }
    percent->at--;
    return unsupported(percent);
}

/* %d and %s as they stand, of an int of the word or a str: what nearly all formats are made of. */
static bool convert_plainly(Percent *percent) {
    if (percent->used >= percent->count || percent->for_bytes) return false;
    Value value = percent->items[percent->used];
    if (value_is_small_int(value) && (*percent->at == 'd' || *percent->at == 's')) {
        char text[INT64_ROOM];
        const char *digits = int64_digits(value_small_int(value), text + sizeof text);
        buffer_add(&percent->out, digits, (size_t)(text + sizeof text - digits));
    } else if (value_has_type(value, &str_type) && *percent->at == 's') {
        buffer_add(&percent->out, value_str_object(value)->text, value_str_object(value)->bytes);
    } else {
        return false;
    }
    percent->at++;
    percent->used++;
    return true;
}

static bool run_conversion(Percent *percent) {
    if (percent->at == percent->end) return incomplete(percent);
    if (*percent->at == '%') {
        percent->at++;
        buffer_add_byte(&percent->out, '%');
        return true;
    }
    if (convert_plainly(percent)) return true;
    Conversion conversion = {.layout = {.width = -1, .precision = -1}};
    if (*percent->at == '(' && !read_key(percent)) return false;
    read_flags(percent, &conversion);
    return read_width_and_precision(percent, &conversion) && convert(percent, &conversion);
}

static bool is_mapping(Value value) {
    return value_type(value)->get_item != NULL && !value_is_tuple(value) && !value_is_str(value) &&
           !value_is_bytes(value);
}

static Value format_with(Thread *thread, Str *format, Value arguments, bool for_bytes) {
    char room[256];
    Percent percent = {.thread = thread,
                       .format = format,
                       .at = format->text,
                       .end = format->text + format->bytes,
                       .arguments = arguments,
                       .mapping = is_mapping(arguments) ? arguments : UNBOUND,
                       .items = &arguments,
                       .count = 1,
                       .for_bytes = for_bytes,
                       .out = {room, 0, sizeof room}};
    if (value_is_tuple(arguments)) {
        percent.items = value_tuple(arguments)->items;
        percent.count = value_tuple(arguments)->count;
    }
    while (percent.at < percent.end) {
        const char *mark = memchr(percent.at, '%', (size_t)(percent.end - percent.at));
        const char *stop = mark == NULL ? percent.end : mark;
        buffer_add(&percent.out, percent.at, (size_t)(stop - percent.at));
        percent.at = stop;
        if (mark == NULL) break;
        percent.at++;
        if (!run_conversion(&percent)) return RAISED;
    }
    if (percent.used < percent.count && percent.mapping == UNBOUND)
        return raise_type(thread, "not all arguments converted during %s formatting", for_bytes ? "bytes" : "string");
    return value_from_object(str_from_buffer(&percent.out));
}

Value format_percent(Thread *thread, Str *format, Value arguments) {
    return format_with(thread, format, arguments, false);
}

Value format_percent_bytes(Thread *thread, Str *format, Value arguments) {
    return format_with(thread, format, arguments, true);
}
