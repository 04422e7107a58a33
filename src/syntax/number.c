/* Numbers: what may stand right behind one (a keyword, as in `1if x else 2`, but no other letter or digit). */
#include "syntax/number.h"

#include "base/buffer.h"
#include "syntax/name.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *kind_of(const char *text, Span span) {
    if (span.end - span.start < 2 || text[span.start] != '0') return "decimal";
    switch (text[span.start + 1] | 0x20) {
    case 'x':
        return "hexadecimal";
    case 'o':
        return "octal";
    case 'b':
        return "binary";
    default:
        return "decimal";
    }
}

static bool keyword_follows(const char *at) {
    static const char *const keywords[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (strncmp(at, keywords[i], strlen(keywords[i])) == 0) return true;
    }
    return false;
}

static bool is_letter(const char *at) {
    if ((unsigned char)*at < 0x80) return isalpha((unsigned char)*at) || *at == '_';
    return name_starts(at, (Span){0, (uint32_t)strlen(at)});
}

static bool reject(const char *kind, uint32_t at, Failure *failure) {
    return fail(failure, (Span){at, at}, "invalid %s literal", kind);
}

/* `0x`, `0o` or `0b` without a digit: only the 0 was taken. */
static bool reject_empty(const char *text, Span span, Failure *failure) {
    const char *kind = kind_of(text, (Span){span.start, span.end + 1});
    if (isdigit((unsigned char)text[span.end + 1])) {
        Span digit = {span.end + 1, span.end + 1};
        return fail(failure, digit, "invalid digit '%c' in %s literal", text[digit.start], kind);
    }
    return reject(kind, span.end, failure);
}

bool number_ends(const char *text, Span span, Failure *failure) {
    char next = text[span.end];
    const char *kind = kind_of(text, span);
    if (next == '_') return reject(kind, span.end, failure);
    if (isdigit((unsigned char)next)) {
        return fail(failure, (Span){span.end, span.end}, "invalid digit '%c' in %s literal", next, kind);
    }
    if (!is_letter(text + span.end) || keyword_follows(text + span.end)) return true;
    bool is_zero = span.end - span.start == 1 && text[span.start] == '0';
    if (is_zero && strchr("xXoObB", next)) return reject_empty(text, span, failure);
    return reject(kind, span.end - 1, failure);
}

bool number_reject_zeros(const char *text, Span span, Failure *failure) {
    Span zeros = {span.start, span.start};
    while (text[zeros.end] == '0' || text[zeros.end] == '_') zeros.end++;
    return fail(failure, zeros,
                "leading zeros in decimal integer literals are not permitted; "
                "use an 0o prefix for octal integers");
}

const char *number_digits(const char *text, Span span, size_t *length) {
    Buffer digits = {0};
    for (uint32_t i = span.start; i < span.end; i++) {
        if (text[i] != '_') buffer_add_byte(&digits, text[i]);
    }
    *length = digits.length;
    return buffer_text(&digits);
}
