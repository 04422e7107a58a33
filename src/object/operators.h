/* What expressions do with values whose types are not known: the one place that turns a missing slot into a TypeError.

   Results: Value or RAISED; int-returning questions 1, 0 or -1 (raised); bool-returning actions true = success. */
#ifndef OBJECT_OPERATORS_H
#define OBJECT_OPERATORS_H

#include "object/arguments.h"
#include "object/thread.h"
#include "object/type.h"

Value operate_binary(Thread *thread, BinaryOp op, Value left, Value right);
Value operate_inplace(Thread *thread, BinaryOp op, Value left, Value right);
Value operate_unary(Thread *thread, UnaryOp op, Value operand);
Value operate_compare(Thread *thread, CompareOp op, Value left, Value right); /* all ten operators */
CompareOp compare_swapped(CompareOp op);                                      /* a op b is b compare_swapped(op) a */
int operate_compare_truth(Thread *thread, CompareOp op, Value left, Value right);

int value_truth(Thread *thread, Value value);
int value_equal(Thread *thread, Value left, Value right); /* identity first, as containers compare */
bool value_hash(Thread *thread, Value value, uint64_t *hash);
int64_t value_length(Thread *thread, Value value); /* -1: raised */
int value_contains(Thread *thread, Value container, Value item);
Value value_get_item(Thread *thread, Value container, Value key);
bool value_set_item(Thread *thread, Value container, Value key, Value item);
bool value_delete_item(Thread *thread, Value container, Value key);

Value value_iter(Thread *thread, Value iterable);
Value value_next(Thread *thread, Value iterator); /* UNBOUND at the end */

Value value_repr(Thread *thread, Value value); /* a Str */
Value value_str(Thread *thread, Value value);  /* a Str */
Value value_ascii(Thread *thread, Value value);
Value value_format(Thread *thread, Value value, Str *spec); /* a Str */

Value value_index(
    Thread *thread,
    Value value); /* an int through __index__; TypeError "'X' object cannot be interpreted as an integer" */
bool value_to_index(
    Thread *thread, Value value,
    int64_t *
        index); /* the same as a C number; OverflowError/IndexError by the caller's choice: clamps nothing, raises OverflowError */
bool value_to_double(Thread *thread, Value value, double *number); /* int, float or __float__ */

Value value_call(Thread *thread, Value callee, const Arguments *args);
Value value_call0(Thread *thread, Value callee);
Value value_call1(Thread *thread, Value callee, Value argument);
Value value_call2(Thread *thread, Value callee, Value first, Value second);

/* A method by name, looked up on the type, as the implicit calls of operators do: UNBOUND when there is none, without an
   exception. value_call_method looks it up as `receiver.name(args)` does. */
Value value_special(Thread *thread, Value receiver, Str *name);
Value value_call_method(Thread *thread, Value receiver, Str *name, const Arguments *args);

#endif
