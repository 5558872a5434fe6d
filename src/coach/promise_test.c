// SPDX-License-Identifier: Apache-2.0
// Promises and the dates they take, with the rules of the program. The moment is
// Wednesday 2026-03-11 10:00 UTC.
#include "base/datetime.h"
#include "base/test.h"
#include "coach/coach.h"

struct row {
    const char *language, *draft;
    const char *due; // of the last promise; NULL: none has a date
};

static struct str due_of(struct ctx *c, const struct coach_rules *rules, const struct row *row)
{
    struct coach_remarks out;
    struct coach_draft in = {
        .text = str_of(row->draft), .language = str_of(row->language), .now_ms = INT64_C(1773223200000)};
    assert_ok(coach_read(c, rules, &in, &out));
    for (size_t i = out.promise_count; i-- > 0;) {
        const struct coach_promise *p = &out.promises[i];
        if (!p->has_due && i > 0)
            continue;
        struct datetime t = datetime_in_zone(p->due_ms, STR_NONE);
        return p->has_due ? str_fmt(c->arena, "%02d-%02d %02d:%02d", t.month, t.day, t.hour, t.minute) : S("-");
    }
    return S("-");
}

static void check_rows(const struct row *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    size_t wrong = 0;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    for (size_t i = 0; i < n; i++) {
        struct str due = due_of(&c, rules, &rows[i]);
        if (str_eq(due, str_of(rows[i].due ? rows[i].due : "-")))
            continue;
        print_error("\"%s\" is due %.*s, not %s\n", rows[i].draft, STR_ARG(due), rows[i].due ? rows[i].due : "-");
        wrong++;
    }
    coach_rules_free(rules);
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}

TEST(a_german_day_named_before_is_gone_on_from)
{
    static const struct row rows[] = {
        {"de", "Der Techniker kommt am Dienstag. Ich rufe Sie am selben Nachmittag an.", "03-17 17:00"},
        {"de", "Das Teil kommt am Freitag; ich baue es noch am selben Tag ein.", "03-13 17:00"},
        {"de", "Der Lieferant bringt ihn am Samstag. Am nächsten Morgen prüfe ich Ihr Postfach.", "03-15 12:00"},
        {"de", "Das Paket kommt am Donnerstag. Tags darauf baue ich es ein.", "03-13 17:00"},
        {"de", "Ihr Termin ist am 19. März. Am Tag davor rufe ich Sie an.", "03-18 17:00"},
        {"de", "Am Montag bin ich in der Werkstatt. Um 14 Uhr bringe ich Ihnen das Gerät.", "03-16 14:00"},
        {"de", "Sie schrieben am Montag, dass es brummt. Ich tausche den Lüfter um 15 Uhr.", "03-11 15:00"},
        {"de", "Sie haben am Montag bei uns angerufen. Ich tausche den Lüfter um 15 Uhr.", "03-11 15:00"},
        {"de", "Die Lizenz läuft am 31. März ab. Ich kümmere mich um eine neue.", NULL},
        {"de", "Wir sind am Freitag geschlossen. Ich sehe mir Ihren Zugang an.", NULL},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

TEST(a_german_date_before_the_verb_is_the_promises)
{
    static const struct row rows[] = {
        {"de", "Heute Abend ist Ruhe; am Freitag um 9 Uhr tausche ich das Kabel.", "03-13 09:00"},
        {"de", "Bis Freitag, spätestens aber Montag, melde ich mich bei Ihnen.", "03-16 17:00"},
        {"de", "Die Leitung ist bis Freitag gestört; ich melde mich bei Ihnen.", NULL},
        {"de", "Die Leitung ist bis Freitag gestört, ich melde mich bei Ihnen.", NULL},
        {"de", "Das Teil kommt am Donnerstag, dann baue ich es ein.", "03-12 17:00"},
        {"de", "Nächste Woche Dienstag um 10 Uhr bringe ich Ihnen das Gerät.", "03-17 10:00"},
        {"de", "Im Laufe des Nachmittags rufe ich Sie an.", "03-11 17:00"},
        {"de", "Bis Freitag, den 13.3., 15 Uhr melde ich mich bei Ihnen.", "03-13 15:00"},
        {"de", "Wenn ich das heute habe, ist es morgen um 12 Uhr fertig.", "03-12 12:00"},
        {"en", "On Friday at 9 I'll replace the cable.", "03-13 09:00"},
        {"en", "I'll replace the cable; it takes an hour.", NULL},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

TEST(a_german_present_with_a_date_is_a_promise)
{
    static const struct row rows[] = {
        {"de", "Ich konfiguriere das am Freitag um 9 Uhr.", "03-13 09:00"},
        {"de", "Am Donnerstag montiere ich den Bildschirm.", "03-12 17:00"},
        {"de", "Wir reinigen den Drucker morgen um 8 Uhr.", "03-12 08:00"},
        {"de", "Ich hake morgen beim Lieferanten nach.", "03-12 17:00"},
        {"de", "Morgen fahren wir das System wieder hoch.", "03-12 17:00"},
        {"de", "Ich hole Ihnen die Fassung bis 14 Uhr.", "03-11 14:00"},
        {"de", "Ich bin am Freitag im Urlaub.", NULL},
        {"de", "Ich habe das heute konfiguriert.", NULL},
        {"de", "In den nächsten Tagen prüfen wir das.", NULL},
    };
    check_rows(rows, ARRAY_LEN(rows));
}
