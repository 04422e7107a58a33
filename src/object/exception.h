/* Exception objects: arguments, cause and context, notes, traceback.

   A traceback is a list of entries, innermost last-added, kept as an immutable linked chain: adding the next outer frame
   makes a new head. The interpreter adds entries while an exception passes a frame and prints them (interp/traceback.c). */
#ifndef OBJECT_EXCEPTION_H
#define OBJECT_EXCEPTION_H

#include "base/source.h"
#include "object/type.h"

/* The code that an entry is about: as long as that, whatever becomes of the code's frames. */
typedef struct TracebackCode {
    const Source *source;
    const char *function; /* name as in "in f" */
} TracebackCode;

typedef struct Traceback Traceback;
struct Traceback {
    Object object;
    Traceback *inner; /* the frame that was called from here; null: where it was raised */
    const TracebackCode *code;
    Span span; /* the failing part */
    Span
        anchor; /* the part that gets ^ within ~: an operator, a subscript's brackets, a call's parentheses; empty: none */
    Frame *frame; /* only compared, never followed */
    Value scope;  /* what "Did you mean" needs of an innermost frame: a Tuple (interp/suggestions.h); else null */
};

typedef struct Exception {
    Object object;  /* flags: EXCEPTION_HIDES_CONTEXT */
    Word args;      /* Tuple */
    Word cause;     /* NONE or an exception */
    Word context;   /* NONE or an exception */
    Word traceback; /* Traceback or NONE */
    Word notes;     /* List or UNBOUND */
    Word fields
        []; /* of types that add some, EXCEPTION_FIELDS of them: StopIteration.value, SystemExit.code, OSError.errno …,
                      SyntaxError.msg, NameError.name, AttributeError.name/.obj, ImportError.name/.path … (exception_fields.c) */
} Exception;

enum { EXCEPTION_FIELDS = 8, EXCEPTION_HIDES_CONTEXT = 1 };

/* __suppress_context__ */
static inline bool exception_hides_context(const Exception *error) {
    return atomic_load_explicit(&error->object.flags, memory_order_relaxed) & EXCEPTION_HIDES_CONTEXT;
}

static inline void exception_hide_context(Exception *error, bool hides) {
    atomic_store_explicit(&error->object.flags, hides ? EXCEPTION_HIDES_CONTEXT : 0, memory_order_relaxed);
}

extern Type traceback_type;

/* A new exception of the type with these args, without running a class's __init__ (for built-in types). */
Value exception_new(Type *type, Tuple *args);

/* Whether calling the type does no more than exception_new: it is an exception, nothing between it and BaseException has a way of
   its own to make or initialise instances, and it adds no fields. */
bool type_makes_exceptions(const Type *type);

/* A caught or raised thing as in `raise X`: instantiates a class, refuses what is no exception (TypeError). */
Value exception_from(Thread *thread, Value value);

/* str(exception) in the built-in way: "" / str(args[0]) / str(args). */
Value exception_str(Thread *thread, Value exception);

/* The extra fields that "Did you mean" needs. */
void exception_set_name(Value exception, Value name, Value object);

/* The same for an AttributeError that a script has raised without them; nothing for any other exception. */
void exception_note_name(Value exception, Value name, Value object);

static inline Exception *value_exception(Value value) {
    return (Exception *)(void *)value;
}

static inline bool value_is_exception(Value value) {
    return value_is_object(value) && (object_type(value_object(value))->flags & TYPE_IS_EXCEPTION) != 0;
}

#endif
