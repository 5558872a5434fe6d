// SPDX-License-Identifier: Apache-2.0
// Prose is read line by line: an address that begins a line, or that follows
// the words by which servers name a recipient, is one that failed. Whether the
// failure is for good is told by RFC 3463's classes and by what servers say.
#include "mail/bounce.h"

#include "base/utf8.h"
#include "mail/address.h"
#include "mail/list.h"
#include "mail/words.h"

#define RECIPIENTS_MAX 100
#define DIAGNOSTIC_BYTES 500
#define PROSE_BYTES ((size_t)64 * 1024)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void add_recipient(struct arena *a, struct automatic *into, struct str address, struct str status,
                          struct str words)
{
    address = address_normalise(a, address);
    for (size_t i = 0; i < into->recipients_n; i++) {
        if (address_same(into->recipients[i].address, address))
            return;
    }
    if (into->recipients_n >= RECIPIENTS_MAX || str_is_empty(address))
        return;
    struct automatic_recipient one = {.address = utf8_repair(a, address), .status = str_dup(a, status)};
    bounce_judge(a, &one, words);
    list_add(a, into->recipients, into->recipients_n, one);
}

struct group {
    struct str final, original, status, words;
    enum bounce_action action;
};

static enum bounce_action action_of(struct str word)
{
    if (str_starts_nocase(word, S("fail")))
        return BOUNCE_FAILED;
    if (str_starts_nocase(word, S("delayed")))
        return BOUNCE_DELAYED;
    return BOUNCE_DELIVERED;
}

// "rfc822; <a@b.org>" without the type.
static struct str typed_address(struct str value)
{
    ptrdiff_t semicolon = str_find_char(value, ';');
    value = str_trim(str_from(value, semicolon < 0 ? 0 : (size_t)semicolon + 1));
    ptrdiff_t open = str_find_char(value, '<'), close = str_find_last_char(value, '>');
    return open >= 0 && close > open ? str_slice(value, (size_t)open + 1, (size_t)close) : value;
}

static void read_field(struct arena *a, struct group *g, struct str line)
{
    struct str name, value = line;
    if (!str_cut(&value, ':', &name) || str_is_none(value))
        return;
    value = str_trim(value);
    if (str_eq_nocase(name, S("Final-Recipient")))
        g->final = typed_address(value);
    else if (str_eq_nocase(name, S("Original-Recipient")) || str_eq_nocase(name, S("X-Actual-Recipient")))
        g->original = str_or(g->original, typed_address(value));
    else if (str_eq_nocase(name, S("Action")))
        g->action = action_of(value);
    else if (str_eq_nocase(name, S("Status")))
        g->status = str_or(bounce_find_status(value), g->status);
    else if (str_eq_nocase(name, S("Diagnostic-Code")))
        g->words = value;
}

static enum bounce_action end_group(struct arena *a, struct group *g, struct automatic *into)
{
    enum bounce_action action = g->action;
    // What the sender wrote is more use than a name that only the last server knows.
    bool local = str_find_char(address_domain(g->final), '.') < 0 && str_find_char(g->original, '@') > 0;
    struct str address = local ? g->original : str_or(g->final, g->original);
    if (!str_is_empty(address) && action == BOUNCE_NONE)
        action = g->status.n && g->status.p[0] == '4' ? BOUNCE_DELAYED : BOUNCE_FAILED;
    if (!str_is_empty(address) && action != BOUNCE_DELIVERED)
        add_recipient(a, into, address, g->status, g->words);
    else if (str_is_empty(address))
        action = BOUNCE_NONE;
    *g = (struct group){0};
    return action;
}

static enum bounce_action worse(enum bounce_action x, enum bounce_action y)
{
    if (x == BOUNCE_NONE || y == BOUNCE_NONE)
        return x == BOUNCE_NONE ? y : x;
    return x < y ? x : y;
}

enum bounce_action bounce_read_status(struct arena *a, struct str fields, struct automatic *into)
{
    struct group g = {0};
    enum bounce_action worst = BOUNCE_NONE;
    struct str line, whole = STR_NONE;
    fields = str_slice(fields, 0, PROSE_BYTES);
    while (str_cut_line(&fields, &line)) {
        bool folded = line.n && (line.p[0] == ' ' || line.p[0] == '\t') && !str_is_empty(whole);
        if (folded && !str_is_empty(str_trim(line))) {
            whole = str_fmt(a, "%.*s %.*s", STR_ARG(whole), STR_ARG(str_trim(line)));
            continue;
        }
        read_field(a, &g, whole);
        whole = line;
        bool next = str_starts_nocase(line, S("Final-Recipient:")) && !str_is_empty(g.final);
        if (str_is_empty(str_trim(line)) || next)
            worst = worse(worst, end_group(a, &g, into));
    }
    read_field(a, &g, whole);
    return worse(worst, end_group(a, &g, into));
}

static bool is_address_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || (c && strchr(".!#$%&*+-/=?^_{|}~", c));
}

// The next local@domain.tld in s from *at on.
static bool next_address(struct str s, size_t *at, size_t *ret_from, size_t *ret_to)
{
    for (size_t i = *at; i < s.n; i++) {
        if (s.p[i] != '@')
            continue;
        size_t from = i, to = i + 1;
        while (from > *at && is_address_char(s.p[from - 1]) && !str_eq(str_slice(s, from - 2, from), S("--")))
            from--;
        while (to < s.n &&
               (is_digit(s.p[to]) || (is_address_char(s.p[to]) && strchr("=/!#$%&*+?^_{|}~", s.p[to]) == NULL)))
            to++;
        while (to > i && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
            to--;
        if (from < i && to > i + 3) {
            *ret_from = from;
            *ret_to = *at = to;
            *ret_from = from;
            return true;
        }
    }
    return false;
}

static bool is_own(struct str address, const struct mail_strs *own)
{
    static const char *const machines[] = {"mailer-daemon@", "postmaster@", "abuse@", "listserv@", "postmast@"};
    for (size_t i = 0; i < own->n; i++) {
        if (address_same(own->items[i], address))
            return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(machines); i++) {
        if (str_starts_nocase(address, str_of(machines[i])))
            return true;
    }
    return false;
}

// How surely an address that stands after `before` in its line is a failed recipient.
static int rank_of(struct str before)
{
    static const char *const names[] = {
        "rcpt to:", "recipient:", "failed recipient", "to:",     "recipient", "undeliverable to", "delivered to",
        "address",  "user",       "mailbox",          "account", "for "};
    struct str trimmed = str_trim(before);
    bool to = str_ends_nocase(trimmed, S(" to")) || str_ends_nocase(trimmed, S(" to <"));
    while (trimmed.n && strchr("<\"'(*-#>[.:0123456789) ", trimmed.p[0]))
        trimmed = str_from(trimmed, 1);
    bool sender = str_has_nocase(before, S("from")) || str_has_nocase(before, S("sender")) ||
                  str_has_nocase(before, S("contact")) || str_has_nocase(before, S("helo"));
    if (str_is_empty(trimmed) || str_has_nocase(before, S("rcpt to:")))
        return 3;
    if (sender)
        return 0;
    return to || words_in(before, names, ARRAY_LEN(names)) ? 2 : 1;
}

struct str bounce_without_copy(struct str text)
{
    static const char *const marks[] = {
        "--- below this line is a copy",
        "original message follow",
        "copy of the message",
        "this is a copy of",
        "message header follow",
        "----- original message",
        "----- returned message",
        "--- original message",
        "unsent message below",
        "original mail as follows",
        "message text follows",
        "headers of the message",
        "the header of the original",
        "first part of your message",
        "original message header",
        "bounced e-mail:",
        "received: from",
        "received: by",
        "return-path:",
        "--- message header",
        "| message text",
        "copy of your message",
        "text of your message",
        "message contents follow",
        "--- undelivered message",
    };
    struct str rest = str_slice(text, 0, 4 * PROSE_BYTES), line;
    while (str_cut_line(&rest, &line)) {
        if (line.p != text.p && line.n < 120 && words_in(line, marks, ARRAY_LEN(marks)))
            return str_slice(text, 0, (size_t)(line.p - text.p));
    }
    return text;
}

// The words around an address: its line and the two after it, which carry the server's answer.
static struct str words_at(struct str text, struct str line)
{
    size_t from = (size_t)(line.p - text.p), to = from;
    for (int lines = 0; to < text.n && lines < 5 && to - from < DIAGNOSTIC_BYTES; to++)
        lines += text.p[to] == '\n';
    return str_slice(text, from, to);
}

static void read_prose(struct arena *a, struct str text, const struct mail_strs *own, int least, struct automatic *into)
{
    struct str rest = text, line;
    while (str_cut_line(&rest, &line)) {
        size_t at = 0, from, to;
        while (next_address(line, &at, &from, &to)) {
            struct str address = str_slice(line, from, to);
            bool id = str_has_nocase(str_slice(line, 0, from), S("message-id"));
            if (!id && rank_of(str_slice(line, 0, from)) >= least && !is_own(address, own))
                add_recipient(a, into, address, STR_NONE, words_at(text, line));
        }
    }
}

// Words that say what happened, near the address or, where there is none of the two, anywhere.
static struct str telling_words(struct str text, struct str near)
{
    bool tells = bounce_find_code(near) != 0 || !str_is_empty(bounce_find_status(near));
    return tells ? near : str_slice(text, 0, 4096);
}

void bounce_explain(struct arena *a, struct str text, struct automatic *into)
{
    text = str_slice(bounce_without_copy(text), 0, PROSE_BYTES);
    for (size_t i = 0; i < into->recipients_n; i++) {
        struct automatic_recipient *one = &into->recipients[i];
        bool told = one->reply_code != 0 && !str_is_empty(one->status) && !str_ends(one->status, S(".0.0"));
        if (told || (!str_is_empty(one->diagnostic) && !str_has_nocase(one->diagnostic, S("@"))))
            continue;
        ptrdiff_t at = str_find_nocase(text, one->address);
        struct str near = at < 0 ? S("") : words_at(text, str_from(text, (size_t)at));
        bounce_judge(a, one, telling_words(text, near));
    }
}

void bounce_read_prose(struct arena *a, struct str text, const struct mail_strs *own, int least, struct automatic *into)
{
    static const struct mail_strs nobody = {0};
    text = str_slice(bounce_without_copy(text), 0, PROSE_BYTES);
    size_t before = into->recipients_n;
    for (int rank = 3; rank >= least && into->recipients_n == before; rank--)
        read_prose(a, text, own, rank, into);
    // A mail to oneself that failed names one's own address.
    if (into->recipients_n == before)
        read_prose(a, text, &nobody, 3, into);
}

bool bounce_says_failed(struct str text)
{
    static const char *const words[] = {
        "could not be delivered",
        "not be delivered",
        "unable to deliver",
        "delivery failed",
        "undeliverable",
        "not delivered",
        "did not reach",
        "error delivering",
        "failed to deliver",
        "permanent error",
        "delivery to the following",
        "non remis",
        "returned mail",
    };
    return words_in(str_slice(text, 0, 4096), words, ARRAY_LEN(words));
}

bool bounce_says_delayed(struct str text)
{
    static const char *const words[] = {
        "warning message only",
        "still trying",
        "has been delayed",
        "delivery delayed",
        "will be retried",
        "continue to try",
        "keep trying",
        "has not yet been",
        "not been delivered yet",
        "do not need to resend",
        "could not be delivered for",
        "delivery status notification (delay)",
        "will try again",
        "delivery attempts will continue",
    };
    static const char *const over[] = {"giving up", "gave up", "given up", "permanent", "final", "will not be retried"};
    text = str_slice(text, 0, 8192);
    return words_in(text, words, ARRAY_LEN(words)) && !words_in(text, over, ARRAY_LEN(over));
}
