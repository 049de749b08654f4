//! `saksi export ARCHIVE --format NAME -o FILE`

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use saksi::export::{Contents, Format};

use crate::failure::{Failure, nearest};
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let (mut archive, mut format, mut out) = (None, None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help::EXPORT),
            Short('f') | Long("format") => format = Some(self::format(&parser.value()?.to_string_lossy())?),
            Short('o') | Long("output") => out = Some(PathBuf::from(parser.value()?)),
            Value(value) if archive.is_none() => archive = Some(PathBuf::from(value)),
            other => return Err(Failure::usage(other.unexpected().to_string(), Some("export"))),
        }
    }
    let missing = |what: &str| Failure::usage(format!("export: expected {what}, found none"), Some("export"));
    let archive = archive.ok_or_else(|| missing("an archive"))?;
    let names = Format::ALL.map(Format::name).join(", ");
    let format = format.ok_or_else(|| missing(&format!("'--format NAME' ({names})")))?;
    let out = out.ok_or_else(|| {
        missing(&format!("'-o FILE', the file to write (such as archive.{})", format.ending()))
    })?;
    let contents = Contents::read(&files::archive(&archive)?)
        .map_err(|error| error.in_source(archive.display().to_string()))?;
    let written = format.write(&contents);
    for note in &written.notes {
        eprintln!("saksi: {}", output::one_line(note));
    }
    if out == Path::new("-") {
        return output::text(&written.text);
    }
    output::file(&out, written.text.as_bytes())?;
    output::text(&format!("{}: {} bytes, {}\n", out.display(), written.text.len(), format.description()))
}

fn format(name: &str) -> Result<Format, Failure> {
    Format::from_name(name).map_err(|error| {
        let guess = nearest(name, &Format::ALL.map(Format::name))
            .map_or_else(String::new, |near| format!("; did you mean '{near}'?"));
        Failure::usage(format!("--format: {}{guess}", error.message()), Some("export"))
    })
}
