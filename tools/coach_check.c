// SPDX-License-Identifier: Apache-2.0
// For those who write rules, what `coach_check` alone prints as usage. A folder of rules alone runs every
// example and prints each failure with its file and line; `try` and `batch` print remarks as JSON (batch: of
// lines {"thread": {…}, "draft": "…"}), `marks` each sentence with what it is taken to do, `time` what readings
// and loads cost. The rest is for the tools that learn: `features` and `messages` print what the second layer
// sees of each line of a file (a tab between features, a form feed between sentences), `signs` what was weighed
// in each draft of a batch: {"step": […] or null, "questions": [{"text", "signs"}], "soothe": […], "hot"}.
#include <jansson.h>
#include <time.h>

#include "coach/model.h"
#include "coach/review.h"
#include "coach/weigh.h"

enum { ARENA_BYTES = 512 * 1024 * 1024, LINE_MAX_BYTES = 4 * 1024 * 1024 };

static int complain(const struct ctx *c)
{
    fprintf(stderr, "%.*s\n", STR_ARG(c->failure.detail));
    return 1;
}

static void report(void *arg, struct str line)
{
    int *failures = arg;
    ++*failures;
    printf("%.*s\n", STR_ARG(line));
}

// The rules without their examples: somebody may be in the middle of writing them.
static enum rc build(struct ctx *c, struct str dir, struct coach_rules **ret_rules)
{
    struct coach_file *files;
    size_t n;
    TRY(rules_read_dir(c, dir, &files, &n));
    return rules_build(c, files, n, ret_rules);
}

static int check(struct ctx *c, struct str dir)
{
    struct coach_rules *rules = NULL;
    int failures = 0;
    if (build(c, dir, &rules) != RC_OK)
        return complain(c);
    enum rc rc = examples_run(c, rules, report, &failures);
    for (size_t i = 0; i < rules->language_count; i++) {
        const struct language *l = rules->languages[i];
        printf("%.*s: %u rules, %u phrases, %u examples; %u terms; %u heat entries, %u examples\n", STR_ARG(l->code),
               l->rule_count, l->says.count, l->example_count, l->term_count, l->heat_count, l->heat_example_count);
    }
    if (failures)
        printf("%d examples fail\n", failures);
    coach_rules_free(rules);
    return rc != RC_OK || failures;
}

static bool read_all(const char *path, struct buf *b)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char piece[4096];
    size_t n;
    if (!f)
        return false;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add_bytes(b, piece, n);
    if (f != stdin)
        fclose(f);
    return true;
}

static int answer(struct ctx *c, const struct coach_rules *rules, struct str thread, struct str draft)
{
    struct coach_draft in = {.text = draft, .now_ms = (int64_t)time(NULL) * 1000};
    struct coach_remarks remarks;
    struct buf out = buf_make(c->arena, 1024);
    if ((thread.n && coach_thread_parse(c, thread, &in) != RC_OK) || coach_read(c, rules, &in, &remarks) != RC_OK)
        return complain(c);
    coach_remarks_json(&out, &remarks);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    return 0;
}

static int try_one(struct ctx *c, const struct coach_rules *rules, char **args)
{
    struct buf thread = buf_make(c->arena, 4096), draft = buf_make(c->arena, 4096);
    bool has_thread = strcmp(args[0], "-") != 0;
    if ((has_thread && !read_all(args[0], &thread)) || !read_all(args[1], &draft)) {
        fprintf(stderr, "the thread or the draft cannot be read\n");
        return 1;
    }
    return answer(c, rules, buf_str(&thread), buf_str(&draft));
}

static int marks(struct ctx *c, const struct coach_rules *rules, char **args)
{
    struct buf draft = buf_make(c->arena, 4096);
    if (!read_all(args[1], &draft))
        return 1;
    struct coach_draft in = {.text = buf_str(&draft), .now_ms = (int64_t)time(NULL) * 1000};
    struct coach_remarks out = {0};
    struct review r = {.c = c, .rules = rules, .in = &in, .out = &out};
    r.l = rules_language(rules, c->arena, str_of(args[0]), in.text);
    review_begin(&r);
    apply_rules(&r);
    for (uint32_t i = 0; i < r.draft.sentence_count; i++) {
        const struct sentence *s = &r.draft.sentences[i];
        printf("%.*s\n   ", (int)(s->to - s->from), r.draft.raw.p + s->from);
        for (int m = 0; m < MARK_COUNT_; m++)
            if (s->marks & mark_bit((enum mark)m))
                printf(" %s", mark_name((enum mark)m));
        printf("%s%s\n", s->greeting ? " (greeting)" : "", sentence_has_date(&r, s) ? " (date)" : "");
    }
    printf("sign-off: %.*s\n", STR_ARG(r.draft.signoff));
    return 0;
}

static void add_features(struct buf *b, const struct model_pieces *p, const struct model_feature *found, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(b, '\t');
        model_feature_write(p, &found[i], b);
    }
}

static struct str features_of(struct arena *a, const struct language *l, struct str line, bool message)
{
    struct text t;
    struct heat heat;
    struct model_pieces pieces;
    struct model_feature found[MODEL_FEATURES_MAX];
    struct buf b = buf_make(a, 4096);
    text_read(&t, a, line, l, false);
    heat_measure(l, &t, a, &heat);
    apply_marks(l, &t);
    for (uint32_t i = 0; i < t.sentence_count; i++) {
        model_cut(&t, &t.sentences[i], &pieces);
        add_features(&b, &pieces, found, model_features(&pieces, found));
        if (message || i + 1 < t.sentence_count)
            buf_add_char(&b, '\f');
    }
    if (message)
        add_features(&b, NULL, found, model_heat_features(&heat, found));
    return buf_str(&b);
}

static int features(struct ctx *c, const struct coach_rules *rules, char **args, bool message)
{
    struct arena *a = arena_create(ARENA_BYTES);
    struct buf file = buf_make(c->arena, 4096);
    const struct language *l = rules_language(rules, c->arena, str_of(args[0]), STR_NONE);
    bool fine = l && read_all(args[1], &file);
    struct str rest = buf_str(&file), line;
    while (fine && str_cut_line(&rest, &line)) {
        printf("%.*s\n", STR_ARG(features_of(a, l, line, message)));
        arena_reset(a);
    }
    arena_free(a);
    return !fine;
}

static json_t *signs_json(uint64_t signs, int count, const char *(*name)(int))
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        if (signs >> i & 1)
            json_array_append_new(list, json_string(name(i)));
    return list;
}

// What was weighed in a reading, for the tool that finds the weights.
static int print_signs(struct ctx *c, const struct coach_rules *rules, struct str thread, struct str draft)
{
    struct coach_draft in = {.text = draft};
    if (thread.n && coach_thread_parse(c, thread, &in) != RC_OK)
        return complain(c);
    struct coach_finding findings[FINDINGS_MAX];
    struct coach_promise promises[PROMISES_MAX];
    struct coach_question questions[QUESTIONS_MAX];
    struct coach_remarks out = {.findings = findings, .promises = promises, .questions = questions};
    struct review r = {.c = c, .rules = rules, .in = &in, .out = &out};
    r.l = rules_language(rules, c->arena, in.language, draft);
    review_run(&r);
    json_t *list = json_array();
    for (size_t i = 0; i < out.question_count; i++) {
        const struct str *text = &questions[i].text;
        json_array_append_new(list, json_pack("{s:s%,s:o}", "text", text->p, text->n, "signs",
                                              signs_json(r.answer_signs[i], ANSWER_SIGN_COUNT_, answer_sign_name)));
    }
    json_t *step = step_is_settled(&r) ? json_null() : signs_json(r.step_signs, STEP_SIGN_COUNT_, step_sign_name);
    json_t *soothe = signs_json(r.soothe_signs, SOOTHE_SIGN_COUNT_, soothe_sign_name);
    json_t *all = json_pack("{s:o,s:o,s:o,s:b}", "step", step, "questions", list, "soothe", soothe, "hot", r.heat.hot);
    char *line = json_dumps(all, JSON_COMPACT);
    puts(line);
    free(line);
    json_decref(all);
    return 0;
}

typedef int answerer(struct ctx *c, const struct coach_rules *rules, struct str thread, struct str draft);

static int batch(const struct coach_rules *rules, answerer *answer_one)
{
    char *line = NULL;
    size_t room = 0;
    int rc = 0;
    while (getline(&line, &room, stdin) > 0) {
        json_t *root = json_loads(line, 0, NULL), *thread = json_object_get(root, "thread");
        const char *draft = json_string_value(json_object_get(root, "draft"));
        char *context = thread ? json_dumps(thread, JSON_COMPACT) : NULL;
        struct ctx one = {.arena = arena_create(ARENA_BYTES)};
        rc |= answer_one(&one, rules, str_of(context), str_of(draft));
        arena_free(one.arena);
        free(context);
        json_decref(root);
    }
    free(line);
    return rc;
}

static int64_t cpu_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void print_times(const char *what, int64_t *us, size_t n)
{
    qsort(us, n, sizeof *us, by_size);
    printf("%s: %zu runs, median %.3f ms, 99 of 100 within %.3f ms, longest %.3f ms of CPU\n", what, n,
           (double)us[n / 2] / 1000, (double)us[n * 99 / 100] / 1000, (double)us[n - 1] / 1000);
}

static enum rc load_once(struct str dir)
{
    AUTO(arena_auto) struct arena *a = arena_create(ARENA_BYTES);
    struct ctx c = {.arena = a};
    struct coach_rules *rules = NULL;
    enum rc rc = coach_rules_load(&c, dir, &rules);
    if (rc != RC_OK)
        complain(&c);
    coach_rules_free(rules);
    return rc;
}

// CPU time, since the machine may have other work.
static int time_all(const struct coach_rules *rules, char **args)
{
    enum { READS = 3000, LOADS = 20 };
    static int64_t us[READS];
    struct ctx files = {.arena = arena_create(ARENA_BYTES)}, c = {.arena = arena_create(ARENA_BYTES)};
    struct buf thread = buf_make(files.arena, 4096), draft = buf_make(files.arena, 4096);
    struct coach_draft in = {0};
    int rc = !read_all(args[1], &thread) || !read_all(args[2], &draft) ||
             coach_thread_parse(&files, buf_str(&thread), &in) != RC_OK;
    in.text = buf_str(&draft);
    for (int i = 0; i < READS && !rc; i++) {
        struct coach_remarks remarks;
        struct buf out = buf_make(c.arena, 1024);
        int64_t start = cpu_us();
        rc = coach_read(&c, rules, &in, &remarks) != RC_OK;
        coach_remarks_json(&out, &remarks);
        us[i] = cpu_us() - start;
        arena_reset(c.arena);
    }
    if (!rc)
        print_times("a draft", us, READS);
    for (int i = 0; i < LOADS && !rc; i++) {
        int64_t start = cpu_us();
        rc = load_once(str_of(args[0])) != RC_OK;
        us[i] = cpu_us() - start;
    }
    if (!rc)
        print_times("a load", us, LOADS);
    arena_free(c.arena);
    arena_free(files.arena);
    return rc;
}

static int usage(void)
{
    fprintf(stderr, "coach_check DIR [try THREAD.json DRAFT | marks LANGUAGE DRAFT | features LANGUAGE FILE | "
                    "messages LANGUAGE FILE | time THREAD.json DRAFT | batch | signs]\n");
    return 64;
}

static int run(struct ctx *c, const struct coach_rules *rules, char **args, int n)
{
    const char *verb = args[0];
    if (n == 1 && strcmp(verb, "batch") == 0)
        return batch(rules, answer);
    if (n == 1 && strcmp(verb, "signs") == 0)
        return batch(rules, print_signs);
    if (n == 3 && strcmp(verb, "try") == 0)
        return try_one(c, rules, args + 1);
    if (n == 3 && strcmp(verb, "marks") == 0)
        return marks(c, rules, args + 1);
    if (n == 3 && (strcmp(verb, "features") == 0 || strcmp(verb, "messages") == 0))
        return features(c, rules, args + 1, verb[0] == 'm');
    return usage();
}

int main(int argc, char **argv)
{
    struct ctx c = {.arena = arena_create(ARENA_BYTES)};
    struct coach_rules *rules = NULL;
    int rc;
    if (argc == 2)
        rc = check(&c, str_of(argv[1]));
    else if (argc < 3 || build(&c, str_of(argv[1]), &rules) != RC_OK)
        rc = argc < 3 ? usage() : complain(&c);
    else if (argc == 5 && strcmp(argv[2], "time") == 0)
        rc = time_all(rules, (char *[]){argv[1], argv[3], argv[4]});
    else
        rc = run(&c, rules, argv + 2, argc - 2);
    coach_rules_free(rules);
    arena_free(c.arena);
    return rc;
}
