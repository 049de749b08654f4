//! The JSON of the command line: `annotate`, `entities`, `timeline` (that of `search` is
//! the binary's own: an answer is no part of an archive).
//!
//! Names and order of the members are a promise to other programs. A member that the text gives nothing for is
//! `null`, except for those marked *optional*, which are left out. Every `start` and `end` counts Unicode code points
//! of `text`, half-open; in a document's `range` they count those of the whole input.
//!
//! Each function returns one object on one line, without a line break at its end. No string in them is HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Contents;
use crate::archive::AnnotatedDocument;
use crate::calendar::Interval;
use crate::document::{Published, iso_value};
use crate::entity::alike::Suggestion;
use crate::entity::{Entity, Resolution};
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, TimelineEvent};
use crate::temporal::Timex;
use crate::text::TextRange;
use crate::text::offsets::{Offsets, Unit};

/// The documents of one file as `saksi annotate` prints them, one object each:
///
/// ```json
/// {"id","source","title","byline","language",
///  "published":{"value","granularity","how"},
///  "range":{"start","end"},
///  "text",
///  "boilerplate":[{"start","end","kind"}],
///  "sentences":[{"start","end"}],
///  "mentions":[{"start","end","text","type","entity"}],
///  "timexes":[{"start","end","text","type","value","mod"?,"from"?,"to"?,"anchor"?,"why"}],
///  "events":[{"id","type","mode"?,"date","granularity","modality","actors","targets","places",
///             "quote":{"start","end"},"why"}]}
/// ```
///
/// `mode`, a finer kind of act, is left out: none is told apart yet. `anchor` says what a time was resolved against:
/// `absolute`, `publication`, `mention` or `unresolved`. `file_text` is the extracted text of the file, in which the documents' `range` counts; `resolution` says which
/// entities the documents' names are.
///
/// # Errors
/// [`ErrorKind::Argument`] where something cannot be written as JSON, which no text can bring about.
pub fn annotated(
    documents: &[AnnotatedDocument],
    file_text: &str,
    resolution: &Resolution,
) -> Result<Vec<String>> {
    let file = Offsets::new(file_text, Unit::CodePoint);
    let entities = |at: usize| EntityIds {
        entities: &resolution.entities,
        assignment: resolution.assignment.get(at).map_or(&[], Vec::as_slice),
    };
    documents
        .iter()
        .enumerate()
        .map(|(at, document)| {
            line(&document_json(document, span(&file, document.document.range), &entities(at)))
        })
        .collect()
}

/// One document of an archive, in the shape of [`annotated`]. An archive does not keep the text around its documents,
/// so that `range` counts UTF-8 bytes of the file here, and says so: `{"start","end","unit":"byte"}`.
///
/// # Errors
/// As [`annotated`].
pub fn archived(contents: &Contents, ordinal: usize) -> Result<String> {
    let document = contents
        .documents
        .get(ordinal)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("no document {ordinal}")))?;
    let entities = EntityIds {
        entities: &contents.entities,
        assignment: contents.assignment.get(ordinal).map_or(&[], Vec::as_slice),
    };
    let range = document.document.range;
    let range = SpanJson { start: range.start, end: range.end, unit: Some("byte") };
    line(&document_json(document, range, &entities))
}

/// An entity of an archive as `saksi entities --json` prints it, a line each:
///
/// ```json
/// {"id","name","type","aliases":["…"],"mentions":2,"documents":["…"],"merged_by":[{"name","rule","evidence"}],"ids"?:{"wikidata":"Q1"}}
/// ```
///
/// `aliases` are the other forms of the name, most frequent first; `documents` are identifiers. `ids`, which are optional,
/// are identifiers elsewhere, as a pack gives them.
///
/// # Errors
/// As [`annotated`].
pub fn entity(entity: &Entity, document_ids: &[String], ids: &[(String, String)]) -> Result<String> {
    let aliases = entity.names.iter().map(|name| name.text.as_str());
    line(&EntityJson {
        id: &entity.id,
        name: &entity.name,
        kind: entity.entity_type.code(),
        aliases: aliases.filter(|name| *name != entity.name).collect(),
        mentions: entity.mentions,
        documents: entity
            .documents
            .iter()
            .filter_map(|&ordinal| document_ids.get(ordinal as usize))
            .map(String::as_str)
            .collect(),
        merged_by: entity
            .merges
            .iter()
            .map(|merge| MergeJson { name: &merge.name, rule: merge.rule.code(), evidence: &merge.evidence })
            .collect(),
        ids: ids.iter().map(|(scheme, id)| (scheme.as_str(), id.as_str())).collect(),
    })
}

/// Two entities that may be one, as `saksi entities --alike --json` prints them, a line each:
///
/// ```json
/// {"entity","other","names":["…","…"],"type","rule","documents","shared":[entity]}
/// ```
///
/// `entity` and `other` are identifiers, `documents` is the number of those that name both.
///
/// # Errors
/// As [`annotated`].
pub fn suggestion(suggestion: &Suggestion, entities: &[Entity]) -> Result<String> {
    let id = |&at: &u32| entities.get(at as usize).map_or("", |entity| entity.id.as_str());
    let kind = entities.get(suggestion.entity as usize).map_or("", |entity| entity.entity_type.code());
    line(&SuggestionJson {
        entity: id(&suggestion.entity),
        other: id(&suggestion.other),
        names: [&suggestion.names.0, &suggestion.names.1],
        kind,
        rule: suggestion.rule.code(),
        documents: suggestion.documents,
        shared: suggestion.shared.iter().map(id).collect(),
    })
}

/// An event of the timeline as `saksi timeline --json` prints it, a line each:
///
/// ```json
/// {"id","type","date","granularity","modality","headline","actors","targets","places",
///  "quotes":[{"document","source","title","start","end","text"}],"why"}
/// ```
///
/// `date` and `granularity` are `null` where the event is undated; participants are identifiers of entities; each
/// quote is a sentence of the document with that identifier.
///
/// # Errors
/// As [`annotated`].
pub fn timeline_event(event: &TimelineEvent, contents: &Contents) -> Result<String> {
    let ids = |indices: &[u32]| -> Vec<String> {
        indices.iter().map(|&index| contents.entity_id(index).to_owned()).collect()
    };
    let quotes = event.quotes.iter().filter_map(|quote| {
        let document = &contents.documents.get(quote.document as usize)?.document;
        let at = span(&Offsets::new(&document.text, Unit::CodePoint), quote.range);
        Some(QuoteJson {
            document: &document.id,
            source: &document.source,
            title: &document.title,
            start: at.start,
            end: at.end,
            text: quote.range.of(&document.text),
        })
    });
    line(&TimelineJson {
        id: &event.id,
        kind: event.event_type.code(),
        date: event.when.map(iso_value),
        granularity: event.when.map(|when| when.granularity.code()),
        modality: event.modality.code(),
        headline: &event.headline,
        actors: ids(&event.actors),
        targets: ids(&event.targets),
        places: ids(&event.places),
        quotes: quotes.collect(),
        why: &event.why,
    })
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    id: &'a str,
    source: &'a str,
    title: &'a str,
    byline: Option<&'a str>,
    language: &'static str,
    published: Option<PublishedJson>,
    range: SpanJson,
    text: &'a str,
    boilerplate: Vec<BoilerplateJson>,
    sentences: Vec<SpanJson>,
    mentions: Vec<MentionJson<'a>>,
    timexes: Vec<TimexJson<'a>>,
    events: Vec<EventJson<'a>>,
}

#[derive(Serialize)]
struct PublishedJson {
    value: String,
    granularity: &'static str,
    how: &'static str,
}

#[derive(Serialize)]
struct SpanJson {
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}

#[derive(Serialize)]
struct BoilerplateJson {
    start: u32,
    end: u32,
    kind: &'static str,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    entity: &'a str,
}

#[derive(Serialize)]
struct TimexJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'static str>,
    why: &'a str,
}

#[derive(Serialize)]
struct EventJson<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    date: Option<String>,
    granularity: Option<&'static str>,
    modality: &'static str,
    actors: Vec<&'a str>,
    targets: Vec<&'a str>,
    places: Vec<&'a str>,
    quote: SpanJson,
    why: &'a str,
}

#[derive(Serialize)]
struct EntityJson<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    aliases: Vec<&'a str>,
    mentions: u32,
    documents: Vec<&'a str>,
    merged_by: Vec<MergeJson<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ids: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct SuggestionJson<'a> {
    entity: &'a str,
    other: &'a str,
    names: [&'a str; 2],
    #[serde(rename = "type")]
    kind: &'static str,
    rule: &'static str,
    documents: u32,
    shared: Vec<&'a str>,
}

#[derive(Serialize)]
struct MergeJson<'a> {
    name: &'a str,
    rule: &'static str,
    evidence: &'a str,
}

#[derive(Serialize)]
struct TimelineJson<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    date: Option<String>,
    granularity: Option<&'static str>,
    modality: &'static str,
    headline: &'a str,
    actors: Vec<String>,
    targets: Vec<String>,
    places: Vec<String>,
    quotes: Vec<QuoteJson<'a>>,
    why: &'a str,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    document: &'a str,
    source: &'a str,
    title: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Which entity of a resolution each of a document's entities is.
struct EntityIds<'a> {
    entities: &'a [Entity],
    assignment: &'a [u32],
}

impl<'a> EntityIds<'a> {
    fn id(&self, entity: u32) -> &'a str {
        self.assignment
            .get(entity as usize)
            .and_then(|&index| self.entities.get(index as usize))
            .map_or("", |entity| &entity.id)
    }

    /// The identifiers of some entities of the document, each once: two may be one of the archive's.
    fn ids(&self, entities: &[u32]) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        for id in entities.iter().map(|&entity| self.id(entity)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }
}

fn document_json<'a>(
    annotated: &'a AnnotatedDocument,
    range: SpanJson,
    entities: &EntityIds<'a>,
) -> DocumentJson<'a> {
    let document = &annotated.document;
    let offsets = Offsets::new(&document.text, Unit::CodePoint);
    DocumentJson {
        id: &document.id,
        source: &document.source,
        title: &document.title,
        byline: document.byline.as_deref(),
        language: document.language.tag(),
        published: document.published.as_ref().map(published_json),
        range,
        text: &document.text,
        boilerplate: document
            .boilerplate
            .iter()
            .map(|part| {
                let (start, end) = offsets.from_range(part.range);
                BoilerplateJson { start, end, kind: part.kind.code() }
            })
            .collect(),
        sentences: annotated.sentences.iter().map(|&sentence| span(&offsets, sentence)).collect(),
        mentions: annotated
            .entities
            .mentions
            .iter()
            .map(|mention| {
                let (start, end) = offsets.from_range(mention.range);
                let text = mention.range.of(&document.text);
                let (kind, entity) = (mention.entity_type.code(), entities.id(mention.entity));
                MentionJson { start, end, text, kind, entity }
            })
            .collect(),
        timexes: annotated.timexes.iter().map(|timex| timex_json(timex, &document.text, &offsets)).collect(),
        events: annotated
            .events
            .iter()
            .enumerate()
            .map(|(at, event)| event_json(event, format!("{}-e{}", document.id, at + 1), &offsets, entities))
            .collect(),
    }
}

fn published_json(published: &Published) -> PublishedJson {
    PublishedJson {
        value: published.value(),
        granularity: published.when.granularity.code(),
        how: published.how.code(),
    }
}

fn timex_json<'a>(timex: &'a Timex, text: &'a str, offsets: &Offsets) -> TimexJson<'a> {
    let (start, end) = offsets.from_range(timex.range);
    TimexJson {
        start,
        end,
        text: timex.range.of(text),
        kind: timex.timex_type.code(),
        value: &timex.value,
        modifier: timex.modifier,
        from: timex.interval.and_then(Interval::first).map(|date| date.to_string()),
        to: timex.interval.and_then(Interval::last).map(|date| date.to_string()),
        anchor: Some(timex.anchor.code()),
        why: &timex.why,
    }
}

fn event_json<'a>(
    event: &'a Event,
    id: String,
    offsets: &Offsets,
    entities: &EntityIds<'a>,
) -> EventJson<'a> {
    EventJson {
        id,
        kind: event.event_type.code(),
        date: event.when.map(iso_value),
        granularity: event.when.map(|when| when.granularity.code()),
        modality: event.modality.code(),
        actors: entities.ids(&event.actors),
        targets: entities.ids(&event.targets),
        places: entities.ids(&event.places),
        quote: span(offsets, event.quote),
        why: &event.why,
    }
}

fn span(offsets: &Offsets, range: TextRange) -> SpanJson {
    let (start, end) = offsets.from_range(range);
    SpanJson { start, end, unit: None }
}

fn line(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Argument, format!("cannot be written as JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::contents;
    use super::*;

    fn parse(line: &str) -> serde_json::Value {
        assert!(!line.contains('\n'), "one line each: {line}");
        serde_json::from_str(line).unwrap()
    }

    /// The text between two positions in code points.
    fn slice(value: &serde_json::Value, text: &str) -> String {
        let at = |name: &str| value[name].as_u64().unwrap() as usize;
        text.chars().skip(at("start")).take(at("end") - at("start")).collect()
    }

    fn resolution(contents: &Contents) -> Resolution {
        Resolution { entities: contents.entities.clone(), assignment: contents.assignment.clone() }
    }

    /// The member names of an object as they stand in the line.
    fn keys_in_order(line: &str, keys: &[&str]) {
        let mut at = 0;
        for key in keys {
            let quoted = format!("\"{key}\":");
            at += line[at..].find(&quoted).unwrap_or_else(|| panic!("{key} after {at} in {line}"));
        }
    }

    #[test]
    fn annotate_has_the_promised_members_in_order() {
        let contents = contents();
        let text = format!("é😀{}", contents.documents[0].document.text);
        let mut documents = contents.documents.clone();
        documents[0].document.range = TextRange::new(6, text.len());
        let lines = annotated(&documents, &text, &resolution(&contents)).unwrap();
        assert_eq!(lines.len(), 1);
        keys_in_order(
            &lines[0],
            &[
                "id",
                "source",
                "title",
                "byline",
                "language",
                "published",
                "value",
                "granularity",
                "how",
                "range",
                "text",
                "boilerplate",
                "kind",
                "sentences",
                "mentions",
                "type",
                "entity",
                "timexes",
                "type",
                "value",
                "from",
                "to",
                "anchor",
                "why",
                "events",
                "id",
                "type",
                "date",
                "granularity",
                "modality",
                "actors",
                "targets",
                "places",
                "quote",
                "why",
            ],
        );
        let json = parse(&lines[0]);
        assert_eq!(json["range"], serde_json::json!({"start": 2, "end": text.chars().count()}));
        assert_eq!(json["byline"], serde_json::Value::Null);
        assert_eq!(
            json["published"],
            serde_json::json!({"value": "2021-03", "granularity": "month", "how": "posted-on line"})
        );
        let text = json["text"].as_str().unwrap();
        assert_eq!(json["mentions"][1]["text"], "វង្ស ដារ៉ា");
        for list in ["mentions", "timexes"] {
            for item in json[list].as_array().unwrap() {
                assert_eq!(slice(item, text), item["text"].as_str().unwrap());
            }
        }
        assert_eq!(slice(&json["boilerplate"][0], text), "Share this");
        assert!(slice(&json["events"][0]["quote"], text).ends_with("2021."));
        assert_eq!(json["events"][0]["id"], "0123456789ab-e1");
        assert_eq!(json["events"][0]["targets"][0], "per-dara-vong");
        assert_eq!(json["mentions"][0]["entity"], "per-dara-vong");
        assert_eq!(json["timexes"][0]["from"], "2021-03-03");
        assert!(json["timexes"][0].get("mod").is_none());
    }

    #[test]
    fn an_undated_event_has_null_for_a_date() {
        let contents = contents();
        let json = parse(&timeline_event(&contents.timeline[1], &contents).unwrap());
        assert!(json["date"].is_null() && json["granularity"].is_null());
        assert_eq!(json["modality"], "called-for");
        let quote = &json["quotes"][0];
        assert_eq!(slice(quote, &contents.documents[0].document.text), quote["text"].as_str().unwrap());
    }

    #[test]
    fn entities_name_their_aliases_documents_and_merges() {
        let contents = contents();
        let ids = [("wikidata".to_owned(), "Q1 é 😀".to_owned()), ("viaf".to_owned(), "7".to_owned())];
        let line = entity(&contents.entities[0], &["0123456789ab".to_owned()], &ids).unwrap();
        assert_eq!(parse(&line)["ids"], serde_json::json!({"wikidata": "Q1 é 😀", "viaf": "7"}));
        let line = entity(&contents.entities[0], &["0123456789ab".to_owned()], &[]).unwrap();
        keys_in_order(&line, &["id", "name", "type", "aliases", "mentions", "documents", "merged_by"]);
        let json = parse(&line);
        assert_eq!(json["aliases"], serde_json::json!(["វង្ស ដារ៉ា"]));
        assert_eq!(json["documents"], serde_json::json!(["0123456789ab"]));
        assert_eq!(json["merged_by"][0]["rule"], "cross-script");
    }
}
