// SPDX-License-Identifier: Apache-2.0
// `coach`: the remarks on a draft; `coach check DIR`: the examples of rule
// files; `coach try RULE`: what a rule would have marked in the desk's own
// replies, before it goes live.
#include <unistd.h>

#include "app/app.h"
#include "app/files.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "coach/coach.h"

#include "app/cmd_coach.sql.h"

#define DRAFT_BYTES_MAX ((size_t)1 << 20)
#define THREAD_BYTES_MAX ((size_t)8 << 20)

static enum rc draft_read(struct ctx *c, struct str *ret_text)
{
    TRY(stream_read(c, STDIN_FILENO, DRAFT_BYTES_MAX, ret_text));
    return utf8_valid(*ret_text) ? RC_OK : fail(c, RC_INVALID, "the draft is not UTF-8");
}

static int coach_draft(struct app *app)
{
    struct ctx *c = &app->c;
    struct coach_rules *rules = NULL;
    struct coach_draft in = {.now_ms = c->now_ms};
    struct coach_remarks remarks;
    struct str thread, json;
    if (draft_read(c, &in.text) != RC_OK ||
        (app->o.thread.n && (file_read(c, str_cstr(c->arena, app->o.thread), THREAD_BYTES_MAX, &thread) != RC_OK ||
                             coach_thread_parse(c, thread, &in) != RC_OK)) ||
        coach_rules_load(c, app->o.rules, &rules) != RC_OK || coach_read(c, rules, &in, &remarks) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    struct buf b = buf_make(c->arena, 4096);
    coach_remarks_json(&b, &remarks);
    buf_add_char(&b, '\n');
    coach_rules_free(rules);
    if (buf_done(&b, &json) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    return app_print(app, json);
}

static int coach_check(struct app *app)
{
    struct coach_rules *rules = NULL;
    if (app->o.args_n != 2)
        return app_usage(app, "expected: rapport coach check DIR");
    if (coach_rules_load(&app->c, str_of(app->o.args[1]), &rules) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    struct str said = str_fmt(app->c.arena, "%zu rules, and every example holds\n", coach_rules_count(rules));
    coach_rules_free(rules);
    return app_print(app, said);
}

struct trying {
    const struct coach_rules *rules;
    struct str rule;
    int64_t last;
    struct buf out;
    int64_t replies, marked;
};

// Each reply is read in memory of its own, which is given back.
static enum rc try_reply(struct trying *t, struct rows *rows)
{
    AUTO(arena_auto) struct arena *a = arena_create((size_t)16 << 20);
    struct ctx c = {.arena = a};
    struct coach_message theirs = {.from_user = true, .text = rows_text(rows, 6)};
    struct coach_draft in = {
        .text = rows_text(rows, 3),
        .messages = &theirs,
        .message_count = str_is_none(theirs.text) ? 0 : 1,
        .facts = {.agent = rows_text(rows, 4), .user = rows_text(rows, 5)},
        .now_ms = rows_int(rows, 2),
    };
    struct coach_remarks remarks;
    TRY(coach_read(&c, t->rules, &in, &remarks));
    t->replies++;
    for (size_t i = 0; i < remarks.finding_count; i++) {
        const struct coach_finding *f = &remarks.findings[i];
        if (!str_eq(f->rule, t->rule))
            continue;
        t->marked++;
        buf_addf(&t->out, "R-%" PRId64 ": %.*s\n", rows_int(rows, 1), STR_ARG(f->quote));
    }
    return RC_OK;
}

static enum rc try_read(struct ctx *c, struct db *db, void *arg)
{
    struct trying *t = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, coach_last_replies, P(t->last)));
    while (rows_next(&rows))
        TRY(try_reply(t, &rows));
    return rows_done(&rows);
}

static int coach_try(struct app *app)
{
    struct ctx *c = &app->c;
    struct coach_rules *rules = NULL;
    if (app->o.args_n != 2)
        return app_usage(app, "expected: rapport coach try RULE --last N");
    struct trying t = {.rule = str_of(app->o.args[1]), .last = app->o.last, .out = buf_make(c->arena, 4096)};
    if (coach_rules_load(c, app->o.rules, &rules) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    t.rules = rules;
    enum rc rc = app_open(app, OPEN_AS_IS);
    if (rc == RC_OK)
        rc = store_read(c, app->store, try_read, &t);
    coach_rules_free(rules);
    if (rc != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    app_say("%.*s marks %" PRId64 " places in the last %" PRId64 " replies", STR_ARG(t.rule), t.marked, t.replies);
    return app_print(app, buf_str(&t.out));
}

int command_coach(struct app *app)
{
    if (app->o.args_n == 0)
        return coach_draft(app);
    if (strcmp(app->o.args[0], "check") == 0)
        return coach_check(app);
    if (strcmp(app->o.args[0], "try") == 0)
        return coach_try(app);
    return app_usage(app, "expected: rapport coach, rapport coach check DIR, or rapport coach try RULE");
}
