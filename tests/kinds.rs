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
    kind_on(PAGE, text)
}

fn kind_on(page: &str, text: &str) -> Vec<String> {
    let out = common::feed(common::dechrome().arg("-"), page.as_bytes());
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

/// An article with things above it, within it and below it.
fn page(language: &str, above: &str, within: &str, below: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='{language}'><head><title>The mill turns again</title></head><body>{above}
<main><article><h1>The mill turns again</h1>
<p>For the first time since the flood the mill at the lower bridge has ground a sack of rye, and half of the village came to carry it home.</p>
<p>The wheel was taken from the river in March, in four pieces, and the smith needed all summer, a new axle and much patience to put them together.</p>
{within}
<p>Whoever brings grain on a Saturday may wait for the flour, says the miller, and whoever wants to know how it is done may ask him anything.</p>
<p>Next year there will be a second pair of stones, which were found under the floor of the old school and are said to be older than the church.</p>
</article></main>{below}</body></html>"
    )
}

#[test]
fn security_in_a_menu_was_a_footer() {
    let menu = "<nav class='main-menu'><ul><li><a href='/harvest/'>Harvest</a></li>
        <li><a href='/security/'>Security</a></li><li><a href='/imprint/'>Imprint</a></li></ul></nav>";
    let foot = "<footer><a href='/legal/'>Legal</a> <p>Licensing</p></footer>";
    let page = page("en", menu, "", foot);
    assert_eq!(kind_on(&page, "Security"), ["navigation"]);
    assert_eq!(kind_on(&page, "Imprint"), ["footer"]);
    assert_eq!(kind_on(&page, "Licensing"), ["footer"]);
}

#[test]
fn a_credit_between_two_paragraphs_was_a_footer() {
    let image = "<div class='picture'><img src='wheel.jpg' alt='The wheel'><div class='copyright'>Orrin Pictures</div>
        <div>© Ada Brook/Orrin</div></div>";
    let page = page("en", "", image, "<div class='copyright'>Orrin Mills Ltd</div>");
    for credit in ["Orrin Pictures", "© Ada Brook/Orrin"] {
        let kinds = kind_on(&page, credit);
        assert!(!kinds.contains(&"footer".to_owned()), "{credit}: {kinds:?}");
    }
    assert_eq!(kind_on(&page, "Orrin Mills Ltd"), ["footer"]);
}

#[test]
fn a_cart_whose_foot_stands_above_the_article_was_the_pages_foot() {
    let cart = "<div class='cart-drawer'><div class='cart-drawer__footer'><h2>Subtotal</h2></div></div>";
    assert_eq!(kind_on(&page("en", cart, "", ""), "Subtotal"), ["other"]);
}

#[test]
fn a_notice_about_scripts_was_a_footer() {
    let notice = "<div class='notice-of-scripts'>JavaScript is disabled. For a better experience, please enable it.</div>";
    let page = page("en", notice, "", "");
    let kinds = kind_on(&page, "JavaScript is disabled. For a better experience, please enable it.");
    assert!(!kinds.contains(&"footer".to_owned()), "{kinds:?}");
}

#[test]
fn sorting_and_quotes_without_comments_were_comment_controls() {
    let shop = "<div class='tools-of-list'><label for='by'>Sort by</label><select id='by'><option>Newest</option>
        <option>Price, low to high</option></select></div><div class='header-right'><a href='/quote/'>Quote</a></div>";
    let page = page("en", "", "", shop);
    for text in ["Sort by", "Newest", "Price, low to high"] {
        assert_eq!(kind_on(&page, text), ["tools"], "{text}");
    }
    assert_ne!(kind_on(&page, "Quote"), ["comment_control"]);
}

#[test]
fn quotes_are_comment_controls_where_readers_comment() {
    let form = "<div class='comments-area'><h3>Leave a Reply</h3><form class='comment-form'><textarea></textarea></form>
        <p class='by'><a href='#'>Quote</a></p></div>";
    assert_eq!(kind_on(&page("en", "", "", form), "Quote"), ["comment_control"]);
}

#[test]
fn stories_that_may_be_commented_on_were_comment_controls() {
    let list = "<div class='summary summary-has-comments-enabled'><div class='item'>
        <a href='/otter/'>An otter was found asleep in the swimming pool</a> <p>1 May</p></div></div>";
    let page = page("en", "", "", list);
    assert_ne!(kind_on(&page, "An otter was found asleep in the swimming pool"), ["comment_control"]);
}

#[test]
fn who_commented_last_was_a_comment_control() {
    let widget = "<aside id='recent-comments-2' class='widget widget_recent_comments'><ul id='recentcomments'>
        <li class='recentcomments'>Ben on The ferry is back</li><li class='recentcomments'>Ida on Snow in April</li></ul></aside>";
    assert_eq!(kind_on(&page("en", "", "", widget), "Ida on Snow in April"), ["comment_counter"]);
}

#[test]
fn a_class_for_a_size_of_type_was_a_tool() {
    let name = "<div class='media-text has-large-font-size'>Founder of the mill</div>";
    assert_ne!(kind_on(&page("en", "", "", name), "Founder of the mill"), ["tools"]);
}

#[test]
fn home_on_the_way_to_the_page_was_a_menu() {
    let path = "<div class='breadcrumb'><a href='/'>Home</a><p><a href='/forum/'>Forum</a></p></div>";
    let page = page("en", path, "", "");
    assert_eq!(kind_on(&page, "Home"), ["breadcrumb"]);
    assert_eq!(kind_on(&page, "Forum"), ["breadcrumb"]);
}

#[test]
fn money_to_save_was_a_tool() {
    let offer = "<div class='offer'><p>Save $100</p></div><div class='offer'><p>Save</p></div>";
    let page = page("en", "", "", offer);
    assert_ne!(kind_on(&page, "Save $100"), ["tools"]);
    assert_eq!(kind_on(&page, "Save"), ["tools"]);
}

#[test]
fn a_name_that_is_a_danish_word_was_a_share_button() {
    let name = "<p class='who'>DEL2</p><p class='who'>Del</p>";
    for text in ["DEL2", "Del"] {
        assert_ne!(kind_on(&page("de", "", "", name), text), ["share"], "{text}");
    }
    assert_eq!(kind_on(&page("da", "", "", name), "Del"), ["share"]);
}

#[test]
fn months_to_choose_from_lead_to_pages() {
    let archive = "<aside class='widget widget_archive'><select name='archive-dropdown'><option>May 2012 (4)</option></select></aside>";
    assert_eq!(kind_on(&page("en", "", "", archive), "May 2012 (4)"), ["navigation"]);
}

#[test]
fn any_download_was_an_app() {
    let offers = "<div class='offer'><p>Download now</p></div><div class='offer'><p>Get in touch</p></div>
        <div class='offer'><a href='https://play.google.com/store/apps/details?id=mill'>Android</a></div>
        <div class='offer'><p>Download our app</p></div>";
    let page = page("en", "", "", offers);
    assert_ne!(kind_on(&page, "Download now"), ["app_promo"]);
    assert_ne!(kind_on(&page, "Get in touch"), ["follow"]);
    assert_eq!(kind_on(&page, "Android"), ["app_promo"]);
    assert_eq!(kind_on(&page, "Download our app"), ["app_promo"]);
}

#[test]
fn stories_behind_a_wall_are_no_wall() {
    let list = "<div class='paywall'><h3>Otters</h3><p>Asleep in the pool</p><p>Awake again</p></div>";
    let wall =
        "<div class='paywall-offer'><p>Become a subscriber</p><p>Half a year</p><p>Ten crowns</p></div>";
    let page = page("en", "", "", &[list, wall].concat());
    assert_ne!(kind_on(&page, "Awake again"), ["paywall"]);
    assert_eq!(kind_on(&page, "Ten crowns"), ["paywall"]);
}

#[test]
fn a_hidden_link_in_a_heading_was_taken_for_its_sign() {
    let title = "<h3 id=\"reply-title\">Leave a Reply <small><a href=\"/ferry#respond\" style=\"display:none\">Cancel reply</a></small></h3>";
    let page = PAGE.replace("<h3>Leave a Reply</h3>", title);
    assert_eq!(kind_on(&page, "Cancel reply"), ["reply_form"]);
}

#[test]
fn the_authors_other_stories_were_the_articles_byline() {
    let byline = "<p class=\"byline\">By Ada Orrin</p>";
    let head = format!("<h1>The ferry is back</h1>{byline}");
    let other = format!("<a href=\"/otter/\">An otter was found asleep in the swimming pool</a>{byline}");
    let page = PAGE.replace("<h1>The ferry is back</h1>", &head);
    let page = page.replace("<a href=\"/otter/\">An otter was found asleep in the swimming pool</a>", &other);
    assert_eq!(kind_on(&page, "By Ada Orrin"), ["related"]);
}

#[test]
fn entries_of_one_list_were_of_many_kinds() {
    let entry = |text: &str| format!("<li><a href='/f/{}'>{text}</a></li>", text.len());
    let boards = ["Ferries", "Bridges and tunnels", "General", "Tools", "The old lighthouse", "Otters"];
    let jump = boards.map(entry).concat();
    let page = PAGE.replace("<aside", &format!("<div class='dropdown'><ul>{jump}</ul></div><aside"));
    for board in boards {
        assert_eq!(kind_on(&page, board), ["navigation"], "{board}");
    }
}
