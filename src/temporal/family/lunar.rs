//! The Khmer lunar calendar: `១២រោច ខែភទ្របទ`.

use super::Taken;
use super::calendar::year;
use crate::temporal::class::Class;
use crate::temporal::expression::{Known, Meaning, Point};

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    let month = u8::try_from(taken.value(Class::LunarMonth)?).ok()?;
    let sign = taken.value(Class::LunarDay).and_then(|day| u8::try_from(day).ok());
    let day = match taken.value(Class::MoonPhase) {
        Some(2) => Some(15),
        Some(phase @ 0..=1) => {
            let day = taken.value(Class::DayOfMonth).filter(|day| (1..=15).contains(day))?;
            Some(u8::try_from(day + phase * 15).ok()?)
        }
        _ => sign,
    };
    let mut known = Known { lunar: Some((month, day)), ..Known::default() };
    (known.year, known.era) = year(taken)?;
    known.weekday = taken.value(Class::Weekday).and_then(|day| u8::try_from(day).ok());
    Some(Meaning::Point(Point { known, ..Point::default() }))
}
