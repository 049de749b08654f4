//! Stems: what the forms of a word have in common, so that a search for one finds the others.
//!
//! Input: folded words (see [`super::normalise::key`]). Output: stems, which are keys and need not be words. A word
//! that is not made of ASCII letters and apostrophes comes back as it is.
//!
//! | module | knows |
//! |---|---|
//! | `english` | English: Porter 2 |
//! | `light` | French and Indonesian: endings and prefixes, as tables |
//!
//! Vietnamese does not inflect: its words are syllables, whose marks [`super::normalise::fold`] takes off.

mod english;
mod light;

pub use english::english;
pub use light::{french, indonesian};

/// Replaces the first ending of a table that a word has, if so many letters are left before it, and says whether it did.
/// Rules stand apart by spaces: the ending, `/`, what takes its place, and perhaps `/` and the letters of which one must
/// stand before it.
fn replace_ending(word: &mut Vec<u8>, least: usize, table: &str) -> bool {
    // Most words end in a letter in which no ending of the table ends.
    let Some(&last) = word.last() else { return false };
    if !table.as_bytes().windows(2).any(|pair| pair[0] == last && pair[1] == b'/') {
        return false;
    }
    for rule in table.split(' ') {
        let mut parts = rule.split('/');
        let [ending, with, before] = [(); 3].map(|()| parts.next().unwrap_or_default().as_bytes());
        if let Some(left) = word.strip_suffix(ending) {
            let fits = left.len() >= least
                && (before.is_empty() || left.last().is_some_and(|last| before.contains(last)));
            if fits {
                word.truncate(word.len() - ending.len());
                word.extend_from_slice(with);
            }
            return fits;
        }
    }
    false
}
