//! Which time of a sentence dates which event.
//!
//! Input: a sentence and its triggers. Output: for each trigger, the time that dates it, if one does. Rules:
//!
//! - Only dates and times of day that were resolved to days. A duration (`sentenced to 27 years`) is never a date.
//! - A time that is part of a named event, or stands right before an event noun (`the July 2018 election`), dates
//!   that event and no other.
//! - Otherwise the **nearest** one, counted in words, where what separates costs more: a clause opening, a break, another
//!   verb between; a participle that has the time for itself (`comments made in 2021`).
//! - A time at the **start** of a sentence (`In October, …`) dates its main clause however long the subject is.
//! - **Joined verbs** (`arrested on 2 May and charged on 4 May`) each take the time of their own clause, and share one only
//!   where they have no other ([`super::coordination`]).
//! - What had happened (`It was reported on 6 June that X had been killed`) has not the date of the report.
//! - A noun takes only a time that is nearest to it of all triggers; verbs may share one (`was arrested and charged on
//!   Monday`). A verb of saying takes only what stands right beside it.

use super::clause::{Gap, PREPOSITIONS, Timed, Told};
use super::coordination::{self, is_verb};
use super::lexicon::{Form, Found, Strength};
use super::modality::{group_start, is_be};
use crate::temporal::Timex;

/// Times that cost more than this are too far away.
const FARTHEST: u32 = 26;

/// The farthest for nouns, which are often only spoken about (`election`, `agreement`), and for Khmer.
const FAR: u32 = 12;

/// The farthest for words that tell an event only together with their date.
const BESIDE: u32 = 6;

/// For each trigger, the time that dates it, as an index into [`Told::times`].
pub(super) fn assign(told: &Told, triggers: &[Found], timexes: &[Timex]) -> Vec<Option<usize>> {
    let costs: Vec<Vec<Option<u32>>> = told
        .times
        .iter()
        .map(|time| triggers.iter().map(|trigger| cost(told, triggers, trigger, time)).collect())
        .collect();
    let costs = each_its_own(told, triggers, timexes, costs);
    let owners: Vec<Option<usize>> = costs
        .iter()
        .map(|row| {
            let cheapest = row.iter().enumerate().filter_map(|(at, cost)| Some((at, (*cost)?)));
            cheapest.min_by_key(|&(at, cost)| (cost, triggers[at].form == Form::Noun, at)).map(|(at, _)| at)
        })
        .collect();
    triggers
        .iter()
        .enumerate()
        .map(|(at, trigger)| {
            told.times
                .iter()
                .enumerate()
                .filter_map(|(time, timed)| Some((time, timed, costs[time][at]?)))
                .filter(|&(time, timed, cost)| {
                    let own = owners[time] == Some(at);
                    if trigger.entry.strength == Strength::Weak {
                        return own && cost <= BESIDE;
                    }
                    if exclusive(told, triggers, timed).is_some_and(|owner| owner != at) {
                        return false;
                    }
                    if let Some(owner) = owners[time].filter(|&owner| owner != at)
                        && (stands_aside(told, trigger, &triggers[owner])
                            || is_relative(told, trigger, timed))
                    {
                        return false;
                    }
                    let is_noun = trigger.form == Form::Noun;
                    let main_is_verb = owners[time].is_some_and(|owner| triggers[owner].form != Form::Noun);
                    own || !is_noun
                        || (leads(told, timed)
                            && (!main_is_verb || trigger.first.saturating_sub(timed.last) < 8))
                })
                .min_by_key(|&(time, timed, cost)| {
                    let granularity = timexes.get(timed.timex).and_then(|timex| timex.granularity);
                    (cost, std::cmp::Reverse(granularity), time)
                })
                .map(|(time, _, _)| time)
        })
        .collect()
}

/// Takes from each joined verb the times of the verbs that it is joined to, where it has one of its own.
fn each_its_own(
    told: &Told,
    triggers: &[Found],
    timexes: &[Timex],
    mut costs: Vec<Vec<Option<u32>>>,
) -> Vec<Vec<Option<u32>>> {
    for (at, trigger) in triggers.iter().enumerate().filter(|(_, trigger)| is_verb(trigger)) {
        for (time, row) in told.times.iter().zip(&mut costs) {
            if coordination::is_of_next(told, triggers, trigger, time) || is_of_report(told, trigger, time) {
                row[at] = None;
            }
        }
        let own: Vec<&Timed> = told
            .times
            .iter()
            .zip(&costs)
            .filter(|(time, row)| {
                let joined = || {
                    triggers.iter().any(|other| {
                        is_verb(other) && other.first > trigger.last && other.last + 2 >= time.first
                    })
                };
                row[at].is_some()
                    && coordination::is_own(told, triggers, trigger, time)
                    && (!has_own_participle(told, trigger, time) || joined())
            })
            .map(|(time, _)| time)
            .collect();
        for (time, row) in told.times.iter().zip(&mut costs) {
            let is_other = !leads(told, time) && coordination::is_of_another(told, trigger, time);
            let replaced =
                || own.iter().any(|own| !coordination::is_of_reason(told, trigger, own, time, timexes));
            if is_other && replaced() {
                row[at] = None;
            }
        }
    }
    costs
}

/// Whether a time says when it was told that something had happened, not when it did (`It was reported on 6 June that X
/// had been killed`; `On Monday, police said X had fled`).
fn is_of_report(told: &Told, trigger: &Found, time: &Timed) -> bool {
    let start = group_start(told, trigger);
    time.last < start
        && (start..trigger.first).any(|at| matches!(told.key(at), "had" | "hadn't"))
        && (0..start).any(|at| {
            matches!(
                told.key(at),
                "said" | "reported" | "announced" | "confirmed" | "told" | "wrote" | "admitted" | "learned"
            ) && (at..start).all(|at| told.words[at + 1].gap != Gap::Break)
        })
}

/// Whether a verb stands in a clause put in before another verb (`X, who left when it was dissolved, was shot on
/// Monday`), so that the two do not share a date.
fn stands_aside(told: &Told, trigger: &Found, owner: &Found) -> bool {
    trigger.last < owner.first
        && (trigger.last + 1..=owner.first).any(|at| told.words[at].gap >= Gap::Comma)
        && (1..=trigger.first).any(|at| told.opens_clause(at))
}

/// Whether a relative clause separates a verb from a time before it (`On Monday he spoke of the office which X
/// founded`).
fn is_relative(told: &Told, trigger: &Found, time: &Timed) -> bool {
    (time.last + 1..trigger.first).any(|at| matches!(told.key(at), "which" | "who" | "whose" | "where"))
}

/// The trigger that has a time for itself alone: the event noun that the time stands right before, or the one within
/// the named event that the time is part of.
fn exclusive(told: &Told, triggers: &[Found], time: &Timed) -> Option<usize> {
    if let Some(name) = time.bound.and_then(|bound| told.names.get(bound)) {
        // No trigger within the name: the time is the name's own, and dates none of them.
        return Some(
            triggers
                .iter()
                .position(|trigger| trigger.first >= name.first && trigger.last <= name.last)
                .unwrap_or(usize::MAX),
        );
    }
    triggers.iter().position(|trigger| precedes(told, trigger, time))
}

/// Whether a time stands right before an event noun and belongs to it: `the July 2018 election`, `last week’s arrest`.
fn precedes(told: &Told, trigger: &Found, time: &Timed) -> bool {
    trigger.form == Form::Noun
        && time.last < trigger.first
        && trigger.first - time.last <= 4
        && (time.last + 1..=trigger.first).all(|at| told.words[at].gap == Gap::Open)
        && (time.last + 1..trigger.first).all(|at| {
            let word = told.key(at);
            !PREPOSITIONS.contains(&word)
                && !matches!(word, "the" | "a" | "an" | "and" | "his" | "her" | "their")
        })
}

/// Whether a time stands at the start of its sentence.
fn leads(told: &Told, time: &Timed) -> bool {
    time.first <= 3
        && (0..time.first).all(|at| told.name_at(at).is_none())
        && (1..=time.first).all(|at| told.words[at].gap == Gap::Open)
}

/// How far a time is from a trigger; `None` where it is out of its reach.
fn cost(told: &Told, triggers: &[Found], trigger: &Found, time: &Timed) -> Option<u32> {
    if let Some(name) = time.bound.and_then(|bound| told.names.get(bound)) {
        return (trigger.first >= name.first && trigger.last <= name.last).then_some(0);
    }
    if precedes(told, trigger, time) {
        return Some(0);
    }
    // The last word of what comes first, and the first word of what comes last.
    let (left, right) =
        if time.last < trigger.first { (time.last, trigger.first) } else { (trigger.last, time.first) };
    if right <= left {
        return Some(0);
    }
    let before = time.last < trigger.first;
    // A Khmer sentence may run on for a whole paragraph, so that its start governs little of it.
    let is_khmer = trigger.form == Form::Khmer;
    let leading = before && !is_khmer && leads(told, time);
    // Khmer clusters are about a third of a word.
    let clusters = (left + 1..right).filter(|&at| told.words[at].is_cluster).count();
    let mut words = (right - left - 1 - clusters) + clusters / 3;
    if leading {
        words = words.min(4);
    }
    let mut cost = words as u32;
    for at in left + 1..=right {
        // The preposition of the time ("since", "after", "until" 2017) opens no clause.
        let own_preposition = !before && at + 2 >= right && told.words[at].gap != Gap::Break;
        if told.words[at].gap == Gap::Break {
            cost += 12;
        } else if told.opens_clause(at) && !own_preposition {
            // What a noun is said of stands in its own clause.
            cost += if trigger.form == Form::Noun { 20 } else { 5 };
        } else if told.words[at].gap == Gap::Comma && !leading {
            cost += 1;
        }
    }
    for other in triggers.iter().filter(|other| other.first > left && other.last < right) {
        let verb = !matches!(other.form, Form::Noun);
        // "pardoned and released on Monday" share their date.
        let joined = other.first == trigger.last + 2 && told.key(other.first - 1) == "and";
        cost += if verb && !leading && !joined { 5 } else { 1 };
    }
    if before && !leading && in_relative(told, time) {
        cost += 6;
    }
    if !before && has_own_participle(told, trigger, time) {
        cost += 8;
    }
    let limit = match trigger.form {
        Form::Noun if trigger.entry.strength == Strength::Strong => FAR + 6,
        Form::Noun | Form::Khmer => FAR,
        _ => FARTHEST,
    };
    (cost <= limit).then_some(cost)
}

/// Whether a time before a verb ends a relative clause: `the court that closed in 2020 convicted …`.
fn in_relative(told: &Told, time: &Timed) -> bool {
    let mut at = time.first;
    while at > 0 {
        if told.words[at].gap != Gap::Open {
            return false;
        }
        at -= 1;
        if matches!(told.key(at), "that" | "which" | "who") {
            return true;
        }
    }
    false
}

/// Whether a participle that is no trigger stands right before a time's preposition: `comments made in 2021`.
fn has_own_participle(told: &Told, trigger: &Found, time: &Timed) -> bool {
    let mut at = time.first;
    while at > trigger.last + 1 && (PREPOSITIONS.contains(&told.key(at - 1)) || told.key(at - 1) == "early") {
        at -= 1;
    }
    if at <= trigger.last + 1 {
        return false;
    }
    // "the election slated for May", "an election to be held in May": the participle is the event noun's own.
    if trigger.form == Form::Noun && (at - 1 == trigger.last + 1 || is_be(told.key(at.saturating_sub(2)))) {
        return false;
    }
    let word = told.key(at - 1);
    (word.len() > 4 && word.ends_with("ed"))
        || matches!(
            word,
            "made"
                | "held"
                | "given"
                | "written"
                | "sent"
                | "born"
                | "won"
                | "lost"
                | "begun"
                | "set"
                | "built"
                | "taken"
        )
}
