/* A float is mantissa * 2^-shift. Its whole part is an ordinary int; its fraction is kept as a numerator over a power of two,
   whose digits come out one by one by multiplying with ten. 128 bits are enough for all numbers that are not tiny. */
#include "object/float_digits.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

typedef unsigned __int128 Wide;

typedef struct Parts {
    uint64_t whole;
    Wide fraction; /* over 2^bits */
    int bits;
    bool even;       /* the mantissa */
    bool is_power_2; /* floats below lie closer together than above */
} Parts;

enum { EXTRA_BITS = 2, MOST_BITS = 120, MANTISSA_BITS = 53 };

static bool take_apart(double number, Parts *parts) {
    int exponent;
    double fraction = frexp(number, &exponent);
    int shift = MANTISSA_BITS - exponent;
    if (!(number > 0) || shift < 0 || shift + EXTRA_BITS > MOST_BITS) return false;
    uint64_t mantissa = (uint64_t)ldexp(fraction, MANTISSA_BITS);
    parts->whole = shift < 64 ? mantissa >> shift : 0;
    uint64_t rest = shift < 64 ? mantissa & (((uint64_t)1 << shift) - 1) : mantissa;
    parts->fraction = (Wide)rest << EXTRA_BITS;
    parts->bits = shift + EXTRA_BITS;
    parts->even = (mantissa & 1) == 0;
    parts->is_power_2 = mantissa == (uint64_t)1 << (MANTISSA_BITS - 1);
    return true;
}

static size_t put_whole(uint64_t whole, char *text) {
    char digits[24];
    size_t count = 0;
    do digits[count++] = (char)('0' + whole % 10);
    while ((whole /= 10) != 0);
    for (size_t i = 0; i < count; i++) text[i] = digits[count - 1 - i];
    return count;
}

/* Steele and White's free-format algorithm: digits until what is left out is less than half the distance to the next float. */
size_t float_shortest(double number, char text[FLOAT_DIGITS_ROOM]) {
    Parts parts;
    if (number < 1e-4 || number >= 0x1p53 || !take_apart(number, &parts)) return 0;
    size_t length = put_whole(parts.whole, text);
    text[length++] = '.';
    const Wide one = (Wide)1 << parts.bits;
    Wide rest = parts.fraction, above = 2,
         below = parts.is_power_2 ? 1 : 2; /* half distances, in quarters of the last bit */
    for (;;) {
        rest *= 10, above *= 10, below *= 10;
        char digit = (char)('0' + (int)(rest >> parts.bits));
        rest &= one - 1;
        bool low = parts.even ? rest <= below : rest < below;
        bool high = parts.even ? rest + above >= one : rest + above > one;
        text[length++] = low || !high ? digit : (char)(digit + 1);
        if (low && high && (rest * 2 > one || (rest * 2 == one && (digit & 1)))) text[length - 1]++;
        if (low || high) return length;
    }
}

size_t float_fixed(double number, int precision, char text[FLOAT_DIGITS_ROOM]) {
    Parts parts;
    uint64_t scale = 1;
    if (precision < 0 || precision > 9 || !take_apart(number, &parts) || parts.bits > 96) return 0;
    for (int i = 0; i < precision; i++) scale *= 10;
    const Wide half = (Wide)1 << (parts.bits - 1), product = parts.fraction * scale;
    uint64_t digits = (uint64_t)(product >> parts.bits);
    Wide rest = product & (half * 2 - 1);
    bool odd = precision == 0 ? parts.whole & 1 : digits & 1;
    if (rest > half || (rest == half && odd)) digits++;
    size_t length = put_whole(parts.whole + digits / scale, text);
    digits %= scale;
    if (precision > 0) text[length++] = '.';
    for (int i = precision; i-- > 0; digits /= 10) text[length + (size_t)i] = (char)('0' + digits % 10);
    return length + (size_t)precision;
}
