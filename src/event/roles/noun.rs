//! The roles around an English event noun: what follows its prepositions, its possessor, the verb that carries it.

use super::super::EventType;
use super::super::clause::{Gap, PREPOSITIONS, Told};
use super::super::modality::{is_be, is_have};
use super::verb::subject;
use super::{Context, Roles, is_personal, may_take_part, referent};
use crate::entity::EntityType;

/// The roles around a noun.
pub(super) fn read(told: &Told, context: &Context) -> Roles {
    let trigger = &context.triggers[context.this];
    let kind = trigger.entry.event_type;
    let mut roles = Roles::default();
    // A trigger that ends with its preposition ("closure of", "letter to") leads straight to the name.
    let own = told.key(trigger.last);
    let mut now = if trigger.last > trigger.first { part(kind, own) } else { Part::Neither };
    let mut at = trigger.last + 1;
    let mut since = 0;
    while at < told.words.len() && since < 14 {
        if let Some(name) = told.name_at(at) {
            let able = may_take_part(name, kind);
            let hangs = name.is_possessive;
            match now {
                Part::Actor if able && !hangs => roles.actors.push(name.entity),
                Part::Target if able && !hangs => roles.targets.push(name.entity),
                _ => {}
            }
            at = name.last + 1;
            since = 0;
            continue;
        }
        let word = told.key(at);
        if told.opens_clause(at) || is_be(word) || is_have(word) {
            break;
        }
        if told.in_time[at] {
            now = Part::Neither;
        }
        if PREPOSITIONS.contains(&word) && word != "than" {
            // After "the sentences handed down to fifty leaders" or "a letter to the parliaments of X" the second
            // preposition hangs on the first.
            let next = part(kind, word);
            if !(word == "of" && now != Part::Neither) {
                now = next;
            }
        } else if context.triggers.iter().any(|other| other.first == at) {
            // What follows belongs to the other trigger.
            break;
        }
        at += 1;
        since += 1;
    }
    if is_personal(kind) {
        keep_persons(told, &mut roles.targets);
    }
    // "a speech X made": the one who made it.
    if let Some(name) = told.name_at(trigger.last + 1)
        && may_take_part(name, kind)
        && LIGHT.contains(&told.key(name.last + 1))
    {
        roles.actors.push(name.entity);
    }
    before_noun(told, context, &mut roles);
    roles
}

/// What a preposition after an event noun says of the name behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Actor,
    Target,
    Neither,
}

fn part(kind: EventType, preposition: &str) -> Part {
    use EventType::{Agreement, Petition, Protest, Statement, Threat, Visit};
    match preposition {
        "by" | "from" => Part::Actor,
        "of" if matches!(kind, Statement | Protest) => Part::Actor,
        "against" | "on" | "upon" if matches!(kind, Statement | Protest | Petition | Visit) => Part::Neither,
        "of" | "against" | "on" | "upon" => Part::Target,
        "for" if matches!(kind, EventType::Charge | EventType::Release) => Part::Target,
        "to" if matches!(kind, Petition | Statement | Visit | Threat | EventType::Sentence) => Part::Target,
        "with" if matches!(kind, Visit | Agreement) => Part::Target,
        "between" | "among" => Part::Actor,
        _ => Part::Neither,
    }
}

/// Whether a possessor before an event noun did it, rather than suffered it.
fn possessor_acts(kind: EventType) -> bool {
    use EventType::{Agreement, Law, Petition, Protest, Sanction, Statement, Threat, Visit};
    matches!(kind, Statement | Petition | Visit | Threat | Protest | Sanction | Law | Agreement)
}

/// Verbs that carry an event noun: their subject did it.
const LIGHT: [&str; 43] = [
    "released",
    "releases",
    "release",
    "issued",
    "issue",
    "issues",
    "imposed",
    "impose",
    "imposes",
    "imposing",
    "made",
    "make",
    "makes",
    "making",
    "delivered",
    "gave",
    "gives",
    "held",
    "hold",
    "holds",
    "signed",
    "sign",
    "launched",
    "staged",
    "organised",
    "organized",
    "published",
    "wrote",
    "sent",
    "submitted",
    "handed",
    "presented",
    "extended",
    "lifted",
    "withdrew",
    "signs",
    "reached",
    "began",
    "conducted",
    "ordered",
    "lodged",
    "filed",
    "adopted",
];

/// Where persons and organisations are listed together, the persons only.
fn keep_persons(told: &Told, entities: &mut Vec<u32>) {
    let persons = told.names.iter().filter(|name| name.kind == EntityType::Person);
    let persons: Vec<u32> = persons.map(|name| name.entity).collect();
    if entities.iter().any(|entity| persons.contains(entity)) {
        entities.retain(|entity| persons.contains(entity));
    }
}

/// What stands before an event noun: `X’s arrest`, `the X arrest`, `his arrest`, `Y imposed sanctions`.
fn before_noun(told: &Told, context: &Context, roles: &mut Roles) {
    let trigger = &context.triggers[context.this];
    let kind = trigger.entry.event_type;
    let first = trigger.first;
    for back in 1..=3 {
        let Some(at) = first.checked_sub(back) else { break };
        if told.words[at + 1].gap != Gap::Open {
            break;
        }
        if let Some(name) = told.name_at(at) {
            let compound = back == 1 && !name.is_possessive;
            if may_take_part(name, kind) && (name.is_possessive || compound) {
                if possessor_acts(kind) {
                    roles.actors.push(name.entity);
                } else if roles.targets.is_empty() {
                    roles.targets.push(name.entity);
                } else if name.is_possessive {
                    roles.actors.push(name.entity);
                }
            }
            break;
        }
        let word = told.key(at);
        if matches!(word, "his" | "her") {
            if let Some(entity) = referent(told, at, context) {
                roles.pronoun = Some((word.to_owned(), entity));
                if possessor_acts(kind) {
                    roles.actors.push(entity);
                } else if roles.targets.is_empty() {
                    roles.targets.push(entity);
                }
            }
            break;
        }
        if PREPOSITIONS.contains(&word) {
            break;
        }
    }
    // "Y imposed new sanctions on Z": the subject of the verb that carries the noun.
    for back in 1..=5 {
        let Some(at) = first.checked_sub(back) else { break };
        if told.words[at + 1].gap == Gap::Break || told.name_at(at).is_some() {
            break;
        }
        if LIGHT.contains(&told.key(at)) {
            let mut pronoun = None;
            let found = subject(told, context, at, kind, &mut pronoun);
            let passive = at > 0 && is_be(told.key(at - 1));
            if !passive {
                roles.actors.extend(found);
                roles.pronoun = roles.pronoun.take().or(pronoun);
            }
            break;
        }
    }
}
