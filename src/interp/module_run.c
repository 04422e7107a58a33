/* A source as the body of a module. */
#include "interp/code.h"
#include "interp/import.h"
#include "interp/source_file.h"
#include "object/names.h"

Code *module_prepare(Thread *thread, Module *module, const Source *source) {
    FunctionNode *node = source_parse(thread, source, PARSE_MODULE);
    if (!node) return NULL;
    if (node->docstring)
        dict_set_str(module->names, dunder_doc, value_from_object(str_new(node->docstring, node->docstring_length)));
    bool is_main = dict_get_str(module->names, dunder_name) == value_from_object(dunder_main);
    return (is_main ? code_prepare_main : code_prepare)(thread, node);
}

bool module_run(Thread *thread, Module *module, const Source *source) {
    Code *code = module_prepare(thread, module, source);
    return code && code_execute(thread, code, module->names, NULL) != RAISED;
}
