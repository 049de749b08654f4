//! `saksi entities ARCHIVE [--json]`, `saksi entities ARCHIVE --alike [--decisions FILE] [--pack PACK.json] [--json]`

use std::path::PathBuf;

use lexopt::prelude::*;
use saksi::archive::Archive;
use saksi::decisions::Decisions;
use saksi::entity::alike::{self, Suggestion};
use saksi::entity::{Elsewhere, Entity, Pack};
use saksi::export::{self, held};

use crate::failure::Failure;
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    const COMMAND: Option<&str> = Some("entities");
    let (mut archive, mut json, mut alike) = (None, false, false);
    let (mut decisions, mut pack) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help::ENTITIES),
            Long("json") => json = true,
            Long("alike") => alike = true,
            Long("decisions") => decisions = Some(PathBuf::from(parser.value()?)),
            Long("pack") => pack = Some(PathBuf::from(parser.value()?)),
            Value(value) if archive.is_none() => archive = Some(PathBuf::from(value)),
            other => return Err(Failure::usage(other.unexpected().to_string(), COMMAND)),
        }
    }
    let path = archive.ok_or_else(|| Failure::usage("entities: expected an archive, found none", COMMAND))?;
    if !alike && (decisions.is_some() || pack.is_some()) {
        return Err(Failure::usage("entities: --decisions and --pack go with --alike", COMMAND));
    }
    let decisions = files::decisions(decisions.as_deref())?;
    let pack = files::pack(pack.as_deref())?;
    let archive = files::archive(&path)?;
    let text =
        if alike { list_alike(&archive, &decisions, pack.as_ref(), json) } else { list(&archive, json) };
    output::text(&text.map_err(|error| error.in_source(path.display().to_string()))?)
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
    let elsewhere = held(archive.elsewhere()?)?;
    if !json {
        return Ok(human(&entities, &elsewhere));
    }
    let count = held(archive.document_count()?)?;
    let ids = (0..count)
        .map(|ordinal| Ok(held(archive.document(ordinal)?)?.document.id))
        .collect::<saksi::Result<Vec<_>>>()?;
    let numbered = entities.iter().zip(0..);
    numbered
        .map(|(entity, n)| Ok(export::json::entity(entity, &ids, export::of_entity(&elsewhere, n))? + "\n"))
        .collect()
}

fn human(entities: &[Entity], elsewhere: &Elsewhere) -> String {
    if entities.is_empty() {
        return "the archive names no one\n".to_owned();
    }
    let width = entities.first().map_or(1, |entity| entity.mentions.to_string().len());
    let lines = entities.iter().zip(0..).map(|(entity, number)| {
        let ids = export::of_entity(elsewhere, number).iter();
        let ids: String =
            ids.map(|(scheme, id)| " ".to_owned() + &output::one_line(&format!("{scheme}:{id}"))).collect();
        let others = entity.names.iter().map(|name| name.text.as_str()).filter(|name| *name != entity.name);
        let others = others.take(4).map(output::one_line).collect::<Vec<_>>().join(", ");
        let others = if others.is_empty() { others } else { format!(" (also {others})") };
        let name = output::one_line(&entity.name);
        format!(
            "{:>width$} {:<5} {name}{others} [{}]{ids}\n",
            entity.mentions,
            entity.entity_type.code(),
            entity.id
        )
    });
    lines.collect()
}

fn list_alike(
    archive: &Archive,
    decisions: &Decisions,
    pack: Option<&Pack>,
    json: bool,
) -> saksi::Result<String> {
    let entities = held(archive.entities()?)?;
    let found = alike::open(&entities, &decisions.actions(), pack);
    if found.is_empty() && !json {
        return Ok("no two names are so alike that they may be one\n".to_owned());
    }
    let line = |found: &Suggestion| {
        if json {
            return Ok(export::json::suggestion(found, &entities)? + "\n");
        }
        let name = |at: u32| entities.get(at as usize).map_or("", |entity| entity.name.as_str());
        let (one, other) = &found.names;
        let beside: Vec<&str> = found.shared.iter().map(|&at| name(at)).collect();
        Ok(output::one_line(&format!(
            "{one} = {other}? {}, documents with both: {}, beside both: {}",
            found.rule.code(),
            found.documents,
            if beside.is_empty() { "none".to_owned() } else { beside.join(", ") }
        )) + "\n")
    };
    found.iter().map(line).collect()
}
