//! A record as a self-contained HTML document: nothing in it runs, whatever the record's strings say.
//!
//! Three locks, of which each would do: every string is escaped, and addresses go by a list of schemes; what was written
//! is then read again and cleaned by ammonia, by a list of elements and attributes; and the document tells the browser
//! to run and load nothing but images.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::marked::element;
use super::spans::{Event, Span, events};
use super::text::kind;
use super::{by_cell, comment_head, depths, error_line, has_numbers, one_line, standfirst};
use crate::record::{
    Article, Author, BodyBlock, CellLink, Comment, Comments, Image, ItemRole, Link, ListItem, Mark, Record,
    Removed,
};

/// Deeper answers and lists are not nested any further.
const DEEPEST: usize = 64;

/// Schemes that a link or image may have; addresses without one are relative.
const SCHEMES: &[&str] = &["http", "https", "mailto"];

/// What a document of ours is made of.
static ELEMENTS: LazyLock<Builder> = LazyLock::new(|| {
    let tags = "a article blockquote br code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header img li ol p pre \
        section span strong sub sup table tbody td time tr ul";
    let attributes = [
        ("a", "href"),
        ("article", "id"),
        ("code", "class"),
        ("dl", "class"),
        ("img", "alt"),
        ("img", "src"),
        ("li", "value"),
        ("ol", "start"),
        ("p", "class"),
        ("section", "class"),
        ("span", "class"),
        ("time", "datetime"),
    ];
    let mut by_tag: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (tag, attribute) in attributes {
        by_tag.entry(tag).or_default().insert(attribute);
    }
    let mut builder = Builder::empty();
    builder
        .tags(tags.split_ascii_whitespace().collect())
        .tag_attributes(by_tag)
        .url_schemes(SCHEMES.iter().copied().collect())
        .link_rel(None);
    builder
});

/// What the browser may load and run: images, and the style below.
const POLICY: &str = "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "body{max-width:44em;margin:2em auto;padding:0 1em;font:1.1em/1.5 serif}\
    img{max-width:100%}pre{overflow:auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .5em}\
    .comments ol{list-style:none;padding-left:1.5em;border-left:1px solid #ccc}";

pub(super) fn render(record: &Record) -> String {
    let mut out = Html(String::new());
    let title = record.article.as_ref().and_then(|article| article.title.as_deref());
    let language = record.article.as_ref().and_then(|article| article.language.as_deref());
    out.raw("<!DOCTYPE html>\n<html");
    out.attr("lang", language);
    out.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    out.raw(POLICY);
    out.raw("\">\n<title>");
    out.text(&one_line(title.unwrap_or("dechrome")));
    out.raw("</title>\n<style>");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n<body>\n");
    out.0.push_str(&ELEMENTS.clean(&body(record)).to_string());
    out.raw("</body>\n</html>\n");
    out.0
}

fn body(record: &Record) -> String {
    let mut out = Html(String::new());
    if let Some(error) = error_line(record) {
        out.element("p", &format!("error: {error}"));
    }
    if let Some(article) = &record.article {
        out.article(article);
    }
    if let Some(comments) = &record.comments {
        out.comments(comments);
    }
    if let (None, None, Some(chrome)) = (&record.article, &record.comments, &record.chrome) {
        out.chrome(chrome);
    }
    out.0
}

/// The document so far. Everything from a record goes in through `text` or `attr`.
struct Html(String);

impl Html {
    fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\r' | '\0' => self.0.push(' '),
                c => self.0.push(c),
            }
        }
    }

    fn attr(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
    }

    fn open(&mut self, name: &'static str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push('>');
    }

    fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    fn element(&mut self, name: &'static str, text: &str) {
        self.open(name);
        self.lines(text);
        self.close(name);
    }

    /// Text with its line breaks.
    fn lines(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.raw("<br>\n");
            }
            self.text(line);
        }
    }

    fn link(&mut self, href: &str, text: &str) {
        match safe(href) {
            Some(href) => {
                self.raw("<a");
                self.attr("href", Some(href));
                self.raw(">");
                self.lines(text);
                self.raw("</a>");
            }
            None => self.lines(text),
        }
    }

    fn inline(&mut self, text: &str, links: &[Link], marks: &[Mark]) {
        for event in events(text, links, marks) {
            match event {
                Event::Open(span) => self.start(span),
                Event::Text(words) => self.lines(words),
                Event::Close(span) => self.end(span),
            }
        }
    }

    /// A paragraph for each line that says something.
    fn paragraphs(&mut self, text: &str, links: &[Link], marks: &[Mark]) {
        let mut open: Vec<Span> = Vec::new();
        let mut inside = false;
        for event in events(text, links, marks) {
            match event {
                Event::Open(span) => {
                    open.push(span);
                    if inside {
                        self.start(span);
                    }
                }
                Event::Close(_) => {
                    if let Some(span) = open.pop().filter(|_| inside) {
                        self.end(span);
                    }
                }
                Event::Text(words) => {
                    for (number, line) in words.split('\n').enumerate() {
                        if number > 0 && inside {
                            open.iter().rev().for_each(|span| self.end(*span));
                            self.close("p");
                            inside = false;
                        }
                        if !inside && !line.trim().is_empty() {
                            self.open("p");
                            open.iter().for_each(|span| self.start(*span));
                            inside = true;
                        }
                        if inside {
                            self.text(line);
                        }
                    }
                }
            }
        }
        if inside {
            self.close("p");
        }
    }

    fn start(&mut self, span: Span) {
        match span {
            Span::Link(href) => {
                if let Some(href) = safe(href) {
                    self.raw("<a");
                    self.attr("href", Some(href));
                    self.raw(">");
                }
            }
            Span::Mark(kind) => self.open(element(kind)),
        }
    }

    fn end(&mut self, span: Span) {
        match span {
            Span::Link(href) if safe(href).is_none() => {}
            Span::Link(_) => self.raw("</a>"),
            Span::Mark(kind) => self.0.extend(["</", element(kind), ">"]),
        }
    }

    fn article(&mut self, article: &Article) {
        self.raw("<article>\n<header>\n");
        if let Some(title) = &article.title {
            self.element("h1", &one_line(title));
        }
        if let Some(standfirst) = standfirst(article) {
            self.raw("<p class=\"standfirst\">");
            self.lines(standfirst);
            self.close("p");
        }
        self.imprint(article);
        self.raw("</header>\n");
        for block in &article.body {
            self.block(block);
        }
        self.raw("</article>\n");
    }

    fn imprint(&mut self, article: &Article) {
        if article.byline.is_empty() && article.published.is_none() && article.site.is_none() {
            return;
        }
        self.raw("<p class=\"byline\">");
        for (number, Author { name, url }) in article.byline.iter().enumerate() {
            if number > 0 {
                self.raw(", ");
            }
            self.link(url.as_deref().unwrap_or_default(), name);
        }
        if let Some(published) = &article.published {
            self.raw(" <time");
            self.attr("datetime", Some(published));
            self.raw(">");
            self.text(published);
            self.raw("</time>");
        }
        if let Some(site) = &article.site {
            self.raw(" <span class=\"site\">");
            self.text(site);
            self.raw("</span>");
        }
        self.close("p");
    }

    fn block(&mut self, block: &BodyBlock) {
        match block {
            BodyBlock::Paragraph { text, links, marks } => self.wrapped("p", text, links, marks),
            BodyBlock::Heading { level, text, links, marks } => {
                let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
                self.wrapped(names[usize::from((*level).clamp(1, 6)) - 1], text, links, marks);
            }
            BodyBlock::List { ordered, items } => self.list(*ordered, items),
            BodyBlock::Quote { text, links, marks } => {
                self.raw("<blockquote>");
                self.wrapped("p", text, links, marks);
                self.close("blockquote");
            }
            BodyBlock::Code { text, language } => self.code(text, language.as_deref()),
            BodyBlock::Table { rows, links } => self.table(rows, links),
            BodyBlock::Figure { src, alt, caption, links, marks } => {
                self.raw("<figure>");
                self.image(src.as_deref(), alt.as_deref());
                if let Some(caption) = caption {
                    self.wrapped("figcaption", caption, links, marks);
                }
                self.close("figure");
            }
            BodyBlock::Embed { src } => {
                self.raw("<p class=\"embed\">");
                self.link(src, src);
                self.close("p");
            }
        }
    }

    fn wrapped(&mut self, name: &'static str, text: &str, links: &[Link], marks: &[Mark]) {
        self.open(name);
        self.inline(text, links, marks);
        self.close(name);
    }

    fn list(&mut self, ordered: bool, items: &[ListItem]) {
        let mut open: Vec<Entry> = Vec::new();
        let counts = ordered && !has_numbers(items);
        for item in items {
            if item.role == Some(ItemRole::Continuation) {
                self.continuation(item, &mut open);
                continue;
            }
            let entry = Entry::of(item, counts);
            while open.last().is_some_and(|last| last.depth > entry.depth) {
                self.close_entry(&mut open, true);
            }
            let sibling = open.last().filter(|last| last.depth == entry.depth).copied();
            let same = sibling.is_some_and(|sibling| sibling.list == entry.list);
            if sibling.is_some() {
                self.close_entry(&mut open, !same);
            }
            self.open_entry(&entry, same, sibling.and_then(|sibling| sibling.number));
            self.inline(&item.text, &item.links, &item.marks);
            open.push(entry);
        }
        while !open.is_empty() {
            self.close_entry(&mut open, true);
        }
    }

    /// What goes on in an entry; a paragraph by itself where the entry stands in another list.
    fn continuation(&mut self, item: &ListItem, open: &mut Vec<Entry>) {
        while open.last().is_some_and(|last| last.item_depth != item.depth) {
            self.close_entry(open, true);
        }
        if open.is_empty() {
            self.wrapped("p", &item.text, &item.links, &item.marks);
        } else {
            self.raw("<br>\n");
            self.inline(&item.text, &item.links, &item.marks);
        }
    }

    /// Starts an entry, and its list where that is not `open`; `before` is the number of the entry before it.
    fn open_entry(&mut self, entry: &Entry, open: bool, before: Option<i64>) {
        let Entry { list, name, number, .. } = *entry;
        let number = number.map(|number| number.to_string());
        if !open {
            self.0.extend(["<", list]);
            self.attr("start", number.as_deref().filter(|number| *number != "1"));
            self.raw(">");
        }
        let counts_on = before.and_then(|before| before.checked_add(1)) == entry.number;
        self.0.extend(["<", name]);
        self.attr("value", number.as_deref().filter(|_| open && !counts_on));
        self.raw(">");
    }

    fn close_entry(&mut self, open: &mut Vec<Entry>, with_list: bool) {
        if let Some(Entry { list, name, .. }) = open.pop() {
            self.close(name);
            if with_list {
                self.close(list);
            }
        }
    }

    /// Starts an entry at a depth; `open` are the lists around it, `name` is what a list that it opens is.
    fn step(&mut self, open: &mut Vec<&'static str>, depth: usize, name: &'static str) {
        if depth >= open.len() {
            self.open(name);
            open.push(name);
        } else {
            self.close_lists(open, depth + 1);
            self.close("li");
        }
        self.open("li");
    }

    /// Closes the lists deeper than `depth`, each with its last entry.
    fn close_lists(&mut self, open: &mut Vec<&'static str>, depth: usize) {
        for name in open.drain(depth.min(open.len())..).rev() {
            self.close("li");
            self.close(name);
        }
    }

    fn code(&mut self, text: &str, language: Option<&str>) {
        self.raw("<pre><code");
        self.attr("class", language.map(|language| format!("language-{language}")).as_deref());
        self.raw(">");
        self.text(text);
        self.raw("</code></pre>\n");
    }

    fn table(&mut self, rows: &[Vec<String>], links: &[CellLink]) {
        let links = by_cell(links);
        self.raw("<table>\n");
        for (row, cells) in rows.iter().enumerate() {
            self.raw("<tr>");
            for (column, cell) in cells.iter().enumerate() {
                self.raw("<td>");
                self.inline(cell, links.get(&(row, column)).map_or(&[], Vec::as_slice), &[]);
                self.raw("</td>");
            }
            self.close("tr");
        }
        self.close("table");
    }

    fn image(&mut self, src: Option<&str>, alt: Option<&str>) {
        match src.and_then(safe) {
            Some(src) => {
                self.raw("<img");
                self.attr("src", Some(src));
                self.attr("alt", Some(alt.unwrap_or_default()));
                self.raw(">");
            }
            None => self.lines(alt.unwrap_or_default()),
        }
    }

    fn comments(&mut self, comments: &Comments) {
        if comments.items.is_empty() {
            return;
        }
        self.raw("<section class=\"comments\">\n<h2>Comments</h2>\n");
        let mut open = Vec::new();
        for (depth, comment) in depths(&comments.items, DEEPEST) {
            self.step(&mut open, depth, "ol");
            self.raw("<article");
            self.attr("id", Some(&comment.id));
            self.raw(">\n<header>");
            self.comment_head(comment);
            self.raw("</header>\n");
            self.paragraphs(&comment.text, &comment.links, &comment.marks);
            for Image { src, alt } in &comment.images {
                self.raw("<figure>");
                self.image(Some(src), alt.as_deref());
                self.close("figure");
            }
            self.close("article");
        }
        self.close_lists(&mut open, 0);
        self.close("section");
    }

    fn comment_head(&mut self, comment: &Comment) {
        let href = comment.url.as_deref().and_then(safe);
        if href.is_some() {
            self.raw("<a");
            self.attr("href", href);
            self.raw(">");
        }
        let [author, date, votes] = comment_head(comment);
        let parts = [(author, None), (date, comment.published.as_deref()), (votes, None)];
        let mut between = "";
        for (part, instant) in parts.iter().filter_map(|(part, instant)| Some((part.as_deref()?, instant))) {
            self.raw(between);
            between = " · ";
            match instant {
                Some(instant) => {
                    self.raw("<time");
                    self.attr("datetime", Some(instant));
                    self.raw(">");
                    self.text(part);
                    self.raw("</time>");
                }
                None => self.text(part),
            }
        }
        if href.is_some() {
            self.raw("</a>");
        }
    }

    fn chrome(&mut self, chrome: &[Removed]) {
        self.raw("<dl class=\"chrome\">\n");
        for piece in chrome {
            self.element("dt", &kind(piece));
            self.element("dd", &piece.text);
        }
        self.close("dl");
    }
}

/// An entry of a list as HTML has it.
#[derive(Clone, Copy)]
struct Entry {
    list: &'static str,
    name: &'static str,
    /// How deep its list is nested, and how deep the record says that it is.
    depth: usize,
    item_depth: u8,
    number: Option<i64>,
}

impl Entry {
    /// Where the record has no numbers, the outermost of a numbered list `counts`.
    fn of(item: &ListItem, counts: bool) -> Entry {
        let depth = usize::from(item.depth);
        let (list, name) = match item.role {
            Some(ItemRole::Term) => ("dl", "dt"),
            Some(ItemRole::Description) => ("dl", "dd"),
            _ if item.number.is_some() || counts && depth == 0 => ("ol", "li"),
            _ => ("ul", "li"),
        };
        // Descriptions stand beside their terms.
        let depth = if name == "dd" { depth.saturating_sub(1) } else { depth };
        Entry { list, name, depth: depth.min(DEEPEST), item_depth: item.depth, number: item.number }
    }
}

/// The address, if following it runs nothing. Browsers skip control characters and leading spaces in addresses, so an
/// address that holds any is not trusted.
pub(super) fn safe(href: &str) -> Option<&str> {
    let href = href.trim();
    if href.is_empty() || href.chars().any(|c| c.is_control()) {
        return None;
    }
    // A relative address has no colon before its first slash, question mark or hash.
    let head = href.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) => is_known_scheme(scheme).then_some(href),
        // "javascript&colon;…" and "javascript%3A…" run only after a second decoding, which some readers do.
        None => (!head.contains('&') && !head.to_ascii_lowercase().contains("%3a")).then_some(href),
    }
}

pub(super) fn is_known_scheme(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}
