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
fn replace_ending(word: &mut Vec<u8>, least: usize, table: &'static str) -> bool {
    let Some(rule) = rules(table).find(|rule| word.ends_with(rule.of)) else { return false };
    let left = word.len() - rule.of.len();
    let fits = left >= least && rule.fits(word[..left].last());
    if fits {
        word.truncate(left);
        word.extend_from_slice(rule.with);
    }
    fits
}

/// What becomes of a word, an ending or a beginning.
struct Rule {
    of: &'static [u8],
    with: &'static [u8],
    /// The letters of which one must stand beside it, if any must.
    beside: &'static [u8],
}

impl Rule {
    fn fits(&self, beside: Option<&u8>) -> bool {
        self.beside.is_empty() || beside.is_some_and(|letter| self.beside.contains(letter))
    }
}

/// The rules of a table, which stand apart by spaces: what each is of, `/`, what takes its place, and perhaps `/` and the
/// letters beside it.
fn rules(table: &'static str) -> impl Iterator<Item = Rule> {
    let mut rest = table.as_bytes();
    std::iter::from_fn(move || {
        let (of, behind) = cut(rest, b'/');
        let (rule, after) = cut(behind, b' ');
        let (with, beside) = cut(rule, b'/');
        rest = after;
        (!of.is_empty()).then_some(Rule { of, with, beside })
    })
}

/// What stands before a byte, and behind it.
fn cut(bytes: &'static [u8], at: u8) -> (&'static [u8], &'static [u8]) {
    let place = bytes.iter().position(|&byte| byte == at).unwrap_or(bytes.len());
    (&bytes[..place], bytes.get(place + 1..).unwrap_or_default())
}
