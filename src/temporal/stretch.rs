//! Two times that bound one stretch: `23–28 May 1993`, `between 1975 and 1979`, `ពីឆ្នាំ២០១៣ដល់ឆ្នាំ២០១៧`.
//!
//! TIMEX3 annotates the two ends apart, each with its own value. What happened within them is dated by both: from the
//! first day of the one to the last day of the other. This joins them, for whoever dates something by a time.

use super::class::Class;
use super::grammar::grammars;
use super::{Timex, TimexType};
use crate::calendar::{Granularity, Interval};
use crate::text::lower_case;
use crate::text::{TextRange, khmer};

/// A stretch from one time to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The days from the start of the first to the end of the second.
    pub interval: Interval,
    /// The coarser of their granularities.
    pub granularity: Granularity,
    /// The first of the two, in the row of times; the second follows it.
    pub first: usize,
}

/// The stretch of which a time of a text is one end, where it is one.
pub fn stretch(text: &str, timexes: &[Timex], at: usize) -> Option<Stretch> {
    between(text, timexes, at).or_else(|| between(text, timexes, at.checked_sub(1)?))
}

fn between(text: &str, timexes: &[Timex], first: usize) -> Option<Stretch> {
    let (from, to) = (timexes.get(first)?, timexes.get(first + 1)?);
    let dates = |timex: &Timex| matches!(timex.timex_type, TimexType::Date | TimexType::Time);
    if !dates(from) || !dates(to) || !joined(text, from.range, to.range) {
        return None;
    }
    let (start, end) = (from.interval?, to.interval?);
    // Ends in the wrong order bound nothing: one of them was misread.
    let ordered = start.first()? <= end.first()? && start.last()? <= end.last()?;
    ordered.then_some(Stretch {
        interval: Interval::new(start.first(), end.last()),
        granularity: from.granularity?.min(to.granularity?),
        first,
    })
}

/// Whether what stands between two times makes one stretch of them: a dash, `to`, `until`; or `and` after `between`.
pub(super) fn joined(text: &str, from: TextRange, to: TextRange) -> bool {
    let Some(link) = text.get(from.end as usize..to.start as usize) else { return false };
    // The longest link there is takes a few words; nothing longer is looked at.
    if link.len() > 60 {
        return false;
    }
    let link = link.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
    if matches!(link, "-" | "–" | "—" | "‑" | "/") {
        return true;
    }
    if is(link, Class::Until) {
        return true;
    }
    is(link, Class::And)
        && text.get(..from.start as usize).is_some_and(|before| ends_with(before, Class::Between))
}

/// Whether a table knows a piece of text as a word or phrase of a class. An article may stand behind it.
fn is(words: &str, class: Class) -> bool {
    let words = lower_case(words);
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = plain.strip_suffix(" the").unwrap_or(&plain);
    grammars().iter().any(|grammar| {
        let key = if grammar.table.unspaced { khmer::normalise(bare) } else { bare.to_owned() };
        let entry = grammar.lexicon.find(&key).and_then(|entry| grammar.lexicon.entry(entry));
        entry.is_some_and(|entry| entry.mask & class.bit() != 0)
    })
}

fn ends_with(before: &str, class: Class) -> bool {
    let mut start = before.len().saturating_sub(40);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let tail = before.get(start..).unwrap_or("").trim_end();
    let tail = tail.strip_suffix(" the").unwrap_or(tail);
    // The last word; where no spaces are written, any ending.
    let word = tail.rsplit(char::is_whitespace).next().unwrap_or("");
    is(word, class)
        || (word.chars().any(khmer::is_khmer) && word.char_indices().any(|(at, _)| is(&word[at..], class)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, from: &str, to: &str, expect: bool) {
        let place = |words: &str| {
            let start = text.find(words).expect(words);
            TextRange::new(start, start + words.len())
        };
        assert_eq!(joined(text, place(from), place(to)), expect, "{text}");
    }

    #[test]
    fn what_makes_a_stretch() {
        check("from 1975 to 1979", "1975", "1979", true);
        check("1975–1979", "1975", "1979", true);
        check("between 1975 and 1979", "1975", "1979", true);
        check("in 1975 and 1979", "1975", "1979", false);
        check("in 1975, then 1979", "1975", "1979", false);
        check("between the 1970s and the 1990s", "1970s", "1990s", true);
        check("entre 1975 et 1979", "1975", "1979", true);
        check("de 1975 à 1979", "1975", "1979", true);
        check("ពី២០១៣ដល់២០១៧", "២០១៣", "២០១៧", true);
        check("é 1975 😀 1979", "1975", "1979", false);
    }
}
