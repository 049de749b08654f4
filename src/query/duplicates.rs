//! Which hits are near copies of others: grouped, or told apart by name, never hidden.
//!
//! Input: the documents that match, in order, and the groups that the archive was written with. Output: the hits in
//! order, each with the copies that come after it.

use crate::order::Map;

/// A document that matches, with its score and its place among its copies.
pub(super) struct Entry {
    pub document: u32,
    pub score: f64,
    /// The copies that stand behind it, in order.
    pub copies: Vec<u32>,
    /// The copy that stands before it.
    pub copy_of: Option<u32>,
}

/// The hits in order. With `group`, copies stand in the best of them alone.
pub(super) fn arrange(copies: &[(u32, u32)], documents: &[(u32, f64)], group: bool) -> Vec<Entry> {
    let group_of = |document: u32| {
        let at = copies.binary_search_by_key(&document, |one| one.0).ok()?;
        copies.get(at).map(|one| one.1)
    };
    let mut best: Map<u32, usize> = Map::default();
    let mut found: Vec<Entry> = Vec::with_capacity(documents.len());
    for &(document, score) in documents {
        let known = group_of(document).and_then(|first| best.get(&first)).copied();
        let copy_of = known.and_then(|at| found.get_mut(at)).map(|entry| {
            entry.copies.push(document);
            entry.document
        });
        if copy_of.is_some() && group {
            continue;
        }
        if let (Some(first), None) = (group_of(document), copy_of) {
            best.insert(first, found.len());
        }
        found.push(Entry { document, score, copies: Vec::new(), copy_of });
    }
    if !group {
        for entry in &mut found {
            entry.copies.clear();
        }
    }
    found
}
