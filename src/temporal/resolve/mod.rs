//! From what the words say to when it was: what is implied is filled in here, and nowhere else.
//!
//! Expressions are resolved in the order of the text against the publication date, or against the last date told,
//! with the tense of the sentence deciding between past and future. In a narrative (a history, a biography) dates
//! hang on the date told before; in news they hang on the day of publication. The clock is never consulted.

pub(super) mod anchored;
mod implied;
mod row;
pub(super) mod span;
pub(super) mod tense;
pub(super) mod thread;

use super::expression::{Amount, Length, Meaning, Origin, Point, Recurring, Unit};
use super::{Anchor, Timex, TimexType};
use crate::calendar::{Date, Granularity, Interval};
use crate::document::{Published, PublishedHow, iso_value};
use crate::text::TextRange;
use implied::Asked;
use span::{Span, TimeOfDay};
use tense::Tense;
use thread::{Dated, Telling, Thread};

/// How far off the quarter may stand on which a year hangs, in bytes.
const NEAR_QUARTER: u32 = 400;

/// What a point's own words say, if they say its year.
pub(super) fn written(point: &Point) -> Option<Span> {
    let asked = Asked { point: *point, tense: Tense::Unknown, narrative: false, same_year: false };
    implied::absolute(&asked, None)
}

/// A time told before.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) span: Span,
    pub(super) range: TextRange,
    /// Whether its year stood in its words.
    pub(super) explicit: bool,
    /// Whether its words name a part of the year, or the year.
    pub(super) of_year: bool,
    /// Whether it is a length that was counted from something told.
    pub(super) anchored: bool,
}

/// What expressions are resolved against.
pub(super) struct Resolver<'d> {
    text: &'d str,
    published: Option<&'d Published>,
    /// Whether dates hang on the date told before rather than on the publication date.
    narrative: bool,
    told: Option<Told>,
    /// The last day told, for expressions that need one.
    told_day: Option<Told>,
    /// The last time told at the head of a sentence, on which `in the same month` at such a head hangs.
    told_head: Option<Told>,
    /// The last quarter told.
    told_quarter: Option<Told>,
    thread: Thread,
    /// The expressions whose words give their year and month, in order.
    dated: Vec<Dated>,
}

/// An expression found, with what its surroundings say.
pub(super) struct Found {
    pub(super) range: TextRange,
    pub(super) meaning: Meaning,
    pub(super) tense: Tense,
    pub(super) sentence: TextRange,
    /// Whether the language means the current year by a month without one.
    pub(super) same_year: bool,
    /// The other end of the stretch that this begins, where its words say when that is: `from May to July 2019`.
    pub(super) until: Option<(Span, TextRange)>,
    /// What the words of the next expression say, where a comma joins it to this: `the following day, 5 May 2019`.
    pub(super) beside: Option<(Span, TextRange)>,
    /// The expression at the start of the stretch that this ends.
    pub(super) since: Option<TextRange>,
    /// When it was, where it is a length counted from something told.
    pub(super) anchored: Option<Span>,
}

/// A time expression that hangs on the day on which its document was published.
pub struct Deictic {
    /// Where it stands.
    pub range: TextRange,
    /// Whether a verb tells that it is over (`Some(true)`) or still to come (`Some(false)`).
    pub is_past: Option<bool>,
    asked: Asked,
}

impl Deictic {
    pub(super) fn new(range: TextRange, point: Point, tense: Tense, same_year: bool) -> Self {
        let asked = Asked { point, tense, narrative: false, same_year };
        let is_past = match tense {
            Tense::Past | Tense::Told => Some(true),
            Tense::Future | Tense::Awaited => Some(false),
            Tense::Unknown => None,
        };
        Self { range, is_past, asked }
    }

    /// The days that it means, said on a day.
    pub fn on(&self, day: Date) -> Option<Interval> {
        match (implied::by_speech(&self.asked, day)?, self.asked.point.within) {
            (Span::Day(day), Some(unit)) => Span::of_unit(unit, day, 0)?.interval(),
            (span, _) => span.interval(),
        }
    }

    /// Whether its words name a part of the calendar (`July`, `Sunday`, `the 5th`), not only a distance (`last month`).
    pub fn names_a_part(&self) -> bool {
        let known = &self.asked.point.known;
        known.month.is_some() || known.weekday.is_some() || known.day.is_some() || known.named.is_some()
    }
}

/// An outcome: a span that all references agree on, or the days that they leave open.
enum Outcome {
    Span(Span),
    Between(Interval, Granularity, String),
}

impl<'d> Resolver<'d> {
    pub(super) fn new(
        text: &'d str,
        published: Option<&'d Published>,
        narrative: bool,
        dated: Vec<Dated>,
    ) -> Self {
        let thread = Thread::default();
        Self {
            text,
            published,
            narrative,
            told: None,
            told_day: None,
            told_head: None,
            told_quarter: None,
            thread,
            dated,
        }
    }

    /// Resolves the next expression of the text.
    pub(super) fn resolve(&mut self, found: &Found) -> Timex {
        let quoted = self.words(found.range);
        match found.meaning {
            Meaning::Point(point) => self.point(found, point, &quoted),
            Meaning::Length(length) => {
                if let Some(span) = found.anchored {
                    let told =
                        Told { span, range: found.range, explicit: false, of_year: false, anchored: true };
                    self.thread.tell(span, found.range, Telling::Placed);
                    if is_head(found) {
                        self.told_head = Some(told.clone());
                    }
                    self.told_day = Some(told.clone());
                    self.told = Some(told);
                }
                plain(found, TimexType::Duration, length_value(length), length.modifier, {
                    format!("‘{quoted}’: a length of time, as written")
                })
            }
            Meaning::Recurring(recurring) => {
                plain(found, TimexType::Set, recurring_value(recurring), None, {
                    format!("‘{quoted}’: something that recurs, as written")
                })
            }
            Meaning::Reference(which) => self.reference(found, which, &quoted),
        }
    }

    fn reference(&self, found: &Found, which: u8, quoted: &str) -> Timex {
        let (value, says) = match which {
            0 => ("PAST_REF", "the past"),
            1 => ("PRESENT_REF", "the present"),
            _ => ("FUTURE_REF", "the future"),
        };
        let why = format!("‘{quoted}’: {says}, without a date");
        let mut timex = plain(found, TimexType::Date, value.to_owned(), None, why);
        timex.anchor = Anchor::Unresolved;
        if let (1, Some(published), false) = (which, self.published, self.narrative) {
            timex.anchor = Anchor::Publication;
            timex.interval = Some(published.when.interval);
            timex.granularity = Some(published.when.granularity);
            timex.why = format!("‘{quoted}’: the present, {}", self.by_publication());
        }
        timex
    }

    fn by_publication(&self) -> String {
        self.published.map_or_else(String::new, |published| {
            format!("from the publication date {} ({})", iso_value(published.when), published.how.code())
        })
    }

    fn by_told(&self, told: &Told) -> String {
        format!("from ‘{}’ ({}) before it", self.words(told.range), told.span.value())
    }

    /// The words of a range, on one line.
    fn words(&self, range: TextRange) -> String {
        range.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn point(&mut self, found: &Found, point: Point, quoted: &str) -> Timex {
        let time = point.known.clock.map(TimeOfDay::Clock).or(point.known.part.map(TimeOfDay::Part));
        let timex_type = if time.is_some() { TimexType::Time } else { TimexType::Date };
        let mut timex = plain(found, timex_type, String::new(), point.modifier, String::new());
        // An amount that was not said: `years ago`.
        if let Some(shift) = point.shift.filter(|shift| shift.amount.is_none()) {
            let value = if shift.direction < 0 { "PAST_REF" } else { "FUTURE_REF" };
            value.clone_into(&mut timex.value);
            timex.anchor = Anchor::Unresolved;
            timex.why = format!("‘{quoted}’: how long was not said");
            return timex;
        }
        let asked =
            Asked { point, tense: found.tense, narrative: self.narrative, same_year: found.same_year };
        let (mut outcome, anchor, because) = self.outcome(found, &asked);
        if let (Some(unit), Some(Outcome::Span(Span::Day(day)))) = (point.within, &outcome) {
            outcome = Span::of_unit(unit, *day, 0).map(Outcome::Span);
        }
        let of_week = matches!(outcome, Some(Outcome::Span(Span::Week(..) | Span::Weekend(..))));
        match outcome {
            Some(Outcome::Span(span)) => {
                timex.value = span.value();
                timex.interval = span.interval();
                timex.granularity = Some(span.granularity());
                let explicit = point.known.year.is_some() && point.known.decade.is_none();
                // A year before a quarter does not become the quarter that is spoken of.
                self.thread.tell(span, found.range, telling(found, &point, span));
                if !(asked.is_year_shift() || asked.is_bare_quarter() && asked.says_year()) {
                    let of_year = explicit || asked.is_yearly();
                    let told = Told { span, range: found.range, explicit, of_year, anchored: false };
                    if is_head(found) {
                        self.told_head = Some(told.clone());
                    }
                    self.remember(told);
                }
            }
            Some(Outcome::Between(interval, granularity, value)) => {
                timex.value = value;
                timex.interval = Some(interval);
                timex.granularity = Some(granularity);
            }
            None => timex.value = implied::open_value(&point),
        }
        if let Some(time) = time {
            timex.value.push_str(&time.value());
            if timex.interval.is_some() {
                timex.granularity = Some(Granularity::Time);
            }
        }
        timex.why = format!("‘{quoted}’, {because}");
        if anchor == Anchor::Publication && of_week {
            self.loosen(&mut timex);
        }
        timex.anchor = anchor;
        timex
    }

    /// A post may print what was written days before: the week that it counts from its own day is approximate, and may
    /// be the one before.
    fn loosen(&self, timex: &mut Timex) {
        let posted = self.published.is_some_and(|published| published.how == PublishedHow::PostedOn);
        let days = timex.interval.and_then(|days| Some((days.first()?.add_days(-7)?, days.last()?)));
        if let (true, Some((first, last))) = (posted, days) {
            timex.interval = Some(Interval::new(Some(first), Some(last)));
            timex.modifier = timex.modifier.or(Some("APPROX"));
            timex.why.push_str("; roughly, as a post may be later than what it prints");
        }
    }

    /// What a point resolves to, against what, and the words for it.
    fn outcome(&self, found: &Found, asked: &Asked) -> (Option<Outcome>, Anchor, String) {
        // `the same quarter of 2017`, `the 1988 period`: the quarter told, in that year.
        if asked.is_bare_quarter()
            && let Some(told) = self
                .told_quarter
                .as_ref()
                .filter(|told| found.range.start.saturating_sub(told.range.end) < NEAR_QUARTER)
            && let (Span::Quarter(_, quarter), Some(year)) = (told.span, asked.year())
        {
            let span = Span::Quarter(year, quarter);
            return (Some(Outcome::Span(span)), Anchor::Mention(told.range), self.by_told(told));
        }
        if let Some(span) = implied::absolute(asked, self.pivot_year()) {
            return (
                Some(Outcome::Span(span)),
                Anchor::Absolute,
                asked.point.reason.unwrap_or("as written").to_owned(),
            );
        }
        let unresolved = "but nothing says which it is".to_owned();
        if asked.says_year() {
            return (None, Anchor::Unresolved, "which is no day of the calendar".to_owned());
        }
        if asked.is_yearly()
            && let Some(found) = self.in_stretch(found, asked)
        {
            return found;
        }
        // `the following day, 5 May 2019`
        if asked.is_day_counted()
            && let Some((span @ Span::Day(_), range)) = found.beside
        {
            let because = format!("which is ‘{}’, as it goes on", self.words(range));
            return (Some(Outcome::Span(span)), Anchor::Mention(range), because);
        }
        if asked.is_yearly()
            && !self.narrative
            && let Some(found) = self.in_chain(found, asked)
        {
            return found;
        }
        if self.narrative
            && asked.is_yearly()
            && let Some((_, range)) = self.thread.at()
        {
            let after = self.dated.partition_point(|dated| dated.range.start <= found.range.start);
            let next = self.dated.get(after).copied();
            if let Some(span) =
                self.thread.place(found.range, next, |year| implied::in_year(&asked.point.known, year))
            {
                let because = format!("in the year that the story has come to with ‘{}’", self.words(range));
                return (Some(Outcome::Span(span)), Anchor::Mention(range), because);
            }
        }
        for told in self.told_first(found, asked).into_iter().flatten() {
            if let Some(span) = implied::by_told(asked, told) {
                return (Some(Outcome::Span(span)), Anchor::Mention(told.range), self.by_told(told));
            }
        }
        let told_only = asked.point.shift.is_some_and(|shift| shift.origin == Origin::Told);
        if let Some(published) = self.published
            && !(self.narrative && told_only)
            && let Some(outcome) = by_interval(asked, published)
        {
            // Where the publication date leaves the year open, what was told last may close it.
            if matches!(outcome, Outcome::Between(..))
                && asked.is_yearly()
                && let Some(told) = &self.told
                && let Some(span) = implied::by_told(asked, told)
            {
                return (Some(Outcome::Span(span)), Anchor::Mention(told.range), self.by_told(told));
            }
            return (Some(outcome), Anchor::Publication, self.by_publication());
        }
        // Without a publication date that says it, what was told last serves for want of better.
        if let Some(told) = &self.told
            && asked.may_lean_on_told()
            && let Some(span) = implied::by_told(asked, told)
        {
            return (Some(Outcome::Span(span)), Anchor::Mention(told.range), self.by_told(told));
        }
        (None, Anchor::Unresolved, unresolved)
    }

    /// The times told before on which an expression hangs before it hangs on the publication date.
    fn told_first(&self, found: &Found, asked: &Asked) -> [Option<&Told>; 2] {
        let origin = asked.point.shift.map(|shift| shift.origin);
        if asked.is_bare_quarter() {
            return [self.told_quarter.as_ref(), None];
        }
        // A year before a quarter is the same quarter of the year before.
        if asked.is_year_shift()
            && let Some(quarter) = &self.told_quarter
            && found.range.start.saturating_sub(quarter.range.end) < NEAR_QUARTER
            && !self.narrative
        {
            return [Some(quarter), None];
        }
        let told = self.told.as_ref();
        match origin {
            Some(Origin::Told) if is_head(found) && asked.is_same() && self.told_head.is_some() => {
                [self.told_head.as_ref(), told]
            }
            Some(Origin::Told) => {
                if asked.needs_day() {
                    [self.told_day.as_ref(), None]
                } else {
                    [told, None]
                }
            }
            Some(Origin::Speech) => [told.filter(|_| self.narrative), None],
            None if asked.point.direction.is_some() && asked.point.from_told && asked.needs_day() => {
                [self.told_day.as_ref(), None]
            }
            None if asked.point.direction.is_some() => {
                [told.filter(|_| self.narrative || asked.point.from_told), None]
            }
            None if self.narrative => {
                if asked.needs_day() {
                    [self.told_day.as_ref(), told]
                } else {
                    [told, None]
                }
            }
            // A time of the clock in the sentence that tells its day: `on 5 May at 10:30`.
            None if asked.is_time_alone()
                && self.told_day.as_ref().is_some_and(|day| day.range.start >= found.sentence.start) =>
            {
                [self.told_day.as_ref(), None]
            }
            // In news, a date without a year has that of a date in the same sentence whose words gave it.
            None => {
                let near = told.filter(|told| {
                    told.explicit
                        && told.range.start >= found.sentence.start
                        && asked.point.known.month.is_some()
                        && asked.point.known.weekday.is_none()
                        && !matches!(found.tense, Tense::Awaited | Tense::Future)
                });
                [near, None]
            }
        }
    }

    /// The year by which two-digit years are read.
    fn pivot_year(&self) -> Option<i32> {
        self.published.and_then(|published| published.when.interval.last()).map(Date::year)
    }

    fn remember(&mut self, told: Told) {
        match told.span {
            Span::Century(_) | Span::Decade(_) | Span::BuddhistYear(_) => return,
            Span::Quarter(..) => self.told_quarter = Some(told.clone()),
            Span::Day(_) | Span::Days(_) => self.told_day = Some(told.clone()),
            _ => {}
        }
        self.told = Some(told);
    }
}

/// Whether an expression stands at the head of its sentence, but for a preposition.
fn is_head(found: &Found) -> bool {
    found.range.start.saturating_sub(found.sentence.start) < 8
}

/// How a point tells its date, as far as the thread of a narrative cares.
fn telling(found: &Found, point: &Point, span: Span) -> Telling {
    if let Some(shift) = point.shift {
        return if shift.direction < 0 { Telling::Back } else { Telling::Placed };
    }
    if point.known.year.is_none() {
        return Telling::Placed;
    }
    match span {
        Span::Year(_) if is_head(found) => Telling::HeadYear,
        Span::Year(_) => Telling::Year,
        _ if is_head(found) => Telling::Placed,
        _ => Telling::Dated,
    }
}

/// Resolves against the days within which the document was published: one span if all of them agree on it,
/// otherwise the days from the earliest to the latest that it may be.
fn by_interval(asked: &Asked, published: &Published) -> Option<Outcome> {
    let (first, last) = (published.when.interval.first(), published.when.interval.last());
    let (Some(first), Some(last)) = (first, last) else {
        return open_interval(asked, first, last);
    };
    let early = implied::by_speech(asked, first)?;
    if first == last {
        return Some(Outcome::Span(early));
    }
    let late = implied::by_speech(asked, last)?;
    if early == late {
        return Some(Outcome::Span(early));
    }
    let interval = Interval::new(early.interval()?.first(), late.interval()?.last());
    let value = if asked.is_yearly() {
        implied::open_value(&asked.point)
    } else {
        shared_value(&early.value(), &late.value())
    };
    Some(Outcome::Between(interval, early.granularity(), value))
}

/// Resolves against a publication of which only the earliest or the latest day is known: what is counted from it is as
/// open as it is. Of what falls into every year, any later or earlier one may be meant.
fn open_interval(asked: &Asked, first: Option<Date>, last: Option<Date>) -> Option<Outcome> {
    asked.point.shift?;
    let span = implied::by_speech(asked, first.or(last)?)?;
    let days = span.interval()?;
    let interval = match first {
        Some(_) => Interval::new(days.first(), None),
        None => Interval::new(None, days.last()),
    };
    Some(Outcome::Between(interval, span.granularity(), implied::open_value(&asked.point)))
}

/// What two values have in common: their first fields, and X for the digits of the fields in which they differ.
fn shared_value(early: &str, late: &str) -> String {
    let mut fields = Vec::new();
    let mut same = true;
    for (a, b) in early.split('-').zip(late.split('-')) {
        same &= a == b;
        fields.push(if same {
            a.to_owned()
        } else {
            a.chars().map(|c| if c.is_ascii_digit() { 'X' } else { c }).collect()
        });
    }
    fields.join("-")
}

fn plain(
    found: &Found,
    timex_type: TimexType,
    value: String,
    modifier: Option<&'static str>,
    why: String,
) -> Timex {
    Timex {
        range: found.range,
        timex_type,
        value,
        modifier,
        interval: None,
        granularity: None,
        anchor: Anchor::Absolute,
        why,
    }
}

/// The letters of a unit in a TIMEX3 duration, and how many of them one unit is.
fn unit_letters(unit: Unit) -> (&'static str, i64, bool) {
    match unit {
        Unit::Second => ("S", 1, true),
        Unit::Minute => ("M", 1, true),
        Unit::Hour => ("H", 1, true),
        Unit::Day | Unit::Night => ("D", 1, false),
        Unit::Week => ("W", 1, false),
        Unit::Fortnight => ("W", 2, false),
        Unit::Weekend => ("WE", 1, false),
        Unit::Month => ("M", 1, false),
        Unit::Quarter => ("Q", 1, false),
        Unit::Half => ("M", 6, false),
        Unit::Year => ("Y", 1, false),
        Unit::Decade => ("Y", 10, false),
        Unit::Century => ("Y", 100, false),
        Unit::Millennium => ("Y", 1000, false),
        Unit::Some => ("X", 1, false),
    }
}

fn hundredths(value: i64) -> String {
    let (whole, part) = (value / 100, value % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

fn length_value(length: Length) -> String {
    let (letters, factor, clock) = unit_letters(length.unit);
    let time = if clock { "T" } else { "" };
    let amount = match length.amount {
        // The decades, not ten of the years.
        Amount::Vague => {
            let letters = match length.unit {
                Unit::Decade => "DE",
                Unit::Century => "C",
                _ => letters,
            };
            return format!("P{time}X{letters}");
        }
        Amount::Exact(amount) => amount.saturating_mul(factor),
    };
    // Half an hour is 30 minutes, half a year six months: whole numbers where a smaller unit gives them.
    let (amount, letters, time) = match length.unit {
        Unit::Hour if amount % 100 != 0 && amount < 100 => (amount * 60, "M", "T"),
        Unit::Minute if amount % 100 != 0 && amount < 100 => (amount * 60, "S", "T"),
        Unit::Year if amount % 100 == 50 && amount < 100 => (amount * 12, "M", ""),
        _ => (amount, letters, time),
    };
    let mut value = format!("P{time}{}{letters}", hundredths(amount));
    let mut time = time;
    for (more, unit) in length.and.into_iter().flatten() {
        let (letters, factor, clock) = unit_letters(unit);
        if clock && time.is_empty() {
            time = "T";
            value.push_str(time);
        }
        value.push_str(&hundredths(more.saturating_mul(factor)));
        value.push_str(letters);
    }
    value
}

fn recurring_value(recurring: Recurring) -> String {
    match recurring {
        Recurring::Units(count, unit) => length_value(Length {
            amount: Amount::Exact(i64::from(count) * 100),
            unit,
            and: [None; 2],
            modifier: None,
        }),
        Recurring::Weekday(day, None) => format!("XXXX-WXX-{day}"),
        Recurring::Weekday(day, Some(part)) => format!("XXXX-WXX-{day}T{}", part.timex()),
        Recurring::Month(month) => format!("XXXX-{month:02}"),
        Recurring::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Recurring::Season(season) => {
            format!("XXXX-{}", span::SEASONS.get(usize::from(season)).unwrap_or(&"XX"))
        }
        Recurring::Part(part) => format!("XXXX-XX-XXT{}", part.timex()),
    }
}
