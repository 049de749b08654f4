//! `saksi search ARCHIVE QUERY [--limit N] [--sort ORDER] [--entity ID] [--explain] [--exact] [--json]`

use std::path::PathBuf;

use lexopt::prelude::*;
use saksi::event::EventType;
use saksi::export::held;
use saksi::query::{self, Answer, Filters, Hit, NoteKind, Request, Snippet, Sort};

use crate::failure::Failure;
use crate::{answer, files, help, output};

pub(crate) fn run(mut parser: lexopt::Parser) -> Result<(), Failure> {
    let (mut archive, mut words, mut limit, mut json) = (None, Vec::new(), 10, false);
    let (mut sort, mut explain, mut exact) = (Sort::Best, false, false);
    let mut entities = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return output::text(help::SEARCH),
            Short('n') | Long("limit") => limit = number(&parser.value()?)?,
            Long("json") => json = true,
            Long("sort") => sort = order(&parser.value()?)?,
            Long("explain") => explain = true,
            Long("exact") => exact = true,
            Long("entity") => entities.push(parser.value()?.to_string_lossy().into_owned()),
            Value(value) if archive.is_none() => archive = Some(PathBuf::from(value)),
            Value(value) => words.push(value.to_string_lossy().into_owned()),
            other => {
                let message =
                    format!("{}; a query that begins with '-' stands after '--'", other.unexpected());
                return Err(Failure::usage(message, Some("search")));
            }
        }
    }
    let Some(path) = archive else {
        return Err(Failure::usage("search: expected an archive and a query, found neither", Some("search")));
    };
    if words.is_empty() {
        return Err(Failure::usage("search: expected a query, found none", Some("search")));
    }
    let query = words.join(" ");
    let archive = files::archive(&path)?;
    let name = path.display().to_string();
    let request = Request {
        limit,
        sort,
        explain,
        aliases: !exact,
        correct: !exact,
        filters: Filters { entities, ..Filters::default() },
        // A program may want every document by itself; a person would read the same text again and again.
        group_copies: !json,
        ..Request::new(query.as_str())
    };
    let found = query::search(&archive, &request).and_then(held).map_err(|error| error.in_source(&name))?;
    if !json {
        return output::text(&human(&query, &found, output::is_styled()));
    }
    let texts = found
        .hits
        .iter()
        .map(|hit| Ok(held(archive.document(hit.document)?)?.document.text))
        .collect::<saksi::Result<Vec<_>>>()
        .map_err(|error| error.in_source(&name))?;
    let json = answer::json(&query, &found, &texts)
        .map_err(|error| Failure::input(format!("the answer cannot be written as JSON: {error}"), ""))?;
    output::text(&(json + "\n"))
}

fn order(value: &std::ffi::OsString) -> Result<Sort, Failure> {
    let text = value.to_string_lossy();
    Sort::from_code(&text).ok_or_else(|| {
        let message = format!("--sort: expected best, newest or oldest, found '{text}'");
        Failure::usage(message, Some("search"))
    })
}

fn number(value: &std::ffi::OsString) -> Result<u32, Failure> {
    let text = value.to_string_lossy();
    text.parse().map_err(|_| {
        let message = format!("--limit: expected a number from 0 to {}, found '{text}'", u32::MAX);
        Failure::usage(message, Some("search"))
    })
}

/// The answer for a person: the matching words are bold where the terminal can show it.
fn human(query: &str, answer: &Answer, styled: bool) -> String {
    let shown = answer.hits.len();
    let query = output::one_line(query);
    let nothing = answer.notes.iter().any(|note| note.kind == NoteKind::NothingToFind);
    let mut text = match (answer.total, query.is_empty()) {
        _ if nothing => format!("there is no word to look for in {query}\n"),
        (0, true) => "the archive holds no documents\n".to_owned(),
        (0, false) => format!("no document matches {query}\n"),
        (1, _) => "1 document\n".to_owned(),
        (total, _) if answer.groups as usize > shown => format!("{total} documents, the first {shown}\n"),
        (total, _) => format!("{total} documents\n"),
    };
    text += &reading(&query, answer);
    for (at, hit) in answer.hits.iter().enumerate() {
        let published = hit.published.as_deref().unwrap_or("undated");
        let title = bold(&output::one_line(&hit.title), styled);
        text += &format!("\n{}. {title} ({published})\n", at + 1);
        text += &format!("   {} [{}]\n", output::one_line(&hit.source), hit.id);
        for snippet in &hit.snippets {
            // A mark on the side on which the line or the text goes on.
            let skipped = hit.text.get(..snippet.range.start as usize).unwrap_or_default();
            let before = if skipped.is_empty() || skipped.ends_with('\n') { "" } else { "… " };
            let after = if (snippet.range.end as usize) < hit.text.trim_end().len() { " …" } else { "" };
            text += &format!("   {before}{}{after}\n", passage(snippet, styled));
        }
        text += &copies(hit);
        for reason in &hit.explanation {
            let what = if reason.clause.is_empty() { "words together" } else { &reason.clause };
            let (rarity, frequency) = (reason.rarity, reason.frequency);
            text += &format!("   {:7.3}  {}", reason.score, output::one_line(what));
            if !reason.clause.is_empty() {
                text += &format!(" (rarity {rarity:.3}, frequency {frequency:.3})");
            }
            text.push('\n');
        }
    }
    text
}

/// How the query was read, where that is not as it was typed.
fn reading(query: &str, answer: &Answer) -> String {
    let mut text = String::new();
    let understood = output::one_line(&answer.understood);
    match &answer.suggestion {
        Some(_) if answer.corrected => text += &format!("nothing has {query}; searched for {understood}\n"),
        suggestion => {
            if !understood.is_empty() && understood != query {
                text += &format!("read as: {understood}\n");
            }
            if let Some(suggestion) = suggestion {
                text += &format!("did you mean: {}\n", output::one_line(suggestion));
            }
        }
    }
    for one in &answer.expanded {
        let names = output::one_line(&one.names.join(", "));
        let name = output::one_line(&one.name);
        // What the query says is a name is looked for by all its names, whatever else is asked.
        if !names.is_empty() {
            let how = if one.marked { "" } else { " (--exact: not)" };
            text += &format!("{name} is also found as: {names}{how}\n");
        }
        if let [_, _, ..] = one.entities[..] {
            let ids = one.entities.join(", ");
            text += &format!("{name} is the name of several: {ids} (--entity ID: one of them)\n");
        }
    }
    for note in &answer.notes {
        let about = output::one_line(&note.text);
        text += &match note.kind {
            NoteKind::OpenQuote => "a quotation mark is not closed\n".to_owned(),
            NoteKind::OpenGroup => "a parenthesis is not closed\n".to_owned(),
            NoteKind::Unfinished => format!("passed over, for nothing comes with it: {about}\n"),
            NoteKind::UnknownValue if about.to_lowercase().starts_with("event:") => {
                let types = EventType::ALL.map(EventType::code).join(", ");
                format!("passed over, for it is no type of event: {about} (types: {types})\n")
            }
            NoteKind::UnknownValue => format!("passed over, for it is not understood: {about}\n"),
            NoteKind::UnknownName => {
                format!("nothing has that name, so its words were looked for: {about}\n")
            }
            NoteKind::Nowhere => format!("in no document here: {about}\n"),
            NoteKind::TooLong => format!("the query is too long; passed over: {about}\n"),
            NoteKind::NothingToFind | NoteKind::SomeWords => String::new(),
        };
    }
    text
}

fn copies(hit: &Hit) -> String {
    let mut text = String::new();
    for copy in &hit.copies {
        let published = copy.published.as_deref().unwrap_or("undated");
        let (title, source) = (output::one_line(&copy.title), output::one_line(&copy.source));
        text += &format!("   near copy: {title} ({published}) {source} [{}]\n", copy.id);
    }
    text
}

/// A snippet on one line, its highlights bold.
fn passage(snippet: &Snippet, styled: bool) -> String {
    let mut passage = String::new();
    let mut at = 0;
    for highlight in &snippet.highlights {
        let range = highlight.as_usize();
        passage += snippet.text.get(at..range.start).unwrap_or("");
        let word = snippet.text.get(range.clone()).unwrap_or("");
        // The marks are put in before white space is folded and control characters are taken out, so they are
        // noncharacters of Unicode, which no text uses, until then.
        passage += &format!("{BEGIN}{word}{END}");
        at = range.end;
    }
    passage += snippet.text.get(at..).unwrap_or("");
    let line = output::one_line(&passage);
    if styled {
        line.replace(BEGIN, "\u{1b}[1m").replace(END, "\u{1b}[0m")
    } else {
        line.replace([BEGIN, END], "")
    }
}

const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';

fn bold(text: &str, styled: bool) -> String {
    if styled { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi::text::TextRange;

    fn check(text: &str, highlights: &[&str], styled: bool, expect: &str) {
        let highlights = highlights.iter().map(|word| {
            let start = text.find(word).unwrap();
            TextRange::new(start, start + word.len())
        });
        let range = TextRange::new(0, text.len());
        let snippet = Snippet { range, text: text.to_owned(), highlights: highlights.collect() };
        assert_eq!(passage(&snippet, styled), expect);
    }

    #[test]
    fn highlights_are_bold_only_where_asked() {
        check("é\nthe ក្រុង\u{a0}😀", &["ក្រុង"], false, "é the ក្រុង 😀");
        check("é\nthe ក្រុង\u{a0}😀", &["ក្រុង"], true, "é the \u{1b}[1mក្រុង\u{1b}[0m 😀");
        check("", &[], true, "");
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        check("a\u{1b}[31mred\u{7}", &["red"], false, "a\u{fffd}[31mred\u{fffd}");
    }
}
