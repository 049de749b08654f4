//! Dates in digits: `2017-09-18`, `18/09/2017`, `2017-09-18T08:00:00+07:00`.

use super::Taken;
use crate::temporal::class::Class;
use crate::temporal::digits::plain_digits;
use crate::temporal::expression::{ClockTime, Known, Meaning, Point, YearWords};

/// How a document orders day and month in dates of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::temporal) enum DigitOrder {
    /// 18/09/2017, as most of the world writes; what is assumed where nothing shows it.
    DayFirst,
    /// 09/18/2017, as the United States write.
    MonthFirst,
}

impl DigitOrder {
    /// The order that a date in digits shows by having a part above 12, if it shows one.
    pub(in crate::temporal) fn shown_by(date: &str) -> Option<Self> {
        let ([first, second, _], shape) = parts(date)?;
        if shape.0 == 4 {
            return None;
        }
        match (first > 12, second > 12) {
            (true, false) => Some(Self::DayFirst),
            (false, true) => Some(Self::MonthFirst),
            _ => None,
        }
    }
}

/// The three numbers of a date in digits, the number of digits of the first and last, and what follows.
fn parts(date: &str) -> Option<([u32; 3], (u32, u32))> {
    let (first, rest) = plain_digits(date)?;
    let mut chars = rest.chars();
    chars.next()?;
    let (second, rest) = plain_digits(chars.as_str())?;
    let mut chars = rest.chars();
    chars.next()?;
    let (third, _) = plain_digits(chars.as_str())?;
    Some(([first.1, second.1, third.1], (first.0, third.0)))
}

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    let token = taken.all(Class::NumericDate).next()?;
    let text = token.of(taken.text);
    if matches!(taken.word_before(), "Version" | "version" | "v" | "release" | "build") {
        return None;
    }
    // `case 002/19-09-2007`: a file by its number and its day.
    let filed = taken.before().is_some_and(|before| before.is(Class::Slash) && !token.spaced)
        && taken.tokens.get(taken.start.wrapping_sub(2)).is_some_and(|part| !part.is(Class::NumericDate));
    if filed {
        return None;
    }
    let ([first, second, third], shape) = parts(text)?;
    let mut reason = None;
    let (year, month, day) = if shape.0 == 4 {
        (YearWords::Full(first as i32), second, third)
    } else {
        let year = if shape.1 == 4 { YearWords::Full(third as i32) } else { YearWords::Short(third as i32) };
        let month_first = match DigitOrder::shown_by(text) {
            Some(order) => order == DigitOrder::MonthFirst,
            None if first == second => false,
            None => {
                let order = taken.habits.order;
                reason = Some(match order {
                    Some(DigitOrder::MonthFirst) => {
                        "as written, the month first as in the document’s other dates"
                    }
                    Some(DigitOrder::DayFirst) => {
                        "as written, the day first as in the document’s other dates"
                    }
                    None => "as written, the day taken to come first",
                });
                order == Some(DigitOrder::MonthFirst)
            }
        };
        if month_first { (year, first, second) } else { (year, second, first) }
    };
    let time = text.split_once(['T', 't']).map_or("", |parts| parts.1);
    let clock = super::clock::parse(time);
    let zone = super::clock::zone(time);
    let known = Known {
        year: Some(year),
        month: u8::try_from(month).ok(),
        day: u8::try_from(day).ok(),
        clock: clock.map(|(hour, minute, second)| ClockTime { hour, minute, second, zone }),
        weekday: taken.value(Class::Weekday).and_then(|day| u8::try_from(day).ok()),
        ..Known::default()
    };
    Some(Meaning::Point(Point { known, reason, ..Point::default() }))
}
