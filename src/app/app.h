// SPDX-License-Identifier: Apache-2.0
// What one run of the program has in hand: its options, its memory, its
// database. Everything hangs on one struct app, handed down; commands are
// functions of it that return the exit code.
#pragma once

#include "app/options.h"
#include "base/log.h"
#include "desk/mailing.h"
#include "store/store.h"

// Exit codes of INTERFACE.md; 64 and 75 are sysexits.h's.
enum { EXIT_FINE = 0, EXIT_TROUBLE = 1, EXIT_USAGE = 64, EXIT_TRY_AGAIN = 75 };

struct app {
    struct ctx c;
    struct log log;
    struct options o;
    struct store *store;       // NULL until app_open
};

struct command {
    const char *name, *sub;    // "token", "create"; sub NULL for most
    unsigned mask;             // which options it takes
    int (*run)(struct app *app);
    const char *args;          // "FILE", "" for none
    int args_least, args_most;
    const char *summary;       // one line for help
    const char *more;          // a paragraph for `help COMMAND`, may be ""
};
extern const struct command command_table[];
extern const size_t command_count;

// How to come to the database: made if missing, brought up to date, or just as it is.
enum app_open_how { OPEN_CREATE, OPEN_UPGRADE, OPEN_AS_IS };
NODISCARD enum rc app_open(struct app *app, enum app_open_how how);
// From, base URL, key and name as the mails need them; reads the key from the database.
NODISCARD enum rc app_identity(struct app *app, struct mail_identity *ret_identity);

// Says what went wrong, as one sentence on standard error, and returns `code`.
int app_sorry(struct app *app, int code);
// One line of wrong use, then EXIT_USAGE.
int app_usage(struct app *app, const char *fmt, ...) PRINTF(2, 3);
// Data to standard output; EXIT_TROUBLE with a sentence if it cannot be written.
int app_print(struct app *app, struct str text);
void app_say(const char *fmt, ...) PRINTF(1, 2);            // to standard error, a line
// "…: 1200 of 5000", at most ten times a second and only on a terminal, else at each tenth.
void app_progress(const char *what, int64_t done, int64_t total);

int command_serve(struct app *app);
int command_init(struct app *app);
int command_demo(struct app *app);
int command_receive(struct app *app);
int command_token_create(struct app *app);
int command_verify(struct app *app);
int command_backup(struct app *app);
int command_restore(struct app *app);
int command_export(struct app *app);
int command_mail_parse(struct app *app);
int command_coach(struct app *app);
int command_check(struct app *app);
int command_sink(struct app *app);
int command_help(struct app *app);
