/* Joining two strs. A long left operand gets room behind its text, in a block of its own; whoever appends to the str that
   ends where the used part of the block ends takes that room by one compare-and-swap and copies only what is appended. Each
   str knows where its own text ends, so the ones that share a block do not see what comes later. */
#include "object/str_core.h"

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

const char *str_terminated(const Str *str) {
    return memory_copy_text(str->text, str->bytes);
}

static inline unsigned flags_of(const Str *str) {
    return atomic_load_explicit(&((Str *)(uintptr_t)str)->object.flags, memory_order_relaxed);
}

static inline Str *str_over(SharedText *shared, size_t bytes, size_t length, unsigned ascii) {
    Str *str = memory_new(sizeof(Str) + sizeof shared);
    atomic_store_explicit(&str->object.type, &str_type, memory_order_relaxed);
    uint32_t shape = atomic_load_explicit(&str_type.instance_shape, memory_order_relaxed);
    atomic_store_explicit(&str->object.shape, shape, memory_order_relaxed);
    atomic_store_explicit(&str->object.flags, STR_SHARES | ascii, memory_order_relaxed);
    memcpy(str->own_text, &shared, sizeof shared);
    str->text = shared->text;
    str->bytes = bytes;
    str->length = length;
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
static inline bool take_room(SharedText *shared, size_t end, size_t bytes) {
    if (bytes > shared->capacity) return false;
    if (!__libc_single_threaded)
        return atomic_compare_exchange_strong_explicit(&shared->used, &end, bytes, memory_order_relaxed,
                                                       memory_order_relaxed);
    if (atomic_load_explicit(&shared->used, memory_order_relaxed) != end) return false;
    atomic_store_explicit(&shared->used, bytes, memory_order_relaxed);
    return true;
}

static Str *join(Str *left, Str *right, size_t bytes, bool ascii) {
    Str *str = str_allocate(bytes, ascii);
    text_copy(str->text, left->text, left->bytes);
    text_copy(str->text + left->bytes, right->text, right->bytes);
    str->length = left->length + right->length;
    return str;
}

Str *str_concat(Str *left, Str *right) {
    unsigned ascii = flags_of(left) & flags_of(right) & STR_ASCII;
    size_t bytes = left->bytes + right->bytes;
    if (left->bytes < LONG_ENOUGH || right->bytes > left->bytes) return join(left, right, bytes, ascii);
    bool is_room = (flags_of(left) & STR_SHARES) && take_room(shared_text(left), left->bytes, bytes);
    SharedText *shared = is_room ? shared_text(left) : share_copy(left, bytes);
    text_copy(shared->text + left->bytes, right->text, right->bytes);
    return str_over(shared, bytes, left->length + right->length, ascii);
}
