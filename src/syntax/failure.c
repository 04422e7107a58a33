/* Keeps the first error of a parse. */
#include "syntax/failure.h"

#include "base/buffer.h"

static bool keep(Failure *failure, SyntaxErrorKind kind, Span span, const char *format, va_list args) {
    if (failure->message) return false;
    Buffer text = {0};
    buffer_vaddf(&text, format, args);
    failure->message = buffer_text(&text);
    failure->kind = kind;
    failure->span = span;
    return false;
}

bool fail(Failure *failure, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    keep(failure, SYNTAX_ERROR, span, format, args);
    va_end(args);
    return false;
}

bool fail_as(Failure *failure, SyntaxErrorKind kind, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    keep(failure, kind, span, format, args);
    va_end(args);
    return false;
}

void doubt(Failure *failure, Span span, const char *format, ...) {
    Buffer text = {0};
    va_list args;
    va_start(args, format);
    buffer_vaddf(&text, format, args);
    va_end(args);
    vector_push(&failure->doubts, ((Doubt){buffer_text(&text), span}));
}
