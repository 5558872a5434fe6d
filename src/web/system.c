// SPDX-License-Identifier: Apache-2.0
// For those who watch over the program: health, figures, the description of
// the API, and the files of the pages. Asks no one who they are, and tells
// nothing of tickets but how many.
#include <unistd.h>

#include "base/datetime.h"
#include "desk/counts.h"
#include "jobs/jobs.h"
#include "web/assets.h"
#include "web/inside.h"
#include "web/respond.h"
#include "web/routes.h"

#define HEALTH_KEPT_MS 1000

// A real write is asked for at most once a second, however many ask.
enum rc handle_health_show(struct request *r, struct response *a)
{
    struct web *w = r->web;
    int64_t now_ms = datetime_monotonic_ms();
    enum rc rc = (enum rc)atomic_load(&w->health_rc);
    if (now_ms >= atomic_load(&w->health_until_ms)) {
        rc = store_ping(r->ctx, w->o.store);
        atomic_store(&w->health_rc, (int)rc);
        atomic_store(&w->health_until_ms, now_ms + HEALTH_KEPT_MS);
    }
    struct json j = json_make(r->ctx->arena, 128);
    json_open(&j, '{');
    json_member_text(&j, "status", rc == RC_OK ? S("ok") : S("cannot write"));
    json_close(&j, '}');
    fail_clear(r->ctx);
    return respond_json(r, a, rc == RC_OK ? 200 : 503, &j);
}

struct figures {
    struct job_counts jobs;
    struct desk_counts desk;
};

static enum rc read_figures(struct ctx *c, struct db *db, void *arg)
{
    struct figures *f = arg;
    TRY(jobs_count(db, &f->jobs));
    return desk_count(db, &f->desk);
}

static int64_t memory_bytes(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f)
        return 0;
    if (fscanf(f, "%*d %ld", &pages) != 1)
        pages = 0;
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static void figure(struct buf *b, const char *name, const char *kind, int64_t value)
{
    buf_addf(b, "# TYPE rapport_%s %s\nrapport_%s %" PRId64 "\n", name, kind, name, value);
}

static void request_figures(struct buf *b, struct web *w)
{
    buf_lit(b, "# TYPE rapport_http_requests_total counter\n");
    for (int i = 0; i < STATUS_COUNT; i++) {
        uint64_t n = atomic_load_explicit(&w->statuses[i], memory_order_relaxed);
        if (n)
            buf_addf(b, "rapport_http_requests_total{status=\"%d\"} %" PRIu64 "\n", i, n);
    }
}

enum rc handle_metrics_show(struct request *r, struct response *a)
{
    struct web *w = r->web;
    struct buf b = buf_make(r->ctx->arena, 2048);
    struct figures f = {0};
    enum rc rc = store_read(r->ctx, w->o.store, read_figures, &f);
    figure(&b, "up", "gauge", rc == RC_OK);
    request_figures(&b, w);
    figure(&b, "waiting_callers", "gauge", (int64_t)news_waiting(w->news));
    figure(&b, "memory_bytes", "gauge", memory_bytes());
    figure(&b, "uptime_seconds", "gauge", (r->ctx->now_ms - w->started_ms) / 1000);
    if (rc == RC_OK) {
        figure(&b, "jobs_ready", "gauge", f.jobs.ready);
        figure(&b, "jobs_leased", "gauge", f.jobs.leased);
        figure(&b, "jobs_dead", "gauge", f.jobs.dead);
        figure(&b, "jobs_oldest_ready_seconds", "gauge",
               f.jobs.oldest_ready_at && f.jobs.oldest_ready_at < r->ctx->now_ms
                   ? (r->ctx->now_ms - f.jobs.oldest_ready_at) / 1000
                   : 0);
        figure(&b, "mail_waiting", "gauge", f.desk.mail_waiting);
        figure(&b, "mail_failed", "gauge", f.desk.mail_failed);
        figure(&b, "mail_unread", "gauge", f.desk.mail_unread);
        figure(&b, "tickets_open", "gauge", f.desk.tickets_open);
        figure(&b, "steps_late", "gauge", f.desk.steps_late);
    }
    fail_clear(r->ctx);
    return response_body(a, 200, S("text/plain; version=0.0.4; charset=utf-8"), buf_str(&b));
}

static enum rc respond_asset(struct request *r, struct response *a, struct str name)
{
    struct asset_file file;
    if (!asset_find(name, &file))
        return fail(r->ctx, RC_NOT_FOUND, "There is no such file.");
    a->is_private = false;
    response_header(a, S("ETag"), file.etag);
    // A page asks with ?v=…, which changes with the file.
    response_header(a, S("Cache-Control"),
                    r->query.n ? S("public, max-age=31536000, immutable") : S("public, max-age=300"));
    if (etag_fits(r, file.etag))
        return response_body(a, 304, STR_NONE, STR_NONE);
    return response_body(a, 200, file.type, file.bytes);
}

enum rc handle_openapi_show(struct request *r, struct response *a)
{
    return respond_asset(r, a, S("openapi.json"));
}

enum rc handle_static_show(struct request *r, struct response *a)
{
    return respond_asset(r, a, r->params[0]);
}
