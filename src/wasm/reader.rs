//! `ArchiveHandle`: an archive that JavaScript opens, supplies with bytes, and queries.

use std::ops::Range;

use wasm_bindgen::prelude::*;

use super::request::search_request;
use super::{convert, shapes, step, thrown};
use crate::archive::{Archive, Step};
use crate::calendar::{Interval, When};
use crate::error::{Error, ErrorKind};
use crate::event::EventType;
use crate::query::{self, Filters, Request, Sort};
use crate::text::Language;

/// Takes the content of a ready step, or hands its missing ranges to the caller.
macro_rules! ready {
    ($outcome:expr) => {
        match $outcome? {
            Step::Ready(value) => value,
            Step::Missing(ranges) => return Ok(Step::Missing(ranges)),
        }
    };
}
#[cfg(feature = "full")]
pub(super) use ready;

#[wasm_bindgen]
extern "C" {
    /// A file that JavaScript holds.
    #[wasm_bindgen(js_name = Uint8Array, typescript_type = "Uint8Array")]
    pub type File;
    #[wasm_bindgen(method, getter)]
    fn length(this: &File) -> u32;
    /// The bytes from one place up to another, as far as there are any.
    #[wasm_bindgen(method, js_name = subarray)]
    fn bytes(this: &File, start: u32, end: u32) -> Vec<u8>;
}

/// An archive, wholly or partly held.
#[wasm_bindgen]
pub struct ArchiveHandle {
    archive: Archive,
    /// The whole file, where JavaScript holds it: what a question needs of it is copied when it is asked. To copy all of
    /// it first would take longer than to open it and to search.
    file: Option<File>,
}

#[wasm_bindgen]
impl ArchiveHandle {
    /// An archive of which all bytes are held. They are read when they are needed, so they must stay as they are.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: File) -> Result<ArchiveHandle, JsValue> {
        let archive = Archive::remote(u64::from(bytes.length()));
        let mut handle = Self { archive, file: Some(bytes) };
        handle.ask(Archive::document_count).map_err(|error| thrown(&error))?;
        Ok(handle)
    }

    /// An archive of `length` bytes, of which none is held yet.
    pub fn remote(length: f64) -> ArchiveHandle {
        Self { archive: Archive::remote(length as u64), file: None }
    }

    /// Hands over the bytes of the file that start at `offset`.
    pub fn supply(&mut self, offset: f64, bytes: Vec<u8>) {
        self.archive.supply(offset as u64, bytes);
    }

    /// What the archive holds.
    #[wasm_bindgen(unchecked_return_type = "Step<ArchiveSummary>")]
    pub fn summary(&mut self) -> Result<JsValue, JsValue> {
        step(self.ask(read_summary), |summary| summary)
    }

    /// Searches the archive.
    #[wasm_bindgen(unchecked_return_type = "Step<SearchAnswer>")]
    pub fn search(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<SearchRequest>")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let request = search_request(&request).map_err(|error| thrown(&error))?;
        let search = if request.facets == Some(false) { query::search_hits } else { query::search };
        let request = read_request(request).map_err(|error| thrown(&error))?;
        step(self.ask(|archive| search(archive, &request)), convert::answer)
    }

    /// The ordinals of the hits, best first, without reading them.
    #[wasm_bindgen(unchecked_return_type = "Step<number[]>")]
    pub fn ordinals(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<SearchRequest>")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let request = search_request(&request).and_then(read_request).map_err(|error| thrown(&error))?;
        let request = Request { snippets: false, ..request };
        let answer = self.ask(|archive| query::search_hits(archive, &request));
        step(answer, |answer| answer.hits.iter().map(|hit| hit.document).collect::<Vec<_>>())
    }

    /// A document with its marks.
    #[wasm_bindgen(unchecked_return_type = "Step<DocumentView>")]
    pub fn document(&mut self, id: &str) -> Result<JsValue, JsValue> {
        step(self.ask(|archive| read_document(archive, id)), |document| document)
    }

    /// The entities, most mentions first.
    #[wasm_bindgen(unchecked_return_type = "Step<EntityView[]>")]
    pub fn entities(&mut self) -> Result<JsValue, JsValue> {
        step(self.ask(Archive::entities), |entities| {
            entities.into_iter().map(convert::entity).collect::<Vec<_>>()
        })
    }

    /// The timeline: dated events by first day, then the undated.
    #[wasm_bindgen(unchecked_return_type = "Step<TimelineEvent[]>")]
    pub fn timeline(&mut self) -> Result<JsValue, JsValue> {
        step(self.ask(read_timeline), |events| events)
    }

    /// The sentences that support an event.
    #[wasm_bindgen(unchecked_return_type = "Step<Quote[]>")]
    pub fn quotes(&mut self, event: &str) -> Result<JsValue, JsValue> {
        step(read_quotes(self.held(), event), |quotes| quotes)
    }
}

/// What a call that reads an archive gives.
pub(super) type Read<T> = crate::Result<Step<T>>;

impl ArchiveHandle {
    /// Asks the archive, and again for as long as JavaScript holds what it lacks.
    pub(super) fn ask<T>(&mut self, question: impl Fn(&Archive) -> Read<T>) -> Read<T> {
        loop {
            let step = question(&self.archive)?;
            match &step {
                Step::Missing(ranges) if self.fill(ranges) => {}
                _ => return Ok(step),
            }
        }
    }

    /// The archive with all bytes that JavaScript holds: for questions that read one document after another.
    pub(super) fn held(&mut self) -> &Archive {
        let whole = 0..self.archive.byte_length();
        if self.archive.bytes_held() < whole.end {
            self.fill(&[whole]);
        }
        &self.archive
    }

    /// Supplies ranges of the file, if JavaScript holds it.
    fn fill(&mut self, ranges: &[Range<u64>]) -> bool {
        let Some(file) = &self.file else { return false };
        // One whose buffer was handed over to another thread is empty.
        if file.length() == 0 {
            return false;
        }
        for range in ranges {
            let bytes = file.bytes(range.start as u32, range.end as u32);
            self.archive.supply(range.start, bytes);
        }
        true
    }
}

fn read_summary(archive: &Archive) -> Read<shapes::ArchiveSummary> {
    let documents = ready!(archive.document_count());
    let entities = ready!(archive.entities()).len() as u32;
    let events = ready!(archive.timeline()).len() as u32;
    Ok(Step::Ready(shapes::ArchiveSummary { documents, entities, events }))
}

fn read_document(archive: &Archive, id: &str) -> Read<shapes::DocumentView> {
    let ordinal = ready!(archive.ordinal(id));
    let document = ready!(archive.document(ordinal));
    let assignment = ready!(archive.assignment(ordinal));
    let entities = ready!(archive.entities());
    Ok(Step::Ready(convert::document(document, &assignment, &entities)))
}

fn read_timeline(archive: &Archive) -> Read<Vec<shapes::TimelineEvent>> {
    let events = ready!(archive.timeline());
    let entities = ready!(archive.entities());
    Ok(Step::Ready(events.into_iter().map(|event| convert::timeline_event(event, &entities)).collect()))
}

fn read_quotes(archive: &Archive, id: &str) -> Read<Vec<shapes::Quote>> {
    let events = ready!(archive.timeline());
    let event = events
        .into_iter()
        .find(|event| event.id == id)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("no event {id:?} in this archive")))?;
    let mut quotes = Vec::with_capacity(event.quotes.len());
    for quote in event.quotes {
        let document = ready!(archive.document(quote.document)).document;
        quotes.push(convert::quote(&document, quote));
    }
    Ok(Step::Ready(quotes))
}
fn read_request(request: shapes::SearchRequest) -> crate::Result<Request> {
    let languages = request.languages.iter().map(|tag| {
        Language::from_tag(tag).ok_or_else(|| {
            Error::new(ErrorKind::Argument, format!("expected a language such as \"km\", found {tag:?}"))
        })
    });
    let sort = request.sort.as_deref().map_or(Some(Sort::Best), Sort::from_code);
    let expected =
        |what: &str| Error::new(ErrorKind::Argument, ["expected ", what, ", found another"].concat());
    let events = request.events.iter().map(|code| EventType::from_code(code));
    Ok(Request {
        query: request.query,
        sort: sort.ok_or_else(|| expected("\"best\", \"newest\" or \"oldest\" as `sort`"))?,
        aliases: request.aliases.unwrap_or(true),
        correct: request.correct.unwrap_or(true),
        group_copies: request.group_copies.unwrap_or(false),
        explain: request.explain.unwrap_or(false),
        snippets: true,
        filters: Filters {
            entities: request.entities,
            languages: languages.collect::<crate::Result<_>>()?,
            documents: request.documents,
            events: events.collect::<Option<_>>().ok_or_else(|| expected("types of event as `events`"))?,
            sources: request.sources,
            published: interval(request.published_from.as_deref(), request.published_to.as_deref())?,
            about: interval(request.about_from.as_deref(), request.about_to.as_deref())?,
        },
        offset: request.offset,
        limit: request.limit.unwrap_or(10),
    })
}

fn interval(from: Option<&str>, to: Option<&str>) -> crate::Result<Option<Interval>> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let first = from.map(parse_when).transpose()?.and_then(|when| when.interval.first());
    let last = to.map(parse_when).transpose()?.and_then(|when| when.interval.last());
    Ok(Some(Interval::new(first, last)))
}

/// Reads a date as a caller gives it.
pub(super) fn parse_when(text: &str) -> crate::Result<When> {
    When::parse_iso(text).ok_or_else(|| {
        Error::new(
            ErrorKind::Argument,
            format!("expected a date such as 2017, 2017-09 or 2017-09-18, found {text:?}"),
        )
    })
}

/// The version of this module.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
