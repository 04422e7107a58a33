/* import: sys.modules, then the native modules, then .thr and .py files along sys.path (the script's folder first). */
#ifndef INTERP_IMPORT_H
#define INTERP_IMPORT_H

#include "base/source.h"
#include "object/module.h"

/* The module of a dotted name, all its parents imported before. level > 0: relative to the package in `globals`.
   ModuleNotFoundError "No module named 'x'". Two threads importing one module: the second waits for the first. */
Value import_module(Thread *thread, const char *name, uint32_t level, Dict *globals);

/* The same as a plain `import a.b` binds it: the outermost package, `a`. */
Value import_outermost(Thread *thread, const char *name);

/* from module import name: the attribute, or a submodule; ImportError "cannot import name 'x' from 'm' (path)". */
Value import_name(Thread *thread, Value module, Str *name);

/* from module import *: into `names`. */
bool import_star(Thread *thread, Value module, Dict *names);

/* The module's body, with its docstring set; null: raised a SyntaxError. */
struct Code *module_prepare(Thread *thread, Module *module, const Source *source);

/* Runs the source as the module's body. */
bool module_run(Thread *thread, Module *module, const Source *source);

#endif
