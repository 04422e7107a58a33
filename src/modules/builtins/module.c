/* Puts the module `builtins` together. */
#include "modules/builtins/builtins.h"
#include "modules/builtins/compile.h"
#include "modules/builtins/site.h"

#include "object/super.h"
#include "modules/threading/threading.h"
#include "object/bytes.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/range.h"
#include "object/set.h"
#include "object/str.h"
#include "object/tuple.h"

static Type *const types[] = {
    &object_type_object, &type_type,     &bool_type,  &bytes_type,     &class_method_type, &dict_type,
    &enumerate_type,     &filter_type,   &float_type, &frozenset_type, &int_type,          &list_type,
    &map_type,           &property_type, &range_type, &reversed_type,  &set_type,          &slice_type,
    &static_method_type, &str_type,      &super_type, &tuple_type,     &zip_type,
#define EXCEPTION(variable, Name, Base, Doc) &variable,
#include "object/exceptions.def"
};

static void add_constants(Module *module) {
    module_set(module, "None", NONE);
    module_set(module, "True", TRUE_VALUE);
    module_set(module, "False", FALSE_VALUE);
    module_set(module, "Ellipsis", ELLIPSIS);
    module_set(module, "NotImplemented", NOT_IMPLEMENTED);
    module_set(module, "__debug__", TRUE_VALUE);
    module_set(module, "EnvironmentError", value_from_object(&os_error));
    module_set(module, "IOError", value_from_object(&os_error));
}

Module *builtins_make(Thread *thread) {
    (void)thread;
    static const Builtin *const tables[] = {attribute_functions, execution_functions, iteration_functions,
                                            output_functions, value_functions};
    Module *module = module_new("builtins", "The names that every script has without import.");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) module_add_functions(module, tables[i]);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) module_add_type(module, types[i]);
    type_ready(&compiled_type);
    add_constants(module);
    site_add(module);
    threading_add_builtins(thread, module->names);
    return module;
}
