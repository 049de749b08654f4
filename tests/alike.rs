//! Names that may be one entity's: which are suggested and which never, and what a person's answer does.
#![cfg(feature = "full")]

use proptest::prelude::*;
use saksi::decisions::{Decision, Decisions};
use saksi::document::Document;
use saksi::entity::alike::{Suggestion, open, suggestions};
use saksi::entity::decisions::{Action, Named, apart};
use saksi::entity::{self, DocumentEntities, Entity, EntityType, Name, Pack, Resolution};
use saksi::text::Language;
use saksi::text::sentence::sentences;

fn resolved(texts: &[&str]) -> (Vec<DocumentEntities>, Resolution) {
    let extract = |text: &&str| {
        let document = Document { language: Language::English, ..Document::of_text(*text) };
        entity::extract(&document, &sentences(text), None, None)
    };
    let found: Vec<DocumentEntities> = texts.iter().map(extract).collect();
    let resolution = entity::resolve(&found.iter().collect::<Vec<_>>(), None);
    (found, resolution)
}

fn shown(found: &[Suggestion]) -> String {
    let one = |found: &Suggestion| format!("{} ~ {} ({})", found.names.0, found.names.1, found.rule.code());
    found.iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[test]
fn what_is_alike_and_what_never() {
    let mut wrong = Vec::new();
    for line in include_str!("data/entity/alike.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (documents, expect) = line.split_once('\t').expect("two columns");
        let texts: Vec<&str> = documents.split(" // ").collect();
        let (_, resolution) = resolved(&texts);
        let found = suggestions(&resolution.entities, None);
        if shown(&found) != expect {
            let names: Vec<&str> = resolution.entities.iter().map(|entity| entity.name.as_str()).collect();
            wrong.push(format!(
                "{documents}\n  expected {expect}\n  found    {}\n  among {names:?}",
                shown(&found)
            ));
        }
        // The order of the documents does not count.
        let turned: Vec<&str> = texts.iter().rev().copied().collect();
        let mut again: Vec<String> = suggestions(&resolved(&turned).1.entities, None)
            .iter()
            .map(|one| shown(std::slice::from_ref(one)))
            .collect();
        let mut first: Vec<String> = found.iter().map(|one| shown(std::slice::from_ref(one))).collect();
        again.sort();
        first.sort();
        assert_eq!(first, again, "{documents}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_answer_is_remembered() {
    let texts = [
        "Kuy Sarin spoke in Kampot. Kuy Sarin left.",
        "Kuy Sarrin spoke in Kampot. The Lantern Party won. The Lanterns Party sang.",
    ];
    let (found, resolution) = resolved(&texts);
    let documents: Vec<&DocumentEntities> = found.iter().collect();
    let alike = suggestions(&resolution.entities, None);
    assert_eq!(shown(&alike), "Kuy Sarin ~ Kuy Sarrin (slip) | Lantern Party ~ Lanterns Party (ending)");
    let of = |number: u32| &resolution.entities[number as usize];
    let shared: Vec<&str> = alike[0].shared.iter().map(|&at| of(at).name.as_str()).collect();
    assert_eq!((alike[0].documents, shared), (0, vec!["Kampot"]));

    let mut decisions = Decisions::default();
    let named = |number: u32| Named::of(of(number));
    let distinct =
        Action::Distinct { entity: named(alike[1].other), with: named(alike[1].entity), note: None };
    decisions.push(Decision::Entity(distinct)).expect("valid");
    let merge = Action::Merge { entity: named(alike[0].entity), with: named(alike[0].other), note: None };
    decisions.push(Decision::Entity(merge)).expect("valid");
    let decisions = Decisions::parse(&decisions.to_json()).expect("written as read");
    assert!(apart(&decisions.actions(), of(alike[1].entity), of(alike[1].other)));
    assert!(!apart(&decisions.actions(), of(alike[0].entity), of(alike[0].other)));

    let (decided, idle) = decisions.apply(resolution.clone(), &documents, &["aaa", "bbb"]);
    assert_eq!(idle, []);
    assert_eq!(decided.entities.len(), resolution.entities.len() - 1);
    let left = open(&decided.entities, &decisions.actions(), None);
    assert_eq!(shown(&left), "");

    // What a document takes for one cannot be kept apart, and says so.
    let one = Action::Distinct { entity: named(alike[0].entity), with: named(alike[0].entity), note: None };
    let mut decisions = Decisions::default();
    decisions.push(Decision::Entity(one)).expect("valid");
    let (_, idle) = decisions.apply(resolution, &documents, &["aaa", "bbb"]);
    assert!(idle.len() == 1 && idle[0].why.contains("names of one by now"), "{idle:?}");
}

#[test]
fn entries_of_a_pack_are_never_one() {
    let (_, resolution) = resolved(&["Kuy Sarin met Kuy Sarrin in Kampot."]);
    let ids: Vec<String> = resolution.entities.iter().map(|entity| entity.id.clone()).collect();
    assert_eq!(shown(&suggestions(&resolution.entities, None)), "Kuy Sarin ~ Kuy Sarrin (slip)");
    let entry = |id: &str| serde_json::json!({"id": id, "type": "PER", "name": id});
    let entries: Vec<_> = ids.iter().map(|id| entry(id)).collect();
    let pack = Pack::parse(&serde_json::json!({ "entries": entries }).to_string()).expect("a valid pack");
    assert_eq!(shown(&suggestions(&resolution.entities, Some(&pack))), "");
}

#[test]
fn khmer_spellings_of_one_sound_are_alike() {
    let (_, resolution) = resolved(&["លោក ចាន់ សំណាង ទៅ។", "លោក ចាន់ សម្ណាង ទៅ។", "លោក ចាន់ ធារី ទៅ។"]);
    assert_eq!(shown(&suggestions(&resolution.entities, None)), "ចាន់ សម្ណាង ~ ចាន់ សំណាង (spelling)");
}

/// Names of few letters, so that many are alike.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[A-C][a-c]{3,5} [A-C][a-c]{3,6}", "[AB]{3,4}", "\\PC{0,12}", Just("កឹម សុខា 😀".to_owned())]
}

proptest! {
    #[test]
    fn any_entities_have_sound_suggestions(
        names in proptest::collection::vec((name(), 0_usize..5, 0_u32..9, 0_u32..4), 0..30)
    ) {
        let mut entities: Vec<Entity> = names
            .into_iter()
            .zip(0..)
            .map(|((name, kind, mentions, document), number)| Entity {
                id: format!("e{number}"),
                entity_type: EntityType::ALL[kind],
                names: vec![Name { text: name.clone(), count: mentions }],
                name,
                mentions,
                documents: vec![document],
                merges: Vec::new(),
            })
            .collect();
        entities.sort_by_key(|entity| std::cmp::Reverse(entity.mentions));
        let mut pairs = std::collections::BTreeSet::new();
        for found in suggestions(&entities, None) {
            prop_assert!(found.entity < found.other && (found.other as usize) < entities.len());
            let (one, other) = (&entities[found.entity as usize], &entities[found.other as usize]);
            prop_assert_eq!(one.entity_type, other.entity_type);
            prop_assert!(pairs.insert((found.entity, found.other)), "twice");
        }
    }
}
