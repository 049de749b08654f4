//! Bytes to documents: encodings, formats, splitting of pages that hold many posts, boilerplate.
//!
//! Input: the bytes of one file and its name. Output: its [`Document`]s with title, byline, language, clues to the
//! publication date, and boilerplate marked. What is deliberately left out: deciding the date (`temporal`), and
//! reading the file (the caller's).

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};

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
    let _ = bytes;
    Err(Error::new(ErrorKind::Empty, "expected text, found no bytes").in_source(source))
}
