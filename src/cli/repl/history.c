/* The history file. */
#include "cli/repl/history.h"

#include "base/buffer.h"
#include "base/vector.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef VECTOR(const char *) Entries;

static const char *joined(const char *folder, const char *rest) {
    Buffer path = {0};
    buffer_addf(&path, "%s/%s", folder, rest);
    return buffer_text(&path);
}

static const char *set(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

const char *history_path(void) {
    const char *path = getenv("THR_HISTORY"), *state = set("XDG_STATE_HOME"), *home = set("HOME");
    if (path) return *path ? path : NULL;
    if (state && *state == '/') return joined(state, "thr/history");
    return home ? joined(home, ".local/state/thr/history") : NULL;
}

/* ---- One entry a line ---- */

static void add_encoded(Buffer *out, const char *entry) {
    for (; *entry; entry++) {
        if (*entry == '\n') buffer_add_text(out, "\\n");
        else if (*entry == '\\') buffer_add_text(out, "\\\\");
        else buffer_add_byte(out, *entry);
    }
    buffer_add_byte(out, '\n');
}

static const char *decoded(const char *line, size_t length) {
    Buffer out = {0};
    for (size_t i = 0; i < length; i++) {
        bool escaped = line[i] == '\\' && i + 1 < length;
        if (escaped) i++;
        buffer_add_byte(&out, escaped && line[i] == 'n' ? '\n' : line[i]);
    }
    return buffer_text(&out);
}

static bool read_entries(const char *path, Entries *entries) {
    FILE *file = fopen(path, "re");
    if (!file) return false;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
        if (line[length - 1] == '\n') length--;
        if (length > 0) vector_push(entries, decoded(line, (size_t)length));
    }
    free(line);
    fclose(file);
    return true;
}

/* ---- Writing ---- */

static void make_folders(const char *path) {
    Buffer folder = {0};
    buffer_add_text(&folder, path);
    for (char *at = folder.text + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        mkdir(folder.text, 0700);
        *at = '/';
    }
}

static bool write_file(const char *path, int flags, const Buffer *text) {
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    if (file < 0) return false;
    bool success = write(file, text->text, text->length) == (ssize_t)text->length;
    close(file);
    return success;
}

void history_append(const char *path, const char *entry) {
    Buffer line = {0};
    add_encoded(&line, entry);
    if (write_file(path, O_APPEND, &line) || errno != ENOENT) return;
    make_folders(path);
    write_file(path, O_APPEND, &line);
}

static void rewrite(const char *path, const Entries *entries, size_t first) {
    Buffer text = {0}, other = {0};
    for (size_t i = first; i < entries->count; i++) add_encoded(&text, entries->at[i]);
    buffer_addf(&other, "%s.%d", path, (int)getpid());
    if (!write_file(buffer_text(&other), O_TRUNC, &text) || rename(buffer_text(&other), path) != 0)
        unlink(buffer_text(&other));
}

void history_load(const char *path, void (*add)(const char *entry)) {
    Entries entries = {0};
    if (!read_entries(path, &entries)) return;
    size_t first = entries.count > HISTORY_MOST ? entries.count - HISTORY_MOST : 0;
    for (size_t i = first; i < entries.count; i++) add(entries.at[i]);
    if (entries.count > 2 * HISTORY_MOST) rewrite(path, &entries, first);
}
