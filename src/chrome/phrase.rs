//! What a stock phrase is where it is chrome.

use crate::phrases::Phrase;
use crate::record::Kind;

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

/// Phrases whose words mean something else as often: a section of the site, what a product does, an offer. One that ends in
/// a space is the beginning of a longer text.
const UNSURE: &[(Phrase, &[&str])] = &[
    (
        Phrase::Legal,
        &[
            "avertissement",
            "complaints",
            "compliance",
            "condiciones",
            "copyright",
            "data protection",
            "jugendschutz",
            "legal",
            "legales",
            "licence",
            "licensing",
            "lizenz",
            "ownership",
            "propiedad",
            "propiedad intelectual",
            "republish",
            "security",
            "syndication",
            "trademarks",
            "transparencia",
            "trasparenza",
            "urheberrecht",
            "whistleblower",
        ],
    ),
    (
        Phrase::AppPromo,
        &[
            "android",
            "applications",
            "applications mobiles",
            "apps",
            "disponible sur ",
            "download for free",
            "download now",
            "download our ",
            "holen sie sich ",
            "ios",
            "jetzt herunterladen",
            "laden sie ",
            "mobile app",
            "mobile apps",
            "open in the ",
            "our apps",
        ],
    ),
    (Phrase::Follow, &["get in touch", "let's connect", "let’s connect"]),
    (
        Phrase::Paywall,
        &[
            "buy me a coffee",
            "choose your plan",
            "donate",
            "donate now",
            "free trial",
            "help us keep ",
            "jetzt spenden",
            "jetzt testen",
            "make a contribution",
            "make a donation",
            "premium",
            "spenden",
            "start free trial",
            "start your free trial",
            "subscription",
            "subscriptions",
            "support the ",
            "support us",
            "unser angebot ",
        ],
    ),
    (
        Phrase::Advertisement,
        &[
            "advertise",
            "advertise with us",
            "coupons",
            "gewinnspiele",
            "gutscheine",
            "kleinanzeigen",
            "mediadaten",
            "partenaires",
            "partner",
            "partners",
            "partnerzy",
            "seminare",
            "solutions",
            "special offers",
        ],
    ),
    (Phrase::Sponsored, &["partner", "partners", "press release", "pressemitteilung"]),
];

/// Whether a text that is a phrase may as well mean something else.
pub(super) fn is_unsure(phrase: Phrase, text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = |entry: &str| text.get(..entry.len()).is_some_and(|start| start.eq_ignore_ascii_case(entry));
    let is = |entry: &&str| begins(entry) && (entry.ends_with(' ') || text.len() == entry.len());
    UNSURE.iter().any(|(of, entries)| *of == phrase && entries.iter().any(is))
}

/// How texts begin that ask to sort, whatever they stand in.
const SORTS: &[&str] = &["sort", "order by", "trier", "ordenar", "ordina"];

/// Whether a text about the order of a list asks for one, and does not just praise what is high in it.
pub(super) fn asks_to_sort(text: &str) -> bool {
    SORTS.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// Phrases that settle what a block is, whatever stands around it but a menu.
pub(super) fn is_decisive(phrase: Phrase) -> bool {
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

/// Phrases that are what they say even as a link in a menu; other words there are the names of sections: "Forum",
/// "Popular", "Donate", "Apps".
pub(super) fn holds_in_menus(phrase: Phrase) -> bool {
    use Phrase::*;
    matches!(
        phrase,
        Login | Share | Newsletter | Breadcrumb | Legal | Navigation | Reply | Quote | Report | Permalink
    )
}
