/* Finding matches by PCRE2, compiled to machine code where it can do that. */
#include "modules/re/re.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/str_core.h"

Subject subject_of(Value value) {
    if (value_is_str(value)) {
        Str *str = value_str_object(value);
        return (Subject){value, str->text, str->bytes, str_is_ascii(str)};
    }
    const Bytes *bytes = value_bytes(value);
    return (Subject){value, (const char *)bytes->at, bytes->count, true};
}

Value subject_part(const Subject *subject, size_t start, size_t end) {
    if (value_is_str(subject->value)) return value_from_object(str_part(value_str_object(subject->value), start, end));
    return value_from_object(bytes_new(subject->text + start, end - start));
}

static size_t offset_of_place(const Subject *subject, int64_t place) {
    if (subject->is_ascii) return (size_t)place < subject->bytes ? (size_t)place : subject->bytes;
    return str_offset(value_str_object(subject->value), (size_t)place);
}

int64_t place_of_offset(const Subject *subject, size_t offset, size_t from, int64_t place) {
    if (subject->is_ascii) return (int64_t)offset;
    for (; from < offset; from++) place += (subject->text[from] & 0xc0) != 0x80;
    for (; from > offset; from--) place -= (subject->text[from - 1] & 0xc0) != 0x80;
    return place;
}

static bool fits_pattern(Thread *thread, const Pattern *pattern, Value text) {
    if (pattern->of_bytes ? value_is_bytes(text) : value_is_str(text)) return true;
    if (!value_is_str(text) && !value_is_bytes(text))
        return fail_type(thread, "expected string or bytes-like object, got '%s'", type_name_of(text));
    return fail_type(thread, pattern->of_bytes ? "cannot use a bytes pattern on a string-like object"
                                               : "cannot use a string pattern on a bytes-like object");
}

/* Room for the ends of groups: what the last search left, if no other has it. */
static pcre2_match_data *take_data(Pattern *pattern) {
    pcre2_match_data *data = atomic_exchange_explicit(&pattern->spare, NULL, memory_order_acq_rel);
    return data != NULL ? data : pcre2_match_data_create_from_pattern(pattern->code, NULL);
}

void search_end(Search *search) {
    pcre2_match_data *other = atomic_exchange_explicit(&search->pattern->spare, search->data, memory_order_acq_rel);
    if (other != NULL) pcre2_match_data_free(other);
}

bool search_start(Thread *thread, Search *search, Pattern *pattern, Value string, int64_t first, int64_t last) {
    if (!fits_pattern(thread, pattern, string)) return false;
    *search = (Search){.pattern = pattern, .subject = subject_of(string)};
    Subject *subject = &search->subject;
    int64_t length = value_is_str(string) ? (int64_t)value_str_object(string)->length : (int64_t)subject->bytes;
    search->last = last < 0 ? 0 : last > length ? length : last;
    search->first = search->place = first < 0 ? 0 : first > length ? length : first;
    search->from = offset_of_place(subject, search->first);
    if (search->last < length) subject->bytes = offset_of_place(subject, search->last);
    search->data = take_data(pattern);
    if (search->data == NULL) return raise_memory(thread), false;
    search->ends = pcre2_get_ovector_pointer(search->data);
    return true;
}

pcre2_code *source_compile(Value value, uint32_t options, int *failure, size_t *where) {
    Subject source = subject_of(value);
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)source.text, source.bytes, options, failure, where, NULL);
    if (code != NULL) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it cannot, the pattern is interpreted */
    return code;
}

/* Machine code cannot be told where to match when it runs: it has to be compiled for that. */
static const pcre2_code *code_for(Pattern *pattern, Anchor anchor) {
    if (anchor == ANYWHERE) return pattern->code;
    _Atomic(pcre2_code *) *place = &pattern->anchored[anchor - 1];
    pcre2_code *code = atomic_load_explicit(place, memory_order_acquire), *made;
    if (code != NULL) return code;
    int failure;
    size_t where;
    uint32_t options = PCRE2_ANCHORED | (anchor == WHOLE ? PCRE2_ENDANCHORED : 0);
    made = source_compile(pattern->source, pattern->options | options, &failure, &where);
    if (atomic_compare_exchange_strong_explicit(place, &code, made, memory_order_acq_rel, memory_order_acquire))
        return made;
    pcre2_code_free(made);
    return code;
}

int search_next(Thread *thread, Search *search, Anchor anchor) {
    const Subject *subject = &search->subject;
    if (search->from > subject->bytes) return 0;
    uint32_t options = search->options | (search->pattern->of_bytes ? 0 : PCRE2_NO_UTF_CHECK);
    const pcre2_code *code = code_for(search->pattern, anchor);
    PCRE2_SPTR text = (PCRE2_SPTR)subject->text;
    int result = pcre2_match(code, text, subject->bytes, search->from, options, search->data, NULL);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = pcre2_match(code, text, subject->bytes, search->from, options | PCRE2_NO_JIT, search->data, NULL);
    if (result == PCRE2_ERROR_NOMATCH) return 0;
    if (result < 0) return raise_error(thread, &recursion_error, "the pattern takes too long"), -1;
    /* The next match may not be empty where this one, if it is empty, was. */
    search->options = search->ends[0] == search->ends[1] ? PCRE2_NOTEMPTY_ATSTART : 0;
    search->place = place_of_offset(subject, search->ends[1], search->from, search->place);
    search->from = search->ends[1];
    return 1;
}
