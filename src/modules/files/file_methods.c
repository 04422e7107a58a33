/* What scripts call on files. */
#include "modules/files/file.h"

#include "base/text.h"
#include "interp/interpreter.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"

#include <errno.h>
#include <unistd.h>

static bool may_read(Thread *thread, const File *file) {
    return file->readable || fail_error(thread, &unsupported_operation, "%s", file->binary ? "read" : "not readable");
}

static bool may_write(Thread *thread, const File *file) {
    return file->writable || fail_error(thread, &unsupported_operation, "%s", file->binary ? "write" : "not writable");
}

static Value content(Thread *thread, File *file, const Buffer *bytes) {
    Value raw = value_from_object(bytes_from_buffer(bytes));
    if (file->binary) return raw;
    if (text_is_ascii(buffer_text(bytes), bytes->length)) return value_from_object(str_from_buffer(bytes));
    Value how[] = {value_from_object(str_from_text(file->encoding)), value_from_object(str_from_text(file->errors))};
    return value_call_method(thread, raw, str_intern_text("decode"), &(Arguments){.items = how, .count = 2});
}

static bool size_argument(Thread *thread, const Arguments *args, int64_t *size) {
    *size = -1;
    return args->count == 0 || args->items[0] == NONE || value_to_index(thread, args->items[0], size);
}

static Value file_readline(Thread *thread, Value self, const Arguments *args) {
    File *file = value_file(self);
    int64_t limit;
    if (!size_argument(thread, args, &limit)) return RAISED;
    if (!may_read(thread, file)) return RAISED;
    Buffer line = {0};
    return file_read_line(thread, file, limit, &line) ? content(thread, file, &line) : RAISED;
}

/* Whether the characters (bytes of a binary file) read so far are as many as asked for. */
static bool is_enough(const File *file, const Buffer *bytes, int64_t size) {
    if (size < 0) return false;
    return (int64_t)(file->binary ? bytes->length : text_count(buffer_text(bytes), bytes->length)) >= size;
}

static Value file_read(Thread *thread, Value self, const Arguments *args) {
    File *file = value_file(self);
    int64_t size;
    if (!size_argument(thread, args, &size)) return RAISED;
    if (!may_read(thread, file)) return RAISED;
    Buffer all = {0};
    while (!is_enough(file, &all, size)) {
        Buffer part = {0};
        int64_t limit =
            size < 0 ? -1 : size - (int64_t)(file->binary ? all.length : text_count(buffer_text(&all), all.length));
        if (!file_read_line(thread, file, limit, &part)) return RAISED;
        if (part.length == 0) break;
        buffer_add(&all, part.text, part.length);
        while (size >= 0 && !file->binary &&
               ((unsigned char)all.text[all.length - 1] & 0x80) != 0) { /* a whole character */
            size_t bad;
            if (text_is_valid(all.text, all.length, &bad)) break;
            Buffer byte = {0};
            if (!file_read_line(thread, file, 1, &byte)) return RAISED;
            if (byte.length == 0) break;
            buffer_add(&all, byte.text, byte.length);
        }
    }
    return content(thread, file, &all);
}

static Value file_readlines(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    File *file = value_file(self);
    if (!may_read(thread, file)) return RAISED;
    List *lines = list_new(0);
    for (;;) {
        Buffer line = {0};
        if (!file_read_line(thread, file, -1, &line)) return RAISED;
        if (line.length == 0) return value_from_object(lines);
        Value text = content(thread, file, &line);
        if (text == RAISED) return RAISED;
        list_append(lines, text);
    }
}

static Value write_text(Thread *thread, File *file, Value value) {
    if (!value_is_str(value)) return raise_type(thread, "write() argument must be str, not %s", type_name_of(value));
    Str *str = value_str_object(value);
    const char *text = str_text(str);
    size_t bytes = str->bytes;
    if (!text_is_ascii(text, bytes)) {
        Value how[] = {value_from_object(str_from_text(file->encoding)),
                       value_from_object(str_from_text(file->errors))};
        Value encoded = value_call_method(thread, value, name_encode, &(Arguments){.items = how, .count = 2});
        if (encoded == RAISED) return RAISED;
        text = (const char *)value_bytes(encoded)->at;
        bytes = value_bytes(encoded)->count;
    }
    return file_write(thread, file, text, bytes) ? int_from_int64((int64_t)str->length) : RAISED;
}

static Value file_write_method(Thread *thread, Value self, const Arguments *args) {
    File *file = value_file(self);
    Value value = args->items[0];
    if (!may_write(thread, file)) return RAISED;
    if (!file->binary) return write_text(thread, file, value);
    if (!value_is_bytes(value))
        return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(value));
    Bytes *bytes = value_bytes(value);
    return file_write(thread, file, (const char *)bytes->at, bytes->count) ? int_from_int64((int64_t)bytes->count)
                                                                           : RAISED;
}

static Value file_writelines(Thread *thread, Value self, const Arguments *args) {
    Value iterator = value_iter(thread, args->items[0]), line;
    if (iterator == RAISED) return RAISED;
    while ((line = value_next(thread, iterator)) != UNBOUND)
        if (line == RAISED || file_write_method(thread, self, &(Arguments){.items = &line, .count = 1}) == RAISED)
            return RAISED;
    return NONE;
}

static Value file_flush_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return file_flush(thread, value_file(self)) ? NONE : RAISED;
}

static Value file_fileno(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    File *file = value_file(self);
    if (!file_enter(thread, file)) return RAISED;
    int descriptor = fileno(file->stream);
    file_leave(file);
    return value_from_small_int(descriptor);
}

static Value file_isatty(Thread *thread, Value self, const Arguments *args) {
    Value descriptor = file_fileno(thread, self, args);
    return descriptor == RAISED ? RAISED : value_from_bool(isatty((int)value_small_int(descriptor)));
}

static Value file_tell(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    File *file = value_file(self);
    if (!file_enter(thread, file)) return RAISED;
    long place = ftell(file->stream);
    int number = errno;
    file_leave(file);
    return place < 0 ? raise_errno(thread, number, UNBOUND) : int_from_int64(place);
}

static Value file_seek(Thread *thread, Value self, const Arguments *args) {
    int64_t place, whence = 0;
    if (!value_to_index(thread, args->items[0], &place)) return RAISED;
    if (args->count > 1 && !value_to_index(thread, args->items[1], &whence)) return RAISED;
    if (whence == 0 && place < 0) return raise_value(thread, "negative seek position %lld", (long long)place);
    File *file = value_file(self);
    if (!file_enter(thread, file)) return RAISED;
    int failed = fseek(file->stream, place, whence == 0 ? SEEK_SET : whence == 1 ? SEEK_CUR : SEEK_END), number = errno;
    file_leave(file);
    return failed ? raise_errno(thread, number, UNBOUND) : file_tell(thread, self, args);
}

static Value file_truncate(Thread *thread, Value self, const Arguments *args) {
    File *file = value_file(self);
    int64_t size = -1;
    if (!size_argument(thread, args, &size) || !file_enter(thread, file)) return RAISED;
    fflush(file->stream);
    if (size < 0) size = ftell(file->stream);
    int failed = ftruncate(fileno(file->stream), size), number = errno;
    file_leave(file);
    return failed ? raise_errno(thread, number, UNBOUND) : int_from_int64(size);
}

static Value file_readable(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_bool(value_file(self)->readable);
}

static Value file_writable(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_bool(value_file(self)->writable);
}

static Value file_seekable(Thread *thread, Value self, const Arguments *args) {
    Value descriptor = file_fileno(thread, self, args);
    return descriptor == RAISED ? RAISED : value_from_bool(lseek((int)value_small_int(descriptor), 0, SEEK_CUR) >= 0);
}

static Value file_enter_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    if (!file_enter(thread, value_file(self))) return RAISED;
    file_leave(value_file(self));
    return self;
}

const Builtin file_methods[] = {
    {"fileno", file_fileno, 0, 0, "fileno(): the number of the file in the operating system"},
    {"flush", file_flush_method, 0, 0, "flush(): write out what is buffered"},
    {"isatty", file_isatty, 0, 0, "isatty(): whether it is a terminal"},
    {"read", file_read, 0, 1, "read(size=-1): at most so many characters, or all that are left"},
    {"readable", file_readable, 0, 0, "readable(): whether it was opened for reading"},
    {"readline", file_readline, 0, 1, "readline(size=-1): the next line with its end, '' at the end of the file"},
    {"readlines", file_readlines, 0, 1, "readlines(): a list of the lines that are left"},
    {"seek", file_seek, 1, 2, "seek(offset, whence=0): go to a place in the file"},
    {"seekable", file_seekable, 0, 0, "seekable(): whether seek() works"},
    {"tell", file_tell, 0, 0, "tell(): the place in the file"},
    {"truncate", file_truncate, 0, 1, "truncate(size=None): cut the file off"},
    {"writable", file_writable, 0, 0, "writable(): whether it was opened for writing"},
    {"write", file_write_method, 1, 1, "write(text): write it in one piece; the number of characters"},
    {"writelines", file_writelines, 1, 1, "writelines(lines): write each of them"},
    {"__enter__", file_enter_method, 0, 0, "the file itself, for a with statement"},
    {0},
};

static Value file_name(Thread *thread, Value self) {
    (void)thread;
    return value_file(self)->name;
}

static Value file_mode(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_from_text(value_file(self)->mode));
}

static Value file_encoding(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_from_text(value_file(self)->encoding));
}

static Value file_errors(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_from_text(value_file(self)->errors));
}

const Property file_properties[] = {
    {"encoding", file_encoding, NULL, "how text becomes bytes"},
    {"errors", file_errors, NULL, "what happens to text that has no bytes"},
    {"mode", file_mode, NULL, "the mode given to open()"},
    {"name", file_name, NULL, "the name given to open()"},
    {0},
};
