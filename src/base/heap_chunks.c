/* Chunks: mapped, divided in blocks, found by address through a table of two levels, and given back when empty. */
#include "base/heap.h"
#include "base/panic.h"

#include <sys/mman.h>

static void *system_map_at(void *wished, size_t size) {
    void *start = mmap(wished, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return start == MAP_FAILED ? NULL : start;
}

void *system_map(size_t size) {
    return system_map_at(NULL, size);
}

void system_unmap(void *start, size_t size) {
    munmap(start, size);
}

void heap_chunks_start(void) {
    heap.top = system_map(TOP_ENTRIES * sizeof *heap.top);
    if (!heap.top) panic_out_of_memory();
}

/* A mapping that starts at a whole megabyte: behind the last one, if that is free, else cut out of a larger one. The first is
   asked for where nothing else lies, so that a marker which meets the address of a stack or a function knows at once that
   it is not for it. */
static char *map_aligned(size_t size) {
    static uintptr_t wish = (uintptr_t)1 << 45;
    char *start = system_map_at((char *)wish, size);
    if (!start) return NULL;
    if ((uintptr_t)start % CHUNK_SIZE != 0) {
        munmap(start, size);
        char *map = system_map(size + CHUNK_SIZE);
        if (!map) return NULL;
        start = (char *)(((uintptr_t)map + CHUNK_SIZE - 1) & ~(uintptr_t)(CHUNK_SIZE - 1));
        if (start != map) munmap(map, (size_t)(start - map));
        size_t behind = (size_t)(map + CHUNK_SIZE - start);
        if (behind) munmap(start + size, behind);
    }
    wish = ((uintptr_t)start + size + CHUNK_SIZE - 1) & ~(uintptr_t)(CHUNK_SIZE - 1);
    return start;
}

/* ---- The table ---- */

static bool table_set(Chunk *chunk, Chunk *value) {
    uintptr_t start = (uintptr_t)chunk->start;
    for (uintptr_t at = start; at < start + chunk->size; at += CHUNK_SIZE) {
        ChunkTable second = heap.top[at >> SECOND_SHIFT];
        if (!second) heap.top[at >> SECOND_SHIFT] = second = system_map(SECOND_ENTRIES * sizeof *second);
        if (!second) return false;
        atomic_store_explicit(&second[at >> CHUNK_SHIFT & (SECOND_ENTRIES - 1)], value, memory_order_release);
    }
    uintptr_t end = start + chunk->size;
    if (!heap.high || start < heap.low) heap.low = start;
    if (end > heap.high) heap.high = end;
    return true;
}

static void chunk_link(Chunk *chunk) {
    chunk->previous = heap.last_chunk;
    *(heap.last_chunk ? &heap.last_chunk->next : &heap.chunks) = chunk;
    heap.last_chunk = chunk;
}

static void chunk_unlink(Chunk *chunk) {
    *(chunk->previous ? &chunk->previous->next : &heap.chunks) = chunk->next;
    *(chunk->next ? &chunk->next->previous : &heap.last_chunk) = chunk->previous;
    if (heap.block_hint == chunk) heap.block_hint = heap.chunks;
    if (heap.large_hint == chunk) heap.large_hint = heap.chunks;
}

static size_t record_size(bool is_huge) {
    return is_huge ? offsetof(Chunk, blocks) + sizeof(Block) : sizeof(Chunk);
}

static Chunk *chunk_new(size_t size, bool is_huge) {
    Chunk *chunk = system_map(record_size(is_huge));
    if (!chunk) return NULL;
    chunk->start = map_aligned(size);
    chunk->size = size;
    chunk->is_huge = is_huge;
    if (chunk->start && table_set(chunk, chunk)) {
        chunk_link(chunk);
        return chunk;
    }
    if (chunk->start) munmap(chunk->start, size);
    munmap(chunk, record_size(is_huge));
    return NULL;
}

static void chunk_free(Chunk *chunk) {
    chunk_unlink(chunk);
    table_set(chunk, NULL);
    munmap(chunk->start, chunk->size);
    munmap(chunk, record_size(chunk->is_huge));
}

/* ---- Blocks ---- */

static unsigned lowest_bit(unsigned __int128 bits) {
    uint64_t low = (uint64_t)bits;
    return (unsigned)(low ? __builtin_ctzll(low) : 64 + __builtin_ctzll((uint64_t)(bits >> 64)));
}

static unsigned __int128 mask_of(unsigned count) {
    return count == CHUNK_BLOCKS ? ~(unsigned __int128)0 : ((unsigned __int128)1 << count) - 1;
}

/* The first of so many unused blocks in a row; CHUNK_BLOCKS: none. */
static unsigned find_row(const Chunk *chunk, unsigned count) {
    unsigned __int128 starts = chunk->is_huge ? 0 : ~chunk->used;
    for (unsigned have = 1; have < count && starts;) {
        unsigned shift = have < count - have ? have : count - have;
        starts &= starts >> shift;
        have += shift;
    }
    return starts ? lowest_bit(starts) : CHUNK_BLOCKS;
}

static Block *take_row(Chunk *chunk, unsigned first, unsigned count) {
    chunk->used |= mask_of(count) << first;
    Block *block = &chunk->blocks[first];
    block->start = chunk->start + (size_t)first * BLOCK_SIZE;
    block->is_fresh = first >= chunk->fresh;
    if (first + count > chunk->fresh) chunk->fresh = first + count;
    for (unsigned i = 1; i < count; i++) {
        block[i].before = (uint16_t)i;
        block[i].state = BLOCK_REST;
    }
    return block;
}

Block *blocks_take(unsigned count) {
    Chunk **hint = count == 1 ? &heap.block_hint : &heap.large_hint;
    for (Chunk *chunk = *hint ? *hint : heap.chunks; chunk; chunk = chunk->next) {
        unsigned first = find_row(chunk, count);
        *hint = chunk;
        if (first < CHUNK_BLOCKS) return take_row(chunk, first, count);
    }
    Chunk *chunk = chunk_new(CHUNK_SIZE, false);
    if (!chunk) return NULL;
    *hint = chunk;
    return take_row(chunk, 0, count);
}

void blocks_give(Block *first, unsigned count) {
    Chunk *chunk = chunk_find((uintptr_t)first->start);
    chunk->used &= ~(mask_of(count) << (first - chunk->blocks));
    for (unsigned i = 0; i < count; i++) first[i].state = BLOCK_FREE;
    heap.block_hint = heap.large_hint = heap.chunks;
}

Block *huge_take(size_t size) {
    Chunk *chunk = chunk_new((size + BLOCK_SIZE - 1) / BLOCK_SIZE * BLOCK_SIZE, true);
    if (!chunk) return NULL;
    chunk->blocks->start = chunk->start;
    chunk->blocks->is_fresh = true;
    return chunk->blocks;
}

void huge_give(Block *block) {
    chunk_free(chunk_find((uintptr_t)block->start));
}

void chunks_trim(size_t keep) {
    for (Chunk *chunk = heap.chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        if (chunk->is_huge || chunk->used) continue;
        if (keep >= CHUNK_SIZE) keep -= CHUNK_SIZE;
        else chunk_free(chunk);
    }
}
