// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration that Facilities looks after: doors, lamps, desks,
// lifts, a pigeon. The same rules as for computers, and other tools. All of it
// is made up.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-27 08:00", fatou, lars, STUCK, "The gate of the playground does not close", "The gate of the kindergarten does not fall shut any more. Twenty children have noticed before me.", .reach = REACH_TEAM, .stops = "Going outside", .channel = "phone"),
    PROPOSE("+25m", lars, "The spring had jumped out. It is in again, and a second one beside it, so that one may fail. I stood there for ten openings: it fell shut ten times."),
    HEARD("+2h", lars, "visit", "Fatou and a delegation of four-year-olds tested it and said yes."),

    ASK("d-26 10:10", wanda, lars, SLOWED, "Archive is damp", "My letters of 1912 curl. The meter says 68 percent, it should say 50.", .reach = REACH_ME, .affects = "Paper does not forgive."),
    PROMISE("+40m", lars, "I bring a dryer before noon, Wanda, and then look for where the water comes in.", "tell you where the damp comes from", "+1d 15:00"),
    KEEP("+1d 13:00", lars),
    PROMISE("+3m", lars, "It comes from the gutter above the north window, which has a nest in it. An empty one, I looked. It is cleaned tomorrow.", "have the archive at 50 percent", "+4d 12:00"),
    PROPOSE("+4d 10:00", lars, "51 percent for two days now. The dryer stays until you want your corner back."),
    SOLVED("+1h", wanda, "50 this morning. The letters lie flat. Thank you for checking that the nest was empty."),

    ASK("d-25 07:45", halima, lars, CAN_WAIT, "Trolley with one wheel that wants to go left", "The cleaning trolley of floor 3 goes left. Always left."),
    PROPOSE("+1d 08:00", lars, "Four new wheels, all of one opinion. Does it go straight?"),
    SOLVED("+1d 06:20", halima, "Straight. My shoulder says thank you."),

    ASK("d-24 15:10", ingrid, siobhan, SLOWED, "Pigeon in the entrance hall", "There is a pigeon in the hall. It has a favourite chair. Guests are divided.", .reach = REACH_EVERYONE),
    PROPOSE("+50m", siobhan, "He left by the gallery window after some bread and a long talk with Lars. The window has a net now. Has he been seen again?"),
    SOLVED("+1d 09:00", ingrid, "Only outside, looking in. We miss him a little."),

    ASK("d-23 11:20", dai, lars, SLOWED, "Desk lamp hums at 50 Hz", "My lamp hums. I can hear drawings wobble."),
    PROPOSE("+2h", lars, "An old transformer. The lamp has a silent one now, and I left you the old one for the museum."),
    SOLVED("+30m", dai, "Silence. Straight lines."),

    ASK("d-20 08:10", saoirse, lars, STUCK, "Cold room at nine degrees", "Cold room shows 9. Two hundred lunches in it. I move what I can.", .reach = REACH_MANY, .stops = "Lunch", .channel = "phone"),
    PROMISE("+6m", lars, "On my way with ice and with Siobhán. Please keep the door shut while we come.", "have it cold, or a cold lorry at the door", "+70m"),
    KEEP("+50m", lars),
    PROPOSE("+2m", lars, "The fan had frozen solid. It turns again: 4 degrees at nine, 3 as I write. The lorry came all the same and waits, in case. How does it look to you?"),
    HEARD("+45m", lars, "phone", "3 degrees, lunch is served, the lorry may go with a sandwich."),

    ASK("d-19 09:00", roisin, lars, CAN_WAIT, "Shop window lit at three in the morning", "Our window is lit all night. The neighbours see dinosaurs at three."),
    PROPOSE("+1d 09:30", lars, "The dinosaurs go to bed at eleven now, and rise at eight."),
    SOLVED("+2d 10:00", roisin, "Neighbours slept. Dinosaurs too."),

    ASK("d-18 10:45", birgit, siobhan, SLOWED, "No ramp at the west door", "The west door has a step. A colleague in a wheelchair goes round the whole building, in the rain as well.", .reach = REACH_ME, .affects = "He says it is fine. It is not fine."),
    PROMISE("+30m", siobhan, "It is not fine, and thank you for saying it for him. A ramp on loan lies there from tomorrow morning; the one that stays is being drawn.", "show you and him the drawing", "+4d 15:00"),
    KEEP("+4d 11:00", siobhan),
    PROMISE("+5m", siobhan, "He has drawn the better half of it himself: less steep, with a rail on the left. The builder comes next week.", "have the ramp that stays", "+7d 16:00"),
    PROPOSE("+7d 14:00", siobhan, "The ramp is done, the rail is on the left, and he was the first to use it. Is it what you asked for?"),
    SOLVED("+1d 09:00", birgit, "He went in and out four times. I have rarely closed a request with such pleasure."),

    ASK("d-17 14:20", henrik, lars, CAN_WAIT, "The chair of my predecessor", "Dear friends, the chair in my study belonged to my predecessor and has begun to lean as he did. H.M."),
    PROPOSE("+1d 11:00", lars, "Dear Professor, the left leg had lost a wedge. It stands straight again, and I oiled what had creaked since 1974."),
    SOLVED("+3h", henrik, "Upright, both of us. H.M."),

    ASK("d-15 12:30", tove, lars, CAN_WAIT, "A desk that goes up and down", "May a new person ask for a desk that goes up and down? My back would."),
    PROMISE("+1h", lars, "May and should. One becomes free on Thursday.", "bring the desk", "+3d 15:00"),
    PROPOSE("+3d 10:00", lars, "It stands where the old one stood. Green button up, other green button down; I have asked the maker why."),
    SOLVED("+1d 12:00", tove, "Up at noon, down for biscuits. Thank you."),

    ASK("d-14 08:30", oluwaseun, siobhan, SLOWED, "Bus stop has no light", "Turning point is dark at six. I see people when they wave. Not all wave.", .reach = REACH_MANY),
    REFER("+1h", siobhan, "Niall Brophy, County roads", "niall.brophy@roads.example.org", "The lamp stands on the county’s side of the kerb.", "Lamp 114 at the campus turning point has been dark for a week. Passengers wait there from 5:40. Needed: a new lamp, or leave to hang one of ours."),
    PROMISE("+5m", siobhan, "Lamp 114 belongs to the county; Niall Brophy there has your words. From tonight a work lamp of ours stands beside the stop.", "tell you what the county says", "+3d 12:00", .name = "County roads"),
    CONFIRM("+2d 10:00", siobhan, "Niall Brophy", "by mail"),
    KEEP("+30m", siobhan),
    PROMISE("+5m", siobhan, "The county has said yes: a new lamp within the week. I look at dusk each day, from my own way home.", "tell you when lamp 114 shines", "+4d 15:00"),
    PROPOSE("+3d 15:00", siobhan, "The county changed lamp 114 this morning. I waited there at dusk: it came on at 16:48. Do you see those who do not wave?"),
    SOLVED("+1d 06:15", oluwaseun, "I see all. One waved only to say hello."),

    ASK("d-11 11:00", paloma, lars, SLOWED, "Air in the studio sounds like the sea", "The air in the studio whooshes. Every guest seems to speak from a beach."),
    PROMISE("+1h", lars, "I listen with you after your recording today, with the fan at different speeds.", "find the speed that is silent", "+5h"),
    KEEP("+4h", lars),
    PROPOSE("+3m", lars, "At a third of its speed the beach is gone, and three people have enough air for two hours. A red lamp shows when a fourth comes in."),
    SOLVED("+1d 15:00", paloma, "No beach. We breathe."),

    ASK("d-6 09:30", marek, lars, SLOWED, "Door of the workshop jumps", "Big door jumps when it closes. My coffee jumps too."),
    PROMISE("+40m", lars, "A roller has a flat side, I felt it. The new one comes the day after tomorrow.", "change the roller", "+2d 15:00"),
    RENEW("+2d 09:00", lars, "+2d 12:00", "The roller that came was for a smaller door. The right one is on its way, I saw it on the van’s list."),
    KEEP("d-2 10:30", lars),
    PROPOSE("+3m", lars, "New roller, quiet door. I closed it twenty times beside a full cup and wiped up nothing. Your coffee?"),

    ASK("d-3 08:20", elif, lars, CAN_WAIT, "Window in Finance whistles", "The window whistles in west wind. It is a C. Our nerves are in D minor."),
    PROMISE("+1h", lars, "I bring new sealing as soon as the wind turns, so that I can hear where it was.", "seal the window", "d+2 12:00"),

    ASK("d-2 15:20", thandi, siobhan, SLOWED, "The patients’ door needs a lock that shows “occupied”", "People open the door while somebody is undressed. A sign is turned round by children.", .affects = "It is about dignity.", .tags = "privacy"),
    PROMISE("d-1 08:30", siobhan, "It is. A lock that shows red from outside is bought already; I fit it myself after your last patient today, so that no one sees the tools.", "fit the lock", "now+100m"),

    ASK("d-1 09:00", grace, lars, CAN_WAIT, "Clock in room 4 is eleven minutes fast", "Lectures in room 4 end eleven minutes early. Students have not complained."),
    PROMISE("+3h", lars, "They would not! I come by with the ladder.", "set the clock", "d+1 10:00"),

    ASK("now-85m", gareth, lars, SLOWED, "Barrier of the west gate goes up halfway", "Barrier stops at half. Small cars pass. The fish lorry does not."),
    PROMISE("now-70m", lars, "I am coming with the crank. Until then please send the fish round by the north.", "have the barrier go all the way up", "now+50m"),

    ASK("now-62m", pavel, lars, CAN_WAIT, "Key number 17", "Key 17 turns but does not open. I have 60 keys. 59 are good."),

    ASK("d-2 09:10", katarzyna, siobhan, SLOWED, "Lift 2 stops between floors 2 and 3 (reproducible)", "Steps to reproduce: enter on 2, press 3, jump (once). Expected: 3. Actual: 2.5. I have stopped jumping.", .reach = REACH_MANY),
    PROMISE("+15m", siobhan, "Thank you for the steps, and for stopping. Lift 2 is out of use until its maker has looked; the stairs have never been so popular.", "tell you what the maker finds", "d-1 15:00", .name = "the lift’s maker"),
    SAYS("d-1 16:30", katarzyna, "It is after 15:00. I only mention it because I test things."),

    ASK("d-9 11:50", hana, lars, CAN_WAIT, "A lockable drawer for sealed contracts", "I need a drawer that locks, for originals that must not lie about."),
    PROPOSE("+1d 10:00", lars, "Your lower drawer has a lock now, with two keys: one for you, one in a sealed envelope in Siobhán’s safe. Is one drawer enough?"),
    SOLVED("+2h", hana, "One is enough, and the envelope is exactly right."),
};

DEMO_TALE(doors);
