//! Whether a sentence tells the past or the future where a time stands in it: from auxiliaries and verb forms, which
//! recover most of what a tagger of parts of speech would know.

use crate::temporal::class::Class;
use crate::temporal::scan::Token;
use crate::text::TextRange;

/// What the verbs around an expression tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::temporal) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How far from the expression a verb may stand, in tokens.
const REACH: usize = 25;

/// The tense around the tokens `start..end`, looking no further than the sentence.
pub(in crate::temporal) fn around(tokens: &[Token], start: usize, end: usize, sentence: TextRange) -> Tense {
    let inside = |token: &&Token| token.start >= sentence.start && token.end <= sentence.end;
    let before = tokens.get(start.saturating_sub(REACH)..start).unwrap_or(&[]).iter().rev().take_while(inside);
    let after = tokens.get(end..tokens.len().min(end + REACH)).unwrap_or(&[]).iter().take_while(inside);
    let nearest = |class: Class| {
        let find = |mut tokens: Box<dyn Iterator<Item = &Token> + '_>| tokens.position(|token| token.is(class));
        let before = find(Box::new(before.clone()));
        let after = find(Box::new(after.clone())).map(|distance| distance + 1);
        before.into_iter().chain(after).min()
    };
    match (nearest(Class::PastCue), nearest(Class::FutureCue)) {
        (Some(past), Some(future)) if past < future => Tense::Past,
        (_, Some(_)) => Tense::Future,
        (Some(_), None) => Tense::Past,
        (None, None) => Tense::Unknown,
    }
}
