// SPDX-License-Identifier: Apache-2.0
// All languages of one load, and how their files are read. Private to src/coach.
// Everything lives in the rules' own arena, which ends with them.
// Nothing here changes once the rules are loaded.
#pragma once

#include "coach/language.h"

enum { LANGUAGES_MAX = 40, FILE_BYTES_MAX = 1024 * 1024, FILES_MAX = 1000, LINE_BYTES_MAX = 2000 };

struct coach_rules {
    struct arena *arena, *scratch; // scratch: NULL once loaded
    struct language *languages[LANGUAGES_MAX];
    size_t language_count;
    size_t rule_count;
    const struct coach_file *files; // while they are read
    size_t file_count;
};

// Where in which file a reader is; what every refusal begins with.
struct place {
    struct ctx *c;
    struct str file;
    uint32_t line;
};
enum rc place_fail(const struct place *p, const char *fmt, ...) PRINTF(2, 3);

// The language of a draft; NULL if there are no rules for it. Guesses by common words where none is given.
const struct language *rules_language(const struct coach_rules *rules, struct arena *a, struct str code,
                                      struct str sample);

// language.c
// The bytes are those of its .rules files and of its tables: some room is made by them.
struct language *language_create(struct arena *a, struct str code, size_t rules_bytes, size_t table_bytes);
// The numbers of rules; -1 where the name is none.
int mark_number(struct str name);
int check_number(struct str name);
const char *mark_name(enum mark mark);
struct rule *language_find_rule(const struct language *l, struct str id);
void language_name_rule(struct language *l, struct str id, uint32_t rule);
// After all files: what must be there, the indexes, the words of the built-in checks.
enum rc language_finish(struct ctx *c, struct language *l);

// rules_lists.c: pass one over a .rules file: only its lists.
enum rc lists_read(struct ctx *c, struct language *l, const struct coach_file *file);
// rules_read.c: pass two: its rules.
enum rc rules_read(struct ctx *c, struct language *l, const struct coach_file *file);
enum rc glossary_read(struct ctx *c, struct language *l, const struct coach_file *file);
enum rc model_read(struct ctx *c, struct language *l, const struct coach_file *file);
enum rc heat_read(struct ctx *c, struct language *l, const struct coach_file *file);

// examples.c: RC_INVALID at the first example that fails. With a report, tells it about every
// failure and answers RC_OK.
typedef void examples_report(void *arg, struct str line);
enum rc examples_run(struct ctx *c, const struct coach_rules *rules, examples_report *report, void *arg);

// load.c: without the examples.
enum rc rules_build(struct ctx *c, const struct coach_file *files, size_t n, struct coach_rules **ret_rules);
// embedded.c: the rules that were put into the program when it was built.
void rules_embedded(struct arena *a, struct coach_file **ret_files, size_t *ret_n);
enum rc rules_read_dir(struct ctx *c, struct str dir, struct coach_file **ret_files, size_t *ret_n);

// A part of a rule's line: "key = value".
bool line_split(struct str line, char at, struct str *ret_key, struct str *ret_value);
// Room for one more. What lies beyond `count` is not cleared.
#define GROW_LIST(arena, list, count, room, type)                                                                      \
    do {                                                                                                               \
        if ((count) == (room)) {                                                                                       \
            (room) = (room) ? (room)*2 : 16;                                                                           \
            type *grown = arena_raw((arena), (room) * sizeof(type));                                                   \
            if ((count) > 0)                                                                                           \
                memcpy(grown, (list), (count) * sizeof *grown);                                                        \
            (list) = grown;                                                                                            \
        }                                                                                                              \
    } while (0)
