// SPDX-License-Identifier: Apache-2.0
// Fills the desk: people first, then all stories step by step with the clock
// between them, so that warnings, follow-ups, broken promises and expired
// offers come from the desk itself, at their own moments. Many steps share one
// transaction; the clock's work runs through jobs_run_due() as it always does.
//
// No letter of the past leaves: while the stories are told the jobs that would
// send mail are taken away, then letters older than a day are marked as sent
// with a note that says so. Those of the last day go back into the line.
#include "app/demo.h"

#include "app/demo_fill.sql.h"
#include "app/demo_play.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "desk/clock.h"
#include "desk/credential.h"
#include "jobs/jobs.h"

#define STEPS_MAX 64 // in one transaction

// ---- before the first step ----

struct setting {
    struct str hash;
    struct demo_cast cast;
};

static enum rc is_there(struct db *db, const struct query *q, bool *ret_there)
{
    int64_t id;
    enum rc rc = db_int(db, &id, *q);
    *ret_there = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc setting_write(struct ctx *c, struct db *db, void *arg)
{
    struct setting *s = arg;
    int64_t admin_id = 0;
    bool tickets, people;
    TRY(is_there(db, &demo_any_ticket, &tickets));
    TRY(is_there(db, &demo_any_person, &people));
    if (tickets)
        return fail(c, RC_CONFLICT,
                    "This desk has tickets already, and the demonstration only fills an empty one. "
                    "Please name a new database with --db.");
    if (!people)
        TRY(desk_create(db, demo_address(WHO_greta), S("Tidewell"), &admin_id));
    return demo_people_write(db, s->hash, admin_id, &s->cast);
}

static enum rc setting_make(struct ctx *c, struct store *s, struct demo_play *play)
{
    struct setting setting;
    TRY(password_hash(c->arena, S(DEMO_PASSWORD), &setting.hash));
    c->now_ms = play->events[0].at - DAY_MS;
    TRY(store_write(c, s, setting_write, &setting));
    play->cast = setting.cast;
    return RC_OK;
}

// ---- steps, and the clock ----

struct batch {
    struct demo_play *play;
    struct demo_cast before; // a transaction that is begun again begins from here
    size_t from, to;
    int64_t due_at; // when the clock is due next; INT64_MAX: never
};

static enum rc look_at_clock(struct db *db, int64_t *ret_due_at)
{
    int64_t at;
    TRY(db_int(db, &at, demo_next_due));
    *ret_due_at = at ? at : INT64_MAX;
    return RC_OK;
}

static enum rc batch_write(struct ctx *c, struct db *db, void *arg)
{
    struct batch *b = arg;
    struct demo_play *play = b->play;
    play->cast = b->before;
    b->to = b->from;
    TRY(look_at_clock(db, &b->due_at));
    while (b->to < play->events_n && b->to < b->from + STEPS_MAX && play->events[b->to].at < b->due_at) {
        TRY(demo_act(db, play, &play->events[b->to]));
        b->to++;
        TRY(look_at_clock(db, &b->due_at));
    }
    TRY(db_run(db, demo_drop_moot));
    return db_run(db, demo_hold_mail);
}

// The one piece of work that is due next, at its own moment.
static enum rc clock_tick(struct ctx *c, struct store *s, int64_t at)
{
    size_t n;
    int done;
    const struct job_kind *kinds = clock_kinds(&n);
    c->now_ms = at;
    TRY(jobs_run_due(c, s, kinds, n, 1, &done));
    if (!done)
        return fail(c, RC_BUSY, "The clock of the demonstration stood still. Please try again with a new database.");
    return RC_OK;
}

static void tell(demo_progress *progress, const struct batch *b)
{
    for (size_t i = b->from; progress && i < b->to; i++)
        progress("telling the stories", (int64_t)i + 1, (int64_t)b->play->events_n);
}

static enum rc play_all(struct ctx *c, struct store *s, struct demo_play *play, demo_progress *progress)
{
    struct batch b = {.play = play};
    bool more = true;
    while (more) {
        b.from = b.to;
        b.before = play->cast;
        TRY(store_write(c, s, batch_write, &b));
        tell(progress, &b);
        int64_t next_at = b.to < play->events_n ? play->events[b.to].at : play->now_ms;
        bool ticks = b.due_at <= next_at;
        if (ticks)
            TRY(clock_tick(c, s, b.due_at));
        more = ticks || b.to < play->events_n;
    }
    return RC_OK;
}

// ---- after the last step ----

static enum rc mail_lines_up(struct db *db)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, demo_mail_waiting));
    while (rows_next(&rows)) {
        const struct job_new job = {
            .kind = "mail",
            .payload = str_fmt(db_arena(db), "{\"out\":%" PRId64 "}", rows_int(&rows, 0)),
            .run_at = db_ctx(db)->now_ms,
        };
        TRY(job_add(db, &job));
    }
    return rows_done(&rows);
}

static enum rc clock_went_well(struct db *db)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, demo_job_trouble));
    if (rows_next(&rows))
        return fail_cause(db_ctx(db), RC_DB, rows_text(&rows, 1),
                          "The clock of the demonstration could not do its work.");
    return rows_done(&rows);
}

static enum rc finish(struct ctx *c, struct db *db, void *arg)
{
    const struct demo_play *play = arg;
    TRY(clock_went_well(db));
    struct demo_cast cast = play->cast;
    TRY(demo_on_duty(db, &cast, WHO_ana));
    TRY(demo_on_duty(db, &cast, WHO_lars));
    TRY(demo_on_duty(db, &cast, WHO_ngozi));
    TRY(db_run(db, demo_hold_mail));
    TRY(db_run(db, demo_mail_past, P(c->now_ms - DAY_MS)));
    return mail_lines_up(db);
}

enum rc demo_fill(struct ctx *c, struct store *s, int64_t now_ms, demo_progress *progress)
{
    struct demo_play play;
    TRY(demo_plan(c, now_ms, &play));
    TRY(setting_make(c, s, &play));
    TRY(play_all(c, s, &play, progress));
    c->now_ms = now_ms;
    return store_write(c, s, finish, &play);
}
