/* Regular expressions by PCRE2: compiling one, and finding one match as a row of places. The rest is re.thr.

   Texts are UTF-8 for PCRE2; places are code points for the script, so they are counted where a text is not ASCII. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "modules/re/re.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <pcre2.h>

typedef struct Program {
    Object object;
    pcre2_code *code;
    bool of_bytes;
} Program;

/* The flags of the module `re`, as PCRE2 calls them. ASCII is the lack of UCP. */
static const struct {
    int64_t flag;
    uint32_t option;
} options[] = {{2, PCRE2_CASELESS}, {8, PCRE2_MULTILINE}, {16, PCRE2_DOTALL}, {64, PCRE2_EXTENDED}};

enum { FLAG_ASCII = 256 };

static uint32_t options_of(int64_t flags, bool of_bytes) {
    uint32_t all = 0;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (flags & options[i].flag) all |= options[i].option;
    if (of_bytes) return all;
    return all | PCRE2_UTF | PCRE2_NO_UTF_CHECK | (flags & FLAG_ASCII ? 0 : PCRE2_UCP);
}

/* ---- Texts ---- */

typedef struct Subject {
    const char *text;
    size_t bytes;
    bool is_ascii; /* or bytes: a place is an offset */
} Subject;

static Subject subject_of(Value value) {
    if (value_is_str(value)) {
        Str *str = value_str_object(value);
        return (Subject){str_text(str), str->bytes, str->bytes == str->length};
    }
    const Bytes *bytes = value_bytes(value);
    return (Subject){(const char *)bytes->at, bytes->count, true};
}

static size_t offset_of_place(const Subject *subject, int64_t place) {
    if (subject->is_ascii) return (size_t)place < subject->bytes ? (size_t)place : subject->bytes;
    size_t offset = 0;
    while (place > 0 && offset < subject->bytes) {
        offset++;
        while (offset < subject->bytes && (subject->text[offset] & 0xc0) == 0x80) offset++;
        place--;
    }
    return offset;
}

/* Counts on from a place that is known. */
static int64_t place_of_offset(const Subject *subject, size_t offset, size_t from, int64_t place) {
    if (subject->is_ascii) return (int64_t)offset;
    for (; from < offset; from++) place += (subject->text[from] & 0xc0) != 0x80;
    for (; from > offset; from--) place -= (subject->text[from - 1] & 0xc0) != 0x80;
    return place;
}

/* ---- compile ---- */

static void program_free(void *object, void *data) {
    (void)data;
    pcre2_code_free(((Program *)object)->code);
}

static Type program_type;

/* compile(pattern, flags): a program, or (message, place) if the pattern is malformed. */
static Value re_compile(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t flags;
    if (!value_to_index(thread, args->items[1], &flags)) return RAISED;
    Subject pattern = subject_of(args->items[0]);
    bool of_bytes = !value_is_str(args->items[0]);
    int failure;
    PCRE2_SIZE where;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.text, pattern.bytes, options_of(flags, of_bytes), &failure, &where, NULL);
    if (!code) {
        char message[256] = "";
        pcre2_get_error_message(failure, (PCRE2_UCHAR *)message, sizeof message);
        int64_t place = place_of_offset(&pattern, where, 0, 0);
        return value_from_object(tuple_of(2, value_from_object(str_from_text(message)), int_from_int64(place)));
    }
    Program *program = object_new(&program_type, sizeof *program);
    program->code = code;
    program->of_bytes = of_bytes;
    memory_set_finalizer(program, program_free, NULL);
    return value_from_object(program);
}

/* ---- match ---- */

static Value spans(const Subject *subject, const pcre2_match_data *data, size_t from, int64_t place) {
    uint32_t count = pcre2_get_ovector_count((pcre2_match_data *)(uintptr_t)data);
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer((pcre2_match_data *)(uintptr_t)data);
    Tuple *all = tuple_new((size_t)count * 2);
    for (uint32_t i = 0; i < count * 2; i++) {
        bool unset = ends[i] == PCRE2_UNSET;
        int64_t at = unset ? -1 : place_of_offset(subject, ends[i], from, place);
        all->items[i] = value_from_small_int(at);
        if (!unset) from = ends[i], place = at;
    }
    return value_from_object(all);
}

static Value run(Thread *thread, const Program *program, const Subject *subject, int64_t place, uint32_t how) {
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(program->code, NULL);
    if (!data) return raise_memory(thread);
    size_t from = offset_of_place(subject, place);
    uint32_t check = program->of_bytes ? 0 : PCRE2_NO_UTF_CHECK;
    int result = pcre2_match(program->code, (PCRE2_SPTR)subject->text, subject->bytes, from, how | check, data, NULL);
    Value found = result >= 0                     ? spans(subject, data, from, place)
                  : result == PCRE2_ERROR_NOMATCH ? NONE
                                                  : raise_error(thread, &recursion_error, "the pattern takes too long");
    pcre2_match_data_free(data);
    return found;
}

/* find(program, text, place, end, how): the ends of all groups, -1 for one that took no part; None for no match.
   how: 0 anywhere, 1 at the place, 2 from the place to the end; 4 more: not the empty match. */
static Value re_find(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t place, end, how;
    if (!value_to_index(thread, args->items[2], &place) || !value_to_index(thread, args->items[3], &end) ||
        !value_to_index(thread, args->items[4], &how))
        return RAISED;
    Program *program = (Program *)(void *)args->items[0];
    Value text = args->items[1];
    if (program->of_bytes ? !value_is_bytes(text) : !value_is_str(text)) {
        if (!value_is_str(text) && !value_is_bytes(text))
            return raise_type(thread, "expected string or bytes-like object, got '%s'", type_name_of(text));
        return raise_type(thread, program->of_bytes ? "cannot use a bytes pattern on a string-like object"
                                                    : "cannot use a string pattern on a bytes-like object");
    }
    Subject subject = subject_of(text);
    subject.bytes = offset_of_place(&subject, end);
    uint32_t flags =
        (how & 3 ? PCRE2_ANCHORED : 0) | (how & 2 ? PCRE2_ENDANCHORED : 0) | (how & 4 ? PCRE2_NOTEMPTY_ATSTART : 0);
    return place > end ? NONE : run(thread, program, &subject, place, flags);
}

/* names(program): a list of (name, number of the group). */
static Value re_names(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self;
    const pcre2_code *code = ((Program *)(void *)args->items[0])->code;
    uint32_t count = 0, size = 0;
    PCRE2_SPTR entry = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entry);
    List *names = list_new(count);
    for (uint32_t i = 0; i < count; i++, entry += size) {
        Value name = value_from_object(str_from_text((const char *)entry + 2));
        list_append(names, value_from_object(tuple_of(2, name, value_from_small_int(entry[0] << 8 | entry[1]))));
    }
    return value_from_object(names);
}

static Value re_groups(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self;
    uint32_t count = 0;
    pcre2_pattern_info(((Program *)(void *)args->items[0])->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return value_from_small_int(count);
}

static Type program_type = {
    TYPE_HEAD,
    .name = "program",
    .module = "_re",
    .doc = "A compiled pattern.",
    .size = sizeof(Program),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
};

static const Builtin functions[] = {
    {"compile", re_compile, 2, 2, "compile(pattern, flags): a program, or (message, place)"},
    {"find", re_find, 5, 5, "find(program, text, place, end, how): the ends of all groups, or None"},
    {"groups", re_groups, 1, 1, "groups(program): how many groups it has"},
    {"names", re_names, 1, 1, "names(program): the names of groups and their numbers"},
    {0},
};

Module *re_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_re", "Regular expressions, the part that is written in C.");
    module_add_functions(module, functions);
    type_ready(&program_type);
    return module;
}
