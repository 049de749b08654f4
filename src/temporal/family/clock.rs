//! Times of the clock and parts of the day, with the day they are of: `10 p.m. Wednesday`, `Friday night`, `noon`.

use super::calendar;
use super::{Taken, length};
use crate::temporal::class::Class;
use crate::temporal::digits::plain_digits;
use crate::temporal::expression::{ClockTime, DayPart, Meaning, Origin, Point, Shift, Unit};

/// Reads `08:30`, `8:30:15`, and the `0830` of `0830 GMT`.
pub(super) fn parse(text: &str) -> Option<(u8, u8, Option<u8>)> {
    let (hour, rest) = plain_digits(text)?;
    if let ((4, both), "") = (hour, rest) {
        let (hour, minute) = (u8::try_from(both / 100).ok()?, u8::try_from(both % 100).ok()?);
        return (hour <= 24 && minute < 60).then_some((hour, minute, None));
    }
    let (minute, rest) = plain_digits(rest.strip_prefix(':')?)?;
    let second =
        rest.strip_prefix(':').and_then(plain_digits).and_then(|second| u8::try_from(second.0.1).ok());
    let (hour, minute) = (u8::try_from(hour.1).ok()?, u8::try_from(minute.1).ok()?);
    (hour <= 24 && minute < 60).then_some((hour, minute, second))
}

/// Reads the offset from UTC at the end of `08:30:00+07:00`, `08:30Z` or `UTC+7`, in minutes.
pub(super) fn zone(text: &str) -> Option<i16> {
    if text.ends_with('Z') {
        return Some(0);
    }
    let at = text.rfind(['+', '-', '−'])?;
    let sign = if text.get(at..)?.starts_with('+') { 1 } else { -1 };
    let offset = text.get(at..)?.trim_start_matches(['+', '-', '−']);
    let (hours, rest) = plain_digits(offset)?;
    let (hours, minutes) = match (hours, rest.strip_prefix(':').and_then(plain_digits)) {
        ((1..=2, hours), minutes) => (hours, minutes.map_or(0, |minutes| minutes.0.1)),
        ((4, both), None) => (both / 100, both % 100),
        _ => return None,
    };
    let fits = hours <= 14 && minutes < 60;
    fits.then(|| i16::try_from(hours * 60 + minutes).ok().map(|zone| zone * sign)).flatten()
}

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    let Some(Meaning::Point(mut point)) = calendar::parts(taken) else { return None };
    let meridiem = taken.value(Class::Meridiem);
    // `the early hours of Sunday`
    let small_hours = taken.literal("hours") && !taken.has(Class::Part);
    // `of Sunday morning`: the morning says it.
    if small_hours && taken.after().is_some_and(|next| next.is(Class::Part)) {
        return None;
    }
    let part = taken.value(Class::Part).and_then(DayPart::from_code);
    let part = part.or(small_hours.then_some(DayPart::Dawn));
    let told = if let Some(token) = taken.all(Class::Clock).next() {
        Some(parse(token.of(taken.text))?)
    } else if let Some(token) = taken.all(Class::Hour).next().or(taken.all(Class::Number).next()) {
        let hour = u8::try_from(token.number / 100).ok()?;
        let minute = taken.value(Class::Minute).unwrap_or((token.number % 100) as i32);
        Some((hour, u8::try_from(minute).ok().filter(|minute| *minute < 60)?, None))
    } else {
        None
    };
    // `UTC+7`; a zone by its letters alone is left to the reader.
    let zone = taken.all(Class::Zone).next().map(|token| token.of(taken.text));
    let zone = zone.filter(|zone| zone.ends_with(|c: char| c.is_ascii_digit())).and_then(self::zone);
    match (told, meridiem) {
        (_, Some(24)) => point.known.clock = Some(ClockTime { hour: 12, minute: 0, second: None, zone }),
        (_, Some(25)) => point.known.clock = Some(ClockTime { hour: 24, minute: 0, second: None, zone }),
        (Some((hour, minute, second)), _) => {
            let afternoon = meridiem == Some(12)
                || matches!(part, Some(DayPart::Afternoon | DayPart::Evening))
                || (part == Some(DayPart::Night) && hour >= 6)
                || (part == Some(DayPart::Midday) && hour < 6);
            let hour = match hour {
                12 if meridiem == Some(0) => 0,
                1..=11 if afternoon => hour + 12,
                0..=24 => hour,
                _ => return None,
            };
            point.known.clock = Some(ClockTime { hour, minute, second, zone });
        }
        (None, _) => point.known.part = point.known.part.or(part),
    }
    if let Some(code) = taken.value(Class::PartWord) {
        let days = code.div_euclid(16);
        point.known.part = point.known.part.or(DayPart::from_code(code.rem_euclid(16)));
        point.shift = Some(Shift {
            unit: Unit::Day,
            amount: Some(days.abs()),
            direction: days.signum(),
            origin: Origin::Speech,
        });
    }
    // `this morning`, `that night`, `the next morning`: the day is counted, not the part.
    let has_day = point.known.day.is_some() || point.known.weekday.is_some() || point.known.named.is_some();
    if point.shift.is_none() && !has_day && !taken.has(Class::DayWord) {
        let shift = |direction: i32, origin| {
            Some(Shift { unit: Unit::Day, amount: Some(direction.abs()), direction, origin })
        };
        if let Some(which) = taken.value(Class::Which) {
            point.shift = shift(which, Origin::Speech);
        } else if let Some(which) = taken.value(Class::WhichTold) {
            point.shift = shift(which, Origin::Told);
        }
        point.direction = None;
    }
    if point.known.clock.is_some() {
        point.known.part = None;
        point.modifier = point.modifier.or(length::modifier(taken));
    }
    (point.known.clock.is_some() || point.known.part.is_some()).then_some(Meaning::Point(point))
}

/// A point with nothing but the day of an origin.
pub(super) fn day_of(days: i32, origin: Origin) -> Point {
    let shift = Shift { unit: Unit::Day, amount: Some(days.abs()), direction: days.signum(), origin };
    Point { shift: Some(shift), ..Point::default() }
}
