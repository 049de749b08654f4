//! What people decide about an archive: its entities, and when its documents were published.
//!
//! Decisions are a small file of their own, apart from the archive. They are replayed whenever an archive is built, so
//! nothing is lost when documents are added, and taking the last one back is leaving it out. What each does to entities
//! is [`crate::entity::decisions`]'; what a date does is `pipeline`'s. This knows their file and its errors.
//!
//! ```json
//! {"saksi": "decisions", "version": 1, "decisions": [
//!   {"do": "merge", "entity": {"type": "PER", "name": "Kem Sokha"}, "with": {"type": "PER", "name": "Kem Sokkha"}},
//!   {"do": "distinct", "entity": {"type": "PER", "name": "Hun Manet"}, "with": {"type": "PER", "name": "Hun Manit"}},
//!   {"do": "split", "entity": {"type": "PER", "name": "Sok An"}, "documents": ["0123456789ab"], "name": "Sok Ann"},
//!   {"do": "rename", "entity": {"type": "ORG", "name": "CNRP"}, "name": "Cambodia National Rescue Party"},
//!   {"do": "retype", "entity": {"type": "PER", "name": "Lantern"}, "type": "ORG"},
//!   {"do": "reject", "entity": {"type": "ORG", "name": "Favored Nation"}, "note": "a term of trade law"},
//!   {"do": "date", "document": "0123456789ab", "title": "A letter", "date": "2024-02", "note": "its postmark"}
//! ]}
//! ```
//!
//! Entities are decided about in order, each decision finding them as those before left them. Of the dates of one
//! document, the last holds.

use serde::{Deserialize, Serialize, Serializer};

use crate::calendar::When;
use crate::document::{iso_value, parse_value};
use crate::entity::decisions::{Action, Named, apply, check};
use crate::entity::{DocumentEntities, Resolution};
use crate::error::{Error, ErrorKind, Result};

/// The version of the file that this program writes and reads.
const VERSION: u32 = 1;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Line")]
pub enum Decision {
    /// About entities.
    Entity(Action),
    /// About when a document was published.
    Date(Correction),
}

/// When a document was published, as a person corrects it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename = "date")]
pub struct Correction {
    /// The document's identifier.
    pub document: String,
    /// Its title when this was decided, for people: it finds no document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published; `None` where that is not known, whatever the document says.
    #[serde(rename = "date", serialize_with = "put_date")]
    pub when: Option<When>,
    /// Why, in a person's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What stands for a date that is not known.
const UNKNOWN: &str = "unknown";

impl Correction {
    /// The date as a file has it.
    pub fn value(&self) -> String {
        value(self.when)
    }
}

fn value(when: Option<When>) -> String {
    when.map_or_else(|| UNKNOWN.to_owned(), iso_value)
}

#[allow(clippy::ref_option)] // What serde calls.
fn put_date<S: Serializer>(when: &Option<When>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&value(*when))
}

/// A decision as it stands in a file: the fields of all kinds of decision. A reader of the kinds themselves, each with
/// its fields, would weigh the module five kilobytes more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(rename = "do")]
    kind: String,
    entity: Option<Named>,
    with: Option<Named>,
    #[serde(default)]
    documents: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    name: Option<String>,
    #[serde(rename = "type")]
    entity_type: Option<String>,
    note: Option<String>,
    document: Option<String>,
    title: Option<String>,
    date: Option<String>,
}

impl TryFrom<Line> for Decision {
    type Error = String;

    fn try_from(mut line: Line) -> std::result::Result<Self, String> {
        let kind = std::mem::take(&mut line.kind);
        let missing = |field: &str| format!("{kind}: missing field `{field}`");
        if !["merge", "distinct", "split", "rename", "retype", "reject", "date"].contains(&kind.as_str()) {
            return Err(format!(
                "expected merge, distinct, split, rename, retype, reject or date, found `{kind}`"
            ));
        }
        let note = line.note.take();
        let decision = if kind == "date" {
            Self::Date(Correction {
                document: line.document.take().ok_or_else(|| missing("document"))?,
                title: line.title.take(),
                when: read_date(&line.date.take().ok_or_else(|| missing("date"))?)?,
                note,
            })
        } else {
            let entity = line.entity.take().ok_or_else(|| missing("entity"))?;
            Self::Entity(match kind.as_str() {
                "merge" => {
                    Action::Merge { entity, with: line.with.take().ok_or_else(|| missing("with"))?, note }
                }
                "distinct" => {
                    Action::Distinct { entity, with: line.with.take().ok_or_else(|| missing("with"))?, note }
                }
                "split" => Action::Split {
                    entity,
                    documents: std::mem::take(&mut line.documents),
                    names: std::mem::take(&mut line.names),
                    name: line.name.take(),
                    note,
                },
                "rename" => {
                    Action::Rename { entity, name: line.name.take().ok_or_else(|| missing("name"))?, note }
                }
                "retype" => Action::Retype {
                    entity,
                    entity_type: line.entity_type.take().ok_or_else(|| missing("type"))?,
                    note,
                },
                _ => Action::Reject { entity, note },
            })
        };
        let left = [
            ("entity", line.entity.is_some()),
            ("with", line.with.is_some()),
            ("documents", !line.documents.is_empty()),
            ("names", !line.names.is_empty()),
            ("name", line.name.is_some()),
            ("type", line.entity_type.is_some()),
            ("document", line.document.is_some()),
            ("title", line.title.is_some()),
            ("date", line.date.is_some()),
        ];
        match left.iter().find(|field| field.1) {
            Some((field, _)) => Err(format!("{kind}: unknown field `{field}`")),
            None => Ok(decision),
        }
    }
}

fn read_date(text: &str) -> std::result::Result<Option<When>, String> {
    let text = text.trim();
    if text == UNKNOWN {
        return Ok(None);
    }
    parse_value(text).map(Some).ok_or_else(|| {
        format!(
            "expected a date that exists (2024, 2024-02, 2024-02-10), a range of two (2023-10/2024-02, 2023/..) or \"unknown\", found \"{text}\""
        )
    })
}

/// What is wrong with a decision in itself.
fn fault(decision: &Decision) -> std::result::Result<(), String> {
    match decision {
        Decision::Entity(action) => check(action),
        Decision::Date(correction) if correction.document.trim().is_empty() => {
            Err("expected a document, found none".to_owned())
        }
        Decision::Date(_) => Ok(()),
    }
}

/// Decisions in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    made: Vec<Decision>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    saksi: String,
    version: u32,
    decisions: Vec<Decision>,
}

impl Decisions {
    /// Reads a file of decisions.
    ///
    /// # Errors
    /// [`ErrorKind::Decisions`] where it is not such a file, with what was expected; [`ErrorKind::Version`] where a newer
    /// program wrote it.
    pub fn parse(json: &str) -> Result<Self> {
        let wrong = |message: String| Error::new(ErrorKind::Decisions, message);
        if !json.trim_start().starts_with('{') {
            let found = match json.trim_start().bytes().next() {
                None => "nothing",
                Some(b'[') => "a list",
                Some(_) => "something else",
            };
            return Err(wrong(format!("expected an object with \"saksi\": \"decisions\", found {found}")));
        }
        let file: File = serde_json::from_str(json)
            .map_err(|error| wrong(format!("expected a file of decisions: {error}")))?;
        if file.saksi != "decisions" {
            return Err(wrong(format!("expected \"saksi\": \"decisions\", found \"{}\"", file.saksi)));
        }
        if file.version != VERSION {
            let message =
                format!("the decisions are of version {}; this program reads {VERSION}", file.version);
            return Err(Error::new(ErrorKind::Version, message));
        }
        for (number, decision) in file.decisions.iter().enumerate() {
            fault(decision).map_err(|message| wrong(format!("decision {number}: {message}")))?;
        }
        Ok(Self { made: file.decisions })
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        let file = File { saksi: "decisions".to_owned(), version: VERSION, decisions: self.made.clone() };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The decisions.
    pub fn made(&self) -> &[Decision] {
        &self.made
    }

    /// Adds a decision.
    ///
    /// # Errors
    /// [`ErrorKind::Decisions`] where it has an unknown type, a name without letters, or no document.
    pub fn push(&mut self, decision: Decision) -> Result<()> {
        fault(&decision).map_err(|message| Error::new(ErrorKind::Decisions, message))?;
        self.made.push(decision);
        Ok(())
    }

    /// Takes the last decision back.
    pub fn undo(&mut self) -> Option<Decision> {
        self.made.pop()
    }

    /// Replays what was decided about entities over a resolution, as [`apply`] does. Decisions that changed nothing are
    /// given by their place, each with the reason.
    pub fn apply(
        &self,
        resolution: Resolution,
        documents: &[&DocumentEntities],
        ids: &[&str],
    ) -> (Resolution, Vec<(usize, String)>) {
        let (resolution, idle) = apply(&self.actions(), resolution, documents, ids);
        let places = self.made.iter().enumerate().filter(|one| matches!(one.1, Decision::Entity(_)));
        let places: Vec<usize> = places.map(|one| one.0).collect();
        let idle = idle.into_iter().filter_map(|(at, why)| Some((*places.get(at)?, why))).collect();
        (resolution, idle)
    }

    /// What was decided about entities.
    pub fn actions(&self) -> Vec<&Action> {
        let made = self.made.iter();
        made.filter_map(|decision| match decision {
            Decision::Entity(action) => Some(action),
            Decision::Date(_) => None,
        })
        .collect()
    }

    /// What was decided about the dates of documents, each with its place.
    pub fn corrections(&self) -> Vec<(usize, &Correction)> {
        let made = self.made.iter().enumerate();
        made.filter_map(|(place, decision)| match decision {
            Decision::Date(correction) => Some((place, correction)),
            Decision::Entity(_) => None,
        })
        .collect()
    }
}
