/* The numbers of float: text, hash, the arithmetic that C has otherwise. What scripts call is in float_type.c and float_methods.c. */
#include "object/float.h"

#include "base/text.h"
#include "object/float_digits.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_unicode.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool value_as_float(Value value, double *number) {
    if (value_is_float(value)) {
        *number = value_float(value);
        return true;
    }
    if (!value_is_object(value) || !value_is_instance(value, &float_type)) return false;
    *number = ((FloatObject *)(void *)value)->number;
    return true;
}

/* Below a power of two floats lie closer together than above it, so that 16 digits which are not the nearest ones may do. */
static bool bump_digits(double number, char *text, size_t size) {
    char digits[40], candidate[40];
    snprintf(digits, sizeof digits, "%.15e", number);
    long long nearest = (digits[0] - '0') * 1000000000000000 + strtoll(digits + 2, NULL, 10);
    for (long long mantissa = nearest - 1; mantissa <= nearest + 1; mantissa += 2) {
        snprintf(candidate, sizeof candidate, "%lld.%015llde%s", mantissa / 1000000000000000,
                 mantissa % 1000000000000000, strchr(digits, 'e') + 1);
        if (strtod(candidate, NULL) != number) continue;
        snprintf(text, size, "%s", candidate);
        return true;
    }
    return false;
}

static bool reads_back(double number, int precision, char *text, size_t size) {
    snprintf(text, size, "%.*e", precision, number);
    return strtod(text, NULL) == number;
}

/* The fewest digits that read back as the same number, perhaps with zeros behind them: 15 always survive text → number → text, so
   that they are the shortest ones if they do (but for subnormal numbers, which have fewer), and 17 number → text → number.
   `text` gets the form d.ddde±xx; the result is its precision. */
static int shortest_digits(double number, char *text, size_t size) {
    for (int precision = number < DBL_MIN ? 0 : DBL_DIG - 1; precision < 16; precision++)
        if (reads_back(number, precision, text, size)) return precision;
    snprintf(text, size, "%.16e", number);
    return bump_digits(number, text, size) ? 15 : 16;
}

/* Digits d.ddd and an exponent laid out as repr does: plain from 1e-4 up to below 1e16. */
static void lay_out(Buffer *out, const char *digits, int count, int exponent) {
    if (exponent < -4 || exponent >= 16) {
        buffer_add_byte(out, digits[0]);
        if (count > 1) {
            buffer_add_byte(out, '.');
            buffer_add(out, digits + 1, (size_t)count - 1);
        }
        buffer_addf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    } else if (exponent < 0) {
        buffer_add_text(out, "0.");
        buffer_add_repeated(out, '0', (size_t)(-exponent - 1));
        buffer_add(out, digits, (size_t)count);
    } else if (count <= exponent + 1) {
        buffer_add(out, digits, (size_t)count);
        buffer_add_repeated(out, '0', (size_t)(exponent + 1 - count));
        buffer_add_text(out, ".0");
    } else {
        buffer_add(out, digits, (size_t)exponent + 1);
        buffer_add_byte(out, '.');
        buffer_add(out, digits + exponent + 1, (size_t)(count - exponent - 1));
    }
}

static bool add_special(Buffer *out, double number) {
    if (isnan(number)) buffer_add_text(out, "nan");
    else if (isinf(number)) buffer_add_text(out, number < 0 ? "-inf" : "inf");
    else if (number == 0) buffer_add_text(out, signbit(number) ? "-0.0" : "0.0");
    else return false;
    return true;
}

void float_repr(Buffer *out, double number) {
    if (add_special(out, number)) return;
    if (fabs(number) < 1e15 && number == trunc(number)) {
        buffer_addf(out, "%lld.0", (long long)number);
        return;
    }
    if (number < 0) buffer_add_byte(out, '-');
    char plain[FLOAT_DIGITS_ROOM];
    size_t length = float_shortest(fabs(number), plain);
    if (length > 0) {
        buffer_add(out, plain, length);
        return;
    }
    char text[40];
    int precision = shortest_digits(fabs(number), text, sizeof text);
    int exponent = atoi(strchr(text, 'e') + 1);
    if (precision > 0) memmove(text + 1, text + 2, (size_t)precision); /* the point goes */
    int count = precision + 1;
    while (count > 1 && text[count - 1] == '0') count--;
    lay_out(out, text, count, exponent);
}

/* The text in ASCII without blanks around it and without underscores; false where an underscore is out of place. */
static bool normalize(const char *text, size_t length, Buffer *out) {
    const char *end = text + length;
    bool after_digit = false;
    while (text < end) {
        size_t size;
        uint32_t code_point = text_decode(text, end, &size);
        text += size;
        int digit = code_point < 128 ? -1 : unicode_decimal(code_point);
        if (digit >= 0) code_point = (uint32_t)('0' + digit);
        if (code_point >= 128) code_point = unicode_is_space(code_point) ? ' ' : '?';
        bool is_digit = code_point >= '0' && code_point <= '9';
        if (code_point == '_') {
            if (!after_digit || text == end || *text < '0' || *text > '9') return false;
        } else {
            buffer_add_byte(out, (char)code_point);
        }
        after_digit = is_digit;
    }
    while (out->length > 0 && unicode_is_space((unsigned char)out->text[out->length - 1]))
        out->text[--out->length] = '\0';
    return true;
}

static bool is_word(const char *text, const char *word) {
    while (*word != '\0' && (*text | 0x20) == *word) text++, word++;
    return *word == '\0' && *text == '\0';
}

/* What strtod takes beyond the language's numbers: hexadecimal, "nan(…)". */
static bool is_decimal_number(const char *text) {
    bool digits = false;
    for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) digits |= *text != '.';
    return digits && (*text == '\0' || *text == 'e' || *text == 'E');
}

/* Few enough digits with a point: both numbers of the quotient are exact, so it is the nearest float. */
static bool parse_plain(const char *text, size_t length, double *number) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (length == 0 || length > DBL_DIG + 1) return false;
    uint64_t mantissa = 0;
    size_t point = length;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' && point == length) point = i;
        else if (text[i] >= '0' && text[i] <= '9') mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
        else return false;
    }
    if (length == 1 && point == 0) return false;
    if (point == length && length > DBL_DIG) return false;
    *number = (double)mantissa / powers[point == length ? 0 : length - point - 1];
    return true;
}

bool float_parse(const char *text, size_t length, double *number) {
    if (parse_plain(text, length, number)) return true;
    Buffer buffer = {0};
    if (memchr(text, '\0', length) != NULL || !normalize(text, length, &buffer) || buffer.length == 0) return false;
    const char *start = buffer.text;
    while (unicode_is_space((unsigned char)*start)) start++;
    const char *unsigned_start = start + (*start == '-' || *start == '+');
    double sign = *start == '-' ? -1.0 : 1.0;
    if (is_word(unsigned_start, "nan")) {
        *number = copysign((double)NAN, sign);
        return true;
    }
    if (is_word(unsigned_start, "inf") || is_word(unsigned_start, "infinity")) {
        *number = copysign(HUGE_VAL, sign);
        return true;
    }
    if (!is_decimal_number(unsigned_start)) return false;
    char *end;
    *number = strtod(start, &end);
    return *end == '\0';
}

uint64_t float_hash(double number) {
    if (isinf(number)) return number > 0 ? 314159 : (uint64_t)-314159;
    if (isnan(number)) return 0;
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    int exponent;
    double fraction = frexp(fabs(number), &exponent);
    uint64_t hash = 0;
    while (fraction != 0) { /* 28 bits at a time: the rest stays exact */
        hash = ((hash << 28) & modulus) | hash >> (61 - 28);
        fraction *= 268435456.0;
        exponent -= 28;
        uint64_t part = (uint64_t)fraction;
        fraction -= (double)part;
        hash += part;
        if (hash >= modulus) hash -= modulus;
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61);
    hash = ((hash << exponent) & modulus) | hash >> (61 - exponent);
    if (number < 0) hash = 0 - hash;
    return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

double float_modulo(double left, double right) {
    double rest = fmod(left, right);
    if (rest == 0) return copysign(0.0, right);
    return (right < 0) != (rest < 0) ? rest + right : rest;
}

double float_floor_divide(double left, double right) {
    double rest = fmod(left, right);
    double quotient = (left - rest) / right;
    if (rest != 0 && (right < 0) != (rest < 0)) quotient -= 1.0;
    if (quotient == 0) return copysign(0.0, left / right);
    double floored = floor(quotient);
    return quotient - floored > 0.5 ? floored + 1.0 : floored;
}
