/* Completion without a terminal: `|` marks the cursor; the candidates are shown with blanks between, behind the word's start. */
#include "base/memory.h"
#include "cli/repl/complete.h"
#include "interp/code.h"
#include "interp/interpreter.h"
#include "interp/source_file.h"
#include "modules/embedded.h"
#include "modules/registry.h"
#include "object/error.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static Thread *thread;
static Dict *names;

static const char script[] = "import threading\n"
                             "def work(items, limit=3, *rest, flag=False, **more): pass\n"
                             "def nothing(): pass\n"
                             "class Account:\n"
                             "    bank = 'first'\n"
                             "    def __init__(self, owner, balance=0):\n"
                             "        self.owner, self.balance, self._secret, self.lock = owner, balance, 1, lock()\n"
                             "    def deposit(self, amount, note=''): pass\n"
                             "    def close(self): pass\n"
                             "    @property\n"
                             "    def worth(self): print(1 // 0)\n"
                             "    @staticmethod\n"
                             "    def currencies(): pass\n"
                             "    @classmethod\n"
                             "    def open_all(cls, names): pass\n"
                             "class Saving(Account):\n"
                             "    def __getattr__(self, name): print(1 // 0)\n"
                             "class Odd:\n"
                             "    def __dir__(self): return ['apple', 'pear']\n"
                             "    def __getattr__(self, name): print(1 // 0)\n"
                             "class Broken:\n"
                             "    def __dir__(self): return 1 // 0\n"
                             "    def method(self): pass\n"
                             "account = Account('Ada')\n"
                             "saving = Saving('Bob')\n"
                             "odd, broken = Odd(), Broken()\n"
                             "accounts = [account]\n"
                             "by_name = {'Ada': account}\n"
                             "pair = (1, 'text')\n"
                             "class Point:\n"
                             "    __slots__ = ('across', 'along')\n"
                             "point, mine = Point(), local()\n"
                             "point.along = mine.note = 'text'\n"
                             "größe = 1\n"
                             "__private = _hidden = 2\n";

static int start(void **state) {
    (void)state;
    static char *argv[] = {"", NULL};
    memory_start();
    Interpreter *interpreter = interpreter_new(
        &(InterpreterOptions){.modules = native_modules, .embedded = embedded_modules, .argc = 1, .argv = argv});
    thread = interpreter->main_thread;
    names = dict_new_pinned();
    FunctionNode *node = source_parse(thread, source_new("<stdin>", script, strlen(script)), PARSE_MODULE);
    assert_non_null(node);
    assert_ptr_equal(code_execute(thread, code_prepare(thread, node), names, NULL), NONE);
    return 0;
}

/* "word's start: candidate candidate …", or "none". */
static const char *candidates(const char *marked) {
    size_t cursor = strcspn(marked, "|"), word;
    Buffer line = {0}, out = {0};
    buffer_add(&line, marked, cursor);
    buffer_add_text(&line, marked + cursor + 1);
    char **found = completion_list(thread, names, buffer_text(&line), cursor, &word);
    assert_ptr_equal(thread->raised, UNBOUND);
    if (!found) return "none";
    buffer_addf(&out, "%zu:", word);
    for (size_t i = 0; found[i]; i++) buffer_addf(&out, " %s", found[i]);
    return buffer_text(&out);
}

typedef struct Case {
    const char *line, *expected;
} Case;

static void check(const Case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const char *found = candidates(cases[i].line);
        if (strcmp(found, cases[i].expected) == 0) continue;
        print_error("%s\n    gives    %s\n    and not  %s\n", cases[i].line, found, cases[i].expected);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(...) check((const Case[]){__VA_ARGS__}, sizeof(const Case[]){__VA_ARGS__} / sizeof(Case))

static void names_and_keywords(void **state) {
    (void)state;
    CHECK({"acc|", "0: account accounts"}, {"Acc|", "0: Account("}, {"noth|", "0: nothing()"}, {"x = wor|", "4: work("},
          {"thre|", "0: thread( threading threads()"}, {"whi|", "0: while "}, {"tr|", "0: try:"}, {"Non|", "0: None"},
          {"pas|", "0: pass"}, {"gr|", "0: größe"}, {"grö|", "0: größe"}, {"_hid|", "0: _hidden"},
          {"__pr|", "0: __private"}, {"if acc| and", "3: account accounts"}, {"qqq|", "none"});
}

static void names_typed_in_the_block(void **state) {
    (void)state;
    CHECK({"def f(alpha, beta):\n    alp|", "24: alpha"}, {"for zebra in x:\n    print(zeb|", "26: zebra"},
          {"f(zebra=1)\nzeb|", "none"}, {"x.zebra\nzeb|", "none"});
}

static void attributes(void **state) {
    (void)state;
    CHECK({"threading.Th|", "10: Thread( ThreadError("},
          {"account.|", "8: balance bank close() currencies() deposit( lock open_all( owner worth"},
          {"account.ba|", "8: balance bank"}, {"account._s|", "8: _secret"}, {"account.bank.low|", "13: lower()"},
          {"Account.op|", "8: open_all("}, {"Account.ba|", "8: bank"}, {"Account.mr|", "none"},
          {"Account.dep|", "8: deposit("}, {"saving.ow|", "7: owner"}, {"saving.wo|", "7: worth"},
          {"saving.worth.|", "none"}, {"saving.nope.|", "none"}, {"odd.|", "4: apple pear"},
          {"broken.me|", "7: method()"}, {"account.lock.acq|", "13: acquire( acquire_lock("},
          {"account . own|", "10: owner"}, {"none_such.x|", "none"});
}

static void attributes_of_displays(void **state) {
    (void)state;
    CHECK({"'text'.zf|", "7: zfill("}, {"f'{1}'.zf|", "7: zfill("}, {"b'x'.de|", "5: decode("},
          {"[1, 2].app|", "7: append("}, {"{1: 2}.va|", "7: values()"}, {"{}.va|", "3: values()"},
          {"{1}.ad|", "4: add("}, {"(1, 2).co|", "7: count("}, {"(account).own|", "10: owner"},
          {"accounts[0].own|", "12: owner"}, {"accounts[-1].own|", "13: owner"}, {"accounts[7].own|", "none"},
          {"by_name['Ada'].own|", "15: owner"}, {"by_name['Bob'].own|", "none"}, {"pair[1].zf|", "8: zfill("},
          {"Account('x').clo|", "13: close()"}, {"threading.Thread(target=work).st|", "30: start()"},
          {"work(1).x|", "none"}, {"(1 + account).o|", "none"}, {"1.re|", "none"}, {"x = -account.own|", "13: owner"});
}

static void keyword_arguments(void **state) {
    (void)state;
    CHECK({"work(li|", "5: limit= license( list("}, {"work(|", "5: items= limit= flag="},
          {"work([1, 2], fl|", "13: flag= float("}, {"work(1, limit=2, |", "17: items= flag="},
          {"work(1, limit=fl|", "14: float("}, {"work(1 + li|", "9: license( list("},
          {"account.deposit(|", "16: amount= note="}, {"Account(own|", "8: owner="},
          {"Account.deposit(se|", "16: self= semaphore( set( setattr("}, {"threading.Thread(ta|", "17: target="},
          {"thread(work, na|", "13: name="}, {"print(1, se|", "9: sep= semaphore( set( setattr("},
          {"threading.Condition(lo|", "20: lock= local( locals() lock("}, {"nothing(acc|", "8: account accounts"},
          {"account.lock.acquire(bl|", "21: blocking="}, {"sorted(accounts, ke|", "17: key="});
}

static void definitions(void **state) {
    (void)state;
    CHECK({"def wo|", "none"}, {"def f(it|", "none"}, {"class Ac|", "none"}, {"class B(Ac|", "8: Account("},
          {"import time as ti|", "none"}, {"with account.lock as lo|", "none"}, {"lambda wo|", "none"});
}

static void imports(void **state) {
    (void)state;
    CHECK({"import thread|", "7: threading"}, {"import time, mat|", "13: math"}, {"import collections.a|", "19: abc"},
          {"from thread|", "5: threading"}, {"from threading |", "15: import "}, {"from threading imp|", "15: import "},
          {"from threading import Ba|", "22: Barrier"}, {"from threading import (Lock, Ev|", "29: Event"},
          {"from functools import part|", "22: partial partialmethod"},
          {"from collections.abc import Hash|", "28: Hashable"}, {"import time; import mat|", "20: math"},
          {"import time as t|", "none"}, {"from no_such import x|", "none"}, {"if x: import thread|", "13: threading"},
          {"import _thr|", "none"}, {"from threading import Lock |", "none"});
}

/* A module that is not loaded is read, not run. */
static void names_of_a_file(void **state) {
    (void)state;
    char folder[] = "/tmp/thr-complete-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = str_text(str_format("%s/lesson.thr", folder));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("1 / 0\nlevel = 1\nlimit: int = 2\nleft == right\ndef learn(lesson):\n    local = 1\n"
          "if level:\n    later = 2\nclass Lesson:\n    length = 3\nlast = lambda: 1\nx, y = 1, 2\n",
          file);
    fclose(file);
    list_append(thread->interpreter->path, value_from_object(str_from_text(folder)));
    CHECK({"from lesson import l|", "19: last learn level limit"}, {"from lesson import Le|", "19: Lesson"},
          {"import less|", "7: lesson"});
    remove(path);
    rmdir(folder);
}

static void nothing_in_texts_and_comments(void **state) {
    (void)state;
    CHECK({"'acc|", "none"}, {"\"\"\"text\nacc|", "none"}, {"f'acc|", "none"}, {"f'{acc|", "3: account accounts"},
          {"f'{account.own|", "11: owner"}, {"f'{1:acc|", "none"}, {"# acc|", "none"}, {"x = 1  # acc|", "none"},
          {"print('a', acc|", "11: account accounts"}, {"print(\"\"\"acc|", "none"},
          {"x = 1\n# note\nacc|", "13: account accounts"}, {"account |", "none"}, {"work()|", "none"},
          {"x = 0b|", "none"}, {"x \\|", "none"}, {"  $ acc|", "4: account accounts"});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_keywords),
        cmocka_unit_test(names_typed_in_the_block),
        cmocka_unit_test(attributes),
        cmocka_unit_test(attributes_of_displays),
        cmocka_unit_test(keyword_arguments),
        cmocka_unit_test(definitions),
        cmocka_unit_test(imports),
        cmocka_unit_test(names_of_a_file),
        cmocka_unit_test(nothing_in_texts_and_comments),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
