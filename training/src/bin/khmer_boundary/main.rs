//! Trains the Khmer word-boundary tagger: `khmer_boundary SILVER OUT [--score FILE]… [--SETTING VALUE]…`.
//!
//! SILVER is segmented text (see `data.rs`), OUT the table that the library reads. The same input gives the same bytes.
//! With `--hold-out` every tenth line is kept from training and scored: for choosing settings, not for shipping.
//! Files after `--score` are scored too, with all spaces removed; they are never trained on.

mod data;
mod learn;
mod score;

use std::path::{Path, PathBuf};
use std::process::exit;
use std::{env, fs};

use data::{Line, line};
use learn::Settings;

struct Request {
    silver: PathBuf,
    out: PathBuf,
    hold_out: bool,
    scored: Vec<PathBuf>,
    settings: Settings,
}

fn request() -> Option<Request> {
    let mut settings = Settings {
        bits: 19,
        keep: 24_000,
        passes: 8,
        more_passes: 4,
        l1: 0.6,
        l2: 1.0,
        more_l2: 4.0,
        rate: 0.2,
        scale: 8.0,
        verbose: true,
    };
    let (mut hold_out, mut scored, mut paths) = (false, Vec::new(), Vec::new());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--hold-out" => hold_out = true,
            "--quiet" => settings.verbose = false,
            "--score" => scored.push(arguments.next()?.into()),
            "--bits" => settings.bits = arguments.next()?.parse().ok()?,
            "--keep" => settings.keep = arguments.next()?.parse().ok()?,
            "--passes" => settings.passes = arguments.next()?.parse().ok()?,
            "--more-passes" => settings.more_passes = arguments.next()?.parse().ok()?,
            "--l1" => settings.l1 = arguments.next()?.parse().ok()?,
            "--l2" => settings.l2 = arguments.next()?.parse().ok()?,
            "--more-l2" => settings.more_l2 = arguments.next()?.parse().ok()?,
            "--rate" => settings.rate = arguments.next()?.parse().ok()?,
            "--scale" => settings.scale = arguments.next()?.parse().ok()?,
            _ if argument.starts_with('-') => return None,
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let [silver, out] = paths.try_into().ok()?;
    Some(Request { silver, out, hold_out, scored, settings })
}

fn read(path: &Path) -> Vec<String> {
    data::read(path).unwrap_or_else(|| {
        eprintln!("{}: cannot be read as text", path.display());
        exit(1)
    })
}

fn main() {
    let Some(request) = request() else {
        eprintln!(
            "usage: khmer_boundary SILVER OUT [--hold-out] [--quiet] [--score FILE]... [--SETTING VALUE]..."
        );
        exit(2);
    };
    let written = read(&request.silver);
    let held = |index: usize| request.hold_out && index % 10 == 9;
    // As written, and as the many who write no spaces would write it.
    let mut lines: Vec<Line> = Vec::new();
    for spaces in [true, false] {
        let kept = written.iter().enumerate().filter(|&(index, _)| !held(index));
        lines.extend(kept.map(|(_, written)| line(written, spaces)));
    }
    let places = learn::places(&lines, request.settings.bits);
    let model = learn::train(&places, &request.settings);
    let bytes = model.encode();
    if request.hold_out {
        for (name, spaces) in [("held out, as written", true), ("held out, no spaces", false)] {
            let kept = written.iter().enumerate().filter(|&(index, _)| held(index));
            let lines: Vec<Line> = kept.map(|(_, written)| line(written, spaces)).collect();
            println!("{name}: F1 {:.4}", score::f1(&model, &lines));
        }
    }
    for path in &request.scored {
        let lines: Vec<Line> = read(path).iter().map(|written| line(written, false)).collect();
        println!("{}: F1 {:.4}", path.display(), score::f1(&model, &lines));
    }
    println!("{} bytes", bytes.len());
    fs::write(&request.out, bytes).unwrap_or_else(|error| panic!("{}: {error}", request.out.display()));
}
