//! Whole pages.

use super::*;
use crate::block::page::Page;
use crate::label::{self, Model};

fn read(html: &str) -> (Metadata, Vec<String>) {
    read_labelled(html, |page| label::label(page, Model::built_in()))
}

/// As [`read`], of a page all of which the labeller takes for the article.
fn read_text(html: &str) -> (Metadata, Vec<String>) {
    read_labelled(html, |page| {
        let mut labels = Labels::unknown(page.blocks.len());
        (0..page.blocks.len()).for_each(|block| labels.settle(block));
        labels
    })
}

fn read_labelled(html: &str, label: impl Fn(&Page) -> Labels) -> (Metadata, Vec<String>) {
    let dom = Dom::parse(html);
    let blocks = Blocks::of(&dom);
    let page = Page::survey(&dom, &blocks, None);
    let labels = label(&page);
    let context = Context {
        dom: &dom,
        blocks: &blocks,
        labels: &labels,
        url: Some("https://paper.example/2020/storm"),
        saved_at: None,
    };
    let known = gather(&context);
    let shown = known
        .headline_blocks
        .iter()
        .chain(&known.byline_blocks)
        .map(|&at| blocks.text(at).to_owned())
        .collect();
    (known, shown)
}

const TEXT: &str = "<p>Rain fell on the harbour all night long, and by the morning the lower streets of the old town stood under \
    water, said the people who had stayed there.</p>";

fn names(known: &Metadata) -> Vec<&str> {
    known.byline.iter().map(|author| author.name.as_str()).collect()
}

#[test]
fn the_visible_page_alone_is_enough() {
    let (known, shown) = read(&format!(
        "<html lang=en_gb><title>Storm over the bay | The Sample</title><nav><h2>Menu</h2></nav><article><h1>Storm over the bay</h1>\
         <p class=standfirst>A night of rain leaves the lower streets of the town under water.</p>\
         <p>By <a href='/author/ann-lee'>Ann Lee</a></p><p>4 March 2020</p>{TEXT}{TEXT}</article>\
         <div class=comments><p>By Max Troll</p><span class=author>Max Troll</span><time datetime='2021-01-01'>x</time></div>"
    ));
    assert_eq!(known.title.as_deref(), Some("Storm over the bay"));
    assert_eq!(
        known.byline,
        [Author { name: "Ann Lee".into(), url: Some("https://paper.example/author/ann-lee".into()) }]
    );
    assert_eq!(known.published.as_deref(), Some("2020-03-04"));
    assert_eq!(known.language.as_deref(), Some("en-GB"));
    assert_eq!(
        known.standfirst.as_deref(),
        Some("A night of rain leaves the lower streets of the town under water.")
    );
    assert_eq!(shown, ["Storm over the bay", "By Ann Lee", "4 March 2020"]);
}

#[test]
fn dates_and_times_amid_the_text_were_taken_for_bylines() {
    let (_, shown) = read_text(&format!(
        "<h1>Storm over the bay</h1><p>4 March 2020</p>{TEXT}{TEXT}<table><tr><td>High water<td>4 minutes<tr><td>Ebb\
         <td>6 minutes</table><p>5 March 2020</p>{TEXT}"
    ));
    assert_eq!(shown, ["Storm over the bay", "4 March 2020"]);
}

#[test]
fn a_standfirst_below_a_banner_was_lost() {
    let banner = "<p>Read us for a whole year at half the price, on every device you own, and cancel whenever you want to, the \
         sooner you begin the more you save.</p>";
    let page = |lead: &str| {
        read(&format!("{banner}<h1>Storm over the bay</h1><p class=standfirst>{lead}</p>{TEXT}{TEXT}"))
            .0
            .standfirst
    };
    let lead = "A night of rain leaves the lower streets under water.";
    assert_eq!(page(lead).as_deref(), Some(lead));
    assert_eq!(page("Our holiday deals guide"), None);
}

#[test]
fn lines_of_two_dates_were_no_bylines() {
    let html = format!(
        "<h1>Storm over the bay</h1><p>Published 4 March 2020 at 08:15 | Updated 5 March 2020 at 17:40</p>{TEXT}{TEXT}"
    );
    assert_eq!(read(&html).1.len(), 2);
}

#[test]
fn the_sites_logo_was_taken_for_the_image() {
    for (src, of_site) in [
        ("https://a.example/img/logo.png", true),
        ("/og-default.png", true),
        ("/touch-icon-192.png", true),
        ("/why-the-new-logo-of-the-harbour-board-divides.jpg", false),
        ("/storm.jpg", false),
    ] {
        assert_eq!(image::is_of_site(src), of_site, "{src}");
        let known = read(&format!("<meta property=og:image content='{src}'><h1>Storm</h1>{TEXT}")).0;
        assert_eq!((known.image.is_none(), known.image_is_of_site), (of_site, of_site), "{src}");
    }
}

#[test]
fn labels_beside_names_and_names_below_labels() {
    let page = |byline: &str| format!("<h1>Storm over the bay</h1>{byline}{TEXT}");
    for byline in [
        "<div><span>By</span><span>Ann Lee</span></div>",
        "<p>Written by</p><p>Ann Lee</p>",
        "<p>11.12.2019 - Ann Lee</p>",
        "<p class=byline>Ann Lee<br>Senior Editor</p>",
        "<p>Posted on 4 March 2020 by Ann Lee</p>",
        "<div class=author><a href='/author/ann'>Ann Lee</a> reviewed by <a href='/author/jo'>Jo Roe</a></div>",
        "<a rel=author href=/ann>Ann Lee</a>",
    ] {
        assert_eq!(names(&read(&page(byline)).0), ["Ann Lee"], "{byline}");
    }
    for none in ["<p>By the harbour, rain fell.</p>", "<p class=author>Share</p>", "<p>Photo: Ann Lee</p>"] {
        assert_eq!(names(&read(&page(none)).0), Vec::<&str>::new(), "{none}");
    }
}

#[test]
fn updates_and_datelines_are_told_from_each_other() {
    let (known, _) = read(&format!(
        "<h1>Storm over the bay</h1><p>Published 4 March 2020</p><p>Updated 6 March 2020</p>{TEXT}"
    ));
    assert_eq!(known.published.as_deref(), Some("2020-03-04"));
    assert_eq!(known.modified.as_deref(), Some("2020-03-06"));
    let (known, _) = read(&format!(
        "<h1>Storm</h1><p>Press release of 4 March 2020 | Port – {}</p>",
        "Rain fell all night. ".repeat(20)
    ));
    assert_eq!(known.published.as_deref(), Some("2020-03-04"));
}

#[test]
fn dates_far_from_the_headline_are_found_by_label_and_mark() {
    let far = "<p>Rain fell on the harbour.</p>".repeat(40);
    let date = |html: &str| read(&format!("<h1>Storm over the bay</h1>{TEXT}{far}{html}")).0.published;
    assert_eq!(
        date("<aside><h4>Published</h4><div>4 March 2020</div></aside>").as_deref(),
        Some("2020-03-04")
    );
    assert_eq!(date("<span class=post-date>4 March 2020</span>").as_deref(), Some("2020-03-04"));
    // Several are of several things.
    let several =
        "<span class=post-date>4 March 2020</span><p>x</p><span class=post-date>6 March 2020</span>";
    assert_eq!(date(several), None);
}

#[test]
fn a_base_element_makes_no_front() {
    let (known, _) = read(
        "<head><base href='https://paper.example/'><title>The Sample | Weather</title></head>\
         <h1>Storm over the bay</h1><p>4 March 2020</p>",
    );
    assert_eq!(known.title.as_deref(), Some("Storm over the bay"));
}

#[test]
fn buttons_are_no_part_of_a_headline() {
    let (known, _) = read(&format!("<h1>Storm over the bay <button>Copy link</button></h1>{TEXT}"));
    assert_eq!(known.title.as_deref(), Some("Storm over the bay"));
}

#[test]
fn the_rest_is_tidied() {
    let (known, _) = read(
        "<head><meta property=og:site_name content='The Sample'><meta name=keywords content='rain, Storm;rain'>\
         <meta property=og:image content='/a.jpg'><meta property=og:image:alt content='Waves'><link rel=canonical href='/storm'>\
         <link rel=license href='https://cc.example/by'><meta property=article:section content=Weather></head><body><h1>Storm</h1>",
    );
    assert_eq!(known.tags, ["rain", "Storm"]);
    assert_eq!(
        known.image,
        Some(Image { src: "https://paper.example/a.jpg".into(), alt: Some("Waves".into()) })
    );
    assert_eq!(known.canonical.as_deref(), Some("https://paper.example/storm"));
    assert_eq!(known.license.as_deref(), Some("https://cc.example/by"));
    assert_eq!((known.section.as_deref(), known.site.as_deref()), (Some("Weather"), Some("The Sample")));
}

/// The tags that a page has whose keywords are these.
fn tags_of(keywords: &str) -> Vec<String> {
    read(&format!("<meta name=keywords content='{keywords}'><h1>Storm</h1>")).0.tags
}

#[test]
fn records_of_the_publishing_system_were_tags() {
    let keywords = "rain, locale: US, displayType: listicle, hasProduct: true, 2020, 18153161, \
                    0b1c9f6e-2d34-4d7a-9e55-7a1f00c2b3d4";
    assert_eq!(tags_of(keywords), ["rain", "2020"]);
    assert_eq!(tags_of("Things to do: boats, node.js"), ["Things to do: boats", "node.js"]);
}

#[test]
fn a_licence_was_taken_for_the_author() {
    let (known, _) = read("<h1>Storm</h1><p>Music: Waves, by <a rel=author href=/by>CC BY</a></p>");
    assert!(known.byline.is_empty(), "{:?}", known.byline);
}

#[test]
fn odd_pages_are_survived() {
    for html in [
        "",
        "<h1>",
        "<h1>é</h1><p>ü",
        "<time datetime=x>",
        "<meta content=x>",
        "<script type=application/ld+json>{",
        "<base href=x><a rel=author>",
    ] {
        read(html);
    }
    read(&"<div class=author itemprop=author itemscope>".repeat(3000));
    read(&"<h1 class=comment>By é 2020 – ".repeat(3000));
    read(&format!("<p class=byline>{}</p>", "é, ".repeat(5000)));
}

#[test]
fn what_stands_behind_a_role_was_a_name() {
    for (raw, expected) in [
        ("Ann Lee, Night Managing Editor", &["Ann Lee"][..]),
        ("Ann Lee, Sr. Director of Tides, Harbour Lines", &["Ann Lee"]),
        ("Ann Lee, Senior Director, Content & Marketing, TideWorks and BAYLAB Institute", &["Ann Lee"]),
        ("Ann Lee, Reporter and Jo Roe", &["Ann Lee", "Jo Roe"]),
        ("Ann Lee, Staff Writer, Jo Roe, Reporter", &["Ann Lee", "Jo Roe"]),
        ("Ona Lis, Jūros universiteto žmogaus ir visuomenės studijų centras", &["Ona Lis"]),
        ("Von Ann Lee, Jo Roe und Kim Poe, NDR", &["Ann Lee", "Jo Roe", "Kim Poe"]),
        ("Text und Interview: Ann Lee", &["Ann Lee"]),
        ("责任编辑：孔明", &["孔明"]),
        ("Ann Lee, MD, cardiologist, Bay Health", &["Ann Lee, MD"]),
    ] {
        assert_eq!(names::split(raw), expected, "{raw}");
    }
    // Told to machines, a role stands behind a comma.
    assert_eq!(names::told("Top Harbour Marketing"), ["Top Harbour Marketing"]);
    assert_eq!(names::told("Ann Lee, Marketing"), ["Ann Lee"]);
    assert_eq!(names::told("Ann Lee / Journalist"), ["Ann Lee"]);
}

#[test]
fn authors_of_other_stories_and_pictures_were_the_articles() {
    let teaser = "<div class=card><h2><a href='/2020/other-story'>Another story of the bay</a></h2>\
        <div class=article-author><a href='/autor/jo-roe'>Jo Roe</a></div></div>";
    let (known, _) = read(&format!(
        "<title>Storm over the bay</title>{teaser}<article><h1>Storm over the bay</h1><div class=article-author>\
         <a href='/autor/ann-lee'>Ann Lee</a></div><figure><img src=/a.jpg><figcaption>The harbour on the morning after the storm, when the lower streets stood under water. \
         <span class=author-name>Kim Poe</span></figcaption></figure>{TEXT}{TEXT}</article>{teaser}"
    ));
    assert_eq!(names(&known), ["Ann Lee"]);
}

#[test]
fn whoever_is_quoted_pictured_or_listed_was_the_author() {
    let byline = |html: &str| {
        let (known, _) = read(&format!("<h1>Storm over the bay</h1>{html}{TEXT}{TEXT}"));
        known.byline.into_iter().map(|author| author.name).collect::<Vec<_>>()
    };
    let ann = "<div class=author>By Ann Lee</div>";
    let quoted =
        "<blockquote>We have seen worse.<br>— <i>Kim Poe, Port Sample, April 15, 2019</i></blockquote>";
    assert_eq!(byline(&format!("{quoted}{ann}")), ["Ann Lee"]);
    let pictured = "<div class=img-caption>The waiting room of the harbour office. / <span class=author>KIM POE</span></div>";
    assert_eq!(byline(&format!("{pictured}{ann}")), ["Ann Lee"]);
    let listed = "<li><a href='/2020/another-story'>Another long story of the bay</a> <span class=byline>\
        <a href='/writer/jo-roe'>Jo Roe</a></span></li>";
    assert_eq!(byline(&format!("{ann}<ul>{listed}</ul>")), ["Ann Lee"]);
    let called = "<h4 class=author-call>Become an approved author!</h4><span class=submitted-by>Submitted on 4 March 2020</span>";
    assert_eq!(byline(called), [""; 0]);
}

#[test]
fn a_byline_beside_the_number_of_comments_was_the_readers() {
    let line = "<div class=byline-comments><span class=by><a href='/autor/ann-lee' rel=author>Ann Lee</a></span> \
        <a href='#comments'>3</a></div>";
    let (known, _) = read(&format!("<h1>Storm over the bay</h1>{line}{TEXT}{TEXT}"));
    assert_eq!(names(&known), ["Ann Lee"]);
}

#[test]
fn sections_and_menus_were_authors() {
    let byline = "<p>By Ann Lee In <a href='/category/bays/' rel='category tag'>Bay Walks</a>, \
        <a href='/category/tides/' rel='category tag'>Tide Tables</a></p>";
    let (known, _) = read(&format!("<h1>Storm over the bay</h1>{byline}{TEXT}{TEXT}"));
    assert_eq!(names(&known), ["Ann Lee"]);
    let menu =
        "<div><a href=/>About</a><a href=/n>Notes</a><a href=/p>Projects</a><a href=/m>Media</a></div>";
    let (known, _) = read(&format!("{menu}<h1>Storm over the bay</h1>{TEXT}{TEXT}"));
    assert_eq!(names(&known), [""; 0]);
    let heading = "<h2 id=about-tides-and-authorization>About tides and authorization of boats</h2>";
    let (known, _) = read(&format!("<h1>Storm over the bay</h1>{TEXT}{heading}{TEXT}"));
    assert_eq!(names(&known), [""; 0]);
}

#[test]
fn a_signature_at_the_end_tells_the_author_where_all_tell_the_same() {
    let signed = |lines: &str| {
        let (known, _) = read(&format!("<h1>Storm over the bay</h1>{}{lines}", TEXT.repeat(30)));
        known.byline.into_iter().map(|author| author.name).collect::<Vec<_>>()
    };
    assert_eq!(signed("<h3>Written by Ann Lee</h3><p>Ann keeps the light.</p>"), ["Ann Lee"]);
    assert_eq!(signed("<p>Written by Ann Lee</p><p>Written by Jo Roe</p>"), [""; 0]);
    assert_eq!(signed("<h5>Author(s)</h5><ul><li>Ann Lee</li><li>Jo Roe</li></ul>"), ["Ann Lee", "Jo Roe"]);
}

#[test]
fn a_shown_date_of_publication_was_the_date_of_change() {
    let (known, _) = read(&format!(
        "<meta property='article:published_time' content='2020-03-04T08:00:00Z'>\
         <meta property='article:modified_time' content='2021-05-06T08:00:00Z'>\
         <h1>Storm over the bay</h1><time class=updated datetime='2020-03-04'>4 March 2020</time>{TEXT}{TEXT}"
    ));
    assert_eq!(known.published.as_deref(), Some("2020-03-04T08:00:00Z"));
    assert_eq!(known.modified.as_deref(), Some("2021-05-06T08:00:00Z"));
}

#[test]
fn a_heading_in_other_words_than_the_title_is_no_part_of_the_body() {
    let (known, shown) = read(&format!(
        "<title>Can the bay fish feel it?</title><meta property='og:title' content='Can the bay fish feel it?'>\
         <script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":\"Can the bay fish feel it?\"}}</script>\
         <h1>Can the bay fish feel / sense it?</h1>{TEXT}{TEXT}"
    ));
    assert!(known.title.is_some());
    assert!(shown.iter().any(|text| text.contains("sense")), "{shown:?}");
}

#[test]
fn counters_are_no_standfirst_and_a_list_of_sections_is_one_section() {
    let (known, _) = read(&format!(
        "<meta property='article:section' content='Bays, Tides, Ships, Nets'><h1>Storm over the bay</h1>\
         <p class=subtitle>12,041 members • 9,732 posts</p>{TEXT}{TEXT}"
    ));
    assert_eq!((known.standfirst.as_deref(), known.section.as_deref()), (None, Some("Bays")));
}

#[test]
fn a_kicker_in_the_heading_was_of_the_title() {
    let title = |head: &str, heading: &str| {
        let (known, _) = read(&format!("{head}<article><h1>{heading}</h1>{TEXT}{TEXT}</article>"));
        known.title.unwrap_or_default()
    };
    let short = "<meta property=og:title content='Forty cars wait for the ferry'>";
    let long = "<meta property=og:title content='Harbour: Forty cars wait for the ferry'>";
    let kicker =
        "<span><small>Harbour</small><span>: </span><span>Forty cars wait for the ferry</span></span>";
    assert_eq!(title(short, kicker), "Forty cars wait for the ferry");
    // What the page calls itself everywhere is its title.
    assert_eq!(title(long, kicker), "Harbour: Forty cars wait for the ferry");
    // Nothing tells a kicker from the headline's first word.
    assert_eq!(title("", "<span>Forty</span> cars wait for the ferry"), "Forty cars wait for the ferry");
}

/// The names of a page of the type whose long blocks the labeller takes for the article.
fn names_of_type(page_type: PageType, html: &str) -> Vec<String> {
    let (known, _) = read_labelled(html, |page| {
        let mut labels = Labels::unknown(page.blocks.len());
        labels.page_type = page_type;
        let long = (0..page.blocks.len()).filter(|&at| page.blocks.text(at).starts_with("Rain fell"));
        long.for_each(|at| labels.settle(at));
        labels
    });
    known.byline.into_iter().map(|author| author.name).collect()
}

#[test]
fn names_that_no_class_and_no_word_marks_were_not_found() {
    let page = |beside: &str, below: &str| {
        let html = format!(
            "<title>Storm over the bay</title><nav><a href=/s>Sea</a></nav><h1 class=x1>Storm over the bay</h1>\
             {beside}<div class=x2>{TEXT}{TEXT}{TEXT}</div>{below}<footer><p>Imprint</p></footer>"
        );
        names_of_type(PageType::Article, &html)
    };
    let date = "<div class=x3><span>4 March 2020</span></div>";
    assert_eq!(page(&format!("<div class=x4>Ada Lee</div>{date}"), ""), ["Ada Lee"]);
    assert_eq!(page(&format!("{date}<div class=x4>Renée van Poe</div>"), ""), ["Renée van Poe"]);
    assert_eq!(page("<div><span>4 March 2020</span><span>Ada K. Lee</span></div>", ""), ["Ada K. Lee"]);
    // Right below the headline, and beside a portrait behind some other line.
    assert_eq!(page("<div class=x4>Ada Lee</div>", ""), ["Ada Lee"]);
    let portrait = "<div><p>Six bays</p><img src=/a.jpg alt='Photo of Ada Lee'><h4>Ada Lee</h4></div>";
    assert_eq!(page(portrait, ""), ["Ada Lee"]);
    let about = "<div><h4>Ada Lee</h4><p>Ada writes about tides, harbours and the people who live between them, \
        and has done so since the great storm of her childhood.</p></div>";
    assert_eq!(page("", about), ["Ada Lee"]);
    // Topics, whom the title is about, a caption, another story's author.
    assert_eq!(page(&format!("<div>Coastal Towns</div>{date}"), ""), Vec::<String>::new());
    assert_eq!(
        page(&format!("<div><a href=/category/ada>Ada Lee</a></div>{date}"), ""),
        Vec::<String>::new()
    );
    let pictured = "<figure><img src=/a.jpg alt='Ada Lee'><figcaption>Ada Lee</figcaption></figure>";
    assert_eq!(page(pictured, ""), Vec::<String>::new());
    let of_her =
        format!("<title>Ada Lee dies</title><h1>Ada Lee dies</h1><div>Ada Lee</div>{date}{TEXT}{TEXT}");
    assert_eq!(names_of_type(PageType::Article, &of_her), Vec::<String>::new());
    let listing = format!("<h1>Storm over the bay</h1><div>Ada Lee</div>{date}{TEXT}{TEXT}");
    assert_eq!(names_of_type(PageType::Listing, &listing), Vec::<String>::new());
}

#[test]
fn a_byline_with_its_writers_role_was_none() {
    let line = "Ann Lee, Night Managing Editor";
    let (known, shown) = read(&format!(
        "<title>Storm over the bay</title><article><h1>Storm over the bay</h1><div class=author-name>{line}</div>{TEXT}{TEXT}</article>"
    ));
    assert_eq!(names(&known), ["Ann Lee"]);
    assert!(shown.iter().any(|text| text == line), "{shown:?}");
}

#[test]
fn a_page_without_headings_was_called_what_its_paper_is() {
    let (known, shown) = read(&format!(
        "<title>The Valley Courier - Council votes to keep the ferry</title><table><tr><td><b>The Valley Courier</b><br><br>\
         Home<br><br><font size=5><b>Council votes to keep the ferry</b></font><br><br><i>By MARTHA HOLLAND<br>Courier Staff \
         Writer</i><br><br>Tuesday, March 9, 1999<br><br>{TEXT}{TEXT}{TEXT}</table>"
    ));
    assert_eq!(known.title.as_deref(), Some("Council votes to keep the ferry"));
    assert_eq!(names(&known), ["MARTHA HOLLAND"]);
    assert_eq!(
        shown,
        [
            "Council votes to keep the ferry",
            "By MARTHA HOLLAND\nCourier Staff Writer",
            "Tuesday, March 9, 1999"
        ]
    );
}

#[test]
fn who_a_menu_is_about_wrote_nothing() {
    let (known, _) = read(&format!(
        "<title>Storm over the bay</title><div>About The Sample</div><h1>Storm over the bay</h1><div>Author: Ann Lee</div>\
         {TEXT}{TEXT}"
    ));
    assert_eq!(names(&known), ["Ann Lee"]);
}
