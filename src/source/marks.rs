//! The marks that savers and archives leave in a page: whence and when it was saved.
//!
//! Only the page's two ends are searched, so it costs the same for any page. A mark counts only
//! where its tool puts it (at the start of a comment, in a certain tag), as articles about saving
//! pages mention all of these words.
//!
//! Of a copy made of an archive's copy, the archive is told: its date is that of the content.

use super::replay::{ARCHIVE_TODAY, Replayed, WAYBACK_MACHINE};
use super::stamp::{from_numbers, from_words};
use memchr::{memchr, memmem, memrchr};
use std::borrow::Cow;

const HEAD: usize = 64 * 1024;
const TAIL: usize = 8 * 1024;
/// How far a tag may reach to either side of what it is found by.
const TAG: usize = 4 * 1024;

/// What a saver tells of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SaverMark {
    pub tool: &'static str,
    pub url: Option<String>,
    pub saved_at: Option<String>,
}

/// The mark left in `page`, by the tool nearest to the live page if there are several.
pub(super) fn find(page: &[u8]) -> Option<SaverMark> {
    let head = Part::of(&page[..page.len().min(HEAD)]);
    let tail = Part::of(&page[page.len().saturating_sub(TAIL)..]);
    let local = single_file(&head)
        .or_else(|| monolith(&head))
        .or_else(|| save_page_we(head.bytes, page))
        .or_else(|| web_scrap_book(head.bytes))
        .or_else(|| httrack(&head, &tail))
        .or_else(|| browser(&head));
    let replayed = local.as_ref().and_then(|mark| mark.url.as_deref()).and_then(replay);
    if let Some(mut archive) = wayback_machine(&head, &tail).or_else(|| archive_today(head.bytes)) {
        if let Some(replayed) = replayed.filter(|replayed| replayed.tool == archive.tool) {
            archive.url = archive.url.or(replayed.url);
            archive.saved_at = archive.saved_at.or(replayed.saved_at);
        }
        return Some(archive);
    }
    replayed.or(local)
}

/// One end of a page.
struct Part<'a> {
    bytes: &'a [u8],
    /// What follows each opening of a comment.
    comments: Vec<&'a [u8]>,
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Part<'a> {
        const OPENING: &[u8] = b"<!--";
        let openings = memmem::find_iter(bytes, OPENING);
        let comments = openings.map(|at| bytes[at + OPENING.len()..].trim_ascii_start()).collect();
        Part { bytes, comments }
    }

    /// The rest of the first comment that begins with `phrase`.
    fn comment(&self, phrase: &str) -> Option<Cow<'a, str>> {
        let rest = self.comments.iter().find_map(|comment| comment.strip_prefix(phrase.as_bytes()))?;
        let end = memmem::find(rest, b"-->").unwrap_or(rest.len());
        Some(String::from_utf8_lossy(&rest[..end]))
    }
}

/// What the address of an archive's copy tells: the page's own address and the copy's date.
pub(super) fn replay(url: &str) -> Option<SaverMark> {
    let Replayed { tool, stamp, original } = Replayed::of(url)?;
    Some(SaverMark { tool: tool?, url: Some(with_scheme(original)), saved_at: from_numbers(stamp) })
}

/// Source: SingleFile, `src/single-file/processors` and `lib/single-file/single-file-core.js`
/// (<https://github.com/gildas-lormeau/single-file-core>). The second wording is that of 2018.
fn single_file(head: &Part) -> Option<SaverMark> {
    let comment = head
        .comment("Page saved with SingleFile")
        .or_else(|| head.comment("Archive processed by SingleFile"))?;
    let line = |label| {
        let mut lines = comment.lines();
        lines.find_map(|line| Some(line.trim().strip_prefix(label)?.trim()))
    };
    Some(SaverMark {
        tool: "SingleFile",
        url: line("url:").and_then(page_url),
        saved_at: line("saved date:").and_then(|date| from_words(date).or(from_numbers(date))),
    })
}

/// Source: monolith, `create_metadata_tag` (<https://github.com/Y2Z/monolith>).
fn monolith(head: &Part) -> Option<SaverMark> {
    let comment = head.comment("Saved from ")?;
    let (what, _) = comment.rsplit_once(" using monolith")?;
    let (url, date) = what.rsplit_once(" at ").unwrap_or((what, ""));
    Some(SaverMark { tool: "monolith", url: page_url(url), saved_at: from_numbers(date) })
}

/// Its metas end the `head`, behind the styles it has put there, thus beyond any window; its
/// attributes on the first links tell whether to look for them.
///
/// Source: Save Page WE (<https://addons.mozilla.org/firefox/addon/save-page-we/>), its output.
fn save_page_we(head: &[u8], page: &[u8]) -> Option<SaverMark> {
    memmem::find(head, b"savepage-")?;
    let content = |name: &str| attribute(tag_with(page, name, "meta")?, "content");
    let url = content("\"savepage-url\"");
    let date = content("\"savepage-date\"");
    if url.is_none() && date.is_none() {
        return None;
    }
    Some(SaverMark {
        tool: "Save Page WE",
        url: url.as_deref().and_then(page_url),
        saved_at: date.as_deref().and_then(from_words),
    })
}

/// Source: WebScrapBook, "data-scrapbook-*" attributes; dates are in UTC
/// (<https://github.com/danny0838/webscrapbook/wiki>).
fn web_scrap_book(head: &[u8]) -> Option<SaverMark> {
    let tag = tag_with(head, "data-scrapbook-source=", "html")?;
    Some(SaverMark {
        tool: "WebScrapBook",
        url: attribute(tag, "data-scrapbook-source").as_deref().and_then(page_url),
        saved_at: attribute(tag, "data-scrapbook-create").as_deref().and_then(from_numbers),
    })
}

/// It leaves the scheme of `http` pages out; nothing tells those of `https` apart.
///
/// Source: HTTrack, `HTS_DATA_FOOTER`, the default of its option `%F`
/// (<https://www.httrack.com/html/fcguide.html>).
fn httrack(head: &Part, tail: &Part) -> Option<SaverMark> {
    let mirrored = [head, tail].into_iter().find_map(|part| {
        let comment = part.comment("Mirrored from ")?;
        let (url, rest) = comment.split_once(" by HTTrack")?;
        let (_, date) = rest.split_once(']').unwrap_or(("", rest));
        Some((with_scheme(url.trim()), from_words(date)))
    });
    let (url, saved_at) = match mirrored {
        Some((url, saved_at)) => (page_url(&url), saved_at),
        None => {
            head.comment("Added by HTTrack")?;
            (None, None)
        }
    };
    Some(SaverMark { tool: "HTTrack", url, saved_at })
}

/// The "mark of the web". Without an address of the web it is a developer's own
/// (`about:internet`), not a saver's.
///
/// Sources: <https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/compatibility/ms537628(v=vs.85)>;
/// Chromium, `FrameSerializer::MarkOfTheWebDeclaration`, which writes `--` as `-%2D`.
fn browser(head: &Part) -> Option<SaverMark> {
    let comment = head.comment("saved from url=")?;
    let (_, url) = comment.split_once(')')?;
    Some(SaverMark { tool: "browser", url: Some(page_url(&url.replace("-%2D", "--"))?), saved_at: None })
}

/// The archive rewrites all links of a page, and any page may link to it, so that its own
/// scripts, toolbar and closing comment are the only sure marks.
///
/// Sources: replayed pages; `wombat.js` (<https://github.com/webrecorder/wombat>).
fn wayback_machine(head: &Part, tail: &Part) -> Option<SaverMark> {
    let archived = tail.comment("FILE ARCHIVED ON ").or(head.comment("FILE ARCHIVED ON "));
    let begins = head.comments.iter().any(|comment| comment.starts_with(b"BEGIN WAYBACK TOOLBAR INSERT"));
    let head = head.bytes;
    let scripts = memmem::find(head, b"__wm.").map_or(&[][..], |at| &head[at..]);
    let wombat = memmem::find(scripts, b"__wm.wombat(").map(|at| &scripts[at..]);
    let toolbar =
        begins.then(|| memmem::find(head, b"<!-- BEGIN WAYBACK TOOLBAR INSERT")).flatten().map(|at| {
            let rest = &head[at..];
            let end = memmem::find(rest, b"<!-- END WAYBACK TOOLBAR INSERT");
            &rest[..end.unwrap_or(rest.len())]
        });
    if archived.is_none()
        && wombat.is_none()
        && toolbar.is_none()
        && memmem::find(scripts, b"__wm.init(").is_none()
    {
        return None;
    }
    let mut strings = wombat
        .and_then(|call| call.split(|&b| b == b')').next())
        .into_iter()
        .flat_map(|call| call.split(|&b| b == b'"').skip(1).step_by(2))
        .map(String::from_utf8_lossy);
    let url = strings.next().map(|url| url.replace("\\/", "/"));
    let stamp = strings.next();
    Some(SaverMark {
        tool: WAYBACK_MACHINE,
        url: url.as_deref().and_then(page_url).or_else(|| toolbar_url(toolbar?)),
        saved_at: archived
            .and_then(|text| from_words(text.split(" AND ").next()?))
            .or_else(|| from_numbers(&stamp?))
            .or_else(|| toolbar_date(toolbar?)),
    })
}

fn toolbar_url(toolbar: &[u8]) -> Option<String> {
    let shown = tag_with(toolbar, "wmtbURL", "input").and_then(|tag| attribute(tag, "value"));
    shown.as_deref().and_then(page_url).or_else(|| {
        memmem::find_iter(toolbar, "/web/").find_map(|at| {
            let rest = &toolbar[at..];
            let end = rest.iter().position(|b| b" \"'<>".contains(b))?;
            let path = unescaped(&rest[..end]);
            page_url(&replay(&format!("https://web.archive.org{path}"))?.url?)
        })
    })
}

fn toolbar_date(toolbar: &[u8]) -> Option<String> {
    const LABEL: &[u8] = b"You are here: ";
    let rest = &toolbar[memmem::find(toolbar, LABEL)? + LABEL.len()..];
    from_words(&unescaped(&rest[..memchr(b'"', rest)?]))
}

/// Its copies name their own long address, with the original's in it, in a `link` of the head.
///
/// Source: pages as served by <https://archive.ph>.
fn archive_today(head: &[u8]) -> Option<SaverMark> {
    memmem::find_iter(head, "://archive.").find_map(|at| {
        let start = memrchr(b'<', &head[..at])?;
        let tag = &head[start..at + memchr(b'>', &head[at..])?];
        if !opens(tag, "link") {
            return None;
        }
        let rel = attribute(tag, "rel")?;
        if rel != "canonical" && rel != "bookmark" {
            return None;
        }
        replay(&attribute(tag, "href")?).filter(|mark| mark.tool == ARCHIVE_TODAY)
    })
}

/// The first tag `name` that holds `needle`, without its `>`. It is bounded, as a hostile page
/// may repeat the needle without a tag around.
fn tag_with<'a>(part: &'a [u8], needle: &str, name: &str) -> Option<&'a [u8]> {
    memmem::find_iter(part, needle).find_map(|at| {
        let from = at.saturating_sub(TAG);
        let start = from + memrchr(b'<', &part[from..at])?;
        let end = at + memchr(b'>', &part[at..part.len().min(at + TAG)])?;
        let within = memchr(b'>', &part[start..at]).is_none();
        let tag = &part[start..end];
        (within && opens(tag, name)).then_some(tag)
    })
}

fn opens(tag: &[u8], name: &str) -> bool {
    tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && tag.get(name.len() + 1).is_some_and(u8::is_ascii_whitespace)
}

fn attribute(tag: &[u8], name: &str) -> Option<String> {
    let at = memmem::find_iter(tag, name).find(|&at| {
        tag[..at].last().is_some_and(u8::is_ascii_whitespace) && tag.get(at + name.len()) == Some(&b'=')
    })?;
    let value = &tag[at + name.len() + 1..];
    let value = match value {
        [quote @ (b'"' | b'\''), rest @ ..] => &rest[..memchr(*quote, rest)?],
        _ => value.split(u8::is_ascii_whitespace).next()?,
    };
    Some(unescaped(value))
}

/// Of the character references only the ampersand's is common in addresses.
fn unescaped(value: &[u8]) -> String {
    String::from_utf8_lossy(value).replace("&amp;", "&")
}

fn page_url(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = text.split("://").next()?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (web && text.len() > scheme.len() + 3).then(|| text.to_owned())
}

fn with_scheme(url: &str) -> String {
    if url.contains("://") && url.split("://").next().is_some_and(|s| !s.contains('/')) {
        url.to_owned()
    } else {
        format!("http://{url}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_mark(page: &str, tool: &str, url: Option<&str>, saved_at: Option<&str>) {
        let mark = find(page.as_bytes()).expect("a mark");
        assert_eq!((mark.tool, mark.url.as_deref(), mark.saved_at.as_deref()), (tool, url, saved_at));
    }

    const URL: Option<&str> = Some("https://news.example/a?b=1&c=2");
    const DATE: Option<&str> = Some("2017-03-29T10:15:00Z");

    #[test]
    fn local_savers() {
        for (page, tool, date) in [
            (
                "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://news.example/a?b=1&c=2 \n saved date: Wed Mar 29 2017 12:15:00 GMT+0200 (CEST)\n--><meta charset=utf-8>",
                "SingleFile",
                DATE,
            ),
            (
                "<!-- Saved from https://news.example/a?b=1&c=2 at 2017-03-29T10:15:00Z using monolith v2.3.0 -->\n<html>",
                "monolith",
                DATE,
            ),
            (
                "<html><head><link data-savepage-href=\"x\"><meta name=\"savepage-url\" content=\"https://news.example/a?b=1&amp;c=2\"><meta name=\"savepage-date\" content=\"Wed Mar 29 2017 11:15:00 GMT+0100 (BST)\">",
                "Save Page WE",
                DATE,
            ),
            (
                "<!DOCTYPE html>\n<html data-scrapbook-source=\"https://news.example/a?b=1&amp;c=2\" data-scrapbook-create=\"20170329101500123\">",
                "WebScrapBook",
                DATE,
            ),
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0030)https://news.example/a?b=1&c=2 -->\n<html>",
                "browser",
                None,
            ),
        ] {
            assert_mark(page, tool, URL, date);
        }
    }

    #[test]
    fn httrack_in_head_or_tail() {
        let mark = "<!-- Mirrored from news.example/a by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 29 Mar 2017 10:15:00 GMT -->";
        let url = Some("http://news.example/a");
        assert_mark(&format!("<html>\n{mark}<head>"), "HTTrack", url, DATE);
        let late = format!("<html>{}{mark}</html>", " ".repeat(HEAD));
        assert_mark(&late, "HTTrack", url, DATE);
        let meta = "<html><!-- Added by HTTrack --><meta charset=utf-8>";
        assert_mark(meta, "HTTrack", None, None);
    }

    #[test]
    fn wayback() {
        let end = "<!--\n     FILE ARCHIVED ON 10:15:00 Mar 29, 2017 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 12:55:52 Apr 14, 2020.\n-->";
        let wombat = "<script>__wm.init(\"https://web.archive.org/web\");__wm.wombat(\"https:\\/\\/news.example/a?b=1&c=2\",\"20170329101500\",\"https://web.archive.org/\",\"web\");</script>";
        let bar = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><a href=\"/web/\">home</a><a href=\"/web/20170329101500*/https://news.example/a?b=1&amp;c=2\">all</a><td title=\"You are here: 10:15:00 Mar 29, 2017\"><!-- END WAYBACK TOOLBAR INSERT -->";
        let input = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><input id=\"wmtbURL\" value=\"https://news.example/a?b=1&amp;c=2\">";
        assert_mark(end, WAYBACK_MACHINE, None, DATE);
        assert_mark(wombat, WAYBACK_MACHINE, URL, DATE);
        assert_mark(bar, WAYBACK_MACHINE, URL, DATE);
        assert_mark(input, WAYBACK_MACHINE, URL, None);
        let far = format!("{input}{}{end}", " ".repeat(HEAD));
        assert_mark(&far, WAYBACK_MACHINE, URL, DATE);
        let saved = "<!-- saved from url=(0080)https://web.archive.org/web/20170329101500/https://news.example/a?b=1&c=2 -->";
        assert_mark(saved, WAYBACK_MACHINE, URL, DATE);
        assert_mark(&format!("{saved}{end}"), WAYBACK_MACHINE, URL, DATE);
    }

    #[test]
    fn archive_today_links() {
        for stamp in ["2017.03.29-101500", "20170329101500"] {
            let page = format!(
                "<head><link rel=\"bookmark\" href=\"http://archive.today/{stamp}/https://news.example/a?b=1&amp;c=2\"/>"
            );
            assert_mark(&page, ARCHIVE_TODAY, URL, DATE);
        }
    }

    #[test]
    fn addresses_of_replays() {
        let url = |url: &str| replay(url).and_then(|mark| mark.url);
        let original = Some("http://a.example/".to_owned());
        assert_eq!(url("http://web.archive.org/web/2017id_/a.example/"), original);
        assert_eq!(url("https://web.archive.org/web/2017*/http://a.example/"), original);
        assert_eq!(url("https://web.archive.org/save/http://a.example/"), None);
        assert_eq!(url("https://archive.ph/AbC12"), None);
        assert_eq!(url("https://archive.ph/AbC12/image/x"), None);
        assert_eq!(url("https://a.example/web/20170101000000/http://b"), None);
    }

    #[test]
    fn mere_mentions() {
        for page in [
            "",
            "<p>Page saved with SingleFile",
            "<p>FILE ARCHIVED ON 10:15:00 Mar 29, 2017",
            "<a href=https://web.archive.org/web/20170329101500/http://a.example/>",
            "<a rel=canonical href=https://archive.ph/20170329101500/http://a.example/>",
            "<link rel=stylesheet href=https://archive.ph/20170329101500/http://a.example/>",
            "<!-- saved from url=(0014)about:internet -->",
            "<!-- Saved from the ruins -->",
            "<p>&lt;meta name=\"savepage-url\" content=\"https://a.example\">",
        ] {
            assert_eq!(find(page.as_bytes()), None, "{page}");
        }
    }

    #[test]
    fn odd_forms() {
        let dashes = "<!-- saved from url=(0020)https://a.example/b-%2Dc -->";
        assert_mark(dashes, "browser", Some("https://a.example/b--c"), None);
        let open = "<!-- Page saved with SingleFile\nurl: https://a.example/";
        assert_mark(open, "SingleFile", Some("https://a.example/"), None);
        let local = "<!-- Saved from local source using monolith v2.8 -->";
        assert_mark(local, "monolith", None, None);
    }
}
