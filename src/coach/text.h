// SPDX-License-Identifier: Apache-2.0
// A text taken apart: lines in zones (body, greeting, sign-off, quote, code), words in
// sentences, each with the bytes it came from. Only the body is cut into words; what
// somebody else wrote or a machine printed is never advised on. Everything has a limit.
#pragma once

#include "coach/symbol.h"

enum {
    TEXT_BYTES_MAX = 64 * 1024, // what lies beyond is not read
    TEXT_TOKENS_MAX = 16000,
    TEXT_TOKENS_BEYOND = 8, // empty ones behind the last, for those who look some words ahead
    TEXT_WORD_BYTES_MAX = 60, // a longer word is cut: it is no word
    TEXT_SYMBOLS_EACH = 8,
};

enum tongue { TONGUE_OTHER, TONGUE_EN, TONGUE_DE }; // whose short forms and letters

struct date_word;
struct bloom;

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_LINK };

// What stands between a token and the next one.
enum {
    AFTER_DOT = 1,
    AFTER_QUESTION = 2,
    AFTER_EXCLAIM = 4,
    AFTER_PAUSE = 8,  // comma, semicolon, colon, dash, bracket
    AFTER_SPACE = 16, // white space or the end, after any mark
    AFTER_SEMICOLON = 32,
    AFTER_LINE = 64,   // the line ends
    AFTER_BLOCK = 128, // a paragraph, list item or other zone begins
    AFTER_OPEN = 256,  // an opening bracket
    AFTER_COLON = 512,
    AFTER_COMMA = 1024,
    AFTER_HYPHEN = 2048, // the next word is tied on
};

enum {
    TOKEN_CAPS = 1,    // at least two letters, all capitals (a plural s is fine)
    TOKEN_CAPITAL = 2, // begins with a capital
    TOKEN_QUOTED = 4,  // between double quotation marks
    TOKEN_SHORT = 8,   // second half of a short form: shares the bytes of the first
    TOKEN_COMMON = 16,
    TOKEN_ITEM = 32,      // first word of a list item
    TOKEN_LONG_LINE = 64, // its line is as wide as wrapped text
    TOKEN_HEATED = 128,   // of the user's words: it shows how they feel
};

struct token {
    uint32_t start, end; // bytes of the text
    struct str word;     // folded: small letters, no accents
    uint64_t hash;
    uint16_t after;
    uint8_t kind, flags;
    uint32_t symbols; // first of symbol_count in text->symbols
    uint8_t symbol_count;
    const struct date_word *time; // what it means in a date; set by dates_find()
    int32_t span;                 // first of the spans that begin here, -1
};

// A stretch of tokens that belongs to a list, a date, a name.
struct span {
    uint32_t symbol, end; // end: the token after it
    int32_t next;         // another one that begins at the same token, -1
};

enum zone { ZONE_BODY, ZONE_GREETING, ZONE_SIGNOFF, ZONE_QUOTE, ZONE_CODE };

struct sentence {
    uint32_t first, end; // tokens
    uint32_t from, to;   // bytes
    bool question, exclaim, item;
    bool greeting;  // "Dear valued customer": rules see it, counts do not
    uint32_t marks; // bit a mark (enum mark in language.h)
    int shared;     // words of the user's in it; -1 before anybody asked
};

struct text {
    struct arena *arena;
    struct str raw;
    struct token *tokens;
    uint32_t token_count, token_room;
    uint32_t *symbols, symbol_count;
    struct span *spans;
    uint32_t span_count, span_room;
    struct sentence *sentences;
    uint32_t sentence_count;
    struct str greeting, signoff; // of the raw text; may be empty
    int64_t fuel;                 // steps that matching may still take
    uint32_t shout_count;         // exclamation marks
    int angry_weight;             // of faces that are angry, at most 3
    struct str angry;             // the first of them
    bool baffled;                 // "?!" or "??"
    bool clock24;                 // a time such as 22:00 stands in it, so 4:15 is early
    const struct sentence *words_of; // whose words were asked for last, and these
    struct bloom *words;
};

struct language;
// Cuts the text. `language` may be NULL; `zones` false takes all of it as body.
void text_read(struct text *t, struct arena *a, struct str raw, const struct language *language, bool zones);
// The same without the stretches of words that belong to lists.
void text_cut(struct text *t, struct arena *a, struct str raw, const struct language *language, bool zones);
void text_add_span(struct text *t, uint32_t at, uint32_t symbol, uint32_t end);
// The bytes of the tokens [first, end).
struct str text_of(const struct text *t, uint32_t first, uint32_t end);
// The first letter decides nearly always, so it is looked at before anything is counted.
static inline bool token_is(const struct token *t, const char *word)
{
    return t->word.n && t->word.p[0] == word[0] && str_eq(t->word, str_of(word));
}

// The same word, or one that begins alike: "cache" and "cached", "resolver" and "resolvers".
bool token_same_stem(const struct token *a, const struct token *b);

// zone.c: a line of the text and what it is.
struct line {
    uint32_t from, to; // without the line end
    enum zone zone;
    bool block; // a paragraph or list item begins here
    bool item;
    uint32_t skip;     // bytes of the list marker at its front
    uint32_t greeting; // bytes of a greeting at its front
};
struct line *zone_lines(struct arena *a, struct str raw, size_t *ret_n);
// Finds greeting and sign-off among the lines; needs the language's lists.
void zone_edges(struct arena *a, struct str raw, struct line *lines, size_t n, const struct language *language,
                struct text *into);

// token.c: appends the tokens of raw[from, to).
void token_read(struct text *t, uint32_t from, uint32_t to, const struct language *language);
// sentence.c: sets t->sentences from the tokens.
void sentence_read(struct text *t, const struct language *language);

// fold.c: one code point in small letters without accents, up to 4 bytes; 0 if it is no
// letter, digit or mark. *ret_upper says whether it was a capital.
size_t fold_code(uint32_t code, enum tongue tongue, char into[8], bool *ret_upper);
struct str fold_text(struct arena *a, struct str s, enum tongue tongue);
