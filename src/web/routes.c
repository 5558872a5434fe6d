// SPDX-License-Identifier: Apache-2.0
// A path is held against each row byte by byte, and most rows part from it
// early. Where two rows fit, the one with more literal
// segments wins ("/people/me" before "/people/:id").
#include "web/routes.h"

#define BODY_MAX_UNKNOWN ((size_t)16 * 1024)

const struct form form_none;

#define ROUTE(method, path, handler, capability, mode, form)                                                           \
    {METHOD_##method, S_INIT(path), handler, CAP_##capability, MODE_##mode, &form},
const struct route routes[] = {
#include "web/routes.def"
};
#undef ROUTE
const size_t routes_n = ARRAY_LEN(routes);

// The end of the segment that begins at `at`.
static size_t segment_end(struct str s, size_t at)
{
    while (at < s.n && s.p[at] != '/')
        at++;
    return at;
}

// Literal segments in common, plus one, or 0 if the path does not fit the pattern.
static int path_fits(struct str pattern, struct str path, struct str params[PARAMS_MAX_PATH])
{
    int literals = 1;
    size_t i = 0, k = 0, n = 0;
    while (i < pattern.n && k < path.n) {
        if (pattern.p[i] == ':') {
            size_t end = segment_end(path, k);
            if (end == k || n == PARAMS_MAX_PATH)
                return 0;
            params[n++] = str_slice(path, k, end);
            i = segment_end(pattern, i);
            k = end;
        } else if (pattern.p[i] == path.p[k]) {
            literals += pattern.p[i] == '/';
            i++, k++;
        } else {
            return 0;
        }
    }
    return i == pattern.n && k == path.n ? literals - (int)n : 0;
}

struct route_match route_match(enum method method, struct str path)
{
    struct route_match match = {0};
    if (method == METHOD_HEAD)
        method = METHOD_GET;
    if (path.n < 1 || path.p[0] != '/')
        return match;
    int best = 0, best_path = 0;
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *row = &routes[i];
        if (path.n > 1 && (row->path.n < 2 || row->path.p[1] != path.p[1]))
            continue;
        struct str params[PARAMS_MAX_PATH] = {{0}};
        int fit = path_fits(row->path, path, params);
        if (!fit || fit < best_path)
            continue;
        if (fit > best_path)
            match.allowed = 0;
        best_path = fit;
        match.allowed |= 1u << row->method;
        if (row->method == METHOD_GET)
            match.allowed |= 1u << METHOD_HEAD;
        if (row->method == method && fit > best) {
            best = fit;
            match.route = row;
            memcpy(match.params, params, sizeof params);
        }
    }
    if (best < best_path)
        match.route = NULL;
    return match;
}

size_t route_body_max(struct str path)
{
    size_t most = BODY_MAX_UNKNOWN;
    struct str params[PARAMS_MAX_PATH];
    for (size_t i = 0; i < routes_n; i++)
        if (routes[i].form->body_max > most && path_fits(routes[i].path, path, params))
            most = routes[i].form->body_max;
    return most;
}

const struct route *route_get(enum method method, struct str pattern)
{
    for (size_t i = 0; i < routes_n; i++)
        if (routes[i].method == method && str_eq(routes[i].path, pattern))
            return &routes[i];
    must(!"a route that the table has");
    return NULL;
}
