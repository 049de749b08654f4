//! A document laid out for the model: its sentences' tokens, the distinct words, which tokens may be of a name.
//!
//! Names are written with capitals, so only capitals and what may join them (`of`, `al-`, a hyphen, a number beside a
//! capital) are looked at; every other token is outside all names by definition. Three tokens of four need no work.

use super::Lists;
use super::features::{Sum, Word, flag, hash, shortened};
use super::token::{Form, Token, tokens};
use super::vocabulary::{Vocabulary, push_folded};
use crate::text::TextRange;

/// How the capitals of a sentence are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Capitals mark names.
    Running = 0,
    /// Most Words Have Capitals.
    Headline = 1,
    /// A LINE IN CAPITALS.
    Capitals = 2,
}

/// One sentence.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// For each token the distinct word, for [`Reading::word`].
    pub words: Vec<u32>,
    /// Which tokens may be of a name.
    pub open: Vec<bool>,
    /// For each token its part in a phrase of the lists (0 begins, 1 continues, 2 ends it), and the phrase's flags; empty
    /// where the line has no phrase.
    pub phrases: Vec<Option<(u8, u8)>>,
    /// How its capitals are to be read.
    pub style: Style,
    /// Its place among the document's sentences.
    pub number: usize,
    runs: Vec<(u32, u32)>,
    marks: Vec<bool>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    /// The sentences.
    pub lines: Vec<Line>,
    /// The text that the tokens point into.
    pub text: &'t str,
    vocabulary: Vocabulary,
    /// For each distinct folded word, how often it is small, and how often it has a capital of its own.
    cases: Vec<(u32, u32)>,
    /// For each distinct folded word.
    elsewhere: Vec<Elsewhere>,
}

/// What the mentions of a capitalised word in a document have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Elsewhere {
    /// After a lower-case or title word's hash: the cluster most often seen is not kept, only small facts are.
    within: u16,
    last: u16,
    given: u16,
    spoken: u16,
    titled: u16,
    placed: u16,
    count: u16,
}

const LINKS: &[&str] = &[
    "of", "the", "and", "for", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "les",
    "el", "al", "van", "von", "der", "den", "bin", "ibn", "bint", "ben", "e", "y", "et", "on", "to", "in",
    "at", "a", "an", "upon", "sur", "against", "with", "by", "d", "l", "ul", "zu", "und", "ter", "ten",
    "binti", "ap", "as", "san",
];
/// Particles that may begin a name before a capital.
const OPENINGS: &[&str] = &[
    "al", "el", "de", "van", "von", "bin", "ibn", "d", "ul", "da", "di", "la", "le", "del", "dos", "du",
    "abu",
];

/// Words before a person's name.
const TITLES: [u32; 12] = [
    hash("mr"),
    hash("mrs"),
    hash("ms"),
    hash("dr"),
    hash("mr."),
    hash("mrs."),
    hash("ms."),
    hash("dr."),
    hash("president"),
    hash("minister"),
    hash("general"),
    hash("judge"),
];
/// Words after the name of one who speaks.
const SPEECH: [u32; 6] =
    [hash("said"), hash("says"), hash("told"), hash("added"), hash("wrote"), hash("who")];
/// Words before a place's name.
const PLACES: [u32; 4] = [hash("in"), hash("at"), hash("from"), hash("near")];

impl<'t> Reading<'t> {
    /// Lays out the sentences of a text.
    pub fn new(text: &'t str, sentences: &[TextRange], lists: &Lists) -> Self {
        Self::with(text, sentences, lists, Vocabulary::default())
    }

    /// The same with the words of documents before.
    pub(super) fn with(
        text: &'t str,
        sentences: &[TextRange],
        lists: &Lists,
        mut vocabulary: Vocabulary,
    ) -> Self {
        vocabulary.begin();
        let mut reading = Self {
            lines: Vec::with_capacity(sentences.len()),
            text,
            vocabulary,
            cases: Vec::new(),
            elsewhere: Vec::new(),
        };
        let mut texts = Vec::new();
        for &sentence in sentences {
            let tokens = tokens(text, sentence);
            let words =
                tokens.iter().map(|token| reading.vocabulary.number(token.range.of(text), token.form, lists));
            let words = words.collect();
            let line = reading.line(tokens, words, lists, &mut texts);
            reading.lines.push(line);
        }
        reading.count();
        reading
    }

    /// The words, to be used again.
    pub(super) fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// A distinct word.
    pub fn word(&self, number: u32) -> Option<&Word> {
        self.vocabulary.word(number)
    }

    /// One more than the greatest number of a word.
    pub fn distinct(&self) -> usize {
        self.vocabulary.len()
    }

    /// The distinct folded word of a distinct word.
    pub fn fold(&self, number: u32) -> u32 {
        self.vocabulary.fold(number)
    }

    /// How many distinct folded words there are.
    pub fn distinct_folds(&self) -> usize {
        self.vocabulary.distinct_folds()
    }

    /// How the document writes a word in running text: 0 never seen so, 1 small only, 2 capitals only, 3 mostly small,
    /// 4 mostly capitals.
    pub fn case(&self, number: u32) -> u32 {
        match self.cases.get(self.fold(number) as usize) {
            None | Some((0, 0)) => 0,
            Some((_, 0)) => 1,
            Some((0, _)) => 2,
            Some((small, capital)) if small >= capital => 3,
            Some(_) => 4,
        }
    }

    /// Small facts of a word's capitalised mentions in the document.
    pub fn elsewhere(&self, number: u32) -> [u32; 3] {
        let facts = self.elsewhere.get(self.fold(number) as usize).copied().unwrap_or_default();
        let bit = |n: u16| u32::from(n > 0);
        [
            bit(facts.within) | bit(facts.last) << 1 | bit(facts.given) << 2,
            bit(facts.spoken) | bit(facts.titled) << 1 | bit(facts.placed) << 2,
            u32::from(facts.count.min(4)) << 3
                | bit(facts.titled) << 2
                | bit(facts.given) << 1
                | bit(facts.placed),
        ]
    }

    /// Adds a token folded.
    fn add_folded(&self, sum: &mut Sum, token: &Token, number: u32) {
        if self.word(number).is_some_and(|word| word.form == token.form) {
            sum.add_text(self.vocabulary.folded(number));
        } else {
            let mut folded = String::new();
            push_folded(&mut folded, token.range.of(self.text), token.form);
            sum.add_text(&folded);
        }
    }

    /// One sentence; `texts` is room for the work.
    fn line(&self, tokens: Vec<Token>, words: Vec<u32>, lists: &Lists, texts: &mut Vec<&'t str>) -> Line {
        let style = self.style(&tokens, &words);
        let mut line = Line {
            open: vec![false; tokens.len()],
            phrases: Vec::new(),
            style,
            number: self.lines.len(),
            runs: Vec::new(),
            marks: Vec::new(),
            tokens,
            words,
        };
        // Without a capital nothing is open, and nothing else is asked.
        if line.tokens.iter().any(|token| token.form.is_capital()) {
            texts.clear();
            texts.extend(line.tokens.iter().map(|token| token.range.of(self.text)));
            line.open = open(&line.tokens, texts);
            line.runs = runs(&line.tokens, texts);
            line.marks =
                line.tokens.iter().zip(texts.iter()).map(|(token, text)| parts(*token, text)).collect();
            line.phrases = self.phrases(&line.tokens, &line.words, lists);
        }
        line
    }

    fn style(&self, tokens: &[Token], words: &[u32]) -> Style {
        let (mut capital, mut upper, mut small, mut plain) = (0, 0, 0, 0);
        for (token, &word) in tokens.iter().zip(words) {
            let common = self.word(word).map_or(0, |word| word.known.frequency);
            match token.form {
                Form::Upper => upper += 1,
                Form::Capital => {
                    capital += 1;
                    plain += usize::from(common >= 8);
                }
                Form::Lower if common < 11 => small += 1,
                _ => {}
            }
        }
        if upper >= 3 && upper > 2 * (capital + small) {
            Style::Capitals
        } else if capital >= 4 && plain >= 2 && small * 4 <= capital {
            Style::Headline
        } else {
            Style::Running
        }
    }

    fn phrases(&self, tokens: &[Token], words: &[u32], lists: &Lists) -> Vec<Option<(u8, u8)>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut longest = None;
            if tokens[at].form.is_capital() {
                // A phrase goes on to a capital, past small words and hyphens.
                let hyphen = |token: &Token| token.form == Form::Mark && token.range.of(self.text) == "-";
                let goes_on = |token: &Token| match token.form {
                    Form::Address | Form::Possessive => false,
                    Form::Mark => hyphen(token),
                    _ => true,
                };
                let rest = tokens[at + 1..].iter().take(4).take_while(|token| goes_on(token));
                let reach = rest.clone().count();
                let last = (0..reach).rev().find(|offset| tokens[at + 1 + offset].form.is_capital());
                let mut phrase = Sum::new();
                if last.is_some() {
                    self.add_folded(&mut phrase, &tokens[at], words[at]);
                }
                for end in last.into_iter().flat_map(|last| at + 1..=at + 1 + last) {
                    if tokens[end].form == Form::Mark {
                        continue;
                    }
                    phrase.add(b' ');
                    self.add_folded(&mut phrase, &tokens[end], words[end]);
                    if tokens[end].form.is_capital() {
                        let flags = lists.phrase(shortened(phrase.hash()));
                        if flags != 0 {
                            longest = Some((end, flags));
                        }
                    }
                }
            }
            if let Some((end, flags)) = longest {
                found.resize(tokens.len(), None);
                for (offset, slot) in found.iter_mut().skip(at).take(end + 1 - at).enumerate() {
                    let part = if offset == 0 {
                        0
                    } else if at + offset == end {
                        2
                    } else {
                        1
                    };
                    *slot = Some((part, flags));
                }
                at = end;
            }
            at += 1;
        }
        found
    }

    /// Counts how words are written and what their capitalised mentions have around them.
    fn count(&mut self) {
        let mut cases = vec![(0, 0); self.distinct_folds()];
        let mut elsewhere = vec![Elsewhere::default(); self.distinct_folds()];
        for line in &self.lines {
            if line.style != Style::Running {
                continue;
            }
            for (at, (token, &number)) in line.tokens.iter().zip(&line.words).enumerate() {
                let small = token.form == Form::Lower;
                if !small && !token.form.is_capital() {
                    continue;
                }
                let fold = self.fold(number) as usize;
                let Some(case) = cases.get_mut(fold) else { continue };
                if small {
                    case.0 += 1;
                    continue;
                }
                if at > 0 && !line.after_mark(at) {
                    case.1 += 1;
                }
                let (start, end) = line.run(at);
                let Some(facts) = elsewhere.get_mut(fold) else { continue };
                let near = |at: usize| line.words.get(at).and_then(|&word| self.word(word));
                let add = |count: &mut u16, yes: bool| *count = count.saturating_add(u16::from(yes));
                add(&mut facts.count, true);
                add(&mut facts.within, end - start > 1);
                add(&mut facts.last, end - start > 1 && at + 1 == end);
                add(
                    &mut facts.given,
                    at > start && near(start).is_some_and(|word| word.known.flags & flag::GIVEN != 0),
                );
                let next = near(end).map_or(0, |word| word.folded);
                add(&mut facts.spoken, at + 1 == end && SPEECH.contains(&next));
                let before = at.checked_sub(1).and_then(near).map_or(0, |word| word.folded);
                add(&mut facts.titled, TITLES.contains(&before));
                let before = start.checked_sub(1).and_then(near).map_or(0, |word| word.folded);
                add(&mut facts.placed, PLACES.contains(&before));
            }
        }
        self.cases = cases;
        self.elsewhere = elsewhere;
    }
}

impl Line {
    /// The run of capitals that holds the token: where it begins and ends.
    pub fn run(&self, at: usize) -> (usize, usize) {
        self.runs.get(at).map_or((at, at + 1), |&(start, end)| (start as usize, end as usize))
    }

    /// Whether a mark that may end a sentence, open a quotation or a list's item stands before the token.
    pub fn after_mark(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.marks.get(before) == Some(&true))
    }

    /// The runs of tokens that may be of a name, as half-open ranges.
    pub fn islands(&self) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for at in 0..self.open.len() {
            if self.open[at] {
                match found.last_mut() {
                    Some(last) if last.1 == at => last.1 = at + 1,
                    _ => found.push((at, at + 1)),
                }
            }
        }
        found
    }
}

/// For each token the run of capitals that holds it.
fn runs(tokens: &[Token], texts: &[&str]) -> Vec<(u32, u32)> {
    let mut runs = Vec::with_capacity(tokens.len());
    let mut start = 0;
    while start < tokens.len() {
        let mut end = start + 1;
        if tokens[start].form.is_capital() {
            loop {
                if tokens.get(end).is_some_and(|token| token.form.is_capital()) {
                    end += 1;
                } else if texts.get(end) == Some(&"-")
                    && tokens[end].glued
                    && tokens.get(end + 1).is_some_and(|next| next.glued && next.form.is_capital())
                {
                    end += 2;
                } else {
                    break;
                }
            }
        }
        runs.extend((start..end).map(|_| (start as u32, end as u32)));
        start = end;
    }
    runs
}

/// Whether a token is a mark that may end a sentence, open a quotation or a list's item.
fn parts(token: Token, text: &str) -> bool {
    token.form == Form::Mark
        && matches!(
            text,
            "." | "!" | "?" | ":" | "\"" | "“" | "”" | "‘" | "-" | "–" | "—" | "•" | "*" | "|" | ";"
        )
}

/// Which tokens may be of a name.
fn open(tokens: &[Token], texts: &[&str]) -> Vec<bool> {
    let capital = |at: usize| tokens.get(at).is_some_and(|token: &Token| token.form.is_capital());
    let mut open: Vec<bool> = tokens.iter().map(|token| token.form.is_capital()).collect();
    let mut last: Option<usize> = None;
    for at in 0..tokens.len() {
        if tokens[at].form == Form::Number && (at.checked_sub(1).is_some_and(capital) || capital(at + 1)) {
            open[at] = true;
        }
        if tokens[at].form == Form::Lower
            && (capital(at + 1) || (capital(at + 2) && texts.get(at + 1) == Some(&"-")))
            && OPENINGS.contains(&texts[at])
        {
            open[at] = true;
            if texts.get(at + 1) == Some(&"-") {
                open[at + 1] = true;
            }
        }
        if !capital(at) {
            continue;
        }
        if let Some(last) = last.filter(|&last| at - last > 1 && at - last <= 4) {
            let joins = (last + 1..at).all(|at| match tokens[at].form {
                Form::Lower => LINKS.contains(&texts[at]),
                Form::Mark => matches!(texts[at], "-" | "‑" | "&" | "'" | "’" | "/" | "." | "\"" | "“" | "”"),
                Form::Possessive | Form::Number => true,
                _ => false,
            });
            if joins {
                open[last + 1..at].fill(true);
            }
        }
        last = Some(at);
    }
    open
}
