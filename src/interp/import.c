/* Importing: a dotted name is imported part by part, each part once, whoever asks. */
#include "interp/import.h"

#include "interp/import_find.h"
#include "interp/import_lock.h"
#include "interp/kept_modules.h"
#include "interp/left_out.h"
#include "interp/source_file.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/names.h"
#include "object/tuple.h"

#include <errno.h>
#include <string.h>

static void set_field(Thread *thread, Value error, const char *name, Value value) {
    if (!value_set_attribute(thread, error, str_intern_text(name), value)) error_take(thread);
}

static Value raise_not_found(Thread *thread, Str *name, const char *remark) {
    const char *reason = left_out_module(str_text(name));
    Str *message =
        str_format("No module named '%s'%s%s%s", str_text(name), remark, reason ? ": " : "", reason ? reason : "");
    Value error = exception_new(&module_not_found_error, tuple_of(1, value_from_object(message)));
    set_field(thread, error, "name", value_from_object(name));
    return raise_object(thread, error);
}

/* ---- Making a module ---- */

static Str *package_of(const char *name, bool is_package) {
    const char *dot = strrchr(name, '.');
    if (is_package) return str_from_text(name);
    return dot ? str_new(name, (size_t)(dot - name)) : str_from_text("");
}

static Module *new_module(Str *name, const char *file, const char *folder) {
    Module *module = module_new(str_text(name), NULL);
    module_set(module, "__package__", value_from_object(package_of(str_text(name), folder != NULL)));
    if (file) module_set(module, "__file__", value_from_object(str_from_text(file)));
    if (folder) {
        Value path = value_from_object(str_from_text(folder));
        module_set(module, "__path__", value_from_object(list_from(&path, folder[0] ? 1 : 0)));
    }
    return module;
}

/* Runs it while it is in sys.modules already, so that a module that imports this one finds it. */
static Value run_new_module(Thread *thread, Str *name, Module *module, Code *code) {
    Dict *modules = thread->interpreter->modules;
    dict_set_str(modules, name, value_from_object(module));
    if (!code || code_execute(thread, code, module->names, NULL) == RAISED) {
        dict_delete_str(modules, name);
        return RAISED;
    }
    Value replaced = dict_get_str(modules, name);
    return replaced == UNBOUND ? value_from_object(module) : replaced;
}

static Code *prepare_text(Thread *thread, Module *module, const NativeModule *native) {
    const char *file = str_text(str_format("<%s>", native->name));
    Source *source = source_new(file, native->text, native->text_length);
    source->is_library = true;
    return module_prepare(thread, module, source);
}

static Value load_text(Thread *thread, Str *name, const NativeModule *native) {
    KeptModules *kept = thread->interpreter->kept_modules;
    Module *module;
    Code *code = kept ? kept_module_find(kept, name, &module) : NULL;
    if (!code) {
        bool is_package = native->package || module_is_native_package(thread->interpreter, native->name);
        module = new_module(name, NULL, is_package ? "" : NULL);
        code = prepare_text(thread, module, native);
        if (kept && code) kept_module_add(kept, name, module, code);
    }
    return run_new_module(thread, name, module, code);
}

static Value load_native(Thread *thread, Str *name, const NativeModule *native) {
    if (native->text) return load_text(thread, name, native);
    Module *module = native->make(thread);
    if (!module) return RAISED;
    dict_set_str(thread->interpreter->modules, name, value_from_object(module));
    return value_from_object(module);
}

static Value load_file(Thread *thread, Str *name, const ModuleOrigin *origin) {
    size_t length;
    char *text = file_read(origin->file, &length);
    if (!text) return raise_error(thread, &import_error, "can't read '%s': %s", origin->file, strerror(errno));
    const Source *source = source_from_bytes(origin->file, text, length);
    Module *module = new_module(name, origin->file, origin->folder);
    return run_new_module(thread, name, module, module_prepare(thread, module, source));
}

/* Where submodules of the parent are looked for; null: raised, it is no package. */
static List *search_path(Thread *thread, Str *name, Value parent) {
    if (parent == UNBOUND) return thread->interpreter->path;
    Value path = value_find_attribute(thread, parent, dunder_path);
    if (path == RAISED) return NULL;
    if (path != UNBOUND && value_is_list(path)) return value_list(path);
    const char *text = str_text(name), *dot = strrchr(text, '.');
    Str *remark = str_format("; '%.*s' is not a package", (int)(dot - text), text);
    return raise_not_found(thread, name, str_text(remark)), NULL;
}

static Value load(Thread *thread, Str *name, Value parent) {
    List *path = search_path(thread, name, parent);
    ModuleOrigin origin;
    if (!path) return RAISED;
    if (module_find(thread, str_text(name), path, &origin))
        return origin.native ? load_native(thread, name, origin.native) : load_file(thread, name, &origin);
    if (!module_is_native_package(thread->interpreter, str_text(name))) return raise_not_found(thread, name, "");
    Value module = value_from_object(new_module(name, NULL, ""));
    dict_set_str(thread->interpreter->modules, name, module);
    return module;
}

/* ---- One part ---- */

static bool bind_in_parent(Thread *thread, Value parent, Str *name, Value module) {
    if (parent == UNBOUND) return true;
    const char *last = strrchr(str_text(name), '.') + 1;
    return value_set_attribute(thread, parent, str_intern_text(last), module);
}

static Value load_begun(Thread *thread, Str *name, Value parent, Loading *loading) {
    Value module = load(thread, name, parent);
    loading_end(thread, loading);
    return module != RAISED && bind_in_parent(thread, parent, name, module) ? module : RAISED;
}

static Value import_part(Thread *thread, Str *name, Value parent) {
    for (;;) {
        Value module = dict_get_str(thread->interpreter->modules, name);
        if (module == NONE) {
            Str *message = str_format("import of %s halted; None in sys.modules", str_text(name));
            return raise_error(thread, &module_not_found_error, "%s", str_text(message));
        }
        if (module != UNBOUND && !is_loading(thread->interpreter, name)) return module;
        Loading *loading;
        switch (loading_begin(thread, name, &loading)) {
        case LOAD_RAISED:
            return RAISED;
        case LOAD_BEGUN:
            return load_begun(thread, name, parent, loading);
        case LOAD_CYCLE:
            if ((module = dict_get_str(thread->interpreter->modules, name)) != UNBOUND) return module;
            return raise_not_found(thread, name, "");
        case LOAD_READY:
            break;
        }
    }
}

/* ---- Dotted and relative names ---- */

static Value import_absolute(Thread *thread, const char *name) {
    Value module = UNBOUND;
    for (const char *end = name; end; end = *end ? end + 1 : NULL) {
        end = strchr(end, '.') ? strchr(end, '.') : end + strlen(end);
        module = import_part(thread, str_intern(name, (size_t)(end - name)), module);
        if (module == RAISED || *end == '\0') return module;
    }
    return module;
}

/* The package that relative names are counted from; null: raised. */
static const char *current_package(Thread *thread, Dict *globals) {
    Value package = dict_get_str(globals, dunder_package);
    if (package != UNBOUND && value_is_str(package) && value_str_object(package)->bytes > 0)
        return str_text(value_str_object(package));
    Value name = dict_get_str(globals, dunder_name);
    if (package == UNBOUND && name != UNBOUND && value_is_str(name)) {
        const char *text = str_text(value_str_object(name)), *dot = strrchr(text, '.');
        if (dict_get_str(globals, dunder_path) != UNBOUND) return text;
        if (dot) return memory_copy_text(text, (size_t)(dot - text));
    }
    fail_error(thread, &import_error, "attempted relative import with no known parent package");
    return NULL;
}

static const char *resolve_relative(Thread *thread, const char *name, uint32_t level, Dict *globals) {
    const char *package = current_package(thread, globals);
    if (!package) return NULL;
    size_t length = strlen(package);
    for (; level > 1; level--) {
        while (length > 0 && package[length - 1] != '.') length--;
        if (length == 0)
            return fail_error(thread, &import_error, "attempted relative import beyond top-level package"), NULL;
        length--;
    }
    return str_text(str_format("%.*s%s%s", (int)length, package, name[0] ? "." : "", name));
}

Value import_module(Thread *thread, const char *name, uint32_t level, Dict *globals) {
    if (level > 0 && !(name = resolve_relative(thread, name, level, globals))) return RAISED;
    return import_absolute(thread, name);
}

Value import_outermost(Thread *thread, const char *name) {
    Value module = import_absolute(thread, name);
    const char *dot = strchr(name, '.');
    if (module == RAISED || !dot) return module;
    return import_part(thread, str_intern(name, (size_t)(dot - name)), UNBOUND);
}
