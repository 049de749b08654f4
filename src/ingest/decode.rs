//! Bytes to text: which encoding, and what to do where it fails.
//!
//! Input: the bytes of a file. Output: its text, with what a person should know. In this order: marks of files that
//! are no text; byte order marks; zero bytes (UTF-16 without a mark, or no text); UTF-8; the encoding that an HTML page
//! declares; and for the rest a guess that is said out loud. Text that cannot be read with some trust is an error: it
//! is better to ask for the file in UTF-8 than to search garbled names.

use super::codepage::{CodePage, WINDOWS_1252};
use super::{lines, sniff};
use crate::error::{Error, ErrorKind, Result};

/// The largest file that is read, in bytes: offsets in a text are 32 bits, and decoding may triple its length.
const LARGEST: usize = 1 << 30;

/// How much of a file is looked at for zero bytes' places and for a declared encoding.
const HEAD: usize = 4096;

/// Reads bytes as text. Adds what a person should know to `warnings`.
pub(super) fn decode(bytes: &[u8], warnings: &mut Vec<String>) -> Result<String> {
    if bytes.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "expected text, found no bytes"));
    }
    if bytes.len() > LARGEST {
        let message = format!("expected at most {LARGEST} bytes, found {}", bytes.len());
        return Err(Error::new(ErrorKind::TooLarge, message));
    }
    if let Some(words) = sniff::not_text(bytes) {
        let message = format!("expected text, found what looks like {words}");
        return Err(Error::new(ErrorKind::NotText, message).at(0));
    }
    let text = characters(bytes, warnings)?;
    if text.chars().all(lines::is_blank) {
        let message = format!("expected text, found nothing but {} bytes of white space", bytes.len());
        return Err(Error::new(ErrorKind::Empty, message));
    }
    Ok(text)
}

fn characters(bytes: &[u8], warnings: &mut Vec<String>) -> Result<String> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            let message = "expected UTF-8 or UTF-16, found the byte order mark of UTF-32";
            return Err(Error::new(ErrorKind::Encoding, message).at(0));
        }
        [0xff, 0xfe, rest @ ..] => return Ok(utf16(rest, 2, u16::from_le_bytes, warnings)),
        [0xfe, 0xff, rest @ ..] => return Ok(utf16(rest, 2, u16::from_be_bytes, warnings)),
        _ => {}
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return zero_bytes(bytes, at, warnings);
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return controls(text),
        Err(error) => error.valid_up_to(),
    };
    if let Some(label) = declared(bytes)
        && !matches!(label.as_str(), "utf-8" | "utf8" | "unicode-1-1-utf-8")
    {
        return match CodePage::from_label(&label) {
            Some(page) => Ok(page.decode(bytes)),
            None => Err(Error::new(
                ErrorKind::Encoding,
                format!("expected UTF-8, found a page that declares {label:?}, which is not read: save it as UTF-8"),
            )
            .at(error as u64)),
        };
    }
    guess(bytes, error, warnings)
}

/// Text without zero bytes may still be no text: control characters are rare in it.
fn controls(text: &str) -> Result<String> {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    let controls = head.iter().filter(|&&byte| is_control(byte)).count();
    if controls * 20 > head.len() {
        let at = head.iter().position(|&byte| is_control(byte)).unwrap_or(0);
        let message =
            format!("expected text, found control characters, the first with the value {:#04x}", head[at]);
        return Err(Error::new(ErrorKind::NotText, message).at(at as u64));
    }
    Ok(text.to_owned())
}

/// Bytes with zeros among them: UTF-16 if the zeros stand in every other place, otherwise no text.
fn zero_bytes(bytes: &[u8], first: usize, warnings: &mut Vec<String>) -> Result<String> {
    let head = bytes.get(..HEAD.min(bytes.len() & !1)).unwrap_or(bytes);
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half >= 2 && odd * 10 >= half * 4 && even * 50 <= half {
        warnings.push("read as UTF-16 (little-endian), though it has no byte order mark".to_owned());
        return Ok(utf16(bytes, 0, u16::from_le_bytes, warnings));
    }
    if half >= 2 && even * 10 >= half * 4 && odd * 50 <= half {
        warnings.push("read as UTF-16 (big-endian), though it has no byte order mark".to_owned());
        return Ok(utf16(bytes, 0, u16::from_be_bytes, warnings));
    }
    let message = "expected text, found a zero byte, which no text has";
    Err(Error::new(ErrorKind::NotText, message).at(first as u64))
}

fn utf16(bytes: &[u8], offset: usize, unit: fn([u8; 2]) -> u16, warnings: &mut Vec<String>) -> String {
    let mut replaced = None;
    let mut text = String::with_capacity(bytes.len());
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut at = offset;
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        if c.is_err() {
            replaced.get_or_insert(at);
        }
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        at += if c > '\u{ffff}' { 4 } else { 2 };
        text.push(c);
    }
    if !rest.is_empty() {
        replaced.get_or_insert(offset + bytes.len() - 1);
    }
    if let Some(at) = replaced {
        warnings.push(format!("at byte {at}: half a character of UTF-16 was replaced by U+FFFD"));
    }
    text
}

/// The encoding that an HTML or XML file declares in its head, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    if !head.contains('<') {
        return None;
    }
    let at = head.find("charset=").map(|at| at + 8).or_else(|| {
        head.trim_start().starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten()
    })?;
    let rest = head[at..].trim_start_matches(['"', '\'', ' ']);
    let len = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | ':'))
        .unwrap_or(rest.len());
    (len > 0).then(|| rest[..len].to_owned())
}

/// Bytes that are not UTF-8 and declare nothing. `first` is the first that is wrong.
fn guess(bytes: &[u8], first: usize, warnings: &mut Vec<String>) -> Result<String> {
    let value = bytes.get(first).copied().unwrap_or(0);
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good >= bad {
        let (noun, verb) =
            if bad == 1 { ("byte sequence that is", "was") } else { ("byte sequences that are", "were") };
        warnings.push(format!(
            "at byte {first}: {bad} {noun} not UTF-8 {verb} replaced by U+FFFD, the first with the value {value:#04x}"
        ));
        return controls(&String::from_utf8_lossy(bytes));
    }
    let text = WINDOWS_1252.decode(bytes);
    if is_plausible(&text) {
        warnings.push(format!(
            "at byte {first}: the value {value:#04x} is not UTF-8; read as windows-1252 (Western European)"
        ));
        return controls(&text);
    }
    let message =
        format!("expected UTF-8, found the byte {value:#04x}; no encoding is declared and none fits");
    Err(Error::new(ErrorKind::Encoding, message).at(first as u64))
}

/// Whether text read as windows-1252 is likely to be that: accented letters stand among others, and seldom together.
fn is_plausible(text: &str) -> bool {
    let (mut letters, mut accented, mut together, mut strange) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = false;
    for c in text.chars() {
        let is_accented = !c.is_ascii() && c.is_alphabetic();
        letters += usize::from(c.is_alphabetic());
        accented += usize::from(is_accented);
        together += usize::from(is_accented && before);
        // Signs that running text hardly has: they are letters of other code pages.
        strange += usize::from(matches!(
            c,
            '\u{fffd}' | '¤' | '¦' | '¨' | '¬' | '¯' | '¸' | '×' | '÷' | '¶' | 'ƒ' | '‡' | 'ˆ' | '˜'
        ));
        before = is_accented;
    }
    accented * 4 <= letters
        && together * 5 <= accented.max(1)
        && strange * 10 <= accented.max(1)
        && letters > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], expect: std::result::Result<&str, ErrorKind>, warned: bool) {
        let mut warnings = Vec::new();
        let found = decode(bytes, &mut warnings);
        assert_eq!(found.as_deref().map_err(Error::kind), expect, "{bytes:?}");
        assert_eq!(!warnings.is_empty(), warned, "{warnings:?}");
    }

    #[test]
    fn encodings_are_found() {
        check("é ក 😀\u{a0}".as_bytes(), Ok("é ក 😀\u{a0}"), false);
        check(b"\xff\xfeS\0\xe9\0", Ok("Sé"), false);
        check(b"\xfe\xff\0S\0\xe9", Ok("Sé"), false);
        check(b"T\0h\0e\0 \0c\0o\0u\0r\0t\0", Ok("The court"), true);
        check(b"\xff\xfeS\0\x00\xd8a\0", Ok("S\u{fffd}a"), true);
        check(b"The caf\xe9 \x93closed\x94 in June.", Ok("The café “closed” in June."), true);
        check("ក្រុង\u{e9}".as_bytes().split_last().map_or(&[][..], |(_, rest)| rest), Ok("ក្រុង\u{fffd}"), true);
        check(b"<meta charset=windows-1251>\xd1\xf3\xe4", Ok("<meta charset=windows-1251>Суд"), false);
        check(b"<meta charset=big5>\xd1\xf3\xe4", Err(ErrorKind::Encoding), false);
        check(b"\xd1\xf3\xe4 \xef\xf0\xe8\xe3\xee\xe2\xee\xf0\xe8\xeb", Err(ErrorKind::Encoding), false);
    }

    #[test]
    fn what_is_no_text_is_named() {
        check(b"", Err(ErrorKind::Empty), false);
        check(" \n\u{a0}\u{feff}".as_bytes(), Err(ErrorKind::Empty), false);
        check(b"text\0text", Err(ErrorKind::NotText), false);
        check(b"\x01\x02\x03\x04text", Err(ErrorKind::NotText), false);
        check(b"\x89PNG\r\n\x1a\n", Err(ErrorKind::NotText), false);
        let error = decode(&vec![b' '; 1_000_000], &mut Vec::new()).unwrap_err();
        assert!(error.message().contains("1000000 bytes of white space"), "{error}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes, &mut Vec::new());
        }
    }
}
