//! What holds of any bytes that come from outside, one function for each public reader. The property tests call them
//! with random rows, `tests/fuzz.rs` with damaged samples, and the targets of `fuzz/` with what libFuzzer thinks of.
// Each of those programs calls only some of them.
#![allow(dead_code)]

use saksi::archive::{self, Archive, Step};
use saksi::calendar::When;
use saksi::decisions::Decisions;
use saksi::document::{Document, Published, PublishedHow};
use saksi::entity::Pack;
use saksi::ingest::Ingested;
use saksi::query::{self, Request};
use saksi::temporal::{self, MODIFIERS, Timex, TimexType};
use saksi::text::sentence::sentences;
use saksi::text::{Language, TextRange};

/// A document with a publication date, as an ISO value.
pub(crate) fn document(text: &str, published: Option<&str>) -> Document {
    Document {
        source: "note.txt".to_owned(),
        published: published.and_then(When::parse_iso).map(|when| Published {
            when,
            how: PublishedHow::Metadata,
            evidence: None,
            why: "metadata".to_owned(),
        }),
        ..Document::of_text(text)
    }
}

/// The first byte of a row, and the rest as text.
fn switch(bytes: &[u8]) -> (usize, std::borrow::Cow<'_, str>) {
    let (first, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest));
    (first, String::from_utf8_lossy(rest))
}

/// Times of any text, in each language, published on any day or none: in order, within the text, the same each time.
/// The first byte picks the language and the day.
pub(crate) fn times(bytes: &[u8]) {
    let days = [None, Some("2024-02-29"), Some("0001"), Some("9999-12-31"), Some("1998-05")];
    let (first, text) = switch(bytes);
    let mut document = document(&text, days[first % days.len()]);
    let language = first / days.len() % Language::ALL.len();
    document.language = Language::ALL[language];
    let sentences = sentences(&text);
    let found = temporal::timexes(&document, &sentences);
    check_times(&text, &found);
    assert_eq!(found, temporal::timexes(&document, &sentences), "{text:?}");
    document.published = None;
    document.title = text.chars().take(80).collect();
    if let Some(published) = temporal::publication(&document) {
        let evidence = published.evidence.map(TextRange::as_usize);
        assert!(evidence.is_none_or(|range| text.get(range).is_some()), "{text:?}");
        let (first, last) = (published.when.interval.first(), published.when.interval.last());
        assert!(first.is_none() || last.is_none() || first <= last, "{text:?}");
    }
}

/// What every row of times keeps to.
pub(crate) fn check_times(text: &str, found: &[Timex]) {
    let mut end = 0;
    for timex in found {
        assert!(timex.range.start >= end && timex.range.start < timex.range.end, "{text:?}");
        assert!(text.get(timex.range.as_usize()).is_some(), "{text:?}");
        end = timex.range.end;
        if let Some(interval) = timex.interval
            && let (Some(first), Some(last)) = (interval.first(), interval.last())
        {
            assert!(first <= last, "{text:?}");
        }
        assert!(timex.modifier.is_none_or(|modifier| MODIFIERS.contains(&modifier)), "{text:?}");
        assert!(!timex.value.is_empty() && !timex.why.is_empty(), "{text:?}");
        // A value that names a day, a month or a year names days of the interval.
        if timex.timex_type == TimexType::Date
            && let (Some(named), Some(interval)) = (When::parse_iso(&timex.value), timex.interval)
            && !is_buddhist(timex.range.of(text))
        {
            assert!(interval.contains(named.interval), "{} is not in {interval:?}: {text:?}", timex.value);
        }
    }
    for at in 0..=found.len() {
        if let Some(stretch) = temporal::stretch(text, found, at) {
            let ends =
                [stretch.first, stretch.first + 1].map(|end| found[end].interval.expect("a dated end"));
            assert!(ends.iter().all(|end| stretch.interval.contains(*end)), "{text:?}");
        }
    }
}

/// A year of the Buddhist Era has days in two years, and the value of one.
fn is_buddhist(words: &str) -> bool {
    words.contains('ព')
}

/// Any file is documents that hold all of its text, or refused. The first byte picks its name.
pub(crate) fn file(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest));
    let names = ["a.txt", "a.html", "a.md", "a", ""];
    if let Ok(read) = saksi::ingest::read(rest, names[first % names.len()]) {
        check_whole(&read.text, &read);
    }
}

/// What every result of reading a file has to keep to.
pub(crate) fn check_whole(text: &str, read: &Ingested) {
    let mut last = 0;
    assert!(!read.documents.is_empty());
    for (index, document) in read.documents.iter().enumerate() {
        assert!(document.range.start >= last, "documents overlap");
        assert_eq!(document.range.of(text), document.text, "a document is not a slice of the text");
        let between = &text[last as usize..document.range.start as usize];
        assert!(index == 0 || between.trim_matches(blank).is_empty(), "lost between documents: {between:?}");
        last = document.range.end;
        let mut end = 0;
        for part in &document.boilerplate {
            assert!(part.range.start >= end && !part.range.is_empty(), "boilerplate out of order");
            assert!(document.text.get(part.range.as_usize()).is_some(), "boilerplate inside a character");
            end = part.range.end;
        }
        for clue in &document.clues {
            let at = clue.range.map(|range| range.of(&document.text));
            assert!(at.is_none_or(|at| at == clue.text), "a clue points elsewhere: {clue:?}");
        }
        assert!(!document.title.is_empty());
    }
    assert!(text[last as usize..].trim_matches(blank).is_empty(), "lost after the last document");
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// Any query is answered: with hits that are there, each once, and passages that lie within their documents.
pub(crate) fn query(text: &str) {
    thread_local! {
        static ARCHIVE: Archive = Archive::from_bytes(include_bytes!("../golden/v3.saksi").to_vec())
            .expect("the archive of the present version");
    }
    ARCHIVE.with(|archive| {
        let ready = |step: saksi::Result<Step<query::Answer>>| match step {
            Ok(Step::Ready(answer)) => answer,
            other => panic!("an answer is expected of an archive that is all there: {other:?}"),
        };
        let answer = ready(query::search(archive, &Request { explain: true, ..Request::new(text) }));
        assert!(answer.hits.len() <= 10 && answer.hits.len() <= answer.total as usize, "{text:?}");
        let mut ordinals: Vec<u32> = answer.hits.iter().map(|hit| hit.document).collect();
        ordinals.sort_unstable();
        ordinals.dedup();
        assert_eq!(ordinals.len(), answer.hits.len(), "{text:?}");
        let again = ready(query::search(archive, &Request { explain: true, ..Request::new(text) }));
        assert_eq!(answer, again, "{text:?}");
    });
}

/// Any bytes open as an archive whose every call gives an answer or an error, or are refused.
pub(crate) fn archive(bytes: &[u8]) {
    let _ = archive::read_segment(bytes);
    let _ = archive::split(bytes);
    let Ok(archive) = Archive::from_bytes(bytes.to_vec()) else { return };
    for query in ["treason", "\"freedom of the press\" trea* -Thailand", "ហ៊ុនសែន", ""] {
        let _ = query::search(&archive, &Request::new(query));
    }
    let _ = archive.timeline();
    let _ = archive.elsewhere();
    let _ = archive.entities();
    let _ = archive.ordinal("witness");
    if let Ok(Step::Ready(count)) = archive.document_count() {
        for ordinal in 0..count.min(3) {
            let _ = archive.document(ordinal);
        }
    }
}

/// Any text is a list of names, or refused.
pub(crate) fn pack(json: &str) {
    let _ = Pack::parse(json);
}

/// Any text is decisions that read as they are written, or refused.
pub(crate) fn decisions(json: &str) {
    if let Ok(decisions) = Decisions::parse(json) {
        assert_eq!(Decisions::parse(&decisions.to_json()), Ok(decisions.clone()), "{json:?}");
    }
}
