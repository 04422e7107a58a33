/* What yields do, on whichever stack: taking over what was sent, and passing on to what `yield from` delegates to. */
#ifndef INTERP_YIELD_H
#define INTERP_YIELD_H

#include "interp/generator_core.h"
#include "object/error.h"
#include "syntax/ast.h"

/* What came in when the generator was gone on with: the value of the yield, or RAISED. */
static inline Value generator_take_message(Generator *generator) {
    Value message = generator->message;
    generator->message = NONE;
    if (__builtin_expect(!generator->throws, 1)) return message;
    generator->throws = false;
    return raise_object(generator->frame.thread, message);
}

/* `yield from iterable` begins; false: raised. */
bool delegate_start(Generator *generator, Expr *iterable);

/* Passes on what came in: a value, or RAISED for what was raised. YIELDED: *result goes out next. */
Outcome delegate_resume(Generator *generator, Value message, Value *result);

/* The same, without a call in between for what is mostly delegated to. */
static inline Outcome delegate_go_on(Generator *generator, Value message, Value *result) {
    Value iterator = word_load(&generator->delegate);
    if (__builtin_expect(message == RAISED || !value_has_type(iterator, &generator_type), 0))
        return delegate_resume(generator, message, result);
    return generator_resume(generator->frame.thread, value_generator(iterator), message, false, result);
}

/* It is over: the value of the `yield from`, or RAISED. */
Value delegate_end(Generator *generator, Outcome outcome, Value result);

#endif
