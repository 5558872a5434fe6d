// SPDX-License-Identifier: Apache-2.0
// Quiet stories of the demonstration: proposals and questions that nobody has
// answered, followed up on the team’s rhythm; some of them rest after that, and
// one woke up again. None of them counts as solved.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-24 10:00", camille, ana, CAN_WAIT, "Le modèle de lettre a perdu son logo", "The letter template lost its logo. Our letters to the ministry look like ransom notes."),
    PROPOSE("+2h", ana, "The logo lived on a server that has retired. It is inside the template now, so it travels with each letter. Would you open a new one and look?"),
    REST("d-12 11:00", ana),

    ASK("d-25 14:10", emre, ben, SLOWED, "VPN asks for a language", "VPN asks me to choose language before it connects. All are Finnish."),
    PROPOSE("+1h", ben, "It had lost its list of languages and kept only the first. It is back to choosing Turkish by itself; a restart is enough."),
    REST("d-13 10:00", ben),

    ASK("d-23 08:20", gareth, kenji, CAN_WAIT, "Torch app on the gate phone", "Gate phone had a torch. It has none since the update."),
    QUESTION("+3h", kenji, "Could you look whether a small lamp sign shows when you pull down from the top of the screen? It may only have moved.", "whether the lamp sign is there", "+2d 12:00"),
    REST("d-9 09:30", kenji),

    ASK("d-22 16:00", delphine, priya, CAN_WAIT, "Birthday reminders for the board", "Somebody added birthdays of the board to my calendar, and some are wrong. One of them turned 140."),
    PROPOSE("d-21 10:00", priya, "They came from an address book of 1998. I took them out of your calendar and left the two that are right."),
    REST("d-10 10:00", priya),

    ASK("d-26 12:00", ravindra, wanjiru, CAN_WAIT, "Old data logger in a drawer", "There is an old logger in my drawer. Does anybody want it?"),
    QUESTION("+3h", wanjiru, "Perhaps the school laboratory does! Is its power supply with it?", "whether it has its power supply", "+2d 12:00"),
    REST("d-12 09:00", wanjiru),

    ASK("d-21 09:30", eamon, kenji, CAN_WAIT, "Phone hears the wind", "When I call from the garden people hear only wind."),
    PROPOSE("+1d 10:00", kenji, "I left a small furry cap for the microphone in your shed, the kind that reporters use. Does it quiet the wind?"),
    REST("d-8 15:00", kenji),
    SAYS("d-4 07:40", eamon, "Found the cap behind the seed potatoes! It helps on the left ear only. Is that the cap or me?"),
    QUESTION("+2h", kenji, "Glad that the potatoes gave it back. Could you turn the phone round once and call me, so that we hear whether the deaf ear moves along?", "whether the deaf ear moves along", "+2d 12:00"),

    ASK("d-20 13:10", sofia, ben, CAN_WAIT, "Pointer with a green light", "The pointer’s light is green now. It was red. Is it ill?"),
    PROPOSE("+1h", ben, "It is well! Green means that its battery is full; red was asking to be charged. Shall we leave it so?"),
    REST("d-8 09:15", ben),

    ASK("d-27 09:00", mateo, kenji, SLOWED, "Photos of contracts too dark", "Photos of signed contracts come out dark, legal rejects them."),
    PROPOSE("+2h", kenji, "The document mode of the camera was off. I switched it on and two of your photos were taken again in daylight: legal says yes to both. Do yours look right now?"),
    REST("d-14 10:00", kenji),

    ASK("d-6 10:00", viktor, ana, CAN_WAIT, "A comma in the audit template", "In the audit template there is a comma on page 3 which changes the meaning of the sentence."),
    PROPOSE("+2h", ana, "You are right, Viktor, and the meaning is yours again. The comma is gone from the template and from the two reports made with it since May."),

    ASK("d-7 13:00", isaac, kenji, CAN_WAIT, "Label paper with a smell", "New label paper smells of fish. Boxes then smell of fish. Customers ask."),
    PROPOSE("+1d 09:00", kenji, "The glue is fish glue, the maker confirms it proudly. I exchanged all eleven rolls for the kind without. Could you sniff the first box?"),

    ASK("d-5 11:00", tariq, priya, CAN_WAIT, "Status sign stuck on “lunch”", "My status says lunch since Monday. People think I live well."),
    PROPOSE("+50m", priya, "It followed an old rule in your calendar, “lunch until further notice”. I ended the rule. What does it say now?"),

    ASK("d-9 15:00", roisin, ben, SLOWED, "Till drawer opens by itself", "The drawer opens when the tram passes."),
    PROPOSE("d-8 08:15", ben, "The latch was worn. It has a new one, and I waited for four trams: it stayed shut. Would you keep an ear on it?"),

    ASK("d-4 13:40", liam, ana, CAN_WAIT, "Dictionary corrects “whereas” to “werewolf”", "The dictionary turns “whereas” into “werewolf”. Twelve times in one contract. Opposing counsel enjoyed it."),
    PROPOSE("+40m", ana, "Somebody with a sense of humour taught it that word on the shared laptop. It has forgotten it. I looked through your drafts of this week too: no more werewolves."),

    ASK("d-3 08:30", halima, kenji, SLOWED, "The lift’s tablet shows yesterday’s floors", "The plan in the lift shows yesterday’s floors in the morning, my ladies clean the wrong one."),
    PROPOSE("+2h", kenji, "It fetched its plan at seven, and you begin at six. It fetches it at five now. Was this morning right?"),

    ASK("d-10 09:10", xiulan, wanjiru, SLOWED, "Camera of the microscope in black and white", "Since the new cable the picture has no colour."),
    QUESTION("+1h", wanjiru, "Is there a small switch marked Y/C on the cable’s thick end? Which way does it point?", "where the switch on the cable points", "+1d 15:00"),

    ASK("d-8 11:10", olek, priya, CAN_WAIT, "Two dictionaries fight", "Two dictionaries are open and each closes the other."),
    SUBJECT("+20m", priya, "Two dictionaries close each other"),
    QUESTION("+20m", priya, "Which of the two do you reach for first? The other one can be taught to wait.", "which dictionary comes first", "+2d 12:00"),

    ASK("d-12 14:40", femi, ana, CAN_WAIT, "Old campaign folder, who may delete it?", "There is a folder of 2014 with 80 GB of umbrellas. May it go?"),
    QUESTION("+2h", ana, "Gladly, once one thing is sure: are the rights for the umbrella photos still running? Somebody in legal would know, and I can ask them for you.", "whether the photo rights matter to you", "+2d 12:00"),

    ASK("d-13 08:15", aroha, ben, CAN_WAIT, "Screen at the desk is very wide", "My new screen is so wide that I meet both neighbours. Can it be less wide?"),
    PROPOSE("+2h", ben, "It can pretend to be smaller: two pictures side by side, and you use the left one. I set it so; the right one sleeps. Better?"),

    ASK("d-11 16:10", birgit, priya, CAN_WAIT, "Ballot for the works council", "May the ballot for the works council be on paper only? I ask before somebody asks me to make it electronic."),
    PROPOSE("d-10 10:00", priya, "It may, and I would vote for paper too. The only thing that we would lend is the list of names with the date on it, and a stamp."),

    ASK("d-14 11:20", lucia, ana, CAN_WAIT, "Order numbers begin with a zero that vanishes", "The zero at the front of order numbers vanishes in the sheet."),
    PROPOSE("+1h", ana, "The sheet thought of them as amounts, and amounts have no zero in front. I told the column that it holds names; all 900 zeros are back."),

    ASK("d-2 12:10", gloria, priya, CAN_WAIT, "Time zones in itineraries", "Itineraries show local time of the office and not of the city. A gentleman went to breakfast at three."),
    PROPOSE("+3h", priya, "Each leg now shows the time of its own city, with the city’s name behind it. I tried Tokyo and Lima: breakfast is at breakfast time. Does your next one look right?"),

    ASK("d-1 12:30", nokuthula, ana, CAN_WAIT, "Smileys in customer letters turn into squares", "Our smileys arrive as squares. Customers think we are angry in a modern way."),
    PROPOSE("+90m", ana, "The letters went out in an older alphabet that has no faces. They now go out in the one that has all of them. I sent one to myself: 🙂 arrived smiling."),
};

DEMO_TALE(quiet);
