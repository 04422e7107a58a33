/* Candidates for a misspelt name come from the frame (locals, globals, built-ins), from dir() of the object or from the
   module; the nearest one by text_distance wins, if no more than a third of the letters differ. */
#include "interp/suggestions.h"

#include "base/text.h"
#include "base/vector.h"
#include "interp/interpreter.h"
#include "interp/left_out.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <string.h>

enum { SCOPE_GLOBALS, SCOPE_BUILTINS, SCOPE_SELF, SCOPE_NAMES };
enum { CANDIDATES_MOST = 750, NAME_LENGTH_MOST = 40 };

typedef VECTOR(Str *) Names;

static Value slot_value(Value slot) {
    return value_has_type(slot, &cell_type) ? word_load(&((Cell *)value_object(slot))->value) : slot;
}

static void add_dict_names(Names *names, Dict *dict) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value))
        if (value_is_str(key)) vector_push(names, value_str_object(key));
}

static Value add_local_names(Names *names, Frame *frame) {
    Value self = NONE;
    for (int32_t i = 0; i < frame->function->code->slot_count; i++) {
        Value value = frame->slots[i] == RAISED ? UNBOUND : slot_value(frame->slots[i]);
        Str *name = frame->function->code->slot_names[i];
        if (value == UNBOUND || str_text(name)[0] == '.') continue;
        vector_push(names, name);
        if (str_equal(name, name_self)) self = value;
    }
    if (frame->function->names) add_dict_names(names, frame->function->names);
    return self;
}

Value suggestion_scope(Frame *frame, Value error) {
    if (!value_is_instance(error, &name_error) && !value_is_instance(error, &attribute_error)) return RAISED;
    Names names = {0};
    Value self = add_local_names(&names, frame);
    Tuple *scope = tuple_new(SCOPE_NAMES + names.count);
    scope->items[SCOPE_GLOBALS] = value_from_object(frame->function->globals);
    scope->items[SCOPE_BUILTINS] = value_from_object(frame->function->builtins);
    scope->items[SCOPE_SELF] = self;
    for (size_t i = 0; i < names.count; i++) scope->items[SCOPE_NAMES + i] = value_from_object(names.at[i]);
    return value_from_object(scope);
}

static Tuple *innermost_scope(Value error) {
    Value head = word_load(&value_exception(error)->traceback);
    if (head == NONE || head == RAISED) return NULL;
    Traceback *entry = (Traceback *)value_object(head);
    while (entry->inner) entry = entry->inner;
    return entry->scope == RAISED ? NULL : value_tuple(entry->scope);
}

static Str *nearest(const Names *candidates, Str *wrong) {
    if (candidates->count > CANDIDATES_MOST || wrong->length > NAME_LENGTH_MOST) return NULL;
    size_t best = SIZE_MAX;
    Str *found = NULL;
    for (size_t i = 0; i < candidates->count; i++) {
        Str *name = candidates->at[i];
        if (str_equal(name, wrong)) continue;
        size_t most = (name->length + wrong->length + 3) * 2 / 6;
        if (most > best - 1) most = best - 1;
        size_t distance = text_distance(str_text(wrong), str_text(name), most);
        if (distance > most || (found && distance >= best)) continue;
        found = name;
        best = distance;
    }
    return found;
}

static bool add_dir_names(Thread *thread, Names *names, Value object, bool with_underscored) {
    Value list = value_dir(thread, object);
    if (list == RAISED) return error_take(thread), false;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    for (size_t i = 0; i < count; i++) {
        if (!value_is_str(items[i])) continue;
        Str *name = value_str_object(items[i]);
        if (with_underscored || str_text(name)[0] != '_') vector_push(names, name);
    }
    return true;
}

static Str *suggestion_of_attribute(Thread *thread, Value error, Str *wrong) {
    Value object = value_find_attribute(thread, error, name_obj);
    if (object == RAISED) return error_take(thread), NULL;
    if (object == UNBOUND) return NULL;
    Tuple *scope = innermost_scope(error);
    bool with_underscored = str_text(wrong)[0] == '_' || (scope && scope->items[SCOPE_SELF] == object);
    Names names = {0};
    return add_dir_names(thread, &names, object, with_underscored) ? nearest(&names, wrong) : NULL;
}

static Str *suggestion_of_import(Thread *thread, Value error, Str *wrong) {
    Value name = value_find_attribute(thread, error, name_name);
    if (name == RAISED) return error_take(thread), NULL;
    if (name == UNBOUND || !value_is_str(name)) return NULL;
    Value module = dict_get_str(thread->interpreter->modules, value_str_object(name));
    Names names = {0};
    if (module == UNBOUND || !add_dir_names(thread, &names, module, str_text(wrong)[0] == '_')) return NULL;
    return nearest(&names, wrong);
}

static bool has_attribute(Thread *thread, Value object, Str *name) {
    if (object == NONE) return false;
    Value value = value_find_attribute(thread, object, name);
    if (value == RAISED) error_take(thread);
    return value != RAISED && value != UNBOUND;
}

static Str *suggestion_of_name(Thread *thread, Value error, Str *wrong) {
    Tuple *scope = innermost_scope(error);
    if (!scope) return NULL;
    if (has_attribute(thread, scope->items[SCOPE_SELF], wrong)) return str_format("self.%s", str_text(wrong));
    Names names = {0};
    for (size_t i = SCOPE_NAMES; i < scope->count; i++) vector_push(&names, value_str_object(scope->items[i]));
    add_dict_names(&names, value_dict(scope->items[SCOPE_GLOBALS]));
    add_dict_names(&names, value_dict(scope->items[SCOPE_BUILTINS]));
    return nearest(&names, wrong);
}

/* The attribute that holds the wrong name, if it is a str. */
static Str *wrong_name(Thread *thread, Value error, const char *attribute) {
    Value name = value_find_attribute(thread, error, str_intern_text(attribute));
    if (name == RAISED) return error_take(thread), NULL;
    return name != UNBOUND && value_is_str(name) ? value_str_object(name) : NULL;
}

static bool is_module_name(Thread *thread, Str *name) {
    const NativeModule *tables[] = {thread->interpreter->native_modules, thread->interpreter->embedded_modules};
    for (int i = 0; i < 2; i++)
        for (const NativeModule *module = tables[i]; module->name; module++)
            if (strcmp(module->name, str_text(name)) == 0) return true;
    return false;
}

static void add_name_suggestion(Thread *thread, Buffer *out, Value error, Str *wrong) {
    Str *name = left_out_name(str_text(wrong)) ? NULL : suggestion_of_name(thread, error, wrong);
    if (name) buffer_addf(out, ". Did you mean: '%s'?", str_text(name));
    if (!is_module_name(thread, wrong)) return;
    buffer_addf(out, name ? " Or did you forget to import '%s'?" : ". Did you forget to import '%s'?", str_text(wrong));
}

void suggestion_add(Thread *thread, Buffer *out, Value error) {
    Str *name = NULL, *wrong;
    if (value_is_instance(error, &import_error)) {
        if ((wrong = wrong_name(thread, error, "name_from"))) name = suggestion_of_import(thread, error, wrong);
    } else if (value_is_instance(error, &attribute_error)) {
        if ((wrong = wrong_name(thread, error, "name"))) name = suggestion_of_attribute(thread, error, wrong);
    } else if (value_is_instance(error, &name_error) && !value_is_instance(error, &unbound_local_error)) {
        if ((wrong = wrong_name(thread, error, "name"))) add_name_suggestion(thread, out, error, wrong);
    }
    if (name) buffer_addf(out, ". Did you mean: '%s'?", str_text(name));
}
