//! Where the names of the trained tagger begin and end, and what they name, by the words in and around them.
//!
//! Input is the spans that the model found in a document and the document's sentences, output the spans mended, in
//! order and without overlap. The model reads a word and its neighbours; what is mended here is what it cannot see or
//! has seldom seen: `Chow Hang | -tung` (for it no name ends with a small word), `But | Savuth`, `Brigade | 70`,
//! `Ministry of Education | , Youth and Sport`. Each mend asks for a mark of its own in the text; none knows a name.

use super::EntityType;
use super::lists::{Kind, Lists};
use super::model::Span;
use super::table::{Table, name_number};
use super::tagger::Sentence;
use super::word::{Gap, Shape, Word, key_of, number_of};
use crate::text::TextRange;

/// The longest part of a person's name that is written with a hyphen, in letters: `Hang-tung`, `Wai-keung`.
const PART: usize = 6;

/// What follows a hyphen and a person's name without being part of it: `Blair-led`.
const COMPOUNDS: [&str; 12] =
    ["led", "based", "born", "era", "style", "run", "made", "like", "owned", "linked", "turned", "backed"];

/// Family names that are spelt like small words: `But Savuth`, `Can Thi Theu`.
pub(super) const SURNAMES: [&str; 9] = ["but", "can", "do", "so", "on", "or", "him", "her", "may"];

/// Heads that a number follows: first those of an organisation's name, then those of a place's.
const NUMBERED: [&str; 11] = [
    "brigade",
    "battalion",
    "regiment",
    "squadron",
    "division",
    "unit",
    "center",
    "centre",
    "prison",
    "camp",
    "village",
];
/// How many of them are of organisations, and how many of these name one by themselves.
const UNITS: (usize, usize) = (6, 4);

/// Mends the spans of a document; `sentences` are in order.
pub(super) fn mend(sentences: &[Sentence<'_>], spans: &[Span], lists: &Lists) -> Vec<Span> {
    let mut mended: Vec<Span> = Vec::with_capacity(spans.len());
    // Names that a cue shows to be persons', against what the model took them for; and full names of persons.
    let mut cued: Table<()> = Table::default();
    let mut full: Table<()> = Table::default();
    let mut rest = spans;
    for sentence in sentences {
        let end = sentence.words.last().map_or(0, |word| word.range.end);
        let (here, after) = rest.split_at(rest.partition_point(|span| span.range.start < end));
        rest = after;
        Line { sentence, lists }.mend(here, &mut mended, &mut cued);
    }
    // What one sentence shows of a name holds in the others.
    for pass in 0..2 {
        let mut taken = 0;
        for span in &mut mended {
            let line = sentences.partition_point(|sentence| beyond(sentence, span));
            let Some(sentence) = sentences.get(line) else { break };
            let (start, end) = sentence.span(span.range);
            let words = &sentence.words[start..end];
            if pass == 0 {
                if cued.get(number_of(words)).is_some() {
                    span.entity_type = EntityType::Person;
                }
                if span.entity_type == EntityType::Person && words.len() > 1 {
                    full.slot(number_of(words), || ());
                }
            } else if let Some(before) = start.checked_sub(1).and_then(|before| sentence.words.get(before))
                && before.range.start >= taken
                && words.first().is_some_and(|word| word.gap == Gap::Space)
                && full.get(number_of(&sentence.words[start - 1..end])).is_some()
            {
                span.range.start = before.range.start;
                span.entity_type = EntityType::Person;
            }
            taken = span.range.end;
        }
    }
    mended
}

fn beyond(sentence: &Sentence<'_>, span: &Span) -> bool {
    sentence.words.last().is_none_or(|word| word.range.end <= span.range.start)
}

/// One sentence.
struct Line<'a, 't> {
    sentence: &'a Sentence<'t>,
    lists: &'a Lists,
}

impl<'t> Line<'_, 't> {
    /// Adds the mended spans to those of the sentences before.
    fn mend(&self, spans: &[Span], found: &mut Vec<Span>, cued: &mut Table<()>) {
        let first = found.len();
        for (at, &span) in spans.iter().enumerate() {
            let taken = found.last().map_or(0, |span| span.range.end);
            if self.of_office(span, taken) {
                continue;
            }
            let mut span = self.wider(self.behind_office(span), taken, spans.get(at + 1));
            let (start, end) = self.sentence.span(span.range);
            let words = &self.sentence.words[start..end];
            // What a wider name took in is gone.
            if span.range.start < taken {
                continue;
            }
            if let Some(entity_type) = self.cue(start, end) {
                if entity_type == EntityType::Person && span.entity_type != entity_type {
                    cued.slot(number_of(words), || ());
                }
                span.entity_type = entity_type;
            }
            // A person and the organisation that it is of: `Am Sam Ath | of | Licadho`.
            if let Some(link) = self.link(start, end) {
                found.push(self.span(start, link, Span { entity_type: EntityType::Person, ..span }));
                span = self.span(link + 1, end, Span { entity_type: EntityType::Organisation, ..span });
            }
            found.push(span);
        }
        // Names that the words alone say, where the model found none.
        for at in 1..self.sentence.words.len() {
            let (start, entity_type) = match self.shape(at) {
                Shape::Number if self.numbered(at).is_some_and(|head| head < UNITS.1) => {
                    (at - 1, EntityType::Organisation)
                }
                Shape::Lower if self.given(at) => (at - 2, EntityType::Person),
                _ => continue,
            };
            let span = self.span(start, at + 1, Span { range: TextRange::default(), entity_type, score: 0 });
            let place = first + found[first..].partition_point(|other| other.range.end <= span.range.start);
            if found.get(place).is_none_or(|other| !other.range.overlaps(span.range)) {
                found.insert(place, span);
            }
        }
    }

    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.sentence.words.get(at)
    }

    fn kind(&self, at: usize) -> Kind {
        self.sentence.kinds.get(at).copied().unwrap_or_default()
    }

    /// A word folded; nothing where there is none.
    fn key(&self, at: usize) -> &str {
        self.word(at).map_or("", |word| &word.key)
    }

    fn shape(&self, at: usize) -> Shape {
        self.word(at).map_or(Shape::Lower, |word| word.shape)
    }

    fn gap(&self, at: usize) -> Gap {
        self.word(at).map_or(Gap::Other, |word| word.gap)
    }

    /// A word with a capital of its own, right behind the word before it.
    fn capital(&self, at: usize) -> bool {
        self.shape(at) == Shape::Capital && self.gap(at) == Gap::Space
    }

    /// A span of words, otherwise as another.
    fn span(&self, start: usize, end: usize, like: Span) -> Span {
        match (self.word(start), self.word(end - 1)) {
            (Some(first), Some(last)) => {
                Span { range: TextRange { start: first.range.start, end: last.range.end }, ..like }
            }
            _ => like,
        }
    }

    /// The span with what belongs to it on both sides; words before `taken` are another's, and so are those of `next`.
    fn wider(&self, mut span: Span, taken: u32, next: Option<&Span>) -> Span {
        let (mut start, mut end) = self.sentence.span(span.range);
        let was = (start, end);
        if start == end {
            return span;
        }
        match span.entity_type {
            // `Tsai Ing | -wen`
            EntityType::Place
                if self.given(end)
                    && self.lists.known_of(number_of(&self.sentence.words[start..end])).is_none() =>
            {
                span.entity_type = EntityType::Person;
                end += 1;
            }
            EntityType::Person => {
                end += usize::from(self.tail(end));
                if start > 1
                    && self.begins(start - 1, end)
                    && self.sentence.words[start - 1].range.start >= taken
                {
                    start -= 1;
                }
            }
            EntityType::Organisation => {
                end = self.field(start, end);
                let limit = next.map_or(u32::MAX, |next| next.range.start);
                end = self.defined(end, limit);
            }
            _ => {}
        }
        end += usize::from(self.numbered(end).is_some());
        if (start, end) == was { span } else { self.span(start, end, span) }
    }

    /// Which of [`NUMBERED`] stands before the number at `at`.
    fn numbered(&self, at: usize) -> Option<usize> {
        let head =
            at.checked_sub(1).filter(|_| self.shape(at) == Shape::Number && self.gap(at) == Gap::Space)?;
        let known = NUMBERED.iter().position(|known| *known == self.key(head));
        known.filter(|_| self.shape(head) == Shape::Capital)
    }

    /// Whether the word at `at` is the small part after a hyphen of a person's name.
    fn tail(&self, at: usize) -> bool {
        self.gap(at) == Gap::Hyphen
            && self.shape(at) == Shape::Lower
            && self.key(at).len() <= PART
            && !COMPOUNDS.contains(&self.key(at))
            && !self.kind(at).any(Kind::ROLE.or(Kind::TITLE))
    }

    /// Whether the word at `at` ends a person's name by itself: `Chow Hang-tung`.
    fn given(&self, at: usize) -> bool {
        let other = Kind::TITLE.or(Kind::ROLE).or(Kind::DEMONYM);
        let common = Kind::COMMON.or(Kind::FUNCTION);
        at > 1
            && self.tail(at)
            && !self.kind(at).any(common)
            && self.capital(at - 1)
            && (2..=PART).contains(&self.key(at - 1).len())
            && !self.kind(at - 1).any(other)
            && self.shape(at - 2) == Shape::Capital
            && self.key(at - 2).len() <= PART
            && !self.kind(at - 2).any(other.or(common))
            && (at < 4 || !self.shape(at - 3).is_capital() || self.kind(at - 3).any(other.or(common)))
            && self.gap(at + 1) != Gap::Hyphen
    }

    /// Whether the word at `at` begins the person's name after it, which ends at `end`: short, with a capital that
    /// nothing else explains. Before one word alone more is asked: `the monk But Savuth`.
    fn begins(&self, at: usize, end: usize) -> bool {
        let other = Kind::TITLE.or(Kind::ROLE).or(Kind::DEMONYM).or(Kind::CALENDAR).or(Kind::ORG_HEAD);
        let (key, kind, before) = (self.key(at), self.kind(at), self.kind(at - 1));
        let Some(word) = self.word(at) else { return false };
        word.shape == Shape::Capital
            && (1..5).contains(&key.len())
            && !word.possessive
            && !matches!(key, "fr" | "st")
            && word.text.chars().filter(|c| c.is_uppercase()).count() == 1
            // `his lawyer, Can Thi Lan`
            && (word.gap == Gap::Space || word.gap == Gap::Comma && before.any(Kind::ROLE))
            && self.gap(at + 1) == Gap::Space
            && self.key(at + 1).len() > 1
            && (!kind.any(Kind::FUNCTION) || SURNAMES.contains(&key))
            && (before.any(Kind::TITLE.or(Kind::ROLE)) || end > at + 2 && self.shape(at - 1) == Shape::Lower)
            && !kind.any(other.or(Kind::LOC_HEAD).or(Kind::LAW_HEAD).or(Kind::EVENT_HEAD))
            && self.lists.known_of(word.number).is_none()
    }

    /// Whether fields of a minister begin at `at`: `Minister of`, `Secretary for`.
    fn office(&self, at: usize) -> bool {
        let key = |before: usize| at.checked_sub(before).map_or("", |at| self.key(at));
        matches!((key(2), key(1)), ("minister" | "ministers", "of" | "for") | ("secretary", "for"))
    }

    /// A minister's name without the field before it: `Minister | of Health | Lim Narith`. The first word is always of
    /// the field; more are where running text writes them small and two words are left.
    fn behind_office(&self, span: Span) -> Span {
        let (start, end) = self.sentence.span(span.range);
        let field = start + usize::from(matches!(self.key(start), "of" | "for"));
        let least = if field > start { 1 } else { 2 };
        if span.entity_type != EntityType::Person || end <= field + least || !self.office(field) {
            return span;
        }
        let mut name = field + 1;
        while end > name + 2 && (self.kind(name).any(Kind::COMMON) || self.key(name) == "and") {
            name += 1;
        }
        self.span(name, end, span)
    }

    /// Whether the words are fields of a minister and no body: `Minister of Education, | Youth and Sport`. Words before
    /// `taken` are another's.
    fn of_office(&self, span: Span, taken: u32) -> bool {
        let (start, end) = self.sentence.span(span.range);
        let listed = |at: &usize| {
            let own = self.word(*at).is_some_and(|word| word.range.start >= taken);
            own && (self.shape(*at) == Shape::Capital || self.key(*at) == "and")
        };
        let first = (0..start).rev().take(12).take_while(listed).last().unwrap_or(start);
        let mut words = start..end;
        span.entity_type == EntityType::Organisation
            && self.office(first)
            && (first == start || words.any(|at| self.kind(at).any(Kind::COMMON)))
            && self.lists.known_of(number_of(&self.sentence.words[start..end])).is_none()
    }

    /// The end of a body's name with the list of its fields: `Ministry of Agriculture, Forestry and Fisheries`.
    fn field(&self, start: usize, end: usize) -> usize {
        if !matches!(self.key(start), "ministry" | "department" | "committee") || self.key(start + 1) != "of"
        {
            return end;
        }
        let common = |at: usize| {
            let kind = self.kind(at);
            // `the Ministry of Justice, Amnesty International and Licadho`
            let known = |end: usize| {
                let words = self.sentence.words.get(at..end);
                words.is_some_and(|words| self.lists.known_of(number_of(words)).is_some())
            };
            self.shape(at) == Shape::Capital
                && (kind.any(Kind::COMMON) || !kind.any(Kind::GIVEN.or(Kind::FAMILY).or(Kind::DEMONYM)))
                && !(at + 1..at + 4).any(known)
        };
        let mut at = end;
        while self.gap(at) == Gap::Comma && common(at) || at > end && self.capital(at) && common(at) {
            at += 1;
        }
        let mut last = at + 1;
        while self.capital(last) && common(last) {
            last += 1;
        }
        if at > end && self.key(at) == "and" && last > at + 1 { last } else { end }
    }

    /// The end of a name with what stands between it and its acronym: `Commission for the Disappeared | and Victims of
    /// Violence (KontraS)`.
    fn defined(&self, end: usize, limit: u32) -> usize {
        let mut at = end;
        while at < end + 9
            && (self.capital(at)
                || self.gap(at) == Gap::Space
                    && matches!(self.key(at), "and" | "of" | "for" | "to" | "the" | "on"))
        {
            at += 1;
        }
        let short = self.word(at).filter(|word| word.gap == Gap::Open && word.range.start <= limit);
        let acronym = short.is_some_and(|word| word.text.chars().filter(|c| c.is_uppercase()).count() > 1);
        if at > end && acronym && self.capital(at - 1) { at } else { end }
    }

    /// The type that the words of a name, or the words after it, give.
    fn cue(&self, start: usize, end: usize) -> Option<EntityType> {
        let words = &self.sentence.words[start..end];
        let last = end.checked_sub(1)?;
        if let Some(head) = self.numbered(last) {
            return (head < UNITS.0).then_some(EntityType::Organisation);
        }
        // `Kong Mas, who …`
        let heads = Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::LOC_OPENING).or(Kind::COMMON);
        let person = self.gap(end) == Gap::Comma
            && matches!(self.key(end), "who" | "whose")
            && (2..4).contains(&words.len())
            && (start..end).all(|at| self.shape(at) == Shape::Capital && !self.kind(at).any(heads))
            && self.lists.known_of(number_of(words)).is_none();
        person.then_some(EntityType::Person)
    }

    /// Where the `of` stands between a person and the organisation that it is of, where the model took both for one
    /// name.
    fn link(&self, start: usize, end: usize) -> Option<usize> {
        let link = (start..end).find(|&at| self.key(at) == "of")?;
        let heads = Kind::ORG_HEAD.or(Kind::COMMON).or(Kind::FUNCTION);
        let right = self.sentence.words.get(link + 1..end)?;
        let known = || {
            let known = self.lists.known_of(name_number(right.iter().map(|word| word.number)));
            known.is_some_and(|known| known.entity_type == EntityType::Organisation)
                || self.lists.acronym(&key_of(right)).is_some()
        };
        let personal = |at: usize| self.shape(at) == Shape::Capital && !self.kind(at).any(heads);
        (link > start + 1 && (start..link).all(personal) && known()).then_some(link)
    }
}
