/* The collector's state and the steps that its two halves share: collect.c (names, regions, expressions) and
   collect_stmt.c (statements). */
#ifndef SYNTAX_COLLECT_H
#define SYNTAX_COLLECT_H

#include "syntax/region.h"

typedef struct Collector {
    Region *region;
    RegionVector *regions;
    Failure *failure;
    Failure *late;
    uint32_t loops;        /* around this statement, within its function */
    uint32_t depth;        /* of the tree */
    uint32_t iterable;     /* comprehension iterables around this expression */
    bool text_annotations; /* from __future__ import annotations: they are kept as their source text */
} Collector;

/* One level deeper in the tree; false when an error was found or the tree is too deep. The caller takes one off again. */
bool collect_enter(Collector *c, Span span);

void collect_expr(Collector *c, Expr *expr); /* null: nothing */
void collect_exprs(Collector *c, ExprList list);
/* An annotation, which may become the text it is written as. */
void collect_annotation(Collector *c, Expr **annotation);
void collect_target(Collector *c, Target *target);
void collect_arguments(Collector *c, Argument *arguments, uint32_t count);
void collect_function(Collector *c, FunctionNode *function);
void collect_block(Collector *c, Block block);

/* A name of the source, mangled if private, as a symbol of the region. */
Symbol *collect_symbol(Collector *c, const char *name);

/* The name is bound here, or used here. */
void collect_binding(Collector *c, NameExpr *name);
void collect_use(Collector *c, NameExpr *name);

/* Enters a piece of code with a frame of its own; leaving restores what was saved before. */
void collect_enter_code(Collector *c, RegionKind kind, FunctionNode *function);
void collect_leave_code(Collector *c, Collector saved);

#endif
