/* Raising exceptions, from C. Each helper returns the failure, so that raising is one line:

     if (index >= length) return raise_error(thread, &index_error, "list index out of range");

   Message formats are printf's. `fail_…` are for functions that return bool. */
#ifndef OBJECT_ERROR_H
#define OBJECT_ERROR_H

#include "object/thread.h"
#include "object/type.h"

/* All built-in exception types: Type base_exception, exception, type_error, key_error … */
#define EXCEPTION(Type_variable, Name, Base, Doc) extern Type Type_variable;
#include "object/exceptions.def"

Value raise_error(Thread *thread, Type *type, const char *format, ...) __attribute__((format(printf, 3, 4)));
Value raise_type(Thread *thread, const char *format, ...) __attribute__((format(printf, 2, 3)));  /* TypeError */
Value raise_value(Thread *thread, const char *format, ...) __attribute__((format(printf, 2, 3))); /* ValueError */
bool fail_error(Thread *thread, Type *type, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fail_type(Thread *thread, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_value(Thread *thread, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* With one argument that is a value (KeyError(key), StopIteration(value), SystemExit(code)). */
Value raise_with(Thread *thread, Type *type, Value argument);

/* An exception object as it is; sets __context__ from what is being handled. */
Value raise_object(Thread *thread, Value exception);

/* MemoryError, for a null from memory_try_new. */
Value raise_memory(Thread *thread);

/* Takes the raised exception: it is no longer on its way. */
Value error_take(Thread *thread);

/* Whether the raised exception is an instance of the type; error_catch also takes and forgets it when so. */
bool error_is(Thread *thread, const Type *type);
bool error_catch(Thread *thread, const Type *type);

#endif
