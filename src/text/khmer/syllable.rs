//! The canonical order of one Khmer cluster.
//!
//! Order: base, robat, subscripts (coeng RO last), consonant shifter, vowels written before, below, above and after,
//! marks, final marks; within a class by code point. Source of the classes: Unicode L2/22-290 and the rules published
//! with SIL's khmer-normalizer (MIT), written anew. What goes further than they do: identical marks and subscripts
//! collapse, joiners go, and marks of one class are sorted, because a key needs one form, not a displayable one.

use super::super::mapped::Mapped;
use super::super::script::is_invisible;
use super::is_base;

const RO: char = '\u{179a}';
const COENG: char = '\u{17d2}';
const VOWEL_E: char = '\u{17c1}';
const VOWEL_U: char = '\u{17bb}';
const MUUSIKATOAN: char = '\u{17c9}';
const TRIISAP: char = '\u{17ca}';

/// Appends the canonical form of `cluster`, which stood at byte `at` of the original.
pub(super) fn push_cluster(out: &mut Mapped, cluster: &str, at: usize) {
    let mut chars = cluster.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !('\u{17a3}'..='\u{17a4}').contains(&only)
    {
        out.push_char(only, at, only.len_utf8());
        return;
    }
    let canonical = canonical(cluster);
    if canonical == cluster {
        // Copied by character, so that a part of the cluster maps back to that part.
        for (offset, c) in cluster.char_indices() {
            out.push_char(c, at + offset, c.len_utf8());
        }
    } else {
        out.push(&canonical, at, at + cluster.len());
    }
}

/// Where a mark stands in the order, lower first. Robat comes before the subscripts, all others after.
fn class(mark: char) -> u8 {
    match mark {
        '\u{17cc}' => 0,
        MUUSIKATOAN | TRIISAP => 1,
        '\u{17be}'..='\u{17c5}' => 2,
        '\u{17bb}'..='\u{17bd}' => 3,
        '\u{17b7}'..='\u{17ba}' => 4,
        '\u{17b6}' => 5,
        '\u{17c7}' | '\u{17c8}' => 7,
        _ => 6,
    }
}

fn canonical(cluster: &str) -> String {
    let mut base = None;
    let mut subscripts: Vec<char> = Vec::new();
    let mut marks: Vec<char> = Vec::new();
    let mut joined = false;
    for c in cluster.chars() {
        match c {
            COENG => joined = true,
            // The inherent vowels are invisible and not recommended.
            '\u{17b4}' | '\u{17b5}' => {}
            _ if is_invisible(c) => {}
            _ if is_base(c) => {
                let (letter, vowel) = undeprecated(c);
                marks.extend(vowel);
                if joined {
                    // Coeng DA and coeng TA look alike and are used for one another.
                    subscripts.push(if letter == '\u{178a}' { '\u{178f}' } else { letter });
                } else {
                    base = Some(letter);
                }
                joined = false;
            }
            _ => {
                marks.push(c);
                joined = false;
            }
        }
    }
    // The order of the others stays: it is the order in which they are spoken.
    if subscripts.contains(&RO) {
        remove(&mut subscripts, RO);
        subscripts.push(RO);
    }
    subscripts.dedup();
    compose(&mut marks);
    if base.is_some() {
        shift(base, &subscripts, &mut marks);
    }
    tidy(&mut marks);

    let mut out = String::with_capacity(cluster.len());
    out.extend(base);
    let robats = marks.partition_point(|&mark| class(mark) == 0);
    out.extend(&marks[..robats]);
    for subscript in subscripts {
        out.push(COENG);
        out.push(subscript);
    }
    out.extend(&marks[robats..]);
    if out.is_empty() {
        // A coeng alone: nothing to order, and a token must not lose its key.
        out.extend(cluster.chars().filter(|&c| !is_invisible(c)));
        out.truncate(COENG.len_utf8());
    }
    out
}

/// The two deprecated independent vowels as Unicode says to write them.
fn undeprecated(letter: char) -> (char, Option<char>) {
    match letter {
        '\u{17a3}' => ('\u{17a2}', None),
        '\u{17a4}' => ('\u{17a2}', Some('\u{17b6}')),
        _ => (letter, None),
    }
}

fn tidy(marks: &mut Vec<char>) {
    crate::order::sort_by_key(marks, |&mark| (class(mark), mark));
    marks.dedup();
}

fn remove(marks: &mut Vec<char>, mark: char) {
    marks.retain(|&other| other != mark);
}

/// Vowels of two parts that have a code point of their own.
fn compose(marks: &mut Vec<char>) {
    tidy(marks);
    for (part, whole) in [('\u{17b8}', '\u{17be}'), ('\u{17b6}', '\u{17c4}')] {
        if marks.contains(&VOWEL_E) && marks.contains(&part) {
            remove(marks, VOWEL_E);
            remove(marks, part);
            marks.push(whole);
        }
    }
}

/// A consonant shifter under an upper vowel takes the shape of the vowel U and is often typed as one. Strong
/// consonants (all but the sonorants and BA) take triisap, the others muusikatoan.
fn shift(base: Option<char>, subscripts: &[char], marks: &mut Vec<char>) {
    let upper = marks.iter().any(|&mark| {
        matches!(mark, '\u{17b7}'..='\u{17ba}' | '\u{17be}' | '\u{17bf}' | '\u{17d0}' | '\u{17dd}')
    }) || (marks.contains(&'\u{17b6}') && marks.contains(&'\u{17c6}'));
    let shifted = marks.iter().any(|&mark| matches!(mark, MUUSIKATOAN | TRIISAP));
    if !upper || shifted || !marks.contains(&VOWEL_U) {
        return;
    }
    let letters = || base.iter().chain(subscripts);
    let strong = letters().any(|&c| is_strong(c)) && !letters().any(|&c| c == '\u{1794}');
    remove(marks, VOWEL_U);
    marks.push(if strong { TRIISAP } else { MUUSIKATOAN });
}

fn is_strong(letter: char) -> bool {
    !matches!(
        letter,
        '\u{1784}' | '\u{1789}' | '\u{178e}' | '\u{1793}' | '\u{1794}' | '\u{1798}'..='\u{179d}' | '\u{17a1}'
            | '\u{17a3}'..='\u{17b3}'
    )
}
