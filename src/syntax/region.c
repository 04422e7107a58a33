/* Tables of names: found by pointer, since names are interned. */
#include "syntax/region.h"

static size_t slot_of(const Region *region, const char *name) {
    size_t mask = region->table_size - 1, i = ((uintptr_t)name >> 4) * 0x9E3779B97F4A7C15u >> 20 & mask;
    while (region->table[i] && region->table[i]->name != name) i = (i + 1) & mask;
    return i;
}

static void grow(Region *region) {
    region->table_size = region->table_size ? region->table_size * 2 : 8;
    region->table = memory_new(region->table_size * sizeof *region->table);
    for (size_t i = 0; i < region->symbols.count; i++) {
        region->table[slot_of(region, region->symbols.at[i]->name)] = region->symbols.at[i];
    }
}

Symbol *region_find(const Region *region, const char *name) {
    return region->table_size ? region->table[slot_of(region, name)] : NULL;
}

Symbol *region_symbol(Region *region, const char *name) {
    Symbol *symbol = region_find(region, name);
    if (symbol) return symbol;
    if (region->symbols.count * 2 >= region->table_size) grow(region);
    symbol = memory_new(sizeof *symbol);
    *symbol = (Symbol){.name = name, .region = region, .slot = -1};
    vector_push(&region->symbols, symbol);
    region->table[slot_of(region, name)] = symbol;
    return symbol;
}

Region *region_owner(Region *region) {
    while (region->kind == REGION_COMPREHENSION) region = region->parent;
    return region;
}

int32_t region_add_slot(Region *region, const char *name) {
    Region *owner = region_owner(region);
    vector_push(&owner->slot_names, name);
    return (int32_t)owner->slot_names.count - 1;
}
