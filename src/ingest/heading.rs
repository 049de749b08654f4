//! The title and the byline of a document, from its first lines.
//!
//! Input: the lines of a document with its boilerplate marked. Output: the words. A section label (`Op-Ed: The Paper`)
//! is neither: it names where a text was printed, not what it is called or who wrote it.

use super::dates;
use super::lines::Line;
use super::posts;
use crate::document::{Boilerplate, BoilerplateKind};

/// Lines in which a byline may stand.
const BYLINE_WITHIN: usize = 6;

/// A longer first line is a paragraph, of which the beginning serves as title, in characters.
const LONGEST_TITLE: usize = 160;

/// Whether a line is boilerplate as a whole. A repeated headline is not counted.
fn is_marked(line: &Line<'_>, boilerplate: &[Boilerplate]) -> bool {
    let at = boilerplate.partition_point(|part| part.range.end <= line.range.start);
    boilerplate.get(at).is_some_and(|part| part.range.contains(line.range))
}

/// The lines of a document that are its own, in order.
pub(super) fn own<'l, 't>(
    lines: &'l [Line<'t>],
    boilerplate: &'l [Boilerplate],
) -> impl DoubleEndedIterator<Item = &'l Line<'t>> {
    lines.iter().filter(move |line| !is_marked(line, boilerplate))
}

/// The first line that can be a title: not a label, not a byline, not only a date.
pub(super) fn title_line<'l, 't>(
    lines: &'l [Line<'t>],
    boilerplate: &'l [Boilerplate],
) -> Option<&'l Line<'t>> {
    own(lines, boilerplate)
        .take(BYLINE_WITHIN + 2)
        .find(|line| !is_label(line) && byline_of(line).is_none() && !is_date_only(line))
        .or_else(|| own(lines, boilerplate).next())
}

/// A title of a bearable length: single spaces, and of a paragraph its first sentence or words.
pub(super) fn tidy_title(title: &str) -> String {
    let mut tidy = String::with_capacity(title.len().min(1024));
    for word in title.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
        if tidy.len() > LONGEST_TITLE * 4 {
            break;
        }
    }
    if tidy.chars().count() <= LONGEST_TITLE {
        return tidy;
    }
    if let Some(first) = crate::text::sentence::sentences(&tidy).first().map(|sentence| sentence.of(&tidy))
        && first.chars().count() <= LONGEST_TITLE
    {
        return first.to_owned();
    }
    // Whole words, or in a script without spaces whole clusters, with a sign that more follows.
    let limit = tidy.char_indices().nth(LONGEST_TITLE).map_or(tidy.len(), |(at, _)| at);
    let cut = tidy[..limit].rfind(' ').filter(|&at| at > limit / 2).unwrap_or_else(|| {
        let tokens = crate::text::token::tokens(&tidy);
        let last = tokens.iter().rev().find(|token| token.range.end as usize <= limit);
        last.map_or(limit, |token| token.range.end as usize)
    });
    format!("{}…", tidy[..cut].trim_end())
}

/// Whether a line only says in which section or where a text was printed.
fn is_label(line: &Line<'_>) -> bool {
    const LABELS: [&str; 12] = [
        "op-ed",
        "oped",
        "source",
        "via",
        "category",
        "section",
        "opinion",
        "rubrique",
        "prapor",
        "ប្រភព",
        "ផ្នែក",
        "from",
    ];
    const SECTIONS: [&str; 14] = [
        "news",
        "national",
        "politics",
        "opinion",
        "op-ed",
        "editorial",
        "world",
        "local",
        "analysis",
        "commentary",
        "business",
        "ព័ត៌មាន",
        "ព័ត៌មានជាតិ",
        "នយោបាយ",
    ];
    if SECTIONS.contains(&line.key.as_str()) {
        return true;
    }
    let Some((label, rest)) = line.key.split_once([':', '៖', '|']) else { return false };
    LABELS.contains(&label.trim()) && rest.split_whitespace().count() <= 5
}

/// Whether a line is a date and perhaps a place, and nothing that a title would say.
fn is_date_only(line: &Line<'_>) -> bool {
    let dates: usize = dates::find(line.text).iter().map(|date| date.len()).sum();
    dates > 0 && line.text.len() - dates <= 16
}

/// Who wrote a document, where one of its first lines says so.
pub(super) fn byline(lines: &[Line<'_>], boilerplate: &[Boilerplate]) -> Option<String> {
    let first = lines.iter().filter(|line| {
        let at = boilerplate.partition_point(|part| part.range.end <= line.range.start);
        boilerplate
            .get(at)
            .is_none_or(|part| !part.range.contains(line.range) || part.kind == BoilerplateKind::PostedLine)
    });
    first.take(BYLINE_WITHIN).find_map(byline_of)
}

/// The author a line names if it is a byline: `By NAME`, `Author: NAME`, `NAME / PAPER`.
fn byline_of(line: &Line<'_>) -> Option<String> {
    let text = line.text;
    if text.len() > 200 {
        return None;
    }
    for mark in ["by ", "by: ", "author: ", "par ", "oleh ", "written by ", "words by ", "reported by "] {
        // The key has lost marks and spaces at its ends only, so the prefix is as long in the text.
        if let Some(start) = text.get(..mark.len())
            && start.eq_ignore_ascii_case(mark)
        {
            return short_name(&text[mark.len()..]);
        }
    }
    // `3 May 2018 | Courts | By NAME`, `CITY, 3 May 2018. By NAME`.
    if let Some(date) = dates::find(text).first()
        && let Some(name) = posts::author(&text[date.end as usize..])
        && !text.ends_with('.')
        && text.split_whitespace().count() <= 14
    {
        return Some(name);
    }
    for mark in ["ដោយ៖", "ដោយ:", "ដោយ ៖", "អ្នកនិពន្ធ៖", "អ្នកយកព័ត៌មាន៖"]
    {
        if let Some(rest) = text.strip_prefix(mark) {
            return short_name(rest);
        }
    }
    let (name, paper) = text.split_once(" / ").or_else(|| text.split_once(" | "))?;
    let paper = ["Share:", "Share this:", "SHARE:"]
        .into_iter()
        .fold(paper, |paper, mark| paper.trim_end().trim_end_matches(mark));
    let words = |text: &str| text.split_whitespace().count();
    let capitals = |text: &str| {
        text.split_whitespace()
            .all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic()))
    };
    ((2..=4).contains(&words(name)) && (1..=5).contains(&words(paper)) && capitals(name) && capitals(paper))
        .then(|| short_name(name))?
}

/// A name, without what follows it in a byline.
fn short_name(rest: &str) -> Option<String> {
    let end = rest.find(['|', '·', '•', '–', '—', '(', '\t', '/']).unwrap_or(rest.len());
    let mut name = rest[..end].trim();
    let dates = dates::find(name);
    if let Some(date) = dates.first() {
        name = name[..date.start as usize].trim_end();
        name = name.strip_suffix(" on").or_else(|| name.strip_suffix(" le")).unwrap_or(name);
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '៖' | '-' | '.'));
    let lower = name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase));
    let linked = lower.clone().all(|word| {
        matches!(word, "and" | "et" | "de" | "van" | "von" | "bin" | "dan" | "in" | "for" | "of" | "the")
    });
    (linked && posts::is_name(name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn check(text: &str, title: &str, author: Option<&str>) {
        let lines = lines(text);
        let found = title_line(&lines, &[]).map(|line| tidy_title(line.text)).unwrap_or_default();
        assert_eq!((found.as_str(), byline(&lines, &[]).as_deref()), (title, author), "{text}");
    }

    #[test]
    fn titles_and_bylines() {
        check("A day in court\n\nBy Dara Lim\n\nText.", "A day in court", Some("Dara Lim"));
        check("By Réné Sok and Chan Lim\nA day in court\n", "A day in court", Some("Réné Sok and Chan Lim"));
        check(
            "Op-Ed: The Paper\n\nA day in court\n\nDara Lim / The Paper Share:",
            "A day in court",
            Some("Dara Lim"),
        );
        check("18 Sep 2017 –\nA letter 😀\u{a0}again", "A letter 😀 again", None);
        check("By the time they came it was late.", "By the time they came it was late.", None);
        check("Op-Ed: ខ្មែរ\n\nសួស្តី", "សួស្តី", None);
        check("A day\n3 May 2018 | Courts | By Dara Lim", "A day", Some("Dara Lim"));
        check("ដោយ៖ សុខ ដារ៉ា\nសួស្តី", "សួស្តី", Some("សុខ ដារ៉ា"));
        check("", "", None);
    }

    #[test]
    fn a_paragraph_gives_its_beginning() {
        let text = format!("The first sentence ends. {}", "Another one follows it here. ".repeat(9));
        assert_eq!(tidy_title(&text), "The first sentence ends.");
        let khmer = tidy_title(&"ប្រទេសកម្ពុជា".repeat(40));
        assert!(khmer.ends_with('…') && khmer.chars().count() <= LONGEST_TITLE + 1);
        assert!(tidy_title(&"word ".repeat(99)).ends_with("word…"));
    }
}
