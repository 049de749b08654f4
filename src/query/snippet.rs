//! Passages of a document that show why it matches, and which of their words do.
//!
//! Input: the text of a hit and the clauses of the query. The text is cut into terms anew, as it was for the index, so
//! a highlight is the exact bytes of the words as they stand: `Élections`, a Khmer name with a zero-width space in it,
//! a whole phrase. A passage begins and ends at a sentence where one is near, otherwise between words; within a script
//! without spaces, between clusters and, if one is near, at a space. Boilerplate is shown only where there is nothing
//! else.

use super::Snippet;
use super::tree::{Clause, Kind};
use crate::document::{Boilerplate, BoilerplateKind};
use crate::index::terms::{Term, body_terms, terms};
use crate::order;
use crate::text::TextRange;

/// How many passages are shown of a document.
const PASSAGES: usize = 2;
/// About how long a passage is, in characters.
const LENGTH: usize = 220;
/// How far before the first match a passage may begin, in characters.
const BEFORE: usize = 80;
/// How far a cut moves to find a sentence's end or, among clusters, a space, in characters.
const NEAR: usize = 40;

/// What is highlighted: the clauses that a document should have, of words with their forms in the archive, and how much
/// each says.
pub(super) struct Wanted<'q> {
    clauses: Vec<(&'q Clause, Vec<&'q [u8]>, f64)>,
}

impl<'q> Wanted<'q> {
    /// Clauses with their forms, sorted, and rarities.
    pub(super) fn new(clauses: Vec<(&'q Clause, Vec<&'q [u8]>, f64)>) -> Self {
        Self { clauses }
    }

    /// The matches in a sequence of terms: of which clause, from which term to which.
    fn matches(&self, terms: &[Term]) -> Vec<Match> {
        let mut found = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            for (n, (clause, forms, _)) in self.clauses.iter().enumerate() {
                let last = match clause.kind {
                    Kind::Word | Kind::Prefix | Kind::Fuzzy(_) => {
                        forms.binary_search(&term.key.as_bytes()).is_ok().then_some(at)
                    }
                    Kind::Phrase if term.key != clause.terms[0] => None,
                    // A broken word stands at the places of its halves, so there may be several terms at a place.
                    Kind::Phrase => {
                        clause.terms.iter().zip(term.position..).try_fold(at, |from, (key, place)| {
                            let rest = terms.iter().enumerate().skip(from);
                            let mut here = rest.take_while(|(_, one)| one.position <= place);
                            here.find(|(_, one)| one.position == place && one.key == *key).map(|one| one.0)
                        })
                    }
                };
                if let Some(last) = last {
                    found.push(Match { clause: n, first: at, last });
                }
            }
        }
        found
    }
}

/// A clause's match: its first term and its last.
#[derive(Clone, Copy)]
struct Match {
    clause: usize,
    first: usize,
    last: usize,
}

/// The best passages of a text, in the order in which they stand. The title at its head, which is shown above them, is in
/// one only where nothing else matches.
pub(super) fn snippets(
    title: &str,
    text: &str,
    boilerplate: &[Boilerplate],
    wanted: &Wanted<'_>,
) -> Vec<Snippet> {
    let start = text.len() - text.trim_start().len();
    let head = TextRange::new(start, start + title.len());
    // A line of its own: a title may be no more than the beginning of the first sentence, or of its first word.
    let rest = text[start..].strip_prefix(title).filter(|_| !title.is_empty());
    let has_head = rest.is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'));
    let head = has_head.then_some(Boilerplate { range: head, kind: BoilerplateKind::Repeated });
    let without_head: Vec<Boilerplate> = head.into_iter().chain(boilerplate.iter().copied()).collect();
    let read = |boilerplate: &[Boilerplate]| {
        let mut own = Vec::new();
        body_terms(text, boilerplate, |term| own.push(term));
        let matches = wanted.matches(&own);
        (own, matches)
    };
    let mut boilerplate = boilerplate;
    let (mut own, mut matches) = read(&without_head);
    if own.is_empty() || (matches.is_empty() && !wanted.clauses.is_empty()) {
        (own, matches) = read(boilerplate);
    } else {
        boilerplate = &without_head;
    }
    if own.is_empty() {
        own = terms(text);
        matches = wanted.matches(&own);
    }
    let mut shown: Vec<TextRange> = Vec::new();
    let mut covered = vec![false; wanted.clauses.len()];
    while shown.len() < PASSAGES {
        let Some((first, gain)) = best(&own, &matches, wanted, &covered, &shown, text) else { break };
        // A further passage must show something that the first does not.
        if !shown.is_empty() && gain <= 0.0 {
            break;
        }
        let range = passage(text, &own, boilerplate, matches[first].first, matches[first].last);
        for one in &matches {
            covered[one.clause] |=
                range.contains(own[one.first].range) && range.contains(own[one.last].range);
        }
        shown.push(range);
    }
    if let (true, Some(first)) = (shown.is_empty(), own.first()) {
        debug_assert!(first.range.end as usize <= text.len());
        shown.push(passage(text, &own, boilerplate, 0, 0));
    }
    order::sort(&mut shown);
    shown.into_iter().map(|range| cut(text, range, &own, &matches)).collect()
}

/// The match with which the best passage begins, and what it shows that is not covered yet.
fn best(
    own: &[Term],
    matches: &[Match],
    wanted: &Wanted<'_>,
    covered: &[bool],
    shown: &[TextRange],
    text: &str,
) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64, f64)> = None;
    for (n, start) in matches.iter().enumerate() {
        let from = own[start.first].range;
        if shown.iter().any(|range| range.overlaps(from)) {
            continue;
        }
        let until = after(text, from.start as usize, LENGTH - BEFORE) as u32;
        let mut seen = vec![false; wanted.clauses.len()];
        let (mut gain, mut worth) = (0.0, 0.0);
        for one in matches[n..].iter().take_while(|one| own[one.first].range.start < until) {
            let rarity = wanted.clauses[one.clause].2;
            if own[one.last].range.end > until.max(own[start.last].range.end) {
                continue;
            }
            if std::mem::replace(&mut seen[one.clause], true) {
                worth += rarity * 0.1;
            } else {
                worth += rarity;
                gain += if covered[one.clause] { 0.0 } else { rarity };
            }
        }
        if best.is_none_or(|(_, g, w)| (gain, worth) > (g, w)) {
            best = Some((n, gain, worth));
        }
    }
    best.map(|(n, gain, _)| (n, gain))
}

/// The byte so many characters after `from`.
fn after(text: &str, from: usize, characters: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

/// The byte so many characters before `from`.
fn before(text: &str, from: usize, characters: usize) -> usize {
    let rest = text.get(..from).unwrap_or_default();
    rest.char_indices().rev().take(characters).last().map_or(from, |(at, _)| at)
}

/// The passage around the terms `first` to `last`.
fn passage(text: &str, own: &[Term], boilerplate: &[Boilerplate], first: usize, last: usize) -> TextRange {
    let (from, to) = (own[first].range.start as usize, own[last].range.end as usize);
    // What may be shown: up to the boilerplate on either side.
    let part = |part: &&Boilerplate| part.range.end as usize <= from;
    let floor = boilerplate.iter().rev().find(part).map_or(0, |part| part.range.end as usize);
    let ceiling = boilerplate.iter().map(|part| part.range.start as usize).find(|&start| start >= to);
    let ceiling = ceiling.unwrap_or(text.len()).min(text.len());

    let earliest = before(text, from, BEFORE).max(floor);
    let farther = before(text, earliest, NEAR).max(floor);
    let begin = sentence_start(text, earliest, from).or_else(|| sentence_start(text, farther, earliest));
    let start = begin.unwrap_or_else(|| {
        // Far from any sentence: begin with a word, and among clusters with the one after a space.
        let near = after(text, earliest, NEAR).min(from);
        let at_space = space(text, earliest, near);
        let cut = own.partition_point(|term| (term.range.start as usize) < at_space.unwrap_or(earliest));
        own.get(cut).map_or(from, |term| (term.range.start as usize).min(from))
    });
    let latest = after(text, start, LENGTH).max(to).min(ceiling);
    let mut end = latest;
    if latest < ceiling {
        let near = before(text, latest, NEAR).max(to);
        end = sentence_end(text, to.max(start), latest).filter(|&end| end >= near).unwrap_or_else(|| {
            let at_space = text.get(near..latest).and_then(|tail| tail.rfind(char::is_whitespace));
            let limit = at_space.map_or(latest, |at| near + at);
            let cut = own.partition_point(|term| term.range.end as usize <= limit);
            own.get(cut.wrapping_sub(1)).map_or(to, |term| (term.range.end as usize).max(to))
        });
    }
    let passage = text.get(start..end).unwrap_or_default();
    let trimmed = passage.trim_start();
    let start = start + (passage.len() - trimmed.len());
    TextRange::new(start, start + trimmed.trim_end().len())
}

/// Whether a character ends a sentence.
fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '។' | '៕' | '\n' | '…' | '。')
}

/// Where the first sentence begins after `from` and no later than `to`.
fn sentence_start(text: &str, from: usize, to: usize) -> Option<usize> {
    if from == 0 {
        return Some(0);
    }
    // The end of a sentence may stand just before `from`.
    let from = before(text, from, 1);
    let gap = text.get(from..to)?;
    let mut ended = false;
    for (at, c) in gap.char_indices() {
        if ended
            && !c.is_whitespace()
            && !ends_sentence(c)
            && (c.is_alphanumeric() || !c.is_ascii_punctuation())
        {
            return Some(from + at);
        }
        let stop_inside = c == '.' && !gap[at + 1..].starts_with(char::is_whitespace);
        ended = (ends_sentence(c) && !stop_inside) || (ended && !c.is_alphanumeric());
    }
    ended.then_some(to)
}

/// Where the last sentence ends after `from` and no later than `to`.
fn sentence_end(text: &str, from: usize, to: usize) -> Option<usize> {
    let gap = text.get(from..to)?;
    let mut found = None;
    for (at, c) in gap.char_indices() {
        let next = from + at + c.len_utf8();
        let stop_inside = c == '.' && !text.get(next..).unwrap_or_default().starts_with(char::is_whitespace);
        if ends_sentence(c) && !stop_inside {
            found = Some(next);
        }
    }
    found
}

/// The first character after white space between two places.
fn space(text: &str, from: usize, to: usize) -> Option<usize> {
    let gap = text.get(from..to)?;
    let at = gap.find(char::is_whitespace)?;
    let rest = &gap[at..];
    Some(from + at + (rest.len() - rest.trim_start().len()))
}

/// The passage with its highlights.
fn cut(text: &str, range: TextRange, own: &[Term], matches: &[Match]) -> Snippet {
    let inside = matches
        .iter()
        .map(|one| TextRange { start: own[one.first].range.start, end: own[one.last].range.end })
        .filter(|highlight| range.contains(*highlight));
    let mut highlights: Vec<TextRange> = inside
        .map(|highlight| TextRange { start: highlight.start - range.start, end: highlight.end - range.start })
        .collect();
    order::sort(&mut highlights);
    highlights.dedup_by(|later, earlier| {
        let same = later.start < earlier.end;
        if same {
            earlier.end = earlier.end.max(later.end);
        }
        same
    });
    Snippet { range, text: range.of(text).to_owned(), highlights }
}
