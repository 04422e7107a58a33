/* Entering and leaving frames, and what is checked then. */
#include "interp/frame.h"

#include "object/error.h"

/* A guess from above of the C stack one level of an expression takes. */
enum { BYTES_PER_LEVEL = 400 };

static bool raise_too_deep(Thread *thread) {
    return fail_error(thread, &recursion_error, "maximum recursion depth exceeded");
}

static bool has_stack(const Frame *frame) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    return here > frame->thread->stack_end &&
           here - frame->thread->stack_end > frame->function->code->depth * BYTES_PER_LEVEL;
}

bool thread_adopt_limit(Thread *thread) {
    int32_t most = (int32_t)atomic_load_explicit(&thread->interpreter->recursion_limit, memory_order_relaxed);
    thread->calls_left += most - thread->calls_most;
    thread->calls_most = most;
    return thread->calls_left >= 0;
}

bool frame_check_slowly(Frame *frame) {
    Thread *thread = frame->thread;
    bool is_deep = !thread_adopt_limit(thread) || (uintptr_t)__builtin_frame_address(0) < thread->stack_end;
    if (!is_deep && thread_poll(thread)) return true;
    frame_leave(frame);
    return is_deep ? raise_too_deep(thread) : false;
}

void frame_make_cells(Frame *frame) {
    const Scope *scope = frame->function->code->node->scope;
    for (int32_t i = 0; i < scope->cell_count; i++) {
        Value *slot = &frame->slots[scope->cells[i]];
        *slot = value_from_object(cell_new(*slot));
    }
}

void frame_note(Frame *frame, Span span) {
    Site *site = memory_new(sizeof *site);
    *site = (Site){frame->function->code->source, frame->function->code->node->qualified_name, span};
    frame->site = site;
}

Value frame_run(Frame *frame) {
    if (!frame_enter(frame)) return RAISED;
    Value value;
    if (frame->function->code->depth > CODE_SIMPLE_DEPTH && !has_stack(frame))
        value = raise_error(frame->thread, &recursion_error, "maximum recursion depth exceeded");
    else value = frame_run_body(frame);
    frame_leave(frame);
    return value;
}
