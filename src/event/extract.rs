//! The events of one document.
//!
//! Input: the document, its sentences, names and times. Output: its [`Event`]s in order. A sentence tells an event if
//! it has an event word with what that word needs beside it ([`super::lexicon`]), and
//!
//! - a date: a time in the sentence ([`super::dating`]); or
//! - the date of the sentence before, in the same paragraph, where that told a dated event, and this one tells the
//!   same type of event again or begins with what points back (`He …`, `The arrest …`, or someone of that event), and is
//!   not in the past perfect (which tells what was earlier); or
//! - no date, and is shown undated, where the word is a strong one (an arrest, a sentence, a killing…), someone is
//!   named who takes part, and it is told as fact, as not having happened, or as called for.
//!
//! The publication date is never a date of an event by itself: only a time in the text can bring it in.

use super::clause::{Gap, Told};
use super::dating;
use super::lexicon::{Form, Found, Strength};
use super::modality::{self, Reading, group_start};
use super::roles::{self, Context, Roles};
use super::triggers::triggers;
use super::{Event, Modality};
use crate::calendar::When;
use crate::document::Document;
use crate::entity::{DocumentEntities, EntityType};
use crate::order;
use crate::temporal::{self, Timex};
use crate::text::TextRange;
use crate::text::token::tokens;

/// The events of one document, in order of their quotes.
pub(super) fn extract(
    document: &Document,
    sentences: &[TextRange],
    entities: &DocumentEntities,
    timexes: &[Timex],
) -> Vec<Event> {
    let tokens = tokens(&document.text);
    let mut events = Vec::new();
    let mut before: Option<Before> = None;
    for &sentence in sentences {
        if before.as_ref().is_some_and(|before| {
            let between = TextRange { start: before.range.end, end: sentence.start.max(before.range.end) };
            // In a text whose lines are wrapped a paragraph ends at an empty line only.
            let wrapped = usize::from(before.range.of(&document.text).contains('\n'));
            between.of(&document.text).matches('\n').count() > wrapped
        }) {
            before = None;
        }
        let told = Told::new(document, sentence, &tokens, entities, timexes);
        let triggers = triggers(document, &told);
        let found = read(document, &told, &triggers, entities, timexes, before.as_ref());
        let dated = found.iter().find(|event| event.when.is_some() && event.modality == Modality::Happened);
        let persons = told.names.iter().filter(|name| name.kind == EntityType::Person);
        let persons = order::set(persons.map(|name| name.entity));
        before = Some(Before {
            range: sentence,
            event: dated.cloned(),
            person: if persons.len() == 1 { persons.first().copied() } else { None },
        });
        events.extend(found);
    }
    events
}

/// What the sentence before leaves to the next.
struct Before {
    range: TextRange,
    /// Its first event that is dated and happened.
    event: Option<Event>,
    /// The only person it names, if there is just one.
    person: Option<u32>,
}

/// The events that the triggers of a sentence tell.
fn read(
    document: &Document,
    told: &Told,
    triggers: &[Found],
    entities: &DocumentEntities,
    timexes: &[Timex],
    before: Option<&Before>,
) -> Vec<Event> {
    let times = dating::assign(told, triggers, timexes);
    let mut roles: Vec<Roles> = Vec::with_capacity(triggers.len());
    for this in 0..triggers.len() {
        let person_before = before.and_then(|before| before.person);
        let read = roles::read(told, Context { triggers, this, before: &roles, person_before });
        roles.push(read);
    }
    let mut events: Vec<Event> = Vec::new();
    for ((trigger, roles), time) in triggers.iter().zip(roles).zip(times) {
        if roles.is_attributive {
            continue;
        }
        let reading = modality::read(told, trigger);
        let mut roles = roles;
        let leader = group_start(told, trigger).checked_sub(1).map_or("", |at| told.key(at));
        if reading.modality == Modality::CalledFor
            && (leader == "to"
                || trigger.form == Form::Base && matches!(leader, "and" | "or") && is_governed(&reading))
        {
            // Who asks that it be done does not do it: "urged the court to release X".
            roles.actors.clear();
        }
        let timex = time.and_then(|time| told.times.get(time)).map(|time| time.timex);
        let date = match timex.and_then(|at| Date::of(document, timexes, at)) {
            Some(date) => date,
            None => inherited(told, trigger, &roles, before),
        };
        let Some(event) = event(document, told, trigger, roles, reading, &date, entities) else { continue };
        keep(&mut events, event);
    }
    events
}

/// Whether what is called for was asked of someone (`urged … to`), not told with a modal of its own subject.
fn is_governed(reading: &Reading) -> bool {
    !matches!(reading.cue.as_deref(), Some("should" | "must" | "ought"))
}

/// When an event was, and the trail.
struct Date {
    when: Option<When>,
    why: String,
}

impl Date {
    /// What a time gives: its days, or where it is one end of a stretch (`23–28 May 1993`) those of the whole.
    fn of(document: &Document, timexes: &[Timex], at: usize) -> Option<Self> {
        let timex = timexes.get(at)?;
        if let Some(found) = temporal::stretch(&document.text, timexes, at)
            && let (Some(from), Some(to)) = (timexes.get(found.first), timexes.get(found.first + 1))
        {
            let when = When { interval: found.interval, granularity: found.granularity };
            return Some(Self { when: Some(when), why: format!("from {} to {}", from.why, to.why) });
        }
        let when = timex
            .interval
            .zip(timex.granularity)
            .map(|(interval, granularity)| When { interval, granularity });
        Some(Self { when, why: timex.why.clone() })
    }

    fn none() -> Self {
        Self { when: None, why: "no date in the sentence".to_owned() }
    }
}

/// What stands before the trail of a date that was taken from the sentence before.
const SAID: &str = "no date of its own, so that of the sentence before: ";

/// The date of the sentence before, where the rule at the head of this file lets it stand.
fn inherited(told: &Told, trigger: &Found, roles: &Roles, before: Option<&Before>) -> Date {
    let Some(event) = before.and_then(|before| before.event.as_ref()) else { return Date::none() };
    let start = group_start(told, trigger);
    let perfect = (start..trigger.first).any(|at| matches!(told.key(at), "had" | "hadn't"));
    let same = trigger.entry.event_type == event.event_type;
    let shares = roles
        .actors
        .iter()
        .chain(&roles.targets)
        .any(|entity| event.targets.contains(entity) || event.actors.contains(entity));
    let first = told.key(0);
    let points_back = matches!(first, "he" | "she" | "they" | "his" | "her" | "their" | "both" | "all")
        || (first == "the" && trigger.first <= 2);
    let weak = trigger.entry.strength == Strength::Weak;
    let states_date = !told.times.is_empty() || told.has_unresolved_date;
    if weak || perfect || states_date || !(same || (points_back && shares)) {
        return Date::none();
    }
    let trail = event.why.split_once("; ").map_or(event.why.as_str(), |(_, trail)| trail);
    let trail = trail.strip_prefix(SAID).unwrap_or(trail);
    Date { when: event.when, why: format!("{SAID}{trail}") }
}

/// An event, if what is known of it is worth showing.
fn event(
    document: &Document,
    told: &Told,
    trigger: &Found,
    roles: Roles,
    reading: Reading,
    date: &Date,
    entities: &DocumentEntities,
) -> Option<Event> {
    let range =
        TextRange { start: told.words[trigger.first].range.start, end: told.words[trigger.last].range.end };
    let (mut modality, mut cue) = (reading.modality, reading.cue);
    let published = document.published.as_ref().and_then(|published| published.when.interval.last());
    let ahead = date
        .when
        .and_then(|when| when.interval.first())
        .zip(published)
        .is_some_and(|(first, last)| first > last);
    if ahead && modality == Modality::Happened && !is_told_as_fact(told, trigger) {
        modality = Modality::Planned;
        cue = Some("after the publication date".to_owned());
    }
    let named = !roles.actors.is_empty() || !roles.targets.is_empty();
    let shown = match (trigger.entry.strength, date.when) {
        (Strength::Weak, Some(_)) => !roles.actors.is_empty(),
        (Strength::Medium | Strength::Strong, Some(_)) => true,
        (Strength::Strong, None) => {
            let told_so = !matches!(modality, Modality::Planned | Modality::Hypothetical);
            named && told_so
        }
        (_, None) => false,
    };
    if !shown {
        return None;
    }
    let mut why = format!("‘{}’; {}", range.of(&document.text), date.why);
    if let Some(cue) = cue {
        why = format!("{why}; {}: ‘{cue}’", modality.code());
    }
    if let Some((word, entity)) = &roles.pronoun
        && let Some(entity) = entities.entities.get(*entity as usize)
    {
        why = format!("{why}; ‘{word}’ read as {}", entity.name);
    }
    Some(Event {
        event_type: trigger.entry.event_type,
        when: date.when,
        modality,
        actors: roles.actors,
        targets: roles.targets,
        places: roles.places,
        quote: told.range,
        trigger: range,
        why,
    })
}

/// Whether an event was a fact to its writer whatever the publication date: told in the past tense, or as an entry of a
/// chronology (`28 July 2013: …`). Then it is the publication date that is too early, as that of a page that went on
/// growing.
fn is_told_as_fact(told: &Told, trigger: &Found) -> bool {
    let past = matches!(trigger.form, Form::Past | Form::Participle);
    let present =
        (group_start(told, trigger)..trigger.first).any(|at| matches!(told.key(at), "is" | "are" | "be"));
    (past && !present) || is_entry(told)
}

/// Whether a sentence is an entry of a chronology: a date, a break, then what happened.
fn is_entry(told: &Told) -> bool {
    told.times.first().is_some_and(|time| {
        time.first <= 1 && told.words.get(time.last + 1).is_some_and(|word| word.gap == Gap::Break)
    })
}

/// Adds an event to those of its sentence. Two words for one act (`jailed …, whose arrest`) are one event: same type,
/// date and modality, and no one in the one who contradicts the other.
fn keep(events: &mut Vec<Event>, event: Event) {
    let twin = events.iter_mut().find(|other| {
        let same = other.event_type == event.event_type && other.modality == event.modality;
        let compatible = other.targets == event.targets
            || other.targets.is_empty()
            || event.targets.is_empty()
            || event.targets.iter().any(|entity| other.targets.contains(entity));
        same && compatible && (other.when == event.when || other.when.is_none() || event.when.is_none())
    });
    let Some(twin) = twin else {
        events.push(event);
        return;
    };
    if twin.when.is_none() && event.when.is_some() {
        twin.when = event.when;
        twin.why = event.why;
        twin.trigger = event.trigger;
    }
    for (mine, theirs) in [
        (&mut twin.targets, event.targets),
        (&mut twin.actors, event.actors),
        (&mut twin.places, event.places),
    ] {
        for entity in theirs {
            if !mine.contains(&entity) {
                mine.push(entity);
            }
        }
    }
    let targets = twin.targets.clone();
    twin.actors.retain(|entity| !targets.contains(entity));
}
