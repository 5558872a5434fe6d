// SPDX-License-Identifier: Apache-2.0
// The second layer: a linear model over words and short runs of words, for blame, stock
// phrases and heat that no rule knows: there it may add a note, and says which words
// weighed most. And it tells empty sentences from those that say something, which is a
// sign among others for the checks of the whole. Switched off by [check.model]. Weights
// are whole numbers from rules/LANGUAGE/model.txt, which tools/coach_train makes.
#include "coach/model.h"
#include "coach/weigh.h"

enum {
    FEATURES_MAX = 200000,
    FEATURE_BYTES_MAX = 200,
    WEIGHT_MAX = 10000,
    SHOWN_MAX = 3,
    SHOWN_WORDS_MAX = 7,
    SENTENCE_WORDS_MIN = 4, // for a note
    TELLING_WORDS_MIN = 3,
    SENTENCES_MAX = 200,    // of a text
    MESSAGE_WORDS_MAX = 60, // users' messages that it learns from are no longer than that
    TAKEN = -1000000,
};

static const char *const model_names[MODEL_KINDS] = {"blame", "scripted", "heat", "empty", "step"};
static const enum coach_kind noted_kinds[] = {COACH_BLAME, COACH_SCRIPTED};

// An open hash table. The upper half of a hash is its tag, the lower half its place.
struct model {
    uint32_t *tags, slots; // 0: nothing here
    int16_t (*weights)[MODEL_KINDS];
    uint32_t count;
    int32_t bias[MODEL_KINDS], threshold[MODEL_KINDS];
};

static uint32_t slot_of(const struct model *m, uint64_t hash)
{
    uint32_t tag = (uint32_t)(hash >> 32) | 1, i = (uint32_t)hash & (m->slots - 1);
    while (m->tags[i] && m->tags[i] != tag)
        i = (i + 1) & (m->slots - 1);
    return i;
}

static void make_room(struct language *l, struct model *m, struct str text)
{
    size_t most = 16;
    for (size_t i = 0; i < text.n; i++)
        most += text.p[i] == ',' || text.p[i] == '\n';
    m->slots = 64;
    while (m->slots < 2 * most && m->slots < 4 * FEATURES_MAX)
        m->slots *= 2;
    m->tags = arena_list(l->arena, m->slots, uint32_t);
    m->weights = (int16_t(*)[MODEL_KINDS])arena_alloc(l->arena, m->slots * sizeof *m->weights);
}

static enum rc read_features(const struct place *at, struct model *m, int kind, int16_t weight, struct str rest)
{
    struct str feature;
    while (str_cut(&rest, ',', &feature)) {
        feature = str_trim(feature);
        if (str_is_empty(feature) || feature.n > FEATURE_BYTES_MAX)
            return place_fail(at, "words are missing, or longer than %d bytes", FEATURE_BYTES_MAX);
        uint64_t hash = model_feature_hash(feature);
        uint32_t slot = slot_of(m, hash);
        if (!m->tags[slot] && m->count++ >= FEATURES_MAX)
            return place_fail(at, "more than %d features", FEATURES_MAX);
        m->tags[slot] = (uint32_t)(hash >> 32) | 1;
        m->weights[slot][kind] = weight;
    }
    return RC_OK;
}

static int kind_of(struct str name)
{
    for (int i = 0; i < MODEL_KINDS; i++)
        if (str_eq(name, str_of(model_names[i])))
            return i;
    return -1;
}

// "blame | 31 | had you, you should have", "blame | threshold | 120".
static enum rc read_row(const struct place *at, struct model *m, struct str line)
{
    struct str name, second;
    int64_t number;
    if (!str_cut(&line, '|', &name) || !str_cut(&line, '|', &second) || str_is_none(line))
        return place_fail(at, "a row has three columns: kind | weight | words, words");
    int kind = kind_of(str_trim(name));
    second = str_trim(second);
    if (kind < 0)
        return place_fail(at, "the model knows blame, scripted, heat, empty and step");
    bool bias = str_eq(second, S("bias")), threshold = str_eq(second, S("threshold"));
    if (!str_to_int64(bias || threshold ? str_trim(line) : second, &number) || number < -WEIGHT_MAX ||
        number > WEIGHT_MAX)
        return place_fail(at, "a weight is a whole number up to %d", WEIGHT_MAX);
    if (bias)
        m->bias[kind] = (int32_t)number;
    else if (threshold)
        m->threshold[kind] = (int32_t)number;
    else
        return read_features(at, m, kind, (int16_t)number, line);
    return RC_OK;
}

enum rc model_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    struct place at = {.c = c, .file = file->name};
    struct model *m = arena_new(l->arena, struct model);
    struct str rest = file->text, line;
    make_room(l, m, file->text);
    for (int i = 0; i < MODEL_KINDS; i++)
        m->threshold[i] = INT32_MAX; // a kind without weights is silent
    while (str_cut_line(&rest, &line)) {
        at.line++;
        line = str_trim(line);
        if (!str_is_empty(line) && line.p[0] != '#')
            TRY(read_row(&at, m, line));
    }
    l->model = m;
    return RC_OK;
}

// A sentence on the scales.
struct weighed {
    struct model_pieces pieces;
    struct model_feature features[MODEL_FEATURES_MAX]; // the known ones
    uint32_t slots[MODEL_FEATURES_MAX];                // beside them
    size_t known, cut;
    int32_t sums[MODEL_KINDS];
};

static void weigh_features(const struct model *m, struct weighed *w)
{
    w->known = 0;
    memset(w->sums, 0, sizeof w->sums);
    for (size_t i = 0; i < w->cut; i++) {
        uint32_t slot = slot_of(m, w->features[i].hash);
        if (!m->tags[slot])
            continue;
        for (int kind = 0; kind < MODEL_KINDS; kind++)
            w->sums[kind] += m->weights[slot][kind];
        w->slots[w->known] = slot;
        w->features[w->known++] = w->features[i];
    }
}

static void weigh(const struct model *m, const struct text *t, const struct sentence *s, struct weighed *w)
{
    model_cut(t, s, &w->pieces);
    w->cut = model_features(&w->pieces, w->features);
    weigh_features(m, w);
}

static uint32_t root_of(uint32_t n)
{
    uint32_t root = 0;
    for (uint32_t bit = UINT32_C(1) << 15; bit; bit >>= 1)
        if ((uint64_t)(root + bit) * (root + bit) <= n)
            root += bit;
    return root;
}

// In thousandths, as bias and threshold are; weights are hundredths. What many features say is divided by the root of
// their number, as in training, so that a long sentence weighs no more than a short one.
static int32_t score_of(const struct model *m, int kind, int64_t sum, size_t features)
{
    enum { FINER = 64 };
    int64_t root = root_of((uint32_t)features * FINER * FINER);
    return m->bias[kind] + (root ? (int32_t)(sum * 10 * FINER / root) : 0);
}

// What each piece gave, in sixths, less half of what a piece of this sentence gives on average: so that only the strong
// words are told, and not one of them alone.
static void share_out(const struct model *m, const struct weighed *w, int kind, int32_t *shares)
{
    memset(shares, 0, w->pieces.n * sizeof *shares);
    for (size_t i = 0; i < w->known; i++) {
        const struct model_feature *f = &w->features[i];
        for (size_t k = f->first; k < f->end; k++)
            shares[k] += m->weights[w->slots[i]][kind] * 6 / (int32_t)(f->end - f->first);
    }
    int64_t sum = 0;
    for (size_t i = 1; i + 1 < w->pieces.n; i++)
        sum += shares[i] > 0 ? shares[i] : 0;
    for (size_t i = 1; i + 1 < w->pieces.n; i++)
        shares[i] -= (int32_t)(sum / 2 / (int64_t)w->pieces.n);
}

struct run {
    size_t first, end; // pieces
    int64_t sum;
};

// The run of words that gave most and touches none that was taken.
static struct run strongest_run(const struct weighed *w, const int32_t *shares)
{
    struct run best = {0};
    for (size_t i = 1; i + 1 < w->pieces.n; i++) {
        int64_t sum = 0;
        for (size_t k = i; k + 1 < w->pieces.n && k < i + SHOWN_WORDS_MAX && shares[k] > TAKEN; k++) {
            sum += shares[k];
            if (sum > best.sum)
                best = (struct run){i, k + 1, sum};
        }
    }
    return best;
}

// Fills `into` with the words that weighed most, strongest first.
static size_t strongest_words(const struct model *m, const struct weighed *w, const struct text *t, int kind,
                              struct str *into, size_t room)
{
    int32_t shares[MODEL_PIECES_MAX];
    int64_t first = 0;
    size_t n = 0;
    share_out(m, w, kind, shares);
    while (n < room) {
        struct run run = strongest_run(w, shares);
        if (run.sum <= 0 || run.sum * 2 < first)
            break;
        first = n ? first : run.sum;
        into[n++] = text_of(t, w->pieces.first + (uint32_t)run.first - 1, w->pieces.first + (uint32_t)run.end - 1);
        for (size_t i = run.first; i < run.end; i++)
            shares[i] = TAKEN;
    }
    return n;
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
    struct str words[SHOWN_MAX];
    size_t n = strongest_words(r->l->model, w, &r->draft, kind, words, SHOWN_MAX);
    struct str said = str_join(r->c->arena, words, n, S("\", \""));
    struct coach_finding *f = check_speaks(r, CHECK_MODEL, noted_kinds[kind], said);
    if (f)
        f->level = COACH_NOTE;
    finding_place(r, f, s->from, s->to);
}

static const struct model *model_of(const struct review *r)
{
    return r->l && !check_text_of(r->l, CHECK_MODEL)->off ? r->l->model : NULL;
}

// Politeness is no stock phrase, nor what names what the reader went through, nor what speaks of this very case.
static bool may_be(const struct review *r, int kind, const struct sentence *s)
{
    return kind != MODEL_SCRIPTED ||
           (!sentence_is_courtesy(s) && !(s->marks & mark_bit(MARK_ACKNOWLEDGE)) &&
            !language_list_end(r->l, &r->draft, s->first, LIST_CLOSING) && !sentence_is_specific(r, s));
}

// What the sentence looks like: empty, or one that tells the reader something.
static void see(struct review *r, const struct model *m, const struct weighed *w)
{
    int32_t empty = score_of(m, MODEL_EMPTY, w->sums[MODEL_EMPTY], w->cut);
    int32_t step = score_of(m, MODEL_STEP, w->sums[MODEL_STEP], w->cut);
    r->seen.telling += step > empty;
    r->seen.empty = empty > r->seen.empty ? empty : r->seen.empty;
    r->seen.step = step > r->seen.step ? step : r->seen.step;
}

uint64_t seen_signs(const struct seen *seen)
{
    uint64_t signs = 0;
    sign_set(&signs, SEEN_NO_MODEL, !seen->has_model);
    if (!seen->has_model)
        return signs;
    sign_set(&signs, SEEN_LOOKS_EMPTY, seen->empty >= 0);
    sign_set(&signs, SEEN_LOOKS_EMPTIER, seen->empty >= SEEN_CLEARLY);
    sign_set(&signs, SEEN_LOOKS_NO_STEP, seen->step < 0);
    sign_set(&signs, SEEN_LOOKS_STEP, seen->step >= SEEN_CLEARLY);
    sign_set(&signs, SEEN_NONE_TELLS, seen->telling == 0);
    sign_set(&signs, SEEN_TWO_TELL, seen->telling >= 2);
    return signs;
}

// One note of a kind is enough: the sentence that lies highest above the threshold.
void model_find(struct review *r)
{
    const struct model *m = model_of(r);
    const struct sentence *best[MODEL_KINDS] = {NULL};
    int32_t most[MODEL_KINDS];
    struct weighed w;
    r->seen = (struct seen){.has_model = m != NULL, .empty = INT32_MIN, .step = INT32_MIN};
    for (uint32_t i = 0; m && i < r->draft.sentence_count && i < SENTENCES_MAX; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->greeting || s->end - s->first < TELLING_WORDS_MIN)
            continue;
        weigh(m, &r->draft, s, &w);
        see(r, m, &w);
        if (s->end - s->first < SENTENCE_WORDS_MIN)
            continue;
        for (int kind = MODEL_BLAME; kind <= MODEL_SCRIPTED; kind++) {
            int32_t score = score_of(m, kind, w.sums[kind], w.cut);
            if (score < (best[kind] ? most[kind] + 1 : m->threshold[kind]) || !may_be(r, kind, s))
                continue;
            best[kind] = s;
            most[kind] = score;
        }
    }
    for (int kind = MODEL_BLAME; kind <= MODEL_SCRIPTED; kind++)
        if (best[kind] && !known_already(r, noted_kinds[kind])) {
            weigh(m, &r->draft, best[kind], &w);
            add_note(r, kind, best[kind], &w);
        }
}

// Adds the words of the message's strongest sentence to those of the lexicon.
static void name_words(struct review *r, const struct model *m, const struct sentence *s, struct weighed *w)
{
    struct heat *heat = &r->heat;
    weigh(m, &r->asked, s, w);
    heat->word_count +=
        strongest_words(m, w, &r->asked, MODEL_HEAT, heat->words + heat->word_count, HEAT_WORDS_MAX - heat->word_count);
}

void model_heat(struct review *r)
{
    const struct model *m = model_of(r);
    const struct sentence *best = NULL;
    struct weighed w;
    int64_t sum = 0, most = 0;
    size_t cut = 0;
    if (!m || r->heat.hot || r->asked.token_count > MESSAGE_WORDS_MAX)
        return;
    for (uint32_t i = 0; i < r->asked.sentence_count && i < SENTENCES_MAX; i++) {
        weigh(m, &r->asked, &r->asked.sentences[i], &w);
        sum += w.sums[MODEL_HEAT];
        cut += w.cut;
        if (w.sums[MODEL_HEAT] > most) {
            best = &r->asked.sentences[i];
            most = w.sums[MODEL_HEAT];
        }
    }
    w.cut = model_heat_features(&r->heat, w.features);
    weigh_features(m, &w);
    if (score_of(m, MODEL_HEAT, sum + w.sums[MODEL_HEAT], cut + w.cut) < m->threshold[MODEL_HEAT])
        return;
    r->heat.hot = r->heat.guessed = true;
    if (best && r->heat.word_count < HEAT_WORDS_MAX)
        name_words(r, m, best, &w);
}
