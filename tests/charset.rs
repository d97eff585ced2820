//! Pages are read in the encoding that they are written in, through the binary.

mod common;

use serde_json::Value;

const PAGES: &[(&str, &str, &str)] = &[
    ("windows-1252", "windows-1252", "40.000 € aus eigener Tasche – „für das Geräusch“"),
    ("windows-1251", "windows-1251", "Мастерская на улице Садовой закрылась восемь лет назад"),
    ("shift_jis", "shift_jis", "十二年前に閉じた港の映画館が"),
    ("euc-kr", "euc-kr", "산골 마을의 우체국이 여섯 해 만에"),
    ("gb18030", "gb18030", "城南的老茶馆上个月搬进了废弃多年的火车站"),
    ("utf-16le", "utf-16le", "Dzieci liczą jego kroki, a woźny przestał"),
    ("utf-16be", "utf-16be", "Έχει μήκος ενενήντα μέτρα και τρίζει"),
    ("wrong-declaration", "windows-1252", "La pièce qui manque coûte neuf cents euros"),
];

fn text(record: &Value) -> String {
    let parts = record["parts"].as_array().expect("parts");
    parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn pages_are_read_in_their_encoding() {
    for (name, charset, says) in PAGES {
        let path = common::project(&format!("fixtures/charset/{name}.html"));
        let out = common::dechrome().arg("--parts").arg(path).output().expect("dechrome");
        let record = &common::records(&out.stdout)[0];
        assert!(text(record).contains(says), "{name}: {}", text(record));
        assert_eq!(record["source"]["charset"], *charset, "{name}");
    }
}

#[test]
fn a_charset_from_outside_wins() {
    let bytes = b"<meta charset=utf-8><p>\xaf\xf3\xb3ta \xb3\xf3d\xbc";
    let out = common::feed(common::dechrome().args(["--charset", "iso-8859-2", "--parts", "-"]), bytes);
    assert_eq!(text(&common::records(&out.stdout)[0]), "Żółta łódź");
}
