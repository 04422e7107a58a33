/* Writing schedules, and reading them back line by line. */
#include "cli/schedule.h"

#include "base/vector.h"
#include "interp/source_file.h"
#include "syntax/ast.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char heading[] = "thr schedule 1";

/* ---- One line ---- */

static bool is_of_library(const Site *site) {
    const char *name = site->source->name;
    return name[0] == '<' && strcmp(name, "<string>") != 0 && strncmp(name, "<stdin", 6) != 0;
}

void schedule_add_place(Buffer *out, const void *place) {
    const Site *site = place;
    if (!site) return;
    buffer_addf(out, "line %u", source_line(site->source, site->span.start));
    if (is_of_library(site)) buffer_addf(out, " of %s", site->source->name);
}

void schedule_add_source(Buffer *out, const void *place) {
    const Site *site = place;
    size_t length;
    if (!site) return;
    const char *text = source_line_text(site->source, source_line(site->source, site->span.start), &length);
    while (length > 0 && isspace((unsigned char)*text)) text++, length--;
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    buffer_add(out, text, length);
}

/* What must be the same. */
static void add_operation(Buffer *out, const Fiber *fiber) {
    StoryEntry entry = story_entry_of(fiber);
    buffer_addf(out, "%" PRIu64 " | %s | ", entry.number, entry.thread ? entry.thread : "");
    schedule_add_place(out, entry.site);
    buffer_addf(out, " | %s %s | ", story_action(&entry.operation), story_kind(&entry.operation));
}

/* ---- Recording ---- */

static bool refuse(const char *path, int error) {
    fprintf(stderr, "thr: schedule '%s': %s\n", path, strerror(error));
    return false;
}

bool recorder_open(Recorder *recorder, const char *path, uint64_t seed) {
    recorder->path = path;
    recorder->file = fopen(path, "w");
    if (!recorder->file) return refuse(path, errno);
    fprintf(recorder->file, "%s\nseed %" PRIu64 "\n", heading, seed);
    return true;
}

void recorder_note(Recorder *recorder, const Fiber *fiber) {
    Buffer line = {0};
    add_operation(&line, fiber);
    schedule_add_source(&line, thr_task_site(fiber->task));
    fprintf(recorder->file, "%s\n", buffer_text(&line));
}

bool recorder_close(Recorder *recorder) {
    bool failed = ferror(recorder->file);
    failed = fclose(recorder->file) != 0 || failed;
    return !failed || refuse(recorder->path, errno);
}

/* ---- Replaying ---- */

struct Replay {
    const char *path;
    uint64_t seed;
    VECTOR(char *) lines; /* of the file, from its first */
    size_t next;          /* the line of the next operation */
    bool parted;
};

enum { FIRST_OPERATION = 2 };

static bool has_heading(Replay *replay) {
    return replay->lines.count >= FIRST_OPERATION && strcmp(replay->lines.at[0], heading) == 0 &&
           sscanf(replay->lines.at[1], "seed %" SCNu64, &replay->seed) == 1;
}

Replay *replay_open(const char *path) {
    size_t length;
    char *text = file_read(path, &length);
    if (!text) return refuse(path, errno), NULL;
    Replay *replay = memory_new(sizeof *replay);
    replay->path = path;
    replay->next = FIRST_OPERATION;
    for (char *line = text, *end; *line; line = end) {
        end = line + strcspn(line, "\n");
        if (*end) *end++ = '\0';
        vector_push(&replay->lines, line);
    }
    if (has_heading(replay)) return replay;
    fprintf(stderr, "thr: '%s' is not a schedule\n", path);
    return NULL;
}

uint64_t replay_seed(const Replay *replay) {
    return replay->seed;
}

static const char *expected_line(const Replay *replay) {
    return replay->next < replay->lines.count ? replay->lines.at[replay->next] : NULL;
}

static void tell_parting(Replay *replay, const char *script) {
    const char *expected = expected_line(replay);
    replay->parted = true;
    fflush(stdout);
    fprintf(stderr,
            "Script and schedule part at operation %zu, line %zu of %s:\n  the schedule: %s\n  the script:   %s\n",
            replay->next - FIRST_OPERATION + 1, replay->next + 1, replay->path, expected ? expected : "is at its end",
            script);
}

bool replay_check(Replay *replay, const Fiber *fiber) {
    const char *expected = expected_line(replay);
    Buffer own = {0};
    if (replay->parted) return false;
    add_operation(&own, fiber);
    if (expected && strncmp(expected, own.text, own.length) == 0) {
        replay->next++;
        return true;
    }
    schedule_add_source(&own, thr_task_site(fiber->task));
    tell_parting(replay, own.text);
    return false;
}

bool replay_finish(const Replay *replay) {
    if (replay->parted) return false;
    if (!expected_line(replay)) return true;
    tell_parting((Replay *)(uintptr_t)replay, "is at its end");
    return false;
}

static void begin(Chooser *chooser) {
    (void)chooser;
}

static void note(Chooser *chooser, Fiber *fiber) {
    (void)chooser, (void)fiber;
}

/* The thread that the next line names; if it cannot run, any: the check that follows will tell. */
static Fiber *choose(Chooser *chooser) {
    const Replay *replay = *(Replay *const *)chooser->argument;
    const char *expected = expected_line(replay);
    uint64_t number = expected ? strtoull(expected, NULL, 10) : 0;
    for (size_t i = 0; i < chooser->ready_count; i++)
        if (chooser->ready[i]->number == number) return chooser->ready[i];
    return chooser->ready[0];
}

const Strategy replay_strategy = {"replay", "as a file says", begin, note, note, choose};
