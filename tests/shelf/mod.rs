//! A shelf of small documents, written for the tests, with a few names and dates; and archives made of them.

use saksi::archive::{self, AnnotatedDocument};
use saksi::calendar::{Granularity, Interval, When};
use saksi::document::{Boilerplate, BoilerplateKind, DateClue, Document, Published, PublishedHow};
use saksi::entity::{
    DocumentEntities, DocumentEntity, Entity, EntityType, Mention, Merge, MergeRule, Name, Resolution,
};
use saksi::event::{Event, EventType, Modality, Quote, TimelineEvent};
use saksi::temporal::{Anchor, Timex, TimexType};
use saksi::text::{Language, TextRange, sentence};

/// The names that the documents are marked with: identifier, type, forms.
const NAMES: [(&str, EntityType, &[&str]); 2] = [
    ("per-kem-sokha", EntityType::Person, &["Kem Sokha", "កឹមសុខា", "កឹម\u{200b}សុខា"]),
    ("loc-phnom-penh", EntityType::Place, &["Phnom Penh"]),
];

fn when(iso: &str) -> When {
    When::parse_iso(iso).unwrap_or_else(|| panic!("a date: {iso}"))
}

/// The documents of `tests/data/query/documents.tsv`, annotated.
pub(crate) fn shelf() -> Vec<AnnotatedDocument> {
    let table = include_str!("../data/query/documents.tsv");
    table.lines().skip(1).map(|row| annotate(&row.split('\t').collect::<Vec<_>>())).collect()
}

/// The shelf over and over, each time with other identifiers: documents enough for texts in codes of their words and for
/// postings in full blocks.
#[allow(dead_code, reason = "not every test needs so many")]
pub(crate) fn many() -> Vec<AnnotatedDocument> {
    let shelf = shelf();
    let copies = 600 / shelf.len();
    (0..copies)
        .flat_map(|n| {
            shelf.iter().cloned().map(move |mut annotated| {
                annotated.document.id = format!("{}-{n}", annotated.document.id);
                annotated.document.text += &[" Copy ", &n.to_string(), "."].concat();
                annotated
            })
        })
        .collect()
}

fn annotate(cells: &[&str]) -> AnnotatedDocument {
    let [id, language, published, title, text] = cells[..] else { panic!("five cells: {cells:?}") };
    let mut boilerplate = Vec::new();
    let mut plain = String::new();
    for (n, part) in text.replace("\\n", "\n").split("[[").enumerate() {
        let (inside, after) = if n == 0 { ("", part) } else { part.split_once("]]").expect("]]") };
        if n > 0 {
            let range = TextRange::new(plain.len(), plain.len() + inside.len());
            boilerplate.push(Boilerplate { range, kind: BoilerplateKind::Comment });
        }
        plain.push_str(inside);
        plain.push_str(after);
    }
    let published = Some(published).filter(|iso| !iso.is_empty()).map(|iso| Published {
        when: when(iso),
        how: PublishedHow::PostedOn,
        evidence: None,
        why: format!("posted on {iso}"),
    });
    let mut entities = DocumentEntities::default();
    for (_, entity_type, forms) in NAMES {
        let found: Vec<TextRange> = forms
            .iter()
            .flat_map(|form| plain.match_indices(form))
            .map(|(at, form)| TextRange::new(at, at + form.len()))
            .collect();
        let Some(first) = found.first() else { continue };
        let entity = entities.entities.len() as u32;
        entities.mentions.extend(found.iter().map(|&range| Mention { range, entity_type, entity }));
        let name = first.of(&plain).to_owned();
        entities.entities.push(DocumentEntity {
            entity_type,
            names: vec![Name { text: name.clone(), count: found.len() as u32 }],
            merges: vec![Merge { name: name.clone(), rule: MergeRule::Exact, evidence: name.clone() }],
            pack_id: None,
            name,
        });
    }
    entities.mentions.sort_by_key(|mention| mention.range);
    let sentences = sentence::sentences(&plain);
    let (mut timexes, mut events, mut clues) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(at) = plain.find("at his home") {
        let range = TextRange::new(at, at + 11);
        let night = when("2017-09-03");
        timexes.push(Timex {
            range,
            timex_type: TimexType::Date,
            value: "2017-09-03".to_owned(),
            modifier: Some("APPROX"),
            interval: Some(night.interval),
            granularity: Some(Granularity::Day),
            anchor: Anchor::Mention(range),
            why: "made for a test: é ខ្មែរ 😀".to_owned(),
        });
        events.push(Event {
            event_type: EventType::Arrest,
            when: Some(When {
                interval: Interval::new(night.interval.first(), None),
                granularity: Granularity::Week,
            }),
            modality: Modality::Happened,
            actors: Vec::new(),
            targets: vec![0],
            places: vec![1],
            quote: sentences[0],
            trigger: TextRange::new(7, 15),
            why: "arrested".to_owned(),
        });
        clues.push(DateClue {
            how: PublishedHow::PostedOn,
            text: "2017-09-04".to_owned(),
            range: Some(range),
        });
    }
    let document = Document {
        id: id.to_owned(),
        source: format!("shelf/{id}.txt"),
        title: title.to_owned(),
        byline: Some("A witness".to_owned()).filter(|_| id == "witness"),
        language: Language::from_tag(language).expect("a language"),
        published,
        derived: None,
        clues,
        range: TextRange::new(0, plain.len()),
        boilerplate,
        sha256: [id.len() as u8; 32],
        text: plain,
    };
    AnnotatedDocument { document, sentences, entities, timexes, events }
}

/// Documents as an archive of one segment.
pub(crate) fn file(documents: &[AnnotatedDocument]) -> Vec<u8> {
    assemble(&[archive::write_segment(documents).expect("a segment")])
}

/// Segments as an archive, resolved by the list of names.
pub(crate) fn assemble(segments: &[Vec<u8>]) -> Vec<u8> {
    assemble_with(segments, Vec::new())
}

/// As [`assemble`], with entities besides, which say themselves in which documents they are.
pub(crate) fn assemble_with(segments: &[Vec<u8>], others: Vec<Entity>) -> Vec<u8> {
    let contents: Vec<_> =
        segments.iter().map(|segment| archive::read_segment(segment).expect("a segment")).collect();
    let (mut resolution, mut timeline) = (Resolution::default(), Vec::new());
    for (id, entity_type, forms) in NAMES {
        let names = forms.iter().map(|form| Name { text: (*form).to_owned(), count: 1 }).collect();
        resolution.entities.push(Entity {
            id: id.to_owned(),
            entity_type,
            name: forms[0].to_owned(),
            names,
            mentions: 0,
            documents: Vec::new(),
            merges: vec![Merge { name: forms[0].to_owned(), rule: MergeRule::Pack, evidence: id.to_owned() }],
        });
    }
    let documents = contents.iter().flat_map(|content| content.entities.iter().zip(&content.events));
    for ((entities, events), ordinal) in documents.zip(0..) {
        let number = |entity: &DocumentEntity| {
            let known = NAMES.iter().position(|name| name.2.contains(&entity.name.as_str()));
            known.expect("a listed name") as u32
        };
        let assigned: Vec<u32> = entities.entities.iter().map(number).collect();
        for &entity in &assigned {
            resolution.entities[entity as usize].documents.push(ordinal);
            resolution.entities[entity as usize].mentions += 1;
        }
        for event in events {
            timeline.push(TimelineEvent {
                id: format!("arrest-{ordinal}"),
                event_type: event.event_type,
                when: event.when,
                modality: event.modality,
                actors: Vec::new(),
                targets: vec![0],
                places: vec![1],
                headline: "Arrest of Kem Sokha".to_owned(),
                quotes: vec![Quote { document: ordinal, range: event.quote, trigger: event.trigger }],
                why: event.why.clone(),
            });
        }
        resolution.assignment.push(assigned);
    }
    resolution.entities.extend(others);
    archive::assemble(segments, &resolution, &timeline).expect("an archive")
}
