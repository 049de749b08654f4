//! The lists that go into the tagger's file: clusters, frequencies, names.

use std::collections::BTreeMap;
use std::path::Path;

use saksi::entity::model::asset::{Known, Parts};
use saksi::entity::model::features::{flag, list_hash};
use saksi::text::normalise::fold;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Reads the lists. `data` has `lexicons/`, `models` the program's own lists; `limit` is how many words get clusters.
pub fn read(
    data: &Path,
    models: &Path,
    all_cities: bool,
    classes: Option<&Path>,
    limit: usize,
) -> Outcome<Parts> {
    let mut words: BTreeMap<u32, Known> = BTreeMap::new();
    let mut phrases: BTreeMap<u32, u8> = BTreeMap::new();
    let mut coarse = vec![0u8; 256];
    let lexicons = data.join("lexicons");
    let path = classes.map_or_else(|| models.join("../training/lists/word-classes.tsv"), Path::to_path_buf);
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.starts_with('#')).take(limit) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[word, fine, group, second] = cells.as_slice() else { continue };
        // Numbered from 1, because 0 says that there is none.
        let number = fine.parse::<u8>()? + 1;
        coarse[number as usize] = group.parse::<u8>()? + 1;
        let known = words.entry(list_hash(&key(word))).or_default();
        if known.cluster == 0 {
            (known.cluster, known.second) = (number, second.parse::<u8>()? + 1);
        }
    }
    for line in std::fs::read_to_string(lexicons.join("freq.tsv"))?.lines() {
        let Some((word, class)) = line.split_once('\t') else { continue };
        let known = words.entry(list_hash(&key(word))).or_default();
        known.frequency = known.frequency.max(class.parse()?);
    }
    let mut add = |name: &str, flag: u8| {
        let name = key(name);
        if name.is_empty() {
            return;
        }
        if name.contains(' ') {
            *phrases.entry(list_hash(&name)).or_default() |= flag;
        } else {
            words.entry(list_hash(&name)).or_default().flags |= flag;
        }
    };
    let lines = |path: &Path| -> Outcome<Vec<String>> {
        Ok(std::fs::read_to_string(path)?
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect())
    };
    for name in lines(&models.join("names-given.txt"))? {
        add(&name, flag::GIVEN);
    }
    for name in lines(&models.join("names-family.txt"))? {
        add(&name, flag::FAMILY);
    }
    for name in lines(&lexicons.join("gaz_country.txt"))? {
        add(&name, flag::COUNTRY);
    }
    let cities = if all_cities { lexicons.join("gaz_city.txt") } else { models.join("cities.txt") };
    for name in lines(&cities)? {
        add(&name, flag::CITY);
    }
    if all_cities {
        for name in lines(&lexicons.join("gaz_first.txt"))? {
            add(&name, flag::GIVEN);
        }
    }
    // Countries, bodies and media that readers of news know.
    for line in lines(&models.join("world.tsv"))? {
        let mut cells = line.split('\t');
        let (Some(kind), rest) = (cells.next(), cells) else { continue };
        let flag = match kind {
            "LOC" => flag::COUNTRY,
            "ORG" => flag::ORGANISATION,
            _ => continue,
        };
        for name in rest.flat_map(|cell| cell.split(['|', ';'])) {
            add(name.trim_start_matches(['?', '=']), flag);
        }
    }
    Ok(Parts {
        moves: Vec::new(),
        coarse,
        features: Vec::new(),
        words: words.into_iter().collect(),
        phrases: phrases.into_iter().collect(),
    })
}

/// Folded words with single spaces, as the model looks them up.
fn key(name: &str) -> String {
    let folded = fold(name.trim());
    folded.replace(['-', '‐', '‑'], " ").replace('.', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
