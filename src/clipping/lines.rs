//! From a text to its lines: what is judged, and what goes to one part, is a line that is not blank.
//!
//! A text wrapped at a fixed width, as mails and old text files are, has its paragraphs put together again: a line goes
//! on in the next one where the next one's first word would not have fitted.

use crate::block::is_invisible_char;

/// A line of the text, or several that were one before they were wrapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words, parted by one space.
    pub text: String,
    /// A blank line stands before it.
    pub gap: bool,
    /// How many columns it is set in.
    pub indent: u32,
}

/// The widths at which texts are wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// The lines of a text that are not blank, in order.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = false;
    for raw in text.split(is_break) {
        let text = tidy(raw);
        if text.is_empty() {
            gap = true;
            continue;
        }
        lines.push(Line { text, gap, indent: indent(raw) });
        gap = false;
    }
    match width(&lines) {
        Some(width) => unwrap(lines, width),
        None => lines,
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space collapsed, what nobody sees left out.
fn tidy(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        let before = text.len();
        if before > 0 {
            text.push(' ');
        }
        let start = text.len();
        text.extend(word.chars().filter(|&c| !is_invisible_char(c)));
        if text.len() == start {
            text.truncate(before);
        }
    }
    text
}

fn indent(raw: &str) -> u32 {
    let spaces = raw.chars().take_while(|c| c.is_whitespace());
    spaces.fold(0, |columns: u32, c| columns.saturating_add(if c == '\t' { 4 } else { 1 }))
}

/// The width at which the text was wrapped, if it was: nearly all lines that have that length end where the next word
/// would not have fitted.
fn width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    if lengths.len() < 4 {
        return None;
    }
    let last = lengths.len() - 1;
    let place = lengths.len() * 97 / 100;
    let (_, &mut width, _) = lengths.select_nth_unstable(place.min(last));
    if !WIDTHS.contains(&width) {
        return None;
    }
    let (mut full, mut wrapped) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].gap) {
        if pair[0].text.chars().count() * 3 >= width * 2 {
            full += 1;
            wrapped += usize::from(goes_on(&pair[0], &pair[1], width));
        }
    }
    (wrapped >= 3 && wrapped * 4 >= full * 3).then_some(width)
}

fn goes_on(line: &Line, next: &Line, width: usize) -> bool {
    let first = next.text.split(' ').next().unwrap_or_default();
    let length = line.text.chars().count();
    // A little slack: editors count the columns differently.
    !next.gap && length * 3 >= width * 2 && length + 1 + first.chars().count() + 2 > width
}

fn unwrap(lines: Vec<Line>, width: usize) -> Vec<Line> {
    let mut whole: Vec<Line> = Vec::with_capacity(lines.len());
    let mut before: Option<Line> = None;
    for line in lines {
        let joins = before.as_ref().is_some_and(|before| goes_on(before, &line, width));
        match whole.last_mut() {
            Some(last) if joins => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            _ => whole.push(line.clone()),
        }
        before = Some(line);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn blank_lines_part_and_are_no_lines() {
        let lines = lines("One\r\n\r\n  two  words\u{ad}\n \u{200b} \nthree < 4");
        let found: Vec<_> = lines.iter().map(|line| (line.text.as_str(), line.gap, line.indent)).collect();
        assert_eq!(found, [("One", false, 0), ("two words", true, 2), ("three < 4", true, 0)]);
    }

    #[test]
    fn a_wrapped_text_is_put_together() {
        let text = "The ferry across the lake stopped running on Monday, after the ice\n\
            had closed the harbour for the third time this winter, and nobody\n\
            in the village could say when the boats would be able to go out on\n\
            the water again.\n\n\
            Two of the boats lie on the shore, where the storm has left them; a\n\
            third one has not been seen since the end of the week before last,\n\
            the owner says.\n";
        let found = texts(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("go out on the water again."));
    }

    #[test]
    fn paragraphs_and_lists_stay() {
        let text = "Home\nNews\nSport\nThe first line is quite long and says something about the weather in the town.\n\
            The second is another paragraph of its own, with a few more words in it.";
        assert_eq!(texts(text).len(), 5);
    }
}
