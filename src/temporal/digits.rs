//! Numbers, dates and times as they stand in digits, ASCII or Khmer.

use super::class::{Class, Mask};

/// The value of an ASCII or Khmer digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{17e0}'..='\u{17e9}' => Some(c as u32 - 0x17e0),
        _ => None,
    }
}

/// A run of digits, as read.
pub(super) struct Digits {
    /// Bytes.
    pub(super) len: usize,
    pub(super) count: u32,
    pub(super) hundredths: i64,
    pub(super) leading_zero: bool,
    /// Whether it has no separators or decimals.
    pub(super) whole: bool,
    plain: bool,
}

impl Digits {
    pub(super) fn read(text: &str) -> Self {
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

    pub(super) fn mask(&self) -> Mask {
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
pub(super) fn numeric_date_or_clock(text: &str) -> Option<(usize, Class)> {
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

/// The length of the four digits of a time of the clock that its zone follows: `1900 GMT`, `0530UTC`.
pub(super) fn wire_time(text: &str) -> Option<usize> {
    let ((4, value), rest) = plain_digits(text)? else { return None };
    let zone = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
    let zone = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC"))?;
    let ends = zone.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (ends && value / 100 <= 24 && value % 100 < 60).then_some(text.len() - rest.len())
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
