//! A file after its format was taken off: text, and what the format said about it.
//!
//! Every reader of a format gives a [`Page`]; from there on all formats take one road.

use crate::document::{Boilerplate, DateClue};
use crate::text::{Language, TextRange};

/// What a format says about a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Its title.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) byline: Option<String>,
    /// Its dates, best first.
    pub(super) clues: Vec<DateClue>,
}

/// The text of a file and what its format says.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The extracted text.
    pub(super) text: String,
    /// Boilerplate by markup, in order, without overlap.
    pub(super) boilerplate: Vec<Boilerplate>,
    /// What is said about the file as a whole.
    pub(super) said: Said,
    /// The language it declares.
    pub(super) language: Option<Language>,
    /// Where its markup says that documents stand, if it says so for more than one; in order, without overlap.
    pub(super) parts: Vec<(TextRange, Said)>,
}
