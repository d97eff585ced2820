//! What the words of class, id and similar attributes say: the hints, and the words that give them.

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

/// New or last ones of something.
pub(super) const RECENT: Hints = 1 << 21;

/// Not shown, or only to those who have the page read to them.
pub(super) const VEILED: Hints = 1 << 22;

/// Tokens of a class that say so; as parts of others they mean something else ("overflow-hidden").
pub(super) const VEILS: &[&str] =
    &["d-none", "hidden", "hide", "invisible", "screen-reader-text", "sr-only", "visually-hidden"];

/// Of a commentary, which is no reader's comment.
pub(super) const COMMENTARY: Hints = 1 << 23;

/// Words that count wherever they stand in a name: `commentlist`, `usercommentbox`.
pub(super) const ROOTS: &[(&str, Hints)] = &[
    ("comment", COMMENT),
    ("commentary", COMMENTARY),
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
pub(super) const WORDS: &[(&str, Hints)] = &[
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
    ("interact", CONTROL),
    ("valorar", VOTE | CONTROL),
    ("valoracion", VOTE | CONTROL),
    ("admin", BADGE),
    ("ago", DATE),
    ("answer", POST),
    ("answers", POST),
    ("badge", BADGE),
    ("badges", BADGE),
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
    ("recent", SIDE | RECENT),
    ("latest", RECENT),
    ("letzte", RECENT),
    ("neueste", RECENT),
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
    ("tool", CONTROL),
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
