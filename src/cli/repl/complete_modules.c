/* Modules are in the tables of native and embedded ones, and in the folders of sys.path. */
#include "cli/repl/complete_modules.h"

#include "interp/import.h"
#include "interp/import_find.h"
#include "interp/interpreter.h"
#include "interp/source_file.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"
#include "syntax/lexer.h"
#include "syntax/thr.h"

#include <dirent.h>
#include <string.h>

static void add(CandidateVector *out, const char *name, size_t length) {
    vector_push(out, memory_copy_text(name, length));
}

static void add_table(CandidateVector *out, const NativeModule *table, const char *package) {
    size_t length = strlen(package);
    for (; table && table->name; table++) {
        const char *rest = table->name + length + (length > 0);
        bool inside = length == 0 || (strncmp(table->name, package, length) == 0 && table->name[length] == '.');
        if (inside) add(out, rest, strcspn(rest, "."));
    }
}

/* The length of the module's name in that of its file; 0 when it is none. */
static size_t module_length(const char *folder, const char *file) {
    size_t length = strcspn(file, ".");
    const char *ending = file + length;
    if (strcmp(ending, ".thr") == 0 || strcmp(ending, ".py") == 0) return strncmp(file, "__", 2) == 0 ? 0 : length;
    if (*ending) return 0;
    bool is_package = file_exists(str_text(str_format("%s/%s/__init__.thr", folder, file))) ||
                      file_exists(str_text(str_format("%s/%s/__init__.py", folder, file)));
    return is_package ? length : 0;
}

static void add_folder(CandidateVector *out, const char *folder) {
    DIR *listing = opendir(*folder ? folder : ".");
    if (!listing) return;
    for (struct dirent *entry; (entry = readdir(listing));)
        add(out, entry->d_name, module_length(*folder ? folder : ".", entry->d_name));
    closedir(listing);
}

static List *path_of(Thread *thread, const char *package) {
    if (!*package) return thread->interpreter->path;
    Value module = dict_get_str(thread->interpreter->modules, str_intern_text(package));
    if (module == UNBOUND || !(value_type(module)->flags & TYPE_IS_MODULE)) return NULL;
    Value path = dict_get_str(((Module *)value_object(module))->names, str_intern_text("__path__"));
    return value_is_list(path) ? value_list(path) : NULL;
}

void modules_list(Thread *thread, const char *package, CandidateVector *out) {
    List *path = path_of(thread, package);
    Value folder;
    add_table(out, thread->interpreter->native_modules, package);
    add_table(out, thread->interpreter->embedded_modules, package);
    for (size_t i = 0; path && (folder = list_get(path, i)) != UNBOUND; i++)
        if (value_is_str(folder)) add_folder(out, str_text(value_str_object(folder)));
}

static bool comes_with_the_language(Thread *thread, const char *name) {
    CandidateVector known = {0};
    const char *dot = strrchr(name, '.');
    const char *package = dot ? memory_copy_text(name, (size_t)(dot - name)) : "";
    add_table(&known, thread->interpreter->native_modules, package);
    add_table(&known, thread->interpreter->embedded_modules, package);
    for (size_t i = 0; i < known.count; i++)
        if (strcmp(known.at[i], dot ? dot + 1 : name) == 0) return true;
    return false;
}

/* The module when it is loaded, or can be without running anything of the script's; else null. */
static Module *module_at_hand(Thread *thread, const char *name) {
    Value module = dict_get_str(thread->interpreter->modules, str_intern_text(name));
    if (module == UNBOUND && comes_with_the_language(thread, name)) module = import_module(thread, name, 0, NULL);
    if (module == RAISED) error_take(thread);
    bool found = module != UNBOUND && module != RAISED && value_type(module)->flags & TYPE_IS_MODULE;
    return found ? (Module *)value_object(module) : NULL;
}

/* ---- Files ---- */

static bool begins_line(const TokenVector *tokens, size_t at) {
    uint8_t before = at > 0 ? tokens->at[at - 1].kind : TOKEN_NEWLINE;
    return before == TOKEN_NEWLINE || before == TOKEN_DEDENT;
}

/* The name that the line of a module defines: def name, class name, name = …, name: …; null: none. */
static const Token *defined_name(const Token *first) {
    if (first->kind == TOKEN_DEF || first->kind == TOKEN_CLASS) return first + 1;
    bool is_assigned = first->kind == TOKEN_NAME && (first[1].kind == TOKEN_EQUAL || first[1].kind == TOKEN_COLON);
    return is_assigned ? first : NULL;
}

static void add_defined_names(CandidateVector *out, const Source *source) {
    Lexer *lexer = memory_new(sizeof *lexer);
    lexer_run(lexer, source, false);
    const TokenVector *tokens = &lexer->tokens;
    int level = 0;
    for (size_t i = 0; i + 1 < tokens->count; i++) {
        level += (tokens->at[i].kind == TOKEN_INDENT) - (tokens->at[i].kind == TOKEN_DEDENT);
        if (level > 0 || !begins_line(tokens, i)) continue;
        const Token *name = defined_name(&tokens->at[i]);
        if (name) add(out, source->text + name->span.start, name->span.end - name->span.start);
    }
}

static void add_names_of_file(Thread *thread, const char *name, CandidateVector *out) {
    const char *dot = strrchr(name, '.');
    List *path = path_of(thread, dot ? memory_copy_text(name, (size_t)(dot - name)) : "");
    ModuleOrigin origin;
    size_t length;
    if (!path || !module_find(thread, name, path, &origin) || !origin.file) return;
    const char *text = file_read(origin.file, &length);
    if (text) add_defined_names(out, source_from_bytes(origin.file, text, length));
}

void modules_list_names(Thread *thread, const char *name, CandidateVector *out) {
    Module *module = module_at_hand(thread, name);
    if (!module) {
        add_names_of_file(thread, name, out);
        return;
    }
    size_t position = 0;
    Value key, value;
    while (dict_next(module->names, &position, &key, &value))
        if (value_is_str(key)) vector_push(out, (char *)(uintptr_t)str_text(value_str_object(key)));
}
