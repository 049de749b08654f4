//! The weaker spelling key: words that are spelt in several accepted ways get one form.
//!
//! Meant as a second try, after the exact key has found nothing or too little: it also unites words that differ.

use super::{is_base, normalise};

/// A key that folds spelling: [`normalise`]d, then `៌ ៍ ៎ ៏ ័ ៑ ៝ ៈ` dropped (`់` stays), `ំ` before a consonant
/// written as `ម្` (`សំរាប់` = `សម្រាប់`), independent vowels written with `អ` or their consonant (`ឥ` = `អិ`), and
/// `ឲ្យ` = `ឱ្យ` = `អោយ`. The key of a key is itself.
pub fn weak_key(text: &str) -> String {
    // Dropping a sign can bring together what a rule then joins, so the rules run until nothing changes. Every round
    // removes a sign, an independent vowel or a nikahit, so they come to an end; two rounds are the rule.
    let mut key = normalise(text);
    loop {
        let next = normalise(&respelled(&key));
        if next == key {
            return key;
        }
        key = next;
    }
}

fn respelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '\u{17cc}'..='\u{17d1}' | '\u{17dd}' | '\u{17c8}' => {}
            // Nikahit closes the syllable with M, which the other spelling writes as a consonant with a subscript.
            '\u{17c6}' if rest.chars().next().is_some_and(|next| is_base(next) && next < '\u{17a3}') => {
                out.push_str("\u{1798}\u{17d2}");
            }
            '\u{17b1}' | '\u{17b2}' if rest.starts_with("\u{17d2}\u{1799}") => {
                out.push_str("\u{17a2}\u{17c4}\u{1799}");
                chars.nth(1);
            }
            _ if out.ends_with('\u{17d2}') => out.push(c),
            _ => match independent(c) {
                Some(spelled) => out.push_str(spelled),
                None => out.push(c),
            },
        }
    }
    out
}

/// An independent vowel spelt with a consonant and dependent vowels.
fn independent(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{17a5}' => "អិ",
        '\u{17a6}' => "អី",
        '\u{17a7}' => "អុ",
        '\u{17a8}' => "អុក",
        '\u{17a9}' => "អូ",
        '\u{17aa}' => "អូវ",
        '\u{17ab}' => "រឹ",
        '\u{17ac}' => "រឺ",
        '\u{17ad}' => "លឹ",
        '\u{17ae}' => "លឺ",
        '\u{17af}' => "អែ",
        '\u{17b0}' => "អៃ",
        '\u{17b1}' | '\u{17b2}' => "អោ",
        '\u{17b3}' => "អៅ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_share_a_key() {
        for group in [
            &["សំរាប់", "សម្រាប់"][..],
            &["សំរេច", "សម្រេច"],
            &["អោយ", "ឲ្យ", "ឱ្យ"],
            &["ឥន្ទ្រី", "អិន្ទ្រី"],
            &["ពត៌មាន", "ព័ត៌មាន", "ពតមាន"],
            &["", ""],
        ] {
            for word in group {
                assert_eq!(weak_key(word), weak_key(group[0]), "{word}");
            }
        }
        assert_ne!(weak_key("ចាប់"), weak_key("ចាប"));
        assert_eq!(weak_key("é 😀"), "é 😀");
    }
}
