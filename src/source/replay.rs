//! Addresses in a copy that a web archive has made of a page.

/// Archives whose copies have the addresses in them rewritten, by [`SavedPage::saved_with`](super::SavedPage), and a
/// selector of the bars that they put into a page.
///
/// Sources: pages as served by <https://web.archive.org> (the two last before 2010) and <https://archive.ph>.
const ARCHIVES: &[(&str, &str)] = &[
    ("Wayback Machine", "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato, #bannerDiv, #waybackBannerDiv"),
    ("archive.today", "body > #HEADER, body > center > #HEADER, #SHARE"),
];

/// Whether a tool rewrites the addresses in a page.
pub fn rewrites(saved_with: &str) -> bool {
    bar(saved_with).is_some()
}

/// The selector of what a tool puts into a page for its own readers.
pub fn bar(saved_with: &str) -> Option<&'static str> {
    ARCHIVES.iter().find(|(tool, _)| *tool == saved_with).map(|(_, bar)| *bar)
}

/// The address as the page had it, where the archive has put its own before it: `/web/20170329101500im_/https://…`, with
/// whatever host is before that, or `/o/AbC12/https://…`.
///
/// Sources: <https://archive.org/help/wayback_api.php>, `wombat.js` (<https://github.com/webrecorder/wombat>); pages as
/// served by <https://archive.ph>.
pub fn original(address: &str) -> Option<&str> {
    let behind = |mark: &str, is_stamp: fn(&str) -> bool| {
        let (_, rest) = address.split_once(mark)?;
        let (stamp, original) = rest.split_once('/')?;
        (is_stamp(stamp) && has_scheme(original)).then_some(original)
    };
    behind("/web/", is_wayback_stamp)
        .or_else(|| behind("/o/", |id| id.bytes().all(|b| b.is_ascii_alphanumeric())))
        .or_else(|| behind("://archive.ph/", |id| id.bytes().all(|b| b.is_ascii_digit())))
}

/// Whether it is a date to the second or less, and perhaps what kind of copy it is: `20170329101500`, `2017im_`, `2*`.
fn is_wayback_stamp(stamp: &str) -> bool {
    let digits = stamp.trim_end_matches(|c: char| c == '*' || c == '_' || c.is_ascii_lowercase());
    (1..=14).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn has_scheme(address: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
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
            ("https://archive.ph/o/AbC12/https://a.example/", "https://a.example/"),
        ] {
            assert_eq!(original(address), Some(page_had));
        }
        for address in [
            "https://a.example/web/2017/rain.html",
            "https://a.example/web/rain/https://b.example/",
            "https://a.example/",
            "https://web.archive.org/web/20170329101500/",
        ] {
            assert_eq!(original(address), None);
        }
    }
}
