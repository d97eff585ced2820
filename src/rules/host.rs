//! For which hosts a rule is.

use url::{Host, Url};

/// A pattern of hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hosts {
    /// `*`: every page, also one whose address nobody knows.
    All,
    /// `post.example`: this host.
    One(String),
    /// `*.post.example`: this host and all below it.
    Below(String),
}

impl Hosts {
    /// Reads a pattern; says why where that fails.
    pub(super) fn parse(pattern: &str) -> Result<Hosts, String> {
        let pattern = pattern.trim();
        if pattern == "*" {
            return Ok(Hosts::All);
        }
        let (below, name) = match pattern.strip_prefix("*.") {
            Some(name) => (true, name),
            None => (false, pattern),
        };
        let name = Host::parse(name)
            .map_err(|_| "it is neither a host, nor a host after \"*.\", nor \"*\"".to_owned())?;
        let name = name.to_string();
        if name.contains('*') {
            return Err("an asterisk can only stand first and before a dot".to_owned());
        }
        Ok(if below { Hosts::Below(name) } else { Hosts::One(name) })
    }

    /// Whether a page of this host is meant.
    pub(super) fn holds(&self, host: Option<&str>) -> bool {
        match (self, host) {
            (Hosts::All, _) => true,
            (_, None) => false,
            (Hosts::One(name), Some(host)) => host == name,
            (Hosts::Below(name), Some(host)) => {
                host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
        }
    }
}

/// The host of an address, as [`Hosts::holds`] wants it.
pub(super) fn of_address(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.host_str().map(|host| host.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: &str, url: &str) -> bool {
        Hosts::parse(pattern).expect("a pattern").holds(of_address(url).as_deref())
    }

    #[test]
    fn patterns_hold_hosts() {
        assert!(holds("*", "https://post.example/") && holds("*", "no address"));
        assert!(holds("post.example", "https://POST.example:8080/rain"));
        assert!(!holds("post.example", "https://www.post.example/"));
        assert!(!holds("post.example", "no address"));
        for host in ["post.example", "www.post.example", "a.b.post.example", "post.example."] {
            assert!(holds("*.post.example", &format!("https://{host}/")), "{host}");
        }
        assert!(!holds("*.post.example", "https://compost.example/"));
        assert!(holds("*.zürich.example", "https://www.xn--zrich-kva.example/"));
        assert!(holds("192.0.2.7", "http://192.0.2.7/"));
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for pattern in ["", "*.", "**", "a.*.example", "https://post.example", "post.example/rain", "a b"] {
            assert!(Hosts::parse(pattern).is_err(), "{pattern}");
        }
    }
}
