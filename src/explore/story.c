/* A ring of entries. */
#include "explore/story.h"

#include "explore/model_state.h"

StoryEntry story_entry_of(const Fiber *fiber) {
    return (StoryEntry){fiber->number, thr_task_name(fiber->task), thr_task_site(fiber->task), fiber->next};
}

void story_add(Model *model, const Fiber *fiber) {
    if (!fiber->task) return;
    if (!model->story) model->story = memory_new(STORY_LENGTH * sizeof(StoryEntry));
    model->story[model->story_total++ % STORY_LENGTH] = story_entry_of(fiber);
}

size_t story_count(const Model *model) {
    return model->story_total < STORY_LENGTH ? (size_t)model->story_total : STORY_LENGTH;
}

const StoryEntry *story_entry(const Model *model, size_t index) {
    uint64_t first = model->story_total - story_count(model);
    return &model->story[(first + index) % STORY_LENGTH];
}

const char *story_action(const ThrOperation *operation) {
    static const char *const words[] = {
        [THR_ACTION_SPAWN] = "start",   [THR_ACTION_START] = "begin",      [THR_ACTION_END] = "end",
        [THR_ACTION_JOIN] = "join",     [THR_ACTION_ACQUIRE] = "acquire",  [THR_ACTION_RELEASE] = "release",
        [THR_ACTION_SET] = "set",       [THR_ACTION_CLEAR] = "clear",      [THR_ACTION_PASS] = "wait for",
        [THR_ACTION_NOTIFY] = "notify", [THR_ACTION_ARRIVE] = "arrive at", [THR_ACTION_BREAK] = "break",
        [THR_ACTION_CANCEL] = "cancel", [THR_ACTION_WAIT] = "wait on",     [THR_ACTION_WAKE] = "wake",
        [THR_ACTION_UNPARK] = "wake",   [THR_ACTION_SLEEP] = "sleep",      [THR_ACTION_READ] = "read",
        [THR_ACTION_WRITE] = "write",   [THR_ACTION_OUTPUT] = "print",     [THR_ACTION_INPUT] = "input",
        [THR_ACTION_TURN] = "go round",
    };
    return words[operation->action];
}

const char *story_kind(const ThrOperation *operation) {
    static const char *const words[] = {
        [THR_KIND_NONE] = "",
        [THR_KIND_LOCK] = "lock",
        [THR_KIND_RLOCK] = "reentrant lock",
        [THR_KIND_SEMAPHORE] = "semaphore",
        [THR_KIND_EVENT] = "event",
        [THR_KIND_CONDITION] = "condition",
        [THR_KIND_BARRIER] = "barrier",
        [THR_KIND_TIMER] = "timer",
        [THR_KIND_TASK] = "thread",
        [THR_KIND_ALL_TASKS] = "all threads",
        [THR_KIND_SLEEP] = "",
        [THR_KIND_VARIABLE] = "variable",
        [THR_KIND_EXTERNAL] = "",
    };
    return words[operation->kind];
}
