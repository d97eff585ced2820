//! JSON-LD: which of its entities is the page's article, and what it says.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::evidence::{Evidence, Source};
use super::page::Page;
use super::wording::{fold, overlap, tidy};
use super::{names, repair, when};
use crate::record::{Author, Image};

/// The most entities that are looked at.
const CAP: usize = 3000;

type Object = Map<String, Value>;

/// An object with a type, and how deep it was found.
struct Entity<'v> {
    object: &'v Object,
    rank: i32,
    depth: u32,
}

/// The entities of a page.
pub(super) struct Entities<'v> {
    list: Vec<Entity<'v>>,
    by_id: FxHashMap<&'v str, &'v Object>,
}

/// Keys that lead to other things than what the page is about.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "comment",
    "comments",
    "review",
    "reviews",
    "itemListElement",
    "citation",
    "mentions",
    "about",
    "isPartOf",
    "hasPart",
    "liveBlogUpdate",
    "suggestedAnswer",
    "acceptedAnswer",
    "subjectOf",
    "relatedLink",
    "isRelatedTo",
    "isBasedOn",
    "offers",
    "blogPost",
    "breadcrumb",
    "potentialAction",
    "video",
    "image",
    "associatedMedia",
    "workExample",
    "step",
    "containsSeason",
];

/// What a page is about, by type: the higher, the likelier.
#[rustfmt::skip]
const RANKS: &[(&str, i32)] = &[
    ("NewsArticle", 60),
    ("ReportageNewsArticle", 60),
    ("AnalysisNewsArticle", 60),
    ("OpinionNewsArticle", 60),
    ("ReviewNewsArticle", 60),
    ("BackgroundNewsArticle", 60),
    ("AskPublicNewsArticle", 60),
    ("BlogPosting", 58),
    ("LiveBlogPosting", 58),
    ("Article", 56),
    ("TechArticle", 56),
    ("ScholarlyArticle", 56),
    ("SatiricalArticle", 56),
    ("AdvertiserContentArticle", 56),
    ("MedicalScholarlyArticle", 56),
    ("SocialMediaPosting", 54),
    ("DiscussionForumPosting", 54),
    ("Report", 50),
    ("MedicalWebPage", 20),
    ("Question", 45),
    ("Recipe", 44),
    ("HowTo", 30),
    ("Review", 30),
    ("CreativeWork", 25),
    ("PodcastEpisode", 24),
    ("VideoObject", 20),
    ("Product", 18),
    ("Event", 18),
    ("Course", 18),
    ("Book", 18),
    ("JobPosting", 18),
    ("SoftwareApplication", 16),
    ("Movie", 16),
    ("Dataset", 16),
    ("QAPage", 10),
    ("WebPage", 10),
    ("ItemPage", 10),
    ("AboutPage", 10),
    ("FAQPage", 8),
    ("CollectionPage", 8),
    ("ProfilePage", 6),
    ("WebSite", 1),
    ("Organization", 1),
    ("NewsMediaOrganization", 1),
    ("Person", 1),
    ("ImageObject", 1),
];

/// From here on an entity is a text of its own.
const TEXT: i32 = 20;

/// Reads all scripts.
pub(super) fn values(page: &Page) -> Vec<Value> {
    page.scripts.iter().take(200).flat_map(|script| repair::read(script)).collect()
}

impl<'v> Entities<'v> {
    /// Lists what the values describe.
    pub fn of(values: &'v [Value]) -> Entities<'v> {
        let mut entities = Entities { list: Vec::new(), by_id: FxHashMap::default() };
        let mut queue: Vec<(&Value, u32)> = values.iter().rev().map(|value| (value, 0)).collect();
        let mut seen = 0;
        while let Some((value, depth)) = queue.pop() {
            seen += 1;
            if seen > 20 * CAP || entities.list.len() >= CAP {
                break;
            }
            match value {
                Value::Array(items) => queue.extend(items.iter().rev().map(|item| (item, depth))),
                Value::Object(object) => entities.visit(object, depth, &mut queue),
                _ => {}
            }
        }
        entities
    }

    fn visit(&mut self, object: &'v Object, depth: u32, queue: &mut Vec<(&'v Value, u32)>) {
        if let Some(id) = object.get("@id").and_then(Value::as_str)
            && object.len() > 1
        {
            self.by_id.entry(id).or_insert(object);
        }
        let rank = rank(object);
        if rank > 0 {
            self.list.push(Entity { object, rank, depth });
        }
        let questions = types(object).any(|kind| kind == "FAQPage");
        for (key, inner) in object.iter().rev().filter(|(_, inner)| inner.is_array() || inner.is_object()) {
            let step = match key.as_str() {
                "@graph" => 0,
                // The questions of a page of questions are its parts.
                "mainEntity" if questions => 100,
                "mainEntity" | "mainEntityOfPage" => 1,
                key if ELSEWHERE.contains(&key) => 100,
                _ => 10,
            };
            queue.push((inner, depth + step));
        }
    }

    /// The entity that the page is about.
    fn main(&self, clues: &Clues) -> Option<&'v Object> {
        let score = |entity: &Entity| {
            let object = entity.object;
            let mut score = entity.rank - entity.depth.min(200) as i32;
            if let Some(headline) = string(object, "headline").or_else(|| string(object, "name")) {
                let headline = fold(&headline);
                let alike = clues.titles.iter().map(|title| overlap(&headline, title)).fold(0.0, f32::max);
                score += (alike * 40.0) as i32 - 20;
            }
            if let Some(address) = address(object) {
                score +=
                    if clues.addresses.iter().any(|known| same_page(known, &address)) { 20 } else { -10 };
            }
            score
        };
        let texts = self.list.iter().filter(|entity| entity.rank >= TEXT);
        // The first of equals: others follow it.
        let best = texts.map(|entity| (score(entity), entity)).rev_max()?;
        (best.0 > 10).then_some(best.1.object)
    }

    fn resolve(&self, object: &'v Object) -> &'v Object {
        let id = object.get("@id").and_then(Value::as_str);
        if object.contains_key("name") {
            object
        } else {
            id.and_then(|id| self.by_id.get(id).copied()).unwrap_or(object)
        }
    }
}

/// The first of the greatest.
trait RevMax<'e, 'v: 'e> {
    fn rev_max(self) -> Option<(i32, &'e Entity<'v>)>;
}

impl<'e, 'v: 'e, I: Iterator<Item = (i32, &'e Entity<'v>)>> RevMax<'e, 'v> for I {
    fn rev_max(self) -> Option<(i32, &'e Entity<'v>)> {
        self.fold(None, |best: Option<(i32, &'e Entity<'v>)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
    }
}

/// What is known of the page by which its main entity is told.
pub(super) struct Clues {
    /// Titles, folded.
    pub titles: Vec<String>,
    /// Addresses of the page.
    pub addresses: Vec<String>,
}

/// Notes what the JSON-LD says.
pub(super) fn gather(entities: &Entities, clues: &Clues, evidence: &mut Evidence) {
    for entity in &entities.list {
        if entity.depth < 100 {
            about_site(entity.object, entity.depth, evidence);
        }
    }
    if let Some(main) = entities.main(clues) {
        describe(entities, main, Source::JsonLd, evidence);
        return;
    }
    let page = entities.list.iter().find(|entity| (6..TEXT).contains(&entity.rank) && entity.depth < 10);
    if let Some(page) = page {
        describe(entities, page.object, Source::JsonLdPage, evidence);
    }
}

fn about_site(object: &Object, depth: u32, evidence: &mut Evidence) {
    let is = |name: &str| types(object).any(|kind| kind == name);
    if depth < 10
        && is("WebSite")
        && let Some(name) = string(object, "name")
    {
        evidence.sites.push((Source::JsonLdPage, name));
    }
}

fn describe(entities: &Entities, main: &Object, source: Source, evidence: &mut Evidence) {
    for key in ["headline", "name", "title"] {
        if let Some(title) = string(main, key) {
            evidence.title(source, None, &title);
            break;
        }
    }
    for (key, modified) in
        [("datePublished", false), ("dateCreated", false), ("uploadDate", false), ("dateModified", true)]
    {
        if let Some(date) = string(main, key) {
            let known = !modified && evidence.published.iter().any(|found| found.source == source);
            if !known {
                evidence.date(modified, source, None, when::exact(&date));
            }
        }
    }
    let people = ["author", "creator", "authors"].iter().find_map(|key| {
        let (names, organisation) = people(entities, main.get(*key)?);
        (!names.is_empty()).then_some((names, organisation))
    });
    if let Some((names, organisation)) = people {
        evidence.byline(source, names, organisation);
    }
    for publisher in main.get("publisher").into_iter().flat_map(objects) {
        let publisher = entities.resolve(publisher);
        if let Some(name) = string(publisher, "name") {
            if types(publisher).any(|kind| kind == "Person") {
                evidence.owners.push(fold(&name));
            }
            evidence.sites.push((source, name));
        }
    }
    texts(main, "articleSection", |text| evidence.sections.push((source, text)));
    texts(main, "keywords", |text| evidence.tags.push((source, text)));
    texts(main, "inLanguage", |text| evidence.languages.push((source, text)));
    texts(main, "license", |text| evidence.licenses.push((source, text)));
    texts(main, "description", |text| evidence.descriptions.push((source, text)));
    texts(main, "alternativeHeadline", |text| evidence.descriptions.push((source, text)));
    if let Some(image) = main.get("image").and_then(|image| first_image(entities, image)) {
        evidence.images.push((source, image));
    }
    if let Some(address) = address(main) {
        evidence.canonical.push((source, address));
    }
}

/// The names of an `author`, and whether all are organisations.
fn people<'v>(entities: &Entities<'v>, value: &'v Value) -> (Vec<Author>, bool) {
    let mut found = Vec::new();
    let mut organisations = 0;
    let mut add = |name: &str, url: Option<String>, organisation: bool| {
        for name in names::told(&tidy(name)) {
            organisations += usize::from(organisation);
            found.push(Author { name, url: url.clone() });
        }
    };
    let items = if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
    for item in items.iter().take(50) {
        match item {
            Value::String(name) => add(name, None, false),
            Value::Object(object) => {
                let object = entities.resolve(object);
                let organisation = types(object).any(|kind| kind.ends_with("Organization"));
                let url = string(object, "url").filter(|url| url.starts_with("http") || url.starts_with('/'));
                match object.get("name") {
                    Some(Value::Array(list)) => {
                        list.iter()
                            .take(50)
                            .filter_map(Value::as_str)
                            .for_each(|name| add(name, None, organisation));
                    }
                    Some(Value::String(name)) => add(name, url, organisation),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let organisation = !found.is_empty() && organisations == found.len();
    (found, organisation)
}

fn first_image<'v>(entities: &Entities<'v>, value: &'v Value) -> Option<Image> {
    let value = if let Value::Array(items) = value { items.first()? } else { value };
    match value {
        Value::String(src) => Some(Image { src: src.clone(), alt: None }),
        Value::Object(object) => {
            let object = if object.contains_key("url") || object.contains_key("contentUrl") {
                object
            } else {
                entities.by_id.get(object.get("@id")?.as_str()?).copied()?
            };
            let src = string(object, "url").or_else(|| string(object, "contentUrl"))?;
            let alt = string(object, "caption").filter(|alt| alt.len() < 500);
            Some(Image { src, alt })
        }
        _ => None,
    }
}

/// The types of an entity, without their namespace.
fn types(object: &Object) -> impl Iterator<Item = &str> {
    let kinds = object.get("@type").map(std::slice::from_ref).unwrap_or_default();
    let kinds = if let Some(Value::Array(list)) = kinds.first() { list.as_slice() } else { kinds };
    kinds
        .iter()
        .take(20)
        .filter_map(Value::as_str)
        .map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind))
}

fn rank(object: &Object) -> i32 {
    let known = |kind: &str| RANKS.iter().find(|(name, _)| *name == kind).map(|(_, rank)| *rank);
    types(object).map(|kind| known(kind).unwrap_or(2)).max().unwrap_or(0)
}

fn objects(value: &Value) -> impl Iterator<Item = &Object> {
    let items = if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
    items.iter().take(20).filter_map(Value::as_object)
}

/// A text under a key: itself, of a list the first, of an object its `@value`.
fn string(object: &Object, key: &str) -> Option<String> {
    let value = object.get(key)?;
    let value = if let Value::Array(items) = value { items.first()? } else { value };
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(inner) => {
            inner.get("@value").or_else(|| inner.get("name")).or_else(|| inner.get("@id"))?.as_str()?
        }
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty())
        .then(|| if text.contains('&') && text.len() < 5000 { tidy(text) } else { text.to_owned() })
}

fn texts(object: &Object, key: &str, mut add: impl FnMut(String)) {
    let Some(value) = object.get(key) else { return };
    let items = if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
    for item in items.iter().take(100) {
        let text = match item {
            Value::String(text) => Some(text.as_str()),
            Value::Object(inner) => ["name", "@value", "url", "@id"]
                .iter()
                .find_map(|key| inner.get(*key))
                .and_then(Value::as_str),
            _ => None,
        };
        if let Some(text) = text.map(tidy).filter(|text| !text.is_empty()) {
            add(text);
        }
    }
}

fn address(object: &Object) -> Option<String> {
    ["mainEntityOfPage", "url", "@id"]
        .iter()
        .filter_map(|key| string(object, key))
        .find(|address| address.starts_with("http"))
}

/// Whether two addresses are of one page: scheme, query, fragment and a final slash may differ.
fn same_page(a: &str, b: &str) -> bool {
    fn core(address: &str) -> &str {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let address = address.split(['#', '?']).next().unwrap_or_default();
        address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
    }
    core(a) == core(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str, title: &str) -> Evidence {
        let values = repair::read(script);
        let clues =
            Clues { titles: vec![fold(title)], addresses: vec!["https://paper.example/storm".into()] };
        let mut evidence = Evidence::default();
        gather(&Entities::of(&values), &clues, &mut evidence);
        evidence
    }

    fn names(evidence: &Evidence) -> Vec<&str> {
        evidence.bylines.iter().flat_map(|found| &found.names).map(|author| author.name.as_str()).collect()
    }

    #[test]
    fn graphs_lists_of_types_and_references_are_followed() {
        let evidence = read(
            r##"{"@graph":[{"@type":"WebSite","name":"The Sample"},
                {"@type":["Article","NewsArticle"],"headline":"A storm","author":[{"@id":"#ann"},{"@type":"Person","name":"Jo Roe"}],
                 "datePublished":"2020-01-02T03:04:05Z","publisher":{"@id":"#org"}},
                {"@type":"Person","@id":"#ann","name":"Ann Lee","url":"https://paper.example/ann"},
                {"@type":"Organization","@id":"#org","name":"Sample Press"}]}"##,
            "A storm",
        );
        assert_eq!(names(&evidence), ["Ann Lee", "Jo Roe"]);
        assert_eq!(evidence.bylines[0].names[0].url.as_deref(), Some("https://paper.example/ann"));
        assert_eq!(evidence.published[0].stamp.day(), "2020-01-02");
        assert!(evidence.sites.iter().any(|(_, name)| name == "Sample Press"));
    }

    #[test]
    fn other_entities_are_not_taken() {
        let evidence = read(
            r#"[{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other news","author":"Max Doe"}]},
                {"@type":"Recipe","name":"Soup","review":[{"@type":"Review","author":"Guest"}]},
                {"@type":"NewsArticle","headline":"Elsewhere","url":"https://paper.example/else","author":"Jo Roe"},
                {"@type":"NewsArticle","headline":"A storm","url":"http://www.paper.example/storm/?a=1","author":"Ann Lee",
                 "comment":[{"@type":"Comment","author":{"@type":"Person","name":"Troll"}}]}]"#,
            "A storm",
        );
        assert_eq!(names(&evidence), ["Ann Lee"]);
    }

    #[test]
    fn questions_at_the_foot_of_a_page_are_not_what_it_is_about() {
        let faq = r#"{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"What does a roof cost?",
            "acceptedAnswer":{"@type":"Answer","text":"That depends."}}]}"#;
        assert!(!read(faq, "Roofs").titles.iter().any(|found| found.source == Source::JsonLd));
        let question = r#"{"@type":"QAPage","mainEntity":{"@type":"Question","name":"What does a roof cost?","author":"Jo Roe"}}"#;
        assert_eq!(names(&read(question, "What does a roof cost?")), ["Jo Roe"]);
    }

    #[test]
    fn a_person_who_publishes_owns_the_site() {
        let script = r#"{"@type":"BlogPosting","headline":"A storm","publisher":{"@type":["Person","Organization"],"name":"Ann Lee"}}"#;
        assert_eq!(read(script, "A storm").owners, ["ann lee"]);
    }

    #[test]
    fn any_json_is_survived() {
        for script in [
            "null",
            "1",
            "[]",
            "{}",
            r#"{"@type":1,"@graph":{"@graph":[[[]]]}}"#,
            r#"{"@type":"NewsArticle","author":{"author":[null,{"name":{}}]},"image":[],"keywords":[1,{}],"headline":[[]]}"#,
        ] {
            read(script, "");
        }
        let deep = format!("{}{}", r#"{"a":"#.repeat(120), "1".to_owned() + &"}".repeat(120));
        read(&deep, "");
        let looped = r##"{"@type":"NewsArticle","@id":"#a","headline":"x","author":{"@id":"#a"},"image":{"@id":"#a"}}"##;
        read(looped, "x");
    }
}
