// SPDX-License-Identifier: Apache-2.0
// Cuts a sentence into features. Each is known by a hash that is put together from the
// hashes of its words, so that no text is copied or compared while a draft is read; the
// same hash is made of the written feature when the weights are loaded.
#include "coach/model.h"

#include "base/utf8.h"

enum { PREFIX_BYTES = 4, SCORES_TOLD = 4 };

// Signs: the marks of sentences, then the groups of the lexicon, then its score.
static const char *const group_signs[HEAT_GROUP_COUNT_] = {"anger",    "repeat", "wait",    "loss",  "deadline",
                                                           "distress", "threat", "trouble", "praise"};
static const char *const score_signs[SCORES_TOLD] = {"score 1", "score 2", "score 3", "score 4"};

static struct str sign_name(size_t number)
{
    if (number < MARK_COUNT_)
        return str_of(mark_name((enum mark)number));
    number -= MARK_COUNT_;
    return str_of(number < HEAT_GROUP_COUNT_ ? group_signs[number] : score_signs[number - HEAT_GROUP_COUNT_]);
}

static uint64_t join(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
    return hash ^ hash >> 32;
}

// "[" and "]" make a sign one word, whatever is between them.
uint64_t model_feature_hash(struct str written)
{
    uint64_t hash = 0, word = SYMBOL_HASH_START;
    bool sign = written.n > 0 && written.p[0] == '[';
    for (size_t i = 0; i < written.n; i++) {
        if (written.p[i] != ' ' || sign) {
            word = symbol_hash_byte(word, (unsigned char)written.p[i]);
            continue;
        }
        hash = join(hash, word);
        word = SYMBOL_HASH_START;
    }
    return join(hash, word);
}

static uint64_t sign_hash(size_t number)
{
    struct str name = sign_name(number);
    uint64_t hash = symbol_hash_byte(SYMBOL_HASH_START, '[');
    for (size_t i = 0; i < name.n; i++)
        hash = symbol_hash_byte(hash, (unsigned char)name.p[i]);
    return join(0, symbol_hash_byte(hash, ']'));
}

static void add_piece(struct model_pieces *p, struct str written, uint64_t hash)
{
    p->written[p->n] = written;
    p->hashes[p->n++] = hash;
}

void model_cut(const struct text *t, const struct sentence *s, struct model_pieces *ret_pieces)
{
    struct model_pieces *p = ret_pieces;
    struct str ending = s->question ? S("?") : s->exclaim ? S("!") : S("$");
    p->n = 0;
    p->first = s->first;
    p->marks = s->marks;
    add_piece(p, S("^"), symbol_hash(S("^")));
    for (uint32_t i = s->first; i < s->end && i < s->first + MODEL_WORDS_MAX; i++) {
        const struct token *k = &t->tokens[i];
        bool number = k->kind == TOKEN_NUMBER;
        add_piece(p, number ? S("<number>") : k->word, number ? symbol_hash(S("<number>")) : k->hash);
    }
    add_piece(p, ending, symbol_hash(ending));
}

static struct str beginning_of(struct str written)
{
    return utf8_truncate(written, PREFIX_BYTES);
}

static uint64_t beginning_hash(struct str written)
{
    return symbol_hash_byte(symbol_hash(beginning_of(written)), '*');
}

size_t model_features(const struct model_pieces *p, struct model_feature *into)
{
    size_t n = 0;
    for (uint16_t i = 0; i < p->n; i++) {
        uint64_t one = join(0, p->hashes[i]);
        if (i > 0)
            into[n++] = (struct model_feature){one, i, i + 1, ' '};
        if (p->written[i].n > PREFIX_BYTES && p->written[i].p[0] != '<')
            into[n++] = (struct model_feature){join(0, beginning_hash(p->written[i])), i, i + 1, '*'};
        if (i + 1u < p->n)
            into[n++] = (struct model_feature){join(one, p->hashes[i + 1]), i, i + 2, ' '};
    }
    for (uint16_t mark = 0; mark < MARK_COUNT_; mark++)
        if (p->marks & mark_bit((enum mark)mark))
            into[n++] = (struct model_feature){sign_hash(mark), mark, 0, '['};
    return n;
}

size_t model_heat_features(const struct heat *heat, struct model_feature *into)
{
    size_t n = 0;
    uint16_t sign = MARK_COUNT_;
    for (int i = 0; i < HEAT_GROUP_COUNT_; i++, sign++)
        if (heat->groups & 1u << i)
            into[n++] = (struct model_feature){sign_hash(sign), sign, 0, '['};
    for (int i = 0; i < SCORES_TOLD; i++, sign++)
        if (heat->score > i)
            into[n++] = (struct model_feature){sign_hash(sign), sign, 0, '['};
    return n;
}

static void write_sign(size_t number, struct buf *b)
{
    buf_add_char(b, '[');
    buf_add(b, sign_name(number));
    buf_add_char(b, ']');
}

void model_feature_write(const struct model_pieces *p, const struct model_feature *f, struct buf *b)
{
    if (f->form == '[') {
        write_sign(f->first, b);
        return;
    }
    for (size_t i = f->first; i < f->end; i++) {
        if (i > f->first)
            buf_add_char(b, ' ');
        buf_add(b, f->form == '*' ? beginning_of(p->written[i]) : p->written[i]);
    }
    if (f->form == '*')
        buf_add_char(b, '*');
}
