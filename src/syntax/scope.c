/* Second pass: what every symbol means, which bindings are captured and therefore cells, and the captures that pass them
   down through the functions in between. Then each name of the tree learns its place. */
#include "syntax/scope.h"

#include "syntax/intern.h"
#include "syntax/region.h"
#include "syntax/resolve.h"

/* The binding of __class__ in a class body: a cell of its frame, made when a method first asks. */
static Symbol *class_cell(Region *region) {
    if (!region->class_cell) {
        const char *name = intern("__class__", 9);
        Symbol *symbol = memory_new(sizeof *symbol);
        *symbol = (Symbol){.name = name, .region = region, .flags = SYMBOL_BOUND, .captured = true};
        symbol->slot = region_add_slot(region, name);
        region->class_cell = symbol;
        region->scope->class_cell = symbol->slot;
    }
    return region->class_cell;
}

/* The binding that code inside these regions sees; null: a global. Methods do not see the names of their class. */
static Symbol *search(Region *region, const char *name) {
    for (; region && region->kind != REGION_MODULE; region = region->parent) {
        if (region->kind == REGION_CLASS) {
            if (name == intern("__class__", 9)) return class_cell(region);
            continue;
        }
        Symbol *symbol = region_find(region, name);
        if (!symbol || symbol->flags & SYMBOL_NONLOCAL) continue;
        if (symbol->flags & SYMBOL_GLOBAL) return NULL;
        if (symbol->flags & SYMBOL_BOUND) return symbol;
    }
    return NULL;
}

static bool is_own(const Symbol *symbol) {
    return symbol->flags & SYMBOL_BOUND && !(symbol->flags & SYMBOL_NONLOCAL);
}

static void find_meaning(Symbol *symbol, Failure *failure) {
    Region *region = symbol->region;
    if (symbol->flags & SYMBOL_GLOBAL || region->kind == REGION_MODULE) return;
    if (is_own(symbol)) {
        symbol->meaning = region->kind == REGION_CLASS ? NULL : symbol;
        return;
    }
    Symbol *meaning = search(region->parent, symbol->name);
    symbol->meaning = meaning;
    if (meaning && meaning->region->scope != region->scope) meaning->captured = true;
    if (!meaning && symbol->flags & SYMBOL_NONLOCAL) {
        fail(failure, symbol->declared, "no binding for nonlocal '%s' found", symbol->name);
    }
}

/* ---- Captures ---- */

typedef VECTOR(Symbol *) SymbolVector;

/* The captures of a scope while they grow: the scope's own list, and which binding each one is. */
typedef struct Capturing {
    Scope *scope;
    SymbolVector symbols;
    VECTOR(Capture) list;
} Capturing;

typedef VECTOR(Capturing *) CapturingVector;

static Capturing *capturing_of(CapturingVector *all, Scope *scope) {
    for (size_t i = all->count; i-- > 0;) {
        if (all->at[i]->scope == scope) return all->at[i];
    }
    Capturing *capturing = memory_new(sizeof *capturing);
    capturing->scope = scope;
    vector_push(all, capturing);
    return capturing;
}

/* The capture of that binding in the scope, made if need be, together with those of the scopes in between. */
static int32_t capture_index(CapturingVector *all, Scope *scope, Symbol *symbol) {
    Capturing *capturing = capturing_of(all, scope);
    for (size_t i = 0; i < capturing->symbols.count; i++) {
        if (capturing->symbols.at[i] == symbol) return (int32_t)i;
    }
    bool is_near = scope->parent == symbol->region->scope;
    Capture capture = {symbol->name, !is_near, is_near ? symbol->slot : capture_index(all, scope->parent, symbol)};
    vector_push(&capturing->symbols, symbol);
    vector_push(&capturing->list, capture);
    return (int32_t)capturing->list.count - 1;
}

/* Names without a binding of their own in a frame: of a class, or of a text run within a namespace. */
static bool lives_in_names(const Symbol *symbol) {
    const Region *region = symbol->region, *owner = region_owner(symbol->region);
    bool has_names = region->kind == REGION_CLASS || (owner->kind == REGION_MODULE && owner->function->has_namespace);
    return has_names && !(symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL));
}

static void place_symbol(CapturingVector *all, Symbol *symbol, Place *place, int32_t *index) {
    const Region *region = symbol->region;
    Symbol *meaning = symbol->meaning;
    bool in_class = lives_in_names(symbol);
    *index = -1;
    if (!meaning) {
        *place = in_class ? PLACE_CLASS : PLACE_GLOBAL;
    } else if (meaning->region->scope == region->scope) {
        *place = meaning->captured ? PLACE_CELL : PLACE_LOCAL;
        *index = meaning->slot;
    } else {
        *place = in_class ? PLACE_CLASS : PLACE_FREE;
        *index = capture_index(all, region->scope, meaning);
    }
}

/* ---- Frames ---- */

typedef VECTOR(int32_t) SlotVector;

static void place_references(CapturingVector *all, Region *region) {
    for (size_t i = 0; i < region->symbols.count; i++) { /* names without a NameExpr too: __class__ for super() */
        Place place;
        int32_t index;
        place_symbol(all, region->symbols.at[i], &place, &index);
    }
    for (size_t i = 0; i < region->references.count; i++) {
        Reference *reference = &region->references.at[i];
        place_symbol(all, reference->symbol, &reference->expr->place, &reference->expr->index);
    }
}

static void list_cells(Region *region) {
    SlotVector cells = {0};
    for (size_t i = 0; i < region->symbols.count; i++) {
        const Symbol *symbol = region->symbols.at[i];
        if (symbol->captured && symbol->slot >= 0) vector_push(&cells, symbol->slot);
    }
    if (region->class_cell) vector_push(&cells, region->class_cell->slot);
    if (region->kind == REGION_COMPREHENSION) {
        region->comprehension->cells = cells.at;
        region->comprehension->cell_count = (uint32_t)cells.count;
        return;
    }
    region->scope->cells = cells.at;
    region->scope->cell_count = (int32_t)cells.count;
    region->scope->slot_names = region->slot_names.at;
    region->scope->slot_count = (int32_t)region->slot_names.count;
}

bool scope_resolve(FunctionNode *module, Failure *failure) {
    RegionVector regions = {0};
    CapturingVector capturings = {0};
    Failure late = {0};
    if (!collect_names(module, &regions, failure, &late)) return false;
    for (size_t r = 0; r < regions.count; r++) {
        for (size_t i = 0; i < regions.at[r]->symbols.count; i++) find_meaning(regions.at[r]->symbols.at[i], failure);
    }
    if (!failure->message && late.message) *failure = late;
    if (failure->message) return false;
    for (size_t r = 0; r < regions.count; r++) place_references(&capturings, regions.at[r]);
    for (size_t r = 0; r < regions.count; r++) list_cells(regions.at[r]);
    for (size_t i = 0; i < capturings.count; i++) {
        capturings.at[i]->scope->captures = capturings.at[i]->list.at;
        capturings.at[i]->scope->capture_count = (int32_t)capturings.at[i]->list.count;
    }
    return true;
}
