/* Ints across their three tiers. */
#include "fixture.h"

#include "object/float.h"
#include "object/int.h"

static Value number(const char *digits) {
    Value value = int_parse(thread, digits, strlen(digits), 0);
    assert_true(value != UNBOUND && value != RAISED);
    return value;
}

static Value operate(const char *left, BinaryOp op, const char *right) {
    return int_binary(thread, op, number(left), number(right));
}

static void a_number_is_in_the_smallest_tier(void **state) {
    (void)state;
    assert_true(value_is_small_int(int_from_int64(SMALL_INT_MAX)));
    assert_false(value_is_small_int(int_from_int64(SMALL_INT_MAX + 1)));
    Value big = operate("9223372036854775807", BINARY_ADD, "1"),
          back = int_binary(thread, BINARY_SUBTRACT, big, number("9223372036854775808"));
    assert_ptr_equal(back, value_from_small_int(0));
    int64_t small;
    assert_false(int_to_int64(big, &small));
    assert_true(int_to_int64(number("-9223372036854775808"), &small) && small == INT64_MIN);
}

static void arithmetic_crosses_tiers(void **state) {
    (void)state;
    assert_shows(operate("9223372036854775807", BINARY_MULTIPLY, "9223372036854775807"),
                 "85070591730234615847396907784232501249");
    assert_shows(operate("-9223372036854775808", BINARY_FLOOR_DIVIDE, "-1"), "9223372036854775808");
    assert_shows(operate("-7", BINARY_FLOOR_DIVIDE, "2"), "-4");
    assert_shows(operate("-7", BINARY_MODULO, "2"), "1");
    assert_shows(operate("7", BINARY_MODULO, "-2"), "-1");
    assert_shows(operate("1", BINARY_LEFT_SHIFT, "70"), "1180591620717411303424");
    assert_shows(operate("-1", BINARY_RIGHT_SHIFT, "100"), "-1");
    assert_shows(operate("-1", BINARY_LEFT_SHIFT, "63"), "-9223372036854775808");
    assert_shows(operate("-12345678901234567890", BINARY_AND, "0xffffffffffffffffffff"), "1208913473935727940138286");
    assert_shows(operate("2", BINARY_POWER, "100"), "1267650600228229401496703205376");
    assert_shows(operate("2", BINARY_POWER, "-1"), "0.5");
    assert_shows(operate("-1", BINARY_POWER, "1000000000000000000000"), "1");
}

static void true_division_rounds_once(void **state) {
    (void)state;
    assert_shows(operate("9007199254740993", BINARY_DIVIDE, "1"), "9007199254740992.0");
    assert_shows(operate("9007199254740995", BINARY_DIVIDE, "1"), "9007199254740996.0");
    assert_shows(operate("1", BINARY_DIVIDE, "3"), "0.3333333333333333");
    assert_shows(operate("-123456789012345678901234567890", BINARY_DIVIDE, "987654321098765432109876543210"),
                 "-0.1249999988609375");
    assert_raised(operate("1", BINARY_DIVIDE, "0"), &zero_division_error, "division by zero");
}

static void errors_are_raised(void **state) {
    (void)state;
    assert_raised(operate("1", BINARY_FLOOR_DIVIDE, "0"), &zero_division_error, "integer division or modulo by zero");
    assert_raised(operate("1", BINARY_MODULO, "0"), &zero_division_error, "integer modulo by zero");
    assert_raised(operate("1", BINARY_LEFT_SHIFT, "-1"), &value_error, "negative shift count");
    assert_raised(operate("1", BINARY_LEFT_SHIFT, "1000000000000"), &memory_error, "");
    assert_raised(operate("10", BINARY_POWER, "100000000000000"), &memory_error, "");
}

static void assert_malformed(const char *digits, int base) {
    assert_ptr_equal(int_parse(thread, digits, strlen(digits), base), UNBOUND);
}

static void parse_knows_bases_and_underscores(void **state) {
    (void)state;
    assert_shows(int_parse(thread, " -0x_ff ", 8, 16), "-255");
    assert_shows(int_parse(thread, "zz", 2, 36), "1295");
    assert_shows(int_parse(thread, "1_000", 5, 10), "1000");
    assert_shows(int_parse(thread, "00", 2, 0), "0");
    assert_malformed("010", 0);
    assert_malformed("1__0", 10);
    assert_malformed("_1", 10);
    assert_malformed("", 10);
    assert_malformed("-", 10);
    assert_malformed("12", 2);
    assert_malformed("0x", 16);
}

static void equal_numbers_hash_alike(void **state) {
    (void)state;
    assert_int_equal(int_hash(number("2305843009213693951")), 0);
    assert_int_equal(int_hash(number("-1")), (uint64_t)-2);
    Value big = operate("2", BINARY_POWER, "200");
    assert_int_equal(int_hash(big), float_hash(int_to_double(big)));
    assert_int_equal(int_hash(int_binary(thread, BINARY_MULTIPLY, big, number("-3"))),
                     float_hash(-3 * int_to_double(big)));
}

static void too_many_digits_are_refused(void **state) {
    (void)state;
    Value huge = int_binary(thread, BINARY_POWER, number("10"), number("4300"));
    assert_raised(int_str(thread, huge, 10), &value_error,
                  "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to "
                  "increase the limit");
    Value most = int_binary(thread, BINARY_SUBTRACT, huge, number("1"));
    assert_true(int_str(thread, most, 10) != RAISED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_in_the_smallest_tier),  cmocka_unit_test(arithmetic_crosses_tiers),
        cmocka_unit_test(true_division_rounds_once),         cmocka_unit_test(errors_are_raised),
        cmocka_unit_test(parse_knows_bases_and_underscores), cmocka_unit_test(equal_numbers_hash_alike),
        cmocka_unit_test(too_many_digits_are_refused),
    };
    return cmocka_run_group_tests(tests, fixture_start, NULL);
}
