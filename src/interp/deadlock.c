/* Who waits for what: in words for learners. */
#include "interp/deadlock.h"

#include "base/vector.h"
#include "interp/outcome.h"
#include "interp/program_end.h"
#include "interp/thread_record.h"
#include "interp/traceback.h"
#include "interp/wait_words.h"
#include "object/str.h"
#include "syntax/ast.h"

#include <ctype.h>
#include <string.h>

typedef struct Party {
    Thread *thread;
    ThrWaitReport wait;
} Party;

typedef struct Scene {
    Thread *self; /* that reports */
    VECTOR(Party) parties;
    VECTOR(Thread *) threads;
} Scene;

static void add_party(ThrTask *task, void *context) {
    Scene *scene = context;
    Party party = {task_thread(task), thr_task_waits_for(task)};
    vector_push(&scene->parties, party);
    vector_push(&scene->threads, party.thread);
}

static Scene scene_take(Thread *self) {
    Scene scene = {.self = self};
    thr_each_task(self->interpreter->runtime, add_party, &scene);
    return scene;
}

static Witnesses scene_witnesses(const Scene *scene) {
    return (Witnesses){scene->self, scene->threads.at, scene->threads.count};
}

static void add_wait(Buffer *out, const Scene *scene, const ThrWaitReport *wait) {
    Witnesses witnesses = scene_witnesses(scene);
    switch (wait->kind) {
    case THR_KIND_NONE:
        buffer_add_text(out, "runs");
        return;
    case THR_KIND_ALL_TASKS:
        buffer_add_text(out, "has come to its end and waits for the other threads");
        return;
    case THR_KIND_SLEEP:
        buffer_add_text(out, "sleeps");
        return;
    default:
        break;
    }
    buffer_add_text(out, "waits for ");
    wait_add_goal(out, &witnesses, wait);
}

/* Named with its number: each input has a first line. */
static bool is_input_of_prompt(const Source *source) {
    return strncmp(source->name, "<stdin-", 7) == 0;
}

static void add_site(Buffer *out, const Site *site) {
    size_t length;
    uint32_t line = source_line(site->source, site->span.start);
    const char *text = source_line_text(site->source, line, &length);
    while (length > 0 && isspace((unsigned char)*text)) text++, length--;
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    buffer_addf(out, "line %u", line);
    if (is_input_of_prompt(site->source)) buffer_addf(out, " of %s", site->source->name);
    if (strcmp(site->function, "<module>") != 0) buffer_addf(out, ", in %s", site->function);
    buffer_addf(out, ": %.*s", (int)length, text);
}

/* The innermost place in the script's own files: not inside of a module that comes with the language. */
static const Site *place_of(Thread *thread) {
    for (Frame *frame = thread->frame; frame; frame = frame->back) {
        if (!frame->site) continue;
        const char *name = frame->site->source->name;
        if (name[0] != '<' || strcmp(name, "<string>") == 0 || strncmp(name, "<stdin", 6) == 0) return frame->site;
    }
    return thread_site(thread);
}

static void add_holder(Buffer *out, const Party *party) {
    const ThrWaitReport *wait = &party->wait;
    buffer_addf(out, "        held by %s",
                wait->owner == party->thread->task ? "this same thread" : task_quoted(wait->owner));
    if (!thr_task_alive(wait->owner)) buffer_add_text(out, ", which has ended");
    if (wait->taken_at) {
        buffer_add_text(out, ", taken at ");
        add_site(out, wait->taken_at);
    }
    buffer_add_byte(out, '\n');
}

static void add_party_lines(Buffer *out, const Scene *scene, const Party *party, const Site *site) {
    buffer_addf(out, "  Thread %s ", task_quoted(party->thread->task));
    add_wait(out, scene, &party->wait);
    buffer_add_byte(out, '\n');
    if (site && party->wait.kind != THR_KIND_ALL_TASKS) {
        buffer_add_text(out, "        at ");
        add_site(out, site);
        buffer_add_byte(out, '\n');
    }
    if (wait_has_holder(&party->wait)) add_holder(out, party);
}

/* ---- The circle ---- */

static const Party *party_of(const Scene *scene, const ThrTask *task) {
    for (size_t i = 0; i < scene->parties.count; i++)
        if (scene->parties.at[i].thread->task == task) return &scene->parties.at[i];
    return NULL;
}

/* A party of a circle of holders and joined threads, or null. After as many steps as there are parties one is
   inside. */
static const Party *find_circle(const Scene *scene) {
    for (size_t i = 0; i < scene->parties.count; i++) {
        const Party *party = &scene->parties.at[i];
        for (size_t step = 0; party && step < scene->parties.count; step++)
            party = party->wait.owner ? party_of(scene, party->wait.owner) : NULL;
        if (party) return party;
    }
    return NULL;
}

static void add_circle(Buffer *out, const Scene *scene, const Party *first) {
    buffer_addf(out, "The circle: %s", task_quoted(first->thread->task));
    Witnesses witnesses = scene_witnesses(scene);
    const Party *party = first;
    do {
        buffer_add_text(out, " -> ");
        wait_add_thing(out, &witnesses, &party->wait);
        const Party *next = party_of(scene, party->wait.owner);
        if (party->wait.kind != THR_KIND_TASK) buffer_addf(out, " -> %s", task_quoted(next->thread->task));
        party = next;
    } while (party != first);
    buffer_add_byte(out, '\n');
}

/* ---- The reports ---- */

static bool is_left(const Party *party, const Thread *except) {
    return party->thread != except && !thr_task_daemon(party->thread->task);
}

/* The others go on meanwhile: what is on their stacks is not looked at. */
void threads_describe(Buffer *out, Thread *self, const Thread *except) {
    Scene scene = scene_take(self);
    bool is_first = true;
    scene.threads.count = 0;
    for (size_t i = 0; i < scene.parties.count; i++) {
        const Party *party = &scene.parties.at[i];
        if (!is_left(party, except)) continue;
        if (is_first) buffer_add_text(out, "The program ends, though these threads have not:\n");
        is_first = false;
        add_party_lines(out, &scene, party,
                        party->wait.kind == THR_KIND_NONE ? NULL : thr_task_site(party->thread->task));
    }
}

/* The reporting OS thread may be one whose task has just ended: it is a thread again, in the place of the main one. */
static Thread *reporter(Interpreter *interpreter) {
    Thread *thread = &thread_record_new(interpreter, UNBOUND)->thread;
    thread->task = interpreter->main_thread->task;
    thread_find_stack(thread);
    return thread;
}

static void add_parties(Buffer *out, const Scene *scene) {
    for (size_t i = 0; i < scene->parties.count; i++) {
        const Party *party = &scene->parties.at[i];
        const Site *place = place_of(party->thread);
        add_party_lines(out, scene, party, place ? place : thr_task_site(party->thread->task));
    }
}

static void note_ending(const Thread *self, Ending ending, size_t circle) {
    ProgramOutcome *outcome = self->interpreter->outcome;
    if (!outcome) return;
    outcome->ending = ending;
    outcome->circle = circle;
}

static size_t circle_size(const Scene *scene, const Party *first) {
    size_t size = 1;
    for (const Party *party = party_of(scene, first->wait.owner); party != first; size++)
        party = party_of(scene, party->wait.owner);
    return size;
}

static void add_deadlock(Buffer *out, Thread *self) {
    Scene scene = scene_take(self);
    buffer_add_text(out, "Deadlock: every thread waits for ever.\n");
    add_parties(out, &scene);
    const Party *circle = find_circle(&scene);
    if (circle) add_circle(out, &scene, circle);
    note_ending(self, circle ? ENDING_DEADLOCK : ENDING_HANG, circle ? circle_size(&scene, circle) : 0);
}

void livelock_report(Interpreter *interpreter) {
    Thread *thread = reporter(interpreter);
    Scene scene = scene_take(thread);
    Buffer out = {0};
    note_ending(thread, ENDING_LIVELOCK, 0);
    buffer_add_text(&out, "Livelock: threads run, but nothing comes of it, and never will.\n");
    add_parties(&out, &scene);
    standard_output_flush(thread);
    standard_error_write(thread, &out);
    program_leave(interpreter, STATUS_DEADLOCK);
}

/* Out of its wait by a KeyboardInterrupt; the others stay where they are. */
static void return_to_prompt(Interpreter *interpreter) {
    thr_deadlock_may_recur(interpreter->runtime);
    thread_want(interpreter->main_thread, WANTS_INTERRUPT);
    thr_interrupt(interpreter->main_thread->task);
}

void deadlock_report(ThrRuntime *runtime) {
    Interpreter *interpreter = thr_runtime_host(runtime)->user;
    bool interrupted = atomic_load(&interpreter->interrupted), was_thread = memory_thread_entered();
    if (!was_thread) memory_thread_enter();
    Thread *thread = reporter(interpreter);
    Buffer out = {0};
    if (interrupted) threads_describe(&out, thread, interpreter->main_thread);
    else add_deadlock(&out, thread);
    standard_output_flush(thread);
    standard_error_write(thread, &out);
    if (atomic_load(&interpreter->interactive)) {
        return_to_prompt(interpreter);
        if (!was_thread) memory_thread_leave();
        return;
    }
    program_leave(interpreter, interrupted ? STATUS_INTERRUPTED : STATUS_DEADLOCK);
}
