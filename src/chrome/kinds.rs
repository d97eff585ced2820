//! What a block would be, were it chrome: by the stock phrase that it is, by its element, by the names around it.
//!
//! A block in a comment or a comment area is first looked at as part of it; elsewhere the nearest telling element
//! decides. The tables come first, the logic after them.

use crate::block::keywords::{Groups, group};
use crate::block::page::Page;
use crate::dom::{Dom, NodeId, Tag};
use crate::phrases::Phrase;
use crate::record::Kind;

/// How far up an element can still tell what a block is.
const REACH: usize = 14;

/// What a stock phrase is when it stands in a comment area.
pub(crate) fn kind_among_comments(phrase: Phrase) -> Option<Kind> {
    use Phrase::*;
    Some(match phrase {
        ReplyForm | FormField | CommentsClosed => Kind::ReplyForm,
        Counter | CommentsHeading | RecentComments => Kind::CommentCounter,
        Subscribe | Notify => Kind::Subscribe,
        Login => Kind::Login,
        Says | Reply | Quote | Report | Vote | Permalink | Pingback | Moderation | Sort | LoadMore | Role
        | Edited | ReadMore => Kind::CommentControl,
        Avatar => Kind::Avatar,
        _ => return None,
    })
}

/// What a stock phrase is anywhere.
pub(crate) fn kind_of_phrase(phrase: Phrase) -> Option<Kind> {
    use Phrase::*;
    Some(match phrase {
        ReplyForm => Kind::ReplyForm,
        Counter | CommentsHeading | RecentComments => Kind::CommentCounter,
        Reply | Quote | Report | Permalink | Pingback | Moderation | Sort | Says | Edited => {
            Kind::CommentControl
        }
        CommentsClosed => Kind::ReplyForm,
        Notify => Kind::Subscribe,
        Login => Kind::Login,
        Share => Kind::Share,
        Follow => Kind::Follow,
        Related => Kind::Related,
        MostRead => Kind::MostRead,
        ReadMore => Kind::Teaser,
        Cookie => Kind::CookieNotice,
        Newsletter => Kind::Newsletter,
        Paywall => Kind::Paywall,
        Advertisement | Sponsored => Kind::Advertisement,
        AuthorBox => Kind::AuthorBox,
        Tags | Category => Kind::Tags,
        PreviousNext => Kind::Pagination,
        Breadcrumb => Kind::Breadcrumb,
        Navigation => Kind::Navigation,
        Search => Kind::Search,
        Print | ReadingTime | Contents => Kind::Tools,
        Legal | PoweredBy => Kind::Footer,
        AppPromo => Kind::AppPromo,
        Avatar => Kind::Avatar,
        Subscribe | Vote | LoadMore | Role | FormField | Caption | Byline | DateLabel | Correction => {
            return None;
        }
    })
}

/// Phrases that settle what a block is, whatever stands around it.
fn is_decisive(phrase: Phrase) -> bool {
    use Phrase::*;
    matches!(
        phrase,
        ReplyForm
            | Notify
            | RecentComments
            | Sort
            | Cookie
            | Newsletter
            | Paywall
            | Advertisement
            | Share
            | AppPromo
            | Pingback
            | Moderation
    )
}

/// What a container's name says of all that stands in it, the most telling first.
const CONTAINERS: &[(Groups, Kind)] = &[
    (group("consent"), Kind::CookieNotice),
    (group("breadcrumb"), Kind::Breadcrumb),
    (group("newsletter"), Kind::Newsletter),
    (group("pagination"), Kind::Pagination),
    (group("related"), Kind::Related),
    (group("share"), Kind::Share),
    (group("tags"), Kind::Tags),
    (group("advert"), Kind::Advertisement),
    (group("author"), Kind::AuthorBox),
    (group("footer"), Kind::Footer),
    (group("navigation"), Kind::Navigation),
    (group("sidebar"), Kind::Sidebar),
    (group("header"), Kind::Masthead),
    (group("tool"), Kind::Tools),
    (group("card"), Kind::Teaser),
    (group("summary"), Kind::Teaser),
];

/// The kind of each block of the page, were it chrome: an entry a block. `comments` are the elements of the comments,
/// in page order.
pub fn kinds(page: &Page, comments: &[NodeId]) -> Vec<Kind> {
    let namer = Namer { page };
    let mut ups = Vec::new();
    let mut comments = comments.iter().peekable();
    let mut end = NodeId::default();
    let mut kinds = Vec::with_capacity(page.blocks.len());
    for (i, block) in page.blocks.list.iter().enumerate() {
        while let Some(&comment) = comments.next_if(|&&comment| comment <= block.element) {
            end = end.max(page.dom.end(comment));
        }
        kinds.push(namer.kind(i, block.element < end, &mut ups));
    }
    follow_labels(page, &mut kinds);
    kinds
}

/// The groups of all [`CONTAINERS`].
const TELLING: Groups = {
    let mut telling = 0;
    let mut at = 0;
    while at < CONTAINERS.len() {
        telling |= CONTAINERS[at].0;
        at += 1;
    }
    telling
};

const COMMENT: Groups = group("comment");
const PERSON: Groups = group("person");
const FORM: Groups = group("form");
const NEWSLETTER: Groups = group("newsletter");

struct Namer<'p> {
    page: &'p Page<'p>,
}

impl Namer<'_> {
    /// `ups` is room for the elements around the block.
    fn kind(&self, i: usize, in_comment: bool, ups: &mut Vec<NodeId>) -> Kind {
        let (page, dom) = (self.page, self.page.dom);
        let block = &page.blocks.list[i];
        if block.image && self.is_avatar(i) {
            return Kind::Avatar;
        }
        let phrase = page.phrases[i];
        let linked = page.link_words[i] > 0.9 * page.measures[i].words;
        let decisive =
            phrase.filter(|&phrase| is_decisive(phrase) && !(phrase == Phrase::Advertisement && linked));
        if let Some(kind) = decisive.and_then(kind_of_phrase) {
            return kind;
        }
        ups.clear();
        let mut up = Some(block.element);
        while let Some(node) = up.filter(|&up| !matches!(dom.tag(up), Tag::Body | Tag::Html))
            && ups.len() < REACH
        {
            ups.push(node);
            up = dom.parent(node);
        }
        if in_comment {
            return self.in_comment(phrase, ups);
        }
        if ups.iter().any(|&up| page.groups[up.index()] & COMMENT != 0) {
            return self.among_comments(phrase, ups, page.blocks.text(i));
        }
        let (said, around) = (phrase.and_then(kind_of_phrase), self.by_container(ups));
        match (said, around) {
            // "Read more" of a notice, "Sign up" for a newsletter.
            (Some(Kind::Teaser), Some(around)) => around,
            (Some(Kind::Login), Some(Kind::Newsletter)) => Kind::Newsletter,
            // The sections "News" and "Letters", the page for advertisers.
            (
                Some(
                    Kind::MostRead | Kind::Related | Kind::Tags | Kind::CommentCounter | Kind::Advertisement,
                ),
                Some(around @ (Kind::Navigation | Kind::Footer)),
            ) if linked => around,
            _ => said.or(around).unwrap_or(Kind::Other),
        }
    }

    fn in_comment(&self, phrase: Option<Phrase>, ups: &[NodeId]) -> Kind {
        match phrase.and_then(kind_among_comments) {
            // "2 replies" opens them.
            Some(Kind::CommentCounter) | None if self.in_form(ups) => Kind::ReplyForm,
            Some(Kind::CommentCounter) | None => Kind::CommentControl,
            Some(kind) => kind,
        }
    }

    fn in_form(&self, ups: &[NodeId]) -> bool {
        let dom = self.page.dom;
        ups.iter().any(|&up| {
            matches!(dom.tag(up), Tag::Form | Tag::Label | Tag::Textarea)
                || self.page.groups[up.index()] & FORM != 0 && is_form_name(dom, up)
        })
    }

    fn among_comments(&self, phrase: Option<Phrase>, ups: &[NodeId], text: &str) -> Kind {
        if let Some(kind) = phrase.and_then(kind_among_comments) {
            return kind;
        }
        if text.chars().all(|c| c.is_ascii_digit()) {
            return Kind::CommentCounter;
        }
        let in_form = self.in_form(ups);
        let in_widget = ups.iter().any(|&up| self.page.groups[up.index()] & NEWSLETTER != 0);
        match (in_form, in_widget) {
            (_, true) => Kind::Subscribe,
            (true, false) => Kind::ReplyForm,
            _ => phrase.and_then(kind_of_phrase).unwrap_or(Kind::CommentControl),
        }
    }

    fn is_avatar(&self, i: usize) -> bool {
        let (page, dom) = (self.page, self.page.dom);
        let image = page.blocks.list[i].element;
        let named = std::iter::once(image).chain(dom.ancestors(image)).take(3);
        let words = page.blocks.text(i).to_lowercase();
        words == "avatar"
            || words.ends_with(" avatar")
            || words.starts_with("avatar ")
            || page.phrases[i] == Some(Phrase::Avatar)
            || named.into_iter().any(|up| page.groups[up.index()] & PERSON != 0)
    }

    /// The kind that the nearest telling element names; a slogan stands in a teaser's box, but in the masthead.
    fn by_container(&self, ups: &[NodeId]) -> Option<Kind> {
        let (near, kind) = ups.iter().enumerate().find_map(|(at, &up)| Some((at, self.of_container(up)?)))?;
        if kind != Kind::Teaser {
            return Some(kind);
        }
        let above = ups[near..]
            .iter()
            .take(4)
            .find_map(|&up| self.of_container(up).filter(|&kind| kind != Kind::Teaser));
        Some(if above == Some(Kind::Masthead) { Kind::Masthead } else { kind })
    }

    fn of_container(&self, up: NodeId) -> Option<Kind> {
        let groups = self.page.groups[up.index()];
        if groups & TELLING == 0 {
            return kind_of_tag(self.page.dom, up);
        }
        let mut by_name = CONTAINERS.iter().filter(|&&(group, _)| groups & group != 0).map(|&(_, kind)| kind);
        let by_name = by_name.find(|&kind| kind != Kind::CookieNotice || asks_consent(self.page.dom, up));
        let by_tag = kind_of_tag(self.page.dom, up);
        // A list's or box's name says less than the element it stands in.
        match (by_name, by_tag) {
            (Some(Kind::Teaser | Kind::Tools), None) if groups & FORM != 0 => Some(Kind::Other),
            (Some(kind), _) => Some(kind),
            (None, tag) => tag,
        }
    }
}

/// Whether an element's class or id has the name of a form or of a field, not just of a button.
fn is_form_name(dom: &Dom, node: NodeId) -> bool {
    let names = [dom.class(node), dom.attr(node, "id")];
    let mut words = names.iter().flatten().flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(&*word, "field" | "fields" | "fieldset" | "input" | "submit")
            || word.ends_with("form") && word != "platform"
    })
}

/// What is in the names of boxes that ask for consent; any notice may be a modal one.
const CONSENT: &[&str] = &["cookie", "consent", "gdpr", "dsgvo", "onetrust", "didomi", "cmp", "privacy"];

fn asks_consent(dom: &Dom, node: NodeId) -> bool {
    [dom.class(node), dom.attr(node, "id")].iter().flatten().any(|names| {
        let names = names.to_ascii_lowercase();
        CONSENT.iter().any(|word| names.contains(word))
    })
}

fn kind_of_tag(dom: &Dom, node: NodeId) -> Option<Kind> {
    match dom.tag(node) {
        Tag::Nav | Tag::Menu => Some(Kind::Navigation),
        Tag::Footer => Some(Kind::Footer),
        Tag::Aside => Some(Kind::Sidebar),
        Tag::Search => Some(Kind::Search),
        Tag::Header => Some(Kind::Masthead),
        Tag::Form => {
            let role = dom.attr(node, "role") == Some("search");
            let action = dom.attr(node, "action").is_some_and(|action| action.contains("search"));
            (role || action).then_some(Kind::Search)
        }
        _ => None,
    }
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
