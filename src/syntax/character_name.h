/* The characters behind \N{NAME}.

   The names are not kept: the table, made by cmake/character_names.c from Unicode's own list, has one word for each,
   43 bits of the name's hash above the 21 bits of the code point. Without that list at build time it is empty. */
#ifndef SYNTAX_CHARACTER_NAME_H
#define SYNTAX_CHARACTER_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARACTER_CODE_BITS = 21 };

extern const uint64_t character_names[]; /* sorted */
extern const size_t character_name_count;

/* By its name or an alias of it, in letters of any case. */
bool character_find(const char *name, size_t length, uint32_t *code);

/* FNV-1a over capital letters, its lowest bits cleared. */
static inline uint64_t character_name_hash(const char *name, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++) {
        unsigned char letter = (unsigned char)name[i];
        hash = (hash ^ (letter >= 'a' && letter <= 'z' ? letter - 32u : letter)) * 1099511628211u;
    }
    return hash >> CHARACTER_CODE_BITS << CHARACTER_CODE_BITS;
}

#endif
