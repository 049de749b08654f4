//! How the parts of a query are joined: by the operator between two, and by `OR` between sequences.
//!
//! Input: what was read and what its operators ask. Output: the parts of a sequence. What an operator cannot be applied
//! to stands as it is, and the caller is told.

use super::parse::Part;
use super::tidy::tidy;
use super::tree::{Clause, Kind};

/// So many pairs of a group's words with another's are looked for near each other.
const MAX_PAIRS: usize = 8;

/// What an operator asks of what comes next.
#[derive(Default)]
pub(super) struct Pending {
    pub must: bool,
    pub negated: bool,
    pub near: Option<u32>,
}

/// Joins what was read to what stands before it, as the operator between them says; whether it could be.
pub(super) fn join(here: &mut Vec<Part>, mut parts: Vec<Part>, pending: &Pending) -> bool {
    let mut joined = pending.near.is_none();
    if pending.negated {
        here.extend(parts.into_iter().map(|part| match part {
            Part::Not(inner) => *inner,
            part => Part::Not(Box::new(part)),
        }));
        return joined;
    }
    if let (true, Some(first)) = (pending.must, parts.first_mut()) {
        must(first);
    }
    if let (Some(distance), Some(last), Some(next)) = (pending.near, here.last_mut(), parts.first()) {
        let (ones, others) = (words(last), words(next));
        match (last, &others[..]) {
            (Part::Near(before, near), [only]) if *before == distance => {
                near.push(only.clone());
                joined = true;
            }
            (last, _) if (1..=MAX_PAIRS).contains(&(ones.len() * others.len())) => {
                // One of a group near another is one of the pairs.
                let pair =
                    |one: &Clause, other: &Clause| Part::Near(distance, vec![one.clone(), other.clone()]);
                let mut pairs: Vec<Part> =
                    ones.iter().flat_map(|one| others.iter().map(move |other| pair(one, other))).collect();
                *last = if pairs.len() == 1 { pairs.remove(0) } else { Part::Any(pairs) };
                joined = true;
            }
            _ => {}
        }
        if joined {
            parts.remove(0);
        }
    }
    here.extend(parts);
    joined
}

/// What of a part can be near something else: a word or phrase, or any of a group of them. Otherwise nothing.
fn words(part: &Part) -> Vec<Clause> {
    match part {
        Part::Clause(one) if !one.in_title => {
            vec![Clause { strict: one.strict && one.kind == Kind::Phrase, ..one.clone() }]
        }
        Part::Any(inner) if inner.iter().all(|part| matches!(part, Part::Clause(_))) => {
            inner.iter().flat_map(words).collect()
        }
        _ => Vec::new(),
    }
}

/// One sequence of its alternatives.
pub(super) fn gather(mut alternatives: Vec<Vec<Part>>, grouped: bool) -> Vec<Part> {
    alternatives.retain(|parts| !parts.is_empty());
    for parts in &mut alternatives {
        tidy(parts);
    }
    alternatives.retain(|parts| !parts.is_empty());
    if alternatives.len() < 2 {
        return alternatives.pop().unwrap_or_default();
    }
    // Conditions and exclusions beside words hold for all.
    let mut all = Vec::new();
    if !grouped {
        let is_condition = |part: &Part| matches!(part, Part::Trait(_) | Part::Not(_));
        for parts in &mut alternatives {
            if !parts.iter().all(is_condition) {
                let (conditions, rest) = std::mem::take(parts).into_iter().partition(is_condition);
                all.extend::<Vec<Part>>(conditions);
                *parts = rest;
            }
        }
    }
    let one = |mut parts: Vec<Part>| match (parts.len(), parts.pop()) {
        (1, Some(Part::Clause(only))) => {
            // That a word must be there says nothing where it is all there is.
            let strict = only.strict && (only.kind == Kind::Phrase || only.in_title);
            Part::Clause(Clause { strict, ..only })
        }
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            Part::All(parts)
        }
    };
    let mut any: Vec<Part> = Vec::new();
    for part in alternatives.into_iter().map(one) {
        match part {
            Part::Any(inner) => any.extend(inner),
            part => any.push(part),
        }
    }
    any.dedup();
    all.push(if any.len() > 1 { Part::Any(any) } else { one(any) });
    all
}

/// Whether it is words as they come, without marks.
pub(super) fn is_plain(part: &Part) -> bool {
    matches!(part, Part::Clause(clause) if !clause.strict)
}

/// Marks a word as one that a document must have.
pub(super) fn must(part: &mut Part) {
    if let Part::Clause(clause) = part {
        clause.strict = true;
    }
}
