// SPDX-License-Identifier: Apache-2.0
// The names of header fields as mail programs translate them when they copy a
// header into the text of a reply. Letters beyond ASCII are compared as they
// are, so a word stands here with its capital too where that is not ASCII.
#include "mail/reply_words.h"

struct label_word {
    const char *word;
    enum reply_label label;
};

static const struct label_word labels[] = {
    {"from", LABEL_FROM},
    {"von", LABEL_FROM},
    {"de", LABEL_FROM},
    {"da", LABEL_FROM},
    {"van", LABEL_FROM},
    {"od", LABEL_FROM},
    {"fra", LABEL_FROM},
    {"från", LABEL_FROM},
    {"от", LABEL_FROM},
    {"От", LABEL_FROM},
    {"від", LABEL_FROM},
    {"Від", LABEL_FROM},
    {"От кого", LABEL_FROM},
    {"lähettäjä", LABEL_FROM},
    {"kimden", LABEL_FROM},
    {"gönderen", LABEL_FROM},
    {"feladó", LABEL_FROM},
    {"发件人", LABEL_FROM},
    {"寄件者", LABEL_FROM},
    {"寄件人", LABEL_FROM},
    {"差出人", LABEL_FROM},
    {"보낸 사람", LABEL_FROM},
    {"보낸사람", LABEL_FROM},
    {"expéditeur", LABEL_FROM},
    {"remitente", LABEL_FROM},
    {"mittente", LABEL_FROM},
    {"afzender", LABEL_FROM},
    {"avsändare", LABEL_FROM},
    {"absender", LABEL_FROM},
    {"nadawca", LABEL_FROM},
    {"de la", LABEL_FROM},
    {"από", LABEL_FROM},
    {"Από", LABEL_FROM},
    {"من", LABEL_FROM},
    {"מאת", LABEL_FROM},
    {"från", LABEL_FROM},
    {"saatja", LABEL_FROM},
    {"nuo", LABEL_FROM},
    {"dari", LABEL_FROM},
    {"từ", LABEL_FROM},
    {"Từ", LABEL_FROM},
    {"จาก", LABEL_FROM},
    {"sender", LABEL_FROM},
    {"reply-to", LABEL_FROM},
    {"to", LABEL_TO},
    {"an", LABEL_TO},
    {"à", LABEL_TO},
    {"À", LABEL_TO},
    {"a", LABEL_TO},
    {"para", LABEL_TO},
    {"aan", LABEL_TO},
    {"do", LABEL_TO},
    {"til", LABEL_TO},
    {"till", LABEL_TO},
    {"кому", LABEL_TO},
    {"Кому", LABEL_TO},
    {"vastaanottaja", LABEL_TO},
    {"kime", LABEL_TO},
    {"alıcı", LABEL_TO},
    {"címzett", LABEL_TO},
    {"收件人", LABEL_TO},
    {"收件者", LABEL_TO},
    {"宛先", LABEL_TO},
    {"받는 사람", LABEL_TO},
    {"받는사람", LABEL_TO},
    {"komu", LABEL_TO},
    {"către", LABEL_TO},
    {"إلى", LABEL_TO},
    {"אל", LABEL_TO},
    {"προς", LABEL_TO},
    {"Προς", LABEL_TO},
    {"destinataire", LABEL_TO},
    {"destinatario", LABEL_TO},
    {"empfänger", LABEL_TO},
    {"za", LABEL_TO},
    {"pro", LABEL_TO},
    {"kepada", LABEL_TO},
    {"đến", LABEL_TO},
    {"Đến", LABEL_TO},
    {"sent", LABEL_DATE},
    {"date", LABEL_DATE},
    {"gesendet", LABEL_DATE},
    {"datum", LABEL_DATE},
    {"envoyé", LABEL_DATE},
    {"envoyé le", LABEL_DATE},
    {"enviado", LABEL_DATE},
    {"enviado el", LABEL_DATE},
    {"enviado em", LABEL_DATE},
    {"enviada", LABEL_DATE},
    {"enviada em", LABEL_DATE},
    {"fecha", LABEL_DATE},
    {"data", LABEL_DATE},
    {"inviato", LABEL_DATE},
    {"inviata", LABEL_DATE},
    {"verzonden", LABEL_DATE},
    {"wysłano", LABEL_DATE},
    {"wysłane", LABEL_DATE},
    {"sendt", LABEL_DATE},
    {"dato", LABEL_DATE},
    {"skickat", LABEL_DATE},
    {"отправлено", LABEL_DATE},
    {"Отправлено", LABEL_DATE},
    {"дата", LABEL_DATE},
    {"Дата", LABEL_DATE},
    {"lähetetty", LABEL_DATE},
    {"päivämäärä", LABEL_DATE},
    {"päiväys", LABEL_DATE},
    {"gönderildi", LABEL_DATE},
    {"gönderme tarihi", LABEL_DATE},
    {"tarih", LABEL_DATE},
    {"küldve", LABEL_DATE},
    {"elküldve", LABEL_DATE},
    {"dátum", LABEL_DATE},
    {"发送时间", LABEL_DATE},
    {"日期", LABEL_DATE},
    {"傳送日期", LABEL_DATE},
    {"寄件日期", LABEL_DATE},
    {"送信日時", LABEL_DATE},
    {"日時", LABEL_DATE},
    {"日付", LABEL_DATE},
    {"보낸 날짜", LABEL_DATE},
    {"날짜", LABEL_DATE},
    {"odesláno", LABEL_DATE},
    {"odoslané", LABEL_DATE},
    {"trimis", LABEL_DATE},
    {"ημερομηνία", LABEL_DATE},
    {"Ημερομηνία", LABEL_DATE},
    {"надіслано", LABEL_DATE},
    {"Надіслано", LABEL_DATE},
    {"tanggal", LABEL_DATE},
    {"ngày", LABEL_DATE},
    {"التاريخ", LABEL_DATE},
    {"תאריך", LABEL_DATE},
    {"sendt den", LABEL_DATE},
    {"poslano", LABEL_DATE},
    {"subject", LABEL_SUBJECT},
    {"sujet", LABEL_SUBJECT},
    {"message du", LABEL_DATE},
    {"copie à", LABEL_COPY},
    {"betreff", LABEL_SUBJECT},
    {"objet", LABEL_SUBJECT},
    {"asunto", LABEL_SUBJECT},
    {"assunto", LABEL_SUBJECT},
    {"oggetto", LABEL_SUBJECT},
    {"onderwerp", LABEL_SUBJECT},
    {"temat", LABEL_SUBJECT},
    {"emne", LABEL_SUBJECT},
    {"ämne", LABEL_SUBJECT},
    {"Ämne", LABEL_SUBJECT},
    {"тема", LABEL_SUBJECT},
    {"Тема", LABEL_SUBJECT},
    {"aihe", LABEL_SUBJECT},
    {"konu", LABEL_SUBJECT},
    {"tárgy", LABEL_SUBJECT},
    {"主题", LABEL_SUBJECT},
    {"主旨", LABEL_SUBJECT},
    {"件名", LABEL_SUBJECT},
    {"제목", LABEL_SUBJECT},
    {"předmět", LABEL_SUBJECT},
    {"predmet", LABEL_SUBJECT},
    {"subiect", LABEL_SUBJECT},
    {"θέμα", LABEL_SUBJECT},
    {"Θέμα", LABEL_SUBJECT},
    {"الموضوع", LABEL_SUBJECT},
    {"נושא", LABEL_SUBJECT},
    {"perihal", LABEL_SUBJECT},
    {"zadeva", LABEL_SUBJECT},
    {"chủ đề", LABEL_SUBJECT},
    {"cc", LABEL_COPY},
    {"kopie", LABEL_COPY},
    {"kopia", LABEL_COPY},
    {"copie", LABEL_COPY},
    {"копия", LABEL_COPY},
    {"Копия", LABEL_COPY},
    {"kopio", LABEL_COPY},
    {"bilgi", LABEL_COPY},
    {"抄送", LABEL_COPY},
    {"副本", LABEL_COPY},
    {"참조", LABEL_COPY},
    {"bcc", LABEL_COPY},
    {"másolatot kap", LABEL_COPY},
};

// Without what programs set around a word: blanks, "*" of bold, "<", "(", "[", quote marks.
struct str reply_undressed(struct str s)
{
    while (s.n && strchr(" \t*_<([\"", s.p[0]))
        s = str_from(s, 1);
    while (s.n && strchr(" \t*_", s.p[s.n - 1]))
        s = str_slice(s, 0, s.n - 1);
    return s;
}

static bool cut_label(struct str line, struct str *ret_label)
{
    ptrdiff_t colon = str_find_char(line, ':'), wide = str_find(line, S("："));
    ptrdiff_t at = colon < 0 || (wide >= 0 && wide < colon) ? wide : colon;
    if (at <= 0 || at > 40)
        return false;
    struct str label = reply_undressed(str_slice(line, 0, (size_t)at));
    while (str_ends(label, S("\xc2\xa0")))
        label = reply_undressed(str_slice(label, 0, label.n - 2));
    *ret_label = label;
    return !str_is_empty(label);
}

enum reply_label reply_label_of(struct str line)
{
    struct str label;
    if (!cut_label(line, &label))
        return LABEL_NONE;
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        if (str_eq_nocase(label, str_of(labels[i].word)))
            return labels[i].label;
    }
    return LABEL_NONE;
}
