/* str.format and str.format_map: {} fields with names, attributes, items, conversions and nested specs. */
#include "base/text.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/format.h"
#include "object/int.h"
#include "object/operators.h"

#include <string.h>

enum Numbering { NUMBERING_NONE, NUMBERING_AUTOMATIC, NUMBERING_MANUAL };

typedef struct Template {
    Thread *thread;
    const Arguments *args; /* null: format_map */
    Value mapping;
    enum Numbering numbering;
    int64_t next;
} Template;

typedef struct Text {
    const char *at, *end;
} Text;

static bool expand(Template *template, Text text, int depth, Buffer *out);

/* Digits only, as a number: -1 if it is something else, -2: raised. */
static int64_t as_index(Template *template, Text text) {
    int64_t number = 0;
    if (text.at == text.end) return -1;
    for (const char *at = text.at; at < text.end; at++) {
        if (*at < '0' || *at > '9') return -1;
        if (number > (INT64_MAX - 9) / 10) {
            raise_value(template->thread, "Too many decimal digits in format string");
            return -2;
        }
        number = number * 10 + (*at - '0');
    }
    return number;
}

static bool set_numbering(Template *template, enum Numbering numbering) {
    if (template->numbering == NUMBERING_NONE) template->numbering = numbering;
    if (template->numbering == numbering) return true;
    return fail_value(template->thread, "cannot switch from %s to %s",
                      numbering == NUMBERING_MANUAL ? "automatic field numbering" : "manual field specification",
                      numbering == NUMBERING_MANUAL ? "manual field specification" : "automatic field numbering");
}

static Value positional(Template *template, int64_t index) {
    if (template->args == NULL) return raise_value(template->thread, "Format string contains positional fields");
    if (index < (int64_t) template->args->count) return template->args->items[index];
    return raise_error(template->thread, &index_error, "Replacement index %lld out of range for positional args tuple",
                       (long long)index);
}

static Value by_name(Template *template, Text name) {
    Value key = value_from_object(str_new(name.at, (size_t)(name.end - name.at)));
    if (template->args == NULL) return value_get_item(template->thread, template->mapping, key);
    Value found = arguments_keyword(template->args, str_text(value_str_object(key)));
    return found == UNBOUND ? raise_with(template->thread, &key_error, key) : found;
}

/* What the first part of a field's name means. */
static Value first_value(Template *template, Text name) {
    int64_t index = as_index(template, name);
    if (index == -2) return RAISED;
    if (name.at == name.end) {
        if (!set_numbering(template, NUMBERING_AUTOMATIC)) return RAISED;
        return positional(template, template->next++);
    }
    if (index < 0) return by_name(template, name);
    return set_numbering(template, NUMBERING_MANUAL) ? positional(template, index) : RAISED;
}

static Value empty_attribute(Template *template) {
    return raise_value(template->thread, "Empty attribute in format string");
}

/* .name: up to the next . or [ */
static Value follow_attribute(Template *template, Text *rest, Value object) {
    const char *start = ++rest->at;
    while (rest->at < rest->end && *rest->at != '.' && *rest->at != '[') rest->at++;
    if (rest->at == start) return empty_attribute(template);
    return value_get_attribute(template->thread, object, str_intern(start, (size_t)(rest->at - start)));
}

/* [key]: a number if it is all digits, else a str. */
static Value follow_item(Template *template, Text *rest, Value object) {
    const char *start = ++rest->at;
    const char *close = memchr(start, ']', (size_t)(rest->end - start));
    if (close == NULL) return raise_value(template->thread, "Missing ']' in format string");
    if (close == start) return empty_attribute(template);
    rest->at = close + 1;
    int64_t index = as_index(template, (Text){start, close});
    if (index == -2) return RAISED;
    Value key = index >= 0 ? int_from_int64(index) : value_from_object(str_new(start, (size_t)(close - start)));
    return value_get_item(template->thread, object, key);
}

static Value field_value(Template *template, Text name) {
    Text first = {name.at, name.at};
    while (first.end < name.end && *first.end != '.' && *first.end != '[') first.end++;
    Value value = first_value(template, first);
    Text rest = {first.end, name.end};
    while (value != RAISED && rest.at < rest.end) {
        if (*rest.at == '.') value = follow_attribute(template, &rest, value);
        else if (*rest.at == '[') value = follow_item(template, &rest, value);
        else return raise_value(template->thread, "Only '.' or '[' may follow ']' in format field specifier");
    }
    return value;
}

static Value converted(Template *template, Value value, uint32_t conversion) {
    switch (conversion) {
    case 0:
        return value;
    case 's':
        return value_str(template->thread, value);
    case 'r':
        return value_repr(template->thread, value);
    case 'a':
        return value_ascii(template->thread, value);
    default:
        if (conversion > 32 && conversion < 127)
            return raise_value(template->thread, "Unknown conversion specifier %c", (char)conversion);
        return raise_value(template->thread, "Unknown conversion specifier \\x%x", conversion);
    }
}

/* A field {name!conversion:spec}, cut into its parts. */
typedef struct Field {
    Text name, spec;
    uint32_t conversion;
} Field;

/* The name ends at ! : or } outside of brackets. */
static bool read_name(Template *template, Text *text, Field *field) {
    field->name.at = text->at;
    bool in_brackets = false;
    for (; text->at < text->end; text->at++) {
        char byte = *text->at;
        if (in_brackets) {
            in_brackets = byte != ']';
            continue;
        }
        if (byte == '{') return fail_value(template->thread, "unexpected '{' in field name");
        in_brackets = byte == '[';
        if (byte == '}' || byte == ':' || byte == '!') break;
    }
    field->name.end = text->at;
    return text->at < text->end || fail_value(template->thread, "expected '}' before end of string");
}

static bool read_conversion(Template *template, Text *text, Field *field) {
    if (*text->at != '!') return true;
    if (++text->at == text->end)
        return fail_value(template->thread, "end of string while looking for conversion specifier");
    size_t length;
    field->conversion = text_decode(text->at, text->end, &length);
    text->at += length;
    if (text->at == text->end) return fail_value(template->thread, "unmatched '{' in format spec");
    if (*text->at == ':' || *text->at == '}') return true;
    return fail_value(template->thread, "expected ':' after conversion specifier");
}

/* Up to the brace that closes the field; braces inside nest. */
static bool read_spec(Template *template, Text *text, Field *field) {
    bool has_spec = *text->at == ':';
    field->spec.at = field->spec.end = text->at += has_spec;
    int depth = 1;
    for (; has_spec && text->at < text->end; text->at++) {
        if (*text->at == '{') depth++;
        if (*text->at == '}' && --depth == 0) break;
    }
    if (text->at == text->end) return fail_value(template->thread, "unmatched '{' in format spec");
    field->spec.end = text->at++;
    return true;
}

/* format() of these types with no spec is str(). */
static bool is_added_plainly(Value value) {
    return value_is_small_int(value) || value_is_float(value) || value_has_type(value, &str_type);
}

static bool expand_field(Template *template, Text *text, int depth, Buffer *out) {
    Field field = {.conversion = 0};
    if (!read_name(template, text, &field) || !read_conversion(template, text, &field) ||
        !read_spec(template, text, &field))
        return false;
    Value value = field_value(template, field.name);
    if (value != RAISED) value = converted(template, value, field.conversion);
    if (value == RAISED) return false;
    if (field.spec.at == field.spec.end && is_added_plainly(value)) return buffer_add_str(template->thread, out, value);
    BUFFER_WITH_ROOM(spec, 64);
    if (!expand(template, field.spec, depth - 1, &spec)) return false;
    Value formatted = value_format(template->thread, value, str_from_buffer(&spec));
    if (formatted == RAISED) return false;
    buffer_add(out, value_str_object(formatted)->text, value_str_object(formatted)->bytes);
    return true;
}

/* depth: how many levels of fields may still follow; specs have one less. */
static bool expand(Template *template, Text text, int depth, Buffer *out) {
    if (depth < 0) return fail_value(template->thread, "Max string recursion exceeded");
    while (text.at < text.end) {
        const char *start = text.at;
        while (text.at < text.end && *text.at != '{' && *text.at != '}') text.at++;
        buffer_add(out, start, (size_t)(text.at - start));
        if (text.at == text.end) break;
        char brace = *text.at++;
        if (text.at < text.end && *text.at == brace) {
            buffer_add_byte(out, *text.at++);
            continue;
        }
        if (brace == '}' || text.at == text.end)
            return fail_value(template->thread, "Single '%c' encountered in format string", brace);
        if (!expand_field(template, &text, depth, out)) return false;
    }
    return true;
}

static Value expanded(Template *template, Str *format) {
    BUFFER_WITH_ROOM(out, 512);
    if (!expand(template, (Text){format->text, format->text + format->bytes}, 2, &out)) return RAISED;
    return value_from_object(str_from_buffer(&out));
}

Value format_template(Thread *thread, Str *format, const Arguments *args) {
    return expanded(&(Template){.thread = thread, .args = args, .mapping = UNBOUND}, format);
}

Value format_map(Thread *thread, Str *format, Value mapping) {
    return expanded(&(Template){.thread = thread, .mapping = mapping}, format);
}
