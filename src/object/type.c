/* Making built-in types usable, looking names up along the mro, and keeping versions and slots true when attributes change. */
#include "object/type.h"

#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/shape_core.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/type_slots.h"

static _Atomic(uint32_t) last_version;

static uint32_t version_new(void) {
    return atomic_fetch_add_explicit(&last_version, 1, memory_order_relaxed) + 1;
}

Tuple *type_mro(const Type *type) {
    Type *changing = (Type *)(uintptr_t)type;
    Value mro = word_load(&changing->mro);
    if (mro == RAISED) {
        type_ready(changing);
        mro = word_load(&changing->mro);
    }
    return value_tuple(mro);
}

bool type_is_subtype(const Type *type, const Type *base) {
    if (type == base || base == &object_type_object) return true;
    if (!(type->flags & TYPE_IS_CLASS)) {
        const Type *second = type->second_base;
        for (type = type->base; type; type = type->base)
            if (type == base) return true;
        return second && type_is_subtype(second, base);
    }
    Tuple *mro = type_mro(type);
    for (size_t i = 1; i < mro->count; i++)
        if (value_as_type(mro->items[i]) == base) return true;
    return false;
}

static DictEntry *search(Type *type, Str *name) {
    Tuple *mro = type_mro(type);
    for (size_t i = 0; i < mro->count; i++) {
        DictEntry *entry = dict_entry(value_as_type(mro->items[i])->attributes, name, false);
        if (entry && dict_entry_value(entry) != UNBOUND) return entry;
    }
    return NULL;
}

/* What a search along the mro found. Immutable; replaced by one atomic store. */
typedef struct Lookup {
    Str *name;
    uint32_t version;
    DictEntry *entry; /* null: there is none */
} Lookup;

static _Atomic(const Lookup *) *lookup_place(Type *type, const Str *name) {
    uintptr_t bits = (uintptr_t)name;
    return &type->lookups[(bits >> 4 ^ bits >> 9) % TYPE_LOOKUPS];
}

/* The version was read before the search: whoever changes the type then gives it another. 0: a class in the making. */
static __attribute__((noinline)) DictEntry *search_and_keep(Type *type, Str *name, uint32_t version) {
    DictEntry *entry = search(type, name);
    if (version == 0) return entry;
    Lookup *kept = memory_new(sizeof *kept);
    *kept = (Lookup){name, version, entry};
    atomic_store_explicit(lookup_place(type, name), kept, memory_order_release);
    return entry;
}

DictEntry *type_find(Type *type, Str *name) {
    uint32_t version = type_version(type);
    const Lookup *last = atomic_load_explicit(lookup_place(type, name), memory_order_acquire);
    if (last != NULL && last->name == name && last->version == version) return last->entry;
    return search_and_keep(type, name, version);
}

/* An attribute that was deleted since it was found may have stood before one of a base. */
Value type_lookup(Type *type, Str *name) {
    DictEntry *entry = type_find(type, name);
    Value value = entry ? dict_entry_value(entry) : UNBOUND;
    if (entry == NULL || value != UNBOUND) return value;
    entry = search(type, name);
    return entry ? dict_entry_value(entry) : UNBOUND;
}

void type_add_subtype(Type *base, Type *subtype) {
    object_lock(&base->object);
    if (!base->subtypes) base->subtypes = list_new(0);
    object_unlock(&base->object);
    list_append(base->subtypes, value_from_object(subtype));
}

/* Calls `visit` for the type and everything below it. */
static void visit_family(Type *type, void (*visit)(Type *type, Str *name), Str *name) {
    visit(type, name);
    object_lock(&type->object);
    List *subtypes = type->subtypes;
    object_unlock(&type->object);
    if (!subtypes) return;
    Value subtype;
    for (size_t i = 0; (subtype = list_get(subtypes, i)) != UNBOUND; i++)
        visit_family(value_as_type(subtype), visit, name);
}

static void give_version(Type *type, Str *name) {
    (void)name;
    atomic_store_explicit(&type->version, version_new(), memory_order_release);
}

void type_changed(Type *type) {
    visit_family(type, give_version, NULL);
}

static void refill(Type *type, Str *name) {
    if (type->flags & TYPE_IS_CLASS) slots_fill(type, name);
}

static bool is_dunder(Str *name) {
    return name->bytes > 4 && name->text[0] == '_' && name->text[1] == '_';
}

/* Held while slots follow attributes: two threads that change one method must not leave the slot of the other one's. */
static Object changing;

void type_start_slots(Type *type) {
    object_lock(&changing);
    slots_fill(type, NULL);
    type_changed(type);
    object_unlock(&changing);
}

static void follow_change(Type *type, Str *name) {
    object_lock(&changing);
    type_changed(type); /* before: what was found until now is not what fills the slots */
    visit_family(type, refill, name);
    type_changed(type); /* after the slots: who remembers an absent one with this version must look again */
    object_unlock(&changing);
}

_Atomic(uint32_t) slots_epoch;

static void begin_slots_epoch(void) {
    uint32_t epoch = atomic_load_explicit(&slots_epoch, memory_order_relaxed);
    while (epoch < SLOTS_EPOCH_LIMIT &&
           !atomic_compare_exchange_weak_explicit(&slots_epoch, &epoch, epoch + 1, memory_order_release,
                                                  memory_order_relaxed))
        ;
}

/* Whether the class may from now on answer before the slots of its instances do. */
static bool overrides_slots(Str *name, Value value) {
    Str *const methods[] = {dunder_getattribute, dunder_getattr, dunder_setattr,
                            dunder_delattr,      dunder_set,     dunder_delete};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (name == methods[i]) return true;
    return value != UNBOUND && SLOT(value_type(value), descriptor_set) != NULL;
}

bool type_set_attribute(Thread *thread, Type *type, Str *name, Value value) {
    if (!(type->flags & TYPE_IS_CLASS))
        return fail_type(thread, "cannot set '%s' attribute of immutable type '%s'", str_text(name), type->name);
    name = str_interned(name);
    DictEntry *entry = dict_entry(type->attributes, name, value != UNBOUND);
    Value stored = value == UNBOUND ? RAISED : value;
    Value old = entry ? atomic_exchange_explicit(&entry->value, stored, memory_order_acq_rel) : RAISED;
    if (value == UNBOUND && old == RAISED)
        return fail_error(thread, &attribute_error, "type object '%s' has no attribute '%s'", type->name,
                          str_text(name));
    if (is_dunder(name)) follow_change(type, name);
    else if (old == RAISED || value == UNBOUND) type_changed(type);
    if (overrides_slots(name, value)) begin_slots_epoch();
    return true;
}

/* Built-in types. */

static void add_methods(Type *type) {
    for (const Builtin *entry = type->methods; entry && entry->name; entry++) {
        Value method = method_descriptor_new(entry, type);
        if (entry->kind == BUILTIN_STATIC_METHOD) method = static_method_new(builtin_new(entry, UNBOUND, NULL));
        dict_set_str(type->attributes, str_intern_text(entry->name), method);
    }
}

static void add_properties(Type *type) {
    for (const Property *entry = type->properties; entry && entry->name; entry++)
        dict_set_str(type->attributes, str_intern_text(entry->name), property_descriptor_new(entry, type));
}

static void add_attributes(Type *type) {
    type->attributes = dict_new_pinned();
    add_methods(type);
    add_properties(type);
    slots_expose(type);
    if (type->construct || type == &object_type_object) dict_set_str(type->attributes, dunder_new, native_new(type));
    if (dict_get_str(type->attributes, dunder_doc) == UNBOUND)
        dict_set_str(type->attributes, dunder_doc, value_from_text(type->doc));
}

/* A type that compares in its own way must hash in its own way, or not at all. */
static void inherit_slots(Type *type) {
    const Type *base = type->base;
    bool hash_follows = !type->compare || type->flags & TYPE_IS_HASHABLE_BY_IDENTITY;
    for (size_t offset = offsetof(Type, repr); offset < offsetof(Type, enter); offset += sizeof(AnySlot)) {
        if (slot_get(type, offset) || (offset == offsetof(Type, hash) && !hash_follows)) continue;
        slot_set(type, offset, slot_get(base, offset));
    }
    if (!type->hash) dict_set_str(type->attributes, dunder_hash, NONE);
}

static void derive(Type *type) {
    if (type == &object_type_object) {
        word_store(&type->bases, value_from_object(tuple_new(0)));
        word_store(&type->mro, value_from_object(tuple_of(1, value_from_object(type))));
        return;
    }
    if (!type->base) type->base = &object_type_object;
    type_ready(type->base);
    type->flags |= type->base->flags & (TYPE_HAS_ATTRIBUTES | TYPE_FLAGS_INHERITED);
    if (!type->size) type->size = type->base->size;
    if (type->second_base) type_ready(type->second_base);
    Tuple *bases =
        tuple_of(type->second_base ? 2 : 1, value_from_object(type->base), value_from_object(type->second_base));
    word_store(&type->bases, value_from_object(bases));
    word_store(&type->mro, mro_compute(NULL, type, bases));
}

static void number_instances(Type *type) {
    if (!atomic_load_explicit(&type->instance_shape, memory_order_relaxed))
        atomic_store_explicit(&type->instance_shape, shape_number_new(), memory_order_relaxed);
}

/* "lock" of "_thread.lock". */
static const char *last_name_part(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

void type_ready(Type *type) {
    if (type->attributes) return;
    number_instances(&type_type);
    number_instances(type);
    atomic_store_explicit(&type->object.shape, atomic_load(&type_type.instance_shape), memory_order_relaxed);
    derive(type);
    Value name = value_from_object(str_intern_text(last_name_part(type->name)));
    word_store(&type->name_string, name);
    word_store(&type->qualified_name, name);
    add_attributes(type);
    if (type->base) inherit_slots(type);
    give_version(type, NULL);
    if (type->base) type_add_subtype(type->base, type);
    if (type->flags & TYPE_HAS_ATTRIBUTES) type_start_shapes(type, NULL, 0);
}

#define TYPE(variable) extern Type variable;
#define EXCEPTION(variable, Name, Base, Doc) extern Type variable;
#include "object/builtin_types.def"
#include "object/exceptions.def"

static Type *const builtin_types[] = {
#define TYPE(variable) &variable,
#include "object/builtin_types.def"
#define EXCEPTION(variable, Name, Base, Doc) &variable,
#include "object/exceptions.def"
};

/* Numbers first: names are strs, and needed to make any type ready. */
void types_start(void) {
    if (object_type_object.attributes) return;
    for (size_t i = 0; i < sizeof builtin_types / sizeof *builtin_types; i++) number_instances(builtin_types[i]);
    names_start();
    for (size_t i = 0; i < sizeof builtin_types / sizeof *builtin_types; i++) type_ready(builtin_types[i]);
}
