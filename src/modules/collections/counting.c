/* Counting the items of an iterable into a dict: what Counter does most. */
#include "modules/collections/collections.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"

/* mapping[item] += 1, by the dict itself, whatever its class. */
static bool count_item(Thread *thread, Dict *counts, Value item) {
    DictPlace place;
    Value count = dict_get_place(thread, counts, item, &place);
    if (count == RAISED) return false;
    if (count == UNBOUND) return dict_set(thread, counts, item, value_from_small_int(1));
    Value next = value_is_small_int(count) ? int_from_int64_inline(value_small_int(count) + 1)
                                           : operate_binary(thread, BINARY_ADD, count, value_from_small_int(1));
    if (next == RAISED) return false;
    return (place.entry != NULL && dict_set_place(counts, place, next)) || dict_set(thread, counts, item, next);
}

static Value call_count_items(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_is_dict(args->items[0])) return raise_type(thread, "a dict is required");
    Value iterator = value_iter(thread, args->items[1]), item;
    if (iterator == RAISED) return RAISED;
    while ((item = value_next(thread, iterator)) != UNBOUND)
        if (item == RAISED || !count_item(thread, value_dict(args->items[0]), item)) return RAISED;
    return NONE;
}

const Builtin counting_functions[] = {
    {"count_items", call_count_items, 2, 2, "count_items(dict, iterable): add 1 to the count of each item"},
    {0},
};
