//! Reading an archive as if it were far away, to see what a reader would fetch: for tests and measurements.

use super::{Archive, Step};
use crate::error::Result;

/// An archive of which bytes are supplied only as they are asked for, and what was asked so far.
#[derive(Debug)]
pub struct Rehearsal<'f> {
    file: &'f [u8],
    archive: Archive,
    /// How often it had to wait for bytes.
    pub rounds: usize,
    /// How many ranges it asked for.
    pub requests: usize,
    /// How many bytes these were.
    pub bytes: u64,
}

impl<'f> Rehearsal<'f> {
    /// Nothing of the file is held yet.
    pub fn new(file: &'f [u8]) -> Self {
        Self { file, archive: Archive::remote(file.len() as u64), rounds: 0, requests: 0, bytes: 0 }
    }

    /// Makes a call again and again, with the bytes that it asked for, until it has its answer.
    ///
    /// # Errors
    /// As the call.
    pub fn run<T>(&mut self, call: impl Fn(&Archive) -> Result<Step<T>>) -> Result<T> {
        loop {
            let missing = match call(&self.archive)? {
                Step::Ready(answer) => return Ok(answer),
                Step::Missing(missing) => missing,
            };
            self.rounds += 1;
            for range in missing {
                self.requests += 1;
                self.bytes += range.end - range.start;
                let part = self.file.get(range.start as usize..range.end as usize).unwrap_or_default();
                self.archive.supply(range.start, part.to_vec());
            }
        }
    }
}
