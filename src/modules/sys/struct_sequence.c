/* Named tuples in C. */
#include "modules/sys/struct_sequence.h"

#include "object/shape_core.h"
#include "object/str.h"

#include <string.h>

Value struct_sequence_repr(Thread *thread, Value self, const char *const *names, size_t count) {
    const Type *type = value_type(self);
    Buffer out = {0};
    buffer_addf(&out, "%s.%s(", type->module, type->name);
    for (size_t i = 0; i < count; i++) {
        buffer_addf(&out, "%s%s=", i > 0 ? ", " : "", names[i]);
        if (!buffer_add_repr(thread, &out, value_tuple(self)->items[i])) return RAISED;
    }
    buffer_add_byte(&out, ')');
    return value_from_object(str_from_buffer(&out));
}

Tuple *struct_sequence_new(Type *type, const Value *items, size_t count) {
    Tuple *tuple = instance_new_variable(type, sizeof *tuple + count * sizeof *items);
    tuple->count = count;
    memcpy(tuple->items, items, count * sizeof *items);
    return tuple;
}
