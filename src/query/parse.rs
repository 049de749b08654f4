//! A query as typed to the tree of what is looked for.
//!
//! | typed | read as |
//! |---|---|
//! | `treason trial` | two words, each in any form of its stem |
//! | `"treason trial"` | a phrase: exactly these words in this order; a document must have it |
//! | `-Thailand`, `-"Phnom Penh"`, `NOT (a b)` | a document must not have it |
//! | `+treason`, `arrest AND trial` | a document must have it, however rare |
//! | `trea*` | any word that begins so |
//! | `treeson~`, `treeson~1`, `treeson~0` | any word that differs in no more than two letters, or one, or none |
//! | `Kem Sokha OR Sam Rainsy` | what stands on one side of OR, or what stands on the other |
//! | `treason (arrest OR charge)` | a group |
//! | `court NEAR/5 treason` | the words within five words of each other, in either order; ten where no number is given |
//! | `"house arrest"~3` | the words of the phrase, each within three words of the next |
//! | `title:treason`, `title:"a phrase"` | in the title |
//! | `person:"Kem Sokha"`, `org:`, `place:`, `law:`, `named:`, `name:` | an entity of that name, in any of its names |
//! | `person:(Sokha OR "Sam Rainsy" OR org:CNRP)` | what stands before a group is asked of each thing in it that has no
//! | | field of its own |
//! | `event:arrest`, `lang:km`, `source:example.org` | what a document tells, is in, is from |
//! | `before:2018`, `after:2017-09`, `on:2017-09`, `on:2017..2018` | published before, not before, on those days |
//! | `on:18/9/2017`, `on:9/2017` | the same with the year last, where only one of the numbers can be the month |
//! | `about:2017-09` | naming a day of that time |
//! | `ហ៊ុន-សែន` | the sequence of its clusters, however it is spaced |
//!
//! Conditions and exclusions at the ends of a query with `OR` hold for all of it. Nothing is an error. A quotation
//! mark that is not closed reaches to the end, a lone `-` or `*` is nothing: so a query can be searched while it is
//! being typed; what was dropped or taken for granted stands in the notes. A name before a colon that is no field's is
//! a word. Words such as *the* and *of* are passed over where there are others, but never within a phrase nor where
//! they are written in capitals (`WHO`). A Khmer honorific before a name is passed over likewise: `លោកហ៊ុន-សែន` looks
//! for ហ៊ុនសែន, for most documents that mean him do not write លោក.

use super::field::{self, Field};
use super::join::{Pending, gather, is_plain, join, must};
use super::tidy::{tidy, without_honorifics};
use super::tree::{Clause, Kind, Node, Note, NoteKind, Query, Trait};
use crate::entity::EntityType;
use crate::index::terms::{Term, terms};
use crate::text::TokenKind;

/// More clauses than anyone types: what is beyond is not read.
const MAX_CLAUSES: usize = 256;
/// With more words than this, a text was pasted, not a query written: its quotation marks and dashes are punctuation.
const PROSE: usize = 20;
/// The longest phrase that is looked for, in tokens.
const MAX_PHRASE: usize = 32;
/// The deepest group: parentheses beyond are passed over.
const MAX_DEPTH: u8 = 8;
/// How near NEAR is, in words.
const NEAR: u32 = 10;

/// The operators that are words.
const OPERATORS: [&str; 4] = ["OR", "AND", "NOT", "NEAR"];

/// A query while it is read: as [`Node`], with the clauses in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Clause(Clause),
    Name(Option<EntityType>, Clause),
    Trait(Trait),
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    Near(u32, Vec<Clause>),
}

/// How often a query is read again at most.
const READINGS: usize = 6;

/// Reads a query. What is shown as understood is what is searched: where that would be read otherwise, as strange
/// heaps of operators may be, it is read again until it stands.
pub(super) fn parse(typed: &str) -> Query {
    let mut query = read(typed);
    for _ in 0..READINGS {
        let shown = query.show(false);
        let again = read(&shown);
        if is_prose(&shown) || again.show(false) == shown && again.is_like(&query) {
            break;
        }
        let notes = std::mem::take(&mut query.notes);
        query = Query { notes, ..again };
    }
    query
}

/// Reads a query once.
fn read(typed: &str) -> Query {
    let mut parser = Parser { rest: typed, depth: 0, clauses: 0, field: None, notes: Vec::new() };
    let mut parts = if is_prose(typed) { parser.prose() } else { parser.sequence() };
    let mut query = Query { notes: parser.notes, ..Query::default() };
    // A single group is the query.
    while let [Part::All(inner)] = &mut parts[..] {
        parts = std::mem::take(inner);
    }
    query.nodes = number(parts, false, &mut query.clauses);
    if query.nodes.is_empty() && !typed.trim().is_empty() {
        query.notes.push(Note { kind: NoteKind::NothingToFind, text: typed.trim().to_owned() });
    }
    query
}

/// Gives every clause its number. At the top, exclusions are the clauses' own.
fn number(parts: Vec<Part>, grouped: bool, clauses: &mut Vec<Clause>) -> Vec<Node> {
    fn put(clauses: &mut Vec<Clause>, clause: Clause, grouped: bool) -> usize {
        clauses.push(Clause { grouped, ..clause });
        clauses.len() - 1
    }
    fn negate(node: &Node, clauses: &mut [Clause]) {
        match node {
            Node::Clause(n) | Node::Name(_, n) => clauses[*n].negated ^= true,
            Node::Near(_, near) => {
                for &n in near {
                    clauses[n].negated ^= true;
                }
            }
            Node::All(inner) | Node::Any(inner) => {
                for node in inner {
                    negate(node, clauses);
                }
            }
            Node::Not(inner) => negate(inner, clauses),
            Node::Trait(_) => {}
        }
    }
    let mut nodes = Vec::new();
    for part in parts {
        let node = match part {
            Part::Clause(clause) => Node::Clause(put(clauses, clause, grouped)),
            Part::Name(of, clause) => Node::Name(of, put(clauses, clause, true)),
            Part::Trait(what) => Node::Trait(what),
            Part::All(inner) => Node::All(number(inner, true, clauses)),
            Part::Any(inner) => Node::Any(number(inner, true, clauses)),
            Part::Near(distance, near) => {
                Node::Near(distance, near.into_iter().map(|clause| put(clauses, clause, true)).collect())
            }
            Part::Not(inner) => match *inner {
                Part::Clause(clause) if !grouped => {
                    nodes.push(Node::Clause(put(clauses, Clause { negated: true, ..clause }, false)));
                    continue;
                }
                inner => {
                    let inner = number(vec![inner], true, clauses);
                    for node in &inner {
                        negate(node, clauses);
                    }
                    let Some(inner) = inner.into_iter().next() else { continue };
                    Node::Not(Box::new(inner))
                }
            },
        };
        nodes.push(node);
    }
    nodes
}

/// Whether a text was pasted: many words, and no operator or field among them.
fn is_prose(typed: &str) -> bool {
    if typed.split_whitespace().nth(PROSE / 2).is_none() {
        return false;
    }
    let words = terms(typed).iter().filter(|term| term.kind == TokenKind::Word).count();
    let marked = |chunk: &str| {
        let chunk = chunk.trim_start_matches(['(', '-', '+']);
        let operator = chunk.trim_matches(|c: char| !c.is_alphabetic());
        let field = chunk.split_once(':').filter(|field| !field.1.is_empty());
        OPERATORS.contains(&operator)
            || matches!(chunk, "|" | "||" | "&" | "&&")
            || field.is_some_and(|(name, _)| field::field(name).is_some())
    };
    words > PROSE && !typed.split_whitespace().any(marked)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

/// Whether a word of a query ends before a character.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || c == '(' || c == ')' || is_quote(c)
}

struct Parser<'t> {
    rest: &'t str,
    depth: u8,
    clauses: usize,
    /// The field, with its name as written, before the group that is being read.
    field: Option<(Field, &'t str)>,
    notes: Vec<Note>,
}

impl<'t> Parser<'t> {
    fn note(&mut self, kind: NoteKind, text: &str) {
        self.notes.push(Note { kind, text: text.trim().to_owned() });
    }

    /// What stands up to the next of these, and moves behind it.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Reads a pasted text: its words, and nothing but words.
    fn prose(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        while !self.rest.is_empty() && self.clauses < MAX_CLAUSES {
            self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || is_quote(c));
            let chunk = self.until(|c| c.is_whitespace() || is_quote(c));
            // A mark at its end is none of the query language's.
            let chunk = chunk.trim_end_matches(['*', '~']);
            parts.extend(self.words(chunk, false).into_iter().map(Part::Clause));
        }
        if !self.rest.trim().is_empty() {
            let rest = std::mem::take(&mut self.rest);
            self.note(NoteKind::TooLong, rest);
        }
        tidy(&mut parts);
        parts
    }

    /// Reads up to the end of the query, or of the group that was opened. Everything in it must hold.
    fn sequence(&mut self) -> Vec<Part> {
        let opened = self.depth > 0;
        let mut closed = false;
        let mut alternatives: Vec<Vec<Part>> = vec![Vec::new()];
        let mut pending = Pending::default();
        let mut operator = "";
        loop {
            self.rest = self.rest.trim_start();
            let Some(next) = self.rest.chars().next() else { break };
            if self.clauses >= MAX_CLAUSES {
                let rest = std::mem::take(&mut self.rest);
                self.note(NoteKind::TooLong, rest);
                break;
            }
            if next == ')' {
                self.rest = &self.rest[1..];
                closed = opened;
                if opened {
                    break;
                }
                continue;
            }
            if let Some(sign) = self.sign() {
                match sign {
                    '-' => pending.negated ^= true,
                    _ => pending.must = true,
                }
                continue;
            }
            let before = self.rest;
            let here = alternatives.last_mut().map(std::mem::take).unwrap_or_default();
            let after_group = here.last().is_some_and(|part| !is_plain(part));
            match self.operator(after_group) {
                Some(found) => {
                    let has_before = !here.is_empty();
                    operator = before.split_whitespace().next().unwrap_or_default();
                    if let Some(last) = alternatives.last_mut() {
                        *last = here;
                    }
                    if pending.near.is_some() || pending.negated && !matches!(found, Operator::Not) {
                        // It had nothing to apply to, and applies to nothing that stands further on.
                        self.note(NoteKind::Unfinished, if pending.negated { "NOT" } else { "NEAR" });
                        pending = Pending { must: pending.must, ..Pending::default() };
                    }
                    match found {
                        Operator::Or if has_before => {
                            alternatives.push(Vec::new());
                            pending = Pending::default();
                        }
                        Operator::And if has_before => {
                            if let Some(last) = alternatives.last_mut().and_then(|here| here.last_mut()) {
                                must(last);
                            }
                            pending.must = true;
                        }
                        Operator::Near(distance) if has_before => pending.near = Some(distance),
                        Operator::Not => pending.negated ^= true,
                        Operator::Unknown => self.note(NoteKind::UnknownValue, std::mem::take(&mut operator)),
                        _ => self.note(NoteKind::Unfinished, std::mem::take(&mut operator)),
                    }
                    continue;
                }
                None => {
                    if let Some(last) = alternatives.last_mut() {
                        *last = here;
                    }
                }
            }
            let notes = self.notes.len();
            let parts = self.item(pending.negated);
            if parts.is_empty() {
                if pending.negated {
                    // What was to be left out cannot be read: what comes next was not meant.
                    let passed_over =
                        |note: &Note| matches!(note.kind, NoteKind::Unfinished | NoteKind::UnknownValue);
                    if !self.notes[notes..].iter().any(passed_over) {
                        let taken = &before[..before.len() - self.rest.len()];
                        self.note(NoteKind::Unfinished, &["-", taken].concat());
                    }
                    (pending, operator) = (Pending::default(), "");
                }
                continue;
            }
            let pending = std::mem::take(&mut pending);
            let Some(here) = alternatives.last_mut() else { continue };
            if !join(here, parts, &pending) {
                self.note(NoteKind::UnknownValue, if operator.is_empty() { "NEAR" } else { operator });
            }
            operator = "";
        }
        if !operator.is_empty() || pending.negated || pending.must {
            self.note(NoteKind::Unfinished, if operator.is_empty() { "-" } else { operator });
        }
        if opened && !closed {
            self.note(NoteKind::OpenGroup, "(");
        }
        gather(alternatives, opened)
    }

    /// A sign before a word, if one stands here.
    fn sign(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        let minus = matches!(sign, '-' | '\u{2212}' | '–');
        let rest = &self.rest[sign.len_utf8()..];
        let stands = rest.starts_with(|c: char| !c.is_whitespace() && c != ')') && !rest.starts_with(sign);
        if !stands || !(minus || sign == '+') {
            return None;
        }
        self.rest = rest;
        Some(if minus { '-' } else { '+' })
    }

    /// An operator, if one stands here. In small letters it is one only beside a phrase or group.
    fn operator(&mut self, after_group: bool) -> Option<Operator> {
        let end = self.rest.find(ends_word);
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let before_group = rest.trim_start().starts_with(|c| c == '(' || is_quote(c));
        let found = match word {
            "OR" | "|" | "||" => Operator::Or,
            "or" | "ឬ" if after_group && before_group => Operator::Or,
            "AND" | "&" | "&&" => Operator::And,
            "NOT" => Operator::Not,
            _ => match word.strip_prefix("NEAR")? {
                "" => Operator::Near(NEAR),
                distance => distance.strip_prefix('/')?.parse().map_or(Operator::Unknown, Operator::Near),
            },
        };
        self.rest = rest;
        Some(found)
    }

    /// A phrase, a group, a field with its value, or the words up to the next space.
    fn item(&mut self, negated: bool) -> Vec<Part> {
        if self.rest.starts_with('(') {
            let parts = self.group();
            let mark = self.mark();
            self.pass_over(mark);
            return parts;
        }
        // Within the group of a field too: of two fields the nearer is meant.
        if let Some((field, colon)) = self.field_here() {
            let (name, rest) = self.rest.split_at(colon);
            self.rest = rest;
            return self.value(field, name, negated);
        }
        if let Some((field, name)) = self.field {
            let value = self.operand();
            return self.of_field(field, name, value, false);
        }
        if self.rest.starts_with(is_quote) {
            let (phrase, mark) = (self.phrase(), self.mark());
            return phrase.map(|phrase| self.loosened(phrase, mark)).into_iter().collect();
        }
        let chunk = self.until(ends_word);
        self.words(chunk, negated).into_iter().map(Part::Clause).collect()
    }

    /// The field whose name stands here, and where what is asked of it begins.
    fn field_here(&self) -> Option<(Field, usize)> {
        let end = self.rest.find(ends_word).unwrap_or(self.rest.len());
        let chunk = &self.rest[..end];
        let (name, value) = chunk.split_once([':', '：'])?;
        let field = field::field(name).filter(|_| !value.starts_with('/'))?;
        Some((field, chunk.len() - value.len()))
    }

    fn group(&mut self) -> Vec<Part> {
        self.rest = &self.rest[1..];
        if self.depth >= MAX_DEPTH {
            return Vec::new();
        }
        self.depth += 1;
        let mut parts = self.sequence();
        self.depth -= 1;
        match parts.len() {
            0 | 1 => parts,
            _ => vec![Part::All(std::mem::take(&mut parts))],
        }
    }

    /// The phrase that begins with the quotation mark here.
    fn phrase(&mut self) -> Option<Clause> {
        let mark = self.rest.chars().next()?;
        self.rest = &self.rest[mark.len_utf8()..];
        let phrase = self.until(is_quote);
        match self.rest.chars().next() {
            Some(mark) => self.rest = &self.rest[mark.len_utf8()..],
            None => self.note(NoteKind::OpenQuote, phrase),
        }
        let mut found = terms(phrase);
        found.truncate(MAX_PHRASE);
        self.clauses += 1;
        clause(phrase, &found, Kind::Phrase).map(|clause| Clause { strict: true, ..clause })
    }

    /// The mark behind a phrase or group that has just been read: `*`, or `~` with its number.
    fn mark(&mut self) -> &'t str {
        let Some(number) = self.rest.strip_prefix(['*', '~']) else { return "" };
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let (mark, rest) = self.rest.split_at(self.rest.len() - rest.len());
        self.rest = rest;
        mark
    }

    fn pass_over(&mut self, mark: &str) {
        if !mark.is_empty() {
            self.note(NoteKind::UnknownValue, mark);
        }
    }

    /// A phrase with a mark behind it: words that may stand as far apart.
    fn loosened(&mut self, phrase: Clause, mark: &str) -> Part {
        let words = terms(&phrase.written);
        let near = mark.strip_prefix('~').and_then(|distance| distance.parse().ok());
        match near.filter(|_| words.len() > 1 && !words.iter().any(unspaced)) {
            _ if near == Some(0) => {}
            Some(near) => {
                let word = |term| clause(&phrase.written, std::slice::from_ref(term), Kind::Word);
                let words = words.iter().filter_map(word);
                let words = words.map(|word| Clause { strict: word.kind == Kind::Phrase, ..word });
                return Part::Near(near, words.collect());
            }
            None => self.pass_over(mark),
        }
        Part::Clause(phrase)
    }

    /// What a field, which has just been read, applies to.
    fn value(&mut self, field: Field, name: &'t str, negated: bool) -> Vec<Part> {
        let spaced = self.rest.starts_with(char::is_whitespace);
        let after = self.rest.trim_start();
        // After a minus the next word would be left out, which is too much to guess.
        if after.is_empty() || after.starts_with(')') || spaced && negated {
            self.note(NoteKind::Unfinished, name);
            return Vec::new();
        }
        self.rest = after;
        if let Field::Title = field {
            let outer = self.field.take();
            let parts = self.item(true);
            self.field = outer;
            return parts.into_iter().map(|part| self.in_title(part)).collect();
        }
        if self.rest.starts_with('(') {
            let notes = self.notes.len();
            let outer = self.field.replace((field, name));
            let parts = self.item(false);
            self.field = outer;
            if parts.is_empty() && self.notes.len() == notes {
                self.note(NoteKind::Unfinished, name);
            }
            return parts;
        }
        let value = if self.rest.starts_with(is_quote) { self.quoted() } else { self.until(ends_word) };
        self.of_field(field, name, value, spaced)
    }

    /// What stands between quotation marks, as the value of a field.
    fn quoted(&mut self) -> &'t str {
        let (start, notes) = (self.rest, self.notes.len());
        self.phrase();
        let value = start[..start.len() - self.rest.len()].trim_matches(is_quote);
        if value.trim().is_empty() {
            self.notes.truncate(notes);
        }
        let mark = self.mark();
        self.pass_over(mark);
        value
    }

    /// One thing in a group behind a field: what is quoted, or all up to the next operator, sign or parenthesis.
    fn operand(&mut self) -> &'t str {
        if self.rest.starts_with(is_quote) {
            return self.quoted();
        }
        let start = self.rest;
        loop {
            self.until(ends_word);
            let here = self.rest;
            self.rest = here.trim_start();
            let ends =
                here.len() == self.rest.len() || self.rest.starts_with(ends_word) || self.sign().is_some();
            let ends = ends || self.field_here().is_some();
            if ends || self.operator(false).is_some() || self.rest.is_empty() {
                self.rest = here;
                return &start[..start.len() - here.len()];
            }
        }
    }

    /// What a field asks for with that value.
    fn of_field(&mut self, field: Field, name: &str, value: &str, spaced: bool) -> Vec<Part> {
        if value.trim().is_empty() {
            self.note(NoteKind::Unfinished, name);
            return Vec::new();
        }
        match field {
            Field::Name(of) => {
                let bare = value.trim_end_matches(|c: char| c.is_ascii_digit());
                let mark = bare.trim_end_matches(['*', '~']).len();
                if mark < bare.len() {
                    self.note(NoteKind::UnknownValue, &value[mark..]);
                }
                let value = if mark < bare.len() { &value[..mark] } else { value };
                let mut found = terms(value);
                found.truncate(MAX_PHRASE);
                self.clauses += 1;
                let named = clause(value, &found, Kind::Phrase).map(|mut one| {
                    // A bracket that closes within a name is part of it: `Sok Dara (activist)`.
                    if value.ends_with(')') && one.written.contains('(') {
                        one.written.push(')');
                    }
                    Clause { strict: true, ..one }
                });
                named.map(without_honorifics).map(|one| Part::Name(of, one)).into_iter().collect()
            }
            Field::Trait(field) => match field::read(field, value) {
                Some(found) => vec![Part::Trait(found)],
                // A heading that was pasted may well begin with such a word and a colon.
                None if spaced => {
                    let words = [name, " ", value].concat();
                    self.words(&words, false).into_iter().map(Part::Clause).collect()
                }
                None => {
                    self.note(NoteKind::UnknownValue, &[name, value].concat());
                    Vec::new()
                }
            },
            Field::Title => Vec::new(),
        }
    }

    fn in_title(&mut self, part: Part) -> Part {
        let mut within = |parts: Vec<Part>| parts.into_iter().map(|part| self.in_title(part)).collect();
        match part {
            Part::Clause(clause) => Part::Clause(Clause { in_title: true, strict: true, ..clause }),
            Part::All(inner) => Part::All(within(inner)),
            Part::Any(inner) => Part::Any(within(inner)),
            Part::Not(inner) => Part::Not(Box::new(self.in_title(*inner))),
            Part::Near(_, near) => {
                // Titles are short, and their positions are not looked at.
                let parts = within(near.into_iter().map(Part::Clause).collect());
                self.note(NoteKind::UnknownValue, "NEAR");
                Part::All(parts)
            }
            part => part,
        }
    }

    /// What stands between spaces: each word of it, and each run of clusters as one sequence. What is to be left out
    /// is one thing: `-human-rights` leaves out the phrase.
    fn words(&mut self, chunk: &str, whole: bool) -> Vec<Clause> {
        let typed = chunk;
        let fuzzy = chunk.rsplit_once('~').filter(|one| one.1.bytes().all(|byte| byte.is_ascii_digit()));
        let (chunk, mark) = match fuzzy {
            Some((word, "1")) => (word, Some(Kind::Fuzzy(1))),
            // As it is spelt, and in no other form.
            Some((word, "0")) => (word, Some(Kind::Phrase)),
            Some((word, _)) => (word, Some(Kind::Fuzzy(2))),
            None if chunk.ends_with('*') => (chunk.trim_end_matches('*'), Some(Kind::Prefix)),
            None => (chunk, None),
        };
        // Within a word, what is behind the mark is not looked for: `vill*ers` is `vill*`.
        let letters = |part: &str| part.ends_with(char::is_alphabetic);
        let within = chunk.split_once('*').filter(|(before, rest)| letters(before) && letters(rest));
        let (chunk, mark) = within.map_or((chunk, mark), |(before, _)| (before, Some(Kind::Prefix)));
        if within.is_some() {
            self.pass_over(&typed[chunk.len()..]);
        }
        let found = terms(chunk);
        let whole = whole && found.len() > 1;
        if mark.is_some() && found.last().is_some_and(|last| whole || unspaced(last)) {
            self.pass_over(&typed[chunk.len()..]);
        }
        if whole {
            self.clauses += 1;
            let all = clause(chunk, found.get(..MAX_PHRASE).unwrap_or(&found), Kind::Phrase);
            let strict = !found.iter().all(unspaced);
            return all.map(|one| Clause { strict, ..one }).into_iter().collect();
        }
        let count = found.len();
        let mut read = 0;
        let mut clauses = Vec::new();
        for run in found.chunk_by(|a, b| unspaced(a) && unspaced(b)) {
            read += run.len();
            let kind = match mark {
                _ if run.first().is_some_and(unspaced) => Kind::Phrase,
                Some(mark) if read == count => mark,
                _ => Kind::Word,
            };
            let strict = kind == Kind::Phrase && !run.first().is_some_and(unspaced);
            let read = clause(chunk, run.get(..MAX_PHRASE).unwrap_or(run), kind);
            clauses.extend(read.map(|one| Clause { strict: one.strict || strict, ..one }));
        }
        self.clauses += clauses.len();
        clauses
    }
}

/// An operator between two things.
enum Operator {
    Or,
    And,
    Not,
    Near(u32),
    /// NEAR with a distance that is none.
    Unknown,
}

/// A clause of these terms of a text.
fn clause(text: &str, found: &[Term], kind: Kind) -> Option<Clause> {
    let (first, last) = (found.first()?, found.last()?);
    let mut written =
        text.get(first.range.start as usize..last.range.end as usize).unwrap_or(text).to_owned();
    let keys: Vec<&str> = found.iter().map(|term| term.key.as_str()).collect();
    // What was cut out of its surroundings may be cut into other words: then the keys stand for it.
    if !terms(&written).iter().map(|term| term.key.as_str()).eq(keys.iter().copied()) {
        written = keys.join(if unspaced(first) { "" } else { " " });
    }
    // An operator that is meant as a word stands in quotation marks.
    let quoted = kind == Kind::Word && OPERATORS.contains(&written.as_str());
    Some(Clause {
        kind: if quoted { Kind::Phrase } else { kind },
        terms: found.iter().map(|term| term.key.clone()).collect(),
        strict: quoted,
        negated: false,
        grouped: false,
        in_title: false,
        written,
        count: 1,
    })
}

fn unspaced(term: &Term) -> bool {
    matches!(term.kind, TokenKind::Cluster | TokenKind::Repetition)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn queries_are_read_as_the_table_says() {
        let table = include_str!("../../tests/data/query/parse.tsv");
        let mut wrong = Vec::new();
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [typed, _, _] = cells[..] else { panic!("three cells: {row}") };
            let query = parse(typed);
            let codes: Vec<&str> = query.notes.iter().map(|note| note.kind.code()).collect();
            let found = [typed, &query.show(false), &codes.join(" ")].join("\t");
            if found != row {
                wrong.push([row, &found].join("\n   is "));
            }
            read_alike(&query);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_title_is_left_out_whatever_stood_between() {
        for typed in ["លោក the កឹម សុខា", "សុខា លោក សុខា កឹម"]
        {
            read_alike(&parse(typed));
            assert!(!parse(typed).show(false).contains("លោក"), "{typed}");
        }
    }

    /// What was understood is read alike again, and gives no cause for notes.
    fn read_alike(query: &Query) {
        let shown = query.show(false);
        let again = parse(&shown);
        assert_eq!(again.show(false), shown);
        assert!(again.is_like(query), "{shown}: {again:?}, not {query:?}");
        assert!(shown.is_empty() || again.notes.is_empty(), "{shown}: {:?}", again.notes);
    }

    #[test]
    fn a_pasted_text_asks_for_no_phrase_and_forbids_nothing() {
        let pasted = "The \"verdict\" was read -slowly- in a court that the witnesses had left long before, and nobody of \
            the families who had come from Kampot heard it";
        let query = parse(pasted);
        assert!(query.clauses.iter().all(Clause::is_loose), "{query:?}");
        assert!(query.clauses.iter().any(|clause| clause.terms == ["verdict"]));
        let meant = ["\"verdict of the court\" OR ", pasted].concat();
        assert!(parse(&meant).clauses.iter().any(|clause| clause.kind == Kind::Phrase));
    }

    #[test]
    fn what_is_repeated_counts_as_often() {
        let query = parse("torture and Torture, torture; prison");
        let counts: Vec<_> = query.clauses.iter().map(|one| (one.written.as_str(), one.count)).collect();
        assert_eq!(counts, [("torture", 3), ("prison", 1)]);
    }

    #[test]
    fn a_khmer_name_is_one_sequence_without_its_title() {
        let query = parse("លោកហ៊ុន-សែន");
        assert_eq!(query.clauses.len(), 1);
        assert_eq!(query.clauses[0].terms, parse("ហ៊ុន\u{200b}សែន").clauses[0].terms);
    }

    #[test]
    fn a_long_query_is_read_in_part() {
        let words: Vec<String> = (0..400).map(|n| ["word", &n.to_string()].concat()).collect();
        let query = parse(&words.join(" "));
        assert_eq!(query.clauses.len(), MAX_CLAUSES);
        assert_eq!(query.notes[0].kind, NoteKind::TooLong);
        assert_eq!(parse(&"(".repeat(5000)).nodes, []);
        assert_eq!(
            parse(&["x ", &"(x OR ".repeat(500)].concat()).notes.last().map(|note| note.kind),
            Some(NoteKind::OpenGroup)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn any_text_is_read_and_what_was_understood_is_read_alike(typed in ".{0,80}") {
            read_alike(&parse(&typed));
        }

        #[test]
        fn so_is_any_text_of_the_language(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "treason", "Kem", "the", "or", "or ", " OR ", " AND ", " NOT ", " NEAR ", " NEAR/3 ", " NEAR/x ", "~3", "~0", "person:(", "lang:(", "-", "+", "\"",
                    "(", ")", " ", " ", "*", "~", "~1", "title:", "person:", "org:", "lang:km", "lang:", "event:arrest",
                    "before:2018", "on:2017-09", "about:", "source:a.b/c", "កឹម", "សុខា", "លោក", "ឬ", "é", "😀",
                    "human-rights", "U.S.", "1,000", "\u{a0}", "|", "name:", ":", "’", "“", "»", "b", "not",
                ]),
                0..14,
            ),
        ) {
            read_alike(&parse(&parts.concat()));
        }
    }
}
