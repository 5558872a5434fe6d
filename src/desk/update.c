// SPDX-License-Identifier: Apache-2.0
// Putting facts right: title, effect, reach and their like by staff; tags; who
// speaks for a ticket whose requester has left (R14); and the requester's own
// word that it has become more urgent (R11), which shortens a first-reply
// target and never lengthens it.
#include "desk/act.h"
#include "desk/ask.h"

#include "desk/ask.sql.h"
#include "desk/said.h"
#include "desk/search.h"
#include "desk/update.sql.h"

static void add_name(struct buf *names, const char *between, struct str name)
{
    if (names->n)
        buf_add(names, str_of(between));
    buf_add(names, name);
}

static enum rc check(struct ctx *c, const struct ticket_changes *changes)
{
    struct str subject = changes->subject;
    if (!str_is_none(subject) && (!said(subject) || subject.n > TICKET_SUBJECT_BYTES_MAX))
        return fail_field(c, "subject", "A title has between 1 and %d characters.", TICKET_SUBJECT_BYTES_MAX);
    TRY(said_line(c, "stops", changes->stops));
    return said_line(c, "affects", changes->affects);
}

static struct str changed_names(struct arena *a, const struct ticket_changes *changes)
{
    struct buf b = buf_make(a, 64);
    if (!str_is_none(changes->subject))
        add_name(&b, ", ", S("title"));
    if (!str_is_none(changes->stops))
        add_name(&b, ", ", S("what it stops"));
    if (!str_is_none(changes->affects))
        add_name(&b, ", ", S("how it affects them"));
    if (changes->has_effect)
        add_name(&b, ", ", S("effect"));
    if (changes->has_reach)
        add_name(&b, ", ", S("reach"));
    if (changes->matters_by)
        add_name(&b, ", ", S("when it matters"));
    return buf_str(&b);
}

static struct str trimmed_or_none(struct str s)
{
    return str_is_none(s) ? s : str_or(str_trim(s), S(""));
}

enum rc ticket_update(struct db *db, const struct actor *who, int64_t number, const struct ticket_changes *changes,
                      struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_UPDATE));
    TRY(check(a.c, changes));
    struct str names = changed_names(a.arena, changes);
    if (str_is_empty(names))
        return fail_field(a.c, "subject", "Nothing to change was given.");
    if (changes->has_effect)
        a.row.effect = changes->effect;
    TRY(db_run(db, update_facts, P(number), P(trimmed_or_none(changes->subject)), P(trimmed_or_none(changes->stops)),
               P(trimmed_or_none(changes->affects)), P(changes->has_reach ? reach_name(changes->reach) : STR_NONE),
               P_TIME(changes->matters_by)));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "changes", names);
    TRY(act_write(&a, facts_end(&f), ret_done));
    return search_index(db, number, S(""), false);
}

static enum rc tags_write(struct act *a, const struct query *q, const struct str *tags, size_t n, struct buf *names)
{
    for (size_t i = 0; i < n; i++) {
        struct str tag;
        TRY(tag_clean(a->c, tags[i], &tag));
        TRY(db_run(a->db, *q, P(a->t.number), P(tag)));
        if (db_changes(a->db))
            add_name(names, ", ", tag);
    }
    return RC_OK;
}

enum rc ticket_set_tags(struct db *db, const struct actor *who, int64_t number, const struct str *add, size_t add_n,
                        const struct str *remove, size_t remove_n, struct done *ret_done)
{
    struct act a;
    int64_t n;
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_TAG));
    struct buf added = buf_make(a.arena, 64), removed = buf_make(a.arena, 64);
    if (add_n > TAGS_MAX || remove_n > TAGS_MAX)
        return fail_field(a.c, "tags", "At most %d tags stand on a ticket.", TAGS_MAX);
    TRY(tags_write(&a, &tag_remove, remove, remove_n, &removed));
    TRY(tags_write(&a, &tag_add, add, add_n, &added));
    TRY(db_int(db, &n, tag_count, P(number)));
    if (n > TAGS_MAX)
        return fail_field(a.c, "tags", "At most %d tags stand on a ticket.", TAGS_MAX);
    if (!added.n && !removed.n) { // as it was: nothing happens, and nothing is told
        *ret_done = (struct done){.number = number, .version = a.t.version};
        return RC_OK;
    }
    struct facts f = facts_begin(a.arena);
    if (added.n)
        facts_text(&f, "added", buf_str(&added));
    if (removed.n)
        facts_text(&f, "removed", buf_str(&removed));
    TRY(act_write(&a, facts_end(&f), ret_done));
    return search_index(db, number, S(""), false);
}

enum rc ticket_name_speaker(struct db *db, const struct actor *who, int64_t number, int64_t person_id, struct str why,
                            struct done *ret_done)
{
    struct act a;
    struct person_ref speaker;
    TRY(act_begin(&a, db, who, number));
    TRY(act_person(db, person_id, &speaker, &a.given.named_is_staff));
    a.given.has_why = said(why);
    a.given.named_is_active = speaker.active;
    TRY(act_decide(&a, ACTION_NAME_SPEAKER));
    TRY(said_line(a.c, "why", why));
    a.row.speaker_id = person_id;
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "who", speaker.name);
    facts_text(&f, "why", str_trim(why));
    return act_write(&a, facts_end(&f), ret_done);
}

enum rc ticket_say_urgent(struct db *db, const struct actor *who, int64_t number, enum effect effect, struct str why,
                          struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given.has_why = said(why);
    TRY(act_decide(&a, ACTION_SAY_URGENT));
    TRY(said_line(a.c, "why", why));
    if (effect < a.row.effect) // it can only become worse here
        a.row.effect = effect;
    TRY(act_step(&a));
    const struct words words = {.body = str_trim(why)};
    TRY(act_say(&a, MESSAGE_WORDS, &words));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "why", words.body);
    facts_text(&f, "effect", effect_name(a.row.effect));
    return act_write(&a, facts_end(&f), ret_done);
}
