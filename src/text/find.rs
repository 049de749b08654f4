//! A text in a text. The standard library's search is made for long ones and weighs the reader a kilobyte more.

/// The byte at which `part`, which is not empty, first stands in `text`.
pub fn find(text: &str, part: &str) -> Option<usize> {
    // Most places differ in their first byte, which is looked at before the whole is.
    let first = *part.as_bytes().first()?;
    text.as_bytes()
        .windows(part.len())
        .position(|window| window.first() == Some(&first) && window == part.as_bytes())
}

/// What stands before and after `part`, which is not empty, where it first stands in `text`.
pub fn split_at<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_are_found() {
        for (text, part, expect) in [
            ("aab", "ab", Some(1)),
            ("é..", "..", Some(2)),
            ("", "a", None),
            ("a", "", None),
            ("ក ខ😀", "😀", Some(7)),
        ] {
            assert_eq!(find(text, part), expect, "{text} {part}");
        }
        assert_eq!(split_at("https://é", "://"), Some(("https", "é")));
    }

    proptest! {
        #[test]
        fn as_the_standard_library_does(text in "[aéក]{0,8}", part in "[aéក]{1,3}") {
            prop_assert_eq!(find(&text, &part), text.find(&part));
            prop_assert_eq!(split_at(&text, &part), text.split_once(&part));
        }
    }
}
