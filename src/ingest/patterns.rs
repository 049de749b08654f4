//! The lines that sites put around documents, as data.
//!
//! A line is looked up by its key (see [`super::lines::key`]): folded, single spaces, without decoration. Exact keys
//! count wherever they stand as a line of their own; beginnings count for short lines; and some count only near the end
//! of a document, because the same words can begin a sentence of it.

use crate::document::BoilerplateKind::{
    self, CommentForm, Footer, Navigation, PostedLine, Share, Truncation,
};

/// Whole lines. Sorted by key, for binary search.
const EXACT: &[(&str, BoilerplateKind)] = &[
    ("0 comments", CommentForm),
    ("about us", Navigation),
    ("accueil", Navigation),
    ("add a comment", CommentForm),
    ("advertisement", Navigation),
    ("archives", Navigation),
    ("articles similaires", Navigation),
    ("baca juga", Navigation),
    ("baca selengkapnya", Truncation),
    ("back to top", Navigation),
    ("cancel reply", CommentForm),
    ("categories", Navigation),
    ("category", Navigation),
    ("commentaires", CommentForm),
    ("comments", CommentForm),
    ("comments are closed", CommentForm),
    ("connect with us", Navigation),
    ("contact us", Navigation),
    ("continue reading", Truncation),
    ("copy link", Share),
    ("email", Share),
    ("email this", Share),
    ("facebook", Share),
    ("follow us", Navigation),
    ("follow us on", Navigation),
    ("full story", Truncation),
    ("haut de page", Navigation),
    ("home", Navigation),
    ("inline feedbacks", CommentForm),
    ("laisser un commentaire", CommentForm),
    ("leave a comment", CommentForm),
    ("leave a reply", CommentForm),
    ("like this", Share),
    ("linkedin", Share),
    ("lire la suite", Truncation),
    ("load more", Navigation),
    ("loading", Footer),
    ("loading comments", CommentForm),
    ("log in", Navigation),
    ("login", Navigation),
    ("main menu", Navigation),
    ("menu", Navigation),
    ("more", Navigation),
    ("more stories", Navigation),
    ("most read", Navigation),
    ("most voted", CommentForm),
    ("newer posts", Navigation),
    ("newest", CommentForm),
    ("newsletter", Navigation),
    ("next", Navigation),
    ("next article", Navigation),
    ("next page", Navigation),
    ("next post", Navigation),
    ("no comments", CommentForm),
    ("notify of", CommentForm),
    ("older posts", Navigation),
    ("oldest", CommentForm),
    ("oldest most voted", CommentForm),
    ("page suivante", Navigation),
    ("partager", Share),
    ("pinterest", Share),
    ("popular posts", Navigation),
    ("post a comment", CommentForm),
    ("post comment", CommentForm),
    ("post navigation", Navigation),
    ("precedent", Navigation),
    ("prev", Navigation),
    ("previous", Navigation),
    ("previous article", Navigation),
    ("previous page", Navigation),
    ("previous post", Navigation),
    ("print", Share),
    ("read full story", Truncation),
    ("read more", Truncation),
    ("read the full article", Truncation),
    ("read the full story", Truncation),
    ("read the rest of this entry", Truncation),
    ("recent comments", Navigation),
    ("recent posts", Navigation),
    ("rechercher", Navigation),
    ("reddit", Share),
    ("related", Navigation),
    ("related articles", Navigation),
    ("related news", Navigation),
    ("related posts", Navigation),
    ("related stories", Navigation),
    ("reply", CommentForm),
    ("repondre", CommentForm),
    ("search", Navigation),
    ("search for", Navigation),
    ("selengkapnya", Truncation),
    ("share", Share),
    ("share on", Share),
    ("share this", Share),
    ("sign up", Navigation),
    ("skip to content", Navigation),
    ("skip to main content", Navigation),
    ("submit", CommentForm),
    ("subscribe", Navigation),
    ("suivant", Navigation),
    ("tag cloud", Navigation),
    ("tags", Navigation),
    ("telegram", Share),
    ("top", Navigation),
    ("trending", Navigation),
    ("tweet", Share),
    ("twitter", Share),
    ("view all comments", CommentForm),
    ("view all posts", Navigation),
    ("website", CommentForm),
    ("whatsapp", Share),
    ("xem them", Truncation),
    ("you may also like", Navigation),
    ("you might also like", Navigation),
    ("youtube", Navigation),
    ("ចែករំលែក", Share),
    ("ចែករំលែកអត្ថបទនេះ", Share),
    ("ចំណេចចំណូលចិត្ត", Share),
    ("ទំព័រដើម", Navigation),
    ("បញ្ចេញមតិ", CommentForm),
    ("ព័ត៌មានពាក់ព័ន្ធ", Navigation),
    ("មតិយោបល់", CommentForm),
    ("ស្វែងរក", Navigation),
    ("អត្ថបទទាក់ទង", Navigation),
    ("អត្ថបទបន្ទាប់", Navigation),
    ("អត្ថបទពាក់ព័ន្ធ", Navigation),
    ("អត្ថបទមុន", Navigation),
    ("អានបន្ត", Truncation),
    ("អានបន្ថែម", Truncation),
];

/// Beginnings of short lines, anywhere.
const BEGINNINGS: &[(&str, BoilerplateKind)] = &[
    ("%d bloggers like this", Footer),
    ("blog at wordpress", Footer),
    ("bloggers like this", Footer),
    ("click here to read", Truncation),
    ("click to share", Share),
    ("continue reading ", Truncation),
    ("email (required", CommentForm),
    ("filed under", PostedLine),
    ("laisser une reponse", CommentForm),
    ("leave a reply", CommentForm),
    ("like loading", Footer),
    ("now browsing by", Navigation),
    ("partager sur", Share),
    ("posted in ", PostedLine),
    ("proudly powered by", Footer),
    ("publie dans ", PostedLine),
    ("required fields are marked", CommentForm),
    ("save my name, email", CommentForm),
    ("share on ", Share),
    ("share this ", Share),
    ("share via", Share),
    ("tagged with", PostedLine),
    ("this site uses akismet", CommentForm),
    ("votre adresse e-mail ne sera pas", CommentForm),
    ("you must be logged in to", CommentForm),
    ("your email address will not be published", CommentForm),
];

/// Beginnings of short lines near the end of a document.
const ENDINGS: &[(&str, BoilerplateKind)] = &[
    ("(c) 19", Footer),
    ("(c) 20", Footer),
    ("accept cookies", Footer),
    ("all rights reserved", Footer),
    ("cookie policy", Footer),
    ("copyright", Footer),
    ("designed by", Footer),
    ("mentions legales", Footer),
    ("next ", Navigation),
    ("powered by", Footer),
    ("previous ", Navigation),
    ("privacy policy", Footer),
    ("tagged ", PostedLine),
    ("tags: ", PostedLine),
    ("terms and conditions", Footer),
    ("terms of use", Footer),
    ("theme: ", Footer),
    ("this site uses cookies", Footer),
    ("this website uses cookies", Footer),
    ("tous droits reserves", Footer),
    ("we use cookies", Footer),
    ("written by ", PostedLine),
    ("© ", Footer),
    ("©", Footer),
    ("រក្សាសិទ្ធ", Footer),
];

/// What a line is by its key. `near_end` says whether it stands near the end of its document.
pub(super) fn kind(key: &str, near_end: bool) -> Option<BoilerplateKind> {
    if key.is_empty() {
        return None;
    }
    if let Ok(at) = EXACT.binary_search_by(|(exact, _)| (*exact).cmp(key)) {
        return Some(EXACT[at].1);
    }
    if key.chars().count() > 120 {
        return None;
    }
    let begins = |table: &[(&str, BoilerplateKind)]| {
        table.iter().find(|(beginning, _)| key.starts_with(beginning)).map(|(_, kind)| *kind)
    };
    begins(BEGINNINGS)
        .or_else(|| if near_end { begins(ENDINGS) } else { None })
        .or_else(|| counts_comments(key).then_some(CommentForm))
}

/// `3 comments`, `one response to …`, `12 thoughts on “…”`.
fn counts_comments(key: &str) -> bool {
    let mut words = key.split(' ');
    let (Some(count), Some(noun)) = (words.next(), words.next()) else { return false };
    let counted = count.bytes().all(|b| b.is_ascii_digit()) || matches!(count, "one" | "no");
    let rest = words.next();
    counted
        && match noun {
            "comment" | "comments" | "commentaire" | "commentaires" | "komentar" | "replies" => {
                rest.is_none()
            }
            "response" | "responses" | "reponse" | "reponses" => matches!(rest, None | Some("to" | "a")),
            "thought" | "thoughts" => rest == Some("on"),
            _ => false,
        }
}

/// Whether a line of a comment form says that the comments begin there, so that what follows is readers' words.
pub(super) fn opens_comments(key: &str) -> bool {
    matches!(
        key,
        "notify of"
            | "inline feedbacks"
            | "oldest most voted"
            | "view all comments"
            | "comments"
            | "commentaires"
            | "មតិយោបល់"
            | "recent comments"
    ) || counts_comments(key) && !key.starts_with('0') && !key.starts_with("no ")
        || key.starts_with("leave a reply")
        || key.starts_with("leave a comment")
        || key.starts_with("laisser un")
}

/// Whether links to other documents follow a navigation line that stands at the end of a document.
pub(super) fn opens_links(key: &str) -> bool {
    key.starts_with("next")
        || key.starts_with("prev")
        || key.starts_with("related")
        || key.starts_with("you may also")
        || key.starts_with("you might also")
        || matches!(
            key,
            "suivant"
                | "precedent"
                | "post navigation"
                | "more stories"
                | "recent posts"
                | "popular posts"
                | "most read"
                | "trending"
                | "articles similaires"
                | "baca juga"
                | "ព័ត៌មានពាក់ព័ន្ធ"
                | "អត្ថបទពាក់ព័ន្ធ"
                | "អត្ថបទទាក់ទង"
                | "អត្ថបទបន្ទាប់"
                | "អត្ថបទមុន"
                | "archives"
                | "categories"
        )
}

#[cfg(test)]
mod tests {
    use super::super::lines::key;
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_keys_are_keys() {
        for pair in EXACT.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
        for (exact, _) in EXACT {
            assert_eq!(key(exact), *exact);
        }
    }

    #[test]
    fn lines_are_known_by_their_keys() {
        let check = |line: &str, expect| assert_eq!(kind(&key(line), false), expect, "{line}");
        check("Read More …", Some(Truncation));
        check("« READ  MORE »", Some(Truncation));
        check("Share this post via:", Some(Share));
        check("3 Comments", Some(CommentForm));
        check("Précédent", Some(Navigation));
        check("ចែករំលែក៖", Some(Share));
        check("Home is where the court sits", None);
        check("Copyright law was passed", None);
        check("😀", None);
        check("", None);
        assert_eq!(kind(&key("© 2019 The Paper"), true), Some(Footer));
    }
}
