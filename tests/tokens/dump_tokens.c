/* dump_tokens FILE…: the tokens of each file, one a line: class, line:column-line:column (columns in characters, from 0);
   `ERROR message` where the lexer stops. Classes are those of CPython's tokenize. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"
#include "syntax/lexer.h"
#include "syntax/thr.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static const char *class_of(const Source *source, const Token *token) {
    const char *text = source->text + token->span.start;
    unsigned char first = (unsigned char)text[0], second = first ? (unsigned char)text[1] : 0;
    switch (token->kind) {
    case 0:
        return "ENDMARKER";
    case TOKEN_NEWLINE:
        return "NEWLINE";
    case TOKEN_INDENT:
        return "INDENT";
    case TOKEN_DEDENT:
        return "DEDENT";
    case TOKEN_STRING:
        return "STRING";
    case TOKEN_FSTRING_START:
        return "FSTRING_START";
    case TOKEN_FSTRING_TEXT:
    case TOKEN_FSTRING_RAW:
        return "FSTRING_MIDDLE";
    case TOKEN_FSTRING_END:
        return "FSTRING_END";
    default:
        break;
    }
    if (isdigit(first) || (first == '.' && isdigit(second))) return "NUMBER";
    return isalpha(first) || first == '_' || first >= 0x80 ? "NAME" : "OP";
}

static void print_place(const Source *source, uint32_t offset) {
    Position position = source_position(source, offset);
    const char *line = source->text + offset - position.column;
    printf("%u:%zu", position.line, text_count(line, position.column));
}

static void dump_tokens(const Source *source) {
    Lexer *lexer = memory_new(sizeof *lexer);
    bool lexed = lexer_run(lexer, source, false);
    for (size_t i = 0; i < lexer->tokens.count; i++) {
        const Token *token = &lexer->tokens.at[i];
        uint32_t end = token->kind == TOKEN_FIELD_EQUAL ? token->span.start + 1 : token->span.end;
        printf("%s ", class_of(source, token));
        print_place(source, token->span.start);
        putchar('-');
        print_place(source, end);
        putchar('\n');
    }
    if (!lexed) printf("ERROR %s\n", lexer->failure.message);
}

static Source *read_source(const char *path) {
    FILE *file = fopen(path, "rb");
    Buffer text = {0};
    char piece[4096];
    if (!file) {
        perror(path);
        exit(1);
    }
    for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;) buffer_add(&text, piece, length);
    fclose(file);
    return source_new(path, buffer_text(&text), text.length);
}

int main(int count, char **paths) {
    memory_start();
    for (int i = 1; i < count; i++) {
        printf("FILE %s\n", paths[i]);
        dump_tokens(read_source(paths[i]));
    }
    return 0;
}
