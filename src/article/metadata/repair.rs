//! JSON as pages write it: what is broken is repaired where only one reading is possible.

use serde_json::Value;

/// Longer scripts are data of an application, not metadata.
const LONGEST: usize = 2_000_000;

/// Reads the contents of an `application/ld+json` script: usually one value, sometimes several in a row.
pub(super) fn read(script: &str) -> Vec<Value> {
    let script = unwrap(script);
    if script.is_empty() || script.len() > LONGEST {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    for quotes in [false, true] {
        let values = stream(&mend(script, quotes));
        if !values.is_empty() {
            return values;
        }
    }
    Vec::new()
}

/// All values in a row; none where any is broken.
fn stream(text: &str) -> Vec<Value> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>().take(200) {
        match value {
            Ok(value) => values.push(value),
            Err(_) => return Vec::new(),
        }
    }
    values
}

/// Strips what hid scripts from old browsers and XML parsers.
fn unwrap(script: &str) -> &str {
    const BEFORE: &[&str] =
        &["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "// <![CDATA[", "/* <![CDATA[ */", "\u{feff}"];
    const AFTER: &[&str] = &["-->", "//]]>", "/*]]>*/", "]]>", "// ]]>", "/* ]]> */", "//", ";"];
    let mut rest = script.trim();
    loop {
        let before = BEFORE.iter().find_map(|mark| rest.strip_prefix(mark));
        let after = AFTER.iter().find_map(|mark| rest.strip_suffix(mark));
        match before.or(after) {
            Some(inner) => rest = inner.trim(),
            None => return rest,
        }
    }
}

/// Rewrites a script as strict JSON. With `quotes`, a quotation mark inside a string ends it only where the grammar
/// lets a string end.
fn mend(script: &str, quotes: bool) -> String {
    let text = if script.contains('"') { script.to_owned() } else { script.replace("&quot;", "\"") };
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.char_indices().peekable();
    let mut inside = false;
    while let Some((at, c)) = chars.next() {
        let rest = &text[at + c.len_utf8()..];
        if inside {
            match c {
                '"' if quotes && !ends_string(rest) => out.push_str("\\\""),
                '"' => {
                    inside = false;
                    out.push(c);
                }
                '\\' => escape(&mut out, &mut chars),
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                _ => out.push(c),
            }
            continue;
        }
        match c {
            '"' => {
                inside = true;
                out.push(c);
            }
            ',' if matches!(rest.trim_start().chars().next(), Some('}' | ']' | ',')) => {}
            ';' | '\u{feff}' => {}
            '/' if rest.starts_with(['/', '*']) => {
                let end =
                    if rest.starts_with('/') { rest.find('\n') } else { rest.find("*/").map(|end| end + 1) };
                let until = at + 1 + end.unwrap_or(rest.len());
                while chars.next_if(|(next, _)| *next <= until).is_some() {}
            }
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            '}' if rest.trim_start().starts_with('{') => out.push_str("},"),
            _ => out.push(c),
        }
    }
    drop_stray_commas(out)
}

/// Objects in a row at the top level need no comma between them.
fn drop_stray_commas(text: String) -> String {
    if text.trim_start().starts_with('{') && text.contains("},") {
        let mut wrapped = String::with_capacity(text.len() + 2);
        wrapped.push('[');
        wrapped.push_str(text.trim().trim_end_matches(','));
        wrapped.push(']');
        return wrapped;
    }
    text
}

fn escape(out: &mut String, chars: &mut std::iter::Peekable<std::str::CharIndices>) {
    match chars.next().map(|(_, c)| c) {
        Some(c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
            out.push('\\');
            out.push(c);
        }
        Some('u') => out.push_str("\\u"),
        Some('\n') => out.push_str("\\n"),
        Some(c) if !c.is_control() => out.push(c),
        _ => {}
    }
}

/// Whether a string may end before `rest`.
fn ends_string(rest: &str) -> bool {
    let rest = rest.trim_start();
    let mut chars = rest.chars();
    match chars.next() {
        None | Some(':' | '}' | ']') => true,
        // A comma ends a string only where a key or value follows.
        Some(',') => matches!(
            chars.as_str().trim_start().chars().next(),
            Some('"' | '{' | '[' | '}' | ']' | '0'..='9')
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(script: &str) -> Option<String> {
        let values = read(script);
        let value = values.first()?;
        let value = value.get(0).unwrap_or(value);
        Some(value.get("headline")?.as_str()?.to_owned())
    }

    #[test]
    fn broken_json_is_mended_where_one_reading_is_possible() {
        for script in [
            r#"{"headline":"A storm",}"#,
            r#"<!-- {"headline":"A storm"} -->"#,
            "//<![CDATA[\n{\"headline\":\"A storm\"}\n//]]>",
            r#"{"headline":"A storm"};"#,
            r#"{"headline":"A storm",,"x":[1,2,]}"#,
            "{\"headline\":\"A storm\", /* note */ \"x\": 1 // end\n}",
            "{\"headline\":\"A storm\",\"text\":\"two\nlines\tand a tab\"}",
            r#"{"headline":"A storm"} {"headline":"Other"}"#,
            r#"{"headline":"A storm","text":"she said "no" twice"}"#,
            r#"{"headline":"A storm","text":"it\'s"}"#,
            "{&quot;headline&quot;:&quot;A storm&quot;}",
        ] {
            assert_eq!(headline(script).as_deref(), Some("A storm"), "{script}");
        }
    }

    #[test]
    fn what_cannot_be_read_gives_nothing() {
        for script in ["", "{", "[[[[", "\"", "{\"a\":}", "\\", "{\"a\":\"\\", "/*", "//", "é\u{feff}"] {
            assert!(read(script).is_empty(), "{script}");
        }
        assert!(read(&"[".repeat(100_000)).is_empty());
        assert!(read("{\"headline\": }").is_empty());
    }
}
