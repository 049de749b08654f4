//! The names of a trained tagger together with those of the rules.
//!
//! The model decides persons, organisations and places. The rules keep what it does not know: laws, events, and names
//! on strong evidence (a list, a definition, the document's own memory) where it found nothing. So a document gets the
//! same resolution, whichever found a name.

use super::EntityType;
use super::lists::Lists;
use super::model::Span;
use super::table::key_number;
use super::tagger::{Candidate, Strength};
use super::word::spaced_key;
use crate::order;
use crate::text::TextRange;

/// Below this score the model's type yields to strong evidence for another.
const SURE: i32 = 60;

/// The names of one sentence: `rules` and `spans` are those that stand in it, each in order and without overlap. So is
/// the result.
pub(super) fn combine(text: &str, rules: Vec<Candidate>, spans: &[Span], lists: &Lists) -> Vec<Candidate> {
    let kept = |name: &Candidate| {
        let over = spans.iter().filter(|span| span.range.overlaps(name.range));
        match name.entity_type {
            // A law or event may hold a name of the model's, but never cuts one.
            EntityType::Law | EntityType::Event => over.clone().all(|span| name.range.contains(span.range)),
            _ => name.strength == Strength::Strong && over.count() == 0,
        }
    };
    let strong: Vec<(TextRange, EntityType)> = rules
        .iter()
        .filter(|name| name.strength == Strength::Strong)
        .map(|name| (name.range, name.entity_type))
        .collect();
    let mut found: Vec<Candidate> = rules.into_iter().filter(kept).collect();
    let rules: Vec<TextRange> = found.iter().map(|name| name.range).collect();
    for span in spans.iter().filter(|span| !rules.iter().any(|range| range.overlaps(span.range))) {
        let key = spaced_key(span.range.of(text));
        if key.is_empty() {
            continue;
        }
        // Countries and other names that the lists know are what the lists say, unless the model is sure.
        let listed =
            strong.iter().find(|(range, _)| *range == span.range).map(|&(_, entity_type)| entity_type);
        let number = key_number(&key);
        let known = lists.known_of(number).filter(|known| known.row.is_some()).map(|known| known.entity_type);
        let entity_type = match listed.or(known) {
            Some(entity_type) if span.score < SURE => entity_type,
            _ => span.entity_type,
        };
        found.push(Candidate { range: span.range, entity_type, strength: Strength::Strong, key, number });
    }
    order::sort_by_key(&mut found, |name| name.range);
    found
}
