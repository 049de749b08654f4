//! The fields of the query language: which word names which, and what its value means.
//!
//! Input: the name before the colon and the value behind it. Output: what is asked for, or that it is not understood.
//! A name that is no field's is a word.

use super::tree::{NAME_FIELDS, Trait};
use crate::calendar::{Interval, When};
use crate::entity::EntityType;
use crate::event::EventType;
use crate::index::terms::stem_of;
use crate::text::Language;
use crate::text::find::{find, split_at};
use crate::text::normalise::fold;

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Words in the title.
    Title,
    /// An entity, of that type if one is given.
    Name(Option<EntityType>),
    /// Anything that [`read`] reads.
    Trait(&'static str),
}

/// Other words for fields.
const ALIASES: [(&str, &str); 9] = [
    ("people", "person"),
    ("per", "person"),
    ("organisation", "org"),
    ("organization", "org"),
    ("loc", "place"),
    ("location", "place"),
    ("language", "lang"),
    ("since", "after"),
    ("site", "source"),
];

/// The fields whose values [`read`] reads.
const TRAITS: [&str; 7] = ["lang", "event", "before", "after", "on", "about", "source"];

/// The languages as people write them; the first letters are enough.
const LANGUAGES: [&str; 9] =
    ["unknown", "english", "khmer", "french", "thai", "vietnamese", "indonesian", "lao", "burmese"];

/// What the types of events are called beside their codes, in the order of [`EventType::ALL`]: the nouns and verbs that
/// headlines say, in any form of their stems.
const EVENTS: &str = "arrest detention detain jail|charge indictment accuse|trial hearing|sentence conviction|release \
    acquittal pardon|exile deportation|attack assault|killing murder death|dissolution dissolve ban|closure|sanction|\
    law|election vote|protest demonstration|statement speech|petition letter|agreement treaty|appointment|resignation|\
    visit meeting|threat|founding";

/// The type of event that a word or the beginning of its code is for.
fn event(value: &str) -> Option<EventType> {
    let code = value.replace([' ', '_'], "-");
    let (stem, all) = (stem_of(value), EventType::ALL);
    let called = || EVENTS.split('|').position(|words| words.split(' ').any(|one| stem_of(one) == stem));
    let begun = || all.iter().position(|event| event.code().starts_with(&code)).filter(|_| code.len() > 2);
    EventType::from_code(&code).or_else(|| all.get(called().or_else(begun)?).copied())
}

/// The field of that name.
pub(super) fn field(name: &str) -> Option<Field> {
    let name = fold(name);
    let name = ALIASES.iter().find(|alias| alias.0 == name).map_or(name.as_str(), |alias| alias.1);
    if name == "title" {
        return Some(Field::Title);
    }
    if name == "name" {
        return Some(Field::Name(None));
    }
    if let Some(&(_, of)) = NAME_FIELDS.iter().find(|one| one.0 == name) {
        return Some(Field::Name(Some(of)));
    }
    TRAITS.iter().find(|one| **one == name).map(|one| Field::Trait(one))
}

/// The trait that a field asks for with that value.
pub(super) fn read(field: &'static str, value: &str) -> Option<Trait> {
    let value = fold(value.trim());
    match field {
        "lang" => {
            let begins = |one: &str| value.len() > 3 && one.starts_with(&value);
            let named = LANGUAGES.iter().position(|one| begins(one));
            let named = named.and_then(|at| Language::ALL.get(at).copied());
            Language::from_tag(&value).or(named).map(Trait::Language)
        }
        "event" => event(&value).map(Trait::Event),
        "source" => {
            let address = split_at(&value, "://").map_or(value.as_str(), |one| one.1);
            let address = address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/');
            (!address.is_empty()).then(|| Trait::Source(address.to_owned()))
        }
        _ => {
            let value = value.replace('/', "-");
            let value = match split_at(&value, "..") {
                Some((first, last)) => [year_first(first), year_first(last)].join(".."),
                None => year_first(&value),
            };
            let (first, last) = split_at(&value, "..").unwrap_or((&value, &value));
            let (first, last) = (day(first), day(last));
            let written = [field, ":", &value].concat();
            let open = first.is_none() || last.is_none();
            let interval = match field {
                "before" => Interval::new(None, first?.first()?.add_days(-1)),
                "after" => Interval::new(Some(first?.first()?), None),
                // One side of a range may be left open.
                _ if open && find(&value, "..").is_none() => return None,
                _ => Interval::new(first.and_then(Interval::first), last.and_then(Interval::last)),
            };
            if interval.first().is_none() && interval.last().is_none() {
                return None;
            }
            Some(if field == "about" {
                Trait::About(interval, written)
            } else {
                Trait::Published(interval, written)
            })
        }
    }
}

/// A date whose year is written last, the other way round, where it is sure which number is the month: `18-9-2017`,
/// `9-18-2017`, `9-2017`; eight digits are its parts (`20170918`). `3-9-2017` is March here and September there, and stays as it is.
fn year_first(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let no_month = |number: &str| number.len() == 2 && number > "12";
    let parts = match parts[..] {
        [day, month, year] if year.len() == 4 && (no_month(day) || day == month) => vec![year, month, day],
        [month, day, year] if year.len() == 4 && no_month(day) => vec![year, month, day],
        [month, year] if year.len() == 4 && !month.is_empty() => vec![year, month],
        [all] if all.len() == 8 && all.bytes().all(|byte| byte.is_ascii_digit()) => {
            vec![&all[..4], &all[4..6], &all[6..]]
        }
        _ => parts,
    };
    parts.join("-")
}

/// The days of `2017`, `2017-09` or `2017-09-18`; a month or day of one digit will do, and of one that is still being
/// typed (`2017-`, `2017-0`) what stands before it.
fn day(text: &str) -> Option<Interval> {
    let mut parts = text.trim_end_matches("-0").trim_end_matches('-').split('-');
    let mut iso = parts.next()?.to_owned();
    for part in parts {
        iso.push_str(if part.len() == 1 { "-0" } else { "-" });
        iso.push_str(part);
    }
    When::parse_iso(&iso).map(|when| when.interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &'static str, value: &str, expected: &str) {
        let Some(Field::Trait(field)) = field(name) else { panic!("a field: {name}") };
        let found = match read(field, value) {
            Some(Trait::Published(days, _) | Trait::About(days, _)) => {
                let day = |date: Option<crate::calendar::Date>| date.map_or(String::new(), |d| d.to_string());
                [day(days.first()), day(days.last())].join("/")
            }
            Some(Trait::Language(language)) => language.tag().to_owned(),
            Some(Trait::Event(event)) => event.code().to_owned(),
            Some(Trait::Source(source)) => source,
            None => "?".to_owned(),
        };
        assert_eq!(found, expected, "{name}:{value}");
    }

    #[test]
    fn values_are_read() {
        check("before", "2018", "/2017-12-31");
        check("after", "2017-09", "2017-09-01/");
        check("since", "2017-9", "2017-09-01/");
        check("on", "2017-09", "2017-09-01/2017-09-30");
        check("on", "២០១៧-០៩-០៣", "2017-09-03/2017-09-03");
        check("on", "2017/9/3", "2017-09-03/2017-09-03");
        check("on", "2017-", "2017-01-01/2017-12-31");
        check("on", "2017-0", "2017-01-01/2017-12-31");
        check("on", "2017-09-0", "2017-09-01/2017-09-30");
        check("on", "2017-10", "2017-10-01/2017-10-31");
        check("on", "18/9/2017", "2017-09-18/2017-09-18");
        check("on", "9/18/2017", "2017-09-18/2017-09-18");
        check("on", "09-09-2017", "2017-09-09/2017-09-09");
        check("on", "9/2017", "2017-09-01/2017-09-30");
        check("on", "31/8/2017..9/2017", "2017-08-31/2017-09-30");
        check("before", "១៨/៩/២០១៧", "/2017-09-17");
        check("on", "3/9/2017", "?");
        check("on", "32/9/2017", "?");
        check("on", "18/19/2017", "?");
        check("on", "é/9/2017", "?");
        check("on", "-2017", "?");
        check("about", "2017..2018-06", "2017-01-01/2018-06-30");
        check("about", "2017..", "2017-01-01/");
        check("about", "..", "?");
        check("on", "yesterday", "?");
        check("on", "2017-13", "?");
        check("before", "", "?");
        check("lang", "KM", "km");
        check("language", "khmer", "km");
        check("lang", "xx", "?");
        check("event", "arrest", "arrest");
        check("event", "Media closure", "media-closure");
        check("event", "arr", "arrest");
        check("event", "é", "?");
        check("event", "😀", "?");
        check("event", "ar", "?");
        check("event", "sentencing", "sentence");

        check("event", "Convicted", "sentence");
        check("event", "murder", "killing");
        check("event", "killed", "killing");
        check("event", "dissolution", "party-ban");
        check("event", "dissolved", "party-ban");
        check("event", "party ban", "party-ban");
        check("event", "arrested", "arrest");
        check("event", "detained", "arrest");
        check("event", "founded", "founding");
        check("event", "elections", "election");
        check("site", "Example.org", "example.org");
        check("source", "https://www.example.org/", "example.org");
        check("source", "news/", "news");
        check("source", "/", "?");
    }
}
