/* Gathers the candidates for the place at the cursor. */
#include "cli/repl/complete.h"

#include "cli/repl/complete_known.h"
#include "cli/repl/complete_modules.h"
#include "cli/repl/complete_spot.h"
#include "interp/interpreter.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"
#include "syntax/thr.h"

#include <stdlib.h>
#include <string.h>

typedef struct Completion {
    Thread *thread;
    Dict *names;
    Spot spot;
    const char *word;
    CandidateVector found;
} Completion;

/* ---- Candidates ---- */

static bool fits(const char *word, const char *candidate) {
    return strncmp(candidate, word, strlen(word)) == 0 && !(candidate[0] == '_' && word[0] != '_') &&
           !(strncmp(candidate, "__", 2) == 0 && strncmp(word, "__", 2) != 0);
}

static void add(Completion *completion, const char *candidate, const char *ending) {
    if (fits(completion->word, candidate))
        vector_push(&completion->found, (char *)(uintptr_t)str_text(str_format("%s%s", candidate, ending)));
}

/* With what makes a call of it. */
static void add_known(Completion *completion, const char *name, Known known) {
    if (fits(completion->word, name))
        add(completion, name, !known_is_callable(known) ? "" : known_takes_nothing(known) ? "()" : "(");
}

static int order(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Sorts those from `first` on; each but once. */
static void arrange(CandidateVector *found, size_t first) {
    size_t kept = first;
    if (found->count > first) qsort(found->at + first, found->count - first, sizeof *found->at, order);
    for (size_t i = first; i < found->count; i++)
        if (kept == first || strcmp(found->at[i], found->at[kept - 1]) != 0) found->at[kept++] = found->at[i];
    found->count = kept;
}

/* ---- Names ---- */

static void add_keywords(Completion *completion) {
    static const char *const alone[] = {"False", "None", "True", "break", "continue", "else", "pass"};
    static const char *const opening[] = {"finally", "try"};
    static const char *const leading[] = {"and",      "as",   "assert", "class", "def",    "del",   "elif", "except",
                                          "for",      "from", "global", "if",    "import", "in",    "is",   "lambda",
                                          "nonlocal", "not",  "or",     "raise", "return", "while", "with", "yield"};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) add(completion, alone[i], "");
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) add(completion, opening[i], ":");
    for (size_t i = 0; i < sizeof leading / sizeof *leading; i++) add(completion, leading[i], " ");
}

static void add_names_of(Completion *completion, Dict *names) {
    size_t position = 0;
    Value key, value;
    while (dict_next(names, &position, &key, &value))
        if (value_is_str(key))
            add_known(completion, str_text(value_str_object(key)),
                      known_name(completion->thread, completion->names, value_str_object(key)));
}

/* Names that the block being typed mentions: its parameters and variables. */
static void add_typed_names(Completion *completion) {
    const Spot *spot = &completion->spot;
    for (size_t i = 0; i < spot->count; i++) {
        bool is_attribute = i > 0 && spot->tokens[i - 1].kind == TOKEN_DOT;
        bool is_keyword = spot->tokens[i].depth > 0 && i + 1 < spot->count && spot->tokens[i + 1].kind == TOKEN_EQUAL;
        if (spot->tokens[i].kind != TOKEN_NAME || is_attribute || is_keyword) continue;
        Str *name = str_intern_text(spot_text(spot, i));
        add_known(completion, str_text(name), known_name(completion->thread, completion->names, name));
    }
}

static void add_names(Completion *completion) {
    size_t first = completion->found.count;
    add_names_of(completion, completion->names);
    add_names_of(completion, completion->thread->interpreter->builtins);
    add_typed_names(completion);
    add_keywords(completion);
    arrange(&completion->found, first);
}

/* ---- Keyword arguments ---- */

static bool is_given(const Spot *spot, const char *keyword, size_t length) {
    for (size_t i = spot->call + 1; i + 1 < spot->count; i++) {
        Span span = spot->tokens[i].span;
        if (spot->tokens[i + 1].kind == TOKEN_EQUAL && spot->tokens[i].depth == spot->tokens[spot->call].depth &&
            span.end - span.start == length && strncmp(spot->source->text + span.start, keyword, length) == 0)
            return true;
    }
    return false;
}

static void add_keyword_arguments(Completion *completion) {
    const Spot *spot = &completion->spot;
    if (spot->call == NO_CALL) return;
    Known function =
        known_expression(completion->thread, completion->names, spot, spot_operand(spot, spot->call), spot->call);
    for (const char *at = known_keywords(function); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (!is_given(spot, at, length)) add(completion, memory_copy_text(at, length), "=");
        at += length;
    }
}

/* ---- Attributes ---- */

static void add_attribute(Completion *completion, Known object, Value name) {
    if (value_is_str(name) && fits(completion->word, str_text(value_str_object(name))))
        add_known(completion, str_text(value_str_object(name)),
                  known_attribute(completion->thread, object, str_interned(value_str_object(name))));
}

static Value names_of(Thread *thread, Known object) {
    if (object.value == UNBOUND) return object.type ? value_dir(thread, value_from_object(object.type)) : RAISED;
    Value names = value_dir(thread, object.value);
    if (names != RAISED) return names;
    error_take(thread);
    return value_dir_generic(thread, object.value);
}

static void add_attributes(Completion *completion) {
    const Spot *spot = &completion->spot;
    Known object = known_expression(completion->thread, completion->names, spot, spot->first, spot->end);
    Value names = names_of(completion->thread, object), name;
    if (names == RAISED) return;
    for (size_t i = 0; (name = list_get(value_list(names), i)) != UNBOUND; i++) add_attribute(completion, object, name);
    arrange(&completion->found, 0);
}

/* ---- Imports ---- */

static void add_modules(Completion *completion, void (*list)(Thread *, const char *, CandidateVector *)) {
    CandidateVector names = {0};
    list(completion->thread, completion->spot.module, &names);
    for (size_t i = 0; i < names.count; i++) add(completion, names.at[i], "");
    arrange(&completion->found, 0);
}

static void add_all(Completion *completion) {
    switch (completion->spot.kind) {
    case SPOT_NAME:
        add_keyword_arguments(completion);
        if (completion->word[0] || completion->found.count == 0) add_names(completion);
        return;
    case SPOT_ATTRIBUTE:
        add_attributes(completion);
        return;
    case SPOT_MODULE:
        add_modules(completion, modules_list);
        return;
    case SPOT_IMPORT:
        add(completion, "import", " ");
        return;
    case SPOT_MODULE_NAME:
        add_modules(completion, modules_list_names);
        return;
    case SPOT_NOWHERE:
        return;
    }
}

char **completion_list(Thread *thread, Dict *names, const char *line, size_t cursor, size_t *word_start) {
    Completion completion = {.thread = thread, .names = names, .spot = spot_at(line, cursor)};
    *word_start = completion.spot.word_start;
    completion.word = memory_copy_text(line + *word_start, cursor - *word_start);
    add_all(&completion);
    if (thread->raised != UNBOUND) error_take(thread);
    if (completion.found.count == 0) return NULL;
    vector_push(&completion.found, NULL);
    return completion.found.at;
}
