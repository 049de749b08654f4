//! `saksi annotate FILE|- [--published DATE] [--pack PACK.json] [--tagger FILE]`

use std::path::PathBuf;
use std::sync::Arc;

use lexopt::prelude::*;
use saksi::pipeline::{self, Settings};
use saksi::{entity, export};

use crate::failure::Failure;
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let (mut file, mut pack, mut published, mut tagger) = (None, None, None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help::ANNOTATE),
            Long("published") => published = Some(files::published(&parser.value()?, "annotate")?),
            Long("pack") => pack = Some(PathBuf::from(parser.value()?)),
            Long("tagger") => tagger = Some(PathBuf::from(parser.value()?)),
            Value(value) if file.is_none() => file = Some(PathBuf::from(value)),
            Value(value) => {
                let message =
                    format!("annotate reads one file; '{}' is one too many", value.to_string_lossy());
                return Err(Failure::usage(message, Some("annotate")));
            }
            other => return Err(Failure::usage(other.unexpected().to_string(), Some("annotate"))),
        }
    }
    let Some(file) = file else {
        return Err(Failure::usage(
            "annotate: expected a file, or '-' for standard input, found none",
            Some("annotate"),
        ));
    };
    let (pack, tagger) = (files::pack(pack.as_deref())?, files::tagger(tagger.as_deref())?);
    let settings = Settings { pack: pack.map(Arc::new), published, tagger };
    let source = file.display().to_string();
    let annotated = pipeline::annotate(&files::bytes(&file)?, &source, &settings)
        .map_err(|error| error.in_source(&source))?;
    for warning in &annotated.warnings {
        eprintln!("saksi: {}", output::about(&source, warning));
    }
    let entities: Vec<_> = annotated.documents.iter().map(|document| &document.entities).collect();
    let resolution = entity::resolve(&entities, settings.pack.as_deref());
    let lines = export::json::annotated(&annotated.documents, &annotated.text, &resolution)?;
    output::text(&(lines.join("\n") + "\n"))
}
