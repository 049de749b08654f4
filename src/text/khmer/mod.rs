//! Khmer script: clusters, canonical order, digits, and the folding of names.
//!
//! One Khmer word has several encodings that look the same, because the parts of a syllable can be typed in several
//! orders. [`normalise`] gives them one. The order is that of the Khmer encoding structure proposed to Unicode
//! (L2/22-290) and of SIL's khmer-normalizer, written anew: base, robat, subscripts with coeng RO last, consonant
//! shifter, vowels (before, below, above, after), marks, final marks. NFC and NFD are never run over Khmer: its frozen
//! combining classes misplace marks.
//!
//! Three keys, each weaker than the one before:
//!
//! | key | for | folds besides |
//! |---|---|---|
//! | [`normalise`] | index, dates, lists | order, invisible characters, digits, dots inside abbreviations |
//! | [`name_key`] | names | spaces, hyphens and dots inside a name (`ហ៊ុន-សែន` = `ហ៊ុន សែន` = `ហ៊ុនសែន`) |
//! | [`weak_key`] | a second try | signs that change little, `ំ` before a consonant as `ម្`, independent vowels |
//!
//! [`normalised`] and [`name_normalised`] give the same with the way back to the original ([`Mapped`]).
//!
//! [`boundary`] says where words end: no part of a key, but what ranking, snippets and the ends of names need.

pub mod boundary;
mod syllable;
mod weak;

use super::mapped::Mapped;
use super::{TextRange, script};

use syllable::push_cluster;
pub use weak::weak_key;

/// Whether words tell of something: Khmer writes what was done with បាន, and done to somebody with ត្រូវ.
pub fn tells(words: &str) -> bool {
    words.contains("បាន") || words.contains("ត្រូវ")
}

/// Whether a character is of the Khmer script, signs and digits included.
pub fn is_khmer(c: char) -> bool {
    ('\u{1780}'..='\u{17ff}').contains(&c) || ('\u{19e0}'..='\u{19ff}').contains(&c)
}

/// Whether a character can open a Khmer cluster: a consonant or an independent vowel.
pub fn is_base(c: char) -> bool {
    ('\u{1780}'..='\u{17b3}').contains(&c)
}

/// The orthographic clusters of a run of Khmer: base consonant or independent vowel with its coeng and marks.
/// They cover the run without gap or overlap: a character that is no part of a cluster is one of its own, and
/// invisible characters belong to the cluster before them. Ranges count from the start of `run`.
pub fn clusters(run: &str) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    let mut at = 0;
    while let Some(c) = run[at..].chars().next() {
        let end = script::cluster_end(run, at).max(at + c.len_utf8());
        match found.last_mut() {
            Some(last) if script::is_invisible(c) => last.end = end as u32,
            _ => found.push(TextRange::new(at, end)),
        }
        at = end;
    }
    found
}

/// The canonical form of a text: invisible characters dropped, no-break spaces as spaces, each Khmer syllable
/// reordered, coeng DA as coeng TA, `េ`+`ី` and `េ`+`ា` composed, repeated marks dropped, Khmer digits as ASCII, dots
/// between Khmer letters (`គ.ជ.ប`) dropped. Everything that is not Khmer stays as it is. Normalising twice changes
/// nothing.
pub fn normalise(text: &str) -> String {
    normalised(text).into_text()
}

/// As [`normalise`], with the way back to `text`.
pub fn normalised(text: &str) -> Mapped {
    map(text, false, keep)
}

/// The key of a Khmer name: [`normalise`]d, without spaces, hyphens and dots. Latin letters stay as they are: for
/// names of any script see [`super::normalise::name_key`].
pub fn name_key(name: &str) -> String {
    name_normalised(name).into_text()
}

/// As [`name_key`] for a whole text, with the way back: spaces, hyphens and dots are dropped only between two Khmer
/// letters, so that other words stay apart. Names match anywhere in it, so the caller has to ask for word boundaries.
pub fn name_normalised(text: &str) -> Mapped {
    map(text, true, keep)
}

/// Whether a character may stand between the parts of a name without being part of it. A line break may not.
pub fn is_name_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '\u{2010}' | '\u{2011}' | '\u{b7}')
}

/// Consonants, vowels and marks: what words end with. A coeng alone would take the next letter as its subscript.
fn is_letter(c: char) -> bool {
    ('\u{1780}'..='\u{17d1}').contains(&c) || matches!(c, '\u{17d3}' | '\u{17dd}')
}

fn keep(out: &mut Mapped, c: char, at: usize) {
    let kept = if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c };
    out.push_char(kept, at, c.len_utf8());
}

/// Normalises the Khmer in a text, and drops what stands between the parts of Khmer names if `names` says so. `other`
/// appends what becomes of every other visible character, given with its place.
pub fn map(text: &str, names: bool, other: impl Fn(&mut Mapped, char, usize)) -> Mapped {
    let mut out = Mapped::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut end = at + c.len_utf8();
        if script::is_invisible(c) {
            at = end;
            continue;
        }
        let after_letter = out.text().ends_with(is_letter);
        if after_letter && (matches!(c, '.' | '．') || names && is_name_separator(c)) {
            // A stray accent on what is left out goes with it.
            let stray = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
            let skip = |c: char| script::is_invisible(c) || stray(c) || names && is_name_separator(c);
            let rest = text[end..].trim_start_matches(skip);
            if rest.chars().next().is_some_and(is_base) {
                at = text.len() - rest.len();
                continue;
            }
        }
        if let '\u{17e0}'..='\u{17e9}' = c {
            out.push_char(char::from(b'0' + script::digit(c).unwrap_or(0)), at, c.len_utf8());
        } else if is_khmer(c) {
            end = script::cluster_end(text, at).max(end);
            push_cluster(&mut out, &text[at..end], at);
        } else {
            other(&mut out, c, at);
        }
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encodings_of_one_word_get_one_form() {
        let table = include_str!("../../../tests/data/text/khmer-normalise.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut cells = line.split('\t');
            let (written, expect) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            let (written, expect) = (unescape(written), unescape(expect));
            assert_eq!(normalise(&written), expect, "{line}");
            assert_eq!(normalise(&expect), expect, "the expected form is not canonical: {line}");
        }
    }

    fn unescape(cell: &str) -> String {
        let mut out = String::new();
        let mut rest = cell;
        while let Some(at) = rest.find("\\u") {
            out.push_str(&rest[..at]);
            let code = u32::from_str_radix(&rest[at + 2..at + 6], 16).unwrap();
            out.push(char::from_u32(code).unwrap());
            rest = &rest[at + 6..];
        }
        out + rest
    }

    #[test]
    fn names_lose_what_stands_between_their_parts() {
        for name in ["ហ៊ុនសែន", "ហ៊ុន សែន", "ហ៊ុន-សែន", "ហ៊ុន\u{200b}សែន", "ហ៊ុន\u{a0}សែន"]
        {
            assert_eq!(name_key(name), "ហ៊ុនសែន");
        }
        assert_eq!(name_key("គ.ជ.ប"), "គជប");
        let text = "លោក ស្រី - Kem Sokha";
        assert_eq!(name_normalised(text).text(), "លោកស្រី - Kem Sokha");
        let text = "é លោក ហ៊ុន\u{200b} សែន ថា";
        let mapped = name_normalised(text);
        let at = mapped.text().find("ហ៊ុនសែន").unwrap();
        let origin = mapped.origin(TextRange::new(at, at + "ហ៊ុនសែន".len()));
        assert_eq!(origin.of(text), "ហ៊ុន\u{200b} សែន");
    }

    #[test]
    fn clusters_cover_the_run() {
        let found: Vec<_> = clusters("ស្ត្រី\u{200b}១។").into_iter().map(|r| r.of("ស្ត្រី\u{200b}១។")).collect();
        assert_eq!(found, ["ស្ត្រី\u{200b}", "១", "។"]);
        assert!(clusters("").is_empty());
    }

    fn khmer_like() -> impl Strategy<Value = String> {
        let alphabet: Vec<char> =
            ('\u{1780}'..='\u{17e9}').chain("្្្រដតុេីា .-\u{200b}\u{200c}\u{200d}\u{a0}aé1😀".chars()).collect();
        proptest::collection::vec(proptest::sample::select(alphabet), 0..24)
            .prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn every_key_is_a_fixed_point(text in khmer_like()) {
            for key in [normalise, name_key, weak_key] {
                let once = key(&text);
                prop_assert_eq!(key(&once), once.clone(), "{:?}", text);
            }
        }

        #[test]
        fn pieces_normalise_as_the_whole_does(text in khmer_like()) {
            let mapped = normalised(&text);
            let mut last = 0;
            for range in clusters(mapped.text()) {
                let origin = mapped.origin(range);
                prop_assert!(text.is_char_boundary(origin.start as usize) && text.is_char_boundary(origin.end as usize));
                prop_assert!(origin.start >= last, "{:?} {:?}", origin, text);
                prop_assert!(!origin.is_empty());
                last = origin.end;
            }
            prop_assert!(last as usize <= text.len());
        }
    }
}
