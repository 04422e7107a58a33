/* What Unicode says of a code point, in the terms of str's methods. */
#ifndef OBJECT_STR_UNICODE_H
#define OBJECT_STR_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

bool unicode_is_alpha(uint32_t code_point);
bool unicode_is_decimal(uint32_t code_point);
bool unicode_is_digit(uint32_t code_point);
bool unicode_is_numeric(uint32_t code_point);
bool unicode_is_space(uint32_t code_point);
static inline bool ascii_is_space(char byte) { /* the same, for ASCII */
    return byte == ' ' || (byte >= '\t' && byte <= '\r') || (byte >= 0x1c && byte <= 0x1f);
}

bool unicode_is_printable(uint32_t code_point);
bool unicode_is_upper(uint32_t code_point);
bool unicode_is_lower(uint32_t code_point);
bool unicode_is_title(uint32_t code_point);
bool unicode_is_cased(uint32_t code_point);
bool unicode_is_case_ignorable(uint32_t code_point);
bool unicode_starts_name(uint32_t code_point);
bool unicode_continues_name(uint32_t code_point);

int unicode_decimal(uint32_t code_point); /* 0-9, or -1 */

/* Case mappings give up to three code points; they return how many. */
int unicode_to_upper(uint32_t code_point, uint32_t out[3]);
int unicode_to_lower(uint32_t code_point, uint32_t out[3]);
int unicode_to_title(uint32_t code_point, uint32_t out[3]);
int unicode_fold(uint32_t code_point, uint32_t out[3]);

#endif
