/* The containers whose repr is being made: a set of numbers that stand for them hangs on the thread. */
#include "object/repr_guard.h"

#include "object/set.h"

static Value number_of(Value container) {
    return value_from_small_int((int64_t)(value_bits(container) >> 3));
}

bool repr_enter(Thread *thread, Value container) {
    if (thread->repr_guard == RAISED) thread->repr_guard = value_from_object(set_new());
    Set *inside = (Set *)value_object(thread->repr_guard);
    if (set_contains(thread, inside, number_of(container)) || !thread_check_stack(thread)) return false;
    return set_add(thread, inside, number_of(container));
}

void repr_leave(Thread *thread, Value container) {
    set_discard(thread, (Set *)value_object(thread->repr_guard), number_of(container));
}
