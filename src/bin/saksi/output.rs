//! Standard output, and files that appear whole or not at all.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Prints data on standard output. A reader that has gone away is not an error worth a message.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Failure::PipeClosed
        } else {
            Failure::input(format!("cannot write to standard output: {error}"), "")
        }
    })
}

/// Whether standard output is a person's terminal that may show bold type (`NO_COLOR` says that it may not).
pub(crate) fn is_styled() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes a file so that it is there whole or not at all: into a neighbour first, which then takes its name.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::io("write", path, &std::io::ErrorKind::IsADirectory.into()));
    }
    let neighbour = neighbour(path)?;
    let written = std::fs::File::create(&neighbour)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&neighbour, path));
    written.map_err(|error| {
        // The half-written neighbour is of no use to anyone; that it may never have been made does not matter.
        let _ = std::fs::remove_file(&neighbour);
        Failure::io("write", path, &error)
    })
}

/// A name in the same folder that no one else uses, so that the renaming stays on one disk.
fn neighbour(path: &Path) -> Result<PathBuf, Failure> {
    let Some(name) = path.file_name() else {
        return Err(Failure::io("write", path, &std::io::ErrorKind::IsADirectory.into()));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(hidden))
}

/// A warning with the name of the file it is about, once, fit for a terminal.
pub(crate) fn about(source: &str, warning: &str) -> String {
    let named = if warning.starts_with(source) { warning.to_owned() } else { format!("{source}: {warning}") };
    one_line(&named)
}

/// A text for a terminal: line breaks and runs of white space as one space, and control characters, which could move
/// the cursor or change what stands on the screen, as �.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(|c| if is_control(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a character steers a terminal or the direction of text rather than being text.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
