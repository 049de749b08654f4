//! Readable, stable identifiers from names: Latin letters as they are, Khmer letter by letter.

use super::table::{Table, word_number};
use crate::order;
use crate::text::normalise::fold;

/// A name in small letters, digits and hyphens, at most 60 bytes long. A name without any gets its fingerprint.
///
/// Khmer is written letter by letter after the United Nations system of 1972, without its diacritics and without
/// regard to series: it says which name it was, not how it sounds.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '\'' => {}
            '\u{1780}'..='\u{17d3}' => out.push_str(khmer(c)),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
        if out.len() > 56 {
            break;
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { fingerprint(std::iter::once(name)) } else { trimmed.to_owned() }
}

/// The identifiers that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken(Table<()>);

impl Taken {
    /// Takes an identifier, with a number behind it if it is taken already.
    pub(super) fn take(&mut self, id: &mut String) {
        let base = id.len();
        for number in 2_u32.. {
            let taken = self.0.entries().len();
            self.0.slot(word_number(id), || ());
            if self.0.entries().len() > taken {
                break;
            }
            id.truncate(base);
            id.extend(["-", &number.to_string()]);
        }
    }
}

/// Eight hexadecimal digits from texts, whatever their order: FNV-1a (Fowler, Noll, Vo) over the sorted texts.
pub(super) fn fingerprint<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut texts: Vec<&str> = texts.collect();
    order::sort(&mut texts);
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

fn khmer(c: char) -> &'static str {
    const CONSONANTS: [&str; 35] = [
        "k", "kh", "k", "kh", "ng", "ch", "chh", "ch", "chh", "nh", "d", "th", "d", "th", "n", "t", "th",
        "t", "th", "n", "b", "ph", "p", "ph", "m", "y", "r", "l", "v", "sh", "s", "s", "h", "l", "a",
    ];
    const INDEPENDENT: [&str; 17] =
        ["a", "aa", "e", "ei", "o", "ou", "ou", "au", "ru", "rue", "lu", "lue", "ae", "ai", "ao", "ao", "au"];
    const VOWELS: [&str; 19] = [
        "a", "e", "ei", "oe", "eu", "o", "ou", "uo", "aeu", "oea", "ie", "e", "ae", "ai", "ao", "au", "om",
        "ah", "a",
    ];
    let at = c as usize;
    match at {
        0x1780..=0x17a2 => CONSONANTS[at - 0x1780],
        0x17a3..=0x17b3 => INDEPENDENT[at - 0x17a3],
        0x17b6..=0x17c8 => VOWELS[at - 0x17b6],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let check = |name: &str, expect: &str| assert_eq!(slug(name), expect, "{name}");
        check("Kem Sokha", "kem-sokha");
        check("Cambodian People’s Party", "cambodian-peoples-party");
        check("  Éric\u{a0}Noé (ÉN) ", "eric-noe-en");
        check("សុខា", "sokha");
        assert_eq!(slug("😀").len(), 8);
        assert_eq!(slug("").len(), 8);
        assert!(slug(&"long name ".repeat(20)).len() <= 60);
    }

    #[test]
    fn a_fingerprint_ignores_order() {
        let of = |texts: &[&'static str]| fingerprint(texts.iter().copied());
        assert_eq!(of(&["a", "b"]), of(&["b", "a"]));
        assert_ne!(of(&["ab"]), of(&["a", "b"]));
    }
}
