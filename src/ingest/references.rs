//! Character references of HTML and Markdown: `&eacute;`, `&#233;`, `&#xe9;`.
//!
//! Input: text or the value of an attribute as written. Output: what it stands for, by the HTML standard
//! (<https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state>).

use std::cmp::Ordering;

use super::codepage::WINDOWS_1252;

/// The names of the standard, as `models/README.md` says: sorted lines of a name, what it stands for in hexadecimal, and
/// `-` where the semicolon may be missing.
const NAMES: &str = include_str!("../../models/character-names.txt");

/// No name is longer, nor is one that may stand without a semicolon.
const LONGEST: usize = 31;
const LONGEST_BARE: usize = 6;

/// Appends text to `out` with its references decoded. In an attribute a name without a semicolon is left as it is where
/// an address may go on: `?a=1&copy=2`.
pub(super) fn decode(text: &str, in_attribute: bool, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let read = match after.strip_prefix('#') {
            Some(number) => numeric(number, out).map(|len| len + 1),
            None => named(after, in_attribute, out),
        };
        if read.is_none() {
            out.push('&');
        }
        rest = after.get(read.unwrap_or(0)..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Decodes the reference after `&` as Markdown knows it, with its semicolon and no longer than it may be: its length.
pub(super) fn whole(after: &str, out: &mut String) -> Option<usize> {
    let most = if after.starts_with(['#']) { 9 } else { LONGEST + 1 };
    let len = after.bytes().take(most).position(|byte| byte == b';')?;
    if let Some(number) = after.strip_prefix('#') {
        let digits = number.get(..len.checked_sub(1)?)?;
        let hex = digits.strip_prefix(['x', 'X']);
        let is_number = match hex {
            Some(hex) => hex.len() <= 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()),
            None => digits.len() <= 7 && digits.bytes().all(|digit| digit.is_ascii_digit()),
        };
        if !is_number {
            return None;
        }
        return numeric(number, out).map(|len| len + 1);
    }
    out.extend(find(after.get(..len)?)?.0);
    Some(len + 1)
}

/// Decodes the number after `&#`: its length with the semicolon.
fn numeric(number: &str, out: &mut String) -> Option<usize> {
    let hex = number.strip_prefix(['x', 'X']);
    let (digits, radix, mut len) = hex.map_or((number, 10, 0), |digits| (digits, 16, 1));
    let mut code = 0_u32;
    let before = len;
    for digit in digits.chars().map_while(|c| c.to_digit(radix)) {
        // Numbers beyond the last character mean nothing, however long they are.
        code = (code * radix + digit).min(0x11_0000);
        len += 1;
    }
    if len == before {
        return None;
    }
    let read = match code {
        0 => None,
        // Pages of old count in the code page of their authors.
        0x80..=0x9f => {
            let meant = WINDOWS_1252.decode(&[code as u8]).chars().next();
            meant.filter(|c| *c != '\u{fffd}').or(char::from_u32(code))
        }
        _ => char::from_u32(code),
    };
    out.push(read.unwrap_or('\u{fffd}'));
    Some(len + usize::from(number.as_bytes().get(len) == Some(&b';')))
}

/// Decodes the name after `&`: its length with the semicolon, if it has one.
fn named(after: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    let bytes = after.as_bytes();
    let len = name_len(after);
    if bytes.get(len) == Some(&b';')
        && let Some((characters, _)) = find(after.get(..len)?)
    {
        out.extend(characters);
        return Some(len + 1);
    }
    let bare = |len: usize| find(after.get(..len)?).filter(|(_, may_be_bare)| *may_be_bare);
    let (len, (characters, _)) = (1..=len.min(LONGEST_BARE)).rev().find_map(|len| Some((len, bare(len)?)))?;
    let goes_on = bytes.get(len).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'=');
    if in_attribute && goes_on {
        return None;
    }
    out.extend(characters);
    Some(len)
}

/// How long what may be a name is, or more than any name.
fn name_len(after: &str) -> usize {
    after.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count()
}

/// What a name stands for, and whether its semicolon may be missing.
fn find(name: &str) -> Option<(impl Iterator<Item = char> + use<>, bool)> {
    // Both are where lines begin.
    let (mut low, mut high) = (0, NAMES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = NAMES.get(low..middle)?.rfind('\n').map_or(low, |at| low + at + 1);
        let line = NAMES.get(start..)?.lines().next()?;
        let (known, meant) = line.split_once(' ')?;
        match known.cmp(name) {
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => {
                let code = |code| char::from_u32(u32::from_str_radix(code, 16).ok()?);
                return Some((meant.split(' ').filter_map(code), meant.ends_with('-')));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str, in_attribute: &str) {
        for (is, expect) in [(false, expect), (true, in_attribute)] {
            let mut out = String::new();
            decode(text, is, &mut out);
            assert_eq!(out, expect, "{text} {is}");
        }
    }

    #[test]
    fn references_are_decoded() {
        for (text, expect) in [
            ("", ""),
            ("a &amp; b&nbsp;ក😀&eacute;&Eacute;", "a & b\u{a0}ក😀éÉ"),
            ("&lsquo;a&rsquo; &ndash; &hellip;&euro;", "‘a’ – …€"),
            ("&NotEqualTilde;&CounterClockwiseContourIntegral;", "≂̸∳"),
            ("&NewLine;&Tab;&nbsp;&zwj;&zwnj;", "\n\t\u{a0}\u{200d}\u{200c}"),
            ("&#233;&#xE9;&#Xe9;&#6017;&#x1F600;&#x1f600", "éééខ😀😀"),
            ("&#0;&#xD800;&#x110000;&#99999999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("&#128;&#150;&#x81;", "€–\u{81}"),
            ("&; & &&amp;& &#; &#x; &#xg &é; &nosuch; &amp", "&; & &&& &#; &#x; &#xg &é; &nosuch; &"),
            ("&frac12 &copy&reg", "½ ©®"),
        ] {
            check(text, expect, expect);
        }
        check(
            "?a=1&copy=2&copyright&not;&notit;&lt",
            "?a=1©=2©right¬¬it;<",
            "?a=1&copy=2&copyright¬&notit;<",
        );
        check("&notin;&notinx;", "∉¬inx;", "∉&notinx;");
    }

    #[test]
    fn every_name_is_known_to_others() {
        use pulldown_cmark::{Event, Parser};
        let mut bare = 0;
        let mut last = "";
        for line in NAMES.lines() {
            let name = line.split(' ').next().unwrap_or_default();
            assert!(last < name && name.len() <= LONGEST, "{name}");
            last = name;
            let (characters, may_be_bare) = find(name).expect(name);
            let ours: String = characters.collect();
            let mut text = String::new();
            assert_eq!(whole(&format!("{name};"), &mut text), Some(name.len() + 1));
            assert_eq!(text, ours);
            let source = format!("a&{name};b");
            let mut theirs = String::new();
            for event in Parser::new(&source) {
                if let Event::Text(text) = event {
                    theirs.push_str(&text);
                }
            }
            assert_eq!(theirs, format!("a{ours}b"), "{name}");
            for source in [source, format!("&{name}"), format!("a&{name}=")] {
                let words = |token| match token {
                    Ok(html5gum::Token::String(text)) => Some(String::from_utf8_lossy(&text).into_owned()),
                    _ => None,
                };
                let theirs: String = html5gum::Tokenizer::new(&source).filter_map(words).collect();
                let mut ours = String::new();
                decode(&source, false, &mut ours);
                assert_eq!(ours, theirs, "{source}");
            }
            assert!(!may_be_bare || name.len() <= LONGEST_BARE, "{name}");
            bare += usize::from(may_be_bare);
        }
        assert_eq!((NAMES.lines().count(), bare), (2125, 106));
        assert!(find("").is_none() && find("aa").is_none() && find("zz").is_none());
    }

    #[test]
    fn markdown_wants_the_semicolon() {
        for (text, expect) in [
            ("eacute; x", Some("é")),
            ("#233;", Some("é")),
            ("#xE9;", Some("é")),
            ("#1234567;", Some("\u{fffd}")),
            ("#12345678;", None),
            ("#x1234567;", None),
            ("#;", None),
            ("#x;", None),
            ("eacute", None),
            ("notit;", None),
            ("ក;", None),
            (";", None),
            ("", None),
        ] {
            let mut out = String::new();
            let len = whole(text, &mut out);
            assert_eq!(len.map(|_| out.as_str()), expect, "{text}");
        }
    }
}
