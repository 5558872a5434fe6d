// SPDX-License-Identifier: Apache-2.0
// The second layer: a linear model over words and pairs of words, for blame and stock
// phrases that no rule knows. It may add a note and nothing else, says which words
// weighed most, and is switched off by [check.model]. Weights are whole numbers from
// rules/LANGUAGE/model.txt, which tools/coach_train makes.
#include "coach/review.h"

enum {
    MODEL_KINDS = 2,
    FEATURES_MAX = 200000,
    FEATURE_BYTES_MAX = 130,
    SHOWN_MAX = 3,
    SENTENCE_WORDS_MIN = 3,
    SENTENCE_WORDS_MAX = 60
};

static const enum coach_kind model_kinds[MODEL_KINDS] = {COACH_BLAME, COACH_SCRIPTED};

struct model {
    struct symbols features;
    int32_t *weights[MODEL_KINDS]; // by number of the feature
    uint32_t room;
    int32_t bias[MODEL_KINDS], threshold[MODEL_KINDS];
};

static void set_weight(struct language *l, struct model *m, int kind, struct str feature, int32_t weight)
{
    uint32_t number = symbol_make(&m->features, SYMBOL_WORD, feature);
    if (number >= m->room) {
        uint32_t room = m->room ? m->room * 2 : 1024;
        for (int i = 0; i < MODEL_KINDS; i++) {
            int32_t *grown = arena_list(l->arena, room, int32_t);
            if (m->room)
                memcpy(grown, m->weights[i], m->room * sizeof *grown);
            m->weights[i] = grown;
        }
        m->room = room;
    }
    m->weights[kind][number] = weight;
}

static enum rc read_row(const struct place *at, struct language *l, struct model *m, struct str line)
{
    struct str name, feature, number;
    int64_t weight;
    int kind = -1;
    if (!str_cut(&line, '|', &name) || !str_cut(&line, '|', &feature) || !str_cut(&line, '|', &number))
        return place_fail(at, "a weight has three columns: kind | words | weight");
    for (int i = 0; i < MODEL_KINDS; i++)
        if (str_eq(str_trim(name), str_of(coach_kind_name(model_kinds[i]))))
            kind = i;
    feature = str_trim(feature);
    if (kind < 0 || str_is_empty(feature) || feature.n > FEATURE_BYTES_MAX)
        return place_fail(at, "the model knows blame and scripted, and words of at most %d bytes", FEATURE_BYTES_MAX);
    if (!str_to_int64(str_trim(number), &weight) || weight < -100000 || weight > 100000)
        return place_fail(at, "a weight is a whole number up to 100000");
    if (m->features.count > FEATURES_MAX)
        return place_fail(at, "more than %d features", FEATURES_MAX);
    if (str_eq(feature, S("(bias)")))
        m->bias[kind] = (int32_t)weight;
    else if (str_eq(feature, S("(threshold)")))
        m->threshold[kind] = (int32_t)weight;
    else
        set_weight(l, m, kind, feature, (int32_t)weight);
    return RC_OK;
}

enum rc model_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    struct place at = {.c = c, .file = file->name};
    struct model *m = arena_new(l->arena, struct model);
    struct str rest = file->text, line;
    symbols_init(&m->features, l->arena);
    for (int i = 0; i < MODEL_KINDS; i++)
        m->threshold[i] = INT32_MAX; // a kind without weights is silent
    while (str_cut_line(&rest, &line)) {
        at.line++;
        line = str_trim(line);
        if (!str_is_empty(line) && line.p[0] != '#')
            TRY(read_row(&at, l, m, line));
    }
    l->model = m;
    return RC_OK;
}

struct weighed {
    int32_t score;
    struct str words[SHOWN_MAX]; // the heaviest, first the most
    int32_t weights[SHOWN_MAX];
    uint32_t seen[2 * SENTENCE_WORDS_MAX], seen_count;
};

static void keep_heaviest(struct weighed *w, struct str words, int32_t weight)
{
    for (int i = 0; i < SHOWN_MAX; i++) {
        if (weight <= w->weights[i])
            continue;
        for (int k = SHOWN_MAX - 1; k > i; k--) {
            w->words[k] = w->words[k - 1];
            w->weights[k] = w->weights[k - 1];
        }
        w->words[i] = words;
        w->weights[i] = weight;
        return;
    }
}

// Each feature counts once a sentence, as in training.
static void weigh_feature(const struct model *m, int kind, struct weighed *w, struct str feature, struct str words)
{
    uint32_t number = symbol_find(&m->features, SYMBOL_WORD, feature, symbol_hash(feature));
    if (!number || number >= m->room)
        return;
    for (uint32_t i = 0; i < w->seen_count; i++)
        if (w->seen[i] == number)
            return;
    w->seen[w->seen_count++] = number;
    w->score += m->weights[kind][number];
    keep_heaviest(w, words, m->weights[kind][number]);
}

static void weigh(const struct model *m, int kind, const struct text *t, const struct sentence *s, struct weighed *w)
{
    char pair[FEATURE_BYTES_MAX + 2];
    w->score = m->bias[kind];
    for (uint32_t i = s->first; i < s->end && i < s->first + SENTENCE_WORDS_MAX; i++) {
        struct str a = t->tokens[i].word;
        weigh_feature(m, kind, w, a, text_of(t, i, i + 1));
        struct str b = i + 1 < s->end ? t->tokens[i + 1].word : STR_NONE;
        if (str_is_empty(b) || a.n + b.n + 1 > FEATURE_BYTES_MAX)
            continue;
        memcpy(pair, a.p, a.n);
        pair[a.n] = ' ';
        memcpy(pair + a.n + 1, b.p, b.n);
        weigh_feature(m, kind, w, (struct str){pair, a.n + 1 + b.n}, text_of(t, i, i + 2));
    }
}

static bool known_already(const struct review *r, enum coach_kind kind)
{
    for (size_t i = 0; i < r->out->finding_count; i++)
        if (r->out->findings[i].kind == kind)
            return true;
    return false;
}

static void add_note(struct review *r, int kind, const struct sentence *s, const struct weighed *w)
{
    size_t n = 0;
    while (n < SHOWN_MAX && w->weights[n] > 0)
        n++;
    struct str words = str_join(r->c->arena, w->words, n, S("\", \""));
    struct coach_finding *f = check_speaks(r, CHECK_MODEL, model_kinds[kind], words);
    if (f)
        f->level = COACH_NOTE;
    finding_place(r, f, s->from, s->to);
}

void model_find(struct review *r)
{
    const struct model *m = r->l ? r->l->model : NULL;
    if (!m || check_text_of(r->l, CHECK_MODEL)->off)
        return;
    for (int kind = 0; kind < MODEL_KINDS; kind++) {
        if (known_already(r, model_kinds[kind]))
            continue;
        for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
            const struct sentence *s = &r->draft.sentences[i];
            struct weighed w = {0};
            if (s->greeting || s->end - s->first < SENTENCE_WORDS_MIN)
                continue;
            weigh(m, kind, &r->draft, s, &w);
            if (w.score >= m->threshold[kind]) {
                add_note(r, kind, s, &w);
                break;
            }
        }
    }
}
