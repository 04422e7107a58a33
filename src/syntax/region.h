/* Regions of names, which only resolving needs: one for each piece of code and one for each comprehension (which shares the
   frame of the code around it, but not its names). collect.c fills them, scope.c reads them. */
#ifndef SYNTAX_REGION_H
#define SYNTAX_REGION_H

#include "base/vector.h"
#include "syntax/failure.h"
#include "syntax/scope.h"

typedef enum RegionKind { REGION_MODULE, REGION_FUNCTION, REGION_CLASS, REGION_COMPREHENSION } RegionKind;

enum SymbolFlag {
    SYMBOL_USED = 1,
    SYMBOL_BOUND = 2,
    SYMBOL_PARAMETER = 4,
    SYMBOL_ANNOTATED = 8,
    SYMBOL_GLOBAL = 16,   /* declared */
    SYMBOL_NONLOCAL = 32, /* declared */
    SYMBOL_NAMED = 64     /* comprehension: target of := in it, a variable of the code around */
};

typedef struct Region Region;

/* A name in a region. */
typedef struct Symbol {
    const char *name;
    Region *region;
    unsigned flags;
    int32_t slot;           /* of the frame, once bound in a function or comprehension; else -1 */
    bool captured;          /* by code with another frame: the slot holds a cell */
    struct Symbol *meaning; /* the binding it refers to; null: a global, or a name of the class body */
    Span declared;          /* where it was declared global or nonlocal */
} Symbol;

typedef struct Reference {
    NameExpr *expr;
    Symbol *symbol;
} Reference;

struct Region {
    RegionKind kind;
    Region *parent;
    Scope *scope;
    FunctionNode *function;
    ComprehensionExpr *comprehension;
    const char *class_name; /* of the innermost class around, for private names */
    bool is_generator_expression;
    VECTOR(Symbol *) symbols; /* in the order of appearance */
    Symbol **table;           /* the same by name; its size is a power of two */
    size_t table_size;
    VECTOR(Reference) references;
    VECTOR(const char *) slot_names; /* of the scope, in the region that owns it */
    VECTOR(const char *) hints;      /* class: attributes that methods assign */
    Symbol *class_cell;              /* class: the binding of __class__, once needed */
};

typedef VECTOR(Region *) RegionVector;

Symbol *region_find(const Region *region, const char *name);
Symbol *region_symbol(Region *region, const char *name); /* made if absent */

/* The region whose frame it uses: itself, or the one around a comprehension. */
Region *region_owner(Region *region);

/* A new slot of the frame. */
int32_t region_add_slot(Region *region, const char *name);

/* First pass: regions, symbols, references and slots of the whole tree; errors that show before all names are known.
   False when one was found. */
bool collect_names(FunctionNode *module, RegionVector *regions, Failure *failure, Failure *late);

#endif
