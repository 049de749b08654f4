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

/// The labels after which no name is open, ascending.
const CLOSED: [usize; 7] = [
    OUTSIDE,
    label(0, END),
    label(0, SINGLE),
    label(1, END),
    label(1, SINGLE),
    label(2, END),
    label(2, SINGLE),
];
/// The labels that follow one of [`CLOSED`].
const OPENING: [usize; 7] = [
    OUTSIDE,
    label(0, BEGIN),
    label(0, SINGLE),
    label(1, BEGIN),
    label(1, SINGLE),
    label(2, BEGIN),
    label(2, SINGLE),
];

/// The best labels of a run of tokens that has [`OUTSIDE`] on both sides. `moves` has a weight for each pair of labels.
pub fn best(rows: &[Row], moves: &[i8]) -> Vec<usize> {
    let mut labels = vec![0; rows.len()];
    walk(rows, moves, &mut Vec::new(), &mut labels);
    labels.into_iter().map(usize::from).collect()
}

/// The same into a place of its own, with room for the work. There are as many labels as rows.
pub(super) fn walk(rows: &[Row], moves: &[i8], back: &mut Vec<[u8; LABELS]>, labels: &mut [u8]) {
    let moves: &[i8; LABELS * LABELS] = moves.try_into().unwrap_or(&[0; LABELS * LABELS]);
    let weight = |from: usize, to: usize| i32::from(moves[from * LABELS + to]);
    let mut sums = [NEVER; LABELS];
    let Some((first, rest)) = rows.split_first() else { return };
    for to in OPENING {
        sums[to] = weight(OUTSIDE, to) + first[to];
    }
    back.clear();
    for row in rest {
        // From each of what there is to be from, the first of the best. What cannot be is far below what can.
        let top = |from: &[usize], to: usize| {
            let mut top = (from[0], sums[from[0]] + weight(from[0], to));
            for &from in &from[1..] {
                let sum = sums[from] + weight(from, to);
                if sum > top.1 {
                    top = (from, sum);
                }
            }
            top
        };
        let (mut next, mut before) = ([NEVER; LABELS], [0; LABELS]);
        let mut set = |to: usize, (from, sum): (usize, i32)| {
            next[to] = sum + row[to];
            before[to] = from as u8;
        };
        for to in OPENING {
            set(to, top(&CLOSED, to));
        }
        for index in 0..TYPES.len() {
            for place in [INSIDE, END] {
                let to = label(index, place);
                set(to, top(&[label(index, BEGIN), label(index, INSIDE)], to));
            }
        }
        sums = next;
        back.push(before);
    }
    let mut last = OUTSIDE;
    for label in CLOSED {
        if sums[label] + weight(label, OUTSIDE) > sums[last] + weight(last, OUTSIDE) {
            last = label;
        }
    }
    let before = back.iter().rev().map(Some).chain([None]);
    for (label, before) in labels.iter_mut().rev().zip(before) {
        *label = last as u8;
        last = before.and_then(|before| before.get(last)).map_or(OUTSIDE, |&label| usize::from(label));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    /// The greatest sum of all ways, and the labels of one that has it, by trying them.
    fn tried(rows: &[Row], moves: &[i8], from: usize) -> (i32, Vec<usize>) {
        let weight = |to: usize| i32::from(moves[from * LABELS + to]);
        let Some((row, rest)) = rows.split_first() else {
            let ends = follows(from, OUTSIDE);
            return (if ends { weight(OUTSIDE) } else { NEVER }, Vec::new());
        };
        let ways = (0..LABELS).filter(|&to| follows(from, to)).map(|to| {
            let (sum, mut labels) = tried(rest, moves, to);
            labels.insert(0, to);
            (sum + weight(to) + row[to], labels)
        });
        ways.max_by_key(|way| way.0).unwrap_or((NEVER, Vec::new()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn no_way_is_better(
            rows in prop::collection::vec(prop::array::uniform13(-900..900), 0..5),
            moves in prop::collection::vec(any::<i8>(), LABELS * LABELS),
        ) {
            let sum = |labels: &[usize]| {
                let ways = [OUTSIDE].iter().chain(labels).zip(labels.iter().chain(&[OUTSIDE]));
                prop_assert!(ways.clone().all(|(&from, &to)| follows(from, to)));
                let moved: i32 = ways.map(|(from, to)| i32::from(moves[from * LABELS + to])).sum();
                Ok(moved + labels.iter().zip(&rows).map(|(&label, row): (_, &Row)| row[label]).sum::<i32>())
            };
            let (expect, _) = tried(&rows, &moves, OUTSIDE);
            prop_assert_eq!(sum(&best(&rows, &moves))?, expect);
        }
    }
}
