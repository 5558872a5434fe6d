// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration that People & pay looks after: payslips, leave,
// first days. One of the two colleagues goes away in the middle of it, and the
// other steps in and takes over what he holds.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-26 09:30", marek, farid, SLOWED, "Payslip has another Marek’s hours", "My payslip has 12 hours less. The other Marek has 12 more. He told me himself, good man."),
    PROMISE("+1h", farid, "Two good men named Marek, then. I compare both time sheets and have it right before the next payday; the 12 hours can be paid out now if you wish.", "put both payslips right", "+3d 12:00"),
    KEEP("+2d 10:00", farid),
    PROPOSE("+3m", farid, "Both payslips are right, and your 12 hours are on their way to your account. Your staff numbers differ by one digit; the sheet now shows the name beside it."),
    HEARD("+3h", farid, "visit", "He came by with the other Marek. Both are content."),

    ASK("d-24 10:00", agnes, ngozi, CAN_WAIT, "How many days of leave do I have from last year?", "The page says 4.5, my own book says 6. My book has been right since 1988."),
    PROPOSE("+1d 09:30", ngozi, "Your book is right, Agnes. The page had taken 1.5 days for a training that was work. Six it is, and they stay until June."),
    HEARD("+2h", ngozi, "phone", "Six in both. She asked me to say that the page may keep learning."),

    ASK("d-22 11:30", kwame, farid, SLOWED, "Night work on the bridge not paid", "Three nights on the bridge, paid as days."),
    PROMISE("+2h", farid, "Nights are nights, Kwame. I ask your lead for the three dates and add what is missing.", "tell you the amount", "+3d 15:00"),
    KEEP("+2d 14:00", farid),
    PROPOSE("+3m", farid, "214 euros and 20 cents go out with the payment on the 15th. The form that your lead fills in had no box for nights; it has one now."),
    SOLVED("+1d 08:10", kwame, "Thanks for the box."),

    ASK("d-20 15:00", amina, ngozi, CAN_WAIT, "First-day letter in plain words", "Our first-day letter has the word “heretofore” in it. Could it not?"),
    PROPOSE("+2d 10:00", ngozi, "It no longer does. I wrote it anew in half the length and read it to a person who starts next week: she understood all of it. Please see whether it sounds like us."),
    SOLVED("+4h", amina, "It sounds like us on a good day. Lovely."),

    ASK("d-18 13:15", chidi, farid, CAN_WAIT, "On the taxation of a visiting fellow", "Am I taxed here, at home, or, as your form suggests, both?"),
    PROMISE("+2h", farid, "Only once, if two pages are signed in time. I fill in what I can and mark what only you know.", "send you the two pages", "+2d 15:00"),
    PROPOSE("+2d 11:00", farid, "Here are the two pages; your signature goes beside the small flag. Then one country taxes you, and it is the cheaper one.", .file = "two-pages.txt", .file_text = "Page 1: where you live. Page 2: how long you stay.\nSign beside the flag on page 2.\n"),
    SOLVED("+1d 10:30", chidi, "Signed. To be taxed once is a modest happiness."),

    ASK("d-12 09:00", halima, farid, SLOWED, "Contract of a new cleaner has the wrong start", "New lady starts on the 1st. Contract says the 10th. She is afraid she is not paid.", .affects = "She has two children."),
    PROMISE("+20m", farid, "Please tell her today that she is paid from the 1st. The right contract is ready for her to sign tomorrow.", "have the right contract signed", "+1d 15:00"),
    KEEP("+1d 11:00", farid),
    PROPOSE("+2m", farid, "She signed this morning, from the 1st, and her first pay is planned. Is there anything else that worries her?"),
    SOLVED("+1d 07:00", halima, "She smiled. Solved."),

    ASK("d-8 10:30", emre, farid, SLOWED, "Travel claim for Konya", "Claim for Konya is waiting since long. Hotel wants money, I gave mine."),
    PROMISE("+1h", farid, "Emre, your own money should not wait so long. One receipt is in Turkish and the system wants it in English; I translate it with you.", "have the claim paid", "d-5 15:00"),
    AWAY("d-6 16:00", farid, "d+8 08:00"),
    NOTE("d-4 08:40", ngozi, "Farid’s daughter came two weeks early, and all are well. I look through what he holds; this one has passed its time."),
    TAKE("+5m", ngozi, "Farid is at home with a new daughter, and your claim has waited long enough."),
    PROMISE("+10m", ngozi, "Dear Emre, I am Ngozi and I lead this team. Farid’s word to you passed without a letter, and I am sorry. The receipt is translated; the payment needs one signature that I get today.", "tell you the day of the payment", "d-3 15:00"),
    KEEP("d-3 11:20", ngozi),
    PROPOSE("+2m", ngozi, "312 euros were sent this morning and should be with your bank on the second day from now. Would you tell me when they are?"),

    ASK("d-9 14:00", sunniva, farid, CAN_WAIT, "Parental leave, in one picture", "Could somebody draw me parental leave? Weeks, money, who signs. I am good with words and lost in this."),
    PROMISE("+1d 09:00", farid, "With pleasure, and as it happens I am studying it at home. One picture, no footnotes.", "send you the picture", "d-2 12:00"),
    ASSIGN("d-4 09:30", ngozi, ngozi, "Farid is away with his own new daughter until next week."),
    KEEP("d-2 10:00", ngozi),
    PROPOSE("+5m", ngozi, "Here is the picture: Farid had drawn it before he left, with more feeling than is usual in this team. Does it answer weeks, money and who signs?", .file = "parental-leave.png"),
    SOLVED("+1d 10:00", sunniva, "It does, and please congratulate him. It hangs in our kitchen."),

    ASK("d-7 08:30", tove, farid, CAN_WAIT, "Bank details changed", "I opened an account here. How do I tell you without writing the number in a mail?", .tags = "privacy"),
    PROMISE("+2h", farid, "Well asked! Not by mail, indeed. I send you a page that only you can open; it asks for the number and for the last payslip’s amount.", "send you the page", "+1d 12:00"),
    KEEP("d-6 10:00", farid),
    QUESTION("+3m", farid, "The page is in your list, under “My pay”. Would you fill it in by the 12th, so that this month’s pay goes the new way?", "your bank details on the page", "d-4 12:00"),

    ASK("d-5 13:20", joseph, ngozi, SLOWED, "Shift plan and Christmas", "My men ask who works at Christmas. Last year we heard on the 20th. Wives were not happy. Mine neither.", .reach = REACH_TEAM, .channel = "phone"),
    PROMISE("+1h", ngozi, "This year you hear before the end of the month, Joseph. I ask your lead for a first plan and whether volunteers can be asked first.", "call you with a first plan", "d+4 15:00"),

    ASK("d-4 10:15", oluwaseun, ngozi, CAN_WAIT, "Winter jacket", "Jacket of the company is for summer. I drive with two. May I get the winter one?"),
    PROPOSE("+1d 11:00", ngozi, "You may, and you should have been asked in September. It is at the gate in your size, with the number of the bus on the sleeve. Does it fit?"),
    SOLVED("+1d 06:10", oluwaseun, "It fits over one sweater. Warm, thank you."),

    ASK("d-3 09:10", jonas, ngozi, SLOWED, "Bonus", "Bonus letter has last year’s date. Valid?"),
    PROMISE("+1h", ngozi, "Valid, and you get one with the right date: the amount is this year’s, I looked.", "send you the letter with the right date", "+1d 12:00"),
    KEEP("d-2 09:30", ngozi),
    PROPOSE("+1m", ngozi, "The letter with the right date is in your list. Only the date is new."),
    SOLVED("+10m", jonas, "Yes."),

    ASK("d-2 11:10", kenji, ngozi, CAN_WAIT, "Is my probation over?", "It is the end of my third month at the desk, and nobody has said anything. Is that good?"),
    PROMISE("+2h", ngozi, "It is very good, Kenji, and silence is a poor way to say so. Marisol would like to tell you herself.", "have Marisol tell you in person", "d+1 15:00"),

    ASK("d-1 10:45", fatou, ngozi, SLOWED, "Replacement for two days of training", "Two of us are at a training next week. Twenty children remain.", .reach = REACH_TEAM, .matters = "d+3 08:00"),
    QUESTION("+40m", ngozi, "The agency has two kind people free. Would you like to meet them before, during nap time?", "whether you want to meet them before", "d+1 14:00"),

    ASK("now-115m", meera, ngozi, CAN_WAIT, "Conference in spring: leave or work?", "I speak at a conference in spring. Is that leave or work? My lead said “yes”."),

    ASK("now-80m", mirela, ngozi, STUCK, "If the run is late today, who tells the bank?", "In case the payroll file does not come back in time: who tells the bank, and until when can they wait?", .matters = "now+130m", .tags = "payroll"),
    PROMISE("now-74m", ngozi, "I do, Mirela, and I rang them just now: they keep the gate open until 18:00 for us today. Please breathe; 412 people will be paid.", "ring the bank once more with the real time", "now+90m"),

    ASK("d-6 09:00", yusuf, farid, CAN_WAIT, "Certificate for my language course", "I passed B2! Does the desk want the certificate?", .file = "certificate.png"),
    PROPOSE("+2h", farid, "Congratulations! We do want it, it moves you up one step, and from next month you see that on your payslip. Is your middle name spelled right?"),
    SOLVED("+4h", yusuf, "Spelled right. One step, I will tell my mother."),
};

DEMO_TALE(pay);
