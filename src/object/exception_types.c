/* The types of exceptions.def. Those that add fields or texts of their own are listed by hand; the others follow their base. */
#include "object/error.h"
#include "object/exception_core.h"

#define EXCEPTION_base_exception                                                                                       \
    .size = sizeof(Exception), .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_EXCEPTION, .repr = exception_repr,               \
    .str = exception_str, .construct = exception_construct, .init = exception_init, .methods = exception_methods,      \
    .properties = exception_properties,
#define FIELDS .size = sizeof(Exception) + EXCEPTION_FIELDS * sizeof(Word)

#define EXCEPTION_base_exception_group                                                                                 \
    FIELDS, .str = exception_group_str, .construct = exception_group_construct, .methods = exception_group_methods,    \
            .properties = exception_group_properties,
#define EXCEPTION_exception_group .second_base = &exception,
#define EXCEPTION_stop_iteration .flags = TYPE_HAS_FIELDS, FIELDS, .properties = stop_iteration_properties,
#define EXCEPTION_system_exit .flags = TYPE_HAS_FIELDS, FIELDS, .properties = system_exit_properties,
#define EXCEPTION_os_error .flags = TYPE_HAS_FIELDS, FIELDS, .str = os_error_str, .properties = os_error_properties,
#define EXCEPTION_import_error                                                                                         \
    .flags = TYPE_HAS_FIELDS, FIELDS, .str = import_error_str, .properties = import_error_properties,
#define EXCEPTION_name_error .flags = TYPE_HAS_FIELDS, FIELDS, .properties = name_error_properties,
#define EXCEPTION_attribute_error .flags = TYPE_HAS_FIELDS, FIELDS, .properties = attribute_error_properties,
#define EXCEPTION_syntax_error                                                                                         \
    .flags = TYPE_HAS_FIELDS, FIELDS, .str = syntax_error_str, .properties = syntax_error_properties,
#define EXCEPTION_key_error .str = key_error_str,
#define EXCEPTION_unicode_decode_error                                                                                 \
    .flags = TYPE_HAS_FIELDS, FIELDS, .str = unicode_error_str, .properties = unicode_error_properties,
#define EXCEPTION_unicode_encode_error                                                                                 \
    .flags = TYPE_HAS_FIELDS, FIELDS, .str = unicode_error_str, .properties = unicode_error_properties,
#include "object/exception_plain.def"

#define EXCEPTION(variable, Name, Base, Doc)                                                                           \
    Type variable = {TYPE_HEAD, .name = #Name, .doc = Doc, .base = &Base, EXCEPTION_##variable};
#include "object/exceptions.def"
