/* groupby: runs of items with equal keys; tee: several iterators over one source. */
#include "modules/itertools/itertools.h"

#include "object/tuple.h"

/* ---- groupby ---- */

typedef struct GroupBy {
    Object object;
    Word over;
    Value function; /* None: the item itself */
    Word item, key; /* the one read last; null: none yet */
    Word wanted;    /* the key of the group handed out last */
    Word group;     /* that group: earlier ones are at their end */
} GroupBy;

typedef struct Grouper {
    Object object;
    GroupBy *parent;
    Value wanted;
} Grouper;

static Value groupby_make(Thread *thread, Value type, const Arguments *args) {
    GroupBy *groups = instance_new((Type *)(void *)type);
    groups->function = args->items[1] == UNBOUND ? NONE : args->items[1];
    return iterator_over(thread, &groups->over, args->items[0]) ? value_from_object(groups) : RAISED;
}

/* Reads one more item and its key: 1, 0 at the end, -1 raised. */
static int groupby_read(Thread *thread, GroupBy *groups) {
    Value item = value_next(thread, word_load(&groups->over));
    if (item == UNBOUND || item == RAISED) return item == RAISED ? -1 : 0;
    Value key = groups->function == NONE ? item : value_call1(thread, groups->function, item);
    if (key == RAISED) return -1;
    word_store(&groups->item, item);
    word_store(&groups->key, key);
    return 1;
}

/* Whether the item read last belongs to another group than the one handed out last; -1: raised. */
static int is_at_new_group(Thread *thread, GroupBy *groups) {
    Value key = word_load(&groups->key), wanted = word_load(&groups->wanted);
    if (key == RAISED) return 0;
    if (wanted == RAISED) return 1;
    int equal = value_equal(thread, wanted, key);
    return equal < 0 ? -1 : !equal;
}

static Type grouper_type;

static Value groupby_next(Thread *thread, Value self) {
    GroupBy *groups = (GroupBy *)(void *)self;
    word_store(&groups->group, RAISED);
    int is_new;
    while ((is_new = is_at_new_group(thread, groups)) == 0) {
        int more = groupby_read(thread, groups);
        if (more <= 0) return more < 0 ? RAISED : UNBOUND;
    }
    if (is_new < 0) return RAISED;
    Value key = word_load(&groups->key);
    word_store(&groups->wanted, key);
    Grouper *grouper = object_new(&grouper_type, sizeof *grouper);
    grouper->parent = groups;
    grouper->wanted = key;
    word_store(&groups->group, value_from_object(grouper));
    return value_from_object(tuple_of(2, key, value_from_object(grouper)));
}

static Value grouper_next(Thread *thread, Value self) {
    Grouper *grouper = (Grouper *)(void *)self;
    GroupBy *groups = grouper->parent;
    if (word_load(&groups->group) != self) return UNBOUND;
    if (word_load(&groups->item) == RAISED) {
        int more = groupby_read(thread, groups);
        if (more <= 0) return more < 0 ? RAISED : UNBOUND;
    }
    Value key = word_load(&groups->key);
    int equal = key == RAISED ? 0 : value_equal(thread, grouper->wanted, key);
    if (equal <= 0) return equal < 0 ? RAISED : UNBOUND;
    Value item = atomic_exchange_explicit(&groups->item, RAISED, memory_order_acq_rel);
    if (item == RAISED) return UNBOUND; /* another thread has taken it */
    word_store(&groups->key, RAISED);
    return item;
}

CONSTRUCTOR(groupby, 1, 2, "iterable key")
ITERATOR_TYPE(groupby, GroupBy, "groupby(iterable, key=None): (key, items) of each run of items with equal keys.");

static Type grouper_type = {
    TYPE_HEAD,
    .name = "itertools._grouper",
    .module = "itertools",
    .doc = "The items of one group.",
    .size = sizeof(Grouper),
    .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,
    .iter = iterator_itself,
    .next = grouper_next,
};

/* ---- tee: each has its place in a row of links that grows as it is read ---- */

typedef struct Link {
    Word item; /* null: not read yet */
    _Atomic(struct Link *) next;
} Link;

typedef struct Tee {
    Object object;
    Value source;
    _Atomic(Link *) link;
} Tee;

static Type tee_type;

static Value tee_new(Value source, Link *link) {
    Tee *tee = object_new(&tee_type, sizeof *tee);
    tee->source = source;
    atomic_store_explicit(&tee->link, link, memory_order_release);
    return value_from_object(tee);
}

/* The link behind, made by whoever asks first. */
static Link *link_after(Link *link) {
    Link *next = atomic_load_explicit(&link->next, memory_order_acquire);
    if (next != NULL) return next;
    Link *made = memory_new(sizeof *made);
    return atomic_compare_exchange_strong_explicit(&link->next, &next, made, memory_order_acq_rel, memory_order_acquire)
               ? made
               : next;
}

static Value tee_next(Thread *thread, Value self) {
    Tee *tee = (Tee *)(void *)self;
    Link *link = atomic_load_explicit(&tee->link, memory_order_acquire), *free = link;
    if (word_load(&link->item) == RAISED) {
        Value item = value_next(thread, tee->source), empty = RAISED;
        if (item == UNBOUND || item == RAISED) return item;
        while (!atomic_compare_exchange_strong_explicit(&free->item, &empty, item, memory_order_acq_rel,
                                                        memory_order_acquire)) {
            free = link_after(free); /* another thread has read one meanwhile */
            empty = RAISED;
        }
    }
    atomic_store_explicit(&tee->link, link_after(link), memory_order_release);
    return word_load(&link->item);
}

static Value tee_copy(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Tee *tee = (Tee *)(void *)self;
    return tee_new(tee->source, atomic_load_explicit(&tee->link, memory_order_acquire));
}

static const Builtin tee_methods[] = {
    {"__copy__", tee_copy, 0, 0, "another iterator at the same place"},
    {0},
};

static Type tee_type = {
    TYPE_HEAD,
    .name = "itertools._tee",
    .module = "itertools",
    .doc = "One of several iterators over one source.",
    .size = sizeof(Tee),
    .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,
    .iter = iterator_itself,
    .next = tee_next,
    .methods = tee_methods,
};

static Value call_tee(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t count = 2;
    if (args->count > 1 && !value_to_index(thread, args->items[1], &count)) return RAISED;
    if (count < 0) return raise_value(thread, "n must be >= 0");
    Value first = args->items[0];
    if (!value_has_type(first, &tee_type)) {
        first = value_iter(thread, first);
        if (first == RAISED) return RAISED;
        if (!value_has_type(first, &tee_type)) first = tee_new(first, memory_new(sizeof(Link)));
    }
    Tuple *all = tuple_new((size_t)count);
    for (int64_t i = 0; i < count; i++) all->items[i] = i == 0 ? first : tee_copy(thread, first, NULL);
    return value_from_object(all);
}

const Builtin grouping_functions[] = {
    {"tee", call_tee, 1, 2, "tee(iterable, n=2): n independent iterators over one iterable"},
    {0},
};

Type *const grouping_types[] = {&groupby_type, &grouper_type, &tee_type, NULL};
