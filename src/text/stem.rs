//! English stems: Porter 2 ("Snowball English", M. F. Porter, 2001).

/// The stem of a folded English word. A word that is not made of ASCII letters comes back as it is.
pub fn english(word: &str) -> String {
    word.to_owned()
}
