//! What the marks of comments look like: words in many languages, pieces of addresses.

/// What stands before the date since when a writer is a member, or in the words before it.
pub(super) const JOINED: &[&str] = &[
    "join",
    "register",
    "registr",
    "member since",
    "dabei seit",
    "mitglied seit",
    "inscri",
    "beigetreten",
    "sinds",
    "founded",
    "since:",
];

/// What stands before the title of what is answered.
pub(super) const ANSWERS: &[&str] = &["Re", "RE", "re", "AW", "Aw", "Sv", "SV", "Odp"];

/// What stands before the number of a writer's posts.
pub(super) const POSTS: &[&str] = &[
    "posts",
    "post count",
    "messages",
    "total posts",
    "beiträge",
    "message(s)",
    "mensajes",
    "mensagens",
    "messaggi",
    "post",
    "berichten",
    "wiadomości",
    "posty",
    "postów",
    "inlägg",
    "innlegg",
    "indlæg",
    "viestit",
    "viestejä",
    "příspěvky",
    "hozzászólások",
    "mesaje",
    "mesaj",
    "ileti",
    "сообщения",
    "сообщений",
    "повідомлення",
    "повідомлень",
    "δημοσιεύσεις",
    "μηνύματα",
    "投稿数",
    "記事",
    "帖子",
    "文章",
];

/// Pieces of addresses that lead to a person's page.
pub(super) const PROFILES: &[&str] = &[
    "/user",
    "/profil",
    "profile",
    "/author",
    "/member",
    "member.php",
    "/u/",
    "/people/",
    "/@",
    "mode=viewprofile",
    "userid",
    "memberid",
    "/nutzer",
    "/benutzer",
    "/mitglied",
    "action=profile",
    "/community/mitglieder",
    "personal_pages",
];

/// Pieces of addresses that lead to one comment, where they lead to no place in a page.
pub(super) const PERMALINKS: &[&str] = &["/comment/", "commentid=", "comment_id=", "/permalink/"];

/// Steps of addresses that do something with a comment instead of showing it.
pub(super) const DEEDS: &[&str] = &[
    "abuse",
    "alert",
    "alerter",
    "answer",
    "delete",
    "denunciar",
    "dislike",
    "edit",
    "flag",
    "like",
    "melden",
    "moderate",
    "quote",
    "rate",
    "reply",
    "report",
    "score",
    "share",
    "signaler",
    "spam",
    "upvote",
    "vote",
];

/// Names of places in a page that are comments, less their numbers; besides those that speak of comments.
pub(super) const ANCHORS: &[&str] =
    &["c", "p", "post", "msg", "reply", "r", "answer", "entry", "", "cmt", "div-comment"];
