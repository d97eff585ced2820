//! Chooses among what the sources say: by weight and agreement, never by first hit.

use super::evidence::{BylineFound, DateFound, Evidence, Source};
use super::names;
use super::title::SiteNames;
use super::wording::fold;
use crate::record::Author;

fn date_weight(source: Source) -> f32 {
    match source {
        Source::JsonLd => 3.0,
        Source::OpenGraph => 2.6,
        Source::Microdata | Source::Citation => 2.2,
        Source::Meta => 1.8,
        Source::Class => 1.6,
        Source::Visible => 1.5,
        Source::JsonLdPage | Source::Url => 1.2,
        _ => 0.5,
    }
}

/// When a piece was published: the date that most sources agree on, as precisely as one of them tells it, or an
/// earlier one that the page shows.
pub(super) fn published(found: &[DateFound]) -> Option<String> {
    let chosen = agreed(found)?;
    let shown = shown_alone(found).filter(|shown| original(shown, chosen, found));
    Some(shown.unwrap_or(chosen).stamp.iso.clone())
}

/// When it was changed.
pub(super) fn modified(found: &[DateFound]) -> Option<String> {
    Some(agreed(found)?.stamp.iso.clone())
}

fn agreed(found: &[DateFound]) -> Option<&DateFound> {
    let mut best: Option<(f32, &DateFound)> = None;
    for candidate in found {
        let mut by_source: Vec<(Source, f32)> = Vec::new();
        let mut earlier = 0;
        for (place, other) in found.iter().enumerate() {
            let same = other.stamp.day() == candidate.stamp.day();
            // A day apart is the same instant in another zone.
            let zones = (other.stamp.ordinal() - candidate.stamp.ordinal()).abs() == 1;
            // A page may show several dates: the first is the article's.
            let first = !found[..place].iter().any(|before| before.source == other.source);
            let support = date_weight(other.source)
                * if same {
                    1.0
                } else if zones {
                    0.3
                } else {
                    0.0
                };
            let support = if first { support } else { support * 0.6 };
            if std::ptr::eq(other, candidate) {
                earlier = usize::from(!first);
            }
            match by_source.iter_mut().find(|(source, _)| *source == other.source) {
                Some((_, most)) => *most = most.max(support),
                None => by_source.push((other.source, support)),
            }
        }
        let mut score: f32 = by_source.iter().map(|(_, support)| support).sum();
        score +=
            if candidate.stamp.zoned { 0.02 } else { 0.0 } + if candidate.stamp.timed { 0.02 } else { 0.0 };
        score += date_weight(candidate.source) * 0.001 - earlier as f32 * 0.001;
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// The date that the page shows beside its headline, where all that it shows are of one day: as precisely as shown.
fn shown_alone(found: &[DateFound]) -> Option<&DateFound> {
    let mut shown = found.iter().filter(|date| matches!(date.source, Source::Visible | Source::Class));
    let first = shown.next()?;
    let mut best = first;
    for other in shown {
        if other.stamp.day() != first.stamp.day() {
            return None;
        }
        if other.stamp.timed && !best.stamp.timed {
            best = other;
        }
    }
    Some(best)
}

/// Whether a shown date is nearer to the publication than what the metadata says: systems note when they took over an
/// older text, and count days in another zone than the page.
fn original(shown: &DateFound, chosen: &DateFound, found: &[DateFound]) -> bool {
    let told = |source| {
        matches!(
            source,
            Source::JsonLd | Source::OpenGraph | Source::Meta | Source::Microdata | Source::Citation
        )
    };
    let agrees = found.iter().any(|date| told(date.source) && date.stamp.day() == shown.stamp.day());
    !agrees && told(chosen.source) && shown.stamp.ordinal() <= chosen.stamp.ordinal() + 1
}

fn byline_weight(source: Source) -> f32 {
    match source {
        Source::JsonLd => 2.0,
        Source::Citation => 2.0,
        Source::Visible => 1.7,
        Source::Class => 1.6,
        Source::Microdata => 1.6,
        Source::Meta => 1.5,
        Source::Rel => 1.4,
        Source::Twitter => 1.3,
        Source::OpenGraph => 1.2,
        Source::Beside => 1.0,
        Source::JsonLdPage => 0.8,
        _ => 0.7,
    }
}

/// The byline that most sources agree on.
pub(super) fn byline(evidence: &Evidence, sites: &SiteNames, forum: bool) -> Vec<Author> {
    let folds: Vec<Vec<String>> = evidence.bylines.iter().map(keys).collect();
    let full = |author: &Author| author.name.split(' ').count() <= 3 && names::reads_as_full(&author.name);
    let named = !forum && evidence.bylines.iter().any(|found| found.names.iter().all(full));
    let mut best: Option<(f32, &BylineFound)> = None;
    for (at, candidate) in evidence.bylines.iter().enumerate() {
        let mut score = 0.0;
        for (other, found) in evidence.bylines.iter().enumerate() {
            score += byline_weight(found.source) * agreement(&folds[at], &folds[other]);
        }
        score *= quality(candidate, sites, &evidence.owners, named);
        if best.is_none_or(|(top, _)| score > top + 0.001) {
            best = Some((score, candidate));
        }
    }
    let Some((_, chosen)) = best else { return Vec::new() };
    let mut names = chosen.names.clone();
    names.retain(|author| !names::is_placeholder(&author.name) || fold(&author.name) == "anonymous");
    let mut seen = rustc_hash::FxHashSet::default();
    names.retain(|author| seen.insert(fold(&author.name)));
    for author in &mut names {
        let key = fold(&author.name);
        author.url = author.url.take().or_else(|| url_of(evidence, &key));
    }
    names
}

fn keys(found: &BylineFound) -> Vec<String> {
    let mut keys: Vec<String> = found.names.iter().map(|author| fold(&author.name)).collect();
    keys.sort_unstable();
    keys
}

/// How far two bylines name the same, 0 to 1.
fn agreement(a: &[String], b: &[String]) -> f32 {
    if a == b {
        return 1.0;
    }
    let both = a.iter().filter(|name| b.contains(name)).count();
    both as f32 / a.len().max(b.len()).max(1) as f32 * 0.8
}

/// How much names are those of persons. Where the page shows a person's name, `named`, a login is none.
fn quality(found: &BylineFound, sites: &SiteNames, owners: &[String], named: bool) -> f32 {
    let one = |author: &Author| {
        let name = author.name.as_str();
        let mut quality: f32 = 1.0;
        if sites.is(name) && !owners.contains(&fold(name)) {
            // A person may have a domain of the same name.
            let person = !found.organisation && !sites.named(name) && names::reads_as_full(name);
            quality *= if person { 0.8 } else { 0.35 };
        }
        if names::is_placeholder(name) {
            quality *= 0.2;
        }
        if named && names::is_login(name) {
            quality *= 0.33;
        }
        if author.url.as_deref().is_some_and(is_topic) {
            quality *= 0.5;
        }
        if names::is_organisation(name) || names::is_agency(name) || found.organisation {
            quality *= 0.6;
        }
        if name.chars().any(|c| c.is_ascii_digit()) {
            quality *= 0.7;
        }
        quality
    };
    let sum: f32 = found.names.iter().map(one).sum();
    sum / found.names.len().max(1) as f32
}

/// Whether an address leads to a topic rather than to an author.
pub(super) fn is_topic(url: &str) -> bool {
    TOPICS.iter().any(|path| url.contains(path))
}

#[rustfmt::skip]
const TOPICS: &[&str] = &[
    "/tag/", "/tags/", "/topic/", "/topics/", "/category/", "/categories/", "/kategorie/", "/categoria/", "/categorie/", "/thema/", "/schlagwort/",
    "?cat=", "?tag=", "category=", "topic=",
];

fn url_of(evidence: &Evidence, key: &str) -> Option<String> {
    let mut authors = evidence.bylines.iter().flat_map(|found| &found.names);
    authors.find(|author| author.url.is_some() && fold(&author.name) == key)?.url.clone()
}

#[cfg(test)]
mod tests {
    use super::super::when::exact;
    use super::*;

    fn found(source: Source, text: &str) -> DateFound {
        DateFound { stamp: exact(text).unwrap(), source, node: None }
    }

    #[test]
    fn the_day_most_sources_name_wins_as_precisely_as_known() {
        let dates = [
            found(Source::Meta, "2019-05-06"),
            found(Source::Visible, "2020-01-02"),
            found(Source::OpenGraph, "2020-01-02T03:04:05+01:00"),
        ];
        assert_eq!(published(&dates).as_deref(), Some("2020-01-02T03:04:05+01:00"));
        assert_eq!(published(&[]), None);
    }

    #[test]
    fn an_earlier_day_that_is_shown_alone_goes_before_a_systems() {
        let system =
            || [found(Source::JsonLd, "2024-05-06T23:30:00Z"), found(Source::OpenGraph, "2024-05-06")];
        let with = |shown: &[&str]| {
            let shown = shown.iter().map(|text| found(Source::Visible, text));
            published(&system().into_iter().chain(shown).collect::<Vec<_>>())
        };
        assert_eq!(with(&["2019-01-02", "2019-01-02T08:00"]).as_deref(), Some("2019-01-02T08:00:00"));
        // The next day is the same instant in the page's zone.
        assert_eq!(with(&["2024-05-07"]).as_deref(), Some("2024-05-07"));
        // A later one is of a change, several are of several things.
        assert_eq!(with(&["2024-08-01"]).as_deref(), Some("2024-05-06T23:30:00Z"));
        assert_eq!(with(&["2019-01-02", "2018-01-02"]).as_deref(), Some("2024-05-06T23:30:00Z"));
    }

    #[test]
    fn the_owner_of_a_site_may_be_its_author() {
        let author = |name: &str| vec![Author { name: name.into(), url: None }];
        let chosen = |owners: Vec<String>, host| {
            let mut evidence = Evidence { owners, ..Evidence::default() };
            evidence.sites.push((Source::JsonLd, "Ann Lee Notes".into()));
            evidence.byline(Source::JsonLd, author("Ann Lee"), false);
            evidence.byline(Source::Meta, author("Ann Lee"), false);
            evidence.byline(Source::Visible, author("Portfolio"), false);
            let sites = SiteNames::of(&evidence, Some(host));
            byline(&evidence, &sites, false)
        };
        assert_eq!(chosen(vec![], "annlee.example"), author("Ann Lee"));
        assert_eq!(chosen(vec!["ann lee".into()], "other.example"), author("Ann Lee"));
    }

    #[test]
    fn placeholders_logins_and_topics_were_taken_for_authors() {
        let author =
            |name: &str, url: Option<&str>| vec![Author { name: name.into(), url: url.map(str::to_owned) }];
        let chosen = |found: Vec<(Source, Vec<Author>)>| {
            let mut evidence = Evidence::default();
            found.into_iter().for_each(|(source, names)| evidence.byline(source, names, false));
            let sites = SiteNames::of(&evidence, None);
            byline(&evidence, &sites, false)
        };
        assert_eq!(chosen(vec![(Source::JsonLd, author("admin", None))]), []);
        let login = (Source::JsonLd, author("ann.lee_7", None));
        assert_eq!(chosen(vec![login.clone()]), login.1);
        let shown = (Source::Visible, author("Ann Lee", None));
        assert_eq!(chosen(vec![login, shown.clone()]), shown.1);
        let topic = (Source::Class, author("Tide Tables", Some("/tag/tides")));
        assert_eq!(chosen(vec![topic, (Source::Rel, author("Ann Lee", None))]), author("Ann Lee", None));
    }

    #[test]
    fn persons_go_before_the_site_and_agreement_before_weight() {
        let mut evidence = Evidence::default();
        let author = |name: &str| vec![Author { name: name.into(), url: None }];
        evidence.sites.push((Source::OpenGraph, "The Daily Sample".into()));
        evidence.byline(Source::JsonLd, author("The Daily Sample"), true);
        evidence.byline(Source::Class, author("Ann Lee"), false);
        let linked = vec![Author { name: "Ann Lee".into(), url: Some("/ann".into()) }];
        evidence.byline(Source::Rel, linked.clone(), false);
        let sites = SiteNames::of(&evidence, None);
        assert_eq!(byline(&evidence, &sites, false), linked);
    }
}
