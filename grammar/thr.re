/* The lexer, for re2c.

   Three conditions: `bol` at the start of a logical line, where blanks mean layout; `code`; and `text`, inside an
   f-string or its format spec. The source ends in a NUL, which only the rules for the end match. Bytes from 0x80 on
   count as characters of names; name.c looks at them more closely. */
#include "syntax/lexer.h"

#include "syntax/conditions.h"
#include "syntax/name.h"
#include "syntax/number.h"
#include "syntax/thr.h"

#include <string.h>

static uint32_t offset_of(const Lexer *lexer, const unsigned char *at) {
    return (uint32_t)(at - lexer->text);
}

static Span span_here(const Lexer *lexer) {
    return (Span){offset_of(lexer, lexer->start), offset_of(lexer, lexer->cursor)};
}

static void push_token(Lexer *lexer, int kind, Span span, bool invented) {
    Token token = {span, (uint8_t)kind, invented, (uint16_t)lexer->nesting.open.count};
    vector_push(&lexer->tokens, token);
    lexer->in_line = kind != TOKEN_NEWLINE;
}

static void emit(Lexer *lexer, int kind) {
    push_token(lexer, kind, span_here(lexer), false);
}

/* An error at one place, which CPython's tokenizer would report even behind a syntax error. */
static bool reject(Lexer *lexer, uint32_t at, const char *message) {
    lexer->decisive = true;
    return fail(&lexer->failure, (Span){at, at}, "%s", message);
}

static bool reject_unfinished(Lexer *lexer, uint32_t at, const char *message) {
    lexer->unfinished = true;
    return reject(lexer, at, message);
}

/* ---- Lines ---- */

static void give_layout(Lexer *lexer, bool invented) {
    Layout *layout = &lexer->layout;
    uint32_t here = offset_of(lexer, lexer->cursor);
    for (; layout->pending > 0; layout->pending--) push_token(lexer, TOKEN_INDENT, (Span){here, here}, invented);
    for (; layout->pending < 0; layout->pending++) push_token(lexer, TOKEN_DEDENT, (Span){here, here}, invented);
    lexer->in_line = false;
}

static uint32_t end_of_line(const Lexer *lexer, const unsigned char *from) {
    while (from < lexer->limit && *from != '\n' && *from != '\r') from++;
    return offset_of(lexer, from);
}

static bool begin_line(Lexer *lexer) {
    Span line = {offset_of(lexer, lexer->start), end_of_line(lexer, lexer->cursor)};
    uint32_t length = (uint32_t)(lexer->cursor - lexer->start);
    if (layout_line(&lexer->layout, (const char *)lexer->start, length, line, &lexer->failure)) {
        give_layout(lexer, false);
        return true;
    }
    if (lexer->failure.kind == INDENTATION_ERROR) lexer->failure.span.start = line.end;
    return false;
}

/* The end of input: what is open is an error, else the line, the blocks and the stream end. */
static bool finish(Lexer *lexer) {
    Nest *top = nesting_top(&lexer->nesting);
    uint32_t end = lexer->source->length;
    if (top) {
        lexer->unfinished = true;
        return fail(&lexer->failure, (Span){top->start, top->start + 1}, "'%c' was never closed", top->opener);
    }
    if (lexer->in_line) push_token(lexer, TOKEN_NEWLINE, (Span){end, end}, true);
    layout_end(&lexer->layout);
    give_layout(lexer, true);
    push_token(lexer, 0, (Span){end, end}, true);
    return true;
}

/* A NUL: the end of the text, or a byte that has no place in it. */
static bool at_end(Lexer *lexer) {
    if (lexer->start >= lexer->limit) return true;
    reject(lexer, offset_of(lexer, lexer->start), "source code string cannot contain null bytes");
    return false;
}

/* ---- Brackets ---- */

static bool open_bracket(Lexer *lexer, int kind) {
    uint32_t at = offset_of(lexer, lexer->start);
    if (lexer->nesting.open.count >= NESTING_MOST) return reject(lexer, at, "too many nested parentheses");
    nesting_push(&lexer->nesting, (Nest){.kind = NEST_BRACKET, .start = at, .opener = (char)*lexer->start});
    emit(lexer, kind);
    return true;
}

static bool reject_closer(Lexer *lexer, const Nest *top) {
    uint32_t at = offset_of(lexer, lexer->start);
    char closer = (char)*lexer->start;
    lexer->decisive = true;
    if (!top) return fail(&lexer->failure, (Span){at, at}, "unmatched '%c'", closer);
    if (top->kind == NEST_FIELD) return fail(&lexer->failure, (Span){at, at}, "f-string: unmatched '%c'", closer);
    uint32_t line = source_line(lexer->source, top->start);
    if (line != source_line(lexer->source, at)) {
        return fail(&lexer->failure, (Span){at, at},
                    "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u", closer, top->opener,
                    line);
    }
    return fail(&lexer->failure, (Span){at, at}, "closing parenthesis '%c' does not match opening parenthesis '%c'",
                closer, top->opener);
}

static bool close_bracket(Lexer *lexer, int kind) {
    Nest *top = nesting_top(&lexer->nesting);
    if (!top || top->kind != NEST_BRACKET || nesting_closer(top->opener) != *lexer->start) {
        return reject_closer(lexer, top);
    }
    nesting_pop(&lexer->nesting);
    emit(lexer, kind);
    return true;
}

/* ---- f-strings ---- */

static int condition_of(const Lexer *lexer) {
    return nesting_in_text(&lexer->nesting) ? yyctext : yyccode;
}

static bool open_fstring(Lexer *lexer) {
    uint32_t at = offset_of(lexer, lexer->start);
    size_t length = (size_t)(lexer->cursor - lexer->start);
    bool raw = memchr(lexer->start, 'r', length) || memchr(lexer->start, 'R', length);
    char quote = (char)lexer->cursor[-1];
    bool triple = length >= 4 && lexer->cursor[-3] == (unsigned char)quote;
    if (lexer->nesting.fstrings >= NESTING_MOST_FSTRINGS)
        return fail(&lexer->failure, (Span){at, at}, "too many nested f-strings");
    nesting_push(&lexer->nesting,
                 (Nest){.kind = NEST_FSTRING, .start = at, .opener = quote, .triple = triple, .raw = raw});
    emit(lexer, TOKEN_FSTRING_START);
    lexer->condition = yyctext;
    return true;
}

/* The text gathered since `start` up to the piece that ended it. */
static void emit_text(Lexer *lexer, const unsigned char *start, const unsigned char *end) {
    int kind = nesting_fstring(&lexer->nesting)->raw ? TOKEN_FSTRING_RAW : TOKEN_FSTRING_TEXT;
    if (end > start) push_token(lexer, kind, (Span){offset_of(lexer, start), offset_of(lexer, end)}, false);
}

static bool open_field(Lexer *lexer) {
    uint32_t at = offset_of(lexer, lexer->start);
    uint32_t specs = 0;
    for (size_t i = lexer->nesting.open.count; i-- > 0 && lexer->nesting.open.at[i].kind == NEST_FIELD;) specs++;
    if (specs >= 3) return reject(lexer, at, "f-string: expressions nested too deeply");
    nesting_push(&lexer->nesting, (Nest){.kind = NEST_FIELD, .start = at, .opener = '{'});
    emit(lexer, TOKEN_FIELD_OPEN);
    lexer->condition = yyccode;
    return true;
}

static void close_field(Lexer *lexer) {
    nesting_pop(&lexer->nesting);
    emit(lexer, TOKEN_FIELD_CLOSE);
    lexer->condition = condition_of(lexer);
}

static void begin_spec(Lexer *lexer) {
    lexer->cursor = lexer->start + 1; /* `:=` is a colon here */
    nesting_top(&lexer->nesting)->in_spec = true;
    emit(lexer, TOKEN_FIELD_SPEC);
    lexer->condition = yyctext;
}

static const unsigned char *skip_blanks_and_comments(const unsigned char *at) {
    while (*at && strchr(" \t\f\r\n#", *at)) {
        if (*at == '#') at += strcspn((const char *)at, "\n");
        else at++;
    }
    return at;
}

/* `=` before the end of the field's expression: {value = !r}. Takes the blanks and comments behind it along. */
static bool is_field_equal(Lexer *lexer) {
    const unsigned char *at = skip_blanks_and_comments(lexer->cursor);
    if (*at != '}' && *at != ':' && !(*at == '!' && at[1] != '=')) return false;
    lexer->cursor = at;
    return true;
}

/* Whether what was read ends with a backslash that takes it to a line not yet there. */
static bool wants_next_line(const Lexer *lexer, const unsigned char *end) {
    const unsigned char *at = lexer->limit;
    if (at > lexer->text && at[-1] == '\n') at--;
    if (at > lexer->text && at[-1] == '\r') at--;
    size_t count = 0;
    while (at - count > lexer->text && at[-1 - (ptrdiff_t)count] == '\\') count++;
    return end >= at && count % 2 == 1;
}

static bool reject_unterminated_text(Lexer *lexer) {
    const Nest *fstring = nesting_fstring(&lexer->nesting), *top = nesting_top(&lexer->nesting);
    if (top->kind == NEST_FIELD) {
        lexer->unfinished = true;
        return fail(&lexer->failure, (Span){top->start, top->start + 1}, "'{' was never closed");
    }
    uint32_t at = offset_of(lexer, lexer->start);
    uint32_t line = source_line(lexer->source, fstring->triple && at > 0 ? at - 1 : at);
    lexer->decisive = true;
    lexer->unfinished = fstring->triple || wants_next_line(lexer, lexer->start);
    return fail(&lexer->failure, (Span){fstring->start, fstring->start},
                fstring->triple ? "unterminated triple-quoted f-string literal (detected at line %u)"
                                : "unterminated f-string literal (detected at line %u)",
                line);
}

/* The end of the line on which a string stops; a backslash takes the string to the next one. */
static const unsigned char *end_of_string_line(const Lexer *lexer) {
    const unsigned char *at = lexer->cursor;
    while (at < lexer->limit && *at != '\n' && *at != '\r') {
        if (*at == '\\' && at + 2 < lexer->limit) at += at[1] == '\r' && at[2] == '\n' ? 2 : 1;
        at++;
    }
    return at;
}

/* A quote in a field: the f-string's own, with nothing that closes it behind, means that the field was left open. */
static bool reject_unterminated_string(Lexer *lexer, bool triple) {
    const Nest *fstring = nesting_fstring(&lexer->nesting);
    uint32_t at = offset_of(lexer, lexer->start);
    if (fstring && (char)lexer->cursor[-1] == fstring->opener && fstring->triple == triple) {
        return fail(&lexer->failure, (Span){at, at}, "f-string: expecting '}'");
    }
    lexer->decisive = true;
    const unsigned char *end = triple ? lexer->limit : end_of_string_line(lexer);
    uint32_t line = source_line(lexer->source, offset_of(lexer, end > lexer->text && triple ? end - 1 : end));
    lexer->unfinished = triple || (end > lexer->cursor && wants_next_line(lexer, end));
    return fail(&lexer->failure, (Span){at, at},
                triple ? "unterminated triple-quoted string literal (detected at line %u)"
                       : "unterminated string literal (detected at line %u)",
                line);
}

/* ---- Other ---- */

static bool take_number(Lexer *lexer, int kind) {
    lexer->decisive = true;
    if (!number_ends((const char *)lexer->text, span_here(lexer), &lexer->failure)) return false;
    lexer->decisive = false;
    emit(lexer, kind);
    return true;
}

static bool take_name(Lexer *lexer) {
    if (!name_is_valid((const char *)lexer->text, span_here(lexer), &lexer->failure)) {
        lexer->decisive = true;
        return false;
    }
    emit(lexer, TOKEN_NAME);
    return true;
}

static bool reject_backslash(Lexer *lexer) {
    if (lexer->cursor >= lexer->limit) {
        return reject_unfinished(lexer, lexer->source->length, "unexpected EOF while parsing");
    }
    return reject(lexer, offset_of(lexer, lexer->cursor), "unexpected character after line continuation character");
}

#define YYCTYPE unsigned char
#define YYCURSOR lexer->cursor
#define YYMARKER lexer->marker
#define YYGETCONDITION() lexer->condition
#define YYSETCONDITION(c) (lexer->condition = (c))
#define TAKE(kind) emit(lexer, kind); continue
#define OR_STOP(call) if (!(call)) return false; continue

static bool run(Lexer *lexer) {
    const unsigned char *text = lexer->cursor; /* where the present run of f-string text began */
    for (;;) {
        lexer->start = lexer->cursor;
        /*!re2c
        re2c:yyfill:enable = 0;
        re2c:indent:top = 2;

        end      = "\x00";
        newline  = "\r\n" | "\n" | "\r";
        blank    = [ \t\f];
        comment  = "#" [^\r\n\x00]*;
        letter   = [A-Za-z_\x80-\xff];
        digit    = [0-9];
        name     = letter (letter | digit)*;
        digits   = digit ("_"? digit)*;
        exponent = [eE] [+-]? digits;
        float    = digits exponent | (digits "." digits? | "." digits) exponent?;
        zeros    = "0" ("_"? "0")*;
        integer  = zeros | [1-9] ("_"? digit)*
                 | "0" [xX] ("_"? [0-9a-fA-F])+ | "0" [oO] ("_"? [0-7])+ | "0" [bB] ("_"? [01])+;
        bad_zero = zeros "_"? [1-9] ("_"? digit)*;
        prefix   = [rRbBuU] | [bB] [rR] | [rR] [bB];
        fprefix  = [fF] | [fF] [rR] | [rR] [fF];
        escaped  = "\\" ("\r\n" | [^\x00]);
        single   = "'" ([^'\\\r\n\x00] | escaped)* "'" | "\"" ([^"\\\r\n\x00] | escaped)* "\"";
        long1    = "'''" ("'"{0,2} ([^'\\\x00] | escaped))* "'''";
        long2    = "\"\"\"" ("\""{0,2} ([^"\\\x00] | escaped))* "\"\"\"";

        <bol> blank* comment? newline { continue; }
        <bol> blank* comment? / end   { YYSETCONDITION(yyccode); continue; }
        <bol> blank*                  { YYSETCONDITION(yyccode); OR_STOP(begin_line(lexer)); }

        <code> blank+ | comment { continue; }
        <code> newline {
            if (nesting_top(&lexer->nesting)) continue;
            emit(lexer, TOKEN_NEWLINE);
            YYSETCONDITION(yycbol);
            continue;
        }
        <code> "\\" newline {
            if (lexer->cursor < lexer->limit) continue;
            return reject_unfinished(lexer, lexer->source->length, "unexpected EOF while parsing");
        }
        <code> "\\" { return reject_backslash(lexer); }
        <code> end  { return at_end(lexer) && finish(lexer); }

        <code> "and"      { TAKE(TOKEN_AND); }
        <code> "as"       { TAKE(TOKEN_AS); }
        <code> "assert"   { TAKE(TOKEN_ASSERT); }
        <code> "async"    { TAKE(TOKEN_ASYNC); }
        <code> "await"    { TAKE(TOKEN_AWAIT); }
        <code> "break"    { TAKE(TOKEN_BREAK); }
        <code> "class"    { TAKE(TOKEN_CLASS); }
        <code> "continue" { TAKE(TOKEN_CONTINUE); }
        <code> "def"      { TAKE(TOKEN_DEF); }
        <code> "del"      { TAKE(TOKEN_DEL); }
        <code> "elif"     { TAKE(TOKEN_ELIF); }
        <code> "else"     { TAKE(TOKEN_ELSE); }
        <code> "except"   { TAKE(TOKEN_EXCEPT); }
        <code> "False"    { TAKE(TOKEN_FALSE); }
        <code> "finally"  { TAKE(TOKEN_FINALLY); }
        <code> "for"      { TAKE(TOKEN_FOR); }
        <code> "from"     { TAKE(TOKEN_FROM); }
        <code> "global"   { TAKE(TOKEN_GLOBAL); }
        <code> "if"       { TAKE(TOKEN_IF); }
        <code> "import"   { TAKE(TOKEN_IMPORT); }
        <code> "in"       { TAKE(TOKEN_IN); }
        <code> "is"       { TAKE(TOKEN_IS); }
        <code> "lambda"   { TAKE(TOKEN_LAMBDA); }
        <code> "None"     { TAKE(TOKEN_NONE); }
        <code> "nonlocal" { TAKE(TOKEN_NONLOCAL); }
        <code> "not"      { TAKE(TOKEN_NOT); }
        <code> "or"       { TAKE(TOKEN_OR); }
        <code> "pass"     { TAKE(TOKEN_PASS); }
        <code> "raise"    { TAKE(TOKEN_RAISE); }
        <code> "return"   { TAKE(TOKEN_RETURN); }
        <code> "True"     { TAKE(TOKEN_TRUE); }
        <code> "try"      { TAKE(TOKEN_TRY); }
        <code> "while"    { TAKE(TOKEN_WHILE); }
        <code> "with"     { TAKE(TOKEN_WITH); }
        <code> "yield"    { TAKE(TOKEN_YIELD); }
        <code> name       { OR_STOP(take_name(lexer)); }

        <code> integer  { OR_STOP(take_number(lexer, TOKEN_INTEGER)); }
        <code> float    { OR_STOP(take_number(lexer, TOKEN_FLOAT)); }
        <code> bad_zero { lexer->decisive = true; return number_reject_zeros((const char *)lexer->text, span_here(lexer), &lexer->failure); }
        <code> (digits | float) [jJ] {
            lexer->decisive = true;
            return fail(&lexer->failure, span_here(lexer), "imaginary literals are not part of thr: it has no complex numbers");
        }

        <code> prefix? (single | long1 | long2) { TAKE(TOKEN_STRING); }
        <code> prefix? ("'''" | "\"\"\"")  { return reject_unterminated_string(lexer, true); }
        <code> prefix? ("'" | "\"")        { return reject_unterminated_string(lexer, false); }
        <code> fprefix ("'" | "\"" | "'''" | "\"\"\"") {
            if (!open_fstring(lexer)) return false;
            text = lexer->cursor;
            continue;
        }

        <code> "(" { OR_STOP(open_bracket(lexer, TOKEN_LPAR)); }
        <code> "[" { OR_STOP(open_bracket(lexer, TOKEN_LSQB)); }
        <code> "{" { OR_STOP(open_bracket(lexer, TOKEN_LBRACE)); }
        <code> ")" { OR_STOP(close_bracket(lexer, TOKEN_RPAR)); }
        <code> "]" { OR_STOP(close_bracket(lexer, TOKEN_RSQB)); }
        <code> "}" {
            if (!nesting_in_field(&lexer->nesting)) { OR_STOP(close_bracket(lexer, TOKEN_RBRACE)); }
            close_field(lexer);
            text = lexer->cursor;
            continue;
        }
        <code> ":" | ":=" {
            if (!nesting_in_field(&lexer->nesting)) { TAKE(lexer->cursor - lexer->start == 1 ? TOKEN_COLON : TOKEN_COLON_EQUAL); }
            begin_spec(lexer);
            text = lexer->cursor;
            continue;
        }
        <code> "!" { TAKE(nesting_in_field(&lexer->nesting) ? TOKEN_FIELD_CONVERSION : TOKEN_INVALID); }
        <code> "=" { TAKE(nesting_in_field(&lexer->nesting) && is_field_equal(lexer) ? TOKEN_FIELD_EQUAL : TOKEN_EQUAL); }

        <code> "+"   { TAKE(TOKEN_PLUS); }
        <code> "-"   { TAKE(TOKEN_MINUS); }
        <code> "*"   { TAKE(TOKEN_STAR); }
        <code> "/"   { TAKE(TOKEN_SLASH); }
        <code> "%"   { TAKE(TOKEN_PERCENT); }
        <code> "@"   { TAKE(TOKEN_AT); }
        <code> "&"   { TAKE(TOKEN_AMPERSAND); }
        <code> "|"   { TAKE(TOKEN_BAR); }
        <code> "^"   { TAKE(TOKEN_CARET); }
        <code> "~"   { TAKE(TOKEN_TILDE); }
        <code> "<"   { TAKE(TOKEN_LESS); }
        <code> ">"   { TAKE(TOKEN_GREATER); }
        <code> ","   { TAKE(TOKEN_COMMA); }
        <code> "."   { TAKE(TOKEN_DOT); }
        <code> ";"   { TAKE(TOKEN_SEMICOLON); }
        <code> "**"  { TAKE(TOKEN_STARSTAR); }
        <code> "//"  { TAKE(TOKEN_SLASHSLASH); }
        <code> "<<"  { TAKE(TOKEN_SHIFT_LEFT); }
        <code> ">>"  { TAKE(TOKEN_SHIFT_RIGHT); }
        <code> "=="  { TAKE(TOKEN_EQUAL_EQUAL); }
        <code> "!="  { TAKE(TOKEN_NOT_EQUAL); }
        <code> "<>"  { TAKE(TOKEN_INVALID); }
        <code> "<="  { TAKE(TOKEN_LESS_EQUAL); }
        <code> ">="  { TAKE(TOKEN_GREATER_EQUAL); }
        <code> "->"  { TAKE(TOKEN_ARROW); }
        <code> "..." { TAKE(TOKEN_ELLIPSIS); }
        <code> "+="  { TAKE(TOKEN_PLUS_EQUAL); }
        <code> "-="  { TAKE(TOKEN_MINUS_EQUAL); }
        <code> "*="  { TAKE(TOKEN_STAR_EQUAL); }
        <code> "/="  { TAKE(TOKEN_SLASH_EQUAL); }
        <code> "%="  { TAKE(TOKEN_PERCENT_EQUAL); }
        <code> "@="  { TAKE(TOKEN_AT_EQUAL); }
        <code> "&="  { TAKE(TOKEN_AMPERSAND_EQUAL); }
        <code> "|="  { TAKE(TOKEN_BAR_EQUAL); }
        <code> "^="  { TAKE(TOKEN_CARET_EQUAL); }
        <code> "**=" { TAKE(TOKEN_STARSTAR_EQUAL); }
        <code> "//=" { TAKE(TOKEN_SLASHSLASH_EQUAL); }
        <code> "<<=" { TAKE(TOKEN_SHIFT_LEFT_EQUAL); }
        <code> ">>=" { TAKE(TOKEN_SHIFT_RIGHT_EQUAL); }
        <code> [\x01-\x1f\x7f] { lexer->decisive = true; return name_reject_character((const char *)lexer->text, span_here(lexer), &lexer->failure); }
        <code> * { TAKE(TOKEN_INVALID); }

        <text> [^{}\\'"\r\n\x00]+ { continue; }
        <text> "\\" ("\r\n" | [^{}\x00]) { continue; }
        <text> "\\" { continue; }
        <text> "\\N{" [^}'"\r\n\x00]* "}"? {
            if (nesting_fstring(&lexer->nesting)->raw) lexer->cursor = lexer->start + 2;
            continue;
        }
        <text> newline {
            if (nesting_fstring(&lexer->nesting)->triple || nesting_in_field(&lexer->nesting)) continue;
            return reject_unterminated_text(lexer);
        }
        <text> "{{" | "}}" {
            if (!nesting_in_field(&lexer->nesting)) continue;
            lexer->cursor = lexer->start + 1;
            goto brace;
        }
        <text> "{" | "}" {
        brace:
            emit_text(lexer, text, lexer->start);
            if (*lexer->start == '{') { OR_STOP(open_field(lexer)); }
            if (!nesting_in_field(&lexer->nesting)) {
                return reject(lexer, offset_of(lexer, lexer->start), "f-string: single '}' is not allowed");
            }
            close_field(lexer);
            text = lexer->cursor;
            continue;
        }
        <text> ["'] {
            Nest *fstring = nesting_fstring(&lexer->nesting);
            if (*lexer->start != (unsigned char)fstring->opener) continue;
            if (fstring->triple) {
                if (lexer->start[1] != *lexer->start || lexer->start[2] != *lexer->start) continue;
                lexer->cursor = lexer->start + 3;
            }
            emit_text(lexer, text, lexer->start);
            if (nesting_in_field(&lexer->nesting)) {
                return fail(&lexer->failure, span_here(lexer), "f-string: expecting '}', or format specs");
            }
            nesting_pop(&lexer->nesting);
            emit(lexer, TOKEN_FSTRING_END);
            lexer->condition = condition_of(lexer);
            text = lexer->cursor;
            continue;
        }
        <text> end { return at_end(lexer) && reject_unterminated_text(lexer); }
        */
    }
}

bool lexer_run(Lexer *lexer, const Source *source, bool in_line) {
    *lexer = (Lexer){.source = source, .condition = in_line ? yyccode : yycbol};
    lexer->text = lexer->cursor = (const unsigned char *)source->text;
    lexer->limit = lexer->text + source->length;
    while (in_line && (*lexer->cursor == ' ' || *lexer->cursor == '\t')) lexer->cursor++;
    return run(lexer);
}
