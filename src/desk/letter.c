// SPDX-License-Identifier: Apache-2.0
// What each mail says. Plain, warm and short: who looks after you, what happens
// next and by when, what you can do. A note of the program never pretends to be
// a person (R10); what a person wrote leaves with their name (R24).
#include "desk/letter.h"

#include "base/datetime.h"
#include "desk/history.h"

#define LINK_LIFE_MS (INT64_C(400) * DAY_MS)

struct writing {
    struct ctx *c;
    struct arena *a;
    const struct mail_identity *id;
    const struct letter_facts *f;
    struct letter *l;
};

static struct str when(const struct writing *w, int64_t at_ms)
{
    return datetime_for_people(w->a, at_ms, w->c->now_ms, str_or(w->f->to_zone, S("UTC")));
}

static struct str fact(const struct writing *w, const char *name)
{
    return facts_get(w->a, w->f->payload, name);
}

static struct str link_to(const struct writing *w, enum link_kind kind, const char *path, const char *query)
{
    struct link link = {.kind = kind, .person_id = w->f->person_id, .ticket = w->f->ticket,
                        .ends_at = w->c->now_ms + LINK_LIFE_MS};
    struct str token = link_token(w->a, w->id->key, &link);
    return str_fmt(w->a, "%.*s%s%.*s%s", STR_ARG(w->id->base_url), path, STR_ARG(token), query);
}

static void words(const struct writing *w, struct str text)
{
    letter_add(w->l, BLOCK_WORDS, text, STR_NONE);
}

#define WORDS(w, ...) words((w), str_fmt((w)->a, __VA_ARGS__))

static void greet(const struct writing *w)
{
    WORDS(w, "Hello %.*s,", STR_ARG(name_first(str_or(w->f->to_name, S("and welcome")))));
}

static bool is_owner(const struct writing *w)
{
    return w->f->person_id && w->f->person_id == w->f->owner_id;
}

// Where to look and what an answer does; on every mail to somebody outside staff.
static void foot(const struct writing *w)
{
    if (w->f->person_id && !str_eq(w->f->to_role, S("requester")) && w->f->person_id != w->f->requester_id)
        letter_add(w->l, BLOCK_LINK, S("Open the request"),
                   str_fmt(w->a, "%.*s/tickets/%" PRId64, STR_ARG(w->id->base_url), w->f->ticket));
    else if (w->f->person_id)
        letter_add(w->l, BLOCK_LINK, S("Everything about this request, and what happens next"),
                   link_to(w, LINK_TICKET, "/t/", ""));
    if (!w->l->by_person && !is_owner(w))
        letter_add(w->l, BLOCK_SMALL, str_fmt(w->a, "The desk’s program wrote this note. If you answer it, %.*s reads your words.",
                                              STR_ARG(name_first(w->f->owner))), STR_NONE);
}

static void quote(const struct writing *w)
{
    if (!w->f->quote.n || w->l->blocks_n == LETTER_BLOCKS_MAX)
        return;
    letter_add(w->l, BLOCK_QUOTE, w->f->quote, STR_NONE);
    w->l->blocks[w->l->blocks_n - 1].label =
        str_fmt(w->a, "%.*s wrote, %.*s:", STR_ARG(str_or(w->f->quote_by, S("You"))), STR_ARG(when(w, w->f->quote_at)));
}

static struct str step_sentence(const struct writing *w, struct str kind, struct str what, struct str other, int64_t by)
{
    struct str by_words = when(w, by), owner = name_first(w->f->owner);
    if (str_eq(kind, S("promise")) && other.n)
        return str_fmt(w->a, "%.*s will: %.*s, by %.*s. %.*s keeps you posted.", STR_ARG(other), STR_ARG(what),
                       STR_ARG(by_words), STR_ARG(owner));
    if (str_eq(kind, S("promise")))
        return str_fmt(w->a, "%.*s’s word to you: %.*s, by %.*s.", STR_ARG(owner), STR_ARG(what), STR_ARG(by_words));
    if (str_eq(kind, S("question")))
        return str_fmt(w->a, "we need this from you: %.*s, by %.*s if you can.", STR_ARG(what), STR_ARG(by_words));
    if (str_eq(kind, S("target")))
        return str_fmt(w->a, "%.*s answers you by %.*s.", STR_ARG(owner), STR_ARG(by_words));
    if (str_eq(kind, S("review")))
        return str_fmt(w->a, "%.*s looks at it again and answers by %.*s.", STR_ARG(w->f->lead), STR_ARG(by_words));
    return STR_NONE;
}

static void next_from_message(const struct writing *w)
{
    letter_add(w->l, BLOCK_NEXT,
               step_sentence(w, w->f->step_kind, w->f->step_what, w->f->step_who_name, w->f->step_by), STR_NONE);
}

static void next_now(const struct writing *w)
{
    letter_add(w->l, BLOCK_NEXT, step_sentence(w, w->f->next_kind, w->f->next_what, STR_NONE, w->f->next_by), STR_NONE);
}

static void buttons(const struct writing *w)
{
    if (w->f->person_id == 0)
        return;
    WORDS(w, "Is it solved? Only you can say so, and nothing closes by itself.");
    letter_add(w->l, BLOCK_BUTTON, S("Yes, it works now"), link_to(w, LINK_ANSWER, "/a/", "?word=yes"));
    letter_add(w->l, BLOCK_BUTTON, S("Not yet"), link_to(w, LINK_ANSWER, "/a/", "?word=not-yet"));
}

static void card(const struct writing *w)
{
    const struct letter_facts *f = w->f;
    if (!facts_get_int(w->a, f->payload, "card") || !f->author.n)
        return;
    struct buf b = {.arena = w->a};
    buf_addf(&b, "%.*s, %.*s.", STR_ARG(f->author), STR_ARG(f->team));
    if (f->author_looks_after.n)
        buf_addf(&b, " Looks after %.*s.", STR_ARG(f->author_looks_after));
    if (f->author_hours.n)
        buf_addf(&b, " In %.*s.", STR_ARG(f->author_hours));
    letter_add(w->l, BLOCK_SMALL, buf_str(&b), STR_NONE);
}

// ---- the kinds ----

static void write_receipt(const struct writing *w)
{
    greet(w);
    WORDS(w, "Thank you for asking. Your request is here: “%.*s” (R-%" PRId64 ").", STR_ARG(w->f->subject), w->f->ticket);
    WORDS(w, "%.*s looks after you. You can answer this mail at any time to add something.", STR_ARG(w->f->owner));
    next_now(w);
}

static void write_reply(const struct writing *w)
{
    w->l->by_person = true;
    w->l->from_name = w->f->author;
    words(w, w->f->body);
    next_from_message(w);
    int64_t speaks = w->f->speaker_id ? w->f->speaker_id : w->f->requester_id; // R14
    if (w->f->kind == MAIL_PROPOSAL && w->f->person_id == speaks)
        buttons(w);
    card(w);
}

static void write_desk_words(const struct writing *w)
{
    greet(w);
    words(w, w->f->body);
    next_now(w);
}

static void write_follow_up(const struct writing *w)
{
    greet(w);
    if (str_eq(w->f->next_kind, S("question")))
        WORDS(w, "%.*s asked you for something and has not heard yet: %.*s", STR_ARG(w->f->owner), STR_ARG(w->f->next_what));
    else if (str_eq(w->f->next_kind, S("decline")))
        WORDS(w, "We told you that we cannot do this, and why. If that is fine, or if you would like a second look, a word is enough.");
    else
        WORDS(w, "We think that “%.*s” is solved, and we would like to hear it from you.", STR_ARG(w->f->subject));
    if (!str_eq(w->f->next_kind, S("question")))
        buttons(w);
}

static void write_decline(const struct writing *w)
{
    w->l->by_person = w->f->author.n > 0;
    w->l->from_name = w->f->author;
    greet(w);
    WORDS(w, "We cannot do this: %.*s", STR_ARG(w->f->decline_why));
    WORDS(w, "What you can do instead: %.*s", STR_ARG(w->f->decline_instead));
    WORDS(w, "If you would like it looked at again, one press on the page is enough; %.*s, who leads the team, answers you.",
          STR_ARG(w->f->lead));
    card(w);
}

static void write_playback(const struct writing *w)
{
    w->l->by_person = true;
    w->l->from_name = w->f->author.n ? w->f->author : w->f->owner;
    greet(w);
    WORDS(w, "This is how I understood you:");
    letter_add(w->l, BLOCK_SAID, w->f->playback, STR_NONE);
    WORDS(w, "Is that it? If not, please tell me what is different. An answer to this mail is enough.");
}

static void write_renewed(const struct writing *w)
{
    greet(w);
    struct str why = fact(w, "why");
    WORDS(w, "%.*s gives you a new time for this: %.*s", STR_ARG(w->f->owner), STR_ARG(w->f->next_what));
    if (why.n)
        WORDS(w, "The reason: %.*s", STR_ARG(why));
    next_now(w);
}

static void write_broken(const struct writing *w)
{
    greet(w);
    if (w->f->body.n)
        words(w, w->f->body);
    else
        WORDS(w, "We gave you our word for a time, and that time has passed. %.*s, who leads the team, knows about it.",
              STR_ARG(w->f->lead));
}

static void write_merged(const struct writing *w)
{
    greet(w);
    WORDS(w, "Your request “%.*s” was joined with another one about the same thing, R-%" PRId64 ". It goes on there, and nothing is lost.",
          STR_ARG(w->f->subject), facts_get_int(w->a, w->f->payload, "number"));
}

static void write_referral(const struct writing *w)
{
    struct str why = fact(w, "why"), summary = fact(w, "summary"), to = fact(w, "to");
    if (w->f->person_id) {
        greet(w);
        WORDS(w, "%.*s has asked %.*s to help with this. Why: %.*s", STR_ARG(w->f->owner), STR_ARG(to), STR_ARG(why));
        WORDS(w, "%.*s stays the one who looks after you until you know whom to talk to.", STR_ARG(w->f->owner));
        return;
    }
    w->l->by_person = true;
    w->l->from_name = w->f->owner;
    WORDS(w, "Hello %.*s,", STR_ARG(to));
    WORDS(w, "May I introduce %.*s to you? %.*s", STR_ARG(w->f->requester), STR_ARG(why));
    WORDS(w, "What has happened so far: %.*s", STR_ARG(summary));
    WORDS(w, "Please answer this mail to say that you have it; until then it stays with me.");
}

static void write_referral_done(const struct writing *w)
{
    greet(w);
    WORDS(w, "%.*s has confirmed to look after this with you now: %.*s", STR_ARG(fact(w, "to")), STR_ARG(fact(w, "how")));
    next_now(w);
}

static void write_closed(const struct writing *w)
{
    greet(w);
    WORDS(w, "“%.*s” has come to its end, as %.*s said. If it comes back, answer this mail: %.*s looks after it again.",
          STR_ARG(w->f->subject), STR_ARG(w->f->requester), STR_ARG(w->f->owner));
}

// The step as a colleague reads it.
static void next_for_staff(const struct writing *w)
{
    const struct letter_facts *f = w->f;
    struct str by = when(w, f->next_by), owner = is_owner(w) ? S("you") : name_first(f->owner), text = STR_NONE;
    const char *owes = is_owner(w) ? "owe" : "owes";
    if (str_eq(f->next_kind, S("promise")) && f->next_by < w->c->now_ms)
        text = str_fmt(w->a, "%.*s promised: %.*s. It was due %.*s.", STR_ARG(owner), STR_ARG(f->next_what), STR_ARG(by));
    else if (str_eq(f->next_kind, S("promise")))
        text = str_fmt(w->a, "%.*s promised: %.*s, by %.*s.", STR_ARG(owner), STR_ARG(f->next_what), STR_ARG(by));
    else if (str_eq(f->next_kind, S("target")))
        text = str_fmt(w->a, "%.*s %s %.*s an answer by %.*s.", STR_ARG(owner), owes, STR_ARG(name_first(f->requester)), STR_ARG(by));
    else if (str_eq(f->next_kind, S("question")))
        text = str_fmt(w->a, "%.*s was asked: %.*s.", STR_ARG(name_first(f->requester)), STR_ARG(f->next_what));
    else if (str_eq(f->next_kind, S("review")))
        text = str_fmt(w->a, "%.*s looks at our “no” again, by %.*s.", STR_ARG(f->lead), STR_ARG(by));
    letter_add(w->l, BLOCK_NEXT, text, STR_NONE);
}

// What happened, in the history's own sentence; a letter in full.
static void write_to_staff(const struct writing *w)
{
    const struct letter_facts *f = w->f;
    bool is_letter = f->body.n && !str_eq(f->message_kind, S("note")) && !str_eq(f->message_kind, S("desk"));
    if (is_letter) {
        WORDS(w, "%.*s wrote on “%.*s”:", STR_ARG(str_or(f->author, S("Somebody"))), STR_ARG(f->subject));
        words(w, f->body);
    } else {
        WORDS(w, "About “%.*s”, from %.*s:", STR_ARG(f->subject), STR_ARG(f->requester));
    }
    if (str_eq(f->event.kind, S("warned")) && is_owner(w))
        WORDS(w, "The time that you gave comes near. If it does not fit any more, say so before it is there.");
    else if (f->event.kind.n && !(is_letter && str_eq(f->event.kind, S("words"))))
        words(w, history_sentence(w->a, &f->event, f->person_id, w->c->now_ms, str_or(f->to_zone, S("UTC"))));
    next_for_staff(w);
}

static void write_offer(const struct writing *w)
{
    greet(w);
    WORDS(w, "%.*s would like to introduce you to %.*s: “%.*s”.", STR_ARG(w->f->owner), STR_ARG(w->f->requester),
          STR_ARG(w->f->subject));
    struct str why = fact(w, "why"), summary = fact(w, "summary");
    if (why.n)
        WORDS(w, "Why you: %.*s", STR_ARG(why));
    if (summary.n)
        WORDS(w, "What was said, tried, and comes next: %.*s", STR_ARG(summary));
    WORDS(w, "Nothing changes for %.*s until you accept.", STR_ARG(name_first(w->f->requester)));
}

static const struct {
    unsigned kind;
    void (*write)(const struct writing *w);
} kinds[] = {
    {0, write_receipt},
    {MAIL_REPLY, write_reply},
    {MAIL_PROPOSAL, write_reply},
    {MAIL_INTRODUCTION, write_desk_words},
    {MAIL_BROKEN, write_broken},
    {MAIL_RENEWED, write_renewed},
    {MAIL_DECLINE, write_decline},
    {MAIL_REVIEW_ANSWER, write_desk_words},
    {MAIL_FOLLOW_UP, write_follow_up},
    {MAIL_MERGED, write_merged},
    {MAIL_REFERRAL, write_referral},
    {MAIL_CLOSED, write_closed},
    {MAIL_PLAYBACK, write_playback},
    {MAIL_TO_OWNER, write_to_staff},
    {MAIL_TO_LEAD, write_to_staff},
    {MAIL_OFFER, write_offer},
    {MAIL_REFERRAL_DONE, write_referral_done},
};

void letter_write(struct ctx *c, const struct mail_identity *id, const struct letter_facts *f, struct letter *ret_letter)
{
    struct letter l = {.subject = str_fmt(c->arena, "%.*s [R-%" PRId64 "]", STR_ARG(f->subject), f->ticket)};
    struct writing w = {c, c->arena, id, f, &l};
    if (f->kind && !str_starts_nocase(f->subject, S("Re:")))
        l.subject = str_fmt(c->arena, "Re: %.*s", STR_ARG(l.subject));
    size_t i = 0;
    while (i < ARRAY_LEN(kinds) && kinds[i].kind != f->kind)
        i++;
    if (i < ARRAY_LEN(kinds))
        kinds[i].write(&w);
    else
        write_to_staff(&w);
    foot(&w);
    if (f->kind & (MAIL_REPLY | MAIL_PROPOSAL | MAIL_PLAYBACK | MAIL_DECLINE))
        quote(&w);
    *ret_letter = l;
}
