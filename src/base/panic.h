/* The end of the process for reasons that are no script's fault. */
#ifndef BASE_PANIC_H
#define BASE_PANIC_H

/* An impossible state: says where and what, flushes the standard output, aborts. */
_Noreturn void panic_at(const char *file, int line, const char *what);
#define panic(what) panic_at(__FILE__, __LINE__, what)

/* The machine has no more memory: what was printed is out, "MemoryError" on standard error, exit status 1. */
_Noreturn void panic_out_of_memory(void);

#endif
