//! Latin letters without their accents.
//!
//! One table of the project's own, made from the decompositions of the Unicode Character Database for U+00C0–024F and
//! U+1E00–1EFF (Vietnamese) and extended by letters that do not decompose (`đ`, `ø`, `ł`). One byte for a code point,
//! 656 bytes in all, because the tables of a general normaliser would weigh more than the rest of this layer.

/// The base letters for U+00C0..=U+024F. A digit stands for an entry of [`PAIRS`], `.` for no letter.
const LATIN: &[u8] = b"aaaaaa1ceeeeiiiidnooooo.ouuuuy43aaaaaa1ceeeeiiiidnooooo.ouuuuy4y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkklllllll\
lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
bbbb...cc..dd....ff.....kkl...n.oo..pp.....ttt.uu..yyzz.........\
....666777888aaiioouuuuuuuuuu.aaaa11ggggkkoooo..j666gg..nnaa11oo\
aaaaeeeeiiiioooorrrruuuusstt..hhndoozzaaeeooooooooyylntj...ccl.s\
z..b..eejjqqrryy";

/// The base letters for U+1E00..=U+1EFF.
const ADDITIONAL: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwyasss3.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

const PAIRS: [&str; 8] = ["ae", "oe", "ss", "th", "ij", "dz", "lj", "nj"];

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The lower-case base letter or letters of an accented Latin letter of either case; `None` for any other character.
pub(super) fn base(c: char) -> Option<&'static str> {
    let code = u32::from(c) as usize;
    let entry = *match code {
        0xc0..=0x24f => LATIN.get(code - 0xc0)?,
        0x1e00..=0x1eff => ADDITIONAL.get(code - 0x1e00)?,
        _ => return None,
    };
    match entry {
        b'a'..=b'z' => {
            let at = usize::from(entry - b'a');
            LETTERS.get(at..=at)
        }
        b'1'..=b'8' => PAIRS.get(usize::from(entry - b'1')).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_fold_to_base_letters() {
        let check = |letters: &str, expect: &str| {
            let folded: String = letters.chars().map(|c| base(c).unwrap_or("?")).collect();
            assert_eq!(folded, expect, "{letters}");
        };
        check("éÉèçñüŒœßþæ", "eeecnuoeoessthae");
        check("đĐơưạếỆựỹ", "ddouaeeuy");
        check("øłħıșțžǆ", "olhistzdz");
        check("×÷aжក", "?????");
        assert_eq!((LATIN.len(), ADDITIONAL.len()), (0x24f - 0xc0 + 1, 0x100));
    }
}
