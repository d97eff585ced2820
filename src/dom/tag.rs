//! Element names as a byte, with what HTML says of each: one array look-up instead of string comparisons.

use std::sync::LazyLock;

use html5ever::LocalName;
use rustc_hash::FxHashMap;

/// How an element takes part in the page's layout, as the default style sheet of HTML has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Runs along in a line of text: `a`, `em`, `span`, and every unknown element.
    Inline,
    /// Stands on lines of its own and ends the text run before it: `p`, `div`, `td`, …
    Block,
    /// A line break inside a run: `br`.
    Break,
    /// A form control or other box inside a line that holds text of its own: `button`, `select`, …
    Control,
    /// Something shown that is not text: `img`, `video`, `iframe`, …
    Replaced,
    /// Never shown as text: `script`, `style`, `template`, `head`, …
    Silent,
}

macro_rules! tags {
    ($($variant:ident $name:literal $flow:ident),* $(,)?) => {
        /// The name of an HTML element; [`Tag::Other`] for names outside the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag { $($variant),*, Other }

        const TABLE: &[(&str, Flow)] = &[$(($name, Flow::$flow)),*, ("", Flow::Inline)];
        const ALL: &[Tag] = &[$(Tag::$variant),*];
    };
}

tags! {
    A "a" Inline, Abbr "abbr" Inline, Address "address" Block, Area "area" Inline, Article "article" Block,
    Aside "aside" Block, Audio "audio" Replaced, B "b" Inline, Base "base" Silent, Bdi "bdi" Inline,
    Blockquote "blockquote" Block, Body "body" Block, Br "br" Break, Button "button" Control,
    Canvas "canvas" Replaced, Caption "caption" Block, Center "center" Block, Cite "cite" Inline, Code "code" Inline,
    Col "col" Silent, Colgroup "colgroup" Block, Data "data" Inline, Datalist "datalist" Silent, Dd "dd" Block,
    Del "del" Inline, Details "details" Block, Dfn "dfn" Inline, Dialog "dialog" Block, Dir "dir" Block,
    Div "div" Block, Dl "dl" Block, Dt "dt" Block, Em "em" Inline, Embed "embed" Replaced,
    Fieldset "fieldset" Block, Figcaption "figcaption" Block, Figure "figure" Block, Font "font" Inline,
    Footer "footer" Block, Form "form" Block, Frame "frame" Replaced, Frameset "frameset" Block,
    H1 "h1" Block, H2 "h2" Block, H3 "h3" Block, H4 "h4" Block, H5 "h5" Block, H6 "h6" Block, Head "head" Silent,
    Header "header" Block, Hgroup "hgroup" Block, Hr "hr" Block, Html "html" Block, I "i" Inline,
    Iframe "iframe" Silent, Img "img" Replaced, Input "input" Replaced, Ins "ins" Inline, Kbd "kbd" Inline,
    Label "label" Control, Legend "legend" Block, Li "li" Block, Link "link" Silent, Main "main" Block,
    Map "map" Inline, Mark "mark" Inline, Math "math" Inline, Menu "menu" Block, Meta "meta" Silent,
    Meter "meter" Inline, Nav "nav" Block, Nobr "nobr" Inline, Noembed "noembed" Silent, Noframes "noframes" Silent,
    Noscript "noscript" Block, Object "object" Inline, Ol "ol" Block, Optgroup "optgroup" Block,
    Option "option" Block, Output "output" Inline, P "p" Block, Param "param" Silent, Picture "picture" Inline,
    Pre "pre" Block, Progress "progress" Inline, Q "q" Inline, Rp "rp" Inline, Rt "rt" Inline, Ruby "ruby" Inline,
    S "s" Inline, Samp "samp" Inline, Script "script" Silent, Search "search" Block, Section "section" Block,
    Select "select" Control, Slot "slot" Inline, Small "small" Inline, Source "source" Silent, Span "span" Inline,
    Strike "strike" Inline, Strong "strong" Inline, Style "style" Silent, Sub "sub" Inline, Summary "summary" Block,
    Sup "sup" Inline, Svg "svg" Inline, Table "table" Block, Tbody "tbody" Block, Td "td" Block,
    Template "template" Silent, Textarea "textarea" Control, Tfoot "tfoot" Block, Th "th" Block,
    Thead "thead" Block, Time "time" Inline, Title "title" Silent, Tr "tr" Block, Track "track" Silent,
    Tt "tt" Inline, U "u" Inline, Ul "ul" Block, Var "var" Inline, Video "video" Replaced, Wbr "wbr" Inline,
    Xmp "xmp" Block,
}

/// Elements of AMP that stand for those of HTML, which a script puts into them where it runs.
const ALIASES: &[(&str, Tag)] = &[("amp-img", Tag::Img), ("amp-anim", Tag::Img)];

static BY_NAME: LazyLock<FxHashMap<LocalName, Tag>> = LazyLock::new(|| {
    let own = ALL.iter().map(|&tag| (tag.name(), tag));
    own.chain(ALIASES.iter().copied()).map(|(name, tag)| (LocalName::from(name), tag)).collect()
});

impl Tag {
    /// How many tags there are, [`Tag::Other`] included.
    pub const COUNT: usize = TABLE.len();

    /// The tag of an element's local name (lower-case, as the HTML parser gives it).
    pub fn of(name: &str) -> Tag {
        Tag::of_atom(&LocalName::from(name))
    }

    /// As [`Tag::of`], of the name as an atom.
    pub(super) fn of_atom(name: &LocalName) -> Tag {
        BY_NAME.get(name).copied().unwrap_or(Tag::Other)
    }

    /// The element's name; empty for [`Tag::Other`].
    pub fn name(self) -> &'static str {
        TABLE[self as usize].0
    }

    /// How the element takes part in the page's layout.
    pub fn flow(self) -> Flow {
        TABLE[self as usize].1
    }

    /// 1 to 6 for `h1` to `h6`.
    pub fn heading_level(self) -> Option<u8> {
        (Tag::H1 <= self && self <= Tag::H6).then(|| self as u8 - Tag::H1 as u8 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_tags() {
        for &tag in ALL {
            assert_eq!(Tag::of(tag.name()), tag);
        }
        assert_eq!(Tag::of("amp-img"), Tag::Img);
        assert_eq!(Tag::of("x-widget"), Tag::Other);
        assert_eq!(Tag::H3.heading_level(), Some(3));
        assert_eq!(Tag::Header.heading_level(), None);
    }
}
