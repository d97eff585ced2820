//! The comments of a text: the heads that repeat, the text between them, who wrote it, when, and what it answers.
//!
//! Which line is a head is told by its form ([`heads`]) and the labeller together. A text has its comments from one
//! system, so the form that the labeller likes best counts for all; so does the side on which the name stands, and
//! whether the text stands before or behind the head.

use rustc_hash::FxHashMap;

use super::context::Likely;
use super::heads::{self, Head};
use super::marks::signs;
use super::numbered;
use super::survey::{Group, Survey};
use crate::comments::{is_joined, role_of};
use crate::dates;
use crate::phrases::{self, Phrase, Position};
use crate::record::{Comment, CommentAuthor, PageType};

/// A comment and its lines.
pub struct Item {
    /// What is written of it.
    pub comment: Comment,
    /// Its lines, and whether each is its text.
    pub lines: Vec<(usize, bool)>,
    /// Whom it answers, where its head says so.
    pub answers: Option<String>,
}

/// The comments of a text.
#[derive(Default)]
pub struct Threads {
    /// How many comments the text says there are.
    pub declared: Option<u64>,
    /// On a forum's page, the first post: it is the article.
    pub lead: Option<Item>,
    /// The comments in order.
    pub items: Vec<Item>,
}

/// Below this probability a line of no more than a few words is no text of a comment.
const UNLIKELY: f32 = 0.06;

/// A comment's text is at least this likely one, in the mean over its words.
const LIKELY: f32 = 0.25;

/// All comments' texts together are at least this likely.
const ALL_LIKELY: f32 = 0.4;

/// So many words may be the article.
const ARTICLE: f32 = 60.0;

/// How many times an article says at most who wrote it.
const BYLINES: usize = 3;

/// How many lines that are hardly a comment's end the last one.
const OVER: usize = 2;

/// Finds the comments.
pub fn find(survey: &Survey, likely: &Likely, page_type: PageType, how: &dates::Context) -> Threads {
    let posts = numbered::dates(survey);
    let forum = page_type == PageType::Forum || !posts.is_empty();
    let heads = heads::find(survey, likely, forum, &posts);
    if heads.is_empty() {
        return Threads::default();
    }
    let reader = ThreadReader {
        survey,
        likely,
        how,
        forum,
        numbered: !posts.is_empty(),
        stock: stock(survey, &heads),
    };
    let before =
        (!posts.is_empty() || !heads.iter().any(|head| head.sure)) && reader.text_stands_before(&heads);
    let mut items: Vec<(Item, &Head)> = Vec::new();
    for (number, head) in heads.iter().enumerate() {
        let span = if before { reader.before(&heads, number) } else { reader.behind(&heads, number) };
        items.extend(reader.item(head, span).map(|item| (item, head)));
    }
    // The article has a name and a date over it too.
    let bylines = if forum { 0 } else { reader.bylines(&items) };
    items.drain(..bylines);
    let sure = items.iter().any(|(_, head)| head.sure);
    let evidence = items.iter().map(|(_, head)| head.evidence).sum::<f32>() / items.len().max(1) as f32;
    let mut items: Vec<Item> = items.into_iter().map(|(item, _)| item).collect();
    once(&mut items);
    if reader.mean(&items, &likely.comment) + 0.8 * evidence < ALL_LIKELY && !sure {
        return Threads::default();
    }
    let mut threads = Threads { declared: declared(survey, &items), lead: None, items };
    if forum && threads.items.len() > 1 && reader.leads(&threads.items[0]) {
        threads.lead = Some(threads.items.remove(0));
    }
    name(&mut threads, survey);
    threads
}

/// Tells a list of comments that stands in the text twice once.
fn once(items: &mut Vec<Item>) {
    let mut seen = rustc_hash::FxHashSet::default();
    let key = |item: &Item| {
        let author = item.comment.author.as_ref().map(|author| author.name.clone());
        (author, item.comment.published_text.clone(), item.comment.text.clone())
    };
    let keep: Vec<bool> = items.iter().map(|item| seen.insert(key(item))).collect();
    if keep.iter().filter(|keep| !**keep).count() * 3 >= items.len() {
        let mut keep = keep.into_iter();
        items.retain(|_| keep.next().unwrap_or(true));
    }
}

/// Short lines that stand in many of the comments: their controls.
fn stock(survey: &Survey, heads: &[Head]) -> FxHashMap<String, usize> {
    let mut held: FxHashMap<String, usize> = FxHashMap::default();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, head) in heads.iter().enumerate() {
        let end = heads.get(number + 1).map_or((head.end + 12).min(survey.len()), |next| next.start);
        for at in head.end..end {
            let text = survey.text(at);
            let key = stock_key(text, survey.facts[at].words);
            if let Some(key) = key.filter(|key| seen.insert(*key, number) != Some(number)) {
                *held.entry(key.to_owned()).or_default() += 1;
            }
        }
    }
    let most = heads.len();
    held.retain(|_, count| *count >= 3 && *count * 5 >= most * 2 || *count == 2 && most == 2);
    held
}

/// What a short line has in common with its like: its label ("Posts: 14"), else all of it.
fn stock_key(text: &str, words: f32) -> Option<&str> {
    match text.split_once(": ") {
        Some((label, _)) if words <= 12.0 && !label.is_empty() && !label.contains(' ') => Some(label),
        _ => (words <= 6.0).then_some(text),
    }
}

struct ThreadReader<'a> {
    survey: &'a Survey,
    likely: &'a Likely,
    how: &'a dates::Context<'a>,
    /// Whether the text is a forum's.
    forum: bool,
    /// Whether its posts have numbers.
    numbered: bool,
    /// The comments' controls.
    stock: FxHashMap<String, usize>,
}

impl ThreadReader<'_> {
    fn is_bare_date(&self, at: usize) -> bool {
        let (date, text) = (&self.survey.facts[at].date, self.survey.text(at));
        date.as_ref().is_some_and(|date| dates::looks_like_date(text) && !is_joined(text, date.start))
    }

    fn comment(&self, at: usize) -> f32 {
        self.likely.comment[at]
    }

    /// Whether a line is something to press, a picture's name, a number of votes.
    fn is_control(&self, at: usize) -> bool {
        use Phrase::*;
        let text = self.survey.text(at);
        if !text.chars().any(char::is_alphabetic) {
            return text.chars().filter(|c| !c.is_whitespace()).count() <= 6 && self.comment(at) < 0.8;
        }
        let fact = &self.survey.facts[at];
        if stock_key(text, fact.words).is_some_and(|key| self.stock.contains_key(key)) {
            return true;
        }
        let begins = fact.words <= 6.0 && fact.hit.is_some_and(|hit| hit.place == Position::Start);
        if begins && matches!(fact.group, Group::Reply | Group::Control) {
            return true;
        }
        let phrase = fact.phrase(text);
        phrase.is_some_and(|phrase| {
            matches!(
                phrase,
                Reply
                    | Quote
                    | Report
                    | Vote
                    | Permalink
                    | Edited
                    | Share
                    | Follow
                    | Login
                    | LoadMore
                    | Avatar
                    | Role
                    | Print
                    | ReplyForm
                    | Sort
                    | ReadMore
                    | Subscribe
                    | Notify
                    | FormField
                    | Counter
                    | CommentsHeading
                    | Pingback
                    | Advertisement
                    | CommentsClosed
                    | Moderation
            )
        })
    }

    /// Whether a line says that what follows is no comment.
    fn says_end(&self, at: usize) -> bool {
        let fact = &self.survey.facts[at];
        let whole = fact.phrase(self.survey.text(at)).is_some();
        whole
            && matches!(
                fact.group,
                Group::Form
                    | Group::Heading
                    | Group::Related
                    | Group::Legal
                    | Group::Tags
                    | Group::Navigation
            )
    }

    /// Whether a line ends the comments.
    fn is_end(&self, at: usize) -> bool {
        let article = self.likely.article[at] > 0.6 && !self.forum;
        article || self.says_end(at)
    }

    /// The lines behind a head that may be its comment's.
    fn behind(&self, heads: &[Head], number: usize) -> std::ops::Range<usize> {
        let from = heads[number].end;
        let last = number + 1 == heads.len();
        let to = heads.get(number + 1).map_or(self.survey.len(), |next| next.start);
        // Behind the last comment anything may stand, and between two far apart too.
        if !(last || to - from > 60) {
            return from..to.max(from);
        }
        let end = self.cut(from..to, &heads[number]);
        // The date may stand below the controls.
        let below = (end..to.min(end + 4)).find(|&at| heads[number].date.is_none() && self.is_bare_date(at));
        from..below.map_or(end, |at| at + 1)
    }

    /// Where the comment that begins a span ends: where hardly a line goes on as one. Where much speaks for the head
    /// but not the labeller, at the first line that is surely no comment's.
    fn cut(&self, span: std::ops::Range<usize>, head: &Head) -> usize {
        let trusted = head.sure || head.evidence >= 0.39;
        let (mut end, mut unlike) = (span.start, 0);
        for at in span.clone() {
            let control = self.is_control(at);
            // Whatever the labeller says, something stands behind a sure head.
            if head.sure && end == span.start && !control && !self.says_end(at) {
                end = at + 1;
                continue;
            }
            if self.is_end(at) && self.comment(at) < 0.5 {
                break;
            }
            let low = if trusted && at - span.start < 12 { 0.06 * head.doubt() } else { 0.3 };
            if control || self.comment(at) < low {
                unlike += if self.comment(at) < 0.1 { 1 } else { 0 };
                if unlike > OVER || trusted && control && end > span.start && self.comment(at) < 0.3 {
                    break;
                }
            } else {
                unlike = 0;
                end = at + 1;
            }
        }
        end
    }

    /// The lines before a head that may be its comment's.
    fn before(&self, heads: &[Head], number: usize) -> std::ops::Range<usize> {
        let to = heads[number].start;
        let mut from = if number > 0 { heads[number - 1].end } else { 0 };
        if number == 0 || to - from > 60 {
            let mut start = to;
            for at in (from..to).rev() {
                // A paragraph ends in the head of what it says.
                let glued = self.survey.lines.get(at + 1).is_some_and(|next| !next.gap);
                if !glued && (self.is_end(at) || self.comment(at) < 0.25) {
                    break;
                }
                start = at;
            }
            from = start;
        }
        from..to
    }

    /// Whether the comments' heads stand below their texts: something like a comment stands before the first head,
    /// nothing behind the last.
    fn text_stands_before(&self, heads: &[Head]) -> bool {
        let (Some(first), Some(last)) = (heads.first(), heads.last()) else { return false };
        if 2 * heads.iter().filter(|head| signs(self.survey.text(head.start))).count() > heads.len() {
            return true;
        }
        // A forum's first post looks like an article.
        let likely =
            |at: usize| self.comment(at).max(if self.numbered { self.likely.article[at] } else { 0.0 });
        let mass = |at: usize| likely(at) * self.survey.facts[at].words.min(30.0);
        let ahead: f32 = (first.start.saturating_sub(4)..first.start)
            .rev()
            .take_while(|&at| !self.is_end(at))
            .map(mass)
            .sum();
        let behind: f32 = (last.end..(last.end + 4).min(self.survey.len()))
            .take_while(|&at| !self.is_end(at))
            .map(mass)
            .sum();
        // "Reply" right below the heads closes what stands above them.
        let closed = heads.iter().filter(|head| {
            self.survey
                .facts
                .get(head.end)
                .is_some_and(|fact| fact.group == Group::Reply && fact.words <= 4.0)
        });
        let closed = 2 * closed.count() >= heads.len() && heads.len() > 1;
        ahead > if closed { 0.3 } else { 1.5 } && ahead > behind
    }

    fn item(&self, head: &Head, span: std::ops::Range<usize>) -> Option<Item> {
        let mut lines: Vec<(usize, bool)> = (head.start..head.end).map(|at| (at, false)).collect();
        lines.retain(|&(at, _)| head.holds(at));
        let mut text: Vec<usize> = Vec::new();
        let mut date = head.date.clone();
        for at in span {
            // Some systems put the date below the text.
            if date.is_none() && self.is_bare_date(at) {
                date = Some(self.survey.text(at).to_owned());
                lines.push((at, false));
                continue;
            }
            if head.name.as_deref() == Some(self.survey.text(at)) {
                lines.push((at, false));
                continue;
            }
            if self.is_control(at) || self.comment(at) < UNLIKELY && self.survey.facts[at].words < 5.0 {
                continue;
            }
            text.push(at);
        }
        let words: f32 = text.iter().map(|&at| self.survey.facts[at].words.max(0.5)).sum();
        // A forum's first post looks like an article.
        let likely = |at: usize| self.comment(at).max(if self.forum { self.likely.article[at] } else { 0.0 });
        let likely: f32 = text.iter().map(|&at| self.survey.facts[at].words.max(0.5) * likely(at)).sum();
        let least = LIKELY * head.doubt();
        if text.is_empty() || likely < least * words && !head.sure {
            return None;
        }
        lines.extend(text.iter().map(|&at| (at, true)));
        lines.sort_unstable();
        let said: Vec<&str> = text.iter().map(|&at| self.survey.text(at)).collect();
        let date = date.as_deref();
        let comment = Comment {
            author: head.name.clone().map(|name| CommentAuthor {
                name,
                url: None,
                role: head.role.and_then(|at| role_of(self.survey.text(at))),
            }),
            published: date.and_then(|date| dates::parse(date, self.how)).map(|date| date.to_string()),
            published_text: date.map(str::to_owned),
            text: said.join("\n"),
            ..Comment::default()
        };
        Some(Item { comment, lines, answers: head.answers.clone() })
    }

    fn mean(&self, items: &[Item], likely: &[f32]) -> f32 {
        let (mut all, mut sum) = (0.0f32, 0.0f32);
        for &(at, said) in items.iter().flat_map(|item| &item.lines) {
            if said {
                all += self.survey.facts[at].words.max(0.5);
                sum += self.survey.facts[at].words.max(0.5) * likely[at];
            }
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// How many of the first heads are the article's own: what stands behind them is its text, of which there is less
    /// before them.
    fn bylines(&self, items: &[(Item, &Head)]) -> usize {
        let likely = self.likely;
        let article = |(item, _): &(Item, &Head)| {
            let alone = std::slice::from_ref(item);
            self.words(item) >= ARTICLE
                && self.mean(alone, &likely.article) >= 0.5
                && self.mean(alone, &likely.comment) < 0.3
        };
        let first = &items[..items.len().min(BYLINES)];
        let Some(last) = first.iter().rposition(article) else { return 0 };
        let short = |entry: &(Item, &Head)| article(entry) || self.words(&entry.0) < 2.0 * ARTICLE;
        let leads = first[..=last].iter().any(|(item, _)| self.leads(item));
        if leads && first[..=last].iter().all(short) { last + 1 } else { 0 }
    }

    /// How many words a comment's text has.
    fn words(&self, item: &Item) -> f32 {
        item.lines.iter().filter(|(_, said)| *said).map(|&(at, _)| self.survey.facts[at].words).sum()
    }

    /// Whether the first item is a thread's first post: no article stands before it.
    fn leads(&self, first: &Item) -> bool {
        let (Some(&(start, _)), survey) = (first.lines.first(), self.survey) else { return false };
        let article = |at: &usize| self.likely.article[*at] >= 0.5;
        let before: f32 = (0..start).filter(article).map(|at| survey.facts[at].words).sum();
        let own: f32 = first.lines.iter().map(|&(at, _)| survey.facts[at].words).sum();
        before < own.max(40.0)
    }
}

/// How many comments the last counter before the first one says there are.
fn declared(survey: &Survey, items: &[Item]) -> Option<u64> {
    let first = items.iter().flat_map(|item| &item.lines).map(|&(at, _)| at).min()?;
    (first.saturating_sub(30)..first).rev().find_map(|at| {
        let fact = &survey.facts[at];
        let counter =
            fact.hit.is_some_and(|hit| matches!(hit.phrase, Phrase::Counter | Phrase::CommentsHeading));
        let digit = survey.text(at).chars().any(|c| c.is_ascii_digit());
        (counter && digit && fact.words < 12.0).then(|| phrases::number(survey.text(at))).flatten()
    })
}

/// Gives ids, and parents where the text says who is answered.
fn name(threads: &mut Threads, survey: &Survey) {
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    for index in 0..threads.items.len() {
        let lines = &threads.items[index].lines;
        let span = lines.first().map_or(0, |first| first.0)..lines.last().map_or(0, |last| last.0);
        let said = threads.items[index].answers.clone();
        let answered = said.or_else(|| heads::answered(survey, span));
        let parent = answered.and_then(|name| last.get(&name.to_lowercase()).copied());
        let (id, depth) = parent.map_or((None, 0), |parent| {
            let parent = &threads.items[parent].comment;
            (Some(parent.id.clone()), parent.depth + 1)
        });
        let comment = &mut threads.items[index].comment;
        comment.id = format!("c{}", index + 1);
        (comment.parent, comment.depth) = (id, depth);
        if let Some(author) = &comment.author {
            last.insert(author.name.to_lowercase(), index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_was_the_first_comment_by_its_byline() {
        let story =
            "The council has published its report on the ferry, and the numbers surprised nobody. ".repeat(9);
        let said = ["It ran on Sundays, at least.", "Who pays for the pier?", "A smaller boat would do."];
        let names = ["Ben Osei", "Cleo Marsh", "Dan Frost"];
        let comment =
            |(name, said): (&&str, &&str)| format!("{name}\nMarch 10, 2017 at 1:26 AM\n{said}\nReply");
        let comments: Vec<String> = names.iter().zip(&said).map(comment).collect();
        let text =
            format!("Ada Quill\nMarch 9, 2017 at 8:00 AM\n{story}\n3 Comments\n{}", comments.join("\n"));
        let survey = super::super::survey(&text);
        let is = |test: &dyn Fn(&str) -> bool| -> Vec<f32> {
            (0..survey.len()).map(|at| if test(survey.text(at)) { 0.9 } else { 0.02 }).collect()
        };
        let is_story = |line: &str| line.starts_with("The council");
        let comment =
            |at| if is_story(survey.text(at)) { 0.28 } else { f32::from(said.contains(&survey.text(at))) };
        let likely = Likely {
            article: is(&is_story),
            comment: (0..survey.len()).map(comment).collect(),
            head: is(&|line| line.starts_with("March")),
        };
        let page_type = PageType::Article;
        let how = dates::Context { language: Some("en"), now: None, order: None };
        let threads = find(&survey, &likely, page_type, &how);
        let authors = threads.items.iter().filter_map(|item| item.comment.author.as_ref());
        assert_eq!(authors.map(|author| author.name.as_str()).collect::<Vec<_>>(), names);
    }
}
