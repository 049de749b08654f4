//! The families of time expressions: each reads what a pattern took and says what it means.
//!
//! A family knows no words. It sees classes with values, and answers with a [`Meaning`], or with nothing where what
//! was taken is no time after all (the thirty-fifth of May, 1,995 people).

mod bare;
mod calendar;
mod clock;
mod length;
mod lunar;
mod numeric;
mod offset;
mod recurring;
mod reference;

use super::class::Class;
use super::expression::Meaning;
use super::grammar::Grammar;
use super::pattern::Capture;
use super::scan::Token;

pub(super) use numeric::DigitOrder;

/// A family of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Family {
    /// Days, months, seasons, quarters, years, decades, centuries; named days; and these narrowed or shifted.
    Calendar,
    /// A calendar part that only counts with what stands around it: a year alone, a month that is also a word.
    Bare,
    /// A year, day or month that borrows the rest from the expression beside it: `29` in `January 25-29`.
    Borrowing,
    /// Dates in digits.
    Numeric,
    /// Times of the clock and parts of the day, with their day.
    Clock,
    /// So long ago, so much later.
    Offset,
    /// Lengths of time.
    Length,
    /// Lengths whose number stands with a number beside it: `five` in `five to eight years`.
    Elliptical,
    /// What recurs.
    Recurring,
    /// `now`, `recently`, `the future`.
    Reference,
    /// `former`, `recent`: told in narratives only.
    Loose,
    /// The Khmer lunar calendar.
    Lunar,
}

/// What a document's own dates show of how it writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// How it orders day and month in digits.
    pub(super) order: Option<DigitOrder>,
    /// Whether it speaks of the years before the Common Era, and may leave `BC` out: `in 499`.
    pub(super) before_common: bool,
}

/// What a pattern took, with all that is needed to read it.
pub(super) struct Taken<'m> {
    pub(super) text: &'m str,
    pub(super) tokens: &'m [Token],
    pub(super) grammar: &'m Grammar,
    pub(super) captures: &'m [Capture],
    /// The first token of the expression, and one past its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How the document writes.
    pub(super) habits: Habits,
}

impl Taken<'_> {
    fn token(&self, capture: Capture) -> Option<&Token> {
        self.tokens.get(capture.token as usize)
    }

    /// The tokens taken as a class, in order.
    fn all(&self, class: Class) -> impl Iterator<Item = &Token> {
        self.captures
            .iter()
            .filter(move |capture| capture.class == class as u8)
            .filter_map(|capture| self.token(*capture))
    }

    fn has(&self, class: Class) -> bool {
        self.all(class).next().is_some()
    }

    /// The value of a token in a class.
    fn value_of(&self, token: &Token, class: Class) -> i32 {
        let entry = self.grammar.lexicon.entry(token.entry);
        match class {
            Class::Number
            | Class::DayOfMonth
            | Class::MonthNumber
            | Class::Year
            | Class::TwoDigits
            | Class::LunarDay
            | Class::ShortYear
            | Class::Hour
            | Class::Minute
                if token.number != 0 || entry.is_none() =>
            {
                (token.number / 100) as i32
            }
            Class::Ordinal | Class::DayOfMonth | Class::Decade if token.number != 0 => {
                (token.number / 100) as i32
            }
            Class::DayOfMonth => entry.map_or(0, |entry| entry.value(Class::Ordinal)),
            _ => entry.map_or(0, |entry| entry.value(class)),
        }
    }

    /// The value of the first token taken as a class.
    fn value(&self, class: Class) -> Option<i32> {
        self.all(class).next().map(|token| self.value_of(token, class))
    }

    /// The value of the last token taken as a class.
    fn last_value(&self, class: Class) -> Option<i32> {
        self.all(class).last().map(|token| self.value_of(token, class))
    }

    /// Whether one of a row of literal words was taken that holds `word`.
    fn literal(&self, word: &str) -> bool {
        self.captures.iter().any(|capture| {
            capture.class >= Class::Literal as u8
                && self.token(*capture).is_some_and(|token| token.of(self.text).eq_ignore_ascii_case(word))
        })
    }

    /// The token before the expression, unless a new paragraph starts between.
    fn before(&self) -> Option<&Token> {
        let first = self.tokens.get(self.start)?;
        (!first.barrier).then(|| self.tokens.get(self.start.checked_sub(1)?)).flatten()
    }

    /// The token after the expression, unless a new paragraph starts between.
    fn after(&self) -> Option<&Token> {
        self.tokens.get(self.end).filter(|token| !token.barrier)
    }

    fn word_before(&self) -> &str {
        self.before().map_or("", |token| token.of(self.text))
    }
}

/// Reads what a pattern took.
pub(super) fn read(family: Family, taken: &Taken<'_>) -> Option<Meaning> {
    match family {
        Family::Calendar => calendar::read(taken),
        Family::Bare => bare::bare(taken),
        Family::Borrowing => calendar::borrowing(taken),
        Family::Numeric => numeric::read(taken),
        Family::Clock => clock::read(taken),
        Family::Offset => offset::read(taken),
        Family::Length => length::read(taken),
        Family::Elliptical => length::elliptical(taken),
        Family::Recurring => recurring::read(taken),
        Family::Reference | Family::Loose => reference::read(taken),
        Family::Lunar => lunar::read(taken),
    }
}
