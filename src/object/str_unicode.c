/* Classes and case mappings of code points: from utf8proc, and from tables for what it leaves out. */
#include "object/str_unicode.h"

#include <stddef.h>
#include <utf8proc.h>

typedef struct Range {
    uint32_t first, last;
} Range;

#define DIGIT_ZEROS(...) static const uint32_t digit_zeros[] = {__VA_ARGS__};
#define RANGES(name, ...) static const Range name[] = {__VA_ARGS__};
#define SPECIAL_CASE(...)
#include "object/str_unicode.def"
#undef DIGIT_ZEROS
#undef RANGES
#undef SPECIAL_CASE

typedef struct SpecialCase {
    uint32_t code_point;
    uint16_t upper[3];
    uint16_t title[3];
} SpecialCase;

static const SpecialCase special_cases[] = {
#define DIGIT_ZEROS(...)
#define RANGES(...)
#define SPECIAL_CASE(...) {__VA_ARGS__},
#include "object/str_unicode.def"
};

static bool in_ranges(const Range *ranges, size_t count, uint32_t code_point) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_point < ranges[middle].first) high = middle;
        else if (code_point > ranges[middle].last) low = middle + 1;
        else return true;
    }
    return false;
}

#define IN(ranges, code_point) in_ranges(ranges, sizeof ranges / sizeof *ranges, code_point)

static utf8proc_category_t category(uint32_t code_point) {
    return utf8proc_category((utf8proc_int32_t)code_point);
}

#define CATEGORY_BIT(name) (1u << UTF8PROC_CATEGORY_##name)

static bool in_categories(uint32_t code_point, uint32_t bits) {
    return (bits >> category(code_point) & 1) != 0;
}

enum {
    LETTERS = CATEGORY_BIT(LU) | CATEGORY_BIT(LL) | CATEGORY_BIT(LT) | CATEGORY_BIT(LM) | CATEGORY_BIT(LO),
    NAME_STARTS = LETTERS | CATEGORY_BIT(NL),
    NAME_PARTS = NAME_STARTS | CATEGORY_BIT(MN) | CATEGORY_BIT(MC) | CATEGORY_BIT(ND) | CATEGORY_BIT(PC),
    UNPRINTABLE = CATEGORY_BIT(CC) | CATEGORY_BIT(CF) | CATEGORY_BIT(CS) | CATEGORY_BIT(CO) | CATEGORY_BIT(CN) |
                  CATEGORY_BIT(ZL) | CATEGORY_BIT(ZP) | CATEGORY_BIT(ZS),
    CASE_IGNORABLE = CATEGORY_BIT(MN) | CATEGORY_BIT(ME) | CATEGORY_BIT(CF) | CATEGORY_BIT(LM) | CATEGORY_BIT(SK)
};

bool unicode_is_alpha(uint32_t code_point) {
    if (code_point < 0x80) return (code_point | 0x20) - 'a' < 26;
    return in_categories(code_point, LETTERS);
}

bool unicode_is_decimal(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_digit(uint32_t code_point) {
    if (code_point < 0x80) return code_point - '0' < 10;
    return unicode_is_decimal(code_point) || IN(other_digits, code_point);
}

bool unicode_is_numeric(uint32_t code_point) {
    if (code_point < 0x80) return code_point - '0' < 10;
    return in_categories(code_point, CATEGORY_BIT(ND) | CATEGORY_BIT(NL) | CATEGORY_BIT(NO)) ||
           IN(other_numbers, code_point);
}

bool unicode_is_space(uint32_t code_point) {
    if (code_point < 0x80)
        return code_point == ' ' || code_point - '\t' < 5 || code_point - 0x1c < 4; /* … to \r; the separators */
    return IN(spaces, code_point);
}

bool unicode_is_printable(uint32_t code_point) {
    return code_point == ' ' || !in_categories(code_point, UNPRINTABLE);
}

bool unicode_is_upper(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_LU || IN(other_upper, code_point);
}

bool unicode_is_lower(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_LL || IN(other_lower, code_point);
}

bool unicode_is_title(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_LT;
}

bool unicode_is_cased(uint32_t code_point) {
    return unicode_is_lower(code_point) || unicode_is_upper(code_point) || unicode_is_title(code_point);
}

bool unicode_is_case_ignorable(uint32_t code_point) {
    switch (code_point) {
    case 0x27:
    case 0x2e:
    case 0x3a:
    case 0xb7:
    case 0x387:
    case 0x55f:
    case 0x5f4:
    case 0x2018:
    case 0x2019:
    case 0x2024:
    case 0x2027:
    case 0xfe13:
    case 0xfe52:
    case 0xfe55:
    case 0xff07:
    case 0xff0e:
    case 0xff1a:
        return true;
    default:
        return in_categories(code_point, CASE_IGNORABLE);
    }
}

bool unicode_starts_name(uint32_t code_point) {
    if (code_point == '_') return true;
    return in_categories(code_point, NAME_STARTS) ? !IN(no_name_starts, code_point) : IN(name_starts, code_point);
}

bool unicode_continues_name(uint32_t code_point) {
    if (in_categories(code_point, NAME_PARTS)) return !IN(no_name_parts, code_point);
    return IN(name_parts, code_point) || IN(name_starts, code_point);
}

int unicode_decimal(uint32_t code_point) {
    for (size_t i = 0; i < sizeof digit_zeros / sizeof *digit_zeros; i++)
        if (code_point - digit_zeros[i] < 10) return (int)(code_point - digit_zeros[i]);
    return -1;
}

static const SpecialCase *find_special_case(uint32_t code_point) {
    size_t low = 0, high = sizeof special_cases / sizeof *special_cases;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (special_cases[middle].code_point == code_point) return &special_cases[middle];
        if (special_cases[middle].code_point < code_point) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

static int copy_mapping(const uint16_t *mapping, uint32_t out[3]) {
    int count = 0;
    while (count < 3 && mapping[count] != 0) {
        out[count] = mapping[count];
        count++;
    }
    return count;
}

int unicode_to_upper(uint32_t code_point, uint32_t out[3]) {
    const SpecialCase *special = find_special_case(code_point);
    if (special != NULL) return copy_mapping(special->upper, out);
    out[0] = (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
    return 1;
}

int unicode_to_lower(uint32_t code_point, uint32_t out[3]) {
    if (code_point == 0x130) {
        out[0] = 'i';
        out[1] = 0x307;
        return 2;
    }
    out[0] = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
    return 1;
}

int unicode_to_title(uint32_t code_point, uint32_t out[3]) {
    const SpecialCase *special = find_special_case(code_point);
    if (special != NULL) return copy_mapping(special->title, out);
    out[0] = (uint32_t)utf8proc_totitle((utf8proc_int32_t)code_point);
    return 1;
}

int unicode_fold(uint32_t code_point, uint32_t out[3]) {
    utf8proc_int32_t folded[8];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, folded, 8, UTF8PROC_CASEFOLD, &boundary);
    if (count < 1 || count > 3) {
        out[0] = code_point;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) out[i] = (uint32_t)folded[i];
    return (int)count;
}
