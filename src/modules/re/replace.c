/* What goes through all matches of a text: findall, split, sub. */
#include "modules/re/re.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

/* ---- findall ---- */

static Value found_value(const Search *search, Value empty) {
    uint32_t groups = search->pattern->groups;
    if (groups <= 1) return search_group(search, groups, empty);
    Tuple *texts = tuple_new(groups);
    for (uint32_t i = 0; i < groups; i++) texts->items[i] = search_group(search, i + 1, empty);
    return value_from_object(texts);
}

Value pattern_findall(Thread *thread, Value self, const Arguments *args) {
    int64_t first, last;
    Search search;
    if (!bounds_arguments(thread, args, &first, &last) ||
        !search_start(thread, &search, value_pattern(self), args->items[0], first, last))
        return RAISED;
    List *found = list_new(0);
    Value empty = subject_part(&search.subject, 0, 0);
    int result;
    while ((result = search_next(thread, &search, ANYWHERE)) > 0) list_append(found, found_value(&search, empty));
    search_end(&search);
    return result < 0 ? RAISED : value_from_object(found);
}

/* ---- split ---- */

Value pattern_split(Thread *thread, Value self, const Arguments *args) {
    Pattern *pattern = value_pattern(self);
    int64_t most = 0;
    Search search;
    if (args->items[1] != UNBOUND && !value_to_index(thread, args->items[1], &most)) return RAISED;
    if (!search_start(thread, &search, pattern, args->items[0], 0, INT64_MAX)) return RAISED;
    List *parts = list_new(0);
    size_t at = 0;
    int result = 0;
    for (int64_t i = 0; most == 0 || i < most; i++) {
        if ((result = search_next(thread, &search, ANYWHERE)) <= 0) break;
        list_append(parts, subject_part(&search.subject, at, search.ends[0]));
        for (uint32_t group = 1; group <= pattern->groups; group++)
            list_append(parts, search_group(&search, group, NONE));
        at = search.ends[1];
    }
    list_append(parts, subject_part(&search.subject, at, search.subject.bytes));
    search_end(&search);
    return result < 0 ? RAISED : value_from_object(parts);
}

/* ---- sub ---- */

Value pattern_template(Thread *thread, Pattern *pattern, Value text) {
    Value last = word_load(&pattern->template);
    if (last != RAISED && value_tuple(last)->items[0] == text) return value_tuple(last)->items[1];
    Value parts = value_call2(thread, pattern->read_template, value_from_object(pattern), text);
    if (parts != RAISED) word_store(&pattern->template, value_from_object(tuple_of(2, text, parts)));
    return parts;
}

/* What stands for a match. */
typedef struct Replacement {
    Value function; /* or UNBOUND */
    List *template; /* or null: the text as it is */
    Value text;
} Replacement;

static bool read_replacement(Thread *thread, Pattern *pattern, Value value, Replacement *replacement) {
    *replacement = (Replacement){.function = UNBOUND, .text = value};
    if (!value_is_str(value) && !value_is_bytes(value)) {
        if (SLOT(value_type(value), call) == NULL)
            return fail_type(thread, "decoding to str: need a bytes-like object, %s found", type_name_of(value));
        replacement->function = value;
        return true;
    }
    Subject text = subject_of(value);
    if (memchr(text.text, '\\', text.bytes) == NULL) return true;
    Value parts = pattern_template(thread, pattern, value);
    if (parts == RAISED) return false;
    replacement->template = value_list(parts);
    return true;
}

/* The text being built, and how many pieces it would be as a list, for the complaint. */
typedef struct Result {
    Buffer text;
    size_t pieces;
    bool of_bytes;
} Result;

static void add_part(Result *result, const Subject *subject, size_t start, size_t end) {
    buffer_add(&result->text, subject->text + start, end - start);
    result->pieces += end > start;
}

static bool add_value(Thread *thread, Result *result, Value value) {
    if (value == NONE) return true;
    if (result->of_bytes ? !value_is_bytes(value) : !value_is_str(value))
        return fail_type(thread, "sequence item %zu: expected %s, %s found", result->pieces,
                         result->of_bytes ? "a bytes-like object" : "str instance", type_name_of(value));
    Subject subject = subject_of(value);
    buffer_add(&result->text, subject.text, subject.bytes);
    result->pieces++;
    return true;
}

static bool add_template(Thread *thread, Result *result, const Search *search, List *template) {
    size_t count = list_count(template);
    for (size_t i = 0; i < count; i++) {
        Value part = list_get(template, i);
        if (!value_is_small_int(part)) {
            if (!add_value(thread, result, part)) return false;
            continue;
        }
        const PCRE2_SIZE *ends = search->ends + 2 * (size_t)value_small_int(part);
        if (ends[0] != PCRE2_UNSET) add_part(result, &search->subject, ends[0], ends[1]);
    }
    return true;
}

static bool add_replacement(Thread *thread, Result *result, const Search *search, const Replacement *replacement) {
    if (replacement->template != NULL) return add_template(thread, result, search, replacement->template);
    if (replacement->function == UNBOUND) return add_value(thread, result, replacement->text);
    Value made = value_call1(thread, replacement->function, match_new(search));
    return made != RAISED && add_value(thread, result, made);
}

/* The text with up to `most` matches replaced (0: all of them); *replaced receives their number. */
static Value substituted(Thread *thread, Search *search, const Replacement *replacement, int64_t most,
                         int64_t *replaced) {
    char room[512];
    Result result = {.text = {room, 0, sizeof room}, .of_bytes = search->pattern->of_bytes};
    size_t at = 0;
    for (*replaced = 0; most == 0 || *replaced < most; ++*replaced) {
        int found = search_next(thread, search, ANYWHERE);
        if (found < 0) return RAISED;
        if (found == 0) break;
        size_t end = search->ends[1];
        add_part(&result, &search->subject, at, search->ends[0]);
        if (!add_replacement(thread, &result, search, replacement)) return RAISED;
        at = end;
    }
    if (*replaced == 0) return subject_part(&search->subject, 0, search->subject.bytes);
    add_part(&result, &search->subject, at, search->subject.bytes);
    return result.of_bytes ? value_from_object(bytes_from_buffer(&result.text))
                           : value_from_object(str_from_buffer(&result.text));
}

static Value substitute(Thread *thread, Value self, const Arguments *args, int64_t *replaced) {
    Pattern *pattern = value_pattern(self);
    int64_t most = 0;
    Replacement replacement;
    Search search;
    if (args->items[2] != UNBOUND && !value_to_index(thread, args->items[2], &most)) return RAISED;
    if (!read_replacement(thread, pattern, args->items[0], &replacement) ||
        !search_start(thread, &search, pattern, args->items[1], 0, INT64_MAX))
        return RAISED;
    Value result = substituted(thread, &search, &replacement, most, replaced);
    search_end(&search);
    return result;
}

Value pattern_sub(Thread *thread, Value self, const Arguments *args) {
    int64_t replaced;
    return substitute(thread, self, args, &replaced);
}

Value pattern_subn(Thread *thread, Value self, const Arguments *args) {
    int64_t replaced;
    Value text = substitute(thread, self, args, &replaced);
    return text == RAISED ? RAISED : value_from_object(tuple_of(2, text, int_from_int64(replaced)));
}
