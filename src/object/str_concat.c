/* Joining two strs. A long left operand gets room behind its text, in a block of its own; whoever appends to the str that
   ends where the used part of the block ends takes that room by one compare-and-swap and copies only what is appended. Each
   str knows where its own text ends, so the ones that share a block do not see what comes later. */
#include "object/str_core.h"

#include "object/shape_core.h"

#include <string.h>

enum { LONG_ENOUGH = 256 }; /* bytes of the left operand */

typedef struct SharedText {
    size_t capacity;
    _Atomic(size_t) used;
    char text[];
} SharedText;

static SharedText *shared_text(const Str *str) {
    SharedText *shared;
    memcpy(&shared, str->own_text, sizeof shared);
    return shared;
}

static bool shares(const Str *str) {
    return atomic_load_explicit(&((Str *)(uintptr_t)str)->object.flags, memory_order_relaxed) & STR_SHARES;
}

const char *str_terminated(const Str *str) {
    return memory_copy_text(str->text, str->bytes);
}

static Str *str_over(SharedText *shared, size_t bytes, size_t length, bool ascii) {
    Str *str = object_new(&str_type, sizeof(Str) + sizeof shared);
    memcpy(str->own_text, &shared, sizeof shared);
    str->text = shared->text;
    str->bytes = bytes;
    str->length = length;
    atomic_store_explicit(&str->object.flags, STR_SHARES | (ascii ? STR_ASCII : 0), memory_order_relaxed);
    return str;
}

/* A block with the left operand's text in it, and as much room again by half. */
static SharedText *share_copy(const Str *left, size_t bytes) {
    size_t capacity = bytes + bytes / 2;
    SharedText *shared = memory_new_plain(sizeof *shared + capacity);
    shared->capacity = capacity;
    memcpy(shared->text, left->text, left->bytes);
    atomic_store_explicit(&shared->used, bytes, memory_order_relaxed);
    return shared;
}

/* The room right behind the left operand, if nobody has taken it. */
static bool take_room(const Str *left, size_t bytes) {
    if (!shares(left)) return false;
    SharedText *shared = shared_text(left);
    size_t end = left->bytes;
    return bytes <= shared->capacity && atomic_compare_exchange_strong_explicit(
                                            &shared->used, &end, bytes, memory_order_relaxed, memory_order_relaxed);
}

static Str *append(Str *left, Str *right, size_t bytes, bool ascii) {
    SharedText *shared = take_room(left, bytes) ? shared_text(left) : share_copy(left, bytes);
    memcpy(shared->text + left->bytes, right->text, right->bytes);
    return str_over(shared, bytes, left->length + right->length, ascii);
}

static Str *join(Str *left, Str *right, size_t bytes, bool ascii) {
    Str *str = str_allocate(bytes, ascii);
    memcpy(str->text, left->text, left->bytes);
    memcpy(str->text + left->bytes, right->text, right->bytes);
    str->length = left->length + right->length;
    return str;
}

Str *str_concat(Str *left, Str *right) {
    bool ascii = str_is_ascii(left) && str_is_ascii(right);
    size_t bytes = left->bytes + right->bytes;
    if (left->bytes >= LONG_ENOUGH && right->bytes <= left->bytes) return append(left, right, bytes, ascii);
    return join(left, right, bytes, ascii);
}
