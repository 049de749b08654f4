//! Number words put together: `twenty-four`, `two hundred and one`, `nineteen ninety-six`, ពីរពាន់ដប់ប្រាំពីរ.
//!
//! Works on tokens, after scanning and before any pattern: a row of number words becomes one token.

use super::class::Class;
use super::grammar::Grammar;
use super::scan::Token;

/// Replaces every row of number words by one token.
pub(super) fn merge(tokens: Vec<Token>, grammars: &[&Grammar]) -> Vec<Token> {
    if !tokens.iter().any(|token| token.is(Class::Numeral)) {
        return tokens;
    }
    let mut merged = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.is(Class::Numeral)
            && let Some((taken, mut whole)) = read(&tokens, at, grammars)
        {
            if let Some(last) = tokens.get(at + taken - 1) {
                whole.end = last.end;
            }
            // A digit number may be scaled by a word: 30 ម៉ឺន, 2 thousand.
            merged.push(whole);
            at += taken;
            continue;
        }
        merged.push(*token);
        at += 1;
    }
    merged
}

/// What has been read of a number.
#[derive(Default)]
struct Sum {
    total: i64,
    current: i64,
    /// Whether the last word was a scale, after which `and` may stand.
    scaled: bool,
}

impl Sum {
    /// Adds a word, if it can follow.
    fn add(&mut self, value: i64, fives: bool) -> bool {
        let low = self.current % 100;
        match value {
            0 => return false,
            1..=9 => {
                let after_five = fives && self.current % 10 == 5 && value < 5;
                let fits = low == 0 || (low % 10 == 0 && low >= 20) || (fives && low == 10) || after_five;
                if !fits {
                    return false;
                }
                self.current += value;
                self.scaled = false;
            }
            10..=99 => {
                if low != 0 {
                    return false;
                }
                self.current += value;
                self.scaled = false;
            }
            100 => {
                if self.current >= 100 {
                    return false;
                }
                self.current = self.current.max(1) * 100;
                self.scaled = true;
            }
            _ => {
                if self.total != 0 && self.total < value {
                    return false;
                }
                self.total = self.total.saturating_add(self.current.max(1).saturating_mul(value));
                self.current = 0;
                self.scaled = true;
            }
        }
        true
    }

    fn value(&self) -> i64 {
        self.total.saturating_add(self.current)
    }
}

fn read(tokens: &[Token], start: usize, grammars: &[&Grammar]) -> Option<(usize, Token)> {
    let first = tokens.get(start)?;
    let grammar = grammars.get(usize::from(first.table))?;
    let fives = grammar.table.unspaced;
    let value_of = |at: usize, class: Class| -> Option<i64> {
        let token = tokens.get(at).filter(|token| token.table == first.table && token.is(class))?;
        Some(i64::from(grammar.lexicon.entry(token.entry)?.value(class)))
    };
    let mut sum = Sum::default();
    let mut taken = 0;
    let mut at = start;
    let mut year = None;
    let mut ordinal = false;
    let mut words = 0;
    loop {
        if at > start && tokens.get(at).is_some_and(|token| token.barrier) {
            break;
        }
        if let Some(value) = value_of(at, Class::Numeral) {
            // nineteen ninety-six: two pairs of digits.
            if !fives && sum.total == 0 && (10..=20).contains(&sum.current) && (10..100).contains(&value) {
                year = Some(sum.current);
                sum = Sum { total: 0, current: value, scaled: false };
            } else if !sum.add(value, fives) {
                break;
            }
            at += 1;
            words += 1;
            taken = at - start;
            continue;
        }
        let Some(token) = tokens.get(at) else { break };
        let tens = sum.current % 100 >= 20 && sum.current % 10 == 0;
        // twenty-first
        if !fives
            && (tens || sum.scaled)
            && words > 0
            && let Some(value @ 1..=19) = value_of(at, Class::Ordinal)
            && (value < 10 || sum.scaled)
        {
            sum.current += value;
            taken = at + 1 - start;
            ordinal = true;
            break;
        }
        let joins = (token.is(Class::Dash) && !token.spaced && tens)
            || (sum.scaled && grammar.table.numerals.len() > 5 && is_and(token, grammar));
        let next = value_of(at + 1, Class::Numeral).or(value_of(at + 1, Class::Ordinal));
        let next_fits = next.is_some_and(|next| (1..100).contains(&next) && (next < 10 || !tens));
        if joins && next_fits && !fives {
            at += 1;
            continue;
        }
        break;
    }
    if taken == 0 {
        return None;
    }
    let mut value = sum.value();
    let mut mask = Class::Number.bit();
    if let Some(century) = year {
        value += century * 100;
        mask = Class::Year.bit() | Class::Number.bit();
    } else if ordinal {
        mask = Class::Ordinal.bit();
        if (1..=31).contains(&value) {
            mask |= Class::DayOfMonth.bit();
        }
    } else if fives {
        let mut add = |holds: bool, class: Class| mask |= if holds { class.bit() } else { 0 };
        add((1..=31).contains(&value), Class::DayOfMonth);
        add((1..=24).contains(&value), Class::Hour);
        add((1000..3000).contains(&value), Class::Year);
    } else if (1900..2100).contains(&value) && sum.total > 0 {
        mask |= Class::Year.bit();
    } else if (1..=12).contains(&value) {
        mask |= Class::Hour.bit();
    }
    // A single word keeps what else it is (`one`, `second`).
    if words == 1 && !ordinal {
        mask |= first.mask & !Class::Numeral.bit();
    }
    Some((taken, Token { mask, number: value.saturating_mul(100), ..*first }))
}

fn is_and(token: &Token, grammar: &Grammar) -> bool {
    grammar.lexicon.entry(token.entry).is_some_and(|entry| entry.value(Class::Numeral) == 0)
        && grammar.lexicon.find("and") == Some(token.entry)
}
