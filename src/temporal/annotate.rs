//! The time expressions of a document: read, then resolved in order.

use super::class::Class;
use super::expression::{Known, Meaning, Origin};
use super::reader::{self, Reading};
use super::resolve::anchored;
use super::resolve::span::Span;
use super::resolve::thread::Dated;
use super::resolve::{Deictic, Found, Resolver, tense, written};
use super::scan::Token;
use super::{Anchor, Timex, stretch};
use crate::document::{BoilerplateKind, Document, Published};
use crate::text::TextRange;

/// The time expressions of a document, in order, without overlap.
pub(super) fn timexes(document: &Document, sentences: &[TextRange]) -> Vec<Timex> {
    let reading = read_body(document, sentences);
    let narrative = is_narrative(&reading, document.published.as_ref());
    resolved(document, sentences, &reading, narrative)
}

/// What was read, resolved in order.
fn resolved(document: &Document, sentences: &[TextRange], reading: &Reading, narrative: bool) -> Vec<Timex> {
    let told: Vec<&reader::Read> =
        reading.expressions.iter().filter(|read| narrative || !read.loose).collect();
    // Whether each begins a stretch that the next one ends.
    let begins: Vec<bool> = told
        .windows(2)
        .map(|pair| matches!(pair, [from, to] if stretch::joined(&document.text, from.range, to.range)))
        .collect();
    let dated: Vec<Dated> = reading.expressions.iter().filter_map(dated).collect();
    let direction = |token: &Token| reading.value(token, Class::After);
    let resolve = |anchored: &[(usize, Span)]| {
        let mut resolver =
            Resolver::new(&document.text, document.published.as_ref(), narrative, dated.clone());
        let of_one = |(at, read): (usize, &&reader::Read)| {
            let sentence = sentence_of(sentences, read.range);
            let tense = tense::around(&reading.tokens, read.tokens.0, read.tokens.1, sentence);
            resolver.resolve(&Found {
                range: read.range,
                meaning: read.meaning,
                tense,
                sentence,
                same_year: read.same_year,
                until: told
                    .get(at + 1)
                    .filter(|_| begins.get(at) == Some(&true) || goes_on(&document.text, sentence, &told, at))
                    .and_then(|next| Some((said(next)?, next.range))),
                beside: told
                    .get(at + 1)
                    .filter(|next| is_comma(&document.text, read.range, next.range))
                    .and_then(|next| Some((said(next)?, next.range))),
                since: at
                    .checked_sub(1)
                    .filter(|before| begins.get(*before) == Some(&true))
                    .and_then(|before| told.get(before))
                    .map(|read| read.range),
                anchored: anchored.iter().find(|anchored| anchored.0 == at).map(|anchored| anchored.1),
            })
        };
        let mut timexes: Vec<Timex> = told.iter().enumerate().map(of_one).collect();
        let found = anchored::anchor(&document.text, sentences, reading, &told, direction, &mut timexes);
        (timexes, found)
    };
    let (timexes, anchored) = resolve(&[]);
    // A length counted from something told is itself a time told: `two days later` goes on from there.
    if anchored.is_empty() { timexes } else { resolve(&anchored).0 }
}

/// How far apart two days may be told that are joined, in bytes.
const JOINED: u32 = 60;

/// Whether the day told at a place in `told` is joined to a later one that says the year for both: `arrested on 5 May and
/// charged on 7 May 2019`. What says a year before them, within the sentence, says it for the first.
fn goes_on(text: &str, sentence: TextRange, told: &[&reader::Read], at: usize) -> bool {
    let (Some(this), Some(next)) = (told.get(at), told.get(at + 1)) else { return false };
    let is_day = matches!(this.meaning, Meaning::Point(point)
        if point.known.day.is_some() && point.known.month.is_some() && point.known.year.is_none());
    let earlier = told.get(..at).unwrap_or_default().iter().rev();
    is_day
        && next.range.end <= sentence.end
        && next.range.start.saturating_sub(this.range.end) <= JOINED
        && matches!(said(next), Some(Span::Day(_)))
        && !earlier.take_while(|read| read.range.start >= sentence.start).any(|read| said(read).is_some())
        && text.get(this.range.end as usize..next.range.start as usize).is_some_and(|between| {
            let first = between.trim_start_matches(',').split_whitespace().next();
            matches!(first, Some("and" | "et")) && !between.contains([';', ':', '(', '"', '“', '”'])
        })
}

/// Whether nothing but a comma stands between two expressions.
fn is_comma(text: &str, from: TextRange, to: TextRange) -> bool {
    text.get(from.end as usize..to.start as usize).is_some_and(|between| between.trim() == ",")
}

/// The time expressions of a document, and those of them that are resolved against its publication date, which must be
/// given; none of these in a narrative, whose dates hang on one another.
pub(super) fn deictic(document: &Document, sentences: &[TextRange]) -> (Vec<Timex>, Vec<Deictic>) {
    let reading = read_body(document, sentences);
    let narrative = is_narrative(&reading, document.published.as_ref());
    let timexes = resolved(document, sentences, &reading, narrative);
    if narrative {
        return (timexes, Vec::new());
    }
    let hangs = |range: TextRange| {
        let at = timexes.partition_point(|timex| timex.range.start < range.start);
        timexes.get(at).is_some_and(|timex| timex.range == range && timex.anchor == Anchor::Publication)
    };
    let hanging = reading.expressions.iter().filter(|read| hangs(read.range));
    let deictic = hanging
        .filter_map(|read| {
            let sentence = sentence_of(sentences, read.range);
            let tense = tense::around(&reading.tokens, read.tokens.0, read.tokens.1, sentence);
            let Meaning::Point(point) = read.meaning else { return None };
            Some(Deictic::new(read.range, point, tense, read.same_year))
        })
        .collect();
    (timexes, deictic)
}

/// What the words of an expression give of themselves.
fn said(read: &reader::Read) -> Option<Span> {
    let Meaning::Point(point) = &read.meaning else { return None };
    written(point)
}

/// A day or month whose words give its year.
fn dated(read: &reader::Read) -> Option<Dated> {
    let Meaning::Point(point) = &read.meaning else { return None };
    point.known.month?;
    Some(Dated { range: read.range, first: written(point)?.interval()?.first()? })
}

/// Reads the document's own words and its posted line, and leaves menus, forms and readers' comments out.
pub(super) fn read_body(document: &Document, sentences: &[TextRange]) -> Reading {
    let mut reading = reader::read(&document.text, document.language, sentences);
    let foreign: Vec<TextRange> = document
        .boilerplate
        .iter()
        .filter(|part| part.kind != BoilerplateKind::PostedLine)
        .map(|part| part.range)
        .collect();
    let mut next = 0;
    reading.expressions.retain(|read| {
        while foreign.get(next).is_some_and(|part| part.end <= read.range.start) {
            next += 1;
        }
        foreign.get(next).is_none_or(|part| !part.overlaps(read.range))
    });
    reading
}

/// The sentence that holds a range; the whole text where none does.
pub(super) fn sentence_of(sentences: &[TextRange], range: TextRange) -> TextRange {
    let at = sentences.partition_point(|sentence| sentence.end <= range.start);
    sentences
        .get(at)
        .copied()
        .filter(|sentence| sentence.overlaps(range))
        .unwrap_or(TextRange { start: 0, end: u32::MAX })
}

/// Whether a text tells a story whose dates hang on one another: it gives years by the dozen, and hardly ever speaks
/// of yesterday or next week.
fn is_narrative(reading: &Reading, published: Option<&Published>) -> bool {
    let published =
        published.and_then(|published| published.when.interval.last()).map(crate::calendar::Date::year);
    let (mut far, mut deictic) = (0, 0);
    for read in &reading.expressions {
        let Meaning::Point(point) = &read.meaning else { continue };
        let known = &point.known;
        if let Some(super::expression::YearWords::Full(year)) = known.year {
            let distance = published.map_or(0, |published| (published - year).abs());
            far += u32::from(known.era.is_some() || published.is_none() || distance > 1);
            deictic += u32::from(published.is_some() && known.era.is_none() && distance == 0);
        }
        let by_speech = point.shift.is_some_and(|shift| shift.origin == Origin::Speech);
        let weekday = known.weekday.is_some() && Known { weekday: None, ..*known } == Known::default();
        deictic += u32::from(by_speech || weekday);
    }
    // Where no publication date is known, there is nothing else for dates to hang on.
    far >= if published.is_some() { 6 } else { 1 } && far > deictic * 2
}
