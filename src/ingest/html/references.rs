//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.
//!
//! Input: text or the value of an attribute as written. Output: what it stands for, by the HTML standard
//! (<https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state>).

use pulldown_cmark::{Event, Parser};

use crate::ingest::codepage::WINDOWS_1252;

/// The names of U+00A0 to U+00FF, in order. Pages of old write them without a semicolon.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The other names that may stand without a semicolon.
const PLAIN: [(&str, char); 10] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("AMP", '&'),
    ("LT", '<'),
    ("GT", '>'),
    ("QUOT", '"'),
    ("COPY", '©'),
    ("REG", '®'),
];

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
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let len = bytes.iter().take(LONGEST + 1).take_while(|byte| is_part(byte)).count();
    if bytes.get(len) == Some(&b';') && whole(after.get(..len)?, out) {
        return Some(len + 1);
    }
    let (len, c) = (1..=len.min(LONGEST_BARE)).rev().find_map(|len| Some((len, bare(after.get(..len)?)?)))?;
    let goes_on = bytes.get(len).is_some_and(|next| is_part(next) || *next == b'=');
    if in_attribute && goes_on {
        return None;
    }
    out.push(c);
    Some(len)
}

/// A name that may stand without a semicolon.
fn bare(name: &str) -> Option<char> {
    let latin = LATIN.split(' ').zip('\u{a0}'..).find(|(known, _)| *known == name);
    let plain = || PLAIN.iter().find(|(known, _)| *known == name);
    latin.map(|(_, c)| c).or_else(|| plain().map(|(_, c)| *c))
}

/// Decodes a name that a semicolon ends. The reader of Markdown has the table of all 2125 names, and keeps it to itself;
/// asking it spares the module a second one.
fn whole(name: &str, out: &mut String) -> bool {
    if let Some(c) = bare(name) {
        out.push(c);
        return true;
    }
    let source = format!("&{name};");
    let mut read = String::new();
    for event in Parser::new(&source) {
        if let Event::Text(text) = event {
            read.push_str(&text);
        }
    }
    let known = read != source;
    if known {
        out.push_str(&read);
    }
    known
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
}
