//! Names of persons out of bylines: without "By", roles, dates and addresses, several apart.

use super::labels::{ByStart, LABELS_BY_START, OTHERS_BY_START};
use super::names_table::{
    AGENCIES, BEGIN_NAMES, JOINERS, NO_BEGINNINGS, NO_NAMES, OF_SENTENCES, ORGANISATIONS, POST_NOMINALS,
    ROLES, WEAK_JOINERS,
};
use super::wording::fold;
use crate::dates;
use crate::letters::{self, is_han_or_kana};

/// Longer texts are no bylines.
const LONGEST: usize = 400;

/// The persons that a byline names.
pub(crate) fn split(raw: &str) -> Vec<String> {
    names_of(raw, cut_role)
}

/// As [`split`] of a name that is told to machines: there a role stands behind a comma, and "Harbour Marketing" is a name.
pub(super) fn told(raw: &str) -> Vec<String> {
    // "Ann Lee / Journalist".
    if raw.contains(" / ") {
        return split(raw);
    }
    names_of(raw, |piece| cut_role(piece).map(|name| if one_word_less(name, piece) { piece } else { name }))
}

fn one_word_less(name: &str, piece: &str) -> bool {
    name.split(' ').count() + 1 == piece.split(' ').count()
}

fn names_of(raw: &str, cut: impl Fn(&str) -> Option<&str>) -> Vec<String> {
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
            listed(part, &cut, &mut names);
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

/// As [`told`] of a creator as libraries list them: "Lee, Ann".
pub(super) fn creator(raw: &str) -> Vec<String> {
    let listed = raw.split_once(',').is_some_and(|(last, first)| {
        let (last, first) = (last.trim(), first.trim());
        !last.contains(' ') && !first.is_empty() && !is_agency(last) && !is_agency(first)
    });
    if listed { citation(raw) } else { told(raw) }
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
        " 责任编辑：",
        " 责任编辑:",
        " 责编：",
        " 责编:",
        " 编辑：",
        " 编辑:",
        " 責任編輯：",
        " 編輯：",
    ];
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    let cut = INNER.iter().filter_map(|label| lower.find(label)).filter(|cut| *cut > 0).min();
    cut.and_then(|cut| text.get(..cut)).unwrap_or(text)
}

/// A part of an enumeration.
struct Piece {
    text: String,
    /// "and" stands before it.
    joined: bool,
}

/// Takes the parts of an enumeration as names.
fn listed(text: &str, cut: &impl Fn(&str) -> Option<&str>, names: &mut Vec<String>) {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in text.split([',', '，', '、']).take(60) {
        let piece = piece.trim();
        match pieces.last_mut() {
            Some(last) if is_post_nominal(piece) || last.text.contains(' ') && is_title(piece) => {
                last.text.push_str(", ");
                last.text.push_str(piece);
            }
            _ => joined(piece, &mut pieces),
        }
    }
    let mut taken: Vec<String> = Vec::new();
    let mut role: Option<&str> = None;
    for (at, Piece { text: piece, joined }) in pieces.iter().enumerate() {
        let after_person = taken.iter().any(|name| name.contains(' '));
        // "Ann Lee, Night Managing Editor", "Ann Lee, Director of Tides, Harbour Lines".
        if after_person && (is_role(piece) || reads_as_phrase(piece) || is_calling(piece)) {
            role = Some(piece);
            continue;
        }
        let follows = || pieces.get(at + 1).is_some_and(|next| is_role(&next.text));
        if role.is_some_and(|role| (!*joined || goes_on(role)) && !follows()) {
            continue;
        }
        let Some(piece) = unlabel(piece).map(trim_name) else { continue };
        let Some(name) = cut(piece) else { continue };
        if !could_be_name(name) || is_label(name) {
            continue;
        }
        // "Ann Lee, London", "Ann Lee, dpa": a lone word behind a full name is a place or an agency.
        if pieces.len() > 1 && after_person && (!name.contains(' ') && name.is_ascii() || is_agency(name)) {
            continue;
        }
        taken.push(name.to_owned());
    }
    names.append(&mut taken);
}

/// Whether "and" behind a role is part of it: "Head of Tides and Harbour Development".
fn goes_on(role: &str) -> bool {
    [" of ", " for ", " at "].iter().any(|word| role.contains(word))
}

/// Whether a word in small letters says what somebody is: "cardiologist".
fn is_calling(piece: &str) -> bool {
    piece.len() > 4 && piece.bytes().all(|byte| byte.is_ascii_lowercase()) && !is_agency(piece)
}

/// Whether a text of several words has mostly small letters at their beginnings.
fn reads_as_phrase(text: &str) -> bool {
    let words = text.split(' ').filter(|word| word.chars().any(char::is_alphabetic));
    let (small, large): (Vec<&str>, Vec<&str>) = words.partition(|word| word.starts_with(char::is_lowercase));
    small.len() >= 3 && small.len() > large.len()
}

/// Splits at "and" and its like.
fn joined(text: &str, out: &mut Vec<Piece>) {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let (mut from, mut behind) = (0, false);
    for (at, word) in words.iter().enumerate() {
        let folded = word.to_lowercase();
        // A capital is an initial or a name, except in "ANN LEE AND JO ROE".
        let small = *word == folded || word.chars().count() > 2 && text.chars().all(|c| !c.is_lowercase());
        if !small || !JOINERS.contains(&folded.as_str()) {
            continue;
        }
        if at == from {
            let led = matches!(folded.as_str(), "and" | "und" | "&" | "et");
            from += usize::from(led);
            behind |= led;
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
            out.push(Piece { text: left.join(" "), joined: behind });
            (from, behind) = (at + 1, true);
        }
    }
    if let Some(rest) = words.get(from..).filter(|rest| !rest.is_empty()) {
        out.push(Piece { text: rest.join(" "), joined: behind });
    }
}

fn starts_like_name(words: &[&str]) -> bool {
    let capital = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    words.first().is_some_and(capital) && words.last().is_some_and(capital)
}

/// Whether a text is the name of a body rather than of persons.
pub(super) fn is_organisation(text: &str) -> bool {
    fold(text).split(' ').any(|word| ORGANISATIONS.contains(&word))
}

/// Whether a name is an agency's.
pub(super) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&fold(name).as_str())
}

/// Whether a name says nothing, or whose the page is and not who wrote it.
pub(super) fn is_placeholder(name: &str) -> bool {
    let name = fold(name);
    NO_NAMES.contains(&name.as_str()) || name.starts_with("copyright ")
}

/// Whether a name is one to log in with: small letters, digits and marks, or "AnnL".
pub(super) fn is_login(name: &str) -> bool {
    let small = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'));
    let humps = name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && name
            .as_bytes()
            .windows(2)
            .skip(2)
            .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    small || humps && !name.starts_with("Mac")
}

/// Whether a text that is shown cannot be a name: an offer, a heading, words amid a sentence.
pub(super) fn is_no_name(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    NO_BEGINNINGS.contains(&fold(first).as_str()) && text.contains(' ')
        || text.contains(['$', '€', '£', '#', '%', ':', '：', '？', '！', '。'])
        || reads_as_phrase(text)
}

/// Whether a text reads as a person's name: some words, all but particles with a capital.
pub(super) fn reads_as_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(|word| capital(word)).count();
    (1..=5).contains(&words.len())
        && words.first().is_some_and(capital)
        && capitals * 2 > words.len()
        && (!name.ends_with([':', '.', '?', '!', '：', '。', '？', '！']) || ends_in_initial(name))
}

/// "Ann L."
fn ends_in_initial(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.strip_suffix('.')
        .is_some_and(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
        && name.contains(' ')
}

/// As [`reads_as_person`], of a first and a last name.
pub(super) fn reads_as_full(name: &str) -> bool {
    (2..=4).contains(&name.split(' ').count()) && reads_as_person(name) && !is_organisation(name)
}

/// Whether a text names what somebody is.
pub(super) fn is_role(text: &str) -> bool {
    let folded = fold(text);
    folded.split(' ').any(|word| ROLES.contains(&word))
}

/// Whether a text begins with a label of authors, "By …".
pub(super) fn is_labelled(text: &str) -> bool {
    label_end(text, &LABELS_BY_START).is_some()
}

/// Whether a text is a label of authors and nothing else: "Written by", "Author:".
pub(crate) fn is_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：', ' ']);
    // Most texts are of no label's length.
    if let Some(first) = text.bytes().next().filter(|_| text.is_ascii()) {
        let lengths = [text.len(), text.trim_end_matches(['s', 'S']).len()];
        let like = LABELS_BY_START.beginning(first.to_ascii_lowercase());
        if !like.iter().any(|label| lengths.contains(&label.len())) {
            return false;
        }
    }
    let folded = text.to_lowercase();
    let single = folded.trim_end_matches('s');
    LABELS_BY_START.like(&folded).iter().any(|label| *label == folded || *label == single)
        && folded.chars().count() > 1
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
                | "about"
                | "über"
                | "via"
        )
}

/// Whether a text begins with a label of somebody who is not the author, "Photo: …".
pub(super) fn is_others(text: &str) -> bool {
    label_end(text, &OTHERS_BY_START).is_some()
}

/// The text behind its labels; `None` where it names somebody else than the author.
fn unlabel(text: &str) -> Option<&str> {
    let mut text = trim_name(text);
    for _ in 0..3 {
        if is_others(text) {
            return None;
        }
        let Some(end) = label_end(text, &LABELS_BY_START) else { break };
        text = trim_name(&text[end..]);
    }
    Some(text)
}

/// Where the longest of the labels that a text begins with ends.
fn label_end<const N: usize>(text: &str, labels: &ByStart<N>) -> Option<usize> {
    // Two letters tell of most texts that no label begins so.
    if let [first, second, ..] = text.as_bytes()
        && first.is_ascii()
        && second.is_ascii()
    {
        let second = second.to_ascii_lowercase();
        let mut like = labels.beginning(first.to_ascii_lowercase()).iter();
        if !like.any(|label| label.as_bytes().get(1).is_none_or(|byte| *byte == second)) {
            return None;
        }
    }
    let mut head = String::with_capacity(text.len().min(80));
    match text.get(..text.len().min(40)) {
        Some(start) if start.is_ascii() => {
            head.push_str(start);
            head.make_ascii_lowercase();
        }
        _ => head.extend(text.chars().take(40).flat_map(char::to_lowercase)),
    }
    let second = head.as_bytes().get(1);
    let mut best = None;
    for label in labels.like(&head) {
        let unlike = label.as_bytes().get(1).is_some_and(|byte| Some(byte) != second);
        if unlike || !head.starts_with(label) {
            continue;
        }
        let end = text.char_indices().nth(label.chars().count()).map_or(text.len(), |(at, _)| at);
        let rest = &text[end..];
        let colon = rest.trim_start().starts_with([':', '：']);
        let short = BEGIN_NAMES.contains(label);
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
    if let Some((name, rest)) = piece.split_once(' ')
        && is_han_name(name)
        && rest.chars().filter(|&c| is_han_or_kana(c)).count() > HAN_NAME
    {
        return Some(name);
    }
    let mut start = 0;
    for (words, word) in piece.split(' ').enumerate() {
        let folded = fold(word);
        if ROLES.contains(&folded.as_str()) {
            let all = piece.split(' ').all(|word| ROLES.contains(&fold(word).as_str()));
            let team = is_organisation(piece) && !all;
            return match words {
                _ if team => Some(piece),
                0 | 1 => None,
                _ => Some(trim_name(&piece[..start])),
            };
        }
        start += word.len() + 1;
    }
    Some(piece)
}

/// Names in Han letters hardly have more.
const HAN_NAME: usize = 4;

/// Whether a word may be a whole name in Han letters.
pub(super) fn is_han_name(word: &str) -> bool {
    let length = word.chars().count();
    (2..=HAN_NAME).contains(&length) && word.chars().all(is_han_or_kana)
}

fn could_be_name(name: &str) -> bool {
    let length = name.chars().count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let words = letters::count_words(name);
    (2..=80).contains(&length)
        && letters * 2 >= length
        && words <= 9
        && !name.split(' ').any(|word| OF_SENTENCES.contains(&word))
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
                    | '\''
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
