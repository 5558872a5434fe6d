// SPDX-License-Identifier: Apache-2.0
// Letters as the rules compare them. ASCII and the Latin letters of Europe go by a
// table of ours, so that the same draft gives the same words whatever ICU is
// installed; other scripts are folded by ICU.
#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "coach/text.h"

// U+00C0 to U+017F, the letter that remains when the accent is gone; ' ' is no letter.
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"         // 00C0..00FF
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"                // 0100..0138
                            "llllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; // 0139..017F

static bool latin_is_upper(uint32_t code)
{
    if (code <= 0xDE)
        return code != 0xD7;
    if (code < 0x100)
        return false;
    bool odd = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    return odd ? code & 1 : !(code & 1);
}

static size_t put(char into[8], const char *s, size_t n)
{
    memcpy(into, s, n);
    return n;
}

static size_t fold_latin(uint32_t code, enum tongue tongue, char into[8])
{
    bool german = tongue == TONGUE_DE;
    switch (code) {
    case 0xDF:
        return put(into, "ss", 2);
    case 0xC6:
    case 0xE6:
        return put(into, "ae", 2);
    case 0xC4:
    case 0xE4:
        return put(into, "ae", german ? 2 : 1);
    case 0xD6:
    case 0xF6:
        return put(into, "oe", german ? 2 : 1);
    case 0xDC:
    case 0xFC:
        return put(into, "ue", german ? 2 : 1);
    default:
        into[0] = latin[code - 0xC0];
        return into[0] != ' ';
    }
}

size_t fold_code(uint32_t code, enum tongue tongue, char into[8], bool *ret_upper)
{
    *ret_upper = false;
    if (code < 0x80) {
        bool upper = code >= 'A' && code <= 'Z';
        bool word = upper || (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '_';
        *ret_upper = upper;
        into[0] = (char)(upper ? code + 32 : code);
        return word;
    }
    if (code < 0xC0)
        return 0;
    if (code <= 0x17F) {
        *ret_upper = latin_is_upper(code);
        return fold_latin(code, tongue, into);
    }
    if (code >= 0x300 && code <= 0x36F)
        return 0; // a combining accent: the caller passes over it inside a word
    if (!u_isalnum((UChar32)code) && !(U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK))
        return 0;
    *ret_upper = u_isupper((UChar32)code);
    return utf8_put(into, (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT));
}

struct str fold_text(struct arena *a, struct str s, enum tongue tongue)
{
    struct buf b = buf_make(a, s.n + 8);
    size_t offset = 0;
    uint32_t code;
    while (utf8_next(s, &offset, &code)) {
        char folded[8];
        bool upper;
        size_t n = fold_code(code, tongue, folded, &upper);
        if (n)
            buf_add_bytes(&b, folded, n);
        else if (code < 0x80)
            buf_add_char(&b, (char)code);
    }
    return buf_str(&b);
}
