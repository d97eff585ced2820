//! Where the text may begin and end: other stories that stand in full behind it, or amid it, look like it block by block.
//!
//! What the labeller keeps of a page may be more than one story. The text could be cut to an element around its first
//! paragraph, or before a heading that leads elsewhere. A forest says of each such cut how much word F1 it wins, by what would
//! stay, what would go, what parts them and what is known of the page.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::forest::Forest;
use crate::block::page::Page;
use crate::block::words::stems;
use crate::dom::Dom;
use crate::phrases::Phrase;

/// How many elements around the first paragraph are looked at.
const AROUND: usize = 12;

/// How many ends behind the first paragraph are looked at.
const ENDS: usize = 6;

/// How many long words of the story's beginning are known.
const BEGINNING: usize = 80;

/// How much word F1 a cut has to win. train_pages.py has the same number.
const MARGIN: f32 = 0.05;

/// How many columns a cut has before the page's. train_pages.py has the same number.
const COLUMNS: usize = 27;

/// How many words a link to another story has at least.
const LINK_WORDS: f32 = 3.0;

/// What stands for "no heading".
const NO_LEVEL: f32 = 9.0;

/// What is found of the places to which a text may be cut.
#[derive(Default)]
pub(super) struct Cut {
    /// The blocks that stay; `None` where the text is best left whole.
    pub stays: Option<Range<usize>>,
    /// How much the best cut wins; 0 where none wins anything.
    pub won: f32,
    /// How many places there are.
    pub places: usize,
}

impl Cut {
    /// The best of a page's cuts, of which `page_row` has the columns that are the same for all.
    pub fn best(page: &Page, article: &[f32], comment: &[f32], forest: &Forest, page_row: &[f32]) -> Cut {
        let cuts = cuts(page, article, comment);
        if cuts.is_empty() || forest.columns() != COLUMNS + page_row.len() {
            return Cut::default();
        }
        let rows: Vec<f32> = cuts.iter().flat_map(|(_, own)| own.iter().chain(page_row)).copied().collect();
        let places = cuts.len();
        let best = forest.scores(&rows).into_iter().zip(cuts).max_by(|(a, _), (b, _)| a.total_cmp(b));
        let Some((won, (range, _))) = best else { return Cut::default() };
        Cut { stays: (won > MARGIN).then_some(range), won: won.max(0.0), places }
    }

    /// What it says of the page.
    pub fn columns(&self) -> [f32; 3] {
        [self.won, f32::from(u8::from(self.stays.is_some())), self.places as f32]
    }
}

/// The ranges of blocks to which the text may be cut, each with its columns.
pub fn cuts(page: &Page, article: &[f32], comment: &[f32]) -> Vec<(Range<usize>, [f32; COLUMNS])> {
    let Some(text) = Text::of(page, article, comment) else { return Vec::new() };
    let mut cuts: Vec<(Range<usize>, f32)> = Vec::new();
    for (range, kind) in text.around().chain(text.ends()) {
        // Cuts that keep the same blocks are one.
        let inside = text.place(range.start)..text.place(range.end);
        let some = !inside.is_empty() && inside.len() < text.kept.len();
        if some && text.is_parted(inside.end) && !cuts.iter().any(|(held, _)| *held == inside) {
            cuts.push((inside, kind));
        }
    }
    let whole = |inside: &Range<usize>| text.kept[inside.start]..text.kept[inside.end - 1] + 1;
    cuts.iter().map(|(inside, kind)| (whole(inside), text.row(inside.clone(), *kind))).collect()
}

/// The blocks that the labeller keeps.
struct Text<'a> {
    page: &'a Page<'a>,
    article: &'a [f32],
    kept: Vec<usize>,
    /// The first paragraph below the headline.
    lead: usize,
    /// The first kept heading of each path, from the first paragraph on.
    headings: FxHashMap<u64, usize>,
    /// Of each kept block, how many of its long words the beginning has too, and how many it has.
    told: Vec<(f32, f32)>,
}

impl<'a> Text<'a> {
    fn of(page: &'a Page, article: &'a [f32], comment: &[f32]) -> Option<Text<'a>> {
        let is_kept =
            |&i: &usize| article[i] >= 0.5 && article[i] >= comment[i] && !page.blocks.list[i].image;
        let kept: Vec<usize> = (0..article.len()).filter(is_kept).collect();
        let first = |from: usize| kept.iter().copied().find(|&i| i >= from && page.is_paragraph(i));
        let lead = first(page.headline.unwrap_or(0)).or_else(|| first(0))?;
        let words = |i: usize| stems(page.blocks.text(i));
        let beginning: FxHashSet<u64> =
            kept.iter().filter(|&&i| i >= lead).flat_map(|&i| words(i)).take(BEGINNING).collect();
        let count = |&i: &usize| {
            words(i).fold((0.0, 0.0), |(held, all), word| {
                (held + f32::from(u8::from(beginning.contains(&word))), all + 1.0)
            })
        };
        let told = kept.iter().map(count).collect();
        let mut headings = FxHashMap::default();
        for &i in kept.iter().filter(|&&i| i >= lead && page.is_heading(i)) {
            headings.entry(page.path_of(i)).or_insert(i);
        }
        Some(Text { page, article, kept, lead, headings, told })
    }

    /// How many kept blocks stand before a block.
    fn place(&self, block: usize) -> usize {
        self.kept.partition_point(|&i| i < block)
    }

    /// What stands in the elements around the first paragraph, and how far up they are.
    fn around(&self) -> impl Iterator<Item = (Range<usize>, f32)> {
        let Page { dom, blocks, .. } = self.page;
        let ups = dom.ancestors(blocks.list[self.lead].element).take_while(|&up| up != Dom::ROOT);
        ups.take(AROUND).zip(1u8..).map(|(up, level)| (blocks.inside(dom, up), f32::from(level)))
    }

    /// What stands before the first few places at which the text may end, and their number, negative.
    fn ends(&self) -> impl Iterator<Item = (Range<usize>, f32)> {
        let last = self.kept.last().copied().unwrap_or_default();
        let mut before = None;
        // Several in a row part the text once.
        let parts =
            move |&end: &usize| self.is_end(end) && before.replace(self.place(end)) != Some(self.place(end));
        let ends = (self.lead + 1..last).filter(parts).take(ENDS);
        ends.zip(1u8..).map(|(end, number)| (0..end, -f32::from(number)))
    }

    /// Whether a text may end before a block: a heading that leads elsewhere, the first of its kind, or what stands below articles.
    fn is_end(&self, block: usize) -> bool {
        use Phrase::*;
        self.page.is_heading(block) && self.leads_on(block) && !self.is_like_others(block)
            || matches!(
                self.page.phrases[block],
                Some(
                    AuthorBox
                        | CommentsHeading
                        | Counter
                        | MostRead
                        | Newsletter
                        | PreviousNext
                        | RecentComments
                        | Related
                        | ReplyForm
                        | Share
                        | Tags
                )
            )
    }

    /// Whether the text before a heading has such headings itself: those of what it tells of one by one.
    fn is_like_others(&self, heading: usize) -> bool {
        self.headings.get(&self.page.path_of(heading)).is_some_and(|&first| first < heading)
    }

    /// Whether something parts the text before one of the kept blocks, down to the next paragraph: an article's own text may
    /// stand in several elements, with nothing or an advertisement between them.
    fn is_parted(&self, at: usize) -> bool {
        let [last, behind] = [at.checked_sub(1), Some(at)].map(|at| at.and_then(|at| self.kept.get(at)));
        let (Some(&last), Some(_)) = (last, behind) else { return true };
        let next = self.kept[at..].iter().find(|&&i| self.page.is_paragraph(i));
        let parts = |i: usize| {
            let links = self.leads_on(i) && self.page.measures[i].words >= LINK_WORDS;
            self.is_end(i) || self.page.is_heading(i) || self.page.dates[i] || links
        };
        (last + 1..next.map_or(self.page.blocks.len(), |&next| next + 1)).any(parts)
    }

    /// Whether most of a block is links.
    fn leads_on(&self, block: usize) -> bool {
        self.page.link_words[block] * 2.0 > self.page.measures[block].words
    }

    /// The columns of a cut, given which of the kept blocks it keeps.
    fn row(&self, inside: Range<usize>, kind: f32) -> [f32; COLUMNS] {
        let page = self.page;
        let (stays, before, behind) =
            (&self.kept[inside.clone()], &self.kept[..inside.start], &self.kept[inside.end..]);
        let goes: Vec<usize> = before.iter().chain(behind).copied().collect();
        let words = |i: usize| page.measures[i].words;
        let sum = |blocks: &[usize], of: &dyn Fn(usize) -> f32| blocks.iter().map(|&i| of(i)).sum::<f32>();
        let count =
            |blocks: &[usize], of: &dyn Fn(usize) -> bool| blocks.iter().filter(|&&i| of(i)).count() as f32;
        let (stay, go) = (sum(stays, &words), sum(&goes, &words));
        let mean = |blocks: &[usize], of: &dyn Fn(usize) -> f32| {
            sum(blocks, &|i| words(i) * of(i)) / sum(blocks, &words).max(1.0)
        };
        let likely = |i: usize| self.article[i];
        let linked = |i: usize| self.page.is_heading(i) && self.leads_on(i);
        let path = |i: usize| page.path_of(i);
        let like_lead = |i: usize| f32::from(u8::from(path(i) == path(self.lead)));
        // What stands between the text and what is cut off behind it.
        let end = stays.last().map_or(0, |&last| last + 1);
        let gap: Vec<usize> = behind.first().map_or(end..end, |&next| end..next).collect();
        let level = |i: usize| page.dom.tag(page.blocks.list[i].element).heading_level().map(f32::from);
        let beyond: Vec<usize> = gap.iter().chain(&goes).copied().collect();
        let levels = beyond.iter().filter(|&&i| self.page.is_heading(i)).filter_map(|&i| level(i));
        let like_headline = |i: usize| page.headline.is_some_and(|headline| path(i) == path(headline));
        let told = |part: &mut dyn Iterator<Item = usize>| {
            let add = |(held, all), at: usize| (held + self.told[at].0, all + self.told[at].1);
            let (held, all) = part.fold((0.0, 0.0), add);
            if all > 0.0 { held / all } else { -1.0 }
        };
        let lead = self.place(self.lead);
        [
            kind,
            stay.ln_1p(),
            go.ln_1p(),
            stay / (stay + go).max(1.0),
            sum(before, &words) / (stay + go).max(1.0),
            mean(stays, &likely),
            mean(&goes, &likely),
            goes.iter().map(|&i| likely(i)).fold(0.0, f32::max),
            told(&mut inside.clone().filter(|&at| at > lead)),
            told(&mut (0..inside.start).chain(inside.end..self.kept.len())),
            count(stays, &linked),
            count(&goes, &linked),
            count(&goes, &|i| page.is_paragraph(i)),
            count(stays, &|i| page.is_paragraph(i)),
            go / goes.len().max(1) as f32,
            stay / stays.len().max(1) as f32,
            sum(&goes, &|i| page.link_words[i]) / go.max(1.0),
            gap.len() as f32,
            sum(&gap, &words),
            count(&gap, &|i| self.is_end(i)),
            levels.fold(NO_LEVEL, f32::min),
            count(&gap, &linked),
            count(&beyond, &|i| self.page.is_heading(i) && like_headline(i)),
            count(&beyond, &|i| page.dates[i]),
            mean(&goes, &like_lead),
            mean(stays, &like_lead),
            stays.first().map_or(0, |&first| (first..end).filter(|&i| page.dates[i]).count()) as f32,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Blocks;

    const FERRY: &str = "<p>The ferry sails again from Monday morning, said the harbour master, and forty cars wait on the quay for it.</p>";
    const AGAIN: &str =
        "<p>Whoever waits for the ferry on the quay may leave the car with the harbour master.</p>";
    const BREAD: &str = "<p>Winter bread bakes slowly, says the village baker, whose oven stays warm through all the long nights.</p>";

    /// The texts at which each cut of a page begins and ends, all of whose blocks are likely, and the cut's columns.
    fn found(html: &str) -> Vec<(String, [f32; COLUMNS])> {
        let dom = Dom::parse(html);
        let blocks = Blocks::of(&dom);
        let page = Page::survey(&dom, &blocks, None);
        let n = blocks.len();
        let ends = |range: Range<usize>| {
            let [first, last] = [range.start, range.end - 1].map(|at| blocks.text(at));
            format!("{} … {}", first.get(..14).unwrap_or(first), &last[last.len() - 6..])
        };
        cuts(&page, &vec![0.9; n], &vec![0.1; n]).into_iter().map(|(range, row)| (ends(range), row)).collect()
    }

    #[test]
    fn a_text_may_end_at_its_element_and_before_headings_that_lead_elsewhere() {
        let page = format!(
            "<h1>The ferry</h1><main>{FERRY}{}</main><div><h2><a href=/b>Bread of the winter</a></h2>{BREAD}<h2>Salt</h2>{BREAD}</div>",
            AGAIN.repeat(10)
        );
        let cuts = found(&page);
        let texts: Vec<&str> = cuts.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["The ferry sail … aster.", "The ferry … aster."]);
        let [kind, .., told_in, told_out] = [0, 8, 9].map(|column| cuts[0].1[column]);
        assert_eq!(kind, 1.0, "the element right around the first paragraph");
        assert!(told_in > 0.8 && told_out < 0.1, "{told_in} {told_out}");
    }

    #[test]
    fn an_article_in_several_elements_or_with_headings_that_lead_elsewhere_is_one() {
        let parts = format!("<main><div>{FERRY}</div><aside>Advertisement</aside><div>{AGAIN}</div></main>");
        assert!(found(&parts).is_empty());
        let tested = |name: &str| format!("<h2><a href=/{name}>The {name} ferry</a></h2>{AGAIN}");
        let list = format!("<main>{FERRY}{}{}{}</main>", tested("red"), tested("blue"), tested("green"));
        let ends: Vec<String> = found(&list).into_iter().map(|(text, _)| text).collect();
        assert_eq!(ends, ["The ferry sail … or it."], "before the first of them at most");
    }

    #[test]
    fn a_page_of_one_story_may_be_cut_nowhere() {
        assert!(found(&format!("<main><h1>The ferry</h1>{FERRY}{AGAIN}</main>")).is_empty());
        assert!(found("<h1>The ferry sails</h1>").is_empty());
        assert!(found("").is_empty());
    }
}
