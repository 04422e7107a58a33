/* SHA-512, by which text and bytes become seeds. */
#ifndef MODULES_RANDOM_SHA512_H
#define MODULES_RANDOM_SHA512_H

#include <stddef.h>

void sha512(const void *data, size_t length, unsigned char digest[64]);

#endif
