//! The comment systems and forums that dechrome knows: knowledge only, one entry each, sorted by name.
//!
//! A system is recognised by the names it gives to its elements, never by a site's address. Selectors are written in
//! the language of [`super::selector`]; of alternatives the earlier one is taken wherever it stands in the record.
//! An entry says where a record's pieces stand; what is read from them is not its business.

use crate::record::Role;

/// A comment system or forum.
#[derive(Debug)]
pub struct System {
    /// Its name in the record.
    pub name: &'static str,
    /// Whether its pages are threads: the first post is the page's article.
    pub forum: bool,
    /// How particular its marks are.
    pub reach: Reach,
    /// Class tokens, ids, item types, or names of custom elements, one of which its pages have. A star at an end
    /// stands for anything.
    pub marks: &'static [&'static str],
    /// The element of one comment.
    pub item: &'static str,
    /// Where `item` names but a piece of it: the ancestor that holds the whole comment.
    pub whole: &'static str,
    /// Whether the comment goes on in the siblings after the item, up to the next item.
    pub runs_on: bool,
    /// Items that are no comments: pingbacks, placeholders, advertisements.
    pub never: &'static str,
    /// The author's name.
    pub author: &'static str,
    /// The date.
    pub date: &'static str,
    /// The text.
    pub body: &'static str,
    /// The votes in favour, or the score.
    pub votes: &'static str,
    /// The votes against.
    pub down: &'static str,
    /// The link to the comment itself.
    pub permalink: &'static str,
    /// The words that say what the author is here ("Moderator", "OP").
    pub badge: &'static str,
    /// Elements (the item itself, or inside it) that tell what the author is.
    pub roles: &'static [(&'static str, Role)],
    /// Attributes of the item that hold its id, the best first.
    pub id: &'static [&'static str],
    /// What stands in the body and is no text of the comment: controls, signatures, notes.
    pub drop: &'static str,
    /// How an answer shows what it answers; the first form that says something holds.
    pub nesting: &'static [Nesting],
    /// Where the page says how many comments there are.
    pub counter: &'static str,
}

/// How particular a system's marks are: a wider one stands back behind one that knows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// One program's own names.
    Own,
    /// Names that a family of programs and themes share.
    Family,
    /// A vocabulary that any program may speak, and not of comments alone.
    Vocabulary,
}

/// How an answer shows which comment it answers.
#[derive(Clone, Copy, Debug)]
pub enum Nesting {
    /// It stands inside the element of the comment that it answers.
    Inside,
    /// A class of the item, or of an element close around it, is this prefix and a number: the depth.
    DepthClass(&'static str),
    /// This attribute of the item, or of the first element of the selector in it, holds the depth; 0 or nothing tells
    /// that it answers no comment.
    DepthAttr(&'static str, &'static str),
    /// The style of the item, or of this element in it, indents it: `margin-left` or `padding-left`.
    Indent(&'static str),
    /// Answers stand in this element, which comes after the comment that they answer.
    After(&'static str),
    /// This attribute of the item names the comment that it answers.
    ParentId(&'static str),
    /// This link in the item leads to the comment that it answers.
    AnswerLink(&'static str),
}

use Nesting::{After, AnswerLink, DepthAttr, DepthClass, Indent, Inside, ParentId};

/// What most entries leave open.
const BASE: System = System {
    name: "",
    forum: false,
    reach: Reach::Own,
    marks: &[],
    item: "",
    whole: "",
    runs_on: false,
    never: "",
    author: "",
    date: "",
    body: "",
    votes: "",
    down: "",
    permalink: "",
    badge: "",
    roles: &[],
    id: &["id"],
    drop: "",
    nesting: &[],
    counter: "",
};

/// A forum: posts in page order, none inside another.
const FORUM: System = System { forum: true, ..BASE };

/// The known systems, sorted by name.
pub const SYSTEMS: &[System] = &[
    // 4chan: the name stands twice, for small screens and large ones.
    System {
        name: "4chan",
        marks: &["postContainer", "postInfoM", "postMessage"],
        item: ".postContainer",
        author: ".postInfo .nameBlock .name, .nameBlock .name",
        date: ".postInfo .dateTime, .dateTime",
        body: "blockquote.postMessage",
        permalink: ".postInfo .postNum a[href*=#p]",
        drop: ".postInfoM, .file",
        ..FORUM
    },
    // 5ch, once 2ch, and its readers' own copies: today's markup and the one before.
    System {
        name: "5ch",
        marks: &["postusername", "escaped"],
        item: ".post[data-date]",
        author: ".postusername, .meta .name",
        date: ".date",
        body: ".post-content, .message .escaped, .message",
        drop: ".uid",
        ..FORUM
    },
    // Artalk.
    System {
        name: "artalk",
        marks: &["atk-comment", "atk-comment-*"],
        item: ".atk-comment",
        author: ".atk-nick",
        date: ".atk-date",
        body: ".atk-content",
        badge: ".atk-badge",
        nesting: &[Inside, After(".atk-comment-children")],
        drop: ".atk-footer, .atk-actions",
        counter: ".atk-comment-count-num",
        ..BASE
    },
    // bbPress, the forum plugin of WordPress: a header and a body beside each other for every post.
    System {
        name: "bbpress",
        marks: &["bbp-reply-header", "bbp-reply-content"],
        item: "div.bbp-reply-header, div.bbp-topic-header",
        runs_on: true,
        author: ".bbp-author-name, .bbp-reply-author .bbp-author-link, .bbp-topic-author .bbp-author-link",
        date: ".bbp-reply-post-date, .bbp-topic-post-date",
        body: ".bbp-reply-content, .bbp-topic-content",
        permalink: "a.bbp-reply-permalink, a.bbp-topic-permalink",
        badge: ".bbp-author-role",
        roles: &[(".bbp-author-role-bbp_moderator", Role::Moderator)],
        drop: ".bbp-signature, .bbp-reply-revision-log, .bbp-topic-revision-log, .bbp-attachments",
        ..FORUM
    },
    // Blogger since 2011: threaded, answers in a container of their own inside the item.
    System {
        name: "blogger",
        marks: &["comment-block", "comment-thread"],
        item: "li.comment",
        author: ".comment-header cite.user, .user",
        date: ".datetime",
        body: ".comment-content",
        permalink: ".datetime a",
        roles: &[(".blog-author", Role::Author)],
        drop: ".comment-actions, .comment-footer",
        nesting: &[Inside],
        counter: "#comments h4, .comments h4, .comments h3",
        never: ".depth-*",
        ..BASE
    },
    // Blogger's older layout: a definition list, the author a term, text and date its descriptions.
    System {
        name: "blogger-classic",
        marks: &["comments-block", "comment-body-author"],
        item: "dt.comment-author, dt.comment-header",
        runs_on: true,
        author: "dt.comment-author a[rel], dt.comment-author a:not(.avatar-image-container), dt.comment-author",
        date: ".comment-timestamp",
        body: "dd.comment-body, dd.comment-body-author",
        permalink: ".comment-timestamp a",
        roles: &[(".blog-author", Role::Author), (".comment-body-author", Role::Author)],
        drop: ".comment-deleted, .item-control",
        counter: "#comments h4",
        ..BASE
    },
    // Commento and its fork Comentario.
    System {
        name: "commento",
        marks: &["commento-card", "commento-card-*", "comentario-card", "comentario-comment-card"],
        item: ".commento-card, .comentario-card, .comentario-comment-card",
        author: ".commento-name, .comentario-name",
        date: ".commento-timeago, .comentario-subtitle",
        body: "[id^=commento-comment-text-], .commento-body, .comentario-card-body",
        votes: ".commento-score, .comentario-score",
        roles: &[(".commento-moderator", Role::Moderator)],
        drop: ".commento-options, .comentario-toolbar",
        nesting: &[Inside],
        ..BASE
    },
    // Contao's comments element.
    System {
        name: "contao",
        marks: &["comment_default", "ce_comments", "mod_comments"],
        item: ".comment_default",
        author: ".info span, .info cite, .info",
        date: ".info time",
        body: ".comment",
        drop: ".reply",
        ..BASE
    },
    // Coral by Vox Media (once Coral Talk).
    System {
        name: "coral",
        marks: &["coral-comment", "coral-comment-content", "talk-stream-comment", "talk-stream-comment-*"],
        item: ".coral-comment, .talk-stream-comment",
        author: ".coral-comment-username, .talk-stream-comment-user-name",
        date: ".coral-comment-timestamp, .talk-stream-comment-published-date",
        body: ".coral-comment-content, .talk-stream-comment-content",
        votes: ".coral-comment-respectButton, .talk-plugin-respect-count",
        badge: ".coral-userTag, .talk-stream-comment-user-tag",
        nesting: &[Inside, DepthClass("coral-indent-"), DepthClass("coral-comment-indent-")],
        drop: ".coral-comment-actionBar, .talk-stream-comment-actions-container",
        counter: ".coral-allComments-count, .coral-counter",
        ..BASE
    },
    // Discourse: the reader's view, the crawler's view (also in noscript), and its comments under an article.
    System {
        name: "discourse",
        marks: &["crawler-post", "topic-post", "topic-post-*"],
        item: ".crawler-post, .topic-post",
        never: ".topic-post .topic-post, .small-action, .topic-post .crawler-post",
        author: ".creator [itemprop=name], .names .username a, .names .first, .creator",
        date: "time.post-time, .post-date .relative-date, .post-date",
        body: ".post[itemprop=text], .cooked, .post",
        votes: ".post-likes, .like-count",
        permalink: "a.post-date",
        badge: ".user-title",
        roles: &[(".moderator", Role::Moderator), (".staff", Role::Staff)],
        drop: ".lightbox-wrapper .meta, .post-menu-area, aside.onebox",
        ..FORUM
    },
    System {
        name: "discourse-embed",
        marks: &["post-replies", "topic-starter"],
        item: "article.post",
        author: ".username a, .username",
        date: "a.post-date, .post-date",
        body: ".cooked",
        roles: &[(".staff", Role::Staff)],
        permalink: "a.post-date",
        nesting: &[AnswerLink("a.in-reply-to")],
        drop: "a.in-reply-to, .post-replies",
        ..BASE
    },
    // Discuz! X.
    System {
        name: "discuz",
        marks: &["plhin", "pstatus", "t_f"],
        item: "table.plhin",
        author: ".favatar .authi a, .pls .authi a, .authi a.xw1, .authi a.xi2",
        date: "[id^=authorposton] span[title], [id^=authorposton]",
        body: "[id^=postmessage_]",
        permalink: "a[id^=postnum]",
        drop: ".pstatus, .sign, .tip, .aimg_tip, .jammer",
        ..FORUM
    },
    // Disqus: the thread as the browser shows it.
    System {
        name: "disqus",
        marks: &["post-body-inner", "post-message"],
        item: "li.post",
        author: ".author, .publisher-anchor-color",
        date: ".time-ago, .post-meta time",
        body: ".post-message",
        votes: ".vote-up .count, [data-role=likes]",
        down: ".vote-down .count, [data-role=dislikes]",
        permalink: "a.time-ago",
        badge: ".badge",
        roles: &[(".badge.moderator", Role::Moderator)],
        nesting: &[Inside],
        drop: ".see-more, .media-container, .comment__footer",
        counter: ".comment-count, .commentcount",
        ..BASE
    },
    // Disqus: the copy that its WordPress plugin writes for those without scripts.
    System {
        name: "disqus-static",
        marks: &["dsq-content", "dsq-comment-header", "dsq-comment-*"],
        item: "li[id^=dsq-comment-], .dsq-comment",
        author: "[id^=dsq-author-user-], [id^=dsq-cite-], .dsq-comment-header cite",
        date: "[id^=dsq-time-], .dsq-header-time",
        body: ".dsq-comment-message, .dsq-comment-body, [id^=dsq-comment-message-]",
        nesting: &[Inside, DepthClass("depth-")],
        ..BASE
    },
    // Drupal: a comment is an `article` or `div` with the class comment, answers stand in `.indented` after it.
    System {
        name: "drupal",
        marks: &["comment-published", "comment-by-*", "js-comment", "comment--*", "comment__*", "indented"],
        item: "article.comment, div.comment, article.js-comment, div.js-comment, article.comment--*",
        never: ".depth-*, .comment__*, .js-targetable-element, .comment-unpublished, .comment-preview, .comment .comment.content",
        author: ".comment__author .username, .submitted .username, .comment-author, .attribution .username, \
                 .username, .comment__author, .author, [rel~=schema:author]",
        date: ".comment__time, .comment-time, .comment__submitted time, .submitted time, .comment-date, .submitted, \
               .comment__meta time, time, .comment__submitted",
        body: ".field-name-comment-body, .field--name-comment-body, .comment__text-content, .comment-body, \
               .comment-text .content, .comment__content, .content, .comment-content",
        permalink: "a.permalink, h3 a[rel=bookmark], a[rel=bookmark]",
        roles: &[(".comment-by-node-author", Role::Author), (".by-node-author", Role::Author)],
        id: &["id", "data-comment-id"],
        drop: "ul.links, .comment__links, .user-signature, .comment__title, .new, .comment__author, .submitted, \
               .comment__meta, .attribution, h3, .comment-header, .visually-hidden",
        nesting: &[After(".indented"), AnswerLink(".parent a.permalink, a[rel=in-reply-to]")],
        counter: "",
        ..BASE
    },
    // Epoch, a theme and plugin of WordPress with its own templates.
    System {
        name: "epoch",
        marks: &["epoch-wrap", "epoch-comment*", "epoch-single-comment"],
        item: ".epoch-single-comment",
        author: ".comment-author, .epoch-author, .epoch-author-link",
        date: ".comment-metadata, time",
        body: ".comment-content, .epoch-comment-content",
        nesting: &[After(".epoch-child"), Inside, ParentId("data-parent-id"), DepthClass("depth-")],
        drop: ".reply, .comment-actions, .epoch-comment-actions, .pmcc-comments-report-link",
        ..BASE
    },
    // Facebook's comments plugin, as browsers save its frame.
    System {
        name: "facebook",
        marks: &["fbFeedbackPost", "UFIComment", "fbFeedbackContent", "UFIImageBlockContent"],
        item: ".fbFeedbackPost, .UFIComment, ._5nz1, ._3-8y",
        never: ".fbFeedbackPost .fbFeedbackPost ._3-8y",
        author: ".UFICommentActorName, .profileName, .actorName",
        date: "abbr, .uiLinkSubtle, .UFISutroCommentTimestamp",
        body: ".postText, ._5mdd, ._30o4, .commentBody, .UFICommentBody",
        votes: ".UFICommentLikeButton, ._50f8",
        nesting: &[Inside, After(".fbFeedbackReplies, .UFIReplyList, ._44ri")],
        drop: ".UFICommentActions, .action_links, ._2vq9",
        counter: "._50f7",
        ..BASE
    },
    // Flarum: the posts as shown, and the copy in noscript.
    System {
        name: "flarum",
        marks: &["PostUser", "PostStream-item", "flarum-content"],
        item: "article.CommentPost, #flarum-content article",
        never: ".Post--hidden",
        author: ".PostUser .username, .PostUser-name .username, .PostUser-name, .PostUser .PostUser-name",
        date: ".PostMeta time, .PostMeta",
        body: ".Post-body",
        id: &["data-id", "id"],
        drop: ".Post-actions, .Post-footer",
        ..FORUM
    },
    // FluxBB and its elder punBB.
    System {
        name: "fluxbb",
        marks: &["blockpost", "postmsg", "pun"],
        item: ".blockpost",
        author: ".postleft dt strong, .postleft dt, .author strong, .post-author",
        date: "h2 span a, h2 a, .posthead .post-link",
        body: ".postmsg, .entry-content",
        permalink: "h2 span a, h2 a",
        badge: ".usertitle",
        drop: ".postsignature, .postedit, .sig-content",
        ..FORUM
    },
    // Forem, the software of DEV: an answer's element stands inside that of the comment that it answers.
    System {
        name: "forem",
        marks: &["single-comment-node", "comment--deep-*"],
        item: ".single-comment-node",
        never: ".depth-*",
        author: ".js-comment-username, .comment__header .profile-preview-card__trigger, .comment__header .crayons-link--secondary",
        date: ".comment-date time, .comment__header time, time",
        body: ".comment__body",
        permalink: "a.comment-date",
        nesting: &[Inside, DepthClass("comment--deep-")],
        id: &["data-comment-id", "id"],
        ..BASE
    },
    // ForumMagnum, the software of LessWrong and the EA Forum: every comment a node with its answers inside.
    System {
        name: "forummagnum",
        marks: &["CommentsNode-*", "comments-node", "CommentsItem-*"],
        item: ".comments-node",
        never: ".comments-node-placeholder",
        author: ".CommentUserName-author, .UsersNameDisplay-*",
        date: "[class*=CommentsItemDate] time, .CommentsItemDate-root, time",
        body: ".CommentBody-commentStyling, .CommentBody-root, [class*=CommentBody-commentStyling]",
        votes: "[class*=voteScore]",
        permalink: ".CommentsItemDate-root a",
        nesting: &[Inside],
        ..BASE
    },
    // Ghost's own comments.
    System {
        name: "ghost",
        marks: &["ghost-comments", "ghost-comment-*", "gh-comment-*", "ghost-comments-*"],
        item: "[data-testid=comment-component], .gh-comment",
        author: "[data-testid=member-name], .gh-comment-name",
        date: "[data-testid=commented-at], .gh-comment-date, time",
        body: "[data-testid=comment-content], .gh-comment-content, .gh-comment-html",
        votes: "[data-testid=like-count]",
        nesting: &[Inside],
        ..BASE
    },
    // giscus and utterances: a discussion or an issue of GitHub under an article.
    System {
        name: "giscus",
        marks: &["gsc-comment", "gsc-comments", "gsc-comment-*"],
        item: ".gsc-comment, .gsc-reply",
        author: ".gsc-comment-author .link-primary, .gsc-reply-author .link-primary, .gsc-comment-author a, \
                 .gsc-reply-author a, .gsc-comment-author",
        date: ".gsc-comment-header time, .gsc-reply-author time, time",
        body: ".gsc-comment-content, .gsc-reply-content",
        votes: ".gsc-upvote-button",
        badge: ".gsc-comment-author-association, .color-box-border-info",
        nesting: &[Inside, After(".gsc-replies")],
        drop: ".gsc-comment-footer, .gsc-comment-reactions",
        counter: ".gsc-comments-count",
        ..BASE
    },
    // Gitalk: an issue of GitHub under an article.
    System {
        name: "gitalk",
        marks: &["gt-comment", "gt-comment-*"],
        item: ".gt-comment",
        author: ".gt-comment-username",
        date: ".gt-comment-date",
        body: ".gt-comment-body",
        counter: ".gt-counts",
        ..BASE
    },
    // GitHub: issues, pull requests, discussions and gists.
    System {
        name: "github",
        marks: &["timeline-comment", "timeline-comment-*", "js-timeline-item", "react-issue-comment"],
        item: ".timeline-comment-group, .js-comment-container .timeline-comment, .react-issue-comment, \
               .discussion-timeline-item",
        author: "a.author, [data-testid=avatar-link], .author",
        date: "relative-time, time-ago, time",
        body: ".js-comment-body, .comment-body, [data-testid=markdown-body]",
        permalink: "a.js-timestamp",
        drop: ".js-comment-edit-history, .email-hidden-toggle, .js-reactions-container",
        ..BASE
    },
    // Hacker News: rows of one table, the depth told by a cell.
    System {
        name: "hackernews",
        marks: &["comtr", "hnuser", "commtext"],
        item: "tr.comtr",
        author: ".hnuser",
        date: ".age",
        body: ".commtext, .comment",
        permalink: ".age a",
        nesting: &[DepthAttr("td.ind", "indent"), DepthAttr("td.ind img", "width")],
        drop: ".reply",
        ..BASE
    },
    // Hyvor Talk.
    System {
        name: "hyvor-talk",
        marks: &["ht-comment", "hyvor-talk-comment*", "hyvor-talk-comments"],
        item: ".ht-comment, .hyvor-talk-comment",
        author: ".ht-comment-name, .ht-name, .name",
        date: ".ht-comment-date, time, .date",
        body: ".ht-comment-body, .comment-body, .body",
        votes: ".ht-upvotes, .upvotes",
        nesting: &[Inside],
        ..BASE
    },
    // inSided, a platform for customers' communities.
    System {
        name: "insided",
        marks: &["qa-topic-post-box", "qa-topic-first-post"],
        item: ".qa-topic-post-box",
        author: ".qa-username, .username",
        date: ".qa-latest-post-time, .qa-topic-post-publish-date, time",
        body: ".qa-topic-post-content, .post__content",
        votes: ".qa-like-count",
        badge: ".qa-usertitle",
        drop: ".answer-field, .post__signature, .qa-signature",
        ..FORUM
    },
    // Invision Community (IP.Board 4 and 5): forum topics.
    System {
        name: "invision",
        marks: &["cPost", "cPost_*", "ipsEntry--post"],
        item: "article.cPost, article.ipsEntry--post",
        never: ".ipsComment_hidden, .cTopicOverview",
        author: ".cAuthorPane_author a, .cAuthorPane_author, .ipsEntry__username, .ipsEntry__author",
        date: ".ipsComment_meta time, .cAuthorPane_content time, .ipsEntry__date time, .ipsEntry__header time, time",
        body: "[data-role=commentContent], .cPost_contentWrap, .ipsEntry__content",
        votes: ".ipsReact_reactCount, .ipsReact_count",
        badge: "[data-role=group], .cAuthorGroupIcon, .ipsEntry__group",
        roles: &[(".cAuthorPane_moderator", Role::Moderator)],
        drop: "[data-role=memberSignature], .ipsEdit_reason, .ipsItemControls, .ipsReact, .ipsType_reset.ipsType_light",
        ..FORUM
    },
    // Invision Community: comments under articles, pictures and files, in the same words less the post.
    System {
        name: "invision-comments",
        marks: &["ipsComment"],
        item: "article.ipsComment:not(.cPost)",
        never: ".ipsComment_hidden",
        author: ".ipsComment_author a.ipsType_break, .ipsComment_author a, .cAuthorPane_author a, \
                 h3.ipsComment_author, .ipsComment_author",
        date: ".ipsComment_meta time, time",
        body: "[data-role=commentContent]",
        votes: ".ipsReact_reactCount",
        badge: "[data-role=group]",
        drop: "[data-role=memberSignature], .ipsEdit_reason, .ipsItemControls",
        ..BASE
    },
    // IP.Board 2: every post a table.
    System {
        name: "ipboard2",
        marks: &["postcolor", "normalname"],
        item: ".postcolor[id^=post-]",
        whole: "table",
        author: ".normalname a, .normalname, .unreg",
        date: ".row2 .postdetails, .postdetails",
        body: ".postcolor[id^=post-]",
        drop: ".signature, .edit",
        ..FORUM
    },
    // IP.Board 3.
    System {
        name: "ipboard3",
        marks: &["post_block"],
        item: ".post_block.hentry, .post_block",
        author: ".author.vcard .fn, .author.vcard, .author",
        date: "abbr.published, .posted_info",
        body: ".entry-content",
        permalink: "a[rel=bookmark]",
        badge: ".group_title",
        drop: ".signature, .edit, .post_controls, .rep_bar",
        ..FORUM
    },
    // Isso.
    System {
        name: "isso",
        marks: &["isso-comment", "isso-*", "isso-thread"],
        item: ".isso-comment",
        author: ".isso-author, .author",
        date: ".isso-permalink time, .isso-permalink, time",
        body: ".isso-text, .text",
        votes: ".isso-votes, .votes",
        permalink: "a.isso-permalink",
        nesting: &[Inside],
        drop: ".isso-note, .isso-comment-footer, .isso-postbox",
        counter: ".isso-thread-heading",
        ..BASE
    },
    // JComments for Joomla: answers in a list of their own after the comment.
    System {
        name: "jcomments",
        marks: &["comments-list-*", "comment-item-*", "rbox_tl", "jc_comment*"],
        item: "[id^=comment-item-]",
        author: ".comment-author",
        date: ".comment-date",
        body: ".comment-body",
        votes: ".comments-vote .vote-good, .comments-vote .vote-poor, .comments-vote .vote-none",
        permalink: "a.comment-anchor",
        nesting: &[After(".comments-list")],
        drop: ".comments-buttons, .comment-anchor",
        counter: "#comments h4, .comments h4",
        ..BASE
    },
    // Jetpack's form replaces that of WordPress; its comments are those of WordPress, told apart by one class.
    System {
        name: "jetpack",
        marks: &["highlander-comment"],
        reach: Reach::Own,
        item: "li.highlander-comment, div.highlander-comment",
        ..WORDPRESS
    },
    // K2 for Joomla.
    System {
        name: "k2",
        marks: &["itemCommentsList", "itemComments", "k2itemCommentsBlock*"],
        item: ".itemCommentsList > li",
        author: ".commentAuthorName",
        date: ".commentDate",
        body: "p, .commentText",
        permalink: ".commentLink a",
        drop: ".commentToolbar, .commentLink",
        counter: ".itemCommentsCounter",
        ..BASE
    },
    // Khoros communities, once Lithium.
    System {
        name: "khoros",
        marks: &["lia-message-body-content", "lia-message-view*"],
        item: ".lia-message-view-display, .lia-message-view-wrapper, .lia-message-view-blog-reply-message, \
               .lia-panel-message-root .lia-message-view, [class*=lia-message-view-].lia-linear-display-message-view",
        never: ".lia-message-view-wrapper .lia-message-view-display",
        author: ".lia-user-name-link, .UserName, .lia-component-author",
        date: ".DateTime, .local-date, .lia-message-post-date",
        body: ".lia-message-body-content, .lia-message-body",
        votes: ".MessageKudosCount, .kudos-count-text",
        badge: ".lia-message-author-rank",
        drop: ".lia-message-signature, .lia-user-signature, .lia-message-edit-info",
        ..FORUM
    },
    // Komento for Joomla.
    System {
        name: "komento",
        marks: &["kmt-item", "kmt-*", "kt-comment-item"],
        item: ".kmt-item, .kt-comment-item, li[data-kt-comment-item]",
        author: ".kmt-author, .kt-comment-author, .kt-author__name, [data-kt-comment-author]",
        date: ".kmt-time, .kt-comment-permalink time, time",
        body: ".kmt-text, .kmt-body .commentText, .commentText, .kt-comment-message, .kt-comment-content",
        votes: ".kmt-likes, [data-kt-likes-counter]",
        permalink: ".kmt-permalink a, a.kt-comment-permalink",
        id: &["id", "data-id"],
        nesting: &[
            ParentId("parentid"),
            ParentId("data-parentid"),
            DepthAttr("", "depth"),
            DepthAttr("", "data-depth"),
        ],
        counter: ".kmt-title .commentCounter, .commentCounter",
        ..BASE
    },
    // Kunena, Joomla's forum, from 1.6 to 3: the date stands in a heading before the table of the post.
    System {
        name: "kunena",
        marks: &["kpost-profile", "kmsgbody", "kmsgtext", "kmsg-header"],
        item: ".kmsg-header",
        whole: ".kbody",
        author: ".kpost-username a, .kpost-username",
        date: ".kmsgdate",
        body: ".kmsgtext",
        permalink: ".kmsg-header [class*=kmsg-id] a",
        drop: ".kmsgsignature, .kmessage-editmarkup-cover",
        ..FORUM
    },
    // Lemmy, the federated link aggregator.
    System {
        name: "lemmy",
        marks: &["comment-node"],
        item: "li.comment",
        author: ".person-listing",
        date: ".moment-time",
        body: ".comment-content",
        votes: "[aria-label*=points], .score",
        nesting: &[Inside],
        never: ".depth-*",
        ..BASE
    },
    // Livefyre.
    System {
        name: "livefyre",
        marks: &["fyre-comment", "fyre-comment-*", "fyre-comment-article"],
        item: "article.fyre-comment-article, .fyre-comment-article",
        author: ".fyre-comment-username span, .fyre-comment-username, .fyre-comment-user-name",
        date: "time.fyre-comment-date, .fyre-comment-date",
        body: ".fyre-comment",
        votes: ".fyre-comment-like-count, .fyre-comment-like-imgs",
        badge: ".fyre-user-tag",
        nesting: &[Inside, After(".fyre-comment-replies, .fyre-stream-content .fyre-comment-replies")],
        drop: ".fyre-comment-footer, .fyre-comment-action*",
        counter: ".fyre-stream-stats, .fyre-comment-count",
        ..BASE
    },
    // LiveJournal and Dreamwidth, old and new comment pages.
    System {
        name: "livejournal",
        marks: &["b-leaf", "b-leaf-*", "ljcmt*", "cmt_bar*", "cmtbar*", "comment-thread-depth-*"],
        item: ".b-leaf, [id^=ljcmt], .comment-thread[id^=cmt], .comment-thread[class*=comment-depth-]",
        never: ".b-leaf-collapsed .b-leaf-collapsed, .b-leaf-seemore",
        author: ".b-leaf-username-name, .b-leaf-username, .ljuser, .poster .ljuser, .commenter",
        date: ".b-leaf-createdtime, .datetime, .date, .comment-date",
        body: ".b-leaf-article, .comment-content, .cmtbody, .comment-text",
        permalink: "a.b-leaf-permalink, .commentpermalink a",
        nesting: &[Inside, DepthClass("comment-depth-"), Indent(".b-leaf-wrap"), Indent("")],
        drop: ".b-leaf-actions, .comment-interaction-links, .b-leaf-footer",
        ..BASE
    },
    // Lobsters, and other sites on its code.
    System {
        name: "lobsters",
        marks: &["comments_subtree", "comment_text"],
        item: ".comments_subtree",
        author: ".byline a[href^=/~], .byline a[href^=/u/], .byline a:not(.comment_folder)",
        date: ".byline time, .byline span[title]",
        body: ".comment_text",
        votes: ".voters .upvoter, .score",
        nesting: &[Inside],
        id: &["id"],
        never: ".depth-*",
        ..BASE
    },
    // Medium's responses.
    System {
        name: "medium",
        marks: &[
            "responsesStream",
            "responsesStream-*",
            "streamItem--postPreview",
            "js-responsesStreamOther",
        ],
        item: ".responsesStream .streamItem, .js-responsesStream .streamItem",
        author: ".postMetaInline a[data-action=show-user-card], .ds-link",
        date: "time",
        body: ".postArticle-content, .section-content",
        votes: ".js-multirecommendCountButton",
        drop: ".postMetaInline, .js-actionMultirecommend",
        ..BASE
    },
    // Movable Type and TypePad.
    System {
        name: "movable-type",
        marks: &[
            "comments-content",
            "comment-footer-inner",
            "comment-inner",
            "asset-comments",
            "comments-body",
        ],
        item: ".comments-content .comment, .asset-comments .comment, #comments-content .comment, \
               .comments-content div[id^=comment-], .comments-body",
        never: ".depth-*, div[id^=comment-content], div[id^=comment-text]",
        author: ".comment-footer .commenter-name, .comment-header .commenter-name, .byline .author, .byline .vcard, \
                 .comment-footer a[rel], .comments-post a, .posted a, .comment-footer, .byline",
        date: ".comment-footer .comment-date, .byline abbr.published, .byline .published, .comment-footer a[href*=#], \
               .comments-post, .posted, .comment-footer, .byline",
        body: ".comment-content, .comment-text",
        permalink: ".byline a[rel=bookmark], .comment-footer a[href*=#comment]",
        id: &["id"],
        nesting: &[AnswerLink("a[id^=in-reply-to]"), AnswerLink(".byline a[href*=#comment-][title]")],
        drop: ".comment-footer, .comments-post, .posted, .comment-header, .reply",
        counter: ".comments-header, .comments-head",
        ..BASE
    },
    // MyBB.
    System {
        name: "mybb",
        marks: &["pid_*"],
        item: "div.post[id^=post_], table[id^=post_]",
        never: ".ignored_post, .deleted_post_hidden",
        author: ".author_information .largetext a, .author_information strong a, .author_information .largetext, \
                 .post_author .largetext",
        date: ".post_date, .smalltext[id^=post_date]",
        body: ".post_body, [id^=pid_]",
        permalink: ".post_head .float_right a",
        badge: ".author_information .smalltext",
        drop: ".signature, .post_edit, .post_meta",
        ..FORUM
    },
    // Naver's comment box.
    System {
        name: "naver-cbox",
        marks: &["u_cbox_comment", "u_cbox_contents"],
        item: "li.u_cbox_comment",
        author: ".u_cbox_nick, .u_cbox_name",
        date: ".u_cbox_date",
        body: ".u_cbox_contents",
        votes: ".u_cbox_cnt_recomm",
        down: ".u_cbox_cnt_unrecomm",
        nesting: &[Inside],
        counter: ".u_cbox_count",
        ..BASE
    },
    // NodeBB.
    System {
        name: "nodebb",
        marks: &["timeline-event", "post-header", "template-topic", "topic-owner-post"],
        item: "[component=post]",
        never: ".deleted",
        author: "[itemprop=author], [component=user/username], a[data-username], [data-username]",
        date: ".timeago, time",
        body: "[component=post/content]",
        votes: "[component=post/vote-count]",
        permalink: "a.permalink",
        badge: ".badge",
        id: &["data-pid"],
        drop: "[component=post/signature], .edit-icon, [component=post/footer]",
        nesting: &[ParentId("data-parent-pid"), ParentId("data-to-pid")],
        ..FORUM
    },
    // OpenWeb, once Spot.IM.
    System {
        name: "openweb",
        marks: &["spcv_*", "spcv_list-item", "sppre_*", "brand-bar-color*"],
        item: "li.spcv_list-item, .spcv_list-item, [data-spot-im-class=comment-container]",
        author: "[data-spot-im-class=message-username], [class^=src-components-Username], .spcv_username",
        date: "[data-spot-im-class=message-timestamp], time, [class*=message-timestamp]",
        body: "[data-spot-im-class=message-text], [class*=components-MessageContent-components-text]",
        votes: "[data-spot-im-class=message-vote-up], [class*=VoteButtons] [data-testid=upvotes]",
        badge: "[class*=UserBadge]",
        nesting: &[Inside, DepthAttr("", "data-depth")],
        counter: "[class*=comments-count], .spcv_comments-counter",
        ..BASE
    },
    // Phorum 5.
    System {
        name: "phorum",
        marks: &["PhorumReadMessageBlock", "PhorumReadBodyText", "message-body", "PhorumStdBlock"],
        item: ".PhorumReadMessageBlock, #phorum div.message",
        author: ".PhorumReadBodyHead a, .message-author, .PhorumReadBodyHead strong a, .PhorumReadBodyHead",
        date: ".message-date, .PhorumReadBodyHead",
        body: ".PhorumReadBodyText, .message-body",
        drop: ".PhorumReadNavBlock, .message-options, .signature",
        nesting: &[],
        ..FORUM
    },
    // phpBB 2: three cells a post, no ids.
    System {
        name: "phpbb2",
        marks: &["postdetails", "forumline", "postbody"],
        item: "table.forumline span.name, .forumline .name",
        whole: "tr",
        runs_on: true,
        author: "span.name b, span.name",
        date: "td td .postdetails, .postdetails",
        body: ".postbody",
        drop: ".gensmall",
        ..FORUM
    },
    // phpBB 3 and its styles.
    System {
        name: "phpbb3",
        marks: &["phpbb", "postprofile", "phpbb_*"],
        item: "div.post[id^=p]:not(.hentry), div.post.has-profile, table.tablebg tr[id^=p]",
        never: ".post-ignore, .hidden-post",
        author: ".postprofile .username, .postprofile .username-coloured, .author .username, \
                 .author .username-coloured, .postprofile dt a:not(.avatar), .author strong, .postauthor",
        date: ".postbody p.author time, p.author time, .posttime, .post-time, p.author .timestamp, .timespan, p.author",
        body: ".postbody .content, .content, .postbody",
        permalink: "p.author a",
        badge: ".profile-rank",
        drop: ".signature, .notice, .post-buttons, .profile-icons, p.author, .postprofile, .rules, h3, .sig-content, .codebox p, .codebox dt",
        ..FORUM
    },
    // phpBB 3.0's other style: a table a post, the text's element of a signature's name.
    System {
        name: "phpbb3-subsilver2",
        marks: &["postauthor"],
        item: ".tablebg .postauthor",
        whole: "table",
        author: ".postauthor",
        date: ".gensmall",
        body: "div.postbody",
        permalink: ".gensmall a[href*=#p]",
        drop: ".postdetails, .gensmall, span.postbody",
        ..FORUM
    },
    // Plone (collective plone.app.discussion): all levels side by side, the depth a class.
    System {
        name: "plone",
        marks: &["replyTreeLevel*", "commentBody", "discussion"],
        item: ".comment[class*=replyTreeLevel], .comment.replyTreeLevel0",
        author: ".documentByLine a, .documentByLine",
        date: ".documentByLine",
        body: ".commentBody",
        drop: ".documentByLine, .commentActions",
        nesting: &[DepthClass("replyTreeLevel")],
        ..BASE
    },
    // pw_comments for TYPO3.
    System {
        name: "pw-comments",
        marks: &["tx-pwcomments-pi1", "pwcomments-list", "tx-pwcomments-*"],
        item: ".tx-pwcomments-pi1 li, .pwcomments-comment",
        author: ".author, .comment-author, h4, .name",
        date: ".date, time, .comment-date",
        body: ".message, .comment-text, .comment-message, p",
        votes: ".upvotes, .votes",
        nesting: &[Inside],
        drop: ".reply-link, .comment-reply, .votes",
        ..BASE
    },
    // Question2Answer: the question leads, answers and the remarks under both follow.
    System {
        name: "question2answer",
        marks: &["qa-q-view", "qa-a-list-item", "qa-c-list-item"],
        item: ".qa-q-view, .qa-a-list-item, .qa-c-list-item",
        author: ".qa-q-view-who-data, .qa-a-item-who-data, .qa-c-item-who-data",
        date: ".qa-q-view-when-data, .qa-a-item-when-data, .qa-c-item-when-data",
        body: ".qa-q-view-content, .qa-a-item-content, .qa-c-item-content",
        votes: ".qa-netvote-count-data",
        nesting: &[Inside],
        ..FORUM
    },
    // Reddit since 2023: custom elements that carry everything as attributes.
    System {
        name: "reddit",
        marks: &["shreddit-comment"],
        item: "shreddit-comment",
        author: "[slot=commentMeta] a[href*=/user/], a[href*=/user/], [slot=authorName]",
        date: "faceplate-timeago, time",
        body: "[slot=comment], .md",
        votes: "faceplate-number",
        id: &["thingid", "id"],
        nesting: &[Inside, ParentId("parentid"), DepthAttr("", "depth")],
        drop: "shreddit-comment-action-row, [slot=actionRow]",
        ..BASE
    },
    // Reddit's old pages, and sites on its published code.
    System {
        name: "reddit-old",
        marks: &["commentarea", "id-t1_*", "usertext-body"],
        item: ".thing.comment",
        never: ".morechildren, .deleted.collapsed",
        author: ".tagline .author, .tagline em",
        date: ".tagline time, .live-timestamp",
        body: ".usertext-body",
        roles: &[(".submitter", Role::Author), (".author.moderator", Role::Moderator)],
        votes: ".score.unvoted",
        permalink: "a.bylink[data-event-action=permalink]",
        id: &["data-fullname", "id"],
        nesting: &[Inside],
        drop: ".buttons, .numchildren",
        counter: ".commentarea .panestack-title .title",
        ..BASE
    },
    // Remark42.
    System {
        name: "remark42",
        marks: &["comment_view_*", "root__thread", "remark42__*", "thread_level_*", "thread_theme_*"],
        item: ".thread .comment, .comment[id^=remark42__comment-]",
        never: ".comment_deleted",
        author: ".comment__username",
        date: ".comment__time",
        body: ".comment__text",
        votes: ".comment__score-value, .comment-votes__score",
        permalink: "a.comment__time",
        nesting: &[
            AnswerLink("a.comment__link-to-parent"),
            DepthClass("thread_level_"),
            DepthClass("comment_level_"),
        ],
        drop: ".comment__actions, .comment__link-to-parent",
        counter: ".root__count, .comments-header__count",
        ..BASE
    },
    // schema.org in microdata: many themes and news sites speak it without a system's own names.
    System {
        name: "schema.org",
        reach: Reach::Vocabulary,
        marks: &[
            "*schema.org/Comment",
            "*schema.org/comment",
            "*schema.org/UserComments",
            "*schema.org/Answer",
        ],
        item: "[itemtype$=schema.org/Comment], [itemtype$=schema.org/comment], [itemtype$=schema.org/UserComments], \
               [itemtype$=schema.org/Answer]",
        never: "[itemtype$=schema.org/FAQPage] [itemtype$=schema.org/Answer]",
        author: "[itemprop~=author] [itemprop~=name]:not(meta), [itemprop~=creator] [itemprop~=name]:not(meta), \
                 [itemprop~=author]:not(meta), [itemprop~=creator]:not(meta), .fn",
        date: "time[itemprop~=dateCreated], time[itemprop~=datePublished], time[itemprop~=commentTime], time, \
               [itemprop~=dateCreated]:not(meta), [itemprop~=datePublished]:not(meta), [itemprop~=commentTime]:not(meta)",
        body: "[itemprop~=text]:not(meta), [itemprop~=commentText]:not(meta), [itemprop~=description]:not(meta)",
        votes: "[itemprop~=upvoteCount]",
        permalink: "a[itemprop~=url]",
        nesting: &[Inside, DepthClass("depth-"), DepthClass("level-")],
        drop: ".reply, .comment-reply-link",
        ..BASE
    },
    // schema.org (and SIOC, which Drupal 7 speaks) in RDFa.
    System {
        name: "schema.org-rdfa",
        reach: Reach::Vocabulary,
        marks: &["schema:Comment", "*sioct:Comment", "Comment", "UserComments"],
        item: "[typeof~=schema:Comment], [typeof~=sioct:Comment], [typeof~=Comment]",
        author: "[property~=schema:name], [property~=foaf:name], [rel~=sioc:has_creator], [rel~=schema:author]",
        date: "[property~=dc:date], [property~=schema:dateCreated]:not(meta), time",
        body: "[property~=content:encoded], [property~=schema:text], [property~=text]",
        nesting: &[After(".indented"), Inside],
        drop: "ul.links",
        ..BASE
    },
    // Slashdot and other sites on Slash.
    System {
        name: "slash",
        marks: &["commentTop", "commentBody", "comment_top_*"],
        item: "li.comment",
        never: ".depth-*, .hidden",
        author: ".details .by a, .details .by",
        date: ".otherdetails",
        body: "[id^=comment_body_], .commentBody",
        votes: ".score",
        permalink: ".otherdetails a",
        nesting: &[Inside],
        drop: ".commentSub, .sig, .quote-controls",
        ..BASE
    },
    // Simple Machines Forum 1: tables without ids.
    System {
        name: "smf1",
        marks: &["subject_*", "quickReplyOptions", "quickModForm"],
        item: "td > b > a[href*=action=profile]",
        whole: "tr",
        author: "td b a[href*=action=profile], b a[href*=action=profile]",
        date: "td .smalltext",
        body: "div.post, .personalmessage",
        permalink: "[id^=subject_] a",
        drop: ".signature",
        ..FORUM
    },
    // Simple Machines Forum 2.
    System {
        name: "smf2",
        marks: &["post_wrapper", "forumposts", "keyinfo"],
        item: ".post_wrapper",
        author: ".poster h4 a, .poster h4",
        date: ".keyinfo .postinfo a, .keyinfo .smalltext a, .keyinfo .smalltext, .postinfo, .keyinfo time",
        body: ".inner, [id^=msg_].inner, .post",
        permalink: ".keyinfo h5 a, .keyinfo .subject_title a",
        badge: ".membergroup",
        drop: ".signature, .modified, .quickbuttons, .under_message, .attachments",
        ..FORUM
    },
    // SPIP: nested lists of forum messages.
    System {
        name: "spip",
        marks: &["forum-fil", "forum-message", "forum-texte", "comment-message"],
        item: "li.forum-fil, li.comment-fil, li[class*=forum-fil]",
        author: ".forum-chapo .fn, .comment-meta .fn, .forum-chapo .author, .forum-qui",
        date: ".forum-chapo .date, .comment-meta .date, .forum-date, abbr.dtreviewed, abbr.date, .date, .forum-nav",
        body: ".forum-texte, .comment-texte, .comment-content",
        permalink: "a[rel=bookmark], a[rel=permalink]",
        nesting: &[Inside],
        drop: ".repondre, .forum-repondre-message, .comment-reply, .reponse",
        ..BASE
    },
    // Squarespace.
    System {
        name: "squarespace",
        marks: &["squarespace-comments", "sqs-comments*", "comments-content-*"],
        item: ".squarespace-comments .comment, .sqs-comments .comment",
        author: ".comment-header .author, .author",
        date: ".comment-header .date, .date",
        body: ".comment-body",
        votes: ".like-count, .comment-likes",
        nesting: &[Inside],
        drop: ".comment-btn-wrapper, .comment-options, .comment-controls",
        counter: ".comment-count",
        ..BASE
    },
    // Stack Exchange: the question leads, answers and the remarks under both follow.
    System {
        name: "stackexchange",
        marks: &["answercell", "js-post-body", "postcell", "s-prose"],
        item: "#question, .question[data-questionid], .answer[data-answerid], .answer[id^=answer-], li.comment[id^=comment-], \
               tr.comment[id^=comment-], [id^=follow-up-][itemtype]",
        author: ".comment-user, .s-user-card--link, .user-details[itemprop=author] a, .post-signature.owner .user-details a, \
                 .post-signature .user-details a, .user-details a",
        date: ".comment-date .relativetime-clean, .comment-date, .s-user-card--time, .user-action-time .relativetime, .user-action-time",
        roles: &[(".comment-user.owner", Role::Author)],
        body: ".comment-copy, .js-post-body, .post-text, [itemprop=text]",
        votes: ".js-vote-count, .vote-count-post, .comment-score",
        permalink: ".comment-date a, a.js-share-link",
        id: &["data-answerid", "data-comment-id", "id"],
        nesting: &[Inside],
        ..FORUM
    },
    // Substack.
    System {
        name: "substack",
        marks: &["post-page-root-comment-list", "comment-list-items", "comments-page"],
        item: "div.comment",
        author: ".comment-meta a, .pencraft a[href*=substack.com/@], .pencraft a[href*=/profile/], .commenter-name, a.link-*",
        date: "a[href*=/comment/] span, a[href*=/comment/], .comment-meta time, .comment-timestamp, a[rel=nofollow]",
        body: ".comment-body",
        votes: ".like-button-container .label, .post-ufi-button .label",
        permalink: "a[href*=/comment/]",
        badge: ".pencraft.highlight, .author-badge, .founding-badge",
        nesting: &[Inside, After(".comment-list")],
        drop: ".comment-actions, .show-all-toggle",
        counter: "#comments-for-scroll h4, .comments-heading",
        ..BASE
    },
    // Thesis, a framework of WordPress: author and text in two elements that both call themselves a comment.
    System {
        name: "thesis",
        marks: &["comment_list", "comment-body-*", "format_text"],
        item: "dt.comment",
        never: "dt.pingback, dt.trackback",
        runs_on: true,
        author: ".comment_author",
        date: ".comment_time",
        body: "[id^=comment-body-], .format_text",
        permalink: ".comment_time a",
        roles: &[(".bypostauthor", Role::Author)],
        drop: ".reply, .comment-reply-link",
        nesting: &[DepthClass("depth-")],
        counter: ".comments_intro p, .comments_intro",
        ..BASE
    },
    // Thrive Comments for WordPress.
    System {
        name: "thrive",
        marks: &["tcm-*", "thrive-comments", "tcm-comment"],
        item: ".tcm-comment, .tcm-comment-item",
        author: ".tcm-comment-author, .tcm-author-name, .tcm-user-name",
        date: ".tcm-comment-date, .tcm-date",
        body: ".tcm-comment-content, .tcm-content",
        votes: ".tcm-vote-count, .tcm-up-vote",
        badge: ".tcm-badge",
        nesting: &[Inside, DepthClass("tcm-level-"), ParentId("data-parent")],
        counter: ".tcm-comments-count",
        ..BASE
    },
    // Twikoo.
    System {
        name: "twikoo",
        marks: &["tk-comment", "tk-comments", "tk-nick"],
        item: ".tk-comment",
        author: ".tk-nick",
        date: ".tk-time time, .tk-time",
        body: ".tk-content",
        votes: ".tk-action-count",
        badge: ".tk-tag",
        nesting: &[Inside],
        drop: ".tk-extras, .tk-expand",
        counter: ".tk-comments-count",
        ..BASE
    },
    // utterances: an issue of GitHub under an article.
    System {
        name: "utterances",
        marks: &["utterances", "comment-permalink"],
        item: "article.timeline-comment",
        author: ".comment-header strong a, .comment-header a",
        date: ".comment-header time, .comment-header a time, time",
        body: ".comment-body, .markdown-body",
        drop: ".comment-footer",
        ..BASE
    },
    // Valine: answers stand in a quotation of the comment that they answer.
    System {
        name: "valine",
        marks: &["vcards", "vcontent", "vquote"],
        item: ".vcard[id]",
        author: ".vnick",
        date: ".vtime",
        body: ".vcontent",
        nesting: &[Inside],
        drop: ".vsys, .vat",
        counter: ".vnum",
        ..BASE
    },
    // Vanilla Forums.
    System {
        name: "vanilla",
        marks: &["ItemComment", "ItemDiscussion", "MessageList"],
        item: ".ItemDiscussion, .ItemComment, .CommentsWrap li.Comment",
        author: ".Author .Username, .Author a:not(.PhotoWrap), .Author, .userCardLink",
        date: ".DateCreated time, .DateCreated, time",
        body: ".Message",
        votes: ".Column-Score",
        permalink: ".DateCreated a.Permalink, a.Permalink",
        badge: ".AuthorInfo .Rank, .AuthorInfo .MItem",
        drop: ".Signature, .UserSignature, .Reactions, .QuoteFolding",
        ..FORUM
    },
    // vBulletin 3: every post a table.
    System {
        name: "vbulletin3",
        marks: &["post_message_*", "bigusername"],
        item: "table[id^=post], .tpost, div[id^=edit] .tpost",
        never: "#posts, .vbmenu_popup, table[id^=post] table[id^=post]",
        author: ".bigusername",
        date: "td.thead, .thead, .trow.thead",
        body: "[id^=post_message_]",
        permalink: "a[id^=postcount]",
        badge: "[id^=postmenu_] .smallfont, td.alt2 .smallfont",
        drop: "[id^=post_thanks_]",
        ..FORUM
    },
    // vBulletin 4.
    System {
        name: "vbulletin4",
        marks: &["postbitlegacy", "postbit", "postbitim", "postcontainer"],
        item: "li.postbitlegacy, li.postbit, li.postcontainer, div.postbit",
        never: ".postbitdeleted, .postbitignored",
        author: ".username_container .username, .userinfo .username, .popupmenu .username, .username",
        date: ".posthead .postdate .date, .postdate .date, .postdate",
        body: ".postcontent, [id^=post_message_], .posttext",
        permalink: "a.postcounter",
        badge: ".usertitle",
        drop: ".signature, .after_content, .lastedited, .postfoot",
        ..FORUM
    },
    // vBulletin 5.
    System {
        name: "vbulletin5",
        marks: &["b-post", "b-post__*", "js-post__content-text"],
        item: "li.b-post",
        never: ".b-post--deleted, .b-post-deleted",
        author: ".b-userinfo__details .author a, .author a, .author",
        date: ".b-post__timestamp time, .b-post__timestamp, time",
        body: ".js-post__content-text, .b-post__content",
        votes: ".votecount",
        permalink: "a.b-post__count",
        badge: ".usertitle",
        id: &["data-node-id", "id"],
        drop: ".post-signature, .b-post__signature, .b-post__edit-reason",
        ..FORUM
    },
    // Viafoura.
    System {
        name: "viafoura",
        marks: &["vf-comment", "vf-comment-*", "vf-comments", "vf3-comment*", "vf-content-layout*"],
        item: ".vf-comment, .vf3-comment, [class*=vf-comment-container]",
        author: ".vf-comment-header__author, .vf3-conversations-user__name, .vf-author, .vf-commenter, .vf-author-name",
        date: ".vf-date, .vf3-date, .vf-comment-header__date, time",
        body: ".vf-comment-html, .vf-comment__content, .vf3-comment__content, .vf-content",
        votes: ".vf-like-count, .vf3-comment__likes, .vf-comment-like-count",
        down: ".vf-dislike-count",
        badge: ".vf-badge, .vf3-badge",
        nesting: &[Inside, After(".vf-comment-replies, .vf3-comment-replies")],
        drop: ".vf-comment-actions, .vf3-comment-actions",
        counter: ".vf-comment-count, .vf-counter",
        ..BASE
    },
    // vichan, Tinyboard and their descendants: image boards.
    System {
        name: "vichan",
        marks: &["post_no", "intro"],
        item: "div.post.op, div.post.reply[id^=reply_]",
        author: ".intro .name, .name",
        date: ".intro time, time",
        body: ".body",
        permalink: "a.post_no",
        drop: ".files, .fileinfo",
        ..FORUM
    },
    // Waline: answers stand in a quotation of the comment that they answer.
    System {
        name: "waline",
        marks: &["wl-card-item", "wl-card", "wl-nick"],
        item: ".wl-card-item",
        author: ".wl-nick",
        date: ".wl-time",
        body: ".wl-content",
        votes: ".wl-like span",
        badge: ".wl-badge",
        nesting: &[Inside],
        counter: ".wl-num",
        ..BASE
    },
    // Weebly.
    System {
        name: "weebly",
        marks: &["blogCommentWrap", "blogCommentText"],
        item: ".blogCommentWrap",
        author: ".blogCommentAuthor .name, .blogCommentAuthor",
        date: ".blogCommentDate",
        body: ".blogCommentText",
        drop: ".blogCommentOptions",
        ..BASE
    },
    // WoltLab Suite Forum, once Burning Board, from 4 on.
    System {
        name: "woltlab",
        marks: &["wbbPost", "wbbThreadPostList"],
        item: "article.wbbPost",
        never: ".wbbPostDeleted, .messageDeleted",
        author: ".messageAuthor .username, .messageSidebar .username, .username",
        date: ".messagePublicationTime time, .messageHeader time, time",
        body: ".messageText",
        permalink: "a.messagePublicationTime, a.permalink",
        badge: ".userTitleBadge, .userTitle",
        id: &["data-post-id", "id"],
        drop: ".messageSignature, .messageFooter, .attachmentThumbnailList",
        ..FORUM
    },
    // WordPress: the core's classic and HTML5 lists, the block theme's template, Genesis, and the themes' own.
    WORDPRESS,
    // wpDiscuz 3 to 5 (`wc-…`), 7 (`wpd-…`).
    System {
        name: "wpdiscuz",
        marks: &[
            "wpd-comment-text",
            "wc-comment-text",
            "wpd-comment",
            "wc-comment",
            "wpd-thread-*",
            "wc-thread-wrapper",
        ],
        item: ".wpd-comment, .wc-comment",
        never: ".wpd-comment .wpd-comment-text, .wc-form-wrapper, .pingback, .trackback",
        author: ".wpd-comment-author, .wc-comment-author",
        date: ".wpd-comment-date, .wc-comment-date",
        body: ".wpd-comment-text, .wc-comment-text",
        votes: ".wpd-vote-result, .wpd-vote-result-like, .wc-vote-result, .wc-vote-result-like",
        down: ".wpd-vote-result-dislike, .wc-vote-result-dislike",
        permalink: ".wpd-comment-link a, .wc-comment-link a",
        badge: ".wpd-comment-label, .wc-comment-label",
        roles: &[
            (".wpd-blog-post_author", Role::Author),
            (".wc-blog-post_author", Role::Author),
            (".wpd-blog-administrator", Role::Staff),
            (".wc-blog-administrator", Role::Staff),
            (".wpd-blog-editor", Role::Staff),
            (".wc-blog-editor", Role::Staff),
            (".wpd-blog-user", Role::Member),
            (".wc-blog-user", Role::Member),
            (".wpd-blog-guest", Role::Guest),
            (".wc-blog-guest", Role::Guest),
        ],
        drop: ".wpd-comment-last-edited, .wc-comment-last-edited, .wpd-comment-footer, .wc-comment-footer, \
               .wpd-form-wrap, .wc-secondary-forms-wrapper, .wc_report_comment, .wpd-tools, .wpd-reply-to, .wc-reply-to, \
               .wpdiscuz-readmore",
        nesting: &[
            Inside,
            DepthClass("wpd_comment_level-"),
            DepthClass("wc_comment_level-"),
            DepthClass("depth-"),
        ],
        counter: ".wpdtc, .wpd-thread-info, .wc_header_text, .wc-comment-title, .wpd-thread-head .wpdtc",
        ..BASE
    },
    // wpForo, a forum plugin of WordPress.
    System {
        name: "wpforo",
        marks: &["wpforo-post", "wpforo-post-content"],
        item: ".post-wrap[data-postid], .post-wrap[id^=post-]",
        author: ".author-name a, .author-name, .wpf-author-name",
        date: ".wpforo-post-content-bottom .cbleft, .cbleft, .wpf-post-date, .wpfsa",
        body: ".wpforo-post-content",
        badge: ".author-title",
        id: &["data-postid", "id"],
        drop: ".wpforo-post-signature, .bottom-action",
        ..FORUM
    },
    // XenForo comments under an article, as publishers embed a thread.
    System {
        name: "xenforo-embed",
        marks: &["xenforo-comment", "xenforo-comments-list"],
        item: "li.xenforo-comment",
        author: ".author-name",
        date: ".post-date",
        body: ".js-read-more, .xenforo-comment-body, .xenforo-comment-content",
        drop: "header, .read-more-link",
        ..BASE
    },
    // XenForo 1.
    System {
        name: "xenforo1",
        marks: &["messageList", "messageUserInfo", "messageText"],
        item: "li.message",
        never: ".deleted.placeholder, .ignored",
        author: ".messageUserBlock .username, .userText .username, .messageMeta .author, .username",
        date: ".messageMeta .DateTime, .DateTime, .messageDetails .DateTime",
        body: ".messageText, .messageContent",
        permalink: ".messageMeta a.datePermalink, a.datePermalink",
        badge: ".userTitle",
        roles: &[(".message.staff", Role::Staff)],
        drop: ".signature, .messageTextEndMarker, .editDate, .attachedFiles, .likesSummary, .quoteExpand",
        ..FORUM
    },
    // XenForo 2.
    System {
        name: "xenforo2",
        marks: &["message--post", "js-messageCard", "message-userContent", "message-attribution-*"],
        item: ".js-messageCard, article.message--post, article.message, div.message.js-post",
        never: ".message--deleted, .is-ignored, .message--comment article.message",
        author: ".message-name, .message-userDetails .username, .MessageCard__user-info__name, .username",
        date: ".message-attribution-main time, .message-attribution time, .message-date time, .MessageCard__date-created time, time.u-dt",
        body: ".message-body .bbWrapper, .message-content .bbWrapper, .message-body",
        votes: ".reactionsBar-link, .contentVote-score",
        permalink: ".message-attribution-main a[href*=post], .message-attribution-gadget[rel=nofollow], .message-attribution-main a",
        badge: ".userTitle, .message-userTitle",
        roles: &[(".userBanner--staff", Role::Staff)],
        id: &["data-content", "id"],
        drop: ".message-signature, .message-lastEdit, .bbCodeBlock-expandLink, .bbCodeBlock-shrinkLink, .js-selectToQuoteEnd, .message-attachments",
        nesting: &[After(".js-nested-children-container")],
        ..FORUM
    },
];

/// The names that WordPress and nearly all of its themes share; `comment_class()` writes the item's.
const WORDPRESS: System = System {
    name: "wordpress",
    reach: Reach::Family,
    marks: &[
        "depth-1",
        "depth-2",
        "thread-even",
        "thread-odd",
        "commentlist",
        "comment-list",
        "wp-block-comment-template",
        "comment-author-*",
    ],
    item: ".comment.depth-*, .comment.even, .comment.odd, li[id^=li-comment-], li.depth-*[id*=comment-], li.review.depth-*, \
           .commentlist > li[id^=comment-], .comment-list > li[id^=comment-], .wp-block-comment-template > li, \
           ul.comment[class*=depth-], .byuser.comment",
    never: ".pingback, .trackback, ul.comment, .post, .hentry, .widget li, [id^=recentcomments]",
    author: ".comment-author-name, .wp-block-comment-author-name, .comment-author .fn, .vcard .fn, cite.fn, .fn, \
             .comment_author, .comment-author-link, .author-name, .author_name, .comment__author-name, .comment-name, \
             .comment-author a[rel], .comment-author-name, .comment-author cite, cite, .comment-author, .woocommerce-review__author, \
             .comment_title span, .comment-header h3, .comment-header h4, .author",
    date: ".comment-date time, .comment-metadata time, .comment-meta time, .wp-block-comment-date, .comment-time, \
           .comment-date, .comment_date, .comment_time, .commentmetadata a, .comment-metadata a, .comment-meta a[href*=#comment-], time, \
           .commentmetadata, .comment-metadata, .woocommerce-review__published-date, .comment-date-time, .date, \
           .comment-meta small, .comment-meta",
    body: ".review .description, .wp-block-comment-content, .nv-comment-content, .comment_body, .comment-body-text, .comment_box, \
           .comment-text, .comment_text, .comment-content, .comment__content, .comment__text, .comment-entry, .commenttext, \
           .commententry, .comment-txt, .comment_content, .comment-body, .comment-inner",
    votes: ".comment-like-count, .cld-like-count-wrap, .comment-votes .up",
    permalink: ".comment-metadata a[href*=#comment-], .commentmetadata a[href*=#comment-], .comment-date a, \
                .wp-block-comment-date a, a.comment-permalink, a[href*=#comment-]:not(.comment-reply-link)",
    badge: ".post-author-badge, .comment-author-badge, .ast-highlight-text, .author-tag, .by-post-author",
    roles: &[
        (".bypostauthor", Role::Author),
        (".role-administrator", Role::Staff),
        (".role-editor", Role::Staff),
        (".byuser", Role::Member),
    ],
    drop: ".comment-author, .comment-meta, .commentmetadata, .comment-metadata, .vcard, .reply, .comment-reply, \
           .comment-reply-link, .comment-awaiting-moderation, .comment-edit-link, .edit-link, .says, .comment-respond, \
           #respond, .comment-actions, .comment-header, .comment-info, .comment_info, .comment-head, .comment-likes, \
           .wp-block-comment-reply-link, .sharedaddy, .cld-like-dislike-wrap, .comment-footer, .comment-avatar, .avatar",
    nesting: &[Inside, DepthClass("depth-")],
    counter: "#comments .comments-title, .comments-title, .wp-block-comments-title, #comments-title, #comments h2, \
              #comments h3, .comment-count, .comments-count",
    ..BASE
};
