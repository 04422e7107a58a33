/* format() of ints, floats and strings. */
#include "base/text.h"
#include "object/error.h"
#include "object/float.h"
#include "object/float_digits.h"
#include "object/format.h"
#include "object/format_spec.h"
#include "object/int_core.h"
#include "object/operators.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

char format_sign(bool negative, char wanted) {
    return negative ? '-' : wanted == '+' || wanted == ' ' ? wanted : '\0';
}

static void make_upper(char *text) {
    for (; *text != '\0'; text++) *text = (char)toupper((unsigned char)*text);
}

static Value text_value(bool success, const Buffer *out) {
    return success ? value_from_object(str_from_buffer(out)) : RAISED;
}

/* ---- float ---- */

/* As repr; the alternate form always has a point. */
static void add_shortest(Buffer *out, double magnitude, bool alternate) {
    BUFFER_WITH_ROOM(text, 64);
    float_repr(&text, magnitude);
    size_t mantissa = strcspn(text.text, "e");
    buffer_add(out, text.text, mantissa);
    if (alternate && memchr(text.text, '.', mantissa) == NULL) buffer_add_byte(out, '.');
    buffer_add_text(out, text.text + mantissa);
}

/* As repr with a precision: like %g, but a number without a fraction keeps ".0", for which a digit is set aside. */
static void add_general(Buffer *out, double magnitude, int precision, bool alternate) {
    if (precision == 0) precision = 1;
    BUFFER_WITH_ROOM(scientific, 64);
    buffer_addf(&scientific, alternate ? "%#.*e" : "%.*e", precision - 1, magnitude);
    char *mark = strchr(scientific.text, 'e');
    int exponent = atoi(mark + 1);
    if (exponent >= -4 && exponent < precision - 1) {
        buffer_addf(out, alternate ? "%#.*g" : "%.*g", precision, magnitude);
        if (strchr(out->text, '.') == NULL) buffer_add_text(out, ".0");
        return;
    }
    char *last = mark;
    if (!alternate && memchr(scientific.text, '.', (size_t)(mark - scientific.text)) != NULL) {
        while (last[-1] == '0') last--;
        if (last[-1] == '.') last--;
    }
    buffer_add(out, scientific.text, (size_t)(last - scientific.text));
    buffer_add_text(out, mark);
}

static bool add_fixed(Buffer *out, double magnitude, int precision) {
    char text[FLOAT_DIGITS_ROOM];
    size_t length = float_fixed(magnitude, precision, text);
    if (length > 0) buffer_add(out, text, length);
    return length > 0;
}

void format_double(Buffer *out, double magnitude, char type, int precision, bool alternate) {
    char lower = (char)tolower((unsigned char)type);
    size_t start = out->length;
    if (!isfinite(magnitude)) buffer_add_text(out, isnan(magnitude) ? "nan" : "inf");
    else if (type == 0 && precision < 0) add_shortest(out, magnitude, alternate);
    else if (type == 0) add_general(out, magnitude, precision, alternate);
    else if (lower == 'f' && !alternate && add_fixed(out, magnitude, precision)) return;
    else if (lower == 'f') buffer_addf(out, alternate ? "%#.*f" : "%.*f", precision, magnitude);
    else if (lower == 'e') buffer_addf(out, alternate ? "%#.*e" : "%.*e", precision, magnitude);
    else buffer_addf(out, alternate ? "%#.*g" : "%.*g", precision, magnitude);
    if (isupper((unsigned char)type)) make_upper(out->text + start);
}

static bool shows_zero(const char *text) {
    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++)
        if (*text >= '1' && *text <= '9') return false;
    return true;
}

static Value format_float_spec(Thread *thread, double number, const FormatSpec *spec, const char *type_name) {
    if (spec->type != 0 && (spec->type > 127 || strchr("eEfFgGn%", (int)spec->type) == NULL))
        return format_raise_code(thread, spec->type, type_name);
    if (spec->precision > INT_MAX) return raise_value(thread, "precision too big");
    if (spec->precision > 1 << 24 && memory_try_new_plain((size_t)spec->precision * 3) == NULL)
        return raise_memory(thread);
    char type = spec->type == 'n' ? 'g' : spec->type == '%' ? 'f' : (char)spec->type;
    int precision = spec->precision < 0 && type != 0 ? 6 : (int)spec->precision;
    if (spec->type == '%') number *= 100;
    BUFFER_WITH_ROOM(text, 64);
    BUFFER_WITH_ROOM(out, 128);
    format_double(&text, fabs(number), type, precision, spec->alternate);
    if (spec->type == '%') buffer_add_byte(&text, '%');
    bool negative =
        signbit(number) && !isnan(number) && !(spec->no_negative_zero && isfinite(number) && shows_zero(text.text));
    size_t digits = strspn(text.text, "0123456789");
    NumberText parts = {format_sign(negative, spec->sign), "", text.text, digits, text.text + digits};
    if (digits == 0) parts = (NumberText){parts.sign, "", text.text, text.length, ""};
    FormatSpec layout = *spec;
    if (digits == 0) layout.grouping = 0;
    return text_value(format_add_number(thread, &out, &layout, &parts), &out);
}

Value format_float(Thread *thread, double number, Str *spec_text) {
    FormatSpec spec;
    if (spec_text->bytes == 0) {
        BUFFER_WITH_ROOM(text, 64);
        float_repr(&text, number);
        return value_from_object(str_from_buffer(&text));
    }
    if (!format_spec_parse(thread, &spec, spec_text, "float", '>')) return RAISED;
    return format_float_spec(thread, number, &spec, "float");
}

/* ---- int ---- */

const char *format_int_digits(Thread *thread, Value value, int base, bool upper, char room[INT_DIGITS_ROOM]) {
    const char *digits = int_digits(thread, value, base, room);
    if (digits == NULL) return NULL;
    digits += *digits == '-';
    if (!upper) return digits;
    Buffer copy = {0};
    buffer_add_text(&copy, digits);
    make_upper(copy.text);
    return copy.text;
}

static Value format_character(Thread *thread, Value value, const FormatSpec *spec) {
    if (spec->sign != 0) return raise_value(thread, "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate) return raise_value(thread, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t code_point;
    if (!int_to_int64(value, &code_point))
        return raise_error(thread, &overflow_error, "Python int too large to convert to C long");
    if (code_point < 0 || code_point > 0x10ffff)
        return raise_error(thread, &overflow_error, "%%c arg not in range(0x110000)");
    char text[4];
    Buffer out = {0};
    size_t bytes = text_encode((uint32_t)code_point, text);
    return text_value(format_add_padded(thread, &out, spec, text, bytes, 1), &out);
}

static int type_base(uint32_t type) {
    return type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
}

static const char *type_prefix(uint32_t type) {
    return type == 'b' ? "0b" : type == 'o' ? "0o" : type == 'x' ? "0x" : type == 'X' ? "0X" : "";
}

static Value format_int_spec(Thread *thread, Value value, const FormatSpec *spec) {
    if (spec->precision >= 0) return raise_value(thread, "Precision not allowed in integer format specifier");
    if (spec->no_negative_zero)
        return raise_value(thread, "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec->type == 'c') return format_character(thread, value, spec);
    char room[INT_DIGITS_ROOM];
    const char *digits = format_int_digits(thread, value, type_base(spec->type), spec->type == 'X', room);
    if (digits == NULL) return RAISED;
    BUFFER_WITH_ROOM(out, 128);
    NumberText parts = {format_sign(int_sign(value) < 0, spec->sign), spec->alternate ? type_prefix(spec->type) : "",
                        digits, strlen(digits), ""};
    return text_value(format_add_number(thread, &out, spec, &parts), &out);
}

Value format_int(Thread *thread, Value value, Str *spec_text) {
    FormatSpec spec;
    if (spec_text->bytes == 0) return value_str(thread, value);
    const char *type_name = type_name_of(value);
    if (!format_spec_parse(thread, &spec, spec_text, type_name, '>')) return RAISED;
    if (spec.type == 0 || (spec.type < 128 && strchr("bcdnoxX", (int)spec.type) != NULL))
        return format_int_spec(thread, value, &spec);
    if (spec.type > 127 || strchr("eEfFgG%", (int)spec.type) == NULL)
        return format_raise_code(thread, spec.type, type_name);
    double number = int_to_double(value);
    if (isinf(number)) return raise_error(thread, &overflow_error, "int too large to convert to float");
    return format_float_spec(thread, number, &spec, type_name);
}

/* ---- str ---- */

static Value refuse(Thread *thread, const char *what) {
    return raise_value(thread, "%s not allowed in string format specifier", what);
}

Value format_str(Thread *thread, Str *value, Str *spec_text) {
    FormatSpec spec;
    if (spec_text->bytes == 0) return value_str(thread, value_from_object(value));
    const char *type_name = type_name_of(value_from_object(value));
    if (!format_spec_parse(thread, &spec, spec_text, type_name, '<')) return RAISED;
    if (spec.type != 0 && spec.type != 's') return format_raise_code(thread, spec.type, type_name);
    if (spec.sign != 0) return refuse(thread, spec.sign == ' ' ? "Space" : "Sign");
    if (spec.no_negative_zero) return refuse(thread, "Negative zero coercion (z)");
    if (spec.alternate) return refuse(thread, "Alternate form (#)");
    if (spec.align == '=') return raise_value(thread, "'=' alignment not allowed in string format specifier");
    if (spec.precision >= 0 && spec.precision < (int64_t)value->length) value = str_slice(value, 0, spec.precision);
    BUFFER_WITH_ROOM(out, 256);
    return text_value(format_add_padded(thread, &out, &spec, value->text, value->bytes, value->length), &out);
}
