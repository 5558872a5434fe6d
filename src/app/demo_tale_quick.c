// SPDX-License-Identifier: Apache-2.0
// Short stories of the demonstration: asked, answered, solved by the person’s
// own word, mostly within a day. What a good week is mostly made of. Each has
// words of its own; none is said twice.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-28 09:10", ingrid, ben, SLOWED, "Visitor badges come out blank", "The badge printer gives me blank cards, and a delegation of nine is in the lift.", .stops = "Letting guests in politely", .tags = "printing"),
    PROPOSE("+9m", ben, "The ribbon was at its end, Ingrid. A new one is in, and nine badges with nine names lie on your desk. Spare ribbons are in the left drawer now."),
    SOLVED("+15m", ingrid, "All nine are in, and the head of the delegation asked who the quick gentleman was."),

    ASK("d-28 11:00", wanda, ana, CAN_WAIT, "How do I rename three hundred scans?", "Three hundred scans are called scan001 and so on. They are letters from 1912 and deserve better names."),
    PROPOSE("+2h", ana, "They do. I have put a small program on your desk: you write the names in a list, one a line, and it renames them in that order. It shows everything before it does anything. I can come for tea and try it with you."),
    HEARD("+1d 10:30", ana, "visit", "We renamed all three hundred over tea. She found a love letter."),

    ASK("d-28 13:40", jonas, kenji, SLOWED, "No sound in calls", "No sound in calls. Headset is fine on the phone."),
    PROPOSE("+25m", kenji, "Your laptop was sending the sound to the meeting room you sat in on Monday. I pointed it back to the headset, and told it to ask you next time."),
    SOLVED("+20m", jonas, "Works. Quick."),

    ASK("d-27 08:30", delphine, priya, STUCK, "Calendar of the director is empty", "His calendar is EMPTY. He is delighted. I am not.", .stops = "Everything that he does today"),
    PROMISE("+5m", priya, "Nothing is lost, Delphine: his phone is hiding it, the server has all of it. Here is today as a page to print, for the next hour.", "have it back on his phone", "+2h"),
    PROPOSE("+50m", priya, "His phone had been told to show a calendar called Holidays only. It shows all four again, and I counted fourteen entries for today."),
    SOLVED("+10m", delphine, "Fourteen, yes. He is less delighted."),

    ASK("d-27 10:15", agnes, ana, SLOWED, "The ledger asks me to agree to something in English", "The ledger shows a long English text with a box to agree to. I do not sign what I have not read."),
    PROPOSE("+40m", ana, "Good day Agnes, you are right not to. I read all of it: it says that the maker may count how often the program crashes, without names. I sent you a summary in Danish. You may choose “No thank you” and everything works the same."),
    HEARD_NOT("+1h", ana, "phone", "She chose no, and the box came once more this morning."),
    PROPOSE("+30m", ana, "The box has a second page, which I had overlooked: the same “No thank you” is hidden at its foot. I chose it with you on the phone; it is gone from both pages now."),
    HEARD("+3h", ana, "phone", "She read the summary, chose no, and her ledger works as before."),

    ASK("d-27 15:10", marek, kenji, SLOWED, "Computer in workshop full of dust", "Computer makes noise as grinder. Dust from metal. Come by, phone is no use here."),
    PROPOSE("+1d 08:20", kenji, "I came with the vacuum cleaner and we took out 90 grams of your work. A filter sits before the fan now; shake it out on Fridays."),
    HEARD("+10m", kenji, "visit", "He said: quieter than the coffee machine."),

    ASK("d-26 08:05", halima, kenji, SLOWED, "The tablet with the cleaning plan wants a code", "Our tablet asks for six numbers and nobody has them. We start at six and need the plan.", .reach = REACH_TEAM, .channel = "phone"),
    PROPOSE("+20m", kenji, "The six numbers came by mail to somebody who left in summer. I gave the tablet a code that your team can choose itself; yours for today is in the text I sent you."),
    SOLVED("+40m", halima, "We chose the birthday of the building. It opens."),

    ASK("d-26 14:30", sofia, ana, CAN_WAIT, "Slides change their letters on the big screen", "On my laptop the slides are elegant and on the big screen they look like a parking ticket."),
    PROPOSE("+70m", ana, "The big screen does not own your typeface and takes the nearest, which is indeed the one of parking tickets. In your program: File, Options, Save, “embed fonts”. I did it for this file, and you can for the next."),
    SOLVED("+1d 09:30", sofia, "Elegant again! And I did the second one myself."),

    ASK("d-25 09:45", kwame, ben, SLOWED, "Drawings do not open on the phone", "On site I get “file too large” for drawings. Paper gets wet."),
    PROPOSE("+2h", ben, "There is a lighter kind of each drawing that keeps all lines and drops the photographs. Your phone now opens that one first. I tried the east bridge: four seconds."),
    SOLVED("+1d 16:20", kwame, "Four seconds, in the rain. Top."),

    ASK("d-25 11:20", tove, priya, CAN_WAIT, "Which of the three calendars is the real one?", "I am new, and I was invited to three calendars named Product. Which one do people really look at?"),
    PROPOSE("+30m", priya, "The question that everybody has! It is the one with the small house. The other two are from before; I asked their owners, and they are marked “old” now. Welcome, Tove."),
    SOLVED("+15m", tove, "The house it is. Thank you for the welcome."),

    ASK("d-25 16:00", yuki, wanjiru, CAN_WAIT, "Colours differ between Osaka and Dublin", "The blue that we chose in Osaka looks violet in Dublin. Pictures of both attached. No hurry, we sleep now.", .file = "two-blues.png"),
    PROPOSE("+2d 08:00", wanjiru, "Good morning Yuki. Your file carries no colour profile, a note that says which blue is meant, so each screen guesses. I added it, and Dublin now shows the blue of Osaka. Your design program can add it by itself: steps attached.", .file = "steps.txt", .file_text = "1. Edit, Colour settings\n2. Working space: the one that is chosen now is right\n3. Tick: embed when saving\n"),
    SOLVED("+3h", yuki, "It is our blue. ありがとうございます 🙏"),

    ASK("d-24 08:50", lucia, priya, SLOWED, "Two suppliers, one name", "The list of suppliers shows “Nordwind” twice, and I have ordered from the wrong one.", .tags = "data"),
    PROPOSE("+3h", priya, "They are two firms who share a name. I added the town to both, so that you see “Nordwind, Kiel” and “Nordwind, Oslo”. Your order has gone to Kiel, as you meant; I rang them."),
    SOLVED("+50m", lucia, "You even rang them. Solved, and then some."),

    ASK("d-24 13:30", amir, tomas, CAN_WAIT, "Who can read the old fax server?", "Is the old fax server still switched on, and if so, who can read what it keeps?", .tags = "privacy"),
    PROPOSE("+1d 11:00", tomas, "It was on, Amir, and kept 2,100 faxes that anybody on its floor could read. I closed it within the hour, kept one sealed copy for you to decide about, and wrote down when each thing happened."),
    SOLVED("+1d 09:00", amir, "Exemplary. The sealed copy may go on the first of next month; I have it in my diary."),

    ASK("d-23 09:30", grace, kenji, SLOWED, "Printing on both sides prints on both sides twice", "Each page comes with its own back, upside down. My course booklet reads like a riddle."),
    PROPOSE("+45m", kenji, "The printer was told to flip on the short edge, which is right for calendars and wrong for booklets. In the print window choose “long edge”. I set it for your course, and here are the steps for the next one."),
    SOLVED("+30m", grace, "You explained it so that I can fix it myself next time."),

    ASK("d-23 12:15", emre, ben, SLOWED, "Map without roads", "Map app shows the land without roads. I arrive by feeling."),
    PROPOSE("+35m", ben, "The roads of your region had not been downloaded after the last update. They are on their way to your phone now; ten minutes on the hotel’s wireless will do."),
    SOLVED("+5h", emre, "Roads everywhere. Feeling was also good."),

    ASK("d-22 10:05", thandi, ana, SLOWED, "Two phones ring for one patient line", "When a patient calls, my phone rings and also one in the kitchen."),
    PROPOSE("+40m", ana, "The kitchen had your line since the room was a kitchen, in 2016. It is off there now, and nothing of your line was ever recorded. I rang you to be sure: one phone only."),
    SOLVED("+20m", thandi, "One phone. The kitchen says hello."),

    ASK("d-22 14:45", rosa, priya, SLOWED, "Convites sem hora / invitations without a time", "My invitations arrive without the time. Sixty people ask me when. Obrigada!", .reach = REACH_MANY),
    PROPOSE("+1h", priya, "Olá Rosa! The template had “all day” ticked, quietly, at the bottom. I took it out and sent one correction to all sixty, in your name as you asked me on the phone."),
    SOLVED("+30m", rosa, "Sixty people know when. Obrigada mesmo!"),

    ASK("d-21 08:40", joseph, kenji, SLOWED, "Forklift tablet falls asleep", "Tablet on the forklift sleeps after one minute. I have gloves. Waking it costs me a glove each time.", .channel = "phone"),
    PROPOSE("+3h", kenji, "It stays awake while the forklift’s key is on, and sleeps when the key is off. Gloves can stay on."),
    HEARD("+2h", kenji, "phone", "Stays awake, he says. Two gloves on."),

    ASK("d-21 15:20", zainab, priya, SLOWED, "Form counts characters differently from me", "The form says 2,004 of 2,000 characters. I count 1,998. The deadline is tomorrow.", .matters = "d-20 12:00"),
    PROPOSE("+25m", priya, "You both count honestly, Zainab: the form counts each line break as two. You have six of them. Joining two paragraphs brings you to 2,000 exactly."),
    SOLVED("+10m", zainab, "2,000 exactly. Submitted. I could kiss a line break."),

    ASK("d-20 09:00", oskar, ben, CAN_WAIT, "Room 12 can be booked for minus one hour", "I booked room 12 from 10:00 to 09:00 and the system thanked me."),
    PROPOSE("+1d 10:15", ben, "Time travel is off again: the end must come after the start now. I also found two old bookings of that kind and asked their owners what they had meant."),
    SOLVED("+1h", oskar, "A pity in a way. Solved."),

    ASK("d-20 11:30", mirela, ana, SLOWED, "The comma that became a point", "Since the update amounts show a point where the comma was. 1.200 is now one euro twenty, to a machine.", .stops = "Importing hours", .tags = "payroll"),
    PROMISE("+20m", ana, "Please import nothing until I call you, Mirela. I am setting your program’s region back and then we try one line together, by phone.", "call you and try one line together", "+2h"),
    KEEP("+70m", ana),
    PROPOSE("+2m", ana, "One line, then ten, then all 412: each amount as in your list. The region is locked now, so that an update cannot change it."),
    SOLVED("+1h", mirela, "412 of 412. Locked is good."),

    ASK("d-19 10:20", aroha, ana, CAN_WAIT, "Children print dinosaurs on the staff printer", "Somebody shows the children how to print on the staff printer. We have 80 dinosaurs. They are good, but they are in colour."),
    PROPOSE("+2h", ana, "The reading corner’s computer had found the staff printer by itself. It now prints to the small one, black and white, ten pages a day. Dinosaurs may still be coloured by hand."),
    SOLVED("+1d 14:00", aroha, "Peace, and crayons."),

    ASK("d-19 13:50", leilani, wanjiru, SLOWED, "Pictures named with yesterday’s date", "The microscope names its pictures with yesterday’s date after midnight.", .tags = "laboratory"),
    PROPOSE("+2h", wanjiru, "The microscope takes the date when its session begins, and yours begins before midnight. It now takes it at each picture. I renamed the 64 from this week and left a list of old and new names beside them."),
    SOLVED("+2h", leilani, "All 64 are right, and the list is what I would have asked for next."),

    ASK("d-18 08:20", nokuthula, tomas, STUCK, "Customer line plays music and nothing else", "Callers hear music. Only music. It is good music, it has been twenty minutes.", .reach = REACH_MANY, .stops = "Answering customers"),
    PROPOSE("+11m", tomas, "The line had been switched to its test, which is that music. It is switched back, and the first caller was through at 08:31. The test now ends by itself after two minutes."),
    SOLVED("+10m", nokuthula, "Calls are through. One customer asked for the name of the song."),

    ASK("d-18 14:00", meera, wanjiru, CAN_WAIT, "A thousand small files", "Copying a thousand small files takes longer than one large file of the same size. Why?"),
    PROPOSE("+50m", wanjiru, "Each file is a parcel with its own form to fill in. Pack them into one (right click, Compress), copy, unpack there: your thousand took forty minutes, the parcel two."),
    SOLVED("+40m", meera, "Two minutes. And now I know why."),

    ASK("d-17 09:05", pavel, kenji, CAN_WAIT, "Night light of the screen too bright", "Screen in the lodge lights the whole yard. The owl left."),
    PROPOSE("+1d 08:45", kenji, "The screen now dims from 21:00 to 6:00 and turns warm. If the owl does not come back in a week, I dim it further."),
    SOLVED("+3d 05:50", pavel, "Owl is back.", .sure = true),

    ASK("d-17 12:40", paloma, ben, SLOWED, "Recording stops at four gigabytes", "Long interviews stop at exactly 4 GB, always when it gets interesting."),
    PROPOSE("+1h", ben, "The memory card speaks an old format that cannot hold larger files. I formatted a new card in the newer way and copied everything over. Eleven hours fit in one piece now."),
    SOLVED("+1d 12:00", paloma, "A two-hour poet, in one piece. 🎙"),

    ASK("d-16 10:50", hana, ana, CAN_WAIT, "What does “sync conflict” mean, and whose fault is it?", "A file is called “contract (sync conflict)”. Which of the two is the true one?"),
    PROPOSE("+40m", ana, "It is nobody’s fault: you and Liam saved within the same minute, and the folder kept both rather than choose. The one without the brackets is yours; I compared them, and his differs in clause 9 only. I marked it."),
    SOLVED("+1h", hana, "Clause 9 was his to change. One file again, and I understand it."),

    ASK("d-15 08:30", gareth, ben, SLOWED, "Gate list opens upside down", "Visitor list on the gate screen is upside down since the new bracket. I read well upside down but visitors do not."),
    PROPOSE("+50m", ben, "The screen had been hung over, so I turned the picture instead of the screen. If anybody turns the screen: Ctrl, Alt and an arrow turns the picture."),
    SOLVED("+10m", gareth, "Right way up."),

    ASK("d-15 13:10", yusuf, wanjiru, SLOWED, "Freezer alarm mails me at three every night", "The freezer writes to me at 3:00: “OK”. I wake up because it is OK.", .tags = "laboratory"),
    PROPOSE("+2h", wanjiru, "A freezer should let people sleep when all is well. It now writes once a week that it is alive, and rings you only above minus 70. I warmed its sensor with my hand to be sure, and your phone rang."),
    SOLVED("+1d 08:40", yusuf, "Slept through. Thank you."),

    ASK("d-14 10:30", bruno, ana, SLOWED, "Sum differs by one cent", "Two sheets, same numbers, sums differ by 0.01. In controlling a cent is a cent.", .file = "two-sums.csv", .file_text = "sheet,sum\nA,118204.37\nB,118204.38\n"),
    PROPOSE("+90m", ana, "One sheet rounds each line and then adds, the other adds and then rounds. Both are legal, only together they are not. I set both to “round at the end”, as your handbook says on page 12: the cent is gone."),
    SOLVED("+1h", bruno, "118,204.37 twice. Page 12, correct."),

    ASK("d-14 15:30", saoirse, kenji, SLOWED, "Receipt printer prints Thursday’s soup", "Receipts say Thursday’s soup on every day. It is a good soup, though not every day.", .tags = "canteen"),
    PROPOSE("+1d 08:20", kenji, "The menu was loaded once, on a Thursday, and never again. It loads each morning at six now. Today’s receipt says lentils; is that what is in the pot?"),
    HEARD("+40m", kenji, "phone", "Lentils in the pot and lentils on the paper."),

    ASK("d-13 09:00", katarzyna, priya, SLOWED, "Clock in test room 3 minutes ahead", "Logs from test room show events before they happen (offset +183 s)."),
    PROPOSE("+30m", priya, "The room’s time server had lost its own teacher. It listens to the right one again; offset is 4 ms as I write."),
    SOLVED("+20m", katarzyna, "Offset 3 ms. Causality restored."),

    ASK("d-12 11:10", eamon, ben, CAN_WAIT, "Weather station thinks it is in Dubai", "The garden’s weather page says 41 degrees. It is nine. The roses and I noticed."),
    PROPOSE("+2h", ben, "Somebody chose the first city in the list that begins with Dub. It is Dublin now, and nine degrees."),
    SOLVED("+40m", eamon, "Nine, with drizzle. Home."),

    ASK("d-11 09:40", femi, ben, SLOWED, "Screen flickers when the kettle is on", "My screen goes dark for a second whenever somebody makes tea. In this office that is often."),
    PROPOSE("+3h", ben, "Kettle and screen shared one thin extension lead. The screen has a socket of its own now, and the kettle got the thick lead. I made four cups to test it."),
    SOLVED("+1h", femi, "Tea and light at once. Four cups were excessive and appreciated."),

    ASK("d-10 10:00", olek, priya, SLOWED, "Українська розкладка / Ukrainian letters gone in the translation program", "The letter ї cannot be typed since yesterday. It is in every second word. Дякую!"),
    PROPOSE("+45m", priya, "The program had chosen a keyboard from 1995, before ї had its key. I chose the present one for you: ї is to the right of х again."),
    SOLVED("+30m", olek, "Її немає — вже є! It is there. Thank you."),

    ASK("d-10 14:20", birgit, ana, CAN_WAIT, "Minutes with a lock", "The works council’s minutes should open for seven people only. Is the share the right place?", .tags = "privacy"),
    PROPOSE("+1d 10:00", ana, "It is, with a room of its own: seven names have a key, each opening is written down, and we of the desk have none. I would be glad if one of you tried the door while I watch it stay shut for me."),
    HEARD("+2h", ana, "visit", "Mrs Hoffmann opened it, I could not, and both of us were content."),

    ASK("d-9 08:50", isaac, kenji, CAN_WAIT, "Calculator keyboard without the five", "The five sticks. I have begun to count in fours and ones."),
    PROPOSE("+1h", kenji, "A new keyboard is on your desk, and the old one is drying out from what looked like orange juice. The five works on both now; keep the one you like."),
    SOLVED("+20m", isaac, "55555."),

    ASK("d-8 09:30", delphine, ben, STUCK, "Presentation on a stick that no computer reads", "Guest speaker, memory stick, nothing reads it, he speaks at ten."),
    PROPOSE("+14m", ben, "His stick was written on a Mac from another age. My old laptop reads it; the slides are on the stage computer now, and on a new stick with your logo."),
    SOLVED("+1h", delphine, "He spoke at ten. Standing applause, some of it mine for you."),

    ASK("d-7 10:10", ravindra, wanjiru, CAN_WAIT, "Solar data by mail, too large by one", "The nightly data is 25.1 MB and mail takes 25. Every night."),
    PROPOSE("+1h", wanjiru, "The night’s data is written in a way that wastes half. I switched on packing: 9 MB, same numbers, and your program unpacks it by itself."),
    SOLVED("+1d 08:00", ravindra, "8.7 MB tonight, every number there."),

    ASK("d-6 13:45", xiulan, wanjiru, SLOWED, "Laser log in an unknown alphabet", "The laser’s log opens as squares.", .file = "laser-log.png"),
    PROPOSE("+50m", wanjiru, "It is Chinese, in an encoding from the nineties, so you may be the best person here to read it! Open it with the editor I put on your desk and choose GB 18030."),
    SOLVED("+25m", xiulan, "哈哈, it says “please call service”. I could have guessed."),

    ASK("d-27 11:35", liam, priya, SLOWED, "Locked out by my own new password", "I changed my password before the weekend and the weekend has eaten it.", .tags = "sign-in"),
    PROPOSE("+15m", priya, "It happens to the best passwords. After we spoke I let you choose a new one; a sentence about your dog is easier to keep than twelve odd signs."),
    SOLVED("+10m", liam, "The dog is in it. Signed in."),

    ASK("d-26 11:15", amina, ana, CAN_WAIT, "Organisation chart in one page", "The chart of who works with whom prints on forty pages, one of them empty."),
    PROPOSE("+3h", ana, "It fits on one large page or on four that can be glued; both are in your folder. The empty page was a team that was dissolved in 2020."),
    SOLVED("+1d 11:00", amina, "Glued, and on our wall. People stop and read it."),

    ASK("d-23 14:05", mirela, ana, SLOWED, "Bank file wants capital letters", "The bank returns my file: capital letters only, since yesterday. 412 names.", .stops = "Paying expenses", .tags = "payroll"),
    PROPOSE("+35m", ana, "All 412 names are in capitals in the copy beside your file, with Ş and Ł and Ø kept as the bank wants them. I tried it in the bank’s test page, which said yes."),
    SOLVED("+15m", mirela, "Bank says yes to me as well. Out at 15:00."),

    ASK("d-22 09:35", zainab, wanjiru, CAN_WAIT, "Counting words in a PDF", "The funder counts words in the PDF. How do I?"),
    PROPOSE("+45m", wanjiru, "Drop the PDF on the small icon that I put beside your grants folder: it says the number of words, and how long it takes to read aloud."),
    SOLVED("+20m", zainab, "3,998 words and 29 minutes. Reading aloud found two typos, too."),

    ASK("d-20 14:30", yusuf, priya, SLOWED, "The microscope booking shows me as two people", "I am Yusuf Demir and also Y. Demir, and they compete for the same microscope.", .tags = "laboratory"),
    PROPOSE("+55m", priya, "You are one person again: I joined the two and kept all bookings of both. Where they competed, the earlier one won."),
    SOLVED("+1h", yusuf, "One of me is enough."),

    ASK("d-19 08:35", dai, ben, SLOWED, "Plotter cuts two millimetres off", "Every plan loses 2 mm on the left. A wall disappears.", .file = "plot.png"),
    PROPOSE("+2h", ben, "The plotter had been told that its paper is 2 mm wider than it is. I measured, corrected it and plotted your east wing: the wall stands. Would you lay your ruler on it?"),
    SOLVED("+40m", dai, "841 mm. The wall stands."),

    ASK("d-16 09:25", grace, ana, CAN_WAIT, "One list from three", "Three lists of students, one course, and each list believes that it is the right one.", .tags = "data"),
    PROPOSE("+3h", ana, "The registry’s list is the one that counts. I marked five who are only on the others, and wrote the steps to compare lists, as you like to do it yourself next time."),
    SOLVED("+1d 10:10", grace, "I did the second course myself, with your steps, in ten minutes."),

    ASK("d-15 10:10", elif, ben, SLOWED, "Big screen in the board room stays blue", "Board room: blue. Board: at eleven.", .stops = "The budget review", .matters = "d-15 11:00", .tags = "rooms"),
    PROPOSE("+12m", ben, "The cable under the table had been kicked out, politely, by a chair. It is in, and held by a clip. Your first page is on the screen."),
    SOLVED("+20m", elif, "Page one is up. Thanks."),

    ASK("d-13 11:15", thandi, priya, SLOWED, "Reminder texts go out at five in the morning", "Patients get my reminders at five in the morning. They come, but they are cross.", .reach = REACH_MANY),
    PROPOSE("+40m", priya, "The texts were sent by a clock in another zone. They leave at ten now, and I looked at tomorrow’s list: the first says 10:00."),
    SOLVED("+1d 10:20", thandi, "Ten o’clock, and a patient who smiled."),

    ASK("d-11 13:20", gloria, priya, CAN_WAIT, "Passport numbers in the subject line", "The booking tool puts passport numbers into the subject of its mails. I do not like that.", .tags = "privacy"),
    PROMISE("+50m", priya, "Nor do I, Gloria, and thank you for looking. It is switched off as of now; I ask the maker to prove that it stays off.", "send you the maker’s answer", "+2d 15:00"),
    PROPOSE("+2d 11:00", priya, "The maker has removed the field altogether, for all their customers, and thanks you by name. Old subjects are shortened. Is it as you want it?"),
    SOLVED("+3h", gloria, "As I want it. All their customers, imagine!"),

    ASK("d-10 13:00", wanda, ana, CAN_WAIT, "The word “Nachlass” in the catalogue", "The catalogue translates Nachlass as “discount”. It is the papers of a dead poet."),
    PROPOSE("+1d 11:30", ana, "No discount on poets. The catalogue leaves the word as it is now, and explains it when one points at it: “papers left by a person”. Is the explanation right?"),
    SOLVED("+1h", wanda, "Right and dignified. Come for tea."),

    ASK("d-7 08:45", lucia, ana, SLOWED, "Order form prints the old address", "Forms show the address of before the move. A lorry went there."),
    PROPOSE("+30m", ana, "The form now has the present address, and so have the four letters made from the same template. The lorry’s driver has been told; he found the canteen meanwhile."),
    SOLVED("+50m", lucia, "Address right, lorry here, driver fed."),

    ASK("d-5 08:50", aroha, ben, SLOWED, "Self-service desk speaks only Welsh", "It says Croeso and nothing else in English. Children love it, their parents guess."),
    PROPOSE("+25m", ben, "A small hand had found the flag at the bottom. English is the first language again, and the flag stays, because the children are right: it is lovely."),
    SOLVED("+15m", aroha, "Diolch!"),

    ASK("d-4 14:15", tariq, priya, STUCK, "Chat window for customers is white", "The chat window is white for all customers. They type into nothing.", .reach = REACH_MANY, .stops = "Helping anybody by chat", .key = "white chat"),
    PROMISE("+6m", priya, "I see it as well, Tariq. An update of ten past two; I am taking it back.", "have the chat back", "+50m"),
    PROPOSE("+25m", priya, "The update is taken back and the chat has colours again. 14 people are writing as I look. Is it so for you?"),
    SOLVED("+10m", tariq, "It is. 31 minutes, I counted, and I knew what was going on in each of them."),

    ASK("d-4 14:25", tariq, priya, STUCK, "Chat white, more details", "Also on phones. Also the French page.", .reach = REACH_MANY),
    MERGE("+4m", priya, "white chat", "They are more details of the same white window, and help me to see how far it goes."),

    ASK("d-3 09:50", henrik, kenji, CAN_WAIT, "The printer wishes to be called by my name", "Dear friends, a window asks whether I wish to “join the family” of the printer. I have a family. H.M."),
    PROPOSE("+2h", kenji, "You may decline with a clear conscience, dear Professor: it only wants to send advertisements. I have answered “no” for you, for good."),
    SOLVED("+2h", henrik, "A dignified solution. H.M."),

    ASK("d-2 08:50", delphine, ben, SLOWED, "Name plate of the director has a typo", "Door screen says “Dirketor”. He has not seen it yet.", .tags = "rooms"),
    PROPOSE("+7m", ben, "Corrected before the lift arrived. It was in the directory, so I corrected it there and it cannot come again."),
    SOLVED("+5m", delphine, "He walked past and saw nothing. Perfect."),

    ASK("d-2 13:45", sofia, ana, CAN_WAIT, "Certificates for forty, each with a name", "Forty people passed! I need forty certificates with forty names, and my hand hurts already."),
    PROPOSE("+90m", ana, "Your list of names and your page are married now: forty certificates in one file, each with its name, sorted as they sit. Next time, press the button “one for each”."),
    SOLVED("d-1 09:10", sofia, "Forty, bellissimi! Nobody’s name was too long."),
};

DEMO_TALE(quick);
