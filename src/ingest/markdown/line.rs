//! A line of Markdown, and what it may begin with.
//!
//! Input: a line without its line break, read from the left. A tab reaches to the next column that is a multiple of
//! four, and a container may take a part of it. Output: marks of blocks, and what is behind them.

use super::links::{label_len, tag_len};

/// A line, read up to a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    at: usize,
    /// Where the last tab ended: columns are counted from there.
    tab_end: usize,
    /// The columns of the last tab that are not read.
    spare: usize,
}

/// The mark of an item of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemMark {
    /// `-`, `+`, `*`, or what stands behind a number: `.` or `)`.
    pub(super) mark: u8,
    /// The number, if it is numbered.
    pub(super) number: Option<u64>,
    /// How many columns the lines of the item are indented.
    pub(super) indent: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Line { text, at: 0, tab_end: 0, spare: 0 }
    }

    /// What is not read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What is not read, with the columns that are left of a tab.
    pub(super) fn indented(&self) -> String {
        " ".repeat(self.spare) + self.rest()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.rest().bytes().all(is_space)
    }

    /// Reads white space up to a number of columns: how many.
    pub(super) fn spaces(&mut self, most: usize) -> usize {
        let mut left = most - self.spare.min(most);
        self.spare -= most - left;
        while left > 0 {
            match self.byte() {
                Some(b' ') => {
                    self.at += 1;
                    left -= 1;
                }
                Some(b'\t') => {
                    let wide = 4 - (self.at - self.tab_end) % 4;
                    self.at += 1;
                    self.tab_end = self.at;
                    self.spare = wide - wide.min(left);
                    left -= wide.min(left);
                }
                _ => break,
            }
        }
        most - left
    }

    /// Reads all white space.
    pub(super) fn all_spaces(&mut self) {
        self.spare = 0;
        self.at += self.rest().bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }

    /// Reads the mark of a quotation.
    pub(super) fn quote_mark(&mut self) -> bool {
        let is = self.byte() == Some(b'>');
        if is {
            self.at += 1;
            self.spaces(1);
        }
        is
    }

    /// Reads the mark of an item of a list that is indented so many columns.
    pub(super) fn item_mark(&mut self, indent: usize) -> Option<ItemMark> {
        let mut line = *self;
        let digits = line.rest().bytes().take(10).take_while(u8::is_ascii_digit).count();
        let number = line.rest().get(..digits)?;
        line.at += digits;
        let mark = line.byte()?;
        let is_mark = match number {
            "" => matches!(mark, b'-' | b'+' | b'*') && !is_rule(line.rest()),
            _ => digits < 10 && matches!(mark, b'.' | b')'),
        };
        line.at += 1;
        if !is_mark || line.spaces(1) == 0 && !line.rest().is_empty() {
            return None;
        }
        let mut indent = indent + digits + 2;
        if !line.is_blank() {
            // Four columns more are code within the item.
            let mut further = line;
            let more = further.spaces(4);
            if more < 4 {
                line = further;
                indent += more;
            }
        }
        *self = line;
        Some(ItemMark { mark, number: number.parse().ok(), indent })
    }

    /// Reads the mark of a footnote: its name.
    pub(super) fn footnote_mark(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let name = rest.strip_prefix("[^")?;
        let len = label_len(name)?;
        if name.as_bytes().get(len + 1) != Some(&b':') {
            return None;
        }
        self.at += len + 4;
        self.all_spaces();
        rest.get(1..len + 2)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c)
}

/// Whether a line is a thematic break.
pub(super) fn is_rule(rest: &str) -> bool {
    let Some(mark @ (b'-' | b'*' | b'_')) = rest.bytes().next() else { return false };
    let marks = rest.bytes().filter(|&byte| byte == mark).count();
    marks >= 3 && rest.bytes().all(|byte| byte == mark || is_space(byte))
}

/// Takes spaces and tabs off both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// How many of a mark a text begins with.
pub(super) fn run_len(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|byte| *byte == mark).count()
}

/// The level of a heading and its words.
pub(super) fn heading(rest: &str) -> Option<(usize, &str)> {
    let level = run_len(rest, b'#');
    let words = rest.get(level..)?;
    if !(1..=6).contains(&level) || !words.bytes().next().is_none_or(is_space) {
        return None;
    }
    let words = trim(words);
    let closing = words.bytes().rev().take_while(|byte| *byte == b'#').count();
    let open = words.get(..words.len() - closing)?;
    let is_closed = open.bytes().next_back().is_none_or(is_space);
    Some((level, if is_closed { trim(open) } else { words }))
}

/// The level of a heading that a line below it marks.
pub(super) fn underline(rest: &str) -> Option<usize> {
    let line = trim(rest);
    let mark = line.bytes().next().filter(|mark| matches!(mark, b'=' | b'-'))?;
    (run_len(line, mark) == line.len()).then_some(if mark == b'=' { 1 } else { 2 })
}

/// The mark of a code block, and how long it is.
pub(super) fn fence(rest: &str) -> Option<(u8, usize)> {
    let mark = rest.bytes().next().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let len = run_len(rest, mark);
    let has_mark = || rest.bytes().skip(len).any(|byte| byte == b'`');
    (len >= 3 && !(mark == b'`' && has_mark())).then_some((mark, len))
}

/// How many columns the line below the head of a table has, if it is one.
pub(super) fn columns(rest: &str) -> Option<usize> {
    let is_cell = |cell: &str| {
        let cell = trim(cell);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = cell.strip_suffix(':').unwrap_or(cell);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    let line = trim(rest);
    if !line.contains('|') {
        return None;
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').all(is_cell).then(|| line.split('|').count())
}

/// The cells of a row: a bar that is written with a backslash is a part of its cell.
pub(super) fn cells(rest: &str) -> Vec<String> {
    let line = trim(rest);
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            if c == '|' {
                cell.pop();
            }
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.last().is_some_and(|cell| cell.bytes().all(is_space)) {
        cells.pop();
    }
    cells
}

/// The names of [`is_block`].
const BLOCKS: &str = "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl \
dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend \
li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot \
th thead title tr track ul";

/// What ends a block of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// A text, in any case.
    Text(&'static str),
    /// A blank line.
    Blank,
}

/// What ends the block of HTML that a line begins, if it begins one. A tag that is none of a block has to stand alone,
/// and goes on with a paragraph.
pub(super) fn html(rest: &str, in_paragraph: bool) -> Option<HtmlEnd> {
    let after = rest.strip_prefix('<')?;
    for (begin, end) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")] {
        if after.starts_with(begin) {
            return Some(HtmlEnd::Text(end));
        }
    }
    if after.starts_with('!') && after.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) {
        return Some(HtmlEnd::Text(">"));
    }
    let name = after.strip_prefix('/').unwrap_or(after);
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = name.split_at_checked(len)?;
    let is_apart = behind.bytes().next().is_none_or(|byte| byte == b'>' || is_space(byte));
    for (raw, end) in
        [("pre", "</pre>"), ("script", "</script>"), ("style", "</style>"), ("textarea", "</textarea>")]
    {
        if is_apart && !after.starts_with('/') && name.eq_ignore_ascii_case(raw) {
            return Some(HtmlEnd::Text(end));
        }
    }
    let begins_block = (is_apart || behind.starts_with("/>")) && is_block(name);
    let alone = || tag_len(rest).and_then(|len| rest.get(len..));
    (begins_block || !in_paragraph && alone().is_some_and(|behind| behind.bytes().all(is_space)))
        .then_some(HtmlEnd::Blank)
}

/// Whether elements of that name begin a block of HTML wherever a line does.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.split(' ').any(|block| name.eq_ignore_ascii_case(block))
}

/// Whether a text in any case stands within a line.
pub(super) fn contains(line: &str, text: &str) -> bool {
    line.as_bytes().windows(text.len()).any(|found| found.eq_ignore_ascii_case(text.as_bytes()))
}
