// The native floor of the thread primitives: what the same work costs in plain C
// on pthreads, with nothing interpreted. Nanoseconds per operation, the median and
// the least of several rounds.
//
//   make && ./floor [rounds] [substring]
//
// Operation counts and shapes follow ../programs/ where there is a program of that kind.
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KEEP(x) __asm__ volatile("" : : "r"(x) : "memory")

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static void spread(int n, void *(*f)(void *), void *arg) {
    pthread_t t[64];
    for (int i = 0; i < n; i++) pthread_create(&t[i], NULL, f, arg);
    for (int i = 0; i < n; i++) pthread_join(t[i], NULL);
}

// ---- one mutex, one counter

static struct {
    _Alignas(128) pthread_mutex_t m;
    long counter;
} shared = {.m = PTHREAD_MUTEX_INITIALIZER};

static long quota;

static void *count_locked(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) {
        pthread_mutex_lock(&shared.m);
        shared.counter++;
        pthread_mutex_unlock(&shared.m);
    }
    return NULL;
}

static double mutex_alone(long *ops, int threads) {
    (void)threads;
    quota = *ops = 20000000;
    double t = now();
    count_locked(NULL);
    return now() - t;
}

static double mutex_shared(long *ops, int threads) {
    *ops = 8000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, count_locked, NULL);
    return now() - t;
}

// ---- a recursive mutex, every second entry nested

static double mutex_recursive(long *ops, int threads) {
    (void)threads;
    *ops = 10000000;
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_t m;
    pthread_mutex_init(&m, &a);
    double t = now();
    for (long i = 0; i < *ops / 2; i++) {
        pthread_mutex_lock(&m);
        pthread_mutex_lock(&m);
        shared.counter++;
        pthread_mutex_unlock(&m);
        pthread_mutex_unlock(&m);
    }
    return now() - t;
}

// ---- one lock each

struct striped {
    _Alignas(128) pthread_mutex_t m;
    long counter;
};

static void *count_own(void *arg) {
    (void)arg;
    struct striped *s = aligned_alloc(128, sizeof *s);
    pthread_mutex_init(&s->m, NULL);
    s->counter = 0;
    for (long i = 0; i < quota; i++) {
        pthread_mutex_lock(&s->m);
        s->counter++;
        pthread_mutex_unlock(&s->m);
    }
    KEEP(s->counter);
    free(s);
    return NULL;
}

static double mutex_striped(long *ops, int threads) {
    *ops = 20000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, count_own, NULL);
    return now() - t;
}

// ---- atomics: what a shared reference count costs

static struct { _Alignas(128) atomic_long v; } shared_atomic;

static void *refcount_shared(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) {
        atomic_fetch_add_explicit(&shared_atomic.v, 1, memory_order_relaxed);
        atomic_fetch_sub_explicit(&shared_atomic.v, 1, memory_order_acq_rel);
    }
    return NULL;
}

static void *refcount_own(void *arg) {
    (void)arg;
    _Alignas(128) atomic_long v = 0;
    for (long i = 0; i < quota; i++) {
        atomic_fetch_add_explicit(&v, 1, memory_order_relaxed);
        atomic_fetch_sub_explicit(&v, 1, memory_order_acq_rel);
    }
    return NULL;
}

static void *refcount_plain(void *arg) {
    (void)arg;
    long v = 0;
    long *p = &v;
    for (long i = 0; i < quota; i++) {
        KEEP(p);
        ++*p;
        KEEP(p);
        --*p;
    }
    return NULL;
}

static double incdec_shared(long *ops, int threads) {
    *ops = 20000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, refcount_shared, NULL);
    return now() - t;
}

static double incdec_own(long *ops, int threads) {
    *ops = 20000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, refcount_own, NULL);
    return now() - t;
}

static double incdec_plain(long *ops, int threads) {
    *ops = 20000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, refcount_plain, NULL);
    return now() - t;
}

// ---- thread-local storage

static _Thread_local long tls_count;
static pthread_key_t key;

static void *tls_native(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) {
        long *p = &tls_count;
        KEEP(p);
        ++*p;
    }
    return NULL;
}

static void *tls_key(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) {
        long v = (long)(intptr_t)pthread_getspecific(key);
        pthread_setspecific(key, (void *)(intptr_t)(v + 1));
    }
    return NULL;
}

static double local_native(long *ops, int threads) {
    *ops = 50000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, tls_native, NULL);
    return now() - t;
}

static double local_key(long *ops, int threads) {
    *ops = 20000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, tls_key, NULL);
    return now() - t;
}

// ---- allocation

static void *alloc_work(void *arg) {
    (void)arg;
    void *slots[64] = {0};
    for (long i = 0; i < quota; i++) {
        int k = (int)(i * 7 % 64);
        free(slots[k]);
        char *p = malloc(16 + i % 5 * 16);
        *p = (char)i;
        slots[k] = p;
    }
    for (int k = 0; k < 64; k++) free(slots[k]);
    return NULL;
}

static double malloc_free(long *ops, int threads) {
    *ops = 10000000;
    quota = *ops / threads;
    double t = now();
    spread(threads, alloc_work, NULL);
    return now() - t;
}

// ---- semaphores: turn about, and a pool of three

static sem_t ping, pong, pool;

static void *sem_player(void *arg) {
    long n = *(long *)arg;
    for (long i = 0; i < n; i++) {
        sem_wait(&ping);
        sem_post(&pong);
    }
    return NULL;
}

static double sem_pingpong(long *ops, int threads) {
    (void)threads;
    *ops = 40000;
    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    pthread_t t;
    double t0 = now();
    pthread_create(&t, NULL, sem_player, ops);
    for (long i = 0; i < *ops; i++) {
        sem_post(&ping);
        sem_wait(&pong);
    }
    pthread_join(t, NULL);
    return now() - t0;
}

static void *pool_worker(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) {
        sem_wait(&pool);
        long s = 0;
        for (long k = 0; k < 20; k++) {
            s += k;
            KEEP(s);
        }
        sem_post(&pool);
    }
    return NULL;
}

static double sem_pool(long *ops, int threads) {
    *ops = 800000;
    quota = *ops / threads;
    sem_init(&pool, 0, 3);
    double t = now();
    spread(threads, pool_worker, NULL);
    return now() - t;
}

// ---- events (mutex, condition, flag): turn about

struct event {
    pthread_mutex_t m;
    pthread_cond_t c;
    int flag;
};

static void event_init(struct event *e) {
    pthread_mutex_init(&e->m, NULL);
    pthread_cond_init(&e->c, NULL);
    e->flag = 0;
}

static void event_set(struct event *e) {
    pthread_mutex_lock(&e->m);
    e->flag = 1;
    pthread_cond_broadcast(&e->c);
    pthread_mutex_unlock(&e->m);
}

static void event_wait_clear(struct event *e) {
    pthread_mutex_lock(&e->m);
    while (!e->flag) pthread_cond_wait(&e->c, &e->m);
    pthread_mutex_unlock(&e->m);
    pthread_mutex_lock(&e->m);
    e->flag = 0;
    pthread_mutex_unlock(&e->m);
}

static struct event eping, epong;

static void *event_player(void *arg) {
    long n = *(long *)arg;
    for (long i = 0; i < n; i++) {
        event_wait_clear(&eping);
        event_set(&epong);
    }
    return NULL;
}

static double event_pingpong(long *ops, int threads) {
    (void)threads;
    *ops = 40000;
    event_init(&eping);
    event_init(&epong);
    pthread_t t;
    double t0 = now();
    pthread_create(&t, NULL, event_player, ops);
    for (long i = 0; i < *ops; i++) {
        event_set(&eping);
        event_wait_clear(&epong);
    }
    pthread_join(t, NULL);
    return now() - t0;
}

// ---- a bounded buffer of ten (or sixteen) places

static struct {
    pthread_mutex_t m;
    pthread_cond_t not_full, not_empty;
    long items[16];
    int head, count, places;
} buffer;

static void put(long v) {
    pthread_mutex_lock(&buffer.m);
    while (buffer.count == buffer.places) pthread_cond_wait(&buffer.not_full, &buffer.m);
    buffer.items[(buffer.head + buffer.count++) % buffer.places] = v;
    pthread_cond_signal(&buffer.not_empty);
    pthread_mutex_unlock(&buffer.m);
}

static long get(void) {
    pthread_mutex_lock(&buffer.m);
    while (buffer.count == 0) pthread_cond_wait(&buffer.not_empty, &buffer.m);
    long v = buffer.items[buffer.head];
    buffer.head = (buffer.head + 1) % buffer.places;
    buffer.count--;
    pthread_cond_signal(&buffer.not_full);
    pthread_mutex_unlock(&buffer.m);
    return v;
}

static void *produce(void *arg) {
    (void)arg;
    for (long i = 0; i < quota; i++) put(i);
    return NULL;
}

static void *consume(void *arg) {
    (void)arg;
    long s = 0;
    for (long i = 0; i < quota; i++) s += get();
    KEEP(s);
    return NULL;
}

static double bounded_buffer(long *ops, int places) {
    *ops = 300000;
    quota = *ops / 2;
    pthread_mutex_init(&buffer.m, NULL);
    pthread_cond_init(&buffer.not_full, NULL);
    pthread_cond_init(&buffer.not_empty, NULL);
    buffer.head = buffer.count = 0;
    buffer.places = places;
    pthread_t t[4];
    double t0 = now();
    for (int i = 0; i < 4; i++) pthread_create(&t[i], NULL, i % 2 ? consume : produce, NULL);
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
    return now() - t0;
}

// ---- threads themselves

static void *trivial(void *arg) {
    ++*(long *)arg;
    return NULL;
}

static double spawn_join(long *ops, int threads) {
    (void)threads;
    *ops = 20000;
    long n = 0;
    double t0 = now();
    for (long i = 0; i < *ops; i++) {
        pthread_t t;
        pthread_create(&t, NULL, trivial, &n);
        pthread_join(t, NULL);
    }
    return now() - t0;
}

static struct event gate;

static void *gated(void *arg) {
    pthread_mutex_lock(&gate.m);
    while (!gate.flag) pthread_cond_wait(&gate.c, &gate.m);
    pthread_mutex_unlock(&gate.m);
    *(long *)arg = 1;
    return NULL;
}

static double spawn_many(long *ops, int threads) {
    *ops = 10L * threads;
    pthread_t *t = malloc(sizeof *t * (size_t)threads);
    long *seen = calloc((size_t)threads, sizeof *seen);
    double t0 = now();
    for (int r = 0; r < 10; r++) {
        event_init(&gate);
        for (int i = 0; i < threads; i++)
            if (pthread_create(&t[i], NULL, gated, &seen[i]) != 0) {
                perror("pthread_create");
                exit(1);
            }
        event_set(&gate);
        for (int i = 0; i < threads; i++) pthread_join(t[i], NULL);
    }
    double d = now() - t0;
    free(seen);
    free(t);
    return d;
}

// ---- barrier

static pthread_barrier_t barrier;

static void *barrier_worker(void *arg) {
    long n = *(long *)arg;
    for (long i = 0; i < n; i++) pthread_barrier_wait(&barrier);
    return NULL;
}

static double barrier_rounds(long *ops, int threads) {
    *ops = 20000;
    pthread_barrier_init(&barrier, NULL, (unsigned)threads);
    double t = now();
    spread(threads, barrier_worker, ops);
    return now() - t;
}

// ---- the list

struct row {
    const char *name;
    double (*f)(long *, int);
    int n;
    const char *unit;
};

static const struct row rows[] = {
    {"mutex, never a second thread", mutex_alone, 1, "lock+count+unlock"},
    {"mutex, second thread parked", mutex_alone, 1, "lock+count+unlock"},
    {"mutex recursive, nested", mutex_recursive, 1, "lock+unlock"},
    {"mutex contended, 2 threads", mutex_shared, 2, "lock+count+unlock"},
    {"mutex contended, 8 threads", mutex_shared, 8, "lock+count+unlock"},
    {"mutex each its own, 1 thread", mutex_striped, 1, "lock+count+unlock"},
    {"mutex each its own, 2 threads", mutex_striped, 2, "lock+count+unlock"},
    {"plain inc+dec, 1 thread", incdec_plain, 1, "inc+dec"},
    {"atomic inc+dec, 1 thread", incdec_own, 1, "inc+dec"},
    {"atomic inc+dec own, 2 threads", incdec_own, 2, "inc+dec"},
    {"atomic inc+dec shared, 2 threads", incdec_shared, 2, "inc+dec"},
    {"thread-local (compiler), 1 thread", local_native, 1, "read+write"},
    {"thread-local (pthread key), 1 thread", local_key, 1, "get+set"},
    {"malloc+free, 1 thread", malloc_free, 1, "malloc+free"},
    {"malloc+free, 2 threads", malloc_free, 2, "malloc+free"},
    {"semaphore ping-pong", sem_pingpong, 2, "round trip"},
    {"semaphore pool of 3, 8 threads", sem_pool, 8, "acquire+work+release"},
    {"event ping-pong", event_pingpong, 2, "round trip"},
    {"bounded buffer of 10, 2+2 threads", bounded_buffer, 10, "item"},
    {"bounded buffer of 16, 2+2 threads", bounded_buffer, 16, "item"},
    {"create+join one after another", spawn_join, 1, "thread"},
    {"1000 threads at once", spawn_many, 1000, "thread"},
    {"barrier, 2 threads", barrier_rounds, 2, "round"},
    {"barrier, 4 threads", barrier_rounds, 4, "round"},
};

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void *parked(void *arg) {
    sem_wait(arg);
    return NULL;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 7;
    const char *want = argc > 2 ? argv[2] : "";
    if (rounds < 1 || rounds > 100) rounds = 7;
    pthread_key_create(&key, NULL);
    sem_t stop;
    sem_init(&stop, 0, 0);
    pthread_t extra;
    int started = 0;
    printf("| %-38s | %-20s | %10s | %10s |\n", "native floor", "operation", "median ns", "least ns");
    printf("|%.40s|%.22s|%.11s:|%.11s:|\n", "----------------------------------------", "----------------------",
           "------------", "------------");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i == 1) {
            pthread_create(&extra, NULL, parked, &stop);
            started = 1;
        }
        if (!strstr(rows[i].name, want)) continue;
        double t[100];
        for (int r = 0; r < rounds; r++) {
            long ops;
            double d = rows[i].f(&ops, rows[i].n);
            t[r] = d / (double)ops;
        }
        qsort(t, (size_t)rounds, sizeof *t, by_value);
        printf("| %-38s | %-20s | %10.1f | %10.1f |\n", rows[i].name, rows[i].unit, t[rounds / 2], t[0]);
        fflush(stdout);
    }
    if (started) {
        sem_post(&stop);
        pthread_join(extra, NULL);
    }
    return 0;
}
