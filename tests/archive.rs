//! The archive file: what is written comes back; damaged bytes are errors; old files keep opening.

mod shelf;

use proptest::prelude::*;
use saksi::archive::{self, Archive, Rehearsal, Step};
use saksi::entity::Resolution;
use saksi::query::{self, Request};
use shelf::{file, shelf};

fn ready<T>(step: saksi::Result<Step<T>>) -> T {
    match step.expect("a sound archive") {
        Step::Ready(value) => value,
        Step::Missing(ranges) => panic!("nothing is missing: {ranges:?}"),
    }
}

/// Makes every call there is.
fn read_all(archive: &Archive) -> saksi::Result<()> {
    let count = match archive.document_count()? {
        Step::Ready(count) => count,
        Step::Missing(_) => return Ok(()),
    };
    archive.entities()?;
    archive.timeline()?;
    archive.elsewhere()?;
    archive.ordinal("witness")?;
    for ordinal in 0..count.min(20) {
        archive.document(ordinal)?;
        archive.assignment(ordinal)?;
    }
    for query in ["treason", "\"Kem Sokha\" trea*", "ហ៊ុនសែន", ""] {
        query::search(archive, &Request::new(query))?;
    }
    Ok(())
}

#[test]
fn what_is_written_comes_back() {
    let documents = shelf();
    let archive = Archive::from_bytes(file(&documents)).expect("an archive");
    assert_eq!(ready(archive.document_count()) as usize, documents.len());
    for (ordinal, document) in (0..).zip(&documents) {
        assert_eq!(&ready(archive.document(ordinal)), document);
        assert_eq!(ready(archive.ordinal(&document.document.id)), ordinal);
    }
    let entities = ready(archive.entities());
    assert_eq!(entities.len(), 2);
    assert_eq!(entities[0].documents, [0, 1, 4, 5]);
    assert_eq!(entities[0].merges[0].evidence, "per-kem-sokha");
    assert_eq!(ready(archive.assignment(0)), [0, 1]);
    let timeline = ready(archive.timeline());
    assert_eq!(timeline.len(), 1);
    assert_eq!(timeline[0].quotes[0].document, 0);
    assert!(archive.document(99).is_err());
    assert!(archive.ordinal("nobody").is_err());
}

#[test]
fn segments_come_back_from_an_archive() {
    let documents = shelf();
    let segments: Vec<Vec<u8>> =
        documents.chunks(3).map(|part| archive::write_segment(part).expect("a segment")).collect();
    let whole = shelf::assemble(&segments);
    assert_eq!(archive::split(&whole).expect("segments"), segments);
    let read: Vec<_> =
        segments.iter().flat_map(|segment| archive::read_documents(segment).expect("a segment")).collect();
    assert_eq!(read, documents);
    let content = archive::read_segment(&segments[0]).expect("a segment");
    assert_eq!(content.ids, ["witness", "verdict", "charter"]);
    assert_eq!(content.entities[0], documents[0].entities);
    assert_eq!(content.events[0], documents[0].events);
}

#[test]
fn many_segments_become_few_without_a_change() {
    let documents = shelf();
    let alone: Vec<Vec<u8>> =
        documents.chunks(1).map(|part| archive::write_segment(part).expect("a segment")).collect();
    let merged = archive::compact(&alone).expect("segments");
    assert_eq!(merged.len(), 1, "from {}", alone.len());
    assert_eq!(merged[0], archive::write_segment(&documents).expect("a segment"));
    let few = archive::compact(&alone[..3]).expect("segments");
    assert!(few.iter().zip(&alone).all(|(one, other)| one.as_ref() == other));
}

#[test]
fn a_large_archive_comes_back_and_is_searched_in_three_rounds() {
    let documents = shelf::many();
    let file = file(&documents);
    let text: usize = documents.iter().map(|one| one.document.text.len()).sum();
    assert!(text > 64 << 10, "too little text for a table of words: {text}");
    let mut far = Rehearsal::new(&file);
    assert_eq!(far.run(Archive::document_count).expect("a count") as usize, documents.len());
    for query in ["treason", "the freedom of the press in Phnom Penh", "\"Kem Sokha\" trea*", "ហ៊ុនសែន"]
    {
        let mut far = Rehearsal::new(&file);
        far.run(Archive::document_count).expect("a count");
        let opened = far.rounds;
        let answer = far.run(|archive| query::search(archive, &Request::new(query))).expect("an answer");
        assert!(answer.total > 0, "{query}");
        assert!(far.rounds - opened <= 3, "{} rounds for {query}", far.rounds - opened);
    }
    for ordinal in [0, 1, 99, 300, documents.len() as u32 - 1] {
        let found = far.run(|archive| archive.document(ordinal)).expect("a document");
        assert_eq!(found, documents[ordinal as usize]);
    }
    let segments = archive::split(&file).expect("segments");
    assert_eq!(archive::read_documents(&segments[0]).expect("documents"), documents);
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert_eq!(file(&shelf()), file(&shelf()));
}

#[test]
fn no_documents_are_an_archive_too() {
    let archive = Archive::from_bytes(file(&[])).expect("an archive");
    assert_eq!(ready(archive.document_count()), 0);
    assert_eq!(ready(query::search(&archive, &Request::new("treason"))).total, 0);
    assert_eq!(ready(query::search(&archive, &Request::new(""))).total, 0);
    let none = Archive::from_bytes(shelf::assemble(&[])).expect("an archive");
    assert_eq!(ready(none.document_count()), 0);
}

#[test]
fn a_far_archive_gives_the_same_documents() {
    let documents = shelf();
    let file = file(&documents);
    let mut far = Rehearsal::new(&file);
    for (ordinal, document) in (0..).zip(&documents) {
        assert_eq!(&far.run(|archive| archive.document(ordinal)).expect("a document"), document);
    }
    assert_eq!(far.run(Archive::entities).expect("entities").len(), 2);
    assert_eq!(far.run(Archive::timeline).expect("a timeline").len(), 1);
}

#[test]
fn every_byte_that_is_changed_is_an_error_or_changes_nothing() {
    let file = file(&shelf());
    let sound = Archive::from_bytes(file.clone()).expect("an archive");
    let answer = ready(query::search(&sound, &Request::new("treason")));
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 1 << (at % 8);
        let Ok(archive) = Archive::from_bytes(damaged) else { continue };
        let _ = read_all(&archive);
        if let Ok(Step::Ready(found)) = query::search(&archive, &Request::new("treason")) {
            assert_eq!(found, answer, "byte {at}");
        }
    }
}

#[test]
fn every_truncation_is_an_error() {
    let file = file(&shelf());
    let segment = archive::write_segment(&shelf()).expect("a segment");
    for len in (0..file.len()).step_by(7) {
        assert!(Archive::from_bytes(file[..len].to_vec()).is_err(), "{len} bytes");
    }
    for len in (0..segment.len()).step_by(7) {
        assert!(archive::read_segment(&segment[..len]).is_err(), "{len} bytes");
        assert!(archive::assemble(&[segment[..len].to_vec()], &Resolution::default(), &[]).is_err());
    }
}

#[test]
fn an_error_says_where_what_was_expected_and_what_was_found() {
    let check = |bytes: &[u8], expected: &str| {
        assert_eq!(Archive::from_bytes(bytes.to_vec()).unwrap_err().to_string(), expected);
    };
    check(b"", "at byte 0: expected an archive, which begins with SAKSI, found \"\"");
    check(b"PK\x03\x04", "at byte 0: expected an archive, which begins with SAKSI, found \"PK..\"");
    let mut file = file(&shelf());
    let len = file.len();
    file.pop();
    check(&file, &format!("at byte 16: expected a file of {len} bytes, found {}", len - 1));
    file[8] = 9;
    let error = Archive::from_bytes(file).unwrap_err();
    assert_eq!(error.kind(), saksi::ErrorKind::Version);
    assert_eq!(error.to_string(), "at byte 8: expected format version 3, found 9");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_open_or_are_an_error(bytes: Vec<u8>, prefix in 0usize..64) {
        let _ = Archive::from_bytes(bytes.clone());
        let _ = archive::read_segment(&bytes);
        let _ = archive::split(&bytes);
        let sound = file(&shelf());
        let mut begins = sound[..prefix].to_vec();
        begins.extend(&bytes);
        if let Ok(archive) = Archive::from_bytes(begins) {
            let _ = read_all(&archive);
        }
    }

    #[test]
    fn any_bytes_in_the_middle_are_read_or_are_an_error(at in 28usize..4000, bytes: Vec<u8>) {
        let mut damaged = file(&shelf());
        for (slot, byte) in damaged.iter_mut().skip(at).zip(bytes) {
            *slot = byte;
        }
        if let Ok(archive) = Archive::from_bytes(damaged) {
            let _ = read_all(&archive);
        }
    }

    #[test]
    fn a_source_that_lies_is_an_error_or_missing(offset in 0u64..3000, bytes: Vec<u8>, len in 0u64..100_000) {
        let mut archive = Archive::remote(len);
        archive.supply(offset, bytes);
        let _ = read_all(&archive);
    }
}

/// The archive that the present version of the format wrote from the shelf. It is never written anew: where the version
/// rises, a file of the new version is added beside it.
const GOLDEN: &[u8] = include_bytes!("golden/v3.saksi");
/// The archives that the versions before wrote. They were never published with, and are no longer read.
const FORMER: [(u16, &[u8]); 2] =
    [(1, include_bytes!("golden/v1.saksi")), (2, include_bytes!("golden/v2.saksi"))];

#[test]
fn an_archive_of_a_former_version_is_an_error_that_says_so() {
    for (version, bytes) in FORMER {
        let error = Archive::from_bytes(bytes.to_vec()).unwrap_err();
        assert_eq!(error.kind(), saksi::ErrorKind::Version);
        assert_eq!(error.to_string(), format!("at byte 8: expected format version 3, found {version}"));
    }
}

#[test]
fn the_present_version_keeps_opening_and_answering() {
    let golden = Archive::from_bytes(GOLDEN.to_vec()).expect("an archive");
    let documents = shelf();
    for (ordinal, expected) in (0..).zip(&documents) {
        let found = ready(golden.document(ordinal));
        assert_eq!((found.document, found.entities), (expected.document.clone(), expected.entities.clone()));
        assert_eq!(found.timexes, expected.timexes);
    }
    let now = Archive::from_bytes(file(&documents)).expect("an archive");
    assert_eq!(ready(golden.entities()), ready(now.entities()));
    assert_eq!(ready(golden.timeline())[0].headline, "Arrest of Kem Sokha");
    for query in ["treason", "\"freedom of the press\"", "trea* -Thailand", "ហ៊ុនសែន", "កឹម សុខា", ""]
    {
        let request = Request::new(query);
        let (old, new) = (ready(query::search(&golden, &request)), ready(query::search(&now, &request)));
        assert!(old.total > 0, "{query}");
        let ids = |answer: &query::Answer| answer.hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
        assert_eq!((old.total, ids(&old)), (new.total, ids(&new)), "{query}");
        assert_eq!(old.facets, new.facets, "{query}");
    }
}

#[test]
fn the_version_that_is_written_has_a_golden_file() {
    let written = file(&shelf());
    if let Some(path) = std::env::var_os("SAKSI_GOLDEN") {
        return std::fs::write(path, written).expect("the file is written");
    }
    assert_eq!(
        written[..10],
        GOLDEN[..10],
        "the format's version has changed: keep the golden files as they are, write the shelf as a file of the new \
         version with `SAKSI_GOLDEN=tests/golden/vN.saksi cargo test --test archive golden`, and test both",
    );
}

#[test]
fn identifiers_elsewhere_come_back_and_damage_is_noticed() {
    let segment = archive::write_segment(&shelf()[..1]).expect("a segment");
    let one = |scheme: &str, id: &str| (scheme.to_owned(), id.to_owned());
    let elsewhere = vec![(0, vec![one("wikidata", "Q1")]), (7, vec![one("é", "😀\u{a0}ខ្មែរ"), one("", "")])];
    let nobody = Resolution::default();
    let file = archive::assemble_known(&[&segment], &nobody, &[], &elsewhere).expect("an archive");
    let opened = Archive::from_bytes(file.clone()).expect("sound");
    assert_eq!(ready(opened.elsewhere()), elsewhere);
    // Without any, the file is what it was before there were any.
    let bare = archive::assemble_known(&[&segment], &nobody, &[], &Vec::new()).expect("an archive");
    assert_eq!(bare, archive::assemble(&[&segment], &nobody, &[]).expect("an archive"));
    assert_eq!(ready(Archive::from_bytes(bare.clone()).expect("sound").elsewhere()), []);
    assert!(file.len() - bare.len() < 100);
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 0x55;
        if let Ok(Step::Ready(found)) = Archive::from_bytes(damaged).and_then(|archive| archive.elsewhere()) {
            assert!(found == elsewhere || found.is_empty(), "byte {at}");
        }
    }
}
