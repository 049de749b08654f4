//! The weights of features, and sums of them.
//!
//! Some sixty features of a token are asked for, and three of four are the model's. Each has its weights side by side,
//! a byte for every label, each 128 too great so that none is below zero. Sums are of 16 bits, four in a number, so that
//! adding a feature is four additions; how many features were added stands beside them and says what is too much.

use super::asset::FEATURE_BITS;
use super::lattice::{LABELS, Row};

/// Sums of the weights of up to 257 features, by label. A token has some hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums([u64; 4]);

/// Every other byte.
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

impl Sums {
    /// Adds other sums.
    pub fn add(&mut self, others: &Self) {
        for (sum, other) in self.0.iter_mut().zip(others.0) {
            *sum += other;
        }
    }

    /// The sum of a label.
    pub fn of(&self, label: usize) -> i32 {
        let [a, b, c, d] = self.0;
        let (even, odd) = if label < 8 { (a, b) } else { (c, d) };
        let lanes = if label & 1 == 0 { even } else { odd };
        (lanes >> (label % 8 / 2 * 16) & 0xffff) as i32 - 128 * (d >> 48) as i32
    }

    /// The sums as the lattice takes them.
    pub fn row(&self) -> Row {
        std::array::from_fn(|label| self.of(label))
    }
}

/// The weights of features.
#[derive(Debug)]
pub struct Weights {
    /// For the upper [`BUCKET_BITS`] of a feature, where in `lower` those with them begin; one more at the end.
    starts: Vec<u32>,
    /// The lower bits of the features, in order.
    lower: Vec<u16>,
    /// The weights of each, a byte for each label and a 1 in the last byte.
    rows: Vec<[u64; 2]>,
}

/// How many upper bits of a feature find it: about as many places as features.
const BUCKET_BITS: u32 = 15;
const LOWER_BITS: u32 = FEATURE_BITS - BUCKET_BITS;

impl Weights {
    /// From features by ascending hash.
    pub fn new(parts: &[(u32, [i8; LABELS])]) -> Self {
        let starts = (0..=1 << BUCKET_BITS)
            .map(|bucket| parts.partition_point(|(hash, _)| bucket_of(*hash) < bucket) as u32)
            .collect();
        let row = |(_, weights): &(u32, [i8; LABELS])| {
            let mut bytes = [0; 16];
            for (byte, &weight) in bytes.iter_mut().zip(weights) {
                *byte = (i16::from(weight) + 128) as u8;
            }
            bytes[15] = 1;
            let all = u128::from_le_bytes(bytes);
            [all as u64, (all >> 64) as u64]
        };
        Self {
            starts,
            lower: parts.iter().map(|(hash, _)| lower_bits(*hash)).collect(),
            rows: parts.iter().map(row).collect(),
        }
    }

    /// Adds the weights of a feature, if the model has it.
    pub fn add(&self, sums: &mut Sums, feature: u32) {
        let bucket = bucket_of(feature);
        let (Some(&start), Some(&end)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else {
            return;
        };
        let lower = lower_bits(feature);
        for place in start as usize..end as usize {
            if self.lower.get(place) == Some(&lower) {
                let Some(&[first, last]) = self.rows.get(place) else { return };
                sums.add(&Sums([first & EVEN, first >> 8 & EVEN, last & EVEN, last >> 8 & EVEN]));
                return;
            }
        }
    }
}

fn bucket_of(feature: u32) -> usize {
    (feature >> LOWER_BITS) as usize
}

/// The bits of a feature that do not find it.
fn lower_bits(feature: u32) -> u16 {
    (feature & ((1 << LOWER_BITS) - 1)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_feature_has_its_weights_and_no_other_has_any(
            parts in prop::collection::btree_map(0u32..1 << FEATURE_BITS, prop::array::uniform13(any::<i8>()), 0..60),
            other in 0u32..1 << FEATURE_BITS,
        ) {
            let listed: Vec<(u32, [i8; LABELS])> = parts.iter().map(|(&hash, &row)| (hash, row)).collect();
            let weights = Weights::new(&listed);
            let mut all = Sums::default();
            for hash in parts.keys().copied().chain([other, 0, (1 << FEATURE_BITS) - 1]) {
                let mut sums = Sums::default();
                weights.add(&mut sums, hash);
                prop_assert_eq!(sums.row(), parts.get(&hash).copied().unwrap_or_default().map(i32::from));
                (0..4).for_each(|_| all.add(&sums));
            }
            for label in 0..LABELS {
                let more = [other, 0, (1 << FEATURE_BITS) - 1].into_iter().filter_map(|hash| parts.get(&hash));
                let expect: i32 = parts.values().chain(more).map(|row| 4 * i32::from(row[label])).sum();
                prop_assert_eq!(all.of(label), expect);
            }
        }
    }
}
