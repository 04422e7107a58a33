/* Calls, comprehensions and generator expressions. */
#include "syntax/build.h"
#include "syntax/intern.h"
#include "syntax/target.h"

Loop loop_new(Building *b, Piece target, Piece iterable) {
    Target *checked = target_of(b, target.expr, TARGET_FOR);
    return (Loop){.loop = {.target = checked, .iterable = iterable.expr}, .end = iterable.span.end};
}

Loop loop_add_condition(Loop loop, Piece condition) {
    vector_push(&loop.conditions, condition.expr);
    loop.loop.conditions = list_of(&loop.conditions);
    loop.end = condition.span.end;
    return loop;
}

Loops *loops_new(void) {
    return memory_new(sizeof(Loops));
}

void loops_add(Loops *loops, Loop loop) {
    vector_push(&loops->list, loop.loop);
    loops->end = loop.end;
}

static void refuse_starred(Building *b, Piece element) {
    if (element.expr->kind == EXPR_STARRED) {
        fail(b->failure, element.span, "iterable unpacking cannot be used in comprehension");
    }
}

static ComprehensionExpr *comprehension_new(ExprKind kind, Span span, Expr *element, const Loops *loops) {
    ComprehensionExpr *expr = NEW_EXPR(ComprehensionExpr, kind, span);
    expr->element = element;
    expr->loops = loops->list.at;
    expr->loop_count = (uint32_t)loops->list.count;
    return expr;
}

Piece expr_comprehension(Building *b, ExprKind kind, Token open, Piece element, const Loops *loops, Token close) {
    Span span = span_join(open.span, close.span);
    refuse_starred(b, element);
    return (Piece){(Expr *)comprehension_new(kind, span, element.expr, loops), span};
}

Piece expr_dict_comprehension(Building *b, Token open, Pair pair, const Loops *loops, Token close) {
    Span span = span_join(open.span, close.span);
    if (!pair.item.key) fail(b->failure, pair.span, "dict unpacking cannot be used in dict comprehension");
    ComprehensionExpr *expr = comprehension_new(EXPR_DICT_COMPREHENSION, span, pair.item.value, loops);
    expr->key = pair.item.key;
    return (Piece){(Expr *)expr, span};
}

/* The function behind a generator expression: for target in .0: … yield element. */
static Stmt *generator_body(Piece element, const Loops *loops, Span span) {
    YieldExpr *yield = NEW_EXPR(YieldExpr, EXPR_YIELD, element.expr->span);
    yield->value = element.expr;
    ExpressionStmt *innermost = NEW_STMT(ExpressionStmt, STMT_EXPRESSION, element.expr->span);
    innermost->expr = &yield->expr;
    Stmt *body = &innermost->stmt;
    for (size_t i = loops->list.count; i-- > 0;) {
        const ComprehensionFor *loop = &loops->list.at[i];
        for (uint32_t c = loop->conditions.count; c-- > 0;) {
            IfStmt *test = NEW_STMT(IfStmt, STMT_IF, loop->conditions.at[c]->span);
            StmtVector then = {0};
            vector_push(&then, body);
            test->condition = loop->conditions.at[c];
            test->then = block_of(&then);
            body = &test->stmt;
        }
        ForStmt *loop_stmt = NEW_STMT(ForStmt, STMT_FOR, span);
        StmtVector inner = {0};
        vector_push(&inner, body);
        loop_stmt->target = loop->target;
        loop_stmt->iterable = loop->iterable;
        loop_stmt->body = block_of(&inner);
        body = &loop_stmt->stmt;
    }
    return body;
}

static NameExpr *first_iterator(Span span) {
    NameExpr *name = NEW_EXPR(NameExpr, EXPR_NAME, span);
    name->name = intern(".0", 2);
    return name;
}

Piece expr_generator(Building *b, Piece element, const Loops *loops, uint32_t start, uint32_t end) {
    Span span = {start, end};
    refuse_starred(b, element);
    GeneratorExpr *expr = NEW_EXPR(GeneratorExpr, EXPR_GENERATOR, span);
    FunctionNode *function = function_node_new(b, intern("<genexpr>", 9), span);
    ForStmt *outer = (ForStmt *)generator_body(element, loops, span);
    expr->first_iterable = outer->iterable;
    outer->iterable = &first_iterator(outer->iterable->span)->target.expr;
    Parameter *iterator = memory_new(sizeof *iterator);
    *iterator = (Parameter){.name = intern(".0", 2), .kind = PARAMETER_POSITIONAL_ONLY, .span = span};
    StmtVector body = {0};
    vector_push(&body, &outer->stmt);
    function->parameters = iterator;
    function->parameter_count = function->positional_count = function->positional_only_count = 1;
    function->is_generator = true;
    function->body = block_of(&body);
    expr->function = function;
    return (Piece){&expr->expr, span};
}

/* ---- Arguments ---- */

Given given_keyword(Building *b, Piece name, Token equal, Piece value) {
    Span both = span_join(name.span, equal.span);
    const char *title = expr_title(name.expr);
    if (name.expr->kind == EXPR_CONSTANT && (title[0] == 'T' || title[0] == 'F' || title[0] == 'N')) {
        fail(b->failure, both, "cannot assign to %s", title);
    } else if (name.expr->kind != EXPR_NAME || name.expr->parens) {
        fail(b->failure, both, "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    const char *keyword = name.expr->kind == EXPR_NAME ? ((NameExpr *)name.expr)->name : "";
    return (Given){.name = keyword, .value = value, .start = name.span.start};
}

Arguments *arguments_new(void) {
    return memory_new(sizeof(Arguments));
}

static void check_order(Building *b, Arguments *arguments, const Given *given) {
    bool unpacked = false;
    for (size_t i = 0; i < arguments->list.count; i++) unpacked |= arguments->list.at[i].stars == 2;
    if (given->name || given->stars == 2) return;
    if (given->stars == 1) {
        if (unpacked) {
            Span before = {vector_last(&arguments->list).span.end, given->value.span.end};
            fail(b->failure, before, "iterable argument unpacking follows keyword argument unpacking");
        }
    } else if (unpacked) {
        arguments->misplaced = "positional argument follows keyword argument unpacking";
    } else if (arguments->keyword_count) {
        arguments->misplaced = "positional argument follows keyword argument";
    }
}

void arguments_add(Building *b, Arguments *arguments, Given given) {
    if (given.loops && arguments->list.count) {
        fail(b->failure, arguments->bare_generator ? arguments->bare_span : given.value.span,
             "Generator expression must be parenthesized");
    }
    if (given.loops && !arguments->list.count) {
        arguments->bare_generator = true;
        arguments->bare_span = given.value.span;
    }
    check_order(b, arguments, &given);
    Span span = given.value.span;
    if (given.name || given.stars) span.start = given.start;
    Argument argument = {given.name, given.value.expr, given.stars, span};
    vector_push(&arguments->list, argument);
    arguments->keyword_count += given.name != NULL;
    arguments->has_stars |= given.stars > 0;
}

void arguments_end(Building *b, Arguments *arguments, bool comma) {
    if (arguments->bare_generator && (comma || arguments->list.count > 1)) {
        fail(b->failure, arguments->bare_span, "Generator expression must be parenthesized");
    }
}

void arguments_close(Building *b, const Arguments *arguments, Token close) {
    if (arguments->misplaced) fail(b->failure, close.span, "%s", arguments->misplaced);
}

Piece expr_call(Building *b, Piece callee, Token open, const Arguments *arguments, Token close) {
    Span span = span_join(callee.span, close.span);
    arguments_close(b, arguments, close);
    CallExpr *expr = NEW_EXPR(CallExpr, EXPR_CALL, span);
    expr->callee = callee.expr;
    expr->arguments = arguments->list.at;
    expr->count = (uint32_t)arguments->list.count;
    expr->keyword_count = arguments->keyword_count;
    expr->has_stars = arguments->has_stars;
    if (arguments->bare_generator) {
        Expr *generator = expr->arguments[0].value;
        generator->span = span_join(open.span, close.span);
        ((GeneratorExpr *)generator)->function->span = generator->span;
    }
    return (Piece){&expr->expr, span};
}
