//! What a name of the trained tagger names, where its words or those around it show it to be of another type than the
//! model took it for: `Kajang Prison` is no person, `Kong Mas, who …` is one. Each cue is a mark in the text; none
//! knows a name.

use super::EntityType;
use super::edges::{Line, OTHER, UNITS};
use super::lists::Kind;
use super::tagger::Style;
use super::word::{Gap, Shape, number_of};

impl Line<'_, '_> {
    /// The type that the words of a name, or the words after it, give.
    pub(super) fn cue(&self, start: usize, end: usize, taken: EntityType) -> Option<EntityType> {
        let words = &self.sentence.words[start..end];
        let last = end.checked_sub(1)?;
        // `Mr. Harjit Bains`
        if words.len() > 1
            && taken != EntityType::Person
            && matches!(self.key(start), "mr" | "mrs" | "ms" | "dr")
        {
            return Some(EntityType::Person);
        }
        // `H'Biap Krong Eban`: women's names of the Central Highlands of Vietnam.
        let mut letters = words.first()?.text.chars();
        if letters.next() == Some('H')
            && matches!(letters.next(), Some('\'' | '’'))
            && letters.next().is_some_and(char::is_uppercase)
        {
            return Some(EntityType::Person);
        }
        if words.len() > 1 && self.shape(last) == Shape::Capital {
            let (kind, named) = (self.kind(last), Kind::GIVEN.or(Kind::FAMILY));
            // `Kajang Prison`, `the Khmer Republic`
            if taken == EntityType::Person
                && kind.any(Kind::LOC_HEAD)
                && (!kind.any(named) || kind.any(Kind::PLACE_ONLY))
                && (start..end).all(|at| self.shape(at) == Shape::Capital && !self.kind(at).any(Kind::TITLE))
                || taken == EntityType::Organisation && kind.any(Kind::PLACE_ONLY)
            {
                return Some(EntityType::Place);
            }
            // `Kuy Sarin Sugar`
            if kind.any(Kind::COMPANY_ENDING) && !kind.any(named) && self.capital(last) {
                return (taken != EntityType::Organisation).then_some(EntityType::Organisation);
            }
            // `Lycée Sisowath`, `Wat Phnom`
            if taken != EntityType::Organisation || words.len() == 2 {
                if self.kind(start).any(Kind::ORG_OPENING) {
                    return Some(EntityType::Organisation);
                }
                if self.kind(start).any(Kind::LOC_HEAD_FIRST) {
                    return Some(EntityType::Place);
                }
            }
            // `the Magistrates’ Court`, `LBH Papua`, `VOA Khmer`
            let body =
                kind.any(Kind::ORG_HEAD) && !kind.any(named.or(Kind::LOC_HEAD)) && !kind.any(Kind::HOUSE);
            let chapter = || {
                self.shape(start) == Shape::Upper
                    && !kind.any(Kind::LOC_HEAD)
                    && self.sentence.style == Style::Running
                    && self
                        .lists
                        .known_of(words[0].number)
                        .is_none_or(|known| known.entity_type != EntityType::Place)
            };
            if taken == EntityType::Place && (body || chapter())
                || taken == EntityType::Person && body && !self.kind(start).any(named)
            {
                return Some(EntityType::Organisation);
            }
        }
        // `his lawyer Ky Tech`
        let plain = |at: usize| {
            let none = OTHER.or(Kind::LOC_HEAD).or(Kind::COMMON).or(Kind::FUNCTION).or(Kind::COMPANY_ENDING);
            self.shape(at) == Shape::Capital
                && (!self.kind(at).any(none) || at > start && self.kind(at) == Kind::COMMON)
        };
        if taken != EntityType::Person
            && (2..4).contains(&words.len())
            && self.gap(start) == Gap::Space
            && start.checked_sub(1).is_some_and(|before| {
                self.shape(before) == Shape::Lower && self.kind(before).any(Kind::SPEAKER)
            })
            && (start..end).all(plain)
            && self.lists.known_of(number_of(words)).is_none()
        {
            return Some(EntityType::Person);
        }
        let named = Kind::GIVEN.or(Kind::FAMILY);
        let places = Kind::LOC_HEAD.or(Kind::LOC_OPENING).or(Kind::LOC_HEAD_FIRST).or(Kind::LOC_TAIL);
        let personal = |at: usize| {
            let kind = self.kind(at);
            self.shape(at) == Shape::Capital
                && kind.any(named)
                && !kind.any(places.or(OTHER).or(Kind::COMMON))
        };
        // `Embassy of the Republic of Kuyland`
        if taken == EntityType::Place
            && self.kind(start).any(Kind::ORG_HEAD)
            && !self.kind(start).any(Kind::HOUSE)
            && !matches!(self.key(start), "union" | "center" | "centre")
            && matches!(self.key(start + 1), "of" | "for")
            && end > start + 2
        {
            return Some(EntityType::Organisation);
        }
        // `in Kuyport`
        if taken == EntityType::Person
            && self.gap(start) == Gap::Space
            && start
                .checked_sub(1)
                .is_some_and(|before| matches!(self.key(before), "in" | "near" | "outside"))
            && words.iter().all(|word| word.shape == Shape::Capital && !word.possessive)
            && (start..end).all(|at| self.kind(at) == Kind::default())
            && self.known(start, end).is_none()
        {
            return Some(EntityType::Place);
        }
        // `Kuy Sokha`: a family name and a given name, without a preposition of places.
        if taken == EntityType::Place
            && (2..4).contains(&words.len())
            && self.known(start, end).is_none()
            && !start.checked_sub(1).is_some_and(|before| {
                self.kind(before).any(Kind::PLACE_CUE) || self.key(before) == "the"
            })
            && self.gap(end) != Gap::Hyphen
            && !self.kind(end).any(Kind::LOC_TAIL)
            // `Sandy Hook, Maryland`
            && !(self.gap(end) == Gap::Comma && self.known(end, end + 1) == Some(EntityType::Place))
            && (start..end).all(personal)
        {
            return Some(EntityType::Person);
        }
        // `according to The Irrawaddy`
        if taken != EntityType::Organisation
            && words.len() > 1
            && self.key(start) == "the"
            && self.capital(start)
            && self.lists.known_of(number_of(&words[1..])).is_none()
        {
            return Some(EntityType::Organisation);
        }
        if let Some(head) = self.numbered(last) {
            return (head < UNITS.0).then_some(EntityType::Organisation);
        }
        // `Kong Mas, who …`
        let heads = Kind::ORG_HEAD.or(Kind::LOC_HEAD).or(Kind::COMMON);
        let person = self.gap(end) == Gap::Comma
            && (matches!(self.key(end), "who" | "whose")
                || self.shape(end) == Shape::Lower
                    && (self.kind(end).any(Kind::ROLE) || self.key(end) == "head")
                || self.shape(end) == Shape::Number
                    && self.key(end).len() == 2
                    && self.gap(end + 1) == Gap::Comma)
            && (2..4).contains(&words.len())
            && !self.kind(start).any(Kind::LOC_OPENING)
            && (start..end).all(|at| self.shape(at) == Shape::Capital && !self.kind(at).any(heads))
            && self.lists.known_of(number_of(words)).is_none();
        person.then_some(EntityType::Person)
    }
}
