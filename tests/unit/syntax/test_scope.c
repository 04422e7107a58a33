/* Where names live: slots, cells, captures, the names of classes and comprehensions. */
#include "fixture.h"

static void module_names_are_global(void **state) {
    (void)state;
    assert_dump_has("x = y", "NAME x global");
    assert_dump_has("def f():\n global z\n z = 1", "NAME z global");
    assert_dump_has("def f(): return z", "NAME z global");
}

static void parameters_come_first_in_calling_order(void **state) {
    (void)state;
    assert_dump_has("def f(a, /, b, *c, d, **e): x = 1", "slots a b d c e x");
    assert_dump_has("def f(a): return a", "NAME a local 0");
}

static void captured_names_are_cells(void **state) {
    (void)state;
    static const char text[] = "def f(a, b):\n def g():\n  def h(): return b\n  return h\n return g";
    assert_dump_has(text, "cells 1");
    assert_dump_has(text, "capture b = cell 1");
    assert_dump_has(text, "capture b = free 0");
    assert_dump_has(text, "NAME b free 0");
}

static void nonlocal_names_are_captured(void **state) {
    (void)state;
    assert_dump_has("def f():\n x = 1\n def g():\n  nonlocal x\n  x += 1\n return x", "NAME x free 0");
    assert_dump_has("def f():\n x = 1\n def g():\n  nonlocal x\n  x += 1\n return x", "NAME x cell 0");
}

static void classes_keep_names_to_themselves(void **state) {
    (void)state;
    assert_dump_has("class A:\n x = 1\n y = x", "NAME x class");
    assert_dump_has("class A:\n x = 1\n def m(self): return x", "NAME x global");
    assert_dump_has("def f(x):\n class A:\n  y = x", "NAME x class 0");
    assert_dump_has("def f(x):\n class A:\n  x = x", "NAME x class  @");
}

static void super_captures_the_class(void **state) {
    (void)state;
    static const char text[] = "class A:\n def m(self): super().m()";
    assert_dump_has(text, "slots __class__");
    assert_dump_has(text, "capture __class__ = cell 0");
    assert_dump_has("class A:\n def m(self): return __class__", "NAME __class__ free 0");
}

static void private_names_are_mangled(void **state) {
    (void)state;
    assert_dump_has("class _A:\n def m(self, __a): self.__b = __a", "ATTRIBUTE ._A__b");
    assert_dump_has("class _A:\n def m(self, __a): self.__b = __a", "NAME _A__a local 1");
    assert_dump_has("class A:\n def m(self): return self.__x__", "ATTRIBUTE .__x__");
}

static void classes_know_the_attributes_of_their_methods(void **state) {
    (void)state;
    assert_dump_has("class A:\n def m(s):\n  s.a = 1\n  s.b, s.a = 1, 2\n  t.c = 1\n  s.d += 1", "hints a b d\n");
}

static void comprehensions_have_slots_of_the_frame(void **state) {
    (void)state;
    assert_dump_has("def f(y): return [x for x in y]", "slots y .x");
    assert_dump_has("[x for x in y]", "NAME x local 0");
    assert_dump_has("def f(): return [lambda: x for x in y]", "cells 0");
    assert_dump_has("def f(x): return [x for x in x]", "NAME x local 0");
    assert_dump_has("class A:\n y = 1\n z = [y for x in y]", "NAME y class");
    assert_dump_has("class A:\n y = 1\n z = [y for x in y]", "NAME y global");
    assert_dump_has("def f():\n [(a := b) for b in c]\n return a", "NAME a local 1");
}

static void generator_expressions_are_functions(void **state) {
    (void)state;
    assert_dump_has("def f(a): return (a + x for x in a)", "code f.<locals>.<genexpr> generator");
    assert_dump_has("def f(a): return (a + x for x in a)", "slots .0 x");
    assert_dump_has("def f():\n any((a := b) for b in c)\n return a", "NAME a free 0");
}

static void qualified_names_tell_the_way(void **state) {
    (void)state;
    assert_dump_has("class A:\n class B:\n  def m(self):\n   def n(): pass", "code A.B.m.<locals>.n\n");
    assert_dump_has("def f():\n global g\n def g(): pass", "code g\n");
    assert_dump_has("(lambda: 1 for z in w)", "code <genexpr>.<lambda>\n");
}

static void annotations_may_stay_text(void **state) {
    (void)state;
    assert_dump_has("from __future__ import annotations\ndef f(a: B[c]) -> D: pass", "annotation\nCONSTANT \"B[c]\"");
    assert_dump_has("def f(a: B) -> D: pass", "annotation\nNAME B");
}

static void docstrings_lose_their_indentation(void **state) {
    (void)state;
    assert_dump_has("def f():\n    '''  a\n      b\n    c\n    '''", "code f \"a\\x0a  b\\x0ac\\x0a\"");
    assert_dump_has("'module'", "code <module> \"module\"");
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(module_names_are_global),
        cmocka_unit_test(parameters_come_first_in_calling_order),
        cmocka_unit_test(captured_names_are_cells),
        cmocka_unit_test(nonlocal_names_are_captured),
        cmocka_unit_test(classes_keep_names_to_themselves),
        cmocka_unit_test(super_captures_the_class),
        cmocka_unit_test(private_names_are_mangled),
        cmocka_unit_test(classes_know_the_attributes_of_their_methods),
        cmocka_unit_test(comprehensions_have_slots_of_the_frame),
        cmocka_unit_test(generator_expressions_are_functions),
        cmocka_unit_test(qualified_names_tell_the_way),
        cmocka_unit_test(annotations_may_stay_text),
        cmocka_unit_test(docstrings_lose_their_indentation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
