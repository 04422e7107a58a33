/* Match: where a pattern was found. */
#include "modules/re/re.h"

#include "object/error.h"
#include "object/generic_alias.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

typedef struct Match {
    Object object;
    Pattern *pattern;
    Value string;
    int64_t pos, endpos;
    int64_t place; /* of the end of the whole match */
    size_t ends[]; /* byte offsets of the groups; PCRE2_UNSET */
} Match;

static Match *value_match(Value value) {
    return (Match *)(void *)value;
}

Value match_new(const Search *search) {
    size_t count = 2 * ((size_t)search->pattern->groups + 1);
    Match *match = object_new(&match_type, sizeof *match + count * sizeof *match->ends);
    match->pattern = search->pattern;
    match->string = search->subject.value;
    match->pos = search->first;
    match->endpos = search->last;
    match->place = search->place;
    memcpy(match->ends, search->ends, count * sizeof *match->ends);
    return value_from_object(match);
}

static Value group_text(const Match *match, uint32_t group, Value otherwise) {
    const size_t *ends = match->ends + 2 * (size_t)group;
    Subject subject = subject_of(match->string);
    return ends[0] == PCRE2_UNSET ? otherwise : subject_part(&subject, ends[0], ends[1]);
}

static int64_t place_at(const Match *match, size_t offset) {
    Subject subject = subject_of(match->string);
    return offset == PCRE2_UNSET ? -1 : place_of_offset(&subject, offset, match->ends[1], match->place);
}

/* The number of a group given by number or name; false: raised. */
static bool group_number(Thread *thread, const Match *match, Value group, uint32_t *number) {
    int64_t index = -1;
    if (value_is_str(group)) {
        Value found = dict_get(thread, match->pattern->numbers, group);
        if (found != UNBOUND) index = value_small_int(found);
    } else if (value_is_int(group) || SLOT(value_type(group), index) != NULL) {
        Value found = value_index(thread, group);
        if (found == RAISED) return false;
        if (!int_to_int64(found, &index)) index = -1;
    }
    *number = (uint32_t)index;
    return (index >= 0 && index <= match->pattern->groups) || fail_error(thread, &index_error, "no such group");
}

static bool group_argument(Thread *thread, const Match *match, const Arguments *args, uint32_t *number) {
    *number = 0;
    return args->count == 0 || group_number(thread, match, args->items[0], number);
}

static Value match_span(Thread *thread, Value self, const Arguments *args) {
    Match *match = value_match(self);
    uint32_t group;
    if (!group_argument(thread, match, args, &group)) return RAISED;
    const size_t *ends = match->ends + 2 * (size_t)group;
    return value_from_object(
        tuple_of(2, int_from_int64(place_at(match, ends[0])), int_from_int64(place_at(match, ends[1]))));
}

static Value match_start(Thread *thread, Value self, const Arguments *args) {
    uint32_t group;
    if (!group_argument(thread, value_match(self), args, &group)) return RAISED;
    return int_from_int64(place_at(value_match(self), value_match(self)->ends[2 * (size_t)group]));
}

static Value match_end(Thread *thread, Value self, const Arguments *args) {
    uint32_t group;
    if (!group_argument(thread, value_match(self), args, &group)) return RAISED;
    return int_from_int64(place_at(value_match(self), value_match(self)->ends[2 * (size_t)group + 1]));
}

static Value match_get_item(Thread *thread, Value self, Value group) {
    uint32_t number;
    return group_number(thread, value_match(self), group, &number) ? group_text(value_match(self), number, NONE)
                                                                   : RAISED;
}

static Value match_group(Thread *thread, Value self, const Arguments *args) {
    if (args->count == 0) return group_text(value_match(self), 0, NONE);
    if (args->count == 1) return match_get_item(thread, self, args->items[0]);
    Tuple *texts = tuple_new(args->count);
    for (uint32_t i = 0; i < args->count; i++)
        if ((texts->items[i] = match_get_item(thread, self, args->items[i])) == RAISED) return RAISED;
    return value_from_object(texts);
}

static Value match_groups(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    Match *match = value_match(self);
    Value otherwise = args->items[0] == UNBOUND ? NONE : args->items[0];
    Tuple *texts = tuple_new(match->pattern->groups);
    for (uint32_t i = 0; i < match->pattern->groups; i++) texts->items[i] = group_text(match, i + 1, otherwise);
    return value_from_object(texts);
}

static Value match_groupdict(Thread *thread, Value self, const Arguments *args) {
    Match *match = value_match(self);
    Value otherwise = args->items[0] == UNBOUND ? NONE : args->items[0], name, number;
    Dict *texts = dict_new();
    for (size_t position = 0; dict_next(match->pattern->numbers, &position, &name, &number);) {
        Value text = group_text(match, (uint32_t)value_small_int(number), otherwise);
        if (!dict_set(thread, texts, name, text)) return RAISED;
    }
    return value_from_object(texts);
}

static Value match_expand(Thread *thread, Value self, const Arguments *args) {
    Match *match = value_match(self);
    Value parts = pattern_template(thread, match->pattern, args->items[0]);
    if (parts == RAISED) return RAISED;
    Subject subject = subject_of(match->string);
    Value empty = subject_part(&subject, 0, 0);
    List *texts = list_new(0);
    for (size_t i = 0; i < list_count(value_list(parts)); i++) {
        Value part = list_get(value_list(parts), i);
        bool is_group = value_is_small_int(part);
        list_append(texts, is_group ? group_text(match, (uint32_t)value_small_int(part), empty) : part);
    }
    Value joined = value_from_object(texts);
    return value_call_method(thread, empty, str_intern_text("join"), &(Arguments){.items = &joined, .count = 1});
}

static Value match_itself(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return self;
}

static Value match_repr(Thread *thread, Value self) {
    Match *match = value_match(self);
    const char *text = value_repr_text(thread, group_text(match, 0, NONE));
    return value_from_object(str_format("<re.Match object; span=(%lld, %lld), match=%s>",
                                        (long long)place_at(match, match->ends[0]),
                                        (long long)place_at(match, match->ends[1]), text));
}

/* ---- Attributes ---- */

/* The group that ended last; 0: none took part. */
static uint32_t last_group(const Match *match) {
    uint32_t last = 0;
    for (uint32_t i = 1; i <= match->pattern->groups; i++) {
        size_t end = match->ends[2 * (size_t)i + 1];
        if (end != PCRE2_UNSET && (last == 0 || end > match->ends[2 * (size_t)last + 1])) last = i;
    }
    return last;
}

static Value get_lastindex(Thread *thread, Value self) {
    (void)thread;
    uint32_t last = last_group(value_match(self));
    return last == 0 ? NONE : value_from_small_int(last);
}

static Value get_lastgroup(Thread *thread, Value self) {
    (void)thread;
    uint32_t last = last_group(value_match(self));
    Value name, number;
    for (size_t position = 0; dict_next(value_match(self)->pattern->numbers, &position, &name, &number);)
        if (value_small_int(number) == last) return name;
    return NONE;
}

static Value get_regs(Thread *thread, Value self) {
    size_t count = (size_t)value_match(self)->pattern->groups + 1;
    Tuple *spans = tuple_new(count);
    for (size_t i = 0; i < count; i++) {
        Value group = value_from_small_int((int64_t)i);
        spans->items[i] = match_span(thread, self, &(Arguments){.items = &group, .count = 1});
    }
    return value_from_object(spans);
}

static Value get_re(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_match(self)->pattern);
}

static Value get_string(Thread *thread, Value self) {
    (void)thread;
    return value_match(self)->string;
}

static Value get_pos(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(value_match(self)->pos);
}

static Value get_endpos(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(value_match(self)->endpos);
}

static const Property match_properties[] = {
    {"re", get_re, NULL, "the pattern"},
    {"string", get_string, NULL, "the text that was searched"},
    {"pos", get_pos, NULL, "where the search began"},
    {"endpos", get_endpos, NULL, "where the search ended at the latest"},
    {"lastindex", get_lastindex, NULL, "the number of the group that ended last"},
    {"lastgroup", get_lastgroup, NULL, "its name"},
    {"regs", get_regs, NULL, "the spans of all groups"},
    {0},
};

static const Builtin match_methods[] = {
    {"span", match_span, 0, 1, "span(group=0): (start, end) of a group"},
    {"start", match_start, 0, 1, "start(group=0): where a group begins; -1 if it took no part"},
    {"end", match_end, 0, 1, "end(group=0): where a group ends; -1 if it took no part"},
    {"group", match_group, 0, -1, "group(*groups): the text of a group, or a tuple of those of several"},
    {"groups", match_groups, 0, 1, "groups(default=None): the texts of all groups", "default"},
    {"groupdict", match_groupdict, 0, 1, "groupdict(default=None): the texts of the groups that have a name",
     "default"},
    {"expand", match_expand, 1, 1, "expand(template): a template with \\1 and \\g<name> replaced", "template"},
    {"__copy__", match_itself, 0, 0, "the match itself"},
    {"__deepcopy__", match_itself, 1, 1, "the match itself"},
    GENERIC_CLASS_ITEM,
    {0},
};

Type match_type = {
    TYPE_HEAD,
    .name = "re.Match",
    .module = "re",
    .doc = "Where a pattern was found.",
    .size = sizeof(Match),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = match_repr,
    .get_item = match_get_item,
    .methods = match_methods,
    .properties = match_properties,
};
