//! The bytes of a file that are held, and a note of those that are missing.
//!
//! A call that lacks bytes goes on as far as it can without them, so that one answer names everything that it needs at
//! this stage; then it stops with [`Stop::Missing`]. The caller fetches, supplies and calls again.

use std::cell::RefCell;

use std::ops::Range;

use crate::error::Error;
use crate::index::codec::damaged;
use crate::order::{self, Map};

/// Ranges with no more than this between them are asked for as one: a request costs more than the bytes.
const NEAR: u64 = 1024;

/// Why a call stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Bytes are missing; the source has noted which.
    Missing,
    /// Something is wrong.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The outcome of a part of a call.
pub(crate) type Read<T> = Result<T, Stop>;

/// All of a stage's parts: each is tried, so that everything missing is noted, before the stage stops.
pub(crate) fn gather<T>(parts: impl Iterator<Item = Read<T>>) -> Read<Vec<T>> {
    let mut found = Vec::new();
    let mut missing = false;
    for part in parts {
        match part {
            Ok(part) => found.push(part),
            Err(Stop::Missing) => missing = true,
            Err(failed) => return Err(failed),
        }
    }
    if missing { Err(Stop::Missing) } else { Ok(found) }
}

/// Bytes of a file, by where they stand.
#[derive(Debug, Default)]
pub(crate) struct Source {
    len: u64,
    /// Runs of bytes by their offset; they neither touch nor overlap.
    runs: Map<u64, Vec<u8>>,
    missing: RefCell<Vec<Range<u64>>>,
}

impl Source {
    /// A file of `len` bytes, none held.
    pub(crate) fn remote(len: u64) -> Self {
        Self { len, ..Self::default() }
    }

    /// A file that is wholly held.
    pub(crate) fn whole(bytes: Vec<u8>) -> Self {
        let len = bytes.len() as u64;
        let mut runs = Map::default();
        runs.insert(0, bytes);
        Self { len, runs, missing: RefCell::default() }
    }

    /// The length of the file.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// How many bytes are held.
    pub(crate) fn held(&self) -> u64 {
        self.runs.values().map(|run| run.len() as u64).sum()
    }

    /// Adds bytes that stand at `offset`. What is held already stays as it is; what lies past the file is dropped.
    pub(crate) fn supply(&mut self, offset: u64, mut bytes: Vec<u8>) {
        let room = self.len.saturating_sub(offset);
        bytes.truncate(usize::try_from(room).unwrap_or(usize::MAX));
        if bytes.is_empty() {
            return;
        }
        let end = offset + bytes.len() as u64;
        let before = self.runs.last_up_to(&offset).map(|(&start, run)| (start, start + run.len() as u64));
        let (start, mut run) = match before {
            Some((start, until)) if until >= offset => {
                if until >= end {
                    return;
                }
                let mut run = self.runs.remove(&start).unwrap_or_default();
                run.extend_from_slice(&bytes[(until - offset) as usize..]);
                (start, run)
            }
            _ => (offset, bytes),
        };
        // What the new run reaches: from the last such run back, of which only the last can reach beyond it.
        let until = start + run.len() as u64;
        while let Some(next) =
            self.runs.last_up_to(&until).map(|found| *found.0).filter(|&next| next >= start)
        {
            let Some(later) = self.runs.remove(&next) else { break };
            let reach = next + later.len() as u64;
            let known = start + run.len() as u64;
            if reach > known {
                run.extend_from_slice(later.get((known - next) as usize..).unwrap_or_default());
            }
        }
        self.runs.insert(start, run);
    }

    /// The bytes of a range, or a note that they are missing.
    pub(crate) fn get(&self, range: Range<u64>) -> Read<&[u8]> {
        if range.start > range.end || range.end > self.len {
            let found = ["a part that ends at ", &range.end.to_string()].concat();
            let expected = ["parts within ", &self.len.to_string(), " bytes"].concat();
            return Err(damaged(range.start, &expected, &found).into());
        }
        if range.is_empty() {
            return Ok(&[]);
        }
        if let Some((&start, run)) = self.runs.last_up_to(&range.start) {
            let (first, last) = ((range.start - start) as usize, (range.end - start) as usize);
            if let Some(bytes) = run.get(first..last) {
                return Ok(bytes);
            }
        }
        self.missing.borrow_mut().push(range);
        Err(Stop::Missing)
    }

    /// Forgets what was noted as missing.
    pub(crate) fn forget_missing(&self) {
        self.missing.borrow_mut().clear();
    }

    /// What was noted as missing: sorted, without overlap, near ones as one, without what is held at their ends.
    pub(crate) fn take_missing(&self) -> Vec<Range<u64>> {
        let mut noted = self.missing.take();
        order::sort_by_key(&mut noted, |range| (range.start, range.end));
        let mut found: Vec<Range<u64>> = Vec::new();
        for range in noted {
            match found.last_mut() {
                Some(last) if range.start <= last.end.saturating_add(NEAR) => {
                    last.end = last.end.max(range.end);
                }
                _ => found.push(range),
            }
        }
        for range in &mut found {
            if let Some((start, run)) = self.runs.last_up_to(&range.start) {
                range.start = range.start.max((start + run.len() as u64).min(range.end - 1));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_ranges_are_one_request() {
        let source = Source::remote(1 << 20);
        for range in [90_000..90_010, 10..20, 15..40, 500..600, 90_005..90_020] {
            assert!(matches!(source.get(range), Err(Stop::Missing)));
        }
        assert_eq!(source.take_missing(), [10..600, 90_000..90_020]);
        assert!(matches!(source.get(0..(1 << 20) + 1), Err(Stop::Failed(_))));
        assert_eq!(source.take_missing(), []);
    }

    proptest! {
        #[test]
        fn what_is_supplied_is_held(parts in prop::collection::vec((0usize..200, 0usize..60), 0..30)) {
            let file: Vec<u8> = (0..200).map(|n| n as u8).collect();
            let mut source = Source::remote(200);
            let mut held = [false; 200];
            for (start, len) in parts {
                let end = (start + len).min(200);
                source.supply(start as u64, file[start..end].to_vec());
                for byte in &mut held[start..end] {
                    *byte = true;
                }
                prop_assert_eq!(source.held(), held.iter().filter(|&&byte| byte).count() as u64);
                for at in 0..200usize {
                    let one = source.get(at as u64..at as u64 + 1);
                    prop_assert_eq!(one.ok(), held[at].then(|| &file[at..=at]));
                }
            }
        }
    }
}
