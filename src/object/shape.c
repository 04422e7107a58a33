/* Instances and the places of their attributes.

   A class has one list of slot names, which only grows; each of its shapes is that list and an extent. A name at an index
   below an instance's extent lives in that slot, any other in the instance's extra dict: which of the two never changes. */
#include "object/shape.h"

#include "object/bytes.h"
#include "object/dict.h"
#include "object/finalize.h"
#include "object/list.h"
#include "object/shape_core.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

enum { MOST_SLOTS = 128, FIRST_EXTENT = 4 };

/* The names of a class, an immutable block but for the words behind `count`. */
typedef struct SlotNames {
    _Atomic(uint32_t) count;
    uint32_t capacity;
    _Atomic(Str *) at[];
} SlotNames;

struct Shape {
    Type *type;
    uint32_t number;
    uint16_t extent;
    _Atomic(SlotNames *) *names; /* of the class */
};

static _Atomic(uint32_t) last_number = SHAPE_OF_FUNCTIONS + SHAPES_OF_FUNCTIONS - 1;

uint32_t shape_number_new(void) {
    return atomic_fetch_add_explicit(&last_number, 1, memory_order_relaxed) + 1;
}

static SlotNames *names_new(uint32_t capacity) {
    SlotNames *names = memory_new(sizeof *names + capacity * sizeof names->at[0]);
    names->capacity = capacity;
    return names;
}

static SlotNames *shape_names(Shape *shape) {
    return atomic_load_explicit(shape->names, memory_order_acquire);
}

static Shape *type_shape(const Type *type) {
    return atomic_load_explicit(&((Type *)(uintptr_t)type)->shape, memory_order_acquire);
}

static void publish_shape(Type *type, uint32_t extent, _Atomic(SlotNames *) *names) {
    Shape *shape = memory_new(sizeof *shape);
    *shape = (Shape){.type = type, .number = shape_number_new(), .extent = (uint16_t)extent, .names = names};
    atomic_store_explicit(&type->instance_shape, shape->number, memory_order_relaxed);
    atomic_store_explicit(&type->shape, shape, memory_order_release);
}

/* Index of an interned name; -1: not there. */
static int64_t names_find(SlotNames *names, Str *name) {
    uint32_t count = atomic_load_explicit(&names->count, memory_order_acquire);
    for (uint32_t i = 0; i < count; i++)
        if (atomic_load_explicit(&names->at[i], memory_order_relaxed) == name) return i;
    return -1;
}

static void names_append(_Atomic(SlotNames *) *place, Str *name) {
    SlotNames *names = atomic_load_explicit(place, memory_order_relaxed);
    uint32_t count = atomic_load_explicit(&names->count, memory_order_relaxed);
    if (count == names->capacity) {
        SlotNames *grown = names_new(names->capacity * 2);
        for (uint32_t i = 0; i < count; i++)
            atomic_init(&grown->at[i], atomic_load_explicit(&names->at[i], memory_order_relaxed));
        atomic_init(&grown->count, count);
        atomic_store_explicit(place, grown, memory_order_release);
        names = grown;
    }
    atomic_store_explicit(&names->at[count], name, memory_order_relaxed);
    atomic_store_explicit(&names->count, count + 1, memory_order_release);
}

/* Index of the name in the class, given one if there is room; the next instances get as many slots as there are names. */
static int64_t type_add_name(Type *type, Str *name) {
    object_lock(&type->object);
    Shape *shape = type_shape(type);
    int64_t index = names_find(shape_names(shape), name);
    uint32_t count = atomic_load_explicit(&shape_names(shape)->count, memory_order_relaxed);
    if (index < 0 && count < MOST_SLOTS) {
        names_append(shape->names, name);
        index = count;
        if (count >= shape->extent && !(type->flags & TYPE_HAS_VARIABLE_SIZE))
            publish_shape(type, count + 1, shape->names);
    }
    object_unlock(&type->object);
    if (type_find(type, name)) type_changed(type); /* who remembers the class's attribute must look again */
    return index;
}

void type_start_shapes(Type *type, const char *const *hints, size_t hint_count) {
    _Atomic(SlotNames *) *names = memory_new(sizeof *names);
    atomic_init(names, names_new(8));
    Shape *inherited = type->base ? type_shape(type->base) : NULL;
    if (inherited) {
        SlotNames *from = shape_names(inherited);
        for (uint32_t i = 0; i < atomic_load(&from->count); i++) names_append(names, atomic_load(&from->at[i]));
    }
    for (size_t i = 0; i < hint_count; i++) {
        Str *name = str_intern_text(hints[i]);
        SlotNames *so_far = atomic_load(names);
        if (names_find(so_far, name) < 0 && atomic_load(&so_far->count) < MOST_SLOTS) names_append(names, name);
    }
    uint32_t count = atomic_load(&atomic_load(names)->count);
    publish_shape(type, type->flags & TYPE_HAS_VARIABLE_SIZE ? 0 : count ? count : FIRST_EXTENT, names);
}

void *instance_new(Type *type) {
    Shape *shape = type_shape(type);
    if (!shape) return object_new(type, type->size ? type->size : sizeof(Object));
    Object *instance = memory_new(type->size + (1 + (size_t)shape->extent) * sizeof(Word));
    atomic_store_explicit(&instance->shape, shape->number, memory_order_relaxed);
    atomic_store_explicit(&instance->type, type, memory_order_relaxed);
    instance->extent = shape->extent;
    if (type->flags & TYPE_HAS_FINALIZER) object_set_finalizer(instance, type->kept);
    return instance;
}

static size_t rounded(size_t size) {
    return (size + sizeof(Word) - 1) & ~(sizeof(Word) - 1);
}

void *instance_new_variable(Type *type, size_t size) {
    return object_new(type, type_shape(type) ? rounded(size) + sizeof(Word) : size);
}

/* Where the attribute part of an instance starts. */
static size_t native_size(Object *instance, const Type *type) {
    if (!(type->flags & TYPE_HAS_VARIABLE_SIZE)) return type->size;
    if (type_is_subtype(type, &tuple_type)) return sizeof(Tuple) + ((Tuple *)instance)->count * sizeof(Value);
    if (type_is_subtype(type, &str_type)) return rounded(sizeof(Str) + ((Str *)instance)->bytes + 1);
    return rounded(sizeof(Bytes) + ((Bytes *)instance)->count + 1);
}

static Word *extra_word(Object *instance, const Type *type) {
    return (Word *)(void *)((char *)instance + native_size(instance, type));
}

static Dict *extra_dict(Object *instance, const Type *type, bool make) {
    Word *word = extra_word(instance, type);
    Value extra = word_load(word);
    if (extra == RAISED && make) {
        Value made = value_from_object(dict_new_pinned());
        if (atomic_compare_exchange_strong_explicit(word, &extra, made, memory_order_acq_rel, memory_order_acquire))
            extra = made;
    }
    return extra == RAISED ? NULL : value_dict(extra);
}

static Word *find_extra(Object *instance, const Type *type, Str *name, bool make) {
    Dict *extra = extra_dict(instance, type, make);
    DictEntry *entry = extra ? dict_entry(extra, name, make) : NULL;
    return entry ? &entry->value : NULL;
}

Word *instance_find(Object *instance, Str *name, bool make, uint32_t *offset) {
    Type *type = object_type(instance);
    Shape *shape = type_shape(type);
    *offset = 0;
    if (!shape) return NULL;
    name = str_interned(name);
    int64_t index = names_find(shape_names(shape), name);
    if (type->flags & TYPE_IS_SLOTTED && (index < 0 || index >= instance->extent)) return NULL;
    if (index < 0 && make) index = type_add_name(type, name);
    if (index < 0 || index >= instance->extent) return find_extra(instance, type, name, make);
    *offset = (uint32_t)(type->size + (1 + (size_t)index) * sizeof(Word));
    return (Word *)(void *)((char *)instance + *offset);
}

bool instance_may_hide(Object *instance, Str *name, uint32_t *offset) {
    Type *type = object_type(instance);
    Shape *shape = type_shape(type);
    *offset = 0;
    if (!shape) return true;
    SlotNames *names = shape_names(shape);
    int64_t index = names_find(names, str_interned(name));
    if (index < 0) return atomic_load_explicit(&names->count, memory_order_relaxed) < MOST_SLOTS;
    *offset = (uint32_t)(type->size + (1 + (size_t)index) * sizeof(Word));
    return index < instance->extent;
}

/* ---- The order of attributes ---- */

enum { COMPACT_AT = 256 };
static const size_t behind_note = SIZE_MAX / 2; /* positions from here on: what the note does not name */

/* Where the note is kept: no identifier. */
static Str *note_name(void) {
    return str_intern_text("\x01order");
}

static Word *note_place(Object *instance, const Type *type, bool make) {
    return find_extra(instance, type, note_name(), make);
}

static List *note_of(Object *instance, const Type *type) {
    if (atomic_load_explicit(&instance->mark, memory_order_relaxed) != MARK_NOTED) return NULL;
    Word *place = note_place(instance, type, false);
    Value note = place ? word_load(place) : RAISED;
    return note != RAISED && value_has_type(note, &list_type) ? value_list(note) : NULL;
}

static List *names_in_order(Object *instance) {
    List *names = list_new(8);
    size_t position = 0;
    Str *name;
    Value value;
    while (instance_next(instance, &position, &name, &value)) list_append(names, value_from_object(name));
    return names;
}

void instance_note_first(Object *instance, Str *name, uint32_t offset) {
    const Type *type = object_type(instance);
    unsigned char mark = atomic_load_explicit(&instance->mark, memory_order_relaxed);
    if (offset == 0 && mark != MARK_NOTED) {
        atomic_store_explicit(&instance->mark, MARK_EXTRA, memory_order_relaxed);
        return;
    }
    List *note = note_of(instance, type);
    size_t count = note ? list_count(note) : 0;
    if (!note || (count >= COMPACT_AT && (count & (count - 1)) == 0)) {
        Value old = note ? value_from_object(note) : RAISED;
        note = names_in_order(instance);
        Word *place = note_place(instance, type, true);
        if (!atomic_compare_exchange_strong(place, &old, value_from_object(note)) && value_has_type(old, &list_type))
            note = value_list(old);
        atomic_store_explicit(&instance->mark, MARK_NOTED, memory_order_relaxed);
    }
    list_append(note, value_from_object(str_interned(name)));
}

bool instance_store(Object *instance, Str *name, Value value) {
    uint32_t offset;
    Word *place = instance_find(instance, name, true, &offset);
    if (!place) return false;
    if (offset) instance_store_slot(instance, name, place, value);
    else {
        if (word_load(place) == RAISED) instance_note_first(instance, name, 0);
        word_store(place, value);
    }
    return true;
}

/* Every present attribute in the order of slots, then of the extra dict. */
static bool next_by_place(Object *instance, const Type *type, size_t *position, Str **name, Value *value) {
    SlotNames *names = shape_names(type_shape(type));
    size_t count = atomic_load_explicit(&names->count, memory_order_acquire);
    size_t slots = instance->extent < count ? instance->extent : count;
    Word *slot = extra_word(instance, type) + 1;
    for (; *position < slots; ++*position) {
        *value = word_load(&slot[*position]);
        if (*value == RAISED) continue;
        *name = atomic_load_explicit(&names->at[(*position)++], memory_order_relaxed);
        return true;
    }
    Dict *extra = extra_dict(instance, type, false);
    if (!extra) return false;
    size_t beyond = *position < instance->extent ? 0 : *position - instance->extent;
    Value key;
    do {
        if (!dict_next(extra, &beyond, &key, value)) return false;
    } while (value_str_object(key) == note_name());
    *position = instance->extent + beyond;
    *name = value_str_object(key);
    return true;
}

static bool is_noted(List *note, Value name, size_t from) {
    Value noted;
    for (size_t i = from; (noted = list_get(note, i)) != UNBOUND; i++)
        if (noted == name) return true;
    return false;
}

/* A name counts where it is noted last. */
static bool next_noted(Object *instance, List *note, size_t *position, Str **name, Value *value) {
    Value noted;
    while ((noted = list_get(note, *position)) != UNBOUND) {
        ++*position;
        uint32_t offset;
        Word *place =
            is_noted(note, noted, *position) ? NULL : instance_find(instance, value_str_object(noted), false, &offset);
        *value = place ? word_load(place) : RAISED;
        if (*value == RAISED) continue;
        *name = value_str_object(noted);
        return true;
    }
    *position = behind_note;
    return false;
}

bool instance_next(Object *instance, size_t *position, Str **name, Value *value) {
    Type *type = object_type(instance);
    if (!type_shape(type)) return false;
    List *note = note_of(instance, type);
    if (note && *position < behind_note && next_noted(instance, note, position, name, value)) return true;
    size_t start = note ? behind_note : 0, at = *position - start;
    bool found;
    do {
        found = next_by_place(instance, type, &at, name, value);
    } while (found && note && is_noted(note, value_from_object(*name), 0));
    *position = start + at;
    return found;
}

static void forget_attributes(Object *instance, const Type *type) {
    Word *slot = extra_word(instance, type);
    for (size_t i = 0; i <= instance->extent; i++) word_store(&slot[i], RAISED);
    atomic_store_explicit(&instance->mark, 0, memory_order_relaxed);
}

/* The shape is one of its own: no cache knows the instance any more. */
void instance_set_class(Object *instance, Type *type) {
    size_t position = 0;
    Str *name;
    Value value;
    Dict *attributes = dict_new();
    while (instance_next(instance, &position, &name, &value)) dict_set_str(attributes, name, value);
    forget_attributes(instance, object_type(instance));
    atomic_store_explicit(&instance->shape, shape_number_new(), memory_order_relaxed);
    atomic_store_explicit(&instance->type, type, memory_order_release);
    Value key;
    for (position = 0; dict_next(attributes, &position, &key, &value);)
        instance_store(instance, value_str_object(key), value);
}

Value instance_dict(Object *instance) {
    return value_from_object(dict_new_view(instance));
}
