/* repr of str: quotes chosen so that fewest need escaping, escapes for what cannot be printed. */
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/str_unicode.h"

#include <string.h>

static void add_escaped(Buffer *out, uint32_t code_point) {
    switch (code_point) {
    case '\n':
        buffer_add_text(out, "\\n");
        break;
    case '\r':
        buffer_add_text(out, "\\r");
        break;
    case '\t':
        buffer_add_text(out, "\\t");
        break;
    default:
        buffer_addf(out, code_point < 0x100 ? "\\x%02x" : code_point < 0x10000 ? "\\u%04x" : "\\U%08x", code_point);
    }
}

/* What each byte of ASCII needs. */
static bool is_plain_ascii(unsigned char byte, char quote) {
    return byte >= ' ' && byte < 127 && byte != '\\' && byte != (unsigned char)quote;
}

static bool is_plain(uint32_t code_point, bool ascii_only) {
    return code_point >= 128 && !ascii_only && unicode_is_printable(code_point);
}

void str_add_repr(Buffer *out, const Str *str, bool ascii_only) {
    bool has_single = memchr(str->text, '\'', str->bytes) != NULL;
    char quote = has_single && memchr(str->text, '"', str->bytes) == NULL ? '"' : '\'';
    buffer_reserve(out, str->bytes + 2);
    buffer_add_byte(out, quote);
    const char *end = str_end(str), *at = str->text;
    while (at < end) {
        const char *start = at;
        while (at < end && is_plain_ascii((unsigned char)*at, quote)) at++;
        buffer_add(out, start, (size_t)(at - start));
        if (at == end) break;
        size_t length;
        uint32_t code_point = text_decode(at, end, &length);
        if (code_point == '\\' || code_point == (unsigned char)quote) {
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, (char)code_point);
        } else if (is_plain(code_point, ascii_only)) {
            buffer_add(out, at, length);
        } else {
            add_escaped(out, code_point);
        }
        at += length;
    }
    buffer_add_byte(out, quote);
}

Value str_repr(Thread *thread, Value self) {
    (void)thread;
    BUFFER_WITH_ROOM(text, 256);
    str_add_repr(&text, value_str_object(self), false);
    return value_from_object(str_from_buffer(&text));
}
