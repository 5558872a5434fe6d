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

struct all_row {
    const char *draft, *promises; // "agent 03-12 09:00, other some time"
};

static struct str promises_of(struct ctx *c, const struct coach_rules *rules, const char *draft)
{
    struct coach_remarks out;
    struct coach_draft in = {.text = str_of(draft), .language = S("en"), .now_ms = INT64_C(1773223200000)};
    struct buf b = buf_make(c->arena, 128);
    assert_ok(coach_read(c, rules, &in, &out));
    for (size_t i = 0; i < out.promise_count; i++) {
        const struct coach_promise *p = &out.promises[i];
        struct datetime t = datetime_in_zone(p->due_ms, STR_NONE);
        buf_addf(&b, "%s%s", i ? ", " : "", p->by_other ? "other" : "agent");
        if (p->has_due)
            buf_addf(&b, " %02d-%02d", t.month, t.day);
        if (p->has_due && p->grain == COACH_MINUTE)
            buf_addf(&b, " %02d:%02d", t.hour, t.minute);
        if (p->vague)
            buf_addf(&b, " some time");
    }
    return buf_str(&b);
}

static void check_all(const struct all_row *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    size_t wrong = 0;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    for (size_t i = 0; i < n; i++) {
        struct str found = promises_of(&c, rules, rows[i].draft);
        if (str_eq(found, str_of(rows[i].promises)))
            continue;
        print_error("\"%s\" promises [%.*s], not [%s]\n", rows[i].draft, STR_ARG(found), rows[i].promises);
        wrong++;
    }
    coach_rules_free(rules);
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}

TEST(who_promises_what_by_when)
{
    static const struct all_row rows[] = {
        {"I'll rewire the socket in 204 tomorrow at 7:30.", "agent 03-12 07:30"},
        {"You'll be back on the VPN by 3 this afternoon.", "agent 03-11 15:00"},
        {"Your tickets are going out in today's post.", "agent 03-11"},
        {"I've put a courier on it; you should have the dongle in your hands by Friday noon.", "agent 03-13 12:00"},
        {"Expect a call from me at quarter to two.", "agent 03-11 13:45"},
        {"The projector will be back on its bracket before your 2 pm lecture.", "agent 03-11 14:00"},
        {"We're swapping the battery on Thursday morning.", "agent 03-12"},
        {"I'm going to sit with the vendor at 16:00 and will write to you straight after.",
         "agent 03-11 16:00, agent 03-11 16:00"},
        {"My answer will be in your inbox by tomorrow lunchtime.", "agent 03-12 12:00"},
        {"Give me until Friday and I'll have a figure for you.", "agent 03-13"},
        {"By Monday at the latest you'll hear from me whether it can be saved.", "agent 03-16"},
        {"First thing tomorrow I'll walk over and plug it back in.", "agent 03-12"},
        {"I'll take the train up on Tuesday and go through all twelve with you.", "agent 03-17"},
        {"We shall restore the share overnight and you can work on it again from 7 tomorrow.", "agent 03-12 07:00"},
        {"I've set myself a reminder and will ping you on the 19th.", "agent 03-19"},
        {"Will do, tonight after six.", "agent 03-11 18:00"},
        {"Can do it tomorrow at 9, so that's when I'll be there.", "agent 03-12 09:00"},
        {"I plan to have the migration finished by the end of next week.", "agent 03-20"},
        {"I'll have an answer for you within two working days.", "agent 03-13"},
        {"We expect to have mail flowing again by 11.", "agent 03-11 11:00"},
        {"The part lands on Friday. I'll fit it the same afternoon.", "agent 03-13"},
        {"The part lands on Friday. I'll fit it the following Monday.", "agent 03-16"},
        {"For Monday: I'll bring the spare at 8.", "agent 03-16 08:00"},
        {"Your account gets unlocked at 10:30.", "agent 03-11 10:30"},
        {"All four phones are live again by noon tomorrow, I promise.", "agent 03-12 12:00"},
        {"I shall revert with the figures by Thursday.", "agent 03-12"},
        {"I'll redo the labels this week.", "agent 03-13"},
        {"I'll re-image it and bring it back.", "agent"},
        {"I'll look that up and let you know.", "agent"},
        {"We'll cover the cost of the second licence.", "agent"},
        {"I'll own this until it's fixed.", "agent"},
        {"I will log in as you and reproduce it.", "agent"},
        {"If the fan gets louder, I'll exchange it on the spot.", "agent"},
        {"I'll nudge them again when I get the number from you.", "agent"},
        {"We'll rework the form so it can't happen again.", "agent"},
        {"We'll get round to it eventually.", "agent some time"},
        {"Your request will be processed in due course.", "agent some time"},
        {"We'll revert at the earliest.", "agent some time"},
        {"I'll do it when I find a moment.", "agent some time"},
        {"The glazier is coming on Thursday between 8 and 10.", "other 03-12 10:00"},
        {"Priya will swap your handset at 2 today.", "other 03-11 14:00"},
        {"Our reseller delivers the screens on 23 March.", "other 03-23"},
        {"The night shift will restart the belt scanner at 23:30.", "other 03-11 23:30"},
        {"Samir from telephony rings you at 11 to go through it.", "other 03-11 11:00"},
        {"Payroll has promised to pay it out on Friday.", "other 03-13"},
        {"The manufacturer is sending a replacement, which should reach you by Monday.", "other 03-16"},
        {"Someone from Estates will pop by tomorrow.", "other 03-12"},
        {"The courier picks the laptop up from your desk tomorrow before noon.", "other 03-12 12:00"},
        {"An electrician has been booked for Tuesday at 9.", "other 03-17 09:00"},
        {"You'll have your two licences before the week is out.", "agent 03-13"},
        {"I'm putting the kiosk back together now and it should be running again by half eleven.", "agent 03-11 11:30"},
        {"Friday, 13:00, I'll be in room 12 with a ladder.", "agent 03-13 13:00"},
        {"I have blocked two hours for you on Thursday from 9 and will go through the list with you line by line.",
         "agent 03-12 09:00"},
        {"We will re-run the billing job on Saturday night.", "agent 03-14"},
        {"I'll have somebody there within the hour.", "agent 03-11 11:00"},
        {"We aim to be done by the 20th.", "agent 03-20"},
        {"I'll drop you a line on Tuesday week.", "agent 03-24"},
        {"Our next check is at 14:00 and I'll post the result here.", "agent 03-11 14:00"},
        {"Your mailbox will be back in your hands by five.", "agent 03-11 17:00"},
        {"I've asked for a crane on the 24th; I'll confirm the hour to you by the 18th.", "agent 03-18"},
        {"The window is tonight from 22:00 to 01:00, and I'll mail you when the last switch is up.",
         "agent 03-12 01:00"},
        {"Your parcel left us at 9. I'll keep an eye on the tracking.", "agent"},
        {"I'll talk them into a refund.", "agent"},
        {"We'll put that in writing for you.", "agent"},
        {"Once the paperwork is through I'll activate both.", "agent"},
        {"I shall personally see to it that it doesn't happen a fourth time.", "agent"},
        {"Your case will be looked into shortly.", "agent some time"},
        {"I'll circle back when I can.", "agent some time"},
        {"My colleague Brigitte drives over with the reader at 12:30.", "other 03-11 12:30"},
        {"Legal will get back to us by Thursday.", "other 03-12"},
        {"The landlord promised to mend the door by Friday.", "other 03-13"},
        {"Dell will collect the old one on Tuesday.", "other 03-17"},
        {"Your new starter's manager has to sign first; she does that tomorrow.", "other 03-12"},
        {"The engineers are flying in tomorrow morning.", "other 03-12"},
        {"The spare is in the van. I'll have it with you by 1.", "agent 03-11 13:00"},
        {"The carrier gave us Friday. I'll ring you that morning to agree on a time.", "agent 03-13"},
        {"Two things:\n- I'll clear the queue by 11:30 today.\n- I'll call you on Monday to see whether it held.",
         "agent 03-11 11:30, agent 03-16"},
        {"For tomorrow:\n- I'll be in room 5 from 8.\n- You keep the old laptop until I have checked yours.",
         "agent 03-12 08:00"},
        {"I tried you at 9:20 and will try again at 14:00.", "agent 03-11 14:00"},
        {"We looked at it yesterday at 16:00 and found the fuse. I'll change it this afternoon.", "agent 03-11"},
        {"Your training is on the 24th at 9. I'll have your account open the day before.", "agent 03-23"},
        {"Nothing on Friday, I'm afraid: I'm away until Monday. I'll do it on Tuesday at 8.", "agent 03-17 08:00"},
        {"If it fails again before Friday, reply here and I'll come straight over.", "agent"},
        {"You have the meeting at 3. I'll have the screen up by half two.", "agent 03-11 14:30"},
        {"You said that the audit is on Friday. I'll have the export in your folder by Thursday night.", "agent 03-12"},
        {"The outage lasted from 8:10 to 9:05. I'm writing up what happened and you'll have it by tomorrow.",
         "agent 03-12"},
        {"I've ordered it; delivery takes three days. I'll bring it up as soon as it's in.", "agent"},
        {"Your deadline is tonight at midnight, so I'm doing yours first and will write to you by 11:15.",
         "agent 03-11 11:15"},
        {"Anything after 4 is fine for me. I'll wait for your call.", "agent"},
        {"I can do today at 15:00 or tomorrow at 9; tell me which and I'll be there.", "agent"},
        {"By the time you read this on Thursday it'll be fixed.", "agent 03-12"},
        {"It's on today's list. I'll post here when it's through, by 17:00 at the latest.", "agent 03-11 17:00"},
        {"I'm on the late shift today, so I'll look at it after eight tonight.", "agent 03-11 20:00"},
        {"Sorry for the silence since Monday. From now on you'll hear from me every day at 4.", "agent 03-11 16:00"},
        {"I'll email you the form in the next ten minutes; once it's back with us it takes a day.",
         "agent 03-11 10:10"},
        {"We restore it from Monday's copy today before 3.", "agent 03-11 15:00"},
        {"I'll restore last night's copy by noon.", "agent 03-11 12:00"},
        {"I'll ask for Friday's minutes and send them on.", "agent"},
        {"Either way I'll report back before I go home.", "agent"},
        {"Give me half an hour and I'll have the cartridge in.", "agent 03-11 10:30"},
        {"Your order ships tomorrow and reaches you on Monday.", "agent 03-12"},
        {"We're coming out to the clinic on Friday with two spares.", "agent 03-13"},
        {"The scanner will be at the ward by lunchtime, I'm carrying it up myself.", "agent 03-11 12:00"},
        {"I'm on it today.", "agent 03-11"},
        {"On it. You'll hear from me inside the hour.", "agent 03-11 11:00"},
        {"I aim to get back to you by Thursday with a plan.", "agent 03-12"},
        {"I'd like to look at it with you on Friday at 11.", "agent 03-13 11:00"},
        {"Kindly allow us until Tuesday; we shall then furnish the report.", "agent 03-17"},
        {"Till tomorrow evening I will have all forty tablets charged.", "agent 03-12"},
        {"I will come today at the end of the lesson, 11:45.", "agent 03-11 11:45"},
        {"We deliver the new till on the 17th, before you open.", "agent 03-17"},
        {"You will receive from us the written confirmation on Friday.", "agent 03-13"},
        {"In two days at most I'm back with a result.", "agent 03-13"},
        {"I will be checking the lot tonight between 9 and 10.", "agent 03-11 22:00"},
        {"Before I clock off at four I'll have your label printer going.", "agent 03-11 16:00"},
        {"I'll get it sorted by the time you're back from break at 10:30.", "agent 03-11 10:30"},
        {"By Friday I mean to have every one of them replaced.", "agent 03-13"},
        {"No later than noon on Monday I'll send the numbers.", "agent 03-16 12:00"},
        {"You can have it back from 15:30.", "agent 03-11 15:30"},
        {"We'll get the driver to drop it at gate 3 at 6:30 tomorrow morning.", "agent 03-12 06:30"},
        {"I'll do the first ten tonight and the rest on Saturday.", "agent 03-11"},
        {"It goes in on Thursday, first thing, and I'll stay until you've logged in.", "agent 03-12"},
        {"I'll chase them every morning until it's here.", "agent 03-12"},
        {"I promise you a phone call tomorrow, good news or bad.", "agent 03-12"},
        {"Sorry about the wait. I'm free from 2 and will come straight to you.", "agent 03-11 14:00"},
        {"Your refund of 40 EUR goes out with Friday's run.", "agent 03-13"},
        {"I'll let the dust settle and check in with you next Monday.", "agent 03-16"},
        {"Monday's your first day, so I'll have everything on your desk by Friday at 5.", "agent 03-13 17:00"},
        {"You were promised Tuesday and it's Wednesday. I'll have it done before I leave tonight.", "agent 03-11"},
        {"Two things I'll do now: order the cable and book the fitter.", "agent"},
        {"I'll find out why and write it up for you. You'll have it on Monday.", "agent, agent 03-16"},
        {"The survey team wants to see it before we touch it; they come on Friday. I'll replace it the Monday after.",
         "other 03-13, agent 03-16"},
        {"I'm handing over to Jo at 2. Jo will ring you by 4.", "other 03-11 16:00"},
        {"Let's say Thursday at 10: I'll come to you.", "agent 03-12 10:00"},
        {"I'll try again at 11, and again at 1 if you're in a meeting.", "agent 03-11 11:00"},
        {"The update needs about 20 minutes. I'll start it at 12:30, when you're at lunch.", "agent 03-11 12:30"},
        {"I'd expect a delivery around the 20th. I'll tell you as soon as I have a date.", "agent"},
        {"It'll take me until tomorrow. I'll post the result here at 9.", "agent 03-12 09:00"},
        {"Your phone number moves over on 1 April at midnight. I'll sit with you that morning.", "agent 04-01"},
        {"I can't do today. Tomorrow at 8:30 I'm at your door.", "agent 03-12 08:30"},
        {"I was hoping to have it by now. It's on its way and I'll bring it over the minute it lands.", "agent"},
        {"Gonna swap it tomorrow morning, ok?", "agent 03-12"},
        {"I'll be with you in 5.", "agent 03-11 10:05"},
        {"Back to you by Fri.", "agent 03-13"},
        {"I'll bring the replacement dock to your desk tomorrow at 9.", "agent 03-12 09:00"},
        {"We'll have the line tested by 14:30 and call you either way.", "agent 03-11 14:30"},
        {"You'll get the new token by post on Friday or Saturday.", "agent 03-14"},
        {"I will send the list to Mr Okafor this afternoon and copy you in.", "agent 03-11"},
        {"I'll update the entry right away.", "agent"},
        {"I'm sending a technician at 13:00; his name is Leo.", "agent 03-11 13:00"},
        {"Leo will be with you at 13:00.", "other 03-11 13:00"},
        {"I'll move you to the new floor's printer next Tuesday before 8.", "agent 03-17 08:00"},
        {"I'll look into the second point tomorrow, once Ana is back.", "agent 03-12"},
        {"I'll put it on the agenda for Monday's meeting.", "agent 03-16"},
        {"Expect an email from me tonight.", "agent 03-11"},
        {"I'll sign it as soon as it's on my desk.", "agent"},
        {"I've reserved a loan laptop. I'll set it up by 1 and you can fetch it from the desk.", "agent 03-11 13:00"},
        {"We'll switch you over on the evening of the 12th.", "agent 03-12"},
        {"I'll have news for you within three working days, so by Monday.", "agent 03-16"},
        {"I'll keep the old one running until the end of the month.", "agent 03-31"},
        {"I'll come up in ten minutes.", "agent 03-11 10:10"},
        {"I'll show you both at 11 if that suits.", "agent 03-11 11:00"},
        {"Your second screen will be on your desk on Thursday morning.", "agent 03-12"},
        {"I'll write to the publisher today and let you know their answer by Friday at noon.",
         "agent 03-11, agent 03-13 12:00"},
        {"The courier leaves at 3, so I'll have it packed before then.", "agent 03-11 15:00"},
        {"I'll go through the list with you on the phone at 16:15 today.", "agent 03-11 16:15"},
        {"I will fix both and write to you on the 13th.", "agent 03-13"},
        {"By 11 I'll have tested it from here.", "agent 03-11 11:00"},
        {"Between now and 2 I'll clear it out.", "agent 03-11 14:00"},
        {"I'll ring you back this side of lunch.", "agent 03-11 12:00"},
        {"I'll have it back to you the day after tomorrow by 10.", "agent 03-13 10:00"},
        {"I'll swap the drum today between 12 and 1, while you're out.", "agent 03-11 13:00"},
        {"Your invoice will be reissued by Friday and I'll check that it reaches you.", "agent 03-13"},
        {"I've asked for the part to be sent by express. I'll fit it on Friday at the latest.", "agent 03-13"},
        {"We'll run the import at 18:00 tonight, after the last shift, and I'll check the totals at 6:30 tomorrow.",
         "agent 03-11 18:00, agent 03-12 06:30"},
        {"I'll hand you the key on Thursday at half eight.", "agent 03-12 08:30"},
        {"Nobody can say yet how long it takes. I'll post every hour from now, the next time at 11.",
         "agent 03-11 11:00"},
        {"I'll move the appointment to next Thursday, same time.", "agent 03-19"},
        {"I will be with you tomorrow in the second break, 10:40.", "agent 03-12 10:40"},
        {"I'll do a test call with you on Monday 16 March at 14:15.", "agent 03-16 14:15"},
        {"You'll hear from me today, one way or the other.", "agent 03-11"},
        {"We'll have your shop back on the network before you open at 9 tomorrow.", "agent 03-12 09:00"},
        {"I'll delete it a week from today unless you object.", "agent 03-18"},
        {"I'll send you both files within the next hour.", "agent 03-11 11:00"},
        {"I'm going to rebuild the index over the weekend.", "agent 03-15"},
        {"I'll take the matter to the director this week.", "agent 03-13"},
        {"Because of the strike I will only manage it on Friday, in the afternoon.", "agent 03-13"},
        {"I'll extend the loan until 30 April.", "agent"},
        {"I'll set the alarm to 6:45 for you.", "agent"},
        {"I'll add you to the 9 o'clock list.", "agent"},
        {"I'll copy the files from last Friday's backup.", "agent"},
        {"I'll read the report that came in yesterday at 5 and tell you what it says.", "agent"},
        {"I'll change the closing time to 18:00 in the system.", "agent"},
        {"I'll renew it for a year.", "agent"},
        {"I'll give you the 2024 version as well.", "agent"},
        {"I'll book you on the course on 2 April.", "agent 04-02"},
    };
    check_all(rows, ARRAY_LEN(rows));
}

TEST(absences_plans_questions_and_reports_are_no_promises)
{
    static const struct all_row rows[] = {
        {"I'm away from Thursday to Monday.", ""},
        {"I'll be on leave next week; Sam has your ticket.", ""},
        {"I'll be out of reach until 2.", ""},
        {"I was at your desk at 9:40 and found it unplugged.", ""},
        {"We restarted it at 7 this morning.", ""},
        {"The desk is open until 18:00 today.", ""},
        {"The server will be down tonight from 22:00.", ""},
        {"You'll need your badge on Monday.", ""},
        {"You will see a grey icon after the restart.", ""},
        {"Will Friday at 10 suit you?", ""},
        {"Shall I come by at 3?", ""},
        {"Could you bring it to us by Friday?", ""},
        {"Please restart it tonight.", ""},
        {"The password expires on Friday.", ""},
        {"Your contract with us ends on 31 March.", ""},
        {"I'll need the serial number by Friday.", ""},
        {"I'm at extension 4410 until 5.", ""},
        {"I would send it on Friday if I could.", ""},
        {"I can't promise Friday.", ""},
        {"I won't have it by Friday.", ""},
        {"The update runs every Monday at 6.", ""},
        {"I usually check the queue at 9.", ""},
        {"The meeting will start at 9 tomorrow.", ""},
        {"It takes the courier two days.", ""},
        {"I'll assume that it works unless I hear from you.", ""},
        {"I'll be honest: it was our fault.", ""},
        {"We will close your ticket on Friday unless you reply.", ""},
        {"They said it would be done on Friday.", ""},
        {"I have to leave at 4 today.", ""},
        {"I hope to see you at the training on Friday.", ""},
        {"I think Friday is too late for that.", ""},
        {"If I had known on Monday, I would have called.", ""},
        {"I am sorry that I missed you at 9.", ""},
        {"You asked me on Monday whether it will be ready.", ""},
        {"You'll find the guide on the intranet.", ""},
        {"The lift won't run until Thursday.", ""},
        {"I called the supplier at 8:15 and nobody picked up.", ""},
        {"We had planned to do it on Friday.", ""},
        {"I'm off on Friday.", ""},
        {"My shift ends at 14:00.", ""},
        {"I am on call until Monday.", ""},
        {"We'll be closed on 6 April.", ""},
        {"The office will be empty on Friday afternoon.", ""},
        {"You have until Friday to change your mind.", ""},
        {"Would tomorrow at 10 be all right?", ""},
        {"When will you be at your desk tomorrow?", ""},
        {"Can you be there at 3?", ""},
        {"Log in again after 15:00.", ""},
        {"Bring it to the counter by 5 today.", ""},
        {"The form closes on 31 March.", ""},
        {"Your password will expire on Monday.", ""},
        {"The old system goes away at the end of the month.", ""},
        {"That offer runs until Friday.", ""},
        {"The lights in the corridor will go off at 20:00.", ""},
        {"I'd rather not touch it before Friday.", ""},
        {"I cannot say whether it will be ready by Friday.", ""},
        {"We may be able to look at it on Monday.", ""},
        {"Perhaps somebody can come on Monday.", ""},
        {"You told us on Monday that it works.", ""},
        {"I saw your note from Tuesday at 4.", ""},
        {"I've been on it since 8 this morning.", ""},
        {"The last backup ran last night at 23:00.", ""},
        {"I understand that you need it by Friday.", ""},
        {"I know it will be a nuisance until Thursday.", ""},
        {"We won't be able to send it before Monday.", ""},
        {"It usually arrives on Tuesdays.", ""},
        {"The bus leaves at 4.", ""},
        {"You will be asked for a code at 9 tomorrow.", ""},
        {"Your manager will need to approve it by Friday.", ""},
        {"If I don't hear from you by Friday, the ticket closes.", ""},
        {"I'll need a room on Friday from 2 to 4.", ""},
        {"I will not be in on Thursday.", ""},
        {"It would have been done by Friday.", ""},
        {"Thursday is a holiday, so nobody will be here.", ""},
        {"You'll notice a new icon tomorrow.", ""},
        {"The phone will ring twice at 11 when the test runs.", ""},
        {"I have put you down for Friday's delivery run.", ""},
        {"I'll be straight with you: it won't be this week.", ""},
        {"I'll have to ask the board, who meet on Friday.", ""},
        {"The licence ran out on the 1st. I've renewed it until 2028.", ""},
        {"It was due on Monday; I'm sorry that I let that pass.", ""},
        {"You can reach me until 16:00 today, and from 8 tomorrow.", ""},
        {"I've pencilled you in for Thursday at 4.", ""},
        {"I'm setting it up right now; ten more minutes.", ""},
        {"The van leaves the depot at 6 on Thursday.", ""},
        {"We were told Friday.", ""},
        {"The shop opens at 10 on Saturday.", ""},
        {"I do not expect it before Friday.", ""},
        {"Stock comes in on Thursdays.", ""},
        {"You could try again after 2.", ""},
        {"If you can hold on until Monday, the new model will be cheaper.", ""},
        {"Our maintenance window is on Sunday from 6 to 8.", ""},
        {"Could it wait until tomorrow?", ""},
        {"I was going to call you at 9.", ""},
        {"I must be at the other site by 11.", ""},
        {"The rota for next week comes out on Friday.", ""},
        {"Exams start on the 20th.", ""},
        {"I've been asked to finish by Friday.", ""},
    };
    check_all(rows, ARRAY_LEN(rows));
}
