//! Which full stop, question mark or Khmer khan ends a sentence.

use super::super::TextRange;
use super::super::khmer::is_khmer;
use super::super::script::{digit, is_blank, is_invisible};
use crate::text::lower::{lower, lower_case};

/// Words that stand before a name: their full stop never ends a sentence.
const TITLES: &str = " mr mrs ms mx dr prof gen col lt maj capt cpt sgt cpl gov rep hon rev fr sr st messrs mme mlle m \
    pres amb atty adm cmdr brig supt insp ven revd msgr bp abp engr adv pte h.e h.r.h mt ft assoc asst dep vs v cf viz \
    e.g i.e ie eg al ca approx incl ";

/// Abbreviations whose full stop ends a sentence only if no number follows.
const BEFORE_NUMBERS: &str = " no nos art arts sec secs sect para paras p pp vol vols ch chap fig figs reg res doc \
    ed bk pt item cl tel rs us$ n° jan feb mar apr jun jul aug sep sept oct nov dec ";

/// Abbreviations that may end a sentence: they do if the next word is one that opens sentences.
const EITHER: &str =
    " inc ltd co corp jr bros plc llc pty etc dept govt univ assn ave blvd rd sen hun ph.d b.a m.a ";

/// Words that open sentences and are seldom part of a name.
const OPENERS: &str = " the a an he she it they we you i in on at but and this that these those his her its their our \
    my after before when while as for however meanwhile if since so to from by with there here then now according \
    although though during despite both some many most all no not one two three last next what who why how where mr \
    mrs ms dr police officials critics ";

/// Whether a line ends in the title of a person, whose name is still to come (`… by Ven.`).
pub(super) fn ends_in_title(line: &str) -> bool {
    let Some(before) = line.strip_suffix('.') else { return false };
    let title = tail(before, is_blank).trim_start_matches(['(', '“', '‘', '"', '\'']);
    let key = lower_case(title);
    title.starts_with(char::is_uppercase)
        && TITLES.contains(&format!(" {key} "))
        && !matches!(key.as_str(), "st" | "mt" | "ft" | "adv" | "al" | "v" | "m")
}

/// The ends of the sentences in a paragraph, but for its own.
pub(super) fn ends(text: &str, paragraph: TextRange) -> Vec<usize> {
    let mut found = Vec::new();
    let body = &text[..paragraph.end as usize];
    let mut at = paragraph.start as usize;
    // Where the sentence begins, without the white space before it.
    let mut start = at;
    while let Some(offset) = body[at..].find(is_stop) {
        let stop = at + offset;
        let run = body[stop..].len() - body[stop..].trim_start_matches(is_stop).len();
        let mark = &body[stop..stop + run];
        let closed = stop + run + closers(&body[stop + run..]);
        at = closed;
        if let Some(end) = khmer_etc(body, stop) {
            at = end;
            if !body[end..].starts_with(is_blank) {
                continue;
            }
        } else if !ends_here(body, start, stop, mark, closed) {
            continue;
        }
        found.push(at);
        start = body.len() - body[at..].trim_start_matches(is_blank).len();
    }
    found
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '។' | '៕' | '៚' | '။' | '。' | '！' | '？' | '؟' | '।' | '‼' | '⁇')
}

/// Stops of scripts that write no space after them.
fn is_unspaced_stop(c: char) -> bool {
    matches!(c, '។' | '៕' | '៚' | '။' | '。' | '！' | '？')
}

/// The length of the closing quotes and brackets at the beginning of `rest`.
fn closers(rest: &str) -> usize {
    // An ASCII quote closes only if nothing but a space or another closer follows: otherwise it opens.
    let is_closer = |c: char| matches!(c, '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '"' | '\'');
    let len = rest.len() - rest.trim_start_matches(is_closer).len();
    let ascii = rest[..len].ends_with(['"', '\'']);
    if ascii && rest[len..].chars().next().is_some_and(char::is_alphanumeric) { 0 } else { len }
}

/// The end of `។ល។` ("and so on") if it begins at `stop`: its marks end no sentence by themselves.
fn khmer_etc(body: &str, stop: usize) -> Option<usize> {
    const ETC: &str = "។ល។";
    let mut end = stop + body[stop..].strip_prefix(ETC).map(|_| ETC.len())?;
    for again in ["និង។ល។", "និងល។", "ល។"] {
        if body[end..].starts_with(again) {
            end += again.len();
        }
    }
    Some(end)
}

/// Whether the stop at `stop`, closed at `closed`, ends the sentence that began at `start`.
fn ends_here(body: &str, start: usize, stop: usize, mark: &str, closed: usize) -> bool {
    let after = &body[closed..];
    let Some(next) = after.chars().next() else { return true };
    let last = mark.chars().next_back().unwrap_or('.');
    if is_unspaced_stop(last) {
        return true;
    }
    if !is_blank(next) {
        return unspaced_end(body, stop, mark, closed, next);
    }
    let opening =
        after.trim_start_matches(|c| is_blank(c) || matches!(c, '“' | '‘' | '«' | '(' | '[' | '"' | '\''));
    let Some(first) = opening.chars().next() else { return true };
    if first.is_lowercase() {
        return false;
    }
    if mark == "." { full_stop(body, start, stop, first, opening) } else { true }
}

/// Whether a stop without white space after it ends a sentence: in Khmer, and where two sentences were run together
/// (`… corruption.Another …`).
fn unspaced_end(body: &str, stop: usize, mark: &str, closed: usize, next: char) -> bool {
    if is_khmer(next) && mark != "." {
        return true;
    }
    let chunk = tail(&body[..stop], char::is_whitespace);
    let word = tail(chunk, |c| !c.is_lowercase()).chars().count();
    let mut following = body[closed..].chars().skip_while(|c| matches!(c, '“' | '‘'));
    let capital =
        following.next().is_some_and(char::is_uppercase) && following.next().is_some_and(char::is_lowercase);
    // Addresses have capitals after full stops too; their chunk holds other marks.
    let address = chunk.contains(['/', '@', ':', '.', '_'])
        || body[closed..]
            .chars()
            .take(40)
            .take_while(|c| !c.is_whitespace())
            .any(|c| matches!(c, '/' | '@' | '_'));
    capital && word >= 3 && !address
}

/// Whether a single full stop, followed by white space and then by `first`, ends a sentence.
fn full_stop(body: &str, start: usize, stop: usize, first: char, opening: &str) -> bool {
    let before = &body[start..stop];
    let word =
        tail(before, |c| is_blank(c) || matches!(c, '(' | '[' | '“' | '‘' | '"' | '«' | '/' | '—' | '–'));
    let word_start = before.len() - word.len();
    let small = lower_case(word);
    let bare = small.trim_matches(|c: char| is_invisible(c) || matches!(c, '\'' | '’' | ','));
    let listed = |list: &str| !bare.is_empty() && list.contains(&format!(" {bare} "));
    let opener = || {
        let next: String = opening.chars().take(16).take_while(|c| c.is_alphabetic()).map(lower).collect();
        !next.is_empty() && OPENERS.contains(&format!(" {next} "))
    };
    let capital = word.chars().next().is_some_and(char::is_uppercase);

    // A label at the beginning: `1. Text`, `II. Text`, `a. Text`.
    let label = before[..word_start].chars().all(is_blank)
        && !bare.is_empty()
        && (bare.chars().all(|c| digit(c).is_some()) && bare.chars().count() < 4
            || bare.chars().nth(1).is_none()
            || bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x')));
    if label {
        return false;
    }
    if listed(TITLES) {
        // `M` and `St` are titles only with a capital.
        return !(capital || bare.len() > 2 || bare == "v" || bare == "al");
    }
    // `p. 12`, but `Surya P. Subedi`
    if !(capital && bare.len() == 1) && listed(BEFORE_NUMBERS) {
        return digit(first).is_none();
    }
    let mut letters = word.chars();
    let initial = capital && letters.next().is_some() && letters.next().is_none();
    if initial {
        // `Plan B. The …` against `John F. Kennedy`.
        return word != "I" && opener();
    }
    if is_initials(bare) {
        return opener() || !first.is_uppercase() && digit(first).is_none();
    }
    if bare == "sen" {
        // A title as in `Sen. Lim`, or the end of a Khmer name as in `Hun Sen.`: a name has a capital before it.
        let previous = before[..word_start].split_whitespace().next_back().unwrap_or("");
        return opener()
            || previous.chars().next().is_some_and(char::is_uppercase) && previous.chars().count() <= 5;
    }
    if listed(EITHER) {
        return opener();
    }
    // Khmer seldom ends a sentence with a full stop; abbreviations do.
    !(before.ends_with(is_khmer) && is_khmer(first))
}

/// The end of `text` after the last character that `separates`, at most 40 characters: no word that matters is longer,
/// and a text without spaces must not be searched again and again.
fn tail(text: &str, separates: impl Fn(char) -> bool) -> &str {
    let from = text.char_indices().rev().take(40).take_while(|&(_, c)| !separates(c)).last();
    from.map_or("", |(at, _)| &text[at..])
}

/// Single letters with full stops between them (`u.s`).
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}
