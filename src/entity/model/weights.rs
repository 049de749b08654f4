//! The weights of features, and sums of them.
//!
//! Some sixty features of a token are asked for, and three of four are the model's. Each has its weights side by side,
//! one for every label, so that adding them is two additions of eight numbers at once.

use super::asset::FEATURE_BITS;
use super::lattice::{LABELS, Row};

/// The weights of one token by label, the rest of them 0. A token has fewer than 200 features of 8 bits.
pub type Sums = [i16; 16];

/// Adds other sums.
pub fn add(sums: &mut Sums, others: &Sums) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum += other;
    }
}

/// The sums as the lattice takes them.
pub fn row(sums: &Sums) -> Row {
    let mut row = [0; LABELS];
    for (weight, &sum) in row.iter_mut().zip(sums) {
        *weight = i32::from(sum);
    }
    row
}

/// The weights of features.
#[derive(Debug)]
pub struct Weights {
    /// For the upper [`BUCKET_BITS`] of a feature, where in `lower` those with them begin; one more at the end.
    starts: Vec<u32>,
    /// The lower bits of the features, in order.
    lower: Vec<u16>,
    /// The weights of each.
    rows: Vec<[i8; 16]>,
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
            let mut row = [0; 16];
            row[..LABELS].copy_from_slice(weights);
            row
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
                let Some(weights) = self.rows.get(place) else { return };
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum += i16::from(weight);
                }
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
            for hash in parts.keys().copied().chain([other, 0, (1 << FEATURE_BITS) - 1]) {
                let mut sums = [7; 16];
                weights.add(&mut sums, hash);
                let expect = parts.get(&hash).copied().unwrap_or_default().map(|weight| i32::from(weight) + 7);
                prop_assert_eq!(row(&sums), expect);
                prop_assert_eq!(&sums[LABELS..], &[7; 16 - LABELS]);
            }
        }
    }
}
