/* A hash table of outcomes. */
#include "cli/sample/tally.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_INDEX = 64 };

static uint64_t add_to_hash(uint64_t hash, const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) hash = (hash ^ at[i]) * 0x100000001b3u;
    return (hash ^ 0xff) * 0x100000001b3u; /* the end counts, too */
}

static uint64_t hash_of(const RunResult *result) {
    uint64_t hash = 0xcbf29ce484222325u;
    const uint64_t numbers[] = {(uint64_t)result->status, result->ending, result->circle};
    hash = add_to_hash(hash, numbers, sizeof numbers);
    hash = add_to_hash(hash, result->output.text, result->output.length);
    hash = add_to_hash(hash, result->errors.text, result->errors.length);
    return add_to_hash(hash, result->raised.text, result->raised.length);
}

static bool same_text(const Buffer *a, const Buffer *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->text, b->text, a->length) == 0);
}

static bool same_result(const RunResult *a, const RunResult *b) {
    return a->status == b->status && a->ending == b->ending && a->circle == b->circle &&
           same_text(&a->output, &b->output) && same_text(&a->errors, &b->errors) && same_text(&a->raised, &b->raised);
}

static TallyEntry **place_of(Tally *tally, uint64_t hash, const RunResult *result) {
    size_t at = hash & (tally->index_size - 1);
    while (tally->index[at] && !(tally->index[at]->hash == hash && same_result(&tally->index[at]->result, result)))
        at = (at + 1) & (tally->index_size - 1);
    return &tally->index[at];
}

static void grow_index(Tally *tally) {
    tally->index_size = tally->index_size ? tally->index_size * 2 : FIRST_INDEX;
    tally->index = memory_new(tally->index_size * sizeof(TallyEntry *));
    for (size_t i = 0; i < tally->entries.count; i++) {
        TallyEntry *entry = tally->entries.at[i];
        *place_of(tally, entry->hash, &entry->result) = entry;
    }
}

static Buffer copy_of(const Buffer *buffer) {
    Buffer copy = {0};
    buffer_add(&copy, buffer_text(buffer), buffer->length);
    return copy;
}

static TallyEntry *entry_new(const RunResult *result, uint64_t hash) {
    TallyEntry *entry = memory_new(sizeof *entry);
    entry->hash = hash;
    entry->result = *result;
    entry->result.output = copy_of(&result->output);
    entry->result.errors = copy_of(&result->errors);
    entry->result.raised = copy_of(&result->raised);
    entry->result.report = copy_of(&result->report);
    return entry;
}

void tally_add(Tally *tally, const RunResult *result) {
    if (tally->entries.count * 2 >= tally->index_size) grow_index(tally);
    uint64_t hash = hash_of(result);
    TallyEntry **place = place_of(tally, hash, result);
    if (!*place) {
        *place = entry_new(result, hash);
        vector_push(&tally->entries, *place);
    }
    (*place)->times++;
    tally->runs++;
}

static int by_frequency(const void *left, const void *right) {
    const TallyEntry *a = *(TallyEntry *const *)left, *b = *(TallyEntry *const *)right;
    if (a->times != b->times) return a->times < b->times ? 1 : -1;
    return a->result.seed < b->result.seed ? -1 : 1;
}

void tally_sort(Tally *tally) {
    if (tally->entries.count > 1)
        qsort(tally->entries.at, tally->entries.count, sizeof *tally->entries.at, by_frequency);
}
