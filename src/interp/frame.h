/* The activation of a piece of code: it lives on the C stack of the thread that runs it, slots behind it.

   Only its own thread touches a frame; what is shared with closures lives in cells. */
#ifndef INTERP_FRAME_H
#define INTERP_FRAME_H

#include "interp/code.h"
#include "interp/function.h"
#include "interp/interpreter.h"
#include "object/callable.h"
#include "object/dict.h"

struct Frame {
    Thread *thread;
    Frame *back;
    Function *function; /* what runs */
    const Site *site;   /* where the last call, `with` or such is; null: none yet */
    Value result;       /* what `return` left, once one did */
    Value slots[];      /* slot_count words; UNBOUND while without a value */
};

/* Frames of up to this many slots have this size, others are as large as they need to be. */
#define FRAME_SMALL_SLOTS 12

typedef union SmallFrame {
    Frame frame;
    Value words[sizeof(Frame) / sizeof(Value) + FRAME_SMALL_SLOTS + 1]; /* one more: see slots_unbind */
} SmallFrame;

/* Makes the slots from `start` on UNBOUND, two at a time: perhaps one more than there are. */
static inline void slots_unbind(Value *slots, uint32_t start, int32_t count) {
    static const Value unbound[2] = {UNBOUND, UNBOUND};
    for (int32_t i = (int32_t)start; i < count; i += 2) memcpy(slots + i, unbound, sizeof unbound);
}

static inline size_t frame_size(const Code *code) {
    return sizeof(Frame) + (size_t)code->slot_count * sizeof(Value);
}

/* A frame for a call of the function out of the frame `back`; the slots stay as they are. */
static inline void frame_start_from(Frame *frame, Frame *back, Thread *thread, Function *function) {
    frame->thread = thread;
    frame->back = back;
    frame->function = function;
    frame->site = NULL;
}

static inline void frame_start(Frame *frame, Thread *thread, Function *function) {
    frame_start_from(frame, thread->frame, thread, function);
}

/* Puts a cell into each slot that must hold one from the start; a parameter moves into its cell. */
void frame_make_cells(Frame *frame);

/* Notes where the frame is, before script is called by a statement that is too rare to have a record of its place. */
void frame_note(Frame *frame, Span span);

/* Enters the frame, runs its code and leaves it: the value of the call, or RAISED. The slots hold the arguments, the rest
   UNBOUND, cells made. RecursionError, KeyboardInterrupt. */
Value frame_run(Frame *frame);

/* The same without entering: thread->frame is the frame already, and stays so. For generators. */
static inline Value frame_run_body(Frame *frame) {
    return frame->function->body->eval(frame->function->body, frame);
}

/* What calls do when stack_limit says so, or when they are too deep; false: raised. */
bool frame_check_slowly(Frame *frame);

/* Takes over the interpreter's recursion limit, which another thread may have changed. False: there are more calls. */
bool thread_adopt_limit(Thread *thread);

static inline bool frame_enter(Frame *frame) {
    Thread *thread = frame->thread;
    thread->frame = frame;
    if (__builtin_expect(--thread->calls_left < 0, 0)) return frame_check_slowly(frame);
    bool is_low = (uintptr_t)frame < atomic_load_explicit(&thread->stack_limit, memory_order_relaxed);
    return __builtin_expect(!is_low, 1) || frame_check_slowly(frame);
}

/* Back to the frame that called. */
static inline void frame_leave_to(Frame *back) {
    Thread *thread = back->thread;
    thread->calls_left++;
    thread->frame = back;
}

static inline void frame_leave(Frame *frame) {
    Thread *thread = frame->thread;
    thread->calls_left++;
    thread->frame = frame->back;
}

#endif
