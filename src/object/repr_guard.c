/* The containers whose repr is being made, as a chain of pairs hanging on the thread. */
#include "object/repr_guard.h"

#include "object/tuple.h"

bool repr_enter(Thread *thread, Value container) {
    for (Value at = thread->repr_guard; at != RAISED; at = value_tuple(at)->items[1])
        if (value_tuple(at)->items[0] == container) return false;
    if (!thread_check_stack(thread)) return false;
    thread->repr_guard = value_from_object(tuple_of(2, container, thread->repr_guard));
    return true;
}

void repr_leave(Thread *thread) {
    thread->repr_guard = value_tuple(thread->repr_guard)->items[1];
}
