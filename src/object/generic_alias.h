/* list[int] and its sisters: a class and what its items are meant to be, for annotations. It stands for the class. */
#ifndef OBJECT_GENERIC_ALIAS_H
#define OBJECT_GENERIC_ALIAS_H

#include "base/buffer.h"
#include "object/thread.h"
#include "object/type.h"

extern Type generic_alias_type;

/* The entry of a built-in class that may be subscripted: `__class_getitem__` as a class method. */
#define GENERIC_CLASS_ITEM                                                                                             \
    {                                                                                                                  \
        "__class_getitem__", generic_alias_of, 1, 1, "the class, noting what it holds, for annotations", NULL,         \
            BUILTIN_CLASS_METHOD                                                                                       \
    }

Value generic_alias_of(Thread *thread, Value self, const Arguments *args);

/* As `repr` shows a class or an alias inside of an alias or union: int, list[str], module.Name, None. */
bool buffer_add_type(Thread *thread, Buffer *out, Value type);

#endif
