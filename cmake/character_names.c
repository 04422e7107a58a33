/* character_names UnicodeData.txt NameAliases.txt > character_names.c: the table of syntax/character_name.h.

   In both files a line is fields between semicolons, the code point first; the name is the second field. */
#include "syntax/character_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 60000 };

static uint64_t entries[MOST];
static size_t count;

static void read_names(const char *path) {
    FILE *file = fopen(path, "r");
    char line[1024];
    if (!file) exit((perror(path), 1));
    while (fgets(line, sizeof line, file)) {
        char *name = strchr(line, ';'), *end = name ? strchr(name + 1, ';') : NULL;
        if (!end || name[1] == '<' || line[0] == '#') continue;
        if (count == MOST) exit((fprintf(stderr, "%s: too many names\n", path), 1));
        entries[count++] = character_name_hash(name + 1, (size_t)(end - name - 1)) | strtoul(line, NULL, 16);
    }
    fclose(file);
}

static int compare(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void check_hashes(void) {
    for (size_t i = 1; i < count; i++)
        if (entries[i - 1] >> CHARACTER_CODE_BITS == entries[i] >> CHARACTER_CODE_BITS && entries[i - 1] != entries[i])
            exit((fprintf(stderr, "two names have the same hash\n"), 1));
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) read_names(argv[i]);
    qsort(entries, count, sizeof *entries, compare);
    check_hashes();
    printf("#include \"syntax/character_name.h\"\n\nconst size_t character_name_count = %zu;\n", count);
    printf("const uint64_t character_names[] = {\n");
    for (size_t i = 0; i < count; i++) printf("0x%llx,%s", (unsigned long long)entries[i], i % 8 == 7 ? "\n" : " ");
    printf("0};\n");
    return 0;
}
