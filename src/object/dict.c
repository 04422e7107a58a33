/* dict as C code uses it. */
#include "object/dict.h"

#include "object/dict_find.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/attribute.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

Value raise_key(Thread *thread, Value key) {
    return raise_with(thread, &key_error, key);
}

/* The live dict of an instance has names only. */
static Value view_get(DictTable *table, Value key) {
    uint32_t offset;
    Word *place = value_is_str(key) ? instance_find(table->owner, value_str_object(key), false, &offset) : NULL;
    Value value = place ? word_load(place) : RAISED;
    return value == RAISED ? UNBOUND : value;
}

static __attribute__((noinline)) Value get_slowly(Thread *thread, Dict *dict, Value key, uint64_t hash,
                                                  DictPlace *place) {
    for (;;) {
        Value value;
        DictTable *table = dict_table(dict);
        *place = (DictPlace){table, NULL};
        if (table->kind == DICT_VIEW) return view_get(table, key);
        int found = table_find(thread, table, key, hash, &place->entry, &value);
        if (table->kind != DICT_TABLE) place->entry = NULL;
        if (found > 0) return value == RAISED ? UNBOUND : value;
        if (found < 0) return RAISED;
        if (!dict_has_left(dict, table)) return UNBOUND;
    }
}

static __attribute__((noinline)) Value hash_and_get(Thread *thread, Dict *dict, Value key, DictPlace *place) {
    uint64_t hash;
    return value_hash_quick(thread, key, &hash) ? get_slowly(thread, dict, key, hash, place) : RAISED;
}

Value dict_get_place(Thread *thread, Dict *dict, Value key, DictPlace *place) {
    uint64_t hash;
    DictFound found;
    DictTable *table = dict_table(dict);
    int is_there = find_quick(table, key, &hash, &found);
    *place = (DictPlace){table, NULL};
    if (is_there == 0 && !table_is_open(table)) return UNBOUND;
    if (is_there <= 0) return hash_and_get(thread, dict, key, place);
    place->entry = found.entry;
    return found.value;
}

Value dict_get(Thread *thread, Dict *dict, Value key) {
    DictPlace place;
    return dict_get_place(thread, dict, key, &place);
}

static bool check_view_key(Thread *thread, Dict *dict, Value key) {
    if (dict_table(dict)->kind != DICT_VIEW || value_is_str(key)) return true;
    return fail_type(thread, "attribute name must be string, not '%s'", type_name_of(key));
}

bool dict_set_slowly(Thread *thread, Dict *dict, Value key, Value value) {
    uint64_t hash;
    Value old;
    return value_hash_quick(thread, key, &hash) && check_view_key(thread, dict, key) &&
           dict_change(thread, dict, key, hash, DICT_SET, value, &old);
}

int dict_delete(Thread *thread, Dict *dict, Value key) {
    uint64_t hash;
    Value old;
    if (!value_hash_quick(thread, key, &hash)) return -1;
    if (dict_table(dict)->kind == DICT_VIEW && !value_is_str(key)) return 0;
    if (!dict_change(thread, dict, key, hash, DICT_DELETE, UNBOUND, &old)) return -1;
    return old != UNBOUND;
}

Value dict_get_str(Dict *dict, Str *key) {
    DictPlace place;
    return get_slowly(NULL, dict, value_from_object(key), str_hash(key), &place);
}

void dict_set_str(Dict *dict, Str *key, Value value) {
    Value old;
    dict_change(NULL, dict, value_from_object(key), str_hash(key), DICT_SET, value, &old);
}

bool dict_delete_str(Dict *dict, Str *key) {
    Value old;
    dict_change(NULL, dict, value_from_object(key), str_hash(key), DICT_DELETE, UNBOUND, &old);
    return old != UNBOUND;
}

/* The hash of the key that table_next has just given. */
static uint64_t hash_at(DictTable *table, size_t position, Value key) {
    return table->kind == DICT_VIEW ? str_hash(value_str_object(key)) : table_entry(table, position - 1)->hash;
}

static bool add_entries(Thread *thread, Dict *dict, DictTable *table) {
    size_t position = 0;
    Value key, value;
    while (table_next(table, &position, &key, &value))
        if (!check_view_key(thread, dict, key) ||
            !dict_set_hashed(thread, dict, key, hash_at(table, position, key), value))
            return false;
    return true;
}

Dict *dict_copy(Dict *dict) {
    Dict *copy = dict_new();
    DictTable *entries = dict_entries_copied(dict);
    if (entries && (entries->kind != DICT_TABLE || !dict_adopt(copy, entries))) add_entries(NULL, copy, entries);
    return copy;
}

/* Update. */

static bool update_from_dict(Thread *thread, Dict *dict, Dict *other) {
    DictTable *entries = dict_entries_copied(other);
    if (!entries || (entries->kind == DICT_TABLE && dict_adopt(dict, entries))) return true;
    return add_entries(thread, dict, entries);
}

static bool update_from_keys(Thread *thread, Dict *dict, Value mapping, Value keys) {
    Value names = value_call0(thread, keys), key;
    Value iterator = names == RAISED ? RAISED : value_iter(thread, names);
    if (iterator == RAISED) return false;
    while ((key = value_next(thread, iterator)) != UNBOUND) {
        Value value = key == RAISED ? RAISED : value_get_item(thread, mapping, key);
        if (value == RAISED || !dict_set(thread, dict, key, value)) return false;
    }
    return true;
}

static bool set_pair(Thread *thread, Dict *dict, Value pair, size_t number) {
    if (value_has_type(pair, &tuple_type) && value_tuple(pair)->count == 2)
        return dict_set(thread, dict, value_tuple(pair)->items[0], value_tuple(pair)->items[1]);
    Value items = list_from_iterable(thread, pair);
    if (items == RAISED) {
        if (!error_catch(thread, &type_error)) return false;
        return fail_type(thread, "cannot convert dictionary update sequence element #%zu to a sequence", number);
    }
    size_t count = list_count(value_list(items));
    if (count != 2)
        return fail_value(thread, "dictionary update sequence element #%zu has length %zu; 2 is required", number,
                          count);
    return dict_set(thread, dict, list_get(value_list(items), 0), list_get(value_list(items), 1));
}

static bool update_from_pairs(Thread *thread, Dict *dict, Value pairs) {
    Value iterator = value_iter(thread, pairs), pair;
    if (iterator == RAISED) return false;
    UnarySlot next = SLOT(value_type(iterator), next);
    for (size_t number = 0; (pair = next(thread, iterator)) != UNBOUND; number++)
        if (pair == RAISED || !set_pair(thread, dict, pair, number)) return false;
    return true;
}

bool dict_update(Thread *thread, Dict *dict, Value other) {
    if (value_is_dict(other) && SLOT(value_type(other), iter) == SLOT(&dict_type, iter))
        return update_from_dict(thread, dict, value_dict(other));
    Value keys = value_find_attribute(thread, other, name_keys);
    if (keys == RAISED) return false;
    return keys == UNBOUND ? update_from_pairs(thread, dict, other) : update_from_keys(thread, dict, other, keys);
}

bool dict_update_args(Thread *thread, Dict *dict, const char *name, const Arguments *args) {
    if (args->count > 1) return fail_type(thread, "%s expected at most 1 argument, got %u", name, args->count);
    if (args->count && !dict_update(thread, dict, args->items[0])) return false;
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (!dict_set(thread, dict, value_from_object(args->keywords[i]), args->items[args->count + i])) return false;
    return true;
}
