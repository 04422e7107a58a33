# Language level, warnings and sanitizers, the same for every target.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_C_FLAGS_RELEASE "-O2 -g -fno-plt")
set(CMAKE_C_FLAGS_DEBUG "-Og -g")
if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
    set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
endif()
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

add_compile_options(-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wpointer-arith -Wno-missing-field-initializers
                    -Werror)

# What lemon and re2c write is theirs to style.
set(thr_generated_warnings
    "-Wno-unused-parameter;-Wno-unused-variable;-Wno-unused-but-set-variable;-Wno-missing-prototypes;-Wno-sign-compare;-Wno-shadow;-Wno-type-limits")

# Across files thr takes 1 to 14 % fewer instructions (bench/budget's programs), and longer to link: for a build to be used, not for
# one a minute. The tests link what was compiled in the ordinary way, which lies beside it in the same objects.
option(THR_LTO "let gcc optimise thr across files" OFF)
if(THR_LTO AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-flto=auto -ffat-lto-objects)
    set(thr_link_across_files -flto=auto)
    set(thr_link_one_by_one -fno-lto)
endif()

set(THR_SANITIZE "" CACHE STRING "sanitizers to build with, for example address,undefined or thread")
if(THR_SANITIZE)
    add_compile_options(-fsanitize=${THR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${THR_SANITIZE})
    if(THR_SANITIZE MATCHES thread AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-Wno-tsan) # a fence that gcc's ThreadSanitizer does not model
    endif()
endif()
