// SPDX-License-Identifier: Apache-2.0
// Reading mail: what is odd is read all the same, what is too much is refused,
// and nothing of a mail is lost on the way.
#include "base/test.h"

#include "base/buf.h"
#include "mail/parse.h"

static struct mail read_mail(struct ctx *c, struct str raw)
{
    struct mail m;
    mail_start();
    assert_ok(mail_parse(c, raw, NULL, &m));
    return m;
}

TEST(odd_beginnings_and_line_ends_are_tolerated)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    assert_str(read_mail(&c, S("From ana Mon Jan 1\n\nSubject: a\n\nb\n")).subject, "a");
    assert_str(read_mail(&c, S("\r\n\r\nSubject: a\r\n\r\nb\r\n")).text, "b");
    assert_str(read_mail(&c, S("Subject: a\r\rb\rc\r")).text, "b\nc");
    assert_str(read_mail(&c, S("Subject: only\n")).subject, "only");
    assert_str(read_mail(&c, S("just words, no header\n")).text, "just words, no header");
    assert_str(read_mail(&c, S("")).text, "");
}

TEST(wrong_labels_are_put_right)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    assert_str(read_mail(&c, S("Content-Type: text/plain; charset=us-ascii\n\nGr\xc3\xbc\xc3\x9f"
                               "e\n"))
                   .text,
               "Grüße");
    assert_str(read_mail(&c, S("Content-Type: text/plain; charset=iso-8859-1\n\n\x93quoted\x94 \x80\n")).text,
               "“quoted” €");
    assert_str(read_mail(&c, S("Content-Type: text/plain; charset=x-nonsense\n\nGr\xc3\xbc\xc3\x9f"
                               "e\n"))
                   .text,
               "Grüße");
    assert_str(read_mail(&c, S("Subject: Gr\xc3\xbc\xc3\x9f"
                               "e\n\n"))
                   .subject,
               "Grüße");
    assert_str(read_mail(&c, S("Subject: Gr\xfc\xdf"
                               "e\n\n"))
                   .subject,
               "Grüße");
    assert_str(read_mail(&c, S("Content-Type: text/plain; charset=gb2312\n\n\xc4\xe3\xba\xc3\n")).text, "你好");
}

TEST(soft_lines_are_joined_and_files_taken_out)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct mail m = read_mail(&c, S("Content-Type: text/plain; format=flowed\n\none \ntwo\n> q \n> r\n-- \nAna\n"));
    assert_str(m.text, "one two\n> q r\n-- \nAna");
    m = read_mail(&c, S("Subject: x\n\nhere:\nbegin 644 a.txt\n#0V%T\n`\nend\nbye\n"));
    assert_str(m.text, "here:\nbye");
    assert_int_equal(m.attachments_n, 1);
    assert_str(m.attachments[0].filename, "a.txt");
    assert_str(m.attachments[0].bytes, "Cat");
}

#define TWO_PARTS                                                                                                      \
    "Content-Type: multipart/%s; boundary=b\n\n--b\nContent-Type: text/plain\n\none\n--b\n"                            \
    "Content-Type: text/html\n\n<p>two</p>\n--b--\n"

TEST(alternatives_are_said_once_and_others_all)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct mail m = read_mail(&c, str_fmt(a, TWO_PARTS, "alternative"));
    assert_str(m.text, "one");
    assert_str(m.html, "<p>two</p>");
    m = read_mail(&c, str_fmt(a, TWO_PARTS, "mixed"));
    assert_str(m.text, "one\n\ntwo");
    assert_true(str_has(m.html, S("<pre>one")) && str_has(m.html, S("<p>two</p>")));
    assert_int_equal(m.attachments_n, 0);
}

TEST(names_of_files_are_safe_and_forwarded_mail_is_a_file)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct mail m = read_mail(&c, S("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png; "
                                    "name=\"../../etc/x.png\"\n\nx\n--b\nContent-Type: message/rfc822\n\n"
                                    "Subject: inner\n\nhello\n--b--\n"));
    assert_int_equal(m.attachments_n, 2);
    assert_str(m.attachments[0].filename, "_.._etc_x.png");
    assert_true(str_ends(m.attachments[1].filename, S(".eml")));
    assert_true(str_has(m.attachments[1].bytes, S("Subject: inner")));
}

static enum rc parse_with(struct str raw, const struct mail_limits *limits)
{
    AUTO(arena_auto) struct arena *a = arena_create((size_t)256 << 20);
    struct ctx c = {.arena = a};
    struct mail m;
    mail_start();
    return mail_parse(&c, raw, limits, &m);
}

TEST(what_is_too_much_is_refused)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct mail_limits small = mail_limits_default;
    small.raw_bytes = 10;
    assert_int_equal(parse_with(S("Subject: too long for that\n\n"), &small), RC_LIMIT);
    struct buf b = buf_make(a, 1 << 20);
    buf_lit(&b, "Content-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 50000; i++)
        buf_lit(&b, "--b\n\nx\n");
    assert_int_equal(parse_with(buf_str(&b), NULL), RC_LIMIT);
    buf_clear(&b);
    for (int i = 0; i < 100000; i++)
        buf_lit(&b, "X-Header: something\n");
    assert_int_equal(parse_with(buf_str(&b), NULL), RC_LIMIT);
}

TEST(fields_that_would_cost_a_parser_minutes_are_refused)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct buf b = buf_make(a, 1 << 20);
    buf_lit(&b, "Content-Type: text/plain");
    for (int i = 0; i < 60000; i++)
        buf_addf(&b, ";\n n%d=a", i);
    buf_lit(&b, "\n\nx\n");
    assert_int_equal(parse_with(buf_str(&b), NULL), RC_LIMIT);
    buf_clear(&b);
    buf_lit(&b, "To: ");
    for (int i = 0; i < 60000; i++)
        buf_lit(&b, "a:");
    buf_lit(&b, "\n\nx\n");
    assert_int_equal(parse_with(buf_str(&b), NULL), RC_LIMIT);
}

TEST(deep_nesting_is_read_as_far_as_allowed)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct buf b = buf_make(a, 1 << 20);
    for (int i = 0; i < 800; i++)
        buf_addf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    buf_lit(&b, "\nend\n");
    assert_ok(parse_with(buf_str(&b), NULL));
}

TEST(ids_are_bounded_and_the_first_and_newest_stay)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct buf b = buf_make(a, 1 << 16);
    buf_lit(&b, "References: <root@x>");
    for (int i = 0; i < 300; i++)
        buf_addf(&b, "\n <%d@x>", i);
    buf_lit(&b, "\n\n");
    struct mail m = read_mail(&c, buf_str(&b));
    assert_int_equal(m.references.n, 100);
    assert_str(m.references.items[0], "root@x");
    assert_str(m.references.items[99], "299@x");
}
