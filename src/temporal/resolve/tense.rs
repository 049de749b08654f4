//! Whether a sentence tells the past or the future where a time stands in it: from auxiliaries and verb forms, which
//! recover most of what a tagger of parts of speech would know.

use crate::temporal::class::Class;
use crate::temporal::scan::{Token, UNKNOWN};
use crate::text::TextRange;

/// What the verbs around an expression tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::temporal) enum Tense {
    /// The past, told by the very words before the expression: `was arrested on`.
    Told,
    Past,
    Future,
    /// The future, told by the very words before the expression: `will be held on`.
    Awaited,
    Unknown,
}

/// How far from the expression a verb may stand, in tokens.
const REACH: usize = 25;
/// How far behind a date that leads its sentence the first verb may stand, in tokens.
const LEADING: usize = 12;
/// How far behind `Sunday's` its verb may stand, in tokens.
const OWNED: usize = 4;
/// How much farther away a doubtful verb counts, in tokens.
const WEAK: usize = 8;

/// The tense around the tokens `start..end`, looking no further than the sentence.
pub(in crate::temporal) fn around(tokens: &[Token], start: usize, end: usize, sentence: TextRange) -> Tense {
    let inside = |at: &usize| {
        tokens.get(*at).is_some_and(|token| token.start >= sentence.start && token.end <= sentence.end)
    };
    let is = |at: usize, class: Class| tokens.get(at).is_some_and(|token| token.is(class));
    // In `will be held` the participle tells nothing; in `could be held` it does.
    let was = |at: usize| (1..3).any(|back| at.checked_sub(back).is_some_and(|at| is(at, Class::PastCue)));
    let tells = |at: usize, class: Class| {
        is(at, class)
            && (class == Class::FutureCue
                || !at.checked_sub(1).is_some_and(|before| {
                    (is(before, Class::FutureCue) || is(before, Class::Infinitive)) && !was(before)
                }))
    };
    // Behind the expression, a form in -ed may as well be an adjective: `talks associated with`. After a pronoun it is a
    // verb.
    let weak = |at: usize| {
        let subject = at.checked_sub(1).is_some_and(|before| is(before, Class::Pronoun));
        tokens.get(at).is_some_and(|token| token.entry == UNKNOWN) && !subject
    };
    let nearest = |class: Class| {
        let before = (start.saturating_sub(REACH)..start).rev().take_while(inside);
        let after = (end..tokens.len().min(end + REACH)).take_while(inside);
        let before = before.enumerate().find(|(_, at)| tells(*at, class)).map(|found| found.0);
        let after = after.enumerate().filter(|(_, at)| tells(*at, class));
        let after = after.map(|(distance, at)| distance + 1 + if weak(at) { WEAK } else { 0 }).min();
        before.into_iter().chain(after).min()
    };
    // `Wednesday's ruling` has been made.
    if is(end, Class::Possessive) {
        // `Sunday's rally will be big` has not.
        let mut verbs = (end + 1..tokens.len().min(end + OWNED)).take_while(inside);
        let first = verbs.find(|at| is(*at, Class::FutureCue) || is(*at, Class::PastCue));
        return if first.is_some_and(|at| is(at, Class::FutureCue)) { Tense::Future } else { Tense::Past };
    }
    // `In January, the party brought …`: a date put before the sentence belongs to its first verb.
    let leads = (start.saturating_sub(2)..start).rev().take_while(inside).count() < 2;
    if leads && is(end, Class::Comma) {
        let mut verbs = (end + 1..tokens.len().min(end + LEADING)).take_while(inside);
        let first = verbs.find(|at| is(*at, Class::FutureCue) || is(*at, Class::PastCue));
        if first.is_some_and(|at| is(at, Class::PastCue)) {
            return Tense::Told;
        }
    }
    let just_before = (start.saturating_sub(4)..start).rev().take_while(inside);
    let cue = just_before.clone().find(|at| is(*at, Class::FutureCue) || is(*at, Class::PastCue));
    match cue {
        Some(at) if at + 3 >= start && tells(at, Class::PastCue) => return Tense::Told,
        // `will be held on`: the participle stands before the auxiliary.
        Some(at) if tells(at, Class::FutureCue) || !tells(at, Class::PastCue) => return Tense::Awaited,
        _ => {}
    }
    match (nearest(Class::PastCue), nearest(Class::FutureCue)) {
        (Some(past), Some(future)) if past < future => Tense::Past,
        (_, Some(_)) => Tense::Future,
        (Some(_), None) => Tense::Past,
        // `by Friday`, where no verb says otherwise.
        (None, None) if is(start.wrapping_sub(1), Class::Deadline) => Tense::Future,
        (None, None) => Tense::Unknown,
    }
}
