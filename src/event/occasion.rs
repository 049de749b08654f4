//! Events that are known by themselves wherever they are told, and what they say of when a document was published.
//!
//! Most acts happen again and again: that two documents tell of an arrest of one person does not make it one arrest. But
//! a person is killed once, a party banned and a newspaper closed once, and elections of one kind are years apart. Where
//! one document states with its year when such an *occasion* was (`the election of 23 July 2023`), another that
//! tells of it by the calendar of its own day (`last month’s election`, `on Sunday`) says with it when that day was.
//!
//! Input: the statements of an archive, and the questions of a document of whose publication only bounds are known.
//! Output: narrower bounds, with the statement that they are from. One wrong date is worse than many that stay wide:
//!
//! - Only words that give their year state. So nothing is narrowed by what was narrowed, and no circle can close. What a
//!   document tells as past after its own date is a slip.
//! - A slip in one document must not date others, and news agencies make them: what is done once counts where two
//!   documents state it. An election is called by its year, so that one document will do.
//! - What answers a question is the one occasion, of all that the archive states, that the words can mean on some day
//!   within the document's own bounds. If they can mean two, or a place of the one is not that of the other, nothing is.
//! - An election says nothing to a document whose own bounds are more than two years from it: between the two there
//!   may have been another. To a document without bounds only words speak that name a part of the calendar which the
//!   statement has too (`in July`, of 23 July 2023).
//! - What several questions answer must agree.
//!
//! Left out on purpose: arrests, trials, sentences and whatever else comes again.

use super::{Event, EventType, Modality};
use crate::calendar::{Date, Interval};
use crate::document::{Document, Published, PublishedHow, iso_value, within};
use crate::entity::{DocumentEntities, EntityType, NO_ENTITY};
use crate::order;
use crate::temporal::{self, Anchor, Deictic, Timex};
use crate::text::{TextRange, lower_case};

/// How many days an election may be from a bound of a document that it dates.
const NEAR: i32 = 730;
/// How many days from an occasion the days are looked for on which words can mean it.
const REACH: i32 = 800;

/// What makes an event one that is known by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// An election, of a kind where the words say it.
    Election(Option<Kind>),
    /// What is done to one of the archive's entities once.
    Once(EventType, u32),
}

/// What is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    National,
    Local,
    Senate,
    President,
    /// One that comes at any time, and so dates nothing: a by-election, a party's own.
    Other,
}

impl Key {
    fn may_be(self, other: Self) -> bool {
        match (self, other) {
            (Self::Election(a), Self::Election(b)) => a.is_none() || b.is_none() || a == b,
            _ => self == other,
        }
    }
}

/// What a document says of an occasion, with its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    key: Key,
    first: Date,
    last: Date,
    /// The archive's places that its sentence names.
    places: Vec<u32>,
    /// The document's identifier.
    document: String,
    title: String,
    words: String,
}

/// What the documents of an archive state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    all: Vec<Statement>,
    /// Whether there are elections among them.
    elections: bool,
    /// The entities to which something was done once, sorted.
    once: Vec<u32>,
}

impl Statements {
    /// Those of all documents.
    pub fn new(all: Vec<Statement>) -> Self {
        let elections = all.iter().any(|one| matches!(one.key, Key::Election(_)));
        let once = order::set(all.iter().filter_map(|one| match one.key {
            Key::Once(_, entity) => Some(entity),
            Key::Election(_) => None,
        }));
        Self { all, elections, once }
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// A document with what was found in it, and the archive's entities that its own are.
#[derive(Clone, Copy, Debug)]
pub struct Account<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its sentences.
    pub sentences: &'d [TextRange],
    /// Its names.
    pub entities: &'d DocumentEntities,
    /// Its time expressions.
    pub timexes: &'d [Timex],
    /// Its events.
    pub events: &'d [Event],
    /// The archive's entity that each of the document's is.
    pub assignment: &'d [u32],
}

/// Whether a document may state an occasion, from what was found in it alone.
pub fn may_state(events: &[Event], timexes: &[Timex]) -> bool {
    events.iter().any(|event| is_known_by_itself(event) && stated(event, timexes).is_some())
}

/// What a document states.
pub fn statements(account: &Account<'_>) -> Vec<Statement> {
    let Account { document, timexes, .. } = *account;
    let published = document.published.as_ref().and_then(|published| published.when.interval.last());
    let found = account.events.iter().filter_map(|event| {
        let (timex, days) = finer(document, event, timexes).or_else(|| stated(event, timexes))?;
        if event.modality == Modality::Happened && published.is_some_and(|day| days.first() > Some(day)) {
            return None;
        }
        Some(Statement {
            key: key(account, event)?,
            first: days.first()?,
            last: days.last()?,
            places: places(account, event),
            document: document.id.clone(),
            title: document.title.clone(),
            words: words(document, timex.range),
        })
    });
    found.collect()
}

/// The publication date of a document as other documents narrow it. `account` is as the document's own date gives it.
pub fn narrowed(account: &Account<'_>, statements: &Statements) -> Option<Published> {
    let own = account.document.published.as_ref();
    let bounds = own.map_or(Interval::new(None, None), |own| own.when.interval);
    let mut open = account.timexes.iter().filter(|timex| timex.anchor != Anchor::Absolute);
    if own.is_some_and(|own| own.how != PublishedHow::Bounds)
        || !open.any(|timex| has_occasion(account, statements, timex.range))
    {
        return None;
    }
    let questions = questions(account, statements, bounds);
    let answered: Vec<_> = questions
        .iter()
        .filter_map(|question| {
            let (statement, days) = answer(question, &statements.all, bounds, &account.document.id)?;
            Some((question, statement, days))
        })
        .collect();
    let first = answered.iter().map(|one| one.2.0).max()?;
    let last = answered.iter().map(|one| one.2.1).min()?;
    let interval = Interval::new(Some(first), Some(last));
    if first > last || interval == bounds {
        return None;
    }
    let when = within(interval);
    let mut says: Vec<String> = own.map(|own| own.why.clone()).into_iter().collect();
    for (question, statement, _) in &answered {
        let told = words(account.document, question.deictic.range);
        let why = ["‘", &told, "’ is what “", &statement.title, "” dates ‘", &statement.words, "’"].concat();
        if !says.contains(&why) {
            says.push(why);
        }
    }
    let why = [says.join("; "), iso_value(when)].join(", so ");
    let evidence = answered.first().map(|one| one.0.deictic.range);
    Some(Published { when, how: PublishedHow::Others, evidence, why })
}

/// An occasion that a document tells of by the calendar of its own day.
struct Question {
    key: Key,
    deictic: Deictic,
    /// Whether it is over by then, or still to come, where the words leave no doubt.
    is_past: Option<bool>,
    places: Vec<u32>,
}

/// The one statement that answers a question, and the first and last day on which its words can mean that.
fn answer<'s>(
    question: &Question,
    statements: &'s [Statement],
    bounds: Interval,
    document: &str,
) -> Option<(&'s Statement, (Date, Date))> {
    let share = |places: &[u32]| {
        places.is_empty()
            || question.places.is_empty()
            || places.iter().any(|place| question.places.contains(place))
    };
    let relevant: Vec<&Statement> =
        statements.iter().filter(|one| one.key.may_be(question.key) && share(&one.places)).collect();
    // Of what is stated coarsely and finely, the finest stands: the election of 2023 is that of 23 July 2023.
    let holds_finer = |one: &Statement| {
        relevant.iter().any(|other| {
            let inside = one.first <= other.first && other.last <= one.last;
            inside && (one.first, one.last) != (other.first, other.last)
        })
    };
    let mut found: Option<((Date, Date), (Date, Date))> = None;
    for one in relevant.iter().filter(|one| !holds_finer(one)) {
        let days = (one.first, one.last);
        if found.is_some_and(|found| found.0 == days) {
            continue;
        }
        let Some(fits) = question.days(days, bounds) else { continue };
        if found.is_some() {
            return None;
        }
        found = Some((days, fits));
    }
    let (days, fits) = found?;
    let agree = |one: &&Statement| one.first <= days.1 && days.0 <= one.last;
    let mut sure = relevant.iter().copied().filter(agree).map(|one| &one.document);
    let one = sure.next();
    if matches!(question.key, Key::Once(..)) && sure.all(|other| Some(other) == one) {
        return None;
    }
    let others = relevant.into_iter().filter(|one| (one.first, one.last) == days && one.document != document);
    Some((others.min_by_key(|one| (&one.document, &one.words))?, fits))
}

impl Question {
    /// The first and last day, within bounds, on which the words can mean an occasion of those days.
    fn days(&self, (first, last): (Date, Date), bounds: Interval) -> Option<(Date, Date)> {
        let from = first.add_days(-REACH)?;
        let from = bounds.first().map_or(from, |bound| bound.max(from));
        let to = last.add_days(REACH)?;
        let to = bounds.last().map_or(to, |bound| bound.min(to));
        let is_election = matches!(self.key, Key::Election(_));
        let must_hold = is_election && bounds.first().is_none() && bounds.last().is_none();
        if must_hold && !self.deictic.names_a_part() {
            return None;
        }
        let mut fits: Option<(Date, Date)> = None;
        let mut day = Some(from).filter(|day| *day <= to);
        while let Some(said) = day {
            if self.fits(said, first, last, must_hold) {
                fits = Some((fits.map_or(said, |fits| fits.0), said));
            }
            day = said.add_days(1).filter(|day| *day <= to);
        }
        let (from, to) = fits?;
        let far = |a: Date, b: Date| b.days_since_epoch() - a.days_since_epoch() > NEAR;
        let too_far = bounds.first().is_some_and(|bound| far(bound, from))
            || bounds.last().is_some_and(|bound| far(to, bound));
        (!(is_election && too_far)).then_some((from, to))
    }

    fn fits(&self, said: Date, first: Date, last: Date, must_hold: bool) -> bool {
        let Some((from, to)) = self.deictic.on(said).and_then(|days| days.first().zip(days.last())) else {
            return false;
        };
        let (begins, ends) = (from.max(first), to.min(last));
        let in_time = match self.is_past {
            Some(true) => begins <= said,
            Some(false) => said <= ends,
            None => true,
        };
        begins <= ends && in_time && (!must_hold || (from <= first && last <= to))
    }
}

/// Whether the sentence of a time has the word of an election that is stated, or names what a stated act was done to.
fn has_occasion(account: &Account<'_>, statements: &Statements, time: TextRange) -> bool {
    let at = account.sentences.partition_point(|sentence| sentence.end <= time.start);
    let Some(&sentence) = account.sentences.get(at) else { return false };
    let mut mentions = account.entities.mentions.iter().filter(|mention| sentence.contains(mention.range));
    let is_named = |entity: &u32| statements.once.binary_search(entity).is_ok();
    let elects = || is_election_word(&lower_case(sentence.of(&account.document.text)));
    mentions.any(|mention| account.assignment.get(mention.entity as usize).is_some_and(is_named))
        || statements.elections && elects()
}

/// The occasions that a document tells of by the calendar of its own day, read as if it were published on some day.
fn questions(account: &Account<'_>, statements: &Statements, bounds: Interval) -> Vec<Question> {
    let Account { sentences, entities, .. } = *account;
    let stated = statements.all.iter().map(|one| one.first).min();
    let Some(day) = bounds.first().or(bounds.last()).or(stated) else { return Vec::new() };
    let published = Published {
        when: within(Interval::day(day)),
        how: PublishedHow::Bounds,
        evidence: None,
        why: String::new(),
    };
    let document = Document { published: Some(published), ..account.document.clone() };
    let (timexes, mut hanging) = temporal::deictic(&document, sentences);
    if !hanging.iter().any(|deictic| has_occasion(account, statements, deictic.range)) {
        return Vec::new();
    }
    let events = super::extract(&document, sentences, entities, &timexes);
    let account = Account { document: &document, timexes: &timexes, events: &events, ..*account };
    let mut questions = Vec::new();
    for event in &events {
        let Some(timex) = dating(event, &timexes).filter(|timex| timex.anchor == Anchor::Publication) else {
            continue;
        };
        let Some(at) = hanging.iter().position(|deictic| deictic.range == timex.range) else { continue };
        let Some(key) =
            key(&account, event).filter(|key| statements.all.iter().any(|one| one.key.may_be(*key)))
        else {
            continue;
        };
        let deictic = hanging.remove(at);
        let start = event.trigger.start.min(timex.range.start);
        let is_past = match deictic.is_past {
            // What was done before an election may be told before it too.
            Some(true)
                if event.modality != Modality::Happened || is_before(&document, event.quote, start) =>
            {
                None
            }
            told => told,
        };
        questions.push(Question { key, is_past, places: places(&account, event), deictic });
    }
    questions
}

/// Whether the words before a place in a sentence put something before what stands there.
fn is_before(document: &Document, sentence: TextRange, start: u32) -> bool {
    const WORDS: [&str; 7] = ["before", "ahead", "until", "till", "prior", "run-up", "avant"];
    let lead = document.text.get(sentence.start as usize..start as usize).unwrap_or_default();
    let lead = lower_case(lead);
    lead.split_whitespace().rev().take(5).any(|word| WORDS.contains(&word) || word.contains("មុន"))
}

fn is_known_by_itself(event: &Event) -> bool {
    let told = matches!(event.modality, Modality::Happened | Modality::Planned);
    told && (event.event_type == EventType::Election || is_once(event))
}

fn is_once(event: &Event) -> bool {
    matches!(event.event_type, EventType::Killing | EventType::PartyBan | EventType::MediaClosure)
        && event.targets.len() == 1
        && event.modality == Modality::Happened
}

/// The time that dates an event, where it stands in the event's sentence: of several with its days, the nearest.
fn dating<'t>(event: &Event, timexes: &'t [Timex]) -> Option<&'t Timex> {
    let days = event.when?.interval;
    let inside =
        timexes.iter().filter(|timex| event.quote.contains(timex.range) && timex.interval == Some(days));
    inside.min_by_key(|timex| timex.range.start.abs_diff(event.trigger.start))
}

/// The days of an event, with the time that gives them, where its words say which year, and no more than one year.
fn stated<'t>(event: &Event, timexes: &'t [Timex]) -> Option<(&'t Timex, Interval)> {
    let timex = dating(event, timexes).filter(|timex| timex.anchor == Anchor::Absolute)?;
    let days = timex.interval?;
    let (first, last) = days.first().zip(days.last())?;
    (last.days_since_epoch() - first.days_since_epoch() <= 366).then_some((timex, days))
}

/// The day of an event whose name gives the year: `the 2023 general election was held on 23 July 2023`.
fn finer<'t>(document: &Document, event: &Event, timexes: &'t [Timex]) -> Option<(&'t Timex, Interval)> {
    const WORDS: &str =
        " was were is be will to had been held took take taking place scheduled set slated for on of in ";
    let (_, year) = stated(event, timexes)?;
    let at = timexes.partition_point(|timex| timex.range.start < event.trigger.end);
    let timex = timexes.get(at).filter(|timex| timex.anchor == Anchor::Absolute)?;
    let between = document.text.get(event.trigger.end as usize..timex.range.start as usize)?;
    let joins = |word: &str| WORDS.contains(&[" ", &lower_case(word), " "].concat());
    let days = timex.interval.filter(|&days| year.contains(days))?;
    between.split_whitespace().all(joins).then_some((timex, days))
}

/// What makes an event one that is known by itself, if it is one.
fn key(account: &Account<'_>, event: &Event) -> Option<Key> {
    if !is_known_by_itself(event) {
        return None;
    }
    if event.event_type != EventType::Election {
        let target = event.targets.first()?;
        let entity = *account.assignment.get(*target as usize).filter(|&&entity| entity != NO_ENTITY)?;
        return Some(Key::Once(event.event_type, entity));
    }
    let text = &account.document.text;
    let trigger = lower_case(event.trigger.of(text));
    if !is_election_word(&trigger) {
        return None;
    }
    let before = lower_case(text.get(event.quote.start as usize..event.trigger.start as usize)?);
    let after = lower_case(text.get(event.trigger.end as usize..event.quote.end as usize)?);
    match kinds(&before, &trigger, &after).as_slice() {
        [] => Some(Key::Election(None)),
        [Kind::Other] => None,
        [kind] => Some(Key::Election(Some(*kind))),
        _ => None,
    }
}

fn is_election_word(text: &str) -> bool {
    ["election", "élection", "elections", "បោះឆ្នោត"].iter().any(|word| text.contains(word))
}

/// What is elected, as the words about an election say: in English those before it, in French and Khmer those behind it.
fn kinds(before: &str, trigger: &str, after: &str) -> Vec<Kind> {
    // From here on in Khmer.
    const KHMER: usize = 22;
    const WORDS: [(&str, Kind); 28] = [
        ("general", Kind::National),
        ("national", Kind::National),
        ("parliament", Kind::National),
        ("legislati", Kind::National),
        ("législati", Kind::National),
        ("senat", Kind::Senate),
        ("sénat", Kind::Senate),
        ("president", Kind::President),
        ("présiden", Kind::President),
        ("local", Kind::Local),
        ("commun", Kind::Local),
        ("municipal", Kind::Local),
        ("council", Kind::Local),
        ("provincial", Kind::Local),
        ("district", Kind::Local),
        ("by-", Kind::Other),
        ("special", Kind::Other),
        ("primary", Kind::Other),
        ("party", Kind::Other),
        ("union", Kind::Other),
        ("referendum", Kind::Other),
        ("student", Kind::Other),
        ("ឃុំ", Kind::Local),
        ("សង្កាត់", Kind::Local),
        ("ព្រឹទ្ធសភា", Kind::Senate),
        ("សកល", Kind::National),
        ("តំណាងរាស្ត្រ", Kind::National),
        ("ជាតិ", Kind::National),
    ];
    let lead = before.split_whitespace().rev().take(3).take_while(|word| !word.ends_with([',', ';', ':']));
    let behind = after.split_whitespace().next().filter(|_| trigger.starts_with('é')).unwrap_or_default();
    let near: String = after.chars().take(24).collect();
    let words: Vec<&str> = lead.chain(trigger.split_whitespace()).chain([behind]).collect();
    let mut kinds = Vec::new();
    for (at, &(known, kind)) in WORDS.iter().enumerate() {
        let said = match at.checked_sub(KHMER) {
            None => words.iter().any(|word| word.starts_with(known)),
            Some(_) => near.contains(known),
        };
        if said && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// The archive's places that an event's sentence names.
fn places(account: &Account<'_>, event: &Event) -> Vec<u32> {
    let here =
        account.entities.mentions.iter().filter(|mention| {
            mention.entity_type == EntityType::Place && event.quote.contains(mention.range)
        });
    let entities = here.filter_map(|mention| account.assignment.get(mention.entity as usize).copied());
    order::set(entities.filter(|&entity| entity != NO_ENTITY))
}

fn words(document: &Document, range: TextRange) -> String {
    range.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
