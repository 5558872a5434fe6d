// SPDX-License-Identifier: Apache-2.0
// What the readers of forms share: putting one value into its field, with the
// checks that hold for every way it may have come. For form.c and form_json.c,
// and nobody else.
#pragma once

#include "web/form.h"

#define FORM_ITEM_BYTES_MAX 500

NODISCARD enum rc form_put_text(struct ctx *c, const struct field *f, struct str value, struct str zone, void *form);
NODISCARD enum rc form_put_int(struct ctx *c, const struct field *f, int64_t value, void *form);
// One more text of a list; `room` is how many there may be at all.
NODISCARD enum rc form_put_item(struct ctx *c, const struct field *f, struct str value, size_t room, void *form);
NODISCARD enum rc form_check_required(struct ctx *c, const struct form *f, const void *form);
bool form_is_given(const struct field *f, const void *form);
