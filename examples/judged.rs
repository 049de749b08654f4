//! How well the search ranks, on collections with relevance judgements; and what an archive costs at scale.
//!
//! `cargo run --release --example judged -- FOLDER [NAME…]` reads `FOLDER/NAME/corpus.jsonl` (id, title, text) and, where
//! they are there, `queries.jsonl` (id, text) and `qrels.tsv` (query, document, grade). For each collection it prints
//! nDCG at 10 and recall at 100 (as trec_eval: gain = grade, discount = log2(rank + 1)), the time to build, the size of
//! the archive by the size of the text, and what a reader far away fetches for a query. With `SAKSI_SAVE=FOLDER` each
//! archive is written into that folder too. With `SAKSI_LEAD=N` the first N words of each text stand in it twice: what
//! it would be worth that a word of the lead counted more.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use saksi::archive::{self, AnnotatedDocument, Archive, Rehearsal, Step};
use saksi::entity::Resolution;
use saksi::pipeline;
use saksi::query::{self, Request};

/// Queries of one, two and more words, for what a cold reader fetches.
const COLD: [&str; 9] = [
    "genocide",
    "Cambodia",
    "peace",
    "journalists",
    "human rights",
    "Khmer Rouge",
    "press freedom",
    "crimes against humanity tribunal Cambodia",
    "what did the delegation say about the freedom of the press in the region",
];

/// Seconds of processor time that this program has taken, where the system tells; otherwise of the clock. A machine
/// that is shared makes everything seem slow.
fn processor_seconds() -> f64 {
    use std::sync::OnceLock;
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/self/schedstat");
    let told = told.ok().and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    told.map_or_else(
        || START.get_or_init(Instant::now).elapsed().as_secs_f64(),
        |nanoseconds| nanoseconds / 1e9,
    )
}

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn field(value: &serde_json::Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn document(line: &serde_json::Value) -> AnnotatedDocument {
    let mut text = field(line, "text");
    if let Some(words) = std::env::var("SAKSI_LEAD").ok().and_then(|words| words.parse().ok()) {
        let lead: Vec<&str> = text.split_whitespace().take(words).collect();
        text = [&lead.join(" "), "\n\n", &text].concat();
    }
    pipeline::passage(field(line, "id"), field(line, "title"), text)
}

fn ranked(archive: &Archive, query: &str, limit: u32) -> Vec<String> {
    let request = Request { limit, ..Request::new(query) };
    match query::search_hits(archive, &request).expect("a sound archive") {
        Step::Ready(answer) => answer.hits.into_iter().map(|hit| hit.id).collect(),
        Step::Missing(_) => unreachable!("the archive is wholly held"),
    }
}

fn ndcg(ranked: &[String], grades: &BTreeMap<String, f64>) -> f64 {
    let discount = |rank: usize| (rank as f64 + 2.0).log2();
    let gain: f64 = ranked
        .iter()
        .take(10)
        .enumerate()
        .map(|(rank, id)| grades.get(id).unwrap_or(&0.0) / discount(rank))
        .sum();
    let mut ideal: Vec<f64> = grades.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let best: f64 = ideal.iter().take(10).enumerate().map(|(rank, grade)| grade / discount(rank)).sum();
    if best > 0.0 { gain / best } else { 0.0 }
}

fn judged(archive: &Archive, folder: &Path) {
    let mut grades: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    let Ok(text) = std::fs::read_to_string(folder.join("qrels.tsv")) else { return };
    for line in text.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        if let [query, document, grade] = parts[..] {
            let grade = grade.parse().unwrap_or(0.0);
            let known = grades.entry(query.to_owned()).or_default().entry(document.to_owned()).or_insert(0.0);
            *known = f64::max(*known, grade);
        }
    }
    let (mut gain, mut recall, mut count) = (0.0, 0.0, 0.0);
    let start = Instant::now();
    for query in lines(&folder.join("queries.jsonl")) {
        let Some(grades) = grades.get(&field(&query, "id")) else { continue };
        let ranked = ranked(archive, &field(&query, "text"), 100);
        gain += ndcg(&ranked, grades);
        let relevant = grades.values().filter(|&&grade| grade > 0.0).count();
        let had = ranked.iter().filter(|&id| grades.get(id).is_some_and(|&grade| grade > 0.0)).count();
        recall += had as f64 / relevant.max(1) as f64;
        count += 1.0;
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / count;
    println!(
        "  nDCG@10 {:.4}  recall@100 {:.4}  {each:.2} ms a query ({count} queries)",
        gain / count,
        recall / count
    );
}

fn cold(file: &[u8]) {
    for query in COLD {
        let request = Request::new(query);
        let mut far = Rehearsal::new(file);
        far.run(Archive::document_count).expect("a sound archive");
        let (opened, rounds) = (far.bytes, far.rounds);
        let answer = far.run(|archive| query::search_hits(archive, &request)).expect("a sound archive");
        let (first, first_rounds, requests) = (far.bytes, far.rounds, far.requests);
        let held = Archive::from_bytes(file.to_vec()).expect("a sound archive");
        let mut fastest = f64::MAX;
        for _ in 0..30 {
            let start = Instant::now();
            query::search_hits(&held, &request).expect("a sound archive");
            fastest = fastest.min(start.elapsed().as_secs_f64());
        }
        let request = Request::new("freedom of assembly");
        let before = far.bytes;
        far.run(|archive| query::search_hits(archive, &request)).expect("a sound archive");
        let next = far.bytes - before;
        println!(
            "  {query:?}: {:.1} KB to open ({rounds} rounds), then {:.1} KB in {} rounds and {} requests, {:.1} KB for the next query; {} documents, {:.3} ms",
            opened as f64 / 1000.0,
            (first - opened) as f64 / 1000.0,
            first_rounds - rounds,
            requests,
            next as f64 / 1000.0,
            answer.total,
            fastest * 1000.0,
        );
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "../shared/data/search".to_owned());
    let mut names: Vec<String> = arguments.collect();
    if names.is_empty() {
        names = ["cranfield", "cisi", "npl", "un10"].map(str::to_owned).to_vec();
    }
    for name in names {
        let folder = Path::new(&folder).join(&name);
        let documents: Vec<AnnotatedDocument> =
            lines(&folder.join("corpus.jsonl")).iter().map(document).collect();
        if documents.is_empty() {
            println!("{name}: no corpus.jsonl in {}", folder.display());
            continue;
        }
        let size: usize =
            documents.iter().map(|one| one.document.text.len() + one.document.title.len()).sum();
        let start = processor_seconds();
        let segment = archive::write_segment(&documents).expect("a segment");
        let seconds = processor_seconds() - start;
        let file = archive::assemble(&[segment], &Resolution::default(), &[]).expect("an archive");
        println!(
            "{name}: {} documents, {:.2} MB of text, built in {seconds:.2} s ({:.1} MB/s), archive {:.1} % of the text",
            documents.len(),
            size as f64 / 1e6,
            size as f64 / 1e6 / seconds,
            file.len() as f64 * 100.0 / size as f64,
        );
        for (name, len) in archive::sizes(&file).expect("a sound archive") {
            println!("    {name:18} {:6.2} %", len as f64 * 100.0 / size as f64);
        }
        if let Some(into) = std::env::var_os("SAKSI_SAVE") {
            std::fs::write(Path::new(&into).join(name + ".saksi"), &file).expect("the file is written");
        }
        if folder.join("qrels.tsv").exists() {
            judged(&Archive::from_bytes(file).expect("a sound archive"), &folder);
        } else {
            cold(&file);
        }
    }
}
