/* The start and the end of a program. */
#include "interp/interpreter.h"

#include "interp/deadlock.h"
#include "interp/definitions.h"
#include "interp/function.h"
#include "interp/generator.h"
#include "interp/generator_registry.h"
#include "interp/import.h"
#include "interp/import_lock.h"
#include "interp/interrupt.h"
#include "interp/observed.h"
#include "interp/program_end.h"
#include "interp/thread_record.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/list.h"
#include "object/names.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { RECURSION_LIMIT = 1000 };

static void start_process(void) {
    signal(SIGPIPE, SIG_IGN); /* a closed output is an exception */
    names_start();
    types_start();
    classes_start();
    type_ready(&code_type);
    type_ready(&function_type);
    type_ready(&generator_type);
    type_ready(&observed_iterator_type);
}

/* ---- Hooks of the primitives ---- */

static void task_start(ThrTask *task) {
    memory_thread_enter();
    thread_find_stack(task_thread(task));
}

static void task_end(ThrTask *task) {
    task_thread(task)->frame = NULL;
    memory_thread_leave();
}

/* The same on the stack of a thread that takes turns with the others: the collector knows their OS thread already. */
static void turns_start(ThrTask *task) {
    thread_find_stack(task_thread(task));
}

static void turns_end(ThrTask *task) {
    task_thread(task)->frame = NULL;
}

static ThrRuntime *runtime_new(Interpreter *interpreter, const InterpreterOptions *options) {
    ThrHost host = {
        .user = interpreter,
        .allocate = memory_new_permanent,
        .release = memory_free_permanent,
        .task_start = interpreter->takes_turns ? turns_start : task_start,
        .task_end = interpreter->takes_turns ? turns_end : task_end,
        .rest = interpreter->takes_turns ? NULL : memory_thread_rest,
        .deadlock = deadlock_report,
    };
    const ThrScheduler *scheduler = options->scheduler ? options->scheduler : &thr_scheduler_os;
    return thr_runtime_create_on(scheduler, options->scheduler_state, &host);
}

/* ---- Start ---- */

static List *list_of_arguments(const InterpreterOptions *options) {
    List *list = list_new((size_t)options->argc);
    for (int i = 0; i < options->argc; i++) list_append(list, value_from_object(str_from_text(options->argv[i])));
    return list;
}

/* `threading` and `time` are there without import. */
static bool add_short_names(Thread *thread) {
    Str *names[] = {name_threading, name_time};
    for (int i = 0; i < 2; i++) {
        Value module = import_module(thread, str_text(names[i]), 0, NULL);
        if (module == RAISED) return false;
        dict_set_str(thread->interpreter->builtins, names[i], module);
    }
    return true;
}

static bool make_modules(Thread *thread) {
    Interpreter *interpreter = thread->interpreter;
    Value builtins = import_module(thread, "builtins", 0, NULL);
    if (builtins == RAISED) return false;
    Dict *names = ((Module *)value_object(builtins))->names;
    if (names != interpreter->builtins) dict_update(thread, names, value_from_object(interpreter->builtins));
    interpreter->builtins = names;
    return import_module(thread, "sys", 0, NULL) != RAISED && add_short_names(thread);
}

/* What a program has for itself alone, the calling thread as its main thread included. */
static Thread *begin_program(Interpreter *interpreter, const InterpreterOptions *options) {
    interpreter->seed = options->seed;
    interpreter->sink = options->sink;
    interpreter->outcome = options->outcome;
    interpreter->identities = options->observed ? identities_new() : NULL;
    interpreter->imports = imports_new();
    interpreter->generators = generators_new();
    atomic_store(&interpreter->recursion_limit, RECURSION_LIMIT);
    word_store(&interpreter->excepthook, UNBOUND);
    interpreter->runtime = runtime_new(interpreter, options);
    ThreadRecord *main_record = thread_record_new(interpreter, UNBOUND);
    Thread *thread = interpreter->main_thread = &main_record->thread;
    thread_find_stack(thread);
    thr_task_adopt(interpreter->runtime, &main_record->task, "MainThread");
    return thread;
}

static void restart_modules(Thread *thread) {
    const NativeModule *native = thread->interpreter->native_modules;
    for (; native->name; native++) {
        if (!native->restart) continue;
        Value module = dict_get_str(thread->interpreter->modules, str_intern_text(native->name));
        if (module != UNBOUND) native->restart(thread, (Module *)value_object(module));
    }
}

void interpreter_restart(Interpreter *interpreter, const InterpreterOptions *options) {
    atomic_store(&interpreter->thread_stack_size, 0);
    atomic_store(&interpreter->interrupted, false);
    word_store(&interpreter->threads_module_state, RAISED);
    word_store(&interpreter->random_state, RAISED);
    interpreter->random_seeds = 0;
    restart_modules(begin_program(interpreter, options));
}

Interpreter *interpreter_new(const InterpreterOptions *options) {
    static pthread_once_t started = PTHREAD_ONCE_INIT;
    pthread_once(&started, start_process);
    Interpreter *interpreter = memory_new_permanent(sizeof *interpreter);
    static const NativeModule none[1];
    interpreter->native_modules = options->modules;
    interpreter->embedded_modules = options->embedded ? options->embedded : none;
    interpreter->specialize = !options->no_specialize;
    interpreter->observed = options->observed;
    interpreter->takes_turns = options->scheduler && !options->scheduler->parallel;
    interpreter->leave = options->leave;
    interpreter->is_deaf = options->is_deaf;
    interpreter->builtins = dict_new_pinned();
    interpreter->modules = dict_new();
    interpreter->path = list_new(0);
    interpreter->argv = list_of_arguments(options);
    Thread *thread = begin_program(interpreter, options);
    if (!make_modules(thread)) traceback_print(thread, error_take(thread));
    if (!options->is_deaf) interrupt_listen(interpreter);
    return interpreter;
}

/* ---- The main script ---- */

/* Imports look beside the script first, wherever the process goes later. */
static void add_script_folder(Interpreter *interpreter, const char *path) {
    char *full = path ? realpath(path, NULL) : NULL;
    char *slash = full ? strrchr(full, '/') : NULL;
    list_append(interpreter->path,
                value_from_object(slash ? str_new(full, (size_t)(slash - full)) : str_from_text("")));
    free(full);
}

Module *interpreter_main_module(Interpreter *interpreter, const char *path) {
    add_script_folder(interpreter, path);
    Module *module = module_new("__main__", NULL);
    module_set(module, "__package__", NONE);
    module_set(module, "__annotations__", value_from_object(dict_new()));
    module_set(module, "__builtins__", dict_get_str(interpreter->modules, name_builtins));
    if (path) module_set(module, "__file__", value_from_object(str_from_text(path)));
    dict_set_str(interpreter->modules, dunder_main, value_from_object(module));
    return module;
}

int interpreter_run_main(Interpreter *interpreter, const Source *source, const char *path) {
    Thread *thread = interpreter->main_thread;
    bool done = module_run(thread, interpreter_main_module(interpreter, path), source);
    return program_end(thread, done);
}
