//! Reads a file of JSON lines (`{"id","dct","text"}`) and prints the time expressions of each text as JSON lines
//! (`{"id","timexes":[{"start","end","type","value"}]}`, offsets in code points), for a scorer.
//!
//! `cargo run --release --example temporal_score -- GOLD.jsonl > SYSTEM.jsonl`; `--why` adds modifiers and reasons.

use saksi::calendar::When;
use saksi::document::{Document, Published, PublishedHow};
use saksi::temporal;
use saksi::text::offsets::{Offsets, Unit};
use saksi::text::sentence::sentences;

fn document(text: &str, published: Option<When>) -> Document {
    Document {
        published: published.map(|when| Published {
            when,
            how: PublishedHow::Metadata,
            evidence: None,
            why: String::new(),
        }),
        ..Document::of_text(text)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file of JSON lines is expected")?;
    let explain = std::env::args().any(|argument| argument == "--why");
    let content = std::fs::read_to_string(path)?;
    // A file of cases is one array; each case is a whole text.
    let items: Vec<serde_json::Value> = if content.trim_start().starts_with('[') {
        serde_json::from_str(&content)?
    } else {
        content.lines().map(serde_json::from_str).collect::<Result<_, _>>()?
    };
    let started = std::time::Instant::now();
    let mut bytes = 0;
    for (number, item) in items.iter().enumerate() {
        let text = item["text"].as_str().unwrap_or("");
        bytes += text.len();
        let published = item["dct"].as_str().and_then(When::parse_iso);
        let document = document(text, published);
        let timexes = temporal::timexes(&document, &sentences(text));
        let offsets = Offsets::new(text, Unit::CodePoint);
        let timexes: Vec<serde_json::Value> = timexes
            .iter()
            .map(|timex| {
                let (start, end) = offsets.from_range(timex.range);
                let mut line = serde_json::json!({
                    "start": start,
                    "end": end,
                    "type": timex.timex_type.code(),
                    "value": timex.value,
                });
                if explain {
                    line["mod"] = timex.modifier.into();
                    line["why"] = timex.why.clone().into();
                }
                line
            })
            .collect();
        let id = item["id"].as_str().map_or_else(|| number.to_string(), str::to_owned);
        println!("{}", serde_json::json!({ "id": id, "timexes": timexes }));
    }
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("{} documents, {bytes} bytes, {:.2} MB/s", items.len(), bytes as f64 / seconds / 1e6);
    Ok(())
}
