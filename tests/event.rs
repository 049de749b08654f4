//! Events and the timeline, from tables of sentences in which names and times are given.
//!
//! `tests/data/event/*.tsv`: a line a case, the text, a tab, the events expected. In the text `[PER Dara Vong]` is a
//! name, `{2021-03|March 2021}` a time with its value (`P3Y` a duration, `2021-03-01/2021-03-07` a week), ` // ` ends a
//! sentence within a paragraph, ` /// ` a paragraph, and `@2021-05-01 ` at the start gives the publication date. An
//! event is `type|modality|date|actors > targets|places`, without what is empty at its end; ` ; ` stands between
//! events, `-` for none. Lines that begin with `#` are headings.

use std::collections::BTreeMap;

use proptest::prelude::*;
use saksi::calendar::{Date, Granularity, Interval, When};
use saksi::document::{Document, Published, PublishedHow, iso_value};
use saksi::entity::{DocumentEntities, DocumentEntity, Entity, EntityType, Mention, Name, Resolution};
use saksi::event::{Event, TimelineEvent, extract, timeline};
use saksi::temporal::{Anchor, Timex, TimexType};
use saksi::text::{Language, TextRange};

/// A text with its names and times.
#[derive(Clone, Debug)]
struct Case {
    document: Document,
    sentences: Vec<TextRange>,
    entities: DocumentEntities,
    timexes: Vec<Timex>,
}

impl Case {
    fn events(&self) -> Vec<Event> {
        extract(&self.document, &self.sentences, &self.entities, &self.timexes)
    }
}

fn when(value: &str) -> Option<When> {
    if let Some((first, last)) = value.split_once('/') {
        let interval = Interval::new(Date::parse_iso(first), Date::parse_iso(last));
        return Some(When { interval, granularity: Granularity::Week });
    }
    When::parse_iso(value)
}

fn document(text: String, published: Option<&str>) -> Document {
    Document {
        id: "d".into(),
        language: Language::English,
        published: published.map(|value| Published {
            when: when(value).expect(value),
            how: PublishedHow::Person,
            evidence: None,
            why: String::new(),
        }),
        ..Document::of_text(text)
    }
}

/// Reads the markup of the tables.
fn case(markup: &str) -> Case {
    let (published, markup) = match markup.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
        Some((date, rest)) => (Some(date), rest),
        None => (None, markup),
    };
    let mut text = String::new();
    let mut sentences = Vec::new();
    let mut entities = DocumentEntities::default();
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    let mut timexes = Vec::new();
    let mut start = 0;
    let mut rest = markup;
    loop {
        let Some(at) = rest.find(['[', '{', '/']) else {
            text.push_str(rest);
            sentences.push(TextRange::new(start, text.len()));
            break;
        };
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("/// ").or_else(|| rest.strip_prefix("// ")) {
            let is_paragraph = rest.starts_with("///");
            text.truncate(text.trim_end().len());
            sentences.push(TextRange::new(start, text.len()));
            text.push_str(if is_paragraph { "\n\n" } else { " " });
            start = text.len();
            rest = after;
        } else if rest.starts_with('/') {
            text.push('/');
            rest = &rest[1..];
        } else {
            let close = rest.find(if rest.starts_with('[') { ']' } else { '}' }).expect(markup);
            let inner = &rest[1..close];
            let is_name = rest.starts_with('[');
            let (code, words) = inner.split_once(if is_name { ' ' } else { '|' }).expect(inner);
            let range = TextRange::new(text.len(), text.len() + words.len());
            text.push_str(words);
            if is_name {
                let entity_type = EntityType::from_code(code).expect(code);
                let next = ids.len() as u32;
                let entity = *ids.entry(words.to_owned()).or_insert(next);
                if entity == next {
                    let names = vec![Name { text: words.to_owned(), count: 1 }];
                    entities.entities.push(DocumentEntity {
                        entity_type,
                        name: words.to_owned(),
                        names,
                        pack_id: None,
                        merges: Vec::new(),
                    });
                }
                entities.mentions.push(Mention { range, entity_type, entity });
            } else {
                let when = when(code);
                timexes.push(Timex {
                    range,
                    timex_type: if code.starts_with('P') { TimexType::Duration } else { TimexType::Date },
                    value: code.to_owned(),
                    modifier: None,
                    interval: when.map(|when| when.interval),
                    granularity: when.map(|when| when.granularity),
                    anchor: Anchor::Absolute,
                    why: format!("‘{words}’"),
                });
            }
            rest = &rest[close + 1..];
        }
    }
    Case { document: document(text, published), sentences, entities, timexes }
}

/// An event as the tables write it.
fn written(event: &Event, entities: &DocumentEntities) -> String {
    let names = |list: &[u32]| -> String {
        list.iter().map(|&at| entities.entities[at as usize].name.as_str()).collect::<Vec<_>>().join(",")
    };
    let who = format!("{} > {}", names(&event.actors), names(&event.targets));
    let parts = [
        event.event_type.code().to_owned(),
        event.modality.code().to_owned(),
        event.when.map_or_else(|| "undated".to_owned(), iso_value),
        if who == " > " { String::new() } else { who.trim().to_owned() },
        names(&event.places),
    ];
    parts.join("|").trim_end_matches('|').to_owned()
}

fn check(markup: &str, expect: &str) -> Result<(), String> {
    let case = case(markup);
    let found = case.events();
    for event in &found {
        let trigger = event.trigger.of(&case.document.text);
        assert!(event.quote.contains(event.trigger) && event.why.contains(trigger), "{}", event.why);
    }
    let found: Vec<_> = found.iter().map(|event| written(event, &case.entities)).collect();
    let found = if found.is_empty() { "-".to_owned() } else { found.join(" ; ") };
    if found == expect { Ok(()) } else { Err(format!("{markup}\n  expected {expect}\n  found    {found}")) }
}

/// A text whose lines are wrapped at so many bytes: some of its spaces are line breaks.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = 0;
    for word in text.split(' ') {
        if !lines.is_empty() {
            let fits = line + 1 + word.len() <= width;
            lines.push(if fits { ' ' } else { '\n' });
            line = if fits { line + 1 } else { 0 };
        }
        lines.push_str(word);
        line += word.len();
    }
    lines
}

#[test]
fn wrapping_changes_no_event() {
    let plain = case(
        "Witnesses said that on the evening of {2019-06-01|1 June 2019} the unionist [PER Dara Vong] was arrested by police \
         together with his lawyer, and that he was then taken to [LOC Kampot], where the court charged him with treason \
         on {2019-06-02|2 June 2019}. // He was released on {2019-06-04|4 June 2019}, and the activist [PER Sok Lina] was \
         sentenced to two years in prison on {2019-06-05|5 June 2019} by the court.",
    );
    let told = |case: &Case| {
        let events = case.events().into_iter();
        events.map(|event| (event.event_type, event.when, event.targets, event.modality)).collect::<Vec<_>>()
    };
    assert_eq!(told(&plain).len(), 4);
    for width in 30..100 {
        let mut case = plain.clone();
        case.document.text = wrapped(&plain.document.text, width);
        assert_eq!(told(&case), told(&plain), "{}", case.document.text);
    }
}

#[test]
fn the_tables_hold() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/event");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect(folder)
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    paths.sort();
    let mut count = 0;
    let mut wrong = Vec::new();
    for path in paths {
        let table = std::fs::read_to_string(&path).expect("a table");
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (markup, expect) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
            count += 1;
            if let Err(message) = check(markup, expect) {
                wrong.push(format!("{}: {message}", path.file_name().unwrap_or_default().to_string_lossy()));
            }
        }
    }
    assert!(count > 90, "only {count} cases were read");
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// The timeline of several texts; every name is one entity, whichever text it stands in.
fn line(markups: &[&str]) -> (Vec<TimelineEvent>, Resolution) {
    let cases: Vec<Case> = markups.iter().map(|markup| case(markup)).collect();
    let mut names: BTreeMap<&str, EntityType> = BTreeMap::new();
    for case in &cases {
        for entity in &case.entities.entities {
            names.insert(&entity.name, entity.entity_type);
        }
    }
    let entities: Vec<Entity> = names
        .iter()
        .map(|(name, &entity_type)| Entity {
            id: name.to_lowercase().replace(' ', "-"),
            entity_type,
            name: (*name).to_owned(),
            names: Vec::new(),
            mentions: 1,
            documents: Vec::new(),
            merges: Vec::new(),
        })
        .collect();
    let place =
        |name: &str| entities.iter().position(|entity| entity.name == name).expect("listed above") as u32;
    let assignment = cases
        .iter()
        .map(|case| case.entities.entities.iter().map(|entity| place(&entity.name)).collect())
        .collect();
    let resolution = Resolution { entities: entities.clone(), assignment };
    let events: Vec<Vec<Event>> = cases.iter().map(Case::events).collect();
    let slices: Vec<&[Event]> = events.iter().map(Vec::as_slice).collect();
    (timeline(&slices, &resolution), resolution)
}

fn lines(markups: &[&str]) -> Vec<String> {
    let (events, _) = line(markups);
    events
        .iter()
        .map(|event| {
            let date = event.when.map_or_else(|| "undated".to_owned(), iso_value);
            format!("{date} {} x{}", event.headline, event.quotes.len())
        })
        .collect()
}

#[test]
fn one_event_told_twice_is_one_with_both_quotes() {
    let found = lines(&[
        "Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "[PER Dara Vong] was detained on {2021-03-03|Wednesday}.",
    ]);
    assert_eq!(found, ["2021-03-03 Arrest of Dara Vong x2"]);
}

#[test]
fn other_people_other_days_and_other_acts_stay_apart() {
    let found = lines(&[
        "Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "Police arrested [PER Lina Prak] on {2021-03-03|3 March 2021}.",
        "Police arrested [PER Dara Vong] on {2021-03-09|9 March 2021}.",
        "[PER Dara Vong] was charged on {2021-03-03|3 March 2021}.",
    ]);
    assert_eq!(
        found,
        [
            "2021-03-03 Arrest of Dara Vong x1",
            "2021-03-03 Arrest of Lina Prak x1",
            "2021-03-03 Charge against Dara Vong x1",
            "2021-03-09 Arrest of Dara Vong x1",
        ]
        .map(str::to_owned)
        .as_slice()
    );
}

#[test]
fn a_coarser_date_joins_the_one_finer_date_within_it() {
    let found = lines(&[
        "Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "[PER Dara Vong] was arrested in {2021-03|March 2021}.",
        "[PER Dara Vong] was arrested in {2021|2021}.",
    ]);
    assert_eq!(found, ["2021-03-03 Arrest of Dara Vong x3"]);
    let found = lines(&[
        "Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "Police arrested [PER Dara Vong] on {2021-03-29|29 March 2021}.",
        "[PER Dara Vong] was arrested in {2021-03|March 2021}.",
    ]);
    assert_eq!(found.len(), 3, "it may be either: {found:?}");
    assert!(found[0].starts_with("2021-03 "), "the coarser stands first: {found:?}");
}

#[test]
fn elections_are_one_by_date_unless_their_places_differ() {
    let found = lines(&[
        "The election of {2023-07-23|23 July 2023} was won by [ORG the Rice Party].",
        "People voted in the election on {2023-07-23|23 July 2023}.",
    ]);
    assert_eq!(found, ["2023-07-23 Election x2"]);
    let found = lines(&[
        "The election in [LOC Ruritania] was held on {2023-07-23|23 July 2023}.",
        "The election in [LOC Sylvania] was held on {2023-07-23|23 July 2023}.",
    ]);
    assert_eq!(found, ["2023-07-23 Election in Ruritania x1", "2023-07-23 Election in Sylvania x1"]);
}

#[test]
fn the_undated_come_last_and_join_the_dated_one_of_their_document() {
    let found = lines(&[
        "The arrest of [PER Dara Vong] was wrong. // Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "The arrest of [PER Lina Prak] was wrong.",
        "Many asked about the arrest of [PER Lina Prak].",
    ]);
    assert_eq!(found, ["2021-03-03 Arrest of Dara Vong x2", "undated Arrest of Lina Prak x2"]);
}

#[test]
fn what_is_called_for_is_not_what_happened() {
    let (events, _) = line(&[
        "[ORG Lantern] called for the release of [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "[PER Dara Vong] was released from prison on {2021-03-03|3 March 2021}.",
    ]);
    let modalities: Vec<_> = events.iter().map(|event| event.modality.code()).collect();
    assert_eq!(modalities, ["happened", "called-for"]);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let markups = [
        "Police arrested [PER Dara Vong] on {2021-03-03|3 March 2021}.",
        "[PER Dara Vong] and [PER Lina Prak] were arrested in {2021-03|March 2021}.",
        "Two monks were arrested on {2021-03-03|3 March 2021}.",
        "Six monks were jailed on {2021-03-03|3 March 2021} in [LOC Ruritania].",
        "The arrest of [PER Lina Prak] was wrong.",
        "[PER Dara Vong] was released on bail on {2021-04-01|1 April 2021}. // [ORG Lantern] was dissolved in {2022|2022}.",
    ];
    let summary = |markups: &[&str]| -> Vec<(String, String, usize, String)> {
        line(markups)
            .0
            .into_iter()
            .map(|event| (event.id, event.headline, event.quotes.len(), event.why))
            .collect()
    };
    let expect = summary(&markups);
    let mut ids: Vec<_> = expect.iter().map(|event| event.0.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), expect.len(), "identifiers are unique");
    let mut reversed = markups;
    reversed.reverse();
    assert_eq!(summary(&reversed), expect);
    let mut turned = markups;
    turned.rotate_left(2);
    assert_eq!(summary(&turned), expect);
}

#[test]
fn reasons_can_be_read() {
    let case = case("@2021-03-10 [PER Dara Vong] was arrested {2021-03-01/2021-03-07|last week}.");
    let events = case.events();
    assert_eq!(events[0].why, "‘arrested’; ‘last week’");
    let case = crate::case("[PER Dara Vong] could be arrested on {2021-03-03|Wednesday}.");
    assert!(case.events()[0].why.contains("hypothetical: ‘could’"), "{}", case.events()[0].why);
}

#[test]
fn a_name_within_another_is_read() {
    let mut case =
        case("[PER Dara Vong] and [PER Lina Prak], who were arrested on {2021-03-03|3 March 2021}.");
    let targets = case.events()[0].targets.clone();
    assert_eq!(targets.len(), 2);
    let whole = TextRange::new(0, case.document.text.find(", who").expect("the relative clause"));
    case.entities.mentions.insert(0, Mention { range: whole, ..case.entities.mentions[1] });
    assert_eq!(case.events()[0].targets, targets);
}

#[test]
fn boilerplate_tells_nothing() {
    let mut case = case("[PER Dara Vong] was arrested on {2021-03-03|3 March 2021}.");
    assert_eq!(case.events().len(), 1);
    let range = TextRange::new(0, case.document.text.len());
    case.document.boilerplate =
        vec![saksi::document::Boilerplate { range, kind: saksi::document::BoilerplateKind::Comment }];
    assert_eq!(case.events(), Vec::new());
}

proptest! {
    /// Any text with any ranges for names and times gives events, never a panic.
    #[test]
    fn any_text_is_read(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "arrested", "was", "by", "the", "election", "of", "é", "ចាប់ខ្លួន", "ត្រូវ", "ការ", "😀", "\u{a0}", ",", ";", "’s",
                "who", "if", "will", "not", "to", "release", "call for", "2021", "Dara", "him", "and", "\n", "?", "sentenced",
                "issued", "sanctions", "on", "said", "\u{200b}", "។", "closed", "radio", "dissolve", "party",
                "who", "were", "which",
            ]),
            0..40,
        ),
        cuts in prop::collection::vec((0usize..300, 0usize..40, 0usize..6), 0..12),
    ) {
        let text = words.join(" ");
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let mut entities = DocumentEntities::default();
        let mut timexes = Vec::new();
        let mut sentences = Vec::new();
        let mut sorted = cuts.clone();
        sorted.sort_unstable();
        for (start, len, kind) in sorted {
            let range = TextRange::new(boundary(start), boundary(start + len));
            match kind {
                0..=3 => entities.mentions.push(Mention {
                    range,
                    entity_type: EntityType::ALL[kind],
                    // Some point at no entity: a damaged archive must not bring the rules down either.
                    entity: kind as u32,
                }),
                4 => timexes.push(Timex {
                    range,
                    timex_type: TimexType::Date,
                    value: String::new(),
                    modifier: None,
                    interval: Interval::year(2021),
                    granularity: Some(Granularity::Year),
                    anchor: Anchor::Absolute,
                    why: String::new(),
                }),
                _ => sentences.push(range),
            }
        }
        sentences.push(TextRange::new(0, text.len()));
        let document = document(text.clone(), Some("2021-05-01"));
        let events = extract(&document, &sentences, &entities, &timexes);
        for event in &events {
            prop_assert!(event.quote.contains(event.trigger));
        }
        let resolution = Resolution { entities: Vec::new(), assignment: vec![vec![0, 5]] };
        let _ = timeline(&[events.as_slice(), events.as_slice()], &resolution);
    }
}
