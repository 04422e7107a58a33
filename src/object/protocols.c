/* What built-in functions ask of any value: iteration, text, numbers, calls. */
#include "base/text.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/float.h"
#include "object/format.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/type_core.h"
#include "object/type_slots.h"

Value value_iter(Thread *thread, Value iterable) {
    Type *type = value_type(iterable);
    UnarySlot slot = SLOT(type, iter);
    if (slot) return slot(thread, iterable);
    if (SLOT(type, get_item) && type != &type_type && type_lookup(type, dunder_getitem) != UNBOUND)
        return sequence_iterator_new(iterable);
    return raise_type(thread, "'%s' object is not iterable", type->name);
}

Value value_next(Thread *thread, Value iterator) {
    UnarySlot slot = SLOT(value_type(iterator), next);
    if (!thread_check_stack(thread)) return RAISED; /* iterators over iterators over … */
    return slot ? slot(thread, iterator) : raise_type(thread, "'%s' object is not an iterator", type_name_of(iterator));
}

Value value_repr(Thread *thread, Value value) {
    return thread_check_stack(thread) ? SLOT(value_type(value), repr)(thread, value) : RAISED;
}

Value value_str(Thread *thread, Value value) {
    if (value_has_type(value, &str_type)) return value;
    if (value_is_small_int(value)) return int64_str(value_small_int(value));
    UnarySlot slot = SLOT(value_type(value), str);
    return slot ? slot(thread, value) : value_repr(thread, value);
}

Value value_ascii(Thread *thread, Value value) {
    Value repr = value_repr(thread, value);
    if (repr == RAISED) return RAISED;
    Str *text = value_str_object(repr);
    if (text_is_ascii(text->text, text->bytes)) return repr;
    Buffer escaped = {0};
    size_t length;
    for (const char *at = text->text, *end = at + text->bytes; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (code_point < 0x80) buffer_add_byte(&escaped, (char)code_point);
        else
            buffer_addf(&escaped,
                        code_point < 0x100     ? "\\x%02x"
                        : code_point < 0x10000 ? "\\u%04x"
                                               : "\\U%08x",
                        code_point);
    }
    return value_from_object(str_from_buffer(&escaped));
}

Value value_format(Thread *thread, Value value, Str *spec) {
    Value (*slot)(Thread *, Value, Value) = SLOT(value_type(value), format);
    if (slot) return slot(thread, value, value_from_object(spec));
    if (spec->bytes == 0) return value_str(thread, value);
    return raise_type(thread, "unsupported format string passed to %s.__format__", type_name_of(value));
}

Value value_index(Thread *thread, Value value) {
    if (value_is_int(value)) return value;
    UnarySlot slot = SLOT(value_type(value), index);
    if (slot) return slot(thread, value);
    return raise_type(thread, "'%s' object cannot be interpreted as an integer", type_name_of(value));
}

bool value_to_index(Thread *thread, Value value, int64_t *index) {
    Value number = value_index(thread, value);
    if (number == RAISED) return false;
    return int_to_int64(number, index) ||
           fail_error(thread, &overflow_error, "Python int too large to convert to C ssize_t");
}

bool value_to_double(Thread *thread, Value value, double *number) {
    if (value_as_float(value, number)) return true;
    UnarySlot slot = SLOT(value_type(value), to_float);
    Value converted = slot ? slot(thread, value) : UNBOUND;
    if (converted == UNBOUND && SLOT(value_type(value), index)) {
        converted = value_index(thread, value);
        if (converted != RAISED) converted = int_type.to_float(thread, converted);
    }
    if (converted == RAISED) return false;
    if (converted != UNBOUND) return value_as_float(converted, number);
    return fail_type(thread, "must be real number, not %s", type_name_of(value));
}

/* Calls. */

Value value_call(Thread *thread, Value callee, const Arguments *args) {
    Value (*slot)(Thread *, Value, const Arguments *) = SLOT(value_type(callee), call);
    if (!thread_check_stack(thread)) return RAISED;
    return slot ? slot(thread, callee, args) : raise_type(thread, "'%s' object is not callable", type_name_of(callee));
}

Value value_call0(Thread *thread, Value callee) {
    return value_call(thread, callee, &(Arguments){0});
}

Value value_call1(Thread *thread, Value callee, Value argument) {
    return value_call(thread, callee, &(Arguments){.items = &argument, .count = 1});
}

Value value_call2(Thread *thread, Value callee, Value first, Value second) {
    return value_call(thread, callee, &(Arguments){.items = (Value[]){first, second}, .count = 2});
}

Value value_special(Thread *thread, Value receiver, Str *name) {
    Value found = type_lookup(value_type(receiver), name);
    return found == UNBOUND ? UNBOUND : attribute_bind(thread, found, receiver, value_type(receiver));
}

enum { ARGUMENTS_ON_STACK = 12 };

Value value_call_method(Thread *thread, Value receiver, Str *name, const Arguments *args) {
    Value first, method = attribute_get_method(thread, receiver, name, &first);
    if (method == RAISED || first == UNBOUND) return method == RAISED ? RAISED : value_call(thread, method, args);
    uint32_t count = args->count + args->keyword_count;
    Value few[ARGUMENTS_ON_STACK];
    Value *items = count < ARGUMENTS_ON_STACK ? few : memory_new((count + 1) * sizeof *items);
    items[0] = first;
    if (count) memcpy(items + 1, args->items, count * sizeof *items);
    return value_call(thread, method, &(Arguments){items, args->count + 1, args->keyword_count, args->keywords});
}
