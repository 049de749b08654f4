//! Documents in pages: a section cut at even distances, so that its directory stays small.
//!
//! A directory that knew where each document stands would cost a cold reader more than the documents that are shown.
//! This one knows how many documents begin in each page; where they begin, the page says.
//!
//! ```text
//! page      u16  where the first document begins that begins in this page, counted from the start of the page;
//!                0 where none does
//!           bytes of the documents, which run on from page to page; each page but the last is PAGE bytes long
//! document  varint length of the body, body, crc32 of both
//! ```

use crate::error::Result;
use crate::index::codec::{Reader, checked, damaged_by};

/// The length of a page in bytes. A shorter one has a larger directory, a longer one costs more for each hit shown.
pub(super) const PAGE: usize = 1024;
const HEADER: usize = 2;

/// The body of a document: the `n`-th (from 0) of those that begin in the first of `pages`, which stand at `base`.
pub(super) fn body(pages: &[u8], n: u32, base: u64) -> Result<Vec<u8>> {
    let first = pages.get(..HEADER).map_or(0, |at| usize::from(at[0]) | usize::from(at[1]) << 8);
    let run: Vec<&[u8]> = pages.chunks(PAGE).map(|page| page.get(HEADER..).unwrap_or_default()).collect();
    let run = run.concat();
    let Some(run) = first.checked_sub(HEADER).and_then(|first| run.get(first..)) else {
        return Err(damaged_by(base, "the start of a document", 0, "#", first as u64));
    };
    let mut reader = Reader::unpacked(run, base);
    let mut start = 0;
    let mut body = 0..0;
    for _ in 0..=n {
        start = reader.position();
        let len = reader.count()?;
        body = reader.position()..reader.position() + len;
        reader.bytes(len)?;
        reader.bytes(4)?;
    }
    let sealed = checked(run.get(start..reader.position()).unwrap_or_default(), base)?;
    Ok(sealed.get(body.start - start..).unwrap_or_default().to_vec())
}

#[cfg(feature = "full")]
pub(super) use writing::Pages;

#[cfg(feature = "full")]
mod writing {
    use super::{HEADER, PAGE};
    use crate::index::blocks::Blocks;
    use crate::index::codec::{put_checksum, put_len};

    /// Writes documents into pages.
    #[derive(Default)]
    pub(in crate::archive) struct Pages {
        bytes: Vec<u8>,
        /// How many documents begin in each page.
        counts: Vec<usize>,
    }

    impl Pages {
        /// Appends the body of the next document.
        pub(in crate::archive) fn push(&mut self, body: &[u8]) {
            let mut sealed = Vec::with_capacity(body.len() + 8);
            put_len(&mut sealed, body.len());
            sealed.extend_from_slice(body);
            put_checksum(&mut sealed, 0);
            self.begin_page();
            let within = self.bytes.len() % PAGE;
            if let Some(count) = self.counts.last_mut() {
                if *count == 0 {
                    let header = self.bytes.len() - within;
                    self.bytes[header..header + HEADER].copy_from_slice(&(within as u16).to_le_bytes());
                }
                *count += 1;
            }
            let mut rest = sealed.as_slice();
            while !rest.is_empty() {
                self.begin_page();
                let room = PAGE - self.bytes.len() % PAGE;
                let (now, later) = rest.split_at(room.min(rest.len()));
                self.bytes.extend_from_slice(now);
                rest = later;
            }
        }

        /// Begins a page where the one before is full.
        fn begin_page(&mut self) {
            if self.bytes.len().is_multiple_of(PAGE) {
                self.bytes.extend_from_slice(&[0; HEADER]);
                self.counts.push(0);
            }
        }

        /// The pages as the blocks of a section.
        pub(in crate::archive) fn finish(self) -> Blocks {
            Blocks::evenly(self.bytes, PAGE, self.counts)
        }
    }
}

#[cfg(all(test, feature = "full"))]
mod tests {
    use super::*;
    use crate::index::blocks::Directory;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_document_is_found(lengths in prop::collection::vec(0usize..3000, 1..40)) {
            let bodies: Vec<Vec<u8>> = lengths.iter().zip(0u8..).map(|(&len, n)| vec![n; len]).collect();
            let mut pages = Pages::default();
            for body in &bodies {
                pages.push(body);
            }
            let blocks = pages.finish();
            let directory = Directory::read(&blocks.directory(), 0, blocks.bytes.len() as u64).expect("a directory");
            for (number, body) in (0..).zip(&bodies) {
                let (range, n) = directory.find_run(number).expect("its pages");
                let pages = &blocks.bytes[range.start as usize..range.end as usize];
                prop_assert_eq!(&super::body(pages, n, 0).expect("a body"), body);
            }
            prop_assert_eq!(directory.find_run(bodies.len() as u32), None);
        }

        #[test]
        fn any_bytes_give_an_error_or_a_body(mut pages: Vec<u8>, first in 0u8..9, n in 0u32..9) {
            let _ = body(&pages, n, 0);
            if let Some(slot) = pages.first_mut() {
                *slot = first;
            }
            let _ = body(&pages, n, 0);
        }
    }
}
