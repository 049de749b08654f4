//! What an element is for, by its name, role, and the names that sites give to their parts.
//!
//! Class names are hints only: they are compared as whole names or as whole words at a name's beginning or end, and
//! never for the elements that hold the page or the document.

use crate::document::BoilerplateKind::{self, Comment, CommentForm, Footer, Navigation, PostedLine, Share};

/// Names of classes and ids, or their first words.
const FIRST: &[(&str, BoilerplateKind)] = &[
    ("addthis", Share),
    ("addtoany", Share),
    ("ads", Navigation),
    ("advert", Navigation),
    ("advertisement", Navigation),
    ("breadcrumb", Navigation),
    ("breadcrumbs", Navigation),
    ("colophon", Footer),
    ("comment-form", CommentForm),
    ("comment-list", Comment),
    ("comment-reply", CommentForm),
    ("comment-respond", CommentForm),
    ("commentform", CommentForm),
    ("commentlist", Comment),
    ("comments", Comment),
    ("comments-link", Navigation),
    ("cookie", Footer),
    ("cookies", Footer),
    ("copyright", Footer),
    ("disqus", Comment),
    ("entry-footer", Navigation),
    ("entry-meta", PostedLine),
    ("footer", Footer),
    ("gdpr", Footer),
    ("jp-relatedposts", Navigation),
    ("menu", Navigation),
    ("nav", Navigation),
    ("navbar", Navigation),
    ("navigation", Navigation),
    ("newsletter", Navigation),
    ("page-numbers", Navigation),
    ("pagination", Navigation),
    ("post-meta", PostedLine),
    ("post-navigation", Navigation),
    ("posted-on", PostedLine),
    ("related", Navigation),
    ("related-posts", Navigation),
    ("respond", CommentForm),
    ("share", Share),
    ("sharedaddy", Share),
    ("sharing", Share),
    ("sidebar", Navigation),
    ("site-footer", Footer),
    ("site-header", Navigation),
    ("site-info", Footer),
    ("site-navigation", Navigation),
    ("skip-link", Navigation),
    ("social", Share),
    ("subscribe", Navigation),
    ("tags-links", Navigation),
    ("widget", Navigation),
    ("widgets", Navigation),
];

/// Last words of such names (`main-menu`, `post-comments`).
const LAST: &[(&str, BoilerplateKind)] = &[
    ("breadcrumb", Navigation),
    ("breadcrumbs", Navigation),
    ("comments", Comment),
    ("menu", Navigation),
    ("nav", Navigation),
    ("navigation", Navigation),
    ("pagination", Navigation),
    ("share", Share),
    ("sharing", Share),
    ("sidebar", Navigation),
    ("widget", Navigation),
];

/// What an element is by its tag and role; these are believed.
pub(super) fn by_element(name: &str, role: &str, in_content: bool) -> Option<BoilerplateKind> {
    match role {
        "navigation" | "menu" | "menubar" | "search" | "banner" | "complementary" => return Some(Navigation),
        "contentinfo" => return Some(Footer),
        _ => {}
    }
    match name {
        "nav" | "menu" => Some(Navigation),
        // In an article these hold its title, its standfirst, its notes.
        "header" | "aside" if !in_content => Some(Navigation),
        "aside" => Some(Navigation),
        "footer" => Some(Footer),
        _ => None,
    }
}

/// What an element is by a class or id; these can mislead.
pub(super) fn by_names(element: &str, names: &str) -> Option<BoilerplateKind> {
    if matches!(element, "html" | "body" | "main" | "article" | "h1" | "p") {
        return None;
    }
    names.split_ascii_whitespace().find_map(by_name)
}

fn by_name(name: &str) -> Option<BoilerplateKind> {
    let name = name.to_ascii_lowercase().replace("__", "-").replace('_', "-");
    let whole = |table: &[(&str, BoilerplateKind)], word: &str| {
        table.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
    };
    if name.starts_with("no-")
        || name.starts_with("has-")
        || name.starts_with("with-")
        || name.contains("content")
    {
        return None;
    }
    // The longest beginning that is known: `comments-link` before `comments`.
    let mut beginning = name.as_str();
    loop {
        if let Some(kind) = whole(FIRST, beginning) {
            return Some(kind);
        }
        match beginning.rfind('-') {
            Some(at) => beginning = &beginning[..at],
            None => break,
        }
    }
    name.rsplit('-').next().and_then(|last| whole(LAST, last))
}

/// Elements whose text nobody reads as text.
pub(super) fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "textarea"
            | "button"
            | "map"
            | "noframes"
            | "noembed"
            | "xmp"
            | "datalist"
    )
}

/// Elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// How the text of an element stands against the text before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// It runs on.
    None,
    /// White space.
    Space,
    /// A line of its own.
    Line,
    /// A paragraph of its own.
    Paragraph,
}

/// How an element breaks the text.
pub(super) fn breaks(name: &str) -> Break {
    match name {
        "li" | "tr" | "dt" | "dd" | "caption" | "option" | "legend" | "summary" => Break::Line,
        "td" | "th" => Break::Space,
        "p" | "div" | "article" | "section" | "header" | "footer" | "main" | "nav" | "aside" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre"
        | "figure" | "figcaption" | "hr" | "form" | "fieldset" | "address" | "body" | "html" | "center"
        | "details" | "hgroup" | "thead" | "tbody" | "tfoot" | "menu" | "title" => Break::Paragraph,
        _ => Break::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_classes_are_hints() {
        let check = |names: &str, expect| assert_eq!(by_names("div", names), expect, "{names}");
        check("main-menu", Some(Navigation));
        check("x widget_recent", Some(Navigation));
        check("comments-area", Some(Comment));
        check("comments-link", Some(Navigation));
        check("comment-respond", Some(CommentForm));
        check("share-buttons", Some(Share));
        for content in ["no-sidebar", "entry-content", "content-sidebar-wrap", "navy", "menus", "", "é 😀 ក"]
        {
            check(content, None);
        }
        assert_eq!(by_names("body", "sidebar"), None);
        assert_eq!(by_element("header", "", true), None);
        assert_eq!(by_element("div", "navigation", true), Some(Navigation));
    }
}
