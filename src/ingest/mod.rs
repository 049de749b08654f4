//! Bytes to documents: encodings, formats, splitting of pages that hold many posts, boilerplate.
//!
//! Input: the bytes of one file and its name. Output: its [`Document`]s with title, byline, language, clues to the
//! publication date, and boilerplate marked. What is deliberately left out: deciding the date (`temporal`), and
//! reading the file (the caller's).
//!
//! ```text
//! bytes ─decode─▶ text ─html, markdown or as it is─▶ Page ─posts─▶ one range a document ─▶ Document
//!                                                              lines, patterns, boilerplate, heading, clues
//! ```

mod boilerplate;
mod clues;
mod codepage;
mod dates;
mod decode;
mod format;
mod front;
mod heading;
mod html;
mod lines;
mod markdown;
mod page;
mod patterns;
mod posts;
mod references;
mod sniff;

use sha2::{Digest, Sha256 as Hasher};

use self::format::Format;
use self::page::{Page, Said};
use crate::document::{Boilerplate, BoilerplateKind, DateClue, Document, PublishedHow, Sha256};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Language, TextRange, language};

/// One file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// The documents it holds, in order; at least one.
    pub documents: Vec<Document>,
    /// The extracted text of the whole file: what each document's `range` counts in, for programs that place the
    /// documents in their input.
    pub text: String,
    /// What a person should know: replaced characters, posts cut short. The file was read all the same.
    pub warnings: Vec<String>,
}

/// Reads one file. `source` is its name, path or URL; its ending is a hint of the format, never trusted alone.
///
/// # Errors
/// [`ErrorKind::Empty`], [`ErrorKind::NotText`], [`ErrorKind::Encoding`], [`ErrorKind::TooLarge`], each naming the
/// source, the byte where that is known, what was expected and what was found.
pub fn read(bytes: &[u8], source: &str) -> Result<Ingested> {
    let mut warnings = Vec::new();
    let text = decode::decode(bytes, &mut warnings).map_err(|error| error.in_source(source))?;
    for warning in &mut warnings {
        *warning = format!("{source}: {warning}");
    }
    // Before markup a byte order mark hides the first of it. A plain text stays as it is, to the last character.
    let markup = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let page = match format::detect(&text, source) {
        Format::Html => html::read(markup),
        Format::Markdown => markdown::read(markup),
        Format::Plain => plain(text),
    };
    if page.text.chars().all(lines::is_blank) {
        let message = format!("expected text, found {} bytes of markup without any", bytes.len());
        return Err(Error::new(ErrorKind::Empty, message).in_source(source));
    }
    let sha256: Sha256 = Hasher::digest(bytes).into();
    let documents = documents(&page, source, sha256, &mut warnings);
    Ok(Ingested { documents, text: page.text, warnings })
}

/// A plain text is its own extracted text. Fields at its head are marked.
fn plain(text: String) -> Page {
    let front = front::read(&text).unwrap_or_default();
    let mark = |&range: &TextRange| Boilerplate { range, kind: BoilerplateKind::PostedLine };
    let boilerplate = front.lines.iter().filter(|range| !range.is_empty()).map(mark).collect();
    Page { text, boilerplate, said: front.said, language: front.language, parts: Vec::new() }
}

/// The documents of a page.
fn documents(page: &Page, source: &str, sha256: Sha256, warnings: &mut Vec<String>) -> Vec<Document> {
    let digits = hex(&sha256);
    let nothing = Said::default();
    parts(page)
        .into_iter()
        .enumerate()
        .map(|(index, (range, said))| {
            let id = if index == 0 { digits.clone() } else { format!("{digits}-{}", index + 1) };
            let reading = Reading { page, range, said: said.unwrap_or(&nothing) };
            reading.document(id, source, sha256, warnings)
        })
        .collect()
}

/// Where the documents of a page stand, with what the markup says about each.
fn parts(page: &Page) -> Vec<(TextRange, Option<&Said>)> {
    if page.parts.len() > 1 {
        return page.parts.iter().map(|(range, said)| (*range, Some(said))).collect();
    }
    let lines = lines::lines(&page.text);
    let mut posted = posts::posted_lines(&lines);
    posted.retain(|posted| {
        let line = lines[posted.line].range;
        kind_at(&page.boilerplate, line).is_none_or(|kind| kind == BoilerplateKind::PostedLine)
    });
    // Markup that names the document's title says that there is one document, whose head is not to be cut off.
    let one = page.said.title.is_some();
    match posts::split(&lines, &posted, page.text.len()) {
        Some(ranges) if !(one && ranges.len() == 1) => {
            // What is said of a page of many posts is said of none of them.
            let said = (ranges.len() == 1).then_some(&page.said);
            ranges.into_iter().map(|range| (trimmed(&page.text, range), said)).collect()
        }
        _ => vec![(TextRange::new(0, page.text.len()), Some(&page.said))],
    }
}

/// What a range is marked as.
fn kind_at(boilerplate: &[Boilerplate], range: TextRange) -> Option<BoilerplateKind> {
    let at = boilerplate.partition_point(|part| part.range.end <= range.start);
    boilerplate.get(at).filter(|part| part.range.overlaps(range)).map(|part| part.kind)
}

fn trimmed(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text).trim_end_matches(lines::is_blank);
    TextRange { start: range.start, end: range.start + words.len() as u32 }
}

/// The first 12 hexadecimal digits of a hash.
fn hex(sha256: &Sha256) -> String {
    use std::fmt::Write as _;
    sha256.iter().take(6).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// One document about to be read.
struct Reading<'p> {
    page: &'p Page,
    range: TextRange,
    said: &'p Said,
}

impl Reading<'_> {
    fn document(&self, id: String, source: &str, sha256: Sha256, warnings: &mut Vec<String>) -> Document {
        let text = self.range.of(&self.page.text);
        let lines = lines::lines(text);
        let posted = posts::posted_lines(&lines);
        let found = boilerplate::find(&lines, &posted, &self.structural());
        // What readers wrote below, or what stands in a menu, dates nothing.
        let posted: Vec<_> = posted
            .into_iter()
            .filter(|posted| kind_at(&found.boilerplate, posted.date) == Some(BoilerplateKind::PostedLine))
            .collect();
        let own: Vec<_> = heading::own(&lines, &found.boilerplate).collect();
        let title_line = heading::title_line(&lines, &found.boilerplate);

        let title = self.said.title.clone().or_else(|| title_line.map(|line| line.text.to_owned()));
        let title = title.map(|title| heading::tidy_title(&title)).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| source.to_owned());
        let byline = self
            .said
            .byline
            .clone()
            .or_else(|| posted.iter().find_map(|posted| posted.author.clone()))
            .or_else(|| heading::byline(&lines, &found.boilerplate));

        let mut clues: Vec<DateClue> = self.said.clues.iter().map(|clue| self.place(clue)).collect();
        clues.extend(posted.iter().map(|posted| DateClue {
            how: PublishedHow::PostedOn,
            text: posted.date.of(text).to_owned(),
            range: Some(posted.date),
        }));
        clues.extend(clues::datelines(&own));
        clues.extend(title_line.and_then(clues::title));
        clues.extend(clues::file_name(source));

        if let Some(cut) = found.cut {
            let words = cut.of(text);
            warnings.push(format!("{source}: “{title}” may be cut: its text ends at “{words}”"));
        }
        let language = main_language(text, &found.boilerplate, self.page.language);
        Document {
            id,
            source: source.to_owned(),
            title,
            byline,
            language,
            published: None,
            derived: None,
            clues,
            range: self.range,
            text: text.to_owned(),
            boilerplate: found.boilerplate,
            sha256,
        }
    }

    /// A clue with its place counted from the beginning of this document, if it stands there.
    fn place(&self, clue: &DateClue) -> DateClue {
        let start = self.range.start;
        let within = clue.range.filter(|&range| self.range.contains(range));
        let range = within.map(|range| TextRange { start: range.start - start, end: range.end - start });
        DateClue { range, ..clue.clone() }
    }

    /// What the markup marks within this document, counted from its beginning.
    fn structural(&self) -> Vec<Boilerplate> {
        let (start, end) = (self.range.start, self.range.end);
        let first = self.page.boilerplate.partition_point(|part| part.range.end <= start);
        self.page.boilerplate[first..]
            .iter()
            .take_while(|part| part.range.start < end)
            .map(|part| {
                let range = TextRange {
                    start: part.range.start.max(start) - start,
                    end: part.range.end.min(end) - start,
                };
                Boilerplate { range, kind: part.kind }
            })
            .collect()
    }
}

/// The language of a document's own words; what the page declares counts only where the words do not tell, since
/// sites declare their theme's language as often as their own.
fn main_language(text: &str, boilerplate: &[Boilerplate], declared: Option<Language>) -> Language {
    let mut own = String::with_capacity(text.len());
    let mut at = 0;
    for part in boilerplate.iter().filter(|part| part.kind != BoilerplateKind::Repeated) {
        own.push_str(text.get(at..part.range.start as usize).unwrap_or(""));
        at = part.range.end as usize;
    }
    own.push_str(text.get(at..).unwrap_or(""));
    match language::detect(&own) {
        Language::Unknown => declared.unwrap_or(Language::Unknown),
        language => language,
    }
}
