/* The format mini-language, % and str.format where words and edges matter. */
#include "fixture.h"

#include "object/format.h"
#include "object/int.h"

static Value format(Value value, const char *spec) {
    return value_format(thread, value, str_from_text(spec));
}

static Value real(double number) {
    return value_from_float(number);
}

static void ints_are_laid_out(void **state) {
    (void)state;
    assert_text(format(value_from_small_int(12345), "010,"), "00,012,345");
    assert_text(format(value_from_small_int(255), "#_b"), "0b1111_1111");
    assert_text(format(value_from_small_int(-5), "x=10"), "-xxxxxxxx5");
    assert_text(format(value_from_small_int(5), "^+10"), "    +5    ");
    assert_text(format(value_from_small_int(65), "c"), "A");
    assert_text(format(value_from_small_int(1), "\xc3\xa9<3"), "1\xc3\xa9\xc3\xa9");
}

static void floats_are_laid_out(void **state) {
    (void)state;
    assert_text(format(real(1234567.891), "015,.2f"), "0,001,234,567.89");
    assert_text(format(real(123456.789), ".3"), "1.23e+05");
    assert_text(format(real(12.0), ".3"), "12.0");
    assert_text(format(real(0.5), ".0%"), "50%");
    assert_text(format(real(-0.01), "z.1f"), "0.0");
    assert_text(format(real(2.5), "#.0f"), "2.");
}

static void wrong_specs_are_named(void **state) {
    (void)state;
    assert_raised(format(text("a"), "d"), &value_error, "Unknown format code 'd' for object of type 'str'");
    assert_raised(format(value_from_small_int(1), "xyz"), &value_error,
                  "Invalid format specifier 'xyz' for object of type 'int'");
    assert_raised(format(value_from_small_int(1), ".2"), &value_error,
                  "Precision not allowed in integer format specifier");
    assert_raised(format(value_from_small_int(1), ",_"), &value_error, "Cannot specify both ',' and '_'.");
    assert_raised(format(text("a"), "=5"), &value_error, "'=' alignment not allowed in string format specifier");
}

static Value percent(const char *template, Value arguments) {
    return format_percent(thread, str_from_text(template), arguments);
}

static void percent_takes_flags_and_stars(void **state) {
    (void)state;
    assert_text(percent("%08x|", value_from_small_int(-255)), "-00000ff|");
    assert_text(percent("%8.5d|", value_from_small_int(-42)), "  -00042|");
    assert_text(percent("%-*d|", value_from_object(tuple_of(2, value_from_small_int(5), value_from_small_int(1)))),
                "1    |");
    assert_text(percent("%.2s%%", text("abc")), "ab%");
    assert_raised(percent("%d", text("a")), &type_error, "%d format: a real number is required, not str");
    assert_raised(percent("%s", value_from_object(tuple_new(0))), &type_error,
                  "not enough arguments for format string");
    assert_raised(percent("x", value_from_small_int(1)), &type_error,
                  "not all arguments converted during string formatting");
    assert_raised(percent("%y", value_from_small_int(1)), &value_error,
                  "unsupported format character 'y' (0x79) at index 1");
}

static Value template(const char *template_text, Value argument) {
    return format_template(thread, str_from_text(template_text), &(Arguments){.items = &argument, .count = 1});
}

static void templates_number_their_fields(void **state) {
    (void)state;
    assert_text(template("{0!r:>5}{{}}", text("a")), "  'a'{}");
    assert_raised(template("{}{}", text("a")), &index_error,
                  "Replacement index 1 out of range for positional args tuple");
    assert_raised(template("{0}{}", text("a")), &value_error,
                  "cannot switch from manual field specification to automatic field numbering");
    assert_raised(template("{", text("a")), &value_error, "Single '{' encountered in format string");
    assert_raised(template("{!x}", text("a")), &value_error, "Unknown conversion specifier x");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ints_are_laid_out),
        cmocka_unit_test(floats_are_laid_out),
        cmocka_unit_test(wrong_specs_are_named),
        cmocka_unit_test(percent_takes_flags_and_stars),
        cmocka_unit_test(templates_number_their_fields),
    };
    return cmocka_run_group_tests(tests, fixture_start, NULL);
}
