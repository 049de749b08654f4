//! The names of a trained tagger together with those of the rules.
//!
//! The model decides persons, organisations and places. The rules keep what it does not know: laws, events, names
//! on strong evidence (a list, a definition, the document's own memory) where it found nothing, and names of which it
//! found a part only. So a document gets the same resolution, whichever found a name.

use super::EntityType;
use super::lists::{Kind, Lists};
use super::model::Span;
use super::table::{Table, key_number, word_number};
use super::tagger::{Candidate, Sentence, Strength};
use super::word::{Gap, Shape, key_of, spaced_key};
use crate::order;
use crate::text::TextRange;

/// Below this score the model's type yields to strong evidence for another.
const SURE: i32 = 60;

/// What a document says of its names.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The long forms of its acronyms.
    defined: Vec<u64>,
    /// Where each word of a person's full name first stands in one.
    introduced: Table<u32>,
}

impl Shown {
    /// From the long forms that a document defines, and what the model found in it.
    pub(super) fn new<'d>(text: &str, defined: impl Iterator<Item = &'d str>, spans: &[Span]) -> Self {
        let mut shown = Self { defined: defined.map(key_number).collect(), introduced: Table::default() };
        for span in spans.iter().filter(|span| span.entity_type == EntityType::Person) {
            let key = spaced_key(span.range.of(text));
            for word in key.split(' ').filter(|_| key.contains(' ')) {
                shown.introduced.slot(word_number(word), || span.range.start);
            }
        }
        shown
    }
}

/// The names of one sentence: `rules` and `spans` are those that stand in it, each in order and without overlap. So is
/// the result.
pub(super) fn combine(
    text: &str,
    sentence: &Sentence<'_>,
    rules: Vec<Candidate>,
    spans: &[Span],
    shown: &Shown,
    lists: &Lists,
) -> Vec<Candidate> {
    // Without titles, before the spans are compared with what the rules found.
    let bare = |span: &Span| {
        let (start, end) = sentence.span(span.range);
        let title = sentence.kinds[start..end].iter().take_while(|kind| kind.any(Kind::HONORIFIC)).count();
        if title == 0 {
            return Some(*span);
        }
        let first = sentence.words[start..end].get(title)?.range.start;
        let person = span.entity_type == EntityType::Person;
        let range = TextRange { start: if person { first } else { span.range.start }, end: span.range.end };
        Some(Span { range, ..*span })
    };
    let spans: Vec<Span> = spans.iter().filter_map(bare).collect();
    let kept = |name: &Candidate| {
        let over = || spans.iter().filter(|span| span.range.overlaps(name.range));
        // A name may hold names of the model's, but never cuts one.
        let holds = over().all(|span| name.range.contains(span.range));
        match name.entity_type {
            EntityType::Law | EntityType::Event => holds,
            _ if over().count() == 0 => name.strength == Strength::Strong,
            _ => {
                holds
                    && over().any(|span| span.range != name.range)
                    && (shown.defined.contains(&name.number)
                        || name.key.contains(' ')
                            && lists.known_of(name.number).is_some_and(|known| known.row.is_some())
                        || over().any(|span| span.range.end == name.range.end && opens(sentence, name, span)))
            }
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
        let mut key = spaced_key(span.range.of(text));
        if key.is_empty() || names_nothing(sentence, span, lists) {
            continue;
        }
        // Countries and other names that the lists know are what the lists say, unless the model is sure of a word
        // that may be a person's name.
        let listed =
            strong.iter().find(|(range, _)| *range == span.range).map(|&(_, entity_type)| entity_type);
        let mut number = key_number(&key);
        let known = lists
            .known_of(number)
            .filter(|known| known.row.is_some() && !known.capitals)
            .map(|known| known.entity_type);
        let mut entity_type = match (listed.or(known), known) {
            (Some(entity_type), _) if span.score < SURE => entity_type,
            (_, Some(known)) if key.contains(' ') => known,
            (_, Some(known))
                if span.entity_type == EntityType::Person && !introduced(sentence, span, shown, number) =>
            {
                known
            }
            _ => span.entity_type,
        };
        if let Some(parted) = two_names(span.range.of(text), lists).filter(|_| known.is_none()) {
            (number, entity_type) = (key_number(&parted), EntityType::Person);
            key = parted;
        }
        found.push(Candidate { range: span.range, entity_type, strength: Strength::Strong, key, number });
    }
    order::sort_by_key(&mut found, |name| name.range);
    join_seats(sentence, found)
}

/// Whether a name of the rules says more of what the model found its end of: `Coalition of …`, `K. Sokha`.
fn opens(sentence: &Sentence<'_>, name: &Candidate, span: &Span) -> bool {
    let (start, _) = sentence.span(name.range);
    let kind = sentence.kinds.get(start).copied().unwrap_or_default();
    let word = |at: usize| sentence.words.get(at);
    name.entity_type == span.entity_type
        && match name.entity_type {
            EntityType::Organisation => {
                kind.any(Kind::ORG_HEAD) && word(start + 1).is_some_and(|word| word.key == "of")
            }
            EntityType::Person => word(start).is_some_and(|word| word.shape == Shape::Initial),
            _ => false,
        }
}

/// Whether a place's name that the model takes for a person's is one: a title, or a full name before, says so.
fn introduced(sentence: &Sentence<'_>, span: &Span, shown: &Shown, number: u64) -> bool {
    let (start, _) = sentence.span(span.range);
    let titled = start.checked_sub(1).is_some_and(|before| sentence.kinds[before].any(Kind::TITLE));
    let kind = sentence.kinds.get(start).copied().unwrap_or_default();
    titled
        || kind.any(Kind::GIVEN)
        || shown.introduced.get(number).is_some_and(|&first| first < span.range.start)
}

/// Whether a span is a nationality, or a common head word after its article: `Cambodian and American`, `the Center`.
fn names_nothing(sentence: &Sentence<'_>, span: &Span, lists: &Lists) -> bool {
    let (start, end) = sentence.span(span.range);
    let (words, kinds) = (&sentence.words[start..end], &sentence.kinds[start..end]);
    if lists.known(&key_of(words)).is_some() {
        return false;
    }
    let organisation = span.entity_type == EntityType::Organisation;
    let peoples = kinds.iter().all(|kind| kind.any(Kind::DEMONYM.or(Kind::FUNCTION)))
        && !(organisation && words.iter().all(|word| word.shape.is_capital()));
    let head = Kind::ORG_HEAD.or(Kind::LOC_HEAD);
    let article = start.checked_sub(1).is_some_and(|before| sentence.words[before].key == "the");
    let bare = matches!(kinds, [kind] if kind.any(head) && kind.any(Kind::COMMON)) && article;
    !words.is_empty() && (peoples || bare && !organisation)
}

/// The key of two names of a person written as one word: `HunSen`.
fn two_names(name: &str, lists: &Lists) -> Option<String> {
    let at = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?.0;
    let (first, second) = name.split_at_checked(at)?;
    let part = |part: &str| {
        part.chars().count() > 1
            && part.chars().skip(1).all(char::is_lowercase)
            && part.chars().all(char::is_alphabetic)
    };
    let key = format!("{} {}", spaced_key(first), spaced_key(second));
    let personal = |word: &str| lists.kind(&spaced_key(word)).any(Kind::GIVEN.or(Kind::FAMILY));
    let known = || lists.known(&key).is_some_and(|known| known.entity_type == EntityType::Person);
    (part(first) && part(second) && (known() || personal(first) && personal(second))).then_some(key)
}

/// A place and the common name of what has its seat there are one: `PHNOM PENH | MUNICIPAL COURT`.
fn join_seats(sentence: &Sentence<'_>, names: Vec<Candidate>) -> Vec<Candidate> {
    let mut joined: Vec<Candidate> = Vec::with_capacity(names.len());
    for name in names {
        let (start, end) = sentence.span(name.range);
        let common = |at: usize| sentence.kinds[at].any(Kind::COMMON.or(Kind::ORG_HEAD));
        let headed = end.checked_sub(1).is_some_and(|last| sentence.kinds[last].any(Kind::ORG_HEAD));
        if let Some(place) = joined.last_mut()
            && (place.entity_type, name.entity_type) == (EntityType::Place, EntityType::Organisation)
            && sentence.span(place.range).1 == start
            && sentence.words.get(start).is_some_and(|word| word.gap == Gap::Space)
            && headed
            && (start..end).all(common)
        {
            place.key = format!("{} {}", place.key, name.key);
            place.number = key_number(&place.key);
            place.range.end = name.range.end;
            place.entity_type = name.entity_type;
        } else {
            joined.push(name);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_in_one_word() {
        let check = |name: &str, expect: Option<&str>| {
            assert_eq!(two_names(name, Lists::get()).as_deref(), expect, "{name}");
        };
        check("HunSen", Some("hun sen"));
        check("KimSok", Some("kim sok"));
        check("YouTube", None);
        check("McDonald", None);
        check("Hun", None);
        check("É😀", None);
        check("", None);
    }
}
