//! Which documents each clause of a query matches, and how strongly.
//!
//! Two stages, each of which asks for everything that it needs at once: [`look_up`] finds a clause's terms in the
//! dictionary of every segment, [`load`] reads their postings, and their positions where the clause is a phrase.
//! [`Loaded::matches`] then needs no more bytes.

use std::rc::Rc;

use super::fuzzy::Near;
use super::score::{self, FOLDED_WEIGHT, STEM_WEIGHT};
use super::tree::{Clause, Kind};
use crate::archive::source::{Read, gather};
use crate::archive::{Archive, Segment};
use crate::index::dictionary::Lists;
use crate::index::lengths::Lengths;
use crate::index::postings::{Positions, Postings};
use crate::index::tally::{self, Match, Weighed, Weights, add_up};
use crate::index::terms::{BEGINS, ENDS, MARK_BITS, as_written, is_as_written, is_marked, stems_of};
use crate::index::{BODY, FIELDS, TITLE};
use crate::order;

/// How many blocks of the dictionary a prefix may reach over.
const PREFIX_BLOCKS: usize = 8;
/// How many words a prefix may stand for: the most frequent ones.
const PREFIX_TERMS: usize = 64;
/// How many words a misspelt one may stand for: the nearest, then the most frequent.
const FUZZY_TERMS: usize = 32;
/// What all words together that only resemble the one typed count at most, in occurrences of it: less than one, so
/// that documents with the word itself come first.
const RESEMBLING: f64 = 0.1;

/// The terms of a clause in the dictionary of a segment.
pub(super) struct Found {
    /// For a word or prefix, its forms; for a phrase, its terms in order. With how much an occurrence counts.
    terms: Vec<Option<(f64, Form)>>,
}

/// An exact term with its postings.
pub(super) type Form = (Vec<u8>, Lists);

/// The terms of a clause in a segment's dictionary.
pub(super) fn look_up(archive: &Archive, segment: &Segment, clause: &Clause) -> Read<Found> {
    let first = clause.terms[0].as_str();
    let forms = match clause.kind {
        Kind::Phrase => {
            let terms = gather(clause.terms.iter().map(|term| archive.exact(segment, term)))?;
            let terms = terms.into_iter().map(|lists| Some((1.0, (Vec::new(), lists?)))).collect();
            return Ok(Found { terms });
        }
        Kind::Word if clause.negated => {
            archive.exact(segment, first)?.map(|lists| (first.into(), lists)).into_iter().collect()
        }
        Kind::Word => {
            let written = as_written(&clause.written, first);
            let written = written.map_or(Ok(Vec::new()), |written| archive.forms(segment, &written));
            let mut forms = forms_of(archive, segment, first)?;
            forms.extend(written?);
            forms
        }
        Kind::Prefix => {
            let mut terms = most_frequent(archive.prefixed(segment, first, PREFIX_BLOCKS)?);
            terms.truncate(PREFIX_TERMS);
            terms
        }
        Kind::Fuzzy(most) => {
            let mut near = Near::new(first, most);
            let mut terms: Vec<(u8, u32, Form)> = Vec::new();
            archive.vocabulary(segment, first, &mut |key, entry| {
                if let Some(distance) = std::str::from_utf8(key).ok().and_then(|key| near.distance(key)) {
                    let lists = entry.lists()?;
                    terms.push((distance, lists.iter().map(|list| list.df).sum(), (key.to_vec(), lists)));
                }
                Ok(true)
            })?;
            order::sort_by_key(&mut terms, |one| (one.0, std::cmp::Reverse(one.1)));
            terms.truncate(FUZZY_TERMS);
            let weight = |distance| [1.0, 0.6, 0.3].get(usize::from(distance)).copied().unwrap_or(0.3);
            let terms = terms.into_iter().map(|(distance, _, form)| Some((weight(distance), form))).collect();
            return Ok(Found { terms });
        }
    };
    let weight = |form: &[u8]| match form {
        _ if form == first.as_bytes() => 1.0,
        _ if is_as_written(form) => 1.0 - FOLDED_WEIGHT,
        _ => STEM_WEIGHT,
    };
    Ok(Found { terms: forms.into_iter().map(|form| Some((weight(&form.0), form))).collect() })
}

/// The forms of a word that a segment has: those that share its stem in one of the languages, and itself.
pub(super) fn forms_of(archive: &Archive, segment: &Segment, word: &str) -> Read<Vec<Form>> {
    let stems = stems_of(word);
    let mut forms: Vec<Form> = Vec::new();
    let add = |forms: &mut Vec<Form>, more: Vec<Form>| {
        for form in more {
            if forms.iter().all(|one| one.0 != form.0) {
                forms.push(form);
            }
        }
    };
    let mut english = 0;
    let sharing = gather(stems.iter().rev().map(|stem| {
        let sharing = archive.forms(segment, stem)?;
        english = sharing.len();
        add(&mut forms, sharing);
        Ok(())
    }));
    let missing = sharing.is_err();
    let exact = |form: &str, wanted: bool| -> Read<Vec<Form>> {
        let lists = if missing || wanted { archive.exact(segment, form)? } else { None };
        Ok(lists.map(|lists| (form.into(), lists)).into_iter().collect())
    };
    // A stem without an entry has but one form, if any, which is spelt like it.
    let of_stem = exact(&stems[0], english == 0);
    let own = exact(word, forms.iter().all(|form| form.0 != word.as_bytes()));
    sharing?;
    add(&mut forms, own?);
    add(&mut forms, of_stem?);
    Ok(forms)
}

/// Terms in the order of how many documents have them, most first.
pub(super) fn most_frequent(mut terms: Vec<Form>) -> Vec<Form> {
    let df = |lists: &Lists| lists.iter().map(|list| list.df).sum::<u32>();
    order::sort_by(&mut terms, |a, b| df(&b.1).cmp(&df(&a.1)).then_with(|| a.0.cmp(&b.0)));
    terms
}

/// The postings of a term in a field.
struct LoadedList {
    postings: Postings,
    place: (usize, usize),
}

/// The postings of a clause in a segment.
pub(super) struct Loaded<'a> {
    archive: &'a Archive,
    segment: &'a Segment,
    clause: &'a Clause,
    /// Whether it is all of the query.
    alone: bool,
    found: &'a Found,
    lengths: Rc<Lengths>,
    averages: [f64; FIELDS],
    lists: Vec<LoadedList>,
}

impl Found {
    /// The bytes of the positions of a word's forms in the body.
    pub(super) fn position_bytes(&self) -> u64 {
        use crate::index::dictionary::Place;
        let len = |place: &Place| match place {
            Place::Inline(_) => 0,
            Place::Outside { len, .. } => u64::from(*len),
        };
        self.terms.iter().flatten().map(|(_, (_, lists))| len(&lists[BODY].positions)).sum()
    }

    /// The forms of a word or prefix that the segment has.
    pub(super) fn forms(&self) -> impl Iterator<Item = &[u8]> {
        self.terms.iter().flatten().map(|(_, form)| form.0.as_slice())
    }

    /// Whether the segment has a word with the accents that it was typed with.
    pub(super) fn has_accents(&self) -> bool {
        self.forms().any(is_as_written)
    }

    /// Counts the word less where its accents are not those that it was typed with.
    pub(super) fn prefer_accents(&mut self, clause: &Clause) {
        for (weight, form) in self.terms.iter_mut().flatten() {
            if form.0 == clause.terms[0].as_bytes() {
                *weight = FOLDED_WEIGHT;
            }
        }
    }

    /// Whether the postings of a term have positions.
    fn has_positions(&self, term: usize) -> bool {
        self.terms.get(term).and_then(Option::as_ref).is_some_and(|term| !is_as_written(&term.1.0))
    }
}

/// Reads the postings of a clause, which may be all of its query. With `positions`, also asks for their positions in the body.
pub(super) fn load<'a>(
    archive: &'a Archive,
    segment: &'a Segment,
    clause: &'a Clause,
    found: &'a Found,
    averages: [f64; FIELDS],
    alone: bool,
    positions: bool,
) -> Read<Loaded<'a>> {
    let lengths = archive.lengths(segment);
    let phrase = needs_places(clause);
    let places = found.terms.iter().enumerate().flat_map(|(n, term)| {
        let lists = term.as_ref().map(|(_, form)| &form.1);
        let fields = if clause.in_title { TITLE..FIELDS } else { 0..FIELDS };
        fields.filter_map(move |field| Some((n, field, &lists?[field])).filter(|one| one.2.df > 0))
    });
    let lists = gather(places.map(|(n, field, list)| {
        let run = if phrase || (positions && field == BODY && found.has_positions(n)) {
            archive.prepare_positions(segment, list)
        } else {
            Ok(())
        };
        let postings = archive.postings(segment, list);
        run?;
        Ok(LoadedList { postings: postings?, place: (n, field) })
    }));
    let (lengths, lists) = (lengths?, lists?);
    Ok(Loaded { archive, segment, clause, alone, found, lengths, averages, lists })
}

/// Whether a clause is matched by the places of its terms: several that follow each other, or a cluster, which counts
/// more where it is a word than inside one.
fn needs_places(clause: &Clause) -> bool {
    clause.kind == Kind::Phrase && (clause.terms.len() > 1 || clause.terms.iter().any(|term| is_marked(term)))
}

impl Loaded<'_> {
    /// The documents that match, ascending.
    pub(super) fn matches(&self) -> Read<Vec<Match>> {
        if needs_places(self.clause) {
            return self.phrase(0..self.clause.terms.len());
        }
        if !matches!(self.clause.kind, Kind::Fuzzy(_)) {
            return Ok(self.sum(self.lists.iter()));
        }
        let is_word = |list: &&LoadedList| {
            self.found.terms.get(list.place.0).and_then(Option::as_ref).is_some_and(|term| term.0 >= 1.0)
        };
        let mut found = self.sum(self.lists.iter().filter(is_word));
        let resembling = self.sum(self.lists.iter().filter(|list| !is_word(list)));
        found.extend(resembling.into_iter().map(|(doc, sum)| (doc, RESEMBLING * sum / (1.0 + sum))));
        add_up(&mut found);
        Ok(found)
    }

    /// The documents of some of the lists, ascending, with what their occurrences count together.
    fn sum<'l>(&'l self, lists: impl Iterator<Item = &'l LoadedList>) -> Vec<Match> {
        let weights = self.weights();
        let weighed = lists.map(|list| {
            let (n, field) = list.place;
            Weighed {
                postings: &list.postings,
                codes: self.lengths.codes(field),
                weights: &weights[field],
                form: self.found.terms[n].as_ref().map_or(0.0, |term| term.0),
            }
        });
        tally::sum(&weighed.collect::<Vec<_>>(), self.segment.documents)
    }

    fn weights(&self) -> &[Weights; FIELDS] {
        self.lengths.weights(|field, length| score::weight(field, length, self.averages[field]))
    }

    fn weight(&self, field: usize, doc: u32) -> f64 {
        self.weights()[field][usize::from(self.lengths.code(field, doc))]
    }

    /// The documents in which those of the clause's terms follow each other.
    pub(super) fn phrase(&self, terms: std::ops::Range<usize>) -> Read<Vec<Match>> {
        let mut found: Vec<Match> = Vec::new();
        for field in 0..FIELDS {
            for (doc, count) in self.phrase_in(field, terms.clone())? {
                found.push((doc, count * self.weight(field, doc)));
            }
        }
        add_up(&mut found);
        Ok(found)
    }

    fn list(&self, n: usize, field: usize) -> Option<&LoadedList> {
        self.lists.iter().find(|list| list.place == (n, field))
    }

    /// The documents in which terms follow each other in a field, with what the occurrences count: less where a Khmer
    /// sequence begins or ends inside a word.
    fn phrase_in(&self, field: usize, terms: std::ops::Range<usize>) -> Read<Vec<(u32, f64)>> {
        let lists: Option<Vec<&LoadedList>> = terms.map(|n| self.list(n, field)).collect();
        let Some(lists) = lists else { return Ok(Vec::new()) };
        // The rarest comes first, so that of the others the positions are read only in documents that may still match.
        let mut by_rarity: Vec<usize> = (0..lists.len()).collect();
        order::sort_by_key(&mut by_rarity, |&n| lists[n].postings.docs.len());
        let Some(&rarest) = by_rarity.first() else { return Ok(Vec::new()) };
        let mut docs = lists[rarest].postings.docs.clone();
        for list in &lists {
            docs = list.postings.among(&docs).0.into_iter().map(|place| docs[place as usize]).collect();
        }
        // In each document, where the terms that were looked at so far would begin.
        let mut begins: Option<Positions> = None;
        let mut marked: Vec<Option<(Vec<u32>, Positions)>> = lists.iter().map(|_| None).collect();
        for &n in &by_rarity {
            let positions = self.positions(lists[n], &lists[n].postings.among(&docs).1)?;
            let here = docs.clone();
            begins = Some(match begins {
                None => positions.back(n as u32),
                Some(begins) => begins.followed(&mut docs, &positions, n as u32),
            });
            if positions.are_marked() {
                marked[n] = Some((here, positions));
            }
        }
        let begins = begins.unwrap_or_default();
        let weights = if self.alone { score::END_WEIGHT_ALONE } else { score::END_WEIGHT };
        let end = |n: usize, doc: u32, place: u32, from: u32| {
            let marks = marked[n].as_ref().and_then(|(docs, positions)| {
                let at = docs.binary_search(&doc).ok()?;
                positions.marks(at, positions.of(at).binary_search(&place).ok()?)
            });
            weights[usize::from(marks.map_or(3, |marks| marks >> from & 3))]
        };
        let last = lists.len() - 1;
        let found = docs.iter().enumerate().map(|(at, &doc)| {
            let first = begins.of(at).iter();
            let counted = first.map(|&first| {
                end(0, doc, first, BEGINS) * end(last, doc, first.saturating_add(last as u32), ENDS)
            });
            (doc, counted.sum())
        });
        Ok(found.collect())
    }

    /// The positions of those postings of a list whose indices are `wanted`, ascending.
    fn positions(&self, list: &LoadedList, wanted: &[u32]) -> Read<Positions> {
        let (n, field) = list.place;
        let Some((_, (_, lists))) = &self.found.terms[n] else { return Ok(Positions::default()) };
        let mut positions =
            self.archive.positions(self.segment, &lists[field], &list.postings.freqs, wanted)?;
        let of_phrase = if self.clause.kind == Kind::Phrase { n } else { 0 };
        if self.clause.terms.get(of_phrase).is_some_and(|term| is_marked(term)) {
            positions.take_marks(MARK_BITS);
        }
        Ok(positions)
    }

    /// Where the clause stands in the body of each of some documents, ascending: the position of its first term.
    pub(super) fn places(&self, docs: &[u32]) -> Read<Positions> {
        // Of a phrase, its first term stands for it: that the rest follows was found out before.
        let phrase = self.clause.kind == Kind::Phrase;
        let lists = self.lists.iter().filter(|list| {
            let (n, field) = list.place;
            field == BODY && !(phrase && n > 0) && self.found.has_positions(n)
        });
        let terms = gather(lists.map(|list| {
            let (places, indices) = list.postings.among(docs);
            Ok((places, self.positions(list, &indices)?))
        }))?;
        Ok(Positions::joined(&terms, docs.len()))
    }
}
