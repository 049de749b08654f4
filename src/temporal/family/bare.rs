//! Calendar parts that only count with what stands around them: a year alone, a month or season that is also another
//! word, a day by its number alone.

use super::Taken;
use super::calendar::{is_counted, is_numbered, read};
use crate::temporal::class::Class;
use crate::temporal::expression::{Era, Known, Meaning, Point, YearWords};
use crate::temporal::scan::{Token, UNKNOWN};

/// A year alone, or a name that is also another word: taken only where its surroundings bear it out.
pub(super) fn bare(taken: &Taken<'_>) -> Option<Meaning> {
    let token = taken.tokens.get(taken.end.checked_sub(1)?)?;
    if taken.has(Class::Number) {
        return before_common(taken);
    }
    let fits = if taken.has(Class::Year) {
        year_fits(taken, token)
    } else if taken.has(Class::Month) || taken.has(Class::Weekday) {
        name_fits(taken, taken.tokens.get(taken.start)?)
    } else if taken.has(Class::DayOfMonth) {
        ordinal_fits(taken, token)
    } else if taken.has(Class::Season) {
        season_fits(taken)
    } else {
        true
    };
    let mut meaning = if fits { read(taken) } else { None };
    // `about 1850`, `c. 1432`
    if let (Some(Meaning::Point(point)), true) = (&mut meaning, taken.has(Class::Year) && is_rough(taken)) {
        point.modifier = point.modifier.or(Some("APPROX"));
    }
    meaning
}

/// Whether what stands before it says that it is so roughly.
fn is_rough(taken: &Taken<'_>) -> bool {
    let word = |back: usize| taken.tokens.get(taken.start.checked_sub(back)?);
    let rough = |token: &Token| token.is(Class::Roughly) && taken.value_of(token, Class::Roughly) == 0;
    let abbreviated = || word(2).is_some_and(|token| rough(token) && token.end - token.start < 3);
    taken.before().is_some_and(|before| rough(before) || before.of(taken.text) == "." && abbreviated())
}

/// `in 499`, in a text that counts its years before the Common Era.
fn before_common(taken: &Taken<'_>) -> Option<Meaning> {
    let token = taken.all(Class::Number).last()?;
    let year = (token.number / 100) as i32;
    let whole = token.number % 100 == 0 && (100..1000).contains(&year);
    // `circa 800`
    if whole && (taken.word_before().eq_ignore_ascii_case("circa")) {
        let known = Known { year: Some(YearWords::Full(year)), ..Known::default() };
        let modifier = Some("APPROX");
        return Some(Meaning::Point(Point { known, modifier, ..Point::default() }));
    }
    let counted = taken.after().is_some_and(|next| {
        next.is(Class::Counted)
            || next.is(Class::Units)
            || next.is(Class::Unit)
            || next.of(taken.text).ends_with('s')
    });
    if !taken.habits.before_common || !whole || counted {
        return None;
    }
    let known = Known { year: Some(YearWords::Full(year)), era: Some(Era::BeforeCommon), ..Known::default() };
    Some(Meaning::Point(Point { known, ..Point::default() }))
}

fn year_fits(taken: &Taken<'_>, token: &Token) -> bool {
    let value = taken.value_of(token, Class::Year);
    let before = taken.before();
    if is_counted(taken, token) {
        return false;
    }
    let rough = is_rough(taken);
    let led = before.is_some_and(|before| {
        // `c. 1432`
        (rough && before.of(taken.text) == ".")
            || before.is(Class::Preposition)
            || before.is(Class::Open)
            || (before.is(Class::Dash) && !token.spaced)
    });
    let word_before = taken.word_before();
    // `the novel "1984"`: a year alone in quotation marks is a title.
    let quote = |token: &Token| matches!(token.of(taken.text), "\"" | "“" | "”" | "«" | "»");
    if before.is_some_and(quote) && taken.after().is_some_and(quote) {
        return false;
    }
    if matches!(word_before, "#" | "$" | "№" | "°" | "º" | "=" | "+") {
        return false;
    }
    // `roughly 2010`; round numbers, and what is more than one, are amounts.
    if before.is_some_and(|before| before.is(Class::Roughly)) && !led && !(rough && value % 100 != 0) {
        return false;
    }
    // `Law No. 12/2018`
    let of_slash = before.is_some_and(|before| before.is(Class::Slash) && !token.spaced)
        && taken
            .tokens
            .get(taken.start.wrapping_sub(2))
            .is_some_and(|part| part.number != 0 && !part.is(Class::Year));
    if of_slash || is_numbered(taken, taken.start) {
        return false;
    }
    // `the score was 2018`: a year is said to be the year, it, or this.
    let earlier = |back: usize| taken.tokens.get(taken.start.checked_sub(back)?).filter(|_| before.is_some());
    let says = matches!(word_before, "was" | "were");
    let thing = |token: &Token| token.mask == 0 && !token.capital && token.entry == UNKNOWN;
    if says && earlier(2).is_some_and(thing) {
        let subject = earlier(2).map_or("", |token| token.of(taken.text));
        if !matches!(subject, "this" | "that" | "date" | "there") {
            return false;
        }
    }
    // `2018/45`: one season over two years is written so, all else is a number of something.
    let slash = taken.after().filter(|next| next.is(Class::Slash) && !next.spaced);
    if let (Some(_), Some(part)) = (slash, taken.tokens.get(taken.end + 1)) {
        let next = part.number / 100;
        let season = next == i64::from(value + 1) || next == i64::from((value + 1) % 100);
        if !led && !season && part.number != 0 {
            return false;
        }
    }
    let next = taken.after();
    // `2,000 dollars`, `1500 metres`: a plural right behind a number that nothing leads in.
    let plural = next.is_some_and(|next| {
        let word = next.of(taken.text);
        !next.capital
            && next.spaced
            && word.len() > 3
            && word.ends_with('s')
            && next.mask == 0
            && !word.ends_with("ss")
            && !word.ends_with("'s")
    });
    if led {
        return (1000..=2200).contains(&value) && (!plural || (1900..=2100).contains(&value));
    }
    if plural
        && !matches!(
            word_before.to_ascii_lowercase().as_str(),
            "the" | "its" | "their" | "his" | "her" | "our" | "s" | "'s"
        )
    {
        return false;
    }
    (1500..=2100).contains(&value)
}

/// The day of a month by its number alone: `on the 12th`, not `on the 12th floor`, nor `on the first`.
fn ordinal_fits(taken: &Taken<'_>, token: &Token) -> bool {
    let goes_on = taken.after().is_some_and(|next| {
        let text = next.of(taken.text);
        let fits = [Class::And, Class::PastCue, Class::Preposition, Class::One, Class::Owner, Class::Pronoun];
        text.starts_with(char::is_alphanumeric)
            && text != "the"
            && !fits.into_iter().any(|class| next.is(class))
    });
    token.is(Class::Ordinal) && token.number != 0 && !goes_on
}

/// A season alone, after a preposition: `in the fall`, not `in the fall of Saigon`.
fn season_fits(taken: &Taken<'_>) -> bool {
    let doubtful = taken.all(Class::Season).any(|token| token.is(Class::Doubtful));
    let of = taken.after().is_some_and(|next| next.of(taken.text) == "of");
    !doubtful || (!of && (taken.end - taken.start > 1 || taken.word_before().eq_ignore_ascii_case("in")))
}

fn name_fits(taken: &Taken<'_>, token: &Token) -> bool {
    if taken.grammar.table.unspaced {
        return true;
    }
    let before = taken.before();
    if !taken.grammar.table.capitals {
        let led = before.is_some_and(|before| before.is(Class::Preposition));
        // `Avril Lavigne`
        let name = token.capital && taken.after().is_some_and(|next| next.capital && next.mask == 0);
        return !name && (!token.is(Class::Doubtful) || led);
    }
    if !token.capital {
        return false;
    }
    let name_after = taken.has(Class::Month)
        && taken.after().is_some_and(|next| {
            next.capital
                && next.spaced
                && next.mask & !(Class::PastCue.bit()) == 0
                && next.of(taken.text).chars().nth(1).is_some_and(char::is_lowercase)
        });
    let led = before.is_some_and(|before| {
        before.is(Class::Preposition)
            || before.is(Class::Which)
            // `said that May Sophea had left`
            || (before.is(Class::WhichTold) && !name_after)
            || before.is(Class::Fuzz)
            || before.is(Class::Month)
            || before.is(Class::Dash)
    });
    let short = token.of(taken.text).trim_end_matches('.').len() <= 4
        && !matches!(token.of(taken.text), "June" | "July" | "May");
    if token.is(Class::Doubtful) || short {
        return led && (!short || token.of(taken.text).ends_with('.'));
    }
    // `April Smith`, `Ms June`.
    let led = led && !before.is_some_and(|before| before.is(Class::And));
    // `the Sunday Times`, `Black Friday Films`
    if taken.after().is_some_and(|next| next.is(Class::NameHead) && next.capital) {
        return false;
    }
    let name_before = before.is_some_and(|before| before.is(Class::Title));
    !name_before && (led || !name_after)
}
