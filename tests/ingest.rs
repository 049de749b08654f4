//! Files to documents: pages of many posts, boilerplate, clues, and what is refused.
#![cfg(feature = "full")]
#![allow(clippy::unwrap_used)]

mod laws;

use laws::check_whole;
use proptest::prelude::*;
use saksi::document::{BoilerplateKind, Document, PublishedHow};
use saksi::ingest::read;
use saksi::{ErrorKind, text::Language};

/// A file of the shared corpus, if it is there.
fn corpus(name: &str) -> Option<String> {
    let path = format!("{}/../shared/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {path} is not there");
    }
    text
}

fn clue(document: &Document, how: PublishedHow) -> Option<&str> {
    document.clues.iter().find(|clue| clue.how == how).map(|clue| clue.text.as_str())
}

#[test]
fn a_page_of_many_posts_is_split() {
    let Some(text) = corpus("monthly-archive-2017-09.txt") else { return };
    let read = read(text.as_bytes(), "monthly-archive-2017-09.txt").unwrap();
    check_whole(&text, &read);
    let dates: Vec<_> =
        read.documents.iter().map(|d| clue(d, PublishedHow::PostedOn).unwrap_or("")).collect();
    let days = ["19", "18", "18", "17", "16", "14"].map(|day| format!("September {day}, 2017"));
    assert_eq!(dates, days);
    let languages: Vec<_> = read.documents.iter().map(|d| d.language).collect();
    let (en, km) = (Language::English, Language::Khmer);
    assert_eq!(languages, [en, en, km, en, en, en]);
    assert_eq!(read.warnings.len(), 2, "{:?}", read.warnings);
    assert_eq!(read.documents[0].id.len(), 12);
    assert_eq!(read.documents[5].id, format!("{}-6", read.documents[0].id));
    let last = read.documents[5].boilerplate.last().unwrap();
    assert_eq!(last.kind, BoilerplateKind::Footer);
}

#[test]
fn boilerplate_agrees_with_the_annotated_examples() {
    let Some(example) = corpus("annotation-example.json") else { return };
    let example: serde_json::Value = serde_json::from_str(&example).unwrap();
    for post in example["posts"].as_array().unwrap() {
        let name = post["file"].as_str().unwrap();
        let Some(text) = corpus(name) else { return };
        let read = read(text.as_bytes(), name).unwrap();
        check_whole(&text, &read);
        let [document] = &read.documents[..] else { panic!("{name} is one document") };
        assert_eq!(document.title, post["title"].as_str().unwrap());
        assert_eq!(document.byline, None);
        let byte = |at: &serde_json::Value| {
            let at = usize::try_from(at.as_u64().unwrap()).unwrap();
            text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
        };
        let mut marked = vec![false; text.len()];
        for part in &document.boilerplate {
            marked[part.range.as_usize()].fill(true);
        }
        let mut expected = vec![false; text.len()];
        for span in post["spans"].as_array().unwrap() {
            if span["class"] == "boilerplate" || span["class"] == "comment" {
                expected[byte(&span["start"])..byte(&span["end"])].fill(true);
            }
        }
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            assert_eq!(marked[at], expected[at], "{name}: {c} at {at}");
        }
    }
}

#[test]
fn the_title_of_a_statement_dates_it() {
    let Some(text) = corpus("inquiry-statement.txt") else { return };
    let read = read(text.as_bytes(), "inquiry-statement.txt").unwrap();
    assert_eq!(clue(&read.documents[0], PublishedHow::Title), Some("23 September 2023"));
}

#[test]
fn a_web_page_is_one_document_with_its_parts_marked() {
    let text = "The court heard three people who had seen what happened at the market that day. ".repeat(12);
    let html = format!(
        "<!doctype html><title>A day in court | The Paper</title><meta property='article:published_time' \
         content='2018-05-03T08:00:00+07:00'><nav>Home</nav><h1>A day in court</h1><p>By Dara Lim | 3 May 2018</p>\
         <p>{text}</p><p>Read more…</p><div id=comments><h2>1 comment</h2><p>Posted by Anna on May 9, 2018</p>\
         <p>Kem was there.</p></div><footer>© 2018</footer>"
    );
    let read = read(html.as_bytes(), "page.txt").unwrap();
    let [document] = &read.documents[..] else { panic!("one document") };
    assert_eq!((document.title.as_str(), document.byline.as_deref()), ("A day in court", Some("Dara Lim")));
    let clues: Vec<_> = document.clues.iter().map(|clue| (clue.how, clue.text.as_str())).collect();
    let expected =
        [(PublishedHow::Metadata, "2018-05-03T08:00:00+07:00"), (PublishedHow::PostedOn, "3 May 2018")];
    assert_eq!(clues, expected);
    let kinds: Vec<_> = document.boilerplate.iter().map(|part| part.kind.code()).collect();
    assert_eq!(kinds, ["navigation", "posted-line", "truncation", "comment", "footer"]);
    assert_eq!(read.warnings.len(), 1);
    assert_eq!(read.text, document.text);
}

#[test]
fn notes_in_markdown_carry_their_front_matter() {
    let read =
        read("---\ntitle: Été\ndate: 2018-05-03\n---\n# Été\n\nText ក 😀.".as_bytes(), "a.md").unwrap();
    assert_eq!(read.documents[0].title, "Été");
    assert_eq!(clue(&read.documents[0], PublishedHow::Metadata), Some("2018-05-03"));
    assert_eq!(read.documents[0].text, "Été\n\nText ក 😀.");
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    let check = |bytes: &[u8], kind: ErrorKind, words: &str| {
        let error = read(bytes, "a.txt").unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.to_string().starts_with("a.txt: ") && error.to_string().contains(words), "{error}");
    };
    check(b"", ErrorKind::Empty, "no bytes");
    check(" \n\u{a0}\u{200b}".as_bytes(), ErrorKind::Empty, "7 bytes of white space");
    check(b"\x89PNG\r\n\x1a\n\0", ErrorKind::NotText, "looks like a PNG image");
    check(b"some\0text", ErrorKind::NotText, "at byte 4");
    let read = read(b"The caf\xe9 was closed in June by the police.", "a.txt").unwrap();
    assert!(read.warnings[0].contains("at byte 7") && read.warnings[0].contains("windows-1252"));
    assert_eq!(read.documents[0].text, "The café was closed in June by the police.");
}

#[test]
fn a_long_file_takes_no_longer_than_its_length() {
    // No time is measured: a quadratic pass over these would not end within the patience of any test run.
    for text in ["a\n".repeat(300_000), "Next\n".repeat(100_000), "a. ".repeat(300_000), "ក".repeat(300_000)]
    {
        let read = read(text.as_bytes(), "long.txt").unwrap();
        assert_eq!(read.documents.len(), 1);
    }
    let spaces = format!("{}x{}", " ".repeat(1_000_000), "\n".repeat(1_000_000));
    assert_eq!(read(spaces.as_bytes(), "spaces.txt").unwrap().documents[0].title, "x");
    let posts = "Posted on: May 3, 2018\n\nA title\n\nText of it.\n\n".repeat(5_000);
    assert_eq!(read(posts.as_bytes(), "posts.txt").unwrap().documents.len(), 5_000);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Posted by: | Posted on: May 3, 2018\n"),
        Just("Posted on 18 Sep 2017 by Chan Sok\n"),
        Just("ចេញផ្សាយ៖ ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០១៨\n"),
        Just("By Dara Lim on 4 March 2019\n"),
        Just("A title of some length é\n"),
        Just("The court heard three people who had seen what happened there.\n"),
        Just("Read More …\n"),
        Just("Share this:\n"),
        Just("Notify of\nView all comments\n"),
        Just("Next\n"),
        Just("© 2019 The Paper 😀\n"),
        Just("18 Sep, 2017 –\n"),
        Just("\n"),
        Just("\u{a0}\u{200b}\r\n"),
    ];
    proptest::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn splitting_loses_nothing(text in pieces()) {
        if let Ok(read) = read(text.as_bytes(), "a.txt") {
            check_whole(&text, &read);
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}", name in prop_oneof![Just("a.txt"), Just("a.html"), Just("a.md")]) {
        let _ = read(text.as_bytes(), name);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.txt", "a.html", "a.md", "a", ""] {
            let _ = read(&bytes, name);
        }
    }
}

#[test]
fn a_byte_order_mark_hides_no_markup_and_stays_in_plain_text() {
    let title =
        |bytes: &str, source: &str| read(bytes.as_bytes(), source).unwrap().documents[0].title.clone();
    assert_eq!(title("\u{feff}# A day in court\n\né ក 😀", "a.md"), "A day in court");
    assert_eq!(title("\u{feff}---\ntitle: Front\n---\nText é", "a.md"), "Front");
    assert_eq!(title("\u{feff}<!doctype html><title>Page</title><p>Text é", "a.html"), "Page");
    let plain = "\u{feff}A note\n\nText é";
    assert_eq!(read(plain.as_bytes(), "a.txt").unwrap().text, plain);
}
