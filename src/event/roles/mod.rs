//! Who did it, to whom, where: by simple rules over the words around a trigger.
//!
//! Input: a sentence, a trigger, and what the triggers before it in the sentence were read as. Output: [`Roles`].
//!
//! - **Passive** (`X was arrested by Y`; `X, arrested in May`): the subject is the target, the `by` phrase the actor.
//! - **Active** (`Y arrested X`): the subject is the actor, the object the target. A verb without object (`X fled`) has
//!   an actor only.
//! - **Noun** (`the arrest of X by Y`, `X’s arrest`): what follows `of`, `against`, `on` is the target, what follows
//!   `by` the actor; a possessive is the target of what is done to someone and the actor of what someone does.
//! - A second verb joined by `and` has the subject of the first.
//! - `him`, `he`, `his` are the person named last in the sentence or, failing that, the only person of the sentence
//!   before; the reason says so.
//!
//! The subject is what is named before the verb within its clause, without what hangs on a preposition (`the leader of
//! X`) or is a possessor (`X’s lawyer`); a person stands before an organisation (`X leaders A and B`). Countries and
//! towns act only in what states do (sanctions, treaties, visits, laws).

use super::EventType;
use super::clause::{Gap, Named, PREPOSITIONS, Told};
use super::lexicon::{Form, Found, keys};
use crate::entity::EntityType;
use crate::order;

mod khmer;
mod noun;
mod verb;

/// Who takes part in an event, as the document's entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// Who did it.
    pub(super) actors: Vec<u32>,
    /// To whom.
    pub(super) targets: Vec<u32>,
    /// Where.
    pub(super) places: Vec<u32>,
    /// A pronoun that was read as a person: the word and the entity.
    pub(super) pronoun: Option<(String, u32)>,
    /// Whether the verb was read as a passive.
    pub(super) is_passive: bool,
    /// Whether the word only describes (`the jailed leader`), and so tells no event.
    pub(super) is_attributive: bool,
}

/// What is known before a trigger is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    /// The triggers of the sentence.
    pub(super) triggers: &'a [Found],
    /// Which of them this is.
    pub(super) this: usize,
    /// The roles of those before it.
    pub(super) before: &'a [Roles],
    /// The only person named in the sentence before, if there is just one.
    pub(super) person_before: Option<u32>,
}

/// Reads the roles around a trigger.
pub(super) fn read(told: &Told, context: Context) -> Roles {
    let trigger = &context.triggers[context.this];
    let mut roles = match trigger.form {
        Form::Noun => noun::read(told, &context),
        Form::Khmer => khmer::read(told, trigger, context.before),
        _ => verb::read(told, &context),
    };
    let kind = trigger.entry.event_type;
    if kind == EventType::Election {
        // An election is held for all; who is named beside it neither did nor suffered it.
        roles.actors.clear();
        roles.targets.clear();
    }
    if kind == EventType::Law {
        let law = told.names.iter().find(|name| name.kind == EntityType::Law);
        roles.targets.extend(law.map(|name| name.entity));
    }
    roles.places = places(told, trigger, &roles);
    tidy(&mut roles);
    roles
}

fn tidy(roles: &mut Roles) {
    for list in [&mut roles.actors, &mut roles.targets, &mut roles.places] {
        let mut seen = Vec::new();
        list.retain(|entity| {
            let is_new = !seen.contains(entity);
            seen.push(*entity);
            is_new
        });
    }
    let targets = roles.targets.clone();
    roles.actors.retain(|entity| !targets.contains(entity));
}

/// Whether what is done, is done to persons: then a person stands before an organisation in a list of names.
fn is_personal(kind: EventType) -> bool {
    use EventType::{
        Appointment, Arrest, Attack, Charge, Exile, Killing, Release, Resignation, Sentence, Statement, Trial,
    };
    matches!(
        kind,
        Arrest
            | Charge
            | Trial
            | Sentence
            | Release
            | Exile
            | Attack
            | Killing
            | Appointment
            | Resignation
            | Statement
    )
}

/// Whether countries and towns may take part.
fn is_of_states(kind: EventType) -> bool {
    use EventType::{Agreement, Exile, Law, Petition, Sanction, Statement, Threat, Visit};
    matches!(kind, Agreement | Law | Petition | Sanction | Threat | Visit | Statement | Exile)
}

fn may_take_part(name: &Named, kind: EventType) -> bool {
    match name.kind {
        EntityType::Person | EntityType::Organisation => true,
        EntityType::Place => is_of_states(kind) && kind != EventType::Exile,
        EntityType::Law => kind == EventType::Law,
        EntityType::Event => false,
    }
}

/// Of the names of a phrase that begins at the word `from`, those that take part themselves.
fn choose(told: &Told, names: &[&Named], kind: EventType, from: usize) -> Vec<u32> {
    let hangs = |name: &&Named| {
        // The word before the name, over titles and articles, which are no names.
        let mut at = name.first;
        let mut steps = 0;
        while at > from && steps < 5 && told.words[at].gap == Gap::Open {
            at -= 1;
            steps += 1;
            let word = told.key(at);
            // "On 4 May X was arrested": the preposition is the time's own, and a clause that opens has its own subject.
            if told.in_time[at] || told.opens_clause(at) {
                return false;
            }
            if PREPOSITIONS.contains(&word) && word != "as" {
                let of_members = word == "of"
                    && at > 0
                    && (at.saturating_sub(2)..at).any(|head| MEMBERS.contains(&told.key(head)));
                return !of_members;
            }
            if word == "including" {
                return false;
            }
            // "stations of X and Y": what the first hangs on, the second does.
            if let Some(other) = told.name_at(at) {
                // "in the town Dara Vong was arrested": the preposition is the place's.
                let is_after_place = other.kind == EntityType::Place
                    && name.kind == EntityType::Person
                    && at + 1 == name.first;
                if other.first < from || is_after_place {
                    return false;
                }
                at = other.first;
            }
        }
        false
    };
    let able: Vec<&Named> = names.iter().copied().filter(|name| may_take_part(name, kind)).collect();
    let mut kept: Vec<&Named> =
        able.iter().copied().filter(|name| !name.is_possessive && !hangs(name)).collect();
    if is_personal(kind) && kept.iter().any(|name| name.kind == EntityType::Person) {
        kept.retain(|name| name.kind == EntityType::Person);
    } else if kept.iter().any(|name| matches!(name.kind, EntityType::Person | EntityType::Organisation))
        && !matches!(kind, EventType::Agreement | EventType::Visit | EventType::Sanction)
        && from == 0
    {
        kept.retain(|name| name.kind != EntityType::Place);
    }
    kept.iter().map(|name| name.entity).collect()
}

/// Group nouns: what is done to the members of an organisation is done to it.
const MEMBERS: [&str; 26] = [
    "members",
    "activists",
    "supporters",
    "officials",
    "leaders",
    "councilors",
    "councillors",
    "lawmakers",
    "journalists",
    "reporters",
    "staff",
    "dozens",
    "hundreds",
    "politicians",
    "candidates",
    "employees",
    "workers",
    "parliamentarians",
    "mps",
    "representatives",
    "critics",
    "defenders",
    "monks",
    "closure",
    "all",
    "some",
];

/// The names of the phrase that begins at `at`, up to the next preposition or clause.
fn following(told: &Told, mut at: usize, kind: EventType) -> Vec<u32> {
    let mut names = Vec::new();
    let mut since = 0;
    while at < told.words.len() && since < 7 {
        if let Some(name) = told.name_at(at) {
            if may_take_part(name, kind) || name.kind == EntityType::Place {
                names.push(name);
            }
            at = name.last + 1;
            since = 0;
            continue;
        }
        let word = told.key(at);
        if told.opens_clause(at)
            || PREPOSITIONS.contains(&word)
            || told.in_time[at]
            || (told.words[at].gap == Gap::Comma && names.is_empty() && since > 0)
        {
            break;
        }
        at += 1;
        since += 1;
    }
    let mut kept: Vec<&Named> = names.iter().copied().filter(|name| !name.is_possessive).collect();
    if is_personal(kind) && kept.iter().any(|name| name.kind == EntityType::Person) {
        kept.retain(|name| name.kind == EntityType::Person);
    }
    kept.iter().map(|name| name.entity).collect()
}

/// Who a pronoun at `at` stands for: the last person named before it in the sentence, if that is the only one, or the
/// only person of the sentence before.
fn referent(told: &Told, at: usize, context: &Context) -> Option<u32> {
    let before = told.names.iter().filter(|name| name.last < at && name.kind == EntityType::Person);
    let persons = order::set(before.map(|name| name.entity));
    match persons.len() {
        0 => context.person_before,
        1 => persons.first().copied(),
        _ => None,
    }
}

/// The places of an event: those that stand behind `in`, `at`, `near` within the sentence, and take no other part.
fn places(told: &Told, trigger: &Found, roles: &Roles) -> Vec<u32> {
    let within = [keys("នៅ"), keys("ក្នុង"), keys("ទីក្រុង"), keys("ខេត្ត")];
    told.names
        .iter()
        .filter(|name| name.kind == EntityType::Place)
        .filter(|name| !roles.actors.contains(&name.entity) && !roles.targets.contains(&name.entity))
        .filter(|name| {
            // "the US Embassy", "the Phnom Penh court": a place that only qualifies what follows.
            let next = told.words.get(name.last + 1);
            let qualifies = next.is_some_and(|word| {
                word.gap == Gap::Open
                    && word.raw.starts_with(char::is_uppercase)
                    && told.name_at(name.last + 1).is_none()
                    && !told.in_time[name.last + 1]
            });
            !name.is_possessive && !qualifies
        })
        .filter(|name| {
            let (from, to) = if name.first > trigger.last {
                (trigger.last, name.first)
            } else {
                (name.last, trigger.first)
            };
            to.saturating_sub(from) <= 30 && (from + 1..=to).all(|at| told.words[at].gap != Gap::Break)
        })
        .filter(|name| {
            if trigger.form == Form::Khmer {
                let back = name.first.saturating_sub(5);
                return within.iter().any(|phrase| {
                    (back..=name.first)
                        .any(|at| phrase.iter().enumerate().all(|(k, word)| told.key(at + k) == word))
                });
            }
            (name.first.saturating_sub(4)..name.first).rev().take_while(|&at| told.name_at(at).is_none()).any(
                |at| {
                    matches!(
                        told.key(at),
                        "in" | "at" | "near" | "outside" | "inside" | "across" | "throughout"
                    )
                },
            )
        })
        .map(|name| name.entity)
        .collect()
}
