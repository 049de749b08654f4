//! The thread of a narrative: where its story stands, so that "in January" falls into the year it goes on in.
//!
//! Not every date told moves the story. "Elections were set for 1976" in the spring of 1975 is an aside, and so is
//! "as in the year before"; what moves it are dates with their year, years at the head of a sentence, and what was
//! placed on the thread already. The next date with a year that the text gives bounds the thread from ahead.

use super::span::Span;
use crate::calendar::Date;
use crate::text::TextRange;

/// How far ahead the next dated expression may stand to bear on an open one, in bytes.
const AHEAD: u32 = 1500;
/// What going back costs against going on, per day: from the date told last, and to the next one.
const BACK: i64 = 2;
/// As [`BACK`], from the open expression to the next dated one.
const BACK_TO_NEXT: i64 = 3;
/// The most that the next dated expression can cost, in days: it may begin another story.
const NEXT_AT_MOST: i64 = 500;

/// A dated expression of the text: where it stands and its first day.
#[derive(Clone, Copy, Debug)]
pub(in crate::temporal) struct Dated {
    pub(in crate::temporal) range: TextRange,
    pub(in crate::temporal) first: Date,
}

/// Where the story stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Thread {
    /// The last date on the thread, with the words that gave it.
    at: Option<(Span, TextRange)>,
    /// A date off the thread: a second one near it moves the thread there.
    aside: Option<i32>,
}

/// How a date came to be told, as far as the thread cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// A day or month whose words gave the year, not at the head of its sentence.
    Dated,
    /// A year alone, at the head of its sentence.
    HeadYear,
    /// A year alone, elsewhere.
    Year,
    /// Counted forward from, or placed on, what was told; or dated at the head of its sentence.
    Placed,
    /// Counted backwards: an aside.
    Back,
}

impl Thread {
    /// The last date on the thread.
    pub(super) fn at(&self) -> Option<(Span, TextRange)> {
        self.at
    }

    /// Takes in a date that was told.
    pub(super) fn tell(&mut self, span: Span, range: TextRange, how: Telling) {
        let (Some(year), Some((held, _))) = (span.year(), self.at) else {
            if span.year().is_some() && how != Telling::Back {
                self.at = Some((span, range));
            }
            return;
        };
        let held_year = held.year().unwrap_or(year);
        let near = (year - held_year).abs() <= 1;
        let moves = match how {
            Telling::Back => false,
            Telling::Placed => true,
            // A year that is told already says nothing new, and must not forget the month.
            Telling::HeadYear | Telling::Year if year == held_year => false,
            Telling::HeadYear => true,
            Telling::Year => self.aside.is_some_and(|aside| (aside - year).abs() <= 1),
            Telling::Dated => {
                near || self.aside.is_some_and(|aside| (aside - year).abs() <= 1) || year < held_year
            }
        };
        if moves {
            self.at = Some((span, range));
            self.aside = None;
        } else if how != Telling::Back && year != held_year {
            self.aside = Some(year);
        }
    }

    /// The year (of the one before, the same and the one after the thread's) in which an open expression fits best
    /// between the thread and the next dated expression.
    pub(super) fn place(
        &self,
        here: TextRange,
        next: Option<Dated>,
        span_in: impl Fn(i32) -> Option<Span>,
    ) -> Option<Span> {
        let (held, _) = self.at?;
        let year = held.year()?;
        let interval = held.interval()?;
        let (held_first, held_last) = (days(interval.first()?), days(interval.last()?));
        let whole_year = matches!(held, Span::Year(_));
        let next = next
            .filter(|next| next.range.start.saturating_sub(here.end) < AHEAD)
            .map(|next| days(next.first));
        let gap = |from: i64, to: i64, back: i64| if to >= from { to - from } else { (from - to) * back };
        let cost = |candidate: Span| {
            let interval = candidate.interval()?;
            let (first, last) = (days(interval.first()?), days(interval.last()?));
            // Within what was told last, nothing is gone back or forward.
            let from_held = if whole_year {
                if candidate.year() == Some(year) { 0 } else { 400 }
            } else if first <= held_last && last >= held_first {
                0
            } else {
                gap(held_first, first, BACK)
            };
            let to_next = next.map_or(0, |next| {
                if first <= next && next <= last {
                    0
                } else {
                    gap(first, next, BACK_TO_NEXT).min(NEXT_AT_MOST)
                }
            });
            Some(from_held + to_next)
        };
        [year, year + 1, year - 1]
            .into_iter()
            .filter_map(span_in)
            .filter_map(|span| Some((cost(span)?, span)))
            .min_by_key(|placed| placed.0)
            .map(|placed| placed.1)
    }
}

fn days(date: Date) -> i64 {
    i64::from(date.days_since_epoch())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: TextRange = TextRange { start: 0, end: 0 };

    fn check(told: &[(Span, Telling)], month: u8, next: Option<&str>, expect: i32) {
        let mut thread = Thread::default();
        for (span, how) in told {
            thread.tell(*span, NOWHERE, *how);
        }
        let next = next.and_then(Date::parse_iso).map(|first| Dated { range: NOWHERE, first });
        let placed = thread.place(NOWHERE, next, |year| Some(Span::Month(year, month)));
        assert_eq!(placed, Some(Span::Month(expect, month)), "{told:?}");
    }

    #[test]
    fn a_story_goes_on() {
        let december = (Span::Month(1941, 12), Telling::Dated);
        check(&[december], 1, None, 1942);
        check(&[december], 11, None, 1941);
        check(&[december, (Span::Year(1941), Telling::Year)], 1, None, 1942);
        check(&[(Span::Year(1941), Telling::HeadYear)], 1, None, 1941);
    }

    #[test]
    fn asides_do_not_move_it() {
        let march = (Span::Month(1975, 3), Telling::Dated);
        check(&[march, (Span::Year(1978), Telling::Year)], 4, None, 1975);
        check(&[march, (Span::Year(1974), Telling::Back)], 4, None, 1975);
        check(&[march, (Span::Year(1978), Telling::HeadYear)], 4, None, 1978);
    }

    #[test]
    fn the_next_date_bounds_it() {
        let june = (Span::Month(1944, 6), Telling::Dated);
        check(&[june], 2, Some("1944-03-01"), 1944);
        check(&[june], 2, Some("1945-03-01"), 1945);
    }
}
