/* Looks in the globals of the script, then in the local variables of all threads: at their values, then one step
   into lists, tuples, dicts and attributes. */
#include "interp/deadlock_names.h"

#include "interp/frame.h"
#include "object/list.h"
#include "object/names.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

typedef struct Search {
    Thread *thread; /* that reports */
    const void *primitive;
    Buffer *out;
} Search;

static bool is_it(const Search *search, Value value) {
    return value_is_object(value) && search->thread->interpreter->primitive_of(value) == search->primitive;
}

static bool found_as(const Search *search, const char *name) {
    buffer_addf(search->out, " `%s`", name);
    return true;
}

static bool in_items(const Search *search, const char *name, const Value *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (is_it(search, items[i])) return found_as(search, str_text(str_format("%s[%zu]", name, i)));
    return false;
}

static bool in_list(const Search *search, const char *name, List *list) {
    size_t count;
    Value *items = list_snapshot(list, &count);
    return in_items(search, name, items, count);
}

static bool in_dict(const Search *search, const char *name, Dict *dict) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) {
        if (!is_it(search, value)) continue;
        const char *key_text = value_repr_text(search->thread, key);
        return found_as(search, str_text(str_format("%s[%s]", name, key_text)));
    }
    return false;
}

static bool in_attributes(const Search *search, const char *name, Object *object) {
    size_t position = 0;
    Str *attribute;
    Value value;
    while (instance_next(object, &position, &attribute, &value))
        if (is_it(search, value)) return found_as(search, str_text(str_format("%s.%s", name, str_text(attribute))));
    return false;
}

static bool inside(const Search *search, const char *name, Value value) {
    if (value_is_list(value)) return in_list(search, name, value_list(value));
    if (value_is_tuple(value)) return in_items(search, name, value_tuple(value)->items, value_tuple(value)->count);
    if (value_is_dict(value)) return in_dict(search, name, value_dict(value));
    if (!value_is_object(value) || !(object_type(value_object(value))->flags & TYPE_HAS_ATTRIBUTES)) return false;
    return in_attributes(search, name, value_object(value));
}

static bool matches(const Search *search, Str *name, Value value, bool deep) {
    if (str_text(name)[0] == '.') return false;
    return deep ? inside(search, str_text(name), value) : is_it(search, value) && found_as(search, str_text(name));
}

static bool in_globals(const Search *search, bool deep) {
    Value module = dict_get_str(search->thread->interpreter->modules, dunder_main);
    if (module == UNBOUND || !value_has_type(module, &module_type)) return false;
    size_t position = 0;
    Value name, value;
    while (dict_next(((Module *)value_object(module))->names, &position, &name, &value))
        if (value_is_str(name) && matches(search, value_str_object(name), value, deep)) return true;
    return false;
}

static bool in_frame(const Search *search, Frame *frame, bool deep) {
    for (int32_t i = 0; i < frame->function->code->slot_count; i++) {
        Value value = frame->slots[i];
        if (value_has_type(value, &cell_type)) value = word_load(&((Cell *)value_object(value))->value);
        if (matches(search, frame->function->code->slot_names[i], value, deep)) return true;
    }
    return false;
}

static bool in_frames(const Search *search, Thread *const *threads, size_t count, bool deep) {
    for (size_t i = 0; i < count; i++)
        for (Frame *frame = threads[i]->frame; frame; frame = frame->back)
            if (in_frame(search, frame, deep)) return true;
    return false;
}

void primitive_name_add(Buffer *out, Thread *self, Thread *const *threads, size_t count, const void *primitive) {
    if (!self->interpreter->primitive_of) return;
    Search search = {self, primitive, out};
    for (int deep = 0; deep < 2; deep++)
        if (in_globals(&search, deep) || in_frames(&search, threads, count, deep)) return;
}
