// SPDX-License-Identifier: Apache-2.0
// How mail programs announce history in the languages of the world, and how
// they head copied mail: each above marked and above unmarked history.
#include "base/test.h"

#include "mail/reply.h"

static const char *const announcements[] = {
    "On Mon, Jun 3, 2024 at 10:12 AM Ana <ana@x.org> wrote:",
    "On 3 Jun 2024, at 10:12, Ana <ana@x.org> wrote:",
    "Le lun. 3 juin 2024 à 10:12, Ana <ana@x.org> a écrit :",
    "Am Mo., 3. Juni 2024 um 10:12 Uhr schrieb Ana <ana@x.org>:",
    "El lun, 3 jun 2024 a las 10:12, Ana (<ana@x.org>) escribió:",
    "Il giorno lun 3 giu 2024 alle ore 10:12 Ana <ana@x.org> ha scritto:",
    "Em seg., 3 de jun. de 2024 às 10:12, Ana <ana@x.org> escreveu:",
    "Op ma 3 jun 2024 om 10:12 schreef Ana <ana@x.org>:",
    "Den mån 3 juni 2024 kl 10:12 skrev Ana <ana@x.org>:",
    "Den man. 3. jun. 2024 kl. 10.12 skrev Ana <ana@x.org>:",
    "man. 3. juni 2024 kl. 10:12 skrev Ana <ana@x.org>:",
    "ma 3. kesäk. 2024 klo 10.12 Ana (ana@x.org) kirjoitti:",
    "pon., 3 cze 2024 o 10:12 Ana <ana@x.org> napisał(a):",
    "po 3. 6. 2024 v 10:12 odesílatel Ana <ana@x.org> napsal:",
    "po 3. 6. 2024 o 10:12 Ana <ana@x.org> napísal(a):",
    "Ana <ana@x.org> ezt írta (időpont: 2024. jún. 3., H, 10:12):",
    "Ana <ana@x.org>, 3 Haz 2024 Pzt, 10:12 tarihinde şunu yazdı:",
    "пн, 3 июн. 2024 г. в 10:12, Ana <ana@x.org>:",
    "пн, 3 черв. 2024 р. о 10:12 Ana <ana@x.org> пише:",
    "lun., 3 iun. 2024 la 10:12, Ana <ana@x.org> a scris:",
    "Στις Δευ 3 Ιουν 2024 στις 10:12 π.μ., ο χρήστης Ana <ana@x.org> έγραψε:",
    "2024年6月3日(月) 10:12 Ana <ana@x.org>:",
    "2024/06/03 10:12、Ana <ana@x.org>のメール:",
    "Ana <ana@x.org> 于2024年6月3日周一 10:12写道：",
    "Ana <ana@x.org> 於 2024年6月3日 週一 上午10:12寫道：",
    "2024년 6월 3일 (월) 오전 10:12, Ana <ana@x.org>님이 작성:",
    "Vào Th 2, 3 thg 6, 2024 vào lúc 10:12 Ana <ana@x.org> đã viết:",
    "Pada tanggal Sen, 3 Jun 2024 pukul 10.12 Ana <ana@x.org> menulis:",
    "בתאריך יום ב׳, 3 ביוני 2024 ב-10:12 מאת ‪Ana‬‏ <‪ana@x.org‬‏>:‬",
    "في الاثنين، 3 يونيو 2024 في 10:12 ص تمت كتابة ما يلي بواسطة Ana <ana@x.org>:",
    "pon, 3. lip 2024. u 10:12 Ana <ana@x.org> napisao je:",
    "V V pon., 3. jun. 2024 ob 10:12 je oseba Ana <ana@x.org> napisala:",
    "На пн, 3.06.2024 г. в 10:12 Ana <ana@x.org> написа:",
    "Ana <ana@x.org> kirjutas kuupäeval E, 3. juuni 2024 kell 10:12:",
    "pirmd., 2024. g. 3. jūn., plkst. 10:12 — lietotājs Ana (<ana@x.org>) rakstīja:",
    "pirm., 2024-06-03, 10:12 Ana <ana@x.org> rašė:",
    "Missatge de Ana <ana@x.org> del dia dl., 3 de juny 2024 a les 10:12:",
};

static const char *const headings[] = {
    "From: Ana\nSent: Monday, June 3, 2024 10:12 AM\nTo: Ben\nSubject: VPN",
    "Von: Ana\nGesendet: Montag, 3. Juni 2024 10:12\nAn: Ben\nBetreff: VPN",
    "De : Ana\nEnvoyé : lundi 3 juin 2024 10:12\nÀ : Ben\nObjet : VPN",
    "De: Ana\nEnviado: lunes, 3 de junio de 2024 10:12\nPara: Ben\nAsunto: VPN",
    "Da: Ana\nInviato: lunedì 3 giugno 2024 10:12\nA: Ben\nOggetto: VPN",
    "De: Ana\nEnviada em: segunda-feira, 3 de junho de 2024 10:12\nPara: Ben\nAssunto: VPN",
    "Van: Ana\nVerzonden: maandag 3 juni 2024 10:12\nAan: Ben\nOnderwerp: VPN",
    "Från: Ana\nSkickat: den 3 juni 2024 10:12\nTill: Ben\nÄmne: VPN",
    "Fra: Ana\nSendt: 3. juni 2024 10:12\nTil: Ben\nEmne: VPN",
    "Lähettäjä: Ana\nLähetetty: maanantai 3. kesäkuuta 2024 10.12\nVastaanottaja: Ben\nAihe: VPN",
    "Od: Ana\nWysłane: poniedziałek, 3 czerwca 2024 10:12\nDo: Ben\nTemat: VPN",
    "Od: Ana\nOdesláno: pondělí 3. června 2024 10:12\nKomu: Ben\nPředmět: VPN",
    "Feladó: Ana\nElküldve: 2024. június 3., hétfő 10:12\nCímzett: Ben\nTárgy: VPN",
    "Kimden: Ana\nGönderildi: 3 Haziran 2024 10:12\nKime: Ben\nKonu: VPN",
    "От: Ana\nОтправлено: 3 июня 2024 г. 10:12\nКому: Ben\nТема: VPN",
    "Від: Ana\nНадіслано: 3 червня 2024 р. 10:12\nКому: Ben\nТема: VPN",
    "发件人: Ana\n发送时间: 2024年6月3日 10:12\n收件人: Ben\n主题: VPN",
    "寄件者: Ana\n寄件日期: 2024年6月3日 10:12\n收件者: Ben\n主旨: VPN",
    "差出人: Ana\n送信日時: 2024年6月3日 10:12\n宛先: Ben\n件名: VPN",
    "보낸 사람: Ana\n보낸 날짜: 2024년 6월 3일 10:12\n받는 사람: Ben\n제목: VPN",
    "Από: Ana\nΗμερομηνία: 3 Ιουνίου 2024 10:12\nΠρος: Ben\nΘέμα: VPN",
};

static bool is_cut(struct arena *a, const char *announcement, const char *history)
{
    struct str text = str_fmt(a, "It works now.\n\n%s\n%s\n", announcement, history);
    struct str visible = reply_split(a, text).visible;
    bool cut = str_eq(visible, S("It works now."));
    if (!cut)
        print_error("not cut: %s\n", announcement);
    return cut;
}

TEST(history_is_known_in_many_languages)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    size_t missed = 0;
    for (size_t i = 0; i < ARRAY_LEN(announcements); i++) {
        missed += !is_cut(a, announcements[i], "\n> Please try again.\n> Ana");
        missed += !is_cut(a, announcements[i], "Please try again.\n\nAna");
    }
    for (size_t i = 0; i < ARRAY_LEN(headings); i++)
        missed += !is_cut(a, headings[i], "\nPlease try again.\n\nAna");
    assert_int_equal(missed, 0);
}

TEST(ordinary_sentences_are_not_taken_for_history)
{
    static const char *const sentences[] = {
        "On Monday at 10:30 the printer wrote nothing but zeros.",
        "Please call me at 10:30, or write to ana@x.org:\nshe knows.",
        "To: nobody in particular\nI just wanted to say thanks.",
        "The steps are:\n1. From: field is empty\n2. it crashes",
        "I sent it from my laptop yesterday.",
        "It says: \"date: invalid\" and then\nsubject: missing.",
        "--- this is not a signature\nbut a line of dashes",
        "a -- b",
    };
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    for (size_t i = 0; i < ARRAY_LEN(sentences); i++) {
        struct str text = str_fmt(a, "Hello.\n\n%s\n\nAna", sentences[i]);
        assert_str(reply_split(a, text).visible, str_cstr(a, text));
    }
}
