//! Texts with names of other parts of the world.
//!
//! The annotated texts name mostly Europeans and Americans; the archives this is for name Cambodians first. So copies
//! of annotated texts get other names in place of their own, the same all through a text, and texts are made from
//! sentences with places for names. All lists are in `training/lists`.

use std::collections::BTreeMap;

use crate::crf::Chance;
use crate::data::Annotated;

const NAMES: &str = include_str!("../../../lists/names.txt");
const PLACES: &str = include_str!("../../../lists/places.txt");
const BODIES: &str = include_str!("../../../lists/bodies.txt");
const SENTENCES: &str = include_str!("../../../lists/sentences.txt");
/// The corpus number of made texts.
pub const MADE: usize = 5;

type Sections = BTreeMap<&'static str, Vec<String>>;

struct Region {
    order: Vec<&'static str>,
    parts: BTreeMap<&'static str, Vec<String>>,
}

struct Source {
    regions: Vec<Region>,
    places: Sections,
    bodies: Sections,
    sentences: Vec<&'static str>,
}

/// A person: the full name, and the short form that a text goes on with.
#[derive(Clone)]
struct Person {
    full: String,
    short: String,
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(|word| word.replace('/', " ")).collect()
}

fn sections(text: &'static str) -> Sections {
    let mut found = Sections::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(header) = line.strip_prefix('[') {
            name = header.trim_end_matches(']');
        } else {
            found.entry(name).or_default().extend(words(line));
        }
    }
    found
}

impl Source {
    fn read() -> Self {
        let mut regions: Vec<Region> = Vec::new();
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with('[') {
                regions.push(Region { order: Vec::new(), parts: BTreeMap::new() });
            } else if let (Some((key, rest)), Some(region)) = (line.split_once(' '), regions.last_mut()) {
                if key == "order" {
                    region.order = rest.split(' ').collect();
                } else {
                    region.parts.insert(key, words(rest));
                }
            }
        }
        Self {
            regions,
            places: sections(PLACES),
            bodies: sections(BODIES),
            sentences: SENTENCES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect(),
        }
    }

    fn region(&self, chance: &mut Chance) -> usize {
        // Cambodians first.
        if chance.part() < 0.45 { 0 } else { chance.below(self.regions.len()) }
    }

    fn person(&self, region: usize, chance: &mut Chance) -> Person {
        let region = &self.regions[region];
        let mut order = region.order.clone();
        // Both orders are written, Rainsy Sam and Sam Rainsy.
        let turned = chance.part() < 0.12;
        if turned {
            order.reverse();
        }
        let mut chosen: BTreeMap<&str, String> = BTreeMap::new();
        let mut full: Vec<String> = Vec::new();
        for part in order {
            if part == "middle" && chance.part() < 0.5 {
                continue;
            }
            let list = &region.parts[part];
            let word = list[chance.below(list.len())].clone();
            chosen.insert(part, word.clone());
            full.push(word);
        }
        if chance.part() < 0.04 && full.len() == 2 {
            full.insert(1, format!("{}.", (b'A' + chance.below(26) as u8) as char));
        }
        let short = if region.order.first() == Some(&"family") && chance.part() < 0.7 {
            chosen["given"].clone()
        } else {
            chosen["family"].clone()
        };
        Person { full: full.join(" "), short }
    }

    fn one(&self, sections: &Sections, name: &str, chance: &mut Chance) -> String {
        let list = &sections[name];
        list[chance.below(list.len())].clone()
    }

    fn body(&self, chance: &mut Chance) -> String {
        let demonym = |chance: &mut Chance| match chance.below(3) {
            0 => self.one(&self.places, "country", chance),
            _ => self.one(&self.places, "demonym", chance),
        };
        match chance.below(10) {
            0 => format!(
                "{} of {}",
                self.one(&self.bodies, "of", chance),
                self.one(&self.bodies, "matter", chance)
            ),
            1 => format!(
                "{} for {}",
                self.one(&self.bodies, "for", chance),
                self.one(&self.bodies, "cause", chance)
            ),
            2 => format!(
                "{} {} for {}",
                demonym(chance),
                self.one(&self.bodies, "for", chance),
                self.one(&self.bodies, "cause", chance)
            ),
            3 => format!(
                "{} {} {}",
                demonym(chance),
                self.one(&self.bodies, "word", chance),
                self.one(&self.bodies, "head", chance)
            ),
            4 => format!("{} {}", demonym(chance), self.one(&self.bodies, "head", chance)),
            5 => format!(
                "{} {}",
                self.one(&self.places, "city", chance),
                self.one(&self.bodies, "head", chance)
            ),
            6 => format!(
                "{} {}",
                self.one(&self.bodies, "word", chance),
                self.one(&self.bodies, "head", chance)
            ),
            7 => format!(
                "{} {} {}",
                self.one(&self.bodies, "word", chance),
                self.one(&self.bodies, "word", chance),
                self.one(&self.bodies, "head", chance)
            ),
            8 => format!(
                "{} {}",
                self.one(&self.bodies, "cause", chance),
                self.one(&self.bodies, "head", chance)
            ),
            _ => self.one(&self.bodies, "known", chance),
        }
    }

    fn place(&self, chance: &mut Chance) -> String {
        let list = if chance.part() < 0.35 { "country" } else { "city" };
        self.one(&self.places, list, chance)
    }
}

/// Adds copies of `part` of the texts with other names, and `made` texts of sentences.
pub fn add(texts: &mut Vec<Annotated>, part: f32, made: usize, weight: f32) {
    let source = Source::read();
    let mut chance = Chance(11);
    let mut copies = Vec::new();
    for text in texts.iter().filter(|text| text.corpus < 3 && !text.names.is_empty()) {
        if chance.part() < part {
            copies.push(renamed(text, &source, &mut chance));
        }
    }
    texts.extend(copies);
    for number in 0..made {
        texts.push(composed(number, &source, &mut chance, weight));
    }
}

fn renamed(text: &Annotated, source: &Source, chance: &mut Chance) -> Annotated {
    let region = source.region(chance);
    let mut people: BTreeMap<String, String> = BTreeMap::new();
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    for &(start, end, index) in &text.names {
        let name = &text.text[start..end];
        if index == 0 && name.contains(' ') && !people.contains_key(name) {
            let at = if chance.part() < 0.7 { region } else { source.region(chance) };
            let person = source.person(at, chance);
            for word in name.split(' ').filter(|word| word.chars().count() > 2) {
                people.entry(word.to_owned()).or_insert_with(|| person.short.clone());
            }
            people.insert(name.to_owned(), person.full);
        }
    }
    let mut out = String::new();
    let mut names = Vec::new();
    let mut last = 0;
    let mut sorted = text.names.clone();
    sorted.sort_unstable();
    for (start, end, index) in sorted {
        if start < last {
            continue;
        }
        let name = &text.text[start..end];
        out.push_str(&text.text[last..start]);
        let new = match index {
            0 => people.entry(name.to_owned()).or_insert_with(|| source.person(region, chance).short).clone(),
            1 => others
                .entry(name.to_owned())
                .or_insert_with(|| {
                    if chance.part() < 0.35 && name.contains(' ') {
                        source.body(chance)
                    } else {
                        name.to_owned()
                    }
                })
                .clone(),
            _ => others
                .entry(name.to_owned())
                .or_insert_with(|| if chance.part() < 0.5 { source.place(chance) } else { name.to_owned() })
                .clone(),
        };
        names.push((out.len(), out.len() + new.len(), index));
        out.push_str(&new);
        last = end;
    }
    out.push_str(&text.text[last..]);
    Annotated { text: out, names, weight: text.weight * 0.6, ..text.clone() }
}

fn acronym(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

fn composed(number: usize, source: &Source, chance: &mut Chance, weight: f32) -> Annotated {
    const MONTHS: &[&str] =
        &["January", "February", "March", "May", "June", "September", "October", "December"];
    let region = source.region(chance);
    let cast: Vec<Person> = (0..5)
        .map(|_| {
            let at = if chance.part() < 0.7 { region } else { source.region(chance) };
            source.person(at, chance)
        })
        .collect();
    let bodies: Vec<String> = (0..4).map(|_| source.body(chance)).collect();
    let mut text = String::new();
    let mut names = Vec::new();
    for _ in 0..10 {
        let sentence = source.sentences[chance.below(source.sentences.len())];
        let shout = !sentence.contains(|c: char| c.is_lowercase() && c != 'p') && sentence.contains("AND");
        let mut rest = sentence;
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            let kind = &rest[open + 1..open + 2];
            rest = &rest[open + 3..];
            let person = &cast[chance.below(cast.len())];
            let body = &bodies[chance.below(bodies.len())];
            let (new, index) = match kind {
                "P" => (person.full.clone(), Some(0)),
                "p" => (person.short.clone(), Some(0)),
                "T" => {
                    let titles = [
                        "Mr ",
                        "Ms ",
                        "Mr. ",
                        "Mrs. ",
                        "Dr ",
                        "Prime Minister ",
                        "Minister ",
                        "President ",
                        "",
                    ];
                    text.push_str(titles[chance.below(titles.len())]);
                    (person.short.clone(), Some(0))
                }
                "O" => (body.clone(), Some(1)),
                "A" => {
                    let acronym = acronym(body);
                    (if acronym.len() > 1 { acronym } else { body.clone() }, Some(1))
                }
                "K" => (source.one(&source.bodies, "known", chance), Some(1)),
                "L" => (source.one(&source.places, "city", chance), Some(2)),
                "C" => (source.one(&source.places, "country", chance), Some(2)),
                "N" => (source.one(&source.places, "demonym", chance), None),
                _ => (format!("{} {}", MONTHS[chance.below(MONTHS.len())], 1990 + chance.below(36)), None),
            };
            let new = if shout { new.to_uppercase() } else { new };
            if let Some(index) = index {
                names.push((text.len(), text.len() + new.len(), index));
            }
            text.push_str(&new);
        }
        text.push_str(rest);
        text.push_str(if sentence.ends_with(['.', '”']) { " " } else { "\n\n" });
    }
    Annotated { id: format!("made{number}"), text, names, corpus: MADE, weight, fold: number % 5 }
}
