/* Strings: interning, code points behind UTF-8, repr. */
#include "fixture.h"

static void equal_texts_intern_to_one(void **state) {
    (void)state;
    Str *first = str_intern_text("counter"), *second = str_interned(str_from_text("counter"));
    assert_ptr_equal(first, second);
    assert_ptr_not_equal(str_from_text("counter"), first);
    for (int i = 0; i < 5000; i++) /* the table grows meanwhile */
        str_interned(str_format("name_%d", i));
    assert_ptr_equal(str_intern_text("counter"), first);
    assert_ptr_equal(str_intern_text("name_17"), str_interned(str_format("name_%d", 17)));
}

static void hashes_depend_on_text_only(void **state) {
    (void)state;
    assert_int_equal(str_hash(str_from_text("abcdefghij")), str_hash(str_format("%s%s", "abcde", "fghij")));
    assert_int_not_equal(str_hash(str_from_text("a")), str_hash(str_from_text("b")));
    assert_int_not_equal(str_hash(str_from_text("")), 0);
}

static void indices_count_code_points(void **state) {
    (void)state;
    Buffer buffer = {0};
    for (int i = 0; i < 300; i++) buffer_addf(&buffer, "%d\xc3\xa9", i % 10); /* 0é1é2é… */
    Str *str = str_from_buffer(&buffer);
    assert_int_equal(str->length, 600);
    for (int64_t i = 0; i < 600; i += 7) {
        Str *part = str_slice(str, i, 1);
        if (i % 2) assert_string_equal(str_text(part), "\xc3\xa9");
        else assert_int_equal(str_text(part)[0], '0' + i / 2 % 10);
    }
    assert_string_equal(str_text(str_slice(str, 598, 2)), "9\xc3\xa9");
    assert_int_equal(str_slice(str, 600, 0)->length, 0);
}

static void order_is_by_code_point(void **state) {
    (void)state;
    assert_true(str_order(str_from_text("a"), str_from_text("b")) < 0);
    assert_true(str_order(str_from_text("ab"), str_from_text("a")) > 0);
    assert_true(str_order(str_from_text("\xef\xbf\xbd"), str_from_text("\xf0\x9f\x98\x80")) < 0);
    assert_int_equal(str_order(str_from_text("x"), str_from_text("x")), 0);
}

static void repr_quotes_and_escapes(void **state) {
    (void)state;
    assert_shows(text("plain"), "'plain'");
    assert_shows(text("it's"), "\"it's\"");
    assert_shows(text("'\""), "'\\'\"'");
    assert_shows(text("a\n\t\\\x01"), "'a\\n\\t\\\\\\x01'");
    assert_shows(text("\xc3\xa9\xe2\x80\x8b"), "'\xc3\xa9\\u200b'");
    assert_text(value_ascii(thread, text("\xf0\x9f\x98\x80")), "'\\U0001f600'");
}

static void concatenation_keeps_lengths(void **state) {
    (void)state;
    Str *both = str_concat(str_from_text("a\xc3\xa9"), str_from_text("b"));
    assert_int_equal(both->length, 3);
    assert_int_equal(both->bytes, 4);
    assert_string_equal(str_text(both), "a\xc3\xa9"
                                        "b");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_intern_to_one), cmocka_unit_test(hashes_depend_on_text_only),
        cmocka_unit_test(indices_count_code_points), cmocka_unit_test(order_is_by_code_point),
        cmocka_unit_test(repr_quotes_and_escapes),   cmocka_unit_test(concatenation_keeps_lengths),
    };
    return cmocka_run_group_tests(tests, fixture_start, NULL);
}
