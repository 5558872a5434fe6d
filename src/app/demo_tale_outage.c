// SPDX-License-Identifier: Apache-2.0
// Stories of the demonstration around one trouble that many share: mail that
// comes slowly, since yesterday. All carry the tag of the known issue; two from
// the same person are merged, and one merge turns out to be a mistake.
#include "app/demo_story.h"

// clang-format off
static const struct demo_step steps[] = {
    ASK("d-1 09:10", lucia, tomas, SLOWED, "Mail from suppliers comes an hour late", "Suppliers tell me they sent an offer at nine and I get it after ten. Two of them have called to ask why I am silent.", .reach = REACH_TEAM, .stops = "Answering offers while they are open", .tags = "slow-e-mail", .key = "slow mail"),
    PROMISE("+12m", tomas, "Lucía, you are the first to tell me, thank you. Nothing is lost: the mail stands in a queue at our door, and the queue is longer than it should be. I am looking for what slows it.", "tell you what slows the mail", "+3h"),
    TAG("+5m", tomas, "known-issue"),
    KEEP("+2h", tomas),
    PROMISE("+2m", tomas, "It is the check for harmful attachments. It reads every mail twice since its update in the night. The maker knows and is preparing a repair. I move the biggest senders past the second reading meanwhile.", "write again with what the maker says", "d-1 16:30", .name = "the maker of the mail check"),
    RENEW("d-1 16:05", tomas, "now+48m", "The maker found a second cause and tests the repair overnight. I would rather tell you that now than keep silent until the morning."),
    SAYS("now-44m", lucia, "Forty minutes today instead of seventy. It is getting better, or I am getting patient."),

    ASK("d-1 09:25", tariq, tomas, STUCK, "Customers say we never answered their mail", "Three customers are angry because our answers have not arrived. We did answer. I have the copies. They read us the riot act on the phone!", .reach = REACH_MANY, .stops = "Keeping our word to customers", .affects = "My team gets shouted at for something that is not theirs.", .tags = "slow-e-mail"),
    PROMISE("+9m", tomas, "Tariq, please tell your people that they did nothing wrong: their answers left their screens and wait at our door. I let everything from customer care go first, from now on.", "tell you when the waiting answers have left", "+90m"),
    KEEP("+70m", tomas),
    PROMISE("+3m", tomas, "All 61 answers of this morning have left. New ones take about six minutes today. I keep you at the front of the queue until the repair is in.", "tell you when the queue is back to seconds", "now+48m"),
    COPY("+10m", tariq, nokuthula),
    SAYS("d-1 14:20", nokuthula, "Thank you for putting customers first. May my people mention a delay when they answer the phone, or does that make it sound worse than it is?"),
    PROMISE("now-150m", tomas, "Please do mention it, Nokuthula. A sentence that helps: “Our mail is a few minutes slower today; your answer is on its way.” It is true, and people take true things well.", "tell you both when the queue is back to seconds", "now+48m"),

    ASK("d-1 09:50", jonas, tomas, SLOWED, "Mail slow", "Mail takes an hour. Fix please.", .tags = "slow-e-mail"),
    PROMISE("+15m", tomas, "Short and clear, thank you, Jonas. Known since nine, nothing lost, cause found, repair tonight.", "tell you in one line when it is over", "now+48m"),

    ASK("d-1 10:15", gloria, tomas, STUCK, "Boarding passes arrive after the flight", "I send a traveller her boarding pass and she gets it after the gate has closed. Two people are still at the airport. This cannot go on today.", .stops = "Getting people on planes", .tags = "slow-e-mail"),
    PROMISE("+6m", tomas, "Gloria, for today please send passes from the travel portal: that mail does not come through our door at all. I have tried it, it takes ten seconds.", "tell you when your own mail is quick again", "now+48m"),
    SAYS("+20m", gloria, "The portal works, both are on the next plane. You have earned a postcard."),

    ASK("d-1 10:40", camille, tomas, SLOWED, "Mails vers Lyon très lents", "Bonjour, les courriels de Dublin arrivent à Lyon avec une heure de retard. Est-ce chez nous ou chez vous ? I can write in English too.", .reach = REACH_TEAM, .tags = "slow-e-mail"),
    PROMISE("+25m", tomas, "Bonjour Camille, it is on our side, so nothing needs to be changed in Lyon. Our mail check reads everything twice since last night; its maker repairs it.", "write to Lyon when it is over", "now+48m"),

    ASK("d-1 11:05", liam, tomas, CAN_WAIT, "Is the mail delay a reason in law?", "A partner missed a deadline by nine minutes because of our mail delay. Could I have a line in writing that says when the mail was slow, and how slow?", .tags = "slow-e-mail"),
    PROMISE("+55m", tomas, "You can, Liam: from the mail’s own diary, minute by minute, with my name below it. I write it when the trouble has an end, so that the line has one too.", "send you the line in writing", "d+1 12:00"),

    ASK("d-1 11:30", henrik, tomas, CAN_WAIT, "My letters to Uppsala", "Dear friends, my letters to a colleague in Uppsala take longer than they did by steamer. He is eighty-eight. We have no time to lose. Yours, H.M.", .tags = "slow-e-mail"),
    PROMISE("+40m", tomas, "Dear Professor Møller, the steamer is under repair. Nothing you wrote is lost, and from tomorrow your letters should outrun you both. I shall write in large letters when it is so.", "write to you when the letters run again", "now+48m"),

    ASK("d-1 12:10", meera, tomas, SLOWED, "Result mails from the clinic late by an hour", "Results from the partner clinic come an hour late. I cannot see from here whether some are missing altogether, and that worries me more than the hour.", .stops = "Closing the day’s data", .affects = "I check the inbox every two minutes.", .tags = "slow-e-mail"),
    PROMISE("+15m", tomas, "The right worry, Meera. I compared the clinic’s list with ours: 44 sent, 44 here or in the queue, none missing.", "compare the two lists once more this evening", "d-1 18:00"),
    KEEP("d-1 17:20", tomas),
    PROMISE("+1m", tomas, "Compared again: 97 sent, 97 here. I do it each evening until the repair is in, and once after it.", "compare the lists again tonight", "now+210m"),

    ASK("d-1 13:15", sunniva, tomas, SLOWED, "The speech arrived after the speech", "I sent the minister’s office the final text at 11:10. It arrived at 12:21. The speech was at 12:00. He improvised. It was, they say, memorable.", .tags = "slow-e-mail"),
    PROMISE("+30m", tomas, "Oh, Sunniva. I am glad that he can improvise, and sorry that he had to. For anything with a clock on it, use the hand-over link until tomorrow: it needs no mail. I have made you one that is valid for a week.", "tell you when mail can be trusted with a clock again", "now+48m"),

    ASK("d-1 13:50", agnes, tomas, SLOWED, "Invoices by mail do not come", "Good day. The invoices by mail do not come or come late. Must I ask the suppliers to send them again? I would not like to pay twice.", .tags = "slow-e-mail", .key = "invoices"),
    PROMISE("+20m", tomas, "Good day Agnes. Please do not ask for them again: they are all in our queue, and each will come once. Paying twice is exactly what I want to spare you.", "call you, slowly, when the queue is empty", "now+75m"),

    ASK("d-1 15:05", agnes, tomas, SLOWED, "Second question about the invoices", "I forgot to ask. If one is late and the supplier wants interest, who explains it to them?", .tags = "slow-e-mail"),
    MERGE("+10m", tomas, "invoices", "It is the same matter, so both questions get one answer."),

    ASK("d-1 14:25", lucia, tomas, CAN_WAIT, "Supplier portal shows my old phone number", "While I wait for mail: the supplier portal shows my old number. They call an empty desk.", .tags = "slow-e-mail"),
    MERGE("+10m", tomas, "slow mail", "It came from the same person about the same suppliers."),
    UNMERGE("+35m", tomas),
    PROMISE("+2m", tomas, "I put this together with the slow mail too quickly, Lucía, and that was my mistake: a wrong number is a matter of its own. I have asked the portal’s people to change it.", "tell you when the new number shows", "d+1 15:00"),

    ASK("d-1 16:10", paloma, tomas, CAN_WAIT, "Listeners’ mail comes in waves", "Listeners’ questions come in waves of twenty, then nothing for an hour. On air we look very popular and then very lonely. 📻", .tags = "slow-e-mail"),
    PROMISE("+30m", tomas, "Popular is right, lonely is our mail check: it lets people in by the twenty. It is being repaired tonight; the waves should become a stream.", "listen in tomorrow and tell you what I see", "d+1 11:00"),

    ASK("now-175m", delphine, tomas, STUCK, "The director’s invitation has not reached the board", "Invitation for the board call went out at nine. Half of them have not got it. The call is at two. PLEASE.", .reach = REACH_TEAM, .stops = "The board call", .matters = "now+60m", .tags = "slow-e-mail"),
    PROMISE("now-170m", tomas, "Delphine, I took the eleven invitations out of the queue by hand. Nine have arrived as I write this, the other two are inside the next minute.", "tell you that all eleven are there", "now-140m"),
    KEEP("now-165m", tomas),
    PROPOSE("now-164m", tomas, "All eleven have arrived, and four have accepted already. Is there anyone on your list without it?"),
    SOLVED("now-150m", delphine, "All there. Merci, merci."),

    ASK("now-58m", isaac, tomas, CAN_WAIT, "Order confirmations late", "Confirmations for Monday’s stock come late. I can count without them for a day or so. Only telling you.", .tags = "slow-e-mail"),
};

DEMO_TALE(outage);
