//! From a document to its names: the order in which the parts of this layer work.
//!
//! Words → memory of how they are written → definitions of acronyms → first tagging, which teaches the memory names →
//! second tagging, which finds them in headlines and at sentence starts too → Khmer names → the pack, which overrides
//! → gathering into entities.

use super::acronym::{Definition, definitions};
use super::combine::{Shown, combine};
use super::lists::{Kind, Lists};
use super::memory::Memory;
use super::model::{Span, Tagger};
use super::pack::Pack;
use super::rules::{Reading, readings};
use super::table::{Table, key_number, word_number};
use super::tagger::{Candidate, Sentence, Strength, tag};
use super::within::{Named, gather, may_stand_alone};
use super::word::{Gap, Shape, key_of, number_of, spaced_key};
use super::{DocumentEntities, EntityType, edges, khmer, title};
use crate::document::Document;
use crate::order;
use crate::text::{Language, TextRange};

/// See [`super::extract()`].
pub(super) fn extract(
    document: &Document,
    sentences: &[TextRange],
    pack: Option<&Pack>,
    tagger: Option<&Tagger>,
) -> DocumentEntities {
    let text = document.text.as_str();
    let lists = Lists::get();
    let ranges: Vec<TextRange> =
        sentences.iter().copied().filter(|&range| !wholly_boilerplate(document, range)).collect();
    let french = document.language == Language::French;
    let prepared: Vec<Sentence<'_>> =
        ranges.iter().map(|&range| Sentence::new(text, range, french, lists)).collect();
    let defined: Vec<Definition> = prepared.iter().flat_map(|sentence| definitions(text, sentence)).collect();

    let mut memory = Memory::read(&prepared);
    let readings: Vec<Vec<Reading>> =
        prepared.iter().map(|sentence| readings(sentence, &memory, lists)).collect();
    let first: Vec<Candidate> = prepared
        .iter()
        .zip(&readings)
        .flat_map(|(sentence, readings)| {
            let names = tag(sentence, readings, &memory).into_iter();
            names.filter_map(|name| title::without(sentence, name))
        })
        .collect();
    memory.settle(first.iter());
    learn_definitions(&mut memory, &defined, lists);
    learn_short_names(&mut memory, &first);

    let spans: Vec<Span> = tagger.map(|tagger| tagger.spans(text, &ranges)).unwrap_or_default();
    let spans = edges::mend(&prepared, &spans, lists);
    let shown = Shown::new(text, defined.iter().map(|definition| definition.long.as_str()), &spans);
    let mut named: Vec<Named> = Vec::new();
    for ((sentence, readings), &range) in prepared.iter().zip(&readings).zip(&ranges) {
        let mut here = Vec::new();
        if let Some(pack) = pack {
            here.extend(packed(sentence, pack));
        }
        let listed = khmer::names(text, range, pack.map(Pack::khmer)).into_iter().map(|name| Named {
            entity_type: name
                .entry
                .and_then(|entry| pack?.entries().get(entry as usize))
                .map_or(name.entity_type, |entry| entry.entity_type),
            range: name.range,
            key: name.key,
            row: name.row,
            entry: name.entry,
        });
        let mut tagged = tag(sentence, readings, &memory);
        if tagger.is_some() {
            let start = spans.partition_point(|span| span.range.start < range.start);
            let end = spans.partition_point(|span| span.range.start < range.end);
            tagged = combine(text, sentence, tagged, spans.get(start..end).unwrap_or(&[]), &shown, lists);
        }
        if let Some(pack) = pack {
            for own in &mut here {
                if let Some(name) = tagged.iter().find(|name| widens(sentence, name, own, pack)) {
                    own.range = name.range;
                }
            }
            here.retain(|own| !tagged.iter().any(|name| outgrows(sentence, name, own, pack, lists)));
        }
        // The pack's Latin and Khmer names never overlap, and neither do the tagger's and the lists'.
        let packed: Vec<TextRange> = here.iter().map(|name: &Named| name.range).collect();
        let tagged = tagged.into_iter().filter_map(|found| title::without(sentence, found));
        let tagged = tagged.map(|found| plain(&document.text, found, lists));
        here.extend(listed.chain(tagged).filter(|name| !touches(&packed, name.range)));
        let glosses: Vec<Named> = here
            .iter()
            .filter_map(|name| {
                let (range, key) = khmer::gloss(text, name.range)?;
                let found = here.iter().any(|other| other.range.overlaps(range));
                (!found).then_some(Named { range, key, row: None, entry: None, ..*name })
            })
            .collect();
        here.extend(glosses);
        here.retain(|name| !document.is_boilerplate(name.range) && !name.range.is_empty());
        order::sort_by_key(&mut here, |name| name.range);
        named.extend(here);
    }
    gather(text, &named, &defined, pack)
}

/// Whether a range overlaps one of `ranges`, which are in order and without overlap.
fn touches(ranges: &[TextRange], range: TextRange) -> bool {
    let at = ranges.partition_point(|other| other.end <= range.start);
    ranges.get(at).is_some_and(|other| other.overlaps(range))
}

/// Whether all of a sentence is boilerplate, so that it teaches nothing.
fn wholly_boilerplate(document: &Document, range: TextRange) -> bool {
    document.boilerplate.iter().any(|part| part.range.contains(range))
}

fn plain(text: &str, found: Candidate, lists: &Lists) -> Named {
    Named {
        range: found.range,
        entity_type: found.entity_type,
        row: lists.row(found.entity_type, found.range.of(text), &found.key),
        key: found.key,
        entry: None,
    }
}

fn packed(sentence: &Sentence<'_>, pack: &Pack) -> Vec<Named> {
    let name = |(start, end, entry): (usize, usize, u32)| {
        let words = sentence.words.get(start..end)?;
        Some(Named {
            range: TextRange { start: words.first()?.range.start, end: words.last()?.range.end },
            entity_type: pack.entries().get(entry as usize)?.entity_type,
            key: key_of(words),
            row: None,
            entry: Some(entry),
        })
    };
    pack.matches(&sentence.words).into_iter().filter_map(name).collect()
}

/// Whether a name is the pack's name within it and the country or the kind of place that it is of: `National Assembly |
/// of Cambodia`, `Takeo | Province`.
fn widens(sentence: &Sentence<'_>, name: &Candidate, own: &Named, pack: &Pack) -> bool {
    let (start, from) = sentence.span(own.range);
    let (first, to) = sentence.span(name.range);
    // `The | Cambodia Daily`
    if name.range.end == own.range.end && first + 1 == start && sentence.words[first].key == "the" {
        return name.entity_type == own.entity_type;
    }
    let Some(rest) = sentence.words.get(from..to).filter(|rest| !rest.is_empty()) else { return false };
    let begins = name.range.start == own.range.start && name.entity_type == own.entity_type;
    match own.entity_type {
        EntityType::Organisation => {
            let named = pack.matches(rest);
            let last = named.last().filter(|last| last.1 == rest.len());
            let place = last.and_then(|last| pack.entries().get(last.2 as usize));
            begins && rest[0].key == "of" && place.is_some_and(|place| place.entity_type == EntityType::Place)
        }
        EntityType::Place => {
            begins && rest.iter().all(|word| word.key != "of" && SAME_PLACE.contains(&&*word.key))
        }
        _ => false,
    }
}

/// Words with which a place's name is still that place's.
const SAME_PLACE: [&str; 8] =
    ["province", "city", "municipality", "capital", "town", "region", "state", "of"];

/// Whether a name says more than the name of the pack within it, so that it is another's: `Takeo | Provincial Court`,
/// `Paris | Court of Appeal`. A place with its kind (`Takeo Province`) is that place; what a place of the pack opens
/// (`Phnom Penh Court of Appeal`) stays the pack's.
fn outgrows(sentence: &Sentence<'_>, name: &Candidate, own: &Named, pack: &Pack, lists: &Lists) -> bool {
    if !name.range.contains(own.range) || name.range == own.range {
        return false;
    }
    let ((first, last), (start, end)) = (sentence.span(name.range), sentence.span(own.range));
    let place = |from: usize, to: usize| {
        let known = sentence.words.get(from..to).and_then(|words| lists.known_of(number_of(words)));
        known.is_some_and(|known| known.entity_type == EntityType::Place)
    };
    match (own.entity_type, name.entity_type) {
        // A longer name of the lists; `Supreme Court | of India`.
        (EntityType::Organisation, EntityType::Organisation)
            if first == start
                && (lists.known_of(name.number).is_some()
                    || sentence.words[end].key == "of" && (place(end + 1, last) || place(end + 2, last))) =>
        {
            true
        }
        (EntityType::Place, EntityType::Organisation) => true,
        // `Kem Sokha | Foundation`, `Hun Sen | Boulevard`; `Sok An | Rithy` is another person.
        (EntityType::Person, EntityType::Organisation | EntityType::Place)
            if first == start && end > start + 1 =>
        {
            let head = Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::COMPANY_ENDING);
            sentence.kinds[last - 1].any(head)
        }
        (EntityType::Person, EntityType::Person) if first == start => {
            let other = Kind::COMMON.or(Kind::CALENDAR).or(Kind::TITLE).or(Kind::ROLE);
            (end..last).all(|at| {
                let word = &sentence.words[at];
                word.shape == Shape::Capital && word.gap == Gap::Space && !sentence.kinds[at].any(other)
            })
        }
        (EntityType::Place, EntityType::Place) => {
            let kind = |at: usize| SAME_PLACE.contains(&&*sentence.words[at].key);
            (first..start).chain(end..last).any(|at| !kind(at))
        }
        (EntityType::Organisation, EntityType::Organisation) if first < start => {
            let before = key_of(&sentence.words[first..start]);
            let place = place(first, start);
            let people = lists.kind(&before).any(Kind::DEMONYM);
            let own = || {
                let places = pack.entries().iter().filter(|entry| entry.entity_type == EntityType::Place);
                places.into_iter().any(|entry| before.starts_with(&spaced_key(&entry.name)))
            };
            (place || people) && !own()
        }
        _ => false,
    }
}

/// A defined acronym and its long form are names, of one type.
fn learn_definitions(memory: &mut Memory, defined: &[Definition], lists: &Lists) {
    for definition in defined {
        let long = key_number(&definition.long);
        let known = memory.name(long).map(|(entity_type, _)| entity_type);
        let entity_type = known
            .or_else(|| lists.known_of(long).map(|known| known.entity_type))
            .unwrap_or_else(|| headed_type(&definition.long, lists));
        memory.remember(long, entity_type, Strength::Strong);
        memory.remember(key_number(&definition.short), entity_type, Strength::Strong);
    }
}

/// The type that a long form's head word gives.
fn headed_type(key: &str, lists: &Lists) -> EntityType {
    // The head stands before the first small word, or last: `Law on Village Elections`.
    let last = key.rsplit(' ').next().map_or(Kind::default(), |word| lists.kind(word));
    let mut words = key.split(' ');
    let opening = words.next().map_or(Kind::default(), |word| lists.kind(word));
    let opened = words.next().is_some_and(|word| lists.kind(word).any(Kind::LINK));
    if opened && opening.any(Kind::LAW_HEAD) {
        return EntityType::Law;
    }
    if last.any(Kind::LAW_HEAD) {
        EntityType::Law
    } else if last.any(Kind::EVENT_HEAD) && !last.any(Kind::ORG_HEAD) {
        EntityType::Event
    } else {
        EntityType::Organisation
    }
}

/// The words of a full name stand for the person where only one person of the document has them. Where capitals are
/// all the evidence for the name, only its last word does, and the name itself is remembered with it.
fn learn_short_names(memory: &mut Memory, found: &[Candidate]) {
    let full =
        || found.iter().filter(|name| name.entity_type == EntityType::Person && name.key.contains(' '));
    // For each word the name that has it, whether others do, and the best evidence.
    let mut holders: Table<(u64, bool, Strength)> = Table::default();
    for name in full() {
        if name.strength == Strength::Weak {
            memory.remember(name.number, EntityType::Person, Strength::Weak);
        }
        for word in standing(name) {
            let holder = holders.slot(word_number(word), || (name.number, false, Strength::Weak));
            holder.1 |= holder.0 != name.number;
            holder.2 = holder.2.max(name.strength.min(Strength::Fair));
        }
    }
    for word in full().flat_map(standing) {
        let number = word_number(word);
        if let Some(&(_, false, strength)) = holders.get(number)
            && may_stand_alone(word)
        {
            memory.remember(number, EntityType::Person, strength);
        }
    }
}

/// The words of a full name that may stand for it.
fn standing(name: &Candidate) -> impl Iterator<Item = &str> {
    let weak = name.strength == Strength::Weak;
    name.key.split(' ').skip(if weak { name.key.matches(' ').count() } else { 0 })
}
