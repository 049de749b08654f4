//! The one public error: what was wrong, where, what was expected and what was found.
//!
//! Bytes from outside are expected to be bad. No function of this crate panics on them; each returns an [`Error`]
//! that a person can act on, or, where the rest can still be used, a warning beside the result.

use std::fmt;

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of thing was wrong. The code ([`ErrorKind::code`]) is what crosses into JavaScript and JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing to read: no bytes, or nothing but white space.
    Empty,
    /// The bytes are not text of a kind that is read (an image, a program, a compressed file).
    NotText,
    /// The bytes are text, but not in the encoding they claim or in any that is recognised.
    Encoding,
    /// The input is larger than the format can hold.
    TooLarge,
    /// The bytes are not an archive, or a damaged one.
    Archive,
    /// The archive is of a version that this program does not read.
    Version,
    /// The bytes are not a trained model, or a damaged one.
    Model,
    /// A pack is not valid JSON or breaks its schema.
    Pack,
    /// A file of decisions is not valid JSON or breaks its schema.
    Decisions,
    /// A value given by the caller (a date, a format name, an identifier) is not valid.
    Argument,
    /// A document, entity or event with that identifier is not in the archive.
    NotFound,
}

impl ErrorKind {
    /// The stable name of the kind, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotText => "not-text",
            Self::Encoding => "encoding",
            Self::TooLarge => "too-large",
            Self::Archive => "archive",
            Self::Version => "version",
            Self::Model => "model",
            Self::Pack => "pack",
            Self::Decisions => "decisions",
            Self::Argument => "argument",
            Self::NotFound => "not-found",
        }
    }
}

/// What was wrong, with its place where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    source: Option<String>,
    offset: Option<u64>,
    message: String,
}

impl Error {
    /// An error of a kind with a message that says what was expected and what was found.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, source: None, offset: None, message: message.into() }))
    }

    /// Says which file or URL the error is about, unless a deeper layer has said so already.
    #[must_use]
    pub fn in_source(mut self, source: impl Into<String>) -> Self {
        self.0.source.get_or_insert_with(|| source.into());
        self
    }

    /// Says at which byte of the source the error stands, unless a deeper layer has said so already.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The file or URL the error is about.
    pub fn source_name(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The byte of the source at which the error stands.
    pub fn offset(&self) -> Option<u64> {
        self.0.offset
    }

    /// The message without its place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = &self.0.source {
            write!(f, "{source}: ")?;
        }
        if let Some(offset) = self.0.offset {
            write!(f, "at byte {offset}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_the_place() {
        let error = Error::new(ErrorKind::Archive, "expected a checksum, found the end");
        assert_eq!(error.to_string(), "expected a checksum, found the end");
        let error = error.at(12).in_source("a.saksi").at(99);
        assert_eq!(error.to_string(), "a.saksi: at byte 12: expected a checksum, found the end");
        assert_eq!(error.kind().code(), "archive");
    }
}
