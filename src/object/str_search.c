/* Looking for a str in another: find and its sisters, startswith, replace. Work is on bytes; UTF-8 lets no match start
   inside a character. */
#define _GNU_SOURCE 1 /* memmem */
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/tuple.h"

#include <string.h>

enum { LONG_SEARCH = 256 };

/* By the first byte: what memmem prepares does not pay for a short text. */
static const char *find_short(const char *at, const char *end, const Str *part) {
    for (end -= part->bytes - 1; (at = memchr(at, part->text[0], (size_t)(end - at))) != NULL; at++)
        if (text_equal(at, part->text, part->bytes)) return at;
    return NULL;
}

size_t text_find(const char *text, size_t start, size_t end, const Str *part) {
    if (end - start < part->bytes || start > end) return SIZE_MAX;
    if (part->bytes == 0) return start;
    const char *found = part->bytes == 1            ? memchr(text + start, part->text[0], end - start)
                        : end - start < LONG_SEARCH ? find_short(text + start, text + end, part)
                                                    : memmem(text + start, end - start, part->text, part->bytes);
    return found == NULL ? SIZE_MAX : (size_t)(found - text);
}

size_t text_find_last(const char *text, size_t start, size_t end, const Str *part) {
    if (start > end || end - start < part->bytes) return SIZE_MAX;
    for (size_t at = end - part->bytes + 1; at-- > start;)
        if (memcmp(text + at, part->text, part->bytes) == 0) return at;
    return SIZE_MAX;
}

/* ---- The optional start and end of find, count, startswith … ---- */

/* Byte offsets of the searched part; `empty` when it lies beyond the text, where not even "" is found. */
typedef struct Stretch {
    size_t start, end;
    bool beyond;
} Stretch;

static bool bound_argument(Thread *thread, const Arguments *args, uint32_t i, int64_t otherwise, int64_t *bound) {
    *bound = otherwise;
    if (i >= args->count || args->items[i] == NONE) return true;
    if (value_type(args->items[i])->index == NULL)
        return fail_type(thread, "slice indices must be integers or None or have an __index__ method");
    Value index = value_index(thread, args->items[i]);
    if (index == RAISED) return false;
    if (!int_to_int64(index, bound)) *bound = int_sign(index) < 0 ? INT64_MIN / 2 : INT64_MAX / 2;
    return true;
}

static bool stretch_argument(Thread *thread, Str *str, const Arguments *args, Stretch *stretch) {
    *stretch = (Stretch){0, str->bytes, false};
    if (args->count == 1) return true;
    int64_t length = (int64_t)str->length, start, end;
    if (!bound_argument(thread, args, 1, 0, &start) || !bound_argument(thread, args, 2, length, &end)) return false;
    if (start < 0) start = start + length < 0 ? 0 : start + length;
    if (end < 0) end = end + length < 0 ? 0 : end + length;
    if (end > length) end = length;
    stretch->beyond = start > end;
    if (stretch->beyond) start = end;
    stretch->start = str_offset(str, (size_t)start);
    stretch->end = str_offset(str, (size_t)end);
    return true;
}

static Str *part_argument(Thread *thread, const char *method, const Arguments *args) {
    if (value_is_str(args->items[0])) return value_str_object(args->items[0]);
    raise_type(thread, "%s() argument 1 must be str, not %s", method, type_name_of(args->items[0]));
    return NULL;
}

/* ---- find, index, count ---- */

typedef size_t (*Finder)(const char *text, size_t start, size_t end, const Str *part);

/* The index of the part as a C number: -1 absent, -2 raised. */
static int64_t find_index(Thread *thread, Value self, const Arguments *args, const char *method, Finder finder) {
    Str *str = value_str_object(self), *part = part_argument(thread, method, args);
    Stretch stretch;
    if (part == NULL || !stretch_argument(thread, str, args, &stretch)) return -2;
    if (stretch.beyond) return -1;
    size_t found = finder(str->text, stretch.start, stretch.end, part);
    return found == SIZE_MAX ? -1 : (int64_t)str_index_of(str, found);
}

static Value found_or_minus_one(int64_t index) {
    return index == -2 ? RAISED : int_from_int64(index);
}

static Value found_or_error(Thread *thread, int64_t index) {
    return index == -1 ? raise_value(thread, "substring not found") : found_or_minus_one(index);
}

Value str_find(Thread *thread, Value self, const Arguments *args) {
    return found_or_minus_one(find_index(thread, self, args, "find", text_find));
}

Value str_rfind(Thread *thread, Value self, const Arguments *args) {
    return found_or_minus_one(find_index(thread, self, args, "rfind", text_find_last));
}

Value str_index(Thread *thread, Value self, const Arguments *args) {
    return found_or_error(thread, find_index(thread, self, args, "index", text_find));
}

Value str_rindex(Thread *thread, Value self, const Arguments *args) {
    return found_or_error(thread, find_index(thread, self, args, "rindex", text_find_last));
}

Value str_count(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self), *part = part_argument(thread, "count", args);
    Stretch stretch;
    if (part == NULL || !stretch_argument(thread, str, args, &stretch)) return RAISED;
    if (stretch.beyond) return value_from_small_int(0);
    if (part->bytes == 0)
        return int_from_int64((int64_t)text_count(str->text + stretch.start, stretch.end - stretch.start) + 1);
    int64_t count = 0;
    for (size_t at = stretch.start; (at = text_find(str->text, at, stretch.end, part)) != SIZE_MAX; at += part->bytes)
        count++;
    return int_from_int64(count);
}

/* ---- startswith, endswith ---- */

static bool matches_at(const Str *str, Stretch stretch, const Str *part, bool at_end) {
    if (stretch.beyond || stretch.end - stretch.start < part->bytes) return false;
    size_t at = at_end ? stretch.end - part->bytes : stretch.start;
    return text_equal(str->text + at, part->text, part->bytes);
}

static Value matches(Thread *thread, Value self, const Arguments *args, const char *method, bool at_end) {
    Str *str = value_str_object(self);
    Stretch stretch;
    Value part = args->items[0];
    if (!stretch_argument(thread, str, args, &stretch)) return RAISED;
    if (value_is_str(part)) return value_from_bool(matches_at(str, stretch, value_str_object(part), at_end));
    if (!value_is_tuple(part))
        return raise_type(thread, "%s first arg must be str or a tuple of str, not %s", method, type_name_of(part));
    Tuple *parts = value_tuple(part);
    for (size_t i = 0; i < parts->count; i++) {
        if (!value_is_str(parts->items[i]))
            return raise_type(thread, "tuple for %s must only contain str, not %s", method,
                              type_name_of(parts->items[i]));
        if (matches_at(str, stretch, value_str_object(parts->items[i]), at_end)) return TRUE_VALUE;
    }
    return FALSE_VALUE;
}

Value str_startswith(Thread *thread, Value self, const Arguments *args) {
    return matches(thread, self, args, "startswith", false);
}

Value str_endswith(Thread *thread, Value self, const Arguments *args) {
    return matches(thread, self, args, "endswith", true);
}

Value str_removeprefix(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "removeprefix() argument must be str, not %s", type_name_of(args->items[0]));
    Str *str = value_str_object(self), *part = value_str_object(args->items[0]);
    bool matched = matches_at(str, (Stretch){0, str->bytes, false}, part, false);
    return value_from_object(str_part(str, matched ? part->bytes : 0, str->bytes));
}

Value str_removesuffix(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "removesuffix() argument must be str, not %s", type_name_of(args->items[0]));
    Str *str = value_str_object(self), *part = value_str_object(args->items[0]);
    bool matched = matches_at(str, (Stretch){0, str->bytes, false}, part, true);
    return value_from_object(str_part(str, 0, str->bytes - (matched ? part->bytes : 0)));
}

/* ---- replace ---- */

enum { FEW_PLACES = 64 };

/* Byte offsets of the places where the part is found, the first few of them, and how many there are. */
typedef struct Places {
    size_t few[FEW_PLACES];
    size_t count;
} Places;

static void find_places(Places *places, const Str *str, const Str *part, int64_t most) {
    size_t at = 0, found;
    for (places->count = 0; most-- != 0; at = found + part->bytes) {
        if ((found = text_find(str->text, at, str->bytes, part)) == SIZE_MAX) return;
        if (places->count < FEW_PLACES) places->few[places->count] = found;
        places->count++;
    }
}

static Value replace_parts(Thread *thread, Str *str, const Str *old, const Str *new, int64_t most) {
    Places places;
    find_places(&places, str, old, most);
    if (places.count == 0) return value_from_object(str_part(str, 0, str->bytes));
    size_t added;
    if (__builtin_mul_overflow(places.count, new->bytes, &added)) return raise_memory(thread);
    size_t bytes = str->bytes - places.count * old->bytes + added, at = 0;
    if (bytes == 0) return value_from_object(str_empty());
    bool is_ascii = str_is_ascii(str) && str_is_ascii(new);
    Str *result = str_try_allocate(bytes, is_ascii);
    if (result == NULL) return raise_memory(thread);
    char *out = result->text;
    for (size_t i = 0; i < places.count; i++) {
        size_t found = i < FEW_PLACES ? places.few[i] : text_find(str->text, at, str->bytes, old);
        text_copy(out, str->text + at, found - at);
        text_copy(out + (found - at), new->text, new->bytes);
        out += found - at + new->bytes;
        at = found + old->bytes;
    }
    memcpy(out, str->text + at, str->bytes - at);
    if (!is_ascii) result->length = str->length - places.count * old->length + places.count * new->length;
    return value_from_object(result);
}

/* One byte for another. */
static Value replace_bytes(const Str *str, char old, char new) {
    Str *result = str_allocate(str->bytes, true);
    for (size_t i = 0; i < str->bytes; i++) result->text[i] = str->text[i] == old ? new : str->text[i];
    return value_from_object(result);
}

/* Replacing "" puts the new text before each character and at the end. */
static void replace_gaps(Buffer *out, const Str *str, const Str *new, int64_t most) {
    const char *at = str->text, *end = str_end(str);
    while (most-- != 0) {
        buffer_add(out, new->text, new->bytes);
        if (at == end) break;
        size_t length;
        text_decode(at, end, &length);
        buffer_add(out, at, length);
        at += length;
    }
    buffer_add(out, at, (size_t)(end - at));
}

Value str_replace(Thread *thread, Value self, const Arguments *args) {
    int64_t most = -1;
    for (int i = 0; i < 2; i++)
        if (!value_is_str(args->items[i]))
            return raise_type(thread, "replace() argument %d must be str, not %s", i + 1, type_name_of(args->items[i]));
    if (args->items[2] != UNBOUND && !value_to_index(thread, args->items[2], &most)) return RAISED;
    Str *str = value_str_object(self), *old = value_str_object(args->items[0]), *new = value_str_object(args->items[1]);
    if (old->bytes == 1 && new->bytes == 1 && most < 0 && str_is_ascii(str) && str_is_ascii(new) &&
        memchr(str->text, old->text[0], str->bytes) != NULL)
        return replace_bytes(str, old->text[0], new->text[0]);
    if (old->bytes > 0) return replace_parts(thread, str, old, new, most);
    BUFFER_WITH_ROOM(out, 512);
    replace_gaps(&out, str, new, most);
    return value_from_object(str_from_buffer(&out));
}
