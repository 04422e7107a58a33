/* What the grammar's actions call: every function makes one node or adds to one list, from pieces and tokens.

   Errors that need more than the table parser to see are recorded in the Building's failure; the node is made all the
   same, and the parse stops after the token. */
#ifndef SYNTAX_BUILD_H
#define SYNTAX_BUILD_H

#include "syntax/lexer.h"

/* An expression and where it stands with the parentheses around it. A null expression: left out. */
typedef struct Piece {
    Expr *expr;
    Span span;
} Piece;

typedef VECTOR(Expr *) ExprVector;
typedef VECTOR(Stmt *) StmtVector;
typedef VECTOR(DictItem) DictVector;
typedef VECTOR(ExceptClause) ClauseVector;

typedef struct Building {
    const Source *source;
    Failure *failure;
    FunctionNode *module; /* when accepted */
    bool accepted;
    bool refused; /* a token did not fit */
    bool overflow;
} Building;

void building_refuse(Building *b, Token token);
void building_overflow(Building *b);
void building_finish(Building *b, StmtVector *statements);
void building_finish_expression(Building *b, Piece value);

/* A zeroed node of a type whose base is its first field. */
void *expr_new(size_t size, ExprKind kind, Span span);
void *stmt_new(size_t size, StmtKind kind, Span span);
#define NEW_EXPR(Type, kind, span) ((Type *)expr_new(sizeof(Type), kind, span))
#define NEW_STMT(Type, kind, span) ((Type *)stmt_new(sizeof(Type), kind, span))

const char *building_name(const Building *b, Token name);
NameExpr *name_new(const Building *b, Token name);
FunctionNode *function_node_new(const Building *b, const char *name, Span span);

/* Sets the body, and the docstring when it begins with one. */
void function_set_body(FunctionNode *function, const StmtVector *statements);
Block block_of(const StmtVector *statements);
ExprList list_of(const ExprVector *exprs);

/* ---- Lists of expressions (build_list.c) ---- */

typedef struct Items {
    ExprVector list;
    Span span; /* from the first item to the last */
    Piece last;
} Items;

Items *items_new(Piece first);
void items_add(Items *items, Piece item);
Piece items_value(const Items *items);              /* one item: itself; more: a tuple */
Piece items_index(const Items *items);              /* the same, but a single starred one is a tuple */
Piece items_tuple(const Items *items, Token comma); /* a tuple that ends in the comma */
SequenceExpr *sequence_new(ExprKind kind, Span span, const ExprVector *list);

/* ---- Expressions (build_expr.c) ---- */

Piece expr_name(Building *b, Token name);
Piece expr_constant(ConstantKind kind, Token token);
Piece expr_integer(Building *b, Token token);
Piece expr_float(Building *b, Token token);
Piece expr_unary(UnaryOp op, Token token, Piece operand);
Piece expr_binary(BinaryOp op, Piece left, Token token, Piece right);
Piece expr_compare(Piece left, CompareOp op, Piece right);
Piece expr_compare_more(Piece chain, CompareOp op, Piece right);
Piece expr_logical(bool is_or, Piece left, Piece right);
Piece expr_conditional(Piece then, Piece condition, Piece otherwise);
Piece expr_named(Building *b, Piece target, Piece value);
Piece expr_yield(ExprKind kind, Token token, Piece value);
Piece expr_starred(Token star, Piece value);
Piece expr_attribute(Building *b, Piece object, Token name);
Piece expr_subscript(Piece object, Piece index, Token end);
Piece expr_slice(Piece start, Token first, Piece stop, Token second, Piece step);
Piece expr_sequence(ExprKind kind, Token open, const Items *items, Token close);
Piece expr_parens(Building *b, Token open, const Items *items, bool comma, Token close);
Piece piece_parens(Token open, Piece inner, Token close);

typedef struct Pair { /* a dict's key and value, and where the key or the stars stand */
    DictItem item;
    Span span;
} Pair;

DictVector *dict_items_new(void);
Piece expr_dict(Token open, const DictVector *items, Token close);

/* ---- Calls (build_call.c) ---- */

typedef struct Loop {
    ComprehensionFor loop;
    ExprVector conditions;
    uint32_t end;
} Loop;

typedef struct Loops {
    VECTOR(ComprehensionFor) list;
    uint32_t end;
} Loops;

Loop loop_new(Building *b, Piece target, Piece iterable);
Loop loop_add_condition(Loop loop, Piece condition);
Loops *loops_new(void);
void loops_add(Loops *loops, Loop loop);
Piece expr_comprehension(Building *b, ExprKind kind, Token open, Piece element, const Loops *loops, Token close);
Piece expr_dict_comprehension(Building *b, Token open, Pair pair, const Loops *loops, Token close);
Piece expr_generator(Building *b, Piece element, const Loops *loops, uint32_t start, uint32_t end);

typedef struct Given { /* one argument of a call */
    const char *name;
    Piece value;
    uint8_t stars;
    uint32_t start;     /* of the stars or the name */
    const Loops *loops; /* a generator expression without parentheses of its own */
} Given;

typedef struct Arguments {
    VECTOR(Argument) list;
    uint32_t keyword_count;
    bool has_stars;
    bool bare_generator; /* the first one is */
    Span bare_span;
    const char *misplaced; /* what is wrong with the order; reported at the closing parenthesis */
} Arguments;

Given given_keyword(Building *b, Piece name, Token equal, Piece value);
Arguments *arguments_new(void);
void arguments_add(Building *b, Arguments *arguments, Given given);
void arguments_end(Building *b, Arguments *arguments, bool comma);
void arguments_close(Building *b, const Arguments *arguments, Token close);
Piece expr_call(Building *b, Piece callee, Token open, const Arguments *arguments, Token close);

/* ---- Strings (build_string.c) ---- */

typedef struct Parts { /* the parts of one f-string, or of a format spec */
    ExprVector list;
    Span span;
} Parts;

typedef struct WrittenField { /* {value = !r:spec}; `shown`: the text that `=` puts before it */
    FieldExpr *field;
    Span shown;
} WrittenField;

typedef struct Strings { /* neighbours, which make one string */
    ExprVector parts;
    Span span;
    bool is_fstring;
    bool is_bytes;
    uint32_t count;
} Strings;

Parts *parts_new(void);
void parts_add_text(Building *b, Parts *parts, Token text);
void parts_add_field(Building *b, Parts *parts, WrittenField field);
Token conversion(Building *b, Token mark, Token name);
WrittenField written_field(Building *b, Token open, Piece value, Token debug, Token conversion, const Parts *spec,
                           Token close);
Strings *strings_new(void);
void strings_add_token(Building *b, Strings *strings, Token token);
void strings_add_parts(Building *b, Strings *strings, const Parts *parts);
Piece expr_strings(const Strings *strings);

/* ---- Functions and classes (build_function.c) ---- */

typedef struct ParameterVector {
    VECTOR(Parameter) list;
    bool slash, star, stars; /* seen so far */
    bool defaulted;          /* a positional one with a default was seen */
    bool bare;               /* the last thing seen is a star alone */
    Span bare_span;
    bool early_slash; /* a slash came first */
} ParameterVector;

typedef struct Written { /* a parameter as it is written; kind: 0 or STAR, STARSTAR, SLASH */
    uint8_t kind;
    bool bare; /* a star or slash alone */
    Span mark; /* the stars or the slash */
    Parameter parameter;
} Written;

typedef struct Decorators {
    ExprVector list;
    uint32_t start;
} Decorators;

Written written(Building *b, Token mark, Token name, Piece annotation, Piece default_value);
ParameterVector *parameters_new(void);
void parameters_add(Building *b, ParameterVector *parameters, Written written);
void parameters_end(Building *b, const ParameterVector *parameters, const Token *end); /* end: lambda's colon */
Piece expr_lambda(Building *b, Token token, const ParameterVector *parameters, Piece value);
Stmt *stmt_def(Building *b, Token token, Token name, const ParameterVector *parameters, Piece returns,
               const StmtVector *body);
Stmt *stmt_class(Building *b, Token token, Token name, const Arguments *arguments, const StmtVector *body);
Decorators *decorators_new(Token at);
Stmt *stmt_decorate(Stmt *definition, const Decorators *decorators);

/* ---- Statements (build_stmt.c) ---- */

StmtVector *stmts_new(void);
void stmts_append(StmtVector *to, const StmtVector *from);

Stmt *stmt_expression(Piece value);
Stmt *stmt_assign(Building *b, const Items *targets, Piece value);
Stmt *stmt_augmented(Building *b, Piece target, Token op, Piece value);
Stmt *stmt_annotated(Building *b, Piece target, Piece annotation, Piece value);
Stmt *stmt_plain(StmtKind kind, Token token);
Stmt *stmt_return(Token token, Piece value);
Stmt *stmt_raise(Token token, Piece exception, Piece cause);
Stmt *stmt_assert(Token token, Piece condition, Piece message);
Stmt *stmt_delete(Building *b, Token token, Piece targets);

typedef struct NameVector {
    VECTOR(const char *) list;
    uint32_t end;
} NameVector;

NameVector *names_new(void);
void names_add(Building *b, NameVector *names, Token name);
Stmt *stmt_declaration(StmtKind kind, Token token, const NameVector *names);

typedef struct Dotted {
    const char *name;
    Token first;
    Span span;
} Dotted;

typedef struct Origin { /* from …name */
    const char *name;
    uint32_t level;
} Origin;

typedef struct ImportVector {
    VECTOR(ImportName) list;
    uint32_t end;
} ImportVector;

Dotted dotted_start(Building *b, Token name);
Dotted dotted_join(Building *b, Dotted dotted, Token name);
ImportVector *import_names_new(void);
ImportVector *imports_star(Token star);
void imports_add_module(Building *b, ImportVector *imports, Dotted module, const Token *as);
void imports_add_name(Building *b, ImportVector *imports, Token name, const Token *as);
Stmt *stmt_import(Token token, const ImportVector *imports);
Stmt *stmt_import_from(Token token, Origin origin, const ImportVector *imports);

/* ---- Compound statements (build_compound.c) ---- */

typedef struct Elif {
    Token token;
    Piece condition;
    const StmtVector *body;
} Elif;
typedef VECTOR(Elif) ElifVector;
typedef VECTOR(WithItem) WithVector;

ElifVector *elifs_new(void);
void elifs_add(ElifVector *elifs, Token token, Piece condition, const StmtVector *body);
Stmt *stmt_if(Token token, Piece condition, const StmtVector *then, const ElifVector *elifs,
              const StmtVector *otherwise);
Stmt *stmt_while(Token token, Piece condition, const StmtVector *body, const StmtVector *otherwise);
Stmt *stmt_for(Building *b, Token token, Piece target, Piece iterable, const StmtVector *body,
               const StmtVector *otherwise);
ClauseVector *clauses_new(void);
ExceptClause except_clause(Building *b, Token token, Piece type, const Token *name, const StmtVector *body);
Stmt *stmt_try(Building *b, Token token, const StmtVector *body, const ClauseVector *clauses,
               const StmtVector *otherwise, const StmtVector *final);
WithVector *withs_new(void);
WithVector *withs_from_items(Building *b, const Items *items, Piece target);
void withs_add(Building *b, WithVector *withs, Piece context, Piece target);
Stmt *stmt_with(Building *b, Token token, const WithVector *withs, const StmtVector *body);

#endif
