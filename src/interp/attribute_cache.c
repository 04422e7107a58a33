/* What an AttributeExpr remembers: learning. */
#include "interp/attribute_cache.h"

#include "object/attribute.h"
#include "object/callable.h"
#include "object/module.h"
#include "object/str.h"

/* A node that meets more kinds of objects than a chain may hold starts anew each time, but not for ever. */
enum { MOST_RECORDS = 4, MOST_LEARNED = 1000 };

static void learn_record(AttributeExpr *node, AttributeRecord found) {
    const AttributeRecord *head = atomic_load_explicit(&node->method, memory_order_acquire);
    if (head != NULL && head->learned == MOST_LEARNED) return;
    bool is_full = head != NULL && head->length == MOST_RECORDS;
    AttributeRecord *record = memory_new(sizeof *record);
    *record = found;
    record->method_shape = (found.slot | found.hidden_by) == 0 ? found.shape : 0;
    record->next = is_full ? NULL : head;
    record->length = record->next != NULL ? head->length + 1 : 1;
    record->learned = head != NULL ? head->learned + 1 : 1;
    atomic_store_explicit(&node->method, record, memory_order_release);
}

/* `epoch`: as it was before the class was asked whether it answers for slots. Words of an earlier one are of no use. */
static void learn_slot(AttributeExpr *node, Object *object, uint32_t offset, uint32_t epoch) {
    if (offset > UINT16_MAX || epoch == SLOTS_EPOCH_LIMIT) return;
    uint64_t first = atomic_load_explicit(&node->slots[0], memory_order_relaxed);
    uint64_t second = atomic_load_explicit(&node->slots[1], memory_order_relaxed);
    if (second != 0 && (second >> 16 & UINT16_MAX) == epoch) {
        learn_record(node, (AttributeRecord){.shape = object_shape(object), .slot = offset, .epoch = epoch});
        return;
    }
    atomic_store_explicit(&node->slots[1], first, memory_order_relaxed);
    atomic_store_explicit(&node->slots[0], attribute_key(object, epoch) | offset, memory_order_relaxed);
}

/* Modules: the entry is the module's own; a module that lost the name is asked the long way. */
static void learn_module(AttributeExpr *node, Module *module) {
    DictEntry *entry = dict_entry(module->names, value_str_object(node->string), false);
    if (entry != NULL) learn_record(node, (AttributeRecord){.owner = &module->object, .entry = entry});
}

/* Attributes of a class asked of the class itself. Not those that `type` has, too, and not what binds to the class in its own
   way. */
static void learn_class(AttributeExpr *node, Type *type) {
    Str *name = value_str_object(node->string);
    uint32_t version = type_version(type);
    DictEntry *entry = type_lookup(&type_type, name) == UNBOUND ? type_find(type, name) : NULL;
    Value value = entry ? dict_entry_value(entry) : UNBOUND;
    if (value == UNBOUND) return;
    Type *kind = value_type(value);
    if (SLOT(kind, descriptor_get) == NULL || kind == &function_type || kind == &static_method_type ||
        kind == &class_method_type)
        learn_record(node,
                     (AttributeRecord){.owner = &type->object, .version = version, .searched = type, .entry = entry});
}

static void learn_class_of(AttributeExpr *node, Object *object, Type *type, uint32_t version) {
    DictEntry *entry = type_find(type, value_str_object(node->string));
    AttributeRecord record = {.shape = object_shape(object), .version = version, .searched = type, .entry = entry};
    if (entry != NULL && instance_may_hide(object, value_str_object(node->string), &record.hidden_by))
        learn_record(node, record);
}

/* A data descriptor of the class goes before a slot of the instance. */
static bool has_data_descriptor(Type *type, Str *name) {
    Value value = type_lookup(type, name);
    return value != UNBOUND && SLOT(value_type(value), descriptor_set) != NULL;
}

static void learn_instance(AttributeExpr *node, Object *object, Type *type, uint32_t epoch) {
    Str *name = value_str_object(node->string);
    uint32_t version = type_version(type), offset;
    Word *place = instance_find(object, name, false, &offset);
    bool is_present = place != NULL && word_load(place) != RAISED;
    if (!is_present) learn_class_of(node, object, type, version);
    else if (offset != 0 && !has_data_descriptor(type, name)) learn_slot(node, object, offset, epoch);
}

/* A node may both read and write (x.n += 1), so a class must do both in the generic way. */
static bool is_generic(const Type *type) {
    return SLOT(type, get_attribute) == NULL && SLOT(type, set_attribute) == NULL;
}

void attribute_learn(AttributeExpr *node, Object *object) {
    Type *type = object_type(object);
    uint32_t epoch = attribute_epoch();
    if (type == &module_type) learn_module(node, (Module *)object);
    else if (type == &type_type) learn_class(node, (Type *)object);
    else if (is_generic(type)) learn_instance(node, object, type, epoch);
}

Word *attribute_learn_store(AttributeExpr *node, Object *object) {
    const AttributeRecord *record = attribute_record(node, object);
    uint32_t epoch = attribute_epoch();
    if (record != NULL && record->slot != 0 && record->epoch == epoch)
        return (Word *)(void *)((char *)object + record->slot);
    Type *type = object_type(object);
    Str *name = value_str_object(node->string);
    uint32_t offset;
    if (!is_generic(type) || !(type->flags & TYPE_HAS_ATTRIBUTES) || has_data_descriptor(type, name)) return NULL;
    Word *place = instance_find(object, name, true, &offset);
    if (place == NULL || offset == 0) return NULL;
    learn_slot(node, object, offset, epoch);
    return place;
}
