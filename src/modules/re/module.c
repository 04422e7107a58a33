/* Compiling patterns, and the module `_re` around them. */
#include "modules/re/re.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

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

static void pattern_free(void *object, void *data) {
    (void)data;
    Pattern *pattern = object;
    pcre2_match_data *spare = atomic_load_explicit(&pattern->spare, memory_order_acquire);
    if (spare != NULL) pcre2_match_data_free(spare);
    pcre2_code_free(pattern->code);
    for (int i = 0; i < 2; i++) pcre2_code_free(atomic_load_explicit(&pattern->anchored[i], memory_order_acquire));
}

/* The names of groups with their numbers, in the order of these. */
static Dict *names_of(Thread *thread, const pcre2_code *code, uint32_t groups) {
    uint32_t count = 0, size = 0;
    PCRE2_SPTR entries = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entries);
    Dict *names = dict_new();
    for (uint32_t number = 1; number <= groups && count > 0; number++)
        for (uint32_t i = 0; i < count; i++) {
            PCRE2_SPTR entry = entries + (size_t)i * size;
            if ((uint32_t)(entry[0] << 8 | entry[1]) != number) continue;
            dict_set(thread, names, value_from_object(str_from_text((const char *)entry + 2)),
                     value_from_small_int(number));
        }
    return names;
}

static Value malformed(Value source, int failure, size_t where) {
    Subject subject = subject_of(source);
    char message[256] = "";
    pcre2_get_error_message(failure, (PCRE2_UCHAR *)message, sizeof message);
    return value_from_object(
        tuple_of(2, value_from_object(str_from_text(message)), int_from_int64(place_of_offset(&subject, where, 0, 0))));
}

/* compile(pattern, flags, source, read_template): the Pattern, or (message, place) if the source is malformed. */
static Value re_compile(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t flags;
    if (!value_to_index(thread, args->items[1], &flags)) return RAISED;
    Value source = args->items[2];
    bool of_bytes = !value_is_str(source);
    int failure;
    size_t where;
    pcre2_code *code = source_compile(source, options_of(flags, of_bytes), &failure, &where);
    if (!code) return malformed(source, failure, where);
    Pattern *pattern = object_new(&pattern_type, sizeof *pattern);
    pattern->text = args->items[0];
    pattern->source = source;
    pattern->options = options_of(flags, of_bytes);
    pattern->code = code;
    pattern->of_bytes = of_bytes;
    pattern->read_template = args->items[3];
    pattern->flags = flags;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &pattern->groups);
    pattern->numbers = names_of(thread, code, pattern->groups);
    memory_set_finalizer(pattern, pattern_free, NULL);
    return value_from_object(pattern);
}

static const Builtin functions[] = {
    {"compile", re_compile, 4, 4,
     "compile(pattern, flags, source, read_template): the Pattern, or (message, place) if it is malformed"},
    {0},
};

Module *re_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_re", "Regular expressions, the part that is written in C.");
    module_add_functions(module, functions);
    type_ready(&pattern_type);
    type_ready(&match_type);
    type_ready(&match_iterator_type);
    module_set(module, "Pattern", value_from_object(&pattern_type));
    module_set(module, "Match", value_from_object(&match_type));
    return module;
}
