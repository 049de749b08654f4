//! What the model looks at: the one place that says so, for training and for use.
//!
//! A feature is a hash of what it is and what was seen, 24 bits wide; its weights say how much each label gains. Three
//! kinds: of one word alone ([`word`]), of a token's surroundings ([`context`]), and of the document's other mentions
//! ([`memory`], after a first pass). Those of one word do not change within a document, so their sums are kept.

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
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    pub(super) fn add_text(&mut self, part: &str) {
        part.bytes().for_each(|byte| self.add(byte));
    }

    pub(super) fn hash(self) -> u32 {
        (spread(self.0) >> 32) as u32
    }
}

/// FNV-1a, spread over all bits.
pub fn hash(text: &str) -> u32 {
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

fn spread(mut sum: u64) -> u64 {
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

/// The features of a token's surroundings.
pub fn context(reading: &Reading<'_>, line: &Line, at: usize, mut emit: impl FnMut(u32)) {
    let get = |offset: i32| -> Option<&Word> {
        let at = usize::try_from(at as i32 + offset).ok()?;
        reading.word(*line.words.get(at)?)
    };
    let Some(&number) = line.words.get(at) else { return };
    let Some(here) = reading.word(number) else { return };
    let folded = |offset: i32| get(offset).map_or(1, |word| word.folded);
    let cluster = |offset: i32| get(offset).map_or(256, |word| u32::from(word.known.cluster));
    let second = |offset: i32| get(offset).map_or(256, |word| u32::from(word.known.second));
    let coarse = |offset: i32| get(offset).map_or(256, |word| u32::from(word.coarse));
    let form = |offset: i32| get(offset).map_or(15, |word| word.form as u32);
    let flags = |offset: i32| get(offset).map_or(255, |word| u32::from(word.known.flags));
    let glued = |offset: i32| {
        usize::try_from(at as i32 + offset)
            .ok()
            .and_then(|at| line.tokens.get(at))
            .is_some_and(|token| token.glued)
    };
    let first = at == 0 || line.after_mark(at);
    let style = line.style as u32;
    // Words together.
    emit(feature(200, folded(-1), folded(0), 0));
    emit(feature(201, folded(0), folded(1), 0));
    emit(feature(202, folded(-2), folded(-1), 0));
    emit(feature(203, folded(1), folded(2), 0));
    emit(feature(204, cluster(-1), cluster(0), 0));
    emit(feature(205, cluster(0), cluster(1), 0));
    emit(feature(208, second(-1), second(0), 0));
    emit(feature(209, second(0), second(1), 0));
    emit(feature(206, coarse(-1), coarse(1), form(0)));
    emit(feature(207, coarse(-1), coarse(0), coarse(1)));
    // Forms together.
    emit(feature(210, form(-1), form(0), form(1)));
    emit(feature(211, form(-2) << 8 | form(-1), form(0), form(1) << 8 | form(2)));
    emit(feature(212, folded(-1), form(0), form(1)));
    emit(feature(213, folded(1), form(0), form(-1)));
    emit(feature(214, u32::from(glued(0)) << 1 | u32::from(glued(1)), form(0), form(1)));
    emit(feature(215, flags(-1), flags(0), form(0)));
    emit(feature(216, flags(0), flags(1), form(0)));
    emit(feature(217, coarse(-1), flags(0), form(0)));
    // Past a comma or `and`: `Debden, England`, `Ann Roe and Debden`.
    emit(feature(218, folded(1), flags(2), coarse(2)));
    emit(feature(219, folded(-1), flags(-2), coarse(-2)));
    // The place in the sentence.
    let case = reading.case(number);
    emit(feature(220, u32::from(first), form(0), u32::from(here.known.frequency)));
    emit(feature(221, style, form(0), u32::from(first)));
    emit(feature(222, style, u32::from(here.known.cluster), u32::from(first)));
    emit(feature(223, case, form(0), u32::from(first)));
    emit(feature(224, case, u32::from(here.known.frequency), u32::from(first)));
    if style != Style::Running as u32 {
        emit(feature(225, style, folded(0), 0));
    }
    // The run of capitals, and what stands around it.
    let (start, end) = line.run(at);
    let (before, after) = (start as i32 - 1 - at as i32, end as i32 - at as i32);
    let length = (end - start).min(5) as u32;
    let place = if end - start == 1 {
        0
    } else if at == start {
        1
    } else if at + 1 == end {
        2
    } else {
        3
    };
    emit(feature(230, length, place, form(0)));
    emit(feature(231, folded(before), place, 0));
    emit(feature(232, folded(after), place, 0));
    emit(feature(233, cluster(before), place, length));
    emit(feature(234, cluster(after), place, length));
    emit(feature(235, cluster(before), cluster(after), place));
    emit(feature(236, folded(before - 1), folded(before), place));
    if end - start > 1 && end > start {
        let head = (end - 1) as i32 - at as i32;
        let opening = start as i32 - at as i32;
        emit(feature(240, folded(head), place, 0));
        emit(feature(241, cluster(head), place, 0));
        emit(feature(242, folded(opening), place, 0));
        emit(feature(243, cluster(opening), place, 0));
        emit(feature(246, second(head), place, 0));
        emit(feature(247, second(opening), place, 0));
        emit(feature(248, second(opening), second(head), place));
        emit(feature(244, flags(opening), flags(head), place));
        emit(feature(245, cluster(opening), cluster(head), place));
    }
    // A phrase of the lists.
    if let Some((part, flags)) = line.phrases.get(at).copied().flatten() {
        emit(feature(250, u32::from(part), u32::from(flags), 0));
        emit(feature(251, u32::from(part), u32::from(flags), place));
    }
    // How the document's other mentions of the word stand: titles before it, longer names around it.
    if here.form.is_capital() {
        for (n, value) in reading.elsewhere(number).into_iter().enumerate() {
            emit(feature(260 + n as u32, value, place, 0));
        }
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
