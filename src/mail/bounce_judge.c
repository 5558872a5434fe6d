// SPDX-License-Identifier: Apache-2.0
// What a mail server's words mean: the status (RFC 3463), the reply code, and
// whether the address itself is wrong. Words that speak of something passing
// (a full mailbox, a policy) win over words that speak of the address.
#include "base/utf8.h"
#include "mail/bounce.h"
#include "mail/words.h"

#define DIAGNOSTIC_BYTES 500

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "5.1.1" standing on its own in s.
struct str bounce_find_status(struct str s)
{
    for (size_t i = 0; i + 4 < s.n; i++) {
        bool fresh = i == 0 || (!is_digit(s.p[i - 1]) && s.p[i - 1] != '.');
        if (!fresh || !strchr("245", s.p[i]) || s.p[i + 1] != '.' || !is_digit(s.p[i + 2]))
            continue;
        size_t end = i + 2, dots = 1;
        while (end < s.n && end < i + 9 && (is_digit(s.p[end]) || (s.p[end] == '.' && dots++ < 2)))
            end++;
        bool whole = dots == 2 && is_digit(s.p[end - 1]) && (end == s.n || s.p[end] != '.');
        if (whole)
            return str_slice(s, i, end);
    }
    return STR_NONE;
}

// "550" standing on its own, as a reply code.
int bounce_find_code(struct str s)
{
    for (size_t i = 0; i + 2 < s.n; i++) {
        bool fresh = i == 0 || (!is_digit(s.p[i - 1]) && s.p[i - 1] != '.' && s.p[i - 1] != ':');
        bool ended = i + 3 == s.n || strchr(" -\t#:,", s.p[i + 3]);
        if (fresh && ended && (s.p[i] == '4' || s.p[i] == '5') && s.p[i + 1] >= '0' && s.p[i + 1] <= '7' &&
            is_digit(s.p[i + 2]))
            return (s.p[i] - '0') * 100 + (s.p[i + 1] - '0') * 10 + (s.p[i + 2] - '0');
    }
    return 0;
}

// The address is not there, in servers' words.
static const char *const gone[] = {
    "user unknown",
    "unknown user",
    "no such user",
    "does not exist",
    "doesn't exist",
    "not exist",
    "no mailbox here",
    "mailbox not found",
    "mailbox unavailable",
    "unknown recipient",
    "recipient unknown",
    "invalid recipient",
    "invalid mailbox",
    "no such recipient",
    "not listed in",
    "unknown address",
    "address unknown",
    "unknown local",
    "no such person",
    "no such mailbox",
    "user not found",
    "not found",
    "recipient not found",
    "host unknown",
    "unknown host",
    "domain not found",
    "no such domain",
    "name not found",
    "has moved",
    "not known",
    "is unknown",
    "no user",
    "invalid user",
    "unrouteable",
    "undeliverable address",
    "no longer valid",
    "account has been disabled",
    "not a valid mailbox",
    "bad destination",
    "user doesn't",
    "not a known user",
    "not recognized",
    "no smtp service",
    "does not accept mail",
    "user is unknown",
    "nobody here",
    "no account",
    "unable to find",
    "unknown or illegal alias",
    "unknown account",
    "address rejected",
};

// What is full, blocked, too large or refused as spam may pass.
static const char *const passing[] = {
    "full",          "quota",     "spam",     "blocked", "blacklist",  "block list",    "too large",
    "size limit",    "try again", "policy",   "relay",   "reject due", "rate limit",    "temporar",
    "timed out",     "timeout",   "greylist", "exceed",  "dnsbl",      "reputation",    "sender address",
    "sender denied", "content",   "virus",    "spf",     "dmarc",      "access denied", "connection refused",
    "not accepting",
};

static bool is_hard(struct str status, int code, struct str words)
{
    if (code / 100 == 4 || (status.n && status.p[0] == '4') || (status.n && status.p[0] == '2'))
        return false;
    bool addressed = str_eq(status, S("5.1.1")) || str_eq(status, S("5.1.2")) || str_eq(status, S("5.1.3")) ||
                     str_eq(status, S("5.1.6")) || str_eq(status, S("5.1.10")) || str_eq(status, S("5.4.4")) ||
                     str_eq(status, S("5.1.0"));
    bool mailbox = str_starts(status, S("5.2.")) || str_starts(status, S("5.7."));
    if (mailbox || words_in(words, passing, ARRAY_LEN(passing)))
        return false;
    return addressed || words_in(words, gone, ARRAY_LEN(gone));
}

static struct str shorten(struct arena *a, struct str s)
{
    return utf8_repair(a, utf8_truncate(str_trim(s), DIAGNOSTIC_BYTES));
}

// What the server's words say beyond the address. Its own status is finer than a reporter's "5.0.0".
void bounce_judge(struct arena *a, struct automatic_recipient *one, struct str words)
{
    struct str said = bounce_find_status(words);
    bool vague = str_is_empty(one->status) || str_ends(one->status, S(".0.0"));
    if (vague && !str_is_empty(said))
        one->status = str_dup(a, said);
    if (one->reply_code == 0)
        one->reply_code = bounce_find_code(words);
    one->diagnostic = str_or(one->diagnostic, shorten(a, words));
    one->hard = is_hard(one->status, one->reply_code, words);
}
