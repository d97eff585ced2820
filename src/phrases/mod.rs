//! The stock phrases of web pages in many languages: the labels, headings and
//! notices around articles and reader comments.
//!
//! A block's text is folded ([`fold`]) and looked up in [`TABLE`]. An entry says
//! where its phrase has to stand ([`Place`]); rules on how much else the text may
//! hold keep ordinary sentences from being taken for chrome:
//!
//! * `Whole`: the folded text is the phrase. A number at either end may be extra
//!   for the kinds that carry counters ("Reply 2", "12 Share").
//! * `Start`: the text begins with the phrase. The words that follow are limited by
//!   kind (`Rules::tail`). A phrase of a single word must be followed by a colon, a
//!   separator or a number; a byline by capitalised names only; a date label by a number.
//! * `End`: the text ends with the phrase, limited likewise (`Rules::head`).
//!   "… says" needs its colon, or a date and time after it, unless the phrase is
//!   longer than a word.
//! * `Inside`: the phrase stands anywhere, at word borders. [`classify`] also asks
//!   that it fill a fifth of a short text or, in a long one, a twentieth, or that
//!   two such phrases of the kind stand there.
//!
//! Texts of more than [`LONG`] bytes are searched only for cookie, legal, paywall,
//! newsletter and moderation notices, at their start and inside.

mod fold;
mod number;
mod says;
pub mod table;
mod table_comments;
mod table_page;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

pub use fold::fold;
use fold::{Folded, hangul, unspaced};
pub use number::number;
pub use says::strip_says;
pub use table::TABLE;

macro_rules! phrases {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of stock phrase.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Phrase {
            $($(#[$doc])* $kind,)*
        }

        impl Phrase {
            /// Every kind, in order.
            pub const ALL: &[Phrase] = &[$(Phrase::$kind,)*];

            /// The kind's name, in snake case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Phrase::$kind => $name,)*
                }
            }
        }
    };
}

phrases! {
    /// The heading or call of a comment form: "Leave a Reply", "Post Comment".
    ReplyForm = "reply_form",
    /// A label or hint of a comment form: "Name *", "Required fields are marked".
    FormField = "form_field",
    /// A count of comments, replies or threads: "3 comments".
    Counter = "counter",
    /// The heading of the comments: "Comments", "3 thoughts on …", "Discussion".
    CommentsHeading = "comments_heading",
    /// The word after a commenter's name: "says", "schreibt".
    Says = "says",
    /// The link to answer, or the note of being an answer: "Reply", "In reply to".
    Reply = "reply",
    /// Quoting: "Quote", "Originally posted by", "Click to expand".
    Quote = "quote",
    /// Reporting: "Report abuse", "Flag as inappropriate".
    Report = "report",
    /// Likes, thumbs and scores.
    Vote = "vote",
    /// A link to the one comment.
    Permalink = "permalink",
    /// A pingback or trackback.
    Pingback = "pingback",
    /// Moderation notices: "awaiting moderation", "comment deleted", house rules.
    Moderation = "moderation",
    /// Subscribing to comments or a thread, and subscribing in general.
    Subscribe = "subscribe",
    /// Being notified: "Notify of", "Notify me of follow-up comments".
    Notify = "notify",
    /// Order of comments: "newest oldest most voted".
    Sort = "sort",
    /// More of the comments or list: "Load more", "View all comments".
    LoadMore = "load_more",
    /// Signing in or out: "Log in to reply", "Forgot password?".
    Login = "login",
    /// A person's standing: "Guest", "Moderator", "Thread starter", "Joined".
    Role = "role",
    /// A list of recent comments, or of top commenters.
    RecentComments = "recent_comments",
    /// The mark of an edited post: "Edited", "Last edited by …".
    Edited = "edited",
    /// Comments are closed or off.
    CommentsClosed = "comments_closed",
    /// Sharing, and the names of the networks.
    Share = "share",
    /// Following a site or a person.
    Follow = "follow",
    /// Related reading: "Related articles", "You may also like".
    Related = "related",
    /// Popular, newest or trending pieces.
    MostRead = "most_read",
    /// A link on: "Read more", "Continue reading".
    ReadMore = "read_more",
    /// Cookie and consent notices.
    Cookie = "cookie",
    /// Newsletter boxes.
    Newsletter = "newsletter",
    /// Walls for subscribers.
    Paywall = "paywall",
    /// Marks of advertisements.
    Advertisement = "advertisement",
    /// A box about the author.
    AuthorBox = "author_box",
    /// Tags and keywords.
    Tags = "tags",
    /// Categories: "Filed under".
    Category = "category",
    /// Links to the neighbouring pieces or pages.
    PreviousNext = "previous_next",
    /// A path to the page: "You are here".
    Breadcrumb = "breadcrumb",
    /// Site navigation: "Skip to content", "Menu", "Home".
    Navigation = "navigation",
    /// Search boxes and results.
    Search = "search",
    /// Tools on a piece: print, save, font size, listen, copy link.
    Print = "print",
    /// Legal lines: "All rights reserved", "Privacy policy", imprint.
    Legal = "legal",
    /// The software or theme that made the page.
    PoweredBy = "powered_by",
    /// Advertising of an app.
    AppPromo = "app_promo",
    /// Picture captions and credits.
    Caption = "caption",
    /// Who wrote the piece: "By …", "Written by …".
    Byline = "byline",
    /// When it was written: "Published", "Posted on".
    DateLabel = "date_label",
    /// "5 min read".
    ReadingTime = "reading_time",
    /// A table of contents.
    Contents = "contents",
    /// Paid pieces: "Sponsored", "Affiliate links".
    Sponsored = "sponsored",
    /// Notes of correction.
    Correction = "correction",
    /// A user's picture or profile: "'s avatar", "View profile".
    Avatar = "avatar",
}

/// Where in a text a phrase has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The text is the phrase.
    Whole,
    /// The text begins with it.
    Start,
    /// The text ends with it.
    End,
    /// Anywhere.
    Inside,
}

/// A phrase of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the phrase says.
    pub phrase: Phrase,
    /// The phrase, folded (see [`fold`]).
    pub text: &'static str,
    /// Where it has to stand.
    pub place: Place,
    /// The language's ISO 639-1 code.
    pub lang: &'static str,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What the phrase says.
    pub phrase: Phrase,
    /// Where it stands.
    pub place: Place,
    /// The first byte of the phrase in the original text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// A set of kinds of phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PhraseSet(u64);

impl PhraseSet {
    /// Whether the kind is in the set.
    pub fn contains(self, phrase: Phrase) -> bool {
        self.0 >> phrase as u8 & 1 == 1
    }

    /// Adds a kind.
    pub fn insert(&mut self, phrase: Phrase) {
        self.0 |= 1 << phrase as u8;
    }

    /// Whether nothing is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as bits, the kind's number being its bit.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The kinds in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Phrase> {
        Phrase::ALL.iter().copied().filter(move |&p| self.contains(p))
    }
}

impl FromIterator<Phrase> for PhraseSet {
    fn from_iter<I: IntoIterator<Item = Phrase>>(kinds: I) -> Self {
        let mut set = PhraseSet::default();
        for kind in kinds {
            set.insert(kind);
        }
        set
    }
}

/// The length in bytes above which a text is searched for notices only.
pub const LONG: usize = 300;

/// The most of a text that is looked at.
const CUT: usize = 4096;

/// The longest text that [`classify`] names by a phrase inside it.
const INSIDE_MAX: usize = 1600;

const fn entry(phrase: Phrase, lang: &'static str, place: Place, text: &'static str) -> Entry {
    Entry {
        phrase,
        text,
        place,
        lang,
    }
}

/// The best single answer for a block of text.
///
/// A `Whole` match goes first, then the longest `Start` or `End`, then a row of
/// labels ("Reply | Quote | Report"; the answer is the first), then `Inside`.
pub fn classify(text: &str) -> Option<Phrase> {
    best(text).map(|hit| hit.phrase)
}

/// As [`classify`], with the place of the phrase.
pub fn best(text: &str) -> Option<Hit> {
    let text = cut(text);
    let folded = Folded::new(text);
    if folded.text.is_empty() {
        return None;
    }
    let long = text.len() > LONG;
    if !long && let Some(hit) = whole(&folded) {
        return Some(hit);
    }
    let mut found = Vec::new();
    edges(text, &folded, long, &mut found);
    // Of equal lengths the first is taken: the kinds' order is the order of preference.
    if let Some(hit) = found
        .iter()
        .copied()
        .max_by_key(|h| (h.end - h.start, std::cmp::Reverse(h.phrase)))
    {
        return Some(hit);
    }
    if !long && let Some(hit) = row(&folded) {
        return Some(hit);
    }
    if text.len() > INSIDE_MAX {
        return None;
    }
    inside(&folded, long, &mut found);
    let share = if long { 20 } else { 5 };
    found.iter().copied().find(|h| {
        let same = found.iter().filter(|o| o.phrase == h.phrase);
        let filled: usize = same.clone().map(|o| o.end - o.start).sum();
        same.count() > 1 || filled * share >= text.len()
    })
}

/// Every phrase that stands in the text, in no particular order.
pub fn hits(text: &str) -> Vec<Hit> {
    let text = cut(text);
    let folded = Folded::new(text);
    let mut found = Vec::new();
    if folded.text.is_empty() {
        return found;
    }
    let long = text.len() > LONG;
    if !long {
        let (start, end) = folded.origin(0, folded.text.len());
        for &i in INDEX.whole(&folded.text) {
            found.push(Hit {
                phrase: TABLE[usize::from(i)].phrase,
                place: Place::Whole,
                start,
                end,
            });
        }
        if found.is_empty() {
            found.extend(whole(&folded).or_else(|| row(&folded)));
        }
    }
    edges(text, &folded, long, &mut found);
    inside(&folded, long, &mut found);
    found
}

/// The kinds of phrase that stand in the text.
pub fn set(text: &str) -> PhraseSet {
    hits(text).iter().map(|h| h.phrase).collect()
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(CUT)]
}

struct Index {
    whole: HashMap<&'static str, Vec<u16>>,
    start: HashMap<&'static str, Vec<u16>>,
    end: HashMap<&'static str, Vec<u16>>,
    inside: Option<AhoCorasick>,
    inside_ids: Vec<u16>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Index {
        let mut whole: HashMap<_, Vec<u16>> = HashMap::new();
        let mut start: HashMap<_, Vec<u16>> = HashMap::new();
        let mut end: HashMap<_, Vec<u16>> = HashMap::new();
        let mut inside_ids = Vec::new();
        let ids = TABLE.iter().zip(0u16..);
        for (e, i) in ids {
            // Every phrase may also be all there is.
            whole.entry(e.text).or_default().push(i);
            match e.place {
                Place::Whole => {}
                Place::Start => start.entry(first_key(e.text)).or_default().push(i),
                Place::End => end.entry(last_key(e.text)).or_default().push(i),
                Place::Inside => inside_ids.push(i),
            }
        }
        let texts = inside_ids.iter().map(|&i| TABLE[usize::from(i)].text);
        let inside = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(texts)
            .ok();
        Index {
            whole,
            start,
            end,
            inside,
            inside_ids,
        }
    }

    fn whole(&self, folded: &str) -> &[u16] {
        self.whole.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The first kind the whole text stands for.
    fn label(&self, folded: &str) -> Option<Phrase> {
        self.whole(folded)
            .first()
            .map(|&i| TABLE[usize::from(i)].phrase)
    }
}

fn glued(c: char) -> bool {
    unspaced(c) || hangul(c)
}

/// The part of a folded text by which `Start` entries are found: its first word,
/// or first character in scripts that glue words.
fn first_key(text: &str) -> &str {
    match text.chars().next() {
        Some(c) if glued(c) => &text[..c.len_utf8()],
        _ => {
            let stop = |c: char| c == ' ' || c == ':' || glued(c);
            &text[..text.find(stop).unwrap_or(text.len())]
        }
    }
}

/// As [`first_key`], for the end.
fn last_key(text: &str) -> &str {
    match text.chars().next_back() {
        Some(c) if glued(c) => &text[text.len() - c.len_utf8()..],
        _ => {
            let last = text.char_indices().rev().find(|&(_, c)| c == ' ' || glued(c));
            last.map_or(text, |(i, c)| &text[i + c.len_utf8()..])
        }
    }
}

/// Whether a word may end or begin between the two characters.
fn border(left: Option<char>, right: Option<char>) -> bool {
    match (left, right) {
        (Some(l), Some(r)) => {
            let part = |c: char| c.is_alphanumeric() || c == '#';
            glued(l) || glued(r) || !(part(l) && part(r)) && r != '\'' && r != '-'
        }
        _ => true,
    }
}

/// Words in a folded text, two characters of a glued script counting as one.
fn words(text: &str) -> usize {
    let wide = text.chars().filter(|&c| unspaced(c)).count();
    text.split_ascii_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .count()
        + wide / 2
}

/// The limits of a kind.
struct Rules {
    /// The most words after a `Start` phrase.
    tail: usize,
    /// The most words before an `End` phrase.
    head: usize,
}

fn rules(phrase: Phrase, long: bool) -> Rules {
    use Phrase::*;
    let (tail, head) = match phrase {
        Cookie | Paywall | Newsletter | Moderation | Legal => (if long { 250 } else { 60 }, 40),
        Tags | Category | Breadcrumb | AuthorBox | Contents => (40, 6),
        Correction => (50, 6),
        Caption => (30, 45),
        Related | PreviousNext | MostRead | RecentComments | CommentsHeading | Pingback => (25, 6),
        Sponsored | ReadMore => (20, 30),
        ReplyForm | Edited | Notify | AppPromo | CommentsClosed => (16, 8),
        Subscribe | DateLabel | Byline | FormField => (10, 6),
        Login | PoweredBy | Avatar => (8, 6),
        Follow | Quote | Says => (6, 6),
        Role => (4, 4),
        Share | Reply | Search | Print | Sort | LoadMore | Report => (5, 5),
        Counter | Vote | Permalink | Advertisement | Navigation | ReadingTime => (4, 6),
    };
    Rules { tail, head }
}

/// The kinds looked for in long texts.
fn notice(phrase: Phrase) -> bool {
    use Phrase::*;
    matches!(phrase, Cookie | Legal | Paywall | Newsletter | Moderation)
}

/// The kinds that may carry a stray number, and what they are with it.
fn counted(phrase: Phrase) -> Option<Phrase> {
    use Phrase::*;
    match phrase {
        CommentsHeading | Counter => Some(Counter),
        Vote | Reply | Share | Follow | LoadMore | Role => Some(phrase),
        _ => None,
    }
}

fn whole(folded: &Folded) -> Option<Hit> {
    let text = folded.text.as_str();
    let phrase = INDEX.label(text).or_else(|| {
        let bare = text
            .strip_suffix('#')
            .or_else(|| text.strip_prefix('#'))?
            .trim_matches([' ', ':', '|', '-']);
        INDEX.label(bare).and_then(counted)
    })?;
    let (start, end) = folded.origin(0, text.len());
    Some(Hit {
        phrase,
        place: Place::Whole,
        start,
        end,
    })
}

/// A text made up of labels only.
fn row(folded: &Folded) -> Option<Hit> {
    const WORDS: usize = 7;
    let text = folded.text.as_str();
    if text.len() > 120 || !text.contains(' ') {
        return None;
    }
    let mut first = None;
    let mut rest = text;
    while !rest.is_empty() {
        let mut stops: Vec<usize> = rest.match_indices(' ').map(|m| m.0).take(WORDS).collect();
        if stops.len() < WORDS {
            stops.push(rest.len());
        }
        let step = stops.iter().rev().find_map(|&stop| {
            let label = rest[..stop].trim_end_matches(':');
            let mark = matches!(label, "#" | "|" | "-" | ">" | "/");
            let phrase = INDEX.label(label);
            (mark || phrase.is_some()).then_some((stop, phrase))
        });
        let (stop, phrase) = step?;
        first = first.or(phrase);
        rest = rest[stop..].trim_start();
    }
    let (start, end) = folded.origin(0, text.len());
    first.map(|phrase| Hit {
        phrase,
        place: Place::Whole,
        start,
        end,
    })
}

fn edges(text: &str, folded: &Folded, long: bool, found: &mut Vec<Hit>) {
    let all = folded.text.as_str();
    for &i in INDEX.start.get(first_key(all)).map_or(&[][..], Vec::as_slice) {
        let e = &TABLE[usize::from(i)];
        if (!long || notice(e.phrase)) && starts(text, folded, e, long) {
            let (start, end) = folded.origin(0, e.text.len());
            found.push(Hit {
                phrase: e.phrase,
                place: Place::Start,
                start,
                end,
            });
        }
    }
    if long {
        return;
    }
    for &i in INDEX.end.get(last_key(all)).map_or(&[][..], Vec::as_slice) {
        let e = &TABLE[usize::from(i)];
        let Some(head) = all.strip_suffix(e.text) else {
            continue;
        };
        if ends(text, head, e) {
            let (start, end) = folded.origin(head.len(), all.len());
            found.push(Hit {
                phrase: e.phrase,
                place: Place::End,
                start,
                end,
            });
        }
    }
    if let Some(hit) = says::dated(folded) {
        found.push(hit);
    }
}

fn starts(text: &str, folded: &Folded, e: &Entry, long: bool) -> bool {
    let Some(tail) = folded.text.strip_prefix(e.text) else {
        return false;
    };
    if tail.is_empty() {
        return true;
    }
    if !border(e.text.chars().next_back(), tail.chars().next()) {
        return false;
    }
    let marked = tail.starts_with(':')
        || [" |", " -", " >", " /"].iter().any(|m| tail.starts_with(m));
    let numbered = tail.trim_start().starts_with('#');
    let single = !e.text.contains([' ', '#']) && !(e.text.chars().any(unspaced) && words(e.text) > 1);
    let count = words(tail);
    if count > rules(e.phrase, long).tail {
        return false;
    }
    match e.phrase {
        Phrase::Byline if !tail.starts_with(':') => {
            let (_, at) = folded.origin(0, e.text.len());
            names(&text[at..])
        }
        Phrase::DateLabel if !tail.starts_with(':') => {
            tail.contains('#') && count <= if single { 7 } else { 10 } || !single && count <= 2
        }
        Phrase::Legal if e.text == "©" => true,
        Phrase::Breadcrumb if single => tail.starts_with(" >") || tail.starts_with(" /"),
        _ => !single || marked || numbered && count <= 2,
    }
}

/// Whether what follows a "by" can be names: capitalised words and particles.
fn names(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "and", "und", "et", "y", "e", "og", "och", "en", "ja", "i", "и", "ve", "de", "da", "do",
        "dos", "di", "del", "della", "la", "le", "van", "von", "der", "den", "ten", "du", "al",
        "el", "bin", "for", "in", "with", "mit", "on", "am", "le", "at", "um",
    ];
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) && text.chars().filter(|&c| c == ' ').count() > 2 {
        return false;
    }
    let mut seen = 0;
    for word in text.split([' ', '\u{a0}', ',', '|', '/', '·', '•']) {
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        seen += 1;
        let fine = if seen == 1 {
            c.is_alphabetic() && !c.is_lowercase()
        } else {
            !c.is_lowercase() || PARTICLES.contains(&word)
        };
        if !fine {
            return false;
        }
    }
    (1..=10).contains(&seen)
}

fn ends(text: &str, head: &str, e: &Entry) -> bool {
    if head.is_empty() {
        return true;
    }
    if !border(head.chars().next_back(), e.text.chars().next())
        || words(head) > rules(e.phrase, false).head
    {
        return false;
    }
    let wide = e.text.chars().filter(|&c| unspaced(c)).count() > 2;
    e.phrase != Phrase::Says || wide || text.trim_end().ends_with([':', '：'])
}

fn inside(folded: &Folded, long: bool, found: &mut Vec<Hit>) {
    let Some(searcher) = &INDEX.inside else {
        return;
    };
    let text = folded.text.as_str();
    for m in searcher.find_iter(text) {
        let e = &TABLE[usize::from(INDEX.inside_ids[m.pattern().as_usize()])];
        if long && !notice(e.phrase) {
            continue;
        }
        let left = border(text[..m.start()].chars().next_back(), e.text.chars().next());
        let right = border(e.text.chars().next_back(), text[m.end()..].chars().next());
        if left && right {
            let (start, end) = folded.origin(m.start(), m.end());
            found.push(Hit {
                phrase: e.phrase,
                place: Place::Inside,
                start,
                end,
            });
        }
    }
}
