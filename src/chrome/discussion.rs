//! What stands in a comment, or in an area that is named after comments.

use super::holder::{Holds, names};
use super::kinds::{FORM, Namer};
use super::phrase::{kind_among_comments, kind_of_phrase};
use crate::block::keywords::{Groups, group, groups_of};
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::Phrase;
use crate::record::Kind;

const COMMENT: Groups = group("comment");
const NEWSLETTER: Groups = group("newsletter");

/// Words in names that speak of comments beside something else: of a post that may be commented on, of lists of stories,
/// of sections, of scripts.
const BESIDE: &[&str] = &["enabled", "category", "mostcomment", "most-comment", "teaser", "reactive", "tag-"];

/// With what a name begins that speaks of readers' comments and of nothing else.
const BEGINS: &[&str] = &["comment", "coment", "koment", "komment", "disqus", "respond", "livefyre", "wpd"];

/// With what such a name ends.
const ENDS: &[&str] =
    &["comments", "comentarios", "comentários", "commentaires", "commenti", "kommentare", "komentarze"];

/// How many words a piece of a comment has at least that is no control: a signature, a motto.
const TEXT: f32 = 8.0;

/// Words in the names of lines that tell who liked a comment.
const LIKED: &[&str] = &["react", "thank", "like", "vote"];

/// How many words a link has at least that leads to a story.
const STORY: f32 = 6.0;

impl Namer<'_> {
    /// What a block in a comment is that is no part of what the comment says.
    pub(super) fn in_comment(&self, i: usize, comment: NodeId, linked: bool) -> Kind {
        let phrase = self.page.phrases[i];
        let in_form = self.in_form(self.ups.iter().copied().take_while(|&up| up >= comment));
        match said_among_comments(phrase, in_form) {
            // "2 replies" opens them.
            Some(Kind::CommentCounter) | None if in_form => Kind::ReplyForm,
            None if self.is_signature(comment) || !linked && self.is_text(i) => Kind::Other,
            // "View profile" is no picture.
            Some(Kind::CommentCounter | Kind::Avatar) | None => Kind::CommentControl,
            Some(kind) => kind,
        }
    }

    /// Whether one of the elements is a form's or a field's. What holds comments is none, though a forum may have put
    /// all of them into one.
    fn in_form(&self, mut ups: impl Iterator<Item = NodeId>) -> bool {
        let dom = self.page.dom;
        ups.any(|up| {
            (matches!(dom.tag(up), Tag::Form | Tag::Label | Tag::Textarea)
                || self.page.groups[up.index()] & FORM != 0 && is_form_name(dom, up))
                && !self.holds_comments(up)
        })
    }

    fn holds_comments(&self, up: NodeId) -> bool {
        let at = self.comments.partition_point(|&comment| comment <= up);
        self.comments.get(at).is_some_and(|&comment| self.page.dom.contains(up, comment))
    }

    /// Whether the block is more than a line about the comment: such lines hold dates and numbers, or who liked it.
    fn is_text(&self, i: usize) -> bool {
        let (page, dom) = (self.page, self.page.dom);
        let measure = &page.measures[i];
        let about = |&up: &NodeId| {
            matches!(dom.tag(up), Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
                || names(dom, up).any(|name| {
                    let name = name.to_ascii_lowercase();
                    LIKED.iter().any(|word| name.contains(word))
                })
        };
        measure.words >= TEXT
            && !page.blocks.list[i].image
            && 30 * measure.digits < measure.chars
            && !self.ups.iter().take(3).any(about)
    }

    /// Whether the block stands in what a comment's writer puts under all comments.
    fn is_signature(&self, comment: NodeId) -> bool {
        let mut ups = self.ups.iter().take_while(|&&up| up > comment);
        ups.any(|&up| names(self.page.dom, up).any(|name| name.to_ascii_lowercase().contains("signature")))
    }

    /// Whether an element's name speaks of comments and it is not the page with its article.
    fn is_comment_area(&mut self, up: NodeId) -> bool {
        let (page, dom) = (self.page, self.page.dom);
        let headline = page.headline.map(|at| page.blocks.list[at].element);
        page.groups[up.index()] & COMMENT != 0
            && !headline.is_some_and(|headline| dom.contains(up, headline))
            && (self.holds_comments(up) || !dom.contains(up, page.prose) && self.is_named_after_comments(up))
    }

    /// On a page that nobody discusses, the name has to be clear. Elsewhere an `itemprop` will do, too.
    fn is_named_after_comments(&mut self, up: NodeId) -> bool {
        let (dom, discussed) = (self.page.dom, self.setting.discussed);
        *self.areas.entry(up).or_insert_with(|| {
            let tokens = names(dom, up).flat_map(str::split_ascii_whitespace);
            let mut speaking = tokens.filter(|name| groups_of(name) & COMMENT != 0).peekable();
            discussed && speaking.peek().is_none()
                || speaking.any(|name| {
                    let name = name.to_ascii_lowercase();
                    let beside = BESIDE.iter().any(|word| name.contains(word));
                    let clear = BEGINS.iter().any(|stem| name.starts_with(stem))
                        || ENDS.iter().any(|end| name.ends_with(end));
                    !beside && (discussed || clear)
                })
        })
    }

    /// Whether the block stands in an area of comments.
    pub(super) fn among_comments(&mut self, i: usize, linked: bool) -> bool {
        let Some(at) = (0..self.ups.len()).find(|&at| self.is_comment_area(self.ups[at])) else {
            return false;
        };
        // Under "Comments" a page without any may put whatever it likes.
        let story = !self.setting.discussed
            && linked
            && self.page.phrases[i].is_none()
            && self.page.measures[i].words >= STORY;
        let holders = &mut self.holders;
        let within = self.ups.iter().take(at + 1).enumerate();
        !story
            && !within.into_iter().any(|(place, &up)| match holders.of(up) {
                Some(Holds::Menu) => place < at,
                Some(Holds::RecentComments) => true,
                _ => false,
            })
    }

    /// What a block in an area of comments is.
    pub(super) fn of_comment_area(&self, i: usize) -> Kind {
        let (phrase, text) = (self.page.phrases[i], self.page.blocks.text(i));
        let in_form = self.in_form(self.ups.iter().copied());
        if let Some(kind) = said_among_comments(phrase, in_form) {
            return kind;
        }
        if text.chars().all(|c| c.is_ascii_digit()) {
            return Kind::CommentCounter;
        }
        let in_widget = self.ups.iter().any(|&up| self.page.groups[up.index()] & NEWSLETTER != 0);
        match (in_form, in_widget) {
            (_, true) => Kind::Subscribe,
            (true, false) => Kind::ReplyForm,
            _ => phrase.and_then(kind_of_phrase).unwrap_or(Kind::CommentControl),
        }
    }
}

/// What a phrase is among comments: "Location" beside a post is no field to fill in.
fn said_among_comments(phrase: Option<Phrase>, in_form: bool) -> Option<Kind> {
    phrase.filter(|&phrase| phrase != Phrase::FormField || in_form).and_then(kind_among_comments)
}

/// Whether an element's class or id has the name of a form or of a field, not just of a button.
pub(super) fn is_form_name(dom: &Dom, node: NodeId) -> bool {
    let mut words = names(dom, node).flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(&*word, "field" | "fields" | "fieldset" | "input" | "submit")
            || word.ends_with("form") && word != "platform"
    })
}
