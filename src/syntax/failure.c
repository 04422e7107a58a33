/* Keeps the first error of a parse. */
#include "syntax/failure.h"

#include "base/buffer.h"

static bool keep(Failure *failure, SyntaxErrorKind kind, Span span, const char *format, va_list args) {
    if (failure->message) return false;
    Buffer text = {0};
    buffer_vaddf(&text, format, args);
    *failure = (Failure){buffer_text(&text), kind, span};
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
