//! Text to tokens with classes.
//!
//! Words are looked up in the tables of the languages that the document uses: Latin letters in the first table that
//! writes spaces, Khmer letters in that of Khmer. Digits belong to no language. Spaces, no-break spaces and
//! zero-width characters stand between tokens, never in them.

use super::class::{Class, Mask};
use super::digits::{Digits, digit, numeric_date_or_clock, wire_time};
use super::grammar::Grammar;
use super::lexicon::Head;
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

    /// Whether its language's table gives it no class, other than that some pattern asks for the word itself.
    pub(super) fn is_plain(&self) -> bool {
        self.entry == UNKNOWN || self.mask & (Class::Literal.bit() - 1) == 0
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

fn is_khmer_letter(c: char) -> bool {
    khmer::is_khmer(c) && digit(c).is_none() && !('\u{19e0}'..='\u{19ff}').contains(&c)
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
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            // Nearly all that most texts have: words of plain letters, and the spaces between them.
            if byte.is_ascii_alphabetic() {
                self.word();
                continue;
            }
            if byte == b' ' {
                self.spaced = true;
                self.at += 1;
                continue;
            }
            let Some(c) = self.peek() else { return };
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
            '\u{19e1}'..='\u{19ef}' | '\u{19f1}'..='\u{19ff}' => Class::LunarDay.bit(),
            _ => 0,
        };
        // Fifteen signs for the days of the waxing moon, and after a gap of one as many for the waning.
        let sign = (c as u32).saturating_sub(0x19e0);
        let day = if sign > 15 { sign - 1 } else { sign };
        let number = if mask == Class::LunarDay.bit() { i64::from(day) * 100 } else { 0 };
        self.push(end, mask, number, None, false);
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
        self.push(end, Class::Apostrophe.bit(), 0, None, false);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut end = bytes.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len());
        if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            end = rest.find(|c: char| !c.is_alphabetic() || is_khmer_letter(c)).unwrap_or(rest.len());
        }
        let capital = rest.starts_with(char::is_uppercase);
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
            if word.as_bytes().first().is_some_and(|first| lexicon.may_hold(word.len(), *first))
                && let Some(head) = lexicon.head(word)
            {
                if let Some((entry, parts)) = phrase(head, rest.get(end..).unwrap_or("")) {
                    end += parts;
                    known = Some((number as u8, entry));
                } else {
                    known = head.entry.map(|entry| (number as u8, entry));
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
        // `UTC+7`, `GMT-05:00`
        if mask & Class::Zone.bit() != 0 {
            let offset = rest.get(end..).unwrap_or("");
            let digits = offset.strip_prefix(['+', '-', '−']).unwrap_or("");
            let len = digits.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(digits.len());
            let clean = digits.get(..len).unwrap_or("").trim_end_matches(':').len();
            if clean > 0 && digits.starts_with(|c: char| c.is_ascii_digit()) {
                end += offset.len() - digits.len() + clean;
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
        // The minutes of 18h30 are no part of a word.
        let of_hour = matches!(self.tokens.as_slice(), [.., hour, h]
            if !self.spaced && !h.spaced && hour.is(Class::Hour) && matches!(h.of(self.text), "h" | "H"));
        // Nor is the number of Q3, or the year of FY2018.
        let lettered = matches!(self.tokens.as_slice(), [.., letters]
            if !self.spaced && matches!(letters.of(self.text), "Q" | "H" | "FY"));
        let glued = !self.spaced
            && !of_hour
            && !lettered
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
        if !glued
            && !after_letter_dash
            && let Some(len) = wire_time(self.rest())
        {
            return self.push(self.at + len, Class::Clock.bit(), 0, None, false);
        }
        let run = Digits::read(self.rest());
        let mut end = self.at + run.len;
        let mut mask = if glued { 0 } else { run.mask() };
        let mut number = run.hundredths;
        // 5 1/2 and 5½
        if run.whole && !glued {
            let after = self.text.get(end..).unwrap_or("");
            let part = [(" 1/2", 50), (" 1/4", 25), (" 3/4", 75), ("½", 50), ("¼", 25), ("¾", 75)];
            let held = part.iter().find(|part| after.starts_with(part.0));
            let whole = |part: &&(&str, i64)| {
                after.get(part.0.len()..).and_then(|rest| rest.chars().next()).and_then(digit).is_none()
            };
            if let Some(part) = held.filter(whole) {
                number += part.1;
                end += part.0.len();
                mask &= Class::Number.bit();
            }
        }
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
            "s" if run.whole && !glued && number % 1000 == 0 && (2..=4).contains(&run.count) => {
                let value = number / 100;
                let decade = match run.count {
                    3 | 4 => value / 10,
                    _ if value >= 30 => 190 + value / 10,
                    _ => 200 + value / 10,
                };
                mask = if run.count > 2 || value >= 20 { Class::Decade.bit() } else { 0 };
                number = decade * 100;
                end += 1;
            }
            // French ordinals: 1er, 2e.
            "er" | "e" if run.whole && !glued => {
                mask &= Class::DayOfMonth.bit();
                mask = Class::Ordinal.bit() | if number == 100 { mask } else { 0 };
                end += letters.len();
            }
            "am" | "pm" | "a" | "p" | "h" | "bc" | "bce" | "ad" | "ce" => {}
            // 2Q20
            "q" if run.whole && run.count == 1 => {}
            // A wire service's times: 0715GMT.
            "gmt" | "utc" | "est" | "edt" => {}
            _ => mask = 0,
        }
        let next = self.text.get(end..).and_then(|rest| rest.chars().next());
        if matches!(next, Some('%' | '°')) {
            mask = 0;
        }
        if money {
            mask = Class::Price.bit();
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
fn phrase(head: &Head, after: &str) -> Option<(u32, usize)> {
    head.phrases.iter().find_map(|phrase| {
        let mut rest = after;
        for word in &phrase.rest {
            let trimmed = if word.starts_with('\'') {
                rest
            } else {
                // `av. J.-C.`
                let stop = if word.len() == 1 { '.' } else { '-' };
                let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\n', '\r', '\t', '-', stop]);
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
