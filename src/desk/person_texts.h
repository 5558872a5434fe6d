// SPDX-License-Identifier: Apache-2.0
// The texts of a person's form, all of them at once: zone, language, ways of
// explaining, and the free lines. One sentence names the first that is wrong.
// Only for the files that change people.
#pragma once

#include "desk/person.h"

#define PERSON_LINE_BYTES_MAX 1000 // reach, work and their like

// Every text of the form, as far as it is given.
NODISCARD enum rc person_texts_check(struct ctx *c, const struct person_changes *p);
