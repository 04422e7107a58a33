/* The type generator: iteration, send, throw, close, and what can be seen of it. */
#include "interp/generator_core.h"
#include "interp/warning.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/identity.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/operators.h"

static Value generator_repr(Thread *thread, Value self) {
    Str *name = value_str_object(word_load(&value_generator(self)->qualified_name));
    return value_from_object(str_format("<generator object %s at %p>", str_text(name), value_identity(thread, self)));
}

static Value generator_iter(Thread *thread, Value self) {
    (void)thread;
    return self;
}

/* The end as methods tell it: StopIteration, with the returned value if there is one. */
static Value answer(Thread *thread, Outcome outcome, Value result) {
    if (outcome != OUTCOME_RETURNED) return result;
    if (result != NONE) return raise_with(thread, &stop_iteration, result);
    return raise_object(thread, exception_new(&stop_iteration, tuple_new(0)));
}

Value generator_ask(Thread *thread, Value self) {
    Value result;
    Outcome outcome = generator_resume(thread, value_generator(self), NONE, false, &result);
    return answer(thread, outcome, result);
}

static Value method_next(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return generator_ask(thread, self);
}

static Value method_send(Thread *thread, Value self, const Arguments *args) {
    Generator *generator = value_generator(self);
    if (args->items[0] != NONE && generator_state(generator) == GENERATOR_NEW)
        return raise_type(thread, "can't send non-None value to a just-started generator");
    Value result;
    Outcome outcome = generator_resume(thread, generator, args->items[0], false, &result);
    return answer(thread, outcome, result);
}

static bool is_exception_type(Value value) {
    return value_is_type(value) && type_is_subtype((Type *)value_object(value), &base_exception);
}

/* The exception of throw(type, value): the older form with up to three arguments included. */
static Value thrown(Thread *thread, const Arguments *args) {
    Value type = args->items[0], value = args->count > 1 ? args->items[1] : NONE;
    if (value_is_exception(type)) {
        if (value == NONE) return type;
        return raise_type(thread, "instance exception may not have a separate value");
    }
    if (!is_exception_type(type))
        return raise_type(thread, "exceptions must be classes or instances deriving from BaseException, not %s",
                          type_name_of(type));
    if (value == NONE) {
        Value made = value_call0(thread, type);
        if (made == RAISED || value_is_exception(made)) return made;
        return raise_type(thread, "calling %s should have returned an instance of BaseException, not %s",
                          value_repr_text(thread, type), type_name_of(made));
    }
    if (value_is_instance(value, (Type *)value_object(type))) return value;
    if (!value_is_tuple(value)) return value_call1(thread, type, value);
    return value_call(thread, type,
                      &(Arguments){.items = value_tuple(value)->items, .count = (uint32_t)value_tuple(value)->count});
}

static Value method_throw(Thread *thread, Value self, const Arguments *args) {
    if (args->count > 1 && !warning_issue(thread, &deprecation_warning,
                                          "the (type, exc, tb) signature of throw() is deprecated, use the single-arg "
                                          "signature instead."))
        return RAISED;
    Value error = thrown(thread, args);
    if (error == RAISED && is_exception_type(args->items[0])) error = error_take(thread); /* what making it raised */
    if (error == RAISED) return RAISED;
    raise_object(thread, error); /* for its context */
    error_take(thread);
    Value result;
    Outcome outcome = generator_resume(thread, value_generator(self), error, true, &result);
    return answer(thread, outcome, result);
}

static Value method_close(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return generator_close(thread, value_generator(self));
}

static const Builtin methods[] = {
    {"__next__", method_next, 0, 0, .doc = "Implement next(self)."},
    {"send", method_send, 1, 1,
     .doc = "send(value): go on; the yield that was left has this value; return the next value yielded"},
    {"throw", method_throw, 1, 3, .doc = "throw(exception): go on by raising the exception at the yield that was left"},
    {"close", method_close, 0, 0,
     .doc = "close(): raise GeneratorExit at the yield that was left, so that cleanup runs"},
    {0},
};

/* ---- Attributes ---- */

static Value get_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_generator(self)->name);
}

static Value get_qualified_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_generator(self)->qualified_name);
}

static bool set_text(Thread *thread, Word *word, const char *what, Value value) {
    if (value == UNBOUND || !value_is_str(value)) return fail_type(thread, "%s must be set to a string object", what);
    word_store(word, value);
    return true;
}

static bool set_name(Thread *thread, Value self, Value value) {
    return set_text(thread, &value_generator(self)->name, "__name__", value);
}

static bool set_qualified_name(Thread *thread, Value self, Value value) {
    return set_text(thread, &value_generator(self)->qualified_name, "__qualname__", value);
}

static Value is_in_state(Value self, GeneratorState state) {
    return value_from_bool(generator_state(value_generator(self)) == state);
}

static Value get_running(Thread *thread, Value self) {
    (void)thread;
    return is_in_state(self, GENERATOR_RUNNING);
}

static Value get_suspended(Thread *thread, Value self) {
    (void)thread;
    return is_in_state(self, GENERATOR_SUSPENDED);
}

static Value get_code(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_generator(self)->frame.function->code);
}

static Value get_delegate(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_generator(self)->delegate);
}

static const Property properties[] = {
    {"__name__", get_name, set_name, "name of the generator", NULL},
    {"__qualname__", get_qualified_name, set_qualified_name, "qualified name of the generator", NULL},
    {"gi_running", get_running, NULL, "whether it runs", NULL},
    {"gi_suspended", get_suspended, NULL, "whether it was left at a yield", NULL},
    {"gi_code", get_code, NULL, "its code", NULL},
    {"gi_yieldfrom", get_delegate, NULL, "what `yield from` passes on to, or None", NULL},
    {0},
};

Type generator_type = {
    TYPE_HEAD,
    .name = "generator",
    .size = sizeof(Generator),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = generator_repr,
    .iter = generator_iter,
    .next = generator_next,
    .methods = methods,
    .properties = properties,
};
