//! Who is named together with whom, over an archive made of files.

use saksi::archive::{self, Archive, Step};
use saksi::entity::EntityType;
use saksi::pipeline::{self, Settings};
use saksi::query::network::{self, Network, Profile};

const FIRST: &str = "Posted on March 4, 2019\n\nKem Sokha met Sam Rainsy in Phnom Penh. 😀 Kem Sokha was tired. \
    Sam Rainsy thanked Kem Sokha.\n";
const SECOND: &str = "Posted on May 9, 2021\n\nA café\u{a0}owner saw Kem Sokha and Sam Rainsy.\n";
const OTHER: &str = "Posted on June 1, 2020\n\nHun Sen spoke alone.\n";

fn archive(files: &[&str]) -> Archive {
    let segments: Vec<Vec<u8>> = files
        .iter()
        .zip(0..)
        .map(|(text, n)| {
            let annotated = pipeline::annotate(text.as_bytes(), &format!("{n}.txt"), &Settings::default())
                .expect("a document");
            archive::write_segment(&annotated.documents).expect("a segment")
        })
        .collect();
    let bytes = pipeline::combine(&segments, None).expect("an archive");
    Archive::from_bytes(bytes).expect("a sound archive")
}

fn ready<T>(step: saksi::Result<Step<T>>) -> T {
    match step.expect("a sound archive") {
        Step::Ready(value) => value,
        Step::Missing(ranges) => panic!("nothing is missing: {ranges:?}"),
    }
}

fn profile(archive: &Archive, id: &str, beside: Option<&str>) -> Profile {
    ready(network::profile(archive, id, beside))
}

fn text(archive: &Archive, profile: &Profile) -> Vec<String> {
    let passages = profile.passages.iter();
    passages
        .map(|passage| {
            let text = ready(archive.document(passage.document)).document.text;
            assert!(passage.name.start >= passage.sentence.start && passage.name.end <= passage.sentence.end);
            format!("{} | {}", passage.name.of(&text), passage.sentence.of(&text).trim())
        })
        .collect()
}

#[test]
fn a_profile_says_when_with_whom_and_in_which_sentences() {
    let archive = archive(&[SECOND, OTHER, FIRST]);
    let entities = ready(archive.entities());
    let found = profile(&archive, "per-kem-sokha", None);
    assert_eq!(entities[found.entity as usize].name, "Kem Sokha");
    let seen = found.seen.expect("dated documents");
    assert_eq!(
        (seen.0.interval.first().unwrap().to_string(), seen.1.interval.last().unwrap().to_string()),
        ("2019-03-04".to_owned(), "2021-05-09".to_owned())
    );
    let companions: Vec<_> = found
        .companions
        .iter()
        .map(|one| (entities[one.entity as usize].id.as_str(), one.sentences, one.documents))
        .collect();
    assert_eq!(companions, [("per-sam-rainsy", 3, 2), ("loc-phnom-penh", 1, 1)]);
    assert_eq!(
        text(&archive, &found),
        [
            "Kem Sokha | Kem Sokha met Sam Rainsy in Phnom Penh.",
            "Kem Sokha | 😀 Kem Sokha was tired.",
            "Kem Sokha | Sam Rainsy thanked Kem Sokha.",
            "Kem Sokha | A café\u{a0}owner saw Kem Sokha and Sam Rainsy.",
        ]
    );
    let both = profile(&archive, "per-kem-sokha", Some("loc-phnom-penh"));
    assert_eq!(text(&archive, &both), ["Kem Sokha | Kem Sokha met Sam Rainsy in Phnom Penh."]);
    assert_eq!(both.companions, found.companions);
}

#[test]
fn an_entity_that_is_not_there_is_named_in_the_error() {
    let archive = archive(&[OTHER]);
    for (id, beside) in [("per-no-one", None), ("per-hun-sen", Some("per-no-one"))] {
        let error = network::profile(&archive, id, beside).unwrap_err();
        assert_eq!(error.message(), "no entity \"per-no-one\"");
    }
}

#[test]
fn a_network_links_those_whom_a_sentence_names() {
    let archive = archive(&[FIRST, SECOND, OTHER]);
    let entities = ready(archive.entities());
    let of = |types: &[EntityType], most| {
        let Network { entities: chosen, links } = ready(network::network(&archive, types, most));
        let id = |at: u32| entities[chosen[at as usize] as usize].id.clone();
        let links: Vec<_> = links
            .iter()
            .map(|link| {
                format!("{}+{} {} {}", id(link.pair.0), id(link.pair.1), link.sentences, link.documents)
            })
            .collect();
        (chosen.len(), links)
    };
    assert_eq!(of(&[EntityType::Person], 24), (3, vec!["per-kem-sokha+per-sam-rainsy 3 2".to_owned()]));
    let (count, links) = of(&[EntityType::Person, EntityType::Place], 24);
    assert_eq!((count, links.len()), (4, 3));
    assert_eq!(of(&[EntityType::Person], 1), (1, vec![]));
    assert_eq!(of(&[], 24), (0, vec![]));
}

#[test]
fn what_is_missing_is_asked_for_all_at_once() {
    let whole = {
        let segments = [FIRST, SECOND].map(|text| {
            let annotated = pipeline::annotate(text.as_bytes(), "a.txt", &Settings::default()).unwrap();
            archive::write_segment(&annotated.documents).unwrap()
        });
        pipeline::combine(&segments, None).unwrap()
    };
    let mut archive = Archive::remote(whole.len() as u64);
    let mut rounds = 0;
    let found = loop {
        match network::profile(&archive, "per-kem-sokha", None).expect("a sound archive") {
            Step::Ready(found) => break found,
            Step::Missing(ranges) => {
                rounds += 1;
                assert!(rounds < 12, "{ranges:?}");
                for range in ranges {
                    let bytes = whole[range.start as usize..range.end as usize].to_vec();
                    archive.supply(range.start, bytes);
                }
            }
        }
    };
    assert_eq!(found.passages.len(), 4);
}
