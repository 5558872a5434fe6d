// SPDX-License-Identifier: Apache-2.0
// The words of time in English and German, folded (small letters, "ae" for "ä") and in
// the order of their bytes, which a test holds them to.
#include "coach/date.h"

static const struct date_word english[] = {
    {"a", DATE_COUNT, 1}, {"about", DATE_AT, 0}, {"after", DATE_IN, 0}, {"afternoon", DATE_PART, 1020},
    {"ago", DATE_PAST, 0}, {"am", DATE_MERIDIEM, 0}, {"an", DATE_COUNT, 1}, {"and", DATE_RANGE, 0},
    {"approximately", DATE_AT, 0}, {"apr", DATE_MONTH, 4}, {"april", DATE_MONTH, 4}, {"around", DATE_AT, 0},
    {"at", DATE_AT, 0}, {"aug", DATE_MONTH, 8}, {"august", DATE_MONTH, 8}, {"before", DATE_BY, 0},
    {"beginning", DATE_START, 0}, {"between", DATE_BETWEEN, 0}, {"business", DATE_WORKING, 0}, {"by", DATE_BY, 0},
    {"close", DATE_END, 0}, {"cob", DATE_DAY_END, 0}, {"coming", DATE_THIS, 0}, {"couple", DATE_COUNT, 2},
    {"day", DATE_UNIT, 2}, {"days", DATE_UNIT, 2}, {"dec", DATE_MONTH, 12}, {"december", DATE_MONTH, 12},
    {"each", DATE_EVERY, 0}, {"earlier", DATE_PAST, 0}, {"early", DATE_START, 0}, {"eight", DATE_COUNT, 8},
    {"eleven", DATE_COUNT, 11}, {"end", DATE_END, 0}, {"eob", DATE_DAY_END, 0}, {"eod", DATE_DAY_END, 0},
    {"eow", DATE_WEEK_END, 0}, {"evening", DATE_PART, 1200}, {"every", DATE_EVERY, 0}, {"feb", DATE_MONTH, 2},
    {"february", DATE_MONTH, 2}, {"few", DATE_COUNT, 3}, {"fifteen", DATE_COUNT, 15}, {"five", DATE_COUNT, 5},
    {"following", DATE_NEXT, 0}, {"forty", DATE_COUNT, 40}, {"four", DATE_COUNT, 4}, {"fri", DATE_WEEKDAY, 5},
    {"friday", DATE_WEEKDAY, 5}, {"from", DATE_AT, 0}, {"half", DATE_HALF, 0}, {"hence", DATE_MORE, 0},
    {"hour", DATE_UNIT, 1}, {"hours", DATE_UNIT, 1}, {"hr", DATE_UNIT, 1}, {"hrs", DATE_UNIT, 1},
    {"in", DATE_IN, 0}, {"jan", DATE_MONTH, 1}, {"january", DATE_MONTH, 1}, {"jul", DATE_MONTH, 7},
    {"july", DATE_MONTH, 7}, {"jun", DATE_MONTH, 6}, {"june", DATE_MONTH, 6}, {"last", DATE_PAST, 0},
    {"later", DATE_LATE, 0}, {"latest", DATE_BY, 0}, {"lunch", DATE_CLOCK, 720}, {"lunchtime", DATE_CLOCK, 720},
    {"mar", DATE_MONTH, 3}, {"march", DATE_MONTH, 3}, {"may", DATE_MONTH, 5}, {"mid", DATE_MIDDLE, 0},
    {"midday", DATE_CLOCK, 720}, {"middle", DATE_MIDDLE, 0}, {"midnight", DATE_CLOCK, 1440}, {"min", DATE_UNIT, 0},
    {"mins", DATE_UNIT, 0}, {"minute", DATE_UNIT, 0}, {"minutes", DATE_UNIT, 0}, {"mon", DATE_WEEKDAY, 1},
    {"monday", DATE_WEEKDAY, 1}, {"month", DATE_UNIT, 4}, {"months", DATE_UNIT, 4}, {"morning", DATE_PART, 720},
    {"next", DATE_NEXT, 0}, {"night", DATE_PART, 1320}, {"nine", DATE_COUNT, 9}, {"noon", DATE_CLOCK, 720},
    {"nov", DATE_MONTH, 11}, {"november", DATE_MONTH, 11}, {"oclock", DATE_OCLOCK, 0}, {"oct", DATE_MONTH, 10},
    {"october", DATE_MONTH, 10}, {"of", DATE_LINK, 0}, {"on", DATE_ON, 0}, {"one", DATE_COUNT, 1},
    {"or", DATE_RANGE, 0}, {"past", DATE_PAST, 0}, {"pm", DATE_MERIDIEM, 1}, {"previous", DATE_PAST, 0},
    {"quarter", DATE_QUARTER, 0}, {"saturday", DATE_WEEKDAY, 6}, {"sep", DATE_MONTH, 9}, {"sept", DATE_MONTH, 9},
    {"september", DATE_MONTH, 9}, {"seven", DATE_COUNT, 7}, {"since", DATE_PAST, 0}, {"six", DATE_COUNT, 6},
    {"start", DATE_START, 0}, {"sunday", DATE_WEEKDAY, 7}, {"ten", DATE_COUNT, 10}, {"the", DATE_LINK, 0},
    {"thirty", DATE_COUNT, 30}, {"this", DATE_THIS, 0}, {"three", DATE_COUNT, 3}, {"through", DATE_RANGE, 0},
    {"thu", DATE_WEEKDAY, 4}, {"thurs", DATE_WEEKDAY, 4}, {"thursday", DATE_WEEKDAY, 4}, {"til", DATE_BY, 0},
    {"till", DATE_BY, 0}, {"tmrw", DATE_DAY, 1}, {"to", DATE_RANGE, 0}, {"today", DATE_DAY, 0},
    {"tomorrow", DATE_DAY, 1}, {"tonight", DATE_DAY, 0}, {"tue", DATE_WEEKDAY, 2}, {"tues", DATE_WEEKDAY, 2},
    {"tuesday", DATE_WEEKDAY, 2}, {"twelve", DATE_COUNT, 12}, {"twenty", DATE_COUNT, 20}, {"two", DATE_COUNT, 2},
    {"until", DATE_BY, 0}, {"wed", DATE_WEEKDAY, 3}, {"wednesday", DATE_WEEKDAY, 3}, {"week", DATE_UNIT, 3},
    {"weekend", DATE_WEEK_END, 0}, {"weeks", DATE_UNIT, 3}, {"within", DATE_IN, 0}, {"work", DATE_WORKING, 0},
    {"working", DATE_WORKING, 0}, {"year", DATE_UNIT, 5}, {"years", DATE_UNIT, 5}, {"yesterday", DATE_DAY, -1},
};

static const struct date_word german[] = {
    {"ab", DATE_AT, 0}, {"abend", DATE_PART, 1200}, {"abends", DATE_PART, 1200}, {"acht", DATE_COUNT, 8},
    {"am", DATE_ON, 0}, {"an", DATE_ON, 0}, {"anfang", DATE_START, 0}, {"apr", DATE_MONTH, 4},
    {"april", DATE_MONTH, 4}, {"arbeitstag", DATE_WORKDAY, 0}, {"arbeitstage", DATE_WORKDAY, 0},
    {"arbeitstagen", DATE_WORKDAY, 0}, {"arbeitstages", DATE_WORKDAY, 0}, {"aug", DATE_MONTH, 8},
    {"august", DATE_MONTH, 8}, {"beginn", DATE_START, 0}, {"binnen", DATE_IN, 0}, {"bis", DATE_BY, 0},
    {"buroschluss", DATE_DAY_END, 0}, {"ca", DATE_AT, 0}, {"circa", DATE_AT, 0}, {"das", DATE_LINK, 0},
    {"dem", DATE_LINK, 0}, {"den", DATE_LINK, 0}, {"der", DATE_LINK, 0}, {"des", DATE_LINK, 0},
    {"dez", DATE_MONTH, 12}, {"dezember", DATE_MONTH, 12}, {"di", DATE_WEEKDAY, 2}, {"die", DATE_LINK, 0},
    {"dienstag", DATE_WEEKDAY, 2}, {"dienstschluss", DATE_DAY_END, 0}, {"diese", DATE_THIS, 0},
    {"diesem", DATE_THIS, 0}, {"diesen", DATE_THIS, 0}, {"dieser", DATE_THIS, 0}, {"dieses", DATE_THIS, 0},
    {"do", DATE_WEEKDAY, 4}, {"donnerstag", DATE_WEEKDAY, 4}, {"drei", DATE_COUNT, 3}, {"dreissig", DATE_COUNT, 30},
    {"ein", DATE_COUNT, 1}, {"eine", DATE_COUNT, 1}, {"einem", DATE_COUNT, 1}, {"einen", DATE_COUNT, 1},
    {"einer", DATE_COUNT, 1}, {"eines", DATE_COUNT, 1}, {"elf", DATE_COUNT, 11}, {"ende", DATE_END, 0},
    {"etwa", DATE_AT, 0}, {"feb", DATE_MONTH, 2}, {"februar", DATE_MONTH, 2}, {"feierabend", DATE_DAY_END, 0},
    {"folgenden", DATE_NEXT, 0}, {"fr", DATE_WEEKDAY, 5}, {"freitag", DATE_WEEKDAY, 5}, {"frueh", DATE_PART, 720},
    {"fuenf", DATE_COUNT, 5}, {"fuenfzehn", DATE_COUNT, 15}, {"gegen", DATE_AT, 0},
    {"geschaeftstagen", DATE_WORKDAY, 0}, {"gestern", DATE_DAY, -1}, {"halb", DATE_HALF, 0},
    {"halbe", DATE_HALF, 0}, {"halben", DATE_HALF, 0}, {"heute", DATE_DAY, 0}, {"im", DATE_IN, 0},
    {"in", DATE_IN, 0}, {"innerhalb", DATE_IN, 0}, {"jaenner", DATE_MONTH, 1}, {"jahr", DATE_UNIT, 5},
    {"jahre", DATE_UNIT, 5}, {"jahren", DATE_UNIT, 5}, {"jahres", DATE_UNIT, 5}, {"jan", DATE_MONTH, 1},
    {"januar", DATE_MONTH, 1}, {"jede", DATE_EVERY, 0}, {"jeden", DATE_EVERY, 0}, {"jeder", DATE_EVERY, 0},
    {"jedes", DATE_EVERY, 0}, {"juli", DATE_MONTH, 7}, {"juni", DATE_MONTH, 6}, {"kommende", DATE_NEXT, 0},
    {"kommenden", DATE_NEXT, 0}, {"kommender", DATE_NEXT, 0}, {"lauf", DATE_LINK, 0}, {"laufe", DATE_LINK, 0},
    {"letzte", DATE_PAST, 0}, {"letzten", DATE_PAST, 0}, {"letzter", DATE_PAST, 0}, {"maerz", DATE_MONTH, 3},
    {"mai", DATE_MONTH, 5}, {"mi", DATE_WEEKDAY, 3}, {"min", DATE_UNIT, 0}, {"minute", DATE_UNIT, 0},
    {"minuten", DATE_UNIT, 0}, {"mittag", DATE_CLOCK, 720}, {"mittags", DATE_CLOCK, 720},
    {"mittagspause", DATE_CLOCK, 720}, {"mitte", DATE_MIDDLE, 0}, {"mitternacht", DATE_CLOCK, 1440},
    {"mittwoch", DATE_WEEKDAY, 3}, {"mo", DATE_WEEKDAY, 1}, {"monat", DATE_UNIT, 4}, {"monate", DATE_UNIT, 4},
    {"monaten", DATE_UNIT, 4}, {"monats", DATE_UNIT, 4}, {"monatsende", DATE_END, 4}, {"montag", DATE_WEEKDAY, 1},
    {"morgen", DATE_DAY, 1}, {"nach", DATE_MORE, 0}, {"nachmittag", DATE_PART, 1020},
    {"nachmittags", DATE_PART, 1020}, {"nacht", DATE_PART, 1320}, {"naechste", DATE_NEXT, 0},
    {"naechstem", DATE_NEXT, 0}, {"naechsten", DATE_NEXT, 0}, {"naechster", DATE_NEXT, 0},
    {"naechstes", DATE_NEXT, 0}, {"neun", DATE_COUNT, 9}, {"noch", DATE_LINK, 0}, {"nov", DATE_MONTH, 11},
    {"november", DATE_MONTH, 11}, {"oder", DATE_RANGE, 0}, {"okt", DATE_MONTH, 10}, {"oktober", DATE_MONTH, 10},
    {"paar", DATE_COUNT, 3}, {"samstag", DATE_WEEKDAY, 6}, {"sechs", DATE_COUNT, 6}, {"seit", DATE_PAST, 0},
    {"sep", DATE_MONTH, 9}, {"sept", DATE_MONTH, 9}, {"september", DATE_MONTH, 9}, {"sieben", DATE_COUNT, 7},
    {"sonnabend", DATE_WEEKDAY, 6}, {"sonntag", DATE_WEEKDAY, 7}, {"spaeter", DATE_LATE, 0},
    {"spaetestens", DATE_BY, 0}, {"std", DATE_UNIT, 1}, {"stunde", DATE_UNIT, 1}, {"stunden", DATE_UNIT, 1},
    {"tag", DATE_UNIT, 2}, {"tage", DATE_UNIT, 2}, {"tagen", DATE_UNIT, 2}, {"tages", DATE_UNIT, 2},
    {"tagesende", DATE_DAY_END, 0}, {"uebermorgen", DATE_DAY, 2}, {"uhr", DATE_OCLOCK, 0}, {"um", DATE_AT, 0},
    {"und", DATE_RANGE, 0}, {"ungefaehr", DATE_AT, 0}, {"vergangenen", DATE_PAST, 0}, {"vier", DATE_COUNT, 4},
    {"viertel", DATE_QUARTER, 0}, {"vierzig", DATE_COUNT, 40}, {"von", DATE_LINK, 0}, {"vor", DATE_BY, 0},
    {"vorgestern", DATE_DAY, -2}, {"vorige", DATE_PAST, 0}, {"vorigen", DATE_PAST, 0},
    {"vormittag", DATE_PART, 720}, {"vormittags", DATE_PART, 720}, {"werktag", DATE_WORKDAY, 0},
    {"werktage", DATE_WORKDAY, 0}, {"werktagen", DATE_WORKDAY, 0}, {"werktages", DATE_WORKDAY, 0},
    {"woche", DATE_UNIT, 3}, {"wochen", DATE_UNIT, 3}, {"wochenende", DATE_WEEK_END, 0}, {"zehn", DATE_COUNT, 10},
    {"zu", DATE_LINK, 0}, {"zum", DATE_ON, 0}, {"zwanzig", DATE_COUNT, 20}, {"zwei", DATE_COUNT, 2},
    {"zwischen", DATE_BETWEEN, 0}, {"zwoelf", DATE_COUNT, 12},
};

static int compare(const void *key, const void *item)
{
    const struct date_word *w = item;
    return str_compare(*(const struct str *)key, str_of(w->word));
}

// "Dienstagnachmittag": the weekday counts here, its part is read by the grammar.
const struct date_word *date_word_find(enum tongue tongue, struct str word)
{
    if (tongue == TONGUE_EN)
        return bsearch(&word, english, ARRAY_LEN(english), sizeof *english, compare);
    if (tongue == TONGUE_DE)
        return bsearch(&word, german, ARRAY_LEN(german), sizeof *german, compare);
    return NULL;
}

bool date_word_is_month(enum tongue tongue, struct str word)
{
    const struct date_word *w = date_word_find(tongue, word);
    return w && w->class == DATE_MONTH;
}
