// SPDX-License-Identifier: Apache-2.0
// Finds people and teams inside the transaction of the handler. There is one
// sentence for nobody and for who may not be seen, so that nothing can be
// learnt by trying.
#include "web/lookup.h"

#include "desk/person.h"

enum rc lookup_person(struct request *r, const char *field, struct str text, int64_t *ret_id)
{
    struct person p;
    int64_t id = 0;
    bool found = false;
    text = str_trim(text);
    if (str_to_int64(text, &id)) {
        enum rc rc = person_get(r->db, &r->who, id, &p);
        if (rc != RC_OK && rc != RC_NOT_FOUND)
            return rc;
        found = rc == RC_OK;
        if (!found)
            fail_clear(r->ctx);
    } else {
        TRY(person_find_by_email(r->db, text, &p, &found));
        id = p.id;
    }
    if (!found)
        return fail_field(r->ctx, field, "Nobody here is known as \"%.*s\". Please give their mail address.",
                          STR_ARG(text));
    *ret_id = id;
    return RC_OK;
}

enum rc lookup_or_create_person(struct request *r, const char *field, struct str text, int64_t *ret_id)
{
    bool created;
    text = str_trim(text);
    if (str_find_char(text, '@') < 0)
        return lookup_person(r, field, text, ret_id);
    enum rc rc = person_by_email_or_create(r->db, text, STR_NONE, ret_id, &created);
    if (rc == RC_INVALID)
        r->ctx->failure.field = str_of(field);
    return rc;
}

enum rc lookup_team(struct request *r, const char *field, struct str text, int64_t *ret_id)
{
    int64_t id = 0;
    bool found = false;
    text = str_trim(text);
    TRY(team_find_by_name(r->db, text, &id, &found));
    if (!found && str_to_int64(text, &id)) {
        struct team team;
        enum rc rc = team_get(r->db, id, &team);
        if (rc != RC_OK && rc != RC_NOT_FOUND)
            return rc;
        found = rc == RC_OK;
        if (!found)
            fail_clear(r->ctx);
    }
    if (!found)
        return fail_field(r->ctx, field, "There is no team called \"%.*s\".", STR_ARG(text));
    *ret_id = id;
    return RC_OK;
}

enum rc lookup_people(struct request *r, const char *field, const struct strs *texts, bool create, int64_t **ret_ids)
{
    int64_t *ids = texts->n ? arena_list(r->ctx->arena, texts->n, int64_t) : NULL;
    for (size_t i = 0; i < texts->n; i++)
        TRY(create ? lookup_or_create_person(r, field, texts->items[i], &ids[i])
                   : lookup_person(r, field, texts->items[i], &ids[i]));
    *ret_ids = ids;
    return RC_OK;
}

enum rc lookup_teams(struct request *r, const char *field, const struct strs *texts, int64_t **ret_ids)
{
    int64_t *ids = texts->n ? arena_list(r->ctx->arena, texts->n, int64_t) : NULL;
    for (size_t i = 0; i < texts->n; i++)
        TRY(lookup_team(r, field, texts->items[i], &ids[i]));
    *ret_ids = ids;
    return RC_OK;
}

struct words words_of(struct request *r, struct str body, const struct files *files)
{
    struct words words = {.body = body};
    size_t n = files ? files->n : 0;
    struct upload *uploads = n ? arena_list(r->ctx->arena, n, struct upload) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct pair *f = &files->items[i];
        uploads[i] = (struct upload){.name = str_or(f->filename, S("file")),
                                     .type = str_or(f->type, S("application/octet-stream")),
                                     .bytes = f->value};
    }
    words.uploads = uploads;
    words.uploads_n = n;
    return words;
}
