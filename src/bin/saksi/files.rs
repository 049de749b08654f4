//! Reading: files and folders, archives, packs, dates given on the command line.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use saksi::Archive;
use saksi::calendar::When;
use saksi::decisions::Decisions;
use saksi::entity::Pack;
use saksi::entity::model::Tagger;

use crate::failure::{Failure, io_message};
use crate::output;

/// The bytes of a file; of standard input where the path is `-`.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::input(format!("cannot read standard input: {error}"), ""))?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(|error| Failure::io("read", path, &error))
}

/// An archive file, wholly held.
pub(crate) fn archive(path: &Path) -> Result<Archive, Failure> {
    Ok(Archive::from_bytes(bytes(path)?).map_err(|error| error.in_source(path.display().to_string()))?)
}

/// The trained tagger: the program's own, or a file's, or none where the path is `none` (then rules find the names).
pub(crate) fn tagger(path: Option<&Path>) -> Result<Option<Arc<Tagger>>, Failure> {
    const OWN: &[u8] = include_bytes!("../../../models/entity-tagger.bin");
    let tagger = match path {
        None => Tagger::load(OWN)?,
        Some(path) if path == Path::new("none") => return Ok(None),
        Some(path) => {
            Tagger::load(&bytes(path)?).map_err(|error| error.in_source(path.display().to_string()))?
        }
    };
    Ok(Some(Arc::new(tagger)))
}

/// A pack, if one was named; what is odd about it is said.
pub(crate) fn pack(path: Option<&Path>) -> Result<Option<Pack>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let text = json(path, "pack")?;
    let pack = Pack::parse(&text).map_err(|error| error.in_source(path.display().to_string()))?;
    for warning in pack.warnings() {
        eprintln!("saksi: warning: {}: {}", path.display(), output::one_line(warning));
    }
    Ok(Some(pack))
}

/// What people decided, if a file was named.
pub(crate) fn decisions(path: Option<&Path>) -> Result<Decisions, Failure> {
    let Some(path) = path else { return Ok(Decisions::default()) };
    let text = json(path, "decisions")?;
    Ok(Decisions::parse(&text).map_err(|error| error.in_source(path.display().to_string()))?)
}

/// The text of a JSON file.
fn json(path: &Path, what: &str) -> Result<String, Failure> {
    let text = String::from_utf8(bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(
            format!("{}: at byte {at}: expected UTF-8, found a byte that is not", path.display()),
            format!("Save the {what} as UTF-8, then try again."),
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A date of publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub(crate) fn published(value: &OsString, command: &'static str) -> Result<When, Failure> {
    let text = value.to_string_lossy();
    When::parse_iso(&text).ok_or_else(|| {
        let message = format!(
            "--published: expected a date that exists, as YYYY-MM-DD, YYYY-MM or YYYY (2017-09-18), found '{text}'"
        );
        Failure::usage(message, Some(command))
    })
}

/// A file to read, and the name that its documents keep as their source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Input {
    /// Where it is on this machine.
    pub(crate) path: PathBuf,
    /// Its place within the folder that was named, with `/` between names; of a file that was named, its name. An
    /// archive is published: the folders of the machine that built it, and so often a person's name, are no one's
    /// business.
    pub(crate) name: String,
}

impl Input {
    fn new(path: PathBuf, folder: Option<&Path>) -> Self {
        let within = folder.and_then(|folder| path.strip_prefix(folder).ok());
        let within = within.or_else(|| path.file_name().map(Path::new)).unwrap_or(&path);
        let names: Vec<_> = within.iter().map(|name| name.to_string_lossy()).collect();
        let name = names.join("/");
        Self { path, name }
    }
}

/// The files that paths name, with what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files, sorted by path, none twice.
    pub(crate) files: Vec<Input>,
    /// What was passed over, and why.
    pub(crate) warnings: Vec<String>,
}

/// The files that paths name: a file itself, a folder's files at any depth. Hidden files and folders within a folder
/// are passed over, as are archives (`.saksi`); a path that was named is read whatever it is.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, path, &mut found, 0),
            Ok(_) => found.files.push(Input::new(path.clone(), None)),
            Err(error) => found.warn(path, &error),
        }
    }
    found.files.sort();
    found.files.dedup_by(|a, b| a.path == b.path);
    found
}

/// Folders deeper than this are taken for a loop of links.
const DEEPEST: usize = 64;

/// Gathers the files of `folder`, which is `root` or stands within it.
fn walk(root: &Path, folder: &Path, found: &mut Found, depth: usize) {
    if depth > DEEPEST {
        found.warnings.push(format!("passed over {}: folders are nested too deep", folder.display()));
        return;
    }
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.warn(folder, &error),
    };
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                found.warn(folder, &error);
                continue;
            }
        };
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden || path.extension().is_some_and(|ending| ending == "saksi") {
            continue;
        }
        match std::fs::metadata(&path) {
            // A link to a folder could lead back up; what it leads to is read where it stands.
            Ok(metadata) if metadata.is_dir() && !path.is_symlink() => walk(root, &path, found, depth + 1),
            Ok(metadata) if metadata.is_file() => found.files.push(Input::new(path, Some(root))),
            Ok(_) => {}
            Err(error) => found.warn(&path, &error),
        }
    }
}

impl Found {
    fn warn(&mut self, path: &Path, error: &std::io::Error) {
        let (message, mend) = io_message("read", path, error);
        self.warnings.push(format!("{message}. {mend}").trim_end().to_owned());
    }
}
