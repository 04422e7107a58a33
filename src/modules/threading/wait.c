/* Timeouts, answers, and first-time setup: see wait.h. The limits of a timeout, and the words when it breaks them, are those
   that scripts know: half of the int64 range in nanoseconds for what can be told, THR_TIMEOUT_MAX for what can be waited. */
#include "modules/threading/wait.h"

#include "object/attribute.h"
#include "object/error.h"
#include "object/float.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

#include <math.h>
#include <string.h>

Value wait_answer(Thread *thread, ThrStatus status) {
    switch (status) {
    case THR_OK:
        return TRUE_VALUE;
    case THR_TIMEOUT:
        return FALSE_VALUE;
    case THR_INTERRUPTED:
        return RAISED; /* by WAIT_FOR */
    default:
        thread_check_status(thread, status);
        return RAISED;
    }
}

#define LONGEST_SECONDS 9223372036.854775

static bool check_range(Thread *thread, double seconds, bool is_float) {
    if (fabs(seconds) < LONGEST_SECONDS) return true;
    return fail_error(thread, &overflow_error, "%s",
                      is_float ? "timestamp out of range for platform time_t"
                               : "timestamp too large to convert to C PyTime_t");
}

/* A number of seconds that a clock can count. */
static bool timeout_seconds(Thread *thread, Value timeout, double *seconds) {
    if (value_as_float(timeout, seconds)) {
        if (isnan(*seconds)) return fail_value(thread, "Invalid value NaN (not a number)");
        return check_range(thread, *seconds, true);
    }
    Value whole = value_index(thread, timeout);
    if (whole == RAISED) return false;
    *seconds = int_to_double(whole);
    return check_range(thread, *seconds, false);
}

static bool deadline_after(Thread *thread, double seconds, int64_t *deadline) {
    if (seconds > THR_TIMEOUT_MAX) return fail_error(thread, &overflow_error, "timeout value is too large");
    *deadline = thr_deadline(thread->interpreter->runtime, thr_nanoseconds(seconds));
    return true;
}

bool timeout_deadline(Thread *thread, Value timeout, int64_t *deadline) {
    *deadline = THR_FOREVER;
    if (timeout == UNBOUND || timeout == NONE) return true;
    int positive = operate_compare_truth(thread, COMPARE_GREATER, timeout, value_from_small_int(0));
    if (positive < 0) return false;
    *deadline = THR_NOW;
    double seconds;
    return !positive || (timeout_seconds(thread, timeout, &seconds) && deadline_after(thread, seconds, deadline));
}

bool acquire_arguments(Thread *thread, const Arguments *args, Value given[2]) {
    static const char *const names[] = {"blocking", "timeout"};
    uint32_t total = args->count + args->keyword_count;
    if (total > 2) return fail_type(thread, "acquire() takes at most 2 arguments (%u given)", total);
    for (uint32_t i = 0; i < 2; i++) given[i] = i < args->count ? args->items[i] : UNBOUND;
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        const char *keyword = str_text(args->keywords[i]);
        uint32_t at = strcmp(keyword, names[0]) == 0 ? 0 : strcmp(keyword, names[1]) == 0 ? 1 : 2;
        if (at == 2) return fail_type(thread, "acquire() got an unexpected keyword argument '%s'", keyword);
        if (given[at] != UNBOUND)
            return fail_type(thread, "argument for acquire() given by name ('%s') and position (%u)", keyword, at + 1);
        given[at] = args->items[args->count + i];
    }
    return true;
}

bool acquire_deadline(Thread *thread, const Arguments *args, int64_t *deadline) {
    *deadline = THR_FOREVER;
    if (args->count + args->keyword_count == 0) return true;
    Value given[2];
    double seconds = -1;
    if (!acquire_arguments(thread, args, given)) return false;
    int blocks = given[0] == UNBOUND ? 1 : value_truth(thread, given[0]);
    if (blocks < 0 || (given[1] != UNBOUND && !timeout_seconds(thread, given[1], &seconds))) return false;
    if (!blocks && seconds != -1) return fail_value(thread, "can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds != -1) return fail_value(thread, "timeout value must be a non-negative number");
    if (!blocks) *deadline = THR_NOW;
    return seconds == -1 || deadline_after(thread, seconds, deadline);
}

enum { SETUP_NONE, SETUP_BEGUN, SETUP_DONE };

bool setup_begin(Setup *setup) {
    unsigned char none = SETUP_NONE;
    return atomic_compare_exchange_strong(setup, &none, SETUP_BEGUN);
}

void setup_end(Setup *setup) {
    atomic_store_explicit(setup, SETUP_DONE, memory_order_release);
}

bool setup_check(Thread *thread, Setup *setup, Value self, const char *attribute) {
    if (atomic_load_explicit(setup, memory_order_acquire) == SETUP_DONE) return true;
    return fail_error(thread, &attribute_error, "'%s' object has no attribute '%s'", type_name_of(self), attribute);
}

bool repr_begin(Thread *thread, Value self, Buffer *out) {
    Value type = value_from_object(value_type(self));
    Value module = value_get_attribute(thread, type, dunder_module);
    Value name = module == RAISED ? RAISED : value_get_attribute(thread, type, dunder_qualname);
    if (name == RAISED) return false;
    buffer_add_byte(out, '<');
    if (!buffer_add_str(thread, out, module)) return false;
    buffer_add_byte(out, '.');
    if (!buffer_add_str(thread, out, name)) return false;
    buffer_addf(out, " at %p", value_identity(thread, self));
    return true;
}
