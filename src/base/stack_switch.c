/* The switch, for x86-64 and AArch64 as the System V and AAPCS64 calling conventions have it. It ends with a jump rather than
   a return: processors foretell returns from the calls before, and these were on the other stack. */
#include "base/stack_switch.h"

#include <stdint.h>
#include <string.h>

void stack_switch_start(void);

#if defined(__x86_64__)

/* rdi saved, rsi target */
__asm__(".text\n"
        ".globl stack_switch\n"
        ".type stack_switch, @function\n"
        "stack_switch:\n"
        "    pushq %rbp\n"
        "    pushq %rbx\n"
        "    pushq %r12\n"
        "    pushq %r13\n"
        "    pushq %r14\n"
        "    pushq %r15\n"
        "    movq %rsp, (%rdi)\n"
        "    movq %rsi, %rsp\n"
        "    popq %r15\n"
        "    popq %r14\n"
        "    popq %r13\n"
        "    popq %r12\n"
        "    popq %rbx\n"
        "    popq %rbp\n"
        "    popq %rcx\n"
        "    jmpq *%rcx\n"
        ".size stack_switch, . - stack_switch\n"
        ".globl stack_switch_start\n"
        ".type stack_switch_start, @function\n"
        "stack_switch_start:\n"
        "    .cfi_startproc\n"
        "    .cfi_undefined rip\n"
        "    movq %r12, %rdi\n"
        "    callq *%rbx\n"
        "    ud2\n"
        "    .cfi_endproc\n"
        ".size stack_switch_start, . - stack_switch_start\n");

enum { SAVED_WORDS = 7, WORD_OF_DATA = 3, WORD_OF_ENTRY = 4, WORD_OF_RETURN = 6 };

#elif defined(__aarch64__)

/* x0 saved, x1 target */
__asm__(".text\n"
        ".globl stack_switch\n"
        ".type stack_switch, %function\n"
        "stack_switch:\n"
        "    sub sp, sp, #160\n"
        "    stp x19, x20, [sp, #0]\n"
        "    stp x21, x22, [sp, #16]\n"
        "    stp x23, x24, [sp, #32]\n"
        "    stp x25, x26, [sp, #48]\n"
        "    stp x27, x28, [sp, #64]\n"
        "    stp x29, x30, [sp, #80]\n"
        "    stp d8, d9, [sp, #96]\n"
        "    stp d10, d11, [sp, #112]\n"
        "    stp d12, d13, [sp, #128]\n"
        "    stp d14, d15, [sp, #144]\n"
        "    mov x9, sp\n"
        "    str x9, [x0]\n"
        "    mov sp, x1\n"
        "    ldp x19, x20, [sp, #0]\n"
        "    ldp x21, x22, [sp, #16]\n"
        "    ldp x23, x24, [sp, #32]\n"
        "    ldp x25, x26, [sp, #48]\n"
        "    ldp x27, x28, [sp, #64]\n"
        "    ldp x29, x30, [sp, #80]\n"
        "    ldp d8, d9, [sp, #96]\n"
        "    ldp d10, d11, [sp, #112]\n"
        "    ldp d12, d13, [sp, #128]\n"
        "    ldp d14, d15, [sp, #144]\n"
        "    add sp, sp, #160\n"
        "    br x30\n"
        ".size stack_switch, . - stack_switch\n"
        ".globl stack_switch_start\n"
        ".type stack_switch_start, %function\n"
        "stack_switch_start:\n"
        "    mov x0, x20\n"
        "    mov x30, xzr\n"
        "    blr x19\n"
        "    brk #1\n"
        ".size stack_switch_start, . - stack_switch_start\n");

enum { SAVED_WORDS = 20, WORD_OF_ENTRY = 0, WORD_OF_DATA = 1, WORD_OF_RETURN = 11 };

#else
#error "stack_switch.c does not know this processor"
#endif

void *stack_switch_prepare(void *top, void (*entry)(void *data), void *data) {
    uintptr_t *words = (uintptr_t *)top - SAVED_WORDS;
    memset(words, 0, SAVED_WORDS * sizeof *words);
    words[WORD_OF_ENTRY] = (uintptr_t)entry;
    words[WORD_OF_DATA] = (uintptr_t)data;
    words[WORD_OF_RETURN] = (uintptr_t)stack_switch_start;
    return words;
}
