//! The timeline: events of many documents, merged where they are one.
//!
//! Input: the events of each document, and which of the archive's entities each document's entities are. Output:
//! [`TimelineEvent`]s in order. Nothing depends on the order in which the documents come. Rules:
//!
//! 1. Events of one type, modality and date (same days, same granularity) that **share** someone are one. Sharing is
//!    by target for what is done to someone (arrest, charge, sentence…), by actor for what someone says or does, by
//!    anyone otherwise. Elections share their date alone, unless their places differ.
//! 2. A **coarser** event (`in September`) joins a finer one (`on 3 September`) within its days if it shares someone
//!    with it and exactly one fits; if several fit, it stays by itself, because it may be any of them.
//! 3. An **undated** event joins the one dated event of its type, modality and target that the same document tells; if
//!    there is none or more than one, undated events of the same participants are one, and stay undated.
//!
//! Every quote is kept, the same sentence once.

use super::{Event, EventType, Modality, Quote, TimelineEvent, headline};
use crate::calendar::{Granularity, Interval, When};
use crate::document::iso_value;
use crate::entity::Resolution;
use crate::order;

/// Merges the events of many documents into a timeline.
pub(super) fn timeline(documents: &[&[Event]], resolution: &Resolution) -> Vec<TimelineEvent> {
    let told = told(documents, resolution);
    let mut clusters = same_date(&told);
    clusters = coarser_into_finer(clusters);
    clusters = undated(clusters);
    let mut events: Vec<TimelineEvent> =
        clusters.into_iter().map(|cluster| cluster.finish(resolution)).collect();
    number(&mut events);
    order::sort_by(&mut events, |a, b| order(a).cmp(&order(b)));
    events
}

/// Dated events by first day, then coarse before fine; then the undated. Ties by type, modality, headline and
/// identifier.
fn order(event: &TimelineEvent) -> impl Ord {
    let days = event.when.map(|when| {
        let (first, last) = (when.interval.first(), when.interval.last());
        (first.or(last), when.granularity, last)
    });
    (event.when.is_none(), days, event.event_type, event.modality, event.headline.clone(), event.id.clone())
}

/// One event of one document, with the archive's entities.
#[derive(Clone)]
struct Told {
    event_type: EventType,
    modality: Modality,
    when: Option<When>,
    /// In order, as the targets and places.
    actors: Vec<u32>,
    targets: Vec<u32>,
    places: Vec<u32>,
    quote: Quote,
    why: String,
}

/// Events that are one. Its own date, type and modality are those of its first.
#[derive(Clone)]
struct Cluster {
    told: Vec<Told>,
}

fn told(documents: &[&[Event]], resolution: &Resolution) -> Vec<Told> {
    let mut told = Vec::new();
    for (ordinal, events) in documents.iter().enumerate() {
        let assignment = resolution.assignment.get(ordinal).map_or(&[][..], Vec::as_slice);
        let resolve = |entities: &[u32]| -> Vec<u32> {
            let resolved = entities.iter().filter_map(|&entity| assignment.get(entity as usize).copied());
            order::set(resolved.filter(|&index| (index as usize) < resolution.entities.len()))
        };
        for event in *events {
            told.push(Told {
                event_type: event.event_type,
                modality: event.modality,
                // The grain of a timeline is the day: "on Monday" and "on Monday morning" are one date.
                when: event
                    .when
                    .map(|when| When { granularity: when.granularity.min(Granularity::Day), ..when }),
                actors: resolve(&event.actors),
                targets: resolve(&event.targets),
                places: resolve(&event.places),
                quote: Quote { document: ordinal as u32, range: event.quote, trigger: event.trigger },
                why: event.why.clone(),
            });
        }
    }
    told
}

/// By what events of a type are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// To whom it was done.
    Target,
    /// Who did it.
    Actor,
    /// Anyone.
    Anyone,
    /// No one: the date is enough.
    Date,
}

fn shared(event_type: EventType) -> Shared {
    use EventType::{
        Agreement, Appointment, Arrest, Attack, Charge, Election, Exile, Founding, Killing, Law,
        MediaClosure, PartyBan, Petition, Protest, Release, Resignation, Sanction, Sentence, Statement,
        Threat, Trial, Visit,
    };
    match event_type {
        Arrest | Charge | Trial | Sentence | Release | Attack | Killing | PartyBan | MediaClosure => {
            Shared::Target
        }
        Statement => Shared::Actor,
        Exile | Appointment | Resignation | Sanction | Law | Protest | Petition | Agreement | Visit
        | Threat | Founding => Shared::Anyone,
        Election => Shared::Date,
    }
}

impl Told {
    /// Whether two events of one type and modality may be one by who takes part in them.
    fn shares(&self, other: &Self) -> bool {
        let common = |a: &[u32], b: &[u32]| a.iter().any(|entity| b.contains(entity));
        match shared(self.event_type) {
            Shared::Target => common(&self.targets, &other.targets),
            Shared::Actor => common(&self.actors, &other.actors),
            Shared::Anyone => {
                common(&self.actors, &other.actors)
                    || common(&self.actors, &other.targets)
                    || common(&self.targets, &other.actors)
                    || common(&self.targets, &other.targets)
            }
            Shared::Date => {
                self.places.is_empty() || other.places.is_empty() || common(&self.places, &other.places)
            }
        }
    }

    /// What two undated events must have alike to be one.
    fn participants(&self) -> (EventType, Modality, Vec<u32>) {
        let entities = match shared(self.event_type) {
            Shared::Actor => self.actors.clone(),
            Shared::Target => self.targets.clone(),
            _ => order::set(self.actors.iter().chain(&self.targets).copied()),
        };
        (self.event_type, self.modality, entities)
    }
}

impl Cluster {
    fn when(&self) -> Option<When> {
        self.told.first().and_then(|told| told.when)
    }

    fn shares(&self, other: &Self) -> bool {
        self.told.iter().any(|mine| other.told.iter().any(|theirs| mine.shares(theirs)))
    }

    fn kind(&self) -> Option<(EventType, Modality)> {
        self.told.first().map(|told| (told.event_type, told.modality))
    }

    fn finish(mut self, resolution: &Resolution) -> TimelineEvent {
        // The first is one that dates the cluster; of several, by their words, not by the order of the documents.
        let when = self.when();
        order::sort_by(&mut self.told, |a, b| {
            let key = |told: &Told| (told.when != when, told.why.clone(), told.quote.range, told.quote);
            key(a).cmp(&key(b))
        });
        let all = |part: &dyn Fn(&Told) -> &[u32]| -> Vec<u32> {
            order::set(self.told.iter().flat_map(|told| part(told).iter().copied()))
        };
        let targets = all(&|told| &told.targets);
        let mut actors = all(&|told| &told.actors);
        actors.retain(|actor| targets.binary_search(actor).is_err());
        let places = all(&|told| &told.places);
        let (event_type, modality) = self.kind().unwrap_or((EventType::Statement, Modality::Happened));
        // Of several quotes of one sentence, the first of the cluster.
        let mut quotes: Vec<Quote> = self.told.iter().map(|told| told.quote).collect();
        order::sort_by_key(&mut quotes, |quote| (quote.document, quote.range));
        quotes.dedup_by_key(|quote| (quote.document, quote.range));
        order::sort(&mut quotes);
        let headline = headline::headline(event_type, &actors, &targets, &places, &resolution.entities);
        let ids = |list: &[u32]| -> Vec<String> {
            let mut ids: Vec<String> = list
                .iter()
                .filter_map(|&index| resolution.entities.get(index as usize))
                .map(|entity| entity.id.clone())
                .collect();
            order::sort(&mut ids);
            ids
        };
        // What makes the event this one: type, modality, date and participants; where no one is named, the words.
        let mut made_of = format!(
            "{}|{}|{}|{}|{}|{}",
            event_type.code(),
            modality.code(),
            when.map_or_else(String::new, |when| iso_value(when) + when.granularity.code()),
            ids(&actors).join(","),
            ids(&targets).join(","),
            ids(&places).join(","),
        );
        let why = self.told.first().map_or_else(String::new, |told| told.why.clone());
        if actors.is_empty() && targets.is_empty() {
            let quote = self.told.first().map(|told| told.quote.range.len());
            made_of = format!("{made_of}|{why}|{}", quote.unwrap_or(0));
        }
        let date = when.map_or_else(|| "undated".to_owned(), |when| iso_value(when).replace('/', "_"));
        let id = format!("{}-{date}-{:08x}", event_type.code(), fnv(&made_of));
        TimelineEvent { id, event_type, when, modality, actors, targets, places, headline, quotes, why }
    }
}

/// Rule 1.
fn same_date(told: &[Told]) -> Vec<Cluster> {
    let key = |one: &Told| {
        let date = one.when.map(|when| (when.interval.first(), when.interval.last(), when.granularity));
        (one.event_type, one.modality, date)
    };
    let groups = order::group(told.iter().map(|one| (key(one), one)).collect());
    let mut clusters = Vec::new();
    for ((_, _, date), group) in groups {
        if date.is_none() {
            clusters.extend(group.into_iter().map(|one| Cluster { told: vec![one.clone()] }));
            continue;
        }
        clusters.extend(
            components(&group).into_iter().map(|told| Cluster { told: told.into_iter().cloned().collect() }),
        );
    }
    clusters
}

/// The connected components of events under sharing: whichever order they come in, the same.
fn components<'a>(group: &[&'a Told]) -> Vec<Vec<&'a Told>> {
    let mut found: Vec<Vec<&Told>> = Vec::new();
    for &one in group {
        let (joined, rest): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|component| component.iter().any(|other| other.shares(one)));
        found = rest;
        let mut component: Vec<&Told> = joined.into_iter().flatten().collect();
        component.push(one);
        found.push(component);
    }
    found
}

/// Rule 2: from fine to coarse, so that a year joins what its month has joined.
fn coarser_into_finer(clusters: Vec<Cluster>) -> Vec<Cluster> {
    let (mut dated, undated): (Vec<Cluster>, Vec<Cluster>) =
        clusters.into_iter().partition(|cluster| cluster.when().is_some());
    order::sort_by_key(&mut dated, |cluster| {
        std::cmp::Reverse(cluster.when().map(|when| (when.granularity, days(when))))
    });
    let mut kept: Vec<Cluster> = Vec::new();
    let mut level: Vec<Cluster> = Vec::new();
    let mut level_of: Option<(Granularity, i64)> = None;
    for cluster in dated {
        let this = cluster.when().map(|when| (when.granularity, days(when)));
        if this != level_of {
            kept.append(&mut level);
            level_of = this;
        }
        let fits: Vec<usize> = (0..kept.len())
            .filter(|&at| {
                kept[at].kind() == cluster.kind()
                    && is_within(kept[at].when(), cluster.when())
                    && kept[at].shares(&cluster)
            })
            .collect();
        match fits.as_slice() {
            &[only] => kept[only].told.extend(cluster.told),
            _ => level.push(cluster),
        }
    }
    kept.append(&mut level);
    kept.extend(undated);
    kept
}

/// Minus the number of days, so that within one granularity the shorter come first when reversed.
fn days(when: When) -> i64 {
    match (when.interval.first(), when.interval.last()) {
        (Some(first), Some(last)) => {
            -(i64::from(last.days_since_epoch()) - i64::from(first.days_since_epoch()))
        }
        _ => i64::MIN,
    }
}

/// Whether the finer of two times lies within the coarser, and is finer.
fn is_within(finer: Option<When>, coarser: Option<When>) -> bool {
    let Some((finer, coarser)) = finer.zip(coarser) else { return false };
    let closed = |interval: Interval| interval.first().is_some() && interval.last().is_some();
    closed(finer.interval)
        && closed(coarser.interval)
        && finer.interval != coarser.interval
        && finer.granularity >= coarser.granularity
        && coarser.interval.contains(finer.interval)
}

/// Rule 3.
fn undated(clusters: Vec<Cluster>) -> Vec<Cluster> {
    let (mut dated, undated): (Vec<Cluster>, Vec<Cluster>) =
        clusters.into_iter().partition(|cluster| cluster.when().is_some());
    let homes: Vec<Vec<usize>> = undated
        .iter()
        .map(|cluster| {
            let Some(one) = cluster.told.first() else { return Vec::new() };
            (0..dated.len())
                .filter(|&at| {
                    dated[at].kind() == cluster.kind()
                        && dated[at].told.iter().any(|other| {
                            other.quote.document == one.quote.document
                                && other.shares(one)
                                && one.targets.iter().all(|target| other.targets.contains(target))
                        })
                })
                .collect()
        })
        .collect();
    let mut groups = Vec::new();
    let mut alone = Vec::new();
    for (cluster, homes) in undated.into_iter().zip(homes) {
        if let &[only] = homes.as_slice() {
            dated[only].told.extend(cluster.told);
            continue;
        }
        for one in cluster.told {
            let participants = one.participants();
            if participants.2.is_empty() {
                alone.push(Cluster { told: vec![one] });
            } else {
                groups.push((participants, one));
            }
        }
    }
    dated.extend(order::group(groups).into_iter().map(|(_, told)| Cluster { told }));
    dated.extend(alone);
    dated
}

/// Gives identifiers that two events share a number: by their words, which do not depend on the order of files.
fn number(events: &mut [TimelineEvent]) {
    order::sort_by(events, |a, b| (&a.id, &a.why, &a.quotes).cmp(&(&b.id, &b.why, &b.quotes)));
    let mut last: Option<(String, usize)> = None;
    for event in events {
        match &mut last {
            Some((id, count)) if *id == event.id => {
                *count += 1;
                event.id = format!("{}-{count}", event.id);
            }
            _ => last = Some((event.id.clone(), 1)),
        }
    }
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo): a fixed hash, the same on every machine and in every version.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
