//! Publication dates that do not come from the document itself: what a person corrects.
//!
//! Input: segments, and what was decided. Output: the segments, those written anew in which a date changed. A document
//! whose date changes keeps its text, sentences and names, which do not hang on it, and has its times and events read
//! anew by the same rules. The date that it gives itself is kept beside the other ([`Derived`]), so that each archive is
//! made from what the documents say and from the decisions alone, whatever was decided before.

use std::borrow::Cow;

use crate::archive::{self, AnnotatedDocument, Archive, SegmentContent, Step};
use crate::decisions::{Correction, Decision, Decisions};
use crate::document::{Derived, Document, Published, PublishedHow};
use crate::error::Result;
use crate::order::Map;
use crate::{event, temporal};

/// Segments as they are or written anew, what they hold, and the decisions that found no document, by their place.
pub(super) struct Followed<'s> {
    pub(super) segments: Vec<Cow<'s, [u8]>>,
    pub(super) contents: Vec<SegmentContent>,
    pub(super) idle: Vec<(usize, String)>,
}

/// Makes the documents of segments follow what was decided about their dates; where nothing is said of decisions, those
/// that the segments keep.
pub(super) fn follow<'s>(segments: &'s [Vec<u8>], decisions: Option<&Decisions>) -> Result<Followed<'s>> {
    let mut contents =
        segments.iter().map(|segment| archive::read_segment(segment)).collect::<Result<Vec<_>>>()?;
    let mut segments: Vec<Cow<'_, [u8]>> =
        segments.iter().map(|segment| Cow::Borrowed(segment.as_slice())).collect();
    let mut corrections: Map<&str, &Correction> = Map::default();
    for (_, correction) in decisions.into_iter().flat_map(Decisions::corrections) {
        corrections.insert(&correction.document, correction);
    }
    for (segment, content) in segments.iter_mut().zip(&mut contents) {
        let meant = |id: &String| corrections.get(&id.as_str()).is_some();
        if content.derived.is_empty() && !content.ids.iter().any(meant) {
            continue;
        }
        let mut documents = archive::read_documents(segment)?;
        let mut changed = false;
        for annotated in &mut documents {
            let own = own_date(&annotated.document);
            let kept = if decisions.is_none() { kept(&annotated.document) } else { None };
            let correction = kept.as_ref().or(corrections.get(&annotated.document.id.as_str()).copied());
            let (published, derived) = match correction {
                None => (own, None),
                Some(correction) => {
                    let published = correction.when.map(|when| corrected(when, correction, own.as_ref()));
                    (published, Some(Box::new(Derived { published: own, note: correction.note.clone() })))
                }
            };
            changed |= redate(annotated, published, derived);
        }
        if changed {
            let written = archive::write_segment(&documents)?;
            *content = archive::read_segment(&written)?;
            *segment = Cow::Owned(written);
        }
    }
    let known = |id: &str| contents.iter().any(|content| content.ids.iter().any(|known| known == id));
    let idle = decisions
        .into_iter()
        .flat_map(Decisions::corrections)
        .filter(|(_, correction)| !known(&correction.document));
    let idle = idle.map(|(place, correction)| (place, nowhere(correction))).collect();
    Ok(Followed { segments, contents, idle })
}

/// The corrections that an archive keeps, as decisions: to go on from where it was left.
///
/// # Errors
/// As [`Archive::from_bytes`].
pub fn corrections(archive: &Archive) -> Result<Step<Decisions>> {
    let found = match archive.redated()? {
        Step::Ready(found) => found,
        Step::Missing(ranges) => return Ok(Step::Missing(ranges)),
    };
    let mut decisions = Decisions::default();
    for document in &found {
        if let Some(correction) = kept(document) {
            decisions.push(Decision::Date(correction))?;
        }
    }
    Ok(Step::Ready(decisions))
}

/// The correction that a document keeps.
fn kept(document: &Document) -> Option<Correction> {
    let derived = document.derived.as_ref()?;
    let published = document.published.as_ref();
    published.is_none_or(|published| published.how == PublishedHow::Corrected).then(|| Correction {
        document: document.id.clone(),
        title: Some(document.title.clone()),
        when: published.map(|published| published.when),
        note: derived.note.clone(),
    })
}

/// When a document was published, as far as it says itself.
fn own_date(document: &Document) -> Option<Published> {
    document.derived.as_ref().map_or_else(|| document.published.clone(), |derived| derived.published.clone())
}

fn corrected(when: crate::calendar::When, correction: &Correction, own: Option<&Published>) -> Published {
    let note = correction.note.as_ref().map(|note| format!(" (“{note}”)")).unwrap_or_default();
    let before = own.map_or_else(|| "not known".to_owned(), |own| format!("{}, {}", own.value(), own.why));
    let why = format!("corrected by a person{note}; it was {before}");
    Published { when, how: PublishedHow::Corrected, evidence: None, why }
}

fn nowhere(correction: &Correction) -> String {
    let title = correction.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
    format!("the document {}{title} is not in the archive", correction.document)
}

/// Gives a document another date, and reads its times and events by it. Returns whether anything changed.
fn redate(
    annotated: &mut AnnotatedDocument,
    published: Option<Published>,
    derived: Option<Box<Derived>>,
) -> bool {
    let AnnotatedDocument { document, sentences, entities, timexes, events } = annotated;
    if (&document.published, &document.derived) == (&published, &derived) {
        return false;
    }
    document.derived = derived;
    document.published = published;
    // In a passage that is searched only, nothing is looked for.
    if !sentences.is_empty() {
        *timexes = temporal::timexes(document, sentences);
        *events = event::extract(document, sentences, entities, timexes);
    }
    true
}
