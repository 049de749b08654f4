//! So long ago, so much later: `two years ago`, `three weeks later`, `a month earlier`.

use super::{Taken, length};
use crate::temporal::class::Class;
use crate::temporal::expression::{Amount, Meaning, Origin, Point, Shift, Unit};

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    let unit = taken.value(Class::Units).or(taken.value(Class::Unit)).and_then(Unit::from_code)?;
    // `the day before`, `the year after`, where nothing goes on behind.
    let bare = taken.literal("before") || taken.literal("after");
    let (origin, direction) = if bare {
        let next = taken.after();
        if next.is_some_and(|next| next.entry != crate::temporal::scan::UNKNOWN || next.capital) {
            return None;
        }
        (Origin::Told, if taken.literal("before") { -1 } else { 1 })
    } else if let Some(direction) = taken.value(Class::Ago) {
        (Origin::Speech, direction)
    } else {
        (Origin::Told, taken.value(Class::Later)?)
    };
    // `deux jours après le vote`: a length, counted from what follows.
    let last = taken.tokens.get(taken.end.saturating_sub(1));
    let goes_on = taken.after().is_some_and(|next| next.of(taken.text).starts_with(char::is_alphabetic));
    if last.is_some_and(|last| last.is(Class::After)) && goes_on {
        return None;
    }
    let amount = match length::amount(taken) {
        Some(Amount::Exact(hundredths)) => {
            // Half a unit is so many of the next smaller; where there is none that fits, roughly the whole.
            let (number, unit) = whole(hundredths, unit)?;
            return Some(point(unit, Some(number), direction, origin, length::modifier(taken)));
        }
        // `the day before`, `the year-ago quarter`: one.
        None if !taken.has(Class::Units) => Some(1),
        Some(Amount::Vague) | None => None,
    };
    Some(point(unit, amount, direction, origin, length::modifier(taken)))
}

fn whole(hundredths: i64, unit: Unit) -> Option<(i32, Unit)> {
    if hundredths % 100 == 0 {
        return Some((i32::try_from(hundredths / 100).ok()?, unit));
    }
    let (factor, smaller) = match unit {
        Unit::Year => (12, Unit::Month),
        Unit::Decade => (10, Unit::Year),
        Unit::Century => (100, Unit::Year),
        Unit::Day => (24, Unit::Hour),
        Unit::Hour => (60, Unit::Minute),
        _ => return Some((i32::try_from((hundredths + 50) / 100).ok()?, unit)),
    };
    Some((i32::try_from(hundredths.checked_mul(factor)? / 100).ok()?, smaller))
}

fn point(
    unit: Unit,
    amount: Option<i32>,
    direction: i32,
    origin: Origin,
    modifier: Option<&'static str>,
) -> Meaning {
    let shift = Some(Shift { unit, amount, direction, origin });
    Meaning::Point(Point { shift, modifier, counted: true, ..Point::default() })
}
