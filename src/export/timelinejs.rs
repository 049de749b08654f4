//! TimelineJS JSON (Knight Lab): the dated events of the timeline.
//!
//! `start_date` has only the parts that are known: a year alone, or a year and a month. A span (a week, a decade, a
//! range) has its ends as `start_date` and `end_date`. `display_date` says the date in words, so that TimelineJS does
//! not make one up. TimelineJS renders `headline` and `text` as HTML: both are escaped here.
//!
//! An undated event has no place on its axis. It is left out and named in [`Export::notes`].

use serde::Serialize;

use super::{Contents, Export};
use crate::calendar::{Date, Granularity, Interval, When};
use crate::event::{EventType, Modality, TimelineEvent};

/// The dated events, in order.
pub fn timeline(contents: &Contents) -> Export {
    let slides: Vec<_> = contents.timeline.iter().filter_map(|event| slide(event, contents)).collect();
    let undated: Vec<_> = contents
        .timeline
        .iter()
        .filter(|event| event.when.and_then(dates).is_none())
        .map(|event| event.headline.as_str())
        .collect();
    let mut notes = Vec::new();
    if !undated.is_empty() {
        let are = if undated.len() == 1 { "event has no date and is" } else { "events have no date and are" };
        let shown = undated.iter().take(5).copied().collect::<Vec<_>>().join("; ");
        let more = if undated.len() > 5 { "; …" } else { "" };
        notes.push(format!("{} {are} not in the TimelineJS file: {shown}{more}", undated.len()));
    }
    let text = serde_json::to_string_pretty(&TimelineJson { events: slides })
        .map(|json| json + "\n")
        .unwrap_or_default();
    Export { text, notes }
}

/// The lane that an event's type stands in.
fn group(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Arrest => "Arrests",
        EventType::Charge | EventType::Trial | EventType::Sentence => "Courts",
        EventType::Release => "Releases",
        EventType::Exile => "Exile",
        EventType::Attack | EventType::Killing | EventType::Threat => "Violence and threats",
        EventType::PartyBan | EventType::MediaClosure => "Closures and bans",
        EventType::Sanction => "Sanctions and trade",
        EventType::Law => "Laws",
        EventType::Election => "Elections",
        EventType::Protest => "Protests",
        EventType::Statement | EventType::Petition => "Statements and appeals",
        EventType::Agreement | EventType::Visit => "Diplomacy",
        EventType::Appointment | EventType::Resignation | EventType::Founding => "Offices and organisations",
    }
}

#[derive(Serialize)]
struct TimelineJson {
    events: Vec<SlideJson>,
}

#[derive(Serialize)]
struct SlideJson {
    start_date: DateJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<DateJson>,
    display_date: String,
    text: TextJson,
    group: &'static str,
    unique_id: String,
}

#[derive(Serialize)]
struct DateJson {
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
}

#[derive(Serialize)]
struct TextJson {
    headline: String,
    text: String,
}

fn slide(event: &TimelineEvent, contents: &Contents) -> Option<SlideJson> {
    let when = event.when?;
    let (start_date, end_date) = dates(when)?;
    let modality = match event.modality {
        Modality::Happened => "",
        Modality::Planned => " (planned)",
        Modality::Hypothetical => " (hypothetical)",
        Modality::Negated => " (did not happen)",
        Modality::CalledFor => " (called for)",
    };
    let quotes = event.quotes.iter().filter_map(|quote| {
        let document = &contents.documents.get(quote.document as usize)?.document;
        let words = quote.range.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(format!(
            "<blockquote>{}</blockquote><p>{} ({})</p>",
            escape(&words),
            escape(&document.title),
            escape(&document.source)
        ))
    });
    Some(SlideJson {
        start_date,
        end_date,
        display_date: words(when),
        text: TextJson { headline: escape(&event.headline) + modality, text: quotes.collect() },
        group: group(event.event_type),
        unique_id: event.id.clone(),
    })
}

/// The ends of a time with only their known parts; the second where it is more than one day, month or year. `None`
/// where nothing is known of either side.
fn dates(when: When) -> Option<(DateJson, Option<DateJson>)> {
    let parts = |date: Date| match when.granularity {
        Granularity::Century | Granularity::Decade | Granularity::Year => {
            DateJson { year: date.year(), month: None, day: None }
        }
        Granularity::Half | Granularity::Season | Granularity::Quarter | Granularity::Month => {
            DateJson { year: date.year(), month: Some(date.month()), day: None }
        }
        Granularity::Week | Granularity::Day | Granularity::Time => {
            DateJson { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
        }
    };
    let (first, last) = match (when.interval.first(), when.interval.last()) {
        (Some(first), Some(last)) => (first, last),
        (Some(only), None) | (None, Some(only)) => return Some((parts(only), None)),
        (None, None) => return None,
    };
    let (start, end) = (parts(first), parts(last));
    let one = (start.year, start.month, start.day) == (end.year, end.month, end.day);
    // A year that is not a whole one ("early 2023") is no more precise than the year for TimelineJS.
    Some((start, (!one).then_some(end)))
}

/// A time in words, no more precise than it is known: `18 September 2017`, `September 2017`, `2017`,
/// `4–10 September 2017`, `from September 2023 to February 2024`.
fn words(when: When) -> String {
    let (first, last) = match (when.interval.first(), when.interval.last()) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => return format!("from {}", one(first, when.granularity)),
        (None, Some(last)) => return format!("until {}", one(last, when.granularity)),
        (None, None) => return String::new(),
    };
    if first == last {
        return one(first, Granularity::Day);
    }
    if Interval::month(first.year(), first.month()) == Some(when.interval) {
        return one(first, Granularity::Month);
    }
    if Interval::year(first.year()) == Some(when.interval) {
        return one(first, Granularity::Year);
    }
    let same_month = (first.year(), first.month()) == (last.year(), last.month());
    if when.granularity >= Granularity::Week && same_month {
        return format!("{}–{}", first.day(), one(last, Granularity::Day));
    }
    let (from, to) = (one(first, when.granularity), one(last, when.granularity));
    if from == to { from } else { format!("from {from} to {to}") }
}

fn one(date: Date, granularity: Granularity) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(usize::from(date.month()).saturating_sub(1)).copied().unwrap_or("");
    let year = if date.year() > 0 { date.year().to_string() } else { format!("{} BC", 1 - date.year()) };
    if granularity >= Granularity::Week {
        format!("{} {month} {year}", date.day())
    } else if granularity >= Granularity::Half {
        format!("{month} {year}")
    } else {
        year
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::contents;
    use super::*;

    fn check(when: When, start: &str, end: &str, display: &str) {
        let json = |date: &DateJson| serde_json::to_string(date).unwrap();
        let (first, last) = dates(when).unwrap();
        assert_eq!(json(&first), start);
        assert_eq!(last.map_or(String::new(), |date| json(&date)), end);
        assert_eq!(words(when), display);
    }

    #[test]
    fn only_known_parts_of_a_date_are_written() {
        let iso = |text: &str| When::parse_iso(text).unwrap();
        check(iso("2017-09-18"), r#"{"year":2017,"month":9,"day":18}"#, "", "18 September 2017");
        check(iso("2017-09"), r#"{"year":2017,"month":9}"#, "", "September 2017");
        check(iso("2017"), r#"{"year":2017}"#, "", "2017");
        let between = |first: &str, last: &str, granularity| When {
            interval: Interval::new(Date::parse_iso(first), Date::parse_iso(last)),
            granularity,
        };
        check(
            between("2017-09-04", "2017-09-10", Granularity::Week),
            r#"{"year":2017,"month":9,"day":4}"#,
            r#"{"year":2017,"month":9,"day":10}"#,
            "4–10 September 2017",
        );
        check(
            between("1990-01-01", "1999-12-31", Granularity::Decade),
            r#"{"year":1990}"#,
            r#"{"year":1999}"#,
            "from 1990 to 1999",
        );
        check(
            between("2023-10-01", "2024-02-29", Granularity::Month),
            r#"{"year":2023,"month":10}"#,
            r#"{"year":2024,"month":2}"#,
            "from October 2023 to February 2024",
        );
        check(
            between("2017-09-18", "", Granularity::Day),
            r#"{"year":2017,"month":9,"day":18}"#,
            "",
            "from 18 September 2017",
        );
        check(between("2023-01-01", "2023-06-30", Granularity::Year), r#"{"year":2023}"#, "", "2023");
    }

    #[test]
    fn undated_events_are_left_out_and_named() {
        let export = timeline(&contents());
        let json: serde_json::Value = serde_json::from_str(&export.text).unwrap();
        assert_eq!(json["events"].as_array().unwrap().len(), 1);
        assert_eq!(json["events"][0]["unique_id"], "arrest-2021-03-03-1");
        assert_eq!(json["events"][0]["group"], "Arrests");
        assert_eq!(json["events"][0]["display_date"], "3 March 2021");
        assert_eq!(export.notes.len(), 1);
        assert!(export.notes[0].contains("Release of Dara Vong"), "{:?}", export.notes);
    }

    #[test]
    fn hostile_text_is_escaped() {
        let mut contents = contents();
        contents.documents[0].document.title = "<img src=x onerror=alert(1)>".into();
        contents.timeline[0].headline = "Arrest of <b>".into();
        let export = timeline(&contents);
        assert!(!export.text.contains("<img") && !export.text.contains("<b>"));
        assert!(export.text.contains("Arrest of &lt;b&gt;"));
    }
}
