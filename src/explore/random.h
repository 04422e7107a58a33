/* A small generator of random numbers, the same on every machine: splitmix64 (Steele, Lea, Flood, OOPSLA 2014). */
#ifndef EXPLORE_RANDOM_H
#define EXPLORE_RANDOM_H

#include <stdint.h>

typedef struct Random {
    uint64_t state;
} Random;

static inline uint64_t random_next(Random *random) {
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Neighbouring seeds give unrelated sequences. */
static inline Random random_from_seed(uint64_t seed) {
    Random random = {seed};
    random.state = random_next(&random);
    return random;
}

/* 0 … n-1, n > 0; by multiplication, whose bias of n/2^64 nobody sees. */
static inline uint64_t random_below(Random *random, uint64_t n) {
    return (uint64_t)(((unsigned __int128)random_next(random) * n) >> 64);
}

#endif
