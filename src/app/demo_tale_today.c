// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration that are under way today: promises late, due
// soon and due later, offers waiting, people who wrote again. Their moments
// count from the run itself, so the desk is alive at any hour.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("now-270m", noor, ana, SLOWED, "The budget workbook says it is locked by Ravi",
        "The budget workbook on the Finance drive opens read-only. It says Ravi has locked it, but Ravi left weeks ago. I have to enter the fourth-quarter figures for the board.",
        .stops = "Entering the fourth-quarter figures. I keep a copy meanwhile.", .affects = "I worry that the copy and the real one will get mixed up.",
        .matters = "d+1 12:00", .tags = "shared-files"),
    PLAYBACK("now-258m", ana, "The workbook opens, but only for reading, because the server still believes Ravi has it open. You need to enter the fourth-quarter figures for the board pack; until then you keep a copy, and you worry that the two will get mixed up."),
    AGREES("now-251m", noor, "Yes, that’s it."),
    HELPER("now-243m", ana, tomas, "You look after the file server: could you release the lock on Finance’s budget workbook at a quiet moment?"),
    PROMISE("now-242m", ana, "Thank you for saying what it stops you from doing; that helps me to put it in the right order. I have asked Tomás, who looks after the file server, to release the lock. Nothing in your copy is touched by that.",
        "tell you whether the lock is released", "now-132m"),
    TAG("now-240m", ana, "finance"),
    NOTE("now-205m", tomas, "Two people were saving on that server until a quarter past, so I waited. The lock is an open session from Ravi’s old laptop, six weeks old. Letting it go now."),
    KEEP("now-141m", ana),
    PROMISE("now-140m", ana, "Good news: the lock is gone. Please close the workbook wherever it is open, count to ten, and open it again. It should let you type.",
        "check with you that you can save", "now+40m"),
    COPY("now-44m", noor, elif),
    SAYS("now-37m", noor, "Thank you, I can type again! Now my macro that fetches the cost centres says “path not found”, since the files moved. And will the figures in my copy be lost? Why did it keep Ravi’s name for a whole month?", .file = "macro-message.png"),
    NOTE("now-22m", tomas, "The macro points to the old F: drive. The new share is “Finance shared”. Two lines to change, and Noor can do that herself. Her copy is safe: the restore point is from this morning."),

    ASK("now-200m", mirela, ana, STUCK, "Yesterday’s payroll file is gone",
        "The October file was in the folder last night and this morning the folder is empty. I cannot close the run, and the run leaves at 16:00. 412 people want to be paid.",
        .reach = REACH_EVERYONE, .stops = "Closing the October run", .affects = "I have been here since six.", .matters = "now+130m", .tags = "shared-files payroll"),
    PROMISE("now-188m", ana, "Good morning Mirela, I see how much hangs on this. I am asking the backup for last night’s copy of the folder now. Please leave the folder as it is, so that nothing is written over it.",
        "tell you whether yesterday’s payroll file can be brought back", "now-12m"),
    NOTE("now-150m", tomas, "Backup ran at 02:10, and the file is in it. The restore waits behind the mail index, which I cannot stop. I will move it up."),
    URGENT("now-97m", mirela, STUCK, "The bank has moved its gate for today’s payments half an hour forward, to 15:30."),
    SAYS("now-95m", mirela, "Any sign of it? I can prepare the bank upload meanwhile, if you tell me the file will be the one from 18:40."),
    NOTE("now-60m", ana, "Told her on the phone that it is the one from 18:40 and that she can prepare the upload. She sounded relieved, and very tired."),

    ASK("now-230m", joseph, kenji, STUCK, "Every label prints twice at dock 3",
        "Label printer dock 3 prints every label two times since the shift began. We peel and throw. Now I write by hand, lorry leaves at three. Call me, I am not at a screen.",
        .reach = REACH_TEAM, .stops = "Loading the afternoon lorry", .tags = "printing"),
    PROMISE("now-222m", kenji, "Joseph, thank you for keeping the lorry moving. I have called the number of the dock: please switch the printer off and on once. If it doubles again, I come over with the spare.",
        "call you about the label printer", "now-150m"),
    KEEP("now-160m", kenji),
    PROMISE("now-159m", kenji, "As we said on the phone: off and on did not help. The spare printer is charged and I am bringing it to dock 3, with two rolls of labels.",
        "have the spare printer working at dock 3", "now+55m"),
    SAYS("now-20m", joseph, "Spare is good, one label each. Please also look why the old one does it, it is the third time this year."),

    ASK("now-160m", kwame, ben, STUCK, "My screen is cracked and I am on site at four",
        "Dropped the laptop off a ladder. Screen is a spider web. I can see about a third of it. I need drawings on site at 16:00.", .stops = "Reading the drawings", .matters = "now+140m", .tags = "laptop", .file = "cracked-screen.png"),
    PROMISE("now-148m", ben, "Ouch, glad it was the laptop and not you. I am preparing a loan laptop with your drawings on it. You only need to sign in; your own one stays here for a new screen.",
        "have a loan laptop waiting for you at reception", "now+58m"),
    SAYS("now-55m", kwame, "Back at quarter to. Will the loan one open the big PDF, the 200 MB one?"),

    ASK("d-1 14:10", hana, ana, SLOWED, "How do I share a contract folder with outside counsel?",
        "Outside counsel need to see forty contracts, and only those. At present I send them one by one and note each in a list. I would like to understand how sharing works before I press anything.",
        .stops = "Nothing, it only takes my afternoons", .tags = "shared-files"),
    PROMISE("d-1 15:00", ana, "A wise order, Hana: understanding first. In short: a shared folder is a room with its own key, and you decide who holds one. I am writing the steps for a folder that only counsel and you can open, with a date on which their key ends.",
        "send you the steps for sharing the contract folder", "now+108m"),
    SAYS("now-182m", hana, "Thank you. One question for the steps: can counsel see who else looks in?"),

    ASK("d-2 11:20", ingrid, ben, CAN_WAIT, "When does my second screen arrive?", "I switch between bookings and visitors all day, and a second screen was promised to reception. Is there a date?", .tags = "screen"),
    PROMISE("+2h", ben, "Hello Ingrid, the order was placed on the day you asked. The supplier answers me tomorrow; until then I would only be guessing, and you deserve better than a guess.",
        "say when your second screen arrives", "now+138m", .name = "the supplier"),

    ASK("d-1 10:05", femi, ana, CAN_WAIT, "Can I send a three-gigabyte video to the print shop?",
        "Print shop wants the whole film for stills. Mail laughs at me. Is there a way that does not involve a bicycle and a memory stick? 🚲", .matters = "d+2 09:00"),
    PROMISE("d-1 16:00", ana, "There is, and the bicycle can rest. I am checking how long the print shop’s link may live under our rules, then you get a page where you drop the film and they collect it.",
        "answer your question about large videos", "now+198m"),

    ASK("d-3 09:40", sofia, ben, SLOWED, "Twelve laptops for the class, buongiorno!",
        "My class starts at 10:00 on the day after tomorrow, twelve people, and the training room has four laptops. Could there be twelve? With the slides on the desktop? Grazie mille!", .reach = REACH_TEAM, .matters = "d+1 10:00", .tags = "laptop training"),
    QUESTION("+40m", ben, "Buongiorno Sofia! Twelve is fine. Do your people bring their own sign-in, or shall I prepare a guest one for each?", "whether your people have their own sign-in", "+1d 12:00"),
    SAYS("+3h", sofia, "Five have their own, seven are new and need a guest one."),
    PROMISE("+50m", ben, "Five and seven, noted. I charge them overnight, put the slides on each and try one of the guest sign-ins myself.",
        "have twelve laptops ready in the training room", "d+1 09:30"),

    ASK("d-3 08:55", dai, kenji, STUCK, "Drawings freeze when I zoom", "Every drawing over 40 MB freezes when I zoom in. Then I wait a minute, or kill it and lose my last lines.", .stops = "Finishing the plan of the east wing", .tags = "graphics"),
    PROMISE("+20m", kenji, "Dai, losing lines is the worst kind of waiting. Please save before each zoom for today. I am looking at the graphics driver, the little program between the drawing and your screen.", "tell you what I find about the driver", "+4h"),
    OFFER("+2h", kenji, tomas, "It may be the network: his drawings open from the server.", "Freezes on zoom with files over 40 MB. Driver is current. Next would be to try the same file from his own disk."),
    REFUSE("+1h", tomas, "Not the network: the same file freezes from his own disk, I tried it with him. It needs somebody who knows graphics."),
    OFFER("+15m", kenji, ana, "You solved freezing drawings in the studio in spring, and Tomás has ruled out the network.", "Freezes on zoom over 40 MB, also from his own disk. Driver is current. Not the network."),
    ACCEPT("+20m", ana),
    PROMISE("+10m", ana, "Hello Dai, I am Ana. Kenji has told me everything, so you do not need to start again. I know this freeze: it comes from a setting that draws shadows. I am changing it on your laptop over lunch tomorrow, if that suits.", "change the shadow setting with you", "+1d 14:00"),
    KEEP("+1d 12:40", ana),
    PROPOSE("+5m", ana, "The shadows are off, and your 62 MB plan zoomed ten times without a pause. Please work with it for a while, then tell me whether it holds."),
    NOT_YET("now-110m", dai, "It worked for ten minutes and then the drawing froze again."),

    ASK("now-72m", amina, ngozi, CAN_WAIT, "Does the new starter get her key card from you or from reception?", "Tove starts on Monday and I would love her first morning to be smooth. Who hands her the card?"),

    ASK("d-1 15:20", mateo, kenji, SLOWED, "Charger makes a noise like a cricket", "Laptop charger chirps. Sometimes it charges and sometimes it does not. I am in Sevilla this week, nobody here knows it.", .tags = "laptop"),
    QUESTION("+30m", kenji, "A cricket in Sevilla sounds lovely, though not inside a charger. Could you send a picture of the plug and the light beside it? The colour tells me whether it is the charger or the socket of the laptop.", "a picture of the light by the plug", "d+1 12:00"),
    SAYS("now-38m", mateo, "Here is the picture you asked for. The light by the plug is orange.", .file = "plug-light.png"),

    ASK("d-6 09:05", leilani, priya, SLOWED, "The microscope lost its network a third time", "Third time this month. When it drops, the pictures of the night are only on the microscope and I carry them over by hand before the morning meeting.", .stops = "The pictures of the night arriving", .affects = "I start to feel that nobody writes these down.", .tags = "network laboratory"),
    PROMISE("+35m", priya, "Leilani, three times is two times too many, and I have read both earlier ones. I am not restarting it a third time: I want to see why. Tonight the network writes down everything it hears from the microscope.", "tell you what the network heard overnight", "+1d 11:00"),
    KEEP("+1d 10:30", priya),
    PROMISE("+2m", priya, "It heard the microscope leave at 02:00 sharp, every time. That is when it saves its power. A new network card without that habit is ordered; until then it stays awake.", "fit the new card with you", "d-1 17:00"),
    RENEW("d-1 15:10", priya, "now+210m", "The card came today with a cracked corner. The shop sends another by courier, and I would rather be a day late than fit a broken one."),
    SAYS("now-12m", leilani, "The courier called me, and it is here. Friday at nine would suit me for the meeting about it, and thank you for asking first."),

    ASK("d-2 10:30", yusuf, ben, SLOWED, "I can read my mail but not open the lab share", "Since I moved desks my mail works and the lab share asks for a password that I never had.", .tags = "shared-files laboratory"),
    PROMISE("+30m", ben, "Hello Yusuf, a moved desk and a forgotten share go together more often than they should. I am looking at which groups you belong to.", "tell you which group is missing", "+1d 12:00"),
    OFFER("d-1 10:00", ben, priya, "You look after sign-in and groups.", "Mail works, the lab share asks for a password. He is in the group by name; the share does not see it."),
    REFUSE("d-1 11:20", priya, "The group is right. The share was built by hand in spring, so it needs whoever built the lab share."),
    KEEP("d-1 11:40", ben),
    PROMISE("d-1 11:45", ben, "Your group is right, Yusuf, and the share does not look at groups as others do. Ana built it, so I am asking her to look after this with you. Until she accepts, I answer for it.", "tell you who carries on", "now+120m"),
    OFFER("now-40m", ben, ana, "You built that share in spring, and he has waited for two of us.", "He can read his mail but not open the lab share. Groups are right (Priya checked). The share has its own list, which he is not on."),

    ASK("d-1 09:30", rosa, priya, SLOWED, "O meu calendário partilhado mostra o dia errado", "Olá! O calendário dos eventos mostra tudo um dia mais cedo. In English: the shared calendar shows every event one day early, only for me.", .tags = "calendar"),
    PROMISE("d-1 10:10", priya, "Olá Rosa, and thank you for both languages. One day early for one person smells of a time zone. I am comparing your calendar with the one of your colleague.", "tell you what differs", "now+90m"),
    OFFER("now-65m", priya, ana, "She works in Portuguese and so do you, and it will be easier to read the screens together.", "Events show a day early only for her. Time zone on the laptop is right; the calendar’s own zone is set to Azores."),

    ASK("d-2 13:30", oskar, priya, SLOWED, "The door screens show last week’s rooms", "All nine door screens on the second floor show last week. People walk into each other’s meetings. It is becoming a comedy.", .reach = REACH_MANY, .tags = "rooms"),
    PROMISE("+25m", priya, "A comedy with an unwilling cast, I am sorry. The screens have not been able to fetch their bookings since the certificate, their proof of identity, ran out. I am asking for a new one.", "have the door screens show today", "now-7m"),
    SAYS("now-31m", oskar, "Eight of nine are right now. The ninth, by the lift, believes it is Tuesday."),

    ASK("now-105m", aroha, ben, SLOWED, "The returns desk asks for a password nobody knows", "The returns computer wants an administrator password since this morning. Three of us have tried everything we know, and a seven-year-old tried dinosaur names.", .reach = REACH_TEAM, .stops = "Taking books back; we write them in a notebook"),
    PROMISE("now-40m", ben, "Please thank the young colleague for the dinosaurs. Nobody of you needs that password: a program wants to update itself and asks the wrong people. I let it update from here after you close.", "have the returns desk ask no more questions", "now+80m"),

    ASK("d-1 08:20", dmitri, wanjiru, SLOWED, "The calculation stops at 80 percent every night", "Job climate-47 stops at 80 percent every night at about the same step. Log attached. I do not think it is my code, but I always say that.", .tags = "research", .file = "climate-47.log", .file_text = "step 80211 of 100000\nmemory 118.2 of 120.0 GB\nstopped by the scheduler\n"),
    PROMISE("d-1 09:00", wanjiru, "Your log says it honestly, Dmitri: it reaches 118 of the 120 GB that it may use, and the scheduler ends it. Your code is only hungry. I am raising its share for tonight and watching step 80211 with you.", "write to you after tonight’s run", "now+170m"),
    SAYS("now-115m", dmitri, "It passed 80. It passed 90. I hardly slept. It ended at 97 with another line, I send it tonight."),

    ASK("now-14m", saoirse, kenji, CAN_WAIT, "The till forgets the vegetarian menu", "Every morning the till has forgotten the vegetarian menu and my people type the price by hand. Please not between half eleven and two.", .reach = REACH_TEAM),

    ASK("d-1 11:30", grace, ana, SLOWED, "The projector in room 4 shows everything in pink", "My lecturer’s slides are pink in room 4 and only there. Room 5 is fine. He says it suits the subject, the students say it does not.", .tags = "rooms"),
    PROPOSE("d-1 12:20", ana, "Room 4 had a cable with one bent pin, which loses the green. I changed the cable and showed three slides: grass is green again. If it turns pink once more: unplug, look into the plug, and if a pin leans, ring me."),

    ASK("d-3 10:00", olek, priya, SLOWED, "Sign-in from home asks me twice", "From home I have to sign in twice, each morning. Once is right. I work with five languages and in each one it is annoying.", .tags = "sign-in"),
    OFFER("+1h", priya, ben, "I am away tomorrow and Olek should not wait.", "Two prompts from home: one from the gateway, one from mail. Mail’s is unneeded since the change."),
    REFUSE("+40m", ben, "He rang and would rather stay with you until you are back. It can wait, he says, he has waited in worse queues."),
    PROPOSE("d-2 16:30", priya, "The second question came from mail, which no longer trusts the first. I told it to, for your laptop. Tomorrow morning there should be one question only. Is it so?"),

    ASK("now-240m", elif, kenji, CAN_WAIT, "Colours on the finance printer are too dark", "Charts come out nearly black. Red and green cannot be told apart, which in budgeting is a pity.", .tags = "printing"),
    PROPOSE("now-155m", kenji, "The printer had been told to save toner by printing thick and dark, which is an odd way to save. I set it back and printed your page 3: red is red. Two prints are on your desk."),

    ASK("now-33m", zainab, wanjiru, STUCK, "Grant portal says my certificate is from the future", "The deadline is tomorrow at noon and the portal will not let me in: “certificate not yet valid”. My laptop’s clock says it is 2019. Is that the reason??", .stops = "Handing in the application", .matters = "d+1 12:00", .tags = "sign-in"),
    PROMISE("now-25m", wanjiru, "Zainab, yes, that is exactly the reason, and you found it yourself. A laptop that believes in 2019 finds every certificate too young. I am on my way with a new clock battery; the portal will let you in before I have left your office.", "have you inside the grant portal", "now+65m"),

    ASK("now-48m", viktor, marisol, CAN_WAIT, "Who has been able to read the audit folder since January?", "For the yearly report I need a list of everybody who could open the audit folder since 1 January, with dates. Please note that I ask formally, and in full sentences, as always."),
    PROMISE("now-30m", marisol, "Dear Viktor, a formal question gets a formal answer. The list comes from two systems, which I put side by side so that each date is proven once from each.", "send you the list with dates", "d+2 12:00"),

    ASK("now-90m", birgit, priya, SLOWED, "A colleague’s name is wrong in the directory, and it hurts", "A colleague has changed their name, and the directory shows the old one in every meeting. It is more than a detail for them. Could this be done quietly?", .affects = "They have stopped joining meetings with many people."),
    PROMISE("now-78m", priya, "Thank you for speaking up for them, Birgit. I do it myself, without a list and without a note to anyone. Names in meetings follow within two hours, old invitations overnight.", "tell you when the name is right everywhere", "d+1 10:00"),
    NOTE("now-76m", priya, "Please nobody copy this into the weekly list. I do it by hand."),

    ASK("now-65m", lior, tomas, SLOWED, "שלום, video calls to Haifa stop after forty minutes", "Every call with the Dublin office ends after exactly forty minutes, in the middle of somebody’s sentence. Usually mine. תודה רבה!", .reach = REACH_TEAM, .tags = "network"),
    PROMISE("now-50m", tomas, "Shalom Lior, forty minutes to the second is a machine’s idea, not the sea’s. A firewall between us forgets long calls. I am asking it to remember them for eight hours.", "tell you when a long call is worth trying", "d+1 11:00"),
    QUESTION("now-28m", tomas, "It now remembers. Could you and a patient colleague leave a call open during your lunch, and tell me whether it survives?", "whether a call of over forty minutes survives", "d+2 15:00"),

    ASK("now-130m", thandi, ana, STUCK, "Patients’ room: the screen shows the last patient’s name", "The waiting room screen keeps the last name for minutes. Today somebody read it aloud. That must not happen again.", .reach = REACH_MANY, .stops = "Calling patients in by name", .affects = "I apologised to her in person.", .tags = "privacy"),
    PROMISE("now-124m", ana, "It must not, and I treat it so. The screen is switched off now, from here. Please call by number for the next hour.", "tell you why it keeps the name", "now-50m"),
    KEEP("now-62m", ana),
    PROMISE("now-60m", ana, "I found it: the screen keeps the last page while it waits for the next. I have asked for a blank page in between, and Amir, our data protection officer, reads along so that this is written down properly.", "show you the blank page in between", "now+115m"),
    COPY("now-59m", ana, amir),
    SAYS("now-35m", amir, "Thank you both for the speed. I need one line from you, Thandi: about what time was the name read aloud? Nothing else."),
};

DEMO_TALE(today);
