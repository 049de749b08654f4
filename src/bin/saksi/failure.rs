//! What went wrong, said to a person: what, where, why, how to mend it; and the exit code.

use std::path::Path;
use std::process::ExitCode;

use saksi::{Error, ErrorKind};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments are not understood: exit 2. The message, and the command whose help explains it.
    Usage(String, Option<&'static str>),
    /// The input cannot be used: exit 1. The message, and how to mend it.
    Input(String, String),
    /// The reader of standard output has gone away: exit 0, silently, as `saksi … | head` expects.
    PipeClosed,
}

impl Failure {
    /// Bad usage of a command, or of `saksi` itself.
    pub(crate) fn usage(message: impl Into<String>, command: Option<&'static str>) -> Self {
        Self::Usage(message.into(), command)
    }

    /// Bad input, and how to mend it.
    pub(crate) fn input(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::Input(message.into(), mend.into())
    }

    /// A file or folder that cannot be read or written, with the reason and how to mend it.
    pub(crate) fn io(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        let (message, mend) = io_message(verb, path, error);
        Self::Input(message, mend)
    }

    /// Says the failure on standard error and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::PipeClosed => ExitCode::SUCCESS,
            Self::Usage(message, command) => {
                let help = command.map_or_else(String::new, |command| format!(" {command}"));
                eprintln!("saksi: {message}");
                eprintln!("Try 'saksi{help} --help'.");
                ExitCode::from(2)
            }
            Self::Input(message, mend) => {
                eprintln!("saksi: {message}");
                if !mend.is_empty() {
                    eprintln!("{mend}");
                }
                ExitCode::from(1)
            }
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string(), None)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mend = mend(error.kind());
        Self::Input(error.to_string(), mend.to_owned())
    }
}

/// How to mend an error of the library.
pub(crate) fn mend(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Empty => "Check that the file was saved with its text in it.",
        ErrorKind::NotText => {
            "Saksi reads text: plain text, HTML, Markdown. Save the document as one of these, then try again."
        }
        ErrorKind::Encoding => "Save the file as UTF-8, then try again.",
        ErrorKind::TooLarge => "Split the file into smaller ones, then try again.",
        ErrorKind::Archive => {
            "Build the archive again with 'saksi build', or fetch it again if it was copied or downloaded."
        }
        ErrorKind::Version => {
            "Build the archive again with this version of saksi, or use the version that built it."
        }
        ErrorKind::Decisions => "Correct that decision, then try again.",
        ErrorKind::Pack => "Correct that entry of the pack, then try again.",
        ErrorKind::NotFound => {
            "List what the archive holds with 'saksi entities' or 'saksi search ARCHIVE \"\"'."
        }
        _ => "",
    }
}

/// A message and a way to mend it for a failure of the system to read or write a path.
pub(crate) fn io_message(verb: &str, path: &Path, error: &std::io::Error) -> (String, String) {
    use std::io::ErrorKind as Io;
    let path = path.display();
    let (why, mend) = match error.kind() {
        Io::NotFound => ("there is no such file or folder", "Check the spelling and the folder you are in."),
        Io::PermissionDenied => {
            ("permission is denied", "Give yourself the right to it, or copy it elsewhere.")
        }
        Io::IsADirectory => ("it is a folder", "Name a file."),
        Io::NotADirectory => ("a part of the path is not a folder", "Check the path."),
        Io::StorageFull => ("the disk is full", "Make room, then try again."),
        Io::ReadOnlyFilesystem => ("the disk is read-only", "Name a file on another disk."),
        _ => return (format!("cannot {verb} {path}: {error}"), String::new()),
    };
    (format!("cannot {verb} {path}: {why}"), mend.to_owned())
}

/// The failure for a command that there is not, with the nearest that there is.
pub(crate) fn unknown_command(name: &str) -> Failure {
    let commands = super::help::COMMANDS.map(|(command, _)| command);
    let nearest = nearest(name, &commands);
    let path = Path::new(name);
    let guess = match nearest {
        Some(command) => format!("; did you mean '{command}'?"),
        None if path.exists() => {
            format!("; to annotate the file, say 'saksi annotate {name}'")
        }
        None => format!("; the commands are {}", commands.join(", ")),
    };
    Failure::usage(format!("there is no command '{name}'{guess}"), None)
}

/// The candidate that is spelt most like `name`, if any is near: at most a third of its letters apart, or beginning
/// with it.
pub(crate) fn nearest<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let lower = name.to_lowercase();
    candidates
        .iter()
        .map(|candidate| {
            let starts = lower.chars().count() >= 2 && candidate.starts_with(&lower);
            (if starts { 0 } else { distance(&lower, candidate) }, *candidate)
        })
        .filter(|&(distance, candidate)| distance * 3 <= candidate.len())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The number of letters to insert, delete or replace to make one word of another (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().take(64).enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, &b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_is_understood() {
        let commands = ["annotate", "build", "search", "entities", "timeline", "export"];
        for (typed, meant) in [
            ("anotate", Some("annotate")),
            ("serach", Some("search")),
            ("Build", Some("build")),
            ("time", Some("timeline")),
            ("cases", None),
            ("", None),
            ("ក", None),
        ] {
            assert_eq!(nearest(typed, &commands), meant, "{typed}");
        }
    }

    #[test]
    fn every_kind_of_error_has_its_exit_code() {
        let failure = Failure::from(Error::new(ErrorKind::Empty, "nothing"));
        assert!(matches!(failure, Failure::Input(_, mend) if !mend.is_empty()));
    }
}
