/* What happened last: the operations of a run in their order, as far back as is worth telling. */
#ifndef EXPLORE_STORY_H
#define EXPLORE_STORY_H

#include "explore/model.h"

typedef struct StoryEntry {
    uint64_t number;    /* of the task: 1, 2, 3 … in the order of birth */
    const char *thread; /* its name */
    const void *site;   /* as thr_task_site had it */
    ThrOperation operation;
} StoryEntry;

enum { STORY_LENGTH = 1024 };

/* The oldest first, index < story_count. What tasks do alone with variables is left out. */
size_t story_count(const Model *model);
const StoryEntry *story_entry(const Model *model, size_t index);

/* The entry for what a fiber is about to do. */
StoryEntry story_entry_of(const Fiber *fiber);

/* `write variable`, `acquire lock` … */
const char *story_action(const ThrOperation *operation);
const char *story_kind(const ThrOperation *operation);

#endif
