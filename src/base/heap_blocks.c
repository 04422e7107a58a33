/* Cells: handed out in runs to threads, or one by one under the lock. A busy thread owns the blocks it takes runs from; one that
   has just begun takes small pieces of a block that it shares with others, so that a thousand threads that do little need
   little. */
#include "base/heap.h"

#include <limits.h>
#include <string.h>

enum {
    FIRST_PIECE = 256,
    LARGEST_PIECE = 2048, /* zeroed at once: still in the nearest cache when it is used */
    REFILLS_A_SIZE = 16,  /* then pieces are twice as large */
    COUNT_AT = 16 << 10,  /* bytes that a thread takes before it tells the others */
};

static const uint16_t coarse_sizes[] = {640, 768, 1024, 1360, 1632, 2048, 2720, 4096};
enum { FINE_CLASSES = FINE_SIZE / GRANULE };

unsigned size_class_of(size_t size) {
    if (size <= FINE_SIZE) return size ? (unsigned)(size + GRANULE - 1) / GRANULE : 1;
    unsigned i = 0;
    while (coarse_sizes[i] < size) i++;
    return FINE_CLASSES + 1 + i;
}

size_t size_of_class(unsigned class) {
    return class <= FINE_CLASSES ? class * (size_t)GRANULE : coarse_sizes[class - FINE_CLASSES - 1];
}

/* ---- Bits ---- */

/* The first cell from `from` on whose mark is as asked, or `end`. */
static unsigned next_cell(const Block *block, unsigned from, unsigned end, bool marked) {
    while (from < end) {
        uint64_t word = (marked ? block->marks[from / 64] : ~block->marks[from / 64]) >> from % 64;
        if (word) {
            from += (unsigned)__builtin_ctzll(word);
            return from < end ? from : end;
        }
        from = (from / 64 + 1) * 64;
    }
    return end;
}

static char *cell_at(const Block *block, unsigned cell) {
    return block->start + cell * block->size;
}

/* At most `most` free cells from the cursor on. */
static bool next_run(Block *block, HeapRun *run, unsigned most) {
    unsigned from = next_cell(block, block->cursor, block->cells, false);
    unsigned end = from + most < block->cells ? from + most : block->cells;
    unsigned to = from < end ? next_cell(block, from, end, true) : end;
    block->cursor = (uint16_t)to;
    if (from >= to) return false;
    *run = (HeapRun){cell_at(block, from), cell_at(block, to)};
    return true;
}

/* ---- Lists of blocks; under the lock ---- */

static void list_block(Block *block) {
    block->next = heap.partial[block->kind][block->class];
    block->is_listed = true;
    heap.partial[block->kind][block->class] = block;
}

static Block *unlist_first(HeapKind kind, unsigned class) {
    Block *block = heap.partial[kind][class];
    if (!block) return NULL;
    heap.partial[kind][class] = block->next;
    block->is_listed = false;
    return block;
}

static Block *cells_new(HeapKind kind, unsigned class) {
    Block *block = blocks_take(1);
    if (!block) return NULL;
    size_t size = size_of_class(class);
    memset(block->marks, 0, sizeof block->marks);
    block->owner = NULL;
    block->size = size;
    block->reciprocal = (uint32_t)((((uint64_t)1 << 32) + size - 1) / size);
    block->cells = (uint16_t)(BLOCK_SIZE / size);
    block->cursor = 0;
    block->kind = (uint8_t)kind;
    block->class = (uint8_t) class;
    block->is_listed = false;
    block->state = BLOCK_CELLS;
    /* A stray word may find a state that nobody has taken yet: what it says must not be what was there before. */
    if (kind == STATES && !block->is_fresh) memset(block->start, 0, BLOCK_SIZE);
    return block;
}

/* A run of the block that comes first in its list, which stays there until nothing is left. */
static Block *shared_run(HeapKind kind, unsigned class, HeapRun *run, unsigned most) {
    for (;;) {
        Block *block = heap.partial[kind][class];
        if (!block) {
            block = cells_new(kind, class);
            if (!block) return NULL;
            list_block(block);
        }
        if (next_run(block, run, most)) return block;
        unlist_first(kind, class);
    }
}

static Block *own_run(HeapThread *thread, HeapKind kind, unsigned class, HeapRun *run, unsigned most) {
    for (;;) {
        Block *block = unlist_first(kind, class);
        if (!block) block = cells_new(kind, class);
        if (!block) return NULL;
        if (!next_run(block, run, most)) continue;
        block->owner = thread;
        return block;
    }
}

/* ---- Runs of threads ---- */

static Block *run_block(const HeapRun *run) {
    return run->limit ? block_find(run->limit - 1) : NULL;
}

static unsigned piece_shift(const HeapThread *thread) {
    unsigned shift = thread->refills / REFILLS_A_SIZE;
    return shift < 3 ? shift : 3;
}

static Block *next_piece(HeapThread *thread, HeapKind kind, unsigned class, HeapRun *run) {
    unsigned shift = piece_shift(thread), most = (FIRST_PIECE << shift) / (unsigned)size_of_class(class);
    if (most == 0) most = 1;
    Block *block = run_block(run);
    if (block && block->owner == thread) {
        if (next_run(block, run, most)) return block;
        block->owner = NULL; /* full: nobody needs it before the next collection */
    }
    *run = (HeapRun){0};
    pthread_mutex_lock(&heap.lock);
    block = FIRST_PIECE << shift < LARGEST_PIECE ? shared_run(kind, class, run, most)
                                                 : own_run(thread, kind, class, run, most);
    pthread_mutex_unlock(&heap.lock);
    return block;
}

static void count_allocated(HeapThread *thread, size_t size) {
    thread->allocated += size;
    if (thread->allocated < COUNT_AT) return;
    atomic_fetch_add_explicit(&heap.allocated, thread->allocated, memory_order_relaxed);
    thread->allocated = 0;
}

bool heap_refill(HeapThread *thread, HeapKind kind, unsigned class) {
    if (heap_collection_is_due()) heap_collect(true);
    HeapRun *run = &thread->runs[kind][class], piece;
    critical_enter(thread);
    piece = *run;
    Block *block = next_piece(thread, kind, class, &piece);
    if (block) {
        size_t size = (size_t)(piece.limit - piece.next);
        if (!block->is_fresh) memset(piece.next, 0, size);
        if (thread->refills < UINT_MAX) thread->refills++;
        count_allocated(thread, size);
    }
    *run = piece;
    thread->has_runs = true;
    critical_leave(thread);
    return block != NULL;
}

static void give_run_back(HeapThread *thread, HeapRun *run) {
    Block *block = run_block(run);
    if (!block) return;
    unsigned next = cell_index(block, run->next);
    bool is_last = block->owner == thread || (!block->owner && block->cursor == cell_index(block, run->limit));
    if (is_last && next < block->cursor) block->cursor = (uint16_t)next;
    if (block->owner == thread) block->owner = NULL;
    if (!block->owner && !block->is_listed && block->cursor < block->cells) list_block(block);
    *run = (HeapRun){0};
}

void runs_give_back(HeapThread *thread) {
    if (!thread->has_runs) return;
    heap_lock();
    for (unsigned kind = 0; kind < RUN_KINDS; kind++)
        for (unsigned class = 0; class < SIZE_CLASSES; class ++) give_run_back(thread, &thread->runs[kind][class]);
    thread->has_runs = false;
    heap_unlock(thread);
}

/* ---- One by one ---- */

static void *take_cell(HeapKind kind, unsigned class) {
    HeapRun run;
    Block *block = shared_run(kind, class, &run, 1);
    if (!block) return NULL;
    if (kind >= PERMANENT) cell_mark(block, cell_index(block, run.next));
    return memset(run.next, 0, block->size);
}

static void *take_large(HeapKind kind, size_t size) {
    if (size > SIZE_MAX >> 17) return NULL;
    size_t count = (size + BLOCK_SIZE - 1) / BLOCK_SIZE;
    Block *block = count > LARGE_BLOCKS_MOST ? huge_take(size) : blocks_take((unsigned)count);
    if (!block) return NULL;
    block->owner = NULL;
    block->size = count * BLOCK_SIZE;
    block->cells = block->cursor = 1;
    block->reciprocal = 0;
    block->kind = (uint8_t)kind;
    memset(block->marks, 0, sizeof block->marks);
    block->marks[0] = kind >= PERMANENT;
    block->state = BLOCK_LARGE;
    return block->start;
}

void *heap_take(HeapKind kind, size_t size) {
    if (heap_thread && heap_collection_is_due()) heap_collect(true);
    HeapThread *thread = heap_lock();
    char *taken = size <= SMALL_SIZE ? take_cell(kind, size_class_of(size)) : take_large(kind, size);
    Block *block = size > SMALL_SIZE && taken ? block_find(taken) : NULL;
    pthread_mutex_unlock(&heap.lock);
    if (block && !block->is_fresh) memset(taken, 0, block->size);
    if (thread && taken) count_allocated(thread, block ? block->size : size);
    if (thread) critical_leave(thread);
    return taken;
}

static void free_large(Block *block) {
    if (block->size > (size_t)LARGE_BLOCKS_MOST * BLOCK_SIZE) huge_give(block);
    else blocks_give(block, (unsigned)(block->size / BLOCK_SIZE));
}

void heap_free(void *permanent) {
    HeapThread *thread = heap_lock();
    Block *block = block_find(permanent);
    if (block->state == BLOCK_LARGE) {
        free_large(block);
    } else {
        unsigned cell = cell_index(block, permanent);
        block->marks[cell / 64] &= ~((uint64_t)1 << cell % 64);
        if (cell < block->cursor) block->cursor = (uint16_t)cell;
        block->is_fresh = false;
        if (!block->is_listed) list_block(block);
    }
    heap_unlock(thread);
}

/* ---- For the collection ---- */

void runs_forget(HeapThread *thread) {
    if (!thread->has_runs) return;
    for (unsigned kind = 0; kind < RUN_KINDS; kind++) {
        for (unsigned class = 0; class < SIZE_CLASSES; class ++) {
            Block *block = run_block(&thread->runs[kind][class]);
            if (block && block->owner == thread) block->owner = NULL;
            thread->runs[kind][class] = (HeapRun){0};
        }
    }
    thread->has_runs = false;
}

static void keep_run(const HeapRun *run) {
    Block *block = run_block(run);
    if (!block) return;
    unsigned from = cell_index(block, run->next), to = cell_index(block, run->limit - 1) + 1;
    if (from > 0) from--; /* the thread may have it in hand */
    while (from < to) cell_mark(block, from++);
}

void runs_keep(HeapThread *thread) {
    if (!thread->has_runs) return;
    for (unsigned kind = 0; kind < RUN_KINDS; kind++)
        for (unsigned class = 0; class < SIZE_CLASSES; class ++) keep_run(&thread->runs[kind][class]);
}

void blocks_clear_marks(Block **roots) {
    *roots = NULL;
    for (Chunk *chunk = heap.chunks; chunk; chunk = chunk->next) {
        unsigned count = chunk->is_huge ? 1 : chunk->fresh;
        for (Block *block = chunk->blocks; block < chunk->blocks + count; block++) {
            if (block->state != BLOCK_CELLS && block->state != BLOCK_LARGE) continue;
            if (block->kind < PERMANENT) {
                memset(block->marks, 0, sizeof block->marks);
            } else if (block->kind == PERMANENT) {
                block->next = *roots;
                *roots = block;
            }
        }
    }
}

static unsigned count_marks(const Block *block) {
    unsigned count = 0;
    for (unsigned i = 0; i < MARK_WORDS; i++) count += (unsigned)__builtin_popcountll(block->marks[i]);
    return count;
}

/* The bytes of it that are in use. */
static size_t sort_block(Block *block) {
    size_t used = count_marks(block) * block->size;
    if (block->state == BLOCK_LARGE) {
        if (!used) free_large(block);
        return used;
    }
    block->cursor = 0;
    block->is_fresh = block->is_listed = false;
    if (block->owner) return used;
    if (!used) blocks_give(block, 1);
    else if (used < block->cells * block->size) list_block(block);
    return used;
}

size_t blocks_sort(void) {
    size_t used = 0;
    memset(heap.partial, 0, sizeof heap.partial);
    for (Chunk *chunk = heap.last_chunk, *previous; chunk; chunk = previous) {
        previous = chunk->previous;
        unsigned count = chunk->is_huge ? 1 : chunk->fresh;
        for (unsigned i = count; i-- > 0;) {
            Block *block = &chunk->blocks[i];
            if (block->state == BLOCK_CELLS || block->state == BLOCK_LARGE) used += sort_block(block);
        }
    }
    heap.block_hint = heap.large_hint = heap.chunks;
    return used;
}
