//! What is handed to other programs: JSON of the command line, JSON Lines, CSV, TimelineJS. One file per format.
//!
//! Input: annotated documents, or the [`Contents`] of an archive that is wholly held. Output: text, the same on every
//! machine. Positions are Unicode code points of a document's text, dates are ISO 8601 and never more precise than
//! the source. What a format cannot hold is not dropped silently: it is named in [`Export::notes`].
//!
//! Left out: writing to a file, which is the caller's.

use crate::archive::{AnnotatedDocument, Archive, Step};
use crate::entity::{Elsewhere, Entity};
use crate::error::{Error, ErrorKind, Result};
use crate::event::TimelineEvent;

pub mod csv;
pub mod json;
pub mod jsonl;
pub mod timelinejs;

/// A format in which an archive can be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Every document with all its annotations.
    JsonLines,
    /// The timeline as a table.
    TimelineCsv,
    /// The entities as a table.
    EntitiesCsv,
    /// The timeline for TimelineJS.
    TimelineJs,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::JsonLines, Self::TimelineCsv, Self::EntitiesCsv, Self::TimelineJs];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::TimelineCsv => "timeline-csv",
            Self::EntitiesCsv => "entities-csv",
            Self::TimelineJs => "timelinejs",
        }
    }

    /// What it holds, in one line.
    pub fn description(self) -> &'static str {
        match self {
            Self::JsonLines => {
                "every document with its text, names, dates and events: one JSON object a line"
            }
            Self::TimelineCsv => {
                "the timeline as a table for spreadsheets: ISO dates and ranges, every quote"
            }
            Self::EntitiesCsv => "people, organisations, places and laws as a table for spreadsheets",
            Self::TimelineJs => "the dated events as JSON for TimelineJS",
        }
    }

    /// The ending of a file's name in this format, without the full stop.
    pub fn ending(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::TimelineCsv | Self::EntitiesCsv => "csv",
            Self::TimelineJs => "json",
        }
    }

    /// The media type of a file in this format (IANA), where there is a registered one.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::JsonLines => "application/x-ndjson",
            Self::TimelineCsv | Self::EntitiesCsv => "text/csv",
            Self::TimelineJs => "application/json",
        }
    }

    /// The format with that [`name`](Self::name).
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] naming the formats there are.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            let message = format!("expected the name of a format ({}), found {name:?}", names.join(", "));
            Error::new(ErrorKind::Argument, message)
        })
    }

    /// Writes an archive's contents in this format.
    pub fn write(self, contents: &Contents) -> Export {
        match self {
            Self::JsonLines => Export { text: jsonl::documents(contents), notes: Vec::new() },
            Self::TimelineCsv => Export { text: csv::timeline(contents), notes: Vec::new() },
            Self::EntitiesCsv => Export { text: csv::entities(contents), notes: Vec::new() },
            Self::TimelineJs => timelinejs::timeline(contents),
        }
    }
}

/// What was written, and what the format could not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The text of the file.
    pub text: String,
    /// What a person should know of it: what was left out, and why.
    pub notes: Vec<String>,
}

/// Everything that an archive holds, read out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The documents, by ordinal.
    pub documents: Vec<AnnotatedDocument>,
    /// For each document, for each of its entities: the index into `entities`.
    pub assignment: Vec<Vec<u32>>,
    /// The entities.
    pub entities: Vec<Entity>,
    /// The timeline.
    pub timeline: Vec<TimelineEvent>,
    /// The identifiers that entities have elsewhere.
    pub elsewhere: Elsewhere,
}

impl Contents {
    /// Reads everything out of an archive that is wholly held.
    ///
    /// # Errors
    /// [`ErrorKind::Archive`] where the bytes are damaged, or where some of them are not held.
    pub fn read(archive: &Archive) -> Result<Self> {
        let count = held(archive.document_count()?)?;
        let mut contents = Self {
            entities: held(archive.entities()?)?,
            timeline: held(archive.timeline()?)?,
            elsewhere: held(archive.elsewhere()?)?,
            ..Self::default()
        };
        for ordinal in 0..count {
            contents.documents.push(held(archive.document(ordinal)?)?);
            contents.assignment.push(held(archive.assignment(ordinal)?)?);
        }
        Ok(contents)
    }

    /// The identifiers of an entity elsewhere.
    fn elsewhere(&self, index: u32) -> &[(String, String)] {
        of_entity(&self.elsewhere, index)
    }

    /// The identifier of a document, or nothing where there is none of that ordinal.
    fn document_id(&self, ordinal: u32) -> &str {
        self.documents.get(ordinal as usize).map_or("", |document| &document.document.id)
    }

    /// The identifier of an entity, or nothing where there is none of that index.
    fn entity_id(&self, index: u32) -> &str {
        self.entities.get(index as usize).map_or("", |entity| &entity.id)
    }

    /// The names of entities, as they are shown.
    fn entity_names(&self, indices: &[u32]) -> Vec<&str> {
        indices
            .iter()
            .filter_map(|&index| self.entities.get(index as usize))
            .map(|entity| entity.name.as_str())
            .collect()
    }
}

/// The identifiers of one entity among those of all: what gives each, and the identifier.
pub fn of_entity(elsewhere: &Elsewhere, entity: u32) -> &[(String, String)] {
    elsewhere.binary_search_by_key(&entity, |one| one.0).map_or(&[], |at| &elsewhere[at].1)
}

/// Where something tells of what it gave an identifier, for those of which that is known. Nothing is fetched from there:
/// it is for people to follow.
pub fn address(scheme: &str, id: &str) -> Option<String> {
    let (start, number) = match scheme {
        "wikidata" => ("https://www.wikidata.org/wiki/", id.strip_prefix('Q')?),
        "viaf" => ("https://viaf.org/viaf/", id),
        "geonames" => ("https://www.geonames.org/", id),
        _ => return None,
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| [start, id].concat())
}

/// What an archive that is wholly held answers.
///
/// # Errors
/// [`ErrorKind::Archive`] where the archive says that bytes are missing: it was not wholly held, or is damaged.
pub fn held<T>(step: Step<T>) -> Result<T> {
    match step {
        Step::Ready(answer) => Ok(answer),
        Step::Missing(ranges) => {
            let first = ranges.first().map_or(0, |range| range.start);
            let message = "expected every byte of the archive to be held, found some missing";
            Err(Error::new(ErrorKind::Archive, message).at(first))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::{Date, Granularity, Interval, When};
    use crate::document::{Boilerplate, BoilerplateKind, Document, Published, PublishedHow};
    use crate::entity::{DocumentEntities, DocumentEntity, EntityType, Mention, Merge, MergeRule, Name};
    use crate::event::{Event, EventType, Modality, Quote};
    use crate::temporal::{Anchor, Timex, TimexType};
    use crate::text::{Language, TextRange};

    /// A document of one sentence, in two scripts, with an emoji and a no-break space before the names, so that
    /// bytes, UTF-16 code units and code points all differ.
    pub(crate) fn contents() -> Contents {
        let text = "😀 é\u{a0}— Dara Vong was arrested, វង្ស ដារ៉ា, on 3 March 2021.\nShare this";
        let find = |part: &str| {
            let start = text.find(part).unwrap();
            TextRange::new(start, start + part.len())
        };
        let when =
            When { interval: Interval::day(Date::new(2021, 3, 3).unwrap()), granularity: Granularity::Day };
        let names =
            vec![Name { text: "Dara Vong".into(), count: 1 }, Name { text: "វង្ស ដារ៉ា".into(), count: 1 }];
        let merges = vec![Merge {
            name: "វង្ស ដារ៉ា".into(),
            rule: MergeRule::CrossScript,
            evidence: "side by side".into(),
        }];
        let sentence = TextRange::new(0, text.find('\n').unwrap());
        let trigger = find("arrested");
        let document = AnnotatedDocument {
            document: Document {
                id: "0123456789ab".into(),
                source: "a/dara.txt".into(),
                title: "Dara, \"taken\"".into(),
                byline: None,
                language: Language::English,
                published: Some(Published {
                    when: When::parse_iso("2021-03").unwrap(),
                    how: PublishedHow::PostedOn,
                    evidence: None,
                    why: "posted on".into(),
                }),
                derived: None,
                clues: Vec::new(),
                range: TextRange::new(0, text.len()),
                text: text.into(),
                boilerplate: vec![Boilerplate { range: find("Share this"), kind: BoilerplateKind::Share }],
                sha256: [7; 32],
            },
            sentences: vec![sentence],
            entities: DocumentEntities {
                mentions: vec![
                    Mention { range: find("Dara Vong"), entity_type: EntityType::Person, entity: 0 },
                    Mention {
                        range: find("វង្ស ដារ៉ា"), entity_type: EntityType::Person, entity: 0
                    },
                ],
                entities: vec![DocumentEntity {
                    entity_type: EntityType::Person,
                    name: "Dara Vong".into(),
                    names: names.clone(),
                    pack_id: None,
                    merges: merges.clone(),
                }],
            },
            timexes: vec![Timex {
                range: find("3 March 2021"),
                timex_type: TimexType::Date,
                value: "2021-03-03".into(),
                modifier: None,
                interval: Some(when.interval),
                granularity: Some(Granularity::Day),
                anchor: Anchor::Absolute,
                why: "‘3 March 2021’ says it all".into(),
            }],
            events: vec![Event {
                event_type: EventType::Arrest,
                when: Some(when),
                modality: Modality::Happened,
                actors: Vec::new(),
                targets: vec![0],
                places: Vec::new(),
                quote: sentence,
                trigger,
                why: "‘arrested’".into(),
            }],
        };
        let event = TimelineEvent {
            id: "arrest-2021-03-03-1".into(),
            event_type: EventType::Arrest,
            when: Some(when),
            modality: Modality::Happened,
            actors: Vec::new(),
            targets: vec![0],
            places: Vec::new(),
            headline: "Arrest of Dara Vong".into(),
            quotes: vec![Quote { document: 0, range: sentence, trigger }],
            why: "‘arrested’".into(),
        };
        let undated = TimelineEvent {
            id: "release-undated-1".into(),
            event_type: EventType::Release,
            when: None,
            modality: Modality::CalledFor,
            headline: "Release of Dara Vong".into(),
            ..event.clone()
        };
        Contents {
            documents: vec![document],
            assignment: vec![vec![0]],
            entities: vec![Entity {
                id: "per-dara-vong".into(),
                entity_type: EntityType::Person,
                name: "Dara Vong".into(),
                names,
                mentions: 2,
                documents: vec![0],
                merges,
            }],
            timeline: vec![event, undated],
            elsewhere: vec![(0, vec![("wikidata".into(), "Q1".into())])],
        }
    }

    #[test]
    fn formats_have_distinct_names_and_are_found_by_them() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Ok(format));
            assert!(!format.description().is_empty() && !format.ending().starts_with('.'));
            assert_eq!(format.write(&Contents::default()).notes, Vec::<String>::new());
        }
        let error = Format::from_name("xlsx").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.message().contains("timeline-csv") && error.message().contains("xlsx"));
    }

    #[test]
    fn a_missing_step_is_an_error_not_a_panic() {
        let missing: Step<u32> = Step::Missing(std::iter::once(5..9).collect());
        let error = held(missing).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Archive, Some(5)));
    }

    #[test]
    fn only_identifiers_of_a_known_kind_have_an_address() {
        let check = |scheme: &str, id: &str, expect: &str| {
            assert_eq!(address(scheme, id).unwrap_or_default(), expect, "{scheme} {id}");
        };
        check("wikidata", "Q424", "https://www.wikidata.org/wiki/Q424");
        check("viaf", "12", "https://viaf.org/viaf/12");
        check("geonames", "1831722", "https://www.geonames.org/1831722");
        check("wikidata", "424", "");
        check("wikidata", "Q", "");
        check("wikidata", "Q4/é 😀", "");
        check("viaf", "", "");
        check("viaf", "javascript:1", "");
        check("ក", "1", "");
    }
}
