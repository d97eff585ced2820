//! Pages of the comment system wpDiscuz, separated exactly.

mod common;

use dechrome::Record;
use dechrome::record::{Comment, Kind, Role};

fn record(name: &str) -> Record {
    dechrome::clean(&common::bytes(&common::project(&format!("fixtures/{name}.html")))).expect("a record")
}

/// Id, parent, depth, author, role, date and text of each comment.
fn told(record: &Record) -> Vec<String> {
    let comment = |c: &Comment| {
        let author = c.author.as_ref().expect("an author");
        let role = author.role.as_ref().map(|role| format!("{role:?}")).unwrap_or_default();
        format!(
            "{} < {} {} | {} ({role}) | {} | {}",
            c.id,
            c.parent.as_deref().unwrap_or("-"),
            c.depth,
            author.name,
            c.published.as_deref().unwrap_or("-"),
            c.text
        )
    };
    record.comments.as_ref().expect("comments").items.iter().map(comment).collect()
}

fn texts(record: &Record, kind: Kind) -> Vec<&str> {
    let chrome = record.chrome.as_ref().expect("chrome");
    chrome.iter().filter(|piece| piece.kind == kind).flat_map(|piece| piece.text.split('\n')).collect()
}

#[test]
fn article() {
    let record = record("wpdiscuz");
    let article = record.article.as_ref().expect("an article");
    let lines: Vec<&str> = article.text.lines().collect();
    let standfirst = article.standfirst.as_deref().expect("a standfirst");
    let body = lines.strip_prefix(&[standfirst]).unwrap_or(&lines);
    let starts = [
        "The first car ferry",
        "The old service",
        "“We promised it",
        "What it costs",
        "A car with its driver",
        "from the lighthouse pier,",
        "from Kell,",
        "on Sundays,",
        "Not everybody is content.",
        "A ferry is a road",
        "The board will look",
    ];
    assert_eq!(body.len(), starts.len(), "{body:#?}");
    for (line, start) in body.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    assert!(body[10].ends_with("are to be dropped over the winter."));
    assert_eq!(article.title.as_deref(), Some("Lighthouse ferry returns to Orrin Bay after nine years"));
    assert_eq!(article.byline.iter().map(|author| &*author.name).collect::<Vec<_>>(), ["Isla Brennan"]);
}

#[test]
fn comments() {
    let record = record("wpdiscuz");
    let comments = record.comments.as_ref().expect("comments");
    assert_eq!((comments.system.as_deref(), comments.declared), (Some("wpdiscuz"), Some(3)));
    assert_eq!(
        told(&record),
        [
            "wc-comm-8121_0 < - 0 | Harbour Watcher (Guest) | 2019-05-18T07:55:00 | Last time they ran a ferry it was \
             cancelled whenever the wind blew above force five.\nI will believe in the school bus when I see it roll \
             off the ramp.",
            "wc-comm-8119_0 < - 0 | Una Kerr (Member) | 2019-05-17T20:20:00 | Does anybody know whether bicycles \
             travel free, as they did on the old boat?",
            "wc-comm-8124_8119 < wc-comm-8119_0 1 | Rowan (Guest) | 2019-05-18T09:02:00 | They do, the timetable says \
             so in the small print. Tandems pay as motorcycles.",
        ]
    );
    let una = comments.items[1].author.as_ref().expect("an author");
    assert_eq!(una.url.as_deref(), Some("https://courier.example/members/una/"));
    assert_eq!(una.role, Some(Role::Member));
}

#[test]
fn chrome() {
    let record = record("wpdiscuz");
    let has = |kind: Kind, wanted: &[&str]| {
        let found = texts(&record, kind);
        for text in wanted {
            assert!(found.contains(text), "{kind:?} has no {text:?}: {found:#?}");
        }
    };
    has(Kind::ReplyForm, &["Leave a Reply"]);
    has(Kind::Avatar, &["avatar", "Harbour Watcher", "Una Kerr", "Rowan"]);
    has(
        Kind::CommentCounter,
        &[
            "3",
            "2 Comment threads",
            "1 Thread replies",
            "0 Followers",
            "Most reacted comment",
            "Hottest comment thread",
            "3 Comment authors",
            "Recent comment authors",
        ],
    );
    has(Kind::Subscribe, &["Subscribe", "Notify of", "new follow-up comments", "new replies to my comments"]);
    has(Kind::CommentControl, &["newest oldest most voted", "Guest", "Member", "41 Reply"]);
    has(
        Kind::Navigation,
        &["Skip to content", "News", "Transport", "Roads", "Harbour", "Sport", "Opinion", "Contact"],
    );
    has(Kind::Masthead, &["The Orrin Courier logo", "The Orrin Courier", "News from the bay since 1911"]);
    has(Kind::Breadcrumb, &["Home » Transport » Lighthouse ferry returns"]);
    has(Kind::Search, &["Search for:", "Search"]);
    has(Kind::Share, &["Share this:", "Facebook", "Twitter", "Email"]);
    has(Kind::Tags, &["Posted in Transport Tagged ferry, Orrin Bay, harbour board"]);
    has(Kind::AuthorBox, &["About Isla Brennan", "All posts by Isla Brennan"]);
    has(
        Kind::Related,
        &["Related posts", "Dredger leaves the narrow channel", "Kell school roll falls again"],
    );
    has(Kind::MostRead, &["Most read", "Otter closes the swimming pool", "Snow in April: your pictures"]);
    has(Kind::Newsletter, &["Newsletter", "The week in the bay, every Saturday in your inbox.", "Sign up"]);
    has(Kind::CookieNotice, &["Accept", "Read more"]);
    has(Kind::Footer, &["Imprint", "Privacy policy", "Advertise with us"]);
    assert_eq!(texts(&record, Kind::Other), [""; 0]);
}

#[test]
fn version_3() {
    let record = record("wpdiscuz3");
    assert_eq!(
        told(&record),
        [
            "wc-comm-301_0 < - 0 | Peregrine (Guest) | 2016-03-03T08:14:00 | I was somewhere near the bakery. My arms \
             still know it.\nWill there be another one when the archive moves?",
            "wc-comm-302_301 < wc-comm-301_0 1 | Dora Finch (Author) | 2016-03-03T09:40:00 | In June, if the roof is \
             done.",
            "wc-comm-305_302 < wc-comm-302_301 2 | Peregrine (Guest) | 2016-03-04T07:01:00 | Then I have three months \
             to train.",
        ]
    );
    let comments = record.comments.as_ref().expect("comments");
    assert_eq!((comments.system.as_deref(), comments.declared), (Some("wpdiscuz"), Some(3)));
}

#[test]
fn version_7() {
    let record = record("wpdiscuz7");
    assert_eq!(
        told(&record),
        [
            "wpd-comm-5511_0 < - 0 | Torfstecher (Guest) | 2023-10-30T09:41:00 | Mein Großvater hat dort noch \
             gestochen. Dass ich die Kraniche einmal von seinem Hof aus höre, hätte er nicht geglaubt.",
            "wpd-comm-5514_5511 < wpd-comm-5511_0 1 | Jette Harms (Staff) | 2023-10-30T11:05:00 | Haben Sie Bilder aus \
             dieser Zeit? Wir würden sie gern zeigen.",
        ]
    );
    let comments = record.comments.as_ref().expect("comments");
    assert_eq!((comments.system.as_deref(), comments.declared), (Some("wpdiscuz"), Some(2)));
    let counters = texts(&record, Kind::CommentCounter);
    assert!(counters.contains(&"2 Kommentare") && !counters.contains(&"Antworten"), "{counters:#?}");
    assert_eq!(texts(&record, Kind::ReplyForm), ["Name*"]);
}
