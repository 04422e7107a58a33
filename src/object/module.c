/* Modules. */
#include "object/module.h"

#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/type_core.h"

#define MODULE(value) ((Module *)value_object(value))

static Module *module_start(Module *module, Str *name, Value doc) {
    module->name = name;
    module->names = dict_new_pinned();
    dict_set_str(module->names, dunder_name, value_from_object(name));
    dict_set_str(module->names, dunder_doc, doc);
    dict_set_str(module->names, dunder_package, NONE);
    dict_set_str(module->names, dunder_loader, NONE);
    dict_set_str(module->names, dunder_spec, NONE);
    return module;
}

Module *module_new(const char *name, const char *doc) {
    return module_start(object_new(&module_type, sizeof(Module)), str_intern_text(name), value_from_text(doc));
}

void module_set(Module *module, const char *name, Value value) {
    dict_set_str(module->names, str_intern_text(name), value);
}

void module_add_functions(Module *module, const Builtin *functions) {
    for (; functions->name; functions++)
        module_set(module, functions->name, builtin_new(functions, value_from_object(module), str_text(module->name)));
}

void module_add_type(Module *module, Type *type) {
    type_ready(type);
    module_set(module, type->name, value_from_object(type));
}

static Value module_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count < 1) return raise_type(thread, "module() missing required argument 'name' (pos 1)");
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "module() argument 1 must be str, not %s", type_name_of(args->items[0]));
    Value doc = args->count > 1 ? args->items[1] : NONE;
    return value_from_object(module_start(instance_new(type), value_str_object(args->items[0]), doc));
}

static Value module_repr(Thread *thread, Value self) {
    Value name = dict_get_str(MODULE(self)->names, dunder_name), file = dict_get_str(MODULE(self)->names, dunder_file);
    const char *text = name == UNBOUND ? str_text(MODULE(self)->name) : str_text(value_str_object(name));
    if (file == UNBOUND || file == NONE) return value_from_object(str_format("<module '%s' (built-in)>", text));
    return value_from_object(str_format("<module '%s' from %s>", text, value_repr_text(thread, file)));
}

/* Its names; then what objects have; then the module's own __getattr__. */
static Value module_get_attribute(Thread *thread, Value self, Str *name) {
    Value found = dict_get_str(MODULE(self)->names, name);
    if (found != UNBOUND) return found;
    if (type_lookup(value_type(self), name) != UNBOUND) return attribute_get_generic(thread, self, name);
    Value hook = dict_get_str(MODULE(self)->names, dunder_getattr);
    if (hook != UNBOUND) return value_call1(thread, hook, value_from_object(name));
    raise_error(thread, &attribute_error, "module '%s' has no attribute '%s'", str_text(MODULE(self)->name), str_text(name));
    word_store(&value_exception(thread->raised)->fields[0], value_from_object(name));
    word_store(&value_exception(thread->raised)->fields[1], self);
    return RAISED;
}

static bool module_set_attribute(Thread *thread, Value self, Str *name, Value value) {
    if (value != UNBOUND) {
        dict_set_str(MODULE(self)->names, str_interned(name), value);
        return true;
    }
    if (dict_delete_str(MODULE(self)->names, name)) return true;
    return fail_error(thread, &attribute_error, "module '%s' has no attribute '%s'", str_text(MODULE(self)->name), str_text(name));
}

static Value module_dict(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(MODULE(self)->names);
}

static const Property module_properties[] = {{"__dict__", module_dict, NULL, "its names"}, {0}};

Type module_type = {
    TYPE_HEAD,
    .name = "module",
    .doc = "module(name, doc=None): a module without names of its own.",
    .size = sizeof(Module),
    .flags = TYPE_IS_MODULE,
    .repr = module_repr,
    .construct = module_construct,
    .get_attribute = module_get_attribute,
    .set_attribute = module_set_attribute,
    .properties = module_properties,
};
