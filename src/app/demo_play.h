// SPDX-License-Identifier: Apache-2.0
// Playing the stories: the steps of all of them in the order of their moments,
// each through the desk's own verb, with the desk's clock running in between.
// Shared by planning, acting and filling; nothing else knows of it.
#pragma once

#include "app/demo_story.h"

// A step with its moment worked out.
struct demo_event {
    int64_t at;
    const struct demo_step *step;
    size_t story, order;
};

struct demo_play {
    int64_t now_ms;            // of the run
    struct demo_event *events; // by moment
    size_t events_n, stories_n;
    const struct demo_step **asks; // of each story
    int64_t *tickets;              // of each story, 0 until it is asked
    struct demo_cast cast;
};

// Works out all moments. RC_INVALID names a step whose moment is not one, goes backwards or has yet to come.
NODISCARD enum rc demo_plan(struct ctx *c, int64_t now_ms, struct demo_play *ret_play);
// Does one step at its moment; inside store_write().
NODISCARD enum rc demo_act(struct db *db, struct demo_play *play, const struct demo_event *e);
// A small picture of a message on a screen, as PNG (RFC 2083): different for each name, always the same.
struct str demo_picture(struct arena *a, struct str name);
