//! HTML to text: paragraphs as lines, what is not the document marked by its markup.
//!
//! Input: the text of an HTML file. Output: a [`Page`]. No tree is built of the tokens. Instead a stack of open
//! elements, of bounded depth, says of every piece of text what it belongs to, so that unclosed tags and deep nesting
//! cost nothing. Scripts, styles and the like are dropped; menus, footers, forms and comments are kept and marked.
//! Several `article` elements, each with a heading of its own, are several documents.
//!
//! What is left out: tables as tables (cells become words in a line), images, links' addresses.

mod head;
mod hints;
mod tokens;
mod writer;

use self::head::Head;
use self::hints::Break;
use self::tokens::{Tag, Token};
use self::writer::Writer;
use super::page::{Page, Said};
use crate::document::{BoilerplateKind, DateClue, PublishedHow};
use crate::text::{Language, TextRange};

/// Elements nested deeper are read as if they were not there; no page that people write comes near.
const DEEPEST: usize = 400;

/// Teasers of other articles are shorter than this many bytes, and the article they surround is longer.
const TEASER: usize = 700;

/// Of a page whose text is marked beyond this share, in percent, the names of classes were misread.
const MOST_MARKED: usize = 90;

/// Reads an HTML file.
pub(super) fn read(html: &str) -> Page {
    let page = read_with(html, true);
    let marked: usize = page.boilerplate.iter().map(|part| part.range.len()).sum();
    if marked * 100 > page.text.len() * MOST_MARKED { read_with(html, false) } else { page }
}

/// Reads an HTML file, believing the names of its classes or not.
fn read_with(html: &str, hints: bool) -> Page {
    let mut reader = Reader { hints, ..Reader::default() };
    tokens::read(html, &mut |token| reader.token(&token));
    reader.finish()
}

/// The text of a fragment of HTML, without tags.
pub(super) fn plain_text(html: &str) -> String {
    let mut reader = Reader::default();
    tokens::read(html, &mut |token| reader.token(&token));
    reader.out.finish().0
}

/// An open element.
#[derive(Debug, Default)]
struct Element {
    name: String,
    kind: Option<BoilerplateKind>,
    dropped: bool,
    /// Whether it is within a document's own part: `article`, `main`.
    content: bool,
    preformatted: bool,
    /// The index of the article it opened.
    article: Option<usize>,
}

/// An `article` element.
#[derive(Debug, Default)]
struct Article {
    range: TextRange,
    heading: Option<String>,
    byline: Option<String>,
    dates: Vec<String>,
}

/// What text is collected for, besides the text of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Collect {
    Title,
    JsonLd,
    Heading,
    Author,
    Time,
}

#[derive(Debug, Default)]
struct Reader {
    /// Whether classes and ids are believed.
    hints: bool,
    out: Writer,
    head: Head,
    language: Option<Language>,
    stack: Vec<Element>,
    /// Start tags beyond [`DEEPEST`], whose end tags are to be passed over.
    beyond: usize,
    articles: Vec<Article>,
    /// The first heading of the page's own, outside articles.
    heading: Option<String>,
    /// The author by `rel=author` or a class.
    author: Option<String>,
    /// What is being collected, since which depth, and what was.
    collect: Option<(Collect, usize)>,
    collected: String,
}

impl Reader {
    fn token(&mut self, token: &Token<'_>) {
        match token {
            Token::Start(tag) => self.start(tag),
            Token::End(name) => self.end(name),
            Token::Text(text) => self.text(text),
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        self.void(tag);
        if hints::is_void(name) {
            return;
        }
        self.close_implied(name);
        let parent = self.stack.last();
        let content = parent.is_some_and(|parent| parent.content) || matches!(name, "article" | "main");
        let dropped = parent.is_some_and(|parent| parent.dropped) || hints::is_dropped(name);
        let kind = kind(parent, tag, self.hints);
        self.out.separate(hints::breaks(name));
        if name == "li" {
            self.out.bullet();
        }
        if tag.self_closing && matches!(parent.map(|parent| parent.name.as_str()), Some("svg" | "math")) {
            return;
        }
        if self.stack.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        let is_article = name == "article" && !dropped && kind.is_none();
        let article = (is_article && self.stack.iter().all(|element| element.article.is_none())).then(|| {
            let start = self.out.len();
            self.articles.push(Article { range: TextRange::new(start, start), ..Article::default() });
            self.articles.len() - 1
        });
        let preformatted = name == "pre" || parent.is_some_and(|parent| parent.preformatted);
        self.stack.push(Element { name: name.to_owned(), kind, dropped, content, preformatted, article });
        self.open_collection(tag);
    }

    /// Takes what an element says by its attributes alone.
    fn void(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" => {
                let lang = tag.get("lang");
                self.language =
                    Language::from_tag(lang.split(['-', '_']).next().unwrap_or("")).or(self.language);
            }
            "meta" => {
                for key in ["property", "name", "itemprop"] {
                    if !tag.get(key).is_empty() {
                        self.head.meta(tag.get(key), tag.get("content"));
                    }
                }
            }
            "br" => self.out.separate(Break::Line),
            "hr" => self.out.separate(Break::Paragraph),
            "wbr" => self.out.text("\u{200b}", None, false),
            "img" | "input" => self.out.separate(Break::Space),
            _ => {}
        }
    }

    /// A paragraph ends where another block begins, whether it was closed or not.
    fn close_implied(&mut self, name: &str) {
        let top = self.stack.last().map_or("", |element| element.name.as_str());
        let implied = match top {
            "p" => hints::breaks(name) >= Break::Line,
            "li" => name == "li",
            "td" | "th" => matches!(name, "td" | "th" | "tr"),
            "tr" => name == "tr",
            "dt" | "dd" => matches!(name, "dt" | "dd"),
            "head" => name == "body",
            _ => false,
        };
        if implied {
            let top = top.to_owned();
            self.end(&top);
            if matches!(top.as_str(), "td" | "th") && name == "tr" {
                self.close_implied(name);
            }
        }
    }

    fn open_collection(&mut self, tag: &Tag) {
        if self.collect.is_some() {
            return;
        }
        let element = self.stack.last();
        let own = element.is_some_and(|element| {
            !element.dropped && matches!(element.kind, None | Some(BoilerplateKind::PostedLine))
        });
        let classes = tag.get("class").to_ascii_lowercase();
        let collect = match tag.name.as_str() {
            "title" if self.head.title.is_empty() && element.is_some_and(|element| !element.dropped) => {
                Collect::Title
            }
            "script" if tag.get("type").eq_ignore_ascii_case("application/ld+json") => Collect::JsonLd,
            "h1" | "h2" | "h3" if own => Collect::Heading,
            // A site's own header may hold the headline in an `h1`.
            "h1" => Collect::Heading,
            "time" if own && (!classes.contains("updated") || classes.contains("published")) => {
                if !tag.get("datetime").is_empty() {
                    self.date(tag.get("datetime"));
                    return;
                }
                Collect::Time
            }
            _ if own
                && (tag.get("rel") == "author" || tag.get("itemprop") == "author" || is_author(&classes)) =>
            {
                Collect::Author
            }
            _ => return,
        };
        self.collect = Some((collect, self.stack.len()));
        self.collected.clear();
    }

    fn article(&mut self) -> Option<&mut Article> {
        let open = self.stack.iter().find_map(|element| element.article)?;
        self.articles.get_mut(open)
    }

    fn date(&mut self, value: &str) {
        let value = value.trim().to_owned();
        match self.article() {
            Some(article) if article.dates.len() < 8 => article.dates.push(value),
            Some(_) => {}
            None => self.head.time(&value),
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" || name == "p" && !self.stack.iter().rev().take(16).any(|element| element.name == "p")
        {
            self.out.separate(Break::Line);
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        self.out.separate(hints::breaks(name));
        let Some(at) = self.stack.iter().rposition(|element| element.name == name) else { return };
        // An inline end tag closes nothing beyond the block it stands in.
        if hints::breaks(name) == Break::None
            && self.stack[at + 1..].iter().any(|element| hints::breaks(&element.name) == Break::Paragraph)
        {
            return;
        }
        while self.stack.len() > at {
            self.close_collection();
            if let Some(article) = self.stack.pop().and_then(|element| element.article) {
                let end = self.out.len();
                if let Some(article) = self.articles.get_mut(article) {
                    article.range.end = end as u32;
                }
            }
        }
    }

    fn close_collection(&mut self) {
        let Some((collect, depth)) = self.collect else { return };
        if depth != self.stack.len() {
            return;
        }
        self.collect = None;
        let collected = std::mem::take(&mut self.collected);
        let words = collected.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        match collect {
            Collect::Title => self.head.title = words,
            Collect::JsonLd => self.head.json_ld(&collected),
            Collect::Time => self.date(&words),
            Collect::Heading => {
                let heading = match self.article() {
                    Some(article) => &mut article.heading,
                    None => &mut self.heading,
                };
                heading.get_or_insert(words);
            }
            Collect::Author => {
                let name = super::posts::author(&words).unwrap_or(words);
                if super::posts::is_name(&name) {
                    let author = match self.article() {
                        Some(article) => &mut article.byline,
                        None => &mut self.author,
                    };
                    author.get_or_insert(name);
                }
            }
        }
    }

    fn text(&mut self, value: &str) {
        if self.collect.is_some() && self.collected.len() < 1 << 20 {
            self.collected.push_str(value);
        }
        let Some(element) = self.stack.last() else {
            self.out.text(value, None, false);
            return;
        };
        if !element.dropped && element.name != "title" {
            self.out.text(value, element.kind, element.preformatted);
        }
    }

    fn finish(mut self) -> Page {
        while let Some(name) = self.stack.last().map(|element| element.name.clone()) {
            self.beyond = 0;
            let before = self.stack.len();
            self.end(&name);
            if self.stack.len() == before {
                self.stack.pop();
            }
        }
        let (text, mut boilerplate) = self.out.finish();
        let mut articles = self.articles;
        for article in &mut articles {
            // Breaks are written before the next word, so an article begins after those before its own first word.
            let slice = article.range.of(&text);
            article.range.start += (slice.len() - slice.trim_start().len()) as u32;
        }
        articles.retain(|article| !article.range.is_empty());
        let headed = articles.iter().filter(|article| article.heading.is_some()).count();
        let longest = articles.iter().map(|article| article.range.len()).max().unwrap_or(0);
        let others = articles.iter().filter(|article| article.range.len() < longest);
        // Around one long article, short ones are teasers of others.
        let teasers =
            longest >= TEASER && others.clone().all(|other| other.range.len() < TEASER.min(longest / 2));
        let several =
            headed > 1 && headed == articles.len() && !(teasers && others.count() + 1 == articles.len());

        let mut said =
            Said { title: None, byline: self.head.byline().or(self.author), clues: self.head.clues() };
        let mut parts = Vec::new();
        if several {
            parts.extend(articles.iter().map(|article| (article.range, article.said())));
        } else {
            let main = articles.iter().find(|article| article.range.len() == longest);
            let heading = main.and_then(|article| article.heading.clone()).or(self.heading);
            said.title = self.head.title_with(heading.as_deref());
            if let Some(main) = main {
                said.byline = said.byline.or_else(|| main.byline.clone());
                said.clues.extend(main.said().clues);
                for other in articles.iter().filter(|other| other.range != main.range) {
                    writer::mark(&mut boilerplate, other.range, BoilerplateKind::Navigation);
                }
            }
            if let Some(title) = said.title.as_deref() {
                writer::unmark_title(&text, &mut boilerplate, title);
            }
        }
        Page { text, boilerplate, said, language: self.language, parts }
    }
}

impl Article {
    fn said(&self) -> Said {
        let clue = |text: &String| DateClue { how: PublishedHow::Metadata, text: text.clone(), range: None };
        Said {
            title: self.heading.clone(),
            byline: self.byline.clone(),
            clues: self.dates.iter().map(clue).collect(),
        }
    }
}

fn is_author(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        matches!(
            class,
            "byline"
                | "author"
                | "author-name"
                | "entry-author"
                | "post-author"
                | "article-author"
                | "byline-name"
        )
    })
}

/// The kind of boilerplate of an element within `parent`. What stands in comments is comments, whatever it is called.
fn kind(parent: Option<&Element>, tag: &Tag, hints: bool) -> Option<BoilerplateKind> {
    use BoilerplateKind::{Comment, CommentForm, Footer, Navigation};
    let in_content = parent.is_some_and(|parent| parent.content);
    let own = hints::by_element(&tag.name, tag.get("role"), in_content)
        .or_else(|| if hints { hints::by_names(&tag.name, tag.get("class")) } else { None })
        .or_else(|| if hints { hints::by_names(&tag.name, tag.get("id")) } else { None });
    let outer = parent.and_then(|parent| parent.kind);
    match (outer, own) {
        (None, own) => own,
        (Some(Comment), Some(CommentForm)) => Some(CommentForm),
        (Some(Navigation | Footer), Some(own)) => Some(own),
        (outer, _) => outer,
    }
}

#[cfg(test)]
mod tests;
