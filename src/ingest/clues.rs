//! Clues to the date of publication, from the lines of a document and the name of its file.
//!
//! Input: a document's own lines, its title, its source. Output: every plausible clue; `temporal::publication` weighs
//! them.

use super::dates;
use super::lines::Line;
use crate::document::{DateClue, PublishedHow};
use crate::text::TextRange;
use crate::text::khmer::tells;
use crate::text::lower_case;

/// Lines at the beginning and at the end in which a dateline may stand.
const FIRST: usize = 6;
const LAST: usize = 6;

/// The datelines among a document's own lines: a line of a date and a place, at the beginning or the end, or the
/// words before the dash in `CITY, 3 May (Agency) — Text`.
pub(super) fn datelines(own: &[&Line<'_>]) -> Vec<DateClue> {
    let mut found = Vec::new();
    let last = own.len().saturating_sub(LAST).max(FIRST.min(own.len()));
    for line in own.iter().take(FIRST).chain(&own[last..]) {
        let first = (own.iter().take(FIRST)).any(|other| other.range == line.range);
        if let Some(range) = dateline(line, first) {
            found.push(clue(PublishedHow::Dateline, line, range));
        }
    }
    found
}

fn clue(how: PublishedHow, line: &Line<'_>, range: TextRange) -> DateClue {
    let start = line.range.start;
    let text = range.of(line.text).to_owned();
    DateClue { how, text, range: Some(TextRange { start: start + range.start, end: start + range.end }) }
}

fn dateline(line: &Line<'_>, first: bool) -> Option<TextRange> {
    let head = line.text.char_indices().nth(160).map_or(line.text, |(at, _)| &line.text[..at]);
    let dates = dates::find(head);
    let date = *dates.first()?;
    let (before, after) = (&line.text[..date.start as usize], &line.text[date.end as usize..]);
    let words =
        |text: &str| text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    // `Lyon, le 3 mai`: the article belongs to the date.
    let mut place = before.trim();
    for article in [" le", " the", " on", " ngày", " tanggal"] {
        place = place.strip_suffix(article).map_or(place, str::trim_end);
    }
    let marks = [',', '،', '–', '—', '-', '៖', ':', '|', '('];
    // What is written without commas is a place all the same, unless it tells what was done.
    let bare = !place.is_ascii() && is_place(place) && !tells(place);
    let set_off = place.is_empty() || place.ends_with(marks) || bare;
    // At the end of a list stand fields (`Arrested: 3 May 2018`); only a head has `Date: …`.
    let field = !first && place.ends_with([':', '៖']);
    let short = !field && place.chars().count() <= 48 && words(place) <= 5 && !place.contains(". ");

    // A line of a date and a place, and nothing else.
    if set_off && short && words(after) <= 2 && after.chars().count() <= 20 {
        return Some(date);
    }
    if !first {
        return None;
    }
    // `Published on 3 May 2018 at 10:15. Text`: a posted line with the text behind it.
    let alone = after.split_once(". ").is_some_and(|(rest, _)| words(rest) <= 3 && rest.len() <= 24);
    if alone && words(before) <= 3 && super::posts::is_marked(line) {
        return Some(date);
    }
    let ends_sentence = line.text.ends_with(['.', '!', '?', '។']);
    let follows = after.trim_start();
    // `3 May 2018 | Courts | By NAME`, `CITY, 3 May 2018. By NAME`.
    let credits = follows.starts_with(['|', '·', '•', '/']) || super::posts::author(after).is_some();
    if set_off && short && credits && words(after) <= 10 && !ends_sentence {
        return Some(date);
    }
    // `CITY, 3 May (Agency) — Text`, `CITY, 3 May 2018. Text`: a dash soon after the date, or a full stop at once.
    let dashed = after.chars().take(40).any(|c| matches!(c, '–' | '—' | '−'))
        || after
            .get(..after.len().min(40))
            .is_some_and(|after| after.contains(" - ") || after.contains("--"));
    let stopped = follows.starts_with('.') && place.ends_with(',');
    if short && is_place(place) && (dashed || stopped) {
        return Some(date);
    }
    // `(read in CITY on 3 May 2018)`, `Remarks at …, 3 May 2018`, below a title.
    let last = *dates.last()?;
    let before = line.text.get(..last.start as usize).unwrap_or("").trim_end();
    let ends = (last.end as usize) + 2 >= line.text.len();
    let bracketed = line.text.starts_with('(') && line.text.ends_with(')');
    (ends && !ends_sentence && (bracketed || before.ends_with([',', '–', '—']))).then_some(last)
}

/// Whether words can be a place at the head of a dateline, rather than the beginning of a sentence.
fn is_place(words: &str) -> bool {
    const OPENERS: [&str; 12] =
        ["on", "in", "by", "at", "since", "from", "after", "before", "until", "le", "depuis", "between"];
    let first = lower_case(words.split_whitespace().next().unwrap_or(""));
    !OPENERS.contains(&first.as_str())
        && words.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
}

/// The date in a title.
pub(super) fn title(line: &Line<'_>) -> Option<DateClue> {
    if line.text.chars().take(301).count() > 300 {
        return None;
    }
    dates::find(line.text).last().map(|&range| clue(PublishedHow::Title, line, range))
}

/// The date in the name of a file or in a URL: `2017-09-18`, `2017_09`, `20170918`, `/2017/09/18/`.
pub(super) fn file_name(source: &str) -> Option<DateClue> {
    let is_url = source.starts_with("http://") || source.starts_with("https://");
    let name = if is_url { source } else { source.rsplit(['/', '\\']).next().unwrap_or(source) };
    let name = &name[name.char_indices().rev().nth(400).map_or(0, |(at, _)| at)..];
    let clue = |text: String| Some(DateClue { how: PublishedHow::FileName, text, range: None });
    let digits: Vec<(usize, &str)> = runs(name);
    for &(at, run) in &digits {
        let alone = |len: usize| run.len() == len && (run.starts_with("19") || run.starts_with("20"));
        let within = |text: &str, most: u32| text.parse().is_ok_and(|value| (1..=most).contains(&value));
        if alone(8) && within(&run[4..6], 12) && within(&run[6..], 31) {
            return clue(format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..]));
        }
        if alone(4) {
            let next = |from: usize, most: u32| {
                let rest = name.get(from + 1..)?;
                name[from..].starts_with(['-', '_', '/', '.']).then_some(())?;
                let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                (len <= 2 && within(&rest[..len], most)).then_some((from + 1 + len, &rest[..len]))
            };
            if let Some((end, month)) = next(at + 4, 12) {
                return clue(match next(end, 31) {
                    Some((_, day)) => format!("{run}-{month:0>2}-{day:0>2}"),
                    None => format!("{run}-{month:0>2}"),
                });
            }
        }
    }
    // `farm_04.03.2021`: the day where only one number can be it, else the year.
    for group in digits.windows(3) {
        let [(a_at, a), (b_at, b), (at, year)] = group else { continue };
        let between = (name.get(a_at + a.len()..*b_at), name.get(b_at + b.len()..*at));
        let joined = between.0 == between.1 && matches!(between.0, Some("." | "-" | "_"));
        let (Ok(first), Ok(second)) = (a.parse::<u32>(), b.parse::<u32>()) else { continue };
        let fits = (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12;
        if joined && fits && year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) {
            let (day, month) = if second > 12 { (second, first) } else { (first, second) };
            let certain = first > 12 || second > 12 || first == second;
            return clue(if certain { format!("{year}-{month:02}-{day:02}") } else { (*year).to_owned() });
        }
    }
    let words = name.replace(['-', '_', '/', '+'], " ").replace("%20", " ");
    // `july-1997` names what a file is about; only a whole date says when it was written.
    let whole =
        dates::find(&words).into_iter().find(|date| date.of(&words).split_whitespace().count() >= 3)?;
    clue(whole.of(&words).to_owned())
}

/// The runs of ASCII digits in a name, with their places.
fn runs(name: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = name[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let rest = &name[start..];
        let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        found.push((start, &rest[..len]));
        at = start + len;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn datelines_stand_at_the_beginning_or_the_end() {
        let check = |text: &str, expect: &[&str]| {
            let lines = lines(text);
            let own: Vec<_> = lines.iter().collect();
            let found: Vec<_> = datelines(&own).into_iter().map(|clue| clue.text).collect();
            assert_eq!(found, expect, "{text}");
            for clue in datelines(&own) {
                assert_eq!(clue.range.map(|range| range.of(text)), Some(clue.text.as_str()));
            }
        };
        check("A letter\n\n18 Sep, 2017 –\n\nDear all,", &["18 Sep, 2017"]);
        check("PHNOM PENH, Sept 3 (Wire) — A court é ruled.", &["Sept 3"]);
        check("Sihanoukville, 3 May 2018", &["3 May 2018"]);
        check("Siem Reap, le 3 mai 2018", &["3 mai 2018"]);
        check("Title\n3 May 2018 | Courts | By Dara Lim", &["3 May 2018"]);
        check("Title\n3 May 2018, by Dara Lim", &["3 May 2018"]);
        check(
            "PARIS, 3 May 2018. The court ruled that the land was theirs and would stay so.",
            &["3 May 2018"],
        );
        check("Publié le 12/03/2022 à 10h15. La loi est votée. Le 03/04/2022 il part.", &["12/03/2022"]);
        check("Posted on the old wall since 3 May 2018. He left.", &[]);
        check("A speech\n(read at the market on 3 May 2018)\nText", &["3 May 2018"]);
        check("A speech\nRemarks at the market, Siem Reap, 3 May 2018\nText", &["3 May 2018"]);
        check("សេចក្តីថ្លែងការណ៍\nអត្ថបទ\n\nភ្នំពេញ ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០១៨\n\nសុខ", &["ថ្ងៃទី៣ ខែឧសភា ឆ្នាំ២០១៨"]);
        check("លោក កឹម សុខា ត្រូវបានចាប់ខ្លួននៅថ្ងៃទី៣ ខែកញ្ញា ឆ្នាំ២០១៧។", &[]);
        check("Nam bị bắt ngày 3/9/2018.", &[]);
        check("Hà Nội ngày 3/9/2018", &["3/9/2018"]);
        check("The court ruled on 3 May 2018 that the land was theirs – and stayed so.", &[]);
        check("On 3 May 2018, the court ruled that the land was theirs.", &[]);
        check("One\nTwo\nThree\nFour\nFive\nSix\nSeven\nArrested: 3 May 2018", &[]);
        check("", &[]);
    }

    #[test]
    fn names_of_files_carry_dates() {
        let check = |source: &str, expect: Option<&str>| {
            assert_eq!(file_name(source).map(|clue| clue.text).as_deref(), expect, "{source}");
        };
        check("posts/2017-09-18-letter.txt", Some("2017-09-18"));
        check("archive-2017-09.txt", Some("2017-09"));
        check("20170918_é😀.html", Some("2017-09-18"));
        check("https://example.org/2017/9/8/letter/", Some("2017-09-08"));
        check("letter of 3 May 2018.txt", Some("3 May 2018"));
        check("farm_24.03.2021.txt", Some("2021-03-24"));
        check("farm-03-24-2021.txt", Some("2021-03-24"));
        check("farm_03.03.2021.txt", Some("2021-03-03"));
        check("farm_04.03.2021.txt", Some("2021"));
        check("farm_44.03.2021.txt", None);
        check("v1.2.2021-x.txt", Some("2021"));
        check("2017/letter.txt", None);
        check("july-1997.txt", None);
        check("report-20199999.txt", None);
        check("", None);
    }
}
