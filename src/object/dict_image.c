/* Pinned dicts only ever append: the first entries get their values back, those behind them lose theirs. */
#include "object/dict_image.h"

#include "base/vector.h"
#include "object/dict_core.h"
#include "object/str.h"

typedef struct ImageItem {
    Value key, value;
} ImageItem;

struct DictImage {
    Dict *dict;
    VECTOR(ImageItem) items; /* of a pinned dict: entry by entry, deleted ones included */
};

static bool is_pinned(Dict *dict) {
    return dict_table(dict)->kind == DICT_PINNED;
}

static size_t entry_count(DictTable *table) {
    return atomic_load_explicit(&table->used, memory_order_acquire);
}

static void take_entries(DictImage *image, DictTable *table) {
    for (size_t i = 0; i < entry_count(table); i++) {
        DictEntry *entry = table_entry(table, i);
        ImageItem item = {atomic_load_explicit(&entry->key, memory_order_relaxed), word_load(&entry->value)};
        vector_push(&image->items, item);
    }
}

DictImage *dict_image_new(Dict *dict) {
    DictImage *image = memory_new(sizeof *image);
    image->dict = dict;
    if (is_pinned(dict)) {
        take_entries(image, dict_table(dict));
        return image;
    }
    ImageItem item;
    for (size_t at = 0; dict_next(dict, &at, &item.key, &item.value);) vector_push(&image->items, item);
    return image;
}

static void restore_entries(const DictImage *image, DictTable *table) {
    for (size_t i = 0; i < entry_count(table); i++)
        word_store(&table_entry(table, i)->value, i < image->items.count ? image->items.at[i].value : RAISED);
}

void dict_image_restore(const DictImage *image) {
    if (is_pinned(image->dict)) {
        restore_entries(image, dict_table(image->dict));
        return;
    }
    dict_clear(image->dict);
    for (size_t i = 0; i < image->items.count; i++)
        dict_set_str(image->dict, value_str_object(image->items.at[i].key), image->items.at[i].value);
}
