//! The weights of the boundary tagger: one table for all features, and its bytes.
//!
//! The table has more entries than weights: a feature falls into an entry by its hash, and training keeps only the
//! entries that matter. So two features that matter seldom share an entry, and zeros cost next to nothing in the file.

use std::sync::OnceLock;

use super::View;
use crate::error::{Error, ErrorKind, Result};

/// The weights of the tagger.
///
/// Bytes of `models/khmer-boundary.bin`, integers little-endian:
///
/// | bytes | what |
/// |---|---|
/// | 4 | `SKWB` |
/// | 1 | version of format and features, 1 |
/// | 1 | *b*: the table has 2^*b* entries, of which most are zero |
/// | 2 | zero |
/// | 4 | the bias, signed |
/// | 4 | *n*: how many entries are not zero |
/// | … | *n* distances of an entry from the one before it (the first from -1), less one, in LEB128 |
/// | *n* | their weights, signed |
///
/// Distances and weights stand apart because each compresses better among its like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    bits: u32,
    bias: i32,
    weights: Vec<i8>,
}

const MAGIC: &[u8; 4] = b"SKWB";
const VERSION: u8 = 1;
const MAX_BITS: u32 = 22;

static SHIPPED: &[u8] = include_bytes!("../../../../models/khmer-boundary.bin");

impl Model {
    /// The model that comes with the program, decoded at its first use.
    pub fn shipped() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        // A test decodes these very bytes, so the empty model never takes their place.
        MODEL.get_or_init(|| Self::decode(SHIPPED).unwrap_or(Self { bits: 0, bias: 0, weights: vec![0] }))
    }

    /// A model of 2^`bits` weights; missing ones are zero.
    pub fn new(bits: u32, bias: i32, mut weights: Vec<i8>) -> Self {
        let bits = bits.min(MAX_BITS);
        weights.resize(1 << bits, 0);
        Self { bits, bias, weights }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] on bytes that are not one, naming the place.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let fail = |at: usize, message: &str| Err(Error::new(ErrorKind::Argument, message).at(at as u64));
        let Some((head, mut rest)) = bytes.split_first_chunk::<16>() else {
            return fail(bytes.len(), "a boundary model begins with 16 bytes; these end before");
        };
        let [m0, m1, m2, m3, version, bits, _, _, b0, b1, b2, b3, n0, n1, n2, n3] = *head;
        if [m0, m1, m2, m3] != *MAGIC || version != VERSION {
            return fail(0, "expected a boundary model (SKWB) of version 1");
        }
        let bits = u32::from(bits);
        let count = u32::from_le_bytes([n0, n1, n2, n3]) as usize;
        if bits > MAX_BITS || count > bytes.len() {
            return fail(5, "the table is larger than its bytes or than 2^22");
        }
        let mut weights = vec![0; 1 << bits];
        let mut places = Vec::with_capacity(count);
        let mut next = 0_usize;
        for _ in 0..count {
            let (mut gap, mut shift) = (0_usize, 0);
            loop {
                let Some((&byte, after)) = rest.split_first() else {
                    return fail(bytes.len(), "the places of the weights end too early");
                };
                rest = after;
                gap |= usize::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
                if shift > 21 {
                    return fail(bytes.len() - rest.len(), "a distance between weights is too large");
                }
            }
            places.push(next + gap);
            next += gap + 1;
        }
        if rest.len() != count {
            return fail(bytes.len() - rest.len(), "there are not as many weights as places");
        }
        for (&place, &weight) in places.iter().zip(rest) {
            let Some(slot) = weights.get_mut(place) else {
                return fail(bytes.len(), "a weight lies beyond the table");
            };
            *slot = weight as i8;
        }
        let bias = i32::from_le_bytes([b0, b1, b2, b3]);
        Ok(Self { bits, bias, weights })
    }

    /// The bytes that [`decode`](Self::decode) reads.
    pub fn encode(&self) -> Vec<u8> {
        let used: Vec<(usize, i8)> =
            self.weights.iter().copied().enumerate().filter(|&(_, weight)| weight != 0).collect();
        let mut out = MAGIC.to_vec();
        out.extend([VERSION, self.bits as u8, 0, 0]);
        out.extend(self.bias.to_le_bytes());
        out.extend((used.len() as u32).to_le_bytes());
        let mut next = 0;
        for &(place, _) in &used {
            let mut gap = place - next;
            next = place + 1;
            while gap >= 0x80 {
                out.push(gap as u8 | 0x80);
                gap >>= 7;
            }
            out.push(gap as u8);
        }
        out.extend(used.iter().map(|&(_, weight)| weight as u8));
        out
    }

    /// The entry of the table that belongs to a feature.
    pub fn slot(bits: u32, feature: u32) -> usize {
        // The finaliser of MurmurHash3: neighbouring features must not fall into neighbouring entries.
        let mut hash = feature;
        hash ^= hash >> 16;
        hash = hash.wrapping_mul(0x85eb_ca6b);
        hash ^= hash >> 13;
        hash = hash.wrapping_mul(0xc2b2_ae35);
        hash ^= hash >> 16;
        (u64::from(hash) >> (32 - bits)) as usize
    }

    /// The sum of a place's weights, with the bias.
    pub(super) fn score(&self, view: &View, unit: usize) -> i32 {
        let mut sum = self.bias;
        view.features(unit, |feature| {
            sum += self.weights.get(Self::slot(self.bits, feature)).copied().map_or(0, i32::from);
        });
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::Boundaries;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shipped_model_opens() {
        let model = Model::decode(SHIPPED).unwrap();
        assert_eq!(&model, Model::shipped());
        assert_eq!(model.encode(), SHIPPED);
        assert!(model.weights.iter().filter(|&&weight| weight != 0).count() > 1000);
    }

    #[test]
    fn damage_is_named() {
        let whole = Model::new(9, -3, (0..512).map(|i| if i % 150 == 7 { -5 } else { 0 }).collect()).encode();
        assert!(Model::decode(&whole).is_ok());
        for length in 0..whole.len() {
            assert!(Model::decode(&whole[..length]).is_err(), "{length}");
        }
        for (at, byte) in [(0, b'X'), (4, 9), (5, 99), (5, 3), (8 + 4, 200)] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            assert!(Model::decode(&bytes).is_err(), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn a_model_survives_its_bytes(bits in 0_u32..14, bias: i32, few: Vec<(usize, i8)>) {
            let mut weights = vec![0; 1 << bits];
            for (place, weight) in few {
                weights[place % (1 << bits)] = weight;
            }
            let model = Model::new(bits, bias, weights);
            prop_assert_eq!(Model::decode(&model.encode()).unwrap(), model);
        }

        #[test]
        fn any_bytes_give_a_model_or_an_error(bytes: Vec<u8>, bits in 0_u8..24, count in 0_u8..9) {
            let _ = Model::decode(&bytes);
            let mut whole = b"SKWB\x01".to_vec();
            whole.extend([bits, 0, 0, 0, 0, 0, 0, count, 0, 0, 0]);
            whole.extend(bytes);
            if let Ok(model) = Model::decode(&whole) {
                let _ = Boundaries::with(&model, "ខ្មែរក្រោម");
            }
        }
    }
}
