/* The type bytes: its slots and constructor. Its methods are in bytes_methods.c. */
#define _GNU_SOURCE 1 /* memmem */
#include "object/bytes_methods.h"
#include "object/bytes_text.h"

#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/shape_core.h"
#include "object/str.h"

#include <string.h>

Bytes *bytes_allocate(size_t count) {
    Bytes *bytes = count + sizeof *bytes + 1 < count ? NULL : memory_try_new_plain(sizeof *bytes + count + 1);
    if (bytes == NULL) return NULL;
    atomic_store_explicit(&bytes->object.type, &bytes_type, memory_order_relaxed);
    uint32_t shape = atomic_load_explicit(&bytes_type.instance_shape, memory_order_relaxed);
    atomic_store_explicit(&bytes->object.shape, shape, memory_order_relaxed);
    bytes->count = count;
    return bytes;
}

Bytes *bytes_new(const void *at, size_t count) {
    Bytes *bytes = object_new_plain(&bytes_type, sizeof *bytes + count + 1);
    bytes->count = count;
    memcpy(bytes->at, at, count);
    return bytes;
}

Bytes *bytes_from_buffer(const Buffer *buffer) {
    return bytes_new(buffer_text(buffer), buffer->length);
}

void bytes_repr(Buffer *out, const unsigned char *at, size_t count) {
    char quote = memchr(at, '\'', count) != NULL && memchr(at, '"', count) == NULL ? '"' : '\'';
    buffer_add_byte(out, 'b');
    buffer_add_byte(out, quote);
    for (size_t i = 0; i < count; i++) {
        unsigned char byte = at[i];
        if (byte == '\\' || byte == (unsigned char)quote) buffer_addf(out, "\\%c", byte);
        else if (byte == '\n') buffer_add_text(out, "\\n");
        else if (byte == '\r') buffer_add_text(out, "\\r");
        else if (byte == '\t') buffer_add_text(out, "\\t");
        else if (byte < ' ' || byte > 126) buffer_addf(out, "\\x%02x", byte);
        else buffer_add_byte(out, (char)byte);
    }
    buffer_add_byte(out, quote);
}

static Value bytes_repr_slot(Thread *thread, Value self) {
    (void)thread;
    Buffer text = {0};
    bytes_repr(&text, value_bytes(self)->at, value_bytes(self)->count);
    return value_from_object(str_from_buffer(&text));
}

static int bytes_truth(Thread *thread, Value self) {
    (void)thread;
    return value_bytes(self)->count != 0;
}

static int64_t bytes_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)value_bytes(self)->count;
}

static bool bytes_hash(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    Bytes *bytes = value_bytes(self);
    uint64_t word = 0xcbf29ce484222325u;
    for (size_t i = 0; i < bytes->count; i++) word = (word ^ bytes->at[i]) * 0x100000001b3u;
    *hash = word ^ word >> 32;
    return true;
}

static Value bytes_add(Thread *thread, Value left, Value right) {
    if (!value_is_bytes(left)) return NOT_IMPLEMENTED;
    if (!value_is_bytes(right)) return raise_type(thread, "can't concat %s to bytes", type_name_of(right));
    Bytes *first = value_bytes(left), *second = value_bytes(right);
    Bytes *sum = bytes_allocate(first->count + second->count);
    if (sum == NULL) return raise_memory(thread);
    memcpy(sum->at, first->at, first->count);
    memcpy(sum->at + first->count, second->at, second->count);
    return value_from_object(sum);
}

static Value bytes_multiply(Thread *thread, Value left, Value right) {
    bool left_is_bytes = value_is_bytes(left);
    Value factor = left_is_bytes ? right : left;
    if (value_type(factor)->index == NULL)
        return raise_type(thread, "can't multiply sequence by non-int of type '%s'", type_name_of(factor));
    Bytes *bytes = value_bytes(left_is_bytes ? left : right);
    int64_t times;
    if (!value_to_index(thread, factor, &times)) return RAISED;
    if (times < 0) times = 0;
    size_t count;
    if (__builtin_mul_overflow(bytes->count, (size_t)times, &count)) return raise_memory(thread);
    Bytes *product = bytes_allocate(count);
    if (product == NULL) return raise_memory(thread);
    for (int64_t i = 0; i < times; i++) memcpy(product->at + (size_t)i * bytes->count, bytes->at, bytes->count);
    return value_from_object(product);
}

static int bytes_order(const Bytes *left, const Bytes *right) {
    size_t common = left->count < right->count ? left->count : right->count;
    int order = memcmp(left->at, right->at, common);
    return order != 0 ? order : left->count < right->count ? -1 : left->count > right->count;
}

static Value bytes_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if (!value_is_bytes(left) || !value_is_bytes(right)) return NOT_IMPLEMENTED;
    int order = bytes_order(value_bytes(left), value_bytes(right));
    switch (op) {
    case COMPARE_EQUAL:
        return value_from_bool(order == 0);
    case COMPARE_NOT_EQUAL:
        return value_from_bool(order != 0);
    case COMPARE_LESS:
        return value_from_bool(order < 0);
    case COMPARE_LESS_EQUAL:
        return value_from_bool(order <= 0);
    case COMPARE_GREATER:
        return value_from_bool(order > 0);
    default:
        return value_from_bool(order >= 0);
    }
}

static Value bytes_slice(Thread *thread, Bytes *bytes, Slice *slice) {
    int64_t start, step, count;
    if (!slice_resolve(thread, slice, (int64_t)bytes->count, &start, &step, &count)) return RAISED;
    Bytes *part = bytes_allocate((size_t)count);
    if (part == NULL) return raise_memory(thread);
    for (int64_t i = 0; i < count; i++) part->at[i] = bytes->at[start + i * step];
    return value_from_object(part);
}

static Value bytes_get_item(Thread *thread, Value self, Value key) {
    Bytes *bytes = value_bytes(self);
    if (value_has_type(key, &slice_type)) return bytes_slice(thread, bytes, (Slice *)(void *)key);
    if (value_type(key)->index == NULL)
        return raise_type(thread, "byte indices must be integers or slices, not %s", type_name_of(key));
    Value number = value_index(thread, key);
    if (number == RAISED) return RAISED;
    int64_t index;
    if (!int_to_int64(number, &index))
        return raise_error(thread, &index_error, "cannot fit '%s' into an index-sized integer", type_name_of(key));
    if (index < 0) index += (int64_t)bytes->count;
    if (index < 0 || index >= (int64_t)bytes->count) return raise_error(thread, &index_error, "index out of range");
    return value_from_small_int(bytes->at[index]);
}

size_t bytes_find(const Bytes *bytes, size_t start, const Bytes *part) {
    if (start > bytes->count || bytes->count - start < part->count) return SIZE_MAX;
    if (part->count == 0) return start;
    const unsigned char *found = memmem(bytes->at + start, bytes->count - start, part->at, part->count);
    return found == NULL ? SIZE_MAX : (size_t)(found - bytes->at);
}

static int bytes_contains(Thread *thread, Value self, Value item) {
    Bytes *bytes = value_bytes(self);
    if (value_is_bytes(item)) return bytes_find(bytes, 0, value_bytes(item)) != SIZE_MAX;
    int64_t byte;
    if (!value_is_int(item)) {
        raise_type(thread, "a bytes-like object is required, not '%s'", type_name_of(item));
        return -1;
    }
    if (!int_to_int64(item, &byte) || byte < 0 || byte > 255) {
        raise_value(thread, "byte must be in range(0, 256)");
        return -1;
    }
    return memchr(bytes->at, (int)byte, bytes->count) != NULL;
}

/* ---- Iteration ---- */

typedef struct BytesIterator {
    Object object;
    Bytes *bytes;
    _Atomic(size_t) index;
} BytesIterator;

static Value iterator_next(Thread *thread, Value self) {
    (void)thread;
    BytesIterator *iterator = (BytesIterator *)(void *)self;
    size_t index = atomic_fetch_add_explicit(&iterator->index, 1, memory_order_relaxed);
    if (index < iterator->bytes->count) return value_from_small_int(iterator->bytes->at[index]);
    atomic_store_explicit(&iterator->index, iterator->bytes->count, memory_order_relaxed);
    return UNBOUND;
}

static Value iterator_itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

Type bytes_iterator_type = {
    TYPE_HEAD,
    .name = "bytes_iterator",
    .doc = "Iterates over the bytes of a bytes object.",
    .size = sizeof(BytesIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = iterator_next,
};

static Value bytes_iter(Thread *thread, Value self) {
    (void)thread;
    BytesIterator *iterator = object_new(&bytes_iterator_type, sizeof *iterator);
    iterator->bytes = value_bytes(self);
    return value_from_object(iterator);
}

/* ---- bytes(…) ---- */

Value bytes_from_iterable(Thread *thread, Value iterable) {
    Value list = list_from_iterable(thread, iterable);
    if (list == RAISED) return RAISED;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    Bytes *bytes = bytes_allocate(count);
    if (bytes == NULL) return raise_memory(thread);
    for (size_t i = 0; i < count; i++) {
        Value number = value_index(thread, items[i]);
        int64_t byte;
        if (number == RAISED) return RAISED;
        if (!int_to_int64(number, &byte) || byte < 0 || byte > 255)
            return raise_value(thread, "bytes must be in range(0, 256)");
        bytes->at[i] = (unsigned char)byte;
    }
    return value_from_object(bytes);
}

static Value bytes_of_zeros(Thread *thread, Value source) {
    int64_t count;
    if (!value_to_index(thread, source, &count)) return RAISED;
    if (count < 0) return raise_value(thread, "negative count");
    Bytes *bytes = bytes_allocate((size_t)count);
    return bytes == NULL ? raise_memory(thread) : value_from_object(bytes);
}

static Value bytes_from_value(Thread *thread, Value source) {
    Value special = value_special(thread, source, dunder_bytes);
    if (special == RAISED) return RAISED;
    if (special != UNBOUND) {
        Value made = value_call0(thread, special);
        if (made == RAISED || value_is_bytes(made)) return made;
        return raise_type(thread, "__bytes__ returned non-bytes (type %s)", type_name_of(made));
    }
    if (value_is_bytes(source))
        return value_from_object(bytes_new(value_bytes(source)->at, value_bytes(source)->count));
    if (value_is_str(source)) return raise_type(thread, "string argument without an encoding");
    const Type *type = value_type(source);
    if (type->index != NULL) return bytes_of_zeros(thread, source);
    if (type->iter == NULL && type->get_item == NULL)
        return raise_type(thread, "cannot convert '%s' object to bytes", type->name);
    return bytes_from_iterable(thread, source);
}

static Value bytes_make(Thread *thread, Value type_value, const Arguments *args) {
    Type *type = (Type *)(void *)type_value;
    Value source = args->items[0], made;
    if (args->items[1] != UNBOUND || args->items[2] != UNBOUND) {
        if (!value_is_str(source)) return raise_type(thread, "encoding without a string argument");
        Value rest[2] = {args->items[1] == UNBOUND ? value_from_object(str_from_text("utf-8")) : args->items[1],
                         args->items[2] == UNBOUND ? value_from_object(str_from_text("strict")) : args->items[2]};
        made = value_call_method(thread, source, name_encode, &(Arguments){.items = rest, .count = 2});
    } else {
        made = source == UNBOUND ? value_from_object(bytes_new("", 0)) : bytes_from_value(thread, source);
    }
    if (made == RAISED || type == &bytes_type || !value_is_bytes(made)) return made;
    Bytes *derived = instance_new_variable(type, sizeof(Bytes) + value_bytes(made)->count + 1);
    derived->count = value_bytes(made)->count;
    memcpy(derived->at, value_bytes(made)->at, derived->count);
    return value_from_object(derived);
}

static Value bytes_construct(Thread *thread, Type *type, const Arguments *args) {
    static const Builtin entry = {"bytes", bytes_make, 0, 3, "", "source encoding errors", BUILTIN_PLAIN};
    return builtin_invoke(thread, &entry, value_from_object(type), args);
}

Type bytes_type = {
    TYPE_HEAD,
    .name = "bytes",
    .doc =
        "bytes(source=b'', encoding, errors): immutable bytes, from ints, a text with its encoding, or so many zeros.",
    .size = sizeof(Bytes),
    .flags = TYPE_HAS_VARIABLE_SIZE,
    .repr = bytes_repr_slot,
    .truth = bytes_truth,
    .hash = bytes_hash,
    .binary = {[BINARY_ADD] = bytes_add, [BINARY_MULTIPLY] = bytes_multiply, [BINARY_MODULO] = bytes_modulo},
    .compare = bytes_compare,
    .length = bytes_length,
    .get_item = bytes_get_item,
    .contains = bytes_contains,
    .iter = bytes_iter,
    .construct = bytes_construct,
    .methods = bytes_methods,
};
