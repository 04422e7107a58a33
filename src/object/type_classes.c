/* From `object` down; a class of a script is below a built-in type. */
#include "object/type_classes.h"

#include "object/list.h"
#include "object/type_core.h"

static void forget_finalizers(Type *class) {
    class->flags &= ~(uint32_t)TYPE_HAS_FINALIZER;
    Value subtype;
    for (size_t i = 0; class->subtypes && (subtype = list_get(class->subtypes, i)) != UNBOUND; i++)
        forget_finalizers(value_as_type(subtype));
}

static List *first_of(List *list, size_t count) {
    size_t all;
    return list_from(list_snapshot(list, &all), count);
}

static void forget_below(Type *type) {
    if (!type->subtypes) return;
    List *kept = NULL;
    Value subtype;
    for (size_t i = 0; (subtype = list_get(type->subtypes, i)) != UNBOUND; i++) {
        bool is_class = value_as_type(subtype)->flags & TYPE_IS_CLASS;
        if (is_class) forget_finalizers(value_as_type(subtype));
        else forget_below(value_as_type(subtype));
        if (is_class && !kept) kept = first_of(type->subtypes, i);
        else if (!is_class && kept) list_append(kept, subtype);
    }
    if (kept) type->subtypes = kept;
}

void types_forget_classes(void) {
    forget_below(&object_type_object);
}
