//! Which words of a sentence are event words there.
//!
//! Input: a sentence. Output: its triggers, each with what it needs beside it ([`super::lexicon::Needs`]). Left out are
//! words within names and times, nouns that only qualify another (`election campaign`), and what someone is charged with
//! (`charged with murder`).

use super::EventType;
use super::clause::{Gap, Told};
use super::coordination::partner;
use super::lexicon::{Form, Found, Needs, candidates, english, keys};
use super::modality::group_start;
use crate::document::Document;
use crate::entity::EntityType;

/// The triggers of a sentence, in order, without overlap: outside of names other than those of events, outside of
/// times and boilerplate, with what they need.
pub(super) fn triggers(document: &Document, told: &Told) -> Vec<Found> {
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
                    && (at == candidate.first || told.words[at].gap == Gap::Open)
            });
            if free && fits(told, &candidate, &found) && !document.is_boilerplate(told.words[at].range) {
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
fn fits(told: &Told, candidate: &Found, found: &[Found]) -> bool {
    let (first, last) = (candidate.first, candidate.last);
    let before = first.checked_sub(1).map_or("", |at| told.key(at));
    let next = told.key(last + 1);
    let opens = first == 0 || told.words[first].gap == Gap::Break;
    let verbal = before == "to"
        || group_start(told, candidate) < first
        || matches!(before, "we" | "they" | "i" | "you" | "who")
        || (opens && told.name_at(last + 1).is_some())
        || is_second_infinitive(told, first, last);
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
        && told.words[last + 1].gap == Gap::Open
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
    // House arrest is a state that is imposed and lifted; the word does not say that someone was taken.
    if candidate.form == Form::Noun && told.key(first) == "arrest" && before == "house" {
        return false;
    }
    if candidate.form == Form::Khmer && candidate.entry.event_type == EventType::Arrest {
        let at_home = keys("ក្នុងផ្ទះ");
        if at_home.iter().enumerate().all(|(k, word)| told.key(last + 1 + k) == word) {
            return false;
        }
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
    meets(told, candidate, found)
}

/// Whether a word with an object is joined to an infinitive before it (`to drop the charges against and release X`).
fn is_second_infinitive(told: &Told, first: usize, last: usize) -> bool {
    let Some(joint) = first.checked_sub(1) else { return false };
    let begins = |at: usize| {
        told.key(at) == "to"
            && told.name_at(at + 1).is_none()
            && !told.in_time[at + 1]
            && !matches!(told.key(at + 1), "the" | "a" | "an" | "his" | "her" | "their" | "its")
    };
    matches!(told.key(joint), "and" | "or")
        && is_object(told, last + 1)
        && (joint.saturating_sub(8)..joint)
            .rev()
            .take_while(|&at| told.words[at + 1].gap != Gap::Break && !told.opens_clause(at + 1))
            .any(begins)
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
    told.words.get(at).is_some_and(|word| word.gap == Gap::Open)
        && (told.name_at(at).is_some()
            || matches!(
                told.key(at),
                "the" | "all" | "these" | "those" | "him" | "her" | "them" | "our" | "political"
            ))
}

/// How far to look for what an event word needs, in words.
const NEAR: usize = 10;

/// Whether what an event word needs stands near it, within its clause. A verb joined to one before it (`was arrested on
/// 2 May and released on 4 May`) shares the subject of that, and so looks from there.
fn meets(told: &Told, candidate: &Found, found: &[Found]) -> bool {
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
    let mut from = candidate.first;
    let mut joined = if needs == Needs::Person { partner(told, found, candidate) } else { None };
    while let Some(at) = joined {
        from = found[at].first;
        joined = partner(told, &found[..at], &found[at]);
    }
    let range = from.saturating_sub(reach)..(candidate.last + 1 + reach).min(told.words.len());
    let open = |at: usize| {
        let (from, to) = if at > candidate.last { (candidate.last, at) } else { (at, candidate.first) };
        (from + 1..=to).all(|at| told.words[at].gap != Gap::Break)
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
    if candidate.form == Form::Khmer {
        return is_penalty(told, candidate, before);
    }
    if !matches!(candidate.form, Form::Noun | Form::Gerund) {
        return false;
    }
    let limit = candidate.first.saturating_sub(8);
    let mut at = candidate.first;
    while at > limit {
        at -= 1;
        if told.words[at + 1].gap >= Gap::Comma {
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

/// Whether a Khmer candidate is the prison that a sentence imposes (`ផ្តន្ទាទោស … ដាក់ពន្ធនាគារ ១៨ខែ`), not an arrest:
/// `ដាក់`, to put, after a sentence in the same clause. What `ហើយ`, and then, sets apart is told for itself.
fn is_penalty(told: &Told, candidate: &Found, before: &[Found]) -> bool {
    let Some(sentence) = before.last() else { return false };
    let stands =
        |phrase: &str, at: usize| keys(phrase).iter().enumerate().all(|(k, word)| told.key(at + k) == word);
    candidate.entry.event_type == EventType::Arrest
        && sentence.entry.event_type == EventType::Sentence
        && stands("ដាក់", candidate.first)
        && (sentence.last + 1..=candidate.first)
            .all(|at| told.words[at].gap != Gap::Break && !stands("ហើយ", at))
}
