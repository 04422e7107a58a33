/* A growing run of bytes, always NUL-terminated, for building text. Start with `Buffer buffer = {0};`. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Buffer {
    char *text; /* null while empty */
    size_t length;
    size_t capacity;
} Buffer;

/* A local Buffer that starts with room on the C stack: for text that is short as a rule and copied in the end. */
#define BUFFER_WITH_ROOM(name, bytes)                                                                                  \
    char name##_room[bytes];                                                                                           \
    name##_room[0] = '\0';                                                                                             \
    Buffer name = {.text = name##_room, .capacity = (bytes)}

/* Room for `more` bytes and the NUL behind them. */
void buffer_grow(Buffer *buffer, size_t more);
static inline void buffer_reserve(Buffer *buffer, size_t more) {
    if (__builtin_expect(buffer->length + more >= buffer->capacity, 0)) buffer_grow(buffer, more);
}

static inline void buffer_add(Buffer *buffer, const char *text, size_t length) {
    buffer_reserve(buffer, length);
    if (length) memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

static inline void buffer_add_byte(Buffer *buffer, char byte) {
    buffer_reserve(buffer, 1);
    buffer->text[buffer->length++] = byte;
    buffer->text[buffer->length] = '\0';
}

void buffer_add_text(Buffer *buffer, const char *text); /* NUL-terminated */
void buffer_add_repeated(Buffer *buffer, char byte, size_t count);
void buffer_add_code_point(Buffer *buffer, uint32_t code_point); /* as UTF-8; surrogates as three bytes */
void buffer_addf(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vaddf(Buffer *buffer, const char *format, va_list args);

/* The text; "" while empty. */
const char *buffer_text(const Buffer *buffer);

#endif
