/* struct_time. Behind its nine items lie the zone's name and offset, which only names reach. */
#define _GNU_SOURCE 1 /* tm_zone */
#include "modules/time/struct_time.h"

#include "modules/sys/struct_sequence.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/shape_core.h"
#include "object/str.h"
#include "object/tuple.h"

#include <limits.h>

/* Items FIELDS and FIELDS + 1 are there, but not counted. */
enum { FIELDS = 9, ZONE = FIELDS, OFFSET, PLACES };

static Tuple *struct_time_allocate(void) {
    Tuple *made = instance_new_variable(&struct_time_type, sizeof *made + PLACES * sizeof(Value));
    made->count = FIELDS;
    return made;
}

static const char *const names[] = {"tm_year", "tm_mon",  "tm_mday", "tm_hour", "tm_min",
                                    "tm_sec",  "tm_wday", "tm_yday", "tm_isdst"};

Value struct_time_new(const struct tm *fields) {
    const int numbers[FIELDS] = {fields->tm_year + 1900,    fields->tm_mon + 1,  fields->tm_mday,
                                 fields->tm_hour,           fields->tm_min,      fields->tm_sec,
                                 (fields->tm_wday + 6) % 7, fields->tm_yday + 1, fields->tm_isdst};
    Tuple *made = struct_time_allocate();
    for (int i = 0; i < FIELDS; i++) made->items[i] = value_from_small_int(numbers[i]);
    made->items[ZONE] = fields->tm_zone == NULL ? NONE : value_from_object(str_from_text(fields->tm_zone));
    made->items[OFFSET] = fields->tm_zone == NULL ? NONE : value_from_small_int(fields->tm_gmtoff);
    return value_from_object(made);
}

static bool read_fields(Thread *thread, const Tuple *tuple, int64_t numbers[FIELDS]) {
    for (int i = 0; i < FIELDS; i++) {
        Value number = value_index(thread, tuple->items[i]);
        if (number == RAISED) return false;
        if (!int_to_int64(number, &numbers[i]) || numbers[i] < INT_MIN / 2 || numbers[i] > INT_MAX / 2)
            return fail_error(thread, &overflow_error, "Python int too large to convert to C int");
    }
    return true;
}

bool struct_time_read(Thread *thread, Value value, struct tm *fields, const char *function) {
    int64_t numbers[FIELDS];
    if (!value_is_tuple(value)) return fail_type(thread, "Tuple or struct_time argument required");
    if (value_tuple(value)->count != FIELDS) return fail_type(thread, "%s(): illegal time tuple argument", function);
    if (!read_fields(thread, value_tuple(value), numbers)) return false;
    *fields = (struct tm){
        .tm_year = (int)numbers[0] - 1900,
        .tm_mon = (int)numbers[1] - 1,
        .tm_mday = (int)numbers[2],
        .tm_hour = (int)numbers[3],
        .tm_min = (int)numbers[4],
        .tm_sec = (int)numbers[5],
        .tm_wday = (int)((numbers[6] + 1) % 7),
        .tm_yday = (int)numbers[7] - 1,
        .tm_isdst = (int)numbers[8],
    };
    if (value_has_type(value, &struct_time_type) && value_is_str(value_tuple(value)->items[ZONE]))
        fields->tm_zone = str_text(value_str_object(value_tuple(value)->items[ZONE]));
    return true;
}

bool struct_time_check(Thread *thread, struct tm *fields) {
    if (fields->tm_mon == -1) fields->tm_mon = 0;
    if (fields->tm_mday == 0) fields->tm_mday = 1;
    if (fields->tm_yday == -1) fields->tm_yday = 0;
    if (fields->tm_mon < 0 || fields->tm_mon > 11) return fail_value(thread, "month out of range");
    if (fields->tm_mday < 0 || fields->tm_mday > 31) return fail_value(thread, "day of month out of range");
    if (fields->tm_hour < 0 || fields->tm_hour > 23) return fail_value(thread, "hour out of range");
    if (fields->tm_min < 0 || fields->tm_min > 59) return fail_value(thread, "minute out of range");
    if (fields->tm_sec < 0 || fields->tm_sec > 61) return fail_value(thread, "seconds out of range");
    if (fields->tm_wday < 0) return fail_value(thread, "day of week out of range");
    if (fields->tm_yday < 0 || fields->tm_yday > 365) return fail_value(thread, "day of year out of range");
    return true;
}

static Value struct_time_repr(Thread *thread, Value self) {
    return struct_sequence_repr(thread, self, names, FIELDS);
}

static Value struct_time_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->count != 1 || args->keyword_count > 0)
        return raise_type(thread, "structseq() takes exactly 1 argument (%u given)", args->count + args->keyword_count);
    Value items = tuple_from_iterable(thread, args->items[0]);
    if (items == RAISED) return RAISED;
    size_t count = value_tuple(items)->count;
    if (count < FIELDS)
        return raise_type(thread, "time.struct_time() takes an at least 9-sequence (%zu-sequence given)", count);
    if (count > FIELDS + 2)
        return raise_type(thread, "time.struct_time() takes an at most 11-sequence (%zu-sequence given)", count);
    Tuple *made = struct_time_allocate();
    for (int i = 0; i < FIELDS; i++) made->items[i] = value_tuple(items)->items[i];
    made->items[ZONE] = count > FIELDS ? value_tuple(items)->items[FIELDS] : NONE;
    made->items[OFFSET] = count > FIELDS + 1 ? value_tuple(items)->items[FIELDS + 1] : NONE;
    return value_from_object(made);
}

#define ITEM(index)                                                                                                    \
    static Value item_##index(Thread *thread, Value self) {                                                            \
        (void)thread;                                                                                                  \
        return value_tuple(self)->items[index];                                                                        \
    }

ITEM(0)
ITEM(1)
ITEM(2)
ITEM(3)
ITEM(4)
ITEM(5)
ITEM(6)
ITEM(7)
ITEM(8)

static Value item_zone(Thread *thread, Value self) {
    (void)thread;
    return value_tuple(self)->items[ZONE];
}

static Value item_offset(Thread *thread, Value self) {
    (void)thread;
    return value_tuple(self)->items[OFFSET];
}

static const Property properties[] = {
    {"tm_year", item_0, NULL, "year, for example 2024"},
    {"tm_mon", item_1, NULL, "month, 1 to 12"},
    {"tm_mday", item_2, NULL, "day of the month, 1 to 31"},
    {"tm_hour", item_3, NULL, "hour, 0 to 23"},
    {"tm_min", item_4, NULL, "minute, 0 to 59"},
    {"tm_sec", item_5, NULL, "second, 0 to 61"},
    {"tm_wday", item_6, NULL, "day of the week, Monday is 0"},
    {"tm_yday", item_7, NULL, "day of the year, 1 to 366"},
    {"tm_isdst", item_8, NULL, "1 in daylight saving time, else 0; -1: not known"},
    {"tm_zone", item_zone, NULL, "name of the time zone"},
    {"tm_gmtoff", item_offset, NULL, "seconds east of UTC"},
    {0},
};

Type struct_time_type = {
    TYPE_HEAD,
    .name = "struct_time",
    .module = "time",
    .doc = "A moment as calendar fields.",
    .base = &tuple_type,
    .flags = TYPE_HAS_VARIABLE_SIZE | TYPE_IS_FINAL,
    .repr = struct_time_repr,
    .construct = struct_time_construct,
    .properties = properties,
};
