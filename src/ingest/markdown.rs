//! Markdown to text: headings, paragraphs and items as lines, links as their words.
//!
//! Input: the text of a Markdown file. Output: a [`Page`] whose text reads as the file renders, with the front matter's
//! title, author and date. What is left out: images but for their descriptions, links' addresses, tags of inline HTML.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::front;
use super::html;
use super::page::Page;

/// Reads a Markdown file.
pub(super) fn read(markdown: &str) -> Page {
    let front = front::read(markdown).unwrap_or_default();
    let mut writer = Writer::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown.get(front.end..).unwrap_or(""), options) {
        writer.event(event);
    }
    let mut said = front.said;
    // The front matter is no part of the extracted text, so its places say nothing there.
    for clue in &mut said.clues {
        clue.range = None;
    }
    said.title = said.title.or(writer.heading);
    Page { text: writer.text, said, language: front.language, ..Page::default() }
}

#[derive(Debug, Default)]
struct Writer {
    text: String,
    /// How many line breaks have to stand before the next word.
    pending: usize,
    /// For each open list the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
    /// The first heading of the first level, and where it began while it is open.
    heading: Option<String>,
    heading_from: Option<usize>,
    /// Whether the next word begins a cell that is not the first.
    cell: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                let plain = html::plain_text(&text);
                if !plain.is_empty() {
                    self.push(&plain);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.apart(1),
            Event::Rule => self.apart(2),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.apart(2);
                if *level == pulldown_cmark::HeadingLevel::H1 && self.heading.is_none() {
                    self.heading_from = Some(self.text.len());
                }
            }
            Tag::Paragraph if self.lists.is_empty() => self.apart(2),
            Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.apart(2);
            }
            Tag::Paragraph | Tag::TableHead | Tag::TableRow => self.apart(1),
            Tag::List(first) => {
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(*first);
            }
            Tag::Item => {
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
            Tag::TableCell if self.cell => self.push("\t"),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => {
                if let Some(from) = self.heading_from.take() {
                    let words = self.text.get(from..).unwrap_or("").trim();
                    self.heading = (!words.is_empty()).then(|| words.to_owned());
                }
                self.apart(2);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
            }
            TagEnd::Paragraph if !self.lists.is_empty() => self.apart(1),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table => self.apart(2),
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => {
                self.cell = false;
                self.apart(1);
            }
            TagEnd::TableCell => self.cell = true,
            _ => {}
        }
    }

    fn apart(&mut self, breaks: usize) {
        // An item's own first paragraph stands beside its bullet.
        if !self.text.ends_with("• ") && !self.text.ends_with(". ") || breaks > 1 {
            self.pending = self.pending.max(breaks);
        }
    }

    fn push(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.push_str(&"\n\n"[..self.pending.min(2)]);
        }
        self.pending = 0;
        self.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(markdown: &str, expect: &str) -> Page {
        let page = read(markdown);
        assert_eq!(page.text.trim_end().replace('\n', "⏎"), expect, "{markdown}");
        page
    }

    #[test]
    fn markdown_reads_as_it_renders() {
        let page = check(
            "# A *day* in court\n\nBy [Dara](https://example.org) é\nLim\n\n- one\n- two 😀\n\n1. x\n2. y\n\n> ក",
            "A day in court⏎⏎By Dara é⏎Lim⏎⏎• one⏎• two 😀⏎⏎1. x⏎2. y⏎⏎ក",
        );
        assert_eq!(page.said.title.as_deref(), Some("A day in court"));
        check("a <b>bold</b>\u{a0}word\n\n<div>\nblock\n</div>", "a bold\u{a0}word⏎⏎block");
        check("|a|b|\n|-|-|\n|c|d|", "a\tb⏎c\td");
        check("", "");
    }

    #[test]
    fn front_matter_is_no_text() {
        let page = check(
            "---\ntitle: Other\nauthor: Sok\ndate: 2018-05-03\n---\n# Heading\n\nText",
            "Heading⏎⏎Text",
        );
        assert_eq!(page.said.title.as_deref(), Some("Other"));
        assert_eq!(page.said.byline.as_deref(), Some("Sok"));
        assert_eq!(page.said.clues[0].text, "2018-05-03");
    }

    #[test]
    fn hostile_text_is_read() {
        for text in [
            "[".repeat(50_000),
            "> ".repeat(5_000),
            "*a ".repeat(50_000),
            "- ".repeat(2_000),
            "`".repeat(50_000),
        ] {
            let _ = read(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([#*_>`|-]| |a|é\n|ក|\n\n|1\\. |\\[x\\]|<b>|---\n|title: x\n){0,40}") {
            let _ = read(&text);
        }
    }
}
