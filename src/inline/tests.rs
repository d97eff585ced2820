use super::*;

/// The first block of a page: its text, and what is set apart in it.
fn marks(html: &str) -> (String, Vec<(String, MarkType)>) {
    let dom = Dom::parse(html);
    let blocks = Blocks::of(&dom);
    let base = Base::new(None, None);
    let mut inline = Inline::default();
    let range = &blocks.list[0].range;
    Scribe::new(&dom, &blocks, &base).open(0).copy(range.start as usize..range.end as usize, &mut inline);
    let Inline { text, marks, .. } = inline.counted();
    let words = |mark: &Mark| text.chars().skip(mark.start).take(mark.end - mark.start).collect();
    let marks = marks.iter().map(|mark| (words(mark), mark.kind)).collect();
    (text, marks)
}

fn check(html: &str, expected: &[(&str, MarkType)]) {
    let expected: Vec<_> = expected.iter().map(|&(words, kind)| (words.to_owned(), kind)).collect();
    assert_eq!(marks(html).1, expected, "{html}");
}

use MarkType::{Code, Emphasis, Strikethrough, Strong, Subscript, Superscript};

#[test]
fn every_type_is_found_where_it_stands() {
    check("<p>H<sub>2</sub>O, 10<sup>6</sup>", &[("2", Subscript), ("6", Superscript)]);
    check("<p>é <em>ø</em> <b>ł</b>", &[("ø", Emphasis), ("ł", Strong)]);
    check(
        "<p>Run <code>x <i>y</i> z</code>, <s>now</s>",
        &[("x y z", Code), ("y", Emphasis), ("now", Strikethrough)],
    );
    check("<p>one <span style='font-weight:bold'>two</span>", &[("two", Strong)]);
    check("<b style='font-weight:normal'><p>one <i>two</i></p></b>", &[("two", Emphasis)]);
    check("<p>plain", &[]);
}

#[test]
fn marks_have_no_white_space_around_them() {
    check("<p>a<b> b </b>c<i> </i>d", &[("b", Strong)]);
    check("<p><b>a<br></b>b", &[("a", Strong)]);
}

#[test]
fn what_goes_on_is_one_mark() {
    check("<p><b>a</b> <strong>b</strong><b>c</b>", &[("a bc", Strong)]);
    check("<p><b>a <i>b</i></b> c", &[("a b", Strong), ("b", Emphasis)]);
    check("<p><i>a <b>b</b></i> <b>c</b>", &[("a b", Emphasis), ("b c", Strong)]);
    check("<p><i><b>a</b></i>", &[("a", Emphasis), ("a", Strong)]);
}

#[test]
fn codes_side_by_side_stay_apart() {
    check("<p><kbd>Ctrl</kbd> <kbd>C</kbd>", &[("Ctrl", Code), ("C", Code)]);
    check("<p><code>a <b>b</b> c</code>", &[("a b c", Code), ("b", Strong)]);
    check("<p>x<sup>1</sup><sup>2</sup>", &[("12", Superscript)]);
}

#[test]
fn what_stands_around_paragraphs_holds_in_each() {
    check("<i><p>a <b>b</b></p><p>c</p></i>", &[("a b", Emphasis), ("b", Strong)]);
}

#[test]
fn what_a_cut_parted_goes_on() {
    let dom = Dom::parse("<p><b>one two three</b>");
    let (blocks, base) = (Blocks::of(&dom), Base::new(None, None));
    let mut inline = Inline::default();
    let mut scribe = Scribe::new(&dom, &blocks, &base);
    let mut source = scribe.open(0);
    source.copy(0..3, &mut inline);
    source.copy(8..13, &mut inline);
    assert_eq!(inline.marks, [Mark { start: 0, end: 8, kind: Strong }]);
}

#[test]
fn deep_formatting_is_no_danger() {
    let html = "<p>".to_owned() + &"<b>x<i>y".repeat(3_000);
    let (text, marks) = marks(&html);
    assert_eq!((text.len(), marks.len()), (6_000, 2));
}

#[test]
fn ranges_cut_what_reaches_over_them() {
    let dom = Dom::parse("<p>é<a href=https://a.example/>one <b>two</b> three</a> four");
    let blocks = Blocks::of(&dom);
    let base = Base::new(None, None);
    let mut scribe = Scribe::new(&dom, &blocks, &base);
    let mut source = scribe.open(0);
    let mut inline = Inline::default();
    source.copy(0..7, &mut inline);
    source.copy(9..14, &mut inline);
    assert_eq!(inline.text, "éone t thre");
    let places = |inline: &Inline| {
        let links: Vec<_> = inline.links.iter().map(|link| (link.start, link.end)).collect();
        let marks: Vec<_> = inline.marks.iter().map(|mark| (mark.start, mark.end)).collect();
        (links, marks)
    };
    assert_eq!(places(&inline), (vec![(2, 7), (7, 12)], vec![(6, 7)]));
    assert_eq!(places(&inline.counted()), (vec![(1, 6), (6, 11)], vec![(5, 6)]));
}
