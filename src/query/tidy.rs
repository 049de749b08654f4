//! What of a query is passed over: words that say little, titles before names, what is written again.
//!
//! Input: the parts of a sequence, as read. Output: those that are looked for. Words such as *the* go where others are
//! left, a Khmer honorific goes before a name, which a field may ask for; nothing else that a reader marked (quoted, `+`,
//! a field) is touched.

use super::join::is_plain;
use super::parse::Part;
use super::tree::{Clause, Kind};
use crate::index::terms::terms;
use crate::text::stop;

/// Khmer honorifics and titles that stand before a name, longest first where one begins another.
const HONORIFICS: [&str; 15] = [
    "លោកជំទាវ",
    "លោកស្រី",
    "លោកឧកញ៉ា",
    "លោក",
    "ឯកឧត្តម",
    "សម្តេចតេជោ",
    "សម្តេច",
    "អ្នកឧកញ៉ា",
    "អ្នកស្រី",
    "អ្នកនាង",
    "ឧកញ៉ា",
    "កញ្ញា",
    "បណ្ឌិត",
    "ព្រះតេជព្រះគុណ",
    "ព្រះករុណា",
];

/// Beside so many other words, words such as *use* and *known* say nothing.
const FILLED: usize = 3;

/// Takes out of a sequence what says nothing there, and what is said twice.
pub(super) fn tidy(parts: &mut Vec<Part>) {
    // What is left out may bring a title to stand before a name: so until nothing changes.
    loop {
        let before = parts.clone();
        drop_honorifics(parts);
        drop_stop_words(parts);
        join_repeated(parts);
        if *parts == before {
            break;
        }
    }
}

/// A part that is written again counts more, and stands once.
fn join_repeated(parts: &mut Vec<Part>) {
    let mut distinct: Vec<Part> = Vec::new();
    for part in std::mem::take(parts) {
        let like = |one: &&mut Part| match (&**one, &part) {
            (Part::Clause(one), Part::Clause(part)) => one.is_like(part),
            (one, part) => one == part,
        };
        match distinct.iter_mut().find(like) {
            Some(Part::Clause(one)) => one.count += 1,
            Some(_) => {}
            None => distinct.push(part),
        }
    }
    *parts = distinct;
}

/// The keys of each honorific.
fn titles() -> Vec<Vec<String>> {
    HONORIFICS.iter().map(|title| terms(title).into_iter().map(|term| term.key).collect()).collect()
}

/// A name that is asked for as a name, without the honorifics before it: no entity is known by them.
pub(super) fn without_honorifics(mut name: Clause) -> Clause {
    let titles = titles();
    // A single cluster may be no name but the rest of a longer word.
    let before = |name: &Clause| {
        let title = titles.iter().find(|title| name.terms.starts_with(title))?;
        (name.terms.len() >= title.len() + 2).then_some(title.len())
    };
    while let Some(title) = before(&name) {
        name = name.part(title..name.terms.len());
    }
    name
}

fn drop_honorifics(parts: &mut Vec<Part>) {
    let sequence =
        |part: &Part| is_plain(part) && matches!(part, Part::Clause(one) if one.kind == Kind::Phrase);
    if !parts.iter().any(sequence) {
        return;
    }
    let titles = titles();
    let mut at = 0;
    while at < parts.len() {
        let here = sequence(&parts[at]);
        let follows = parts.get(at + 1).is_some_and(sequence);
        let Part::Clause(clause) = &mut parts[at] else {
            at += 1;
            continue;
        };
        if here && let Some(title) = titles.iter().find(|title| clause.terms.starts_with(title)) {
            let left = clause.terms.len() - title.len();
            if left == 0 && follows {
                parts.remove(at);
                continue;
            }
            // A single cluster may be no name but the rest of a longer word.
            if left >= 2 {
                *clause = clause.part(title.len()..clause.terms.len());
                continue;
            }
        }
        at += 1;
    }
}

/// Passes over words that say little, where there are others that say more: function words beside any other, fillers
/// beside [`FILLED`] others.
fn drop_stop_words(parts: &mut Vec<Part>) {
    let mut pass_over = |least: usize, says_little: fn(&str) -> bool| {
        let says_little = |part: &Part| {
            let Part::Clause(clause) = part else { return false };
            let capitals = clause.written.len() > 1 && clause.written.chars().all(|c| !c.is_lowercase());
            !clause.strict
                && !clause.in_title
                && (clause.written == "ឬ"
                    || clause.kind == Kind::Word && !capitals && says_little(&clause.terms[0]))
        };
        let says = |part: &&Part| !matches!(part, Part::Not(_) | Part::Trait(_)) && !says_little(part);
        if parts.iter().filter(says).count() >= least {
            parts.retain(|part| !says_little(part));
        }
    };
    pass_over(1, stop::is_function_word);
    pass_over(FILLED, stop::is_filler);
}
