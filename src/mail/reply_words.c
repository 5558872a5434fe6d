// SPDX-License-Identifier: Apache-2.0
// Words as they stand in mail programs' translations. Letters beyond ASCII are
// compared as they are, so a word that may begin a line stands here with its
// capital too where that is not ASCII.
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

static const char *const verbs[] = {
    "wrote",       "writes",  "schrieb",   "écrit",      "écrivait",   "escribió", "escribio", "escreveu",   "scritto",
    "scrisse",     "skrev",   "schreef",   "geschreven", "napisał",    "pisze",    "пишет",    "писал",      "написал",
    "написа",      "написав", "kirjoitti", "yazdı",      "写道",       "寫道",     "写道",     "書きました", "のメール",
    "작성",        "쓴 글",   "썼습니다",  "napsal",     "napísal",    "írta",     "a scris",  "đã viết",    "menulis",
    "έγραψε",      "كتب",     "כתב",       "rašė",       "rakstīja",   "kirjutas", "napisao",  "napisala",   "napisal",
    "va escriure", "idatzi",  "ผู้เขียน",     "a répondu",  "antwortete", "said",
};

static const char *const openers[] = {
    "On ",     "Am ",        "Le ",        "El ",      "Il ",   "Em ",   "Op ",        "Den ",  "På ",
    "W dniu ", "Dnia ",      "At ",        "In data ", "Dne ",  "Dňa ",  "Vào ",       "Pada ", "Στις ",
    "En ",     "Il giorno ", "在",         "于",       "於",    "Em ",   "Na ",        "Ma ",   "Fra: ",
    "Pe ",     "Ngày ",      "On\xc2\xa0", "В ",       "Kuna ", "Dana ", "Le\xc2\xa0",
};

static const char *const separators[] = {
    "original message",
    "forwarded message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "mensaje original",
    "messaggio originale",
    "mensagem original",
    "oorspronkelijk bericht",
    "originalmeddelande",
    "ursprungligt meddelande",
    "oprindelig besked",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "original e-mail",
    "original email",
    "original appointment",
    "исходное сообщение",
    "Исходное сообщение",
    "Пересылаемое сообщение",
    "пересылаемое сообщение",
    "Пересланное сообщение",
    "alkuperäinen viesti",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "wiadomość przekazana",
    "Treść oryginalnej wiadomości",
    "orijinal mesaj",
    "özgün ileti",
    "Özgün İleti",
    "eredeti üzenet",
    "původní zpráva",
    "pôvodná správa",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
    "weitergeleitete nachricht",
    "message transféré",
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "přeposlaná zpráva",
    "转发邮件",
    "轉寄郵件",
    "转发的邮件",
    "mensagem encaminhada",
    "videresendt melding",
    "videresendt besked",
    "välitetty viesti",
    "vahemmista",
    "mesaj original",
    "mesaj redirecționat",
    "Αρχικό μήνυμα",
    "αρχικό μήνυμα",
    "reply message",
    "reply above this line",
};

static const char *const forwards[] = {
    "begin forwarded message",
    "anfang der weitergeleiteten",
    "début du message transféré",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht",
    "start på vidarebefordrat",
    "início da mensagem",
    "Начало переадресованного",
    "開始轉寄郵件",
    "开始转发的邮件",
};

// How such lines begin; what the device is called does not matter.
static const char *const devices[] = {
    "sent from ",
    "sent via ",
    "sent with ",
    "sent by ",
    "sent using ",
    "sent on the ",
    "get outlook",
    "from my iphone",
    "from my ipad",
    "envoyé depuis",
    "envoyé de ",
    "envoyé à partir",
    "envoyé avec",
    "envoyé par ",
    "provenance : ",
    "obtenez outlook",
    "téléchargez outlook",
    "von meinem",
    "gesendet von",
    "gesendet mit",
    "gesendet aus",
    "holen sie sich outlook",
    "enviado desde",
    "enviado do ",
    "enviado a partir",
    "enviado de ",
    "enviado por ",
    "enviado con",
    "enviado via",
    "obtener outlook",
    "obter o outlook",
    "inviato da",
    "inviato con",
    "inviato dal",
    "scarica outlook",
    "verzonden vanaf",
    "verzonden met",
    "verzonden via",
    "verstuurd vanaf",
    "verstuurd met",
    "verstuurd via",
    "outlook downloaden",
    "sendt fra",
    "sendt med",
    "hent outlook",
    "skickat från",
    "skickat med",
    "skickades från",
    "hämta outlook",
    "lähetetty ",
    "wysłane z",
    "wysłano z",
    "pobierz outlook",
    "отправлено с",
    "Отправлено с",
    "отправлено из",
    "Отправлено из",
    "отправлено от",
    "Отправлено от",
    "Надіслано з",
    "надіслано з",
    "odesláno z",
    "odoslané z",
    "trimis de pe",
    "enviat des",
    "küldve ",
    "從我的",
    "从我的",
    "发自我的",
    "發自我的",
    "寄自我的",
    "传送自",
    "傳送自",
    "diese nachricht wurde von",
    "diese e-mail wurde von",
    "cet e-mail a été envoyé",
    "ce message a été envoyé",
    "via mobile",
    "nosūtīts",
    "saadetud minu",
    "poslano s",
    "poslano z",
    "dikirim dari",
    "được gửi từ",
    "Được gửi từ",
    "Gửi từ",
    "Στάλθηκε από",
    "أرسلت من",
    "נשלח מה",
};

// And how they end where the device comes first.
static const char *const device_ends[] = {"から送信", "에서 보냄", "gönderildi", "傳送", "发送", "發送"};

static bool starts_with_any(struct str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts_nocase(s, str_of(list[i])))
            return true;
    }
    return false;
}

static bool has_any(struct str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_has_nocase(s, str_of(list[i])))
            return true;
    }
    return false;
}

// Without what programs set around a word: blanks, "*" of bold, "<", "(", "[", quote marks.
static struct str undressed(struct str s)
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
    struct str label = undressed(str_slice(line, 0, (size_t)at));
    while (str_ends(label, S("\xc2\xa0")))
        label = undressed(str_slice(label, 0, label.n - 2));
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

bool reply_has_verb(struct str s)
{
    return has_any(s, verbs, ARRAY_LEN(verbs));
}

bool reply_has_opener(struct str line)
{
    for (size_t i = 0; i < ARRAY_LEN(openers); i++) {
        if (str_starts(line, str_of(openers[i])))
            return true;
    }
    return false;
}

bool reply_is_titled_rule(struct str line)
{
    line = str_trim(line);
    if (line.n < 8 || line.n > 120 ||
        !(str_starts(line, S("--")) || str_starts(line, S("__")) || str_starts(line, S("==")) ||
          str_starts(line, S("**"))))
        return false;
    char mark = line.p[0];
    if (line.p[line.n - 1] != mark || line.p[line.n - 2] != mark)
        return false;
    while (line.n && (line.p[0] == mark || line.p[0] == ' '))
        line = str_from(line, 1);
    return line.n > 4;
}

bool reply_is_separator(struct str line)
{
    line = str_trim(line);
    if (line.n > 120)
        return false;
    if (starts_with_any(undressed(line), forwards, ARRAY_LEN(forwards)))
        return true;
    return line.n > 6 && str_starts(line, S("--")) && has_any(line, separators, ARRAY_LEN(separators));
}

bool reply_is_device(struct str line)
{
    struct str s = undressed(line);
    if (s.n < 6 || s.n > 160)
        return false;
    if (starts_with_any(s, devices, ARRAY_LEN(devices)))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(device_ends) && s.n < 60; i++) {
        if (str_ends(s, str_of(device_ends[i])))
            return true;
    }
    return false;
}
