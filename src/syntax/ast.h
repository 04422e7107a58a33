/* The tree: what the parser makes, scope.c resolves, and the interpreter runs.

   Expr and Stmt are two bases, embedded first in typed nodes, so that the compiler refuses an expression where a
   statement belongs. A node carries pointers to its evaluators: null from the parser, set when the interpreter prepares
   the tree, and from then on shared by all threads. Fields under "prepared" belong to the interpreter; the syntax layer
   only leaves room for them and never reads them. Everything is in collected memory. */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "base/operation.h"
#include "base/source.h"
#include "base/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ExprKind {
#define EXPR(KIND, Name, name) EXPR_##KIND,
#include "syntax/nodes.def"
    EXPR_KIND_COUNT
} ExprKind;

typedef enum StmtKind {
#define STMT(KIND, Name, name) STMT_##KIND,
#include "syntax/nodes.def"
    STMT_KIND_COUNT
} StmtKind;

typedef struct Expr Expr;
typedef struct Stmt Stmt;
typedef struct Scope Scope;

/* An expression and its entry points: its value; its truth (1, 0, or -1 when it raised). */
struct Expr {
    Value (*eval)(Expr *node, Frame *frame);
    int (*test)(Expr *node, Frame *frame);
    Span span;
    uint8_t kind;   /* ExprKind */
    uint8_t parens; /* was written in parentheses: (a), (a, b) */
    uint16_t local; /* prepared: of a local variable that may be read in place, its slot + 1; else 0 */
    uint32_t site;  /* prepared, when observed: which of the sites of its code */
};

struct Stmt {
    Flow (*run)(Stmt *node, Frame *frame);
    Span span;
    uint8_t kind;  /* StmtKind */
    uint32_t site; /* as that of an expression */
};

/* An expression that can stand left of `=`, after `for`, `as` or `del`. `assign` answers false when it raised. */
typedef struct Target Target;
struct Target {
    Expr expr;
    bool (*assign)(Target *node, Frame *frame, Value value);
};

/* Prepared: the operands of an operator as its fast evaluator wants them. */
typedef struct Operands {
    Expr *left, *right;
    int32_t left_slot, right_slot; /* of one that is a local variable, or an attribute of one */
    Value constant;                /* of one that is a constant */
} Operands;

typedef struct ExprList {
    Expr **at;
    uint32_t count;
} ExprList;

typedef struct Block {
    Stmt **at;
    uint32_t count;
} Block;

/* ---- Expressions ---- */

typedef enum ConstantKind {
    CONSTANT_NONE,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_ELLIPSIS,
    CONSTANT_INT,   /* digits: decimal text of any size without underscores, or with 0x 0o 0b */
    CONSTANT_FLOAT, /* number */
    CONSTANT_STR,   /* text, decoded: UTF-8, may hold NULs */
    CONSTANT_BYTES, /* text: the bytes */
    CONSTANT_FOLDED /* an operator between constants, once it is prepared: only the value */
} ConstantKind;

typedef struct ConstantExpr {
    Expr expr;
    ConstantKind constant;
    const char *text;
    size_t length;
    double number;
    Value value; /* prepared */
} ConstantExpr;

/* Where a name lives, told by scope.c. */
typedef enum Place {
    PLACE_LOCAL,  /* index: a slot of the frame */
    PLACE_CELL,   /* index: a slot of the frame that holds a cell */
    PLACE_FREE,   /* index: one of the running function's captured cells */
    PLACE_GLOBAL, /* the module's names, then the built-ins */
    PLACE_CLASS /* the names of the class body that runs; if absent there, as PLACE_FREE (index) or, index < 0, as PLACE_GLOBAL */
} Place;

typedef struct NameExpr {
    Target target;
    const char *name; /* interned: equal names are one pointer; mangled if private in a class */
    Place place;
    int32_t index;
    Value string;             /* prepared: the name as a str */
    _Atomic(void *) cell;     /* prepared: where a global lives */
    _Atomic(void *) fallback; /* prepared: where the built-in of that name lives */
} NameExpr;

/* Where something happened, for reports that outlive the frame: an immutable record. */
typedef struct Site {
    const Source *source;
    const char *function; /* qualified name of the code it is in */
    Span span;
} Site;

typedef struct AttributeExpr {
    Target target;
    Expr *object;
    const char *name; /* mangled if private in a class */
    Span name_span;
    Value string;               /* prepared */
    _Atomic(uint64_t) slots[2]; /* prepared: (shape, epoch, byte offset) of instance attributes */
    _Atomic(void *) method;     /* prepared: an immutable record of the last class attribute found */
    _Atomic(const Site *) site; /* once needed */
} AttributeExpr;

/* Prepared: where an item is, as its fast evaluator wants it: the slot of the list, or of the list of lists and the index in
   that; the index as a sum of local variables, each with a sign, and a constant (interp/fast_items.h). */
enum { INDEX_TERMS = 3 };
typedef struct ItemPlace {
    int32_t object_slot;
    int32_t row_slot;
    uint64_t row_offset;
    int32_t slots[INDEX_TERMS];
    int64_t signs[INDEX_TERMS];
    uint64_t offset;
    uint8_t object_kind, index_kind;
} ItemPlace;

typedef struct SubscriptExpr {
    Target target;
    Expr *object;
    Expr *index;     /* a SliceExpr or a tuple of them among others */
    ItemPlace place; /* prepared */
} SubscriptExpr;

typedef struct SliceExpr { /* null: left out */
    Expr expr;
    Expr *start;
    Expr *stop;
    Expr *step;
} SliceExpr;

/* f(a, *b, k=c, **d): arguments in source order; name null and stars 0 for a positional one. */
typedef struct Argument {
    const char *name;
    Expr *value;
    uint8_t stars;
    Span span;
} Argument;

typedef struct CallExpr {
    Expr expr;
    Expr *callee;
    Argument *arguments;
    uint32_t count;
    uint32_t keyword_count; /* arguments with a name */
    bool has_stars;         /* any * or ** */
    Site *site;             /* prepared */
    void *keywords;         /* prepared: the keyword names as str */
    _Atomic(void *) cache;  /* prepared: what was called last, */
    _Atomic(void *) plan;   /* prepared: and how the arguments were bound */
    Expr *first[4];         /* prepared: the first arguments */
} CallExpr;

typedef struct UnaryExpr {
    Expr expr;
    UnaryOp op;
    Expr *operand;
} UnaryExpr;

typedef struct BinaryExpr {
    Expr expr;
    BinaryOp op;
    Expr *left;
    Expr *right;
    Span op_span;
    Operands operands; /* prepared */
    void *formula;     /* prepared: the steps of the whole (interp/formula.h) */
} BinaryExpr;

/* first op[0] operands[0] op[1] operands[1] …; count is 1 for all but chains. */
typedef struct CompareExpr {
    Expr expr;
    Expr *first;
    CompareOp *ops;
    Expr **operands;
    uint32_t count;
    Operands fast; /* prepared, when count is 1 */
    void *formula; /* prepared */
} CompareExpr;

enum { MOST_PEEKED = 3 };

/* Prepared: an operand that can be read out of turn, an item. `not` flips the bits that tell the bools apart. */
typedef struct Peeked {
    Value (*peek)(Expr *node, Frame *frame);
    Expr *item;
    uint64_t flip;
} Peeked;

/* a and b and c; a or b or c. */
typedef struct LogicalExpr {
    Expr expr;
    bool is_or;
    ExprList operands;
    Peeked peeked[MOST_PEEKED]; /* when all are such */
    void *formula;              /* prepared */
} LogicalExpr;

typedef struct ConditionalExpr {
    Expr expr;
    Expr *condition;
    Expr *then;
    Expr *otherwise;
} ConditionalExpr;

/* Tuple, list and set displays; the first two are also targets. Items may be StarredExpr. */
typedef struct SequenceExpr {
    Target target;
    ExprList items;
    int32_t star; /* index of the only starred item, -1: none, -2: several (not a target) */
} SequenceExpr;

typedef struct DictItem { /* key null: **value */
    Expr *key;
    Expr *value;
} DictItem;

typedef struct DictExpr {
    Expr expr;
    DictItem *items;
    uint32_t count;
} DictExpr;

typedef struct StarredExpr {
    Target target;
    Expr *value;
} StarredExpr;

/* name := value */
typedef struct NamedExpr {
    Expr expr;
    Target *target;
    Expr *value;
} NamedExpr;

typedef struct ComprehensionFor { /* for target in iterable if conditions… */
    Target *target;
    Expr *iterable;
    ExprList conditions;
} ComprehensionFor;

/* List, set and dict comprehensions run inside the frame around them: their variables are slots (or cells) of that
   frame. `cells` lists the slots that must hold a fresh cell each time the comprehension starts. */
typedef struct ComprehensionExpr {
    Expr expr;
    Expr *key;     /* dict comprehensions only */
    Expr *element; /* the value in a dict comprehension */
    ComprehensionFor *loops;
    uint32_t loop_count;
    int32_t *cells;
    uint32_t cell_count;
} ComprehensionExpr;

/* f"…": parts are CONSTANT strings and FIELDs. */
typedef struct FStringExpr {
    Expr expr;
    ExprList parts;
} FStringExpr;

typedef struct FieldExpr { /* {value!conversion:spec}; `=` has become a constant part before it */
    Expr expr;
    Expr *value;
    char conversion;   /* 's', 'r', 'a' or 0 */
    FStringExpr *spec; /* may be null */
} FieldExpr;

typedef struct YieldExpr {
    Expr expr;
    Expr *value; /* may be null */
} YieldExpr;

/* ---- Functions ---- */

typedef enum ParameterKind {
    PARAMETER_POSITIONAL_ONLY,
    PARAMETER_POSITIONAL, /* or by keyword */
    PARAMETER_STAR,       /* *args */
    PARAMETER_KEYWORD_ONLY,
    PARAMETER_STARS /* **kwargs */
} ParameterKind;

typedef struct Parameter {
    const char *name;
    ParameterKind kind;
    Expr *annotation;
    Expr *default_value;
    Span span;
} Parameter;

/* What `def`, `lambda`, `class` bodies, generator expressions and modules have in common: a piece of code with a frame
   of its own. Parameters stand in source order; their slots are 0.. in the order: positional ones, keyword-only ones,
   *args, **kwargs. */
typedef struct FunctionNode {
    const char *name; /* "<lambda>", "<genexpr>", "<module>" */
    const char *qualified_name;
    Parameter *parameters;
    uint32_t parameter_count;
    uint32_t positional_only_count;
    uint32_t positional_count; /* the positional-only ones included */
    uint32_t keyword_only_count;
    bool has_star;
    bool has_stars;
    bool is_generator;
    bool has_namespace;    /* a module whose names are looked up as those of a class body */
    const char *docstring; /* null: none; UTF-8, docstring_length bytes */
    size_t docstring_length;
    Block body;    /* a lambda's and a generator expression's is one statement */
    Expr *returns; /* annotation */
    const Source *source;
    Span span;           /* of the whole definition */
    uint32_t first_line; /* line of `def` or `class`, or of its first decorator */
    Scope *scope;
    void *code; /* prepared */
} FunctionNode;

typedef struct LambdaExpr {
    Expr expr;
    FunctionNode *function;
} LambdaExpr;

/* (element for … in first …): a function of one parameter, the iterator over the first iterable. */
typedef struct GeneratorExpr {
    Expr expr;
    FunctionNode *function;
    Expr *first_iterable;
} GeneratorExpr;

/* ---- Statements ---- */

typedef struct ExpressionStmt {
    Stmt stmt;
    Expr *expr;
} ExpressionStmt;

typedef struct AssignStmt { /* a = b = value */
    Stmt stmt;
    Target **targets;
    uint32_t count;
    int32_t slot; /* prepared: of the only target, when that is a local variable */
    Expr *value;
    void *formula; /* prepared */
} AssignStmt;

typedef struct AugmentedStmt { /* target op= value */
    Stmt stmt;
    Target *target;
    BinaryOp op;
    Expr *value;
    Span op_span;
    Operands operands; /* prepared: target and value */
    void *formula;     /* prepared */
} AugmentedStmt;

typedef struct AnnotatedStmt { /* target: annotation = value */
    Stmt stmt;
    Target *target;
    Expr *annotation;
    Expr *value; /* may be null */
    bool simple; /* a bare name: its annotation is recorded in __annotations__ of a module or class */
} AnnotatedStmt;

typedef struct IfStmt { /* elif is an If alone in `otherwise` */
    Stmt stmt;
    Expr *condition;
    Block then;
    Block otherwise;
} IfStmt;

typedef struct WhileStmt {
    Stmt stmt;
    Expr *condition;
    Block body;
    Block otherwise;
} WhileStmt;

typedef struct ForStmt {
    Stmt stmt;
    Target *target;
    Expr *iterable;
    Block body;
    Block otherwise;
} ForStmt;

typedef struct WithItem {
    Expr *context;
    Target *target; /* may be null */
    Site *site;     /* prepared */
} WithItem;

typedef struct WithStmt {
    Stmt stmt;
    WithItem *items;
    uint32_t count;
    Block body;
} WithStmt;

typedef struct ExceptClause {
    Expr *type;     /* null: bare except */
    Target *target; /* a name, or null */
    Block body;
    Span span;
} ExceptClause;

typedef struct TryStmt {
    Stmt stmt;
    Block body;
    ExceptClause *clauses;
    uint32_t clause_count;
    Block otherwise;
    Block final;
} TryStmt;

typedef struct RaiseStmt {
    Stmt stmt;
    Expr *exception; /* may be null */
    Expr *cause;     /* may be null */
} RaiseStmt;

typedef struct ReturnStmt {
    Stmt stmt;
    Expr *value; /* may be null */
} ReturnStmt;

typedef struct PlainStmt { /* break, continue, pass */
    Stmt stmt;
} PlainStmt;

typedef struct DeclarationStmt { /* global, nonlocal: already carried out by scope.c */
    Stmt stmt;
    const char **names;
    uint32_t count;
} DeclarationStmt;

typedef struct DeleteStmt { /* targets: names, attributes, subscripts, tuples and lists of them */
    Stmt stmt;
    Target **targets;
    uint32_t count;
} DeleteStmt;

typedef struct AssertStmt {
    Stmt stmt;
    Expr *condition;
    Expr *message; /* may be null */
} AssertStmt;

typedef struct ImportName { /* import a.b as c; from m import name as target */
    const char *name;
    Target *target; /* what is bound: `a` for a plain `import a.b` */
    bool has_as;
    Span span;
} ImportName;

typedef struct ImportStmt {
    Stmt stmt;
    ImportName *names;
    uint32_t count;
} ImportStmt;

typedef struct ImportFromStmt {
    Stmt stmt;
    const char *module; /* "" for `from . import` */
    uint32_t level;     /* leading dots */
    ImportName *names;  /* none: import * */
    uint32_t count;
} ImportFromStmt;

typedef struct FunctionStmt {
    Stmt stmt;
    Target *target;
    FunctionNode *function;
    ExprList decorators;
} FunctionStmt;

typedef struct ClassStmt {
    Stmt stmt;
    Target *target;
    const char *name;
    Argument *arguments; /* bases and keywords */
    uint32_t argument_count;
    FunctionNode *body; /* no parameters */
    ExprList decorators;
    const char *
        *attribute_hints; /* names assigned as attributes of the first parameter in the class's methods, in order */
    uint32_t hint_count;
} ClassStmt;

#endif
