use super::*;
use crate::dom::Tag;
use crate::record::{CellLink, ItemRole, Link, ListItem, Mark, MarkType};

/// The body of a page of which everything is kept but what is hidden, images, and blocks that start with "CHROME".
fn body(html: &str) -> Body {
    let dom = Dom::parse(html);
    let blocks = Blocks::of(&dom);
    let keep: Vec<bool> = (0..blocks.len())
        .map(|i| !blocks.list[i].image && !blocks.list[i].hidden && !blocks.text(i).starts_with("CHROME"))
        .collect();
    let headline: Vec<bool> = (0..blocks.len()).map(|i| dom.tag(blocks.list[i].element) == Tag::H1).collect();
    let keep: Vec<bool> = keep.iter().zip(&headline).map(|(keep, headline)| *keep && !headline).collect();
    let head = vec![false; blocks.len()];
    let roles = Roles { body: &keep, headline: &headline, head: &head };
    build(&dom, &blocks, &roles, Some("https://river.example/news/1"))
}

fn paragraph(text: &str) -> BodyBlock {
    BodyBlock::Paragraph { text: text.into(), links: Vec::new(), marks: Vec::new() }
}

fn item(depth: u8, text: &str) -> ListItem {
    ListItem { text: text.into(), depth, ..ListItem::default() }
}

fn numbered(number: i64, depth: u8, text: &str) -> ListItem {
    ListItem { number: Some(number), ..item(depth, text) }
}

fn list(ordered: bool, items: &[(u8, &str)]) -> BodyBlock {
    BodyBlock::List { ordered, items: items.iter().map(|&(depth, text)| item(depth, text)).collect() }
}

fn quote(text: &str) -> BodyBlock {
    BodyBlock::Quote { text: text.into(), links: Vec::new(), marks: Vec::new() }
}

fn figure(src: Option<&str>, alt: Option<&str>, caption: Option<&str>) -> BodyBlock {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    BodyBlock::Figure {
        src: owned(src),
        alt: owned(alt),
        caption: owned(caption),
        links: Vec::new(),
        marks: Vec::new(),
    }
}

#[test]
fn empty_lines_part_paragraphs_and_single_breaks_do_not() {
    let body = body("<div>one<br>two<br> <br/>three<br><br><br><a>four</a></div>");
    assert_eq!(body.blocks, [paragraph("one\ntwo"), paragraph("three"), paragraph("four")]);
    assert_eq!(body.text, "one\ntwo\nthree\nfour");
}

#[test]
fn links_are_counted_in_characters_of_their_paragraph() {
    let body =
        body("<p>Zoë <a href=/a>rød</a>, <a href='javascript:x()'>not</a><br><br>ø <a href=#b>blå</a></p>");
    let link = |start, end, href: &str| Link { start, end, href: href.into() };
    assert_eq!(
        body.blocks,
        [
            BodyBlock::Paragraph {
                text: "Zoë rød, not".into(),
                links: vec![link(4, 7, "https://river.example/a")],
                marks: Vec::new(),
            },
            BodyBlock::Paragraph {
                text: "ø blå".into(),
                links: vec![link(2, 5, "https://river.example/news/1#b")],
                marks: Vec::new(),
            },
        ]
    );
}

#[test]
fn links_and_marks_of_headings_cells_and_captions_were_lost() {
    let body = body(
        "<h2>Zoë’s <a href=/a>rød</a> <i>line</i></h2><p>Before.</p>
         <table><tr><th>Day<th>Rain<tr><td>Mon<td>3 <a href=/é>mm</a><br><a href=/b>half</a></table>
         <figure><img src=/p.jpg><figcaption>The <b>old</b> mill.</figcaption><figcaption><a href=/who>A. Nobody</a></figcaption></figure>",
    );
    let link = |start, end, at: &str| Link { start, end, href: format!("https://river.example/{at}") };
    let mark = |start, end, kind| Mark { start, end, kind };
    let cell = |start, end, at: &str| CellLink { row: 1, column: 1, link: link(start, end, at) };
    assert_eq!(
        body.blocks,
        [
            BodyBlock::Heading {
                level: 2,
                text: "Zoë’s rød line".into(),
                links: vec![link(6, 9, "a")],
                marks: vec![mark(10, 14, MarkType::Emphasis)],
            },
            paragraph("Before."),
            BodyBlock::Table {
                rows: vec![vec!["Day".into(), "Rain".into()], vec!["Mon".into(), "3 mm half".into()]],
                links: vec![cell(2, 4, "%C3%A9"), cell(5, 9, "b")],
            },
            BodyBlock::Figure {
                src: Some("https://river.example/p.jpg".into()),
                alt: None,
                caption: Some("The old mill.\nA. Nobody".into()),
                links: vec![link(14, 23, "who")],
                marks: vec![mark(4, 7, MarkType::Strong)],
            },
        ]
    );
}

#[test]
fn lists_keep_their_nesting() {
    let body =
        body("<p>Pack:</p><ol><li>rope<ul><li>long<li><p>dry</p><p>clean</p></ul><li>lamp</ol><p>Go.</p>");
    let items = vec![numbered(1, 0, "rope"), item(1, "long"), item(1, "dry\nclean"), numbered(2, 0, "lamp")];
    let list = BodyBlock::List { ordered: true, items };
    assert_eq!(body.blocks, [paragraph("Pack:"), list, paragraph("Go.")]);
    assert_eq!(body.text, "Pack:\nrope\nlong\ndry\nclean\nlamp\nGo.");
}

/// The items of all lists of a page.
fn items(html: &str) -> Vec<ListItem> {
    let items = |block| match block {
        BodyBlock::List { items, .. } => items,
        _ => Vec::new(),
    };
    body(html).blocks.into_iter().flat_map(items).collect()
}

#[test]
fn numbers_of_lists_were_lost() {
    let numbers = |html: &str| items(html).iter().map(|item| item.number).collect::<Vec<_>>();
    assert_eq!(numbers("<ol start=5><li>a<li>b</ol>"), [Some(5), Some(6)]);
    assert_eq!(numbers("<ol><li>a<li value=7>b<li>c</ol>"), [Some(1), Some(7), Some(8)]);
    assert_eq!(numbers("<ol reversed><li>a<li>b<li>c</ol>"), [Some(3), Some(2), Some(1)]);
    assert_eq!(numbers("<ol start='-1x'><li>a<li>CHROME<li>c</ol>"), [Some(-1), Some(1)]);
    assert_eq!(numbers("<ul><li>a<ol><li>b<li>c</ol><li>d</ul>"), [None, Some(1), Some(2), None]);
    assert_eq!(
        numbers("<ol start=99999999999999999999><li>a</ol><ol start=2147483647><li>b<li>c</ol>"),
        [Some(1), Some(2_147_483_647), Some(2_147_483_648)]
    );
}

#[test]
fn a_list_torn_by_a_listing_began_anew() {
    let goes_on = |item| ListItem { role: Some(ItemRole::Continuation), ..item };
    let torn = items("<ol><li>Type<pre>x</pre>and wait.<li>Go.</ol>");
    assert_eq!(torn, [numbered(1, 0, "Type"), goes_on(item(0, "and wait.")), numbered(2, 0, "Go.")]);
    let nested = items("<ul><li>a<ul><li>b</ul>c<li>d</ul>");
    assert_eq!(nested, [item(0, "a"), item(1, "b"), goes_on(item(0, "c")), item(0, "d")]);
}

#[test]
fn marks_stand_in_paragraphs_quotes_and_entries() {
    let mark = |start, end, kind| vec![Mark { start, end, kind }];
    let body = body(
        "<p>Zoë <b>ran</b>.<br><br>H<sub>2</sub>O</p><ul><li><code>x</code></ul><p>She said much and then some more.</p>
         <blockquote><p>é</p><p>No, <i>so</i>.</p></blockquote>",
    );
    let [first, second, list, _, quote] = &body.blocks[..] else { panic!("{:?}", body.blocks) };
    let marks = |block: &BodyBlock| match block {
        BodyBlock::Paragraph { marks, .. } | BodyBlock::Quote { marks, .. } => marks.clone(),
        BodyBlock::List { items, .. } => items[0].marks.clone(),
        _ => Vec::new(),
    };
    assert_eq!(marks(first), mark(4, 7, MarkType::Strong));
    assert_eq!(marks(second), mark(1, 2, MarkType::Subscript));
    assert_eq!(marks(list), mark(0, 1, MarkType::Code));
    assert_eq!(marks(quote), mark(6, 8, MarkType::Emphasis));
    assert!(body.text.ends_with("é\nNo, so."));
}

#[test]
fn a_list_of_sections_flows() {
    let body = body("<ul><li><h3>North</h3><p>Cold.</p></li><li><h3>South</h3><p>Warm.</p></li></ul>");
    let heading =
        |text: &str| BodyBlock::Heading { level: 3, text: text.into(), links: Vec::new(), marks: Vec::new() };
    assert_eq!(body.blocks, [heading("North"), paragraph("Cold."), heading("South"), paragraph("Warm.")]);
}

#[test]
fn definitions_are_a_list_two_levels_deep() {
    let body = body("<dl><dt>Weir</dt><dd>A low dam.</dd><dt>Lock</dt><dd>A lift for boats.</dd></dl>");
    let with = |role, item| ListItem { role: Some(role), ..item };
    let items = vec![
        with(ItemRole::Term, item(0, "Weir")),
        with(ItemRole::Description, item(1, "A low dam.")),
        with(ItemRole::Term, item(0, "Lock")),
        with(ItemRole::Description, item(1, "A lift for boats.")),
    ];
    assert_eq!(body.blocks, [BodyBlock::List { ordered: false, items }]);
}

#[test]
fn a_quote_is_one_block_with_a_line_a_paragraph() {
    let body = body(
        "<p>She said much and then some more.</p><blockquote><p>First.</p><ul><li>Second.</ul></blockquote>",
    );
    assert_eq!(body.blocks[1..], [quote("First.\nSecond.")]);
}

#[test]
fn a_quote_around_everything_only_sets_the_article_in() {
    let body = body("<blockquote><p>One.</p><h2>Two</h2></blockquote>");
    assert_eq!(
        body.blocks,
        [
            paragraph("One."),
            BodyBlock::Heading { level: 2, text: "Two".into(), links: Vec::new(), marks: Vec::new() }
        ]
    );
}

#[test]
fn listings_keep_their_lines_and_name_their_language() {
    let html = "<p>Run:</p><div class='highlight-source-rust'><pre>  <b>fn</b> main() {\n\n      run()\n  }\n</pre></div>";
    let body = body(html);
    let code =
        BodyBlock::Code { text: "  fn main() {\n\n      run()\n  }".into(), language: Some("rust".into()) };
    assert_eq!(body.blocks[1..], [code]);
    assert_eq!(body.text, "Run:\n  fn main() {\n      run()\n  }");
    for (class, language) in [
        ("language-c++", Some("c++")),
        ("brush: js; gutter: false", Some("js")),
        ("hljs python", Some("python")),
        ("sourceCode haskell", Some("haskell")),
        ("language-plaintext", None),
        ("wp-block", None),
    ] {
        let body = self::body(&format!("<p>Run:</p><pre><code class='{class}'>x</code></pre>"));
        let code = BodyBlock::Code { text: "x".into(), language: language.map(str::to_owned) };
        assert_eq!(body.blocks[1..], [code], "{class}");
    }
}

#[test]
fn a_listing_of_one_element_a_line_is_one_listing() {
    let body = body("<p>Run:</p><pre><div>if x:</div><div>    y()</div></pre>");
    let code = BodyBlock::Code { text: "if x:\n    y()".into(), language: None };
    assert_eq!(body.blocks[1..], [code]);
}

#[test]
fn tables_of_data_are_rows_of_cells() {
    let body = body(
        "<table><tr><th>Day<th>Rain<th>Wind<tr><td>Monday<td><td><b>5</b><br>m/s<tr><td>Tuesday<td><p>3</p><p>mm</p></table>",
    );
    let rows = vec![
        vec!["Day".to_owned(), "Rain".into(), "Wind".into()],
        vec!["Monday".into(), "".into(), "5 m/s".into()],
        vec!["Tuesday".into(), "3 mm".into(), "".into()],
    ];
    assert_eq!(body.blocks, [BodyBlock::Table { rows, links: Vec::new() }]);
    assert_eq!(body.text, "Day\tRain\tWind\nMonday\t\t5 m/s\nTuesday\t3 mm");
}

#[test]
fn cells_below_one_over_several_rows_stood_in_its_column() {
    let body = body(
        "<table><tr><th>Town<th colspan=2>Rain<th>Wind<tr><th>North<td rowspan=2>5<td>6<td>2<tr><th>South<td>7<td>3</table>",
    );
    let rows = [["Town", "Rain", "", "Wind"], ["North", "5", "6", "2"], ["South", "", "7", "3"]];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    assert_eq!(body.blocks, [BodyBlock::Table { rows, links: Vec::new() }]);
}

#[test]
fn tables_of_wide_cells_stay_small() {
    let row = "<tr><td colspan=1000 rowspan=1000>a<td colspan=1000>b";
    let body = body(&format!("<table><tr><th>x<th>y{}</table>", row.repeat(2000)));
    let [BodyBlock::Table { rows, .. }] = body.blocks.as_slice() else { panic!("a table") };
    assert!(rows.iter().map(Vec::len).sum::<usize>() < 100_000);
}

#[test]
fn headings_in_cells_made_a_table_layout() {
    let body = body("<table><tr><th><h3>Day</h3><th><h3>Rain</h3><tr><td>Monday<td>3 mm</table>");
    assert!(matches!(&body.blocks[..], [BodyBlock::Table { rows, .. }] if rows[0] == ["Day", "Rain"]));
}

#[test]
fn a_caption_for_every_screen_was_told_twice() {
    let body = body(
        "<p>Before.</p><figure><img src=/a.jpg><figcaption><p>The bridge.</p><p>The bridge.</p><p>A. Nobody</p></figcaption></figure><p>After.</p>",
    );
    let shown = figure(Some("https://river.example/a.jpg"), None, Some("The bridge.\nA. Nobody"));
    assert_eq!(body.blocks[1..2], [shown]);
    assert_eq!(body.captions.len(), 3);
}

#[test]
fn tables_of_layout_flow() {
    for html in [
        "<table><tr><td><p>One.</p></td></tr><tr><td><p>Two.</p></td></tr></table>",
        "<table><tr><td>One.<td><table><tr><td>Two.</table></table>",
        "<table role=presentation><tr><td>One.<td>Two.<tr><td><td></table>",
    ] {
        assert_eq!(body(html).blocks, [paragraph("One."), paragraph("Two.")], "{html}");
    }
}

#[test]
fn figures_take_their_captions() {
    let body = body(
        "<p>Before.</p><figure><img src=/a.jpg alt='A bridge'><figcaption>The <span>bridge</span>.</figcaption></figure>
         <div class=wp-caption><img src=b.jpg><p class=wp-caption-text>CHROME says nobody.</p></div><p>After.</p>",
    );
    assert_eq!(
        body.blocks,
        [
            paragraph("Before."),
            figure(Some("https://river.example/a.jpg"), Some("A bridge"), Some("The bridge.")),
            figure(Some("https://river.example/news/b.jpg"), None, Some("CHROME says nobody.")),
            paragraph("After."),
        ]
    );
    assert_eq!(body.text, "Before.\nAfter.");
    assert_eq!(body.captions.len(), 3, "{:?}", body.captions);
}

#[test]
fn a_caption_whose_image_is_gone_stays() {
    let body =
        body("<p>Before.</p><figure><span></span><figcaption>The bridge.</figcaption></figure><p>After.</p>");
    assert_eq!(body.blocks[1..2], [figure(None, None, Some("The bridge."))]);
}

#[test]
fn a_figcaption_below_a_quote_is_text() {
    let body = body(
        "<p>Before it came to this, much was said.</p><figure><blockquote>So.</blockquote><figcaption>A. Nobody</figcaption></figure>",
    );
    assert_eq!(body.blocks[1..], [quote("So."), paragraph("A. Nobody")]);
}

#[test]
fn the_lead_figure_beside_the_headline_was_lost() {
    let body = body(
        "<div><h1>Rain</h1><img src=/author.jpg><figure><img src=/a.jpg><figcaption>CHROME says nobody.</figcaption></figure></div>
         <div><p>Before.</p><p>After.</p></div>",
    );
    let lead = figure(Some("https://river.example/a.jpg"), None, Some("CHROME says nobody."));
    assert_eq!(body.blocks, [lead, paragraph("Before."), paragraph("After.")]);
}

#[test]
fn a_figure_whose_file_was_not_saved_was_lost() {
    let body = body(
        "<p>Before.</p><figure><img src=data:, alt='A bridge'><figcaption>CHROME says nobody.</figcaption></figure>
         <figure><img src=data:,><figcaption><a href=/t>CHROME of a teaser</a></figcaption></figure><p>After.</p>",
    );
    let figure = figure(None, Some("A bridge"), Some("CHROME says nobody."));
    assert_eq!(body.blocks, [paragraph("Before."), figure, paragraph("After.")]);
    assert_eq!(body.captions.len(), 2);
}

#[test]
fn a_caption_that_only_its_image_tells_was_lost() {
    let image = "<img src=/a.jpg alt='CHROME bridge at night'>";
    let page = |image: &str| {
        body(&format!(
            "<p>Before.</p><div>{image}<div>CHROME bridge at night. Photo: A. Nobody</div></div><p>After.</p>"
        ))
    };
    let shown = figure(
        Some("https://river.example/a.jpg"),
        Some("CHROME bridge at night"),
        Some("CHROME bridge at night. Photo: A. Nobody"),
    );
    assert_eq!(page(image).blocks[1..2], [shown]);
    // Beside a link to another page it is a teaser.
    assert!(
        !page(&format!("<a href=/t>{image}</a>"))
            .blocks
            .iter()
            .any(|block| matches!(block, BodyBlock::Figure { caption: Some(_), .. }))
    );
}

#[test]
fn images_of_teasers_and_furniture_are_left_out() {
    let body = body(
        "<p>Before.</p>
         <div><img src=/t.jpg><a href=/t>CHROME of a teaser that goes on for a while, to tell of another story altogether</a></div>
         <img src=/pixel.gif width=1 height=1><img class=avatar src=/me.jpg><img src=data:image/png;base64,xx>
         <nav><img src=/menu.jpg></nav><p>After.</p><img src=/behind.jpg>",
    );
    assert_eq!(body.blocks, [paragraph("Before."), paragraph("After.")]);
}

#[test]
fn a_late_image_and_its_noscript_copy_are_one() {
    let body = body(
        "<p>Before.</p><p><img src=data:, data-src=/a.jpg><noscript><img src=/a.jpg></noscript></p><p>After.</p>",
    );
    assert_eq!(body.blocks[1..2], [figure(Some("https://river.example/a.jpg"), None, None)]);
    assert_eq!(body.blocks.len(), 3);
}

#[test]
fn images_in_a_list_do_not_tear_it() {
    let body = body("<ul><li>One.<li><img src=/a.jpg>Two.</ul>");
    assert_eq!(
        body.blocks,
        [list(false, &[(0, "One."), (0, "Two.")]), figure(Some("https://river.example/a.jpg"), None, None)]
    );
}

#[test]
fn embeds_stand_where_they_are_shown() {
    let body = body(
        "<p>Before all this there was something else to be told at length.</p><iframe src='//films.example/1'></iframe>
         <iframe src='https://x.doubleclick.net/ad'></iframe><video controls><source src=/f.mp4>No film.</video>
         <blockquote class=twitter-tweet><p>Wet!</p><a href='https://t.example/s/9'>3 May</a></blockquote><p>After.</p>",
    );
    let embed = |src: &str| BodyBlock::Embed { src: src.into() };
    assert_eq!(
        body.blocks[1..4],
        [
            embed("https://films.example/1"),
            embed("https://river.example/f.mp4"),
            embed("https://t.example/s/9")
        ]
    );
    assert!(matches!(&body.blocks[4], BodyBlock::Quote { text, .. } if text == "Wet!\n3 May"));
}

#[test]
fn deep_pages_are_no_danger() {
    let deep = "<div>".repeat(5_000) + "<p>deep <img src=a.jpg> down</p>";
    assert_eq!(body(&deep).text, "deep down");
    let lists = "<ul><li>x".repeat(3_000);
    assert_eq!(body(&lists).text.lines().count(), 3_000);
    let quotes = format!("<p>{}</p>{}", "long ".repeat(5_000), "<blockquote>x".repeat(3_000));
    assert_eq!(body(&quotes).blocks.len(), 2);
}

#[test]
fn nothing_kept_is_no_body() {
    let body = body("<p>CHROME</p>");
    assert!(body.text.is_empty() && body.blocks.is_empty() && body.captions.is_empty());
}

#[test]
fn paragraphs_that_show_nothing_are_none() {
    let body = body("<p>one</p><p>\u{200d}</p><p>\u{200b} \u{feff}</p><p>two</p>");
    assert_eq!(body.blocks, [paragraph("one"), paragraph("two")]);
}

#[test]
fn the_card_of_a_product_was_its_images_caption() {
    let body = body(
        "<div class=product><a href=/lamp><img src=/lamp.jpg alt='A lamp'></a><div class=caption><h3>Lamp of brass</h3>\
         <p>Price: 12</p></div></div><p>one</p>",
    );
    assert_eq!(body.text, "Lamp of brass\nPrice: 12\none");
}
