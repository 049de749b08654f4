//! What the words leave out: the year of "in October", the day of "Monday", the month of "the 25th".

use super::span::{SEASONS, Span, year_value};
use super::{Tense, Told};
use crate::calendar::{Date, Interval};
use crate::temporal::expression::{Direction, Era, Known, Origin, Point, Unit, YearWords};
use crate::temporal::{lunar, named};

/// A point to resolve, with what its surroundings say.
pub(super) struct Asked {
    pub(super) point: Point,
    pub(super) tense: Tense,
    pub(super) narrative: bool,
    /// Whether a month without a year is of the current year, unless a verb says otherwise.
    pub(super) same_year: bool,
}

impl Asked {
    pub(super) fn says_year(&self) -> bool {
        self.point.known.year.is_some()
    }

    /// The year as it was written in full.
    pub(super) fn year(&self) -> Option<i32> {
        match self.point.known.year {
            Some(YearWords::Full(year)) if self.point.known.era.is_none() => Some(year),
            _ => None,
        }
    }

    /// `the quarter`, without its number.
    pub(super) fn is_bare_quarter(&self) -> bool {
        self.point.known.quarter == Some(0)
    }

    /// One year before or after: `a year ago`, `a year earlier`.
    pub(super) fn is_year_shift(&self) -> bool {
        self.point.known == Known::default()
            && self.point.direction.is_none()
            && self.point.modifier.is_none()
            && self.point.shift.is_some_and(|shift| {
                shift.unit == Unit::Year
                    && shift.amount == Some(1)
                    && shift.direction < 0
                    && self.point.counted
            })
    }

    /// A day that is counted, with nothing more said of it: `the following day`, `yesterday`.
    pub(super) fn is_day_counted(&self) -> bool {
        self.point.known == Known::default()
            && self.point.shift.is_some_and(|shift| shift.unit == Unit::Day && !self.point.counted)
    }

    /// `the same month`, `that year`.
    pub(super) fn is_same(&self) -> bool {
        self.point.shift.is_some_and(|shift| shift.amount == Some(0) && shift.unit != Unit::Day)
    }

    /// A month, a day of a month, a season or a named day whose year was not said.
    pub(super) fn is_yearly(&self) -> bool {
        let known = &self.point.known;
        let part =
            known.month.is_some() || known.season.is_some() || known.named.is_some() || known.lunar.is_some();
        part && known.year.is_none() && self.point.shift.is_none() && self.point.direction.is_none()
    }

    /// A time of the clock without its day.
    pub(super) fn is_time_alone(&self) -> bool {
        let known = &self.point.known;
        let clock = Known { clock: known.clock, ..Known::default() };
        known.clock.is_some() && *known == clock && self.point.shift.is_none()
    }

    /// Whether it can only hang on a day: `the next day`, `Monday`.
    pub(super) fn needs_day(&self) -> bool {
        let known = self.point.known;
        let of_day = known.weekday.is_some() && known.month.is_none();
        of_day
            || self
                .point
                .shift
                .is_some_and(|shift| matches!(shift.unit, Unit::Day | Unit::Night | Unit::Hour))
            || ((known.part.is_some() || known.clock.is_some())
                && known.day.is_none()
                && known.month.is_none())
    }

    /// Whether, without a publication date, it may lean on what was told last. What is counted from the speaker may
    /// not.
    pub(super) fn may_lean_on_told(&self) -> bool {
        self.point.shift.is_none_or(|shift| shift.origin == Origin::Told) && self.point.direction.is_none()
    }
}

/// The value of a point of which the year is not known.
pub(super) fn open_value(point: &Point) -> String {
    let known = &point.known;
    let year = match (known.year, known.era) {
        (Some(YearWords::Full(year)), Some(Era::BeforeCommon)) => year_value(1 - year),
        (Some(YearWords::Full(year)), _) => year_value(year),
        _ => "XXXX".to_owned(),
    };
    if let Some(month) = known.month {
        return match known.day {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        };
    }
    if let Some(weekday) = known.weekday {
        return format!("{year}-WXX-{weekday}");
    }
    if let Some(season) = known.season {
        return format!("{year}-{}", SEASONS.get(usize::from(season)).unwrap_or(&"XX"));
    }
    if let Some(quarter) = known.quarter {
        return if quarter == 0 { format!("{year}-QX") } else { format!("{year}-Q{quarter}") };
    }
    if let Some(half) = known.half {
        return format!("{year}-H{half}");
    }
    if let Some(decade) = known.decade {
        return format!("XX{decade}");
    }
    if let Some(day) = known.day {
        return format!("{year}-XX-{day:02}");
    }
    if known.named.is_some() || known.part.is_some() || known.clock.is_some() {
        return format!("{year}-XX-XX");
    }
    match point.shift.map(|shift| shift.unit) {
        Some(Unit::Week | Unit::Fortnight) => format!("{year}-WXX"),
        Some(Unit::Weekend) => format!("{year}-WXX-WE"),
        Some(Unit::Month) => format!("{year}-XX"),
        Some(Unit::Quarter) => format!("{year}-QX"),
        Some(Unit::Day | Unit::Night | Unit::Hour) => format!("{year}-XX-XX"),
        _ => year,
    }
}

/// A year in the Common Era, counted with a year 0; `None` where its century is open.
fn common_year(known: &Known, pivot: Option<i32>) -> Option<i32> {
    let year = match known.year? {
        YearWords::Full(year) => year,
        YearWords::Short(short) => {
            // The latest year with these digits that is not far ahead of the publication.
            let limit = pivot.unwrap_or(2030) + 10;
            let century = limit.div_euclid(100) * 100;
            if century + short <= limit { century + short } else { century + short - 100 }
        }
    };
    let year = match known.era {
        None | Some(Era::Common) => year,
        Some(Era::BeforeCommon) => 1 - year,
        Some(Era::Saka) => year + 78,
        Some(Era::Chula) => year + 638,
        Some(Era::Buddhist) => match (known.month, known.lunar) {
            (Some(month), _) => lunar::common_year(year, month, known.day.unwrap_or(1)),
            // The year turns on the sixteenth of Pisakh; months before it fall in the later year.
            (None, Some((month, day))) => {
                let before_turn = matches!(month, 1..=4) || (month == 5 && day.is_some_and(|day| day < 16));
                if before_turn { year - 543 } else { year - 544 }
            }
            (None, None) => year,
        },
    };
    crate::calendar::YEARS.contains(&year).then_some(year)
}

/// A point whose words say its year, decade or century.
pub(super) fn absolute(asked: &Asked, pivot: Option<i32>) -> Option<Span> {
    let known = &asked.point.known;
    if let Some(century) = known.century {
        return Some(match known.era {
            Some(Era::BeforeCommon) => Span::Century(-century),
            _ => Span::Century(century - 1),
        });
    }
    if let Some(decade) = known.decade {
        return Some(Span::Decade(match known.era {
            Some(Era::BeforeCommon) => -decade,
            // A decade by its digit alone is of the twentieth century until the twenty-first has had its own.
            _ if decade < 10 => 190 + decade,
            _ => decade,
        }));
    }
    let year = common_year(known, pivot)?;
    if known.era == Some(Era::Buddhist) && known.month.is_none() && known.lunar.is_none() {
        return Some(Span::BuddhistYear(year));
    }
    in_year(known, year)
}

/// The known parts in a year.
pub(super) fn in_year(known: &Known, year: i32) -> Option<Span> {
    if let Some((month, day)) = known.lunar {
        return match day {
            Some(day) => lunar::in_year(year, month, day).map(Span::Day),
            None => lunar::month_in_year(year, month)
                .map(|(first, last)| Span::Days(Interval::new(Some(first), Some(last)))),
        };
    }
    if let Some(named) = known.named {
        let days = named::in_year(named, year)?;
        return Some(match days.first() {
            Some(day) if days.first() == days.last() => Span::Day(day),
            _ => Span::Days(days),
        });
    }
    if let (Some(nth), Some(month)) = (known.nth, known.month) {
        return nth_in_month(year, month, nth, known.weekday);
    }
    match (known.month, known.day) {
        (Some(month), Some(day)) => return Date::new(year, month, day).map(Span::Day),
        (Some(month), None) => return Some(Span::Month(year, month)),
        _ => {}
    }
    if let Some(season) = known.season {
        return Some(Span::Season(year, season));
    }
    if let Some(quarter @ 1..) = known.quarter {
        return Some(Span::Quarter(year, quarter));
    }
    if let Some(half) = known.half {
        return Some(Span::Half(year, half));
    }
    if known.weekday.is_some() || known.day.is_some() || known.part.is_some() || known.clock.is_some() {
        return None;
    }
    let years = crate::calendar::YEARS;
    if let Some(last) = known.through {
        return (years.contains(&year) && years.contains(&last)).then_some(Span::Years(year, last));
    }
    years.contains(&year).then_some(Span::Year(year))
}

/// The first Monday, or the last week, of a month.
fn nth_in_month(year: i32, month: u8, nth: i8, weekday: Option<u8>) -> Option<Span> {
    if let Some(weekday) = weekday {
        return named::nth_weekday(year, month, nth, weekday).map(Span::Day);
    }
    let days = Interval::month(year, month)?;
    let (first, last) = (days.first()?, days.last()?);
    let first = if nth > 0 { first.add_days(7 * (i32::from(nth) - 1))? } else { last.add_days(-6)? };
    let last = first.add_days(6)?.min(last);
    (first <= last).then(|| Span::Days(Interval::new(Some(first), Some(last))))
}

/// Resolves against the day on which the words were said.
pub(super) fn by_speech(asked: &Asked, said: Date) -> Option<Span> {
    let point = &asked.point;
    let known = &point.known;
    if let Some(shift) = point.shift {
        let amount = shift.amount?.checked_mul(shift.direction)?;
        // `over the weekend`, said on a Tuesday of what was.
        let over =
            known.weekend && said.weekday() < 6 && !matches!(asked.tense, Tense::Future | Tense::Awaited);
        let container = if point.counted {
            Span::offset(shift.unit, said, amount)?
        } else {
            Span::of_unit(shift.unit, said, if over { -1 } else { amount })?
        };
        return narrow(known, container);
    }
    if known.quarter == Some(0) {
        // The quarter that results are told of is the last that is over.
        return Span::of_unit(Unit::Quarter, said, -1);
    }
    if known.weekday.is_some() && known.month.is_none() && known.day.is_none() {
        return weekday(asked, said);
    }
    let yearly = known.month.is_some()
        || known.season.is_some()
        || known.named.is_some()
        || known.quarter.is_some()
        || known.half.is_some()
        || known.lunar.is_some();
    if yearly {
        return yearly_near(asked, said);
    }
    if let Some(day) = known.day {
        return Date::new(said.year(), said.month(), day).map(Span::Day);
    }
    (known.part.is_some() || known.clock.is_some()).then_some(Span::Day(said))
}

/// A part of the year, in the year that the direction, the tense or nearness gives.
fn yearly_near(asked: &Asked, said: Date) -> Option<Span> {
    let known = &asked.point.known;
    let year = said.year();
    let here = Interval::day(said);
    let span = |year| in_year(known, year);
    let choose = |wanted: fn(Interval, Interval) -> bool, order: [i32; 3]| {
        order
            .into_iter()
            .filter_map(|offset| span(year + offset))
            .find(|span| span.interval().is_some_and(|interval| wanted(interval, here)))
    };
    let over = |interval: Interval, here: Interval| interval.last() < here.first();
    let begun = |interval: Interval, here: Interval| interval.first() <= here.first();
    let strictly = |interval: Interval, here: Interval| interval.first() > here.first();
    let ahead = |interval: Interval, here: Interval| interval.last() >= here.first();
    // A quarter is told of when it is over, whatever the verb.
    let of_results = known.quarter.is_some() || known.half.is_some();
    let (ahead, behind) = match (asked.point.direction, asked.tense) {
        (Some(Direction::Back), _) => return choose(over, [0, -1, -2]),
        (Some(Direction::Ahead), _) => return choose(strictly, [0, 1, 2]),
        (Some(Direction::Here), _) => return span(year),
        // `expects to close by the end of the third quarter`
        (None, Tense::Awaited) if of_results => (1, 2),
        (None, Tense::Future) if of_results && asked.point.modifier == Some("END") => (1, 2),
        (None, Tense::Future) if of_results => (2, 1),
        _ if of_results => (4, 1),
        // `was arrested in April`, said in March, was a year ago.
        (None, Tense::Told) if known.day.is_none() => return choose(begun, [0, -1, -2]),
        // `extended to Nov. 20`, said on Nov. 2, is no Nov. 20 of a year ago: even here nearness can outweigh the verb.
        (None, Tense::Told) => (12, 1),
        (None, Tense::Past) => (3, 1),
        (None, Tense::Awaited) if known.day.is_none() => return choose(ahead, [0, 1, 2]),
        (None, Tense::Awaited) => (1, 3),
        (None, Tense::Future) if known.day.is_none() => (1, 6),
        (None, Tense::Future) => (1, 2),
        (None, Tense::Unknown) if asked.same_year => return span(year),
        (None, Tense::Unknown) => (2, 1),
    };
    // The nearest, where what the verb tells counts for nearness: a verb in the past stands in many a sentence about
    // what is to come.
    let doubtful = known.day.is_some() && asked.tense != Tense::Told;
    let (ahead, behind) = if doubtful { (ahead.min(2), behind.min(2)) } else { (ahead, behind) };
    let cost = |offset: i32| {
        let interval = span(year + offset)?.interval()?;
        let until = interval.first()?.days_since_epoch() - said.days_since_epoch();
        let since = said.days_since_epoch() - interval.last()?.days_since_epoch();
        Some(if until > 0 { until * ahead } else { since.max(0) * behind })
    };
    let nearest = [0, -1, 1].into_iter().filter(|offset| cost(*offset).is_some());
    nearest.min_by_key(|offset| cost(*offset)).and_then(|offset| span(year + offset))
}

fn weekday(asked: &Asked, said: Date) -> Option<Span> {
    let wanted = i32::from(asked.point.known.weekday?);
    let here = i32::from(said.weekday());
    let back = (here - wanted).rem_euclid(7);
    let ahead = (wanted - here).rem_euclid(7);
    let days = match (asked.point.direction, asked.tense) {
        (Some(Direction::Back), _) => -(if back == 0 { 7 } else { back }),
        (Some(Direction::Ahead), _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Some(Direction::Here), _) => wanted - here,
        (None, Tense::Future | Tense::Awaited) => ahead,
        (None, _) => -back,
    };
    said.add_days(days).map(Span::Day)
}

/// The known parts within a unit that was counted: `March of last year`, `Monday next week`, `noon tomorrow`.
fn narrow(known: &Known, container: Span) -> Option<Span> {
    let empty = Known { part: None, clock: None, weekend: false, ..*known } == Known::default();
    if empty {
        return Some(container);
    }
    match container {
        Span::Year(year) => in_year(known, year),
        Span::Week(year, week) => {
            let weekday = known.weekday?;
            Date::from_iso_week(year, week)?.add_days(i32::from(weekday) - 1).map(Span::Day)
        }
        Span::Month(year, month) => {
            let narrowed = Known { month: Some(month), ..*known };
            if known.month.is_some_and(|known| known != month) {
                return None;
            }
            in_year(&narrowed, year)
        }
        Span::Day(date) => {
            let fits = known.weekday.is_none_or(|weekday| weekday == date.weekday())
                && known.month.is_none_or(|month| month == date.month())
                && known.day.is_none_or(|day| day == date.day());
            fits.then_some(Span::Day(date))
        }
        _ => None,
    }
}

/// Resolves against a time told before.
pub(super) fn by_told(asked: &Asked, told: &Told) -> Option<Span> {
    let point = &asked.point;
    let known = &point.known;
    let interval = told.span.interval()?;
    let (first, last) = (interval.first()?, interval.last()?);
    if let Some(shift) = point.shift {
        let amount = shift.amount?.checked_mul(shift.direction)?;
        if asked.is_year_shift()
            && let Span::Quarter(year, quarter) = told.span
        {
            return Some(Span::Quarter(year + amount, quarter));
        }
        // A unit counted from something coarser is not known.
        let from = if amount < 0 { first } else { last };
        let finer = match shift.unit {
            Unit::Day | Unit::Night | Unit::Hour | Unit::Minute | Unit::Second => {
                !matches!(told.span, Span::Day(_) | Span::Days(_))
            }
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                !matches!(told.span, Span::Day(_) | Span::Days(_) | Span::Week(..) | Span::Weekend(..))
            }
            Unit::Month => {
                matches!(told.span, Span::Year(_) | Span::Half(..) | Span::Quarter(..) | Span::Season(..))
            }
            _ => false,
        };
        if finer {
            // Days after a day that is known to its month only are mostly in that month.
            let soon = point.counted && amount.abs() <= 14 && matches!(shift.unit, Unit::Day | Unit::Night);
            return (told.anchored && soon && matches!(told.span, Span::Month(..) | Span::Week(..)))
                .then_some(told.span);
        }
        let container = if point.counted {
            Span::offset(shift.unit, from, amount)?
        } else {
            Span::of_unit(shift.unit, from, amount)?
        };
        return narrow(known, container);
    }
    if known.quarter == Some(0) {
        return matches!(told.span, Span::Quarter(..)).then_some(told.span);
    }
    let year = told.span.year()?;
    if known.weekday.is_some() && known.month.is_none() && known.day.is_none() {
        let Span::Day(day) = told.span else { return None };
        return weekday(asked, day);
    }
    if known.month.is_none() && known.day.is_some() {
        let narrowed = Known { month: Some(first.month()), ..*known };
        return (!matches!(told.span, Span::Year(_))).then(|| in_year(&narrowed, year))?;
    }
    if known.month.is_none()
        && known.season.is_none()
        && known.named.is_none()
        && known.lunar.is_none()
        && (known.part.is_some() || known.clock.is_some())
    {
        let Span::Day(day) = told.span else { return None };
        return Some(Span::Day(day));
    }
    match point.direction {
        Some(Direction::Back) => {
            return [year, year - 1]
                .into_iter()
                .filter_map(|year| in_year(known, year))
                .find(|span| span.interval().and_then(Interval::last).is_some_and(|day| day < first));
        }
        Some(Direction::Ahead) => {
            return [year, year + 1]
                .into_iter()
                .filter_map(|year| in_year(known, year))
                .find(|span| span.interval().and_then(Interval::first).is_some_and(|day| day > last));
        }
        _ => {}
    }
    // A story goes on: a month long before the one told last is of the next year.
    let this = in_year(known, year)?;
    let starts = this.interval()?.first()?;
    let whole_year = matches!(told.span, Span::Year(_));
    let back = first.days_since_epoch() - starts.days_since_epoch();
    if asked.narrative && !whole_year && back > 200 {
        return in_year(known, year + 1).or(Some(this));
    }
    Some(this)
}
