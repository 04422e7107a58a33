/* Floats as text and back, exactly and as short as can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "object/float.h"

#include <math.h>
#include <string.h>

static void assert_repr(double number, const char *expected) {
    Buffer text = {0};
    float_repr(&text, number);
    assert_string_equal(text.text, expected);
}

static void repr_is_shortest(void **state) {
    (void)state;
    assert_repr(0.1, "0.1");
    assert_repr(0.1 + 0.2, "0.30000000000000004");
    assert_repr(1e16, "1e+16");
    assert_repr(1e15 + 0.5, "1000000000000000.5");
    assert_repr(123456789012345680.0, "1.2345678901234568e+17");
    assert_repr(0.0001, "0.0001");
    assert_repr(0.00001, "1e-05");
    assert_repr(-2.5, "-2.5");
    assert_repr(5e-324, "5e-324");
    assert_repr(1.7976931348623157e308, "1.7976931348623157e+308");
    assert_repr(2.2250738585072014e-308, "2.2250738585072014e-308");
    assert_repr(9007199254740993.0, "9007199254740992.0");
    assert_repr(100.0, "100.0");
}

static void repr_of_special_numbers(void **state) {
    (void)state;
    assert_repr(0.0, "0.0");
    assert_repr(-0.0, "-0.0");
    assert_repr(HUGE_VAL, "inf");
    assert_repr(-HUGE_VAL, "-inf");
    assert_repr((double)NAN, "nan");
}

static void assert_parses(const char *text, double expected) {
    double number;
    assert_true(float_parse(text, strlen(text), &number));
    assert_memory_equal(&number, &expected, sizeof number);
}

static void assert_refused(const char *text) {
    double number;
    assert_false(float_parse(text, strlen(text), &number));
}

static void parse_takes_numbers(void **state) {
    (void)state;
    assert_parses("1.5", 1.5);
    assert_parses("  -1_000.5e-1_0 \n", -1000.5e-10);
    assert_parses(".5", 0.5);
    assert_parses("5.", 5.0);
    assert_parses("+Infinity", HUGE_VAL);
    assert_parses("-inf", -HUGE_VAL);
    assert_parses("-0", -0.0);
    assert_parses("1e400", HUGE_VAL);
    assert_parses("\xd9\xa3.\xd9\xa4", 3.4); /* Arabic digits */
}

static void parse_refuses_other_text(void **state) {
    (void)state;
    const char *const texts[] = {"",   " ",  "abc",   "1__0",   "_1",  "1_",  "1_.5", "0x10",
                                 "1e", "e5", "1.5.2", "nan(1)", "--1", "1 2", "."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_refused(texts[i]);
}

static void hash_is_that_of_equal_ints(void **state) {
    (void)state;
    assert_int_equal(float_hash(1.0), 1);
    assert_int_equal(float_hash(-1.0), (uint64_t)-2);
    assert_int_equal(float_hash(0x1p61), 1);
    assert_int_equal(float_hash(0.5), (uint64_t)1 << 60);
    assert_int_equal(float_hash(HUGE_VAL), 314159);
}

static void division_rounds_down(void **state) {
    (void)state;
    assert_true(float_modulo(-7.5, 2.0) == 0.5);
    assert_true(float_modulo(7.5, -2.0) == -0.5);
    assert_true(float_floor_divide(-7.5, 2.0) == -4.0);
    assert_true(signbit(float_modulo(-4.0, -2.0)));
    assert_true(float_floor_divide(1.0, 0.1) == 9.0);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repr_is_shortest),           cmocka_unit_test(repr_of_special_numbers),
        cmocka_unit_test(parse_takes_numbers),        cmocka_unit_test(parse_refuses_other_text),
        cmocka_unit_test(hash_is_that_of_equal_ints), cmocka_unit_test(division_rounds_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
