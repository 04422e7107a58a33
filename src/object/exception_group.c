/* Groups keep their message and a tuple of exceptions as fields; what is made of a group (derive, subgroup, split) has
   the same nesting, and the same cause, context, traceback and notes. */
#include "object/exception_group.h"

#include "base/vector.h"
#include "object/error.h"
#include "object/exception_core.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/type_core.h"

enum { FIELD_MESSAGE, FIELD_MEMBERS };

static Word *field(Value group, int number) {
    return &value_exception(group)->fields[number];
}

Tuple *exception_group_members(Value error) {
    Value members = value_is_instance(error, &base_exception_group) ? word_load(field(error, FIELD_MEMBERS)) : NONE;
    return members != NONE && value_is_tuple(members) ? value_tuple(members) : NULL;
}

/* The exceptions of the second argument; null: raised. */
static Tuple *take_members(Thread *thread, Value sequence) {
    bool is_sequence = value_type(sequence)->get_item && value_type(sequence)->length && value_type(sequence)->iter;
    Value taken = is_sequence ? tuple_from_iterable(thread, sequence) : RAISED;
    if (!is_sequence) raise_type(thread, "second argument (exceptions) must be a sequence");
    if (taken == RAISED) return NULL;
    Tuple *members = value_tuple(taken);
    if (members->count == 0) raise_value(thread, "second argument (exceptions) must be a non-empty sequence");
    for (size_t i = 0; i < members->count; i++) {
        if (value_is_exception(members->items[i])) continue;
        raise_value(thread, "Item %zu of second argument (exceptions) is not an exception", i);
        return NULL;
    }
    return members->count ? members : NULL;
}

static bool all_ordinary(const Tuple *members) {
    for (size_t i = 0; i < members->count; i++)
        if (!value_is_instance(members->items[i], &exception)) return false;
    return true;
}

/* BaseExceptionGroup of nothing but Exceptions is an ExceptionGroup; an Exception holds nothing else. */
static Type *fitting_type(Thread *thread, Type *type, const Tuple *members) {
    bool ordinary = all_ordinary(members);
    if (ordinary) return type == &base_exception_group ? &exception_group : type;
    if (type == &exception_group) raise_type(thread, "Cannot nest BaseExceptions in an ExceptionGroup");
    else if (type_is_subtype(type, &exception)) raise_type(thread, "Cannot nest BaseExceptions in '%s'", type->name);
    else return type;
    return NULL;
}

Value exception_group_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count != 2)
        return raise_type(thread, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%u given)", args->count);
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                          type_name_of(args->items[0]));
    Tuple *members = take_members(thread, args->items[1]);
    type = members ? fitting_type(thread, type, members) : NULL;
    if (!type) return RAISED;
    Value made = exception_construct(thread, type, args);
    word_store(field(made, FIELD_MESSAGE), args->items[0]);
    word_store(field(made, FIELD_MEMBERS), value_from_object(members));
    return made;
}

Value exception_group_str(Thread *thread, Value self) {
    size_t count = exception_group_members(self)->count;
    Buffer out = {0};
    if (!buffer_add_str(thread, &out, word_load(field(self, FIELD_MESSAGE)))) return RAISED;
    buffer_addf(&out, " (%zu sub-exception%s)", count, count == 1 ? "" : "s");
    return value_from_object(str_from_buffer(&out));
}

/* ---- Making groups of groups ---- */

static Value derive(Thread *thread, Value self, const Arguments *args) {
    Value items[] = {word_load(field(self, FIELD_MESSAGE)), args->items[0]};
    return value_call(thread, value_from_object(&base_exception_group), &(Arguments){.items = items, .count = 2});
}

static Value derive_like(Thread *thread, Value group, const Value *members, size_t count) {
    Value list = value_from_object(list_from(members, count));
    Value made = value_call_method(thread, group, str_intern_text("derive"), &(Arguments){.items = &list, .count = 1});
    if (made == RAISED) return RAISED;
    if (!value_is_instance(made, &base_exception_group))
        return raise_type(thread, "derive must return an instance of BaseExceptionGroup");
    Exception *from = value_exception(group), *to = value_exception(made);
    word_store(&to->cause, word_load(&from->cause));
    word_store(&to->context, word_load(&from->context));
    word_store(&to->traceback, word_load(&from->traceback));
    word_store(&to->notes, word_load(&from->notes));
    exception_hide_context(to, exception_hides_context(from));
    return made;
}

static bool is_condition(Value condition) {
    if (!value_is_tuple(condition)) return value_type(condition)->call != NULL;
    for (size_t i = 0; i < value_tuple(condition)->count; i++) {
        Value type = value_tuple(condition)->items[i];
        if (!value_is_type(type) || !(value_as_type(type)->flags & TYPE_IS_EXCEPTION)) return false;
    }
    return true;
}

/* Whether an exception meets a condition (a type, a tuple of types, or a function): 1, 0, -1 raised. */
static int meets(Thread *thread, Value condition, Value error) {
    if (value_is_tuple(condition)) {
        for (size_t i = 0; i < value_tuple(condition)->count; i++)
            if (value_is_instance(error, value_as_type(value_tuple(condition)->items[i]))) return 1;
        return 0;
    }
    if (value_is_type(condition)) return value_is_instance(error, value_as_type(condition));
    Value answer = value_call1(thread, condition, error);
    return answer == RAISED ? -1 : value_truth(thread, answer);
}

typedef struct Parts {
    Value matching, rest; /* NONE: empty */
} Parts;

static bool divide(Thread *thread, Value error, Value condition, Parts *parts);

static bool divide_members(Thread *thread, Value group, Value condition, Parts *parts) {
    if (!thread_check_stack(thread)) return false;
    Tuple *members = exception_group_members(group);
    VECTOR(Value) matching = {0}, rest = {0};
    for (size_t i = 0; i < members->count; i++) {
        Parts of;
        if (!divide(thread, members->items[i], condition, &of)) return false;
        if (of.matching != NONE) vector_push(&matching, of.matching);
        if (of.rest != NONE) vector_push(&rest, of.rest);
    }
    *parts = (Parts){NONE, NONE};
    if (matching.count) parts->matching = derive_like(thread, group, matching.at, matching.count);
    if (rest.count && parts->matching != RAISED) parts->rest = derive_like(thread, group, rest.at, rest.count);
    return parts->matching != RAISED && parts->rest != RAISED;
}

static bool divide(Thread *thread, Value error, Value condition, Parts *parts) {
    int met = meets(thread, condition, error);
    if (met < 0) return false;
    if (!met && exception_group_members(error)) return divide_members(thread, error, condition, parts);
    *parts = met ? (Parts){error, NONE} : (Parts){NONE, error};
    return true;
}

static bool divide_checked(Thread *thread, Value self, Value condition, Parts *parts) {
    if (is_condition(condition)) return divide(thread, self, condition, parts);
    return fail_type(thread,
                     "expected an exception type, a tuple of exception types, or a callable (other than a class)");
}

static Value subgroup(Thread *thread, Value self, const Arguments *args) {
    Parts parts;
    return divide_checked(thread, self, args->items[0], &parts) ? parts.matching : RAISED;
}

static Value split(Thread *thread, Value self, const Arguments *args) {
    Parts parts;
    if (!divide_checked(thread, self, args->items[0], &parts)) return RAISED;
    return value_from_object(tuple_of(2, parts.matching, parts.rest));
}

const Builtin exception_group_methods[] = {
    {"derive", derive, 1, 1, "derive(exceptions): a group of the same message", NULL, BUILTIN_PLAIN},
    {"subgroup", subgroup, 1, 1, "subgroup(condition): the exceptions that meet it, or None", NULL, BUILTIN_PLAIN},
    {"split", split, 1, 1, "split(condition): those that meet it, and the others", NULL, BUILTIN_PLAIN},
    {0},
};

static Value get_message(Thread *thread, Value self) {
    (void)thread;
    return word_load(field(self, FIELD_MESSAGE));
}

static Value get_members(Thread *thread, Value self) {
    (void)thread;
    return word_load(field(self, FIELD_MEMBERS));
}

const Property exception_group_properties[] = {
    {"message", get_message, NULL, "the message"},
    {"exceptions", get_members, NULL, "the exceptions"},
    {0},
};
