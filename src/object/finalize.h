/* __del__: called some time after nobody can reach the object any more, by a thread that has time for it. */
#ifndef OBJECT_FINALIZE_H
#define OBJECT_FINALIZE_H

#include "object/thread.h"
#include "object/type.h"

/* For a new instance of a class with __del__. `kept`: it is added there instead, and so never found unreachable. */
void object_set_finalizer(Object *object, List *kept);

/* `call` is called with the data once the object has been found unreachable, after its __del__. RAISED with an exception: it is
   reported as one in *function. */
typedef Value (*FinalizeCall)(Thread *thread, void *data, Value *function);
void object_watch(Object *object, FinalizeCall call, void *data);

/* Calls what is due; exceptions go to `report`, which gets them taken (null: forgotten). Keeps thread->raised. */
void objects_finalize(Thread *thread, void (*report)(Thread *thread, Value raised, Value function));

/* Whether any class has __del__; and calling it for a value, if its class has it, though it can still be reached. */
bool objects_have_finalizers(void);
void object_finalize_now(Thread *thread, Value value, void (*report)(Thread *thread, Value raised, Value function));

#endif
