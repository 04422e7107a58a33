/* Docstrings of the methods that stand for slots: "__add__(value): self + value". */
#include "object/names.h"
#include "object/type_slots.h"

static const struct SlotDoc {
    Str **dunder;
    const char *doc;
} slot_docs[] = {
#define SLOT_DOC(dunder, arguments, text) {&dunder_##dunder, "__" #dunder "__(" arguments "): " text},
#include "object/slot_docs.def"
};

const char *slot_doc(const SlotRule *rule) {
    for (size_t i = 0; i < sizeof slot_docs / sizeof *slot_docs; i++)
        if (slot_docs[i].dunder == rule->dunder) return slot_docs[i].doc;
    return NULL;
}
