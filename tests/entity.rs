//! The names of documents: what is found, what is taken for one entity, and what holds for any text.

use proptest::prelude::*;
use saksi::document::{Boilerplate, BoilerplateKind, Document};
use saksi::entity::model::Tagger;
use saksi::entity::{self, DocumentEntities, EntityType, MergeRule, Pack};
use saksi::text::sentence::sentences;
use saksi::text::{Language, TextRange};

fn document(text: &str) -> Document {
    Document { language: Language::English, ..Document::of_text(text) }
}

fn extract(text: &str, pack: Option<&Pack>) -> DocumentEntities {
    entity::extract(&document(text), &sentences(text), pack, None)
}

/// Mentions as `TYPE:text`, joined; every space is a plain one.
fn shown(text: &str, found: &DocumentEntities) -> String {
    let mention = |mention: &entity::Mention| {
        format!("{}:{}", mention.entity_type.code(), mention.range.of(text).replace('\u{a0}', " "))
    };
    found.mentions.iter().map(mention).collect::<Vec<_>>().join(" | ")
}

/// The rows of a table: text and what is expected of it.
fn rows(table: &str) -> impl Iterator<Item = (String, String)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (text, expect) = line.split_once('\t')?;
        Some((text.replace("\\n", "\n").replace("\\u{a0}", "\u{a0}"), expect.to_owned()))
    })
}

fn check_mentions(table: &str, tagger: Option<&Tagger>) {
    let mut wrong = Vec::new();
    for (text, expect) in rows(table) {
        let found = shown(&text, &entity::extract(&document(&text), &sentences(&text), None, tagger));
        if found != expect {
            wrong.push(format!("{text}\n  expected {expect}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_sentences() {
    check_mentions(include_str!("data/entity/sentences.tsv"), None);
}

#[test]
fn khmer_sentences() {
    check_mentions(include_str!("data/entity/khmer.tsv"), None);
}

#[test]
fn sentences_with_the_trained_tagger() {
    let tagger = Tagger::load(include_bytes!("../models/entity-tagger.bin")).expect("the tagger opens");
    check_mentions(include_str!("data/entity/tagged.tsv"), Some(&tagger));
}

#[test]
fn a_french_title_is_no_initial() {
    let text = "Hier, M. Narith a parlé. Kuy Narith est parti.";
    for (language, expect) in [
        (Language::French, "PER:Narith | PER:Kuy Narith"),
        (Language::English, "PER:M. Narith | PER:Kuy Narith"),
    ] {
        let document = Document { language, ..document(text) };
        let found = entity::extract(&document, &sentences(text), None, None);
        assert_eq!(shown(text, &found), expect);
        assert_eq!(found.entities.len(), if language == Language::French { 1 } else { 2 });
    }
}

#[test]
fn names_of_one_entity() {
    let mut wrong = Vec::new();
    for (text, expect) in rows(include_str!("data/entity/aliases.tsv")) {
        let found = extract(&text, None);
        let entities: Vec<String> = found
            .entities
            .iter()
            .map(|entity| {
                let others =
                    entity.names.iter().map(|name| name.text.as_str()).filter(|name| *name != entity.name);
                std::iter::once(entity.name.as_str()).chain(others).collect::<Vec<_>>().join(" = ")
            })
            .collect();
        if entities.join(" | ") != expect {
            wrong.push(format!("{text}\n  expected {expect}\n  found    {}", entities.join(" | ")));
        }
        for entity in found.entities.iter().filter(|entity| entity.names.len() > 1) {
            assert!(!entity.merges.is_empty(), "{text}: {} has no merge on record", entity.name);
            assert!(entity.merges.iter().all(|merge| !merge.evidence.is_empty()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn boilerplate_holds_no_names() {
    let text = "Kuy Sarin went to Kampot.\nJohn Smith wrote: hello from Bangkok";
    let mut document = document(text);
    let at = text.find("John").expect("a comment");
    document.boilerplate =
        vec![Boilerplate { range: TextRange::new(at, text.len()), kind: BoilerplateKind::Comment }];
    let found = entity::extract(&document, &sentences(text), None, None);
    assert_eq!(shown(text, &found), "PER:Kuy Sarin | LOC:Kampot");
}

#[test]
fn headlines_take_their_names_from_the_text() {
    let text =
        "Court Jails Prominent Critic Sarin\n\nKUY SARIN JAILED\n\nThe lawyer Kuy Sarin was jailed today.";
    let found = extract(text, None);
    assert_eq!(shown(text, &found), "PER:Sarin | PER:KUY SARIN | PER:Kuy Sarin");
    assert_eq!(found.entities.len(), 1);
    assert_eq!(found.entities[0].name, "Kuy Sarin");
    let rules: Vec<MergeRule> = found.entities[0].merges.iter().map(|merge| merge.rule).collect();
    assert_eq!(rules, [MergeRule::Exact, MergeRule::ShortName]);
}

fn pack() -> Pack {
    Pack::parse(
        r#"{"entries":[
            {"id":"per-sarin","type":"PER","name":"Kuy Sarin","names":{"km":"គុយ សារិន"},"aliases":["the Teacher"]},
            {"id":"org-blue","type":"ORG","name":"Blue Lotus","aliases":["BL"]}
        ]}"#,
    )
    .expect("a valid pack")
}

#[test]
fn the_pack_overrides() {
    let text = "The Teacher and Blue Lotus Valley met; លោក គុយ សារិន ទៅ។ Kuy Sarin of BL.";
    let found = extract(text, Some(&pack()));
    assert_eq!(shown(text, &found), "PER:Teacher | ORG:Blue Lotus | PER:គុយ សារិន | PER:Kuy Sarin | ORG:BL");
    assert_eq!(shown("a teacher", &extract("a teacher", Some(&pack()))), "");
    let sarin = &found.entities[0];
    assert_eq!(sarin.pack_id.as_deref(), Some("per-sarin"));
    assert!(sarin.merges.iter().all(|merge| merge.rule == MergeRule::Pack), "{:?}", sarin.merges);

    // A pack that comes later still joins what was extracted without it.
    let (first, second) = (extract("Kuy Sarin spoke.", None), extract("លោក គុយ សារិន ទៅ។", Some(&pack())));
    let resolved = entity::resolve(&[&first, &second], Some(&pack()));
    assert_eq!(resolved.entities.len(), 1);
    assert_eq!((resolved.entities[0].id.as_str(), resolved.entities[0].mentions), ("per-sarin", 2));
    assert_eq!(resolved.entities[0].documents, [0, 1]);
}

/// Names that the lists take for one join an entry of the pack, but never make two entries one.
#[test]
fn the_lists_join_what_the_pack_keeps_apart_to_one_entry_only() {
    let entry = |id: &str, name: &str| format!(r#"{{"id":"{id}","type":"LOC","name":"{name}"}}"#);
    let one = entry("loc-one", "Battambang");
    let both = format!("{one},{}", entry("loc-two", "Batdambang"));
    let resolved = |entries: &str| -> Vec<String> {
        let pack = Pack::parse(&format!(r#"{{"entries":[{entries}]}}"#)).expect("a pack");
        let texts = ["It rained in Bat Dambang.", "It rained in Batdambang.", "It rained in Battambang."];
        let documents = texts.map(|text| extract(text, Some(&pack)));
        let mut ids: Vec<String> = entity::resolve(&documents.each_ref(), Some(&pack))
            .entities
            .into_iter()
            .map(|entity| format!("{} {}", entity.id, entity.mentions))
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(resolved(&one), ["loc-one 3"]);
    let apart = resolved(&both);
    assert_eq!(
        apart.iter().map(|one| one.split_once(' ').expect("two words").0).collect::<Vec<_>>(),
        ["loc-one", "loc-two"]
    );
}

#[test]
fn what_says_more_than_a_name_of_the_pack_is_another() {
    let tagger = Tagger::load(include_bytes!("../models/entity-tagger.bin")).expect("the tagger opens");
    let pack = Pack::cambodia();
    let check = |text: &str, expect: &str| {
        let found = entity::extract(&document(text), &sentences(text), Some(&pack), Some(&tagger));
        let shown: Vec<String> = found
            .mentions
            .iter()
            .map(|mention| {
                let entity = &found.entities[mention.entity as usize];
                format!("{} [{}]", mention.range.of(text), entity.pack_id.as_deref().unwrap_or(""))
            })
            .collect();
        assert_eq!(shown.join(" | "), expect, "{text}");
    };
    check("The Siem Reap Provincial Court sat on Monday.", "Siem Reap Provincial Court []");
    check("He was stopped at Phnom Penh International Airport.", "Phnom Penh International Airport []");
    check("He lost before the Paris Court of Appeal.", "Paris Court of Appeal []");
    check("The Thai Supreme Court ruled in Bangkok.", "Thai Supreme Court [] | Bangkok []");
    // What the pack means stays the pack's.
    check(
        "The Phnom Penh Municipal Court sat on Monday.",
        "Phnom Penh Municipal Court [org-phnom-penh-municipal-court]",
    );
    check("The Cambodian Supreme Court ruled.", "Supreme Court [org-supreme-court]");
    check("She lives in Takeo Province.", "Takeo Province [loc-takeo]");
    check("The National Assembly of Cambodia met.", "National Assembly of Cambodia [org-national-assembly]");
    check("The Supreme Court of India met.", "Supreme Court of India []");
    check("LICADHO wept. Licadho’s director left.", "LICADHO [org-licadho] | Licadho [org-licadho]");
}

const ARCHIVE: [&str; 6] = [
    "The lawyer Kuy Sarin of the Lantern Party (LTP) spoke in Kampot. Mr Sarin left.",
    "The LTP was dissolved. Sarin Kuy objected, and Kuy Sarin wept in Kampot.",
    "Mr Sarin, a teacher, lives in Kampot.",
    "កឹម សុខា និង លោក ហ៊ុន សែន",
    "Kem Sokha met the NEC in Cambodia.",
    "The NEC sells printers in Japan.",
];

fn ids(resolution: &entity::Resolution) -> Vec<(String, String, u32)> {
    resolution.entities.iter().map(|found| (found.id.clone(), found.name.clone(), found.mentions)).collect()
}

#[test]
fn an_archive_is_resolved() {
    let documents: Vec<DocumentEntities> = ARCHIVE.iter().map(|text| extract(text, None)).collect();
    let resolved = entity::resolve(&documents.iter().collect::<Vec<_>>(), None);
    let find = |id: &str| {
        resolved
            .entities
            .iter()
            .find(|found| found.id == id)
            .unwrap_or_else(|| panic!("no {id} in {:#?}", ids(&resolved)))
    };
    let sarin = find("per-kuy-sarin");
    assert_eq!((sarin.mentions, sarin.documents.as_slice()), (4, [0, 1].as_slice()));
    assert!(sarin.merges.iter().any(|merge| merge.rule == MergeRule::NameOrder));
    let party = find("org-lantern-party");
    assert_eq!((party.mentions, party.documents.as_slice()), (3, [0, 1].as_slice()));
    assert!(party.merges.iter().any(|merge| merge.rule == MergeRule::Acronym));
    let sokha = find("per-kem-sokha");
    assert_eq!((sokha.name.as_str(), sokha.documents.as_slice()), ("Kem Sokha", [3, 4].as_slice()));
    assert!(sokha.merges.iter().any(|merge| merge.rule == MergeRule::CrossScript));
    // A surname alone is no identity.
    let alone = resolved
        .entities
        .iter()
        .find(|found| found.documents == [2] && found.entity_type == EntityType::Person);
    assert!(alone.is_some_and(|found| found.id.starts_with("per-sarin-")), "{:?}", ids(&resolved));
    // `NEC` means the committee only where the document is of Cambodia.
    assert_eq!(find("org-national-election-committee").documents, [4]);
    assert_eq!(find("org-nec").documents, [5]);

    for (document, places) in documents.iter().zip(&resolved.assignment) {
        assert_eq!(document.entities.len(), places.len());
        for (entity, &place) in document.entities.iter().zip(places) {
            assert_eq!(resolved.entities[place as usize].entity_type, entity.entity_type);
        }
    }
    let total: usize = documents.iter().map(|found| found.mentions.len()).sum();
    assert_eq!(resolved.entities.iter().map(|found| found.mentions as usize).sum::<usize>(), total);
}

#[test]
fn a_million_spaces_and_a_hundred_thousand_capitals() {
    for text in [
        " ".repeat(1_000_000),
        "Sokha Rithy Dara ".repeat(33_000),
        "Sokha".repeat(30_000),
        "Ministry of ".repeat(30_000),
        "(NRP) ".repeat(30_000),
        "and and & & ".repeat(20_000),
        "A. ".repeat(50_000),
        "លោកជា".repeat(20_000),
        "Aa, Bb (CC) “Dd” ".repeat(10_000),
    ] {
        let sentence = [TextRange::new(0, text.len())];
        let found = entity::extract(&document(&text), &sentence, Some(&pack()), None);
        entity::resolve(&[&found], None);
    }
    // Many names, each its own.
    let mut text = String::new();
    for number in 0..20_000 {
        text.extend(["Mr Ba", &letters(number), " Sok. "]);
    }
    let found = extract(&text, None);
    let resolved = entity::resolve(&[&found], None);
    assert!(resolved.entities.len() > 1_000);
}

fn letters(mut number: u32) -> String {
    let mut out = String::new();
    while number > 0 {
        out.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    out
}

/// Pieces of which hostile and ordinary texts are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Kem Sokha".to_owned()),
        Just("Mr Sokha".to_owned()),
        Just("Lantern Party (LTP)".to_owned()),
        Just("ហ៊ុន-សែន".to_owned()),
        Just("លោក ".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("\u{a0}".to_owned()),
        Just("’s".to_owned()),
        Just("😀".to_owned()),
        Just("é\u{301}".to_owned()),
        Just("(".to_owned()),
        Just("\n".to_owned()),
        Just("-".to_owned()),
        Just("្".to_owned()),
        Just("U.S.".to_owned()),
        "[A-Z][a-z]{0,6}",
        "\\PC{0,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn mentions_lie_in_the_text_in_order_without_overlap(text in text()) {
        static PACK: std::sync::OnceLock<Pack> = std::sync::OnceLock::new();
        for pack in [None, Some(PACK.get_or_init(Pack::cambodia))] {
            let found = extract(&text, pack);
            let mut last = 0;
            for mention in &found.mentions {
                prop_assert!(mention.range.start >= last && mention.range.start < mention.range.end);
                prop_assert!(text.get(mention.range.as_usize()).is_some_and(|name| name.trim() == name));
                prop_assert!((mention.entity as usize) < found.entities.len());
                prop_assert_eq!(mention.entity_type, found.entities[mention.entity as usize].entity_type);
                last = mention.range.end;
            }
            for (number, entity) in found.entities.iter().enumerate() {
                let mentions = found.mentions.iter().filter(|mention| mention.entity as usize == number).count();
                prop_assert_eq!(entity.names.iter().map(|name| name.count as usize).sum::<usize>(), mentions);
                prop_assert!(mentions > 0 && entity.names.iter().any(|name| name.text == entity.name));
            }
        }
    }

    #[test]
    fn the_order_of_documents_does_not_count(
        texts in proptest::collection::vec(text(), 1..6), by in 0_usize..6
    ) {
        let documents: Vec<DocumentEntities> = texts.iter().map(|text| extract(text, None)).collect();
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.rotate_left(by % documents.len());
        let forward = entity::resolve(&documents.iter().collect::<Vec<_>>(), None);
        let turned: Vec<&DocumentEntities> = order.iter().map(|&at| &documents[at]).collect();
        let backward = entity::resolve(&turned, None);
        prop_assert_eq!(ids(&forward), ids(&backward));
        for (place, &at) in order.iter().enumerate() {
            prop_assert_eq!(&backward.assignment[place], &forward.assignment[at]);
        }
        let unique: std::collections::BTreeSet<&str> = forward.entities.iter().map(|found| found.id.as_str()).collect();
        prop_assert_eq!(unique.len(), forward.entities.len());
    }
}
