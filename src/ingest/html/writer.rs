//! The text that is written while a page is read: white space collapsed, blocks apart, boilerplate noted.

use super::hints::Break;
use crate::document::{Boilerplate, BoilerplateKind};
use crate::text::TextRange;

/// Collects text and what kind it is.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    boilerplate: Vec<Boilerplate>,
    /// What has to stand before the next word.
    pending: Break,
    /// Whether the next word begins an item of a list.
    bullet: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self { text: String::new(), boilerplate: Vec::new(), pending: Break::None, bullet: false }
    }
}

impl Writer {
    /// Where the next word will stand at the earliest.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Sets the next word apart from the last one.
    pub(super) fn separate(&mut self, by: Break) {
        self.pending = self.pending.max(by);
    }

    /// Makes the next word the first of an item.
    pub(super) fn bullet(&mut self) {
        self.bullet = true;
    }

    /// Appends text of a kind. White space collapses unless it is preformatted; no-break spaces stay.
    pub(super) fn text(&mut self, value: &str, kind: Option<BoilerplateKind>, preformatted: bool) {
        if preformatted {
            let value = value.trim_start_matches('\n');
            if !value.trim().is_empty() {
                self.word(value.trim_end(), kind);
            }
            if value.ends_with(['\n', ' ']) {
                self.separate(Break::Line);
            }
            return;
        }
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut rest = value;
        loop {
            let word = rest.trim_start_matches(is_space);
            if word.len() < rest.len() {
                self.separate(Break::Space);
            }
            if word.is_empty() {
                return;
            }
            let end = word.find(is_space).unwrap_or(word.len());
            self.word(&word[..end], kind);
            rest = &word[end..];
        }
    }

    fn word(&mut self, word: &str, kind: Option<BoilerplateKind>) {
        let pending = std::mem::replace(&mut self.pending, Break::None);
        if !self.text.is_empty() {
            self.text.push_str(match pending {
                Break::None => "",
                Break::Space => " ",
                Break::Line => "\n",
                Break::Paragraph => "\n\n",
            });
        }
        let start = self.text.len();
        if std::mem::take(&mut self.bullet) {
            self.text.push_str("• ");
        }
        self.text.push_str(word);
        let end = self.text.len();
        let Some(kind) = kind else { return };
        match self.boilerplate.last_mut() {
            // Nothing but white space of this writer's own stands between two words of one kind.
            Some(last) if last.kind == kind && start - last.range.end as usize <= 2 => {
                last.range.end = end as u32;
            }
            _ => self.boilerplate.push(Boilerplate { range: TextRange::new(start, end), kind }),
        }
    }

    /// The text and its boilerplate, in order and without overlap.
    pub(super) fn finish(self) -> (String, Vec<Boilerplate>) {
        (self.text, self.boilerplate)
    }
}

/// Marks a range that is not marked yet, in its order.
pub(super) fn mark(boilerplate: &mut Vec<Boilerplate>, range: TextRange, kind: BoilerplateKind) {
    boilerplate.retain(|part| !part.range.overlaps(range));
    let at = boilerplate.partition_point(|part| part.range.start < range.start);
    boilerplate.insert(at, Boilerplate { range, kind });
}

/// Takes the line that is the title out of the boilerplate around it: sites put it into their header. Only the first
/// such line, and only if the title does not stand anywhere outside.
pub(super) fn unmark_title(text: &str, boilerplate: &mut Vec<Boilerplate>, title: &str) {
    let Some(found) = boilerplate.iter().position(|part| part.range.of(text).contains(title)) else { return };
    let part = boilerplate[found];
    let stands = |start: usize| {
        let line = TextRange::new(start, start + title.len());
        let (before, after) = (&text[..start], &text[line.end as usize..]);
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
    };
    let outside = text.match_indices(title).any(|(at, _)| {
        let here = TextRange::new(at, at + title.len());
        stands(at) && !boilerplate.iter().any(|part| part.range.overlaps(here))
    });
    let inside = part.range.of(text).match_indices(title).map(|(at, _)| part.range.start as usize + at);
    let Some(start) = inside.into_iter().find(|&start| stands(start)) else { return };
    if outside || title.is_empty() {
        return;
    }
    let trimmed = |start: usize, end: usize| {
        let slice = text.get(start..end).unwrap_or("");
        let first = end - slice.trim_start().len();
        let len = slice.trim().len();
        (len > 0).then(|| Boilerplate { range: TextRange::new(first, first + len), kind: part.kind })
    };
    let around =
        [trimmed(part.range.start as usize, start), trimmed(start + title.len(), part.range.end as usize)];
    boilerplate.splice(found..=found, around.into_iter().flatten());
}
