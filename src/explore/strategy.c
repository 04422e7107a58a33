/* The strategies, each with the paper it comes from. */
#include "explore/strategy.h"

#include <stdlib.h>
#include <string.h>

static void nothing_to_begin(Chooser *chooser) {
    (void)chooser;
}

static void nothing_to_note(Chooser *chooser, Fiber *fiber) {
    (void)chooser, (void)fiber;
}

static void draw_rank(Chooser *chooser, Fiber *fiber) {
    fiber->rank = random_next(&chooser->random);
}

static Fiber *highest(Chooser *chooser) {
    Fiber *best = chooser->ready[0];
    for (size_t i = 1; i < chooser->ready_count; i++)
        if (chooser->ready[i]->rank > best->rank) best = chooser->ready[i];
    return best;
}

/* ---- random: at every step any task that can run, all alike ---- */

static Fiber *random_choose(Chooser *chooser) {
    return chooser->ready[random_below(&chooser->random, chooser->ready_count)];
}

/* ---- pos: partial order sampling (Yuan, Yang, Gu, CAV 2018). Each operation gets a random rank when it is announced, and
   a new one when an operation that it depends on goes first. So it is the orders of dependent operations that are drawn. ---- */

static Fiber *pos_choose(Chooser *chooser) {
    Fiber *chosen = highest(chooser);
    for (size_t i = 0; i < chooser->ready_count; i++) {
        Fiber *other = chooser->ready[i];
        if (other != chosen && operations_depend(&other->next, &chosen->next)) draw_rank(chooser, other);
    }
    return chosen;
}

/* ---- pct: probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010). The task of highest
   rank runs; at d-1 random steps the running one falls below all others. The length of the run is not known before: the steps are
   drawn from a range whose size is drawn, too: 16, and ever more seldom up to 4,096. ---- */

enum { PCT_LEAST_BITS = 4, PCT_MOST_BITS = 12 };
static const uint64_t pct_upper = (uint64_t)1 << 63;

static void pct_begin(Chooser *chooser) {
    unsigned bits = PCT_LEAST_BITS;
    while (bits < PCT_MOST_BITS && random_below(&chooser->random, 3) != 0) bits++;
    for (unsigned i = 0; i + 1 < chooser->depth; i++)
        chooser->points[i] = 1 + random_below(&chooser->random, (uint64_t)1 << bits);
}

static void pct_enter(Chooser *chooser, Fiber *fiber) {
    fiber->rank = pct_upper | random_next(&chooser->random);
}

static void pct_announce(Chooser *chooser, Fiber *fiber) {
    chooser->number++;
    for (unsigned i = 0; i + 1 < chooser->depth; i++)
        if (chooser->points[i] == chooser->number) fiber->rank = i;
}

/* ---- rr: round robin, in turns whose length is drawn once from the seed ---- */

enum { RR_LONGEST = 8 };

static void rr_begin(Chooser *chooser) {
    chooser->points[0] = random_below(&chooser->random, RR_LONGEST);
    chooser->number = chooser->points[0];
}

static bool comes_after(const Fiber *fiber, const Fiber *other) {
    return !other || fiber->number > other->number;
}

/* The next in the order of their birth, all round. */
static Fiber *rr_successor(const Chooser *chooser) {
    Fiber *next = NULL, *first = NULL;
    for (size_t i = 0; i < chooser->ready_count; i++) {
        Fiber *fiber = chooser->ready[i];
        if (!first || comes_after(first, fiber)) first = fiber;
        if (comes_after(fiber, chooser->current) && (!next || comes_after(next, fiber))) next = fiber;
    }
    return next ? next : first;
}

static Fiber *rr_choose(Chooser *chooser) {
    if (fiber_is_ready(chooser->current) && chooser->number > 0) {
        chooser->number--;
        return chooser->current;
    }
    chooser->number = chooser->points[0];
    return rr_successor(chooser);
}

const Strategy strategies[] = {
    {"pos", "random ranks for operations; draws orders of dependent ones", nothing_to_begin, draw_rank, draw_rank,
     pos_choose},
    {"random", "any task at each step", nothing_to_begin, nothing_to_note, nothing_to_note, random_choose},
    {"pct", "random ranks for tasks, and d-1 changes of them; pct:d sets d", pct_begin, pct_enter, pct_announce,
     highest},
    {"rr", "turn by turn", rr_begin, nothing_to_note, nothing_to_note, rr_choose},
    {NULL},
};

static bool read_depth(const char *text, unsigned *depth) {
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (end == text || *end || number < 1 || number > STRATEGY_DEPTH_MOST) return false;
    *depth = (unsigned)number;
    return true;
}

const Strategy *strategy_find(const char *name, unsigned *depth) {
    size_t length = strcspn(name, ":");
    *depth = STRATEGY_DEPTH;
    for (const Strategy *strategy = strategies; strategy->name; strategy++) {
        if (strlen(strategy->name) != length || strncmp(strategy->name, name, length) != 0) continue;
        if (!name[length]) return strategy;
        return strategy->begin == pct_begin && read_depth(name + length + 1, depth) ? strategy : NULL;
    }
    return NULL;
}
