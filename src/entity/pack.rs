//! A pack: a site's own list of people, organisations, places and laws, in JSON. It overrides everything else.
//!
//! ```json
//! {
//!   "name": "Cambodia",
//!   "entries": [
//!     {
//!       "id": "per-kem-sokha",
//!       "type": "PER",
//!       "name": "Kem Sokha",
//!       "names": {"km": ["កឹម សុខា"]},
//!       "aliases": ["Kem S."],
//!       "ids": {"wikidata": "Q0"},
//!       "note": "for people to read",
//!       "source": "https://example.org/members",
//!       "unsure": ["km"]
//!     }
//!   ]
//! }
//! ```
//!
//! | field | |
//! |---|---|
//! | `id` | required: small letters, digits, hyphens; unique in the pack; becomes the entity's identifier |
//! | `type` | required: `PER`, `ORG`, `LOC`, `LAW` or `EVENT` |
//! | `name` | required: the name to show |
//! | `names` | names in other scripts, by language tag: a text or a list of texts |
//! | `aliases` | other names, acronyms among them: a list of texts |
//! | `ids` | identifiers elsewhere, which an archive keeps and shows: texts by name |
//! | `note` | text for people |
//! | `source` | where its names stand, for people: an address, or a short citation of a public record |
//! | `unsure` | `true`, or the language tags whose names want checking: kept, and matched all the same |
//!
//! An entry should have a `source` or be `unsure`; each of the pack that comes with the program has one or is. Fields
//! that are not in the table are errors, so that a misspelt one is noticed.
//!
//! # How names match
//!
//! Whole words, longest first, from the left; spaces, hyphens, accents and case do not count, with two exceptions: a
//! name in capitals only (`US`) matches capitals only, and a name that begins with a capital matches no small word.
//! Khmer names match from cluster to cluster (see `khmer`). Where two entries share a name, it is that entry's whose
//! `name` it is, otherwise the first entry's in the file. That is handed on as a warning which names them
//! ([`Pack::warnings`]), as is a name that is a common word (`the`).
//!
//! Where a name of the pack touches a name found otherwise, the pack's stays and the other goes, unless the other says
//! more and is another's: a body or a place named after a place of the pack (`Takeo Provincial Court`), a body of a
//! place that is not in the pack (`Paris Court of Appeal`).

use serde_json::Value;

use super::khmer::Forms;
use super::lists::{Kind, Lists};
use super::table::{Table, joined, key_number, word_number};
use super::word::{Gap, Shape, Word, spaced_key};
use super::{Elsewhere, Entity, EntityType};
use crate::error::{Error, ErrorKind, Result};
use crate::fields::{self, found};
use crate::order;
use crate::text::khmer::{is_khmer, name_key};

/// A pack, read and ready to match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    name: String,
    entries: Vec<Entry>,
    /// Folded Latin names: the entry, and whether only capitals match.
    names: Table<(u32, Case)>,
    /// What Latin names begin with, short of their last word.
    openings: Table<()>,
    khmer: Forms,
    longest: usize,
    warnings: Vec<String>,
}

/// One entity of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// What it is.
    pub entity_type: EntityType,
    /// The name to show.
    pub name: String,
    /// Every other name, in the order of the file: those in other scripts, then aliases.
    pub aliases: Vec<String>,
    /// Identifiers elsewhere and what gives them (`wikidata`), in the order of these.
    pub ids: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Any,
    Initial,
    Capitals,
}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// [`ErrorKind::Pack`] naming the entry and the field, what was expected and what was found.
    pub fn parse(json: &str) -> Result<Self> {
        let value: Value = if json.trim().is_empty() {
            return Err(error("expected a JSON object with \"entries\", found nothing"));
        } else {
            fields::parse(json).map_err(error)?
        };
        let Value::Object(fields) = &value else {
            return Err(error(format!("expected a JSON object with \"entries\", found {}", found(&value))));
        };
        let mut pack = Self::default();
        for (field, value) in fields {
            match field.as_str() {
                "entries" => {}
                "name" => text(value, "field \"name\"")?.clone_into(&mut pack.name),
                "note" | "source" | "license" | "version" => {}
                other => {
                    return Err(error(format!(
                        "expected \"name\" and \"entries\", found the field \"{other}\""
                    )));
                }
            }
        }
        let entries =
            fields.get("entries").ok_or_else(|| error("expected a field \"entries\", found none"))?;
        let Value::Array(entries) = entries else {
            return Err(error(format!("field \"entries\": expected a list, found {}", found(entries))));
        };
        let mut seen = Table::default();
        for (number, value) in entries.iter().enumerate() {
            let entry = read_entry(number, value)?;
            let first = *seen.slot(word_number(&entry.id), || number);
            if first != number {
                return Err(error(format!(
                    "entry {number}: field \"id\": expected an identifier of its own, found \"{}\", as in entry {first}",
                    entry.id
                )));
            }
            pack.entries.push(entry);
        }
        pack.index();
        Ok(pack)
    }

    /// The pack of Cambodian public life that comes with the program: people, parties, institutions, media,
    /// organisations and provinces of public record, with their Khmer names. It is used only where it is asked for.
    pub fn cambodia() -> Self {
        Self::parse(include_str!("../../models/cambodia.pack.json")).unwrap_or_default()
    }

    /// What the pack calls itself; empty if it says nothing.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What a person should know of it, each as a clause: names of several entries, and names that are common words. The
    /// pack is in use all the same.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The identifiers elsewhere of those of some entities that are entries, by the number of the entity.
    pub fn elsewhere(&self, entities: &[Entity]) -> Elsewhere {
        let numbered: Vec<(&str, u32)> = entities.iter().map(|entity| entity.id.as_str()).zip(0..).collect();
        let numbers = order::firsts(numbered);
        let known = self.entries.iter().filter(|entry| !entry.ids.is_empty());
        let mut found: Elsewhere =
            known.filter_map(|entry| Some((*numbers.get(entry.id.as_str())?, entry.ids.clone()))).collect();
        order::sort(&mut found);
        found
    }

    /// The entry with that identifier.
    pub(super) fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The entry that has a name, whatever its case.
    pub(super) fn entry_named(&self, name: &str) -> Option<&Entry> {
        let number = if name.chars().any(is_khmer) {
            self.khmer.get(name)
        } else {
            self.names.get(key_number(&spaced_key(name))).map(|&(number, _)| number)
        };
        number.and_then(|number| self.entries.get(number as usize))
    }

    /// Its Khmer names.
    pub(super) fn khmer(&self) -> &Forms {
        &self.khmer
    }

    /// The names of the pack among words: first word, word after the last, entry.
    pub(super) fn matches(&self, words: &[Word<'_>]) -> Vec<(usize, usize, u32)> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let mut best = None;
            let mut name = 0;
            for end in start + 1..=(start + self.longest).min(words.len()) {
                let word = &words[end - 1];
                if end - start > 1 && !matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::Quote | Gap::Comma)
                {
                    break;
                }
                name = if end - start > 1 { joined(name, word.number) } else { word.number };
                if let Some(&(entry, case)) = self.names.get(name)
                    && fits(case, &words[start..end])
                {
                    best = Some((end, entry));
                }
                if self.openings.get(name).is_none() {
                    break;
                }
            }
            if let Some((end, entry)) = best {
                found.push((start, end, entry));
                start = end;
            } else {
                start += 1;
            }
        }
        found
    }

    /// What is odd about the names of the entries, which come in the order in which they win.
    fn oddities(&self, named: &[(i32, usize, String)]) -> Vec<String> {
        let called = |&number: &usize| {
            let entry = self.entries.get(number);
            entry.map_or_else(String::new, |entry| format!("“{}” ({})", entry.name, entry.id))
        };
        let mut by_key = Vec::new();
        for ((_, number, name), place) in named.iter().zip(0..) {
            let khmer = name.chars().any(is_khmer);
            let key = if khmer { name_key(name) } else { spaced_key(name) };
            by_key.push((key, (place, *number, name)));
        }
        let mut found = Vec::new();
        for (key, mut names) in order::group(by_key) {
            order::sort(&mut names);
            let Some(&(place, _, name)) = names.first() else { continue };
            let mut numbers: Vec<usize> = Vec::new();
            for &(_, number, _) in &names {
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            let entries = numbers.iter().map(called).collect::<Vec<_>>().join(" and ");
            // A name with a capital matches no small word, so it is confused with fewer.
            let confused = Kind::FUNCTION.or(Kind::CALENDAR);
            let own = names.iter().filter(|one| Some(&one.1) == numbers.first());
            let confused = match own.map(|one| case_of(one.2)).min() {
                Some(Case::Any) => Some(confused.or(Kind::COMMON)),
                Some(Case::Initial) => Some(confused),
                _ => None,
            };
            if confused.is_some_and(|kinds| Lists::get().kind(&key).any(kinds)) {
                let what = "is a common word, which is taken for a name wherever it stands";
                found.push((place, format!("“{name}” of {entries} {what}")));
            }
            if numbers.len() > 1 {
                let what = "wherever it stands, the first of these is meant";
                found.push((place, format!("“{name}” is a name of {entries}: {what}")));
            }
        }
        order::sort(&mut found);
        found.into_iter().map(|one| one.1).collect()
    }

    fn index(&mut self) {
        // Names to show first, so that they win over other entries' aliases.
        let mut named = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            named.push((0, number, entry.name.clone()));
            named.extend(entry.aliases.iter().map(|alias| (1, number, alias.clone())));
        }
        order::sort_by_key(&mut named, |&(rank, number, _)| (rank, number));
        self.warnings = self.oddities(&named);
        let mut khmer = Vec::new();
        for (_, number, name) in named {
            if name.chars().any(is_khmer) {
                khmer.push((name, number as u32));
                continue;
            }
            let key = spaced_key(&name);
            if key.is_empty() {
                continue;
            }
            let case = case_of(&name);
            self.longest = self.longest.max(key.split(' ').count());
            let mut words = key.split(' ').map(word_number);
            let mut name = words.next().unwrap_or_default();
            for word in words {
                self.openings.slot(name, || ());
                name = joined(name, word);
            }
            // One entry's name and alias may differ in case only: what both allow counts.
            let known = self.names.slot(name, || (number as u32, case));
            if known.0 == number as u32 {
                known.1 = known.1.min(case);
            }
        }
        self.khmer = Forms::new(khmer.iter().map(|(name, number)| (name.as_str(), *number)));
    }
}

/// In which letters a name is matched.
fn case_of(name: &str) -> Case {
    // The key has no article, so its case counts for nothing.
    let bare = name.trim_start_matches("the ").trim_start_matches("The ");
    let letters = || bare.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        Case::Capitals
    } else if letters().next().is_some_and(char::is_uppercase) {
        Case::Initial
    } else {
        Case::Any
    }
}

fn fits(case: Case, words: &[Word<'_>]) -> bool {
    match case {
        Case::Any => true,
        Case::Initial => words.first().is_some_and(|word| word.shape != Shape::Lower),
        Case::Capitals => words.iter().all(|word| !word.text.chars().any(char::is_lowercase)),
    }
}

fn error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Pack, message)
}

fn text<'v>(value: &'v Value, place: &str) -> Result<&'v str> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim()),
        other => Err(error(format!("{place}: expected a text, found {}", found(other)))),
    }
}

fn texts(value: &Value, place: &str) -> Result<Vec<String>> {
    match value {
        Value::Array(list) => list.iter().map(|value| text(value, place).map(str::to_owned)).collect(),
        one => Ok(vec![text(one, place).map(str::to_owned).map_err(|_| {
            error(format!("{place}: expected a text or a list of texts, found {}", found(one)))
        })?]),
    }
}

fn read_entry(number: usize, value: &Value) -> Result<Entry> {
    let Value::Object(fields) = value else {
        return Err(error(format!("entry {number}: expected an object, found {}", found(value))));
    };
    // The entry's own name makes the place easier to find.
    let called = match fields.get("id").or_else(|| fields.get("name")) {
        Some(Value::String(name)) => {
            format!("entry {number} (\"{}\")", name.chars().take(40).collect::<String>())
        }
        _ => format!("entry {number}"),
    };
    let place = |field: &str| format!("{called}: field \"{field}\"");
    let required = |field: &str| {
        let value = fields
            .get(field)
            .ok_or_else(|| error(format!("{}: expected a text, found none", place(field))))?;
        text(value, &place(field))
    };
    let id = required("id")?;
    if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') || id.len() > 100 {
        return Err(error(format!(
            "{}: expected at most 100 small letters, digits and hyphens, found \"{}\"",
            place("id"),
            id.chars().take(100).collect::<String>()
        )));
    }
    let code = required("type")?;
    let entity_type = EntityType::from_code(code).ok_or_else(|| {
        error(format!("{}: expected PER, ORG, LOC, LAW or EVENT, found \"{code}\"", place("type")))
    })?;
    let mut entry = Entry {
        id: id.to_owned(),
        entity_type,
        name: required("name")?.to_owned(),
        aliases: Vec::new(),
        ids: Vec::new(),
    };
    for (field, value) in fields {
        match field.as_str() {
            "id" | "type" | "name" => {}
            "names" => {
                let Value::Object(languages) = value else {
                    return Err(error(format!(
                        "{}: expected an object of language tags, found {}",
                        place(field),
                        found(value)
                    )));
                };
                for (language, names) in languages {
                    entry.aliases.extend(texts(names, &place(&format!("names.{language}")))?);
                }
            }
            "aliases" => {
                if !value.is_array() {
                    return Err(error(format!(
                        "{}: expected a list of texts, found {}",
                        place(field),
                        found(value)
                    )));
                }
                entry.aliases.extend(texts(value, &place(field))?);
            }
            "ids" => {
                let Value::Object(ids) = value else {
                    return Err(error(format!(
                        "{}: expected an object of texts, found {}",
                        place(field),
                        found(value)
                    )));
                };
                for (name, id) in ids {
                    entry.ids.push((name.clone(), text(id, &place(&format!("ids.{name}")))?.to_owned()));
                }
            }
            "note" | "source" => {
                text(value, &place(field))?;
            }
            "unsure" => {
                if !value.is_boolean() {
                    texts(value, &place(field))?;
                }
            }
            other => {
                return Err(error(format!(
                    "{called}: expected id, type, name, names, aliases, ids, note, source or unsure, found the field \"{other}\""
                )));
            }
        }
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextRange;
    use proptest::prelude::*;

    fn fails(json: &str, expect: &str) {
        let found = Pack::parse(json).expect_err(json);
        assert_eq!(found.kind(), ErrorKind::Pack);
        assert!(found.message().contains(expect), "{json}\n{}\nlacks: {expect}", found.message());
    }

    #[test]
    fn errors_name_the_entry_and_the_field() {
        fails("", "expected a JSON object with \"entries\", found nothing");
        fails("{", "expected JSON");
        fails("[]", "found a list");
        fails("{}", "expected a field \"entries\", found none");
        fails(r#"{"entries":{}}"#, "field \"entries\": expected a list, found an object");
        fails(r#"{"entries":[],"entrys":[]}"#, "found the field \"entrys\"");
        fails(r#"{"entries":[3]}"#, "entry 0: expected an object, found the number 3");
        fails(r#"{"entries":[{"id":"a"}]}"#, "entry 0 (\"a\"): field \"type\": expected a text, found none");
        fails(
            r#"{"entries":[{"id":"a","type":"PERSON","name":"A"}]}"#,
            "field \"type\": expected PER, ORG, LOC, LAW or EVENT, found \"PERSON\"",
        );
        fails(r#"{"entries":[{"id":"A b","type":"PER","name":"A"}]}"#, "field \"id\": expected at most");
        fails(r#"{"entries":[{"id":"a","type":"PER","name":"A","aliases":["x",5]}]}"#, "field \"aliases\"");
        fails(r#"{"entries":[{"id":"a","type":"PER","name":"A","names":["x"]}]}"#, "field \"names\"");
        fails(
            r#"{"entries":[{"id":"a","type":"PER","name":"A","alias":["x"]}]}"#,
            "found the field \"alias\"",
        );
        fails(
            r#"{"entries":[{"id":"a","type":"PER","name":"A"},{"id":"a","type":"PER","name":"B"}]}"#,
            "entry 1: field \"id\": expected an identifier of its own, found \"a\", as in entry 0",
        );
    }

    fn check(pack: &Pack, sentence: &str, expect: &[(&str, &str)]) {
        let words = super::super::word::words(sentence, TextRange::new(0, sentence.len()));
        let found: Vec<(&str, &str)> = pack
            .matches(&words)
            .into_iter()
            .map(|(start, end, entry)| {
                let (from, to) = (words[start].range.start as usize, words[end - 1].range.end as usize);
                (&sentence[from..to], pack.entries[entry as usize].id.as_str())
            })
            .collect();
        assert_eq!(found, expect, "{sentence}");
    }

    #[test]
    fn names_match_whole_words_longest_first() {
        let pack = Pack::parse(
            r#"{"entries":[
                {"id":"party","type":"ORG","name":"River Party","aliases":["RP","US","LANTERN","Lantern"]},
                {"id":"river","type":"LOC","name":"River"},
                {"id":"cafe","type":"ORG","name":"Café du Port"},
                {"id":"other","type":"ORG","name":"Other","aliases":["River"]}
            ]}"#,
        )
        .expect("a valid pack");
        check(&pack, "", &[]);
        check(&pack, "The River Party’s RP-led council", &[("River Party", "party"), ("RP", "party")]);
        check(&pack, "a river, the River, riverside; give us rp", &[("River", "river")]);
        check(&pack, "Lantern and LANTERN, no lantern", &[("Lantern", "party"), ("LANTERN", "party")]);
        check(&pack, "at the CAFE DU PORT", &[("CAFE DU PORT", "cafe")]);
        check(&pack, "River. Party", &[("River", "river")]);
        assert_eq!(pack.entry_named("river").map(|entry| entry.id.as_str()), Some("river"));
    }

    #[test]
    fn names_of_two_entries_and_common_words_are_told() {
        let warnings = |entries: &str| {
            let pack = Pack::parse(&format!(r#"{{"entries":[{entries}]}}"#)).expect("a valid pack");
            pack.warnings().join(" | ")
        };
        let river = r#"{"id":"party","type":"ORG","name":"River Party","names":{"km":"គណបក្ស ទន្លេ"},"aliases":["RP","the River Party"]}"#;
        assert_eq!(warnings(river), "");
        assert_eq!(
            warnings(&format!(
                r#"{river},{{"id":"red","type":"ORG","name":"Red 😀 Party","aliases":["rp","គណបក្សទន្លេ","é"]}}"#
            )),
            "“RP” is a name of “River Party” (party) and “Red 😀 Party” (red): wherever it stands, the first of these is meant | “គណបក្ស ទន្លេ” is a name of “River Party” (party) and “Red 😀 Party” (red): wherever it stands, the first of these is meant"
        );
        // Its own name is that of the second.
        assert_eq!(
            warnings(
                r#"{"id":"a","type":"PER","name":"Sok Dara","aliases":["Dara"]},{"id":"b","type":"PER","name":"Dara"}"#
            ),
            "“Dara” is a name of “Dara” (b) and “Sok Dara” (a): wherever it stands, the first of these is meant"
        );
        assert_eq!(
            warnings(
                r#"{"id":"a","type":"ORG","name":"The Report Group","aliases":["the","Report","report","May","AND","US"]}"#
            ),
            "“the” of “The Report Group” (a) is a common word, which is taken for a name wherever it stands | “Report” of “The Report Group” (a) is a common word, which is taken for a name wherever it stands | “May” of “The Report Group” (a) is a common word, which is taken for a name wherever it stands"
        );
        assert_eq!(
            warnings(r#"{"id":"a","type":"ORG","name":"Lantern","aliases":["Report","AND","US"]}"#),
            ""
        );
    }

    #[test]
    fn the_cambodian_pack_is_valid() {
        let json = include_str!("../../models/cambodia.pack.json");
        let pack = Pack::parse(json).expect("the pack that comes with the program");
        assert_eq!(pack, Pack::cambodia());
        assert!(pack.entries().len() > 150 && pack.name() == "Cambodia");
        assert_eq!(pack.warnings(), [""; 0]);
        // Whoever reads the pack can check each entry, or is told to.
        let raw: Value = serde_json::from_str(json).expect("JSON");
        for entry in raw["entries"].as_array().expect("a list") {
            assert!(entry.get("source").is_some() || entry.get("unsure").is_some(), "{entry}");
        }
        let entry = pack.entry_named("កឹម-សុខា").expect("a Khmer name");
        assert_eq!((entry.id.as_str(), entry.name.as_str()), ("per-kem-sokha", "Kem Sokha"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_pack_or_an_error(json in "\\PC{0,200}") {
            let _ = Pack::parse(&json);
        }

        #[test]
        fn any_json_is_a_pack_or_an_error(
            id in "[ -~]{0,9}", code in "(PER|ORG|[A-Z]{0,4})", name in "\\PC{0,20}", alias in "\\PC{0,20}"
        ) {
            let json = serde_json::json!({"entries": [{"id": id, "type": code, "name": name, "aliases": [alias]}]});
            if let Ok(pack) = Pack::parse(&json.to_string()) {
                prop_assert_eq!(pack.entries().len(), 1);
            }
        }
    }
}
