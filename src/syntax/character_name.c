/* Names of characters: by the table, and by rule for those that are numbered or composed. */
#include "syntax/character_name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool find_in_table(const char *name, size_t length, uint32_t *code) {
    uint64_t hash = character_name_hash(name, length);
    size_t low = 0, high = character_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (character_names[middle] < hash) low = middle + 1;
        else high = middle;
    }
    if (low == character_name_count || character_names[low] >> CHARACTER_CODE_BITS != hash >> CHARACTER_CODE_BITS)
        return false;
    *code = (uint32_t)(character_names[low] & ((1u << CHARACTER_CODE_BITS) - 1));
    return true;
}

static bool skip_prefix(const char **name, size_t *length, const char *prefix) {
    size_t size = strlen(prefix);
    if (*length < size || strncasecmp(*name, prefix, size) != 0) return false;
    *name += size;
    *length -= size;
    return true;
}

/* CJK UNIFIED IDEOGRAPH-4E00 */
static bool find_ideograph(const char *name, size_t length, uint32_t *code) {
    static const uint32_t ranges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2B739}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                         {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}, {0x31350, 0x323AF}};
    if (!skip_prefix(&name, &length, "CJK UNIFIED IDEOGRAPH-") || length < 4 || length > 5) return false;
    if (strspn(name, "0123456789ABCDEFabcdef") < length) return false;
    *code = (uint32_t)strtoul(name, NULL, 16);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (*code >= ranges[i][0] && *code <= ranges[i][1]) return true;
    return false;
}

/* The longest of the parts at the start of the name; its number, or -1. */
static int take_part(const char **name, size_t *length, const char *const *parts, int count) {
    int best = -1;
    for (int i = 0; i < count; i++) {
        size_t size = strlen(parts[i]);
        if (size <= *length && strncasecmp(*name, parts[i], size) == 0 && (best < 0 || size > strlen(parts[best])))
            best = i;
    }
    if (best >= 0) {
        *name += strlen(parts[best]);
        *length -= strlen(parts[best]);
    }
    return best;
}

/* HANGUL SYLLABLE GAG: an initial, a vowel and a final. */
static bool find_syllable(const char *name, size_t length, uint32_t *code) {
    static const char *const initials[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                           "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
    static const char *const vowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                         "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
    static const char *const finals[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                         "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                         "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
    if (!skip_prefix(&name, &length, "HANGUL SYLLABLE ")) return false;
    int initial = take_part(&name, &length, initials, 19);
    int vowel = take_part(&name, &length, vowels, 21);
    int final = take_part(&name, &length, finals, 28);
    if (initial < 0 || vowel < 0 || final < 0 || length > 0) return false;
    *code = 0xAC00 + (uint32_t)((initial * 21 + vowel) * 28 + final);
    return true;
}

bool character_find(const char *name, size_t length, uint32_t *code) {
    return find_in_table(name, length, code) || find_ideograph(name, length, code) || find_syllable(name, length, code);
}
