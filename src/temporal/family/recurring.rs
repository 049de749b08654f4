//! What recurs: `daily`, `every Monday`, `twice a month`.

use super::Taken;
use crate::temporal::class::Class;
use crate::temporal::expression::{DayPart, Meaning, Recurring, Unit};

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    // `Sunday mornings`
    let last = taken.tokens.get(taken.end.saturating_sub(1)).filter(|last| last.is(Class::Part));
    let part = taken.value(Class::Part).or_else(|| last.map(|last| taken.value_of(last, Class::Part)));
    let part = part.and_then(DayPart::from_code);
    let recurring = if let Some(code) = taken.value(Class::Frequency) {
        // `The Cambodia Daily` is a newspaper.
        let name = taken.before().is_some_and(|token| token.capital)
            || taken.after().is_some_and(|token| token.capital && token.spaced);
        let capital = taken.tokens.get(taken.start).is_some_and(|token| token.capital);
        let the = taken.word_before().eq_ignore_ascii_case("the");
        // `the daily was closed`
        let paper =
            the && taken.after().is_some_and(|next| next.is(Class::PastCue) || next.is(Class::Possessive));
        if capital && (name || the) || paper {
            return None;
        }
        Recurring::Units(code % 16, Unit::from_code(code / 16)?)
    } else if let Some(day) = taken.value(Class::Weekdays).or(taken.value(Class::Weekday)) {
        Recurring::Weekday(u8::try_from(day).ok()?, part)
    } else if let Some(month) = taken.value(Class::Month) {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        match taken.value(Class::DayOfMonth).or(taken.value(Class::Number)) {
            Some(day) => Recurring::Day(month, u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?),
            None => Recurring::Month(month),
        }
    } else if let Some(season) = taken.value(Class::Season) {
        Recurring::Season(u8::try_from(season).ok()?)
    } else if taken.has(Class::Quarter) {
        Recurring::Units(1, Unit::Quarter)
    } else if let Some(part) = part {
        Recurring::Part(part)
    } else {
        let unit = taken.value(Class::Unit).or(taken.value(Class::Units)).and_then(Unit::from_code)?;
        let count = taken.value(Class::Number).or(taken.value(Class::Ordinal));
        // `every other` is every second.
        let count = count.or(taken.value(Class::Every).filter(|every| *every > 0)).unwrap_or(1);
        if !(1..1000).contains(&count) {
            return None;
        }
        Recurring::Units(count, unit)
    };
    Some(Meaning::Recurring(recurring))
}
