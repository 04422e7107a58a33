/* fuzz_syntax [SEEDS [FIRST]]: token soup for the lexer and parser. Whatever the text, the answer is complete, incomplete
   or an error with a message and a place in the text; a complete tree can be dumped. Deterministic: one text a seed. */
#include "base/memory.h"
#include "syntax/dump.h"
#include "syntax/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {
    "if ",         "elif ",      "else",
    "while ",      "for ",       "in ",
    "def ",        "class ",     "lambda ",
    "try",         "except ",    "finally",
    "with ",       "as ",        "return ",
    "yield ",      "from ",      "import ",
    "raise ",      "pass",       "break",
    "continue",    "global ",    "nonlocal ",
    "del ",        "assert ",    "not ",
    "and ",        "or ",        "is ",
    "None",        "True",       "await ",
    "async ",      "match ",     "case ",
    "type ",       "print ",     "x",
    "y",           "f",          "self",
    "__x",         "super()",    "_",
    "0",           "1",          "2.5",
    "1e9",         "0x1f",       "012",
    "1_0",         "3j",         "'a'",
    "\"b\"",       "b'c'",       "r'\\'",
    "'''",         "\"\"\"",     "f'",
    "f\"",         "rf'",        "f'''",
    "'",           "\"",         "{",
    "}",           "{{",         "}}",
    "(",           ")",          "[",
    "]",           ",",          ":",
    ";",           ".",          "...",
    "=",           "==",         ":=",
    "!=",          "!r",         "!",
    "->",          "+",          "-",
    "*",           "**",         "/",
    "//",          "%",          "@",
    "&",           "|",          "^",
    "~",           "<",          ">",
    "<<",          ">>",         "+=",
    "**=",         "<=",         "\\",
    "\\\n",        "\n",         "\n",
    "\n    ",      "\n        ", "\n\t",
    "\r\n",        "\r",         " ",
    "  ",          "\t",         "\f",
    "# c\n",       "#",          ":\n    ",
    ":\n        ", "\xC3\xA9",   "\xE2\x82\xAC",
    "\xC2\xA0",    "\xFF",       "\\x4",
    "\\N{A}",      "\\u12",      "$",
    "?",           "`",          "\x01",
};

enum { PIECE_COUNT = sizeof pieces / sizeof *pieces };

/* Right programs, of which parts are taken: near misses find more than noise does. */
static const char *const programs[] = {
    "def f(a, /, b=1, *c, d, e=2, **g):\n    global h\n    h = [x for x in a if x]\n    return lambda y: (y, h)\n",
    "class A(B, k=1):\n    'doc'\n    def m(self):\n        super().m()\n        self.x, *self.y = 1, 2\n",
    "try:\n    with a as b, c: pass\nexcept (D, E) as e:\n    raise F from e\nelse:\n    pass\nfinally:\n    del "
    "a[1:2], b.c\n",
    "for i, j in k:\n    if not i < j <= 3: continue\n    elif i: break\n    else:\n        x = y = i if j else "
    "k\nelse: pass\n",
    "print(f'{a!r:>{b}} {c=} {d[\"e\"]:{f}.{g}}' 'tail', *h, k=1, **l)\n",
    "@d.e(1)\ndef g():\n    nonlocal z\n    x: int = yield from (i async for i in y)\n",
    "x = {1: 2, **a, 3: [b, *c]}\ny = {d for d in e}\nz = {f: g for f, g in h.items()}\n(w := 1)\n",
};

enum { PROGRAM_COUNT = sizeof programs / sizeof *programs };

static uint64_t state;

static uint32_t pick(uint32_t most) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 20) % most;
}

static void add_soup(Buffer *text) {
    for (uint32_t i = pick(40); i-- > 0;) buffer_add_text(text, pieces[pick(PIECE_COUNT)]);
}

/* A program with a few spots cut out, doubled or replaced by a piece. */
static void add_mutant(Buffer *text) {
    const char *program = programs[pick(PROGRAM_COUNT)];
    size_t length = strlen(program), at = 0;
    for (uint32_t cuts = 1 + pick(3); cuts-- > 0 && at < length;) {
        size_t end = at + pick((uint32_t)(length - at) + 1);
        buffer_add(text, program + at, end - at);
        size_t skipped = pick(6);
        at = pick(4) ? end + skipped : end - (skipped < end ? skipped : end);
        if (pick(2)) buffer_add_text(text, pieces[pick(PIECE_COUNT)]);
    }
    if (at < length) buffer_add(text, program + at, length - at);
}

static bool is_sound(const Source *source, ParseMode mode, ParseResult result) {
    Buffer dump = {0};
    switch (result.status) {
    case PARSE_COMPLETE:
        dump_function(&dump, result.module);
        return dump.length > 0;
    case PARSE_INCOMPLETE:
        return mode == PARSE_INTERACTIVE;
    default:
        return result.message && result.span.start <= source->length && result.span.end <= source->length + 1;
    }
}

static bool try_text(uint64_t seed, const Buffer *text) {
    const Source *source = source_new("fuzz", buffer_text(text), text->length);
    for (int mode = PARSE_MODULE; mode <= PARSE_EXPRESSION; mode++) {
        ParseResult result = parse(source, (ParseMode)mode);
        if (is_sound(source, (ParseMode)mode, result)) continue;
        printf("seed %llu, mode %d: status %d, message %s, span %u-%u of\n%s\n", (unsigned long long)seed, mode,
               result.status, result.message, result.span.start, result.span.end, buffer_text(text));
        return false;
    }
    return true;
}

int main(int count, char **args) {
    uint64_t seeds = count > 1 ? strtoull(args[1], NULL, 10) : 20000;
    uint64_t first = count > 2 ? strtoull(args[2], NULL, 10) : 1;
    memory_start();
    for (uint64_t seed = first; seed < first + seeds; seed++) {
        Buffer text = {0};
        state = seed * 0x9E3779B97F4A7C15u | 1;
        pick(1);
        if (seed % 2) add_soup(&text);
        else add_mutant(&text);
        if (!try_text(seed, &text)) return 1;
    }
    printf("%llu texts\n", (unsigned long long)seeds);
    return 0;
}
