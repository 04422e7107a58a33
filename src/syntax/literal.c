/* Strings: prefixes, escapes, line ends ("\r\n" and "\r" inside a literal mean "\n"). */
#include "syntax/literal.h"

#include "syntax/character_name.h"

#include <ctype.h>
#include <string.h>

typedef struct Decoder {
    const char *start, *at, *end;
    Buffer *out;
    bool raw, is_bytes, folds_braces;
    bool doubted; /* one warning a literal */
    Span span;
    Failure *failure;
} Decoder;

static bool fail_escape(Decoder *decoder, const char *from, const char *to, const char *what) {
    unsigned first = (unsigned)(from - decoder->start), last = (unsigned)(to - decoder->start) - 1;
    if (decoder->is_bytes) {
        return fail(decoder->failure, decoder->span, "(value error) invalid \\x escape at position %u", first);
    }
    return fail(decoder->failure, decoder->span,
                "(unicode error) 'unicodeescape' codec can't decode bytes in position %u-%u: %s", first, last, what);
}

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return isxdigit((unsigned char)c) ? (c | 0x20) - 'a' + 10 : 16;
}

static void put(Decoder *decoder, uint32_t code) {
    if (decoder->is_bytes) buffer_add_byte(decoder->out, (char)code);
    else buffer_add_code_point(decoder->out, code);
}

/* \xhh \uhhhh \Uhhhhhhhh; `from` is the backslash, `at` stands behind the letter. */
static bool hex_escape(Decoder *decoder, const char *from, int digits, const char *truncated) {
    uint32_t code = 0;
    for (int i = 0; i < digits; i++) {
        int digit = decoder->at < decoder->end ? digit_of(*decoder->at) : 16;
        if (digit == 16) return fail_escape(decoder, from, decoder->at, truncated);
        code = code * 16 + (uint32_t)digit;
        decoder->at++;
    }
    if (code > 0x10FFFF) return fail_escape(decoder, from, decoder->at, "illegal Unicode character");
    put(decoder, code);
    return true;
}

/* \N{NAME} */
static bool named_escape(Decoder *decoder, const char *from) {
    static const char malformed[] = "malformed \\N character escape";
    if (decoder->at == decoder->end || *decoder->at != '{') return fail_escape(decoder, from, decoder->at, malformed);
    const char *name = decoder->at + 1;
    const char *close = memchr(name, '}', (size_t)(decoder->end - name));
    if (!close) return fail_escape(decoder, from, decoder->end, malformed);
    if (close == name) return fail_escape(decoder, from, name, malformed);
    uint32_t code;
    decoder->at = close + 1;
    if (!character_find(name, (size_t)(close - name), &code))
        return fail_escape(decoder, from, decoder->at, "unknown Unicode character name");
    put(decoder, code);
    return true;
}

static void octal_escape(Decoder *decoder) {
    uint32_t code = 0;
    for (int i = 0; i < 3 && decoder->at < decoder->end && *decoder->at >= '0' && *decoder->at <= '7'; i++) {
        code = code * 8 + (uint32_t)digit_of(*decoder->at++);
    }
    put(decoder, code);
}

static bool simple_escape(Decoder *decoder, char c) {
    static const char letters[] = "abfnrtv\\'\"", meanings[] = "\a\b\f\n\r\t\v\\'\"";
    const char *found = c ? strchr(letters, c) : NULL;
    if (found) buffer_add_byte(decoder->out, meanings[found - letters]);
    return found != NULL;
}

static bool escape(Decoder *decoder) {
    const char *from = decoder->at++;
    if (decoder->at == decoder->end) { /* before a field */
        if (!decoder->doubted) doubt(decoder->failure, decoder->span, "invalid escape sequence '\\%c'", *decoder->at);
        decoder->doubted = true;
        buffer_add_byte(decoder->out, '\\');
        return true;
    }
    char c = *decoder->at++;
    if (simple_escape(decoder, c)) return true;
    if (c == '\n') return true;
    if (c == '\r') {
        decoder->at += decoder->at < decoder->end && *decoder->at == '\n';
        return true;
    }
    if (c == 'x') return hex_escape(decoder, from, 2, "truncated \\xXX escape");
    if (c >= '0' && c <= '7') {
        decoder->at--;
        octal_escape(decoder);
        return true;
    }
    if (c == 'u' && !decoder->is_bytes) return hex_escape(decoder, from, 4, "truncated \\uXXXX escape");
    if (c == 'U' && !decoder->is_bytes) return hex_escape(decoder, from, 8, "truncated \\UXXXXXXXX escape");
    if (c == 'N' && !decoder->is_bytes) return named_escape(decoder, from);
    if (!decoder->doubted) doubt(decoder->failure, decoder->span, "invalid escape sequence '\\%c'", c);
    decoder->doubted = true;
    buffer_add_byte(decoder->out, '\\');
    decoder->at--;
    return true;
}

static bool decode(Decoder *decoder) {
    while (decoder->at < decoder->end) {
        char c = *decoder->at;
        if (c == '\\' && !decoder->raw) {
            if (!escape(decoder)) return false;
            continue;
        }
        decoder->at++;
        if (c == '\r') {
            decoder->at += decoder->at < decoder->end && *decoder->at == '\n';
            c = '\n';
        } else if (decoder->folds_braces && (c == '{' || c == '}')) {
            decoder->at += decoder->at < decoder->end && *decoder->at == c;
        } else if (decoder->is_bytes && (unsigned char)c >= 0x80) {
            return fail(decoder->failure, decoder->span, "bytes can only contain ASCII literal characters");
        }
        buffer_add_byte(decoder->out, c);
    }
    return true;
}

bool literal_decode(const char *text, Span span, Buffer *out, bool *is_bytes, Failure *failure) {
    Decoder decoder = {.at = text + span.start, .end = text + span.end, .out = out, .span = span, .failure = failure};
    for (; *decoder.at != '\'' && *decoder.at != '"'; decoder.at++) {
        decoder.raw |= *decoder.at == 'r' || *decoder.at == 'R';
        decoder.is_bytes |= *decoder.at == 'b' || *decoder.at == 'B';
    }
    bool triple = decoder.end - decoder.at >= 6 && decoder.at[1] == decoder.at[0] && decoder.at[2] == decoder.at[0];
    decoder.at += triple ? 3 : 1;
    decoder.end -= triple ? 3 : 1;
    decoder.start = decoder.at;
    *is_bytes = decoder.is_bytes;
    return decode(&decoder);
}

bool literal_decode_piece(const char *text, Span span, bool raw, Buffer *out, Failure *failure) {
    Decoder decoder = {.start = text + span.start,
                       .at = text + span.start,
                       .end = text + span.end,
                       .out = out,
                       .raw = raw,
                       .folds_braces = true,
                       .span = span,
                       .failure = failure};
    return decode(&decoder);
}
