//! Addresses in a copy that a web archive has made of a page, and of the copy itself.

pub(super) const WAYBACK_MACHINE: &str = "Wayback Machine";
pub(super) const ARCHIVE_TODAY: &str = "archive.today";

/// An archive whose copies have the addresses in them rewritten.
struct Archive {
    /// Its name, as [`SavedPage::saved_with`](super::SavedPage) has it.
    tool: &'static str,
    /// Where it serves its copies.
    hosts: &'static [&'static str],
    /// A selector of the bars that it puts into a page.
    bar: &'static str,
}

/// Sources: pages as served by <https://web.archive.org> (the two last bars before 2010) and <https://archive.ph>;
/// <https://en.wikipedia.org/wiki/Archive.today> for its hosts.
const ARCHIVES: &[Archive] = &[
    Archive {
        tool: WAYBACK_MACHINE,
        hosts: &["web.archive.org"],
        bar: "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato, #bannerDiv, #waybackBannerDiv",
    },
    Archive {
        tool: ARCHIVE_TODAY,
        hosts: &[
            "archive.today",
            "archive.is",
            "archive.ph",
            "archive.li",
            "archive.fo",
            "archive.vn",
            "archive.md",
        ],
        bar: "body > #HEADER, body > center > #HEADER, #SHARE",
    },
];

/// Whether a tool rewrites the addresses in a page.
pub fn rewrites(saved_with: &str) -> bool {
    bar(saved_with).is_some()
}

/// The selector of what a tool puts into a page for its own readers.
pub fn bar(saved_with: &str) -> Option<&'static str> {
    ARCHIVES.iter().find(|archive| archive.tool == saved_with).map(|archive| archive.bar)
}

/// The address as the page had it, where the archive has put its own before it: `/web/20170329101500im_/https://…` or
/// `/o/AbC12/https://…`, with whatever host is before that.
pub fn original(address: &str) -> Option<&str> {
    let original = Replayed::of(address)?.original;
    ["http://", "https://", "mailto:"].iter().any(|scheme| original.starts_with(scheme)).then_some(original)
}

/// An address that an archive has put its own before, taken apart.
pub(super) struct Replayed<'a> {
    /// The archive, where its host is named.
    pub tool: Option<&'static str>,
    /// When the copy was made, as digits; nothing where a link tells its number only.
    pub stamp: &'a str,
    /// What the page had; its scheme may be wanting.
    pub original: &'a str,
}

impl Replayed<'_> {
    /// Sources: <https://archive.org/help/wayback_api.php> (and replay flags such as `id_`), `wombat.js`
    /// (<https://github.com/webrecorder/wombat>); <https://archive.ph/faq> for the long form of archive.today's links,
    /// pages as served by <https://archive.ph> for the links in them.
    pub fn of(address: &str) -> Option<Replayed<'_>> {
        let (host, path) = match address.split_once("//") {
            Some(("" | "http:" | "https:", rest)) => rest.split_once('/')?,
            _ => ("", address.strip_prefix('/')?),
        };
        let known = |archive: &&Archive| archive.hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
        let tool = ARCHIVES.iter().find(known).map(|archive| archive.tool);
        let behind = |mark: &str| path.strip_prefix(mark)?.split_once('/');
        let (stamp, original) = if let Some((id, original)) = behind("o/") {
            let sound = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
            sound.then_some(("", original))?
        } else {
            let dated = if tool == Some(ARCHIVE_TODAY) { behind("") } else { behind("web/") };
            let (stamp, original) = dated?;
            (digits(stamp)?, original)
        };
        Some(Replayed { tool, stamp, original })
    }
}

/// The digits of a date to the second or less, behind which may stand what kind of copy it is: `20170329101500`,
/// `2017.03.29-101500`, `2017im_`, `2*`.
fn digits(stamp: &str) -> Option<&str> {
    let date = stamp.trim_end_matches(|c: char| c == '*' || c == '_' || c.is_ascii_lowercase());
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    let sound = (1..=14).contains(&digits)
        && date.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-')
        && date.starts_with(|c: char| c.is_ascii_digit());
    sound.then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_copies() {
        for (address, page_had) in [
            ("https://web.archive.org/web/20170329101500/https://a.example/b?c=d", "https://a.example/b?c=d"),
            ("https://a.example/web/20170329101500im_/http://a.example/i.png", "http://a.example/i.png"),
            ("//web.archive.org/web/2017/http://a.example/web/2001/", "http://a.example/web/2001/"),
            ("/web/2*/http://a.example/", "http://a.example/"),
            ("https://archive.ph/o/AbC12/https://a.example/", "https://a.example/"),
            ("https://a.example/o/AbC12/mailto:b@a.example", "mailto:b@a.example"),
        ] {
            assert_eq!(original(address), Some(page_had));
        }
        for address in [
            "https://a.example/web/2017/rain.html",
            "https://a.example/web/rain/https://b.example/",
            "https://a.example/",
            "https://web.archive.org/web/20170329101500/",
            "https://web.archive.org/web//https://b.example/",
            "https://web.archive.org/web/im_/https://b.example/",
            "https://archive.ph//https://b.example/",
            "https://archive.ph/o//https://b.example/",
            "https://archive.ph/AbC12/https://b.example/",
            "https://a.example/20170329101500/https://b.example/",
            "https://a.example/go?to=/web/2017/https://b.example/",
        ] {
            assert_eq!(original(address), None, "{address}");
        }
    }

    #[test]
    fn addresses_on_all_hosts_of_archive_today() {
        let archive = ARCHIVES.iter().find(|archive| archive.tool == ARCHIVE_TODAY).unwrap();
        for host in archive.hosts {
            for stamp in ["20170329101500", "2017.03.29-101500", "o/AbC12"] {
                let address = format!("https://{host}/{stamp}/https://a.example/b");
                assert_eq!(original(&address), Some("https://a.example/b"), "{address}");
            }
        }
    }
}
