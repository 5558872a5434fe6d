// SPDX-License-Identifier: Apache-2.0
// Draws the pictures that people attach: a window with a message in it, in
// palette colours that depend on the name. Written as PNG without compression
// (stored blocks of RFC 1951), which needs no library and a few lines.
#include "app/demo_play.h"
#include "base/buf.h"

enum { WIDE = 160, HIGH = 100, ROW = WIDE + 1, COLOURS = 4 };

static void add_be32(struct buf *b, uint32_t v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_char(b, (char)(v >> shift));
}

// CRC-32 of ISO 3309, as PNG asks for.
static uint32_t crc32_of(struct str s)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0xEDB88320) : crc >> 1;
    }
    return ~crc;
}

// RFC 1950
static uint32_t adler32_of(struct str s)
{
    uint32_t low = 1, high = 0;
    for (size_t i = 0; i < s.n; i++) {
        low = (low + (unsigned char)s.p[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

static void add_chunk(struct buf *png, struct str type, struct str data)
{
    add_be32(png, (uint32_t)data.n);
    size_t from = png->n;
    buf_add(png, type);
    buf_add(png, data);
    add_be32(png, crc32_of((struct str){png->p + from, png->n - from}));
}

// 0 desk, 1 window, 2 its bar, 3 letters.
static char pixel(int x, int y, uint32_t seed)
{
    if (x < 12 || x >= WIDE - 12 || y < 10 || y >= HIGH - 10)
        return 0;
    if (y < 22)
        return 2;
    bool line = y >= 34 && y < 76 && (y - 34) % 14 < 5;
    int ends = WIDE - 30 - (int)((seed >> (unsigned)((y - 34) / 14 * 5)) % 60);
    if (line && x >= 24 && x < ends && (x * 7 + (y - 34) / 14 * 3) % 11 > 1)
        return 3;
    return y >= 80 && y < 88 && x >= WIDE - 56 && x < WIDE - 22 ? 2 : 1;
}

static void add_pixels(struct buf *data, struct buf *raw, uint32_t seed)
{
    for (int y = 0; y < HIGH; y++) {
        buf_add_char(raw, 0);
        for (int x = 0; x < WIDE; x++)
            buf_add_char(raw, pixel(x, y, seed));
    }
    const uint16_t n = ROW * HIGH;
    buf_add(data, ((struct str){"\x78\x01\x01", 3}));
    buf_add_char(data, (char)(n & 0xFF));
    buf_add_char(data, (char)(n >> 8));
    buf_add_char(data, (char)(~n & 0xFF));
    buf_add_char(data, (char)(~n >> 8 & 0xFF));
    buf_add(data, buf_str(raw));
    add_be32(data, adler32_of(buf_str(raw)));
}

struct str demo_picture(struct arena *a, struct str name)
{
    uint32_t seed = crc32_of(name);
    struct buf png = buf_make(a, 20000), head = buf_make(a, 16), data = buf_make(a, 18000),
               raw = buf_make(a, ROW * HIGH);
    const char tint = (char)(0x50 + seed % 0x60);
    const char palette[COLOURS * 3] = {(char)0xC8, (char)0xCE, (char)0xC9, (char)0xFF, (char)0xFD, (char)0xF9,
                                       0x2F,       tint,       0x62,       0x1D,       0x24,       0x21};
    add_be32(&head, WIDE);
    add_be32(&head, HIGH);
    buf_add(&head, ((struct str){"\x08\x03\0\0\0", 5})); // 8 bits, palette
    add_pixels(&data, &raw, seed);
    buf_add(&png, ((struct str){"\x89PNG\r\n\x1a\n", 8}));
    add_chunk(&png, S("IHDR"), buf_str(&head));
    add_chunk(&png, S("PLTE"), (struct str){palette, sizeof palette});
    add_chunk(&png, S("IDAT"), buf_str(&data));
    add_chunk(&png, S("IEND"), S(""));
    return buf_str(&png);
}
