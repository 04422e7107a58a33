/* What scripts call on ints. */
#include "object/bytes.h"
#include "object/error.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static Value int_bit_length(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    IntView view;
    mpz_srcptr number = int_view(self, &view);
    return int_from_int64(mpz_sgn(number) == 0 ? 0 : (int64_t)mpz_sizeinbase(number, 2));
}

static Value int_bit_count(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    IntView view;
    mpz_t magnitude;
    mpz_init(magnitude);
    mpz_abs(magnitude, int_view(self, &view));
    return int_from_uint64(mpz_popcount(magnitude));
}

static Value int_as_integer_ratio(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_object(tuple_of(2, int_plain(self), value_from_small_int(1)));
}

static Value int_same(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return int_plain(self);
}

static Value int_is_integer(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    return TRUE_VALUE;
}

static Value int_absolute(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return int_sign(self) < 0 ? int_type.unary[UNARY_NEGATIVE](thread, self) : int_plain(self);
}

static Value int_divmod(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_int(args->items[0])) return NOT_IMPLEMENTED;
    return int_floor_divide_modulo(thread, self, args->items[0]);
}

static Value int_rdivmod(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_int(args->items[0])) return NOT_IMPLEMENTED;
    return int_floor_divide_modulo(thread, args->items[0], self);
}

static Value int_round_method(Thread *thread, Value self, const Arguments *args) {
    if (args->count == 0 || args->items[0] == NONE) return int_plain(self);
    Value digits = value_index(thread, args->items[0]);
    if (digits == RAISED) return RAISED;
    int64_t places;
    if (!int_to_int64(digits, &places)) places = int_sign(digits) < 0 ? INT64_MIN : 0;
    return int_round(thread, self, places);
}

/* "little" → -1, "big" → 1: how GMP tells the order; 0: raised. */
static int byte_order(Thread *thread, Value order) {
    if (order == UNBOUND) return 1;
    if (!value_is_str(order)) {
        raise_type(thread, "argument 'byteorder' must be str, not %s", type_name_of(order));
        return 0;
    }
    const char *text = str_text(value_str_object(order));
    if (strcmp(text, "little") == 0) return -1;
    if (strcmp(text, "big") == 0) return 1;
    raise_value(thread, "byteorder must be either 'little' or 'big'");
    return 0;
}

static bool is_signed(Thread *thread, Value flag, bool *answer) {
    int truth = flag == UNBOUND ? 0 : value_truth(thread, flag);
    *answer = truth > 0;
    return truth >= 0;
}

/* Two's complement: what is added to a negative number before its bytes are written, or taken away after they are read. */
static void complement(mpz_t number, size_t bytes, bool reading) {
    mpz_t whole;
    mpz_init_set_ui(whole, 1);
    mpz_mul_2exp(whole, whole, bytes * 8);
    if (reading) mpz_sub(number, number, whole);
    else mpz_add(number, number, whole);
}

static bool fits_bytes(mpz_srcptr number, size_t bytes, bool with_sign) {
    mpz_t shifted;
    mpz_init_set(shifted, number);
    if (mpz_sgn(shifted) < 0) mpz_com(shifted, shifted);
    size_t bits = mpz_sgn(shifted) == 0 ? 0 : mpz_sizeinbase(shifted, 2);
    return bits + with_sign <= bytes * 8 || (bytes == 0 && mpz_sgn(number) == 0);
}

static Value int_to_bytes(Thread *thread, Value self, const Arguments *args) {
    int64_t length = 1;
    if (args->items[0] != UNBOUND && !value_to_index(thread, args->items[0], &length)) return RAISED;
    int order = byte_order(thread, args->items[1]);
    bool with_sign;
    if (order == 0 || !is_signed(thread, args->items[2], &with_sign)) return RAISED;
    if (length < 0) return raise_value(thread, "length argument must be non-negative");
    if (int_sign(self) < 0 && !with_sign)
        return raise_error(thread, &overflow_error, "can't convert negative int to unsigned");
    mpz_t number;
    int_to_mpz(self, number);
    if (!fits_bytes(number, (size_t)length, with_sign))
        return raise_error(thread, &overflow_error, "int too big to convert");
    if (mpz_sgn(number) < 0) complement(number, (size_t)length, false);
    Bytes *bytes = bytes_allocate((size_t)length);
    if (bytes == NULL) return raise_memory(thread);
    size_t used = mpz_sgn(number) == 0 ? 0 : (mpz_sizeinbase(number, 2) + 7) / 8;
    mpz_export(bytes->at + (order > 0 ? (size_t)length - used : 0), NULL, order, 1, 0, 0, number);
    return value_from_object(bytes);
}

static Value int_from_bytes(Thread *thread, Value class, const Arguments *args) {
    int order = byte_order(thread, args->items[1]);
    bool with_sign;
    if (order == 0 || !is_signed(thread, args->items[2], &with_sign)) return RAISED;
    Value source = args->items[0];
    if (!value_is_bytes(source)) {
        source = value_call1(thread, value_from_object(&bytes_type), source);
        if (source == RAISED) return RAISED;
    }
    Bytes *bytes = value_bytes(source);
    mpz_t number;
    mpz_init(number);
    mpz_import(number, bytes->count, order, 1, 0, 0, bytes->at);
    if (with_sign && bytes->count > 0 && mpz_tstbit(number, bytes->count * 8 - 1))
        complement(number, bytes->count, true);
    Value result = int_take(number);
    Value type = value_from_object(&int_type);
    return class == type || class == UNBOUND ? result : value_call1(thread, class, result);
}

const Builtin int_methods[] = {
    {"as_integer_ratio", int_as_integer_ratio, 0, 0, "as_integer_ratio(): the pair (self, 1)"},
    {"bit_count", int_bit_count, 0, 0, "bit_count(): number of ones in the binary form of the absolute value"},
    {"bit_length", int_bit_length, 0, 0, "bit_length(): bits needed for the absolute value"},
    {"conjugate", int_same, 0, 0, "conjugate(): the number itself"},
    {"from_bytes", int_from_bytes, 1, 3,
     "from_bytes(bytes, byteorder='big', *, signed=False): the int that bytes stand for", "bytes byteorder * signed",
     BUILTIN_CLASS_METHOD},
    {"is_integer", int_is_integer, 0, 0, "is_integer(): True"},
    {"to_bytes", int_to_bytes, 0, 3,
     "to_bytes(length=1, byteorder='big', *, signed=False): the bytes that stand for the int",
     "length byteorder * signed"},
    {"__abs__", int_absolute, 0, 0, "abs(self)"},
    {"__ceil__", int_same, 0, 0, "the number itself"},
    {"__divmod__", int_divmod, 1, 1, "divmod(self, other)"},
    {"__floor__", int_same, 0, 0, "the number itself"},
    {"__rdivmod__", int_rdivmod, 1, 1, "divmod(other, self)"},
    {"__round__", int_round_method, 0, 1, "round(self, ndigits)"},
    {"__trunc__", int_same, 0, 0, "the number itself"},
    {0},
};
