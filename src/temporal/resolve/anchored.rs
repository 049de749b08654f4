//! Lengths counted from something told: `three months after the July 2018 election`, `two weeks after X was sentenced`.
//!
//! TIMEX3 leaves such a length a length. When it was is still in the text: in a date that stands in the same clause,
//! or in the sentence that told what is counted from, which shares its words. That gives the length its days; its
//! type and value stay. Where neither is found, nothing is guessed.

use super::span::Span;
use crate::calendar::Granularity;
use crate::temporal::annotate::sentence_of;
use crate::temporal::class::Class;
use crate::temporal::expression::{Amount, Length, Meaning, Unit};
use crate::temporal::reader::{Read, Reading};
use crate::temporal::scan::Token;
use crate::temporal::{Anchor, Timex, TimexType};
use crate::text::TextRange;

/// How many tokens after the length are looked at for what it is counted from.
const CLAUSE: usize = 14;
/// How many dates back the sentence that told it may lie.
const BACK: usize = 60;
/// How many bytes of a word must agree: `sentenced` and `sentence`, `election` and `elections`.
const STEM: usize = 6;

/// Stems of what lasts, with what tells that it began.
const BEGINS: [(&[&str], &[&str]); 3] = [
    (
        &["term", "tenure", "mandat", "presid", "office", "reign"],
        &["took office", "take office", "sworn in", "inaugurat", "appointed", "was elected"],
    ),
    (&["senten", "jail", "impris"], &["jailed", "imprisoned", "convicted", "sentenced"]),
    (&["detent", "custod"], &["detained", "arrested"]),
];

/// Gives its days to every length that is counted from something told. Returns which those are, with when they were.
pub(in crate::temporal) fn anchor(
    text: &str,
    sentences: &[TextRange],
    reading: &Reading,
    told: &[&Read],
    direction: impl Fn(&Token) -> Option<i32>,
    timexes: &mut [Timex],
) -> Vec<(usize, Span)> {
    let mut anchored = Vec::new();
    for (at, read) in told.iter().enumerate() {
        let Meaning::Length(Length { amount: Amount::Exact(amount), unit, and: [None, _], .. }) =
            read.meaning
        else {
            continue;
        };
        let Some(direction) =
            reading.tokens.get(read.tokens.1).filter(|next| !next.barrier).and_then(&direction)
        else {
            continue;
        };
        let sentence = sentence_of(sentences, read.range);
        let clause = clause(&reading.tokens, read.tokens.1 + 1, sentence);
        let Some(from) = beside(&reading.tokens, timexes, at, clause)
            .or_else(|| told_before(text, sentences, &reading.tokens, clause, timexes, at, sentence))
        else {
            continue;
        };
        let whole = i32::try_from(amount / 100).ok().filter(|_| amount % 100 == 0);
        let Some(base) = timexes.get(from) else { continue };
        let span = whole.and_then(|amount| offset(base, unit, amount.checked_mul(direction)?));
        let (Some(span), range, value) = (span, base.range, base.value.clone()) else { continue };
        let words = |range: TextRange| range.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let side = if direction < 0 { "before" } else { "after" };
        let why = format!("‘{}’ {side} ‘{}’ ({value}): {}", words(read.range), words(range), span.value());
        if let Some(timex) = timexes.get_mut(at) {
            timex.interval = span.interval();
            timex.granularity = Some(span.granularity());
            timex.anchor = Anchor::Mention(range);
            timex.why = why;
            anchored.push((at, span));
        }
    }
    anchored
}

/// The tokens of the clause that starts at a token.
fn clause(tokens: &[Token], start: usize, sentence: TextRange) -> (usize, usize) {
    let end = (start..tokens.len().min(start + CLAUSE))
        .find(|&at| {
            tokens
                .get(at)
                .is_none_or(|token| token.barrier || token.is(Class::Comma) || token.start >= sentence.end)
        })
        .unwrap_or(tokens.len().min(start + CLAUSE));
    (start, end.max(start))
}

fn is_date(timex: &Timex) -> bool {
    matches!(timex.timex_type, TimexType::Date | TimexType::Time)
        && !timex.value.ends_with("_REF")
        && timex.interval.is_some_and(|days| days.first().is_some() && days.last().is_some())
}

/// The next date, where it stands within the clause.
fn beside(tokens: &[Token], timexes: &[Timex], at: usize, clause: (usize, usize)) -> Option<usize> {
    let next = timexes.get(at + 1)?;
    let within = tokens.get(clause.0..clause.1)?.iter().any(|token| token.start == next.range.start);
    (is_date(next) && within).then_some(at + 1)
}

/// The last date of a sentence before that shares a word with the clause; better still, a name as well.
fn told_before(
    text: &str,
    sentences: &[TextRange],
    tokens: &[Token],
    clause: (usize, usize),
    timexes: &[Timex],
    at: usize,
    own: TextRange,
) -> Option<usize> {
    let words = tokens.get(clause.0..clause.1)?.iter().filter(|token| token.is_plain());
    let (mut keys, mut names) = (Vec::new(), Vec::new());
    for token in words {
        let word = token.of(text);
        let stem = word.get(..STEM.min(word.len())).unwrap_or("");
        if token.capital && word.len() > 2 {
            names.push(word);
        } else if stem.len() > 3 && stem.bytes().all(|byte| byte.is_ascii_lowercase()) {
            keys.push(stem);
        }
    }
    let dates = || (at.saturating_sub(BACK)..at).rev().filter(|&date| timexes.get(date).is_some_and(is_date));
    let sentence = |date: usize| {
        let range = timexes.get(date).map(|timex| sentence_of(sentences, timex.range));
        range.map_or("", |range| range.of(text))
    };
    // Who took office began a term, and who was jailed began a sentence.
    let begins = BEGINS.iter().filter(|row| keys.iter().any(|key| row.0.contains(key)));
    let begun: Vec<&str> = begins.flat_map(|row| row.1).copied().collect();
    let holds = |date: &usize, keys: &[&str]| keys.iter().any(|key| sentence(*date).contains(key));
    // `The ban came two months after X was sentenced`: what was told before is the other of the two.
    let before = TextRange { start: own.start, end: timexes.get(at)?.range.start.max(own.start) };
    if keys.is_empty() || keys.iter().any(|key| before.of(text).contains(key)) {
        return None;
    }
    dates()
        .find(|date| holds(date, &keys) && holds(date, &names))
        .or_else(|| dates().find(|date| names.is_empty() && holds(date, &keys)))
        .or_else(|| dates().find(|date| names.is_empty() && holds(date, &begun)))
}

/// So many units from a date, where the date is as fine as the unit.
fn offset(base: &Timex, unit: Unit, amount: i32) -> Option<Span> {
    let interval = base.interval?;
    let from = if amount < 0 { interval.first()? } else { interval.last()? };
    let finest = match base.granularity? {
        Granularity::Day | Granularity::Time => Unit::Day,
        Granularity::Week => Unit::Week,
        Granularity::Month => Unit::Month,
        Granularity::Year => Unit::Year,
        _ => return None,
    };
    let fits = match unit {
        Unit::Day | Unit::Night => finest == Unit::Day,
        Unit::Week | Unit::Fortnight => matches!(finest, Unit::Day | Unit::Week),
        Unit::Month => matches!(finest, Unit::Day | Unit::Week | Unit::Month),
        Unit::Year | Unit::Decade | Unit::Century => true,
        _ => false,
    };
    fits.then(|| Span::offset(unit, from, amount))?
}
