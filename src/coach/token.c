// SPDX-License-Identifier: Apache-2.0
// Words, numbers and addresses. A short form becomes two words that share their
// bytes, so that one phrase in a rule finds both ways of writing. What stands
// between words is kept as bits on the word before.
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "coach/language.h"

struct reader {
    struct text *t;
    const struct language *language;
    enum tongue tongue;
    struct str raw; // up to the end of this stretch
    size_t at;
    bool quoted;
    bool has_sign;                      // an '@' stands somewhere, so a mail address may
    char fold[TEXT_WORD_BYTES_MAX + 8]; // the word in hand
    size_t fold_n;
    uint64_t hash;        // of these bytes
    bool as_written;      // they are those of the text
    size_t apostrophe;    // offset in fold of the first one, or 0
    size_t apostrophe_at; // its byte in the text
    uint32_t letters, uppers;
    bool first_upper, small_after_s;
};

static struct token *add(struct reader *r, size_t start, size_t end, struct str word, uint8_t kind)
{
    struct text *t = r->t;
    if (t->token_count == t->token_room)
        return NULL;
    struct token *k = &t->tokens[t->token_count];
    *k = (struct token){.start = (uint32_t)start, .end = (uint32_t)end, .word = word, .kind = kind, .span = -1};
    k->symbols = t->symbol_count;
    k->flags = r->quoted ? TOKEN_QUOTED : 0;
    t->token_count++;
    return k;
}

// What is known of the token; NULL is fine.
static void look_up(struct reader *r, struct token *k, uint64_t hash, uint8_t flags)
{
    struct text *t = r->t;
    if (!k)
        return;
    k->hash = hash;
    k->flags |= flags;
    if (!t->symbols || k->kind == TOKEN_LINK)
        return;
    uint32_t *into = t->symbols + t->symbol_count;
    k->symbol_count =
        (uint8_t)symbols_of(&r->language->symbols, k->word, k->flags & TOKEN_CAPS, into, TEXT_SYMBOLS_EACH);
    t->symbol_count += k->symbol_count;
    for (size_t i = 0; i < k->symbol_count; i++)
        if (language_is_common(r->language, into[i]))
            k->flags |= TOKEN_COMMON;
}

static void add_word(struct reader *r, size_t start, size_t end, struct str word, uint8_t flags)
{
    look_up(r, add(r, start, end, word, TOKEN_WORD), symbol_hash(word), flags);
}

static uint8_t word_flags(const struct reader *r)
{
    uint8_t flags = r->first_upper ? TOKEN_CAPITAL : 0;
    bool plural = r->small_after_s && r->uppers + 1 == r->letters;
    if (r->uppers >= 2 && (r->uppers == r->letters || plural))
        flags |= TOKEN_CAPS;
    return flags;
}

// The word in hand is complete.
static void finish_word(struct reader *r, size_t start, size_t end)
{
    struct text *t = r->t;
    struct str word = r->as_written && !r->uppers ? str_slice(r->raw, start, start + r->fold_n)
                                                  : str_dup(t->arena, (struct str){r->fold, r->fold_n});
    struct short_form form;
    uint8_t flags = word_flags(r);
    if (!short_form_split(t->arena, word, r->apostrophe, r->tongue, &form)) {
        look_up(r, add(r, start, end, word, TOKEN_WORD), r->hash, flags);
        return;
    }
    if (str_is_empty(form.first))
        return;
    size_t first_end = form.possessive ? r->apostrophe_at : end;
    add_word(r, start, first_end, form.first, flags);
    if (!str_is_empty(form.second))
        add_word(r, start, end, form.second, TOKEN_SHORT);
    if (!str_is_empty(form.third))
        add_word(r, start, end, form.third, TOKEN_SHORT);
}

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x02BC;
}

static bool next_is_letter(const struct reader *r, size_t at)
{
    uint32_t code;
    char folded[8];
    bool upper;
    return utf8_next(r->raw, &at, &code) && fold_code(code, r->tongue, folded, &upper) > 0;
}

// Nearly all letters are ASCII: these need no look at code points. Stops at the first that is none.
static void take_plain(struct reader *r, size_t *at)
{
    size_t i = *at, n = r->fold_n;
    uint64_t hash = r->hash;
    for (; i < r->raw.n; i++) {
        char c = r->raw.p[i], small = (char)(c | 32);
        bool letter = small >= 'a' && small <= 'z';
        if (letter) {
            r->uppers += c != small;
        } else {
            if (!(c >= '0' && c <= '9') && c != '_')
                break;
            small = c;
        }
        r->letters += letter || c == '_';
        if (n < TEXT_WORD_BYTES_MAX) {
            r->fold[n++] = small;
            hash = symbol_hash_byte(hash, (unsigned char)small);
        }
    }
    if (i == *at)
        return;
    if (!r->fold_n)
        r->first_upper = r->raw.p[*at] >= 'A' && r->raw.p[*at] <= 'Z';
    r->small_after_s = r->raw.p[i - 1] == 's';
    r->fold_n = n;
    r->hash = hash;
    *at = i;
}

static void take_folded(struct reader *r, const char *folded, size_t n)
{
    r->as_written = false;
    for (size_t i = 0; i < n && r->fold_n + n - i <= TEXT_WORD_BYTES_MAX; i++) {
        r->fold[r->fold_n++] = folded[i];
        r->hash = symbol_hash_byte(r->hash, (unsigned char)folded[i]);
    }
}

// One code point into the word; false when the word ends before it.
static bool take(struct reader *r, size_t *at)
{
    size_t next = *at;
    uint32_t code;
    char folded[8];
    bool upper;
    if (!utf8_next(r->raw, &next, &code))
        return false;
    if (is_apostrophe(code) && r->fold_n && next_is_letter(r, next)) {
        if (!r->apostrophe) {
            r->apostrophe = r->fold_n;
            r->apostrophe_at = *at;
        }
        take_folded(r, "'", 1);
        *at = next;
        return true;
    }
    size_t n = fold_code(code, r->tongue, folded, &upper);
    if (!n && !(code >= 0x300 && code <= 0x36F && r->fold_n) && !(code == 0xAD && r->fold_n))
        return false;
    if (!r->fold_n)
        r->first_upper = upper;
    r->letters += n > 0 && !(code >= '0' && code <= '9');
    r->uppers += upper;
    r->small_after_s = code == 's';
    take_folded(r, folded, n);
    *at = next;
    return true;
}

static bool digit_at(const struct reader *r, size_t at)
{
    return at < r->raw.n && r->raw.p[at] >= '0' && r->raw.p[at] <= '9';
}

// 2026-03-11 is one number, 9-11 is two.
static bool iso_day_at(const struct reader *r, size_t at)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '-' ? at + i >= r->raw.n || r->raw.p[at + i] != '-' : !digit_at(r, at + i))
            return false;
    return true;
}

static size_t number_end(const struct reader *r, size_t at)
{
    if (iso_day_at(r, at))
        return at + 10;
    while (at < r->raw.n) {
        char c = r->raw.p[at];
        if (c == '.' || c == ',' || c == ':' || c == '/') {
            if (!digit_at(r, at + 1))
                break;
        } else if (!digit_at(r, at) && !((c | 32) >= 'a' && (c | 32) <= 'z')) {
            break;
        }
        at++;
    }
    return at;
}

// Where the address that begins here ends; `at` itself if there is none.
static size_t link_end(const struct reader *r, size_t at)
{
    struct str rest = str_from(r->raw, at);
    bool web = str_starts_nocase(rest, S("http://")) || str_starts_nocase(rest, S("https://")) ||
               str_starts_nocase(rest, S("www."));
    size_t end = at, sign = 0, dot = 0;
    for (; end < r->raw.n; end++) {
        unsigned char c = (unsigned char)r->raw.p[end];
        if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == ')' || (c == ',' && !web))
            break;
        if (c == '@' && end > at)
            sign = end;
        if (c == '.' && sign)
            dot = end;
        if (end - at > 2000)
            break;
    }
    if (!web && (!sign || dot < sign || dot + 1 >= end))
        return at;
    while (end > at && strchr(".,;:!?'", r->raw.p[end - 1]))
        end--;
    return end;
}

static void read_number(struct reader *r)
{
    size_t end = number_end(r, r->at);
    size_t n = end - r->at < TEXT_WORD_BYTES_MAX ? end - r->at : TEXT_WORD_BYTES_MAX;
    struct str word = str_lower(r->t->arena, str_slice(r->raw, r->at, r->at + n));
    look_up(r, add(r, r->at, end, word, TOKEN_NUMBER), symbol_hash(word), 0);
    r->at = end;
}

// Neither a plain letter nor a mark that surely ends a word.
static bool is_apart(char c)
{
    return (unsigned char)c >= 0x80 || c == '\'';
}

static void read_word(struct reader *r)
{
    size_t start = r->at, at = r->at;
    r->fold_n = 0;
    r->hash = SYMBOL_HASH_START;
    r->as_written = true;
    r->apostrophe = 0;
    r->letters = r->uppers = 0;
    r->small_after_s = false;
    do
        take_plain(r, &at);
    while (at < r->raw.n && is_apart(r->raw.p[at]) && take(r, &at));
    r->at = at;
    if (r->fold_n)
        finish_word(r, start, at);
}

static uint16_t mark_of(uint32_t code)
{
    switch (code) {
    case '.':
    case 0x2026:
    case 0x3002:
        return AFTER_DOT;
    case '?':
    case 0xFF1F:
    case 0x61F:
        return AFTER_QUESTION;
    case '!':
    case 0xFF01:
        return AFTER_EXCLAIM;
    case ';':
        return AFTER_PAUSE | AFTER_SEMICOLON;
    case ':':
        return AFTER_PAUSE | AFTER_COLON;
    case ',':
        return AFTER_PAUSE | AFTER_COMMA;
    case '(':
    case '[':
        return AFTER_PAUSE | AFTER_OPEN;
    case ')':
    case ']':
    case 0x2013:
    case 0x2014:
        return AFTER_PAUSE;
    case '-':
        return AFTER_HYPHEN;
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case 0xA0:
    case 0x202F:
        return AFTER_SPACE;
    default:
        return 0;
    }
}

// Angry faces by the weights of heat.txt.
static void see_face(struct text *t, uint32_t code, struct str bytes)
{
    static const struct {
        uint32_t code;
        int weight;
    } faces[] = {{0x1F92C, 3}, {0x1F595, 3}, {0x1F621, 2}, {0x1F620, 2}, {0x1F47F, 2},
                 {0x1F4A2, 2}, {0x1F63E, 2}, {0x1F624, 1}, {0x1F644, 1}};
    for (size_t i = 0; code > 0x1F000 && i < ARRAY_LEN(faces); i++) {
        if (faces[i].code != code)
            continue;
        t->angry_weight = t->angry_weight + faces[i].weight > 3 ? 3 : t->angry_weight + faces[i].weight;
        if (str_is_empty(t->angry))
            t->angry = bytes;
    }
}

// A mark that belongs to no word. A hyphen between spaces is a dash.
static void read_mark(struct reader *r)
{
    struct text *t = r->t;
    size_t at = r->at;
    uint32_t code;
    if (!utf8_next(r->raw, &r->at, &code))
        return;
    if (code == '"' || code == 0x201C || code == 0x201D || code == 0x201E || code == 0xAB || code == 0xBB)
        r->quoted = code == '"' ? !r->quoted : code == 0x201E || code == 0xAB ? true : !r->quoted;
    t->shout_count += code == '!';
    see_face(t, code, str_slice(r->raw, at, r->at));
    uint16_t mark = mark_of(code);
    if (!t->token_count)
        return;
    struct token *last = &t->tokens[t->token_count - 1];
    bool spaced = at > 0 && r->raw.p[at - 1] == ' ' && (r->at >= r->raw.n || r->raw.p[r->at] == ' ');
    if (code == '-' && spaced)
        mark = AFTER_PAUSE;
    if (last->after & AFTER_QUESTION && mark & (AFTER_QUESTION | AFTER_EXCLAIM))
        t->baffled = true;
    last->after |= mark;
}

// Whether link_end() need look: after a space, a bracket or a quotation mark, and not at words that could be no
// address.
static bool may_link(const struct reader *r, size_t from, unsigned char c)
{
    unsigned char small = c | 32;
    if (c <= ' ' || (!r->has_sign && small != 'h' && small != 'w'))
        return false;
    return r->at == from || strchr(" \t(<\"", r->raw.p[r->at - 1]);
}

static bool skip_space(struct reader *r, unsigned char c)
{
    if (c != ' ')
        return false;
    if (r->t->token_count)
        r->t->tokens[r->t->token_count - 1].after |= AFTER_SPACE;
    r->at++;
    return true;
}

// `code` in back quotes is passed over.
static bool skip_code(struct reader *r)
{
    if (r->raw.p[r->at] != '`')
        return false;
    ptrdiff_t end = str_find_char(str_from(r->raw, r->at + 1), '`');
    r->at = end < 0 ? r->at + 1 : r->at + 1 + (size_t)end + 1;
    if (r->t->token_count)
        r->t->tokens[r->t->token_count - 1].after |= AFTER_PAUSE;
    return true;
}

void token_read(struct text *t, uint32_t from, uint32_t to, const struct language *language)
{
    struct reader r = {.t = t, .language = language, .raw = str_slice(t->raw, 0, to), .at = from};
    r.tongue = language ? language->tongue : TONGUE_OTHER;
    r.has_sign = str_find_char(str_slice(r.raw, from, to), '@') >= 0;
    while (r.at < to && t->token_count < t->token_room) {
        unsigned char c = (unsigned char)r.raw.p[r.at];
        size_t end;
        if (skip_space(&r, c) || skip_code(&r))
            continue;
        if (may_link(&r, from, c) && (end = link_end(&r, r.at)) > r.at) {
            look_up(&r, add(&r, r.at, end, S("<link>"), TOKEN_LINK), symbol_hash(S("<link>")), 0);
            r.at = end;
        } else if (c >= '0' && c <= '9') {
            read_number(&r);
        } else {
            size_t before = r.at;
            read_word(&r);
            if (r.at == before)
                read_mark(&r);
        }
    }
}
