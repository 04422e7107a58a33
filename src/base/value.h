/* The value word: what a variable, a slot or an element holds, 64 bits read and written whole.

   Only the word's type and its two failure-shaped constants live here, so that the tree can name the result of an
   evaluator without knowing any object. What the bits mean is in object/value.h. */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include <stddef.h>

/* A pointer to a struct that is never defined: the compiler then refuses to mix values with integers and objects. */
typedef struct ValueWord *Value;

/* The null word: "an exception was raised", returned by everything that can raise. Never stored in a variable. */
#define RAISED ((Value)0)

/* A thread of the running program (object/thread.h) and the activation of a function in it (interp/frame.h). */
typedef struct Thread Thread;
typedef struct Frame Frame;

/* How a statement ended. YIELD: it was left by a yield, and will be entered again (interp/resumable.h). */
typedef enum Flow { FLOW_NEXT, FLOW_BREAK, FLOW_CONTINUE, FLOW_RETURN, FLOW_RAISE, FLOW_YIELD } Flow;

#endif
