//! One table for each language: its words, and the rows of classes in which it writes times. To add a language, add
//! its table here and to the list in [`super::grammar`].

pub(super) mod english;
pub(super) mod french;
pub(super) mod khmer;
