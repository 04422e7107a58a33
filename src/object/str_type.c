/* The type str: its slots, its constructor, the table of its methods, its iterator. */
#include "object/bytes.h"
#include "object/error.h"
#include "object/format.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/str_methods.h"

#include <string.h>

static Value str_str(Thread *thread, Value self) {
    (void)thread;
    Str *str = value_str_object(self);
    return object_type(&str->object) == &str_type ? self : value_from_object(str_new(str->text, str->bytes));
}

static Value str_format_slot(Thread *thread, Value self, Value spec) {
    return format_str(thread, value_str_object(self), value_str_object(spec));
}

static int str_truth(Thread *thread, Value self) {
    (void)thread;
    return value_str_object(self)->bytes != 0;
}

static bool str_hash_slot(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    *hash = str_hash(value_str_object(self));
    return true;
}

static int64_t str_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)value_str_object(self)->length;
}

/* Whether the right operand's class has something to say: it is asked before the complaint. */
static bool may_answer(Value operand, BinaryOp op) {
    const Type *type = value_type(operand);
    return (type->flags & TYPE_IS_CLASS) != 0 && type->binary[op] != NULL;
}

static Value str_add(Thread *thread, Value left, Value right) {
    if (!value_is_str(left)) return NOT_IMPLEMENTED;
    if (!value_is_str(right)) {
        if (may_answer(right, BINARY_ADD)) return NOT_IMPLEMENTED;
        return raise_type(thread, "can only concatenate str (not \"%s\") to str", type_name_of(right));
    }
    Str *first = value_str_object(left), *second = value_str_object(right);
    if (second->bytes == 0) return str_str(thread, left);
    if (first->bytes == 0) return str_str(thread, right);
    return value_from_object(str_concat(first, second));
}

static Value repeated(Thread *thread, Str *str, int64_t times) {
    if (times <= 0 || str->bytes == 0) return value_from_object(str_empty());
    if (times == 1) return str_str(thread, value_from_object(str));
    size_t bytes;
    if (__builtin_mul_overflow(str->bytes, (size_t)times, &bytes) || bytes > (size_t)INT64_MAX / 2)
        return raise_memory(thread);
    Str *result = str_try_allocate(bytes, str_is_ascii(str));
    if (result == NULL) return raise_memory(thread);
    result->length = str->length * (size_t)times;
    if (str->bytes == 1) return memset(result->text, str->text[0], bytes), value_from_object(result);
    memcpy(result->text, str->text, str->bytes);
    for (size_t done = str->bytes; done < bytes;) { /* doubles what is there */
        size_t more = done < bytes - done ? done : bytes - done;
        memcpy(result->text + done, result->text, more);
        done += more;
    }
    return value_from_object(result);
}

static Value str_multiply(Thread *thread, Value left, Value right) {
    bool left_is_str = value_is_str(left);
    Value times_value = left_is_str ? right : left;
    if (left_is_str && !value_is_int(right) && may_answer(right, BINARY_MULTIPLY)) return NOT_IMPLEMENTED;
    if (value_type(times_value)->index == NULL)
        return raise_type(thread, "can't multiply sequence by non-int of type '%s'", type_name_of(times_value));
    Value index = value_index(thread, times_value);
    if (index == RAISED) return RAISED;
    int64_t times;
    if (!int_to_int64(index, &times))
        return raise_error(thread, &overflow_error, "cannot fit 'int' into an index-sized integer");
    return repeated(thread, value_str_object(left_is_str ? left : right), times);
}

static Value str_modulo(Thread *thread, Value left, Value right) {
    if (!value_is_str(left)) return NOT_IMPLEMENTED;
    return format_percent(thread, value_str_object(left), right);
}

static Value str_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if (!value_is_str(left) || !value_is_str(right)) return NOT_IMPLEMENTED;
    Str *first = value_str_object(left), *second = value_str_object(right);
    switch (op) {
    case COMPARE_EQUAL:
        return value_from_bool(str_equal(first, second));
    case COMPARE_NOT_EQUAL:
        return value_from_bool(!str_equal(first, second));
    case COMPARE_LESS:
        return value_from_bool(str_order(first, second) < 0);
    case COMPARE_LESS_EQUAL:
        return value_from_bool(str_order(first, second) <= 0);
    case COMPARE_GREATER:
        return value_from_bool(str_order(first, second) > 0);
    default:
        return value_from_bool(str_order(first, second) >= 0);
    }
}

static uint32_t code_point_at(Str *str, size_t offset) {
    size_t length;
    return text_decode(str->text + offset, str_end(str), &length);
}

static Value stepped_slice(Str *str, int64_t start, int64_t step, int64_t count) {
    if (str_is_ascii(str) && count > 1) {
        Str *result = str_allocate((size_t)count, true);
        for (int64_t i = 0; i < count; i++) result->text[i] = str->text[start + i * step];
        return value_from_object(result);
    }
    Buffer text = {0};
    for (int64_t i = 0; i < count; i++)
        buffer_add_code_point(&text, code_point_at(str, str_offset(str, (size_t)(start + i * step))));
    return value_from_object(str_from_buffer(&text));
}

static Value str_get_item(Thread *thread, Value self, Value key) {
    Str *str = value_str_object(self);
    if (value_has_type(key, &slice_type)) {
        int64_t start, step, count;
        if (!slice_resolve(thread, (Slice *)(void *)key, (int64_t)str->length, &start, &step, &count)) return RAISED;
        return step == 1 ? value_from_object(str_slice(str, start, count)) : stepped_slice(str, start, step, count);
    }
    if (!value_is_small_int(key) && value_type(key)->index == NULL)
        return raise_type(thread, "string indices must be integers, not '%s'", type_name_of(key));
    Value number = value_index(thread, key);
    if (number == RAISED) return RAISED;
    int64_t index;
    if (!int_to_int64(number, &index))
        return raise_error(thread, &index_error, "cannot fit '%s' into an index-sized integer", type_name_of(key));
    if (index < 0) index += (int64_t)str->length;
    if (index < 0 || index >= (int64_t)str->length)
        return raise_error(thread, &index_error, "string index out of range");
    return value_from_object(str_from_code_point(code_point_at(str, str_offset(str, (size_t)index))));
}

static int str_contains(Thread *thread, Value self, Value item) {
    if (!value_is_str(item)) {
        raise_type(thread, "'in <string>' requires string as left operand, not %s", type_name_of(item));
        return -1;
    }
    Str *str = value_str_object(self);
    return text_find(str->text, 0, str->bytes, value_str_object(item)) != SIZE_MAX;
}

/* ---- Iteration: threads may share an iterator, so its place is one atomic word ---- */

typedef struct StrIterator {
    Object object;
    Str *str;
    _Atomic(size_t) offset;
} StrIterator;

static Value iterator_next(Thread *thread, Value self) {
    (void)thread;
    StrIterator *iterator = (StrIterator *)(void *)self;
    Str *str = iterator->str;
    size_t offset = atomic_load_explicit(&iterator->offset, memory_order_relaxed), length;
    uint32_t code_point;
    if (__libc_single_threaded) {
        if (offset >= str->bytes) return UNBOUND;
        code_point = text_decode(str->text + offset, str_end(str), &length);
        atomic_store_explicit(&iterator->offset, offset + length, memory_order_relaxed);
        return value_from_object(str_from_code_point(code_point));
    }
    do {
        if (offset >= str->bytes) return UNBOUND;
        code_point = text_decode(str->text + offset, str_end(str), &length);
    } while (!atomic_compare_exchange_weak_explicit(&iterator->offset, &offset, offset + length, memory_order_relaxed,
                                                    memory_order_relaxed));
    return value_from_object(str_from_code_point(code_point));
}

static Value iterator_itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value iterator_length_hint(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    StrIterator *iterator = (StrIterator *)(void *)self;
    size_t offset = atomic_load_explicit(&iterator->offset, memory_order_relaxed);
    return int_from_int64((int64_t)(iterator->str->length - str_index_of(iterator->str, offset)));
}

static const Builtin iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, 0, 0, "how many characters are left"},
    {0},
};

Type str_iterator_type = {
    TYPE_HEAD,
    .name = "str_iterator",
    .doc = "Iterates over the characters of a str.",
    .size = sizeof(StrIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = iterator_next,
    .methods = iterator_methods,
};

Type str_ascii_iterator_type = {
    TYPE_HEAD,
    .name = "str_ascii_iterator",
    .doc = "Iterates over the characters of an ASCII str.",
    .size = sizeof(StrIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = iterator_next,
    .methods = iterator_methods,
};

static Value str_iter(Thread *thread, Value self) {
    (void)thread;
    Str *str = value_str_object(self);
    StrIterator *iterator =
        object_new(str_is_ascii(str) ? &str_ascii_iterator_type : &str_iterator_type, sizeof(StrIterator));
    iterator->str = str;
    return value_from_object(iterator);
}

/* ---- str(…) ---- */

static Value decoded(Thread *thread, Value source, Value encoding, Value errors) {
    if (value_is_str(source)) return raise_type(thread, "decoding str is not supported");
    if (!value_is_bytes(source))
        return raise_type(thread, "decoding to str: need a bytes-like object, %s found", type_name_of(source));
    const char *encoding_text = encoding == UNBOUND ? "utf-8" : str_text(value_str_object(encoding));
    const char *errors_text = errors == UNBOUND ? "strict" : str_text(value_str_object(errors));
    Bytes *bytes = value_bytes(source);
    return str_decode(thread, bytes->at, bytes->count, encoding_text, errors_text);
}

static Value str_make(Thread *thread, Value type_value, const Arguments *args) {
    static const char *const names[] = {"encoding", "errors"};
    Value object = args->items[0];
    for (int i = 1; i <= 2; i++)
        if (args->items[i] != UNBOUND && !value_is_str(args->items[i]))
            return raise_type(thread, "str() argument '%s' must be str, not %s", names[i - 1],
                              type_name_of(args->items[i]));
    Value text = object == UNBOUND ? value_from_object(str_empty())
                 : args->items[1] == UNBOUND && args->items[2] == UNBOUND
                     ? value_str(thread, object)
                     : decoded(thread, object, args->items[1], args->items[2]);
    Type *type = (Type *)(void *)type_value;
    return text == RAISED || type == &str_type ? text : str_new_derived(type, value_str_object(text));
}

static Value str_construct(Thread *thread, Type *type, const Arguments *args) {
    static const Builtin entry = {"str", str_make, 0, 3, "", "object encoding errors", BUILTIN_PLAIN};
    if (type == &str_type && args->count == 1 && args->keyword_count == 0) return value_str(thread, args->items[0]);
    uint32_t given = args->count + args->keyword_count;
    if (given > 3) return raise_type(thread, "str expected at most 3 arguments, got %u", given);
    return builtin_invoke(thread, &entry, value_from_object(type), args);
}

static Value str_format_method(Thread *thread, Value self, const Arguments *args) {
    return format_template(thread, value_str_object(self), args);
}

static Value str_format_map(Thread *thread, Value self, const Arguments *args) {
    return format_map(thread, value_str_object(self), args->items[0]);
}

static const Builtin str_method_table[] = {
    {"capitalize", str_capitalize, 0, 0,
     "capitalize(): a copy with the first character in title case and the rest in lower case"},
    {"casefold", str_casefold, 0, 0, "casefold(): a copy for comparisons that ignore case"},
    {"center", str_center, 1, 2, "center(width, fillchar=' '): centered in a str of that width"},
    {"count", str_count, 1, 3, "count(sub[, start[, end]]): number of places, not overlapping, where sub is found"},
    {"encode", str_encode, 0, 2, "encode(encoding='utf-8', errors='strict'): the bytes in an encoding",
     "encoding errors"},
    {"endswith", str_endswith, 1, 3,
     "endswith(suffix[, start[, end]]): whether it ends with suffix or one of a tuple of them"},
    {"expandtabs", str_expandtabs, 0, 1, "expandtabs(tabsize=8): a copy with spaces for tabs", "tabsize"},
    {"find", str_find, 1, 3, "find(sub[, start[, end]]): lowest index where sub is found, or -1"},
    {"format", str_format_method, 0, -1, "format(*args, **kwargs): a copy with the {} fields filled in", "**"},
    {"format_map", str_format_map, 1, 1, "format_map(mapping): like format(**mapping)"},
    {"index", str_index, 1, 3, "index(sub[, start[, end]]): lowest index where sub is found; ValueError if it is not"},
    {"isalnum", str_isalnum, 0, 0, "isalnum(): whether there are only letters and numbers, at least one"},
    {"isalpha", str_isalpha, 0, 0, "isalpha(): whether there are only letters, at least one"},
    {"isascii", str_isascii, 0, 0, "isascii(): whether all characters are ASCII"},
    {"isdecimal", str_isdecimal, 0, 0, "isdecimal(): whether there are only decimal digits, at least one"},
    {"isdigit", str_isdigit, 0, 0, "isdigit(): whether there are only digits, at least one"},
    {"isidentifier", str_isidentifier, 0, 0, "isidentifier(): whether it could be a name"},
    {"islower", str_islower, 0, 0, "islower(): whether all cased characters are lower case, at least one"},
    {"isnumeric", str_isnumeric, 0, 0, "isnumeric(): whether there are only numeric characters, at least one"},
    {"isprintable", str_isprintable, 0, 0, "isprintable(): whether repr() shows all characters as they are"},
    {"isspace", str_isspace, 0, 0, "isspace(): whether there is only white space, at least one"},
    {"istitle", str_istitle, 0, 0, "istitle(): whether words start in upper case and go on in lower case"},
    {"isupper", str_isupper, 0, 0, "isupper(): whether all cased characters are upper case, at least one"},
    {"join", str_join, 1, 1, "join(iterable): the strings of the iterable with this one between them"},
    {"ljust", str_ljust, 1, 2, "ljust(width, fillchar=' '): left-justified in a str of that width"},
    {"lower", str_lower, 0, 0, "lower(): a copy in lower case"},
    {"lstrip", str_lstrip, 0, 1, "lstrip(chars=None): a copy without white space, or the chars, at the start"},
    {"maketrans", str_maketrans, 1, 3, "maketrans(x[, y[, z]]): a table for translate()", NULL, BUILTIN_STATIC_METHOD},
    {"partition", str_partition, 1, 1, "partition(sep): what is before the first sep, sep, and what is after it"},
    {"removeprefix", str_removeprefix, 1, 1, "removeprefix(prefix): a copy without the prefix, if it starts with it"},
    {"removesuffix", str_removesuffix, 1, 1, "removesuffix(suffix): a copy without the suffix, if it ends with it"},
    {"replace", str_replace, 2, 3, "replace(old, new, /, count=-1): a copy with new for old, at most count times",
     "old new / count"},
    {"rfind", str_rfind, 1, 3, "rfind(sub[, start[, end]]): highest index where sub is found, or -1"},
    {"rindex", str_rindex, 1, 3,
     "rindex(sub[, start[, end]]): highest index where sub is found; ValueError if it is not"},
    {"rjust", str_rjust, 1, 2, "rjust(width, fillchar=' '): right-justified in a str of that width"},
    {"rpartition", str_rpartition, 1, 1, "rpartition(sep): what is before the last sep, sep, and what is after it"},
    {"rsplit", str_rsplit, 0, 2, "rsplit(sep=None, maxsplit=-1): like split, from the end", "sep maxsplit"},
    {"rstrip", str_rstrip, 0, 1, "rstrip(chars=None): a copy without white space, or the chars, at the end"},
    {"split", str_split, 0, 2, "split(sep=None, maxsplit=-1): the list of the parts between separators",
     "sep maxsplit"},
    {"splitlines", str_splitlines, 0, 1, "splitlines(keepends=False): the list of lines", "keepends"},
    {"startswith", str_startswith, 1, 3,
     "startswith(prefix[, start[, end]]): whether it starts with prefix or one of a tuple of them"},
    {"strip", str_strip, 0, 1, "strip(chars=None): a copy without white space, or the chars, at both ends"},
    {"swapcase", str_swapcase, 0, 0, "swapcase(): a copy with upper case for lower case and the reverse"},
    {"title", str_title, 0, 0, "title(): a copy where each word starts in title case"},
    {"translate", str_translate, 1, 1, "translate(table): a copy with each character replaced by what the table says"},
    {"upper", str_upper, 0, 0, "upper(): a copy in upper case"},
    {"zfill", str_zfill, 1, 1, "zfill(width): a copy with zeros on the left, after a sign"},
    {0},
};

Type str_type = {
    TYPE_HEAD,
    .name = "str",
    .doc = "str(object=''): the object as a text; or str(bytes, encoding, errors): the text that bytes stand for.",
    .size = sizeof(Str),
    .flags = TYPE_HAS_VARIABLE_SIZE,
    .repr = str_repr,
    .str = str_str,
    .format = str_format_slot,
    .truth = str_truth,
    .hash = str_hash_slot,
    .binary = {[BINARY_ADD] = str_add, [BINARY_MULTIPLY] = str_multiply, [BINARY_MODULO] = str_modulo},
    .compare = str_compare,
    .length = str_length,
    .get_item = str_get_item,
    .contains = str_contains,
    .iter = str_iter,
    .construct = str_construct,
    .methods = str_method_table,
};
