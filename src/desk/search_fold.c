// SPDX-License-Identifier: Apache-2.0
// Text as search compares it: lower case, no accents, compatibility forms made
// plain, one space between words. What is stored is folded and what is asked is
// folded, so both engines only ever compare bytes. A word is a run of letters,
// digits and marks; "R-2418" and "ana@example.org" become words in a row, which
// a query asks for as words in a row. Scripts written without spaces go letter
// by letter for the same reason.
#include "desk/search_fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "desk/search.h"

#define FOLD_BYTES_MAX (64 * 1024)
#define WORD_BYTES_MAX 96     // longer ones are not words; what is kept still finds them
#define RUN_BYTES_MAX 512     // of text that goes to ICU at once
#define RUN_UNITS_MAX (18 * RUN_BYTES_MAX) // U+FDFA becomes 18 letters, the most there is

struct folding {
    struct buf out;      // begins with a space; each word ends with one
    size_t word;         // where the word under way began
};

static void word_end(struct folding *f)
{
    if (f->out.n > f->word)
        buf_add_char(&f->out, ' ');
    f->word = f->out.n;
}

static void word_add(struct folding *f, const char *p, size_t n)
{
    if (f->out.n - f->word + n <= WORD_BYTES_MAX)
        buf_add_bytes(&f->out, p, n);
}

static void word_add_code(struct folding *f, uint32_t code)
{
    char bytes[4];
    word_add(f, bytes, utf8_put(bytes, code));
}

// ---- letters outside ASCII ----

// Marks that people leave out when they type: accents, points, vowel signs of
// Hebrew and Arabic. Signs of Indic scripts and of Thai are letters to their readers.
static bool mark_is_dropped(UChar32 c)
{
    static const UChar32 ranges[][2] = {{0x300, 0x36f},   {0x591, 0x5bd},   {0x5bf, 0x5bf},   {0x5c1, 0x5c2},
                                        {0x5c4, 0x5c5},   {0x5c7, 0x5c7},   {0x640, 0x640},   {0x64b, 0x65f},
                                        {0x670, 0x670},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
                                        {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static bool is_word(UChar32 c)
{
    return u_isalnum(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_NL_MASK | U_GC_NO_MASK));
}

// Scripts that put no spaces between words.
static bool stands_alone(UChar32 c)
{
    UErrorCode e = U_ZERO_ERROR;
    if (c < 0xe00)
        return false;
    switch (uscript_getScript(c, &e)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return c == 0x30fc; // the long vowel of Japanese
    }
}

// Letters with a stroke or a tail that Unicode does not take apart.
static const char *plain_of(UChar32 c)
{
    static const struct {
        UChar32 code;
        const char *plain;
    } table[] = {{0xe6, "ae"}, {0xf0, "d"}, {0xf8, "o"}, {0xfe, "th"}, {0x111, "d"}, {0x127, "h"},
                 {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (table[i].code == c)
            return table[i].plain;
    return NULL;
}

static void fold_plain(struct folding *f, const UNormalizer2 *nfd, UChar32 c)
{
    UChar parts[32];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = unorm2_getDecomposition(nfd, c, parts, ARRAY_LEN(parts), &e);
    const char *plain = plain_of(c);
    if (plain) {
        word_add(f, plain, strlen(plain));
    } else if (n < 0 || U_FAILURE(e)) {
        word_add_code(f, (uint32_t)c);
    } else {
        for (int32_t i = 0; i < n;) {
            UChar32 part;
            U16_NEXT(parts, i, n, part);
            if (!mark_is_dropped(part))
                word_add_code(f, (uint32_t)part);
        }
    }
}

static void fold_code(struct folding *f, const UNormalizer2 *nfd, UChar32 c)
{
    if (mark_is_dropped(c))
        return;
    if (!is_word(c)) {
        word_end(f);
    } else if (stands_alone(c)) {
        word_end(f);
        word_add_code(f, (uint32_t)c);
        word_end(f);
    } else {
        fold_plain(f, nfd, c);
    }
}

static void fold_run(struct folding *f, struct str run)
{
    UChar wide[RUN_BYTES_MAX], folded[RUN_UNITS_MAX];
    int32_t n = 0;
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&e), *nfd = unorm2_getNFDInstance(&e);
    u_strFromUTF8WithSub(wide, ARRAY_LEN(wide), &n, run.p, (int32_t)run.n, ' ', NULL, &e);
    n = unorm2_normalize(nfkc, wide, n, folded, ARRAY_LEN(folded), &e);
    if (U_FAILURE(e))
        return;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(folded, i, n, c);
        fold_code(f, nfd, c);
    }
}

// ---- the whole text ----

static bool ascii_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The run that begins at `at`: as far as words go, when something in it is not
// ASCII. A run that is too long is cut between letters.
static size_t run_length(struct str text, size_t at, bool *ret_ascii)
{
    size_t n = 0;
    *ret_ascii = true;
    while (at + n < text.n && (text.p[at + n] & 0x80 || ascii_is_word(text.p[at + n]))) {
        *ret_ascii &= !(text.p[at + n] & 0x80);
        n++;
    }
    return n > RUN_BYTES_MAX ? utf8_truncate(str_from(text, at), RUN_BYTES_MAX).n : n;
}

static void fold_ascii(struct folding *f, struct str run)
{
    char word[WORD_BYTES_MAX];
    size_t n = run.n < sizeof word ? run.n : sizeof word;
    for (size_t i = 0; i < n; i++)
        word[i] = (char)(run.p[i] >= 'A' && run.p[i] <= 'Z' ? run.p[i] | 0x20 : run.p[i]);
    word_add(f, word, n);
}

struct str search_fold_upto(struct arena *a, struct str text, size_t bytes_max)
{
    struct folding f = {.out = buf_make(a, (text.n < bytes_max ? text.n : bytes_max) + 8)};
    buf_add_char(&f.out, ' ');
    f.word = f.out.n;
    size_t kept = f.out.n;
    for (size_t at = 0; at < text.n && f.out.n < bytes_max;) {
        bool ascii;
        size_t n = run_length(text, at, &ascii);
        if (ascii)
            fold_ascii(&f, str_slice(text, at, at + n));
        else
            fold_run(&f, str_slice(text, at, at + n));
        at += n;
        if (at >= text.n || !(text.p[at] & 0x80 || ascii_is_word(text.p[at]))) {
            word_end(&f);
            at++;
        }
        kept = f.out.n <= bytes_max ? f.word : kept;
    }
    word_end(&f);
    if (f.out.n > bytes_max)
        buf_shorten(&f.out, kept);
    return buf_str(&f.out);
}

struct str search_fold(struct arena *a, struct str text)
{
    return search_fold_upto(a, text, FOLD_BYTES_MAX);
}
