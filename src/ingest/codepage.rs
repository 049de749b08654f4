//! Encodings of one byte per character, as tables of the upper half.
//!
//! Written for this project from the code charts. They stand here because `encoding_rs`, which knows forty encodings,
//! costs 101 KB of compressed wasm, and these 1 KB; what people have is UTF-8, UTF-16 and, rarely, one of these.
//! U+FFFD stands for a byte that means nothing.

/// An encoding in which every byte is a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CodePage {
    /// Its name by the WHATWG Encoding Standard.
    pub(super) name: &'static str,
    /// The characters of the bytes 0x80 to 0xFF.
    upper: &'static str,
}

/// Western European.
pub(super) const WINDOWS_1252: CodePage = CodePage {
    name: "windows-1252",
    upper: "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\
\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
};

/// Central European.
pub(super) const WINDOWS_1250: CodePage = CodePage {
    name: "windows-1250",
    upper: "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\
\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
};

/// Cyrillic.
pub(super) const WINDOWS_1251: CodePage = CodePage {
    name: "windows-1251",
    upper: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\
\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
абвгдежзийклмнопрстуфхцчшщъыьэюя",
};

/// Vietnamese.
pub(super) const WINDOWS_1258: CodePage = CodePage {
    name: "windows-1258",
    upper: "€\u{fffd}‚ƒ„…†‡ˆ‰\u{fffd}‹Œ\u{fffd}\u{fffd}\u{fffd}\u{fffd}‘’“”•–—˜™\u{fffd}›œ\u{fffd}\u{fffd}Ÿ\
\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ß\
àáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ",
};

/// Thai.
pub(super) const WINDOWS_874: CodePage = CodePage {
    name: "windows-874",
    upper: "€\u{fffd}\u{fffd}\u{fffd}\u{fffd}…\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}‘’“”•–—\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\
\u{a0}กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟ\
ภมยรฤลฦวศษสหฬอฮฯะ\u{e31}าำ\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}\u{fffd}\u{fffd}\u{fffd}\u{fffd}฿\
เแโใไๅๆ\u{e47}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4c}\u{e4d}\u{e4e}๏๐๑๒๓๔๕๖๗๘๙๚๛\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
};

impl CodePage {
    /// The code page of a label that a page may declare.
    pub(super) fn from_label(label: &str) -> Option<Self> {
        Some(match label {
            "windows-1252" | "cp1252" | "x-cp1252" | "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1"
            | "l1" | "ascii" | "us-ascii" | "ansi_x3.4-1968" | "iso-ir-100" => WINDOWS_1252,
            "windows-1250" | "cp1250" | "x-cp1250" => WINDOWS_1250,
            "windows-1251" | "cp1251" | "x-cp1251" => WINDOWS_1251,
            "windows-1258" | "cp1258" | "x-cp1258" => WINDOWS_1258,
            "windows-874" | "cp874" | "tis-620" | "iso-8859-11" | "dos-874" => WINDOWS_874,
            _ => return None,
        })
    }

    /// The text of bytes in this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let mut upper = ['\u{fffd}'; 128];
        for (place, c) in upper.iter_mut().zip(self.upper.chars()) {
            *place = c;
        }
        let letter = |byte: u8| byte.checked_sub(0x80).map_or(char::from(byte), |at| upper[usize::from(at)]);
        bytes.iter().map(|&byte| letter(byte)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_whole_and_decode() {
        for page in [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1258, WINDOWS_874] {
            assert_eq!(page.upper.chars().count(), 128, "{}", page.name);
            assert_eq!(CodePage::from_label(page.name), Some(page));
            assert_eq!(page.decode(b"a\n"), "a\n");
        }
        assert_eq!(WINDOWS_1252.decode(b"\x93caf\xe9\x94 \x80\x81"), "“café” €\u{fffd}");
        assert_eq!(WINDOWS_1251.decode(b"\xd1\xf3\xe4"), "Суд");
        assert_eq!(WINDOWS_1258.decode(b"\xf0\xf5"), "đơ");
        assert_eq!(WINDOWS_874.decode(b"\xc8\xd2\xc5"), "ศาล");
        assert_eq!(CodePage::from_label("big5"), None);
    }
}
