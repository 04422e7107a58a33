/* Modules. */
#include "object/module.h"

#include "object/attribute.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"

static Module *as_module(Value value) {
    return (Module *)(void *)value;
}

static Module *module_of_type(Type *type, Str *name, Value doc) {
    Module *module = instance_new(type);
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
    return module_of_type(&module_type, str_intern_text(name), doc ? value_from_object(str_from_text(doc)) : NONE);
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
    uint32_t given = args->count + args->keyword_count;
    if (given > 2) return raise_type(thread, "module() takes at most 2 arguments (%u given)", given);
    if (args->count < 1) return raise_type(thread, "module() missing required argument 'name' (pos 1)");
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "module() argument 'name' must be str, not %s", type_name_of(args->items[0]));
    Value doc = args->count > 1 ? args->items[1] : NONE;
    return value_from_object(module_of_type(type, str_interned(value_str_object(args->items[0])), doc));
}

static Value module_repr(Thread *thread, Value self) {
    Module *module = as_module(self);
    Value file = dict_get_str(module->names, dunder_file);
    const char *name = value_repr_text(thread, value_from_object(module->name));
    if (file == UNBOUND || !value_is_str(file)) return value_from_object(str_format("<module %s (built-in)>", name));
    return value_from_object(str_format("<module %s from %s>", name, value_repr_text(thread, file)));
}

static Value raise_absent(Thread *thread, Module *module, Str *name) {
    raise_error(thread, &attribute_error, "module '%s' has no attribute '%s'", str_text(module->name), str_text(name));
    exception_set_name(thread->raised, value_from_object(name), value_from_object(module));
    return RAISED;
}

/* The module's names, then what every module has, then its own __getattr__. */
static Value module_get_attribute(Thread *thread, Value self, Str *name) {
    Module *module = as_module(self);
    Value value = dict_get_str(module->names, name);
    if (value != UNBOUND) return value;
    value = attribute_get_generic(thread, self, name);
    if (value != RAISED || !error_catch(thread, &attribute_error)) return value;
    Value fallback = dict_get_str(module->names, dunder_getattr);
    if (fallback != UNBOUND) return value_call1(thread, fallback, value_from_object(name));
    return raise_absent(thread, module, name);
}

static bool module_set_attribute(Thread *thread, Value self, Str *name, Value value) {
    Module *module = as_module(self);
    if (value != UNBOUND) {
        dict_set_str(module->names, name, value);
        return true;
    }
    return dict_delete_str(module->names, name) || raise_absent(thread, module, name) != RAISED;
}

static Value module_dict(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(as_module(self)->names);
}

static const Property module_properties[] = {
    {"__dict__", module_dict, NULL, "the module's names"},
    {0},
};

Type module_type = {
    TYPE_HEAD,
    .name = "module",
    .doc = "module(name, doc=None): a collection of names.",
    .size = sizeof(Module),
    .flags = TYPE_IS_MODULE,
    .repr = module_repr,
    .get_attribute = module_get_attribute,
    .set_attribute = module_set_attribute,
    .construct = module_construct,
    .properties = module_properties,
};
