/* Each thread's line is what its task says at that moment; the others go on meanwhile. */
#include "modules/threading/table.h"

#include "base/text.h"
#include "base/vector.h"
#include "interp/wait_words.h"
#include "modules/builtins/builtins.h"
#include "modules/threading/state.h"
#include "object/str.h"

#include <string.h>
#include <time.h>

enum { NAME, DAEMON, LINE, STATE, COLUMNS };

typedef struct Row {
    const char *cells[COLUMNS];
} Row;

typedef VECTOR(Row) RowVector;

/* ---- What a thread does ---- */

/* Of what was typed at a prompt, the input's name as well. */
static bool is_typed(const Site *site) {
    return strncmp(site->source->name, "<stdin-", 7) == 0;
}

/* "7", "<stdin-3>:7" */
static const char *line_text(const Site *site) {
    if (!site) return "";
    unsigned line = source_line(site->source, site->span.start);
    return str_text(is_typed(site) ? str_format("%s:%u", site->source->name, line) : str_format("%u", line));
}

/* ", held by 'MainThread' since line 7" */
static void add_holder(Buffer *out, const Thread *thread, const ThrWaitReport *wait) {
    if (!wait_has_holder(wait)) return;
    bool itself = wait->owner == thread->task;
    buffer_addf(out, ", held by %s", itself ? "itself" : task_quoted(wait->owner));
    if (!thr_task_alive(wait->owner)) buffer_add_text(out, ", which has ended,");
    if (!wait->taken_at) return;
    buffer_addf(out, " since %s%s", is_typed(wait->taken_at) ? "" : "line ", line_text(wait->taken_at));
}

/* " until 15:04:05", by the clock on the wall. */
static void add_deadline(Buffer *out, ThrRuntime *runtime, int64_t deadline) {
    if (deadline == THR_FOREVER) return;
    int64_t wall = thr_clock_wall(runtime) / 1000 + (deadline - thr_now(runtime)) / 1000;
    time_t seconds = (time_t)(wall / 1000000);
    struct tm local;
    char text[16];
    localtime_r(&seconds, &local);
    strftime(text, sizeof text, "%H:%M:%S", &local);
    buffer_addf(out, " until %s", text);
}

static const char *wait_text(Thread *self, const Thread *thread, const ThrWaitReport *wait) {
    Witnesses witnesses = {self, &self, 1};
    Buffer out = {0};
    if (wait->kind == THR_KIND_SLEEP) {
        buffer_add_text(&out, "sleeping");
    } else {
        buffer_add_text(&out, "waiting for ");
        wait_add_goal(&out, &witnesses, wait);
        add_holder(&out, thread, wait);
        if (wait->deadline != THR_FOREVER) buffer_add_byte(&out, ',');
    }
    add_deadline(&out, self->interpreter->runtime, wait->deadline);
    return buffer_text(&out);
}

static void fill_state(Row *row, Thread *self, const ThrTask *task) {
    const Thread *thread = task->user;
    ThrWaitReport wait = thr_task_waits_for(task);
    switch (wait.kind) {
    case THR_KIND_NONE:
        row->cells[STATE] = "running";
        return;
    case THR_KIND_ALL_TASKS:
        row->cells[STATE] = "at its end, waiting for the others";
        return;
    default:
        row->cells[LINE] = line_text(thr_task_site(task));
        row->cells[STATE] = wait_text(self, thread, &wait);
    }
}

/* ---- Rows ---- */

static const char *name_text(Value name) {
    return str_text(value_str_object(name));
}

static const char *daemon_text(bool daemon) {
    return daemon ? "yes" : "no";
}

static void add_running(RowVector *rows, Thread *self, ThreadObject *object) {
    const ThrTask *task = atomic_load_explicit(&object->task, memory_order_acquire);
    Row row = {{name_text(word_load(&object->name)), "", "", "starting"}};
    if (task) {
        row.cells[DAEMON] = daemon_text(thr_task_daemon(task));
        fill_state(&row, self, task);
    }
    vector_push(rows, row);
}

static void add_ended(RowVector *rows, const EndedThread *ended) {
    const char *state = ended->failure ? str_text(str_format("failed: %s", ended->failure)) : "done";
    Row row = {{name_text(ended->name), daemon_text(ended->daemon), "", state}};
    vector_push(rows, row);
}

static void add_rows(RowVector *rows, Thread *self, const ThreadsSnapshot *snapshot) {
    Value running;
    vector_push(rows, ((Row){{"name", "daemon", "line", "state"}}));
    for (size_t i = 0; (running = list_get(snapshot->running, i)) != UNBOUND; i++)
        add_running(rows, self, thread_object(running));
    for (size_t i = 0; i < snapshot->ended_kept; i++) add_ended(rows, &snapshot->ended[i]);
}

/* ---- The table ---- */

static size_t width_of(const char *cell) {
    return text_width(cell, strlen(cell));
}

static void add_table(Buffer *out, const RowVector *rows) {
    size_t widths[COLUMNS] = {0};
    for (size_t i = 0; i < rows->count; i++)
        for (int column = 0; column < STATE; column++)
            if (width_of(rows->at[i].cells[column]) > widths[column])
                widths[column] = width_of(rows->at[i].cells[column]);
    for (size_t i = 0; i < rows->count; i++) {
        for (int column = 0; column < STATE; column++) {
            const char *cell = rows->at[i].cells[column];
            buffer_add_text(out, cell);
            buffer_add_repeated(out, ' ', widths[column] - width_of(cell) + 2);
        }
        buffer_addf(out, "%s\n", rows->at[i].cells[STATE]);
    }
}

Value threads_print(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    ThreadsSnapshot *snapshot = memory_new(sizeof *snapshot);
    RowVector rows = {0};
    Buffer out = {0};
    threads_snapshot(threading_state(thread), snapshot);
    add_rows(&rows, thread, snapshot);
    add_table(&out, &rows);
    uint64_t more = snapshot->ended_count - snapshot->ended_kept;
    if (more > 0) buffer_addf(&out, "(%llu more have ended before)\n", (unsigned long long)more);
    return output_write(thread, &out) ? NONE : RAISED;
}
