//! What the tagger knows of words before it reads: names, titles, head words, nationalities, common words.
//!
//! The larger lists stand in `models/` (see `models/README.md` for their sources and licences) and are compiled in;
//! what words say of the names around them stands in `word-kinds.tsv`. All keys are folded as [`super::word::spaced_key`] folds them.
//!
//! Nothing here is about one archive: a site's own names belong in a pack.

use std::sync::OnceLock;

use super::EntityType;
use super::table::{Table, joined, key_number, word_number};
use super::word::spaced_key;

/// What is known of a word that stands alone. A word may be several things at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind(u32);

impl Kind {
    /// A given name.
    pub(super) const GIVEN: Self = Self(1);
    /// A family name.
    pub(super) const FAMILY: Self = Self(1 << 1);
    /// A word that running text writes small.
    pub(super) const COMMON: Self = Self(1 << 2);
    /// An article, pronoun, preposition, conjunction or auxiliary.
    pub(super) const FUNCTION: Self = Self(1 << 3);
    /// A title before a person's name.
    pub(super) const TITLE: Self = Self(1 << 4);
    /// A role that, written small, announces a person's name: `activist`.
    pub(super) const ROLE: Self = Self(1 << 5);
    /// The head of an organisation's name: `Party`, `Ministry`.
    pub(super) const ORG_HEAD: Self = Self(1 << 6);
    /// The head of a place's name: `Province`, `River`.
    pub(super) const LOC_HEAD: Self = Self(1 << 7);
    /// The head of a law's name: `Act`, `Convention`.
    pub(super) const LAW_HEAD: Self = Self(1 << 8);
    /// The head of an event's name: `Election`, `Summit`.
    pub(super) const EVENT_HEAD: Self = Self(1 << 9);
    /// A nationality or language: `Cambodian`.
    pub(super) const DEMONYM: Self = Self(1 << 10);
    /// A month or a weekday.
    pub(super) const CALENDAR: Self = Self(1 << 11);
    /// A verb of saying, as it follows a speaker's name.
    pub(super) const SPEECH: Self = Self(1 << 12);
    /// A word that opens a place's name: `Mount`, `San`, `North`.
    pub(super) const LOC_OPENING: Self = Self(1 << 13);
    /// A small word within names: `of`, `de`, `bin`.
    pub(super) const LINK: Self = Self(1 << 14);
    /// A small word within persons' names: `de`, `bin`.
    pub(super) const PARTICLE: Self = Self(1 << 15);
    /// The legal form that closes a company's name: `Inc`.
    pub(super) const COMPANY_ENDING: Self = Self(1 << 16);
    /// Capitals that name nothing: `TV`, `CEO`.
    pub(super) const PLAIN_CAPITALS: Self = Self(1 << 17);
    /// A word whose possessive stands within names: `People’s`.
    pub(super) const COLLECTIVE: Self = Self(1 << 18);
    /// A preposition before places.
    pub(super) const PLACE_CUE: Self = Self(1 << 19);
    /// A word after which an organisation is named: `newspaper`, `band`.
    pub(super) const ORG_CUE: Self = Self(1 << 20);
    /// A word that, written small after a name, says that it names a place: `province`.
    pub(super) const LOC_TAIL: Self = Self(1 << 21);
    /// A title that is no one's name, so that it is cut off a name found with it: `Samdech`.
    pub(super) const HONORIFIC: Self = Self(1 << 22);
    /// A rank that follows an honorific and belongs to it: `Samdech Techo`.
    pub(super) const RANK: Self = Self(1 << 23);
    /// A field of a ministry or committee: `Telecommunications`, `Fine Arts`.
    pub(super) const FIELD: Self = Self(1 << 24);
    /// Heads of bodies that are houses too, so that their names are often places’.
    pub(super) const HOUSE: Self = Self(1 << 25);
    /// Heads that places alone have.
    pub(super) const PLACE_ONLY: Self = Self(1 << 26);
    /// Heads in other languages that open an organisation’s name.
    pub(super) const ORG_OPENING: Self = Self(1 << 27);
    /// Heads in other languages that open a place’s name.
    pub(super) const LOC_HEAD_FIRST: Self = Self(1 << 28);
    /// Roles that only a person’s name follows.
    pub(super) const SPEAKER: Self = Self(1 << 29);
    /// What a people’s name stands before, and a person’s does not.
    pub(super) const PEOPLE: Self = Self(1 << 30);

    /// Whether any of `others` holds.
    pub(super) fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A name that the lists know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// What it names.
    pub(super) entity_type: EntityType,
    /// Whether it is written in capitals only, and counts only where it is written so (`US` is not `us`).
    pub(super) capitals: bool,
    /// The row of [`Lists::rows`] that it belongs to, if it belongs to one.
    pub(super) row: Option<u32>,
}

/// One entity of the lists and its names.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What it is.
    pub(super) entity_type: EntityType,
    /// The name to show.
    pub(super) name: &'static str,
    /// Khmer forms, each with whether it is attested and may be matched alone.
    pub(super) khmer: Vec<(&'static str, bool)>,
    /// Whether it is one of the Cambodian rows, whose acronyms need company (see `across`).
    pub(super) cambodian: bool,
}

/// All lists, ready to ask.
#[derive(Debug)]
pub(super) struct Lists {
    words: Table<Kind>,
    known: Table<Known>,
    /// What known names begin with, short of their last word.
    openings: Table<()>,
    /// Acronyms of Cambodian rows, and the rows.
    acronyms: Table<u32>,
    rows: Vec<Row>,
    longest: usize,
}

const WORDS: &str = include_str!("../../models/words.txt");
const WORD_KINDS: &str = include_str!("../../models/word-kinds.tsv");
const GIVEN: &str = include_str!("../../models/names-given.txt");
const FAMILY: &str = include_str!("../../models/names-family.txt");
const CITIES: &str = include_str!("../../models/cities.txt");
const WORLD: &str = include_str!("../../models/world.tsv");
const ASIA: &str = include_str!("../../models/asia.tsv");
const KHMER: &str = include_str!("../../models/khmer-names.tsv");

impl Lists {
    /// The lists; they are read once.
    pub(super) fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Self::read)
    }

    /// What is known of a folded word.
    pub(super) fn kind(&self, word: &str) -> Kind {
        self.kind_of(word_number(word))
    }

    /// What is known of the word with that number.
    pub(super) fn kind_of(&self, word: u64) -> Kind {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The name with that key.
    pub(super) fn known(&self, key: &str) -> Option<Known> {
        self.known_of(key_number(key))
    }

    /// The name with that number.
    pub(super) fn known_of(&self, name: u64) -> Option<Known> {
        self.known.get(name).copied()
    }

    /// The row of a name of a type, by its key. `Kampong Thom Province` is Kampong Thom.
    pub(super) fn row(&self, entity_type: EntityType, name: &str, key: &str) -> Option<u32> {
        let is_row =
            |row: &u32| self.rows.get(*row as usize).is_some_and(|row| row.entity_type == entity_type);
        let of_case = |known: &Known| !known.capitals || name.chars().all(|c| !c.is_lowercase());
        let known = self.known(key).filter(of_case).and_then(|known| known.row).filter(is_row);
        let province = || {
            let row = self.known(key.strip_suffix(" province")?)?.row?;
            Some(row).filter(is_row).filter(|&row| self.rows[row as usize].cambodian)
        };
        known.or_else(province)
    }

    /// Whether a known name begins with the words of that number and goes on.
    pub(super) fn continues(&self, name: u64) -> bool {
        self.openings.get(name).is_some()
    }

    /// The most words in a known name.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The row of a Cambodian acronym.
    pub(super) fn acronym(&self, key: &str) -> Option<u32> {
        self.acronyms.get(key_number(key)).copied()
    }

    /// Every entity of the lists.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn read() -> Self {
        let mut lists = Self {
            words: Table::default(),
            known: Table::default(),
            openings: Table::default(),
            acronyms: Table::default(),
            rows: Vec::new(),
            longest: 1,
        };
        for (list, kind) in [(WORDS, Kind::COMMON), (GIVEN, Kind::GIVEN), (FAMILY, Kind::FAMILY)] {
            lists.mark(list.lines(), kind);
        }
        let rows = WORD_KINDS.lines().filter_map(|line| line.split_once('\t'));
        for (row, (_, words)) in rows.enumerate() {
            lists.mark(words.split(' '), Kind(Kind::FUNCTION.0 << row));
        }
        for line in WORLD.lines().chain(ASIA.lines()).filter(|line| !line.starts_with('#')) {
            let (code, names) = line.split_once('\t').unwrap_or((line, ""));
            match code {
                "GIVEN" => lists.mark(names.split(' '), Kind::GIVEN),
                "FAMILY" => lists.mark(names.split(' '), Kind::FAMILY),
                _ => {
                    if let Some(entity_type) = EntityType::from_code(code) {
                        lists.add_row(entity_type, names, "", "", false);
                    }
                }
            }
        }
        for line in KHMER.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            if let [code, latin, acronym, khmer] = fields[..]
                && let Some(entity_type) = EntityType::from_code(code)
            {
                lists.add_row(entity_type, latin, acronym, khmer, true);
            }
        }
        for city in CITIES.lines() {
            let known = Known { entity_type: EntityType::Place, capitals: false, row: None };
            lists.add_known(city, known);
        }
        lists
    }

    fn mark(&mut self, words: impl Iterator<Item = &'static str>, kind: Kind) {
        for word in words {
            let entry = self.words.slot(word_number(word), Kind::default);
            *entry = entry.or(kind);
        }
    }

    /// Adds a row, or its names to the row that has the first of them already.
    fn add_row(
        &mut self,
        entity_type: EntityType,
        latin: &'static str,
        acronym: &'static str,
        khmer: &'static str,
        cambodian: bool,
    ) {
        let names: Vec<&'static str> = latin.split('|').filter(|name| !name.is_empty()).collect();
        let Some(&first) = names.first() else { return };
        let same = self.known(&spaced_key(first)).filter(|known| known.entity_type == entity_type);
        let row = same.and_then(|known| known.row).unwrap_or_else(|| {
            self.rows.push(Row { entity_type, name: first, khmer: Vec::new(), cambodian });
            self.rows.len() as u32 - 1
        });
        for name in names {
            // Letters of a word that is said are written small, too: `Unesco`, `Comfrel`.
            let said = name.len() > 3 && self.kind(&spaced_key(name)) == Kind::default();
            let capitals = !said && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            self.add_known(name, Known { entity_type, capitals, row: Some(row) });
        }
        if !acronym.is_empty() {
            self.acronyms.slot(key_number(&spaced_key(acronym)), || row);
        }
        let forms = khmer
            .split('|')
            .filter(|form| !form.is_empty())
            .map(|form| form.strip_prefix('?').map_or((form, true), |form| (form, false)));
        if let Some(entry) = self.rows.get_mut(row as usize) {
            entry.khmer.extend(forms);
        }
    }

    fn add_known(&mut self, name: &str, known: Known) {
        let key = spaced_key(name);
        self.longest = self.longest.max(key.split(' ').count());
        let mut words = key.split(' ').map(word_number);
        let mut name = words.next().unwrap_or_default();
        for word in words {
            self.openings.slot(name, || ());
            name = joined(name, word);
        }
        let held = self.known.slot(name, || known);
        // A name listed in both ways is not of capitals only: `LICADHO`, `Licadho`.
        held.capitals &= known.capitals || held.row != known.row;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_know_their_names() {
        let lists = Lists::get();
        let check = |name: &str, entity_type| {
            assert_eq!(
                lists.known(&spaced_key(name)).map(|known| known.entity_type),
                Some(entity_type),
                "{name}"
            );
        };
        check("Cambodia", EntityType::Place);
        check("the United Nations", EntityType::Organisation);
        check("Kompong Cham", EntityType::Place);
        check("Kem Sokha", EntityType::Person);
        check("Cambodian People's Party", EntityType::Organisation);
        check("Paris Peace Accords", EntityType::Law);
        assert!(lists.known("us").is_some_and(|known| known.capitals));
        assert!(lists.continues(key_number("united")));
        assert!(!lists.continues(key_number("cambodia national rescue party")));
        assert!(lists.kind("sophal") == Kind::default() || lists.kind("sophal").any(Kind::GIVEN));
        assert!(lists.kind("the").any(Kind::FUNCTION));
        assert!(lists.acronym("cnrp").is_some());
    }

    #[test]
    fn the_kinds_stand_in_their_order() {
        let kinds = [
            ("FUNCTION", Kind::FUNCTION),
            ("TITLE", Kind::TITLE),
            ("ROLE", Kind::ROLE),
            ("ORG_HEAD", Kind::ORG_HEAD),
            ("LOC_HEAD", Kind::LOC_HEAD),
            ("LAW_HEAD", Kind::LAW_HEAD),
            ("EVENT_HEAD", Kind::EVENT_HEAD),
            ("DEMONYM", Kind::DEMONYM),
            ("CALENDAR", Kind::CALENDAR),
            ("SPEECH", Kind::SPEECH),
            ("LOC_OPENING", Kind::LOC_OPENING),
            ("LINK", Kind::LINK),
            ("PARTICLE", Kind::PARTICLE),
            ("COMPANY_ENDING", Kind::COMPANY_ENDING),
            ("PLAIN_CAPITALS", Kind::PLAIN_CAPITALS),
            ("COLLECTIVE", Kind::COLLECTIVE),
            ("PLACE_CUE", Kind::PLACE_CUE),
            ("ORG_CUE", Kind::ORG_CUE),
            ("LOC_TAIL", Kind::LOC_TAIL),
            ("HONORIFIC", Kind::HONORIFIC),
            ("RANK", Kind::RANK),
            ("FIELD", Kind::FIELD),
            ("HOUSE", Kind::HOUSE),
            ("PLACE_ONLY", Kind::PLACE_ONLY),
            ("ORG_OPENING", Kind::ORG_OPENING),
            ("LOC_HEAD_FIRST", Kind::LOC_HEAD_FIRST),
            ("SPEAKER", Kind::SPEAKER),
            ("PEOPLE", Kind::PEOPLE),
        ];
        let rows = WORD_KINDS.lines().filter(|line| !line.starts_with('#'));
        let codes: Vec<&str> = rows.filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(codes, kinds.map(|(code, _)| code));
        for (row, (code, kind)) in kinds.into_iter().enumerate() {
            assert_eq!(Kind(Kind::FUNCTION.0 << row), kind, "{code}");
        }
    }

    #[test]
    fn every_row_is_whole() {
        for (number, line) in KHMER.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 4, "line {}: {line}", number + 1);
            assert!(EntityType::from_code(fields[0]).is_some() && !fields[1].is_empty(), "{line}");
        }
        for line in WORLD.lines().chain(ASIA.lines()).filter(|line| !line.starts_with('#')) {
            let (code, name) = line.split_once('\t').expect(line);
            let sound = match code {
                "GIVEN" | "FAMILY" => name
                    .split(' ')
                    .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
                _ => EntityType::from_code(code).is_some() && !spaced_key(name).is_empty(),
            };
            assert!(sound, "{line}");
        }
        for line in WORD_KINDS.lines().filter(|line| !line.starts_with('#')) {
            let (_, words) = line.split_once('\t').expect(line);
            assert!(words.split(' ').all(|word| !word.is_empty() && word == word.to_lowercase()), "{line}");
        }
        for list in [WORDS, GIVEN, FAMILY] {
            assert!(list.lines().all(|word| word == word.to_lowercase() && !word.is_empty()));
        }
    }
}
