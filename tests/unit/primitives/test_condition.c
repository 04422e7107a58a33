// Condition over a lock, over a reentrant lock, and over a lock of the host's own.
#include "fixture.h"

enum { WORKERS = 5, ITEMS = 3000 };

typedef struct Room {
    ThrLock lock;
    ThrRLock rlock;
    ThrCondition condition;
    bool reentrant;
    int tokens, woken;
} Room;

static void room_init(Room *room, bool reentrant) {
    *room = (Room){.reentrant = reentrant};
    if (reentrant) thr_condition_init_rlock(&room->condition, &room->rlock);
    else thr_condition_init(&room->condition, &room->lock);
}

static void enter(ThrTask *self, Room *room) {
    if (room->reentrant) thr_rlock_acquire(self, &room->rlock, THR_FOREVER);
    else thr_lock_acquire(self, &room->lock, THR_FOREVER);
}

static ThrStatus leave(ThrTask *self, Room *room) {
    return room->reentrant ? thr_rlock_release(self, &room->rlock) : thr_lock_release(self, &room->lock);
}

static void wait_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Room *room = worker->subject;
    enter(self, room);
    worker->status = thr_condition_wait(self, &room->condition, worker->deadline);
    worker->order = room->woken++;
    if (leave(self, room) != THR_OK) worker->status = THR_NOT_HELD;
}

static void line_up(ThrTask *self, Room *room, Worker *workers, int n) {
    for (int i = 0; i < n; i++) {
        start(self, &workers[i], wait_once, room);
        wait_until(self, thr_condition_waiting(&room->condition) == (unsigned)i + 1);
    }
}

static void notify(ThrTask *self, Room *room, unsigned n) {
    enter(self, room);
    assert_int_equal(thr_condition_notify(self, &room->condition, n), THR_OK);
    leave(self, room);
}

static void needs_its_lock(ThrTask *self, bool reentrant) {
    Room room;
    room_init(&room, reentrant);
    assert_int_equal(thr_condition_wait(self, &room.condition, THR_NOW), THR_NOT_HELD);
    assert_int_equal(thr_condition_notify(self, &room.condition, 1), THR_NOT_HELD);
    assert_int_equal(thr_condition_notify_all(self, &room.condition), THR_NOT_HELD);
    enter(self, &room);
    assert_true(thr_condition_owned(self, &room.condition));
    assert_int_equal(thr_condition_notify_all(self, &room.condition), THR_OK);
    leave(self, &room);
}

TEST(needs_its_lock_held) {
    needs_its_lock(self, false);
    needs_its_lock(self, true);
}

static void notify_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_condition_notify(self, worker->subject, 1);
}

TEST(a_reentrant_lock_must_be_ones_own) {
    Room room;
    Worker worker;
    room_init(&room, true);
    enter(self, &room);
    start(self, &worker, notify_once, &room.condition);
    assert_int_equal(finish(self, &worker), THR_NOT_HELD);
    leave(self, &room);
}

static void takes_the_lock_back_after_a_timeout(ThrTask *self, bool reentrant) {
    Room room;
    room_init(&room, reentrant);
    enter(self, &room);
    int64_t deadline = deadline_in(self, 10);
    assert_int_equal(thr_condition_wait(self, &room.condition, deadline), THR_TIMEOUT);
    assert_true(thr_now(self->runtime) >= deadline);
    assert_int_equal(thr_condition_wait(self, &room.condition, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_condition_waiting(&room.condition), 0);
    assert_int_equal(leave(self, &room), THR_OK);
}

TEST(takes_the_lock_back_whatever_happened) {
    takes_the_lock_back_after_a_timeout(self, false);
    takes_the_lock_back_after_a_timeout(self, true);
}

static void wakes_the_first_n(ThrTask *self, bool reentrant) {
    Room room;
    Worker workers[WORKERS];
    room_init(&room, reentrant);
    line_up(self, &room, workers, WORKERS);
    notify(self, &room, 0);
    assert_int_equal(thr_condition_waiting(&room.condition), WORKERS);
    notify(self, &room, 1);
    assert_int_equal(finish(self, &workers[0]), THR_OK);
    assert_int_equal(thr_condition_waiting(&room.condition), WORKERS - 1);
    notify(self, &room, 2);
    assert_int_equal(finish(self, &workers[1]), THR_OK);
    assert_int_equal(finish(self, &workers[2]), THR_OK);
    assert_int_equal(thr_condition_waiting(&room.condition), WORKERS - 3);
    enter(self, &room);
    assert_int_equal(thr_condition_notify_all(self, &room.condition), THR_OK);
    assert_int_equal(room.woken, 3);
    leave(self, &room);
    for (int i = 3; i < WORKERS; i++) assert_int_equal(finish(self, &workers[i]), THR_OK);
    assert_int_equal(room.woken, WORKERS);
}

TEST(notifies_the_longest_waiting_and_no_more) {
    wakes_the_first_n(self, false);
    wakes_the_first_n(self, true);
}

TEST(a_notify_that_nobody_hears_is_lost) {
    Room room;
    room_init(&room, false);
    enter(self, &room);
    thr_condition_notify(self, &room.condition, 1);
    assert_int_equal(thr_condition_wait(self, &room.condition, deadline_in(self, 5)), THR_TIMEOUT);
    leave(self, &room);
}

static void wait_two_levels_deep(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Room *room = worker->subject;
    enter(self, room);
    enter(self, room);
    worker->status = thr_condition_wait(self, &room->condition, THR_FOREVER);
    worker->order = (int)thr_rlock_count(&room->rlock);
    leave(self, room);
    leave(self, room);
}

TEST(gives_up_all_levels_while_it_waits) {
    Room room;
    Worker worker;
    room_init(&room, true);
    start(self, &worker, wait_two_levels_deep, &room);
    wait_until(self, thr_condition_waiting(&room.condition) == 1);
    notify(self, &room, 1);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_int_equal(worker.order, 2);
}

TEST(an_interrupted_wait_has_its_lock_again) {
    Room room;
    Worker worker;
    room_init(&room, false);
    start(self, &worker, wait_once, &room);
    wait_until(self, thr_condition_waiting(&room.condition) == 1);
    enter(self, &room);
    thr_interrupt(&worker.task);
    wait_until(self, waits_for(&worker.task, THR_KIND_LOCK));
    assert_ptr_equal(thr_task_waits_for(&worker.task).owner, self);
    thr_interrupt(&worker.task); // does not end the wait for the lock, but stays
    breathe(self);
    assert_true(waits_for(&worker.task, THR_KIND_LOCK));
    leave(self, &room);
    assert_int_equal(finish(self, &worker), THR_INTERRUPTED);
    assert_true(thr_interrupt_pending(&worker.task));
}

static void produce(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Room *room = worker->subject;
    for (int i = 0; i < ITEMS; i++) {
        enter(self, room);
        room->tokens++;
        thr_condition_notify(self, &room->condition, 1);
        leave(self, room);
    }
}

static void consume(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Room *room = worker->subject;
    for (int i = 0; i < ITEMS; i++) {
        enter(self, room);
        while (room->tokens == 0) thr_condition_wait(self, &room->condition, THR_FOREVER);
        room->tokens--;
        leave(self, room);
    }
}

static void moves_items(ThrTask *self, bool reentrant) {
    Room room;
    Worker workers[4];
    room_init(&room, reentrant);
    for (int i = 0; i < 4; i++) start(self, &workers[i], i % 2 ? produce : consume, &room);
    for (int i = 0; i < 4; i++) finish(self, &workers[i]);
    assert_int_equal(room.tokens, 0);
}

TEST(no_notify_gets_lost_between_producers_and_consumers) {
    moves_items(self, false);
    moves_items(self, true);
}

static void wait_with_a_lock_of_its_own(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Room *room = worker->subject;
    ThrWaiter node;
    thr_lock_acquire(self, &room->lock, THR_FOREVER);
    thr_condition_enqueue(self, &room->condition, &node);
    thr_lock_release(self, &room->lock);
    worker->status = thr_condition_park(self, &room->condition, &node, worker->deadline);
}

TEST(serves_a_host_with_a_lock_of_its_own) {
    Room room = {0};
    Worker patient, impatient;
    thr_condition_init(&room.condition, NULL);
    start(self, &patient, wait_with_a_lock_of_its_own, &room);
    start_until(self, &impatient, wait_with_a_lock_of_its_own, &room, THR_NOW);
    assert_int_equal(finish(self, &impatient), THR_TIMEOUT);
    wait_until(self, thr_condition_waiting(&room.condition) == 1);
    assert_int_equal(thr_condition_notify(self, &room.condition, 1), THR_OK);
    assert_int_equal(finish(self, &patient), THR_OK);
}

TEST(a_notify_before_the_park_is_not_lost) {
    Room room = {0};
    ThrWaiter node;
    thr_condition_init(&room.condition, NULL);
    thr_condition_enqueue(self, &room.condition, &node);
    assert_int_equal(thr_condition_notify(self, &room.condition, 1), THR_OK);
    thr_interrupt(self); // the wake goes first, the interrupt stays
    assert_int_equal(thr_condition_park(self, &room.condition, &node, THR_NOW), THR_OK);
    assert_true(thr_interrupt_take(self));
    ThrEvent event = {0}; // and the wake is used up: the next wait lasts
    assert_int_equal(thr_event_wait(self, &event, deadline_in(self, 2)), THR_TIMEOUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needs_its_lock_held),
        cmocka_unit_test(a_reentrant_lock_must_be_ones_own),
        cmocka_unit_test(takes_the_lock_back_whatever_happened),
        cmocka_unit_test(notifies_the_longest_waiting_and_no_more),
        cmocka_unit_test(a_notify_that_nobody_hears_is_lost),
        cmocka_unit_test(gives_up_all_levels_while_it_waits),
        cmocka_unit_test(an_interrupted_wait_has_its_lock_again),
        cmocka_unit_test(no_notify_gets_lost_between_producers_and_consumers),
        cmocka_unit_test(serves_a_host_with_a_lock_of_its_own),
        cmocka_unit_test(a_notify_before_the_park_is_not_lost),
    };
    return cmocka_run_group_tests_name("condition", tests, NULL, NULL);
}
