//! The roles around an English verb: its subject, its object, its `by` phrase.

use super::super::EventType;
use super::super::clause::{Gap, Named, PREPOSITIONS, Told, Word};
use super::super::coordination;
use super::super::lexicon::Form;
use super::super::modality::{group_start, is_adverb, is_be, is_have};
use super::{Context, Roles, choose, following, may_take_part, referent};

/// The roles around a verb.
pub(super) fn read(told: &Told, context: &Context) -> Roles {
    let trigger = &context.triggers[context.this];
    let entry = trigger.entry;
    let start = group_start(told, trigger);
    let group: Vec<&str> = (start..trigger.first).map(|at| told.key(at)).collect();
    let previous = context.this.checked_sub(1).and_then(|at| context.before.get(at));
    let partner = coordination::partner(told, &context.triggers[..context.this], trigger)
        .and_then(|at| context.before.get(at))
        .filter(|partner| {
            // "met the guards of X, arrested in May": after a comma, what is told of the name right before is no
            // more told of the subject, unless that name did what was told before ("was arrested by Y, charged …").
            let after_comma = told.words.get(start).is_some_and(|word| word.gap == Gap::Comma);
            let name = start.checked_sub(1).and_then(|at| told.name_at(at));
            !after_comma
                || name.is_none_or(|name| {
                    !may_take_part(name, entry.event_type) || partner.actors.contains(&name.entity)
                })
        });
    let joined = partner.is_some();
    let has_be = group.iter().any(|word| is_be(word));
    let past = matches!(trigger.form, Form::Past | Form::Participle);
    let next = trigger.last + 1;
    // "revoked the licence" has its object within.
    let object_within =
        (trigger.first + 1..=trigger.last).any(|at| matches!(told.key(at), "the" | "a" | "its" | "bail"));
    let object_follows = object_within
        || told.name_at(next).is_some()
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
            || (group.iter().all(|word| is_adverb(word))
                && !after_modal_to
                && !in_object_relative(told, start)
                && (told.key(next) == "by"
                    || !object_follows
                    || partner.is_some_and(|roles| roles.is_passive))));
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
    let after_comma = told.words.get(start).is_some_and(|word| word.gap == Gap::Comma);
    let subject = match partner {
        // "X, whose aunt was arrested, was freed": what is put in between says whose subject it is.
        Some(_) if after_comma && relative_clause(told, start).is_some() => subject,
        Some(roles) if roles.is_passive || (after_comma && is_passive && !has_be) => roles.targets.clone(),
        Some(roles) => roles.actors.clone(),
        None => subject,
    };
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
        if roles.targets.is_empty() && told.key(next) == "of" {
            roles.targets = after_preposition(told, context, kind);
        }
    }
    roles
}

const DETERMINERS: [&str; 20] = [
    "the", "a", "an", "his", "her", "their", "its", "our", "some", "many", "several", "other", "former",
    "now", "recently", "most", "these", "those", "all", "any",
];

/// Whether a verb stands in a clause whose object is its relative pronoun: `the newspaper, which X founded in 1993`.
fn in_object_relative(told: &Told, start: usize) -> bool {
    let from = start.saturating_sub(10);
    (from..start).rev().take_while(|&at| told.words[at + 1].gap == Gap::Open).any(|at| {
        matches!(told.key(at), "which" | "that" | "whom")
            && (at + 1..start).any(|k| told.name_at(k).is_some())
    })
}

/// The names before a verb that are its subject.
pub(super) fn subject(
    told: &Told,
    context: &Context,
    start: usize,
    kind: EventType,
    pronoun: &mut Option<(String, u32)>,
) -> Vec<u32> {
    let mut names: Vec<&Named> = Vec::new();
    let mut at = start;
    if told.words.get(start).is_some_and(|word| word.gap == Gap::Break) {
        return Vec::new();
    }
    // "X, who lived here until 2017, was arrested": the subject stands before what is put in between.
    if told.words.get(start).is_some_and(|word| word.gap == Gap::Comma)
        && let Some(name) = relative_clause(told, start).and_then(|at| told.name_at(at - 1))
        && may_take_part(name, kind)
    {
        return vec![name.entity];
    }
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
            // Where other words stand between, they are the subject ("under whom her parents were killed").
            return if at + 1 == start { relative(told, at, kind) } else { Vec::new() };
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

/// The relative pronoun that opens what a comma before `start` closes.
fn relative_clause(told: &Told, start: usize) -> Option<usize> {
    (1..start)
        .rev()
        .find(|&at| matches!(told.key(at), "who" | "which" | "whose") && told.words[at].gap == Gap::Comma)
}

/// The names right before a relative pronoun at `at`: all of a list where the verb is of several (`X, Mr. Y and Z, who
/// were …`).
fn relative(told: &Told, at: usize, kind: EventType) -> Vec<u32> {
    let mut found = Vec::new();
    let (mut end, mut names) = (at, told.names.iter().rev());
    let several = matches!(told.key(at + 1), "were" | "are" | "have");
    let joins = |at: usize| told.key(at) == "and" || told.words[at].raw.starts_with(char::is_uppercase);
    // A name may lie within another.
    while let Some(name) = names.find(|name| name.last < end)
        && end - name.last <= 3
        && may_take_part(name, kind)
    {
        if end < at && !(several && (name.last + 1..end).all(joins)) {
            break;
        }
        found.insert(0, name.entity);
        end = name.first;
    }
    found
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
            || (told.words[at].gap == Gap::Comma && (names.is_empty() || !goes_on(told, at, names.len())))
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

/// Whether a list of names goes on at a word after a comma: `, and X`, `, Mr. X and`, at its end `, and Mr. X`.
fn goes_on(told: &Told, at: usize, count: usize) -> bool {
    let titled = |at: usize| {
        told.words.get(at).is_some_and(|word| word.raw.starts_with(char::is_uppercase))
            && told.name_at(at + 1).is_some()
    };
    if matches!(told.key(at), "and" | "or") {
        return told.name_at(at + 1).is_some() || count > 1 && titled(at + 1);
    }
    let next = told.name_at(at + 1).map_or(at, |name| name.last + 1);
    let more = |word: &Word| word.gap == Gap::Comma || matches!(&*word.key, "and" | "or");
    titled(at) && told.words.get(next).is_some_and(more)
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

/// The names after the preposition right behind a trigger.
fn after_preposition(told: &Told, context: &Context, kind: EventType) -> Vec<u32> {
    let last = context.triggers[context.this].last;
    let within = |word: &str| matches!(word, "with" | "to" | "of");
    (last..(last + 3).min(told.words.len()))
        .find(|&at| within(told.key(at)))
        .map_or_else(Vec::new, |at| following(told, at + 1, kind))
}
