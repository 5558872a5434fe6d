// SPDX-License-Identifier: Apache-2.0
// A query once it is understood: what search_parse() makes, search_said() reads
// back, and search_run() turns into parameters. It knows no database: names are
// still names in it. For the files of search alone.
#pragma once

#include "desk/ticket.h"

#define QUERY_BYTES_MAX 2048
#define QUERY_WORDS_MAX 64
#define QUERY_VALUES_MAX 16

// What a ticket can be: its state while it is open, its outcome once it is
// closed, and that twice: in time, and late. A set of these is a bit mask, so
// "or" is a union, "and" an intersection, "-" a complement.
enum cell {
    CELL_WITH_US,
    CELL_WITH_YOU,
    CELL_PROPOSED,
    CELL_RESTING,
    CELL_SOLVED,
    CELL_WITHDRAWN,
    CELL_DECLINED,
    CELL_MERGED,
    CELL_COUNT_
};
#define CELLS_IN_TIME 0x00ffu
#define CELLS_LATE 0xff00u
#define CELLS_ALL 0xffffu
#define CELLS_CLOSED 0xf0f0u
#define CELLS_SOLVED 0x1010u
struct str cell_name(enum cell c);

struct values {
    struct str items[QUERY_VALUES_MAX];
    size_t n;
};

struct search_word {
    struct str words;  // folded, one space between and around
    struct str as_typed;
    bool is_not, quoted;
};

struct day {
    int year, month, day; // year 0: not given
};

struct search_query {
    unsigned cells;                           // of CELLS_ALL
    unsigned effects, reaches, waiting;       // bits by enum; all bits: any
    bool has_effect, has_reach, has_waiting;
    bool promise_late, promise_soon, promise_today;
    struct values owners, requesters, teams, tags;
    struct day before, after;                 // before: the day's start; after: the same, inclusive
    struct search_word words[QUERY_WORDS_MAX];
    size_t words_n;
    int64_t number;                           // the query is a ticket's number and nothing else; else 0
    struct {
        struct str is, effect, reach, waiting, promise;
    } said;                                   // filters in words, none where not given
};
