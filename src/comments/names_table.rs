//! Words in the lines that name a comment's author, in many languages.

/// Who wrote what is commented on.
pub(super) const AUTHOR: &[&str] =
    &["author", "autor", "auteur", "thread starter", "topic starter", "original poster", "themenstarter"];

/// What stands in the place of a name that was not given.
pub(super) const GUEST: &[&str] = &[
    "guest",
    "gast",
    "invité",
    "invitado",
    "ospite",
    "anonym",
    "anonim",
    "anónim",
    "anônim",
    "аноним",
    "анонім",
    "гость",
    "匿名",
    "名無し",
    "游客",
    "訪客",
    "访客",
];

/// What a writer has written, in an author line.
pub(super) const POSTS: &[&str] = &[
    "beitrag",
    "post",
    "message",
    "comment",
    "kommentar",
    "reply",
    "antwort",
    "mensaje",
    "messaggio",
    "bericht",
    "submitted",
    "written",
    "soumis",
    "envoyé",
    "écrit",
    "posté",
    "publié",
    "rédigé",
    "enviado",
    "escrito",
    "publicado",
    "inviato",
    "scritto",
    "pubblicato",
    "geschrieben",
    "verfasst",
    "geplaatst",
    "geschreven",
    "skrivet",
    "skrevet",
];

/// Words between that and the writer's name.
pub(super) const BY: &[&str] = &["by", "von", "par", "de", "por", "da", "door", "van", "av"];

/// Words in an author line before the name.
pub(super) const BEFORE: &[&str] = &["by", "posted", "von", "par", "written", "-", "–", "|", "·", "•", "#"];

/// Words in an author line behind the name.
pub(super) const AFTER: &[&str] = &[
    "»",
    "«",
    "says",
    "sagt",
    "said",
    "schreibt",
    "schrieb",
    "wrote",
    "meint",
    "on",
    "at",
    "am",
    "le",
    "el",
    "dit",
    "dice",
    "a",
    "vor",
    "commented",
    "replied",
    "-",
    "–",
    "|",
    "·",
    "•",
    ",",
    "—",
    "meinte",
    "writes",
    "den",
    "於",
    "于",
];

/// Words in an author line that, alone, are no name.
pub(super) const VERBS: &[&str] = &[
    "posted",
    "commented",
    "answered",
    "asked",
    "replied",
    "edited",
    "written",
    "wrote",
    "says",
    "said",
    "writes",
    "schreibt",
    "schrieb",
    "sagt",
    "antwortete",
    "kommentierte",
    "on",
    "at",
];

/// Who keeps order among commenters.
pub(super) const MODERATOR: &[&str] = &["moderator", "modérateur", "moderador"];

/// Who works for the site.
pub(super) const STAFF: &[&str] = &["admin", "staff", "editor", "redaktion", "team"];

/// Who has an account.
pub(super) const MEMBER: &[&str] = &["member", "mitglied", "membre", "user", "nutzer"];
