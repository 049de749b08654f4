//! Where Khmer words end: a yes or no between neighbouring clusters.
//!
//! Input: any text. Output: the ends of its words, as byte offsets of that text ([`Boundaries`]). No dictionary and no
//! search over paths: each place between two Khmer clusters is decided alone, by the sum of the weights of what is
//! written around it. Its features are the n-grams of one to three characters within four characters to each side, and
//! the n-grams of up to four clusters within three clusters to each side, all hashed into one table of small integers
//! ([`Model`]). The sum is an integer, so every machine decides alike. The table is trained by
//! `training/src/bin/khmer_boundary.rs`, which uses the features of this file; data, licence and scores stand in
//! `models/README.md`.
//!
//! Around Khmer letters nothing is learnt: white space and punctuation are words of their own, as is ៗ; a number keeps
//! its separators, an abbreviation its full stops (`គ.ជ.ប`), letters of other scripts stay together. A zero-width space
//! between clusters is a boundary somebody typed. Scripts other than Khmer that write no spaces get a boundary at each
//! cluster, since nothing is known about their words.
//!
//! Invariants: words cover the text without gap or overlap, and end where clusters end; the same text gives the same
//! words; the way a syllable was typed does not matter, since features see normalised clusters.
//!
//! What it is for: ranking, snippets, the ends of names, facets. It is no index key: one place in thirty is wrong, and
//! a wrong boundary may lower a rank but must not lose a document.

mod model;

use super::super::TextRange;
use super::super::mapped::Mapped;
use super::super::script::{self, Unspaced};
use super::syllable::push_cluster;

pub use model::Model;

/// How many features each decision has.
pub const FEATURES: usize = CHAR_GRAMS + CLUSTER_GRAMS.len();

const CHAR_GRAMS: usize = 2 * WINDOW + (2 * WINDOW - 1) + (2 * WINDOW - 2);

/// How many characters to each side of a place are looked at.
const WINDOW: usize = 4;

/// How many clusters to each side of a place are looked at.
const REACH: usize = 3;

/// The cluster n-grams among the 2 * [`REACH`] clusters around a place: the first, and the one after the last.
const CLUSTER_GRAMS: [(usize, usize); 13] =
    [(1, 2), (2, 3), (3, 4), (4, 5), (1, 3), (2, 4), (3, 5), (0, 3), (1, 4), (2, 5), (3, 6), (1, 5), (2, 6)];

/// The sum of weights, to either side of nought, from which a decision counts as sure. With 10 or 40 in its place a
/// search orders sentences a little worse.
const SURE: i32 = 20;

/// Where the words of a text end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    ends: Vec<u32>,
    /// Where the weights decided, one way or the other, by little.
    doubtful: Vec<u32>,
}

impl Boundaries {
    /// The boundaries of a text.
    pub fn of(text: &str) -> Self {
        Self::with(Model::shipped(), text)
    }

    /// The boundaries that a given model finds.
    pub fn with(model: &Model, text: &str) -> Self {
        let view = View::new(text);
        let (mut ends, mut doubtful) = (Vec::new(), Vec::new());
        for (index, unit) in view.units.iter().enumerate() {
            let score = match view.rule(index) {
                Rule::Boundary => i32::MAX,
                Rule::Inside => -i32::MAX,
                Rule::Learnt => model.score(&view, index),
            };
            if score > 0 {
                ends.push(unit.end);
            }
            if score.abs() <= SURE {
                doubtful.push(unit.end);
            }
        }
        Self { ends, doubtful }
    }

    /// The byte offset of each word's end, ascending. The last is the length of the text, unless it is empty.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// Whether a word ends or begins at this byte offset. The two ends of the text are boundaries.
    pub fn is_boundary(&self, offset: u32) -> bool {
        offset == 0 || self.ends.binary_search(&offset).is_ok()
    }

    /// Whether a word ends where a token of `text` ends: at this byte offset, or after invisible characters that follow
    /// it there. (Where a token begins, [`Self::is_boundary`] is enough, for such characters belong to what is before.)
    pub fn ends_at(&self, text: &str, offset: u32) -> bool {
        let next = self.ends.partition_point(|&end| end < offset);
        self.ends.get(next).is_none_or(|&end| {
            text.get(offset as usize..end as usize).is_some_and(|rest| rest.chars().all(script::is_invisible))
        })
    }

    /// How sure it is that a word begins at this byte offset: 0 surely not, 1 rather not, 2 rather, 3 surely.
    pub fn beginning(&self, offset: u32) -> u32 {
        self.level(self.is_boundary(offset), offset)
    }

    /// How sure it is that a word ends where a token of `text` ends ([`Self::ends_at`]), as [`Self::beginning`] says it.
    pub fn ending(&self, text: &str, offset: u32) -> u32 {
        self.level(self.ends_at(text, offset), offset)
    }

    fn level(&self, boundary: bool, offset: u32) -> u32 {
        match (boundary, self.doubtful.binary_search(&offset).is_ok()) {
            (false, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (true, false) => 3,
        }
    }

    /// Whether both ends of a range are boundaries: it is made of whole words.
    pub fn is_whole(&self, range: TextRange) -> bool {
        self.is_boundary(range.start) && self.is_boundary(range.end)
    }

    /// The words, in order; they cover the text without gap or overlap. White space and punctuation are words of their
    /// own here.
    pub fn words(&self) -> impl Iterator<Item = TextRange> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| TextRange { start, end })
    }
}

/// The byte offset of each word's end: [`Boundaries::ends`] of the text.
pub fn word_ends(text: &str) -> Vec<u32> {
    Boundaries::of(text).ends
}

/// The words of a text, in order, without gap or overlap: [`Boundaries::words`] of the text.
pub fn words(text: &str) -> Vec<TextRange> {
    Boundaries::of(text).words().collect()
}

/// What decides about the place after a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// What is written there makes it a boundary.
    Boundary,
    /// It lies inside a number, an abbreviation, a word of another script.
    Inside,
    /// Two Khmer clusters meet: the weights decide.
    Learnt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A cluster of Khmer letters.
    Letters,
    /// Letters of scripts that write spaces, with digits beside them.
    Foreign,
    /// Digits of any script.
    Number,
    /// A cluster of another script without spaces.
    Unspaced,
    /// ៗ.
    Repetition,
    Blank,
    /// One character of punctuation, once or more.
    Punctuation(char),
}

/// A cluster, or a run of characters between which no boundary is looked for.
#[derive(Clone, Copy, Debug)]
struct Unit {
    /// Where it ends in the text, in bytes.
    end: u32,
    /// Where it ends among the codes.
    code_end: u32,
    /// What the cluster n-grams know it by.
    hash: u32,
    kind: Kind,
    /// Whether a zero-width space follows it.
    hint: bool,
}

/// A text as the tagger sees it. Public for the training program, which asks for the same features.
#[derive(Debug)]
pub struct View {
    units: Vec<Unit>,
    /// The normalised text, seven bits a character, with [`WINDOW`] blanks before and after.
    codes: Vec<u8>,
}

// What is no Khmer letter is told apart only by its kind, under codes of the Khmer block that no letter has.
const BLANK: u8 = 0x70;
const NUMBER: u8 = 0x71;
const FOREIGN: u8 = 0x72;
const PUNCTUATION: u8 = 0x73;
const REPETITION: char = '\u{17d7}';

impl View {
    /// Cuts a text into units.
    pub fn new(text: &str) -> Self {
        let mut view = Self { units: Vec::with_capacity(text.len() / 6), codes: vec![BLANK; WINDOW] };
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let mut end = at + c.len_utf8();
            if script::is_invisible(c) {
                if let Some(last) = view.units.last_mut() {
                    last.end = end as u32;
                    last.hint |= c == '\u{200b}';
                } else {
                    view.push(end, Kind::Blank, BLANK);
                }
                at = end;
                continue;
            }
            match script::unspaced(c) {
                Some((script, _)) => {
                    end = script::cluster_end(text, at).max(end);
                    if script == Unspaced::Khmer {
                        view.push_cluster(end, &text[at..end]);
                    } else {
                        view.push(end, Kind::Unspaced, FOREIGN);
                    }
                }
                None if c == REPETITION => view.push(end, Kind::Repetition, code(c)),
                None if c.is_whitespace() => view.run(end, Kind::Blank, BLANK),
                None if script::digit(c).is_some() => view.run(end, Kind::Number, NUMBER),
                None if c.is_alphanumeric() || is_combining(c) => view.run(end, Kind::Foreign, FOREIGN),
                None => view.run(end, Kind::Punctuation(c), PUNCTUATION),
            }
            at = end;
        }
        view.codes.extend([BLANK; WINDOW]);
        view
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether the text was empty.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Where a unit ends in the text, in bytes.
    pub fn end(&self, unit: usize) -> u32 {
        self.units.get(unit).map_or(0, |unit| unit.end)
    }

    /// What decides about the place after a unit.
    pub fn rule(&self, unit: usize) -> Rule {
        let kind = |index: Option<usize>| index.and_then(|index| self.units.get(index)).map(|unit| unit.kind);
        let hint = |index: usize| self.units.get(index).is_none_or(|unit| unit.hint);
        if hint(unit) {
            return Rule::Boundary;
        }
        let (before, this) = (kind(unit.checked_sub(1)), kind(Some(unit)));
        let (next, second) = (kind(Some(unit + 1)), kind(Some(unit + 2)));
        let joins = |left: Option<Kind>, mark: Option<Kind>, right: Option<Kind>| match mark {
            Some(Kind::Punctuation('.')) if left == Some(Kind::Letters) => right == left,
            Some(Kind::Punctuation('.' | ',')) if left == Some(Kind::Number) => right == left,
            _ => false,
        };
        match (this, next) {
            (Some(Kind::Letters), Some(Kind::Letters)) => Rule::Learnt,
            (Some(Kind::Letters | Kind::Number), Some(Kind::Punctuation(_))) => {
                // The last full stop of `គ.ស.` belongs to it if it is not the first.
                let abbreviation = this == Some(Kind::Letters)
                    && next == Some(Kind::Punctuation('.'))
                    && unit.checked_sub(2).is_some_and(|left| joins(kind(Some(left)), before, this));
                if abbreviation || !hint(unit + 1) && joins(this, next, second) {
                    Rule::Inside
                } else {
                    Rule::Boundary
                }
            }
            (Some(Kind::Punctuation(_)), _) if joins(before, this, next) => {
                if unit.checked_sub(1).is_some_and(hint) { Rule::Boundary } else { Rule::Inside }
            }
            _ => Rule::Boundary,
        }
    }

    /// Gives each of the [`FEATURES`] features of the place after a unit, always in the same order.
    #[inline]
    pub fn features(&self, unit: usize, mut give: impl FnMut(u32)) {
        let Some(place) = self.units.get(unit).map(|unit| unit.code_end as usize) else { return };
        // The codes begin with WINDOW blanks, so the window begins where the code before the place would end.
        let mut window = [BLANK; 2 * WINDOW];
        for (slot, &code) in window.iter_mut().zip(self.codes.get(place - WINDOW..).unwrap_or(&[])) {
            *slot = code;
        }
        let mut template = 0_u32;
        for length in 1..=3 {
            for gram in window.windows(length) {
                let letters = gram.iter().fold(0_u32, |packed, &code| packed << 7 | u32::from(code));
                give(template << 21 | letters);
                template += 1;
            }
        }
        let mut around = [0_u32; 2 * REACH];
        for (offset, slot) in around.iter_mut().enumerate() {
            let index = (unit + 1 + offset).checked_sub(REACH);
            *slot = index.and_then(|index| self.units.get(index)).map_or(0, |unit| unit.hash);
        }
        for &(from, to) in &CLUSTER_GRAMS {
            let gram = around.get(from..to).unwrap_or(&[]);
            give(gram.iter().fold(template, |hash, &cluster| mix(hash, cluster)));
            template += 1;
        }
    }

    fn push(&mut self, end: usize, kind: Kind, code: u8) {
        self.codes.push(code);
        self.close(end, kind, self.codes.len() - 1);
    }

    /// Makes a unit of the codes from `from` on.
    fn close(&mut self, end: usize, kind: Kind, from: usize) {
        let codes = self.codes.get(from..).unwrap_or(&[]);
        let hash = codes.iter().fold(0, |hash, &code| mix(hash, u32::from(code)));
        let code_end = self.codes.len() as u32;
        self.units.push(Unit { end: end as u32, code_end, hash, kind, hint: false });
    }

    fn push_cluster(&mut self, end: usize, cluster: &str) {
        let from = self.codes.len();
        self.codes.extend(cluster.chars().map(code));
        // One letter, or a letter with one vowel, is as it should be; it is what most clusters are.
        let plain = |codes: &[u8]| match *codes {
            [letter] => letter < 0x23,
            [letter, vowel] => letter < 0x23 && (0x36..=0x45).contains(&vowel),
            _ => false,
        };
        if !plain(self.codes.get(from..).unwrap_or(&[])) {
            let mut canonical = Mapped::default();
            push_cluster(&mut canonical, cluster, 0);
            self.codes.truncate(from);
            self.codes.extend(canonical.text().chars().map(code));
        }
        self.close(end, Kind::Letters, from);
    }

    /// Lengthens the last unit if it is of the same kind, or begins a new one.
    fn run(&mut self, end: usize, kind: Kind, code: u8) {
        if let Some(last) = self.units.last_mut()
            && !last.hint
        {
            let alphanumeric = |kind| matches!(kind, Kind::Foreign | Kind::Number);
            if last.kind == kind || alphanumeric(last.kind) && alphanumeric(kind) {
                if last.kind != kind {
                    last.kind = Kind::Foreign;
                }
                last.end = end as u32;
                return;
            }
        }
        self.push(end, kind, code);
    }
}

/// The code of a character of the Khmer block.
fn code(c: char) -> u8 {
    (u32::from(c) & 0x7f) as u8
}

/// Marks on letters of other scripts.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Adds a value to a hash.
#[inline]
fn mix(hash: u32, value: u32) -> u32 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::super::clusters;
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|range| range.of(text)).collect()
    }

    #[test]
    fn a_token_ends_a_word_whatever_invisible_characters_follow_it() {
        let text = "ភាសា\u{200b}ខ្មែរ é 😀";
        let words = Boundaries::of(text);
        let language = "ភាសា".len() as u32;
        assert!(words.ends_at(text, language) && words.is_boundary(language + 3));
        assert!(!words.ends_at(text, "ភា".len() as u32));
        assert!(words.ends_at(text, text.len() as u32) && Boundaries::of("").ends_at("", 0));
    }

    #[test]
    fn sentences_fall_into_words() {
        let table = include_str!("../../../tests/data/text/khmer-words.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let expect: Vec<&str> = line.split('|').collect();
            assert_eq!(cut(&expect.concat()), expect, "{line}");
        }
    }

    #[test]
    fn what_is_written_comes_before_what_is_learnt() {
        for (text, expect) in [
            ("", &[][..]),
            ("é 😀\u{a0}x", &["é", " ", "😀", "\u{a0}", "x"]),
            ("១០.៥០០,៥ នាក់", &["១០.៥០០,៥", " ", "នាក់"]),
            ("១.", &["១", "."]),
            ("គ.ជ.ប។", &["គ.ជ.ប", "។"]),
            ("គ.ស. ២០", &["គ.ស.", " ", "២០"]),
            ("ក្មេងៗ...", &["ក្មេង", "ៗ", "..."]),
            ("A4ខ្មែរ", &["A4", "ខ្មែរ"]),
            ("ខ្\u{200b}មែរ", &["ខ្\u{200b}មែរ"]),
            ("\u{200b}ខ្មែ\u{200b}រ", &["\u{200b}", "ខ្មែ\u{200b}", "រ"]),
            ("ไทย", &["ไท", "ย"]),
        ] {
            assert_eq!(cut(text), expect, "{text}");
        }
    }

    #[test]
    fn the_way_of_typing_does_not_matter() {
        // Vowel and subscript in the other order, coeng DA for coeng TA, a joiner.
        let (one, other) = ("ស្ត្រីខ្មែរទៅផ្សារ", "ស្រី្ដខែ្មរទៅ\u{200d}ផ្សារ");
        let lengths = |text: &str| cut(text).iter().map(|word| clusters(word).len()).collect::<Vec<_>>();
        assert_eq!(lengths(one), lengths(other));
    }

    #[test]
    fn ranges_are_whole_between_boundaries() {
        let text = "ខ្មែរ ក";
        let found = Boundaries::of(text);
        assert!(found.is_boundary(0) && found.is_boundary(text.len() as u32));
        assert!(found.is_whole(TextRange::new(0, "ខ្មែរ".len())));
        assert!(!found.is_whole(TextRange::new(0, "ខ្មែ".len())));
        assert!(!found.is_boundary(999));
        assert_eq!((found.beginning("ខ្មែរ ".len() as u32), found.ending(text, text.len() as u32)), (3, 3));
    }

    #[test]
    fn where_the_weights_decide_by_little_is_doubtful() {
        let few = Boundaries::with(&Model::new(0, SURE, vec![0]), "កខ");
        let many = Boundaries::with(&Model::new(0, SURE + 1, vec![0]), "កខ");
        let none = Boundaries::with(&Model::new(0, -SURE, vec![0]), "កខ");
        let at = "ក".len() as u32;
        assert_eq!(
            [few, many, none].map(|found| (found.beginning(at), found.ending("កខ", at))),
            [(2, 2), (3, 3), (1, 1)]
        );
    }

    proptest! {
        #[test]
        fn words_cover_any_text_and_end_with_clusters(text in any_text()) {
            let mut at = 0;
            let edges: Vec<u32> = clusters(&text).into_iter().map(|range| range.end).collect();
            for range in words(&text) {
                prop_assert_eq!(range.start, at);
                prop_assert!(!range.is_empty());
                prop_assert!(edges.contains(&range.end), "{:?} ends within a cluster of {:?}", range, text);
                at = range.end;
            }
            prop_assert_eq!(at as usize, text.len());
            prop_assert_eq!(word_ends(&text), Boundaries::of(&text).ends().to_vec());
        }

        #[test]
        fn a_level_says_what_was_decided(text in any_text()) {
            let found = Boundaries::of(&text);
            for range in clusters(&text) {
                prop_assert_eq!(found.beginning(range.start) > 1, found.is_boundary(range.start));
                prop_assert_eq!(found.ending(&text, range.end) > 1, found.ends_at(&text, range.end));
            }
            prop_assert_eq!(found.beginning(0), 3);
        }

        #[test]
        fn each_place_has_its_number_of_features(text in any_text()) {
            let view = View::new(&text);
            for unit in 0..view.len() {
                let mut count = 0;
                view.features(unit, |_| count += 1);
                prop_assert_eq!(count, FEATURES);
            }
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let alphabet: Vec<char> = ('\u{1780}'..='\u{17f9}')
            .chain("កកកានរ្្ .,-\u{200b}\u{200c}\u{200d}\u{a0}\u{301}aé1๓ไมမ日😀\n".chars())
            .collect();
        let khmer = proptest::collection::vec(proptest::sample::select(alphabet), 0..32)
            .prop_map(|chars| chars.into_iter().collect());
        prop_oneof![khmer, any::<String>()]
    }
}
