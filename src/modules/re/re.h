/* The module `_re`, for the registry, and what its files share: a compiled pattern, looking for its matches one after the
   other, and what a match is for scripts. What reads patterns and templates as Python writes them is re.thr.

   Texts are UTF-8 for PCRE2, and bytes; places are code points for the script, so they are counted where a text is not ASCII:
   on from the match before, so that going through a text costs its length once. */
#ifndef MODULES_RE_RE_H
#define MODULES_RE_RE_H

#include "interp/interpreter.h"
#include "object/dict.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

Module *re_make(Thread *thread);

typedef struct Pattern {
    Object object;
    Value text; /* the script's own */
    int64_t flags;
    Value source;                      /* it as PCRE2 reads it, */
    uint32_t options;                  /* with these, */
    pcre2_code *code;                  /* compiled, */
    _Atomic(pcre2_code *) anchored[2]; /* and once it is asked for, for matches at the beginning, and of the whole */
    uint32_t groups;
    bool of_bytes;
    Dict *numbers;                     /* of the groups that have names */
    Value read_template;               /* reads a replacement: (pattern, text) to a list of texts and group numbers */
    Word template;                     /* the last one read: (text, list) */
    _Atomic(pcre2_match_data *) spare; /* for the next search */
} Pattern;

extern Type pattern_type, match_type, match_iterator_type;

static inline Pattern *value_pattern(Value value) {
    return (Pattern *)(void *)value;
}

typedef struct Subject {
    Value value;
    const char *text;
    size_t bytes;  /* up to where is searched */
    bool is_ascii; /* or bytes: a place is an offset */
} Subject;

/* A search under way. */
typedef struct Search {
    Pattern *pattern;
    Subject subject;
    int64_t first, last; /* the places that the script gave, within the text */
    size_t from;         /* where to go on, */
    int64_t place;       /* in code points, */
    uint32_t options;    /* and how */
    pcre2_match_data *data;
    const PCRE2_SIZE *ends; /* of the groups of the match found last: PCRE2_UNSET where one took no part */
} Search;

/* Where a match must be, besides further on; of search_next. */
typedef enum Anchor { ANYWHERE, AT_BEGINNING, WHOLE } Anchor;

/* Null: the source is malformed, and why. */
pcre2_code *source_compile(Value source, uint32_t options, int *failure, size_t *where);

/* False: raised, and there is nothing to end. */
bool search_start(Thread *thread, Search *search, Pattern *pattern, Value string, int64_t first, int64_t last);
int search_next(Thread *thread, Search *search, Anchor anchor); /* 1 found, 0 no more, -1 raised */
void search_end(Search *search);

/* A part of the text searched, between two byte offsets. */
Value subject_part(const Subject *subject, size_t start, size_t end);

/* What a group matched; `otherwise` if it took no part. */
static inline Value search_group(const Search *search, uint32_t group, Value otherwise) {
    const PCRE2_SIZE *ends = search->ends + 2 * (size_t)group;
    return ends[0] == PCRE2_UNSET ? otherwise : subject_part(&search->subject, ends[0], ends[1]);
}

/* The code points up to an offset, counted on from a place that is known. */
int64_t place_of_offset(const Subject *subject, size_t offset, size_t from, int64_t place);
Subject subject_of(Value value);

/* The match found last, for the script. */
Value match_new(const Search *search);

/* The methods of patterns that go through all matches. (replace.c) */
Value pattern_findall(Thread *thread, Value self, const Arguments *args);
Value pattern_split(Thread *thread, Value self, const Arguments *args);
Value pattern_sub(Thread *thread, Value self, const Arguments *args);
Value pattern_subn(Thread *thread, Value self, const Arguments *args);

/* The texts and group numbers of a replacement; null: raised. */
Value pattern_template(Thread *thread, Pattern *pattern, Value text);

/* string, pos and endpos of a method; false: raised. */
bool bounds_arguments(Thread *thread, const Arguments *args, int64_t *first, int64_t *last);

#endif
