//! Bytes that are no archive, and archives that were damaged: an error or an answer, never a panic, and never more
//! memory than the bytes are worth.
//!
//! `SAKSI_CASES=10000 cargo test --test hostile` tries ten thousand of each, in minutes; otherwise a part of them, in
//! seconds.

mod laws;
mod shelf;

use peak_alloc::PeakAlloc;
use saksi::archive;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How many of each are tried where nothing else is said.
const CASES: u64 = 400;

/// What reading may take besides twice the bytes: tables of the decoders, an answer, the text of an error.
const BESIDES: usize = 512 * 1024;

/// Numbers that look like chance, the same each time (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}

/// Reads bytes and checks what memory that took at most.
fn check(bytes: &[u8], what: &str) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    laws::archive(bytes);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken <= bytes.len() * 2 + BESIDES, "{taken} bytes of memory for {} of {what}", bytes.len());
}

/// An archive with a few of its bytes changed, cut off, or put elsewhere.
fn damaged(sound: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    match chance.below(4) {
        0 => bytes.truncate(chance.below(sound.len())),
        1 => {
            let (from, to) = (chance.below(sound.len()), chance.below(sound.len()));
            let len = chance.below(400).min(sound.len() - from.max(to));
            let part = sound[from..from + len].to_vec();
            bytes[to..to + len].copy_from_slice(&part);
        }
        2 => {
            let at = chance.below(sound.len());
            let part = chance.bytes(40);
            for (slot, byte) in bytes.iter_mut().skip(at).zip(part) {
                *slot = byte;
            }
        }
        _ => {
            for _ in 0..=chance.below(8) {
                let at = chance.below(sound.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        }
    }
    bytes
}

/// One test, since what memory is taken is counted over the whole program.
#[test]
fn hostile_bytes_give_an_error_or_an_answer() {
    let small = shelf::file(&shelf::shelf());
    let segments = [archive::write_segment(&shelf::many()).expect("a segment")];
    let large = shelf::assemble(&segments);
    laws::archive(&small);
    laws::archive(&large);
    let mut chance = Chance(0x5a4b_5349);
    let cases = std::env::var("SAKSI_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    for n in 0..cases {
        let len = chance.below(2000);
        let mut bytes = chance.bytes(len);
        if n % 2 == 0 {
            // As far as a checksum reaches it is an archive.
            let begins = chance.below(40).min(small.len());
            bytes.splice(..0, small[..begins].iter().copied());
        }
        check(&bytes, "random bytes");
        let sound = if n % 8 == 0 { &large } else { &small };
        check(&damaged(sound, &mut chance), "a damaged archive");
    }
}
