/* threading.Event. */
#ifndef MODULES_THREADING_EVENT_H
#define MODULES_THREADING_EVENT_H

#include "object/thread.h"
#include "object/type.h"
#include "primitives/event.h"

typedef struct EventObject {
    Object object;
    ThrEvent event;
} EventObject;

extern Type event_type;

Value event_new(void);

#endif
