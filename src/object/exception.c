/* Exception objects. */
#include "object/exception.h"

#include "object/attribute.h"
#include "object/error.h"
#include "object/exception_core.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

static Exception *exception_allocate(Type *type, Tuple *args) {
    Exception *made = instance_new(type);
    word_store(&made->args, value_from_object(args));
    word_store(&made->cause, NONE);
    word_store(&made->context, NONE);
    word_store(&made->traceback, NONE);
    word_store(&made->notes, UNBOUND);
    if (__builtin_expect(type->size > sizeof *made, 0))
        for (size_t i = 0; i < EXCEPTION_FIELDS; i++) word_store(&made->fields[i], NONE);
    return made;
}

Value exception_new(Type *type, Tuple *args) {
    Exception *made = exception_allocate(type, args);
    if (type->flags & TYPE_HAS_FIELDS)
        exception_fill(NULL, made, &(Arguments){.items = args->items, .count = (uint32_t)args->count});
    return value_from_object(made);
}

bool type_makes_exceptions(const Type *type) {
    return SLOT(type, construct) == exception_construct && SLOT(type, init) == exception_init &&
           (type->flags & TYPE_HAS_FIELDS) == 0;
}

Value exception_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)thread;
    return value_from_object(exception_allocate(os_error_type(type, args), tuple_from(args->items, args->count)));
}

static bool holds(const Tuple *tuple, const Arguments *args) {
    if (tuple->count != args->count) return false;
    return args->count == 0 || memcmp(tuple->items, args->items, args->count * sizeof(Value)) == 0;
}

/* What exception_construct left there is mostly what __init__ is given. */
bool exception_init(Thread *thread, Value self, const Arguments *args) {
    if (!holds(value_tuple(word_load(&value_exception(self)->args)), args))
        word_store(&value_exception(self)->args, value_from_object(tuple_from(args->items, args->count)));
    return exception_fill(thread, value_exception(self), args);
}

Value exception_from(Thread *thread, Value value) {
    if (value_is_type(value) && value_as_type(value)->flags & TYPE_IS_EXCEPTION) {
        if (type_makes_exceptions(value_as_type(value))) return exception_new(value_as_type(value), tuple_new(0));
        Value made = value_call0(thread, value);
        if (made == RAISED || value_is_exception(made)) return made;
        return raise_type(thread, "calling %s should have returned an instance of BaseException, not %s",
                          value_repr_text(thread, value), value_repr_text(thread, value_from_object(value_type(made))));
    }
    return value_is_exception(value) ? value : raise_type(thread, "exceptions must derive from BaseException");
}

Value exception_str(Thread *thread, Value self) {
    Tuple *args = value_tuple(word_load(&value_exception(self)->args));
    if (args->count == 0) return value_from_object(str_new("", 0));
    return value_str(thread, args->count == 1 ? args->items[0] : value_from_object(args));
}

Value exception_repr(Thread *thread, Value self) {
    Value args = word_load(&value_exception(self)->args);
    Buffer text = {0};
    buffer_addf(&text, "%s", type_name_of(self));
    bool single = value_tuple(args)->count == 1;
    if (single) buffer_add_byte(&text, '(');
    if (!buffer_add_repr(thread, &text, single ? value_tuple(args)->items[0] : args)) return RAISED;
    if (single) buffer_add_byte(&text, ')');
    return value_from_object(str_from_buffer(&text));
}

void exception_set_name(Value raised, Value name, Value object) {
    word_store(&value_exception(raised)->fields[0], name);
    if (value_is_instance(raised, &attribute_error)) word_store(&value_exception(raised)->fields[1], object);
}

void exception_note_name(Value raised, Value name, Value object) {
    if (!value_is_instance(raised, &attribute_error)) return;
    for (int i = 0; i < 2; i++) {
        Value field = word_load(&value_exception(raised)->fields[i]);
        if (field != NONE && field != UNBOUND && field != RAISED) return;
    }
    exception_set_name(raised, name, object);
}

static Value add_note(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "note must be a str, not '%s'", type_name_of(args->items[0]));
    Word *notes = &value_exception(self)->notes;
    Value list = word_load(notes);
    if (list == UNBOUND) {
        Value made = value_from_object(list_new(1));
        if (atomic_compare_exchange_strong(notes, &list, made)) list = made;
    }
    if (!value_is_list(list)) return raise_type(thread, "Cannot add note: __notes__ is not a list");
    list_append(value_list(list), args->items[0]);
    return NONE;
}

static bool set_traceback(Thread *thread, Value self, Value value) {
    if (value == UNBOUND) return fail_type(thread, "__traceback__ may not be deleted");
    if (value != NONE && !value_has_type(value, &traceback_type))
        return fail_type(thread, "__traceback__ must be a traceback or None");
    word_store(&value_exception(self)->traceback, value);
    return true;
}

static Value with_traceback(Thread *thread, Value self, const Arguments *args) {
    return set_traceback(thread, self, args->items[0]) ? self : RAISED;
}

const Builtin exception_methods[] = {
    {"add_note", add_note, 1, 1, "add_note(text): a line to be printed below the exception", NULL, BUILTIN_PLAIN},
    {"with_traceback", with_traceback, 1, 1, "with_traceback(tb): set the traceback; answers the exception", NULL,
     BUILTIN_PLAIN},
    {0},
};

static Value get_args(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_exception(self)->args);
}

static bool set_args(Thread *thread, Value self, Value value) {
    if (value == UNBOUND) return fail_type(thread, "args may not be deleted");
    Value args = tuple_from_iterable(thread, value);
    if (args != RAISED) word_store(&value_exception(self)->args, args);
    return args != RAISED;
}

static Value get_cause(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_exception(self)->cause);
}

static bool set_cause(Thread *thread, Value self, Value value) {
    if (value == UNBOUND) return fail_type(thread, "__cause__ may not be deleted");
    if (value != NONE && !value_is_exception(value))
        return fail_type(thread, "exception cause must be None or derive from BaseException");
    word_store(&value_exception(self)->cause, value);
    exception_hide_context(value_exception(self), true);
    return true;
}

static Value get_context(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_exception(self)->context);
}

static bool set_context(Thread *thread, Value self, Value value) {
    if (value == UNBOUND) return fail_type(thread, "__context__ may not be deleted");
    if (value != NONE && !value_is_exception(value))
        return fail_type(thread, "exception context must be None or derive from BaseException");
    word_store(&value_exception(self)->context, value);
    return true;
}

static Value get_suppress(Thread *thread, Value self) {
    (void)thread;
    return value_from_bool(exception_hides_context(value_exception(self)));
}

static bool set_suppress(Thread *thread, Value self, Value value) {
    if (value == UNBOUND || !value_is_bool(value)) return fail_type(thread, "attribute value type must be bool");
    exception_hide_context(value_exception(self), value == TRUE_VALUE);
    return true;
}

static Value get_traceback(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_exception(self)->traceback);
}

static Value get_notes(Thread *thread, Value self) {
    Value notes = word_load(&value_exception(self)->notes);
    if (notes != UNBOUND) return notes;
    return raise_error(thread, &attribute_error, "'%s' object has no attribute '__notes__'", type_name_of(self));
}

static bool set_notes(Thread *thread, Value self, Value value) {
    (void)thread;
    word_store(&value_exception(self)->notes, value);
    return true;
}

const Property exception_properties[] = {
    {"args", get_args, set_args, "the arguments it was made with"},
    {"__cause__", get_cause, set_cause, "what `raise … from` named"},
    {"__context__", get_context, set_context, "what was being handled when it was raised"},
    {"__suppress_context__", get_suppress, set_suppress, "whether the context is not shown"},
    {"__traceback__", get_traceback, set_traceback, "where it was raised"},
    {"__notes__", get_notes, set_notes, "the lines of add_note"},
    {0},
};
