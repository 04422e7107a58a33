/* Which sanitizer watches this build, as gcc and clang tell it, and what that one has to be told of stacks. */
#ifndef BASE_SANITIZER_H
#define BASE_SANITIZER_H

#if defined(__SANITIZE_ADDRESS__)
#define OBSERVED_BY_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OBSERVED_BY_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define OBSERVED_BY_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define OBSERVED_BY_TSAN 1
#endif
#endif

#ifdef OBSERVED_BY_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef OBSERVED_BY_TSAN
#include <sanitizer/tsan_interface.h>
#else
#define __tsan_destroy_fiber(fiber) ((void)(fiber))
#endif

/* What frames have left on the stack [low, top) is no more. */
void sanitizer_forget_frames(char *low, char *top);

#endif
