// SPDX-License-Identifier: Apache-2.0
// The demonstration is played as anybody would run it, on both engines, and the
// database is asked whether all of it is there and every rule held.
#include "app/demo.h"

#include "app/demo_play.h"
#include "app/demo_time.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "desk/credential.h"
#include "desk/history.h"
#include "store/store_kit.h"

#define QUERY(id, text, n) static const struct query id QUERY_SECTION = {#id, "a test", text, text, n, false}

QUERY(demo_count, "SELECT count(*) FROM ticket WHERE state = $1 AND coalesce(outcome, '') = $2", 2);
QUERY(demo_no_owner,
      "SELECT count(*) FROM ticket t JOIN person p ON p.id = t.owner_id "
      "WHERE t.state <> 'closed' AND (p.active = 0 OR p.role = 'requester')",
      0);
QUERY(demo_no_step,
      "SELECT count(*) FROM ticket t WHERE (SELECT count(*) FROM step s WHERE s.ticket_id = t.id AND "
      "s.state = 'open') <> CASE WHEN t.state = 'closed' THEN 0 ELSE 1 END",
      0);
QUERY(demo_of_kind, "SELECT count(*) FROM event WHERE kind = $1", 1);
QUERY(demo_after, "SELECT count(*) FROM event WHERE at > $1", 1);
QUERY(demo_late_mail, "SELECT count(*) FROM mail_out WHERE state = 'waiting' AND made_at < $1", 1);
QUERY(demo_mail_jobs,
      "SELECT (SELECT count(*) FROM job WHERE kind = 'mail') - "
      "(SELECT count(*) FROM mail_out WHERE state = 'waiting')",
      0);
QUERY(demo_long,
      "SELECT count(*) FROM (SELECT ticket_id FROM message WHERE kind <> 'desk' GROUP BY ticket_id "
      "HAVING count(*) >= 12) AS long_ones",
      0);
QUERY(demo_twice,
      "SELECT count(*) FROM (SELECT body FROM message WHERE kind <> 'desk' GROUP BY body "
      "HAVING count(*) > 1) AS said_twice",
      0);
QUERY(demo_staff, "SELECT count(*) FROM person WHERE role <> 'requester'", 0);
QUERY(demo_hero,
      "SELECT count(*) FROM ticket t JOIN person o ON o.id = t.owner_id JOIN step s ON s.id = t.step_id "
      "WHERE t.subject LIKE 'The budget workbook says%' AND o.name LIKE 'Ana %' AND t.state = 'with_us' "
      "AND t.playback_state = 'agreed' AND s.kind = 'promise' AND s.by_at > $1 AND s.broken_at IS NULL "
      "AND EXISTS (SELECT 1 FROM participant p WHERE p.ticket_id = t.id)",
      1);
QUERY(demo_words,
      "SELECT t.id, t.subject, t.state, coalesce(t.outcome, ''), m.kind, m.body FROM ticket t "
      "JOIN message m ON m.ticket_id = t.id WHERE m.kind <> 'desk' ORDER BY t.id, m.id",
      0);

struct asked {
    const struct query *q;
    struct param params[3];
    size_t n;
    int64_t value;
};

static enum rc asked_read(struct ctx *c, struct db *db, void *arg)
{
    struct asked *a = arg;
    return db_int_(db, &a->value, a->q, a->params, a->n);
}

static int64_t ask_text(struct store *s, struct ctx *c, const struct query *q, const char *one, const char *two)
{
    struct asked a = {.q = q, .params = {P_NULL, P(str_of(one)), P(str_of(two))}, .n = two ? 2 : one ? 1 : 0};
    assert_ok(store_read(c, s, asked_read, &a));
    return a.value;
}

static int64_t ask_count(struct store *s, struct ctx *c, const struct query *q)
{
    return ask_text(s, c, q, NULL, NULL);
}

static int64_t ask_moment(struct store *s, struct ctx *c, const struct query *q, int64_t at)
{
    struct asked a = {.q = q, .params = {P_NULL, P(at)}, .n = 1};
    assert_ok(store_read(c, s, asked_read, &a));
    return a.value;
}

static void fill(struct store *s, struct ctx *c, int64_t now_ms)
{
    enum rc rc = demo_fill(c, s, now_ms, NULL);
    if (rc != RC_OK)
        print_error("%.*s %.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.instead),
                    STR_ARG(c->failure.cause));
    assert_ok(rc);
}

static enum rc verify_read(struct ctx *c, struct db *db, void *arg)
{
    return history_verify(db, 0, arg);
}

static void check_states(struct store *s, struct ctx *c)
{
    static const struct {
        const char *state, *outcome;
        int64_t least, most;
    } wanted[] = {
        {"with_us", "", 40, 80},       {"with_you", "", 10, 30},      {"proposed", "", 12, 30},
        {"resting", "", 5, 15},        {"closed", "solved", 80, 130}, {"closed", "withdrawn", 4, 12},
        {"closed", "declined", 3, 12}, {"closed", "merged", 2, 6},
    };
    int64_t all = 0;
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        int64_t n = ask_text(s, c, &demo_count, wanted[i].state, wanted[i].outcome);
        assert_in_range(n, wanted[i].least, wanted[i].most);
        all += n;
    }
    assert_in_range(all, 190, 230);
}

// Everything that can happen to a ticket happens at least once.
static void check_events(struct store *s, struct ctx *c)
{
    static const char *const kinds[] = {
        "asked",
        "words",
        "promised",
        "questioned",
        "proposed",
        "noted",
        "played_back",
        "playback_agreed",
        "playback_corrected",
        "offered",
        "handed_over",
        "offer_declined",
        "offer_expired",
        "asked_for",
        "taken",
        "stepped_in",
        "assigned",
        "referred",
        "referral_confirmed",
        "helper_added",
        "declined",
        "reason_taken",
        "review_asked",
        "upheld",
        "overturned",
        "solved",
        "not_yet",
        "solved_heard",
        "not_yet_heard",
        "withdrawn",
        "rested",
        "kept",
        "renewed",
        "warned",
        "broken",
        "followed_up",
        "follow_up_personal",
        "merged",
        "unmerged",
        "tagged",
        "participant_added",
        "speaker_named",
        "urgent",
        "updated",
        "reopened",
        "continued",
    };
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (!ask_text(s, c, &demo_of_kind, kinds[i], NULL))
            print_error("nothing of the kind %s happened\n", kinds[i]);
        assert_true(ask_text(s, c, &demo_of_kind, kinds[i], NULL) > 0);
    }
}

struct sign_in {
    struct str email;
    bool fits;
};

static enum rc sign_in_read(struct ctx *c, struct db *db, void *arg)
{
    struct sign_in *in = arg;
    int64_t id;
    return password_check(db, in->email, S(DEMO_PASSWORD), &id, &in->fits);
}

static void check_sign_in(struct store *s, struct ctx *c)
{
    struct str rest = demo_sign_in(c->arena), line, word;
    int n = 0;
    while (str_cut_line(&rest, &line)) {
        if (!str_cut(&line, ' ', &word) || !str_has(word, S("@")))
            continue;
        struct sign_in in = {.email = word};
        assert_ok(store_read(c, s, sign_in_read, &in));
        assert_true(in.fits);
        n++;
    }
    assert_true(n >= 5);
}

TEST_STORE(the_demonstration_has_everything_and_every_rule_held)
{
    struct verify_result v = {0};
    fill(s, c, KIT_NOW_MS);
    assert_int_equal(c->now_ms, KIT_NOW_MS);
    check_states(s, c);
    check_events(s, c);
    assert_ok(store_read(c, s, verify_read, &v));
    assert_int_equal(v.bad_ticket, 0);
    assert_true(v.events > 900);
    assert_int_equal(ask_count(s, c, &demo_no_owner), 0); // R1
    assert_int_equal(ask_count(s, c, &demo_no_step), 0);  // R8
    assert_int_equal(ask_moment(s, c, &demo_after, KIT_NOW_MS), 0);
    assert_int_equal(ask_moment(s, c, &demo_late_mail, KIT_NOW_MS - DAY_MS), 0);
    assert_int_equal(ask_count(s, c, &demo_mail_jobs), 0);
    assert_true(ask_count(s, c, &demo_long) >= 3);
    assert_int_equal(ask_count(s, c, &demo_twice), 0);
    assert_int_equal(ask_count(s, c, &demo_staff), 12);
    assert_int_equal(ask_moment(s, c, &demo_hero, KIT_NOW_MS), 1);
    check_sign_in(s, c);
    assert_int_equal(demo_fill(c, s, KIT_NOW_MS, NULL), RC_CONFLICT); // it has tickets now
    assert_true(str_has(c->failure.detail, S("has tickets already")));
}

static enum rc words_read(struct ctx *c, struct db *db, void *arg)
{
    struct buf *b = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, demo_words));
    while (rows_next(&rows)) {
        buf_addf(b, "R-%" PRId64, rows_int(&rows, 0));
        for (int column = 1; column < 6; column++)
            buf_addf(b, "|%.*s", STR_ARG(rows_text(&rows, column)));
        buf_add_char(b, '\n');
    }
    return rows_done(&rows);
}

static struct str words_of(struct store *s, struct ctx *c)
{
    struct buf b = buf_make(c->arena, 1 << 18);
    assert_ok(store_read(c, s, words_read, &b));
    return buf_str(&b);
}

// Another engine, and a Saturday night: the same people say the same.
TEST_STORE(every_run_says_the_same_words_in_the_same_order)
{
    AUTO(store_auto) struct store *other = NULL;
    const struct store_options o = {.url = S(":memory:")};
    fill(s, c, KIT_NOW_MS);
    struct str first = words_of(s, c);
    assert_ok(store_open(c, &o, &other));
    assert_ok(store_migrate(c, other));
    fill(other, c, KIT_NOW_MS + 10 * DAY_MS + 14 * HOUR_MS);
    struct str second = words_of(other, c);
    assert_true(first.n > 50000);
    assert_true(str_eq(first, second));
}

TEST(moments_move_along_with_the_day_of_the_run)
{
    int64_t now = KIT_NOW_MS, at = 0; // Wednesday 2026-10-14, 10:12 in Dublin
    assert_true(demo_moment(S("d-1 09:30"), now, 0, &at));
    assert_int_equal(at, now - DAY_MS - 42 * MINUTE_MS);
    assert_true(demo_moment(S("d-3 09:30"), now, 0, &at)); // Friday, over the weekend
    assert_int_equal(at, now - 5 * DAY_MS - 42 * MINUTE_MS);
    assert_true(demo_moment(S("+2d 09:30"), now, at, &at));
    assert_int_equal(at, now - DAY_MS - 42 * MINUTE_MS);
    assert_true(demo_moment(S("+90m"), now, at, &at));
    assert_int_equal(at, now - DAY_MS + 48 * MINUTE_MS);
    assert_true(demo_moment(S("now-37m"), now, 0, &at));
    assert_int_equal(at, now - 37 * MINUTE_MS);
    assert_false(demo_moment(S("soon"), now, 0, &at));
    assert_false(demo_moment(S("d0 10:00"), now, 0, &at));
    assert_false(demo_moment(S("d-1 25:00"), now, 0, &at));
    assert_false(demo_moment(S(""), now, 0, &at));
}

// Whatever the hour or the day of the run: no story reaches into the future.
TEST(every_story_is_over_by_now_at_any_hour_of_the_week)
{
    AUTO(arena_auto) struct arena *a = arena_create(64 << 20);
    for (int hour = 0; hour < 7 * 24; hour += 5) {
        struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
        struct demo_play play;
        assert_ok(demo_plan(&c, KIT_NOW_MS + hour * HOUR_MS, &play));
        assert_true(play.events[play.events_n - 1].at <= play.now_ms);
        arena_reset(a);
    }
}

TEST(a_picture_is_a_png_of_its_own)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct str one = demo_picture(a, S("one.png")), two = demo_picture(a, S("two.png"));
    assert_true(str_starts(one, S("\x89PNG\r\n\x1a\n")));
    assert_true(str_ends(one, S("IEND\xae\x42\x60\x82")));
    assert_false(str_eq(one, two));
    assert_true(str_eq(one, demo_picture(a, S("one.png"))));
}
