//! `saksi entities ARCHIVE [--json]`

use std::path::PathBuf;

use lexopt::prelude::*;
use saksi::archive::Archive;
use saksi::entity::Entity;
use saksi::export::{self, held};

use crate::failure::Failure;
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let Some((path, json)) = archive_and_json(&mut parser, "entities", help::ENTITIES)? else {
        return Ok(());
    };
    let archive = files::archive(&path)?;
    let text = list(&archive, json).map_err(|error| error.in_source(path.display().to_string()))?;
    output::text(&text)
}

/// The arguments of a command that takes an archive and may print JSON; `None` where it printed its help.
pub(crate) fn archive_and_json(
    parser: &mut lexopt::Parser,
    command: &'static str,
    help: &str,
) -> Result<Option<(PathBuf, bool)>, Failure> {
    let (mut archive, mut json) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help).map(|()| None),
            Long("json") => json = true,
            Value(value) if archive.is_none() => archive = Some(PathBuf::from(value)),
            other => return Err(Failure::usage(other.unexpected().to_string(), Some(command))),
        }
    }
    match archive {
        Some(archive) => Ok(Some((archive, json))),
        None => Err(Failure::usage(format!("{command}: expected an archive, found none"), Some(command))),
    }
}

fn list(archive: &Archive, json: bool) -> saksi::Result<String> {
    let entities = held(archive.entities()?)?;
    if !json {
        return Ok(human(&entities));
    }
    let count = held(archive.document_count()?)?;
    let ids = (0..count)
        .map(|ordinal| Ok(held(archive.document(ordinal)?)?.document.id))
        .collect::<saksi::Result<Vec<_>>>()?;
    entities.iter().map(|entity| Ok(export::json::entity(entity, &ids)? + "\n")).collect()
}

fn human(entities: &[Entity]) -> String {
    if entities.is_empty() {
        return "the archive names no one\n".to_owned();
    }
    let width = entities.first().map_or(1, |entity| entity.mentions.to_string().len());
    let lines = entities.iter().map(|entity| {
        let others = entity.names.iter().map(|name| name.text.as_str()).filter(|name| *name != entity.name);
        let others = others.take(4).map(output::one_line).collect::<Vec<_>>().join(", ");
        let others = if others.is_empty() { others } else { format!(" (also {others})") };
        let name = output::one_line(&entity.name);
        format!(
            "{:>width$} {:<5} {name}{others} [{}]\n",
            entity.mentions,
            entity.entity_type.code(),
            entity.id
        )
    });
    lines.collect()
}
