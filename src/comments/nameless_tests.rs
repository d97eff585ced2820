//! Comments whose elements have names that say nothing, as style tools write them.

use super::tests::{ARTICLE, FORM, comments, row, told};

fn card(name: &str, date: &str, text: &str) -> String {
    format!(
        "<div class=x1f3a><div class=x77ab>{name}</div><div class=x9d1>{date}</div>\
         <div class=x55e>{text}</div></div>"
    )
}

#[test]
fn comments_under_a_heading_were_lost_where_no_name_spoke_of_them() {
    let cards = card("Mara", "1 May 2020", "At last!") + &card("Otto", "2 May 2020", "Too dear.");
    let threads =
        comments(&format!("{ARTICLE}<section class=xq2><h2 class=xq3>2 Comments</h2>{cards}</section>"));
    assert_eq!(told(&threads), [row("Mara", None, "At last!"), row("Otto", None, "Too dear.")]);
    assert_eq!(threads.declared, Some(2));
}

#[test]
fn a_lone_comment_under_a_counter_was_lost() {
    let one = card("Mara", "1 May 2020", "They promised it ten years ago, and the mill was to stay.");
    let section = format!("<section class=xq2><h2 class=xq3>1 Comment</h2>{one}{FORM}</section>");
    let threads = comments(&format!("{ARTICLE}{section}"));
    let row = row("Mara", None, "They promised it ten years ago, and the mill was to stay.");
    assert_eq!(told(&threads), [row]);
}

#[test]
fn stories_under_a_heading_of_their_own_are_no_comments() {
    let story = |title: &str, date: &str| {
        format!(
            "<div class=x8><h3 class=x9>{title}</h3><div class=x0c2>Mara Lind</div><div class=x9d1>{date}</div>\
             <div class=x55e>The council of the town said on Monday that it would look at the plans again.</div></div>"
        )
    };
    let stories = story("A ferry for the island", "1 May 2020") + &story("No more trains", "2 May 2020");
    let section = |heading: &str| {
        format!(
            "{ARTICLE}<div class=xq2><h2>Comments</h2><p>Load comments</p><h2>{heading}</h2>{stories}</div>"
        )
    };
    assert_eq!(told(&comments(&section("More from the valley"))), []);
    assert_eq!(told(&comments(&section("Related articles"))), []);
}

#[test]
fn a_writers_panel_was_text_where_no_name_told_them_apart() {
    let post = |number: u8, name: &str, likes: &str, text: &str| {
        format!(
            "<div class=x1><div class=x2><h4 class=x3><a href=/members/{name}>{name}</a></h4>\
             <div class=x4>Likes {likes} above all</div><div class=x5>Joined: May 2009</div></div>\
             <div class=x6><div class=x7><a href=#post-{number}>1 May 2020</a></div><div class=x8>{text}</div></div></div>"
        )
    };
    let posts = [
        post(
            1,
            "Mara",
            "boats and bridges",
            "The council agreed to build the new bridge, after ten years of talks about its place, its cost and the old mill beside it.",
        ),
        post(2, "Otto", "the quiet of the upper valley", "It will be too dear for a town like ours."),
        post(3, "Ines", "to grind her own flour", "What of the old mill that stands beside it?"),
        post(4, "Jona", "long walks in the rain", "The mill will stay where it always was."),
    ];
    let page = format!("<h1>A bridge for the valley</h1><div class=x0>{}</div>", posts.concat());
    let texts: Vec<String> = told(&comments(&page)).into_iter().map(|(_, _, text)| text).collect();
    let said = ["It will be too dear for a town like ours.", "What of the old mill that stands beside it?"];
    assert_eq!(texts, [said[0], said[1], "The mill will stay where it always was."]);
}

#[test]
fn what_wraps_answers_was_the_comment() {
    let note = |class: &str, number: u8, name: &str, text: &str| {
        format!(
            "<div class='{class}'><div class=left><img class=avatar alt='{name}' src=a.png></div><div class=middle>\
             <a class=author href=/u/{name}>{name}</a> <time datetime=2020-05-0{number}>{number} May 2020</time> \
             <a href=#c{number}>#</a><p>{text}</p><a class=reply href=#answer>Reply</a></div></div>"
        )
    };
    let texts = [
        "They promised it ten years ago, and the mill was to stay where it is, said the mayor then.",
        "The mill is older than all of us, and nobody has asked whether it wants to stay there.",
        "At last, and may it stand longer than the one that the ice took away in my first winter here.",
        "The ice took two of them, and the second was of stone, as my grandfather never tired to tell.",
    ];
    let names = ["Mara", "Otto", "Ines", "Emil"];
    // As good as each other: which list came first was chance.
    for class in
        ["my-comment", "a-comment", "comment", "xy-comment big", "comment one", "pq-comment", "comment-z"]
    {
        let notes: Vec<String> = (0..4).map(|at| note(class, at as u8 + 1, names[at], texts[at])).collect();
        let answered = |at: usize| format!("{}<div class=replies>{}</div>", notes[at], notes[at + 1]);
        let thread = format!("<div id=comments><h3>4 Comments</h3>{}{}</div>", answered(0), answered(2));
        let told = told(&comments(&format!("{ARTICLE}{thread}")));
        let parents: Vec<Option<&str>> = told.iter().map(|(_, parent, _)| parent.as_deref()).collect();
        assert_eq!(parents, [None, Some("Mara"), None, Some("Ines")], "{class}");
    }
}

#[test]
fn the_form_of_a_reader_who_is_logged_in_is_no_comment() {
    let area = |comment: &str| {
        format!(
            "{ARTICLE}<div class=sample-comments id=comments><div class=comment-top><div><a href=#all>0</a>条评论</div>\
             <textarea></textarea><div><span class=name><a href=/users/1>mara</a></span><a>退出</a></div>表情</div>\
             <div class=latest-comments><div class=title><span class=name>最新评论</span> <a href=/comment/all#comment-1>刷新</a></div>\
             {comment}</div></div>"
        )
    };
    assert_eq!(told(&comments(&area(""))), []);
}

#[test]
fn a_headline_before_a_word_for_a_day_is_no_name() {
    let story = "<div class=side id=post_comment_area><h2>热点新闻</h2><ul><li><a href=/1>样本市长在河边因公殉职 两天前刚获任命</a>\
                 <li><a href=/2>老桥被河水冲垮以后谁来负责</a></ul><p>老桥被河水冲垮以后谁来负责，现在还没有人知道。</p></div>";
    assert_eq!(told(&comments(&format!("{ARTICLE}{story}"))), []);
}

#[test]
fn a_side_column_that_links_to_comments_is_none() {
    let link = |name: &str| format!("<li>{name} bei <a href=/2007/05/river/#comment-17>The river</a></li>");
    let column = format!(
        "<div id=secondary class=widget-area><aside class=widget><h1>Who writes here?</h1><p>These are my texts, which last \
         longer than a day and which I like most of all that I wrote in these years.</p></aside><aside class=widget>\
         <h1>Newest</h1><ul>{}{}</ul><p>gestern</p></aside></div>",
        link("Mara"),
        link("Otto")
    );
    assert_eq!(
        told(&comments(&format!("<div class=content-area>{ARTICLE}<p>1 May 2020</p></div>{column}"))),
        []
    );
}

#[test]
fn what_shares_a_word_of_style_with_comments_is_none() {
    let comment = |name: &str, date: &str| {
        format!(
            "<div class='mb comment-item'><div class=x77ab>{name}</div><div class=x9d1>{date}</div><div class=x55e>At last \
             a bridge that is wide enough for two carts.</div></div>"
        )
    };
    let teaser = "<div class='mb col'><div class=x77ab>Ines</div><div class=x77ab>Lena</div><div class=x77ab>Karl</div>\
                  <div class=x77ab>Nora</div><div class=x9d1>4 May 2020</div><div class=x55e>Ten bridges that nobody built.</div></div>";
    let list: String = [("Mara", "1 May 2020"), ("Otto", "2 May 2020"), ("Jon", "3 May 2020")]
        .map(|(name, date)| comment(name, date))
        .concat();
    let threads = comments(&format!("{ARTICLE}<div class=comments>{teaser}{list}</div>"));
    assert_eq!(threads.items.len(), 3);
}

#[test]
fn who_commented_under_a_name_in_small_letters_was_nobody() {
    let card = |number: u8, name: &str, text: &str| {
        format!(
            "<div class=x1><h3 class=x2><div><a href=/{name}>{name}</a> commented <a href=#comment-{number}>1 May 2020</a></div></h3>\
             <div class=x3><p>{text}</p></div></div>"
        )
    };
    let cards = [
        card(1, "mara7", "At last! They promised it ten years ago, when the mill was still at work."),
        card(
            2,
            "otto",
            "It will be too dear for a town like ours, and nobody asked us whether we want it at all.",
        ),
        card(
            3,
            "ines_b",
            "What of the old mill that stands beside it, and of the trees that we planted there?",
        ),
    ];
    let threads = comments(&format!("{ARTICLE}<div class=x0>{}</div>", cards.concat()));
    let names: Vec<_> = threads.items.iter().filter_map(|item| item.comment.author.as_ref()).collect();
    assert_eq!(
        names.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(),
        ["mara7", "otto", "ines_b"]
    );
}
