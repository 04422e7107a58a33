/* compile(): a text that was found right, to be run by exec and eval. The tree is made anew for each run, since it
   remembers where its names live. */
#include "modules/builtins/compile.h"

#include "interp/source_file.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static const char *const mode_names[] = {
    [COMPILED_STATEMENTS] = "exec", [COMPILED_EXPRESSION] = "eval", [COMPILED_SHOWN] = "single"};

static bool find_mode(Thread *thread, Value name, CompiledMode *mode) {
    if (!value_is_str(name))
        return fail_type(thread, "compile() argument 'mode' must be str, not %s", type_name_of(name));
    for (*mode = COMPILED_STATEMENTS; *mode <= COMPILED_SHOWN; ++*mode)
        if (strcmp(str_text(value_str_object(name)), mode_names[*mode]) == 0) return true;
    return fail_value(thread, "compile() mode must be 'exec', 'eval' or 'single'");
}

Value call_compile(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    CompiledMode mode;
    if (!value_is_str(args->items[1]))
        return raise_type(thread, "expected str, bytes or os.PathLike object, not %s", type_name_of(args->items[1]));
    if (!find_mode(thread, args->items[2], &mode)) return RAISED;
    const char *name = str_text(value_str_object(args->items[1]));
    const Source *source = source_argument(thread, "compile", args->items[0], mode == COMPILED_EXPRESSION,
                                           memory_copy_text(name, strlen(name)));
    if (!source || !source_parse(thread, source, compiled_parse_mode(mode))) return RAISED;
    Compiled *made = object_new(&compiled_type, sizeof *made);
    made->source = source;
    made->mode = mode;
    return value_from_object(made);
}

static Value compiled_repr(Thread *thread, Value self) {
    return value_from_object(str_format("<code object <module> at %p, file \"%s\", line 1>",
                                        value_identity(thread, self), ((Compiled *)(void *)self)->source->name));
}

static Value compiled_name(Thread *thread, Value self) {
    (void)thread, (void)self;
    return value_from_object(str_from_text("<module>"));
}

static Value compiled_file(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_from_text(((Compiled *)(void *)self)->source->name));
}

static const Property compiled_properties[] = {
    {"co_name", compiled_name, NULL, "<module>"},
    {"co_filename", compiled_file, NULL, "the file it was said to be from"},
    {0},
};

Type compiled_type = {
    TYPE_HEAD,
    .name = "code",
    .doc = "A text ready to be run by exec() or eval().",
    .size = sizeof(Compiled),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = compiled_repr,
    .properties = compiled_properties,
};
