// SPDX-License-Identifier: Apache-2.0
// A mail as bytes, read into a struct mail: who wrote it, what it says, what
// hangs on it. Strange mail is never an error: whatever can be read is read,
// and `problems` says in plain words what was odd. Only a mail past the limits
// is refused (RC_LIMIT), and then the caller keeps the raw bytes. All text is
// valid UTF-8 and lives in the ctx's arena, which must have room for about
// three times the mail.
#pragma once

#include "base/ctx.h"

// Once a process, before anything else here and before there are threads.
void mail_start(void);

struct mail_limits {
    size_t raw_bytes;    // the whole mail
    size_t header_bytes; // the mail's own header block
    size_t headers;      // header fields kept
    size_t addresses;    // in each list
    size_t references;   // ids kept; the first and the newest of a longer list
    size_t parts;        // leaves
    size_t depth;        // multiparts within multiparts
};
extern const struct mail_limits mail_limits_default;

struct mail_address {
    struct str name;    // decoded, may be empty
    struct str address; // local@domain with the domain in lower case
};
struct mail_addresses {
    struct mail_address *items;
    size_t n;
};
struct mail_strs {
    struct str *items;
    size_t n;
};
struct mail_header {
    struct str name;  // as written
    struct str value; // unfolded, decoded
};

// A leaf of the MIME tree. message/rfc822 counts as a leaf.
struct mail_part {
    struct str type;       // "text/plain", lower case
    struct str filename;   // decoded as written, none if there is none
    struct str content_id; // without <>
    struct str charset;    // as labelled, lower case
    struct str bytes;      // transfer encoding undone
    struct str text;       // text/* only: as UTF-8 with "\n" ends
    bool is_attachment;    // Content-Disposition: attachment
    bool is_body;          // said in mail.text or mail.html
    bool is_inline;        // shown within the HTML by its content_id
    uint32_t alternative;  // leaves with the same number (not 0) say the same thing (multipart/alternative)
    bool flowed, delsp;    // RFC 3676
};

// What a person would save: every leaf that is not a body, and what was uuencoded in the text.
struct mail_attachment {
    struct str filename; // safe: no directories, no controls, never empty, at most 180 bytes
    struct str type;
    struct str content_id;
    struct str bytes;
    bool is_inline;
};

struct mail {
    struct str subject; // white space collapsed
    struct mail_addresses from, sender, reply_to, to, cc, delivered_to;
    int64_t date_ms;       // 0 unknown
    struct str message_id; // without <>
    struct mail_strs in_reply_to, references;
    struct str text; // the body for reading: all text said, or made from the HTML; "\n" ends
    struct str html; // the whole body as HTML from a stranger (never shown without sanitize), or none
    struct mail_header *headers;
    size_t headers_n;
    struct mail_part *parts;
    size_t parts_n;
    struct mail_attachment *attachments;
    size_t attachments_n;
    struct mail_strs problems; // plain words, one each
};

NODISCARD enum rc mail_parse(struct ctx *c, struct str raw, const struct mail_limits *limits, struct mail *ret_mail);

// The first header of that name, or STR_NONE.
struct str mail_header_get(const struct mail *m, const char *name);
// The first leaf of that type that is not an attachment, or NULL.
const struct mail_part *mail_part_find(const struct mail *m, const char *type);
