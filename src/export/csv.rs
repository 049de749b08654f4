//! CSV for spreadsheets: the timeline and the entities as tables (RFC 4180: comma, double quotes, CR LF, UTF-8).
//!
//! Two things that spreadsheets do to innocent text are guarded against:
//!
//! - **Dates.** A bare `2017` or `2017-09` becomes 1 January or 1 September on opening. So a date is a full day
//!   (`2017-09-18`) or a range of full days (`2017-09-01/2017-09-30`, an open side as `..`); the granularity has a
//!   column of its own.
//! - **Formulas.** A field that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (also after white space, and
//!   in full-width forms) could run as a formula. Such a field gets an apostrophe in front, as OWASP's "CSV Injection"
//!   advises. To read the original back, drop one leading apostrophe that is followed by one of those characters.

use super::Contents;
use crate::calendar::Interval;

/// The timeline, one row an event. Several values of a field stand on lines of their own within it.
///
/// Columns: `id,type,modality,date,from,to,granularity,headline,actors,targets,places,quotes,documents,sources,why`.
pub fn timeline(contents: &Contents) -> String {
    let mut table = Table::new(&[
        "id",
        "type",
        "modality",
        "date",
        "from",
        "to",
        "granularity",
        "headline",
        "actors",
        "targets",
        "places",
        "quotes",
        "documents",
        "sources",
        "why",
    ]);
    for event in &contents.timeline {
        let names = |indices: &[u32]| contents.entity_names(indices).join("\n");
        let day = |date: Option<crate::calendar::Date>| date.map_or_else(String::new, |d| d.to_string());
        let quoted = |part: &dyn Fn(&crate::document::Document, crate::text::TextRange) -> String| {
            let parts = event.quotes.iter().filter_map(|quote| {
                Some(part(&contents.documents.get(quote.document as usize)?.document, quote.range))
            });
            parts.collect::<Vec<_>>().join("\n")
        };
        table.row(&[
            &event.id,
            event.event_type.code(),
            event.modality.code(),
            &event.when.map_or_else(String::new, |when| days(when.interval)),
            &event.when.map_or_else(String::new, |when| day(when.interval.first())),
            &event.when.map_or_else(String::new, |when| day(when.interval.last())),
            event.when.map_or("", |when| when.granularity.code()),
            &event.headline,
            &names(&event.actors),
            &names(&event.targets),
            &names(&event.places),
            &quoted(&|document, range| one_line(range.of(&document.text))),
            &quoted(&|document, _| document.id.clone()),
            &quoted(&|document, _| document.source.clone()),
            &event.why,
        ]);
    }
    table.text
}

/// The entities, one row each, most mentions first.
///
/// Columns: `id,name,type,aliases,mentions,documents,merged_by,ids`; `ids` are those elsewhere (`wikidata: Q1`).
pub fn entities(contents: &Contents) -> String {
    let mut table =
        Table::new(&["id", "name", "type", "aliases", "mentions", "documents", "merged_by", "ids"]);
    for (entity, number) in contents.entities.iter().zip(0..) {
        let ids = contents.elsewhere(number).iter().map(|(scheme, id)| format!("{scheme}: {id}"));
        let aliases = entity.names.iter().map(|name| name.text.as_str()).filter(|name| *name != entity.name);
        let documents = entity.documents.iter().map(|&ordinal| contents.document_id(ordinal));
        let merges = entity
            .merges
            .iter()
            .map(|merge| format!("{}: {} ({})", merge.rule.code(), merge.name, merge.evidence));
        table.row(&[
            &entity.id,
            &entity.name,
            entity.entity_type.code(),
            &aliases.collect::<Vec<_>>().join("\n"),
            &entity.mentions.to_string(),
            &documents.collect::<Vec<_>>().join("\n"),
            &merges.collect::<Vec<_>>().join("\n"),
            &ids.collect::<Vec<_>>().join("\n"),
        ]);
    }
    table.text
}

/// One day, or the first and last day of an interval: never a bare year or month.
fn days(interval: Interval) -> String {
    let side = |date: Option<crate::calendar::Date>| date.map_or_else(|| "..".to_owned(), |d| d.to_string());
    match (interval.first(), interval.last()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (first, last) => format!("{}/{}", side(first), side(last)),
    }
}

/// A text with its white space as single spaces, so that a quote stays on one line of its cell.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Table {
    text: String,
}

impl Table {
    fn new(columns: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(columns);
        table
    }

    fn row(&mut self, fields: &[&str]) {
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.field(field);
        }
        self.text.push_str("\r\n");
    }

    fn field(&mut self, field: &str) {
        let guarded = is_formula(field);
        let quoted = field.contains(['"', ',', '\n', '\r']) || field.trim() != field;
        if quoted {
            self.text.push('"');
        }
        if guarded {
            self.text.push('\'');
        }
        if quoted {
            self.text.push_str(&field.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(field);
        }
    }
}

/// Whether a spreadsheet may take a field for a formula.
fn is_formula(field: &str) -> bool {
    let starts = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    starts(field) || starts(field.trim_start())
}

#[cfg(test)]
mod tests {
    use super::super::tests::contents;
    use super::*;
    use crate::calendar::When;

    fn check(field: &str, expect: &str) {
        let mut table = Table { text: String::new() };
        table.field(field);
        assert_eq!(table.text, expect, "{field:?}");
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        check("", "");
        check("កឹម é 😀\u{a0}x", "កឹម é 😀\u{a0}x");
        check("a,b", "\"a,b\"");
        check("she said \"no\"", "\"she said \"\"no\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check(" edge", "\" edge\"");
    }

    #[test]
    fn formulas_are_disarmed() {
        check("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "\"'\t=1\"");
        check("  =1", "\"'  =1\"");
        check("＝1", "'＝1");
        check("a=1", "a=1");
    }

    #[test]
    fn a_date_is_a_day_or_a_range_of_days() {
        let iso = |text: &str| days(When::parse_iso(text).unwrap().interval);
        assert_eq!(iso("2017-09-18"), "2017-09-18");
        assert_eq!(iso("2017-09"), "2017-09-01/2017-09-30");
        assert_eq!(iso("2017"), "2017-01-01/2017-12-31");
        assert_eq!(
            days(Interval::new(When::parse_iso("2017-09-18").unwrap().interval.first(), None)),
            "2017-09-18/.."
        );
    }

    #[test]
    fn tables_have_a_row_for_each_thing() {
        let contents = contents();
        let table = timeline(&contents);
        assert!(table.starts_with("id,type,modality,date,from,to,granularity,headline,"));
        assert_eq!(table.matches("\r\n").count(), 3);
        assert!(
            table.contains(
                "arrest-2021-03-03-1,arrest,happened,2021-03-03,2021-03-03,2021-03-03,day,Arrest of"
            )
        );
        assert!(table.contains("release-undated-1,release,called-for,,,,,Release of"));
        let table = entities(&contents);
        assert!(table.contains("per-dara-vong,Dara Vong,PER,វង្ស ដារ៉ា,2,0123456789ab,"));
        assert_eq!(timeline(&Contents::default()).matches("\r\n").count(), 1);
    }
}
