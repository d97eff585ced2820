use super::*;
use crate::block::Blocks;
use crate::dom::Dom;
use crate::record::{Comment, Role};

pub(super) fn comments(html: &str) -> Threads {
    find_in(html, false, None)
}

fn find_in(html: &str, systems: bool, forum: Option<bool>) -> Threads {
    let dom = Dom::parse(html);
    let blocks = Blocks::of(&dom);
    find(&Context {
        dom: &dom,
        blocks: &blocks,
        likely: &[],
        chance: None,
        article: &[],
        forum,
        url: Some("https://example.org/news/bridge.html"),
        systems,
        now: crate::dates::parse_iso("2020-05-20"),
        language: Some("en"),
    })
}

/// Author, parent's author and text of each comment.
pub(super) fn told(threads: &Threads) -> Vec<(String, Option<String>, String)> {
    let name =
        |comment: &Comment| comment.author.as_ref().map_or(String::new(), |author| author.name.clone());
    let by_id = |id: &String| {
        threads.items.iter().find(|item| item.comment.id == *id).map(|item| name(&item.comment))
    };
    let tell = |item: &Item| {
        let comment = &item.comment;
        (name(comment), comment.parent.as_ref().and_then(by_id), comment.text.clone())
    };
    threads.items.iter().map(tell).collect()
}

pub(super) fn row(author: &str, parent: Option<&str>, text: &str) -> (String, Option<String>, String) {
    (author.into(), parent.map(str::to_owned), text.into())
}

pub(super) const ARTICLE: &str = "<article><h1>A bridge for the valley</h1><p>The council agreed on Monday to build the new bridge \
    over the river, after ten years of talks about its place, its cost and the old mill beside it.</p>\
    <p>Work is to begin in spring, and the road along the river will be closed until the autumn.</p></article>";

pub(super) const FORM: &str = "<div id=respond><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p>\
    <label>Comment</label><textarea></textarea><label>Name *</label><input name=author><button>Post Comment</button></form></div>";

#[test]
fn answers_in_nested_lists() {
    let list = "<h2>3 Comments</h2><ul class=opinions>\
        <li id=o-1><b class=nick>Mara</b> <time datetime=2020-05-01T10:00>1 May 2020</time><p>At last!</p><a href=#>Reply</a>\
        <ul><li id=o-2><b class=nick>Otto</b> <time datetime=2020-05-01T11:00>1 May 2020</time><p>Ten years late.</p>\
        <p>And dear.</p><a href=#>Reply</a></li></ul></li>\
        <li id=o-3><b class=nick>Ines</b> <time>2 May 2020</time><p>What of the mill?</p><a href=#>Reply</a></li></ul>";
    let threads = comments(&format!("{ARTICLE}{list}{FORM}"));
    let rows = [
        row("Mara", None, "At last!"),
        row("Otto", Some("Mara"), "Ten years late.\nAnd dear."),
        row("Ines", None, "What of the mill?"),
    ];
    assert_eq!(told(&threads), rows);
    assert_eq!(threads.declared, Some(3));
    let first = &threads.items[0].comment;
    assert_eq!((first.id.as_str(), first.published_text.as_deref()), ("o-1", Some("1 May 2020")));
    assert_eq!(first.published.as_deref(), Some("2020-05-01T10:00:00"));
    assert_eq!(threads.items[1].comment.depth, 1);
}

#[test]
fn addresses_were_not_relative_to_the_base_element() {
    let record = |name: &str, day: u8| {
        format!(
            "<li id=o-{day}><a class=nick href=people/{name}>{name}</a> <time>{day} May 2020</time>\
             <p>The mill is to stay, says the council.</p><a href=#>Reply</a></li>"
        )
    };
    let list = format!("<ul class=opinions>{}{}</ul>", record("Mara", 1), record("Otto", 2));
    let threads =
        comments(&format!("<base href='https://example.org/'>{ARTICLE}<h2>2 Comments</h2>{list}{FORM}"));
    let url = |item: &Item| item.comment.author.as_ref().and_then(|author| author.url.clone());
    let urls: Vec<_> = threads.items.iter().filter_map(url).collect();
    assert_eq!(urls, ["https://example.org/people/Mara", "https://example.org/people/Otto"]);
}

#[test]
fn depth_told_by_classes() {
    let one = |depth: u8, author: &str, text: &str| {
        format!(
            "<div class='reaction-comment depth-{depth}'><span class=author>{author}</span> \
             <span class=when>3 days ago</span><div class=words>{text}</div></div>"
        )
    };
    let list = [
        one(1, "Mara", "First of all."),
        one(2, "Otto", "Not so."),
        one(3, "Mara", "Yes so."),
        one(1, "Ines", "Enough."),
    ];
    let threads = comments(&format!("{ARTICLE}<section id=comments>{}</section>", list.concat()));
    let rows = [
        row("Mara", None, "First of all."),
        row("Otto", Some("Mara"), "Not so."),
        row("Mara", Some("Otto"), "Yes so."),
        row("Ines", None, "Enough."),
    ];
    assert_eq!(told(&threads), rows);
    assert_eq!(threads.items[0].comment.published.as_deref(), Some("2020-05-17"));
}

#[test]
fn a_single_comment() {
    let one = "<section class=comments><h3>1 Comment</h3><div class=comment id=comment-7><div class=comment-head>\
        <cite>Mara Lind</cite> <a href='#comment-7'>1 May 2020 at 10:15</a></div><p>At last!</p><p>Thank you.</p>\
        <a class=comment-reply-link href='?replytocom=7'>Reply</a></div></section>";
    let threads = comments(&format!("{ARTICLE}{one}{FORM}"));
    assert_eq!(told(&threads), [row("Mara Lind", None, "At last!\nThank you.")]);
    let comment = &threads.items[0].comment;
    assert_eq!(comment.url.as_deref(), Some("https://example.org/news/bridge.html#comment-7"));
    assert_eq!(comment.published.as_deref(), Some("2020-05-01T10:15:00"));
}

#[test]
fn comments_as_runs_of_siblings() {
    let list = "<h3>Discussion</h3><dl id=comment_list><dt class=comment><span class=nick>Mara</span> \
        <a href='#comment-1'>May 1, 2020 at 9:00 am</a></dt><dd><p>At last!</p></dd><dt class=comment>\
        <span class=nick>Otto</span> <a href='#comment-2'>May 2, 2020 at 9:00 am</a></dt><dd><p>Too dear.</p></dd></dl>";
    let threads = comments(&format!("{ARTICLE}{list}{FORM}"));
    assert_eq!(told(&threads), [row("Mara", None, "At last!"), row("Otto", None, "Too dear.")]);
}

#[test]
fn a_form_alone_is_no_comment() {
    let threads = comments(&format!("{ARTICLE}<div id=comments><h3>Comments</h3>{FORM}</div>"));
    assert!(threads.items.is_empty());
}

#[test]
fn related_stories_are_no_comments() {
    let story = |title: &str, author: &str, day: u8| {
        format!(
            "<div class=post><h3><a href=/news/{day}.html>{title}</a></h3><span class=author>{author}</span> \
             <time>{day} May 2020</time><p>The story so far, in a few words that end too early …</p></div>"
        )
    };
    let list = [
        story("The mill closes", "Ada Berg", 1),
        story("Road works again", "Jo Falk", 2),
        story("River high", "Ada Berg", 3),
    ];
    let threads = comments(&format!("{ARTICLE}<div class=more><h2>Related</h2>{}</div>", list.concat()));
    assert!(threads.items.is_empty(), "{:?}", told(&threads));
}

#[test]
fn newest_comments_in_the_side_column_are_none_of_this_page() {
    let one = |author: &str, n: u8| {
        format!(
            "<li class=recentcomments><span class=comment-author>{author}</span> on <a href=/news/{n}.html#comment-{n}>Story {n}</a> 2 May 2020</li>"
        )
    };
    let list = [one("Mara", 1), one("Otto", 2), one("Ines", 3)].concat();
    let threads = comments(&format!(
        "{ARTICLE}<aside class=sidebar><h4>Recent Comments</h4><ul>{list}</ul></aside>{FORM}"
    ));
    assert!(threads.items.is_empty(), "{:?}", told(&threads));
}

#[test]
fn a_list_that_stands_twice_is_told_once() {
    let list = "<ol class=commentlist><li class=comment><b class=author>Mara</b> <time>1 May 2020</time><p>At last!</p></li>\
        <li class=comment><b class=author>Otto</b> <time>2 May 2020</time><p>Too dear.</p></li></ol>";
    let threads =
        comments(&format!("{ARTICLE}<div class=desktop>{list}</div><div class=mobile>{list}</div>"));
    assert_eq!(told(&threads), [row("Mara", None, "At last!"), row("Otto", None, "Too dear.")]);
}

#[test]
fn the_first_post_of_a_thread_is_its_lead() {
    let post = |n: u8, author: &str, text: &str| {
        format!(
            "<div class=post id=post{n}><div class=postprofile><a href=/member.php?u={n} class=username>{author}</a>\
             <br>Joined: 3 March 2012<br>Posts: 120</div><div class=posthead>1 May 2020, 1{n}:00 \
             <a href='#post{n}'>#{n}</a></div><div class=content>{text}</div><div class=signature>Rust never sleeps</div></div>"
        )
    };
    let list = [
        post(1, "mara", "My boat leaks since the spring.<br>What can I do?"),
        post(2, "otto", "Take tar."),
        post(3, "mara", "That helped, thanks a lot."),
    ];
    let threads = comments(&format!("<h1>A leaking boat</h1><div id=posts>{}</div>", list.concat()));
    let lead = threads.lead.as_ref().map(|lead| lead.comment.text.as_str());
    assert_eq!(lead, Some("My boat leaks since the spring.\nWhat can I do?"));
    assert_eq!(
        told(&threads),
        [row("otto", None, "Take tar."), row("mara", None, "That helped, thanks a lot.")]
    );
}

#[test]
fn pingbacks_fall_out_and_roles_are_read() {
    let list = "<ol class=commentlist><li class='comment bypostauthor'><cite class=fn>Ada Berg</cite> <span class=says>says:</span> \
        <time>1 May 2020</time><p>Thanks for reading.</p></li><li class=pingback><p>Pingback: <a href=http://other.example/>A story</a> \
        <time>1 May 2020</time></p></li><li class=comment><cite class=fn>Otto</cite> <span class=badge>Guest</span> <time>2 May 2020</time>\
        <p>You are welcome.</p></li></ol>";
    let threads = comments(&format!("{ARTICLE}{list}"));
    assert_eq!(
        told(&threads),
        [row("Ada Berg", None, "Thanks for reading."), row("Otto", None, "You are welcome.")]
    );
    let roles: Vec<_> = threads
        .items
        .iter()
        .map(|item| item.comment.author.as_ref().and_then(|author| author.role))
        .collect();
    assert_eq!(roles, [Some(Role::Author), Some(Role::Guest)]);
}

#[test]
fn the_blocks_of_a_comment_are_its_own() {
    let list = "<ol class=commentlist><li class=comment><b class=author>Mara</b><time>1 May 2020</time><p>At last!</p>\
        <a class=comment-reply-link href=#>Reply</a><ol><li class=comment><b class=author>Otto</b><time>2 May 2020</time>\
        <p>Too dear.</p></li></ol></li></ol>";
    let html = format!("{ARTICLE}{list}");
    let dom = Dom::parse(&html);
    let blocks = Blocks::of(&dom);
    let threads = comments(&html);
    let own = |index: usize| -> Vec<&str> {
        threads.items[index].blocks.iter().map(|&block| blocks.text(block)).collect()
    };
    assert!(
        own(0).contains(&"At last!") && !own(0).iter().any(|text| text.contains("dear") || *text == "Reply")
    );
    assert!(own(1).contains(&"Too dear."));
}

#[test]
fn a_page_nested_without_end_is_read() {
    let deep = "<div class=comment>".repeat(30_000);
    let _ = comments(&format!("{deep}<b class=author>Mara</b> <time>1 May 2020</time><p>At last!</p>"));
}

#[test]
fn answers_of_another_shape_than_the_remarks_on_them() {
    let remark = |n: u8, author: &str, text: &str| {
        format!(
            "<li class=remark id=comment-{n}><div class=words>{text}</div><a href=/users/{n}>{author}</a> <span class=when>\
             {n} May 2020</span> <a href=#>Reply</a></li>"
        )
    };
    let post = |class: &str, n: u8, author: &str, text: &str, remarks: &[String]| {
        format!(
            "<div class={class} id=post-{n}><div class=words><p>{text}</p></div><div class=card>{n} May 2020 \
             <a href=/users/{n}>{author}</a></div><ul class=remarks>{}</ul></div>",
            remarks.concat()
        )
    };
    let page = [
        post(
            "question",
            1,
            "mara",
            "My boat leaks since the spring, what can I do about it before summer?",
            &[remark(2, "ines", "Where does it leak?"), remark(3, "mara", "At the keel.")],
        ),
        "<div id=all><h2>2 Answers</h2>".into(),
        post(
            "answer",
            4,
            "otto",
            "Take tar, and let it dry for a week.",
            &[remark(5, "mara", "That helped.")],
        ),
        post("answer", 6, "jo", "Buy another boat, they are cheap in autumn.", &[]),
        "</div>".into(),
    ];
    let threads = comments(&format!("<h1>A leaking boat</h1><div id=thread>{}</div>", page.concat()));
    let lead = threads.lead.as_ref().and_then(|lead| lead.comment.author.as_ref());
    assert_eq!(lead.map(|author| author.name.as_str()), Some("mara"));
    let rows = [
        row("ines", None, "Where does it leak?"),
        row("mara", None, "At the keel."),
        row("otto", None, "Take tar, and let it dry for a week."),
        row("mara", Some("otto"), "That helped."),
        row("jo", None, "Buy another boat, they are cheap in autumn."),
    ];
    assert_eq!(told(&threads), rows);
}

/// A forum's post whose head stands twice, for two widths of the screen, with the column that says who writes.
fn post_for_two_screens(n: u8, author: &str, text: &str) -> String {
    let head = format!(
        "<h3 class=username><a href=/profile/{author}>{author}</a></h3><time datetime=2020-05-01T10:1{n}:00Z>1 May 2020</time>"
    );
    format!(
        "<div class='message entry' id=e{n}><div class=message-userExtras>Joined: 3 March 2012<br>Posts: 120</div>\
         <div class=narrow>{head}</div><div class=wide>{head}</div><div class=message-content>{text}</div></div>"
    )
}

#[test]
fn a_head_that_stands_twice_in_a_post_counts_once() {
    let list = [
        post_for_two_screens(1, "mara", "It leaks."),
        post_for_two_screens(2, "otto", "Take tar."),
        post_for_two_screens(3, "otto", "And time."),
    ];
    // The thread's head tells of the first post too: that post keeps its own.
    let head = "<h1>A leaking boat</h1><p>Started by <a class=username href=/profile/mara>mara</a> \
        <time datetime=2020-05-01T10:11:00Z>1 May 2020</time></p>";
    let threads = comments(&format!("{head}<div id=posts>{}</div>", list.concat()));
    assert_eq!(threads.lead.as_ref().map(|lead| lead.comment.text.as_str()), Some("It leaks."));
    assert_eq!(told(&threads), [row("otto", None, "Take tar."), row("otto", None, "And time.")]);
    assert!(threads.posts);
}

#[test]
fn names_and_dates_of_quotations_are_not_counted() {
    let post = |n: u8, author: &str, quote: &str, text: &str| {
        format!(
            "<div class=msg id=m{n}><a class=author href=/user/{author}>{author}</a> <span class=date>{n} May 2020 10:00</span> \
             <div class=body>{quote}<p>{text}</p></div><a href=#>Quote</a></div>"
        )
    };
    let quote = |author: &str, n: u8| {
        format!(
            "<blockquote><a href=/user/{author}>{author}</a> <span class=date>{n} May 2020 10:00</span><p>So it is.</p></blockquote>"
        )
    };
    let list = [
        post(1, "mara", "", "My boat leaks since the spring."),
        post(2, "otto", &quote("mara", 1), "Take tar."),
        post(3, "ines", &quote("otto", 2), "And time."),
        post(4, "mara", "", "That helped, thanks a lot."),
    ];
    let threads = comments(&format!("<h1>A leaking boat</h1><div id=list>{}</div>", list.concat()));
    let authors: Vec<_> = told(&threads).into_iter().map(|(author, ..)| author).collect();
    assert_eq!(authors, ["otto", "ines", "mara"]);
}

#[test]
fn posts_are_a_forums_though_the_labeller_doubts_it() {
    let list: String = (1..4)
        .map(|n| post_for_two_screens(n, ["mara", "otto", "ines"][n as usize - 1], "Take tar."))
        .collect();
    let html = format!("<h1>A leaking boat</h1><div id=posts>{list}</div>");
    let dom = Dom::parse(&html);
    let blocks = Blocks::of(&dom);
    let article = vec![1.0; blocks.len()];
    let found = |chance: f32, forum: bool| {
        find(&Context {
            dom: &dom,
            blocks: &blocks,
            likely: &vec![0.0; blocks.len()],
            chance: Some(chance),
            article: &article,
            forum: Some(forum),
            url: None,
            systems: false,
            now: None,
            language: None,
        })
    };
    for threads in [found(IN_THE_LEAST, false), found(0.0, true)] {
        assert!(threads.posts && threads.lead.is_some());
        assert_eq!(threads.items.len(), 2);
    }
    assert!(found(0.9 * IN_THE_LEAST, false).items.is_empty(), "nothing there may be a comment");
}

#[test]
fn a_stamp_of_the_article_was_taken_for_a_comment() {
    let stamp = "<div class=comments-box><b class=author>Updated</b> <time>1 May 2020</time><p>47</p></div>";
    assert!(comments(&format!("{ARTICLE}{stamp}")).items.is_empty());
    let comment = stamp.replace("47", "At last!").replace("Updated", "Mara");
    assert_eq!(told(&comments(&format!("{ARTICLE}{comment}"))), [row("Mara", None, "At last!")]);
}

#[test]
fn whoever_gives_no_name_is_called_what_the_page_calls_them() {
    let list = "<ol class=commentlist><li class=comment><cite class=fn>Anonymous</cite> <time>1 May 2020</time><p>At last!</p></li>\
        <li class=comment><cite class=fn>Otto</cite> <time>2 May 2020</time><p>Too dear.</p></li></ol>";
    let threads = comments(&format!("{ARTICLE}{list}"));
    assert_eq!(told(&threads), [row("Anonymous", None, "At last!"), row("Otto", None, "Too dear.")]);
}

#[test]
fn answers_in_a_list_item_beside_the_comment_that_they_answer() {
    let one = |n: u8, depth: u8, author: &str, text: &str| {
        format!(
            "<li class='comment even depth-{depth}' id=item-{n}><article class=box id=comment-{n}><b class=author>{author}</b> \
             <a href='#comment-{n}'><time>{n} May 2020</time></a><div class='words comment'><p>{text}</p></div>\
             <a class=comment-reply-link href=#>Reply</a></article></li>"
        )
    };
    let list = [
        "<ol class=list><li class='pingback even depth-1' id=item-9><p>Pingback: <a href=/x>Elsewhere</a></p></li>".into(),
        one(1, 1, "Mara", "At last!"),
        one(2, 1, "Ines", "What of the mill?"),
        "<li class=children><ol>".into(),
        one(3, 2, "Otto", "It stays."),
        "</ol></li></ol>".into(),
    ];
    let threads = comments(&format!("{ARTICLE}<div id=comments>{}</div>", list.concat()));
    let rows = [
        row("Mara", None, "At last!"),
        row("Ines", None, "What of the mill?"),
        row("Otto", Some("Ines"), "It stays."),
    ];
    assert_eq!(told(&threads), rows);
}

#[test]
fn posts_with_addresses_of_their_own_were_taken_for_other_pages() {
    let post = |n: usize, author: &str, text: &str| {
        format!(
            "<div class=post id=post_{n}><a class=username href=/member/{author}>{author}</a> <span class=date>{n} May 2020, 10:00</span>\
             <a href=/boats/7-a-leaking-boat-post10{n}.html#post10{n}>#{n}</a><div class=content>{text}</div></div>"
        )
    };
    let texts = ["My boat leaks at the stern.", "Take tar.", "And time.", "That helped, thanks a lot."];
    let list: String = ["mara", "otto", "ines", "mara"]
        .iter()
        .zip(texts)
        .zip(1..)
        .map(|((by, text), n)| post(n, by, text))
        .collect();
    let threads = comments(&format!("<h1>A leaking boat</h1><div id=list>{list}</div>"));
    assert!(threads.lead.is_some());
    assert_eq!(threads.items.len(), 3);
}

#[test]
fn bold_words_beside_a_date_are_a_name() {
    let one = |n: u8, author: &str, text: &str| {
        format!(
            "<li class=forum-thread><div class=top><b>{author}</b><div class=line>({n} May 2020, 10:0{n})</div></div>\
             <div class=forum-message><p>{text}</p></div></li>"
        )
    };
    let list = [one(1, "Mara", "At last!"), one(2, "Otto", "Too dear."), one(3, "Ines", "What of the mill?")];
    let threads = comments(&format!("{ARTICLE}<h2>3 comments</h2><ul class=comments>{}</ul>", list.concat()));
    let rows = [
        row("Mara", None, "At last!"),
        row("Otto", None, "Too dear."),
        row("Ines", None, "What of the mill?"),
    ];
    assert_eq!(told(&threads), rows);
}

#[test]
fn what_every_record_shows_was_text() {
    let one = |n: usize, author: &str, text: &str| {
        format!(
            "<li class=comment id=c-{n}><b class=author>{author}</b> <time>{n} May 2020</time>\
             <div class=words>{text}</div><div class=more>{n} people found this helpful</div></li>"
        )
    };
    let said = ["<p>At last!</p>", "<p>Too dear.</p>", "<p>Yes.</p>", "<p>Yes.</p>", "<p>Yes.</p>"];
    let list: String = ["Mara", "Otto", "Ines", "Jan", "Ida"]
        .iter()
        .zip(said)
        .zip(1..)
        .map(|((by, text), n)| one(n, by, text))
        .collect();
    let threads = comments(&format!("{ARTICLE}<h2>5 Comments</h2><ul class=comments>{list}</ul>"));
    let texts: Vec<_> = threads.items.iter().map(|item| item.comment.text.as_str()).collect();
    assert_eq!(texts, ["At last!", "Too dear.", "Yes.", "Yes.", "Yes."]);
}

#[test]
fn a_comment_set_inside_a_line_was_lost() {
    let list = "<ol class=comment-list><li class='comment even depth-1' id=comment-1><p><b class=fn>Mara</b>: \
        <span class=comment-text>At last!</span> <a class=comment-reply-link href=#>Answer</a></p></li></ol>";
    let threads = find_in(&format!("{ARTICLE}{list}"), true, None);
    assert_eq!(told(&threads), [row("Mara", None, "At last!")]);
}

#[test]
fn the_lines_of_author_and_date_are_the_comments_own() {
    let list = "<ol class=comment-list><li class='comment even depth-1' id=comment-1><footer class=comment-meta>\
        <div class='comment-author vcard'><b class=fn>Mara</b> <span class=says>says:</span></div>\
        <div class=comment-metadata><a href='#comment-1'><time datetime=2020-05-01>1 May 2020</time></a></div></footer>\
        <div class=comment-content><p>At last!</p></div></li></ol>";
    let html = format!("{ARTICLE}{list}");
    let threads = find_in(&html, true, None);
    let blocks = Blocks::of(&Dom::parse(&html));
    let texts = |list: &[usize]| list.iter().map(|&index| blocks.text(index).to_owned()).collect::<Vec<_>>();
    let item = &threads.items[0];
    assert_eq!(texts(&item.blocks), ["Mara says:", "1 May 2020", "At last!"]);
    assert_eq!(texts(&item.heads), ["Mara says:", "1 May 2020"]);
    assert_eq!(item.comment.url.as_deref(), Some("https://example.org/news/bridge.html#comment-1"));
}

/// Posts as XenForo 2 sets them.
fn xenforo(n: usize, author: &str, more: &str) -> String {
    format!(
        "<article class='message message--post js-post' data-content=post-{n} id=js-post-{n}><section class=message-user>\
         <h4 class=message-name>{author}</h4></section><header class=message-attribution><time class=u-dt datetime=2021-03-0{n}>\
         March {n}, 2021</time></header><article class=message-body><div class=bbWrapper>Said by {author}.</div></article>{more}</article>"
    )
}

#[test]
fn names_of_who_liked_a_post_were_its_votes() {
    let liked = "<a class=reactionsBar-link href=/r><bdi>Jan 66</bdi>, <bdi>Ida</bdi> and 3 others</a>";
    let html = format!("{}{}", xenforo(1, "Mara", ""), xenforo(2, "Otto", liked));
    let threads = find_in(&html, true, None);
    let votes = threads.items[0].comment.votes.as_ref().map(|votes| (votes.up, votes.down));
    assert_eq!(votes, Some((5, 0)));
}

#[test]
fn how_much_a_writer_has_written_was_the_number_of_posts() {
    let declared = |counter: &str, panel: &str| {
        let posts = format!("{}{}", xenforo(1, "Mara", panel), xenforo(2, "Otto", ""));
        find_in(&format!("<h1>A leaking boat</h1><p>{counter}</p>{posts}"), true, None).declared
    };
    assert_eq!(declared("7 posts", "<p>410 posts</p>"), Some(6));
    assert_eq!(declared("7 replies", "<p>410 posts</p>"), Some(7));
    assert_eq!(declared("", "<p>410 posts</p>"), None);
}

#[test]
fn comments_that_were_not_saved_are_declared() {
    let declared = |html: &str| comments(&format!("{ARTICLE}{html}")).declared;
    assert_eq!(
        declared("<div class=comments><h3>12 Comments</h3><a href=#>Load comments</a></div>"),
        Some(12)
    );
    assert_eq!(declared("<a href='/news/bridge.html#comments'>12 comments</a>"), Some(12));
    assert_eq!(declared("<a href='/news/mill.html#comments'>12 comments</a>"), None);
    assert_eq!(declared("<p>12 comments</p>"), None);
    let two = "<div class=comments>12 comments</div><div class=comments>3 comments</div>";
    assert_eq!(declared(two), None);
}

#[test]
fn a_date_in_an_attribute_and_a_name_behind_a_letter() {
    let post = |n: usize, author: &str| {
        format!(
            "<li component=post data-pid={n} class=topic-owner-post><a itemprop=author data-username={author}>{}</a>\
             <span class=timeago title='2021-03-0{n}T10:00:00Z'></span><div component='post/content'>Said by {author}.</div></li>",
            &author[..1]
        )
    };
    let html = format!("<ul class=template-topic>{}{}</ul>", post(1, "Mara"), post(2, "Otto"));
    let threads = find_in(&html, true, None);
    let item = &threads.items[0].comment;
    assert_eq!(item.author.as_ref().map(|author| author.name.as_str()), Some("Otto"));
    assert_eq!(item.published.as_deref(), Some("2021-03-02T10:00:00Z"));
    assert_eq!(item.text, "Said by Otto.");
}

#[test]
fn a_heading_hid_the_first_post_of_a_thread() {
    let list: String = ["mara", "otto", "ines"]
        .iter()
        .zip(1..)
        .map(|(by, n)| {
            format!(
                "<div class=post><a class=username href=/u/{by}>{by}</a> <time>{n} May 2020</time>\
                 <div class=content>The boat leaks, says {by}.</div><a href=#>Reply</a></div>"
            )
        })
        .collect();
    let html = format!("<h1>A leaking boat</h1><div class=discussion><h2>3 comments</h2>{list}</div>");
    assert!(find_in(&html, false, Some(true)).lead.is_some());
    assert!(find_in(&html, false, Some(false)).lead.is_none());
}

#[test]
fn dates_in_numbers_are_read_as_one_of_the_list_must_be() {
    let list = |dates: [&str; 3]| {
        let one = |(n, date): (usize, &str)| {
            format!(
                "<li class=comment id=c-{n}><b class=author>Mara</b> <span class=date>{date}</span><p>At last, {n}!</p></li>"
            )
        };
        let list: String = dates.into_iter().enumerate().map(one).collect();
        let threads = comments(&format!("{ARTICLE}<h2>3 Comments</h2><ul class=comments>{list}</ul>"));
        threads.items.into_iter().map(|item| item.comment.published.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(list(["10/04/2017", "10/31/2017", "11/02/2017"]), ["2017-10-04", "2017-10-31", "2017-11-02"]);
    assert_eq!(list(["04/10/2017", "31/10/2017", "02/11/2017"]), ["2017-10-04", "2017-10-31", "2017-11-02"]);
    assert_eq!(list(["04/10/2017", "05/10/2017", "02/11/2017"]), ["", "", ""]);
}

#[test]
fn a_day_and_a_time_side_by_side_were_one_number() {
    let post = |who: &str, day: u32| {
        format!(
            "<li id=o-{day}><b class=nick>{who}</b> <span class=date><span>{day}.05.20</span><span>13:39</span></span>\
             <p>What of the mill, {who}?</p><a href=#>Reply</a></li>"
        )
    };
    let posts = post("Mara", 14) + &post("Otto", 15) + &post("Ines", 16);
    let threads = comments(&format!("{ARTICLE}<h2>3 Comments</h2><ul class=opinions>{posts}</ul>{FORM}"));
    assert_eq!(threads.items.len(), 3);
    assert_eq!(threads.items[0].comment.published_text.as_deref(), Some("14.05.20 13:39"));
}
