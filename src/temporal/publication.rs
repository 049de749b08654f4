//! When a document was published: from what was seen beside it, then from its own datelines and title, then from
//! bounds that its text sets.
//!
//! A date that a page merely mentions is not its own: a dateline must stand alone in a short line at the start or the
//! end, and a title's date must stand apart at one of the title's ends and must not lie before what the text tells.

use super::annotate::{read_body, sentence_of};
use super::expression::{Meaning, Point};
use super::reader::{self, Read, Reading};
use super::resolve::span::Span;
use super::resolve::tense::{self, Tense};
use super::resolve::written;
use crate::calendar::{Date, Granularity, Interval, When};
use crate::document::{DateClue, Document, Published, PublishedHow, iso_value};
use crate::order;
use crate::text::khmer::tells;
use crate::text::lower_case;
use crate::text::sentence::sentences;
use crate::text::{TextRange, language};

/// Decides when a document was published.
pub(super) fn decide(document: &Document) -> Option<Published> {
    let mut clues: Vec<&DateClue> =
        document.clues.iter().filter(|clue| clue.how != PublishedHow::Bounds).collect();
    order::sort_by_key(&mut clues, |clue| clue.how);
    let said = clues.iter().filter(|clue| clue.how < PublishedHow::Dateline).find_map(|clue| by_clue(clue));
    if let Some(found) = said {
        return Some(narrowed(found, &clues, document));
    }
    let sentences = sentences(&document.text);
    let reading = read_body(document, &sentences);
    let told = Bounds::of(document, &reading, &sentences);
    let placed =
        clues.iter().filter(|clue| clue.how == PublishedHow::Dateline).find_map(|clue| by_clue(clue));
    if let Some(found) =
        placed.or_else(|| dateline(document, &reading)).filter(|found| !is_entry(found, &reading))
    {
        return Some(narrowed(found, &clues, document));
    }
    let titled = clues.iter().find(|clue| clue.how == PublishedHow::Title);
    let found = match titled {
        // The clue holds the date alone; whether it stands apart shows in its line.
        Some(clue) => match clue.range.and_then(|range| line_of(document, range)) {
            Some(line) if is_all_there_is(document, line) => None,
            Some(line) => by_title(line.of(&document.text), Some(line), &told),
            None => by_title(&clue.text, clue.range, &told),
        },
        None => by_title(&document.title, place_of(document, &document.title), &told),
    };
    if found.is_some() {
        return found;
    }
    let named = clues.iter().filter(|clue| clue.how == PublishedHow::FileName).find_map(|clue| by_clue(clue));
    named.or_else(|| by_file_name(&document.source)).or_else(|| told.published())
}

/// Whether a line that looks like a dateline is one entry of many, as in a chronology or a list of cases: the text goes
/// on to name several days that lie more than a month after it.
fn is_entry(found: &Published, reading: &Reading) -> bool {
    const SEVERAL: usize = 3;
    let Some(limit) = found.when.interval.last().and_then(|last| last.add_days(31)) else { return false };
    let days = reading.expressions.iter().filter_map(written_span).filter_map(|span| match span {
        Span::Day(day) => Some(day),
        _ => None,
    });
    days.filter(|&day| day > limit).count() >= SEVERAL
}

/// A year or a month, narrowed by a weaker clue that names a day or a month within it: a line that is half understood
/// (`le 20 janvier 2025`) beside a file's name that says the same day.
fn narrowed(found: Published, clues: &[&DateClue], document: &Document) -> Published {
    let weaker = clues.iter().filter_map(|clue| by_clue(clue)).chain(by_file_name(&document.source));
    let finer = weaker.filter(|other| {
        other.when.granularity > found.when.granularity && found.when.interval.contains(other.when.interval)
    });
    match finer.min_by_key(|other| other.how) {
        Some(finer) => Published { why: format!("{}, within {}", finer.why, found.why), ..finer },
        None => found,
    }
}

/// The line that holds a range.
fn line_of(document: &Document, range: TextRange) -> Option<TextRange> {
    let text = &document.text;
    let start = text.get(..range.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(range.end as usize..)?;
    let end = range.end as usize + rest.find('\n').unwrap_or(rest.len());
    let line = text.get(start..end)?;
    let start = start + line.len() - line.trim_start().len();
    Some(TextRange::new(start, start + line.trim().len()))
}

/// Whether a line is a sentence and the whole text: a sentence that gives a date tells what it is about.
fn is_all_there_is(document: &Document, line: TextRange) -> bool {
    document.text.trim() == line.of(&document.text) && ends_sentence(line.of(&document.text))
}

fn place_of(document: &Document, words: &str) -> Option<TextRange> {
    let start = (!words.is_empty()).then(|| document.text.find(words)).flatten()?;
    Some(TextRange::new(start, start + words.len()))
}

/// The dates in a piece of text whose words say their year. A line is too short to show its language: it is read by
/// the table that finds the most exact date in it.
fn dates(text: &str) -> Vec<(Read, Span)> {
    let whole = [TextRange::new(0, text.len())];
    let read_as = |language| -> Vec<(Read, Span)> {
        let reading = reader::read(text, language, &whole);
        reading
            .expressions
            .into_iter()
            .filter_map(|read| written_span(&read).map(|span| (read, span)))
            .collect()
    };
    let finest = |found: &Vec<(Read, Span)>| found.iter().map(|(_, span)| span.granularity()).max();
    let first = read_as(language::detect(text));
    if finest(&first) >= Some(Granularity::Day) {
        return first;
    }
    reader::spaced_languages()
        .map(read_as)
        .fold(first, |best, other| if finest(&other) > finest(&best) { other } else { best })
}

fn point_of(read: &Read) -> Option<&Point> {
    match &read.meaning {
        Meaning::Point(point) => Some(point),
        _ => None,
    }
}

fn written_span(read: &Read) -> Option<Span> {
    let span = written(point_of(read)?)?;
    matches!(span, Span::Day(_) | Span::Month(..) | Span::Year(_)).then_some(span)
}

fn when(span: Span) -> Option<When> {
    Some(When { interval: span.interval()?, granularity: span.granularity() })
}

/// Where an expression of a clue stands in the document.
fn evidence(clue: Option<TextRange>, len: usize, within: TextRange) -> Option<TextRange> {
    let clue = clue?;
    if clue.len() != len {
        return Some(clue);
    }
    Some(TextRange { start: clue.start + within.start, end: clue.start + within.end })
}

fn by_clue(clue: &DateClue) -> Option<Published> {
    let found = dates(&clue.text);
    let (read, span) =
        found.iter().max_by_key(|(read, span)| (span.granularity(), std::cmp::Reverse(read.range)))?;
    let words = read.range.of(&clue.text);
    Some(Published {
        when: when(*span)?,
        how: clue.how,
        evidence: evidence(clue.range, clue.text.len(), read.range),
        why: format!("{}: ‘{words}’", clue.how.code()),
    })
}

/// `2017-09-18-statement.txt`, `report-2017-09.pdf`: digits of a date between other characters.
fn by_file_name(source: &str) -> Option<Published> {
    let name = source.rsplit(['/', '\\']).next()?;
    let digits = |c: char| c.is_ascii_digit() || c == '-' || c == '_';
    let (words, when) = name.split(|c: char| !digits(c)).find_map(|part| {
        let part = part.trim_matches(['-', '_']);
        let when = When::parse_iso(&part.replace('_', "-"))?;
        (when.granularity != Granularity::Year).then_some((part, when))
    })?;
    let how = PublishedHow::FileName;
    Some(Published { when, how, evidence: None, why: format!("{}: ‘{words}’", how.code()) })
}

/// A date that stands apart at an end of the title.
fn by_title(title: &str, place: Option<TextRange>, told: &Bounds) -> Option<Published> {
    let found = dates(title);
    let (read, span) = found.iter().find(|(read, span)| {
        let before = title.get(..read.range.start as usize).unwrap_or("").trim_end();
        let after = title.get(read.range.end as usize..).unwrap_or("").trim_start();
        let apart_before =
            before.is_empty() || before.ends_with([',', '-', '–', '—', '(', '|', ':', '/', '·']);
        let apart_after =
            after.is_empty() || after.starts_with([',', '-', '–', '—', ')', '|', ':', '/', '·', '.']);
        let at_end = before.is_empty() || after.trim_matches([')', '.', ' ']).is_empty();
        matches!(span, Span::Day(_) | Span::Month(..)) && apart_before && apart_after && at_end
    })?;
    let interval = span.interval()?;
    // What the text tells as past cannot come after its own date.
    if told.past_after(interval.last()?) {
        return None;
    }
    let words = read.range.of(title);
    let how = PublishedHow::Title;
    Some(Published {
        when: when(*span)?,
        how,
        evidence: evidence(place, title.len(), read.range),
        why: format!("{}: ‘{words}’", how.code()),
    })
}

/// How many lines at the start and at the end of a text may hold its dateline.
const DATELINE_LINES: usize = 8;
/// How long the rest of a dateline may be, in characters.
const DATELINE_REST: usize = 90;

/// A line that hardly holds more than a place and a date, at the start or the end of the text; or a place and a date
/// before a dash, at the start of the first paragraph.
fn dateline(document: &Document, reading: &Reading) -> Option<Published> {
    let mut lines: Vec<TextRange> = Vec::new();
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let range = TextRange::new(start, start + trimmed.len());
        if !trimmed.is_empty() && !document.is_boilerplate(range) {
            lines.push(range);
        }
        at += line.len();
    }
    let head = lines.iter().take(DATELINE_LINES).enumerate();
    let tail = lines.iter().enumerate().rev().take(DATELINE_LINES.min(lines.len().saturating_sub(1)));
    head.chain(tail).find_map(|(number, line)| {
        // The title has rules of its own.
        if number == 0 && line.of(&document.text) == document.title.trim() {
            return None;
        }
        let first = reading.expressions.partition_point(|read| read.range.start < line.start);
        let dates = reading.expressions.get(first..)?.iter().take_while(|read| read.range.end <= line.end);
        dates.filter_map(|read| Some((read, written_span(read)?))).find_map(|(read, span)| {
            let day = matches!(span, Span::Day(_));
            let before = document.text.get(line.start as usize..read.range.start as usize)?;
            let after = document.text.get(read.range.end as usize..line.end as usize)?;
            let alone = before.chars().count() + after.chars().count() <= DATELINE_REST
                && is_label(before, after.starts_with(['.', '!', '?', '។']))
                && after.split_whitespace().count() <= 6
                && !ends_sentence(after);
            let opens = number < 4
                && before.chars().count() <= 60
                && is_place(before)
                && past_parenthesis(after).starts_with(['-', '–', '—', ':', '|']);
            (day && (alone || opens)).then(|| {
                let words = read.range.of(&document.text);
                let how = PublishedHow::Dateline;
                Some(Published {
                    when: when(span)?,
                    how,
                    evidence: Some(read.range),
                    why: format!("{}: ‘{words}’", how.code()),
                })
            })?
        })
    })
}

/// Whether what stands before a date is a place or a label, not a sentence: few words, and none of those that lead
/// a date into a sentence. `ends`: the date ends it.
fn is_label(before: &str, ends: bool) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let lead = words.last().map(|word| lower_case(word)).unwrap_or_default();
    words.len() <= 8
        && !matches!(
            lead.as_str(),
            "in" | "since" | "until" | "of" | "from" | "before" | "after" | "by" | "the" | "and" | "to"
        )
        && !before.contains(['.', ';', '?', '!'])
        && !is_told(&words, ends)
}

/// Whether words lead up to a date as a sentence does that tells of it (`Dara was held in Kampot on`), not as a place, a
/// label of up to three words or the closing words of a letter do. `ends`: the date ends the sentence.
fn is_told(words: &[&str], ends: bool) -> bool {
    const CLOSING: [&str; 14] = [
        "adopted",
        "date",
        "dated",
        "done",
        "fait",
        "given",
        "issued",
        "last",
        "posted",
        "published",
        "released",
        "signed",
        "updated",
        "written",
    ];
    if words.iter().any(|word| tells(word)) {
        return true;
    }
    let last = words.iter().rposition(|word| !["on", "le", "the", "ngày", "tanggal"].contains(word));
    let place = words.get(..=last.unwrap_or(0)).unwrap_or_default();
    let set_off = place.last().is_some_and(|word| word.ends_with([',', '–', '—', '-', ':', '|', '(', '៖']));
    let closes = place.first().is_some_and(|word| CLOSING.contains(&lower_case(word).as_str()));
    let named = place.iter().all(|word| is_place(word));
    !set_off && !closes && !named && (ends || place.len() > 3)
}

/// Whether all words before a date start with capitals or are none, as in `PHNOM PENH (Reuters),`.
fn is_place(before: &str) -> bool {
    before.split_whitespace().all(|word| !word.starts_with(|c: char| c.is_lowercase()))
}

/// What follows a parenthesis, as in `(Reuters) - Five`.
fn past_parenthesis(after: &str) -> &str {
    let after = after.trim_start_matches([')', ' ', '\u{a0}']);
    match after.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest.trim_start(),
        None => after,
    }
}

fn ends_sentence(after: &str) -> bool {
    after.trim_end().ends_with(['.', '!', '?', '។']) && after.split_whitespace().count() > 1
}

/// What the text tells as past, and what as still ahead.
struct Bounds {
    /// The earliest day on which it can have been published, with the words.
    after: Option<(Date, TextRange)>,
    /// The latest.
    before: Option<(Date, TextRange)>,
    words: (String, String),
}

impl Bounds {
    fn of(document: &Document, reading: &Reading, sentences: &[TextRange]) -> Self {
        let mut after: Option<(Date, TextRange)> = None;
        let mut before: Option<(Date, TextRange)> = None;
        let mut open_months = Vec::new();
        let mut told = Vec::new();
        let mut ahead = Vec::new();
        for read in &reading.expressions {
            let Some(point) = point_of(read) else { continue };
            let sentence = sentence_of(sentences, read.range);
            let tense = tense::around(&reading.tokens, read.tokens.0, read.tokens.1, sentence);
            let Some(span) = written_span(read) else {
                let alone = point.known.year.is_none() && point.shift.is_none() && point.direction.is_none();
                if let (Some(month), true, Tense::Past | Tense::Told) = (point.known.month, alone, tense) {
                    open_months.push((month, point.known.day, read.range));
                }
                continue;
            };
            let Some(interval) = span.interval() else { continue };
            match (tense, interval.first(), interval.last()) {
                (Tense::Past | Tense::Told, Some(first), _) => {
                    told.push(span);
                    if after.is_none_or(|held| first > held.0) {
                        after = Some((first, read.range));
                    }
                }
                (Tense::Future | Tense::Awaited, _, Some(last)) => ahead.push((last, read.range, span)),
                _ => {}
            }
        }
        // What is told as past in another place is not ahead.
        for (last, range, span) in ahead {
            if !told.contains(&span) && before.is_none_or(|held| last < held.0) {
                before = Some((last, range));
            }
        }
        // What is ahead in one place and behind in another was ahead when something older was told.
        if let (Some(first), Some(last)) = (after, before)
            && last.0 < first.0
        {
            before = None;
        }
        // `In October … was sentenced`: of the Octobers in the window, at least the first lies behind.
        if let (Some((first, _)), Some((last, _))) = (after, before) {
            for (month, day, range) in open_months {
                let earliest = (first.year()..=last.year())
                    .filter_map(|year| Date::new(year, month, day.unwrap_or(1)))
                    .find(|date| *date >= first);
                if let Some(date) = earliest.filter(|date| *date <= last)
                    && after.is_none_or(|held| date > held.0)
                {
                    after = Some((date, range));
                }
            }
        }
        let quote = |bound: Option<(Date, TextRange)>| {
            bound.map_or_else(String::new, |bound| bound.1.of(&document.text).to_owned())
        };
        Self { words: (quote(after), quote(before)), after, before }
    }

    /// Whether the text tells as past something after a day.
    fn past_after(&self, day: Date) -> bool {
        self.after.is_some_and(|after| after.0 > day)
    }

    fn published(&self) -> Option<Published> {
        let (first, range) = self.after.or(self.before)?;
        let first = self.after.map(|_| first);
        let interval = Interval::new(first, self.before.map(|before| before.0));
        let closed = self.after.is_some() && self.before.is_some();
        let granularity = if closed { Granularity::Month } else { Granularity::Year };
        let when = When { interval, granularity };
        let how = PublishedHow::Bounds;
        let mut says = Vec::new();
        if self.after.is_some() {
            says.push(format!("‘{}’ is told as past", self.words.0));
        }
        if self.before.is_some() {
            says.push(format!("‘{}’ is still ahead", self.words.1));
        }
        let why = format!("{}, so {}", says.join(", "), iso_value(when));
        Some(Published { when, how, evidence: Some(range), why })
    }
}
