//! Tags texts, for a scorer to compare with gold annotations.
//!
//! usage: `entity_score FILE.jsonl [--tagger FILE] [PACK.json] > predictions.jsonl`
//!
//! A line of the input is `{"id", "text"}`; a line of the output is `{"id", "ents": [{"start", "end", "type"}]}`, in
//! Unicode code points.

use saksi::document::Document;
use saksi::entity::model::Tagger;
use saksi::entity::{self, Pack};
use saksi::text::offsets::{Offsets, Unit};
use saksi::text::sentence::sentences;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let input = arguments.next().ok_or("usage: entity_score FILE.jsonl [--tagger FILE] [PACK.json]")?;
    let mut rest = arguments.peekable();
    let tagger = match rest.next_if_eq("--tagger").and_then(|_| rest.next()) {
        Some(path) => Some(Tagger::load(&std::fs::read(path)?)?),
        None => None,
    };
    let pack = match rest.next() {
        Some(path) => Some(Pack::parse(&std::fs::read_to_string(path)?)?),
        None => None,
    };
    for line in std::fs::read_to_string(input)?.lines().filter(|line| !line.is_empty()) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().ok_or("expected a field \"text\"")?;
        let document = Document::of_text(text);
        let found = entity::extract(&document, &sentences(text), pack.as_ref(), tagger.as_ref());
        let offsets = Offsets::new(text, Unit::CodePoint);
        let ents: Vec<serde_json::Value> = found
            .mentions
            .iter()
            .map(|mention| {
                let (start, end) = offsets.from_range(mention.range);
                let name = found.entities[mention.entity as usize].name.as_str();
                serde_json::json!({"start": start, "end": end, "type": mention.entity_type.code(), "name": name})
            })
            .collect();
        println!("{}", serde_json::json!({"id": value["id"], "ents": ents}));
    }
    Ok(())
}
