/* A growing array of any element type in collected memory, for one thread at a time (parser, scope, preparation).

     VECTOR(Expr *) items = {0};
     vector_push(&items, expr);
     for (size_t i = 0; i < items.count; i++) use(items.at[i]);

   Name a vector type once with a typedef where it crosses functions: `typedef VECTOR(Expr *) ExprVector;`. */
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

#include "base/memory.h"

#include <stddef.h>

#define VECTOR(Type)                                                                                                   \
    struct {                                                                                                           \
        Type *at;                                                                                                      \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

#define vector_push(vector, item)                                                                                      \
    do {                                                                                                               \
        if ((vector)->count == (vector)->capacity)                                                                     \
            (vector)->at = vector_grown((vector)->at, sizeof *(vector)->at, &(vector)->capacity);                      \
        (vector)->at[(vector)->count++] = (item);                                                                      \
    } while (0)

#define vector_pop(vector) ((vector)->at[--(vector)->count])
#define vector_last(vector) ((vector)->at[(vector)->count - 1])

/* The items in a block of at least twice the capacity, which is updated. */
void *vector_grown(void *items, size_t item_size, size_t *capacity);

#endif
