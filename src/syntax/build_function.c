/* Functions, lambdas and classes; the order of parameters. */
#include "syntax/build.h"
#include "syntax/docstring.h"
#include "syntax/intern.h"
#include "syntax/thr.h"

FunctionNode *function_node_new(const Building *b, const char *name, Span span) {
    FunctionNode *function = memory_new(sizeof *function);
    function->name = name;
    function->source = b->source;
    function->span = span;
    function->first_line = source_line(b->source, span.start);
    return function;
}

void function_set_body(FunctionNode *function, const StmtVector *statements) {
    function->body = block_of(statements);
    if (!statements->count || statements->at[0]->kind != STMT_EXPRESSION) return;
    const ConstantExpr *first = (ConstantExpr *)((ExpressionStmt *)statements->at[0])->expr;
    if (first->expr.kind != EXPR_CONSTANT || first->constant != CONSTANT_STR) return;
    function->docstring = docstring_clean(first->text, first->length, &function->docstring_length);
}

/* ---- Parameters ---- */

Written written(Building *b, Token mark, Token name, Piece annotation, Piece default_value) {
    Written result = {.kind = mark.kind, .mark = mark.span, .bare = name.kind != TOKEN_NAME};
    result.parameter =
        (Parameter){.annotation = annotation.expr, .default_value = default_value.expr, .span = name.span};
    if (!result.bare) result.parameter.name = building_name(b, name);
    return result;
}

ParameterVector *parameters_new(void) {
    return memory_new(sizeof(ParameterVector));
}

static void add_slash(Building *b, ParameterVector *parameters, Span span) {
    if (parameters->stars) fail(b->failure, span, "arguments cannot follow var-keyword argument");
    else if (parameters->slash) fail(b->failure, span, "/ may appear only once");
    else if (parameters->star) fail(b->failure, span, "/ must be ahead of *");
    if (!parameters->list.count) {
        parameters->early_slash = true;
        parameters->bare_span = span;
    }
    for (size_t i = 0; i < parameters->list.count; i++) {
        if (parameters->list.at[i].kind == PARAMETER_POSITIONAL)
            parameters->list.at[i].kind = PARAMETER_POSITIONAL_ONLY;
    }
    parameters->slash = true;
}

static void add_star(Building *b, ParameterVector *parameters, const Written *written) {
    Span span = written->mark;
    if (parameters->stars) fail(b->failure, span, "arguments cannot follow var-keyword argument");
    else if (parameters->star) fail(b->failure, span, "* argument may appear only once");
    parameters->star = true;
    parameters->bare = written->bare;
    parameters->bare_span = span;
}

static void add_plain(Building *b, ParameterVector *parameters, const Parameter *parameter) {
    if (parameters->stars) fail(b->failure, parameter->span, "arguments cannot follow var-keyword argument");
    if (!parameters->star && parameters->defaulted && !parameter->default_value) {
        fail(b->failure, parameter->span, "parameter without a default follows parameter with a default");
    }
    parameters->defaulted |= !parameters->star && parameter->default_value;
    parameters->bare = false;
}

void parameters_add(Building *b, ParameterVector *parameters, Written written) {
    Parameter parameter = written.parameter;
    if (parameters->early_slash) fail(b->failure, parameters->bare_span, "at least one argument must precede /");
    switch (written.kind) {
    case TOKEN_SLASH:
        add_slash(b, parameters, parameter.span);
        return;
    case TOKEN_STAR:
        add_star(b, parameters, &written);
        if (written.bare) return;
        parameter.kind = PARAMETER_STAR;
        break;
    case TOKEN_STARSTAR:
        if (parameters->stars) fail(b->failure, written.mark, "arguments cannot follow var-keyword argument");
        if (parameters->bare) fail(b->failure, parameters->bare_span, "named arguments must follow bare *");
        parameters->stars = true;
        parameter.kind = PARAMETER_STARS;
        break;
    default:
        add_plain(b, parameters, &parameter);
        parameter.kind = parameters->star ? PARAMETER_KEYWORD_ONLY : PARAMETER_POSITIONAL;
    }
    vector_push(&parameters->list, parameter);
}

void parameters_end(Building *b, const ParameterVector *parameters, const Token *end) {
    if (parameters->early_slash) fail(b->failure, parameters->bare_span, "invalid syntax");
    if (parameters->bare)
        fail(b->failure, end ? end->span : parameters->bare_span, "named arguments must follow bare *");
}

static void set_parameters(FunctionNode *function, const ParameterVector *parameters) {
    function->parameters = parameters->list.at;
    function->parameter_count = (uint32_t)parameters->list.count;
    for (uint32_t i = 0; i < function->parameter_count; i++) {
        ParameterKind kind = function->parameters[i].kind;
        function->positional_only_count += kind == PARAMETER_POSITIONAL_ONLY;
        function->positional_count += kind == PARAMETER_POSITIONAL_ONLY || kind == PARAMETER_POSITIONAL;
        function->keyword_only_count += kind == PARAMETER_KEYWORD_ONLY;
        function->has_star |= kind == PARAMETER_STAR;
        function->has_stars |= kind == PARAMETER_STARS;
    }
}

/* ---- Definitions ---- */

Piece expr_lambda(Building *b, Token token, const ParameterVector *parameters, Piece value) {
    Span span = span_join(token.span, value.span);
    ReturnStmt *result = NEW_STMT(ReturnStmt, STMT_RETURN, value.expr->span);
    StmtVector body = {0};
    result->value = value.expr;
    vector_push(&body, &result->stmt);
    LambdaExpr *expr = NEW_EXPR(LambdaExpr, EXPR_LAMBDA, span);
    expr->function = function_node_new(b, intern("<lambda>", 8), span);
    expr->function->body = block_of(&body);
    set_parameters(expr->function, parameters);
    return (Piece){&expr->expr, span};
}

static Span span_to_body(Token token, const StmtVector *body) {
    return span_join(token.span, vector_last(body)->span);
}

Stmt *stmt_def(Building *b, Token token, Token name, const ParameterVector *parameters, Piece returns,
               const StmtVector *body) {
    Span span = span_to_body(token, body);
    FunctionStmt *stmt = NEW_STMT(FunctionStmt, STMT_FUNCTION, span);
    stmt->target = &name_new(b, name)->target;
    stmt->function = function_node_new(b, building_name(b, name), span);
    stmt->function->returns = returns.expr;
    set_parameters(stmt->function, parameters);
    function_set_body(stmt->function, body);
    return &stmt->stmt;
}

Stmt *stmt_class(Building *b, Token token, Token name, const Arguments *arguments, const StmtVector *body) {
    Span span = span_to_body(token, body);
    ClassStmt *stmt = NEW_STMT(ClassStmt, STMT_CLASS, span);
    stmt->target = &name_new(b, name)->target;
    stmt->name = building_name(b, name);
    if (arguments) {
        stmt->arguments = arguments->list.at;
        stmt->argument_count = (uint32_t)arguments->list.count;
    }
    stmt->body = function_node_new(b, stmt->name, span);
    function_set_body(stmt->body, body);
    return &stmt->stmt;
}

Decorators *decorators_new(Token at) {
    Decorators *decorators = memory_new(sizeof *decorators);
    decorators->start = at.span.start;
    return decorators;
}

Stmt *stmt_decorate(Stmt *definition, const Decorators *decorators) {
    bool is_class = definition->kind == STMT_CLASS;
    FunctionNode *body = is_class ? ((ClassStmt *)definition)->body : ((FunctionStmt *)definition)->function;
    body->first_line = source_line(body->source, decorators->start);
    if (is_class) ((ClassStmt *)definition)->decorators = list_of(&decorators->list);
    else ((FunctionStmt *)definition)->decorators = list_of(&decorators->list);
    return definition;
}
