// SPDX-License-Identifier: Apache-2.0
// Which function does which kind of job: the one place where names of jobs and
// the floors that know how to do them meet. The list is made once, before the
// workers start.
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

struct workers_set {
    struct job_kind *kinds;    // in the app's arena
    size_t n;
};
// `id` must outlive the workers. Without a mail server mail is left where it is, in the outbox.
struct workers_set workers_for(struct app *app, struct mail_identity *id);
// The host part of --listen, for the address that is printed.
struct str serve_host(const struct app *app);
