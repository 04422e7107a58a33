/* Reads the command line: options of thr first, then what to run; all that follows belongs to the script. */
#include "cli/options.h"

#include "explore/strategy.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Options with_arguments(Options options, Action action, const char *subject, int argc, char **argv) {
    options.action = action;
    options.subject = subject;
    options.argc = argc;
    options.argv = argv;
    return options;
}

/* sys.argv[0] of code that is in no file. */
static Options named(Options options, Action action, const char *subject, int argc, char **argv, char *name) {
    argv[0] = name;
    return with_arguments(options, action, subject, argc, argv);
}

/* An option that stands for itself. */
static bool read_switch(Options *options, const char *argument) {
    if (strcmp(argument, "--no-specialize") == 0) options->no_specialize = true;
    else if (strcmp(argument, "-i") == 0) options->interactive = true;
    else if (strcmp(argument, "-q") == 0) options->quiet = true;
    else if (strncmp(argument, "--color=", 8) == 0) return colour_parse(argument + 8, &options->colour);
    else if (strcmp(argument, "--json") == 0 && options->samples) options->json = true;
    else return false;
    return true;
}

static bool read_number(const char *text, uint64_t *number) {
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 0);
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
}

/* An option that the next word belongs to. */
static bool read_valued(Options *options, const char *argument, const char *value) {
    if (strcmp(argument, "-n") == 0) return options->samples && read_number(value, &options->count);
    if (strcmp(argument, "--record") == 0) return options->seeded = (options->record = value) != NULL;
    if (strcmp(argument, "--replay") == 0) return options->seeded = (options->replay = value) != NULL;
    if (strcmp(argument, "--seed") == 0) return options->seeded = read_number(value, &options->seed);
    if (strcmp(argument, "--strategy") != 0) return false;
    options->strategy_text = value;
    options->strategy = strategy_find(value, &options->depth);
    return options->strategy != NULL;
}

Options options_parse(int argc, char **argv) {
    static char command_name[] = "-c", input_name[] = "-", no_name[] = "";
    Options options = {.samples = argc > 1 && strcmp(argv[1], "sample") == 0, .count = 1000};
    for (int i = 1 + options.samples; i < argc; i++) {
        char *argument = argv[i];
        if (argument[0] != '-') return with_arguments(options, ACTION_FILE, argument, argc - i, argv + i);
        if (strcmp(argument, "-") == 0) return named(options, ACTION_INPUT, NULL, argc - i, argv + i, input_name);
        if (strcmp(argument, "-c") == 0 && i + 1 < argc)
            return named(options, ACTION_COMMAND, argv[i + 1], argc - i - 1, argv + i + 1, command_name);
        if (strcmp(argument, "--version") == 0 || strcmp(argument, "-V") == 0)
            return with_arguments(options, ACTION_VERSION, NULL, 0, argv);
        if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
            return with_arguments(options, ACTION_HELP, NULL, 0, argv);
        if (i + 1 < argc && read_valued(&options, argument, argv[i + 1])) i++;
        else if (!read_switch(&options, argument)) return with_arguments(options, ACTION_WRONG, argument, 0, argv);
    }
    static char *no_arguments[] = {no_name, NULL};
    Action action = options.interactive || isatty(STDIN_FILENO) ? ACTION_PROMPT : ACTION_INPUT;
    return with_arguments(options, action, NULL, 1, no_arguments);
}

void options_print_help(void) {
    puts("usage: thr [option]                            a prompt, or run what is piped in\n"
         "       thr [option] file.thr [argument ...]   run a script\n"
         "       thr [option] -c code [argument ...]    run the code\n"
         "       thr [option] - [argument ...]          run what is read from standard input\n"
         "       thr sample [-n 1000] [--json] [option] file.thr [argument ...]\n"
         "                                              run it under many seeds: a table of outcomes\n"
         "\n"
         "options:\n"
         "  -i                a prompt, after the script if one is given\n"
         "  -q                no banner at the prompt\n"
         "  --color=WHEN      auto, always or never; auto minds the terminal, NO_COLOR and FORCE_COLOR\n"
         "  --seed N          run under a scheduler of thr's own, in virtual time: the same N, the same run\n"
         "  --record FILE     write the schedule of the seeded run, readable, to be run again by\n"
         "  --replay FILE     run by this schedule, or tell where script and schedule part\n"
         "  --strategy S      how it chooses: pos (the default), random, pct, pct:depth, rr\n"
         "  --no-specialize   run the plain evaluators only: slower, with the same results\n"
         "  -V, --version     print the version\n"
         "  -h, --help        print this text\n"
         "\n"
         "exit status: 0, or 1 after an uncaught exception, 2 for a wrong command line, 3 when every\n"
         "thread waits for ever, 130 after Ctrl-C, or what the script gives to sys.exit");
}
