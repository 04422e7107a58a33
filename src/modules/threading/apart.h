/* What threads write all the time, at the other end of an object from its head. A core that writes takes the cache line away from all
   others; who comes by to ask for the object's type should not have to fetch it back, nor should the neighbour in memory.

     typedef struct LockObject {
         Object object;
         APART(sizeof(Object));
         ThrLock lock;
     } LockObject; */
#ifndef MODULES_THREADING_APART_H
#define MODULES_THREADING_APART_H

enum { CACHE_LINE = 64 };

#define APART(bytes_before) char apart[CACHE_LINE - (bytes_before)]

#endif
