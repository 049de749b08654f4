//! A language's table compiled: its lexicon and its patterns.

use super::class::{Class, Mask};
use super::family::Family;
use super::lexicon::Lexicon;
use super::pattern::{Capture, Program};
use super::scan::{NEUTRAL, Token};
use crate::text::{Language, khmer};
use std::sync::OnceLock;

/// What a language supplies: the whole of what is particular to it.
pub(super) struct Table {
    /// The language.
    pub(super) language: Language,
    /// Whether its script writes no spaces between words.
    pub(super) unspaced: bool,
    /// Whether it writes the names of months and weekdays with a capital.
    pub(super) capitals: bool,
    /// Words, alternatives between bars, with a class and its value. Lower case.
    pub(super) words: &'static [(&'static str, Class, i32)],
    /// Words of numbers, with their values.
    pub(super) numerals: &'static [(&'static str, i32)],
    /// Names for parts of patterns.
    pub(super) macros: &'static [(&'static str, &'static str)],
    /// Patterns, each with the family that reads what it took.
    pub(super) rules: &'static [(Family, &'static str)],
    /// Whether a month without a year is of the current year, unless a verb says otherwise.
    pub(super) same_year: bool,
    /// Whether an unknown word, in lower case, is a verb in the past.
    pub(super) tells_past: fn(&str) -> bool,
}

/// A compiled table.
pub(super) struct Grammar {
    pub(super) table: &'static Table,
    pub(super) lexicon: Lexicon,
    rules: Vec<(Family, Program)>,
    /// The classes with which any pattern starts.
    starters: Mask,
    /// For each class, the rules whose first token may have it.
    by_first: Vec<Rules>,
    /// For each class, the rules whose second token may have it.
    by_second: Vec<Rules>,
    /// The rules that need no second token.
    short: Rules,
}

/// A set of rules, one bit each: with it, a token costs what its few classes do, however many rules there are.
#[derive(Clone, Copy, Debug, Default)]
struct Rules([u64; 4]);

impl Rules {
    const MOST: usize = 256;

    fn add(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / 64) {
            *word |= 1 << (rule % 64);
        }
    }

    /// Adds the rules of every class in a set.
    fn add_all(&mut self, by_class: &[Self], mut classes: Mask) {
        while classes != 0 {
            if let Some(more) = by_class.get(classes.trailing_zeros() as usize) {
                for (word, more) in self.0.iter_mut().zip(more.0) {
                    *word |= more;
                }
            }
            classes &= classes - 1;
        }
    }
}

/// What is told of a match: the family, the expression's first token and one past its last, and all captures.
pub(super) type Finder<'f> = &'f mut dyn FnMut(Family, usize, usize, &[Capture]);

/// The tables, in the order in which they number tokens.
static TABLES: [&Table; 3] =
    [&super::language::english::TABLE, &super::language::khmer::TABLE, &super::language::french::TABLE];

/// The compiled tables. Compiling takes about a millisecond, once.
pub(super) fn grammars() -> &'static [Grammar] {
    static GRAMMARS: OnceLock<Vec<Grammar>> = OnceLock::new();
    GRAMMARS.get_or_init(|| TABLES.iter().map(|table| Grammar::new(table).0).collect())
}

impl Grammar {
    /// Compiles a table; the second part names the patterns that could not be read, of which a test allows none.
    pub(super) fn new(table: &'static Table) -> (Self, Vec<String>) {
        let mut literals: Vec<&'static str> = Vec::new();
        let mut errors = Vec::new();
        let mut rules = Vec::new();
        for (family, pattern) in table.rules {
            let mut literal = |words: &'static str| {
                let at = literals.iter().position(|known| *known == words).unwrap_or_else(|| {
                    literals.push(words);
                    literals.len() - 1
                });
                (Class::Literal as usize + at).min(127) as u8
            };
            let expand = |name: &str| table.macros.iter().find(|known| known.0 == name).map(|known| known.1);
            match Program::compile(pattern, &mut literal, &expand) {
                Ok(program) => rules.push((*family, program)),
                Err(error) => errors.push(format!("{pattern}: {error}")),
            }
        }
        if Class::Literal as usize + literals.len() > 128 {
            errors.push(format!("{} rows of literal words are too many", literals.len()));
        }
        let fold = |word: &str| if table.unspaced { khmer::normalise(word) } else { word.to_owned() };
        let words = table.words.iter().flat_map(|&(words, class, value)| {
            words.split('|').map(move |word| (word, class.bit(), Some((class, value))))
        });
        let numerals = table.numerals.iter().flat_map(|&(words, value)| {
            let class = Class::Numeral;
            words.split('|').map(move |word| (word, class.bit(), Some((class, value))))
        });
        let of_patterns = literals.iter().enumerate().flat_map(|(at, words)| {
            let bit = 1u128 << (Class::Literal as usize + at).min(127);
            words.split('|').map(move |word| (word, bit, None))
        });
        let lexicon = Lexicon::new(
            words.chain(numerals).chain(of_patterns).map(|(word, mask, sense)| (fold(word), mask, sense)),
        );
        if rules.len() > Rules::MOST {
            errors.push(format!("{} patterns are too many", rules.len()));
        }
        let starters = rules.iter().fold(0, |all, rule| all | rule.1.first);
        let mut grammar = Self {
            table,
            lexicon,
            rules: Vec::new(),
            starters,
            by_first: vec![Rules::default(); 128],
            by_second: vec![Rules::default(); 128],
            short: Rules::default(),
        };
        for (at, (_, program)) in rules.iter().enumerate() {
            if program.second == !0 {
                grammar.short.add(at);
            }
            for class in 0..128 {
                if program.first >> class & 1 == 1 {
                    grammar.by_first[class].add(at);
                }
                if program.second >> class & 1 == 1 {
                    grammar.by_second[class].add(at);
                }
            }
        }
        grammar.rules = rules;
        (grammar, errors)
    }

    /// Calls `found` with the family and the tokens of every match of every pattern.
    pub(super) fn matches(&self, tokens: &[Token], number: u8, found: Finder<'_>) {
        let mut captures = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mask = token.mask_for(number);
            if mask & self.starters == 0 || (token.table != number && token.table != NEUTRAL) {
                continue;
            }
            let next =
                tokens.get(at + 1).filter(|next| !next.barrier).map_or(0, |next| next.mask_for(number));
            let (mut first, mut second) = (Rules::default(), self.short);
            first.add_all(&self.by_first, mask & self.starters);
            second.add_all(&self.by_second, next);
            for (word, (first, second)) in first.0.into_iter().zip(second.0).enumerate() {
                let mut fit = first & second;
                while fit != 0 {
                    if let Some((family, program)) = self.rules.get(word * 64 + fit.trailing_zeros() as usize)
                    {
                        program.run(tokens, number, at, &mut captures, &mut |start, end, captures| {
                            found(*family, start, end, captures);
                        });
                    }
                    fit &= fit - 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_every_table_compiles() {
        for table in TABLES {
            let (_, errors) = Grammar::new(table);
            assert!(errors.is_empty(), "{}: {errors:#?}", table.language.tag());
        }
    }
}
