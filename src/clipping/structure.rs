//! From probabilities and comments to the story: which line is what, its headline, who wrote it and when.

use rustc_hash::FxHashSet;

use super::label::Labels;
use super::survey::Survey;
use super::threads::Threads;
use crate::article::body::caption::{LONGER, NEAR};
use crate::article::metadata;
use crate::label::structure::{REPEATED_WORDS, threshold};
use crate::place::Place;
use crate::record::{ArticleRole, Author, BodyBlock, PageType};

/// The article as the text shows it.
pub struct Story {
    /// Where every line goes.
    pub places: Vec<Place>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Vec<Author>,
    /// When, ISO 8601.
    pub published: Option<String>,
}

/// The language of the prose, where it is sure.
pub fn language(prose: &[&str]) -> Option<String> {
    let mut text = String::new();
    for line in prose {
        text.push_str(line);
        text.push(' ');
        if text.len() > 4000 {
            break;
        }
    }
    metadata::language_of(&text).filter(|(_, sure)| *sure).map(|(tag, _)| tag)
}

/// Puts every line in its place.
pub fn story(survey: &Survey, labels: &Labels, threads: &Threads) -> Story {
    let mut places = body(survey, labels);
    if let Some(lead) = &threads.lead {
        // Of a thread nothing but its first post is the article.
        places.fill(Place::Chrome);
        for &(at, said) in &lead.lines {
            places[at] = Place::Article(if said { ArticleRole::Body } else { ArticleRole::Byline });
        }
    }
    for (number, item) in threads.items.iter().enumerate() {
        for &(at, _) in &item.lines {
            places[at] = Place::Comment(number);
        }
    }
    if places.iter().all(|place| *place == Place::Chrome) && is_plain(survey) {
        places.fill(Place::Article(ArticleRole::Body));
    }
    let mut story = Story { places, title: None, byline: Vec::new(), published: None };
    // A headline that the labeller took for the body's is no part of it, unless it is all there is.
    let is_body = |at: usize| story.places[at] == Place::Article(ArticleRole::Body);
    let others = |at: usize| (0..survey.len()).any(|other| other != at && is_body(other));
    let headline = labels.headline.filter(|&at| !matches!(story.places[at], Place::Comment(_)) && others(at));
    if let Some(at) = headline {
        story.title = Some(survey.text(at).to_owned());
        story.places[at] = Place::Article(ArticleRole::Headline);
    }
    if let Some(lead) = &threads.lead {
        let author = lead.comment.author.iter();
        story.byline = author.map(|author| Author { name: author.name.clone(), url: None }).collect();
        story.published = lead.comment.published.clone();
    }
    story
}

/// So many lines say by themselves whether there is anything beside a text.
const FEW: usize = 12;

/// Whether a text is a few lines that end as sentences, and no stock phrase is among them: there is nothing beside it.
fn is_plain(survey: &Survey) -> bool {
    let says_nothing = |at: usize| survey.facts[at].phrase(survey.text(at)).is_none();
    let told = |at: usize| survey.facts[at].sentence && survey.facts[at].words >= 3.0;
    let sentences = (0..survey.len()).filter(|&at| told(at)).count();
    survey.len() <= FEW
        && 2 * sentences >= survey.len()
        && sentences > 0
        && (0..survey.len()).all(says_nothing)
}

/// From this likelihood on the text may be an article's, whatever it is likelier to be.
const MAYBE_STORY: f32 = 0.2;

/// The lines that are likely the article's.
fn body(survey: &Survey, labels: &Labels) -> Vec<Place> {
    let likely = &labels.likely;
    // Behind an article stand other stories, which a lower threshold would let in.
    let threshold = if labels.page_type == PageType::Article || labels.story >= MAYBE_STORY {
        0.5
    } else {
        threshold(|at| survey.facts[at].words, &likely.article)
    };
    let likelier = |at: usize| likely.article[at] >= threshold && likely.article[at] >= likely.comment[at];
    let mut kept: Vec<bool> = (0..survey.len()).map(likelier).collect();
    if labels.page_type != PageType::Documentation {
        tell_once(survey, &mut kept);
    }
    let place = |kept: bool| if kept { Place::Article(ArticleRole::Body) } else { Place::Chrome };
    kept.into_iter().map(place).collect()
}

/// Fewer words may stand at the beginning of two lines by chance.
const ALT_WORDS: f32 = 6.0;

/// What was there for another screen, or as an image's alternative text and its caption, is the article's once.
fn tell_once(survey: &Survey, kept: &mut [bool]) {
    let words = |at: usize| survey.facts[at].words;
    let mut told = FxHashSet::default();
    for at in (0..kept.len()).filter(|&at| words(at) >= REPEATED_WORDS) {
        kept[at] = kept[at] && told.insert(survey.text(at));
    }
    for at in 0..kept.len() {
        for other in at + 1..kept.len().min(at + 1 + NEAR) {
            let (alt, caption) = if words(at) <= words(other) { (at, other) } else { (other, at) };
            let (shorter, longer) = (survey.text(alt), survey.text(caption));
            let near = longer.len() <= shorter.len() + LONGER;
            if kept[caption] && words(alt) >= ALT_WORDS && near && begins_with(longer, shorter) {
                kept[alt] = false;
            }
        }
    }
}

/// Whether a text begins with the words of another, whatever stands between and behind them: a flattened caption has the
/// photographer glued on.
fn begins_with(text: &str, start: &str) -> bool {
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut own = words(text);
    words(start).all(|word| own.next() == Some(word))
}

/// A line of the body as a block: a heading where it is short, no sentence, and stands before a longer line.
pub fn block(survey: &Survey, at: usize) -> BodyBlock {
    let (fact, text) = (&survey.facts[at], survey.text(at).to_owned());
    let ends =
        text.ends_with(|c: char| c.is_ascii_punctuation() && c != '?' && c != ')' || c == '”' || c == '…');
    let before_prose =
        survey.facts.get(at + 1).is_some_and(|next| next.words > 2.0 * fact.words && next.prose);
    if fact.words <= 10.0 && !ends && !fact.sentence && before_prose {
        BodyBlock::Heading { level: 2, text, links: Vec::new(), marks: Vec::new() }
    } else {
        BodyBlock::Paragraph { text, links: Vec::new(), marks: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_their_images_texts_were_both_the_articles() {
        let lines = [
            "The old mill on the river after the flood",
            "The old mill on the river after the flood. Photo: A. Nobody",
            "It rained for three days, and the miller did not sleep.",
            "He said so.",
            "It rained for three days, and the miller did not sleep.",
            "He said so.",
        ];
        let text = lines.join("\n\n");
        let survey = Survey::of(super::super::lines::lines(&text));
        let mut kept = vec![true; survey.len()];
        tell_once(&survey, &mut kept);
        assert_eq!(kept, [false, true, true, true, false, true]);
    }
}
