//! How the parts of a query are joined: by the operator between two, and by `OR` between sequences.
//!
//! Input: what was read and what its operators ask. Output: the parts of a sequence. What an operator cannot be applied
//! to stands as it is, and the caller is told.

use super::parse::Part;
use super::tidy::tidy;
use super::tree::{Clause, Kind};

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
    if let (Some(distance), Some(Part::Clause(_))) = (pending.near, parts.first()) {
        let Part::Clause(mut next) = parts.remove(0) else { return joined };
        next.strict &= next.kind == Kind::Phrase || next.in_title;
        match here.pop() {
            Some(Part::Clause(mut last)) if !last.in_title && !next.in_title => {
                last.strict &= last.kind == Kind::Phrase;
                here.push(Part::Near(distance, vec![last, next]));
                joined = true;
            }
            Some(Part::Near(before, mut near)) if before == distance && !next.in_title => {
                near.push(next);
                here.push(Part::Near(distance, near));
                joined = true;
            }
            last => {
                here.extend(last);
                here.push(Part::Clause(next));
            }
        }
    }
    here.extend(parts);
    joined
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
