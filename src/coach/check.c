// SPDX-License-Identifier: Apache-2.0
// The checks that look at a draft as a whole and at the facts: is it too short, does it
// say what happens next, does it close before its time, is the writer known. Each is a
// few questions about what the rules found; the words come from the rule files.
#include "coach/review.h"

enum { HELD_WORDS = 4, GRADE_WORDS_MIN = 30 };

static bool has(const struct review *r, enum mark mark)
{
    return r->marks & mark_bit(mark);
}

static void mark_body(struct review *r, struct coach_finding *f)
{
    const struct text *t = &r->draft;
    uint32_t first = t->sentence_count && t->sentences[0].greeting ? 1 : 0;
    if (f && first < t->sentence_count)
        finding_place(r, f, t->sentences[first].from, t->sentences[t->sentence_count - 1].to);
}

// "9:30 works, I have changed the invitation": what was done, and a figure, day or address.
// Who is upset is owed more.
static bool is_concrete(const struct review *r)
{
    bool named = false;
    for (size_t i = 0; i < r->dates.count; i++)
        named |= r->dates.items[i].has_day || r->dates.items[i].has_clock;
    for (uint32_t i = 0; i < r->draft.token_count && !named; i++)
        named = r->draft.tokens[i].kind != TOKEN_WORD;
    return named && !r->heat.hot && r->useful & mark_bit(MARK_DONE) && r->out->words > HELD_WORDS;
}

static bool check_terse(struct review *r)
{
    int words = r->out->words, limit = check_text_of(r->l, CHECK_TERSE)->limit;
    bool excused = has(r, MARK_REASON) || review_promises_a_date(r) || review_asks_back(r) || review_confirmed(r);
    r->out->held = words > 0 && words <= HELD_WORDS && !excused; // R26, whatever they wrote
    if (words == 0 || words >= limit || excused || is_concrete(r) || (!r->out->held && review_only_thanked(r)))
        return false;
    struct coach_finding *f = check_speaks(r, CHECK_TERSE, COACH_TERSE, STR_NONE);
    mark_body(r, f);
    return f != NULL;
}

static void check_refusal(struct review *r)
{
    bool excused = has(r, MARK_REASON) || has(r, MARK_ALTERNATIVE) || review_handed_over(r) ||
                   review_promises_a_date(r) || r->told;
    if (!has(r, MARK_REFUSAL) || excused || r->out->words >= check_text_of(r->l, CHECK_REFUSAL)->limit)
        return;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->marks & mark_bit(MARK_REFUSAL)) {
            finding_place(r, check_speaks(r, CHECK_REFUSAL, COACH_TERSE, STR_NONE), s->from, s->to);
            return;
        }
    }
}

static bool name_in(struct str text, struct str name)
{
    ptrdiff_t space = str_find_last_char(name, ' ');
    struct str last = space > 0 ? str_from(name, (size_t)space + 1) : STR_NONE;
    return !str_is_empty(last) && str_has(text, last);
}

// "Service Centre" and "Your People Team" say which desk it is and not who.
static bool is_desk(const struct review *r, struct str name)
{
    struct text t;
    text_cut(&t, r->c->arena, name, r->l, false);
    for (uint32_t i = 0; r->l && i < t.token_count; i++)
        if (language_in_list(r->l, &t, &t.tokens[i], LIST_DESK))
            return true;
    return false;
}

// A signature says who writes: with the family name, or the first name and more. It may stand under the text
// without a closing: "Oluchi Eze", "HR desk, room 12".
static bool signature_introduces(const struct review *r)
{
    enum { TAIL_BYTES = 160 };
    const struct coach_facts *f = &r->in->facts;
    struct str raw = r->draft.raw, tail = raw.n > TAIL_BYTES ? str_from(raw, raw.n - TAIL_BYTES) : raw;
    if (str_is_empty(f->agent))
        return !str_is_empty(f->signature);
    if (is_desk(r, f->agent))
        return false;
    bool full = str_find_char(f->agent, ' ') > 0 && str_has(tail, f->agent);
    return full || name_in(f->signature, f->agent) || name_in(r->draft.signoff, f->agent);
}

static void check_intro(struct review *r)
{
    if (r->in->facts.first_contact != COACH_YES || has(r, MARK_INTRO) || signature_introduces(r) || !r->out->words)
        return;
    check_speaks(r, CHECK_NO_INTRO, COACH_NO_INTRO, STR_NONE);
}

// Where a reader may take breath: a semicolon, a colon, a dash. A bracket is none.
static bool breathes(const struct text *t, const struct token *k)
{
    uint16_t pause = k->after & (AFTER_PAUSE | AFTER_COMMA | AFTER_OPEN | AFTER_COLON | AFTER_SEMICOLON);
    return pause & (AFTER_COLON | AFTER_SEMICOLON) || (pause == AFTER_PAUSE && t->raw.p[k->end] != ')');
}

enum { LONG_WORD_LETTERS = 8, LONG_WORDS_EASY = 10, PIECE_WORDS_EASY = 14, PIECE_WORDS_SHORT = 3 };

// Fewer than one word in ten is long, names aside: nobody stumbles over the words themselves.
static bool words_are_easy(const struct text *t, uint32_t first, uint32_t end)
{
    uint32_t heavy = 0;
    for (uint32_t i = first; i < end; i++)
        heavy += t->tokens[i].word.n >= LONG_WORD_LETTERS && !(t->tokens[i].flags & TOKEN_CAPITAL);
    return heavy * LONG_WORDS_EASY < end - first;
}

struct breath {
    int all, longest, longest_piece; // words: of the sentence, of a stretch read in one breath, between any two marks
};

// A short piece between two commas, as in a list or "in 1998", is taken in at once and counts as one word.
static struct breath breath_of(const struct text *t, const struct sentence *s)
{
    struct breath b = {0};
    int stretch = 0, piece = 0;
    bool after_comma = false;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct token *k = &t->tokens[i];
        bool comma = k->after & AFTER_COMMA, last = i + 1 == s->end;
        piece += !(k->flags & TOKEN_SHORT);
        if (!comma && !last && !breathes(t, k))
            continue;
        b.all += piece;
        stretch += after_comma && comma && piece <= PIECE_WORDS_SHORT ? 1 : piece;
        b.longest = stretch > b.longest ? stretch : b.longest;
        b.longest_piece = piece > b.longest_piece ? piece : b.longest_piece;
        stretch = breathes(t, k) ? 0 : stretch;
        after_comma = comma;
        piece = 0;
    }
    return b;
}

// "Open the lid, pull the lever, shake it, put it back until it clicks": long, and nobody loses the thread.
static bool flows(const struct review *r, const struct sentence *s, const struct breath *b, int limit)
{
    return b->longest <= limit || (b->longest_piece <= PIECE_WORDS_EASY && words_are_easy(&r->draft, s->first, s->end));
}

static bool check_long(struct review *r)
{
    int limit = check_text_of(r->l, CHECK_LONG_SENTENCE)->limit;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        struct breath b = breath_of(&r->draft, s);
        if (b.all <= limit || (b.all <= limit * 2 && flows(r, s, &b, limit)))
            continue;
        struct str count = str_fmt(r->c->arena, "%d", b.all);
        finding_place(r, check_speaks(r, CHECK_LONG_SENTENCE, COACH_HARD_TO_READ, count), s->from, s->to);
        return true;
    }
    return false;
}

static void check_grade(struct review *r)
{
    int limit = check_text_of(r->l, CHECK_GRADE)->limit;
    bool easy = words_are_easy(&r->draft, 0, r->draft.token_count);
    if (r->out->words >= GRADE_WORDS_MIN && r->out->grade_tenths >= limit * 10 && !easy)
        check_speaks(r, CHECK_GRADE, COACH_HARD_TO_READ, STR_NONE);
}

static void check_close(struct review *r)
{
    if (r->in->facts.closing != COACH_YES || review_confirmed(r) || has(r, MARK_ASK_CONFIRM))
        return;
    if (r->in->facts.user_confirmed == COACH_UNKNOWN && !r->has_asked)
        return;
    if (!review_found(r, COACH_EARLY_CLOSE))
        check_speaks(r, CHECK_EARLY_CLOSE, COACH_EARLY_CLOSE, STR_NONE);
}

// An open question is a note beside the draft, the first one only.
static void check_unanswered(struct review *r)
{
    for (size_t i = 0; i < r->out->question_count; i++)
        if (r->out->questions[i].answered == COACH_OPEN) {
            check_speaks(r, CHECK_UNANSWERED, COACH_UNANSWERED, r->out->questions[i].text);
            return;
        }
}

void checks_run(struct review *r)
{
    if (r->l) {
        if (!check_terse(r))
            check_refusal(r);
        next_step_check(r);
        soothe_check(r);
    }
    check_intro(r);
    if (!check_long(r))
        check_grade(r);
    check_close(r);
    check_unanswered(r);
}
