//! Words, numbers and orthographic clusters: what is counted as one position of a text.

use super::TextRange;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word of a script that writes spaces, with inner apostrophes and full stops of initials (`U.S.`, `Hun’s`).
    Word,
    /// A number in any digits, with its separators (`1,000`, `២០១៧`).
    Number,
    /// An orthographic cluster of a script without spaces: Khmer, Thai, Lao, Burmese.
    Cluster,
    /// The Khmer repetition sign ៗ.
    Repetition,
}

/// One token: its kind and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a text, in order, without overlap. White space and punctuation belong to none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                found.push(Token { range: TextRange::new(first, at), kind: TokenKind::Word });
                start = None;
            }
            _ => {}
        }
    }
    found
}
