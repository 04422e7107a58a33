/* Tracebacks as text, in the interpreter's own words, and the places in their entries. */
#include "modules/traceback/traceback.h"

#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/str.h"
#include "object/tuple.h"

static bool check(Thread *thread, Value value, const Type *type) {
    return value_is_instance(value, type) ||
           fail_type(thread, "Exception expected for value, %s found", type_name_of(value));
}

static Value call_format(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Buffer out = {0};
    if (!check(thread, args->items[0], &base_exception)) return RAISED;
    traceback_format(thread, &out, args->items[0], &palette_plain);
    return value_from_object(str_from_buffer(&out));
}

static Value call_format_only(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Buffer out = {0};
    if (!check(thread, args->items[0], &base_exception)) return RAISED;
    traceback_format_exception_only(thread, &out, args->items[0], &palette_plain);
    return value_from_object(str_from_buffer(&out));
}

static Value call_format_entries(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Buffer out = {0};
    if (!check(thread, args->items[0], &traceback_type)) return RAISED;
    traceback_format_entries(&out, args->items[0], &palette_plain);
    return value_from_object(str_from_buffer(&out));
}

static Value call_place(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!check(thread, args->items[0], &traceback_type)) return RAISED;
    const Traceback *entry = (const Traceback *)value_object(args->items[0]);
    if (!entry->code->source) return NONE;
    Position start = source_position(entry->code->source, entry->span.start);
    Position end = source_position(entry->code->source, entry->span.end);
    size_t length;
    const char *line = source_line_text(entry->code->source, start.line, &length);
    Value text = entry->code->source->is_passing ? value_from_object(str_from_text(""))
                                                 : value_from_object(str_new(line, length));
    return value_from_object(tuple_of(5, int_from_int64(start.line), int_from_int64(start.column),
                                      int_from_int64(end.line), int_from_int64(end.column), text));
}

static const Builtin functions[] = {
    {"format", call_format, 1, 1, "format(exception): the whole report"},
    {"format_only", call_format_only, 1, 1, "format_only(exception): its type, message and notes"},
    {"format_entries", call_format_entries, 1, 1, "format_entries(traceback): its entries"},
    {"place", call_place, 1, 1, "place(traceback): line, column, end line, end column and text of an entry, or None"},
    {0},
};

Module *traceback_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_traceback", "Tracebacks, the part that is written in C.");
    module_add_functions(module, functions);
    return module;
}
