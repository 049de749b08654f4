//! How much a match counts: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over fields,
//! in arithmetic that gives the same bits on every machine.
//!
//! The frequency of a word is summed over fields and forms before it saturates (BM25F): each occurrence counts as its
//! field and form say, less in a field that is longer than the average.
//!
//! The constants were chosen on three judged collections together (`examples/judged.rs`), one set for all; figures stand
//! in `docs/MEASURES.md`. A word that a query repeats counts as often: a pasted abstract is a weighted query.

use crate::index::FIELDS;
use crate::index::tally::Saturation;

/// How soon further occurrences stop counting.
const K1: f64 = 1.2;
/// How much the length of each field counts against it: body, title.
pub(super) const B: [f64; FIELDS] = [0.6, 0.5];
/// How much an occurrence in each field counts: body, title.
pub(super) const FIELD_WEIGHT: [f64; FIELDS] = [1.0, 3.0];
/// How much an occurrence of another form of the word counts, of one that is written as in the query.
pub(super) const STEM_WEIGHT: f64 = 0.8;
/// How much an occurrence of a word counts that is written without the accents with which the query has it, or with
/// others; where the query has none, all count alike.
pub(super) const FOLDED_WEIGHT: f64 = 0.1;
/// What an occurrence of a Khmer sequence keeps for each of its ends, by how sure it is that a word ends there, from
/// surely not to surely. Among other words about as much as it is likely to be the word itself, so that a wrong boundary
/// costs little. Alone so little that, of documents alike, those with the word itself come first.
pub(super) const END_WEIGHT: [f64; 4] = [0.02, 0.2, 0.8, 1.0];
pub(super) const END_WEIGHT_ALONE: [f64; 4] = [0.001, 0.01, 0.1, 1.0];
/// How much two words of the query that stand together, in order, add: a part of what the lesser of them counts.
pub(super) const TOGETHER: f64 = 0.2;

/// The part of an occurrence that counts in a field `length` tokens long, of `average`.
pub(super) fn weight(field: usize, length: f64, average: f64) -> f64 {
    FIELD_WEIGHT[field] / (1.0 - B[field] + B[field] * length / average.max(1.0))
}

/// A frequency, saturated: 0 to `K1 + 1`.
pub(super) fn saturate(frequency: f64) -> f64 {
    saturation(1.0).of(frequency)
}

/// What a clause of that worth adds to a score, by how often it stands in a document.
pub(super) fn saturation(worth: f64) -> Saturation {
    Saturation { worth, k1: K1 }
}

/// How much it says that a document has what `matching` of `all` documents have.
pub(super) fn rarity(matching: u32, all: u32) -> f64 {
    let (matching, all) = (f64::from(matching), f64::from(all.max(matching)));
    ln(1.0 + (all - matching + 0.5) / (matching + 0.5))
}

/// The natural logarithm of a number of at least 1. The platform's own differs between platforms in the last bits;
/// this one uses only the four operations, which IEEE 754 fixes: 2 atanh((m − 1) / (m + 1)) of the mantissa, as a series.
fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = f64::from(((bits >> 52) & 0x7ff) as u32) - 1023.0;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1.0;
    }
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let mut sum = 0.0;
    for n in (0..12).rev() {
        sum = sum * square + 1.0 / f64::from(2 * n + 1);
    }
    exponent * std::f64::consts::LN_2 + 2.0 * z * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_right() {
        for x in [1.0, 1.000_001, 1.4, 1.415, 2.0, 3.5, 10.0, 22_829.0, 1e9] {
            assert!((ln(x) - f64::ln(x)).abs() < 1e-13 * (1.0 + f64::ln(x)), "{x}");
        }
    }

    #[test]
    fn what_is_rare_counts_more() {
        assert!(rarity(1, 1000) > rarity(10, 1000));
        assert!(rarity(1000, 1000) > 0.0);
        assert!(saturate(1.0) < saturate(2.0) && saturate(1e9) <= K1 + 1.0);
    }
}
