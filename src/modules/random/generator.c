/* MT19937 after Matsumoto and Nishimura, and how seeds become its state. */
#include "modules/random/generator.h"

#include "interp/interpreter.h"
#include "modules/random/sha512.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/float.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/str.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { MIDDLE = 397 };

static uint32_t mixed(uint32_t first, uint32_t second) {
    uint32_t joined = (first & 0x80000000u) | (second & 0x7fffffffu);
    return joined >> 1 ^ (joined & 1 ? 0x9908b0dfu : 0);
}

static void make_words(Random *random) {
    uint32_t *words = random->words;
    for (int i = 0; i < TWISTER_WORDS; i++)
        words[i] = words[(i + MIDDLE) % TWISTER_WORDS] ^ mixed(words[i], words[(i + 1) % TWISTER_WORDS]);
    random->index = 0;
}

static uint32_t next_word(Random *random) {
    if (random->index >= TWISTER_WORDS) make_words(random);
    uint32_t word = random->words[random->index++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c5680u;
    word ^= word << 15 & 0xefc60000u;
    return word ^ word >> 18;
}

static uint32_t system_word(void) {
    uint32_t word = 0;
    while (getrandom(&word, sizeof word, 0) != (ssize_t)sizeof word)
        ;
    return word;
}

uint32_t random_word(Random *random) {
    if (random->is_system && !random->repeats) return system_word();
    object_lock(&random->object);
    uint32_t word = next_word(random);
    object_unlock(&random->object);
    return word;
}

double random_double(Random *random) {
    uint32_t high, low;
    if (random->is_system && !random->repeats) {
        high = system_word();
        low = system_word();
    } else {
        object_lock(&random->object);
        high = next_word(random);
        low = next_word(random);
        object_unlock(&random->object);
    }
    return ((high >> 5) * 67108864.0 + (low >> 6)) / 9007199254740992.0;
}

static void start_words(uint32_t *words, uint32_t seed) {
    words[0] = seed;
    for (uint32_t i = 1; i < TWISTER_WORDS; i++) words[i] = 1812433253u * (words[i - 1] ^ words[i - 1] >> 30) + i;
}

static uint32_t spread(const uint32_t *words, size_t i, uint32_t factor) {
    return words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) * factor;
}

void random_seed_words(Random *random, const uint32_t *key, size_t count) {
    uint32_t words[TWISTER_WORDS];
    start_words(words, 19650218u);
    size_t i = 1, j = 0;
    for (size_t k = count > TWISTER_WORDS ? count : TWISTER_WORDS; k > 0; k--) {
        words[i] = spread(words, i, 1664525u) + key[j] + (uint32_t)j;
        if (++i >= TWISTER_WORDS) {
            words[0] = words[TWISTER_WORDS - 1];
            i = 1;
        }
        if (++j >= count) j = 0;
    }
    for (size_t k = TWISTER_WORDS - 1; k > 0; k--) {
        words[i] = spread(words, i, 1566083941u) - (uint32_t)i;
        if (++i >= TWISTER_WORDS) {
            words[0] = words[TWISTER_WORDS - 1];
            i = 1;
        }
    }
    words[0] = 0x80000000u;
    object_lock(&random->object);
    memcpy(random->words, words, sizeof words);
    random->index = TWISTER_WORDS;
    random->has_gauss = false;
    object_unlock(&random->object);
}

/* ---- Seeds ---- */

/* In a program whose runs repeat: from its seed, another key each time. */
static void seed_from_program(Interpreter *program, Random *random) {
    uint64_t words[] = {program->seed, ++program->random_seeds};
    uint32_t key[] = {(uint32_t)words[0], (uint32_t)(words[0] >> 32), (uint32_t)words[1], (uint32_t)(words[1] >> 32)};
    random_seed_words(random, key, sizeof key / sizeof *key);
}

void random_seed_from_system(Thread *thread, Random *random) {
    random->repeats = thread->interpreter->observed;
    if (random->repeats) {
        seed_from_program(thread->interpreter, random);
        return;
    }
    uint32_t key[TWISTER_WORDS];
    for (int i = 0; i < TWISTER_WORDS; i += 64) /* so much at a time comes whole */
        if (getrandom(key + i, (TWISTER_WORDS - i < 64 ? TWISTER_WORDS - i : 64) * sizeof *key, 0) <= 0)
            key[i] = (uint32_t)time(NULL);
    random_seed_words(random, key, TWISTER_WORDS);
}

static void seed_from_int(Random *random, mpz_srcptr number) {
    size_t count = (mpz_sizeinbase(number, 2) + 31) / 32;
    uint32_t *key = memory_new_plain((count + 1) * sizeof *key);
    mpz_export(key, NULL, -1, sizeof *key, 0, 0, number);
    random_seed_words(random, key, count == 0 ? 1 : count);
}

/* The bytes and then their digest, as one large number. */
static void seed_from_bytes(Random *random, const void *bytes, size_t count) {
    unsigned char *all = memory_new_plain(count + 64);
    memcpy(all, bytes, count);
    sha512(bytes, count, all + count);
    mpz_t number;
    mpz_init(number);
    mpz_import(number, count + 64, 1, 1, 0, 0, all);
    seed_from_int(random, number);
}

bool random_seed_value(Thread *thread, Random *random, Value seed) {
    mpz_t number;
    double real;
    if (seed == NONE || seed == UNBOUND) {
        random_seed_from_system(thread, random);
    } else if (value_is_int(seed)) {
        int_to_mpz(seed, number);
        seed_from_int(random, number);
    } else if (value_as_float(seed, &real)) {
        mpz_init_set_ui(number, float_hash(real));
        seed_from_int(random, number);
    } else if (value_is_str(seed)) {
        seed_from_bytes(random, str_text(value_str_object(seed)), value_str_object(seed)->bytes);
    } else if (value_is_bytes(seed)) {
        seed_from_bytes(random, value_bytes(seed)->at, value_bytes(seed)->count);
    } else {
        return fail_type(thread, "The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.");
    }
    return true;
}

/* ---- Ints ---- */

Value random_bits(Thread *thread, Random *random, uint64_t bits) {
    if (bits == 0) return value_from_small_int(0);
    if (bits <= 32) return value_from_small_int(random_word(random) >> (32 - bits));
    if (!int_room(thread, bits)) return RAISED;
    size_t count = (size_t)((bits - 1) / 32 + 1);
    uint32_t *words = memory_new_plain(count * sizeof *words);
    for (size_t i = 0; i < count; i++, bits -= 32) {
        words[i] = random_word(random);
        if (bits < 32) words[i] >>= 32 - bits;
    }
    mpz_t number;
    mpz_init(number);
    mpz_import(number, count, -1, sizeof *words, 0, 0, words);
    return int_take(number);
}

uint64_t random_index(Random *random, uint64_t count) {
    unsigned bits = 64 - (unsigned)__builtin_clzll(count);
    for (;;) {
        uint64_t number;
        if (bits <= 32) {
            number = random_word(random) >> (32 - bits);
        } else {
            number = random_word(random);
            number |= (uint64_t)(random_word(random) >> (64 - bits)) << 32;
        }
        if (number < count) return number;
    }
}

Value random_below(Thread *thread, Random *random, Value limit) {
    int64_t small;
    if (int_to_int64(limit, &small)) return int_from_uint64(random_index(random, (uint64_t)small));
    IntView view;
    uint64_t bits = mpz_sizeinbase(int_view(limit, &view), 2);
    for (;;) {
        Value number = random_bits(thread, random, bits);
        if (number == RAISED || int_order(number, limit) < 0) return number;
    }
}
