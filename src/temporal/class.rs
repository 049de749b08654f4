//! Token classes: what a word can mean in a time expression, whatever its language.
//!
//! A grammar speaks of classes (`month`, `unit`), never of words, so that every language shares the expression
//! families and supplies only its words and the order in which it writes them.

/// What a token can be. A token may be of several classes at once: `second` is an ordinal and a unit, `18` a
/// number, a day of the month and an hour. Values are explained beside each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Class {
    /// A cardinal number, in digits or words.
    Number,
    /// An ordinal number.
    Ordinal,
    /// 1 to 31, cardinal or ordinal, in digits; or an ordinal word.
    DayOfMonth,
    /// 1 to 12 in digits.
    MonthNumber,
    /// 1000 to 2999 in digits, or such a year in words.
    Year,
    /// Two digits, as in `1995-96`.
    TwoDigits,
    /// Two digits after an apostrophe: `'97`. The value is the two digits.
    ShortYear,
    /// `1990s`, `'90s`, `nineties`. The value is the year without its last digit, or a digit alone.
    Decade,
    /// A date in digits: `2017-09-18`, `18/09/2017`.
    NumericDate,
    /// `10:30`, `20:30:15`.
    Clock,
    /// 0 to 24 in digits.
    Hour,
    /// 0 to 59 in digits.
    Minute,
    /// A month's name: 1 to 12.
    Month,
    /// A month of the Khmer lunar calendar: 0 (Migasir) to 13.
    LunarMonth,
    /// Waxing (0), waning (1), full moon (2).
    MoonPhase,
    /// A day of the week: 1 (Monday) to 7.
    Weekday,
    /// Several of a day of the week: `Mondays`.
    Weekdays,
    /// A unit of time, as [`Unit`](super::expression::Unit) numbers them.
    Unit,
    /// The same, in the plural where the language has one.
    Units,
    /// A season: 0 spring, 1 summer, 2 autumn, 3 winter.
    Season,
    /// A part of the day, as [`DayPart`](super::expression::DayPart) numbers them.
    Part,
    /// `early` (0), `mid` (1), `late` (2).
    Fuzz,
    /// `beginning` (0), `middle` (1), `end` (2).
    Edge,
    /// Which one: -1 `last`, 0 `this`, 1 `next`, as seen from the speaker.
    Which,
    /// Which one: -1 `the previous`, 0 `the same`, `that`, 1 `the following`, as seen from a date just told.
    WhichTold,
    /// A day as seen from the speaker: `yesterday` is -1.
    DayWord,
    /// A day as seen from one just told: the day after is 1.
    DayTold,
    /// A part of a day as seen from the speaker: days times 16, plus the part: `tonight`.
    PartWord,
    /// `ago`.
    Ago,
    /// `later` (1), `earlier` (-1).
    Later,
    /// Holds the past (0), present (1) or future (2): `recently`, `now`, `soon`.
    Reference,
    /// The past (0) or future (2) as a noun, after an article.
    Abstract,
    /// As [`Class::Reference`], but worth telling in a narrative only: `former`, `recent`.
    Loose,
    /// How often: `daily`. The value is a unit, times 16, plus how many of them.
    Frequency,
    /// `every`, `each`.
    Every,
    /// An indefinite amount: `several`, `a few`, `many`.
    Vague,
    /// `a couple`: 2, roughly.
    Couple,
    /// One, as an article: `a`, `an`.
    One,
    /// `half`, as an amount.
    Half,
    /// `and a half`.
    AndHalf,
    /// `about` (an index into the modifiers of lengths: see `family::length`).
    Roughly,
    /// `quarter`, of a year.
    Quarter,
    /// `century`.
    Century,
    /// An era: see [`Era`](super::expression::Era).
    Era,
    /// A named day or season, an index into the table of `super::named`.
    Named,
    /// `a.m.` (0), `p.m.` (12), `noon` (24), `midnight` (25), `o'clock` (26).
    Meridiem,
    /// A time zone.
    Zone,
    /// A name that a month's name belongs to when it stands beside it: `Mr`, a first name.
    Title,
    /// A word that is more often no time than one, in lower case or alone: `may`, `march`, `sun`.
    Doubtful,
    /// What is counted or bought, not a time: `people`, `dollars`.
    Counted,
    /// A verb form or word that tells the past (`was`, `had`).
    PastCue,
    /// `be`, `to`: what follows is no past, whatever its form.
    Infinitive,
    /// A word that tells the future (`will`, `upcoming`).
    FutureCue,
    /// What leads a day by which something is to be done, where no verb says that it was: `by`.
    Deadline,
    /// What stands between the two ends of a stretch: `to`, `until`.
    Until,
    /// What stands between them after [`Class::Between`]: `and`.
    And,
    /// `between`.
    Between,
    /// What says when a year of accounts was over: `ended`.
    Ended,
    /// `his`, `her`, `their`.
    Owner,
    /// What stands between a length and what it is counted from: `after` (1), `before` (-1).
    After,
    /// What the number behind it numbers, which is then no year: `Resolution`, `Room`.
    Numbered,
    /// What makes a name of the weekday or month before it: `the Sunday Times`.
    NameHead,
    /// A day of the Khmer lunar month by its sign: 1 to 30.
    LunarDay,
    /// A sum of money in digits.
    Price,
    /// A pronoun that is a subject: what follows is a verb.
    Pronoun,
    /// A word of a number: its value. Numbers are put together before any pattern is tried.
    Numeral,
    /// A word after which a bare year stands: `in`, `since`, `until`.
    Preposition,
    /// `,`
    Comma,
    /// `-`, `–`, `—`, `to` is not one.
    Dash,
    /// `/`
    Slash,
    /// `(`
    Open,
    /// An apostrophe that stands for nothing else: `l’an`.
    Apostrophe,
    /// `'s`
    Possessive,
    /// First of the classes that a language's own literal words take.
    Literal,
}

/// The names by which patterns call the classes.
pub(super) const NAMES: &[(&str, Class)] = &[
    ("number", Class::Number),
    ("ordinal", Class::Ordinal),
    ("day", Class::DayOfMonth),
    ("month_number", Class::MonthNumber),
    ("year", Class::Year),
    ("two_digits", Class::TwoDigits),
    ("short_year", Class::ShortYear),
    ("decade", Class::Decade),
    ("numeric_date", Class::NumericDate),
    ("clock", Class::Clock),
    ("hour", Class::Hour),
    ("minute", Class::Minute),
    ("month", Class::Month),
    ("lunar_month", Class::LunarMonth),
    ("moon", Class::MoonPhase),
    ("lunar_day", Class::LunarDay),
    ("weekday", Class::Weekday),
    ("weekdays", Class::Weekdays),
    ("unit", Class::Unit),
    ("units", Class::Units),
    ("season", Class::Season),
    ("part", Class::Part),
    ("fuzz", Class::Fuzz),
    ("edge", Class::Edge),
    ("which", Class::Which),
    ("told", Class::WhichTold),
    ("day_word", Class::DayWord),
    ("day_told", Class::DayTold),
    ("apostrophe", Class::Apostrophe),
    ("part_word", Class::PartWord),
    ("ago", Class::Ago),
    ("later", Class::Later),
    ("reference", Class::Reference),
    ("loose", Class::Loose),
    ("abstract", Class::Abstract),
    ("frequency", Class::Frequency),
    ("every", Class::Every),
    ("vague", Class::Vague),
    ("couple", Class::Couple),
    ("one", Class::One),
    ("half", Class::Half),
    ("and_half", Class::AndHalf),
    ("roughly", Class::Roughly),
    ("quarter", Class::Quarter),
    ("century", Class::Century),
    ("era", Class::Era),
    ("named", Class::Named),
    ("meridiem", Class::Meridiem),
    ("zone", Class::Zone),
    ("preposition", Class::Preposition),
    ("possessive", Class::Possessive),
    ("open", Class::Open),
    ("price", Class::Price),
    ("counted", Class::Counted),
];

/// A set of classes, one bit each.
pub(super) type Mask = u128;

impl Class {
    /// The set of this class alone.
    pub(super) const fn bit(self) -> Mask {
        1 << self as u8
    }
}
