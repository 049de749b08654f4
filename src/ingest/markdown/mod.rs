//! Markdown to text: headings, paragraphs and items as lines, links as their words.
//!
//! Input: the text of a Markdown file: CommonMark (<https://spec.commonmark.org/0.31.2/>) with the tables, footnotes and
//! strikethrough of GitHub. Output: a [`Page`] whose text reads as the file renders, with the front matter's title, author
//! and date. `blocks` finds what stands below what, line by line with `line`; `inlines` takes the marks off the words of
//! each block, with `links`. Nothing recurses, and the time is near to linear in the length of the file.
//!
//! Tests compare the text with that of `pulldown-cmark`, which stood here until its 51 KB of compressed wasm were needed
//! elsewhere, on what people write and on lines and marks in any order. It differs on purpose where blocks of HTML and
//! tags like `<br>` or `</p>` would run words together, where code goes on in an indented line (CommonMark takes the
//! indentation off), and where tabs end a heading.
//!
//! What is left out: images but for their descriptions, links' addresses, tags of inline HTML. Corners of CommonMark that
//! are left out: quotations and items a hundred deep are words; labels of links fold the case of single characters, not
//! `ß` to `ss`; punctuation beside emphasis is that of the scripts in `inlines`; backslashes before a bar that is not
//! escaped itself, in a table; a paragraph's definitions count as its words until it ends, so that what looks like a table
//! in the title of one is none.

mod blocks;
mod inlines;
mod line;
mod links;

use self::blocks::Block;
use self::inlines::Inline;
use super::front;
use super::html;
use super::page::Page;

/// Reads a Markdown file.
pub(super) fn read(markdown: &str) -> Page {
    let front = front::read(markdown).unwrap_or_default();
    let body = markdown.get(front.end..).unwrap_or_default();
    let (text, heading) = if body.contains('\r') {
        extract(&body.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        extract(body)
    };
    let mut said = front.said;
    // The front matter is no part of the extracted text, so its places say nothing there.
    for clue in &mut said.clues {
        clue.range = None;
    }
    said.title = said.title.or(heading);
    Page { text, said, language: front.language, ..Page::default() }
}

/// The text of a file as it renders, and its first heading of the first level.
fn extract(body: &str) -> (String, Option<String>) {
    let mut found = blocks::read(body);
    crate::order::sort(&mut found.labels);
    let mut writer = Writer::default();
    for block in &found.blocks {
        writer.block(block, &found.labels);
    }
    (writer.text, writer.heading)
}

#[derive(Debug, Default)]
struct Writer {
    text: String,
    /// How many line breaks have to stand before the next word.
    pending: usize,
    /// For each open list the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
    /// The first heading of the first level.
    heading: Option<String>,
}

impl Writer {
    fn block(&mut self, block: &Block, labels: &[String]) {
        match block {
            Block::Heading(level, words) => {
                self.apart(2);
                let from = self.text.len();
                self.words(words, labels);
                if *level == 1 && self.heading.is_none() {
                    let words = self.text.get(from..).unwrap_or_default().trim();
                    self.heading = (!words.is_empty()).then(|| words.to_owned());
                }
                self.apart(2);
            }
            Block::Paragraph(words) => {
                let breaks = if self.lists.is_empty() { 2 } else { 1 };
                self.apart(breaks);
                self.words(words, labels);
                self.apart(breaks);
            }
            Block::Code(code) => {
                self.apart(2);
                self.push(code);
                self.apart(2);
            }
            Block::Html(markup) => {
                self.apart(2);
                self.push(&html::plain_text(markup));
                self.apart(2);
            }
            Block::Table(rows) => {
                self.apart(2);
                for row in rows {
                    self.apart(1);
                    for (index, cell) in row.iter().enumerate() {
                        if index > 0 {
                            self.push("\t");
                        }
                        self.words(cell, labels);
                    }
                    self.apart(1);
                }
                self.apart(2);
            }
            Block::Rule | Block::Quote | Block::QuoteEnd | Block::Footnote => self.apart(2),
            Block::List(first) => {
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(*first);
            }
            Block::ListEnd => {
                self.lists.pop();
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
            }
            Block::Item => {
                self.apart(1);
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let bullet = format!("{number}. ");
                        *number = number.saturating_add(1);
                        bullet
                    }
                    _ => "• ".to_owned(),
                };
                self.push(&bullet);
            }
            Block::ItemEnd => self.apart(1),
        }
    }

    fn words(&mut self, words: &str, labels: &[String]) {
        inlines::read(words, labels, &mut |inline| match inline {
            Inline::Text(text) => self.push(text),
            Inline::Html(tag) if is_line_break(tag) => self.apart(1),
            Inline::Html(tag) => self.push(&html::plain_text(tag)),
            Inline::Break => self.apart(1),
        });
    }

    fn apart(&mut self, breaks: usize) {
        // An item's own first paragraph stands beside its bullet.
        if !self.text.ends_with("• ") && !self.text.ends_with(". ") || breaks > 1 {
            self.pending = self.pending.max(breaks);
        }
    }

    fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(&"\n\n"[..self.pending.min(2)]);
        }
        self.pending = 0;
        self.text.push_str(words);
    }
}

/// Whether a tag puts the words beside it on lines of their own: `<br clear="all">`, `</p>`.
fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(name);
    name.eq_ignore_ascii_case("br") || line::is_block(name)
}

#[cfg(test)]
mod tests;
