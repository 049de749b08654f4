//! Times each stage of the road, natively, on the files below a folder: `cargo run --release --example stages -- FOLDER`.
//!
//! Prints a Markdown table: megabytes (10^6 bytes of extracted text) a second for each stage, and of the whole. Each
//! stage runs until it has taken half a second at least; the best of its runs counts, since other programs only slow
//! it down.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, hint};

use saksi::archive::{self, Archive, Step};
use saksi::document::Document;
use saksi::pipeline::{self, Settings};
use saksi::query::{self, Request};
use saksi::text::{sentence, token};
use saksi::{entity, event, ingest, temporal};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The seconds of the fastest run of a stage.
fn best(mut stage: impl FnMut()) -> f64 {
    let (mut fastest, begun) = (Duration::MAX, Instant::now());
    while begun.elapsed() < Duration::from_millis(500) {
        let start = Instant::now();
        stage();
        fastest = fastest.min(start.elapsed());
    }
    fastest.as_secs_f64()
}

fn main() {
    let folder = env::args().nth(1).unwrap_or_else(|| "samples/documents".to_owned());
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    let inputs: Vec<(String, Vec<u8>)> = paths
        .iter()
        .map(|path| (path.display().to_string(), fs::read(path).expect("a readable file")))
        .collect();
    let settings = Settings::default();
    let annotated: Vec<_> = inputs
        .iter()
        .filter_map(|(name, bytes)| pipeline::annotate(bytes, name, &settings).ok())
        .flat_map(|file| file.documents)
        .collect();
    let documents: Vec<&Document> = annotated.iter().map(|a| &a.document).collect();
    let text: usize = documents.iter().map(|d| d.text.len()).sum();
    let megabytes = text as f64 / 1e6;
    println!("{} documents, {megabytes:.2} MB of text, below {folder}\n", documents.len());
    println!("| stage | MB/s, native |\n|---|---|");
    let row = |name: &str, seconds: f64| println!("| {name} | {:.1} |", megabytes / seconds);

    row(
        "ingest: bytes to documents",
        best(|| {
            for (name, bytes) in &inputs {
                let _ = hint::black_box(ingest::read(bytes, name));
            }
        }),
    );
    row(
        "text: sentences and tokens",
        best(|| {
            for document in &documents {
                hint::black_box(sentence::sentences(&document.text));
                hint::black_box(token::tokens(&document.text));
            }
        }),
    );
    row(
        "temporal: time expressions",
        best(|| {
            for a in &annotated {
                hint::black_box(temporal::timexes(&a.document, &a.sentences));
            }
        }),
    );
    row(
        "entity: names of each document",
        best(|| {
            for a in &annotated {
                hint::black_box(entity::extract(&a.document, &a.sentences, None, None));
            }
        }),
    );
    row(
        "event: events of each document",
        best(|| {
            for a in &annotated {
                hint::black_box(event::extract(&a.document, &a.sentences, &a.entities, &a.timexes));
            }
        }),
    );
    row(
        "archive: index and write a segment",
        best(|| {
            hint::black_box(archive::write_segment(&annotated)).expect("a segment");
        }),
    );
    let segment = archive::write_segment(&annotated).expect("a segment");
    row(
        "pipeline: resolve, merge, assemble",
        best(|| {
            hint::black_box(pipeline::combine(std::slice::from_ref(&segment), None)).expect("an archive");
        }),
    );
    row(
        "all: bytes to an archive",
        best(|| {
            let documents = inputs
                .iter()
                .filter_map(|(name, bytes)| pipeline::annotate(bytes, name, &settings).ok())
                .flat_map(|file| file.documents)
                .collect();
            hint::black_box(pipeline::build(documents, None)).expect("an archive");
        }),
    );

    let bytes = pipeline::build(annotated.clone(), None).expect("an archive");
    println!("\nArchive: {} bytes, {:.2} times the text.\n", bytes.len(), bytes.len() as f64 / text as f64);
    println!("| query | documents | ms, native |\n|---|---|---|");
    let archive = Archive::from_bytes(bytes).expect("an archive");
    for text in ["election", "Kem Sokha", "\"treason\" -Thailand", "កឹម សុខា"] {
        let request = Request::new(text);
        let Ok(Step::Ready(answer)) = query::search(&archive, &request) else {
            panic!("no answer for {text}")
        };
        let seconds = best(|| {
            let _ = hint::black_box(query::search(&archive, &request));
        });
        println!("| `{text}` | {} | {:.2} |", answer.total, seconds * 1e3);
    }
}
