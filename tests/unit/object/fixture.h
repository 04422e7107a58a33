/* A thread for calls of the object layer, with all built-in types ready. Nothing of a program runs on it. */
#ifndef TESTS_UNIT_OBJECT_FIXTURE_H
#define TESTS_UNIT_OBJECT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static Thread *thread;

static int fixture_start(void **state) {
    (void)state;
    memory_start();
    names_start();
    types_start();
    thread = memory_new_permanent(sizeof *thread);
    thread->raised = UNBOUND;
    thread->handling = NONE;
    return 0;
}

static inline Value text(const char *characters) {
    return value_from_object(str_from_text(characters));
}

static inline void assert_text(Value value, const char *expected) {
    assert_true(value != RAISED && value_is_str(value));
    assert_string_equal(str_text(value_str_object(value)), expected);
}

/* repr(value) */
static inline void assert_shows(Value value, const char *expected) {
    assert_ptr_not_equal(value, RAISED);
    assert_text(value_repr(thread, value), expected);
}

/* What was raised: of this type, with this str(). */
static inline void assert_raised(Value value, const Type *type, const char *message) {
    assert_ptr_equal(value, RAISED);
    assert_true(error_is(thread, type));
    assert_text(exception_str(thread, error_take(thread)), message);
}

#endif
