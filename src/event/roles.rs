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

use std::collections::BTreeSet;

use super::EventType;
use super::clause::{Gap, Named, PREPOSITIONS, Told};
use super::lexicon::{Form, Found, keys};
use super::modality::{group_start, is_be, is_have};
use crate::entity::EntityType;

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
        Form::Noun => noun(told, &context),
        Form::Khmer => khmer(told, trigger),
        _ => verb(told, &context),
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
        let mut seen = BTreeSet::new();
        list.retain(|entity| seen.insert(*entity));
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

fn verb(told: &Told, context: &Context) -> Roles {
    let trigger = &context.triggers[context.this];
    let entry = trigger.entry;
    let start = group_start(told, trigger);
    let group: Vec<&str> = (start..trigger.first).map(|at| told.key(at)).collect();
    let previous = context.this.checked_sub(1).and_then(|at| context.before.get(at));
    let joined = start > 0
        && matches!(told.key(start - 1), "and" | "or")
        && previous.is_some()
        && context.triggers[context.this - 1].form != Form::Noun;
    let has_be = group.iter().any(|word| is_be(word));
    let past = matches!(trigger.form, Form::Past | Form::Participle);
    let next = trigger.last + 1;
    let object_follows = told.name_at(next).is_some()
        || (told.words.get(next).is_some_and(|word| word.gap == Gap::Open)
            && !told.in_time.get(next).copied().unwrap_or(false)
            && !PREPOSITIONS.contains(&told.key(next))
            && !matches!(
                told.key(next),
                "and" | "or" | "but" | "yesterday" | "today" | "last" | "this" | "when"
            ));
    let after_modal_to = start > 0 && told.key(start - 1) == "to";
    let is_passive = past
        && !entry.intransitive
        && (has_be
            || trigger.form == Form::Participle && !group.iter().any(|word| is_have(word))
            || (group.is_empty()
                && !after_modal_to
                && (told.key(next) == "by"
                    || !object_follows
                    || (joined && previous.is_some_and(|roles| roles.is_passive)))));
    // "the jailed leader", "of detained activists": a description, not a telling.
    let has_auxiliary = group.iter().any(|word| is_be(word) || is_have(word) || word.ends_with("n't"));
    let described = past
        && !has_auxiliary
        && object_follows
        && (start == 0
            || DETERMINERS.contains(&told.key(start - 1))
            || PREPOSITIONS.contains(&told.key(start - 1)) && !after_modal_to)
        && told.name_at(start.saturating_sub(1)).is_none();
    let mut roles = Roles { is_passive, is_attributive: described && !joined, ..Roles::default() };
    let kind = entry.event_type;
    let subject = subject(told, context, start, kind, &mut roles.pronoun);
    let joined_subject = || {
        previous.map_or_else(Vec::new, |roles| {
            if roles.is_passive { roles.targets.clone() } else { roles.actors.clone() }
        })
    };
    let subject = if joined { joined_subject() } else { subject };
    if is_passive {
        roles.targets = subject;
        roles.actors = by_phrase(told, context, kind);
    } else if entry.intransitive {
        roles.actors = subject;
        let (targets, _) = object(told, context, kind, &mut roles.pronoun);
        // What stands after "warned", "met with", "wrote to" is spoken to or met.
        if matches!(kind, EventType::Visit | EventType::Petition) {
            roles.targets = after_preposition(told, context, kind);
            if roles.targets.is_empty() {
                roles.targets = targets;
            }
        }
    } else {
        let (targets, pronoun) = object(told, context, kind, &mut roles.pronoun);
        roles.targets = targets;
        if roles.targets.is_empty() && pronoun {
            roles.targets = previous.map_or_else(Vec::new, |roles| roles.targets.clone());
        }
        let targets = &roles.targets;
        roles.actors = subject.into_iter().filter(|entity| !targets.contains(entity)).collect();
        // "the paper closed", "was forced to close": what closes by itself was closed.
        if kind == EventType::MediaClosure && !object_follows && roles.targets.is_empty() {
            roles.targets = std::mem::take(&mut roles.actors);
        }
        if matches!(trigger.form, Form::Gerund) && roles.targets.is_empty() && told.key(next) == "of" {
            roles.targets = after_preposition(told, context, kind);
        }
    }
    roles
}

const DETERMINERS: [&str; 20] = [
    "the", "a", "an", "his", "her", "their", "its", "our", "some", "many", "several", "other", "former",
    "now", "recently", "most", "these", "those", "all", "any",
];

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

/// The names before a verb that are its subject.
fn subject(
    told: &Told,
    context: &Context,
    start: usize,
    kind: EventType,
    pronoun: &mut Option<(String, u32)>,
) -> Vec<u32> {
    let mut names: Vec<&Named> = Vec::new();
    let mut at = start;
    while at > 0 {
        at -= 1;
        let word = told.key(at);
        if let Some(name) = told.name_at(at) {
            names.push(name);
            at = name.first;
            if told.opens_clause(at) && told.words[at].gap == Gap::Break {
                break;
            }
            continue;
        }
        if names.is_empty() && matches!(word, "who" | "which" | "that" | "whom") {
            // The antecedent: the names right before, over a comma.
            return relative(told, at, kind);
        }
        if names.is_empty() && matches!(word, "he" | "she") {
            let found = referent(told, at, context);
            if let Some(entity) = found {
                *pronoun = Some((word.to_owned(), entity));
            }
            return found.into_iter().collect();
        }
        if names.is_empty() && matches!(word, "it" | "they" | "we" | "you" | "i") {
            return Vec::new();
        }
        let other_verb = context.triggers[..context.this]
            .iter()
            .any(|other| other.last == at && !matches!(other.form, Form::Noun | Form::Khmer));
        if told.opens_clause(at) || other_verb {
            break;
        }
    }
    names.reverse();
    choose(told, &names, kind, 0)
}

/// The names right before a relative pronoun at `at`.
fn relative(told: &Told, at: usize, kind: EventType) -> Vec<u32> {
    let before = told.names.iter().rev().find(|name| name.last < at && at - name.last <= 3);
    match before {
        Some(name) if may_take_part(name, kind) => vec![name.entity],
        _ => Vec::new(),
    }
}

/// Who a pronoun at `at` stands for: the last person named before it in the sentence, if that is the only one, or the
/// only person of the sentence before.
fn referent(told: &Told, at: usize, context: &Context) -> Option<u32> {
    let persons: BTreeSet<u32> = told
        .names
        .iter()
        .filter(|name| name.last < at && name.kind == EntityType::Person)
        .map(|name| name.entity)
        .collect();
    match persons.len() {
        0 => context.person_before,
        1 => persons.first().copied(),
        _ => None,
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
                if other.first < from {
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

/// The names after a verb that are its object; and whether a pronoun stands there instead.
fn object(
    told: &Told,
    context: &Context,
    kind: EventType,
    pronoun: &mut Option<(String, u32)>,
) -> (Vec<u32>, bool) {
    let trigger = &context.triggers[context.this];
    let mut names = Vec::new();
    let mut at = trigger.last + 1;
    let mut since = 0;
    while at < told.words.len() && since < 9 {
        let word = told.key(at);
        if names.is_empty() && at == trigger.last + 1 && matches!(word, "him" | "her" | "them") {
            if word != "them" && context.this == 0 {
                let found = referent(told, at, context);
                if let Some(entity) = found {
                    *pronoun = Some((word.to_owned(), entity));
                }
                return (found.into_iter().collect(), true);
            }
            return (Vec::new(), true);
        }
        if let Some(name) = told.name_at(at) {
            names.push(name);
            at = name.last + 1;
            since = 0;
            continue;
        }
        let stops = told.opens_clause(at)
            || told.words[at].gap == Gap::Break
            || (PREPOSITIONS.contains(&word) && word != "of")
            || (told.words[at].gap == Gap::Comma
                && (names.is_empty() || !matches!(word, "and" | "or") || told.name_at(at + 1).is_none()))
            || context
                .triggers
                .iter()
                .any(|other| other.first == at && !matches!(other.form, Form::Noun | Form::Khmer));
        if stops {
            break;
        }
        at += 1;
        since += 1;
    }
    (choose(told, &names, kind, trigger.last + 1), false)
}

/// The names of the `by` phrase after a passive or a noun.
fn by_phrase(told: &Told, context: &Context, kind: EventType) -> Vec<u32> {
    let trigger = &context.triggers[context.this];
    let end = (trigger.last + 18).min(told.words.len());
    for at in trigger.last + 1..end {
        if told.opens_clause(at) {
            break;
        }
        if told.key(at) == "by" && !told.key(at + 1).ends_with("ing") {
            return following(told, at + 1, kind);
        }
    }
    Vec::new()
}

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

/// The names after the preposition right behind a trigger.
fn after_preposition(told: &Told, context: &Context, kind: EventType) -> Vec<u32> {
    let last = context.triggers[context.this].last;
    let within = |word: &str| matches!(word, "with" | "to" | "of");
    (last..(last + 3).min(told.words.len()))
        .find(|&at| within(told.key(at)))
        .map_or_else(Vec::new, |at| following(told, at + 1, kind))
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

fn noun(told: &Told, context: &Context) -> Roles {
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

/// Where persons and organisations are listed together, the persons only.
fn keep_persons(told: &Told, entities: &mut Vec<u32>) {
    let persons: BTreeSet<u32> =
        told.names.iter().filter(|name| name.kind == EntityType::Person).map(|name| name.entity).collect();
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

/// Khmer: what is named before the verb did it and what is named after suffered it; with `ត្រូវ` before the verb, or
/// `ការ` (a noun), the other way about.
fn khmer(told: &Told, trigger: &Found) -> Roles {
    let kind = trigger.entry.event_type;
    let find = |phrase: &str, from: usize, to: usize| {
        let words = keys(phrase);
        (from..to).rev().find(|&at| words.iter().enumerate().all(|(k, word)| told.key(at + k) == word))
    };
    let start = (0..trigger.first).rev().find(|&at| told.words[at].gap == Gap::Break).unwrap_or(0);
    let passive = find("ត្រូវ", start.max(trigger.first.saturating_sub(24)), trigger.first);
    let is_noun = find("ការ", trigger.first.saturating_sub(2), trigger.first).is_some();
    let names = |from: usize, to: usize| -> Vec<&Named> {
        told.names
            .iter()
            .filter(|name| name.first >= from && name.last < to && may_take_part(name, kind))
            .collect()
    };
    let end = (trigger.last + 1..told.words.len())
        .find(|&at| told.words[at].gap == Gap::Break)
        .unwrap_or(told.words.len());
    let close_after: Vec<&Named> =
        names(trigger.last + 1, end).into_iter().filter(|name| name.first - trigger.last < 16).collect();
    let close_before: Vec<&Named> =
        names(start, trigger.first).into_iter().filter(|name| trigger.first - name.last < 30).collect();
    let entities = |list: &[&Named]| -> Vec<u32> {
        let persons = is_personal(kind) && list.iter().any(|name| name.kind == EntityType::Person);
        let kept = list.iter().filter(|name| !persons || name.kind == EntityType::Person);
        kept.map(|name| name.entity).collect()
    };
    let mut roles = Roles::default();
    if trigger.entry.intransitive {
        roles.actors = entities(&close_before);
    } else if is_noun {
        roles.targets = entities(&close_after[..close_after.len().min(1)]);
    } else if let Some(at) = passive {
        let (before, between): (Vec<&Named>, Vec<&Named>) =
            close_before.into_iter().partition(|name| name.last < at);
        roles.is_passive = true;
        roles.targets = entities(&before);
        roles.actors = entities(&between);
        if let Some(by) = find("ដោយ", trigger.last + 1, end) {
            let after: Vec<&Named> = close_after.iter().copied().filter(|name| name.first > by).collect();
            roles.actors.extend(entities(&after));
        }
    } else {
        roles.actors = entities(&close_before);
        roles.targets = entities(&close_after[..close_after.len().min(1)]);
    }
    roles
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
