//! Verbs that are joined: `was arrested on 2 May, charged on 4 May and released a year later`.
//!
//! Input: a sentence and its triggers. Output: which verb carries on which, and which times belong to which of them.
//! Joined verbs share their subject; each takes the time of its own clause, and only where it has none that of another.

use super::clause::{Gap, PREPOSITIONS, Timed, Told};
use super::lexicon::{Form, Found};
use super::modality::group_start;
use crate::temporal::Timex;

/// Whether a trigger is an English verb.
pub(super) fn is_verb(trigger: &Found) -> bool {
    !matches!(trigger.form, Form::Noun | Form::Khmer)
}

/// The first word of a verb with its auxiliaries and adverbs, and with a time put before it (`and on 4 May charged`).
fn head(told: &Told, trigger: &Found) -> usize {
    let start = group_start(told, trigger);
    let mut at = start;
    while at > 0 && told.in_time[at - 1] && (at == start || told.words[at].gap == Gap::Open) {
        at -= 1;
    }
    if at < start && at > 0 && PREPOSITIONS.contains(&told.key(at - 1)) {
        at -= 1;
    }
    let is_joined = at > 0 && is_conjunction(told.key(at - 1));
    if told.words.get(start).is_some_and(|word| word.gap >= Gap::Comma) && !is_joined { start } else { at }
}

fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "or" | "but")
}

/// Where a verb that is joined to what stands before it begins: the conjunction, or the first word after a comma.
pub(super) fn joint(told: &Told, trigger: &Found) -> Option<usize> {
    if !is_verb(trigger) {
        return None;
    }
    let head = head(told, trigger);
    let before = head.checked_sub(1)?;
    if is_conjunction(told.key(before)) {
        return Some(before);
    }
    (told.words.get(head)?.gap == Gap::Comma).then_some(head)
}

/// The verb whose subject a joined verb shares, as an index into `triggers`; `before` are those before the verb.
pub(super) fn partner(told: &Told, before: &[Found], trigger: &Found) -> Option<usize> {
    let joint = joint(told, trigger)?;
    let at = before.iter().rposition(|other| is_verb(other) && other.last < joint)?;
    let within = before[at].last + 1..=joint;
    within.clone().all(|at| told.words[at].gap != Gap::Break).then_some(at)
}

/// Whether a time stands in the clause of a verb itself: after it (and after verbs joined right to it, which share
/// it), with no other event, clause or reason told between.
pub(super) fn is_own(told: &Told, triggers: &[Found], trigger: &Found, time: &Timed) -> bool {
    let mut last = trigger.last;
    for other in triggers.iter().filter(|other| other.first > trigger.last && other.last < time.first) {
        let right_after = joint(told, other).is_some_and(|joint| joint == last + 1);
        if !right_after {
            return false;
        }
        last = other.last;
    }
    let until = matches!(told.key(time.first.saturating_sub(1)), "until" | "till" | "since");
    last < time.first
        && !until
        && (last + 1..=time.first)
            .all(|at| told.words[at].gap != Gap::Break && (!told.opens_clause(at) || at + 1 >= time.first))
}

/// Whether a time before a verb was told of what the verb is joined to, not of the verb.
pub(super) fn is_of_another(told: &Told, trigger: &Found, time: &Timed) -> bool {
    joint(told, trigger).is_some_and(|joint| time.last < joint)
}

/// Whether a time after a verb is put before the next (`was arrested and on 4 May charged`, `and on 4 May he was
/// charged`), and so is not its own.
pub(super) fn is_of_next(told: &Told, triggers: &[Found], trigger: &Found, time: &Timed) -> bool {
    let Some(before) = time.first.checked_sub(1) else { return false };
    let preposition = PREPOSITIONS.contains(&told.key(before));
    let from = if preposition { before } else { time.first };
    let joined = from > trigger.last + 1 && is_conjunction(told.key(from - 1));
    joined
        && triggers.iter().any(|other| {
            is_verb(other)
                && other.first > time.last
                && (group_start(told, other) == time.last + 1 || preposition)
                && (time.last + 1..=other.first).all(|at| {
                    told.words[at].gap == Gap::Open
                        && !told.opens_clause(at)
                        && !is_conjunction(told.key(at))
                        && !PREPOSITIONS.contains(&told.key(at))
                })
        })
}

/// Whether a time after a verb may be that of its reason (`was jailed for a speech in 2012`): it stands after `for` or
/// `over`, and lies before the time of the verb that this one follows on.
pub(super) fn is_of_reason(
    told: &Told,
    trigger: &Found,
    time: &Timed,
    earlier: &Timed,
    timexes: &[Timex],
) -> bool {
    let first = |timed: &Timed| timexes.get(timed.timex)?.interval?.first();
    (trigger.last + 1..time.first).any(|at| matches!(told.key(at), "for" | "over" | "about"))
        && first(time).zip(first(earlier)).is_some_and(|(this, before)| this < before)
}
