//! Khmer word boundaries on hand-segmented sentences that lie beside the repository.

#[path = "../training/src/bin/khmer_boundary/data.rs"]
mod data;
#[path = "../training/src/bin/khmer_boundary/score.rs"]
mod score;

use std::path::Path;

use saksi::text::khmer::boundary::{Boundaries, Model};

/// Fails if the words found in this file are worse than `least`. The file is for evaluation only: nothing is trained
/// on it.
fn check(file: &str, least: f64) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/khmer").join(file);
    let Some(written) = data::read(&path) else {
        println!("passed over: ../shared/data/khmer/{file} is absent");
        return;
    };
    let lines: Vec<data::Line> = written.iter().map(|written| data::line(written, false)).collect();
    let f1 = score::f1(Model::shipped(), &lines);
    assert!(f1 >= least, "{file}: F1 of words {f1:.4}, at least {least} expected");
}

#[test]
fn words_of_hand_segmented_sentences_are_found() {
    check("khpos-close-test.txt", 0.945);
    check("speech-segmented-gold.txt", 0.945);
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
