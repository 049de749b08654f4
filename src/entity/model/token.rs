//! Words, numbers and marks as the model sees them.
//!
//! Input is one sentence, output its tokens in order. Unlike the tokens of search, marks count (a bracket or a quotation
//! mark beside a name tells something), a possessive ending is a token of its own (it is never part of a name), and
//! so is each part of `Phnom-Penh` (names meet at hyphens). Addresses (`www.example.org`, `a@b.c`, `#tag`) are one
//! token, which is never part of a name.

use crate::entity::word::may_be_address;
use crate::text::TextRange;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Small letters only, or letters of a script without capitals.
    Lower = 0,
    /// A capital first.
    Capital = 1,
    /// Two or more letters, all capitals.
    Upper = 2,
    /// A capital later only (`iPhone`), or several (`McCain`).
    Mixed = 3,
    /// One capital, with its full stop if it has one.
    Initial = 4,
    /// A digit first.
    Number = 5,
    /// A mark.
    Mark = 6,
    /// An address, a tag, a user's name.
    Address = 7,
    /// A possessive ending.
    Possessive = 8,
}

impl Form {
    /// Whether a name may begin or end with it.
    pub fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Mixed | Self::Initial)
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the document's text.
    pub range: TextRange,
    /// How it is written.
    pub form: Form,
    /// Whether no white space parts it from the token before.
    pub glued: bool,
}

/// Shortenings that keep their full stop. `Sen.` is not among them: it is a name, too, and ends sentences.
const SHORT: &[&str] = &[
    "Adm", "Bros", "Capt", "Co", "Col", "Corp", "Dr", "Ft", "Gen", "Gov", "Hon", "Inc", "Jr", "Lt", "Ltd",
    "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Pres", "Prof", "Rep", "Rev", "Sgt", "Sr", "St",
];

/// The tokens of the part of `text` that `range` names.
pub fn tokens(text: &str, range: TextRange) -> Vec<Token> {
    read(text, range, true)
}

/// The tokens; where `most`, those that are [`plain`] are read as such.
fn read(text: &str, range: TextRange, most: bool) -> Vec<Token> {
    let sentence = range.of(text);
    let bytes = sentence.as_bytes();
    let mut found: Vec<Token> = Vec::with_capacity(sentence.len() / 4);
    let mut at = 0;
    let mut glued = false;
    let mut handle = false;
    while let Some(&byte) = bytes.get(at) {
        if let Some(len) = space(sentence, at, byte) {
            at += len;
            glued = false;
            continue;
        }
        let (len, form) = if let Some((len, form)) = plain(bytes, at)
            .filter(|&(len, _)| most && (glued || ends(bytes, at, at + len) || !is_address(&sentence[at..])))
        {
            (len, form)
        } else {
            let rest = sentence.get(at..).unwrap_or("");
            let Some(first) = rest.chars().next() else { break };
            if !glued && is_address(rest) {
                (rest.find(char::is_whitespace).unwrap_or(rest.len()), Form::Address)
            } else {
                next(rest, first, glued && found.last().is_some_and(|last| last.form != Form::Mark))
            }
        };
        // A lone `@` before a space makes the next word a user's name.
        let form = if handle && form != Form::Mark { Form::Address } else { form };
        handle = byte == b'@' && len == 1;
        let start = range.start as usize + at;
        found.push(Token { range: TextRange::new(start, start + len), form, glued });
        at += len;
        glued = true;
    }
    found
}

/// Whether what white space parts begins with the token and ends with it, or with one mark after it: no address does,
/// but for `www.`
fn ends(bytes: &[u8], start: usize, end: usize) -> bool {
    let space = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'..=b'\r'));
    space(end)
        || matches!(bytes.get(end), Some(b',' | b'.' | b';' | b':' | b'?' | b'!' | b')' | b'"'))
            && space(end + 1)
            && bytes.get(start..end) != Some(b"www")
}

/// The length of the white space character that begins with `byte` at a place of a text, if one does.
fn space(text: &str, at: usize, byte: u8) -> Option<usize> {
    match byte {
        b' ' | b'\t'..=b'\r' => Some(1),
        0..0x80 => None,
        _ => text.get(at..)?.chars().next().filter(|c| c.is_whitespace()).map(char::len_utf8),
    }
}

/// What [`next`] says of most tokens: a word of ASCII letters and digits with nothing after it that may join, or a mark
/// that is no apostrophe.
fn plain(bytes: &[u8], at: usize) -> Option<(usize, Form)> {
    let rest = bytes.get(at..)?;
    let first = *rest.first()?;
    let (mut len, mut capitals, mut digits) = (0, 0, 0);
    for byte in rest {
        match byte {
            b'a'..=b'z' => {}
            b'A'..=b'Z' => capitals += 1,
            b'0'..=b'9' => digits += 1,
            _ => break,
        }
        len += 1;
    }
    if len == 0 {
        return (first.is_ascii() && first != b'\'').then_some((1, Form::Mark));
    }
    match rest.get(len) {
        Some(b'\'' | 0x80..) => return None,
        Some(b'.') if len == 1 || !first.is_ascii_lowercase() => return None,
        Some(b',') if first.is_ascii_digit() => return None,
        _ => {}
    }
    let form = if first.is_ascii_digit() {
        Form::Number
    } else if capitals == 0 {
        Form::Lower
    } else if len == 1 {
        Form::Initial
    } else if capitals > 1 && capitals + digits == len {
        Form::Upper
    } else if capitals == 1 && first.is_ascii_uppercase() {
        Form::Capital
    } else {
        Form::Mixed
    };
    Some((len, form))
}

fn is_address(rest: &str) -> bool {
    if !may_be_address(rest.bytes().take_while(|&byte| byte != b' ')) {
        return false;
    }
    let mut chars = rest.chars();
    if let (Some('@' | '#'), Some(next)) = (chars.next(), chars.next()) {
        return next.is_alphanumeric() || next == '_';
    }
    let chunk = rest.split(char::is_whitespace).next().unwrap_or("");
    chunk.contains("://")
        || chunk.starts_with("www.")
        || chunk.find('@').is_some_and(|at| at > 0 && chunk.get(at..).is_some_and(|host| host.contains('.')))
}

/// The length in bytes and form of the token that begins `rest`.
fn next(rest: &str, first: char, after_word: bool) -> (usize, Form) {
    if matches!(first, '\'' | '’') && after_word {
        let mut chars = rest.chars().skip(1);
        if matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric) {
            return (first.len_utf8() + 1, Form::Possessive);
        }
    }
    if !first.is_alphanumeric() {
        return (first.len_utf8(), Form::Mark);
    }
    let mut letters = 0;
    let mut end = 0;
    let mut dotted = false;
    for (at, c) in rest.char_indices() {
        let after = rest.get(at + c.len_utf8()..).unwrap_or("");
        let follows = after.chars().next();
        let joins = if c.is_alphanumeric() || is_combining(c) {
            letters += 1;
            true
        } else if matches!(c, '\'' | '’') {
            // `O’Brien`, `don’t`, but not the possessive of `Sokha’s`.
            follows.is_some_and(char::is_alphabetic)
                && (!matches!(follows, Some('s' | 'S'))
                    || after.chars().nth(1).is_some_and(char::is_alphanumeric))
        } else if c == '.' && follows.is_some_and(char::is_alphanumeric) {
            let joins = (letters == 1 && follows.is_some_and(char::is_uppercase))
                || (first.is_ascii_digit() && follows.is_some_and(|c| c.is_ascii_digit()));
            dotted |= joins;
            letters = 0;
            joins
        } else if c == ',' {
            first.is_ascii_digit() && follows.is_some_and(|c| c.is_ascii_digit())
        } else {
            false
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    let word = rest.get(..end).unwrap_or("");
    let mut form = form(word, first);
    let stop = rest.get(end..).is_some_and(|after| after.starts_with('.'));
    let capital = first.is_uppercase();
    if capital && word.chars().count() == 1 {
        form = Form::Initial;
    }
    if stop && capital && (form == Form::Initial || dotted || SHORT.contains(&word)) {
        end += 1;
    }
    (end, form)
}

fn is_combining(c: char) -> bool {
    // Combining marks of Latin, and the signs of Khmer, Thai, Lao and Burmese that are not letters.
    matches!(c, '\u{300}'..='\u{36f}' | '\u{17b4}'..='\u{17d3}' | '\u{e31}'..='\u{e4e}' | '\u{eb1}'..='\u{ecd}' | '\u{102b}'..='\u{103e}' | '\u{200b}'..='\u{200d}')
}

fn form(word: &str, first: char) -> Form {
    if first.is_numeric() {
        return Form::Number;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match capitals {
        0 => Form::Lower,
        _ if capitals == letters && letters > 1 => Form::Upper,
        1 if first.is_uppercase() => Form::Capital,
        _ => Form::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        let found: Vec<&str> =
            tokens(text, TextRange::new(0, text.len())).iter().map(|token| token.range.of(text)).collect();
        assert_eq!(found.join("|"), expect, "{text}");
    }

    #[test]
    fn words_marks_and_endings_are_tokens() {
        check("", "");
        check("Mr. Sokha’s son, J. Smith.", "Mr.|Sokha|’s|son|,|J.|Smith|.");
        check("the U.S. and AT&T", "the|U.S.|and|AT|&|T");
        check("Phnom\u{a0}Penh é កម្ពុជា 😀 don't", "Phnom|Penh|é|កម្ពុជា|😀|don't");
        check(
            "see www.example.org, a@b.org #Tag @name @ name 1,000.5",
            "see|www.example.org,|a@b.org|#Tag|@name|@|name|1,000.5",
        );
        check("(Acme Inc.) 'quoted'", "(|Acme|Inc.|)|'|quoted|'");
        check("Teachers’ O’Brien end.Then", "Teachers|’|O’Brien|end|.|Then");
    }

    proptest! {
        #[test]
        fn plain_tokens_are_read_as_all_are(
            text in "((Mr|U\\.S|J|iPhone|7th|1,0|é|ក|😀|www|#tag|://|@|[a-zA-Z0-9]{1,3})[ \u{a0}\n.,:;'’&()@/\"-]{0,3}){0,9}"
        ) {
            let range = TextRange::new(0, text.len());
            prop_assert_eq!(read(&text, range, true), read(&text, range, false));
        }
    }

    #[test]
    fn forms() {
        use Form::{Capital, Initial, Lower, Mark, Mixed, Number, Upper};
        let text = "iPhone McCain USA Kem J. 3rd, a ក";
        let forms: Vec<Form> =
            tokens(text, TextRange::new(0, text.len())).iter().map(|token| token.form).collect();
        assert_eq!(forms, [Mixed, Mixed, Upper, Capital, Initial, Number, Mark, Lower, Lower]);
    }
}
