/* What a call remembers of the class or the built-in function that it called last: how to call that with the arguments of this
   node, so that nothing is asked twice. An immutable record, replaced by one atomic store.

   Functions of the script are not remembered: their shape says it all (function_shape). */
#ifndef INTERP_CALL_RECORDS_H
#define INTERP_CALL_RECORDS_H

#include "interp/fast.h"
#include "object/callable.h"
#include "object/dict.h"

typedef struct CallRecord CallRecord;

/* `receiver`: of a built-in method the object it is called on; else the record's. */
typedef Value (*CallRun)(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver);

struct CallRecord {
    Value callee; /* what it is about when called as it is; RAISED: a method */
    Value method; /* what it is about when called with the object in front of its name; RAISED: no method */
    CallRun run;
    Value receiver;         /* of a built-in function */
    const Builtin *builtin; /* and its entry */
    uint32_t row;           /* how many values it is given: those missing are UNBOUND */
    uint32_t version;       /* of a class of the script */
    DictEntry *init;        /* its __init__; null: it has none */
    uint32_t learned;       /* records this node has made so far */
};

enum { MOST_ROW = 8 };

/* The record for calling `callee` with the arguments of the node, which has no stars; it is remembered.
   `is_method`: a method descriptor whose receiver comes in front. False: it is nothing of the kind. */
bool call_record_find(CallExpr *node, Value callee, bool is_method, CallRecord *record);

/* What stands for the row of a node with so many arguments, or with any number. (fast_functions.c) */
typedef struct CallRuns {
    CallRun construct; /* a class of the script whose __init__ is a function of it */
    CallRun builtin;   /* a built-in function that takes the arguments as they are */
    CallRun type;      /* a built-in type */
} CallRuns;

const CallRuns *call_runs(const CallExpr *node);

static inline const CallRecord *call_record(CallExpr *node) {
    return atomic_load_explicit(&node->cache, memory_order_acquire);
}

#endif
