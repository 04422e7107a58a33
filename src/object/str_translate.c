/* str.translate with its tables, and str.encode with bytes.decode: UTF-8, ASCII and Latin-1. */
#include "object/bytes.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/tuple.h"

#include <ctype.h>
#include <string.h>

/* ---- translate, maketrans ---- */

static bool add_translated(Thread *thread, Buffer *out, Value table, uint32_t code_point) {
    Value key = value_from_small_int(code_point);
    Value found = value_has_type(table, &dict_type) ? dict_get(thread, value_dict(table), key)
                                                    : value_get_item(thread, table, key);
    if (found == UNBOUND) return buffer_add_code_point(out, code_point), true;
    if (found == RAISED) {
        if (!error_catch(thread, &lookup_error)) return false;
        buffer_add_code_point(out, code_point);
        return true;
    }
    int64_t number;
    if (found == NONE) return true;
    if (value_is_str(found)) {
        buffer_add(out, value_str_object(found)->text, value_str_object(found)->bytes);
    } else if (value_is_int(found)) {
        if (!int_to_int64(found, &number) || number < 0 || number > 0x10ffff)
            return fail_value(thread, "character mapping must be in range(0x110000)");
        buffer_add_code_point(out, (uint32_t)number);
    } else {
        return fail_type(thread, "character mapping must return integer, None or str");
    }
    return true;
}

Value str_translate(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self);
    BUFFER_WITH_ROOM(out, 256);
    size_t length;
    for (const char *at = str->text; at < str_end(str); at += length)
        if (!add_translated(thread, &out, args->items[0], text_decode(at, str_end(str), &length))) return RAISED;
    return value_from_object(str_from_buffer(&out));
}

static bool add_table_entry(Thread *thread, Dict *table, Value key, Value value) {
    if (value_is_str(key)) {
        Str *str = value_str_object(key);
        if (str->length != 1) return fail_value(thread, "string keys in translate table must be of length 1");
        size_t length;
        key = value_from_small_int(text_decode(str->text, str_end(str), &length));
    } else if (!value_is_int(key)) {
        return fail_type(thread, "keys in translate table must be strings or integers");
    }
    return dict_set(thread, table, key, value);
}

static Value table_from_dict(Thread *thread, Value source) {
    if (!value_is_dict(source))
        return raise_type(thread, "if you give only one argument to maketrans it must be a dict");
    Dict *table = dict_new();
    Value key, value;
    for (size_t position = 0; dict_next(value_dict(source), &position, &key, &value);)
        if (!add_table_entry(thread, table, key, value)) return RAISED;
    return value_from_object(table);
}

/* One entry for each character of `from`: the one at the same place in `to`, or None. */
static bool add_pairs(Thread *thread, Dict *table, const Str *from, const Str *to) {
    const char *other = to == NULL ? NULL : to->text;
    size_t length, other_length;
    for (const char *at = from->text; at < str_end(from); at += length) {
        Value key = value_from_small_int(text_decode(at, str_end(from), &length)), value = NONE;
        if (to != NULL) {
            value = value_from_small_int(text_decode(other, str_end(to), &other_length));
            other += other_length;
        }
        if (!dict_set(thread, table, key, value)) return false;
    }
    return true;
}

Value str_maketrans(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (args->count == 1) return table_from_dict(thread, args->items[0]);
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "first maketrans argument must be a string if there is a second argument");
    for (uint32_t i = 1; i < args->count; i++)
        if (!value_is_str(args->items[i]))
            return raise_type(thread, "maketrans() argument %u must be str, not %s", i + 1,
                              type_name_of(args->items[i]));
    Str *from = value_str_object(args->items[0]), *to = value_str_object(args->items[1]);
    if (from->length != to->length)
        return raise_value(thread, "the first two maketrans arguments must have equal length");
    Dict *table = dict_new();
    if (!add_pairs(thread, table, from, to)) return RAISED;
    if (args->count > 2 && !add_pairs(thread, table, value_str_object(args->items[2]), NULL)) return RAISED;
    return value_from_object(table);
}

/* ---- Encodings ---- */

typedef enum Encoding { ENCODING_UTF8, ENCODING_ASCII, ENCODING_LATIN1, ENCODING_UNKNOWN } Encoding;

static const struct {
    const char *name;
    Encoding encoding;
} encodings[] = {
    {"utf8", ENCODING_UTF8},     {"utf", ENCODING_UTF8},      {"u8", ENCODING_UTF8},         {"ascii", ENCODING_ASCII},
    {"usascii", ENCODING_ASCII}, {"latin1", ENCODING_LATIN1}, {"iso88591", ENCODING_LATIN1}, {"l1", ENCODING_LATIN1},
    {"latin", ENCODING_LATIN1},  {"646", ENCODING_ASCII},     {"cp65001", ENCODING_UTF8},
};

/* Names are compared without case, hyphens, underscores and spaces. */
static Encoding find_encoding(const char *name) {
    if (strcmp(name, "utf-8") == 0) return ENCODING_UTF8;
    char plain[32];
    size_t length = 0;
    for (; *name != '\0' && length < sizeof plain - 1; name++)
        if (isalnum((unsigned char)*name)) plain[length++] = (char)tolower((unsigned char)*name);
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (strcmp(encodings[i].name, plain) == 0) return encodings[i].encoding;
    return ENCODING_UNKNOWN;
}

static const char *encoding_name(Encoding encoding) {
    return encoding == ENCODING_UTF8 ? "utf-8" : encoding == ENCODING_ASCII ? "ascii" : "latin-1";
}

static const char *why_not(Encoding encoding) {
    return encoding == ENCODING_UTF8    ? "surrogates not allowed"
           : encoding == ENCODING_ASCII ? "ordinal not in range(128)"
                                        : "ordinal not in range(256)";
}

static bool can_encode(Encoding encoding, uint32_t code_point) {
    if (encoding == ENCODING_UTF8) return code_point < 0xd800 || code_point > 0xdfff;
    return code_point < (encoding == ENCODING_ASCII ? 128u : 256u);
}

static bool raise_unencodable(Thread *thread, Encoding encoding, Str *str, size_t start, size_t end) {
    Value reason = value_from_object(str_from_text(why_not(encoding)));
    Tuple *args = tuple_of(5, value_from_object(str_from_text(encoding_name(encoding))), value_from_object(str),
                           int_from_int64((int64_t)start), int_from_int64((int64_t)end), reason);
    raise_object(thread, exception_new(&unicode_encode_error, args));
    return false;
}

/* What stands for a character that the encoding does not have; false: raised. */
static bool add_substitute(Thread *thread, Buffer *out, const char *errors, uint32_t code_point) {
    if (strcmp(errors, "replace") == 0) buffer_add_byte(out, '?');
    else if (strcmp(errors, "xmlcharrefreplace") == 0) buffer_addf(out, "&#%u;", code_point);
    else if (strcmp(errors, "backslashreplace") == 0)
        buffer_addf(out, code_point < 0x100 ? "\\x%02x" : code_point < 0x10000 ? "\\u%04x" : "\\U%08x", code_point);
    else if (strcmp(errors, "surrogateescape") == 0 && code_point >= 0xdc80 && code_point <= 0xdcff)
        buffer_add_byte(out, (char)(code_point - 0xdc00));
    else if (strcmp(errors, "surrogatepass") == 0) buffer_add_code_point(out, code_point);
    else if (strcmp(errors, "ignore") != 0)
        return fail_error(thread, &lookup_error, "unknown error handler name '%s'", errors);
    return true;
}

static bool encode_into(Thread *thread, Buffer *out, Str *str, Encoding encoding, const char *errors) {
    size_t length, index = 0;
    for (const char *at = str->text; at < str_end(str); at += length, index++) {
        uint32_t code_point = text_decode(at, str_end(str), &length);
        if (can_encode(encoding, code_point)) {
            if (encoding == ENCODING_UTF8) buffer_add(out, at, length);
            else buffer_add_byte(out, (char)code_point);
        } else if (strcmp(errors, "strict") == 0) {
            size_t last = index;
            while (at < str_end(str) && !can_encode(encoding, text_decode(at, str_end(str), &length)))
                at += length, last++;
            return raise_unencodable(thread, encoding, str, index, last);
        } else if (!add_substitute(thread, out, errors, code_point)) {
            return false;
        }
    }
    return true;
}

enum { FIRST_OF_SURROGATES = 0xed }; /* the byte that they start with, and some letters */

Value str_encode(Thread *thread, Value self, const Arguments *args) {
    static const char *const names[] = {"encoding", "errors"};
    const char *texts[] = {"utf-8", "strict"};
    for (int i = 0; i < 2; i++) {
        if (args->items[i] == UNBOUND) continue;
        if (!value_is_str(args->items[i]))
            return raise_type(thread, "encode() argument '%s' must be str, not %s", names[i],
                              type_name_of(args->items[i]));
        texts[i] = str_text(value_str_object(args->items[i]));
    }
    Encoding encoding = find_encoding(texts[0]);
    if (encoding == ENCODING_UNKNOWN) return raise_error(thread, &lookup_error, "unknown encoding: %s", texts[0]);
    Str *str = value_str_object(self);
    if (str_is_ascii(str) || (encoding == ENCODING_UTF8 && memchr(str->text, FIRST_OF_SURROGATES, str->bytes) == NULL))
        return value_from_object(bytes_new(str->text, str->bytes));
    BUFFER_WITH_ROOM(out, 256);
    if (!encode_into(thread, &out, str, encoding, texts[1])) return RAISED;
    return value_from_object(bytes_from_buffer(&out));
}

/* ---- Decoding ---- */

/* One well-formed character at `at`; 0: not one, and *bad receives the bytes to complain about, *reason why. */
static size_t valid_length(const unsigned char *at, size_t rest, size_t *bad, const char **reason) {
    unsigned char first = at[0];
    size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    *bad = 1;
    *reason = "invalid start byte";
    if (length < 2) return length;
    unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    for (size_t i = 1; i < length; i++) {
        *bad = i;
        *reason = i < rest ? "invalid continuation byte" : "unexpected end of data";
        if (i >= rest || at[i] < (i == 1 ? low : 0x80) || at[i] > (i == 1 ? high : 0xbf)) return 0;
    }
    return length;
}

static bool raise_undecodable(Thread *thread, Encoding encoding, const unsigned char *all, size_t count, size_t start,
                              size_t end, const char *reason) {
    Tuple *args = tuple_of(5, value_from_object(str_from_text(encoding_name(encoding))),
                           value_from_object(bytes_new(all, count)), int_from_int64((int64_t)start),
                           int_from_int64((int64_t)end), value_from_object(str_from_text(reason)));
    raise_object(thread, exception_new(&unicode_decode_error, args));
    return false;
}

static bool add_replacement(Thread *thread, Buffer *out, const char *errors, const unsigned char *at, size_t bad) {
    if (strcmp(errors, "replace") == 0) buffer_add_code_point(out, 0xfffd);
    else if (strcmp(errors, "backslashreplace") == 0)
        for (size_t i = 0; i < bad; i++) buffer_addf(out, "\\x%02x", at[i]);
    else if (strcmp(errors, "surrogateescape") == 0)
        for (size_t i = 0; i < bad; i++) buffer_add_code_point(out, 0xdc00u + at[i]);
    else if (strcmp(errors, "ignore") != 0)
        return fail_error(thread, &lookup_error, "unknown error handler name '%s'", errors);
    return true;
}

static bool decode_into(Thread *thread, Buffer *out, Encoding encoding, const unsigned char *all, size_t count,
                        const char *errors) {
    for (size_t at = 0; at < count;) {
        if (all[at] < 0x80) {
            buffer_add_byte(out, (char)all[at++]);
            continue;
        }
        size_t bad = 1, length = 1;
        const char *reason = "ordinal not in range(128)";
        if (encoding == ENCODING_UTF8) length = valid_length(all + at, count - at, &bad, &reason);
        else if (encoding == ENCODING_ASCII) length = all[at] < 128;
        if (length > 0) {
            if (encoding == ENCODING_LATIN1) buffer_add_code_point(out, all[at]);
            else buffer_add(out, (const char *)all + at, length);
            at += length;
            continue;
        }
        if (strcmp(errors, "strict") == 0) return raise_undecodable(thread, encoding, all, count, at, at + bad, reason);
        if (!add_replacement(thread, out, errors, all + at, bad)) return false;
        at += bad;
    }
    return true;
}

Value str_decode(Thread *thread, const unsigned char *at, size_t count, const char *encoding_text, const char *errors) {
    Encoding encoding = find_encoding(encoding_text);
    if (encoding == ENCODING_UNKNOWN) return raise_error(thread, &lookup_error, "unknown encoding: %s", encoding_text);
    if (text_is_ascii((const char *)at, count)) return value_from_object(str_new_ascii((const char *)at, count));
    BUFFER_WITH_ROOM(out, 256);
    if (!decode_into(thread, &out, encoding, at, count, errors)) return RAISED;
    return value_from_object(str_from_buffer(&out));
}
