//! The road from bytes to an archive: ingest, date, cut into sentences, extract names, times and events, index,
//! resolve, merge. Nothing here knows how any of it is done.

mod dates;

use std::sync::Arc;

use crate::archive::{self, AnnotatedDocument};
use crate::calendar::{Granularity, Interval, When};
use crate::decisions::Decisions;
use crate::document::{Document, Published, PublishedHow};
use crate::entity::decisions::Idle;
use crate::entity::model::Tagger;
use crate::entity::{self, Pack};
use crate::error::Result;
use crate::order;
use crate::text::sentence::sentences;
use crate::{event, ingest, temporal};

pub use dates::corrections;

/// What the caller knows besides the bytes.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The site's own list of names.
    pub pack: Option<Arc<Pack>>,
    /// When the documents were published, where a person says so.
    pub published: Option<When>,
    /// A trained tagger of names; without one, rules find them.
    pub tagger: Option<Arc<Tagger>>,
}

/// The documents of one file, annotated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// The documents, in the order of the file.
    pub documents: Vec<AnnotatedDocument>,
    /// The extracted text of the whole file: what each document's `range` counts in.
    pub text: String,
    /// What a person should know; the file was read all the same.
    pub warnings: Vec<String>,
}

/// Reads one file and annotates its documents.
///
/// # Errors
/// As [`ingest::read`].
pub fn annotate(bytes: &[u8], source: &str, settings: &Settings) -> Result<Annotated> {
    let read = ingest::read(bytes, source)?;
    let documents = read
        .documents
        .into_iter()
        .map(|mut document| {
            document.published = settings.published.map(given).or_else(|| temporal::publication(&document));
            let sentences = sentences(&document.text);
            let entities =
                entity::extract(&document, &sentences, settings.pack.as_deref(), settings.tagger.as_deref());
            let timexes = temporal::timexes(&document, &sentences);
            let events = event::extract(&document, &sentences, &entities, &timexes);
            AnnotatedDocument { document, sentences, entities, timexes, events }
        })
        .collect();
    Ok(Annotated { documents, text: read.text, warnings: read.warnings })
}

/// A passage as it stands, to be searched only: nobody is looked for in it, no date and no event. It is its own source.
pub fn passage(id: String, title: String, text: String) -> AnnotatedDocument {
    let document = Document { source: id.clone(), id, title, ..Document::of_text(text) };
    AnnotatedDocument {
        document,
        sentences: Vec::new(),
        entities: entity::DocumentEntities::default(),
        timexes: Vec::new(),
        events: Vec::new(),
    }
}

/// Builds an archive file of passages, in their order.
///
/// # Errors
/// As [`archive::write_segment`] and [`archive::assemble`].
pub fn passages(passages: &[AnnotatedDocument]) -> Result<Vec<u8>> {
    let segment = archive::write_segment(passages)?;
    archive::assemble(&[segment], &entity::Resolution::default(), &[])
}

fn given(when: When) -> Published {
    let why = "given by a person".to_owned();
    Published { when, how: PublishedHow::Person, evidence: None, why }
}

/// The publication date of one day, for callers that have only a date.
pub fn on_day(date: crate::calendar::Date) -> When {
    When { interval: Interval::day(date), granularity: Granularity::Day }
}

/// Builds an archive file from annotated documents as one segment. Documents come in the order of their sources and
/// places, so that the order in which files arrive does not matter; of two with one identifier the first is kept.
///
/// # Errors
/// As [`archive::write_segment`] and [`archive::assemble`].
pub fn build(documents: Vec<AnnotatedDocument>, pack: Option<&Pack>) -> Result<Vec<u8>> {
    Ok(build_decided(documents, pack, &Decisions::default())?.archive)
}

/// As [`build`], with what people decided about its entities and dates.
///
/// # Errors
/// As [`build`].
pub fn build_decided(
    mut documents: Vec<AnnotatedDocument>,
    pack: Option<&Pack>,
    decisions: &Decisions,
) -> Result<Decided> {
    order::sort_by(&mut documents, |a, b| {
        let key =
            |d: &AnnotatedDocument| (d.document.source.clone(), d.document.range, d.document.id.clone());
        key(a).cmp(&key(b))
    });
    // Of documents with one identifier, the first stays.
    let mut numbered: Vec<(&str, usize)> =
        documents.iter().map(|d| d.document.id.as_str()).zip(0..).collect();
    order::sort(&mut numbered);
    numbered.dedup_by_key(|one| one.0);
    let first = order::set(numbered.into_iter().map(|one| one.1));
    let mut at = 0..;
    documents.retain(|_| at.next().is_some_and(|at| first.binary_search(&at).is_ok()));
    combine_decided(&[archive::write_segment(&documents)?], pack, decisions)
}

/// An archive with what people decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The archive file.
    pub archive: Vec<u8>,
    /// Decisions that found nothing to decide about, or not all of it, in their order. They are kept: their document may
    /// come.
    pub idle: Vec<Idle>,
}

/// Builds an archive file from segments, resolving entities and merging events over all of them. Many small segments
/// become few ([`archive::compact`]). The dates of documents that the segments keep as corrected stay so.
///
/// # Errors
/// As [`archive::read_segment`] and [`archive::assemble`].
pub fn combine(segments: &[Vec<u8>], pack: Option<&Pack>) -> Result<Vec<u8>> {
    Ok(combine_with(segments, pack, None)?.archive)
}

/// As [`combine`], with what people decided: documents follow the dates, events the entities as decided. What was decided
/// before counts no more: what the segments keep of it is taken back.
///
/// # Errors
/// As [`combine`].
pub fn combine_decided(segments: &[Vec<u8>], pack: Option<&Pack>, decisions: &Decisions) -> Result<Decided> {
    combine_with(segments, pack, Some(decisions))
}

/// [`combine`], or where there are decisions [`combine_decided`].
///
/// # Errors
/// As [`combine`].
pub fn combine_with(
    segments: &[Vec<u8>],
    pack: Option<&Pack>,
    decisions: Option<&Decisions>,
) -> Result<Decided> {
    let mut contents =
        segments.iter().map(|segment| archive::read_segment(segment)).collect::<Result<Vec<_>>>()?;
    let none = Decisions::default();
    let made = decisions.unwrap_or(&none);
    let entities: Vec<_> = contents.iter().flat_map(|content| &content.entities).collect();
    let ids: Vec<&str> = contents.iter().flat_map(|content| &content.ids).map(String::as_str).collect();
    let (resolution, mut idle) = made.apply(entity::resolve(&entities, pack), &entities, &ids);
    // Whose name stands where does not hang on dates, so entities come first and stay as they are.
    let dates::Followed { segments, idle: unfound } =
        dates::follow(segments, &mut contents, decisions, &resolution)?;
    let events: Vec<_> = contents.iter().flat_map(|content| &content.events).map(Vec::as_slice).collect();
    let timeline = event::timeline(&events, &resolution);
    let elsewhere = pack.map_or_else(Vec::new, |pack| pack.elsewhere(&resolution.entities));
    let archive = archive::assemble_known(&archive::compact(&segments)?, &resolution, &timeline, &elsewhere)?;
    idle.extend(unfound);
    order::sort_by_key(&mut idle, |one| one.place);
    Ok(Decided { archive, idle })
}
