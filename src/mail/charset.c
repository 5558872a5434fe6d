// SPDX-License-Identifier: Apache-2.0
// Character sets by ICU. Tries in order: UTF-8 where the bytes are UTF-8 and
// the label cannot be trusted, the label's superset, the label with
// replacement characters, ICU's guess, Windows-1252.
#include "mail/charset.h"

#include <iconv.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

struct alias {
    const char *label, *icu;
};

// Where mail means more than the label's registered set, or ICU does not know the label.
static const struct alias aliases[] = {
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"ansi_x3.110-1983", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-6-i", "iso-8859-6"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"euc-cn", "gb18030"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601", "windows-949"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"big5", "big5-hkscs"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"x-unicode-2-0-utf-7", "utf-7"},
    {"utf8", "utf-8"},
    {"cp-850", "ibm-850"},
    {"cp-1252", "windows-1252"},
    {"x-mac-roman", "macintosh"},
};

// Labels that say nothing at all.
static const char *const empty_labels[] = {"",        "unknown",      "unknown-8bit",  "x-unknown",
                                           "default", "_autodetect",  "none",          "binary",
                                           "8bit",    "user-defined", "x-user-defined"};

static void converter_auto(UConverter **p)
{
    if (*p)
        ucnv_close(*p);
}

static void detector_auto(UCharsetDetector **p)
{
    if (*p)
        ucsdet_close(*p);
}

static const char *icu_name(struct arena *a, struct str label)
{
    for (size_t i = 0; i < ARRAY_LEN(empty_labels); i++) {
        if (str_eq_nocase(label, str_of(empty_labels[i])))
            return NULL;
    }
    for (size_t i = 0; i < ARRAY_LEN(aliases); i++) {
        if (str_eq_nocase(label, str_of(aliases[i].label)))
            return aliases[i].icu;
    }
    return label.n < 60 ? str_cstr(a, label) : NULL;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    }
    return true;
}

// UTF-8 that came out of ICU, copied from its UTF-16.
static struct str from_utf16(struct arena *a, const UChar *wide, int32_t wide_n)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = wide_n * 3;
    char *out = arena_text(a, (size_t)room + 1);
    int32_t n = 0;
    u_strToUTF8WithSub(out, room + 1, &n, wide, wide_n, 0xFFFD, NULL, &status);
    return U_FAILURE(status) ? STR_NONE : (struct str){out, (size_t)n};
}

// Converts with the named set. Strictly: STR_NONE on the first byte that does not belong to it.
static struct str convert(struct arena *a, struct str bytes, const char *name, bool strict)
{
    UErrorCode status = U_ZERO_ERROR;
    AUTO(converter_auto) UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status) || bytes.n > INT32_MAX / 4)
        return STR_NONE;
    if (strict)
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    AUTO(arena_auto) struct arena *scratch = arena_create(SIZE_MAX);
    int32_t room = (int32_t)bytes.n * 2 + 16;
    UChar *wide = arena_list(scratch, (size_t)room, UChar);
    int32_t n = ucnv_toUChars(converter, wide, room, bytes.p, (int32_t)bytes.n, &status);
    if (U_FAILURE(status))
        return STR_NONE;
    return from_utf16(a, wide, n);
}

// The C library knows a few sets that ICU does not.
static struct str convert_rare(struct arena *a, struct str bytes, const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return STR_NONE;
    size_t in_left = bytes.n, room = bytes.n * 4 + 16, out_left = room;
    char *out = arena_text(a, room), *to = out, *from = (char *)(uintptr_t)bytes.p;
    bool fine = iconv(converter, &from, &in_left, &to, &out_left) != (size_t)-1 && in_left == 0;
    iconv_close(converter);
    struct str made = {out, room - out_left};
    return fine && utf8_valid(made) ? made : STR_NONE;
}

// ICU's guess, taken only where it is fairly sure and the text is long enough to tell.
static struct str guess(struct arena *a, struct str bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    AUTO(detector_auto) UCharsetDetector *detector = ucsdet_open(&status);
    struct str sample = str_slice(bytes, 0, 64 * 1024);
    if (U_FAILURE(status) || sample.n < 24)
        return STR_NONE;
    ucsdet_setText(detector, sample.p, (int32_t)sample.n, &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    if (U_FAILURE(status) || !match || ucsdet_getConfidence(match, &status) < 40)
        return STR_NONE;
    const char *name = ucsdet_getName(match, &status);
    bool marked = str_starts(bytes, S("\xff\xfe")) || str_starts(bytes, S("\xfe\xff"));
    bool wide = str_starts(str_of(name), S("UTF-16")) || str_starts(str_of(name), S("UTF-32"));
    if (U_FAILURE(status) || (wide && !marked))
        return STR_NONE;
    return convert(a, bytes, icu_name(a, str_of(name)), true);
}

// A narrow label on a text that is UTF-8 is wrong far more often than right.
static bool is_narrow(const char *name)
{
    return !name || strcasecmp(name, "windows-1252") == 0 || strcasecmp(name, "windows-1254") == 0 ||
           strcasecmp(name, "utf-8") == 0;
}

static struct str fallback(struct arena *a, struct str bytes)
{
    struct str text = guess(a, bytes);
    if (str_is_none(text))
        text = convert(a, bytes, "windows-1252", false);
    return str_is_none(text) ? utf8_repair(a, bytes) : text;
}

// The set of a text that switches its letters by escapes (ISO 2022), or NULL.
static const char *escape_set(struct str bytes)
{
    bool japanese = str_has(bytes, S("\033$B")) || str_has(bytes, S("\033$@")) || str_has(bytes, S("\033(J"));
    if (str_has(bytes, S("\033$)C")))
        return "iso-2022-kr";
    return japanese ? "iso-2022-jp" : NULL;
}

static bool is_known(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &status);
    converter_auto(&converter);
    return U_SUCCESS(status);
}

static void say(const char **ret_problem, const char *sentence)
{
    if (ret_problem)
        *ret_problem = sentence;
}

// A label that fits nothing: UTF-8 first, then the label with its bad bytes replaced where it
// is a set of several bytes (one broken character must not turn a page of Japanese to Latin).
static struct str misfit(struct arena *a, struct str bytes, const char *name, const char **ret_problem)
{
    say(ret_problem, "The text does not fit the character set that it names.");
    if (utf8_valid(bytes))
        return utf8_repair(a, bytes);
    UErrorCode status = U_ZERO_ERROR;
    AUTO(converter_auto) UConverter *converter = ucnv_open(name, &status);
    bool wide = U_SUCCESS(status) && ucnv_getMaxCharSize(converter) > 1;
    struct str text = wide ? convert(a, bytes, name, false) : STR_NONE;
    return str_is_none(text) ? fallback(a, bytes) : text;
}

static struct str to_utf8(struct arena *a, struct str bytes, struct str label, const char **ret_problem)
{
    const char *name = icu_name(a, str_trim(label));
    bool ascii = is_ascii(bytes);
    if (is_narrow(name) && ascii && !escape_set(bytes))
        return utf8_repair(a, bytes);
    if (is_narrow(name) && !ascii && utf8_valid(bytes)) {
        if (name && strcasecmp(name, "utf-8") != 0)
            say(ret_problem, "The text is UTF-8 although it names another character set.");
        return utf8_repair(a, bytes);
    }
    if (!name)
        return escape_set(bytes) ? convert(a, bytes, escape_set(bytes), false) : fallback(a, bytes);
    if (!is_known(name)) {
        struct str other = convert_rare(a, bytes, name);
        if (!str_is_none(other))
            return other;
        say(ret_problem, "The text names a character set that nobody knows.");
        return utf8_valid(bytes) ? utf8_repair(a, bytes) : fallback(a, bytes);
    }
    // A label of plain ASCII or Latin-1 is what programs write that know no better.
    bool plain = str_eq_nocase(label, S("us-ascii")) || str_eq_nocase(label, S("ascii"));
    if (plain && !ascii) {
        say(ret_problem, "The text does not fit the character set that it names.");
        return fallback(a, bytes);
    }
    struct str text = convert(a, bytes, name, true);
    return str_is_none(text) ? misfit(a, bytes, name, ret_problem) : text;
}

struct str charset_to_utf8(struct arena *a, struct str bytes, struct str label, const char **ret_problem)
{
    struct str text = to_utf8(a, bytes, label, ret_problem);
    if (str_find_char(text, '\0') < 0)
        return text;
    // NUL is a letter to nobody and an end to too many.
    char *copy = arena_text(a, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i])
            copy[n++] = text.p[i];
    }
    return (struct str){copy, n};
}
