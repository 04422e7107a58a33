/* Marking: from the roots through everything they lead to, with a stack of what is still to be looked through. In objects and
   static data only the start of a cell counts; on stacks and in registers, any address within. */
#define _GNU_SOURCE 1 /* dl_iterate_phdr, mremap */
#include "base/heap.h"

#include <link.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNCHECKED __attribute__((no_sanitize("address")))
#endif
#endif
#ifndef UNCHECKED
#define UNCHECKED __attribute__((no_sanitize_address))
#endif

enum { FIRST_RANGES = 4096, KEPT_RANGES = 64 << 10, RANGE_WORDS = 256, STATIC_RANGES_MOST = 8 };

typedef struct Range {
    uintptr_t *from, *to; /* `to` null: `from` is a StackState */
} Range;

static struct {
    uintptr_t low, span; /* of all chunks, during a collection */
    Range *ranges;
    size_t count, capacity;
    bool is_short; /* something marked could not be noted down */
    Range statics[STATIC_RANGES_MOST];
    unsigned static_count;
} marker;

static uintptr_t aligned(uintptr_t address) {
    return (address + sizeof(uintptr_t) - 1) & ~(sizeof(uintptr_t) - 1);
}

/* What is constant once the program is loaded refers to nothing in the heap; it comes first. */
static uintptr_t constant_end(const struct dl_phdr_info *info, uintptr_t start) {
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_GNU_RELRO && info->dlpi_addr + part->p_vaddr == start) return start + part->p_memsz;
    }
    return start;
}

/* The first object that dl_iterate_phdr tells of is the program itself. */
static int find_statics(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size, (void)context;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_W) || marker.static_count == STATIC_RANGES_MOST) continue;
        uintptr_t start = info->dlpi_addr + part->p_vaddr, end = start + part->p_memsz;
        marker.statics[marker.static_count++] =
            (Range){(uintptr_t *)aligned(constant_end(info, start)), (uintptr_t *)(end & ~(sizeof(uintptr_t) - 1))};
    }
    return 1;
}

bool heap_mark_start(void) {
    dl_iterate_phdr(find_statics, NULL);
    marker.capacity = FIRST_RANGES;
    marker.ranges = system_map(FIRST_RANGES * sizeof(Range));
    return marker.ranges != NULL;
}

static bool grow(void) {
    size_t size = marker.capacity * sizeof(Range);
    void *grown = mremap(marker.ranges, size, size * 2, MREMAP_MAYMOVE);
    if (grown == MAP_FAILED) return false;
    marker.ranges = grown;
    marker.capacity *= 2;
    return true;
}

static __attribute__((noinline)) void push_growing(uintptr_t *from, uintptr_t *to) {
    if (grow()) marker.ranges[marker.count++] = (Range){from, to};
    else marker.is_short = true;
}

static inline void push(uintptr_t *from, uintptr_t *to) {
    if (__builtin_expect(marker.count == marker.capacity, 0)) push_growing(from, to);
    else marker.ranges[marker.count++] = (Range){from, to};
}

static inline void mark_cell(Block *block, unsigned cell) {
    uint64_t *word = &block->marks[cell / 64], bit = (uint64_t)1 << cell % 64;
    if (*word & bit) return;
    *word |= bit;
    uintptr_t *start = (uintptr_t *)(void *)(block->start + cell * block->size);
    if (block->kind == TRACED) {
        __builtin_prefetch(start);
        push(start, start + block->size / sizeof *start);
    } else if (block->kind == STATES) {
        push(start, NULL);
    }
}

/* A word that counts if it is where a cell starts. */
static inline void mark_start(uintptr_t address) {
    if (address - marker.low >= marker.span) return;
    Chunk *chunk = chunk_find(address);
    if (!chunk) return;
    Block *block = block_in(chunk, address);
    if (!block || block->kind >= PERMANENT) return;
    size_t offset = address - (uintptr_t)block->start;
    if (__builtin_expect(block->state == BLOCK_CELLS, 1)) {
        unsigned cell = (unsigned)(offset * block->reciprocal >> 32);
        if (cell * block->size == offset && cell < block->cells) mark_cell(block, cell);
    } else if (block->state == BLOCK_LARGE && offset == 0) {
        mark_cell(block, 0);
    }
}

static inline void mark_within(uintptr_t address) {
    if (address - marker.low >= marker.span) return;
    Chunk *chunk = chunk_find(address);
    Block *block = chunk ? block_in(chunk, address) : NULL;
    if (!block || block->state == BLOCK_FREE || block->kind >= PERMANENT) return;
    unsigned cell = block->state == BLOCK_LARGE ? 0 : cell_index(block, (void *)address);
    if (cell < block->cells) mark_cell(block, cell);
}

static UNCHECKED void mark_starts(const uintptr_t *from, const uintptr_t *to) {
    while (from < to) mark_start(*from++);
}

static UNCHECKED void mark_stack(const void *sp, const void *top) {
    const uintptr_t *from = (const uintptr_t *)((uintptr_t)sp & ~(uintptr_t)7);
    while ((const char *)from < (const char *)top) mark_within(*from++);
}

static void mark_state(const StackState *state) {
    if (!state->top) return;
    mark_start((uintptr_t)state->data);
    mark_start((uintptr_t)state->resumer);
    if (state->sp) mark_stack(state->sp, state->top);
}

static void look_through(void) {
    while (marker.count > 0) {
        Range *last = &marker.ranges[--marker.count], range = *last;
        if (!range.to) {
            mark_state((const StackState *)(void *)range.from);
            continue;
        }
        if (range.to - range.from > RANGE_WORDS) {
            last->from += RANGE_WORDS;
            range.to = last->from;
            marker.count++;
        }
        mark_starts(range.from, range.to);
    }
}

/* Where there was no memory to note down what was marked: once more through all that is. */
static void look_through_block(Block *block) {
    for (unsigned cell = 0; cell < block->cells; cell++) {
        if (!cell_is_marked(block, cell)) continue;
        uintptr_t *start = (uintptr_t *)(void *)(block->start + cell * block->size);
        push(start, block->kind == TRACED ? start + block->size / sizeof *start : NULL);
        look_through();
    }
}

static void look_through_everything(void) {
    for (Chunk *chunk = heap.chunks; chunk; chunk = chunk->next) {
        unsigned count = chunk->is_huge ? 1 : chunk->fresh;
        for (Block *block = chunk->blocks; block < chunk->blocks + count; block++)
            if ((block->state == BLOCK_CELLS || block->state == BLOCK_LARGE) &&
                (block->kind == TRACED || block->kind == STATES))
                look_through_block(block);
    }
}

static void give_ranges_back(void) {
    if (marker.capacity <= KEPT_RANGES) return;
    void *shrunk = mremap(marker.ranges, marker.capacity * sizeof(Range), KEPT_RANGES * sizeof(Range), MREMAP_MAYMOVE);
    if (shrunk == MAP_FAILED) return;
    marker.ranges = shrunk;
    marker.capacity = KEPT_RANGES;
}

void mark_all(void) {
    look_through();
    while (marker.is_short) {
        marker.is_short = false;
        look_through_everything();
    }
    give_ranges_back();
}

void mark_object(void *object) {
    mark_start((uintptr_t)object);
}

bool object_is_marked(const void *object) {
    Block *block = block_find(object);
    return !block || block->state == BLOCK_FREE || cell_is_marked(block, cell_index(block, object));
}

/* ---- Roots ---- */

static bool is_on(const StackState *state, const char *sp) {
    return sp >= state->low && sp < state->top;
}

/* Where the stack ends that the thread stands on: in the middle of a switch it may be the one before or the one behind. */
static const char *stack_top(const HeapThread *thread) {
    if (thread->stack.left && is_on(thread->stack.left, thread->sp)) return thread->stack.left->top;
    for (const StackState *state = thread->stack.running; state; state = state->resumer)
        if (is_on(state, thread->sp)) return state->top;
    return thread->base;
}

static void mark_thread(const HeapThread *thread) {
    mark_stack(thread->sp, stack_top(thread));
    if (thread->stack.sp) mark_stack(thread->stack.sp, thread->base);
    mark_start((uintptr_t)thread->stack.running);
    mark_start((uintptr_t)thread->stack.left);
    for (unsigned i = 0; i < thread->stack.spare_count; i++) mark_start((uintptr_t)thread->stack.spares[i]);
}

static void prefetch_stack(const HeapThread *thread) {
    enum { LINES = 4, LINE = 64 };
    for (unsigned i = 0; i < LINES; i++) __builtin_prefetch(thread->sp + i * LINE);
    if (thread->next) __builtin_prefetch(&thread->next->sp);
}

static void mark_permanent(const Block *block) {
    for (unsigned cell = 0; cell < block->cells; cell++) {
        if (!cell_is_marked(block, cell)) continue;
        const uintptr_t *start = (const uintptr_t *)(const void *)(block->start + cell * block->size);
        mark_starts(start, start + block->size / sizeof *start);
    }
}

void mark_roots(Block *permanent) {
    marker.low = atomic_load(&heap.low);
    marker.span = atomic_load(&heap.high) - marker.low;
    for (unsigned i = 0; i < marker.static_count; i++) mark_starts(marker.statics[i].from, marker.statics[i].to);
    for (; permanent; permanent = permanent->next) mark_permanent(permanent);
    for (const HeapThread *thread = heap.threads; thread; thread = thread->next) {
        if (thread->next) prefetch_stack(thread->next);
        mark_thread(thread);
        look_through();
    }
}
