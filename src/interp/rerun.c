/* Restarts. The names of modules are put back, entry by entry; everything else that a program has is made anew. */
#include "interp/rerun.h"

#include "interp/code.h"
#include "interp/generator_registry.h"
#include "interp/import.h"
#include "interp/kept_modules.h"
#include "interp/program_end.h"
#include "interp/source_file.h"
#include "interp/thread_record.h"
#include "object/dict_image.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/type_classes.h"

typedef struct ListImage {
    List *list;
    Value *items;
    size_t count;
} ListImage;

struct Rerun {
    const InterpreterOptions *options;
    const Source *source;
    const char *path;
    Interpreter *interpreter;
    Module *main;
    Code *code;                /* null: does not parse */
    VECTOR(DictImage *) names; /* of the modules that are there from the start */
    ListImage search_path, arguments;
};

Rerun *rerun_new(const InterpreterOptions *options, const Source *source, const char *path) {
    Rerun *rerun = memory_new_permanent(sizeof *rerun);
    rerun->options = options;
    rerun->source = source;
    rerun->path = path;
    return rerun;
}

Interpreter *rerun_interpreter(const Rerun *rerun) {
    return rerun->interpreter;
}

/* ---- The beginning, and back to it ---- */

static ListImage list_image(List *list) {
    ListImage image = {.list = list};
    image.items = list_snapshot(list, &image.count);
    return image;
}

static void list_image_restore(const ListImage *image) {
    size_t count;
    Value *items = list_snapshot(image->list, &count);
    bool same = count == image->count;
    for (size_t i = 0; same && i < count; i++) same = items[i] == image->items[i];
    if (same) return;
    List *fresh = list_from(image->items, image->count);
    atomic_store(&image->list->items, atomic_load(&fresh->items));
}

static void note_beginning(Rerun *rerun) {
    Interpreter *interpreter = rerun->interpreter;
    size_t at = 0;
    Value name, module;
    while (dict_next(interpreter->modules, &at, &name, &module))
        vector_push(&rerun->names, dict_image_new(((Module *)value_object(module))->names));
    vector_push(&rerun->names, dict_image_new(interpreter->modules));
    rerun->search_path = list_image(interpreter->path);
    rerun->arguments = list_image(interpreter->argv);
}

static void return_to_beginning(Rerun *rerun) {
    for (size_t i = 0; i < rerun->names.count; i++) dict_image_restore(rerun->names.at[i]);
    list_image_restore(&rerun->search_path);
    list_image_restore(&rerun->arguments);
    types_forget_classes();
}

static void prepare(Rerun *rerun, Thread *thread) {
    rerun->code = module_prepare(thread, rerun->main, rerun->source);
}

static void begin_first(Rerun *rerun) {
    rerun->interpreter = interpreter_new(rerun->options);
    rerun->interpreter->kept_modules = kept_modules_new();
    Thread *thread = rerun->interpreter->main_thread;
    rerun->main = interpreter_main_module(rerun->interpreter, rerun->path);
    prepare(rerun, thread);
    note_beginning(rerun);
}

static void begin_again(Rerun *rerun) {
    return_to_beginning(rerun);
    interpreter_restart(rerun->interpreter, rerun->options);
    /* raised anew, in the new thread */
    if (!rerun->code) prepare(rerun, rerun->interpreter->main_thread);
}

int rerun_once(Rerun *rerun) {
    if (rerun->interpreter) begin_again(rerun);
    else begin_first(rerun);
    Thread *thread = rerun->interpreter->main_thread;
    bool done = rerun->code && code_execute(thread, rerun->code, rerun->main->names, NULL) != RAISED;
    return program_end(thread, done);
}

void rerun_clear(Rerun *rerun) {
    Interpreter *interpreter = rerun->interpreter;
    if (!interpreter) return;
    generators_forget_all(interpreter);
    if (interpreter->runtime) thr_runtime_forget(interpreter->runtime);
    interpreter->runtime = NULL;
}

void rerun_interrupt(Rerun *rerun) {
    Interpreter *interpreter = rerun->interpreter;
    if (!interpreter || !interpreter->runtime) return;
    thread_want(interpreter->main_thread, WANTS_INTERRUPT);
    thr_interrupt(interpreter->main_thread->task);
}
