// SPDX-License-Identifier: Apache-2.0
// The table of commands: main() finds them in it, help prints it, the manual
// page is held to it by a test. A new command is a row here and a function
// that returns the exit code.
#include "app/app.h"

const struct command command_table[] = {
    {"serve", NULL, CMD_SERVE, command_serve, "", 0, 0, "runs the desk: web, API, mail and background work",
     "Prints one line 'listening on http://…' when it is ready. SIGTERM lets what is under way finish."},
    {"init", NULL, CMD_INIT, command_init, "", 0, 0, "makes an empty desk with its first administrator",
     "Without --password-file it prints a link to sign in with, once."},
    {"demo", NULL, CMD_DEMO, command_demo, "", 0, 0, "fills an empty desk with people and tickets to look at", ""},
    {"receive", NULL, CMD_RECEIVE, command_receive, "", 0, 0, "takes one mail on standard input, as a mail server's pipe does",
     "Exits 0 only once the mail is committed, and 75 (try again) on any trouble on our side."},
    {"token", "create", CMD_TOKEN, command_token_create, "", 0, 0, "prints an API token for --for EMAIL", ""},
    {"verify", NULL, CMD_VERIFY, command_verify, "", 0, 0, "proves that no history was changed or dropped",
     "Exits 1 and names the first event that does not fit."},
    {"backup", NULL, CMD_BACKUP, command_backup, "FILE", 1, 1, "writes a consistent copy to FILE while the desk runs", ""},
    {"restore", NULL, CMD_RESTORE, command_restore, "FILE", 1, 1, "puts a backup back into an empty place",
     "The place may be of the other kind: a backup of SQLite goes into PostgreSQL and the other way round."},
    {"export", NULL, CMD_EXPORT, command_export, "DIR", 1, 1, "writes everything as NDJSON and files into DIR", ""},
    {"mail", "parse", CMD_MAIL, command_mail_parse, "", 0, 0, "reads one mail and prints what we make of it as JSON", ""},
    {"coach", NULL, CMD_COACH, command_coach, "[check DIR | try RULE]", 0, 2, "reads a draft and prints the remarks as JSON",
     "'coach check DIR' runs the examples of the rule files in DIR. 'coach try RULE --last N' prints what a rule\n"
     "would have marked in the desk's own replies."},
    {"check", NULL, CMD_CHECK, command_check, "", 0, 0, "says what is unsafe or missing in this set-up", ""},
    {"sink", NULL, CMD_SINK, command_sink, "", 0, 0, "a mail server that only keeps what it is sent, for trying things out",
     "Prints one line 'listening on smtp://…' when it is ready; each mail becomes a file in --dir."},
    {"help", NULL, CMD_HELP, command_help, "[COMMAND]", 0, 2, "this page, or all about one command", ""},
};
const size_t command_count = ARRAY_LEN(command_table);
