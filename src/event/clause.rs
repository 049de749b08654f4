//! A sentence as the event rules see it: its words, what stands between them, and which of them are names and times.
//!
//! Input: a document, a sentence, the names and times within. Output: a [`Told`] sentence, in which every later rule
//! counts in words. Nothing here knows what an event is.

use super::lexicon::key;
use crate::document::Document;
use crate::entity::{DocumentEntities, EntityType};
use crate::temporal::{Timex, TimexType};
use crate::text::token::TokenKind;
use crate::text::{TextRange, Token};

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// White space, a hyphen, a quotation mark, nothing.
    Open,
    /// A comma or a bracket.
    Comma,
    /// A semicolon, colon, dash or full stop: a clause ends.
    Break,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    /// Where it stands in the document.
    pub(super) range: TextRange,
    /// As written.
    pub(super) raw: &'t str,
    /// As the tables spell it.
    pub(super) key: String,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it is a cluster of a script without spaces.
    pub(super) is_cluster: bool,
}

/// A name in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// The first of its words.
    pub(super) first: usize,
    /// The last.
    pub(super) last: usize,
    /// The document's entity.
    pub(super) entity: u32,
    /// What it is.
    pub(super) kind: EntityType,
    /// Whether `’s` follows it.
    pub(super) is_possessive: bool,
}

/// A time in a sentence that may date an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timed {
    /// The first of its words.
    pub(super) first: usize,
    /// The last.
    pub(super) last: usize,
    /// Which of the document's times.
    pub(super) timex: usize,
    /// The named event whose name it is part of or stands before (`the 2023 General Election`), as an index into
    /// [`Told::names`].
    pub(super) bound: Option<usize>,
}

/// A sentence, made ready.
#[derive(Clone, Debug)]
pub(super) struct Told<'t> {
    /// Where it stands.
    pub(super) range: TextRange,
    /// Its words.
    pub(super) words: Vec<Word<'t>>,
    /// Its names, in order.
    pub(super) names: Vec<Named>,
    /// Its times that may date an event, in order.
    pub(super) times: Vec<Timed>,
    /// Whether it gives a date that is no day of the calendar or that nothing resolves.
    pub(super) has_unresolved_date: bool,
    /// Whether each word is part of any time, of whatever type.
    pub(super) in_time: Vec<bool>,
    /// For each word, the name it is part of.
    pub(super) in_name: Vec<Option<usize>>,
    /// Whether it ends with a question mark.
    pub(super) is_question: bool,
}

impl<'t> Told<'t> {
    /// Makes a sentence ready. `tokens` are those of the whole document, in order.
    pub(super) fn new(
        document: &'t Document,
        range: TextRange,
        tokens: &[Token],
        entities: &DocumentEntities,
        timexes: &[Timex],
    ) -> Self {
        let text = document.text.as_str();
        let first = tokens.partition_point(|token| token.range.start < range.start);
        let mut words: Vec<Word<'t>> = Vec::new();
        for token in tokens.get(first..).unwrap_or_default() {
            if token.range.end > range.end {
                break;
            }
            let raw = token.range.of(text);
            let before = words.last().map_or(range.start, |word| word.range.end);
            let between = text.get(before as usize..token.range.start as usize).unwrap_or("");
            words.push(Word {
                range: token.range,
                raw,
                key: key(raw),
                gap: gap(between, raw, words.is_empty()),
                is_cluster: token.kind == TokenKind::Cluster,
            });
        }
        let at = |part: TextRange| -> Option<(usize, usize)> {
            let first = words.partition_point(|word| word.range.end <= part.start);
            let past = words.partition_point(|word| word.range.start < part.end);
            (first < past).then(|| (first, past - 1))
        };
        let mut in_name = vec![None; words.len()];
        let mut names = Vec::new();
        let from = entities.mentions.partition_point(|mention| mention.range.end <= range.start);
        for mention in entities.mentions.get(from..).unwrap_or_default() {
            if mention.range.start >= range.end {
                break;
            }
            let Some((first, last)) = at(mention.range) else { continue };
            in_name[first..=last].fill(Some(names.len()));
            names.push(Named {
                first,
                last,
                entity: mention.entity,
                kind: mention.entity_type,
                is_possessive: is_possessive(text, mention.range, words[last].range),
            });
        }
        let mut in_time = vec![false; words.len()];
        let mut times = Vec::new();
        let mut has_unresolved_date = false;
        let from = timexes.partition_point(|timex| timex.range.end <= range.start);
        for (index, timex) in timexes.iter().enumerate().skip(from) {
            if timex.range.start >= range.end {
                break;
            }
            let Some((first, last)) = at(timex.range) else { continue };
            in_time[first..=last].fill(true);
            // A length of time ("sentenced to 27 years") and a recurring one never say when, unless the length is
            // counted from something told ("two weeks after the vote of 5 May"); nor do "now" and "lately", which name
            // no day, whatever they were resolved to.
            let dates = timex.timex_type != TimexType::Set
                && !timex.value.ends_with("_REF")
                && timex.granularity.is_some()
                && timex.interval.is_some_and(|days| days.first().is_some() || days.last().is_some());
            has_unresolved_date |= timex.timex_type == TimexType::Date
                && timex.interval.is_none()
                && !timex.value.ends_with("_REF");
            if dates {
                let bound = names.iter().position(|name: &Named| {
                    name.kind == EntityType::Event && name.first <= last + 1 && first <= name.last
                });
                times.push(Timed { first, last, timex: index, bound });
            }
        }
        let is_question = range.of(text).trim_end_matches(['”', '"', '’', ')', ' ', '\u{a0}']).ends_with('?');
        Self { range, words, names, times, has_unresolved_date, in_time, in_name, is_question }
    }

    /// The key of a word; nothing where there is no such word.
    pub(super) fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.key)
    }

    /// Whether a clause begins at a word: after a break, or with a word that opens a clause.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.gap == Gap::Break || (SUBORDINATORS.contains(&word.key.as_str()) && !self.in_time[at])
        })
    }

    /// The name that a word is part of.
    pub(super) fn name_at(&self, at: usize) -> Option<&Named> {
        self.names.get((*self.in_name.get(at)?)?)
    }
}

/// Words that open a subordinate clause.
const SUBORDINATORS: [&str; 20] = [
    "that", "which", "who", "whom", "whose", "while", "although", "though", "because", "when", "where",
    "whereas", "after", "before", "until", "unless", "if", "since", "whether", "but",
];

/// Words that set a name off as a complement (`the leader of X`), so that it is not the subject itself.
pub(super) const PREPOSITIONS: [&str; 36] = [
    "opposite",
    "behind",
    "beside",
    "around",
    "beyond",
    "including",
    "of",
    "in",
    "on",
    "at",
    "by",
    "to",
    "for",
    "from",
    "with",
    "against",
    "about",
    "under",
    "near",
    "over",
    "into",
    "through",
    "during",
    "between",
    "among",
    "towards",
    "toward",
    "via",
    "without",
    "within",
    "outside",
    "inside",
    "across",
    "like",
    "as",
    "than",
];

/// The mark between two words that separates them most. A line break within a sentence is only wrapping.
fn gap(between: &str, next: &str, is_first: bool) -> Gap {
    if is_first {
        return Gap::Open;
    }
    let mut gap = Gap::Open;
    for c in between.chars() {
        gap = gap.max(match c {
            ',' | '(' | ')' | '[' | ']' | '،' => Gap::Comma,
            ';' | ':' | '—' | '!' | '?' | '…' | '•' | '។' | '៖' => Gap::Break,
            // A spaced dash breaks; one within a word or a range of numbers does not.
            '–' | '-'
                if between.starts_with(char::is_whitespace) && between.ends_with(char::is_whitespace) =>
            {
                Gap::Break
            }
            // A full stop within a sentence follows an abbreviation, unless another sentence was not told apart.
            '.' if between.ends_with(char::is_whitespace)
                && between.contains(['”', '"'])
                && next.starts_with(char::is_uppercase) =>
            {
                Gap::Break
            }
            _ => Gap::Open,
        });
    }
    gap
}

/// Whether a name is followed by `’s` or, after an s, by `’`: in its own last token or right after it.
fn is_possessive(text: &str, name: TextRange, last_word: TextRange) -> bool {
    let tail = TextRange { start: name.end, end: last_word.end.max(name.end) }.of(text);
    let after = text.get(last_word.end.max(name.end) as usize..).unwrap_or("");
    let marks = |part: &str| part.starts_with(['\u{2019}', '\'', '\u{2bc}']);
    marks(tail)
        || (tail.is_empty() && marks(after) && {
            let mut rest = after.chars().skip(1);
            match rest.next() {
                Some('s') => rest.next().is_none_or(|c| !c.is_alphanumeric()),
                other => name.of(text).ends_with('s') && other.is_some_and(char::is_whitespace),
            }
        })
}
