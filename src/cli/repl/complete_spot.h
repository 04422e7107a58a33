/* What stands at the cursor, told by the lexer's own tokens. Knows no values. */
#ifndef CLI_REPL_COMPLETE_SPOT_H
#define CLI_REPL_COMPLETE_SPOT_H

#include "syntax/lexer.h"

typedef enum SpotKind {
    SPOT_NOWHERE,    /* inside of a string or comment, behind `def`, … */
    SPOT_NAME,       /* where an expression or statement may stand */
    SPOT_ATTRIBUTE,  /* behind the dot of the expression tokens[first..end) */
    SPOT_MODULE,     /* behind import or from: a part of a module's name; `module` is what stands before its last dot */
    SPOT_IMPORT,     /* behind `from module`: the word import */
    SPOT_MODULE_NAME /* behind `from module import` */
} SpotKind;

enum { NO_CALL = SIZE_MAX };

typedef struct Spot {
    SpotKind kind;
    const Source *source; /* what was typed before the cursor */
    const Token *tokens;  /* those before the word */
    size_t count;
    size_t word_start; /* the word is what stands from here to the cursor; may be empty */
    size_t first, end; /* of the expression before the dot */
    const char *module;
    size_t call; /* the parenthesis of the call whose argument starts with the word, or NO_CALL */
} Spot;

Spot spot_at(const char *line, size_t cursor);

/* The text of a token. */
const char *spot_text(const Spot *spot, size_t token);

/* Where the bracket opened that this token closes, and where the one closes that it opens; the token itself when none does. */
size_t spot_opener(const Spot *spot, size_t closer);
size_t spot_closer(const Spot *spot, size_t opener);

/* The first token of the operand (a name, a display, their attributes, subscripts and calls) that ends before `end`. */
size_t spot_operand(const Spot *spot, size_t end);

#endif
