/* Too many, too few and unknown arguments are told here; the binding itself is that of all built-ins. */
#include "modules/threading/init.h"

#include "base/buffer.h"
#include "object/error.h"
#include "object/str.h"

#include <string.h>

static bool fail_too_many(Thread *thread, const Builtin *entry, uint32_t given) {
    int least = entry->least + 1, most = entry->most + 1; /* with self */
    Buffer takes = {0};
    if (least == most) buffer_addf(&takes, "%d", most);
    else buffer_addf(&takes, "from %d to %d", least, most);
    return fail_type(thread, "%s() takes %s positional argument%s but %u were given", entry->name, buffer_text(&takes),
                     most == 1 ? "" : "s", given + 1);
}

static bool is_given(const Arguments *args, uint32_t index, const char *name, size_t length) {
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (args->keywords[i]->bytes == length && memcmp(str_text(args->keywords[i]), name, length) == 0) return true;
    return index < args->count;
}

/* The names of the required parameters that are missing, as in "'a' and 'b'"; how many. */
static int missing_names(const Builtin *entry, const Arguments *args, Buffer *names) {
    int missing = 0;
    const char *word = entry->parameters;
    for (int i = 0; i < entry->least; i++) {
        size_t length = strcspn(word, " ");
        if (!is_given(args, (uint32_t)i, word, length))
            buffer_addf(names, "%s'%.*s'", missing++ ? " and " : "", (int)length, word);
        word += length + 1;
    }
    return missing;
}

bool init_invoke(Thread *thread, const Builtin *entry, Value self, const Arguments *args) {
    if ((int64_t)args->count > entry->most) return fail_too_many(thread, entry, args->count);
    Buffer names = {0};
    int missing = missing_names(entry, args, &names);
    if (missing > 0)
        return fail_type(thread, "%s() missing %d required positional argument%s: %s", entry->name, missing,
                         missing == 1 ? "" : "s", buffer_text(&names));
    return builtin_invoke(thread, entry, self, args) != RAISED;
}
