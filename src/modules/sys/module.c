/* The module `sys`: arguments, streams, limits and the state of the running program. */
#include "modules/sys/sys.h"

#include "interp/frame.h"
#include "interp/palette.h"
#include "interp/traceback.h"
#include "modules/builtins/builtins.h"
#include "modules/files/file.h"
#include "modules/sys/info.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <unistd.h>

#define VERSION "3.13.0 (thr)"

static Value sys_exit(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return raise_with(thread, &system_exit, args->count > 0 ? args->items[0] : NONE);
}

static Value sys_exception(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    (void)args;
    return thread_handling(thread);
}

static Value sys_exc_info(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    (void)args;
    Value error = thread_handling(thread);
    if (error == NONE || error == UNBOUND || error == RAISED) return value_from_object(tuple_of(3, NONE, NONE, NONE));
    return value_from_object(
        tuple_of(3, value_from_object(value_type(error)), error, word_load(&value_exception(error)->traceback)));
}

static Value sys_getrecursionlimit(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    (void)args;
    return value_from_small_int(atomic_load_explicit(&thread->interpreter->recursion_limit, memory_order_relaxed));
}

static Value sys_setrecursionlimit(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t limit;
    if (!value_to_index(thread, args->items[0], &limit)) return RAISED;
    if (limit < 1) return raise_value(thread, "recursion limit must be greater or equal than 1");
    if (limit > INT32_MAX) return raise_error(thread, &overflow_error, "Python int too large to convert to C int");
    int32_t depth = thread->calls_most - thread->calls_left;
    if (depth >= limit)
        return raise_error(thread, &recursion_error,
                           "cannot set the recursion limit to %lld at the recursion depth %d: the limit is too low",
                           (long long)limit, depth);
    atomic_store_explicit(&thread->interpreter->recursion_limit, (uint32_t)limit, memory_order_relaxed);
    thread_adopt_limit(thread);
    return NONE;
}

/* How often CPython would switch threads; kept for scripts that set it, and without effect. */
static Value sys_getswitchinterval(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    return value_from_float(0.005);
}

static Value sys_setswitchinterval(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double seconds;
    if (!value_to_double(thread, args->items[0], &seconds)) return RAISED;
    return seconds <= 0 ? raise_value(thread, "switch interval must be strictly positive") : NONE;
}

static Value sys_intern(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "intern() argument must be str, not %s", type_name_of(args->items[0]));
    return value_from_object(str_interned(value_str_object(args->items[0])));
}

static Value sys_getsizeof(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    Value value = args->items[0];
    if (value_is_str(value)) return int_from_uint64(sizeof(Str) + value_str_object(value)->bytes + 1);
    if (value_is_tuple(value)) return int_from_uint64(sizeof(Tuple) + value_tuple(value)->count * sizeof(Value));
    if (value_is_list(value)) return int_from_uint64(sizeof(List) + list_count(value_list(value)) * sizeof(Value));
    const Type *type = value_type(value);
    return int_from_uint64(type->size != 0 ? type->size : sizeof(Object));
}

static Value sys_is_gil_enabled(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    return FALSE_VALUE;
}

static Value sys_getdefaultencoding(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    return value_from_object(str_from_text("utf-8"));
}

static Value sys_get_int_max_str_digits(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    return value_from_small_int(4300);
}

/* What a prompt does with the value of an expression: prints it, and keeps it as `_`. */
static Value sys_displayhook(Thread *thread, Value self, const Arguments *args) {
    Value value = args->items[0];
    if (value == NONE) return NONE;
    Str *underscore = str_intern_text("_");
    dict_set_str(thread->interpreter->builtins, underscore, NONE);
    Value text = value_repr(thread, value);
    Value out = text == RAISED ? RAISED : value_get_attribute(thread, self, str_intern_text("stdout"));
    if (out == RAISED) return RAISED;
    if (out == NONE) return raise_error(thread, &runtime_error, "lost sys.stdout");
    Buffer painted = {0};
    palette_add_value(&painted, palette_of_output(thread), value_str_object(text)->text, value_str_object(text)->bytes);
    buffer_add_byte(&painted, '\n');
    Value line = value_from_object(str_from_buffer(&painted));
    if (value_call_method(thread, out, name_write, &(Arguments){.items = &line, .count = 1}) == RAISED) return RAISED;
    dict_set_str(thread->interpreter->builtins, underscore, value);
    return NONE;
}

/* ---- _getframe: a description of an activation, made when asked for ---- */

typedef struct FrameView {
    Object object;
    Code *code;
    Dict *globals, *locals;
    int64_t line;
    Value back;
} FrameView;

static Value view_code(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(((FrameView *)(void *)self)->code);
}

static Value view_globals(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(((FrameView *)(void *)self)->globals);
}

static Value view_locals(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(((FrameView *)(void *)self)->locals);
}

static Value view_line(Thread *thread, Value self) {
    (void)thread;
    return int_from_int64(((FrameView *)(void *)self)->line);
}

static Value view_back(Thread *thread, Value self) {
    (void)thread;
    return ((FrameView *)(void *)self)->back;
}

static const Property view_properties[] = {
    {"f_back", view_back, NULL, "the frame that called it, or None"},
    {"f_code", view_code, NULL, "the code that runs in it"},
    {"f_globals", view_globals, NULL, "the names of its module"},
    {"f_locals", view_locals, NULL, "its variables, as they were"},
    {"f_lineno", view_line, NULL, "the line it is at"},
    {0},
};

static Type frame_view_type = {
    TYPE_HEAD,
    .name = "frame",
    .doc = "An activation of a function, as it was when it was asked for.",
    .size = sizeof(FrameView),
    .flags = TYPE_IS_FINAL,
    .properties = view_properties,
};

static Value frame_view(const Frame *frame) {
    if (frame == NULL) return NONE;
    FrameView *view = object_new(&frame_view_type, sizeof *view);
    view->code = frame->function->code;
    view->globals = frame->function->globals;
    view->locals = frame_locals((Frame *)(uintptr_t)frame);
    view->line = frame->site != NULL ? source_line(frame->site->source, frame->site->span.start) : 0;
    view->back = frame_view(frame->back);
    return value_from_object(view);
}

static Value sys_getframe(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t depth = 0;
    if (args->count > 0 && !value_to_index(thread, args->items[0], &depth)) return RAISED;
    Frame *frame = thread->frame;
    for (; frame != NULL && depth > 0; depth--) frame = frame->back;
    return frame == NULL ? raise_value(thread, "call stack is not deep enough") : frame_view(frame);
}

static Value sys_excepthook(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (value_is_exception(args->items[1])) traceback_print(thread, args->items[1]);
    return NONE;
}

static Value sys_is_finalizing(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return FALSE_VALUE;
}

static const Builtin functions[] = {
    {"_getframe", sys_getframe, 0, 1, "_getframe(depth=0): the frame of the caller, or further out"},
    {"_is_gil_enabled", sys_is_gil_enabled, 0, 0, "_is_gil_enabled(): False, there is no global lock"},
    {"__displayhook__", sys_displayhook, 1, 1, "the displayhook of the start"},
    {"displayhook", sys_displayhook, 1, 1, "displayhook(value): print the value of an expression at a prompt"},
    {"exc_info", sys_exc_info, 0, 0, "exc_info(): type, value and traceback of the exception being handled"},
    {"excepthook", sys_excepthook, 3, 3, "excepthook(type, value, traceback): print an exception that nobody caught"},
    {"exception", sys_exception, 0, 0, "exception(): the exception being handled, or None"},
    {"exit", sys_exit, 0, 1, "exit(status=None): end the program by SystemExit"},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, 0, 0,
     "get_int_max_str_digits(): digits an int may have as text"},
    {"getdefaultencoding", sys_getdefaultencoding, 0, 0, "getdefaultencoding(): 'utf-8'"},
    {"getfilesystemencoding", sys_getdefaultencoding, 0, 0, "getfilesystemencoding(): 'utf-8'"},
    {"getrecursionlimit", sys_getrecursionlimit, 0, 0, "getrecursionlimit(): how deep calls may nest"},
    {"getsizeof", sys_getsizeof, 1, 2, "getsizeof(object): bytes of memory it takes by itself"},
    {"getswitchinterval", sys_getswitchinterval, 0, 0,
     "getswitchinterval(): kept for old scripts; threads run truly in parallel"},
    {"intern", sys_intern, 1, 1, "intern(string): the one string of equal text"},
    {"is_finalizing", sys_is_finalizing, 0, 0, "is_finalizing(): False, no script runs while the program is torn down"},
    {"setrecursionlimit", sys_setrecursionlimit, 1, 1, "setrecursionlimit(limit): how deep calls may nest"},
    {"setswitchinterval", sys_setswitchinterval, 1, 1,
     "setswitchinterval(seconds): without effect; threads run truly in parallel"},
    {0},
};

/* sys.implementation: a namespace with a name and a version. */
static Value implementation(Module *sys) {
    Module *space = module_new("implementation", "Which implementation of the language this is.");
    module_set(space, "name", value_from_object(str_from_text("thr")));
    module_set(space, "version", dict_get_str(sys->names, str_intern_text("version_info")));
    module_set(space, "cache_tag", NONE);
    return value_from_object(space);
}

static Value executable_path(void) {
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return value_from_object(str_new(path, length < 0 ? 0 : (size_t)length));
}

static void add_streams(Interpreter *interpreter, Module *module) {
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    FILE *const streams[] = {stdin, stdout, stderr};
    for (int i = 0; i < 3; i++) {
        Str *name = str_format("<%s>", names[i]);
        Value file = file_new_standard(streams[i], str_text(name), i == 0 ? "r" : "w");
        Str *first = str_format("__%s__", names[i]);
        module_set(module, names[i], file);
        module_set(module, str_text(first), file);
        if (i == 1) interpreter->standard_output = file;
        if (i == 2) interpreter->standard_error = file;
    }
}

void sys_restart(Thread *thread, Module *module) {
    add_streams(thread->interpreter, module);
}

Module *sys_make(Thread *thread) {
    Interpreter *interpreter = thread->interpreter;
    Module *module = module_new("sys", "The running program and its surroundings.");
    files_start();
    type_ready(&frame_view_type);
    module_add_functions(module, functions);
    module_set(module, "__excepthook__", dict_get_str(module->names, str_intern_text("excepthook")));
    add_streams(interpreter, module);
    sys_add_info(module);
    module_set(module, "argv", value_from_object(interpreter->argv));
    module_set(module, "path", value_from_object(interpreter->path));
    module_set(module, "modules", value_from_object(interpreter->modules));
    module_set(module, "maxsize", int_from_int64(INT64_MAX));
    module_set(module, "maxunicode", value_from_small_int(0x10ffff));
    module_set(module, "byteorder", value_from_object(str_from_text("little")));
    module_set(module, "platform", value_from_object(str_from_text("linux")));
    module_set(module, "version", value_from_object(str_from_text(VERSION)));
    module_set(module, "hexversion", value_from_small_int(0x030d00f0));
    module_set(module, "executable", executable_path());
    module_set(module, "prefix", value_from_object(str_from_text("")));
    module_set(module, "dont_write_bytecode", TRUE_VALUE);
    module_set(module, "implementation", implementation(module));
    return module;
}
