// SPDX-License-Identifier: Apache-2.0
// The desk's own sentences. They are stored as they are and read days later, so
// no "today" stands in them. Plain, without blame, without promising what
// nobody promised.
#include "desk/desk_says.h"

#include "base/datetime.h"

struct str says_when(struct act *a, int64_t at_ms, struct str zone)
{
    // Seen from a week before, a moment is told with its day, and the year only when that turns.
    return datetime_for_people(a->arena, at_ms, at_ms - 7 * DAY_MS, zone);
}

// "Why: …" as a paragraph of its own; nothing for a none.
static void add_part(struct buf *b, const char *title, struct str text)
{
    struct str trimmed = str_trim(text);
    if (str_is_empty(trimmed))
        return;
    buf_addf(b, "\n\n%s ", title);
    buf_add(b, trimmed);
}

static void add_next(struct act *a, struct buf *b, const struct step *next)
{
    if (!next->id || str_is_empty(next->what))
        return;
    add_part(b, "What happens next:", next->what);
    if (next->kind != STEP_KIND_REST)
        buf_addf(b, ", by %.*s", STR_ARG(says_when(a, next->by_at, a->requester_zone)));
    buf_add_char(b, '.');
}

struct str says_introduction(struct act *a, struct str why, struct str summary, const struct step *next)
{
    struct buf b = buf_make(a->arena, 512);
    buf_addf(&b, "%.*s looks after this for you from now on", STR_ARG(a->t.owner.name));
    if (a->old_owner.id)
        buf_addf(&b, ", in place of %.*s", STR_ARG(a->old_owner.name));
    buf_add_char(&b, '.');
    add_part(&b, "Why:", why);
    if (str_is_empty(str_trim(summary)))
        buf_lit(&b, "\n\nEverything that was written here is in front of them, so you do not have to tell it again.");
    add_part(&b, "What they know already, so that you do not have to tell it again:", summary);
    add_next(a, &b, next);
    return buf_str(&b);
}

struct str says_broken(struct act *a)
{
    const struct step *s = &a->t.next;
    struct buf b = buf_make(a->arena, 512);
    struct str when = says_when(a, s->by_at, a->requester_zone);
    if (s->kind == STEP_KIND_PROMISE)
        buf_addf(&b,
                 "We gave you our word: %.*s, by %.*s. That time has passed, and we have not done it or told you why.",
                 STR_ARG(s->what), STR_ARG(when));
    else if (s->kind == STEP_KIND_REVIEW)
        buf_addf(&b,
                 "You asked us to look at our answer again, by %.*s. That time has passed, and you have no answer yet.",
                 STR_ARG(when));
    else
        buf_addf(&b, "A person was to answer you by %.*s. That time has passed, and nobody has yet.", STR_ARG(when));
    buf_addf(&b, "\n\nThat is ours to put right. %.*s still looks after this, and %.*s has been told.",
             STR_ARG(a->t.owner.name), STR_ARG(a->team.lead.name));
    return buf_str(&b);
}

struct str says_merged(struct act *a, int64_t into, struct str subject, struct str why)
{
    struct buf b = buf_make(a->arena, 256);
    buf_addf(&b,
             "This is carried on together with R-%" PRId64 " (%.*s), which is about the same. Whatever you write here "
             "arrives there, and if it should stand on its own again, tell us: it can be undone.",
             into, STR_ARG(subject));
    add_part(&b, "Why:", why);
    return buf_str(&b);
}

struct str says_unmerged(struct act *a, int64_t from)
{
    return str_fmt(a->arena,
                   "This stands on its own again and is no longer part of R-%" PRId64 ". %.*s looks after it.", from,
                   STR_ARG(a->t.owner.name));
}

// The words of a target say what is owed: after a kept promise or an undone merge nobody waits for an "answer".
static struct str target_words(const struct act *a)
{
    if (a->action == ACTION_KEEP_PROMISE || a->action == ACTION_UNMERGE)
        return S("the next word from us");
    if (a->action == ACTION_OVERTURN)
        return S("we tell you how we go about it");
    return S("a person answers you");
}

struct str says_step(struct act *a, enum step_kind kind)
{
    switch (kind) {
    case STEP_KIND_TARGET:
        return target_words(a);
    case STEP_KIND_PROPOSAL:
        return S("tell us whether it works now");
    case STEP_KIND_DECLINE:
        return S("tell us whether you take the reason, or ask for a review");
    case STEP_KIND_REVIEW:
        return str_fmt(a->arena, "%.*s looks at our answer again", STR_ARG(a->team.lead.name));
    case STEP_KIND_REST:
        return S("any word from you wakes this");
    case STEP_KIND_PROMISE:
    case STEP_KIND_QUESTION:
        break;
    }
    return a->step.what;
}
