//! How well a span of words reads as a name, by rules over lists, head words and cues.
//!
//! Input is a prepared sentence, output its spans that may be names, each with its best type and score. A span of `n`
//! large words scores about `5n`, so that two names in a row are worth as much as one name of both, and evidence
//! decides; with equal scores the tagger takes the longer. The numbers were set on Wikigold's training part and on the
//! development parts of UNER EWT and GUM; `examples/entity_score.rs` measures them.

use super::EntityType;
use super::edges::SURNAMES;
use super::lists::{Kind, Known, Lists};
use super::memory::Memory;
use super::tagger::{Sentence, Strength, Style};
use super::word::{Gap, Shape, Word, number_of};

/// A possible name: its type, its score, the evidence's strength.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) entity_type: EntityType,
    pub(super) score: i32,
    pub(super) strength: Strength,
}

/// A span that may be a name, with all that can be told of it before the document's names are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Its first word.
    pub(super) start: usize,
    /// The word after its last.
    pub(super) end: usize,
    /// The number of its key.
    number: u64,
    /// Whether the document's memory may know it: it has a capital at one end.
    capital: bool,
    /// What the lists take it for.
    listed: Option<Found>,
    /// What its words and their surroundings make of it.
    scored: Option<Found>,
}

impl Reading {
    /// The best reading of the span as one name.
    pub(super) fn best(&self, style: Style, memory: &Memory) -> Option<Found> {
        let count = self.end - self.start;
        let remembered = if self.capital { memory.name(self.number) } else { None };
        let remembered = remembered
            .filter(|&(_, strength)| style == Style::Running || strength >= Strength::Fair || count > 1)
            .map(|(entity_type, strength)| {
                let score = if strength == Strength::Weak && count == 1 { 4 } else { 5 * count as i32 };
                Found { entity_type, score, strength }
            });
        let known = remembered.or(self.listed);
        self.scored.filter(|scored| known.is_none_or(|known| scored.score > known.score)).or(known)
    }
}

/// The most words that a name has here. It bounds the work per word, so that the whole is linear.
const MOST_WORDS: usize = 12;

/// The spans of a sentence that may be names, by their ends, those with one end from the shortest. `memory` says which
/// words the document writes small.
pub(super) fn readings(sentence: &Sentence<'_>, memory: &Memory, lists: &Lists) -> Vec<Reading> {
    let words = &sentence.words;
    let mut found = Vec::new();
    // A name has a capital at one end.
    if !words.iter().any(|word| word.shape.is_capital()) {
        return found;
    }
    let capitals = || words.iter().map(|word| word.shape.is_capital().then_some(word.number));
    let scorer = Scorer {
        sentence,
        memory,
        lists,
        small: capitals().map(|word| word.is_some_and(|word| memory.is_small(word))).collect(),
        known: capitals().map(|word| word.and_then(|word| lists.known_of(word))).collect(),
    };
    for end in 1..=words.len() {
        // No name ends with a small word.
        if words[end - 1].shape == Shape::Lower {
            continue;
        }
        for start in (0..end).rev().take(MOST_WORDS) {
            if start + 1 < end && !scorer.joins(start + 1) {
                break;
            }
            found.extend(scorer.read(start, end));
        }
    }
    found
}

/// Scores the spans of one sentence.
struct Scorer<'a, 't> {
    sentence: &'a Sentence<'t>,
    memory: &'a Memory,
    lists: &'a Lists,
    /// Whether the document writes each word that has a capital here small elsewhere.
    small: Vec<bool>,
    /// What the lists know of each word with a capital alone.
    known: Vec<Option<Known>>,
}

const HEADS: Kind =
    Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::LAW_HEAD).or(Kind::EVENT_HEAD).or(Kind::COMPANY_ENDING);

impl Scorer<'_, '_> {
    fn kind(&self, at: usize) -> Kind {
        self.sentence.kinds.get(at).copied().unwrap_or_default()
    }

    fn shape(&self, at: usize) -> Shape {
        self.sentence.words.get(at).map_or(Shape::Lower, |word| word.shape)
    }

    /// Whether the document writes a word small.
    fn is_small(&self, at: usize) -> bool {
        if self.shape(at).is_capital() {
            self.small.get(at) == Some(&true)
        } else {
            self.sentence.words.get(at).is_some_and(|word| self.memory.is_small(word.number))
        }
    }

    /// Whether the words at `at - 1` and `at` may be of one name.
    fn joins(&self, at: usize) -> bool {
        let (before, word) = (&self.sentence.words[at - 1], &self.sentence.words[at]);
        let gap = match word.gap {
            Gap::Space | Gap::Quote => true,
            Gap::Hyphen => {
                word.shape.is_capital() || word.shape == Shape::Number || before.shape == Shape::Lower
            }
            _ => false,
        };
        let small = |at: usize| {
            self.shape(at).is_capital() || self.shape(at) == Shape::Number || self.kind(at).any(Kind::LINK)
        };
        let possessive = !before.possessive
            || self.kind(at - 1).any(Kind::COLLECTIVE)
            || self.lists.continues(before.number);
        gap && possessive && small(at) && small(at - 1)
    }

    /// The words `start..end` read as one name, if they may be one.
    fn read(&self, start: usize, end: usize) -> Option<Reading> {
        let words = &self.sentence.words[start..end];
        let (first, last) = (words.first()?, words.last()?);
        let closing = self.kind(end - 1);
        if last.shape == Shape::Capital
            && words.len() > 1
            && closing.any(Kind::FUNCTION)
            && !closing.any(Kind::FAMILY)
            && self.lists.known_of(number_of(words)).is_none()
        {
            return None;
        }
        let number = number_of(words);
        let capital = first.shape.is_capital() || (words.len() > 1 && last.shape.is_capital());
        let listed = if capital { self.listed(number, words) } else { None };
        let mut scored: Option<Found> = None;
        if first.shape != Shape::Lower && !self.links_badly(start, end) {
            for found in [
                self.person(start, end, number),
                self.headed(start, end),
                self.place(start, end),
                self.team(start, end),
                self.numbered_law(start, end),
                self.capitals(start, end),
            ]
            .into_iter()
            .flatten()
            {
                if scored.is_none_or(|best| found.score > best.score) {
                    scored = Some(found);
                }
            }
        }
        let scored = self.article(start, end).or(scored).filter(|found| found.score > 0);
        (capital || scored.is_some()).then_some(Reading { start, end, number, capital, listed, scored })
    }

    /// A name of the lists.
    fn listed(&self, number: u64, words: &[Word<'_>]) -> Option<Found> {
        let (first, count) = (words.first()?, words.len());
        if count > self.lists.longest() {
            return None;
        }
        let known = self.lists.known_of(number)?;
        let kind = || self.lists.kind_of(number);
        let in_capitals = first.shape == Shape::Upper || first.text.contains('.');
        if known.capitals && !in_capitals
            || (self.sentence.style == Style::Capitals && count == 1 && first.key.len() < 3)
            // A town that is also a word or a person's name needs more than its capital.
            || (known.row.is_none() && count == 1 && kind().any(Kind::COMMON.or(Kind::FUNCTION)))
        {
            return None;
        }
        let ambiguous = known.row.is_none() && count == 1 && kind().any(Kind::GIVEN.or(Kind::FAMILY));
        let (score, strength) =
            if ambiguous { (2, Strength::Fair) } else { (5 * count as i32, Strength::Strong) };
        Some(Found { entity_type: known.entity_type, score, strength })
    }

    /// Whether small words stand where no name has them: at an end, three in a row, or `and` without a head before.
    fn links_badly(&self, start: usize, end: usize) -> bool {
        let mut small = 0;
        let mut headed = false;
        let common = |at: usize| self.kind(at).any(Kind::COMMON);
        for at in start..end {
            if self.shape(at) == Shape::Lower || self.sentence.words[at].text == "&" {
                small += 1;
                if at == start || at + 1 == end || small > 2 {
                    return true;
                }
            } else {
                small = 0;
            }
            headed |= self.kind(at).any(HEADS);
            if self.sentence.words[at].key == "and"
                && !(headed && self.shape(at + 1) != Shape::Lower)
                && !(self.kind(end - 1).any(HEADS) && common(at.saturating_sub(1)) && common(at + 1))
            {
                return true;
            }
            if self.shape(at) == Shape::Number && at > start && at + 1 < end {
                return true;
            }
        }
        false
    }

    /// A title or role directly before `start`, and whether it is written with a capital.
    fn title_before(&self, start: usize) -> Option<bool> {
        let before = start.checked_sub(1)?;
        if !matches!(self.sentence.words[start].gap, Gap::Space | Gap::Quote)
            || self.sentence.words[before].possessive
        {
            return None;
        }
        let kind = self.kind(before);
        // `HUN SEN SPEAKS`: right behind a family name stands a given name, though it be spelt like a title.
        let named = before.checked_sub(1).is_some_and(|name| {
            self.kind(name).any(Kind::FAMILY) && !self.kind(name).any(Kind::COMMON.or(Kind::TITLE))
        }) && self.sentence.words[before].gap == Gap::Space;
        if named {
            return None;
        }
        if kind.any(Kind::TITLE) && self.shape(before).is_capital() {
            return Some(true);
        }
        (kind.any(Kind::TITLE.or(Kind::ROLE)) && self.shape(before) == Shape::Lower).then_some(false)
    }

    fn person(&self, start: usize, end: usize, number: u64) -> Option<Found> {
        let sentence = self.sentence;
        let count = end - start;
        if count > 5 || (self.kind(start).any(Kind::TITLE) && !self.kind(start).any(Kind::GIVEN)) {
            return None;
        }
        let title = self.title_before(start);
        if count > 1
            && self.lists.known_of(number).is_some_and(|known| known.entity_type != EntityType::Person)
        {
            return None;
        }
        let running = sentence.style == Style::Running;
        let mut score = match title {
            Some(true) => 5,
            Some(false) => 4,
            None => 0,
        };
        let mut named = false;
        let mut full = 0;
        for at in start..end {
            let (word, kind) = (&sentence.words[at], self.kind(at));
            let personal = kind.any(Kind::GIVEN.or(Kind::FAMILY));
            match word.shape {
                Shape::Number => return None,
                Shape::Lower if kind.any(Kind::PARTICLE) && word.gap == Gap::Space => continue,
                Shape::Lower => return None,
                Shape::Initial => {
                    // `S. Narith` is more than `Narith`.
                    score += if at == start && count > 1 { 5 } else { 2 };
                    named |= count > 1;
                    continue;
                }
                Shape::Upper
                    if sentence.style != Style::Capitals
                        && !(personal && at > start)
                        && word.text.len() != 2 =>
                {
                    return None;
                }
                Shape::Upper | Shape::Capital => {}
            }
            full += 1;
            if word.gap == Gap::Quote && at == start + 1 && count < 3 {
                return None;
            }
            if kind.any(Kind::CALENDAR)
                && !(at == start && kind.any(Kind::GIVEN) && count > 1 && !self.dated(at))
            {
                return None;
            }
            // `May Titthara`: a month's name before a word that is none.
            let month_name = kind.any(Kind::CALENDAR) && kind.any(Kind::GIVEN);
            let surname = at == start && count > 1 && title.is_some() && SURNAMES.contains(&&*word.key);
            if kind.any(Kind::FUNCTION)
                && !month_name
                && !surname
                && (at == start && sentence.opens(at) || !personal)
            {
                return None;
            }
            if kind.any(Kind::DEMONYM.or(HEADS).or(Kind::TITLE))
                && !(personal && (at > start || title.is_some()))
            {
                return None;
            }
            let small = self.is_small(at);
            let common = kind.any(Kind::COMMON) || small;
            // `Magnitsky Case`, where the document writes of the case.
            if small && at > start && at + 1 == end && title.is_none() && !self.kind(start).any(Kind::GIVEN) {
                return None;
            }
            if at == start {
                // `Prominent Critic Sarin`
                if kind.any(Kind::ROLE) && !personal && count > 1 && !running {
                    return None;
                }
                let placed = sentence.opens(at) && common;
                if kind.any(Kind::GIVEN) && !placed {
                    score += if common { 2 } else { 4 };
                    named = true;
                } else if kind.any(Kind::FAMILY) && !placed {
                    score += if common { 0 } else { 2 };
                    named |= !common;
                }
            } else if at + 1 == end && kind.any(Kind::FAMILY) {
                score += 2;
                named |= start + 1 < end && !common;
            } else if personal {
                score += 1;
            }
            if common && !personal && !month_name {
                title?;
                score -= 2;
            }
            // `Jude Law` is a person, `Sergei Magnitsky Law` is none.
            if at + 1 == end && count > 2 && kind.any(HEADS) && common {
                return None;
            }
            // A place that is no person's name: `Cambodia William Heidt` is not one name.
            if !personal
                && count > 1
                && self.known[at]
                    .is_some_and(|known| known.entity_type == EntityType::Place && known.row.is_some())
            {
                return None;
            }
        }
        if full == 0 {
            return None;
        }
        let next = self.kind(end);
        if next.any(Kind::SPEECH) && self.shape(end) == Shape::Lower && running {
            score += 2;
        }
        let before = start.checked_sub(1).map_or(Kind::default(), |before| self.kind(before));
        if before.any(Kind::PLACE_CUE) && !named {
            score -= 2;
        }
        let article = start
            .checked_sub(1)
            .is_some_and(|before| matches!(&*sentence.words[before].key, "the" | "a" | "an"));
        match full {
            1 if count == 1 => {
                if article && title.is_none() {
                    return None;
                }
                let single = self.kind(start);
                let known = self.known[start].is_some();
                if title.is_none()
                    && (known || !named || !running || single.any(Kind::COMMON) || !single.any(Kind::GIVEN))
                {
                    let speaks = next.any(Kind::SPEECH)
                        && self.shape(end) == Shape::Lower
                        && !known
                        && running
                        && !(sentence.opens(start) && sentence.words[start].key.ends_with('s'))
                        && !single.any(Kind::COMMON)
                        && sentence.words[start].shape == Shape::Capital;
                    if !speaks {
                        return None;
                    }
                }
                if title == Some(false) && !named && sentence.words[start].gap != Gap::Space {
                    return None;
                }
                score += 1;
            }
            2 => score += 2,
            3 => score += 2,
            _ => score += 1,
        }
        if !named && title.is_none() && (!running || article) {
            return None;
        }
        let strength = match title {
            Some(_) => Strength::Strong,
            None if named => Strength::Fair,
            None => Strength::Weak,
        };
        (score > 1).then_some(Found {
            entity_type: EntityType::Person,
            score: score + 5 * (full - 1),
            strength,
        })
    }

    /// Whether the month at `at` is part of a date: after a preposition of time, before a number.
    fn dated(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.sentence.words.get(before));
        let after = self.sentence.words.get(at + 1);
        before.is_some_and(|word| {
            word.shape == Shape::Number
                || matches!(
                    &*word.key,
                    "in" | "since" | "of" | "until" | "by" | "last" | "next" | "late" | "early" | "this"
                )
        }) || after.is_some_and(|word| word.shape == Shape::Number)
    }

    /// Names that a head word types: organisations, places, laws, events.
    fn headed(&self, start: usize, end: usize) -> Option<Found> {
        let count = end - start;
        if count < 2
            || self.sentence.style == Style::Capitals
            || self.sentence.style == Style::Headline && count > 4
        {
            return None;
        }
        let first = self.kind(start);
        let words = &self.sentence.words[start..end];
        if words.iter().any(|word| word.gap == Gap::Quote && word.range != words[0].range) {
            return None;
        }
        // The head is the last word before the first link, or the last word.
        let link =
            (start..end).find(|&at| self.shape(at) == Shape::Lower && self.sentence.words[at].key != "and");
        let simple_end = self.kind(end - 1);
        let (head, opened) = match link {
            Some(link) if self.kind(link - 1).any(HEADS) => (self.kind(link - 1), true),
            Some(_) if simple_end.any(HEADS) => (simple_end, false),
            Some(_) => return None,
            None => (simple_end, false),
        };
        let link_key = link.map_or("", |link| &*self.sentence.words[link].key);
        let fits = |allowed: &[&str]| link.is_none() || allowed.contains(&link_key);
        let small_words = [
            "of", "for", "on", "the", "and", "&", "to", "against", "de", "del", "la", "le", "du", "des", "y",
            "et", "e",
        ];
        if words.iter().any(|word| word.shape == Shape::Lower && !small_words.contains(&&*word.key)) {
            return None;
        }
        // `the Supreme Court on 16 November`: the number is of the date.
        if self.shape(end - 1) == Shape::Number {
            return None;
        }
        let number_first = words[0].shape == Shape::Number;
        let calendar = (start..end).any(|at| self.kind(at).any(Kind::CALENDAR));
        // A convention is a law or a body, `the 2031 Convention` an event.
        let event =
            head.any(Kind::EVENT_HEAD) && (number_first || !head.any(Kind::ORG_HEAD.or(Kind::LAW_HEAD)));
        let entity_type = if event && fits(&["of", "for", "on"]) && opened == link.is_some() {
            EntityType::Event
        } else if number_first || calendar {
            return None;
        } else if head.any(Kind::LAW_HEAD)
            && fits(&["on", "of", "for", "against", "to"])
            && !first.any(Kind::FUNCTION)
        {
            EntityType::Law
        } else if head.any(Kind::ORG_HEAD.or(Kind::COMPANY_ENDING))
            && fits(&["of", "for", "on", "to", "against"])
        {
            EntityType::Organisation
        } else if head.any(Kind::LOC_HEAD) && fits(&["of", "de", "del", "la", "du"]) {
            EntityType::Place
        } else {
            return None;
        };
        // A known name takes in no more than an `of`, and stays what it is: `the National Assembly for the …`.
        if let Some(link) = link
            && let Some(known) = self.lists.known_of(number_of(&self.sentence.words[start..link]))
            && (link_key != "of" || known.entity_type != entity_type)
        {
            return None;
        }
        // `Members of the Lantern Party`
        if link == Some(start + 1) && !opened && first.any(Kind::ROLE) {
            return None;
        }
        // What stands before the head must name something.
        let head_at = if opened { link? - 1 } else { end - 1 };
        let numeral = matches!(
            &*words[0].key,
            "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
        );
        if (first.any(Kind::FUNCTION) && (!numeral || self.sentence.opens(start)))
            || (first.any(Kind::TITLE) && entity_type != EntityType::Organisation && link != Some(start + 1))
        {
            return None;
        }
        let opens = self.sentence.opens(start);
        let small = |at: usize| self.kind(at).any(Kind::COMMON) || self.is_small(at);
        if !opened
            && count == 2
            && opens
            && small(start)
            && small(end - 1)
            && self.sentence.style != Style::Running
        {
            return None;
        }
        // `Jude Law` is a person, `the Jude Law` none.
        if entity_type == EntityType::Law
            && count == 2
            && first.any(Kind::GIVEN)
            && start.checked_sub(1).is_none_or(|before| self.sentence.words[before].key != "the")
        {
            return None;
        }
        if entity_type == EntityType::Place
            && !opened
            && (start..end - 1).all(|at| self.kind(at).any(Kind::DEMONYM))
        {
            return None;
        }
        if self.sentence.style != Style::Running && (start..end).filter(|&at| small(at)).count() > 1 {
            return None;
        }
        // Small words weigh nothing, so that a longer name is no better than the names in it unless it has more words;
        // of two readings with as many the longer is taken, except over an `and`.
        let large = (start..end).filter(|&at| self.shape(at) != Shape::Lower).count();
        let mut score = 5 * (large as i32) - i32::from(words.iter().any(|word| word.key == "and"));
        if first.any(Kind::TITLE) {
            score -= 3;
        }
        // `Sergei Magnitsky Law` also reads as a person and a word.
        if entity_type == EntityType::Law && link.is_none() {
            score += 4;
        }
        // Two names in one: `Hun Sen Cambodian People’s Party` has its own possessive to part it.
        if link.is_some() && !opened {
            score -= 3;
        }
        if head_at == start
            && link_key != "of"
            && link_key != "for"
            && link_key != "on"
            && link_key != "against"
        {
            score -= 4;
        }
        Some(Found { entity_type, score, strength: Strength::Fair })
    }

    fn place(&self, start: usize, end: usize) -> Option<Found> {
        let count = end - start;
        let sentence = self.sentence;
        if count > 3 || sentence.style != Style::Running || self.title_before(start).is_some() {
            return None;
        }
        for at in start..end {
            let kind = self.kind(at);
            if sentence.words[at].shape != Shape::Capital
                || kind.any(
                    Kind::CALENDAR.or(Kind::DEMONYM).or(Kind::FUNCTION).or(Kind::TITLE).or(Kind::ORG_HEAD),
                )
                || sentence.words[at].gap == Gap::Quote && at > start
            {
                return None;
            }
        }
        let common = (start..end).any(|at| self.kind(at).any(Kind::COMMON) || self.is_small(at));
        let mut score = 0;
        let mut strength = Strength::Weak;
        let opening = count > 1 && self.kind(start).any(Kind::LOC_OPENING);
        if opening && !(start + 1..end).any(|at| self.kind(at).any(Kind::COMMON)) {
            score += 4;
            strength = Strength::Fair;
        } else if common {
            return None;
        }
        if let Some(before) = start.checked_sub(1) {
            let (kind, gap) = (self.kind(before), sentence.words[start].gap);
            let word = |at: usize| sentence.words.get(at).map_or("", |word| &*word.key);
            if kind.any(Kind::PLACE_CUE) && gap == Gap::Space && self.shape(before) == Shape::Lower {
                score += 2;
            }
            // `the village of Atwick`
            if word(before) == "of"
                && before.checked_sub(1).is_some_and(|noun| self.kind(noun).any(Kind::LOC_TAIL))
            {
                score += 4;
                strength = Strength::Fair;
            }
            // `in Canada, Atwick`, `Canada and Atwick`
            let neighbour = match gap {
                Gap::Comma => Some(before),
                Gap::Space if matches!(word(before), "and" | "or") => before.checked_sub(1),
                _ => None,
            };
            if neighbour.is_some_and(|at| self.is_known_place(at)) {
                score += 2;
            }
        }
        // `Atwick is a village`
        if sentence.opens(start)
            && self.shape(end) == Shape::Lower
            && sentence.words.get(end).is_some_and(|word| matches!(&*word.key, "is" | "was"))
            && (end + 2..end + 5)
                .any(|at| self.kind(at).any(Kind::LOC_TAIL) && self.shape(at) == Shape::Lower)
        {
            score += 4;
            strength = Strength::Fair;
        }
        // `Takhmao, Cambodia`; `Kandal province`.
        if sentence.words.get(end).is_some_and(|word| word.gap == Gap::Comma) && self.is_known_place(end) {
            score += 2;
        }
        // `Samrong Tong district` is one name.
        let goes_on = sentence.words[start].gap == Gap::Space
            && start.checked_sub(1).is_some_and(|before| self.shape(before).is_capital());
        if self.kind(end).any(Kind::LOC_TAIL)
            && !goes_on
            && self.shape(end) == Shape::Lower
            && sentence.words.get(end).is_some_and(|word| word.gap == Gap::Space)
        {
            score += 4;
            strength = Strength::Fair;
        }
        (score > 0).then_some(Found {
            entity_type: EntityType::Place,
            score: score + 2 * (count as i32),
            strength,
        })
    }

    /// Whether a word alone is a country or the like.
    fn is_known_place(&self, at: usize) -> bool {
        self.shape(at).is_capital()
            && self
                .known
                .get(at)
                .copied()
                .flatten()
                .is_some_and(|known| known.entity_type == EntityType::Place && known.row.is_some())
    }

    /// `Rochester Falcons`: a place and a word in the plural are a team.
    fn team(&self, start: usize, end: usize) -> Option<Found> {
        let last = self.sentence.words.get(end - 1)?;
        let kind = self.kind(end - 1);
        if end - start < 2
            || end - start > 4
            || self.sentence.style != Style::Running
            || last.shape != Shape::Capital
            || last.gap != Gap::Space
            || !last.key.ends_with('s')
            || last.key.ends_with("ss")
            || last.key.len() < 4
            || kind.any(
                HEADS.or(Kind::DEMONYM).or(Kind::CALENDAR).or(Kind::TITLE).or(Kind::GIVEN).or(Kind::FAMILY),
            )
        {
            return None;
        }
        let place = self.lists.known_of(number_of(&self.sentence.words[start..end - 1]))?;
        (place.entity_type == EntityType::Place).then_some(Found {
            entity_type: EntityType::Organisation,
            score: 5 * (end - start) as i32,
            strength: Strength::Fair,
        })
    }

    /// `Article 41 of the Constitution`.
    fn article(&self, start: usize, end: usize) -> Option<Found> {
        let word = |at: usize| self.sentence.words.get(at).map_or("", |word| &*word.key);
        let law = start + 3 + usize::from(word(start + 3) == "the");
        (law < end
            && matches!(word(start), "article" | "articles")
            && self.shape(start).is_capital()
            && self.shape(start + 1) == Shape::Number
            && word(start + 2) == "of"
            && self.kind(end - 1).any(Kind::LAW_HEAD)
            && (law..end).all(|at| self.shape(at).is_capital() && !self.kind(at).any(Kind::FUNCTION)))
        .then_some(Found {
            entity_type: EntityType::Law,
            score: 5 * (end - start) as i32,
            strength: Strength::Strong,
        })
    }

    /// `Bill S-226`, `Resolution 1973`, `Sub-Decree No. 23`.
    fn numbered_law(&self, start: usize, end: usize) -> Option<Found> {
        let sub = usize::from(self.sentence.words[start].key == "sub");
        let count = (end - start).saturating_sub(sub);
        let start = start + sub;
        let numbered = (2..=4).contains(&count)
            && self.kind(start).any(Kind::LAW_HEAD)
            && self.shape(end - 1) == Shape::Number
            && (start + 1..end - 1)
                .all(|at| self.shape(at).is_capital() && self.sentence.words[at].text.len() <= 3);
        let year = self.sentence.words[end - 1].text.len() == 4 && count == 2;
        (numbered && !year).then_some(Found {
            entity_type: EntityType::Law,
            // More than `Sub-Decree` alone.
            score: 5 * ((count + sub) as i32) + if sub > 0 { 5 } else { 1 },
            strength: Strength::Strong,
        })
    }

    /// Capitals that nothing else explains: `CCHR`; several unknown words together.
    fn capitals(&self, start: usize, end: usize) -> Option<Found> {
        if self.sentence.style != Style::Running {
            return None;
        }
        let words = &self.sentence.words[start..end];
        let cue = start.checked_sub(1).is_some_and(|before| {
            self.kind(before).any(Kind::ORG_CUE)
                && self.shape(before) == Shape::Lower
                && words[0].gap == Gap::Space
        });
        let plain = |at: usize| {
            let kind = self.kind(at);
            kind.any(Kind::PLAIN_CAPITALS.or(Kind::CALENDAR).or(Kind::FUNCTION).or(Kind::TITLE))
        };
        if let [word] = words {
            let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
            // `KT:` opens a speaker's turn.
            let label = letters < 4
                && self.sentence.opens(start)
                && self.sentence.words.get(end).is_some_and(|next| next.gap == Gap::Colon);
            if word.shape == Shape::Upper && (2..=8).contains(&letters) && !plain(start) && !label {
                let spoken = self.kind(start).any(Kind::COMMON);
                let score = if spoken && !cue { 0 } else { 3 };
                return Some(Found {
                    entity_type: EntityType::Organisation,
                    score,
                    strength: Strength::Weak,
                });
            }
        }
        if cue && words.len() <= 4 && (start..end).all(|at| self.shape(at).is_capital() && !plain(at)) {
            let score = 5 * (words.len() as i32);
            return Some(Found { entity_type: EntityType::Organisation, score, strength: Strength::Fair });
        }
        None
    }
}
