//! Names of persons out of bylines: without "By", roles, dates and addresses, several apart.

use super::wording::fold;
use crate::dates;

/// Longer texts are no bylines.
const LONGEST: usize = 400;

/// What stands before the names. A label ends in a colon or is followed by a space.
const LABELS: &[&str] = &[
    // English
    "by",
    "written by",
    "posted by",
    "published by",
    "words by",
    "story by",
    "text by",
    "article by",
    "report by",
    "reported by",
    "reporting by",
    "created by",
    "submitted by",
    "authored by",
    "contributed by",
    "guest post by",
    "review by",
    "recipe by",
    "analysis by",
    "opinion by",
    "column by",
    "compiled by",
    "from",
    "author",
    "authors",
    "author(s)",
    "writer",
    "contributor",
    "words",
    "started by",
    "thread starter",
    "asked by",
    "a post by",
    "about the author",
    "posted on",
    "article written by",
    "content by",
    "post by",
    "via",
    "about",
    "contributors",
    "words and photos by",
    "co-authored by",
    "thread starter:",
    "interview by",
    "developed by",
    "blog by",
    "the author",
    // German
    "von",
    "text von",
    "ein beitrag von",
    "beitrag von",
    "ein artikel von",
    "artikel von",
    "geschrieben von",
    "verfasst von",
    "veröffentlicht von",
    "erstellt von",
    "ein gastbeitrag von",
    "gastbeitrag von",
    "eine analyse von",
    "ein kommentar von",
    "kommentar von",
    "autor",
    "autorin",
    "autoren",
    "autor*in",
    "autor/in",
    "text",
    "interview",
    "gepostet von",
    "aus",
    "ein bericht von",
    "bericht von",
    "eine kolumne von",
    "eine reportage von",
    "ein interview von",
    "notiert von",
    "redaktion",
    "verfasser",
    "eingestellt von",
    "blog beitrag von",
    "pressemitteilung von",
    "über",
    "foto und text",
    "text und foto",
    "autor des artikels",
    "autor dieses artikels",
    "über den autor",
    // Romance languages
    "par",
    "écrit par",
    "rédigé par",
    "publié par",
    "posté par",
    "propos recueillis par",
    "auteur",
    "auteurs",
    "por",
    "escrito por",
    "publicado por",
    "texto",
    "texto de",
    "texto por",
    "redacción",
    "autora",
    "autores",
    "postado por",
    "di",
    "scritto da",
    "pubblicato da",
    "a cura di",
    "articolo di",
    "autore",
    "de la",
    "de",
    "de către",
    "scris de",
    "per",
    "da redação",
    // Germanic, Slavic, others
    "door",
    "geschreven door",
    "geplaatst door",
    "tekst",
    "av",
    "af",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "skribent",
    "kirjoittaja",
    "teksti",
    "autor:",
    "napisał",
    "napisała",
    "opracował",
    "opracowała",
    "przez",
    "od",
    "autorzy",
    "szerző",
    "írta",
    "от",
    "автор",
    "автори",
    "авторы",
    "текст",
    "автор текста",
    "від",
    "журналист",
    "yazan",
    "yazar",
    "haber",
    "oleh",
    "penulis",
    "reporter",
    "tác giả",
    "bởi",
    "σύνταξη",
    "γράφει ο",
    "γράφει η",
    "του",
    "της",
    "napsal",
    "napsala",
    "作者",
    "文",
    "撰文",
    "記者",
    "记者",
    "責任編輯",
    "投稿者",
    "執筆",
    "著者",
    "글",
    "מאת",
    "بقلم",
    "كتب",
    "نویسنده",
];

/// Labels of people who did something else than write the piece.
const OTHERS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photography",
    "photographs",
    "foto",
    "fotos",
    "image",
    "images",
    "picture",
    "bild",
    "bilder",
    "illustration",
    "video",
    "reviewed by",
    "medically reviewed by",
    "fact checked by",
    "fact-checked by",
    "edited by",
    "translated by",
    "photo by",
    "photos by",
    "image by",
    "updated by",
    "last updated by",
    "expert reviewed by",
    "übersetzt von",
    "editing by",
    "additional reporting by",
    "produced by",
    "narrated by",
    "crédit photo",
    "fotografía",
    "approved by",
    "comments by",
];

/// What joins two names.
const JOINERS: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "en", "ve", "и", "та", "і", "i", "ja", "és", "şi", "și",
    "with", "mit", "&", "+", "και", "a", "và", "و",
];

/// Joiners that are also initials or parts of names: names of two words and more have to stand on either side.
const WEAK_JOINERS: &[&str] = &["y", "e", "i", "a", "en", "і", "ja", "ve", "et", "with", "mit"];

/// Words of a role, folded; a piece that holds one is no name.
const ROLES: &[&str] = &[
    "editor",
    "editors",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "journalist",
    "columnist",
    "contributor",
    "contributors",
    "author",
    "founder",
    "cofounder",
    "co-founder",
    "ceo",
    "cto",
    "cmo",
    "coo",
    "cfo",
    "director",
    "manager",
    "president",
    "producer",
    "analyst",
    "specialist",
    "strategist",
    "professor",
    "researcher",
    "consultant",
    "expert",
    "dietitian",
    "nutritionist",
    "freelancer",
    "freelance",
    "chief",
    "senior",
    "staff",
    "bureau",
    "critic",
    "intern",
    "blogger",
    "photographer",
    "developer",
    "engineer",
    "designer",
    "coach",
    "therapist",
    "psychologist",
    "attorney",
    "lawyer",
    "advisor",
    "officer",
    "head",
    "lead",
    "marketing",
    "assistant",
    "associate",
    "fellow",
    "lecturer",
    "economist",
    "physician",
    "vp",
    "vice",
    "redakteur",
    "redakteurin",
    "redaktor",
    "redaktorin",
    "korrespondent",
    "korrespondentin",
    "chefredakteur",
    "chefredakteurin",
    "volontär",
    "volontärin",
    "autor",
    "autorin",
    "journalistin",
    "reporterin",
    "chefreporter",
    "ressortleiter",
    "ressortleiterin",
    "mitarbeiter",
    "mitarbeiterin",
    "leiter",
    "leiterin",
    "geschäftsführer",
    "gastautor",
    "gastautorin",
    "kolumnist",
    "kolumnistin",
    "journaliste",
    "rédacteur",
    "rédactrice",
    "correspondant",
    "correspondante",
    "chroniqueur",
    "envoyé",
    "envoyée",
    "auteur",
    "periodista",
    "redactor",
    "redactora",
    "corresponsal",
    "columnista",
    "jornalista",
    "repórter",
    "redator",
    "redatora",
    "editora",
    "colunista",
    "correspondente",
    "giornalista",
    "redattore",
    "caporedattore",
    "inviato",
    "inviata",
    "corrispondente",
    "direttore",
    "verslaggever",
    "redacteur",
    "journalist",
    "dziennikarz",
    "dziennikarka",
    "redaktorka",
    "журналист",
    "корреспондент",
    "редактор",
    "кореспондент",
    "обозреватель",
    "muhabir",
    "muhabiri",
    "editör",
    "editörü",
    "toimittaja",
    "reportér",
    "redaktør",
    "kommentator",
    "reporteri",
    "wartawan",
];

/// Names of agencies and collective signs, folded: no persons, dropped where persons are known.
const AGENCIES: &[&str] = &[
    "dpa",
    "afp",
    "ap",
    "reuters",
    "sid",
    "efe",
    "ansa",
    "apa",
    "sda",
    "kna",
    "epd",
    "ddp",
    "dapd",
    "lusa",
    "pap",
    "upi",
    "pa",
    "pti",
    "ani",
    "ians",
    "xinhua",
    "tass",
    "associated press",
    "the associated press",
    "agence france presse",
    "deutsche presse agentur",
    "agencies",
    "agenturen",
    "agencias",
    "agence",
    "wire",
    "bloomberg",
    "europa press",
    "tasr",
    "čtk",
    "ntb",
    "tt",
    "ritzau",
    "belga",
    "anp",
    "reuters staff",
    "afp agence france presse",
    "press association",
    "canadian press",
    "the canadian press",
];

/// Words that are no names wherever a name is looked for, folded.
const NO_NAMES: &[&str] = &[
    "role",
    "posted by",
    "written by",
    "view full profile",
    "full profile",
    "role title",
    "name",
    "date",
    "category",
    "categories",
    "tags",
    "uncategorized",
    "published by",
    "created by",
    "writer",
    "contributor",
    "views",
    "edit",
    "this author",
    "the author",
    "staff",
    "post author",
    "by author",
    "expert",
    "sat",
    "sun",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
    "yesterday",
    "minutes",
    "min read",
    "ago",
    "updated on",
    "published on",
    "posted on",
    "last updated",
    "written",
    "reviewed by",
    "edited by",
    "medically reviewed by",
    "fact checked by",
    "fact checked",
    "verified",
    "nachrichten",
    "allgemein",
    "aktuelles",
    "admin",
    "administrator",
    "author",
    "autor",
    "unknown",
    "anonymous",
    "guest",
    "none",
    "null",
    "undefined",
    "n a",
    "user",
    "share",
    "shares",
    "follow",
    "read more",
    "updated",
    "published",
    "posted",
    "by",
    "von",
    "view all posts",
    "see all posts",
    "more posts",
    "see bio",
    "full bio",
    "view profile",
    "website",
    "twitter",
    "facebook",
    "instagram",
    "linkedin",
    "email",
    "contact",
    "comments",
    "comment",
    "leave a comment",
    "home",
    "menu",
    "search",
    "subscribe",
    "print",
    "view bio",
    "meet the author",
    "all posts",
    "learn more",
    "about us",
    "bio",
    "photo",
    "video",
    "news",
    "blog",
    "save",
    "listen",
    "profile",
    "link",
    "rss",
    "x",
    "google",
    "about the author",
    "about",
    "author archive",
    "author information",
    "authors",
    "autoren",
    "posts",
    "latest posts",
    "see more",
    "show more",
    "copy link",
    "tweet",
    "follow us",
    "share this",
    "default",
    "webmaster",
    "wordpress",
    "test",
    "false",
    "true",
    "mail",
];

/// Letters behind a name that belong to it.
const POST_NOMINALS: &[&str] = &[
    "md", "phd", "dds", "dvm", "jr", "sr", "ii", "iii", "iv", "rd", "rdn", "rn", "cpa", "cfp", "cfa", "mba",
    "esq", "jd", "do", "dnp", "np", "msc", "ma", "ms", "bsc", "ba", "lcsw", "cscs", "cpt", "dpt", "pt",
    "facs", "mph", "psyd", "edd", "dc", "pharmd", "mbe", "obe", "facp", "cissp", "pmp", "dacvb", "vmd",
    "psp", "cpp", "acc", "pcc", "lmft", "lpc", "ldn", "cdn", "bds", "dmd", "od",
];

/// The persons that a byline names.
pub(super) fn split(raw: &str) -> Vec<String> {
    if raw.len() > LONGEST {
        return Vec::new();
    }
    let raw: String = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_address(&raw) {
        return Vec::new();
    }
    let Some(text) = unlabel(&raw) else { return Vec::new() };
    let text = without_brackets(text);
    let text = before_others(&text);
    let mut names = Vec::new();
    for line in text.split([';', '|', '•', '●', '│', '¦']).take(60) {
        let before = names.len();
        let dashed = [" — ", " - ", " · ", " // ", " :: "]
            .iter()
            .fold(line.to_owned(), |line, mark| line.replace(mark, " – "));
        for part in dashed.split(" – ") {
            let Some(part) = unlabel(part) else { continue };
            listed(part, &mut names);
            // What follows a dash is a role, a place or a date.
            if names.len() > before {
                break;
            }
        }
        if line.len() != text.len() && names.len() > before && !text.contains(';') {
            break;
        }
    }
    dedup(&mut names);
    names
}

/// As [`split`] of a citation's author, who may stand as "Last, First".
pub(super) fn citation(raw: &str) -> Vec<String> {
    let raw = raw.trim();
    if let Some((last, first)) = raw.split_once(',')
        && !first.contains([',', ';', '&'])
        && (1..=3).contains(&last.split_whitespace().count())
        && (1..=3).contains(&first.split_whitespace().count())
        && !is_post_nominal(first)
        && !is_role(first)
        && !raw.contains(" and ")
    {
        return split(&format!("{} {}", first.trim(), last.trim()));
    }
    split(raw)
}

/// The text before the label of somebody who is not the author: "Ann Lee, reviewed by Jo Roe".
fn before_others(text: &str) -> &str {
    const INNER: &[&str] = &[
        " reviewed by",
        " medically reviewed",
        " fact checked",
        " fact-checked",
        " edited by",
        " photo by",
        " photos by",
        " photography by",
        " translated by",
        " illustrated by",
        " updated by",
        " fotos:",
        " foto:",
        " photo:",
        " photos:",
        " übersetz",
        " bilder:",
    ];
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    let cut = INNER.iter().filter_map(|label| lower.find(label)).filter(|cut| *cut > 0).min();
    cut.and_then(|cut| text.get(..cut)).unwrap_or(text)
}

/// Takes the parts of an enumeration as names.
fn listed(text: &str, names: &mut Vec<String>) {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split([',', '，', '、']).take(60) {
        let piece = piece.trim();
        match pieces.last_mut() {
            Some(last) if is_post_nominal(piece) || last.contains(' ') && is_title(piece) => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => joined(piece, &mut pieces),
        }
    }
    let several = pieces.len() > 1;
    let mut taken: Vec<String> = Vec::new();
    for piece in pieces {
        let Some(piece) = unlabel(&piece).map(trim_name) else { continue };
        let Some(name) = cut_role(piece) else { continue };
        if !could_be_name(name) {
            continue;
        }
        let after_person = taken.iter().any(|name| name.contains(' '));
        // "Ann Lee, London", "Ann Lee, dpa": a lone word behind a full name is a place or an agency.
        if several && after_person && !name.contains(' ') && name.is_ascii() {
            continue;
        }
        if several && after_person && is_agency(name) {
            continue;
        }
        taken.push(name.to_owned());
    }
    names.append(&mut taken);
}

/// Splits at "and" and its like.
fn joined(text: &str, out: &mut Vec<String>) {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let folded = word.to_lowercase();
        // A capital is an initial or a name, except in "ANN LEE AND JO ROE".
        let small = *word == folded || word.chars().count() > 2 && text.chars().all(|c| !c.is_lowercase());
        if !small || !JOINERS.contains(&folded.as_str()) {
            continue;
        }
        if at == from {
            from += usize::from(matches!(folded.as_str(), "and" | "und" | "&" | "et"));
            continue;
        }
        let rest = words.len() - at - 1;
        let next = words[at + 1..].iter().position(|word| JOINERS.contains(&word.to_lowercase().as_str()));
        let left = words.get(from..at).unwrap_or_default();
        let right = words.get(at + 1..at + 1 + next.unwrap_or(rest)).unwrap_or_default();
        let least =
            if WEAK_JOINERS.contains(&folded.as_str()) || folded.chars().count() == 1 { 2 } else { 1 };
        let apart = left.len().min(right.len()) >= least
            && left.len().max(right.len()) >= 2
            && starts_like_name(left)
            && starts_like_name(right)
            && !is_organisation(text);
        if apart {
            out.push(left.join(" "));
            from = at + 1;
        }
    }
    if let Some(rest) = words.get(from..).filter(|rest| !rest.is_empty()) {
        out.push(rest.join(" "));
    }
}

fn starts_like_name(words: &[&str]) -> bool {
    let capital = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    words.first().is_some_and(capital) && words.last().is_some_and(capital)
}

/// Whether a text is the name of a body rather than of persons.
pub(super) fn is_organisation(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "center",
        "centre",
        "institute",
        "university",
        "department",
        "research",
        "team",
        "group",
        "company",
        "association",
        "foundation",
        "office",
        "agency",
        "society",
        "magazine",
        "news",
        "press",
        "media",
        "redaktion",
        "editorial",
        "desk",
        "staff",
        "verlag",
        "gmbh",
        "inc",
        "ltd",
        "llc",
        "committee",
        "council",
        "ministry",
        "redacción",
        "rédaction",
        "redazione",
        "redação",
        "redakcja",
        "редакция",
        "board",
        "bureau",
        "newsroom",
        "store",
        "online",
        "blog",
    ];
    fold(text).split(' ').any(|word| WORDS.contains(&word))
}

/// Whether a name is an agency's.
pub(super) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&fold(name).as_str())
}

/// Whether a name says nothing.
pub(super) fn is_placeholder(name: &str) -> bool {
    NO_NAMES.contains(&fold(name).as_str())
}

/// Whether a text names what somebody is.
pub(super) fn is_role(text: &str) -> bool {
    let folded = fold(text);
    folded.split(' ').any(|word| ROLES.contains(&word))
}

/// Whether a text begins with a label of authors, "By …".
pub(super) fn is_labelled(text: &str) -> bool {
    label_end(text, LABELS).is_some()
}

/// Whether a text is a label of authors and nothing else: "Written by", "Author:".
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：', ' ']);
    let folded = text.to_lowercase();
    folded.chars().count() > 1
        && !matches!(
            folded.as_str(),
            "text"
                | "words"
                | "interview"
                | "aus"
                | "from"
                | "de"
                | "di"
                | "per"
                | "od"
                | "haber"
                | "da"
                | "redaktion"
        )
        && (LABELS.contains(&folded.as_str()) || LABELS.contains(&folded.trim_end_matches('s')))
}

/// Whether a text begins with a label of somebody who is not the author, "Photo: …".
pub(super) fn is_others(text: &str) -> bool {
    label_end(text, OTHERS).is_some()
}

/// The text behind its labels; `None` where it names somebody else than the author.
fn unlabel(text: &str) -> Option<&str> {
    let mut text = trim_name(text);
    for _ in 0..3 {
        if is_others(text) {
            return None;
        }
        let Some(end) = label_end(text, LABELS) else { break };
        text = trim_name(&text[end..]);
    }
    Some(text)
}

/// Where the longest of the labels that a text begins with ends.
fn label_end(text: &str, labels: &[&str]) -> Option<usize> {
    let head: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let mut best = None;
    for label in labels {
        if !head.starts_with(label) {
            continue;
        }
        let end = text.char_indices().nth(label.chars().count()).map_or(text.len(), |(at, _)| at);
        let rest = &text[end..];
        let colon = rest.trim_start().starts_with([':', '：']);
        let short = matches!(
            *label,
            "de" | "e"
                | "a"
                | "text"
                | "words"
                | "reporter"
                | "author"
                | "writer"
                | "interview"
                | "video"
                | "redaktion"
                | "redacción"
                | "foto"
                | "photo"
                | "haber"
                | "from"
                | "aus"
                | "image"
                | "bild"
                | "文"
                | "글"
                | "de la"
                | "del"
                | "od"
                | "per"
                | "contributor"
                | "texto"
                | "tekst"
                | "teksti"
                | "текст"
                | "fotos"
                | "photos"
                | "photography"
                | "picture"
                | "illustration"
        );
        // A word that may begin a name needs its colon; a single word is left as it is.
        let spaced = rest.starts_with([' ', '/', '／'])
            && !short
            && rest.trim().chars().next().is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '"');
        let particle = matches!(*label, "di") && !rest.trim().contains(' ');
        if (colon || spaced && !particle) && best.is_none_or(|best| end > best) {
            best = Some(end);
        }
    }
    best
}

/// The name before a role that follows without a comma; `None` where all of it is a role.
fn cut_role(piece: &str) -> Option<&str> {
    let mut start = 0;
    let mut words = 0;
    for word in piece.split(' ') {
        let folded = fold(word);
        if ROLES.contains(&folded.as_str()) {
            let team = is_organisation(piece);
            return match words {
                _ if team => Some(piece),
                0 | 1 => None,
                _ => Some(trim_name(&piece[..start])),
            };
        }
        start += word.len() + 1;
        words += 1;
    }
    Some(piece)
}

fn could_be_name(name: &str) -> bool {
    let length = name.chars().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let words = name.split(' ').count();
    (2..=80).contains(&length)
        && letters * 2 >= length
        && words <= 9
        && !is_address(name)
        && !dates::looks_like_date(name)
        && !matches!(fold(name).as_str(), "" | "by" | "von" | "and" | "und")
}

fn is_post_nominal(piece: &str) -> bool {
    let mut any = false;
    for word in piece.split([' ', '/']).filter(|word| !word.is_empty()) {
        let plain: String =
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if !POST_NOMINALS.contains(&plain.as_str()) {
            return false;
        }
        any = true;
    }
    any
}

/// Whether a piece is a certificate nobody listed: a word of capitals that is no agency.
fn is_title(piece: &str) -> bool {
    let word = piece.trim_end_matches(['®', '™']);
    (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) && !is_agency(word)
}

/// Whether a text is a mail address, a handle or a URL.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let one = !text.contains(' ');
    text.starts_with("http://")
        || text.starts_with("https://")
        || text.starts_with("www.")
        || one && text.starts_with(['@', '/', '#'])
        || one && text.contains('@') && text.contains('.')
}

/// Drops `(…)`, `<…>`, `[…]` and words that are addresses.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '(' | '<' | '[' | '（' => depth += 1,
            ')' | '>' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let kept: Vec<&str> = out.split(' ').filter(|word| !word.is_empty() && !is_address(word)).collect();
    kept.join(" ")
}

fn trim_name(text: &str) -> &str {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ':'
                    | '：'
                    | '-'
                    | '–'
                    | '—'
                    | '|'
                    | '/'
                    | '·'
                    | '•'
                    | '*'
                    | '"'
                    | '“'
                    | '”'
                    | '_'
                    | '>'
                    | '<'
                    | '«'
                    | '»'
            )
    });
    // A full stop ends a byline unless it belongs to an abbreviation.
    match text.strip_suffix('.') {
        Some(rest)
            if rest
                .rsplit(' ')
                .next()
                .is_some_and(|word| word.chars().count() > 3 && !word.contains('.')) =>
        {
            rest
        }
        _ => text,
    }
}

fn dedup(names: &mut Vec<String>) {
    let mut seen = rustc_hash::FxHashSet::default();
    names.retain(|name| seen.insert(fold(name)));
}
