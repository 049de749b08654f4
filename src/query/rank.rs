//! From what each clause matches to documents with scores.
//!
//! Input: the clauses of a query with what each matches in each segment. Output: the documents that the query as a
//! whole matches, each with its score. Which words must be there, and what it counts that they stand together, is
//! decided here; how much a single match counts is `score`'s.

use super::matching::Loaded;
use super::score;
use super::tree::{Clause, Kind, Note, NoteKind, Query};
use crate::archive::Archive;
use crate::archive::source::{Read, gather};
use crate::index::FIELDS;
use crate::index::postings::follow;
use crate::index::tally::{Documents, Match, Scores, best_first, scored};
use crate::order;

/// Up to so many words must all be there, if enough documents have them all.
const ALL_UP_TO: usize = 3;
/// So many documents are enough: what a page shows at once, or one in a hundred of a small archive. With fewer, those
/// that have some of the words follow: of three words that a judged question was cut to, asking for all of them alone
/// loses a sixth of nDCG at 10.
const ENOUGH: usize = 10;
/// The shortest and the longest piece that an unspaced sequence is taken apart into, in clusters.
const SHORTEST_PIECE: usize = 2;
const LONGEST_PIECE: usize = 10;
/// How many of the best documents are looked at for words that stand together.
const NEARNESS_DOCUMENTS: usize = 40;
/// What matches, not yet in order.
pub(super) struct Ranking {
    /// The documents, by ordinal, with their scores.
    pub docs: Vec<Match>,
    /// How much each clause says.
    pub rarities: Vec<f64>,
    /// Whether one of the words was enough.
    pub any: bool,
}

/// The postings of every clause in a segment, and whether the positions of its words are there.
pub(super) type LoadedSegment<'a> = (Vec<Loaded<'a>>, bool);

/// For every segment, for every clause, what matches.
pub(super) type Matches = Vec<Vec<Vec<Match>>>;

/// The query with each unspaced sequence that no document has taken apart into the longest pieces that some document
/// has: so a Khmer sentence typed as a query finds documents that share its words. `None` where there is none such.
pub(super) fn take_apart(
    query: &Query,
    loaded: &[LoadedSegment<'_>],
    matches: &Matches,
) -> Read<Option<Query>> {
    let mut apart: Vec<Vec<Clause>> = Vec::new();
    let mut notes = Vec::new();
    for (n, clause) in query.clauses.iter().enumerate() {
        let whole = clause.kind != Kind::Phrase || !clause.is_loose() || clause.terms.len() <= SHORTEST_PIECE;
        if whole || matches.iter().any(|clauses| !clauses[n].is_empty()) {
            apart.push(vec![clause.clone()]);
            continue;
        }
        let (mut pieces, mut nowhere) = (Vec::new(), Vec::new());
        let mut start = 0;
        while start < clause.terms.len() {
            let longest = (clause.terms.len() - start).min(LONGEST_PIECE);
            let (mut taken, before) = (1, pieces.len());
            for len in (SHORTEST_PIECE..=longest).rev() {
                let found = gather(loaded.iter().map(|(clauses, _)| clauses[n].phrase(start..start + len)))?;
                if found.iter().any(|found| !found.is_empty()) {
                    pieces.push(clause.part(start..start + len));
                    taken = len;
                    break;
                }
            }
            if pieces.len() == before {
                nowhere.extend(clause.terms.get(start).cloned());
            }
            start += taken;
        }
        if !pieces.is_empty() && !nowhere.is_empty() {
            notes.push(Note { kind: NoteKind::Nowhere, text: nowhere.join(" ") });
        }
        if pieces.is_empty() {
            pieces.push(clause.clone());
        }
        apart.push(pieces);
    }
    if apart.iter().zip(&query.clauses).all(|(pieces, clause)| pieces == std::slice::from_ref(clause)) {
        return Ok(None);
    }
    let mut apart = query.rebuilt(apart);
    apart.notes.extend(notes);
    Ok(Some(apart))
}

pub(super) fn rank(
    archive: &Archive,
    query: &Query,
    allowed: &Documents,
    loaded: &[LoadedSegment<'_>],
    matches: &Matches,
) -> Read<Ranking> {
    let (segments, documents) = (&archive.head()?.segments, archive.head()?.documents);
    let count = |n: usize| matches.iter().map(|clauses| clauses[n].len() as u32).sum();
    let rarities: Vec<f64> = (0..query.clauses.len()).map(|n| score::rarity(count(n), documents)).collect();

    if let [clause] = query.clauses.as_slice()
        && !clause.negated
        && !clause.grouped
    {
        let score = score::saturation(rarities[0] * f64::from(clause.count));
        let mut docs = Vec::with_capacity(count(0) as usize);
        for (segment, clauses) in segments.iter().zip(matches) {
            scored(segment.first, &clauses[0], &score, allowed, &mut docs);
        }
        return Ok(Ranking { docs, rarities, any: false });
    }

    let mut scores = Scores::new(documents);
    // Those that have all the words that may be there, those that have one, and those that the query lets through.
    let (mut every, mut some) = (Documents::all(documents), Documents::none(documents));
    let mut through = allowed.clone();
    for (n, clause) in query.clauses.iter().enumerate() {
        let worth = if clause.negated { 0.0 } else { rarities[n] * f64::from(clause.count) };
        let mut has = Documents::none(documents);
        for (segment, clauses) in segments.iter().zip(matches) {
            scores.add(segment.first, &clauses[n], &score::saturation(worth), &mut has);
        }
        match (clause.grouped, clause.negated, clause.strict) {
            // Groups are for `evaluate`.
            (true, ..) => {}
            (false, true, _) => through.exclude(&has),
            (false, false, true) => through.keep(&has),
            (false, false, false) => {
                every.keep(&has);
                some.add(&has);
            }
        }
    }
    let loose = query.clauses.iter().filter(|clause| clause.is_loose()).count();
    let with = |mut set: Documents| {
        set.keep(&through);
        scores.of(&set)
    };
    let mut any = loose > ALL_UP_TO;
    let mut docs = if any { Vec::new() } else { with(every) };
    if docs.len() < (documents as usize / 100).clamp(1, ENOUGH) && loose > 1 {
        any = true;
        docs = with(some);
    }
    any &= loose > 1;
    nearness(archive, query, loaded, &rarities, &mut docs)?;
    Ok(Ranking { docs, rarities, any })
}

/// Adds to the best documents what it counts that neighbouring words of the query stand together in them.
fn nearness(
    archive: &Archive,
    query: &Query,
    loaded: &[LoadedSegment<'_>],
    rarities: &[f64],
    docs: &mut [Match],
) -> Read<()> {
    let loose: Vec<usize> = (0..query.clauses.len()).filter(|&n| query.clauses[n].is_loose()).collect();
    if loose.len() < 2 {
        return Ok(());
    }
    let best = best_first(docs, NEARNESS_DOCUMENTS);
    order::sort_by_key(best, |one| one.0);
    for (segment, (clauses, near)) in archive.head()?.segments.iter().zip(loaded) {
        let first = best.partition_point(|one| one.0 < segment.first);
        let last = best.partition_point(|one| one.0 < segment.first + segment.documents);
        let here = &mut best[first..last];
        if !near || here.is_empty() {
            continue;
        }
        let locals: Vec<u32> = here.iter().map(|one| one.0 - segment.first).collect();
        let places = gather(loose.iter().map(|&n| clauses[n].places(&locals)))?;
        for (pair, places) in loose.windows(2).zip(places.windows(2)) {
            let step = query.clauses[pair[0]].terms.len() as u32;
            let weight = |n: usize| rarities[n] * f64::from(query.clauses[n].count);
            let worth = score::TOGETHER * weight(pair[0]).min(weight(pair[1]));
            for (at, one) in here.iter_mut().enumerate() {
                let together = follow(places[0].of(at), places[1].of(at), step).count();
                one.1 += worth * score::saturate(together as f64);
            }
        }
    }
    Ok(())
}

/// The average length of each field, in tokens.
pub(super) fn averages(archive: &Archive) -> Read<[f64; FIELDS]> {
    let head = archive.head()?;
    let mut averages = [0.0; FIELDS];
    for (field, average) in averages.iter_mut().enumerate() {
        let total: f64 = head.segments.iter().map(|segment| segment.totals[field] as f64).sum();
        *average = total / f64::from(head.documents.max(1));
    }
    Ok(averages)
}
