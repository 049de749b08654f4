//! A document: one article, post, statement or letter, with what was learnt about it on reading.
//!
//! `ingest` makes documents, `temporal` dates them, every later layer reads them. A file may hold many.

use crate::calendar::{Granularity, Interval, When};
use crate::text::{Language, TextRange, language};

/// The SHA-256 of bytes as they were given.
pub type Sha256 = [u8; 32];

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Stable identifier: the first 12 hexadecimal digits of [`sha256`](Self::sha256), with `-2` and so on for the
    /// second and later documents of one file.
    pub id: String,
    /// File name, path or URL that the bytes came from.
    pub source: String,
    /// Title, as the document gives it; otherwise its first line; otherwise the source's name.
    pub title: String,
    /// Who wrote it, where the document says so.
    pub byline: Option<String>,
    /// The language of most of the text.
    pub language: Language,
    /// When it was published, where that could be learnt.
    pub published: Option<Published>,
    /// What the document itself says of that, where `published` is from elsewhere: a person's correction, other
    /// documents. Only what builds archives anew reads it back from one.
    pub derived: Option<Box<Derived>>,
    /// What `ingest` saw that may date it; `temporal::publication` decides.
    pub clues: Vec<DateClue>,
    /// Where this document stands in the extracted text of its file (bytes).
    pub range: TextRange,
    /// The extracted text. All offsets of the other layers point into it.
    pub text: String,
    /// Parts of the text that are not the document's own words, in order, without overlap.
    pub boilerplate: Vec<Boilerplate>,
    /// SHA-256 of the original bytes of the whole file.
    pub sha256: Sha256,
}

impl Document {
    /// A text of which nothing is known but its words: no name, no date, the language that it seems to be in.
    pub fn of_text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            id: String::new(),
            source: String::new(),
            title: String::new(),
            byline: None,
            language: language::detect(&text),
            published: None,
            derived: None,
            clues: Vec::new(),
            range: TextRange::new(0, text.len()),
            text,
            boilerplate: Vec::new(),
            sha256: [0; 32],
        }
    }

    /// Whether a range touches boilerplate (menus, share buttons, readers' comments).
    pub fn is_boilerplate(&self, range: TextRange) -> bool {
        let at = self.boilerplate.partition_point(|part| part.range.end <= range.start);
        self.boilerplate.get(at).is_some_and(|part| part.range.overlaps(range))
    }
}

/// When a document was published, how precisely that is known, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The days within which it was published.
    pub when: When,
    /// What it was learnt from.
    pub how: PublishedHow,
    /// The words in the document that say so, where it was learnt from words.
    pub evidence: Option<TextRange>,
    /// The reason, for a person to read.
    pub why: String,
}

impl Published {
    /// The date as ISO 8601, no more precise than it is known: `2017-09-18`, `2017-09`, `2017`, or a range
    /// `2023-10-01/2024-02-29` with an open side as `..`.
    pub fn value(&self) -> String {
        iso_value(self.when)
    }
}

/// A document's publication date as it was before another took its place: what taking that back gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// When it was published, as far as the document itself says.
    pub published: Option<Published>,
    /// Why it was corrected, in a person's own words.
    pub note: Option<String>,
}

/// A time as ISO 8601, no more precise than its granularity; a range where it is not one day, month or year.
pub fn iso_value(when: When) -> String {
    let (first, last) = (when.interval.first(), when.interval.last());
    if let (Some(first), Some(last)) = (first, last) {
        if first == last {
            return first.to_string();
        }
        let day = first.to_string();
        if when.granularity == Granularity::Month
            && Interval::month(first.year(), first.month()) == Some(when.interval)
        {
            return day[..day.len() - 3].to_owned();
        }
        if when.granularity == Granularity::Year && Interval::year(first.year()) == Some(when.interval) {
            return day[..day.len() - 6].to_owned();
        }
    }
    let side =
        |date: Option<crate::calendar::Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
    format!("{}/{}", side(first), side(last))
}

/// Reads what [`iso_value`] writes: a day, a month, a year, or a range of two of them, in order, of which one side may be
/// open.
#[cfg(feature = "full")]
pub fn parse_value(text: &str) -> Option<When> {
    let Some((from, to)) = text.split_once('/') else { return When::parse_iso(text) };
    let side = |text| if text == ".." { Some(None) } else { When::parse_iso(text).map(Some) };
    let (from, to) = (side(from)?, side(to)?);
    let (first, last) =
        (from.and_then(|when| when.interval.first()), to.and_then(|when| when.interval.last()));
    match (first, last) {
        (None, None) => None,
        (Some(first), Some(last)) if first > last => None,
        _ => Some(within(Interval::new(first, last))),
    }
}

/// A time of which only the days are known within which it was.
#[cfg(feature = "full")]
pub fn within(interval: Interval) -> When {
    let granularity = match (interval.first(), interval.last()) {
        (Some(first), Some(last)) if first == last => Granularity::Day,
        (Some(_), Some(_)) => Granularity::Month,
        _ => Granularity::Year,
    };
    When { interval, granularity }
}

/// What a publication date was learnt from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedHow {
    /// A person corrected what was learnt otherwise.
    Corrected,
    /// A person said so when the file was read (`--published`).
    Person,
    /// The file's own metadata: HTML `meta`, `time`, JSON-LD, front matter.
    Metadata,
    /// A line such as `Posted on: September 18, 2017`.
    PostedOn,
    /// A dateline, at the start or the end of the text.
    Dateline,
    /// The title carries it.
    Title,
    /// The file's name carries it.
    FileName,
    /// Bounds from what the text tells as past and as still ahead.
    Bounds,
    /// Such bounds, narrowed by what other documents of the archive say of the same events.
    Others,
}

impl PublishedHow {
    /// Every way, in the order in which the archive file numbers them.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Metadata,
        Self::PostedOn,
        Self::Dateline,
        Self::Title,
        Self::FileName,
        Self::Bounds,
        Self::Corrected,
        Self::Others,
    ];

    /// The words for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Person => "given",
            Self::Metadata => "metadata",
            Self::PostedOn => "posted-on line",
            Self::Dateline => "dateline",
            Self::Title => "title",
            Self::FileName => "file name",
            Self::Bounds => "bounds in the text",
            Self::Others => "other documents",
        }
    }
}

/// Something that may say when a document was published: the words, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateClue {
    /// What the words are.
    pub how: PublishedHow,
    /// The words as they stand (`September 18, 2017`, `2017-09-18T08:00:00+07:00`).
    pub text: String,
    /// Where they stand in the document's text, if they do.
    pub range: Option<TextRange>,
}

/// A part of a text that is not the document's own words. It is marked, never deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Boilerplate {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub kind: BoilerplateKind,
}

/// What kind of boilerplate a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoilerplateKind {
    /// Menus, breadcrumbs, headings of the site, links to other posts.
    Navigation,
    /// `Posted by: | Posted on: …`
    PostedLine,
    /// `Share this post via:` and its buttons.
    Share,
    /// `Notify of`, `View all comments`: the form, not the comments.
    CommentForm,
    /// What a reader wrote below the document.
    Comment,
    /// A headline or caption that stands a second time.
    Repeated,
    /// `Read More …`: the text goes on elsewhere.
    Truncation,
    /// Copyright, cookie notices, `%d bloggers like this:`.
    Footer,
}

impl BoilerplateKind {
    /// Every kind, in the order in which the archive file numbers them.
    pub const ALL: [Self; 8] = [
        Self::Navigation,
        Self::PostedLine,
        Self::Share,
        Self::CommentForm,
        Self::Comment,
        Self::Repeated,
        Self::Truncation,
        Self::Footer,
    ];

    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::PostedLine => "posted-line",
            Self::Share => "share",
            Self::CommentForm => "comment-form",
            Self::Comment => "comment",
            Self::Repeated => "repeated",
            Self::Truncation => "truncation",
            Self::Footer => "footer",
        }
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_written() {
        for text in [
            "2024-02-29",
            "2024-02",
            "2024",
            "2023-10-01/2024-02-29",
            "2023-10-01/..",
            "../2024-02-29",
            "0001",
        ] {
            assert_eq!(parse_value(text).map(iso_value).as_deref(), Some(text));
        }
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(parse_value(text).map(iso_value).as_deref(), expect, "{text}");
        };
        check("2023-10/2024-02", Some("2023-10-01/2024-02-29"));
        check("2023/..", Some("2023-01-01/.."));
        check("2024-02-01/2024-02-29", Some("2024-02"));
        check("2024-02-03/2024-02-03", Some("2024-02-03"));
        for text in [
            "",
            "/",
            "../..",
            "2024-02/2023",
            "2023-02-29",
            "2024-13",
            "24",
            "2024/",
            "2024 é",
            "២០២៤",
            "😀/..",
        ] {
            check(text, None);
        }
    }
}
