// SPDX-License-Identifier: Apache-2.0
// Fills a database for the benchmarks: bench_fill FILE TICKETS. Twelve staff
// with a hundred open tickets each, a thousand people, four messages a ticket,
// all of it through the desk's own verbs, many in one transaction. Mail and timers of the filling are dropped:
// nothing of it is to be sent. Deterministic but for times and salts.
#include "base/crypto.h"
#include "base/datetime.h"
#include "base/log.h"
#include "desk/credential.h"
#include "desk/person.h"
#include "desk/verbs.h"
#include "store/store.h"

#define STAFF 12
#define PEOPLE 1000
#define OPEN_EACH 100
#define BATCH 200

static const struct query drop_jobs QUERY_SECTION = {"drop_jobs", "bench/fill.c", "DELETE FROM job", "DELETE FROM job", 0, false};
static const struct query drop_mail QUERY_SECTION = {"drop_mail", "bench/fill.c", "DELETE FROM mail_out", "DELETE FROM mail_out", 0, false};

struct filling {
    int64_t staff[STAFF], people[PEOPLE];
    int64_t from, to;
    int64_t open_every; // one in so many stays with us
    uint64_t dice;
};

static uint64_t roll(struct filling *f, uint64_t sides)
{
    f->dice = f->dice * 6364136223846793005u + 1442695040888963407u;
    return (f->dice >> 33) % sides;
}

static const char *const things[] = {"printer", "projector", "laptop", "badge", "calendar", "shared folder", "headset", "telephone",
                                     "password", "screen", "meeting room", "spreadsheet", "scanner", "mailbox", "keyboard"};
static const char *const troubles[] = {"does not start", "is very slow", "asks for a code", "shows an old version", "went missing",
                                       "makes a noise", "lost its settings", "is locked by a colleague", "stays dark", "stopped last night"};
static const char *const places[] = {"on the third floor", "in the library", "in room 4", "at home", "in the warehouse", "at the front desk",
                                     "in the new building", "on the train"};

static struct str sentence(struct ctx *c, struct filling *f, int64_t number)
{
    return str_fmt(c->arena, "The %s %s %s. I tried it twice this morning, then asked a colleague, and it is the same on the other side "
                             "of the house. It worked until we moved desks last week, and I need it for the report of part %" PRId64 "%s.",
                   things[roll(f, ARRAY_LEN(things))], places[roll(f, ARRAY_LEN(places))],
                   troubles[roll(f, ARRAY_LEN(troubles))], number, number % 5000 == 17 ? ", the heliotrope one" : "");
}

static enum rc fill_people(struct ctx *c, struct db *db, void *arg)
{
    struct filling *f = arg;
    struct team_list teams;
    int64_t admin;
    TRY(desk_create(db, S("admin@example.org"), S("Bench"), &admin));
    TRY(team_list(db, &teams));
    const struct actor who = {.person_id = admin, .role = ROLE_ADMIN, .via = VIA_COMMAND, .name = S("Admin")};
    int64_t team = teams.items[0].id;
    for (int i = 0; i < STAFF; i++) {
        struct str email = str_fmt(c->arena, "agent%d@example.org", i);
        struct person_changes p = {.name = str_fmt(c->arena, "Agent %d", i), .emails = &email, .emails_n = 1, .has_role = true,
                                   .role = ROLE_AGENT, .has_teams = true, .teams = &team, .teams_n = 1,
                                   .time_zone = S("Europe/Berlin")};
        TRY(person_create(db, &who, &p, &f->staff[i]));
    }
    for (int i = 0; i < PEOPLE; i++) {
        bool created;
        TRY(person_by_email_or_create(db, str_fmt(c->arena, "person%d@example.org", i), str_fmt(c->arena, "Person %d", i),
                                      &f->people[i], &created));
    }
    struct team_changes turns = {.assign = S("turns")};
    return team_update(db, &who, team, &turns);
}

static enum rc fill_ticket(struct ctx *c, struct db *db, struct filling *f, int64_t i)
{
    struct actor asker = {.person_id = f->people[roll(f, PEOPLE)], .role = ROLE_REQUESTER, .via = VIA_WEB, .name = S("Person")};
    struct ask ask = {.subject = str_fmt(c->arena, "The %s %s", things[roll(f, ARRAY_LEN(things))], troubles[roll(f, ARRAY_LEN(troubles))]),
                      .words = {.body = sentence(c, f, i)}};
    struct ticket t;
    struct done done;
    int64_t number;
    TRY(ticket_ask(db, &asker, &ask, &number));
    const struct actor system = {.role = ROLE_ADMIN, .via = VIA_COMMAND};
    TRY(ticket_get(db, &system, number, &t));
    struct actor owner = {.person_id = t.owner.id, .role = ROLE_AGENT, .via = VIA_WEB, .name = t.owner.name};
    struct reply reply = {.words = {.body = sentence(c, f, i)}, .next = NEXT_PROMISE, .what = S("look at it and write to you"),
                          .by_at = c->now_ms + DAY_MS};
    TRY(ticket_reply(db, &owner, number, &reply, &done));
    struct words words = {.body = sentence(c, f, i)};
    TRY(ticket_add_words(db, &asker, number, &words, &done));
    reply.next = NEXT_PROPOSAL;
    reply.by_at = 0;
    reply.what = STR_NONE;
    TRY(ticket_reply(db, &owner, number, &reply, &done));
    if (i % f->open_every == 0)
        return ticket_add_words(db, &asker, number, &words, &done);
    struct answer yes = {.solved = true};
    return ticket_answer(db, &asker, number, &yes, &done);
}

static enum rc fill_batch(struct ctx *c, struct db *db, void *arg)
{
    struct filling *f = arg;
    for (int64_t i = f->from; i < f->to; i++)
        TRY(fill_ticket(c, db, f, i));
    TRY(db_run(db, drop_jobs));
    return db_run(db, drop_mail);
}

static enum rc fill(struct ctx *c, const char *path, int64_t tickets)
{
    AUTO(store_auto) struct store *store = NULL;
    struct store_options o = {.url = str_of(path)};
    struct filling f = {.dice = 20261014, .open_every = tickets / (STAFF * OPEN_EACH)};
    if (f.open_every < 1)
        f.open_every = 1;
    TRY(store_open(c, &o, &store));
    TRY(store_migrate(c, store));
    TRY(store_write(c, store, fill_people, &f));
    for (int64_t i = 0; i < tickets; i += BATCH) {
        AUTO(arena_auto) struct arena *arena = arena_create((size_t)256 << 20);
        struct ctx batch = {.arena = arena, .now_ms = c->now_ms - (tickets - i) * MINUTE_MS};
        f.from = i;
        f.to = i + BATCH < tickets ? i + BATCH : tickets;
        enum rc rc = store_write(&batch, store, fill_batch, &f);
        if (rc != RC_OK)
            return fail(c, rc, "ticket %" PRId64 ": %.*s %.*s", i, STR_ARG(batch.failure.detail), STR_ARG(batch.failure.cause));
    }
    return RC_OK;
}

int main(int argc, char **argv)
{
    int64_t tickets;
    if (argc != 3 || !str_to_int64(str_of(argv[2]), &tickets) || tickets < 1) {
        fprintf(stderr, "usage: bench_fill FILE TICKETS\n");
        return 64;
    }
    crypto_start();
    AUTO(arena_auto) struct arena *arena = arena_create((size_t)64 << 20);
    struct ctx c = {.arena = arena, .now_ms = datetime_now_ms()};
    if (fill(&c, argv[1], tickets) != RC_OK) {
        fprintf(stderr, "bench_fill: %.*s %.*s\n", STR_ARG(c.failure.detail), STR_ARG(c.failure.cause));
        return 1;
    }
    return 0;
}
