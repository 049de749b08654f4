//! `saksi timeline ARCHIVE [--json]`

use saksi::Archive;
use saksi::document::iso_value;
use saksi::event::{Modality, TimelineEvent};
use saksi::export::{Contents, json};

use crate::entities::archive_and_json;
use crate::failure::Failure;
use crate::{files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let Some((path, json)) = archive_and_json(&mut parser, "timeline", help::TIMELINE)? else {
        return Ok(());
    };
    let archive = files::archive(&path)?;
    let text = list(&archive, json).map_err(|error| error.in_source(path.display().to_string()))?;
    output::text(&text)
}

fn list(archive: &Archive, json: bool) -> saksi::Result<String> {
    let contents = Contents::read(archive)?;
    if json {
        return contents
            .timeline
            .iter()
            .map(|event| Ok(json::timeline_event(event, &contents)? + "\n"))
            .collect();
    }
    if contents.timeline.is_empty() {
        return Ok("the archive tells of no event that was recognised\n".to_owned());
    }
    Ok(contents.timeline.iter().map(|event| human(event, &contents)).collect::<Vec<_>>().join("\n"))
}

/// An event for a person: date, headline, how certain, then each quote with its source.
fn human(event: &TimelineEvent, contents: &Contents) -> String {
    let date = event.when.map_or_else(|| "undated".to_owned(), iso_value);
    let modality = match event.modality {
        Modality::Happened => String::new(),
        other => format!(" ({})", other.code()),
    };
    let mut text = format!("{date}  {}{modality}\n", output::one_line(&event.headline));
    for quote in &event.quotes {
        if let Some(document) = contents.documents.get(quote.document as usize) {
            let document = &document.document;
            let words = output::one_line(quote.range.of(&document.text));
            text +=
                &format!("    “{words}”\n        {} [{}]\n", output::one_line(&document.title), document.id);
        }
    }
    text + &format!("    {}\n", output::one_line(&event.why))
}
