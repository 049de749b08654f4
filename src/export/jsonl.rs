//! JSON Lines: every document of an archive with all its annotations, one object a line, in ordinal order.
//!
//! The object is that of [`super::json::annotated`], with the archive's entities.

use super::{Contents, json};

/// Every document, a line each; every line ends with a line feed.
pub fn documents(contents: &Contents) -> String {
    let mut text = String::new();
    for ordinal in 0..contents.documents.len() {
        if let Ok(line) = json::archived(contents, ordinal) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::contents;
    use super::*;

    #[test]
    fn one_whole_document_a_line() {
        let contents = contents();
        let text = documents(&contents);
        assert_eq!(text.lines().count(), 1);
        assert!(text.ends_with("}\n"));
        let json: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
        assert_eq!(json["text"].as_str().unwrap(), contents.documents[0].document.text);
        assert_eq!(json["mentions"][0]["entity"], "per-dara-vong");
        assert_eq!(documents(&Contents::default()), "");
    }
}
