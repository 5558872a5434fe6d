// SPDX-License-Identifier: Apache-2.0
// One message to one recipient over SMTP (RFC 5321), by libcurl. Tries once;
// when to try again is the jobs' affair. Tells a refusal for good from one that
// may pass. Blocks up to the server's time limit.
#pragma once

#include "base/ctx.h"

struct smtp_server {
    struct str host;
    int port;
    bool tls;           // TLS from the first byte (smtps)
    bool starttls_must; // smtp://…?starttls=must; else STARTTLS where the server offers it
    struct str user, password;
    struct str helo;  // how we call ourselves; may be empty
    int64_t limit_ms; // for the whole conversation
};

// smtp://[user:password@]host[:port][?starttls=must], smtps://…; ports 25 (587 with a user) and 465.
// RC_INVALID with a sentence that names what is wrong and never the password.
NODISCARD enum rc smtp_server_parse(struct ctx *c, struct str url, struct smtp_server *ret_server);

enum smtp_outcome {
    SMTP_ACCEPTED,
    SMTP_REFUSED, // 5xx: trying again is no use
    SMTP_LATER,   // 4xx, or no conversation came about
};

struct smtp_result {
    enum smtp_outcome outcome;
    int code;        // the server's last, 0 if there was none
    struct str said; // the server's last line or the reason in words; at most 500 bytes
};

// RC_OK whatever the server said; RC_INVALID when an address cannot stand in a command.
NODISCARD enum rc smtp_send(struct ctx *c, const struct smtp_server *server, struct str envelope_from,
                            struct str recipient, struct str raw, struct smtp_result *ret_result);
