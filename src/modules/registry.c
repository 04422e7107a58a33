/* One line per module written in C. */
#include "modules/registry.h"

#include "modules/builtins/builtins.h"
#include "modules/collections/collections.h"
#include "modules/functools/functools.h"
#include "modules/gc/gc.h"
#include "modules/heapq/heapq.h"
#include "modules/itertools/itertools.h"
#include "modules/math/math.h"
#include "modules/os/os.h"
#include "modules/pydoc/pydoc.h"
#include "modules/queue/queue.h"
#include "modules/random/random.h"
#include "modules/re/re.h"
#include "modules/sys/sys.h"
#include "modules/threading/threading.h"
#include "modules/time/time.h"
#include "modules/traceback/traceback.h"
#include "modules/weakref/weakref.h"

const NativeModule native_modules[] = {
    {.name = "_collections", .make = collections_make},
    {.name = "_functools", .make = functools_make},
    {.name = "_heapq", .make = heapq_make},
    {.name = "_os", .make = os_make},
    {.name = "_pydoc", .make = pydoc_make},
    {.name = "_queue", .make = queue_make},
    {.name = "_re", .make = re_make},
    {.name = "_traceback", .make = traceback_make},
    {.name = "_weakref", .make = weakref_make},
    {.name = "builtins", .make = builtins_make},
    {.name = "gc", .make = gc_make},
    {.name = "itertools", .make = itertools_make},
    {.name = "math", .make = math_make},
    {.name = "random", .make = random_make},
    {.name = "sys", .make = sys_make, .restart = sys_restart},
    {.name = "threading", .make = threading_make, .restart = threading_restart},
    {.name = "time", .make = time_make},
    {0},
};
