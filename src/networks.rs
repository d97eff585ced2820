//! Addresses at social networks: those that pass a page on, and a site's own pages there.

/// What is in addresses that pass a page on.
const PASSES_ON: &[&str] = &[
    "sharer",
    "share?",
    "share=",
    "/share",
    "shareArticle",
    "share_url",
    "intent/",
    "pin/create",
    "send?text",
    "wa.me/?",
    "whatsapp:",
    "mailto:?",
    "submit?",
    "bookmarklet",
    "text=http",
    "?url=http",
    "&url=http",
    "u=http",
];

/// The networks on which sites have pages, by the end of their host.
const HOSTS: &[&str] = &[
    "bsky.app",
    "facebook.com",
    "flickr.com",
    "instagram.com",
    "linkedin.com",
    "mastodon.social",
    "medium.com",
    "pin.it",
    "reddit.com",
    "snapchat.com",
    "soundcloud.com",
    "spotify.com",
    "t.me",
    "telegram.me",
    "threads.com",
    "threads.net",
    "tiktok.com",
    "tumblr.com",
    "twitch.tv",
    "twitter.com",
    "vimeo.com",
    "vk.com",
    "weibo.com",
    "whatsapp.com",
    "x.com",
    "xing.com",
    "youtu.be",
    "youtube.com",
];

/// Parts of the hosts of networks that have many.
const LABELS: &[&str] = &["mastodon", "pinterest"];

/// Shops for apps.
const APP_STORES: &[&str] =
    &["apps.apple.com", "apps.microsoft.com", "appgallery.huawei.com", "itunes.apple.com", "play.google.com"];

/// Whether an address passes the page on.
pub fn passes_on(href: &str) -> bool {
    PASSES_ON.iter().any(|mark| href.contains(mark))
}

/// Whether an address leads away, as far as it tells: it names a host.
pub fn leads_away(href: &str) -> bool {
    host(href).is_some()
}

/// Whether an address leads to a network.
pub fn is_network(href: &str) -> bool {
    host(href).is_some_and(|host| {
        let ends = |name: &&str| {
            host.strip_suffix(*name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        HOSTS.iter().any(ends) || host.split('.').any(|label| LABELS.contains(&label))
    })
}

/// Whether an address leads to a shop for apps.
pub fn is_app_store(href: &str) -> bool {
    host(href).is_some_and(|host| APP_STORES.contains(&host))
}

/// The host of an address that has one.
fn host(href: &str) -> Option<&str> {
    let rest = href.strip_prefix("https:").or_else(|| href.strip_prefix("http:")).unwrap_or(href);
    let rest = rest.strip_prefix("//")?;
    rest.split(['/', '?', '#', ':']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_ends_like_a_networks_was_taken_for_it() {
        assert!(!is_network("https://www.paradox.com/about"));
        assert!(!is_network("https://example.com/?to=x.com/us"));
        assert!(is_network("https://x.com/example"));
        assert!(is_network("//www.facebook.com/example"));
        assert!(is_network("https://br.pinterest.com/example"));
        assert!(!is_network("/x.com"));
    }

    #[test]
    fn what_passes_on_names_the_page() {
        assert!(passes_on("https://www.facebook.com/sharer.php?u=https%3A%2F%2Fexample.com"));
        assert!(!passes_on("https://www.facebook.com/example"));
    }
}
