//! Khmer word boundaries on hand-segmented sentences that lie beside the repository.

#[path = "../training/src/bin/khmer_boundary/data.rs"]
mod data;
#[path = "../training/src/bin/khmer_boundary/score.rs"]
mod score;

use std::collections::BTreeMap;
use std::path::Path;

use saksi::archive::{Archive, Step};
use saksi::pipeline;
use saksi::query::{self, Request};
use saksi::text::khmer::boundary::{Boundaries, Model};
use saksi::text::khmer::{is_base, normalise};

/// The lines of a file that lies beside the repository, for evaluation only: nothing is trained on it.
fn lines(file: &str) -> Option<Vec<data::Line>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/khmer").join(file);
    let written = data::read(&path);
    if written.is_none() {
        println!("passed over: ../shared/data/khmer/{file} is absent");
    }
    Some(written?.iter().map(|written| data::line(written, false)).collect())
}

/// Fails if the words found in this file are worse than `least`.
fn check(file: &str, least: f64) {
    let Some(lines) = lines(file) else { return };
    let f1 = score::f1(Model::shipped(), &lines);
    assert!(f1 >= least, "{file}: F1 of words {f1:.4}, at least {least} expected");
}

#[test]
fn words_of_hand_segmented_sentences_are_found() {
    check("khpos-close-test.txt", 0.945);
    check("speech-segmented-gold.txt", 0.945);
}

/// Of the sentences that hold the letters of a word, those come first in which they are that word.
#[test]
fn sentences_with_a_word_come_before_those_with_its_letters() {
    let Some(lines) = lines("khpos-close-test.txt") else { return };
    let passages: Vec<_> = (0..)
        .zip(&lines)
        .map(|(n, line): (u32, _)| pipeline::passage(n.to_string(), String::new(), line.text.clone()))
        .collect();
    let archive = pipeline::passages(&passages).and_then(Archive::from_bytes).expect("an archive");
    // In which sentences each word stands.
    let mut holders: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (n, line) in (0..).zip(&lines) {
        let starts = std::iter::once(0).chain(line.ends.iter().copied());
        for (start, end) in starts.zip(line.ends.iter().copied()) {
            let word = normalise(&line.text[start as usize..end as usize]);
            holders.entry(word).or_default().push(n);
        }
    }
    let mut precisions = Vec::new();
    for (word, holders) in holders.iter_mut().filter(|(word, _)| word.starts_with(is_base)).step_by(7) {
        holders.dedup();
        let request = Request { limit: u32::MAX, ..Request::new(word) };
        let Ok(Step::Ready(answer)) = query::search_hits(&archive, &request) else { panic!("{word}") };
        let hits = answer.hits.iter().map(|hit| holders.binary_search(&hit.document).is_ok());
        let ranks = (1..).zip(hits).filter(|&(_, right)| right).map(|(rank, _)| f64::from(rank));
        let found: Vec<f64> = (1..).zip(ranks).map(|(seen, rank)| f64::from(seen) / rank).collect();
        assert_eq!(found.len(), holders.len(), "{word} is found wherever it stands");
        precisions.push(found.iter().sum::<f64>() / found.len() as f64);
    }
    let mean = precisions.iter().sum::<f64>() / precisions.len() as f64;
    assert!(mean >= 0.986, "mean average precision {mean:.4} of {} words", precisions.len());
}

#[test]
fn the_score_counts_whole_words() {
    // A model that knows nothing finds one word in each line.
    let nothing = Model::new(0, -1, Vec::new());
    let lines = [data::line("ខ្មែរ ប្រជា_ជន", false), data::line("ខ្មែរ", false)];
    assert_eq!(Boundaries::with(&nothing, &lines[0].text).ends().len(), 1);
    assert!((score::f1(&nothing, &lines) - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn segmented_lines_are_read_as_their_parts() {
    let with = data::line("▁ ក_ខ ▁ គ~ឃ", true);
    assert_eq!(with.text, "កខ គឃ");
    assert_eq!(with.ends.into_iter().collect::<Vec<_>>(), [3, 6, 7, 10, 13]);
    assert_eq!(data::line("▁ ក_ខ ▁ គ~ឃ", false).text, "កខគឃ");
}
