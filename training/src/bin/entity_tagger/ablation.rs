//! Groups of features that a training can do without, to measure what each is worth.
//!
//! Features that are left out get no weights, and the lists that are left out are not in the file either, so a tagger
//! trained so does without them wherever it is used; nothing of this is in the program that ships.

use saksi::entity::model::asset::Parts;
use saksi::entity::model::features::{OFFSETS, Word, feature};
use saksi::entity::model::reading::{Line, Reading};

/// A group of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The first and last letters of words.
    Affixes,
    /// Shapes of words (`Aa-Aa`, `00`) and their lengths; not whether they begin with a capital.
    Shape,
    /// Which words stand beside the token and beside its run of capitals.
    Neighbours,
    /// Classes of words.
    Classes,
    /// How common words are; the styles of sentences know it, too.
    Frequency,
    /// Given and family names, countries, cities, organisations.
    Lists,
    /// How the document writes the word elsewhere.
    Mentions,
    /// The second pass.
    Memory,
    /// Texts made for training.
    Made,
}

impl Group {
    /// The group with that name.
    pub fn from_name(name: &str) -> Result<Self, String> {
        Ok(match name {
            "affixes" => Self::Affixes,
            "shape" => Self::Shape,
            "neighbours" => Self::Neighbours,
            "classes" => Self::Classes,
            "frequency" => Self::Frequency,
            "lists" => Self::Lists,
            "mentions" => Self::Mentions,
            "memory" => Self::Memory,
            "made" => Self::Made,
            _ => return Err(format!("unknown group of features {name}")),
        })
    }
}

/// Takes the lists of a group out of the file to be.
pub fn strip(parts: &mut Parts, without: &[Group]) {
    for (_, known) in &mut parts.words {
        if without.contains(&Group::Classes) {
            (known.cluster, known.second) = (0, 0);
        }
        if without.contains(&Group::Frequency) {
            known.frequency = 0;
        }
        if without.contains(&Group::Lists) {
            known.flags = 0;
        }
    }
    if without.contains(&Group::Lists) {
        parts.phrases.clear();
    }
}

/// The features of a token that belong to a group: the same templates as in `saksi::entity::model::features`.
pub fn masked(reading: &Reading<'_>, line: &Line, at: usize, without: &[Group]) -> Vec<u32> {
    let mut found = Vec::new();
    let get = |offset: i32| -> Option<&Word> {
        let at = usize::try_from(at as i32 + offset).ok()?;
        reading.word(*line.words.get(at)?)
    };
    let folded = |offset: i32| get(offset).map_or(1, |word| word.folded);
    let Some(here) = get(0) else { return found };
    let (start, end) = line.run(at);
    let (before, after) = (start as i32 - 1 - at as i32, end as i32 - at as i32);
    let place = match (end - start, at) {
        (1, _) => 0,
        (_, at) if at == start => 1,
        (_, at) if at + 1 == end => 2,
        _ => 3,
    };
    for offset in OFFSETS {
        let base = (offset + 2) as u32 * 32;
        let Some(word) = get(offset) else { continue };
        if without.contains(&Group::Affixes) {
            let openings = word.openings.iter().zip(13..);
            let endings = word.endings.iter().zip([16, 17, 6, 19]);
            let parts = openings.chain(endings).filter_map(|(part, template)| Some(((*part)?, template)));
            found.extend(parts.map(|(part, template)| feature(base + template, part, 0, 0)));
        }
        if without.contains(&Group::Shape) {
            found.push(feature(base + 7, word.shape, 0, 0));
            found.push(feature(base + 20, u32::from(word.length), word.form as u32, 0));
        }
        if without.contains(&Group::Neighbours) && offset != 0 {
            found.push(feature(base + 1, word.folded, 0, 0));
        }
    }
    if without.contains(&Group::Neighbours) {
        let form = |offset: i32| get(offset).map_or(15, |word| word.form as u32);
        let flags = |offset: i32| get(offset).map_or(255, |word| u32::from(word.known.flags));
        let coarse = |offset: i32| get(offset).map_or(256, |word| u32::from(word.coarse));
        found.extend([
            feature(200, folded(-1), folded(0), 0),
            feature(201, folded(0), folded(1), 0),
            feature(202, folded(-2), folded(-1), 0),
            feature(203, folded(1), folded(2), 0),
            feature(212, folded(-1), form(0), form(1)),
            feature(213, folded(1), form(0), form(-1)),
            feature(218, folded(1), flags(2), coarse(2)),
            feature(219, folded(-1), flags(-2), coarse(-2)),
            feature(231, folded(before), place, 0),
            feature(232, folded(after), place, 0),
            feature(236, folded(before - 1), folded(before), place),
        ]);
    }
    if without.contains(&Group::Mentions) {
        let number = line.words[at];
        let (case, first) = (reading.case(number), u32::from(at == 0 || line.after_mark(at)));
        found.push(feature(223, case, here.form as u32, first));
        found.push(feature(224, case, u32::from(here.known.frequency), first));
        let facts = reading.elsewhere(number).into_iter().zip(260..);
        found.extend(facts.map(|(value, template)| feature(template, value, place, 0)));
    }
    found
}
