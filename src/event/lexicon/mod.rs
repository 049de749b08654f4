//! The event words: which words tell which type of event, in which form, under which condition.
//!
//! Input: the words of a sentence as keys. Output: [`Found`] triggers, longest first at each place. The tables are in
//! [`english`] and [`khmer`], one file a language; what the words around a trigger mean is not decided here.

use std::sync::LazyLock;

use super::EventType;
use crate::order;
use crate::text::lower_case;
use crate::text::token::tokens;

pub(super) mod english;
pub(super) mod khmer;

/// How much a word alone says that an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Only with a date of its own in the clause and someone who does it (`said`, `met`).
    Weak,
    /// Only with a date (`election`, `agreement`).
    Medium,
    /// With a date, or undated with someone it is done to (`arrested`).
    Strong,
}

/// The grammatical form of an event word, which decides who is the actor and who the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `arrest`, as in `to arrest`, `will arrest`. A noun of the same spelling takes precedence where no `to` or modal
    /// verb stands before.
    Base,
    /// `arrests`.
    Third,
    /// `arrested`: the past, or the participle where it is spelt the same.
    Past,
    /// `beaten`: the participle only.
    Participle,
    /// `arresting`.
    Gerund,
    /// `arrest`, `the arrest`.
    Noun,
    /// A Khmer verb, which has no forms.
    Khmer,
}

/// What must stand near an event word for it to tell the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing.
    Nothing,
    /// A party or association.
    Party,
    /// A newspaper, station or site.
    Media,
    /// A law, bill or amendment.
    Law,
    /// A treaty, accord or deal.
    Agreement,
    /// A petition or letter.
    Letter,
    /// A person, or a word for prisoners.
    Person,
    /// A word of courts and prisons.
    Court,
    /// A statement, report or speech.
    Statement,
    /// An office: president, minister, leader.
    Office,
}

/// One row of a table: the words of one idea.
#[derive(Debug)]
pub(super) struct Entry {
    /// What they tell.
    pub(super) event_type: EventType,
    /// How much they say alone.
    pub(super) strength: Strength,
    /// What must stand near.
    pub(super) needs: Needs,
    /// Whether the verb takes no object: its subject is the actor, and it has no passive.
    pub(super) intransitive: bool,
    /// A verb's five forms (base, third person, past, participle, gerund), separated by spaces; or nothing.
    pub(super) verb: &'static str,
    /// What must follow each form of the verb (`down`), alternatives separated by `|`; or nothing.
    pub(super) then: &'static str,
    /// Nouns, or Khmer words, separated by `|`.
    pub(super) nouns: &'static str,
}

/// A trigger in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The first word, as an index into the words of the sentence.
    pub(super) first: usize,
    /// The last word.
    pub(super) last: usize,
    /// Its form.
    pub(super) form: Form,
    /// Its row.
    pub(super) entry: &'static Entry,
}

struct Pattern {
    words: Vec<String>,
    /// What must follow the words, right behind them or, over an object, a little later (`took … into custody`).
    then: Vec<String>,
    form: Form,
    entry: &'static Entry,
}

/// The patterns of all tables by their first word.
static PATTERNS: LazyLock<Vec<(String, Vec<Pattern>)>> = LazyLock::new(|| {
    let mut patterns: Vec<(String, Pattern)> = Vec::new();
    let mut add = |phrase: &str, then: &str, form, entry| {
        let (words, then) = (keys(phrase), keys(then));
        if let Some(first) = words.first() {
            patterns.push((first.clone(), Pattern { words, then, form, entry }));
        }
    };
    for entry in english::ENTRIES {
        let forms = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Gerund];
        let spelt: Vec<&str> = entry.verb.split_whitespace().collect();
        for (at, (form, word)) in forms.into_iter().zip(&spelt).enumerate() {
            if at == 3 && spelt.get(2) == Some(word) {
                continue;
            }
            for then in entry.then.split('|') {
                add(word, then, form, entry);
            }
        }
        for noun in entry.nouns.split('|').filter(|noun| !noun.is_empty()) {
            add(noun, "", Form::Noun, entry);
        }
    }
    for entry in khmer::ENTRIES {
        for word in entry.nouns.split('|') {
            add(word, "", Form::Khmer, entry);
        }
    }
    let mut patterns = order::group(patterns);
    for (_, list) in &mut patterns {
        // The longest first; a noun before a verb of the same spelling; else in the order of the tables.
        order::sort_by_key(list, |pattern| {
            let words = pattern.words.len() + pattern.then.len();
            (std::cmp::Reverse(words), pattern.form != Form::Noun)
        });
    }
    patterns
});

/// The key of a word in the tables: lower case, straight apostrophes, Khmer in canonical order.
pub(super) fn key(raw: &str) -> String {
    if raw.is_ascii() {
        return raw.to_ascii_lowercase();
    }
    if raw.chars().any(crate::text::khmer::is_khmer) {
        return crate::text::normalise::fold(raw);
    }
    lower_case(raw).replace(['\u{2019}', '\u{2bc}'], "'")
}

/// The keys of the words of a phrase.
pub(super) fn keys(phrase: &str) -> Vec<String> {
    tokens(phrase).into_iter().map(|token| key(token.range.of(phrase))).collect()
}

/// How many words of an object may stand between a verb and what must follow it.
const OBJECT: usize = 6;

/// The candidates at a word, best first.
pub(super) fn candidates<'w>(word: impl Fn(usize) -> Option<&'w str>, first: usize) -> Vec<Found> {
    let known = |key: &str| PATTERNS.binary_search_by(|entry| entry.0.as_str().cmp(key)).ok();
    let list = word(first).and_then(known).map_or(&[][..], |at| &PATTERNS[at].1);
    let stands = |words: &[String], from: usize| {
        words.iter().enumerate().all(|(at, part)| word(from + at) == Some(part.as_str()))
    };
    list.iter()
        .filter_map(|pattern| {
            if !stands(&pattern.words, first) {
                return None;
            }
            let end = first + pattern.words.len();
            let last = if pattern.then.is_empty() {
                end - 1
            } else if stands(&pattern.then, end) {
                end + pattern.then.len() - 1
            } else if (end + 1..=end + OBJECT).any(|from| stands(&pattern.then, from)) {
                end - 1
            } else {
                return None;
            };
            Some(Found { first, last, form: pattern.form, entry: pattern.entry })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expect: Option<(EventType, Form, usize)>) {
        let words = keys(phrase);
        let found = candidates(|at| words.get(at).map(String::as_str), 0).into_iter().next();
        assert_eq!(found.map(|f| (f.entry.event_type, f.form, f.last + 1)), expect, "{phrase}");
    }

    #[test]
    fn the_longest_pattern_comes_first() {
        check("arrested", Some((EventType::Arrest, Form::Past, 1)));
        check("Arrest warrants", Some((EventType::Charge, Form::Noun, 2)));
        check("arrest", Some((EventType::Arrest, Form::Noun, 1)));
        check("shot dead", Some((EventType::Killing, Form::Past, 2)));
        check("shot", Some((EventType::Attack, Form::Past, 1)));
        check("stepped down", Some((EventType::Resignation, Form::Past, 2)));
        check("took the man into custody", Some((EventType::Arrest, Form::Past, 1)));
        check("stepped", None);
        check("", None);
        check("😀", None);
    }

    #[test]
    fn khmer_words_are_found_whole() {
        let clusters = keys("ចាប់ខ្លួន").len();
        check("ចាប់ខ្លួន", Some((EventType::Arrest, Form::Khmer, clusters)));
    }

    #[test]
    fn every_verb_has_five_forms_and_every_row_some_word() {
        for entry in english::ENTRIES {
            let forms = entry.verb.split_whitespace().count();
            assert!(forms == 5 || forms == 0, "{}", entry.verb);
            assert!(forms > 0 || !entry.nouns.is_empty());
        }
        for entry in khmer::ENTRIES {
            assert!(entry.verb.is_empty() && !entry.nouns.is_empty());
        }
    }
}
