//! Where the names of the trained tagger begin and end, and what they name, by the words in and around them.
//!
//! Input is the spans that the model found in a document and the document's sentences, output the spans mended, in
//! order and without overlap. The model reads a word and its neighbours; what is mended here is what it cannot see or
//! has seldom seen: `Chow Hang | -tung` (no name ends with a small word there), `But | Savuth`, `Brigade | 70`,
//! `Ministry of Education | , Youth and Sport`, a lawyer of `Adhoc`. Each mend asks for a mark of its own in the text;
//! none knows a name.

use super::EntityType;
use super::lists::{Kind, Lists};
use super::model::Span;
use super::table::{key_number, name_number};
use super::tagger::{Sentence, Style};
use super::word::{Gap, Shape, Word, key_of, number_of};
use crate::order;
use crate::text::TextRange;

/// The longest small part after a hyphen in a person's name, in letters: `Hang-tung`, `Wai-keung`.
const TAIL: usize = 6;

/// What follows a hyphen and a person's name without being part of it: `Blair-led`.
const COMPOUNDS: [&str; 12] =
    ["led", "based", "born", "era", "style", "run", "made", "like", "owned", "linked", "turned", "backed"];

/// Heads that a number follows, as part of an organisation's name.
const UNITS: [&str; 6] = ["brigade", "battalion", "regiment", "squadron", "division", "unit"];

/// Heads that a number follows, as part of a place's.
const PLACES: [&str; 7] = ["center", "centre", "prison", "camp", "village", "zone", "checkpoint"];

/// Heads of bodies whose field may be a list: `Ministry of Agriculture, Forestry and Fisheries`.
const BODIES: [&str; 6] = ["ministry", "department", "committee", "directorate", "bureau", "commission"];

/// What says, written small beside a name, that it is a company's or another body's.
const CUES: [&str; 8] =
    ["company", "firm", "conglomerate", "party", "newspaper", "broadcaster", "organisation", "organization"];

/// Family names that are spelt like small words: `But Savuth`, `Can Thi Theu`.
pub(super) const SURNAMES: [&str; 9] = ["but", "can", "do", "so", "on", "or", "him", "her", "may"];

/// Titles of the clergy that the model takes for the beginning of a name.
const CLERGY: [&str; 4] = ["bishop", "archbishop", "pastor", "reverend"];

/// Mends the spans of a document; `sentences` are in order.
pub(super) fn mend(sentences: &[Sentence<'_>], spans: &[Span], lists: &Lists) -> Vec<Span> {
    let mut mended: Vec<Vec<Span>> = Vec::with_capacity(sentences.len());
    // Names that a cue shows to be persons', against what the model took them for.
    let mut cued: Vec<u64> = Vec::new();
    let mut rest = spans;
    for sentence in sentences {
        let end = sentence.words.last().map_or(0, |word| word.range.end);
        let (here, after) = rest.split_at(rest.partition_point(|span| span.range.start < end));
        rest = after;
        mended.push(Line { sentence, lists }.mend(here, &mut cued));
    }
    // What one sentence shows of a name holds in the others.
    let all = || {
        sentences
            .iter()
            .zip(&mended)
            .flat_map(|(sentence, spans)| spans.iter().map(move |span| (sentence, span)))
    };
    let mut full: Vec<u64> = Vec::new();
    for (sentence, span) in all().filter(|(_, span)| span.entity_type == EntityType::Person) {
        let (start, end) = sentence.span(span.range);
        let words = &sentence.words[start..end];
        if words.len() > 1 && words[0].shape == Shape::Capital {
            full.push(number_of(words));
        }
    }
    let full = order::set(full);
    for (sentence, spans) in sentences.iter().zip(&mut mended) {
        for at in 0..spans.len() {
            let span = spans[at];
            let (start, end) = sentence.span(span.range);
            let is_person = |from: usize| {
                sentence
                    .words
                    .get(from..end)
                    .is_some_and(|words| full.binary_search(&number_of(words)).is_ok())
            };
            let free =
                start > 0 && (at == 0 || spans[at - 1].range.end <= sentence.words[start - 1].range.start);
            let words = &sentence.words[start..end];
            if span.entity_type != EntityType::Person && cued.contains(&number_of(words)) {
                spans[at].entity_type = EntityType::Person;
            }
            if free && sentence.words[start].gap == Gap::Space && is_person(start - 1) {
                spans[at].range.start = sentence.words[start - 1].range.start;
                spans[at].entity_type = EntityType::Person;
            }
        }
    }
    mended.into_iter().flatten().collect()
}

/// One sentence.
struct Line<'a, 't> {
    sentence: &'a Sentence<'t>,
    lists: &'a Lists,
}

impl<'t> Line<'_, 't> {
    fn mend(&self, spans: &[Span], cued: &mut Vec<u64>) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::with_capacity(spans.len());
        for (at, &span) in spans.iter().enumerate() {
            let wider = self.wider(span, &found, spans.get(at + 1));
            let span = self.typed(wider);
            if span.entity_type == EntityType::Person && wider.entity_type != EntityType::Person {
                let (start, end) = self.sentence.span(span.range);
                cued.push(number_of(&self.sentence.words[start..end]));
            }
            // What a wider name took in is gone.
            if found.last().is_some_and(|before| before.range.end > span.range.start) {
                continue;
            }
            match self.parted(span) {
                Some(parts) => found.extend(parts),
                None => found.push(span),
            }
        }
        let more = self.said(&found);
        if !more.is_empty() {
            found.extend(more);
            order::sort_by_key(&mut found, |span| span.range);
            found.dedup_by(|next, span| next.range.overlaps(span.range));
        }
        found
    }

    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.sentence.words.get(at)
    }

    fn kind(&self, at: usize) -> Kind {
        self.sentence.kinds.get(at).copied().unwrap_or_default()
    }

    /// A word with a capital of its own, right behind the word before it.
    fn capital(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.shape == Shape::Capital && word.gap == Gap::Space)
    }

    /// The span with what belongs to it on both sides.
    fn wider(&self, span: Span, before: &[Span], next: Option<&Span>) -> Span {
        let (mut start, mut end) = self.sentence.span(span.range);
        if start == end {
            return span;
        }
        let was = (start, end);
        let taken = before.last().map_or(0, |span| span.range.end);
        let free = |at: usize| self.sentence.words[at].range.start >= taken;
        match span.entity_type {
            EntityType::Person => {
                if self.tail(end) {
                    end += 1;
                }
                if start > 0
                    && (self.begins(start - 1, end) || start == 1 && end > start + 1 && self.opens(end))
                    && free(start - 1)
                {
                    start -= 1;
                }
                // `U Zaw Min Tun`, `Bishop Carlos Belo`.
                let title = &self.sentence.words[start];
                if title.text == "U" && end > start + 2 {
                    start += 1;
                }
            }
            EntityType::Organisation => {
                end = self.field(start, end);
                end = self.pair(start, end, next);
                end = self.defined(end, next);
                if self.word(end).is_some_and(|word| word.gap == Gap::Hyphen && word.shape == Shape::Upper) {
                    end += 1;
                }
                start = self.shared_head(start, end).filter(|&start| free(start)).unwrap_or(start);
            }
            // `Banteay Meanchey | Provincial Police`.
            _ => {
                let of_a_place = ["provincial", "municipal", "district", "city"];
                if self.word(end).is_some_and(|word| of_a_place.contains(&&*word.key))
                    && self.capital(end)
                    && self.capital(end + 1)
                    && self.kind(end + 1).any(Kind::ORG_HEAD)
                {
                    end += 2;
                }
            }
        }
        let numbered =
            self.word(end).is_some_and(|word| word.shape == Shape::Number && word.gap == Gap::Space);
        let head = &*self.sentence.words[end - 1].key;
        if numbered && (UNITS.contains(&head) || PLACES.contains(&head)) {
            end += 1;
        }
        if (start, end) == was { span } else { self.span(start, end, span) }
    }

    /// A span of words, otherwise as another.
    fn span(&self, start: usize, end: usize, like: Span) -> Span {
        match self.sentence.words.get(start..end) {
            Some([first, .., last]) => {
                Span { range: TextRange { start: first.range.start, end: last.range.end }, ..like }
            }
            Some([word]) => Span { range: word.range, ..like },
            _ => like,
        }
    }

    /// Whether the word at `at` is the small part after a hyphen of a person's name.
    fn tail(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.gap == Gap::Hyphen
                && word.shape == Shape::Lower
                && word.key.len() <= TAIL
                && !COMPOUNDS.contains(&&*word.key)
                && !self.kind(at).any(Kind::ROLE.or(Kind::TITLE))
        })
    }

    /// Whether the word at `at` begins the person's name after it: short, with a capital that nothing else explains.
    fn begins(&self, at: usize, end: usize) -> bool {
        let other = Kind::TITLE.or(Kind::ROLE).or(Kind::DEMONYM).or(Kind::CALENDAR).or(Kind::ORG_HEAD);
        self.sentence.style == Style::Running
            && at > 0
            && self.word(at + 1).is_some_and(|word| word.gap == Gap::Space && word.text.len() > 1)
            && (!self.kind(at).any(Kind::FUNCTION) || self.word(at).is_some_and(|word| SURNAMES.contains(&&*word.key)))
            && self.word(at).is_some_and(|word| {
                word.shape == Shape::Capital
                    && !word.text.chars().skip(1).any(char::is_uppercase)
                    && !matches!(&*word.key, "fr" | "st")
                    && (1..5).contains(&word.key.len())
                    && !word.possessive
                    // `his lawyer, New Sin Yew`.
                    && (word.gap == Gap::Space || word.gap == Gap::Comma && self.kind(at - 1).any(Kind::ROLE))
            })
            // Before one word alone more is asked: `the monk But Savuth`.
            && (self.kind(at - 1).any(Kind::TITLE.or(Kind::ROLE))
                || end > at + 2 && self.word(at - 1).is_some_and(|word| word.shape == Shape::Lower))
            && !self.kind(at).any(other.or(Kind::LOC_HEAD).or(Kind::LAW_HEAD).or(Kind::EVENT_HEAD))
            && self.word(at).is_some_and(|word| self.lists.known_of(word.number).is_none())
    }

    /// Whether the first word of the sentence, which may be a verb, begins the person's name that ends at `end`: a verb
    /// of saying follows, or what the person is (`Saw Taw Nee, a spokesman`).
    fn opens(&self, end: usize) -> bool {
        let Some(word) = self.word(0) else { return false };
        let kind = self.kind(0);
        let verb = matches!(&*word.key, "can" | "may" | "will");
        word.shape == Shape::Capital
            && self.capital(1)
            && (2..4).contains(&word.key.len())
            && !word.possessive
            && (verb || !kind.any(Kind::FUNCTION.or(Kind::CALENDAR)))
            && !kind.any(Kind::TITLE.or(Kind::HONORIFIC).or(Kind::DEMONYM).or(Kind::ORG_HEAD))
            && self.word(end).is_some_and(|word| match word.gap {
                Gap::Comma => {
                    matches!(&*word.key, "a" | "an" | "who" | "whose") || word.shape == Shape::Number
                }
                Gap::Space => self.kind(end).any(Kind::SPEECH),
                _ => false,
            })
    }

    /// The end of a name with what stands between it and its acronym: `Commission for the Disappeared | and Victims of
    /// Violence (KontraS)`.
    fn defined(&self, end: usize, next: Option<&Span>) -> usize {
        let open = |word: &Word<'_>| word.gap == Gap::Open;
        let Some(short) = (end..end + 9).find(|&at| self.word(at).is_none_or(open)) else { return end };
        let acronym = |word: &Word<'_>| {
            word.text.chars().filter(|c| c.is_uppercase()).count() > 1
                && !word.text.contains(|c: char| c.is_whitespace())
        };
        let within = (end..short).all(|at| {
            self.capital(at)
                || self.word(at).is_some_and(|word| word.gap == Gap::Space)
                    && self
                        .word(at)
                        .is_some_and(|word| matches!(&*word.key, "and" | "of" | "for" | "to" | "the" | "on"))
        });
        let alone =
            next.is_none_or(|next| self.word(short).is_some_and(|word| next.range.start >= word.range.start));
        if short > end && within && alone && self.capital(short - 1) && self.word(short).is_some_and(acronym)
        {
            short
        } else {
            end
        }
    }

    /// The start of a name whose head belongs to two words before it: `the Communications and | Multimedia Commission`.
    fn shared_head(&self, start: usize, end: usize) -> Option<usize> {
        let and = start.checked_sub(1).filter(|&and| self.sentence.words[and].key == "and")?;
        let common = |at: usize| {
            let kind = self.kind(at);
            self.word(at).is_some_and(|word| word.shape == Shape::Capital && !word.possessive)
                && kind.any(Kind::COMMON.or(Kind::DEMONYM))
                && !kind.any(
                    Kind::ORG_HEAD.or(Kind::TITLE).or(Kind::FUNCTION).or(Kind::CALENDAR).or(Kind::LAW_HEAD),
                )
        };
        let first = (0..and).rev().take_while(|&at| common(at)).last()?;
        let article = first.checked_sub(1).is_some_and(|the| self.sentence.words[the].key == "the");
        (article
            && and - first < 4
            && !self.kind(and - 1).any(Kind::DEMONYM)
            && (first + 1..end).all(|at| self.sentence.words[at].gap == Gap::Space)
            && self.kind(end - 1).any(Kind::ORG_HEAD)
            && self.lists.known_of(number_of(&self.sentence.words[start..end])).is_none())
        .then_some(first)
    }

    /// The end of a body's name with the list of its fields.
    fn field(&self, start: usize, end: usize) -> usize {
        let opened = self.word(start + 1).is_some_and(|word| matches!(&*word.key, "of" | "for"));
        if !opened || !BODIES.contains(&&*self.sentence.words[start].key) {
            return end;
        }
        let common = |at: usize| {
            let kind = self.kind(at);
            self.word(at).is_some_and(|word| word.shape == Shape::Capital)
                && !kind.any(Kind::GIVEN.or(Kind::FAMILY).or(Kind::DEMONYM)) | kind.any(Kind::COMMON)
        };
        let mut at = end;
        let mut lists = false;
        while let Some(word) = self.word(at) {
            match word.gap {
                // A comma opens the next field, which is no body itself.
                Gap::Comma if common(at) && !(self.kind(at).any(Kind::ORG_HEAD) && lists) => lists = true,
                Gap::Space if lists && word.key == "and" => {
                    let mut last = at + 1;
                    while common(last) && self.word(last).is_some_and(|word| word.gap == Gap::Space) {
                        last += 1;
                    }
                    return if last > at + 1 { last } else { end };
                }
                Gap::Space if lists && common(at) => {}
                _ => return end,
            }
            at += 1;
        }
        end
    }

    /// The end of a name with the second of two things that it is for: `Working Group on Enforced | or Involuntary
    /// Disappearances`.
    fn pair(&self, start: usize, end: usize, next: Option<&Span>) -> usize {
        let links = |word: &Word<'_>| matches!(&*word.key, "on" | "for" | "of");
        let words = &self.sentence.words[start..end];
        let common = |at: usize| self.capital(at) && !self.kind(at).any(Kind::GIVEN.or(Kind::ORG_HEAD));
        let run = |from: usize| (from..from + 9).find(|&at| !common(at)).unwrap_or(from);
        let mut or = end;
        if self.kind(end - 1).any(Kind::ORG_HEAD) && self.word(end).is_some_and(links) {
            or = run(end + 1);
        } else if !words.iter().skip(1).any(links) {
            return end;
        }
        if !self.word(or).is_some_and(|word| word.gap == Gap::Space && word.key == "or") {
            return end;
        }
        let last = run(or + 1);
        let alone = || next.is_none_or(|next| next.range.start >= self.sentence.words[last - 1].range.end);
        if last > or + 1 && alone() { last } else { end }
    }

    /// Names that the words alone say, where the model found none: a numbered unit, a person with a hyphen in the given
    /// name, another name of a person.
    fn said(&self, found: &[Span]) -> Vec<Span> {
        let mut more: Vec<Span> = Vec::new();
        let words = &self.sentence.words;
        let any = |at: usize, entity_type| {
            let range = words.get(at)?.range;
            Some(Span { range, entity_type, score: 0 })
        };
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.shape != Shape::Capital) {
            let Some(before) = at.checked_sub(1) else { continue };
            let head = &words[before];
            let span = if word.shape == Shape::Number && word.gap == Gap::Space {
                let unit = head.shape == Shape::Capital && UNITS[..4].contains(&&*head.key);
                let start =
                    before - usize::from(before > 1 && self.capital(before) && self.capital(before - 1));
                any(before, EntityType::Organisation)
                    .filter(|_| unit)
                    .map(|span| self.span(start, at + 1, span))
            } else if self.tail(at) && before > 0 {
                // `Chow Hang-tung`.
                let (other, common) =
                    (Kind::TITLE.or(Kind::ROLE).or(Kind::DEMONYM), Kind::COMMON.or(Kind::FUNCTION));
                let name = self.capital(before)
                    && head.key.len() > 1
                    && words[before - 1].shape == Shape::Capital
                    && !self.kind(at).any(common)
                    && !self.kind(before).any(other)
                    && words[before - 1].key.len() <= TAIL
                    && head.key.len() <= TAIL
                    && (before < 3
                        || !words[before - 2].shape.is_capital()
                        || self.kind(before - 2).any(other.or(common)))
                    && !self.kind(before - 1).any(other.or(common))
                    && self.word(at + 1).is_none_or(|word| word.gap != Gap::Hyphen);
                any(at, EntityType::Person).filter(|_| name).map(|span| self.span(before - 1, at + 1, span))
            } else if word.key == "nicknamed" || word.key == "as" && head.key == "known" {
                // `Leung Kwok-hung, known as Long Hair`.
                let last =
                    (at + 1..words.len()).find(|&at| !self.capital(at)).unwrap_or(words.len()).min(at + 4);
                let person =
                    found.iter().rev().find(|span| span.range.end < word.range.start).filter(|span| {
                        span.entity_type == EntityType::Person && at - self.sentence.span(span.range).1 < 4
                    });
                person.filter(|_| last > at + 1).map(|&person| self.span(at + 1, last, person))
            } else {
                None
            };
            more.extend(span.filter(|span| !found.iter().any(|other| other.range.overlaps(span.range))));
        }
        more
    }

    /// The span with the type that its words, or the words after it, give.
    fn typed(&self, span: Span) -> Span {
        let (start, end) = self.sentence.span(span.range);
        let words = &self.sentence.words[start..end];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return span };
        if span.entity_type != EntityType::Organisation && self.company(start, end) {
            return Span { entity_type: EntityType::Organisation, ..span };
        }
        let (opening, closing) = (self.kind(start), self.kind(end - 1));
        let place = |entity_type| Span { entity_type, ..span };
        if span.entity_type == EntityType::Organisation
            && CLERGY.contains(&&*first.key)
            && words.len() > 2
            && self.kind(start + 1).any(Kind::GIVEN)
        {
            return Span {
                range: TextRange { start: words[1].range.start, end: span.range.end },
                ..place(EntityType::Person)
            };
        }
        if last.shape == Shape::Number {
            let unit = words.iter().rev().nth(1).is_some_and(|head| UNITS.contains(&&*head.key));
            return place(if unit { EntityType::Organisation } else { span.entity_type });
        }
        // `Insein Prison`.
        if span.entity_type == EntityType::Person
            && matches!(&*last.key, "prison" | "province" | "airport" | "stadium" | "monument" | "river")
        {
            return place(EntityType::Place);
        }
        if span.entity_type != EntityType::Organisation
            && matches!(
                &*last.key,
                "court" | "police" | "committee" | "commission" | "ministry" | "association" | "federation"
            )
            && !opening.any(Kind::GIVEN)
        {
            return place(EntityType::Organisation);
        }
        // `Tan Son Nhat airport`
        let tail = ["airport", "district", "commune", "village", "township", "province"];
        if self.word(end).is_some_and(|word| word.gap == Gap::Space && tail.contains(&word.text))
            && !closing.any(Kind::ORG_HEAD)
            && span.entity_type == EntityType::Organisation
        {
            return place(EntityType::Place);
        }
        // `villagers of Chi Kraeng`
        let of = start.checked_sub(2).filter(|_| self.sentence.words[start - 1].key == "of");
        let settled =
            ["villagers", "residents", "inhabitants", "town", "village", "commune", "district", "province"];
        if span.entity_type == EntityType::Person
            && of.is_some_and(|at| settled.contains(&&*self.sentence.words[at].key))
        {
            return place(EntityType::Place);
        }
        // `Kong Mas, who …`
        let who = self
            .word(end)
            .is_some_and(|word| word.gap == Gap::Comma && matches!(&*word.key, "who" | "whose"));
        let heads = Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::LOC_OPENING).or(Kind::COMMON).or(Kind::LINK);
        if who
            && !closing.any(heads)
            && !opening.any(heads)
            && (2..4).contains(&words.len())
            && words.iter().all(|word| word.shape == Shape::Capital)
            && self.lists.known_of(number_of(words)).is_none()
        {
            return place(EntityType::Person);
        }
        span
    }

    /// Whether the words beside a name say that it is a company's or another body's: `the company Huaneng`, `Huaneng, a
    /// Chinese company`.
    fn company(&self, start: usize, end: usize) -> bool {
        let small = |at: usize| self.word(at).filter(|word| word.shape == Shape::Lower);
        let body = |at: usize| small(at).is_some_and(|word| CUES.contains(&&*word.key));
        let known = || self.lists.known_of(number_of(&self.sentence.words[start..end])).is_some();
        let before = start.checked_sub(2).is_some_and(|article| {
            body(article + 1)
                && self.sentence.words[start].gap == Gap::Space
                && matches!(&*self.sentence.words[article].key, "the" | "company")
        });
        let after = || {
            self.word(end)
                .is_some_and(|word| word.gap == Gap::Comma && matches!(&*word.key, "a" | "an" | "the"))
                && (body(end + 1)
                    || body(end + 2) && self.word(end + 1).is_some_and(|word| word.gap == Gap::Space))
        };
        (before || after()) && !known()
    }

    /// A person and the organisation that it is of, or an organisation and the place that it is for, where the model
    /// took both for one name.
    fn parted(&self, span: Span) -> Option<[Span; 2]> {
        let (start, end) = self.sentence.span(span.range);
        let words = &self.sentence.words[start..end];
        let link = words.iter().position(|word| matches!(&*word.key, "of" | "for"))?;
        let (left, right) = (words.get(..link)?, words.get(link + 1..)?);
        let known = self.lists.known_of(name_number(right.iter().map(|word| word.number)));
        let known = known.map(|known| known.entity_type);
        let acronym = || self.lists.acronym(&key_of(right)).is_some();
        let organisation = known == Some(EntityType::Organisation) || acronym();
        let heads = Kind::ORG_HEAD.or(Kind::COMMON).or(Kind::FUNCTION);
        let personal = || {
            left.len() > 1
                && left.iter().all(|word| word.shape == Shape::Capital)
                && (start..start + link).all(|at| !self.kind(at).any(heads))
        };
        let types = if words[link].key == "of" && organisation && personal() {
            [EntityType::Person, EntityType::Organisation]
        } else if words[link].key == "for"
            && known == Some(EntityType::Place)
            && self.lists.known_of(key_number(&key_of(left))).is_some()
        {
            [EntityType::Organisation, EntityType::Place]
        } else {
            return None;
        };
        let part = |words: &[Word<'_>], entity_type| {
            let range = TextRange { start: words.first()?.range.start, end: words.last()?.range.end };
            Some(Span { range, entity_type, ..span })
        };
        Some([part(left, types[0])?, part(right, types[1])?])
    }
}
