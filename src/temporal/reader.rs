//! Recognition: a text to what its expressions say, in order, without overlap.

use super::class::Class;
use super::expression::{Era, Meaning};
use super::family::{self, DigitOrder, Family, Habits, Taken};
use super::grammar::{Grammar, grammars};
use super::numeral;
use super::scan::{Token, scan};
use crate::order;
use crate::text::{Language, TextRange};

/// An expression as recognised.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) range: TextRange,
    pub(super) meaning: Meaning,
    /// Its tokens: the first, and one past the last.
    pub(super) tokens: (usize, usize),
    /// Whether its language means the current year by a month without one.
    pub(super) same_year: bool,
    /// Whether it is worth telling in a narrative only.
    pub(super) loose: bool,
}

/// A text with its tokens and expressions.
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    pub(super) expressions: Vec<Read>,
    /// The tables by which tokens were numbered.
    grammars: Vec<&'static Grammar>,
}

impl Reading {
    /// The value of a token in a class, if it is of that class.
    pub(super) fn value(&self, token: &Token, class: Class) -> Option<i32> {
        let entry = self.grammars.get(usize::from(token.table))?.lexicon.entry(token.entry)?;
        token.is(class).then(|| entry.value(class))
    }
}

/// Reads a text. `sentences` bound what an expression may reach over.
pub(super) fn read(text: &str, language: Language, sentences: &[TextRange]) -> Reading {
    let grammars = tables_for(language);
    let breaks: Vec<u32> = sentences.iter().map(|sentence| sentence.end).collect();
    let tokens = numeral::merge(scan(text, &grammars, &breaks), &grammars);
    let habits = habits(text, &tokens, &grammars);
    let mut candidates: Vec<Read> = Vec::new();
    for (number, grammar) in grammars.iter().enumerate() {
        grammar.matches(&tokens, number as u8, &mut |family, start, end, captures| {
            let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end - 1)) else { return };
            // An expression that another found in its place covers is not read again, but for one that borrows: May in
            // `May and June 2019` is not the May of the speaker.
            // What has borrowed already did so from as much as there was.
            let borrows = family == Family::Borrowing;
            let covered = |held: &Read| {
                let borrowed = matches!(held.meaning, Meaning::Point(point) if point.borrowed);
                held.tokens.0 == start && held.tokens.1 >= end + usize::from(borrows && !borrowed)
            };
            if candidates.last().is_some_and(covered) {
                return;
            }
            let taken = Taken { text, tokens: &tokens, grammar, captures, start, end, habits };
            if let Some(meaning) = family::read(family, &taken) {
                let range = TextRange { start: first.start, end: last.end };
                let better = Read {
                    range,
                    meaning,
                    tokens: (start, end),
                    same_year: grammar.table.same_year,
                    loose: family == Family::Loose,
                };
                match candidates.last_mut() {
                    Some(held) if held.tokens.0 == start => *held = better,
                    _ => candidates.push(better),
                }
            }
        });
    }
    // Of those that start together the longest; of those that overlap the first.
    order::sort_by_key(&mut candidates, |read| (read.range.start, std::cmp::Reverse(read.range.end)));
    let mut expressions: Vec<Read> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        if expressions.last().is_none_or(|held| held.range.end <= candidate.range.start) {
            expressions.push(candidate);
        }
    }
    Reading { tokens, expressions, grammars }
}

/// The grammars for a document: that of its language where there is one, else English for Latin letters; and Khmer
/// for Khmer letters, whatever the rest is written in.
fn tables_for(language: Language) -> Vec<&'static Grammar> {
    let all = grammars();
    let spaced = all
        .iter()
        .find(|grammar| grammar.table.language == language && !grammar.table.unspaced)
        .or_else(|| all.iter().find(|grammar| grammar.table.language == Language::English));
    spaced.into_iter().chain(all.iter().filter(|grammar| grammar.table.unspaced)).collect()
}

/// The languages with a table whose script writes spaces.
pub(super) fn spaced_languages() -> impl Iterator<Item = Language> {
    grammars().iter().filter(|grammar| !grammar.table.unspaced).map(|grammar| grammar.table.language)
}

/// What the document's own dates show: the order of day and month (otherwise day first), and its era.
fn habits(text: &str, tokens: &[Token], grammars: &[&Grammar]) -> Habits {
    let order = tokens
        .iter()
        .filter(|token| token.is(Class::NumericDate))
        .find_map(|token| DigitOrder::shown_by(token.of(text)));
    let before_common = tokens.iter().filter(|token| token.is(Class::Era)).filter(|token| {
        let entry =
            grammars.get(usize::from(token.table)).and_then(|grammar| grammar.lexicon.entry(token.entry));
        entry.is_some_and(|entry| entry.value(Class::Era) == Era::BeforeCommon as i32)
    });
    Habits { order, before_common: before_common.take(3).count() == 3 }
}
