// SPDX-License-Identifier: Apache-2.0
// The remarks as JSON, member by member in a fixed order, figures in whole numbers:
// the same bytes on every machine. What each member means stands in coach.h and in
// the description of the API.
#include "base/datetime.h"
#include "base/escape.h"
#include "coach/coach.h"

static void add_text(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    escape_json(b, s);
    buf_add_char(b, '"');
}

static void add_member(struct buf *b, const char *name, struct str s)
{
    buf_addf(b, ",\"%s\":", name);
    add_text(b, s);
}

static void add_bool(struct buf *b, const char *name, bool value)
{
    buf_addf(b, "%s\"%s\":%s", name[0] == '*' ? "" : ",", name + (name[0] == '*'), value ? "true" : "false");
}

static void add_finding(struct buf *b, const struct coach_finding *f)
{
    buf_lit(b, "{\"rule\":");
    add_text(b, f->rule);
    add_member(b, "kind", str_of(coach_kind_name(f->kind)));
    add_member(b, "level", str_of(coach_level_name(f->level)));
    buf_addf(b, ",\"start\":%zu,\"end\":%zu", f->start, f->end);
    add_member(b, "quote", f->quote);
    add_member(b, "advice", f->advice);
    if (str_is_empty(f->attempt))
        buf_lit(b, ",\"try\":null");
    else
        add_member(b, "try", f->attempt);
    buf_add_char(b, '}');
}

// RFC 3339 with the zone's offset at that moment.
static void add_moment(struct buf *b, int64_t at_ms, struct str zone)
{
    struct datetime t = datetime_in_zone(at_ms, zone);
    int offset = (int)((civil_ms(&t) - at_ms) / MINUTE_MS);
    int away = offset < 0 ? -offset : offset;
    buf_addf(b, "\"%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
    if (offset)
        buf_addf(b, "%c%02d:%02d\"", offset < 0 ? '-' : '+', away / 60, away % 60);
    else
        buf_lit(b, "Z\"");
}

static void add_promise(struct buf *b, const struct coach_promise *p, struct str zone)
{
    static const char *const grains[] = {"minute", "day", "week", "month"};
    buf_addf(b, "{\"start\":%zu,\"end\":%zu", p->start, p->end);
    add_member(b, "who", p->by_other ? S("other") : S("agent"));
    add_member(b, "what", p->what);
    buf_lit(b, ",\"due\":");
    if (p->has_due)
        add_moment(b, p->due_ms, zone);
    else
        buf_lit(b, "null");
    add_member(b, "grain", str_of(grains[p->grain]));
    add_bool(b, "vague", p->vague);
    add_bool(b, "conditional", p->conditional);
    buf_add_char(b, '}');
}

static void add_question(struct buf *b, const struct coach_question *q)
{
    static const char *const words[] = {"open", "perhaps", "yes"};
    buf_lit(b, "{\"text\":");
    add_text(b, q->text);
    add_member(b, "answered", str_of(words[q->answered]));
    buf_add_char(b, '}');
}

void coach_remarks_json(struct buf *b, const struct coach_remarks *r)
{
    buf_add_char(b, '{');
    add_bool(b, "*held", r->held);
    buf_lit(b, ",\"findings\":[");
    for (size_t i = 0; i < r->finding_count; i++) {
        if (i)
            buf_add_char(b, ',');
        add_finding(b, &r->findings[i]);
    }
    buf_lit(b, "],\"promises\":[");
    for (size_t i = 0; i < r->promise_count; i++) {
        if (i)
            buf_add_char(b, ',');
        add_promise(b, &r->promises[i], r->zone);
    }
    buf_lit(b, "],\"questions\":[");
    for (size_t i = 0; i < r->question_count; i++) {
        if (i)
            buf_add_char(b, ',');
        add_question(b, &r->questions[i]);
    }
    buf_addf(b, "],\"reading\":{\"words\":%d,\"grade\":%d.%d,\"longest_sentence\":%d}", r->words, r->grade_tenths / 10,
             r->grade_tenths % 10, r->longest_sentence);
    buf_lit(b, ",\"heat\":{\"hot\":");
    buf_add(b, r->hot ? S("true") : S("false"));
    buf_lit(b, ",\"words\":[");
    for (size_t i = 0; i < r->heat_word_count; i++) {
        if (i)
            buf_add_char(b, ',');
        add_text(b, r->heat_words[i]);
    }
    buf_lit(b, "]}}");
}
