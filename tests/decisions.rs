//! What people decide about entities: each action, its replay over an archive that has grown, hostile files.
#![cfg(feature = "full")]

use proptest::prelude::*;
use saksi::decisions::{Decision, Decisions};
use saksi::document::Document;
use saksi::entity::decisions::{Action, Named};
use saksi::entity::{self, DocumentEntities, NO_ENTITY, Resolution};
use saksi::text::Language;
use saksi::text::sentence::sentences;

fn document(text: &str) -> DocumentEntities {
    let document = Document { language: Language::English, ..Document::of_text(text) };
    entity::extract(&document, &sentences(text), None, None)
}

const TEXTS: [&str; 4] = [
    "The lawyer Kuy Sarin spoke in Kampot. Mr Sarin left.",
    "The teacher Kuy Sareen met Heng Bopha in Kampot. She left. Éa",
    "Mr Kuy Sarin sells rice in Takeo 😀, said Mr Heng Bopha.",
    "កឹម សុខា និង លោក ហ៊ុន\u{a0}សែន",
];
const IDS: [&str; 4] = ["aaa", "bbb", "ccc", "ddd"];

/// The entities of the documents in an order, after decisions.
fn decided(json: &str, order: &[usize]) -> (Resolution, Vec<String>) {
    let found: Vec<DocumentEntities> = order.iter().map(|&at| document(TEXTS[at])).collect();
    let documents: Vec<&DocumentEntities> = found.iter().collect();
    let ids: Vec<&str> = order.iter().map(|&at| IDS[at]).collect();
    let decisions = Decisions::parse(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(Decisions::parse(&decisions.to_json()), Ok(decisions.clone()), "written as read");
    let (resolution, idle) = decisions.apply(entity::resolve(&documents, None), &documents, &ids);
    let places: usize = resolution.assignment.iter().flatten().filter(|&&at| at != NO_ENTITY).count();
    assert!(places > 0 && resolution.assignment.len() == documents.len());
    for (places, found) in resolution.assignment.iter().zip(&documents) {
        assert_eq!(places.len(), found.entities.len());
        assert!(places.iter().all(|&at| at == NO_ENTITY || (at as usize) < resolution.entities.len()));
    }
    for entity in &resolution.entities {
        assert_eq!(entity.mentions, entity.names.iter().map(|name| name.count).sum::<u32>());
    }
    (resolution, idle.into_iter().map(|one| one.why).collect())
}

fn file(decisions: &str) -> String {
    format!(r#"{{"saksi":"decisions","version":1,"decisions":[{decisions}]}}"#)
}

fn persons(resolution: &Resolution) -> String {
    let persons = resolution.entities.iter().filter(|entity| entity.entity_type.code() == "PER");
    let mut shown: Vec<String> =
        persons.map(|entity| format!("{} {}", entity.name, entity.mentions)).collect();
    shown.sort();
    shown.join(", ")
}

fn check(decisions: &str, expect: &str) {
    let (resolution, idle) = decided(&file(decisions), &[0, 1, 2]);
    assert_eq!((persons(&resolution).as_str(), idle.len()), (expect, 0), "{decisions}: {idle:?}");
}

const MERGE: &str = r#"{"do":"merge","entity":{"type":"PER","name":"Kuy Sarin"},"with":{"type":"PER","name":"Kuy Sareen"},"note":"his passport"}"#;
const SPLIT: &str = r#"{"do":"split","entity":{"type":"PER","name":"Kuy Sarin"},"documents":["ccc"],"name":"Kuy Sarin, merchant"}"#;

#[test]
fn every_action_does_what_it_says() {
    check("", "Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 3");
    check(MERGE, "Heng Bopha 2, Kuy Sarin 4");
    check(SPLIT, "Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 2, Kuy Sarin, merchant 1");
    check(
        r#"{"do":"split","entity":{"type":"PER","name":"Kuy Sarin"},"names":["kuy sarin"],"documents":["aaa"]}"#,
        "Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 1, Kuy Sarin 2",
    );
    check(
        r#"{"do":"rename","entity":{"type":"PER","name":"Heng Bopha"},"name":"Bopha"}"#,
        "Bopha 2, Kuy Sareen 1, Kuy Sarin 3",
    );
    check(
        r#"{"do":"retype","entity":{"type":"PER","name":"Kuy Sareen"},"type":"ORG"}"#,
        "Heng Bopha 2, Kuy Sarin 3",
    );
    check(r#"{"do":"reject","entity":{"type":"PER","name":"Kuy Sarin"}}"#, "Heng Bopha 2, Kuy Sareen 1");
}

#[test]
fn a_merge_is_on_record_and_can_be_taken_back() {
    let (resolution, _) = decided(&file(MERGE), &[0, 1, 2]);
    let one = resolution.entities.iter().find(|entity| entity.name == "Kuy Sarin").expect("the merged one");
    assert!(
        one.merges.iter().any(|merge| merge.rule.code() == "decided" && merge.evidence == "his passport")
    );
    let mut decisions = Decisions::parse(&file(MERGE)).expect("valid");
    let undone = decisions.undo();
    assert!(matches!(undone, Some(Decision::Entity(Action::Merge { .. }))) && decisions.made().is_empty());
    let action = Action::Reject { entity: Named::of(one), note: None };
    decisions.push(Decision::Entity(action)).expect("valid");
    assert_eq!(decisions.made().len(), 1);
}

#[test]
fn decisions_hold_when_documents_are_added_or_come_in_another_order() {
    let both = format!("{MERGE},{SPLIT}");
    let expect = "Heng Bopha 2, Kuy Sarin 3, Kuy Sarin, merchant 1";
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let (resolution, idle) = decided(&file(&both), &order);
        assert_eq!((persons(&resolution).as_str(), idle.len()), (expect, 0));
    }
    let (resolution, idle) = decided(&file(&both), &[3, 0, 1, 2]);
    assert!(persons(&resolution).ends_with(expect) || persons(&resolution).contains("Kuy Sarin 3"));
    assert_eq!(idle, [""; 0]);
    // Until its document comes, a decision waits and says so.
    let (resolution, idle) = decided(&file(&both), &[0]);
    assert_eq!(persons(&resolution), "Kuy Sarin 2");
    assert_eq!(
        idle,
        [
            "no entity is called PER “Kuy Sareen”",
            "it names what is not in the archive: ccc (a document that has changed has another identifier)"
        ]
    );
}

#[test]
fn a_wrong_file_says_where() {
    for (json, expect) in [
        ("", "expected an object with \"saksi\": \"decisions\", found nothing"),
        (" []", "expected an object with \"saksi\": \"decisions\", found a list"),
        ("1", "found the number 1"),
        ("{", "expected JSON: "),
        ("{}", "field \"saksi\": expected \"decisions\", found none"),
        (r#"{"saksi":"pack","version":1,"decisions":[]}"#, "expected \"decisions\", found \"pack\""),
        (r#"{"saksi":"decisions","version":9,"decisions":[]}"#, "version 9"),
        (
            r#"{"saksi":"decisions","version":1.5,"decisions":[]}"#,
            "field \"version\": expected a number, found",
        ),
        (r#"{"saksi":"decisions","version":1,"decisions":{}}"#, "field \"decisions\": expected a list"),
        (r#"{"saksi":"decisions","version":1,"decisions":[],"é":1}"#, "found the field \"é\""),
    ] {
        let message = Decisions::parse(json).expect_err(json);
        assert!(message.message().contains(expect), "{json}: {}", message.message());
    }
    for (decision, expect) in [
        (r"3", "decision 1: expected an object, found the number 3"),
        (
            r#"{"do":"marry"}"#,
            "decision 1: field \"do\": expected merge, distinct, split, rename, retype, reject or date, found \"marry\"",
        ),
        (r#"{"do":["merge"]}"#, "decision 1: field \"do\": expected a text, found a list"),
        (
            r#"{"do":"reject","entity":{"type":"PERSON","name":"A"}}"#,
            "decision 1 (reject): expected the type PER, ORG, LOC, LAW or EVENT, found \"PERSON\"",
        ),
        (r#"{"do":"reject","entity":{"type":"PER","name":" "}}"#, "expected a name"),
        (
            r#"{"do":"merge","entity":{"type":"PER","name":"A"},"with":"B"}"#,
            "decision 1 (merge): field \"with\": expected an object, found \"B\"",
        ),
        (
            r#"{"do":"merge","entity":{"type":"PER","name":"A"},"with":{"type":"PER","name":7}}"#,
            "decision 1 (merge): field \"with\": field \"name\": expected a text, found the number 7",
        ),
        (
            r#"{"do":"reject","entity":{"type":"PER","called":"A"}}"#,
            "decision 1 (reject): field \"entity\": expected only the fields type, name, id; found the field \"called\"",
        ),
        (r#"{"do":"split","entity":{"type":"PER","name":"A"}}"#, "\"documents\" or \"names\""),
        (
            r#"{"do":"split","entity":{"type":"PER","name":"A"},"documents":"aaa"}"#,
            "decision 1 (split): field \"documents\": expected a list of texts, found \"aaa\"",
        ),
        (r#"{"do":"reject","entity":{"type":"PER","name":"A"},"why":"x"}"#, "found the field \"why\""),
        (
            r#"{"do":"reject","entity":{"type":"PER","name":"A"},"name":"B"}"#,
            "decision 1 (reject): expected only the fields do, entity, note; found the field \"name\"",
        ),
        (
            r#"{"do":"rename","entity":{"type":"PER","name":"A"}}"#,
            "(rename): field \"name\": expected a text, found none",
        ),
        (
            r#"{"do":"retype","entity":{"type":"PER","name":"A"}}"#,
            "(retype): field \"type\": expected a text, found none",
        ),
        (
            r#"{"do":"merge","entity":{"type":"PER","name":"A"},"with":null}"#,
            "(merge): field \"with\": expected an object with \"type\" and \"name\", found none",
        ),
        (r#"{"do":"merge"}"#, "(merge): field \"entity\": expected an object"),
        (r#"{"do":"date"}"#, "(date): field \"document\": expected a text, found none"),
        (r#"{"do":"date","document":"aaa"}"#, "(date): field \"date\": expected a text, found none"),
        (
            r#"{"do":"date","document":" ","date":"2024"}"#,
            "decision 1 (date): expected a document, found none",
        ),
        (r#"{"do":"date","document":"aaa","date":"2024","name":"B"}"#, "found the field \"name\""),
        (r#"{"do":"reject","entity":{"type":"PER","name":"A"},"date":"2024"}"#, "found the field \"date\""),
        (r#"{"do":"date","document":"aaa","date":""}"#, "expected a date that exists"),
        (r#"{"do":"date","document":"aaa","date":"2023-02-29"}"#, "found \"2023-02-29\""),
        (r#"{"do":"date","document":"aaa","date":"2024-02/2023"}"#, "found \"2024-02/2023\""),
        (r#"{"do":"date","document":"aaa","date":"../.."}"#, "or \"unknown\""),
        (r#"{"do":"date","document":"aaa","date":"៥ កុម្ភៈ 😀"}"#, "expected a date"),
    ] {
        let json = file(decision);
        let message = Decisions::parse(&json).expect_err(&json);
        assert!(message.message().contains(expect), "{json}: {}", message.message());
    }
}

#[test]
fn a_split_that_documents_leave_no_room_for_says_so() {
    let split = |name: &str| {
        let split =
            format!(r#"{{"do":"split","entity":{{"type":"PER","name":"Kuy Sarin"}},"names":["{name}"]}}"#);
        decided(&file(&split), &[0]).1
    };
    // One document has both names of one person.
    let idle = split("Sarin");
    assert!(idle.len() == 1 && idle[0].starts_with("“Sarin” cannot be split off"), "{idle:?}");
    // Of another name a document may come later.
    assert_eq!(
        split("Sareen"),
        ["no document that it names, of those in the archive, has “Kuy Sarin” by such a name"]
    );
}

#[test]
fn what_a_split_names_and_the_archive_lacks_is_told() {
    let split = |documents: &str| {
        let split = format!(
            r#"{MERGE},{{"do":"split","entity":{{"type":"PER","name":"Kuy Sarin"}},"documents":[{documents}],"name":"Kuy Sarin, merchant"}}"#
        );
        let (resolution, idle) = decided(&file(&split), &[0, 1, 2]);
        (persons(&resolution), idle.join(" | "))
    };
    let parted = "Heng Bopha 2, Kuy Sarin 3, Kuy Sarin, merchant 1";
    assert_eq!(split(r#""ccc""#), (parted.to_owned(), String::new()));
    // What it can do it does, and tells of the rest.
    let (persons, why) = split(r#""ccc","é 😀","eee""#);
    assert_eq!(persons, parted);
    assert_eq!(
        why,
        "it names what is not in the archive: eee, é 😀 (a document that has changed has another identifier)"
    );
    let (persons, why) = split(r#""eee""#);
    assert_eq!(persons, "Heng Bopha 2, Kuy Sarin 4");
    assert!(why.starts_with("it names what is not in the archive: eee ("), "{why}");
    // Which decision it was is told.
    let json = file(&format!(
        r#"{{"do":"date","document":"aaa","date":"2024"}},{MERGE},{{"do":"reject","entity":{{"type":"PER","name":"No One"}}}}"#
    ));
    let found = document(TEXTS[0]);
    let decisions = Decisions::parse(&json).expect("valid");
    let (_, idle) = decisions.apply(entity::resolve(&[&found], None), &[&found], &["aaa"]);
    assert_eq!(idle.iter().map(|one| (one.place, one.partly)).collect::<Vec<_>>(), [(1, false), (2, false)]);
    assert_eq!(decisions.made().iter().map(Decision::kind).collect::<Vec<_>>(), ["date", "merge", "reject"]);
}

#[test]
fn two_that_are_one_already_are_told_and_two_types_are_merged() {
    let merge = |code: &str, name: &str| {
        let named = |code: &str, name: &str| format!(r#"{{"type":"{code}","name":"{name}"}}"#);
        let (entity, with) = (named("PER", "Kuy Sarin"), named(code, name));
        let json = file(&format!(r#"{{"do":"merge","entity":{entity},"with":{with}}}"#));
        let (resolution, idle) = decided(&json, &[0, 1, 2]);
        (persons(&resolution), idle.join(" | "))
    };
    // A person's word holds whatever the types are; that of the one that stays is the type of both.
    let (all, why) = merge("LOC", "Kampot");
    assert_eq!((all.as_str(), why.as_str()), ("Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 5", ""));
    // There is no such body: the name is that of the person.
    let (all, why) = merge("ORG", "Kuy Sarin");
    assert_eq!(all, "Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 3");
    assert_eq!(why, "PER “Kuy Sarin” and ORG “Kuy Sarin” are one already");
}

#[test]
fn two_names_that_are_two_are_parted_where_no_document_has_both() {
    let distinct = |before: &str, with: &str, order: &[usize]| {
        let decision = format!(
            r#"{before}{{"do":"distinct","entity":{{"type":"PER","name":"Kuy Sarin"}},"with":{{"type":"PER","name":"{with}"}}}}"#
        );
        let (resolution, idle) = decided(&file(&decision), order);
        (persons(&resolution), idle.join(" | "))
    };
    let merge = format!("{MERGE},");
    let (all, why) = distinct(&merge, "Kuy Sareen", &[0, 1, 2]);
    assert_eq!((all.as_str(), why.as_str()), ("Heng Bopha 2, Kuy Sareen 1, Kuy Sarin 3", ""));
    // One document has both as names of one.
    let (all, why) = distinct("", "Sarin", &[0]);
    assert_eq!(all, "Kuy Sarin 2");
    assert!(why.contains("names of one by now") && why.contains("a pack that lists the two apart"), "{why}");
}

proptest! {
    #[test]
    fn any_text_is_decisions_or_an_error(json in "\\PC{0,200}", name in "\\PC{0,20}", action in "(merge|split|rename|retype|reject|date)") {
        let _ = Decisions::parse(&json);
        let entity = serde_json::json!({"type": "PER", "name": name});
        let file = serde_json::json!({"saksi": "decisions", "version": 1, "decisions": [
            if action == "date" {
                serde_json::json!({"do": action, "document": name, "date": json})
            } else {
                serde_json::json!({"do": action, "entity": entity})
            }
        ]});
        if let Ok(decisions) = Decisions::parse(&file.to_string()) {
            let found = document(TEXTS[0]);
            let (resolution, _) = decisions.apply(entity::resolve(&[&found], None), &[&found], &["aaa"]);
            prop_assert_eq!(resolution.assignment.len(), 1);
        }
    }
}
