//! Lengths of time: `27 years`, `18-month`, `a month`, `two and a half years`, `several weeks`.

use super::Taken;
use crate::temporal::class::Class;
use crate::temporal::expression::{Amount, Length, Meaning, Recurring, Unit};
use crate::temporal::scan::Token;

/// The modifiers that words such as `nearly` and `more than` give to a length, by the value of [`Class::Roughly`].
const ROUGHLY: [&str; 6] = ["APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "APPROX", "MORE_THAN"];

/// The modifier that the words before a length or a clock time give it.
pub(super) fn modifier(taken: &Taken<'_>) -> Option<&'static str> {
    let code = taken.value(Class::Roughly)?;
    ROUGHLY.get(usize::try_from(code).ok()?).copied()
}

/// The amount that was taken, in hundredths.
pub(super) fn amount(taken: &Taken<'_>) -> Option<Amount> {
    let half = if taken.has(Class::AndHalf) { 50 } else { 0 };
    if let Some(token) = taken.all(Class::Number).last() {
        let more = if taken.has(Class::Half) { 50 } else { half };
        return Some(Amount::Exact(token.number.checked_add(more)?));
    }
    if taken.has(Class::Vague) {
        return Some(Amount::Vague);
    }
    if let Some(token) = taken.all(Class::Couple).next() {
        return Some(Amount::Exact(i64::from(taken.value_of(token, Class::Couple)) * 100));
    }
    if taken.has(Class::Half) {
        return Some(Amount::Exact(50));
    }
    taken.has(Class::One).then_some(Amount::Exact(100 + half))
}

/// Whether a dash joins the unit to more: `a year-earlier loss` holds no year, and `a 64-year-old man` an age that
/// the annotators of news leave out.
fn goes_on(taken: &Taken<'_>) -> bool {
    let dash = taken.after().filter(|next| next.is(Class::Dash) && !next.spaced);
    let word = taken.tokens.get(taken.end + 1).map_or("", |token| token.of(taken.text));
    let old = matches!(word, "old" | "olds");
    dash.is_some() && (old || taken.has(Class::One) || !taken.has(Class::Number) && word != "long")
}

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    if goes_on(taken) {
        return None;
    }
    let mut units = taken
        .captures
        .iter()
        .filter(|capture| capture.class == Class::Unit as u8 || capture.class == Class::Units as u8)
        .filter_map(|capture| taken.token(*capture));
    let unit_of = |token| {
        let singular = taken.value_of(token, Class::Unit);
        Unit::from_code(if singular == 0 { taken.value_of(token, Class::Units) } else { singular })
    };
    let unit = unit_of(units.next()?)?;
    if let Some(smaller) = units.next() {
        // `2½ years, 1½ years` are two lengths.
        if unit_of(smaller)? >= unit {
            return None;
        }
        let mut numbers = taken.all(Class::Number);
        let (first, second) = (numbers.next()?, numbers.next()?);
        let mut and = [Some((second.number, unit_of(smaller)?)), None];
        if let Some(smallest) = units.next() {
            let last =
                unit_of(smallest).filter(|last| unit_of(smaller).is_some_and(|smaller| *last < smaller))?;
            and[1] = Some((numbers.next()?.number, last));
        }
        let length = Length { amount: Amount::Exact(first.number), unit, and, modifier: modifier(taken) };
        return Some(Meaning::Length(length));
    }
    let amount =
        amount(taken).unwrap_or(if taken.has(Class::Units) { Amount::Vague } else { Amount::Exact(100) });
    // `a quarter of a century`
    let part = taken.has(Class::Quarter) && taken.literal("of");
    if part && unit != Unit::Century {
        return None;
    }
    let amount = if part { Amount::Exact(25) } else { amount };
    // `months of twists and turns`; not `three-quarters of the food`, nor `the early hours of Sunday morning`.
    let of = taken.after().is_some_and(|next| next.of(taken.text) == "of");
    let numbered = taken.before().is_some_and(|before| {
        let classes = [Class::Number, Class::Ordinal, Class::Dash, Class::Fuzz, Class::Numeral];
        classes.into_iter().any(|class| before.is(class))
    });
    if of && taken.end - taken.start == 1 && (numbered || unit == Unit::Quarter) {
        return None;
    }
    // `the past decade` is ten years, `the past year` is one of the calendar.
    let one = !taken.has(Class::Units) && self::amount(taken).is_none();
    if one && taken.literal("past") && unit < Unit::Decade {
        return None;
    }
    // `the second in as many years`; `in the early hours` is a part of the day.
    let word = |back: usize| {
        taken.tokens.get(taken.start.wrapping_sub(back)).map_or("", |token| token.of(taken.text))
    };
    let as_many = amount == Amount::Vague && (word(1) == "as" || word(1) == "many" && word(2) == "as");
    if as_many || (unit == Unit::Hour && taken.literal("early")) {
        return None;
    }
    let mut modifier = modifier(taken);
    if taken.has(Class::Couple) {
        modifier = modifier.or(Some("APPROX"));
    }
    // `A second attempt`, `three quarters of them`.
    let ordinal = unit == Unit::Second && taken.has(Class::One);
    let few = unit == Unit::Quarter && matches!(amount, Amount::Exact(..=300));
    let share = few && (modifier.is_none() || taken.after().is_some_and(|next| next.of(taken.text) == "of"));
    let of = taken.after().is_some_and(|next| next.of(taken.text) == "of");
    let dashed = taken.tokens.get(taken.end.saturating_sub(2)).is_some_and(|token| token.is(Class::Dash));
    if ordinal || (share && (of || dashed)) || matches!(amount, Amount::Exact(0)) {
        return None;
    }
    if is_rate(taken) {
        return Some(Meaning::Recurring(Recurring::Units(1, unit)));
    }
    Some(Meaning::Length(Length { amount, unit, and: [None; 2], modifier }))
}

/// Whether what stands before a unit with its article is counted over it: `two visits a month`, `960 a week`.
fn is_rate(taken: &Taken<'_>) -> bool {
    let [first, second] = taken.captures else { return false };
    if first.class != Class::One as u8 || second.class != Class::Unit as u8 {
        return false;
    }
    let token = |back: usize| taken.tokens.get(taken.start.checked_sub(back)?);
    let (Some(thing), Some(count)) = (taken.before(), token(2)) else { return false };
    let counts = |token: &Token| token.is(Class::Number) || token.is(Class::Vague);
    let noun = thing.of(taken.text).starts_with(char::is_lowercase)
        && (thing.is_plain() || thing.is(Class::Counted) || thing.is(Class::Units));
    let counted = counts(thing) || (noun && counts(count) && !thing.barrier);
    counted && !taken.after().is_some_and(|next| next.is(Class::After) || next.is(Class::Later))
}

/// The first number of `five to eight years`: the unit is borrowed from the second.
pub(super) fn elliptical(taken: &Taken<'_>) -> Option<Meaning> {
    let unit = taken.value(Class::Unit).or(taken.value(Class::Units)).and_then(Unit::from_code)?;
    let number = taken.all(Class::Number).next()?.number;
    if number == 0 {
        return None;
    }
    let amount = Amount::Exact(number);
    Some(Meaning::Length(Length { amount, unit, and: [None; 2], modifier: modifier(taken) }))
}
