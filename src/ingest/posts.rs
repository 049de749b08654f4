//! Pages that hold many posts: where each begins and ends.
//!
//! Input: the lines of a page. Output: the ranges of its posts. The sign of a post is a *posted line*: it begins with
//! a word such as "Posted on", "Published" or "ចេញផ្សាយ" and names a date. A page is cut only at such lines; the line
//! belongs to its post. Three layouts are known: the line stands above the title, below it, or at the end of the post.
//! What stands before the first post is the head of the page and belongs to no document.
//!
//! What is left out: pages whose posts are set apart by their titles alone.

use super::lines::Line;
use super::{dates, patterns};
use crate::text::TextRange;
use crate::text::lower_case;

/// Words with which a posted line begins, folded. They are followed by a date or by the author and a date.
const MARKERS: &[&str] = &[
    "date posted",
    "date published",
    "diposting",
    "diterbitkan",
    "dipublikasikan",
    "first published",
    "last updated",
    "mis en ligne",
    "ngay dang",
    "dang ngay",
    "post date",
    "posted",
    "publication date",
    "publie",
    "published",
    "publish date",
    "release date",
    "submitted",
    "កាលបរិច្ឆេទ",
    "ការផ្សាយ",
    "ចុះផ្សាយ",
    "ចេញផ្សាយ",
    "ថ្ងៃចេញផ្សាយ",
    "ថ្ងៃផ្សាយ",
    "បង្ហោះ",
    "ផ្សព្វផ្សាយ",
    "ផ្សាយ",
];

/// No posted line is longer, in characters.
const LONGEST: usize = 200;

/// A line that says when its document was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PostedLine {
    /// Which of the lines it is.
    pub(super) line: usize,
    /// How many lines it takes: two where the date stands alone on the next one.
    pub(super) lines: usize,
    /// The words that date it.
    pub(super) date: TextRange,
    /// Who posted it, where it says so.
    pub(super) author: Option<String>,
}

/// The posted lines among these lines, in order.
pub(super) fn posted_lines(lines: &[Line<'_>]) -> Vec<PostedLine> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(posted) = posted(lines, at, line) {
            at += posted.lines;
            found.push(posted);
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a line begins with a marker.
pub(super) fn is_marked(line: &Line<'_>) -> bool {
    MARKERS.iter().any(|marker| {
        line.key
            .strip_prefix(marker)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

fn posted(lines: &[Line<'_>], at: usize, line: &Line<'_>) -> Option<PostedLine> {
    let byline = line.key.starts_with("by ") || line.key.starts_with("par ") || line.key.starts_with("ដោយ");
    let marked = is_marked(line);
    if !(marked || byline) || line.text.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    if let Some(&date) = dates::find(line.text).first() {
        let (before, after) = (&line.text[..date.start as usize], &line.text[date.end as usize..]);
        if byline && !marked && !is_byline_with_date(before, after) {
            return None;
        }
        if !introduces(before) || !closes(after) {
            return None;
        }
        let start = line.range.start;
        let date = TextRange { start: start + date.start, end: start + date.end };
        return Some(PostedLine {
            line: at,
            lines: 1,
            date,
            author: name(before, marked).or_else(|| name(after, marked)),
        });
    }
    // `Posted on:` with the date on a line of its own below.
    let next = lines.get(at + 1)?;
    if !marked
        || line.key.len() > 60
        || !line.text.ends_with([':', '៖', '|']) && line.key.split(' ').count() > 2
    {
        return None;
    }
    let &date = dates::find(next.text).first()?;
    let rest = next.text.len() - date.len();
    (date.start == 0 && rest <= 16).then(|| PostedLine {
        line: at,
        lines: 2,
        date: TextRange { start: next.range.start, end: next.range.start + date.end },
        author: name(line.text, marked),
    })
}

/// Whether what stands before the date only introduces it: the marker, perhaps the author, set off by a mark or a
/// short word. `Posted on the wall of the court in May 2016` is a sentence.
fn introduces(before: &str) -> bool {
    let mut words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let set_off = before.trim_end().ends_with([':', '|', ',', '-', '–', '—', '·', '•', '/', '៖']);
    let count = words.clone().count();
    let last = lower_case(words.next_back().unwrap_or(""));
    let linked = matches!(
        last.as_str(),
        "on" | "at"
            | "le"
            | "posted"
            | "published"
            | "updated"
            | "date"
            | "publié"
            | "pada"
            | "ngày"
            | "submitted"
    );
    let khmer = before.chars().any(crate::text::khmer::is_khmer);
    count <= 10 && (set_off || linked || khmer || count <= 2)
}

/// Whether what stands after the date can end a posted line: the time of day, the author, the section, a count.
fn closes(after: &str) -> bool {
    let words = after.split_whitespace().count();
    let sentence = words > 5 && after.trim_end().ends_with(['.', '!', '?', '។']);
    words <= 16 && !sentence
}

/// Whether `By NAME on DATE` or `By NAME | DATE` is all there is.
fn is_byline_with_date(before: &str, after: &str) -> bool {
    let words = before.split_whitespace().count();
    words <= 8 && after.split_whitespace().count() <= 6 && !after.trim_end().ends_with('.')
}

/// The author named after "by" in a part of a line.
pub(super) fn author(part: &str) -> Option<String> {
    name(part, false)
}

/// As [`author`]; after a marker such as `Posted by` stands a name even if it is written small.
fn name(part: &str, marked: bool) -> Option<String> {
    const MARKS: [&str; 5] = ["by:", "by", "par", "oleh", "ដោយ"];
    let lower = part.to_ascii_lowercase();
    let (at, mark) = MARKS.iter().find_map(|mark| {
        lower
            .match_indices(mark)
            .find(|(at, _)| {
                let before = lower[..*at].chars().next_back();
                let after = lower[at + mark.len()..].chars().next();
                let khmer = !mark.is_ascii();
                before.is_none_or(|c| !c.is_alphanumeric())
                    && (khmer || after.is_none_or(|c| c == ':' || c.is_whitespace() || c == '|'))
            })
            .map(|(at, _)| (at, mark.len()))
    })?;
    let rest = part[at + mark..].trim_start_matches([':', '៖', ' ', '\u{a0}']);
    let end = rest.find(['|', '·', '•', '–', '—', '(', '\t', ';']).unwrap_or(rest.len());
    let mut name = rest[..end].trim();
    for link in [" on", " in", " at", " le", ",", " -", " posted on", " published on"] {
        name = name.strip_suffix(link).unwrap_or(name).trim_end();
    }
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'));
    let few = (1..=2).contains(&name.split_whitespace().count());
    let handle = marked && few && !name.contains(char::is_numeric);
    let role =
        ["admin", "administrator", "editor", "webmaster", "guest"].contains(&lower_case(name).as_str());
    ((is_name(name) || handle) && !role && !lower_case(name).starts_with("posted on"))
        .then(|| name.to_owned())
}

/// Whether words can be the name of an author: few, without digits, not a sentence.
pub(super) fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let first = name.chars().next();
    (1..=8).contains(&words)
        && name.chars().count() <= 80
        && first.is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
        && !name.chars().any(char::is_numeric)
        && !["posted on", "published on", "on"].contains(&name.to_ascii_lowercase().as_str())
}

/// Where posted lines stand in their posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Above the title.
    Above,
    /// Below the title, or a heading or two.
    Below,
    /// At the end.
    End,
}

/// The ranges of the posts of a page, in order, without overlap; `None` if the page is one document.
pub(super) fn split(lines: &[Line<'_>], posted: &[PostedLine], len: usize) -> Option<Vec<TextRange>> {
    let marked: Vec<&PostedLine> = posted
        .iter()
        .enumerate()
        .filter(|&(at, this)| {
            let before = at.checked_sub(1).and_then(|at| posted.get(at));
            !is_update(lines, this) && before.is_none_or(|before| before.line + before.lines < this.line)
        })
        .map(|(_, posted)| posted)
        .collect();
    let (first, last) = (marked.first()?, marked.last()?);
    let words = |lines: &[Line<'_>]| lines.iter().map(|line| line.range.len()).sum::<usize>();
    let before = words(&lines[..first.line]);
    let after = words(&lines[last.line + last.lines..]);
    let layout = layout(lines, &marked, before, after);

    let mut starts: Vec<usize> = match layout {
        Layout::Above => marked.iter().map(|posted| posted.line).collect(),
        Layout::Below => marked.iter().map(|posted| posted.line - title_lines(lines, posted)).collect(),
        Layout::End => {
            let ends = marked.iter().map(|posted| posted.line + posted.lines);
            std::iter::once(0).chain(ends).take(marked.len()).collect()
        }
    };
    starts.dedup();
    if marked.len() == 1 {
        // One posted line may as well stand in the middle or at the end of a document. It opens one only if no more
        // than the head of a page stands before it, known by one of its lines.
        let above = &lines[..*starts.first()?];
        let head = words(above);
        let known = above.iter().any(|line| patterns::kind(&line.key, false).is_some());
        if !known || head > 400 || head * 2 > after || layout == Layout::End {
            return None;
        }
    }
    let begins: Vec<usize> = starts.iter().map(|&at| lines[at].range.start as usize).collect();
    let ends = begins.iter().skip(1).copied().chain([len]);
    Some(begins.iter().zip(ends).map(|(&start, end)| TextRange::new(start, end)).collect())
}

/// `Last updated: …` belongs to the post that is open, as does a posted line directly below another one.
fn is_update(lines: &[Line<'_>], posted: &PostedLine) -> bool {
    lines.get(posted.line).is_some_and(|line| line.key.starts_with("last updated"))
}

/// How many lines directly above a posted line are its heading: short, without a gap among them or below them, and
/// with one above them. At most three; none if they are more, or are text.
fn title_lines(lines: &[Line<'_>], posted: &PostedLine) -> usize {
    let mut count = 0;
    let mut gap = lines.get(posted.line).is_some_and(|line| line.after_gap);
    while let Some(line) = posted.line.checked_sub(count + 1).and_then(|at| lines.get(at)) {
        // A gap between the title and the posted line is common; further up it would take in what stands before.
        if !line.is_titleish() || gap && count > 0 || count == 3 {
            return 0;
        }
        count += 1;
        gap = line.after_gap;
        if gap {
            return count;
        }
    }
    count
}

fn layout(lines: &[Line<'_>], marked: &[&PostedLine], before: usize, after: usize) -> Layout {
    let (mut above, mut below) = (0, 0);
    for posted in marked {
        // A title above is short, but a word or two may as well be a button.
        let heading = title_lines(lines, posted);
        let first = posted.line.checked_sub(heading).and_then(|at| lines.get(at));
        let title_above = heading > 0 && first.is_some_and(|line| line.text.chars().nth(12).is_some());
        let title_below = lines.get(posted.line + posted.lines).is_some_and(|line| {
            line.is_titleish()
                && lines
                    .get(posted.line + posted.lines + 1)
                    .is_none_or(|next| next.after_gap || next.text.len() > line.text.len())
        });
        above += usize::from(title_above);
        below += usize::from(title_below);
    }
    if after < 200 && before > 400 && above < marked.len() {
        return Layout::End;
    }
    if above == marked.len() && below < marked.len() { Layout::Below } else { Layout::Above }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn check_posted(line: &str, expect: Option<(&str, Option<&str>)>) {
        let found = posted_lines(&lines(line));
        let found = found.first().map(|posted| (posted.date.of(line), posted.author.as_deref()));
        assert_eq!(found, expect, "{line}");
    }

    #[test]
    fn posted_lines_are_recognised() {
        check_posted("Posted by: | Posted on: May 3, 2018", Some(("May 3, 2018", None)));
        check_posted("Posted by: dara | Posted on: May 3, 2018", Some(("May 3, 2018", Some("dara"))));
        check_posted("Posted by: admin | Posted on: May 3, 2018", Some(("May 3, 2018", None)));
        check_posted("Posted by: Dara Lim | Posted on: May 3, 2018", Some(("May 3, 2018", Some("Dara Lim"))));
        check_posted("Posted on 18 Sep 2017 by Chan Sok", Some(("18 Sep 2017", Some("Chan Sok"))));
        check_posted("Published: Monday, 4 March 2019 10:32 am", Some(("Monday, 4 March 2019", None)));
        check_posted("PUBLISHED 2019-03-04", Some(("2019-03-04", None)));
        check_posted("By Dara Lim on 4 March 2019", Some(("4 March 2019", Some("Dara Lim"))));
        check_posted("By Réné Sok | 4 March 2019", Some(("4 March 2019", Some("Réné Sok"))));
        check_posted("Publié le 4 mars 2019 par Sok", Some(("4 mars 2019", Some("Sok"))));
        check_posted("ចេញផ្សាយ៖ ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០១៨", Some(("ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០១៨", None)));
        check_posted("Posted on:\nMay 3, 2018", Some(("May 3, 2018", None)));
        check_posted("Posted on\u{a0}May\u{a0}3, 2018 😀", Some(("May\u{a0}3, 2018", None)));
    }

    #[test]
    fn sentences_are_not_posted_lines() {
        for line in [
            "",
            "Posted on the wall of the court since 3 May 2016 was a list of the names of all who had been taken.",
            "Published in 2016",
            "By 4 March 2019 the whole of the village had left, and nobody came back for years.",
            "Soldiers were posted on 3 May 2018.",
            "é",
        ] {
            check_posted(line, None);
        }
    }

    fn check_split(text: &str, expect: &[&str]) {
        let lines = lines(text);
        let posted = posted_lines(&lines);
        let found = split(&lines, &posted, text.len()).unwrap_or_default();
        let found: Vec<_> = found.into_iter().map(|range| range.of(text).trim().replace('\n', "⏎")).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn pages_are_cut_at_posted_lines() {
        check_split(
            "My Site\n\nPosted on: May 3, 2018\n\nFirst title\n\nLong text of the first post.\n\nPosted on: May 2, 2018\n\nSecond title\n\nText é.",
            &[
                "Posted on: May 3, 2018⏎⏎First title⏎⏎Long text of the first post.",
                "Posted on: May 2, 2018⏎⏎Second title⏎⏎Text é.",
            ],
        );
        check_split(
            "The first title\nPosted on May 3, 2018 by Sok\n\nThe text of it is here.\n\nThe second title\nPosted on May 2, 2018 by Sok\n\nThe text of it is there.",
            &[
                "The first title⏎Posted on May 3, 2018 by Sok⏎⏎The text of it is here.",
                "The second title⏎Posted on May 2, 2018 by Sok⏎⏎The text of it is there.",
            ],
        );
        let long = "The court heard three people who had seen it. ".repeat(10);
        let end =
            format!("One\n\n{long}\n\nPosted on May 3, 2018\n\nTwo\n\n{long}\n\nPosted on May 2, 2018\n");
        let lines_of = lines(&end);
        let found = split(&lines_of, &posted_lines(&lines_of), end.len()).unwrap();
        assert!(found[0].of(&end).starts_with("One") && found[1].of(&end).trim().starts_with("Two"));
        check_split("No posted line at all.", &[]);
        check_split(&format!("Title\n\n{long}\n\nPublished: 3 May 2018"), &[]);
        check_split("Posted on May 3, 2018\n\nTitle\n\nText.", &[]);
        check_split(&format!("Title\nThe Paper\nPosted on May 3, 2018\n\n{long}"), &[]);
        let post = format!("Posted on May 3, 2018\n\nTitle\n\n{long}");
        check_split(&format!("Home\n\n{post}"), &[post.trim().replace('\n', "⏎").as_str()]);
    }
}
