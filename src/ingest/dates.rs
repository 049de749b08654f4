//! What looks like a date, without saying which: `temporal` reads the value.
//!
//! Input: a short piece of text, in English, French, Indonesian, Vietnamese or Khmer. Output: the ranges that name at
//! least a month with a day or a year, or a day, month and year in digits. Nothing here decides what `03/04/2017`
//! means.

use std::sync::LazyLock;

use crate::order::Map;
use crate::text::TextRange;
use crate::text::khmer::is_khmer;
use crate::text::normalise::folded;

/// No date is written with more parts than this.
const LONGEST: usize = 24;

/// Months, folded: English, French, Indonesian.
const MONTHS: &str = "january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre \
    novembre decembre januari februari maret mei juni juli agustus oktober desember";

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri \
    sat sun lundi mardi mercredi jeudi vendredi samedi dimanche senin selasa rabu kamis jumat sabtu minggu thu hai";

/// Words inside a date that say nothing by themselves; ordinal endings among them.
const INSIDE: &str = "of the st nd rd th de du le er nam";

/// Words with which a date may begin.
const OPENING: &str = "ngay tanggal";

/// The words above, each with what it is in a date. A word of two lists is what the first of them says.
static WORDS: LazyLock<Map<&str, Part>> = LazyLock::new(|| {
    let mut words = Map::default();
    words.insert("thang", Part::NumberedMonth);
    for (list, part) in
        [(MONTHS, Part::Month), (WEEKDAYS, Part::Weekday), (OPENING, Part::Opening), (INSIDE, Part::Inside)]
    {
        for word in list.split(' ') {
            words.slot(word, || part);
        }
    }
    words
});

/// Khmer months, longest first where one begins another.
const KHMER_MONTHS: [&str; 24] = [
    "មករា",
    "កុម្ភៈ",
    "កុម្ភះ",
    "មីនា",
    "មេសា",
    "ឧសភា",
    "មិថុនា",
    "កក្កដា",
    "សីហា",
    "កញ្ញា",
    "តុលា",
    "វិច្ឆិកា",
    "ធ្នូ",
    "មិគសិរ",
    "បុស្ស",
    "មាឃ",
    "ផល្គុន",
    "ចេត្រ",
    "ពិសាខ",
    "ជេស្ឋ",
    "អាសាឍ",
    "ស្រាពណ៍",
    "ភទ្របទ",
    "អស្សុជ",
];

/// Khmer words inside a date: day, ordinal, month, year, weekdays, eras.
const KHMER_INSIDE: [&str; 14] =
    ["ថ្ងៃ", "ទី", "ខែ", "ឆ្នាំ", "ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ", "ព.ស", "គ.ស", "ពស"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Number {
        value: u32,
        digits: usize,
    },
    Month,
    /// A word after which a number is the month's.
    NumberedMonth,
    Weekday,
    /// A word that may stand inside a date.
    Inside,
    /// A word that may stand inside a date and may begin it.
    Opening,
    /// A mark that separates the numbers of a date.
    Separator(char),
    Space,
    Other,
}

/// The ranges of `text` that look like dates, in order, without overlap.
pub(super) fn find(text: &str) -> Vec<TextRange> {
    // Every date has a number. Digits of other scripts become those of ASCII below.
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mapped = folded(text);
    let parts = parts(mapped.text());
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        if matches!(parts[at].0, Part::Other | Part::Space | Part::Inside | Part::Separator(_)) {
            at += 1;
            continue;
        }
        let chain = parts[at..]
            .iter()
            .take(LONGEST)
            .position(|(part, _)| *part == Part::Other)
            .unwrap_or_else(|| LONGEST.min(parts.len() - at));
        if let Some(len) = date_len(&parts[at..at + chain]) {
            let range = TextRange { start: parts[at].1.start, end: parts[at + len - 1].1.end };
            found.push(mapped.origin(range));
            at += len;
        } else {
            at += 1;
        }
    }
    found
}

/// How many parts of a chain, from its first on, are one date; `None` if it does not begin with one.
fn date_len(chain: &[(Part, TextRange)]) -> Option<usize> {
    if let Some(len) = numeric_len(chain) {
        return Some(len);
    }
    let (mut months, mut days, mut years, mut last) = (0, 0, 0, 0);
    // Vietnamese numbers its months: `ngày 17 tháng 9`. The number after the word is the month's.
    let mut numbered = false;
    for (at, (part, _)) in chain.iter().enumerate() {
        match *part {
            Part::NumberedMonth if months == 0 => numbered = true,
            Part::Number { value, digits }
                if numbered && months == 0 && digits <= 2 && (1..=12).contains(&value) =>
            {
                months += 1;
            }
            Part::Month if months == 0 => months += 1,
            Part::Number { value, digits } if digits == 4 && is_year(value) && years == 0 => years += 1,
            Part::Number { value, digits }
                if digits <= 2 && (1..=31).contains(&value) && days == 0 && years == 0 =>
            {
                days += 1;
            }
            Part::Weekday if months + days + years == 0 => {}
            Part::Inside
            | Part::Opening
            | Part::Space
            | Part::Separator(',' | '.' | '-' | '/' | '(' | ')') => continue,
            _ => break,
        }
        last = at + 1;
    }
    (months == 1 && days + years > 0).then_some(last)
}

/// The length of a date in digits: `2017-09-18` (perhaps with a time of day), `18/9/2017`, `18.09.17`, `2017/9`.
fn numeric_len(chain: &[(Part, TextRange)]) -> Option<usize> {
    let number = |at: usize| match chain.get(at)?.0 {
        Part::Number { value, digits } => Some((value, digits)),
        _ => None,
    };
    let separator = |at: usize| match chain.get(at)?.0 {
        Part::Separator(c @ ('-' | '/' | '.' | '_')) => Some(c),
        _ => None,
    };
    let (first, between, second) = (number(0)?, separator(1)?, number(2)?);
    let small = |(value, digits): (u32, usize), most: u32| digits <= 2 && (1..=most).contains(&value);
    let third = separator(3).filter(|&c| c == between).and_then(|_| number(4));
    if first.1 == 4 && is_year(first.0) && small(second, 12) {
        return Some(if third.is_some_and(|third| small(third, 31)) { 5 } else { 3 });
    }
    let third = third?;
    let year = third.1 == 4 && is_year(third.0)
        || third.1 == 2 && between != '.'
        || third.1 == 2 && first.1 == 2 && second.1 == 2;
    (year && (small(first, 31) && small(second, 12) || small(first, 12) && small(second, 31))).then_some(5)
}

/// Common and Buddhist Era.
fn is_year(value: u32) -> bool {
    (1900..=2100).contains(&value) || (2440..=2650).contains(&value)
}

fn parts(text: &str) -> Vec<(Part, TextRange)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (part, len) = if c.is_ascii_digit() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let value = rest[..digits].parse().unwrap_or(u32::MAX);
            (Part::Number { value, digits }, digits)
        } else if is_khmer(c) {
            let first =
                |words: &[&str]| words.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
            if let Some(len) = first(&KHMER_MONTHS) {
                (Part::Month, len)
            } else {
                first(&KHMER_INSIDE).map_or((Part::Other, c.len_utf8()), |len| (Part::Opening, len))
            }
        } else if c.is_alphabetic() {
            let len = rest.len() - rest.trim_start_matches(|c: char| c.is_alphabetic() && !is_khmer(c)).len();
            (WORDS.get(&&rest[..len]).copied().unwrap_or(Part::Other), len)
        } else if c.is_whitespace() {
            (Part::Space, c.len_utf8())
        } else if matches!(c, ',' | '.' | '-' | '/' | '_' | '(' | ')') {
            (Part::Separator(c), 1)
        } else {
            (Part::Other, c.len_utf8())
        };
        found.push((part, TextRange::new(at, at + len)));
        at += len;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<_> = find(text).into_iter().map(|range| range.of(text)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn dates_are_recognised() {
        check("Posted on: September 18, 2017", &["September 18, 2017"]);
        check("18 Sep, 2017 –", &["18 Sep, 2017"]);
        check("the 3rd of May 2019 and May\u{a0}4", &["3rd of May 2019", "May\u{a0}4"]);
        check("PHNOM PENH, Sept. 3 (Wire) —", &["Sept. 3"]);
        check("Monday, 4 March", &["Monday, 4 March"]);
        check("2017-09-18T08:00 and 18/9/2017, 2017/09/18", &["2017-09-18", "18/9/2017", "2017/09/18"]);
        check("publié le 1er août 2020", &["1er août 2020"]);
        check("ngày 17 tháng 9 năm 2017", &["ngày 17 tháng 9 năm 2017"]);
        check("ថ្ងៃពុធ ទី៦ ខែមីនា ឆ្នាំ២០១៩ 😀", &["ថ្ងៃពុធ ទី៦ ខែមីនា ឆ្នាំ២០១៩"]);
        check("ភ្នំពេញ ១៧ កញ្ញា ២០១៧", &["១៧ កញ្ញា ២០១៧"]);
        check("១៧/០៩/២០១៧", &["១៧/០៩/២០១៧"]);
    }

    #[test]
    fn numbers_and_names_are_not_dates() {
        for text in [
            "",
            "é",
            "May Titthara",
            "in 2017",
            "Bill C-267",
            "3.5 of 12",
            "6.3.1",
            "March for peace",
            "អាទិត្យ",
        ] {
            check(text, &[]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9 ./-]{0,20}|(may|[0-9]{1,5}|, |ខែ|កញ្ញា|é|\u{200b}| ){0,12}|\\PC*") {
            let mut last = 0;
            for range in find(&text) {
                prop_assert!(text.get(range.as_usize()).is_some() && range.start >= last && !range.is_empty());
                last = range.end;
            }
        }
    }
}
