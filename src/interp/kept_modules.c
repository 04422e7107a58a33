/* A short list. */
#include "interp/kept_modules.h"

#include "base/vector.h"
#include "object/dict_image.h"

typedef struct KeptModule {
    Str *name;
    Module *module;
    Code *code;
    DictImage *names;
} KeptModule;

struct KeptModules {
    VECTOR(KeptModule) at;
};

KeptModules *kept_modules_new(void) {
    return memory_new(sizeof(KeptModules));
}

Code *kept_module_find(KeptModules *kept, Str *name, Module **module) {
    for (size_t i = 0; i < kept->at.count; i++) {
        const KeptModule *found = &kept->at.at[i];
        if (!str_equal(found->name, name)) continue;
        dict_image_restore(found->names);
        *module = found->module;
        return found->code;
    }
    return NULL;
}

void kept_module_add(KeptModules *kept, Str *name, Module *module, Code *code) {
    KeptModule added = {name, module, code, dict_image_new(module->names)};
    vector_push(&kept->at, added);
}
