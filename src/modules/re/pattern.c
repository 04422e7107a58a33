/* Pattern: what re.compile() answers. */
#include "modules/re/re.h"

#include "object/error.h"
#include "object/generic_alias.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/operators.h"
#include "object/str.h"

bool bounds_arguments(Thread *thread, const Arguments *args, int64_t *first, int64_t *last) {
    *first = 0;
    *last = INT64_MAX;
    return (args->items[1] == UNBOUND || value_to_index(thread, args->items[1], first)) &&
           (args->items[2] == UNBOUND || value_to_index(thread, args->items[2], last));
}

/* One match, or None. */
static Value find_one(Thread *thread, Value self, const Arguments *args, Anchor anchor) {
    int64_t first, last;
    Search search;
    if (!bounds_arguments(thread, args, &first, &last) ||
        !search_start(thread, &search, value_pattern(self), args->items[0], first, last))
        return RAISED;
    int result = search_next(thread, &search, anchor);
    Value match = result < 0 ? RAISED : result == 0 ? NONE : match_new(&search);
    search_end(&search);
    return match;
}

static Value pattern_search(Thread *thread, Value self, const Arguments *args) {
    return find_one(thread, self, args, ANYWHERE);
}

static Value pattern_match(Thread *thread, Value self, const Arguments *args) {
    return find_one(thread, self, args, AT_BEGINNING);
}

static Value pattern_fullmatch(Thread *thread, Value self, const Arguments *args) {
    return find_one(thread, self, args, WHOLE);
}

/* ---- finditer ---- */

typedef struct MatchIterator {
    Object object;
    Pattern *pattern;
    Value string;
    int64_t first, last;
    _Atomic(size_t) from; /* threads that share it may find a match twice */
    _Atomic(int64_t) place;
    _Atomic(uint32_t) options;
    atomic_bool is_over;
} MatchIterator;

static Value pattern_finditer(Thread *thread, Value self, const Arguments *args) {
    int64_t first, last;
    Search search;
    if (!bounds_arguments(thread, args, &first, &last) ||
        !search_start(thread, &search, value_pattern(self), args->items[0], first, last))
        return RAISED;
    MatchIterator *iterator = object_new(&match_iterator_type, sizeof *iterator);
    iterator->pattern = value_pattern(self);
    iterator->string = args->items[0];
    iterator->first = search.first;
    iterator->last = search.last;
    atomic_init(&iterator->from, search.from);
    atomic_init(&iterator->place, search.place);
    search_end(&search);
    return value_from_object(iterator);
}

static Value match_iterator_next(Thread *thread, Value self) {
    MatchIterator *iterator = (MatchIterator *)(void *)self;
    Search search;
    if (atomic_load_explicit(&iterator->is_over, memory_order_relaxed)) return UNBOUND;
    if (!search_start(thread, &search, iterator->pattern, iterator->string, iterator->first, iterator->last))
        return RAISED;
    search.from = atomic_load_explicit(&iterator->from, memory_order_relaxed);
    search.place = atomic_load_explicit(&iterator->place, memory_order_relaxed);
    search.options = atomic_load_explicit(&iterator->options, memory_order_relaxed);
    int result = search_next(thread, &search, ANYWHERE);
    Value match = result < 0 ? RAISED : result == 0 ? UNBOUND : match_new(&search);
    atomic_store_explicit(&iterator->from, search.from, memory_order_relaxed);
    atomic_store_explicit(&iterator->place, search.place, memory_order_relaxed);
    atomic_store_explicit(&iterator->options, search.options, memory_order_relaxed);
    if (result <= 0) atomic_store_explicit(&iterator->is_over, true, memory_order_relaxed);
    search_end(&search);
    return match;
}

Type match_iterator_type = {
    TYPE_HEAD,
    .name = "callable_iterator",
    .doc = "The matches of a text, one after the other.",
    .size = sizeof(MatchIterator),
    .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,
    .iter = iterator_itself,
    .next = match_iterator_next,
};

/* ---- As a value ---- */

static Value pattern_repr(Thread *thread, Value self) {
    static const struct {
        int64_t flag;
        const char *name;
    } names[] = {{2, "IGNORECASE"}, {8, "MULTILINE"}, {16, "DOTALL"}, {64, "VERBOSE"}, {256, "ASCII"}};
    Pattern *pattern = value_pattern(self);
    Buffer out = {0};
    buffer_add_text(&out, "re.compile(");
    if (!buffer_add_repr(thread, &out, pattern->text)) return RAISED;
    const char *between = ", re.";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(pattern->flags & names[i].flag)) continue;
        buffer_add_text(&out, between);
        buffer_add_text(&out, names[i].name);
        between = "|re.";
    }
    buffer_add_byte(&out, ')');
    return value_from_object(str_from_buffer(&out));
}

static Value pattern_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op > COMPARE_NOT_EQUAL || !value_has_type(left, &pattern_type) || !value_has_type(right, &pattern_type))
        return NOT_IMPLEMENTED;
    Pattern *a = value_pattern(left), *b = value_pattern(right);
    int equal = a->flags == b->flags && a->of_bytes == b->of_bytes ? value_equal(thread, a->text, b->text) : 0;
    return equal < 0 ? RAISED : value_from_bool(equal == (op == COMPARE_EQUAL));
}

static bool pattern_hash(Thread *thread, Value self, uint64_t *hash) {
    if (!value_hash(thread, value_pattern(self)->text, hash)) return false;
    *hash ^= (uint64_t)value_pattern(self)->flags;
    return true;
}

static Value pattern_itself(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return self;
}

static Value get_pattern(Thread *thread, Value self) {
    (void)thread;
    return value_pattern(self)->text;
}

static Value get_flags(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(value_pattern(self)->flags);
}

static Value get_groups(Thread *thread, Value self) {
    (void)thread;
    return value_from_small_int(value_pattern(self)->groups);
}

static Value get_groupindex(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_pattern(self)->numbers);
}

static const Property pattern_properties[] = {
    {"pattern", get_pattern, NULL, "the text that was compiled"},
    {"flags", get_flags, NULL, "the flags, as a number"},
    {"groups", get_groups, NULL, "how many groups it has"},
    {"groupindex", get_groupindex, NULL, "the numbers of the groups that have names"},
    {0},
};

static const Builtin pattern_methods[] = {
    {"search", pattern_search, 1, 3, "search(string, pos=0, endpos=…): the first match anywhere, or None",
     "string pos endpos"},
    {"match", pattern_match, 1, 3, "match(string, pos=0, endpos=…): the match at the beginning, or None",
     "string pos endpos"},
    {"fullmatch", pattern_fullmatch, 1, 3, "fullmatch(string, pos=0, endpos=…): the match of the whole text, or None",
     "string pos endpos"},
    {"finditer", pattern_finditer, 1, 3, "finditer(string, pos=0, endpos=…): all matches, one after the other",
     "string pos endpos"},
    {"findall", pattern_findall, 1, 3,
     "findall(string, pos=0, endpos=…): the texts of all matches; of their groups, if there are any",
     "string pos endpos"},
    {"split", pattern_split, 1, 2,
     "split(string, maxsplit=0): the text between the matches, with the groups of each match between",
     "string maxsplit"},
    {"sub", pattern_sub, 2, 3, "sub(repl, string, count=0): the text with matches replaced", "repl string count"},
    {"subn", pattern_subn, 2, 3, "subn(repl, string, count=0): (the text with matches replaced, how many)",
     "repl string count"},
    {"__copy__", pattern_itself, 0, 0, "the pattern itself"},
    {"__deepcopy__", pattern_itself, 1, 1, "the pattern itself"},
    GENERIC_CLASS_ITEM,
    {0},
};

Type pattern_type = {
    TYPE_HEAD,
    .name = "re.Pattern",
    .module = "re",
    .doc = "A compiled pattern.",
    .size = sizeof(Pattern),
    .flags = TYPE_IS_FINAL,
    .repr = pattern_repr,
    .compare = pattern_compare,
    .hash = pattern_hash,
    .methods = pattern_methods,
    .properties = pattern_properties,
};
