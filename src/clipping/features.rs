//! A row of numbers for each line: its words, its neighbours, the phrases around it, where it stands.

use std::ops::Range;

use super::survey::{Fact, GROUPS, Group, Survey};
use crate::block::measure::measure;
use crate::letters::{is_caseless, is_unspaced};
use crate::phrases::Position;
use crate::window::{self, Sums};

/// What the features of a text's lines are made of: sums and distances over all of it. The rows themselves are made
/// as they are asked for, as a text of a million lines has too many to hold.
pub struct Features<'s> {
    survey: &'s Survey,
    sums: Vec<Sums>,
    nearest: Vec<Vec<[f32; 2]>>,
    counts: Vec<f32>,
    runs: Vec<(f32, f32)>,
}

/// How far a phrase or date is looked for.
const FAR: f32 = 400.0;

/// The neighbours that a line sees one by one.
const NEAR: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// How far the windows reach, in lines.
const WINDOWS: [usize; 3] = [4, 10, 30];

/// Words by which people speak of themselves and to each other, in many languages.
const PERSONAL: &[&str] = &[
    "i",
    "i'm",
    "i’m",
    "i've",
    "i’ve",
    "my",
    "me",
    "you",
    "your",
    "thanks",
    "thank",
    "hi",
    "hello",
    "dear",
    "please",
    "lol",
    "ich",
    "mein",
    "meine",
    "mir",
    "mich",
    "du",
    "dein",
    "dir",
    "danke",
    "hallo",
    "liebe",
    "lieber",
    "grüße",
    "je",
    "j'ai",
    "mon",
    "ma",
    "moi",
    "vous",
    "merci",
    "bonjour",
    "yo",
    "mi",
    "tu",
    "gracias",
    "hola",
    "io",
    "mio",
    "mia",
    "grazie",
    "ciao",
    "eu",
    "meu",
    "minha",
    "você",
    "obrigado",
    "obrigada",
    "ik",
    "mijn",
    "jij",
    "bedankt",
    "ja",
    "mój",
    "moje",
    "dzięki",
    "я",
    "мне",
    "мой",
    "вы",
    "спасибо",
    "ben",
    "benim",
    "teşekkürler",
    "jag",
    "min",
    "tack",
    "jeg",
    "tak",
    "takk",
    "minä",
    "kiitos",
];

/// What one line looks like by itself.
fn own(text: &str, fact: &Fact, row: &mut Vec<f32>) {
    let m = measure(text);
    let (chars, all) = (m.chars.max(1) as f32, m.words.max(1.0));
    let count = |test: &dyn Fn(char) -> bool| text.chars().filter(|&c| test(c)).count() as f32;
    let words: Vec<&str> = text.split_whitespace().take(400).collect();
    let personal = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        PERSONAL.contains(&word.as_str())
    };
    let first = text.chars().next().unwrap_or(' ');
    let last = text.chars().next_back().unwrap_or(' ');
    let flag = |test: bool| f32::from(u8::from(test));
    row.extend([
        chars.ln(),
        fact.words.max(0.5).ln(),
        chars / all,
        m.commas as f32 / all,
        count(&|c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？')),
        count(&|c| c.is_numeric()) / chars,
        m.upper as f32 / chars,
        m.capitalised as f32 / all,
        m.short_words as f32 / all,
        if words.len() <= 120 { words.iter().filter(|word| personal(word)).count() as f32 } else { -1.0 },
        count(&|c| matches!(c, '!' | '?' | '！' | '？')),
        count(&|c| matches!(c, '|' | '/' | '›' | '»' | '·' | '•' | '→' | '>')),
        count(&|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』')),
        count(&|c| matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | '【' | '】')),
        count(&|c| ('\u{1f300}'..='\u{1faff}').contains(&c) || ('\u{2600}'..='\u{27bf}').contains(&c)),
        count(&is_unspaced) / chars,
        flag(text.contains("://") || text.contains("www.")),
        flag(text.contains('@')),
        flag(fact.sentence),
        flag(text.ends_with("...") || last == '…' || text.ends_with("[…]")),
        flag(matches!(last, ':' | '：')),
        flag(first.is_uppercase() || is_caseless(first)),
        flag(first.is_lowercase()),
        flag(first.is_numeric()),
        flag(!first.is_alphanumeric()),
        flag(text.contains(":-)") || text.contains(":)") || text.contains(";)") || text.contains(";-)")),
        flag(fact.name),
        flag(fact.date.is_some()),
        fact.date.as_ref().map_or(0.0, |date| date.len() as f32 / text.len().max(1) as f32),
        if fact.date.is_some() { fact.beside as f32 } else { -1.0 },
        fact.group as u8 as f32,
        fact.hit.map_or(-1.0, |hit| hit.phrase as u8 as f32),
        fact.hit.map_or(0.0, |hit| (hit.end - hit.start) as f32 / text.len().max(1) as f32),
        fact.hit.map_or(0.0, |hit| match hit.place {
            Position::Whole => 4.0,
            Position::Start => 3.0,
            Position::End => 2.0,
            Position::Inside => 1.0,
        }),
        (fact.same as f32).ln(),
        (fact.alike as f32).ln(),
        flag(fact.echo),
    ]);
}

/// How often a test holds, as running sums.
fn tally(facts: &[Fact], test: impl Fn(&Fact) -> bool) -> Sums {
    Sums::of(facts.iter().map(|fact| f64::from(u8::from(test(fact)))))
}

impl<'s> Features<'s> {
    /// Sums up a text.
    pub fn of(survey: &'s Survey) -> Features<'s> {
        let (n, facts) = (survey.len(), &survey.facts);
        let dated = |fact: &Fact| fact.date.is_some() && fact.beside <= 8;
        let sums: Vec<Sums> = vec![
            Sums::of(facts.iter().map(|fact| f64::from(fact.words))),
            Sums::of(facts.iter().map(|fact| if fact.prose { f64::from(fact.words) } else { 0.0 })),
            tally(facts, |fact| fact.prose),
            tally(facts, |fact| fact.words < 5.0),
            tally(facts, dated),
            tally(facts, |fact| fact.name),
            tally(facts, |fact| matches!(fact.group, Group::Says | Group::Reply)),
            tally(facts, |fact| fact.hit.is_some()),
        ];
        let mut nearest = vec![
            window::nearest(n, FAR, |at| facts[at].prose),
            window::nearest(n, FAR, |at| facts[at].words >= 40.0),
            window::nearest(n, FAR, |at| dated(&facts[at])),
            window::nearest(n, FAR, |at| facts[at].same > 2),
        ];
        for group in 1..GROUPS {
            nearest.push(window::nearest(n, FAR, |at| facts[at].group as usize == group));
        }
        let counts: Vec<f32> = (1..GROUPS)
            .map(|group| facts.iter().filter(|fact| fact.group as usize == group).count() as f32)
            .collect();
        Features { survey, sums, nearest, counts, runs: runs(survey) }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.survey.len()
    }

    /// The rows of some lines, one behind the other.
    pub fn rows(&self, lines: Range<usize>) -> Vec<f32> {
        let mut rows = Vec::new();
        for at in lines {
            self.row(at, &mut rows);
        }
        rows
    }

    fn row(&self, at: usize, row: &mut Vec<f32>) {
        let Features { survey, sums, nearest, counts, runs } = self;
        let (n, fact) = (survey.len(), &survey.facts[at]);
        own(survey.text(at), fact, row);
        let gap = |at: usize| survey.lines.get(at).map_or(1.0, |line| f32::from(u8::from(line.gap)));
        row.extend([gap(at), gap(at + 1), survey.lines[at].indent.min(20) as f32]);
        near(survey, at, row);
        for reach in WINDOWS {
            for sums in sums {
                row.push(sums.over(at.saturating_sub(reach), at) as f32 / reach as f32);
                row.push(sums.over(at + 1, at + 1 + reach) as f32 / reach as f32);
            }
        }
        row.extend(nearest.iter().flat_map(|pair| pair[at]));
        row.extend([at as f32, (n - at) as f32, at as f32 / n as f32]);
        for sums in &sums[..3] {
            row.push(sums.over(0, at) as f32);
            row.push((sums.over(0, at) / sums.all().max(1.0)) as f32);
        }
        row.extend([runs[at].0, runs[at].1, runs[at].0 / runs[at].1.max(1.0)]);
        row.push(fact.first as f32 - at as f32);
        // The text as a whole.
        row.extend(sums.iter().map(|sums| (sums.all() as f32).max(0.5).ln()));
        row.extend([n as f32, (sums[1].all() / sums[0].all().max(1.0)) as f32]);
        row.extend(&counts[..6]);
    }
}

/// What the neighbours look like.
fn near(survey: &Survey, at: usize, row: &mut Vec<f32>) {
    for offset in NEAR {
        let Some(fact) = at.checked_add_signed(offset).and_then(|other| survey.facts.get(other)) else {
            row.extend([-1.0; 6]);
            continue;
        };
        row.extend([
            fact.words,
            fact.group as u8 as f32,
            f32::from(u8::from(fact.sentence)) + 2.0 * f32::from(u8::from(fact.name)),
            if fact.date.is_some() { 1.0 + fact.beside as f32 } else { 0.0 },
            (fact.same as f32).ln(),
            (fact.alike as f32).ln(),
        ]);
    }
}

/// For each line, the words of the run of prose that it stands in (short lines between two of prose are in it), and of
/// the longest run of the text.
fn runs(survey: &Survey) -> Vec<(f32, f32)> {
    let n = survey.len();
    let mut found = vec![(0.0, 0.0); n];
    let (mut start, mut last, mut words) = (0, None::<usize>, 0.0f32);
    let mut longest = 0.0f32;
    for at in 0..=n {
        let prose = at < n && survey.facts[at].prose;
        let far = last.is_none_or(|last| at - last > 3);
        if at == n || prose && far {
            if let Some(last) = last {
                for place in &mut found[start..=last] {
                    place.0 = words;
                }
                longest = longest.max(words);
            }
            (start, words) = (at, 0.0);
        }
        if prose {
            words += survey.facts[at].words;
            last = Some(at);
        }
    }
    for place in &mut found {
        place.1 = longest;
    }
    found
}
