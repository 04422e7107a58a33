/* Prints the tree: kind, what the node holds, place; children indented below. Empty parts are left out. */
#include "syntax/dump.h"

#include "syntax/scope.h"

#include <string.h>

typedef struct Dump {
    Buffer *out;
    const Source *source;
    int depth;
} Dump;

static void dump_expr(Dump *d, const Expr *expr);
static void dump_block(Dump *d, const char *title, Block block);
static void dump_code(Dump *d, const FunctionNode *function);

static const char *const expr_names[EXPR_KIND_COUNT] = {
#define EXPR(KIND, Name, name) [EXPR_##KIND] = #KIND,
#include "syntax/nodes.def"
};

static const char *const stmt_names[STMT_KIND_COUNT] = {
#define STMT(KIND, Name, name) [STMT_##KIND] = #KIND,
#include "syntax/nodes.def"
};

static const char *const binary_names[BINARY_OP_COUNT] = {"+",  "-",  "*",  "@", "/", "//", "%",
                                                          "**", "<<", ">>", "&", "^", "|"};
static const char *const unary_names[] = {"-", "+", "~", "not"};
static const char *const compare_names[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"};
static const char *const place_names[] = {"local", "cell", "free", "global", "class"};

/* ---- Lines ---- */

static void start(Dump *d, const char *title) {
    buffer_add_repeated(d->out, ' ', (size_t)d->depth * 2);
    buffer_add_text(d->out, title);
}

static void end(Dump *d) {
    buffer_add_byte(d->out, '\n');
}

static void add_place(Dump *d, Span span) {
    Position from = source_position(d->source, span.start), to = source_position(d->source, span.end);
    buffer_addf(d->out, "  @%u:%u-", from.line, from.column);
    if (to.line != from.line) buffer_addf(d->out, "%u:", to.line);
    buffer_addf(d->out, "%u", to.column);
}

static void add_text(Dump *d, const char *text, size_t length) {
    buffer_add_text(d->out, " \"");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < ' ' || c == 0x7f || c == '"' || c == '\\') buffer_addf(d->out, "\\x%02x", c);
        else buffer_add_byte(d->out, (char)c);
    }
    buffer_add_byte(d->out, '"');
}

static void titled(Dump *d, const char *title, const Expr *expr) {
    if (!expr) return;
    start(d, title);
    end(d);
    d->depth++;
    dump_expr(d, expr);
    d->depth--;
}

static void dump_list(Dump *d, ExprList list) {
    for (uint32_t i = 0; i < list.count; i++) dump_expr(d, list.at[i]);
}

/* ---- Expressions: what stands on the node's own line ---- */

static void add_constant(Dump *d, const ConstantExpr *constant) {
    static const char *const names[] = {" None", " True", " False", " ..."};
    if (constant->constant <= CONSTANT_ELLIPSIS) buffer_add_text(d->out, names[constant->constant]);
    else if (constant->constant == CONSTANT_FLOAT) buffer_addf(d->out, " %.17g", constant->number);
    else if (constant->constant == CONSTANT_INT) buffer_addf(d->out, " %s", constant->text);
    else {
        if (constant->constant == CONSTANT_BYTES) buffer_add_text(d->out, " bytes");
        add_text(d, constant->text, constant->length);
    }
}

static void add_name(Dump *d, const NameExpr *name) {
    buffer_addf(d->out, " %s %s", name->name, place_names[name->place]);
    if (name->index >= 0) buffer_addf(d->out, " %d", name->index);
}

static void add_details(Dump *d, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
        add_constant(d, (const ConstantExpr *)expr);
        break;
    case EXPR_NAME:
        add_name(d, (const NameExpr *)expr);
        break;
    case EXPR_ATTRIBUTE:
        buffer_addf(d->out, " .%s", ((const AttributeExpr *)expr)->name);
        break;
    case EXPR_UNARY:
        buffer_addf(d->out, " %s", unary_names[((const UnaryExpr *)expr)->op]);
        break;
    case EXPR_BINARY:
        buffer_addf(d->out, " %s", binary_names[((const BinaryExpr *)expr)->op]);
        break;
    case EXPR_LOGICAL:
        buffer_add_text(d->out, ((const LogicalExpr *)expr)->is_or ? " or" : " and");
        break;
    case EXPR_FIELD:
        if (((const FieldExpr *)expr)->conversion) buffer_addf(d->out, " !%c", ((const FieldExpr *)expr)->conversion);
        break;
    default:
        break;
    }
    if (expr->parens) buffer_add_text(d->out, " ()");
}

/* ---- Expressions: what stands below ---- */

static void dump_arguments(Dump *d, const Argument *arguments, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const char *stars = arguments[i].stars == 2 ? "**" : "*";
        if (arguments[i].name || arguments[i].stars)
            titled(d, arguments[i].name ? arguments[i].name : stars, arguments[i].value);
        else dump_expr(d, arguments[i].value);
    }
}

static void dump_compare(Dump *d, const CompareExpr *compare) {
    dump_expr(d, compare->first);
    for (uint32_t i = 0; i < compare->count; i++) titled(d, compare_names[compare->ops[i]], compare->operands[i]);
}

static void dump_comprehension(Dump *d, const ComprehensionExpr *comprehension) {
    if (comprehension->cell_count > 0) {
        start(d, "cells");
        for (uint32_t i = 0; i < comprehension->cell_count; i++) buffer_addf(d->out, " %d", comprehension->cells[i]);
        end(d);
    }
    titled(d, "key", comprehension->key);
    titled(d, "element", comprehension->element);
    for (uint32_t i = 0; i < comprehension->loop_count; i++) {
        titled(d, "for", &comprehension->loops[i].target->expr);
        titled(d, "in", comprehension->loops[i].iterable);
        for (uint32_t c = 0; c < comprehension->loops[i].conditions.count; c++) {
            titled(d, "if", comprehension->loops[i].conditions.at[c]);
        }
    }
}

static void dump_dict(Dump *d, const DictExpr *dict) {
    for (uint32_t i = 0; i < dict->count; i++) {
        if (dict->items[i].key) dump_expr(d, dict->items[i].key);
        titled(d, dict->items[i].key ? ":" : "**", dict->items[i].value);
    }
}

static void dump_operators(Dump *d, const Expr *expr) {
    if (expr->kind == EXPR_UNARY) {
        dump_expr(d, ((const UnaryExpr *)expr)->operand);
    } else if (expr->kind == EXPR_BINARY) {
        dump_expr(d, ((const BinaryExpr *)expr)->left);
        dump_expr(d, ((const BinaryExpr *)expr)->right);
    } else if (expr->kind == EXPR_LOGICAL) {
        dump_list(d, ((const LogicalExpr *)expr)->operands);
    } else if (expr->kind == EXPR_CONDITIONAL) {
        titled(d, "if", ((const ConditionalExpr *)expr)->condition);
        titled(d, "then", ((const ConditionalExpr *)expr)->then);
        titled(d, "else", ((const ConditionalExpr *)expr)->otherwise);
    }
}

static void dump_access(Dump *d, const Expr *expr) {
    if (expr->kind == EXPR_ATTRIBUTE) {
        dump_expr(d, ((const AttributeExpr *)expr)->object);
    } else if (expr->kind == EXPR_SUBSCRIPT) {
        dump_expr(d, ((const SubscriptExpr *)expr)->object);
        titled(d, "[]", ((const SubscriptExpr *)expr)->index);
    } else if (expr->kind == EXPR_SLICE) {
        titled(d, "start", ((const SliceExpr *)expr)->start);
        titled(d, "stop", ((const SliceExpr *)expr)->stop);
        titled(d, "step", ((const SliceExpr *)expr)->step);
    }
}

static void dump_field(Dump *d, const FieldExpr *field) {
    dump_expr(d, field->value);
    if (field->spec) titled(d, "spec", &field->spec->expr);
}

static void dump_children(Dump *d, const Expr *expr) {
    switch (expr->kind) {
    case EXPR_CALL:
        dump_expr(d, ((const CallExpr *)expr)->callee);
        dump_arguments(d, ((const CallExpr *)expr)->arguments, ((const CallExpr *)expr)->count);
        break;
    case EXPR_COMPARE:
        dump_compare(d, (const CompareExpr *)expr);
        break;
    case EXPR_LAMBDA:
        dump_code(d, ((const LambdaExpr *)expr)->function);
        break;
    case EXPR_TUPLE:
    case EXPR_LIST:
    case EXPR_SET:
        dump_list(d, ((const SequenceExpr *)expr)->items);
        break;
    case EXPR_DICT:
        dump_dict(d, (const DictExpr *)expr);
        break;
    case EXPR_STARRED:
        dump_expr(d, ((const StarredExpr *)expr)->value);
        break;
    case EXPR_NAMED:
        dump_expr(d, &((const NamedExpr *)expr)->target->expr);
        dump_expr(d, ((const NamedExpr *)expr)->value);
        break;
    case EXPR_LIST_COMPREHENSION:
    case EXPR_SET_COMPREHENSION:
    case EXPR_DICT_COMPREHENSION:
        dump_comprehension(d, (const ComprehensionExpr *)expr);
        break;
    case EXPR_GENERATOR:
        titled(d, "over", ((const GeneratorExpr *)expr)->first_iterable);
        dump_code(d, ((const GeneratorExpr *)expr)->function);
        break;
    case EXPR_FSTRING:
        dump_list(d, ((const FStringExpr *)expr)->parts);
        break;
    case EXPR_FIELD:
        dump_field(d, (const FieldExpr *)expr);
        break;
    case EXPR_YIELD:
    case EXPR_YIELD_FROM:
        dump_expr(d, ((const YieldExpr *)expr)->value);
        break;
    default:
        dump_operators(d, expr);
        dump_access(d, expr);
    }
}

static void dump_expr(Dump *d, const Expr *expr) {
    if (!expr) return;
    start(d, expr_names[expr->kind]);
    add_details(d, expr);
    add_place(d, expr->span);
    end(d);
    d->depth++;
    dump_children(d, expr);
    d->depth--;
}

/* ---- Statements ---- */

static void dump_targets(Dump *d, Target *const *targets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) titled(d, "target", &targets[i]->expr);
}

static void dump_imports(Dump *d, const ImportName *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) titled(d, names[i].name, &names[i].target->expr);
}

static void dump_simple(Dump *d, const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_EXPRESSION:
        dump_expr(d, ((const ExpressionStmt *)stmt)->expr);
        break;
    case STMT_ASSIGN:
        dump_targets(d, ((const AssignStmt *)stmt)->targets, ((const AssignStmt *)stmt)->count);
        dump_expr(d, ((const AssignStmt *)stmt)->value);
        break;
    case STMT_AUGMENTED:
        titled(d, binary_names[((const AugmentedStmt *)stmt)->op], &((const AugmentedStmt *)stmt)->target->expr);
        dump_expr(d, ((const AugmentedStmt *)stmt)->value);
        break;
    case STMT_ANNOTATED:
        titled(d, "target", &((const AnnotatedStmt *)stmt)->target->expr);
        titled(d, "annotation", ((const AnnotatedStmt *)stmt)->annotation);
        dump_expr(d, ((const AnnotatedStmt *)stmt)->value);
        break;
    case STMT_RAISE:
        dump_expr(d, ((const RaiseStmt *)stmt)->exception);
        titled(d, "from", ((const RaiseStmt *)stmt)->cause);
        break;
    case STMT_RETURN:
        dump_expr(d, ((const ReturnStmt *)stmt)->value);
        break;
    case STMT_DELETE:
        dump_targets(d, ((const DeleteStmt *)stmt)->targets, ((const DeleteStmt *)stmt)->count);
        break;
    case STMT_ASSERT:
        dump_expr(d, ((const AssertStmt *)stmt)->condition);
        dump_expr(d, ((const AssertStmt *)stmt)->message);
        break;
    case STMT_IMPORT:
        dump_imports(d, ((const ImportStmt *)stmt)->names, ((const ImportStmt *)stmt)->count);
        break;
    case STMT_IMPORT_FROM:
        dump_imports(d, ((const ImportFromStmt *)stmt)->names, ((const ImportFromStmt *)stmt)->count);
        break;
    default:
        break;
    }
}

static void dump_with(Dump *d, const WithStmt *with) {
    for (uint32_t i = 0; i < with->count; i++) {
        dump_expr(d, with->items[i].context);
        if (with->items[i].target) titled(d, "as", &with->items[i].target->expr);
    }
    dump_block(d, "body", with->body);
}

static void dump_try(Dump *d, const TryStmt *try) {
    dump_block(d, "body", try->body);
    for (uint32_t i = 0; i < try->clause_count; i++) {
        titled(d, "except", try->clauses[i].type);
        if (try->clauses[i].target) titled(d, "as", &try->clauses[i].target->expr);
        dump_block(d, "handler", try->clauses[i].body);
    }
    dump_block(d, "else", try->otherwise);
    dump_block(d, "finally", try->final);
}

static void dump_class(Dump *d, const ClassStmt *class) {
    dump_list(d, class->decorators);
    dump_expr(d, &class->target->expr);
    dump_arguments(d, class->arguments, class->argument_count);
    start(d, "hints");
    for (uint32_t i = 0; i < class->hint_count; i++) buffer_addf(d->out, " %s", class->attribute_hints[i]);
    end(d);
    dump_code(d, class->body);
}

static void dump_compound(Dump *d, const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_IF:
        dump_expr(d, ((const IfStmt *)stmt)->condition);
        dump_block(d, "then", ((const IfStmt *)stmt)->then);
        dump_block(d, "else", ((const IfStmt *)stmt)->otherwise);
        break;
    case STMT_WHILE:
        dump_expr(d, ((const WhileStmt *)stmt)->condition);
        dump_block(d, "body", ((const WhileStmt *)stmt)->body);
        dump_block(d, "else", ((const WhileStmt *)stmt)->otherwise);
        break;
    case STMT_FOR:
        titled(d, "target", &((const ForStmt *)stmt)->target->expr);
        dump_expr(d, ((const ForStmt *)stmt)->iterable);
        dump_block(d, "body", ((const ForStmt *)stmt)->body);
        dump_block(d, "else", ((const ForStmt *)stmt)->otherwise);
        break;
    case STMT_WITH:
        dump_with(d, (const WithStmt *)stmt);
        break;
    case STMT_TRY:
        dump_try(d, (const TryStmt *)stmt);
        break;
    case STMT_FUNCTION:
        dump_list(d, ((const FunctionStmt *)stmt)->decorators);
        dump_expr(d, &((const FunctionStmt *)stmt)->target->expr);
        dump_code(d, ((const FunctionStmt *)stmt)->function);
        break;
    case STMT_CLASS:
        dump_class(d, (const ClassStmt *)stmt);
        break;
    default:
        dump_simple(d, stmt);
    }
}

static void add_stmt_details(Dump *d, const Stmt *stmt) {
    const DeclarationStmt *declaration = (const DeclarationStmt *)stmt;
    const ImportFromStmt *import = (const ImportFromStmt *)stmt;
    if (stmt->kind == STMT_GLOBAL || stmt->kind == STMT_NONLOCAL) {
        for (uint32_t i = 0; i < declaration->count; i++) buffer_addf(d->out, " %s", declaration->names[i]);
    } else if (stmt->kind == STMT_IMPORT_FROM) {
        buffer_addf(d->out, " level %u \"%s\"%s", import->level, import->module, import->count ? "" : " *");
    }
}

static void dump_block(Dump *d, const char *title, Block block) {
    if (!block.count) return;
    start(d, title);
    end(d);
    d->depth++;
    for (uint32_t i = 0; i < block.count; i++) {
        start(d, stmt_names[block.at[i]->kind]);
        add_stmt_details(d, block.at[i]);
        add_place(d, block.at[i]->span);
        end(d);
        d->depth++;
        dump_compound(d, block.at[i]);
        d->depth--;
    }
    d->depth--;
}

/* ---- Code ---- */

static void dump_scope(Dump *d, const Scope *scope) {
    start(d, "slots");
    for (int32_t i = 0; i < scope->slot_count; i++) buffer_addf(d->out, " %s", scope->slot_names[i]);
    end(d);
    if (scope->cell_count) {
        start(d, "cells");
        for (int32_t i = 0; i < scope->cell_count; i++) buffer_addf(d->out, " %d", scope->cells[i]);
        end(d);
    }
    for (int32_t i = 0; i < scope->capture_count; i++) {
        const Capture *capture = &scope->captures[i];
        start(d, "capture");
        buffer_addf(d->out, " %s = %s %d\n", capture->name, capture->from_free ? "free" : "cell", capture->index);
    }
}

static void dump_parameters(Dump *d, const FunctionNode *function) {
    static const char *const kinds[] = {"positional-only", "positional", "*", "keyword-only", "**"};
    for (uint32_t i = 0; i < function->parameter_count; i++) {
        const Parameter *parameter = &function->parameters[i];
        start(d, "parameter");
        buffer_addf(d->out, " %s %s", parameter->name, kinds[parameter->kind]);
        end(d);
        d->depth++;
        titled(d, "annotation", parameter->annotation);
        titled(d, "default", parameter->default_value);
        d->depth--;
    }
}

static void dump_code(Dump *d, const FunctionNode *function) {
    start(d, "code ");
    buffer_addf(d->out, "%s%s", function->qualified_name, function->is_generator ? " generator" : "");
    if (function->docstring) add_text(d, function->docstring, function->docstring_length);
    end(d);
    d->depth++;
    dump_parameters(d, function);
    titled(d, "returns", function->returns);
    dump_scope(d, function->scope);
    dump_block(d, "body", function->body);
    d->depth--;
}

void dump_function(Buffer *out, const FunctionNode *function) {
    Dump dump = {out, function->source, 0};
    dump_code(&dump, function);
}
