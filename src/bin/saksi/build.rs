//! `saksi build PATH… -o OUT.saksi [--published DATE] [--pack PACK.json] [--decisions FILE] [--tagger FILE]`

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lexopt::prelude::*;
use saksi::archive::AnnotatedDocument;
use saksi::decisions::Decision;
use saksi::entity::decisions::Idle;
use saksi::pipeline::{self, Settings};
use saksi::{Archive, export};

use crate::failure::{Failure, mend};
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let (mut paths, mut out, mut pack, mut published, mut tagger) = (Vec::new(), None, None, None, None);
    let mut decisions = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help::BUILD),
            Short('o') | Long("output") => out = Some(PathBuf::from(parser.value()?)),
            Long("published") => published = Some(files::published(&parser.value()?, "build")?),
            Long("pack") => pack = Some(PathBuf::from(parser.value()?)),
            Long("decisions") => decisions = Some(PathBuf::from(parser.value()?)),
            Long("tagger") => tagger = Some(PathBuf::from(parser.value()?)),
            Value(value) => paths.push(PathBuf::from(value)),
            other => return Err(Failure::usage(other.unexpected().to_string(), Some("build"))),
        }
    }
    if paths.is_empty() {
        return Err(Failure::usage("build: expected files or folders to read, found none", Some("build")));
    }
    let Some(out) = out else {
        return Err(Failure::usage(
            "build: expected '-o OUT.saksi', the archive to write, found none",
            Some("build"),
        ));
    };
    let (pack, tagger) = (files::pack(pack.as_deref())?, files::tagger(tagger.as_deref())?);
    let decisions = files::decisions(decisions.as_deref())?;
    let settings = Settings { pack: pack.map(Arc::new), published, tagger };
    let found = files::find(&paths);
    for warning in &found.warnings {
        eprintln!("saksi: warning: {warning}");
    }
    let mut failed = found.warnings.len();
    let mut read = 0;
    let mut documents = Vec::new();
    // Where each document was first found, by its identifier.
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let mut progress = Progress::new(found.files.len());
    for (at, input) in found.files.iter().enumerate() {
        let path = &input.path;
        progress.show(at, &path.display().to_string());
        match annotate(input, &settings) {
            Ok(annotated) => {
                read += 1;
                for warning in annotated.warnings {
                    let about = output::about(&input.name, &warning);
                    progress.say(&format!("saksi: {about}"));
                }
                for one in &annotated.documents {
                    let (id, source) = (&one.document.id, &one.document.source);
                    if let Some(first) = sources.get(id) {
                        progress.say(&format!("saksi: {source} is the same as {first}, kept once"));
                    } else {
                        sources.insert(id.clone(), source.clone());
                    }
                }
                documents.extend(annotated.documents);
            }
            Err(why) => {
                failed += 1;
                progress.say(&format!("saksi: warning: left out {why}"));
            }
        }
    }
    progress.clear();
    if documents.is_empty() {
        let (message, mend) = if found.files.is_empty() && found.warnings.is_empty() {
            ("found no files to read".to_owned(), "Name a folder that holds text, HTML or Markdown files.")
        } else {
            (format!("none of the files could be read, so {} was not written", out.display()), "")
        };
        return Err(Failure::input(message, mend));
    }
    let given = documents.len();
    let built = pipeline::build_decided(documents, settings.pack.as_deref(), &decisions)?;
    for Idle { place, partly, why } in &built.idle {
        let kind = decisions.made().get(*place).map_or("", Decision::kind);
        let did = if *partly { "was done in part" } else { "changed nothing" };
        eprintln!("saksi: decision {} ({kind}) {did}: {}", place + 1, output::one_line(why));
    }
    output::file(&out, &built.archive)?;
    report(&out, built.archive, given, read, failed)
}

/// The documents of one file, or why it is left out.
fn annotate(input: &files::Input, settings: &Settings) -> Result<Read, String> {
    let path = &input.path;
    let bytes = match files::bytes(path) {
        Ok(bytes) => bytes,
        Err(Failure::Input(message, mend)) => return Err(format!("{message}. {mend}")),
        Err(_) => return Err(path.display().to_string()),
    };
    pipeline::annotate(&bytes, &input.name, settings)
        .map(|annotated| Read { documents: annotated.documents, warnings: annotated.warnings })
        .map_err(|error| {
            let mend = mend(error.kind());
            let place = error.offset().map(|offset| format!("at byte {offset}: ")).unwrap_or_default();
            format!("{}: {place}{}. {mend}", path.display(), error.message())
        })
}

struct Read {
    documents: Vec<AnnotatedDocument>,
    warnings: Vec<String>,
}

/// Says what was done, from the archive itself: what could not be read back was not done.
fn report(
    out: &std::path::Path,
    bytes: Vec<u8>,
    given: usize,
    files: usize,
    failed: usize,
) -> Result<(), Failure> {
    let size = bytes.len();
    let archive = Archive::from_bytes(bytes)?;
    let count = export::held(archive.document_count()?)? as usize;
    let entities = export::held(archive.entities()?)?.len();
    let timeline = export::held(archive.timeline()?)?;
    let dated = timeline.iter().filter(|event| event.when.is_some()).count();
    let mut text = format!(
        "{}: {} from {}, {}, {} ({} dated), {} bytes\n",
        out.display(),
        several(count, "document", "documents"),
        several(files, "file", "files"),
        several(entities, "entity", "entities"),
        several(timeline.len(), "event", "events"),
        dated,
        size,
    );
    if given > count {
        text += &format!("{} given twice, kept once\n", several(given - count, "document", "documents"));
    }
    if failed > 0 {
        text += &format!("{} left out: see the warnings\n", several(failed, "file", "files"));
    }
    output::text(&text)
}

fn several(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Progress on standard error: the file being read, on one line that is rewritten, where a person watches; a line
/// every ten seconds where the output is kept.
struct Progress {
    files: usize,
    is_terminal: bool,
    said: Instant,
}

impl Progress {
    const EVERY: Duration = Duration::from_secs(10);

    fn new(files: usize) -> Self {
        Self { files, is_terminal: std::io::stderr().is_terminal(), said: Instant::now() }
    }

    fn show(&mut self, at: usize, name: &str) {
        let line = format!("reading file {} of {}: {}", at + 1, self.files, output::one_line(name));
        if self.is_terminal {
            let line: String = line.chars().take(78).collect();
            eprint!("\r\u{1b}[2K{line}");
            let _ = std::io::stderr().flush();
        } else if self.said.elapsed() >= Self::EVERY {
            eprintln!("{line}");
            self.said = Instant::now();
        }
    }

    fn say(&self, message: &str) {
        self.clear();
        eprintln!("{message}");
    }

    fn clear(&self) {
        if self.is_terminal {
            eprint!("\r\u{1b}[2K");
        }
    }
}
