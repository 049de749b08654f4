//! Documents as the file holds them: the record that a hit shows, the columns that filters and facets need, and the
//! annotations that a reader of the document needs.
//!
//! ```text
//! record      = id, title, source, flag u8 (1: the source is the id), byline?, language u8, published?, range,
//!               boilerplate*, text         each string as its length: the strings stand elsewhere, in this order
//! published   = when, how u8, evidence?, why
//! when        = interval, granularity u8
//! interval    = sides u8 (1 first, 2 last), zigzag first day?, zigzag last day? (from the first, if both)
//! columns     = language u8, flag u8, when?
//! traits      = event types (a bit for each, by its number), source group
//! about       = count, interval*           the intervals of the document's dates, sorted, without repetition
//! derived     = (ordinal in the segment, (published without why, why)?, note?)*    in the order of the documents
//! annotations = sha256 (32 bytes), clue*, sentence*, mention*, entity*, timex*, event*
//! ```
//!
//! `x?` is a byte 0, or 1 and *x*; `x*` is a count and that many *x*. Days count from 1 January 1970. An enumeration is
//! the number of its place in the type's `ALL`. Ranges are distances from one to the next
//! ([`crate::index::codec::Ranges`]).

use super::AnnotatedDocument;
use crate::calendar::{Date, Granularity, Interval, When};
#[cfg(feature = "full")]
use crate::document::Derived;
use crate::document::{Boilerplate, BoilerplateKind, DateClue, Published, PublishedHow, Sha256};
use crate::entity::{
    DocumentEntities, DocumentEntity, EntityType, Mention, Merge, MergeRule, NO_ENTITY, Name,
};
use crate::error::Result;
use crate::event::{Event, EventType, Modality};
use crate::index::codec::{Ranges, Reader, put_len, put_str, put_varint, put_zigzag};
use crate::order;
use crate::temporal::{Anchor, MODIFIERS, Timex, TimexType};
use crate::text::{Language, TextRange};

/// What a hit shows of a document, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub id: String,
    pub title: String,
    pub source: String,
    pub byline: Option<String>,
    pub language: Language,
    pub published: Option<Published>,
    pub range: TextRange,
    pub boilerplate: Vec<Boilerplate>,
    pub text: String,
}

/// What filters and facets need of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub language: Language,
    pub published: Option<When>,
}

/// What a reader of a document needs besides its record and text.
pub(crate) struct Annotations {
    pub sha256: Sha256,
    pub clues: Vec<DateClue>,
    pub sentences: Vec<TextRange>,
    pub entities: DocumentEntities,
    pub timexes: Vec<Timex>,
    pub events: Vec<Event>,
}

pub(super) fn put_one<T: PartialEq>(out: &mut Vec<u8>, all: &[T], value: &T) {
    let place = all.iter().position(|one| one == value);
    out.push(place.unwrap_or(all.len()) as u8);
}

pub(super) fn get_one<T: Copy>(reader: &mut Reader<'_>, all: &[T], what: &str) -> Result<T> {
    let place = reader.u8()?;
    match all.get(usize::from(place)) {
        Some(&value) => Ok(value),
        None => Err(reader.wrong(what, 0, "#", u64::from(place))),
    }
}

pub(super) fn put_option<T>(out: &mut Vec<u8>, value: Option<T>, put: impl FnOnce(&mut Vec<u8>, T)) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        put(out, value);
    }
}

pub(super) fn get_option<'a, T>(
    reader: &mut Reader<'a>,
    get: impl FnOnce(&mut Reader<'a>) -> Result<T>,
) -> Result<Option<T>> {
    if reader.below(2, "a flag")? == 1 { get(reader).map(Some) } else { Ok(None) }
}

pub(super) fn put_all<T>(out: &mut Vec<u8>, values: &[T], mut put: impl FnMut(&mut Vec<u8>, &T)) {
    put_len(out, values.len());
    for value in values {
        put(out, value);
    }
}

fn put_interval(out: &mut Vec<u8>, interval: Interval) {
    let day = |date: Option<Date>| date.map(|date| i64::from(date.days_since_epoch()));
    let (first, last) = (day(interval.first()), day(interval.last()));
    out.push(u8::from(first.is_some()) | u8::from(last.is_some()) << 1);
    if let Some(first) = first {
        put_zigzag(out, first);
    }
    if let Some(last) = last {
        put_zigzag(out, last - first.unwrap_or(0));
    }
}

fn get_interval(reader: &mut Reader<'_>) -> Result<Interval> {
    fn date(reader: &mut Reader<'_>, from: i64) -> Result<(i64, Date)> {
        let days = reader.zigzag()?.saturating_add(from);
        let date = i32::try_from(days).ok().and_then(Date::from_days_since_epoch);
        date.map(|date| (days, date))
            .ok_or_else(|| reader.expected("a day of the years -9999 to 9999", &days.to_string()))
    }
    let sides = reader.below(4, "the known sides of an interval")?;
    let first = if sides & 1 == 0 { None } else { Some(date(reader, 0)?) };
    let last = if sides & 2 == 0 { None } else { Some(date(reader, first.map_or(0, |first| first.0))?) };
    Ok(Interval::new(first.map(|first| first.1), last.map(|last| last.1)))
}

pub(super) fn put_when(out: &mut Vec<u8>, when: When) {
    put_interval(out, when.interval);
    put_one(out, &Granularity::ALL, &when.granularity);
}

pub(super) fn get_when(reader: &mut Reader<'_>) -> Result<When> {
    let interval = get_interval(reader)?;
    Ok(When { interval, granularity: get_one(reader, &Granularity::ALL, "a granularity")? })
}

fn put_range(out: &mut Vec<u8>, range: TextRange) {
    Ranges::default().put(out, range);
}

fn get_range(reader: &mut Reader<'_>) -> Result<TextRange> {
    Ranges::default().get(reader)
}

fn put_ranges<'r>(out: &mut Vec<u8>, ranges: impl ExactSizeIterator<Item = &'r TextRange>) {
    put_len(out, ranges.len());
    let mut distances = Ranges::default();
    ranges.for_each(|&range| distances.put(out, range));
}

/// A record as it is written: its numbers, and its strings.
#[cfg(feature = "full")]
pub(super) fn record_parts(annotated: &AnnotatedDocument) -> (Vec<u8>, Vec<&str>) {
    let document = &annotated.document;
    let (mut out, mut strings) = (Vec::new(), Vec::new());
    let mut put = |out: &mut Vec<u8>, string| {
        put_len(out, str::len(string));
        strings.push(string);
    };
    put(&mut out, &document.id);
    put(&mut out, &document.title);
    // Many a document is called as its file is.
    let same = document.source == document.id;
    put(&mut out, if same { "" } else { &document.source });
    out.push(u8::from(same));
    put_option(&mut out, document.byline.as_deref(), &mut put);
    put_one(&mut out, &Language::ALL, &document.language);
    put_option(&mut out, document.published.as_ref(), |out, published| {
        put_published(out, published);
        put(out, &published.why);
    });
    put_range(&mut out, document.range);
    put_ranges(&mut out, document.boilerplate.iter().map(|part| &part.range));
    for part in &document.boilerplate {
        put_one(&mut out, &BoilerplateKind::ALL, &part.kind);
    }
    put(&mut out, &document.text);
    (out, strings)
}

fn put_published(out: &mut Vec<u8>, published: &Published) {
    put_when(out, published.when);
    put_one(out, &PublishedHow::ALL, &published.how);
    put_option(out, published.evidence, put_range);
}

/// The dates of a segment's documents in whose place others stand; empty where there are none.
#[cfg(feature = "full")]
pub(super) fn derived_parts(documents: &[AnnotatedDocument]) -> Vec<u8> {
    let mut out = Vec::new();
    for (local, annotated) in documents.iter().enumerate() {
        let Some(derived) = &annotated.document.derived else { continue };
        put_len(&mut out, local);
        put_option(&mut out, derived.published.as_ref(), |out, published| {
            put_published(out, published);
            put_str(out, &published.why);
        });
        put_option(&mut out, derived.note.as_deref(), put_str);
    }
    out
}

/// Reads one of those dates, with the ordinal of its document in the segment.
#[cfg(feature = "full")]
pub(super) fn get_derived(reader: &mut Reader<'_>) -> Result<(u32, Derived)> {
    let local = reader.u32()?;
    let published = get_option(reader, |reader| {
        let (when, how, evidence) = get_published(reader)?;
        Ok(Published { when, how, evidence, why: reader.string()? })
    })?;
    Ok((local, Derived { published, note: get_option(reader, Reader::string)? }))
}

/// Strings one behind another, cut by their lengths.
struct Strings<'s> {
    rest: &'s str,
}

impl<'s> Strings<'s> {
    fn next(&mut self, reader: &mut Reader<'_>) -> Result<&'s str> {
        let len = reader.varint()?;
        let cut = usize::try_from(len).ok().and_then(|len| self.rest.split_at_checked(len));
        let Some((string, rest)) = cut else {
            return Err(reader.expected("a string within the record", &(len.to_string() + " bytes")));
        };
        self.rest = rest;
        Ok(string)
    }
}

/// Reads a publication date but for its reason.
fn get_published(reader: &mut Reader<'_>) -> Result<(When, PublishedHow, Option<TextRange>)> {
    let when = get_when(reader)?;
    let how = get_one(reader, &PublishedHow::ALL, "a source of a publication date")?;
    Ok((when, how, get_option(reader, get_range)?))
}

/// The identifier of a record, from its numbers and the beginning of its strings.
#[cfg(feature = "full")]
pub(super) fn get_id_len(reader: &mut Reader<'_>) -> Result<usize> {
    reader.u32().map(|len| len as usize)
}

/// Reads a record from its numbers and strings.
pub(crate) fn get_record(reader: &mut Reader<'_>, strings: &str) -> Result<Record> {
    let mut strings = Strings { rest: strings };
    let (id, title) = (strings.next(reader)?.to_owned(), strings.next(reader)?.to_owned());
    let source = strings.next(reader)?;
    let source = if reader.below(2, "a flag")? == 1 { id.clone() } else { source.to_owned() };
    let byline = get_option(reader, |reader| strings.next(reader))?.map(str::to_owned);
    let language = get_one(reader, &Language::ALL, "a language")?;
    let published = get_option(reader, |reader| {
        let (when, how, evidence) = get_published(reader)?;
        Ok(Published { when, how, evidence, why: strings.next(reader)?.to_owned() })
    })?;
    let range = get_range(reader)?;
    let mut distances = Ranges::default();
    let ranges = reader.list(|reader| distances.get(reader))?;
    let boilerplate = ranges
        .into_iter()
        .map(|range| Ok(Boilerplate { range, kind: get_one(reader, &BoilerplateKind::ALL, "a kind")? }))
        .collect::<Result<_>>()?;
    let text = strings.next(reader)?.to_owned();
    Ok(Record { id, title, source, byline, language, published, range, boilerplate, text })
}

/// Appends the columns of a document.
pub(super) fn put_column(out: &mut Vec<u8>, annotated: &AnnotatedDocument) {
    put_one(out, &Language::ALL, &annotated.document.language);
    put_option(out, annotated.document.published.as_ref(), |out, published| put_when(out, published.when));
}

/// Reads the columns of a document.
pub(crate) fn get_column(reader: &mut Reader<'_>) -> Result<Column> {
    let language = get_one(reader, &Language::ALL, "a language")?;
    Ok(Column { language, published: get_option(reader, get_when)? })
}

/// Which types of event the documents tell, and where they are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// For each document a bit for each type, by its place in [`EventType::ALL`], and the number of its source, which
    /// is not among them where it is not known.
    pub documents: Vec<(u32, u32)>,
    /// What sources have in common, sorted: the host of a URL, the folder of a path.
    pub sources: Vec<String>,
}

/// The archive's entities that each document names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Naming {
    /// Where those of each document end in `entities`.
    ends: Vec<u32>,
    /// Those of one document after those of another; each once, ascending.
    entities: Vec<u32>,
}

impl Naming {
    /// Adds the entities of the next document, which may name one several times.
    pub(crate) fn push(&mut self, mut entities: Vec<u32>) {
        order::sort(&mut entities);
        entities.dedup();
        self.entities.extend(entities.into_iter().filter(|&entity| entity != NO_ENTITY));
        self.ends.push(self.entities.len() as u32);
    }

    /// The entities that a document names.
    pub(crate) fn of(&self, ordinal: usize) -> &[u32] {
        let start = ordinal.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(ordinal).copied().unwrap_or(start);
        self.entities.get(start as usize..end as usize).unwrap_or_default()
    }

    /// One more than the greatest number of an entity.
    pub(crate) fn limit(&self) -> usize {
        self.entities.iter().max().map_or(0, |&entity| entity as usize + 1)
    }
}

/// Appends the traits of a document. An event that is told as not having happened is none.
pub(super) fn put_traits(out: &mut Vec<u8>, annotated: &AnnotatedDocument) {
    let told = annotated.events.iter().filter(|event| event.modality != Modality::Negated);
    let place = |event: &Event| EventType::ALL.iter().position(|one| *one == event.event_type);
    let events = told.filter_map(place).fold(0u64, |events, place| events | 1 << place);
    put_varint(out, events);
    put_str(out, source_group(&annotated.document.source));
}

/// Reads the traits of a document.
pub(crate) fn get_traits(reader: &mut Reader<'_>) -> Result<(u32, String)> {
    Ok((reader.u32()?, reader.string()?))
}

/// What a source has in common with others: the host of a URL, the folder of a path, otherwise the file.
fn source_group(source: &str) -> &str {
    if let Some((_, address)) = source.split_once("://") {
        let host = address.split(['/', '?', '#']).next().unwrap_or(address);
        return host.strip_prefix("www.").unwrap_or(host);
    }
    match source.rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder,
        _ => source,
    }
}

/// Reads a document that has copies, and the first of its group.
pub(crate) fn get_copy(reader: &mut Reader<'_>) -> Result<(u32, u32)> {
    Ok((reader.u32()?, reader.u32()?))
}

/// Appends the intervals of a document's dates.
pub(super) fn put_about(out: &mut Vec<u8>, annotated: &AnnotatedDocument) {
    let intervals = annotated.timexes.iter().filter_map(|timex| timex.interval);
    let intervals = order::set(intervals.map(|interval| (interval.first(), interval.last())));
    put_len(out, intervals.len());
    for (first, last) in intervals {
        put_interval(out, Interval::new(first, last));
    }
}

/// Reads the intervals of a document's dates.
pub(crate) fn get_about(reader: &mut Reader<'_>) -> Result<Vec<Interval>> {
    reader.list(get_interval)
}

pub(super) fn put_names(out: &mut Vec<u8>, names: &[Name]) {
    put_all(out, names, |out, name| {
        put_str(out, &name.text);
        put_varint(out, u64::from(name.count));
    });
}

pub(super) fn get_names(reader: &mut Reader<'_>) -> Result<Vec<Name>> {
    reader.list(|reader| Ok(Name { text: reader.string()?, count: reader.u32()? }))
}

pub(super) fn put_merges(out: &mut Vec<u8>, merges: &[Merge]) {
    put_all(out, merges, |out, merge| {
        put_str(out, &merge.name);
        put_one(out, &MergeRule::ALL, &merge.rule);
        put_str(out, &merge.evidence);
    });
}

pub(super) fn get_merges(reader: &mut Reader<'_>) -> Result<Vec<Merge>> {
    reader.list(|reader| {
        let name = reader.string()?;
        let rule = get_one(reader, &MergeRule::ALL, "a rule")?;
        Ok(Merge { name, rule, evidence: reader.string()? })
    })
}

pub(super) fn put_numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    put_all(out, numbers, |out, &number| put_varint(out, u64::from(number)));
}

pub(super) fn get_numbers(reader: &mut Reader<'_>) -> Result<Vec<u32>> {
    reader.list(Reader::u32)
}

/// Appends the annotations of a document.
pub(super) fn put_annotations(out: &mut Vec<u8>, annotated: &AnnotatedDocument) {
    out.extend_from_slice(&annotated.document.sha256);
    put_all(out, &annotated.document.clues, |out, clue| {
        put_one(out, &PublishedHow::ALL, &clue.how);
        put_str(out, &clue.text);
        put_option(out, clue.range, put_range);
    });
    put_ranges(out, annotated.sentences.iter());
    put_ranges(out, annotated.entities.mentions.iter().map(|mention| &mention.range));
    for mention in &annotated.entities.mentions {
        put_one(out, &EntityType::ALL, &mention.entity_type);
        put_varint(out, u64::from(mention.entity));
    }
    put_all(out, &annotated.entities.entities, |out, entity| {
        put_one(out, &EntityType::ALL, &entity.entity_type);
        put_str(out, &entity.name);
        put_names(out, &entity.names);
        put_option(out, entity.pack_id.as_deref(), put_str);
        put_merges(out, &entity.merges);
    });
    put_ranges(out, annotated.timexes.iter().map(|timex| &timex.range));
    for timex in &annotated.timexes {
        put_one(out, &TimexType::ALL, &timex.timex_type);
        put_str(out, &timex.value);
        let modifier = timex.modifier.filter(|modifier| MODIFIERS.contains(modifier));
        put_option(out, modifier, |out, modifier| put_one(out, &MODIFIERS, &modifier));
        put_option(out, timex.interval, put_interval);
        put_option(out, timex.granularity, |out, one| put_one(out, &Granularity::ALL, &one));
        match timex.anchor {
            Anchor::Absolute => out.push(0),
            Anchor::Publication => out.push(1),
            Anchor::Unresolved => out.push(2),
            Anchor::Mention(range) => {
                out.push(3);
                put_range(out, range);
            }
        }
        put_str(out, &timex.why);
    }
    put_all(out, &annotated.events, put_event);
}

/// Reads the annotations of a document.
pub(crate) fn get_annotations(reader: &mut Reader<'_>) -> Result<Annotations> {
    let mut sha256 = Sha256::default();
    sha256.copy_from_slice(reader.bytes(32)?);
    let clues = reader.list(|reader| {
        let how = get_one(reader, &PublishedHow::ALL, "a source of a publication date")?;
        Ok(DateClue { how, text: reader.string()?, range: get_option(reader, get_range)? })
    })?;
    let ranges = |reader: &mut Reader<'_>| {
        let mut distances = Ranges::default();
        reader.list(|reader| distances.get(reader))
    };
    let sentences = ranges(reader)?;
    let mentions = ranges(reader)?
        .into_iter()
        .map(|range| {
            let entity_type = get_one(reader, &EntityType::ALL, "a type of entity")?;
            Ok(Mention { range, entity_type, entity: reader.u32()? })
        })
        .collect::<Result<_>>()?;
    let entities = reader.list(|reader| {
        Ok(DocumentEntity {
            entity_type: get_one(reader, &EntityType::ALL, "a type of entity")?,
            name: reader.string()?,
            names: get_names(reader)?,
            pack_id: get_option(reader, Reader::string)?,
            merges: get_merges(reader)?,
        })
    })?;
    let timexes = ranges(reader)?.into_iter().map(|range| get_timex(reader, range)).collect::<Result<_>>()?;
    let events = reader.list(get_event)?;
    let entities = DocumentEntities { mentions, entities };
    Ok(Annotations { sha256, clues, sentences, entities, timexes, events })
}

fn get_timex(reader: &mut Reader<'_>, range: TextRange) -> Result<Timex> {
    Ok(Timex {
        range,
        timex_type: get_one(reader, &TimexType::ALL, "a type of time expression")?,
        value: reader.string()?,
        modifier: get_option(reader, |reader| get_one(reader, &MODIFIERS, "a modifier"))?,
        interval: get_option(reader, get_interval)?,
        granularity: get_option(reader, |reader| get_one(reader, &Granularity::ALL, "a granularity"))?,
        anchor: match reader.below(4, "an anchor")? {
            0 => Anchor::Absolute,
            1 => Anchor::Publication,
            2 => Anchor::Unresolved,
            _ => Anchor::Mention(get_range(reader)?),
        },
        why: reader.string()?,
    })
}

fn put_event(out: &mut Vec<u8>, event: &Event) {
    put_one(out, &EventType::ALL, &event.event_type);
    put_option(out, event.when, put_when);
    put_one(out, &Modality::ALL, &event.modality);
    put_numbers(out, &event.actors);
    put_numbers(out, &event.targets);
    put_numbers(out, &event.places);
    put_range(out, event.quote);
    put_range(out, event.trigger);
    put_str(out, &event.why);
}

fn get_event(reader: &mut Reader<'_>) -> Result<Event> {
    Ok(Event {
        event_type: get_one(reader, &EventType::ALL, "a type of event")?,
        when: get_option(reader, get_when)?,
        modality: get_one(reader, &Modality::ALL, "a modality")?,
        actors: get_numbers(reader)?,
        targets: get_numbers(reader)?,
        places: get_numbers(reader)?,
        quote: get_range(reader)?,
        trigger: get_range(reader)?,
        why: reader.string()?,
    })
}
