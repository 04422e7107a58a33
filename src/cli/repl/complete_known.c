/* A small evaluator over tokens that only looks. */
#include "cli/repl/complete_known.h"

#include "interp/interpreter.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/callable_core.h"
#include "object/error.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/set.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/bytes.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "syntax/thr.h"

#include <stdlib.h>
#include <string.h>

static const Known nothing = {.value = UNBOUND};

static Known known_value(Value value) {
    return (Known){.value = value == RAISED ? UNBOUND : value};
}

static Known known_instance(Type *type) {
    return (Known){UNBOUND, type};
}

/* ---- Names and attributes ---- */

Known known_name(Thread *thread, Dict *names, Str *name) {
    Value value = dict_get_str(names, name);
    return known_value(value != UNBOUND ? value : dict_get_str(thread->interpreter->builtins, name));
}

/* A descriptor whose binding is C that runs nothing of the script. */
static bool binds_quietly(Value found) {
    return !(value_type(found)->flags & TYPE_IS_CLASS) && !value_is_instance(found, &property_type);
}

static Known bind(Thread *thread, Value found, Value instance, Type *owner) {
    if (found == UNBOUND || !binds_quietly(found)) return nothing;
    Value bound = attribute_bind(thread, found, instance, owner);
    if (bound == RAISED) error_take(thread);
    return known_value(bound);
}

static Known attribute_of_type(Thread *thread, Type *type, Str *name) {
    Value found = type_lookup(type, name);
    if (found != UNBOUND) return bind(thread, found, UNBOUND, type);
    return bind(thread, type_lookup(&type_type, name), value_from_object(type), &type_type);
}

static Value own_attribute(Object *instance, Str *name) {
    uint32_t offset;
    if (!(object_type(instance)->flags & TYPE_HAS_ATTRIBUTES)) return UNBOUND;
    Word *spot = instance_find(instance, name, false, &offset);
    Value value = spot ? word_load(spot) : UNBOUND;
    return value == RAISED ? UNBOUND : value;
}

static Known attribute_of_instance(Thread *thread, Value object, Str *name) {
    Type *type = value_type(object);
    Value found = type_lookup(type, name);
    bool is_data = found != UNBOUND && SLOT(value_type(found), descriptor_set);
    Value own = is_data || !value_is_object(object) ? UNBOUND : own_attribute(value_object(object), name);
    return own != UNBOUND ? known_value(own) : bind(thread, found, object, type);
}

/* An object of a built-in type answers in C, unless its class, or a module, was given code for that. */
static Known attribute_of_built_in(Thread *thread, Value object, Str *name) {
    Value value = value_find_attribute(thread, object, name);
    if (value == RAISED) error_take(thread);
    return known_value(value);
}

Known known_attribute(Thread *thread, Known object, Str *name) {
    if (object.value == UNBOUND) {
        Value found = object.type ? type_lookup(object.type, name) : UNBOUND;
        return found != UNBOUND && value_type(found)->flags & TYPE_BINDS_RECEIVER
                   ? known_value(bound_method_new(found, NONE))
                   : nothing;
    }
    if (value_is_type(object.value)) return attribute_of_type(thread, value_as_type(object.value), name);
    Type *type = value_type(object.value);
    if (type->flags & TYPE_IS_MODULE)
        return known_value(dict_get_str(((Module *)value_object(object.value))->names, name));
    if (type->flags & TYPE_IS_CLASS) return attribute_of_instance(thread, object.value, name);
    return attribute_of_built_in(thread, object.value, name);
}

/* ---- Expressions ---- */

typedef struct Reader {
    Thread *thread;
    Dict *names;
    const Spot *spot;
    size_t at, end;
} Reader;

static const Token *token_at(const Reader *reader) {
    static const Token none = {0};
    return reader->at < reader->end ? &reader->spot->tokens[reader->at] : &none;
}

static Str *take_name(Reader *reader) {
    return str_intern_text(spot_text(reader->spot, reader->at++));
}

/* Skips a bracket; what is in it is tokens[*first..*last). */
static void take_bracket(Reader *reader, size_t *first, size_t *last) {
    *first = reader->at + 1;
    *last = spot_closer(reader->spot, reader->at);
    reader->at = *last + 1;
}

static bool has_at_depth(const Spot *spot, int kind, size_t first, size_t last) {
    for (size_t i = first; i < last; i++)
        if (spot->tokens[i].kind == kind && spot->tokens[i].depth == spot->tokens[first - 1].depth) return true;
    return false;
}

static Known take_parentheses(Reader *reader) {
    size_t first, last;
    take_bracket(reader, &first, &last);
    if (first == last || has_at_depth(reader->spot, TOKEN_COMMA, first, last)) return known_instance(&tuple_type);
    return known_expression(reader->thread, reader->names, reader->spot, first, last);
}

static Known take_braces(Reader *reader) {
    size_t first, last;
    take_bracket(reader, &first, &last);
    bool is_dict = first == last || has_at_depth(reader->spot, TOKEN_COLON, first, last) ||
                   has_at_depth(reader->spot, TOKEN_STARSTAR, first, first + 1);
    return known_instance(is_dict ? &dict_type : &set_type);
}

static Known take_string(Reader *reader) {
    const char *text = spot_text(reader->spot, reader->at++);
    return known_instance(text[strcspn(text, "bB'\"")] == 'b' || *text == 'B' ? &bytes_type : &str_type);
}

static Known take_atom(Reader *reader) {
    size_t first, last;
    switch (token_at(reader)->kind) {
    case TOKEN_NAME:
        return known_name(reader->thread, reader->names, take_name(reader));
    case TOKEN_STRING:
        return take_string(reader);
    case TOKEN_FSTRING_START:
        take_bracket(reader, &first, &last);
        return known_instance(&str_type);
    case TOKEN_LSQB:
        take_bracket(reader, &first, &last);
        return known_instance(&list_type);
    case TOKEN_LBRACE:
        return take_braces(reader);
    case TOKEN_LPAR:
        return take_parentheses(reader);
    case TOKEN_INTEGER:
        reader->at++;
        return known_instance(&int_type);
    case TOKEN_FLOAT:
        reader->at++;
        return known_instance(&float_type);
    default:
        return nothing;
    }
}

/* What calling it makes: known of classes only. */
static Known called(Known function) {
    if (function.value == UNBOUND || !value_is_type(function.value)) return nothing;
    Type *type = value_as_type(function.value);
    return type == &type_type ? nothing : known_instance(type);
}

/* 'text' without prefix or backslash. */
static Str *plain_string(const char *text) {
    size_t length = strlen(text);
    bool plain = length >= 2 && (*text == '\'' || *text == '"') && text[1] != *text && !strchr(text, '\\');
    return plain ? str_intern(text + 1, length - 2) : NULL;
}

static Value item_of(Value container, int64_t index) {
    if (value_has_type(container, &list_type)) {
        int64_t count = (int64_t)list_count(value_list(container));
        return list_get(value_list(container), (size_t)(index < 0 ? index + count : index));
    }
    if (!value_has_type(container, &tuple_type)) return UNBOUND;
    size_t count = value_tuple(container)->count, at = (size_t)(index < 0 ? index + (int64_t)count : index);
    return at < count ? value_tuple(container)->items[at] : UNBOUND;
}

/* container[constant], of built-in containers. */
static Known subscripted(Reader *reader, Known container, size_t first, size_t last) {
    const Spot *spot = reader->spot;
    bool negative = first < last && spot->tokens[first].kind == TOKEN_MINUS;
    first += negative;
    if (container.value == UNBOUND || first + 1 != last) return nothing;
    const char *text = spot_text(spot, first);
    if (spot->tokens[first].kind == TOKEN_INTEGER) {
        int64_t index = strtoll(text, NULL, 0);
        return known_value(item_of(container.value, negative ? -index : index));
    }
    Str *key = spot->tokens[first].kind == TOKEN_STRING ? plain_string(text) : NULL;
    if (!key || !value_has_type(container.value, &dict_type)) return nothing;
    return known_value(dict_get_str(value_dict(container.value), key));
}

static Known take_trailer(Reader *reader, Known operand) {
    size_t first, last;
    switch (token_at(reader)->kind) {
    case TOKEN_DOT:
        reader->at++;
        return token_at(reader)->kind == TOKEN_NAME ? known_attribute(reader->thread, operand, take_name(reader))
                                                    : nothing;
    case TOKEN_LPAR:
        take_bracket(reader, &first, &last);
        return called(operand);
    case TOKEN_LSQB:
        take_bracket(reader, &first, &last);
        return subscripted(reader, operand, first, last);
    default:
        reader->at = SIZE_MAX;
        return nothing;
    }
}

Known known_expression(Thread *thread, Dict *names, const Spot *spot, size_t first, size_t end) {
    Reader reader = {thread, names, spot, first, end};
    Known known = take_atom(&reader);
    while (reader.at < end && (known.value != UNBOUND || known.type)) known = take_trailer(&reader, known);
    return known;
}
