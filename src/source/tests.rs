use super::*;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, KOI8_R, SHIFT_JIS};
use encoding_rs::{ISO_2022_JP, WINDOWS_1251, WINDOWS_1252};

const FRENCH: &str = "Le président a été reçu à l’Élysée ; l’été dernier, où était-il passé ?";
const GERMAN: &str = "Über die Straße führt künftig eine größere Brücke, heißt es in München.";
const RUSSIAN: &str = "Президент сообщил в понедельник, что переговоры будут продолжены.";
const JAPANESE: &str = "政府は月曜日、新しい経済対策をまとめると発表しました。詳しいことは後で。";
const KOREAN: &str = "정부는 월요일 새로운 경제 대책을 발표했다. 자세한 내용은 아직 알려지지 않았다.";
const CHINESE: &str = "政府星期一宣布了新的经济措施,详细情况还没有公布,记者正在了解。";
const TAIWANESE: &str = "政府星期一宣布了新的經濟措施,詳細情況還沒有公布,記者正在瞭解。";

fn page(head: &str, text: &str) -> String {
    format!("<!doctype html><html><head>{head}<title>x</title></head><body><p>{text}</p>")
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn with_charset(charset: &str) -> Hints<'_> {
    Hints { charset: Some(charset), ..Hints::default() }
}

#[track_caller]
fn assert_reads(bytes: &[u8], hints: Hints, charset: &str, text: &str) {
    let page = read(bytes, &hints).expect("a page");
    assert_eq!((page.charset, page.html.as_ref()), (charset, text));
    assert!(!page.malformed);
}

#[test]
fn utf8_is_borrowed() {
    for text in ["<p>ascii", "<p>é", "\u{FEFF}<p>é", "<meta charset=latin1><p>"] {
        let page = read(text.as_bytes(), &Hints::default()).expect("a page");
        assert!(matches!(page.html, Cow::Borrowed(_)));
        assert!(!page.html.starts_with('\u{FEFF}'));
    }
}

#[test]
fn declared_and_guessed() {
    for (encoding, charset, text) in [
        (WINDOWS_1252, "windows-1252", FRENCH),
        (WINDOWS_1252, "windows-1252", GERMAN),
        (WINDOWS_1251, "windows-1251", RUSSIAN),
        (KOI8_R, "koi8-r", RUSSIAN),
        (SHIFT_JIS, "shift_jis", JAPANESE),
        (EUC_JP, "euc-jp", JAPANESE),
        (EUC_KR, "euc-kr", KOREAN),
        (BIG5, "big5", TAIWANESE),
        (ISO_2022_JP, "iso-2022-jp", JAPANESE),
    ] {
        let declared = page(&format!("<meta charset={charset}>"), text);
        assert_reads(&encode(&declared, encoding), Hints::default(), charset, &declared);
        let silent = page("", text);
        let guessed = if charset == "koi8-r" { "koi8-u" } else { charset };
        assert_reads(&encode(&silent, encoding), Hints::default(), guessed, &silent);
        assert_reads(&encode(&silent, encoding), with_charset(charset), charset, &silent);
    }
    let declared = page("<meta charset=gb18030>", CHINESE);
    assert_reads(&encode(&declared, GB18030), Hints::default(), "gb18030", &declared);
    // The detector tells a family by one member, as it does KOI8.
    let silent = page("", CHINESE);
    assert_reads(&encode(&silent, GB18030), Hints::default(), "gbk", &silent);
}

#[test]
fn top_level_domain_helps_the_guess() {
    let text = "<p>\u{ab}Ok\u{bb}: caf\u{e9}";
    let read_at = |url| {
        let bytes = encode(text, WINDOWS_1252);
        let hints = Hints { url, ..Hints::default() };
        read(&bytes, &hints).expect("a page").charset
    };
    assert_eq!(read_at(Some("https://www.a.fr/x")), "windows-1252");
    assert_eq!(top_level_domain("http://u@A.Example.RU.:80/x").as_deref(), Some("ru"));
    assert_eq!(top_level_domain("http://web.archive.org/web/2017/http://a.jp/").as_deref(), Some("jp"));
    for odd in ["a.fr", "http://localhost/", "http://", "http://a.é/", "http://a.b:c@/"] {
        assert_eq!(read_at(Some(odd)), read_at(None), "{odd}");
    }
}

#[test]
fn utf16_with_and_without_bom() {
    for text in [page("", FRENCH), page("", RUSSIAN), page("", JAPANESE)] {
        let marked = format!("\u{FEFF}{text}");
        let none = Hints::default();
        assert_reads(&utf16(&text, u16::to_le_bytes), none, "utf-16le", &text);
        assert_reads(&utf16(&text, u16::to_be_bytes), none, "utf-16be", &text);
        assert_reads(&utf16(&marked, u16::to_le_bytes), none, "utf-16le", &text);
        assert_reads(&utf16(&marked, u16::to_be_bytes), none, "utf-16be", &text);
    }
    let clipping = utf16(GERMAN, u16::to_le_bytes);
    assert_reads(&clipping, Hints::default(), "utf-16le", GERMAN);
    assert_reads(&clipping, with_charset("utf-16"), "utf-16le", GERMAN);
}

#[test]
fn wrong_declarations() {
    let none = Hints::default;
    for old in ["iso-8859-1", "windows-1251", "shift_jis", "gb2312", "iso-2022-jp"] {
        for text in [FRENCH, RUSSIAN, JAPANESE] {
            let text = page(&format!("<meta charset={old}>"), text);
            assert_reads(text.as_bytes(), none(), "utf-8", &text);
        }
    }
    for (encoding, charset, text) in [
        (WINDOWS_1252, "windows-1252", FRENCH),
        (WINDOWS_1251, "windows-1251", RUSSIAN),
        (SHIFT_JIS, "shift_jis", JAPANESE),
        (EUC_KR, "euc-kr", KOREAN),
    ] {
        let text = page("<meta charset=utf-8>", text);
        assert_reads(&encode(&text, encoding), none(), charset, &text);
    }
    let text = page("<meta charset=shift_jis>", &KOREAN.repeat(3));
    assert_reads(&encode(&text, EUC_KR), none(), "euc-kr", &text);
    // A word or two of GBK may be valid UTF-8 by chance.
    let text = page("<meta charset=gbk>", "联通");
    assert_reads(&encode(&text, encoding_rs::GBK), none(), "gbk", &text);
    // Single-byte declarations are kept where nothing speaks against them.
    let text = page("<meta charset=windows-1252>", "caf\u{e9}");
    assert_reads(&encode(&text, WINDOWS_1252), none(), "windows-1252", &text);
}

#[test]
fn a_few_broken_bytes_do_not_change_the_charset() {
    for head in ["", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"] {
        let mut bytes = page(head, &RUSSIAN.repeat(5)).into_bytes();
        bytes.extend_from_slice(b"<p>\xE9t\xE9");
        let page = read(&bytes, &Hints::default()).expect("a page");
        assert_eq!((page.charset, page.malformed), ("utf-8", true));
    }
}

#[test]
fn truncated_tail() {
    for (encoding, charset, text) in [
        (encoding_rs::UTF_8, "utf-8", JAPANESE),
        (SHIFT_JIS, "shift_jis", JAPANESE),
        (EUC_KR, "euc-kr", KOREAN),
    ] {
        for head in ["", &format!("<meta charset={charset}>"), "<meta charset=latin1>"] {
            if head.contains("latin1") && charset != "utf-8" {
                continue;
            }
            let text = format!("<head>{head}</head>{}", text.trim_end_matches(['.', '。']));
            let mut bytes = encode(&text, encoding);
            bytes.pop();
            let page = read(&bytes, &Hints::default()).expect("a page");
            assert_eq!((page.charset, page.malformed), (charset, true), "{head}");
        }
    }
    let mut odd = utf16("<p>text", u16::to_le_bytes);
    odd.push(b'x');
    let page = read(&odd, &Hints::default()).expect("a page");
    assert_eq!((page.charset, page.malformed), ("utf-16le", true));
    // The last letter of a legacy text is no cut UTF-8 sequence.
    assert_reads(b"<p>caf\xE9", Hints::default(), "windows-1252", "<p>caf\u{e9}");
}

#[test]
fn order_of_evidence() {
    let bytes = encode("<meta charset=windows-1252><p>Привет", WINDOWS_1251);
    let text = "<meta charset=windows-1252><p>Привет";
    assert_reads(&bytes, with_charset("\"CP1251\" "), "windows-1251", text);
    let marked = "\u{FEFF}<meta charset=koi8-r><p>é";
    assert_reads(marked.as_bytes(), with_charset("latin1"), "utf-8", &marked[3..]);
    assert_reads(b"<p>caf\xE9", with_charset(" "), "windows-1252", "<p>caf\u{e9}");
    let xml = b"<?xml version='1.0' encoding='windows-1250'?><html>\xB9";
    let text = "<?xml version='1.0' encoding='windows-1250'?><html>ą";
    assert_reads(xml, Hints::default(), "windows-1250", text);
}

#[test]
fn unknown_labels() {
    for label in ["utf-9", "iso-2022-kr", "ü"] {
        for bytes in [&b"<p>x"[..], b"\xEF\xBB\xBF<p>"] {
            let error = read(bytes, &with_charset(label)).expect_err("an error");
            assert_eq!(error, SourceError::UnknownCharset(label.to_owned()));
            assert_eq!(error.kind(), "unknown_charset");
            assert!(error.to_string().contains(label));
        }
    }
}

#[test]
fn marks_and_hints() {
    let text = "<!-- Saved from https://a.example/x at 2020-05-06T07:08:09Z using monolith v2.3 -->\n<p>";
    let page = read(text.as_bytes(), &Hints::default()).expect("a page");
    assert_eq!(page.url.as_deref(), Some("https://a.example/x"));
    assert_eq!(page.saved_at.as_deref(), Some("2020-05-06T07:08:09Z"));
    assert_eq!(page.saved_with, Some("monolith"));
    let hints = Hints { url: Some("https://b.example/"), ..Hints::default() };
    let bytes = utf16(text, u16::to_le_bytes);
    let page = read(&bytes, &hints).expect("a page");
    assert_eq!(page.url.as_deref(), Some("https://b.example/"));
    assert_eq!(page.saved_with, Some("monolith"));
}

#[test]
fn empty_files() {
    for bytes in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF\n", b"\xFF\xFE \0", b"\xC2\xA0"] {
        let error = read(bytes, &Hints::default()).expect_err("an error");
        assert_eq!((error.kind(), error), ("empty", SourceError::Empty));
    }
}

#[test]
fn binary_files() {
    for (bytes, word) in [
        (&b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"[..], "PNG"),
        (b"%PDF-1.7\n%\xE2\xE3", "PDF"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"\x7FELF\x02\x01", "ELF"),
        (b"\x1F\x8B\x08\0", "gzip"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b"abc\x01\x02\x03\x04\x05def", "binary data"),
        (&[0; 64], "binary data"),
    ] {
        let error = read(bytes, &Hints::default()).expect_err("an error");
        assert_eq!(error.kind(), "binary");
        assert!(error.to_string().contains(word), "{error}");
    }
    for text in ["GIF89a is a format", "BZhang wrote", "<p>\0\0\0\0", "ID3 tags"] {
        assert_reads(text.as_bytes(), Hints::default(), "utf-8", text);
    }
}

#[test]
fn formats() {
    for html in [
        " \n<!DOCTYPE html>",
        "<HTML lang=de>",
        "<?xml version='1.0'?><html>",
        "<!-- x -->",
        "One <b>word</b>",
        "One<br/>two",
        "x</P >",
        "<a\n href = x>",
        "<img data-x:y=1>",
    ] {
        assert_eq!(Format::of(html.as_bytes()), Format::Html, "{html}");
    }
    for text in [
        "Plain words.",
        "1 < 2 and a<b",
        "<3 <me@example.org> <https://a.example/>",
        "if a <b and c> d",
        "usage: x <file>",
        "<",
        "</",
        "<a",
        "<a b",
    ] {
        assert_eq!(Format::of(text.as_bytes()), Format::Text, "{text}");
        assert_eq!(read(text.as_bytes(), &Hints::default()).expect("a text").format, Format::Text);
    }
}

#[test]
fn never_panics() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let words: [&[u8]; 24] = [
        b"<meta ",
        b"charset=",
        b"http-equiv=content-type ",
        b"content='text/html;charset=",
        b"utf-8",
        b"'>",
        b"<!--",
        b"-->",
        b" Page saved with SingleFile\nurl:",
        b"saved from url=(9",
        b"FILE ARCHIVED ON ",
        b"__wm.wombat(\"",
        b"<link rel=bookmark href=https://archive.ph/2017",
        b"Mirrored from ",
        b" by HTTrack",
        b"<html data-scrapbook-source=",
        b"\xEF\xBB\xBF",
        b"<?xml encoding='",
        b"+\xC3\xA9",
        b"savepage-url\" content=",
        b"<!-- BEGIN WAYBACK TOOLBAR INSERT",
        b"/web/2017",
        b"saved date: Tue Apr 04 2017 10:03:05 GMT+",
        b"\xFE\xFF",
    ];
    for round in 0..4000 {
        let mut bytes = Vec::new();
        for _ in 0..random() % 40 {
            let pick = random();
            if round % 2 == 0 && pick % 3 > 0 {
                bytes.extend_from_slice(words[(pick >> 8) as usize % words.len()]);
            } else {
                bytes.extend_from_slice(&pick.to_le_bytes());
            }
        }
        let url = String::from_utf8_lossy(&bytes);
        let _ = read(&bytes, &Hints::default());
        let hints = Hints { url: Some(&url), ..Hints::default() };
        let _ = read(&bytes, &hints);
    }
}
