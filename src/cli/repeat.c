/* Commands in words that a shell takes apart again. */
#include "cli/repeat.h"

#include <inttypes.h>
#include <string.h>

/* As a shell takes it. */
static void add_quoted(Buffer *out, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
    buffer_add_byte(out, ' ');
    if (*word && word[strspn(word, plain)] == '\0') {
        buffer_add_text(out, word);
        return;
    }
    buffer_add_byte(out, '\'');
    for (; *word; word++) {
        if (*word == '\'') buffer_add_text(out, "'\\''");
        else buffer_add_byte(out, *word);
    }
    buffer_add_byte(out, '\'');
}

void repeat_command(Buffer *out, const Options *options, uint64_t seed) {
    bool is_command = options->action == ACTION_COMMAND;
    buffer_addf(out, "thr --seed %" PRIu64, seed);
    if (options->strategy_text) buffer_addf(out, " --strategy %s", options->strategy_text);
    if (options->no_specialize) buffer_add_text(out, " --no-specialize");
    if (is_command) {
        buffer_add_text(out, " -c");
        add_quoted(out, options->subject);
    }
    for (int i = is_command; i < options->argc; i++) add_quoted(out, options->argv[i]);
}
