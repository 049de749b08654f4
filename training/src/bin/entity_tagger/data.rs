//! Annotated texts: reading them, bringing their conventions together, laying names over tokens.

use std::path::Path;

use saksi::entity::model::lattice::{BEGIN, END, INSIDE, SINGLE, label};
use saksi::entity::model::reading::Reading;
use saksi::text::TextRange;
use saksi::text::offsets::{Offsets, Unit};
use serde_json::Value;

/// One annotated text.
#[derive(Clone, Debug)]
pub struct Annotated {
    pub id: String,
    pub text: String,
    /// Start and end in bytes, and the type's index.
    pub names: Vec<(usize, usize, usize)>,
    /// Which corpus it is of.
    pub corpus: usize,
    /// How much it counts in training.
    pub weight: f32,
    /// Which part it is of, where parts are held out in turn.
    pub fold: usize,
}

/// The label of a token that is neither right nor wrong.
pub const IGNORED: u8 = 255;

/// Reads a file of annotated texts, a JSON object a line, offsets in code points.
pub fn read(path: &Path, corpus: usize, weight: f32) -> Result<Vec<Annotated>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().unwrap_or("").to_owned();
        let id = value["id"].as_str().unwrap_or("").to_owned();
        let mut names = Vec::new();
        {
            let offsets = Offsets::new(&text, Unit::CodePoint);
            for name in value["ents"].as_array().into_iter().flatten() {
                let index = match name["type"].as_str() {
                    Some("PER") => 0,
                    Some("ORG") => 1,
                    Some("LOC") => 2,
                    _ => continue,
                };
                let start = name["start"].as_u64().unwrap_or(0) as u32;
                let end = name["end"].as_u64().unwrap_or(0) as u32;
                names.push((offsets.to_byte(start) as usize, offsets.to_byte(end) as usize, index));
            }
        }
        let fold = found.len() % 5;
        found.push(Annotated { id, text, names, corpus, weight, fold });
    }
    Ok(found)
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "sir",
    "president",
    "pres",
    "minister",
    "prime",
    "gov",
    "governor",
    "rep",
    "prof",
    "professor",
    "gen",
    "general",
    "senator",
    "king",
    "queen",
    "prince",
    "princess",
    "pm",
    "lord",
    "lady",
    "judge",
    "mayor",
    "chancellor",
    "saint",
    "the",
];

/// Brings the conventions of tweets nearer to those of news: no titles, no users' names, no closing marks.
pub fn settle(mut text: Annotated) -> Annotated {
    let whole = text.text.clone();
    text.names = text
        .names
        .into_iter()
        .filter_map(|(mut start, mut end, index)| {
            if index == 0 {
                while let Some((word, _)) = whole[start..end].split_once(' ') {
                    if TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str()) && index == 0 {
                        start += word.len() + 1;
                    } else {
                        break;
                    }
                }
            }
            while whole[start..end].ends_with(['.', ',', '!', '?', '"', ':', ';'])
                && !whole[start..end].trim_end_matches('.').contains('.')
            {
                end -= 1;
            }
            (start < end && !whole[start..end].starts_with(['@', '#'])).then_some((start, end, index))
        })
        .collect();
    text
}

/// The gold labels of a laid-out text. Names that the tokens or the lattice cannot hold are ignored.
pub fn labels(reading: &Reading<'_>, names: &[(usize, usize, usize)], lost: &mut usize) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = reading.lines.iter().map(|line| vec![0; line.tokens.len()]).collect();
    for &(start, end, index) in names {
        let range = TextRange::new(start, end);
        let mut held = false;
        for (line, labels) in reading.lines.iter().zip(&mut found) {
            let covered: Vec<usize> =
                (0..line.tokens.len()).filter(|&at| line.tokens[at].range.overlaps(range)).collect();
            let (Some(&first), Some(&last)) = (covered.first(), covered.last()) else { continue };
            let fits = line.tokens[first].range.start == range.start
                && line.tokens[last].range.end == range.end
                && covered.iter().all(|&at| line.open[at]);
            if fits {
                held = true;
                for &at in &covered {
                    labels[at] = label(
                        index,
                        match (at == first, at == last) {
                            (true, true) => SINGLE,
                            (true, false) => BEGIN,
                            (false, true) => END,
                            (false, false) => INSIDE,
                        },
                    ) as u8;
                }
            } else {
                for at in covered {
                    labels[at] = IGNORED;
                }
            }
        }
        *lost += usize::from(!held);
    }
    found
}
