//! The roles around a Khmer event word.

use super::super::clause::{Gap, Named, Told};
use super::super::lexicon::{Found, keys};
use super::{Roles, is_personal, may_take_part};
use crate::entity::EntityType;

/// Khmer: what is named before the verb did it and what is named after suffered it; with `ត្រូវ` before the verb, or
/// `ការ` (a noun), the other way about. To whom the verb before did something, that one did not do the next to another:
/// with nobody named after it, it was done to them too (`convicted X and jailed`).
pub(super) fn read(told: &Told, trigger: &Found, earlier: &[Roles]) -> Roles {
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
    // "the member of the party X was shot": what is done to a person is not done to the party named beside.
    let suffered = |list: &[&Named]| -> Vec<u32> {
        let kept: Vec<&Named> = list
            .iter()
            .copied()
            .filter(|name| !is_personal(kind) || name.kind == EntityType::Person)
            .collect();
        entities(&kept)
    };
    let mut roles = Roles::default();
    if trigger.entry.intransitive {
        roles.actors = entities(&close_before);
    } else if is_noun {
        roles.targets = suffered(&close_after[..close_after.len().min(1)]);
    } else if let Some(at) = passive {
        let (before, between): (Vec<&Named>, Vec<&Named>) =
            close_before.into_iter().partition(|name| name.last < at);
        roles.is_passive = true;
        roles.targets = suffered(&before);
        roles.actors = entities(&between);
        if let Some(by) = find("ដោយ", trigger.last + 1, end) {
            let after: Vec<&Named> = close_after.iter().copied().filter(|name| name.first > by).collect();
            roles.actors.extend(entities(&after));
        }
    } else {
        roles.actors = entities(&close_before);
        roles.targets = suffered(&close_after[..close_after.len().min(1)]);
        if let Some(earlier) = earlier.last().filter(|_| is_personal(kind)) {
            let (same, others) =
                roles.actors.into_iter().partition(|entity| earlier.targets.contains(entity));
            roles.actors = others;
            if roles.targets.is_empty() {
                roles.targets = same;
            }
        }
    }
    roles
}
