//! When a document was published.

use crate::document::{Document, Published};

pub(super) fn decide(document: &Document) -> Option<Published> {
    let _ = document;
    None
}
