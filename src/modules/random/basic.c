/* Random's methods for seeds, states, bits and ranges. */
#include "modules/random/methods.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

Value random_call_random(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_float(random_double(value_random(self)));
}

Value random_call_seed(Thread *thread, Value self, const Arguments *args) {
    Random *random = value_random(self);
    return random->is_system || random_seed_value(thread, random, args->items[0]) ? NONE : RAISED;
}

Value random_call_getrandbits(Thread *thread, Value self, const Arguments *args) {
    int64_t bits;
    if (!value_to_index(thread, args->items[0], &bits)) return RAISED;
    if (bits < 0) return raise_value(thread, "number of bits must be non-negative");
    return random_bits(thread, value_random(self), (uint64_t)bits);
}

Value random_call_randbytes(Thread *thread, Value self, const Arguments *args) {
    int64_t count;
    if (!value_to_index(thread, args->items[0], &count)) return RAISED;
    if (count < 0 || count > INT64_MAX / 8) return raise_value(thread, "number of bits must be non-negative");
    Value bits = random_bits(thread, value_random(self), (uint64_t)count * 8);
    Bytes *bytes = bits == RAISED ? NULL : bytes_allocate((size_t)count);
    if (bytes == NULL) return bits == RAISED ? RAISED : raise_memory(thread);
    IntView view;
    mpz_export(bytes->at, NULL, -1, 1, 0, 0, int_view(bits, &view));
    return value_from_object(bytes);
}

/* ---- Ranges ---- */

static Value empty_range(Thread *thread, Value start, Value stop, Value step) {
    Buffer text = {0};
    buffer_add_text(&text, "empty range in randrange(");
    buffer_add_str(thread, &text, start);
    buffer_add_text(&text, ", ");
    buffer_add_str(thread, &text, stop);
    if (step != UNBOUND) {
        buffer_add_text(&text, ", ");
        buffer_add_str(thread, &text, step);
    }
    return raise_value(thread, "%s)", text.text);
}

/* start + step * a number below the count of steps from start to stop. */
static Value in_range(Thread *thread, Random *random, Value start, Value stop, Value step) {
    Value width = int_binary(thread, BINARY_SUBTRACT, stop, start);
    int64_t stride;
    if (step == UNBOUND || (int_to_int64(step, &stride) && stride == 1)) {
        if (int_sign(width) <= 0) return empty_range(thread, start, stop, UNBOUND);
        Value offset = random_below(thread, random, width);
        return offset == RAISED ? RAISED : int_binary(thread, BINARY_ADD, start, offset);
    }
    if (int_sign(step) == 0) return raise_value(thread, "zero step for randrange()");
    Value one = value_from_small_int(int_sign(step));
    Value rounded = int_binary(thread, BINARY_SUBTRACT, int_binary(thread, BINARY_ADD, width, step), one);
    Value count = int_binary(thread, BINARY_FLOOR_DIVIDE, rounded, step);
    if (int_sign(count) <= 0) return empty_range(thread, start, stop, step);
    Value offset = random_below(thread, random, count);
    if (offset == RAISED) return RAISED;
    return int_binary(thread, BINARY_ADD, start, int_binary(thread, BINARY_MULTIPLY, step, offset));
}

Value random_call_randrange(Thread *thread, Value self, const Arguments *args) {
    Value start = value_index(thread, args->items[0]), step = UNBOUND;
    if (start == RAISED) return RAISED;
    if (args->items[2] != UNBOUND && (step = value_index(thread, args->items[2])) == RAISED) return RAISED;
    if (args->items[1] == UNBOUND || args->items[1] == NONE) {
        if (step != UNBOUND) return raise_type(thread, "Missing a non-None stop argument");
        if (int_sign(start) <= 0) return raise_value(thread, "empty range for randrange()");
        return random_below(thread, value_random(self), start);
    }
    Value stop = value_index(thread, args->items[1]);
    return stop == RAISED ? RAISED : in_range(thread, value_random(self), start, stop, step);
}

Value random_call_randint(Thread *thread, Value self, const Arguments *args) {
    Value start = value_index(thread, args->items[0]);
    Value last = start == RAISED ? RAISED : value_index(thread, args->items[1]);
    if (last == RAISED) return RAISED;
    Value stop = int_binary(thread, BINARY_ADD, last, value_from_small_int(1));
    return in_range(thread, value_random(self), start, stop, UNBOUND);
}

/* ---- States: (3, the words and the index, the waiting number of gauss) ---- */

enum { STATE_VERSION = 3 };

static Value no_state(Thread *thread) {
    return raise_error(thread, &not_implemented_error, "System entropy source does not have state.");
}

Value random_call_getstate(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Random *random = value_random(self);
    if (random->is_system) return no_state(thread);
    Tuple *words = tuple_new(TWISTER_WORDS + 1);
    object_lock(&random->object);
    for (size_t i = 0; i < TWISTER_WORDS; i++) words->items[i] = value_from_small_int(random->words[i]);
    words->items[TWISTER_WORDS] = value_from_small_int(random->index);
    Value gauss = random->has_gauss ? value_from_float(random->gauss) : NONE;
    object_unlock(&random->object);
    return value_from_object(tuple_of(3, value_from_small_int(STATE_VERSION), value_from_object(words), gauss));
}

static bool read_words(Thread *thread, const Tuple *items, uint32_t words[TWISTER_WORDS + 1]) {
    if (items->count != TWISTER_WORDS + 1) return fail_value(thread, "state vector is the wrong size");
    for (size_t i = 0; i <= TWISTER_WORDS; i++) {
        int64_t word;
        if (!value_to_index(thread, items->items[i], &word)) return false;
        words[i] = (uint32_t)word;
    }
    return words[TWISTER_WORDS] <= TWISTER_WORDS || fail_value(thread, "invalid state");
}

Value random_call_setstate(Thread *thread, Value self, const Arguments *args) {
    Random *random = value_random(self);
    if (random->is_system) return no_state(thread);
    Value state = args->items[0];
    if (!value_is_tuple(state) || value_tuple(state)->count != 3 || !value_is_tuple(value_tuple(state)->items[1]))
        return raise_type(thread, "state must be a tuple that getstate() gave");
    const Value *items = value_tuple(state)->items;
    int64_t version;
    if (!value_to_index(thread, items[0], &version)) return RAISED;
    if (version != STATE_VERSION)
        return raise_value(thread, "state with version %lld passed to Random.setstate() of version 3",
                           (long long)version);
    uint32_t words[TWISTER_WORDS + 1];
    double gauss = 0;
    if (!read_words(thread, value_tuple(items[1]), words)) return RAISED;
    if (items[2] != NONE && !value_to_double(thread, items[2], &gauss)) return RAISED;
    object_lock(&random->object);
    memcpy(random->words, words, sizeof random->words);
    random->index = words[TWISTER_WORDS];
    random->has_gauss = items[2] != NONE;
    random->gauss = gauss;
    object_unlock(&random->object);
    return NONE;
}
