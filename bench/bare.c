// SPDX-License-Identifier: Apache-2.0
// What bare SQLite commits: one row of 600 bytes a transaction, WAL,
// synchronous=FULL, one connection, for so many seconds. Prints commits a
// second. The measure beside which creating tickets is read.
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int run(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    int rc = sqlite3_exec(db, sql, NULL, NULL, &why);
    if (rc != SQLITE_OK)
        fprintf(stderr, "%s: %s\n", sql, why ? why : "?");
    sqlite3_free(why);
    return rc;
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    char text[600];
    double seconds = 0;
    if (argc != 3 || sscanf(argv[2], "%lf", &seconds) != 1) {
        fprintf(stderr, "usage: bench_bare FILE SECONDS\n");
        return 64;
    }
    memset(text, 'x', sizeof text);
    if (sqlite3_open(argv[1], &db) != SQLITE_OK || run(db, "PRAGMA journal_mode=WAL") || run(db, "PRAGMA synchronous=FULL") ||
        run(db, "CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)") ||
        sqlite3_prepare_v2(db, "INSERT INTO row (text) VALUES (?)", -1, &insert, NULL) != SQLITE_OK)
        return 1;
    long n = 0;
    double start = now_s(), took;
    do {
        sqlite3_bind_text(insert, 1, text, sizeof text, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            return 1;
        sqlite3_reset(insert);
        n++;
        took = now_s() - start;
    } while (took < seconds);
    printf("%.0f\n", (double)n / took);
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return 0;
}
