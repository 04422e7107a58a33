/* Growing text. */
#include "base/buffer.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

void buffer_grow(Buffer *buffer, size_t more) {
    size_t needed = buffer->length + more + 1;
    size_t capacity = buffer->capacity * 2 > needed ? buffer->capacity * 2 : needed < 64 ? 64 : needed;
    char *grown = memory_new_plain(capacity);
    if (buffer->length) memcpy(grown, buffer->text, buffer->length);
    buffer->text = grown;
    buffer->capacity = capacity;
}

void buffer_add_text(Buffer *buffer, const char *text) {
    buffer_add(buffer, text, strlen(text));
}

void buffer_add_repeated(Buffer *buffer, char byte, size_t count) {
    buffer_reserve(buffer, count);
    memset(buffer->text + buffer->length, byte, count);
    buffer->length += count;
    buffer->text[buffer->length] = '\0';
}

void buffer_add_code_point(Buffer *buffer, uint32_t code_point) {
    char bytes[4];
    buffer_add(buffer, bytes, text_encode(code_point, bytes));
}

void buffer_addf(Buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buffer_vaddf(buffer, format, args);
    va_end(args);
}

void buffer_vaddf(Buffer *buffer, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    buffer_reserve(buffer, 0);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->text + buffer->length, room, format, args);
    if (length > 0 && (size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    }
    if (length > 0) buffer->length += (size_t)length;
    va_end(again);
}

const char *buffer_text(const Buffer *buffer) {
    return buffer->text ? buffer->text : "";
}
