/* Between seconds, calendar fields and texts: localtime, mktime, strftime, strptime … */
#define _GNU_SOURCE 1 /* strptime, tm_zone */
#include "modules/time/calendar.h"

#include "interp/interpreter.h"
#include "modules/time/struct_time.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <stdlib.h>
#include <time.h>

/* Whole seconds of an argument; absent or None: now. */
static bool seconds_argument(Thread *thread, const Arguments *args, time_t *seconds) {
    double number;
    if (args->count == 0 || args->items[0] == NONE) {
        *seconds = thr_clock_wall(thread->interpreter->runtime) / 1000000000;
        return true;
    }
    if (!value_is_float(args->items[0]) && value_type(args->items[0])->index == NULL)
        return fail_type(thread, "'%s' object cannot be interpreted as an integer", type_name_of(args->items[0]));
    if (!value_to_double(thread, args->items[0], &number)) return false;
    if (isnan(number)) return fail_value(thread, "Invalid value NaN (not a number)");
    if (fabs(number) > 9e18) return fail_error(thread, &overflow_error, "timestamp out of range for platform time_t");
    *seconds = (time_t)floor(number);
    return true;
}

static Value fields_of(Thread *thread, const Arguments *args, struct tm *(*convert)(const time_t *, struct tm *)) {
    time_t seconds;
    struct tm fields;
    if (!seconds_argument(thread, args, &seconds)) return RAISED;
    if (convert(&seconds, &fields) == NULL)
        return raise_error(thread, &overflow_error, "timestamp out of range for platform time_t");
    return struct_time_new(&fields);
}

static Value time_localtime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return fields_of(thread, args, localtime_r);
}

static Value time_gmtime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return fields_of(thread, args, gmtime_r);
}

static Value time_mktime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    struct tm fields;
    if (!struct_time_read(thread, args->items[0], &fields, "mktime")) return RAISED;
    fields.tm_wday = -1;
    time_t seconds = mktime(&fields);
    if (seconds == (time_t)-1 && fields.tm_wday == -1)
        return raise_error(thread, &overflow_error, "mktime argument out of range");
    return value_from_float((double)seconds);
}

static Value as_text(const struct tm *fields) {
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return value_from_object(str_format("%s %s %2d %02d:%02d:%02d %d", days[fields->tm_wday], months[fields->tm_mon],
                                        fields->tm_mday, fields->tm_hour, fields->tm_min, fields->tm_sec,
                                        fields->tm_year + 1900));
}

static bool fields_argument(Thread *thread, const Arguments *args, uint32_t i, struct tm *fields,
                            const char *function) {
    if (i < args->count)
        return struct_time_read(thread, args->items[i], fields, function) && struct_time_check(thread, fields);
    time_t seconds = thr_clock_wall(thread->interpreter->runtime) / 1000000000;
    return localtime_r(&seconds, fields) != NULL;
}

static Value time_asctime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    struct tm fields;
    return fields_argument(thread, args, 0, &fields, "asctime") ? as_text(&fields) : RAISED;
}

static Value time_ctime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    time_t seconds;
    struct tm fields;
    if (!seconds_argument(thread, args, &seconds)) return RAISED;
    if (localtime_r(&seconds, &fields) == NULL)
        return raise_error(thread, &overflow_error, "timestamp out of range for platform time_t");
    return as_text(&fields);
}

static Value time_strftime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    struct tm fields;
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "strftime() argument 1 must be str, not %s", type_name_of(args->items[0]));
    if (!fields_argument(thread, args, 1, &fields, "strftime")) return RAISED;
    if (fields.tm_zone == NULL) { /* nine fields say nothing of the zone: the local one */
        struct tm local = fields;
        mktime(&local);
        fields.tm_zone = local.tm_zone;
        fields.tm_gmtoff = local.tm_gmtoff;
    }
    Str *format = value_str_object(args->items[0]);
    if (format->bytes == 0) return args->items[0];
    for (size_t size = 256 + format->bytes * 8;; size *= 2) {
        char *text = memory_new_plain(size);
        size_t length = strftime(text, size, str_text(format), &fields);
        if (length > 0 || size > (1 << 16) + format->bytes * 512) return value_from_object(str_new(text, length));
    }
}

static Value time_strptime(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    const char *format = "%a %b %d %H:%M:%S %Y";
    for (uint32_t i = 0; i < args->count; i++)
        if (!value_is_str(args->items[i]))
            return raise_type(thread, "strptime() argument %u must be str, not %s", i, type_name_of(args->items[i]));
    const char *text = str_text(value_str_object(args->items[0]));
    if (args->count > 1) format = str_text(value_str_object(args->items[1]));
    struct tm fields = {.tm_year = 0, .tm_mday = 1, .tm_isdst = -1};
    const char *rest = strptime(text, format, &fields);
    if (rest == NULL)
        return raise_value(thread, "time data %s does not match format %s", value_repr_text(thread, args->items[0]),
                           value_repr_text(thread, value_from_object(str_from_text(format))));
    if (*rest != '\0') return raise_value(thread, "unconverted data remains: %s", rest);
    struct tm complete = fields;
    timegm(&complete); /* works out the day of the week and of the year */
    fields.tm_wday = complete.tm_wday;
    fields.tm_yday = complete.tm_yday;
    fields.tm_isdst = -1;
    fields.tm_zone = NULL;
    return struct_time_new(&fields);
}

static Value time_tzset(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    (void)args;
    tzset();
    return NONE;
}

void time_add_zone(Thread *thread, Module *module) {
    if (thread->interpreter->observed) setenv("TZ", "UTC0", 1); /* the same everywhere */
    tzset();
    module_set(module, "timezone", int_from_int64(timezone));
    module_set(module, "altzone", int_from_int64(timezone - (daylight ? 3600 : 0)));
    module_set(module, "daylight", value_from_small_int(daylight != 0));
    module_set(module, "tzname",
               value_from_object(tuple_of(2, value_from_object(str_from_text(tzname[0])),
                                          value_from_object(str_from_text(tzname[1])))));
}

const Builtin time_calendar_functions[] = {
    {"asctime", time_asctime, 0, 1, "asctime([fields]): a moment as 'Sat Jun  6 16:26:11 1998'"},
    {"ctime", time_ctime, 0, 1, "ctime([seconds]): local time as 'Sat Jun  6 16:26:11 1998'"},
    {"gmtime", time_gmtime, 0, 1, "gmtime([seconds]): the calendar fields in UTC"},
    {"localtime", time_localtime, 0, 1, "localtime([seconds]): the calendar fields in local time"},
    {"mktime", time_mktime, 1, 1, "mktime(fields): local calendar fields as seconds"},
    {"strftime", time_strftime, 1, 2, "strftime(format[, fields]): calendar fields as text"},
    {"strptime", time_strptime, 1, 2, "strptime(text[, format]): the calendar fields of a text"},
    {"tzset", time_tzset, 0, 0, "tzset(): look at the time zone of the environment again"},
    {0},
};
