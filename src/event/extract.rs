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
//!   named to whom it was done, and it is told as fact, as not having happened, or as called for.
//!
//! The publication date is never a date of an event by itself: only a time in the text can bring it in.

use std::collections::BTreeSet;

use super::clause::Told;
use super::dating;
use super::lexicon::{Form, Found, Needs, Strength, candidates, english, keys};
use super::modality::{self, Reading, group_start};
use super::roles::{self, Context, Roles};
use super::{Event, EventType, Modality};
use crate::calendar::When;
use crate::document::Document;
use crate::entity::{DocumentEntities, EntityType};
use crate::temporal::Timex;
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
            between.of(&document.text).contains('\n')
        }) {
            before = None;
        }
        let told = Told::new(document, sentence, &tokens, entities, timexes);
        let triggers = triggers(document, &told);
        let found = read(document, &told, &triggers, entities, timexes, before.as_ref());
        let dated = found.iter().find(|event| event.when.is_some() && event.modality == Modality::Happened);
        let persons: BTreeSet<u32> = told
            .names
            .iter()
            .filter(|name| name.kind == EntityType::Person)
            .map(|name| name.entity)
            .collect();
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

/// The triggers of a sentence, in order, without overlap: outside of names other than those of events, outside of
/// times and boilerplate, with what they need.
fn triggers(document: &Document, told: &Told) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < told.words.len() {
        let word = |at: usize| told.words.get(at).map(|word| word.key.as_str());
        let mut chosen = None;
        for candidate in candidates(word, at) {
            let covered = candidate.first..=candidate.last;
            let free = covered.clone().all(|at| {
                !told.in_time[at]
                    && told.name_at(at).is_none_or(|name| name.kind == EntityType::Event)
                    && (at == candidate.first || told.words[at].gap == super::clause::Gap::Open)
            });
            if free && fits(told, &candidate) && !document.is_boilerplate(told.words[at].range) {
                chosen = Some(candidate);
                break;
            }
        }
        match chosen {
            Some(candidate) => {
                at = candidate.last + 1;
                if !suppressed(told, &candidate, &found) {
                    found.push(candidate);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a candidate has the form and the company that it needs.
fn fits(told: &Told, candidate: &Found) -> bool {
    let (first, last) = (candidate.first, candidate.last);
    let before = first.checked_sub(1).map_or("", |at| told.key(at));
    let next = told.key(last + 1);
    let opens = first == 0 || told.words[first].gap == super::clause::Gap::Break;
    let verbal = before == "to"
        || group_start(told, candidate) < first
        || matches!(before, "we" | "they" | "i" | "you" | "who")
        || (opens && told.name_at(last + 1).is_some());
    match candidate.form {
        // "arrest" is a noun unless a verb group stands before it.
        Form::Noun if candidate.first == candidate.last && verbal && is_also_a_verb(told.key(first)) => {
            return false;
        }
        Form::Base if !(verbal || opens && is_object(told, last + 1)) => return false,
        // "attacks", "charges" are plurals of nouns unless someone does it.
        Form::Third if !is_doer(told, first) => return false,
        _ => {}
    }
    // A noun that only qualifies another: "election campaign", "sanctions regime", "trial court".
    if candidate.form == Form::Noun
        && matches!(candidate.entry.event_type, EventType::Election | EventType::Trial | EventType::Protest)
        && matches!(
            next,
            "commission"
                | "committee"
                | "campaign"
                | "campaigns"
                | "law"
                | "laws"
                | "monitor"
                | "monitors"
                | "observers"
                | "observer"
                | "officials"
                | "official"
                | "body"
                | "watchdog"
                | "reform"
                | "reforms"
                | "court"
                | "system"
                | "judge"
                | "balloon"
        )
        && told.words[last + 1].gap == super::clause::Gap::Open
    {
        return false;
    }
    if candidate.form == Form::Noun
        && matches!(candidate.entry.event_type, EventType::Killing | EventType::Attack | EventType::Arrest)
        && matches!(
            next,
            "plot"
                | "plots"
                | "charge"
                | "charges"
                | "case"
                | "cases"
                | "suspect"
                | "suspects"
                | "investigation"
                | "attempt"
                | "weapon"
                | "victim"
                | "victims"
                | "trial"
                | "record"
        )
    {
        return false;
    }
    // "សិទ្ធិបោះឆ្នោត", the right to vote, is no election.
    if candidate.form == Form::Khmer && candidate.entry.event_type == EventType::Election {
        let right = keys("សិទ្ធិ");
        let is_right = (first.saturating_sub(right.len() + 2)..first)
            .any(|at| right.iter().enumerate().all(|(k, word)| told.key(at + k) == word));
        if is_right {
            return false;
        }
    }
    meets(told, candidate)
}

/// Whether a noun of the tables is spelt like the base or third person of a verb.
fn is_also_a_verb(word: &str) -> bool {
    english::ENTRIES.iter().any(|entry| entry.verb.split(' ').take(2).any(|form| form == word))
}

/// Whether what stands before a verb in the third person can be its subject.
fn is_doer(told: &Told, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    told.name_at(before).is_some_and(|name| !name.is_possessive)
        || matches!(
            told.key(before),
            "he" | "she"
                | "it"
                | "who"
                | "which"
                | "court"
                | "government"
                | "party"
                | "police"
                | "council"
                | "king"
                | "minister"
                | "president"
                | "parliament"
                | "assembly"
                | "also"
                | "now"
                | "and"
        )
}

/// Whether an object begins at a word: a name, an article, a pronoun.
fn is_object(told: &Told, at: usize) -> bool {
    told.words.get(at).is_some_and(|word| word.gap == super::clause::Gap::Open)
        && (told.name_at(at).is_some()
            || matches!(
                told.key(at),
                "the" | "all" | "these" | "those" | "him" | "her" | "them" | "our" | "political"
            ))
}

/// How far to look for what an event word needs, in words.
const NEAR: usize = 10;

/// Whether what an event word needs stands near it, within its clause.
fn meets(told: &Told, candidate: &Found) -> bool {
    let needs = candidate.entry.needs;
    if needs == Needs::Nothing {
        return true;
    }
    if candidate.form == Form::Khmer {
        let party = keys("បក្ស");
        return (0..told.words.len())
            .any(|at| party.iter().enumerate().all(|(k, word)| told.key(at + k) == word));
    }
    let words = english::words_for(needs);
    let reach = if needs == Needs::Statement { 4 } else { NEAR };
    let range = candidate.first.saturating_sub(reach)..(candidate.last + 1 + reach).min(told.words.len());
    let open = |at: usize| {
        let (from, to) = if at > candidate.last { (candidate.last, at) } else { (at, candidate.first) };
        (from + 1..=to).all(|at| told.words[at].gap != super::clause::Gap::Break)
    };
    // What is released or signed stands after the verb, unless a passive puts it before.
    let only_after =
        needs == Needs::Statement && matches!(candidate.form, Form::Base | Form::Third | Form::Gerund);
    for at in range.filter(|&at| open(at) && !(only_after && at < candidate.first)) {
        if (candidate.first..=candidate.last).contains(&at) {
            continue;
        }
        if let Some(name) = told.name_at(at) {
            if name_meets(told, name.first, name.last, name.kind, needs) {
                return true;
            }
        } else if words.contains(&told.key(at)) {
            return true;
        }
    }
    false
}

/// Whether a name is of the kind that is needed: by its type, or by a word within it.
fn name_meets(told: &Told, first: usize, last: usize, kind: EntityType, needs: Needs) -> bool {
    let has = |list: &[&str]| (first..=last).any(|at| list.contains(&told.key(at)));
    match needs {
        Needs::Person => kind == EntityType::Person,
        Needs::Party => {
            kind == EntityType::Organisation
                && !has(&[
                    "assembly",
                    "parliament",
                    "court",
                    "government",
                    "ministry",
                    "daily",
                    "post",
                    "times",
                    "radio",
                ])
        }
        Needs::Media => {
            kind == EntityType::Organisation
                && has(&[
                    "daily",
                    "radio",
                    "times",
                    "post",
                    "news",
                    "voice",
                    "press",
                    "media",
                    "tv",
                    "television",
                    "fm",
                    "herald",
                ])
        }
        Needs::Law => {
            kind == EntityType::Law
                && !has(&["accords", "accord", "agreement", "agreements", "treaty", "pact"])
        }
        Needs::Agreement => {
            has(&["accords", "accord", "agreement", "agreements", "treaty", "pact", "convention"])
        }
        Needs::Court => kind == EntityType::Organisation && has(&["court", "tribunal", "prison"]),
        Needs::Nothing | Needs::Letter | Needs::Statement | Needs::Office => false,
    }
}

/// Whether a candidate is what someone is charged with or convicted of (`charged with murder`), not an event told.
fn suppressed(told: &Told, candidate: &Found, before: &[Found]) -> bool {
    if !matches!(candidate.form, Form::Noun | Form::Gerund) {
        return false;
    }
    let limit = candidate.first.saturating_sub(8);
    let mut at = candidate.first;
    while at > limit {
        at -= 1;
        if told.words[at + 1].gap >= super::clause::Gap::Comma {
            return false;
        }
        let accuses = matches!(
            told.key(at),
            "charged"
                | "convicted"
                | "accused"
                | "guilty"
                | "suspected"
                | "charges"
                | "charge"
                | "accusations"
                | "accusing"
        );
        if accuses && (at + 1..candidate.first).any(|k| matches!(told.key(k), "with" | "of" | "for")) {
            return true;
        }
        if before.iter().any(|other| other.last == at && other.entry.event_type == EventType::Sentence) {
            return (at + 1..candidate.first).any(|k| matches!(told.key(k), "for" | "of"));
        }
    }
    false
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
        if reading.modality == Modality::CalledFor && trigger.first > 0 && told.key(trigger.first - 1) == "to"
        {
            // Who asks that it be done does not do it: "urged the court to release X".
            roles.actors.clear();
        }
        let timex = time.and_then(|time| timexes.get(told.times.get(time)?.timex));
        let date = match timex {
            Some(timex) => Date::of(timex),
            None => inherited(told, trigger, &roles, before),
        };
        let Some(event) = event(document, told, trigger, roles, reading, &date, entities) else { continue };
        keep(&mut events, event);
    }
    events
}

/// When an event was, and the trail.
struct Date {
    when: Option<When>,
    why: String,
}

impl Date {
    fn of(timex: &Timex) -> Self {
        let when = timex
            .interval
            .zip(timex.granularity)
            .map(|(interval, granularity)| When { interval, granularity });
        Self { when, why: timex.why.clone() }
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
    if weak || perfect || !told.times.is_empty() || !(same || (points_back && shares)) {
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
            let done_to = if trigger.entry.intransitive { &roles.actors } else { &roles.targets };
            named && told_so && !done_to.is_empty()
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
        time.first <= 1
            && told.words.get(time.last + 1).is_some_and(|word| word.gap == super::clause::Gap::Break)
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
