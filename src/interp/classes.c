/* `class`: the body runs in a frame whose names are the class's namespace; type_new makes the class of them. */
#include "interp/arguments_gather.h"
#include "interp/definitions.h"
#include "interp/frame.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"
#include "object/type_core.h"

#include <alloca.h>

void prepare_class(Preparer *preparer, Stmt *stmt) {
    ClassStmt *node = (ClassStmt *)stmt;
    for (uint32_t i = 0; i < node->decorators.count; i++) prepare_expr(preparer, node->decorators.at[i]);
    for (uint32_t i = 0; i < node->argument_count; i++) prepare_expr(preparer, node->arguments[i].value);
    prepare_function_node(preparer, node->body);
    prepare_target(preparer, node->target);
}

/* ---- The body ---- */

static Dict *namespace_new(ClassStmt *node, Frame *frame) {
    Code *code = node->body->code;
    Dict *names = dict_new();
    Value module = dict_get_str(frame->function->globals, dunder_name);
    if (module != UNBOUND) dict_set_str(names, dunder_module, module);
    dict_set_str(names, dunder_qualname, value_from_object(code->qualified_name));
    if (node->body->docstring != NULL)
        dict_set_str(names, dunder_doc,
                     value_from_object(str_new(node->body->docstring, node->body->docstring_length)));
    return names;
}

/* Runs the body on the namespace; `*class_cell` receives the cell that methods captured as __class__, or null. */
static bool run_body(ClassStmt *node, Frame *frame, Dict *names, Cell **class_cell) {
    Code *code = node->body->code;
    Scope *scope = node->body->scope;
    Function *function = function_for(code, frame->function->globals, frame->function->builtins, names);
    function_capture(function, frame);
    Frame *body = alloca(frame_size(code));
    frame_start_from(body, frame, frame->thread, function);
    for (int32_t i = 0; i < code->slot_count; i++) body->slots[i] = UNBOUND;
    frame_make_cells(body);
    *class_cell = scope->class_cell < 0 ? NULL : (Cell *)(void *)body->slots[scope->class_cell];
    return frame_run(body) != RAISED;
}

/* ---- Bases ---- */

/* What stands for a base that is no class but says which ones it means (__mro_entries__). */
static bool add_base(Thread *thread, List *list, Value base, Tuple *bases) {
    Value method = value_is_type(base) ? UNBOUND : value_find_attribute(thread, base, dunder_mro_entries);
    if (method == RAISED) return false;
    if (method == UNBOUND) {
        list_append(list, base);
        return true;
    }
    Value entries = value_call1(thread, method, value_from_object(bases));
    if (entries == RAISED) return false;
    return value_is_tuple(entries) ? list_extend(thread, list, entries)
                                   : fail_type(thread, "__mro_entries__ must return a tuple");
}

static Tuple *resolve_bases(Thread *thread, Tuple *bases) {
    List *list = list_new(bases->count);
    for (size_t i = 0; i < bases->count; i++)
        if (!add_base(thread, list, bases->items[i], bases)) return NULL;
    Value resolved = tuple_from_iterable(thread, value_from_object(list));
    return resolved == RAISED ? NULL : value_tuple(resolved);
}

static bool check_metaclass(Thread *thread, const Arguments *keywords) {
    Value metaclass = arguments_keyword(keywords, "metaclass");
    if (metaclass == UNBOUND || metaclass == value_from_object(&type_type)) return true;
    return fail_type(thread, "metaclasses are not part of the language: the class of a class is always type");
}

static void drop_keyword(Arguments *keywords, const char *name) {
    uint32_t kept = 0;
    Value *items = memory_new((keywords->keyword_count + 1) * sizeof(Value));
    Str **names = memory_new((keywords->keyword_count + 1) * sizeof(Str *));
    for (uint32_t i = 0; i < keywords->keyword_count; i++) {
        if (strcmp(str_text(keywords->keywords[i]), name) == 0) continue;
        items[kept] = keywords->items[i];
        names[kept++] = keywords->keywords[i];
    }
    *keywords = (Arguments){items, 0, kept, names};
}

/* class C(base) where the base is no class: its type is called, which mostly refuses in words of its own. */
static Value class_of_no_type(Thread *thread, Str *name, Tuple *bases, Dict *names) {
    Value items[] = {value_from_object(name), value_from_object(bases), value_from_object(names)};
    return value_call(thread, value_from_object(value_type(bases->items[0])), &(Arguments){.items = items, .count = 3});
}

/* ---- The statement ---- */

static Value make_class(ClassStmt *node, Frame *frame, const Arguments *args) {
    Arguments keywords = {args->items + args->count, 0, args->keyword_count, args->keywords};
    if (!check_metaclass(frame->thread, &keywords)) return RAISED;
    drop_keyword(&keywords, "metaclass");
    Tuple *written = tuple_from(args->items, args->count), *bases = resolve_bases(frame->thread, written);
    Cell *class_cell;
    Dict *names = namespace_new(node, frame);
    if (bases == NULL || !run_body(node, frame, names, &class_cell)) return RAISED;
    if (memcmp(bases->items, written->items, written->count * sizeof(Value)) != 0 || bases->count != written->count)
        dict_set_str(names, dunder_orig_bases, value_from_object(written));
    Str *name = str_intern_text(node->name);
    if (bases->count > 0 && !value_is_type(bases->items[0])) return class_of_no_type(frame->thread, name, bases, names);
    Value class = type_new(frame->thread, name, bases, names, &keywords, node->attribute_hints, node->hint_count);
    if (class != RAISED && class_cell != NULL) word_store(&class_cell->value, class);
    return class;
}

/* type(name, bases, namespace): in the module of whoever calls it, as a `class` statement there. */
static Value construct_class(Thread *thread, Type *type, const Arguments *args) {
    Value module = thread->frame ? dict_get_str(thread->frame->function->globals, dunder_name) : UNBOUND;
    if (args->count != 3 || !value_is_dict(args->items[2]) || module == UNBOUND)
        return type_construct(thread, type, args);
    Dict *names = dict_copy(value_dict(args->items[2]));
    if (dict_get_str(names, dunder_module) == UNBOUND) dict_set_str(names, dunder_module, module);
    Value *items = memory_new((3 + args->keyword_count) * sizeof *items);
    memcpy(items, args->items, (3 + args->keyword_count) * sizeof *items);
    items[2] = value_from_object(names);
    return type_construct(thread, type, &(Arguments){items, 3, args->keyword_count, args->keywords});
}

void classes_start(void) {
    atomic_store(&type_type.construct, construct_class);
}

static Value eval_class(ClassStmt *node, Frame *frame) {
    Arguments args;
    if (!arguments_gather(frame, UNBOUND, node->arguments, node->argument_count, &args)) return RAISED;
    frame_note(frame, node->stmt.span);
    return make_class(node, frame, &args);
}

Flow run_class(Stmt *stmt, Frame *frame) {
    ClassStmt *node = (ClassStmt *)stmt;
    Value *decorators = memory_new((node->decorators.count + 1) * sizeof(Value));
    if (!decorators_eval(&node->decorators, frame, decorators)) return FLOW_RAISE;
    Value class = eval_class(node, frame);
    if (class == RAISED) {
        raised_at(frame, stmt->span, (Span){0, 0});
        return FLOW_RAISE;
    }
    class = decorators_apply(&node->decorators, frame, decorators, class);
    return class != RAISED && node->target->assign(node->target, frame, class) ? FLOW_NEXT : FLOW_RAISE;
}
