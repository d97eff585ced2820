//! What a block would be, were it chrome: by the stock phrase that it is and by the elements around it.
//!
//! A block in a comment or a comment area is first looked at as part of it; elsewhere the nearest telling element
//! decides ([`holder`](super::holder)), and a stock phrase where it is no link in a menu.

use rustc_hash::FxHashMap;

use super::discussion::is_form_name;
use super::holder::{Holders, Holds, names};
use super::phrase::{asks_to_sort, holds_in_menus, is_decisive, kind_of_phrase};
use super::setting::{NotChrome, Setting, Stands};
use crate::block::keywords::{Groups, group};
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};
use crate::networks;
use crate::phrases::Phrase;
use crate::record::Kind;

/// How far up an element can still tell what a block is.
const REACH: usize = 20;

/// The longest alternative text of a person's picture, in bytes.
const NAME_MAX: usize = 60;

/// What a form may be for, by what it stands in.
const FORMS: &[Kind] =
    &[Kind::CookieNotice, Kind::Newsletter, Kind::Search, Kind::Login, Kind::Navigation, Kind::Footer];

/// The longest credit of an image, in words.
const CREDIT_MAX: f32 = 12.0;

/// Words in the names of lists to choose an order from.
const SORTING: &[&str] = &["sort", "sortby", "sorting", "orderby"];

/// Words in the names of lists to choose a page from.
const LEADING: &[&str] = &[
    "archive",
    "archives",
    "archiv",
    "cat",
    "category",
    "categories",
    "goto",
    "jump",
    "lang",
    "language",
    "nav",
    "menu",
];

/// The kind of each block of the page, were it chrome: an entry a block.
pub fn kinds(page: &Page, found: &NotChrome) -> Vec<Kind> {
    let setting = Setting::of(page, found);
    let mut namer = Namer {
        page,
        comments: found.comments,
        setting: &setting,
        holders: Holders::new(page, &setting),
        areas: FxHashMap::default(),
        choices: FxHashMap::default(),
        ups: Vec::new(),
    };
    let mut rest = found.comments.iter().peekable();
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
    super::lists::agree(page, found.body, &mut kinds);
    kinds
}

const PERSON: Groups = group("person");
pub(super) const FORM: Groups = group("form");
const NEWSLETTER: Groups = group("newsletter");

pub(super) struct Namer<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) comments: &'p [NodeId],
    pub(super) setting: &'p Setting<'p>,
    pub(super) holders: Holders<'p>,
    /// Elements whose names speak of comments, and whether they do so clearly.
    pub(super) areas: FxHashMap<NodeId, bool>,
    /// Lists to choose from, and what they are for.
    choices: FxHashMap<NodeId, Option<Kind>>,
    /// The elements around the block, the nearest first.
    pub(super) ups: Vec<NodeId>,
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
    /// Whether it stands in the page's foot.
    foot: bool,
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
        if block.is_heading_link(page.dom) {
            return Kind::Tools;
        }
        self.look_around(block.element);
        let phrase = page.phrases[i];
        let around = self.around(i);
        if phrase == Some(Phrase::Legal) && !around.foot && self.is_credit(i) {
            return Kind::Other;
        }
        let believed =
            phrase.filter(|&phrase| self.setting.believes(page, i, phrase, self.is_sure(i, phrase, &around)));
        let named = believed.filter(|&phrase| around.lets_speak(phrase));
        if let Some(kind) = self.decided(i, named, &around) {
            return kind;
        }
        if let Some(comment) = comment {
            return self.in_comment(i, comment, around.linked);
        }
        if self.among_comments(i, around.linked) {
            return self.of_comment_area(i);
        }
        let said = named.and_then(|phrase| self.said(i, phrase, &around));
        match self.elsewhere(i, said, &around) {
            // "Report" in a list, "Your browser cannot show this video": they lead to nothing.
            Kind::Teaser if phrase != believed && (around.words <= 2.0 || !around.linked) => Kind::Other,
            kind => kind,
        }
    }

    /// Whether what stands around a phrase of unsure meaning says that it means what it would.
    fn is_sure(&self, i: usize, phrase: Phrase, around: &Around) -> bool {
        match phrase {
            Phrase::Legal | Phrase::PoweredBy => around.foot || self.setting.stands(i) == Stands::Below,
            Phrase::AppPromo => {
                let text = self.page.blocks.text(i);
                let app = |word: &str| {
                    word.trim_end_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("app")
                };
                networks::is_app_store(self.href(i, self.link()))
                    || around.words >= 3.0 && text.split_whitespace().any(app)
            }
            Phrase::Paywall => around.linked,
            _ => false,
        }
    }

    /// The link close around the block.
    fn link(&self) -> Option<NodeId> {
        self.ups.iter().copied().take(4).find(|&up| self.page.dom.tag(up) == Tag::A)
    }

    /// What a phrase is outside of comments.
    fn said(&self, i: usize, phrase: Phrase, around: &Around) -> Option<Kind> {
        if phrase != Phrase::Sort || self.setting.discussed {
            return kind_of_phrase(phrase);
        }
        // Lists of goods are sorted too; on one of them "Top rated" is praise.
        let list =
            matches!(around.kind, Some(Kind::Teaser | Kind::Related | Kind::MostRead | Kind::Advertisement));
        (!list || self.is_field() || asks_to_sort(self.page.blocks.text(i))).then_some(Kind::Tools)
    }

    /// Whether a legal line says whose an image is.
    fn is_credit(&self, i: usize) -> bool {
        let page = self.page;
        let text = page.blocks.text(i);
        let begins =
            text.starts_with('©') || text.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("copyright"));
        let image =
            |at: Option<usize>| at.and_then(|at| page.blocks.list.get(at)).is_some_and(|block| block.image);
        let beside = || image(i.checked_sub(1)) || image(i.checked_add(1));
        let of_figure =
            || self.ups.iter().take(4).any(|&up| matches!(page.dom.tag(up), Tag::Figure | Tag::Figcaption));
        begins
            && page.measures[i].words <= CREDIT_MAX
            && match self.setting.stands(i) {
                Stands::Within => true,
                Stands::Above => beside() || of_figure(),
                Stands::Below => of_figure(),
            }
    }

    /// The kind of a phrase that settles it.
    fn decided(&self, i: usize, phrase: Option<Phrase>, around: &Around) -> Option<Kind> {
        let settles = |phrase: Phrase| match phrase {
            Phrase::Advertisement => !around.linked,
            Phrase::Sort => self.setting.discussed,
            _ => is_decisive(phrase),
        };
        let phrase = phrase.filter(|&phrase| settles(phrase))?;
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
    fn elsewhere(&mut self, i: usize, said: Option<Kind>, around: &Around) -> Kind {
        let &Around { words, linked, pressed, .. } = around;
        let image = self.page.blocks.list[i].image;
        if self.is_field() && !matches!(said, Some(Kind::Search | Kind::Login | Kind::Tools)) {
            if let Some(kind) = self.of_choice() {
                return kind;
            }
            return around.kind.filter(|kind| FORMS.contains(kind)).unwrap_or(Kind::Other);
        }
        match (said, around.kind) {
            (None | Some(Kind::Breadcrumb), None) if self.is_menu(i) => Kind::Navigation,
            // "Read more" of a notice, "Sign up" for a newsletter.
            (Some(Kind::Teaser), Some(around)) => around,
            (Some(Kind::Login), Some(Kind::Newsletter)) => Kind::Newsletter,
            // "Home", "Forum", on the way to the page.
            (
                Some(
                    Kind::Navigation
                    | Kind::CommentCounter
                    | Kind::MostRead
                    | Kind::Tags
                    | Kind::Related
                    | Kind::Pagination,
                ),
                Some(Kind::Breadcrumb),
            ) => Kind::Breadcrumb,
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

    /// Whether the block is lines of a link each, and little else: a menu with breaks between its entries.
    fn is_menu(&self, i: usize) -> bool {
        let page = self.page;
        let links = page.blocks.links(i).len();
        links >= 2
            && page.measures[i].breaks as usize + 1 >= links
            && page.link_words[i] >= 0.6 * page.measures[i].words
            && page.link_words[i] <= 3.0 * links as f32
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
    pub(super) fn is_field(&self) -> bool {
        let mut tags = self.ups.iter().take(3).map(|&up| self.page.dom.tag(up));
        tags.any(|tag| matches!(tag, Tag::Label | Tag::Option | Tag::Select | Tag::Legend | Tag::Textarea))
    }

    /// What a list to choose from is for, as far as its name or its choices tell.
    fn of_choice(&mut self) -> Option<Kind> {
        let (page, dom) = (self.page, self.page.dom);
        let select = self.ups.iter().copied().take(3).find(|&up| dom.tag(up) == Tag::Select)?;
        *self.choices.entry(select).or_insert_with(|| {
            let named = |words: &[&str]| {
                let names = names(dom, select).chain(dom.attr(select, "name"));
                let mut own = names.flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
                own.any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
            };
            let mut choices = page.blocks.inside(dom, select);
            match () {
                () if named(SORTING) || choices.any(|i| page.phrases[i] == Some(Phrase::Sort)) => {
                    Some(Kind::Tools)
                }
                () if named(LEADING) => Some(Kind::Navigation),
                () => None,
            }
        })
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
            foot: said.contains(&Holds::Footer),
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
        let page = self.page;
        let href = self.href(i, self.link());
        match () {
            () if networks::passes_on(href) => Kind::Share,
            () if networks::is_network(href) => Kind::Follow,
            () if around.menu && networks::leads_away(href) => Kind::Follow,
            () if around.social && page.phrases[i] != Some(Phrase::Share) => Kind::Follow,
            () => Kind::Share,
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

/// Of what the elements around a block hold, the nearest first, what the block is part of: the nearest decides, but a box
/// in a menu, a list or a notice is part of that.
fn innermost(said: &[Holds]) -> Option<Holds> {
    use Holds::*;
    let (&near, above) = said.split_first()?;
    let wanted: &[Holds] = match near {
        Card | Box => &[
            Consent,
            Newsletter,
            Related,
            Ranking,
            RecentComments,
            Breadcrumb,
            Menu,
            Footer,
            Masthead,
            Login,
            Advert,
            Social,
            Share,
            Pagination,
            Author,
            Sidebar,
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
        Holds::RecentComments => Kind::CommentCounter,
        Holds::Share => Kind::Share,
        Holds::Social => Kind::Follow,
        Holds::Advert => Kind::Advertisement,
        Holds::Tags => Kind::Tags,
        Holds::Author => Kind::AuthorBox,
        Holds::Footer => Kind::Footer,
        Holds::Rights => Kind::Other,
        Holds::Paywall => Kind::Paywall,
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
