//! What was probably meant: words that no document has, replaced by words of the archive that are spelt like them, or
//! where a query ends, that begin so.
//!
//! Latin words are compared letter by letter with the term dictionary ([`super::fuzzy`]). A Khmer word is several
//! clusters, each of them in the dictionary though the word is not; so the spellings that writers confuse are written
//! out, one at a time, and the archive is asked which of them it has.

use super::fuzzy::{Near, tolerance};
use super::matching::{forms_of, most_frequent};
use super::tree::{Clause, Kind};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::index::terms::terms;
use crate::text::khmer::{is_base, is_khmer};

/// Spellings of a Khmer word that are tried.
const SPELLINGS: usize = 96;
/// Words that are tried for one that is typed in part, and blocks of the dictionary that are read for them.
const COMPLETIONS: usize = 32;
const BLOCKS: usize = 4;
/// A longer sequence is a sentence, not a word that was misspelt.
const LONGEST: usize = 12;

/// What is taken for one another in Khmer, either way. What stands for nothing is left out or put in.
const CONFUSED: [(&str, &str); 25] = [
    ("ំ", "ម្"),
    ("ឱ្យ", "អោយ"),
    ("ិ", "ឹ"),
    ("ិ", "ី"),
    ("ឹ", "ឺ"),
    ("ី", "ឺ"),
    ("ុ", "ូ"),
    ("េ", "ែ"),
    ("ោ", "ៅ"),
    ("ៃ", "ៀ"),
    ("ន", "ណ"),
    ("ន", "ញ"),
    ("ល", "ឡ"),
    ("ត", "ដ"),
    ("ប", "ព"),
    ("ឥ", "អិ"),
    ("ឧ", "អុ"),
    ("ឯ", "អែ"),
    ("ឫ", "រឹ"),
    ("៌", ""),
    ("័", ""),
    ("៍", ""),
    ("់", ""),
    ("៉", ""),
    ("៊", ""),
];

/// The clause with its words spelt as the archive spells them; `None` where it has all, or nothing like them. Of the
/// last word of a query only the beginning may be typed yet.
pub(super) fn respelt(archive: &Archive, clause: &Clause, last: bool) -> Read<Option<Clause>> {
    if matches!(clause.kind, Kind::Prefix | Kind::Fuzzy(_)) {
        return Ok(None);
    }
    let segments = &archive.head()?.segments;
    let mut written = clause.written.clone();
    // From the last to the first, so that the places of those before stay.
    let found = gather(clause.terms.iter().zip(terms(&clause.written)).rev().map(|(term, place)| {
        let most = tolerance(term);
        let of_letters = term.chars().all(char::is_alphabetic) && !term.contains(is_khmer);
        if most == 0 || !of_letters {
            return Ok(None);
        }
        let known = gather(segments.iter().map(|segment| {
            if clause.kind == Kind::Word {
                return Ok(!forms_of(archive, segment, term)?.is_empty());
            }
            Ok(archive.exact(segment, term)?.is_some())
        }))?;
        if known.contains(&true) {
            return Ok(None);
        }
        let near = gather(segments.iter().map(|segment| {
            let mut near = Near::new(term, most);
            let mut found: Vec<(u8, u32, String)> = Vec::new();
            archive.vocabulary(segment, term, &mut |key, entry| {
                let Ok(key) = std::str::from_utf8(key) else { return Ok(true) };
                let mut distance = 0;
                if !(last && key.starts_with(term.as_str())) {
                    match near.distance(key) {
                        // Few mistakes are in the first letter.
                        Some(far) if far > 0 => {
                            distance = far + u8::from(key.chars().next() != term.chars().next());
                        }
                        _ => return Ok(true),
                    }
                }
                let frequency = entry.lists()?.iter().map(|list| list.df).sum();
                found.push((distance, frequency, key.to_owned()));
                Ok(true)
            })?;
            Ok(found)
        }))?;
        let near = near.into_iter().flatten();
        let near = near.filter(|one| one.0 <= most);
        // The nearest, then the most frequent, then the first.
        let best =
            near.min_by(|a, b| (a.0, std::cmp::Reverse(a.1), &a.2).cmp(&(b.0, std::cmp::Reverse(b.1), &b.2)));
        Ok(best.map(|best| (place.range.as_usize(), best.2)))
    }))?;
    let mut changed = false;
    for (place, word) in found.into_iter().flatten() {
        if written.get(place.clone()).is_some() {
            replace(&mut written, place, word);
            changed = true;
        }
    }
    Ok(changed.then(|| rewritten(clause, written)))
}

/// Puts a word in a place of a text. A name that was typed with a capital keeps it.
fn replace(written: &mut String, place: std::ops::Range<usize>, word: String) {
    let capital = written.as_bytes().get(place.start).is_some_and(u8::is_ascii_uppercase);
    written.replace_range(place, &if capital { capitalised(&word) } else { word });
}

/// A phrase, name or word of a title with each word that its last one may be the beginning of, the most frequent first;
/// nothing for any other clause.
pub(super) fn completions(archive: &Archive, clause: &Clause) -> Read<Vec<Clause>> {
    let whole = clause.kind == Kind::Phrase && clause.strict && clause.terms.len() > 1
        || clause.kind == Kind::Word && clause.in_title;
    let last = clause.terms.last().zip(terms(&clause.written).pop()).filter(|(term, _)| {
        whole && term.len() > 1 && term.chars().all(char::is_alphabetic) && !term.contains(is_khmer)
    });
    let Some((term, place)) = last else { return Ok(Vec::new()) };
    let segments = &archive.head()?.segments;
    let found = gather(segments.iter().map(|segment| archive.prefixed(segment, term, BLOCKS)))?;
    // A word of two segments counts where it is more frequent.
    let mut words: Vec<String> = Vec::new();
    for (key, _) in most_frequent(found.into_iter().flatten().collect()) {
        if let Ok(word) = String::from_utf8(key)
            && words.len() < COMPLETIONS
            && word != *term
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    let completed = words.into_iter().map(|word| {
        let mut written = clause.written.clone();
        replace(&mut written, place.range.as_usize(), word);
        rewritten(clause, written)
    });
    Ok(completed.collect())
}

/// With a capital, where it begins with a plain letter: the full table of capitals is larger than this file.
fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn rewritten(clause: &Clause, written: String) -> Clause {
    Clause { terms: terms(&written).into_iter().map(|term| term.key).collect(), written, ..clause.clone() }
}

/// A Khmer sequence in the spellings that writers take for its own; nothing for any other clause.
pub(super) fn spellings(clause: &Clause) -> Vec<Clause> {
    if clause.kind != Kind::Phrase
        || !(2..=LONGEST).contains(&clause.terms.len())
        || !clause.written.contains(is_khmer)
    {
        return Vec::new();
    }
    let text = clause.terms.concat();
    let mut found: Vec<Clause> = Vec::new();
    let mut put = |at: usize, from: &str, to: &str| {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at + from.len()..)) else { return };
        let one = rewritten(clause, [before, to, after].concat());
        if found.len() < SPELLINGS
            && one.terms != clause.terms
            && !found.iter().any(|other| other.terms == one.terms)
        {
            found.push(one);
        }
    };
    for (one, other) in CONFUSED {
        for (from, to) in [(one, other), (other, one)] {
            if from.is_empty() {
                // A sign stands behind a consonant.
                for (at, c) in text.char_indices().filter(|one| is_base(one.1)) {
                    put(at + c.len_utf8(), "", to);
                }
            } else {
                for at in (0..text.len()).filter(|&at| text.as_bytes()[at..].starts_with(from.as_bytes())) {
                    put(at, from, to);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_are_confused_are_tried() {
        let check = |typed: &str, meant: &str| {
            let query = super::super::parse::parse(typed);
            let wanted = super::super::parse::parse(meant);
            let found = spellings(&query.clauses[0]);
            assert!(found.len() <= SPELLINGS);
            assert!(found.iter().any(|one| one.terms == wanted.clauses[0].terms), "{typed} {meant}");
        };
        check("សំរាប់", "សម្រាប់");
        check("សម្រាប់", "សំរាប់");
        check("ពត៌មាន", "ព័ត៌មាន");
        check("កិមសុខា", "កឹមសុខា");
        check("អោយគេ", "ឲ្យគេ");
        check("ភ្នំពេន", "ភ្នំពេញ");
        assert!(spellings(&super::super::parse::parse("treason").clauses[0]).is_empty());
        assert!(spellings(&super::super::parse::parse("\"é 😀 x\"").clauses[0]).is_empty());
    }
}
