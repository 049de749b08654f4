//! What the Khmer word boundaries are worth on hand-segmented sentences:
//! `cargo run --release --example khmer_score -- GOLD [--write FILE]`.
//!
//! GOLD has a sentence a line, words apart by spaces, parts of compounds joined by `_`, `~` or `^`. The spaces are taken
//! away, and two things measured. First the F1 of the parts. Then a search: up to 600 of the words are looked for, and
//! a sentence is right if the word is one of its own. Sentences are found by their clusters as a phrase; those
//! where the phrase begins and ends at word boundaries come first, the others after, each in order. The last row is the
//! search itself, over an archive of the sentences.
//! `--write` writes the segmented sentences, words apart by `|`, for other scorers.

#[path = "../training/src/bin/khmer_boundary/data.rs"]
mod data;
#[path = "../training/src/bin/khmer_boundary/score.rs"]
mod score;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use std::{env, fs, process};

use data::{Line, line};
use saksi::archive::{Archive, Step};
use saksi::pipeline;
use saksi::query::{self, Request};
use saksi::text::TextRange;
use saksi::text::khmer::boundary::{Boundaries, Model};
use saksi::text::khmer::{clusters, is_base, normalise, normalised};

const QUERIES: usize = 600;

/// A sentence as it is searched.
struct Sentence {
    /// The normalised clusters, and where each stands in the text.
    clusters: Vec<(String, TextRange)>,
    found: Boundaries,
    /// The words that really stand in it, normalised.
    words: BTreeSet<String>,
}

impl Sentence {
    fn new(line: &Line) -> Self {
        let key = normalised(&line.text);
        let cut = |range: TextRange| (range.of(key.text()).to_owned(), key.origin(range));
        Self {
            clusters: clusters(key.text()).into_iter().map(cut).collect(),
            found: Boundaries::of(&line.text),
            words: words(line),
        }
    }

    /// Where the phrase stands.
    fn occurrences<'a>(&'a self, phrase: &'a [String]) -> impl Iterator<Item = TextRange> + 'a {
        self.clusters
            .windows(phrase.len().max(1))
            .filter(move |window| window.iter().map(|(key, _)| key).eq(phrase))
            .filter_map(|window| {
                let (first, last) = (window.first()?.1, window.last()?.1);
                Some(TextRange { start: first.start, end: last.end })
            })
    }
}

/// One way to order what was found, summed over queries.
#[derive(Default)]
struct Ranking {
    precision: f64,
    recall: f64,
    average_precision: f64,
    without_hit: u32,
}

impl Ranking {
    /// `hits` says of each hit in order whether it is right; `right` is how many there are to find.
    fn add(&mut self, hits: &[bool], right: usize) {
        let (mut seen, mut sum) = (0, 0.0);
        for (rank, _) in hits.iter().enumerate().filter(|&(_, &hit)| hit) {
            seen += 1;
            sum += f64::from(seen) / (rank + 1) as f64;
        }
        self.precision += f64::from(seen) / hits.len().max(1) as f64;
        self.recall += f64::from(seen) / right as f64;
        self.average_precision += sum / right as f64;
        self.without_hit += u32::from(hits.is_empty());
    }

    fn print(&self, name: &str, queries: usize) {
        let mean = |sum: f64| sum / queries as f64;
        println!(
            "| {name} | {:.3} | {:.3} | {:.3} | {} |",
            mean(self.precision),
            mean(self.recall),
            mean(self.average_precision),
            self.without_hit
        );
    }
}

/// The words of a line, normalised.
fn words(line: &Line) -> BTreeSet<String> {
    let starts = std::iter::once(0).chain(line.ends.iter().copied());
    let word = |(start, end)| normalise(line.text.get(start as usize..end as usize).unwrap_or(""));
    starts.zip(line.ends.iter().copied()).map(word).collect()
}

/// Words to look for: of all in Khmer letters with so many clusters, every so-many-th in the order of their letters.
fn queries(lines: &[Line], least: usize) -> Vec<Vec<String>> {
    let words: BTreeSet<String> =
        lines.iter().flat_map(words).filter(|word| word.starts_with(is_base)).collect();
    let keys = |word: &String| clusters(word).into_iter().map(|range| range.of(word).to_owned()).collect();
    let all: Vec<Vec<String>> =
        words.iter().map(keys).filter(|keys: &Vec<String>| keys.len() >= least).collect();
    // Steps of a fraction, so that the last words of the order have the same chance as the first.
    let count = QUERIES.min(all.len());
    (0..count).filter_map(|index| all.get(index * all.len() / count).cloned()).collect()
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (gold, out) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [gold] => (gold, None),
        [gold, "--write", out] => (gold, Some(out)),
        _ => {
            eprintln!("usage: khmer_score GOLD [--write FILE]");
            process::exit(2);
        }
    };
    let Some(written) = data::read(Path::new(gold)) else {
        eprintln!("{gold}: cannot be read as text");
        process::exit(1);
    };
    let lines: Vec<Line> = written.iter().map(|written| line(written, false)).collect();
    println!("F1 of words: {:.4}", score::f1(Model::shipped(), &lines));

    let segmented = |line: &Line| {
        let words: Vec<&str> = Boundaries::of(&line.text).words().map(|range| range.of(&line.text)).collect();
        words.join("|") + "\n"
    };
    if let Some(out) = out
        && let Err(error) = fs::write(out, lines.iter().map(segmented).collect::<String>())
    {
        eprintln!("{out}: {error}");
        process::exit(1);
    }

    let (begun, mut bytes) = (Instant::now(), 0);
    while begun.elapsed().as_millis() < 500 {
        for line in &lines {
            bytes += line.text.len();
            std::hint::black_box(Boundaries::of(&line.text));
        }
    }
    println!("{:.1} MB/s, native\n", bytes as f64 / 1e6 / begun.elapsed().as_secs_f64());

    let sentences: Vec<Sentence> = lines.iter().map(Sentence::new).collect();
    let passage =
        |(n, line): (usize, &Line)| pipeline::passage(n.to_string(), String::new(), line.text.clone());
    let passages: Vec<_> = lines.iter().enumerate().map(passage).collect();
    let archive = pipeline::passages(&passages).and_then(Archive::from_bytes).expect("an archive");
    for least in [1, 2] {
        search(&archive, &sentences, &queries(&lines, least), least);
    }
}

/// The sentences that the search finds, best first.
fn found(archive: &Archive, query: &str) -> Vec<usize> {
    let request = Request { limit: u32::MAX, ..Request::new(query) };
    match query::search_hits(archive, &request).expect("a sound archive") {
        Step::Ready(answer) => answer.hits.iter().map(|hit| hit.document as usize).collect(),
        Step::Missing(_) => unreachable!("the archive is wholly held"),
    }
}

/// Measures the search for some queries of at least so many clusters.
fn search(archive: &Archive, sentences: &[Sentence], queries: &[Vec<String>], least: usize) {
    let (mut plain, mut ranked, mut searched) = (Ranking::default(), Ranking::default(), Ranking::default());
    for query in queries {
        let word = query.concat();
        // For each hit, whether it is right and whether the tagger takes it for a whole word.
        let mut hits: Vec<(bool, bool)> = Vec::new();
        for sentence in sentences {
            let mut places = sentence.occurrences(query).peekable();
            if places.peek().is_some() {
                let whole = places.any(|range| sentence.found.is_whole(range));
                hits.push((sentence.words.contains(&word), whole));
            }
        }
        let right = sentences.iter().filter(|sentence| sentence.words.contains(&word)).count();
        plain.add(&hits.iter().map(|&(right, _)| right).collect::<Vec<_>>(), right);
        // The sort is stable: hits of one kind stay in the order of the text.
        hits.sort_by_key(|&(_, whole)| !whole);
        ranked.add(&hits.iter().map(|&(right, _)| right).collect::<Vec<_>>(), right);
        let hits = found(archive, &word);
        searched.add(&hits.iter().map(|&at| sentences[at].words.contains(&word)).collect::<Vec<_>>(), right);
    }
    println!(
        "{} one-word queries of {least} or more clusters over {} sentences\n",
        queries.len(),
        sentences.len()
    );
    println!("| ranking | precision | recall | MAP | queries without a hit |\n|---|---|---|---|---|");
    plain.print("clusters as a phrase", queries.len());
    ranked.print("whole words first", queries.len());
    searched.print("the search", queries.len());
    println!();
}
