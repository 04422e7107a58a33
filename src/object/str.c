/* The core of str: making, hashing, comparing, joining two, cutting. Everything that scripts call is in the other str_*.c. */
#include "object/str_core.h"

#include "object/shape_core.h"

#include <string.h>

enum { OFFSETS_STRIDE = 64 };

static void str_head(Str *str, size_t bytes, bool ascii) {
    atomic_store_explicit(&str->object.type, &str_type, memory_order_relaxed);
    uint32_t shape = atomic_load_explicit(&str_type.instance_shape, memory_order_relaxed);
    atomic_store_explicit(&str->object.shape, shape, memory_order_relaxed);
    atomic_store_explicit(&str->object.flags, ascii ? STR_ASCII : 0, memory_order_relaxed);
    str->bytes = bytes;
    str->length = bytes;
    str->text = str->own_text;
}

/* Only a str that may get a table of offsets has anything for the collector to find. */
Str *str_try_allocate(size_t bytes, bool ascii) {
    size_t size = sizeof(Str) + bytes + 1;
    Str *str = size < bytes ? NULL : ascii ? memory_try_new_plain(size) : memory_try_new(size);
    if (str != NULL) str_head(str, bytes, ascii);
    return str;
}

Str *str_allocate(size_t bytes, bool ascii) {
    size_t size = sizeof(Str) + bytes + 1;
    Str *str = ascii ? memory_new_plain(size) : memory_new(size);
    str_head(str, bytes, ascii);
    return str;
}

void str_finish(Str *str) {
    str->length = text_count(str->text, str->bytes);
}

static Str *str_copy(const char *text, size_t bytes) {
    bool ascii = text_is_ascii(text, bytes);
    Str *str = str_allocate(bytes, ascii);
    text_copy(str->text, text, bytes);
    if (!ascii) str_finish(str);
    return str;
}

Str *str_empty(void) {
    static _Atomic(Str *) empty;
    Str *str = atomic_load_explicit(&empty, memory_order_acquire);
    if (str == NULL) {
        str = str_intern("", 0);
        atomic_store_explicit(&empty, str, memory_order_release);
    }
    return str;
}

_Atomic(Str *) str_characters[KEPT_CHARACTERS];

Str *str_make_character(uint32_t code_point) {
    char text[4];
    size_t bytes = text_encode(code_point, text);
    if (code_point >= KEPT_CHARACTERS) return str_copy(text, bytes);
    Str *str = str_intern(text, bytes);
    atomic_store_explicit(&str_characters[code_point], str, memory_order_release);
    return str;
}

Str *str_new(const char *text, size_t bytes) {
    if (bytes == 0) return str_empty();
    if (bytes == 1 && (unsigned char)*text < 128) return str_from_code_point((unsigned char)*text);
    return str_copy(text, bytes);
}

Str *str_new_ascii(const char *text, size_t bytes) {
    if (bytes == 0) return str_empty();
    if (bytes == 1) return str_from_code_point((unsigned char)*text);
    Str *str = str_allocate(bytes, true);
    text_copy(str->text, text, bytes);
    return str;
}

Str *str_from_text(const char *text) {
    return str_new(text, strlen(text));
}

Str *str_from_buffer(const Buffer *buffer) {
    return str_new(buffer_text(buffer), buffer->length);
}

Str *str_format(const char *format, ...) {
    Buffer buffer = {0};
    va_list args;
    va_start(args, format);
    buffer_vaddf(&buffer, format, args);
    va_end(args);
    return str_from_buffer(&buffer);
}

/* Two threads may both build the table; either of the equal ones stays. */
static size_t *str_offsets(Str *str) {
    size_t *table = atomic_load_explicit(&str->offsets, memory_order_acquire);
    if (table != NULL) return table;
    table = memory_new_plain((str->length / OFFSETS_STRIDE + 1) * sizeof *table);
    size_t index = 0;
    for (size_t offset = 0; offset < str->bytes; offset++) {
        if (((unsigned char)str->text[offset] & 0xc0) == 0x80) continue;
        if (index % OFFSETS_STRIDE == 0) table[index / OFFSETS_STRIDE] = offset;
        index++;
    }
    if (str->length % OFFSETS_STRIDE == 0) table[str->length / OFFSETS_STRIDE] = str->bytes;
    atomic_store_explicit(&str->offsets, table, memory_order_release);
    return table;
}

size_t str_offset(Str *str, size_t index) {
    if (str_is_ascii(str)) return index;
    if (index >= str->length) return str->bytes;
    if (str->length <= OFFSETS_STRIDE) return text_offset(str->text, str->bytes, index);
    size_t start = str_offsets(str)[index / OFFSETS_STRIDE];
    return start + text_offset(str->text + start, str->bytes - start, index % OFFSETS_STRIDE);
}

size_t str_index_of(Str *str, size_t offset) {
    return str_is_ascii(str) ? offset : text_count(str->text, offset);
}

Str *str_part(Str *str, size_t start, size_t end) {
    if (start == 0 && end == str->bytes && object_type(&str->object) == &str_type) return str;
    return str_is_ascii(str) ? str_new_ascii(str->text + start, end - start) : str_new(str->text + start, end - start);
}

Str *str_slice(Str *str, int64_t start, int64_t length) {
    size_t first = str_offset(str, (size_t)start);
    return str_part(str, first, str_offset(str, (size_t)(start + length)));
}

Value str_new_derived(Type *type, Str *str) {
    Str *derived = instance_new_variable(type, sizeof(Str) + str->bytes + 1);
    derived->text = derived->own_text;
    memcpy(derived->text, str->text, str->bytes);
    derived->bytes = str->bytes;
    derived->length = str->length;
    atomic_store_explicit(&derived->object.flags, str_is_ascii(str) ? STR_ASCII : 0, memory_order_relaxed);
    return value_from_object(derived);
}

static inline uint64_t fold_product(uint64_t left, uint64_t right) {
    __uint128_t product = (__uint128_t)left * right;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t read_word(const char *text, size_t bytes) {
    uint64_t word = 0;
    memcpy(&word, text, bytes);
    return word;
}

static uint64_t text_hash(const char *text, size_t bytes) {
    uint64_t hash = 0x9e3779b97f4a7c15u ^ bytes;
    size_t rest = bytes;
    for (; rest >= 8; rest -= 8, text += 8) hash = fold_product(hash ^ read_word(text, 8), 0xd6e8feb86659fd93u);
    hash = fold_product(hash ^ read_word(text, rest), 0xa0761d6478bd642fu);
    hash = fold_product(hash, 0xe7037ed1a0b428dbu);
    return hash == 0 ? 1 : hash;
}

uint64_t str_make_hash(Str *str) {
    uint64_t hash = text_hash(str->text, str->bytes);
    atomic_store_explicit(&str->hash, hash, memory_order_relaxed);
    return hash;
}

/* The bytes of UTF-8 order as the code points do, surrogates included. */
int str_order(const Str *left, const Str *right) {
    size_t common = left->bytes < right->bytes ? left->bytes : right->bytes;
    int order = text_order(left->text, right->text, common);
    if (order != 0) return order;
    return left->bytes < right->bytes ? -1 : left->bytes > right->bytes;
}
