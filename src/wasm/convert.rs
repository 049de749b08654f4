//! From the core's types to the shapes that cross: bytes to UTF-16, enums to their codes.

use super::shapes;
use crate::archive::AnnotatedDocument;
use crate::calendar;
use crate::document::{self, Document};
use crate::entity::Entity;
use crate::event;
use crate::query;
use crate::text::TextRange;
use crate::text::offsets::{Offsets, Unit};

pub(super) fn utf16(text: &str) -> Offsets<'_> {
    Offsets::new(text, Unit::Utf16)
}

pub(super) fn span(offsets: &Offsets<'_>, range: TextRange) -> shapes::Span {
    let (start, end) = offsets.from_range(range);
    shapes::Span { start, end }
}

pub(super) fn when(when: calendar::When) -> shapes::When {
    shapes::When {
        value: document::iso_value(when),
        from: when.interval.first().map(|date| date.to_string()),
        to: when.interval.last().map(|date| date.to_string()),
        granularity: when.granularity.code(),
    }
}

pub(super) fn published(document: &Document) -> Option<shapes::Published> {
    document.published.as_ref().map(|published| shapes::Published {
        when: when(published.when),
        how: published.how.code(),
        why: published.why.clone(),
    })
}

#[cfg(feature = "full")]
pub(super) fn correction(correction: crate::decisions::Correction) -> shapes::DateDecision {
    let date = correction.value();
    let crate::decisions::Correction { document, title, note, .. } = correction;
    shapes::DateDecision { r#do: "date", document, title, date, note }
}

#[cfg(feature = "full")]
pub(super) fn idle(idle: crate::entity::decisions::Idle) -> shapes::IdleDecision {
    let crate::entity::decisions::Idle { place, partly, why } = idle;
    shapes::IdleDecision { place: place as u32, partly, why }
}

pub(super) fn answer(answer: query::Answer) -> shapes::SearchAnswer {
    let count = |value: String, documents| shapes::ValueCount { value, documents };
    let facets = answer.facets;
    let mut hits = Vec::with_capacity(answer.hits.len());
    for hit in answer.hits {
        let offsets = utf16(&hit.text);
        let snippets = hit.snippets.into_iter().map(|one| snippet(one, &offsets)).collect();
        hits.push(shapes::Hit {
            id: hit.id,
            title: hit.title,
            source: hit.source,
            language: hit.language.tag(),
            published: hit.published,
            score: hit.score,
            snippets,
            copies: hit.copies.into_iter().map(near_copy).collect(),
            copy_of: hit.copy_of,
            explanation: hit.explanation.into_iter().map(reason).collect(),
        });
    }
    shapes::SearchAnswer {
        understood: answer.understood,
        notes: answer
            .notes
            .into_iter()
            .map(|note| shapes::Note { kind: note.kind.code(), text: note.text })
            .collect(),
        suggestion: answer.suggestion,
        corrected: answer.corrected,
        expanded: answer.expanded.into_iter().map(expansion).collect(),
        total: answer.total,
        groups: answer.groups,
        hits,
        facets: shapes::Facets {
            entities: facets
                .entities
                .into_iter()
                .map(|facet| shapes::EntityCount {
                    id: facet.id,
                    name: facet.name,
                    r#type: facet.entity_type.code(),
                    documents: facet.documents,
                })
                .collect(),
            languages: facets.languages.into_iter().map(|(l, n)| count(l.tag().to_owned(), n)).collect(),
            months: facets.months.into_iter().map(|(month, n)| count(month, n)).collect(),
            sources: facets.sources.into_iter().map(|(source, n)| count(source, n)).collect(),
            events: facets.events.into_iter().map(|(event, n)| count(event.code().to_owned(), n)).collect(),
        },
    }
}

fn near_copy(copy: query::NearCopy) -> shapes::NearCopy {
    let query::NearCopy { id, title, source, published } = copy;
    shapes::NearCopy { id, title, source, published }
}

fn reason(reason: query::Reason) -> shapes::Reason {
    let query::Reason { clause, rarity, frequency, score } = reason;
    shapes::Reason { clause, rarity, frequency, score }
}

fn expansion(expansion: query::Expansion) -> shapes::Expansion {
    let query::Expansion { name, entities, names, .. } = expansion;
    shapes::Expansion { name, entities, names }
}

/// `text` are the offsets of the text that the snippet is from.
fn snippet(snippet: query::Snippet, text: &Offsets<'_>) -> shapes::Snippet {
    let shapes::Span { start, end } = span(text, snippet.range);
    let offsets = utf16(&snippet.text);
    let highlights = snippet.highlights.iter().map(|&range| span(&offsets, range)).collect();
    shapes::Snippet { start, end, highlights, text: snippet.text }
}

/// `assignment` and `entities` say which entity of the archive each of the document's entities is.
pub(super) fn document(
    annotated: AnnotatedDocument,
    assignment: &[u32],
    entities: &[Entity],
) -> shapes::DocumentView {
    let AnnotatedDocument { document, sentences, entities: names, timexes, events } = annotated;
    let offsets = utf16(&document.text);
    let at = |range| span(&offsets, range);
    let boilerplate = document
        .boilerplate
        .iter()
        .map(|part| {
            let shapes::Span { start, end } = at(part.range);
            shapes::BoilerplateMark { start, end, kind: part.kind.code() }
        })
        .collect();
    let mentions = names
        .mentions
        .iter()
        .filter_map(|mention| {
            let shapes::Span { start, end } = at(mention.range);
            let entity = entities.get(*assignment.get(mention.entity as usize)? as usize)?;
            Some(shapes::MentionMark {
                start,
                end,
                r#type: mention.entity_type.code(),
                entity: entity.id.clone(),
                name: entity.name.clone(),
            })
        })
        .collect();
    let timexes = timexes
        .into_iter()
        .map(|timex| {
            let shapes::Span { start, end } = at(timex.range);
            let time = timex.interval.zip(timex.granularity);
            shapes::TimexMark {
                start,
                end,
                r#type: timex.timex_type.code(),
                value: timex.value,
                r#mod: timex.modifier,
                when: time.map(|(interval, granularity)| when(calendar::When { interval, granularity })),
                anchor: timex.anchor.code(),
                why: timex.why,
            }
        })
        .collect();
    let events = events
        .into_iter()
        .map(|event| {
            let shapes::Span { start, end } = at(event.quote);
            shapes::EventMark {
                start,
                end,
                r#type: event.event_type.code(),
                modality: event.modality.code(),
                when: event.when.map(when),
                why: event.why,
            }
        })
        .collect();
    shapes::DocumentView {
        published: published(&document),
        sentences: sentences.into_iter().map(at).collect(),
        boilerplate,
        mentions,
        timexes,
        events,
        id: document.id,
        source: document.source,
        title: document.title,
        byline: document.byline,
        language: document.language.tag(),
        sha256: hexadecimal(&document.sha256),
        text: document.text,
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|n| char::from_digit(n.into(), 16))
        .collect()
}

pub(super) fn entity(entity: Entity) -> shapes::EntityView {
    shapes::EntityView {
        id: entity.id,
        r#type: entity.entity_type.code(),
        name: entity.name,
        names: entity
            .names
            .into_iter()
            .map(|name| shapes::NameCount { text: name.text, count: name.count })
            .collect(),
        mentions: entity.mentions,
        documents: entity.documents.len() as u32,
        merges: entity
            .merges
            .into_iter()
            .map(|merge| shapes::MergeView {
                name: merge.name,
                rule: merge.rule.code(),
                evidence: merge.evidence,
            })
            .collect(),
    }
}

/// Entities as participants, by their indices.
pub(super) fn entity_names(indices: &[u32], entities: &[Entity]) -> Vec<shapes::EntityName> {
    indices.iter().filter_map(|&index| entities.get(index as usize)).map(entity_name).collect()
}

pub(super) fn entity_name(entity: &Entity) -> shapes::EntityName {
    shapes::EntityName { id: entity.id.clone(), name: entity.name.clone(), r#type: entity.entity_type.code() }
}

pub(super) fn timeline_event(event: event::TimelineEvent, entities: &[Entity]) -> shapes::TimelineEvent {
    let participants = |indices: &[u32]| entity_names(indices, entities);
    shapes::TimelineEvent {
        actors: participants(&event.actors),
        targets: participants(&event.targets),
        places: participants(&event.places),
        id: event.id,
        r#type: event.event_type.code(),
        modality: event.modality.code(),
        when: event.when.map(when),
        headline: event.headline,
        quotes: event.quotes.len() as u32,
        why: event.why,
    }
}

pub(super) fn quote(document: &Document, quote: event::Quote) -> shapes::Quote {
    let offsets = utf16(&document.text);
    let sentence = span(&offsets, quote.range);
    let trigger = span(&offsets, quote.trigger);
    shapes::Quote {
        document: document.id.clone(),
        title: document.title.clone(),
        source: document.source.clone(),
        language: document.language.tag(),
        published: document.published.as_ref().map(document::Published::value),
        start: sentence.start,
        end: sentence.end,
        text: quote.range.of(&document.text).to_owned(),
        trigger: shapes::Span {
            start: trigger.start.saturating_sub(sentence.start),
            end: trigger.end.saturating_sub(sentence.start),
        },
    }
}
