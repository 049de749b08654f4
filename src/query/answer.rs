//! A search in its stages: dictionaries, postings, documents. What each stage lacks is asked for at once.

use super::alias::{self, Name};
use super::duplicates::{self, Entry};
use super::evaluate::Evidence;
use super::filter::{self, Needs, Shelf};
use super::matching::{self, Loaded};
use super::rank::{Matches, averages, rank, take_apart};
use super::tree::{Clause, Kind, Note, NoteKind, Query};
use super::{Answer, Facets, Hit, NearCopy, Reason, Request, Sort};
use super::{facet, parse, score, snippet, suggest};
use crate::archive::Archive;
use crate::archive::records::Record;
use crate::archive::source::{Read, gather};
use crate::document::iso_value;
use crate::index::tally::{Match, best_first};
use crate::order;
use crate::text::Language;

/// Words are looked at for standing together if their positions in a segment are no more than so many bytes: a cold
/// reader should not pay more for the order of the hits than for finding them.
const NEARNESS_BYTES: u64 = 64 * 1024;

pub(super) fn answer(archive: &Archive, request: &Request, facets: bool) -> Read<Answer> {
    let query = parse::parse(&request.query);
    if query.is_empty() && !request.query.trim().is_empty() {
        archive.head()?;
        return Ok(Answer {
            understood: String::new(),
            notes: query.notes,
            suggestion: None,
            corrected: false,
            expanded: Vec::new(),
            total: 0,
            groups: 0,
            hits: Vec::new(),
            facets: Facets::default(),
        });
    }
    answer_query(archive, request, &query, facets, false)
}

fn answer_query(
    archive: &Archive,
    request: &Request,
    query: &Query,
    facets: bool,
    corrected: bool,
) -> Read<Answer> {
    let segments = &archive.head()?.segments;

    // The first stage: the dictionaries.
    let filters = &request.filters;
    let needs = Needs::of(request, query, facets);
    let prepared = archive.prepare(needs.about, needs.traits, facets);
    let named = filter::look_up(archive, filters);
    let joined = alias::joined(archive, query);
    let names = alias::look_up(archive, query, request.aliases);
    let found = gather(segments.iter().map(|segment| {
        gather(query.clauses.iter().map(|clause| matching::look_up(archive, segment, clause)))
    }));
    prepared?;
    if let Some(joined) = joined? {
        return answer_query(archive, request, &joined, facets, corrected);
    }
    let (named, names, mut found) = (named?, names?, found?);
    for (n, clause) in query.clauses.iter().enumerate() {
        // In all segments or none, so that it is one order however documents are spread over them.
        if found.iter().any(|found| found[n].has_accents()) {
            for found in &mut found {
                found[n].prefer_accents(clause);
            }
        }
    }

    // The second: postings, and what names, filters and facets need.
    let averages = averages(archive)?;
    let prepared = if facets { facet::prepare(archive) } else { Ok(()) };
    let copies = archive.copies();
    let names = alias::read(archive, query, names);
    let shelf = Shelf::read(archive, needs);
    let naming = filter::naming(archive, &named);
    let loose = query.clauses.iter().filter(|clause| clause.is_loose()).count();
    let loaded = gather(segments.iter().zip(&found).map(|(segment, found)| {
        let bytes: u64 = found.iter().map(matching::Found::position_bytes).sum();
        let near = loose > 1 && bytes <= NEARNESS_BYTES;
        let clauses = query.clauses.iter().zip(found).zip(0..).map(|((clause, found), n)| {
            let positions = near && clause.is_loose() || query.is_near(n);
            matching::load(archive, segment, clause, found, averages, query.clauses.len() == 1, positions)
        });
        Ok((gather(clauses)?, near))
    }));
    prepared?;
    copies?;
    let (names, shelf, naming, loaded) = (names?, shelf?, naming?, loaded?);
    let mut allowed = filter::allowed(archive, filters, &named, &naming, &shelf)?;

    let mut matches: Matches =
        gather(loaded.iter().map(|(clauses, _)| gather(clauses.iter().map(Loaded::matches))))?;
    for (segment, matches) in segments.iter().zip(&mut matches) {
        alias::add(&names, segment, matches);
    }
    let without: Vec<bool> = (0..query.clauses.len())
        .map(|n| !query.clauses[n].negated && matches.iter().all(|clauses| clauses[n].is_empty()))
        .collect();
    let correct = request.correct && !corrected && without.contains(&true);
    if correct && let Some(respelt) = spelt_otherwise(archive, query, &without)? {
        return corrected_answer(archive, request, &respelt, facets);
    }
    if let Some(apart) = take_apart(query, &loaded, &matches)? {
        // All that this asks for is held already, so it costs no further round.
        return answer_query(archive, request, &apart, facets, corrected);
    }
    let evidence = Evidence {
        archive,
        query,
        loaded: &loaded,
        matches: &matches,
        names: &names,
        shelf: &shelf,
        documents: archive.head()?.documents,
    };
    let whole = evidence.keep(&mut allowed)?;
    let mut ranking = rank(archive, query, &allowed, &loaded, &matches)?;
    let mut suggestion = if correct { respelt(archive, query, &without) } else { Ok(None) };
    if ranking.docs.is_empty() {
        if let Some(respelt) = suggestion? {
            let answer = corrected_answer(archive, request, &respelt, facets)?;
            // The archive may have each word, but not together.
            if answer.total > 0 {
                return Ok(answer);
            }
        }
        suggestion = Ok(None);
    }
    let total = ranking.docs.len() as u32;
    let counts = if facets { Some(facet::count(archive, &shelf, &ranking.docs)?) } else { None };
    // As many come in order as are shown; all of them only where copies may stand anywhere among them.
    let copies = archive.copies()?;
    let grouped = request.group_copies && !copies.is_empty();
    let asked = (request.offset as usize).saturating_add(request.limit as usize);
    let asked = if grouped { ranking.docs.len() } else { asked };
    let first = first(&mut ranking.docs, asked, request.sort, query, &shelf);
    let entries = duplicates::arrange(copies, first, grouped);
    let groups = if grouped { entries.len() as u32 } else { total };

    // The third: what is shown.
    let others = alias::other_names(&names);
    let most = ranking.rarities.iter().copied().fold(0.0, f64::max);
    let forms = |n: usize| found.iter().flat_map(move |found| found[n].forms());
    let looked_for = query.clauses.iter().zip(0..).filter(|(clause, _)| !clause.negated);
    let mut wanted: Vec<_> =
        looked_for.map(|(clause, n)| (clause, order::set(forms(n)), ranking.rarities[n])).collect();
    wanted.extend(others.iter().map(|clause| (clause, Vec::new(), most)));
    let wanted = snippet::Wanted::new(wanted);
    let shown = entries.iter().skip(request.offset as usize).take(request.limit as usize);
    let hits = gather(shown.map(|entry| {
        let explanation = if request.explain {
            explain(archive, query, &matches, &ranking.rarities, entry)
        } else {
            Ok(Vec::new())
        };
        let hit = if request.snippets { hit(archive, entry, &wanted) } else { Ok(bare(entry)) };
        Ok(Hit { explanation: explanation?, ..hit? })
    }));
    let facets = counts.map_or(Ok(Facets::default()), |counts| facet::name(archive, counts));
    let (hits, facets, suggestion) = (hits?, facets?, suggestion?);
    let understood = query.show(ranking.any);
    let suggestion = suggestion.map(|query| query.show(false)).filter(|one| *one != understood);
    Ok(Answer {
        understood,
        notes: notes(query, &names, &shelf, total > 0 && (ranking.any || !whole)),
        suggestion,
        corrected,
        expanded: names
            .into_iter()
            .filter_map(|name| name.expansion)
            .filter(|expansion| !expansion.names.is_empty())
            .collect(),
        total,
        groups,
        hits,
        facets,
    })
}

/// The answer to a query that stands in for the one that was typed.
fn corrected_answer(archive: &Archive, request: &Request, query: &Query, facets: bool) -> Read<Answer> {
    let answer = answer_query(archive, request, query, facets, true)?;
    Ok(Answer { suggestion: Some(query.show(false)), ..answer })
}

/// The query with each Khmer sequence that no document has in the spelling that most documents have, if any has; so too
/// with a phrase, title or name at its end whose last word may be typed in part.
fn spelt_otherwise(archive: &Archive, query: &Query, without: &[bool]) -> Read<Option<Query>> {
    let averages = averages(archive)?;
    let mut changed = false;
    let last = query.clauses.len().saturating_sub(1);
    let pieces = gather(query.clauses.iter().zip(without).zip(0..).map(|((clause, without), n)| {
        let mut spellings = if *without { suggest::spellings(clause) } else { Vec::new() };
        if *without && n == last {
            spellings.extend(suggest::completions(archive, clause)?);
        }
        let segments = archive.head()?.segments.iter();
        let counts = gather(segments.map(|segment| {
            let found = gather(spellings.iter().map(|one| matching::look_up(archive, segment, one)))?;
            let both = spellings.iter().zip(&found);
            let loaded =
                gather(both.map(|(one, found)| {
                    matching::load(archive, segment, one, found, averages, false, false)
                }))?;
            gather(loaded.iter().map(|one| Ok(one.matches()?.len())))
        }))?;
        let count = |n: usize| counts.iter().map(|counts| counts[n]).sum::<usize>();
        let best = (0..spellings.len()).max_by_key(|&n| (count(n), std::cmp::Reverse(n)));
        let best = best.filter(|&n| count(n) > 0).and_then(|n| spellings.into_iter().nth(n));
        changed |= best.is_some();
        Ok(vec![best.unwrap_or_else(|| clause.clone())])
    }))?;
    Ok(changed.then(|| query.rebuilt(pieces)))
}

/// The query with words of the archive in place of those that it does not have.
fn respelt(archive: &Archive, query: &Query, without: &[bool]) -> Read<Option<Query>> {
    let mut changed = false;
    let last = query.clauses.len().saturating_sub(1);
    let pieces = gather(query.clauses.iter().zip(without).zip(0..).map(|((clause, without), n)| {
        let found = if *without { suggest::respelt(archive, clause, n == last)? } else { None };
        changed |= found.is_some();
        Ok(vec![found.unwrap_or_else(|| clause.clone())])
    }))?;
    Ok(changed.then(|| query.rebuilt(pieces)))
}

/// The first of the documents that match, in order.
fn first<'d>(
    documents: &'d mut [Match],
    count: usize,
    sort: Sort,
    query: &Query,
    shelf: &Shelf<'_>,
) -> &'d [Match] {
    let day = |one: &Match| shelf.day(one.0);
    match sort {
        Sort::Best if query.clauses.iter().any(|clause| !clause.negated) => {
            return best_first(documents, count);
        }
        Sort::Best | Sort::Newest => {
            order::sort_by(documents, |a, b| day(b).cmp(&day(a)).then(a.0.cmp(&b.0)));
        }
        Sort::Oldest => order::sort_by_key(documents, |one| (day(one).is_none(), day(one), one.0)),
    }
    documents.get(..count).unwrap_or(documents)
}

/// What is to be known of how a query was read.
fn notes(query: &Query, names: &[Name], shelf: &Shelf<'_>, some_words: bool) -> Vec<Note> {
    let unknown = names.iter().filter(|name| name.by_field && name.expansion.is_none());
    let unknown = unknown.filter_map(|name| query.clauses.get(name.clauses.start));
    let unknown = unknown.map(|clause| Note { kind: NoteKind::UnknownName, text: clause.written.clone() });
    let no_source = query.sources().into_iter().filter(|source| !shelf.has_source(source));
    let no_source = no_source.map(|text| Note { kind: NoteKind::Nowhere, text });
    let some = some_words.then(|| Note { kind: NoteKind::SomeWords, text: String::new() });
    query.notes.iter().cloned().chain(unknown).chain(no_source).chain(some).collect()
}

/// A hit of which nothing is read.
fn bare(entry: &Entry) -> Hit {
    Hit {
        document: entry.document,
        id: String::new(),
        title: String::new(),
        source: String::new(),
        language: Language::Unknown,
        published: None,
        score: entry.score,
        text: String::new(),
        snippets: Vec::new(),
        copies: Vec::new(),
        copy_of: None,
        explanation: Vec::new(),
    }
}

fn hit(archive: &Archive, entry: &Entry, wanted: &snippet::Wanted<'_>) -> Read<Hit> {
    let read = |ordinal: u32| -> Read<Record> {
        let (segment, local) = archive.place(ordinal)?;
        archive.record(segment, local)
    };
    let (record, copies) = (read(entry.document), gather(entry.copies.iter().map(|&copy| read(copy))));
    let copy_of = entry.copy_of.map(read).transpose();
    let (record, copies) = (record?, copies?);
    let published = |record: &Record| record.published.as_ref().map(|published| iso_value(published.when));
    let copies = copies.into_iter().map(|copy| NearCopy {
        published: published(&copy),
        id: copy.id,
        title: copy.title,
        source: copy.source,
    });
    Ok(Hit {
        document: entry.document,
        snippets: snippet::snippets(&record.title, &record.text, &record.boilerplate, wanted),
        published: published(&record),
        text: record.text,
        id: record.id,
        title: record.title,
        source: record.source,
        language: record.language,
        score: entry.score,
        copies: copies.collect(),
        copy_of: copy_of?.map(|record| record.id),
        explanation: Vec::new(),
    })
}

/// How a score came about: each clause that the document has, then what is left, which nearness added.
fn explain(
    archive: &Archive,
    query: &Query,
    matches: &Matches,
    rarities: &[f64],
    entry: &Entry,
) -> Read<Vec<Reason>> {
    let segments = &archive.head()?.segments;
    let at = segments.partition_point(|segment| segment.first <= entry.document).saturating_sub(1);
    let (Some(segment), Some(matches)) = (segments.get(at), matches.get(at)) else { return Ok(Vec::new()) };
    let mut left = entry.score;
    let mut found = Vec::new();
    for ((clause, matches), &rarity) in query.clauses.iter().zip(matches).zip(rarities) {
        let of = matches.binary_search_by_key(&(entry.document - segment.first), |one| one.0);
        if let (Ok(n), false) = (of, clause.negated) {
            let frequency = matches[n].1;
            let score = rarity * f64::from(clause.count) * score::saturate(frequency);
            left -= score;
            found.push(Reason { clause: shown(clause), rarity, frequency, score });
        }
    }
    if left > 1e-9 {
        found.push(Reason { clause: String::new(), rarity: 0.0, frequency: 0.0, score: left });
    }
    Ok(found)
}

fn shown(clause: &Clause) -> String {
    let grouped = clause.kind == Kind::Phrase && clause.strict;
    let alone = Clause { grouped, ..clause.clone() };
    Query { clauses: vec![alone], nodes: vec![super::tree::Node::Clause(0)], notes: Vec::new() }.show(false)
}
