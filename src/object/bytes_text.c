/* The methods that bytes share with str: they are done on the text that has one character a byte, Latin-1, and what comes out
   is bytes again. Only what asks about letters knows but those of ASCII. */
#include "object/bytes_text.h"

#include "base/text.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/format.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/tuple.h"

#include <string.h>

Str *bytes_as_text(const Bytes *bytes) {
    if (text_is_ascii((const char *)bytes->at, bytes->count))
        return str_new_ascii((const char *)bytes->at, bytes->count);
    Buffer text = {0};
    for (size_t i = 0; i < bytes->count; i++) buffer_add_code_point(&text, bytes->at[i]);
    return str_from_buffer(&text);
}

Value bytes_from_text(Str *text) {
    if (str_is_ascii(text)) return value_from_object(bytes_new(text->text, text->bytes));
    Buffer bytes = {0};
    const char *at = text->text, *end = text->text + text->bytes;
    while (at < end) {
        size_t length;
        buffer_add_byte(&bytes, (char)text_decode(at, end, &length));
        at += length;
    }
    return value_from_object(bytes_from_buffer(&bytes));
}

/* ---- Through str ---- */

static Value items_to_bytes(Value *items, size_t count, bool is_list) {
    for (size_t i = 0; i < count; i++) items[i] = bytes_from_text(value_str_object(items[i]));
    Tuple *made = tuple_from(items, count);
    if (!is_list) return value_from_object(made);
    List *list = list_new(count);
    for (size_t i = 0; i < count; i++) list_append(list, made->items[i]);
    return value_from_object(list);
}

static Value result_to_bytes(Value result) {
    size_t count;
    if (value_is_str(result)) return bytes_from_text(value_str_object(result));
    if (value_is_list(result)) {
        Value *items = list_snapshot(value_list(result), &count);
        return items_to_bytes(items, count, true);
    }
    if (!value_is_tuple(result)) return result;
    Value parts[3];
    count = value_tuple(result)->count;
    memcpy(parts, value_tuple(result)->items, count * sizeof *parts);
    return items_to_bytes(parts, count, false);
}

/* bytes and (in them) become text; numbers stay as they are: counts, bounds. */
static Value argument_to_text(Thread *thread, Value argument) {
    if (value_is_bytes(argument)) return value_from_object(bytes_as_text(value_bytes(argument)));
    if (argument == NONE || SLOT(value_type(argument), index)) return argument;
    return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(argument));
}

static Value through_text(Thread *thread, Value self, const char *method, const Arguments *args) {
    Value items[3];
    for (uint32_t i = 0; i < args->count; i++) {
        items[i] = argument_to_text(thread, args->items[i]);
        if (items[i] == RAISED) return RAISED;
    }
    Value text = value_from_object(bytes_as_text(value_bytes(self)));
    Value result =
        value_call_method(thread, text, str_intern_text(method), &(Arguments){.items = items, .count = args->count});
    return result == RAISED ? RAISED : result_to_bytes(result);
}

#define THROUGH_TEXT(method)                                                                                           \
    Value bytes_text_##method(Thread *thread, Value self, const Arguments *args) {                                     \
        return through_text(thread, self, #method, args);                                                              \
    }
THROUGH_TEXT(center)
THROUGH_TEXT(expandtabs)
THROUGH_TEXT(ljust)
THROUGH_TEXT(partition)
THROUGH_TEXT(removeprefix)
THROUGH_TEXT(removesuffix)
THROUGH_TEXT(rjust)
THROUGH_TEXT(rpartition)
THROUGH_TEXT(zfill)
#undef THROUGH_TEXT

Value bytes_text_rsplit(Thread *thread, Value self, const Arguments *args) {
    Value items[2] = {args->items[0] == UNBOUND ? NONE : args->items[0],
                      args->items[1] == UNBOUND ? value_from_small_int(-1) : args->items[1]};
    return through_text(thread, self, "rsplit", &(Arguments){.items = items, .count = 2});
}

/* ---- Searching: for bytes, or for the one byte that an int stands for ---- */

static Value search(Thread *thread, Value self, const char *method, const Arguments *args) {
    Value part = args->items[0], items[3];
    int64_t byte;
    if (value_is_int(part)) {
        if (!int_to_int64(part, &byte) || byte < 0 || byte > 255)
            return raise_value(thread, "byte must be in range(0, 256)");
        part = value_from_object(bytes_new(&(unsigned char){(unsigned char)byte}, 1));
    } else if (!value_is_bytes(part)) {
        return raise_type(thread, "argument should be integer or bytes-like object, not '%s'", type_name_of(part));
    }
    memcpy(items, args->items, args->count * sizeof *items);
    items[0] = part;
    return through_text(thread, self, method, &(Arguments){.items = items, .count = args->count});
}

Value bytes_text_find(Thread *thread, Value self, const Arguments *args) {
    return search(thread, self, "find", args);
}

Value bytes_text_rfind(Thread *thread, Value self, const Arguments *args) {
    return search(thread, self, "rfind", args);
}

Value bytes_text_count(Thread *thread, Value self, const Arguments *args) {
    return search(thread, self, "count", args);
}

static Value found_or_error(Thread *thread, Value found) {
    return found == value_from_small_int(-1) ? raise_value(thread, "subsection not found") : found;
}

Value bytes_text_index(Thread *thread, Value self, const Arguments *args) {
    return found_or_error(thread, search(thread, self, "find", args));
}

Value bytes_text_rindex(Thread *thread, Value self, const Arguments *args) {
    return found_or_error(thread, search(thread, self, "rfind", args));
}

static Value matches(Thread *thread, Value self, const char *method, const Arguments *args) {
    Value part = args->items[0], items[3];
    if (!value_is_tuple(part) && !value_is_bytes(part))
        return raise_type(thread, "%s first arg must be bytes or a tuple of bytes, not %s", method, type_name_of(part));
    if (!value_is_tuple(part)) return through_text(thread, self, method, args);
    memcpy(items, args->items, args->count * sizeof *items);
    for (size_t i = 0; i < value_tuple(part)->count; i++) {
        items[0] = value_tuple(part)->items[i];
        if (!value_is_bytes(items[0]))
            return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(items[0]));
        Value match = through_text(thread, self, method, &(Arguments){.items = items, .count = args->count});
        if (match != FALSE_VALUE) return match;
    }
    return FALSE_VALUE;
}

Value bytes_text_startswith(Thread *thread, Value self, const Arguments *args) {
    return matches(thread, self, "startswith", args);
}

Value bytes_text_endswith(Thread *thread, Value self, const Arguments *args) {
    return matches(thread, self, "endswith", args);
}

/* ---- Letters of ASCII ---- */

static bool is_upper(unsigned char byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(unsigned char byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool is_letter(unsigned char byte) {
    return is_upper(byte) || is_lower(byte);
}

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter_or_digit(unsigned char byte) {
    return is_letter(byte) || is_digit(byte);
}

static bool is_space(unsigned char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static Value all_are(Value self, bool (*test)(unsigned char byte)) {
    const Bytes *bytes = value_bytes(self);
    for (size_t i = 0; i < bytes->count; i++)
        if (!test(bytes->at[i])) return FALSE_VALUE;
    return value_from_bool(bytes->count > 0);
}

/* There is a letter of the one case, and none of the other. */
static Value all_cased(Value self, bool (*wanted)(unsigned char byte), bool (*other)(unsigned char byte)) {
    const Bytes *bytes = value_bytes(self);
    bool any = false;
    for (size_t i = 0; i < bytes->count; i++) {
        if (other(bytes->at[i])) return FALSE_VALUE;
        any |= wanted(bytes->at[i]);
    }
    return value_from_bool(any);
}

#define TEST(name, answer)                                                                                             \
    Value bytes_text_##name(Thread *thread, Value self, const Arguments *args) {                                       \
        (void)thread, (void)args;                                                                                      \
        return answer;                                                                                                 \
    }
TEST(isalpha, all_are(self, is_letter))
TEST(isdigit, all_are(self, is_digit))
TEST(isalnum, all_are(self, is_letter_or_digit))
TEST(isspace, all_are(self, is_space))
TEST(isupper, all_cased(self, is_upper, is_lower))
TEST(islower, all_cased(self, is_lower, is_upper))
#undef TEST

Value bytes_text_isascii(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    const Bytes *bytes = value_bytes(self);
    for (size_t i = 0; i < bytes->count; i++)
        if (bytes->at[i] >= 0x80) return FALSE_VALUE;
    return TRUE_VALUE;
}

Value bytes_text_istitle(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    const Bytes *bytes = value_bytes(self);
    bool inside = false, any = false;
    for (size_t i = 0; i < bytes->count; i++) {
        unsigned char byte = bytes->at[i];
        if (is_letter(byte) && is_upper(byte) == inside) return FALSE_VALUE;
        inside = is_letter(byte);
        any |= inside;
    }
    return value_from_bool(any);
}

static unsigned char in_case(unsigned char byte, bool upper) {
    return is_letter(byte) ? (unsigned char)(upper ? byte & ~0x20 : byte | 0x20) : byte;
}

static Bytes *copy_of(Value self) {
    return bytes_new(value_bytes(self)->at, value_bytes(self)->count);
}

Value bytes_text_capitalize(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Bytes *made = copy_of(self);
    for (size_t i = 0; i < made->count; i++) made->at[i] = in_case(made->at[i], i == 0);
    return value_from_object(made);
}

Value bytes_text_title(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Bytes *made = copy_of(self);
    for (size_t i = 0; i < made->count; i++) made->at[i] = in_case(made->at[i], i == 0 || !is_letter(made->at[i - 1]));
    return value_from_object(made);
}

Value bytes_text_swapcase(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Bytes *made = copy_of(self);
    for (size_t i = 0; i < made->count; i++) made->at[i] = in_case(made->at[i], is_lower(made->at[i]));
    return value_from_object(made);
}

/* ---- Lines and translation ---- */

Value bytes_text_splitlines(Thread *thread, Value self, const Arguments *args) {
    int keep = args->items[0] == UNBOUND ? 0 : value_truth(thread, args->items[0]);
    if (keep < 0) return RAISED;
    const Bytes *bytes = value_bytes(self);
    List *lines = list_new(0);
    for (size_t start = 0, at = 0; at < bytes->count; start = at) {
        while (at < bytes->count && bytes->at[at] != '\n' && bytes->at[at] != '\r') at++;
        size_t end = at;
        if (at < bytes->count)
            at += bytes->at[at] == '\r' && at + 1 < bytes->count && bytes->at[at + 1] == '\n' ? 2 : 1;
        list_append(lines, value_from_object(bytes_new(bytes->at + start, (keep ? at : end) - start)));
    }
    return value_from_object(lines);
}

Value bytes_text_translate(Thread *thread, Value self, const Arguments *args) {
    Value table = args->items[0], dropped = args->items[1];
    if (table != NONE && !value_is_bytes(table))
        return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(table));
    if (table != NONE && value_bytes(table)->count != 256)
        return raise_value(thread, "translation table must be 256 characters long");
    if (dropped != UNBOUND && !value_is_bytes(dropped))
        return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(dropped));
    const Bytes *bytes = value_bytes(self);
    Buffer out = {0};
    for (size_t i = 0; i < bytes->count; i++) {
        unsigned char byte = bytes->at[i];
        if (dropped != UNBOUND && memchr(value_bytes(dropped)->at, byte, value_bytes(dropped)->count)) continue;
        buffer_add_byte(&out, (char)(table == NONE ? byte : value_bytes(table)->at[byte]));
    }
    return value_from_object(bytes_from_buffer(&out));
}

Value bytes_text_maketrans(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    for (int i = 0; i < 2; i++)
        if (!value_is_bytes(args->items[i]))
            return raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(args->items[i]));
    const Bytes *from = value_bytes(args->items[0]), *to = value_bytes(args->items[1]);
    if (from->count != to->count) return raise_value(thread, "maketrans arguments must have same length");
    unsigned char table[256];
    for (int i = 0; i < 256; i++) table[i] = (unsigned char)i;
    for (size_t i = 0; i < from->count; i++) table[from->at[i]] = to->at[i];
    return value_from_object(bytes_new(table, sizeof table));
}

Value bytes_modulo(Thread *thread, Value left, Value right) {
    if (!value_is_bytes(left)) return NOT_IMPLEMENTED;
    Value text = format_percent_bytes(thread, bytes_as_text(value_bytes(left)), right);
    return text == RAISED ? RAISED : bytes_from_text(value_str_object(text));
}
