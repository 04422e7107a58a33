/* The collected heap's own records, for the heap_*.c files and memory.c.

   Memory comes from the system in chunks of 1 MB, divided in blocks of 8 KB. A block holds cells of one size and one kind, or
   begins an object of several blocks; what is larger than half a chunk has a mapping of its own. All that is known of a
   block lies beside it, in its chunk's record: objects are whole pages, and marking touches few lines.

   A cell is free when it is not marked and the block's cursor has not passed it since the last collection. Nothing is
   swept: handing out is looking for the next run of cells without a mark. A thread has a run for each kind and size
   and takes from it without asking anybody. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include "base/memory_stacks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GRANULE = 16,
    BLOCK_SHIFT = 13,
    BLOCK_SIZE = 1 << BLOCK_SHIFT,
    CHUNK_SHIFT = 20,
    CHUNK_SIZE = 1 << CHUNK_SHIFT,
    CHUNK_BLOCKS = CHUNK_SIZE / BLOCK_SIZE,
    MARK_WORDS = BLOCK_SIZE / GRANULE / 64,
    FINE_SIZE = 512,   /* up to here a class every 16 bytes */
    SMALL_SIZE = 4096, /* the largest cell; what is larger has blocks of its own */
    SIZE_CLASSES = FINE_SIZE / GRANULE + 1 + 8,
    LARGE_BLOCKS_MOST = CHUNK_BLOCKS / 2,
    SECOND_SHIFT = 34, /* of the table that finds chunks by address */
    SECOND_ENTRIES = 1 << (SECOND_SHIFT - CHUNK_SHIFT),
    TOP_ENTRIES = 1 << (48 - SECOND_SHIFT),
};

/* TRACED and PLAIN come from runs of threads, the others one by one. STATES: of stacks (memory_stacks.h). What is
   PERMANENT is a root, a RECORD is not looked into; a mark on these two says that the cell is in use. */
typedef enum HeapKind { TRACED, PLAIN, RUN_KINDS, STATES = RUN_KINDS, PERMANENT, RECORD, KIND_COUNT } HeapKind;

typedef enum BlockState { BLOCK_FREE, BLOCK_CELLS, BLOCK_LARGE, BLOCK_REST } BlockState;

typedef struct HeapThread HeapThread;

typedef struct Block {
    _Alignas(64) uint64_t marks[MARK_WORDS]; /* one bit a cell */
    struct Block *next;                      /* in the list of those with free cells, or of roots */
    _Atomic(HeapThread *) owner;             /* hands out the cells from the cursor on; null: whoever has the lock */
    char *start;
    size_t size; /* of a cell, or of the large object */
    uint32_t reciprocal;
    uint16_t cells;
    uint16_t cursor;
    uint16_t before; /* BLOCK_REST: how far the first block is */
    uint8_t state;
    uint8_t kind;
    uint8_t class;
    bool is_fresh; /* the system's zeroes are still there */
    bool is_listed;
} Block;

typedef struct Chunk {
    struct Chunk *next, *previous;
    char *start;
    size_t size; /* CHUNK_SIZE, unless it is one object larger than half of that */
    unsigned __int128 used;
    unsigned fresh; /* from this block on, none has ever been used */
    bool is_huge;
    Block blocks[CHUNK_BLOCKS];
} Chunk;

typedef _Atomic(Chunk *) *ChunkTable;

/* Free zeroed cells, side by side. */
typedef struct HeapRun {
    char *next, *limit;
} HeapRun;

struct HeapThread {
    HeapRun runs[RUN_KINDS][SIZE_CLASSES];
    volatile int critical;         /* > 0: in the middle of what a collection must not see */
    volatile int is_asked_to_stop; /* meanwhile */
    _Atomic(bool) rests;
    bool has_runs;
    unsigned refills, first_rests;
    size_t allocated; /* not yet counted in heap.allocated */
    char *sp, *base;  /* where the stack stands while the thread does, and ends */
    pthread_t thread;
    HeapThread *next, *previous;
    ThreadStack stack;
};

typedef struct Heap {
    pthread_mutex_t lock;  /* of chunks, blocks and tables; only taken by who is critical */
    pthread_mutex_t world; /* of the list of threads, and held by who collects */
    Chunk *chunks, *last_chunk;
    Chunk *block_hint, *large_hint; /* before these there is nothing free */
    _Atomic(uintptr_t) low, high;   /* every chunk is between */
    _Atomic(ChunkTable) *top;       /* chunks by the megabyte; written under the lock */
    Block *partial[KIND_COUNT][SIZE_CLASSES];
    HeapThread *threads;
    size_t thread_count;
    _Atomic(size_t) allocated; /* bytes since the last collection, about */
    _Atomic(size_t) budget;    /* bytes until the next */
    _Atomic(size_t) live;      /* bytes after the last */
    _Atomic(size_t) collections;
} Heap;

extern Heap heap;
extern _Thread_local HeapThread *heap_thread; /* null: the thread has not entered */

/* ---- heap_chunks.c: memory of the system, and which block an address is in ---- */

void *system_map(size_t size); /* zeroed; null: no more */
void system_unmap(void *start, size_t size);

void heap_chunks_start(void);

/* All under the lock, or while the world stands still. */
Block *blocks_take(unsigned count); /* null: no more; state and the rest are the caller's */
void blocks_give(Block *first, unsigned count);
Block *huge_take(size_t size);
void huge_give(Block *block);
void chunks_trim(size_t keep); /* gives empty chunks back, but for so many bytes */

static inline Chunk *chunk_find(uintptr_t address) {
    uintptr_t low = atomic_load_explicit(&heap.low, memory_order_relaxed);
    if (address - low >= atomic_load_explicit(&heap.high, memory_order_relaxed) - low) return NULL;
    ChunkTable second = atomic_load_explicit(&heap.top[address >> SECOND_SHIFT], memory_order_acquire);
    return second ? atomic_load_explicit(&second[address >> CHUNK_SHIFT & (SECOND_ENTRIES - 1)], memory_order_acquire)
                  : NULL;
}

/* The block of an address in a chunk; of a large object, the first. */
static inline Block *block_in(Chunk *chunk, uintptr_t address) {
    size_t offset = address - (uintptr_t)chunk->start;
    if (__builtin_expect(chunk->is_huge, 0)) return offset < chunk->size ? chunk->blocks : NULL;
    Block *block = &chunk->blocks[offset >> BLOCK_SHIFT];
    return block->state == BLOCK_REST ? block - block->before : block;
}

static inline Block *block_find(const void *address) {
    Chunk *chunk = chunk_find((uintptr_t)address);
    return chunk ? block_in(chunk, (uintptr_t)address) : NULL;
}

static inline unsigned cell_index(const Block *block, const void *address) {
    return (unsigned)((uint64_t)((const char *)address - block->start) * block->reciprocal >> 32);
}

static inline bool cell_is_marked(const Block *block, unsigned cell) {
    return block->marks[cell / 64] >> cell % 64 & 1;
}

static inline void cell_mark(Block *block, unsigned cell) {
    block->marks[cell / 64] |= (uint64_t)1 << cell % 64;
}

/* ---- heap_blocks.c: cells ---- */

unsigned size_class_of(size_t size); /* size <= SMALL_SIZE */
size_t size_of_class(unsigned class);

void *heap_take(HeapKind kind, size_t size); /* one zeroed cell or large object; null: no more */
bool heap_refill(HeapThread *thread, HeapKind kind, unsigned class); /* false: no more */
void heap_free(void *permanent);
void runs_give_back(HeapThread *thread);

/* For the collection: what all threads hold ready. */
void runs_forget(HeapThread *thread); /* cells are free again */
void runs_keep(HeapThread *thread);   /* cells are marked */
size_t blocks_sort(void);             /* frees blocks, and lists those with free cells; the bytes in use */
void blocks_clear_marks(Block **roots);

/* ---- heap_threads.c: who is to be stopped, and how ---- */

void heap_threads_start(void);
HeapThread *heap_thread_enter(char *base);
void heap_thread_leave(void);
void heap_thread_rest(void (*wait)(void *context), void *context);
void heap_world_stop(void); /* under heap.world */
void heap_world_go_on(void);
void heap_stop_here(HeapThread *thread);

static inline void critical_enter(HeapThread *thread) {
    thread->critical++;
    atomic_signal_fence(memory_order_seq_cst);
}

static inline void critical_leave(HeapThread *thread) {
    atomic_signal_fence(memory_order_seq_cst);
    thread->critical--;
    atomic_signal_fence(memory_order_seq_cst);
    if (__builtin_expect(thread->is_asked_to_stop && !thread->critical, 0)) heap_stop_here(thread);
}

static inline HeapThread *heap_lock(void) {
    HeapThread *thread = heap_thread;
    if (thread) critical_enter(thread);
    pthread_mutex_lock(&heap.lock);
    return thread;
}

static inline void heap_unlock(HeapThread *thread) {
    pthread_mutex_unlock(&heap.lock);
    if (thread) critical_leave(thread);
}

/* ---- heap_mark.c ---- */

bool heap_mark_start(void);
void mark_roots(Block *permanent);
void mark_object(void *object);            /* the start of one */
void mark_all(void);                       /* what has been found so far leads to */
bool object_is_marked(const void *object); /* also true of what is not collected */

/* ---- heap_finalize.c, heap_links.c: for the collection ---- */

bool finalizers_find_ready(void); /* marks them; true: there are some */
void finalizers_notify(void);
void links_clear(void);  /* those to objects without a mark */
void links_forget(void); /* those without a mark themselves */
void watches_clear(void);

/* ---- heap_collect.c ---- */

void heap_collect(bool only_when_due);

static inline bool heap_collection_is_due(void) {
    return atomic_load_explicit(&heap.allocated, memory_order_relaxed) >=
           atomic_load_explicit(&heap.budget, memory_order_relaxed);
}

#endif
