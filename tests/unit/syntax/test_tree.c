/* The shapes that are easy to get wrong: precedence, chains, targets, with-items, strings, places. */
#include "fixture.h"

typedef struct Case {
    const char *text, *part;
} Case;

static void check_all(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) assert_dump_has(cases[i].text, cases[i].part);
}
#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void operators_bind_as_in_python(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a + b * c", "BINARY +  @1:0-9\n      NAME a"},
        {"-a ** -b", "UNARY -  @1:0-8\n      BINARY **  @1:1-8"},
        {"not a == b", "UNARY not  @1:0-10\n      COMPARE  @1:4-10"},
        {"a < b <= c",
         "COMPARE  @1:0-10\n      NAME a global  @1:0-1\n      <\n        NAME b global  @1:4-5\n      <="},
        {"(a < b) < c", "COMPARE  @1:0-11\n      COMPARE ()  @1:1-6"},
        {"a or b or c and d", "LOGICAL or  @1:0-17\n      NAME a global  @1:0-1\n      NAME b"},
        {"a is not b not in c", "is not\n        NAME b global  @1:9-10\n      not in"},
        {"(a) + b", "BINARY +  @1:0-7"},
        {"a if b else c if d else e", "else\n        CONDITIONAL"},
        {"x[1:2, ::3, *y]", "[]\n        TUPLE  @1:2-14\n          SLICE  @1:2-5"},
        {"f(a)(b).c[d]", "SUBSCRIPT  @1:0-12\n      ATTRIBUTE .c  @1:0-9\n        CALL  @1:0-7"},
    };
    CHECK_ALL(cases);
}

static void statements_have_their_parts(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a = b = c", "target\n        NAME a global  @1:0-1\n      target\n        NAME b"},
        {"a, *b = c", "TUPLE  @1:0-5\n        NAME a global  @1:0-1\n        STARRED"},
        {"with (a, b): pass", "WITH  @1:0-17\n    NAME a global  @1:6-7\n    NAME b"},
        {"with (a, b) as c: pass", "TUPLE ()  @1:5-11"},
        {"with (a as b, c as d,): pass", "as\n      NAME b global  @1:11-12\n    NAME c"},
        {"with (a): pass", "NAME a global ()  @1:6-7"},
        {"with (a, b).c as d: pass", "ATTRIBUTE .c  @1:5-13"},
        {"if a: b\nelif c: d\nelse: e", "else\n      IF  @2:0-3:7"},
        {"import a.b.c as d, e.f", "a.b.c\n      NAME d global  @1:16-17\n    e.f\n      NAME e"},
        {"from ...a.b import (c as d, e,)", "IMPORT_FROM level 3 \"a.b\"  @1:0-31"},
        {"from . import *", "IMPORT_FROM level 1 \"\" *"},
        {"for x, in y: pass", "target\n      TUPLE  @1:4-6"},
        {"del (a, b), c[0]", "DELETE  @1:0-16\n    target\n      TUPLE ()  @1:4-10"},
        {"x: int", "ANNOTATED  @1:0-6"},
        {"match = case = type = 1", "NAME match global"},
        {"print(*a, b=1, **c)", "*\n        NAME a global  @1:7-8\n      b\n        CONSTANT 1  @1:12-13\n      **"},
    };
    CHECK_ALL(cases);
}

static void strings_are_decoded_and_joined(void **state) {
    (void)state;
    static const Case cases[] = {
        {"'a' \"b\" '''c'''", "CONSTANT \"abc\"  @1:0-15"},
        {"'\\x41\\101\\u00e9\\n\\q'", "CONSTANT \"AA\xC3\xA9\\x0a\\x5cq\""},
        {"r'\\n'", "CONSTANT \"\\x5cn\""},
        {"b'\\xff' Rb'\\d'", "CONSTANT bytes \"\xFF\\x5cd\""},
        {"'a\\\nb'", "CONSTANT \"ab\""},
        {"'''a\r\nb\rc'''", "CONSTANT \"a\\x0ab\\x0ac\""},
        {"f'a{{b}}{c}d' 'e{f}'", "CONSTANT \"a{b}\"  @1:2-8\n      FIELD  @1:8-11\n        NAME c global  @1:9-10\n"
                                 "      CONSTANT \"de{f}\""},
        {"f'{a = }'", "CONSTANT \"a = \"  @1:3-7\n      FIELD !r"},
        {"f'{a=!s}'", "FIELD !s"},
        {"f'{a=:>9}'", "FIELD  @"},
        {"f'{a!r:>{b}}'", "FIELD !r  @1:2-12"},
        {"f'{f'{'x'}'}'", "FSTRING  @1:3-11"},
        {"f'{ {1: 2}[1] }'", "SUBSCRIPT  @1:4-13"},
        {"f'{x:{'{'}>10}'", "CONSTANT \"{\""},
        {"f'{a:%H:%M}'", "CONSTANT \"%H:%M\""},
        {"rf'\\d{a}'", "CONSTANT \"\\x5cd\""},
        {"f'''{\na\n}'''", "FIELD  @1:4-3:1"},
        {"f'{(lambda x: x)}'", "LAMBDA ()"},
        {"f'{a != b}'", "COMPARE  @1:3-9"},
    };
    CHECK_ALL(cases);
}

static void sources_may_be_written_in_many_ways(void **state) {
    (void)state;
    static const Case cases[] = {
        {"\xEF\xBB\xBFx = 1", "ASSIGN  @1:0-5"},
        {"#!/usr/bin/thr\n# -*- coding: utf-8 -*-\nx = 1\n", "ASSIGN  @3:0-5"},
        {"if a:\r\n    b\r\nc\r\n", "EXPRESSION  @3:0-1"},
        {"a\rb\r", "EXPRESSION  @2:0-1"},
        {"a = \\\n  1", "CONSTANT 1  @2:2-3"},
        {"\x0c"
         "def f():\n\tif x:\n\t    y",
         "FUNCTION"},
        {"\xEF\xAC\x81 = 1", "NAME fi global"},
        {"x = 0x_FF + 1_000 + 0b1 + 1e-3", "CONSTANT 0xFF"},
        {"1if x else 2", "CONDITIONAL"},
        {"if x:\n  y\n  # c\n # d\n  z\n", "EXPRESSION  @5:2-3"},
    };
    CHECK_ALL(cases);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_python),
        cmocka_unit_test(statements_have_their_parts),
        cmocka_unit_test(strings_are_decoded_and_joined),
        cmocka_unit_test(sources_may_be_written_in_many_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
