//! The labels of tokens and the best way through them.
//!
//! A name of several tokens is begun, continued and ended; a name of one token is single. So a label says what the
//! token is to its name and what the name names (the BIOES scheme); ways that end what was not begun do not exist.

use crate::entity::EntityType;

/// The number of labels: outside, and four for each of three types.
pub const LABELS: usize = 13;
/// A token outside every name.
pub const OUTSIDE: usize = 0;
/// The types, in the order of their labels.
pub const TYPES: [EntityType; 3] = [EntityType::Person, EntityType::Organisation, EntityType::Place];
/// What a token is to its name: added to the first label of the type.
pub const BEGIN: usize = 0;
/// See [`BEGIN`].
pub const INSIDE: usize = 1;
/// See [`BEGIN`].
pub const END: usize = 2;
/// See [`BEGIN`].
pub const SINGLE: usize = 3;

/// The label of a token's place in a name of the type at `index` in [`TYPES`].
pub const fn label(index: usize, place: usize) -> usize {
    1 + index * 4 + place
}

/// The index in [`TYPES`] of a label's type, and the token's place in the name; none for [`OUTSIDE`].
pub const fn meaning(label: usize) -> Option<(usize, usize)> {
    if label == OUTSIDE { None } else { Some(((label - 1) / 4, (label - 1) % 4)) }
}

/// Whether `to` may follow `from`. Before the first token and after the last stands [`OUTSIDE`].
pub const fn follows(from: usize, to: usize) -> bool {
    let open = match meaning(from) {
        Some((index, BEGIN | INSIDE)) => Some(index),
        _ => None,
    };
    match (open, meaning(to)) {
        (Some(a), Some((b, INSIDE | END))) => a == b,
        (None, Some((_, BEGIN | SINGLE)) | None) => true,
        _ => false,
    }
}

/// The weights of one token by label.
pub type Row = [i32; LABELS];

const NEVER: i32 = i32::MIN / 4;

/// The labels that each label may follow, ascending, and how many they are.
const BEFORE: [([u8; LABELS], usize); LABELS] = {
    let mut found = [([0; LABELS], 0); LABELS];
    let mut to = 0;
    while to < LABELS {
        let mut from = 0;
        while from < LABELS {
            if follows(from, to) {
                found[to].0[found[to].1] = from as u8;
                found[to].1 += 1;
            }
            from += 1;
        }
        to += 1;
    }
    found
};

/// The best labels of a run of tokens that has [`OUTSIDE`] on both sides. `moves` has a weight for each pair of labels.
pub fn best(rows: &[Row], moves: &[i8]) -> Vec<usize> {
    let weight =
        |from: usize, to: usize| moves.get(from * LABELS + to).map_or(0, |&weight| i32::from(weight));
    let mut sums = [NEVER; LABELS];
    sums[OUTSIDE] = 0;
    let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut next = [NEVER; LABELS];
        let mut back = [0; LABELS];
        for (to, (labels, count)) in BEFORE.iter().enumerate() {
            for &before in &labels[..*count] {
                let sum = sums[before as usize];
                if sum <= NEVER {
                    continue;
                }
                let total = sum + weight(before as usize, to);
                if total > next[to] {
                    next[to] = total;
                    back[to] = before;
                }
            }
            if next[to] > NEVER {
                next[to] += row[to];
            }
        }
        sums = next;
        from.push(back);
    }
    let mut last = OUTSIDE;
    let mut top = NEVER;
    for (label, &sum) in sums.iter().enumerate() {
        if sum > NEVER && follows(label, OUTSIDE) && sum + weight(label, OUTSIDE) > top {
            top = sum + weight(label, OUTSIDE);
            last = label;
        }
    }
    let mut labels = Vec::with_capacity(rows.len());
    for back in from.iter().rev() {
        labels.push(last);
        last = back.get(last).map_or(OUTSIDE, |&label| label as usize);
    }
    labels.reverse();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_is_ended() {
        let mut rows = [[0; LABELS]; 3];
        rows[0][label(0, BEGIN)] = 5;
        rows[1][label(1, INSIDE)] = 5;
        rows[2][label(0, END)] = 5;
        rows[1][label(0, INSIDE)] = 1;
        assert_eq!(best(&rows, &[0; LABELS * LABELS]), [label(0, BEGIN), label(0, INSIDE), label(0, END)]);
        // Alone, a beginning has no end.
        assert_eq!(best(&rows[..1], &[0; LABELS * LABELS]), [OUTSIDE]);
        assert_eq!(best(&[], &[]), [0; 0]);
        // A missing weight is none, and nothing worse.
        assert_eq!(best(&rows, &[]).len(), 3);
    }
}
