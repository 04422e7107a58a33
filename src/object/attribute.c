/* Attribute access. */
#include "object/attribute.h"

#include "object/callable_core.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/module.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/set.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/super.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/type_dunder.h"
#include "object/type_slots.h"

static Value raise_no_attribute(Thread *thread, Value object, Str *name, const char *more) {
    if (value_is_type(object))
        raise_error(thread, &attribute_error, "type object '%s' has no attribute '%s'", value_as_type(object)->name,
                    str_text(name));
    else
        raise_error(thread, &attribute_error, "'%s' object has no attribute '%s'%s", type_name_of(object),
                    str_text(name), more);
    exception_set_name(thread->raised, value_from_object(name), object);
    return RAISED;
}

static Value own_attribute(Value object, Str *name) {
    if (!value_is_object(object)) return UNBOUND;
    uint32_t offset;
    Word *place = instance_find(value_object(object), name, false, &offset);
    Value value = place ? word_load(place) : RAISED;
    return value == RAISED ? UNBOUND : value;
}

/* The generic way; UNBOUND when there is no such attribute. */
static Value find_generic(Thread *thread, Value object, Str *name) {
    Type *type = value_type(object);
    Value found = type_lookup(type, name);
    Type *kind = found == UNBOUND ? NULL : value_type(found);
    if (kind && SLOT(kind, descriptor_get) && SLOT(kind, descriptor_set))
        return attribute_bind(thread, found, object, type);
    Value own = type->flags & TYPE_HAS_ATTRIBUTES ? own_attribute(object, name) : UNBOUND;
    if (own != UNBOUND) return own;
    return kind ? attribute_bind(thread, found, object, type) : UNBOUND;
}

Value attribute_get_generic(Thread *thread, Value object, Str *name) {
    Value found = find_generic(thread, object, name);
    return found != UNBOUND ? found : raise_no_attribute(thread, object, name, "");
}

Value value_get_attribute(Thread *thread, Value object, Str *name) {
    Type *type = value_type(object);
    Value (*get)(Thread *, Value, Str *) = SLOT(type, get_attribute);
    Value found = get ? get(thread, object, name) : attribute_get_generic(thread, object, name);
    if (found == RAISED) exception_note_name(thread->raised, value_from_object(name), object);
    return found;
}

Value value_find_attribute(Thread *thread, Value object, Str *name) {
    Type *type = value_type(object);
    Value (*get)(Thread *, Value, Str *) = SLOT(type, get_attribute);
    Value found = !get                        ? find_generic(thread, object, name)
                  : get == type_get_attribute ? type_find_attribute(thread, value_as_type(object), name)
                                              : get(thread, object, name);
    return found == RAISED && error_catch(thread, &attribute_error) ? UNBOUND : found;
}

static bool delete_own(Thread *thread, Value object, Str *name) {
    uint32_t offset;
    Word *place = instance_find(value_object(object), name, false, &offset);
    if (place && atomic_exchange_explicit(place, RAISED, memory_order_acq_rel) != RAISED) return true;
    raise_no_attribute(thread, object, name, "");
    return false;
}

static bool set_own(Thread *thread, Value object, Str *name, Value value) {
    if (value == UNBOUND) return delete_own(thread, object, name);
    if (instance_store(value_object(object), name, value)) return true;
    raise_no_attribute(thread, object, name, " and no __dict__ for setting new attributes");
    return false;
}

bool attribute_set_generic(Thread *thread, Value object, Str *name, Value value) {
    Type *type = value_type(object);
    Value found = type_lookup(type, name);
    Type *kind = found == UNBOUND ? NULL : value_type(found);
    bool (*set)(Thread *, Value, Value, Value) = kind ? SLOT(kind, descriptor_set) : NULL;
    if (set) return set(thread, found, object, value);
    if (type->flags & TYPE_HAS_ATTRIBUTES && value_is_object(object)) return set_own(thread, object, name, value);
    if (kind)
        return fail_error(thread, &attribute_error, "'%s' object attribute '%s' is read-only", type->name,
                          str_text(name));
    raise_no_attribute(thread, object, name, " and no __dict__ for setting new attributes");
    return false;
}

static bool change_attribute(Thread *thread, Value object, Str *name, Value value) {
    Type *type = value_type(object);
    bool (*set)(Thread *, Value, Str *, Value) = SLOT(type, set_attribute);
    return set ? set(thread, object, name, value) : attribute_set_generic(thread, object, name, value);
}

bool value_set_attribute(Thread *thread, Value object, Str *name, Value value) {
    return change_attribute(thread, object, name, value);
}

bool value_delete_attribute(Thread *thread, Value object, Str *name) {
    return change_attribute(thread, object, name, UNBOUND);
}

Value attribute_get_method(Thread *thread, Value object, Str *name, Value *receiver) {
    Type *type = value_type(object);
    *receiver = UNBOUND;
    if (SLOT(type, get_attribute)) return value_get_attribute(thread, object, name);
    Value found = type_lookup(type, name);
    if (found == UNBOUND) return attribute_get_generic(thread, object, name);
    if (value_type(found)->flags & TYPE_BINDS_RECEIVER) {
        Value own = type->flags & TYPE_HAS_ATTRIBUTES ? own_attribute(object, name) : UNBOUND;
        if (own != UNBOUND) return own;
        *receiver = object;
        return found;
    }
    if (value_has_type(found, &property_descriptor_type)) {
        PropertyDescriptor *computed = (PropertyDescriptor *)value_object(found);
        if (computed->property->method) {
            *receiver = object;
            return method_descriptor_new(computed->property->method, computed->owner);
        }
    }
    return attribute_get_generic(thread, object, name);
}

/* dir(). */

static bool add_names(Thread *thread, Set *names, Dict *dict) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value))
        if (!set_add(thread, names, key)) return false;
    return true;
}

static bool add_type_names(Thread *thread, Set *names, Type *type) {
    Tuple *mro = type_mro(type);
    for (size_t i = 0; i < mro->count; i++)
        if (!add_names(thread, names, value_as_type(mro->items[i])->attributes)) return false;
    return true;
}

static bool add_own_names(Thread *thread, Set *names, Value object) {
    size_t position = 0;
    Str *name;
    Value value;
    if (!value_is_object(object)) return true;
    while (instance_next(value_object(object), &position, &name, &value))
        if (!set_add(thread, names, value_from_object(name))) return false;
    return true;
}

static bool collect_names(Thread *thread, Set *names, Value object) {
    if (value_is_type(object)) return add_type_names(thread, names, value_as_type(object));
    if (value_type(object)->flags & TYPE_IS_MODULE)
        return add_names(thread, names, ((Module *)value_object(object))->names);
    return add_own_names(thread, names, object) && add_type_names(thread, names, value_type(object));
}

static Value sorted(Thread *thread, Value iterable) {
    Value names = list_from_iterable(thread, iterable);
    return names == RAISED || !list_sort(thread, value_list(names), UNBOUND, false) ? RAISED : names;
}

Value value_dir_generic(Thread *thread, Value object) {
    Set *names = set_new();
    return collect_names(thread, names, object) ? sorted(thread, value_from_object(names)) : RAISED;
}

Value value_dir(Thread *thread, Value object) {
    bool is_module = value_type(object)->flags & TYPE_IS_MODULE;
    Value hook = is_module ? dict_get_str(((Module *)value_object(object))->names, dunder_dir) : UNBOUND;
    Value own = hook != UNBOUND ? value_call0(thread, hook) : special_invoke(thread, object, dunder_dir, 0, NULL);
    return own == RAISED ? RAISED : sorted(thread, own);
}
