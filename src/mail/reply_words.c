// SPDX-License-Identifier: Apache-2.0
// Words as they stand in mail programs' translations. Letters beyond ASCII are
// compared as they are, so a word that may begin a line stands here with its
// capital too where that is not ASCII.
#include "mail/reply_words.h"

#include "mail/words.h"

static const char *const verbs[] = {
    "wrote",    "writes",      "schrieb", "écrit",      "écrivait",  "escribió",   "escribio", "escreveu", "scritto",
    "scrisse",  "skrev",       "schreef", "geschreven", "napisał",   "pisze",      "пишет",    "пише",     "писал",
    "написал",  "написа",      "написав", "kirjoitti",  "yazdı",     "写道",       "寫道",     "写道",     "書きました",
    "のメール", "작성",        "쓴 글",   "썼습니다",   "napsal",    "napísal",    "írta",     "a scris",  "đã viết",
    "menulis",  "έγραψε",      "كتب",     "כתב",        "rašė",      "rakstīja",   "kirjutas", "napisao",  "napisala",
    "napisal",  "va escriure", "idatzi",  "ผู้เขียน",      "a répondu", "antwortete", "said",
};

static const char *const openers[] = {
    "On ",  "Missatge de ", "V ",    "На ",   "في ",        "בתאריך ", "Am ",   "Le ",      "El ",        "Il ",
    "Em ",  "Op ",          "Den ",  "På ",   "W dniu ",    "Dnia ",   "At ",   "In data ", "Dne ",       "Dňa ",
    "Vào ", "Pada ",        "Στις ", "En ",   "Il giorno ", "在",      "于",    "於",       "Em ",        "Na ",
    "Ma ",  "Fra: ",        "Pe ",   "Ngày ", "On\xc2\xa0", "В ",      "Kuna ", "Dana ",    "Le\xc2\xa0",
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

bool reply_has_verb(struct str s)
{
    return words_in(s, verbs, ARRAY_LEN(verbs));
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
    if (words_start(reply_undressed(line), forwards, ARRAY_LEN(forwards)))
        return true;
    return line.n > 6 && str_starts(line, S("--")) && words_in(line, separators, ARRAY_LEN(separators));
}

bool reply_is_device(struct str line)
{
    struct str s = reply_undressed(line);
    if (s.n < 6 || s.n > 160)
        return false;
    if (words_start(s, devices, ARRAY_LEN(devices)))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(device_ends) && s.n < 60; i++) {
        if (str_ends(s, str_of(device_ends[i])))
            return true;
    }
    return false;
}
