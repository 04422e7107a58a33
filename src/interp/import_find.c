/* Looks for modules: in the table of native ones, then for name/__init__.thr, name/__init__.py, name.thr and name.py
   along a path, then among the embedded ones. */
#include "interp/import_find.h"

#include "interp/source_file.h"
#include "object/list.h"
#include "object/str.h"

#include <string.h>
#include <unistd.h>

static const NativeModule *find_in_table(const NativeModule *table, const char *name) {
    for (; table->name; table++)
        if (strcmp(table->name, name) == 0) return table;
    return NULL;
}

static bool has_submodule(const NativeModule *table, const char *name) {
    size_t length = strlen(name);
    for (; table->name; table++)
        if (strncmp(table->name, name, length) == 0 && table->name[length] == '.') return true;
    return false;
}

bool module_is_native_package(Interpreter *interpreter, const char *name) {
    return has_submodule(interpreter->native_modules, name) || has_submodule(interpreter->embedded_modules, name);
}

/* The folder as an absolute path; "" is where the process is. */
static const char *absolute_folder(const char *folder) {
    if (folder[0] == '/') return folder;
    char here[4096];
    if (!getcwd(here, sizeof here)) return folder;
    return folder[0] ? str_text(str_format("%s/%s", here, folder)) : memory_copy_text(here, strlen(here));
}

static const char *existing(const char *folder, const char *name, const char *ending) {
    const char *path = str_text(str_format("%s/%s%s", folder, name, ending));
    return file_exists(path) ? path : NULL;
}

static bool find_in_folder(const char *folder, const char *name, ModuleOrigin *origin) {
    static const char *const package_endings[] = {"/__init__.thr", "/__init__.py"};
    static const char *const module_endings[] = {".thr", ".py"};
    folder = absolute_folder(folder);
    for (int i = 0; i < 2; i++)
        if ((origin->file = existing(folder, name, package_endings[i]))) {
            origin->folder = str_text(str_format("%s/%s", folder, name));
            return true;
        }
    for (int i = 0; i < 2; i++)
        if ((origin->file = existing(folder, name, module_endings[i]))) return true;
    return false;
}

bool module_find(Thread *thread, const char *name, List *path, ModuleOrigin *origin) {
    *origin = (ModuleOrigin){.native = find_in_table(thread->interpreter->native_modules, name)};
    if (origin->native) return true;
    const char *dot = strrchr(name, '.');
    const char *last = dot ? dot + 1 : name;
    Value folder;
    for (size_t i = 0; (folder = list_get(path, i)) != UNBOUND; i++)
        if (value_is_str(folder) && find_in_folder(str_text(value_str_object(folder)), last, origin)) return true;
    /* A submodule only of an embedded package: those have no folder. */
    if (!dot || list_count(path) == 0) origin->native = find_in_table(thread->interpreter->embedded_modules, name);
    return origin->native;
}
