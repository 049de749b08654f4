//! Names and their resolution on two annotated texts of the field, read as a user's files are. The texts stand beside
//! the repository; where they do not, this says so and passes.
#![cfg(feature = "full")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use saksi::entity::model::Tagger;
use saksi::entity::{self, Pack};
use saksi::pipeline::{self, Settings};
use saksi::text::offsets::{Offsets, Unit};
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");

/// A name with its place in the file, in code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    start: u64,
    end: u64,
    kind: String,
    entity: String,
}

fn found(file: &str, pack: bool) -> Vec<Name> {
    let tagger = Tagger::load(include_bytes!("../models/entity-tagger.bin")).expect("the tagger opens");
    let settings = Settings {
        pack: pack.then(|| Arc::new(Pack::cambodia())),
        published: None,
        tagger: Some(Arc::new(tagger)),
    };
    let bytes = std::fs::read(Path::new(CORPUS).join(file)).expect("a file of the corpus");
    let annotated = pipeline::annotate(&bytes, file, &settings).expect("text");
    let entities: Vec<_> = annotated.documents.iter().map(|document| &document.entities).collect();
    let resolution = entity::resolve(&entities, settings.pack.as_deref());
    let offsets = Offsets::new(&annotated.text, Unit::CodePoint);
    let mut names = Vec::new();
    for (document, places) in annotated.documents.iter().zip(&resolution.assignment) {
        let base = document.document.range.start;
        for mention in &document.entities.mentions {
            let (start, end) = (mention.range.start + base, mention.range.end + base);
            let (start, end) = offsets.from_range(saksi::text::TextRange { start, end });
            names.push(Name {
                start: start.into(),
                end: end.into(),
                kind: mention.entity_type.code().to_owned(),
                entity: resolution.entities[places[mention.entity as usize] as usize].id.clone(),
            });
        }
    }
    names
}

/// The annotated names of a file: those that count, and those that may or may not be found.
fn gold(annotation: &Value, file: &str) -> (Vec<Name>, Vec<Name>) {
    let (mut core, mut free) = (Vec::new(), Vec::new());
    for mention in annotation["mentions"].as_array().into_iter().flatten() {
        let text = |field: &str| mention[field].as_str().unwrap_or("").to_owned();
        if text("file") != file {
            continue;
        }
        let name = Name {
            start: mention["start"].as_u64().unwrap_or(0),
            end: mention["end"].as_u64().unwrap_or(0),
            kind: text("type"),
            entity: text("entity"),
        };
        let counts = text("scope") == "core" && ["PER", "ORG", "LOC"].contains(&name.kind.as_str());
        if counts { core.push(name) } else { free.push(name) }
    }
    (core, free)
}

/// Precision and recall by B-cubed (Bagga and Baldwin, 1998), as F1, over pairs of the same mention.
fn b_cubed(pairs: &[(String, String)]) -> f64 {
    let mut sums = (0.0, 0.0);
    for (system, truth) in pairs {
        let both = pairs.iter().filter(|(a, b)| a == system && b == truth).count() as f64;
        sums.0 += both / pairs.iter().filter(|(a, _)| a == system).count() as f64;
        sums.1 += both / pairs.iter().filter(|(_, b)| b == truth).count() as f64;
    }
    let n = pairs.len() as f64;
    let (precision, recall) = (sums.0 / n, sums.1 / n);
    200.0 * precision * recall / (precision + recall)
}

#[test]
fn advocacy_texts() {
    let Ok(annotation) = std::fs::read_to_string(Path::new(CORPUS).join("annotation-example.json")) else {
        println!("{CORPUS} is absent: names of annotated texts are not tested");
        return;
    };
    let annotation: Value = serde_json::from_str(&annotation).expect("JSON");
    for (pack, least) in [(false, 91.0), (true, 95.0)] {
        let (mut right, mut system, mut truth) = (0, 0, 0);
        let mut wrong = Vec::new();
        let mut pairs = Vec::new();
        for file in ["joint-appeal.txt", "inquiry-statement.txt"] {
            let (core, free) = gold(&annotation, file);
            let found = found(file, pack);
            truth += core.len();
            let expected: BTreeMap<(u64, u64, &str), &str> = core
                .iter()
                .map(|name| ((name.start, name.end, name.kind.as_str()), name.entity.as_str()))
                .collect();
            for name in &found {
                if let Some(entity) = expected.get(&(name.start, name.end, name.kind.as_str())) {
                    right += 1;
                    system += 1;
                    pairs.push((format!("{} {file}", name.entity), format!("{entity} {file}")));
                } else if ["PER", "ORG", "LOC"].contains(&name.kind.as_str())
                    && !free.iter().any(|free| free.start < name.end && name.start < free.end)
                {
                    system += 1;
                    wrong.push(format!("{name:?}"));
                }
            }
            let missed = core.iter().filter(|name| {
                !found
                    .iter()
                    .any(|other| (other.start, other.end, &other.kind) == (name.start, name.end, &name.kind))
            });
            wrong.extend(missed.map(|name| format!("missed {name:?}")));
        }
        let f1 = 200.0 * f64::from(right) / (f64::from(system) + truth as f64);
        let linked = b_cubed(&pairs);
        println!("pack {pack}: names F1 {f1:.1} of {truth}, B-cubed {linked:.1} of {}", pairs.len());
        assert!(f1 >= least, "F1 {f1:.1}\n{}", wrong.join("\n"));
        assert!(linked >= 96.0, "B-cubed {linked:.1}: {pairs:#?}");
    }
}
