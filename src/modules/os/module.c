/* Calls of the operating system about this process and the names of files. */
#define _GNU_SOURCE
#include "modules/os/os.h"

#include "modules/files/file.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static Value os_getpid(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return value_from_small_int(getpid());
}

static Value os_getppid(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return value_from_small_int(getppid());
}

static Value os_cpu_count(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return value_from_small_int(sysconf(_SC_NPROCESSORS_ONLN));
}

static Value os_process_cpu_count(Thread *thread, Value self, const Arguments *args) {
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0) return os_cpu_count(thread, self, args);
    return value_from_small_int(CPU_COUNT(&processors));
}

static Value os_getcwd(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    char path[PATH_MAX];
    if (getcwd(path, sizeof path)) return value_from_object(str_from_text(path));
    return raise_errno(thread, errno, UNBOUND);
}

static Value os_environment(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    List *entries = list_new(0);
    for (char **entry = environ; *entry; entry++) list_append(entries, value_from_object(str_from_text(*entry)));
    return value_from_object(entries);
}

/* The path given as an argument; null with TypeError. */
static const char *path_of(Thread *thread, Value value) {
    if (value_is_str(value)) return str_text(value_str_object(value));
    raise_type(thread, "path should be string, not %s", type_name_of(value));
    return NULL;
}

static Value outcome(Thread *thread, int result, Value path) {
    return result == 0 ? NONE : raise_errno(thread, errno, path);
}

/* (mode, size, seconds of the last change). */
static Value os_stat(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    const char *path = path_of(thread, args->items[0]);
    struct stat found;
    if (!path) return RAISED;
    if (stat(path, &found) != 0) return outcome(thread, -1, args->items[0]);
    return value_from_object(
        tuple_of(3, value_from_small_int(found.st_mode), int_from_int64(found.st_size),
                 value_from_float((double)found.st_mtim.tv_sec + (double)found.st_mtim.tv_nsec / 1e9)));
}

/* The names in a folder. */
static Value os_listdir(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    const char *path = path_of(thread, args->items[0]);
    DIR *folder = path ? opendir(path) : NULL;
    if (!folder) return path ? outcome(thread, -1, args->items[0]) : RAISED;
    List *names = list_new(0);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            list_append(names, value_from_object(str_from_text(entry->d_name)));
    closedir(folder);
    return value_from_object(names);
}

#define PATH_CALL(name, call)                                                                                          \
    static Value os_##name(Thread *thread, Value self, const Arguments *args) {                                        \
        (void)self;                                                                                                    \
        const char *path = path_of(thread, args->items[0]);                                                            \
        return path ? outcome(thread, call, args->items[0]) : RAISED;                                                  \
    }
PATH_CALL(mkdir, mkdir(path, 0777))
PATH_CALL(rmdir, rmdir(path))
PATH_CALL(unlink, unlink(path))
PATH_CALL(chdir, chdir(path))

static Value os_rename(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    const char *from = path_of(thread, args->items[0]), *to = from ? path_of(thread, args->items[1]) : NULL;
    return to ? outcome(thread, rename(from, to), args->items[0]) : RAISED;
}

static Value os_strerror(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t number;
    if (!value_to_index(thread, args->items[0], &number)) return RAISED;
    return value_from_object(str_from_text(strerror((int)number)));
}

static const Builtin functions[] = {
    {"chdir", os_chdir, 1, 1, "chdir(path): make it the working directory"},
    {"cpu_count", os_cpu_count, 0, 0, "cpu_count(): how many processors the machine has"},
    {"environment", os_environment, 0, 0, "environment(): the entries NAME=value"},
    {"getcwd", os_getcwd, 0, 0, "getcwd(): the working directory"},
    {"getpid", os_getpid, 0, 0, "getpid(): the number of this process"},
    {"getppid", os_getppid, 0, 0, "getppid(): the number of the process that started this one"},
    {"listdir", os_listdir, 1, 1, "listdir(path): the names in a folder"},
    {"mkdir", os_mkdir, 1, 1, "mkdir(path): make a folder"},
    {"process_cpu_count", os_process_cpu_count, 0, 0, "process_cpu_count(): how many processors this process may use"},
    {"rename", os_rename, 2, 2, "rename(from, to): give a file another name"},
    {"rmdir", os_rmdir, 1, 1, "rmdir(path): remove an empty folder"},
    {"stat", os_stat, 1, 1, "stat(path): mode, size and time of change"},
    {"strerror", os_strerror, 1, 1, "strerror(number): the words for an errno"},
    {"unlink", os_unlink, 1, 1, "unlink(path): remove a file"},
    {0},
};

Module *os_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_os", "What `os` asks of the operating system.");
    module_add_functions(module, functions);
    return module;
}
