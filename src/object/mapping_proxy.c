/* mappingproxy: a mapping that can only be read. */
#include "object/attribute.h"
#include "object/error.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/type_core.h"

typedef struct MappingProxy {
    Object object;
    Value mapping;
} MappingProxy;

#define MAPPING(value) (((MappingProxy *)value_object(value))->mapping)

Value mapping_proxy_new(Value mapping) {
    MappingProxy *proxy = object_new(&mapping_proxy_type, sizeof *proxy);
    proxy->mapping = mapping;
    return value_from_object(proxy);
}

static Value proxy_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count != 1) return raise_type(thread, "%s() missing required argument 'mapping' (pos 1)", type->name);
    return mapping_proxy_new(args->items[0]);
}

static Value proxy_repr(Thread *thread, Value self) {
    Value inner = value_repr(thread, MAPPING(self));
    if (inner == RAISED) return RAISED;
    return value_from_object(str_format("mappingproxy(%s)", str_text(value_str_object(inner))));
}

static int64_t proxy_length(Thread *thread, Value self) {
    return value_length(thread, MAPPING(self));
}

static Value proxy_get_item(Thread *thread, Value self, Value key) {
    return value_get_item(thread, MAPPING(self), key);
}

static Value proxy_str(Thread *thread, Value self) {
    return value_str(thread, MAPPING(self));
}

static Value proxy_or(Thread *thread, Value left, Value right) {
    if (value_has_type(left, &mapping_proxy_type)) left = MAPPING(left);
    if (value_has_type(right, &mapping_proxy_type)) right = MAPPING(right);
    return operate_binary(thread, BINARY_OR, left, right);
}

static int proxy_contains(Thread *thread, Value self, Value key) {
    return value_contains(thread, MAPPING(self), key);
}

static Value proxy_iter(Thread *thread, Value self) {
    return value_iter(thread, MAPPING(self));
}

static Value proxy_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (value_has_type(right, &mapping_proxy_type)) right = MAPPING(right);
    return operate_compare(thread, op, MAPPING(left), right);
}

/* Everything that only reads is the mapping's own method. */
static Value proxy_get_attribute(Thread *thread, Value self, Str *name) {
    static const char *const readers[] = {"get", "keys", "values", "items", "copy", "__reversed__"};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(str_text(name), readers[i]) == 0) return value_get_attribute(thread, MAPPING(self), name);
    return attribute_get_generic(thread, self, name);
}

Type mapping_proxy_type = {
    TYPE_HEAD,
    .name = "mappingproxy",
    .doc = "mappingproxy(mapping): a view of the mapping that can only be read.",
    .size = sizeof(MappingProxy),
    .flags = TYPE_IS_FINAL,
    .repr = proxy_repr,
    .str = proxy_str,
    .binary = {[BINARY_OR] = proxy_or},
    .compare = proxy_compare,
    .length = proxy_length,
    .get_item = proxy_get_item,
    .contains = proxy_contains,
    .iter = proxy_iter,
    .construct = proxy_construct,
    .get_attribute = proxy_get_attribute,
};
