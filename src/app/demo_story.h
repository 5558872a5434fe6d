// SPDX-License-Identifier: Apache-2.0
// The language of the stories: one line a step, who did what and when. ASK
// begins a story; what follows happens on its ticket, in order. Moments are in
// the words of demo_time.h. Steps of all stories are played in the order of
// their moments, so that stories run beside each other as on a real desk.
#pragma once

#include "app/demo_people.h"
#include "desk/verbs.h"

enum demo_verb {
    DEMO_ASK, DEMO_SAYS, DEMO_PROMISE, DEMO_QUESTION, DEMO_PROPOSE, DEMO_NOTE, DEMO_PLAYBACK, DEMO_AGREES,
    DEMO_CORRECTS, DEMO_OFFER, DEMO_OFFER_TEAM, DEMO_ACCEPT, DEMO_REFUSE, DEMO_TAKE, DEMO_ASSIGN, DEMO_REFER,
    DEMO_CONFIRM, DEMO_HELPER, DEMO_COPY, DEMO_DECLINE, DEMO_TAKES_REASON, DEMO_REVIEW, DEMO_UPHOLD, DEMO_OVERTURN,
    DEMO_SOLVED, DEMO_NOT_YET, DEMO_HEARD, DEMO_HEARD_NOT, DEMO_WITHDRAW, DEMO_REST, DEMO_MERGE, DEMO_UNMERGE, DEMO_TAG,
    DEMO_URGENT, DEMO_UPDATE, DEMO_KEEP, DEMO_RENEW, DEMO_AWAY, DEMO_LEAVE, DEMO_SPEAKER, DEMO_VERB_COUNT_
};

struct demo_step {
    const char *at;
    enum demo_verb verb;
    enum demo_who who, to;      // to: the owner to be, the one offered, the helper …
    enum demo_team team;
    enum effect effect;
    enum reach reach;
    bool sure;                  // they were asked, and meant yes
    enum demo_who requester;    // staff wrote it down for them
    const char *text;           // what is said
    const char *what;           // subject, promise, question, summary, instead
    const char *by;
    const char *stops, *affects, *matters;
    const char *tags;           // with spaces between
    const char *channel;        // "phone", "visit"; none: their door
    const char *key;            // names a ticket for MERGE
    const char *name, *address; // somebody outside the desk
    const char *file, *file_text; // attached; without text a small picture
};

struct demo_tale {
    const struct demo_step *steps;
    size_t n;
};
// The collections; each stands in a file of its own, demo_tale_NAME.c.
#define DEMO_TALES(X) X(today) X(outage) X(long) X(bounced) X(no) X(quick) X(small) X(quiet) X(doors) X(pay)
#define DEMO_TALE_DECLARE(name) extern const struct demo_tale demo_tale_##name;
DEMO_TALES(DEMO_TALE_DECLARE)
// At the end of each file, of its array `steps`.
#define DEMO_TALE(name) const struct demo_tale demo_tale_##name = {steps, ARRAY_LEN(steps)}

#define W(key) WHO_##key
#define STEP(verb_, at_, who_, ...) {.at = at_, .verb = DEMO_##verb_, .who = W(who_), __VA_ARGS__}
// owner: who is on duty for new tickets at that moment; their team gets it.
#define ASK(at, who, owner, effect_, subject, body, ...)                                                               \
    STEP(ASK, at, who, .to = W(owner), .effect = EFFECT_##effect_, .what = subject, .text = body, __VA_ARGS__)
#define SAYS(at, who, body, ...) STEP(SAYS, at, who, .text = body, __VA_ARGS__)
#define PROMISE(at, who, body, will, by_, ...) STEP(PROMISE, at, who, .text = body, .what = will, .by = by_, __VA_ARGS__)
#define QUESTION(at, who, body, need, by_, ...) STEP(QUESTION, at, who, .text = body, .what = need, .by = by_, __VA_ARGS__)
#define PROPOSE(at, who, body, ...) STEP(PROPOSE, at, who, .text = body, __VA_ARGS__)
#define NOTE(at, who, body, ...) STEP(NOTE, at, who, .text = body, __VA_ARGS__)
#define PLAYBACK(at, who, body) STEP(PLAYBACK, at, who, .text = body)
#define AGREES(at, who, words) STEP(AGREES, at, who, .text = words)
#define CORRECTS(at, who, words) STEP(CORRECTS, at, who, .text = words)
#define OFFER(at, who, whom, why, summary) STEP(OFFER, at, who, .to = W(whom), .text = why, .what = summary)
#define OFFER_TEAM(at, who, team_, why, summary) STEP(OFFER_TEAM, at, who, .team = team_, .text = why, .what = summary)
#define ACCEPT(at, who) STEP(ACCEPT, at, who, .text = NULL)
#define REFUSE(at, who, why) STEP(REFUSE, at, who, .text = why)
#define TAKE(at, who, why) STEP(TAKE, at, who, .text = why)
#define ASSIGN(at, who, whom, why) STEP(ASSIGN, at, who, .to = W(whom), .text = why)
#define REFER(at, who, name_, address_, why, summary)                                                                  \
    STEP(REFER, at, who, .name = name_, .address = address_, .text = why, .what = summary)
#define CONFIRM(at, who, confirmed, how) STEP(CONFIRM, at, who, .name = confirmed, .text = how)
#define HELPER(at, who, whom, why) STEP(HELPER, at, who, .to = W(whom), .text = why)
#define COPY(at, who, whom) STEP(COPY, at, who, .to = W(whom))
#define DECLINE(at, who, why, instead) STEP(DECLINE, at, who, .text = why, .what = instead)
#define TAKES_REASON(at, who) STEP(TAKES_REASON, at, who, .text = NULL)
#define REVIEW(at, who, words) STEP(REVIEW, at, who, .text = words)
#define UPHOLD(at, who, why) STEP(UPHOLD, at, who, .text = why)
#define OVERTURN(at, who, why) STEP(OVERTURN, at, who, .text = why)
#define SOLVED(at, who, words, ...) STEP(SOLVED, at, who, .text = words, __VA_ARGS__)
#define NOT_YET(at, who, words) STEP(NOT_YET, at, who, .text = words)
#define HEARD(at, who, how, words) STEP(HEARD, at, who, .channel = how, .text = words)
#define HEARD_NOT(at, who, how, words) STEP(HEARD_NOT, at, who, .channel = how, .text = words)
#define WITHDRAW(at, who, words) STEP(WITHDRAW, at, who, .text = words)
#define REST(at, who) STEP(REST, at, who, .text = NULL)
#define MERGE(at, who, into, why) STEP(MERGE, at, who, .what = into, .text = why)
#define UNMERGE(at, who) STEP(UNMERGE, at, who, .text = NULL)
#define TAG(at, who, names) STEP(TAG, at, who, .tags = names)
#define URGENT(at, who, effect_, why) STEP(URGENT, at, who, .effect = EFFECT_##effect_, .text = why)
#define SUBJECT(at, who, subject) STEP(UPDATE, at, who, .what = subject)
#define KEEP(at, who) STEP(KEEP, at, who, .text = NULL)
#define RENEW(at, who, by_, why) STEP(RENEW, at, who, .by = by_, .text = why)
// Not on a ticket; they stand after the story that they come up in.
#define AWAY(at, who, until) STEP(AWAY, at, who, .by = until)
#define LEAVE(at, who) STEP(LEAVE, at, who, .text = NULL)
#define SPEAKER(at, who, whom, why) STEP(SPEAKER, at, who, .to = W(whom), .text = why)
