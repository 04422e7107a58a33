/* The palettes, and the painting of values. */
#include "interp/palette.h"

#include "interp/interpreter.h"
#include "object/module.h"
#include "object/names.h"

#include <ctype.h>
#include <string.h>

const Palette palette_plain = {"", "", "", "", "", "", "", "", "", ""};

const Palette palette_bright = {
    .off = "\033[0m",
    .place = "\033[35m",
    .kind = "\033[1;35m",
    .message = "\033[35m",
    .fault = "\033[1;31m",
    .around = "\033[31m",
    .prompt = "\033[1;35m",
    .string = "\033[32m",
    .number = "\033[33m",
    .word = "\033[36m",
};

static const Palette *palette_if(Thread *thread, const Palette *palette, const char *name, Value first) {
    Value module = dict_get_str(thread->interpreter->modules, name_sys);
    if (!palette || module == UNBOUND || !value_has_type(module, &module_type)) return &palette_plain;
    Value stream = dict_get_str(((Module *)value_object(module))->names, str_intern_text(name));
    return stream == first ? palette : &palette_plain;
}

const Palette *palette_of_errors(Thread *thread) {
    const Interpreter *interpreter = thread->interpreter;
    return palette_if(thread, interpreter->error_palette, "stderr", interpreter->standard_error);
}

const Palette *palette_of_output(Thread *thread) {
    const Interpreter *interpreter = thread->interpreter;
    return palette_if(thread, interpreter->output_palette, "stdout", interpreter->standard_output);
}

/* ---- Values ---- */

static size_t string_length(const char *text, size_t length) {
    for (size_t i = 1; i < length; i++) {
        if (text[i] == '\\') i++;
        else if (text[i] == *text) return i + 1;
    }
    return length;
}

static bool is_word_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || (byte & 0x80) != 0;
}

static size_t word_length(const char *text, size_t length) {
    size_t count = 0;
    while (count < length && (is_word_byte(text[count]) || text[count] == '.')) count++;
    return count;
}

static bool is_constant(const char *text, size_t length) {
    static const char *const words[] = {"None", "True", "False", "Ellipsis", "inf", "nan"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) return true;
    return false;
}

/* The length of the piece that begins at `text`, and how it is painted. */
static size_t piece(const char *text, size_t length, const Palette *palette, const char **paint) {
    *paint = "";
    if (*text == '\'' || *text == '"') {
        *paint = palette->string;
        return string_length(text, length);
    }
    if (!is_word_byte(*text)) return 1;
    size_t count = word_length(text, length);
    if (isdigit((unsigned char)*text)) *paint = palette->number;
    else if (is_constant(text, count)) *paint = palette->word;
    return count;
}

void palette_add_value(Buffer *out, const Palette *palette, const char *text, size_t length) {
    for (const char *end = text + length; text < end;) {
        const char *paint;
        size_t count = piece(text, (size_t)(end - text), palette, &paint);
        buffer_add_text(out, paint);
        buffer_add(out, text, count);
        if (*paint) buffer_add_text(out, palette->off);
        text += count;
    }
}
