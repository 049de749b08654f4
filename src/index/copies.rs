//! Which documents are near copies of one another: reprints with another headline, a line cut or added.
//!
//! A document's signature is a one-permutation MinHash (Li, Owen and Zhang, "One Permutation Hashing", 2012) of the
//! runs of [`RUN`] words of its own text, [`BINS`] bins of one byte each: two signatures agree in about as many bins
//! as the share of runs that the texts have in common. It is written with the segment; when segments become an archive,
//! documents that agree in [`ALIKE`] bins are put in one group, which is written as the ordinal of its first document.
//! Most archives have few copies, so the groups list only documents that have any.

use crate::document::Document;
use crate::order;
use crate::text::script::{is_invisible, unspaced};

/// The bins of a signature.
pub const BINS: usize = 32;
/// As many bins must agree: four in five.
const ALIKE: usize = 26;
/// Words in a run, and characters in one of a script without spaces.
const RUN: usize = 5;
const UNSPACED_RUN: usize = 12;
/// A text of fewer words says too little to be a copy of another.
const FEWEST: usize = 24;
/// Bins that are looked up together to find what may be alike.
const BAND: usize = 4;
const BANDS: usize = BINS / BAND;
/// With how many documents of a band a document is compared at most.
const COMPARED: usize = 8;

/// The signature of a document's own words; all zero where they are too few.
pub fn signature(document: &Document) -> [u8; BINS] {
    let mut least = [u64::MAX; BINS];
    let mut recent = [0u64; UNSPACED_RUN];
    let mut words = 0usize;
    let mut word = 0u64;
    let mut close = |word: &mut u64, run: usize, words: &mut usize| {
        if *word == 0 {
            return;
        }
        recent[*words % UNSPACED_RUN] = std::mem::take(word);
        *words += 1;
        if *words >= run {
            let hash = (0..run).fold(0u64, |sum, back| {
                mix(sum.rotate_left(23) ^ recent[(*words - 1 - back) % UNSPACED_RUN])
            });
            let bin = (hash >> 59) as usize % BINS;
            least[bin] = least[bin].min(hash << 5);
        }
    };
    for part in own_parts(document) {
        let (bytes, mut at) = (part.as_bytes(), 0);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte.is_ascii_alphanumeric() {
                word = with_character(word, u64::from(byte.to_ascii_lowercase()));
                continue;
            }
            let c =
                if byte.is_ascii() { char::from(byte) } else { part[at - 1..].chars().next().unwrap_or(' ') };
            at += c.len_utf8() - 1;
            if unspaced(c).is_some() {
                word = mix(u64::from(c));
                close(&mut word, UNSPACED_RUN, &mut words);
            } else if !byte.is_ascii() && c.is_alphanumeric() {
                word = with_character(word, u64::from(c));
            } else if byte.is_ascii() || !is_invisible(c) {
                close(&mut word, RUN, &mut words);
            }
        }
    }
    close(&mut word, RUN, &mut words);
    let mut signature = [0; BINS];
    if words < FEWEST {
        return signature;
    }
    for (bin, byte) in signature.iter_mut().enumerate() {
        // An empty bin borrows from the next that is not, rotated so that it differs from it.
        let found = (0..BINS).find(|step| least[(bin + step) % BINS] != u64::MAX);
        let step = found.unwrap_or(0);
        *byte = (mix(least[(bin + step) % BINS] ^ step as u64) >> 56) as u8;
    }
    signature
}

/// The parts of a document's text that are its own.
fn own_parts(document: &Document) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let others = document.boilerplate.iter().map(|part| (part.range.start as usize, part.range.end as usize));
    others.chain([(document.text.len(), document.text.len())]).map(move |(from, to)| {
        let own = document.text.get(start..from).unwrap_or_default();
        start = start.max(to);
        own
    })
}

/// The hash of a word with one character more.
fn with_character(word: u64, character: u64) -> u64 {
    (word ^ character).wrapping_mul(0x0100_0000_01b3) | 1
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The documents that have copies, each with the first of its group, by ordinal.
pub fn groups(signatures: &[[u8; BINS]]) -> Vec<(u32, u32)> {
    let mut leader: Vec<u32> = (0..signatures.len() as u32).collect();
    let mut bands: Vec<((usize, &[u8]), usize)> = Vec::new();
    for (n, signature) in signatures.iter().enumerate() {
        bands.extend(signature.chunks(BAND).enumerate().zip(n * BANDS..));
    }
    // The number of each band of each signature: the same for those that are alike.
    let mut numbers = vec![0; bands.len()];
    let alike = order::group(bands);
    for (number, (_, places)) in alike.iter().enumerate() {
        for &place in places {
            numbers[place] = number;
        }
    }
    let mut known_by: Vec<Vec<u32>> = vec![Vec::new(); alike.len()];
    for (signature, ordinal) in signatures.iter().zip(0u32..) {
        if signature.iter().all(|&byte| byte == 0) {
            continue;
        }
        for &number in numbers.iter().skip(ordinal as usize * BANDS).take(BANDS) {
            let known = &mut known_by[number];
            for &other in known.iter() {
                let agree = signatures[other as usize].iter().zip(signature).filter(|(a, b)| a == b).count();
                if leader[ordinal as usize] == ordinal && agree >= ALIKE {
                    leader[ordinal as usize] = leader[other as usize];
                }
            }
            // One of each group stands for it.
            if known.len() < COMPARED && leader[ordinal as usize] == ordinal {
                known.push(ordinal);
            }
        }
    }
    let mut has_copies = vec![false; leader.len()];
    for (ordinal, &first) in leader.iter().enumerate() {
        if first as usize != ordinal {
            has_copies[ordinal] = true;
            has_copies[first as usize] = true;
        }
    }
    let all = leader.iter().zip(0u32..).zip(has_copies);
    all.filter(|one| one.1).map(|((&first, ordinal), _)| (ordinal, first)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Boilerplate, BoilerplateKind};
    use crate::text::TextRange;

    fn story(from: u32, count: u32) -> String {
        let words = (from..from + count).map(|n| ["w", &(n * 7919 % 100_003).to_string()].concat());
        words.collect::<Vec<_>>().join(" ")
    }

    fn agree(a: &str, b: &str) -> usize {
        let (a, b) = (signature(&Document::of_text(a)), signature(&Document::of_text(b)));
        a.iter().zip(b).filter(|(a, b)| **a == *b).count()
    }

    #[test]
    fn a_reprint_is_alike_and_another_story_is_not() {
        let original = story(0, 300);
        assert_eq!(agree(&original, &original), BINS);
        assert!(
            agree(&original, &["Reprinted é ខ្មែរ 😀: ", &original, " All rights reserved."].concat()) >= ALIKE
        );
        assert!(agree(&original, &original.to_uppercase().replace(' ', "\u{a0}\n")) >= ALIKE);
        assert!(agree(&original, &story(150, 300)) < ALIKE);
        assert!(agree(&original, &story(1000, 300)) < 6);
        assert_eq!(signature(&Document::of_text("too short é 😀")), [0; BINS]);
        assert_eq!(signature(&Document::of_text("")), [0; BINS]);
    }

    #[test]
    fn khmer_is_compared_by_its_letters() {
        let text = "តុលាការបានសម្រេចឃុំខ្លួនបណ្តោះអាសន្ននៅពេលរង់ចាំការជំនុំជម្រះ។ ".repeat(2) + &story(0, 20);
        let spaced = text.replace("បាន", "\u{200b}បាន\u{200b}");
        assert_eq!(agree(&text, &spaced), BINS);
    }

    #[test]
    fn boilerplate_does_not_tell_copies_apart() {
        let (text, menu) = (story(0, 100), story(5000, 100));
        let mut with = Document::of_text([menu.as_str(), " ", &text].concat());
        with.boilerplate =
            vec![Boilerplate { range: TextRange::new(0, menu.len()), kind: BoilerplateKind::Comment }];
        assert_eq!(signature(&with), signature(&Document::of_text(&text)));
    }

    #[test]
    fn groups_name_their_first() {
        let signatures: Vec<_> = [
            story(0, 300),
            story(900, 300),
            ["A headline. ", &story(0, 300)].concat(),
            "short".to_owned(),
            "short".to_owned(),
            story(0, 300),
        ]
        .iter()
        .map(|text| signature(&Document::of_text(text)))
        .collect();
        assert_eq!(groups(&signatures), [(0, 0), (2, 0), (5, 0)]);
        assert_eq!(groups(&[]), []);
    }
}
