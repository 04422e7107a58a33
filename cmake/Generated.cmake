# Sources made at build time, all under <build>/generated, included as "syntax/thr.h":
#   grammar/thr.re  → syntax/lexer.c, syntax/conditions.h   (re2c)
#   grammar/thr.y   → syntax/thr.c, syntax/thr.h            (lemon; a conflict fails the build; report in syntax/thr.out)
#   Unicode's list of names → syntax/character_names.c      (for \N{…}; empty where the package unicode-data is not installed)
#   src/modules/**.thr → modules/embedded.c                 (the half of the library that is written in the language)
#   LICENSE → modules/license.h                             (what license() prints)
find_program(RE2C re2c REQUIRED)
find_program(LEMON lemon REQUIRED)

set(generated ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated}/syntax ${generated}/modules)
set(thr_generated_syntax "")
file(GLOB grammar CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/grammar ${CMAKE_SOURCE_DIR}/grammar/thr.*)

if("thr.y" IN_LIST grammar)
    add_custom_command(
        OUTPUT ${generated}/syntax/thr.c ${generated}/syntax/thr.h
        COMMAND ${LEMON} -d${generated}/syntax ${CMAKE_SOURCE_DIR}/grammar/thr.y
        DEPENDS ${CMAKE_SOURCE_DIR}/grammar/thr.y
        COMMENT "lemon grammar/thr.y" VERBATIM)
    list(APPEND thr_generated_syntax ${generated}/syntax/thr.c ${generated}/syntax/thr.h)
endif()

if("thr.re" IN_LIST grammar)
    add_custom_command(
        OUTPUT ${generated}/syntax/lexer.c ${generated}/syntax/conditions.h
        COMMAND ${RE2C} -c --no-debug-info -W -Wno-match-empty-string -t ${generated}/syntax/conditions.h
                -o ${generated}/syntax/lexer.c ${CMAKE_SOURCE_DIR}/grammar/thr.re
        DEPENDS ${CMAKE_SOURCE_DIR}/grammar/thr.re
        COMMENT "re2c grammar/thr.re" VERBATIM)
    list(APPEND thr_generated_syntax ${generated}/syntax/lexer.c ${generated}/syntax/conditions.h)
endif()
find_path(UNICODE_DATA UnicodeData.txt PATHS /usr/share/unicode)
set(unicode_lists "")
if(UNICODE_DATA)
    set(unicode_lists ${UNICODE_DATA}/UnicodeData.txt ${UNICODE_DATA}/NameAliases.txt)
else()
    message(STATUS "No UnicodeData.txt (Debian: unicode-data): \\N{...} will know few names")
endif()
add_executable(character_names ${CMAKE_SOURCE_DIR}/cmake/character_names.c)
target_include_directories(character_names PRIVATE ${CMAKE_SOURCE_DIR}/src)
add_custom_command(
    OUTPUT ${generated}/syntax/character_names.c
    COMMAND character_names ${unicode_lists} > ${generated}/syntax/character_names.c
    DEPENDS character_names ${unicode_lists}
    COMMENT "the table of character names" VERBATIM)
list(APPEND thr_generated_syntax ${generated}/syntax/character_names.c)
set_source_files_properties(${thr_generated_syntax} PROPERTIES COMPILE_OPTIONS "${thr_generated_warnings}")

file(GLOB_RECURSE thr_library CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src/modules ${CMAKE_SOURCE_DIR}/src/modules/*.thr)
list(TRANSFORM thr_library PREPEND ${CMAKE_SOURCE_DIR}/src/modules/ OUTPUT_VARIABLE thr_library_files)
set(thr_embedded_modules ${generated}/modules/embedded.c)
add_custom_command(
    OUTPUT ${thr_embedded_modules}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_SOURCE_DIR}/src/modules "-DFILES=${thr_library}" -DOUTPUT=${thr_embedded_modules}
            -P ${CMAKE_SOURCE_DIR}/cmake/EmbedModules.cmake
    DEPENDS ${thr_library_files} ${CMAKE_SOURCE_DIR}/cmake/EmbedModules.cmake
    COMMENT "embedding the library's .thr files" VERBATIM)

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/LICENSE)
file(READ ${CMAKE_SOURCE_DIR}/LICENSE license)
string(REGEX MATCH "Copyright [^\n]*" copyright "${license}")
string(REGEX REPLACE "([\"\\])" "\\\\\\1" license "${license}")
string(REPLACE "\n" "\\n\"\n    \"" license "${license}")
file(CONFIGURE OUTPUT ${generated}/modules/license.h @ONLY
    CONTENT "// Made of LICENSE by cmake/Generated.cmake.\n#define THR_COPYRIGHT \"@copyright@\"\nstatic const char THR_LICENSE[] =\n    \"@license@\";\n")
