//! Whether an image is the site's rather than the article's, told by its file's name.

use crate::image::file_stem;

/// Words in the names of files that show the site, or nothing, and how many words such a name has at most.
const OF_SITE: &[(&str, usize)] = &[
    ("logo", 4),
    ("logos", 4),
    ("brandmark", 4),
    ("wordmark", 4),
    ("favicon", 4),
    ("blank", 4),
    ("placeholder", 4),
    ("default", 3),
    ("touch", 4),
    ("icon", 3),
];

/// Beside "default": the image that a site shares where a page has none.
const SHARED: &[&str] = &["share", "social", "ogimage", "opengraph"];

/// Whether an image shows the site, or nothing.
pub(super) fn is_of_site(src: &str) -> bool {
    let words: Vec<String> = words(file_stem(src)).take(8).collect();
    let said = |mark: &str| words.iter().any(|word| word == mark || mark == "logo" && is_logo(word));
    let most = OF_SITE.iter().filter(|(mark, _)| said(mark)).map(|(_, most)| *most).max();
    most.is_some_and(|most| words.len() <= most || words.len() <= 4 && SHARED.iter().any(|mark| said(mark)))
}

/// The words of a file's name, in small letters: apart by marks and by capitals amid a word.
fn words(stem: &str) -> impl Iterator<Item = String> {
    let parts = stem.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(|part| {
        let humps = |(at, pair): (usize, &[u8])| {
            (pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).then_some(at + 1)
        };
        let mut cuts: Vec<usize> = part.as_bytes().windows(2).enumerate().filter_map(humps).collect();
        // A hash is one word.
        if part.bytes().any(|byte| byte.is_ascii_digit()) {
            cuts.clear();
        }
        cuts.push(part.len());
        let mut from = 0;
        cuts.into_iter()
            .map(move |to| {
                let word = part.get(from..to).unwrap_or_default().to_lowercase();
                from = to;
                word
            })
            .collect::<Vec<_>>()
    })
}

/// Whether a word is "logo" with what it is the logo of: `sitelogo`, `logo2`; no `catalogo` or `prologo`.
fn is_logo(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    word.strip_suffix("logo").is_some_and(|of| !of.ends_with(['a', 'o', 'i', 'á', 'ó']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logos_and_shared_defaults_were_the_articles_images() {
        for file in [
            "logo.png",
            "paperlogo_color_200x200.png",
            "HarbourLogo_150.jpg",
            "brand-wordmark.svg",
            "WebShareDefaultImage",
            "tidelogo29539",
        ] {
            assert!(is_of_site(&format!("https://a.example/images/{file}?x=1")), "{file}");
        }
        for file in [
            "dialogo-nacional.jpg",
            "catalogo.png",
            "storm_over_the_old_logo_house.jpg",
            "harbour.jpg",
            "bay_default_1tGuSk_X7.jpg",
        ] {
            assert!(!is_of_site(file), "{file}");
        }
    }
}
