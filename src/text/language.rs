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
static FREQUENT: [&[(&str, u8)]; 26] = [
    &[("about", EN), ("adalah", ID), ("after", EN), ("akan", ID), ("an", EN), ("and", EN), ("apres", FR), ("are", EN), ("as", EN), ("at", EN), ("atau", ID), ("au", FR), ("aux", FR), ("avant", FR), ("avec", FR)],
    &[("bahwa", ID), ("be", EN), ("been", EN), ("bi", VI), ("bisa", ID), ("by", EN)],
    &[("cac", VI), ("ce", FR), ("ces", FR), ("cet", FR), ("cette", FR), ("chinh", VI), ("cho", VI), ("co", VI), ("cua", VI), ("cung", VI)],
    &[("da", VI), ("dalam", ID), ("dan", ID), ("dans", FR), ("dari", ID), ("de", FR), ("den", VI), ("dengan", ID), ("depuis", FR), ("des", FR), ("di", ID), ("du", FR), ("duoc", VI)],
    &[("elle", FR), ("en", FR), ("est", FR), ("et", FR), ("etait", FR), ("ete", FR)],
    &[("for", EN), ("from", EN)],
    &[],
    &[("had", EN), ("has", EN), ("have", EN), ("her", EN), ("his", EN)],
    &[("il", FR), ("in", EN), ("ini", ID), ("is", EN), ("it", EN), ("itu", ID)],
    &[("juga", ID)],
    &[("karena", ID), ("ke", ID), ("kepada", ID), ("khi", VI), ("khong", VI)],
    &[("la", FR | VI), ("le", FR), ("les", FR), ("leur", FR), ("lors", FR)],
    &[("mais", FR), ("mereka", ID), ("mot", VI)],
    &[("nay", VI), ("ne", FR), ("nguoi", VI), ("nhu", VI), ("nhung", VI), ("not", EN), ("nous", FR), ("nuoc", VI)],
    &[("of", EN), ("oleh", ID), ("on", EN), ("ont", FR), ("or", EN), ("ou", FR)],
    &[("pada", ID), ("par", FR), ("para", ID), ("pas", FR), ("plus", FR), ("pour", FR)],
    &[("que", FR), ("qui", FR), ("quyen", VI)],
    &[],
    &[("saat", ID), ("said", EN), ("sebagai", ID), ("selon", FR), ("ses", FR), ("son", FR), ("sont", FR), ("su", VI), ("sudah", ID), ("sur", FR)],
    &[("tahun", ID), ("tai", VI), ("telah", ID), ("that", EN), ("the", EN), ("their", EN), ("theo", VI), ("they", EN), ("this", EN), ("tidak", ID), ("to", EN), ("trong", VI), ("tu", VI)],
    &[("un", FR), ("une", FR), ("untuk", ID)],
    &[("va", VI), ("ve", VI), ("viec", VI), ("voi", VI), ("vous", FR)],
    &[("was", EN), ("were", EN), ("which", EN), ("who", EN), ("will", EN), ("with", EN)],
    &[],
    &[("yang", ID)],
    &[],
];

/// The languages in which a word is frequent.
fn frequent_in(word: &str) -> u8 {
    if !word.is_ascii() {
        let folded = super::normalise::fold(word);
        return if folded.is_ascii() { frequent_in(&folded) } else { 0 };
    }
    let first = word.as_bytes().first().map_or(0, |first| first.to_ascii_lowercase().wrapping_sub(b'a'));
    let alike = FREQUENT.get(usize::from(first)).copied().unwrap_or_default();
    alike.iter().find(|one| one.0.eq_ignore_ascii_case(word)).map_or(0, |one| one.1)
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
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
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
    for word in text.split(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c)) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        if words as usize > WORDS {
            break;
        }
        let frequent = frequent_in(word);
        // A Vietnamese word without its tone marks may be a word of another language, and the other way round.
        let ascii = word.is_ascii();
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
    fn tags_round_trip() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
