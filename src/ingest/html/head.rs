//! What a page's head says: title, author, dates.
//!
//! Input: the attributes of `meta` and `time` elements and the text of JSON-LD scripts, in the order of the page.
//! Output: the best of each.

use crate::document::{DateClue, PublishedHow};
use crate::order;

/// Names of `meta` elements that carry the date of publication, best first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "sailthru.date",
    "citation_date",
    "datecreated",
    "date",
];

const AUTHORS: &[&str] =
    &["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"];

/// JSON-LD is looked through no deeper than this.
const DEEPEST: usize = 16;

/// What the head of a page says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// The text of `title`.
    pub(super) title: String,
    /// `og:title` or the like, or a headline in JSON-LD.
    pub(super) headline: Option<String>,
    /// The name of the site.
    pub(super) site: Option<String>,
    author: Option<String>,
    /// Dates with their rank, lower being better.
    dates: Vec<(usize, String)>,
}

impl Head {
    /// Takes a `meta` element: the value of its `property`, `name` or `itemprop`, and its `content`.
    pub(super) fn meta(&mut self, name: &str, content: &str) {
        let (name, content) = (name.to_ascii_lowercase(), content.trim());
        if content.is_empty() || content.len() > 1000 {
            return;
        }
        match name.as_str() {
            "og:title" | "headline" => self.headline = Some(content.to_owned()),
            "twitter:title" | "dc.title" => {
                self.headline.get_or_insert_with(|| content.to_owned());
            }
            "og:site_name" => self.site = Some(content.to_owned()),
            _ => {}
        }
        if let Some(rank) = DATES.iter().position(|known| *known == name) {
            self.date(rank, content);
        }
        if AUTHORS.contains(&name.as_str()) {
            self.author(content);
        }
    }

    fn author(&mut self, name: &str) {
        // Some sites give the address of the author's page.
        let address = name.contains("://") || name.starts_with('@');
        if self.author.is_none() && !address && !name.is_empty() && name.chars().count() <= 100 {
            self.author = Some(name.to_owned());
        }
    }

    fn date(&mut self, rank: usize, value: &str) {
        if value.bytes().any(|byte| byte.is_ascii_digit()) && value.len() <= 60 && self.dates.len() < 64 {
            self.dates.push((rank, value.to_owned()));
        }
    }

    /// Takes a `time` element that stands in the document, after what `meta` says.
    pub(super) fn time(&mut self, value: &str) {
        self.date(DATES.len(), value);
    }

    /// Takes a script of JSON-LD. What is not JSON is passed over.
    pub(super) fn json_ld(&mut self, script: &str) {
        if let Ok(value) = crate::fields::parse(script.trim()) {
            self.thing(&value, 0);
        }
    }

    fn thing(&mut self, value: &serde_json::Value, depth: usize) {
        use serde_json::Value::{Array, Object, String as Text};
        if depth > DEEPEST {
            return;
        }
        match value {
            Array(items) => items.iter().for_each(|item| self.thing(item, depth + 1)),
            Object(fields) => {
                // A page describes its site, its breadcrumbs and its images too; only articles have a headline.
                if let Some(Text(headline)) = fields.get("headline") {
                    self.headline.get_or_insert_with(|| headline.trim().to_owned());
                }
                if let Some(Text(date)) = fields.get("datePublished") {
                    self.date(3, date.trim());
                }
                if let Some(author) = fields.get("author") {
                    let first = author.get(0).unwrap_or(author);
                    let name = first.get("name").unwrap_or(first).as_str().unwrap_or("");
                    self.author(name.trim());
                }
                if let Some(graph) = fields.get("@graph") {
                    self.thing(graph, depth + 1);
                }
                if let Some(main) = fields.get("mainEntity").or_else(|| fields.get("mainEntityOfPage")) {
                    self.thing(main, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Who wrote the page.
    pub(super) fn byline(&self) -> Option<String> {
        self.author.clone()
    }

    /// The dates, best first, each once.
    pub(super) fn clues(&self) -> Vec<DateClue> {
        let mut dates: Vec<&(usize, String)> = self.dates.iter().collect();
        order::sort_by_key(&mut dates, |(rank, _)| *rank);
        let mut clues: Vec<DateClue> = Vec::new();
        for (_, text) in dates {
            if clues.iter().all(|clue| clue.text != *text) {
                clues.push(DateClue { how: PublishedHow::Metadata, text: text.clone(), range: None });
            }
        }
        clues
    }

    /// The title, given the first heading of the document. A page's `title` has the name of the site in it; a heading
    /// that stands in it, or in the headline, is the title itself.
    pub(super) fn title_with(&self, heading: Option<&str>) -> Option<String> {
        let said = self.headline.as_deref().unwrap_or(&self.title);
        let folded = |text: &str| crate::text::normalise::name_key(text);
        if let Some(heading) = heading.filter(|heading| !heading.trim().is_empty()) {
            let (key, site) = (folded(heading), self.site.as_deref().map(folded));
            if said.trim().is_empty() || folded(said).contains(&key) && site.as_ref() != Some(&key) {
                return Some(heading.to_owned());
            }
        }
        let mut title = said.trim();
        if self.headline.is_none() {
            // `Title | Site`: the part before the last mark, if enough is left.
            for mark in [" | ", " – ", " — ", " - ", " » ", " :: "] {
                if let Some((before, after)) = title.rsplit_once(mark)
                    && before.chars().count() >= after.chars().count()
                {
                    title = before.trim();
                    break;
                }
            }
        }
        if title.is_empty() { heading.map(str::to_owned) } else { Some(title.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_date_comes_first() {
        let mut head = Head::default();
        head.time("2018-05-04");
        head.meta("date", "4 May 2018");
        head.meta("Article:Published_Time", "2018-05-03T08:00:00+07:00");
        head.json_ld(r#"{"@graph":[{"@type":"WebPage"},{"headline":"Été 😀","datePublished":"2018-05-03","author":[{"name":"Dara Lim"}]}]}"#);
        head.json_ld("no JSON {");
        head.meta("author", "https://example.org/dara");
        let dates: Vec<_> = head.clues().into_iter().map(|clue| clue.text).collect();
        assert_eq!(dates, ["2018-05-03T08:00:00+07:00", "2018-05-03", "4 May 2018", "2018-05-04"]);
        assert_eq!(head.byline().as_deref(), Some("Dara Lim"));
        assert_eq!(head.title_with(None).as_deref(), Some("Été 😀"));
    }

    #[test]
    fn the_title_loses_the_name_of_the_site() {
        let check = |title: &str, heading: Option<&str>, expect: Option<&str>| {
            let head = Head { title: title.to_owned(), ..Head::default() };
            assert_eq!(head.title_with(heading).as_deref(), expect, "{title} {heading:?}");
        };
        check("A day in court | The Paper", None, Some("A day in court"));
        check("A day in court | The Paper", Some("A Day in Court"), Some("A Day in Court"));
        check("A day in court | The Paper", Some("Other things"), Some("A day in court"));
        check("Court", Some("ក"), Some("Court"));
        check("", Some("ក"), Some("ក"));
        check("", None, None);
    }
}
