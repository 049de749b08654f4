//! The key under which a word is indexed and matched: case and accents folded, Khmer in canonical order.
//!
//! [`fold`] and [`folded`] work on any text and keep its words apart; [`key`] is for one token and folds what a fold
//! of a whole text must not touch: the possessive, the elided article, the dots of initials, the separators of a
//! number. [`name_key`] is for one name. All three give the same answer to their own answers.
//!
//! NFC and NFD are never run: they misplace Khmer marks. Accents written as combining characters (U+0300–036F) are
//! dropped, so that both forms of `é` fold to `e`.

use super::lower::lower;
use super::mapped::Mapped;
use super::{Token, TokenKind, khmer, latin, script};

/// The exact key of a token that stands in `text`: folded as by [`fold`], and besides
/// - words lose a final possessive (`Sen’s` → `sen`, `workers’` has it outside the token), an elided French article
///   or pronoun before a vowel (`l’État` → `etat`), and the dots of initials (`U.S.` → `us`);
/// - numbers lose their thousands separators (`1,000` → `1000`, `3.5` stays);
/// - the Khmer vowel ឲ becomes ឱ, of which it is another shape: ឲ្យ and ឱ្យ are one word in two spellings, both of them
///   everywhere, and of equal rank. `អោយ`, the third, is two clusters and stays.
///
/// Never empty for a token of [`super::token::tokens`].
pub fn key(text: &str, token: Token) -> String {
    let mut key = String::new();
    push_key(&mut key, text, token);
    key
}

/// Appends the key of a token, as [`key`] gives it.
pub fn push_key(out: &mut String, text: &str, token: Token) {
    let written = token.range.of(text);
    if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        // Of these only the case is folded, and they are most of what is indexed.
        out.extend(written.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        out.push_str(&folded_key(written, token));
    }
}

fn folded_key(written: &str, token: Token) -> String {
    let mut folded = fold(written);
    // A word that was broken at the end of a line.
    if folded.contains('\n') {
        folded.retain(|c| c != '-' && !c.is_whitespace());
    }
    let key = match token.kind {
        TokenKind::Word => word_key(&folded),
        TokenKind::Number => number_key(&folded),
        // ឲ is another shape of ឱ, and ឲ្យ of ឱ្យ.
        TokenKind::Cluster | TokenKind::Repetition => folded.replace('ឲ', "ឱ"),
    };
    if key.is_empty() { written.to_owned() } else { key }
}

/// Folds case, accents (`é` = `e`, `đ` = `d`, `Œ` = `oe`), full-width letters, ligatures, raised and lowered digits, curly apostrophes, hyphens and
/// no-break spaces, turns the decimal digits of any script into ASCII, drops invisible characters, and normalises
/// Khmer as [`khmer::normalise`] does.
pub fn fold(text: &str) -> String {
    // Of these only the case is folded, and they are most words of most texts.
    if text.is_ascii() { text.to_ascii_lowercase() } else { folded(text).into_text() }
}

/// As [`fold`], with the way back to `text`.
pub fn folded(text: &str) -> Mapped {
    khmer::map(text, false, push)
}

/// The key of a name in any script: [`fold`]ed, without spaces, hyphens, dots and apostrophes (`Hun-Sen` = `Hun Sen` =
/// `Hunsen`, `ហ៊ុន-សែន` = `ហ៊ុនសែន`).
pub fn name_key(name: &str) -> String {
    let mut key = fold(name);
    key.retain(|c| !khmer::is_name_separator(c) && c != '\'');
    // What stood apart may now stand together, a stray mark and its base for instance.
    if key.is_ascii() { key } else { khmer::normalise(&key) }
}

/// Appends what becomes of one character that is not Khmer.
fn push(out: &mut Mapped, c: char, at: usize) {
    let len = c.len_utf8();
    if c.is_ascii() {
        out.push_char(c.to_ascii_lowercase(), at, len);
    } else if let Some(base) = latin::base(c) {
        out.push(base, at, at + len);
    } else if let Some(digit) = script::digit(c) {
        out.push_char(char::from(b'0' + digit), at, len);
    } else {
        match c {
            '\u{300}'..='\u{36f}' if !out.text().ends_with(khmer::is_khmer) => {}
            '‘' | '’' | 'ʼ' | '′' | '＇' => out.push_char('\'', at, len),
            '\u{2010}' | '\u{2011}' => out.push_char('-', at, len),
            '\u{a0}' | '\u{202f}' => out.push_char(' ', at, len),
            // Thai and Lao am is written as one sign or as the two that it is made of.
            '\u{e33}' => out.push("\u{e4d}\u{e32}", at, at + len),
            '\u{eb3}' => out.push("\u{ecd}\u{eb2}", at, at + len),
            '\u{fb00}'..='\u{fb06}' => {
                let letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
                out.push(letters[(u32::from(c) - 0xfb00) as usize], at, at + len);
            }
            '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' => {
                let value = match c {
                    '¹' => 1,
                    _ => u32::from(c) & 0xf,
                };
                out.push_char(char::from(b'0' + value as u8), at, len);
            }
            '\u{ff01}'..='\u{ff5e}' => {
                let ascii = u8::try_from(u32::from(c) - 0xfee0).map_or(c, char::from);
                out.push_char(ascii.to_ascii_lowercase(), at, len);
            }
            _ => push_lower(out, c, at),
        }
    }
}

fn push_lower(out: &mut Mapped, c: char, at: usize) {
    let small = lower(c);
    match latin::base(small) {
        Some(base) if small != c => out.push(base, at, at + c.len_utf8()),
        _ => out.push_char(small, at, c.len_utf8()),
    }
}

fn word_key(folded: &str) -> String {
    if is_initials(folded) {
        return folded.replace('.', "");
    }
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    // Only before a vowel or h: `c'mon` and `d'you` keep the rest of English as it is.
    for elided in ["l'", "d'", "qu'", "s'", "n'", "c'", "j'", "m'", "t'", "jusqu'", "lorsqu'", "puisqu'"] {
        if let Some(rest) = word.strip_prefix(elided)
            && rest.len() > 1
            && rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h'])
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

/// Letters with a full stop after each but perhaps the last.
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().nth(1).is_none())
}

/// A number without its thousands separators. [`super::token`] lets a comma or a full stop into a number only where
/// it separates thousands or begins the decimals.
fn number_key(folded: &str) -> String {
    let groups = |c: char| {
        let mut parts = folded.split(['.', ',']).skip(1);
        let separators = folded.matches(c).count();
        separators > 0 && parts.by_ref().take(separators).all(|part| part.len() == 3)
    };
    // `1.000.000` and `1.000,5` write thousands with full stops; a single full stop begins decimals.
    let (commas, stops) = (folded.matches(',').count(), folded.matches('.').count());
    if stops > 1 || (stops == 1 && commas == 1 && folded.find('.') < folded.find(',')) {
        return folded.replace('.', "").replace(',', ".");
    }
    if commas > 0 && groups(',') {
        return folded.replace(',', "");
    }
    folded.to_owned()
}
