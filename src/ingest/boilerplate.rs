//! Which lines of a document are not its own words.
//!
//! Input: the lines of one document and what its markup already says. Output: boilerplate in order, without overlap.
//! Nothing is deleted. The rules use whole lines only, and the position of a line where its words alone would not be
//! sure: readers' comments are what follows the comment form, links are what follows `Next` near the end.

use super::lines::Line;
use super::patterns;
use super::posts::PostedLine;
use crate::document::{Boilerplate, BoilerplateKind};
use crate::order;
use crate::text::TextRange;

/// A headline stands within this many lines of the beginning, and its repetition within as many of it.
const HEADLINE_WITHIN: usize = 8;

/// A caption is at least this long, in characters, and its repetition follows at once.
const CAPTION: usize = 30;

/// What was found in one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// In order, without overlap.
    pub(super) boilerplate: Vec<Boilerplate>,
    /// The words that say that the text goes on elsewhere.
    pub(super) cut: Option<TextRange>,
}

/// Finds the boilerplate of a document. `structural` is what its markup says, in order and without overlap.
pub(super) fn find(lines: &[Line<'_>], posted: &[PostedLine], structural: &[Boilerplate]) -> Found {
    let mut kinds: Vec<Option<BoilerplateKind>> = vec![None; lines.len()];
    for (kind, line) in kinds.iter_mut().zip(lines) {
        let at = structural.partition_point(|part| part.range.end <= line.range.start);
        let part = structural.get(at).filter(|part| part.range.contains(line.range));
        *kind = part.map(|part| part.kind);
    }
    for posted in posted {
        for kind in kinds.iter_mut().skip(posted.line).take(posted.lines) {
            kind.get_or_insert(BoilerplateKind::PostedLine);
        }
    }
    by_pattern(lines, &mut kinds);
    repeated(lines, &mut kinds);
    comments(lines, &mut kinds);
    links(lines, &mut kinds);
    let cut = truncation(lines, &mut kinds);
    Found { boilerplate: merge(lines, &kinds, structural), cut }
}

fn by_pattern(lines: &[Line<'_>], kinds: &mut [Option<BoilerplateKind>]) {
    let near_end = lines.len().saturating_sub(12.max(lines.len() / 10));
    for (at, (line, kind)) in lines.iter().zip(kinds).enumerate() {
        if kind.is_none() {
            *kind = patterns::kind(&line.key, at >= near_end);
        }
    }
}

/// A headline or caption that stands a second time soon after the first. Elsewhere lines repeat with a purpose: the
/// fields of a list, the refrain of a speech.
fn repeated(lines: &[Line<'_>], kinds: &mut [Option<BoilerplateKind>]) {
    let long = |at: &usize| kinds[*at].is_none() && lines[*at].key.chars().take(12).count() == 12;
    let mut alike: Vec<usize> = (0..lines.len()).filter(long).collect();
    order::sort_by(&mut alike, |&a, &b| lines[a].key.cmp(&lines[b].key));
    for pair in alike.windows(2) {
        let &[first, at] = pair else { continue };
        let line = &lines[at];
        let headline = |first: usize| first < HEADLINE_WITHIN && at - first <= HEADLINE_WITHIN;
        let caption = |first: usize| at - first == 1 && line.key.chars().nth(CAPTION).is_some();
        if lines[first].key == line.key && (headline(first) || caption(first)) {
            kinds[at] = Some(BoilerplateKind::Repeated);
        }
    }
}

/// After the comment form follow the readers' words.
fn comments(lines: &[Line<'_>], kinds: &mut [Option<BoilerplateKind>]) {
    let size = |at: usize| lines[at].range.len();
    let own: Vec<usize> = (0..lines.len()).filter(|&at| kinds[at].is_none()).collect();
    let total: usize = own.iter().map(|&at| size(at)).sum();
    let (mut before, mut opened) = (0, None);
    for (at, line) in lines.iter().enumerate() {
        match kinds[at] {
            None => before += size(at),
            Some(BoilerplateKind::CommentForm) if patterns::opens_comments(&line.key) => {
                // A link such as `Leave a comment` may stand above the text too.
                let certain = matches!(
                    line.key.as_str(),
                    "notify of" | "inline feedbacks" | "view all comments" | "oldest most voted"
                );
                if before > 0 && (certain && before >= 40 || before >= total - before) {
                    opened = Some(at);
                    break;
                }
            }
            Some(_) => {}
        }
    }
    if let Some(opened) = opened {
        for kind in kinds.iter_mut().skip(opened) {
            // A comment may say when it was posted, or repeat what the document says.
            if matches!(kind, None | Some(BoilerplateKind::PostedLine | BoilerplateKind::Repeated)) {
                *kind = Some(BoilerplateKind::Comment);
            }
        }
    }
}

/// After `Next`, `Related posts` and the like, near the end, follow titles of other documents.
fn links(lines: &[Line<'_>], kinds: &mut [Option<BoilerplateKind>]) {
    let own = |kinds: &[Option<BoilerplateKind>], from: usize, to: usize| -> usize {
        (from..to).filter(|&at| kinds[at].is_none()).map(|at| lines[at].range.len()).sum()
    };
    for at in 0..lines.len() {
        if kinds[at] != Some(BoilerplateKind::Navigation) || !patterns::opens_links(&lines[at].key) {
            continue;
        }
        let titles = (at + 1..lines.len()).all(|at| kinds[at].is_some() || lines[at].is_titleish());
        let few = (at + 1..lines.len()).filter(|&at| kinds[at].is_none()).count() <= 20;
        if titles && few && own(kinds, 0, at) > own(kinds, at, lines.len()) {
            for kind in kinds.iter_mut().skip(at) {
                kind.get_or_insert(BoilerplateKind::Navigation);
            }
        }
        // Whether this line opened the links or not, an earlier end cannot be found by looking on.
        if titles || !few {
            break;
        }
    }
}

/// `Read More …` cuts a document only if none of its own words follow; otherwise it is a link.
fn truncation(lines: &[Line<'_>], kinds: &mut [Option<BoilerplateKind>]) -> Option<TextRange> {
    let mut cut = None;
    let mut follows = false;
    for at in (0..lines.len()).rev() {
        match kinds[at] {
            None => follows = true,
            Some(BoilerplateKind::Truncation) if follows => kinds[at] = Some(BoilerplateKind::Navigation),
            Some(BoilerplateKind::Truncation) => cut = Some(lines[at].range),
            Some(_) => {}
        }
    }
    cut
}

/// Joins neighbouring lines of one kind, and adds markup's parts of lines and a `Share:` that ends a line.
fn merge(
    lines: &[Line<'_>],
    kinds: &[Option<BoilerplateKind>],
    structural: &[Boilerplate],
) -> Vec<Boilerplate> {
    let mut found: Vec<Boilerplate> = Vec::new();
    for (at, (line, kind)) in lines.iter().zip(kinds).enumerate() {
        match *kind {
            Some(kind) => {
                let joins = at > 0 && kinds[at - 1] == Some(kind) && joinable(kind);
                match found.last_mut() {
                    Some(last) if joins && last.kind == kind => last.range.end = line.range.end,
                    _ => found.push(Boilerplate { range: line.range, kind }),
                }
            }
            None => inside(line, structural, &mut found),
        }
    }
    found
}

/// Comments and lists of links are one part; posted lines and repetitions are one each.
fn joinable(kind: BoilerplateKind) -> bool {
    !matches!(kind, BoilerplateKind::PostedLine | BoilerplateKind::Repeated | BoilerplateKind::Truncation)
}

/// Boilerplate that is part of a line.
fn inside(line: &Line<'_>, structural: &[Boilerplate], found: &mut Vec<Boilerplate>) {
    let first = structural.partition_point(|part| part.range.end <= line.range.start);
    let mut end = line.range.start;
    for part in structural[first..].iter().take_while(|part| part.range.start < line.range.end) {
        let range = TextRange {
            start: part.range.start.max(line.range.start),
            end: part.range.end.min(line.range.end),
        };
        end = range.end;
        found.push(Boilerplate { range, kind: part.kind });
    }
    // Buttons run on after a byline: `NAME / PAPER Share:`.
    for button in ["Share:", "Share this:", "SHARE:"] {
        if let Some(before) = line.text.strip_suffix(button)
            && before.ends_with(|c: char| c.is_whitespace() || c == '|')
        {
            let start = line.range.start + before.len() as u32;
            if start >= end {
                let range = TextRange { start, end: line.range.end };
                found.push(Boilerplate { range, kind: BoilerplateKind::Share });
            }
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::posts::posted_lines;
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let lines = lines(text);
        let found = find(&lines, &posted_lines(&lines), &[]);
        let found: Vec<_> = found
            .boilerplate
            .iter()
            .map(|part| (part.kind.code(), part.range.of(text).replace('\n', "⏎")))
            .collect();
        let expect: Vec<_> = expect.iter().map(|&(kind, text)| (kind, text.to_owned())).collect();
        assert_eq!(found, expect, "{text}");
    }

    const TEXT: &str = "The court heard three people who had seen what happened at the market that day.";

    #[test]
    fn lines_around_a_document_are_marked() {
        check(
            &format!(
                "Connect with us\n\nA day in court é\n\nA day in court é\n\nDara Lim / The Paper Share: \n\n{TEXT}\n\n\
                 Share this post via:\nNotify of\nView all comments\n\nGreat post 😀\n\nI agree.\n\n© 2019 The Paper"
            ),
            &[
                ("navigation", "Connect with us"),
                ("repeated", "A day in court é"),
                ("share", "Share:"),
                ("share", "Share this post via:"),
                ("comment-form", "Notify of⏎View all comments"),
                ("comment", "Great post 😀⏎⏎I agree."),
                ("footer", "© 2019 The Paper"),
            ],
        );
    }

    #[test]
    fn comments_and_links_need_a_document_before_them() {
        check(&format!("Title\nLeave a comment\n\n{TEXT}"), &[("comment-form", "Leave a comment")]);
        check(
            &format!("Title\n\n{TEXT}\n\nNext\nNext\n\nAnother title of 3 May 2018"),
            &[("navigation", "Next⏎Next⏎⏎Another title of 3 May 2018")],
        );
        check(&format!("Next\n\nTitle\n\n{TEXT}"), &[("navigation", "Next")]);
        check("", &[]);
    }

    #[test]
    fn read_more_cuts_only_at_the_end() {
        let cut = |text: &str| find(&lines(text), &[], &[]).cut.is_some();
        assert!(cut(&format!("{TEXT}\n\nRead More …")));
        assert!(cut(&format!("{TEXT}\n\nRead More …\nShare this:\n3 Comments\nGood.")));
        assert!(!cut(&format!("{TEXT}\n\nRead More …\n\n{TEXT} {TEXT}")));
        check(&format!("A.\n\nRead more\n\n{TEXT}"), &[("navigation", "Read more")]);
    }
}
