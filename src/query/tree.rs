//! A query, read: what is looked for, and how it is joined.
//!
//! The [`Clause`]s are what the index is asked for, in a flat list; the [`Node`]s say how they are joined, by number.
//! All nodes at the top must hold. A clause that stands there alone is a word of the query; one inside a group, or
//! under an operator, is `grouped`: it counts for the score, and the group as a whole decides whether a document is
//! let through. [`Query::show`] writes the query in its own language, so that what was understood is read alike again.

use crate::calendar::Interval;
use crate::entity::EntityType;
use crate::event::EventType;
use crate::index::terms::terms;
use crate::text::Language;

/// How a clause is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One word in any form of its stem.
    Word,
    /// Terms at positions that follow each other.
    Phrase,
    /// Any word that begins so.
    Prefix,
    /// Any word that differs in no more than so many letters.
    Fuzzy(u8),
}

/// One thing that is looked for in the index.
// Each flag holds or not whatever the others say.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub kind: Kind,
    /// The exact keys, in order; at least one.
    pub terms: Vec<String>,
    /// A document must have it, whatever else it has.
    pub strict: bool,
    /// A document must not have it.
    pub negated: bool,
    /// A node decides whether a document must have it.
    pub grouped: bool,
    /// It is looked for in titles alone.
    pub in_title: bool,
    /// How it was written.
    pub written: String,
    /// How often it stands in the query.
    pub count: u32,
}

impl Clause {
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
        !self.negated && !self.strict && !self.grouped
    }

    /// Whether they look for the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.kind, &self.terms, self.in_title, self.strict)
            == (other.kind, &other.terms, other.in_title, other.strict)
    }

    /// The clause in the query language, without its sign.
    fn show(&self, out: &mut String) {
        if self.in_title {
            out.push_str("title:");
        }
        // A phrase that was typed without quotation marks is a sequence of clusters.
        let sequence = || unspaced(&self.written);
        let quoted = self.kind == Kind::Phrase
            && (self.strict && !(self.in_title && sequence()) || self.grouped && !sequence());
        if quoted {
            out.push('"');
        }
        out.push_str(&self.written);
        match self.kind {
            Kind::Phrase if quoted => out.push('"'),
            Kind::Prefix => out.push('*'),
            Kind::Fuzzy(1) => out.push_str("~1"),
            Kind::Fuzzy(_) => out.push('~'),
            _ => {}
        }
    }
}

/// Whether a text is one sequence of clusters, which is read as a sequence without quotation marks.
fn unspaced(written: &str) -> bool {
    use crate::text::TokenKind::{Cluster, Repetition};
    !written.contains(char::is_whitespace)
        && terms(written).iter().all(|term| matches!(term.kind, Cluster | Repetition))
}

/// What a document must be, beside its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// In a language.
    Language(Language),
    /// Published on one of these days; as it was written.
    Published(Interval, String),
    /// Naming one of these days; as it was written.
    About(Interval, String),
    /// Telling an event of a type.
    Event(EventType),
    /// From a source.
    Source(String),
}

/// How clauses are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A clause.
    Clause(usize),
    /// An entity of that name; of any type where none is given. Where there is none, the clause stands for it.
    Name(Option<EntityType>, usize),
    /// A trait.
    Trait(Trait),
    /// All of them.
    All(Vec<Node>),
    /// One of them.
    Any(Vec<Node>),
    /// Not that.
    Not(Box<Node>),
    /// These clauses, each no more than so many words from the next.
    Near(u32, Vec<usize>),
}

/// What was dropped of a query as typed, or taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// The part of the query that it is about.
    pub text: String,
}

/// What a [`Note`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Nothing is left to look for: there is no word in what was typed.
    NothingToFind,
    /// A quotation mark that is not closed: the phrase reaches to the end.
    OpenQuote,
    /// A parenthesis that is not closed: the group reaches to the end.
    OpenGroup,
    /// A field or operator with nothing to apply to was dropped.
    Unfinished,
    /// The value of a field that is no date, language or type of event was dropped.
    UnknownValue,
    /// No entity has that name: documents with its words were looked for.
    UnknownName,
    /// A part of a Khmer sequence, or a source, that no document has.
    Nowhere,
    /// The query was longer than is read: the rest was dropped.
    TooLong,
    /// No document has all the words: those with some of them are shown.
    SomeWords,
}

impl NoteKind {
    /// The word for it in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::NothingToFind => "nothing-to-find",
            Self::OpenQuote => "open-quote",
            Self::OpenGroup => "open-group",
            Self::Unfinished => "unfinished",
            Self::UnknownValue => "unknown-value",
            Self::UnknownName => "unknown-name",
            Self::Nowhere => "nowhere",
            Self::TooLong => "too-long",
            Self::SomeWords => "some-words",
        }
    }
}

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub clauses: Vec<Clause>,
    /// All of these must hold; `strict`, `negated` and neither say how the clauses among them do.
    pub nodes: Vec<Node>,
    pub notes: Vec<Note>,
}

impl Query {
    /// Whether another query asks for the same, however its words are written and how often.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let bare = |clause: &Clause| Clause { written: String::new(), count: 1, ..clause.clone() };
        self.nodes == other.nodes && self.clauses.iter().map(bare).eq(other.clauses.iter().map(bare))
    }
}

/// The words for the types of entities that a query asks for by type.
pub(super) const NAME_FIELDS: [(&str, EntityType); 5] = [
    ("person", EntityType::Person),
    ("org", EntityType::Organisation),
    ("place", EntityType::Place),
    ("law", EntityType::Law),
    ("named", EntityType::Event),
];

impl Query {
    /// Whether something is looked for at all.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether something besides clauses at the top decides which documents are let through.
    pub(super) fn is_flat(&self) -> bool {
        self.nodes.iter().all(|node| matches!(node, Node::Clause(_)))
    }

    /// Whether the positions of a clause in the body are needed.
    pub(super) fn is_near(&self, clause: usize) -> bool {
        self.every(&|node| matches!(node, Node::Near(_, near) if near.contains(&clause)))
    }

    /// The sources that are asked for.
    pub(super) fn sources(&self) -> Vec<String> {
        let found = std::cell::RefCell::new(Vec::new());
        self.every(&|node| {
            if let Node::Trait(Trait::Source(source)) = node {
                found.borrow_mut().push(source.clone());
            }
            false
        });
        found.into_inner()
    }

    /// Whether a node anywhere in the tree is such.
    pub(super) fn every(&self, is: &dyn Fn(&Node) -> bool) -> bool {
        fn look(nodes: &[Node], is: &dyn Fn(&Node) -> bool) -> bool {
            nodes.iter().any(|node| {
                is(node)
                    || match node {
                        Node::All(inner) | Node::Any(inner) => look(inner, is),
                        Node::Not(inner) => look(std::slice::from_ref(inner), is),
                        _ => false,
                    }
            })
        }
        look(&self.nodes, is)
    }

    /// The query with each clause replaced by others, one or more, which stand in its place.
    pub(super) fn rebuilt(&self, pieces: Vec<Vec<Clause>>) -> Self {
        fn renumbered(nodes: &[Node], places: &[std::ops::Range<usize>]) -> Vec<Node> {
            let place = |n: usize| places.get(n).cloned().unwrap_or_default();
            nodes
                .iter()
                .flat_map(|node| match node {
                    Node::Clause(n) => place(*n).map(Node::Clause).collect(),
                    Node::Name(of, n) => vec![Node::Name(*of, place(*n).start)],
                    Node::Trait(_) => vec![node.clone()],
                    Node::All(inner) => vec![Node::All(renumbered(inner, places))],
                    Node::Any(inner) => vec![Node::Any(renumbered(inner, places))],
                    Node::Not(inner) => {
                        let mut inner = renumbered(std::slice::from_ref(inner), places);
                        let only = if inner.len() == 1 { inner.pop() } else { None };
                        vec![Node::Not(Box::new(only.unwrap_or(Node::All(inner))))]
                    }
                    Node::Near(distance, near) => {
                        vec![Node::Near(*distance, near.iter().map(|&n| place(n).start).collect())]
                    }
                })
                .collect()
        }
        let (mut places, mut clauses) = (Vec::new(), Vec::new());
        for piece in pieces {
            let first = clauses.len();
            clauses.extend(piece);
            places.push(first..clauses.len());
        }
        Self { nodes: renumbered(&self.nodes, &places), clauses, notes: self.notes.clone() }
    }

    /// The query in the query language; `any` says that one of the loose clauses was enough.
    pub(super) fn show(&self, any: bool) -> String {
        let mut out = String::new();
        self.show_all(&self.nodes, any, &mut out);
        out
    }

    fn show_all(&self, nodes: &[Node], any: bool, out: &mut String) {
        let clause = |node: &Node| match node {
            Node::Clause(n) => self.clauses.get(*n),
            _ => None,
        };
        let is_loose = |node: &Node| clause(node).is_some_and(Clause::is_loose);
        let is_must = |node: &Node| {
            clause(node)
                .is_some_and(|one| one.strict && !one.negated && !one.in_title && one.kind != Kind::Phrase)
        };
        for (n, node) in nodes.iter().enumerate() {
            let before = n.checked_sub(1).map(|n| &nodes[n]);
            if let Some(before) = before {
                let both = |is: &dyn Fn(&Node) -> bool| is(before) && is(node);
                out.push_str(if any && both(&is_loose) {
                    " OR "
                } else if both(&is_must) {
                    " AND "
                } else {
                    " "
                });
            }
            let beside = |at: Option<&Node>| at.is_some_and(is_must);
            if is_must(node) && !beside(before) && !beside(nodes.get(n + 1)) {
                out.push('+');
            }
            // A group needs its parentheses where something stands beside it.
            let alone = nodes.len() == 1 && std::ptr::eq(nodes, self.nodes.as_slice());
            self.show_node(node, alone, out);
        }
    }

    fn show_node(&self, node: &Node, alone: bool, out: &mut String) {
        let show = |n: usize, out: &mut String| {
            if let Some(clause) = self.clauses.get(n) {
                clause.show(out);
            }
        };
        match node {
            Node::Clause(n) => {
                if self.clauses.get(*n).is_some_and(|clause| clause.negated && !clause.grouped) {
                    out.push('-');
                }
                show(*n, out);
            }
            Node::Name(of, n) => {
                let field = NAME_FIELDS.iter().find(|field| Some(field.1) == *of);
                out.push_str(field.map_or("name", |field| field.0));
                out.push(':');
                quote(self.clauses.get(*n).map_or("", |clause| &clause.written), out);
            }
            Node::Trait(what) => what.show(out),
            Node::Not(inner) => {
                out.push('-');
                self.show_node(inner, false, out);
            }
            Node::Near(distance, near) => {
                out.push_str(if alone { "" } else { "(" });
                for (at, &n) in near.iter().enumerate() {
                    if at > 0 {
                        out.push_str(" NEAR/");
                        out.push_str(&distance.to_string());
                        out.push(' ');
                    }
                    show(n, out);
                }
                out.push_str(if alone { "" } else { ")" });
            }
            Node::All(inner) => {
                out.push('(');
                self.show_all(inner, false, out);
                out.push(')');
            }
            Node::Any(inner) => {
                out.push_str(if alone { "" } else { "(" });
                for (at, node) in inner.iter().enumerate() {
                    if at > 0 {
                        out.push_str(" OR ");
                    }
                    match node {
                        Node::All(inner) => self.show_all(inner, false, out),
                        node => self.show_node(node, false, out),
                    }
                }
                out.push_str(if alone { "" } else { ")" });
            }
        }
    }
}

/// A value as a field takes it: in quotation marks, unless it is one plain word.
fn quote(value: &str, out: &mut String) {
    let plain = value.chars().all(|c| c.is_alphanumeric() || c == '-' || unspaced_letter(c));
    let mark = if plain { "" } else { "\"" };
    out.push_str(mark);
    out.push_str(value);
    out.push_str(mark);
}

fn unspaced_letter(c: char) -> bool {
    ('\u{1780}'..='\u{17d3}').contains(&c)
}

impl Trait {
    fn show(&self, out: &mut String) {
        match self {
            Self::Language(language) => out.push_str(&["lang:", language.tag()].concat()),
            Self::Event(event) => out.push_str(&["event:", event.code()].concat()),
            // What was written says both which side and which day.
            Self::Published(_, written) | Self::About(_, written) => out.push_str(written),
            Self::Source(source) => {
                out.push_str("source:");
                quote(source, out);
            }
        }
    }
}
