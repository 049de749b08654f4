//! Text to tokens with classes.
//!
//! Words are looked up in the tables of the languages that the document uses: Latin letters in the first table that
//! writes spaces, Khmer letters in that of Khmer. Digits belong to no language. Spaces, no-break spaces and
//! zero-width characters stand between tokens, never in them.

use super::class::{Class, Mask};
use super::grammar::Grammar;
use crate::text::{TextRange, khmer};

/// A token that belongs to no language: digits, punctuation.
pub(super) const NEUTRAL: u8 = u8::MAX;
/// The entry of a token that no lexicon knows.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// A piece of text with what it can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its classes.
    pub(super) mask: Mask,
    /// Its number in hundredths, where it is one.
    pub(super) number: i64,
    /// Its entry in the lexicon of its table.
    pub(super) entry: u32,
    /// The table that knows it.
    pub(super) table: u8,
    /// Whether anything stands between it and the token before.
    pub(super) spaced: bool,
    /// Whether no expression may reach across from the token before: a new paragraph.
    pub(super) barrier: bool,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
}

impl Token {
    /// Its classes, as the patterns of a table see them.
    pub(super) fn mask_for(&self, table: u8) -> Mask {
        if self.table == NEUTRAL || self.table == table { self.mask } else { 0 }
    }

    /// Whether it is of a class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.mask & class.bit() != 0
    }

    pub(super) fn range(&self) -> TextRange {
        TextRange { start: self.start, end: self.end }
    }

    /// Its text, or the empty string if it does not fit this text.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.range().of(text)
    }
}

/// The tokens of a text. `breaks` are the ends of sentences, in order: an expression may reach over a line break
/// only within a sentence.
pub(super) fn scan(text: &str, grammar: &[&Grammar], breaks: &[u32]) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5),
        grammar,
        breaks,
        next_break: 0,
        spaced: true,
        lines: 0,
    };
    scanner.run();
    scanner.tokens
}

struct Scanner<'s> {
    text: &'s str,
    at: usize,
    tokens: Vec<Token>,
    grammar: &'s [&'s Grammar],
    breaks: &'s [u32],
    next_break: usize,
    spaced: bool,
    /// Line breaks since the last token.
    lines: u32,
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

/// The value of an ASCII or Khmer digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{17e0}'..='\u{17e9}' => Some(c as u32 - 0x17e0),
        _ => None,
    }
}

fn is_khmer_letter(c: char) -> bool {
    khmer::is_khmer(c) && digit(c).is_none()
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn run(&mut self) {
        while let Some(c) = self.peek() {
            if c.is_whitespace() || is_invisible(c) {
                self.spaced |= !is_invisible(c);
                self.lines += u32::from(c == '\n');
                self.at += c.len_utf8();
            } else if digit(c).is_some() {
                self.number();
            } else if is_khmer_letter(c) {
                self.unspaced_run();
            } else if c.is_alphabetic() {
                self.word();
            } else {
                self.punctuation(c);
            }
        }
    }

    fn push(&mut self, end: usize, mask: Mask, number: i64, word: Option<(u8, u32)>, capital: bool) {
        let (table, entry) = word.unwrap_or((NEUTRAL, UNKNOWN));
        let start = self.at as u32;
        let mut crossed = false;
        while self.breaks.get(self.next_break).is_some_and(|end| *end <= start) {
            crossed = true;
            self.next_break += 1;
        }
        let barrier = self.lines > 1 || (self.lines == 1 && crossed) || self.tokens.is_empty();
        let spaced = self.spaced || self.lines > 0;
        self.tokens.push(Token {
            start,
            end: end as u32,
            mask,
            number,
            entry,
            table,
            spaced,
            barrier,
            capital,
        });
        self.at = end;
        self.spaced = false;
        self.lines = 0;
    }

    fn punctuation(&mut self, c: char) {
        let end = self.at + c.len_utf8();
        if matches!(c, '\'' | '’' | '‘') {
            return self.apostrophe(end);
        }
        let mask = match c {
            ',' => Class::Comma.bit(),
            '-' | '\u{2010}'..='\u{2015}' => Class::Dash.bit(),
            '/' => Class::Slash.bit(),
            '(' => Class::Open.bit(),
            '½' => Class::Half.bit(),
            _ => 0,
        };
        self.push(end, mask, 0, None, false);
    }

    /// `'s`, `'97`, `'90s`, or an apostrophe alone.
    fn apostrophe(&mut self, end: usize) {
        let after = self.text.get(end..).unwrap_or("");
        let bytes = after.as_bytes();
        let ends = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
        if matches!(bytes.first(), Some(b's' | b'S')) && ends(1) && !self.spaced {
            return self.push(end + 1, Class::Possessive.bit(), 0, None, false);
        }
        if let Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) = bytes.get(..2) {
            let value = i64::from(a - b'0') * 10 + i64::from(b - b'0');
            if ends(2) {
                return self.push(end + 2, Class::ShortYear.bit(), value * 100, None, false);
            }
            if *b == b'0' && bytes.get(2) == Some(&b's') && ends(3) {
                let decade = value / 10 + if value >= 30 { 190 } else { 200 };
                return self.push(end + 3, Class::Decade.bit(), decade * 100, None, false);
            }
        }
        self.push(end, 0, 0, None, false);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let mut end = rest.find(|c: char| !c.is_alphabetic() || is_khmer_letter(c)).unwrap_or(rest.len());
        let capital = rest.starts_with(char::is_uppercase);
        let bytes = rest.as_bytes();
        // Letters with full stops between them: a.m., U.S., B.C.
        let mut dotted = [0u8; 8];
        let mut letters = 0;
        let mut after = 0;
        while letters < dotted.len()
            && let (Some(letter), Some(b'.')) = (bytes.get(after), bytes.get(after + 1))
            && letter.is_ascii_alphabetic()
        {
            dotted[letters] = letter.to_ascii_lowercase();
            letters += 1;
            after += 2;
        }
        let abbreviated = letters >= 2;
        let mut buffer = [0u8; 31];
        let mut word: &str = "";
        if abbreviated {
            end = after;
            word = std::str::from_utf8(dotted.get(..letters).unwrap_or(&[])).unwrap_or("");
        } else if let (Some(slot), Some(source)) = (buffer.get_mut(..end), bytes.get(..end)) {
            slot.copy_from_slice(source);
            slot.make_ascii_lowercase();
            word = std::str::from_utf8(slot).unwrap_or("");
        }
        let mut mask = 0;
        let mut known = None;
        if let Some((number, grammar)) = self.grammar.iter().enumerate().find(|g| !g.1.table.unspaced) {
            let lexicon = &grammar.lexicon;
            if word.as_bytes().first().is_some_and(|first| lexicon.may_hold(word.len(), *first)) {
                if let Some((entry, parts)) = phrase(grammar, word, rest.get(end..).unwrap_or("")) {
                    end += parts;
                    known = Some((number as u8, entry));
                } else {
                    known = lexicon.find(word).map(|entry| (number as u8, entry));
                }
                mask = known.and_then(|k| lexicon.entry(k.1)).map_or(0, |entry| entry.mask);
            }
            if mask == 0 && word.len() > 3 && (grammar.table.tells_past)(word) {
                mask = Class::PastCue.bit();
                known = Some((number as u8, UNKNOWN));
            }
        }
        // `Sept.` keeps its full stop where the text goes on after it.
        let abbreviation = Class::Month.bit() | Class::Weekday.bit();
        if mask & abbreviation != 0 && end <= 4 && rest.get(end..).is_some_and(|r| r.starts_with('.')) {
            let next = rest.get(end + 1..).unwrap_or("").trim_start().chars().next();
            if next.is_some_and(|c| digit(c).is_some() || c.is_lowercase() || c == ',') {
                end += 1;
            }
        }
        self.push(self.at + end, mask, 0, known, capital);
    }

    /// A run of a script without spaces: the longest words of its table, and clusters that no word covers. Matched in
    /// canonical form, placed where it stands.
    fn unspaced_run(&mut self) {
        let rest = self.rest();
        // A run without end is cut: no word is as long.
        let len = rest
            .char_indices()
            .find(|&(at, c)| {
                at > 16_000 || !(is_khmer_letter(c) || is_invisible(c) || (matches!(c, '.' | ':') && at > 0))
            })
            .map_or(rest.len(), |(at, _)| at);
        let base = self.at;
        let run = khmer::normalised(rest.get(..len).unwrap_or(""));
        let places: Vec<(usize, char)> = run.text().char_indices().collect();
        let chars: Vec<char> = places.iter().map(|place| place.1).collect();
        let found = self.grammar.iter().enumerate().find(|grammar| grammar.1.table.unspaced);
        let starts_cluster = |at: usize| {
            chars.get(at).is_none_or(|c| !matches!(c, '\u{17b4}'..='\u{17d3}' | '\u{17dd}'))
                && (at == 0 || chars.get(at - 1) != Some(&'\u{17d2}'))
        };
        let mut at = 0;
        while at < chars.len() {
            let longest = found.and_then(|(number, grammar)| {
                let window = chars.get(at..chars.len().min(at + 40))?;
                let (taken, entry) = grammar.lexicon.longest(window, |n| starts_cluster(at + n))?;
                Some((number as u8, taken, entry, grammar.lexicon.entry(entry)?.mask))
            });
            let (taken, mask, known) = if let Some((number, taken, entry, mask)) = longest {
                (taken, mask, Some((number, entry)))
            } else {
                let mut taken = 1;
                while at + taken < chars.len() && !starts_cluster(at + taken) {
                    taken += 1;
                }
                (taken, 0, None)
            };
            let place = |at: usize| places.get(at).map_or(run.text().len(), |place| place.0);
            let origin = run.origin(TextRange::new(place(at), place(at + taken)));
            let (start, end) = (base + origin.start as usize, base + origin.end as usize);
            if start >= self.at && start < end {
                self.at = start;
                self.push(end, mask, 0, known, false);
            }
            at += taken;
        }
        self.at = self.at.max(base + len);
    }

    fn number(&mut self) {
        let before = self.before();
        let point = before == Some('.')
            && self
                .text
                .get(..self.at - 1)
                .and_then(|text| text.chars().next_back())
                .and_then(digit)
                .is_some();
        let glued = !self.spaced
            && (point
                || before.is_some_and(|c| {
                    matches!(c, '$' | '€' | '£' | '¥' | '៛' | '#' | '_' | '@')
                        || (c.is_alphabetic() && !is_khmer_letter(c))
                }));
        let money = before.is_some_and(|c| matches!(c, '$' | '€' | '£' | '¥' | '៛' | '#'));
        let after_letter_dash = self.after_letter_dash();
        if !glued
            && !after_letter_dash
            && let Some((len, class)) = numeric_date_or_clock(self.rest())
        {
            return self.push(self.at + len, class.bit(), 0, None, false);
        }
        let run = Digits::read(self.rest());
        let mut end = self.at + run.len;
        let mut mask = if glued || money { 0 } else { run.mask() };
        let mut number = run.hundredths;
        // What follows directly: an ordinal's ending, a decade's s, a time's am; any other letter spoils it.
        let follows = self.text.get(end..).unwrap_or("");
        let letters: String = follows.chars().take_while(char::is_ascii_alphabetic).take(9).collect();
        match letters.to_ascii_lowercase().as_str() {
            "" => {}
            "st" | "nd" | "rd" | "th" if run.whole => {
                let value = number / 100;
                mask &= Class::DayOfMonth.bit();
                mask |= if glued { 0 } else { Class::Ordinal.bit() };
                if !(1..=31).contains(&value) {
                    mask &= !Class::DayOfMonth.bit();
                }
                end += 2;
            }
            "s" if run.whole && !glued && number % 1000 == 0 && matches!(run.count, 2 | 4) => {
                let value = number / 100;
                let decade = match run.count {
                    4 => value / 10,
                    _ if value >= 30 => 190 + value / 10,
                    _ => 200 + value / 10,
                };
                mask = if run.count == 4 || value >= 20 { Class::Decade.bit() } else { 0 };
                number = decade * 100;
                end += 1;
            }
            "am" | "pm" | "a" | "p" | "h" | "bc" | "bce" | "ad" | "ce" => {}
            // A wire service's times: 0715GMT.
            "gmt" | "utc" | "est" | "edt" => {}
            _ => mask = 0,
        }
        let next = self.text.get(end..).and_then(|rest| rest.chars().next());
        if matches!(next, Some('%' | '°')) {
            mask = 0;
        }
        // `S-226` and `421-01389` are numbers of things.
        if after_letter_dash || run.leading_zero && run.count > 2 {
            mask = 0;
        }
        self.push(end, mask, number, None, false);
    }

    /// Whether a dash joins what comes to a word that is no part of a date: `F-16`, `COVID-19`; not `mid-1998`.
    fn after_letter_dash(&self) -> bool {
        let [.., word, dash] = self.tokens.as_slice() else { return false };
        dash.is(Class::Dash)
            && !self.spaced
            && !dash.spaced
            && dash.of(self.text) == "-"
            && word.mask & !(Class::PastCue.bit() | Class::FutureCue.bit()) == 0
            && word.number == 0
            && (word.capital || (word.end - word.start) < 3)
            && word.of(self.text).starts_with(|c: char| c.is_alphabetic())
    }
}

/// The length in bytes of the words that complete a phrase after its first word, with the phrase's entry.
fn phrase(grammar: &Grammar, first: &str, after: &str) -> Option<(u32, usize)> {
    grammar.lexicon.phrases(first).iter().find_map(|phrase| {
        let mut rest = after;
        for word in &phrase.rest {
            let trimmed = if word.starts_with('\'') {
                rest
            } else {
                let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\n', '\r', '\t', '-']);
                (trimmed.len() < rest.len()).then_some(trimmed)?
            };
            let trimmed = trimmed.strip_prefix('’').map_or(trimmed, |_| trimmed);
            rest = strip_word(trimmed, word)?;
        }
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        ends.then_some((phrase.entry, after.len() - rest.len()))
    })
}

/// Takes a word off the front, whatever its case, with either apostrophe.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text;
    for c in word.chars() {
        let next = rest.chars().next()?;
        let same = next == c || next.to_ascii_lowercase() == c || (c == '\'' && next == '’');
        rest = same.then(|| rest.get(next.len_utf8()..)).flatten()?;
    }
    Some(rest)
}

/// A run of digits, as read.
struct Digits {
    /// Bytes.
    len: usize,
    count: u32,
    hundredths: i64,
    leading_zero: bool,
    /// Whether it has no separators or decimals.
    whole: bool,
    plain: bool,
}

impl Digits {
    fn read(text: &str) -> Self {
        let mut value: i64 = 0;
        let (mut digits, mut len) = (0u32, 0);
        let leading_zero = text.chars().next().and_then(digit) == Some(0);
        let mut chars = text.char_indices().peekable();
        let mut grouped = false;
        let mut since_group = 0;
        while let Some(&(at, c)) = chars.peek() {
            if let Some(d) = digit(c) {
                value = value.saturating_mul(10).saturating_add(i64::from(d));
                digits += 1;
                since_group += 1;
                len = at + c.len_utf8();
                chars.next();
            } else if c == ',' && (digits <= 3 || (grouped && since_group == 3)) && groups(text, at) {
                grouped = true;
                since_group = 0;
                chars.next();
            } else {
                break;
            }
        }
        let mut hundredths = value.saturating_mul(100);
        let mut whole = !grouped;
        let mut plain = true;
        // A decimal: one or two digits after a point. More points make it a version, which is no number.
        let after = text.get(len..).unwrap_or("");
        let mut decimals = after.chars();
        if decimals.next() == Some('.') {
            let fraction: Vec<u32> = decimals.by_ref().map_while(digit).take(12).collect();
            if !fraction.is_empty() {
                whole = false;
                let pair = fraction.first().map_or(0, |d| d * 10) + fraction.get(1).copied().unwrap_or(0);
                hundredths = hundredths.saturating_add(i64::from(pair));
                let mut end = len + 1;
                let mut points = 0;
                for c in after.chars().skip(1) {
                    if c == '.' {
                        points += 1;
                    } else if digit(c).is_none() {
                        break;
                    }
                    end += c.len_utf8();
                }
                let read = text.get(..end).unwrap_or("");
                len = read.trim_end_matches('.').len();
                plain = fraction.len() <= 2 && points == 0 || read.ends_with('.') && points == 1;
            }
        }
        Self { len, count: digits, hundredths, leading_zero, whole, plain }
    }

    fn mask(&self) -> Mask {
        if !self.plain || self.count > 9 {
            return 0;
        }
        let mut mask = Class::Number.bit();
        let value = self.hundredths / 100;
        if self.whole {
            if self.count <= 2 {
                let mut add = |holds: bool, class: Class| mask |= if holds { class.bit() } else { 0 };
                add((1..=31).contains(&value), Class::DayOfMonth);
                add((1..=12).contains(&value), Class::MonthNumber);
                add((0..=24).contains(&value), Class::Hour);
                add((0..=59).contains(&value), Class::Minute);
                add(self.count == 2, Class::TwoDigits);
            }
            if self.count == 4 && (1000..3000).contains(&value) {
                mask |= Class::Year.bit();
            }
        }
        mask
    }
}

/// Whether the comma at `at` groups thousands: three digits and no more follow.
fn groups(text: &str, at: usize) -> bool {
    let after = text.get(at + 1..).unwrap_or("");
    after.chars().take(4).map_while(digit).count() == 3
}

/// The length and class of a date in digits or a time of the clock at the start of a text.
fn numeric_date_or_clock(text: &str) -> Option<(usize, Class)> {
    let (first, rest) = plain_digits(text)?;
    let separator = rest.chars().next()?;
    let after = rest.get(separator.len_utf8()..)?;
    let (second, rest) = plain_digits(after)?;
    let free = |rest: &str| rest.chars().next().is_none_or(|c| digit(c).is_none() && !c.is_alphabetic());
    if separator == ':' && first.0 <= 2 && second.0 == 2 && first.1 <= 24 && second.1 < 60 {
        let with_seconds = rest.strip_prefix(':').and_then(plain_digits).filter(|s| s.0.0 == 2 && s.0.1 < 60);
        let rest = with_seconds.map_or(rest, |seconds| seconds.1);
        let spoiled = rest.starts_with(':') && rest.chars().nth(1).is_some_and(|c| digit(c).is_some());
        return (!spoiled).then_some((text.len() - rest.len(), Class::Clock));
    }
    if !matches!(separator, '-' | '/' | '.' | '–') {
        return None;
    }
    let (third, rest) = plain_digits(rest.strip_prefix(separator)?)?;
    let shape = (first.0, second.0, third.0);
    let day_month = |a: u32, b: u32| (1..=31).contains(&a) && (1..=12).contains(&b);
    let either = |a: u32, b: u32| day_month(a, b) || day_month(b, a);
    let valid = match shape {
        (4, 1..=2, 1..=2) => (1000..3000).contains(&first.1) && day_month(third.1, second.1),
        (1..=2, 1..=2, 4) => (1000..3000).contains(&third.1) && either(first.1, second.1),
        (1..=2, 1..=2, 2) => matches!(separator, '/' | '-') && either(first.1, second.1),
        _ => false,
    };
    if !valid {
        return None;
    }
    // The time of an ISO date.
    if shape.0 == 4
        && separator == '-'
        && let Some(time) = rest.strip_prefix(['T', 't'])
    {
        let len = time
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z')))
            .unwrap_or(time.len());
        let stamp = time.get(..len).unwrap_or("").trim_end_matches(['.', '-', ':']);
        if numeric_date_or_clock(stamp).is_some_and(|found| found.1 == Class::Clock) {
            return Some((text.len() - time.len() + stamp.len(), Class::NumericDate));
        }
    }
    let tail = rest.chars().next();
    let more = tail == Some(separator) && rest.chars().nth(1).is_some_and(|c| digit(c).is_some());
    (free(rest) && !more).then_some((text.len() - rest.len(), Class::NumericDate))
}

/// A run of at most four digits: how many, and their value; and what follows.
pub(super) fn plain_digits(text: &str) -> Option<((u32, u32), &str)> {
    let (mut count, mut value, mut len) = (0, 0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        count += 1;
        if count > 4 {
            return None;
        }
        value = value * 10 + d;
        len += c.len_utf8();
    }
    (count > 0).then(|| ((count, value), text.get(len..).unwrap_or("")))
}
