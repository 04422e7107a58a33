/* First pass over the tree: which names each region binds, uses and declares. Private names are mangled on the way, and
   qualified names made. Errors that CPython's compiler finds after its symbol table are kept as `late`: they count only
   when the whole tree has no earlier kind. */
#include "syntax/region.h"

#include "base/buffer.h"
#include "syntax/intern.h"
#include "syntax/name.h"

#include <string.h>

enum { DEPTH_MOST = 2500 };

typedef struct Collector {
    Region *region;
    RegionVector *regions;
    Failure *failure;
    Failure *late;
    uint32_t loops;    /* around this statement, within its function */
    uint32_t depth;    /* of the tree */
    uint32_t iterable; /* comprehension iterables around this expression */
} Collector;

static void visit(Collector *c, Expr *expr);
static void visit_block(Collector *c, Block block);

static bool enter(Collector *c, Span span) {
    if (c->failure->message) return false;
    if (c->depth >= DEPTH_MOST) return fail(c->failure, span, "too deeply nested");
    c->depth++;
    return true;
}

/* ---- Names ---- */

static const char *mangled(const Collector *c, const char *name) {
    return name_mangle(c->region->class_name, name);
}

static void refer(Collector *c, NameExpr *name, Symbol *symbol) {
    Reference reference = {name, symbol};
    name->name = symbol->name;
    vector_push(&c->region->references, reference);
}

static const char *hidden_name(const char *name) {
    Buffer hidden = {0};
    buffer_addf(&hidden, ".%s", name);
    return intern(hidden.text, hidden.length);
}

static void bind_symbol(Region *region, Symbol *symbol, unsigned flags) {
    symbol->flags |= flags;
    bool has_frame = region->kind == REGION_FUNCTION || region->kind == REGION_COMPREHENSION;
    if (!has_frame || symbol->slot >= 0 || symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL)) return;
    bool hidden = region->kind == REGION_COMPREHENSION;
    symbol->slot = region_add_slot(region, hidden ? hidden_name(symbol->name) : symbol->name);
}

static void check_assignable(Collector *c, const char *name, Span span) {
    if (strcmp(name, "__debug__") == 0) fail(c->late, span, "cannot assign to __debug__");
}

static void bind_name(Collector *c, NameExpr *name) {
    Symbol *symbol = region_symbol(c->region, mangled(c, name->name));
    check_assignable(c, symbol->name, name->target.expr.span);
    bind_symbol(c->region, symbol, SYMBOL_BOUND);
    refer(c, name, symbol);
}

static void visit_name(Collector *c, Expr *expr) {
    NameExpr *name = (NameExpr *)expr;
    Symbol *symbol = region_symbol(c->region, mangled(c, name->name));
    symbol->flags |= SYMBOL_USED;
    refer(c, name, symbol);
    bool in_function = c->region->kind == REGION_FUNCTION || c->region->kind == REGION_COMPREHENSION;
    if (in_function && strcmp(name->name, "super") == 0) {
        region_symbol(c->region, intern("__class__", 9))->flags |= SYMBOL_USED;
    }
}

/* ---- Targets ---- */

/* self.name = … in a method: the class will have instances with that attribute. */
static void note_hint(Collector *c, const AttributeExpr *attribute) {
    Region *method = c->region, *class_region = method->parent;
    if (method->kind != REGION_FUNCTION || !class_region || class_region->kind != REGION_CLASS) return;
    if (!method->function->parameter_count || attribute->object->kind != EXPR_NAME) return;
    if (((NameExpr *)attribute->object)->name != method->function->parameters[0].name) return;
    for (size_t i = 0; i < class_region->hints.count; i++) {
        if (class_region->hints.at[i] == attribute->name) return;
    }
    vector_push(&class_region->hints, attribute->name);
}

static void visit_target(Collector *c, Target *target) {
    switch (target->expr.kind) {
    case EXPR_NAME: bind_name(c, (NameExpr *)target); break;
    case EXPR_ATTRIBUTE:
        visit(c, &target->expr);
        check_assignable(c, ((AttributeExpr *)target)->name, target->expr.span);
        note_hint(c, (AttributeExpr *)target);
        break;
    case EXPR_TUPLE:
    case EXPR_LIST:
        for (uint32_t i = 0; i < ((SequenceExpr *)target)->items.count; i++) {
            visit_target(c, (Target *)((SequenceExpr *)target)->items.at[i]);
        }
        break;
    case EXPR_STARRED: visit_target(c, (Target *)((StarredExpr *)target)->value); break;
    default: visit(c, &target->expr);
    }
}

/* ---- Regions ---- */

static Region *region_new(Collector *c, RegionKind kind, FunctionNode *function) {
    Region *region = memory_new(sizeof *region);
    region->kind = kind;
    region->parent = c->region;
    region->function = function;
    if (c->region) region->class_name = c->region->class_name;
    vector_push(c->regions, region);
    return region;
}

static Scope *scope_new(const Region *region) {
    static const ScopeKind kinds[] = {SCOPE_MODULE, SCOPE_FUNCTION, SCOPE_CLASS};
    Scope *scope = memory_new(sizeof *scope);
    scope->kind = kinds[region->kind];
    scope->parent = region->parent ? region->parent->scope : NULL;
    scope->function = region->function;
    scope->class_cell = -1;
    return scope;
}

static const char *qualified(const Collector *c, const char *name) {
    Region *around = region_owner(c->region);
    const Symbol *symbol = region_find(around, mangled(c, name));
    if (around->kind == REGION_MODULE || (symbol && symbol->flags & SYMBOL_GLOBAL)) return name;
    Buffer text = {0};
    buffer_addf(&text, "%s%s%s", around->function->qualified_name,
                around->kind == REGION_FUNCTION ? ".<locals>." : ".", name);
    return intern(text.text, text.length);
}

/* Enters a piece of code with a frame of its own; the caller restores the collector it saved. */
static void enter_code(Collector *c, RegionKind kind, FunctionNode *function) {
    function->qualified_name = c->region ? qualified(c, function->name) : function->name;
    Region *region = region_new(c, kind, function);
    region->scope = function->scope = scope_new(region);
    c->region = region;
    c->loops = c->iterable = 0;
}

static void leave_code(Collector *c, Collector saved) {
    c->region = saved.region;
    c->loops = saved.loops;
    c->iterable = saved.iterable;
}

/* ---- Functions ---- */

static void bind_parameter(Collector *c, Parameter *parameter) {
    parameter->name = mangled(c, parameter->name);
    Symbol *symbol = region_symbol(c->region, parameter->name);
    check_assignable(c, parameter->name, parameter->span);
    if (symbol->flags & SYMBOL_PARAMETER) {
        fail(c->failure, parameter->span, "duplicate argument '%s' in function definition", parameter->name);
    }
    bind_symbol(c->region, symbol, SYMBOL_BOUND | SYMBOL_PARAMETER);
}

static void bind_parameters(Collector *c, FunctionNode *function) {
    static const ParameterKind order[] = {PARAMETER_POSITIONAL_ONLY, PARAMETER_POSITIONAL, PARAMETER_KEYWORD_ONLY,
                                          PARAMETER_STAR, PARAMETER_STARS};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        for (uint32_t i = 0; i < function->parameter_count; i++) {
            if (function->parameters[i].kind == order[k]) bind_parameter(c, &function->parameters[i]);
        }
    }
}

/* What is evaluated where the function is made: defaults and annotations. */
static void visit_signature(Collector *c, FunctionNode *function) {
    for (uint32_t i = 0; i < function->parameter_count; i++) visit(c, function->parameters[i].default_value);
    for (uint32_t i = 0; i < function->parameter_count; i++) visit(c, function->parameters[i].annotation);
    visit(c, function->returns);
}

static void visit_function(Collector *c, FunctionNode *function) {
    Collector saved = *c;
    visit_signature(c, function);
    enter_code(c, REGION_FUNCTION, function);
    bind_parameters(c, function);
    visit_block(c, function->body);
    leave_code(c, saved);
}

static void visit_lambda(Collector *c, Expr *expr) {
    visit_function(c, ((LambdaExpr *)expr)->function);
}

/* ---- Comprehensions ---- */

static void visit_conditions(Collector *c, ExprList conditions) {
    for (uint32_t i = 0; i < conditions.count; i++) visit(c, conditions.at[i]);
}

static void visit_iterable(Collector *c, Expr *iterable) {
    c->iterable++;
    visit(c, iterable);
    c->iterable--;
}

static void visit_comprehension(Collector *c, Expr *expr) {
    ComprehensionExpr *comprehension = (ComprehensionExpr *)expr;
    Collector saved = *c;
    visit_iterable(c, comprehension->loops[0].iterable);
    Region *region = region_new(c, REGION_COMPREHENSION, region_owner(c->region)->function);
    region->scope = c->region->scope;
    region->comprehension = comprehension;
    c->region = region;
    c->iterable = 0;
    comprehension->result_slot = region_add_slot(region, intern(".result", 7));
    for (uint32_t i = 0; i < comprehension->loop_count; i++) {
        ComprehensionFor *loop = &comprehension->loops[i];
        visit_target(c, loop->target);
        if (i > 0) visit_iterable(c, loop->iterable);
        visit_conditions(c, loop->conditions);
    }
    visit(c, comprehension->key);
    visit(c, comprehension->element);
    leave_code(c, saved);
}

/* The body that the builder made: nested `for` and `if`, and the element in a `yield` at the bottom. */
static void visit_generator_body(Collector *c, Stmt *stmt, bool outermost) {
    if (stmt->kind == STMT_FOR) {
        ForStmt *loop = (ForStmt *)stmt;
        visit_target(c, loop->target);
        if (outermost) visit(c, loop->iterable);
        else visit_iterable(c, loop->iterable);
        visit_generator_body(c, loop->body.at[0], false);
    } else if (stmt->kind == STMT_IF) {
        visit(c, ((IfStmt *)stmt)->condition);
        visit_generator_body(c, ((IfStmt *)stmt)->then.at[0], false);
    } else {
        visit(c, ((YieldExpr *)((ExpressionStmt *)stmt)->expr)->value);
    }
}

static void visit_generator(Collector *c, Expr *expr) {
    GeneratorExpr *generator = (GeneratorExpr *)expr;
    Collector saved = *c;
    visit_iterable(c, generator->first_iterable);
    enter_code(c, REGION_FUNCTION, generator->function);
    c->region->is_generator_expression = true;
    bind_parameters(c, generator->function);
    visit_generator_body(c, generator->function->body.at[0], true);
    leave_code(c, saved);
}

static bool is_comprehension(const Region *region) {
    return region->kind == REGION_COMPREHENSION || region->is_generator_expression;
}

/* name := value binds in the code around all comprehensions. */
static void visit_named(Collector *c, Expr *expr) {
    NamedExpr *named = (NamedExpr *)expr;
    NameExpr *target = (NameExpr *)named->target;
    const char *name = mangled(c, target->name);
    Region *host = c->region;
    if (c->iterable) {
        fail(c->failure, expr->span, "assignment expression cannot be used in a comprehension iterable expression");
    }
    for (; is_comprehension(host); host = host->parent) {
        const Symbol *symbol = region_find(host, name);
        if (symbol && symbol->flags & SYMBOL_BOUND) {
            fail(c->failure, target->target.expr.span,
                 "assignment expression cannot rebind comprehension iteration variable '%s'", name);
        }
    }
    if (host != c->region && host->kind == REGION_CLASS) {
        fail(c->failure, target->target.expr.span,
             "assignment expression within a comprehension cannot be used in a class body");
    }
    check_assignable(c, name, target->target.expr.span);
    visit(c, named->value);
    bind_symbol(host, region_symbol(host, name), SYMBOL_BOUND);
    refer(c, target, region_symbol(c->region, name));
}

/* ---- Other expressions ---- */

static void visit_nothing(Collector *c, Expr *expr) {
    (void)c;
    (void)expr;
}

static void visit_attribute(Collector *c, Expr *expr) {
    AttributeExpr *attribute = (AttributeExpr *)expr;
    visit(c, attribute->object);
    attribute->name = mangled(c, attribute->name);
}

static void visit_subscript(Collector *c, Expr *expr) {
    visit(c, ((SubscriptExpr *)expr)->object);
    visit(c, ((SubscriptExpr *)expr)->index);
}

static void visit_slice(Collector *c, Expr *expr) {
    visit(c, ((SliceExpr *)expr)->start);
    visit(c, ((SliceExpr *)expr)->stop);
    visit(c, ((SliceExpr *)expr)->step);
}

static void visit_arguments(Collector *c, Argument *arguments, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (arguments[i].name) arguments[i].name = mangled(c, arguments[i].name);
        for (uint32_t j = 0; j < i && arguments[i].name; j++) {
            if (arguments[j].name == arguments[i].name) {
                fail(c->late, arguments[i].span, "keyword argument repeated: %s", arguments[i].name);
            }
        }
        visit(c, arguments[i].value);
    }
}

static void visit_call(Collector *c, Expr *expr) {
    CallExpr *call = (CallExpr *)expr;
    visit(c, call->callee);
    visit_arguments(c, call->arguments, call->count);
}

static void visit_unary(Collector *c, Expr *expr) {
    visit(c, ((UnaryExpr *)expr)->operand);
}

static void visit_binary(Collector *c, Expr *expr) {
    visit(c, ((BinaryExpr *)expr)->left);
    visit(c, ((BinaryExpr *)expr)->right);
}

static void visit_compare(Collector *c, Expr *expr) {
    CompareExpr *compare = (CompareExpr *)expr;
    visit(c, compare->first);
    for (uint32_t i = 0; i < compare->count; i++) visit(c, compare->operands[i]);
}

static void visit_logical(Collector *c, Expr *expr) {
    visit_conditions(c, ((LogicalExpr *)expr)->operands);
}

static void visit_conditional(Collector *c, Expr *expr) {
    visit(c, ((ConditionalExpr *)expr)->condition);
    visit(c, ((ConditionalExpr *)expr)->then);
    visit(c, ((ConditionalExpr *)expr)->otherwise);
}

static void visit_sequence(Collector *c, Expr *expr) {
    const SequenceExpr *sequence = (SequenceExpr *)expr;
    for (uint32_t i = 0; i < sequence->items.count; i++) {
        Expr *item = sequence->items.at[i];
        visit(c, item->kind == EXPR_STARRED ? ((StarredExpr *)item)->value : item);
    }
}

static void visit_dict(Collector *c, Expr *expr) {
    const DictExpr *dict = (DictExpr *)expr;
    for (uint32_t i = 0; i < dict->count; i++) {
        visit(c, dict->items[i].key);
        visit(c, dict->items[i].value);
    }
}

static void visit_starred(Collector *c, Expr *expr) {
    fail(c->late, expr->span, "can't use starred expression here");
    visit(c, ((StarredExpr *)expr)->value);
}

static void visit_fstring(Collector *c, Expr *expr) {
    visit_conditions(c, ((FStringExpr *)expr)->parts);
}

static void visit_field(Collector *c, Expr *expr) {
    const FieldExpr *field = (FieldExpr *)expr;
    visit(c, field->value);
    if (field->spec) visit(c, &field->spec->expr);
}

static const char *comprehension_title(const Region *region) {
    if (region->is_generator_expression) return "generator expression";
    switch (region->comprehension->expr.kind) {
    case EXPR_LIST_COMPREHENSION: return "list comprehension";
    case EXPR_SET_COMPREHENSION: return "set comprehension";
    default: return "dict comprehension";
    }
}

static void visit_yield(Collector *c, Expr *expr) {
    if (is_comprehension(c->region)) {
        fail(c->failure, expr->span, "'yield' inside %s", comprehension_title(c->region));
    } else if (c->region->kind != REGION_FUNCTION) {
        fail(c->late, expr->span, "'yield%s' outside function", expr->kind == EXPR_YIELD ? "" : " from");
    } else {
        c->region->function->is_generator = true;
    }
    visit(c, ((YieldExpr *)expr)->value);
}

static void (*const visitors[EXPR_KIND_COUNT])(Collector *, Expr *) = {
    [EXPR_CONSTANT] = visit_nothing,
    [EXPR_NAME] = visit_name,
    [EXPR_ATTRIBUTE] = visit_attribute,
    [EXPR_SUBSCRIPT] = visit_subscript,
    [EXPR_SLICE] = visit_slice,
    [EXPR_CALL] = visit_call,
    [EXPR_UNARY] = visit_unary,
    [EXPR_BINARY] = visit_binary,
    [EXPR_COMPARE] = visit_compare,
    [EXPR_LOGICAL] = visit_logical,
    [EXPR_CONDITIONAL] = visit_conditional,
    [EXPR_LAMBDA] = visit_lambda,
    [EXPR_TUPLE] = visit_sequence,
    [EXPR_LIST] = visit_sequence,
    [EXPR_SET] = visit_sequence,
    [EXPR_DICT] = visit_dict,
    [EXPR_STARRED] = visit_starred,
    [EXPR_NAMED] = visit_named,
    [EXPR_LIST_COMPREHENSION] = visit_comprehension,
    [EXPR_SET_COMPREHENSION] = visit_comprehension,
    [EXPR_DICT_COMPREHENSION] = visit_comprehension,
    [EXPR_GENERATOR] = visit_generator,
    [EXPR_FSTRING] = visit_fstring,
    [EXPR_FIELD] = visit_field,
    [EXPR_YIELD] = visit_yield,
    [EXPR_YIELD_FROM] = visit_yield,
};

static void visit(Collector *c, Expr *expr) {
    if (!expr || !enter(c, expr->span)) return;
    visitors[expr->kind](c, expr);
    c->depth--;
}

/* ---- Statements ---- */

static void visit_expression_stmt(Collector *c, Stmt *stmt) {
    visit(c, ((ExpressionStmt *)stmt)->expr);
}

static void visit_assign(Collector *c, Stmt *stmt) {
    AssignStmt *assign = (AssignStmt *)stmt;
    visit(c, assign->value);
    for (uint32_t i = 0; i < assign->count; i++) visit_target(c, assign->targets[i]);
}

static void visit_augmented(Collector *c, Stmt *stmt) {
    AugmentedStmt *augmented = (AugmentedStmt *)stmt;
    visit_target(c, augmented->target);
    visit(c, augmented->value);
}

static void bind_annotated(Collector *c, AnnotatedStmt *annotated) {
    NameExpr *name = (NameExpr *)annotated->target;
    Symbol *symbol = region_symbol(c->region, mangled(c, name->name));
    unsigned declared = symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL);
    if (declared && c->region->kind != REGION_MODULE && annotated->simple) {
        fail(c->failure, annotated->stmt.span, "annotated name '%s' can't be %s", symbol->name,
             declared & SYMBOL_GLOBAL ? "global" : "nonlocal");
    }
    bind_name(c, name);
    symbol->flags |= SYMBOL_ANNOTATED;
}

static void visit_annotated(Collector *c, Stmt *stmt) {
    AnnotatedStmt *annotated = (AnnotatedStmt *)stmt;
    if (annotated->simple) bind_annotated(c, annotated);
    else if (annotated->value || annotated->target->expr.kind != EXPR_NAME) visit_target(c, annotated->target);
    else visit_name(c, &annotated->target->expr);
    visit(c, annotated->annotation);
    visit(c, annotated->value);
}

static void visit_if(Collector *c, Stmt *stmt) {
    visit(c, ((IfStmt *)stmt)->condition);
    visit_block(c, ((IfStmt *)stmt)->then);
    visit_block(c, ((IfStmt *)stmt)->otherwise);
}

static void visit_loop_body(Collector *c, Block body) {
    c->loops++;
    visit_block(c, body);
    c->loops--;
}

static void visit_while(Collector *c, Stmt *stmt) {
    visit(c, ((WhileStmt *)stmt)->condition);
    visit_loop_body(c, ((WhileStmt *)stmt)->body);
    visit_block(c, ((WhileStmt *)stmt)->otherwise);
}

static void visit_for(Collector *c, Stmt *stmt) {
    visit_target(c, ((ForStmt *)stmt)->target);
    visit(c, ((ForStmt *)stmt)->iterable);
    visit_loop_body(c, ((ForStmt *)stmt)->body);
    visit_block(c, ((ForStmt *)stmt)->otherwise);
}

static void visit_with(Collector *c, Stmt *stmt) {
    WithStmt *with = (WithStmt *)stmt;
    for (uint32_t i = 0; i < with->count; i++) {
        visit(c, with->items[i].context);
        if (with->items[i].target) visit_target(c, with->items[i].target);
    }
    visit_block(c, with->body);
}

static void visit_try(Collector *c, Stmt *stmt) {
    TryStmt *try = (TryStmt *)stmt;
    visit_block(c, try->body);
    for (uint32_t i = 0; i < try->clause_count; i++) {
        visit(c, try->clauses[i].type);
        if (try->clauses[i].target) visit_target(c, try->clauses[i].target);
        visit_block(c, try->clauses[i].body);
    }
    visit_block(c, try->otherwise);
    visit_block(c, try->final);
}

static void visit_raise(Collector *c, Stmt *stmt) {
    visit(c, ((RaiseStmt *)stmt)->exception);
    visit(c, ((RaiseStmt *)stmt)->cause);
}

static void visit_return(Collector *c, Stmt *stmt) {
    if (c->region->kind != REGION_FUNCTION) fail(c->late, stmt->span, "'return' outside function");
    visit(c, ((ReturnStmt *)stmt)->value);
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
    else if (symbol->flags & SYMBOL_USED) fail(c->failure, span, "name '%s' is used prior to %s declaration", name, what);
    else if (symbol->flags & SYMBOL_ANNOTATED) fail(c->failure, span, "annotated name '%s' can't be %s", name, what);
    else if (symbol->flags & SYMBOL_BOUND) {
        fail(c->failure, span, "name '%s' is assigned to before %s declaration", name, what);
    }
}

static void visit_declaration(Collector *c, Stmt *stmt) {
    DeclarationStmt *declaration = (DeclarationStmt *)stmt;
    bool is_global = stmt->kind == STMT_GLOBAL;
    if (!is_global && c->region->kind == REGION_MODULE) {
        fail(c->failure, stmt->span, "nonlocal declaration not allowed at module level");
    }
    for (uint32_t i = 0; i < declaration->count; i++) {
        Symbol *symbol = region_symbol(c->region, mangled(c, declaration->names[i]));
        check_declaration(c, symbol, is_global ? "global" : "nonlocal", stmt->span);
        if (!(symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL))) symbol->declared = stmt->span;
        symbol->flags |= is_global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        if ((symbol->flags & SYMBOL_GLOBAL) && (symbol->flags & SYMBOL_NONLOCAL)) {
            fail(c->failure, symbol->declared, "name '%s' is nonlocal and global", symbol->name);
        }
    }
}

static void visit_delete(Collector *c, Stmt *stmt) {
    DeleteStmt *delete = (DeleteStmt *)stmt;
    for (uint32_t i = 0; i < delete->count; i++) visit_target(c, delete->targets[i]);
}

static void visit_assert(Collector *c, Stmt *stmt) {
    visit(c, ((AssertStmt *)stmt)->condition);
    visit(c, ((AssertStmt *)stmt)->message);
}

static void visit_import(Collector *c, Stmt *stmt) {
    ImportStmt *import = (ImportStmt *)stmt;
    for (uint32_t i = 0; i < import->count; i++) visit_target(c, import->names[i].target);
}

static void visit_import_from(Collector *c, Stmt *stmt) {
    ImportFromStmt *import = (ImportFromStmt *)stmt;
    if (!import->count && c->region->kind != REGION_MODULE) {
        fail(c->failure, (Span){stmt->span.end - 1, stmt->span.end}, "import * only allowed at module level");
    }
    for (uint32_t i = 0; i < import->count; i++) visit_target(c, import->names[i].target);
}

static void visit_def(Collector *c, Stmt *stmt) {
    FunctionStmt *def = (FunctionStmt *)stmt;
    visit_target(c, def->target);
    visit_conditions(c, def->decorators);
    visit_function(c, def->function);
}

static void visit_class(Collector *c, Stmt *stmt) {
    ClassStmt *class = (ClassStmt *)stmt;
    Collector saved = *c;
    visit_target(c, class->target);
    visit_conditions(c, class->decorators);
    visit_arguments(c, class->arguments, class->argument_count);
    enter_code(c, REGION_CLASS, class->body);
    c->region->class_name = class->name;
    visit_block(c, class->body->body);
    class->attribute_hints = c->region->hints.at;
    class->hint_count = (uint32_t)c->region->hints.count;
    leave_code(c, saved);
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

static void visit_block(Collector *c, Block block) {
    for (uint32_t i = 0; i < block.count; i++) {
        if (!enter(c, block.at[i]->span)) return;
        stmt_visitors[block.at[i]->kind](c, block.at[i]);
        c->depth--;
    }
}

bool collect_names(FunctionNode *module, RegionVector *regions, Failure *failure, Failure *late) {
    Collector c = {.regions = regions, .failure = failure, .late = late};
    enter_code(&c, REGION_MODULE, module);
    visit_block(&c, module->body);
    return !failure->message;
}
