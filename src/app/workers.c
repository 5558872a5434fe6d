// SPDX-License-Identifier: Apache-2.0
// The clock's kinds come from the desk; mail is added when there is a way out.
// A kind that is not in the list waits in the database, untouched, for a
// program that knows it.
#include "app/workers.h"

#include "base/datetime.h"
#include "desk/clock.h"

#define MAIL_ATTEMPTS 40 // with waits of up to an hour: more than a day

struct workers_set workers_for(struct app *app, struct mail_identity *id)
{
    size_t clock_n;
    const struct job_kind *clock = clock_kinds(&clock_n);
    struct workers_set set = {.kinds = arena_list(app->c.arena, clock_n + 2, struct job_kind)};
    for (size_t i = 0; i < clock_n; i++)
        set.kinds[set.n++] = clock[i];
    set.kinds[set.n++] = (struct job_kind){.name = "mail_in", .fn = mail_in_job, .arg = id};
    if (id->smtp.n && id->from.n)
        set.kinds[set.n++] = (struct job_kind){.name = "mail", .fn = mail_job, .arg = id, .attempts_max = MAIL_ATTEMPTS};
    return set;
}
