//! What the words of class, id and similar attributes say of an element's part in a comment.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::suspects::Suspects;
use crate::dom::{Dom, NodeId, Tag};
use crate::pieces::Pieces;

/// A set of hints, a bit each.
pub(super) type Hints = u32;

/// Something about readers' comments.
pub(super) const COMMENT: Hints = 1;
/// A post, message, answer or review: a comment on some sites, an article on others.
pub(super) const POST: Hints = 1 << 1;
/// An author's name.
pub(super) const AUTHOR: Hints = 1 << 2;
/// Surely a name and nothing else.
pub(super) const NAME: Hints = 1 << 3;
/// A date or time.
pub(super) const DATE: Hints = 1 << 4;
/// The text of a comment.
pub(super) const BODY: Hints = 1 << 5;
/// Something to press: reply, vote, share, report.
pub(super) const CONTROL: Hints = 1 << 6;
/// A form.
pub(super) const FORM: Hints = 1 << 7;
/// A picture of a person.
pub(super) const AVATAR: Hints = 1 << 8;
/// A person's standing.
pub(super) const BADGE: Hints = 1 << 9;
/// A signature below a post.
pub(super) const SIGNATURE: Hints = 1 << 10;
/// Beside the page's matter: side columns, menus, teasers.
pub(super) const SIDE: Hints = 1 << 11;
/// A pingback or trackback.
pub(super) const PING: Hints = 1 << 12;
/// Votes.
pub(super) const VOTE: Hints = 1 << 13;
/// Head or foot of a comment.
pub(super) const META: Hints = 1 << 14;
/// The comments as a whole: "comments", "commentlist".
pub(super) const LIST: Hints = 1 << 15;
/// Never a reader's comment: recent comments, testimonials, embedded posts.
pub(super) const NEVER: Hints = 1 << 16;
/// The column of a forum's post that says who the writer is.
pub(super) const USER: Hints = 1 << 17;
/// A quotation.
pub(super) const QUOTE: Hints = 1 << 18;
/// Written by the article's author.
pub(super) const OWNER: Hints = 1 << 19;

/// Something about a person that is not the name: rank, title, statistics.
pub(super) const ABOUT: Hints = 1 << 20;

/// Words that count wherever they stand in a name: `commentlist`, `usercommentbox`.
const ROOTS: &[(&str, Hints)] = &[
    ("comment", COMMENT),
    ("comentari", COMMENT),
    ("kommentar", COMMENT),
    ("komment", COMMENT),
    ("reactie", COMMENT),
    ("disqus", COMMENT),
    ("discuss", COMMENT),
    ("commentlist", LIST),
    ("comments", LIST),
    ("author", AUTHOR),
    ("autor", AUTHOR),
    ("username", NAME),
    ("nickname", NAME),
    ("avatar", AVATAR),
    ("gravatar", AVATAR),
    ("signature", SIGNATURE),
    ("sidebar", SIDE),
    ("widget", SIDE),
    ("related", SIDE),
    ("teaser", SIDE),
    ("breadcrumb", SIDE),
    ("recentcomment", NEVER),
    ("testimonial", NEVER),
    ("twitter", NEVER),
    ("tweet", NEVER),
    ("pingback", PING),
    ("trackback", PING),
    ("bypostauthor", OWNER),
];

/// Words that count when they stand alone between separators.
const WORDS: &[(&str, Hints)] = &[
    ("data", 0),
    ("heure", DATE),
    ("pseudo", NAME),
    ("utente", AUTHOR),
    ("gebruiker", AUTHOR),
    ("utilisateur", AUTHOR),
    ("usuario", AUTHOR),
    ("nutzer", AUTHOR),
    ("benutzer", AUTHOR),
    ("byline", META),
    ("submitted", META),
    ("posted", DATE),
    ("published", DATE),
    ("signatur", SIGNATURE),
    ("antworten", POST),
    ("antwort", POST),
    ("fecha", DATE),
    ("zeit", DATE),
    ("auteur", AUTHOR),
    ("autore", AUTHOR),
    ("verfasser", AUTHOR),
    ("inhalt", BODY),
    ("postleft", USER),
    ("postcontent", BODY),
    ("messagetext", BODY),
    ("usertitle", BADGE),
    ("posttext", BODY),
    ("postmsg", BODY),
    ("container", ABOUT),
    ("wrapper", ABOUT),
    ("wrap", ABOUT),
    ("bio", ABOUT),
    ("joined", ABOUT),
    ("location", ABOUT),
    ("count", ABOUT),
    ("stats", ABOUT),
    ("extras", ABOUT),
    ("details", ABOUT),
    ("banner", ABOUT),
    ("title", ABOUT),
    ("action", CONTROL),
    ("actions", CONTROL),
    ("admin", BADGE),
    ("ago", DATE),
    ("answer", POST),
    ("answers", POST),
    ("badge", BADGE),
    ("beitrag", POST),
    ("body", BODY),
    ("button", CONTROL),
    ("buttons", CONTROL),
    ("btn", CONTROL),
    ("by", AUTHOR),
    ("byuser", 0),
    ("bbcode", BODY),
    ("commenter", AUTHOR),
    ("content", BODY),
    ("controls", CONTROL),
    ("creator", AUTHOR),
    ("date", DATE),
    ("datetime", DATE),
    ("datum", DATE),
    ("description", BODY),
    ("dislike", VOTE | CONTROL),
    ("downvote", VOTE | CONTROL),
    ("edited", CONTROL),
    ("entry", POST),
    ("flag", CONTROL),
    ("fn", NAME),
    ("footer", META),
    ("form", FORM),
    ("header", META),
    ("info", META),
    ("karma", VOTE),
    ("like", VOTE | CONTROL),
    ("likes", VOTE | CONTROL),
    ("member", AUTHOR),
    ("menu", CONTROL | SIDE),
    ("message", POST | BODY),
    ("meta", META),
    ("moderation", CONTROL),
    ("msg", POST | BODY),
    ("name", AUTHOR),
    ("nav", SIDE),
    ("navigation", SIDE),
    ("nick", NAME),
    ("permalink", DATE),
    ("popular", SIDE),
    ("post", POST),
    ("postbody", BODY),
    ("poster", AUTHOR),
    ("profile", USER),
    ("postprofile", USER),
    ("quote", QUOTE),
    ("quotebox", QUOTE),
    ("rank", BADGE),
    ("rating", VOTE | CONTROL),
    ("reaction", VOTE | CONTROL),
    ("reactions", VOTE | CONTROL),
    ("recent", SIDE),
    ("recommend", SIDE),
    ("recommended", SIDE),
    ("reply", POST),
    ("report", CONTROL),
    ("respond", FORM),
    ("response", COMMENT),
    ("responses", COMMENT),
    ("review", POST),
    ("role", BADGE),
    ("says", META),
    ("score", VOTE),
    ("share", CONTROL),
    ("sharing", CONTROL),
    ("sig", SIGNATURE),
    ("social", CONTROL),
    ("status", BADGE),
    ("tags", SIDE),
    ("text", BODY),
    ("textarea", FORM),
    ("thumbs", VOTE | CONTROL),
    ("time", DATE),
    ("timeago", DATE),
    ("timestamp", DATE),
    ("toolbar", CONTROL),
    ("tools", CONTROL),
    ("trending", SIDE),
    ("upvote", VOTE | CONTROL),
    ("user", AUTHOR),
    ("userinfo", USER),
    ("vcard", AUTHOR),
    ("vote", VOTE | CONTROL),
    ("votes", VOTE | CONTROL),
    ("voting", VOTE | CONTROL),
    ("when", DATE),
];

/// The hints of every element, by node.
pub(super) struct Words {
    own: Vec<Hints>,
}

impl Words {
    /// Reads class, id, itemprop, itemtype, rel and test marks of every element; each distinct text once.
    /// On the way it notes the known systems whose marks it meets.
    pub(super) fn of(dom: &Dom, suspects: &mut Suspects) -> Words {
        let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
        let mut tokens: FxHashMap<&str, Hints> = FxHashMap::default();
        let mut own = vec![0; dom.len()];
        for id in dom.ids() {
            if !dom.is_element(id) {
                continue;
            }
            let whole = matches!(dom.tag(id), Tag::Html | Tag::Body | Tag::Head);
            for (name, value) in dom.atoms(id) {
                let marks = matches!(*name, local_name!("class") | local_name!("id"));
                if !marks {
                    suspects.note_type(name, value);
                }
                if !whole && value.len() < 400 && (marks || is_telling(name)) {
                    let seen = seen
                        .entry(value)
                        .or_insert_with(|| Seen { hints: hints(value, &mut tokens), noted: false });
                    own[id.index()] |= seen.hints;
                    if marks && !std::mem::replace(&mut seen.noted, true) {
                        suspects.note(value);
                    }
                } else if marks {
                    suspects.note(value);
                }
            }
            match dom.tag(id) {
                Tag::Other => {
                    let name = dom.name(id).unwrap_or_default();
                    suspects.note(name);
                    if name.contains('-') {
                        own[id.index()] |= hints(name, &mut tokens);
                    }
                }
                Tag::Nav | Tag::Aside => own[id.index()] |= SIDE,
                Tag::Time => own[id.index()] |= DATE,
                _ => {}
            }
        }
        Words { own }
    }

    /// What the element's own attributes say.
    pub(super) fn own(&self, id: NodeId) -> Hints {
        self.own[id.index()]
    }

    /// Whether one of the hints is the element's own.
    pub(super) fn has(&self, id: NodeId, hints: Hints) -> bool {
        self.own[id.index()] & hints != 0
    }
}

/// What is known of an attribute's value.
struct Seen {
    hints: Hints,
    /// Whether it was looked at for marks of systems.
    noted: bool,
}

/// Whether an attribute's value may say what its element is for.
fn is_telling(name: &LocalName) -> bool {
    match *name {
        local_name!("rel") => true,
        local_name!("href") | local_name!("src") | local_name!("style") | local_name!("alt") => false,
        _ => {
            matches!(&**name, "itemprop" | "itemtype" | "role" | "data-type" | "data-role")
                || name.starts_with("data-test")
        }
    }
}

/// [`ROOTS`] and [`WORDS`], ready for the search.
struct Tables {
    roots: Pieces,
    words: FxHashMap<&'static [u8], Hints>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    roots: Pieces::of(ROOTS.iter().copied()),
    words: WORDS.iter().map(|&(word, hints)| (word.as_bytes(), hints)).collect(),
});

/// The longest of [`WORDS`].
const LONGEST: usize = 16;

/// The hints of a value's tokens; each distinct one is read once.
fn hints<'p>(value: &'p str, known: &mut FxHashMap<&'p str, Hints>) -> Hints {
    let mut hint = |token| *known.entry(token).or_insert_with(|| token_hints(token));
    value.split_ascii_whitespace().fold(0, |found, token| found | hint(token))
}

fn token_hints(token: &str) -> Hints {
    let tables = &*TABLES;
    let mut found = tables.roots.in_name(token.as_bytes());
    // Utility classes ("md:text-sm", "min-h-[64px]") speak of looks only.
    if token.bytes().any(|byte| byte == b':' || byte == b'[') {
        return found;
    }
    let mut recent = false;
    each_word(token, |word| {
        found |= tables.words.get(word).copied().unwrap_or(0);
        recent |= matches!(word, b"recent" | b"latest" | b"letzte" | b"neueste");
    });
    if found & BODY != 0
        && (token.starts_with("text-") || token.starts_with("content-") || token.contains("-content-"))
    {
        found &= !BODY;
    }
    if found & OWNER != 0 {
        found &= !AUTHOR;
    }
    if recent && found & COMMENT != 0 {
        found |= NEVER;
    }
    found
}

/// The words of a name, lower-case: runs of ASCII letters, parted where a capital follows a small letter too. Words
/// longer than any that is known are left out.
fn each_word(token: &str, mut take: impl FnMut(&[u8])) {
    let mut word = [0; LONGEST];
    let mut length = 0;
    let mut before = b' ';
    for byte in token.bytes().chain([b' ']) {
        let border = !byte.is_ascii_alphabetic() || byte.is_ascii_uppercase() && before.is_ascii_lowercase();
        if border {
            if let Some(word) = word.get(..length).filter(|word| !word.is_empty()) {
                take(word);
            }
            length = 0;
        }
        if byte.is_ascii_alphabetic() {
            if let Some(place) = word.get_mut(length) {
                *place = byte.to_ascii_lowercase();
            }
            length += 1;
        }
        before = byte;
    }
}
