/* The Mersenne Twister (MT19937) in an object: random.Random. Threads may share one; its guard is held for each number. */
#ifndef MODULES_RANDOM_GENERATOR_H
#define MODULES_RANDOM_GENERATOR_H

#include "object/thread.h"
#include "object/type.h"

enum { TWISTER_WORDS = 624 };

typedef struct Random {
    Object object;
    bool is_system; /* numbers come from the operating system */
    bool repeats;   /* no, they do not, since the program is one whose runs repeat */
    bool has_gauss;
    double gauss;   /* the second of the last pair that gauss() made */
    uint32_t index; /* the next word to use; TWISTER_WORDS: make new ones */
    uint32_t words[TWISTER_WORDS];
} Random;

uint32_t random_word(Random *random);
double random_double(Random *random); /* in [0, 1), 53 bits */

/* Starts anew from the words of a seed (at least one). */
void random_seed_words(Random *random, const uint32_t *key, size_t count);

void random_seed_from_system(Thread *thread, Random *random);

/* Seeds from a value as random.seed(value) does; NONE: from the operating system. */
bool random_seed_value(Thread *thread, Random *random, Value seed);

/* An int of so many random bits; an int below a limit (an int > 0) of any size. */
Value random_bits(Thread *thread, Random *random, uint64_t bits);
Value random_below(Thread *thread, Random *random, Value limit);
uint64_t random_index(Random *random, uint64_t count); /* below count > 0 */

static inline Random *value_random(Value value) {
    return (Random *)(void *)value;
}

#endif
