/* First pass over the tree: which names each region binds, uses and declares. Private names are mangled on the way, and
   qualified names made. Errors that CPython's compiler finds after its symbol table are kept as `late`: they count only
   when the whole tree has no earlier kind. */
#include "syntax/collect.h"

#include "syntax/doubts.h"
#include "base/buffer.h"
#include "syntax/intern.h"
#include "syntax/name.h"

#include <string.h>

enum { DEPTH_MOST = 2500 };

bool collect_enter(Collector *c, Span span) {
    if (c->failure->message) return false;
    if (c->depth >= DEPTH_MOST) return fail(c->failure, span, "too deeply nested");
    c->depth++;
    return true;
}

/* ---- Names ---- */

static const char *mangled(const Collector *c, const char *name) {
    return name_mangle(c->region->class_name, name);
}

Symbol *collect_symbol(Collector *c, const char *name) {
    return region_symbol(c->region, mangled(c, name));
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

static bool is_comprehension(const Region *region) {
    return region->kind == REGION_COMPREHENSION || region->is_generator_expression;
}

void collect_binding(Collector *c, NameExpr *name) {
    Symbol *symbol = collect_symbol(c, name->name);
    if (symbol->flags & SYMBOL_NAMED) {
        fail(c->failure, name->target.expr.span,
             "comprehension inner loop cannot rebind assignment expression target '%s'", name->name);
    }
    check_assignable(c, symbol->name, name->target.expr.span);
    bind_symbol(c->region, symbol, SYMBOL_BOUND);
    refer(c, name, symbol);
}

void collect_use(Collector *c, NameExpr *name) {
    Symbol *symbol = collect_symbol(c, name->name);
    symbol->flags |= SYMBOL_USED;
    refer(c, name, symbol);
    bool in_function = c->region->kind == REGION_FUNCTION || c->region->kind == REGION_COMPREHENSION;
    if (in_function && strcmp(name->name, "super") == 0) {
        region_symbol(c->region, intern("__class__", 9))->flags |= SYMBOL_USED;
    }
}

static void visit_name(Collector *c, Expr *expr) {
    collect_use(c, (NameExpr *)expr);
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

void collect_target(Collector *c, Target *target) {
    switch (target->expr.kind) {
    case EXPR_NAME:
        collect_binding(c, (NameExpr *)target);
        break;
    case EXPR_ATTRIBUTE:
        collect_expr(c, &target->expr);
        check_assignable(c, ((AttributeExpr *)target)->name, target->expr.span);
        note_hint(c, (AttributeExpr *)target);
        break;
    case EXPR_TUPLE:
    case EXPR_LIST:
        for (uint32_t i = 0; i < ((SequenceExpr *)target)->items.count; i++) {
            collect_target(c, (Target *)((SequenceExpr *)target)->items.at[i]);
        }
        break;
    case EXPR_STARRED:
        collect_target(c, (Target *)((StarredExpr *)target)->value);
        break;
    default:
        collect_expr(c, &target->expr);
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
    bool is_function = around->kind == REGION_FUNCTION && !around->is_generator_expression;
    buffer_addf(&text, "%s%s%s", around->function->qualified_name, is_function ? ".<locals>." : ".", name);
    return intern(text.text, text.length);
}

/* Enters a piece of code with a frame of its own; the caller restores the collector it saved. */
void collect_enter_code(Collector *c, RegionKind kind, FunctionNode *function) {
    function->qualified_name = c->region ? qualified(c, function->name) : function->name;
    Region *region = region_new(c, kind, function);
    region->scope = function->scope = scope_new(region);
    c->region = region;
    c->loops = 0;
}

void collect_leave_code(Collector *c, Collector saved) {
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

void collect_annotation(Collector *c, Expr **annotation) {
    if (*annotation && c->text_annotations) {
        const Source *source = c->region->function->source;
        Span span = (*annotation)->span;
        ConstantExpr *text = memory_new(sizeof *text);
        text->expr = (Expr){.span = span, .kind = EXPR_CONSTANT};
        text->constant = CONSTANT_STR;
        text->length = span.end - span.start;
        text->text = memory_copy_text(source->text + span.start, text->length);
        *annotation = &text->expr;
    }
    collect_expr(c, *annotation);
}

/* What is evaluated where the function is made: defaults and annotations. */
static void visit_signature(Collector *c, FunctionNode *function) {
    for (uint32_t i = 0; i < function->parameter_count; i++) collect_expr(c, function->parameters[i].default_value);
    for (uint32_t i = 0; i < function->parameter_count; i++) collect_annotation(c, &function->parameters[i].annotation);
    collect_annotation(c, &function->returns);
}

void collect_function(Collector *c, FunctionNode *function) {
    Collector saved = *c;
    visit_signature(c, function);
    collect_enter_code(c, REGION_FUNCTION, function);
    bind_parameters(c, function);
    collect_block(c, function->body);
    collect_leave_code(c, saved);
}

static void visit_lambda(Collector *c, Expr *expr) {
    collect_function(c, ((LambdaExpr *)expr)->function);
}

/* ---- Comprehensions ---- */

void collect_exprs(Collector *c, ExprList conditions) {
    for (uint32_t i = 0; i < conditions.count; i++) collect_expr(c, conditions.at[i]);
}

static void visit_iterable(Collector *c, Expr *iterable) {
    c->iterable++;
    collect_expr(c, iterable);
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
    for (uint32_t i = 0; i < comprehension->loop_count; i++) {
        ComprehensionFor *loop = &comprehension->loops[i];
        collect_target(c, loop->target);
        if (i > 0) visit_iterable(c, loop->iterable);
        collect_exprs(c, loop->conditions);
    }
    collect_expr(c, comprehension->key);
    collect_expr(c, comprehension->element);
    collect_leave_code(c, saved);
}

/* The body that the builder made: nested `for` and `if`, and the element in a `yield` at the bottom. */
static void visit_generator_body(Collector *c, Stmt *stmt, bool outermost) {
    if (stmt->kind == STMT_FOR) {
        ForStmt *loop = (ForStmt *)stmt;
        collect_target(c, loop->target);
        if (outermost) collect_expr(c, loop->iterable);
        else visit_iterable(c, loop->iterable);
        visit_generator_body(c, loop->body.at[0], false);
    } else if (stmt->kind == STMT_IF) {
        collect_expr(c, ((IfStmt *)stmt)->condition);
        visit_generator_body(c, ((IfStmt *)stmt)->then.at[0], false);
    } else {
        collect_expr(c, ((YieldExpr *)((ExpressionStmt *)stmt)->expr)->value);
    }
}

static void visit_generator(Collector *c, Expr *expr) {
    GeneratorExpr *generator = (GeneratorExpr *)expr;
    Collector saved = *c;
    visit_iterable(c, generator->first_iterable);
    collect_enter_code(c, REGION_FUNCTION, generator->function);
    c->region->is_generator_expression = true;
    bind_parameters(c, generator->function);
    visit_generator_body(c, generator->function->body.at[0], true);
    collect_leave_code(c, saved);
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
                 "assignment expression cannot rebind comprehension iteration variable '%s'", target->name);
        }
        region_symbol(host, name)->flags |= SYMBOL_NAMED;
    }
    if (host != c->region && host->kind == REGION_CLASS) {
        fail(c->failure, target->target.expr.span,
             "assignment expression within a comprehension cannot be used in a class body");
    }
    check_assignable(c, name, target->target.expr.span);
    collect_expr(c, named->value);
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
    collect_expr(c, attribute->object);
    attribute->name = mangled(c, attribute->name);
}

static void visit_subscript(Collector *c, Expr *expr) {
    doubt_subscript(c->failure, (SubscriptExpr *)expr);
    collect_expr(c, ((SubscriptExpr *)expr)->object);
    collect_expr(c, ((SubscriptExpr *)expr)->index);
}

static void visit_slice(Collector *c, Expr *expr) {
    collect_expr(c, ((SliceExpr *)expr)->start);
    collect_expr(c, ((SliceExpr *)expr)->stop);
    collect_expr(c, ((SliceExpr *)expr)->step);
}

void collect_arguments(Collector *c, Argument *arguments, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < i && arguments[i].name; j++) {
            if (arguments[j].name == arguments[i].name) {
                fail(c->late, arguments[i].span, "keyword argument repeated: %s", arguments[i].name);
            }
        }
        collect_expr(c, arguments[i].value);
    }
}

static void visit_call(Collector *c, Expr *expr) {
    CallExpr *call = (CallExpr *)expr;
    doubt_call(c->failure, call);
    collect_expr(c, call->callee);
    collect_arguments(c, call->arguments, call->count);
}

static void visit_unary(Collector *c, Expr *expr) {
    collect_expr(c, ((UnaryExpr *)expr)->operand);
}

static void visit_binary(Collector *c, Expr *expr) {
    collect_expr(c, ((BinaryExpr *)expr)->left);
    collect_expr(c, ((BinaryExpr *)expr)->right);
}

static void visit_compare(Collector *c, Expr *expr) {
    CompareExpr *compare = (CompareExpr *)expr;
    doubt_compare(c->failure, compare);
    collect_expr(c, compare->first);
    for (uint32_t i = 0; i < compare->count; i++) collect_expr(c, compare->operands[i]);
}

static void visit_logical(Collector *c, Expr *expr) {
    collect_exprs(c, ((LogicalExpr *)expr)->operands);
}

static void visit_conditional(Collector *c, Expr *expr) {
    collect_expr(c, ((ConditionalExpr *)expr)->condition);
    collect_expr(c, ((ConditionalExpr *)expr)->then);
    collect_expr(c, ((ConditionalExpr *)expr)->otherwise);
}

static void visit_sequence(Collector *c, Expr *expr) {
    const SequenceExpr *sequence = (SequenceExpr *)expr;
    for (uint32_t i = 0; i < sequence->items.count; i++) {
        Expr *item = sequence->items.at[i];
        collect_expr(c, item->kind == EXPR_STARRED ? ((StarredExpr *)item)->value : item);
    }
}

static void visit_dict(Collector *c, Expr *expr) {
    const DictExpr *dict = (DictExpr *)expr;
    for (uint32_t i = 0; i < dict->count; i++) {
        collect_expr(c, dict->items[i].key);
        collect_expr(c, dict->items[i].value);
    }
}

static void visit_starred(Collector *c, Expr *expr) {
    fail(c->late, expr->span, "can't use starred expression here");
    collect_expr(c, ((StarredExpr *)expr)->value);
}

static void visit_fstring(Collector *c, Expr *expr) {
    collect_exprs(c, ((FStringExpr *)expr)->parts);
}

static void visit_field(Collector *c, Expr *expr) {
    const FieldExpr *field = (FieldExpr *)expr;
    collect_expr(c, field->value);
    if (field->spec) collect_expr(c, &field->spec->expr);
}

static const char *comprehension_title(const Region *region) {
    if (region->is_generator_expression) return "generator expression";
    switch (region->comprehension->expr.kind) {
    case EXPR_LIST_COMPREHENSION:
        return "list comprehension";
    case EXPR_SET_COMPREHENSION:
        return "set comprehension";
    default:
        return "dict comprehension";
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
    collect_expr(c, ((YieldExpr *)expr)->value);
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

void collect_expr(Collector *c, Expr *expr) {
    if (!expr || !collect_enter(c, expr->span)) return;
    visitors[expr->kind](c, expr);
    c->depth--;
}

bool collect_names(FunctionNode *module, RegionVector *regions, Failure *failure, Failure *late) {
    Collector c = {.regions = regions, .failure = failure, .late = late};
    collect_enter_code(&c, REGION_MODULE, module);
    collect_block(&c, module->body);
    return !failure->message;
}
