//! What each piece of chrome is called, through the binary.

mod common;

const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><title>The ferry is back - The Orrin Courier</title></head><body>
<header class="site-header"><a class="logo" href="/">The Orrin Courier</a>
<nav class="main-menu"><ul>
<li class="menu-item menu-item-object-category"><a href="/harbour/">Harbour</a></li>
<li class="menu-item"><a href="/forum/">Forum</a></li>
<li class="menu-item promo"><a href="/donate/">Donate</a></li>
<li class="menu-item"><a href="/popular/">Popular</a></li>
<li class="menu-item"><a href="/login/">Log in</a></li>
</ul></nav></header>
<main><article><header class="entry-header"><h1>The ferry is back</h1></header>
<p>The ferry to the island sails again, nine years after the last one was sold for scrap, and the whole town stood on the quay to see it leave in the rain.</p>
<p>Four times a day it will cross the bay, on Sundays twice, and the first week costs nothing, says the council, which paid for half of it.</p>
<p>The other half came from the islanders themselves, who had sold honey, socks and an old lighthouse lamp to pay for the engine.</p></article>
<div class="social"><a href="https://www.facebook.com/sharer/sharer.php?u=https://orrin.example/ferry">Facebook</a></div>
<div class="related-posts"><h3>Related articles</h3><div class="card"><a href="/otter/">An otter was found asleep in the swimming pool</a></div></div>
<div id="comments" class="comments-area"><h3>Leave a Reply</h3><form class="comment-form"><label>Name *</label><input name="author"></form></div>
</main>
<aside class="sidebar"><div class="card"><a href="/snow/">Snow fell on the first of April again</a></div></aside>
<footer class="site-footer"><div class="social"><a href="https://www.facebook.com/orrincourier">Facebook</a></div>
<div class="banner" role="contentinfo">© 2021 The Orrin Courier</div></footer>
<div class="cookie-notice" role="banner"><p>We use cookies to count our readers.</p><button>More</button></div>
</body></html>"##;

fn kind_of(text: &str) -> Vec<String> {
    let out = common::feed(common::dechrome().arg("-"), PAGE.as_bytes());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let record = common::records(&out.stdout).remove(0);
    let pieces = record["chrome"].as_array().unwrap();
    let named =
        pieces.iter().filter(|piece| piece["text"].as_str().unwrap().split('\n').any(|line| line == text));
    named.map(|piece| piece["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn sections_in_a_menu_are_navigation_whatever_their_words_and_classes() {
    for text in ["Harbour", "Forum", "Donate", "Popular"] {
        assert_eq!(kind_of(text), ["navigation"], "{text}");
    }
    assert_eq!(kind_of("Log in"), ["login"]);
    assert_eq!(kind_of("The Orrin Courier"), ["masthead"]);
}

#[test]
fn a_link_to_a_network_shares_the_page_or_leads_to_the_sites_own() {
    assert_eq!(kind_of("Facebook"), ["share", "follow"]);
}

#[test]
fn a_card_is_part_of_the_list_it_stands_in() {
    assert_eq!(kind_of("An otter was found asleep in the swimming pool"), ["related"]);
    assert_eq!(kind_of("Snow fell on the first of April again"), ["teaser"]);
}

#[test]
fn forms_and_notices_are_named_by_what_they_are_for() {
    assert_eq!(kind_of("Leave a Reply"), ["reply_form"]);
    assert_eq!(kind_of("Name *"), ["reply_form"]);
    assert_eq!(kind_of("We use cookies to count our readers."), ["cookie_notice"]);
    assert_eq!(kind_of("More"), ["cookie_notice"]);
    assert_eq!(kind_of("© 2021 The Orrin Courier"), ["footer"]);
}
