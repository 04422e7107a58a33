/* Names beyond ASCII follow Unicode's categories and are compared in normal form NFKC, as CPython does. */
#include "syntax/name.h"

#include "base/buffer.h"
#include "base/text.h"
#include "syntax/intern.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool starts_name(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return code == '_';
    }
}

static bool continues_name(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return starts_name(code) || code == 0xB7 || code == 0x387;
    }
}

static bool is_printable(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

bool name_reject_character(const char *text, Span span, Failure *failure) {
    size_t length;
    uint32_t code = text_decode(text + span.start, text + span.end, &length);
    Span place = {span.start, span.start};
    if (!is_printable(code)) return fail(failure, place, "invalid non-printable character U+%04X", code);
    return fail(failure, place, "invalid character '%.*s' (U+%04X)", (int)length, text + span.start, code);
}

bool name_starts(const char *text, Span span) {
    size_t length;
    return starts_name(text_decode(text + span.start, text + span.end, &length));
}

bool name_is_valid(const char *text, Span span, Failure *failure) {
    for (uint32_t at = span.start; at < span.end;) {
        size_t length;
        uint32_t code = text_decode(text + at, text + span.end, &length);
        if (!(at == span.start ? starts_name(code) : continues_name(code))) {
            return name_reject_character(text, (Span){at, span.end}, failure);
        }
        at += (uint32_t)length;
    }
    return true;
}

const char *name_intern(const char *text, Span span) {
    size_t length = span.end - span.start;
    if (text_is_ascii(text + span.start, length)) return intern(text + span.start, length);
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t bytes = utf8proc_map((const utf8proc_uint8_t *)text + span.start, (utf8proc_ssize_t)length,
                                          &normal, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (bytes < 0) return intern(text + span.start, length);
    const char *name = intern((const char *)normal, (size_t)bytes);
    free(normal);
    return name;
}

const char *name_mangle(const char *class_name, const char *name) {
    size_t length = strlen(name);
    if (!class_name || name[0] != '_' || name[1] != '_') return name;
    if ((name[length - 1] == '_' && name[length - 2] == '_') || strchr(name, '.')) return name;
    class_name += strspn(class_name, "_");
    if (!*class_name) return name;
    Buffer mangled = {0};
    buffer_addf(&mangled, "_%s%s", class_name, name);
    return intern(mangled.text, mangled.length);
}
