/* The module `math`. */
#include "modules/math/math.h"

#include "modules/math/tables.h"
#include "object/error.h"
#include "object/operators.h"
#include "object/type.h"

#include <math.h>

bool math_number(Thread *thread, Value value, double *number) {
    if (value_is_float(value)) {
        *number = value_float(value);
        return true;
    }
    const Type *type = value_type(value);
    if (type->to_float == NULL && type->index == NULL)
        return fail_type(thread, "must be real number, not %s", type->name);
    return value_to_double(thread, value, number);
}

Value math_domain_error(Thread *thread) {
    return raise_value(thread, "math domain error");
}

Value math_range_error(Thread *thread) {
    return raise_error(thread, &overflow_error, "math range error");
}

Module *math_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("math", "Functions of numbers.");
    module_add_functions(module, math_real_functions);
    module_add_functions(module, math_whole_functions);
    module_add_functions(module, math_sum_functions);
    module_set(module, "pi", value_from_float(3.14159265358979323846));
    module_set(module, "e", value_from_float(2.71828182845904523536));
    module_set(module, "tau", value_from_float(6.28318530717958647692));
    module_set(module, "inf", value_from_float(HUGE_VAL));
    module_set(module, "nan", value_from_float((double)NAN));
    return module;
}
