// SPDX-License-Identifier: Apache-2.0
// The same questions get the same answers on both engines; what is not
// understood is answered with the word at fault; nobody finds what they may
// not see.
#include "desk/reading_kit.h"
#include "desk/verbs.h"

struct asking {
    struct actor who;
    struct str query, after;
    int64_t limit;
    struct ticket_list list;
};

static enum rc ask_step(struct db *db, void *arg)
{
    struct asking *a = arg;
    return ticket_list(db, &a->who, a->query, a->after, a->limit, &a->list);
}

// The numbers found, such as "3 1", with " …" when there are more.
static struct str found_upto(struct ctx *c, struct store *s, const struct actor *who, const char *query, int64_t limit)
{
    struct asking a = {.who = *who, .query = str_of(query), .limit = limit};
    struct buf b = buf_make(c->arena, 32);
    enum rc rc = kit_read(c, s, ask_step, &a);
    if (rc != RC_OK)
        print_error("%s: %s, %.*s %.*s\n", query, rc_name(rc), STR_ARG(c->failure.detail), STR_ARG(c->failure.cause));
    assert_ok(rc);
    for (size_t i = 0; i < a.list.n; i++)
        buf_addf(&b, "%s%" PRId64, i ? " " : "", a.list.items[i].number);
    if (!str_is_none(a.list.next))
        buf_add(&b, S(" …"));
    return buf_str(&b);
}

#define finds(who, query, expected) assert_str(found_upto(c, s, &(who), (query), 50), (expected))

// Eight tickets: ana owns the odd ones, ben the even ones; rita asked for 1 to 5, rob for 6 to 8.
static struct small_desk desk_with_tickets(struct ctx *c, struct store *s)
{
    static const char *const texts[][3] = {
        {"VPN drops", "The VPN stops at noon, error 0x80070005 on vpn1.intra.test", NULL},
        {"Printer on floor 2", "It prints nothing. See R-1 perhaps", "the toner contract ended"},
        {"Locked workbook", "Ravi has locked the budget workbook", NULL},
        {"New laptop", "I start on Monday and have no laptop", NULL},
        {"Crème brûlée", "The café till says ERREUR", NULL},
        {"Exact words", "one two three four", NULL},
        {"Exact words", "one three two four", "vpn credentials leaked"},
        {"印刷できません", "プリンターで印刷できません", NULL},
    };
    struct small_desk d = small_desk(c, s);
    for (int64_t i = 0; i < 8; i++) {
        struct kit_ticket t = {.number = i + 1, .subject = texts[i][0], .body = texts[i][1], .note = texts[i][2],
                               .owner = i % 2 ? d.ben.person_id : d.ana.person_id,
                               .requester = i < 5 ? d.rita.person_id : d.rob.person_id,
                               .team = i < 6 ? d.team : d.first_team,
                               .effect = i == 0 ? EFFECT_STUCK : i == 1 ? EFFECT_CAN_WAIT : EFFECT_SLOWED,
                               .by_at = KIT_NOW_MS + (i - 2) * HOUR_MS / 2, .made_at = KIT_NOW_MS - (8 - i) * DAY_MS};
        kit_ticket(c, s, &t);
    }
    return d;
}

TEST_STORE(search_finds_words_newest_first)
{
    struct small_desk d = desk_with_tickets(c, s);
    finds(d.cleo, "", "8 7 6 5 4 3 2 1");
    finds(d.cleo, "vpn", "7 1");
    finds(d.cleo, "VPN drops", "1");
    finds(d.cleo, "nothing-at-all", "");
    finds(d.cleo, "creme BRULEE", "5");
    finds(d.cleo, "café", "5");
    finds(d.cleo, "0x80070005", "1");
    finds(d.cleo, "vpn1.intra.test", "1");
    finds(d.cleo, "印刷", "8");
    finds(d.cleo, "刷印", "");
    finds(d.cleo, "rob@work.test", "8 7 6");
    finds(d.cleo, "!!! ...", "8 7 6 5 4 3 2 1");
}

TEST_STORE(search_understands_quotes_and_minus)
{
    struct small_desk d = desk_with_tickets(c, s);
    finds(d.cleo, "one two", "7 6");
    finds(d.cleo, "\"one two\"", "6");
    finds(d.cleo, "exact -\"one two\"", "7");
    finds(d.cleo, "exact -credentials", "6");
    finds(d.cleo, "-exact", "8 5 4 3 2 1");
    finds(d.cleo, "-exact -\"floor 2\" -laptop", "8 5 3 1");
    finds(d.cleo, "\"one two", "6");
}

TEST_STORE(search_puts_the_very_number_first)
{
    struct small_desk d = desk_with_tickets(c, s);
    finds(d.cleo, "R-1", "1 2");
    finds(d.cleo, "r1", "1");
    finds(d.cleo, "#3", "3");
    finds(d.cleo, "R-4711", "");
    finds(d.rita, "8", "");
    finds(d.rita, "3", "3");
    assert_str(found_upto(c, s, &d.cleo, "R-1", 1), "1 …");
}

TEST_STORE(search_filters_by_what_a_ticket_is)
{
    struct small_desk d = desk_with_tickets(c, s);
    assert_ok(kit_do(c, s, kit_ticket_close, P(3), P(S("solved")), P(KIT_NOW_MS)));
    assert_ok(kit_do(c, s, kit_ticket_close, P(4), P(S("withdrawn")), P(KIT_NOW_MS)));
    assert_ok(kit_do(c, s, kit_ticket_state, P(5), P(S("resting"))));
    finds(d.cleo, "is:open", "8 7 6 5 2 1");
    finds(d.cleo, "is:closed", "4 3");
    finds(d.cleo, "IS:Solved", "3");
    finds(d.cleo, "is:solved,withdrawn", "4 3");
    finds(d.cleo, "is:resting", "5");
    finds(d.cleo, "is:late", "2 1");
    finds(d.cleo, "is:open -is:late", "8 7 6 5");
    finds(d.cleo, "is:closed is:open", "");
    finds(d.cleo, "is:late vpn", "1");
    finds(d.cleo, "waiting:us", "8 7 6 2 1");
    finds(d.cleo, "waiting:you", "");
    finds(d.cleo, "effect:stuck,can_wait", "2 1");
    finds(d.cleo, "-effect:slowed", "2 1");
    finds(d.cleo, "reach:me is:late", "2 1");
    finds(d.cleo, "reach:everyone", "");
}

TEST_STORE(search_filters_by_people_teams_and_tags)
{
    struct small_desk d = desk_with_tickets(c, s);
    assert_ok(kit_do(c, s, kit_tag_add, P(2), P(S("toner"))));
    assert_ok(kit_do(c, s, kit_tag_add, P(7), P(S("vpn_x"))));
    finds(d.ana, "owner:me", "7 5 3 1");
    finds(d.ana, "owner:me is:open vpn", "7 1");
    finds(d.ana, "owner:Ben@desk.test", "8 6 4 2");
    finds(d.ana, "owner:ben", "8 6 4 2");
    finds(d.ana, "owner:me,ben requester:rob@work.test", "8 7 6");
    finds(d.ana, "owner:nobody@nowhere.test", "");
    finds(d.ana, "requester:rita@work.test waiting:us", "5 4 3 2 1");
    finds(d.ana, "team:Networks", "6 5 4 3 2 1");
    finds(d.ana, "team:\"Help desk\" one", "7");
    finds(d.ana, "tag:toner", "2");
    finds(d.ana, "tag:TONER,vpn_x", "7 2");
    finds(d.ana, "tag:vpnyx", "");
    finds(d.ana, "tag:%", "");
    finds(d.ana, "owner:%", "");
}

TEST_STORE(search_filters_by_promises_and_days)
{
    struct small_desk d = desk_with_tickets(c, s);
    finds(d.cleo, "promise:late", "2 1");
    finds(d.cleo, "promise:soon", "4 3");
    finds(d.cleo, "promise:late,soon", "4 3 2 1");
    finds(d.cleo, "promise:today", "8 7 6 5 4 3 2 1");
    finds(d.cleo, "before:2026-10-08", "2 1");
    finds(d.cleo, "after:2026-10-08", "8 7 6 5 4 3");
    finds(d.cleo, "after:2026-10-08 before:2026-10-10", "4 3");
}

TEST_STORE(search_never_answers_from_what_the_asker_may_not_see)
{
    struct small_desk d = desk_with_tickets(c, s);
    finds(d.rita, "", "5 4 3 2 1");
    finds(d.rita, "vpn", "1");
    finds(d.rita, "toner", "");
    finds(d.rob, "credentials", "");
    finds(d.rob, "-credentials", "8 7 6");
    finds(d.cleo, "credentials", "7");
    assert_ok(kit_do(c, s, kit_participant_add, P(7), P(d.rita.person_id), P(1)));
    assert_ok(kit_do(c, s, kit_ticket_speaker, P(8), P(d.rita.person_id)));
    finds(d.rita, "", "8 7 5 4 3 2 1");
    finds(d.rita, "credentials", "");
    struct actor nobody = {.via = VIA_WEB};
    finds(nobody, "", "");
    finds(nobody, "vpn", "");
}

TEST_STORE(search_pages_without_gap_or_repetition)
{
    static const char *const queries[] = {"", "is:open", "owner:me,ben", "one", "R-1", "-laptop"};
    struct small_desk d = desk_with_tickets(c, s);
    for (size_t q = 0; q < ARRAY_LEN(queries); q++) {
        struct buf pages = buf_make(c->arena, 64);
        struct asking a = {.who = d.ana, .query = str_of(queries[q]), .limit = 1};
        do {
            assert_ok(kit_read(c, s, ask_step, &a));
            for (size_t i = 0; i < a.list.n; i++)
                buf_addf(&pages, "%s%" PRId64, pages.n ? " " : "", a.list.items[i].number);
            a.after = a.list.next;
        } while (!str_is_none(a.after));
        assert_str(found_upto(c, s, &d.ana, queries[q], 50), str_cstr(c->arena, buf_str(&pages)));
    }
}

TEST_STORE(search_refuses_cursors_and_limits_that_are_not_ours)
{
    static const char *const cursors[] = {"x", "bjEuMDAwMA", "!!!!", "bjEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTA"};
    struct small_desk d = desk_with_tickets(c, s);
    for (size_t i = 0; i < ARRAY_LEN(cursors); i++) {
        struct asking a = {.who = d.ana, .after = str_of(cursors[i]), .limit = 5};
        assert_int_equal(kit_read(c, s, ask_step, &a), RC_INVALID);
        assert_str(c->failure.field, "after");
    }
    struct asking none = {.who = d.ana, .limit = 0}, many = {.who = d.ana, .limit = 201};
    assert_int_equal(kit_read(c, s, ask_step, &none), RC_INVALID);
    assert_int_equal(kit_read(c, s, ask_step, &many), RC_INVALID);
}

struct indexing {
    int64_t ticket;
    struct str added, head, open, staff;
    bool staff_only;
};

static enum rc index_step(struct db *db, void *arg)
{
    struct indexing *x = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(search_index(db, x->ticket, x->added, x->staff_only));
    TRY(db_rows(db, &rows, kit_doc, P(x->ticket)));
    assert_true(rows_next(&rows));
    x->head = rows_text(&rows, 0);
    x->open = rows_text(&rows, 1);
    x->staff = rows_text(&rows, 2);
    return rows_done(&rows);
}

TEST_STORE(search_adds_new_words_without_reading_the_old_ones)
{
    struct small_desk d = desk_with_tickets(c, s);
    struct indexing x = {.ticket = 4, .added = S("Zebra stripes")};
    assert_ok(kit_write(c, s, index_step, &x));
    assert_str(x.open, " i start on monday and have no laptop zebra stripes ");
    x.staff_only = true;
    x.added = S("Okapi");
    assert_ok(kit_write(c, s, index_step, &x));
    assert_str(x.staff, " okapi ");
    assert_str(x.head, " r 4 new laptop ben rita ben desk test rita work test ");
    finds(d.ana, "laptop zebra okapi", "4");
    finds(d.rita, "okapi", "");
    x.added = STR_NONE;
    assert_ok(kit_write(c, s, index_step, &x));
    finds(d.ana, "okapi", "");
}

struct new_ticket {
    struct actor who;
    struct ask ask;
    struct indexing row;
};

static enum rc new_ticket_step(struct db *db, void *arg)
{
    struct new_ticket *x = arg;
    TRY(ticket_ask(db, &x->who, &x->ask, &x->row.ticket));
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, kit_doc, P(x->row.ticket)));
    assert_true(rows_next(&rows));
    x->row.head = rows_text(&rows, 0);
    x->row.open = rows_text(&rows, 1);
    x->row.staff = rows_text(&rows, 2);
    return rows_done(&rows);
}

// What is written at once for a new ticket is what reading all of it gives.
static void new_ticket_reads_alike(struct ctx *c, struct store *s, struct actor who, struct ask ask)
{
    struct new_ticket x = {.who = who, .ask = ask};
    assert_ok(kit_write(c, s, new_ticket_step, &x));
    struct indexing whole = {.ticket = x.row.ticket};
    assert_ok(kit_write(c, s, index_step, &whole));
    assert_true(str_eq(x.row.head, whole.head));
    assert_true(str_eq(x.row.open, whole.open));
    assert_true(str_eq(x.row.staff, whole.staff));
    assert_true(str_find(x.row.head, S(" gr n zebra ")) > 0 && str_find(x.row.open, S(" stripes ")) >= 0);
}

TEST_STORE(search_reads_a_new_ticket_as_it_reads_any_other)
{
    struct small_desk d = small_desk(c, s);
    const struct str tags[] = {S("zoo"), S("animals")};
    struct ask plain = {.subject = S("Gr-n Zebra"), .words = {.body = S("Stripes")}};
    struct ask more = plain, tagged = plain, for_rita = plain;
    more.stops = S("  The Zoo ");
    more.affects = S("Visitors");
    tagged.tags = tags;
    tagged.tags_n = 2;
    for_rita.requester_id = d.rita.person_id;
    new_ticket_reads_alike(c, s, d.rita, plain);
    new_ticket_reads_alike(c, s, d.ben, plain);
    new_ticket_reads_alike(c, s, d.rob, more);
    new_ticket_reads_alike(c, s, d.rita, tagged);
    new_ticket_reads_alike(c, s, d.ana, for_rita);
    new_ticket_reads_alike(c, s, d.rob, for_rita);
}

// ---- parsing ----

static void refuses(struct ctx *c, const char *query, const char *sentence)
{
    struct search_query *q;
    struct actor who = {.person_id = 1, .role = ROLE_AGENT};
    fail_clear(c);
    assert_int_equal(search_parse(c, &who, str_of(query), &q), RC_INVALID);
    assert_str(c->failure.detail, sentence);
    assert_str(c->failure.field, "q");
}

static void reads(struct ctx *c, const char *query, const char *said)
{
    struct search_query *q;
    struct actor who = {.person_id = 1, .role = ROLE_AGENT};
    fail_clear(c);
    assert_ok(search_parse(c, &who, str_of(query), &q));
    assert_str(search_said(c->arena, q), said);
}

TEST(search_names_the_word_that_it_does_not_know)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    refuses(&c, "promis:late", "I do not know the word promis: did you mean promise?");
    refuses(&c, "OWNR:me", "I do not know the word ownr: did you mean owner?");
    refuses(&c, "is:opne", "I do not know opne after is: did you mean open?");
    refuses(&c, "effect:purple", "I do not know purple after effect: it can be stuck, slowed or can_wait.");
    refuses(&c, "is:", "Something is missing after is: write for example is:open.");
    refuses(&c, "tag:a,,b", "Something is missing after tag: write for example tag:vpn.");
    refuses(&c, "before:14.10.2026", "I do not know the day 14.10.2026: write it as 2026-10-14.");
    refuses(&c, "before:2026-13-01", "I do not know the day 2026-13-01: write it as 2026-10-14.");
    refuses(&c, "-owner:me",
            "A minus goes before words, and before is, waiting, effect and reach; not before owner.");
    refuses(&c, "owner:a owner:b", "Say owner once, with commas between: owner:one,two means one or two.");
    refuses(&c, "\xff", "The search is not text (UTF-8).");
}

TEST(search_leaves_addresses_and_times_as_words)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    reads(&c, "https://example.org/x", "Requests, with the word https://example.org/x");
    reads(&c, "10:30 C:\\temp", "Requests, with the words 10:30 and C:\\temp");
    reads(&c, "Re: hello", "Requests, with the words Re: and hello");
    reads(&c, "\"foo:bar\"", "Requests, with the word \"foo:bar\"");
}

TEST(search_reads_back_what_it_understood)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    reads(&c, "", "Requests");
    reads(&c, "is:open owner:Ana waiting:us vpn", "Open requests that Ana looks after, waiting for us, with the word vpn");
    reads(&c, "is:open is:late owner:me", "Open and late requests that you look after");
    reads(&c, "is:solved,declined -is:late", "Solved or declined and not late requests");
    reads(&c, "requester:me team:IT tag:vpn,net", "Requests from you in IT tagged vpn or net");
    reads(&c, "effect:stuck after:2026-10-14 -printer",
          "Requests, where somebody is stuck, asked on or after 14 October 2026, without the word printer");
    reads(&c, "R-2418", "Request R-2418, and requests that mention it");
    reads(&c, "promise:late,today", "Requests, with a promise that is late or due today");
}

TEST(search_bounds_what_it_reads)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct search_query *q;
    struct actor who = {.person_id = 1, .role = ROLE_AGENT};
    char *text = arena_text(a, 3000);
    memset(text, 'a', 3000);
    assert_int_equal(search_parse(&c, &who, (struct str){text, 3000}, &q), RC_INVALID);
    fail_clear(&c);
    for (size_t i = 1; i < 3000; i += 2)
        text[i] = ' ';
    assert_int_equal(search_parse(&c, &who, (struct str){text, 129}, &q), RC_INVALID);
    assert_str(c.failure.detail, "A search can have 64 words.");
    fail_clear(&c);
    assert_ok(search_parse(&c, &who, (struct str){text, 127}, &q));
}
