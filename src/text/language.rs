//! Language by script and by frequent words.
//!
//! The script decides between Khmer, Thai, Lao, Burmese and the Latin ones; among these the words that hold sentences together do.
//! A text without such words, a list of names for instance, is [`Language::Unknown`]. What is left out: telling apart
//! languages that the rest of the crate knows nothing about.

/// A language that Saksi knows something about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Not known, or none of the others.
    #[default]
    Unknown,
    /// English.
    English,
    /// Khmer.
    Khmer,
    /// French.
    French,
    /// Thai.
    Thai,
    /// Vietnamese.
    Vietnamese,
    /// Indonesian.
    Indonesian,
    /// Lao.
    Lao,
    /// Burmese.
    Burmese,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::English,
        Self::Khmer,
        Self::French,
        Self::Thai,
        Self::Vietnamese,
        Self::Indonesian,
        Self::Lao,
        Self::Burmese,
    ];

    /// The BCP 47 tag: `und` where the language is not known.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Unknown => "und",
            Self::English => "en",
            Self::Khmer => "km",
            Self::French => "fr",
            Self::Thai => "th",
            Self::Vietnamese => "vi",
            Self::Indonesian => "id",
            Self::Lao => "lo",
            Self::Burmese => "my",
        }
    }

    /// The language with that [`tag`](Self::tag).
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// How many words are looked at: enough to be sure, few enough to cost nothing.
const WORDS: usize = 2000;

/// The languages that frequent words tell apart, each a bit of the words' marks, in the order of preference.
const TOLD_APART: [Language; 4] =
    [Language::English, Language::French, Language::Indonesian, Language::Vietnamese];
const EN: u8 = 1;
const FR: u8 = 1 << 1;
const ID: u8 = 1 << 2;
const VI: u8 = 1 << 3;

/// Frequent words, folded, that seldom or never belong to another of these languages, by their first letter: every word
/// of a text is looked for here, so few are compared.
#[rustfmt::skip]
static FREQUENT: [&[(u64, u8)]; 26] = [
    &[of("about", EN), of("adalah", ID), of("after", EN), of("akan", ID), of("an", EN), of("and", EN), of("apres", FR), of("are", EN), of("as", EN), of("at", EN), of("atau", ID), of("au", FR), of("aux", FR), of("avant", FR), of("avec", FR)],
    &[of("bahwa", ID), of("be", EN), of("been", EN), of("bi", VI), of("bisa", ID), of("by", EN)],
    &[of("cac", VI), of("ce", FR), of("ces", FR), of("cet", FR), of("cette", FR), of("chinh", VI), of("cho", VI), of("co", VI), of("cua", VI), of("cung", VI)],
    &[of("da", VI), of("dalam", ID), of("dan", ID), of("dans", FR), of("dari", ID), of("de", FR), of("den", VI), of("dengan", ID), of("depuis", FR), of("des", FR), of("di", ID), of("du", FR), of("duoc", VI)],
    &[of("elle", FR), of("en", FR), of("est", FR), of("et", FR), of("etait", FR), of("ete", FR)],
    &[of("for", EN), of("from", EN)],
    &[],
    &[of("had", EN), of("has", EN), of("have", EN), of("her", EN), of("his", EN)],
    &[of("il", FR), of("in", EN), of("ini", ID), of("is", EN), of("it", EN), of("itu", ID)],
    &[of("juga", ID)],
    &[of("karena", ID), of("ke", ID), of("kepada", ID), of("khi", VI), of("khong", VI)],
    &[of("la", FR | VI), of("le", FR), of("les", FR), of("leur", FR), of("lors", FR)],
    &[of("mais", FR), of("mereka", ID), of("mot", VI)],
    &[of("nay", VI), of("ne", FR), of("nguoi", VI), of("nhu", VI), of("nhung", VI), of("not", EN), of("nous", FR), of("nuoc", VI)],
    &[of("of", EN), of("oleh", ID), of("on", EN), of("ont", FR), of("or", EN), of("ou", FR)],
    &[of("pada", ID), of("par", FR), of("para", ID), of("pas", FR), of("plus", FR), of("pour", FR)],
    &[of("que", FR), of("qui", FR), of("quyen", VI)],
    &[],
    &[of("saat", ID), of("said", EN), of("sebagai", ID), of("selon", FR), of("ses", FR), of("son", FR), of("sont", FR), of("su", VI), of("sudah", ID), of("sur", FR)],
    &[of("tahun", ID), of("tai", VI), of("telah", ID), of("that", EN), of("the", EN), of("their", EN), of("theo", VI), of("they", EN), of("this", EN), of("tidak", ID), of("to", EN), of("trong", VI), of("tu", VI)],
    &[of("un", FR), of("une", FR), of("untuk", ID)],
    &[of("va", VI), of("ve", VI), of("viec", VI), of("voi", VI), of("vous", FR)],
    &[of("was", EN), of("were", EN), of("which", EN), of("who", EN), of("will", EN), of("with", EN)],
    &[],
    &[of("yang", ID)],
    &[],
];

/// The longest of these words, in letters.
const LONGEST: usize = 8;

/// A frequent word with the languages in which it is one.
const fn of(word: &str, languages: u8) -> (u64, u8) {
    let (mut packed, mut at) = (0, 0);
    while at < word.len() {
        packed = with_letter(packed, word.as_bytes()[at]);
        at += 1;
    }
    (packed, languages)
}

/// A word of ASCII letters as a number, whatever their case, with one letter more. Of a word of more than [`LONGEST`]
/// letters it holds the last.
const fn with_letter(packed: u64, letter: u8) -> u64 {
    packed << 8 | letter.to_ascii_lowercase() as u64
}

/// The languages in which a word of ASCII letters is frequent: its first letter, how many it has, and all as a number.
fn frequent_in(first: u8, len: usize, packed: u64) -> u8 {
    let alike = FREQUENT.get(usize::from(first.to_ascii_lowercase().wrapping_sub(b'a')));
    let alike = alike.filter(|_| len <= LONGEST).copied().unwrap_or_default();
    alike.iter().find(|one| one.0 == packed).map_or(0, |one| one.1)
}

/// The languages in which a word with other letters than those of ASCII is frequent.
fn frequent_folded(word: &str) -> u8 {
    let folded = super::normalise::fold(word);
    let packed = folded.bytes().fold(0, with_letter);
    folded
        .bytes()
        .next()
        .filter(|_| folded.is_ascii())
        .map_or(0, |first| frequent_in(first, folded.len(), packed))
}

/// The scripts that decide by themselves: the first and the last of their characters.
const BY_SCRIPT: [(char, char, Language); 4] = [
    ('\u{1780}', '\u{17ff}', Language::Khmer),
    ('\u{e00}', '\u{e7f}', Language::Thai),
    ('\u{e80}', '\u{eff}', Language::Lao),
    ('\u{1000}', '\u{109f}', Language::Burmese),
];

/// The language in which most of `text` is written.
pub fn detect(text: &str) -> Language {
    if text.is_ascii() {
        return latin_language(text);
    }
    let (mut by_script, mut latin, mut other) = ([0_u32; BY_SCRIPT.len()], 0_u32, 0_u32);
    // Most of a text in a Latin script is ASCII, which is counted without being decoded.
    latin += text.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let mut behind = rest[at..].chars();
        let letter = behind.next().filter(|c| c.is_alphabetic());
        rest = behind.as_str();
        let Some(c) = letter else { continue };
        match c {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => match BY_SCRIPT.iter().position(|script| (script.0..=script.1).contains(&c)) {
                Some(script) => by_script[script] += 1,
                None => other += 1,
            },
        }
    }
    let most = by_script.iter().copied().fold(latin.max(other), u32::max);
    match by_script.iter().position(|&count| count == most) {
        _ if most == 0 => Language::Unknown,
        Some(script) => BY_SCRIPT[script].2,
        None if most == latin => latin_language(text),
        None => Language::Unknown,
    }
}

fn latin_language(text: &str) -> Language {
    let mut hits = [0_u32; TOLD_APART.len()];
    let mut words = 0_u32;
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() && (words as usize) < WORDS {
        // A word: letters, and marks that combine with them.
        let (start, mut ascii, mut packed) = (at, true, 0);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphabetic() {
                packed = with_letter(packed, byte);
                at += 1;
                continue;
            }
            let letter = text.get(at..).filter(|_| !byte.is_ascii()).and_then(|rest| rest.chars().next());
            let Some(c) = letter.filter(|c| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(c)) else {
                break;
            };
            ascii = false;
            at += c.len_utf8();
        }
        if at == start {
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            continue;
        }
        words += 1;
        let word = text.get(start..at).unwrap_or_default();
        let frequent =
            if ascii { frequent_in(bytes[start], word.len(), packed) } else { frequent_folded(word) };
        // A Vietnamese word without its tone marks may be a word of another language, and the other way round.
        let accented = !ascii && word.chars().any(is_vietnamese);
        let possible = if ascii {
            !VI
        } else if accented {
            VI
        } else {
            u8::MAX
        };
        for (bit, count) in (0..).zip(&mut hits) {
            *count += u32::from(frequent & possible & 1 << bit != 0);
        }
        hits[TOLD_APART.len() - 1] += u32::from(accented);
    }
    let mut best = (0, Language::Unknown);
    for (count, language) in hits.into_iter().zip(TOLD_APART) {
        if count > best.0 {
            best = (count, language);
        }
    }
    // One word in 16: function words are a third of running text, and none of a list of names.
    if best.0 * 16 >= words { best.1 } else { Language::Unknown }
}

/// Letters that Vietnamese alone among these languages has.
fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let check = |text: &str, expect: Language| assert_eq!(detect(text), expect, "{text}");
        check("The court in the capital sentenced her to two years.", Language::English);
        check("C’était en mars 2014.", Language::French);
        check("Il a été libéré après deux ans.", Language::French);
        check("Les députés de l’opposition ont été arrêtés dans la capitale.", Language::French);
        check("Pemerintah tidak akan membahas hal itu dengan para wartawan.", Language::Indonesian);
        check("Chính quyền đã bắt giữ những người biểu tình trong tuần này.", Language::Vietnamese);
        check("តុលាការបានកាត់ទោសគាត់។", Language::Khmer);
        check("តុលាការបានកាត់ទោស Sophea នៅថ្ងៃនេះ។", Language::Khmer);
        check("ศาลตัดสินจำคุกสองปี", Language::Thai);
        check("ສານຕັດສິນຈໍາຄຸກສອງປີ", Language::Lao);
        check("တရားရုံးက ထောင်ဒဏ် နှစ်နှစ် ချမှတ်ခဲ့သည်။", Language::Burmese);
        check("Суд приговорил её", Language::Unknown);
        check("Kem Dara, Chan Sophal, Réseau 😀", Language::Unknown);
        check("\u{a0} 2017 – 😀", Language::Unknown);
        check("", Language::Unknown);
    }

    #[test]
    fn frequent_words_stand_where_they_are_looked_for() {
        for (initial, words) in (b'a'..).zip(FREQUENT.iter().copied()) {
            for (packed, _) in words {
                let letters = packed.to_be_bytes();
                assert_eq!(letters.iter().find(|&&letter| letter > 0), Some(&initial), "{letters:?}");
            }
        }
        assert_eq!(frequent_folded("Été"), FR);
        assert_eq!(
            frequent_in(b'T', 3, b"The".iter().fold(0, |packed, &letter| with_letter(packed, letter))),
            EN
        );
        // A long word is not the one that its last letters are.
        let packed = "thesebagai".bytes().fold(0, with_letter);
        assert_eq!(frequent_in(b's', 10, packed), 0);
    }

    #[test]
    fn tags_round_trip() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
