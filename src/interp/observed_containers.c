/* What containers do: which operation only reads, which part of a container it is about, and iteration, each item of which is
   a step of its own. */
#include "interp/observed.h"

#include "interp/traceback.h"
#include "object/iterators.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"

const void *container_identity(Value container) {
    const Type *type = value_type(container);
    if (type == &list_iterator_type || type == &list_reverse_iterator_type) container = iterator_source(container);
    return value_object(dict_source(container));
}

static uint64_t list_part(Value container, int64_t index) {
    return (uint64_t)(index < 0 ? index + (int64_t)list_count(value_list(container)) : index);
}

/* An odd word, so that it is no pointer and not null. */
const void *container_part(Value container, Value index) {
    uint64_t part;
    if (value_is_small_int(index)) {
        part = (uint64_t)value_small_int(index);
        if (value_has_type(container, &list_type)) part = list_part(container, value_small_int(index));
    } else if (value_has_type(index, &str_type)) part = str_hash(value_str_object(index));
    else return NULL;
    return (const void *)(uintptr_t)(part << 1 | 1);
}

/* ---- Which operations only read ---- */

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names != NULL; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

ThrAction action_of_method(const char *name) {
    static const char *const readers[] = {
        "copy",     "count",      "difference",      "get",      "index",        "intersection", "isdisjoint",
        "issubset", "issuperset", "items",           "keys",     "most_common",  "elements",     "symmetric_difference",
        "union",    "values",     "empty",           "qsize",    "__contains__", "__eq__",       "__getitem__",
        "__iter__", "__len__",    "__length_hint__", "__repr__", "__reversed__", NULL,
    };
    return is_one_of(name, readers) ? THR_ACTION_READ : THR_ACTION_WRITE;
}

ThrAction action_of_function(const char *name) {
    static const char *const writers[] = {"next", "shuffle", NULL};
    return is_one_of(name, writers) ? THR_ACTION_WRITE : THR_ACTION_READ;
}

/* ---- Iteration ---- */

typedef struct ObservedIterator {
    Object object;
    const Site *site;
    const void *container;
    Value iterator;
    ThrAction action;
} ObservedIterator;

static Value observed_iterator_next(Thread *thread, Value self) {
    ObservedIterator *observed = (ObservedIterator *)value_object(self);
    thr_task_set_site(thread->task, observed->site);
    thr_step(thread->task, observed->action, THR_KIND_VARIABLE, observed->container, NULL);
    return value_next(thread, observed->iterator);
}

Type observed_iterator_type = {
    TYPE_HEAD,
    .name = "iterator",
    .doc = "An iterator each step of which is one of the scheduler's.",
    .size = sizeof(ObservedIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = observed_iterator_next,
};

Value observed_iterable(Frame *frame, const Expr *node, Value iterable) {
    if (!is_container(iterable)) return iterable;
    Value iterator = value_iter(frame->thread, iterable);
    if (iterator == RAISED || !is_container(iterator)) return iterator;
    ObservedIterator *observed = object_new(&observed_iterator_type, sizeof *observed);
    observed->site = frame->function->code->sites.at[node->site];
    observed->container = container_identity(iterable);
    observed->iterator = iterator;
    observed->action = iterator == iterable ? THR_ACTION_WRITE : THR_ACTION_READ;
    return value_from_object(observed);
}
