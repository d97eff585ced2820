//! What is made of bylines.

use super::names::*;

#[test]
fn labels_roles_and_dates_are_cut_off() {
    for (raw, names) in [
        ("By Ann Lee", &["Ann Lee"][..]),
        ("Von Anna Beispiel und Bernd Muster", &["Anna Beispiel", "Bernd Muster"]),
        ("Par Léa Exemple et Luc Modèle", &["Léa Exemple", "Luc Modèle"]),
        ("Por Ana Ejemplo y Luis Muestra", &["Ana Ejemplo", "Luis Muestra"]),
        ("Di Mario Esempio", &["Mario Esempio"]),
        ("Door Jan Voorbeeld", &["Jan Voorbeeld"]),
        ("Автор: Иван Примеров", &["Иван Примеров"]),
        ("作者：山田例", &["山田例"]),
        ("山田例 例大学海洋研究所所长", &["山田例"]),
        ("山田 太郎", &["山田 太郎"]),
        ("山田例 责任编辑：王样本", &["山田例"]),
        ("Written by Ann Lee, Staff Writer", &["Ann Lee"]),
        ("Ann Lee, Senior Editor, and Jo Roe", &["Ann Lee", "Jo Roe"]),
        ("Ann Lee | Senior Editor", &["Ann Lee"]),
        ("Ann Lee – 4 March 2021", &["Ann Lee"]),
        ("Ann Lee, Jo Roe & Max Doe", &["Ann Lee", "Jo Roe", "Max Doe"]),
        ("ANN LEE AND JO ROE", &["ANN LEE", "JO ROE"]),
        ("Ann Lee, MD, PhD", &["Ann Lee, MD, PhD"]),
        ("Ann Lee <ann@paper.example>", &["Ann Lee"]),
        ("Ann Lee (@annlee)", &["Ann Lee"]),
        ("Ann Lee, dpa", &["Ann Lee"]),
        ("Ann Lee reviewed by Jo Roe", &["Ann Lee"]),
        ("Ann Lee; Jo Roe; Ann Lee", &["Ann Lee", "Jo Roe"]),
        ("'Ann Lee; Jo Roe'", &["Ann Lee", "Jo Roe"]),
        ("Alle Beiträge von Anna Beispiel", &["Anna Beispiel"]),
        ("All posts by Ann Lee", &["Ann Lee"]),
        ("Dan Lee", &["Dan Lee"]),
        ("Ana e Silva", &["Ana e Silva"]),
        ("Center for Sample and Test Research", &["Center for Sample and Test Research"]),
    ] {
        assert_eq!(split(raw), names, "{raw}");
    }
}

#[test]
fn what_is_no_name_gives_none() {
    for raw in [
        "",
        "https://paper.example/ann",
        "ann@paper.example",
        "@annlee",
        "Senior Editor",
        "4 March 2021",
        "Photo: Ann Lee",
        ", , ;",
        "By",
        "Artikel von",
    ] {
        assert_eq!(split(raw), Vec::<String>::new(), "{raw}");
    }
    assert!(split(&"Ann Lee, ".repeat(200)).is_empty());
    assert!(is_label("Written by") && is_label("Author:") && !is_label("Ann"));
    assert!(is_placeholder("Copyright Lee & Sons") && is_placeholder("Admin") && !is_placeholder("Ann Lee"));
    // Below "About" stands what a menu has about the site.
    assert!(!is_label("About"));
}

#[test]
fn citations_turn_names_round() {
    assert_eq!(citation("Lee, Ann"), ["Ann Lee"]);
    assert_eq!(citation("Lee, Ann B."), ["Ann B. Lee"]);
    assert_eq!(citation("Ann Lee"), ["Ann Lee"]);
    assert_eq!(creator("Lee, A."), ["A. Lee"]);
    assert_eq!(creator("Ann Lee, Jo Roe"), ["Ann Lee", "Jo Roe"]);
    assert_eq!(creator("Reuters, dpa"), told("Reuters, dpa"));
    assert_eq!(citation("Ann Lee, PhD"), ["Ann Lee, PhD"]);
}
