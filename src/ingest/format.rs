//! Which format a text is in: by what it says first, by its name second.
//!
//! A name is only a hint: pages are saved as `.txt` and notes as `.html`. So a text that begins as a page begins is
//! HTML whatever it is called, a text called `.html` is HTML only if it has tags, and Markdown, which any plain text
//! resembles, is believed by its name alone.

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Html,
    Markdown,
}

/// How much of a text is looked at, in bytes.
const HEAD: usize = 8192;

/// Tags that hold text together; three of them make a fragment of HTML.
const TAGS: [&str; 14] = [
    "<p>", "<p ", "<br", "<div", "</p>", "</div>", "<h1", "<h2", "<li>", "<ul", "<article", "<span",
    "<a href", "<table",
];

/// The format of a text that came from `source`.
pub(super) fn detect(text: &str, source: &str) -> Format {
    let head: String = text.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let name = source.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if is_page(&head) {
        return Format::Html;
    }
    if named(&[".md", ".markdown", ".mdown", ".mkd"]) {
        return Format::Markdown;
    }
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    let fragment = head.trim_start_matches(super::lines::is_blank).starts_with('<') && tags >= 3;
    if named(&[".html", ".htm", ".xhtml"]) && tags > 0 || !named(&[".txt", ".text"]) && fragment {
        return Format::Html;
    }
    Format::Plain
}

/// Whether a text begins as an HTML page does.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches(super::lines::is_blank);
    // An XML declaration and comments may stand first.
    loop {
        let end = if rest.starts_with("<?xml") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            None
        };
        match end {
            Some(end) => rest = rest[end..].trim_start_matches(super::lines::is_blank),
            None => break,
        }
    }
    ["<!doctype html", "<html", "<head>", "<head ", "<body>", "<body "]
        .iter()
        .any(|start| rest.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_first_and_the_name_second() {
        let check =
            |text: &str, source: &str, expect| assert_eq!(detect(text, source), expect, "{text} {source}");
        check("\u{feff}<!DOCTYPE html><p>é", "a.txt", Format::Html);
        check("<?xml version='1.0'?>\n<!-- x -->\n<html>", "", Format::Html);
        check("<p>One<p>Two<p>Three", "page", Format::Html);
        check("<p>One<p>Two<p>Three", "page.txt", Format::Plain);
        check("a < b", "a.html", Format::Plain);
        check("Text<br>more", "https://example.org/a.html?x=1", Format::Html);
        check("# Heading", "a.md", Format::Markdown);
        check("# Heading", "a.txt", Format::Plain);
        check("ក 😀\u{a0}", "a", Format::Plain);
        check("", "", Format::Plain);
    }
}
