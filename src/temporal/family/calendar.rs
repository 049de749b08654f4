//! Points and stretches of the calendar: days, months, seasons, quarters, years, decades, centuries, named days,
//! and these narrowed (`early May`), shifted (`last year`) or counted from a time just told (`the next day`).

use super::{Taken, clock};
use crate::temporal::class::Class;
use crate::temporal::expression::{
    Amount, DayPart, Direction, Era, Known, Length, Meaning, Origin, Point, Shift, Unit, YearWords,
};
use crate::temporal::named;
use crate::temporal::pattern::Capture;
use crate::temporal::scan::Token;

const FUZZ: [&str; 3] = ["START", "MID", "END"];
/// The years that stand behind a day or a month, or behind `In` at the head of a sentence, whatever is counted next.
const MODERN: std::ops::RangeInclusive<i32> = 1800..=2100;
/// The most years of a period that has one name, such as a term.
const LONGEST_PERIOD: i32 = 20;

/// The year that was taken, with its era. `None` where what was taken cannot be one.
pub(super) fn year(taken: &Taken<'_>) -> Option<(Option<YearWords>, Option<Era>)> {
    let era = match taken.value(Class::Era) {
        Some(code) => Some(Era::from_code(code)?),
        None => None,
    };
    let mut years = taken.all(Class::Year);
    let year = if let Some(token) = years.next() {
        Some(YearWords::Full(taken.value_of(token, Class::Year)))
    } else if let Some(short) = taken.value(Class::ShortYear).or(taken.value(Class::TwoDigits)) {
        Some(YearWords::Short(short))
    } else if era.is_some() || taken.literal("year") || taken.literal("years") {
        taken.value(Class::Number).map(YearWords::Full)
    } else {
        None
    };
    Some((year, era))
}

/// The last year of a period of years that was taken as one, such as `2020-21`; `None` where it is no such period.
#[expect(clippy::option_option, reason = "no period, and a period that is none")]
fn through(taken: &Taken<'_>, first: Option<YearWords>) -> Option<Option<i32>> {
    let Some(YearWords::Full(first)) = first else { return Some(None) };
    let last = match taken.all(Class::Year).nth(1) {
        Some(token) => taken.value_of(token, Class::Year),
        None => match taken.value(Class::TwoDigits) {
            Some(short) => first.div_euclid(100) * 100 + short,
            None => return Some(None),
        },
    };
    (first < last && last - first <= LONGEST_PERIOD).then_some(Some(last))
}

fn small(value: Option<i32>, range: std::ops::RangeInclusive<i32>) -> Result<Option<u8>, ()> {
    match value {
        None => Ok(None),
        Some(value) if range.contains(&value) => Ok(Some(value as u8)),
        Some(_) => Err(()),
    }
}

/// Everything that was taken, as a point.
pub(super) fn parts(taken: &Taken<'_>) -> Option<Meaning> {
    let mut known = Known::default();
    (known.year, known.era) = year(taken)?;
    known.through = through(taken, known.year)?;
    let month = taken.value(Class::Month).or(taken.value(Class::MonthNumber));
    known.month = small(month, 1..=12).ok()?;
    known.day = small(taken.value(Class::DayOfMonth), 1..=31).ok()?;
    known.weekday = small(taken.value(Class::Weekday), 1..=7).ok()?;
    known.season = small(taken.value(Class::Season), 0..=3).ok()?;
    // `the first Monday of July`, `the last week of July`
    let which_of = taken.literal("of") || taken.literal("in");
    let counted = taken.value(Class::Ordinal).or(taken.literal("last").then_some(-1));
    let unit = taken.value(Class::Unit).and_then(Unit::from_code);
    if known.month.is_some() && known.day.is_none() && which_of && (known.weekday.is_some() || unit.is_some())
    {
        known.nth = counted.and_then(|nth| i8::try_from(nth).ok()).filter(|nth| (-1..=5).contains(nth));
        if known.nth.is_some() {
            let fits = known.weekday.is_some() || unit == Some(Unit::Week);
            return fits.then_some(Meaning::Point(Point { known, ..Point::default() }));
        }
    }
    known.named = small(taken.value(Class::Named), 0..=254).ok()?;
    known.part = taken.value(Class::Part).and_then(DayPart::from_code);
    known.decade = taken.value(Class::Decade);
    // `in his 30s`
    let short = taken.all(Class::Decade).any(|token| token.end - token.start == 3);
    if short && taken.before().is_some_and(|before| before.is(Class::Owner)) {
        return None;
    }
    // `the 470s` are years only with their era.
    if known.era.is_none() && known.decade.is_some_and(|decade| (10..100).contains(&decade)) {
        return None;
    }
    // `the decade of 1990`, as Khmer writes the 1990s; `les années 90`.
    if known.decade == Some(0) && known.year.is_none() {
        known.year = taken.value(Class::Number).filter(|year| (20..100).contains(year)).map(YearWords::Short);
    }
    match (known.decade, known.year) {
        (Some(0), Some(YearWords::Full(year))) => {
            (known.decade, known.year) = (Some(year.div_euclid(10)), None);
        }
        (Some(0), Some(YearWords::Short(year))) if year % 10 == 0 => {
            let century = if year >= 30 { 190 } else { 200 };
            (known.decade, known.year) = (Some(century + year / 10), None);
        }
        (Some(0), _) => return None,
        _ => {}
    }
    let count = taken.value(Class::Ordinal);
    if taken.has(Class::Century) {
        known.century = count.or(taken.value(Class::Number)).filter(|century| (1..=99).contains(century));
        known.year = None;
    } else if taken.has(Class::Quarter) {
        // `Q3`: its number stands in digits, where no month does.
        let digit = taken.value(Class::MonthNumber);
        known.month = known.month.filter(|_| digit.is_none());
        known.quarter = small(count.or(digit).or(taken.value(Class::Number)).or(Some(0)), 0..=4).ok()?;
    } else if taken.has(Class::Half) {
        known.half = small(count.or(taken.value(Class::Number)), 1..=2).ok()?;
    }
    // `the second half of April`
    let half_of_month = known.half.filter(|_| known.month.is_some());
    known.half = known.half.filter(|_| half_of_month.is_none());
    // `the 1988 period`, in a text that tells of quarters, is one.
    if taken.literal("period") || taken.literal("quarter") {
        known.quarter = Some(0);
    }
    // `H1 2024`, `1H20`; `1h20` is a time of the clock.
    if taken.literal("h") {
        let capital =
            |capture: &Capture| taken.token(*capture).is_some_and(|token| token.of(taken.text) == "H");
        if !taken.captures.iter().any(capital) {
            return None;
        }
        known.half = small(taken.value(Class::MonthNumber), 1..=2).ok()?;
        known.month = None;
    }
    // `March 32, 2015` is no day, and neither the March of another year.
    if known.month.is_some() && known.day.is_none() && known.year.is_none() && taken.has(Class::Month) {
        let digits = taken.after().map_or("", |token| token.of(taken.text));
        let year = (1..=2).any(|next| {
            taken.tokens.get(taken.end + next).is_some_and(|token| !token.barrier && token.is(Class::Year))
        });
        if year && digits.len() == 2 && digits.parse().is_ok_and(|number: u8| number > 31) {
            return None;
        }
    }
    if let (Some(month), Some(day)) = (known.month, known.day) {
        let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        // With its year, `31 February 2021` is told to be no day; without, it is read as something else.
        let impossible = longest.get(usize::from(month) - 1).is_none_or(|length| day > *length);
        if impossible && known.year.is_none() {
            return None;
        }
    }
    let mut point = Point { known, ..Point::default() };
    point.modifier = taken
        .value(Class::Edge)
        .or(taken.value(Class::Fuzz))
        .and_then(|fuzz| FUZZ.get(usize::try_from(fuzz).ok()?).copied());
    if let Some(later) = taken.value(Class::Later).filter(|_| point.modifier.is_none()) {
        point.modifier = Some(if later < 0 { "START" } else { "END" });
    }
    if let Some(half) = half_of_month {
        point.modifier = Some(if half == 1 { "START" } else { "END" });
    }
    let unit = taken.value(Class::Unit).or(taken.value(Class::Units)).and_then(Unit::from_code);
    let which = taken.last_value(Class::Which);
    let told = taken.last_value(Class::WhichTold);
    let shift = |unit, direction: i32, origin| {
        Some(Shift { unit, amount: Some(direction.abs()), direction: direction.signum(), origin })
    };
    if let Some(days) = taken.value(Class::DayWord) {
        point.shift = clock::day_of(days, Origin::Speech).shift;
    } else if let Some(days) = taken.value(Class::DayTold) {
        point.shift = clock::day_of(days, Origin::Told).shift;
    } else if let Some(unit) = unit {
        // `the week of March 6`
        if known.day.is_some() && known.month.is_some() && which.or(told).is_none() {
            point.within = Some(unit).filter(|unit| matches!(unit, Unit::Week | Unit::Weekend));
            point.within?;
        }
        if let Some(which) = which {
            point.shift = shift(unit, which, Origin::Speech);
        } else if let Some(which) = told {
            point.shift = shift(unit, which, Origin::Told);
        }
    } else if taken.has(Class::Quarter) && known.quarter == Some(0) && taken.literal("latest") {
        point.shift = shift(Unit::Quarter, -1, Origin::Speech);
        point.known.quarter = None;
    } else if taken.has(Class::Quarter) && known.quarter == Some(0) {
        point.shift = match (which, told) {
            (Some(which), _) => shift(Unit::Quarter, which, Origin::Speech),
            (None, Some(which)) => shift(Unit::Quarter, which, Origin::Told),
            (None, None) => None,
        };
        if point.shift.is_some() {
            point.known.quarter = None;
        }
    } else if taken.has(Class::Century) && known.century.is_none() {
        point.shift = shift(Unit::Century, which.or(told)?, Origin::Speech);
    } else if known.weekday.is_some() && taken.all(Class::WhichTold).any(|token| token.is(Class::Later)) {
        // `earlier Friday` is early on that Friday.
        point.modifier = point.modifier.or(Some("START"));
    } else if let Some(which) = which.or(told) {
        let which_is_told = taken.all(Class::WhichTold).any(|token| !token.is(Class::Later));
        point.direction = Some(match which {
            ..0 => Direction::Back,
            0 => Direction::Here,
            _ => Direction::Ahead,
        });
        point.from_told = which_is_told;
    }
    Some(Meaning::Point(point))
}

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    // A month's or weekday's name in lower case, or cut short without its date, is mostly another word.
    let doubtful =
        taken.all(Class::Month).chain(taken.all(Class::Weekday)).any(|token| !is_name(taken, token));
    if doubtful {
        return None;
    }
    if taken.all(Class::Year).any(|token| is_counted(taken, token)) {
        return None;
    }
    // `said that May Sophea had left`
    let that = taken.all(Class::WhichTold).any(|token| taken.value_of(token, Class::WhichTold) == 0);
    // `said that Sun had left`
    if that && taken.all(Class::Weekday).any(|day| day.is(Class::Doubtful)) {
        return None;
    }
    let ends = taken.all(Class::Month).any(|month| {
        taken.tokens.get(taken.end.saturating_sub(1)).is_some_and(|last| last.start == month.start)
    });
    if that && ends && taken.after().is_some_and(|next| next.capital && next.spaced && next.mask == 0) {
        return None;
    }
    // `Tariq Ramadan`
    let alone = taken.end - taken.start == 1 && taken.value(Class::Named) == Some(named::RAMADAN);
    if alone && taken.before().is_some_and(|before| before.capital && before.mask == 0) {
        return None;
    }
    // `12/2018`; not `Law No. 12/2018`, nor `Prakas 12/2018`.
    if taken.has(Class::MonthNumber) && taken.has(Class::Year) && !taken.has(Class::Quarter) {
        let named = taken.before().is_some_and(|before| before.capital && !before.is(Class::Preposition));
        if named || is_numbered(taken, taken.start) {
            return None;
        }
    }
    // `early on Monday morning` is of the clock.
    let narrowed = taken.has(Class::Fuzz) || taken.has(Class::Later);
    if narrowed && taken.has(Class::Weekday) && taken.after().is_some_and(|next| next.is(Class::Part)) {
        return None;
    }
    let Some(Meaning::Point(mut point)) = parts(taken) else { return None };
    // `the year`, `the weekend`, with nothing to say which: that of the speaker.
    if point.known == Known::default() && point.shift.is_none() {
        let unit = taken.value(Class::Unit).and_then(Unit::from_code)?;
        let led = taken.before().is_some_and(|before| before.is(Class::Preposition));
        // `the year ended March 31`, `the year to June 2018` are lengths.
        let to_month = taken.after().is_some_and(|next| next.is(Class::Until))
            && taken.tokens.get(taken.end + 1).is_some_and(|token| token.is(Class::Month));
        if unit == Unit::Year && (to_month || taken.after().is_some_and(|next| next.is(Class::Ended))) {
            let amount = Amount::Exact(100);
            return Some(Meaning::Length(Length { amount, unit, and: [None; 2], modifier: None }));
        }
        let narrowed = taken.has(Class::Edge) || taken.has(Class::Fuzz) || taken.has(Class::Later);
        let fits = match unit {
            Unit::Year | Unit::Month | Unit::Week | Unit::Decade | Unit::Century if narrowed => true,
            Unit::Year => led && !taken.word_before().eq_ignore_ascii_case("than"),
            Unit::Week => led,
            Unit::Weekend => true,
            _ => false,
        };
        let of = taken.after().is_some_and(|next| next.of(taken.text) == "of" || next.is(Class::Possessive));
        if !fits || of {
            return None;
        }
        point.shift = Some(Shift { unit, amount: Some(0), direction: 0, origin: Origin::Speech });
        point.known.weekend = unit == Unit::Weekend;
    }
    let said = point.known != Known::default() || point.shift.is_some();
    said.then_some(Meaning::Point(point))
}

/// Whether a month or weekday is written as a name is.
fn is_name(taken: &Taken<'_>, token: &Token) -> bool {
    !taken.grammar.table.capitals || token.capital
}

/// Whether what follows a number says that it counts things: `1995 people`.
pub(super) fn is_counted(taken: &Taken<'_>, token: &Token) -> bool {
    let Some(last) = taken.tokens.get(taken.end.saturating_sub(1)) else { return false };
    if last.start != token.start {
        return false;
    }
    // `on 2 January 2014 soldiers fired`, `In 2014 soldiers fired`; not `of 2014 soldiers`.
    let heads = taken.before().is_some_and(|before| before.capital && before.is(Class::Preposition));
    if (taken.has(Class::Month) || heads) && MODERN.contains(&taken.value_of(token, Class::Year)) {
        return false;
    }
    taken.after().is_some_and(|next| {
        next.is(Class::Counted) || (next.is(Class::Units) && next.spaced) || next.of(taken.text) == "%"
    })
}

/// `H.R. 2018`, `Resolution 1973`, `No. 2018`: whether the token there is the number of a thing.
pub(super) fn is_numbered(taken: &Taken<'_>, at: usize) -> bool {
    let token = |back: usize| taken.tokens.get(at.checked_sub(back)?);
    let (Some(here), Some(before)) = (token(0), token(1)) else { return false };
    let word = before.of(taken.text);
    let dotted = word.len() > 2 && word.get(1..2) == Some(".") && before.mask == 0;
    let numbers = |token: &Token| token.is(Class::Numbered);
    let short = |token: &Token| numbers(token) && token.end - token.start < 4;
    !here.barrier && (dotted || numbers(before) || word == "." && token(2).is_some_and(short))
}

/// What borrows its month or year from the expression beside it. The patterns' context holds what is borrowed.
pub(super) fn borrowing(taken: &Taken<'_>) -> Option<Meaning> {
    let inside = |token: &&Token| {
        taken.tokens.get(taken.start).is_some_and(|first| token.start >= first.start)
            && taken.tokens.get(taken.end.saturating_sub(1)).is_some_and(|last| token.start <= last.start)
    };
    let mut known = Known::default();
    if let Some(short) = taken.all(Class::TwoDigits).find(inside) {
        // 1995-96: the second year has the century of the first, and comes after it.
        let first = taken.value(Class::Year)?;
        let value = taken.value_of(short, Class::TwoDigits);
        let year = first.div_euclid(100) * 100 + value;
        if year <= first || year - first > 60 {
            return None;
        }
        // `2016/17`; `2018/45` is the number of something, and so is `No. 2016/17`.
        let start = taken.start.checked_sub(2)?;
        let slash = taken.before().is_some_and(|before| before.is(Class::Slash));
        if slash && (year != first + 1 || is_numbered(taken, start)) {
            return None;
        }
        known.year = Some(YearWords::Full(year));
    } else {
        let month = taken.all(Class::Month).next();
        if month.is_some_and(|month| !is_name(taken, month)) {
            return None;
        }
        known.month = small(taken.value(Class::Month), 1..=12).ok()?;
        let day =
            taken.all(Class::DayOfMonth).find(inside).map(|token| taken.value_of(token, Class::DayOfMonth));
        known.day = small(day, 1..=31).ok()?;
        (known.year, known.era) = year(taken)?;
        known.season =
            small(taken.all(Class::Season).find(inside).map(|t| taken.value_of(t, Class::Season)), 0..=3)
                .ok()?;
        if taken.has(Class::Quarter) {
            let count = taken.all(Class::Ordinal).find(inside)?;
            known.quarter = small(Some(taken.value_of(count, Class::Ordinal)), 1..=4).ok()?;
        }
        if let Some(month) = taken.all(Class::Month).find(inside) {
            known.month = small(Some(taken.value_of(month, Class::Month)), 1..=12).ok()?;
            // `from November to March 2019`: the November before.
            let other = taken.all(Class::Month).find(|month| !inside(month));
            let later = other.is_some_and(|other| {
                taken.value_of(month, Class::Month) > taken.value_of(other, Class::Month)
            });
            let to = taken.after().is_some_and(|next| next.is(Class::Until) || next.is(Class::Dash));
            if let (Some(YearWords::Full(year)), true, true) = (known.year, later, to) {
                known.year = Some(YearWords::Full(year - 1));
            }
        }
    }
    Some(Meaning::Point(Point { known, borrowed: true, ..Point::default() }))
}
