//! Learning a table from texts, and writing texts with it.

use super::{CAPITAL, CHARACTERS, END, JOIN, LONGEST, OTHER, SPELT, STRINGS, is_word};
use crate::index::blocks::put_key;
use crate::index::codec::{put_len, put_varint};
use crate::index::intern::Interner;
use crate::order;
use crate::text::cluster_end;

/// How much text a table is learnt from, in bytes: of more, texts at even distances.
const SAMPLE: usize = 4 << 20;
/// The least text for which a table is worth its own bytes.
const LEAST: usize = 64 << 10;
/// The most words in a table, and the most pairs of them. More would cost a cold reader more than they save it.
const WORDS: usize = 3072;
const PAIRS: usize = 768;
/// The longest string of a table, in bytes.
const LONG: usize = 48;
/// The longest run of separators that is taken as one, in bytes.
const SEPARATOR: usize = 16;

/// About how many bits a string of the table costs in it, besides those of its bytes.
const ENTRY_BITS: f64 = 24.0;
/// About how many bits a spelt character takes.
const LETTER_BITS: f64 = 4.6;

/// Calls `each` with the units of a text: words, runs of separators, clusters of unspaced scripts.
fn units<'t>(text: &'t str, mut each: impl FnMut(&'t str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            // Years and days are frequent, long numbers are not.
            while at < bytes.len() && bytes[at].is_ascii_digit() && at - start < 4 {
                at += 1;
            }
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
            while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
                at += 1;
            }
            if at < bytes.len() && bytes[at] >= 0x80 {
                at = word_end(text, start);
            }
        } else {
            while at < bytes.len()
                && bytes[at] < 0x80
                && !bytes[at].is_ascii_alphanumeric()
                && at - start < SEPARATOR
            {
                at += 1;
            }
        }
        each(&text[start..at]);
    }
}

/// The end of the word, cluster or single character that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for c in text[start..].chars() {
        if !is_word(c) || c.is_ascii_digit() {
            break;
        }
        end += c.len_utf8();
    }
    if end > start {
        return end;
    }
    let first = text[start..].chars().next().map_or(0, char::len_utf8);
    let end = cluster_end(text, start).max(start + first);
    if end - start > LONG { start + first } else { end }
}

/// What is known of the table while it is learnt.
struct Table {
    /// The strings by number; those of single units first.
    strings: Vec<String>,
    /// The number of a string by its bytes.
    numbers: Interner,
    sides: Vec<(bool, bool)>,
    /// Pairs of strings by their numbers, eight bytes; the pair's place is its number less `singles`.
    pairs: Interner,
    /// For each string, whether it is the first of a pair.
    begins_pair: Vec<bool>,
    singles: u32,
}

/// One symbol, or a spelt string.
#[derive(Clone, Copy)]
enum Piece<'t> {
    String(u32),
    Capital(u32),
    Join,
    Spelt(&'t str),
}

/// Cuts a text into pieces, unit by unit.
struct Cutter<'w, 't, F> {
    table: &'w Table,
    /// A string that is held back, since the next may make a pair with it.
    held: Option<u32>,
    after_word: bool,
    /// A space behind a word, which is not written if another word follows.
    space: Option<&'t str>,
    each: F,
}

impl<'t, F: FnMut(Piece<'t>)> Cutter<'_, 't, F> {
    fn put(&mut self, unit: &'t str) {
        let (begins, ends) = super::sides(unit);
        if let Some(space) = self.space.take() {
            if !begins {
                self.emit(self.table.piece(space));
            }
        } else if self.after_word && begins {
            self.emit(Piece::Join);
        } else if self.after_word && unit == " " {
            self.space = Some(unit);
            return;
        }
        self.emit(self.table.piece(unit));
        self.after_word = ends;
    }

    fn emit(&mut self, piece: Piece<'t>) {
        let Piece::String(number) = piece else {
            if let Some(before) = self.held.take() {
                (self.each)(Piece::String(before));
            }
            (self.each)(piece);
            return;
        };
        if let Some(before) = self.held.replace(number) {
            let begins = self.table.begins_pair.get(before as usize) == Some(&true);
            match begins.then(|| self.table.pairs.find(&pair_key(before, number))).flatten() {
                Some(pair) => {
                    (self.each)(Piece::String(self.table.singles + pair));
                    self.held = None;
                }
                None => (self.each)(Piece::String(before)),
            }
        }
    }

    fn finish(mut self) {
        if let Some(space) = self.space.take() {
            self.emit(self.table.piece(space));
        }
        if let Some(before) = self.held {
            (self.each)(Piece::String(before));
        }
    }
}

fn pair_key(a: u32, b: u32) -> [u8; 8] {
    let mut key = [0; 8];
    key[..4].copy_from_slice(&a.to_le_bytes());
    key[4..].copy_from_slice(&b.to_le_bytes());
    key
}

impl Table {
    fn new(strings: Vec<String>) -> Self {
        let mut table = Self {
            strings: Vec::new(),
            numbers: Interner::default(),
            sides: Vec::new(),
            pairs: Interner::default(),
            begins_pair: vec![false; strings.len()],
            singles: strings.len() as u32,
        };
        for string in strings {
            table.numbers.intern(string.as_bytes());
            table.sides.push(super::sides(&string));
            table.strings.push(string);
        }
        table
    }

    /// The string that two strings make where one follows the other.
    fn joined(&self, a: u32, b: u32) -> String {
        let (a, b) = (a as usize, b as usize);
        let space = if self.sides[a].1 && self.sides[b].0 { " " } else { "" };
        [&self.strings[a], space, &self.strings[b]].concat()
    }

    /// Cuts texts that follow each other into pieces.
    fn pieces<'t>(&self, texts: &[&'t str], each: impl FnMut(Piece<'t>)) {
        let mut cutter = Cutter { table: self, held: None, after_word: false, space: None, each };
        for text in texts {
            units(text, |unit| cutter.put(unit));
        }
        cutter.finish();
    }

    fn piece<'t>(&self, unit: &'t str) -> Piece<'t> {
        let bytes = unit.as_bytes();
        if let Some(number) = self.numbers.find(bytes) {
            return Piece::String(number);
        }
        if bytes.len() <= LONG && bytes.first().is_some_and(u8::is_ascii_uppercase) {
            let mut lower = [0; LONG];
            let lower = &mut lower[..bytes.len()];
            lower.copy_from_slice(bytes);
            lower[0].make_ascii_lowercase();
            if let Some(number) = self.numbers.find(lower) {
                return Piece::Capital(number);
            }
        }
        Piece::Spelt(unit)
    }
}

/// Writes texts with a table.
pub struct Writer {
    table: Table,
    /// For each string by its number in `table`, its symbol's code and length; before them, of the first symbols.
    codes: Vec<(u16, u8)>,
    first: [(u16, u8); STRINGS as usize],
    /// The characters in order, and their codes; before them, of "end" and "another character".
    characters: Vec<char>,
    letters: Vec<(u16, u8)>,
    /// For each ASCII character, its place in `letters`, or 0.
    ascii: [u16; 128],
    bytes: Vec<u8>,
}

impl Writer {
    /// Learns a table from texts; `None` where there is too little for one.
    pub fn learn(texts: &[&str]) -> Option<Self> {
        let total: usize = texts.iter().map(|text| text.len()).sum();
        if total < LEAST {
            return None;
        }
        let step = total.div_ceil(SAMPLE);
        let sample: Vec<&str> = texts.iter().copied().step_by(step).collect();
        let len: usize = sample.iter().map(|text| text.len()).sum();
        // A small archive gets a small table.
        let share = (len / 128).max(256);
        let table =
            learn_pairs(Table::new(learn_words(&sample, WORDS.min(share))), &sample, PAIRS.min(share / 4));
        Some(Self::count(table, &sample))
    }

    /// Counts how often each symbol and character is needed, and makes their codes.
    fn count(table: Table, sample: &[&str]) -> Self {
        let mut first = [1u32; STRINGS as usize];
        let mut counts = vec![1u32; table.strings.len()];
        let mut spelt = 0u32;
        let mut characters = order::Map::default();
        for text in sample {
            table.pieces(&[text], |piece| match piece {
                Piece::String(number) => counts[number as usize] += 1,
                Piece::Capital(number) => {
                    counts[number as usize] += 1;
                    first[usize::from(CAPITAL)] += 1;
                }
                Piece::Join => first[usize::from(JOIN)] += 1,
                Piece::Spelt(unit) => {
                    first[usize::from(SPELT)] += 1;
                    spelt += 1;
                    unit.chars().for_each(|c| *characters.slot(c, || 0u32) += 1);
                }
            });
        }
        // Letters and digits always; of other characters those that are worth their place.
        for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
            *characters.slot(c, || 0) += 1;
        }
        let mut characters = characters.into_entries();
        characters.retain(|(c, count)| c.is_ascii_alphanumeric() || *count > 2);
        let mut order: Vec<u32> = (0..table.strings.len() as u32).collect();
        order::sort_by(&mut order, |&a, &b| table.strings[a as usize].cmp(&table.strings[b as usize]));
        let symbols: Vec<u32> =
            first.iter().copied().chain(order.iter().map(|&number| counts[number as usize])).collect();
        let lengths = lengths(&symbols);
        let all = codes(&lengths);
        let mut by_number = vec![(0, 0); table.strings.len()];
        for (&number, &code) in order.iter().zip(&all[usize::from(STRINGS)..]) {
            by_number[number as usize] = code;
        }
        let letter_counts: Vec<u32> =
            [spelt + 1, 1].into_iter().chain(characters.iter().map(|one| one.1)).collect();
        let letter_lengths = self::lengths(&letter_counts);
        let letters = codes(&letter_lengths);
        let characters: Vec<char> = characters.into_iter().map(|one| one.0).collect();

        let mut bytes = Vec::new();
        put_len(&mut bytes, order.len());
        let mut before: &[u8] = &[];
        for &number in &order {
            let string = table.strings[number as usize].as_bytes();
            put_key(&mut bytes, string, before);
            before = string;
        }
        bytes.extend_from_slice(&lengths);
        put_len(&mut bytes, characters.len());
        let mut before = 0;
        for &c in &characters {
            put_varint(&mut bytes, u64::from(u32::from(c) - before));
            before = u32::from(c);
        }
        bytes.extend_from_slice(&letter_lengths);
        let mut ascii = [0; 128];
        for (&c, place) in characters.iter().zip(CHARACTERS..).filter(|(c, _)| c.is_ascii()) {
            ascii[c as usize] = place;
        }
        Self { table, codes: by_number, first: [all[0], all[1], all[2]], characters, letters, ascii, bytes }
    }

    /// The table, before it is put in an envelope.
    pub fn table(&self) -> &[u8] {
        &self.bytes
    }

    /// Appends the codes of texts that follow each other.
    pub fn encode(&self, out: &mut Vec<u8>, texts: &[&str]) {
        let (mut held, mut count) = (0u64, 0u32);
        let mut put = |(code, length): (u16, u8)| {
            held = held << length | u64::from(code);
            count += u32::from(length);
            while count >= 8 {
                count -= 8;
                out.push((held >> count) as u8);
            }
        };
        self.table.pieces(texts, |piece| match piece {
            Piece::String(number) => put(self.codes[number as usize]),
            Piece::Capital(number) => {
                put(self.first[usize::from(CAPITAL)]);
                put(self.codes[number as usize]);
            }
            Piece::Join => put(self.first[usize::from(JOIN)]),
            Piece::Spelt(unit) => {
                put(self.first[usize::from(SPELT)]);
                for c in unit.chars() {
                    if let Some(code) = self.letter(c) {
                        put(code);
                    } else {
                        put(self.letters[usize::from(OTHER)]);
                        put(((u32::from(c) >> 15) as u16, 6));
                        put(((u32::from(c) & 0x7fff) as u16, 15));
                    }
                }
                put(self.letters[usize::from(END)]);
            }
        });
        if count > 0 {
            out.push((held << (8 - count)) as u8);
        }
    }

    fn letter(&self, c: char) -> Option<(u16, u8)> {
        let place = match self.ascii.get(c as usize) {
            Some(&place) => usize::from(place).checked_sub(usize::from(CHARACTERS))?,
            None => self.characters.binary_search(&c).ok()?,
        };
        self.letters.get(place + usize::from(CHARACTERS)).copied()
    }
}

/// The words, separators and clusters that save most by standing in the table.
fn learn_words(sample: &[&str], limit: usize) -> Vec<String> {
    let (mut seen, mut counts) = (Interner::default(), Vec::new());
    let mut total = 0u32;
    for text in sample {
        units(text, |unit| {
            let number = seen.intern(unit.as_bytes()) as usize;
            if number == counts.len() {
                counts.push(0u32);
            }
            counts[number] += 1;
            total += 1;
        });
    }
    let mut found: Vec<(i64, &str)> = Vec::new();
    for (number, &count) in counts.iter().enumerate() {
        let Ok(unit) = std::str::from_utf8(seen.key(number as u32)) else { continue };
        let letters = unit.chars().count() as f64;
        let spelt = 14.0 + letters * LETTER_BITS;
        let saved = f64::from(count) * (spelt - bits(count, total)) - ENTRY_BITS - letters * 4.0;
        if count > 2 && unit.len() <= LONG && saved > 0.0 {
            found.push((saved as i64, unit));
        }
    }
    order::sort_by(&mut found, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    found.truncate(limit);
    found.into_iter().map(|(_, unit)| unit.to_owned()).collect()
}

/// Adds the pairs of strings that save most.
fn learn_pairs(mut table: Table, sample: &[&str], limit: usize) -> Table {
    let mut counts = vec![0u32; table.strings.len()];
    let (mut seen, mut pairs) = (Interner::default(), Vec::new());
    let mut total = 0u32;
    for text in sample {
        let mut last: Option<u32> = None;
        table.pieces(&[text], |piece| {
            total += 1;
            let Piece::String(number) = piece else {
                last = None;
                return;
            };
            counts[number as usize] += 1;
            if let Some(before) = last {
                let pair = seen.intern(&pair_key(before, number)) as usize;
                if pair == pairs.len() {
                    pairs.push(((before, number), 0u32));
                }
                pairs[pair].1 += 1;
            }
            last = Some(number);
        });
    }
    let mut found: Vec<(i64, u32, u32)> = Vec::new();
    for &((a, b), count) in &pairs {
        if count < 8 || a == b {
            continue;
        }
        let apart = bits(counts[a as usize], total) + bits(counts[b as usize], total);
        let saved = f64::from(count) * (apart - bits(count, total)) - ENTRY_BITS - 16.0;
        if saved > 0.0 && table.strings[a as usize].len() + table.strings[b as usize].len() < LONG {
            found.push((saved as i64, a, b));
        }
    }
    order::sort_by(&mut found, |x, y| y.0.cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    for (_, a, b) in found {
        if table.pairs.len() >= limit {
            break;
        }
        let string = table.joined(a, b);
        // Two pairs may make one string, as may a pair and a word.
        if table.numbers.find(string.as_bytes()).is_none() {
            table.numbers.intern(string.as_bytes());
            table.sides.push(super::sides(&string));
            table.strings.push(string);
            table.pairs.intern(&pair_key(a, b));
            table.begins_pair[a as usize] = true;
        }
    }
    table
}

/// About how many bits the code of something takes that stands `count` times among `total`: the logarithm of their
/// quotient, with straight lines between powers of two, since only sums and products are the same everywhere.
fn bits(count: u32, total: u32) -> f64 {
    let quotient = f64::from(total.max(1)) / f64::from(count.max(1));
    let whole = (quotient as u32).max(1).ilog2();
    f64::from(whole) + quotient / f64::from(1u32 << whole) - 1.0
}

/// The lengths of the codes of a Huffman code for so many occurrences of each symbol, none above [`LONGEST`].
fn lengths(counts: &[u32]) -> Vec<u8> {
    let mut counts: Vec<u64> = counts.iter().map(|&count| u64::from(count.max(1))).collect();
    loop {
        let lengths = unbounded_lengths(&counts);
        if lengths.iter().all(|&length| length as usize <= LONGEST) {
            return lengths.into_iter().map(|length| length as u8).collect();
        }
        // Rare symbols are taken for less rare until all codes are short enough.
        for count in &mut counts {
            *count = *count / 2 + 1;
        }
    }
}

fn unbounded_lengths(counts: &[u64]) -> Vec<u32> {
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;
    let mut parents = vec![0usize; counts.len()];
    let mut heap: BinaryHeap<Reverse<(u64, usize)>> =
        counts.iter().enumerate().map(|(symbol, &count)| Reverse((count, symbol))).collect();
    while let (Some(Reverse(a)), Some(Reverse(b))) = (heap.pop(), heap.pop()) {
        let parent = parents.len();
        parents.push(0);
        parents[a.1] = parent;
        parents[b.1] = parent;
        heap.push(Reverse((a.0 + b.0, parent)));
        if heap.len() == 1 {
            break;
        }
    }
    // A parent stands behind its children: from the last to the first, each is one longer than its parent.
    let mut depths = vec![0u32; parents.len()];
    for at in (0..parents.len().saturating_sub(1)).rev() {
        depths[at] = depths[parents[at]] + 1;
    }
    depths.truncate(counts.len());
    depths
}

/// The canonical codes of these lengths.
fn codes(lengths: &[u8]) -> Vec<(u16, u8)> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order::sort_by_key(&mut order, |&symbol| lengths[symbol]);
    let mut found = vec![(0, 0); lengths.len()];
    let (mut code, mut last) = (0u32, 0u8);
    for symbol in order {
        code <<= lengths[symbol] - last;
        last = lengths[symbol];
        found[symbol] = (code as u16, last);
        code += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use super::*;
    use proptest::prelude::*;

    fn learnt(extra: &str) -> (Writer, Prose) {
        let words =
            "The court in Phnom Penh sentenced the opposition's leader to 27 years. ការបោះឆ្នោត ឆ្នាំ ២០១៧។\n";
        let text = [words.repeat(LEAST / words.len() + 1), extra.repeat(40)].concat();
        let writer = Writer::learn(&[&text]).expect("enough text");
        let prose = Prose::read(writer.table(), 0).expect("a table");
        (writer, prose)
    }

    fn check(writer: &Writer, prose: &Prose, text: &str) {
        let mut codes = Vec::new();
        let middle = text.floor_char_boundary(text.len() / 2);
        writer.encode(&mut codes, &[&text[..middle], &text[middle..]]);
        assert_eq!(prose.decode(&codes, text.len(), 0).as_deref(), Ok(text));
        assert_eq!(prose.begin(&codes, middle, 0).as_deref(), Ok(&text[..middle]));
        if !text.is_empty() {
            assert!(prose.decode(&codes, text.len() + 90, 0).is_err(), "a greater length");
        }
    }

    #[test]
    fn texts_come_back() {
        let (writer, prose) = learnt("");
        for text in [
            "",
            " ",
            "  the  court ",
            "The court in Phnom Penh",
            "THE Court,in PhnomPenh 2017x27",
            "é Élections, l’État ការបោះឆ្នោត\u{200b}ឆ្នាំ😀\u{a0}no",
            "Court27 court 27court 123456789 ๒๐ 日本\r\n\t\0",
        ] {
            check(&writer, &prose, text);
        }
        let small = "the leader of the court ".repeat(40);
        let mut codes = Vec::new();
        writer.encode(&mut codes, &[&small]);
        assert!(codes.len() * 2 < small.len(), "{} of {}", codes.len(), small.len());
        assert!(Writer::learn(&["too little"]).is_none());
    }

    thread_local! {
        static LEARNT: (Writer, Prose) = learnt("");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn any_text_comes_back(text in ".{0,60}", extra in "[ a-zក-៹.]{0,20}") {
            let (writer, prose) = learnt(&extra);
            check(&writer, &prose, &text);
            check(&writer, &prose, &[extra.as_str(), " the ", &text, &extra].concat());
        }
    }

    proptest! {
        #[test]
        fn any_further_text_comes_back(text in ".{0,60}", words in "[ a-zA-Z0-9.,ក-៹é]{0,60}") {
            LEARNT.with(|(writer, prose)| {
                check(writer, prose, &text);
                check(writer, prose, &words);
            });
        }

        #[test]
        fn any_bytes_give_an_error_or_a_text(codes: Vec<u8>, len in 0usize..5000) {
            if let Ok(text) = LEARNT.with(|learnt| learnt.1.decode(&codes, len, 0)) {
                assert_eq!(text.len(), len);
            }
        }

        #[test]
        fn any_table_gives_an_error_or_texts(at in 0usize..2000, bytes: Vec<u8>, codes: Vec<u8>) {
            let mut table = LEARNT.with(|learnt| learnt.0.table().to_vec());
            table.iter_mut().skip(at).zip(&bytes).for_each(|(slot, &byte)| *slot = byte);
            for table in [&table, &bytes] {
                if let Ok(prose) = Prose::read(table, 0) {
                    let _ = prose.decode(&codes, 300, 0);
                }
            }
        }
    }
}
