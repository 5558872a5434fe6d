// SPDX-License-Identifier: Apache-2.0
// From a folder, or from files in memory, to rules in use: lists first, then rules,
// tables and indexes, and at last every example. All or nothing: what fails leaves
// no trace but the sentence that says why.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "coach/rules.h"

enum { ARENA_BYTES = 256 * 1024 * 1024 };

static int by_name(const void *a, const void *b)
{
    const struct coach_file *x = a, *y = b;
    return str_compare(x->name, y->name);
}

static void dir_auto(DIR **d)
{
    if (*d)
        closedir(*d);
}

static void fd_auto(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static enum rc read_file(struct ctx *c, const char *path, struct str name, struct str *ret_text)
{
    AUTO(fd_auto) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return fail(c, RC_IO, "%.*s cannot be read", STR_ARG(name));
    if (st.st_size > FILE_BYTES_MAX)
        return fail(c, RC_INVALID, "%.*s:1: the file is larger than 1 MiB", STR_ARG(name));
    char *p = arena_text(c->arena, (size_t)st.st_size + 1);
    size_t n = 0;
    while (n < (size_t)st.st_size) {
        ssize_t got = read(fd, p + n, (size_t)st.st_size - n);
        if (got <= 0)
            return fail(c, RC_IO, "%.*s cannot be read", STR_ARG(name));
        n += (size_t)got;
    }
    *ret_text = (struct str){p, n};
    return RC_OK;
}

struct gather {
    struct ctx *c;
    struct str dir;
    struct coach_file *files;
    size_t count;
};

static bool wanted(struct str name)
{
    return str_ends(name, S(".rules")) || str_ends(name, S(".txt"));
}

static enum rc gather_language(struct gather *g, struct str code)
{
    struct ctx *c = g->c;
    const char *path = str_cstr(c->arena, str_fmt(c->arena, "%.*s/%.*s", STR_ARG(g->dir), STR_ARG(code)));
    AUTO(dir_auto) DIR *d = opendir(path);
    if (!d)
        return RC_OK; // a plain file beside the folders
    for (struct dirent *e; (e = readdir(d));) {
        struct str name = str_of(e->d_name);
        if (!wanted(name) || name.p[0] == '.')
            continue;
        if (g->count == FILES_MAX)
            return fail(c, RC_INVALID, "more than %d files of rules", FILES_MAX);
        struct coach_file *f = &g->files[g->count];
        f->name = str_fmt(c->arena, "%.*s/%.*s", STR_ARG(code), STR_ARG(name));
        const char *file = str_cstr(c->arena, str_fmt(c->arena, "%s/%.*s", path, STR_ARG(name)));
        TRY(read_file(c, file, f->name, &f->text));
        g->count++;
    }
    return RC_OK;
}

// A folder of a language is named as languages are: two letters or more, small, with hyphens.
static bool is_code(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && !(name.p[i] == '-' && i > 1))
            return false;
    return name.n == 2 || name.n == 3 || (name.n > 3 && name.n < 12 && name.p[2] == '-');
}

enum rc rules_read_dir(struct ctx *c, struct str dir, struct coach_file **ret_files, size_t *ret_n)
{
    struct gather g = {.c = c, .dir = dir, .files = arena_list(c->arena, FILES_MAX, struct coach_file)};
    AUTO(dir_auto) DIR *d = opendir(str_cstr(c->arena, dir));
    if (!d)
        return fail(c, RC_IO, "The folder %.*s cannot be read", STR_ARG(dir));
    for (struct dirent *e; (e = readdir(d));)
        if (is_code(str_of(e->d_name)))
            TRY(gather_language(&g, str_dup(c->arena, str_of(e->d_name))));
    *ret_files = g.files;
    *ret_n = g.count;
    return RC_OK;
}

static struct language *language_for(struct coach_rules *rules, struct str code)
{
    for (size_t i = 0; i < rules->language_count; i++)
        if (str_eq(rules->languages[i]->code, code))
            return rules->languages[i];
    if (rules->language_count == LANGUAGES_MAX)
        return NULL;
    size_t bytes[2] = {0}; // of tables, of rules
    for (size_t i = 0; i < rules->file_count; i++) {
        const struct coach_file *file = &rules->files[i];
        if (str_starts(file->name, code) && file->name.p[code.n] == '/')
            bytes[str_ends(file->name, S(".rules"))] += file->text.n;
    }
    struct language *l = language_create(rules->arena, code, bytes[1], bytes[0]);
    l->scratch = rules->scratch;
    return rules->languages[rules->language_count++] = l;
}

// "heat.txt", or more of the same in "heat-local.txt".
static bool is_table(struct str name, struct str table)
{
    return str_starts(name, table) && (name.p[table.n] == '.' || name.p[table.n] == '-');
}

enum pass { PASS_LISTS, PASS_RULES };

static enum rc read_one(struct ctx *c, struct coach_rules *rules, const struct coach_file *file, enum pass pass)
{
    struct str code, name;
    if (!line_split(file->name, '/', &code, &name) || !is_code(code))
        return fail(c, RC_INVALID, "%.*s:1: the file is in no folder of a language", STR_ARG(file->name));
    struct language *l = language_for(rules, code);
    if (!l)
        return fail(c, RC_LIMIT, "More than %d languages", LANGUAGES_MAX);
    bool is_rules = str_ends(name, S(".rules"));
    if (pass == PASS_LISTS && !utf8_valid(file->text))
        return fail(c, RC_INVALID, "%.*s:1: the file is not UTF-8", STR_ARG(file->name));
    if (pass == PASS_LISTS)
        return is_rules ? lists_read(c, l, file) : RC_OK;
    if (is_rules)
        return rules_read(c, l, file);
    if (is_table(name, S("glossary")))
        return glossary_read(c, l, file);
    if (is_table(name, S("heat")))
        return heat_read(c, l, file);
    if (str_eq(name, S("model.txt")))
        return model_read(c, l, file);
    return fail(c, RC_INVALID, "%.*s:1: a .txt file is glossary, heat or model", STR_ARG(file->name));
}

static enum rc build_into(struct ctx *c, struct coach_rules *rules, struct coach_file *files, size_t n)
{
    qsort(files, n, sizeof *files, by_name);
    rules->files = files;
    rules->file_count = n;
    for (enum pass pass = PASS_LISTS; pass <= PASS_RULES; pass++)
        for (size_t i = 0; i < n; i++)
            TRY(read_one(c, rules, &files[i], pass));
    for (size_t i = 0; i < rules->language_count; i++) {
        TRY(language_finish(c, rules->languages[i]));
        rules->languages[i]->scratch = NULL;
        rules->rule_count += rules->languages[i]->rule_count;
    }
    return arena_over(rules->arena) ? fail(c, RC_LIMIT, "The rules are too large") : RC_OK;
}

enum rc rules_build(struct ctx *c, const struct coach_file *files, size_t n, struct coach_rules **ret_rules)
{
    struct arena *a = arena_create(ARENA_BYTES);
    struct coach_rules *rules = arena_new(a, struct coach_rules);
    AUTO(arena_auto) struct arena *scratch = arena_create(ARENA_BYTES);
    rules->arena = a;
    rules->scratch = scratch;
    struct coach_file *sorted = arena_list(c->arena, n + 1, struct coach_file);
    memcpy(sorted, files, n * sizeof *files);
    enum rc rc = n > FILES_MAX ? fail(c, RC_LIMIT, "Too many files of rules") : build_into(c, rules, sorted, n);
    rules->scratch = NULL;
    rules->files = NULL;
    rules->file_count = 0;
    if (rc == RC_OK)
        *ret_rules = rules;
    else
        arena_free(a);
    return rc;
}

enum rc coach_rules_from(struct ctx *c, const struct coach_file *files, size_t n, struct coach_rules **ret_rules)
{
    struct coach_rules *rules;
    TRY(rules_build(c, files, n, &rules));
    enum rc rc = examples_run(c, rules, NULL, NULL);
    if (rc == RC_OK)
        *ret_rules = rules;
    else
        coach_rules_free(rules);
    return rc;
}

enum rc coach_rules_load(struct ctx *c, struct str dir, struct coach_rules **ret_rules)
{
    struct coach_file *files;
    size_t n;
    if (str_is_empty(dir))
        rules_embedded(c->arena, &files, &n);
    else
        TRY(rules_read_dir(c, dir, &files, &n));
    return coach_rules_from(c, files, n, ret_rules);
}

void coach_rules_free(struct coach_rules *rules)
{
    if (rules)
        arena_free(rules->arena);
}

size_t coach_rules_count(const struct coach_rules *rules)
{
    return rules->rule_count;
}

bool coach_rules_has_language(const struct coach_rules *rules, struct str language)
{
    for (size_t i = 0; i < rules->language_count; i++)
        if (str_eq(rules->languages[i]->code, language))
            return true;
    return false;
}

// Every loaded language counts its common words in the first kilobyte.
static const struct language *guess(const struct coach_rules *rules, struct arena *a, struct str sample)
{
    const struct language *best = NULL;
    uint32_t most = 0;
    if (rules->language_count == 1)
        return rules->languages[0];
    for (size_t i = 0; i < rules->language_count; i++) {
        struct text t;
        uint32_t common = 0;
        text_read(&t, a, utf8_truncate(sample, 1024), rules->languages[i], false);
        for (uint32_t k = 0; k < t.token_count; k++)
            common += t.tokens[k].flags & TOKEN_COMMON ? 1 : 0;
        if (common > most) {
            most = common;
            best = rules->languages[i];
        }
    }
    return best || str_is_empty(sample) ? best : rules_language(rules, a, S("en"), sample);
}

const struct language *rules_language(const struct coach_rules *rules, struct arena *a, struct str code,
                                      struct str sample)
{
    if (str_is_empty(code))
        return guess(rules, a, sample);
    for (size_t i = 0; i < rules->language_count; i++)
        if (str_eq_nocase(rules->languages[i]->code, code))
            return rules->languages[i];
    ptrdiff_t dash = str_find_char(code, '-');
    return dash > 1 ? rules_language(rules, a, str_slice(code, 0, (size_t)dash), sample) : NULL;
}
