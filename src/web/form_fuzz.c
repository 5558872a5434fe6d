// SPDX-License-Identifier: Apache-2.0
// Any bytes as a body: JSON, a form, a form with files (the first byte chooses,
// for the last its line is the boundary). What is read is UTF-8 without NUL and
// within its bounds; what is not is said in a sentence.
#include "base/utf8.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

struct any {
    struct str text, choice, inner;
    int64_t number;
    struct flag flag;
    struct moment moment;
    struct strs strs;
    struct files files;
};
FORM(form_any, struct any, "Any", "Send", FIELD(struct any, text, "a", "A", 50),
     FIELD(struct any, choice, "b", "B", 20, .choices = "x|y"),
     FIELD(struct any, inner, "c.d", "D", 20, .or_int = true), FIELD(struct any, number, "e", "E", 1000),
     FIELD(struct any, flag, "f", "F", 0), FIELD(struct any, moment, "g", "G", 0), FIELD(struct any, strs, "h", "H", 3),
     FIELD(struct any, files, "i", "I", 2));

static void text_holds(struct str s, size_t most)
{
    must(s.n <= most && utf8_valid(s) && (!s.n || !memchr(s.p, 0, s.n)));
}

static void form_holds(const struct any *f)
{
    text_holds(f->text, 50);
    text_holds(f->inner, 20);
    must(!f->choice.n || str_eq(f->choice, S("x")) || str_eq(f->choice, S("y")));
    must(f->number >= 0 && f->number <= 1000);
    must(f->strs.n <= 3 && f->files.n <= 2);
    for (size_t i = 0; i < f->strs.n; i++)
        text_holds(f->strs.items[i], 500);
    for (size_t i = 0; i < f->files.n; i++)
        text_holds(f->files.items[i].filename, SIZE_MAX);
}

static enum rc read_any(struct ctx *c, uint8_t kind, struct str body, const void **ret_form)
{
    struct pairs pairs;
    struct str boundary = STR_NONE;
    if (kind % 3 == 0) // the router has looked at the bytes already
        return utf8_valid(body) ? form_from_json(c, &form_any, body, S("UTC"), ret_form)
                                : fail(c, RC_INVALID, "This is not UTF-8 text.");
    if (kind % 3 == 1) {
        TRY(pairs_from_urlencoded(c, body, &pairs));
    } else {
        str_cut(&body, '\n', &boundary);
        TRY(pairs_from_multipart(c, body, str_fmt(c->arena, "multipart/form-data; boundary=%.*s", STR_ARG(boundary)),
                                 &pairs));
    }
    return form_from_pairs(c, &form_any, &pairs, S("Europe/Berlin"), ret_form);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    AUTO(arena_auto) struct arena *a = arena_create(16 << 20);
    struct ctx c = {.arena = a};
    const void *form;
    if (!n)
        return 0;
    enum rc rc = read_any(&c, p[0], (struct str){(const char *)p + 1, n - 1}, &form);
    if (rc == RC_OK)
        form_holds(form);
    else
        must(rc == RC_INVALID && c.failure.detail.n);
    return 0;
}
