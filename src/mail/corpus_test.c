// SPDX-License-Identifier: Apache-2.0
// Finds and reads the collections. The tests over them stand beside the code
// that they judge.
#include "mail/corpus.h"

#include <ftw.h>

#include "base/test.h"
#include "mail/list.h"

const char *corpus_path(struct arena *a, const char *name)
{
    const char *shared = getenv("RAPPORT_SHARED");
    return str_cstr(a, str_fmt(a, "%s/corpora/%s", shared ? shared : "../shared", name));
}

struct str corpus_bytes(struct arena *a, const char *name)
{
    FILE *f = fopen(corpus_path(a, name), "rb");
    if (!f)
        print_error("there is no %s\n", corpus_path(a, name));
    assert_non_null(f);
    struct buf b = buf_make(a, 65536);
    while (!feof(f)) {
        assert_true(buf_reserve(&b, 65536));
        size_t n = fread(b.p + b.n, 1, 65536, f);
        b.n += n;
        if (n == 0)
            break;
    }
    fclose(f);
    return buf_str(&b);
}

json_t *corpus_json(struct arena *a, const char *name)
{
    struct str text = corpus_bytes(a, name);
    json_error_t error;
    json_t *made = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error);
    if (!made)
        print_error("%s: %s\n", name, error.text);
    assert_non_null(made);
    return made;
}

static _Thread_local struct {
    struct arena *a;
    struct str *names;
    size_t n, skip;
} listing;

static int on_file(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    if (kind == FTW_F)
        list_add(listing.a, listing.names, listing.n, str_dup(listing.a, str_from(str_of(path), listing.skip)));
    return 0;
}

static int by_name(const void *x, const void *y)
{
    return str_compare(*(const struct str *)x, *(const struct str *)y);
}

size_t corpus_list(struct arena *a, const char *directory, struct str **ret_names)
{
    const char *path = corpus_path(a, directory);
    listing.a = a;
    listing.names = NULL;
    listing.n = 0;
    listing.skip = strlen(path) + 1;
    assert_int_equal(nftw(path, on_file, 16, FTW_PHYS), 0);
    assert_true(listing.n > 0);
    qsort(listing.names, listing.n, sizeof *listing.names, by_name);
    *ret_names = listing.names;
    return listing.n;
}
