//! The rules of ARCHITECTURE.md that a machine can check: layers, what the core must not touch, what the page must
//! not do, and how files begin.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the left of the road to its right. A module may use those of earlier rows, and itself.
const LAYERS: &[&[&str]] = &[
    &["error", "fields", "order"],
    &["calendar", "text"],
    &["document"],
    &["ingest", "index", "entity", "temporal"],
    &["event", "decisions"],
    &["archive"],
    &["pipeline", "query", "export"],
    &["wasm", "bin"],
];

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|row| row.contains(&module)).unwrap_or_else(|| {
        panic!("src/{module} stands in no layer: place it in tests/tidy.rs and ARCHITECTURE.md")
    })
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends so, sorted; what is built or fetched is passed over.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !name.starts_with('.') && name != "node_modules" && name != "target" {
                walk(&path, endings, found);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path.strip_prefix(root()).expect("below the root").to_owned(), text)
        })
        .collect()
}

/// The numbered lines of a file that are code: comments, and all from the first `#[cfg(test)]` on, are passed over.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..tests]
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line.split("//").next().unwrap_or("")))
}

/// The module of `src` that a file belongs to: `src/text/span.rs` → `text`.
fn module(path: &Path) -> String {
    let below = path.strip_prefix("src").expect("a source file");
    let first = below.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules of the crate that a line of code names.
fn used(line: &str) -> BTreeSet<String> {
    let name =
        |rest: &str| -> String { rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut found = BTreeSet::new();
    let prefixes = ["crate::", "saksi::", "saksi_base::", "saksi_index::", "saksi_names::"];
    for (at, prefix) in prefixes.iter().flat_map(|prefix| line.match_indices(prefix)) {
        let before = line[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &line[at + prefix.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group.split(',').map(|part| name(part.trim())));
        } else {
            found.insert(name(rest));
        }
    }
    // `crate::Error` and the like are re-exports of the contents page.
    found.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    found
}

#[test]
fn a_layer_uses_only_those_to_its_left() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &[".rs"]) {
        let this = module(&path);
        if ["lib", "base", "postings", "names"].contains(&this.as_str()) {
            continue;
        }
        for (number, line) in code(&text) {
            // In the binary, `crate::` names its own files; the library is `saksi::`.
            let line = if this == "bin" { line.replace("crate::", "self::") } else { line.to_owned() };
            for other in used(&line) {
                if other != this && layer(&other) >= layer(&this) {
                    wrong.push(format!("{}:{number}: {this} may not use {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_seen() {
    let set = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(used("use crate::text::{Language, TextRange};"), set(&["text"]));
    assert_eq!(used("use crate::{event, ingest, temporal};"), set(&["event", "ingest", "temporal"]));
    assert_eq!(used("fn f(x: &crate::entity::Pack) -> crate::Result<()> {"), set(&["entity"]));
    assert_eq!(used("let mycrate::text = 1;"), set(&[]));
    assert_eq!(used("use saksi_index::index;"), set(&["index"]));
}

/// Fails where a line of code holds one of these words.
fn absent(endings: &[&str], words: &[&str], allowed: impl Fn(&Path) -> bool) {
    let mut wrong = Vec::new();
    for (path, text) in files("src", endings) {
        if allowed(&path) {
            continue;
        }
        for (number, line) in code(&text) {
            for word in words {
                if line.contains(word) {
                    wrong.push(format!("{}:{number}: {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_does_no_input_or_output() {
    let words = [
        "std::fs",
        "std::net",
        "std::thread",
        "std::time",
        "std::env",
        "std::io",
        "std::process",
        "SystemTime",
        "Instant::",
        "println!",
        "eprintln!",
        "RandomState",
    ];
    absent(&[".rs"], &words, |path| path.starts_with("src/bin"));
}

#[test]
fn only_the_bindings_name_javascript() {
    let words = ["wasm_bindgen", "js_sys", "web_sys", "tsify"];
    absent(&[".rs"], &words, |path| path.starts_with("src/wasm"));
}

#[test]
fn one_file_converts_offsets() {
    absent(&[".rs"], &["len_utf16", "encode_utf16"], |path| path == Path::new("src/text/offsets.rs"));
}

#[test]
fn no_platform_float_functions() {
    let words = [".ln()", ".log2()", ".log10()", ".exp()", ".powf(", ".powi(", ".sin()", ".cos()"];
    absent(&[".rs"], &words, |path| path.starts_with("src/bin"));
}

#[test]
fn the_page_makes_no_html_from_strings_and_calls_no_one() {
    let words = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "document.cookie",
        "sendBeacon",
        "https://",
        "http://",
    ];
    let mut wrong = Vec::new();
    for (path, text) in files("www", &[".js", ".html", ".css"]) {
        for (number, line) in text.lines().enumerate() {
            let comment = ["//", "*", "/*", "<!--"].iter().any(|mark| line.trim_start().starts_with(mark));
            // Names of XML vocabularies look like addresses and are never fetched.
            let line = line.replace("http://www.w3.org/", "");
            for word in words {
                if !comment && line.contains(word) {
                    wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_begin_by_saying_what_they_are() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &[".rs"]).into_iter().chain(files("www", &[".js"])) {
        if !["//!", "// ", "/**"].iter().any(|opening| text.starts_with(opening)) {
            wrong.push(format!("{}: begins without a comment that says what it is", path.display()));
        }
        let lines = text.lines().count();
        if lines > 800 {
            wrong.push(format!("{}: {lines} lines; is there a second idea in it?", path.display()));
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem.as_str()) {
            wrong.push(format!("{}: named for nothing", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
