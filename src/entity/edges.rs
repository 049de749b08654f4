//! Where the names of the trained tagger begin and end, by the words in and around them; what they name, `cues` says.
//!
//! Input is the spans that the model found in a document and the document's sentences, output the spans mended, in
//! order and without overlap. The model reads a word and its neighbours; what is mended here is what it cannot see or
//! has seldom seen: `Chow Hang | -tung` (for it no name ends with a small word), `But | Savuth`, `Brigade | 70`,
//! `Ministry of Education | , Youth and Sport`. Each mend asks for a mark of its own in the text; none knows a name.

use super::EntityType;
use super::lists::{Kind, Lists};
use super::model::Span;
use super::table::Table;
use super::tagger::{Sentence, Style};
use super::word::{Gap, Shape, Word, number_of};
use crate::text::TextRange;

/// The longest part of a person's name that is written with a hyphen, in letters: `Hang-tung`, `Wai-keung`.
const PART: usize = 6;

/// What follows a hyphen and a person's name without being part of it: `Blair-led`.
const COMPOUNDS: [&str; 12] =
    ["led", "based", "born", "era", "style", "run", "made", "like", "owned", "linked", "turned", "backed"];

/// Family names that are spelt like small words: `But Savuth`, `Can Thi Theu`.
pub(super) const SURNAMES: [&str; 12] =
    ["but", "can", "do", "so", "on", "or", "him", "her", "may", "to", "in", "an"];

/// What stands before a person's name and is none of it.
pub(super) const OTHER: Kind =
    Kind::TITLE.or(Kind::ROLE).or(Kind::DEMONYM).or(Kind::CALENDAR).or(Kind::ORG_HEAD);

/// What a company is before the law, at the end of its name.
pub(super) const FORMS: [&str; 13] =
    ["co", "ltd", "inc", "llc", "plc", "limited", "sdn", "bhd", "corp", "pty", "pte", "gmbh", "jsc"];

/// What a place is, behind a hyphen at the end of its name: `Hannam-dong`.
const WARDS: [&str; 9] = ["dong", "gu", "si", "do", "ri", "ku", "shi", "cho", "machi"];

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
pub(super) const UNITS: (usize, usize) = (6, 4);

/// Mends the spans of a document; `sentences` are in order.
pub(super) fn mend(sentences: &[Sentence<'_>], spans: &[Span], lists: &Lists) -> Vec<Span> {
    let mut mended: Vec<Span> = Vec::with_capacity(spans.len());
    // What a cue shows names to be, against what the model took them for; and full names of persons.
    let mut cued: Table<EntityType> = Table::default();
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
                if let Some(&entity_type) = cued.get(number_of(words)) {
                    span.entity_type = entity_type;
                }
                if span.entity_type == EntityType::Person && words.len() > 1 {
                    // `De Lima` behind `Leila de Lima`
                    for from in 0..words.len() {
                        full.slot(number_of(&words[from..]), || ());
                    }
                    full.slot(words[0].number, || ());
                }
            } else if let Some(before) = start.checked_sub(1).and_then(|before| sentence.words.get(before))
                && before.range.start >= taken
                && words.first().is_some_and(|word| word.gap == Gap::Space)
                && full.get(number_of(&sentence.words[start - 1..end])).is_some()
            {
                span.range.start = before.range.start;
                span.entity_type = EntityType::Person;
            } else if full.get(number_of(words)).is_some()
                && (words.len() > 1
                    || lists.known_of(words[0].number).is_none()
                        && !start.checked_sub(1).is_some_and(|before| {
                            sentence.kinds[before].any(Kind::PLACE_CUE.or(Kind::LINK))
                                && sentence.words[before].key != "and"
                        }))
            {
                span.entity_type = EntityType::Person;
            }
            taken = span.range.end;
        }
    }
    // `“Narith left,” he said`: the model has only the full name.
    for sentence in sentences {
        for (at, word) in sentence.words.iter().enumerate() {
            let none = OTHER.or(Kind::COMMON).or(Kind::FUNCTION).or(Kind::LOC_HEAD).or(Kind::LINK);
            let beside = |at: usize| {
                sentence.words.get(at).is_some_and(|word| {
                    matches!(word.gap, Gap::Space | Gap::Hyphen) && word.shape != Shape::Lower
                })
            };
            // `De Lima`
            let pair = sentence.words.get(at..at + 2).filter(|pair| {
                sentence.kinds[at].any(Kind::PARTICLE)
                    && full.get(number_of(pair)).is_some()
                    && beside(at + 1)
            });
            let range =
                TextRange { start: word.range.start, end: pair.map_or(word, |pair| &pair[1]).range.end };
            let single = word.text.len() > 3
                && full.get(word.number).is_some()
                && !sentence.kinds[at].any(none)
                && lists.known_of(word.number).is_none()
                && !beside(at + 1);
            if word.shape != Shape::Capital
                || !single && pair.is_none()
                || at > 0 && sentence.words[at - 1].shape != Shape::Lower && beside(at)
            {
                continue;
            }
            let place = mended.partition_point(|other| other.range.end <= range.start);
            if mended.get(place).is_none_or(|other| !other.range.overlaps(range)) {
                mended.insert(place, Span { range, entity_type: EntityType::Person, score: 0 });
            }
        }
    }
    mended
}

fn beyond(sentence: &Sentence<'_>, span: &Span) -> bool {
    sentence.words.last().is_none_or(|word| word.range.end <= span.range.start)
}

/// One sentence.
pub(super) struct Line<'a, 't> {
    pub(super) sentence: &'a Sentence<'t>,
    pub(super) lists: &'a Lists,
}

impl<'t> Line<'_, 't> {
    /// Adds the mended spans to those of the sentences before.
    fn mend(&self, spans: &[Span], found: &mut Vec<Span>, cued: &mut Table<EntityType>) {
        let first = found.len();
        for (at, &span) in spans.iter().enumerate() {
            let taken = found.last().map_or(0, |span| span.range.end);
            if self.of_office(span, taken) {
                continue;
            }
            let span = self.behind_role(self.behind_office(span));
            let mut span = self.wider(span, taken, spans.get(at + 1));
            let (start, end) = self.sentence.span(span.range);
            let words = &self.sentence.words[start..end];
            // What a wider name took in is gone.
            if span.range.start < taken {
                continue;
            }
            // `Keo Sarin` is a firm where it is `Keo Sarin Co., Ltd.` or `Keo Sarin Rubber` elsewhere.
            let business = |at: &usize| {
                FORMS.contains(&self.key(*at))
                    || self.kind(*at).any(Kind::COMPANY_ENDING)
                        && span.entity_type == EntityType::Organisation
                        && !(start..*at).all(|at| {
                            let kind = self.kind(at);
                            kind.any(Kind::GIVEN.or(Kind::FAMILY)) && !kind.any(Kind::COMMON)
                        })
            };
            if let Some(end) = (start + 1..end).find(business)
                && self.known(start, end).is_none()
            {
                let firm = &self.sentence.words[start..end];
                cued.slot(number_of(firm), || EntityType::Organisation);
            }
            if let Some(entity_type) = self.cue(start, end, span.entity_type) {
                if entity_type == EntityType::Person && span.entity_type != entity_type {
                    cued.slot(number_of(words), || entity_type);
                }
                span.entity_type = entity_type;
            }
            if let Some(parts) = self.parted(start, end, span.entity_type) {
                let first = start + usize::from(self.key(start) == "the" && self.gap(start) != Gap::Space);
                found.push(self.span(first, parts.end, Span { entity_type: parts.types.0, ..span }));
                span = self.span(parts.next, end, Span { entity_type: parts.types.1, ..span });
            }
            found.push(span);
        }
        // Names that the words alone say, where the model found none.
        for at in 1..self.sentence.words.len() {
            let (start, entity_type) = match self.shape(at) {
                Shape::Capital if self.alias(at) => (at, EntityType::Person),
                Shape::Number if self.numbered(at).is_some_and(|head| head < UNITS.1) => {
                    // `Intervention | Brigade 9`
                    let kinds = Kind::COMMON.or(Kind::DEMONYM);
                    let wide = at > 2 && self.capital(at - 2) && self.kind(at - 2).any(kinds);
                    (at - 1 - usize::from(wide), EntityType::Organisation)
                }
                Shape::Lower if self.given(at) => (at - 2, EntityType::Person),
                Shape::Capital => match self.pagoda(at) {
                    Some(wat) => (wat, EntityType::Place),
                    None => continue,
                },
                _ => continue,
            };
            let span = self.span(start, at + 1, Span { range: TextRange::default(), entity_type, score: 0 });
            let place = first + found[first..].partition_point(|other| other.range.end <= span.range.start);
            // An alias is a person's where a person is named just before.
            if entity_type == EntityType::Person
                && start == at
                && !place.checked_sub(1).and_then(|before| found.get(before)).is_some_and(|other| {
                    other.entity_type == entity_type && span.range.start - other.range.end < 40
                })
            {
                continue;
            }
            if found.get(place).is_none_or(|other| !other.range.overlaps(span.range)) {
                found.insert(place, span);
            }
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.sentence.words.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.sentence.kinds.get(at).copied().unwrap_or_default()
    }

    /// A word folded; nothing where there is none.
    pub(super) fn key(&self, at: usize) -> &str {
        self.word(at).map_or("", |word| &word.key)
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.word(at).map_or(Shape::Lower, |word| word.shape)
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.word(at).map_or(Gap::Other, |word| word.gap)
    }

    /// A word with a capital of its own, right behind the word before it.
    pub(super) fn capital(&self, at: usize) -> bool {
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
        // `Ministry of Labour | on Monday`
        if end > start + 2 && self.kind(end - 1).any(Kind::CALENDAR) && self.shape(end - 2) == Shape::Lower {
            end -= 2;
        }
        // `Keo Sarin | Co., Ltd.`, `Keo Sarin | Group`
        if self.gap(end) == Gap::Space
            && (self.form(end)
                || self.capital(end)
                    && !self.capital(end + 1)
                    && (self.kind(end).any(Kind::COMPANY_ENDING)
                        || matches!(self.key(end), "group" | "foundation" | "company" | "holdings"))
                    && !self.kind(end).any(Kind::GIVEN.or(Kind::FAMILY)))
        {
            span.entity_type = EntityType::Organisation;
            end += 1;
        }
        match span.entity_type {
            // `Tsai Ing | -wen`
            EntityType::Place | EntityType::Organisation
                if self.given(end)
                    && self.lists.known_of(number_of(&self.sentence.words[start..end])).is_none() =>
            {
                span.entity_type = EntityType::Person;
                end += 1;
            }
            EntityType::Person => {
                // `Surya P. | Subedi`
                end += usize::from(
                    end > start + 1
                        && self.shape(end - 1) == Shape::Initial
                        && self.capital(end)
                        && !self.kind(end).any(OTHER),
                );
                while self.tail(end) {
                    end += 1;
                }
                // `Ronald | dela Rosa`
                if self.kind(end).any(Kind::PARTICLE)
                    && self.shape(end) == Shape::Lower
                    && self.capital(end + 1)
                {
                    end += 2;
                }
                // `Bui Thi Thien | Can`
                end += usize::from(
                    end > start + 1
                        && self.capital(end)
                        && SURNAMES.contains(&self.key(end))
                        && self.shape(end + 1) != Shape::Number
                        && !self.capital(end + 1),
                );
                // `Ai | Wei-wei` opens a sentence.
                let hyphened = end == start + 2 && self.tail(end - 1);
                if start > 0
                    && (self.begins(start - 1, end)
                        || hyphened
                            && self.capital(start)
                            && self.shape(start - 1) == Shape::Capital
                            && self.key(start - 1).len() < PART
                            && !self.kind(start - 1).any(OTHER.or(Kind::FUNCTION)))
                    && self.sentence.words[start - 1].range.start >= taken
                {
                    start -= 1;
                }
            }
            EntityType::Organisation => {
                // `according to | The Cambodia Daily`
                let known = self
                    .sentence
                    .words
                    .get(start..end)
                    .and_then(|words| self.lists.known_of(number_of(words)));
                start -= usize::from(
                    start > 1
                        && self.key(start - 1) == "the"
                        && self.capital(start - 1)
                        && self.shape(start) == Shape::Capital
                        && (known.is_some() || self.kind(end - 1).any(Kind::ORG_HEAD))
                        && self.sentence.style == Style::Running,
                );
                end = self.field(start, end);
                // `Lotus Rubber | (Cambodia) Co.`
                if self.gap(end) == Gap::Open
                    && self.shape(end) == Shape::Capital
                    && FORMS.contains(&self.key(end + 1))
                    && self.shape(end + 1).is_capital()
                {
                    end += 2;
                }
                // `Lotus Rubber Co. | , Ltd.`
                while self.form(end) {
                    end += 1;
                }
                let limit = next.map_or(u32::MAX, |next| next.range.start);
                end = self.sent(start, self.defined(end, limit));
            }
            EntityType::Place => {
                // `Hannam | -dong`
                end += usize::from(self.gap(end) == Gap::Hyphen && WARDS.contains(&self.key(end)));
                // `Royal Embassy of | Cambodia`
                if let Some(head) =
                    self.mission(start).filter(|&head| self.sentence.words[head].range.start >= taken)
                {
                    (span.entity_type, start) = (EntityType::Organisation, head);
                    end = self.sent(start, end);
                }
            }
            _ => {}
        }
        end += usize::from(self.numbered(end).is_some());
        // `Prison | No. 1`
        if self.capital(end) && self.key(end) == "no" && self.shape(end + 1) == Shape::Number {
            end += 2;
        }
        if (start, end) == was { span } else { self.span(start, end, span) }
    }

    /// Where the name of a mission begins that is of the country at `at`: `Royal Embassy of | Cambodia`.
    fn mission(&self, at: usize) -> Option<usize> {
        let of = at.checked_sub(if at > 2 && self.key(at - 1) == "the" { 2 } else { 1 })?;
        let mut head = of.checked_sub(1).filter(|_| self.key(of) == "of")?;
        let opens = |at: &usize| {
            matches!(self.key(*at), "royal" | "permanent" | "consulate") && self.shape(*at).is_capital()
        };
        let is_head = matches!(self.key(head), "embassy" | "consulate" | "mission" | "delegation")
            || self.key(head) == "general" && head > 0 && self.key(head - 1) == "consulate";
        if !is_head || !self.shape(head).is_capital() {
            return None;
        }
        while let Some(before) = head.checked_sub(1).filter(opens) {
            head = before;
        }
        Some(head)
    }

    /// Whether the word at `at` is what a company is before the law, behind its name.
    fn form(&self, at: usize) -> bool {
        matches!(self.gap(at), Gap::Space | Gap::Comma)
            && FORMS.contains(&self.key(at))
            && self.shape(at).is_capital()
    }

    /// Where the name of a mission says to whom it is sent: `Permanent Mission of Kuyland | to the United Nations`.
    pub(super) fn sent_to(&self, start: usize, end: usize) -> Option<usize> {
        let missions = ["mission", "delegation", "representation", "representative"];
        let to = (start + 1..end).find(|&at| self.key(at) == "to")?;
        (start..to).any(|at| missions.contains(&self.key(at))).then_some(to)
    }

    /// The end of a mission's name with the body and the town that it is sent to: `… | to the United Nations in Geneva`.
    fn sent(&self, start: usize, end: usize) -> usize {
        let Some(to) = self.sent_to(start, end + 1) else { return end };
        let body = to + 1 + usize::from(self.key(to + 1) == "the");
        let known = |from: usize, entity_type: EntityType| {
            (from + 1..from + 5).rev().find(|&to| self.known(from, to) == Some(entity_type))
        };
        let Some(last) = known(body, EntityType::Organisation) else { return end };
        let town = || known(last + 1, EntityType::Place).filter(|_| matches!(self.key(last), "in" | "at"));
        town().unwrap_or(last)
    }

    /// Where the name of a pagoda begins that ends at `at`: `Wat Ang Serei`.
    fn pagoda(&self, at: usize) -> Option<usize> {
        let wat = (at.saturating_sub(3)..at).rev().find(|&wat| self.key(wat) == "wat")?;
        let of_name = |at: usize| self.capital(at) && !self.kind(at).any(OTHER);
        (self.shape(wat) == Shape::Capital && (wat + 1..=at).all(of_name) && !self.capital(at + 1))
            .then_some(wat)
    }

    /// Whether the word at `at` is another name of what is named before it: `Parit, better known as Penguin`.
    fn alias(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.key(at));
        matches!(
            (before(2), before(1)),
            ("known", "as") | ("nickname", "is" | "was") | (_, "alias" | "nicknamed")
        ) && self.capital(at)
    }

    /// Which of [`NUMBERED`] stands before the number at `at`.
    pub(super) fn numbered(&self, at: usize) -> Option<usize> {
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
            && !self.kind(at - 2).any(other)
            && (!self.kind(at - 2).any(common) || self.kind(at - 2).any(Kind::FAMILY))
            && (at < 4 || !self.shape(at - 3).is_capital() || self.kind(at - 3).any(other.or(common)))
            && self.gap(at + 1) != Gap::Hyphen
    }

    /// Whether the word at `at` begins the person's name after it, which ends at `end`: short, with a capital that
    /// nothing else explains. Before one word alone more is asked: `the monk But Savuth`.
    fn begins(&self, at: usize, end: usize) -> bool {
        if at == 0 {
            return false;
        }
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
            && !kind.any(OTHER.or(Kind::LOC_HEAD).or(Kind::LAW_HEAD).or(Kind::EVENT_HEAD))
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
        while end > name + 2 && (self.kind(name).any(Kind::COMMON.or(Kind::FIELD)) || self.key(name) == "and")
        {
            name += 1;
        }
        self.span(name, end, span)
    }

    /// A body's name without the role of who has it: `Asia Director of | Lantern Watch`. A body may be called after a
    /// role: `Office of the Director of …`, `Board of Directors of …`.
    fn behind_role(&self, span: Span) -> Span {
        let (start, end) = self.sentence.span(span.range);
        let is_role = |at: &usize| self.kind(*at).any(Kind::ROLE) && matches!(self.key(at + 1), "of" | "at");
        let Some(role) = (start..end).find(is_role).filter(|_| span.entity_type == EntityType::Organisation)
        else {
            return span;
        };
        let name = role + 2 + usize::from(self.key(role + 2) == "the");
        let of_body = |at: usize| self.kind(at).any(Kind::ORG_HEAD) || self.shape(at) == Shape::Lower;
        let is_one = !self.key(role).ends_with('s');
        if is_one && name < end && self.shape(name).is_capital() && !(start..role).any(of_body) {
            self.span(name, end, span)
        } else {
            span
        }
    }

    /// Whether the words are fields of a minister and no body: `Minister of Education, | Youth and Sport`. Words before
    /// `taken` are another's.
    fn of_office(&self, span: Span, taken: u32) -> bool {
        let (start, end) = self.sentence.span(span.range);
        // `Minister of Foreign Affairs and …`
        if span.entity_type == EntityType::Organisation && self.office(start + 2) {
            return true;
        }
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
        let heads =
            ["ministry", "department", "committee", "subcommittee", "commission", "secretariat", "bureau"];
        if !heads.contains(&self.key(start)) || !matches!(self.key(start + 1), "of" | "on" | "for") {
            return end;
        }
        let last = end.max(self.fields(start + 2, true));
        let (mut at, mut commas) = (last, false);
        while self.gap(at) == Gap::Comma && self.key(at) != "and" {
            let next = self.fields(at, false);
            if next == at {
                return last;
            }
            (at, commas) = (next, true);
        }
        let next = self.fields(at + 1, !commas);
        if self.key(at) == "and" && next > at + 1 && self.capital(at + 1) { next } else { last }
    }

    /// The end of the words of one field that begins at `start`. `known` says that the lists have to know them for one.
    fn fields(&self, start: usize, known: bool) -> usize {
        let mut at = start;
        while self.shape(at) == Shape::Capital
            && (at == start || self.gap(at) == Gap::Space)
            && (self.kind(at).any(Kind::FIELD)
                || !known
                    && (self.kind(at).any(Kind::COMMON)
                        || !self.kind(at).any(Kind::GIVEN.or(Kind::FAMILY).or(Kind::DEMONYM))))
            // `the Ministry of Justice, Amnesty International and Licadho`
            && !(at + 1..at + 4).any(|end| {
                let words = self.sentence.words.get(at..end);
                words.is_some_and(|words| self.lists.known_of(number_of(words)).is_some())
            })
        {
            at += 1;
        }
        at
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
}
