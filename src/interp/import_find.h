/* Where a module comes from: the native and embedded ones, or a file. */
#ifndef INTERP_IMPORT_FIND_H
#define INTERP_IMPORT_FIND_H

#include "interp/interpreter.h"

typedef struct ModuleOrigin {
    const NativeModule *native; /* or: */
    const char *file;
    const char *folder; /* of a package; else null */
} ModuleOrigin;

/* `name` is dotted; `path` the List of folders to look in: sys.path, or __path__ of the package around it. */
bool module_find(Thread *thread, const char *name, List *path, ModuleOrigin *origin);

/* Whether native modules of that name and a dot exist: then the name is a package without contents of its own. */
bool module_is_native_package(Interpreter *interpreter, const char *name);

#endif
