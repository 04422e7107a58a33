/* The per-program state: the list of running threads in the order in which they were started, and the last that have ended. */
#include "modules/threading/state.h"

#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/operators.h"

static Type state_type = {
    TYPE_HEAD,
    .name = "threading_state",
    .size = sizeof(ThreadingState),
};

static void end_main(Thread *thread) {
    ThreadingState *state = threading_state(thread);
    thr_event_set(thread->task, &state->main_over);
    for (size_t i = list_count(state->at_end); i-- > 0;)
        if (value_call0(thread, list_get(state->at_end, i)) == RAISED) traceback_print(thread, error_take(thread));
}

static ThreadingState *state_new(Thread *thread) {
    type_ready(&state_type);
    ThreadingState *state = object_new(&state_type, sizeof(ThreadingState));
    state->main = thread_object_main(thread);
    state->at_end = list_new(0);
    thr_name(&state->main_over.waiters, "end of MainThread");
    running_add(state, state->main);
    thread->interpreter->main_ended = end_main;
    word_store(&thread->interpreter->threads_module_state, value_from_object(state));
    return state;
}

ThreadingState *threading_state(Thread *thread) {
    Value state = word_load(&thread->interpreter->threads_module_state);
    return value_is_object(state) ? (ThreadingState *)value_object(state) : state_new(thread);
}

void running_add(ThreadingState *state, ThreadObject *object) {
    object_lock(&state->object);
    object->previous = state->last;
    object->next = NULL;
    if (state->last) state->last->next = object;
    else state->first = object;
    state->last = object;
    atomic_fetch_add_explicit(&state->count, 1, memory_order_relaxed);
    object_unlock(&state->object);
}

static void unlink_running(ThreadingState *state, ThreadObject *object) {
    *(object->previous ? &object->previous->next : &state->first) = object->next;
    *(object->next ? &object->next->previous : &state->last) = object->previous;
    object->next = object->previous = NULL;
    atomic_fetch_sub_explicit(&state->count, 1, memory_order_relaxed);
}

void running_remove(ThreadingState *state, ThreadObject *object) {
    object_lock(&state->object);
    unlink_running(state, object);
    object_unlock(&state->object);
}

void running_end(ThreadingState *state, ThreadObject *object, EndedThread ended) {
    object_lock(&state->object);
    unlink_running(state, object);
    state->ended[state->ended_count++ % ENDED_MOST] = ended;
    object_unlock(&state->object);
}

static void copy_ended(const ThreadingState *state, ThreadsSnapshot *snapshot) {
    uint64_t count = state->ended_count, first = count > ENDED_MOST ? count - ENDED_MOST : 0;
    snapshot->ended_count = count;
    snapshot->ended_kept = (size_t)(count - first);
    for (uint64_t i = first; i < count; i++) snapshot->ended[i - first] = state->ended[i % ENDED_MOST];
}

/* Copies up to `room` of them; how many there are. With room for all, those that have ended as well (`snapshot` may be
   null). */
static size_t copy_threads(ThreadingState *state, Value *items, size_t room, ThreadsSnapshot *snapshot) {
    size_t count = 0;
    object_lock(&state->object);
    for (ThreadObject *object = state->first; object; object = object->next, count++)
        if (count < room) items[count] = value_from_object(object);
    if (snapshot && count <= room) copy_ended(state, snapshot);
    object_unlock(&state->object);
    return count;
}

static List *list_threads(ThreadingState *state, ThreadsSnapshot *snapshot) {
    size_t room = atomic_load_explicit(&state->count, memory_order_relaxed) + 4;
    for (;;) {
        Value *items = memory_new(room * sizeof *items);
        size_t count = copy_threads(state, items, room, snapshot);
        if (count <= room) return list_from(items, count);
        room = count + 4;
    }
}

List *running_list(ThreadingState *state) {
    return list_threads(state, NULL);
}

void threads_snapshot(ThreadingState *state, ThreadsSnapshot *snapshot) {
    snapshot->running = list_threads(state, snapshot);
}
