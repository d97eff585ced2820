//! The words around a commenter's name.

use super::fold::{Folded, fold};
use super::index::{INDEX, border, words};
use super::{Hit, Phrase, Position};

/// Words that stand before a name; a name has to follow with a capital or in a
/// script without case.
const BEFORE: &[&str] = &[
    "by",
    "posted by",
    "written by",
    "comment by",
    "commented by",
    "reply by",
    "submitted by",
    "originally posted by",
    "comment from",
    "von",
    "kommentar von",
    "geschrieben von",
    "verfasst von",
    "erstellt von",
    "beitrag von",
    "par",
    "posté par",
    "publié par",
    "écrit par",
    "rédigé par",
    "commentaire de",
    "commentaire par",
    "por",
    "publicado por",
    "escrito por",
    "comentario de",
    "comentario por",
    "enviado por",
    "postado por",
    "comentário de",
    "comentário por",
    "scritto da",
    "pubblicato da",
    "inviato da",
    "commento di",
    "commento da",
    "door",
    "geplaatst door",
    "geschreven door",
    "reactie van",
    "reactie door",
    "autor",
    "autor:",
    "przez",
    "napisany przez",
    "dodane przez",
    "komentarz od",
    "od",
    "napsal",
    "napsala",
    "vložil",
    "přidal",
    "от",
    "автор",
    "автор:",
    "написал",
    "комментарий от",
    "від",
    "коментар від",
    "yazan",
    "gönderen",
    "نویسنده",
    "توسط",
    "ارسال شده توسط",
    "بواسطة",
    "کتبه",
    "من",
    "מאת",
    "על ידי",
    "oleh",
    "ditulis oleh",
    "dikirim oleh",
    "bởi",
    "đăng bởi",
    "av",
    "skrevet av",
    "skriven av",
    "kommentar av",
    "af",
    "skrevet af",
    "kommentar af",
    "kirjoittanut",
    "kirjoittaja",
    "írta",
    "de",
    "scris de",
    "de către",
    "απο",
    "γραφτηκε απο",
    "投稿者",
    "作者",
    "发表者",
    "發表者",
    "author",
    "author:",
    "user",
    "username",
    "name",
];

/// The name in a line such as "Student says:", "Von Student" or "学生さんのコメント".
///
/// A line without such words comes back trimmed, with its final colon gone.
pub fn strip_says(author_line: &str) -> &str {
    let line = author_line.trim();
    if line.len() > 200 {
        return line;
    }
    let folded = Folded::new(line);
    let all = folded.text.as_str();
    // With a date and time after the verb, the name is what stands before it.
    if let Some(hit) = dated(&folded) {
        return tidy(&line[..hit.start]);
    }
    if let Some(at) = says_from(all) {
        let (start, _) = folded.origin(at, all.len());
        // The space before the phrase maps to its first byte, so `start` may be either.
        return tidy(&line[..start]);
    }
    tidy(behind_label(line).unwrap_or(line))
}

/// Where the longest "says" at the end of a folded line begins.
fn says_from(all: &str) -> Option<usize> {
    let says = INDEX.end(all).filter(|entry| entry.phrase == Phrase::Says);
    let heads = says.filter_map(|entry| Some((all.strip_suffix(entry.text())?, entry)));
    let name =
        |head: &str, says: &str| !head.is_empty() && border(head.chars().next_back(), says.chars().next());
    heads.filter(|(head, entry)| name(head, entry.text())).map(|(head, _)| head.len()).min()
}

/// What stands behind "Posted by", the longest such that a line begins with.
fn behind_label(line: &str) -> Option<&str> {
    let mut rest = None;
    for (i, c) in line.char_indices() {
        if (c == ' ' || c == ':' || c == '：' || c == '\u{a0}') && i > 0 {
            let mut head = String::new();
            fold(&line[..i], &mut head);
            let after = line[i..].trim_start_matches([' ', ':', '：', '\u{a0}']);
            let name = after.chars().next().is_some_and(|c| !c.is_lowercase());
            let colon = line[i..].trim_start().starts_with([':', '：']);
            let vague = BEGIN_NAMES.contains(&head.as_str());
            if name && (colon || !vague) && BEFORE.contains(&head.as_str()) {
                rest = Some(after);
            }
            if head.split(' ').count() > 4 {
                break;
            }
        }
    }
    rest
}

/// Those of [`BEFORE`] that may begin a name themselves: they need their colon.
const BEGIN_NAMES: &[&str] = &[
    "da",
    "di",
    "de",
    "من",
    "name",
    "user",
    "author",
    "autor",
    "автор",
    "od",
    "от",
    "作者",
    "av",
    "username",
];

fn tidy(name: &str) -> &str {
    name.trim_matches([' ', '\u{a0}', ':', '：', ',', '\n', '\t', '-', '–', '—', '|', '•', '·'])
}

/// "Student says: 3 May 2010 at 4:15" and "Student wrote on 3 May 2010:".
pub(super) fn dated(folded: &Folded) -> Option<Hit> {
    let all = folded.text.as_str();
    // Only a time of day or a date in figures tells the line from a sentence.
    let timed = |text: &str| {
        text.contains('#') && ["#:#", "#/#", "# h #", "#-#"].iter().any(|time| text.contains(time))
    };
    if all.len() > 110 || !timed(all) {
        return None;
    }
    let mut at = 0;
    for word in all.split(' ') {
        let from = at;
        at += word.len() + 1;
        let bare = word.trim_end_matches(':');
        let says = INDEX.end(bare).any(|e| e.phrase == Phrase::Says && e.text() == bare);
        if !says || from == 0 {
            continue;
        }
        let tail = all.get(at..).unwrap_or("");
        if words(&all[..from]) <= 5 && words(tail) <= 9 && timed(tail) {
            let (start, end) = folded.origin(from, from + bare.len());
            return Some(Hit { phrase: Phrase::Says, place: Position::End, start, end });
        }
    }
    None
}
