//! The names of a trained tagger together with those of the rules.
//!
//! The model decides persons, organisations and places. The rules keep what it does not know: laws, events, names
//! on strong evidence (a list, a definition, the document's own memory) where it found nothing, and names of which it
//! found a part only. So a document gets the same resolution, whichever found a name.

use super::EntityType;
use super::acronym::SMALL;
use super::lists::{Kind, Lists};
use super::model::Span;
use super::table::{Table, key_number, word_number};
use super::tagger::{Candidate, Sentence, Strength};
use super::word::{Gap, Shape, key_of, number_of, spaced_key};
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
    /// The initials of its organisations' names.
    initials: Vec<u64>,
}

impl Shown {
    /// From the long forms that a document defines, and what the model found in it.
    pub(super) fn new<'d>(text: &str, defined: impl Iterator<Item = &'d str>, spans: &[Span]) -> Self {
        let mut shown = Self { defined: defined.map(key_number).collect(), ..Self::default() };
        for span in spans {
            let key = spaced_key(span.range.of(text));
            match span.entity_type {
                EntityType::Person => {
                    for word in key.split(' ').filter(|_| key.contains(' ')) {
                        shown.introduced.slot(word_number(word), || span.range.start);
                    }
                }
                EntityType::Organisation => {
                    let words = key.split(' ').filter(|word| !SMALL.contains(word));
                    let letters: String = words.filter_map(|word| word.chars().next()).collect();
                    shown.initials.push(word_number(&letters));
                }
                _ => {}
            }
        }
        shown
    }

    /// Whether a person's full name that has this word stands before a place.
    fn introduces(&self, word: u64, before: u32) -> bool {
        self.introduced.get(word).is_some_and(|&first| first < before)
    }
}

/// Those of `items`, which are in order, that a range overlaps: a sentence of names alone is read in time, too.
fn over<T>(items: &[T], range: TextRange, of: impl Fn(&T) -> TextRange + Copy) -> impl Iterator<Item = &T> {
    let first = items.partition_point(|item| of(item).end <= range.start);
    items[first..].iter().take_while(move |item| of(item).start < range.end)
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
    // Without titles and articles, before the spans are compared with what the rules found.
    let bare = |span: &Span| {
        let (start, end) = sentence.span(span.range);
        let defined = || shown.defined.contains(&key_number(&spaced_key(span.range.of(text))));
        if let [article, next, ..] = &sentence.words[start..end]
            && article.key == "the"
            && defined()
        {
            let range = TextRange { start: next.range.start, end: span.range.end };
            return Some(Span { range, ..*span });
        }
        let mut title =
            sentence.kinds[start..end].iter().take_while(|kind| kind.any(Kind::HONORIFIC)).count();
        // `Law Minister | K. Shanmugam`
        let named = Kind::GIVEN.or(Kind::FAMILY);
        let office = |kind: &&Kind| kind.any(Kind::TITLE) && !kind.any(named.or(Kind::FUNCTION));
        if title == 0
            && span.entity_type == EntityType::Person
            && let [first, second, _, ..] = &sentence.kinds[start..end]
            && office(&second)
            && first.any(Kind::COMMON.or(Kind::FIELD))
        {
            title = 2;
        }
        if title == 0 {
            return Some(*span);
        }
        let first = sentence.words[start..end].get(title)?.range.start;
        let person = span.entity_type == EntityType::Person;
        let range = TextRange { start: if person { first } else { span.range.start }, end: span.range.end };
        Some(Span { range, ..*span })
    };
    let mut spans: Vec<Span> = spans.iter().filter_map(bare).collect();
    // The beginning of a person's name that the model has the end of: `Pa | Nguon Teang`.
    for span in spans.iter_mut().filter(|span| span.entity_type == EntityType::Person) {
        let begins = |name: &&Candidate| {
            name.entity_type == EntityType::Person
                && name.range.overlaps(span.range)
                && name.range.start < span.range.start
                && name.range.end < span.range.end
        };
        if let Some(name) = over(&rules, span.range, |name| name.range).find(begins) {
            span.range.start = name.range.start;
        }
    }
    let spans = spans.into_iter().filter_map(|span| cut(sentence, span, &rules, lists)).collect();
    let spans = part_pairs(text, sentence, spans, shown, lists);
    let kept = |name: &Candidate| {
        let over = || over(&spans, name.range, |span| span.range);
        // A name may hold names of the model's, but never cuts one.
        let holds = over().all(|span| name.range.contains(span.range));
        match name.entity_type {
            EntityType::Law | EntityType::Event => holds,
            _ if over().count() == 0 => {
                name.strength == Strength::Strong
                    || shown.defined.contains(&name.number)
                    || recalled(sentence, name, shown, lists)
            }
            _ => {
                holds
                    && over().any(|span| span.range != name.range)
                    && (shown.defined.contains(&name.number)
                        || name.key.contains(' ')
                            && lists.known_of(name.number).is_some_and(|known| known.row.is_some())
                        || of_country(sentence, name, lists)
                        || over().any(|span| opens(sentence, name, span) || closes(sentence, name, span)))
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
    for span in spans.iter().filter(|span| over(&rules, span.range, |range| *range).next().is_none()) {
        let mut key = spaced_key(span.range.of(text));
        if key.is_empty() || names_nothing(sentence, span, lists) {
            continue;
        }
        // Countries and other names that the lists know are what the lists say, unless the model is sure of a word
        // that may be a person's name.
        let listed = over(&strong, span.range, |name| name.0)
            .find(|(range, _)| *range == span.range)
            .map(|&(_, entity_type)| entity_type);
        let mut number = key_number(&key);
        let cue = (span.entity_type == EntityType::Person)
            .then(|| no_person(sentence, span, &spans, shown, number))
            .flatten();
        if let Some(entity_type) = cue {
            found.push(Candidate { range: span.range, entity_type, strength: Strength::Strong, key, number });
            continue;
        }
        let known = lists
            .known_of(number)
            .filter(|known| known.row.is_some() && !known.capitals)
            .map(|known| known.entity_type);
        let mut entity_type = match (listed.or(known), known) {
            (Some(entity_type), _) if span.score < SURE => entity_type,
            (_, Some(known)) if key.contains(' ') => known,
            (_, Some(known))
                if (span.entity_type == EntityType::Person || known == EntityType::Organisation)
                    && !introduced(sentence, span, shown, number) =>
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

/// What a name that the lists know leaves of a span that it cuts: `… Rights | in Geneva` behind `Committee on …`.
fn cut(sentence: &Sentence<'_>, span: Span, rules: &[Candidate], lists: &Lists) -> Option<Span> {
    let known = |name: &&Candidate| {
        let parts = |range: TextRange| {
            name.range.overlaps(range) && !name.range.contains(range) && !range.contains(name.range)
        };
        name.key.contains(' ')
            && parts(span.range)
            && lists.known_of(name.number).is_some_and(|known| known.row.is_some())
    };
    let Some(name) = over(rules, span.range, |name| name.range).find(known) else { return Some(span) };
    let (mut start, mut end) = sentence.span(span.range);
    let (first, last) = sentence.span(name.range);
    if first <= start {
        start = last;
    } else {
        end = first;
    }
    while start < end && !sentence.words[start].shape.is_capital() {
        start += 1;
    }
    while start < end && !sentence.words[end - 1].shape.is_capital() {
        end -= 1;
    }
    let words = sentence.words.get(start..end)?;
    let range = TextRange { start: words.first()?.range.start, end: words.last()?.range.end };
    Some(Span { range, score: 0, ..span })
}

/// Two names that the model took for one, where the lists have one of them: `PEN America and Reporters Without Borders`.
fn part_pairs(
    text: &str,
    sentence: &Sentence<'_>,
    spans: Vec<Span>,
    shown: &Shown,
    lists: &Lists,
) -> Vec<Span> {
    let mut parted = Vec::with_capacity(spans.len());
    for span in spans {
        let (start, end) = sentence.span(span.range);
        let side = |from: usize, to: usize| {
            let words = sentence.words.get(from..to)?;
            Some(TextRange { start: words.first()?.range.start, end: words.last()?.range.end })
        };
        // `Cambodia | and | the Khmer`; `Cambodia and Laos Fund` is one name.
        let headed = (start..end).any(|at| sentence.kinds[at].any(Kind::ORG_HEAD.or(Kind::LOC_HEAD)));
        let listed = |side: &TextRange| {
            lists.known(&spaced_key(side.of(text))).is_some_and(|known| {
                known.row.is_some()
                    && (known.entity_type == span.entity_type
                        || known.entity_type == EntityType::Place && !headed)
            })
        };
        let whole = || {
            let number = key_number(&spaced_key(span.range.of(text)));
            lists.known_of(number).is_some() || shown.defined.contains(&number)
        };
        let and = (start..end).find(|&at| sentence.words[at].key == "and");
        let field = || and.is_some_and(|and| (and + 1..end).all(|at| sentence.kinds[at].any(Kind::FIELD)));
        // `Arizona State University’s | School of …`
        let owner = (start..end).find(|&at| {
            sentence.words[at].possessive
                && sentence.kinds[at].any(Kind::ORG_HEAD)
                && !sentence.kinds[at].any(Kind::COLLECTIVE)
                && at > start
        });
        if let Some(owner) = owner.filter(|_| span.entity_type == EntityType::Organisation)
            && let (Some(left), Some(right)) = (side(start, owner + 1), side(owner + 1, end))
        {
            parted.extend([left, right].map(|range| Span { range, ..span }));
            continue;
        }
        match and.and_then(|and| Some([side(start, and)?, side(and + 1, end)?])) {
            Some(sides) if sides.iter().any(listed) && !whole() && !field() => {
                parted.extend(sides.map(|range| Span { range, score: 0, ..span }));
            }
            _ => parted.push(span),
        }
    }
    parted
}

/// Whether what the rules found, and the model not, is what the document has shown: a word of a full name that stands
/// before, the initials of an organisation; or an acronym of the lists.
fn recalled(sentence: &Sentence<'_>, name: &Candidate, shown: &Shown, lists: &Lists) -> bool {
    let (start, end) = sentence.span(name.range);
    // `Baray district`
    let tail = || {
        sentence.words[end..].first().is_some_and(|word| word.shape == Shape::Lower && word.gap == Gap::Space)
    };
    if name.entity_type == EntityType::Place && tail() && sentence.kinds[end].any(Kind::LOC_TAIL) {
        return true;
    }
    let [word] = &sentence.words[start..end] else { return false };
    if word.shape == Shape::Upper {
        return shown.initials.contains(&name.number)
            || word.text.len() >= 4 && lists.acronym(&name.key).is_some();
    }
    name.entity_type == EntityType::Person
        && !sentence.kinds[start].any(Kind::COMMON.or(Kind::FUNCTION))
        && (shown.introduces(name.number, name.range.start)
            || lists.known_of(name.number).is_none() && shown.introduced.get(name.number).is_some())
}

/// What the words beside a name say that the model takes for a person's: `Chbar Ampov district` is a place, and in
/// `Rappler chief executive Maria Ressa` an organisation has the chief.
fn no_person(
    sentence: &Sentence<'_>,
    span: &Span,
    spans: &[Span],
    shown: &Shown,
    number: u64,
) -> Option<EntityType> {
    let (first, last) = sentence.span(span.range);
    let small = |at: &usize| {
        sentence.words.get(*at).is_some_and(|word| word.shape == Shape::Lower && word.gap == Gap::Space)
    };
    let kind = |at: usize| sentence.kinds.get(at).copied().unwrap_or_default();
    if small(&last) && kind(last).any(Kind::LOC_TAIL) {
        return Some(EntityType::Place);
    }
    let name = Kind::GIVEN.or(Kind::FAMILY);
    if last != first + 1 || kind(first).any(name) || introduced(sentence, span, shown, number) {
        return None;
    }
    let role = (last..last + 3).take_while(small).count();
    let headed = (last..last + role).any(|at| kind(at).any(Kind::ROLE.or(Kind::TITLE)));
    let head = sentence.words.get(last + role).filter(|word| headed && word.gap == Gap::Space)?;
    let person =
        |other: &Span| other.entity_type == EntityType::Person && other.range.start == head.range.start;
    spans.iter().any(person).then_some(EntityType::Organisation)
}

/// Whether a name of the rules says more of what the model found its end of: `Coalition of …`, `World Wide | Fund for
/// Nature`, `K. Sokha`.
fn opens(sentence: &Sentence<'_>, name: &Candidate, span: &Span) -> bool {
    let (start, _) = sentence.span(name.range);
    let (cut, _) = sentence.span(span.range);
    let kind = |at: usize| sentence.kinds.get(at).copied().unwrap_or_default();
    let word = |at: usize| sentence.words.get(at);
    let part = |at: usize| {
        word(at).is_some_and(|word| {
            word.shape == Shape::Capital && !(word.possessive && kind(at).any(Kind::ORG_HEAD))
        }) && !kind(at).any(Kind::TITLE.or(Kind::FUNCTION).or(Kind::DEMONYM))
    };
    name.entity_type == span.entity_type
        && name.range.end == span.range.end
        && match name.entity_type {
            EntityType::Organisation => {
                kind(start).any(Kind::ORG_HEAD)
                    && word(start + 1).is_some_and(|word| matches!(&*word.key, "of" | "for"))
                    || (start..cut).all(part)
            }
            EntityType::Person => word(start).is_some_and(|word| word.shape == Shape::Initial),
            _ => false,
        }
}

/// Whether a name of the rules is a body that the lists know and the country it is of: `Interior Ministry | of Cambodia`.
fn of_country(sentence: &Sentence<'_>, name: &Candidate, lists: &Lists) -> bool {
    let (start, end) = sentence.span(name.range);
    let words = &sentence.words[start..end];
    let Some(link) = words.iter().position(|word| word.key == "of") else { return false };
    let known = |part: &[_]| lists.known_of(number_of(part)).map(|known| known.entity_type);
    known(&words[..link]) == Some(EntityType::Organisation)
        && known(&words[link + 1..]) == Some(EntityType::Place)
}

/// Whether a name of the rules says more of what the model found its beginning of: `Working Group | on …`.
fn closes(sentence: &Sentence<'_>, name: &Candidate, span: &Span) -> bool {
    let (_, cut) = sentence.span(span.range);
    // `Bangkok | Remand Prison`
    let (_, end) = sentence.span(name.range);
    let heads = Kind::ORG_HEAD.or(Kind::LOC_HEAD);
    if span.entity_type == EntityType::Place
        && name.range.start == span.range.start
        && cut > 0
        && cut < end
        && !sentence.words[cut - 1].possessive
        && sentence.words.get(end).is_none_or(|word| word.gap != Gap::Space || word.shape != Shape::Capital)
        && sentence.kinds[end - 1].any(heads)
        && (cut..end).all(|at| {
            let named = Kind::GIVEN.or(Kind::FAMILY);
            sentence.words[at].shape == Shape::Capital
                && (sentence.kinds[at].any(heads.or(Kind::COMMON)) || !sentence.kinds[at].any(named))
        })
    {
        return true;
    }
    let head = cut.checked_sub(1).and_then(|head| sentence.kinds.get(head)).copied().unwrap_or_default();
    (name.entity_type, span.entity_type) == (EntityType::Organisation, EntityType::Organisation)
        && span.range.start == name.range.start
        && head.any(Kind::ORG_HEAD)
        // `Criminal Court | on Rama Road`; `Lantern Party | of Kuy Sarin`, where the model has the person
        && !sentence.kinds[end - 1].any(Kind::LOC_HEAD)
        && sentence.words.get(cut).is_some_and(|word| ["on", "for", "against", "of"].contains(&&*word.key))
}

/// Whether a place's name that the model takes for a person's is one: a title, or a full name before, says so.
fn introduced(sentence: &Sentence<'_>, span: &Span, shown: &Shown, number: u64) -> bool {
    let (start, _) = sentence.span(span.range);
    let titled = start.checked_sub(1).is_some_and(|before| sentence.kinds[before].any(Kind::TITLE));
    let kind = sentence.kinds.get(start).copied().unwrap_or_default();
    titled || kind.any(Kind::GIVEN) || shown.introduces(number, span.range.start)
}

/// Whether a span is a nationality, or a common head word after its article: `Cambodian Americans`, `Thirteen
/// Vietnamese`, `the Center`.
fn names_nothing(sentence: &Sentence<'_>, span: &Span, lists: &Lists) -> bool {
    let (start, end) = sentence.span(span.range);
    let (words, kinds) = (&sentence.words[start..end], &sentence.kinds[start..end]);
    if lists.known(&key_of(words)).is_some() {
        return false;
    }
    let organisation = span.entity_type == EntityType::Organisation;
    let all = |kind: Kind| kinds.iter().all(|one| one.any(kind));
    let counted = span.entity_type == EntityType::Person
        && kinds.len() > 1
        && kinds.iter().any(|kind| kind.any(Kind::DEMONYM))
        && all(Kind::DEMONYM.or(Kind::COMMON).or(Kind::FUNCTION));
    let peoples = all(Kind::DEMONYM.or(Kind::FUNCTION))
        && !(organisation && kinds.len() == 1 && words.iter().all(|word| word.shape.is_capital()));
    let head = Kind::ORG_HEAD.or(Kind::LOC_HEAD);
    let article = start.checked_sub(1).is_some_and(|before| sentence.words[before].key == "the");
    // `Executive Director`
    let office = organisation
        && all(Kind::COMMON.or(Kind::TITLE))
        && kinds.last().is_some_and(|kind| kind.any(Kind::TITLE) && !kind.any(Kind::ORG_HEAD));
    // `Ven. Luon Sovath`
    let office = office
        || span.entity_type == EntityType::Person
            && (matches!(words, [word] if super::title::SHORT.contains(&&*word.key))
                || all(Kind::TITLE) && !kinds.iter().any(|kind| kind.any(Kind::GIVEN.or(Kind::FAMILY))));
    // `Karen villagers`
    let people = sentence.words.get(end).is_some_and(|word| word.gap == Gap::Space)
        && sentence.kinds.get(end).is_some_and(|kind| kind.any(Kind::PEOPLE));
    let group = span.entity_type == EntityType::Person && words.len() == 1 && people;
    let office = office || group;
    let bare = matches!(kinds, [kind] if kind.any(head) && kind.any(Kind::COMMON)) && article;
    !words.is_empty() && (peoples || counted || office || bare && !organisation)
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
            && !(start > 0 && sentence.words[start - 1].possessive)
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
