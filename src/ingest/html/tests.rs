//! HTML as people write it, as templates make it, and as nobody should.

use super::*;
use proptest::prelude::*;

const TEXT: &str = "The court heard three people who had seen what happened at the market that day.";

fn check(html: &str, expect: &str) -> Page {
    let page = read(html);
    assert_eq!(page.text.replace('\n', "⏎"), expect, "{html}");
    page
}

fn marked(page: &Page) -> Vec<(&'static str, &str)> {
    page.boilerplate.iter().map(|part| (part.kind.code(), part.range.of(&page.text))).collect()
}

#[test]
fn blocks_become_lines() {
    check("<p>One <b>bold</b>\n text<p>Two&nbsp;é &amp; 😀<br>more", "One bold text⏎⏎Two\u{a0}é & 😀⏎more");
    check("<ul><li>a<li>b</ul>c", "• a⏎• b⏎⏎c");
    check("<ul>\n<li><p>a</p></li>\n<li>b</li></ul>", "• a⏎⏎• b");
    check("<table><tr><td>a<td>b<tr><th>c</th></table>", "a b⏎c");
    check("<div>a<div>b</div>c</div>", "a⏎⏎b⏎⏎c");
    check("x<script>var a = '<p>no</p>';</script><style>p{}</style><noscript>n</noscript>y", "xy");
    check("<pre>a\n  b</pre>c", "a⏎  b⏎⏎c");
    check("កម្ពុ<wbr>ជា", "កម្ពុ\u{200b}ជា");
    check("", "");
    check("</p></div><p", "");
}

#[test]
fn markup_says_what_is_not_the_document() {
    let html = format!(
        "<html lang=km><head><title>A day in court | The Paper</title><meta property='article:published_time' \
         content='2018-05-03'><body class='home sidebar'><header><h1>The Paper</h1></header><nav><a>Home</a> <a>News</a></nav>\
         <article><h1>A day in court</h1><div class=entry-meta>By Dara Lim</div><p>{TEXT}</p><p>{TEXT}</p>\
         <div class='sharedaddy'>Tweet</div></article><div id=comments><p>Nice</p><form class=comment-respond>Name</form></div>\
         <aside>Other</aside><footer>© The Paper</footer>"
    );
    let page = read(&html);
    assert_eq!(
        marked(&page),
        [
            ("navigation", "The Paper\n\nHome News"),
            ("posted-line", "By Dara Lim"),
            ("share", "Tweet"),
            ("comment", "Nice"),
            ("comment-form", "Name"),
            ("navigation", "Other"),
            ("footer", "© The Paper"),
        ]
    );
    assert_eq!(page.said.title.as_deref(), Some("A day in court"));
    assert_eq!(page.said.clues[0].text, "2018-05-03");
    assert_eq!(page.language, Some(Language::Khmer));
    assert!(page.parts.is_empty());
}

#[test]
fn a_title_within_the_header_is_the_documents() {
    let page = read(&format!(
        "<title>A day – Site</title><header><p>Menu</p><h1>A day</h1><p>x</p></header><p>{TEXT}"
    ));
    assert_eq!(page.said.title.as_deref(), Some("A day"));
    assert_eq!(marked(&page), [("navigation", "Menu"), ("navigation", "x")]);
}

#[test]
fn articles_with_headings_are_documents() {
    let article = |n: u32| {
        format!(
            "<article><h2>Title {n}</h2><time datetime='2018-05-0{n}'>May {n}</time><span class=byline>by Sok Lim</span><p>{TEXT}</p></article>"
        )
    };
    let page = read(&format!("<h1>Blog</h1>{}{}<footer>x</footer>", article(1), article(2)));
    let found: Vec<_> = page
        .parts
        .iter()
        .map(|(range, said)| {
            (
                range.of(&page.text).lines().next().unwrap_or(""),
                said.clues[0].text.as_str(),
                said.byline.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [("Title 1", "2018-05-01", Some("Sok Lim")), ("Title 2", "2018-05-02", Some("Sok Lim"))]
    );

    // Teasers around one article are links, not documents.
    let long = format!("<article><h1>Main</h1><p>{}</p></article>", TEXT.repeat(20));
    let page = read(&format!("<title>Main</title>{long}{}{}", article(1), article(2)));
    assert!(page.parts.is_empty());
    assert_eq!(page.said.title.as_deref(), Some("Main"));
    assert!(marked(&page).iter().all(|(kind, text)| *kind == "navigation" && text.starts_with("Title")));
}

#[test]
fn misleading_class_names_do_not_swallow_the_page() {
    let page = read(&format!("<div class=widget><p>{TEXT}</p><p>{TEXT}</p></div>"));
    assert!(page.boilerplate.is_empty());
}

#[test]
fn hostile_pages_are_read() {
    for html in [
        "<div>".repeat(200_000),
        "</div>".repeat(200_000),
        "<p><b><i>".repeat(50_000),
        format!("<a {}>x", "a=b ".repeat(100_000)),
        format!("<a class='{}'>x", "x ".repeat(500_000)),
        "<article><h2>a</h2>".repeat(20_000),
        "<h1>".repeat(100_000),
        "&amp;".repeat(200_000),
        "<!--".repeat(100_000),
        "<ul><li>".repeat(100_000),
        format!("<script type='application/ld+json'>{}", "[".repeat(200_000)),
    ] {
        let _ = read(&html);
    }
}

proptest! {
    #[test]
    fn any_markup_is_read(html in "(<(/?)(p|div|article|h1|li|ul|td|tr|nav|footer|time|script|title|pre|svg|x)( class=(nav|comments|byline|a)| datetime=2018)?>| a|b é|\n|&amp;|ក|&#x17d2;|<!--|-->){0,40}") {
        let page = read(&html);
        let mut last = 0;
        for part in &page.boilerplate {
            prop_assert!(part.range.start >= last && !part.range.is_empty());
            prop_assert!(page.text.get(part.range.as_usize()).is_some());
            last = part.range.end;
        }
        let mut last = 0;
        for (range, _) in &page.parts {
            prop_assert!(range.start >= last && page.text.get(range.as_usize()).is_some());
            last = range.end;
        }
    }
}
