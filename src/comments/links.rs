//! Addresses of links.

/// A link's address made absolute; `None` for scripts and, without the page's address, bare fragments.
pub(super) fn absolute(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    if let Some(scheme) =
        scheme.filter(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+'))
    {
        return matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https").then(|| href.to_owned());
    }
    let base = base?;
    let (scheme, rest) = base.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let origin = base.get(..scheme.len() + 3 + host_end)?;
    if href.starts_with("//") {
        return Some(format!("{scheme}:{href}"));
    }
    if href.starts_with('/') {
        return Some(format!("{origin}{href}"));
    }
    let page = base.split('#').next().unwrap_or(base);
    if href.is_empty() || href.starts_with('#') {
        return (href.len() > 1).then(|| format!("{page}{href}"));
    }
    let path = page.split('?').next().unwrap_or(page);
    if href.starts_with('?') {
        return Some(format!("{path}{href}"));
    }
    let mut folder = path.get(..=path.rfind('/')?)?.to_owned();
    if folder.len() <= origin.len() {
        folder = format!("{origin}/");
    }
    let mut href = href;
    loop {
        if let Some(rest) = href.strip_prefix("./") {
            href = rest;
        } else if let Some(rest) = href.strip_prefix("../") {
            href = rest;
            let up = folder.trim_end_matches('/').rfind('/').filter(|&at| at >= origin.len());
            folder.truncate(up.map_or(folder.len(), |at| at + 1));
        } else {
            return Some(format!("{folder}{href}"));
        }
    }
}
