//! Trains `models/entity-tagger.bin`, the tagger of `saksi::entity::model`, and tags texts with it.
//!
//! ```text
//! entity_tagger train DATA MODELS OUT [--develop] [KEY=VALUE…]
//! entity_tagger tag TAGGER FILE.jsonl > PREDICTIONS.jsonl
//! ```
//!
//! `DATA` holds the annotated texts (`models/README.md` names them and their licences). With `--develop` a fifth of
//! Wikigold's training part is held out and scored with the other development sets; without it, all is trained on.

mod ablation;
mod augment;
mod crf;
mod data;
mod lists;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ablation::Group;
use crf::{Chain, Data, Model, Options};
use data::{Annotated, IGNORED};
use saksi::entity::model::asset::Parts;
use saksi::entity::model::features::{self, OFFSETS, feature};
use saksi::entity::model::lattice::{LABELS, OUTSIDE, TYPES, best};
use saksi::entity::model::memory::Memory;
use saksi::entity::model::reading::{Line, Reading};
use saksi::entity::model::{Lists, Tagger};
use saksi::text::offsets::{Offsets, Unit};
use saksi::text::sentence::sentences;

use sha2::{Digest, Sha256};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What can be set on the command line.
struct Settings {
    options: Options,
    develop: bool,
    cities: bool,
    domains: bool,
    augment: f32,
    templates: usize,
    weights: [f32; 6],
    scale: f32,
    most: usize,
    /// Groups of features that are left out, for measuring what they are worth.
    without: Vec<Group>,
    floor: f32,
    /// Which parts of the Broad Twitter Corpus are used.
    tweets: String,
    /// Word classes other than those in `training/lists`.
    classes: Option<PathBuf>,
    /// How many words get classes.
    words: usize,
    /// What is taken off every weight of no name, so that more is found.
    bias: f32,
    /// How many trainings are averaged.
    several: u64,
    /// Whether the test parts are scored, too.
    test: bool,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["train", data, models, out, rest @ ..] => {
            let settings = settings(rest)?;
            train(Path::new(data), Path::new(models), Path::new(out), &settings)
        }
        ["tag", tagger, file] => tag(Path::new(tagger), Path::new(file)),
        _ => {
            Err("usage: entity_tagger train DATA MODELS OUT [--develop] [KEY=VALUE…] | tag TAGGER FILE"
                .into())
        }
    }
}

fn settings(rest: &[&str]) -> Outcome<Settings> {
    let mut settings = Settings {
        options: Options { epochs: 10, rate: 0.12, decay: 0.79, l1: 2.0, hide: 0.1, cutoff: 4, seed: 7 },
        develop: false,
        cities: false,
        domains: false,
        augment: 0.5,
        templates: 250,
        weights: [1.5, 1.0, 1.0, 0.8, 0.5, 0.5],
        scale: 16.0,
        most: 80_000,
        without: Vec::new(),
        floor: 0.0,
        tweets: "abefgh".to_owned(),
        classes: None,
        words: 45_000,
        bias: 0.2,
        several: 4,
        test: false,
    };
    for word in rest {
        if *word == "--develop" {
            settings.develop = true;
        } else if *word == "--test" {
            settings.test = true;
        } else if let Some((key, value)) = word.split_once('=') {
            match key {
                "epochs" => settings.options.epochs = value.parse()?,
                "rate" => settings.options.rate = value.parse()?,
                "decay" => settings.options.decay = value.parse()?,
                "l1" => settings.options.l1 = value.parse()?,
                "hide" => settings.options.hide = value.parse()?,
                "cutoff" => settings.options.cutoff = value.parse()?,
                "cities" => settings.cities = value.parse()?,
                "domains" => settings.domains = value.parse()?,
                "augment" => settings.augment = value.parse()?,
                "templates" => settings.templates = value.parse()?,
                "scale" => settings.scale = value.parse()?,
                "most" => settings.most = value.parse()?,
                "tweets" => settings.tweets = value.to_owned(),
                "classes" => settings.classes = Some(PathBuf::from(value)),
                "words" => settings.words = value.parse()?,
                "several" => settings.several = value.parse()?,
                "bias" => settings.bias = value.parse()?,
                "floor" => settings.floor = value.parse()?,
                "weights" => {
                    for (slot, cell) in settings.weights.iter_mut().zip(value.split(',')) {
                        *slot = cell.parse()?;
                    }
                }
                "without" => {
                    settings.without = value.split(',').map(Group::from_name).collect::<Result<_, _>>()?;
                }
                _ => return Err(format!("unknown setting {key}").into()),
            }
        }
    }
    Ok(settings)
}

/// The corpora that are trained on. GUM's speech and textbook texts are left out: their licences are unclear.
fn corpora(folder: &Path, settings: &Settings) -> Outcome<Vec<Annotated>> {
    let mut all = data::read(&folder.join("wikigold_train.jsonl"), 0, settings.weights[0])?;
    all.extend(data::read(&folder.join("crossner_train.jsonl"), 1, settings.weights[1])?);
    let gum = data::read(&folder.join("gum_train.jsonl"), 2, settings.weights[2])?;
    all.extend(
        gum.into_iter().filter(|text| !text.id.contains("_speech_") && !text.id.contains("_textbook_")),
    );
    all.extend(
        data::read(&folder.join("wnut17_train.jsonl"), 3, settings.weights[3])?.into_iter().map(data::settle),
    );
    let tweets = data::read(&folder.join("btc_all.jsonl"), 4, settings.weights[4])?.into_iter();
    all.extend(
        tweets
            .filter(|text| settings.tweets.chars().any(|part| text.id[3..].starts_with(part)))
            .map(data::settle),
    );
    Ok(all)
}

fn train(folder: &Path, models: &Path, out: &Path, settings: &Settings) -> Outcome<()> {
    let mut parts =
        lists::read(folder, models, settings.cities, settings.classes.as_deref(), settings.words)?;
    ablation::strip(&mut parts, &settings.without);
    let lists = Lists::new(&parts);
    let mut texts = corpora(folder, settings)?;
    let mut held = Vec::new();
    if settings.develop {
        let (out, rest) = texts.into_iter().partition(|text: &Annotated| text.corpus == 0 && text.fold == 4);
        held = out;
        texts = rest;
    }
    if !settings.without.contains(&Group::Made) {
        augment::add(&mut texts, settings.augment, settings.templates, settings.weights[5]);
    }
    eprintln!("{} texts, {} words in lists, {} phrases", texts.len(), parts.words.len(), parts.phrases.len());
    let mut lost = 0;
    let laid: Vec<(Reading<'_>, Vec<Vec<u8>>)> = texts
        .iter()
        .map(|text| {
            let reading = Reading::new(&text.text, &sentences(&text.text), &lists);
            let labels = data::labels(&reading, &text.names, &mut lost);
            (reading, labels)
        })
        .collect();
    eprintln!(
        "{} names, {lost} that the tokens cannot hold",
        texts.iter().map(|text| text.names.len()).sum::<usize>()
    );

    // First alone; then, with what models that have not seen a text take its names for.
    let mut data = Data::default();
    for (text, (reading, labels)) in texts.iter().zip(&laid) {
        chains(&mut data, text, reading, labels, None, settings);
    }
    if !settings.without.contains(&Group::Memory) {
        let mut second = Vec::new();
        let folds: Vec<Vec<(usize, Vec<Vec<u8>>)>> = std::thread::scope(|scope| {
            let handles: Vec<_> = (0..2)
                .map(|half| {
                    let (texts, laid) = (&texts, &laid);
                    scope.spawn(move || {
                        let mut found = Vec::new();
                        for fold in [half] {
                            let mut seen = Data::default();
                            for (text, (reading, labels)) in texts.iter().zip(laid) {
                                if text.fold % 2 != fold {
                                    chains(&mut seen, text, reading, labels, None, settings);
                                }
                            }
                            let model =
                                crf::train(&seen, &Options { epochs: 7, decay: 0.7, ..settings.options });
                            for (number, (text, (reading, _))) in texts.iter().zip(laid).enumerate() {
                                if text.fold % 2 == fold {
                                    found.push((number, decode(reading, &model, settings)));
                                }
                            }
                        }
                        found
                    })
                })
                .collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
        });
        second.extend(folds.into_iter().flatten());
        second.sort_by_key(|(number, _)| *number);
        for (number, first) in second {
            let (reading, labels) = &laid[number];
            let memory = Memory::new(reading, &first);
            chains(&mut data, &texts[number], reading, labels, Some((&memory, &first)), settings);
        }
    }
    let model = crf::train_several(&data, &settings.options, settings.several);
    quantise(&model, &mut parts, settings);
    let bytes = parts.to_bytes();
    std::fs::write(out, &bytes)?;
    let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    std::fs::write(out.with_extension("sha256"), digest + "\n")?;
    eprintln!("{} features, {} bytes", parts.features.len(), bytes.len());
    let tagger = Tagger::load(&bytes)?;
    if settings.develop {
        report("wikigold (held out)", &held, &tagger);
        for name in ["uner_ewt_dev", "gum_dev", "wnut17_dev"] {
            report(name, &data::read(&folder.join(format!("{name}.jsonl")), 9, 1.0)?, &tagger);
        }
    }
    if settings.test {
        for name in ["wikigold_test", "uner_ewt_test", "gum_test", "wnut17_test"] {
            report(name, &data::read(&folder.join(format!("{name}.jsonl")), 9, 1.0)?, &tagger);
        }
    }
    Ok(())
}

/// The features of a token, and whether each names the word itself.
fn gather(
    reading: &Reading<'_>,
    line: &Line,
    at: usize,
    memory: Option<(&Memory, usize)>,
    without: &[Group],
) -> Vec<(u32, bool)> {
    let mut found = Vec::new();
    let get = |offset: i32| {
        usize::try_from(at as i32 + offset)
            .ok()
            .and_then(|at| line.words.get(at))
            .and_then(|&word| reading.word(word))
    };
    let mut named = Vec::new();
    if let Some(word) = get(0) {
        let near = |offset| get(offset).map_or(1, |word| word.folded);
        named.push(feature(64 + 1, word.folded, 0, 0));
        named.push(feature(64 + 9, word.written, 0, 0));
        named.push(feature(200, near(-1), word.folded, 0));
        named.push(feature(201, word.folded, near(1), 0));
        named.extend(
            word.openings[1..]
                .iter()
                .enumerate()
                .filter_map(|(n, &part)| part.map(|part| feature(64 + 14 + n as u32, part, 0, 0))),
        );
    }
    for offset in OFFSETS {
        features::word(get(offset), offset, |feature| found.push((feature, named.contains(&feature))));
    }
    features::context(reading, line, at, |feature| found.push((feature, named.contains(&feature))));
    if let Some((memory, own)) = memory {
        features::memory(reading, line, at, own, memory, |feature| found.push((feature, false)));
    }
    if !without.is_empty() {
        let masked = ablation::masked(reading, line, at, without);
        found.retain(|(feature, _)| !masked.contains(feature));
    }
    found
}

fn chains(
    data: &mut Data,
    text: &Annotated,
    reading: &Reading<'_>,
    labels: &[Vec<u8>],
    memory: Option<(&Memory, &[Vec<u8>])>,
    settings: &Settings,
) {
    for (number, (line, labels)) in reading.lines.iter().zip(labels).enumerate() {
        for (start, end) in line.islands() {
            if labels[start..end].contains(&IGNORED) {
                continue;
            }
            let mut starts = vec![data.features.len() as u32];
            for at in start..end {
                let memory = memory.map(|(memory, first)| (memory, first[number][at] as usize));
                for (hash, named) in gather(reading, line, at, memory, &settings.without) {
                    data.features.push(hash);
                    data.lexical.push(named);
                    if settings.domains {
                        // The same again for this corpus alone, to take up what its annotators did otherwise.
                        data.features.push(feature(900 + text.corpus as u32, hash, 0, 0));
                        data.lexical.push(named);
                    }
                }
                starts.push(data.features.len() as u32);
            }
            data.chains.push(Chain { starts, labels: labels[start..end].to_vec(), weight: text.weight });
        }
    }
}

/// The labels that a model with full weights gives.
fn decode(reading: &Reading<'_>, model: &Model, settings: &Settings) -> Vec<Vec<u8>> {
    let moves: Vec<i8> = model.moves.iter().map(|&weight| (weight * settings.scale) as i8).collect();
    reading
        .lines
        .iter()
        .map(|line| {
            let mut labels = vec![0u8; line.tokens.len()];
            for (start, end) in line.islands() {
                let rows: Vec<[i32; LABELS]> = (start..end)
                    .map(|at| {
                        let found = gather(reading, line, at, None, &settings.without);
                        model
                            .scores(found.into_iter().map(|(hash, _)| hash))
                            .map(|weight| (weight * settings.scale) as i32)
                    })
                    .collect();
                for (at, label) in (start..end).zip(best(&rows, &moves)) {
                    labels[at] = label as u8;
                }
            }
            labels
        })
        .collect()
}

fn quantise(model: &Model, parts: &mut Parts, settings: &Settings) {
    let round = |weight: f32| (weight * settings.scale).round().clamp(-127.0, 127.0) as i8;
    parts.moves = model.moves.iter().map(|&weight| round(weight)).collect();
    // The feature that every token has.
    let always = feature(64 + 8, 0, 0, 0);
    let mut kept: Vec<(f32, u32, [i8; LABELS])> = Vec::new();
    for (&hash, row) in model.hashes.iter().zip(&model.rows) {
        let strongest = row.iter().fold(0f32, |most, weight| most.max(weight.abs()));
        let mut row = *row;
        if hash == always {
            row[OUTSIDE] -= settings.bias;
        }
        let row = row.map(|weight| if weight.abs() < settings.floor { 0 } else { round(weight) });
        if row.iter().any(|&weight| weight != 0) {
            kept.push((strongest, hash, row));
        }
    }
    kept.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    kept.truncate(settings.most);
    parts.features = kept.into_iter().map(|(_, hash, row)| (hash, row)).collect();
    parts.features.sort_by_key(|&(hash, _)| hash);
}

/// Strict scores: right means the same span and type. First of the tagger alone, then with the rules beside it.
fn report(name: &str, texts: &[Annotated], tagger: &Tagger) {
    let index = |kind| TYPES.iter().position(|&other| other == kind);
    let alone = |text: &str| -> Vec<(usize, usize, usize)> {
        let spans = tagger.spans(text, &sentences(text)).into_iter();
        spans
            .filter_map(|span| {
                Some((span.range.start as usize, span.range.end as usize, index(span.entity_type)?))
            })
            .collect()
    };
    let beside = |text: &str| -> Vec<(usize, usize, usize)> {
        let found = saksi::entity::extract(&document(text), &sentences(text), None, Some(tagger));
        let names = found.mentions.into_iter();
        names
            .filter_map(|name| {
                Some((name.range.start as usize, name.range.end as usize, index(name.entity_type)?))
            })
            .collect()
    };
    score(name, texts, alone);
    score("  with rules", texts, beside);
}

fn document(text: &str) -> saksi::document::Document {
    saksi::document::Document {
        id: String::new(),
        source: String::new(),
        title: String::new(),
        byline: None,
        language: saksi::text::Language::English,
        published: None,
        derived: None,
        clues: Vec::new(),
        range: saksi::text::TextRange::new(0, text.len()),
        text: text.to_owned(),
        boilerplate: Vec::new(),
        sha256: [0; 32],
    }
}

fn score(name: &str, texts: &[Annotated], find: impl Fn(&str) -> Vec<(usize, usize, usize)>) {
    let (mut right, mut found, mut gold) = ([0usize; 3], [0usize; 3], [0usize; 3]);
    for text in texts {
        let expected: BTreeSet<(usize, usize, usize)> = text.names.iter().copied().collect();
        for &(_, _, index) in &expected {
            gold[index] += 1;
        }
        for name in find(&text.text) {
            found[name.2] += 1;
            right[name.2] += usize::from(expected.contains(&name));
        }
    }
    let score = |right: usize, found: usize, gold: usize| {
        (
            100.0 * right as f64 / found.max(1) as f64,
            100.0 * right as f64 / gold.max(1) as f64,
            200.0 * right as f64 / (found + gold).max(1) as f64,
        )
    };
    let all = score(right.iter().sum(), found.iter().sum(), gold.iter().sum());
    let each: Vec<String> = (0..3).map(|n| format!("{:.1}", score(right[n], found[n], gold[n]).2)).collect();
    println!("{name:20} P {:.1} R {:.1} F1 {:.1}  (PER ORG LOC {})", all.0, all.1, all.2, each.join(" "));
}

fn tag(tagger: &Path, file: &Path) -> Outcome<()> {
    let tagger = Tagger::load(&std::fs::read(PathBuf::from(tagger))?)?;
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for line in std::fs::read_to_string(file)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().unwrap_or("");
        bytes += text.len();
        let offsets = Offsets::new(text, Unit::CodePoint);
        let names: Vec<serde_json::Value> = tagger
            .spans(text, &sentences(text))
            .into_iter()
            .map(|span| {
                let (start, end) = offsets.from_range(span.range);
                serde_json::json!({"start": start, "end": end, "type": span.entity_type.code(), "score": span.score})
            })
            .collect();
        println!("{}", serde_json::json!({"id": value["id"], "ents": names}));
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{bytes} bytes, {:.2} MB/s", bytes as f64 / 1e6 / seconds);
    Ok(())
}
