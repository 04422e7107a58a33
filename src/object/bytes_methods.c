/* What scripts call on bytes. */
#include "object/bytes_methods.h"

#include "object/bytes_text.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/tuple.h"

#include <ctype.h>
#include <string.h>

static Bytes *bytes_argument(Thread *thread, Value value) {
    if (value_is_bytes(value)) return value_bytes(value);
    raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(value));
    return NULL;
}

static Value part_of(const Bytes *bytes, size_t start, size_t end) {
    return value_from_object(bytes_new(bytes->at + start, end - start));
}

static Value bytes_decode(Thread *thread, Value self, const Arguments *args) {
    static const char *const names[] = {"encoding", "errors"};
    const char *texts[] = {"utf-8", "strict"};
    for (int i = 0; i < 2; i++) {
        if (args->items[i] == UNBOUND) continue;
        if (!value_is_str(args->items[i]))
            return raise_type(thread, "decode() argument '%s' must be str, not %s", names[i],
                              type_name_of(args->items[i]));
        texts[i] = str_text(value_str_object(args->items[i]));
    }
    return str_decode(thread, value_bytes(self)->at, value_bytes(self)->count, texts[0], texts[1]);
}

static Value bytes_hex(Thread *thread, Value self, const Arguments *args) {
    Bytes *bytes = value_bytes(self);
    const char *separator = "";
    int64_t group = 1;
    if (args->items[0] != UNBOUND) {
        if (!value_is_str(args->items[0])) return raise_type(thread, "sep must be str or bytes.");
        if (value_str_object(args->items[0])->length != 1) return raise_value(thread, "sep must be length 1.");
        separator = str_text(value_str_object(args->items[0]));
    }
    if (args->items[1] != UNBOUND && !value_to_index(thread, args->items[1], &group)) return RAISED;
    size_t width = group < 0 ? (size_t)-group : (size_t)group;
    BUFFER_WITH_ROOM(out, 256);
    for (size_t i = 0; i < bytes->count; i++) {
        bool starts_group =
            *separator != '\0' && width > 0 && (group > 0 ? (bytes->count - i) % width == 0 : i % width == 0);
        if (i > 0 && starts_group) buffer_add_text(&out, separator);
        buffer_add_byte(&out, "0123456789abcdef"[bytes->at[i] >> 4]);
        buffer_add_byte(&out, "0123456789abcdef"[bytes->at[i] & 15]);
    }
    return value_from_object(str_from_buffer(&out));
}

static int hex_digit(char byte) {
    return isdigit((unsigned char)byte) ? byte - '0' : isxdigit((unsigned char)byte) ? (byte | 0x20) - 'a' + 10 : -1;
}

static Value bytes_fromhex(Thread *thread, Value class, const Arguments *args) {
    (void)class;
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "fromhex() argument must be str, not %s", type_name_of(args->items[0]));
    const char *text = str_text(value_str_object(args->items[0])), *at = text;
    Buffer out = {0};
    while (*at != '\0') {
        if (isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        for (int i = 0; i < 2; i++)
            if (hex_digit(at[i]) < 0)
                return raise_value(thread, "non-hexadecimal number found in fromhex() arg at position %td",
                                   at + i - text);
        buffer_add_byte(&out, (char)(hex_digit(at[0]) * 16 + hex_digit(at[1])));
        at += 2;
    }
    return value_from_object(bytes_from_buffer(&out));
}

static Value bytes_join(Thread *thread, Value self, const Arguments *args) {
    const Type *type = value_type(args->items[0]);
    if (type->iter == NULL && type->get_item == NULL) return raise_type(thread, "can only join an iterable");
    Value list = list_from_iterable(thread, args->items[0]);
    if (list == RAISED) return RAISED;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    Buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        if (!value_is_bytes(items[i]))
            return raise_type(thread, "sequence item %zu: expected a bytes-like object, %s found", i,
                              type_name_of(items[i]));
        if (i > 0) buffer_add(&out, (char *)value_bytes(self)->at, value_bytes(self)->count);
        buffer_add(&out, (char *)value_bytes(items[i])->at, value_bytes(items[i])->count);
    }
    return value_from_object(bytes_from_buffer(&out));
}

static Value bytes_replace(Thread *thread, Value self, const Arguments *args) {
    Bytes *bytes = value_bytes(self), *old = bytes_argument(thread, args->items[0]);
    Bytes *new = old == NULL ? NULL : bytes_argument(thread, args->items[1]);
    int64_t most = -1;
    if (new == NULL || (args->count > 2 && !value_to_index(thread, args->items[2], &most))) return RAISED;
    Buffer out = {0};
    size_t at = 0, found;
    while (most-- != 0 && (found = bytes_find(bytes, at, old)) != SIZE_MAX) {
        buffer_add(&out, (char *)bytes->at + at, found - at);
        buffer_add(&out, (char *)new->at, new->count);
        at = found + old->count;
        if (old->count > 0) continue;
        if (at == bytes->count) break;
        buffer_add_byte(&out, (char)bytes->at[at++]);
    }
    buffer_add(&out, (char *)bytes->at + at, bytes->count - at);
    return value_from_object(bytes_from_buffer(&out));
}

static void split_spaces(List *parts, const Bytes *bytes, int64_t most) {
    size_t at = 0;
    for (;;) {
        while (at < bytes->count && isspace(bytes->at[at])) at++;
        if (at == bytes->count) return;
        size_t end = at;
        if (most-- == 0) end = bytes->count;
        while (end < bytes->count && !isspace(bytes->at[end])) end++;
        list_append(parts, part_of(bytes, at, end));
        at = end;
    }
}

static Value bytes_split(Thread *thread, Value self, const Arguments *args) {
    Bytes *bytes = value_bytes(self);
    int64_t most = -1;
    if (args->items[1] != UNBOUND && !value_to_index(thread, args->items[1], &most)) return RAISED;
    List *parts = list_new(0);
    if (args->items[0] == UNBOUND || args->items[0] == NONE) {
        split_spaces(parts, bytes, most);
        return value_from_object(parts);
    }
    Bytes *separator = bytes_argument(thread, args->items[0]);
    if (separator == NULL) return RAISED;
    if (separator->count == 0) return raise_value(thread, "empty separator");
    size_t at = 0, found;
    for (; most-- != 0 && (found = bytes_find(bytes, at, separator)) != SIZE_MAX; at = found + separator->count)
        list_append(parts, part_of(bytes, at, found));
    list_append(parts, part_of(bytes, at, bytes->count));
    return value_from_object(parts);
}

static bool is_stripped(unsigned char byte, const Bytes *which) {
    return which == NULL ? isspace(byte) : memchr(which->at, byte, which->count) != NULL;
}

static Value stripped(Thread *thread, Value self, const Arguments *args, bool left, bool right) {
    const Bytes *bytes = value_bytes(self), *which = NULL;
    if (args->count > 0 && args->items[0] != NONE && (which = bytes_argument(thread, args->items[0])) == NULL)
        return RAISED;
    size_t start = 0, end = bytes->count;
    while (left && start < end && is_stripped(bytes->at[start], which)) start++;
    while (right && end > start && is_stripped(bytes->at[end - 1], which)) end--;
    return part_of(bytes, start, end);
}

static Value bytes_strip(Thread *thread, Value self, const Arguments *args) {
    return stripped(thread, self, args, true, true);
}

static Value bytes_lstrip(Thread *thread, Value self, const Arguments *args) {
    return stripped(thread, self, args, true, false);
}

static Value bytes_rstrip(Thread *thread, Value self, const Arguments *args) {
    return stripped(thread, self, args, false, true);
}

static Value mapped(Value self, int (*mapping)(int byte)) {
    const Bytes *bytes = value_bytes(self);
    Bytes *result = bytes_new(bytes->at, bytes->count);
    for (size_t i = 0; i < result->count; i++) result->at[i] = (unsigned char)mapping(result->at[i]);
    return value_from_object(result);
}

static Value bytes_lower(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return mapped(self, tolower);
}

static Value bytes_upper(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return mapped(self, toupper);
}

const Builtin bytes_methods[] = {
#define METHOD(name, least, most, parameters, kind, doc) {#name, bytes_text_##name, least, most, doc, parameters, kind},
#include "object/bytes_text.def"
    {"decode", bytes_decode, 0, 2, "decode(encoding='utf-8', errors='strict'): the text that the bytes stand for",
     "encoding errors"},
    {"fromhex", bytes_fromhex, 1, 1, "fromhex(text): the bytes that pairs of hexadecimal digits stand for", NULL,
     BUILTIN_CLASS_METHOD},
    {"hex", bytes_hex, 0, 2, "hex(sep, bytes_per_sep=1): the bytes as hexadecimal digits", "sep bytes_per_sep"},
    {"join", bytes_join, 1, 1, "join(iterable): the bytes of the iterable with these between them"},
    {"lower", bytes_lower, 0, 0, "lower(): a copy with ASCII letters in lower case"},
    {"lstrip", bytes_lstrip, 0, 1, "lstrip(bytes=None): a copy without white space, or the bytes, at the start"},
    {"replace", bytes_replace, 2, 3, "replace(old, new, count=-1): a copy with new for old, at most count times"},
    {"rstrip", bytes_rstrip, 0, 1, "rstrip(bytes=None): a copy without white space, or the bytes, at the end"},
    {"split", bytes_split, 0, 2, "split(sep=None, maxsplit=-1): the list of the parts between separators",
     "sep maxsplit"},
    {"strip", bytes_strip, 0, 1, "strip(bytes=None): a copy without white space, or the bytes, at both ends"},
    {"upper", bytes_upper, 0, 0, "upper(): a copy with ASCII letters in upper case"},
    {0},
};
