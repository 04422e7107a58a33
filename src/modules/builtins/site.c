/* Three types, whose names scripts can see: Quitter, _Printer and _Helper; and a table of their objects. */
#include "modules/builtins/site.h"

#include "interp/import.h"
#include "interp/interpreter.h"
#include "modules/builtins/builtins.h"
#include "modules/license.h"
#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/error.h"
#include "object/operators.h"
#include "object/str.h"

#include <string.h>
#include <unistd.h>

typedef struct SiteObject {
    Object object;
    const char *name;
    const char *shown; /* its repr */
    const char *doc;
    const Builtin *builtin; /* what calling it does */
} SiteObject;

static SiteObject *site_object(Value value) {
    return (SiteObject *)value_object(value);
}

static Value site_repr(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(site_object(self)->shown);
}

static Value site_call(Thread *thread, Value self, const Arguments *args) {
    return builtin_invoke(thread, site_object(self)->builtin, self, args);
}

static Value site_doc(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(site_object(self)->doc);
}

static const Property site_properties[] = {
    {"__doc__", site_doc, NULL, "what it does"},
    {0},
};

/* ---- exit, quit ---- */

static Value call_exit(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return raise_with(thread, &system_exit, args->items[0] == UNBOUND ? NONE : args->items[0]);
}

static Value quitter_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(site_object(self)->name);
}

static Value quitter_eof(Thread *thread, Value self) {
    (void)thread, (void)self;
    return value_from_text("Ctrl-D (i.e. EOF)");
}

static const Property quitter_properties[] = {
    {"name", quitter_name, NULL, "its name"},
    {"eof", quitter_eof, NULL, "the key that does the same"},
    {"__doc__", site_doc, NULL, "what it does"},
    {0},
};

static Type quitter_type = {
    TYPE_HEAD,
    .name = "Quitter",
    .module = "_sitebuiltins",
    .doc = "Something that ends the program when called.",
    .size = sizeof(SiteObject),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = site_repr,
    .call = site_call,
    .properties = quitter_properties,
};

/* ---- license, copyright, credits, clear ---- */

static bool print_text(Thread *thread, const char *text) {
    Buffer out = {0};
    buffer_addf(&out, "%s\n", text);
    return output_write(thread, &out);
}

static Value call_license(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return print_text(thread, THR_LICENSE) ? NONE : RAISED;
}

static Value call_printer(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return print_text(thread, site_object(self)->shown) ? NONE : RAISED;
}

/* Home, and erase from there; only a terminal is told. */
static Value call_clear(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    Buffer out = {0};
    if (!isatty(STDOUT_FILENO)) return NONE;
    buffer_add_text(&out, "\033[H\033[2J\033[3J");
    return output_write(thread, &out) ? NONE : RAISED;
}

static Type printer_type = {
    TYPE_HEAD,
    .name = "_Printer",
    .module = "_sitebuiltins",
    .doc = "Something to do at a prompt: its repr says what.",
    .size = sizeof(SiteObject),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = site_repr,
    .call = site_call,
    .properties = site_properties,
};

/* ---- help ---- */

/* Written in the language: pydoc.help. */
static Value call_help(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value module = import_module(thread, "pydoc", 0, NULL);
    Value help = module == RAISED ? RAISED : value_get_attribute(thread, module, str_intern_text("help"));
    return help == RAISED ? RAISED : value_call(thread, help, args);
}

static Type helper_type = {
    TYPE_HEAD,
    .name = "_Helper",
    .module = "_sitebuiltins",
    .doc = "The pages of help.",
    .size = sizeof(SiteObject),
    .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = site_repr,
    .call = site_call,
    .properties = site_properties,
};

/* ---- The objects ---- */

static const Builtin exit_entry = {"Quitter.__call__", call_exit, 0, 1, "exit(code=None)", .parameters = "code"};
static const Builtin help_entry = {"help", call_help, 0, 1, "help(object)"};
static const Builtin license_entry = {"license", call_license, 0, 0, "license()"};
static const Builtin clear_entry = {"clear", call_clear, 0, 0, "clear()"};
static const Builtin printer_entry = {"_Printer.__call__", call_printer, 0, 0, "print the text"};

#define EXIT_DOC "(code=None): end the program; threads that are no daemons are waited for"

static const struct SiteName {
    const char *name;
    Type *type;
    const Builtin *builtin;
    const char *shown, *doc;
} site_names[] = {
    {"exit", &quitter_type, &exit_entry, "Use exit() or Ctrl-D (i.e. EOF) to exit", "exit" EXIT_DOC},
    {"quit", &quitter_type, &exit_entry, "Use quit() or Ctrl-D (i.e. EOF) to exit", "quit" EXIT_DOC},
    {"help", &helper_type, &help_entry, "Type help() for interactive help, or help(object) for help about object.",
     "help(), help(object): the page about it; without an object, pages about what one asks for"},
    {"clear", &printer_type, &clear_entry, "Type clear() to clear the screen", "clear(): clear the screen"},
    {"license", &printer_type, &license_entry, "Type license() to see the full license text",
     "license(): print the license of thr"},
    {"copyright", &printer_type, &printer_entry, THR_COPYRIGHT, "copyright(): print whose thr is"},
    {"credits", &printer_type, &printer_entry,
     "thr is made of threads, re2c, lemon, GMP, utf8proc, PCRE2 and readline. Its language is\n"
     "that of Python, for which thanks to the many who have made it.",
     "credits(): print what thr is made of"},
};

void site_add(Module *module) {
    type_ready(&quitter_type);
    type_ready(&printer_type);
    type_ready(&helper_type);
    for (size_t i = 0; i < sizeof site_names / sizeof *site_names; i++) {
        SiteObject *made = object_new(site_names[i].type, sizeof *made);
        made->name = site_names[i].name;
        made->shown = site_names[i].shown;
        made->doc = site_names[i].doc;
        made->builtin = site_names[i].builtin;
        module_set(module, made->name, value_from_object(made));
    }
}

bool value_is_site_command(Value value) {
    if (value_has_type(value, &quitter_type) || value_has_type(value, &helper_type)) return true;
    return value_has_type(value, &printer_type) && site_object(value)->builtin != &printer_entry;
}
