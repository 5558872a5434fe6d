// SPDX-License-Identifier: Apache-2.0
// More stories of the demonstration that are open: promised for tomorrow or
// later, with a question or a playback waiting, new since an hour, or reopened.
// What an agent finds below the day’s first promises.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-2 09:20", wanda, ana, CAN_WAIT, "A cupboard full of floppy disks", "I found 140 floppy disks from the nineties. Can they be read before they forget everything?", .tags = "archive"),
    PROMISE("+3h", ana, "Wanda, they can, if we are gentle. I borrowed a drive from the museum next door; I read ten first and show you what is on them.", "show you the first ten", "d+2 15:00"),
    PLAYBACK("+10m", ana, "You have 140 disks from the nineties and would like their contents kept where they can be found and read in fifty years."),

    ASK("d-2 14:00", meera, wanjiru, SLOWED, "Model gives another result each run", "Same data, same model, a slightly different result at each run. For a clinical report that is a difficulty.", .stops = "Signing the report", .tags = "research"),
    PLAYBACK("+40m", wanjiru, "Your model’s result differs from run to run on the same data, and you cannot sign a clinical report until it is the same each time or the difference is understood."),
    AGREES("+30m", meera, "Yes. Understood would be enough."),
    PROMISE("+10m", wanjiru, "Then understanding first. Your model adds in parallel, and sums depend a little on their order. I run it ten times in one fixed order tonight.", "send you ten results side by side", "d+1 10:00"),

    ASK("d-1 08:45", katarzyna, ben, SLOWED, "Docking station resets at 08:32", "Exact message: none. Screens go black for 2 s at 08:32, daily, since three days. Expected: no.", .file = "dock.log", .file_text = "08:32:01 usb reset\n08:32:03 usb ready\n"),
    PROMISE("+50m", ben, "A daily appointment at 08:32 is a program’s habit. I am listening to your dock tomorrow at that minute.", "tell you what happens at 08:32", "d+1 10:00"),

    ASK("d-1 13:00", tove, ana, CAN_WAIT, "Where do I learn what everybody else knows?", "Is there a page for new people: which tool for what, whom to ask, where lunch is? I am writing down what I find out.", .tags = "starters"),
    PLAYBACK("+2h", ana, "You would like one page for new people that says which tool is for what and whom to ask, and you have begun to write it."),
    CORRECTS("+30m", tove, "Nearly: I would like us to write it together, I only know half."),
    PROMISE("+15m", ana, "Together it is. I bring the other half and biscuits.", "sit down with you for the page", "d+2 10:00"),

    ASK("d-3 10:30", yuki, priya, CAN_WAIT, "Meetings at two in the morning", "The team’s weekly meeting shows at 02:00 for Osaka. I attended twice. I would like to understand whether it must be so.", .affects = "I am tired on Wednesdays."),
    QUESTION("d-2 08:30", priya, "Dear Yuki, it need not be so, and I am sorry about your Wednesdays. Which hours of yours would be kind? I then ask the team to move it between them.", "which hours are kind for Osaka", "d+2 09:00"),

    ASK("d-2 16:40", lior, priya, CAN_WAIT, "Hebrew names print from left to right", "On badges my name prints as ןב־דוד רואיל. Funny once.", .tags = "printing"),
    PROMISE("d-1 09:20", priya, "Once is enough, Lior. The badge program draws letters in the order in which they are stored. Its maker has a version that knows both directions; I try it with your name first.", "send you a badge that reads ליאור בן־דוד", "d+2 12:00", .name = "the maker of the badge program"),

    ASK("d-4 11:15", oskar, ben, CAN_WAIT, "Door screens should show the next free room", "Could the screens show which room is free next? People ask me, and I ask the screen."),
    QUESTION("+1d 09:00", ben, "They could. Should it be the nearest free room, or the smallest that fits?", "nearest or smallest", "d+1 15:00"),

    ASK("d-5 09:10", agnes, priya, SLOWED, "My program asks for a second proof each day", "Each day it asks for a code from the phone. The phone is in my coat. The coat is in the hall.", .tags = "sign-in"),
    QUESTION("+1h", priya, "Good day Agnes, the second proof can also be a small key that stays in your drawer. You press it once in the morning. Would you like to try one?", "whether you would like to try the small key", "d-2 12:00"),

    ASK("d-6 11:40", marek, ben, CAN_WAIT, "Big screen for drawings at the lathe", "I run to the office for each drawing. A screen at the lathe, behind glass, would save my legs."),
    PROMISE("+1d 10:00", ben, "Your legs deserve it. I measure the place on Thursday and ask Siobhán for the glass.", "come with a measure", "+2d 12:00"),
    KEEP("d-3 11:00", ben),
    PROMISE("+10m", ben, "Measured: 27 inches fit, behind 6 mm glass. The glass takes a week.", "hang the screen", "d+4 14:00", .name = "the glazier"),

    ASK("d-3 15:45", sunniva, ana, CAN_WAIT, "Versions of a speech, side by side", "I have nine versions of a speech and want to see them beside each other. Paper is winning at present."),
    PROMISE("d-2 10:30", ana, "Paper has its points. I am trying two programs with a speech of my own, a bad one, and show you the better.", "show you the better of two", "d+1 14:00"),

    ASK("now-100m", rosa, priya, CAN_WAIT, "Lista de presenças por telefone", "Could guests tick themselves off on a phone at the door? Sim ou não, both fine."),

    ASK("now-52m", dmitri, wanjiru, SLOWED, "Line 97: “no space left on device”", "As promised, the other line: no space left on device, at 97 percent. I attach it with respect.", .tags = "research", .file = "climate-48.log", .file_text = "step 97003 of 100000\nwrite failed: no space left on device\n"),

    ASK("now-26m", ingrid, ben, STUCK, "Front desk phone is dead", "No tone. I wave at people.", .stops = "Taking calls"),
    PROMISE("now-19m", ben, "I saw you wave! Your line rings on my mobile as of now, and I take your calls until the phone talks again.", "have a working phone in front of you", "now+70m"),

    ASK("now-8m", jonas, kenji, CAN_WAIT, "New bag", "Laptop bag torn. New one possible?"),

    ASK("d-9 10:15", kwame, ben, SLOWED, "Car charger blows the fuse", "Charger in the van blows the fuse on hills."),
    PROPOSE("+2h", ben, "Hills ask the engine for more, and the charger asks at the same moment. The new one asks more gently. It is at reception with your name."),
    SOLVED("+1d 17:00", kwame, "Two hills, no fuse."),
    SAYS("d-1 16:10", kwame, "Third hill. Fuse gone again. Bigger hill, to be fair."),

    ASK("d-13 14:10", nokuthula, tomas, SLOWED, "Recordings of calls missing on Mondays", "Training recordings are missing each Monday morning, from eight to nine."),
    PROMISE("+40m", tomas, "The recorder restarts on Mondays and takes an hour for it. I move its restart to Sunday.", "tell you that Monday is complete", "+4d 12:00"),
    KEEP("+4d 10:00", tomas),
    PROPOSE("+2m", tomas, "This Monday is complete from 7:58 on. Does your list agree?"),
    SOLVED("+2h", nokuthula, "It agrees."),
    SAYS("d-2 11:00", nokuthula, "Last Monday has the hole again, from eight to nine."),
    PROMISE("+30m", tomas, "You are right, and I see it: an update put the restart back to Monday. I pinned it to Sunday so that updates ask me first, and I look again next Monday.", "look at next Monday’s recordings", "d+5 12:00"),

    ASK("d-8 10:20", hana, ana, CAN_WAIT, "Footnotes jump to the next page", "Footnotes wander to the next page in the long contract, away from what they explain."),
    PROMISE("+2h", ana, "They wander because the template lets them. I am making you one that does not, and would like to try it on your long contract.", "try a template with you", "+2d 15:00"),
    RENEW("+2d 10:00", ana, "+2d 15:00", "Your contract has 300 footnotes and taught my template some manners it did not have. Two more days."),
    KEEP("+2d 11:00", ana),
    PROPOSE("+5m", ana, "All 300 stay on the page of their word now. The template is in your list as “Contract, long”."),

    ASK("d-7 09:15", fatou, kenji, SLOWED, "Nap-time music stops after one song", "For the nap we play music, and it stops after one song. Twenty children wake up. Please call at nap time only.", .reach = REACH_TEAM),
    PROMISE("+40m", kenji, "Twenty awake children are an emergency. I call you at a quarter past one.", "call at nap time", "+5h"),
    KEEP("+255m", kenji),
    PROPOSE("+2m", kenji, "The player saved power after four minutes, like a watchful parent. It stays on for ninety now. Did they sleep?"),
    SOLVED("+1d 14:10", fatou, "Tous dorment. All asleep, one colleague included."),

    ASK("d-4 09:00", amir, priya, CAN_WAIT, "Guest network: for how long do we keep who was on it?", "I need one number: how many days does the guest network remember a device?", .tags = "privacy"),
    PROMISE("+1h", priya, "One number is what you shall have, as soon as I have it from the box itself and not from the handbook.", "tell you the number of days", "+2d 12:00"),
    NOTE("d-1 09:00", priya, "The box says 365, the handbook says 30. I set it to 30 and want Amir to hear about the 365 from me, by phone."),

    ASK("d-2 08:20", mateo, kenji, SLOWED, "Customer list without the islands", "List for Spain has no islands. Mallorca was offended.", .tags = "data"),
    PROMISE("+70m", kenji, "Please give Mallorca our regards. The list stops at postcode 06999; I ask its owner whether that is on purpose.", "tell you whether the islands can come back", "+1d 12:00"),
    RENEW("d-1 10:30", kenji, "d+1 12:00", "The list’s owner is on a ship to, of all places, the islands. She answers in the morning."),

    ASK("d-1 15:50", bruno, ana, SLOWED, "Report opens in the browser and not in the program", "Reports open in the browser since yesterday. There I cannot calculate."),
    QUESTION("+35m", ana, "Dear Bruno, a question before I change anything: do all reports do it, or only those that come by mail?", "which reports open in the browser", "d+1 12:00"),

    ASK("now-140m", chidi, wanjiru, CAN_WAIT, "May a footnote contain a film?", "A footnote of mine would be best as a film of forty seconds. Is that technically possible, and is it still a footnote?"),
    QUESTION("now-70m", wanjiru, "Technically yes, philosophically I leave it to you. Should it play on paper as well, as a small square to point a phone at?", "whether it should work on paper", "d+2 17:00"),

    ASK("d-6 08:40", joseph, kenji, CAN_WAIT, "Radio in the warehouse, for the forklift ballet", "The men would like music on Saturdays, from the loudspeakers. Is allowed?", .channel = "phone"),
    PROMISE("+1h", kenji, "I ask who answers for the loudspeakers and whether the alarm still comes through over a waltz.", "tell you whether music is allowed", "+3d 12:00"),
    KEEP("+3d 10:30", kenji),
    PROMISE("+2m", kenji, "It is allowed, and the alarm cuts through: we tried it with Strauss. A small box with a volume wheel comes to dock 3.", "bring the box with the wheel", "d+2 11:00"),
};

DEMO_TALE(small);
