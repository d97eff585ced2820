//! What stands around names in bylines, and what is none: in many languages.

/// What stands before the names. A label ends in a colon or is followed by a space.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    // English
    "by", "written by", "posted by", "published by", "words by", "story by", "text by", "article by", "report by",
    "reported by", "reporting by", "created by", "submitted by", "authored by", "contributed by", "guest post by",
    "review by", "recipe by", "analysis by", "opinion by", "column by", "compiled by", "from", "author", "authors",
    "author(s)", "writer", "contributor", "words", "started by", "thread starter", "asked by", "a post by", "about the author",
    "article written by", "content by", "post by", "via", "about", "contributors", "words and photos by", "co-authored by", "thread starter:", "interview by", "developed by", "blog by", "the author",
    "all posts by", "more posts by", "view all posts by", "articles by", "insights from", "this post was written by",
    "this article was written by", "this article is written by", "this story was written by", "article was written by",
    // German
    "von", "text von", "ein beitrag von", "beitrag von", "ein artikel von", "artikel von", "geschrieben von", "verfasst von",
    "veröffentlicht von", "erstellt von", "ein gastbeitrag von", "gastbeitrag von", "eine analyse von", "ein kommentar von",
    "kommentar von", "autor", "autorin", "autoren", "autor*in", "autor/in", "text", "interview", "gepostet von", "aus",
    "ein bericht von", "bericht von", "eine kolumne von", "eine reportage von", "ein interview von", "notiert von",
    "redaktion", "verfasser", "eingestellt von", "blog beitrag von", "pressemitteilung von", "über", "foto und text", "text und foto", "autor des artikels", "autor dieses artikels", "über den autor",
    "alle beiträge von", "alle artikel von", "alles von", "mehr von", "weitere artikel von", "text und interview",
    "interview und text", "text & interview", "interview & text", "text und fotos", "text & fotos", "text und bilder",
    // Romance languages
    "par", "écrit par", "rédigé par", "publié par", "posté par", "propos recueillis par", "auteur", "auteurs", "por",
    "escrito por", "publicado por", "texto", "texto de", "texto por", "redacción", "autora", "autores", "postado por", "di", "scritto da",
    "pubblicato da", "a cura di", "articolo di", "autore", "de la", "de", "de către", "scris de", "per", "da redação",
    // Germanic, Slavic, others
    "door", "geschreven door", "geplaatst door", "tekst", "av", "af", "skrevet av", "skrevet af", "skriven av", "skribent",
    "kirjoittaja", "teksti", "autor:", "napisał", "napisała", "opracował", "opracowała", "przez", "od", "autorzy",
    "szerző", "írta", "от", "автор", "автори", "авторы", "текст", "автор текста", "від", "журналист", "yazan", "yazar",
    "haber", "oleh", "penulis", "reporter", "tác giả", "bởi", "σύνταξη", "γράφει ο", "γράφει η", "του", "της", "napsal", "napsala",
    "作者", "文", "撰文", "記者", "记者", "責任編輯", "责任编辑", "责编", "責編", "投稿者", "執筆", "著者", "글",
    "מאת", "بقلم", "كتب", "نویسنده",
];

/// Labels of people who did something else than write the piece.
#[rustfmt::skip]
pub(super) const OTHERS: &[&str] = &[
    "photo", "photos", "photograph", "photography", "photographs", "foto", "fotos", "image", "images", "picture", "bild", "bilder", "illustration",
    "video", "reviewed by", "medically reviewed by", "fact checked by", "fact-checked by", "edited by", "translated by",
    "photo by", "photos by", "image by", "updated by", "last updated by", "expert reviewed by", "übersetzt von", "editing by",
    "additional reporting by", "contributions from", "contributions by", "with contributions from", "produced by", "narrated by", "crédit photo", "fotografía", "approved by", "comments by",
];

/// What joins two names.
#[rustfmt::skip]
pub(super) const JOINERS: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "en", "ve", "и", "та", "і", "i", "ja", "és", "şi", "și", "with", "mit", "&",
    "+", "και", "a", "và", "و",
];

/// Joiners that are also initials or parts of names: names of two words and more have to stand on either side.
#[rustfmt::skip]
pub(super) const WEAK_JOINERS: &[&str] = &["y", "e", "i", "a", "en", "і", "ja", "ve", "et", "with", "mit"];

/// Words of a role, folded; a piece that holds one is no name.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "editor", "editors", "writer", "writers", "reporter", "reporters", "correspondent", "journalist", "columnist", "contributor",
    "contributors", "author", "founder", "cofounder", "co-founder", "ceo", "cto", "cmo", "coo", "cfo", "director", "manager", "president",
    "producer", "analyst", "specialist", "strategist", "professor", "researcher", "consultant", "expert", "dietitian",
    "nutritionist", "freelancer", "freelance", "chief", "senior", "staff", "bureau", "critic", "intern", "blogger", "photographer",
    "developer", "engineer", "designer", "coach", "therapist", "psychologist", "attorney", "lawyer", "advisor", "officer",
    "head", "lead", "marketing", "assistant", "associate", "fellow", "lecturer", "economist", "physician", "vp", "vice",
    "redakteur", "redakteurin", "redaktor", "redaktorin", "korrespondent", "korrespondentin", "chefredakteur", "chefredakteurin",
    "volontär", "volontärin", "autor", "autorin", "journalistin", "reporterin", "chefreporter", "ressortleiter", "ressortleiterin",
    "mitarbeiter", "mitarbeiterin", "leiter", "leiterin", "geschäftsführer", "gastautor", "gastautorin", "kolumnist", "kolumnistin",
    "journaliste", "rédacteur", "rédactrice", "correspondant", "correspondante", "chroniqueur", "envoyé", "envoyée", "envoyés", "envoyées", "auteur",
    "periodista", "redactor", "redactora", "corresponsal", "columnista", "jornalista", "repórter", "redator", "redatora",
    "editora", "colunista", "correspondente", "giornalista", "redattore", "caporedattore", "inviato", "inviata", "corrispondente",
    "direttore", "verslaggever", "redacteur", "journalist", "dziennikarz", "dziennikarka", "redaktorka", "журналист", "корреспондент",
    "редактор", "кореспондент", "обозреватель", "muhabir", "muhabiri", "editör", "editörü", "toimittaja", "reportér",
    "redaktør", "kommentator", "reporteri", "wartawan",
];

/// Names of agencies and collective signs, folded: no persons, dropped where persons are known.
#[rustfmt::skip]
pub(super) const AGENCIES: &[&str] = &[
    "dpa", "afp", "ap", "reuters", "sid", "efe", "ansa", "apa", "sda", "kna", "epd", "ddp", "dapd", "lusa", "pap", "upi", "pa", "pti", "ani",
    "ians", "xinhua", "tass", "associated press", "the associated press", "agence france presse", "deutsche presse agentur",
    "agencies", "agenturen", "agencias", "agence", "wire", "bloomberg", "europa press", "tasr", "čtk", "ntb", "tt", "ritzau", "belga", "anp",
    "ard", "zdf", "ndr", "wdr", "swr", "mdr", "rbb", "orf", "srf", "bbc", "cnn", "npr", "pbs", "cbs", "nbc", "abc", "cbc", "rtve", "nrk",
    "svt", "yle", "nos", "rtl",
    "reuters staff", "afp agence france presse", "press association", "canadian press", "the canadian press",
];

/// Words that are no names wherever a name is looked for, folded.
#[rustfmt::skip]
pub(super) const NO_NAMES: &[&str] = &[
    "role", "posted by", "written by", "view full profile", "full profile", "role title", "name", "date", "category", "categories", "tags", "uncategorized",
    "published by", "created by", "writer", "contributor", "views", "edit", "this author", "the author", "staff", "post author", "by author", "expert",
    "sat", "sun", "mon", "tue", "wed", "thu", "fri", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "today", "yesterday", "minutes", "min read", "ago", "updated on", "published on", "posted on", "last updated", "written",
    "reviewed by", "edited by", "medically reviewed by", "fact checked by", "fact checked", "verified", "nachrichten", "allgemein", "aktuelles",
    "admin", "administrator", "author", "autor", "unknown", "anonymous", "guest", "none", "null", "undefined", "n a", "user",
    "share", "shares", "follow", "read more", "updated", "published", "posted", "by", "von", "view all posts", "see all posts", "more posts", "see bio",
    "full bio", "view profile", "website", "twitter", "facebook", "instagram", "linkedin", "email", "contact", "comments",
    "comment", "leave a comment", "home", "menu", "search", "subscribe", "print", "view bio", "meet the author", "all posts", "learn more",
    "about us", "bio", "photo", "video", "news", "blog", "save", "listen", "profile", "link", "rss", "x", "google", "about the author", "about",
    "author archive", "author information", "authors", "autoren", "posts", "latest posts", "see more", "show more", "copy link", "tweet", "follow us",
    "share this", "default", "webmaster", "wordpress", "test", "false", "true", "mail", "cc by", "cc by sa", "cc by nd", "cc by nc", "cc by nc sa",
    "未知", "佚名", "匿名", "网络", "本站", "本站原创", "管理员", "編集部", "discuz team and comsenz ui team",
    "asked", "submitted", "publisher", "cc by nc nd", "cc0", "creative commons", "public domain",
];

/// Words of sentences, in small letters: what holds one is no name.
pub(super) const OF_SENTENCES: &[&str] = &["an", "our", "this", "to", "your"];

/// Letters behind a name that belong to it.
#[rustfmt::skip]
pub(super) const POST_NOMINALS: &[&str] = &[
    "md", "phd", "dds", "dvm", "jr", "sr", "ii", "iii", "iv", "rd", "rdn", "rn", "cpa", "cfp", "cfa", "mba", "esq", "jd", "do", "dnp",
    "np", "msc", "ma", "ms", "bsc", "ba", "lcsw", "cscs", "cpt", "dpt", "pt", "facs", "mph", "psyd", "edd", "dc", "pharmd", "mbe",
    "obe", "facp", "cissp", "pmp", "dacvb", "vmd", "psp", "cpp", "acc", "pcc", "lmft", "lpc", "ldn", "cdn", "bds", "dmd", "od",
];

/// Of the labels before a name those that may begin a name themselves: they need their colon.
pub(super) const BEGIN_NAMES: &[&str] = &[
    "de",
    "e",
    "a",
    "text",
    "words",
    "reporter",
    "author",
    "writer",
    "interview",
    "video",
    "redaktion",
    "redacción",
    "foto",
    "photo",
    "haber",
    "from",
    "aus",
    "image",
    "bild",
    "文",
    "글",
    "de la",
    "del",
    "od",
    "per",
    "contributor",
    "texto",
    "tekst",
    "teksti",
    "текст",
    "fotos",
    "photos",
    "photography",
    "picture",
    "illustration",
];

/// Words with which no name begins, folded.
#[rustfmt::skip]
pub(super) const NO_BEGINNINGS: &[&str] = &[
    "this", "these", "our", "your", "us", "visit", "write", "shop", "new", "view", "all", "why", "what", "or", "and",
    "diese", "dieser", "dieses", "unsere", "alle",
];

/// Words in the names of bodies, folded.
#[rustfmt::skip]
pub(super) const ORGANISATIONS: &[&str] = &[
    "center", "centre", "institute", "university", "department", "research", "team", "group", "company", "association",
    "foundation", "office", "agency", "society", "magazine", "news", "press", "media", "redaktion", "editorial", "desk", "staff",
    "verlag", "gmbh", "inc", "ltd", "llc", "committee", "council", "ministry", "redacción", "rédaction", "redazione", "redação",
    "redakcja", "редакция", "board", "bureau", "newsroom", "store", "online", "blog",
];
