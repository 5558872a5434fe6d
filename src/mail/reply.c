// SPDX-License-Identifier: Apache-2.0
// Each line gets a kind from itself and its neighbours, then a fate. History
// that is not marked with ">" begins at a line that announces it and goes to
// the end; marked history goes as far as its marks. Quotes that somebody wrote
// answers between stay visible, because the answers mean nothing without them.
#include "mail/reply.h"

#include "mail/reply_words.h"

#define LINES_MAX 20000  // more is one long visible text
#define ANNOUNCE_LINES 4 // an announcement is wrapped into at most so many lines
#define SIGNATURE_LINES 25

enum kind { KIND_TEXT, KIND_BLANK, KIND_QUOTE, KIND_ANNOUNCE, KIND_HISTORY, KIND_DEVICE, KIND_DASHES };
enum fate { FATE_VISIBLE, FATE_QUOTED, FATE_SIGNATURE };

struct splitter {
    struct str *lines;
    uint8_t *kinds, *fates;
    size_t n;
};

static bool is_rule(struct str line)
{
    line = str_trim(line);
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] != line.p[0])
            return false;
    }
    return line.n >= 3 && strchr("-_=*", line.p[0]);
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    }
    return false;
}

// A year ("2016", "1999") or a time of day ("9:31", "9.31").
static bool has_date(struct str s)
{
    for (size_t i = 0; i + 3 < s.n; i++) {
        struct str four = str_slice(s, i, i + 4);
        bool digits = true;
        for (int k = 0; k < 4; k++)
            digits = digits && four.p[k] >= '0' && four.p[k] <= '9';
        if (digits && (str_starts(four, S("19")) || str_starts(four, S("20"))))
            return true;
        bool first = four.p[0] >= '0' && four.p[0] <= '9', colon = four.p[1] == ':' || four.p[1] == '.';
        if (first && colon && four.p[2] >= '0' && four.p[2] <= '5' && four.p[3] >= '0' && four.p[3] <= '9')
            return true;
    }
    return false;
}

// Without blanks, bold marks and the marks of writing direction at its end.
static struct str bare_end(struct str s)
{
    for (;;) {
        s = str_trim_end(s);
        bool mark = s.n >= 3 && (str_starts(str_from(s, s.n - 3), S("\xe2\x80")));
        size_t extra = mark ? 3 : str_ends(s, S("\xc2\xa0")) ? 2 : str_ends(s, S("*")) ? 1 : 0;
        if (extra == 0)
            return s;
        s = str_slice(s, 0, s.n - extra);
    }
}

static bool ends_open(struct str s)
{
    s = bare_end(s);
    return str_ends(s, S(":")) || str_ends(s, S("："));
}

static bool is_plain(const struct splitter *sp, size_t i)
{
    return i < sp->n && sp->kinds[i] == KIND_TEXT;
}

// Whether lines [i, i + k) joined announce a quotation: who, when, and a verb or an address before the colon.
static bool announces(struct str first, struct str joined)
{
    bool ends_said = str_ends(str_trim_end(joined), S(" wrote"));
    if (joined.n > 400 || !(ends_open(joined) || ends_said))
        return false;
    bool date = has_date(joined), address = str_find_char(joined, '@') >= 0, opener = reply_has_opener(first);
    bool opens = opener || has_digit(str_slice(first, 0, 40));
    if (ends_said)
        return date && address && opens;
    // Without a verb: a date, and an address right before the colon or a date right after one.
    struct str end = bare_end(joined);
    bool closes = str_ends(end, S(">:")) || str_ends(end, S(">："));
    bool told = opener && str_find_char(joined, '<') >= 0;
    if (date && address && ((opens && closes) || told))
        return true;
    bool named = address && str_find_char(first, '<') >= 0;
    return (named || (opens && (date || address || has_digit(joined)))) && reply_has_verb(joined);
}

// How many lines an announcement that begins at i has; 0 if none does.
static size_t announcement_at(struct arena *a, const struct splitter *sp, size_t i)
{
    struct str first = str_trim(sp->lines[i]);
    while (first.n && (first.p[0] == '-' || first.p[0] == '*' || first.p[0] == ' '))
        first = str_from(first, 1);
    // Prose has none of these; so it is not joined and searched.
    bool may = reply_has_opener(first) || has_digit(str_slice(first, 0, 40)) || str_find_char(first, '<') >= 0;
    struct str joined = first;
    for (size_t k = 1; may && k <= ANNOUNCE_LINES && is_plain(sp, i + k - 1) && joined.n < 500; k++) {
        if (k > 1)
            joined = str_fmt(a, "%.*s %.*s", STR_ARG(joined), STR_ARG(str_trim(sp->lines[i + k - 1])));
        if (announces(first, joined))
            return k;
    }
    return 0;
}

static size_t next_filled(const struct splitter *sp, size_t i)
{
    while (i < sp->n && sp->kinds[i] == KIND_BLANK)
        i++;
    return i;
}

// "2013/7/20 somebody <a@b.org>" without a colon, as one program wrote it: only above quotes.
static bool is_bare_announcement(const struct splitter *sp, size_t i)
{
    struct str line = str_trim(sp->lines[i]);
    if (line.n >= 200)
        return false;
    size_t next = next_filled(sp, i + 1);
    return next < sp->n && sp->kinds[next] == KIND_QUOTE && line.n > 10 && has_date(line) && line.p[0] >= '0' &&
           line.p[0] <= '9' && str_ends(line, S(">")) && str_find_char(line, '@') > 0;
}

// A block of header fields copied into the text: three different ones within few lines, one of them who or when.
static size_t header_block_at(const struct splitter *sp, size_t i)
{
    unsigned seen = 0, count = 0;
    size_t last = i, strays = 0;
    if (reply_label_of(sp->lines[i]) == LABEL_NONE)
        return 0;
    for (size_t k = i; k < sp->n && k < i + 16 && strays <= 2; k++) {
        enum reply_label label = reply_label_of(sp->lines[k]);
        bool blank = str_is_empty(str_trim(sp->lines[k]));
        if (blank && count >= 3)
            break;
        strays += label == LABEL_NONE;
        if (label != LABEL_NONE && !(seen & 1u << label)) {
            seen |= 1u << label;
            count++;
        }
        if (label != LABEL_NONE) {
            last = k;
            strays = 0;
        }
    }
    bool who = (seen & (1u << LABEL_FROM)) != 0, when = (seen & (1u << LABEL_DATE)) != 0;
    return count >= 3 && who && (when || (seen & (1u << LABEL_SUBJECT))) ? last + 1 - i : 0;
}

static bool is_quote(struct str line)
{
    line = str_trim(line);
    if (str_eq(line, S(">:"))) // the end of an announcement whose address was wrapped
        return false;
    return str_starts(line, S(">")) || str_starts(line, S("| ")) || str_eq(line, S("|"));
}

static bool is_dashes(struct str line)
{
    struct str end = str_trim_end(line);
    return str_eq(end, S("--")) || str_eq(end, S("__")) || str_eq(line, S("- -- ")) || str_eq(end, S("—")) ||
           str_eq(end, S("–")) || str_eq(end, S("--\xc2\xa0"));
}

static void first_kinds(struct splitter *sp)
{
    bool fence = false;
    for (size_t i = 0; i < sp->n; i++) {
        struct str line = sp->lines[i];
        bool mark = str_starts(str_trim(line), S("```"));
        fence ^= mark;
        if (str_is_empty(str_trim(line)))
            sp->kinds[i] = KIND_BLANK;
        else if (is_quote(line))
            sp->kinds[i] = KIND_QUOTE;
        else if (fence || mark)
            sp->kinds[i] = KIND_TEXT;
        else if (is_dashes(line))
            sp->kinds[i] = KIND_DASHES;
        else if (reply_is_device(line) && (i == 0 || sp->kinds[i - 1] != KIND_TEXT))
            sp->kinds[i] = KIND_DEVICE;
    }
}

// Rules and blank lines right above belong to the history below them.
static size_t back_over_rules(const struct splitter *sp, size_t i)
{
    size_t at = i;
    for (size_t k = i; k > 0 && (sp->kinds[k - 1] == KIND_BLANK || is_rule(sp->lines[k - 1])); k--) {
        if (is_rule(sp->lines[k - 1]))
            at = k - 1;
    }
    return at;
}

static void mark_header_block(struct splitter *sp, size_t i)
{
    size_t length = header_block_at(sp, i);
    size_t from = length ? back_over_rules(sp, i) : i;
    for (size_t k = from; k < i + length; k++)
        sp->kinds[k] = KIND_HISTORY;
}

static void second_kinds(struct arena *a, struct splitter *sp)
{
    bool fence = false;
    for (size_t i = 0; i < sp->n; i++) {
        fence ^= str_starts(str_trim(sp->lines[i]), S("```"));
        if (fence || !is_plain(sp, i))
            continue;
        size_t below = next_filled(sp, i + 1);
        bool titled = reply_is_titled_rule(sp->lines[i]) && below < sp->n && header_block_at(sp, below);
        if (reply_is_separator(sp->lines[i]) || titled) {
            sp->kinds[i] = KIND_HISTORY;
            continue;
        }
        mark_header_block(sp, i);
        size_t lines = is_plain(sp, i) ? announcement_at(a, sp, i) : 0;
        if (!lines && is_plain(sp, i) && is_bare_announcement(sp, i))
            lines = 1;
        for (size_t k = 0; k < lines; k++)
            sp->kinds[i + k] = KIND_ANNOUNCE;
    }
}

static bool has_kind(const struct splitter *sp, size_t from, size_t to, enum kind kind)
{
    for (size_t i = from; i < to && i < sp->n; i++) {
        if (sp->kinds[i] == kind && sp->fates[i] == FATE_VISIBLE)
            return true;
    }
    return false;
}

static void set_fate(struct splitter *sp, size_t from, size_t to, enum fate fate)
{
    for (size_t i = from; i < to && i < sp->n; i++) {
        if (sp->fates[i] == FATE_VISIBLE)
            sp->fates[i] = (uint8_t)fate;
    }
}

// "-- " and what follows, up to where history goes on or the mail ends.
static void cut_signature(struct splitter *sp)
{
    for (size_t i = 0; i < sp->n; i++) {
        if (sp->kinds[i] != KIND_DASHES || sp->fates[i] != FATE_VISIBLE)
            continue;
        size_t end = i + 1, filled = 0;
        while (end < sp->n && (sp->kinds[end] == KIND_TEXT || sp->kinds[end] == KIND_BLANK ||
                               sp->kinds[end] == KIND_DEVICE || sp->kinds[end] == KIND_DASHES)) {
            filled += sp->kinds[end] != KIND_BLANK;
            end++;
        }
        bool proper = str_eq(sp->lines[i], S("-- "));
        if (proper || filled <= SIGNATURE_LINES)
            set_fate(sp, i, end, FATE_SIGNATURE);
    }
}

// Where a quoted block that begins at i ends: after its last quote, over blank lines between.
static size_t quotes_end(const struct splitter *sp, size_t i)
{
    size_t end = i;
    for (size_t k = i;
         k < sp->n && (sp->kinds[k] == KIND_QUOTE || sp->kinds[k] == KIND_BLANK || sp->kinds[k] == KIND_ANNOUNCE);
         k++) {
        if (sp->kinds[k] != KIND_BLANK)
            end = k + 1;
    }
    return end;
}

// An announcement with quotes below it and words below those. One block of quotes is history that the
// words answer as a whole; several with words between are answered one by one, and stay.
static void cut_marked_history(struct splitter *sp, size_t at, size_t quotes)
{
    size_t end = quotes_end(sp, quotes);
    size_t later = end;
    while (later < sp->n && (sp->kinds[later] != KIND_QUOTE || sp->fates[later] != FATE_VISIBLE))
        later++;
    bool between =
        has_kind(sp, end, later, KIND_TEXT) && later < sp->n && has_kind(sp, quotes_end(sp, later), sp->n, KIND_TEXT);
    if (!between)
        set_fate(sp, at, end, FATE_QUOTED);
}

// A forwarded mail with nothing above it: the header block goes, the forwarded words are what was said.
static void cut_leading_block(struct splitter *sp, size_t i)
{
    size_t end = i;
    while (end < sp->n && (sp->kinds[end] == KIND_HISTORY ||
                           (sp->kinds[end] == KIND_BLANK && end + 1 < sp->n && sp->kinds[end + 1] == KIND_HISTORY)))
        end++;
    while (end < sp->n && sp->kinds[end] == KIND_TEXT)
        end++; // the folded rest of a header field
    set_fate(sp, i, end, FATE_QUOTED);
}

static void cut_history(struct splitter *sp)
{
    bool words = false; // something visible was said above
    for (size_t i = 0; i < sp->n; i++) {
        if (sp->fates[i] != FATE_VISIBLE)
            continue;
        words = words || sp->kinds[i] == KIND_TEXT;
        if (sp->kinds[i] == KIND_DEVICE && words) {
            set_fate(sp, i, sp->n, FATE_SIGNATURE);
        } else if (sp->kinds[i] == KIND_HISTORY) {
            if (words)
                set_fate(sp, i, sp->n, FATE_QUOTED);
            else
                cut_leading_block(sp, i);
        } else if (sp->kinds[i] == KIND_ANNOUNCE) {
            size_t end = i;
            while (end < sp->n && sp->kinds[end] == KIND_ANNOUNCE)
                end++;
            size_t below = next_filled(sp, end);
            if (below < sp->n && sp->kinds[below] == KIND_QUOTE)
                cut_marked_history(sp, i, below);
            else
                set_fate(sp, i, sp->n, FATE_QUOTED);
            i = end - 1;
        }
    }
}

// Quotes and rules at the end, with no word of answer below them.
static void cut_trailing(struct splitter *sp)
{
    for (size_t i = sp->n; i > 0; i--) {
        if (sp->fates[i - 1] != FATE_VISIBLE || sp->kinds[i - 1] == KIND_BLANK)
            continue;
        bool rule = is_rule(sp->lines[i - 1]) && i < sp->n;
        if (sp->kinds[i - 1] == KIND_DEVICE)
            sp->fates[i - 1] = FATE_SIGNATURE;
        else if (sp->kinds[i - 1] == KIND_QUOTE || sp->kinds[i - 1] == KIND_ANNOUNCE || rule)
            sp->fates[i - 1] = FATE_QUOTED;
        else
            break;
    }
}

static struct str gather(struct arena *a, const struct splitter *sp, enum fate fate)
{
    struct buf b = buf_make(a, 256);
    for (size_t i = 0; i < sp->n; i++) {
        if (sp->fates[i] != fate || (b.n == 0 && sp->kinds[i] == KIND_BLANK))
            continue;
        buf_add(&b, sp->lines[i]);
        buf_add_char(&b, '\n');
    }
    return str_trim_end(buf_str(&b));
}

struct reply_split reply_split(struct arena *a, struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n' || text.p[i] == '\r';
    if (n > LINES_MAX)
        return (struct reply_split){.visible = text, .quoted = S(""), .signature = S("")};
    struct splitter sp = {
        .lines = arena_list(a, n, struct str), .kinds = arena_list(a, n, uint8_t), .fates = arena_list(a, n, uint8_t)};
    struct str line;
    while (sp.n < n && str_cut_line(&text, &line))
        sp.lines[sp.n++] = line;
    first_kinds(&sp);
    second_kinds(a, &sp);
    cut_signature(&sp);
    cut_history(&sp);
    cut_trailing(&sp);
    return (struct reply_split){
        .visible = gather(a, &sp, FATE_VISIBLE),
        .quoted = gather(a, &sp, FATE_QUOTED),
        .signature = gather(a, &sp, FATE_SIGNATURE),
    };
}
