// SPDX-License-Identifier: Apache-2.0
// Reads media ranges with their q-values and weighs the two faces against each
// other. What cannot be read counts as not there, so that an odd header still
// gets an answer; at most 32 ranges are looked at.
#include "web/accept.h"

// "0.8" as 800; anything unreadable as 1000, as if it were not given.
static int quality_parse(struct str s)
{
    s = str_trim(s);
    if (!s.n || (s.p[0] != '0' && s.p[0] != '1'))
        return 1000;
    if (s.p[0] == '1')
        return 1000;
    int value = 0, unit = 100;
    for (size_t i = 2; i < s.n && i < 5 && s.p[i] >= '0' && s.p[i] <= '9'; i++, unit /= 10)
        value += (s.p[i] - '0') * unit;
    return value;
}

// 3 for the type itself, 2 for its group, 1 for everything, 0 for something else.
static int range_fits(struct str range, struct str type)
{
    if (str_eq_nocase(range, type))
        return 3;
    if (str_eq(range, S("*/*")))
        return 1;
    ptrdiff_t slash = str_find_char(type, '/');
    struct str group = str_slice(type, 0, (size_t)slash + 1);
    return range.n == group.n + 1 && str_starts_nocase(range, group) && range.p[group.n] == '*' ? 2 : 0;
}

int accept_quality(struct str accept, struct str type)
{
    if (str_is_empty(accept))
        return 1000;
    int best_fit = 0, quality = 0;
    struct str range;
    for (int n = 0; n < 32 && str_cut(&accept, ',', &range); n++) {
        struct str rest = range, part;
        str_cut(&rest, ';', &part);
        int fit = range_fits(str_trim(part), type), q = 1000;
        while (str_cut(&rest, ';', &part)) {
            part = str_trim(part);
            if (str_starts_nocase(part, S("q=")))
                q = quality_parse(str_from(part, 2));
        }
        if (fit > best_fit) {
            best_fit = fit;
            quality = q;
        }
    }
    return quality;
}

enum face accept_face(const struct request *r)
{
    struct str accept = request_header(r, S("accept"));
    int html = accept_quality(accept, S("text/html"));
    int json = accept_quality(accept, S("application/json"));
    int problem = accept_quality(accept, S("application/problem+json"));
    if (problem > json)
        json = problem;
    if (html != json)
        return json > html ? FACE_JSON : FACE_HTML;
    bool program =
        r->door == DOOR_TOKEN || str_starts_nocase(request_header(r, S("content-type")), S("application/json"));
    return program ? FACE_JSON : FACE_HTML;
}
