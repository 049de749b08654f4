//! What the model looks at: the one place that says so, for training and for use.
//!
//! A feature is a hash of what it is and what was seen, 24 bits wide; its weights say how much each label gains. Three
//! kinds: of one word alone ([`word`]), of a token's surroundings ([`context`]), and of the document's other mentions
//! ([`memory`], after a first pass). Those of one word are the same wherever it stands, and many of the second kind are
//! where the same few facts meet again ([`Group`]): their sums are kept ([`super::kept`]).

use super::Lists;
use super::asset::{FEATURE_BITS, Known, WORD_BITS};
use super::memory::Memory;
use super::reading::{Line, Reading, Style};
use super::token::Form;

/// Lists that a word or phrase may be in, a bit each.
pub mod flag {
    /// A given name.
    pub const GIVEN: u8 = 1;
    /// A family name.
    pub const FAMILY: u8 = 1 << 1;
    /// A country, region or nationality.
    pub const COUNTRY: u8 = 1 << 2;
    /// A city.
    pub const CITY: u8 = 1 << 3;
    /// An organisation.
    pub const ORGANISATION: u8 = 1 << 4;
}

/// What is known of one written form.
#[derive(Clone, Debug)]
pub struct Word {
    /// The hash of the form as written.
    pub written: u32,
    /// The hash of the folded form.
    pub folded: u32,
    /// How it is written.
    pub form: Form,
    /// Letters to `a` and `A`, digits to `0`, runs shortened.
    pub shape: u32,
    /// Hashes of the first 2, 3 and 4 letters, where the word is longer.
    pub openings: [Option<u32>; 3],
    /// Hashes of the last 1, 2, 3 and 4 letters, where the word is longer.
    pub endings: [Option<u32>; 4],
    /// What the lists say.
    pub known: Known,
    /// The coarse cluster.
    pub coarse: u8,
    /// How many letters, at most 12.
    pub length: u8,
}

/// FNV-1a, spread over all bits, of a text that comes in parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum(u64);

impl Sum {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) const fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }

    pub(super) const fn add_text(&mut self, part: &str) {
        let mut rest = part.as_bytes();
        while let [byte, after @ ..] = rest {
            self.add(*byte);
            rest = after;
        }
    }

    pub(super) const fn hash(self) -> u32 {
        (spread(self.0) >> 32) as u32
    }
}

/// FNV-1a, spread over all bits.
pub const fn hash(text: &str) -> u32 {
    let mut sum = Sum::new();
    sum.add_text(text);
    sum.hash()
}

/// The hash under which the lists keep a folded word, or the folded words of a phrase with single spaces.
pub fn list_hash(text: &str) -> u32 {
    shortened(hash(text))
}

/// The same from the whole hash.
pub(super) fn shortened(hash: u32) -> u32 {
    hash >> (32 - WORD_BITS)
}

const fn spread(mut sum: u64) -> u64 {
    sum ^= sum >> 32;
    sum = sum.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    sum ^= sum >> 29;
    sum.wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// A feature's hash: its template and up to three values.
pub fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let sum = spread(u64::from(template) << 32 | u64::from(a)) ^ (u64::from(b) << 32 | u64::from(c));
    (spread(sum) >> (64 - FEATURE_BITS)) as u32
}

impl Word {
    /// What can be told of a word as written. `folded` is its folded form.
    pub fn new(written: &str, folded: &str, form: Form, lists: &Lists) -> Self {
        let mut sum = Sum::new();
        let mut count = 0;
        let mut openings = [None; 3];
        for byte in folded.bytes() {
            if opens_letter(byte) {
                // The letters so far open a longer word.
                if let Some(opening) = openings.get_mut(usize::wrapping_sub(count, 2)) {
                    *opening = Some(sum.hash());
                }
                count += 1;
            }
            sum.add(byte);
        }
        let mut endings = [None; 4];
        if form != Form::Mark {
            let starts = (0..folded.len()).rev().filter(|&at| opens_letter(folded.as_bytes()[at]));
            for (at, ending) in starts.take(usize::saturating_sub(count, 1)).zip(&mut endings) {
                *ending = folded.get(at..).map(hash);
            }
        }
        let folded_hash = sum.hash();
        let known = lists.known(folded_hash);
        Self {
            written: if written == folded { folded_hash } else { hash(written) },
            folded: folded_hash,
            form,
            shape: shape(written),
            openings,
            endings,
            known,
            coarse: lists.coarse(known.cluster),
            length: count.min(12) as u8,
        }
    }
}

/// The hash of a word's letters as `a` and `A`, its digits as `0`, runs of more than two as two.
fn shape(written: &str) -> u32 {
    let mut shape = Sum::new();
    let mut last = None;
    let mut run = 0;
    for c in written.chars() {
        let class = match c {
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            '0'..='9' => '0',
            _ if c.is_ascii() => c,
            _ if c.is_uppercase() => 'A',
            _ if c.is_alphabetic() => 'a',
            _ if c.is_numeric() => '0',
            _ => c,
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 2 {
            match u8::try_from(class) {
                Ok(byte) if byte.is_ascii() => shape.add(byte),
                _ => shape.add_text(class.encode_utf8(&mut [0; 4])),
            }
        }
    }
    shape.hash()
}

/// Whether a byte of a text is the first of a character.
fn opens_letter(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The offsets at which a token's neighbours are looked at one by one.
pub const OFFSETS: [i32; 5] = [-2, -1, 0, 1, 2];

/// The features of a word that stands at an offset from the token. `None` stands beyond the sentence.
pub fn word(word: Option<&Word>, offset: i32, mut emit: impl FnMut(u32)) {
    let base = (offset + 2) as u32 * 32;
    let Some(word) = word else {
        emit(feature(base, 1, 0, 0));
        return;
    };
    let cluster = u32::from(word.known.cluster);
    let second = u32::from(word.known.second);
    let coarse = u32::from(word.coarse);
    let flags = u32::from(word.known.flags);
    let frequency = u32::from(word.known.frequency);
    let form = word.form as u32;
    emit(feature(base + 1, word.folded, 0, 0));
    emit(feature(base + 2, form, 0, 0));
    emit(feature(base + 3, cluster, 0, 0));
    if offset.abs() == 2 {
        return;
    }
    emit(feature(base + 22, second, 0, 0));
    emit(feature(base + 4, coarse, form, 0));
    emit(feature(base + 5, flags, form, 0));
    if let Some(ending) = word.endings[2] {
        emit(feature(base + 6, ending, 0, 0));
    }
    emit(feature(base + 7, word.shape, 0, 0));
    if offset != 0 {
        return;
    }
    emit(feature(base + 8, 0, 0, 0));
    emit(feature(base + 9, word.written, 0, 0));
    emit(feature(base + 10, cluster, form, 0));
    emit(feature(base + 23, second, form, 0));
    emit(feature(base + 24, cluster, second, 0));
    emit(feature(base + 11, frequency, form, 0));
    emit(feature(base + 12, frequency, flags, 0));
    for (n, opening) in word.openings.iter().enumerate() {
        if let Some(opening) = *opening {
            emit(feature(base + 13 + n as u32, opening, 0, 0));
        }
    }
    for (n, ending) in word.endings.iter().enumerate().filter(|(n, _)| *n != 2) {
        if let Some(ending) = *ending {
            emit(feature(base + 16 + n as u32, ending, 0, 0));
        }
    }
    emit(feature(base + 20, u32::from(word.length), form, 0));
    for bit in 0..8 {
        if word.known.flags >> bit & 1 == 1 {
            emit(feature(base + 21, bit, 0, 0));
        }
    }
}

/// What is looked at of a word beside the token.
#[derive(Clone, Copy, Debug)]
struct Beside {
    number: u32,
    folded: u32,
    cluster: u32,
    second: u32,
    coarse: u32,
    form: u32,
    flags: u32,
}

/// What stands beyond the sentence.
const BEYOND: Beside =
    Beside { number: u32::MAX, folded: 1, cluster: 256, second: 256, coarse: 256, form: 15, flags: 255 };

/// Features that hang on few facts together: a sum of them is kept by these, see [`Surroundings::key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Those that hang on more.
    Other = 0,
    /// The word and the one before.
    Before = 1,
    /// The word and the one after.
    After = 2,
    /// How the words around are written.
    Forms = 3,
    /// The word, its place in the sentence, and how the document writes it.
    Own = 4,
    /// The place in a run of capitals, and small facts of the word's other mentions.
    Run = 5,
    /// The words that begin and end the run of capitals.
    Ends = 6,
}

impl Group {
    /// All of them, by number.
    pub const ALL: [Self; 7] =
        [Self::Other, Self::Before, Self::After, Self::Forms, Self::Own, Self::Run, Self::Ends];

    /// Its bit among several.
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A token's surroundings, as [`context`] looks at them.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// The words from two before the token to two after it.
    near: [Beside; 5],
    frequency: u32,
    /// Whether the two pairs of the token and its neighbours are written without a space.
    glued: u32,
    first: u32,
    style: u32,
    case: u32,
    /// How long the run of capitals is, at most 5, and where the token stands in it.
    length: u32,
    place: u32,
    /// The two words before the run of capitals and the one after it.
    around: [Beside; 3],
    /// The words that begin and end a run of several.
    ends: Option<[Beside; 2]>,
    phrase: Option<(u8, u8)>,
    elsewhere: Option<[u32; 3]>,
}

impl Surroundings {
    /// Those of a token of a line.
    pub fn new(reading: &Reading<'_>, line: &Line, at: usize) -> Option<Self> {
        let beside = |at: Option<usize>| -> Beside {
            let Some(&number) = at.and_then(|at| line.words.get(at)) else { return BEYOND };
            let Some(word) = reading.word(number) else { return BEYOND };
            Beside {
                number,
                folded: word.folded,
                cluster: u32::from(word.known.cluster),
                second: u32::from(word.known.second),
                coarse: u32::from(word.coarse),
                form: word.form as u32,
                flags: u32::from(word.known.flags),
            }
        };
        let &number = line.words.get(at)?;
        let here = reading.word(number)?;
        let glued = |at: usize| u32::from(line.tokens.get(at).is_some_and(|token| token.glued));
        let (start, end) = line.run(at);
        let place = if end - start == 1 {
            0
        } else if at == start {
            1
        } else if at + 1 == end {
            2
        } else {
            3
        };
        Some(Self {
            near: [
                beside(at.checked_sub(2)),
                beside(at.checked_sub(1)),
                beside(Some(at)),
                beside(Some(at + 1)),
                beside(Some(at + 2)),
            ],
            frequency: u32::from(here.known.frequency),
            glued: glued(at) << 1 | glued(at + 1),
            first: u32::from(at == 0 || line.after_mark(at)),
            style: line.style as u32,
            case: reading.case(number),
            length: (end - start).min(5) as u32,
            place,
            around: [beside(start.checked_sub(2)), beside(start.checked_sub(1)), beside(Some(end))],
            ends: (end > start + 1).then(|| [beside(Some(start)), beside(Some(end - 1))]),
            phrase: line.phrases.get(at).copied().flatten(),
            // How the document's other mentions of the word stand: titles before it, longer names around it.
            elsewhere: here.form.is_capital().then(|| reading.elsewhere(number)),
        })
    }

    /// What the features of a group hang on, in one number that no other group has. Words have numbers below 2^30.
    pub fn key(&self, group: Group) -> u64 {
        let [before2, before, here, after, after2] = self.near;
        let pair = |a: u32, b: u32| u64::from(a & 0x3fff_ffff) << 30 | u64::from(b & 0x3fff_ffff);
        let (place, style, first) = (u64::from(self.place), u64::from(self.style), u64::from(self.first));
        let facts = match group {
            Group::Other => 0,
            Group::Before => pair(before.number, here.number) << 1,
            Group::After => pair(here.number, after.number) << 1 | 1,
            Group::Forms => {
                let forms = [before2, before, here, after, after2].map(|word| u64::from(word.form));
                forms.into_iter().fold(u64::from(self.glued), |key, form| key << 4 | form)
            }
            Group::Own => (u64::from(here.number) << 2 | style) << 4 | first << 3 | u64::from(self.case),
            Group::Run => {
                let elsewhere = self.elsewhere.unwrap_or([0, 0, 63]);
                let elsewhere = elsewhere.into_iter().fold(0, |key, value| key << 8 | u64::from(value));
                (elsewhere << 8 | u64::from(here.form)) << 8 | u64::from(self.length) << 4 | place
            }
            Group::Ends => {
                self.ends.map_or(0, |[opening, head]| pair(opening.number, head.number) << 2 | place)
            }
        };
        // Three bits say which group; the key of ends needs all others but one.
        match group {
            Group::Ends => 1 << 63 | facts,
            Group::Before | Group::After => 1 << 62 | facts,
            _ => (group as u64) << 56 | facts,
        }
    }

    /// The features of some groups, in the order in which the model was trained.
    pub fn features(&self, wanted: u8, mut emit: impl FnMut(Group, u32)) {
        let [before2, before, here, after, after2] = self.near;
        let Self { first, style, case, place, length, frequency, .. } = *self;
        let mut group = |group: Group, template: u32, a: u32, b: u32, c: u32| {
            if wanted & group.bit() != 0 {
                emit(group, feature(template, a, b, c));
            }
        };
        // Words together.
        group(Group::Before, 200, before.folded, here.folded, 0);
        group(Group::After, 201, here.folded, after.folded, 0);
        group(Group::Other, 202, before2.folded, before.folded, 0);
        group(Group::Other, 203, after.folded, after2.folded, 0);
        group(Group::Before, 204, before.cluster, here.cluster, 0);
        group(Group::After, 205, here.cluster, after.cluster, 0);
        group(Group::Before, 208, before.second, here.second, 0);
        group(Group::After, 209, here.second, after.second, 0);
        group(Group::Other, 206, before.coarse, after.coarse, here.form);
        group(Group::Other, 207, before.coarse, here.coarse, after.coarse);
        // Forms together.
        group(Group::Forms, 210, before.form, here.form, after.form);
        group(Group::Forms, 211, before2.form << 8 | before.form, here.form, after.form << 8 | after2.form);
        group(Group::Other, 212, before.folded, here.form, after.form);
        group(Group::Other, 213, after.folded, here.form, before.form);
        group(Group::Forms, 214, self.glued, here.form, after.form);
        group(Group::Before, 215, before.flags, here.flags, here.form);
        group(Group::After, 216, here.flags, after.flags, here.form);
        group(Group::Before, 217, before.coarse, here.flags, here.form);
        // Past a comma or `and`: `Debden, England`, `Ann Roe and Debden`.
        group(Group::Other, 218, after.folded, after2.flags, after2.coarse);
        group(Group::Other, 219, before.folded, before2.flags, before2.coarse);
        // The place in the sentence.
        group(Group::Own, 220, first, here.form, frequency);
        group(Group::Own, 221, style, here.form, first);
        group(Group::Own, 222, style, here.cluster, first);
        group(Group::Own, 223, case, here.form, first);
        group(Group::Own, 224, case, frequency, first);
        if style != Style::Running as u32 {
            group(Group::Own, 225, style, here.folded, 0);
        }
        // The run of capitals, and what stands around it.
        let [earlier, left, right] = self.around;
        group(Group::Run, 230, length, place, here.form);
        group(Group::Other, 231, left.folded, place, 0);
        group(Group::Other, 232, right.folded, place, 0);
        group(Group::Other, 233, left.cluster, place, length);
        group(Group::Other, 234, right.cluster, place, length);
        group(Group::Other, 235, left.cluster, right.cluster, place);
        group(Group::Other, 236, earlier.folded, left.folded, place);
        if let Some([opening, head]) = self.ends {
            group(Group::Ends, 240, head.folded, place, 0);
            group(Group::Ends, 241, head.cluster, place, 0);
            group(Group::Ends, 242, opening.folded, place, 0);
            group(Group::Ends, 243, opening.cluster, place, 0);
            group(Group::Ends, 246, head.second, place, 0);
            group(Group::Ends, 247, opening.second, place, 0);
            group(Group::Ends, 248, opening.second, head.second, place);
            group(Group::Ends, 244, opening.flags, head.flags, place);
            group(Group::Ends, 245, opening.cluster, head.cluster, place);
        }
        // A phrase of the lists.
        if let Some((part, flags)) = self.phrase {
            group(Group::Other, 250, u32::from(part), u32::from(flags), 0);
            group(Group::Other, 251, u32::from(part), u32::from(flags), place);
        }
        for (n, value) in self.elsewhere.into_iter().flatten().enumerate() {
            group(Group::Run, 260 + n as u32, value, place, 0);
        }
    }
}

/// The features of a token's surroundings.
pub fn context(reading: &Reading<'_>, line: &Line, at: usize, mut emit: impl FnMut(u32)) {
    if let Some(surroundings) = Surroundings::new(reading, line, at) {
        surroundings.features(u8::MAX, |_, feature| emit(feature));
    }
}

/// The features that a first pass gives: what the document's other mentions were taken for. `own` is the label that
/// the first pass gave to this very token.
pub fn memory(
    reading: &Reading<'_>,
    line: &Line,
    at: usize,
    own: usize,
    memory: &Memory,
    mut emit: impl FnMut(u32),
) {
    let Some(&number) = line.words.get(at) else { return };
    let Some(here) = reading.word(number) else { return };
    let (start, end) = line.run(at);
    let alone = u32::from(end - start == 1);
    if here.form.is_capital() {
        let (kind, weight, outside) = memory.word(reading.fold(number), own);
        emit(feature(300, kind, weight, outside));
        emit(feature(301, kind, alone, line.style as u32));
        emit(feature(302, kind, u32::from(here.known.frequency), 0));
    }
    if let Some((part, kind)) = memory.phrase(line, at) {
        emit(feature(303, part, kind, 0));
        emit(feature(304, part, kind, alone));
    }
}
