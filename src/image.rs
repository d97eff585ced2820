//! Where an image's file is, and whether the image is one to look at.

use crate::address::Base;
use crate::dom::{Dom, NodeId, Tag};
use crate::networks;

/// Attributes in which scripts that load images late keep the address.
const LATE: [&str; 10] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-original-src",
    "data-lazy",
    "data-hi-res-src",
    "data-full-src",
    "data-image",
    "data-url",
];
/// The same for lists of sizes.
const SIZES: &[&str] = &["srcset", "data-srcset", "data-lazy-srcset"];

/// Words in class, id or file name of images that belong to the page's furniture.
const FURNITURE: &[&str] = &[
    "avatar",
    "badge",
    "beacon",
    "emoji",
    "favicon",
    "gravatar",
    "icon",
    "icons",
    "logo",
    "pixel",
    "smiley",
    "smilies",
    "spinner",
    "sprite",
    "tracking",
    "tracker",
    "wp-smiley",
];
/// Words in the file names of drawings that are signs: to be clicked on, or to mark a line.
const SIGNS: &[&str] = &[
    "arrow",
    "arrows",
    "bullet",
    "bluesky",
    "caret",
    "check",
    "checkmark",
    "chevron",
    "close",
    "comment",
    "copy",
    "email",
    "facebook",
    "fb",
    "instagram",
    "linkedin",
    "link",
    "mail",
    "menu",
    "more",
    "pinterest",
    "play",
    "print",
    "quote",
    "search",
    "share",
    "star",
    "stars",
    "tw",
    "twitter",
    "whatsapp",
    "ws",
    "youtube",
    "zoom",
];
/// Words in the names of files that stand in for an image not yet loaded.
const PLACEHOLDERS: &[&str] = &[
    "1x1",
    "blank",
    "dummy",
    "lazyload",
    "lazy",
    "loader",
    "loading",
    "placeholder",
    "spacer",
    "transparent",
];

/// Smaller images are no illustrations.
const MIN_PIXELS: f32 = 50.0;
const MAX_SRCSET: usize = 16_384;

/// The address of an `img`'s file: what late loading keeps, its `src`, or the largest that a list of sizes names.
pub fn source(dom: &Dom, img: NodeId, base: &Base) -> Option<String> {
    let mut late = [None; LATE.len()];
    for (name, value) in dom.attrs(img).filter(|(name, _)| name.starts_with("data-")) {
        if let Some(place) = LATE.iter().position(|known| *known == name) {
            late[place] = Some(value);
        }
    }
    let own = dom.attr(img, "src");
    let usable = |src: &&str| !src.trim_start().starts_with("data:") && !is_placeholder(src);
    late.into_iter()
        .flatten()
        .chain(own)
        .chain(other_late(dom, img))
        .filter(usable)
        .find_map(|src| base.resolve(src))
        .or_else(|| from_sizes(dom, img).and_then(|src| base.resolve(src)))
        .or_else(|| from_picture(dom, img).and_then(|src| base.resolve(src)))
        .or_else(|| from_noscript(dom, img).and_then(|src| base.resolve(src)))
}

/// Addresses of images in the attributes of scripts that nobody listed.
fn other_late(dom: &Dom, img: NodeId) -> impl Iterator<Item = &str> {
    let of_script = |name: &str| name.starts_with("data-") && name.contains("src") && !name.contains("set");
    dom.attrs(img)
        .filter(move |(name, value)| of_script(name) && is_image_address(value))
        .map(|(_, value)| value)
}

/// Whether an address is that of an image's file.
pub fn is_image_address(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or(value);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_listed =
        ["avif", "gif", "jpeg", "jpg", "png", "webp"].iter().any(|kind| ending.eq_ignore_ascii_case(kind));
    is_listed && path.contains('/') && !value.contains(char::is_whitespace)
}

fn from_sizes(dom: &Dom, node: NodeId) -> Option<&str> {
    SIZES.iter().filter_map(|name| dom.attr(node, name)).find_map(largest)
}

/// The other files of the `picture` around an image.
fn from_picture(dom: &Dom, img: NodeId) -> Option<&str> {
    let picture = dom.parent(img).filter(|&parent| dom.tag(parent) == Tag::Picture)?;
    dom.child_elements(picture).take(16).find_map(|source| from_sizes(dom, source))
}

/// The copy of an image for browsers without scripts: a sibling right behind it or right before.
fn from_noscript(dom: &Dom, img: NodeId) -> Option<&str> {
    let parent = dom.parent(img)?;
    let siblings = || dom.child_elements(parent).take(64).filter(|&node| node != img);
    let is_near = |&node: &NodeId| dom.tag(node) == Tag::Noscript && node.0.abs_diff(img.0) < 64;
    let copy = siblings().find(|node| is_near(node) && *node > img).or_else(|| siblings().find(is_near))?;
    let inner = dom.subtree(copy).take(64).find(|&node| dom.tag(node) == Tag::Img)?;
    dom.attr(inner, "src").filter(|src| !src.trim_start().starts_with("data:"))
}

/// The largest candidate of a `srcset`.
fn largest(srcset: &str) -> Option<&str> {
    let mut best: Option<(f32, &str)> = None;
    let mut rest = srcset.get(..MAX_SRCSET.min(srcset.len())).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if word.is_empty() {
            return best.map(|(_, src)| src);
        }
        let src = word.trim_end_matches(',');
        // A comma at its end ends the candidate; otherwise the size follows up to the next comma.
        let (size, after) = if src.len() < word.len() { ("", after) } else { split_at_comma(after) };
        let size = size.trim().trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0);
        if !src.starts_with("data:") && !is_placeholder(src) && best.is_none_or(|(most, _)| size > most) {
            best = Some((size, src));
        }
        rest = after;
    }
}

fn split_at_comma(text: &str) -> (&str, &str) {
    text.split_at(text.find(',').unwrap_or(text.len()))
}

fn is_placeholder(src: &str) -> bool {
    has_word(file_stem(src), PLACEHOLDERS)
}

/// The name of the file without its folders, query and extension.
pub fn file_stem(src: &str) -> &str {
    let path = src.split(['?', '#']).next().unwrap_or(src);
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn has_word(text: &str, words: &[&str]) -> bool {
    let is_listed = |word: &str| words.iter().any(|listed| word.eq_ignore_ascii_case(listed));
    // The last word of a late file name may be the size; names of many words tell what is shown.
    text.len() <= 64 && text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_listed)
}

/// From this width and height on an image is one to look at, whatever its file is called.
const LARGE: f32 = 200.0;

/// Whether an image is furniture: an icon, an avatar, a tracking pixel. One with a caption is not, unless it is small.
pub fn is_furniture(dom: &Dom, img: NodeId, captioned: bool) -> bool {
    let small = |name| size(dom, img, name).is_some_and(|size| size < MIN_PIXELS);
    let named = |name| dom.attr(img, name).is_some_and(|value| has_word(value, FURNITURE));
    let src = dom.attr(img, "src").unwrap_or_default();
    let file = || has_word(file_stem(src), FURNITURE) || src.contains("/avatar");
    let drawing =
        || is_drawing(src) && (has_word(file_stem(src), FURNITURE) || has_word(file_stem(src), SIGNS));
    let parent_named = dom.parent(img).and_then(|parent| dom.class(parent));
    let large = ["width", "height"].iter().all(|name| size(dom, img, name).is_some_and(|size| size >= LARGE));
    small("width")
        || small("height")
        || named("class")
        || named("id")
        || !(captioned || large) && (file() || is_button(dom, img))
        || !large && drawing()
        || parent_named.is_some_and(|class| has_word(class, &["avatar", "icon", "logo"]))
}

fn is_drawing(src: &str) -> bool {
    src.split(['?', '#']).next().unwrap_or(src).ends_with(".svg")
}

/// Whether an image is to be clicked on to pass the page on, or to follow the site.
fn is_button(dom: &Dom, img: NodeId) -> bool {
    let link = dom.ancestors(img).take(3).find(|&up| dom.tag(up) == Tag::A);
    let href = link.and_then(|link| dom.attr(link, "href")).unwrap_or_default();
    // What leads to a film shows it.
    let film = || {
        let last = href.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        ["watch", "youtu.be/", "/video"].iter().any(|mark| href.contains(mark))
            || last.bytes().take_while(u8::is_ascii_digit).count() > 4
    };
    networks::is_network(href) && !film()
}

/// Whether an image's declared width makes it one to look at.
pub fn is_large(dom: &Dom, img: NodeId) -> bool {
    size(dom, img, "width").is_some_and(|width| width >= LARGE)
}

fn size(dom: &Dom, img: NodeId, name: &str) -> Option<f32> {
    dom.attr(img, name).and_then(|size| size.trim().trim_end_matches("px").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(html: &str) -> (Option<String>, bool) {
        let dom = Dom::parse(html);
        let img = dom.ids().find(|&id| dom.tag(id) == Tag::Img).unwrap();
        let base = Base::of(&dom, Some("https://a.example/"));
        (source(&dom, img, &base), is_furniture(&dom, img, false))
    }

    #[test]
    fn the_file_is_found_wherever_it_is_kept() {
        for html in [
            "<img src=/good.jpg>",
            "<img src='data:image/gif;base64,R0' data-src=/good.jpg>",
            "<img src=/img/blank.gif data-lazy-src=/good.jpg>",
            "<img srcset='/small.jpg 300w, /good.jpg 1200w,/mid.jpg 600w'>",
            "<img src=/spacer.png srcset='/small.jpg, /good.jpg 2x'>",
            "<picture><source srcset='/good.jpg'><img></picture>",
            "<div><img src=data:,x><noscript><img src=/good.jpg></noscript></div>",
        ] {
            assert_eq!(first(html), (Some("https://a.example/good.jpg".into()), false), "{html}");
        }
        assert_eq!(first("<img src=data:,x>").0, None);
    }

    #[test]
    fn large_images_were_taken_for_what_their_files_are_called() {
        for html in [
            "<img src=/ai-icons.jpg width=6960 height=4640>",
            "<a href='https://films.example/'><img src=/a.jpg></a>",
            "<a href='https://www.youtube.com/watch?v=1'><img src=/a.jpg></a>",
            "<img src=/rain-chart.svg>",
        ] {
            assert!(!first(html).1, "{html}");
        }
        let html = "<img src=data:,x data-pagespeed-lazy-src=/good.jpg>";
        assert_eq!(first(html).0.as_deref(), Some("https://a.example/good.jpg"));
    }

    #[test]
    fn addresses_with_commas_stay_whole() {
        assert_eq!(largest("/a,w_300.jpg 300w, /a,w_900.jpg 900w"), Some("/a,w_900.jpg"));
        assert_eq!(largest(" , ,"), None);
    }

    #[test]
    fn furniture_is_told_by_size_and_name() {
        for html in [
            "<img src=a.gif width=1 height=1>",
            "<img src=a.png height=32px>",
            "<img class='avatar avatar-64' src=a.jpg>",
            "<img src=/i/facebook-icon.png>",
            "<span class=avatar><img src=a.jpg></span>",
            "<img src=/img/fb.svg>",
            "<a href='https://www.facebook.com/example'><img src=/f.png></a>",
        ] {
            assert!(first(html).1, "{html}");
        }
        assert!(!first("<img src=/iconic-bridge.jpg width=640 class=aligncenter>").1);
    }
}
