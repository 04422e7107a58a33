/* The threads that know the heap, and how they are made to stand still for a collection.

   A running thread gets a signal and waits in its handler, unless it is critical: then it notes that it was asked, and waits when it
   is through. A thread that rests has left behind where its stack stands; it is not disturbed, and before it goes on it
   looks whether the world stands still. heap.world is held by who stops the world and by who enters or leaves. */
#include "base/heap.h"
#include "base/panic.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STOP_SIGNAL = SIGPWR, SPINS = 2000 };

_Thread_local HeapThread *heap_thread;

static atomic_uint epoch;   /* odd while the world stands still */
static atomic_uint awaited; /* threads that are still to stop */

static void word_wait(atomic_uint *word, unsigned value) {
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL);
}

static void word_wake(atomic_uint *word) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX);
}

static inline void pause_briefly(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/* Until the word is no longer this value; who changes it wakes. */
static void wait_while(atomic_uint *word, unsigned value) {
    for (unsigned i = 0; i < SPINS; i++) {
        if (atomic_load(word) != value) return;
        pause_briefly();
    }
    while (atomic_load(word) == value) word_wait(word, value);
}

/* ---- Standing still ---- */

static void tell_stopped(void) {
    if (atomic_fetch_sub(&awaited, 1) == 1) word_wake(&awaited);
}

static __attribute__((noinline)) void stand_still(HeapThread *thread) {
    unsigned now = atomic_load(&epoch);
    thread->sp = __builtin_frame_address(0);
    tell_stopped();
    wait_while(&epoch, now);
}

__attribute__((noinline)) void heap_stop_here(HeapThread *thread) {
    int error = errno;
    __builtin_unwind_init(); /* what the caller has in registers is on the stack then: hence never in line */
    thread->is_asked_to_stop = false;
    stand_still(thread);
    errno = error;
}

/* The system has put the registers on the stack. */
static void on_signal(int number) {
    (void)number;
    HeapThread *thread = heap_thread;
    int error = errno;
    if (!thread || atomic_load(&epoch) % 2 == 0) return; /* somebody else's */
    if (thread->critical) thread->is_asked_to_stop = true;
    else stand_still(thread);
    errno = error;
}

void heap_threads_start(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    sigaction(STOP_SIGNAL, &action, NULL);
}

void heap_world_stop(void) {
    atomic_store(&awaited, 1);
    atomic_fetch_add(&epoch, 1);
    for (HeapThread *thread = heap.threads; thread; thread = thread->next) {
        if (thread == heap_thread || atomic_load(&thread->rests)) continue;
        atomic_fetch_add(&awaited, 1);
        if (pthread_kill(thread->thread, STOP_SIGNAL) != 0) panic("a thread cannot be stopped");
    }
    unsigned left = atomic_fetch_sub(&awaited, 1) - 1;
    while (left) {
        wait_while(&awaited, left);
        left = atomic_load(&awaited);
    }
}

void heap_world_go_on(void) {
    atomic_fetch_add(&epoch, 1);
    word_wake(&epoch);
}

/* ---- Resting ---- */

static void go_on(HeapThread *thread) {
    for (;;) {
        atomic_store(&thread->rests, false);
        unsigned now = atomic_load(&epoch);
        if (now % 2 == 0) return;
        atomic_store(&thread->rests, true);
        while (atomic_load(&epoch) == now) word_wait(&epoch, now);
    }
}

static __attribute__((noinline)) void rest(HeapThread *thread, void (*wait)(void *context), void *context) {
    thread->sp = __builtin_frame_address(0);
    atomic_store(&thread->rests, true);
    wait(context);
    go_on(thread);
}

__attribute__((noinline)) void heap_thread_rest(void (*wait)(void *context), void *context) {
    __builtin_unwind_init();
    rest(heap_thread, wait, context);
    __asm__ volatile("" ::: "memory"); /* no tail call: the registers stay on the stack */
}

/* ---- Entering and leaving ---- */

HeapThread *heap_thread_enter(char *base) {
    pthread_mutex_lock(&heap.world);
    HeapThread *thread = heap_take(RECORD, sizeof *thread);
    if (!thread) panic_out_of_memory();
    thread->base = base;
    thread->thread = pthread_self();
    thread->next = heap.threads;
    if (thread->next) thread->next->previous = thread;
    heap.threads = heap_thread = thread;
    heap.thread_count++;
    pthread_mutex_unlock(&heap.world);
    return thread;
}

static void unlink_thread(HeapThread *thread) {
    *(thread->previous ? &thread->previous->next : &heap.threads) = thread->next;
    if (thread->next) thread->next->previous = thread->previous;
    heap.thread_count--;
}

void heap_thread_leave(void) {
    HeapThread *thread = heap_thread;
    runs_give_back(thread);
    pthread_mutex_lock(&heap.world);
    unlink_thread(thread);
    heap_thread = NULL;
    heap_free(thread);
    pthread_mutex_unlock(&heap.world);
}
