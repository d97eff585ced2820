//! Plain text: a page that was flattened by a copy-and-paste, an archive's text records or another extractor, with the
//! chrome left inside. Separated like a page, without any markup to go by.
//!
//! The text is cut into lines ([`lines`]), each is looked at ([`survey`]) and judged by forests of its own in two passes
//! ([`features`], [`context`], [`label`]). Comments are found by the heads that repeat ([`heads`], [`threads`]); what is
//! left of the likely lines is the article ([`structure`]), the rest chrome, named by stock phrases ([`chrome`]).

mod byline;
mod chrome;
mod context;
mod features;
mod headline;
mod heads;
mod label;
mod lead;
mod lines;
mod marks;
mod marks_table;
mod numbered;
mod structure;
mod survey;
mod threads;

pub use context::{Likely, context};
pub use features::Features;
pub use headline::candidates;
pub use label::{Model, page_row};
pub use lines::Line;
pub use survey::Survey;
pub use threads::{Item, Threads};

use crate::options::{Only, Options};
use crate::place::Place;
use crate::record::{Article, ArticleRole, BodyBlock, Comments, PageType, Record, Removed};
use crate::source::SavedPage;
use crate::source::archive::RawPage;
use crate::{dates, letters, opening};

/// Cuts a text into lines and looks at each.
pub fn survey(text: &str) -> Survey {
    Survey::of(lines::lines(text))
}

/// Whether one of the lines has the form of a comment's head.
pub fn may_hold_head(lines: Vec<Line>) -> bool {
    let survey = Survey::of(lines);
    (0..survey.len()).any(|at| marks::mark(&survey, at).is_some())
}

/// The comments that lines alone tell, of a page of a known type without elements that do.
pub fn comments(
    lines: Vec<Line>,
    page_type: PageType,
    model: Option<&Model>,
    how: &dates::Context,
) -> Threads {
    let survey = Survey::of(lines);
    threads::find(&survey, &label::likely(&survey, model), page_type, how)
}

/// Separates a text.
pub fn clean(options: &Options, model: Option<&Model>, saved: &SavedPage, raw: &RawPage) -> Record {
    let survey = survey(&saved.html);
    let labels = label::label(&survey, model);
    let now = saved.saved_at.as_deref().and_then(dates::parse_iso);
    let prose: Vec<&str> =
        (0..survey.len()).filter(|&at| survey.facts[at].prose).map(|at| survey.text(at)).collect();
    let language = structure::language(&prose);
    let how = dates::Context { language: language.as_deref(), now: now.as_ref(), order: None };
    let threads = threads::find(&survey, &labels.likely, labels.page_type, &how);
    let mut story = structure::story(&survey, &labels, &threads);
    byline::find(&survey, &how, &mut story);
    let kinds = chrome::kinds(&survey, &story.places);
    let mut record = opening::opened(raw, saved, saved.url.as_deref(), labels.page_type, labels.confidence);
    record.warnings.extend(warnings(&survey, &story.places, &threads));
    if options.parts {
        let id = |number: usize| threads.items[number].comment.id.as_str();
        let part = |at: usize| story.places[at].part(survey.text(at), kinds[at], id);
        record.parts = Some((0..survey.len()).map(part).collect());
    }
    if options.want(Only::Chrome) {
        record.chrome = Some(removed(&survey, &story.places, &kinds));
    }
    if options.want(Only::Article) {
        record.article = Some(article(&survey, &story, language));
    }
    if options.want(Only::Comments) {
        record.comments = Some(Comments {
            system: None,
            declared: threads.declared,
            items: threads.items.into_iter().map(|item| item.comment).collect(),
        });
    }
    record
}

fn article(survey: &Survey, story: &structure::Story, language: Option<String>) -> Article {
    let body: Vec<BodyBlock> = (0..survey.len())
        .filter(|&at| story.places[at] == Place::Article(ArticleRole::Body))
        .map(|at| structure::block(survey, at))
        .collect();
    let text = crate::article::body::text(&body);
    Article {
        title: story.title.clone(),
        byline: story.byline.clone(),
        published: story.published.clone(),
        language,
        words: letters::count_words(&text),
        text,
        body,
        ..Article::default()
    }
}

/// Consecutive lines of one kind are one piece.
fn removed(survey: &Survey, places: &[Place], kinds: &[crate::record::Kind]) -> Vec<Removed> {
    let mut pieces: Vec<Removed> = Vec::new();
    let mut before = None;
    for at in (0..survey.len()).filter(|&at| places[at] == Place::Chrome) {
        let joins = at.checked_sub(1) == before && before.is_some();
        before = Some(at);
        match pieces.last_mut() {
            Some(last) if joins && last.kind == kinds[at] => {
                last.text.push('\n');
                last.text.push_str(survey.text(at));
            }
            _ => pieces.push(Removed {
                kind: kinds[at],
                text: survey.text(at).to_owned(),
                path: None,
                hidden: false,
                rule: None,
            }),
        }
    }
    pieces
}

fn warnings(survey: &Survey, places: &[Place], threads: &Threads) -> Vec<String> {
    let mut warnings = Vec::new();
    if !survey.is_empty() && !places.contains(&Place::Article(ArticleRole::Body)) {
        warnings.push("article: none found; all text stands in chrome".to_owned());
    }
    warnings.extend(opening::missing(threads.declared, threads.items.len()));
    warnings
}
