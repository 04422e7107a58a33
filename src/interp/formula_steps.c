/* The steps of formulas. For each operation and each place that its operand can come from there are two functions, one for
   whole results, one for real ones, made from the tables below.

   A float is known without a test: what is none is a NaN when taken for one (value_blind_float), and a NaN comes out of
   whatever it goes into. So a real step looks at its result alone. */
#include "interp/fast_attributes.h"
#include "interp/fast_numbers.h"
#include "interp/formula.h"
#include "interp/loops.h"

#define NOINLINE __attribute__((noinline))

#define WHOLE_STATE const Step *step, Frame *frame, int64_t result, int64_t saved, int64_t deeper
#define REAL_STATE const Step *step, Frame *frame, double result, double saved, double deeper

/* The next step, with the results so far. */
static inline Answer go_on_whole(WHOLE_STATE) {
    step = step->next;
    return step->whole(step, frame, result, saved, deeper);
}

static inline Answer go_on_real(REAL_STATE) {
    step = step->next;
    return step->real(step, frame, result, saved, deeper);
}

/* ---- Giving up ---- */

static NOINLINE Answer give_up(const Step *step, Frame *frame) {
    const Formula *formula = step->formula;
    switch (formula->use) {
    case FORMULA_VALUE:
        return value_bits(formula->plain.eval(formula->expr, frame));
    case FORMULA_TRUTH:
        return (Answer)formula->plain.test(formula->expr, frame);
    default:
        return (Answer)formula->plain.run(formula->stmt, frame);
    }
}

/* ---- Where operands come from: a value; RAISED or UNBOUND where there is none ---- */

static inline Value value_local(const Step *step, Frame *frame) {
    return frame->slots[step->slot];
}

static inline Value value_attribute(const Step *step, Frame *frame) {
    Value object = frame->slots[step->slot];
    if (UNLIKELY(!value_is_object(object))) return RAISED;
    Word *slot = attribute_cached_slot_first((AttributeExpr *)step->expr, value_object(object));
    return LIKELY(slot != NULL) ? word_load(slot) : RAISED;
}

static inline Value value_global(const Step *step, Frame *frame) {
    (void)frame;
    DictEntry *entry = atomic_load_explicit(&((NameExpr *)step->expr)->cell, memory_order_acquire);
    return LIKELY(entry != NULL) ? word_load(&entry->value) : RAISED;
}

/* An int of the boxed tier that fits. */
static bool boxed_int64(Value value, int64_t *number) {
    return value_has_type(value, &int_type) && int_to_int64(value, number);
}

/* ---- Loading ---- */

Answer step_turn_real(WHOLE_STATE) {
    return step->real(step, frame, (double)result, (double)saved, (double)deeper);
}

static NOINLINE Answer load_boxed(const Step *step, Frame *frame, Value value, int64_t saved, int64_t deeper) {
    int64_t number;
    return boxed_int64(value, &number) ? go_on_whole(step, frame, number, saved, deeper) : give_up(step, frame);
}

#define LOAD_STEPS(source)                                                                                             \
    static Answer first_##source(const Step *step, Frame *frame) {                                                     \
        Value value = value_##source(step, frame);                                                                     \
        if (value_is_small_int(value)) return go_on_whole(step, frame, value_small_int(value), 0, 0);                  \
        double number = value_blind_float(value);                                                                      \
        if (LIKELY(number == number)) return go_on_real(step, frame, number, 0, 0);                                    \
        return load_boxed(step, frame, value, 0, 0);                                                                   \
    }                                                                                                                  \
    static Answer save_whole_##source(WHOLE_STATE) {                                                                   \
        Value value = value_##source(step, frame);                                                                     \
        (void)deeper;                                                                                                  \
        if (LIKELY(value_is_small_int(value))) return go_on_whole(step, frame, value_small_int(value), result, saved); \
        if (value_is_float(value)) return step_turn_real(step, frame, result, saved, 0);                               \
        return load_boxed(step, frame, value, result, saved);                                                          \
    }                                                                                                                  \
    static Answer save_real_##source(REAL_STATE) {                                                                     \
        double number = value_blind_float(value_##source(step, frame));                                                \
        (void)deeper;                                                                                                  \
        return LIKELY(number == number) ? go_on_real(step, frame, number, result, saved) : give_up(step, frame);       \
    }

/* Places in memory, with an Origin for each. */
#define PLACES(X)                                                                                                      \
    X(local, LOCAL)                                                                                                    \
    X(attribute, ATTRIBUTE)                                                                                            \
    X(global, GLOBAL)

#define LOAD_FAMILY(source, ORIGIN) LOAD_STEPS(source)
PLACES(LOAD_FAMILY)

FirstStep *step_first(Origin origin) {
#define FIRST_ROW(source, ORIGIN) [ORIGIN_##ORIGIN] = first_##source,
    static FirstStep *const forms[ORIGIN_COUNT] = {PLACES(FIRST_ROW)};
#undef FIRST_ROW
    return forms[origin];
}

StepForms step_save(Origin origin) {
#define SAVE_ROW(source, ORIGIN) [ORIGIN_##ORIGIN] = {save_whole_##source, save_real_##source},
    static const StepForms forms[ORIGIN_COUNT] = {PLACES(SAVE_ROW)};
#undef SAVE_ROW
    return forms[origin];
}

/* ---- Operations on whole numbers: false when the result is none, or does not fit ---- */

#define OVERFLOW_OPERATION(name, builtin)                                                                              \
    static inline bool whole_##name(int64_t left, int64_t right, int64_t *result) {                                    \
        return !builtin(left, right, result);                                                                          \
    }
OVERFLOW_OPERATION(add, __builtin_add_overflow)
OVERFLOW_OPERATION(subtract, __builtin_sub_overflow)
OVERFLOW_OPERATION(multiply, __builtin_mul_overflow)

static inline bool whole_floor_divide(int64_t left, int64_t right, int64_t *result) {
    if (UNLIKELY(right <= 0)) return false;
    *result = floor_quotient(left, right);
    return true;
}

static inline bool whole_modulo(int64_t left, int64_t right, int64_t *result) {
    if (UNLIKELY(right <= 0)) return false;
    *result = floor_rest(left, right);
    return true;
}

#define BIT_OPERATION(name, condition, expression)                                                                     \
    static inline bool whole_##name(int64_t left, int64_t right, int64_t *result) {                                    \
        *result = expression;                                                                                          \
        return condition;                                                                                              \
    }
BIT_OPERATION(and, true, left &right)
BIT_OPERATION(or, true, left | right)
BIT_OPERATION(xor, true, left ^ right)
BIT_OPERATION(left_shift, (uint64_t)right < 63 && *result >> (right & 63) == left,
              (int64_t)((uint64_t)left << (right & 63)))
BIT_OPERATION(right_shift, (uint64_t)right < 64, left >> (right & 63))

static bool whole_power(int64_t left, int64_t right, int64_t *result) {
    if ((uint64_t)right > 64) return false;
    for (*result = 1; right > 0; right--)
        if (__builtin_mul_overflow(*result, left, result)) return false;
    return true;
}

/* ---- Operations as steps ---- */

typedef bool WholeOperation(int64_t left, int64_t right, int64_t *result);
typedef double RealOperation(double left, double right);

/* An operand that is no small int: a float, an int of the boxed tier, or none of our business. */
static inline Answer operate_whole_slowly(const Step *step, Frame *frame, Value value, int64_t result, int64_t saved,
                                          int64_t deeper, WholeOperation *operation) {
    int64_t number;
    if (value_is_float(value)) return step_turn_real(step, frame, result, saved, deeper);
    return boxed_int64(value, &number) && operation(result, number, &result)
               ? go_on_whole(step, frame, result, saved, deeper)
               : give_up(step, frame);
}

static inline Answer operate_real_slowly(const Step *step, Frame *frame, Value value, double result, double saved,
                                         double deeper, RealOperation *operation) {
    result = operation(result, mixed_float(value));
    return result == result ? go_on_real(step, frame, result, saved, deeper) : give_up(step, frame);
}

#define WHOLE_PLACE_STEP(name, source)                                                                                 \
    static NOINLINE Answer whole_##name##_##source##_slowly(const Step *step, Frame *frame, Value value,               \
                                                            int64_t result, int64_t saved, int64_t deeper) {           \
        return operate_whole_slowly(step, frame, value, result, saved, deeper, whole_##name);                          \
    }                                                                                                                  \
    static Answer whole_##name##_##source(WHOLE_STATE) {                                                               \
        Value value = value_##source(step, frame);                                                                     \
        int64_t number;                                                                                                \
        if (LIKELY(value_is_small_int(value)) && LIKELY(whole_##name(result, value_small_int(value), &number)))        \
            return go_on_whole(step, frame, number, saved, deeper);                                                    \
        return whole_##name##_##source##_slowly(step, frame, value, result, saved, deeper);                            \
    }

#define REAL_PLACE_STEP(name, source)                                                                                  \
    static NOINLINE Answer real_##name##_##source##_slowly(const Step *step, Frame *frame, Value value, double result, \
                                                           double saved, double deeper) {                              \
        return operate_real_slowly(step, frame, value, result, saved, deeper, real_##name);                            \
    }                                                                                                                  \
    static Answer real_##name##_##source(REAL_STATE) {                                                                 \
        Value value = value_##source(step, frame);                                                                     \
        double number = real_##name(result, value_blind_float(value));                                                 \
        if (LIKELY(number == number)) return go_on_real(step, frame, number, saved, deeper);                           \
        return real_##name##_##source##_slowly(step, frame, value, result, saved, deeper);                             \
    }

/* With a constant, and with what has waited. */
#define WHOLE_REST_STEPS(name)                                                                                         \
    static Answer whole_##name##_constant(WHOLE_STATE) {                                                               \
        int64_t number;                                                                                                \
        return LIKELY(whole_##name(result, step->whole_constant, &number))                                             \
                   ? go_on_whole(step, frame, number, saved, deeper)                                                   \
                   : give_up(step, frame);                                                                             \
    }                                                                                                                  \
    static Answer whole_##name##_saved(WHOLE_STATE) {                                                                  \
        int64_t number;                                                                                                \
        return LIKELY(whole_##name(result, saved, &number)) ? go_on_whole(step, frame, number, deeper, 0)              \
                                                            : give_up(step, frame);                                    \
    }
#define REAL_REST_STEPS(name)                                                                                          \
    static Answer real_##name##_constant(REAL_STATE) {                                                                 \
        double number = real_##name(result, step->real_constant);                                                      \
        return LIKELY(number == number) ? go_on_real(step, frame, number, saved, deeper) : give_up(step, frame);       \
    }                                                                                                                  \
    static Answer real_##name##_saved(REAL_STATE) {                                                                    \
        double number = real_##name(result, saved);                                                                    \
        return LIKELY(number == number) ? go_on_real(step, frame, number, deeper, 0) : give_up(step, frame);           \
    }

/* The operations of both kinds of numbers, those of ints alone, and the division, whose result always is real.
   backward_…: operand op result. */
#define NUMBER_STEPS(X)                                                                                                \
    X(add, ADD, 0)                                                                                                     \
    X(subtract, SUBTRACT, 0)                                                                                           \
    X(multiply, MULTIPLY, 0)                                                                                           \
    X(floor_divide, FLOOR_DIVIDE, 0)                                                                                   \
    X(modulo, MODULO, 0)                                                                                               \
    X(power, POWER, 0)                                                                                                 \
    X(backward_subtract, SUBTRACT, 1)                                                                                  \
    X(backward_floor_divide, FLOOR_DIVIDE, 1)                                                                          \
    X(backward_modulo, MODULO, 1)                                                                                      \
    X(backward_power, POWER, 1)
#define BIT_STEPS(X)                                                                                                   \
    X(and, AND, 0)                                                                                                     \
    X(or, OR, 0)                                                                                                       \
    X(xor, XOR, 0)                                                                                                     \
    X(left_shift, LEFT_SHIFT, 0)                                                                                       \
    X(right_shift, RIGHT_SHIFT, 0)                                                                                     \
    X(backward_left_shift, LEFT_SHIFT, 1)                                                                              \
    X(backward_right_shift, RIGHT_SHIFT, 1)
#define DIVIDE_STEPS(X)                                                                                                \
    X(divide, DIVIDE, 0)                                                                                               \
    X(backward_divide, DIVIDE, 1)

#define WHOLE_BACKWARD(name)                                                                                           \
    static inline bool whole_backward_##name(int64_t right, int64_t left, int64_t *result) {                           \
        return whole_##name(left, right, result);                                                                      \
    }
#define REAL_BACKWARD(name)                                                                                            \
    static inline double real_backward_##name(double right, double left) {                                             \
        return real_##name(left, right);                                                                               \
    }
WHOLE_BACKWARD(subtract)
WHOLE_BACKWARD(floor_divide)
WHOLE_BACKWARD(modulo)
WHOLE_BACKWARD(power)
WHOLE_BACKWARD(left_shift)
WHOLE_BACKWARD(right_shift)
REAL_BACKWARD(subtract)
REAL_BACKWARD(divide)
REAL_BACKWARD(floor_divide)
REAL_BACKWARD(modulo)
REAL_BACKWARD(power)

#define WHOLE_FAMILY(name, NAME, backward)                                                                             \
    WHOLE_PLACE_STEP(name, local)                                                                                      \
    WHOLE_PLACE_STEP(name, attribute) WHOLE_PLACE_STEP(name, global) WHOLE_REST_STEPS(name)
#define REAL_FAMILY(name, NAME, backward)                                                                              \
    REAL_PLACE_STEP(name, local)                                                                                       \
    REAL_PLACE_STEP(name, attribute) REAL_PLACE_STEP(name, global) REAL_REST_STEPS(name)
NUMBER_STEPS(WHOLE_FAMILY)
NUMBER_STEPS(REAL_FAMILY)
BIT_STEPS(WHOLE_FAMILY)
DIVIDE_STEPS(REAL_FAMILY)

/* Two ints divide as floats do if they are floats exactly. */
static inline bool is_exact(int64_t number) {
    const int64_t most = (int64_t)1 << 53;
    return number <= most && number >= -most;
}

Answer step_turn_exact(WHOLE_STATE) {
    return is_exact(result) ? step_turn_real(step, frame, result, saved, deeper) : give_up(step, frame);
}

static Answer divide_whole_saved(WHOLE_STATE) {
    return is_exact(result) && is_exact(saved) ? step_turn_real(step, frame, result, saved, deeper)
                                               : give_up(step, frame);
}

static Answer refuse_real(REAL_STATE) {
    (void)result, (void)saved, (void)deeper;
    return give_up(step, frame);
}

StepForms step_operate(BinaryOp op, Origin origin, bool backward) {
#define FORMS(name, NAME, backward, whole, real)                                                                       \
    [BINARY_##NAME][backward] = {                                                                                      \
        [ORIGIN_LOCAL] = {whole(name, local), real(name, local)},                                                      \
        [ORIGIN_ATTRIBUTE] = {whole(name, attribute), real(name, attribute)},                                          \
        [ORIGIN_GLOBAL] = {whole(name, global), real(name, global)},                                                   \
        [ORIGIN_CONSTANT] = {whole(name, constant), real(name, constant)},                                             \
        [ORIGIN_SAVED] = {whole(name, saved), real(name, saved)},                                                      \
    },
#define WHOLE_FORM(name, source) whole_##name##_##source
#define REAL_FORM(name, source) real_##name##_##source
#define NO_REAL(name, source) refuse_real
#define DIVIDE_FORM(name, source) step_turn_exact
#define NUMBER_ROW(name, NAME, backward) FORMS(name, NAME, backward, WHOLE_FORM, REAL_FORM)
#define BIT_ROW(name, NAME, backward) FORMS(name, NAME, backward, WHOLE_FORM, NO_REAL)
#define DIVIDE_ROW(name, NAME, backward) FORMS(name, NAME, backward, DIVIDE_FORM, REAL_FORM)
    static const StepForms forms[BINARY_OP_COUNT][2][ORIGIN_COUNT] = {NUMBER_STEPS(NUMBER_ROW) BIT_STEPS(BIT_ROW)
                                                                          DIVIDE_STEPS(DIVIDE_ROW)};
    StepForms found = forms[op][backward][origin];
    if (backward && found.whole == NULL) found = forms[op][0][origin];
    if (op == BINARY_DIVIDE && origin == ORIGIN_SAVED) found.whole = divide_whole_saved;
    return found;
}

/* ---- Division by a constant that is positive: the upper half of a product (exact for all int64) ---- */

static inline int64_t quotient_by_constant(const Step *step, int64_t number) {
    int64_t sign = number >> 63;
    uint64_t upper = (uint64_t)((unsigned __int128)step->magic * (uint64_t)(number ^ sign) >> 64);
    return (int64_t)(upper >> step->shift) ^ sign;
}

static Answer floor_divide_by_constant(WHOLE_STATE) {
    return go_on_whole(step, frame, quotient_by_constant(step, result), saved, deeper);
}

/* The product may be one multiple below the least int64; the difference is right again. */
static Answer modulo_by_constant(WHOLE_STATE) {
    uint64_t multiple = (uint64_t)quotient_by_constant(step, result) * (uint64_t)step->whole_constant;
    return go_on_whole(step, frame, (int64_t)((uint64_t)result - multiple), saved, deeper);
}

static Answer modulo_by_power(WHOLE_STATE) {
    return go_on_whole(step, frame, result & (step->whole_constant - 1), saved, deeper);
}

/* For 2 <= d: with s = bits of d-1, 2^(63+s) / d rounded up fits a word and errs by less than 2^s in d, so that the quotient
   is right for all numbers below 2^63. */
static void find_magic(Step *step, uint64_t divisor) {
    int bits = 64 - __builtin_clzll(divisor - 1);
    unsigned __int128 power = (unsigned __int128)1 << (63 + bits);
    step->magic = (uint64_t)((power + divisor - 1) / divisor);
    step->shift = (uint8_t)(bits - 1);
}

StepForms step_operate_constant(BinaryOp op, int64_t constant, Step *step) {
    if (constant < 2 || (op != BINARY_MODULO && op != BINARY_FLOOR_DIVIDE)) return (StepForms){0};
    find_magic(step, (uint64_t)constant);
    if (op == BINARY_FLOOR_DIVIDE) return (StepForms){floor_divide_by_constant, real_floor_divide_constant};
    bool is_power = (constant & (constant - 1)) == 0;
    return (StepForms){is_power ? modulo_by_power : modulo_by_constant, real_modulo_constant};
}

/* ---- Minus ---- */

static Answer negate_whole(WHOLE_STATE) {
    return LIKELY(result != INT64_MIN) ? go_on_whole(step, frame, -result, saved, deeper) : give_up(step, frame);
}

static Answer negate_real(REAL_STATE) {
    return go_on_real(step, frame, -result, saved, deeper);
}

const StepForms step_negate = {negate_whole, negate_real};

/* ---- The end: a value ---- */

static NOINLINE Answer value_boxed(int64_t result) {
    return value_bits(int_from_int64(result));
}

static Answer value_whole(WHOLE_STATE) {
    (void)step, (void)frame, (void)saved, (void)deeper;
    return LIKELY(small_int_fits(result)) ? value_bits(value_from_small_int(result)) : value_boxed(result);
}

static Answer value_real(REAL_STATE) {
    (void)step, (void)frame, (void)saved, (void)deeper;
    return value_bits(value_from_real(result));
}

const StepForms step_value = {value_whole, value_real};

/* ---- The end: a variable ---- */

static inline Answer store_local(const Step *step, Frame *frame, Value value) {
    frame->slots[step->slot] = value;
    return FLOW_NEXT;
}

/* One that is not there yet is made by the plain way. */
static inline Answer store_global(const Step *step, Frame *frame, Value value) {
    DictEntry *entry = atomic_load_explicit(&((NameExpr *)step->expr)->cell, memory_order_acquire);
    if (UNLIKELY(entry == NULL || atomic_load_explicit(&entry->value, memory_order_relaxed) == RAISED))
        return give_up(step, frame);
    word_store(&entry->value, value);
    return FLOW_NEXT;
}

static inline Answer store_attribute(const Step *step, Frame *frame, Value value) {
    Value object = frame->slots[step->slot];
    if (UNLIKELY(!value_is_object(object))) return give_up(step, frame);
    Word *slot = attribute_cached_slot_first((AttributeExpr *)step->expr, value_object(object));
    if (UNLIKELY(slot == NULL || atomic_load_explicit(slot, memory_order_relaxed) == RAISED))
        return give_up(step, frame);
    word_store(slot, value);
    return FLOW_NEXT;
}

#define STORE_STEPS(target, ORIGIN)                                                                                    \
    static NOINLINE Answer store_##target##_boxed(const Step *step, Frame *frame, int64_t result) {                    \
        return store_##target(step, frame, int_from_int64(result));                                                    \
    }                                                                                                                  \
    static Answer store_whole_##target(WHOLE_STATE) {                                                                  \
        (void)saved, (void)deeper;                                                                                     \
        return LIKELY(small_int_fits(result)) ? store_##target(step, frame, value_from_small_int(result))              \
                                              : store_##target##_boxed(step, frame, result);                           \
    }                                                                                                                  \
    static Answer store_real_##target(REAL_STATE) {                                                                    \
        (void)saved, (void)deeper;                                                                                     \
        return store_##target(step, frame, value_from_real(result));                                                   \
    }
PLACES(STORE_STEPS)

StepForms step_store(Origin target) {
#define STORE_ROW(target, ORIGIN) [ORIGIN_##ORIGIN] = {store_whole_##target, store_real_##target},
    static const StepForms forms[ORIGIN_COUNT] = {PLACES(STORE_ROW)};
#undef STORE_ROW
    return forms[target];
}

/* ---- The end: a truth ---- */

/* A whole result and a float, or the other way round: exact where an int is a float exactly. */
static NOINLINE Answer compare_whole_slowly(const Step *step, Frame *frame, Value value, int64_t result) {
    return value_is_float(value) && is_exact(result) ? step->real(step, frame, (double)result, 0, 0)
                                                     : give_up(step, frame);
}

/* Whether neither can have been rounded when it turned real. */
static inline bool are_exact(double left, double right) {
    const double most = 0x1p53;
    return fabs(left) < most && fabs(right) < most;
}

/* What a comparison leads to: its truth, or, in front of others of an `and`, the next one if it is true. */
static inline Answer answer_last(const Step *step, Frame *frame, bool truth) {
    (void)step, (void)frame;
    return truth;
}

static inline Answer answer_and(const Step *step, Frame *frame, bool truth) {
    step = step->next;
    return truth ? step->first(step, frame) : 0;
}

#define COMPARE_PLACE_STEPS(name, sign, source, place)                                                                 \
    static Answer place##_whole_##name##_##source(WHOLE_STATE) {                                                       \
        Value value = value_##source(step, frame);                                                                     \
        (void)saved, (void)deeper;                                                                                     \
        if (LIKELY(value_is_small_int(value))) return answer_##place(step, frame, result sign value_small_int(value)); \
        return compare_whole_slowly(step, frame, value, result);                                                       \
    }                                                                                                                  \
    static Answer place##_real_##name##_##source(REAL_STATE) {                                                         \
        Value value = value_##source(step, frame);                                                                     \
        double number = value_blind_float(value);                                                                      \
        (void)saved, (void)deeper;                                                                                     \
        if (UNLIKELY(number != number)) number = mixed_float(value);                                                   \
        return LIKELY(number == number) ? answer_##place(step, frame, result sign number) : give_up(step, frame);      \
    }
#define COMPARE_STEPS(name, sign, place)                                                                               \
    COMPARE_PLACE_STEPS(name, sign, local, place)                                                                      \
    COMPARE_PLACE_STEPS(name, sign, attribute, place)                                                                  \
    COMPARE_PLACE_STEPS(name, sign, global, place)                                                                     \
    static Answer place##_whole_##name##_constant(WHOLE_STATE) {                                                       \
        (void)saved, (void)deeper;                                                                                     \
        return answer_##place(step, frame, result sign step->whole_constant);                                          \
    }                                                                                                                  \
    static Answer place##_real_##name##_constant(REAL_STATE) {                                                         \
        (void)saved, (void)deeper;                                                                                     \
        return answer_##place(step, frame, result sign step->real_constant);                                           \
    }                                                                                                                  \
    static Answer place##_whole_##name##_saved(WHOLE_STATE) {                                                          \
        (void)deeper;                                                                                                  \
        return answer_##place(step, frame, saved sign result);                                                         \
    }                                                                                                                  \
    static Answer place##_real_##name##_saved(REAL_STATE) {                                                            \
        (void)deeper;                                                                                                  \
        if (UNLIKELY(!are_exact(saved, result))) return give_up(step, frame);                                          \
        return answer_##place(step, frame, saved sign result);                                                         \
    }
#define COMPARE_FAMILY(name, NAME, sign) COMPARE_STEPS(name, sign, last) COMPARE_STEPS(name, sign, and)
ORDERS(COMPARE_FAMILY)

StepForms step_compare(CompareOp op, Origin origin, bool is_last) {
#define COMPARE_FORM(name, source, place)                                                                              \
    { place##_whole_##name##_##source, place##_real_##name##_##source }
#define COMPARE_FORMS(name, place)                                                                                     \
    {                                                                                                                  \
        [ORIGIN_LOCAL] = COMPARE_FORM(name, local, place), [ORIGIN_ATTRIBUTE] = COMPARE_FORM(name, attribute, place),  \
        [ORIGIN_GLOBAL] = COMPARE_FORM(name, global, place), [ORIGIN_CONSTANT] = COMPARE_FORM(name, constant, place),  \
        [ORIGIN_SAVED] = COMPARE_FORM(name, saved, place),                                                             \
    }
#define COMPARE_ROW(name, NAME, sign) [COMPARE_##NAME] = {COMPARE_FORMS(name, and), COMPARE_FORMS(name, last)},
    static const StepForms forms[COMPARE_GREATER_EQUAL + 1][2][ORIGIN_COUNT] = {ORDERS(COMPARE_ROW)};
    return forms[op][is_last][origin];
}
