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

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::calendar::When;
use crate::document::{iso_value, parse_value};
use crate::entity::decisions::{Action, Idle, Named, apply, check};
use crate::entity::{DocumentEntities, Resolution};
use crate::error::{Error, ErrorKind, Result};
use crate::fields::{self, Fields};

/// The version of the file that this program writes and reads.
const VERSION: u32 = 1;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Decision {
    /// About entities.
    Entity(Action),
    /// About when a document was published.
    Date(Correction),
}

impl Decision {
    /// What it does, as the file says it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Entity(Action::Merge { .. }) => "merge",
            Self::Entity(Action::Distinct { .. }) => "distinct",
            Self::Entity(Action::Split { .. }) => "split",
            Self::Entity(Action::Rename { .. }) => "rename",
            Self::Entity(Action::Retype { .. }) => "retype",
            Self::Entity(Action::Reject { .. }) => "reject",
            Self::Date(_) => "date",
        }
    }
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

/// Reads the decision with that number, the first being 1.
fn read(number: usize, value: &Value) -> std::result::Result<Decision, String> {
    const ALL: [&str; 11] =
        ["do", "entity", "with", "documents", "names", "name", "type", "document", "title", "date", "note"];
    let called = format!("decision {number}");
    let fields = Fields::of(value, called.clone(), &ALL)?;
    let kind = fields.needed("do")?;
    let known: &[&str] = match kind.as_str() {
        "merge" | "distinct" => &["do", "entity", "with", "note"],
        "split" => &["do", "entity", "documents", "names", "name", "note"],
        "rename" => &["do", "entity", "name", "note"],
        "retype" => &["do", "entity", "type", "note"],
        "reject" => &["do", "entity", "note"],
        "date" => &["do", "document", "title", "date", "note"],
        _ => {
            return Err(fields.wrong("do", "merge, distinct, split, rename, retype, reject or date"));
        }
    };
    let called = format!("{called} ({kind})");
    let fields = Fields::of(value, called.clone(), known)?;
    let note = fields.text("note")?;
    let named = |name: &str| named(&fields, name);
    let decision = match kind.as_str() {
        "merge" => Decision::Entity(Action::Merge { entity: named("entity")?, with: named("with")?, note }),
        "distinct" => {
            Decision::Entity(Action::Distinct { entity: named("entity")?, with: named("with")?, note })
        }
        "split" => Decision::Entity(Action::Split {
            entity: named("entity")?,
            documents: fields.texts("documents")?,
            names: fields.texts("names")?,
            name: fields.text("name")?,
            note,
        }),
        "rename" => {
            Decision::Entity(Action::Rename { entity: named("entity")?, name: fields.needed("name")?, note })
        }
        "retype" => Decision::Entity(Action::Retype {
            entity: named("entity")?,
            entity_type: fields.needed("type")?,
            note,
        }),
        "reject" => Decision::Entity(Action::Reject { entity: named("entity")?, note }),
        _ => Decision::Date(Correction {
            document: fields.needed("document")?,
            title: fields.text("title")?,
            when: read_date(&fields)?,
            note,
        }),
    };
    fault(&decision).map_err(|message| format!("{called}: {message}"))?;
    Ok(decision)
}

/// The entity that a field names.
fn named(fields: &Fields<'_>, name: &str) -> std::result::Result<Named, String> {
    let value = fields.get(name).ok_or_else(|| fields.wrong(name, "an object with \"type\" and \"name\""))?;
    let fields = Fields::of(value, fields.place(name), &["type", "name", "id"])?;
    Ok(Named { entity_type: fields.needed("type")?, name: fields.needed("name")?, id: fields.text("id")? })
}

fn read_date(fields: &Fields<'_>) -> std::result::Result<Option<When>, String> {
    let text = fields.needed("date")?;
    let text = text.trim();
    if text == UNKNOWN {
        return Ok(None);
    }
    parse_value(text).map(Some).ok_or_else(|| {
        fields.wrong(
            "date",
            "a date that exists (2024, 2024-02, 2024-02-10), a range of two (2023-10/2024-02, 2023/..) or \"unknown\"",
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

#[derive(Serialize)]
struct File<'d> {
    saksi: &'d str,
    version: u32,
    decisions: &'d [Decision],
}

impl Decisions {
    /// Reads a file of decisions.
    ///
    /// # Errors
    /// [`ErrorKind::Decisions`] where it is not such a file, with what was expected; [`ErrorKind::Version`] where a newer
    /// program wrote it.
    pub fn parse(json: &str) -> Result<Self> {
        let wrong = |message: String| Error::new(ErrorKind::Decisions, message);
        if json.trim().is_empty() {
            return Err(wrong("expected an object with \"saksi\": \"decisions\", found nothing".to_owned()));
        }
        let value = fields::parse(json).map_err(wrong)?;
        if !value.is_object() {
            let found = fields::found(&value);
            return Err(wrong(format!("expected an object with \"saksi\": \"decisions\", found {found}")));
        }
        let fields = Fields::of(&value, String::new(), &["saksi", "version", "decisions"]).map_err(wrong)?;
        if fields.text("saksi").map_err(wrong)?.as_deref() != Some("decisions") {
            return Err(wrong(fields.wrong("saksi", "\"decisions\"")));
        }
        match fields.get("version").and_then(Value::as_u64) {
            Some(version) if version == u64::from(VERSION) => {}
            Some(version) => {
                let message = format!("the decisions are of version {version}; this program reads {VERSION}");
                return Err(Error::new(ErrorKind::Version, message));
            }
            None => return Err(wrong(fields.wrong("version", "a number"))),
        }
        let list = fields.list("decisions").map_err(wrong)?.iter().zip(1..);
        let made = list.map(|(value, number)| read(number, value)).collect::<std::result::Result<_, _>>();
        Ok(Self { made: made.map_err(wrong)? })
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        let file = File { saksi: "decisions", version: VERSION, decisions: &self.made };
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

    /// Replays what was decided about entities over a resolution, as [`apply`] does. Decisions that did not do all they
    /// say are given by their place, each with the reason.
    pub fn apply(
        &self,
        resolution: Resolution,
        documents: &[&DocumentEntities],
        ids: &[&str],
    ) -> (Resolution, Vec<Idle>) {
        let (resolution, mut idle) = apply(&self.actions(), resolution, documents, ids);
        let places = self.made.iter().enumerate().filter(|one| matches!(one.1, Decision::Entity(_)));
        let places: Vec<usize> = places.map(|one| one.0).collect();
        for one in &mut idle {
            one.place = places.get(one.place).copied().unwrap_or_default();
        }
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
