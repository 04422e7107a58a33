/* The grammar, for lemon: Python 3.13 without async, match, except*, type aliases and generic parameter lists.

   Rules that conflict in a table parser are wider here than in the language, and the action that builds the node (build_*.c,
   target.c) refuses the rest: targets and keyword names are parsed as expressions, parameters in any order.
   Field tokens differ from the brackets and colons of code, which keeps f-strings free of conflicts. */
%name grammar
%token_prefix TOKEN_
%token_type {Token}
%default_type {Piece}
%extra_context {Building *b}
%stack_size 6000
%start_symbol input

%include {
#include "syntax/build.h"
#include "syntax/grammar.h"

#include <assert.h>
#include <string.h>

#define YYNOERRORRECOVERY 1
}

%code {
void *grammar_new(Building *b) {
    return grammarAlloc(memory_new, b);
}

/* A parser that goes on from where the other stands. */
void *grammar_fork(const void *parser, Building *b) {
    const yyParser *from = parser;
    yyParser *fork = grammarAlloc(memory_new, b);
    ptrdiff_t height = from->yytos - from->yystack;
    memcpy(fork->yystack, from->yystack, (size_t)(height + 1) * sizeof *from->yystack);
    fork->yytos = fork->yystack + height;
    return fork;
}

void grammar_feed(void *parser, Token token) {
    grammar(parser, token.kind, token);
}
}

%syntax_error { building_refuse(b, TOKEN); }
%stack_overflow { building_overflow(b); }
%parse_accept { b->accepted = true; }

%token ASYNC AWAIT INVALID.
%token_class fstring_text FSTRING_TEXT|FSTRING_RAW.
%token_class augmented PLUS_EQUAL|MINUS_EQUAL|STAR_EQUAL|SLASH_EQUAL|PERCENT_EQUAL|AT_EQUAL|AMPERSAND_EQUAL|BAR_EQUAL
    |CARET_EQUAL|STARSTAR_EQUAL|SLASHSLASH_EQUAL|SHIFT_LEFT_EQUAL|SHIFT_RIGHT_EQUAL.

/* ---- Files, lines and blocks ---- */

input ::= statements(S). { building_finish(b, S); }
input ::= EVAL star_exprs(E) NEWLINE. { building_finish_expression(b, E); }

%type statements {StmtVector *}
statements(A) ::= . { A = stmts_new(); }
statements(A) ::= statements(A) line(L). { stmts_append(A, L); }
statements(A) ::= statements(A) compound(S). { vector_push(A, S); }

%type line {StmtVector *}
%type smalls {StmtVector *}
line(A) ::= smalls(A) NEWLINE.
line(A) ::= smalls(A) SEMICOLON NEWLINE.
smalls(A) ::= small(S). { A = stmts_new(); vector_push(A, S); }
smalls(A) ::= smalls(A) SEMICOLON small(S). { vector_push(A, S); }

%type block {StmtVector *}
block(A) ::= COLON line(L). { A = L; }
block(A) ::= COLON NEWLINE INDENT body(L) DEDENT. { A = L; }
%type body {StmtVector *}
body(A) ::= line(A).
body(A) ::= compound(S). { A = stmts_new(); vector_push(A, S); }
body(A) ::= body(A) line(L). { stmts_append(A, L); }
body(A) ::= body(A) compound(S). { vector_push(A, S); }

/* ---- Simple statements ---- */

%type small {Stmt *}
small(A) ::= star_exprs(E). { A = stmt_expression(E); }
small(A) ::= chain(C) EQUAL assigned(V). { A = stmt_assign(b, C, V); }
small(A) ::= star_exprs(T) augmented(O) assigned(V). { A = stmt_augmented(b, T, O, V); }
small(A) ::= star_exprs(T) COLON expr(N). { A = stmt_annotated(b, T, N, (Piece){0}); }
small(A) ::= star_exprs(T) COLON expr(N) EQUAL assigned(V). { A = stmt_annotated(b, T, N, V); }
small(A) ::= yield(E). { A = stmt_expression(E); }
small(A) ::= PASS(T). { A = stmt_plain(STMT_PASS, T); }
small(A) ::= BREAK(T). { A = stmt_plain(STMT_BREAK, T); }
small(A) ::= CONTINUE(T). { A = stmt_plain(STMT_CONTINUE, T); }
small(A) ::= RETURN(T). { A = stmt_return(T, (Piece){0}); }
small(A) ::= RETURN(T) star_exprs(E). { A = stmt_return(T, E); }
small(A) ::= RAISE(T). { A = stmt_raise(T, (Piece){0}, (Piece){0}); }
small(A) ::= RAISE(T) expr(E). { A = stmt_raise(T, E, (Piece){0}); }
small(A) ::= RAISE(T) expr(E) FROM expr(C). { A = stmt_raise(T, E, C); }
small(A) ::= ASSERT(T) expr(C). { A = stmt_assert(T, C, (Piece){0}); }
small(A) ::= ASSERT(T) expr(C) COMMA expr(M). { A = stmt_assert(T, C, M); }
small(A) ::= DEL(T) star_exprs(E). { A = stmt_delete(b, T, E); }
small(A) ::= GLOBAL(T) names(N). { A = stmt_declaration(STMT_GLOBAL, T, N); }
small(A) ::= NONLOCAL(T) names(N). { A = stmt_declaration(STMT_NONLOCAL, T, N); }
small(A) ::= IMPORT(T) imports(N). { A = stmt_import(T, N); }
small(A) ::= FROM(T) origin(O) IMPORT imported(N). { A = stmt_import_from(T, O, N); }

%type chain {Items *}
chain(A) ::= assigned(E). { A = items_new(E); }
chain(A) ::= chain(A) EQUAL assigned(E). { items_add(A, E); }
assigned ::= star_exprs.
assigned ::= yield.

%type names {NameVector *}
names(A) ::= NAME(N). { A = names_new(); names_add(b, A, N); }
names(A) ::= names(A) COMMA NAME(N). { names_add(b, A, N); }

%type imports {ImportVector *}
imports(A) ::= dotted(D). { A = import_names_new(); imports_add_module(b, A, D, NULL); }
imports(A) ::= dotted(D) AS NAME(N). { A = import_names_new(); imports_add_module(b, A, D, &N); }
imports(A) ::= imports(A) COMMA dotted(D). { imports_add_module(b, A, D, NULL); }
imports(A) ::= imports(A) COMMA dotted(D) AS NAME(N). { imports_add_module(b, A, D, &N); }

%type dotted {Dotted}
dotted(A) ::= NAME(N). { A = dotted_start(b, N); }
dotted(A) ::= dotted(D) DOT NAME(N). { A = dotted_join(b, D, N); }

%type origin {Origin}
%type dots {int}
origin(A) ::= dotted(D). { A = (Origin){D.name, 0}; }
origin(A) ::= dots(N) dotted(D). { A = (Origin){D.name, (uint32_t)N}; }
origin(A) ::= dots(N). { A = (Origin){"", (uint32_t)N}; }
dots(A) ::= DOT. { A = 1; }
dots(A) ::= ELLIPSIS. { A = 3; }
dots(A) ::= dots(N) DOT. { A = N + 1; }
dots(A) ::= dots(N) ELLIPSIS. { A = N + 3; }

%type imported {ImportVector *}
%type imported_names {ImportVector *}
imported(A) ::= STAR(T). { A = imports_star(T); }
imported(A) ::= imported_names(A).
imported(A) ::= LPAR imported_names(L) RPAR(T). { A = L; A->end = T.span.end; }
imported(A) ::= LPAR imported_names(L) COMMA RPAR(T). { A = L; A->end = T.span.end; }
imported_names(A) ::= NAME(N). { A = import_names_new(); imports_add_name(b, A, N, NULL); }
imported_names(A) ::= NAME(N) AS NAME(T). { A = import_names_new(); imports_add_name(b, A, N, &T); }
imported_names(A) ::= imported_names(A) COMMA NAME(N). { imports_add_name(b, A, N, NULL); }
imported_names(A) ::= imported_names(A) COMMA NAME(N) AS NAME(T). { imports_add_name(b, A, N, &T); }

/* ---- Compound statements ---- */

%type compound {Stmt *}
compound(A) ::= IF(T) named(C) block(B) elifs(L) else(E). { A = stmt_if(T, C, B, L, E); }
compound(A) ::= WHILE(T) named(C) block(B) else(E). { A = stmt_while(T, C, B, E); }
compound(A) ::= FOR(T) for_targets(V) IN star_exprs(I) block(B) else(E). { A = stmt_for(b, T, V, I, B, E); }
compound(A) ::= TRY(T) block(B) clauses(C) else(E) finally(F). { A = stmt_try(b, T, B, C, E, F); }
compound(A) ::= TRY(T) block(B) FINALLY block(F). { A = stmt_try(b, T, B, NULL, NULL, F); }
compound(A) ::= WITH(T) with_items(I) block(B). { A = stmt_with(b, T, I, B); }
compound(A) ::= WITH(T) LPAR with_named(I) RPAR block(B). { A = stmt_with(b, T, I, B); }
compound(A) ::= WITH(T) LPAR with_named(I) COMMA RPAR block(B). { A = stmt_with(b, T, I, B); }
compound(A) ::= definition(A).
compound(A) ::= decorators(D) definition(S). { A = stmt_decorate(S, D); }

%type elifs {ElifVector *}
elifs(A) ::= . { A = elifs_new(); }
elifs(A) ::= elifs(A) ELIF(T) named(C) block(B). { elifs_add(A, T, C, B); }
%type else {StmtVector *}
else(A) ::= . { A = NULL; }
else(A) ::= ELSE block(B). { A = B; }
%type finally {StmtVector *}
finally(A) ::= . { A = NULL; }
finally(A) ::= FINALLY block(B). { A = B; }

%type clauses {ClauseVector *}
clauses(A) ::= clause(C). { A = clauses_new(); vector_push(A, C); }
clauses(A) ::= clauses(A) clause(C). { vector_push(A, C); }
%type clause {ExceptClause}
clause(A) ::= EXCEPT(T) block(B). { A = except_clause(b, T, (Piece){0}, NULL, B); }
clause(A) ::= EXCEPT(T) expr(E) block(B). { A = except_clause(b, T, E, NULL, B); }
clause(A) ::= EXCEPT(T) expr(E) AS NAME(N) block(B). { A = except_clause(b, T, E, &N, B); }

/* A parenthesised list with an `as` in it starts like a tuple: the items before the first `as` are its elements. */
%type with_items {WithVector *}
%type with_named {WithVector *}
with_items(A) ::= expr(E). { A = withs_new(); withs_add(b, A, E, (Piece){0}); }
with_items(A) ::= expr(E) AS bit_or(T). { A = withs_new(); withs_add(b, A, E, T); }
with_items(A) ::= with_items(A) COMMA expr(E). { withs_add(b, A, E, (Piece){0}); }
with_items(A) ::= with_items(A) COMMA expr(E) AS bit_or(T). { withs_add(b, A, E, T); }
with_named(A) ::= named_items(L) AS bit_or(T). { A = withs_from_items(b, L, T); }
with_named(A) ::= with_named(A) COMMA expr(E). { withs_add(b, A, E, (Piece){0}); }
with_named(A) ::= with_named(A) COMMA expr(E) AS bit_or(T). { withs_add(b, A, E, T); }

%type decorators {Decorators *}
decorators(A) ::= AT(T) named(E) NEWLINE. { A = decorators_new(T); vector_push(&A->list, E.expr); }
decorators(A) ::= decorators(A) AT named(E) NEWLINE. { vector_push(&A->list, E.expr); }

%type definition {Stmt *}
definition(A) ::= DEF(T) NAME(N) LPAR parameters(P) RPAR block(B). { A = stmt_def(b, T, N, P, (Piece){0}, B); }
definition(A) ::= DEF(T) NAME(N) LPAR parameters(P) RPAR ARROW expr(R) block(B). { A = stmt_def(b, T, N, P, R, B); }
definition(A) ::= CLASS(T) NAME(N) block(B). { A = stmt_class(b, T, N, NULL, B); }
definition(A) ::= CLASS(T) NAME(N) LPAR arguments(L) RPAR(E) block(B). { arguments_close(b, L, E); A = stmt_class(b, T, N, L, B); }

%type parameters {ParameterVector *}
%type parameter_list {ParameterVector *}
parameters(A) ::= . { A = parameters_new(); }
parameters(A) ::= parameter_list(A). { parameters_end(b, A, NULL); }
parameters(A) ::= parameter_list(A) COMMA. { parameters_end(b, A, NULL); }
parameter_list(A) ::= parameter(P). { A = parameters_new(); parameters_add(b, A, P); }
parameter_list(A) ::= parameter_list(A) COMMA parameter(P). { parameters_add(b, A, P); }
%type parameter {Written}
parameter(A) ::= plain_parameter(A).
parameter(A) ::= NAME(N) COLON expr(T). { A = written(b, (Token){0}, N, T, (Piece){0}); }
parameter(A) ::= NAME(N) COLON expr(T) EQUAL expr(D). { A = written(b, (Token){0}, N, T, D); }
parameter(A) ::= STAR(S) NAME(N) COLON expr(T). { A = written(b, S, N, T, (Piece){0}); }
parameter(A) ::= STARSTAR(S) NAME(N) COLON expr(T). { A = written(b, S, N, T, (Piece){0}); }

%type plain_parameter {Written}
plain_parameter(A) ::= NAME(N). { A = written(b, (Token){0}, N, (Piece){0}, (Piece){0}); }
plain_parameter(A) ::= NAME(N) EQUAL expr(D). { A = written(b, (Token){0}, N, (Piece){0}, D); }
plain_parameter(A) ::= SLASH(S). { A = written(b, S, S, (Piece){0}, (Piece){0}); }
plain_parameter(A) ::= STAR(S). { A = written(b, S, S, (Piece){0}, (Piece){0}); }
plain_parameter(A) ::= STAR(S) NAME(N). { A = written(b, S, N, (Piece){0}, (Piece){0}); }
plain_parameter(A) ::= STARSTAR(S) NAME(N). { A = written(b, S, N, (Piece){0}, (Piece){0}); }

%type lambda_parameters {ParameterVector *}
%type lambda_list {ParameterVector *}
lambda_parameters(A) ::= . { A = parameters_new(); }
lambda_parameters(A) ::= lambda_list(A).
lambda_parameters(A) ::= lambda_list(A) COMMA.
lambda_list(A) ::= plain_parameter(P). { A = parameters_new(); parameters_add(b, A, P); }
lambda_list(A) ::= lambda_list(A) COMMA plain_parameter(P). { parameters_add(b, A, P); }

/* ---- Lists of expressions ---- */

star_exprs(A) ::= star_items(L). { A = items_value(L); }
star_exprs(A) ::= star_items(L) COMMA(T). { A = items_tuple(L, T); }
%type star_items {Items *}
star_items(A) ::= star_item(E). { A = items_new(E); }
star_items(A) ::= star_items(A) COMMA star_item(E). { items_add(A, E); }
star_item ::= expr.
star_item ::= starred.
starred(A) ::= STAR(T) bit_or(E). { A = expr_starred(T, E); }

%type named_items {Items *}
named_items(A) ::= named_item(E). { A = items_new(E); }
named_items(A) ::= named_items(A) COMMA named_item(E). { items_add(A, E); }
named_item ::= named.
named_item ::= starred.

for_targets(A) ::= target_items(L). { A = items_value(L); }
for_targets(A) ::= target_items(L) COMMA(T). { A = items_tuple(L, T); }
%type target_items {Items *}
target_items(A) ::= target_item(E). { A = items_new(E); }
target_items(A) ::= target_items(A) COMMA target_item(E). { items_add(A, E); }
target_item ::= bit_or.
target_item ::= starred.

/* ---- Expressions, loosest first ---- */

named ::= expr.
named(A) ::= or(T) COLON_EQUAL expr(V). { A = expr_named(b, T, V); }

yield(A) ::= YIELD(T). { A = expr_yield(EXPR_YIELD, T, (Piece){0}); }
yield(A) ::= YIELD(T) star_exprs(E). { A = expr_yield(EXPR_YIELD, T, E); }
yield(A) ::= YIELD(T) FROM expr(E). { A = expr_yield(EXPR_YIELD_FROM, T, E); }

expr ::= or.
expr(A) ::= or(T) IF or(C) ELSE expr(E). { A = expr_conditional(T, C, E); }
expr(A) ::= LAMBDA(T) lambda_parameters(P) COLON(C) expr(E). { parameters_end(b, P, &C); A = expr_lambda(b, T, P, E); }

or ::= and.
or(A) ::= or(L) OR and(R). { A = expr_logical(true, L, R); }
and ::= not.
and(A) ::= and(L) AND not(R). { A = expr_logical(false, L, R); }
not ::= comparison.
not(A) ::= NOT(T) not(E). { A = expr_unary(UNARY_NOT, T, E); }

comparison ::= bit_or.
comparison ::= chained.
chained(A) ::= bit_or(L) comparator(O) bit_or(R). { A = expr_compare(L, (CompareOp)O, R); }
chained(A) ::= chained(L) comparator(O) bit_or(R). { A = expr_compare_more(L, (CompareOp)O, R); }
%type comparator {int}
comparator(A) ::= EQUAL_EQUAL. { A = COMPARE_EQUAL; }
comparator(A) ::= NOT_EQUAL. { A = COMPARE_NOT_EQUAL; }
comparator(A) ::= LESS. { A = COMPARE_LESS; }
comparator(A) ::= LESS_EQUAL. { A = COMPARE_LESS_EQUAL; }
comparator(A) ::= GREATER. { A = COMPARE_GREATER; }
comparator(A) ::= GREATER_EQUAL. { A = COMPARE_GREATER_EQUAL; }
comparator(A) ::= IS. { A = COMPARE_IS; }
comparator(A) ::= IS NOT. { A = COMPARE_IS_NOT; }
comparator(A) ::= IN. { A = COMPARE_IN; }
comparator(A) ::= NOT IN. { A = COMPARE_NOT_IN; }

bit_or ::= bit_xor.
bit_or(A) ::= bit_or(L) BAR(O) bit_xor(R). { A = expr_binary(BINARY_OR, L, O, R); }
bit_xor ::= bit_and.
bit_xor(A) ::= bit_xor(L) CARET(O) bit_and(R). { A = expr_binary(BINARY_XOR, L, O, R); }
bit_and ::= shift.
bit_and(A) ::= bit_and(L) AMPERSAND(O) shift(R). { A = expr_binary(BINARY_AND, L, O, R); }
shift ::= sum.
shift(A) ::= shift(L) SHIFT_LEFT(O) sum(R). { A = expr_binary(BINARY_LEFT_SHIFT, L, O, R); }
shift(A) ::= shift(L) SHIFT_RIGHT(O) sum(R). { A = expr_binary(BINARY_RIGHT_SHIFT, L, O, R); }
sum ::= term.
sum(A) ::= sum(L) PLUS(O) term(R). { A = expr_binary(BINARY_ADD, L, O, R); }
sum(A) ::= sum(L) MINUS(O) term(R). { A = expr_binary(BINARY_SUBTRACT, L, O, R); }
term ::= factor.
term(A) ::= term(L) STAR(O) factor(R). { A = expr_binary(BINARY_MULTIPLY, L, O, R); }
term(A) ::= term(L) SLASH(O) factor(R). { A = expr_binary(BINARY_DIVIDE, L, O, R); }
term(A) ::= term(L) SLASHSLASH(O) factor(R). { A = expr_binary(BINARY_FLOOR_DIVIDE, L, O, R); }
term(A) ::= term(L) PERCENT(O) factor(R). { A = expr_binary(BINARY_MODULO, L, O, R); }
term(A) ::= term(L) AT(O) factor(R). { A = expr_binary(BINARY_MATRIX_MULTIPLY, L, O, R); }
factor ::= power.
factor(A) ::= PLUS(T) factor(E). { A = expr_unary(UNARY_POSITIVE, T, E); }
factor(A) ::= MINUS(T) factor(E). { A = expr_unary(UNARY_NEGATIVE, T, E); }
factor(A) ::= TILDE(T) factor(E). { A = expr_unary(UNARY_INVERT, T, E); }
power ::= primary.
power(A) ::= primary(L) STARSTAR(O) factor(R). { A = expr_binary(BINARY_POWER, L, O, R); }

primary ::= atom.
primary(A) ::= primary(O) DOT NAME(N). { A = expr_attribute(b, O, N); }
primary(A) ::= primary(F) LPAR(T) arguments(L) RPAR(E). { A = expr_call(b, F, T, L, E); }
primary(A) ::= primary(O) LSQB subscripts(I) RSQB(E). { A = expr_subscript(O, I, E); }

subscripts(A) ::= subscript_list(L). { A = items_index(L); }
subscripts(A) ::= subscript_list(L) COMMA(T). { A = items_tuple(L, T); }
%type subscript_list {Items *}
subscript_list(A) ::= subscript(E). { A = items_new(E); }
subscript_list(A) ::= subscript_list(A) COMMA subscript(E). { items_add(A, E); }
subscript ::= named_item.
subscript(A) ::= bound(L) COLON(T) bound(H). { A = expr_slice(L, T, H, T, (Piece){0}); }
subscript(A) ::= bound(L) COLON(T) bound(H) COLON(U) bound(S). { A = expr_slice(L, T, H, U, S); }
bound(A) ::= . { A = (Piece){0}; }
bound ::= expr.

%type arguments {Arguments *}
%type argument_list {Arguments *}
arguments(A) ::= . { A = arguments_new(); }
arguments(A) ::= argument_list(A). { arguments_end(b, A, false); }
arguments(A) ::= argument_list(A) COMMA. { arguments_end(b, A, true); }
argument_list(A) ::= argument(X). { A = arguments_new(); arguments_add(b, A, X); }
argument_list(A) ::= argument_list(A) COMMA argument(X). { arguments_add(b, A, X); }
%type argument {Given}
argument(A) ::= named(E). { A = (Given){.value = E}; }
argument(A) ::= named(E) loops(L). { A = (Given){.value = expr_generator(b, E, L, E.span.start, L->end), .loops = L}; }
argument(A) ::= or(N) EQUAL(T) expr(E). { A = given_keyword(b, N, T, E); }
argument(A) ::= STAR(T) expr(E). { A = (Given){.value = E, .stars = 1, .start = T.span.start}; }
argument(A) ::= STARSTAR(T) expr(E). { A = (Given){.value = E, .stars = 2, .start = T.span.start}; }

%type loops {Loops *}
loops(A) ::= loop(L). { A = loops_new(); loops_add(A, L); }
loops(A) ::= loops(A) loop(L). { loops_add(A, L); }
%type loop {Loop}
loop(A) ::= FOR for_targets(T) IN or(I). { A = loop_new(b, T, I); }
loop(A) ::= loop(L) IF or(C). { A = loop_add_condition(L, C); }

/* ---- Atoms ---- */

atom(A) ::= NAME(N). { A = expr_name(b, N); }
atom(A) ::= NONE(T). { A = expr_constant(CONSTANT_NONE, T); }
atom(A) ::= TRUE(T). { A = expr_constant(CONSTANT_TRUE, T); }
atom(A) ::= FALSE(T). { A = expr_constant(CONSTANT_FALSE, T); }
atom(A) ::= ELLIPSIS(T). { A = expr_constant(CONSTANT_ELLIPSIS, T); }
atom(A) ::= INTEGER(T). { A = expr_integer(b, T); }
atom(A) ::= FLOAT(T). { A = expr_float(b, T); }
atom(A) ::= strings(S). { A = expr_strings(S); }

atom(A) ::= LPAR(T) RPAR(E). { A = expr_sequence(EXPR_TUPLE, T, NULL, E); }
atom(A) ::= LPAR(T) named_items(L) RPAR(E). { A = expr_parens(b, T, L, false, E); }
atom(A) ::= LPAR(T) named_items(L) COMMA RPAR(E). { A = expr_parens(b, T, L, true, E); }
atom(A) ::= LPAR(T) yield(Y) RPAR(E). { A = piece_parens(T, Y, E); }
atom(A) ::= LPAR(T) named_item(V) loops(L) RPAR(E). { A = expr_generator(b, V, L, T.span.start, E.span.end); }
atom(A) ::= LSQB(T) RSQB(E). { A = expr_sequence(EXPR_LIST, T, NULL, E); }
atom(A) ::= LSQB(T) named_items(L) RSQB(E). { A = expr_sequence(EXPR_LIST, T, L, E); }
atom(A) ::= LSQB(T) named_items(L) COMMA RSQB(E). { A = expr_sequence(EXPR_LIST, T, L, E); }
atom(A) ::= LSQB(T) named_item(V) loops(L) RSQB(E). { A = expr_comprehension(b, EXPR_LIST_COMPREHENSION, T, V, L, E); }
atom(A) ::= LBRACE(T) named_items(L) RBRACE(E). { A = expr_sequence(EXPR_SET, T, L, E); }
atom(A) ::= LBRACE(T) named_items(L) COMMA RBRACE(E). { A = expr_sequence(EXPR_SET, T, L, E); }
atom(A) ::= LBRACE(T) named_item(V) loops(L) RBRACE(E). { A = expr_comprehension(b, EXPR_SET_COMPREHENSION, T, V, L, E); }
atom(A) ::= LBRACE(T) RBRACE(E). { A = expr_dict(T, NULL, E); }
atom(A) ::= LBRACE(T) dict_items(L) RBRACE(E). { A = expr_dict(T, L, E); }
atom(A) ::= LBRACE(T) dict_items(L) COMMA RBRACE(E). { A = expr_dict(T, L, E); }
atom(A) ::= LBRACE(T) dict_item(I) loops(L) RBRACE(E). { A = expr_dict_comprehension(b, T, I, L, E); }

%type dict_items {DictVector *}
dict_items(A) ::= dict_item(I). { A = dict_items_new(); vector_push(A, I.item); }
dict_items(A) ::= dict_items(A) COMMA dict_item(I). { vector_push(A, I.item); }
%type dict_item {Pair}
dict_item(A) ::= expr(K) COLON expr(V). { A = (Pair){{K.expr, V.expr}, K.span}; }
dict_item(A) ::= STARSTAR(T) bit_or(V). { A = (Pair){{NULL, V.expr}, T.span}; }

/* ---- Strings ---- */

%type strings {Strings *}
strings(A) ::= STRING(T). { A = strings_new(); strings_add_token(b, A, T); }
strings(A) ::= fstring(S). { A = strings_new(); strings_add_parts(b, A, S); }
strings(A) ::= strings(A) STRING(T). { strings_add_token(b, A, T); }
strings(A) ::= strings(A) fstring(S). { strings_add_parts(b, A, S); }

%type fstring {Parts *}
%type parts {Parts *}
fstring(A) ::= FSTRING_START(T) parts(P) FSTRING_END(E). { A = P; A->span = span_join(T.span, E.span); }
parts(A) ::= . { A = parts_new(); }
parts(A) ::= parts(A) fstring_text(T). { parts_add_text(b, A, T); }
parts(A) ::= parts(A) field(F). { parts_add_field(b, A, F); }
%type field {WrittenField}
field(A) ::= FIELD_OPEN(T) assigned(V) debug(D) conversion(C) spec(S) FIELD_CLOSE(E). { A = written_field(b, T, V, D, C, S, E); }
%type debug {Token}
debug(A) ::= . { A = (Token){0}; }
debug(A) ::= FIELD_EQUAL(A).
%type conversion {Token}
conversion(A) ::= . { A = (Token){0}; }
conversion(A) ::= FIELD_CONVERSION(T) NAME(N). { A = conversion(b, T, N); }
%type spec {Parts *}
spec(A) ::= . { A = NULL; }
spec(A) ::= FIELD_SPEC(T) parts(P). { A = P; A->span = T.span; }
