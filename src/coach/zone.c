// SPDX-License-Identifier: Apache-2.0
// What each line of a text is, before any word is looked at: quotes of others, code,
// signatures, the tail of a forwarded mail. Then the greeting at the top and the
// sign-off at the bottom, which need the language's own words.
#include "coach/rules.h"

enum { SIGNOFF_LINES_MAX = 10, SIGNOFF_WORDS_MAX = 12, GREETING_WORDS_MAX = 7, LINES_MAX = 8001, EDGE_BYTES_MAX = 300 };

static size_t indent_of(struct str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
        n += line.p[i] == '\t' ? 4 : 1;
    return n;
}

// Bytes of a list marker: "- ", "* ", "1. ", "2) ", "a) ".
static uint32_t marker_of(struct str line)
{
    size_t i = 0;
    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    size_t from = i;
    if (i < line.n && (line.p[i] == '-' || line.p[i] == '*' || line.p[i] == '+')) {
        i++;
    } else {
        while (i < line.n && i - from < 3 && line.p[i] >= '0' && line.p[i] <= '9')
            i++;
        if (i == from && i + 1 < line.n && line.p[i] >= 'a' && line.p[i] <= 'h' && line.p[i + 1] == ')')
            i++;
        if (i == from || i >= line.n || (line.p[i] != '.' && line.p[i] != ')'))
            return 0;
        i++;
    }
    return i < line.n && line.p[i] == ' ' ? (uint32_t)i + 1 : 0;
}

// From here on everything is somebody else's mail.
static bool begins_tail(struct str s)
{
    if (!s.n || (s.p[0] != '-' && s.p[0] != '_' && s.p[s.n - 1] != ':'))
        return false;
    if (str_starts_nocase(s, S("-----Original")) || str_starts_nocase(s, S("-----Urspr")) ||
        str_starts_nocase(s, S("_____")) || str_starts_nocase(s, S("----- Forwarded")))
        return true;
    bool wrote = str_ends_nocase(s, S("wrote:")) || str_ends_nocase(s, S("schrieb:"));
    return wrote && (str_starts_nocase(s, S("On ")) || str_starts_nocase(s, S("Am ")));
}

struct walk {
    bool fenced, tail, signature, blank;
};

// `s` is the line without the white space around it.
static enum zone zone_of(struct walk *w, struct str line, struct str s)
{
    bool fence = str_starts(s, S("```")) || str_starts(s, S("~~~"));
    if (fence) {
        w->fenced = !w->fenced;
        return ZONE_CODE;
    }
    if (w->fenced)
        return ZONE_CODE;
    w->tail |= begins_tail(s);
    if (w->tail || str_starts(s, S(">")))
        return ZONE_QUOTE;
    w->signature |= str_eq(s, S("--")) && line.p[0] == '-';
    if (w->signature)
        return ZONE_SIGNOFF;
    if (w->blank && indent_of(line) >= 4 && !marker_of(line) && !str_is_empty(s))
        return ZONE_CODE;
    return ZONE_BODY;
}

struct line *zone_lines(struct arena *a, struct str raw, size_t *ret_n)
{
    struct line *lines = NULL;
    size_t n = 0, room = 0;
    struct walk w = {.blank = true};
    struct str rest = raw, line;
    while (n < LINES_MAX && str_cut_line(&rest, &line)) {
        GROW_LIST(a, lines, n, room, struct line);
        struct line *l = &lines[n++];
        uint32_t at = (uint32_t)(line.p - raw.p);
        *l = (struct line){.from = at, .to = at + (uint32_t)line.n};
        struct str trimmed = str_trim(line);
        l->zone = zone_of(&w, line, trimmed);
        l->skip = l->zone == ZONE_BODY ? marker_of(line) : 0;
        l->item = l->skip > 0;
        l->block = w.blank || l->item;
        w.blank = str_is_empty(trimmed) || (w.blank && l->zone == ZONE_CODE);
    }
    *ret_n = n;
    return lines;
}

static struct str line_text(struct str raw, const struct line *l)
{
    return str_trim(str_slice(raw, l->from, l->to));
}

static bool all_names(const struct text *t, uint32_t from)
{
    for (uint32_t i = from; i < t->token_count; i++)
        if (!(t->tokens[i].flags & TOKEN_CAPITAL) && t->tokens[i].kind == TOKEN_WORD)
            return false;
    return true;
}

static bool ends_sentence(struct str line)
{
    return strchr(".?!:", line.p[line.n - 1]) != NULL;
}

// "Best regards," or "Thanks, Ana", but not "Thanks for trying again" nor "Thanks. Fools."
static bool is_closing(struct arena *a, struct str line, const struct language *language)
{
    struct text t;
    if (line.n > EDGE_BYTES_MAX)
        return false;
    text_read(&t, a, line, language, false);
    if (!t.token_count || t.token_count > SIGNOFF_WORDS_MAX || !t.symbols)
        return false;
    uint32_t end = language_list_end(language, &t, 0, LIST_CLOSING);
    if (!end)
        return false;
    if (end == t.token_count || ends_sentence(line))
        return end == t.token_count;
    return all_names(&t, end) || (t.tokens[end - 1].after & AFTER_COMMA && t.token_count - end <= 4);
}

// "Ask Reception", "Not Possible": no name begins so.
static bool tells(const struct text *t, const struct language *language)
{
    static const enum list_id lists[] = {LIST_STEP, LIST_ACTION, LIST_YES, LIST_NO, LIST_NEGATION};
    for (size_t i = 0; t->spans && t->token_count > 1 && i < ARRAY_LEN(lists); i++)
        if (language_list_end(language, t, 0, lists[i]))
            return true;
    return false;
}

// A short last line without an end of sentence: a name, a role, a telephone number.
static bool is_name_line(struct arena *a, struct str line, const struct language *language)
{
    if (line.n > EDGE_BYTES_MAX || ends_sentence(line))
        return false;
    struct text t;
    text_read(&t, a, line, language, false);
    if (!t.token_count || t.token_count > SIGNOFF_WORDS_MAX)
        return false;
    if (tells(&t, language))
        return false;
    if (t.token_count <= 4 && all_names(&t, 0))
        return true;
    return t.tokens[0].flags & TOKEN_CAPITAL && t.token_count > 1 && t.tokens[1].flags & TOKEN_CAPITAL &&
           str_find_char(line, ',') > 0;
}

// A greeting alone is no body that a sign-off could follow.
static struct str after_greeting(struct str raw, const struct line *l)
{
    struct str rest = str_trim(str_slice(raw, l->from + l->greeting, l->to));
    return l->greeting && rest.n == 1 && strchr(",.!:", rest.p[0]) ? STR_NONE : rest;
}

static void mark_from(struct line *lines, size_t n, size_t from, enum zone zone)
{
    for (size_t i = from; i < n; i++)
        if (lines[i].zone == ZONE_BODY)
            lines[i].zone = zone;
}

// The first line of the sign-off, seen from below; n if there is none. Lines that are
// neither closing nor name count only when a closing stands above them.
static size_t signoff_line(struct arena *a, struct str raw, const struct line *lines, size_t n,
                           const struct language *language)
{
    size_t bodies = 0, seen = 0, from = n, unclear = 0;
    for (size_t i = 0; i < n; i++)
        bodies += lines[i].zone == ZONE_BODY && !str_is_empty(after_greeting(raw, &lines[i]));
    for (size_t i = n; i-- > 0 && seen + 1 < bodies && seen < SIGNOFF_LINES_MAX && unclear < 5;) {
        struct str line = line_text(raw, &lines[i]);
        if (lines[i].zone != ZONE_BODY || str_is_empty(line))
            continue;
        seen++;
        if (is_closing(a, line, language)) {
            from = i;
            unclear = 0;
        } else if (!unclear && !lines[i].item && is_name_line(a, line, language)) {
            from = i;
        } else {
            unclear++;
        }
    }
    return from;
}

static void find_signoff(struct arena *a, struct str raw, struct line *lines, size_t n, const struct language *language,
                         struct text *into)
{
    mark_from(lines, n, signoff_line(a, raw, lines, n, language), ZONE_SIGNOFF);
    for (size_t i = 0; i < n; i++)
        if (lines[i].zone == ZONE_SIGNOFF) {
            into->signoff = str_trim(str_slice(raw, lines[i].from, lines[n - 1].to));
            return;
        }
}

// Whether the first word can begin a greeting: nearly no line needs to be cut for that.
static bool may_greet(struct arena *a, struct str line, const struct language *language)
{
    const struct phrases *lists = &language->lists;
    struct text t;
    size_t end = 0;
    unsigned letter = ((unsigned char)line.p[0] | 32u) - 'a';
    if (letter < 26 && !(language->greeting_letters >> letter & 1))
        return false;
    while (end < line.n && (end == 0 || !strchr(" \t,", line.p[end])))
        end++;
    text_read(&t, a, str_slice(line, 0, end), language, false);
    if (!t.token_count || !t.symbols)
        return false;
    for (uint32_t i = 0; i < t.tokens[0].symbol_count; i++) {
        uint32_t symbol = t.symbols[t.tokens[0].symbols + i];
        for (uint32_t k = lists->index_from[symbol + 1]; k < lists->index_from[symbol + 2]; k++)
            if (lists->items[lists->index[k]].owner == language->list_symbol[LIST_GREETING])
                return true;
    }
    return false;
}

// The greeting ends with its line, or at the first mark within seven words.
static void find_greeting(struct arena *a, struct str raw, struct line *line, const struct language *language,
                          struct text *into)
{
    struct text t;
    uint32_t to = line->to - line->from > EDGE_BYTES_MAX ? line->from + EDGE_BYTES_MAX : line->to;
    if (!may_greet(a, line_text(raw, line), language))
        return;
    text_read(&t, a, str_slice(raw, line->from, to), language, false);
    if (!t.token_count)
        return;
    uint32_t end = language_list_end(language, &t, 0, LIST_GREETING);
    if (!end)
        return;
    for (uint32_t i = end - 1; i < t.token_count && i < GREETING_WORDS_MAX; i++) {
        const struct token *k = &t.tokens[i];
        bool last = i + 1 == t.token_count;
        if (!last && !(k->after & (AFTER_PAUSE | AFTER_EXCLAIM | AFTER_DOT)))
            continue;
        if (i > end && i > 4 && !(k->flags & TOKEN_CAPITAL) && !last)
            return;
        into->greeting = str_slice(t.raw, 0, k->end);
        line->greeting = k->end;
        return;
    }
}

void zone_edges(struct arena *a, struct str raw, struct line *lines, size_t n, const struct language *language,
                struct text *into)
{
    if (!language || !language->symbols.slots)
        return;
    size_t first = 0;
    while (first < n && (lines[first].zone != ZONE_BODY || str_is_empty(line_text(raw, &lines[first]))))
        first++;
    if (first == n)
        return;
    find_greeting(a, raw, &lines[first], language, into);
    find_signoff(a, raw, lines, n, language, into);
}
