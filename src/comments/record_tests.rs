use super::tests::{ARTICLE, FORM, comments, row, told};

const TEXTS: [&str; 5] = [
    "The mill is to stay, says the council.",
    "And who is to pay for all of it in the end?",
    "My uncle ran that mill until the year of the flood.",
    "A bridge without a path for bicycles is half a bridge.",
    "Ten years of talk, and nobody has asked the fishermen.",
];

const NAMES: [&str; 5] = ["Mara", "Otto", "Ines", "Juri", "Pia"];

/// A list of five records, each made of its number, name and text.
fn five(record: impl Fn(usize, &str, &str) -> String) -> String {
    let records = NAMES.iter().zip(TEXTS).enumerate().map(|(n, (name, text))| record(n + 1, name, text));
    format!("{ARTICLE}<section><h2>5 comments</h2>{}</section>{FORM}", records.collect::<String>())
}

#[track_caller]
fn are_five(html: &str) {
    let rows: Vec<_> = NAMES.iter().zip(TEXTS).map(|(name, text)| row(name, None, text)).collect();
    assert_eq!(told(&comments(html)), rows);
}

#[test]
fn what_is_not_shown_beside_the_text_was_text() {
    are_five(&five(|n, name, text| {
        format!(
            "<div class=comment id=k-{n}><div style='display: none'><p>Send a message to <b>{name}</b></p></div>\
             <b class=author>{name}</b> <time>{n} May 2020</time><div>{text}</div><p class=hidden>{name}: {text}</p>\
             <a href=#>Reply</a></div>"
        )
    }));
}

#[test]
fn a_folded_comment_keeps_its_text() {
    are_five(&five(|n, name, text| {
        let veil = if n == 3 { "style='display: none'" } else { "" };
        format!(
            "<div class=comment id=k-{n}><b class=author>{name}</b> <time>{n} May 2020</time>\
             <div {veil}><p>{text}</div><a href=#>Reply</a></div>"
        )
    }));
}

#[test]
fn a_notice_that_few_records_have_was_the_text_and_a_motto_the_name() {
    are_five(&five(|n, name, text| {
        let notice =
            if n == 1 { "<div class=badges_text>This member shows no badges here</div>" } else { "" };
        format!(
            "<div class=comment_item id=comment_{n}>{notice}<div class='author_name has_title'><div>MEMBER OF THE BOARD\
             </div><a href='/people/{n}'>{name}</a><div class=bio_teaser>Always against the current of the river!</div>\
             <a class=author_fans href='/people/{n}'>{n}271 Fans</a></div>\
             <div class=comment_body><div class=comment_time>{n} May 2020</div>{text}</div><a href=#>Reply</a></div>"
        )
    }));
}

#[test]
fn the_box_around_the_comments_was_one_of_them() {
    let list = five(|n, name, text| {
        format!(
            "<div class='row clear'><p><span class=author>{name}</span> <span class=date>{n} May 2020</span></p>\
             <div class=comment_text><p>{text}</div></div>"
        )
    });
    let list =
        list.replace("<section>", "<div id=comment_list class=clear><div>Page <b>1</b> of <b>2</b></div>");
    let news = "<div class='news clear'><a href='/a'>The harbour is dredged at last</a> 3 May 2020<br>\
        <a href='/b'>A new roof for the school</a> 4 May 2020</div>";
    are_five(&format!("{news}{}", list.replace("</section>", "</div>")));
}

#[test]
fn a_reference_to_a_commentary_was_a_comment() {
    let note = "<ol><li id=cite_note-religiouscommentary-9><b>a</b> <b>b</b> <cite><a href='https://example.org/s'>\
        Survey of the valley's mills</a>. Office of Rivers. 15 April 2014. Retrieved 25 July 2015.</cite></li></ol>";
    assert!(told(&comments(&format!("{ARTICLE}{note}"))).is_empty());
}

#[test]
fn links_to_report_and_to_answer_were_permalinks() {
    let threads = comments(&five(|n, name, text| {
        format!(
            "<li class=comment><b class=author>{name}</b> <time>{n} May 2020</time><p>{text}</p>\
             <a href='/comment/{n}/report'>!</a> <a href='/comment/reply/7/{n}'>Reply</a> \
             <a href='/comment/{n}'>Link</a></li>"
        )
    }));
    let urls: Vec<_> =
        threads.items.iter().map(|item| item.comment.url.as_deref().unwrap_or_default()).collect();
    let place = |n: usize| format!("https://example.org/comment/{n}");
    assert_eq!(urls, (1..=5).map(place).collect::<Vec<_>>());
}

#[test]
fn the_boards_of_a_forum_were_comments() {
    let row = |n: usize, name: &str| {
        format!(
            "<li class=row><a class=title href='/board/{n}'>Questions of mills and bridges {n}</a>\
             <p>Whatever has to do with mills of the kind {n}.</p><dl><dd>{n}21 topics</dd><dd>{n}400 posts</dd></dl>\
             <span class=lastpost>by <a class=username href='/people/{n}'>{name}</a> {n} May 2020, 12:0{n}</span></li>"
        )
    };
    let rows: String = NAMES.iter().enumerate().map(|(n, name)| row(n + 1, name)).collect();
    let page = format!("<h1>All boards</h1><h2>Discussions</h2><ul class=posts>{rows}</ul>");
    assert!(told(&comments(&page)).is_empty());
}

#[test]
fn signatures_behind_a_line_were_text() {
    are_five(&five(|n, name, text| {
        format!(
            "<div class=entry id=k-{n}><b class=author>{name}</b> <time>{n} May 2020</time><div class=postbody>{text}</div>\
             <span class=postbody><br>_________________<br>{}</span><a href=#>Reply</a></div>",
            "Whoever reads this will have read it, and whoever has not may read it now. ".repeat(3)
        )
    }));
    are_five(&five(|n, name, text| {
        format!(
            "<div class=entry id=k-{n}><b class=author>{name}</b> <time>{n} May 2020</time>\
             <div class=postbody>{text}<br>__________________<br>Mind the gap {n}.<br><br>Ahoy!</div><a href=#>Reply</a></div>"
        )
    }));
}
