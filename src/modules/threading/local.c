/* The attributes of each thread are a Dict in the thread's own memory: they go away with it. A class derived from local has
   its __init__ called by every thread that touches the object for the first time. */
#include "modules/threading/local.h"

#include "interp/interpreter.h"
#include "modules/threading/thread_run.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

static LocalObject *local_of(Value self) {
    return (LocalObject *)value_object(self);
}

static Value given_keywords(const Arguments *args) {
    Dict *dict = dict_new();
    for (uint32_t i = 0; i < args->keyword_count; i++)
        dict_set_str(dict, args->keywords[i], args->items[args->count + i]);
    return value_from_object(dict);
}

/* A class's own __init__; `object` has one, too, which is not called. */
static bool has_init(Type *type) {
    Value init = type_lookup(type, dunder_init);
    return init != UNBOUND && init != type_lookup(&object_type_object, dunder_init);
}

/* This thread's attributes, made (and initialised) at its first use; null when __init__ raised. */
static Dict *local_dict(Thread *thread, Value self) {
    LocalObject *local = local_of(self);
    Dict *dict = thr_local_get(thread->task, &local->dicts);
    if (dict) return dict;
    dict = dict_new();
    if (thr_local_set(thread->task, &local->dicts, dict) != THR_OK) {
        raise_memory(thread);
        return NULL;
    }
    if (!local->kwargs) return dict;
    Value init = value_special(thread, self, dunder_init);
    if (init != RAISED && call_with(thread, init, local->args, local->kwargs) != RAISED) return dict;
    thr_local_set(thread->task, &local->dicts, NULL);
    return NULL;
}

static Value local_construct(Thread *thread, Type *type, const Arguments *args) {
    bool initialised = has_init(type);
    if (!initialised && args->count + args->keyword_count != 0)
        return raise_type(thread, "Initialization arguments are not supported");
    LocalObject *local = type->flags & TYPE_HAS_ATTRIBUTES ? instance_new(type) : object_new(type, sizeof(LocalObject));
    local->args = value_from_object(tuple_from(args->items, args->count));
    local->kwargs = initialised ? given_keywords(args) : RAISED;
    if (thr_local_set(thread->task, &local->dicts, dict_new()) != THR_OK) return raise_memory(thread);
    return value_from_object(local); /* whose __init__ is called next, as that of any object */
}

static bool is_data_descriptor(Value attribute) {
    return attribute != UNBOUND && value_type(attribute)->descriptor_set != NULL;
}

static Value local_get_attribute(Thread *thread, Value self, Str *name) {
    Dict *dict = local_dict(thread, self);
    if (!dict) return RAISED;
    if (str_equal(name, dunder_dict)) return value_from_object(dict);
    Value value = dict_get_str(dict, name);
    if (value != UNBOUND && !is_data_descriptor(type_lookup(value_type(self), name))) return value;
    return attribute_get_generic(thread, self, name);
}

static bool local_set_attribute(Thread *thread, Value self, Str *name, Value value) {
    Dict *dict = local_dict(thread, self);
    if (!dict) return false;
    if (str_equal(name, dunder_dict))
        return fail_error(thread, &attribute_error, "'%s' object attribute '__dict__' is read-only",
                          type_name_of(self));
    if (is_data_descriptor(type_lookup(value_type(self), name)))
        return attribute_set_generic(thread, self, name, value);
    if (value != UNBOUND) {
        dict_set_str(dict, name, value);
        return true;
    }
    return dict_delete_str(dict, name) || fail_error(thread, &attribute_error, "'%s' object has no attribute '%s'",
                                                     type_name_of(self), str_text(name));
}

/* dir(): what all objects of the type have, and what this thread has set. */
static Value local_dir(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Dict *dict = local_dict(thread, self);
    Value names = dict ? value_dir_generic(thread, self) : RAISED;
    size_t position = 0;
    Value key, value;
    while (names != RAISED && dict_next(dict, &position, &key, &value))
        if (value_is_str(key) && type_lookup(value_type(self), str_interned(value_str_object(key))) == UNBOUND)
            list_append(value_list(names), key);
    return names;
}

static const Builtin local_methods[] = {
    {"__dir__", local_dir, 0, 0, "__dir__(): what dir() answers"},
    {0},
};

static const char lesson[] = "local(): an object whose attributes each thread has for itself.\n"
                             "\n"
                             "    mine = threading.local()\n"
                             "    mine.name = 'main'\n"
                             "\n"
                             "    def work():\n"
                             "        mine.name = 'worker'   # an attribute of this thread\n"
                             "\n"
                             "    join(thread(work))\n"
                             "    print(mine.name)           # main\n"
                             "\n"
                             "What a thread has not set is not there for it: AttributeError. It is for\n"
                             "what every thread needs one of, and does not want to hand from call to\n"
                             "call: a connection, a buffer, the name of what it is at.";

Type local_type = {
    TYPE_HEAD,
    .name = "_thread._local",
    .module = "_thread",
    .doc = lesson,
    .size = sizeof(LocalObject),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY,
    .get_attribute = local_get_attribute,
    .set_attribute = local_set_attribute,
    .construct = local_construct,
    .methods = local_methods,
};
