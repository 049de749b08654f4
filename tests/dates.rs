//! Publication dates that do not come from the document: what people correct, and everything that follows.
#![cfg(feature = "full")]

use proptest::prelude::*;
use saksi::Archive;
use saksi::archive::{self, AnnotatedDocument, Step};
use saksi::decisions::{Decision, Decisions};
use saksi::export::{Contents, Format};
use saksi::pipeline::{self, Decided, Settings};
use saksi::query::{self, Request};

const NOTE: &str =
    "Posted on: September 18, 2017\n\nThe lawyer Kuy Sarin was arrested in Kampot on Monday. Éa 😀";
const LETTER: &str =
    "Chan Dara was released in Takeo on 5 May 2016.\n\nKuy Sarin was arrested on Friday, in\u{a0}January.";
const KHMER: &str = "ថ្ងៃទី៣ ខែកញ្ញា ឆ្នាំ២០១៧ លោក កឹម សុខា ត្រូវបានចាប់ខ្លួន។";

fn documents(files: &[(&str, &str)]) -> Vec<AnnotatedDocument> {
    let read = |(source, text): &(&str, &str)| {
        pipeline::annotate(text.as_bytes(), source, &Settings::default()).expect("a text").documents
    };
    files.iter().flat_map(read).collect()
}

fn files() -> Vec<AnnotatedDocument> {
    documents(&[("note.txt", NOTE), ("letter.txt", LETTER), ("khmer.txt", KHMER)])
}

fn id(source: &str) -> String {
    let found = files().into_iter().find(|found| found.document.source == source);
    found.expect("one of the files").document.id
}

fn decisions(made: &str) -> Decisions {
    Decisions::parse(&format!(r#"{{"saksi":"decisions","version":1,"decisions":[{made}]}}"#)).expect(made)
}

fn date(source: &str, date: &str) -> String {
    format!(r#"{{"do":"date","document":"{}","title":"A title","date":"{date}"}}"#, id(source))
}

fn built(made: &str) -> Decided {
    pipeline::build_decided(files(), None, &decisions(made)).expect("an archive")
}

fn held<T>(step: saksi::Result<Step<T>>) -> T {
    match step.expect("an archive") {
        Step::Ready(value) => value,
        Step::Missing(_) => panic!("the archive is whole"),
    }
}

/// A document of an archive, its publication date, and what its times are, with the trail.
fn told(archive: &[u8], source: &str) -> (AnnotatedDocument, String, Vec<String>) {
    let archive = Archive::from_bytes(archive.to_vec()).expect("an archive");
    let found = held(archive.ordinals()).into_iter().map(|ordinal| held(archive.document(ordinal)));
    let found = found.into_iter().find(|found| found.document.source == source).expect("its document");
    let published = found.document.published.as_ref();
    let published = published
        .map_or("unknown".to_owned(), |one| format!("{} {}: {}", one.value(), one.how.code(), one.why));
    let times = found.timexes.iter().map(|timex| format!("{} {}", timex.value, timex.why)).collect();
    (found, published, times)
}

/// The sources that a query finds.
fn search(archive: &[u8], query: &str) -> String {
    let archive = Archive::from_bytes(archive.to_vec()).expect("an archive");
    let answer = held(query::search(&archive, &Request::new(query)));
    let mut found: Vec<String> = answer.hits.into_iter().map(|hit| hit.source).collect();
    found.sort();
    found.join(" ")
}

fn timeline(archive: &[u8]) -> Vec<String> {
    let archive = Archive::from_bytes(archive.to_vec()).expect("an archive");
    let events = held(archive.timeline()).into_iter();
    events
        .map(|event| {
            let when = event.when.map_or("undated".to_owned(), saksi::document::iso_value);
            format!("{} {when}", event.event_type.code())
        })
        .collect()
}

#[test]
fn a_corrected_date_is_followed_by_times_events_search_facets_and_exports() {
    let before = built("").archive;
    assert_eq!(
        told(&before, "note.txt").1,
        "2017-09-18 posted-on line: posted-on line: ‘September 18, 2017’"
    );
    assert!(timeline(&before).iter().any(|event| event == "arrest 2017-09-18"), "{:?}", timeline(&before));
    assert_eq!(search(&before, "after:2018 lawyer"), "");

    let Decided { archive, idle } = built(&date("note.txt", "2018-03-06"));
    assert_eq!(idle, []);
    let (found, published, times) = told(&archive, "note.txt");
    assert_eq!(published, "2018-03-06 corrected: it was 2017-09-18, posted-on line: ‘September 18, 2017’");
    assert_eq!(times[1], "2018-03-05 ‘Monday’, from the publication date 2018-03-06 (corrected)");
    assert_eq!(found.document.text, NOTE);
    assert!(timeline(&archive).iter().any(|event| event == "arrest 2018-03-05"), "{:?}", timeline(&archive));
    assert!(!timeline(&archive).iter().any(|event| event == "arrest 2017-09-18"));
    assert_eq!(search(&archive, "after:2018 lawyer"), "note.txt");
    assert_eq!(search(&archive, "before:2018 lawyer"), "");
    assert_eq!(search(&archive, "on:2018-03-06 lawyer"), "note.txt");
    assert_eq!(search(&archive, "about:2018-03-05"), "note.txt");
    let opened = Archive::from_bytes(archive).expect("an archive");
    let months = held(query::search(&opened, &Request::new("lawyer"))).facets.months;
    assert_eq!(months, [("2018-03".to_owned(), 1)]);
    let contents = Contents::read(&opened).expect("contents");
    let lines = Format::from_name("jsonl").expect("a format").write(&contents).text;
    assert!(lines.contains(r#""published":{"value":"2018-03-06","granularity":"day","how":"corrected"}"#));
}

#[test]
fn a_date_can_be_coarse_a_range_or_unknown_and_names_stay_as_they_were() {
    let names = told(&built("").archive, "note.txt").0.entities;
    for (value, shown, monday) in [
        ("2018", "2018", "2018"),
        ("2018-03", "2018-03", "2018-02-26/2018-03-26"),
        ("2018-03-06/2018-03-08", "2018-03-06/2018-03-08", "2018-03-05"),
        // What the text itself tells serves for want of a date.
        ("../2018-03-06", "../2018-03-06", "2017-09-18"),
        ("unknown", "unknown", "2017-09-18"),
    ] {
        let made = date("note.txt", value);
        let archive = built(&made).archive;
        let (found, published, _) = told(&archive, "note.txt");
        assert!(published.starts_with(shown), "{published}");
        assert_eq!(found.entities, names);
        let interval = found.timexes[1].interval;
        let days = interval.and_then(|days| days.first().zip(days.last()));
        match (monday, days) {
            ("2018", Some((first, last))) => {
                assert!(
                    first.to_string().as_str() < "2018-01-02" && last.to_string().as_str() > "2018-12-24"
                );
            }
            (range, Some((first, last))) => {
                let shown = if first == last { first.to_string() } else { format!("{first}/{last}") };
                assert_eq!(shown, range, "{value}");
            }
            (range, None) => panic!("{value}: expected {range}, found none"),
        }
    }
}

#[test]
fn a_document_without_a_date_can_be_given_one() {
    let archive = built(&date("letter.txt", "2019-02")).archive;
    let (_, published, times) = told(&archive, "letter.txt");
    assert!(published.starts_with("2019-02 corrected: it was 2016-05-05/.., "), "{published}");
    assert!(times.last().is_some_and(|time| time.starts_with("2019-01 ")), "{times:?}");
}

#[test]
fn taking_a_date_back_gives_the_very_same_archive_even_from_a_saved_one() {
    let untouched = built("").archive;
    let made = format!("{},{}", date("note.txt", "2018-03-06"), date("khmer.txt", "unknown"));
    let corrected = built(&made).archive;
    assert_ne!(corrected, untouched);
    // The saved archive, opened again, with no decisions, with one of them, with both.
    let segments = archive::split(&corrected).expect("segments");
    for made in [String::new(), date("khmer.txt", "unknown"), made] {
        let again = pipeline::combine_decided(&segments, None, &decisions(&made)).expect("an archive");
        assert_eq!(again.archive, built(&made).archive);
    }
    assert_eq!(built("").archive, untouched);
    // Put together without a word on decisions, it keeps them.
    assert_eq!(pipeline::combine(&segments, None).expect("an archive"), corrected);
}

#[test]
fn an_archive_gives_its_corrections_as_decisions() {
    let note = r#","note":"its postmark 😀"}"#;
    let made = format!(
        "{},{}",
        date("note.txt", "2018-03-06").replace('}', note),
        date("khmer.txt", "unknown").replace("A title", "kept")
    );
    let corrected = built(&made).archive;
    let published = told(&corrected, "note.txt").1;
    assert!(published.contains("corrected: “its postmark 😀”; it was 2017"), "{published}");
    let opened = Archive::from_bytes(corrected.clone()).expect("an archive");
    let mut kept = Decisions::default();
    for correction in held(pipeline::corrections(&opened)) {
        kept.push(Decision::Date(correction)).expect("valid");
    }
    assert_eq!(kept.made().len(), 2);
    assert_eq!(Decisions::parse(&kept.to_json()), Ok(kept.clone()));
    // Other files are added: nothing is lost.
    let more = documents(&[("more.txt", "Heng Bopha was charged on 3 March 2015.")]);
    let mut segments = archive::split(&corrected).expect("segments");
    segments.push(archive::write_segment(&more).expect("a segment"));
    let joined = pipeline::combine_decided(&segments, None, &kept).expect("an archive").archive;
    assert_eq!(search(&joined, "on:2018-03-06 lawyer"), "note.txt");
    assert_eq!(told(&joined, "khmer.txt").1, "unknown");
    let none = Archive::from_bytes(built("").archive).expect("an archive");
    assert_eq!(held(pipeline::corrections(&none)), []);
}

#[test]
fn the_last_date_holds_and_one_without_its_document_waits() {
    let made = format!("{},{}", date("note.txt", "2015"), date("note.txt", "2018-03-06"));
    let Decided { archive, idle } = built(&made);
    assert_eq!((archive, idle.len()), (built(&date("note.txt", "2018-03-06")).archive, 0));

    let split = r#"{"do":"reject","entity":{"type":"PER","name":"Nobody Here"}}"#;
    let lost = r#"{"do":"date","document":"ffffffffffff","title":"Lost 😀","date":"2018"}"#;
    let Decided { archive, idle } = built(&format!("{lost},{split}"));
    assert_eq!(archive, built("").archive);
    let why: Vec<&str> = idle.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(
        why,
        [
            "the document ffffffffffff “Lost 😀” is not in the archive",
            "no entity is called PER “Nobody Here”"
        ]
    );
}

#[test]
fn passages_that_are_searched_only_get_a_date_and_nothing_else() {
    let passages = [pipeline::passage("a".into(), "One".into(), "Arrested on Monday 5 May 2014.".into())];
    let segments = archive::split(&pipeline::passages(&passages).expect("an archive")).expect("segments");
    let made = r#"{"do":"date","document":"a","date":"2014-05"}"#;
    let archive = pipeline::combine_decided(&segments, None, &decisions(made)).expect("an archive").archive;
    let (found, published, _) = told(&archive, "a");
    assert!(published.starts_with("2014-05 corrected: it was not known"), "{published}");
    assert!(found.timexes.is_empty() && found.events.is_empty());
}

proptest! {
    #[test]
    fn damaged_segments_with_corrections_never_panic(at in 0usize..20_000, byte in any::<u8>(), cut in any::<bool>()) {
        let corrected = built(&date("note.txt", "2018-03-06")).archive;
        let mut segment = archive::split(&corrected).expect("segments").remove(0);
        let at = at % segment.len();
        if cut { segment.truncate(at) } else { segment[at] = byte }
        let _ = archive::read_documents(&segment);
        let _ = pipeline::combine_decided(&[segment], None, &Decisions::default());
    }
}

/// A case of the table: its name, its documents, and what must become of which.
struct Case {
    name: String,
    texts: Vec<(String, String)>,
    expected: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("data/dates/narrowed.txt").lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), texts: Vec::new(), expected: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let (key, value) = line.split_once(": ").expect(line);
        let value = value.replace("\\n", "\n").replace("\\u{a0}", "\u{a0}");
        match key.strip_prefix("= ") {
            Some(key) => case.expected.push((key.to_owned(), value)),
            None => case.texts.push((key.to_owned(), value)),
        }
    }
    cases
}

#[test]
fn other_documents_narrow_bounds_and_never_wrongly() {
    let mut wrong = Vec::new();
    for Case { name, texts, expected } in cases() {
        let sources: Vec<(&str, &str)> =
            texts.iter().map(|(source, text)| (source.as_str(), text.as_str())).collect();
        let read = documents(&sources);
        let archive = pipeline::build(read.clone(), None).expect("an archive");
        for (source, expect) in &expected {
            let (date, times) = expect.split_once(" | ").unwrap_or((expect, ""));
            let (found, published, told) = told(&archive, source);
            let own = read.iter().find(|one| one.document.source == *source).expect("read");
            if date == "own" {
                if found != *own {
                    wrong.push(format!("{name}: {source} became {published}"));
                }
                continue;
            }
            if !published.starts_with(&format!("{date} other documents: ")) {
                wrong.push(format!("{name}: expected {date}, found {published}; {told:?}"));
            }
            for (words, value) in times.split(", ").filter_map(|time| time.split_once('=')) {
                let timex = found.timexes.iter().find(|timex| timex.range.of(&found.document.text) == words);
                let value_found = timex.map(|timex| timex.value.as_str());
                if value_found != Some(value) {
                    wrong.push(format!(
                        "{name}: {words}: expected {value}, found {value_found:?} in {told:?}"
                    ));
                }
            }
        }
        // The order of files changes nothing, nor does putting the archive together again.
        let mut segments: Vec<Vec<u8>> = read
            .iter()
            .map(|one| archive::write_segment(std::slice::from_ref(one)).expect("a segment"))
            .collect();
        let dates = |archive: &[u8]| -> Vec<String> {
            texts.iter().map(|(source, _)| told(archive, source).1).collect()
        };
        segments.reverse();
        let joined = pipeline::combine(&segments, None).expect("an archive");
        assert_eq!(dates(&joined), dates(&archive), "{name}");
        let again =
            pipeline::combine(&archive::split(&archive).expect("segments"), None).expect("an archive");
        assert!(again == archive, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
