/* What a REPL asks: is this a statement, the beginning of one, or wrong? */
#include "fixture.h"

typedef struct Case {
    const char *text;
    ParseStatus status;
    const char *waiting_for;
} Case;

static const Case cases[] = {
    {"x = 1\n", PARSE_COMPLETE, NULL},
    {"", PARSE_COMPLETE, NULL},
    {"\n", PARSE_COMPLETE, NULL},
    {"# comment\n", PARSE_COMPLETE, NULL},
    {"x = 1; y = 2\n", PARSE_COMPLETE, NULL},
    {"f(\n", PARSE_INCOMPLETE, "("},
    {"f(1,\n", PARSE_INCOMPLETE, "("},
    {"x = [1, {2\n", PARSE_INCOMPLETE, "{"},
    {"x = '''abc\n", PARSE_INCOMPLETE, NULL},
    {"x = f'''abc\n", PARSE_INCOMPLETE, "f-string"},
    {"x = f'''{a\n", PARSE_INCOMPLETE, "{"},
    {"x = 1 + \\\n", PARSE_INCOMPLETE, NULL},
    {"'a\\\n", PARSE_INCOMPLETE, NULL},
    {"'a\\", PARSE_INCOMPLETE, NULL},
    {"'a\\\\\n", PARSE_ERROR, NULL},
    {"f'a\\\n", PARSE_INCOMPLETE, "f-string"},
    {"f'a\\\\\n", PARSE_ERROR, NULL},
    {"f(1, 'a\\\n", PARSE_INCOMPLETE, "("},
    {"if x:\n", PARSE_INCOMPLETE, NULL},
    {"if x:\n    y\n", PARSE_INCOMPLETE, NULL},
    {"if x:\n    y\n\n", PARSE_COMPLETE, NULL},
    {"if x:\n    y\nelse:\n", PARSE_INCOMPLETE, NULL},
    {"if x:\n    y\nelse:\n    z\n\n", PARSE_COMPLETE, NULL},
    {"if x: y\n", PARSE_INCOMPLETE, NULL},
    {"if x: y\n\n", PARSE_COMPLETE, NULL},
    {"if x: y\nelif z: y\n", PARSE_INCOMPLETE, NULL},
    {"if x: y\nelif z: y\nelse: x\n", PARSE_COMPLETE, NULL},
    {"for x in y: z\n", PARSE_INCOMPLETE, NULL},
    {"while x: y\nelse: z\n", PARSE_COMPLETE, NULL},
    {"try: x\nexcept A: y\n", PARSE_INCOMPLETE, NULL},
    {"try: x\nfinally: y\n", PARSE_COMPLETE, NULL},
    {"def f(): x\n", PARSE_COMPLETE, NULL},
    {"with x: y\n", PARSE_COMPLETE, NULL},
    {"def f():\n    return 1\n", PARSE_INCOMPLETE, NULL},
    {"def f():\n    return 1\n\n", PARSE_COMPLETE, NULL},
    {"@decorator\n", PARSE_INCOMPLETE, NULL},
    {"try:\n    x\n", PARSE_INCOMPLETE, NULL},
    {"try:\n    x\nexcept A:\n    y\n", PARSE_INCOMPLETE, NULL},
    {"class A:\n    def f(self):\n", PARSE_INCOMPLETE, NULL},
    {"if x:\n\n", PARSE_ERROR, NULL},
    {"try:\n    x\n\n", PARSE_ERROR, NULL},
    {"x = = 1\n", PARSE_ERROR, NULL},
    {"x = )\n", PARSE_ERROR, NULL},
    {"x = 'abc\n", PARSE_ERROR, NULL},
    {"f(a b\n", PARSE_ERROR, NULL},
    {"if x\n", PARSE_ERROR, NULL},
    {"1 = x\n", PARSE_ERROR, NULL},
    {"return 1\n", PARSE_ERROR, NULL},
};

static void every_text_has_its_verdict(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ParseResult result = parse_text(cases[i].text, PARSE_INTERACTIVE);
        if (result.status != cases[i].status) fail_msg("'%s': %d %s", cases[i].text, result.status, result.message);
        if (cases[i].waiting_for) assert_string_equal(result.waiting_for, cases[i].waiting_for);
    }
}

/* Whatever a statement needs, typing it line by line never shows an error before its end. */
static void prefixes_by_line_are_never_errors(void **state) {
    (void)state;
    static const char text[] = "class A(B):\n    x = [\n        1,\n    ]\n    def f(self, a=(1,\n              2)):\n"
                               "        '''doc\n        '''\n        if a:\n            return f'{a}'\n        else:\n"
                               "            pass\n        for i in a: print(i)\n\n";
    size_t length = strlen(text);
    for (size_t end = 0; end < length; end++) {
        if (text[end] != '\n') continue;
        Source *source = source_new("test", text, end + 1);
        ParseStatus expected = end + 1 == length ? PARSE_COMPLETE : PARSE_INCOMPLETE;
        assert_int_equal(parse(source, PARSE_INTERACTIVE).status, expected);
    }
}

static void an_expression_is_one_expression(void **state) {
    (void)state;
    assert_int_equal(parse_text("1 + 2", PARSE_EXPRESSION).status, PARSE_COMPLETE);
    assert_int_equal(parse_text("  a, b\n", PARSE_EXPRESSION).status, PARSE_COMPLETE);
    assert_int_equal(parse_text("x = 1", PARSE_EXPRESSION).status, PARSE_ERROR);
    assert_int_equal(parse_text("", PARSE_EXPRESSION).status, PARSE_ERROR);
    assert_int_equal(parse_text("a b", PARSE_EXPRESSION).status, PARSE_ERROR);
    assert_int_equal(parse_text("pass", PARSE_EXPRESSION).status, PARSE_ERROR);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_its_verdict),
        cmocka_unit_test(prefixes_by_line_are_never_errors),
        cmocka_unit_test(an_expression_is_one_expression),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
