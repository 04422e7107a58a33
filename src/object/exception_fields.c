/* What single exception types add: fields taken from their arguments, and texts made of them. */
#include "object/error.h"
#include "object/exception_core.h"
#include "object/bytes.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

#include <errno.h>

static Value field(Value self, int number) {
    return word_load(&value_exception(self)->fields[number]);
}

/* A getter and a setter for each place. */
#define FIELD(number)                                                                                                  \
    static Value get_##number(Thread *thread, Value self) {                                                            \
        (void)thread;                                                                                                  \
        return field(self, number);                                                                                    \
    }                                                                                                                  \
    static bool set_##number(Thread *thread, Value self, Value value) {                                                \
        (void)thread;                                                                                                  \
        word_store(&value_exception(self)->fields[number], value == UNBOUND ? NONE : value);                           \
        return true;                                                                                                   \
    }
FIELD(0)
FIELD(1)
FIELD(2)
FIELD(3)
FIELD(4)
FIELD(5)
FIELD(6)
FIELD(7)

const Property stop_iteration_properties[] = {{"value", get_0, set_0, "what the generator returned"}, {0}};
const Property system_exit_properties[] = {{"code", get_0, set_0, "the exit status"}, {0}};
const Property name_error_properties[] = {{"name", get_0, set_0, "the name that was not found"}, {0}};
const Property attribute_error_properties[] = {
    {"name", get_0, set_0, "the attribute that was not found"},
    {"obj", get_1, set_1, "the object that was asked"},
    {0},
};
const Property import_error_properties[] = {
    {"name", get_0, set_0, "the module"},
    {"path", get_1, set_1, "its file"},
    {"msg", get_2, set_2, "the message"},
    {"name_from", get_3, set_3, "the name asked of the module"},
    {0},
};
const Property os_error_properties[] = {
    {"errno", get_0, set_0, "the number of the error"},
    {"strerror", get_1, set_1, "the system's words for it"},
    {"filename", get_2, set_2, "the file"},
    {"filename2", get_3, set_3, "the second file"},
    {0},
};
const Property syntax_error_properties[] = {
    {"msg", get_0, set_0, "what is wrong"},
    {"filename", get_1, set_1, "the file"},
    {"lineno", get_2, set_2, "the line, from 1"},
    {"offset", get_3, set_3, "the column, from 1"},
    {"text", get_4, set_4, "the line's text"},
    {"end_lineno", get_5, set_5, "the last line"},
    {"end_offset", get_6, set_6, "the last column"},
    {"print_file_and_line", get_7, set_7, "unused"},
    {0},
};
const Property unicode_error_properties[] = {
    {"encoding", get_0, set_0, "the encoding"},
    {"object", get_1, set_1, "what was converted"},
    {"start", get_2, set_2, "where it fails"},
    {"end", get_3, set_3, "one past the failing part"},
    {"reason", get_4, set_4, "why"},
    {0},
};

static void take(Exception *made, const Arguments *args, uint32_t from, uint32_t count, int to) {
    for (uint32_t i = 0; i < count; i++)
        if (from + i < args->count) word_store(&made->fields[to + (int)i], args->items[from + i]);
}

static bool take_keywords(Thread *thread, Exception *made, const Arguments *args, const char *const *names,
                          size_t count) {
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        size_t at = 0;
        while (at < count && strcmp(names[at], str_text(args->keywords[i])) != 0) at++;
        if (at == count)
            return fail_type(thread, "%s() got an unexpected keyword argument '%s'",
                             type_name_of(value_from_object(made)), str_text(args->keywords[i]));
        word_store(&made->fields[at], args->items[args->count + i]);
    }
    return true;
}

static const struct {
    int number;
    Type *type;
} os_error_types[] = {
    {EAGAIN, &blocking_io_error},
    {EALREADY, &blocking_io_error},
    {EINPROGRESS, &blocking_io_error},
    {EPIPE, &broken_pipe_error},
    {ESHUTDOWN, &broken_pipe_error},
    {ECHILD, &child_process_error},
    {ECONNABORTED, &connection_aborted_error},
    {ECONNREFUSED, &connection_refused_error},
    {ECONNRESET, &connection_reset_error},
    {EEXIST, &file_exists_error},
    {ENOENT, &file_not_found_error},
    {EINTR, &interrupted_error},
    {EISDIR, &is_a_directory_error},
    {ENOTDIR, &not_a_directory_error},
    {EACCES, &permission_error},
    {EPERM, &permission_error},
    {ESRCH, &process_lookup_error},
    {ETIMEDOUT, &timeout_error},
};

Type *os_error_type(Type *type, const Arguments *args) {
    int64_t number;
    if (type != &os_error || args->count < 2 || !int_to_int64(args->items[0], &number)) return type;
    for (size_t i = 0; i < sizeof os_error_types / sizeof *os_error_types; i++)
        if (os_error_types[i].number == number) return os_error_types[i].type;
    return type;
}

/* OSError(errno, strerror[, filename[, _, filename2]]): args keep the first two. */
static void fill_os_error(Exception *made, const Arguments *args) {
    if (args->count < 2 || args->count > 5) return;
    take(made, args, 0, 3, 0);
    take(made, args, 4, 1, 3);
    if (args->count > 2) word_store(&made->args, value_from_object(tuple_from(args->items, 2)));
}

/* SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset])) */
static void fill_syntax_error(Exception *made, const Arguments *args) {
    take(made, args, 0, 1, 0);
    if (args->count < 2 || !value_is_tuple(args->items[1])) return;
    Tuple *place = value_tuple(args->items[1]);
    take(made, &(Arguments){.items = place->items, .count = (uint32_t)place->count}, 0, 6, 1);
}

static bool refuse_keywords(Thread *thread, const Type *type, const Arguments *args) {
    return args->keyword_count == 0 || fail_type(thread, "%s() takes no keyword arguments", type->name);
}

bool exception_fill(Thread *thread, Exception *made, const Arguments *args) {
    static const char *const import_names[] = {"name", "path", "msg", "name_from"}, *const attribute_names[] = {"name",
                                                                                                                "obj"};
    Type *type = object_type(&made->object);
    if (!(type->flags & TYPE_HAS_FIELDS)) return refuse_keywords(thread, type, args);
    if (type_is_subtype(type, &import_error)) {
        if (args->count == 1) take(made, args, 0, 1, 2);
        return take_keywords(thread, made, args, import_names, 4);
    }
    if (type_is_subtype(type, &attribute_error)) return take_keywords(thread, made, args, attribute_names, 2);
    if (type_is_subtype(type, &name_error)) return take_keywords(thread, made, args, attribute_names, 1);
    if (!refuse_keywords(thread, type, args)) return false;
    if (type_is_subtype(type, &stop_iteration)) take(made, args, 0, 1, 0);
    else if (type_is_subtype(type, &os_error)) fill_os_error(made, args);
    else if (type_is_subtype(type, &syntax_error)) fill_syntax_error(made, args);
    else if (type_is_subtype(type, &unicode_decode_error) || type_is_subtype(type, &unicode_encode_error))
        take(made, args, 0, 5, 0);
    else if (type_is_subtype(type, &system_exit) && args->count)
        word_store(&made->fields[0], args->count == 1 ? args->items[0] : word_load(&made->args));
    return true;
}

Value key_error_str(Thread *thread, Value self) {
    Tuple *args = value_tuple(word_load(&value_exception(self)->args));
    return args->count == 1 ? value_repr(thread, args->items[0]) : exception_str(thread, self);
}

Value os_error_str(Thread *thread, Value self) {
    Buffer text = {0};
    if (field(self, 1) == NONE) return exception_str(thread, self);
    buffer_add_text(&text, "[Errno ");
    if (!buffer_add_str(thread, &text, field(self, 0))) return RAISED;
    buffer_add_text(&text, "] ");
    if (!buffer_add_str(thread, &text, field(self, 1))) return RAISED;
    for (int i = 2; i < 4 && field(self, i) != NONE; i++) {
        buffer_add_text(&text, i == 2 ? ": " : " -> ");
        if (!buffer_add_repr(thread, &text, field(self, i))) return RAISED;
    }
    return value_from_object(str_from_buffer(&text));
}

Value import_error_str(Thread *thread, Value self) {
    Value message = field(self, 2);
    return message != NONE && value_has_type(message, &str_type) ? message : exception_str(thread, self);
}

Value syntax_error_str(Thread *thread, Value self) {
    Value message = value_str(thread, field(self, 0)), file = field(self, 1), line = field(self, 2);
    if (message == RAISED) return RAISED;
    const char *text = str_text(value_str_object(message));
    int64_t number;
    bool has_line = int_to_int64(line, &number);
    if (!value_is_str(file))
        return has_line ? value_from_object(str_format("%s (line %lld)", text, (long long)number)) : message;
    const char *path = str_text(value_str_object(file)), *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!has_line) return value_from_object(str_format("%s (%s)", text, name));
    return value_from_object(str_format("%s (%s, line %lld)", text, name, (long long)number));
}

Value unicode_error_str(Thread *thread, Value self) {
    int64_t start, end;
    bool decodes = value_is_instance(self, &unicode_decode_error);
    if (!int_to_int64(field(self, 2), &start) || !int_to_int64(field(self, 3), &end))
        return exception_str(thread, self);
    Value encoding = value_str(thread, field(self, 0)),
          reason = encoding == RAISED ? RAISED : value_str(thread, field(self, 4));
    if (reason == RAISED) return RAISED;
    const char *codec = str_text(value_str_object(encoding)), *why = str_text(value_str_object(reason));
    const char *verb = decodes ? "decode" : "encode";
    Value item = end == start + 1 ? value_get_item(thread, field(self, 1), value_from_small_int(start)) : UNBOUND;
    if (item == RAISED) return RAISED;
    if (item == UNBOUND)
        return value_from_object(str_format("'%s' codec can't %s %s in position %lld-%lld: %s", codec, verb,
                                            decodes ? "bytes" : "characters", (long long)start, (long long)end - 1,
                                            why));
    if (decodes)
        return value_from_object(str_format("'%s' codec can't decode byte 0x%02x in position %lld: %s", codec,
                                            (unsigned)value_small_int(item), (long long)start, why));
    Value shown = value_ascii(thread, item);
    if (shown == RAISED) return RAISED;
    return value_from_object(str_format("'%s' codec can't encode character %s in position %lld: %s", codec,
                                        str_text(value_str_object(shown)), (long long)start, why));
}
