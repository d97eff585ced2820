use super::Phrase::*;
use super::fold::fold;
use super::*;

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold(text, &mut out);
    out
}

#[test]
fn table_is_sorted_folded_and_unique() {
    for pair in TABLE.windows(2) {
        let key = |e: &Entry| (e.phrase, e.lang().to_owned(), e.text(), e.place);
        assert!(key(&pair[0]) < key(&pair[1]), "{:?} {:?}", pair[0], pair[1]);
    }
    for e in TABLE {
        // A number sign stands for any number and is none itself.
        assert_eq!(folded(&e.text().replace('#', "1")), e.text(), "{e:?}");
        assert!(!e.text().is_empty() && e.lang().len() == 2, "{e:?}");
    }
    assert!(TABLE.len() >= 2500 && TABLE.len() < usize::from(u16::MAX));
}

#[test]
fn every_kind_in_every_language() {
    let langs = [
        "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "ru", "uk", "tr", "fa", "ar", "he", "zh", "ja",
        "ko", "id", "vi",
    ];
    for &kind in Phrase::ALL {
        for lang in langs {
            assert!(TABLE.iter().any(|e| e.phrase == kind && e.lang() == lang), "{kind:?} {lang}");
        }
    }
}

#[test]
fn kinds_stand_in_order() {
    for (i, &p) in Phrase::ALL.iter().enumerate() {
        assert_eq!(p as usize, i);
        assert!(!p.name().is_empty());
    }
}

#[test]
fn folding() {
    for (text, want) in [
        ("  Leave a\u{a0}Reply ↓ ", "leave a reply"),
        ("1,234 Comments", "# comments"),
        ("1.2K likes", "# likes"),
        ("Comments (3)", "comments #"),
        ("3 comment(s)", "# comments"),
        ("« Previous", "previous"),
        ("Next »", "next"),
        ("Home » News › Politics", "home > news > politics"),
        ("Reply | Quote · Report", "reply | quote | report"),
        ("Tags : a, b.", "tags: a b"),
        ("コメント （3件）", "コメント#件"),
        ("3 件のコメント", "#件のコメント"),
        ("댓글 3개", "댓글#개"),
        ("۵ دیدگاه", "# دیدگاه"),
        ("YANITLA", "yanitla"),
        ("Yanıtla", "yanitla"),
        ("İsim *", "isim"),
        ("ΣΧΌΛΙΑ", "σχολια"),
        ("E-mail / and/or", "e-mail / and/or"),
        ("10:30", "#:#"),
        ("5min", "# min"),
        ("…", ""),
        ("", ""),
        ("\u{f09a} Facebook \u{1f600}", "facebook"),
    ] {
        assert_eq!(folded(text), want, "{text}");
    }
}

#[test]
fn classifies() {
    for (text, want) in [
        ("Leave a Reply", ReplyForm),
        ("Leave a Reply Cancel reply", ReplyForm),
        ("Post Comment", ReplyForm),
        ("Cancel reply", ReplyForm),
        ("Schreibe einen Kommentar", ReplyForm),
        ("Antworten abbrechen", ReplyForm),
        ("Laisser un commentaire", ReplyForm),
        ("Deja una respuesta", ReplyForm),
        ("Deixe um comentário", ReplyForm),
        ("Lascia un commento", ReplyForm),
        ("Geef een reactie", ReplyForm),
        ("Dodaj komentarz", ReplyForm),
        ("Napsat komentář", ReplyForm),
        ("Добавить комментарий", ReplyForm),
        ("Залишити відповідь", ReplyForm),
        ("Bir cevap yazın", ReplyForm),
        ("دیدگاهتان را بنویسید", ReplyForm),
        ("اترك تعليقاً", ReplyForm),
        ("כתיבת תגובה", ReplyForm),
        ("发表回复", ReplyForm),
        ("コメントを残す", ReplyForm),
        ("답글 남기기", ReplyForm),
        ("Tinggalkan Balasan", ReplyForm),
        ("Lämna ett svar", ReplyForm),
        ("Αφήστε μια απάντηση", ReplyForm),
        ("Name *", FormField),
        ("Website", FormField),
        ("Your email address will not be published. Required fields are marked *", FormField),
        ("Save my name, email, and website in this browser for the next time I comment.", FormField),
        ("Ihre E-Mail-Adresse wird nicht veröffentlicht.", FormField),
        ("نشانی ایمیل شما منتشر نخواهد شد.", FormField),
        ("您的邮箱地址不会被公开。", FormField),
        ("メールアドレスが公開されることはありません。", FormField),
        ("12 comments", Counter),
        ("1 Comment threads", Counter),
        ("0 Followers", Counter),
        ("0 Thread replies", Counter),
        ("Comments (12)", Counter),
        ("3 Kommentare", Counter),
        ("Keine Kommentare", Counter),
        ("1 234 commentaires", Counter),
        ("5 комментариев", Counter),
        ("3件のコメント", Counter),
        ("댓글 3", Counter),
        ("7 条评论", Counter),
        ("Yorumlar (4)", Counter),
        ("Comments", CommentsHeading),
        ("3 thoughts on “A walk in the hills”", CommentsHeading),
        ("2 Responses to A walk in the hills", CommentsHeading),
        ("Ein Gedanke zu „Spaziergang“", CommentsHeading),
        ("2 réflexions sur « Promenade »", CommentsHeading),
        ("Leserkommentare", CommentsHeading),
        ("Inline Feedbacks", CommentsHeading),
        ("Комментарии", CommentsHeading),
        ("Student says:", Says),
        ("Student schreibt:", Says),
        ("Jeanne a dit :", Says),
        ("Pedro dice:", Says),
        ("Student says: March 3, 2010 at 4:15 pm", Says),
        ("学生さんのコメント", Says),
        ("Иван пишет:", Says),
        ("Reply", Reply),
        ("Reply ↓", Reply),
        ("Reply to Student", Reply),
        ("In reply to Student", Reply),
        ("Répondre", Reply),
        ("پاسخ", Reply),
        ("返信", Reply),
        ("Quote", Quote),
        ("Originally posted by Student", Quote),
        ("Click to expand…", Quote),
        ("Zitieren", Quote),
        ("Report abuse", Report),
        ("Melden", Report),
        ("Пожаловаться", Report),
        ("3 likes", Vote),
        ("Gefällt mir", Vote),
        ("J’aime", Vote),
        ("いいね！ 12", Vote),
        ("Permalink", Permalink),
        ("Pingback: Another page about hills", Pingback),
        ("Trackback", Pingback),
        ("Your comment is awaiting moderation.", Moderation),
        ("Diese Website verwendet Akismet, um Spam zu reduzieren.", Moderation),
        ("Notify of", Notify),
        ("Notify me of follow-up comments by email.", Notify),
        ("Benachrichtige mich über nachfolgende Kommentare via E-Mail.", Notify),
        ("newest oldest most voted", Sort),
        ("Neueste zuerst", Sort),
        ("Load More Comments", LoadMore),
        ("View all comments", LoadMore),
        ("もっと見る", LoadMore),
        ("Log in to reply", Login),
        ("Se connecter", Login),
        ("Забыли пароль?", Login),
        ("Guest", Role),
        ("Moderator", Role),
        ("Thread starter", Role),
        ("Gast", Role),
        ("Recent comment authors", RecentComments),
        ("Most reacted comment", RecentComments),
        ("Hottest comment thread", RecentComments),
        ("Edited", Edited),
        ("Last edited by Student; 3 May 2010 at 10:15", Edited),
        ("Comments are closed.", CommentsClosed),
        ("I commenti sono chiusi.", CommentsClosed),
        ("Share on Facebook", Share),
        ("Facebook", Share),
        ("Teilen", Share),
        ("Поделиться", Share),
        ("Follow us on Instagram", Follow),
        ("Folgen Sie uns", Follow),
        ("Related articles", Related),
        ("You may also like", Related),
        ("Lesen Sie auch: Die schönsten Wege", Related),
        ("À lire aussi : Les plus belles routes", Related),
        ("関連記事", Related),
        ("Most read", MostRead),
        ("Trending", MostRead),
        ("Meistgelesen", MostRead),
        ("Read more", ReadMore),
        ("Continue reading", ReadMore),
        ("Continue reading “A walk in the hills”", ReadMore),
        ("Читать далее", ReadMore),
        ("Weiterlesen", ReadMore),
        ("We use cookies to give you the best experience on this page. Accept or decline.", Cookie),
        ("Alle akzeptieren", Cookie),
        ("Subscribe to our newsletter", Newsletter),
        ("Newsletter abonnieren", Newsletter),
        ("Subscribe to continue reading", Paywall),
        ("Réservé aux abonnés", Paywall),
        ("Advertisement", Advertisement),
        ("- Anzeige -", Advertisement),
        ("Publicité", Advertisement),
        ("広告", Advertisement),
        ("About the author", AuthorBox),
        ("Über den Autor", AuthorBox),
        ("Tags: hills, walking, spring", Tags),
        ("Schlagwörter: Berge, Wandern", Tags),
        ("Filed under: Walking", Category),
        ("Posted in Walking", Category),
        ("← Previous", PreviousNext),
        ("Next post", PreviousNext),
        ("Nächster Beitrag: Der Weg", PreviousNext),
        ("上一篇：山路", PreviousNext),
        ("Home » Walks » Hills", Breadcrumb),
        ("You are here: Home > Walks", Breadcrumb),
        ("Skip to content", Navigation),
        ("Jump to navigation", Navigation),
        ("Zum Inhalt springen", Navigation),
        ("Home", Navigation),
        ("콘텐츠로 건너뛰기", Navigation),
        ("Search", Search),
        ("Search results for hills", Search),
        ("Suche nach:", Search),
        ("Print", Print),
        ("Copy link", Print),
        ("Listen to this article", Print),
        ("All rights reserved.", Legal),
        ("© 2019 A Company", Legal),
        ("Privacy policy", Legal),
        ("Impressum", Legal),
        ("Powered by WordPress", PoweredBy),
        ("Download our app", AppPromo),
        ("Photo: A. Student", Caption),
        ("Image credit: A. Student", Caption),
        ("A hill in the morning. A. Student / Getty Images", Caption),
        ("Foto: A. Student", Caption),
        ("By Jane Student", Byline),
        ("Von Anna Muster", Byline),
        ("Written by Jane Student", Byline),
        ("Published: 3 May 2010", DateLabel),
        ("Posted on May 3, 2010", DateLabel),
        ("2 hours ago", DateLabel),
        ("vor 3 Stunden", DateLabel),
        ("5 min read", ReadingTime),
        ("Lesezeit: 3 Minuten", ReadingTime),
        ("Table of contents", Contents),
        ("Inhaltsverzeichnis", Contents),
        ("Sponsored", Sponsored),
        ("This post contains affiliate links.", Sponsored),
        ("Correction: the hill is 300 metres high.", Correction),
        ("Student's avatar", Avatar),
        ("Reply | Quote | Report", Reply),
        ("Facebook Twitter WhatsApp", Share),
    ] {
        assert_eq!(classify(text), Some(want), "{text} ({})", folded(text));
    }
}

#[test]
fn long_notices() {
    let cookie = "We use cookies and similar methods to recognise visitors and remember what \
        they like. We also use them to measure how well our campaigns work and to see how the \
        site is used. Press the button to agree to these methods, or choose what you want to \
        allow. More can be learnt from the page on privacy, and the choice may be changed at \
        any time from the foot of every page.";
    assert!(cookie.len() > LONG);
    assert_eq!(classify(cookie), Some(Cookie));
    let article = "By the river the old people say that the hill was once an island. The \
        water left it when the mill was built, and nobody has seen a boat there since. Others \
        hold that the tale is of the miller's making; he had the land from a cousin and told \
        it to every buyer who came up the road. Home is where the tale is told, says the \
        daughter, and she will not have it printed.";
    assert!(article.len() > LONG);
    assert_eq!(classify(article), None);
    assert!(best(article).is_none());
}

#[test]
fn ordinary_sentences_are_nothing() {
    for text in [
        "By the end of the week the snow had gone.",
        "By Monday morning the road was open again.",
        "Share prices fell on Tuesday after the news.",
        "She would reply only after a long silence.",
        "The guest left early and nobody knew why.",
        "Posted to a far village, he learned the language.",
        "Follow the path to the left until the mill comes into view.",
        "What the minister says about the plan",
        "Home is where the heart is",
        "Search parties went out before dawn.",
        "The newest member of the family is a dog.",
        "Comments made by the judge drew criticism.",
        "No one came.",
        "One comment changed the whole evening for her.",
        "Five minutes later the train left.",
        "Tags on the trees showed which were to be felled.",
        "Photo albums filled the shelf.",
        "A vote was taken and the motion failed.",
        "Von hier aus sieht man das ganze Tal.",
        "Antworten auf die Fragen fand er nicht, so lange er auch suchte.",
        "Die Redaktion zog im Mai in ein neues Haus.",
        "Par ailleurs, la route reste fermée.",
        "Por la tarde llegó la lluvia.",
        "Da giorni non si parlava d'altro in paese.",
        "Door de regen was de weg glad.",
        "От реки поднимался туман.",
        "Автор книги родился в маленьком городе на севере.",
        "Подробно об этом рассказал сосед.",
        "Yazarın evi tepenin üstündeydi.",
        "نویسنده در این شهر به دنیا آمد و همانجا ماند.",
        "作者出生在一个小村庄，后来搬到了城里生活。",
        "彼は山の中の小さな村で生まれ、そこで育った。",
        "그는 산속의 작은 마을에서 태어나 자랐다.",
        "12 people were hurt when the bridge fell.",
        "Updated rules for the road come into force.",
        "Email was new to her, and she liked letters better.",
        "Edited by his sister, the diaries came out last spring and sold well in the shops there.",
        "",
        " ",
        "…",
        "12",
    ] {
        assert_eq!(classify(text), None, "{text}");
    }
}

#[test]
fn hits_cover_the_phrase() {
    let at = |text: &str| {
        let hit = best(text).expect("a phrase");
        (hit.place, text[hit.start..hit.end].to_owned())
    };
    assert_eq!(at("Student says:"), (Position::End, "says".to_owned()));
    assert_eq!(at("3 thoughts on “Hills”"), (Position::Start, "3 thoughts on".to_owned()));
    assert_eq!(at("» Foto: Student"), (Position::Start, "Foto".to_owned()));
    assert_eq!(at("Student さんのコメント"), (Position::End, "さんのコメント".to_owned()));
}

#[test]
fn numbers() {
    for (text, want) in [
        ("3 comments", Some(3)),
        ("1,234 comments", Some(1234)),
        ("1.234 Kommentare", Some(1234)),
        ("1 234 567 vues", Some(1)),
        ("1\u{a0}234 commentaires", Some(1234)),
        ("1.2K likes", Some(1200)),
        ("3万", Some(30_000)),
        ("2M views", Some(2_000_000)),
        ("1,5 тыс. просмотров", Some(1500)),
        ("Comments (12)", Some(12)),
        ("۱۲ دیدگاه", Some(12)),
        ("One Response", Some(1)),
        ("Two thoughts on", Some(2)),
        ("Ein Kommentar", Some(1)),
        ("No comments", Some(0)),
        ("Keine Kommentare", Some(0)),
        ("暂无评论", Some(0)),
        ("コメントはまだありません", Some(0)),
        ("Comments", None),
        ("", None),
        ("99999999999999999999999 views", Some(u64::MAX)),
    ] {
        assert_eq!(number(text), want, "{text}");
    }
}

#[test]
fn names_without_says() {
    for (line, want) in [
        ("Student says:", "Student"),
        ("Student says", "Student"),
        ("Jane Student wrote:", "Jane Student"),
        ("Student schreibt:", "Student"),
        ("Student schrieb:", "Student"),
        ("Student sagt:", "Student"),
        ("Jeanne a dit :", "Jeanne"),
        ("Jeanne dit :", "Jeanne"),
        ("Pedro dice:", "Pedro"),
        ("Pedro disse:", "Pedro"),
        ("Иван пишет:", "Иван"),
        ("学生さんのコメント", "学生"),
        ("Student says: March 3, 2010 at 4:15 pm", "Student"),
        ("By Jane Student", "Jane Student"),
        ("Von Jane Student", "Jane Student"),
        ("Posted by Student", "Student"),
        ("Par Jeanne", "Jeanne"),
        ("مأت", "مأت"),
        ("投稿者：学生", "学生"),
        ("  Student:  ", "Student"),
        ("Da Vinci", "Da Vinci"),
        ("Said", "Said"),
        ("", ""),
    ] {
        assert_eq!(strip_says(line), want, "{line}");
    }
}

#[test]
fn random_text_does_not_panic() {
    // A small generator of its own keeps the test the same on every run.
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let pieces = [
        "says",
        ":",
        "：",
        "#",
        "1,234",
        "1.2K",
        "©",
        " ",
        "»",
        "«",
        "|",
        "コメント",
        "İ",
        "ß",
        "\u{301}",
        "\u{200f}",
        "By",
        "Von",
        "(",
        ")",
        ".",
        "-",
        "/",
        "3万",
        "さん",
        "댓글",
    ];
    for _ in 0..4000 {
        let mut text = String::new();
        for _ in 0..next() % 24 {
            let r = next();
            if r % 2 == 0 {
                text.push_str(pieces[(r >> 8) as usize % pieces.len()]);
            } else if let Some(c) = char::from_u32((r >> 8) as u32 % 0x11_0000) {
                text.push(c);
            }
        }
        let long = text.repeat(1 + next() as usize % 12);
        for t in [&text, &long] {
            let mut once = String::new();
            fold(t, &mut once);
            let _ = classify(t);
            if let Some(hit) = best(t) {
                assert!(t.get(hit.start..hit.end).is_some(), "{t:?} {hit:?}");
            }
            let _ = number(t);
            let _ = strip_says(t);
        }
    }
}

#[test]
fn words_of_three_letters_belong_to_languages() {
    assert!(is_foreign("DEL2", "de") && is_foreign("Del", "de"));
    assert!(!is_foreign("Del", "da") && !is_foreign("Del på Facebook", "de"));
    assert!(!is_foreign("RSS", "de"), "English is everywhere");
    assert!(!is_foreign("Ida", "de"), "no phrase at all");
}
