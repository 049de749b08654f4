//! Markdown to blocks: what stands below what.
//!
//! Input: the text of a Markdown file, with line breaks of one character. Output: its blocks in order, the words of each
//! still with the marks within them, and the names that links and footnotes are defined by. Lines are read once, from
//! the first to the last; what is open is a stack, no deeper than [`DEEPEST`].

use super::line::{self, HtmlEnd, Line};
use super::links;

/// Marks of quotations and items deeper than this are words. It bounds the work for each line.
const DEEPEST: usize = 100;

/// No more cells than this are added to rows that have fewer than the head of their table.
const MOST_ADDED_CELLS: usize = 10_000;

/// A block, or an end of one that holds others.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A list begins; the number of its first item, if it is numbered.
    List(Option<u64>),
    ListEnd,
    Item,
    ItemEnd,
    Quote,
    QuoteEnd,
    Footnote,
    Paragraph(String),
    /// Its level, from 1 to 6, and words.
    Heading(usize, String),
    /// Its lines, each with its break.
    Code(String),
    Html(String),
    Rule,
    /// Its rows of cells; the first is the head.
    Table(Vec<Vec<String>>),
}

/// A file's blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    /// What links are defined by, as [`links::label`] writes it; footnotes with the `^` of their marks.
    pub(super) labels: Vec<String>,
}

/// Reads the blocks of a file.
pub(super) fn read(text: &str) -> Blocks {
    let mut reader = Reader { text, at: 0, open: Vec::new(), found: Blocks::default() };
    while let Some(line) = reader.peek() {
        reader.line(line);
    }
    reader.close(0);
    reader.found
}

/// What holds blocks.
#[derive(Clone, Copy, Debug)]
enum Container {
    List(u8),
    /// How many columns its lines are indented, and whether nothing stands in it yet.
    Item(usize, bool),
    Quote,
    Footnote,
}

struct Reader<'a> {
    text: &'a str,
    /// Where the next line begins.
    at: usize,
    open: Vec<Container>,
    found: Blocks,
}

impl<'a> Reader<'a> {
    /// The next line.
    fn peek(&self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        Some(Line::new(rest.split('\n').next().unwrap_or(rest)))
    }

    /// Goes past the next line; its break, which the last line may lack.
    fn pass(&mut self) -> &'static str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = rest.find('\n');
        self.at += len.map_or(rest.len(), |len| len + 1);
        if len.is_some() { "\n" } else { "" }
    }

    /// Reads the marks of the open containers: how many a line is in.
    fn contained(&self, line: &mut Line<'_>) -> usize {
        let mut held = 0;
        for container in &self.open {
            let save = *line;
            let is_in = match container {
                Container::List(_) => true,
                Container::Item(indent, _) => line.spaces(*indent) == *indent || line.rest().is_empty(),
                Container::Quote => {
                    line.spaces(3);
                    line.quote_mark()
                }
                Container::Footnote => line.spaces(4) == 4 || line.rest().is_empty(),
            };
            if !is_in {
                *line = save;
                break;
            }
            held += 1;
        }
        held
    }

    /// The next line, if it is in all that is open; not blank where it has to be in a quotation.
    fn peek_within(&self) -> Option<Line<'a>> {
        let mut line = self.peek()?;
        (self.contained(&mut line) == self.open.len()).then_some(line)
    }

    fn close(&mut self, keep: usize) {
        while self.open.len() > keep {
            self.found.blocks.extend(match self.open.pop() {
                Some(Container::List(_)) => Some(Block::ListEnd),
                Some(Container::Item(..)) => Some(Block::ItemEnd),
                Some(Container::Quote) => Some(Block::QuoteEnd),
                Some(Container::Footnote) | None => None,
            });
        }
    }

    /// Ends a list that the next block is no item of.
    fn close_list(&mut self) {
        if let Some(Container::List(_)) = self.open.last() {
            self.close(self.open.len() - 1);
        }
    }

    fn begin(&mut self, container: Container, block: Block) {
        self.open.push(container);
        self.found.blocks.push(block);
    }

    /// Reads the block that begins with the next line.
    fn line(&mut self, mut line: Line<'a>) {
        let held = self.contained(&mut line);
        self.close(held);
        if let Some(Container::Item(_, is_empty)) = self.open.last_mut() {
            if line.is_blank() && *is_empty {
                // An item begins with one blank line at most.
                self.close(self.open.len() - 1);
            } else {
                *is_empty = false;
            }
        }
        while self.open.len() < DEEPEST {
            let save = line;
            let indent = line.spaces(4);
            if indent == 4 {
                line = save;
                break;
            }
            if let Some(name) = line.footnote_mark() {
                self.close_list();
                if let Some(Container::Footnote) = self.open.last() {
                    self.close(self.open.len() - 1);
                }
                self.found.labels.push(links::label(name));
                self.begin(Container::Footnote, Block::Footnote);
            } else if let Some(item) = line.item_mark(indent) {
                if !matches!(self.open.last(), Some(Container::List(mark)) if *mark == item.mark) {
                    self.close_list();
                    self.begin(Container::List(item.mark), Block::List(item.number));
                }
                self.begin(Container::Item(item.indent, line.is_blank()), Block::Item);
            } else if line.quote_mark() {
                self.close_list();
                self.begin(Container::Quote, Block::Quote);
            } else {
                line = save;
                break;
            }
        }
        if line.is_blank() {
            self.pass();
            return;
        }
        self.close_list();
        let whole = line;
        let indent = line.spaces(4);
        let rest = line.rest();
        if indent == 4 {
            self.indented_code(line);
        } else if let Some(end) = line::html(rest, false) {
            self.html(whole, end);
        } else if line::is_rule(rest) {
            self.pass();
            self.found.blocks.push(Block::Rule);
        } else if let Some((level, words)) = line::heading(rest) {
            self.pass();
            self.found.blocks.push(Block::Heading(level, words.to_owned()));
        } else if let Some((mark, len)) = line::fence(rest) {
            self.fenced_code(mark, len, indent);
        } else {
            line.all_spaces();
            self.paragraph(line);
        }
    }

    fn indented_code(&mut self, first: Line<'a>) {
        let mut code = first.indented() + self.pass();
        let mut blank = String::new();
        while let Some(mut line) = self.peek_within() {
            let is_blank = line.is_blank();
            if line.spaces(4) < 4 && !is_blank {
                break;
            }
            blank.push_str(&line.indented());
            blank.push_str(self.pass());
            if !is_blank {
                code.push_str(&blank);
                blank.clear();
            }
        }
        self.found.blocks.push(Block::Code(code));
    }

    fn fenced_code(&mut self, mark: u8, len: usize, indent: usize) {
        self.pass();
        let mut code = String::new();
        while let Some(mut line) = self.peek_within() {
            let line_break = self.pass();
            let mut close = line;
            if close.spaces(4) < 4 {
                let rest = line::trim(close.rest());
                if rest.len() >= len && line::run_len(rest, mark) == rest.len() {
                    break;
                }
            }
            line.spaces(indent);
            code.push_str(&line.indented());
            code.push_str(line_break);
        }
        self.found.blocks.push(Block::Code(code));
    }

    fn html(&mut self, first: Line<'a>, end: HtmlEnd) {
        let mut html = String::new();
        let mut next = Some(first);
        while let Some(line) = next {
            if end == HtmlEnd::Blank && line.is_blank() {
                break;
            }
            html.push_str(line.rest());
            html.push_str(self.pass());
            if matches!(end, HtmlEnd::Text(end) if line::contains(line.rest(), end)) {
                break;
            }
            next = self.peek_within();
        }
        self.found.blocks.push(Block::Html(html));
    }

    /// Reads a paragraph, or what turns out to be a heading or a table.
    fn paragraph(&mut self, mut line: Line<'a>) {
        let mut text = String::new();
        // Whether more than definitions is known to stand in it.
        let mut has_words = false;
        loop {
            self.pass();
            if let Some(columns) = self.table_head(line.rest()) {
                if !has_words {
                    self.definitions(&mut text);
                    has_words = !text.is_empty();
                }
                if !has_words || line.rest().starts_with('|') {
                    self.end_paragraph(&mut text);
                    self.table(line.rest(), columns);
                    return;
                }
            }
            text.push_str(line.rest());
            text.push('\n');
            let Some(mut next) = self.peek() else { break };
            let is_within = self.contained(&mut next) == self.open.len();
            if next.spaces(4) < 4 {
                if is_within && let Some(level) = line::underline(next.rest()) {
                    self.definitions(&mut text);
                    if !text.is_empty() {
                        self.pass();
                        self.found.blocks.push(Block::Heading(level, text));
                        return;
                    }
                }
                if ends_paragraph(&next, !is_within) {
                    break;
                }
            }
            next.all_spaces();
            if next.is_blank() {
                break;
            }
            line = next;
        }
        self.end_paragraph(&mut text);
    }

    fn end_paragraph(&mut self, text: &mut String) {
        self.definitions(text);
        if !text.is_empty() {
            self.found.blocks.push(Block::Paragraph(std::mem::take(text)));
        }
    }

    /// Takes the definitions of links from the head of a paragraph.
    fn definitions(&mut self, text: &mut String) {
        let mut from = 0;
        while let Some((name, len)) = text.get(from..).and_then(links::definition) {
            self.found.labels.push(links::label(name));
            from += len;
        }
        text.drain(..from);
    }

    /// How many columns the table has whose head stands above the next line, if it is one.
    fn table_head(&self, head: &str) -> Option<usize> {
        if !head.contains('|') {
            return None;
        }
        let mut below = self.peek_within()?;
        (below.spaces(4) < 4).then_some(())?;
        line::columns(below.rest()).filter(|columns| line::cells(head).len() == *columns)
    }

    fn table(&mut self, head: &str, columns: usize) {
        self.pass();
        let mut rows = vec![line::cells(head)];
        let mut added = 0;
        while let Some(mut line) = self.peek_within() {
            line.all_spaces();
            if line.is_blank() || ends_paragraph(&line, true) {
                break;
            }
            self.pass();
            let mut row = line::cells(line.rest());
            let missing = columns.saturating_sub(row.len());
            added += missing;
            if added < MOST_ADDED_CELLS {
                row.resize(columns, String::new());
            }
            row.truncate(columns);
            rows.push(row);
        }
        self.found.blocks.push(Block::Table(rows));
    }
}

/// Whether a line cannot go on with a paragraph. Within the paragraph's own containers, only some items may begin.
fn ends_paragraph(line: &Line<'_>, any_item: bool) -> bool {
    let rest = line.rest();
    let mut item = *line;
    let begins_item = |item: &mut Line<'_>| {
        item.item_mark(0)
            .is_some_and(|found| any_item || matches!(found.number, None | Some(1)) && !item.is_blank())
    };
    line::is_rule(rest)
        || line::heading(rest).is_some()
        || line::fence(rest).is_some()
        || rest.starts_with('>')
        || line::html(rest, true).is_some()
        || { *line }.footnote_mark().is_some()
        || begins_item(&mut item)
}
