// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration in which the answer is no: with the reason, with
// what else could help, taken or put before a lead, upheld or overturned; and
// requests that people took back themselves.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-13 10:10", jonas, priya, SLOWED, "Admin rights please", "Need admin rights on my laptop. Installing things takes too long otherwise."),
    DECLINE("+1h", priya, "With those rights one wrong click could open every folder that you can open, to somebody outside. We give them to nobody for daily work, ourselves included.", "Tell me the three programs that you miss most: I put them into the shop on your laptop, and you install them yourself in a minute."),
    TAKES_REASON("+2h", jonas),

    ASK("d-15 11:30", femi, ana, CAN_WAIT, "Unlimited mailbox?", "My mailbox is full again. Could mine be without a limit? Films are large and I am fond of them."),
    DECLINE("+50m", ana, "A mailbox without an end becomes slow for you first, and its copies fill the vault that we keep for emergencies.", "Your films can live on the media drive, which is made for them. I can move the forty largest for you today, and your mailbox is at a third."),
    TAKES_REASON("+1d 09:00", femi),

    ASK("d-16 14:20", dmitri, wanjiru, SLOWED, "Whole cluster for one night", "I want the whole cluster for one night, all 512 processors. It is for the resubmission."),
    DECLINE("+90m", wanjiru, "That night already holds three theses with a deadline, and they would lose their place.", "I can give you 192 processors on the same night and the same again on the next; by my count that is done by the same morning."),
    REVIEW("+2h", dmitri, "By your count, yes, but only if nothing stops in between. I ask that somebody looks at it again."),
    UPHOLD("+1d 09:30", marisol, "I counted with Wanjiru and with the three thesis writers. Taking the whole cluster would cost them their deadline; your two nights of 192 come with a person on call (me), so that nothing stops in between."),

    ASK("d-18 09:50", eamon, tomas, CAN_WAIT, "Wireless in the greenhouse", "Could the greenhouse have wireless? The tomatoes do not need it but the sensors do."),
    DECLINE("+3h", tomas, "The plan for this year has no money for outdoor networks, and damp eats antennas.", "The sensors can store a day and hand it over at the tool shed, where there is a network."),
    REVIEW("+1d 10:00", eamon, "A day is long for a frost. Last April I lost the seedlings to one night that nobody saw. I’d like a lead to look."),
    OVERTURN("+1d 11:00", marisol, "Éamon is right: a frost does not wait for the tool shed. One antenna in a tight box costs less than the seedlings did. We do it, and I take it from the desk’s own budget."),
    PROMISE("+2h", tomas, "I gladly stand corrected, Éamon. The tight box is ordered; I hang it myself, between the tomatoes.", "have the greenhouse online", "+6d 16:00"),
    KEEP("+5d 14:00", tomas),
    PROPOSE("+5m", tomas, "The greenhouse is online, and your sensors report each minute. Last night’s lowest was 6.2 degrees, beside the basil."),
    SOLVED("+1d 07:30", eamon, "I looked at the basil from my bed. Marvellous. A box of tomatoes is on its way to you both."),

    ASK("d-5 10:40", liam, priya, CAN_WAIT, "Private messenger on the work phone", "May I have my private messenger on the work phone? Everyone at university is on it."),
    DECLINE("+2h", priya, "That messenger copies the whole address book to its maker, and yours holds clients.", "It works in the phone’s browser without the address book, and your own phone may use our guest network."),

    ASK("d-4 12:00", roisin, kenji, SLOWED, "Second till for the Christmas weeks", "We need a second till from now to Christmas. Last year the line went out of the door and into the rain.", .reach = REACH_TEAM),
    DECLINE("+1d 10:00", kenji, "The tills come from a contract for one, and a second one needs four weeks to be sealed by the tax office.", "Two card readers that work with the till you have would take half of the line, and they can be with you next week."),
    REVIEW("d-2 15:30", roisin, "Half of the line still stands in the rain, and those with cash are the grandmothers. Please look again."),

    ASK("d-12 13:00", mateo, kenji, CAN_WAIT, "Bigger phone", "Could I get the bigger phone? Customers like big pictures."),
    WITHDRAW("+3h", mateo, "Tried a colleague’s. It does not fit in my pocket. Forget it, thank you."),

    ASK("d-9 16:20", sunniva, ana, SLOWED, "Document came up empty", "My draft opens empty. Four pages gone. Breathing.", .stops = "Tomorrow’s speech"),
    WITHDRAW("+9m", sunniva, "Found it: I had opened yesterday’s file of the same name. Breathing again. Sorry, and thank you for existing."),

    ASK("d-8 08:15", halima, kenji, CAN_WAIT, "Picture of the new schedule on our phones", "Can our phones show the new schedule? Eleven of us.", .reach = REACH_TEAM),
    PROMISE("+1h", kenji, "Yes, with one small page that all eleven can open. I make it today.", "send you the page", "+8h"),
    WITHDRAW("+3h", halima, "Our youngest made a group for it already. Thank you, she did it in the lift."),

    ASK("d-6 15:00", camille, ana, CAN_WAIT, "Salle virtuelle for sixty people", "I need a virtual room for sixty guests in two weeks, with two languages."),
    QUESTION("+50m", ana, "With pleasure, Camille. Should the guests choose their language themselves, as in a theatre?", "whether guests choose the language themselves", "+2d 12:00"),
    WITHDRAW("+1d 10:00", camille, "The guests prefer to come in person. They heard about our canteen."),

    ASK("d-10 11:45", viktor, priya, CAN_WAIT, "A copy of every sign-in since 2019", "For the audit I request a copy of every sign-in of every person since 2019."),
    DECLINE("+2h", priya, "Sign-ins are personal data, and we keep them for 90 days only, as the works council and we agreed.", "I can give you the numbers by month since 2019, without names, and the 90 days to look at together with Amir."),
    TAKES_REASON("+1d 09:15", viktor),

    ASK("d-3 16:45", gloria, ana, CAN_WAIT, "Can the desk book hotels?", "You are so quick. Can the desk not book hotels as well? I ask half in earnest."),
    DECLINE("d-2 09:30", ana, "We would do it badly, since we know cables and not pillows, and you would have to correct us.", "What we can do is make your booking page remember the thirty hotels that you use most. Shall we?"),
};

DEMO_TALE(no);
