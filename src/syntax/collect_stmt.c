/* The collector over statements: what they bind, declare and contain. */
#include "syntax/collect.h"

#include "syntax/doubts.h"

#include <string.h>

static void visit_expression_stmt(Collector *c, Stmt *stmt) {
    collect_expr(c, ((ExpressionStmt *)stmt)->expr);
}

static void visit_assign(Collector *c, Stmt *stmt) {
    AssignStmt *assign = (AssignStmt *)stmt;
    collect_expr(c, assign->value);
    for (uint32_t i = 0; i < assign->count; i++) collect_target(c, assign->targets[i]);
}

static void visit_augmented(Collector *c, Stmt *stmt) {
    AugmentedStmt *augmented = (AugmentedStmt *)stmt;
    collect_target(c, augmented->target);
    collect_expr(c, augmented->value);
}

static void bind_annotated(Collector *c, AnnotatedStmt *annotated) {
    NameExpr *name = (NameExpr *)annotated->target;
    Symbol *symbol = collect_symbol(c, name->name);
    unsigned declared = symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL);
    if (declared && c->region->kind != REGION_MODULE && annotated->simple) {
        fail(c->failure, annotated->stmt.span, "annotated name '%s' can't be %s", symbol->name,
             declared & SYMBOL_GLOBAL ? "global" : "nonlocal");
    }
    collect_binding(c, name);
    symbol->flags |= SYMBOL_ANNOTATED;
}

static void visit_annotated(Collector *c, Stmt *stmt) {
    AnnotatedStmt *annotated = (AnnotatedStmt *)stmt;
    if (annotated->simple) bind_annotated(c, annotated);
    else if (annotated->value || annotated->target->expr.kind != EXPR_NAME) collect_target(c, annotated->target);
    else collect_use(c, (NameExpr *)annotated->target);
    collect_annotation(c, &annotated->annotation);
    collect_expr(c, annotated->value);
}

static void visit_if(Collector *c, Stmt *stmt) {
    collect_expr(c, ((IfStmt *)stmt)->condition);
    collect_block(c, ((IfStmt *)stmt)->then);
    collect_block(c, ((IfStmt *)stmt)->otherwise);
}

static void visit_loop_body(Collector *c, Block body) {
    c->loops++;
    collect_block(c, body);
    c->loops--;
}

static void visit_while(Collector *c, Stmt *stmt) {
    collect_expr(c, ((WhileStmt *)stmt)->condition);
    visit_loop_body(c, ((WhileStmt *)stmt)->body);
    collect_block(c, ((WhileStmt *)stmt)->otherwise);
}

static void visit_for(Collector *c, Stmt *stmt) {
    collect_target(c, ((ForStmt *)stmt)->target);
    collect_expr(c, ((ForStmt *)stmt)->iterable);
    visit_loop_body(c, ((ForStmt *)stmt)->body);
    collect_block(c, ((ForStmt *)stmt)->otherwise);
}

static void visit_with(Collector *c, Stmt *stmt) {
    WithStmt *with = (WithStmt *)stmt;
    for (uint32_t i = 0; i < with->count; i++) {
        collect_expr(c, with->items[i].context);
        if (with->items[i].target) collect_target(c, with->items[i].target);
    }
    collect_block(c, with->body);
}

static void visit_try(Collector *c, Stmt *stmt) {
    TryStmt *try = (TryStmt *)stmt;
    collect_block(c, try->body);
    for (uint32_t i = 0; i < try->clause_count; i++) {
        collect_expr(c, try->clauses[i].type);
        if (try->clauses[i].target) collect_target(c, try->clauses[i].target);
        collect_block(c, try->clauses[i].body);
    }
    collect_block(c, try->otherwise);
    collect_block(c, try->final);
}

static void visit_raise(Collector *c, Stmt *stmt) {
    collect_expr(c, ((RaiseStmt *)stmt)->exception);
    collect_expr(c, ((RaiseStmt *)stmt)->cause);
}

static void visit_return(Collector *c, Stmt *stmt) {
    if (c->region->kind != REGION_FUNCTION) fail(c->late, stmt->span, "'return' outside function");
    collect_expr(c, ((ReturnStmt *)stmt)->value);
}

static void visit_break(Collector *c, Stmt *stmt) {
    if (!c->loops) fail(c->late, stmt->span, "'break' outside loop");
}

static void visit_continue(Collector *c, Stmt *stmt) {
    if (!c->loops) fail(c->late, stmt->span, "'continue' not properly in loop");
}

static void visit_pass(Collector *c, Stmt *stmt) {
    (void)c;
    (void)stmt;
}

static void check_declaration(Collector *c, const Symbol *symbol, const char *what, Span span) {
    const char *name = symbol->name;
    if (symbol->flags & SYMBOL_PARAMETER) fail(c->failure, span, "name '%s' is parameter and %s", name, what);
    else if (symbol->flags & SYMBOL_USED)
        fail(c->failure, span, "name '%s' is used prior to %s declaration", name, what);
    else if (symbol->flags & SYMBOL_ANNOTATED) fail(c->failure, span, "annotated name '%s' can't be %s", name, what);
    else if (symbol->flags & SYMBOL_BOUND) {
        fail(c->failure, span, "name '%s' is assigned to before %s declaration", name, what);
    }
}

/* exec with two dicts: a name that any function declares global is global in the text itself, too. */
static void declare_outermost(Region *region, const char *name) {
    while (region->parent) region = region->parent;
    if (region->function->has_namespace) region_symbol(region, name)->flags |= SYMBOL_GLOBAL;
}

static void visit_declaration(Collector *c, Stmt *stmt) {
    DeclarationStmt *declaration = (DeclarationStmt *)stmt;
    bool is_global = stmt->kind == STMT_GLOBAL;
    if (!is_global && c->region->kind == REGION_MODULE) {
        fail(c->failure, stmt->span, "nonlocal declaration not allowed at module level");
    }
    for (uint32_t i = 0; i < declaration->count; i++) {
        Symbol *symbol = collect_symbol(c, declaration->names[i]);
        check_declaration(c, symbol, is_global ? "global" : "nonlocal", stmt->span);
        if (!(symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL))) symbol->declared = stmt->span;
        symbol->flags |= is_global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        if (is_global) declare_outermost(c->region, symbol->name);
        if ((symbol->flags & SYMBOL_GLOBAL) && (symbol->flags & SYMBOL_NONLOCAL)) {
            fail(c->failure, symbol->declared, "name '%s' is nonlocal and global", symbol->name);
        }
    }
}

static void visit_delete(Collector *c, Stmt *stmt) {
    DeleteStmt *delete = (DeleteStmt *)stmt;
    for (uint32_t i = 0; i < delete->count; i++) collect_target(c, delete->targets[i]);
}

static void visit_assert(Collector *c, Stmt *stmt) {
    doubt_assert(c->failure, (AssertStmt *)stmt);
    collect_expr(c, ((AssertStmt *)stmt)->condition);
    collect_expr(c, ((AssertStmt *)stmt)->message);
}

static void visit_import(Collector *c, Stmt *stmt) {
    ImportStmt *import = (ImportStmt *)stmt;
    for (uint32_t i = 0; i < import->count; i++) collect_target(c, import->names[i].target);
}

static bool is_future_import(const Stmt *stmt) {
    const ImportFromStmt *import = (const ImportFromStmt *)stmt;
    return stmt->kind == STMT_IMPORT_FROM && !import->level && strcmp(import->module, "__future__") == 0;
}

/* Nothing but a docstring and others of its kind may stand before it. */
static bool is_at_beginning(const Collector *c, const Stmt *stmt) {
    const FunctionNode *module = c->region->function;
    if (c->region->kind != REGION_MODULE) return false;
    for (uint32_t i = 0; i < module->body.count && module->body.at[i] != stmt; i++) {
        bool is_docstring = i == 0 && module->docstring;
        if (!is_docstring && !is_future_import(module->body.at[i])) return false;
        if (i + 1 == module->body.count) return false;
    }
    return true;
}

static void heed_future(Collector *c, const Stmt *stmt) {
    static const char *const features[] = {"nested_scopes",  "generators",     "division",         "absolute_import",
                                           "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL",
                                           "generator_stop", "annotations"};
    const ImportFromStmt *import = (const ImportFromStmt *)stmt;
    if (!is_at_beginning(c, stmt)) {
        fail(c->failure, stmt->span, "from __future__ imports must occur at the beginning of the file");
    }
    for (uint32_t i = 0; i < import->count; i++) {
        const char *name = import->names[i].name;
        bool is_known = false;
        for (size_t f = 0; f < sizeof features / sizeof *features; f++) is_known |= strcmp(name, features[f]) == 0;
        if (!is_known) fail(c->failure, stmt->span, "future feature %s is not defined", name);
        c->text_annotations |= strcmp(name, "annotations") == 0;
    }
}

static void visit_import_from(Collector *c, Stmt *stmt) {
    ImportFromStmt *import = (ImportFromStmt *)stmt;
    if (is_future_import(stmt)) heed_future(c, stmt);
    if (!import->count && c->region->kind != REGION_MODULE) {
        fail(c->failure, (Span){stmt->span.end - 1, stmt->span.end}, "import * only allowed at module level");
    }
    for (uint32_t i = 0; i < import->count; i++) collect_target(c, import->names[i].target);
}

static void visit_def(Collector *c, Stmt *stmt) {
    FunctionStmt *def = (FunctionStmt *)stmt;
    collect_target(c, def->target);
    collect_exprs(c, def->decorators);
    collect_function(c, def->function);
}

static void visit_class(Collector *c, Stmt *stmt) {
    ClassStmt *class = (ClassStmt *)stmt;
    Collector saved = *c;
    collect_target(c, class->target);
    collect_exprs(c, class->decorators);
    collect_arguments(c, class->arguments, class->argument_count);
    collect_enter_code(c, REGION_CLASS, class->body);
    c->region->class_name = class->name;
    collect_block(c, class->body->body);
    class->attribute_hints = c->region->hints.at;
    class->hint_count = (uint32_t)c->region->hints.count;
    collect_leave_code(c, saved);
}

static void (*const stmt_visitors[STMT_KIND_COUNT])(Collector *, Stmt *) = {
    [STMT_EXPRESSION] = visit_expression_stmt,
    [STMT_ASSIGN] = visit_assign,
    [STMT_AUGMENTED] = visit_augmented,
    [STMT_ANNOTATED] = visit_annotated,
    [STMT_IF] = visit_if,
    [STMT_WHILE] = visit_while,
    [STMT_FOR] = visit_for,
    [STMT_WITH] = visit_with,
    [STMT_TRY] = visit_try,
    [STMT_RAISE] = visit_raise,
    [STMT_RETURN] = visit_return,
    [STMT_BREAK] = visit_break,
    [STMT_CONTINUE] = visit_continue,
    [STMT_PASS] = visit_pass,
    [STMT_GLOBAL] = visit_declaration,
    [STMT_NONLOCAL] = visit_declaration,
    [STMT_DELETE] = visit_delete,
    [STMT_ASSERT] = visit_assert,
    [STMT_IMPORT] = visit_import,
    [STMT_IMPORT_FROM] = visit_import_from,
    [STMT_FUNCTION] = visit_def,
    [STMT_CLASS] = visit_class,
};

void collect_block(Collector *c, Block block) {
    for (uint32_t i = 0; i < block.count; i++) {
        if (!collect_enter(c, block.at[i]->span)) return;
        stmt_visitors[block.at[i]->kind](c, block.at[i]);
        c->depth--;
    }
}
