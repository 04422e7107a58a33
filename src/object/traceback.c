/* Tracebacks as scripts see them: the chain of entries, with small stand-ins for frame and code. */
#include "object/callable_core.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/traceback_types.h"

#define ENTRY(value) ((Traceback *)value_object(value))

/* A frame or code object is a box around the entry it was asked of. */
typedef struct Stand {
    Object object;
    Value entry;
} Stand;

#define OF(value) ENTRY(((Stand *)value_object(value))->entry)

static Value stand_new(Type *type, Value entry) {
    Stand *made = object_new(type, sizeof *made);
    made->entry = entry;
    return value_from_object(made);
}

static Value entry_line(const Traceback *entry) {
    return value_from_small_int(entry->code->source ? source_line(entry->code->source, entry->span.start) : 0);
}

static Value traceback_line(Thread *thread, Value self) {
    (void)thread;
    return entry_line(ENTRY(self));
}

static Value traceback_next(Thread *thread, Value self) {
    (void)thread;
    return ENTRY(self)->inner ? value_from_object(ENTRY(self)->inner) : NONE;
}

static Value traceback_frame(Thread *thread, Value self) {
    (void)thread;
    return stand_new(&traceback_frame_type, self);
}

static const Property traceback_properties[] = {
    {"tb_lineno", traceback_line, NULL, "the line"},
    {"tb_next", traceback_next, NULL, "the entry of the function called there"},
    {"tb_frame", traceback_frame, NULL, "the frame"},
    {0},
};

Type traceback_type = {
    TYPE_HEAD,
    .name = "traceback",
    .doc = "Where an exception has passed.",
    .size = sizeof(Traceback),
    .flags = TYPE_IS_FINAL,
    .properties = traceback_properties,
};

static Value frame_code(Thread *thread, Value self) {
    (void)thread;
    return stand_new(&traceback_code_type, ((Stand *)value_object(self))->entry);
}

static Value frame_line(Thread *thread, Value self) {
    (void)thread;
    return entry_line(OF(self));
}

static Value frame_back(Thread *thread, Value self) {
    (void)thread, (void)self;
    return NONE;
}

static const Property frame_properties[] = {
    {"f_code", frame_code, NULL, "the code that ran"},
    {"f_lineno", frame_line, NULL, "the line"},
    {"f_back", frame_back, NULL, "the caller, once it is gone: None"},
    {0},
};

Type traceback_frame_type = {
    TYPE_HEAD,
    .name = "frame",
    .doc = "A function's activation, as a traceback remembers it.",
    .size = sizeof(Stand),
    .flags = TYPE_IS_FINAL,
    .properties = frame_properties,
};

static Value code_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(OF(self)->code->function);
}

static Value code_file(Thread *thread, Value self) {
    (void)thread;
    return OF(self)->code->source ? value_from_text(OF(self)->code->source->name) : NONE;
}

static const Property code_properties[] = {
    {"co_name", code_name, NULL, "the function's name"},
    {"co_qualname", code_name, NULL, "the function's name"},
    {"co_filename", code_file, NULL, "the file"},
    {0},
};

Type traceback_code_type = {
    TYPE_HEAD,
    .name = "code",
    .doc = "A piece of code, as a traceback remembers it.",
    .size = sizeof(Stand),
    .flags = TYPE_IS_FINAL,
    .properties = code_properties,
};
