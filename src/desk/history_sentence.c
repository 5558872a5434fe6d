// SPDX-License-Identifier: Apache-2.0
// An event as a plain sentence. A pattern for each kind of events.h, filled with
// the event's facts:
//   {actor}        who did it: "you" for the reader, "the desk" for the clock
//   {name}         a fact: text as it is, by, at, was and how late as times
//   {n:reminder}   a count with its noun
//   [name?…]       only with this fact, [!name?…] only without, [name=x?…] only when it is x
// No pronouns for people: nobody's are known. A kind without a pattern reads
// less well but still reads; a test holds the table to events.h.
#include "desk/history.h"

#include "base/datetime.h"
#include "base/utf8.h"

#define FACT_BYTES_MAX 400 // what somebody wrote is quoted up to here; the words themselves stand elsewhere

static const struct {
    const char *kind, *pattern;
} patterns[] = {
    {"asked", "{actor} asked for help[for? for {for}][number?, to carry on from R-{number}]. "
              "{owner} looks after it[team? in {team}][by? and answers by {by}]."},
    {"words", "[from?{from}, from outside the desk, wrote][!from?{actor} wrote][for? for {for}]."},
    {"promised", "{actor} promised by {by}: “{what}”[other?. That hangs on {other}]."},
    {"questioned", "{actor} asked, for an answer by {by}: “{what}”."},
    {"proposed", "{actor} said that it looks solved, and asked for a yes or a not yet[by? by {by}]."},
    {"noted", "{actor} left a note for colleagues."},
    {"played_back", "{actor} told the problem back in other words: “{text}”."},
    {"playback_agreed", "{actor} said: “Yes, that’s it.”"},
    {"playback_corrected", "{actor} put right how the problem was understood: “{text}”."},
    {"offered", "{actor} asked {to} to take over[why?: “{why}”]. Until {to} agrees, nothing changes."},
    {"handed_over", "{actor} took over from {from}, as agreed[why?: “{why}”]."},
    {"offer_declined", "{actor} could not take over from {from}[why?: “{why}”]. {from} still looks after it."},
    {"offer_expired", "{to} did not answer in time, so it stays with {from}[lead?; {lead} was told]."},
    {"asked_for", "{actor} asked {owner} to hand it over[why?: “{why}”]."},
    {"taken", "{actor} took it on[from?, in place of {from}][why?: “{why}”]."},
    {"stepped_in", "{actor} stepped in for {from}[why?: “{why}”]."},
    {"assigned", "{actor} gave it from {from} to {to}[why?: “{why}”]."},
    {"introduced", "{to} was introduced, and looks after it now in place of {from}[why?: “{why}”]."},
    {"referred", "{actor} asked {to}, outside the desk, for help[why?: “{why}”]."},
    {"referral_confirmed", "{who} confirmed that {to} took it on[how? ({how})]; {actor} wrote it down."},
    {"helper_added", "{actor} asked {who} to help[why?: “{why}”]."},
    {"helper_removed", "{who} no longer helps with it, as {actor} decided."},
    {"declined", "{actor} said that we will not do it: “{why}”[instead?. What helps instead: “{instead}”]"
                 "[reviewer?. {reviewer} can look at it again]."},
    {"reason_taken", "{actor} accepted the reason."},
    {"review_asked", "{actor} asked {reviewer} to look at it again[by?, for an answer by {by}][text?: “{text}”]."},
    {"upheld", "{actor} looked at it again and came to the same answer[why?: “{why}”]."},
    {"overturned", "{actor} looked at it again, and we will do it after all[why?: “{why}”][by?. Next word by {by}]."},
    {"solved", "{actor} said that it is solved[text?: “{text}”]."},
    {"not_yet", "{actor} said that it is not solved yet[text?: “{text}”]."},
    {"solved_heard", "{who} said that it is solved ({how}, {at})[text?: “{text}”]; {actor} wrote it down."},
    {"not_yet_heard", "{who} said that it is not solved yet ({how}, {at})[text?: “{text}”]; {actor} wrote it down."},
    {"withdrawn", "{actor} said that it is no longer needed[text?: “{text}”]."},
    {"rested", "No answer came after {n:reminder}, so it rests. It is not closed, and any word wakes it."},
    {"kept", "{actor} kept the promise “{what}”{early}."},
    {"renewed", "{actor} moved the promise “{what}” from {was} to {by}[why?: “{why}”]."},
    {"warned", "{owner} was reminded of the promise “{what}”, due {by}."},
    {"broken", "[kind=target?Nobody answered by {by}, though we said so][kind=review?The review was not answered by {by}]"
               "[kind=promise?The promise “{what}” was not kept by {by}]. {owner} was told[lead?, and so was {lead}]."},
    {"followed_up", "The desk asked again how it stands (time {n} of {of})."},
    {"follow_up_personal", "{owner} was asked to follow up in person (time {n} of {of})."},
    {"merged", "{actor} joined it with R-{number}, where it goes on[why?: “{why}”]."},
    {"merged_in", "{actor} joined R-{number}[subject?, “{subject}”,] with it."},
    {"unmerged", "{actor} took it out of R-{number} again[by?. Next word by {by}]."},
    {"unmerged_from", "{actor} took R-{number} out of it again."},
    {"tagged", "{actor} changed the tags[added?: added {added}][removed?[added?,][!added?:] took away {removed}]."},
    {"participant_added", "{actor} asked {who} to read along."},
    {"participant_removed", "{who} no longer reads along, as {actor} decided."},
    {"speaker_named", "{actor} named {who} to speak for it from now on[why?: “{why}”]."},
    {"urgent", "{actor} said that it has become more urgent ({effect})[why?: “{why}”]."},
    {"updated", "{actor} put something right: {changes}."},
    {"reopened", "{actor} wrote again[for? for {for}][how? ({how})], so it is open again. "
                 "{owner} looks after it[by? and answers by {by}]."},
    {"continued", "It carries on as R-{number}."},
    {"mail_failed", "A mail to {to} could not be delivered[why?: {why}]."},
    {"mail_bounced", "A mail to {to} came back[why?: {why}]."},
    {"automatic_mail", "An automatic mail came from {to}[why?: {why}]."},
    {"erased", "{actor} erased the words of this request[why?: “{why}”]. That it was here stays on record."},
};

struct saying {
    const struct event *e;
    struct arena *arena;
    struct buf out;
    int64_t reader_id, now_ms;
    struct str zone;
};

// ---- the pieces ----

// Behind what somebody wrote: “It works now.”
static bool quote_ends_sentence(struct str said)
{
    struct str quote = S("”");
    if (!str_ends(said, quote) || said.n == quote.n)
        return false;
    char before = said.p[said.n - quote.n - 1];
    return before == '.' || before == '?' || before == '!';
}

static bool begins_sentence(const struct saying *s)
{
    struct str end = str_trim_end(buf_str(&s->out));
    return !end.n || end.p[end.n - 1] == '.' || quote_ends_sentence(end);
}

static void actor_add(struct saying *s)
{
    bool first = begins_sentence(s);
    if (s->e->actor_id && s->e->actor_id == s->reader_id)
        buf_add(&s->out, first ? S("You") : S("you"));
    else if (!s->e->actor_id)
        buf_add(&s->out, first ? S("The desk") : S("the desk"));
    else if (str_is_empty(s->e->actor_name))
        buf_add(&s->out, first ? S("Somebody") : S("somebody"));
    else
        buf_add(&s->out, s->e->actor_name);
}

// In one line, and not too long.
static void text_add(struct saying *s, struct str text)
{
    struct str kept = utf8_truncate(str_trim(text), FACT_BYTES_MAX);
    bool space = false;
    for (size_t i = 0; i < kept.n; i++) {
        bool blank = kept.p[i] == '\n' || kept.p[i] == '\r' || kept.p[i] == '\t' || kept.p[i] == ' ';
        if (!blank || !space)
            buf_add_char(&s->out, blank ? ' ' : kept.p[i]);
        space = blank;
    }
    if (kept.n < str_trim(text).n)
        buf_lit(&s->out, "…");
}

static void time_add(struct saying *s, int64_t at)
{
    buf_add(&s->out, at ? datetime_for_people(s->arena, at, s->now_ms, s->zone) : S("a time that is not known"));
}

// ", 8 min early": of a promise that was kept.
static void early_add(struct saying *s)
{
    int64_t by = facts_get_int(s->arena, s->e->content, "by"), early = by - s->e->at;
    if (!by || (early < MINUTE_MS && early > -MINUTE_MS))
        return;
    buf_addf(&s->out, ", %.*s %s", STR_ARG(datetime_span(s->arena, early < 0 ? -early : early)),
             early < 0 ? "late" : "early");
}

static struct str effect_words(struct str effect)
{
    return str_eq(effect, S("slowed")) ? S("slowed down") : str_eq(effect, S("can_wait")) ? S("can wait") : effect;
}

static bool is_time(struct str name)
{
    return str_eq(name, S("by")) || str_eq(name, S("at")) || str_eq(name, S("was"));
}

static void fact_add(struct saying *s, struct str name)
{
    struct str noun = name, value;
    (void)str_cut(&noun, ':', &name);
    if (str_eq(name, S("actor")))
        return actor_add(s);
    if (str_eq(name, S("early")))
        return early_add(s);
    const char *key = str_cstr(s->arena, name);
    if (is_time(name))
        return time_add(s, facts_get_int(s->arena, s->e->content, key));
    value = facts_get(s->arena, s->e->content, key);
    if (str_is_empty(value))
        value = begins_sentence(s) ? S("Somebody") : S("somebody");
    text_add(s, str_eq(name, S("effect")) ? effect_words(value) : value);
    if (!str_is_none(noun))
        buf_addf(&s->out, " %.*s%s", STR_ARG(noun), str_eq(value, S("1")) ? "" : "s");
}

// "name", "!name" or "name=value".
static bool holds(struct saying *s, struct str condition)
{
    bool is_not = str_starts(condition, S("!"));
    struct str wanted = str_from(condition, is_not), name;
    (void)str_cut(&wanted, '=', &name);
    struct str value = facts_get(s->arena, s->e->content, str_cstr(s->arena, name));
    bool there = str_is_none(wanted) ? !str_is_empty(value) && !str_eq(value, S("0")) : str_eq(value, wanted);
    return there != is_not;
}

// Where the bracket that opens at `at` closes; patterns are ours, so it does.
static size_t bracket_end(struct str p, size_t at)
{
    int depth = 0;
    for (size_t i = at; i < p.n; i++) {
        depth += p.p[i] == '[';
        depth -= p.p[i] == ']';
        if (!depth)
            return i;
    }
    must(false);
    return p.n;
}

// Two levels of brackets, so the depth is bounded by the table above.
static void pattern_add(struct saying *s, struct str p)
{
    for (size_t i = 0; i < p.n; i++) {
        if (p.p[i] == '{') {
            size_t n = (size_t)str_find_char(str_from(p, i), '}');
            fact_add(s, str_slice(p, i + 1, i + n));
            i += n;
        } else if (p.p[i] == '[') {
            size_t end = bracket_end(p, i);
            struct str inner = str_slice(p, i + 1, end), condition;
            (void)str_cut(&inner, '?', &condition);
            if (holds(s, condition))
                pattern_add(s, inner);
            i = end;
        } else if (p.p[i] != '.' || !quote_ends_sentence(buf_str(&s->out))) {
            buf_add_char(&s->out, p.p[i]);
        }
    }
}

static const char *pattern_of(struct str kind)
{
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (str_eq(kind, str_of(patterns[i].kind)))
            return patterns[i].pattern;
    return NULL;
}

// A kind that this program does not know: from a newer one, or from an extension.
static void unknown_add(struct saying *s)
{
    actor_add(s);
    buf_lit(&s->out, " noted: ");
    for (size_t i = 0; i < s->e->kind.n; i++)
        buf_add_char(&s->out, s->e->kind.p[i] == '_' ? ' ' : s->e->kind.p[i]);
    buf_add_char(&s->out, '.');
}

static void erased_add(struct saying *s)
{
    if (!s->e->actor_id) {
        buf_lit(&s->out, "The desk did something here. What it said was erased.");
        return;
    }
    actor_add(s);
    buf_lit(&s->out, " did or said something here. What it was has been erased.");
}

struct str history_sentence(struct arena *a, const struct event *e, int64_t reader_id, int64_t now_ms, struct str zone)
{
    struct saying s = {.e = e, .arena = a, .out = buf_make(a, 160), .reader_id = reader_id, .now_ms = now_ms, .zone = zone};
    const char *pattern = pattern_of(e->kind);
    if (str_is_none(e->content))
        erased_add(&s);
    else if (pattern)
        pattern_add(&s, str_of(pattern));
    else
        unknown_add(&s);
    return buf_str(&s.out);
}
