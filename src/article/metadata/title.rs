//! The title: candidates without the site's name, chosen by agreement.

use super::evidence::{Evidence, Source, TitleFound};
use super::wording::{fold, squeeze};
use crate::dom::NodeId;
use crate::letters::{count_words, is_hangul, is_unspaced};

/// What parts a headline from the name of the site or section.
#[rustfmt::skip]
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " ∙ ", " ~ ", " › ", " > ", " < ", " ‹ ", " // ", " ▷ ", " ★ ", "｜", " ― ", " / ", "|", " -- ", " ⋆ ", " ¦ "];

/// In a text with Han letters, kana or Hangul these part too, with no spaces around them.
const UNSPACED_SEPARATORS: &[&str] = &["_", "--", "－", "-"];

/// What may part the text.
pub(super) fn separators(text: &str) -> impl Iterator<Item = &'static str> {
    let unspaced = text.chars().any(|c| is_unspaced(c) || is_hangul(c));
    let more = if unspaced { UNSPACED_SEPARATORS } else { &[] };
    SEPARATORS.iter().chain(more).copied()
}

/// A heading whose place is no likelier than this is a logo.
const LOGO: f32 = 0.31;

/// What the page says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    /// An article: its headline is its title.
    Story,
    /// The front of a site: the site's name is its title, its headline a slogan.
    Front,
    /// Neither is said.
    Other,
}

/// How much a source is believed.
fn weight(source: Source, kind: PageKind) -> f32 {
    match source {
        Source::Heading if kind == PageKind::Front => 0.8,
        Source::Heading if kind == PageKind::Other => 1.8,
        Source::TitleElement if kind == PageKind::Front => 0.9,
        Source::TitleElement if kind == PageKind::Other => 1.6,
        Source::Heading => 2.8,
        Source::JsonLd => 1.3,
        Source::OpenGraph => 1.3,
        Source::Microdata => 0.9,
        Source::Citation => 0.8,
        Source::Meta => 0.5,
        Source::Class => 0.7,
        Source::Twitter => 0.5,
        Source::TitleElement => 0.5,
        Source::JsonLdPage => 0.4,
        _ => 0.2,
    }
}

/// The chosen title.
pub(super) struct Chosen {
    /// The text.
    pub text: String,
    /// The elements that show it, in page order.
    pub nodes: Vec<NodeId>,
}

/// The names by which the site may be called, folded without spaces.
pub(super) struct SiteNames {
    names: Vec<String>,
    domain: String,
}

impl SiteNames {
    /// Gathers the names from the evidence and the page's host.
    pub fn of(evidence: &Evidence, host: Option<&str>) -> SiteNames {
        let mut names: Vec<String> = evidence.sites.iter().take(50).map(|(_, name)| squeeze(name)).collect();
        names.retain(|name| name.len() >= 2);
        // Some systems call their application after each page.
        if names.iter().any(|name| name.len() >= LONG_NAME) {
            let titles: Vec<String> =
                evidence.titles.iter().take(120).map(|found| squeeze(&found.text)).collect();
            let is_title = |name: &String| titles.contains(name);
            if !names.iter().all(is_title) {
                names.retain(|name| name.len() < LONG_NAME || !is_title(name));
            }
        }
        names.dedup();
        let host = host.unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        SiteNames { names, domain: squeeze(host) }
    }

    /// Whether the page calls its site so.
    pub fn named(&self, text: &str) -> bool {
        self.named_squeezed(&squeeze(text))
    }

    fn named_squeezed(&self, text: &str) -> bool {
        let bare = text.strip_prefix("the").unwrap_or(text);
        !text.is_empty()
            && self.names.iter().any(|name| name == text || name.strip_prefix("the").unwrap_or(name) == bare)
    }

    /// Whether a text is the site's name, in words or as its domain.
    pub fn is(&self, text: &str) -> bool {
        let text = squeeze(text);
        if self.named_squeezed(&text) {
            return true;
        }
        if text.is_empty() {
            return false;
        }
        let bare = text.strip_prefix("the").unwrap_or(&text);
        text.chars().count() >= 4
            && (self.domain.contains(&text) || bare.len() >= 4 && self.domain.starts_with(bare))
            || self.domain.len() >= 6 && text == self.domain
    }

    /// Whether a short text holds the site's name among other words: "Sport | The Daily".
    fn within(&self, text: &str) -> bool {
        let text = squeeze(text);
        self.names.iter().any(|name| {
            name.chars().count() >= 4 && (text.starts_with(name.as_str()) || text.ends_with(name.as_str()))
        })
    }
}

/// A site is seldom called by so many bytes, less its spaces.
const LONG_NAME: usize = 25;

/// A headline's candidate after cleaning.
struct Candidate<'e> {
    found: &'e TitleFound,
    text: String,
    fold: String,
    raw: String,
}

/// Chooses the title. `prior` says of a heading's element how likely its place makes it the headline, 0 to 1.
pub(super) fn choose(
    evidence: &Evidence,
    sites: &SiteNames,
    kind: PageKind,
    prior: impl Fn(NodeId) -> f32,
) -> Option<Chosen> {
    let candidates = candidates(evidence, sites, kind);
    let crowded = crowded(evidence, &prior);
    let mut best: Option<(f32, usize)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let mut score = score(candidate, &candidates, sites, |found| {
            let crowd = if crowded && found.source == Source::Heading { 0.7 } else { 1.0 };
            weight(found.source, kind) * found.node.map_or(1.0, &prior) * crowd
        });
        if kind != PageKind::Front && is_logo(candidate, &candidates, &prior) {
            score *= 0.5;
        }
        if best.is_none_or(|(top, _)| score > top + 0.001) {
            best = Some((score, at));
        }
    }
    let chosen = &candidates[best?.1];
    let shows = |candidate: &&Candidate| candidate.fold == chosen.fold || candidate.raw == chosen.fold;
    let mut nodes: Vec<NodeId> =
        candidates.iter().filter(shows).filter_map(|candidate| candidate.found.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    Some(Chosen { text: chosen.text.clone(), nodes })
}

/// What the sources say, without the site's name.
fn candidates<'e>(evidence: &'e Evidence, sites: &SiteNames, kind: PageKind) -> Vec<Candidate<'e>> {
    let headings = evidence.titles.iter().filter(|found| found.source == Source::Heading);
    let headings: Vec<String> = headings.map(|found| fold(&found.text)).collect();
    let candidate = |found: &'e TitleFound| {
        let shown = matches!(found.source, Source::Heading | Source::Class);
        let told = whole(found, evidence);
        let cleaned = || clean(told, found.source, sites, &headings);
        let text = match kind {
            PageKind::Front if !shown => without_end(told, sites).to_owned(),
            PageKind::Other if is_feed(found.source) => first_part(cleaned()),
            _ => cleaned(),
        };
        Candidate { found, fold: fold(&text), raw: fold(told), text }
    };
    let found = evidence.titles.iter().take(120).map(candidate);
    found.filter(|candidate| !candidate.fold.is_empty()).collect()
}

/// How many characters publishing systems cut a headline down to, about: search engines once asked for 110.
const CUT: std::ops::RangeInclusive<usize> = 100..=120;
/// With an ellipsis behind them so many bytes are cut off too.
const ELIDED: usize = 25;

/// The text of a title, also where it was cut off: as a heading shows it.
fn whole<'e>(found: &'e TitleFound, evidence: &'e Evidence) -> &'e str {
    let text = found.text.trim_end_matches(['…', '.']).trim_end();
    let dotted = found.text[text.len()..].contains('…') || found.text.ends_with("...");
    let is_cut = dotted && text.len() >= ELIDED || CUT.contains(&text.chars().count());
    let goes_on = |other: &&TitleFound| {
        matches!(other.source, Source::Heading | Source::Class)
            && other.text.strip_prefix(text).is_some_and(|rest| rest.contains(char::is_alphanumeric))
    };
    is_cut.then(|| evidence.titles.iter().find(goes_on)).flatten().map_or(&found.text, |other| &other.text)
}

/// Whether a page has so many headings of the first rank that none is surely its headline.
fn crowded(evidence: &Evidence, prior: impl Fn(NodeId) -> f32) -> bool {
    let headings = evidence.titles.iter().filter(|found| found.source == Source::Heading);
    let mut nodes: Vec<NodeId> = headings.filter_map(|found| found.node).collect();
    nodes.dedup(); // one without its kicker follows itself
    nodes.into_iter().filter(|&node| prior(node) >= 0.5).take(3).count() == 3
}

/// Whether headings show a candidate, but only where a logo stands: then it is the site's name.
fn is_logo(candidate: &Candidate, all: &[Candidate], prior: impl Fn(NodeId) -> f32) -> bool {
    let same = |other: &&Candidate| other.fold == candidate.fold && other.found.source == Source::Heading;
    let places = all.iter().filter(same).filter_map(|other| other.found.node.map(&prior));
    places.reduce(f32::max).is_some_and(|most| most <= LOGO)
}

/// The weight of all sources that agree with a candidate, each source once.
fn score(
    candidate: &Candidate,
    all: &[Candidate],
    sites: &SiteNames,
    weight: impl Fn(&TitleFound) -> f32,
) -> f32 {
    let mut by_source: Vec<(Source, f32)> = Vec::new();
    for other in all {
        let agreement = agreement(candidate, other);
        let support = agreement * weight(other.found);
        match by_source.iter_mut().find(|(source, _)| *source == other.found.source) {
            Some((_, best)) => *best = best.max(support),
            None => by_source.push((other.found.source, support)),
        }
    }
    // What feeds social networks and the title element is one field of the publishing system: it counts once.
    let (fed, own): (Vec<_>, Vec<_>) = by_source.into_iter().partition(|(source, _)| is_feed(*source));
    let most = fed.iter().map(|(_, support)| *support).fold(0.0, f32::max);
    let rest = fed.iter().map(|(_, support)| *support).sum::<f32>() - most;
    let mut score = own.iter().map(|(_, support)| *support).sum::<f32>() + most + 0.25 * rest;
    if sites.is(&candidate.text) || is_of_forum(candidate, all) || ends_titles(candidate, all) {
        score *= 0.15;
    }
    if candidate.found.text.chars().count() > 300 {
        score *= 0.3;
    }
    score
}

/// What forums write over every thread, folded.
const CONTROLS: &[&str] =
    &["view topic", "view thread", "view single post", "show thread", "topic", "thread", "forum", "forums"];

/// What the name of a forum ends in.
const FORUMS: &[&str] = &[" forum", " forums", " community", " board", " boards"];

/// Whether a candidate is a forum's control, or its site's name: the page's title ends in that name and "Forums".
fn is_of_forum(candidate: &Candidate, all: &[Candidate]) -> bool {
    let ends = |other: &Candidate| {
        let before = FORUMS.iter().find_map(|end| other.raw.strip_suffix(end));
        before
            .and_then(|before| before.strip_suffix(candidate.fold.as_str()))
            .is_some_and(|rest| rest.ends_with(' '))
    };
    CONTROLS.contains(&candidate.fold.as_str())
        || all.iter().any(|other| other.found.source == Source::TitleElement && ends(other))
}

/// Whether a candidate ends the title element, which begins with what the page tells others of itself: it is the site's
/// name.
fn ends_titles(candidate: &Candidate, all: &[Candidate]) -> bool {
    let told = |before: &str| {
        all.iter().any(|other| {
            matches!(other.found.source, Source::OpenGraph | Source::Twitter | Source::JsonLd)
                && other.raw.len() >= 8
                && before.starts_with(other.raw.as_str())
        })
    };
    candidate.found.source == Source::Heading
        && all.iter().filter(|other| other.found.source == Source::TitleElement).any(|other| {
            other
                .raw
                .strip_suffix(candidate.fold.as_str())
                .is_some_and(|rest| rest.ends_with(' ') && told(rest))
        })
}

/// Where no article is told of, what follows the first part are keywords and slogans.
fn first_part(text: String) -> String {
    let cut = separators(&text).filter_map(|mark| text.find(mark)).min();
    match cut.and_then(|cut| text.get(..cut)) {
        Some(first) if count_words(first) >= 2 => first.trim().to_owned(),
        _ => text,
    }
}

/// The title of a site's front without the site's name behind it: before it, it is what the front is called.
fn without_end<'t>(text: &'t str, sites: &SiteNames) -> &'t str {
    let parts = separators(text).filter_map(|mark| text.rsplit_once(mark));
    match parts.max_by_key(|(head, _)| head.len()) {
        Some((head, tail)) if count_words(head) >= 2 && sites.is(tail) => head.trim(),
        _ => text,
    }
}

fn is_feed(source: Source) -> bool {
    matches!(source, Source::OpenGraph | Source::Twitter | Source::Meta | Source::TitleElement)
}

/// How far another candidate says the same, 0 to 1.
fn agreement(candidate: &Candidate, other: &Candidate) -> f32 {
    if candidate.fold == other.fold || candidate.fold == other.raw {
        return 1.0;
    }
    // The other with something before or behind it: a kicker, a site's name that nothing tells from the title.
    if candidate.fold.len() >= 8 && bounded(&other.raw, &candidate.fold) {
        return if other.found.source == Source::TitleElement { 0.9 } else { 0.7 };
    }
    if other.fold.len() >= 8 && bounded(&candidate.fold, &other.fold) {
        return 0.3;
    }
    0.0
}

/// Whether a text begins or ends with another, at a word's border.
fn bounded(long: &str, short: &str) -> bool {
    let starts = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let ends = long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    starts || ends
}

/// The text without the site's name.
fn clean(text: &str, source: Source, sites: &SiteNames, headings: &[String]) -> String {
    // A documentation's link to its own heading.
    let mut text = text.trim().trim_end_matches(['¶', '🔗']).trim_end();
    for _ in 0..4 {
        let Some(cut) = cut_once(text, source, sites, headings) else { break };
        text = cut;
    }
    text.to_owned()
}

fn cut_once<'t>(text: &'t str, source: Source, sites: &SiteNames, headings: &[String]) -> Option<&'t str> {
    let mut parted = false;
    for mark in separators(text).filter(|mark| text.contains(*mark)) {
        parted = true;
        let (head, tail) = text.rsplit_once(mark)?;
        let (first, rest) = text.split_once(mark)?;
        if enough(head) && sites.is(tail) || enough(head) && short(tail) && sites.within(tail) {
            return Some(head.trim());
        }
        if enough(rest) && sites.is(first) {
            return Some(rest.trim());
        }
        if source == Source::Heading {
            continue;
        }
        // What a heading of the page shows is the title, what is left the site's.
        let known = |part: &str| part.len() >= 8 && headings.contains(&fold(part));
        if known(head) {
            return Some(head.trim());
        }
        if known(rest) {
            return Some(rest.trim());
        }
    }
    if !parted {
        for mark in [": ", " : ", ", "] {
            if let Some((first, rest)) = text.split_once(mark)
                && enough(rest)
                && sites.is(first)
                && mark != ", "
            {
                return Some(rest.trim());
            }
            if let Some((head, tail)) = text.rsplit_once(mark)
                && enough(head)
                && sites.is(tail)
            {
                return Some(head.trim());
            }
        }
        return None;
    }
    (source == Source::TitleElement).then(|| last_part(text, headings)).flatten()
}

/// Of a `title` element that nothing else explains, the last part is the site's where it is short.
fn last_part<'t>(text: &'t str, headings: &[String]) -> Option<&'t str> {
    if headings.contains(&fold(text)) {
        return None;
    }
    let (head, tail) =
        separators(text).filter_map(|mark| text.rsplit_once(mark)).max_by_key(|(head, _)| head.len())?;
    let (long, brief) = (count_words(head), count_words(tail));
    (enough(head) && long >= brief && brief <= 5).then(|| head.trim().trim_end_matches('-').trim_end())
}

fn enough(text: &str) -> bool {
    text.trim().chars().filter(|c| c.is_alphanumeric()).take(2).count() == 2
}

fn short(text: &str) -> bool {
    count_words(text) <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(found: &[(Source, &str)], site: &str, host: &str) -> String {
        titled(PageKind::Story, found, site, host)
    }

    fn titled(kind: PageKind, found: &[(Source, &str)], site: &str, host: &str) -> String {
        let mut evidence = Evidence::default();
        for (at, (source, text)) in found.iter().enumerate() {
            let node = (*source == Source::Heading).then_some(NodeId(at as u32));
            evidence.title(*source, node, text);
        }
        if !site.is_empty() {
            evidence.sites.push((Source::OpenGraph, site.to_owned()));
        }
        let sites = SiteNames::of(&evidence, Some(host));
        // A heading that ends in "©" stands for one with a link to the site's front.
        let prior = |node: NodeId| if found[node.0 as usize].1.ends_with('©') { 0.3 } else { 1.0 };
        choose(&evidence, &sites, kind, prior).map(|chosen| chosen.text).unwrap_or_default()
    }

    #[test]
    fn marks_between_letters_without_spaces_part_the_sites_name() {
        let told = "老桥被河水冲垮 \"没有人\"受伤";
        let element = format!("{told}_样本新闻");
        let broken = [
            (Source::OpenGraph, "老桥被河水冲垮"),
            (Source::TitleElement, &element),
            (Source::Heading, told),
        ];
        assert_eq!(title(&broken, "", "paper.example"), told);
        for element in ["老桥被河水冲垮_样本新闻网", "老桥被河水冲垮-Sample News", "老桥被河水冲垮--样本网"]
        {
            assert_eq!(title(&[(Source::TitleElement, element)], "", "paper.example"), "老桥被河水冲垮");
        }
        assert_eq!(
            title(&[(Source::TitleElement, "snake_case names")], "", "paper.example"),
            "snake_case names"
        );
    }

    #[test]
    fn the_sites_name_is_cut_off() {
        let with_site = &[
            (Source::TitleElement, "Storm over the bay - The Daily Post"),
            (Source::OpenGraph, "Storm over the bay | Daily Post"),
        ];
        assert_eq!(title(with_site, "The Daily Post", "dailypost.example"), "Storm over the bay");
        assert_eq!(
            title(&[(Source::TitleElement, "Dailypost: Storm over the bay")], "", "www.dailypost.example"),
            "Storm over the bay"
        );
        assert_eq!(
            title(&[(Source::TitleElement, "Storm over the bay » Quiet Hill Notes")], "", ""),
            "Storm over the bay"
        );
        assert_eq!(title(&[(Source::TitleElement, "Storm over the bay")], "", ""), "Storm over the bay");
        assert_eq!(title(&[(Source::Heading, "Storm over the bay¶")], "", ""), "Storm over the bay");
    }

    #[test]
    fn what_is_no_article_is_called_as_its_title_element_begins() {
        let found = &[
            (Source::Heading, "Leave the rain to us"),
            (Source::OpenGraph, "Roof repair in Port Sample | Free estimates | Sample & Sons"),
            (Source::TitleElement, "Roof repair in Port Sample | Free estimates | Sample & Sons"),
        ];
        assert_eq!(titled(PageKind::Other, found, "Sample & Sons", ""), "Roof repair in Port Sample");
        assert_eq!(titled(PageKind::Story, found, "Sample & Sons", ""), "Leave the rain to us");
        let found = &[(Source::TitleElement, "Roofs - all there is to know")];
        assert_eq!(titled(PageKind::Other, found, "", ""), "Roofs - all there is to know");
    }

    #[test]
    fn a_sites_front_is_called_without_its_name_behind() {
        let front = |text| titled(PageKind::Front, &[(Source::TitleElement, text)], "Roofly", "");
        assert_eq!(front("Roofly: roofs for everyone - Roofly"), "Roofly: roofs for everyone");
        assert_eq!(front("Roofly | Roofs for everyone"), "Roofly | Roofs for everyone");
        assert_eq!(front("Home - Roofly"), "Home - Roofly");
    }

    #[test]
    fn a_headline_cut_for_search_engines_was_the_title() {
        let long = "How the ferry, the fog and forty cars of the valley's choir came to meet on the longest night of the year, \
                    and who sang first";
        let cut = &long[..106];
        let found = &[(Source::JsonLd, cut), (Source::OpenGraph, cut), (Source::Class, long)];
        assert_eq!(titled(PageKind::Story, found, "", ""), long);
        let dotted = &[(Source::OpenGraph, "How the ferry, the fog and forty cars…"), (Source::Class, long)];
        assert_eq!(titled(PageKind::Story, dotted, "", ""), long);
        let apart = &[(Source::OpenGraph, "How the ferry"), (Source::Class, long)];
        assert_eq!(titled(PageKind::Story, apart, "", ""), "How the ferry");
    }

    #[test]
    fn a_logo_is_no_headline() {
        let found = &[
            (Source::Heading, "Notes from Port Sample ©"),
            (Source::Class, "Storm over the bay"),
            (Source::TitleElement, "Notes from Port Sample: Storm over the bay"),
        ];
        assert_eq!(titled(PageKind::Other, found, "", ""), "Storm over the bay");
    }

    #[test]
    fn a_title_for_which_the_application_was_called_was_the_sites_name() {
        let headline = "Storm over the bay leaves forty boats adrift";
        let mut evidence = Evidence::default();
        evidence.title(Source::Heading, Some(NodeId(0)), "Good Bay Morning");
        evidence.title(Source::Heading, Some(NodeId(1)), headline);
        evidence.title(Source::OpenGraph, None, headline);
        evidence.sites = vec![(Source::OpenGraph, "Bay News".into()), (Source::Meta, headline.into())];
        let sites = SiteNames::of(&evidence, None);
        let chosen = choose(&evidence, &sites, PageKind::Story, |_| 1.0).unwrap();
        assert_eq!(chosen.text, headline);
    }

    #[test]
    fn the_end_of_the_title_element_is_the_sites_name() {
        let found = &[
            (Source::Heading, "Port Sample Hour"),
            (Source::Twitter, "Storm over the bay"),
            (Source::TitleElement, "Storm over the bay » Weather » Port Sample Hour"),
        ];
        assert_eq!(titled(PageKind::Other, found, "", ""), "Storm over the bay");
    }

    #[test]
    fn a_forums_name_and_controls_were_taken_for_headlines() {
        let thread = (Source::TitleElement, "Storm over the bay / Weather / Port Sample Forums");
        assert!(
            titled(PageKind::Other, &[(Source::Heading, "Port Sample"), thread], "", "").starts_with("Storm")
        );
        let thread = (Source::TitleElement, "Storm over the bay - Port Sample");
        assert_eq!(
            titled(PageKind::Other, &[(Source::Heading, "View topic"), thread], "", ""),
            "Storm over the bay"
        );
    }

    #[test]
    fn of_many_first_headings_none_is_sure() {
        let found = &[
            (Source::Heading, "Monday"),
            (Source::Heading, "Tuesday"),
            (Source::Heading, "Wednesday"),
            (Source::OpenGraph, "A week of storms"),
            (Source::Class, "A week of storms"),
        ];
        assert_eq!(title(found, "", ""), "A week of storms");
    }

    #[test]
    fn sources_are_chosen_by_agreement() {
        let found = &[
            (Source::Heading, "Latest news"),
            (Source::Heading, "Storm over the bay"),
            (Source::OpenGraph, "Storm over the bay"),
            (Source::JsonLd, "Storm over the bay"),
        ];
        assert_eq!(title(found, "", ""), "Storm over the bay");
        let found =
            &[(Source::Heading, "Daily Post"), (Source::TitleElement, "Storm over the bay | Daily Post")];
        assert_eq!(title(found, "Daily Post", ""), "Storm over the bay");
    }
}
