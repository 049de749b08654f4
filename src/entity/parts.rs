//! Where one span of the trained tagger is two names: `Am Sam Ath | of | Licadho`, `Thailand’s | Supreme Court`,
//! `Criminal Court | on | Rama Road`.
//!
//! Input is a span of words with the type that the model gave it, output where the first name ends, where the second
//! begins, and what both name. What the lists know as one name is never parted.

use super::EntityType;
use super::edges::{Line, OTHER};
use super::lists::Kind;
use super::word::{Gap, Shape, key_of, number_of};

/// Two names in one span.
pub(super) struct Parts {
    /// The word after the first name.
    pub(super) end: usize,
    /// The first word of the second.
    pub(super) next: usize,
    /// What they name.
    pub(super) types: (EntityType, EntityType),
}

impl Line<'_, '_> {
    /// The two names that the words `start..end` are, if they are two.
    pub(super) fn parted(&self, start: usize, end: usize, taken: EntityType) -> Option<Parts> {
        use EntityType::{Organisation, Person, Place};
        if end < start + 2 || self.known(start, end).is_some() || self.gap(end) == Gap::Open {
            return None;
        }
        for at in (start..end - 1).rev() {
            let next = at + 1 + usize::from(self.key(at + 1) == "the" && at + 2 < end);
            let two = |left, right| Some(Parts { end: at, next, types: (left, right) });
            if self.word(at)?.possessive && taken == Organisation && self.known(start, at + 1) == Some(Place)
            {
                return Some(Parts { end: at + 1, next: at + 1, types: (Place, taken) });
            }
            if self.shape(at) != Shape::Lower || at == start {
                continue;
            }
            let right = self.known(next, end);
            let headed = at > start + 1 && (start..at).any(|at| self.kind(at).any(Kind::ORG_HEAD));
            let listed = at > start + 1 && self.known(start, at) == Some(Organisation);
            let place = right == Some(Place) || self.kind(end - 1).any(Kind::LOC_HEAD);
            match self.key(at) {
                // `Kuy Sarin | and | Lim Narith`
                "and" if taken == Person && self.shape(next) == Shape::Capital => return two(Person, Person),
                "of" if self.personal(start, at, taken) => {
                    let acronym = || self.lists.acronym(&key_of(&self.sentence.words[next..end])).is_some();
                    let body = || next + 1 < end && self.kind(end - 1).any(Kind::ORG_HEAD) || acronym();
                    let named = || self.kind(start).any(Kind::GIVEN.or(Kind::FAMILY));
                    match right {
                        Some(Place) if taken == Organisation || !self.kind(at - 1).any(Kind::GIVEN) => {
                            return two(Person, Place);
                        }
                        Some(Organisation) => return two(Person, Organisation),
                        None if taken == Person || body() || named() => return two(Person, Organisation),
                        _ => {}
                    }
                }
                // `Democrat | of Michigan`
                "of" if at == start + 1 && self.kind(start).any(Kind::DEMONYM) && right == Some(Place) => {
                    return two(Person, Place);
                }
                // `Lantern Party | of Kuy Sarin`
                "of" if taken == Organisation
                    && (right == Some(Person) || right.is_none() && self.personal(next, end, Person))
                    && matches!(self.key(at - 1), "party" | "group" | "front" | "movement" | "company") =>
                {
                    return two(Organisation, Person);
                }
                // `Place de la Bastille | in | Paris`
                "in" if taken == Place && right == Some(Place) => return two(Place, Place),
                "in" | "on" | "at"
                    if taken == Organisation
                        && place
                        && (headed || listed)
                        && self.sent_to(start, at).is_none() =>
                {
                    return two(Organisation, Place);
                }
                "for" | "in" | "on" | "at" if taken == Organisation && listed => {
                    return two(Organisation, Organisation);
                }
                _ => {}
            }
        }
        None
    }

    /// What the lists know the words `start..end` for.
    pub(super) fn known(&self, start: usize, end: usize) -> Option<EntityType> {
        let words = self.sentence.words.get(start..end)?;
        self.lists.known_of(number_of(words)).map(|known| known.entity_type)
    }

    /// Whether the words are a person's full name, by what they are not.
    fn personal(&self, start: usize, end: usize, taken: EntityType) -> bool {
        let none = OTHER.or(Kind::LOC_HEAD);
        let common =
            |at: usize| taken != EntityType::Person && self.kind(at).any(Kind::COMMON.or(Kind::FUNCTION));
        (start + 2..start + 5).contains(&end)
            && (start..end).all(|at| {
                (self.shape(at) == Shape::Capital || at == start && self.key(at).len() < 4)
                    && self.shape(at).is_capital()
                    && !self.kind(at).any(none)
                    && !common(at)
            })
            && self.known(start, end).is_none_or(|known| known == EntityType::Person)
    }
}
