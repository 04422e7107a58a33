/* Files: opening, closing, and the reading and writing of bytes. */
#include "modules/files/file.h"

#include "interp/interpreter.h"
#include "interp/output.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <errno.h>
#include <string.h>

enum { FILE_CLOSED = 1, FILE_USE = 2 };

/* ---- Errors ---- */

static Type *type_of_errno(int number) {
    switch (number) {
    case EEXIST:
        return &file_exists_error;
    case ENOENT:
        return &file_not_found_error;
    case EISDIR:
        return &is_a_directory_error;
    case ENOTDIR:
        return &not_a_directory_error;
    case EACCES:
    case EPERM:
        return &permission_error;
    case EPIPE:
        return &broken_pipe_error;
    case EINTR:
        return &interrupted_error;
    case EAGAIN:
        return &blocking_io_error;
    default:
        return &os_error;
    }
}

Value raise_errno(Thread *thread, int number, Value name) {
    Value code = value_from_small_int(number), text = value_from_object(str_from_text(strerror(number)));
    Value items[] = {code, text, name};
    Arguments args = {.items = items, .count = name == UNBOUND ? 2 : 3};
    Value error = value_call(thread, value_from_object(type_of_errno(number)), &args);
    return error == RAISED ? RAISED : raise_object(thread, error);
}

/* ---- Use and closing ---- */

static bool is_closed(const File *file) {
    return (atomic_load_explicit(&((File *)(uintptr_t)file)->state, memory_order_acquire) & FILE_CLOSED) != 0;
}

void file_leave(File *file) {
    uint32_t before = atomic_fetch_sub_explicit(&file->state, FILE_USE, memory_order_acq_rel);
    if (before == (FILE_USE | FILE_CLOSED) && !file->is_standard) fclose(file->stream);
}

bool file_enter(Thread *thread, File *file) {
    uint32_t before = atomic_fetch_add_explicit(&file->state, FILE_USE, memory_order_acq_rel);
    if ((before & FILE_CLOSED) == 0) return true;
    atomic_fetch_sub_explicit(&file->state, FILE_USE, memory_order_relaxed); /* it is closed already */
    return fail_value(thread, "I/O operation on closed file.");
}

static bool close_file(Thread *thread, File *file) {
    if (is_closed(file)) return true;
    if (!file_enter(thread, file)) {
        error_take(thread); /* another thread closed it just now */
        return true;
    }
    bool flushed = !file->writable || fflush(file->stream) == 0;
    int number = errno;
    atomic_fetch_or_explicit(&file->state, FILE_CLOSED, memory_order_acq_rel);
    file_leave(file);
    if (!flushed) raise_errno(thread, number, UNBOUND);
    return flushed;
}

static void finalize(void *object, void *data) {
    (void)data;
    File *file = object;
    if (!is_closed(file)) fclose(file->stream);
}

File *file_new(FILE *stream, Value name, const char *mode, bool binary) {
    File *file = object_new(binary ? &binary_file_type : &text_file_type, sizeof *file);
    file->stream = stream;
    file->name = name;
    file->mode = mode;
    file->binary = binary;
    file->encoding = "utf-8";
    file->errors = "strict";
    bool both = strchr(mode, '+') != NULL;
    file->readable = both || strchr(mode, 'r') != NULL;
    file->writable = both || strchr(mode, 'r') == NULL;
    return file;
}

Value file_new_standard(FILE *stream, const char *name, const char *mode) {
    File *file = file_new(stream, value_from_object(str_from_text(name)), mode, false);
    file->is_standard = true;
    file->flushes = stream == stderr;
    if (stream == stderr) file->errors = "backslashreplace";
    return value_from_object(file);
}

/* ---- open ---- */

/* The mode of fopen in `out` (6 bytes of room); false: raised. */
static bool read_mode(Thread *thread, const char *mode, char *out, bool *binary) {
    char kind = 0;
    bool plus = false, text = false;
    *binary = false;
    for (const char *at = mode; *at != '\0'; at++) {
        if (strchr("rwax", *at) != NULL && kind == 0) kind = *at;
        else if (*at == '+' && !plus) plus = true;
        else if (*at == 'b' && !*binary) *binary = true;
        else if (*at == 't' && !text) text = true;
        else if (strchr("rwax", *at) != NULL)
            return fail_value(thread, "must have exactly one of create/read/write/append mode");
        else return fail_value(thread, "invalid mode: '%s'", mode);
    }
    if (text && *binary) return fail_value(thread, "can't have text and binary mode at once");
    if (kind == 0)
        return fail_value(thread, "Must have exactly one of create/read/write/append mode and at most one plus");
    snprintf(out, 6, "%s%se", kind == 'x' ? "wx" : (char[]){kind, 0}, plus ? "+" : "");
    return true;
}

static bool text_argument(Thread *thread, const Arguments *args, int i, const char *name, const char **text) {
    Value value = args->items[i];
    bool may_be_none = i != 1; /* all but the mode */
    if (value == UNBOUND || (value == NONE && may_be_none)) return true;
    if (!value_is_str(value))
        return fail_type(thread, "open() argument '%s' must be %s, not %s", name, may_be_none ? "str or None" : "str",
                         type_name_of(value));
    *text = str_text(value_str_object(value));
    return true;
}

static FILE *open_stream(Thread *thread, Value name, const char *mode) {
    FILE *stream = NULL;
    int64_t descriptor;
    if (value_is_str(name)) stream = fopen(str_text(value_str_object(name)), mode);
    else if (int_to_int64(name, &descriptor)) stream = fdopen((int)descriptor, mode);
    else {
        raise_type(thread, "expected str, bytes or os.PathLike object, not %s", type_name_of(name));
        return NULL;
    }
    char byte;
    if (stream != NULL && mode[0] == 'r' && fread(&byte, 1, 1, stream) == 0 && errno == EISDIR && ferror(stream)) {
        fclose(stream);
        errno = EISDIR;
        stream = NULL;
    } else if (stream != NULL && mode[0] == 'r' && !feof(stream)) {
        ungetc((unsigned char)byte, stream);
    }
    if (stream == NULL) raise_errno(thread, errno, name);
    else clearerr(stream);
    return stream;
}

Value file_open(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    const char *mode = "r", *encoding = NULL, *errors = "strict", *newline = NULL;
    if (!text_argument(thread, args, 1, "mode", &mode) || !text_argument(thread, args, 3, "encoding", &encoding) ||
        !text_argument(thread, args, 4, "errors", &errors) || !text_argument(thread, args, 5, "newline", &newline))
        return RAISED;
    char stream_mode[6];
    bool binary;
    if (!read_mode(thread, mode, stream_mode, &binary)) return RAISED;
    if (binary && encoding != NULL) return raise_value(thread, "binary mode doesn't take an encoding argument");
    FILE *stream = open_stream(thread, args->items[0], stream_mode);
    if (stream == NULL) return RAISED;
    File *file = file_new(stream, args->items[0], mode, binary);
    file->encoding = encoding == NULL ? "UTF-8" : encoding;
    file->errors = errors;
    file->keeps_line_ends = newline != NULL;
    memory_set_finalizer(file, finalize, NULL);
    return value_from_object(file);
}

/* ---- Bytes in and out ---- */

static bool io_error(Thread *thread, File *file) {
    int number = errno;
    clearerr(file->stream);
    if (!thread_poll(thread)) return false;
    if (number == EINTR) return true;
    raise_errno(thread, number, UNBOUND);
    return false;
}

bool file_flush(Thread *thread, File *file) {
    if (!file_enter(thread, file)) return false;
    bool success = true;
    while (success && fflush(file->stream) != 0) success = io_error(thread, file);
    file_leave(file);
    return success;
}

static OutputSink *sink_of(Thread *thread, const File *file) {
    OutputSink *sink = thread->interpreter->sink;
    return sink && file->is_standard ? output_sink(sink, fileno(file->stream)) : NULL;
}

/* What the world sees is a step of the thread; not what a report says in its name. */
static void tell_output(Thread *thread, const File *file) {
    if (thread->task->step == NULL || thread->task->user != thread) return;
    thr_task_set_site(thread->task, thread_site(thread));
    thr_step(thread->task, THR_ACTION_OUTPUT, THR_KIND_EXTERNAL, file->is_standard ? NULL : file, NULL);
}

bool file_write(Thread *thread, File *file, const char *text, size_t length) {
    tell_output(thread, file);
    if (!file_enter(thread, file)) return false;
    bool success = true;
    OutputSink *sink = sink_of(thread, file);
    while (sink && success && !sink->write(sink, fileno(file->stream), text, length)) success = io_error(thread, file);
    if (sink) length = 0;
    flockfile(file->stream);
    if (file->readable) fseek(file->stream, 0, SEEK_CUR);
    size_t done = 0;
    while (success && done < length) {
        done += fwrite(text + done, 1, length - done, file->stream);
        if (done < length) success = io_error(thread, file);
    }
    while (success && file->flushes && fflush(file->stream) != 0) success = io_error(thread, file);
    funlockfile(file->stream);
    file_leave(file);
    return success;
}

/* One byte; EOF at the end; -2: raised. Waiting for it keeps no deadlock report away from the others. */
static int read_byte(Thread *thread, File *file) {
    for (;;) {
        int byte = getc_unlocked(file->stream);
        if (byte != EOF || !ferror(file->stream)) return byte;
        if (!io_error(thread, file)) return -2;
    }
}

/* Whoever keeps the terminal in order reads lines for the main thread. */
static OutputSink *line_reader(Thread *thread, const File *file) {
    OutputSink *sink = sink_of(thread, file);
    return sink && sink->read_line && thread == thread->interpreter->main_thread ? sink : NULL;
}

bool file_read_line(Thread *thread, File *file, int64_t limit, Buffer *out) {
    OutputSink *reader = limit < 0 ? line_reader(thread, file) : NULL;
    if (reader) return reader->read_line(reader, thread, out);
    if (!file_enter(thread, file)) return false;
    thr_external_begin(thread->task);
    flockfile(file->stream);
    if (file->writable) fseek(file->stream, 0, SEEK_CUR);
    int byte = 0;
    while ((limit < 0 || out->length < (size_t)limit) && (byte = read_byte(thread, file)) >= 0) {
        if (byte == '\r' && !file->binary && !file->keeps_line_ends) {
            int next = read_byte(thread, file);
            if (next >= 0 && next != '\n') ungetc(next, file->stream);
            byte = '\n';
        }
        buffer_add_byte(out, (char)byte);
        if (byte == '\n') break;
    }
    if (byte == EOF) clearerr(file->stream);
    funlockfile(file->stream);
    thr_external_end(thread->task);
    file_leave(file);
    return byte != -2;
}

/* ---- The types ---- */

static Value file_repr(Thread *thread, Value self) {
    File *file = value_file(self);
    Buffer out = {0};
    buffer_add_text(&out, file->binary ? "<_io.BufferedReader name=" : "<_io.TextIOWrapper name=");
    if (!buffer_add_repr(thread, &out, file->name)) return RAISED;
    if (!file->binary) buffer_addf(&out, " mode='%s' encoding='%s'", file->mode, file->encoding);
    buffer_add_byte(&out, '>');
    return value_from_object(str_from_buffer(&out));
}

static Value file_iter(Thread *thread, Value self) {
    if (!file_enter(thread, value_file(self))) return RAISED;
    file_leave(value_file(self));
    return self;
}

static Value file_next(Thread *thread, Value self) {
    Value line = value_call_method(thread, self, str_intern_text("readline"), &(Arguments){0});
    return line == RAISED || value_length(thread, line) > 0 ? line : UNBOUND;
}

static Value file_close_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return close_file(thread, value_file(self)) ? NONE : RAISED;
}

static Value file_exit_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return close_file(thread, value_file(self)) ? NONE : RAISED;
}

static Value file_closed(Thread *thread, Value self) {
    (void)thread;
    return value_from_bool(is_closed(value_file(self)));
}

static const Builtin closing_methods[] = {
    {"close", file_close_method, 0, 0, "close(): flush and close the file"},
    {"__exit__", file_exit_method, 0, 3, "close the file at the end of a with statement"},
    {0},
};

static const Property closing_properties[] = {
    {"closed", file_closed, NULL, "whether the file is closed"},
    {0},
};

Type unsupported_operation = {
    TYPE_HEAD,         .name = "UnsupportedOperation",
    .module = "io",    .doc = "The file was not opened for that.",
    .base = &os_error, .flags = TYPE_IS_EXCEPTION | TYPE_HAS_ATTRIBUTES,
};

/* What both kinds of file share: use, closing and the rest of the methods. */
static Type file_base_type = {
    TYPE_HEAD,
    .name = "_IOBase",
    .module = "_io",
    .doc = "What all files have in common.",
    .size = sizeof(File),
    .repr = file_repr,
    .iter = file_iter,
    .next = file_next,
    .methods = closing_methods,
    .properties = closing_properties,
};

Type text_file_type = {
    TYPE_HEAD,
    .name = "TextIOWrapper",
    .module = "_io",
    .doc = "A file of text.",
    .base = &file_base_type,
    .size = sizeof(File),
    .flags = TYPE_IS_FINAL,
    .methods = file_methods,
    .properties = file_properties,
};

Type binary_file_type = {
    TYPE_HEAD,
    .name = "BufferedReader",
    .module = "_io",
    .doc = "A file of bytes.",
    .base = &file_base_type,
    .size = sizeof(File),
    .flags = TYPE_IS_FINAL,
    .methods = file_methods,
    .properties = file_properties,
};

void files_start(void) {
    type_ready(&unsupported_operation);
    type_ready(&file_base_type);
    type_ready(&text_file_type);
    type_ready(&binary_file_type);
}
