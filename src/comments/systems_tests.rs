//! The table against pages written for it: `fixtures/comments/<system>.html`, or `<system>--<variant>.html`. Every page
//! shows the same three comments in the system's markup, with the controls, signatures and form that go with them;
//! where the system nests, the second answers the first.

use std::path::{Path, PathBuf};

use super::recognise::{KnownComments, find};
use super::selector::Selector;
use super::suspects::Suspects;
use super::systems::SYSTEMS;
use super::words::Words;
use super::{Candidate, Context};
use crate::block::Blocks;
use crate::dom::{Dom, NodeId, NodeKind};

const AUTHORS: [&str; 3] = ["Ada Quill", "Ben Osei", "Cleo Marsh"];
const DATES: [&str; 3] = ["March 3, 2021", "March 4, 2021", "March 5, 2021"];
const TEXTS: [&str; 3] = [
    "The old ferry was slower, but it ran on Sundays.",
    "It never ran in winter, though.",
    "My grandfather was its last mechanic.",
];

fn find_in(dom: &Dom) -> Option<KnownComments> {
    let mut suspects = Suspects::new();
    Words::of(dom, &mut suspects);
    let context = Context {
        dom,
        blocks: &Blocks::default(),
        likely: &[],
        chance: None,
        article: &[],
        forum: None,
        url: None,
        systems: true,
        now: None,
        language: None,
    };
    find(&context, &suspects)
}

fn found_on(html: &str) -> Option<KnownComments> {
    find_in(&Dom::parse(html))
}

fn fixtures() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/comments");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    pages.sort();
    pages
}

/// The body's text without what is to be left out, other comments, and the pieces that are no text.
fn text(dom: &Dom, all: &[Candidate], item: &Candidate) -> String {
    let from = item.body.expect("a body");
    let mut text = String::new();
    let mut at = from;
    while at < dom.end(from) {
        let other = all.iter().any(|other| other.node == at && other.node != item.node);
        let piece = at != from && [item.author, item.date].contains(&Some(at));
        if item.drop.contains(&at) || other || piece {
            at = dom.end(at);
            continue;
        }
        if dom.kind(at) == NodeKind::Text {
            text.push_str(dom.text(at).unwrap());
        }
        at = NodeId(at.0 + 1);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_is_sorted_by_name() {
    for pair in SYSTEMS.windows(2) {
        assert!(pair[0].name < pair[1].name, "{} stands before {}", pair[0].name, pair[1].name);
    }
}

#[test]
fn every_selector_of_the_table_compiles() {
    for system in SYSTEMS {
        let roles = system.roles.iter().map(|(text, _)| *text);
        let nesting = system.nesting.iter().map(|form| form.selector());
        let fields = [system.author, system.date, system.body, system.votes, system.down, system.permalink];
        let others = [system.item, system.whole, system.never, system.badge, system.drop, system.counter];
        for text in fields.into_iter().chain(others).chain(roles).chain(nesting) {
            if let Err(wrong) = Selector::parse(text) {
                panic!("{}: {wrong}", system.name);
            }
        }
        assert!(!system.item.is_empty() && !system.body.is_empty(), "{}", system.name);
        assert!(!system.marks.is_empty(), "{}", system.name);
        for mark in system.marks {
            assert!(mark.trim_matches('*').len() >= 3, "{}: {mark}", system.name);
        }
    }
}

#[test]
fn every_system_has_a_fixture() {
    let names: Vec<_> = fixtures().into_iter().map(|(name, _)| name).collect();
    for system in SYSTEMS {
        assert!(names.iter().any(|name| name == system.name), "{}", system.name);
    }
}

#[test]
fn the_comments_of_every_fixture_are_found() {
    let mut wrong = Vec::new();
    for (name, path) in fixtures() {
        let dom = Dom::parse(&std::fs::read_to_string(path).unwrap());
        let expected = name.split("--").next().unwrap();
        let system = SYSTEMS.iter().find(|system| system.name == expected).expect("a system of the table");
        let Some(found) = find_in(&dom) else {
            wrong.push(format!("{name}: nothing found"));
            continue;
        };
        let shown = |node: Option<NodeId>| node.map(|node| dom.text_content(node)).unwrap_or_default();
        let items = &found.candidates;
        // Of some systems only newer versions nest.
        let nests = system.nesting.iter().any(|form| {
            let selector = Selector::parse(form.selector()).unwrap();
            selector.is_empty() || dom.ids().any(|id| dom.is_element(id) && selector.matches(&dom, id))
        });
        if found.system != expected || items.len() != 3 {
            let starts: Vec<_> = items.iter().map(|item| dom.text_content(item.node)).collect();
            wrong.push(format!("{name}: {} with {starts:#?}", found.system));
            continue;
        }
        for (place, item) in items.iter().enumerate() {
            let (author, date) = (shown(item.author), shown(item.date));
            let parent = (place == 1 && nests).then_some(0);
            if !author.contains(AUTHORS[place]) || !date.contains(DATES[place]) || item.parent != parent {
                wrong.push(format!("{name} {place}: by {author:?} on {date:?}, answers {:?}", item.parent));
            }
            if item.body.is_none() || text(&dom, items, item) != TEXTS[place] {
                wrong.push(format!("{name} {place}: {:?}", item.body.map(|_| text(&dom, items, item))));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_with_but_a_form_has_no_comments() {
    let pages = [
        "<div id=comments class=comments-area><div id=respond class=comment-respond><h3 class=comment-reply-title>Leave \
         a Reply</h3><form id=commentform class=comment-form><textarea name=comment></textarea></form></div></div>",
        "<div id=wpdcom class=wpd-default><div class='wpd-form wpd-form-wrapper'><form><textarea></textarea></form></div>\
         <div id=wpd-threads class=wpd-thread-wrapper><div class=wpd-thread-list></div></div></div>",
        "<div id=disqus_thread></div><noscript>Please enable JavaScript to view the comments.</noscript>",
        "<div class=fb-comments data-href=/a></div><div id=hyvor-talk-view></div>",
    ];
    for page in pages {
        assert!(found_on(page).is_none_or(|found| found.candidates.is_empty()), "{page}");
    }
}

#[test]
fn pingbacks_and_the_sidebars_recent_comments_are_none() {
    let page = "<ol class=commentlist><li class='pingback even thread-even depth-1' id=comment-1><p>Pingback: \
        <a href=/x>Elsewhere</a></p></li><li class='trackback odd depth-1' id=comment-2>Elsewhere</li>\
        <li id=comment-3><cite>Pingback von <a>Elsewhere</a></cite><small class=commentmetadata>1.2.2021</small></li></ol>\
        <ul class='wp-block-latest-comments'><li class=wp-block-latest-comments__comment><article>Ada on Ferries\
        </article></li></ul><ul id=recentcomments><li class=recentcomments>Ben on <a>Ferries</a></li></ul>";
    assert!(found_on(page).is_none_or(|found| found.candidates.is_empty()));
}

#[test]
fn a_list_of_frequent_questions_is_none() {
    let page = "<div itemscope itemtype='https://schema.org/FAQPage'><div itemprop=mainEntity itemscope \
        itemtype='https://schema.org/Question'><h3 itemprop=name>How?</h3><div itemprop=acceptedAnswer itemscope \
        itemtype='https://schema.org/Answer'><p itemprop=text>Like this.</p></div></div></div>";
    assert!(found_on(page).is_none());
}

#[test]
fn the_counter_is_read() {
    let page = "<div id=comments><h2 class=comments-title>1,204 thoughts</h2><ol class=comment-list><li \
        class='comment even thread-even depth-1' id=comment-5><div class=comment-author><b class=fn>Ada</b></div><div \
        class=comment-content><p>Yes.</p></div></li></ol></div>";
    let found = found_on(page).unwrap();
    assert_eq!(
        (found.system, found.counter.map(|counter| counter.comments(false)), found.candidates.len()),
        ("wordpress", Some(1204), 1)
    );
    assert_eq!(found.candidates[0].id.as_deref(), Some("comment-5"));
}

#[test]
fn nesting_without_end_takes_linear_time() {
    let depth = 4_000;
    let open = "<div class='comment even depth-2' id=c><b class=fn>Ada</b><div class=comment-text>Yes.</div>";
    let found = found_on(&format!("<div class=depth-1>{}", open.repeat(depth))).unwrap();
    assert_eq!(found.candidates[400].parent, Some(399));
    // So deep a page is nested, and what is deeper stands beside: where it is parted a comment is lost.
    assert!(found.candidates.len() > depth * 9 / 10, "{}", found.candidates.len());
}

#[test]
fn a_link_and_a_number_tell_parents_too() {
    let page = "<div class=gsc-comments></div><ul class=kmt-list><li class=kmt-item id=kmt-7 depth=0><span \
        class=kmt-author>Ada</span><div class=commentText>One.</div></li><li class=kmt-item id=kmt-9 depth=1><span \
        class=kmt-author>Ben</span><div class=commentText>Two.</div></li><li class=kmt-item id=kmt-12 parentid=kmt-7 \
        depth=1><span class=kmt-author>Cleo</span><div class=commentText>Three.</div></li></ul>";
    let found = found_on(page).unwrap();
    let parents: Vec<_> = found.candidates.iter().map(|item| item.parent).collect();
    assert_eq!((found.system, parents), ("komento", vec![None, Some(0), Some(0)]));
}

#[test]
fn a_wordpress_post_is_no_forum_post() {
    let page = "<body id=phpbb class=postprofile><article class='post hentry type-post' id=post-12><h1>Ferries</h1><p \
        class=author>Ada Quill</p><div class=content>The council decides on Monday.</div></article>";
    assert!(found_on(page).is_none());
}

#[test]
fn how_much_a_writer_has_posted_was_the_date() {
    let post = |number: u32| {
        format!(
            "<tr><td><table><tr><td><b><a href='index.php?action=profile;u={number}'>Ada Quill</a></b>\
             <div class=smalltext>Member<br>Boats: two<br>Posts: 10412</div></td><td><div id=subject_{number}>\
             <a href='#msg{number}'>Re: The ferry</a></div><div class=smalltext>« Reply #{number} on: March 3, 2021, 01:28:03 AM »\
             </div><div class=post>{}</div></td></tr></table></td></tr>",
            TEXTS[0]
        )
    };
    let dom = Dom::parse(&format!("<form id=quickModForm><table>{}{}</table></form>", post(1), post(2)));
    let found = find_in(&dom).unwrap();
    assert_eq!((found.system, found.candidates.len()), ("smf1", 2));
    for candidate in &found.candidates {
        assert!(dom.text_content(candidate.date.unwrap()).contains("March 3, 2021"));
    }
}
