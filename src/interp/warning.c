/* What has been shown is noted in the `__warningregistry__` of the module that was warned, under (text, category, line). */
#include "interp/warning.h"

#include "interp/frame.h"
#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <string.h>

static bool runs_in_main(Dict *globals) {
    Value name = dict_get_str(globals, dunder_name);
    return value_is_str(name) && strcmp(str_text(value_str_object(name)), "__main__") == 0;
}

/* Notes a key in a dict: 1 if it was not there, 0, -1 raised. setdefault is atomic: of several threads one is the first. */
static int set_first(Thread *thread, Dict *dict, Value key, Value mark) {
    Value items[] = {key, mark};
    Value there = value_call_method(thread, value_from_object(dict), str_intern_text("setdefault"),
                                    &(Arguments){.items = items, .count = 2});
    return there == RAISED ? -1 : there == mark;
}

static Dict *warning_registry(Thread *thread, Dict *globals) {
    Value name = value_from_object(str_intern_text("__warningregistry__"));
    if (set_first(thread, globals, name, value_from_object(dict_new())) < 0) return NULL;
    Value registry = dict_get(thread, globals, name);
    return registry != RAISED && value_is_dict(registry) ? value_dict(registry) : dict_new();
}

static void show(Thread *thread, const Source *source, uint32_t line, const char *category, const char *text) {
    Buffer out = {0};
    buffer_addf(&out, "%s:%u: %s: %s\n", source->name, line, category, text);
    size_t length;
    const char *code = source_line_text(source, line, &length);
    while (length > 0 && (*code == ' ' || *code == '\t' || *code == '\f')) code++, length--;
    while (length > 0 && (code[length - 1] == ' ' || code[length - 1] == '\t')) length--;
    if (length > 0 && source->name[0] != '<') {
        buffer_add_text(&out, "  ");
        buffer_add(&out, code, length);
        buffer_add_byte(&out, '\n');
    }
    standard_error_write(thread, &out);
}

/* The module `warnings` once the script has imported it, and it has got so far: its filters decide. */
static Value filters(Thread *thread) {
    Value module = dict_get_str(thread->interpreter->modules, str_intern_text("warnings"));
    if (module == UNBOUND || module == NONE) return UNBOUND;
    Value function = value_find_attribute(thread, module, str_intern_text("warn_explicit"));
    if (function == RAISED) error_take(thread);
    return function == RAISED || function == UNBOUND ? UNBOUND : module;
}

static bool issue_by_module(Thread *thread, Value module, Frame *frame, const Site *site, Type *category,
                            const char *text) {
    Value name = dict_get_str(frame->function->globals, dunder_name);
    Dict *registry = warning_registry(thread, frame->function->globals);
    if (!registry) return false;
    Value items[] = {value_from_object(str_from_text(text)),
                     value_from_object(category),
                     value_from_object(str_from_text(site->source->name)),
                     int_from_int64(source_line(site->source, site->span.start)),
                     name != UNBOUND ? name : NONE,
                     value_from_object(registry)};
    return value_call_method(thread, module, str_intern_text("warn_explicit"),
                             &(Arguments){.items = items, .count = 6}) != RAISED;
}

bool warning_issue(Thread *thread, Type *category, const char *text) {
    Frame *frame = thread->frame;
    const Site *site = thread_site(thread);
    if (!frame || !site) return true;
    Value module = filters(thread);
    if (module != UNBOUND) return issue_by_module(thread, module, frame, site, category, text);
    if (type_is_subtype(category, &deprecation_warning) && !runs_in_main(frame->function->globals)) return true;
    uint32_t line = source_line(site->source, site->span.start);
    Dict *registry = warning_registry(thread, frame->function->globals);
    if (!registry) return false;
    Tuple *key =
        tuple_of(3, value_from_object(str_from_text(text)), value_from_object(category), value_from_small_int(line));
    int first = set_first(thread, registry, value_from_object(key), value_from_object(list_new(0)));
    if (first > 0) show(thread, site->source, line, category->name, text);
    return first >= 0;
}

bool warning_show_syntax(Thread *thread, const Source *source, uint32_t line, const char *text) {
    Value module = filters(thread);
    if (module == UNBOUND) {
        show(thread, source, line, "SyntaxWarning", text);
        return true;
    }
    Value items[] = {value_from_object(str_from_text(text)), value_from_object(&syntax_warning),
                     value_from_object(str_from_text(source->name)), int_from_int64(line)};
    return value_call_method(thread, module, str_intern_text("warn_explicit"),
                             &(Arguments){.items = items, .count = 4}) != RAISED;
}
