// SPDX-License-Identifier: Apache-2.0
// One ticket as everybody sees it, how each stands to it, and the lists of
// those one answers for and asked for.
#include "desk/reading_kit.h"
#include "desk/ticket_row.h"

struct looking {
    struct actor who;
    int64_t number, limit;
    struct ticket ticket;
    struct ticket_full full;
    struct ticket_list list;
    enum rules_actor as;
};

static enum rc full_step(struct db *db, void *arg)
{
    struct looking *l = arg;
    TRY(ticket_get(db, &l->who, l->number, &l->ticket));
    TRY(ticket_actor(db, &l->who, &l->ticket, &l->as));
    return ticket_get_full(db, &l->who, l->number, &l->full);
}

static enum rc owned_step(struct db *db, void *arg)
{
    struct looking *l = arg;
    return ticket_list_owned(db, l->who.person_id, l->limit, &l->list);
}

static enum rc requested_step(struct db *db, void *arg)
{
    struct looking *l = arg;
    return ticket_list_requested(db, l->who.person_id, l->limit, &l->list);
}

static struct looking look(struct ctx *c, struct store *s, const struct actor *who, int64_t number)
{
    struct looking l = {.who = *who, .number = number};
    assert_ok(kit_read(c, s, full_step, &l));
    assert_int_equal(l.as, l.full.as);
    return l;
}

static void assert_hidden(struct ctx *c, struct store *s, const struct actor *who, int64_t number)
{
    struct looking l = {.who = *who, .number = number};
    assert_int_equal(kit_read(c, s, full_step, &l), RC_NOT_FOUND);
}

static struct small_desk desk_with_one(struct ctx *c, struct store *s, struct kit_ticket *t)
{
    struct small_desk d = small_desk(c, s);
    *t = (struct kit_ticket){.number = 7, .subject = "Locked", .body = "Ravi has it", .note = "ask Tomás",
                             .owner = d.ana.person_id, .requester = d.rita.person_id, .team = d.team,
                             .effect = EFFECT_STUCK, .by_at = KIT_NOW_MS + HOUR_MS, .made_at = KIT_NOW_MS - HOUR_MS};
    kit_ticket(c, s, t);
    return d;
}

TEST_STORE(a_ticket_is_read_with_its_people_and_its_next_step)
{
    struct kit_ticket t;
    struct small_desk d = desk_with_one(c, s, &t);
    struct looking l = look(c, s, &d.ana, 7);
    const struct ticket *k = &l.full.ticket;
    assert_int_equal(k->number, 7);
    assert_str(k->subject, "Locked");
    assert_int_equal(k->state, STATE_WITH_US);
    assert_int_equal(k->outcome, OUTCOME_NONE);
    assert_str(k->owner.name, "ana");
    assert_str(k->owner.email, "ana@desk.test");
    assert_true(k->owner.active);
    assert_str(k->requester.email, "rita@work.test");
    assert_int_equal(k->speaker.id, 0);
    assert_str(k->team_name, "Networks");
    assert_int_equal(k->team_lead_id, d.lead.person_id);
    assert_int_equal(k->effect, EFFECT_STUCK);
    assert_int_equal(k->next.kind, STEP_KIND_PROMISE);
    assert_int_equal(k->next.state, STEP_STATE_OPEN);
    assert_str(k->next.what, "have a look");
    assert_int_equal(k->next.by_at, KIT_NOW_MS + HOUR_MS);
    assert_true(str_is_none(k->playback));
    assert_int_equal(k->made_at, KIT_NOW_MS - HOUR_MS);
    assert_int_equal(k->version, 1);
    assert_int_equal(k->successor, 0);
    assert_int_equal(l.full.messages_n, 2);
    assert_str(l.full.messages[0].body, "Ravi has it");
    assert_int_equal(l.full.messages[0].kind, MESSAGE_REQUEST);
    assert_false(l.full.messages[0].author_is_staff);
    assert_str(l.full.messages[1].author.name, "ana");
    assert_true(l.full.messages[1].author_is_staff);
    assert_int_equal(l.full.helpers_n + l.full.participants_n + l.full.tags_n + l.full.handoffs_n, 0);
}

static enum rc add_everything(struct db *db, void *arg)
{
    const struct small_desk *d = arg;
    int64_t first = 0, note = 0;
    uint8_t sum[32] = {1};
    struct str key = {(char *)sum, sizeof sum};
    TRY(db_int(db, &first, kit_message_add, P(7), P(d->rob.person_id), P(S("words")), P(S("more")), P_NULL, P(2)));
    TRY(db_int(db, &note, kit_message_add, P(7), P(d->ana.person_id), P(S("note")), P(S("psst")), P_NULL, P(3)));
    TRY(db_run(db, kit_blob_add, P_BYTES(key), P_BYTES(S("abc"))));
    TRY(db_run(db, kit_attachment_add, P(7), P(first), P_BYTES(key)));
    TRY(db_run(db, kit_attachment_add, P(7), P(first), P_BYTES(key)));
    TRY(db_run(db, kit_attachment_add, P(7), P(note), P_BYTES(key)));
    TRY(db_run(db, kit_helper_add, P(7), P(d->cleo.person_id), P(5)));
    TRY(db_run(db, kit_participant_add, P(7), P(d->rob.person_id), P(5)));
    TRY(db_run(db, kit_tag_add, P(7), P(S("vpn"))));
    TRY(db_run(db, kit_tag_add, P(7), P(S("lock"))));
    TRY(db_run(db, kit_handoff_add, P(7), P(d->ana.person_id), P_NULL, P(d->first_team), P(5)));
    return db_run(db, kit_referral_add, P(7), P(d->ana.person_id), P(5));
}

TEST_STORE(a_ticket_comes_with_all_that_belongs_to_it)
{
    struct kit_ticket t;
    struct small_desk d = desk_with_one(c, s, &t);
    assert_ok(kit_write(c, s, add_everything, &d));
    struct looking l = look(c, s, &d.ana, 7);
    assert_int_equal(l.full.messages_n, 4);
    assert_int_equal(l.full.messages[0].attachments_n, 0);
    assert_int_equal(l.full.messages[2].attachments_n, 2);
    assert_str(l.full.messages[2].attachments[1].name, "a.txt");
    assert_int_equal(l.full.messages[3].attachments_n, 1);
    assert_int_equal(l.full.helpers_n, 1);
    assert_int_equal(l.full.helpers[0].id, d.cleo.person_id);
    assert_int_equal(l.full.participants_n, 1);
    assert_int_equal(l.full.tags_n, 2);
    assert_str(l.full.tags[0], "lock");
    assert_int_equal(l.full.handoffs_n, 1);
    assert_str(l.full.handoffs[0].state, "offered");
    assert_int_equal(l.full.handoffs[0].to.id, 0);
    assert_int_equal(l.full.handoffs[0].to_team_id, d.first_team);
    assert_str(l.full.handoffs[0].from.name, "ana");
    assert_int_equal(l.full.referrals_n, 1);
    assert_str(l.full.referrals[0].address, "v@vendor.test");
    l = look(c, s, &d.rob, 7); // a participant: all but the notes and their files
    assert_int_equal(l.as, ACTOR_PARTICIPANT);
    assert_int_equal(l.full.messages_n, 2);
    assert_int_equal(l.full.messages[1].attachments_n, 2);
}

TEST_STORE(everybody_stands_to_a_ticket_in_the_strongest_way)
{
    struct kit_ticket t;
    struct small_desk d = desk_with_one(c, s, &t);
    struct actor system = {.via = VIA_JOB}, nobody = {.via = VIA_WEB};
    assert_int_equal(look(c, s, &system, 7).as, ACTOR_SYSTEM);
    assert_int_equal(look(c, s, &d.rita, 7).as, ACTOR_REQUESTER);
    assert_int_equal(look(c, s, &d.ana, 7).as, ACTOR_OWNER);
    assert_int_equal(look(c, s, &d.lead, 7).as, ACTOR_LEAD);
    assert_int_equal(look(c, s, &d.admin, 7).as, ACTOR_LEAD);
    assert_int_equal(look(c, s, &d.ben, 7).as, ACTOR_MEMBER);
    assert_int_equal(look(c, s, &d.cleo, 7).as, ACTOR_COLLEAGUE);
    assert_hidden(c, s, &d.rob, 7);
    assert_hidden(c, s, &nobody, 7);
    assert_hidden(c, s, &d.ana, 8);
    assert_ok(kit_write(c, s, add_everything, &d));
    assert_int_equal(look(c, s, &d.cleo, 7).as, ACTOR_OFFERED); // to the team, which outweighs helping
    assert_int_equal(look(c, s, &d.rob, 7).as, ACTOR_PARTICIPANT);
    assert_ok(kit_do(c, s, kit_ticket_speaker, P(7), P(d.rob.person_id)));
    assert_int_equal(look(c, s, &d.rob, 7).as, ACTOR_REQUESTER);
    assert_str(look(c, s, &d.rob, 7).full.ticket.speaker.email, "rob@work.test");
}

TEST_STORE(the_list_of_what_i_answer_for_is_by_due_time_and_without_what_rests)
{
    struct small_desk d = small_desk(c, s);
    for (int64_t i = 1; i <= 5; i++) {
        struct kit_ticket t = {.number = i, .subject = "s", .body = "b", .owner = d.ana.person_id,
                               .requester = d.rita.person_id, .team = d.team, .by_at = KIT_NOW_MS + (3 - i) * HOUR_MS,
                               .made_at = i};
        kit_ticket(c, s, &t);
    }
    assert_ok(kit_do(c, s, kit_ticket_state, P(3), P(S("resting"))));
    assert_ok(kit_do(c, s, kit_ticket_close, P(2), P(S("solved")), P(KIT_NOW_MS)));
    struct looking l = {.who = d.ana, .limit = 50};
    assert_ok(kit_read(c, s, owned_step, &l));
    assert_int_equal(l.list.n, 3);
    assert_int_equal(l.list.items[0].number, 5);
    assert_true(l.list.items[0].late);
    assert_int_equal(l.list.items[2].number, 1);
    assert_false(l.list.items[2].late);
    assert_str(l.list.items[2].requester.email, "rita@work.test");
    l.who = d.rita;
    assert_ok(kit_read(c, s, requested_step, &l));
    assert_int_equal(l.list.n, 5);
    assert_int_equal(l.list.items[0].number, 5);
    assert_int_equal(l.list.items[3].outcome, OUTCOME_SOLVED);
    assert_int_equal(l.list.items[3].next.id, 0);
    l.limit = 201;
    assert_int_equal(kit_read(c, s, owned_step, &l), RC_INVALID);
}

TEST(names_of_ticket_and_actor_read_back)
{
    enum role role;
    enum effect effect;
    enum reach reach;
    for (int i = ROLE_REQUESTER; i <= ROLE_ADMIN; i++)
        assert_true(role_parse(role_name((enum role)i), &role) && (int)role == i);
    for (int i = EFFECT_STUCK; i <= EFFECT_CAN_WAIT; i++)
        assert_true(effect_parse(effect_name((enum effect)i), &effect) && (int)effect == i);
    for (int i = REACH_ME; i <= REACH_EVERYONE; i++)
        assert_true(reach_parse(reach_name((enum reach)i), &reach) && (int)reach == i);
    assert_false(role_parse(S("boss"), &role));
    assert_false(effect_parse(STR_NONE, &effect));
    assert_str(via_name(VIA_IMPORT), "import");
    assert_str(step_state_name(STEP_STATE_REPLACED), "replaced");
    assert_str(message_kind_name(MESSAGE_OUTSIDE), "outside");
}

TEST(a_cursor_reads_back_and_a_changed_one_does_not)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    int64_t number = 0;
    struct str cursor = cursor_make(a, 2418);
    assert_ok(cursor_read(&c, cursor, &number));
    assert_int_equal(number, 2418);
    for (size_t i = 0; i < cursor.n; i++) {
        struct str changed = str_dup(a, cursor);
        ((char *)changed.p)[i] = changed.p[i] == 'A' ? 'B' : 'A';
        fail_clear(&c);
        assert_int_equal(cursor_read(&c, changed, &number), RC_INVALID);
    }
}
