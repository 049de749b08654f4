//! Publication dates that do not come from the document itself: what a person corrects, and what other documents say.
//!
//! Input: segments, what was decided, and which entities are one. Output: the segments, those written anew in which a
//! date changed. A document whose date changes keeps its text, sentences and names, which do not hang on it, and has its
//! times and events read anew by the same rules. The date that it gives itself is kept beside the other ([`Derived`]),
//! so that each archive is made from what the documents say and from the decisions alone, whatever was decided before.
//!
//! A correction is a person's last word. Only documents without one are narrowed by others ([`occasion`]), and what those
//! state is read as their own dates give it: neither what was corrected nor what was narrowed narrows further.

use std::borrow::Cow;

use crate::archive::{self, AnnotatedDocument, Archive, SegmentContent, Step};
use crate::decisions::{Correction, Decisions};
use crate::document::{Derived, Document, Published, PublishedHow};
use crate::entity::Resolution;
use crate::entity::decisions::Idle;
use crate::error::Result;
use crate::event::occasion::{self, Account, Statements};
use crate::{event, temporal};

/// Segments that follow what is decided and known of their documents' dates.
pub(super) struct Followed<'s> {
    pub(super) segments: Vec<Cow<'s, [u8]>>,
    /// The decisions that found no document, by their place, each with the reason.
    pub(super) idle: Vec<Idle>,
}

/// Makes the documents of segments follow what was decided about their dates, or where nothing is said of decisions those
/// that the segments keep, and what other documents say. `contents` are those of the segments, and follow them.
pub(super) fn follow<'s>(
    segments: &'s [Vec<u8>],
    contents: &mut [SegmentContent],
    decisions: Option<&Decisions>,
    resolution: &Resolution,
) -> Result<Followed<'s>> {
    let corrections = decisions.map(Decisions::corrections).unwrap_or_default();
    let mut idle = Vec::new();
    for &(place, correction) in &corrections {
        if !contents.iter().any(|content| content.ids.contains(&correction.document)) {
            idle.push(Idle { place, partly: false, why: nowhere(correction) });
        }
    }
    // The last holds.
    let about = |id: &String| corrections.iter().rfind(|one| one.1.document == *id).map(|one| one.1);

    let statements = statements(segments, contents, resolution)?;
    let mut followed = Vec::with_capacity(segments.len());
    let mut first = 0;
    for (segment, content) in segments.iter().zip(contents) {
        let assigned = resolution.assignment.get(first..).unwrap_or_default();
        first += content.ids.len();
        let asks = content.has_undated && !statements.is_empty();
        if content.derived.is_empty() && !asks && !content.ids.iter().any(|id| about(id).is_some()) {
            followed.push(Cow::Borrowed(segment.as_slice()));
            continue;
        }
        let mut documents = archive::read_documents(segment)?;
        let mut changed = false;
        for (annotated, assignment) in documents.iter_mut().zip(assigned) {
            let kept = if decisions.is_none() { kept(&annotated.document) } else { None };
            let correction = about(&annotated.document.id).or(kept.as_ref());
            changed |= match correction {
                Some(correction) => correct(annotated, correction),
                None => narrow(annotated, assignment, &statements),
            };
        }
        if changed {
            let written = archive::write_segment(&documents)?;
            *content = archive::read_segment(&written)?;
            followed.push(Cow::Owned(written));
        } else {
            followed.push(Cow::Borrowed(segment.as_slice()));
        }
    }
    Ok(Followed { segments: followed, idle })
}

/// What the documents state, where there are any whose dates could be narrowed by it.
fn statements(
    segments: &[Vec<u8>],
    contents: &[SegmentContent],
    resolution: &Resolution,
) -> Result<Statements> {
    let mut found = Vec::new();
    let is_revised = |content: &SegmentContent| !content.derived.is_empty();
    if !contents.iter().any(|content| content.has_undated || is_revised(content)) {
        return Ok(Statements::default());
    }
    let mut first = 0;
    for (segment, content) in segments.iter().zip(contents) {
        let assigned = resolution.assignment.get(first..).unwrap_or_default();
        first += content.ids.len();
        if !content.has_occasions && !is_revised(content) {
            continue;
        }
        for (mut annotated, assignment) in archive::read_documents(segment)?.into_iter().zip(assigned) {
            let own = own_date(&annotated.document);
            redate(&mut annotated, own, None);
            found.extend(occasion::statements(&account(&annotated, assignment)));
        }
    }
    Ok(Statements::new(found))
}

fn account<'d>(annotated: &'d AnnotatedDocument, assignment: &'d [u32]) -> Account<'d> {
    let AnnotatedDocument { document, sentences, entities, timexes, events } = annotated;
    Account { document, sentences, entities, timexes, events, assignment }
}

/// Gives a document the date that a person says. Returns whether anything changed.
fn correct(annotated: &mut AnnotatedDocument, correction: &Correction) -> bool {
    let own = own_date(&annotated.document);
    let published = correction.when.map(|when| corrected(when, correction, own.as_ref()));
    redate(annotated, published, Some(Box::new(Derived { published: own, note: correction.note.clone() })))
}

/// Gives a document its own date, as far as other documents do not narrow it. Returns whether anything changed.
fn narrow(annotated: &mut AnnotatedDocument, assignment: &[u32], statements: &Statements) -> bool {
    let dates = |document: &Document| (document.published.clone(), document.derived.clone());
    let before = dates(&annotated.document);
    let own = own_date(&annotated.document);
    redate(annotated, own.clone(), None);
    if let Some(narrowed) = occasion::narrowed(&account(annotated, assignment), statements) {
        redate(annotated, Some(narrowed), Some(Box::new(Derived { published: own, note: None })));
    }
    before != dates(&annotated.document)
}

/// The corrections that an archive keeps: to go on from where it was left.
///
/// # Errors
/// As [`Archive::from_bytes`].
pub fn corrections(archive: &Archive) -> Result<Step<Vec<Correction>>> {
    Ok(match archive.redated()? {
        Step::Ready(found) => Step::Ready(found.iter().filter_map(kept).collect()),
        Step::Missing(ranges) => Step::Missing(ranges),
    })
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
    let mut why = String::new();
    if let Some(note) = &correction.note {
        why = ["“", note, "”; "].concat();
    }
    why.push_str("it was ");
    match own {
        Some(own) => why.push_str(&[&own.value(), ", ", &own.why].concat()),
        None => why.push_str("not known"),
    }
    Published { when, how: PublishedHow::Corrected, evidence: None, why }
}

fn nowhere(correction: &Correction) -> String {
    let title = correction.title.as_deref().map(|title| [" “", title, "”"].concat()).unwrap_or_default();
    ["the document ", &correction.document, &title, " is not in the archive"].concat()
}

/// Gives a document another date, and reads its times and events by it. Returns whether the date changed.
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
