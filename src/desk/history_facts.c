// SPDX-License-Identifier: Apache-2.0
// The facts of an event: a flat JSON object of texts and integers, written here
// and read here. The reader takes nothing else: a nested value, or text that is
// not ours, reads as "not there".
#include "desk/history.h"

#include "base/escape.h"
#include "base/utf8.h"

struct facts facts_begin(struct arena *a)
{
    struct facts f = {buf_make(a, 128)};
    buf_add_char(&f.json, '{');
    return f;
}

static void name_add(struct facts *f, const char *name)
{
    if (f->json.n > 1)
        buf_add_char(&f->json, ',');
    buf_add_char(&f->json, '"');
    escape_json(&f->json, str_of(name));
    buf_lit(&f->json, "\":");
}

void facts_text(struct facts *f, const char *name, struct str value)
{
    if (str_is_none(value))
        return;
    name_add(f, name);
    buf_add_char(&f->json, '"');
    escape_json(&f->json, value);
    buf_add_char(&f->json, '"');
}

void facts_int(struct facts *f, const char *name, int64_t value)
{
    name_add(f, name);
    buf_add_int(&f->json, value);
}

struct str facts_end(struct facts *f)
{
    buf_add_char(&f->json, '}');
    return buf_str(&f->json);
}

// ---- reading ----

// What stands between quotes, still escaped; moves past the closing one.
static bool quoted(struct str *rest, struct str *ret_raw)
{
    if (rest->n < 2 || rest->p[0] != '"')
        return false;
    for (size_t i = 1; i < rest->n; i++) {
        if (rest->p[i] == '\\') {
            i++;
        } else if (rest->p[i] == '"') {
            *ret_raw = str_slice(*rest, 1, i);
            *rest = str_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

static bool value_take(struct str *rest, struct str *ret_raw, bool *ret_is_text)
{
    *ret_is_text = quoted(rest, ret_raw);
    if (*ret_is_text)
        return true;
    size_t n = 0;
    while (n < rest->n && (rest->p[n] == '-' || (rest->p[n] >= '0' && rest->p[n] <= '9')))
        n++;
    *ret_raw = str_slice(*rest, 0, n);
    *rest = str_from(*rest, n);
    return n > 0;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool hex_four(struct str s, size_t at, uint32_t *ret_code)
{
    uint32_t code = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s.n ? hex_digit(s.p[i]) : -1;
        if (digit < 0)
            return false;
        code = code << 4 | (uint32_t)digit;
    }
    *ret_code = code;
    return true;
}

// The code point of "\uXXXX" at `at`, with its second half if it has one.
static size_t unicode_take(struct str raw, size_t at, uint32_t *ret_code)
{
    uint32_t low;
    if (!hex_four(raw, at, ret_code)) {
        *ret_code = 0xfffd;
        return 0;
    }
    if (*ret_code >= 0xd800 && *ret_code < 0xdc00 && at + 6 < raw.n && raw.p[at + 4] == '\\' &&
        hex_four(raw, at + 6, &low) && low >= 0xdc00 && low < 0xe000) {
        *ret_code = 0x10000 + ((*ret_code - 0xd800) << 10) + (low - 0xdc00);
        return 10;
    }
    return 4;
}

static struct str unescape(struct arena *a, struct str raw)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (str_find_char(raw, '\\') < 0)
        return raw.n ? raw : S("");
    struct buf b = buf_make(a, raw.n);
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] != '\\' || i + 1 >= raw.n) {
            buf_add_char(&b, raw.p[i]);
            continue;
        }
        const char *known = strchr(from, raw.p[++i]);
        if (raw.p[i] == 'u') {
            uint32_t code;
            char bytes[4];
            i += unicode_take(raw, i + 1, &code);
            buf_add_bytes(&b, bytes, utf8_put(bytes, code));
        } else if (known && *known) {
            buf_add_char(&b, to[known - from]);
        }
    }
    return buf_str(&b);
}

struct str facts_get(struct arena *a, struct str content, const char *name)
{
    struct str rest = str_from(content, 1), key, raw, wanted = str_of(name);
    bool is_text;
    while (quoted(&rest, &key) && str_starts(rest, S(":"))) {
        rest = str_from(rest, 1);
        if (!value_take(&rest, &raw, &is_text))
            break;
        if (str_eq(key, wanted))
            return is_text ? unescape(a, raw) : raw;
        if (!str_starts(rest, S(",")))
            break;
        rest = str_from(rest, 1);
    }
    return STR_NONE;
}

int64_t facts_get_int(struct arena *a, struct str content, const char *name)
{
    int64_t value;
    return str_to_int64(facts_get(a, content, name), &value) ? value : 0;
}
