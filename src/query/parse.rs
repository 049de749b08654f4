//! A query as typed to the clauses that are looked for.
//!
//! | typed | read as |
//! |---|---|
//! | `treason trial` | two words, each in any form of its stem |
//! | `"treason trial"` | a phrase: exactly these words in this order; a document must have it |
//! | `-Thailand`, `-"Phnom Penh"` | a document must not have it |
//! | `trea*` | any word that begins so |
//! | `arrest OR charge` | one of the words is enough |
//! | `ហ៊ុន-សែន` | the sequence of its clusters, however it is spaced |
//!
//! Nothing is an error. A quotation mark that is not closed reaches to the end, a lone `-` or `*` is nothing: so a
//! query can be searched while it is being typed. Words such as *the* and *of* are passed over where there are others,
//! but never within a phrase nor where they are written in capitals (`WHO`). A Khmer honorific before a name is passed
//! over likewise: `លោកហ៊ុន-សែន` looks for ហ៊ុនសែន, for most documents that mean him do not write លោក.

use std::fmt::Write as _;

use crate::index::terms::{Term, terms};
use crate::text::{TokenKind, stop};

/// With more words than this, a text was pasted, not a query written: its quotation marks and dashes are punctuation.
const PROSE: usize = 20;
/// More clauses than anyone types: what is beyond is not read.
const MAX_CLAUSES: usize = 256;
/// Beside so many other words, words such as *use* and *known* say nothing.
const FILLED: usize = 3;
/// The longest phrase that is looked for, in tokens.
const MAX_PHRASE: usize = 32;

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

/// How a clause is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One word in any form of its stem.
    Word,
    /// Terms at positions that follow each other.
    Phrase,
    /// Any word that begins so.
    Prefix,
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub kind: Kind,
    /// The exact keys, in order; at least one.
    pub terms: Vec<String>,
    /// A document must have it, whatever else it has.
    pub strict: bool,
    /// A document must not have it.
    pub negated: bool,
    /// How it was written.
    pub written: String,
    /// How often it stands in the query.
    pub count: u32,
}

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub clauses: Vec<Clause>,
    /// One of the words is enough.
    pub any: bool,
}

/// Reads a query.
pub(super) fn parse(typed: &str) -> Query {
    let mut query = Query::default();
    let prose = typed.split_whitespace().nth(PROSE).is_some();
    let mut rest = typed.trim_start();
    while !rest.is_empty() && query.clauses.len() < MAX_CLAUSES {
        let dash = rest.strip_prefix(['-', '\u{2212}', '–']);
        let negated = !prose && dash.is_some_and(|after| !after.starts_with(char::is_whitespace));
        if let (true, Some(after)) = (negated, dash) {
            rest = after;
        }
        if prose && rest.starts_with(is_quote) {
            rest = rest.trim_start_matches(is_quote);
        } else if let Some(quoted) = rest.strip_prefix(is_quote) {
            let end = quoted.find(is_quote).unwrap_or(quoted.len());
            let (phrase, after) = quoted.split_at(end);
            push_phrase(&mut query, phrase, negated);
            rest = after.strip_prefix(is_quote).unwrap_or(after);
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
            let (chunk, after) = rest.split_at(end);
            if chunk == "OR" && !query.clauses.is_empty() {
                query.any = true;
            } else {
                push_chunk(&mut query, chunk, negated);
            }
            rest = after;
        }
        rest = rest.trim_start();
    }
    query.clauses.truncate(MAX_CLAUSES);
    drop_honorifics(&mut query.clauses);
    drop_stop_words(&mut query.clauses);
    let mut distinct: Vec<Clause> = Vec::new();
    for clause in std::mem::take(&mut query.clauses) {
        let known = distinct.iter_mut().find(|one| {
            (one.kind, &one.terms, one.strict, one.negated)
                == (clause.kind, &clause.terms, clause.strict, clause.negated)
        });
        match known {
            Some(one) => one.count += 1,
            None => distinct.push(clause),
        }
    }
    query.clauses = distinct;
    query
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

fn push_phrase(query: &mut Query, phrase: &str, negated: bool) {
    let mut found = terms(phrase);
    found.truncate(MAX_PHRASE);
    if let (Some(first), Some(last)) = (found.first(), found.last()) {
        let written =
            phrase.get(first.range.start as usize..last.range.end as usize).unwrap_or(phrase).to_owned();
        let terms = found.into_iter().map(|term| term.key).collect();
        query.clauses.push(Clause { kind: Kind::Phrase, terms, strict: true, negated, written, count: 1 });
    }
}

/// What stands between spaces: each word of it, and each run of clusters as one sequence.
fn push_chunk(query: &mut Query, chunk: &str, negated: bool) {
    let found = terms(chunk);
    let begins = chunk.ends_with('*');
    let unspaced = |term: &Term| matches!(term.kind, TokenKind::Cluster | TokenKind::Repetition);
    let count = found.len();
    let mut read = 0;
    for run in found.chunk_by(|a, b| unspaced(a) && unspaced(b)) {
        read += run.len();
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let written =
            chunk.get(first.range.start as usize..last.range.end as usize).unwrap_or(chunk).to_owned();
        let kind = match (unspaced(first), begins && read == count) {
            (true, _) => Kind::Phrase,
            (false, true) => Kind::Prefix,
            (false, false) => Kind::Word,
        };
        let terms = run.iter().take(MAX_PHRASE).map(|term| term.key.clone()).collect();
        query.clauses.push(Clause { kind, terms, strict: false, negated, written, count: 1 });
    }
}

fn drop_honorifics(clauses: &mut Vec<Clause>) {
    let loose = |clause: &Clause| clause.kind == Kind::Phrase && !clause.strict && !clause.negated;
    if !clauses.iter().any(loose) {
        return;
    }
    let titles: Vec<Vec<String>> =
        HONORIFICS.iter().map(|title| terms(title).into_iter().map(|term| term.key).collect()).collect();
    let mut at = 0;
    while at < clauses.len() {
        let follows = clauses.get(at + 1).is_some_and(loose);
        let clause = &mut clauses[at];
        if loose(clause)
            && let Some(title) = titles.iter().find(|title| clause.terms.starts_with(title))
        {
            let left = clause.terms.len() - title.len();
            if left == 0 && follows {
                clauses.remove(at);
                continue;
            }
            // A single cluster may be no name but the rest of a longer word.
            if left >= 2 {
                let count = title.len();
                clause.terms.drain(..count);
                let kept = terms(&clause.written).get(count).map(|term| term.range.start as usize);
                clause.written = kept.and_then(|at| clause.written.get(at..)).unwrap_or_default().to_owned();
                continue;
            }
        }
        at += 1;
    }
}

/// Passes over words that say little, where there are others that say more: function words beside any other, fillers
/// beside [`FILLED`] others.
fn drop_stop_words(clauses: &mut Vec<Clause>) {
    let word = |clause: &Clause| {
        let capitals = clause.written.len() > 1 && clause.written.chars().all(|c| !c.is_lowercase());
        clause.kind == Kind::Word && !clause.negated && !capitals
    };
    let mut pass_over = |least: usize, says_little: fn(&str) -> bool| {
        let says_little = |clause: &Clause| word(clause) && says_little(&clause.terms[0]);
        let others = clauses.iter().filter(|clause| !clause.negated && !says_little(clause)).count();
        if others >= least {
            clauses.retain(|clause| !says_little(clause));
        }
    };
    pass_over(1, stop::is_function_word);
    pass_over(FILLED, stop::is_filler);
}

impl Clause {
    /// The clause in the query language.
    fn show(&self, out: &mut String) {
        let minus = if self.negated { "-" } else { "" };
        let _ = match (self.kind, self.strict) {
            (Kind::Phrase, true) => write!(out, "{minus}\"{}\"", self.written),
            (Kind::Prefix, _) => write!(out, "{minus}{}*", self.written),
            _ => write!(out, "{minus}{}", self.written),
        };
    }

    /// Some of its terms, as a clause of their own.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let written = terms(&self.written);
        let place = |n: usize| written.get(n).map(|term| term.range.as_usize());
        let text = place(range.start)
            .zip(place(range.end.saturating_sub(1)))
            .and_then(|(first, last)| self.written.get(first.start..last.end));
        let terms = self.terms.get(range).unwrap_or_default().to_vec();
        Self { terms, written: text.unwrap_or_default().to_owned(), ..self.clone() }
    }

    /// Whether it is one of those of which one may be enough.
    pub(super) fn is_loose(&self) -> bool {
        !self.negated && !self.strict
    }
}

impl Query {
    /// The query in the query language; `any` says that one of the loose clauses was enough.
    pub(super) fn show(&self, any: bool) -> String {
        let mut out = String::new();
        let mut before_loose = false;
        for clause in &self.clauses {
            if !out.is_empty() {
                out.push_str(if any && before_loose && clause.is_loose() { " OR " } else { " " });
            }
            before_loose = clause.is_loose();
            clause.show(&mut out);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(typed: &str, understood: &str) {
        let query = parse(typed);
        assert_eq!(query.show(query.any), understood, "{typed}");
    }

    #[test]
    fn queries_are_read() {
        check("", "");
        check("  Kem Sokha ", "Kem Sokha");
        check("\"treason\" -Thailand", "\"treason\" -Thailand");
        check("the trial of Kem Sokha", "trial Kem Sokha");
        check("to be or not to be", "to be or not");
        check("WHO report", "WHO report");
        check("arrest OR charge", "arrest OR charge");
        check("trea*", "trea*");
        check("human-rights", "human rights");
        check("“Phnom Penh” -«Siem Reap»", "\"Phnom Penh\" -\"Siem Reap\"");
        check("café\u{a0}😀", "café");
    }

    #[test]
    fn what_is_half_typed_is_read_as_far_as_it_goes() {
        check("-", "");
        check("*", "");
        check("\"", "");
        check("\"\" -\"\"", "");
        check("\"trea", "\"trea\"");
        check("treason -", "treason");
        check("OR", "OR");
    }

    #[test]
    fn a_pasted_text_asks_for_no_phrase_and_forbids_nothing() {
        let pasted = "The \"verdict\" was read -slowly- in a court that the witnesses had left long before, and nobody of \
            the families who had come from Kampot heard it";
        let query = parse(pasted);
        assert!(query.clauses.iter().all(Clause::is_loose), "{query:?}");
        assert!(query.clauses.iter().any(|clause| clause.terms == ["verdict"]));
    }

    #[test]
    fn what_is_repeated_counts_as_often() {
        let query = parse("torture and Torture, torture; prison");
        let counts: Vec<_> = query.clauses.iter().map(|one| (one.written.as_str(), one.count)).collect();
        assert_eq!(counts, [("torture", 3), ("prison", 1)]);
    }

    #[test]
    fn a_khmer_name_is_one_sequence_without_its_title() {
        check("លោកហ៊ុន-សែន", "ហ៊ុន-សែន");
        check("លោក ហ៊ុន សែន", "ហ៊ុន សែន");
        check("លោក", "លោក");
        check("\"លោកហ៊ុន-សែន\"", "\"លោកហ៊ុន-សែន\"");
        check("កឹម សុខា", "កឹម សុខា");
        let query = parse("លោកហ៊ុន-សែន");
        assert_eq!(query.clauses.len(), 1);
        assert_eq!(query.clauses[0].terms, parse("ហ៊ុន\u{200b}សែន").clauses[0].terms);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_was_understood_is_read_alike(typed in ".{0,80}") {
            let query = parse(&typed);
            let again = parse(&query.show(query.any));
            prop_assert_eq!(again.clauses.len(), query.clauses.len());
        }
    }
}
