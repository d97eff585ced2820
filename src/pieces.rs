//! Pieces of names, found wherever they stand in one: "author" in `articleAuthor`; and words that stand alone in one.
//!
//! Names in `class` and `id` are short and many, and most hold nothing that is looked for. An automaton takes a step a
//! byte and costs its building at each start; here three bytes together say whether a piece may begin with them.

/// A set of pieces, each with the bits that it stands for.
pub struct Pieces {
    /// The first piece of each place in `list`.
    first: Box<[u16; 1 << PLACE_BITS]>,
    /// The pieces, those of a place together.
    list: Vec<Piece>,
}

struct Piece {
    place: u16,
    /// Its first eight bytes, and which of them it has.
    start: (u64, u64),
    text: &'static [u8],
    says: u32,
}

/// No piece.
const NONE: u16 = u16::MAX;

const PLACE_BITS: u32 = 12;

/// How many bytes tell where a piece is listed; none may be shorter.
const HEAD: usize = 3;

/// Where pieces are listed that begin with the last three bytes of `head`.
fn place(head: u32) -> u16 {
    ((head << 8).wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACE_BITS)) as u16
}

/// The bit makes capital letters small, and nothing alike that matters: what is found is compared.
fn with(head: u32, byte: u8) -> u32 {
    head << 8 | u32::from(byte | 0x20)
}

/// The first eight bytes of a text as a number, their letters small as in [`with`], and the bits of those that are there.
fn start(text: &[u8]) -> (u64, u64) {
    let mut bytes = [0; 8];
    match text.first_chunk() {
        Some(start) => bytes = *start,
        None => bytes[..text.len()].copy_from_slice(text),
    }
    let missing = 8 * bytes.len().saturating_sub(text.len());
    (u64::from_le_bytes(bytes) | u64::from_le_bytes([0x20; 8]), u64::MAX.unbounded_shr(missing as u32))
}

impl Pieces {
    /// Lists pieces, which are in lower case and of three bytes or more.
    pub fn of(pieces: impl IntoIterator<Item = (&'static str, u32)>) -> Pieces {
        let listed = |(text, says): (&'static str, u32)| {
            let head = text.bytes().take(HEAD).fold(0, with);
            Piece { place: place(head), start: start(text.as_bytes()), text: text.as_bytes(), says }
        };
        let mut list: Vec<Piece> = pieces.into_iter().map(listed).collect();
        list.sort_by_key(|piece| piece.place);
        let mut first = Box::new([NONE; 1 << PLACE_BITS]);
        for (piece, at) in list.iter().zip(0..NONE).rev() {
            first[usize::from(piece.place)] = at;
        }
        Pieces { first, list }
    }

    /// What all pieces that stand in the name say together, in whatever case it is written.
    pub fn in_name(&self, name: &[u8]) -> u32 {
        let mut said = 0;
        let mut head = 0;
        for (at, &byte) in name.iter().enumerate() {
            head = with(head, byte);
            let place = place(head);
            let first = self.first[usize::from(place) % self.first.len()];
            if first != NONE {
                said |= self.at_start(first, place, &name[(at + 1).saturating_sub(HEAD)..]);
            }
        }
        said
    }

    /// What the pieces of a place say with which the name begins.
    #[inline(never)]
    fn at_start(&self, first: u16, place: u16, name: &[u8]) -> u32 {
        let (begins, _) = start(name);
        let mut said = 0;
        for piece in self.list[usize::from(first)..].iter().take_while(|piece| piece.place == place) {
            // Tells most that do not stand there.
            let (start, mask) = piece.start;
            if (begins ^ start) & mask == 0
                && name.get(..piece.text.len()).is_some_and(|start| start.eq_ignore_ascii_case(piece.text))
            {
                said |= piece.says;
            }
        }
        said
    }
}

/// What a byte is to the words of a name.
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;

/// Words are of letters.
pub const LETTERS: u8 = SMALL | CAPITAL;
/// Words are of letters and digits.
pub const LETTERS_AND_DIGITS: u8 = LETTERS | DIGIT;

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < kinds.len() {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// A set of whole words, each with the bits that it stands for.
pub struct Words {
    /// The first word of each place in `list`.
    first: [u16; 1 << WORD_PLACE_BITS],
    /// The place, the word as a number, and what it says; those of a place together.
    list: Vec<(u16, u128, u32)>,
}

const WORD_PLACE_BITS: u32 = 10;

/// The longest word that is told from others, in bytes.
const LONGEST: usize = u128::BITS as usize / 8;

/// The first bytes of a text as a number, capitals small; there is at least one, and no more than [`LONGEST`].
fn number(text: &[u8], length: usize) -> u128 {
    let mut bytes = [0; LONGEST];
    match text.first_chunk() {
        Some(first) => bytes = *first,
        None => bytes[..text.len()].copy_from_slice(text),
    }
    let own = u128::MAX >> (8 * (LONGEST - length));
    u128::from_le_bytes(bytes) & own | u128::from_le_bytes([0x20; LONGEST])
}

/// Where words are listed that are this number.
fn word_place(number: u128) -> u16 {
    let folded = (number >> 64) as u64 ^ number as u64;
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - WORD_PLACE_BITS)) as u16
}

impl Words {
    /// Lists words, which are in lower case and of 16 bytes at most. One that is there twice says both.
    pub fn of(words: impl IntoIterator<Item = (&'static str, u32)>) -> Words {
        let listed = |(word, says): (&'static str, u32)| {
            let number = number(word.as_bytes(), word.len());
            (word_place(number), number, says)
        };
        let mut list: Vec<(u16, u128, u32)> = words.into_iter().map(listed).collect();
        list.sort();
        let mut first = [NONE; 1 << WORD_PLACE_BITS];
        for (&(place, ..), at) in list.iter().zip(0..NONE).rev() {
            first[usize::from(place)] = at;
        }
        Words { first, list }
    }

    /// What all words of the name say together, in whatever case it is written. Words are runs of `parts`, and where a
    /// capital follows a small letter another begins.
    pub fn in_name(&self, name: &[u8], parts: u8) -> u32 {
        let (mut said, mut start, mut before) = (0, 0, 0);
        for (at, &byte) in name.iter().enumerate() {
            let kind = KINDS[usize::from(byte)] & parts;
            if kind == 0 || kind == CAPITAL && before == SMALL {
                said |= self.word(&name[start..], at - start);
                start = at + usize::from(kind == 0);
            }
            before = kind;
        }
        said | self.word(&name[start..], name.len() - start)
    }

    /// What the word of so many bytes says with which a text begins.
    #[inline]
    fn word(&self, text: &[u8], length: usize) -> u32 {
        if length == 0 || length > LONGEST {
            return 0;
        }
        let number = number(text, length);
        let place = word_place(number);
        let first = self.first[usize::from(place) % self.first.len()];
        let here = self.list.iter().skip(usize::from(first)).take_while(|(held, ..)| *held == place);
        here.filter(|(_, held, _)| *held == number).fold(0, |said, (.., says)| said | says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone() {
        let words = Words::of([
            ("author", 1),
            ("bio", 2),
            ("h1", 4),
            ("recommendations1", 8),
            ("bio", 16),
            ("h", 32),
        ]);
        let says = |name: &str| words.in_name(name.as_bytes(), LETTERS_AND_DIGITS);
        for (name, said) in [
            ("article-AUTHOR", 1),
            ("articleAuthor", 1),
            ("authors", 0),
            ("bio_H1", 22),
            ("h1é", 4),
            ("H1Bio", 0),
            ("hBio", 50),
            ("recommendations1", 8),
            ("recommendations12 author", 1),
            ("", 0),
            ("--", 0),
            ("\0bio\0", 18),
        ] {
            assert_eq!(says(name), said, "{name}");
        }
        assert_eq!(words.in_name(b"H1 BIO2author", LETTERS), 32 | 18 | 1);
    }

    #[test]
    fn pieces_are_found_wherever_they_stand() {
        let pieces = Pieces::of([("author", 1), ("by-line", 2), ("line", 4), ("bio", 8), ("authors", 16)]);
        for (name, says) in [
            ("articleAuthor", 1),
            ("AUTHORS by-lin", 17),
            ("c-By-Line__name", 6),
            ("bio", 8),
            ("li", 0),
            ("", 0),
            ("\0\0bi", 0),
            ("éauthor", 1),
        ] {
            assert_eq!(pieces.in_name(name.as_bytes()), says, "{name}");
        }
    }
}
