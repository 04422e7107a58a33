/* Named tuples of facts about the language and the machine. */
#include "modules/sys/info.h"

#include "modules/sys/struct_sequence.h"
#include "object/float.h"
#include "object/int.h"
#include "object/str.h"
#include "object/tuple.h"

#include <float.h>

/* A type of named tuples: its names are properties, each of which reads the item at its place. */
#define ITEM(type, index)                                                                                              \
    static Value type##_item_##index(Thread *thread, Value self) {                                                     \
        (void)thread;                                                                                                  \
        return value_tuple(self)->items[index];                                                                        \
    }

/* ---- version_info ---- */

static const char *const version_names[] = {"major", "minor", "micro", "releaselevel", "serial"};

ITEM(version, 0)
ITEM(version, 1)
ITEM(version, 2)
ITEM(version, 3)
ITEM(version, 4)

static const Property version_properties[] = {
    {"major", version_item_0, NULL, "of the language whose behaviour is kept"},
    {"minor", version_item_1, NULL, "of the language whose behaviour is kept"},
    {"micro", version_item_2, NULL, "of the language whose behaviour is kept"},
    {"releaselevel", version_item_3, NULL, "'final'"},
    {"serial", version_item_4, NULL, "0"},
    {0},
};

static Value version_repr(Thread *thread, Value self) {
    return struct_sequence_repr(thread, self, version_names, 5);
}

static Type version_info_type = {
    TYPE_HEAD,
    .name = "version_info",
    .module = "sys",
    .doc = "The version of Python whose behaviour this language keeps.",
    .base = &tuple_type,
    .flags = TYPE_HAS_VARIABLE_SIZE | TYPE_IS_FINAL,
    .repr = version_repr,
    .properties = version_properties,
};

/* ---- float_info ---- */

static const char *const float_names[] = {"max", "max_exp",  "max_10_exp", "min",   "min_exp", "min_10_exp",
                                          "dig", "mant_dig", "epsilon",    "radix", "rounds"};

ITEM(float, 0)
ITEM(float, 1)
ITEM(float, 2)
ITEM(float, 3)
ITEM(float, 4)
ITEM(float, 5)
ITEM(float, 6)
ITEM(float, 7)
ITEM(float, 8)
ITEM(float, 9)
ITEM(float, 10)

static const Property float_properties[] = {
    {"max", float_item_0, NULL, "the largest float"},
    {"max_exp", float_item_1, NULL, "largest e such that 2**(e-1) is a float"},
    {"max_10_exp", float_item_2, NULL, "largest e such that 10**e is a float"},
    {"min", float_item_3, NULL, "the smallest positive normal float"},
    {"min_exp", float_item_4, NULL, "smallest e such that 2**(e-1) is a normal float"},
    {"min_10_exp", float_item_5, NULL, "smallest e such that 10**e is a normal float"},
    {"dig", float_item_6, NULL, "decimal digits that a float always keeps"},
    {"mant_dig", float_item_7, NULL, "binary digits of the mantissa"},
    {"epsilon", float_item_8, NULL, "the distance from 1.0 to the next float"},
    {"radix", float_item_9, NULL, "2"},
    {"rounds", float_item_10, NULL, "1: to nearest"},
    {0},
};

static Value float_info_repr(Thread *thread, Value self) {
    return struct_sequence_repr(thread, self, float_names, 11);
}

static Type float_info_type = {
    TYPE_HEAD,
    .name = "float_info",
    .module = "sys",
    .doc = "The limits of float.",
    .base = &tuple_type,
    .flags = TYPE_HAS_VARIABLE_SIZE | TYPE_IS_FINAL,
    .repr = float_info_repr,
    .properties = float_properties,
};

/* ---- int_info, hash_info ---- */

static const char *const hash_names[] = {"width", "modulus",   "inf",       "nan",
                                         "imag",  "algorithm", "hash_bits", "seed_bits"};

ITEM(hash, 0)
ITEM(hash, 1)
ITEM(hash, 2)
ITEM(hash, 3)
ITEM(hash, 4)
ITEM(hash, 5)
ITEM(hash, 6)
ITEM(hash, 7)

static const Property hash_properties[] = {
    {"width", hash_item_0, NULL, "bits of a hash"},
    {"modulus", hash_item_1, NULL, "the prime of numeric hashes"},
    {"inf", hash_item_2, NULL, "hash of infinity"},
    {"nan", hash_item_3, NULL, "hash of not-a-number"},
    {"imag", hash_item_4, NULL, "factor of imaginary parts"},
    {"algorithm", hash_item_5, NULL, "how strings are hashed"},
    {"hash_bits", hash_item_6, NULL, "bits of the algorithm's result"},
    {"seed_bits", hash_item_7, NULL, "bits of the algorithm's seed"},
    {0},
};

static Value hash_info_repr(Thread *thread, Value self) {
    return struct_sequence_repr(thread, self, hash_names, 8);
}

static Type hash_info_type = {
    TYPE_HEAD,
    .name = "hash_info",
    .module = "sys",
    .doc = "How values are hashed.",
    .base = &tuple_type,
    .flags = TYPE_HAS_VARIABLE_SIZE | TYPE_IS_FINAL,
    .repr = hash_info_repr,
    .properties = hash_properties,
};

static Value text(const char *value) {
    return value_from_object(str_from_text(value));
}

static void add_sequence(Module *module, const char *name, Type *type, const Value *items, size_t count) {
    type_ready(type);
    module_set(module, name, value_from_object(struct_sequence_new(type, items, count)));
}

static Value small(int64_t number) {
    return value_from_small_int(number);
}

void sys_add_info(Module *module) {
    const Value version[] = {small(3), small(13), small(0), text("final"), small(0)};
    add_sequence(module, "version_info", &version_info_type, version, 5);
    const Value limits[] = {value_from_float(DBL_MAX),
                            small(DBL_MAX_EXP),
                            small(DBL_MAX_10_EXP),
                            value_from_float(DBL_MIN),
                            small(DBL_MIN_EXP),
                            small(DBL_MIN_10_EXP),
                            small(DBL_DIG),
                            small(DBL_MANT_DIG),
                            value_from_float(DBL_EPSILON),
                            small(FLT_RADIX),
                            small(1)};
    add_sequence(module, "float_info", &float_info_type, limits, 11);
    const Value hashes[] = {small(64),      int_from_int64(((int64_t)1 << 61) - 1),
                            small(314159),  small(0),
                            small(1000003), text("fold"),
                            small(64),      small(0)};
    add_sequence(module, "hash_info", &hash_info_type, hashes, 8);
}
