/* super: attribute lookup that starts behind a class in the mro. Without arguments, the class is the captured __class__
   of the method that runs, and the receiver its first argument. */
#include "interp/super.h"

#include "interp/frame.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/names.h"
#include "object/tuple.h"

typedef struct Super {
    Object object;
    Type *start;
    Value self;      /* UNBOUND: super(type) */
    Type *self_type; /* whose mro is searched */
} Super;

/* ---- Which class, which receiver ---- */

static Value first_argument(Frame *frame) {
    Value value = frame->slots[0];
    return value_has_type(value, &cell_type) ? word_load(&((Cell *)(void *)value)->value) : value;
}

static Value captured_class(Frame *frame) {
    const Scope *scope = frame->code->node->scope;
    for (int32_t i = 0; i < scope->capture_count; i++)
        if (strcmp(scope->captures[i].name, "__class__") == 0) return word_load(&frame->cells[i]->value);
    return RAISED;
}

static bool fail_super(Thread *thread, const char *what) {
    return fail_error(thread, &runtime_error, "super(): %s", what);
}

bool super_context(Frame *frame, Type **start, Value *self) {
    Thread *thread = frame->thread;
    if (frame->code->parameter_slots == 0) return fail_super(thread, "no arguments");
    *self = first_argument(frame);
    if (*self == UNBOUND) return fail_super(thread, "arg[0] deleted");
    Value class = captured_class(frame);
    if (class == RAISED) return fail_super(thread, "__class__ cell not found");
    if (class == UNBOUND) return fail_super(thread, "empty __class__ cell");
    *start = (Type *)value_object(class);
    return true;
}

/* The type whose mro is searched: the receiver's, or the receiver itself when it is a class below `start`. Null: neither. */
static Type *search_type(const Type *start, Value self) {
    if (value_is_type(self) && type_is_subtype((Type *)value_object(self), start)) return (Type *)value_object(self);
    return value_is_instance(self, start) ? value_type(self) : NULL;
}

static Value find_behind(const Type *start, Type *type, Str *name) {
    Tuple *mro = value_tuple(word_load(&type->mro));
    size_t index = 0;
    while (index < mro->count && mro->items[index] != value_from_object(start)) index++;
    for (index++; index < mro->count; index++) {
        Value value = dict_get_str(((Type *)value_object(mro->items[index]))->attributes, name);
        if (value != UNBOUND) return value;
    }
    return UNBOUND;
}

Value super_find(Type *start, Value self, Str *name) {
    Type *type = search_type(start, self);
    return type == NULL ? UNBOUND : find_behind(start, type, name);
}

/* ---- The object ---- */

static Value super_new(Thread *thread, Type *start, Value self) {
    Super *super = object_new(&super_type, sizeof *super);
    super->start = start;
    super->self = self;
    if (self == UNBOUND) return value_from_object(super);
    super->self_type = search_type(start, self);
    if (super->self_type != NULL) return value_from_object(super);
    const char *kind = value_is_type(self) ? "type" : "instance of";
    const char *name = value_is_type(self) ? ((Type *)value_object(self))->name : type_name_of(self);
    return raise_type(thread, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, name,
                      start->name);
}

static Value super_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (!arguments_no_keywords(thread, "super", args)) return RAISED;
    Type *start;
    Value self = UNBOUND;
    if (args->count > 2) return raise_type(thread, "super() expected at most 2 arguments, got %u", args->count);
    if (args->count == 0) return super_context(thread->frame, &start, &self) ? super_new(thread, start, self) : RAISED;
    if (!value_is_type(args->items[0]))
        return raise_type(thread, "super() argument 1 must be a type, not %s", type_name_of(args->items[0]));
    if (args->count == 2 && args->items[1] != NONE) self = args->items[1];
    return super_new(thread, (Type *)value_object(args->items[0]), self);
}

static Super *super_of(Value self) {
    return (Super *)(void *)self;
}

static Value super_get_attribute(Thread *thread, Value self, Str *name) {
    Super *super = super_of(self);
    if (super->self == UNBOUND || name == dunder_class) return attribute_get_generic(thread, self, name);
    Value value = find_behind(super->start, super->self_type, name);
    if (value == UNBOUND) return attribute_get_generic(thread, self, name);
    Type *type = value_type(value);
    if (type->descriptor_get == NULL) return value;
    Value instance = super->self == value_from_object(super->self_type) ? UNBOUND : super->self;
    return type->descriptor_get(thread, value, instance, super->self_type);
}

static Value super_repr(Thread *thread, Value self) {
    (void)thread;
    Super *super = super_of(self);
    if (super->self == UNBOUND) return value_from_object(str_format("<super: <class '%s'>, NULL>", super->start->name));
    return value_from_object(
        str_format("<super: <class '%s'>, <%s object>>", super->start->name, super->self_type->name));
}

static Value super_this_class(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(super_of(self)->start);
}

static Value super_self(Thread *thread, Value self) {
    (void)thread;
    return super_of(self)->self == UNBOUND ? NONE : super_of(self)->self;
}

static Value super_self_class(Thread *thread, Value self) {
    (void)thread;
    return super_of(self)->self_type ? value_from_object(super_of(self)->self_type) : NONE;
}

static const Property super_properties[] = {
    {"__thisclass__", super_this_class, NULL, "the class behind which the search starts", NULL},
    {"__self__", super_self, NULL, "the receiver", NULL},
    {"__self_class__", super_self_class, NULL, "the class whose mro is searched", NULL},
    {0},
};

Type super_type = {
    TYPE_HEAD,
    .name = "super",
    .doc = "super(), super(type, object): attributes as the classes behind `type` have them.",
    .size = sizeof(Super),
    .repr = super_repr,
    .construct = super_construct,
    .get_attribute = super_get_attribute,
    .properties = super_properties,
};
