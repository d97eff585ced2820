//! What a block would be, were it chrome: by the stock phrase that it is and by the elements around it.
//!
//! A block in a comment or a comment area is first looked at as part of it; elsewhere the nearest telling element
//! decides ([`holder`](super::holder)), and a stock phrase where it is no link in a menu.

use super::holder::{Holders, Holds, names};
use super::networks;
use super::phrase::{holds_in_menus, is_decisive, kind_among_comments, kind_of_phrase};
use crate::block::keywords::{Groups, group};
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::Phrase;
use crate::record::Kind;

/// How far up an element can still tell what a block is.
const REACH: usize = 20;

/// The longest alternative text of a person's picture, in bytes.
const NAME_MAX: usize = 60;

/// What a form may be for, by what it stands in.
const FORMS: &[Kind] =
    &[Kind::CookieNotice, Kind::Newsletter, Kind::Search, Kind::Login, Kind::Navigation, Kind::Footer];

/// The kind of each block of the page, were it chrome: an entry a block. `comments` are the elements of the comments,
/// in page order.
pub fn kinds(page: &Page, comments: &[NodeId]) -> Vec<Kind> {
    let mut namer = Namer { page, comments, holders: Holders::new(page), ups: Vec::new() };
    let mut rest = comments.iter().peekable();
    let (mut start, mut end) = (NodeId::default(), NodeId::default());
    let mut kinds = Vec::with_capacity(page.blocks.len());
    for (i, block) in page.blocks.list.iter().enumerate() {
        while let Some(&comment) = rest.next_if(|&&comment| comment <= block.element) {
            if comment >= end {
                start = comment;
            }
            end = end.max(page.dom.end(comment));
        }
        kinds.push(namer.kind(i, (block.element < end).then_some(start)));
    }
    follow_labels(page, &mut kinds);
    kinds
}

const COMMENT: Groups = group("comment");
const PERSON: Groups = group("person");
const FORM: Groups = group("form");
const NEWSLETTER: Groups = group("newsletter");

struct Namer<'p> {
    page: &'p Page<'p>,
    comments: &'p [NodeId],
    holders: Holders<'p>,
    /// The elements around the block, the nearest first.
    ups: Vec<NodeId>,
}

/// What a block looks like, and what the elements around it say.
struct Around {
    words: f32,
    /// Whether it is a link or a button and nothing else.
    linked: bool,
    /// Whether it is a button.
    pressed: bool,
    kind: Option<Kind>,
    /// Whether it stands in a menu or in the page's foot.
    menu: bool,
    /// Whether links to the networks stand there.
    social: bool,
}

impl Around {
    /// Whether the phrase that the block is says what it is: links in menus have the words of what they lead to.
    fn lets_speak(&self, phrase: Phrase) -> bool {
        let one_word = phrase == Phrase::Search && self.words <= 1.0;
        !(self.menu && self.linked) || holds_in_menus(phrase) || one_word
    }
}

impl Namer<'_> {
    /// `comment` is the comment around the block.
    fn kind(&mut self, i: usize, comment: Option<NodeId>) -> Kind {
        let page = self.page;
        let block = &page.blocks.list[i];
        if block.image && self.is_avatar(i) {
            return Kind::Avatar;
        }
        self.look_around(block.element);
        let phrase = page.phrases[i];
        let around = self.around(i);
        let named = phrase.filter(|&phrase| around.lets_speak(phrase));
        if let Some(kind) = self.decided(i, named, &around) {
            return kind;
        }
        if let Some(comment) = comment {
            return self.in_comment(phrase, comment);
        }
        if self.among_comments() {
            return self.of_comment_area(phrase, page.blocks.text(i));
        }
        self.elsewhere(i, named.and_then(kind_of_phrase), &around)
    }

    /// The kind of a phrase that settles it.
    fn decided(&self, i: usize, phrase: Option<Phrase>, around: &Around) -> Option<Kind> {
        let phrase = phrase
            .filter(|&phrase| is_decisive(phrase) && !(phrase == Phrase::Advertisement && around.linked))?;
        Some(match kind_of_phrase(phrase)? {
            Kind::Share => self.pass_on_or_follow(i, around),
            // "Start free trial", "Donate": no wall.
            Kind::Paywall if around.linked && around.words <= 4.0 && !self.is_near(NEWSLETTER) => {
                Kind::Advertisement
            }
            kind => kind,
        })
    }

    /// Of what stands in no comment area: by what its phrase said and by the elements around it.
    fn elsewhere(&self, i: usize, said: Option<Kind>, around: &Around) -> Kind {
        let &Around { words, linked, pressed, .. } = around;
        let image = self.page.blocks.list[i].image;
        if self.is_field() && !matches!(said, Some(Kind::Search | Kind::Login)) {
            return around.kind.filter(|kind| FORMS.contains(kind)).unwrap_or(Kind::Other);
        }
        match (said, around.kind) {
            // "Read more" of a notice, "Sign up" for a newsletter.
            (Some(Kind::Teaser), Some(around)) => around,
            (Some(Kind::Login), Some(Kind::Newsletter)) => Kind::Newsletter,
            // "Forum", a link to it.
            (Some(Kind::CommentCounter), None) if linked && !pressed => Kind::Navigation,
            // "Listen to this podcast", a story.
            (Some(Kind::Tools), Some(Kind::Teaser)) if words > 3.0 => self.box_or_teaser(i, linked),
            (Some(said), _) => said,
            (None, Some(Kind::Teaser)) => self.box_or_teaser(i, linked),
            (None, Some(Kind::Sidebar)) if linked => self.box_or_teaser(i, linked),
            (None, Some(Kind::Tags)) if image || words > 4.0 => self.box_or_teaser(i, linked),
            (None, Some(Kind::Masthead)) if linked && !image => self.in_masthead(i),
            (None, Some(around)) => around,
            (None, None) if linked && words >= 4.0 || self.tells_of_a_link(i, words) => {
                self.box_or_teaser(i, linked)
            }
            (None, None) => Kind::Other,
        }
    }

    /// Whether the block is a sentence or two beside a link, as under a story's headline.
    fn tells_of_a_link(&self, i: usize, words: f32) -> bool {
        let sums = |&up: &NodeId| self.page.sums[up.index()];
        let beside = self.ups.iter().map(sums).find(|sums| sums.blocks >= 2);
        !self.page.blocks.list[i].image
            && words >= 8.0
            && beside.is_some_and(|sums| sums.blocks <= 6 && sums.link_words > 2.0)
    }

    /// Whether one of the groups is in the names of the elements close around the block.
    fn is_near(&self, groups: Groups) -> bool {
        self.ups.iter().take(6).any(|&up| self.page.groups[up.index()] & groups != 0)
    }

    /// Whether the block is a field of a form or a choice in it.
    fn is_field(&self) -> bool {
        let mut tags = self.ups.iter().take(3).map(|&up| self.page.dom.tag(up));
        tags.any(|tag| matches!(tag, Tag::Label | Tag::Option | Tag::Select | Tag::Legend | Tag::Textarea))
    }

    /// A box is a pointer to something where there is a link in it; among many of a few linked words it is a label.
    fn box_or_teaser(&self, i: usize, linked: bool) -> Kind {
        let page = self.page;
        let is_form = |&up: &NodeId| page.groups[up.index()] & FORM != 0 && is_form_name(page.dom, up);
        if self.ups.iter().take(4).any(is_form) {
            return Kind::Other;
        }
        let sums = |&up: &NodeId| page.sums[up.index()];
        let around = self.ups.iter().map(sums).find(|sums| sums.blocks >= 4).unwrap_or_default();
        let labels = around.link_density() > 0.8 && around.words <= 4.0 * around.blocks as f32;
        match linked {
            true if self.leads_within(i) => Kind::Tools,
            true if labels && !page.blocks.list[i].image => Kind::Navigation,
            true => Kind::Teaser,
            false if around.link_words > 0.0 => Kind::Teaser,
            false => Kind::Other,
        }
    }

    /// Whether the block is a link to a place in this page, as in a table of contents.
    fn leads_within(&self, i: usize) -> bool {
        let href = self.href(i, None);
        href.len() > 1 && href.starts_with('#')
    }

    /// Where the block's first link leads, or else the link around it that is handed over; empty where there is none.
    fn href(&self, i: usize, around: Option<NodeId>) -> &str {
        let link = self.page.blocks.links(i).first().map(|link| link.node).or(around);
        link.and_then(|link| self.page.dom.attr(link, "href")).unwrap_or_default()
    }

    /// What links at the page's head are: to the home page, to a section, to a story.
    fn in_masthead(&self, i: usize) -> Kind {
        let href = self.href(i, None);
        let path = href
            .split_once("://")
            .map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        match self.page.measures[i].words {
            _ if path.trim_matches('/').is_empty() => Kind::Masthead,
            words if words > 4.0 => Kind::Teaser,
            _ => Kind::Navigation,
        }
    }

    fn look_around(&mut self, element: NodeId) {
        let dom = self.page.dom;
        self.ups.clear();
        let mut up = Some(element);
        while let Some(node) = up.filter(|&up| !matches!(dom.tag(up), Tag::Body | Tag::Html))
            && self.ups.len() < REACH
        {
            self.ups.push(node);
            up = dom.parent(node);
        }
    }

    fn around(&mut self, i: usize) -> Around {
        let mut room = [Holds::Box; REACH];
        let mut count = 0;
        for &up in &self.ups {
            if let Some(holds) = self.holders.of(up) {
                room[count] = holds;
                count += 1;
            }
        }
        let said = &room[..count];
        let page = self.page;
        let words = page.measures[i].words;
        let pressed = self.ups.iter().take(2).any(|&up| page.dom.tag(up) == Tag::Button);
        let mut around = Around {
            words,
            linked: page.link_words[i] > 0.9 * words || words == 0.0 || pressed,
            pressed,
            kind: None,
            menu: said.iter().any(|holds| matches!(holds, Holds::Menu | Holds::Footer)),
            social: said.iter().take(3).any(|holds| matches!(holds, Holds::Social)),
        };
        around.kind = match innermost(said) {
            Some(Holds::Social | Holds::Share) => Some(self.pass_on_or_follow(i, &around)),
            holds => holds.map(kind_of),
        };
        around
    }

    /// Whether a link to a network passes the page on or leads to the site's own pages there.
    fn pass_on_or_follow(&self, i: usize, around: &Around) -> Kind {
        let (page, dom) = (self.page, self.page.dom);
        let href = self.href(i, self.ups.iter().copied().take(4).find(|&up| dom.tag(up) == Tag::A));
        match () {
            () if networks::passes_on(href) => Kind::Share,
            () if networks::is_network(href) => Kind::Follow,
            () if around.menu && networks::leads_away(href) => Kind::Follow,
            () if around.social && page.phrases[i] != Some(Phrase::Share) => Kind::Follow,
            () => Kind::Share,
        }
    }

    fn in_comment(&self, phrase: Option<Phrase>, comment: NodeId) -> Kind {
        let in_form = self.in_form(self.ups.iter().copied().take_while(|&up| up >= comment));
        match said_among_comments(phrase, in_form) {
            // "2 replies" opens them.
            Some(Kind::CommentCounter) | None if in_form => Kind::ReplyForm,
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

    /// Whether an element's name speaks of comments and it is not the page with its article.
    fn is_comment_area(&self, up: NodeId) -> bool {
        let (page, dom) = (self.page, self.page.dom);
        let headline = page.headline.map(|at| page.blocks.list[at].element);
        page.groups[up.index()] & COMMENT != 0
            && !headline.is_some_and(|headline| dom.contains(up, headline))
            && (!dom.contains(up, page.prose) || self.holds_comments(up))
    }

    fn among_comments(&mut self) -> bool {
        let area = self.ups.iter().position(|&up| self.is_comment_area(up));
        let holders = &mut self.holders;
        area.is_some_and(|at| !self.ups[..at].iter().any(|&up| holders.of(up) == Some(Holds::Menu)))
    }

    fn of_comment_area(&self, phrase: Option<Phrase>, text: &str) -> Kind {
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

    fn is_avatar(&self, i: usize) -> bool {
        let (page, dom) = (self.page, self.page.dom);
        let image = page.blocks.list[i].element;
        let text = page.blocks.text(i);
        if text.len() > NAME_MAX {
            return false;
        }
        let words = text.to_lowercase();
        words == "avatar"
            || words.ends_with(" avatar")
            || words.starts_with("avatar ")
            || page.phrases[i] == Some(Phrase::Avatar)
            || dom.tag(image) == Tag::Img
                && std::iter::once(image)
                    .chain(dom.ancestors(image))
                    .take(3)
                    .any(|up| page.groups[up.index()] & PERSON != 0 && is_person_name(dom, up))
    }
}

/// What a phrase is among comments: "Location" beside a post is no field to fill in.
fn said_among_comments(phrase: Option<Phrase>, in_form: bool) -> Option<Kind> {
    phrase.filter(|&phrase| phrase != Phrase::FormField || in_form).and_then(kind_among_comments)
}

/// Of what the elements around a block hold, the nearest first, what the block is part of: the nearest decides, but a box
/// in a menu, a list or a notice is part of that.
fn innermost(said: &[Holds]) -> Option<Holds> {
    use Holds::*;
    let (&near, above) = said.split_first()?;
    let wanted: &[Holds] = match near {
        Card | Box => &[
            Consent, Newsletter, Related, Ranking, Breadcrumb, Menu, Footer, Masthead, Login, Advert, Social,
            Share, Pagination, Author, Sidebar,
        ],
        Author => &[Related, Ranking, Menu, Card],
        Tags | Tools => &[Consent, Related, Ranking, Menu, Card],
        Related | Ranking | Advert | Newsletter | Login | Sidebar => &[Consent, Menu],
        _ => &[],
    };
    match (near, above.iter().copied().find(|holds| wanted.contains(holds))) {
        (Card, Some(Sidebar)) => Some(Card),
        (near, holds) => holds.or(Some(near)),
    }
}

fn kind_of(holds: Holds) -> Kind {
    match holds {
        Holds::Consent => Kind::CookieNotice,
        Holds::Breadcrumb => Kind::Breadcrumb,
        Holds::Newsletter => Kind::Newsletter,
        Holds::Pagination => Kind::Pagination,
        Holds::Search => Kind::Search,
        Holds::Login => Kind::Login,
        Holds::Related => Kind::Related,
        Holds::Ranking => Kind::MostRead,
        Holds::Share => Kind::Share,
        Holds::Social => Kind::Follow,
        Holds::Advert => Kind::Advertisement,
        Holds::Tags => Kind::Tags,
        Holds::Author => Kind::AuthorBox,
        Holds::Footer => Kind::Footer,
        Holds::Menu => Kind::Navigation,
        Holds::Sidebar => Kind::Sidebar,
        Holds::Masthead => Kind::Masthead,
        Holds::Tools => Kind::Tools,
        Holds::Card | Holds::Box => Kind::Teaser,
    }
}

/// Whether an element's class or id says that a person's picture is there.
fn is_person_name(dom: &Dom, node: NodeId) -> bool {
    names(dom, node).any(|name| {
        let name = name.to_ascii_lowercase();
        ["avatar", "userpic", "user", "profile", "vcard", "member", "nick"]
            .iter()
            .any(|word| name.contains(word))
    })
}

/// Whether an element's class or id has the name of a form or of a field, not just of a button.
fn is_form_name(dom: &Dom, node: NodeId) -> bool {
    let mut words = names(dom, node).flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(&*word, "field" | "fields" | "fieldset" | "input" | "submit")
            || word.ends_with("form") && word != "platform"
    })
}

/// What stands under a label such as "Related articles", in the same container, is what the label says.
fn follow_labels(page: &Page, kinds: &mut [Kind]) {
    let dom = page.dom;
    let mut label: Option<(Kind, NodeId)> = None;
    for (i, block) in page.blocks.list.iter().enumerate() {
        let phrase = page.phrases[i];
        let lists = matches!(
            phrase,
            Some(Phrase::Related | Phrase::MostRead | Phrase::Tags | Phrase::RecentComments)
        );
        if lists && page.measures[i].words < 8.0 {
            let holder = dom.ancestors(block.element).find(|&up| page.sums[up.index()].blocks > 1);
            label = holder.map(|holder| (kinds[i], holder));
        } else if let Some((kind, holder)) = label {
            let weak = match kinds[i] {
                Kind::Other | Kind::Teaser | Kind::Sidebar | Kind::Tools | Kind::Footer => true,
                Kind::Related => kind == Kind::MostRead,
                Kind::CommentControl => kind == Kind::CommentCounter,
                _ => false,
            };
            if !dom.contains(holder, block.element) {
                label = None;
            } else if weak {
                kinds[i] = kind;
            }
        }
    }
}
