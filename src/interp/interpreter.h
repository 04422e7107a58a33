/* One running program: its modules, its threads, its settings. Several may live in a process, one after another or at
   the same time; nothing of a program is outside of its Interpreter. */
#ifndef INTERP_INTERPRETER_H
#define INTERP_INTERPRETER_H

#include "object/dict.h"
#include "object/module.h"
#include "object/thread.h"
#include "primitives/primitives.h"
#include "primitives/scheduler.h"
#include "syntax/ast.h"

/* A module written in C (or embedded script text): how to make it. The list of them is handed in by who creates the
   interpreter, so that this layer does not know the modules. */
typedef struct NativeModule {
    const char *name;                /* dotted */
    Module *(*make)(Thread *thread); /* null when it raised */
    const char *text;                /* instead of make: the source of a module written in the language itself */
    size_t text_length;
    bool package;                                    /* the text is that of a package */
    void (*restart)(Thread *thread, Module *module); /* or null: puts back what its names do not tell; see rerun.h */
} NativeModule;

typedef struct InterpreterOptions {
    const NativeModule *modules;  /* ends with a null name; `builtins` must be there */
    const NativeModule *embedded; /* likewise, or null: those that a file of the script's folder hides */
    int argc;                     /* sys.argv */
    char *const *argv;
    bool no_specialize; /* run the plain evaluators only */

    /* Who decides which thread runs; null: the operating system. */
    const ThrScheduler *scheduler;
    void *scheduler_state; /* given to thr_runtime_create_on */
    /* Instead of ending the process while threads are still there; does not return. Null: the process ends. */
    void (*leave)(void *scheduler_state, int status);
    bool is_deaf;                   /* to signals, of which the host takes care */
    struct OutputSink *sink;        /* as in Interpreter */
    struct ProgramOutcome *outcome; /* likewise */
    bool observed;                  /* each read and write of what threads can share is a step of the scheduler */
    uint64_t seed;                  /* of an observed program: for random, hashes and whatever else chance decides */
} InterpreterOptions;

struct Interpreter {
    ThrRuntime *runtime;
    bool is_deaf;     /* to signals */
    bool takes_turns; /* all threads on one of the operating system, each on a stack of base/stack.h */
    void (*leave)(void *scheduler_state, int status);
    const NativeModule *native_modules, *embedded_modules;
    Dict *builtins; /* pinned: the names of module builtins */
    Dict *modules;  /* sys.modules */
    List *path;     /* sys.path */
    List *argv;
    Thread *main_thread;
    _Atomic(uint32_t) recursion_limit;
    _Atomic(size_t) thread_stack_size; /* threading.stack_size: of the next threads; 0: the system's default */
    /* For deadlock reports: the ThrLock, ThrTask … that an object of the threading module stands for, else null; null
       before that module is there. */
    const void *(*primitive_of)(Value value);

    /* Null, or what to call in the main thread when its script is over, before it waits for the others: from then on
       main_thread().is_alive() is False and join() returns. */
    void (*main_ended)(Thread *thread);

    struct ProgramOutcome *outcome;                       /* notes what becomes of the program, or null (outcome.h) */
    struct OutputSink *sink;                              /* who keeps the terminal in order, or null (output.h) */
    const struct Palette *output_palette, *error_palette; /* of the streams of the start, or null: plain (palette.h) */
    atomic_bool interactive; /* a prompt has the main thread: Ctrl-C and a deadlock lead back to it */

    bool specialize;               /* trees are prepared with the faster evaluators */
    bool observed;                 /* trees are prepared with the evaluators that step */
    uint64_t seed;                 /* of an observed program */
    uint64_t random_seeds;         /* made from it so far */
    struct Identities *identities; /* of an observed program: what stands for addresses (object/identity.h) */
    Word threads_module_state;     /* whatever the threading module keeps per program */
    Word random_state;             /* likewise for random */
    Word excepthook;               /* threading.excepthook, or UNBOUND: the built-in one */
    Value standard_output;         /* the first sys.stdout */
    Value standard_error;
    struct KeptModules *kept_modules; /* of a program that is run again and again, else null */
    struct Imports *imports;          /* modules on their way (import.c) */
    struct Generators *generators;    /* those left in the middle (generator_registry.c) */
    atomic_bool interrupted; /* the main script was ended by Ctrl-C: threads that wait for ever are not waited for */
};

/* A program ready to run, with the calling OS thread as its main thread. */
Interpreter *interpreter_new(const InterpreterOptions *options);

/* The same program anew, its threads gone, its modules as they were after interpreter_new (rerun.h). */
void interpreter_restart(Interpreter *interpreter, const InterpreterOptions *options);

/* The module __main__, new; imports look beside `path` first (null: in the working folder). */
Module *interpreter_main_module(Interpreter *interpreter, const char *path);

/* Runs a source as module __main__ and everything after it: waits for the non-daemon threads, prints what was not
   caught, flushes. The exit status of the process: 0, 1 for an uncaught exception or syntax error, what SystemExit
   says, 3 after a deadlock report, 130 for KeyboardInterrupt. */
int interpreter_run_main(Interpreter *interpreter, const Source *source, const char *path);

/* Polls and calls: answers a raised POLL_NOW (false: it raised KeyboardInterrupt, or the thread is to stop). */
bool thread_poll(Thread *thread);

/* Starts `function` (any callable, with args and keywords) as a new thread whose script object is `object`; ident
   etc. are asked of the task, which is the result: null when it raised. RuntimeError "can't start new thread" when
   the system refuses. `run` is called on the new thread, perhaps before this returns; it leaves nothing raised. */
ThrTask *thread_start(Thread *thread, Value object, const char *name, bool daemon,
                      void (*run)(Thread *thread, Value object));

/* Turns what a primitive answered into success or an exception. After THR_INTERRUPTED, true means that nobody wants
   anything (any more): wait again. */
bool thread_check_status(Thread *thread, ThrStatus status);

/* Where the thread is now (function, line), for reports: the site of the innermost frame that has one. */
const Site *thread_site(Thread *thread);

#endif
