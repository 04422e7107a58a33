/* A list as a heap. Comparing may call the script, and other threads may change the list meanwhile: each step reads and
   writes by index with a check. While an item looks for its place there is a gap in the list, which it fills also when a
   comparison raises. */
#include "modules/heapq/heapq.h"

#include "object/error.h"
#include "object/list_core.h"
#include "object/operators.h"

/* A heap being put in order. */
typedef struct Heap {
    Thread *thread;
    List *list;
    size_t count; /* as it was in the beginning */
} Heap;

static bool heap_changed(const Heap *heap) {
    return fail_error(heap->thread, &runtime_error, "list changed size during iteration");
}

static bool heap_get(const Heap *heap, size_t index, Value *item) {
    *item = list_get(heap->list, index);
    return *item != UNBOUND || heap_changed(heap);
}

static bool heap_set(const Heap *heap, size_t index, Value item) {
    return list_set(heap->list, index, item) || heap_changed(heap);
}

/* left < right: 1, 0, -1 raised. */
static int is_less(const Heap *heap, Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right)) return value_small_int(left) < value_small_int(right);
    Value answer = operate_compare(heap->thread, COMPARE_LESS, left, right);
    int truth = answer == RAISED ? -1 : value_truth(heap->thread, answer);
    return truth >= 0 && list_count(heap->list) != heap->count ? (heap_changed(heap), -1) : truth;
}

/* The item in hand goes where the gap is; `success`: as it was so far. */
static bool heap_fill(const Heap *heap, size_t gap, Value item, bool success) {
    return list_set(heap->list, gap, item) ? success : success && heap_changed(heap);
}

/* Moves the gap up, not above `top`, until the parent is not greater than the item, which then fills it. */
static bool heap_rise(const Heap *heap, size_t gap, size_t top, Value item) {
    Value parent;
    for (; gap > top; gap = (gap - 1) / 2) {
        int less = heap_get(heap, (gap - 1) / 2, &parent) ? is_less(heap, item, parent) : -1;
        if (less <= 0) return heap_fill(heap, gap, item, less == 0);
        if (!heap_set(heap, gap, parent)) return false;
    }
    return heap_fill(heap, gap, item, true);
}

/* The lesser of two children, or the only one: moves on to it; false: raised. */
static bool lesser_child(const Heap *heap, size_t *child, Value *item) {
    Value right;
    if (!heap_get(heap, *child, item)) return false;
    if (*child + 1 >= heap->count) return true;
    int less = heap_get(heap, *child + 1, &right) ? is_less(heap, *item, right) : -1;
    if (less == 0) *item = right, ++*child;
    return less >= 0;
}

/* Lets an item take its place below `top`: the gap goes all the way down by the lesser children, then up again. It mostly
   belongs near the bottom, so that this compares less than stopping on the way. */
static bool heap_sink(const Heap *heap, size_t top, Value item) {
    size_t gap = top, child;
    Value lesser;
    for (; (child = 2 * gap + 1) < heap->count; gap = child) {
        if (!lesser_child(heap, &child, &lesser)) return heap_fill(heap, gap, item, false);
        if (!heap_set(heap, gap, lesser)) return false;
    }
    return heap_rise(heap, gap, top, item);
}

static bool heap_argument(Thread *thread, const Arguments *args, const char *function, Heap *heap) {
    if (!value_is_list(args->items[0]))
        return fail_type(thread, "%s() argument%s must be list, not %s", function, args->count > 1 ? " 1" : "",
                         type_name_of(args->items[0]));
    *heap = (Heap){thread, value_list(args->items[0]), list_count(value_list(args->items[0]))};
    return true;
}

static Value heap_empty(Thread *thread) {
    return raise_error(thread, &index_error, "index out of range");
}

static Value call_heappush(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Heap heap;
    if (!heap_argument(thread, args, "heappush", &heap)) return RAISED;
    list_append(heap.list, args->items[1]);
    heap.count = list_count(heap.list);
    return heap.count == 0 || heap_rise(&heap, heap.count - 1, 0, args->items[1]) ? NONE : RAISED;
}

static Value pop_last(List *list) {
    object_lock(&list->object);
    Value last = list_pop_last_locked(list);
    object_unlock(&list->object);
    return last;
}

static Value call_heappop(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Heap heap;
    if (!heap_argument(thread, args, "heappop", &heap)) return RAISED;
    Value last = pop_last(heap.list), least;
    if (last == UNBOUND) return heap_empty(thread);
    heap.count = list_count(heap.list);
    if (heap.count == 0) return last;
    return heap_get(&heap, 0, &least) && heap_sink(&heap, 0, last) ? least : RAISED;
}

static Value call_heapreplace(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Heap heap;
    if (!heap_argument(thread, args, "heapreplace", &heap)) return RAISED;
    Value least = list_get(heap.list, 0);
    if (least == UNBOUND) return heap_empty(thread);
    return heap_sink(&heap, 0, args->items[1]) ? least : RAISED;
}

static Value call_heappushpop(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Heap heap;
    if (!heap_argument(thread, args, "heappushpop", &heap)) return RAISED;
    Value least = list_get(heap.list, 0);
    int less = least == UNBOUND ? 0 : is_less(&heap, least, args->items[1]);
    if (less <= 0) return less < 0 ? RAISED : args->items[1];
    return heap_sink(&heap, 0, args->items[1]) ? least : RAISED;
}

static Value call_heapify(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Heap heap;
    if (!heap_argument(thread, args, "heapify", &heap)) return RAISED;
    Value item;
    for (size_t at = heap.count / 2; at-- > 0;)
        if (!heap_get(&heap, at, &item) || !heap_sink(&heap, at, item)) return RAISED;
    return NONE;
}

static const Builtin functions[] = {
    {"heapify", call_heapify, 1, 1, "heapify(heap): put a list in the order of a heap, in place"},
    {"heappop", call_heappop, 1, 1, "heappop(heap): take the least item out"},
    {"heappush", call_heappush, 2, 2, "heappush(heap, item): add an item"},
    {"heappushpop", call_heappushpop, 2, 2, "heappushpop(heap, item): add an item, then take the least one out"},
    {"heapreplace", call_heapreplace, 2, 2, "heapreplace(heap, item): take the least item out, then add one"},
    {0},
};

Module *heapq_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_heapq", "A list as a heap: the part that is written in C.");
    module_add_functions(module, functions);
    return module;
}
