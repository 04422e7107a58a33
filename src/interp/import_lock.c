/* A list of the modules being loaded and of who waits for one. A thread never waits for a module whose loader waits,
   over however many others, for this thread. */
#include "interp/import_lock.h"

#include "object/str.h"

#include <sched.h>

struct Loading {
    Str *name;
    Thread *owner;
    ThrEvent over;
    Loading *next;
};

/* On the C stack of the thread that waits. */
typedef struct Waiting {
    Thread *thread;
    Loading *loading;
    struct Waiting *next;
} Waiting;

struct Imports {
    atomic_flag guard;
    _Atomic(Loading *) first;
    Waiting *waiting;
};

Imports *imports_new(void) {
    return memory_new(sizeof(Imports));
}

static void guard_lock(Imports *imports) {
    while (atomic_flag_test_and_set_explicit(&imports->guard, memory_order_acquire)) sched_yield();
}

static void guard_unlock(Imports *imports) {
    atomic_flag_clear_explicit(&imports->guard, memory_order_release);
}

static Loading *find(Imports *imports, Str *name) {
    Loading *loading = atomic_load_explicit(&imports->first, memory_order_acquire);
    while (loading && !str_equal(loading->name, name)) loading = loading->next;
    return loading;
}

static Loading *waits_for(Imports *imports, Thread *thread) {
    for (Waiting *waiting = imports->waiting; waiting; waiting = waiting->next)
        if (waiting->thread == thread) return waiting->loading;
    return NULL;
}

static bool is_cycle(Imports *imports, Loading *loading, Thread *thread) {
    while (loading && loading->owner != thread) loading = waits_for(imports, loading->owner);
    return loading != NULL;
}

static void drop_waiting(Imports *imports, Waiting *waiting) {
    Waiting **at = &imports->waiting;
    while (*at != waiting) at = &(*at)->next;
    *at = waiting->next;
}

/* With the guard held, which is dropped. */
static LoadRight wait_for(Thread *thread, Imports *imports, Loading *loading) {
    Waiting waiting = {thread, loading, imports->waiting};
    imports->waiting = &waiting;
    guard_unlock(imports);
    ThrStatus status = thr_event_wait(thread->task, &loading->over, THR_FOREVER);
    guard_lock(imports);
    drop_waiting(imports, &waiting);
    guard_unlock(imports);
    return thread_check_status(thread, status) ? LOAD_READY : LOAD_RAISED;
}

static Loading *add(Imports *imports, Str *name, Thread *thread) {
    Loading *loading = memory_new(sizeof *loading);
    loading->name = name;
    loading->owner = thread;
    loading->next = atomic_load_explicit(&imports->first, memory_order_relaxed);
    atomic_store_explicit(&imports->first, loading, memory_order_release);
    return loading;
}

LoadRight loading_begin(Thread *thread, Str *name, Loading **begun) {
    Imports *imports = thread->interpreter->imports;
    guard_lock(imports);
    Loading *loading = find(imports, name);
    if (loading && !is_cycle(imports, loading, thread)) return wait_for(thread, imports, loading);
    bool is_there = loading || dict_get_str(thread->interpreter->modules, name) != UNBOUND;
    if (!is_there) *begun = add(imports, name, thread);
    guard_unlock(imports);
    return loading ? LOAD_CYCLE : is_there ? LOAD_READY : LOAD_BEGUN;
}

void loading_end(Thread *thread, Loading *loading) {
    Imports *imports = thread->interpreter->imports;
    guard_lock(imports);
    Loading *before = atomic_load_explicit(&imports->first, memory_order_relaxed);
    if (before == loading) {
        atomic_store_explicit(&imports->first, loading->next, memory_order_release);
    } else {
        while (before->next != loading) before = before->next;
        before->next = loading->next;
    }
    guard_unlock(imports);
    thr_event_set(thread->task, &loading->over);
}

bool is_loading(Interpreter *interpreter, Str *name) {
    Imports *imports = interpreter->imports;
    if (!atomic_load_explicit(&imports->first, memory_order_acquire)) return false;
    guard_lock(imports);
    bool found = find(imports, name) != NULL;
    guard_unlock(imports);
    return found;
}
