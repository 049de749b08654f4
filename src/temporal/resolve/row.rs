//! A month or day without its year that stands in a row with dates that say theirs: one end of a stretch, or one of
//! several events told after another.

use super::implied::{self, Asked};
use super::span::Span;
use super::tense::Tense;
use super::{Found, Outcome, Resolver, is_head};
use crate::calendar::{Date, Interval};
use crate::temporal::Anchor;

/// How far off the dates may stand by which an open one is placed in a row of events, in bytes.
const CHAIN: u32 = 300;
/// How many days may lie between the two dates around it.
const BETWEEN: i32 = 500;
/// How many days such a row may go on for from one date to the next.
const ONWARD: i32 = 240;

impl Resolver<'_> {
    /// One end of a stretch, placed by its other end: the last before a later one that says its year, the first after
    /// an earlier one.
    pub(super) fn in_stretch(
        &self,
        found: &Found,
        asked: &Asked,
    ) -> Option<(Option<Outcome>, Anchor, String)> {
        let place = |year: i32| implied::in_year(&asked.point.known, year);
        if let Some((until, range)) = found.until {
            let (year, last) = (until.year()?, until.interval()?.last()?);
            let mut spans = [year, year - 1].into_iter().filter_map(place);
            let span = spans
                .find(|span| span.interval().and_then(Interval::first).is_some_and(|first| first <= last))?;
            let because = format!("up to ‘{}’ ({})", self.words(range), until.value());
            return Some((Some(Outcome::Span(span)), Anchor::Mention(range), because));
        }
        // A narrative has its own thread to go on by.
        let told = self
            .told
            .as_ref()
            .filter(|told| told.of_year && !self.narrative && Some(told.range) == found.since)?;
        let (year, first) = (told.span.year()?, told.span.interval()?.first()?);
        let mut spans = [year, year + 1].into_iter().filter_map(place);
        let span =
            spans.find(|span| span.interval().and_then(Interval::last).is_some_and(|last| last >= first))?;
        Some((Some(Outcome::Span(span)), Anchor::Mention(told.range), self.by_told(told)))
    }

    /// A month or day in a row of events in the midst of news: it lies between two dates that say their year, or goes
    /// on from the one at the head of the sentence before, as `In September` does from `In August 2017`.
    pub(super) fn in_chain(&self, found: &Found, asked: &Asked) -> Option<(Option<Outcome>, Anchor, String)> {
        let told = self.told.as_ref().filter(|told| told.explicit && !matches!(told.span, Span::Year(_)))?;
        let begun = matches!(found.tense, Tense::Told | Tense::Past | Tense::Unknown);
        if !begun || found.range.start.saturating_sub(told.range.end) >= CHAIN {
            return None;
        }
        let (year, first) = (told.span.year()?, told.span.interval()?.first()?);
        let place = |until: Date| {
            let spans =
                [year, year + 1].into_iter().filter_map(|year| implied::in_year(&asked.point.known, year));
            let starts = |span: &Span| span.interval().and_then(Interval::first);
            spans
                .into_iter()
                .find(|span| starts(span).is_some_and(|starts| first <= starts && starts <= until))
        };
        let after = self.dated.partition_point(|dated| dated.range.start <= found.range.start);
        let next = self.dated.get(after).filter(|next| {
            let apart = next.first.days_since_epoch() - first.days_since_epoch();
            next.range.start.saturating_sub(found.range.end) < CHAIN && (0..=BETWEEN).contains(&apart)
        });
        let (span, because) =
            if let Some((span, next)) = next.and_then(|next| Some((place(next.first)?, next))) {
                (span, format!("{} and up to ‘{}’", self.by_told(told), self.words(next.range)))
            } else {
                // What is told of the year of publication hangs on its day.
                let head = self.told_head.as_ref().is_some_and(|head| head.range == told.range);
                if !head || !is_head(found) || self.pivot_year() == Some(year) {
                    return None;
                }
                (place(first.add_days(ONWARD)?)?, self.by_told(told))
            };
        Some((Some(Outcome::Span(span)), Anchor::Mention(told.range), because))
    }
}
