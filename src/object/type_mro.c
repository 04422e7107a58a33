/* The order in which classes are asked for a name: C3 linearisation. */
#include "object/error.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

typedef struct Sequence {
    Value *items;
    size_t count;
} Sequence;

static bool is_in_tail(const Sequence *sequence, Value type) {
    for (size_t i = 1; i < sequence->count; i++)
        if (sequence->items[i] == type) return true;
    return false;
}

/* The first head that stands in no tail; RAISED: there is none. */
static Value next_head(const Sequence *sequences, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!sequences[i].count) continue;
        bool free_of_tails = true;
        for (size_t j = 0; j < count && free_of_tails; j++)
            free_of_tails = !is_in_tail(&sequences[j], sequences[i].items[0]);
        if (free_of_tails) return sequences[i].items[0];
    }
    return RAISED;
}

static size_t drop_head(Sequence *sequences, size_t count, Value head) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        if (sequences[i].count && sequences[i].items[0] == head) sequences[i].items++, sequences[i].count--;
        left += sequences[i].count;
    }
    return left;
}

static Value raise_inconsistent(Thread *thread, Tuple *bases) {
    Buffer names = {0};
    for (size_t i = 0; i < bases->count; i++)
        buffer_addf(&names, "%s%s", i ? ", " : "", value_as_type(bases->items[i])->name);
    return raise_type(thread, "Cannot create a consistent method resolution order (MRO) for bases %s",
                      buffer_text(&names));
}

Value mro_compute(Thread *thread, Type *type, Tuple *bases) {
    size_t count = bases->count + 1, total = 1;
    Sequence *sequences = memory_new(count * sizeof *sequences);
    for (size_t i = 0; i < bases->count; i++) {
        Tuple *mro = type_mro(value_as_type(bases->items[i]));
        sequences[i] = (Sequence){mro->items, mro->count};
        total += mro->count;
    }
    sequences[bases->count] = (Sequence){bases->items, bases->count};
    Value *order = memory_new(total * sizeof *order);
    order[0] = value_from_object(type);
    size_t length = 1;
    for (size_t left = 1; left > 0;) {
        Value head = next_head(sequences, count);
        if (head == RAISED) return raise_inconsistent(thread, bases);
        order[length++] = head;
        left = drop_head(sequences, count, head);
    }
    return value_from_object(tuple_from(order, length));
}
