//! Damaged samples to every public reader: what a fuzzer would think of first, the same each time.
//!
//! `SAKSI_CASES=100000 cargo test --release --test fuzz` tries more of each; `fuzz/` holds the same laws for libFuzzer.
#![cfg(feature = "full")]

mod laws;

use saksi::decisions::Decisions;
use saksi::entity::Pack;
use std::path::Path;

/// How many damaged samples each law gets where nothing else is said.
const CASES: usize = 150;

/// Numbers that look like chance, the same each time (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Every file below a folder, in order.
fn files(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(bytes) = std::fs::read(&path) {
            found.push(bytes);
        }
    }
}

fn samples(folders: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        files(&root.join(folder), &mut found);
    }
    assert!(!found.is_empty(), "no samples in {folders:?}");
    found
}

/// A piece of up to `most` bytes of some sample.
fn piece<'s>(samples: &'s [Vec<u8>], most: usize, chance: &mut Chance) -> &'s [u8] {
    let sample = &samples[chance.below(samples.len())];
    // A short sample whole, now and then: what is no JSON any more is refused before it is read.
    if sample.len() <= most && chance.below(2) == 0 {
        return sample;
    }
    let start = chance.below(sample.len() + 1);
    let end = (start + chance.below(most + 1)).min(sample.len());
    &sample[start..end]
}

/// A piece of a sample with a few things done to it, behind a byte that switches the law.
fn damaged(samples: &[Vec<u8>], most: usize, chance: &mut Chance) -> Vec<u8> {
    const ODD: [&str; 14] =
        ["\u{200b}", "\u{a0}", "é", "😀", "\u{17d2}", "ថ្ងៃ", "-", "–", "\n\n", "0", "99999", "'", "<", "\""];
    let mut bytes = piece(samples, most, chance).to_vec();
    for _ in 0..chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(12)).min(bytes.len());
        match chance.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..end, piece(samples, 40, chance).iter().copied())),
            2 => drop(bytes.splice(at..at, ODD[chance.below(ODD.len())].bytes())),
            3 => {
                let again = bytes[at..end].repeat(1 + chance.below(4));
                drop(bytes.splice(at..at, again));
            }
            4 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= 1 << chance.below(8)),
            _ => drop(bytes.splice(at..end, piece(samples, 12, chance).iter().copied())),
        }
    }
    bytes.insert(0, chance.below(256) as u8);
    bytes
}

fn check(samples: &[Vec<u8>], most: usize, seed: u64, law: impl Fn(&[u8])) {
    let mut chance = Chance(seed);
    let cases = std::env::var("SAKSI_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    for _ in 0..cases {
        law(&damaged(samples, most, &mut chance));
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn times_of_damaged_documents() {
    check(&samples(&["samples/documents", "tests/data/temporal"]), 600, 0x7469_6d65, laws::times);
}

#[test]
fn damaged_files() {
    check(&samples(&["samples/documents"]), 2000, 0x6669_6c65, laws::file);
}

#[test]
fn damaged_queries() {
    check(&samples(&["tests/data/query"]), 80, 0x7175_6572, |bytes| laws::query(&text(bytes)));
}

#[test]
fn damaged_archives() {
    check(&samples(&["tests/golden"]), 9000, 0x6172_6368, |bytes| {
        laws::archive(&bytes[1..]);
        // Whole, but for what was done to it in one place.
        let mut whole = include_bytes!("golden/v3.saksi").to_vec();
        let at = bytes.len() * 31 % whole.len();
        let end = whole.len().min(at + bytes.len() % 64);
        whole.splice(at..end, bytes.iter().copied().take(end - at));
        laws::archive(&whole);
    });
}

#[test]
fn damaged_decisions_and_packs() {
    let decisions = r#"{"saksi": "decisions", "version": 1, "decisions": [
        {"do": "rename", "entity": {"type": "ORG", "name": "CNRP"}, "name": "ភ្នំពេញ é"},
        {"do": "date", "document": "0123456789ab", "title": "é 😀", "date": "2023-10/2024-02", "note": "n"},
        {"do": "reject", "entity": {"type": "PER", "name": "Sarin 😀"}}]}"#;
    let pack = r#"{"name": "é", "note": "n", "entries": [{"id": "per-a", "type": "PER", "name": "Kuy Sarin",
        "names": {"km": ["ភ្នំពេញ"]}, "aliases": ["KS", "Sarin K."]}]}"#;
    assert!(Decisions::parse(decisions).is_ok() && Pack::parse(pack).is_ok());
    let samples = [decisions, pack].map(|json| json.as_bytes().to_vec());
    check(&samples, 400, 0x7061_636b, |bytes| {
        let json = text(&bytes[1..]);
        laws::decisions(&json);
        laws::pack(&json);
    });
}
