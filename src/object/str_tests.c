/* The questions that scripts ask of a str: isalpha and its sisters. */
#include "object/str_methods.h"
#include "object/str_unicode.h"

static bool every(Value self, bool (*test)(uint32_t code_point)) {
    Str *str = value_str_object(self);
    const char *end = str_end(str);
    size_t length;
    for (const char *at = str->text; at < end; at += length)
        if (!test(text_decode(at, end, &length))) return false;
    return true;
}

static bool is_alphanumeric(uint32_t code_point) {
    return unicode_is_alpha(code_point) || unicode_is_numeric(code_point);
}

/* A test of all characters; at least one unless empty_too. */
#define TEST_METHOD(name, test, empty_too)                                                                             \
    Value name(Thread *thread, Value self, const Arguments *args) {                                                    \
        (void)thread;                                                                                                  \
        (void)args;                                                                                                    \
        bool empty = value_str_object(self)->bytes == 0;                                                               \
        return value_from_bool((!empty || (empty_too)) && every(self, test));                                          \
    }

TEST_METHOD(str_isalnum, is_alphanumeric, false)
TEST_METHOD(str_isalpha, unicode_is_alpha, false)
TEST_METHOD(str_isdecimal, unicode_is_decimal, false)
TEST_METHOD(str_isdigit, unicode_is_digit, false)
TEST_METHOD(str_isnumeric, unicode_is_numeric, false)
TEST_METHOD(str_isprintable, unicode_is_printable, true)
TEST_METHOD(str_isspace, unicode_is_space, false)

Value str_isascii(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_bool(str_is_ascii(value_str_object(self)));
}

Value str_isidentifier(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    const char *end = str_end(str);
    size_t length;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (at == str->text ? !unicode_starts_name(code_point) : !unicode_continues_name(code_point))
            return FALSE_VALUE;
    }
    return value_from_bool(str->bytes > 0);
}

/* Whether there is a cased character, and none of the wrong case. */
static Value all_cased(Value self, bool (*right)(uint32_t code_point)) {
    Str *str = value_str_object(self);
    const char *end = str_end(str);
    size_t length;
    bool any = false;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (right(code_point)) any = true;
        else if (unicode_is_cased(code_point)) return FALSE_VALUE;
    }
    return value_from_bool(any);
}

Value str_islower(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return all_cased(self, unicode_is_lower);
}

Value str_isupper(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return all_cased(self, unicode_is_upper);
}

Value str_istitle(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    const char *end = str_end(str);
    size_t length;
    bool any = false, in_word = false;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        bool starts = unicode_is_upper(code_point) || unicode_is_title(code_point);
        bool goes_on = unicode_is_lower(code_point);
        if ((starts && in_word) || (goes_on && !in_word)) return FALSE_VALUE;
        in_word = starts || goes_on;
        any |= in_word;
    }
    return value_from_bool(any);
}
