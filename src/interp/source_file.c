/* Reads script files and refuses what is no text. */
#include "interp/source_file.h"

#include "base/buffer.h"
#include "base/text.h"
#include "interp/syntax_report.h"
#include "interp/warning.h"
#include "object/error.h"
#include "object/str.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

char *stream_read(FILE *stream, size_t *length) {
    Buffer text = {0};
    char part[16384];
    size_t count;
    while ((count = fread(part, 1, sizeof part, stream)) > 0) buffer_add(&text, part, count);
    *length = text.length;
    return ferror(stream) ? NULL : memory_copy_text(buffer_text(&text), text.length);
}

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

char *file_read(const char *path, size_t *length) {
    FILE *stream = fopen(path, "rb");
    if (!stream) return NULL;
    errno = 0;
    char *text = stream_read(stream, length);
    int error = errno;
    fclose(stream);
    errno = error;
    return text;
}

static bool refuse(Thread *thread, const Source *source, size_t offset, const char *message) {
    Span span = {(uint32_t)offset, (uint32_t)offset};
    return syntax_error_raise(thread, source, &(ParseResult){.message = message, .span = span});
}

static bool check_text(Thread *thread, const Source *source) {
    size_t bad;
    if (source->coding) return fail_error(thread, &syntax_error, "encoding problem: %s", source->coding);
    if (strlen(source->text) != source->length)
        return fail_error(thread, &syntax_error, "source code cannot contain null bytes");
    if (text_is_valid(source->text, source->length, &bad)) return true;
    uint32_t line = source_line(source, (uint32_t)bad);
    Str *message = str_format("Non-UTF-8 code starting with '\\x%02x' in file %s on line %u, but no encoding declared; "
                              "see https://peps.python.org/pep-0263/ for details",
                              (unsigned char)source->text[bad], source->name, line);
    return refuse(thread, source, bad, str_text(message));
}

FunctionNode *source_parse(Thread *thread, const Source *source, ParseMode mode) {
    if (!check_text(thread, source)) return NULL;
    ParseResult result = parse(source, mode);
    for (size_t i = 0; i < result.doubts.count; i++) {
        const Doubt *doubt = &result.doubts.at[i];
        if (warning_show_syntax(thread, source, source_line(source, doubt->span.start), doubt->message)) continue;
        if (!error_catch(thread, &syntax_warning)) return NULL;
        syntax_error_raise(thread, source, &(ParseResult){.message = doubt->message, .span = doubt->span});
        return NULL;
    }
    if (result.status == PARSE_COMPLETE) return result.module;
    syntax_error_raise(thread, source, &result);
    return NULL;
}
