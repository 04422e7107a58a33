/* Calls of the methods of a script's own lock. */
#include "modules/threading/foreign_lock.h"

#include "object/attribute.h"
#include "object/operators.h"
#include "object/str.h"

Value foreign_lock_call(Thread *thread, Value lock, const char *name) {
    return value_call_method(thread, lock, str_intern_text(name), &(Arguments){0});
}

Value foreign_lock_call1(Thread *thread, Value lock, const char *name, Value argument) {
    return value_call_method(thread, lock, str_intern_text(name), &(Arguments){.items = &argument, .count = 1});
}

/* Who can take it did not hold it. */
static int owned_by_trying(Thread *thread, Value lock) {
    Value taken = foreign_lock_call1(thread, lock, "acquire", FALSE_VALUE);
    int truth = taken == RAISED ? -1 : value_truth(thread, taken);
    if (truth <= 0) return truth < 0 ? -1 : 1;
    return foreign_lock_call(thread, lock, "release") == RAISED ? -1 : 0;
}

int foreign_lock_owned(Thread *thread, Value lock) {
    Value method = value_find_attribute(thread, lock, str_intern_text("_is_owned"));
    if (method == RAISED) return -1;
    if (method == UNBOUND) return owned_by_trying(thread, lock);
    Value owned = value_call0(thread, method);
    return owned == RAISED ? -1 : value_truth(thread, owned);
}

Value foreign_lock_save(Thread *thread, Value lock) {
    Value method = value_find_attribute(thread, lock, str_intern_text("_release_save"));
    if (method == RAISED) return RAISED;
    if (method != UNBOUND) return value_call0(thread, method);
    return foreign_lock_call(thread, lock, "release") == RAISED ? RAISED : NONE;
}

bool foreign_lock_restore(Thread *thread, Value lock, Value saved) {
    Value method = value_find_attribute(thread, lock, str_intern_text("_acquire_restore"));
    if (method == RAISED) return false;
    if (method != UNBOUND) return value_call1(thread, method, saved) != RAISED;
    return foreign_lock_call(thread, lock, "acquire") != RAISED;
}
