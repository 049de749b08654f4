//! Fields at the head of a text: `Title: …`, `Date: …`, between `---` lines or not.
//!
//! Input: a text. Output: what its first lines say, and where they end. Between `---` lines any field is taken for
//! one (Markdown's front matter); without them only a block of at least two known fields is.

use super::page::Said;
use crate::document::{DateClue, PublishedHow};
use crate::text::{Language, TextRange};

/// No more fields than this are read.
const MOST: usize = 40;

/// The head of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    /// Where the text after it begins, in bytes.
    pub(super) end: usize,
    /// What it says.
    pub(super) said: Said,
    /// The language it names.
    pub(super) language: Option<Language>,
    /// Where the lines stand that are no words of the document: all but that of the title.
    pub(super) lines: Vec<TextRange>,
}

/// The fields at the head of `text`, if there are any.
pub(super) fn read(text: &str) -> Option<Front> {
    let body = text.trim_start_matches(super::lines::is_blank);
    let mut at = text.len() - body.len();
    let first = body.lines().next().unwrap_or("").trim_end();
    let fenced = first == "---" || first == "+++";
    let mut front = Front::default();
    let mut known = 0;
    for (index, line) in body.split_inclusive('\n').enumerate().take(MOST) {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let range = TextRange::new(start, start + trimmed.len());
        at += line.len();
        if fenced && index == 0 {
            front.lines.push(range);
            continue;
        }
        if fenced && (trimmed == first || trimmed == "...") {
            front.lines.push(range);
            front.end = at;
            return Some(front);
        }
        match field(trimmed) {
            Some((key, value)) => {
                let is_known = take(&mut front, key, value, range, text);
                known += usize::from(is_known);
                if !fenced && !is_known {
                    return None;
                }
            }
            // A list or a folded value goes on with the field above it.
            None if fenced => front.lines.push(range),
            None if trimmed.is_empty() && known >= 2 => {
                front.end = at;
                return Some(front);
            }
            None => return None,
        }
    }
    None
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '=', '៖'])?;
    let key = key.trim();
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (!key.is_empty() && key.len() <= 40 && !key.contains(['.', '?'])).then_some((key, value))
}

/// Takes one field; whether it is one that is known.
fn take(front: &mut Front, key: &str, value: &str, range: TextRange, text: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let is_title = matches!(key.as_str(), "title" | "headline" | "titre" | "judul" | "ចំណងជើង");
    if !is_title {
        front.lines.push(range);
    }
    let some = || (!value.is_empty()).then(|| value.to_owned());
    match key.as_str() {
        _ if is_title => front.said.title = some(),
        "author" | "authors" | "by" | "byline" | "auteur" | "penulis" | "អ្នកនិពន្ធ" | "ដោយ" =>
        {
            let name = value.trim_matches(['[', ']']).trim_matches(['"', '\'']);
            front.said.byline = (!name.is_empty()).then(|| name.to_owned());
        }
        "date"
        | "published"
        | "publish_date"
        | "pubdate"
        | "published on"
        | "date published"
        | "publication date"
        | "tanggal"
        | "ថ្ងៃ"
        | "កាលបរិច្ឆេទ" => {
            if value.chars().any(char::is_numeric) {
                let at = range.of(text).find(value).map(|at| range.start as usize + at);
                let range = at.map(|at| TextRange::new(at, at + value.len()));
                front.said.clues.push(DateClue {
                    how: PublishedHow::Metadata,
                    text: value.to_owned(),
                    range,
                });
            }
        }
        "lang" | "language" => {
            front.language = Language::from_tag(value.split(['-', '_']).next().unwrap_or(""));
        }
        "source" | "url" | "link" | "publisher" | "publication" | "subject" | "category" | "categories"
        | "tags" | "slug" | "layout" | "place" | "location" | "from" | "to" | "updated" | "modified"
        | "description" | "summary" | "id" | "section" | "type" | "draft" => {}
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_text_is_left() {
        type Expected<'t> = (&'t str, Option<&'t str>, Option<&'t str>, Option<&'t str>);
        let check = |text: &str, expect: Option<Expected<'_>>| {
            let found = read(text);
            let found = found.as_ref().map(|front| {
                let clue = front.said.clues.first();
                if let Some(clue) = clue {
                    assert_eq!(clue.range.map(|range| range.of(text)), Some(clue.text.as_str()));
                }
                (
                    &text[front.end..],
                    front.said.title.as_deref(),
                    front.said.byline.as_deref(),
                    clue.map(|clue| clue.text.as_str()),
                )
            });
            assert_eq!(found, expect, "{text}");
        };
        check(
            "---\ntitle: \"Été: 😀\"\ntags:\n  - a\ndate: 2018-05-03\n---\nText",
            Some(("Text", Some("Été: 😀"), None, Some("2018-05-03"))),
        );
        check(
            "Title: A day\nAuthor: Dara Lim\nDate: 3 May 2018\n\nText: more",
            Some(("Text: more", Some("A day"), Some("Dara Lim"), Some("3 May 2018"))),
        );
        check("Title: one field\n\nText", None);
        check("Question: who?\nAnswer: nobody\n\nText", None);
        check("---\ntext\n", None);
        check("ក៖\u{a0}ខ", None);
        check("", None);
    }
}
