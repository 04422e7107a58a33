/* Ints from text and as text, in any base. */
#include "object/int_core.h"

#include "object/error.h"
#include "object/str_core.h"
#include "object/str_unicode.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 4300, KEPT_TEXTS = 256 };

static int digit_value(uint32_t code_point) {
    if (code_point >= '0' && code_point <= '9') return (int)code_point - '0';
    if (code_point >= 'a' && code_point <= 'z') return (int)code_point - 'a' + 10;
    if (code_point >= 'A' && code_point <= 'Z') return (int)code_point - 'A' + 10;
    return code_point < 128 ? -1 : unicode_decimal(code_point);
}

static int prefix_base(char letter) {
    switch (letter | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 0;
    }
}

/* What was read so far of an int's text. */
typedef struct IntReader {
    const char *at, *end;
    int base;
    bool negative;
    bool after_prefix; /* an underscore may come first */
    bool only_zero;    /* base 0 without prefix: "00" but not "010" */
} IntReader;

static void trim_blanks(IntReader *reader) {
    size_t length;
    while (reader->at < reader->end && unicode_is_space(text_decode(reader->at, reader->end, &length)))
        reader->at += length;
    while (reader->at < reader->end) {
        const char *last = reader->end - 1;
        while (last > reader->at && ((unsigned char)*last & 0xc0) == 0x80) last--;
        if (!unicode_is_space(text_decode(last, reader->end, &length))) break;
        reader->end = last;
    }
}

static void read_sign_and_prefix(IntReader *reader) {
    if (reader->at < reader->end && (*reader->at == '-' || *reader->at == '+')) reader->negative = *reader->at++ == '-';
    if (reader->end - reader->at >= 2 && *reader->at == '0') {
        int found = prefix_base(reader->at[1]);
        if (found != 0 && (reader->base == 0 || reader->base == found)) {
            reader->base = found;
            reader->at += 2;
            reader->after_prefix = true;
            return;
        }
    }
    if (reader->base == 0) {
        reader->base = 10;
        reader->only_zero = reader->at < reader->end && *reader->at == '0';
    }
}

/* Plain ASCII digits for GMP; false when the text is malformed. */
static bool read_digits(IntReader *reader, Buffer *digits) {
    bool underscore_allowed = reader->after_prefix;
    bool any = false;
    while (reader->at < reader->end) {
        size_t length;
        uint32_t code_point = text_decode(reader->at, reader->end, &length);
        reader->at += length;
        if (code_point == '_') {
            if (!underscore_allowed) return false;
            underscore_allowed = any = false;
            continue;
        }
        int digit = digit_value(code_point);
        if (digit < 0 || digit >= reader->base || (reader->only_zero && digit != 0)) return false;
        buffer_add_byte(digits, (char)(digit < 10 ? '0' + digit : 'a' + digit - 10));
        underscore_allowed = any = true;
    }
    return any;
}

static Value digits_value(Thread *thread, const Buffer *digits, int base, bool negative) {
    if (digits->length <= 18 && base <= 10) {
        int64_t number = strtoll(digits->text, NULL, base);
        return int_from_int64(negative ? -number : number);
    }
    if (digits->length > MOST_DIGITS && (base & (base - 1)) != 0)
        return raise_value(thread,
                           "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; "
                           "use sys.set_int_max_str_digits() to increase the limit",
                           MOST_DIGITS, digits->length);
    mpz_t number;
    mpz_init_set_str(number, digits->text, base);
    if (negative) mpz_neg(number, number);
    return int_take(number);
}

/* Nothing but a few decimal digits. */
static bool parse_plain(const char *text, size_t length, int64_t *number) {
    bool negative = length > 1 && *text == '-';
    if (length == 0 || length > 18) return false;
    *number = 0;
    for (size_t i = negative; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *number = *number * 10 + (text[i] - '0');
    }
    if (negative) *number = -*number;
    return true;
}

Value int_parse(Thread *thread, const char *text, size_t length, int base) {
    int64_t plain;
    if (base == 10 && parse_plain(text, length, &plain)) return int_from_int64(plain);
    IntReader reader = {.at = text, .end = text + length, .base = base};
    trim_blanks(&reader);
    read_sign_and_prefix(&reader);
    BUFFER_WITH_ROOM(digits, 128);
    if (!read_digits(&reader, &digits)) return UNBOUND;
    return digits_value(thread, &digits, reader.base, reader.negative);
}

char *int64_digits(int64_t number, char *end) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
        "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
        "9899";
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    for (; magnitude >= 100; magnitude /= 100) memcpy(end -= 2, pairs + magnitude % 100 * 2, 2);
    if (magnitude >= 10) memcpy(end -= 2, pairs + magnitude * 2, 2);
    else *--end = (char)('0' + magnitude);
    if (number < 0) *--end = '-';
    return end;
}

static Str *make_text(int64_t number) {
    char text[INT64_ROOM];
    const char *start = int64_digits(number, text + sizeof text);
    return str_new_ascii(start, (size_t)(text + sizeof text - start));
}

Value int64_str(int64_t number) {
    static _Atomic(Str *) kept[KEPT_TEXTS]; /* of the ints that scripts print most */
    if ((uint64_t)number >= KEPT_TEXTS) return value_from_object(make_text(number));
    Str *str = atomic_load_explicit(&kept[number], memory_order_acquire);
    if (str == NULL) {
        str = str_interned(make_text(number));
        atomic_store_explicit(&kept[number], str, memory_order_release);
    }
    return value_from_object(str);
}

/* The digits in a base that is a power of two, right before `end`. */
static char *power_digits(int64_t number, int base, char *end) {
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    int bits = __builtin_ctz((unsigned)base);
    do *--end = "0123456789abcdefghijklmnopqrstuv"[magnitude & (uint64_t)(base - 1)];
    while ((magnitude >>= bits) != 0);
    if (number < 0) *--end = '-';
    return end;
}

const char *int_digits(Thread *thread, Value value, int base, char room[INT_DIGITS_ROOM]) {
    int64_t number;
    char *end = room + INT_DIGITS_ROOM - 1;
    *end = '\0';
    if ((base & (base - 1)) == 0 && int_to_int64(value, &number)) return power_digits(number, base, end);
    if (base == 10 && int_to_int64(value, &number)) return int64_digits(number, end);
    Value text = int_str(thread, value, base);
    return text == RAISED ? NULL : str_text(value_str_object(text));
}

Value int_str(Thread *thread, Value value, int base) {
    int64_t number;
    if (base == 10 && int_to_int64(value, &number)) return int64_str(number);
    IntView view;
    mpz_srcptr big = int_view(value, &view);
    size_t most = mpz_sizeinbase(big, base);
    if (base == 10 && most > MOST_DIGITS + 1) goto too_long;
    Str *str = str_allocate(most + 1, true);
    mpz_get_str(str->text, base, big);
    str->bytes = str->length = strlen(str->text);
    if (base == 10 && str->bytes - (mpz_sgn(big) < 0) > MOST_DIGITS) goto too_long;
    return value_from_object(str);
too_long:
    return raise_value(thread,
                       "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() "
                       "to increase the limit",
                       MOST_DIGITS);
}
