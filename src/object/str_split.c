/* Taking strings apart and joining them: split, rsplit, splitlines, partition, join. */
#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/str_unicode.h"
#include "object/tuple.h"

#include <string.h>

enum { MANY_PARTS = 12 }; /* room that most splits get along with */

static inline void add_part(List *parts, Str *str, size_t start, size_t end) {
    Str *part = end - start < str->bytes ? str_part(str, start, end) : str_new(str->text, str->bytes);
    list_append_unshared(parts, value_from_object(part));
}

static void reverse(List *parts) {
    size_t count = list_count(parts);
    for (size_t i = 0; i < count / 2; i++) {
        Value other = list_get(parts, count - 1 - i);
        list_set(parts, count - 1 - i, list_get(parts, i));
        list_set(parts, i, other);
    }
}

/* The next offset from `at` that is (or, wanted false, is not) white space; the end if there is none. */
static inline size_t next_space(const Str *str, size_t at, bool wanted) {
    size_t length;
    while (at < str->bytes && (unsigned char)str->text[at] < 128 && ascii_is_space(str->text[at]) != wanted) at++;
    while (at < str->bytes && unicode_is_space(text_decode(str->text + at, str_end(str), &length)) != wanted)
        at += length;
    return at;
}

/* The same backwards: the offset behind the last character that fits. */
static size_t previous_space(const Str *str, size_t at, bool wanted) {
    while (at > 0) {
        size_t before = at, length;
        do before--;
        while (((unsigned char)str->text[before] & 0xc0) == 0x80);
        if (unicode_is_space(text_decode(str->text + before, str_end(str), &length)) == wanted) break;
        at = before;
    }
    return at;
}

static void split_spaces(List *parts, Str *str, int64_t most) {
    for (size_t at = next_space(str, 0, false); at < str->bytes;) {
        size_t end = most-- == 0 ? str->bytes : next_space(str, at, true);
        add_part(parts, str, at, end);
        at = next_space(str, end, false);
    }
}

static void rsplit_spaces(List *parts, Str *str, int64_t most) {
    for (size_t end = previous_space(str, str->bytes, false); end > 0;) {
        size_t start = most-- == 0 ? 0 : previous_space(str, end, true);
        add_part(parts, str, start, end);
        end = previous_space(str, start, false);
    }
    reverse(parts);
}

static void split_separator(List *parts, Str *str, const Str *separator, int64_t most) {
    size_t at = 0, found;
    while (most-- != 0 && (found = text_find(str->text, at, str->bytes, separator)) != SIZE_MAX) {
        add_part(parts, str, at, found);
        at = found + separator->bytes;
    }
    add_part(parts, str, at, str->bytes);
}

static void rsplit_separator(List *parts, Str *str, const Str *separator, int64_t most) {
    size_t end = str->bytes, found;
    while (most-- != 0 && (found = text_find_last(str->text, 0, end, separator)) != SIZE_MAX) {
        add_part(parts, str, found + separator->bytes, end);
        end = found;
    }
    add_part(parts, str, 0, end);
    reverse(parts);
}

typedef void (*SpaceSplitter)(List *parts, Str *str, int64_t most);
typedef void (*SeparatorSplitter)(List *parts, Str *str, const Str *separator, int64_t most);

static Value split_by(Thread *thread, Value self, const Arguments *args, SpaceSplitter by_space, SeparatorSplitter by) {
    Value separator = args->items[0];
    int64_t most = -1;
    if (args->items[1] != UNBOUND && !value_to_index(thread, args->items[1], &most)) return RAISED;
    Str *str = value_str_object(self);
    List *parts = list_new(MANY_PARTS);
    if (separator == UNBOUND || separator == NONE) {
        by_space(parts, str, most);
    } else {
        if (!value_is_str(separator)) return raise_type(thread, "must be str or None, not %s", type_name_of(separator));
        if (value_str_object(separator)->bytes == 0) return raise_value(thread, "empty separator");
        by(parts, str, value_str_object(separator), most);
    }
    return value_from_object(parts);
}

Value str_split(Thread *thread, Value self, const Arguments *args) {
    return split_by(thread, self, args, split_spaces, split_separator);
}

Value str_rsplit(Thread *thread, Value self, const Arguments *args) {
    return split_by(thread, self, args, rsplit_spaces, rsplit_separator);
}

static bool is_line_end(uint32_t code_point) {
    return (code_point >= '\n' && code_point <= '\r') || (code_point >= 0x1c && code_point <= 0x1e) ||
           code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029;
}

Value str_splitlines(Thread *thread, Value self, const Arguments *args) {
    int keep = args->items[0] == UNBOUND ? 0 : value_truth(thread, args->items[0]);
    if (keep < 0) return RAISED;
    Str *str = value_str_object(self);
    List *lines = list_new(MANY_PARTS);
    size_t start = 0, length;
    for (size_t at = 0; at < str->bytes; at += length) {
        while (at < str->bytes && (unsigned char)(str->text[at] - ' ') < 0x60) at++;
        if (at == str->bytes) break;
        if (!is_line_end(text_decode(str->text + at, str_end(str), &length))) continue;
        if (str->text[at] == '\r' && at + 1 < str->bytes && str->text[at + 1] == '\n') length = 2;
        add_part(lines, str, start, keep ? at + length : at);
        start = at + length;
    }
    if (start < str->bytes) add_part(lines, str, start, str->bytes);
    return value_from_object(lines);
}

/* `at`: the separator's offset, SIZE_MAX if it was not found; then the whole is the first or the last part. */
static Value three_parts(Str *str, Str *separator, size_t at, bool whole_last) {
    Value whole = value_from_object(str_part(str, 0, str->bytes)), empty = value_from_object(str_empty());
    if (at == SIZE_MAX)
        return value_from_object(whole_last ? tuple_of(3, empty, empty, whole) : tuple_of(3, whole, empty, empty));
    Value before = value_from_object(str_part(str, 0, at));
    Value after = value_from_object(str_part(str, at + separator->bytes, str->bytes));
    return value_from_object(tuple_of(3, before, value_from_object(separator), after));
}

static Str *separator_argument(Thread *thread, const Arguments *args) {
    Value separator = args->items[0];
    if (!value_is_str(separator)) raise_type(thread, "must be str, not %s", type_name_of(separator));
    else if (value_str_object(separator)->bytes == 0) raise_value(thread, "empty separator");
    else return value_str_object(separator);
    return NULL;
}

Value str_partition(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self), *separator = separator_argument(thread, args);
    if (separator == NULL) return RAISED;
    return three_parts(str, separator, text_find(str->text, 0, str->bytes, separator), false);
}

Value str_rpartition(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self), *separator = separator_argument(thread, args);
    if (separator == NULL) return RAISED;
    return three_parts(str, separator, text_find_last(str->text, 0, str->bytes, separator), true);
}

/* ---- join ---- */

static bool check_items(Thread *thread, const Value *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!value_has_type(items[i], &str_type) && !value_is_str(items[i]))
            return fail_type(thread, "sequence item %zu: expected str instance, %s found", i, type_name_of(items[i]));
    return true;
}

static Value join_items(Thread *thread, Str *separator, const Value *items, size_t count) {
    if (!check_items(thread, items, count)) return RAISED;
    if (count == 0) return value_from_object(str_empty());
    if (count == 1) return value_str(thread, items[0]);
    size_t bytes = separator->bytes * (count - 1), length = separator->length * (count - 1);
    bool ascii = str_is_ascii(separator);
    for (size_t i = 0; i < count; i++) {
        Str *item = value_str_object(items[i]);
        bytes += item->bytes;
        length += item->length;
        ascii = ascii && str_is_ascii(item);
    }
    Str *joined = str_try_allocate(bytes, ascii);
    if (joined == NULL) return raise_memory(thread);
    joined->length = length;
    char *out = joined->text;
    for (size_t i = 0; i < count; i++) {
        Str *item = value_str_object(items[i]);
        if (i > 0) text_copy(out, separator->text, separator->bytes), out += separator->bytes;
        text_copy(out, item->text, item->bytes);
        out += item->bytes;
    }
    return value_from_object(joined);
}

enum { FEW_ITEMS = 64 };

/* The items of a short list as they are at one moment, copied to where there is room; null: there are too many. */
static Value *few_items(List *list, Value few[FEW_ITEMS], size_t *count) {
    object_lock(&list->object);
    ListItems *items = list_close(list);
    *count = atomic_load_explicit(&items->count, memory_order_relaxed);
    if (*count <= FEW_ITEMS) memcpy(few, items_plain(items), *count * sizeof *few);
    object_unlock(&list->object);
    return *count <= FEW_ITEMS ? few : NULL;
}

Value str_join_values(Thread *thread, Str *separator, Value iterable) {
    if (value_is_tuple(iterable))
        return join_items(thread, separator, value_tuple(iterable)->items, value_tuple(iterable)->count);
    if (!value_is_list(iterable)) {
        if (value_type(iterable)->iter == NULL && value_type(iterable)->get_item == NULL)
            return raise_type(thread, "can only join an iterable");
        iterable = list_from_iterable(thread, iterable);
        if (iterable == RAISED) return RAISED;
    }
    size_t count;
    Value few[FEW_ITEMS], *items = few_items(value_list(iterable), few, &count);
    if (items == NULL) items = list_snapshot(value_list(iterable), &count);
    return join_items(thread, separator, items, count);
}

Value str_join(Thread *thread, Value self, const Arguments *args) {
    return str_join_values(thread, value_str_object(self), args->items[0]);
}
