//! Lines and paragraphs: which line breaks are only wrapping.
//!
//! Text comes in two habits: a paragraph on one long line, or wrapped by hand or by mail programs at some 70
//! characters. In the first a line break ends something (a heading, a caption, an item); in the second it means
//! nothing. Two signs of wrapping are used: the next line begins with a small letter; or the lines of a paragraph are
//! *full*, which is to say that the next line's first word would not have fitted within the paragraph's width.

use super::super::TextRange;
use super::super::script::{digit, is_blank};
use super::stops::ends_in_title;

/// Widths between which a paragraph can be wrapped by hand, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;

/// How many characters of the next line's first word count: Khmer and long addresses have no spaces.
const WORD: usize = 14;

/// One line without its line end and the white space around it.
#[derive(Clone, Copy, Debug)]
struct Line {
    range: TextRange,
    /// Its length in characters.
    width: usize,
    /// The length of its first word in characters, at most [`WORD`].
    word: usize,
    /// Whether a blank line, or the beginning of the text, stands before it.
    after_gap: bool,
}

/// The paragraphs of a text: ranges that no sentence crosses.
pub(super) fn paragraphs(text: &str) -> Vec<TextRange> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut found: Vec<TextRange> = Vec::new();
    let mut block_width = None;
    for (at, line) in lines.iter().enumerate() {
        if line.after_gap {
            block_width = block_wrap(&lines[at..]);
        }
        let joins = !line.after_gap && at > 0 && joins(text, &lines[at - 1], line, block_width.or(width));
        match found.last_mut() {
            Some(last) if joins => last.end = line.range.end,
            _ => found.push(line.range),
        }
    }
    found
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut gap = true;
    let mut start = 0;
    let bytes = text.as_bytes();
    while start < text.len() {
        let rest = &text[start..];
        let len = rest.find(is_line_end).unwrap_or(rest.len());
        let line = &rest[..len];
        let trimmed = line.trim_matches(is_blank);
        if trimmed.is_empty() {
            gap = true;
        } else {
            let first = start + (line.len() - line.trim_start_matches(is_blank).len());
            found.push(Line {
                range: TextRange::new(first, first + trimmed.len()),
                width: trimmed.chars().count(),
                word: trimmed.chars().take(WORD).take_while(|c| !c.is_whitespace()).count(),
                after_gap: gap,
            });
            gap = false;
        }
        let end = rest[len..].chars().next();
        gap |= matches!(end, Some('\u{c}' | '\u{2029}'));
        start += len + end.map_or(0, char::len_utf8);
        if end == Some('\r') && bytes.get(start) == Some(&b'\n') {
            start += 1;
        }
    }
    found
}

/// The width at which the paragraph that begins with the first of these lines is wrapped, if it has at least three
/// lines and nearly all but the last are full.
fn block_wrap(lines: &[Line]) -> Option<usize> {
    let rest = lines.get(1..)?;
    let len = 1 + rest.iter().position(|line| line.after_gap).unwrap_or(rest.len());
    let block = lines.get(..len)?;
    let width = block.iter().map(|line| line.width).max()?;
    if len < 3 || !WIDTHS.contains(&width) {
        return None;
    }
    let full = block.windows(2).filter(|pair| pair[0].width + 1 + pair[1].word > width).count();
    (full * 10 >= (len - 1) * 8).then_some(width)
}

/// The width at which the text as a whole is wrapped, from its wrapped paragraphs.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut width = None;
    for (at, line) in lines.iter().enumerate() {
        if line.after_gap {
            width = width.max(block_wrap(&lines[at..]));
        }
    }
    width
}

/// Whether a line goes on in the next one.
fn joins(text: &str, line: &Line, next: &Line, width: Option<usize>) -> bool {
    let (before, after) = (line.range.of(text), next.range.of(text));
    let Some(first) = after.chars().next() else { return false };
    if is_item(after) || before.ends_with([':', '៖']) {
        return false;
    }
    // A small letter goes on with a sentence, unless that sentence has ended: verses and lists of words have no stops.
    if first.is_lowercase() && !ends_closed(before) {
        return true;
    }
    // A title stands before a name.
    if first.is_uppercase() && ends_in_title(before) {
        return true;
    }
    width.is_some_and(|width| {
        line.width <= width + 2 && line.width + 1 + next.word > width && next.width <= width + 2
    })
}

/// Whether a line ends with a mark that closes a sentence.
fn ends_closed(line: &str) -> bool {
    line.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…', ';', '។', '៕'])
}

/// Whether a line is an item of a list: a bullet, or a number or letter with a full stop or bracket.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    if matches!(
        first,
        '•' | '●'
            | '▪'
            | '◦'
            | '‣'
            | '·'
            | '*'
            | '+'
            | '■'
            | '□'
            | '✓'
            | '✔'
            | '➢'
            | '►'
            | '#'
            | '|'
    ) {
        return true;
    }
    if matches!(first, '-' | '–' | '—') {
        return chars.next().is_some_and(char::is_whitespace);
    }
    let opened = first == '(';
    let label = if opened { &line[1..] } else { line };
    let len = label.chars().take(5).take_while(|&c| digit(c).is_some() || c.is_alphabetic()).count();
    let numeric = label.chars().take(len).all(|c| digit(c).is_some());
    let roman = label.chars().take(len).all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    if len == 0 || len > 4 || !(numeric && len < 4 || roman || len == 1) {
        return false;
    }
    let mut rest = label.chars().skip(len);
    match rest.next() {
        Some(')') => true,
        Some('.') if !opened => rest.next().is_some_and(char::is_whitespace),
        _ => false,
    }
}
