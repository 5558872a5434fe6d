// SPDX-License-Identifier: Apache-2.0
// Two old habits of plain text: soft line breaks (RFC 3676) and files written
// into the text by uuencode. Both are undone once, when the mail is read;
// what does not quite fit the habit stays as it is.
#include "base/buf.h"
#include "mail/body.h"
#include "mail/header.h"
#include "mail/list.h"

struct flowed_line {
    struct str text;
    size_t depth; // ">"s in front
};

static struct flowed_line flowed_line_of(struct str line)
{
    struct flowed_line l = {0};
    while (l.depth < line.n && line.p[l.depth] == '>')
        l.depth++;
    l.text = str_from(line, l.depth);
    if (l.text.n && l.text.p[0] == ' ')
        l.text = str_from(l.text, 1);
    return l;
}

struct str body_unflow(struct arena *a, struct str text, bool delsp)
{
    struct buf b = buf_make(a, text.n);
    struct str line;
    bool open = false; // the line before ended softly
    size_t depth = 0;
    while (str_cut_line(&text, &line)) {
        struct flowed_line l = flowed_line_of(line);
        bool signature = str_eq(l.text, S("-- "));
        bool soft = str_ends(l.text, S(" ")) && !signature;
        if (open && (l.depth != depth || signature)) {
            buf_add_char(&b, '\n');
            open = false;
        }
        if (!open) {
            for (size_t i = 0; i < l.depth; i++)
                buf_add_char(&b, '>');
            if (l.depth)
                buf_add_char(&b, ' ');
        }
        buf_add(&b, soft && delsp ? str_slice(l.text, 0, l.text.n - 1) : l.text);
        if (!soft)
            buf_add_char(&b, '\n');
        open = soft;
        depth = l.depth;
    }
    return buf_str(&b);
}

// "begin 644 name": the mode is three or four octal digits.
static bool is_begin(struct str line, struct str *ret_name)
{
    if (!str_starts(line, S("begin ")))
        return false;
    struct str rest = str_from(line, 6), mode;
    if (!str_cut(&rest, ' ', &mode) || mode.n < 3 || mode.n > 4)
        return false;
    for (size_t i = 0; i < mode.n; i++) {
        if (mode.p[i] < '0' || mode.p[i] > '7')
            return false;
    }
    *ret_name = str_trim(rest);
    return !str_is_empty(*ret_name);
}

static unsigned uu_value(struct str line, size_t at)
{
    return at < line.n ? ((unsigned char)line.p[at] - 32u) & 63u : 0;
}

static bool is_uu_line(struct str line)
{
    if (line.n == 0 || line.p[0] < 32 || line.p[0] > 96)
        return false;
    size_t count = uu_value(line, 0);
    // Trailing blanks may be lost on the way, and some encoders add a check character.
    return line.n <= 1 + (count + 2) / 3 * 4 + 2 && (count == 0 || line.n > 1);
}

static void decode_line(struct buf *b, struct str line)
{
    size_t count = uu_value(line, 0);
    for (size_t at = 1; count > 0; at += 4) {
        unsigned bits = uu_value(line, at) << 18 | uu_value(line, at + 1) << 12 | uu_value(line, at + 2) << 6 |
                        uu_value(line, at + 3);
        for (int shift = 16; shift >= 0 && count > 0; shift -= 8, count--)
            buf_add_char(b, (char)(bits >> shift & 0xff));
    }
}

// Decodes until "end". False, with *rest untouched, when the lines are not uuencoded.
static bool decode_block(struct arena *a, struct str *rest, struct str *ret_bytes)
{
    struct str at = *rest, line;
    struct buf bytes = buf_make(a, 4096);
    while (str_cut_line(&at, &line)) {
        if (str_eq(str_trim(line), S("end"))) {
            *rest = at;
            *ret_bytes = buf_str(&bytes);
            return true;
        }
        if (str_is_empty(line))
            continue;
        if (!is_uu_line(line))
            return false;
        decode_line(&bytes, line);
    }
    return false;
}

struct str body_take_uuencoded(struct arena *a, struct mail *m, struct str text)
{
    if (!str_has(text, S("begin ")) || !str_has(text, S("\nend")))
        return text;
    struct buf left = buf_make(a, text.n);
    struct str line, name, bytes;
    int tries = 0;
    while (str_cut_line(&text, &line)) {
        if (tries < 100 && is_begin(line, &name) && (tries++, decode_block(a, &text, &bytes))) {
            struct mail_attachment one = {
                .filename = header_safe_filename(a, name, S("application/octet-stream"), m->attachments_n + 1),
                .type = S("application/octet-stream"),
                .bytes = bytes,
            };
            list_add(a, m->attachments, m->attachments_n, one);
            continue;
        }
        buf_add(&left, line);
        buf_add_char(&left, '\n');
    }
    return buf_str(&left);
}
