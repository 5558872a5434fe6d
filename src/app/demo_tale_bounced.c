// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration about who looks after whom: offers accepted,
// declined, left to expire; colleagues who take or ask; a lead who steps in;
// an owner who goes away; and people outside the desk who are asked to help.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-12 10:00", xiulan, ben, SLOWED, "Soldering fumes and the laptop fan", "My laptop’s fan screams beside the soldering bench. I fear it breathes what I do not want to breathe.", .tags = "laptop"),
    PROMISE("+30m", ben, "Xiulan, the fan has filters for neither of you. I bring a sealed workshop laptop to try.", "bring a sealed laptop", "+1d 15:00"),
    OFFER("+2h", ben, wanjiru, "She needs a workshop machine for research, and you keep those.", "Fan screams near solder. A sealed laptop would do. None free in the pool."),
    ACCEPT("+1h", wanjiru),
    KEEP("+1d 11:00", wanjiru),
    PROPOSE("+5m", wanjiru, "Hello Xiulan, I am Wanjiru; Ben has told me about the fumes. The sealed laptop on your bench has no fan at all. Does it keep up with the oscilloscope?"),
    SOLVED("+1d 14:00", xiulan, "It keeps up, and the bench is silent. I can hear the solder."),

    ASK("d-9 09:30", katarzyna, priya, SLOWED, "Test accounts expire in the middle of tests", "Exact message: “account expired (0x0532)”. Expected: a test account lives as long as the test.", .reach = REACH_TEAM, .tags = "sign-in"),
    PROMISE("+40m", priya, "Thank you for the exact message, Katarzyna. Test accounts die after 30 days by a rule that forgets tests. I am asking whether yours may live for 180.", "tell you whether they may live longer", "+2d 12:00"),
    OFFER("+1d 09:00", priya, tomas, "The rule sits on a server that only you may change.", "Accounts expire after 30 days. 180 is agreed with Amir. Needs one line on the directory server."),
    KEEP("+1h", priya),
    PROMISE("+1m", priya, "They may: 180 days, agreed. The line that says so is in Tomás’s hands; until he accepts, I answer for it.", "tell you when the line is in", "+2d 16:00"),
    NOTE("+1d 09:20", marisol, "The offer to Tomás ran out yesterday evening, he was in the cellar with the switches. Priya, please offer again and ring him."),
    OFFER("+20m", priya, tomas, "As on the phone: one line on the directory server.", "180 days instead of 30 for accounts in the group Testing. Agreed with Amir."),
    ACCEPT("+30m", tomas),
    KEEP("+2h", tomas),
    PROPOSE("+2m", tomas, "The line is in: accounts of the group Testing live for 180 days from today, including the ones that expired this week. Could you run the suite once?"),
    SOLVED("+1d 10:00", katarzyna, "Suite green, 1204 of 1204."),

    ASK("d-8 14:00", emre, kenji, STUCK, "Phone lost in the sea", "Phone fell in sea at Izmir. I need the customer list and a number to be called on. Waves are small but phone is deep.", .tags = "phone"),
    TAKE("+6m", ben, "Kenji is on the phone with another person, and I have a spare phone with a Turkish card in my drawer."),
    PROMISE("+5m", ben, "Emre, I am Ben. The lost phone is locked and wiped from here, so the fish read nothing. A phone with your number leaves by courier tonight; until then your calls ring at the Izmir office.", "have the new phone in your hands", "+2d 15:00"),
    KEEP("+2d 13:00", ben),
    PROPOSE("+3m", ben, "The courier says that you signed at 12:40. Are your number and the customer list on it?"),
    HEARD("+2h", ben, "phone", "Everything is on it. He called me on it, from a boat."),

    ASK("d-7 11:00", isaac, ben, SLOWED, "Scanner reads every eighth barcode as a nine", "The hand scanner turns eights into nines now and then. I found out when we had 9,000 screws on paper and 8,000 in the box.", .stops = "Trusting my own numbers", .tags = "warehouse"),
    PROMISE("+35m", ben, "Isaac, a scanner that lies now and then is worse than one that is dead. Please count by eye for today. I clean its window and update it.", "bring the scanner back, tested", "+1d 12:00"),
    TAKE("+3h", kenji, "I have the maker’s training for this scanner since last week and would like to try it out."),
    ACCEPT("+30m", ben),
    KEEP("+1d 10:30", kenji),
    PROPOSE("+5m", kenji, "Hello Isaac, I am Kenji. The scanner had a scratch across the middle of its window. New window; I read 500 labels with it and all eights were eights."),
    SOLVED("+4h", isaac, "8,000 it is."),

    ASK("d-7 15:30", gareth, kenji, SLOWED, "Gate radio hears the taxi company", "Radio at west gate hears taxis. I now know a lot about Mrs Doyle’s knees.", .tags = "radio"),
    PROMISE("+30m", kenji, "Gareth, Mrs Doyle deserves her privacy and you your gate. I look for a free channel.", "give you a free channel", "+2d 12:00"),
    TAKE("+1h", lars, "Radios belong to the buildings, I could do it on my round."),
    REFUSE("+40m", kenji, "Thank you, Lars! I have promised it to Gareth and have the new channel already; please show me your round another time."),
    KEEP("+1d 14:00", kenji),
    PROPOSE("+2m", kenji, "The gate is on channel 11 now, which nobody else has. All four radios are set. Is there silence?"),
    SOLVED("+1d 08:00", gareth, "Silence. I miss the knees a bit."),

    ASK("d-10 08:40", pavel, kenji, STUCK, "Door camera dark at night", "Camera at night door shows black picture from 22:00. I open for voices. I do not like to open for voices.", .stops = "Seeing who wants in", .tags = "camera"),
    PROMISE("+20m", kenji, "Pavel, nobody should open for voices. Tonight please use the second camera, it looks at the same step from the side. I find out why the first one sleeps.", "tell you why the camera sleeps", "+1d 12:00"),
    NOTE("+1d 15:00", marisol, "This one passed its time. Kenji was sent home with a fever at ten; I step in now."),
    TAKE("+5m", marisol, "Kenji is ill, his promise to you has passed, and you should not wait another night."),
    PROMISE("+5m", marisol, "Dear Pavel, I am Marisol and I lead the desk. Kenji is ill; the word he gave you was broken, and I am sorry. I have the camera’s settings in front of me: it lost its infrared lamp in an update.", "have the camera see in the dark tonight", "+6h"),
    KEEP("+5h", marisol),
    PROPOSE("+2m", marisol, "I stood at the door at half past eight with a torch switched off: the camera saw me wave. Did it see people for you?"),
    SOLVED("+1d 06:10", pavel, "I saw a fox, two students and a pizza. Good."),

    ASK("d-6 10:20", ravindra, tomas, SLOWED, "Solar field loses contact when clouds come", "When a cloud passes, the field’s link drops and the curve of the day has a hole. Clouds are what I measure.", .stops = "The curve of the day", .tags = "network research"),
    PROMISE("+50m", tomas, "Ravindra, a link that is afraid of clouds has perhaps the same battery as the panels. I look at its supply.", "tell you what feeds the link", "+1d 15:00"),
    KEEP("+1d 13:00", tomas),
    REFER("+10m", tomas, "Maeve Daly, Northlight Masts", "maeve.daly@northlight.example.org", "The mast and its battery belong to Northlight, and only they may open the box.", "Link drops when panels shade. The link’s battery is charged from the same panels and is flat after eleven minutes. Needed: a battery for two hours, or mains."),
    PROMISE("+5m", tomas, "The link’s battery is flat after eleven minutes of cloud. It belongs to the mast’s owner, Northlight; Maeve Daly there has all of this from me. I stay the one who answers to you.", "tell you the day of the new battery", "d-2 16:00", .name = "Northlight Masts"),
    CONFIRM("d-3 11:00", tomas, "Maeve Daly", "by phone"),
    KEEP("d-2 11:30", tomas),
    PROMISE("+3m", tomas, "Northlight fits a larger battery; their van comes the day after tomorrow, and Maeve’s number is in the referral if clouds come sooner.", "look at the first cloudy curve with you", "d+3 15:00", .name = "Northlight Masts"),

    ASK("d-4 09:45", paloma, ben, SLOWED, "Studio microphone hums in E flat", "Microphone 2 hums. It is an E flat. Our jingle is in D. You hear the problem.", .tags = "studio"),
    QUESTION("+40m", ben, "I hear it! Does the hum change when the ceiling lamps are off?", "whether the lamps change the hum", "+1d 12:00"),
    SAYS("+2h", paloma, "Lamps off: silence. Lamps on: E flat. We now record in the dark, which suits only some guests."),
    REFER("+1h", ben, "Tobias Brandt, Klangwerk", "tobias@klangwerk.example.org", "He built the studio’s wiring and has its plan.", "Microphone 2 hums in E flat while the ceiling lamps are on. Probably shared earth with the lamp circuit. Needed: a look at the wiring plan, and a visit."),
    PROMISE("+5m", ben, "The lamps and microphone 2 share a wire that they should not. Tobias Brandt built the wiring and has been asked; you are on his mail. I answer for it until he has said that he is on it, and after.", "tell you what Tobias says", "d+1 16:00", .name = "Klangwerk"),

    ASK("d-3 13:20", maryam, priya, SLOWED, "لوحة المفاتيح لا تكتب العربية / Arabic keyboard", "مرحباً، بعد التحديث لا أستطيع الكتابة بالعربية في برنامج الترجمة. Since the update I cannot type Arabic in the interpreting programme; everywhere else it works.", .stops = "Preparing the visit’s glossary", .matters = "d+2 09:00"),
    PROMISE("+30m", priya, "مرحباً Maryam, and thank you for both languages. The programme asks for its own permission to use a second keyboard since the update. I am giving it that permission for everyone in the visitor programme.", "tell you when it types Arabic again", "+1d 16:00"),
    KEEP("+1d 11:00", priya),
    PROPOSE("+3m", priya, "The permission is in. Please close the programme, open it again and press Alt and Shift: the little flag should change. شكراً for your patience."),
    NOT_YET("+2h", maryam, "The flag changes, but the letters stand apart from each other: م ر ح ب ا instead of مرحبا."),
    PROMISE("+40m", priya, "Letters that stand apart need another typeface in that one window. I ask its maker which one joins them, and I try it on my own screen first.", "send you a window in which مرحبا holds hands", "d+1 12:00"),

    ASK("d-2 09:05", nokuthula, marisol, SLOWED, "Headsets for six new colleagues, and who decides?", "Six people start with me next week. Headsets come from IT, chairs from Facilities, contracts from People, and I am the one who runs between. Could one of you hold all three?", .reach = REACH_TEAM, .matters = "d+3 09:00", .tags = "starters"),
    PROMISE("+40m", marisol, "One of us can: me. Headsets are ordered. I ask Siobhán for chairs and Ngozi for contracts, and you only ever need to ask me.", "send you one list with three ticks", "d+1 15:00"),
    HELPER("+5m", marisol, siobhan, "Six desks with chairs for customer care, second floor, by Monday."),
    HELPER("+1m", marisol, ngozi, "Six contracts and first-day mails; Nokuthula has the names."),
    NOTE("+3h", siobhan, "Desks are there, four chairs too. Two chairs come from the store on Friday."),
    COPY("+10m", marisol, tariq),

    ASK("d-5 16:10", oluwaseun, tomas, SLOWED, "Bus display says “Good morning” all day", "The display of the campus bus says Good morning also at night. Passengers say I am an optimist. Also it does not show the next stop.", .reach = REACH_MANY),
    OFFER_TEAM("+40m", tomas, DEMO_FACILITIES, "Displays in vehicles are looked after with the vehicles.", "Display shows a fixed greeting and no next stop since the clock change. Bus 2. Nothing tried yet."),
    ACCEPT("d-4 09:00", lars),
    PROMISE("+20m", lars, "Good evening, Seun, as your bus would not say. I am Lars. Both come from its clock, which stands at 7:02. I change its battery at the turning point.", "meet you at the turning point", "d-3 14:00"),
    KEEP("d-3 13:30", lars),
    PROPOSE("+5m", lars, "The clock runs, the next stop shows, and it wished me a good afternoon at 13:29. Does it hold until night?"),
    SOLVED("d-2 22:15", oluwaseun, "Good evening at 22:14. Correct. Optimism over."),
};

DEMO_TALE(bounced);
