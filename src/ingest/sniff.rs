//! What bytes that are no text look like, by the marks with which such files begin.
//!
//! Input: the bytes of a file. Output: words for a person, in the form "a PNG image". Only marks that no text begins
//! with are known here, and JSON; binary files without such a mark are found by their zero bytes (`decode`).

/// Marks at the beginning of a file and what they say.
const MARKS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF document; save its text first, this version does not read PDF"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document; save it as plain text first"),
    (b"PK\x03\x04", "a ZIP file, perhaps a DOCX or ODT document; save its text first"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x1f\x8b", "a GZIP file; unpack it first"),
    (b"BZh", "a BZIP2 file; unpack it first"),
    (b"\xfd7zXZ\0", "an XZ file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\0asm", "a WebAssembly program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS\0", "an Ogg sound or film file"),
    (b"\x1aE\xdf\xa3", "a film file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"%!PS", "a PostScript document"),
];

/// JSON would be read as words and numbers of which nobody said anything.
const JSON: &str = "JSON, which is data and no document; a pack of names has `entries`, a file of decisions begins \
                    {\"saksi\": \"decisions\"";

/// Whether a file begins as JSON with an object does, or a list of objects: with a first name and its colon.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let bytes = bytes.strip_prefix(b"[").unwrap_or(bytes).trim_ascii_start();
    let Some(name) = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start) else { return false };
    let mut parts = name.splitn(3, |&byte| byte == b'"');
    let (before, _, after) = (parts.next(), parts.next(), parts.next());
    before == Some(b"") && after.is_some_and(|after| after.trim_ascii_start().starts_with(b":"))
}

/// What the bytes of a file look like if they are no text; `None` if their beginning does not say so.
pub(super) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, words)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        // Letters alone may begin a text; the binary formats go on with bytes that no text has.
        let sure = bytes.iter().take(512).any(|&byte| !(0x09..0x80).contains(&byte))
            || bytes.starts_with(b"{\\rtf")
            || bytes.starts_with(b"%PDF-")
            || bytes.starts_with(b"%!PS");
        return sure.then_some(*words);
    }
    if is_json(bytes) {
        return Some(JSON);
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some("a WebP image"),
        (Some(b"RIFF"), _, Some(b"WAVE")) => Some("a WAV sound file"),
        (Some(b"RIFF"), _, Some(b"AVI ")) => Some("a film file"),
        (_, Some(b"ftyp"), Some(b"heic" | b"heix" | b"mif1")) => Some("a HEIC image"),
        (_, Some(b"ftyp"), Some(b"avif")) => Some("an AVIF image"),
        (_, Some(b"ftyp"), Some(_)) => Some("a film or sound file"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_known_and_words_are_not_marks() {
        let check = |bytes: &[u8], expect: Option<&str>| {
            let found = not_text(bytes).map(|words| words.split(['；', ';', ',']).next().unwrap_or(""));
            assert_eq!(found, expect, "{bytes:?}");
        };
        check(b"\x89PNG\r\n\x1a\n\0\0", Some("a PNG image"));
        check(b"%PDF-1.7\n", Some("a PDF document"));
        check(b"PK\x03\x04\x14\0", Some("a ZIP file"));
        check(b"RIFF\x10\0\0\0WEBPVP8 ", Some("a WebP image"));
        check(b"\0\0\0\x20ftypheic", Some("a HEIC image"));
        check(b"{\"a\": 1}", Some("JSON"));
        check("\u{feff}\n[ {\n \"é\" : []".as_bytes(), Some("JSON"));
        check(b"{\"quoted\" words}", None);
        check(b"[\"quoted\": words]", None);
        check(b"{", None);
        check(b"ID3 cards were taken", None);
        check(b"BZh is no word", None);
        check("é ក 😀".as_bytes(), None);
        check(b"", None);
    }
}
