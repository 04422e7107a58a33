/* Slots of classes written in the language. */
#include "object/type_dunder.h"

#include "object/attribute.h"
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_slots.h"

Value special_invoke(Thread *thread, Value self, Str *name, uint32_t count, const Value *args) {
    Value all[5], function = type_lookup(value_type(self), name);
    if (function == UNBOUND) return UNBOUND;
    Type *kind = value_type(function);
    if (kind->flags & TYPE_BINDS_RECEIVER) {
        all[0] = self;
        for (uint32_t i = 0; i < count; i++) all[i + 1] = args[i];
        return value_call(thread, function, &(Arguments){.items = all, .count = count + 1});
    }
    function = attribute_bind(thread, function, self, value_type(self));
    if (function == RAISED) return RAISED;
    return value_call(thread, function, &(Arguments){.items = args, .count = count});
}

static Value invoke0(Thread *thread, Value self, Str *name) {
    return special_invoke(thread, self, name, 0, NULL);
}

static Value invoke1(Thread *thread, Value self, Str *name, Value argument) {
    return special_invoke(thread, self, name, 1, &argument);
}

static Value invoke2(Thread *thread, Value self, Str *name, Value first, Value second) {
    return special_invoke(thread, self, name, 2, (Value[]){first, second});
}

/* For slots that have nothing else to do: another thread may have deleted the method since the slot was read. */
static Value unless_gone(Thread *thread, Str *name, Value result) {
    return result != UNBOUND ? result : raise_error(thread, &attribute_error, "%s", str_text(name));
}

static Value demand0(Thread *thread, Value self, Str *name) {
    return unless_gone(thread, name, invoke0(thread, self, name));
}

static Value demand1(Thread *thread, Value self, Str *name, Value argument) {
    return unless_gone(thread, name, invoke1(thread, self, name, argument));
}

static bool special_is_none(Value self, Str *name) {
    return type_lookup(value_type(self), name) == NONE;
}

Value script_repr(Thread *thread, Value self) {
    Value text = demand0(thread, self, dunder_repr);
    if (text == RAISED || value_is_str(text)) return text;
    return raise_type(thread, "__repr__ returned non-string (type %s)", type_name_of(text));
}

Value script_str(Thread *thread, Value self) {
    Value text = demand0(thread, self, dunder_str);
    if (text == RAISED || value_is_str(text)) return text;
    return raise_type(thread, "__str__ returned non-string (type %s)", type_name_of(text));
}

Value script_format(Thread *thread, Value self, Value spec) {
    Value text = demand1(thread, self, dunder_format, spec);
    if (text == RAISED || value_is_str(text)) return text;
    return raise_type(thread, "__format__ must return a str, not %s", type_name_of(text));
}

int script_truth(Thread *thread, Value self) {
    Value truth = demand0(thread, self, dunder_bool);
    if (truth == RAISED) return -1;
    if (value_is_bool(truth)) return truth == TRUE_VALUE;
    return fail_type(thread, "__bool__ should return bool, returned %s", type_name_of(truth)) ? 0 : -1;
}

bool script_hash(Thread *thread, Value self, uint64_t *hash) {
    Value number = demand0(thread, self, dunder_hash);
    if (number == RAISED) return false;
    if (!value_is_int(number)) return fail_type(thread, "__hash__ method should return an integer");
    int64_t small;
    *hash = int_to_int64(number, &small) ? (uint64_t)small : int_hash(number);
    return true;
}

static Value invoke_int(Thread *thread, Value self, Str *name) {
    Value number = demand0(thread, self, name);
    if (number == RAISED || value_is_int(number)) return number;
    return raise_type(thread, "%s returned non-int (type %s)", str_text(name), type_name_of(number));
}

Value script_index(Thread *thread, Value self) {
    return invoke_int(thread, self, dunder_index);
}

Value script_int(Thread *thread, Value self) {
    return invoke_int(thread, self, dunder_int);
}

Value script_float(Thread *thread, Value self) {
    Value number = demand0(thread, self, dunder_float);
    if (number == RAISED || value_is_float(number)) return number;
    return raise_type(thread, "%s.__float__ returned non-float (type %s)", type_name_of(self), type_name_of(number));
}

Value script_negative(Thread *thread, Value self) {
    return demand0(thread, self, dunder_neg);
}

Value script_positive(Thread *thread, Value self) {
    return demand0(thread, self, dunder_pos);
}

Value script_invert(Thread *thread, Value self) {
    return demand0(thread, self, dunder_invert);
}

/* Binary operators. The slot of either operand's type is asked with both in source order: here for a class on either side. */

static Value not_implemented_for(Value result) {
    return result == UNBOUND ? NOT_IMPLEMENTED : result;
}

static bool overrides(const Type *derived, const Type *base, Str *name) {
    return type_lookup((Type *)(uintptr_t)derived, name) != type_lookup((Type *)(uintptr_t)base, name);
}

static Value script_binary(Thread *thread, BinarySlot slot, BinaryOp op, Str *forward, Str *reflected, Value left,
                           Value right) {
    Type *left_type = value_type(left), *right_type = value_type(right);
    bool ask_left = left_type->binary[op] == slot;
    bool ask_right = left_type != right_type && right_type->binary[op] == slot;
    if (ask_right && ask_left && type_is_subtype(right_type, left_type) &&
        overrides(right_type, left_type, reflected)) {
        Value result = not_implemented_for(invoke1(thread, right, reflected, left));
        if (result != NOT_IMPLEMENTED) return result;
        ask_right = false;
    }
    if (ask_left) {
        Value result = not_implemented_for(invoke1(thread, left, forward, right));
        if (result != NOT_IMPLEMENTED) return result;
    }
    return ask_right ? not_implemented_for(invoke1(thread, right, reflected, left)) : NOT_IMPLEMENTED;
}

#define BINARY(OP, name, dunder)                                                                                       \
    Value script_##name(Thread *thread, Value left, Value right) {                                                     \
        return script_binary(thread, script_##name, OP, dunder_##dunder, dunder_r##dunder, left, right);               \
    }                                                                                                                  \
    Value script_inplace_##name(Thread *thread, Value left, Value right) {                                             \
        return not_implemented_for(invoke1(thread, left, dunder_i##dunder, right));                                    \
    }
#include "object/binary.def"

Value script_power3(Thread *thread, Value base, Value exponent, Value modulus) {
    return not_implemented_for(invoke2(thread, base, dunder_pow, exponent, modulus));
}

static Str *compare_name(CompareOp op) {
    Str *const names[] = {dunder_eq, dunder_ne, dunder_lt, dunder_le, dunder_gt, dunder_ge};
    return names[op];
}

Value script_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (special_is_none(left, compare_name(op))) return raise_type(thread, "'NoneType' object is not callable");
    return not_implemented_for(invoke1(thread, left, compare_name(op), right));
}

int64_t script_length(Thread *thread, Value self) {
    Value length = demand0(thread, self, dunder_len);
    if (length == RAISED) return -1;
    if (value_is_small_int(length) && value_small_int(length) >= 0) return value_small_int(length);
    int64_t number;
    if (!value_to_index(thread, length, &number)) return -1;
    return number >= 0 ? number : fail_value(thread, "__len__() should return >= 0") - 1;
}

Value script_get_item(Thread *thread, Value self, Value key) {
    Value item = invoke1(thread, self, dunder_getitem, key);
    return item != UNBOUND ? item : raise_type(thread, "'%s' object is not subscriptable", type_name_of(self));
}

bool script_set_item(Thread *thread, Value self, Value key, Value value) {
    bool deletes = value == UNBOUND;
    Value result =
        deletes ? invoke1(thread, self, dunder_delitem, key) : invoke2(thread, self, dunder_setitem, key, value);
    if (result != UNBOUND) return result != RAISED;
    return fail_type(thread, "'%s' object does not support item %s", type_name_of(self),
                     deletes ? "deletion" : "assignment");
}

int script_contains(Thread *thread, Value self, Value item) {
    if (special_is_none(self, dunder_contains))
        return fail_type(thread, "'%s' object is not a container", type_name_of(self)) ? 0 : -1;
    Value found = demand1(thread, self, dunder_contains, item);
    return found == RAISED ? -1 : value_truth(thread, found);
}

Value script_iter(Thread *thread, Value self) {
    if (special_is_none(self, dunder_iter))
        return raise_type(thread, "'%s' object is not iterable", type_name_of(self));
    Value iterator = demand0(thread, self, dunder_iter);
    if (iterator == RAISED || value_type(iterator)->next) return iterator;
    return raise_type(thread, "iter() returned non-iterator of type '%s'", type_name_of(iterator));
}

Value script_next(Thread *thread, Value self) {
    Value item = invoke0(thread, self, dunder_next);
    return item == RAISED && error_catch(thread, &stop_iteration) ? UNBOUND : item;
}

Value script_get_attribute(Thread *thread, Value self, Str *name) {
    Value found = invoke1(thread, self, dunder_getattribute, value_from_object(name));
    if (found == UNBOUND) found = attribute_get_generic(thread, self, name);
    if (found != RAISED || !error_is(thread, &attribute_error)) return found;
    if (type_lookup(value_type(self), dunder_getattr) == UNBOUND) return RAISED;
    error_take(thread);
    return demand1(thread, self, dunder_getattr, value_from_object(name));
}

bool script_set_attribute(Thread *thread, Value self, Str *name, Value value) {
    Value text = value_from_object(name);
    Value result = value == UNBOUND ? invoke1(thread, self, dunder_delattr, text)
                                    : invoke2(thread, self, dunder_setattr, text, value);
    return result == UNBOUND ? attribute_set_generic(thread, self, name, value) : result != RAISED;
}

/* Calls a dunder with any arguments. */
static Value invoke_with(Thread *thread, Value self, Str *name, const Arguments *args) {
    Value function = type_lookup(value_type(self), name);
    if (function == UNBOUND) return unless_gone(thread, name, UNBOUND);
    Value bound = attribute_bind(thread, function, self, value_type(self));
    return bound == RAISED ? RAISED : value_call(thread, bound, args);
}

Value script_call(Thread *thread, Value self, const Arguments *args) {
    return invoke_with(thread, self, dunder_call, args);
}

bool script_init(Thread *thread, Value self, const Arguments *args) {
    Value result = invoke_with(thread, self, dunder_init, args);
    if (result == RAISED || result == NONE) return result == NONE;
    return fail_type(thread, "__init__() should return None, not '%s'", type_name_of(result));
}

Value script_construct(Thread *thread, Type *type, const Arguments *args) {
    Value function = type_lookup(type, dunder_new);
    if (function == UNBOUND) return unless_gone(thread, dunder_new, UNBOUND);
    function = attribute_bind(thread, function, UNBOUND, type);
    if (function == RAISED) return RAISED;
    uint32_t count = args->count + args->keyword_count;
    Value *items = memory_new((count + 1) * sizeof *items);
    items[0] = value_from_object(type);
    if (count) memcpy(items + 1, args->items, count * sizeof *items);
    return value_call(thread, function, &(Arguments){items, args->count + 1, args->keyword_count, args->keywords});
}

Value script_descriptor_get(Thread *thread, Value self, Value instance, Type *owner) {
    Value result = invoke2(thread, self, dunder_get, instance == UNBOUND ? NONE : instance,
                           owner ? value_from_object(owner) : NONE);
    return result == UNBOUND ? self : result;
}

bool script_descriptor_set(Thread *thread, Value self, Value instance, Value value) {
    bool deletes = value == UNBOUND;
    Value result =
        deletes ? invoke1(thread, self, dunder_delete, instance) : invoke2(thread, self, dunder_set, instance, value);
    if (result != UNBOUND) return result != RAISED;
    return fail_error(thread, &attribute_error, deletes ? "__delete__" : "__set__");
}
