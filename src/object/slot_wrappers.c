/* Native slots called as methods. */
#include "object/slot_wrappers.h"

#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#pragma GCC diagnostic ignored "-Wunused-parameter" /* one signature for all */

static Value none_if(bool success) {
    return success ? NONE : RAISED;
}

static bool attribute_name(Thread *thread, Value value, Str **name) {
    *name = value_is_str(value) ? value_str_object(value) : NULL;
    return *name || fail_type(thread, "attribute name must be string, not '%s'", type_name_of(value));
}

WRAPPER(wrap_unary) {
    return ((UnarySlot)slot_get(owner, rule->offset))(thread, self);
}

WRAPPER(wrap_binary) {
    if (args->count == 2) {
        if (args->items[1] == NONE) return ((BinarySlot)slot_get(owner, rule->offset))(thread, self, args->items[0]);
        return owner->power3 ? owner->power3(thread, self, args->items[0], args->items[1]) : NOT_IMPLEMENTED;
    }
    return ((BinarySlot)slot_get(owner, rule->offset))(thread, self, args->items[0]);
}

WRAPPER(wrap_format) {
    if (value_is_str(args->items[0])) return owner->format(thread, self, args->items[0]);
    return raise_type(thread, "__format__() argument must be str, not %s", type_name_of(args->items[0]));
}

WRAPPER(wrap_reflected) {
    return ((BinarySlot)slot_get(owner, rule->offset))(thread, args->items[0], self);
}

WRAPPER(wrap_truth) {
    int truth = owner->truth(thread, self);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

WRAPPER(wrap_hash) {
    uint64_t hash;
    return owner->hash(thread, self, &hash) ? int_from_int64((int64_t)hash) : RAISED;
}

WRAPPER(wrap_compare) {
    return owner->compare(thread, (CompareOp)rule->operation, self, args->items[0]);
}

WRAPPER(wrap_length) {
    int64_t length = owner->length(thread, self);
    return length < 0 ? RAISED : int_from_int64(length);
}

WRAPPER(wrap_set_item) {
    return none_if(owner->set_item(thread, self, args->items[0], args->items[1]));
}

WRAPPER(wrap_delete_item) {
    return none_if(owner->set_item(thread, self, args->items[0], UNBOUND));
}

WRAPPER(wrap_contains) {
    int contains = owner->contains(thread, self, args->items[0]);
    return contains < 0 ? RAISED : value_from_bool(contains);
}

WRAPPER(wrap_next) {
    Value item = owner->next(thread, self);
    return item == UNBOUND ? raise_object(thread, exception_new(&stop_iteration, tuple_new(0))) : item;
}

WRAPPER(wrap_get_attribute) {
    Str *name;
    return attribute_name(thread, args->items[0], &name) ? owner->get_attribute(thread, self, name) : RAISED;
}

WRAPPER(wrap_set_attribute) {
    Str *name;
    return none_if(attribute_name(thread, args->items[0], &name) &&
                   owner->set_attribute(thread, self, name, args->items[1]));
}

WRAPPER(wrap_delete_attribute) {
    Str *name;
    return none_if(attribute_name(thread, args->items[0], &name) && owner->set_attribute(thread, self, name, UNBOUND));
}

WRAPPER(wrap_call) {
    return owner->call(thread, self, args);
}

WRAPPER(wrap_init) {
    return none_if(owner->init(thread, self, args));
}

WRAPPER(wrap_get) {
    Value instance = args->items[0], type = args->count > 1 ? args->items[1] : NONE;
    if (instance == NONE && !value_is_type(type)) return raise_type(thread, "__get__(None, None) is invalid");
    Type *of = value_is_type(type) ? (Type *)value_object(type) : value_type(instance);
    return owner->descriptor_get(thread, self, instance == NONE && type != NONE ? UNBOUND : instance, of);
}

WRAPPER(wrap_set) {
    return none_if(owner->descriptor_set(thread, self, args->items[0], args->items[1]));
}

WRAPPER(wrap_delete) {
    return none_if(owner->descriptor_set(thread, self, args->items[0], UNBOUND));
}
