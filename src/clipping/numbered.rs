//! The posts of a thread by their numbers: "#1", "#2", "#3", each beside a date. Nothing else looks like that.

use super::survey::Survey;

/// Fewer numbers in a row may be anything's.
const FEW: usize = 3;

/// How many lines stand between a post's number and its date.
const APART: usize = 3;

/// How many lines a post has at most.
const LONGEST: usize = 400;

/// The most words of a line with a post's number.
const BESIDE: f32 = 14.0;

/// The date lines of numbered posts, in order; none where the text has no such posts.
pub fn dates(survey: &Survey) -> Vec<usize> {
    let numbers: Vec<(usize, u32)> =
        (0..survey.len()).filter_map(|at| Some((at, number(survey, at)?))).collect();
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<(usize, u32)> = Vec::new();
    for (place, &(at, number)) in numbers.iter().enumerate() {
        match run.last() {
            Some(&(before, last)) if number == last && at - before <= APART => continue,
            Some(&(before, last)) if follows(number, last) && at - before <= LONGEST => {}
            _ => run.clear(),
        }
        run.push((at, number));
        let next = numbers.get(place + 1).map(|next| next.1);
        let ends = next.is_none_or(|next| next != number && !follows(next, number));
        let rises = || run.first().is_some_and(|first| number as usize + 1 >= first.1 as usize + run.len());
        if ends && run.len() >= FEW.max(best.len() + 1) && rises() {
            best = dated(survey, &run);
        }
    }
    best
}

/// Whether a post's number may come behind another's: some are taken out, some stand below what they answer.
fn follows(number: u32, last: u32) -> bool {
    number != last && (last.saturating_sub(2)..=last.saturating_add(4)).contains(&number)
}

/// The nearest date to each number, where nearly all have one.
fn dated(survey: &Survey, run: &[(usize, u32)]) -> Vec<usize> {
    let mut dates: Vec<usize> = Vec::new();
    for &(at, _) in run {
        let floor = dates.last().map_or(0, |last| last + 1);
        let near = (0..=APART).flat_map(|away| [at.checked_sub(away), Some(at + away)]).flatten();
        let mut near = near.filter(|&line| line >= floor && line < survey.len());
        dates.extend(
            near.find(|&line| survey.facts[line].date.is_some() && survey.facts[line].words <= BESIDE),
        );
    }
    if dates.len() * 5 >= run.len() * 4 && dates.len() >= FEW { dates } else { Vec::new() }
}

/// The number of a post at one end of a line.
fn number(survey: &Survey, at: usize) -> Option<u32> {
    let text = survey.text(at);
    if survey.facts[at].words > BESIDE || text.len() > 160 {
        return None;
    }
    let of = |word: &str| word.strip_prefix('#')?.trim_end_matches(['.', ':']).parse().ok();
    let mut words = text.split_whitespace();
    let first = words.next()?;
    of(first).or_else(|| of(words.next_back()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<usize> {
        dates(&Survey::of(super::super::lines::lines(text)))
    }

    #[test]
    fn numbers_that_go_up_beside_dates_are_posts() {
        let post = |n: usize| format!("Ada\n\n3 May 2020\n\n#{n}\n\nThe ferry is late again.\n\nLike\n\n");
        assert_eq!(of(&(1..5).map(post).collect::<String>()), [1, 6, 11, 16]);
        assert_eq!(of(&(21..24).map(post).collect::<String>()), [1, 6, 11]);
        // Some are taken out, some answer others.
        assert_eq!(of(&[1, 2, 4, 3, 7].map(post).concat()).len(), 5);
        // Two are few, a list of songs has no dates, numbers that jump are of something else.
        assert_eq!(of(&(1..3).map(post).collect::<String>()), Vec::<usize>::new());
        assert_eq!(of("#1 Rain\n\n#2 Snow\n\n#3 Hail\n\n#4 Fog"), Vec::<usize>::new());
        assert_eq!(of(&[4, 9, 2, 7].map(post).concat()), Vec::<usize>::new());
        assert_eq!(of(&[4, 3, 2, 1].map(post).concat()), Vec::<usize>::new());
    }
}
