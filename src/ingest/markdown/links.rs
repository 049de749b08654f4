//! What links of Markdown, addresses and tags of HTML are written like.
//!
//! Input: text at the place where one may begin. Output: how long it is, if it is one. Nothing is decoded, for addresses
//! are no words.

use super::line::is_space;
use crate::text::lower_case;

/// Brackets within a link's address nest no deeper.
const DEEPEST_ADDRESS: usize = 32;

/// How long the label of a link or footnote is, up to its closing bracket.
pub(super) fn label_len(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(1000) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => return None,
            b']' => return text.bytes().take(at).any(|byte| !is_space(byte)).then_some(at),
            _ => {}
        }
    }
    None
}

/// What the label of a link is looked up by.
pub(super) fn label(name: &str) -> String {
    let mut label = String::new();
    for word in name.split_ascii_whitespace() {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(&lower_case(word));
    }
    label
}

/// The name that a definition of a link defines, and its length with the line break: `[name]: address "title"`.
pub(super) fn definition(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let len = label_len(inner)?;
    let name = inner.get(..len)?;
    inner.get(len + 1..)?.starts_with(':').then_some(())?;
    let address = skip_space(text, len + 3);
    let end = address_end(text, address).filter(|end| *end > address)?;
    let line_end = |at: usize| {
        let spaces = text.get(at..)?.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match text.as_bytes().get(at + spaces) {
            None => Some(at + spaces),
            Some(b'\n') => Some(at + spaces + 1),
            _ => None,
        }
    };
    let title = skip_space(text, end);
    let titled = if title > end { title_end(text, title).and_then(line_end) } else { None };
    Some((name, titled.or_else(|| line_end(end))?))
}

/// The length of a link's address in brackets: `(address "title")`.
pub(super) fn target_len(text: &str) -> Option<usize> {
    text.starts_with('(').then_some(())?;
    let mut at = address_end(text, skip_space(text, 1))?;
    at = skip_space(text, at);
    if let Some(end) = title_end(text, at) {
        at = skip_space(text, end);
    }
    (text.as_bytes().get(at) == Some(&b')')).then_some(at + 1)
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| is_space(**byte)).count()
}

/// Where an address ends, if it may be one.
fn address_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let in_angles = rest.starts_with('<');
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in rest.bytes().enumerate().skip(usize::from(in_angles)) {
        match byte {
            _ if escaped && byte.is_ascii_punctuation() => {}
            b'\n' | b'<' if in_angles => return None,
            b'>' if in_angles => return Some(start + at + 1),
            _ if in_angles => {}
            0..=b' ' | 0x7f => return (depth == 0).then_some(start + at),
            b'(' if depth == DEEPEST_ADDRESS => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(start + at),
            b')' => depth -= 1,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    (!in_angles && depth == 0).then_some(text.len())
}

/// Where a title ends, if it may be one.
fn title_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let open = rest.bytes().next().filter(|quote| matches!(quote, b'"' | b'\'' | b'('))?;
    let close = if open == b'(' { b')' } else { open };
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => {}
            _ if byte == close => return Some(start + at + 1),
            b'(' if open == b'(' => return None,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// The length of an address between `<` and `>`, of a page or for mail.
pub(super) fn address_len(text: &str) -> Option<usize> {
    let inner = text.get(1..)?;
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
    let scheme = inner.bytes().take(33).take_while(part).count();
    if inner.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
        && (2..=32).contains(&scheme)
        && inner.as_bytes().get(scheme) == Some(&b':')
    {
        let end = inner.bytes().position(|byte| matches!(byte, 0..=b' ' | b'<' | b'>'))?;
        return (inner.as_bytes().get(end) == Some(&b'>')).then_some(end + 2);
    }
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(byte);
    let name = inner.bytes().take_while(part).count();
    let host = inner.get(name..)?.strip_prefix('@')?;
    let len =
        host.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')).count();
    let is_label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    let is_address = name > 0 && host.get(..len)?.split('.').all(is_label);
    (is_address && host.get(len..)?.starts_with('>')).then_some(name + len + 3)
}

/// The length of a start or end tag at `<`.
pub(super) fn tag_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let count = |at: usize, is: &dyn Fn(u8) -> bool| {
        bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is(**byte)).count()
    };
    let is_end = bytes.get(1) == Some(&b'/');
    let mut at = 1 + usize::from(is_end);
    bytes.get(at).filter(|first| first.is_ascii_alphabetic())?;
    at += count(at, &|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    loop {
        let spaces = count(at, &is_space);
        at += spaces;
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            _ if is_end => return None,
            b'/' => return (bytes.get(at + 1) == Some(&b'>')).then_some(at + 2),
            first if spaces > 0 && (first.is_ascii_alphabetic() || matches!(first, b'_' | b':')) => {}
            _ => return None,
        }
        at += count(at, &|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-'));
        let value = at + count(at, &is_space);
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = value + 1;
        at += count(at, &is_space);
        let len = match bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let len = count(at + 1, &|byte| byte != *quote);
                bytes.get(at + 1 + len)?;
                len + 2
            }
            _ => count(at, &|byte| !is_space(byte) && !b"\"'=<>`".contains(&byte)),
        };
        if len == 0 {
            return None;
        }
        at += len;
    }
}
