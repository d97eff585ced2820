use super::*;

/// The ids of the elements that a selector matches.
fn matched(html: &str, selector: &str) -> String {
    let dom = Dom::parse(html);
    let rules = Rules::dropping(selector).expect("a selector");
    let ruling = Ruling { rule: 0, keep: false };
    let share = Share { ruling, rule: &rules.list[0], left: FREE_STEPS };
    let mut judge = Judge { rules: vec![share], elements: Elements::of(&dom) };
    let mut caches = SelectorCaches::default();
    let mut context = MatchingContext::new(
        MatchingMode::Normal,
        None,
        &mut caches,
        QuirksMode::NoQuirks,
        NeedsSelectorFlags::No,
        MatchingForInvalidation::No,
    );
    let mut matches = |id| judge.own(None, id, &mut context).expect("steps left").is_some();
    let found = dom.ids().filter(|&id| dom.is_element(id) && matches(id));
    found.filter_map(|id| dom.attr(id, "id")).collect::<Vec<_>>().join(" ")
}

const LIST: &str = "<div id=box class='Box wide' data-x='one two' lang=de-AT>\
    <h2 id=h>t</h2> text <p id=a class=x>1</p><!-- c --><p id=b>2</p><p id=c class=x title='Say \"x\"'>3<i id=i></i></p>\
    <P id=d>4<b id=e>5</b></P></div>";

#[test]
fn simple_selectors_and_combinators() {
    for (selector, want) in [
        ("p", "a b c d"),
        ("P", "a b c d"),
        ("#b", "b"),
        (".x", "a c"),
        (".box", ""),
        (".Box.wide", "box"),
        ("div > p", "a b c d"),
        ("body > p", ""),
        ("div b", "e"),
        ("h2 + p", "a"),
        ("h2 ~ p.x", "a c"),
        (".x + p", "b d"),
        ("h2, b", "h e"),
        ("*|p", "a b c d"),
    ] {
        assert_eq!(matched(LIST, selector), want, "{selector}");
    }
}

#[test]
fn attributes() {
    for (selector, want) in [
        ("[title]", "c"),
        ("[data-x='one two']", "box"),
        ("[data-x~=two]", "box"),
        ("[data-x~='one two']", ""),
        ("[lang|=de]", "box"),
        ("[data-x^=one]", "box"),
        ("[data-x$=two]", "box"),
        ("[data-x*='e t']", "box"),
        ("[data-x^='']", ""),
        ("[class*=box]", ""),
        ("[class*=box i]", "box"),
        ("[DATA-X]", "box"),
        (r#"[title="Say \"x\""]"#, "c"),
    ] {
        assert_eq!(matched(LIST, selector), want, "{selector}");
    }
}

#[test]
fn pseudo_classes() {
    for (selector, want) in [
        ("p:not(.x)", "b d"),
        ("p:not(.x, :last-child)", "b"),
        (":is(h2, b)", "h e"),
        ("div > :where(.x, h2)", "h a c"),
        ("p:has(b)", "d"),
        ("p:has(+ .x)", "b"),
        ("div:has(> h2)", "box"),
        ("p:nth-child(2)", "a"),
        ("p:nth-child(odd)", "b d"),
        ("p:nth-child(n + 4)", "c d"),
        ("p:nth-last-child(1)", "d"),
        ("p:nth-of-type(-n + 2)", "a b"),
        (":nth-child(2 of .x)", "c"),
        ("p:first-of-type", "a"),
        ("p:last-of-type", "d"),
        ("h2:first-child", "h"),
        ("b:only-child", "e"),
        ("i:empty", "i"),
        (":root p.x", "a c"),
    ] {
        assert_eq!(matched(LIST, selector), want, "{selector}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    for (selector, want) in [
        ("", "selector \"\": a selector is missing (at its end)"),
        ("p >", "selector \"p >\": a combinator has nothing on one of its sides (at its end)"),
        ("div..x", "a dot is not followed by a class name"),
        ("p:hover", "this pseudo-class or pseudo-element is not known here (at its end)"),
        ("p::before", "this pseudo-class or pseudo-element is not known here (at its end)"),
        (":is(p, :nope)", "this pseudo-class or pseudo-element is not known here"),
        ("a[=x]", "the brackets do not begin with the name of an attribute"),
        ("p, , b", "a selector is missing"),
        ("b{", "something stands where it cannot"),
        ("ns|p", "namespaces are not known here"),
    ] {
        let told = Rules::dropping(selector).expect_err(selector).to_string();
        assert!(told.contains(want), "{told}");
    }
}

#[test]
fn the_nearest_rule_wins_and_keep_beats_drop_on_one_element() {
    let mut rules = Rules::default();
    for (keep, selector) in [(false, ".d"), (true, ".k"), (false, "#last"), (false, "#inner")] {
        rules.extend(Rules::one(keep, selector).unwrap());
    }
    let dom = Dom::parse(
        "<div class=d>1<p class=k>2<b class=d>3</b></p><p id=inner>4</p></div><p class='k d'>5<p id=last>6<p>7",
    );
    let rulings = rules.judge(&dom, None).rulings;
    let told: Vec<_> = dom
        .ids()
        .filter_map(|id| Some((dom.text(id)?, rulings[id.index()].map(|ruling| (ruling.keep, ruling.rule)))))
        .collect();
    let (drop, keep) = (Some((false, 0)), Some((true, 1)));
    let want = [
        ("1", drop),
        ("2", keep),
        ("3", drop),
        ("4", drop),
        ("5", keep),
        ("6", Some((false, 2))),
        ("7", None),
    ];
    assert_eq!(told, want);
}

#[test]
fn rules_that_match_nothing_cost_nothing_more() {
    let dom = Dom::parse("<p>text");
    let rules = Rules::dropping(".none").unwrap();
    assert!(rules.judge(&dom, None).rulings.is_empty());
    assert!(Rules::default().judge(&dom, None).rulings.is_empty());
}

#[test]
fn a_selector_that_takes_the_square_of_a_page_is_left_out() {
    let dom = Dom::parse(&format!("<div><h2>x</h2>{}</div><p class=last>y", "<p>".repeat(30_000)));
    let mut rules = Rules::dropping("h2 ~ p").unwrap();
    rules.extend(Rules::dropping(".last").unwrap());
    let judged = rules.judge(&dom, None);
    assert_eq!(judged.too_slow, ["h2 ~ p"]);
    assert_eq!(judged.rulings.iter().flatten().map(|ruling| ruling.rule).collect::<Vec<_>>(), [1, 1]);
    let few = Dom::parse(&format!("<div><h2>x</h2>{}</div>", "<p>".repeat(2_000)));
    let judged = rules.judge(&few, None);
    assert!(judged.too_slow.is_empty());
    assert_eq!(judged.rulings.iter().flatten().count(), 2_000);
}

#[test]
fn rules_go_from_thread_to_thread() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Rules>();
}
