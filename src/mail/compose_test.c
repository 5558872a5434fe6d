// SPDX-License-Identifier: Apache-2.0
// What leaves the house can be read back, is the same each time, and carries
// no header that was not meant.
#include "base/test.h"

#include "base/buf.h"
#include "mail/compose.h"

static struct mail_draft draft_like(struct str subject, struct str text)
{
    return (struct mail_draft){
        .from = {S("Ana Müller, Rapport"), S("desk@example.org")},
        .to = {S("José"), S("jose@example.com")},
        .subject = subject,
        .message_id = S("r.1.abc@example.org"),
        .date_ms = INT64_C(1791969120000),
        .text = text,
    };
}

static struct ctx fixture_ctx(void)
{
    mail_start();
    return (struct ctx){.arena = arena_create((size_t)64 << 20), .now_ms = 0};
}

TEST(a_composed_mail_reads_back_as_written)
{
    struct ctx c = fixture_ctx();
    struct mail_draft d =
        draft_like(S("Grüße: [R-12] VPN — geht nicht"), S("Hallo José,\n\n  ä ö ü\n.\nFrom here on\n-- \nAna\n"));
    d.html = S("<p>Hallo José</p>");
    struct mail_file file = {S("Bericht für März.pdf"), S("application/pdf"), STR_NONE, S("%PDF\r\n\x00\xff")};
    d.files = &file;
    d.files_n = 1;
    struct str refs[] = {S("root@example.org"), S("two@example.org")};
    d.references = refs;
    d.references_n = 2;
    d.in_reply_to = refs[1];
    d.author = MAIL_AUTHOR_GENERATED;
    struct str raw;
    assert_ok(mail_compose(&c, &d, &raw));
    struct mail m;
    assert_ok(mail_parse(&c, raw, NULL, &m));
    assert_str(m.subject, "Grüße: [R-12] VPN — geht nicht");
    assert_str(m.from.items[0].name, "Ana Müller, Rapport");
    assert_str(m.to.items[0].address, "jose@example.com");
    assert_str(m.text, "Hallo José,\n\n  ä ö ü\n.\nFrom here on\n-- \nAna");
    assert_str(m.html, "<p>Hallo José</p>");
    assert_int_equal(m.date_ms, d.date_ms);
    assert_int_equal(m.references.n, 2);
    assert_str(m.in_reply_to.items[0], "two@example.org");
    assert_str(mail_header_get(&m, "auto-submitted"), "auto-generated");
    assert_int_equal(m.attachments_n, 1);
    assert_str(m.attachments[0].filename, "Bericht für März.pdf");
    assert_true(str_eq(m.attachments[0].bytes, file.bytes));
    assert_int_equal(m.problems.n, 0);
    struct str again;
    assert_ok(mail_compose(&c, &d, &again));
    assert_true(str_eq(raw, again));
    arena_free(c.arena);
}

TEST(lines_on_the_wire_are_short_and_end_in_crlf)
{
    struct ctx c = fixture_ctx();
    struct buf text = buf_make(c.arena, 8192);
    for (int i = 0; i < 900; i++)
        buf_add(&text, S("wörter "));
    struct mail_draft d = draft_like(buf_str(&text), buf_str(&text));
    struct str raw, line;
    assert_ok(mail_compose(&c, &d, &raw));
    for (size_t i = 0; i < raw.n; i++) {
        assert_true((unsigned char)raw.p[i] < 0x80);
        assert_true(raw.p[i] != '\n' || (i > 0 && raw.p[i - 1] == '\r'));
        assert_true(raw.p[i] != '\r' || (i + 1 < raw.n && raw.p[i + 1] == '\n'));
    }
    while (str_cut_line(&raw, &line))
        assert_true(line.n <= 200);
    arena_free(c.arena);
}

TEST(no_value_can_carry_another_header)
{
    struct ctx c = fixture_ctx();
    struct mail_draft d = draft_like(S("Hi\r\nBcc: all@example.org"), S("text"));
    d.from.name = S("Ana\r\nX-Evil: 1");
    d.in_reply_to = S("a@b>\r\nX-Evil: 2\r\n\r\n<x");
    struct mail_file file = {S("a\r\nX-Evil: 3.txt"), S("text/x\r\nX-Evil: 4"), S("id>\r\nX-Evil: 5"), S("b")};
    d.files = &file;
    d.files_n = 1;
    struct str raw;
    assert_ok(mail_compose(&c, &d, &raw));
    assert_false(str_has(raw, S("\nX-Evil")));
    assert_false(str_has(raw, S("\nBcc")));
    d.to.address = S("jose@example.com>\r\nBcc: <x@y.org");
    assert_int_equal(mail_compose(&c, &d, &raw), RC_INVALID);
    arena_free(c.arena);
}
