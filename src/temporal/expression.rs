//! What an expression says, before anything is inferred: the *known* parts.
//!
//! Recognition ([`super::family`]) makes these from words alone. What is *implied* (the year of "in October") is
//! the business of [`super::resolve`].

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Night,
    Fortnight,
    /// A length that the text does not say: `period`, `time`.
    Some,
    Millennium,
}

impl Unit {
    const ALL: [Self; 16] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Weekend,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Night,
        Self::Fortnight,
        Self::Some,
        Self::Millennium,
    ];

    /// The unit that a table calls by that number.
    pub(super) fn from_code(code: i32) -> Option<Self> {
        Self::ALL.get(usize::try_from(code).ok()?).copied()
    }
}

/// A part of a day, with its TIMEX3 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Dawn,
    Daytime,
}

impl DayPart {
    pub(super) fn from_code(code: i32) -> Option<Self> {
        use DayPart::{Afternoon, Dawn, Daytime, Evening, Midday, Morning, Night};
        [Morning, Midday, Afternoon, Evening, Night, Dawn, Daytime].get(usize::try_from(code).ok()?).copied()
    }

    /// The code of TIMEX3.
    pub(super) fn timex(self) -> &'static str {
        match self {
            Self::Morning | Self::Dawn => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }
}

/// How years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// Common Era.
    Common,
    /// Before the Common Era.
    BeforeCommon,
    /// The Cambodian Buddhist Era, which turns at Visak Bochea.
    Buddhist,
    /// Saka: 78 years behind the Common Era.
    Saka,
    /// Chula Sakarat: 638 years behind.
    Chula,
}

impl Era {
    pub(super) fn from_code(code: i32) -> Option<Self> {
        [Self::Common, Self::BeforeCommon, Self::Buddhist, Self::Saka, Self::Chula]
            .get(usize::try_from(code).ok()?)
            .copied()
    }
}

/// A year as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearWords {
    /// All its digits.
    Full(i32),
    /// Its last two.
    Short(i32),
}

/// A time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockTime {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    /// Minutes ahead of UTC, where the words say.
    pub(super) zone: Option<i16>,
}

/// From where something relative is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From when the words were said: `last year`, `two weeks ago`.
    Speech,
    /// From a time told just before: `the next day`, `two weeks later`.
    Told,
}

/// So many units before or after an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) unit: Unit,
    /// How many; `None` is an amount that was not said (`years ago`), whose sign is `direction`.
    pub(super) amount: Option<i32>,
    /// -1 back, 0 the same, 1 ahead.
    pub(super) direction: i32,
    pub(super) origin: Origin,
}

/// A direction that the words give to a month, weekday or season: `last June`, `next Monday`, `this summer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Here,
    Ahead,
}

/// The parts of a point in the calendar that the words themselves give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) era: Option<Era>,
    pub(super) century: Option<i32>,
    /// The decade: the year without its last digit (198), or one digit (8) for `the eighties`.
    pub(super) decade: Option<i32>,
    pub(super) year: Option<YearWords>,
    /// The last year of a period that is one: 2021 in `the school year 2020-21`.
    pub(super) through: Option<i32>,
    /// 1 or 2.
    pub(super) half: Option<u8>,
    /// 1 to 4; 0 is `the quarter`, whose number was not said.
    pub(super) quarter: Option<u8>,
    /// 0 spring to 3 winter.
    pub(super) season: Option<u8>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) weekday: Option<u8>,
    /// Which of the weekdays, or of the weeks where no weekday was said, of a month: from 1; -1 is the last.
    pub(super) nth: Option<i8>,
    /// `the weekend`, with nothing to say which.
    pub(super) weekend: bool,
    /// An index into the named days.
    pub(super) named: Option<u8>,
    /// A day of the Khmer lunar calendar: month (0 to 13), and the day of it (1 to 30) where it was said.
    pub(super) lunar: Option<(u8, Option<u8>)>,
    pub(super) part: Option<DayPart>,
    pub(super) clock: Option<ClockTime>,
}

/// A point or stretch of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) known: Known,
    /// A unit counted from an origin, which the known parts then narrow (`March of last year`).
    pub(super) shift: Option<Shift>,
    pub(super) direction: Option<Direction>,
    /// Whether the direction is seen from a time told just before: `the following Monday`.
    pub(super) from_told: bool,
    pub(super) modifier: Option<&'static str>,
    /// Whether the shift counts an amount of units (`a year ago`) rather than names one (`last year`).
    pub(super) counted: bool,
    /// The unit around the day that is meant: the week of `the week of March 6`.
    pub(super) within: Option<Unit>,
    /// Known parts that stand in other words near by (the month of `29` in `January 25-29`).
    pub(super) borrowed: bool,
    /// How its words were read, where they can be read in two ways.
    pub(super) reason: Option<&'static str>,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// In hundredths: 250 is two and a half.
    Exact(i64),
    /// `several`, `many`, a plural alone.
    Vague,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    /// More, smaller parts: `3 years, 8 months and 20 days`.
    pub(super) and: [Option<(i64, Unit)>; 2],
    pub(super) modifier: Option<&'static str>,
}

/// Something that recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    /// Every so many units.
    Units(i32, Unit),
    /// On that weekday, at that part of the day.
    Weekday(u8, Option<DayPart>),
    /// In that month.
    Month(u8),
    /// On that day of that month.
    Day(u8, u8),
    /// In that season.
    Season(u8),
    /// At that part of every day.
    Part(DayPart),
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Point(Point),
    Length(Length),
    Recurring(Recurring),
    /// The past (0), present (1) or future (2), without a date.
    Reference(u8),
}
