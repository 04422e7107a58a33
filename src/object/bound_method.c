/* Methods bound to a receiver, and cells. */
#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

#define BOUND(value) ((BoundMethod *)value_object(value))

enum { ARGUMENTS_ON_STACK = 16 };

Value bound_method_new(Value function, Value self) {
    BoundMethod *made = object_new(&bound_method_type, sizeof *made);
    made->function = function;
    made->self = self;
    return value_from_object(made);
}

static Value bound_method_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->count != 2) return raise_type(thread, "method expected 2 arguments, got %u", args->count);
    return bound_method_new(args->items[0], args->items[1]);
}

static Value bound_method_call(Thread *thread, Value self, const Arguments *args) {
    uint32_t count = args->count + args->keyword_count + 1;
    Value few[ARGUMENTS_ON_STACK];
    Value *items = count <= ARGUMENTS_ON_STACK ? few : memory_new(count * sizeof *items);
    items[0] = BOUND(self)->self;
    if (count > 1) memcpy(items + 1, args->items, (count - 1) * sizeof *items);
    Arguments all = {items, args->count + 1, args->keyword_count, args->keywords};
    return value_call(thread, BOUND(self)->function, &all);
}

static Value bound_method_repr(Thread *thread, Value self) {
    Value name = value_find_attribute(thread, BOUND(self)->function, dunder_qualname);
    if (name == RAISED) error_take(thread);
    const char *text = name != RAISED && name != UNBOUND && value_is_str(name) ? str_text(value_str_object(name)) : "?";
    Value receiver = value_repr(thread, BOUND(self)->self);
    if (receiver == RAISED) return RAISED;
    return value_from_object(str_format("<bound method %s of %s>", text, str_text(value_str_object(receiver))));
}

static Value bound_method_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if ((op != COMPARE_EQUAL && op != COMPARE_NOT_EQUAL) || !value_has_type(right, &bound_method_type))
        return NOT_IMPLEMENTED;
    bool same = BOUND(left)->function == BOUND(right)->function && BOUND(left)->self == BOUND(right)->self;
    return value_from_bool(same == (op == COMPARE_EQUAL));
}

static bool bound_method_hash(Thread *thread, Value self, uint64_t *hash) {
    *hash = value_identity_hash(thread, BOUND(self)->function) * 31 ^ value_identity_hash(thread, BOUND(self)->self);
    return true;
}

/* Its own attributes first, then the function's. */
static Value bound_method_get_attribute(Thread *thread, Value self, Str *name) {
    Value own = type_lookup(&bound_method_type, name);
    if (own != UNBOUND && name != dunder_doc) return attribute_get_generic(thread, self, name);
    return value_get_attribute(thread, BOUND(self)->function, name);
}

static Value bound_method_function(Thread *thread, Value self) {
    (void)thread;
    return BOUND(self)->function;
}

static Value bound_method_self(Thread *thread, Value self) {
    (void)thread;
    return BOUND(self)->self;
}

static const Property bound_method_properties[] = {
    {"__func__", bound_method_function, NULL, "the function"},
    {"__self__", bound_method_self, NULL, "the receiver"},
    {0},
};

Type bound_method_type = {
    TYPE_HEAD,
    .name = "method",
    .doc = "method(function, receiver): a function that gets the receiver first.",
    .size = sizeof(BoundMethod),
    .flags = TYPE_IS_FINAL,
    .repr = bound_method_repr,
    .hash = bound_method_hash,
    .compare = bound_method_compare,
    .call = bound_method_call,
    .get_attribute = bound_method_get_attribute,
    .construct = bound_method_construct,
    .properties = bound_method_properties,
};

Cell *cell_new(Value value) {
    Cell *cell = object_new(&cell_type, sizeof *cell);
    word_store(&cell->value, value);
    return cell;
}

static Value cell_get(Thread *thread, Value self) {
    Value value = word_load(&((Cell *)value_object(self))->value);
    return value == UNBOUND ? raise_value(thread, "cell is empty") : value;
}

static bool cell_set(Thread *thread, Value self, Value value) {
    (void)thread;
    word_store(&((Cell *)value_object(self))->value, value);
    return true;
}

static const Property cell_properties[] = {{"cell_contents", cell_get, cell_set, "what the variable holds"}, {0}};

Type cell_type = {
    TYPE_HEAD,
    .name = "cell",
    .doc = "The box of a variable that inner functions share.",
    .size = sizeof(Cell),
    .flags = TYPE_IS_FINAL,
    .properties = cell_properties,
};
