/* Queue as scripts see it: construction, attributes, exceptions, and the module `_queue` that hands all of it out. */
#include "modules/queue/queue.h"

#include "modules/threading/init.h"
#include "modules/threading/types.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"

#include <math.h>

/* maxsize is a number; only whether there are fewer items counts. */
static bool read_most(Thread *thread, Value maxsize, int64_t *most) {
    int limits = operate_compare_truth(thread, COMPARE_GREATER, maxsize, value_from_small_int(0));
    double number;
    *most = 0;
    if (limits <= 0) return limits == 0;
    if (!value_is_float(maxsize)) return value_to_index(thread, maxsize, most);
    number = ceil(value_float(maxsize));
    *most = number < (double)INT64_MAX ? (int64_t)number : INT64_MAX;
    return true;
}

static bool set_maxsize(Thread *thread, Value self, Value maxsize) {
    int64_t most;
    if (maxsize == UNBOUND) return fail_type(thread, "cannot delete maxsize");
    if (!read_most(thread, maxsize, &most)) return false;
    word_store(&queue_of(self)->maxsize, maxsize);
    queue_of(self)->most = most;
    return true;
}

/* Once: __init__ can be called by anybody at any time, and others may be waiting. */
static void make_conditions(QueueObject *queue) {
    Object *object = &queue->object;
    LockObject *mutex = object_new(&lock_type, sizeof *mutex);
    Value lock = value_from_object(mutex);
    object_lock(object);
    if (!queue->mutex) {
        queue->items.condition = condition_new(lock);
        queue->room.condition = condition_new(lock);
        queue->all_done = condition_new(lock);
        atomic_store_explicit(&queue->mutex, mutex, memory_order_release);
    }
    object_unlock(object);
}

static Value queue_set_up(Thread *thread, Value self, const Arguments *args) {
    Value maxsize = args->items[0] == UNBOUND ? value_from_small_int(0) : args->items[0];
    if (!set_maxsize(thread, self, maxsize)) return RAISED;
    word_store(&queue_of(self)->is_shutdown, FALSE_VALUE);
    queue_of(self)->unfinished = 0;
    if (value_call_method(thread, self, name__init, &(Arguments){.items = &maxsize, .count = 1}) == RAISED)
        return RAISED;
    make_conditions(queue_of(self));
    return NONE;
}

static const Builtin queue_init_entry = {"Queue.__init__",   queue_set_up,           0, 1,
                                         "Queue(maxsize=0)", .parameters = "maxsize"};

static bool queue_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &queue_init_entry, self, args);
}

/* Attributes; of an object whose __init__ was not called there are none yet. */

static Value there(Thread *thread, Value self, Value value, const char *name) {
    if (value != RAISED && value != UNBOUND) return value;
    return raise_error(thread, &attribute_error, "'%s' object has no attribute '%s'", type_name_of(self), name);
}

static Value queue_mutex(Thread *thread, Value self) {
    return there(thread, self, value_from_object(atomic_load_explicit(&queue_of(self)->mutex, memory_order_acquire)),
                 "mutex");
}

static Value queue_not_empty(Thread *thread, Value self) {
    return there(thread, self, value_from_object(queue_of(self)->items.condition), "not_empty");
}

static Value queue_not_full(Thread *thread, Value self) {
    return there(thread, self, value_from_object(queue_of(self)->room.condition), "not_full");
}

static Value queue_all_tasks_done(Thread *thread, Value self) {
    return there(thread, self, value_from_object(queue_of(self)->all_done), "all_tasks_done");
}

static Value queue_items(Thread *thread, Value self) {
    return there(thread, self, word_load(&queue_of(self)->queue), "queue");
}

static bool set_items(Thread *thread, Value self, Value items) {
    (void)thread;
    word_store(&queue_of(self)->queue, items);
    return true;
}

static Value queue_maxsize(Thread *thread, Value self) {
    return there(thread, self, word_load(&queue_of(self)->maxsize), "maxsize");
}

static Value queue_unfinished(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(queue_of(self)->unfinished);
}

static bool set_unfinished(Thread *thread, Value self, Value number) {
    int64_t unfinished;
    if (number == UNBOUND) return fail_type(thread, "cannot delete unfinished_tasks");
    if (!value_to_index(thread, number, &unfinished)) return false;
    queue_of(self)->unfinished = unfinished;
    return true;
}

static Value queue_is_shutdown(Thread *thread, Value self) {
    return there(thread, self, word_load(&queue_of(self)->is_shutdown), "is_shutdown");
}

static bool set_is_shutdown(Thread *thread, Value self, Value truth) {
    int is_shutdown = truth == UNBOUND ? 0 : value_truth(thread, truth);
    if (is_shutdown < 0) return false;
    word_store(&queue_of(self)->is_shutdown, value_from_bool(is_shutdown));
    return true;
}

static const Property queue_properties[] = {
    {"mutex", queue_mutex, NULL, "the lock of all that follows"},
    {"not_empty", queue_not_empty, NULL, "the condition that there is an item"},
    {"not_full", queue_not_full, NULL, "the condition that there is room"},
    {"all_tasks_done", queue_all_tasks_done, NULL, "the condition that unfinished_tasks is 0"},
    {"queue", queue_items, set_items, "where the items are"},
    {"maxsize", queue_maxsize, set_maxsize, "how many items there may be; 0 or less: any number"},
    {"unfinished_tasks", queue_unfinished, set_unfinished, "items put in, less the calls of task_done"},
    {"is_shutdown", queue_is_shutdown, set_is_shutdown, "whether shutdown was called"},
    {0},
};

Type queue_type = {
    TYPE_HEAD,
    .name = "Queue",
    .module = "queue",
    .doc =
        "Queue(maxsize=0): items go out in the order in which they came; at most maxsize, if that is more than zero.",
    .size = sizeof(QueueObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .init = queue_init,
    .methods = queue_methods,
    .properties = queue_properties,
};

#define QUEUE_ERROR(variable, Name, Module, Doc)                                                                       \
    Type variable =                                                                                                    \
        {                                                                                                              \
            TYPE_HEAD,          .name = Name,                                                                          \
            .module = Module,   .doc = Doc,                                                                            \
            .base = &exception, .flags = TYPE_IS_EXCEPTION | TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,       \
    }

QUEUE_ERROR(empty_error, "Empty", "_queue", "There was nothing to get.");
QUEUE_ERROR(full_error, "Full", "queue", "There was no room to put something.");
QUEUE_ERROR(shutdown_error, "ShutDown", "queue", "The queue was shut down.");

static const struct {
    const char *name;
    Type *type;
} names[] = {
    {"Queue", &queue_type}, {"SimpleQueue", &simple_queue_type}, {"Empty", &empty_error},
    {"Full", &full_error},  {"ShutDown", &shutdown_error},
};

Module *queue_make(Thread *thread) {
    threading_types_ready(thread);
    Module *module = module_new("_queue", "The queues of `queue` that are written in C.");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        type_ready(names[i].type);
        module_set(module, names[i].name, value_from_object(names[i].type));
    }
    return module;
}
