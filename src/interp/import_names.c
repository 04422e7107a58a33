/* from module import names. */
#include "interp/import.h"
#include "interp/import_lock.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

static const char *text_attribute(Thread *thread, Value module, Str *name) {
    Value value = value_find_attribute(thread, module, name);
    if (value == RAISED) error_take(thread);
    return value != RAISED && value != UNBOUND && value_is_str(value) ? str_text(value_str_object(value)) : NULL;
}

static Value raise_cannot_import(Thread *thread, Value module, Str *name) {
    const char *of = text_attribute(thread, module, dunder_name), *file = text_attribute(thread, module, dunder_file);
    bool partial = of && is_loading(thread->interpreter, str_intern_text(of));
    Str *message = str_format(partial ? "cannot import name '%s' from partially initialized module '%s' "
                                        "(most likely due to a circular import) (%s)"
                                      : "cannot import name '%s' from '%s' (%s)",
                              str_text(name), of ? of : "<unknown module name>", file ? file : "unknown location");
    Value error = exception_new(&import_error, tuple_of(1, value_from_object(message)));
    Value fields[] = {of ? value_from_object(str_from_text(of)) : NONE,
                      file ? value_from_object(str_from_text(file)) : NONE, value_from_object(name)};
    static const char *const field_names[] = {"name", "path", "name_from"};
    for (int i = 0; i < 3; i++)
        if (!value_set_attribute(thread, error, str_intern_text(field_names[i]), fields[i])) error_take(thread);
    return raise_object(thread, error);
}

/* The submodule of that name: UNBOUND when there is none. */
static Value import_submodule(Thread *thread, Value module, Str *name) {
    const char *of = text_attribute(thread, module, dunder_name);
    if (!of) return UNBOUND;
    Str *full = str_intern_text(str_text(str_format("%s.%s", of, str_text(name))));
    Value path = value_find_attribute(thread, module, dunder_path);
    if (path == RAISED) return RAISED;
    if (path == UNBOUND) return dict_get_str(thread->interpreter->modules, full);
    Value submodule = import_module(thread, str_text(full), 0, NULL);
    if (submodule != RAISED || !error_is(thread, &module_not_found_error)) return submodule;
    Value missing = value_find_attribute(thread, thread->raised, name_name);
    if (missing == UNBOUND || missing == RAISED || !value_is_str(missing) ||
        !str_equal(value_str_object(missing), full))
        return RAISED;
    error_take(thread);
    return UNBOUND;
}

Value import_name(Thread *thread, Value module, Str *name) {
    Value value = value_find_attribute(thread, module, name);
    if (value == UNBOUND) value = import_submodule(thread, module, name);
    return value == UNBOUND ? raise_cannot_import(thread, module, name) : value;
}

/* ---- * ---- */

static bool import_listed(Thread *thread, Value module, Value listed, Dict *names) {
    Value iterator = value_iter(thread, listed);
    if (iterator == RAISED) return false;
    for (;;) {
        Value name = value_next(thread, iterator);
        if (name == UNBOUND) return true;
        if (name == RAISED) return false;
        if (!value_is_str(name))
            return fail_type(thread, "Item in %s.__all__ must be str, not %s",
                             text_attribute(thread, module, dunder_name), type_name_of(name));
        Value value = value_get_attribute(thread, module, str_interned(value_str_object(name)));
        if (value == RAISED) return false;
        dict_set_str(names, str_interned(value_str_object(name)), value);
    }
}

bool import_star(Thread *thread, Value module, Dict *names) {
    Value listed = value_find_attribute(thread, module, dunder_all);
    if (listed == RAISED) return false;
    if (listed != UNBOUND) return import_listed(thread, module, listed, names);
    if (!value_has_type(module, &module_type))
        return fail_error(thread, &import_error, "from-import-* object has no __dict__ and no __all__");
    Dict *source = ((Module *)value_object(module))->names;
    size_t position = 0;
    Value name, value;
    while (dict_next(source, &position, &name, &value))
        if (value_is_str(name) && str_text(value_str_object(name))[0] != '_')
            dict_set_str(names, value_str_object(name), value);
    return true;
}
