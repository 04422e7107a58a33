/* Syntax errors: the message, the line and the carets of CPython 3.13, from the table errors.def. */
#include "fixture.h"

#include "base/text.h"

typedef struct Case {
    const char *source, *exception, *message;
    uint32_t line, column, end_line, end_column;
} Case;

static const Case cases[] = {
#define CASE(...) {__VA_ARGS__},
#include "errors.def"
};

static const char *const exceptions[] = {"SyntaxError", "IndentationError", "TabError"};

/* Columns of Python: from 1, in characters. */
static uint32_t column_at(const Source *source, uint32_t offset) {
    Position position = source_position(source, offset);
    const char *line = source->text + offset - position.column;
    return (uint32_t)text_count(line, position.column) + 1;
}

static bool carets_are(const Source *source, Span span, const Case *expected) {
    uint32_t column = span.end < span.start ? column_at(source, span.start) - 1 : column_at(source, span.start);
    if (column != expected->column && span.end >= span.start) return false;
    if (!expected->end_column || span.end < span.start) return true;
    bool is_point = span.end == span.start;
    uint32_t end_line = is_point ? expected->line : source_line(source, span.end);
    uint32_t end_column = is_point ? column + 1 : column_at(source, span.end);
    bool expects_point = expected->end_line == expected->line && expected->end_column <= expected->column;
    return end_line == expected->end_line && end_column == (expects_point ? column + 1 : expected->end_column);
}

static bool check_case(const Case *expected) {
    Source *source = source_new("test", expected->source, strlen(expected->source));
    ParseResult result = parse(source, PARSE_MODULE);
    const char *message = result.message ? result.message : "(none)";
    bool right = result.status == PARSE_ERROR && strcmp(message, expected->message) == 0 &&
                 strcmp(exceptions[result.error_kind], expected->exception) == 0 &&
                 source_line(source, result.span.start) == expected->line && carets_are(source, result.span, expected);
    if (!right) {
        print_error("%s\n  expected %s: %s at %u:%u-%u:%u\n  got %s: %s at %u-%u\n", expected->source,
                    expected->exception, expected->message, expected->line, expected->column, expected->end_line,
                    expected->end_column, exceptions[result.error_kind], message, result.span.start, result.span.end);
    }
    return right;
}

static void errors_are_those_of_cpython(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) wrong += !check_case(&cases[i]);
    assert_int_equal(wrong, 0);
}

static void left_out_features_are_named(void **state) {
    (void)state;
    static const char *const sources[][2] = {
        {"async def f(): pass", "'async' is not part of thr"},
        {"await x", "'await' is not part of thr"},
        {"match x:\n case 1: pass", "the 'match' statement is not part of thr"},
        {"match (x):\n case 1: pass", "the 'match' statement is not part of thr"},
        {"type X = int", "the 'type' statement is not part of thr"},
        {"def f[T](x): pass", "generic parameter lists are not part of thr"},
        {"class A[T]: pass", "generic parameter lists are not part of thr"},
        {"try:\n pass\nexcept* A:\n pass", "'except*' is not part of thr"},
        {"x = 1j", "imaginary literals are not part of thr: it has no complex numbers"},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        assert_string_equal(parse_text(sources[i][0], PARSE_MODULE).message, sources[i][1]);
    }
}

static const char *repeated(const char *head, const char *part, size_t times, const char *tail) {
    Buffer text = {0};
    buffer_add_text(&text, head);
    for (size_t i = 0; i < times; i++) buffer_add_text(&text, part);
    buffer_add_text(&text, tail);
    return buffer_text(&text);
}

static void depth_is_bounded(void **state) {
    (void)state;
    assert_string_equal(parse_text(repeated("", "(", 300, ""), PARSE_MODULE).message, "too many nested parentheses");
    assert_string_equal(parse_text(repeated("a", "+a", 10000, ""), PARSE_MODULE).message, "too deeply nested");
    assert_string_equal(parse_text(repeated("a", ".a", 10000, ""), PARSE_MODULE).message, "too deeply nested");
    assert_string_equal(parse_text(repeated("", "not ", 10000, "a"), PARSE_MODULE).message, "too deeply nested");
    assert_string_equal(parse_text(repeated("", "a if a else ", 10000, "a"), PARSE_MODULE).message,
                        "too deeply nested");
    assert_string_equal(parse_text(repeated("if a: b\n", "elif a: b\n", 10000, ""), PARSE_MODULE).message,
                        "too deeply nested");
    assert_int_equal(parse_text(repeated("a", "+a", 1000, ""), PARSE_MODULE).status, PARSE_COMPLETE);
    assert_int_equal(parse_text(repeated("a", " and a", 10000, ""), PARSE_MODULE).status, PARSE_COMPLETE);
    assert_int_equal(parse_text(repeated("a", " < a", 10000, ""), PARSE_MODULE).status, PARSE_COMPLETE);
    assert_int_equal(parse_text(repeated("[", "a, ", 10000, "]"), PARSE_MODULE).status, PARSE_COMPLETE);
}

static void blocks_nest_up_to_a_hundred(void **state) {
    (void)state;
    Buffer text = {0};
    for (size_t i = 0; i < 120; i++) {
        buffer_add_repeated(&text, ' ', i);
        buffer_add_text(&text, "if x:\n");
    }
    ParseResult result = parse_text(buffer_text(&text), PARSE_MODULE);
    assert_string_equal(result.message, "too many levels of indentation");
    assert_int_equal(result.error_kind, INDENTATION_ERROR);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_those_of_cpython),
        cmocka_unit_test(left_out_features_are_named),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(blocks_nest_up_to_a_hundred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
