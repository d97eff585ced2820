//! What each line looks like by itself: what the labeller's features and the search for comments are made of.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lines::Line;
use crate::dates;
use crate::letters::is_unspaced;
use crate::phrases::{self, Hit, Phrase, Position};

/// The longest line in which a date is looked for, in bytes.
const DATED: usize = 200;

/// What a stock phrase is about, coarsely: a column each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Group {
    None,
    /// The heading or counter of the comments.
    Heading,
    /// The form to write one.
    Form,
    Says,
    Reply,
    /// Other controls of a comment.
    Control,
    /// A person's picture or standing.
    Person,
    /// Logging in, subscribing, paying.
    Account,
    Share,
    /// Pointers to other stories.
    Related,
    Navigation,
    Tags,
    Legal,
    Advertisement,
    Caption,
    Byline,
}

/// How many groups there are, [`Group::None`] included.
pub const GROUPS: usize = 16;

fn group(phrase: Phrase) -> Group {
    use Phrase::*;
    match phrase {
        Counter | CommentsHeading => Group::Heading,
        ReplyForm | FormField | Notify | CommentsClosed | Moderation => Group::Form,
        Says => Group::Says,
        Reply => Group::Reply,
        Quote | Report | Vote | Permalink | Edited | Sort | LoadMore | Pingback => Group::Control,
        Role | Avatar => Group::Person,
        Subscribe | Login | Newsletter | Paywall => Group::Account,
        Share | Follow | Print | ReadingTime | AppPromo => Group::Share,
        Related | MostRead | ReadMore | RecentComments => Group::Related,
        PreviousNext | Breadcrumb | Navigation | Search | Contents => Group::Navigation,
        Tags | Category => Group::Tags,
        Legal | PoweredBy | Cookie => Group::Legal,
        Advertisement | Sponsored => Group::Advertisement,
        Caption => Group::Caption,
        Byline | DateLabel | AuthorBox | Correction => Group::Byline,
    }
}

/// What a line looks like.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The stock phrase in it.
    pub hit: Option<Hit>,
    /// What that is about.
    pub group: Group,
    /// Where a date stands in it.
    pub date: Option<Range<usize>>,
    /// How many words stand beside the date.
    pub beside: usize,
    /// How many words it has; a character of a script without spaces counts as half a word.
    pub words: f32,
    /// It could be a person's name.
    pub name: bool,
    /// It ends as a sentence does.
    pub sentence: bool,
    /// A line of prose: long, or of some length and ending as a sentence.
    pub prose: bool,
    /// How many lines of the text are the same.
    pub same: u32,
    /// How many lines have the same shape.
    pub alike: u32,
    /// The place of the first line that is the same.
    pub first: usize,
    /// A line next to it begins the same: an image's text and its caption.
    pub echo: bool,
}

impl Fact {
    /// The phrase that the whole line is, or most of it.
    pub fn phrase(&self, text: &str) -> Option<Phrase> {
        let hit = self.hit?;
        (hit.place == Position::Whole || 2 * (hit.end - hit.start) >= text.len()).then_some(hit.phrase)
    }
}

/// The lines of a text and what they look like.
pub struct Survey {
    /// The lines.
    pub lines: Vec<Line>,
    /// Their looks.
    pub facts: Vec<Fact>,
}

impl Survey {
    /// Looks at every line.
    pub fn of(lines: Vec<Line>) -> Survey {
        let mut facts: Vec<Fact> = lines.iter().map(|line| fact(&line.text)).collect();
        let mut same: FxHashMap<&str, (u32, usize)> = FxHashMap::default();
        let mut alike: FxHashMap<u64, u32> = FxHashMap::default();
        let shapes: Vec<u64> = lines.iter().map(|line| shape(&line.text)).collect();
        for (at, (line, &shape)) in lines.iter().zip(&shapes).enumerate() {
            same.entry(&line.text).or_insert((0, at)).0 += 1;
            *alike.entry(shape).or_default() += 1;
        }
        for ((fact, line), shape) in facts.iter_mut().zip(&lines).zip(&shapes) {
            (fact.same, fact.first) = same.get(line.text.as_str()).copied().unwrap_or_default();
            fact.alike = alike.get(shape).copied().unwrap_or_default();
        }
        for at in 1..lines.len() {
            let start = |line: &Line| line.text.chars().take(24).collect::<String>();
            for before in at.saturating_sub(2)..at {
                let long = lines[at].text.len() >= 24 && lines[before].text.len() >= 24;
                if long && start(&lines[at]) == start(&lines[before]) {
                    (facts[at].echo, facts[before].echo) = (true, true);
                }
            }
        }
        Survey { lines, facts }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A line's text.
    pub fn text(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.text.as_str())
    }
}

fn fact(text: &str) -> Fact {
    let hit = phrases::best(text);
    let date = if text.len() <= DATED { find_date(text) } else { None };
    let words = count_words(text);
    let beside = date.as_ref().map_or(0, |date| {
        let around = [&text[..date.start], &text[date.end..]];
        around.iter().flat_map(|part| part.split_whitespace()).filter(|w| is_word(w)).count()
    });
    let sentence = ends_sentence(text);
    let group = hit.map_or(Group::None, |hit| group(hit.phrase));
    let whole = hit.is_some_and(|hit| hit.place == Position::Whole);
    Fact {
        hit,
        group,
        beside,
        words,
        name: date.is_none() && !whole && may_be_name(text),
        date,
        sentence,
        prose: words >= 25.0 || words >= 9.0 && sentence,
        same: 0,
        alike: 0,
        first: 0,
        echo: false,
    }
}

/// Where a date stands, also right behind a name: flattening leaves no space between ("Ada3 May 2019", "BenMay 3").
fn find_date(text: &str) -> Option<Range<usize>> {
    let found = dates::find_span(text);
    if text.len() > 100 || !text.chars().any(char::is_numeric) {
        return found;
    }
    let mut before = ' ';
    let mut borders = text.char_indices().filter(|&(_, c)| {
        let border =
            before.is_lowercase() && c.is_uppercase() || before.is_alphabetic() && c.is_ascii_digit();
        before = c;
        border
    });
    let behind = borders.by_ref().take(6).find_map(|(at, _)| {
        let span = dates::find_span(&text[at..]).filter(|span| span.start == 0 && span.end >= 6)?;
        Some(at..at + span.end)
    });
    let length = |span: &Option<Range<usize>>| span.as_ref().map_or(0, Range::len);
    if length(&behind) > length(&found) { behind } else { found }
}

fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn count_words(text: &str) -> f32 {
    let unspaced = text.chars().filter(|&c| is_unspaced(c)).count();
    text.split_whitespace().filter(|word| is_word(word)).count() as f32 + unspaced as f32 / 2.0
}

/// Whether a text ends as a sentence does, quotation marks and brackets aside.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '」' | '』' | '*')
            || c.is_whitespace()
    });
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։']) && !text.ends_with("...")
}

/// Whether a text could be a person's name or nickname: a word or a few that begin with capitals.
pub fn may_be_name(text: &str) -> bool {
    let length = text.chars().count();
    let words: Vec<&str> = text.split_whitespace().collect();
    if length > 40 || words.is_empty() || words.len() > 5 || !text.chars().any(char::is_alphabetic) {
        return false;
    }
    if text.ends_with([':', ';', ',', '!', '?', '…', '»', '›'])
        || text.contains(['«', '|', '©', '/', '=', '“', '"', '…', '%', '$', '€'])
    {
        return false;
    }
    if text.ends_with('.') && words.last().is_some_and(|word| word.chars().count() > 4) {
        return false;
    }
    let lower = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    words.len() == 1 || words.iter().filter(lower).count() * 2 <= words.len()
}

/// A line's shape: runs of letters, digits and signs, told apart by kind and case only.
fn shape(text: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    let mut before = 0u8;
    for c in text.chars().take(60) {
        let kind = match c {
            c if c.is_numeric() => 1,
            c if c.is_uppercase() => 2,
            c if c.is_alphabetic() => 3,
            c if c.is_whitespace() => 4,
            c => 5 + (c as u32 % 200) as u8,
        };
        if kind != before {
            hasher.write_u8(kind);
            before = kind;
        }
    }
    hasher.finish()
}
