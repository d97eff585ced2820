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
